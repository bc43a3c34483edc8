//! Two different records that two branches made under one number: which of them a merge kept, and what became of the other.

use super::library::{Library, Page};
use super::merges::Lost;
use super::past::{Blob, Past};
use super::renames::record;
use super::sides::Loss;
use super::spot::Spot;
use crate::domain::layout::AnyId;
use crate::domain::record::Kind;
use crate::history::Said;
use crate::history::merge::{self, Side, Sides, first_words, is_one_name, telling};
use std::sync::Arc;

/// What became of the record that a merge did not keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Twin {
    /// The other one stands in its place.
    Dropped,
    /// Parts of it stand in the other one.
    Mixed,
}

/// Two new records under one number, and what was recorded there.
pub(super) struct Born<'p> {
    pub(super) side: &'p Page,
    pub(super) other: &'p Page,
    pub(super) result: &'p Page,
    /// Whether the side is that into which was merged.
    pub(super) is_first: bool,
}

/// What is lost of the side's record; none where the two are one record made on both sides, or nobody can tell.
pub(super) fn judged(kind: Kind, born: &Born<'_>) -> Option<Vec<Loss>> {
    let [side, other, result] = [born.side, born.other, born.result].map(|page| page.said.as_ref());
    let (side, other, result) = (side?, other?, result?);
    let Told { names: [called, kept], .. } = told_by(kind, side, other)?;
    let (own, foreign) = (parts(side, other, result), parts(other, side, result));
    let is_less = own < foreign || own == foreign && !born.is_first;
    let twin = match (own, foreign) {
        (0, 1..) => Twin::Dropped,
        (1.., 1..) if is_less => Twin::Mixed,
        // it is the one that was kept; or whoever merged made one record of the two, in words of their own
        _ => return Some(Vec::new()),
    };
    let (made, has) = (Some(Said::Text(called)), Some(Said::Text(kept)));
    Some(vec![Loss { spot: Spot::record(), made, both: None, has, twin: Some(twin) }])
}

/// The side that has another record by now under the number of the one with which both began, as the engine sees it.
pub(super) fn another(kind: Kind, pages: [&Arc<Page>; 3]) -> Option<Side> {
    let [base, side, other] = pages.map(|page| page.said.as_ref());
    // of the few that differ in this the engine is asked
    told_by(kind, base?, side?).or_else(|| told_by(kind, base?, other?))?;
    let [base, ours, theirs] = pages.map(|page| page.text.as_deref());
    merge::another(kind, &Sides { base, ours: ours?, theirs: theirs? })
}

/// Whether two sides of a merge had one version of a file before they had their own: then it is one record.
pub(super) fn is_of_one_origin(past: &Past, (one, other): (usize, usize), path: u32) -> bool {
    let fork = past.graph.fork(one, other);
    let [ours, theirs] = [&fork.ours, &fork.theirs].map(|side| {
        let touches = side.iter().flat_map(|commit| &past.commits[*commit].touches);
        touches.filter(|touch| touch.path == path).filter_map(|touch| touch.after).collect::<Vec<Blob>>()
    });
    ours.iter().any(|blob| theirs.contains(blob))
}

/// Where a merge left something unreadable in the place of two records that were made under one number: the parent that has the one which was
/// merged in, and what that is called.
pub(super) fn torn(past: &Past, merge: usize, path: u32, library: &mut Library<'_>) -> Option<(usize, Said)> {
    let kind = record(past.path(path))?.kind();
    let (first, others) = past.commits[merge].parents.split_first()?;
    let mut page = |commit: usize| past.at(commit, path).map(|blob| library.page(blob));
    let kept = page(*first)?;
    others.iter().find_map(|other| {
        let own = page(*other)?;
        let Told { names: [called, _], .. } = told_by(kind, own.said.as_ref()?, kept.said.as_ref()?)?;
        let fork = past.graph.fork(*first, *other);
        let is_new = fork.bases.iter().all(|base| past.at(*base, path).is_none());
        let is_two = is_new && !is_of_one_origin(past, (*first, *other), path);
        is_two.then_some((*other, Said::Text(called)))
    })
}

/// The commit that made the record which was lost.
pub(super) fn maker(past: &Past, lost: &Lost) -> Option<usize> {
    let makes = |commit: &&usize| {
        let mut touches = past.commits[**commit].touches.iter();
        past.commits[**commit].parents.len() < 2
            && touches.any(|touch| touch.path == lost.path && touch.before.is_none())
    };
    lost.side.iter().rev().find(makes).copied()
}

/// The same losses without those of the rounds of jobs that were lost themselves: they come back with their job.
pub(super) fn without_their_rounds(lost: &[Lost]) -> impl Iterator<Item = &Lost> {
    let is_with_its_job = |round: &Lost| {
        let Some(AnyId::Round(id)) = &round.id else { return false };
        let job = AnyId::Job(id.job());
        round.loss.twin.is_some()
            && lost
                .iter()
                .any(|lost| (lost.merge, lost.id.as_ref()) == (round.merge, Some(&job)) && lost.loss.twin.is_some())
    };
    lost.iter().filter(move |lost| !is_with_its_job(lost))
}

