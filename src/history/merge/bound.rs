//! What goes together where both sides moved one thing on: each side's part of it between marks wherever it stands in the record, one
//! conflict in all. Whoever takes one side at every mark has a record that this side wrote; what is not between marks is of both.

use super::at::At;
use super::layout::{Item, Sort};
use super::looks::above;
use super::marks::{Clash, Extent};
use super::notes::Notes;
use super::sequence::takes;
use super::sheet::Side;
use super::turns::{HANDOFFS, Move, Moved, tail, twin};
use super::weave::{Ahead, Out, Three, Weave, take, written};
use crate::source::Step;

/// The stage of a job that was called off, and the field that says when and why.
const CANCELLED: &str = "cancelled";

/// What each side added behind the last item that both began with.
#[derive(Clone, Copy)]
pub(super) struct Tails<'v> {
    pub(super) ours: (At<'v>, &'v [Item]),
    pub(super) theirs: (At<'v>, &'v [Item]),
    pub(super) how: Moved,
}

impl<'v> Tails<'v> {
    /// Parts the items of two lists from what was added behind them.
    pub(super) fn of(
        (base, b): (At<'_>, &[Item]),
        (ours, o): (At<'v>, &'v [Item]),
        (theirs, t): (At<'v>, &'v [Item]),
        how: Moved,
    ) -> (&'v [Item], &'v [Item], Tails<'v>) {
        let ((o, one), (t, other)) = (o.split_at(tail((base, b), o)), t.split_at(tail((base, b), t)));
        (o, t, Tails { ours: (ours, one), theirs: (theirs, other), how })
    }
}

impl<'v> Weave<'_> {
    /// Writes an entry that goes with what was moved; `false` where it is merged like any other.
    pub(super) fn goes_along(
        &mut self,
        moved: &Move,
        at: usize,
        three: Three<'v>,
        column: usize,
        out: &mut Out<'v>,
    ) -> bool {
        let Some(any) = three.ours.or(three.theirs) else { return false };
        let said = |at: Option<At<'v>>| at.map_or(0, At::said);
        let is_pivot = moved.pivot == Some(at);
        if !moved.takes(any.item, at) || said(three.ours) == said(three.theirs) {
            return false;
        }
        if let (Moved::Alike(Some(side)), true) = (moved.how, is_pivot) {
            let (Some(ours), Some(theirs)) = (three.ours, three.theirs) else { return false };
            let notes = |at: At<'v>| Notes::of(at.version, at.item);
            let notes = Notes::merged(three.base.map(notes).as_ref(), &notes(ours), &notes(theirs));
            let Some(notes) = notes else { return false };
            written(three, if side == Side::Ours { ours } else { theirs }, &notes, column, out);
            return true;
        }
        let depth = self.path.0.len();
        self.path.0.push(Step::from(any.item.label.clone()));
        let is_handoffs = any.item.label == HANDOFFS;
        if is_pivot && moved.how == Moved::Apart {
            self.parted(moved, three);
        } else if is_handoffs && moved.is_twice && !moved.is_parted {
            self.twice(three);
        } else if any.item.label == CANCELLED && moved.is_twice && !moved.is_parted {
            let (a, b) = (self.labels.of_ours(), self.labels.of_theirs());
            self.conflict(format!("called off twice, in {a} and in {b}; keep the side whose handoff you keep"));
        }
        let is_list = |at: Option<At<'v>>| {
            at.is_none_or(|at| at.says_nothing() || at.children().is_some_and(|(_, kind)| kind == Some(false)))
        };
        let are_lists = [three.base, three.ours, three.theirs].into_iter().all(is_list);
        let ahead = Ahead::List(moved.how, is_handoffs);
        let is_written = moved.how != Moved::Whole && are_lists && self.looked_into(three, ahead, column, out);
        let is_apart = !is_written && !matches!(moved.how, Moved::Alike(_));
        if is_apart {
            self.apart(three, column, out);
        }
        self.path.0.truncate(depth);
        is_written || is_apart
    }

    /// Looks into a map or list of both sides, of which something is known; `false` where that cannot be.
    pub(super) fn looked_into(&mut self, three: Three<'v>, ahead: Ahead, column: usize, out: &mut Out<'v>) -> bool {
        let (Some(ours), Some(theirs)) = (three.ours, three.theirs) else { return false };
        let notes = |at: At<'v>| Notes::of(at.version, at.item);
        let notes = Notes::merged(three.base.map(notes).as_ref(), &notes(ours), &notes(theirs));
        let children = |at: At<'v>| at.children().map(|(items, _)| items);
        let (Some(notes), Some(o), Some(t)) = (notes, children(ours), children(theirs)) else { return false };
        self.ahead = ahead;
        self.composed(three, (three.base.and_then(children).unwrap_or(&[]), o, t), false, &notes, column, out);
        self.ahead = Ahead::Nothing;
        true
    }

    /// Says how the two sides parted, once.
    fn parted(&mut self, moved: &Move, three: Three<'v>) {
        let (Some(ours), Some(theirs)) = (three.ours, three.theirs) else { return };
        let (a, b) = (self.labels.of_ours(), self.labels.of_theirs());
        let stage = |at: At<'v>| at.version.document().scalar(at.item.node).into_owned();
        let (one, other) = (stage(ours), stage(theirs));
        let message = if moved.is_twice {
            let came =
                |stage: String| if stage == CANCELLED { "then called off".to_owned() } else { format!("to `{stage}`") };
            let (one, other) = (came(one), came(other));
            format!("handed on twice: {one} in {a}, {other} in {b}; keep one side, and the same one at every mark")
        } else {
            format!("`{one}` in {a}, `{other}` in {b}; keep one side, and the same one at every mark")
        };
        self.conflict(message);
    }

