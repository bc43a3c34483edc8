//! Lists and maps as serde walks them, with a null entry passed over as if it were not there.

use super::de::{Desk, UnknownKey};
use super::trouble::Trouble;
use super::value::Value;
use super::{Document, Kind, NodeId};
use crate::source::{Ends, Wanted};
use serde::de::value::{BorrowedStrDeserializer, StrDeserializer};
use serde::de::{DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess};
use std::borrow::Cow;

/// The items of a list.
pub(super) struct Items<'d, 't, 'k> {
    desk: &'d Desk<'t, 'k>,
    at: NodeId,
    end: NodeId,
    /// What is wanted of each.
    keep: Option<&'k [Wanted<'k>]>,
    /// The only two that are still wanted, where not all are.
    ends: Option<[Option<NodeId>; 2]>,
}

impl<'d, 't, 'k> Items<'d, 't, 'k> {
    pub(super) fn new(
        desk: &'d Desk<'t, 'k>,
        list: NodeId,
        keep: Option<&'k [Wanted<'k>]>,
        ends: Option<Ends<'k>>,
    ) -> Self {
        let ends = ends.and_then(|ends| ends_of(&desk.document, list, ends));
        Items { desk, at: list + 1, end: desk.document.tree.node(list).next, keep, ends }
    }

    /// The next item that is wanted.
    fn next(&mut self) -> Option<NodeId> {
        if let Some(ends) = &mut self.ends {
            return ends.iter_mut().find_map(Option::take);
        }
        let id = self.at;
        (id < self.end).then(|| {
            self.at = self.desk.document.tree.node(id).next;
            id
        })
    }
}

/// The items of the latest day and of the first, in the order in which they are written; `None` where the day of any cannot be told: each is
/// looked at then, and what is wrong is found.
fn ends_of(document: &Document<'_>, list: NodeId, ends: Ends<'_>) -> Option<[Option<NodeId>; 2]> {
    let until = ends.until.map_or(Some((u64::MAX, u16::MAX)), day)?;
    let mut first: Option<((u64, u16), NodeId)> = None;
    let mut latest = first;
    for item in document.tree.children(list) {
        let (_, value) = document.entry(item, ends.by)?;
        let day = day(document.raw(value))?;
        if first.is_none_or(|(first, _)| day < first) {
            first = Some((day, item));
        }
        if day <= until && latest.is_none_or(|(latest, _)| latest <= day) {
            latest = Some((day, item));
        }
    }
    let first = first.filter(|_| ends.first && first != latest);
    let mut found = [first, latest].map(|found| found.map(|(_, item)| item));
    found.sort_unstable();
    Some(found)
}

/// A text that has the form of a day as two numbers, of `2026-12-` and of `04`: the earlier of two has the lesser. All letters are looked at
/// together, since every handoff of a book has one.
fn day(text: &str) -> Option<(u64, u16)> {
    const DIGITS: (u64, u16) = (u64::from_be_bytes(*b"0000-00-"), u16::from_be_bytes(*b"00"));
    let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
    let (front, back) = (u64::from_be_bytes(*bytes.first_chunk()?), u16::from_be_bytes(*bytes.last_chunk()?));
    // what is left of a digit is below ten, and of the line between two nothing
    let (left, also_left) = (front ^ DIGITS.0, back ^ DIGITS.1);
    let is_more = (left | left.wrapping_add(0x0606_0606_0006_0600)) & 0xf0f0_f0f0_fff0_f0ff != 0;
    let is_also_more = (also_left | also_left.wrapping_add(0x0606)) & 0xf0f0 != 0;
    (!is_more && !is_also_more).then_some((front, back))
}

impl<'t> SeqAccess<'t> for Items<'_, 't, '_> {
    type Error = Trouble;

    fn next_element_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<Option<S::Value>, Trouble> {
        let Some(id) = self.next() else { return Ok(None) };
        let node = self.desk.document.tree.node(id);
        let item = Value { desk: self.desk, id, field: None, present: false, keep: self.keep, ends: None };
        seed.deserialize(item).map(Some).map_err(|trouble| {
            // a line that an item lacks belongs to the item's first one
            let place =
                if trouble.is_missing_field() && node.kind.is_map() && node.next > id + 1 { id + 1 } else { id };
            trouble.at(self.desk.document.tree.node(place).span()).of_item()
        })
    }

    /// Exact: growing a list of large records costs more than counting it.
    fn size_hint(&self) -> Option<usize> {
        let mut rest = Items { ..*self };
        Some(std::iter::from_fn(|| rest.next()).count())
    }
}

