//! What moves together in a record: the status, and what was written with it. A job that both sides handed on was handed on twice,
//! whatever stage each named; where both did the very same, once.

use super::at::At;
use super::held::fuller;
use super::layout::{Item, Sort};
use super::plan::Triple;
use super::sequence::Lists;
use super::sheet::Side;
use super::weave::{Ahead, Out, Three, Weave};
use crate::source::Step;
use std::collections::HashSet;

/// The field that says how far a thing has come, and those that are written when it changes.
const MOVING: [(&str, &[&str]); 2] = [
    ("status", &["approvals", "cancelled", "done_in", "overrides", "rejected", "withdrawn"]),
    ("stage", &["decided", "lost_reason"]),
];

/// What a handoff is told apart by from one that was made alike on another branch: all but these, which come later.
const LATER: [&str; 5] = ["id", "accepted", "done", "rejected", "waiting"];

/// What is written in a handoff when the job is handed on from it.
const CLOSING: [&str; 2] = ["done", "rejected"];

/// How both sides moved one thing on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moved {
    /// Each in its own way: only one can stand, with all that goes with it.
    Apart,
    /// Both alike as far as both went; where only one went on, what it says stands.
    Alike(Option<Side>),
    /// They are two records under one id.
    Whole,
}

/// A map both sides of which moved on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Move {
    /// Its place among the entries: of the status or stage.
    pub(super) pivot: Option<usize>,
    pub(super) how: Moved,
    /// Whether the job was handed on by both, each in its own way.
    pub(super) is_twice: bool,
    /// Whether the status or stage is another one on each side.
    pub(super) is_parted: bool,
    with: &'static [&'static str],
}

impl Move {
    /// A record whose fields all go together.
    pub(super) const WHOLE: Move =
        Move { pivot: None, how: Moved::Whole, is_twice: false, is_parted: false, with: &[] };

    /// The handoff from which both handed the job on, each in its own way.
    pub(super) const CLOSING: Move =
        Move { pivot: None, how: Moved::Apart, is_twice: false, is_parted: false, with: &CLOSING };

    /// Whether an entry goes with what was moved.
    pub(super) fn takes(&self, item: &Item, at: usize) -> bool {
        let is_entry = item.sort == Sort::Entry;
        match self.how {
            Moved::Whole => is_entry,
            Moved::Alike(side) => is_entry && ((side.is_some() && self.pivot == Some(at)) || item.label == HANDOFFS),
            Moved::Apart => {
                is_entry
                    && (self.pivot == Some(at) || item.label == HANDOFFS || self.with.contains(&item.label.as_str()))
            }
        }
    }
}

/// The list of who had the ball.
pub(super) const HANDOFFS: &str = "handoffs";

impl<'v> Weave<'_> {
    /// How both sides moved on what a map is about; `None` where not both did, or both in one way.
    pub(super) fn moved(
        &self,
        triples: &[Triple],
        (b, o, t): Lists<'v>,
        (base, ours, theirs): (Option<At<'v>>, At<'v>, At<'v>),
        is_root: bool,
    ) -> Option<Move> {
        let find = |label: &str| {
            let is = |triple: &Triple| triple.ours.is_some_and(|at| o[at].sort == Sort::Entry && o[at].label == label);
            triples.iter().position(|triple| triple.theirs.is_some() && is(triple))
        };
        let three = |place: usize| {
            let Triple { base: was, ours: one, theirs: other } = triples[place];
            Some((was.and_then(|at| Some(base?.of(&b[at]))), ours.of(&o[one?]), theirs.of(&t[other?])))
        };
        let (pivot, with) = MOVING.iter().find_map(|(name, with)| Some((find(name)?, *with)))?;
        let (was, one, other) = three(pivot)?;
        let (was, is, will) = (was.map_or(0, At::said), one.said(), other.said());
        let is_contested = was != is && was != will && is != will && base.is_some();
        let turns = (is_root && self.is_job)
            .then(|| three(find(HANDOFFS)?))
            .flatten()
            .map(|(base, ours, theirs)| Turns::of(base, ours, theirs));
        let apart = Move { pivot: Some(pivot), how: Moved::Apart, is_twice: false, is_parted: is != will, with };
        let Some(Turns { ours: added, theirs: others, alike, is_open }) = turns.filter(Turns::is_both) else {
            return is_contested.then_some(apart);
        };
        if is_open || (added.len() > alike && others.len() > alike) {
            return Some(Move { is_twice: true, ..apart });
        }
        // who went no further than both did has nothing to say against where the other is
        let is_in_step = |added: &[At<'v>], status: At<'v>| {
            let last = added.last().filter(|_| added.len() == alike);
            let said = |last: &At<'v>| {
                let (_, stage) = last.version.document().entry(last.item.node, "stage")?;
                Some(last.version.said[stage as usize])
            };
            last.and_then(said).is_some_and(|stage| stage == status.said())
        };
        if is == will {
            return Some(Move { how: Moved::Alike(None), ..apart });
        }
        // also where it has come back to where both began
        match (is_in_step(&added, one), is_in_step(&others, other)) {
            (true, _) => Some(Move { how: Moved::Alike(Some(Side::Theirs)), ..apart }),
            (_, true) => Some(Move { how: Moved::Alike(Some(Side::Ours)), ..apart }),
            _ if !is_contested => Some(Move { how: Moved::Alike(None), ..apart }),
            _ => Some(apart),
        }
    }

    /// Merges the handoffs of three lists that both sides added to, where nothing but their turn tells them apart: each with that of its
    /// turn, if it is still the one that was given then. `false` where they cannot be told.
    pub(super) fn turns(
        &mut self,
        (b, o, t): Lists<'v>,
        (base, ours, theirs): (At<'v>, At<'v>, At<'v>),
        ahead: Ahead,
        column: usize,
        out: &mut Out<'v>,
    ) -> bool {
        let is_one = |((was, one), other): ((&'v Item, &'v Item), &'v Item)| {
            let is_item = [was, one, other].iter().all(|item| item.sort == Sort::Item);
            is_item && alike(base.of(was), ours.of(one)) && alike(base.of(was), theirs.of(other))
        };
        if b.len() != o.len() || b.len() != t.len() || !b.iter().zip(o).zip(t).all(is_one) {
            return false;
        }
        for (index, ((was, one), other)) in b.iter().zip(o).zip(t).enumerate() {
            let three = Three { base: Some(base.of(was)), ours: Some(ours.of(one)), theirs: Some(theirs.of(other)) };
            let depth = self.path.0.len();
            self.path.0.push(Step::Index(index));
            match ahead {
                Ahead::List(Moved::Apart, _) => self.turn(three, column, out),
                _ => self.item(three, column, out),
            }
            self.path.0.truncate(depth);
        }
        true
    }

    /// Whether a handoff was given out of hand by the sides in two ways.
    pub(super) fn closes_apart(three: Three<'v>) -> bool {
        let said = |at: At<'v>, key: &str| {
            at.version.document().entry(at.item.node, key).map_or(0, |(_, value)| at.version.said[value as usize])
        };
        match (three.ours, three.theirs) {
            (Some(ours), Some(theirs)) => CLOSING.iter().any(|key| said(ours, key) != said(theirs, key)),
            _ => false,
        }
    }
}

/// The handoffs that each side added behind the last one that both began with.
struct Turns<'v> {
    ours: Vec<At<'v>>,
    theirs: Vec<At<'v>>,
    /// How many of them, from the first on, both made alike.
    alike: usize,
    /// Whether one side kept more than the other of what was open before: then it did not just go further.
    is_open: bool,
}

