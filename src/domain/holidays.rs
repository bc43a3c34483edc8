//! How many holidays a calendar names of each year: of a year still far off people enter a few, and the rest when they think of it.
//! Knows no work; what is due in such a year is for others to say.

use crate::config::{CalendarFacts, Config};
use crate::values::Word;
use std::collections::BTreeMap;

/// Holidays by year.
#[derive(Clone, Debug, Default)]
pub struct Holidays(BTreeMap<i32, usize>);

impl Holidays {
    /// Those that a calendar names, each day once.
    pub fn of(facts: &CalendarFacts) -> Holidays {
        let mut days = facts.holidays.clone();
        days.sort_unstable();
        days.dedup();
        let mut years = BTreeMap::new();
        for day in days {
            *years.entry(day.month().year).or_default() += 1;
        }
        Holidays(years)
    }

    /// How many are named of a year.
    pub fn of_year(&self, year: i32) -> usize {
        self.0.get(&year).copied().unwrap_or(0)
    }

    /// The year before this one of which the most are named, where of this one fewer than half as many are: then it is half known.
    pub fn fuller(&self, year: i32) -> Option<(i32, usize)> {
        let (&fullest, &most) = self.0.range(..year).max_by_key(|(_, days)| **days)?;
        (self.of_year(year) * 2 < most).then_some((fullest, most))
    }
}

/// Those of every calendar of an agency.
#[derive(Clone, Debug)]
pub struct AllHolidays<'a> {
    office: Holidays,
    named: BTreeMap<&'a Word, Holidays>,
}

impl<'a> AllHolidays<'a> {
    /// The office's, and those of the calendars with a name.
    pub fn of(config: &'a Config) -> AllHolidays<'a> {
        let named = config.calendars.iter().map(|(name, facts)| (name, Holidays::of(facts)));
        AllHolidays { office: Holidays::of(&config.calendar), named: named.collect() }
    }

    /// Those of a calendar with its name; one that nobody has described, and none, is the office's.
    pub fn named(&self, name: Option<&Word>) -> (Option<&'a Word>, &Holidays) {
        let known = name.and_then(|name| self.named.get_key_value(name));
        known.map_or((None, &self.office), |(name, holidays)| (Some(*name), holidays))
    }
}