/// The entries of a map, or the fields of a struct.
pub(super) struct Entries<'d, 't, 'k> {
    desk: &'d Desk<'t, 'k>,
    at: NodeId,
    end: NodeId,
    key: NodeId,
    fields: Option<&'static [&'static str]>,
    /// Which keys are wanted at all: of a record that is read in part.
    keep: Option<&'k [Wanted<'k>]>,
    /// What of the value that comes next.
    within: Option<&'k [Wanted<'k>]>,
    /// Which items of the value that comes next.
    ends: Option<Ends<'k>>,
}

impl<'d, 't, 'k> Entries<'d, 't, 'k> {
    pub(super) fn new(
        desk: &'d Desk<'t, 'k>,
        map: NodeId,
        fields: Option<&'static [&'static str]>,
        keep: Option<&'k [Wanted<'k>]>,
    ) -> Self {
        let end = desk.document.tree.node(map).next;
        Entries { desk, at: map + 1, end, key: 0, fields, keep, within: None, ends: None }
    }

    fn name(&self, key: NodeId) -> Cow<'t, str> {
        self.desk.document.scalar(key)
    }

    /// A null entry is passed over; it is still reported where no field has its name.
    fn pass_over(&self, key: NodeId) {
        let Some(known) = self.fields else { return };
        let name = self.name(key);
        if name != "x" && !known.contains(&&*name) {
            self.desk.unknown.borrow_mut().push(UnknownKey { key, known });
        }
    }
}

impl<'t> MapAccess<'t> for Entries<'_, 't, '_> {
    type Error = Trouble;

    fn next_key_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<Option<S::Value>, Trouble> {
        let tree = self.desk.document.tree;
        while self.at < self.end {
            let key = self.at;
            let node = tree.node(key);
            let value = node.next;
            self.at = tree.node(value).next;
            let name = if node.kind == Kind::Plain && !node.cooked {
                Cow::Borrowed(self.desk.document.raw(key))
            } else {
                self.name(key)
            };
            if let Some(keep) = self.keep {
                let Some(wanted) = keep.iter().find(|wanted| wanted.is(&name)) else { continue };
                self.within = (!wanted.of.is_empty()).then_some(wanted.of);
                self.ends = wanted.ends;
            }
            if self.desk.document.is_null(value) {
                self.pass_over(key);
                continue;
            }
            self.key = key;
            return match name {
                Cow::Borrowed(name) => seed.deserialize(BorrowedStrDeserializer::new(name)),
                Cow::Owned(name) => {
                    let name: StrDeserializer<'_, Trouble> = name.as_str().into_deserializer();
                    seed.deserialize(name)
                }
            }
            .map(Some)
            .map_err(|trouble: Trouble| trouble.at(node.span()));
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<S::Value, Trouble> {
        let key = self.key;
        let id = self.desk.document.tree.node(key).next;
        let field = self.fields.map(|fields| (key, fields));
        let value = Value { desk: self.desk, id, field, present: true, keep: self.within, ends: self.ends };
        seed.deserialize(value).map_err(|trouble| {
            let trouble = if trouble.is_missing_field() {
                // of a map under this key: the key is where the missing line belongs
                trouble.at(self.desk.document.tree.node(key).span())
            } else {
                trouble.at(self.desk.document.tree.node(id).span())
            };
            trouble.of_field(&self.name(key))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn a_day_is_ten_signs_of_which_two_are_lines_and_the_others_digits() {
        let good = "2026-12-04";
        assert!(day(good).is_some());
        for at in 0..good.len() {
            for sign in (0..128_u8).map(char::from) {
                let mut text = good.to_owned();
                text.replace_range(at..=at, &sign.to_string());
                let fits = if matches!(at, 4 | 7) { sign == '-' } else { sign.is_ascii_digit() };
                assert_eq!(day(&text).is_some(), fits, "{text:?}");
            }
        }
        for text in ["", "2026-12-4", "2026-12-040", "2026-12-0ä", "ä26-12-04", "2026-12-04 "] {
            assert_eq!(day(text), None, "{text:?}");
        }
    }

    #[test]
    fn the_earlier_of_two_days_is_the_lesser() {
        let days = ["0999-12-31", "2025-12-31", "2026-01-01", "2026-02-01", "2026-10-09", "2026-10-10", "9999-12-31"];
        assert!(days.is_sorted_by(|one, other| day(one) < day(other)));
    }
}
