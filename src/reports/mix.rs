//! `mix`: what people's time goes into, deciding, presenting or executing, against what their role is there for.

use super::grouping::{grouping, words};
use super::ledger::By;
use super::period::{self, two_months};
use super::worked::{self, Words, first_role, may_be};
use super::{Report, ReportAsk};
use crate::domain::agency::Agency;
use crate::domain::approval::ApprovalFor;
use crate::domain::booking::Impossible;
use crate::domain::job::sections;
use crate::domain::money::tally::ratio;
use crate::domain::scope::{Scope, Worked};
use crate::domain::timesheet::{TimeEntry, Work};
use crate::values::{Day, Decimal, JobId, Month, PersonId, TimesheetId, Word};
use crate::view::{Cell, Column, Grid, Row, Tone, View};
use std::collections::{BTreeMap, BTreeSet};

/// `suits mix`.
pub struct Mix;

const NOTES: [&str; 3] = [
    "decide, present, execute: shares of the hours that say what they went into; not told are the hours that do not say, in no share",
    "expected: `[roles.NAME] mix` of `suits.toml`, where the row is of one role; role: the first of a person's roles there",
    "furthest off: how far the share that is furthest off is from the one expected; amber above ten points",
];

/// Further from what is expected than this is worth a look.
const FAR: Decimal = Decimal::from_parts(1, 0, 0, false, 1);

/// Hours by what they went into.
#[derive(Clone, Debug, Default)]
struct Hours {
    /// By [`Work`], in its order.
    tagged: [Decimal; 3],
    without: Decimal,
    /// Whether a timesheet that cannot be read may belong to it, or hours that nobody can have worked do: then no figure is told.
    is_holed: bool,
    /// The role, where all of it is one role's.
    role: Option<Word>,
}

impl Report for Mix {
    fn name(&self) -> &'static str {
        "mix"
    }

    fn ways(&self) -> Vec<&'static str> {
        words(By::MONEY, By::as_str)
    }

    fn scope(&self, ask: &ReportAsk) -> Scope {
        // a period that makes no sense is told by the view
        let (from, until) = two_months(ask).unwrap_or((ask.today, ask.today));
        let worked = Worked { from: from.month(), until: until.month(), person: ask.person.clone() };
        if worked::needs_lines(&ask.by) {
            return Scope::worked(worked, sections::MONEY).approvals(&[ApprovalFor::Client]);
        }
        Scope::time(worked)
    }

    fn totals_follow_rows(&self) -> bool {
        true
    }

    fn keys(&self, _ask: &ReportAsk) -> &'static [&'static str] {
        super::MONEY_KEYS
    }

    fn view(&self, agency: &Agency, ask: &ReportAsk) -> Result<View, String> {
        let by = match ask.by.as_slice() {
            [] => vec![By::Role, By::Person],
            some => grouping("the mix", By::MONEY, By::as_str, some, By::Role)?,
        };
        let (from, until) = two_months(ask)?;
        let asked = |person: &PersonId| ask.person.as_ref().is_none_or(|only| only == person);
        let mut entries: Vec<(&PersonId, &TimeEntry, bool)> = Vec::new();
        let mut wrong: Vec<String> = Vec::new();
        for sheet in agency.timesheets.iter().filter(|sheet| asked(&sheet.id.person)) {
            let impossible = Impossible::of(&sheet.id.person, &sheet.record.entries);
            let within = sheet.record.entries.iter().enumerate();
            let within = within.filter(|(_, entry)| from <= entry.date && entry.date <= until);
            for (at, entry) in within.filter(|(_, one)| ask.client.as_ref().is_none_or(|client| one.job.is_of(client)))
            {
                let why = impossible.why(at);
                wrong.extend(why.map(|why| format!("cannot be told: {}: {why}", entry.job)));
                entries.push((&sheet.id.person, entry, why.is_some()));
            }
        }
        let months = from.month()..=until.month();
        let broken = agency.timesheets.unreadable().iter().map(|(id, _)| id);
        let holes: Vec<&TimesheetId> = broken.filter(|id| months.contains(&id.month) && asked(&id.person)).collect();
        let mut notes = vec![period::told(ask, from, until)];
        notes.extend(NOTES.iter().map(ToString::to_string));
        notes.extend(worked::notes(&by));
        notes.extend(holes.iter().map(|id| format!("cannot be told: timesheet `{id}` cannot be read")));
        notes.extend(wrong);
        let sums_by = |by: &[By]| sums(agency, by, &entries, &holes, ask.today);
        let all = sums_by(&by);
        let rows = grid(agency, &by, &all);
        let shown = ask.narrow.of(&rows, &all);
        let told = |ways: &[By]| match &shown {
            Some(shown) => grid(agency, ways, &merged(&by, ways, shown)),
            None => grid(agency, ways, &sums_by(ways)),
        };
        let ways = by.iter().map(|way| way.as_str()).collect::<Vec<_>>().join(" and ");
        Ok(View {
            name: self.name(),
            version: 1,
            title: format!("What time goes into, by {ways}, {from} to {until}"),
            as_of: ask.today,
            grid: rows,
            // hours by role are told again only of rows that name it
            others: vec![
                ("roles", "By role".to_owned(), told(&[By::Role])),
                ("totals", if shown.is_some() { "The rows shown" } else { "Everybody" }.to_owned(), told(&[])),
            ],
            notes,
            when_empty: format!("no time was booked from {from} to {until}"),
            unreadable: Vec::new(),
        })
    }
}

