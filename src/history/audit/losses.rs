//! What merges lost, as it is told: where, who made it, and what became of it since.

use super::blame::{self, State, became, became_or_again};
use super::frozen::{Bound, bound, sent};
use super::library::Library;
use super::merges::{Judged, Lost};
use super::names::LostName;
use super::past::Past;
use super::renames::record;
use super::returns;
use super::slip::{Slip, What};
use super::spot::Spot;
use super::twins::{self, Twin, without_their_rounds};
use super::undone::Undone;
use crate::domain::layout::{Placement, parse_path};
use crate::domain::record::Kind;
use crate::history::Said;

/// Everything that came of judging merges, as slips.
pub(super) fn slips(past: &Past, judged: &Judged, library: &mut Library<'_>) -> Vec<Slip> {
    let mut slips = Vec::with_capacity(judged.lost.len());
    let mut undone = Undone::of(past);
    for lost in without_their_rounds(&judged.lost) {
        if !is_kept_for_good(past, lost, library) {
            slips.push(edit(past, lost, library));
        }
    }
    for lost in &judged.names {
        if !is_named_for_good(past, lost, library) {
            slips.push(name(past, lost, library));
        }
    }
    slips.extend(judged.broken.iter().map(|(merge, path)| broken(past, (*merge, *path), library)));
    for slip in slips.iter_mut().filter(|slip| slip.state == State::Open) {
        if slip.good.is_some_and(|side| undone.is_gone(slip.commit, side)) {
            slip.state = State::Overtaken;
        }
    }
    slips
}

/// Whether a side took out what may not be taken out: then the merge that kept it did right.
fn is_kept_for_good(past: &Past, lost: &Lost, library: &mut Library<'_>) -> bool {
    let Some(kind) = lost.id.as_ref().map(crate::domain::layout::AnyId::kind) else { return false };
    if !lost.loss.spot.is_record() || lost.loss.made.is_some() || lost.loss.twin.is_some() {
        return false;
    }
    let Some(blob) = past.at(lost.merge, lost.now) else { return false };
    let page = library.page(blob);
    let binds = bound(kind, &page).is_some_and(|parts| parts.iter().any(Bound::is_binding));
    let is_sent =
        kind == Kind::ContactReport && page.said.as_ref().is_some_and(|said| sent(said).get("issued").is_some());
    binds || is_sent
}

/// Whether a paper that went out names a record by its old id, or is that record: then the merge that kept the id did right.
fn is_named_for_good(past: &Past, lost: &LostName, library: &mut Library<'_>) -> bool {
    let Some(id) = record(past.path(lost.old)) else { return false };
    let Some(client) = id.client() else { return false };
    let folders = ["invoices", "contact-reports"].map(|folder| format!("{folder}/{client}/"));
    let is_paper = |path: &str| folders.iter().any(|folder| path.starts_with(folder));
    let papers: Vec<(u32, &str)> = past.paths().filter(|(_, path)| is_paper(path)).collect();
    papers.into_iter().any(|(number, path)| {
        let Some(page) = past.at(past.tip(), number).map(|blob| library.page(blob)) else { return false };
        let went_out = match record(path).map(|paper| paper.kind()) {
            Some(Kind::Invoice) => bound(Kind::Invoice, &page).is_some_and(|parts| parts.iter().any(Bound::is_binding)),
            _ => page.said.as_ref().is_some_and(|said| said.get("issued").is_some()),
        };
        went_out && (number == lost.old || page.said.as_ref().is_some_and(|said| names(said, &id.to_string())))
    })
}

fn names(said: &Said, id: &str) -> bool {
    match said {
        Said::Text(text) => text == id,
        Said::List(items) => items.iter().any(|item| names(item, id)),
        Said::Map(entries) => entries.iter().any(|(_, value)| names(value, id)),
        Said::Nothing => false,
    }
}

