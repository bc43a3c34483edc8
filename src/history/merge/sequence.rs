//! Lists whose items nothing tells apart: laid side by side as whole items. What both add at one place is kept, ours first; a word that
//! both add, at whatever places, is one.

use super::at::At;
use super::diff3::{Region, Whose, regions};
use super::layout::{Item, Sort};
use super::marks::{Clash, Extent};
use super::plan::Triple;
use super::sheet::Side;
use super::slots::{Slot, Slots, State, Tokens};
use super::tails::remarks;
use super::weave::{Out, Three, Weave, take};
use std::collections::{HashMap, HashSet};

/// The items of the three versions.
pub(super) type Lists<'v> = (&'v [Item], &'v [Item], &'v [Item]);

/// What is known of a list: its items, where they are, and which comments at the end of the base are above what ours added.
struct Laid<'v> {
    lists: Lists<'v>,
    at: (At<'v>, At<'v>, At<'v>),
    slots: Slots,
    claimed: Vec<HashSet<u64>>,
}

impl<'v> Weave<'_> {
    /// Merges the items of three lists; `twin` where two lists without a base say the same.
    pub(super) fn sequence(
        &mut self,
        (b, o, t): Lists<'v>,
        at: (At<'v>, At<'v>, At<'v>),
        twin: bool,
        column: usize,
        out: &mut Out<'v>,
    ) {
        let tokens = |items: &[Item]| items.iter().map(|item| item.token).collect::<Vec<_>>();
        let (known, one, other) = (if twin { tokens(o) } else { tokens(b) }, tokens(o), tokens(t));
        let lists = (if twin { &[] } else { b }, o, t);
        let mut laid = Laid { lists, at, slots: Slots::default(), claimed: Vec::new() };
        for region in regions(&known, &one, &other, false) {
            laid.region(if twin { Region { base: 0..0, ..region } } else { region }, twin);
        }
        if !twin {
            let tokens = Tokens { base: &known, ours: &one, theirs: &other };
            let twice = laid.slots.level(tokens, laid.counted());
            self.both_kept(&twice);
        }
        self.laid(&laid, column, out);
    }

    fn laid(&mut self, laid: &Laid<'v>, column: usize, out: &mut Out<'v>) {
        for slot in laid.slots.standing() {
            match slot {
                Slot::One(triple, State::Unclaimed(set)) => {
                    if let Some(theirs) = laid.three(*triple).theirs {
                        theirs.take_unclaimed(&laid.claimed[*set], column, out);
                    }
                }
                Slot::One(triple, _) => self.item(laid.three(*triple), column, out),
                Slot::Clash(region) => self.clashing(laid, region, column, out),
            }
        }
    }

    /// Says that two equal items of one list are in the result.
    pub(super) fn both_kept(&mut self, items: &[u64]) {
        for _ in items {
            self.notes.push(format!("`{}` has two equal items, one of each side: both are kept", self.path));
        }
    }

    fn clashing(&mut self, laid: &Laid<'v>, region: &Region, column: usize, out: &mut Out<'v>) {
        let (b, o, t) = laid.part(region);
        let (base, ours, theirs) = laid.at;
        let text = |of: At<'v>, items: &'v [Item]| items.iter().map(|item| of.of(item).whole(column)).collect();
        let (mine, was, others) = (text(ours, o), text(base, b), text(theirs, t));
        out.sheet.clash(Clash { ours: mine, base: was, theirs: others, extent: Extent::Lines });
        for (of, items, side) in [(ours, o, Side::Ours), (theirs, t, Side::Theirs)] {
            let items = items.iter().filter(|item| item.sort != Sort::Remark);
            out.wants.extend(items.map(|item| of.of(item).child(Some(side))));
        }
        let (a, b) = (self.labels.of_ours(), self.labels.of_theirs());
        self.conflict(format!("the same items were changed in {a} and in {b}"));
    }
}

impl<'v> Laid<'v> {
    fn part(&self, region: &Region) -> Lists<'v> {
        let (b, o, t) = self.lists;
        (&b[region.base.clone()], &o[region.ours.clone()], &t[region.theirs.clone()])
    }