/// The hours of some rows, put together in fewer ways; none where the rows do not name one of them.
fn merged(by: &[By], ways: &[By], shown: &[(&Vec<String>, &Hours)]) -> BTreeMap<Vec<String>, Hours> {
    let mut merged: BTreeMap<Vec<String>, Hours> = BTreeMap::new();
    let at: Option<Vec<usize>> = ways.iter().map(|way| by.iter().position(|other| other == way)).collect();
    for (words, hours) in shown {
        let Some(at) = &at else { continue };
        let sum = merged.entry(at.iter().map(|&at| words[at].clone()).collect()).or_default();
        for (sum, hours) in sum.tagged.iter_mut().zip(hours.tagged) {
            *sum = sum.saturating_add(hours);
        }
        sum.without = sum.without.saturating_add(hours.without);
        sum.is_holed |= hours.is_holed;
        sum.role = hours.role.clone().filter(|_| ways.contains(&By::Role));
    }
    merged
}

fn sums(
    agency: &Agency,
    ways: &[By],
    entries: &[(&PersonId, &TimeEntry, bool)],
    holes: &[&TimesheetId],
    day: Day,
) -> BTreeMap<Vec<String>, Hours> {
    let jobs: BTreeSet<&JobId> = entries.iter().map(|(_, entry, _)| &entry.job).collect();
    let words = Words::of(agency, ways, &jobs, day);
    let one_role = ways.contains(&By::Role) || ways.contains(&By::Person);
    let role_of = |person: &PersonId| first_role(agency, person).filter(|_| one_role).cloned();
    let plain = |words: Vec<Option<String>>| words.into_iter().map(Option::unwrap_or_default).collect::<Vec<_>>();
    let (mut sums, mut vague): (BTreeMap<Vec<String>, Hours>, _) = (BTreeMap::new(), Vec::new());
    let key = |person: &PersonId, month: Month, entry: Option<&TimeEntry>| -> Vec<Option<String>> {
        let on = entry.map(|entry| (&entry.job, entry.line.as_ref()));
        ways.iter().map(|way| words.word(*way, person, month, on)).collect()
    };
    for (person, entry, impossible) in entries {
        let words = key(person, entry.date.month(), Some(entry));
        if words.iter().any(Option::is_none) {
            vague.push((*person, words));
            continue;
        }
        let sum = sums.entry(plain(words)).or_default();
        sum.role = role_of(person);
        if *impossible {
            sum.is_holed = true;
            continue;
        }
        let at = entry.work.and_then(|work| Work::ALL.iter().position(|other| *other == work));
        let hours = at.map_or(&mut sum.without, |at| &mut sum.tagged[at]);
        *hours = hours.saturating_add(entry.hours.0);
    }
    vague.extend(holes.iter().map(|hole| (&hole.person, key(&hole.person, hole.month, None))));
    for (person, words) in vague {
        let mut met = false;
        for (_, sum) in sums.iter_mut().filter(|(other, _)| may_be(&words, other)) {
            (sum.is_holed, met) = (true, true);
        }
        if !met {
            sums.insert(plain(words), Hours { is_holed: true, role: role_of(person), ..Hours::default() });
        }
    }
    sums
}

fn grid(agency: &Agency, ways: &[By], sums: &BTreeMap<Vec<String>, Hours>) -> Grid {
    let mut columns = worked::columns(ways);
    columns.extend([
        Column::figure("hours", "Hours"),
        Column::figure("without", "Hours not told").spare(2),
        Column::bar("decide", "Decide"),
        Column::bar("present", "Present"),
        Column::bar("execute", "Execute"),
        Column::word("expected", "Expected").spare(3),
        Column::figure("apart", "Furthest off").spare(1),
        Column::figure("decide_expected", "Decide expected").hidden(),
        Column::figure("present_expected", "Present expected").hidden(),
        Column::figure("execute_expected", "Execute expected").hidden(),
    ]);
    let row = |(words, sum): (&Vec<String>, &Hours)| {
        let mut cells = worked::cells(ways, words);
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
