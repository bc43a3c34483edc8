//! Comments at the end of a list: whoever adds below one finds it directly above the new item. Where both sides did, it is there once.

use super::at::At;
use super::layout::{Item, Sort};
use super::version::hash;
use super::weave::{Out, take};
use std::collections::HashSet;

impl<'v> At<'v> {
    /// The comments directly above it, as one that stands by itself would be told from others.
    fn above(self) -> Option<u64> {
        let lead = self.item.lead.clone();
        let texts: Vec<&str> = lead.map(|line| self.version.trimmed(line)).collect();
        (self.item.sort != Sort::Remark && !texts.is_empty()).then(|| hash(("remark", texts)))
    }

    /// Which comments of the base, that stood by themselves, are above what one side added.
    pub(super) fn claimed(self, base: &[Item], added: impl Iterator<Item = &'v Item>) -> HashSet<u64> {
        let tails: HashSet<u64> = remarks(base).collect();
        let above = added.filter_map(|item| At { item, ..self }.above());
        if tails.is_empty() { tails } else { above.filter(|token| tails.contains(token)).collect() }
    }

    /// Writes it without the comments above it, where the other side has them above what it added.
    pub(super) fn take_unclaimed(self, claimed: &HashSet<u64>, column: usize, out: &mut Out<'v>) {
        if self.above().is_none_or(|above| !claimed.contains(&above)) {
            return take(self, column, out);
        }
        self.version.shifted(self.item.above.clone(), self.item.column, column, out.sheet.text());
        let body = self.body(column);
        out.sheet.text().push_str(&body);
        out.wants.push(self.child(None));
    }
}

/// The comments that stand by themselves.
pub(super) fn remarks(items: &[Item]) -> impl Iterator<Item = u64> + '_ {
    items.iter().filter(|item| item.sort == Sort::Remark).map(|item| item.token)
}
