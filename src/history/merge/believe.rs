//! What is believed of a merge: a text that says what must be said, with all comments. The ordinary merge is asked first, since it
//! leaves both sides' layout alone; where it errs, the woven one is taken; where nothing says it, both versions stand between marks.

use super::layout::{Item, Sort};
use super::sheet::{Side, whole_clash};
use super::version::{Version, hash};
use super::want::Want;
use super::weave::{Out, Weave};
use super::{Conflict, Labels, Merged, Rules, Versions, judge, lines};
use crate::domain::record::Kind;
use crate::history::Said;
use crate::history::diff::{Change, changes};
use crate::source::KeyPath;
use crate::yaml::Tree;

/// The merge that is believed of what was woven.
pub(super) fn settled(
    (kind, rules): (Kind, &Rules<'_>),
    weave: Weave<'_>,
    out: Out<'_>,
    versions: Versions<'_>,
) -> Merged {
    let Weave { labels, conflicts, mut notes, .. } = weave;
    let mut sheet = out.sheet;
    let Some(want) = out.wants.first().map(|root| &root.want).filter(|_| conflicts.is_empty() || !sheet.is_clean())
    else {
        return whole(versions, labels, conflicts);
    };
    let (base, ours, theirs) = versions;
    let tail = match base {
        Some(base) if base.tail() == ours.tail() => theirs.tail(),
        _ => ours.tail(),
    };
    let is_open = out.wants.len() == 1;
    let written = sheet.chosen(Side::Ours);
    let has = written.len() - written.trim_end_matches('\n').len();
    if is_open && !written.is_empty() {
        (has..=tail).for_each(|_| sheet.line(0, &[]));
    }
    if conflicts.is_empty() {
        let text = sheet.marked(labels);
        let ordinary = lines(base.map_or("", |base| base.text), ours.text, theirs.text, labels);
        let ordinary = Some(ordinary.text).filter(|other| ordinary.conflicts.is_empty() && *other != text);
        let Some(woven) = fitting(&text, want) else { return whole(versions, labels, conflicts) };
        notes.extend(judge::judged((kind, rules), &woven, versions));
        let is_equal = |text: &String| fitting(text, want).is_some_and(|read| comments(&read) == comments(&woven));
        let believed = ordinary.filter(is_equal);
        return Merged { text: believed.unwrap_or_else(|| text.clone()), conflicts, notes };
    }
    let holds = |side| {
        let text = sheet.chosen(side);
        Version::read(&text).is_ok_and(|read| out.wants.len() > 1 || fits(&read, want, side))
    };
    if !(holds(Side::Ours) && holds(Side::Theirs)) {
        return whole(versions, labels, conflicts);
    }
    Merged { text: sheet.marked(labels), conflicts, notes }
}

/// A text taken apart, if it says what is wanted.
fn fitting<'t>(text: &'t str, want: &Want<'_>) -> Option<Version<'t>> {
    Version::read(text).ok().filter(|read| fits(read, want, Side::Ours))
}

fn fits(version: &Version<'_>, want: &Want<'_>, side: Side) -> bool {
    want.fits(version.document(), Tree::ROOT, side)
}

/// One version as it is, since it says all that the other says.
pub(super) fn fuller(side: Side, ours: &Version<'_>, theirs: &Version<'_>, labels: &Labels) -> Merged {
    let (text, whose) = match side {
        Side::Ours => (ours.text, labels.of_ours()),
        Side::Theirs => (theirs.text, labels.of_theirs()),
    };
    let note = format!("both sides made this record; {whose} says all that the other says, and stands");
    Merged { notes: vec![note], ..Merged::clean(text) }
}

/// Both versions whole between marks, with whatever conflicts are known.
pub(super) fn whole((base, ours, theirs): Versions<'_>, labels: &Labels, mut conflicts: Vec<Conflict>) -> Merged {
    if conflicts.is_empty() {
        let message = format!(
            "{} and {} cannot be put together line by line or field by field",
            labels.of_ours(),
            labels.of_theirs()
        );
        conflicts.push(Conflict { path: KeyPath::root(), message });
    }
    let text = whole_clash(ours.text, base.map_or("", |base| base.text), theirs.text, labels);
    Merged { text, conflicts, notes: Vec::new() }
}

/// The ordinary merge of versions that cannot be taken apart, believed only where it says what both say.
pub(super) fn plainly((base, ours, theirs): Versions<'_>, labels: &Labels) -> Merged {
    let said = |version: &Version<'_>| Said::of(version.text).unwrap_or(Said::Nothing);
    let before = base.map_or(Said::Nothing, said);
    let (one, other) = (changes(&before, &said(ours)), changes(&before, &said(theirs)));
    let expected: Vec<Change> = one.into_iter().chain(other).collect();
    let merged = lines(base.map_or("", |base| base.text), ours.text, theirs.text, labels);
    let holds = |all: &[Change], some: &[Change]| some.iter().all(|change| all.contains(change));
    let says_it = merged.conflicts.is_empty()
        && Said::of(&merged.text).is_ok_and(|said| {
            let found = changes(&before, &said);
            holds(&found, &expected) && holds(&expected, &found)
        });
    if says_it { merged } else { whole((base, ours, theirs), labels, Vec::new()) }
}

/// Every comment and what it belongs to, in an order that layout does not change.
fn comments(version: &Version<'_>) -> Vec<(u64, String)> {
    let mut found = Vec::new();
    if let Some(root) = version.root() {
        collect(version, root, 0, &mut found);
    }
    found.sort();
    found
}

fn collect(version: &Version<'_>, item: &Item, under: u64, found: &mut Vec<(u64, String)>) {
    let own = match item.sort {
        Sort::Remark => under,
        _ if item.label.is_empty() => hash((under, item.token)),
        _ => hash((under, &item.label)),
    };
    for line in item.lead.clone().chain(item.below.clone()) {
        found.push((own, version.trimmed(line).to_owned()));
    }
    found.extend(item.side.map(|span| (own, span.of(version.text).trim_end().to_owned())));
    for inner in item.inner.iter().flat_map(|inner| &inner.items) {
        collect(version, inner, own, found);
    }
}
