//! What lies where it is not read, and where it would be: a file under a wrong name or in a wrong folder, a folder in wrong capitals.
//! Only what reads as a record there, and only to where nothing is.

use super::kinds::{Filed, by_kind};
use super::load::Loader;
use super::origin::{Origin, What};
use super::reading::{Ask, Desk, Outcome};
use crate::domain::layout::{Placement, parse_path};
use crate::finding::{Finding, Fix};
use crate::source::SourceId;
use std::collections::HashMap;

/// A file that can move.
#[derive(Debug)]
pub(super) struct Shift {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) text: Box<str>,
}

/// The files that would move with a path; `None` where one of them cannot, or where there is none.
pub(super) fn moves(origin: &Origin, from: &str, to: &str) -> Option<Vec<Shift>> {
    let mut files = Vec::new();
    match origin.what(from).ok()?? {
        What::File => files.push(shift(origin, from, to)?),
        What::Folder => below(origin, from, to, &mut files)?,
        What::Link | What::Other => return None,
    }
    (!files.is_empty()).then_some(files)
}

/// Every file in a folder; each goes straight to where its name says that it belongs.
fn below(origin: &Origin, from: &str, to: &str, files: &mut Vec<Shift>) -> Option<()> {
    for entry in origin.entries(from).ok()? {
        let (from, to) = (format!("{from}/{}", entry.name), format!("{to}/{}", entry.name));
        match entry.what {
            What::File => files.push(shift(origin, &from, &to)?),
            What::Folder => below(origin, &from, &to, files)?,
            What::Link | What::Other => return None,
        }
    }
    Some(())
}

fn shift(origin: &Origin, from: &str, to: &str) -> Option<Shift> {
    let (Placement::Record(id) | Placement::Misplaced { id, .. }) = parse_path(to) else { return None };
    let to = id.path();
    let text = by_kind!(id.kind(), T => record_at::<T>(origin, from, &to))?;
    is_free(origin, &to).then(|| Shift { from: from.to_owned(), to, text })
}

/// The text of a file that reads as the record of a path.
fn record_at<T: Filed>(origin: &Origin, from: &str, to: &str) -> Option<Box<str>> {
    let (above, name) = to.rsplit_once('/')?;
    let id = T::id(above.split_once('/').map_or("", |(_, parent)| parent), name.strip_suffix(".yaml")?)?;
    let ask = Ask { keep: None, fingerprints: &[] };
    let mut desk = Desk::default();
    let text = desk.text(origin, from);
    let reading = desk.read::<T>(text, &id, SourceId(0), ask);
    matches!(reading.outcome, Outcome::Record(..)).then_some(reading.text)
}

/// Whether nothing is at a path, and folders all the way to it or nothing.
fn is_free(origin: &Origin, path: &str) -> bool {
    let mut ends = path.match_indices('/').map(|(at, _)| at);
    let folders = ends.all(|end| matches!(origin.what(&path[..end]), Ok(None | Some(What::Folder))));
    folders && matches!(origin.what(path), Ok(None))
}

impl Loader<'_> {
    /// Takes back what was said to belong somewhere, where it cannot go there, or where two would go to one place.
    pub(super) fn undisputed(&mut self) {
        let mut claims: HashMap<String, usize> = HashMap::new();
        let mut claimed = Vec::with_capacity(self.strays.len());
        for stray in &self.strays {
            let files = self.wanted(stray).unwrap_or_default();
            let targets: Vec<String> = files.into_iter().map(|file| file.to).collect();
            for target in &targets {
                *claims.entry(target.clone()).or_default() += 1;
            }
            claimed.push(targets);
        }
        for (stray, targets) in self.strays.iter_mut().zip(claimed) {
            if targets.is_empty() || targets.iter().any(|target| claims[target] > 1) {
                stray.fix = None;
            }
        }
    }

    fn wanted(&self, stray: &Finding) -> Option<Vec<Shift>> {
        let Some(Fix::Move(to)) = &stray.fix else { return None };
        moves(self.origin, &self.sources.file(stray.place.source).path, to)
    }
}
