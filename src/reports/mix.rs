//! `mix`: what people's time goes into, deciding, presenting or executing, against what their role is there for.

use super::grouping::{grouping, words};
use super::period::{self, two_months};
use super::{Report, ReportAsk};
use crate::domain::agency::Agency;
use crate::domain::money::tally::ratio;
use crate::domain::scope::{Scope, Worked};
use crate::domain::timesheet::{TimeEntry, Work};
use crate::values::{Decimal, Month, PersonId, TimesheetId, Word};
use crate::view::{Cell, Column, Grid, Row, Tone, View};
use std::collections::BTreeMap;

crate::words! {
    /// What the mix is shown by.
    pub enum By {
        /// In which role: the first of theirs.
        Role = "role",
        /// Who worked.
        Person = "person",
        /// For whom.
        Client = "client",
        /// In which month.
        Month = "month",
    }
}

/// `suits mix`.
pub struct Mix;

const NOTES: [&str; 3] = [
    "decide, present, execute: shares of the hours that say what they went into; `without` are the hours that do not say, in no share",
    "expected: `[roles.NAME] mix` of `suits.toml`, where the row is of one role; role: the first of a person's roles there",
    "apart: how far the share that is furthest off is from the one expected; amber above ten points",
];

/// Further from what is expected than this is worth a look.
const FAR: Decimal = Decimal::from_parts(1, 0, 0, false, 1);

/// Hours by what they went into.
#[derive(Clone, Debug, Default)]
struct Hours {
    /// By [`Work`], in its order.
    tagged: [Decimal; 3],
    without: Decimal,
    /// Whether a timesheet that cannot be read may belong to it: then no figure is told.
    is_holed: bool,
    /// The role, where all of it is one role's.
    role: Option<Word>,
}

impl Report for Mix {
    fn name(&self) -> &'static str {
        "mix"
    }

    fn ways(&self) -> Vec<&'static str> {
        words(By::ALL, By::as_str)
    }

    fn scope(&self, ask: &ReportAsk) -> Scope {
        // a period that makes no sense is told by the view
        let (from, until) = two_months(ask).unwrap_or((ask.today, ask.today));
        Scope::time(Worked { from: from.month(), until: until.month(), person: ask.person.clone() })
    }

    fn view(&self, agency: &Agency, ask: &ReportAsk) -> Result<View, String> {
        let by = match ask.by.as_slice() {
            [] => vec![By::Role, By::Person],
            some => grouping("the mix", By::ALL, By::as_str, some, By::Role)?,
        };
        let (from, until) = two_months(ask)?;
        let asked = |person: &PersonId| ask.person.as_ref().is_none_or(|only| only == person);
        let mut entries: Vec<(&PersonId, &TimeEntry)> = Vec::new();
        for sheet in agency.timesheets.iter().filter(|sheet| asked(&sheet.id.person)) {
            let within = sheet.record.entries.iter().filter(|entry| from <= entry.date && entry.date <= until);
            let within = within.filter(|entry| ask.client.as_ref().is_none_or(|client| entry.job.is_of(client)));
            entries.extend(within.map(|entry| (&sheet.id.person, entry)));
        }
        let months = from.month()..=until.month();
        let broken = agency.timesheets.unreadable().iter().map(|(id, _)| id);
        let holes: Vec<&TimesheetId> = broken.filter(|id| months.contains(&id.month) && asked(&id.person)).collect();
        let mut notes = vec![period::told(ask, from, until)];
        notes.extend(NOTES.iter().map(ToString::to_string));
        notes.extend(holes.iter().map(|id| format!("cannot be told: timesheet `{id}` cannot be read")));
        let told = |by: &[By]| grid(agency, by, &sums(agency, by, &entries, &holes));
        let ways = by.iter().map(|way| way.as_str()).collect::<Vec<_>>().join(" and ");
        Ok(View {
            name: self.name(),
            version: 1,
            title: format!("What time goes into, by {ways}, {from} to {until}"),
            as_of: ask.today,
            grid: told(&by),
            others: vec![
                ("roles", "By role".to_owned(), told(&[By::Role])),
                ("totals", "Everybody".to_owned(), told(&[])),
            ],
            notes,
            when_empty: format!("no time was booked from {from} to {until}"),
            unreadable: Vec::new(),
        })
    }
}

fn role<'a>(agency: &'a Agency, person: &PersonId) -> Option<&'a Word> {
    agency.config.person(person)?.roles.first()
}

