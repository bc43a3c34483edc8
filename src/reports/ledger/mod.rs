//! The ledger: amounts of jobs and clients summed under any keys, for every report on money. What cannot be told makes every sum that
//! should include it unknown, and says why. Groups and adds; knows no figure and no price.

use crate::domain::money::shares::Belongs;
use crate::domain::money::sums::{Figure, Sums};
use crate::domain::money::tally::{Figures, Reasons, Tally};
use crate::domain::money::unpriced::Unpriced;
use crate::values::{Currency, JobId, Money};
use std::collections::{BTreeMap, BTreeSet};

mod key;
pub mod merge;
pub mod shares;
mod shown;
mod whose;

pub use key::{By, Key, Part, Quote, key_cells, key_columns, with_client, with_job};
pub use shown::{Shown, are_whole};
pub use whose::Whose;

/// What a ledger can add up: [`Tally`] of a report's own figures, or [`Sums`] of budgets.
pub trait Summed {
    /// Its figures.
    type Figure: Figures;
    /// Nothing yet.
    fn new(currency: Currency) -> Self;
    /// Adds to a figure.
    fn add(&mut self, figure: Self::Figure, money: Money);
    /// Makes a figure unknown.
    fn refuse(&mut self, figure: Self::Figure, why: String);
    /// One figure; `None` where it cannot be told.
    fn figure(&self, figure: Self::Figure) -> Option<Money>;
    /// Why a figure cannot be told.
    fn why(&self) -> &Reasons;
    /// Adds what another of its kind holds beside its figures.
    fn include_rest(&mut self, one: &Self, named: &dyn Fn(String) -> String);
}

impl<F: Figures> Summed for Tally<F> {
    type Figure = F;

    fn new(currency: Currency) -> Self {
        Tally::new(currency)
    }

    fn add(&mut self, figure: F, money: Money) {
        Tally::add(self, figure, money);
    }

    fn refuse(&mut self, figure: F, why: String) {
        Tally::refuse(self, figure, why);
    }

    fn figure(&self, figure: F) -> Option<Money> {
        Tally::figure(self, figure)
    }

    fn why(&self) -> &Reasons {
        &self.why
    }

    fn include_rest(&mut self, _one: &Self, _named: &dyn Fn(String) -> String) {}
}

impl Summed for Sums {
    type Figure = Figure;

    fn new(currency: Currency) -> Self {
        Sums::new(currency)
    }

    fn add(&mut self, figure: Figure, money: Money) {
        Sums::add(self, figure, money);
    }

    fn refuse(&mut self, figure: Figure, why: String) {
        Sums::refuse(self, figure, why);
    }

    fn figure(&self, figure: Figure) -> Option<Money> {
        Sums::figure(self, figure)
    }

    fn why(&self) -> &Reasons {
        Sums::why(self)
    }

    fn include_rest(&mut self, one: &Self, named: &dyn Fn(String) -> String) {
        self.add_unpriced(one.unpriced_hours);
        one.pending_why.all().for_each(|why| self.pending_why.add(named(why.to_owned())));
    }
}

/// Where the sums of a group are in their ledger.
#[derive(Clone, Copy, Debug)]
pub struct Place(usize);

/// Figures that cannot be told, for every group of a job or client.
#[derive(Debug)]
struct Refusal<F: 'static> {
    currency: Option<Currency>,
    figures: &'static [F],
    why: String,
}

/// Amounts being summed. Add everything, refuse what cannot be told, then [`Ledger::close`] it.
#[derive(Debug)]
pub struct Ledger<'b, S: Summed> {
    by: &'b [By],
    sums: Vec<S>,
    /// Where the sums of each group are.
    places: BTreeMap<Key, usize>,
    reasons: Reasons,
    /// By the parts of a key that a job or client alone decides.
    refusals: BTreeMap<Vec<Part>, Vec<Refusal<S::Figure>>>,
    whole_book: Vec<(&'static [S::Figure], String)>,
    /// Looked up by, and copied only for a new group.
    wanted: Key,
    /// The key that was looked up last, and where it is.
    known: Key,
    latest: Option<Place>,
}