fn edit(past: &Past, lost: &Lost, library: &mut Library<'_>) -> Slip {
    let author = lost.loss.twin.and_then(|_| twins::maker(past, lost));
    let author = author.unwrap_or_else(|| blame::author(past, lost, library));
    let what = match lost.loss.twin {
        Some(Twin::Dropped) => What::LostRecord,
        Some(Twin::Mixed) => What::MixedRecords,
        None if lost.loss.made.is_none() => What::Resurrected,
        None => What::LostEdit,
    };
    let file = past.path(lost.path);
    let where_ = match (lost.loss.spot.is_record(), &lost.id) {
        (true, Some(_)) => "the record".to_owned(),
        (true, None) => "the file".to_owned(),
        (false, _) => format!("`{}`", lost.loss.spot.path),
    };
    let called = |said: &Option<Said>| said.as_ref().and_then(Said::text).unwrap_or_default().to_owned();
    let (own, other) = (called(&lost.loss.made), called(&lost.loss.has));
    let message = match (what, &lost.loss.has) {
        (What::LostRecord, _) => {
            format!("two branches each made a record under this number, and the merge kept `{other}` and not `{own}`")
        }
        (What::MixedRecords, _) => format!(
            "two branches each made a record under this number, `{other}` and `{own}`, and the merge made one of them"
        ),
        (What::Resurrected, _) => format!("{where_} was taken out on one side, and the merge brought it back"),
        (_, None) => format!("what one side put into {where_} is not in the merge"),
        _ => format!("what one side made of {where_} is not in the merge"),
    };
    Slip {
        what,
        state: match lost.loss.twin {
            Some(_) => returns::state(past, lost, library),
            None => blame::state(past, lost, library),
        },
        record: lost.id.as_ref().map_or_else(|| file.to_owned(), ToString::to_string),
        path: past.path(blame::now(past, lost.merge, lost.now)).to_owned(),
        spot: lost.loss.spot.clone(),
        was: lost.loss.made.clone(),
        both: lost.loss.both.clone(),
        is: lost.loss.has.clone(),
        edit: Some(author),
        commit: lost.merge,
        message,
        good: Some(lost.parent),
        there: file.to_owned(),
        is_alone: false,
        is_untouched: past.at(past.tip(), lost.now) == past.at(lost.merge, lost.now),
        left: Vec::new(),
        help: None,
    }
}

fn name(past: &Past, lost: &LostName, library: &mut Library<'_>) -> Slip {
    let id = |path: u32| record(past.path(path)).map_or_else(|| past.path(path).to_owned(), |id| id.to_string());
    let state = became(past, lost.merge, lost.old, library, &|blob, _| match blob {
        Some(_) => State::Open,
        None => State::Overtaken,
    });
    let is_there = |path: u32| past.at(past.tip(), path).is_some();
    let state = if is_there(lost.new) && !is_there(lost.old) { State::Repaired } else { state };
    let (old, new) = (id(lost.old), id(lost.new));
    Slip {
        what: What::LostName,
        state,
        record: old.clone(),
        path: past.path(lost.old).to_owned(),
        spot: Spot::record(),
        was: Some(Said::Text(new.clone())),
        both: None,
        is: Some(Said::Text(old)),
        edit: Some(lost.made),
        commit: lost.merge,
        message: format!("one side called the record {new}, and the merge has it under its old id"),
        good: Some(lost.parent),
        there: past.path(lost.new).to_owned(),
        is_alone: false,
        is_untouched: true,
        left: Vec::new(),
        help: None,
    }
}

fn broken(past: &Past, (merge, path): (usize, u32), library: &mut Library<'_>) -> Slip {
    let file = past.path(path);
    let text = past.at(merge, path).and_then(|blob| library.text(blob));
    let is_marked = text.is_some_and(|text| text.lines().any(|line| line.starts_with("<<<<<<<")));
    let message = if is_marked {
        "the merge was committed with conflict marks in the record"
    } else {
        "the merge left the record so that it cannot be read"
    };
    let state = became_or_again(past, merge, path, library, &|blob, library| match blob {
        None => State::Overtaken,
        Some(blob) if library.page(blob).said.is_some() => State::Repaired,
        Some(_) => State::Open,
    });
    Slip {
        what: What::BrokenByMerge,
        state,
        record: match parse_path(file) {
            Placement::Record(id) => id.to_string(),
            _ => file.to_owned(),
        },
        path: past.path(blame::now(past, merge, path)).to_owned(),
        spot: Spot::record(),
        was: None,
        both: None,
        is: None,
        edit: None,
        commit: merge,
        message: message.to_owned(),
        good: past.commits[merge].parents.first().copied(),
        there: file.to_owned(),
        is_alone: false,
        is_untouched: past.at(past.tip(), path) == past.at(merge, path),
        left: Vec::new(),
        help: None,
    }
}