fn sums(
    agency: &Agency,
    ways: &[By],
    entries: &[(&PersonId, &TimeEntry)],
    holes: &[&TimesheetId],
) -> BTreeMap<Vec<String>, Hours> {
    let word = |way: By, person: &PersonId, entry: Option<&TimeEntry>, month: Month| match way {
        By::Role => role(agency, person).map(ToString::to_string),
        By::Person => Some(person.to_string()),
        By::Client => entry.map(|entry| entry.job.client().to_string()),
        By::Month => Some(month.to_string()),
    };
    let one_role = ways.contains(&By::Role) || ways.contains(&By::Person);
    let mut sums: BTreeMap<Vec<String>, Hours> = BTreeMap::new();
    let key = |person: &PersonId, entry: Option<&TimeEntry>, month: Month| -> Vec<Option<String>> {
        ways.iter().map(|way| word(*way, person, entry, month)).collect()
    };
    for (person, entry) in entries {
        let words = key(person, Some(entry), entry.date.month());
        let sum = sums.entry(words.into_iter().map(Option::unwrap_or_default).collect()).or_default();
        sum.role = role(agency, person).filter(|_| one_role).cloned();
        let at = entry.work.and_then(|work| Work::ALL.iter().position(|other| *other == work));
        let hours = at.map_or(&mut sum.without, |at| &mut sum.tagged[at]);
        *hours = hours.saturating_add(entry.hours.0);
    }
    for hole in holes {
        let words = key(&hole.person, None, hole.month);
        // whose client nobody can tell, may be any
        let may_be = |other: &[String]| {
            words.iter().zip(other).all(|(word, other)| word.as_ref().is_none_or(|word| word == other))
        };
        let mut met = false;
        for (_, sum) in sums.iter_mut().filter(|(other, _)| may_be(other)) {
            (sum.is_holed, met) = (true, true);
        }
        if !met {
            let role = role(agency, &hole.person).filter(|_| one_role).cloned();
            let words = words.into_iter().map(Option::unwrap_or_default).collect();
            sums.insert(words, Hours { is_holed: true, role, ..Hours::default() });
        }
    }
    sums
}

fn grid(agency: &Agency, ways: &[By], sums: &BTreeMap<Vec<String>, Hours>) -> Grid {
    let mut columns: Vec<Column> = ways
        .iter()
        .map(|way| match way {
            By::Role => Column::word("role", "Role"),
            By::Person => Column::word("person", "Person"),
            By::Client => Column::word("client", "Client"),
            By::Month => Column::date("month", "Month"),
        })
        .collect();
    columns.extend([
        Column::figure("hours", "Hours"),
        Column::figure("without", "Without"),
        Column::bar("decide", "Decide"),
        Column::bar("present", "Present"),
        Column::bar("execute", "Execute"),
        Column::word("expected", "Expected"),
        Column::figure("apart", "Apart"),
        Column::figure("decide_expected", "Decide expected").hidden(),
        Column::figure("present_expected", "Present expected").hidden(),
        Column::figure("execute_expected", "Execute expected").hidden(),
    ]);
    let row = |(words, sum): (&Vec<String>, &Hours)| {
        let mut cells: Vec<Cell> = ways.iter().zip(words).map(|(way, word)| cell(*way, word)).collect();
        let tagged = sum.tagged.iter().fold(Decimal::ZERO, |sum, hours| sum.saturating_add(*hours));
        let told = |cell: Cell| if sum.is_holed { Cell::Empty } else { cell };
        let shares = sum.tagged.map(|hours| ratio(hours, tagged).filter(|_| !sum.is_holed));
        let mix = sum.role.as_ref().and_then(|role| agency.config.roles.get(role)).map(|role| &role.mix);
        let expected: Vec<Option<Decimal>> =
            Work::ALL.iter().map(|work| Some(mix?.get(work.as_str())?.ratio())).collect();
        let apart = shares.iter().zip(&expected).filter_map(|(share, expected)| Some(((*share)? - (*expected)?).abs()));
        let apart = apart.max();
        let figure = |ratio: Option<Decimal>| ratio.map_or(Cell::Empty, Cell::Ratio);
        let words: Vec<String> =
            Work::ALL.iter().filter_map(|work| Some(format!("{work} {}", mix?.get(work.as_str())?))).collect();
        cells.push(told(Cell::Number(tagged.saturating_add(sum.without).normalize())));
        cells.push(told(Cell::Number(sum.without.normalize())));
        cells.extend(shares.map(figure));
        cells.push(if words.is_empty() { Cell::Empty } else { Cell::text(words.join(", ")) });
        cells.push(figure(apart));
        cells.extend(expected.into_iter().map(figure));
        Row { cells, tone: if apart.is_some_and(|apart| apart > FAR) { Tone::Amber } else { Tone::Plain } }
    };
    Grid { columns, rows: sums.iter().map(row).collect() }
}

fn cell(way: By, word: &str) -> Cell {
    match way {
        By::Month => Month::parse(word).map_or(Cell::Empty, Cell::Month),
        _ if word.is_empty() => Cell::Empty,
        _ => Cell::text(word),
    }
}