impl<'b, S: Summed> Ledger<'b, S> {
    /// An empty ledger, grouped in some ways.
    pub fn new(by: &'b [By]) -> Ledger<'b, S> {
        Ledger {
            by,
            sums: Vec::new(),
            places: BTreeMap::new(),
            reasons: Reasons::default(),
            refusals: BTreeMap::new(),
            whole_book: Vec::new(),
            wanted: Key { parts: Vec::new(), currency: None },
            known: Key { parts: Vec::new(), currency: None },
            latest: None,
        }
    }

    /// Whether any amount of a job or client goes to the same group, whatever its month, channel, supplier, role or person.
    pub fn is_by_job_or_client_alone(&self) -> bool {
        self.by.iter().all(|way| matches!(way, By::Job | By::Client))
    }

    /// Whether each line has a group.
    pub fn is_by_line(&self) -> bool {
        self.by.contains(&By::Line)
    }

    /// The sums of the group that an amount belongs to. A currency of `None` cannot be told: refuse all its figures too.
    pub fn at(&mut self, whose: Whose<'_>, currency: Option<Currency>, facets: &Belongs<'_>) -> &mut S {
        let place = self.place(whose, currency, facets);
        self.of(place)
    }

    /// The sums of a group that was looked up before.
    pub fn of(&mut self, place: Place) -> &mut S {
        &mut self.sums[place.0]
    }

    /// The group that an amount belongs to, opened where it is new: many amounts of one group are looked up once.
    pub fn place(&mut self, whose: Whose<'_>, currency: Option<Currency>, facets: &Belongs<'_>) -> Place {
        self.wanted.parts.clear();
        self.wanted.parts.extend(self.by.iter().map(|way| whose.part_of(*way, facets)));
        self.wanted.currency = currency;
        // what is entered together mostly goes to one group
        match self.latest {
            Some(place) if self.wanted == self.known => place,
            _ => {
                let index = self.places.get(&self.wanted).copied();
                let place = Place(index.unwrap_or_else(|| self.open(self.wanted.clone())));
                std::mem::swap(&mut self.wanted, &mut self.known);
                self.latest = Some(place);
                place
            }
        }
    }

    /// A new group, and its place.
    fn open(&mut self, key: Key) -> usize {
        let place = self.sums.len();
        self.sums.push(S::new(key.currency.unwrap_or(Currency::EUR)));
        self.places.insert(key, place);
        place
    }

    /// Adds an amount to a figure of its group; `Err` makes that figure unknown there.
    pub fn add(
        &mut self,
        whose: Whose<'_>,
        currency: Option<Currency>,
        facets: &Belongs<'_>,
        figure: S::Figure,
        amount: &Result<Money, Unpriced>,
    ) {
        let place = self.place(whose, currency, facets);
        self.add_at(place, whose, figure, amount);
    }

    /// Adds an amount to a figure of a group that was looked up before; `Err` makes that figure unknown there.
    pub fn add_at(&mut self, place: Place, whose: Whose<'_>, figure: S::Figure, amount: &Result<Money, Unpriced>) {
        match amount {
            Ok(money) => self.of(place).add(figure, *money),
            Err(why) => {
                let named = self.named(whose, &why.to_string());
                self.reasons.add(whose.full(&why.to_string()));
                self.of(place).refuse(figure, named);
            }
        }
    }

    /// Makes figures unknown in every group of a job or client: what they should include cannot be told, and so not where it belongs.
    pub fn refuse(&mut self, whose: Whose<'_>, currency: Option<Currency>, figures: &'static [S::Figure], why: &str) {
        self.reasons.add(whose.full(why));
        let why = self.named(whose, why);
        self.refusals.entry(fixed(self.by, whose)).or_default().push(Refusal { currency, figures, why });
    }

    /// Makes figures unknown in every group: a record that may concern any job cannot be read.
    pub fn refuse_all(&mut self, figures: &'static [S::Figure], why: &str) {
        if !self.whole_book.iter().any(|(_, told)| told == why) {
            self.reasons.add(why);
            self.whole_book.push((figures, why.to_owned()));
        }
    }

    /// Jobs whose files cannot be read: every sum of their clients is unknown. By job they have no row, and no other is touched.
    pub fn refuse_unread<'i>(&mut self, jobs: impl IntoIterator<Item = &'i JobId>) {
        if self.by.contains(&By::Job) {
            return;
        }
        for id in jobs {
            let why = format!("job `{id}` cannot be read");
            self.reasons.add(why.as_str());
            let refusal = Refusal { currency: None, figures: S::Figure::ALL, why };
            self.refusals.entry(fixed(self.by, Whose::Job(id))).or_default().push(refusal);
        }
    }

