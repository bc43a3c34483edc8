//! `workload`: who has how much. The work in each person's hands, what comes to them because somebody is away, the hours of the last week
//! and those still planned, and the accounts they lead against the limits.

mod accounts;
mod hours;
mod people;
mod rows;

use super::{Report, ReportAsk};
use crate::domain::agency::{Agency, Lookup};
use crate::domain::job::sections;
use crate::domain::record::Kind;
use crate::domain::scope::Scope;
use crate::domain::traffic::Traffic;
use crate::view::View;
use people::People;

/// `suits workload`.
#[derive(Debug)]
pub struct Workload;

const NOTES: &[&str] = &[
    "handoffs: balls in their hands on jobs that go on; soon: due within five working days; waiting: on the client or a supplier",
    "covering: balls of people who are away, for whom they stand in; those stay with their owner too",
    "booked: hours of the last working week, today not counted, against the hours of theirs",
    "planned: hours left on approved fee lines of jobs that go on, where one person of the team has the line's role",
];

impl Report for Workload {
    fn name(&self) -> &'static str {
        "workload"
    }

    fn scope(&self, ask: &ReportAsk) -> Scope {
        const KINDS: &[Kind] = &[Kind::Client, Kind::Job, Kind::Timesheet];
        Scope::kinds(KINDS).parts(sections::MONEY).fingerprints().client(ask.client.clone())
    }

    fn keys(&self, _ask: &ReportAsk) -> &'static [&'static str] {
        &["person"]
    }

    fn view(&self, agency: &Agency, ask: &ReportAsk) -> Result<View, String> {
        let traffic = Traffic::of(agency, ask.today);
        let known = Known::of(agency, ask);
        let mut people = People::of(&traffic, ask);
        let elsewhere = people.elsewhere;
        let hours = hours::gather(&traffic, ask, &mut people);
        let accounts = accounts::count(agency, &mut people);
        let mut notes: Vec<String> = NOTES.iter().map(ToString::to_string).collect();
        let balls = |count: usize| if count == 1 { "1 ball".to_owned() } else { format!("{count} balls") };
        if elsewhere.client > 0 && known.balls {
            notes.push(format!("{} with people of the clients, in nobody's row", balls(elsewhere.client)));
        }
        if elsewhere.nobody > 0 && known.balls {
            notes.push(format!(
                "{} with nobody of `suits.toml`: `suits board` shows whose names they carry",
                balls(elsewhere.nobody)
            ));
        }
        notes.extend(hours.impossible.iter().map(|why| format!("cannot be told: {why}")));
        if let Some(hours) = hours.planned.filter(|hours| known.planned && !hours.is_zero()) {
            notes.push(format!("{hours} h more are planned for roles that nobody on the team has, or more than one"));
        }
        if !known.is_whole() {
            notes.push("figures that a record which cannot be read would be part of are left out".to_owned());
        }
        if ask.client.is_some() {
            notes.push(
                "handoffs and hours of this client alone; accounts are counted over all clients, so not here"
                    .to_owned(),
            );
        }
        Ok(View {
            name: "workload",
            version: 1,
            title: "Who has how much".to_owned(),
            as_of: ask.today,
            grid: rows::grid(&people, &known, ask),
            others: vec![(
                "accounts",
                "Active clients led, against the limits".to_owned(),
                accounts::grid(&accounts, known.accounts),
            )],
            notes,
            when_empty: "nobody works here: `[people]` of `suits.toml` is empty".to_owned(),
            unreadable: Vec::new(),
        })
    }
}

/// Which figures can be told: none from half a book.
pub(super) struct Known {
    /// Who has what.
    pub(super) balls: bool,
    /// What is still to be worked.
    pub(super) planned: bool,
    /// Who leads whom; not asked for one client.
    pub(super) accounts: bool,
}

impl Known {
    fn of(agency: &Agency, ask: &ReportAsk) -> Known {
        let asked = |client| ask.client.as_ref().is_none_or(|only| *only == client);
        let jobs = !agency.jobs.unreadable().iter().any(|(id, _)| asked(id.client()));
        // before its first handoff, who has a job is in the client's record
        let begun = agency.jobs.iter().filter(|job| job.exists(ask.today));
        let mut first = begun.filter(|job| job.latest_handoff(ask.today).is_none());
        let seats = !first.any(|job| matches!(agency.client_of(&job.id), Lookup::Unreadable(_)));
        let clients = agency.clients.unreadable().is_empty();
        let sheets = agency.timesheets.unreadable().iter().all(|(id, _)| ask.today < id.month.first());
        Known { balls: jobs && seats, planned: jobs && clients && sheets, accounts: clients && ask.client.is_none() }
    }

    fn is_whole(&self) -> bool {
        self.balls && self.planned
    }
}
