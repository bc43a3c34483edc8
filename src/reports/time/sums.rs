//! Entries summed: by whatever was asked for, and by currency, because no two add up. Knows no column.

use super::{By, Entry, Worth};
use crate::values::{Currency, Decimal, Money, TimesheetId};
use std::collections::BTreeMap;

/// Some entries as one sum.
#[derive(Clone, Debug, Default)]
pub(super) struct Sum {
    /// Whether a timesheet that cannot be read may belong to it, or hours that nobody can have worked do: then no figure is told.
    pub(super) is_holed: bool,
    pub(super) hours: Decimal,
    pub(super) entries: usize,
    pub(super) unpriced: Decimal,
    /// `None` where a part of it cannot be told.
    pub(super) worth: Option<Decimal>,
}

/// What a sum is of: the words in the order of the ways asked for, and the currency of what it is worth.
pub(super) type Key = (Vec<String>, Option<Currency>);

/// The entries by the ways asked for. Hours without a worth in money stand with the others of their group where there is only one
/// currency, else by themselves.
pub(super) fn by(entries: &[Entry<'_>], ways: &[By], holes: &[&TimesheetId]) -> BTreeMap<Key, Sum> {
    let mut currencies: BTreeMap<Vec<String>, Vec<Currency>> = BTreeMap::new();
    for entry in entries {
        let seen = currencies.entry(words(entry, ways)).or_default();
        if let Worth::Told(Money { currency, .. }) = entry.worth
            && !seen.contains(&currency)
        {
            seen.push(currency);
        }
    }
    let mut sums: BTreeMap<Key, Sum> = BTreeMap::new();
    for entry in entries {
        let words = words(entry, ways);
        let only = currencies.get(&words).filter(|seen| seen.len() == 1).map(|seen| seen[0]);
        let currency = if let Worth::Told(money) = entry.worth { Some(money.currency) } else { only };
        let sum = sums.entry((words, currency)).or_insert_with(|| Sum { worth: Some(Decimal::ZERO), ..Sum::default() });
        let hours = entry.of.hours.0;
        sum.entries += 1;
        if entry.is_impossible {
            sum.is_holed = true;
            continue;
        }
        sum.hours = sum.hours.saturating_add(hours);
        match &entry.worth {
            Worth::Told(money) => sum.worth = sum.worth.and_then(|worth| worth.checked_add(money.amount)),
            Worth::Unpriced => sum.unpriced = sum.unpriced.saturating_add(hours),
            Worth::Unknown(_) => sum.worth = None,
        }
    }
    for hole in holes {
        let mut met = false;
        for ((words, _), sum) in &mut sums {
            if ways.iter().zip(words).all(|(way, word)| may_be(hole, *way, word)) {
                sum.is_holed = true;
                met = true;
            }
        }
        if !met {
            let words = ways.iter().map(|way| of_hole(hole, *way)).collect();
            sums.insert((words, None), Sum { is_holed: true, ..Sum::default() });
        }
    }
    sums
}

fn words(entry: &Entry<'_>, ways: &[By]) -> Vec<String> {
    let word = |way: &By| match way {
        By::Person => entry.person.to_string(),
        By::Job => entry.of.job.to_string(),
        By::Client => entry.of.job.client().to_string(),
        By::Line => entry.of.line.as_ref().map(ToString::to_string).unwrap_or_default(),
        By::Work => entry.of.work.map(|work| work.to_string()).unwrap_or_default(),
        By::Month => entry.of.date.month().to_string(),
        By::Week => entry.of.date.week(),
        By::Day => entry.of.date.to_string(),
    };
    ways.iter().map(word).collect()
}

/// Whether a month that cannot be read may have an entry of a word.
fn may_be(hole: &TimesheetId, way: By, word: &str) -> bool {
    let month = hole.month;
    match way {
        By::Person => hole.person.as_str() == word,
        By::Month => month.to_string() == word,
        By::Day => word.starts_with(&month.to_string()),
        By::Week => {
            let mut days = std::iter::successors(Some(month.first()), |day| Some(day.next()));
            days.by_ref().take_while(|day| *day <= month.last()).any(|day| day.week() == word)
        }
        By::Job | By::Client | By::Line | By::Work => true,
    }
}

/// What is known of a month that cannot be read.
fn of_hole(hole: &TimesheetId, way: By) -> String {
    match way {
        By::Person => hole.person.to_string(),
        By::Month => hole.month.to_string(),
        _ => String::new(),
    }
}