    /// The groups: one pass over them, however many refusals. A refusal reaches all groups that share its job and client.
    pub fn close(mut self) -> Groups<S> {
        self.open_refused();
        for (key, &place) in &self.places {
            let sums = &mut self.sums[place];
            let shared: Vec<Part> = shared(key);
            for refusal in self.refusals.get(&shared).into_iter().flatten() {
                if refusal.currency.is_none() || key.currency.is_none() || refusal.currency == key.currency {
                    refusal.figures.iter().for_each(|&figure| sums.refuse(figure, refusal.why.clone()));
                }
            }
            for (figures, why) in &self.whole_book {
                figures.iter().for_each(|&figure| sums.refuse(figure, why.clone()));
            }
        }
        Groups { sums: self.sums, places: self.places, reasons: self.reasons }
    }

    /// A group for what was refused and has none, so that it is not passed over in silence.
    fn open_refused(&mut self) {
        if self.refusals.is_empty() {
            return;
        }
        let present: BTreeSet<Vec<Part>> = self.places.keys().map(shared).collect();
        let lacking = self.refusals.iter().filter(|(parts, _)| !present.contains(*parts));
        let keys = lacking.map(|(parts, refusals)| Key {
            parts: unknown_parts(self.by, parts),
            currency: refusals.first().and_then(|refusal| refusal.currency),
        });
        for key in keys.collect::<BTreeSet<Key>>() {
            if !self.places.contains_key(&key) {
                self.open(key);
            }
        }
    }

    /// A reason, with its job or client where the row does not name it.
    pub fn named(&self, whose: Whose<'_>, why: &str) -> String {
        let said = match whose {
            Whose::Job(_) | Whose::Contract(..) => self.by.contains(&By::Job),
            Whose::Client(_) => self.by.contains(&By::Client),
        };
        if said { why.to_owned() } else { whose.full(why) }
    }
}

/// Sums by key.
#[derive(Clone, Debug)]
pub struct Groups<S> {
    sums: Vec<S>,
    places: BTreeMap<Key, usize>,
    reasons: Reasons,
}

impl<S> Groups<S> {
    /// The groups, in the order of their keys.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, &S)> {
        self.places.iter().map(|(key, &place)| (key, &self.sums[place]))
    }

    /// Why some figures are unknown, over all groups.
    pub fn reasons(&self) -> impl Iterator<Item = String> {
        self.reasons.list().into_iter()
    }
}

/// The parts of a key that a job or client alone decides.
fn fixed(by: &[By], whose: Whose<'_>) -> Vec<Part> {
    let part = |way: &By| match way {
        By::Job => Some(whose.part()),
        By::Client => Some(Part::Client(whose.client())),
        By::Channel | By::Month | By::Supplier | By::Role | By::Person | By::Line | By::Cause => None,
    };
    by.iter().filter_map(part).collect()
}

fn shared(key: &Key) -> Vec<Part> {
    key.parts.iter().filter(|part| matches!(part, Part::Job(..) | Part::Client(_))).cloned().collect()
}

/// A whole key where nothing but job and client is known.
fn unknown_parts(by: &[By], fixed: &[Part]) -> Vec<Part> {
    let mut fixed = fixed.iter();
    let part = |way: &By| match way {
        By::Job | By::Client => fixed.next().cloned(),
        By::Channel => Some(Part::Channel(None)),
        By::Month => Some(Part::Month(None)),
        By::Supplier => Some(Part::Supplier(None)),
        By::Role => Some(Part::Role(None)),
        By::Person => Some(Part::Person(None)),
        By::Line => Some(Part::Line(Quote::none())),
        By::Cause => Some(Part::Cause(None)),
    };
    by.iter().filter_map(part).collect()
}