    /// Both versions between marks, which belong to a conflict that is told elsewhere.
    pub(super) fn apart(&mut self, three: Three<'v>, column: usize, out: &mut Out<'v>) {
        let notes = |at: At<'v>| Notes::of(at.version, at.item);
        let merged = three
            .ours
            .zip(three.theirs)
            .and_then(|(ours, theirs)| Notes::merged(three.base.map(notes).as_ref(), &notes(ours), &notes(theirs)));
        above(three, out);
        if let Some(notes) = &merged {
            out.sheet.notes(&notes.lead, column);
        }
        let text = |at: Option<At<'v>>| {
            at.map_or_else(String::new, |at| {
                let mut text = String::new();
                if merged.is_none() {
                    at.version.shifted(at.item.lead.clone(), at.item.column, column, &mut text);
                }
                text + &at.body(column)
            })
        };
        let [ours, base, theirs] = [three.ours, three.base, three.theirs].map(text);
        out.sheet.clash(Clash { ours, base, theirs, extent: Extent::Bound });
        out.wants.extend(three.ours.map(|at| at.child(Some(Side::Ours))));
        out.wants.extend(three.theirs.map(|at| at.child(Some(Side::Theirs))));
    }

    /// What both sides added to one list: what they made alike once, and what only one can have made between marks.
    pub(super) fn tails(&mut self, tails: Tails<'v>, is_handoffs: bool, column: usize, out: &mut Out<'v>) {
        let ((ours, mut one), (theirs, mut other)) = (tails.ours, tails.theirs);
        let is_item = |items: &[Item]| items.iter().any(|item| item.sort == Sort::Item);
        let mut alike = None;
        while let ([o, one_rest @ ..], [t, other_rest @ ..]) = (one, other) {
            let side = match (o.sort, t.sort) {
                (Sort::Item, Sort::Item) => twin(ours.of(o), theirs.of(t)),
                (Sort::Remark, Sort::Remark) => (o.token == t.token).then_some(Side::Ours),
                _ => None,
            };
            let Some(side) = side else { break };
            // what closes it goes with what only one side has behind it
            let is_last = is_item(one_rest) != is_item(other_rest);
            if tails.how == Moved::Apart && is_last && ours.of(o).said() != theirs.of(t).said() {
                break;
            }
            let stands = if side == Side::Ours { ours.of(o) } else { theirs.of(t) };
            if o.sort == Sort::Item {
                alike = Some(stands);
            }
            take(stands, column, out);
            (one, other) = (one_rest, other_rest);
        }
        if let Some(last) = alike.filter(|_| is_handoffs) {
            let (a, b) = (self.labels.of_ours(), self.labels.of_theirs());
            let document = last.version.document();
            let stage = document
                .entry(last.item.node, "stage")
                .map_or_else(Default::default, |(_, stage)| document.scalar(stage));
            self.notes
                .push(format!("both {a} and {b} handed the job on to `{stage}`, and alike: it stands there once"));
        }
        if tails.how != Moved::Apart || !(is_item(one) || is_item(other)) {
            let (first, second) =
                if is_item(other) { ((theirs, other), (ours, one)) } else { ((ours, one), (theirs, other)) };
            let is_there = |item: &Item| first.1.iter().any(|own| own.token == item.token);
            for item in second.1.iter().filter(|item| !is_there(item)) {
                take(second.0.of(item), column, out);
            }
            return takes(first.0, first.1, column, out);
        }
        let text = |of: At<'v>, items: &'v [Item]| items.iter().map(|item| of.of(item).whole(column)).collect();
        let (mine, others) = (text(ours, one), text(theirs, other));
        out.sheet.clash(Clash { ours: mine, base: String::new(), theirs: others, extent: Extent::Bound });
        for (of, items, side) in [(ours, one, Side::Ours), (theirs, other, Side::Theirs)] {
            let items = items.iter().filter(|item| item.sort == Sort::Item);
            out.wants.extend(items.map(|item| of.of(item).child(Some(side))));
        }
    }

    /// Says that both sides handed the job on to one stage, and how the two handoffs differ.
    fn twice(&mut self, three: Three<'v>) {
        let told = |at: Option<At<'v>>| {
            let document = at?.version.document();
            let last = document.tree.children(at?.item.node).last()?;
            let text = |key| {
                let value = document.entry(last, key).filter(|(_, value)| !document.is_null(*value));
                value.map(|(_, value)| document.scalar(value).into_owned())
            };
            let to = text("to").map(|to| format!(" to `{to}`")).unwrap_or_default();
            let date = text("date").map(|date| format!(" on {date}")).unwrap_or_default();
            Some((text("stage").unwrap_or_default(), to + &date))
        };
        let (Some((stage, one)), Some((_, other))) = (told(three.ours), told(three.theirs)) else { return };
        let (a, b) = (self.labels.of_ours(), self.labels.of_theirs());
        let message = match one == other {
            true => format!("handed on to `{stage}` twice, in {a} and in {b}; keep one of the two handoffs"),
            false => format!("handed on to `{stage}` twice:{one} in {a},{other} in {b}; keep one of the two handoffs"),
        };
        self.conflict(message);
    }
}
