//! A record's text with what a merge lost of it back in it. The side that had it is merged in once more by the engine, from a version of
//! it that lacks nothing but the loss, so that comments and layout come along; where that is no plain merge, the values are written in.
//! Either is believed only if it reads back as the record that it was with exactly the lost values in it.

use super::library::settled;
use super::spot::Spot;
use crate::domain::brief::Brief;
use crate::domain::client::Client;
use crate::domain::contact_report::ContactReport;
use crate::domain::invoice::Invoice;
use crate::domain::job::Job;
use crate::domain::record::Kind;
use crate::domain::round::Round;
use crate::domain::timesheet::Timesheet;
use crate::history::Said;
use crate::history::merge::{Labels, Rules, Sides, merge};
use crate::source::{Edit, KeyPath, Step, Value};
use crate::yaml::{self, Described, Document, NodeId, Shape};
use serde::de::DeserializeOwned;

/// Something to be put back: where, what, and what stands there instead.
#[derive(Clone, Copy, Debug)]
pub(super) struct Back<'l> {
    pub(super) spot: &'l Spot,
    pub(super) wanted: Option<&'l Said>,
    pub(super) has: Option<&'l Said>,
}

/// The text with all of it back in it; none where it cannot be put back without harm. `side` is the text of whoever had it.
pub(super) fn mended(kind: Kind, now: &str, side: Option<&str>, backs: &[Back<'_>]) -> Option<String> {
    let is_right = |text: &String| is_mended(now, text, backs).unwrap_or(false);
    let merged = side.and_then(|side| merged(kind, now, side, backs)).filter(is_right);
    merged.or_else(|| written(kind, now, side, backs).filter(is_right))
}

/// The side merged in once more, as if all else that it holds had been there all along.
fn merged(kind: Kind, now: &str, side: &str, backs: &[Back<'_>]) -> Option<String> {
    let theirs = written(kind, side, Some(side), backs)?;
    let undone: Vec<Back<'_>> =
        backs.iter().map(|back| Back { spot: back.spot, wanted: back.has, has: back.wanted }).collect();
    let base = written(kind, &theirs, None, &undone)?;
    let sides = Sides { base: Some(&base), ours: now, theirs: &theirs };
    let merged = merge(Some(kind), &sides, &Labels::default(), &Rules::default()).ok()?;
    merged.conflicts.is_empty().then_some(merged.text)
}

/// The values written into a text, as `like` writes them where it has them.
fn written(kind: Kind, text: &str, like: Option<&str>, backs: &[Back<'_>]) -> Option<String> {
    let order = |path: &KeyPath| order(kind, path);
    backs.iter().try_fold(text.to_owned(), |text, back| {
        let now = settled(Said::of(&text).ok()?);
        if is_there(&now, back) {
            return Some(text);
        }
        let value =
            back.wanted.map(|wanted| like.and_then(|like| written_in(like, back)).unwrap_or_else(|| value(wanted)));
        let edit = edit(&now, back, value)?;
        yaml::edit(&text, &[edit], &order).ok()
    })
}

fn edit(now: &Said, back: &Back<'_>, value: Option<Value>) -> Option<Edit> {
    let path = back.spot.path.clone();
    let Some(item) = &back.spot.item else {
        let is_item = matches!(path.last(), Some(Step::Item(..)));
        let is_here = back.spot.find(now).is_some();
        return match value {
            Some(value) if is_item && !is_here => Some(Edit::append(path.parent()?, value)),
            Some(value) => Some(Edit::set(path, value)),
            None => Some(Edit::remove(path)),
        };
    };
    let place = |wanted: &Said| match Spot::value(path.clone()).find(now) {
        Some(Said::List(items)) => items.iter().position(|other| other == wanted),
        _ => None,
    };
    match (value, back.has) {
        (Some(value), Some(has)) => Some(Edit::set(path.then(Step::Index(place(has)?)), value)),
        (Some(value), None) => Some(Edit::append(path, value)),
        (None, _) => Some(Edit::remove(path.then(Step::Index(place(back.has.unwrap_or(item))?)))),
    }
}

/// Whether a version has what is to be put back.
fn is_there(now: &Said, back: &Back<'_>) -> bool {
    if back.spot.item.is_none() {
        return back.spot.find(now) == back.wanted;
    }
    let has = |wanted: &Said| items(now, &back.spot.path).contains(wanted);
    back.wanted.is_none_or(has) && !back.has.is_some_and(has)
}

/// Whether a text says what another said, with exactly the lost values in it.
fn is_mended(now: &str, after: &str, backs: &[Back<'_>]) -> Option<bool> {
    let (now, after) = (settled(Said::of(now).ok()?), settled(Said::of(after).ok()?));
    let listed = |back: &Back<'_>| {
        let count =
            |said: &Said, wanted: &Said| items(said, &back.spot.path).iter().filter(|item| *item == wanted).count();
        let grew = back.wanted.is_none_or(|wanted| count(&after, wanted) == count(&now, wanted) + 1);
        let shrank = back.has.is_none_or(|has| count(&after, has) + 1 == count(&now, has));
        grew && shrank
    };
    let holds = backs.iter().all(|back| match &back.spot.item {
        None => back.spot.find(&after) == back.wanted,
        Some(_) => listed(back) || is_there(&after, back),
    });
    let rest = |said: Said| {
        let bare = backs.iter().fold(said, |said, back| without(said, &back.spot.path.0));
        settled(settled(bare))
    };
    // the lists whose items nothing tells apart were looked at one by one; how long they are tells the rest
    let lengths = backs.iter().filter(|back| back.spot.item.is_some()).all(|back| {
        let own = backs.iter().filter(|other| other.spot.path == back.spot.path);
        let (came, went) = own.fold((0, 0), |(came, went), back| {
            (came + usize::from(back.wanted.is_some()), went + usize::from(back.has.is_some()))
        });
        items(&now, &back.spot.path).len() + came == items(&after, &back.spot.path).len() + went
    });
    Some(holds && lengths && rest(now.clone()) == rest(after.clone()))
}

fn items<'s>(said: &'s Said, list: &KeyPath) -> &'s [Said] {
    match Spot::value(list.clone()).find(said) {
        Some(Said::List(items)) => items,
        _ => &[],
    }
}

/// The same without what is at a path.
fn without(said: Said, path: &[Step]) -> Said {
    let Some((step, rest)) = path.split_first() else { return Said::Nothing };
    match (step, said) {
        (Step::Key(key), Said::Map(entries)) => {
            let entry = |(own, value): (String, Said)| {
                let value = if own == **key { without(value, rest) } else { value };
                (own, value)
            };
            Said::Map(entries.into_iter().map(entry).collect())
        }
        (Step::Item(key, id), Said::List(items)) => {
            let is_it = |item: &Said| item.get(key).and_then(Said::text) == Some(id);
            let kept = items.into_iter().map(|item| if is_it(&item) { without(item, rest) } else { item });
            Said::List(kept.filter(|item| !item.is_nothing()).collect())
        }
        (_, said) => said,
    }
}

/// A value as the text of a side writes it: numbers and dates stay what they are.
fn written_in(side: &str, back: &Back<'_>) -> Option<Value> {
    let tree = yaml::read(side).ok()?;
    let document = Document { text: side, tree: &tree };
    let found = document.find(&back.spot.path)?.value;
    let wanted = back.wanted?;
    let says = |node: &NodeId| settled(Said::at(document, *node)) == *wanted;
    let node = match back.spot.item {
        None => Some(found).filter(says),
        Some(_) => tree.children(found).find(says),
    };
    node.map(|node| like(document, node))
}

fn like(document: Document<'_>, node: NodeId) -> Value {
    let kind = document.tree.node(node).kind;
    if kind.is_map() {
        let entry = |(key, value)| (document.scalar(key).into_owned(), like(document, value));
        return Value::Map(document.tree.entries(node).map(entry).collect());
    }
    if kind.is_list() {
        let items: Vec<NodeId> = document.tree.children(node).collect();
        let is_word = |item: &NodeId| document.tree.node(*item).kind == yaml::Kind::Plain;
        if kind == yaml::Kind::FlowList && items.iter().all(is_word) {
            return Value::Words(items.iter().map(|item| document.scalar(*item).into_owned()).collect());
        }
        return Value::List(items.into_iter().map(|item| like(document, item)).collect());
    }
    let text = document.scalar(node).into_owned();
    match kind {
        _ if document.is_null(node) => Value::Null,
        yaml::Kind::Plain if !text.contains('\n') => Value::Bare(text),
        _ => Value::Text(text),
    }
}

fn value(said: &Said) -> Value {
    match said {
        Said::Nothing => Value::Null,
        Said::Text(text) => Value::Text(text.clone()),
        Said::List(items) => Value::List(items.iter().map(value).collect()),
        Said::Map(entries) => Value::Map(entries.iter().map(|(key, said)| (key.clone(), value(said))).collect()),
    }
}

/// The keys of the map at a path, in the order of such a record.
fn order(kind: Kind, path: &KeyPath) -> &'static [&'static str] {
    fn of<T: DeserializeOwned>(path: &KeyPath) -> &'static [&'static str] {
        match yaml::describe::<T>(path) {
            Some(Described { shape: Shape::Struct(fields), .. }) => fields,
            _ => &[],
        }
    }
    match kind {
        Kind::Client => of::<Client>(path),
        Kind::Brief => of::<Brief>(path),
        Kind::Job => of::<Job>(path),
        Kind::Round => of::<Round>(path),
        Kind::ContactReport => of::<ContactReport>(path),
        Kind::Invoice => of::<Invoice>(path),
        Kind::Timesheet => of::<Timesheet>(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::KeyPath;

    fn keys(path: &str) -> KeyPath {
        path.split('.').fold(KeyPath::root(), |path, key| match key.strip_prefix('@') {
            Some(id) => path.then(Step::Item("id", id.to_owned())),
            None => path.then(key.to_owned()),
        })
    }

    fn said(text: &str) -> Said {
        settled(Said::of(text).expect("reads"))
    }

    #[test]
    fn an_item_comes_back_with_its_comments_into_a_file_that_was_worked_on_since() {
        let side =
            "title: a\nchecks:\n  - id: one\n    text: Look\n  # before it airs\n  - id: two\n    text: Hear # well\n";
        let now = "title: b # new\nchecks:\n  - id: one\n    text: Look twice\n";
        let (spot, item) = (Spot::value(keys("checks.@two")), said("id: two\ntext: Hear\n"));
        let back = Back { spot: &spot, wanted: Some(&item), has: None };
        let text = mended(Kind::Job, now, Some(side), &[back]).expect("mended");
        let whole = "title: b # new\nchecks:\n  - id: one\n    text: Look twice\n  # before it airs\n  - id: two\n    text: Hear # well\n";
        assert_eq!(text, whole);
    }

    #[test]
    fn a_date_is_written_as_a_date_and_what_was_taken_out_goes_with_its_comment() {
        let now = "due: 2027-03-12 # firm\ngoal: x\nrush: true # really\n";
        let (due, rush) = (Spot::value(keys("due")), Spot::value(keys("rush")));
        let (late, early, yes) = (said("2027-03-15"), said("2027-03-12"), said("true"));
        let backs = [
            Back { spot: &due, wanted: Some(&late), has: Some(&early) },
            Back { spot: &rush, wanted: None, has: Some(&yes) },
        ];
        let side = "due: 2027-03-15\ngoal: y\n";
        assert_eq!(mended(Kind::Job, now, Some(side), &backs).expect("mended"), "due: 2027-03-15 # firm\ngoal: x\n");
    }

    #[test]
    fn a_folded_text_that_both_rewrote_comes_back_folded_as_it_stands() {
        let text = |first: &str, last: &str| {
            format!("  audience: >\n    {first}\n    They borrow gear, and like it.\n    {last}\n  size: large\n")
        };
        let of = |first: &str, last: &str| format!("title: a\nbrief:\n{}", text(first, last));
        let folded = |first: &str, last: &str| Said::Text(format!("{first} They borrow gear, and like it. {last}"));
        let (old, new) = ("Hikers of twenty, and of thirty.", "Walkers of forty, and of fifty.");
        let (walk, run) = ("They walk in the wood at night.", "They never run in the wood at all.");
        let spot = Spot::value(keys("brief.audience"));
        let (wanted, has) = (folded(new, run), folded(old, run));
        let back = Back { spot: &spot, wanted: Some(&wanted), has: Some(&has) };
        // the side rewrote the first line, whoever merged has the last
        let mended = mended(Kind::Job, &of(old, run), Some(&of(new, walk)), &[back]).expect("mended");
        assert_eq!(mended, of(new, run));
    }

    #[test]
    fn words_of_a_list_come_and_go_one_by_one() {
        let now = "tone: [dry, warm, new]\n";
        let list = keys("tone");
        let (cool, warm) = (said("cool"), said("warm"));
        let spot = Spot { path: list, item: Some(cool.clone()) };
        let back = Back { spot: &spot, wanted: Some(&cool), has: Some(&warm) };
        assert_eq!(
            mended(Kind::Brief, now, Some("tone: [dry, cool]\n"), &[back]).expect("mended"),
            "tone: [dry, cool, new]\n"
        );
    }
}
