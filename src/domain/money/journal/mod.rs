//! The book as an accountant keeps books: dated entries in double entry, each of one paper, each balanced in every currency by itself.
//! What a figure is, is decided where the reports ask too; here it is only put on accounts. Knows no program and no syntax.
//!
//! The accounts are those of [`CHART`]. Real money is on assets, liabilities, income and expenses. What the client agreed to and what is used of
//! it is no money: it has a tree of its own below equity, in which each job comes to nothing: approved = actual + committed + remaining.

mod account;
mod budgets;
mod invoices;
mod jobs;
mod work;

pub use account::{Account, CHART};

use super::time_index::TimeIndex;
use crate::domain::agency::Agency;
use crate::finding::Finding;
use crate::source::Place;
use crate::values::{ClientId, Currency, Day, Decimal, Money, Word};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// What is said of an entry or of one of its legs, under a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A word; may be a record's, and untrusted.
    Word(Word),
    /// A day.
    Day(Day),
    /// A number that is no money: hours, a rate.
    Number(Decimal),
}

/// Keys and what is said under them.
pub type Tags = Vec<(&'static str, Said)>;

/// Money on one account; what goes out of it is negative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leg {
    /// Which.
    pub account: Account,
    /// How much.
    pub money: Money,
    /// More about it.
    pub tags: Tags,
}

/// One paper on a day: legs that come to nothing in each currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The day of the paper.
    pub date: Day,
    /// Whether it is settled; what waits for a yes is not.
    pub is_settled: bool,
    /// The client or supplier, as their record calls them; untrusted.
    pub party: Option<&'a str>,
    /// What the paper is.
    pub paper: String,
    /// Its own words; untrusted.
    pub words: Option<&'a str>,
    /// More about it.
    pub tags: Tags,
    /// In pairs that come to nothing.
    pub legs: Vec<Leg>,
}

/// What one unit of a currency is in the agency's, from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    /// From when.
    pub date: Day,
    /// Of which.
    pub currency: Currency,
    /// How much.
    pub rate: Decimal,
}

/// What is asked of the journal.
#[derive(Clone, Debug)]
pub struct JournalAsk {
    /// What is dated later is left out.
    pub day: Day,
    /// Only this client's.
    pub client: Option<ClientId>,
    /// Whether the cost of people's hours is in it.
    pub cost: bool,
}

/// The book in double entry, as of a day.
#[derive(Clone, Debug)]
pub struct Journal<'a> {
    /// Whose book it is; untrusted.
    pub agency: &'a str,
    /// The agency's own currency.
    pub home: Currency,
    /// As of when.
    pub day: Day,
    /// In the order of their days.
    pub entries: Vec<Entry<'a>>,
    /// Exchange rates that had begun.
    pub prices: Vec<Price>,
    /// What should be in it and cannot be told: one finding each.
    pub untold: Vec<Finding>,
    /// What is in `untold`, in words.
    told_once: HashSet<String>,
    /// Records that cannot be read, as lines with their places.
    pub unreadable: Vec<String>,
    /// Hours without a rate, which no figure of the budget holds either: by job, as a sentence.
    pub unpriced: Vec<String>,
}

/// What to do about a figure that cannot be told.
const HELP: &str = "put it right, or add `--partial` for a journal without it";

impl<'a> Journal<'a> {
    /// The journal of what a command loaded.
    pub fn of(agency: &'a Agency, ask: &JournalAsk) -> Journal<'a> {
        let mut journal = Journal {
            agency: &agency.config.agency.name,
            home: agency.config.agency.currency,
            day: ask.day,
            entries: Vec::new(),
            prices: prices(agency, ask.day),
            untold: Vec::new(),
            told_once: HashSet::new(),
            unreadable: Vec::new(),
            unpriced: Vec::new(),
        };
        budgets::annual(agency, ask, &mut journal);
        let time = TimeIndex::new(agency, ask.day);
        jobs::all(agency, ask, &time, &mut journal);
        invoices::all(agency, ask, &mut journal);
        work::all(agency, ask, &time, &mut journal);
        // papers of one day stay in the order of the book
        journal.entries.sort_by_key(|entry| entry.date);
        journal
    }

    /// Every account in use, with the currencies on it and the first day of each.
    pub fn accounts(&self) -> BTreeMap<&Account, (Day, BTreeSet<Currency>)> {
        let mut accounts: BTreeMap<&Account, (Day, BTreeSet<Currency>)> = BTreeMap::new();
        for entry in &self.entries {
            for leg in &entry.legs {
                let (first, currencies) = accounts.entry(&leg.account).or_insert_with(|| (entry.date, BTreeSet::new()));
                *first = entry.date.min(*first);
                currencies.insert(leg.money.currency);
            }
        }
        accounts
    }

    /// Every currency in use, the agency's own among them.
    pub fn currencies(&self) -> BTreeSet<Currency> {
        let legs = self.entries.iter().flat_map(|entry| &entry.legs).map(|leg| leg.money.currency);
        legs.chain(self.prices.iter().map(|price| price.currency)).chain([self.home]).collect()
    }

    /// Says once that something is not in it: a second figure that the same keeps from being told adds nothing.
    fn refuse(&mut self, place: Place, why: impl std::fmt::Display, help: &str) {
        let message = format!("not in the journal: {why}");
        if self.told_once.insert(message.clone()) {
            self.untold.push(Finding::error("unpriced", place, message).help(help));
        }
    }
}

/// An entry without legs.
fn entry(date: Day, party: Option<&str>, paper: String) -> Entry<'_> {
    Entry { date, is_settled: true, party, paper, words: None, tags: Vec::new(), legs: Vec::new() }
}

impl Entry<'_> {
    /// Moves money from one account to another.
    fn pair(&mut self, to: Account, from: Account, money: Money, tags: &Tags) {
        let out = Money { amount: -money.amount, ..money };
        self.leg(to, money, tags);
        self.leg(from, out, tags);
    }

    fn leg(&mut self, account: Account, money: Money, tags: &Tags) {
        // a negated nothing would be written -0.00
        let money = Money::new(money.amount, money.currency);
        self.legs.push(Leg { account, money, tags: tags.clone() });
    }
}

/// A word under a key, where there is one.
fn word(key: &'static str, word: Option<impl std::fmt::Display>) -> Option<(&'static str, Said)> {
    Some((key, Said::Word(word?.to_string().into())))
}

/// What a client calls itself, where its record reads.
fn name_of<'a>(agency: &'a Agency, client: &ClientId) -> Option<&'a str> {
    agency.clients.get(client).found().map(|client| client.record.name.as_str())
}

fn prices(agency: &Agency, day: Day) -> Vec<Price> {
    let all = agency.config.fx.iter().flat_map(|(&currency, rates)| {
        let begun = rates.iter().filter(move |rate| rate.from <= day && Decimal::ZERO < rate.rate.0);
        begun.map(move |rate| Price { date: rate.from, currency, rate: rate.rate.0 })
    });
    let mut prices: Vec<Price> = all.filter(|price| price.currency != agency.config.agency.currency).collect();
    prices.sort_by_key(|price| (price.date, price.currency));
    prices
}
