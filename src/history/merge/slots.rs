//! Where the items stand whom nothing tells apart, and how often one that is there several times: as often as three counts say, however
//! the three lists happen to be laid side by side.

use super::diff3::{Region, Whose};
use super::plan::Triple;
use std::collections::{HashMap, HashSet, VecDeque};
use std::ops::Range;

/// What becomes of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// It is in the result.
    Stands,
    /// The same, without the comments above it that one of these sets holds.
    Unclaimed(usize),
    /// A side took it out, or it is one with another.
    Gone,
}

/// A part of the result, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// One item, by its place in the versions that have it.
    One(Triple, State),
    /// What nobody can decide.
    Clash(Region),
}

/// The parts of a result, as they are laid side by side.
#[derive(Debug, Default)]
pub(super) struct Slots(Vec<Slot>);

impl Slots {
    pub(super) fn push(&mut self, triple: Triple, state: State) {
        self.0.push(Slot::One(triple, state));
    }

    pub(super) fn clash(&mut self, region: Region) {
        self.0.push(Slot::Clash(region));
    }

    /// Items that ours and theirs both have, and maybe the base.
    pub(super) fn side_by_side(&mut self, mut base: Range<usize>, ours: Range<usize>, theirs: Range<usize>) {
        for (ours, theirs) in ours.zip(theirs) {
            self.push(Triple { base: base.next(), ours: Some(ours), theirs: Some(theirs) }, State::Stands);
        }
    }

    /// Items that one side alone has.
    pub(super) fn stand(&mut self, ours: Option<Range<usize>>, theirs: Option<Range<usize>>) {
        for ours in ours.into_iter().flatten() {
            self.push(Triple { ours: Some(ours), ..Triple::default() }, State::Stands);
        }
        for theirs in theirs.into_iter().flatten() {
            self.push(Triple { theirs: Some(theirs), ..Triple::default() }, State::Stands);
        }
    }

    /// Items that a side took out, and where the other has them.
    pub(super) fn taken_out(
        &mut self,
        base: Range<usize>,
        ours: Option<Range<usize>>,
        theirs: Option<Range<usize>>,
    ) -> &mut Slots {
        let (mut ours, mut theirs) = (ours.into_iter().flatten(), theirs.into_iter().flatten());
        for base in base {
            self.push(Triple { base: Some(base), ours: ours.next(), theirs: theirs.next() }, State::Gone);
        }
        self
    }

    /// Puts every item there as often as it is to be, at the first of its places; what was in several is merged with its like. Tells which
    /// items both sides added and the result has of each. `is_one`: what both add is one; `None`: it is not counted.
    pub(super) fn level(&mut self, tokens: Tokens<'_>, is_one: impl Fn(u64) -> Option<bool>) -> Vec<u64> {
        let open = self.opened(tokens);
        let mut tallies: HashMap<u64, Tally> = HashMap::new();
        let mut order = Vec::new();
        let lists: [(&[u64], Count); 3] = [
            (tokens.base, |tally| &mut tally.base),
            (tokens.ours, |tally| &mut tally.ours),
            (tokens.theirs, |tally| &mut tally.theirs),
        ];
        for (list, count) in lists {
            for token in list.iter().filter(|token| !open.contains(token)) {
                *count(tallies.entry(*token).or_insert_with(|| {
                    order.push(*token);
                    Tally::default()
                })) += 1;
            }
        }
        for slot in &self.0 {
            if let Slot::One(triple, State::Stands | State::Unclaimed(_)) = slot
                && let Some(tally) = tokens.at(*triple).and_then(|token| tallies.get_mut(&token))
            {
                tally.stands += 1;
            }
        }
        let mut uneven: HashMap<u64, Places> = HashMap::new();
        for token in &order {
            let tally = tallies[token];
            if is_one(*token).is_some_and(|is_one| tally.wanted(is_one) != tally.stands) {
                uneven.insert(*token, Places::default());
            }
        }
        for (index, slot) in self.0.iter().enumerate() {
            if let Slot::One(triple, state) = slot
                && let Some(places) = tokens.at(*triple).and_then(|token| uneven.get_mut(&token))
            {
                places.note(index, *triple, *state != State::Gone);
            }
        }
        for (token, places) in uneven {
            places.even(tallies[&token], is_one(token) == Some(true), &mut self.0);
        }
        order.retain(|token| is_one(*token) == Some(false) && tallies[token].is_added());
        order
    }