    fn three(&self, triple: Triple) -> Three<'v> {
        let ((b, o, t), (base, ours, theirs)) = (self.lists, self.at);
        Three {
            base: triple.base.map(|at| base.of(&b[at])),
            ours: triple.ours.map(|at| ours.of(&o[at])),
            theirs: triple.theirs.map(|at| theirs.of(&t[at])),
        }
    }

    /// Which items are counted, and of which two that are added are one.
    fn counted(&self) -> impl Fn(u64) -> Option<bool> + use<> {
        let ((b, o, t), (base, ours, theirs)) = (self.lists, self.at);
        let of = |at: At<'v>, items: &'v [Item]| {
            let items = items.iter().filter(|item| item.sort == Sort::Item);
            items.map(move |item| (item.token, !item.label.is_empty() || at.of(item).is_word()))
        };
        let known: HashMap<u64, bool> = of(base, b).chain(of(ours, o)).chain(of(theirs, t)).collect();
        move |token| known.get(&token).copied()
    }

    /// Lays out what the three have at one place.
    fn region(&mut self, region: Region, twin: bool) {
        let (b, o, t) = self.part(&region);
        let (_, ours, theirs) = self.at;
        let is_kept = |side: &[Item]| b.iter().zip(side).all(|(own, item)| own.mark == item.mark);
        let Region { base: in_base, ours: in_ours, theirs: in_theirs, whose } = region.clone();
        match whose {
            Whose::Neither => self.slots.side_by_side(in_base, in_ours, in_theirs),
            // between twins only remarks can differ
            Whose::Theirs if twin => {
                self.slots.stand(Some(in_ours), None);
                self.slots.stand(None, Some(in_theirs));
            }
            Whose::Ours if is_kept(t) => {
                self.slots.taken_out(in_base, None, Some(in_theirs));
                self.slots.stand(Some(in_ours), None);
            }
            Whose::Theirs if is_kept(o) => {
                self.slots.taken_out(in_base, Some(in_ours), None);
                self.slots.stand(None, Some(in_theirs));
            }
            // rewritten by one side, and only remarked on by the other
            Whose::Ours | Whose::Theirs if b.len() == o.len() && b.len() == t.len() && is_nameless((b, o, t)) => {
                self.slots.side_by_side(in_base, in_ours, in_theirs);
            }
            Whose::Same | Whose::Both if is_added((b, o, t), ours, theirs) => self.added((b, o, t), &region),
            Whose::Same => {
                self.slots.taken_out(in_base, None, None);
                self.slots.side_by_side(0..0, in_ours, in_theirs);
            }
            _ => self.slots.clash(region),
        }
    }

    /// What both add at one place: ours before theirs, a comment that stands by itself on both sides once.
    fn added(&mut self, (b, o, t): Lists<'v>, region: &Region) {
        let first = |items: &'v [Item], from: usize| -> HashMap<u64, usize> {
            let remarks = items.iter().enumerate().filter(|(_, item)| item.sort == Sort::Remark);
            remarks.rev().map(|(at, item)| (item.token, from + at)).collect()
        };
        let (in_ours, in_theirs) = (first(o, region.ours.start), first(t, region.theirs.start));
        for (at, item) in region.ours.clone().zip(o) {
            let twin = in_theirs.get(&item.token).copied();
            let triple = Triple { base: None, ours: Some(at), theirs: twin };
            self.slots.push(triple, State::Stands);
        }
        let claimed = self.at.1.claimed(b, o.iter());
        let state = if claimed.is_empty() { State::Stands } else { State::Unclaimed(self.claimed.len()) };
        self.claimed.push(claimed);
        for (at, item) in region.theirs.clone().zip(t) {
            if !in_ours.contains_key(&item.token) {
                self.slots.push(Triple { theirs: Some(at), ..Triple::default() }, state);
            }
        }
    }
}

/// Whether both only add; comments that stood at the end and are above what both added are still there.
fn is_added<'v>((b, o, t): Lists<'v>, ours: At<'v>, theirs: At<'v>) -> bool {
    let tails: HashSet<u64> = remarks(b).collect();
    b.iter().all(|item| item.sort == Sort::Remark)
        && ours.claimed(b, o.iter()) == tails
        && theirs.claimed(b, t.iter()) == tails
}

/// Whether nothing but their places tells items apart.
fn is_nameless((b, o, t): Lists<'_>) -> bool {
    [b, o, t].into_iter().flatten().all(|item| item.sort == Sort::Item && item.label.is_empty())
}

/// Writes items as a version has them.
pub(super) fn takes<'v>(of: At<'v>, items: &'v [Item], column: usize, out: &mut Out<'v>) {
    for item in items {
        take(At { version: of.version, item }, column, out);
    }
}
