//! What lies in a pack: an object is there whole, or as what it has more and less than another, its base, which may be there so too. The
//! library makes one from the other. Many objects are read in such a turn that each base is made once, however many are made from it, and
//! however far behind it they lie.

use gix_hash::oid;
use gix_pack::Bundle;
use gix_pack::cache::Never;
use gix_pack::data::Entry;
use gix_pack::data::decode::entry::{Outcome, ResolvedBase};
use gix_pack::data::entry::Header;
use gix_zlib::Inflate;
use std::collections::HashMap;

/// Git makes no longer chain of bases of bases.
const DEEPEST: usize = 4096;
/// So many bytes of bases are held at a time.
const MOST_HELD: usize = 96 << 20;

/// Where an object lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::store) struct Place {
    pub(super) pack: usize,
    pub(super) offset: u64,
}

/// An object to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) struct Next {
    /// Where it stands among those that were asked for.
    pub(in crate::store) turn: usize,
    /// `None`: in no pack.
    pub(super) place: Option<Place>,
    /// Whether others are made from it that come soon.
    pub(super) is_base: bool,
}

/// What one core reads with, object after object.
#[derive(Default)]
pub(in crate::store) struct Reader {
    inflate: Inflate,
    /// Each made from the one before. What is behind those that are held is memory to be used again.
    bases: Vec<Base>,
    held: usize,
}

struct Base {
    place: Place,
    made: Outcome,
    bytes: Vec<u8>,
    /// How many bytes are held up to here.
    until: usize,
}

/// An object of a pack, the last that is made from it, and the one that is made from the same base before it.
struct Relative {
    place: Place,
    child: Option<usize>,
    sibling: Option<usize>,
}

/// The order in which objects are read fastest: what is made from another soon behind it.
pub(super) fn in_turn(bundles: &[Bundle], places: &[Option<Place>]) -> Vec<Next> {
    let mut sought: Vec<(Option<Place>, usize)> = places.iter().copied().zip(0..).collect();
    sought.sort_unstable();
    let next = |(place, turn): (Option<Place>, usize), is_base| Next { turn, place, is_base };
    let mut order: Vec<Next> = Vec::with_capacity(sought.len());
    order.extend(sought.iter().take_while(|(place, _)| place.is_none()).map(|&alone| next(alone, false)));
    let packed = &sought[order.len()..];

    // one for each place, and behind them those that nobody asked for but others are made from
    let mut family: Vec<Relative> = Vec::with_capacity(packed.len());
    let mut firsts: Vec<usize> = Vec::with_capacity(packed.len());
    for (at, (place, _)) in packed.iter().enumerate() {
        if let Some(place) = *place
            && family.last().is_none_or(|last| last.place != place)
        {
            family.push(Relative { place, child: None, sibling: None });
            firsts.push(at);
        }
    }
    let mut others: HashMap<Place, usize> = HashMap::new();
    let mut founders = Vec::new();
    let mut at = 0;
    while let Some(&Relative { place, .. }) = family.get(at) {
        match base_of(&bundles[place.pack], place) {
            Some(base) => {
                let asked = family[..firsts.len()].binary_search_by_key(&base, |relative| relative.place);
                let parent = asked.unwrap_or_else(|_| *others.entry(base).or_insert(family.len()));
                if parent == family.len() {
                    family.push(Relative { place: base, child: None, sibling: None });
                }
                family[at].sibling = family[parent].child.replace(at);
            }
            None => founders.push(at),
        }
        at += 1;
    }

    let mut line: Vec<usize> = founders.into_iter().rev().collect();
    while let Some(at) = line.pop() {
        if let Some(&first) = firsts.get(at) {
            let end = firsts.get(at + 1).copied().unwrap_or(packed.len());
            order.extend(packed[first..end].iter().map(|&found| next(found, family[at].child.is_some())));
        }
        line.extend(std::iter::successors(family[at].child, |&child| family[child].sibling));
    }
    order
}

/// Where the base of an object lies, which is before it; `None` where it has none, or names it in a way that git hardly uses in its packs.
pub(super) fn base_of(bundle: &Bundle, place: Place) -> Option<Place> {
    below(&bundle.pack.entry(place.offset).ok()?, place)
}

fn below(entry: &Entry, place: Place) -> Option<Place> {
    let Header::OfsDelta { base_distance } = entry.header else { return None };
    Some(Place { offset: Header::verified_base_pack_offset(place.offset, base_distance)?, ..place })
}

impl Reader {
    /// Reads what is kept at a place of a pack, and holds it where it is a base. `None` where that fails.
    pub(super) fn read(&mut self, bundle: &Bundle, place: Place, is_base: bool, bytes: &mut Vec<u8>) -> Option<()> {
        let mut chain: Vec<(Place, Entry)> = Vec::new();
        let mut at = Some(place);
        // from the object down to what is held, or kept whole
        self.held = loop {
            let Some(place) = at else { break 0 };
            if let Some(met) = self.bases[..self.held].iter().rposition(|base| base.place == place) {
                break met + 1;
            }
            if chain.len() == DEEPEST {
                return None;
            }
            let entry = bundle.pack.entry(place.offset).ok()?;
            at = below(&entry, place);
            chain.push((place, entry));
        };
        if chain.is_empty() {
            bytes.clone_from(&self.bases[self.held - 1].bytes);
        }
        while let Some((place, entry)) = chain.pop() {
            let made = self.make(bundle, entry, bytes)?;
            if is_base || !chain.is_empty() {
                self.hold(place, made, bytes)?;
            }
        }
        Some(())
    }

    /// Makes what an entry stands for: of itself, or from the base that was held last. The library would read that base anew for each that
    /// is made from it: so it gets it as if it lay outside of the pack.
    fn make(&mut self, bundle: &Bundle, mut entry: Entry, bytes: &mut Vec<u8>) -> Option<Outcome> {
        let Bundle { pack, index } = bundle;
        let mut base = None;
        if let Header::OfsDelta { .. } = entry.header {
            let held = self.bases.get(self.held.checked_sub(1)?)?;
            bytes.clone_from(&held.bytes);
            base = Some(ResolvedBase::OutOfPack { kind: held.made.kind, end: bytes.len() });
            entry.header = Header::RefDelta { base_id: index.object_hash().null() };
        }
        let resolve = |id: &oid, _: &mut Vec<u8>| {
            if base.is_some() {
                return Ok(base.clone());
            }
            let entry = index.lookup(id).map(|at| pack.entry(index.pack_offset_at_index(at)));
            entry.map(|entry| entry.map(ResolvedBase::InPack)).transpose()
        };
        pack.decode_entry(entry, bytes, &mut self.inflate, &resolve, &mut Never).ok()
    }

    fn hold(&mut self, place: Place, made: Outcome, bytes: &[u8]) -> Option<()> {
        let before = self.held.checked_sub(1).map_or(0, |last| self.bases[last].until);
        let held = before + bytes.len();
        match self.bases.get_mut(self.held) {
            Some(base) => {
                (base.place, base.made, base.until) = (place, made, held);
                base.bytes.clear();
                base.bytes.extend_from_slice(bytes);
            }
            None => self.bases.push(Base { place, made, bytes: bytes.to_owned(), until: held }),
        }
        self.held += 1;
        (held <= MOST_HELD).then_some(())
    }
}
