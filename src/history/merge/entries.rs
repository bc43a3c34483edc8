//! The entries of maps and the items of lists that something tells apart: each merged with its like.

use super::at::At;
use super::held::fuller;
use super::layout::{Sort, step};
use super::marks::Extent;
use super::plan;
use super::prints::key_of;
use super::sequence::Lists;
use super::sheet::Side;
use super::turns::{Move, Moved};
use super::weave::{Ahead, Out, Three, Weave, take};
use crate::domain::record::list_key;
use crate::source::Step;

impl<'v> Weave<'_> {
    /// Merges the entries of three maps, or the items of three lists.
    pub(super) fn entries(
        &mut self,
        like: At<'v>,
        (b, o, t): Lists<'v>,
        (base, ours, theirs): (At<'v>, At<'v>, At<'v>),
        (is_map, is_new, ahead): (bool, bool, Ahead),
        column: usize,
        out: &mut Out<'v>,
    ) {
        let key = key_of(like.item.label.as_str());
        let triples = plan::keyed(b, o, t);
        let before = (!is_new).then_some(base);
        let moved = match ahead {
            Ahead::Map(moved) => Some(moved),
            _ if is_map => self.moved(&triples, (b, o, t), (before, ours, theirs), like.item.sort == Sort::Root),
            _ => None,
        };
        let added = triples.iter().filter(|triple| triple.base.is_none() && triple.theirs.is_none());
        let claimed = ours.claimed(b, added.filter_map(|triple| triple.ours.map(|at| &o[at])));
        for (index, triple) in triples.iter().enumerate() {
            let three = Three {
                base: triple.base.map(|at| base.of(&b[at])),
                ours: triple.ours.map(|at| ours.of(&o[at])),
                theirs: triple.theirs.map(|at| theirs.of(&t[at])),
            };
            if moved.as_ref().is_some_and(|moved| self.goes_along(moved, index, three, column, out)) {
                continue;
            }
            if let (None, None, Some(added)) = (three.base, three.ours, three.theirs) {
                added.take_unclaimed(&claimed, column, out);
                continue;
            }
            let Some(any) = three.ours.or(three.theirs).or(three.base) else { continue };
            let depth = self.path.0.len();
            if any.item.sort != Sort::Remark {
                self.path.0.push(step(any.item, key, index));
            }
            if matches!(ahead, Ahead::List(Moved::Apart, _)) {
                self.turn(three, column, out);
            } else {
                self.item(three, column, out);
            }
            self.path.0.truncate(depth);
        }
    }

    /// Merges an item of a list to which a side added when it moved on: what closes it goes with what was added.
    pub(super) fn turn(&mut self, three: Three<'v>, column: usize, out: &mut Out<'v>) {
        if three.base.is_none_or(At::is_blank) || !Self::closes_apart(three) {
            return self.item(three, column, out);
        }
        let has_lines = |at: Option<At<'v>>| at.is_some_and(|at| at.item.inner.is_some());
        let has_lines = [three.base, three.ours, three.theirs].into_iter().all(has_lines);
        if !has_lines || !self.looked_into(three, Ahead::Map(Move::CLOSING), column, out) {
            self.apart(three, column, out);
        }
    }

    /// Whether an item is told apart by a number or word that was given to it, which two can have chosen alike; one that is told apart by
    /// whom it is about is the same one wherever it was written.
    pub(super) fn is_numbered(&self, at: At<'v>) -> bool {
        let key = match self.path.last() {
            Some(Step::Item(key, _)) => key,
            _ => list_key(&self.path),
        };
        at.item.sort == Sort::Item && !at.item.label.is_empty() && matches!(key, "id" | "version")
    }

    /// Two items that both sides added under one id, and not alike: what says all that the other says stands; else they are two.
    pub(super) fn one_id(&mut self, three: Three<'v>, ours: At<'v>, theirs: At<'v>, column: usize, out: &mut Out<'v>) {
        match fuller((ours.version, ours.item), (theirs.version, theirs.item), &[]) {
            Some(Side::Ours) => return take(ours, column, out),
            Some(Side::Theirs) => return take(theirs, column, out),
            None => {}
        }
        let (a, b) = (self.labels.of_ours(), self.labels.of_theirs());
        let message = format!(
            "`{}` was added in {a} and in {b}, and not alike; keep one of the two, or both and call one otherwise",
            ours.item.label
        );
        self.clash(three, (column, Extent::Entries), message, out);
    }
}