/// How two records are seen to be different ones.
pub(super) struct Told {
    /// The first field in which they differ; none: by what was written in them.
    pub(super) field: Option<&'static str>,
    /// What each says there.
    pub(super) names: [String; 2],
}

/// How two records of a kind are seen to be different ones; none where they are not.
pub(super) fn told_by(kind: Kind, one: &Said, other: &Said) -> Option<Told> {
    let differ = |key: &&'static str| match (one.get(key), other.get(key)) {
        (Some(Said::Text(one)), Some(Said::Text(other))) => {
            let names = [one.clone(), other.clone()];
            (!is_one_name(one, other)).then_some(Told { field: Some(key), names })
        }
        _ => None,
    };
    let by_words = || first_words(kind, one, other).map(|(one, other)| Told { field: None, names: [one, other] });
    telling(kind).iter().find_map(differ).or_else(by_words)
}

/// Whether two texts are two records, and not one that was worked on.
pub fn are_two(kind: Kind, one: &str, other: &str) -> bool {
    let (Ok(one), Ok(other)) = (Said::of(one), Said::of(other)) else { return false };
    told_by(kind, &one, &other).is_some()
}

/// How many entries that one has, and the other has not so, stand in a version.
pub(super) fn parts(one: &Said, other: &Said, version: &Said) -> usize {
    let Said::Map(entries) = one else { return 0 };
    let own = entries.iter().filter(|(key, value)| other.get(key) != Some(value));
    own.filter(|(key, value)| version.get(key) == Some(value)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> Page {
        Page { text: Some(text.into()), said: Said::of(text).ok() }
    }

    /// What is lost of a side's job: the twin, what it was called, and what the other was called.
    fn lost(side: &str, other: &str, result: &str, is_first: bool) -> Option<Vec<(Twin, String, String)>> {
        let [side, other, result] = [side, other, result].map(page);
        let found = judged(Kind::Job, &Born { side: &side, other: &other, result: &result, is_first })?;
        let word = |said: &Option<Said>| said.as_ref().and_then(Said::text).unwrap_or_default().to_owned();
        Some(found.iter().filter_map(|loss| Some((loss.twin?, word(&loss.made), word(&loss.has)))).collect())
    }

    const POSTER: &str = "title: Poster\ntype: campaign\nrequested_on: 2026-11-02\ngoal: Seen from the tram\n";
    const BANNER: &str = "title: Banner\ntype: campaign\nrequested_on: 2026-11-02\ngoal: Clicked\n";

    #[test]
    fn the_one_that_was_not_kept_is_lost_and_the_one_that_was_is_not() {
        let dropped = (Twin::Dropped, "Poster".to_owned(), "Banner".to_owned());
        assert_eq!(lost(POSTER, BANNER, BANNER, false), Some(vec![dropped.clone()]));
        assert_eq!(lost(BANNER, POSTER, BANNER, true), Some(Vec::new()));
        // whoever merged wrote a word more into the one they kept
        let more = format!("{BANNER}context: For the site\n");
        assert_eq!(lost(POSTER, BANNER, &more, true), Some(vec![dropped]));
    }

    #[test]
    fn of_a_mixture_the_one_of_which_less_is_left_is_lost_and_of_halves_that_which_was_merged_in() {
        let half = POSTER.replace("Poster", "Banner");
        let mixed = |one: &str, other: &str| Some(vec![(Twin::Mixed, one.to_owned(), other.to_owned())]);
        assert_eq!(lost(POSTER, BANNER, &half, false), mixed("Poster", "Banner"));
        assert_eq!(lost(BANNER, POSTER, &half, true), Some(Vec::new()));
        let more = format!("{BANNER}context: For the site\n");
        let most = more.replace("Clicked", "Seen from the tram");
        assert_eq!(lost(POSTER, &more, &most, true), mixed("Poster", "Banner"));
        assert_eq!(lost(&more, POSTER, &most, false), Some(Vec::new()));
    }

    #[test]
    fn one_record_made_on_both_sides_and_one_made_of_two_are_left_to_whoever_merged() {
        let other = POSTER.replace("Seen from the tram", "Seen");
        assert_eq!(lost(POSTER, &other, &other, false), None, "of one title and one day it is one job");
        let typed = other.replace("title: Poster", "title: 'POSTER '");
        assert_eq!(lost(POSTER, &typed, &typed, false), None, "however its title is typed");
        let own = "title: Poster and banner\ntype: campaign\nrequested_on: 2026-11-02\ngoal: Noticed\n";
        assert_eq!(lost(POSTER, BANNER, own, true), Some(Vec::new()));
    }
}