impl<'v> Turns<'v> {
    fn of(base: Option<At<'v>>, ours: At<'v>, theirs: At<'v>) -> Turns<'v> {
        let known = base.and_then(At::children).map_or(&[][..], |(items, _)| items);
        let tail = |at: At<'v>| {
            let items = at.children().map_or(&[][..], |(items, _)| items);
            let added = items[tail((base.unwrap_or(at), known), items)..].iter().filter(|item| item.sort == Sort::Item);
            added.map(|item| at.of(item)).collect::<Vec<_>>()
        };
        let (ours, theirs) = (tail(ours), tail(theirs));
        let alike = ours.iter().zip(&theirs).take_while(|(one, other)| twin(**one, **other).is_some()).count();
        let is_blank = |item: &&Item| item.sort == Sort::Item && base.is_some_and(|base| base.of(item).is_blank());
        let open: Vec<&Item> = known.iter().filter(is_blank).collect();
        let is_open = ours[alike..].iter().chain(&theirs[alike..]).any(|more| {
            // one that nothing tells apart may be any
            open.iter().any(|item| item.label.is_empty() || item.token == more.item.token)
        });
        Turns { ours, theirs, alike, is_open }
    }

    fn is_both(&self) -> bool {
        !self.ours.is_empty() && !self.theirs.is_empty()
    }
}

/// Which of two handoffs, each made on a branch of its own, stands for both; `None` where they are two.
pub(super) fn twin(ours: At<'_>, theirs: At<'_>) -> Option<Side> {
    alike(ours, theirs).then(|| fuller((ours.version, ours.item), (theirs.version, theirs.item), &["id"])).flatten()
}

/// Whether two handoffs say the same of what was given when, to whom.
fn alike(one: At<'_>, other: At<'_>) -> bool {
    let said = |at: At<'_>, key: &str| {
        let document = at.version.document();
        let value = document.entry(at.item.node, key).filter(|(_, value)| !document.is_null(*value));
        value.map(|(_, value)| at.version.said[value as usize])
    };
    let keys = |at: At<'_>| -> HashSet<String> {
        let document = at.version.document();
        let keys = document.tree.entries(at.item.node).map(|(key, _)| document.scalar(key).into_owned());
        keys.filter(|key| !LATER.contains(&key.as_str())).collect()
    };
    let is_map = |at: At<'_>| at.kind().is_map();
    is_map(one) && is_map(other) && keys(one).union(&keys(other)).all(|key| said(one, key) == said(other, key))
}

/// Where what was added behind the last of the base's items begins; what is open there, nobody began with.
pub(super) fn tail((of, base): (At<'_>, &[Item]), side: &[Item]) -> usize {
    let base: Vec<&Item> =
        base.iter().filter(|item| item.sort == Sort::Item && !At { item, ..of }.is_blank()).collect();
    let items = || side.iter().enumerate().filter(|(_, item)| item.sort == Sort::Item);
    let is_named = |item: &Item| !item.label.is_empty();
    let first = if base.iter().all(|item| is_named(item)) && items().all(|(_, item)| is_named(item)) {
        let known: HashSet<&str> = base.iter().map(|item| item.label.as_str()).collect();
        let last = items().rev().find(|(_, item)| known.contains(item.label.as_str())).map(|(at, _)| at);
        items().map(|(at, _)| at).find(|at| last.is_none_or(|last| *at > last))
    } else {
        items().map(|(at, _)| at).nth(base.len())
    };
    first.unwrap_or(side.len())
}