    /// Puts between marks what one side added and what is between marks elsewhere, so that whoever takes one side has what that one
    /// has; gives all that is open by that.
    fn opened(&mut self, tokens: Tokens<'_>) -> HashSet<u64> {
        let mut added: [HashSet<u64>; 2] = [HashSet::new(), HashSet::new()];
        for slot in &self.0 {
            if let Some((side, token)) = slot.added().and_then(|(side, triple)| Some((side, tokens.at(triple)?))) {
                added[side].insert(token);
            }
        }
        // written anew at a place where the other side, which added the same elsewhere, only remarked on it
        for slot in &mut self.0 {
            if let Slot::One(Triple { base: Some(base), ours: Some(ours), theirs: Some(theirs) }, _) = *slot {
                let (one, other) = (tokens.ours[ours], tokens.theirs[theirs]);
                if one != other && (added[1].contains(&one) || added[0].contains(&other)) {
                    let (base, ours, theirs) = (base..base + 1, ours..ours + 1, theirs..theirs + 1);
                    *slot = Slot::Clash(Region { base, ours, theirs, whose: Whose::Both });
                }
            }
        }
        let clashes = self.0.iter().filter_map(|slot| if let Slot::Clash(region) = slot { Some(region) } else { None });
        let open: HashSet<u64> = clashes.flat_map(|region| tokens.of(region)).collect();
        for slot in self.0.iter_mut().filter(|_| !open.is_empty()) {
            if let Some((_, triple)) = slot.added()
                && tokens.at(triple).is_some_and(|token| open.contains(&token))
            {
                let place = |at: Option<usize>| at.map_or(0..0, |at| at..at + 1);
                let (ours, theirs) = (place(triple.ours), place(triple.theirs));
                *slot = Slot::Clash(Region { base: 0..0, ours, theirs, whose: Whose::Both });
            }
        }
        open
    }

    /// What is in the result.
    pub(super) fn standing(&self) -> impl Iterator<Item = &Slot> {
        self.0.iter().filter(|slot| !matches!(slot, Slot::One(_, State::Gone)))
    }
}

/// The three lists by their tokens.
#[derive(Clone, Copy)]
pub(super) struct Tokens<'l> {
    pub(super) base: &'l [u64],
    pub(super) ours: &'l [u64],
    pub(super) theirs: &'l [u64],
}

/// How often something is in the three versions, and in the result.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    base: usize,
    ours: usize,
    theirs: usize,
    stands: usize,
}

/// One of the counts.
type Count = fn(&mut Tally) -> &mut usize;

impl Tally {
    /// How often it is to be there. What two add is one where it is told by what it says (`is_one`); what two take out of several
    /// like it is the same one; and nothing else is more or less than each side made of it.
    fn wanted(self, is_one: bool) -> usize {
        let Tally { base, ours, theirs, .. } = self;
        if ours == base {
            theirs
        } else if theirs == base {
            ours
        } else if ours < base && theirs < base {
            ours.min(theirs)
        } else if is_one && self.is_added() {
            ours.max(theirs)
        } else {
            (ours + theirs).saturating_sub(base)
        }
    }

    fn is_added(self) -> bool {
        self.ours > self.base && self.theirs > self.base
    }
}

