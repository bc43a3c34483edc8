//! Lists whose items nothing tells apart: laid side by side as whole items. What both add at one place is kept, ours first.

use super::at::At;
use super::diff3::{Region, Whose, regions};
use super::layout::{Item, Sort};
use super::marks::{Clash, Extent};
use super::sheet::Side;
use super::tails::remarks;
use super::weave::{Out, Three, Weave, take};
use std::collections::{HashMap, HashSet};

/// The items of the three versions.
pub(super) type Lists<'v> = (&'v [Item], &'v [Item], &'v [Item]);

impl<'v> Weave<'_> {
    /// Merges the items of three lists; `twin` where two lists without a base say the same.
    pub(super) fn sequence(
        &mut self,
        (b, o, t): Lists<'v>,
        (base, ours, theirs): (At<'v>, At<'v>, At<'v>),
        twin: bool,
        column: usize,
        out: &mut Out<'v>,
    ) {
        let tokens = |items: &[Item]| items.iter().map(|item| item.token).collect::<Vec<_>>();
        let (known, one, other) = (if twin { tokens(o) } else { tokens(b) }, tokens(o), tokens(t));
        let at = |of: At<'v>, item: &'v Item| At { version: of.version, item };
        for region in regions(&known, &one, &other, false) {
            let Region { base: in_base, ours: in_ours, theirs: in_theirs, whose } = region;
            let (o, t) = (&o[in_ours], &t[in_theirs]);
            let b = if twin { &[] } else { &b[in_base] };
            let is_kept = |side: &[Item]| b.iter().zip(side).all(|(own, item)| own.mark == item.mark);
            match whose {
                Whose::Neither => {
                    for (index, (ours_item, theirs_item)) in o.iter().zip(t).enumerate() {
                        let three = Three {
                            base: b.get(index).map(|item| at(base, item)),
                            ours: Some(at(ours, ours_item)),
                            theirs: Some(at(theirs, theirs_item)),
                        };
                        self.item(three, column, out);
                    }
                }
                // between twins only remarks can differ
                Whose::Theirs if twin => {
                    takes(ours, o, column, out);
                    takes(theirs, t, column, out);
                }
                Whose::Ours if is_kept(t) => takes(ours, o, column, out),
                Whose::Theirs if is_kept(o) => takes(theirs, t, column, out),
                // rewritten by one side, and only remarked on by the other
                Whose::Ours | Whose::Theirs if b.len() == o.len() && b.len() == t.len() && is_nameless((b, o, t)) => {
                    for (index, item) in b.iter().enumerate() {
                        let (one, other) = (Some(at(ours, &o[index])), Some(at(theirs, &t[index])));
                        self.item(Three { base: Some(at(base, item)), ours: one, theirs: other }, column, out);
                    }
                }
                Whose::Same | Whose::Both if is_added((b, o, t), ours, theirs) => {
                    self.added((b, o, t), (ours, theirs), column, out);
                }
                Whose::Same => {
                    for (ours_item, theirs_item) in o.iter().zip(t) {
                        let (ours, theirs) = (Some(at(ours, ours_item)), Some(at(theirs, theirs_item)));
                        self.item(Three { base: None, ours, theirs }, column, out);
                    }
                }
                _ => {
                    let text =
                        |of: At<'v>, items: &'v [Item]| items.iter().map(|item| at(of, item).whole(column)).collect();
                    let (mine, was, others) = (text(ours, o), text(base, b), text(theirs, t));
                    out.sheet.clash(Clash { ours: mine, base: was, theirs: others, extent: Extent::Lines });
                    for (of, items, side) in [(ours, o, Side::Ours), (theirs, t, Side::Theirs)] {
                        let items = items.iter().filter(|item| item.sort != Sort::Remark);
                        out.wants.extend(items.map(|item| at(of, item).child(Some(side))));
                    }
                    let (a, b) = (self.labels.of_ours(), self.labels.of_theirs());
                    self.conflict(format!("the same items were changed in {a} and in {b}"));
                }
            }
        }
    }

    /// What both add at one place: all of it, but what has one id on both sides is one, and so is a word that both add, as often as the
    /// one of them has it that has it more often.
    fn added(&mut self, (b, o, t): Lists<'v>, (ours, theirs): (At<'v>, At<'v>), column: usize, out: &mut Out<'v>) {
        let at = |of: At<'v>, item: &'v Item| At { version: of.version, item };
        let is_named = |item: &Item| !item.label.is_empty() || item.sort == Sort::Remark;
        let is_word = |of: At<'v>, item: &'v Item| item.sort == Sort::Item && at(of, item).is_word();
        let (mine, others) = (counted(o), counted(t));
        // the first of each, where several are alike
        let among = |all: &[(&'v Item, usize)]| -> HashMap<(u64, usize), &'v Item> {
            all.iter().rev().map(|(item, turn)| ((item.token, *turn), *item)).collect()
        };
        let (in_ours, in_theirs) = (among(&mine), among(&others));
        let twin = |of: At<'v>, (item, turn): (&'v Item, usize), among: &HashMap<(u64, usize), &'v Item>| {
            let turn = if is_word(of, item) { turn } else { 0 };
            among.get(&(item.token, turn)).copied().filter(|_| is_named(item) || is_word(of, item))
        };
        for (item, turn) in mine {
            let theirs = twin(ours, (item, turn), &in_theirs).map(|item| at(theirs, item));
            self.item(Three { base: None, ours: Some(at(ours, item)), theirs }, column, out);
        }
        let claimed = ours.claimed(b, o.iter());
        for (item, turn) in others {
            if twin(theirs, (item, turn), &in_ours).is_some() {
                continue;
            }
            at(theirs, item).take_unclaimed(&claimed, column, out);
            let is_alike = item.sort == Sort::Item && !is_word(theirs, item);
            if is_alike && in_ours.contains_key(&(item.token, 0)) {
                self.notes.push(format!("`{}` has two equal items, one of each side: both are kept", self.path));
            }
        }
    }
}

/// Items, each with how many like it stand before it.
fn counted(items: &[Item]) -> Vec<(&Item, usize)> {
    let mut seen: HashMap<u64, usize> = HashMap::new();
    let mut all = Vec::with_capacity(items.len());
    for item in items {
        let count = seen.entry(item.token).or_default();
        all.push((item, *count));
        *count += 1;
    }
    all
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
