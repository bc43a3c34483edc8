//! Files that one commit put in the place of each other, or each in that of the next: as they were, or with some work on them. Knows no
//! records.

use super::listing::Blob;
use super::parted::{Copied, LATER, Search, Touched, beside};
use super::{GitTrouble, Oid};
use crate::source::likeness;

impl Search<'_> {
    /// The files in whose place a commit put what another was, with what it did to it besides.
    pub(super) fn exchanged(&mut self, touched: &[Touched], name: &str) -> Result<Vec<Copied>, GitTrouble> {
        let Some(before) = touched.iter().find(|one| one.path == name).and_then(|one| one.before.clone()) else {
            return Ok(Vec::new());
        };
        let others: Vec<(&str, &Blob, &Blob)> = beside(touched, name)
            .filter_map(|one| Some((one.path.as_str(), one.before.as_ref()?, one.after.as_ref()?)))
            .collect();
        self.texts.fetch(self.git, others.iter().flat_map(|(_, lay, lies)| [*lay, *lies]).chain([&before]))?;
        let like = |one: &Blob, other: &Blob| match (self.texts.text(one), self.texts.text(other)) {
            _ if one == other => 100,
            (Some(one), Some(other)) => likeness(one, other),
            _ => 0,
        };
        let is_it = |(_, lay, lies): &&(&str, &Blob, &Blob)| {
            *lies == &before || (like(&before, lies) >= LATER && like(lay, lies) < LATER)
        };
        let mut found: Vec<&(&str, &Blob, &Blob)> = others.iter().filter(is_it).collect();
        found.sort_by_key(|(_, _, lies)| std::cmp::Reverse(like(&before, lies)));
        let copied = |(path, _, lies): &(&str, &Blob, &Blob)| Copied {
            before: before.clone(),
            from: name.to_owned(),
            to: (*path).to_owned(),
            blob: (*lies).clone(),
        };
        Ok(found.into_iter().map(copied).collect())
    }

    /// Where a commit put a file in the place of another, which lies elsewhere by now: else it may only look so.
    pub(super) fn put_in_place_of_another(&mut self, commit: &Oid, name: &str) -> Result<Option<String>, GitTrouble> {
        let touched = self.git.touched(commit)?;
        for copied in self.exchanged(&touched, name)? {
            let lay = touched.iter().find(|one| one.path == copied.to).and_then(|one| one.before.clone());
            let Some(lay) = lay else { continue };
            let others: Vec<&Blob> = beside(&touched, &copied.to).filter_map(|one| one.after.as_ref()).collect();
            self.texts.fetch(self.git, others.iter().copied())?;
            let text = |blob: &Blob| self.texts.text(blob).unwrap_or_default();
            if others.iter().any(|other| **other == lay || likeness(text(&lay), text(other)) >= LATER) {
                return Ok(Some(copied.to));
            }
        }
        Ok(None)
    }

    /// Whether a commit made a file of what another was, and that one is something else by now.
    pub(super) fn is_of_another(&mut self, commit: &Oid, (name, blob): (&str, &Blob)) -> Result<bool, GitTrouble> {
        let touched = self.git.touched(commit)?;
        let others: Vec<(&Blob, &Blob)> = beside(&touched, name)
            .filter_map(|one| Some((one.before.as_ref()?, one.after.as_ref()?)))
            .filter(|(before, after)| before != after)
            .collect();
        self.texts.fetch(self.git, others.iter().flat_map(|(before, after)| [*before, *after]).chain([blob]))?;
        let text = |blob: &Blob| self.texts.text(blob).unwrap_or_default();
        Ok(others.into_iter().any(|(before, after)| {
            let is_like = || likeness(text(before), text(blob)) >= LATER && likeness(text(before), text(after)) < LATER;
            before == blob || is_like()
        }))
    }
}