impl Tokens<'_> {
    /// What stands at a place.
    fn at(self, triple: Triple) -> Option<u64> {
        let of = |list: &[u64], at: Option<usize>| at.map(|at| list[at]);
        let (base, ours, theirs) =
            (of(self.base, triple.base), of(self.ours, triple.ours), of(self.theirs, triple.theirs));
        let ours = ours.filter(|ours| base != Some(*ours) || theirs.is_none());
        ours.or(theirs).or(base)
    }

    /// What is in a region.
    fn of(self, region: &Region) -> impl Iterator<Item = u64> {
        let Region { base, ours, theirs, .. } = region.clone();
        [&self.base[base], &self.ours[ours], &self.theirs[theirs]].into_iter().flatten().copied()
    }
}

/// The places of one item, the first of each kind first.
#[derive(Default)]
struct Places {
    /// What only ours added, and only theirs.
    added: [VecDeque<usize>; 2],
    /// What only theirs has still, and only ours.
    left: [VecDeque<usize>; 2],
    /// What both took out.
    out: VecDeque<usize>,
}

impl Places {
    fn note(&mut self, index: usize, triple: Triple, stands: bool) {
        match (stands, triple.base, triple.ours, triple.theirs) {
            (true, None, Some(_), None) => self.added[0].push_back(index),
            (true, None, None, Some(_)) => self.added[1].push_back(index),
            (false, Some(_), None, Some(_)) => self.left[0].push_back(index),
            (false, Some(_), Some(_), None) => self.left[1].push_back(index),
            (false, Some(_), None, None) => self.out.push_back(index),
            _ => {}
        }
    }

    fn even(mut self, tally: Tally, is_one: bool, slots: &mut [Slot]) {
        let (mut stands, wanted) = (tally.stands, tally.wanted(is_one));
        while stands > wanted {
            // what both took out here and put there was moved by both, and what one did, by that one
            let base = self.out.pop_front().and_then(|at| slots[at].taken().base);
            let is_pair = self.added.iter().all(|added| !added.is_empty()) && (is_one || base.is_some());
            if is_pair {
                self.join(|places| &mut places.added, base, slots);
            } else if let (Some(base), Some(at)) = (base, self.added.iter_mut().find_map(VecDeque::pop_front)) {
                let triple = slots[at].taken();
                slots[at] = Slot::One(Triple { base: Some(base), ..triple }, State::Stands);
            } else {
                break;
            }
            stands -= 1;
        }
        // each side took out another one of several that are alike, and kept one
        while stands < wanted && self.left.iter().all(|left| !left.is_empty()) {
            self.join(|places| &mut places.left, None, slots);
            stands += 1;
        }
    }

    /// Makes one of two, at the first of the two places.
    fn join(&mut self, of: fn(&mut Places) -> &mut [VecDeque<usize>; 2], base: Option<usize>, slots: &mut [Slot]) {
        let [Some(one), Some(other)] = of(self).each_mut().map(VecDeque::pop_front) else { return };
        let (mine, others) = (slots[one].taken(), slots[other].taken());
        let triple = Triple { base, ours: mine.ours.or(others.ours), theirs: mine.theirs.or(others.theirs) };
        slots[one.min(other)] = Slot::One(triple, State::Stands);
    }
}

impl Slot {
    /// What one side alone added, and which.
    fn added(&self) -> Option<(usize, Triple)> {
        let Slot::One(triple, State::Stands | State::Unclaimed(_)) = self else { return None };
        match triple {
            Triple { base: None, ours: Some(_), theirs: None } => Some((0, *triple)),
            Triple { base: None, ours: None, theirs: Some(_) } => Some((1, *triple)),
            _ => None,
        }
    }

    /// What stood there; now nothing does.
    fn taken(&mut self) -> Triple {
        match std::mem::replace(self, Slot::One(Triple::default(), State::Gone)) {
            Slot::One(triple, _) => triple,
            Slot::Clash(_) => Triple::default(),
        }
    }
}
