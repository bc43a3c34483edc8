//! Contact reports as rows, and what follows from one: how far it has come, what is still to be done.

use crate::cli::show::Facts;
use crate::domain::agency::Agency;
use crate::domain::calendar::Calendar;
use crate::domain::contact_report::{ContactReport, ReportState};
use crate::domain::parties::Calendars;
use crate::domain::record::Located;
use crate::values::Day;
use crate::view::{Cell, Column, Grid, Row, Tone};

fn names(ids: impl IntoIterator<Item = impl ToString>) -> Cell {
    Cell::List(ids.into_iter().map(|id| id.to_string()).collect())
}

fn late(report: &ContactReport, calendars: &Calendars, today: Day) -> Cell {
    match report.days_late(calendars.person(&report.author), today) {
        0 => Cell::Empty,
        days => Cell::Count(days),
    }
}

fn until(report: &ContactReport, client: &Calendar, today: Day) -> Cell {
    Cell::day(report.issued_by(today).and_then(|_| report.objections_until(client)))
}

fn decisions(report: &ContactReport) -> usize {
    report.items.iter().filter(|item| item.decided().is_some()).count()
}

fn open(report: &ContactReport, today: Day) -> usize {
    report.items.iter().filter(|item| item.is_open(today)).count()
}

/// The reports of meetings held by a day.
pub(in crate::cli) fn grid(agency: &Agency, today: Day) -> Grid {
    let columns = vec![
        Column::word("contact_report", "Report"),
        Column::word("client", "Client").hidden(),
        Column::date("date", "Date"),
        Column::word("medium", "Medium"),
        Column::word("jobs", "Jobs"),
        Column::word("author", "Author"),
        Column::figure("decisions", "Decisions"),
        Column::figure("actions", "Actions").hidden(),
        Column::figure("actions_open", "Actions open"),
        Column::date("issued", "Issued"),
        Column::figure("days_late", "Days late"),
        Column::date("objections_until", "Objections until"),
        Column::figure("objections", "Objections").hidden(),
        Column::word("state", "State"),
        Column::date("next_contact", "Next").hidden(),
    ];
    let calendars = Calendars::of(&agency.config);
    let row = |report: &Located<ContactReport>| {
        let client = calendars.client(agency, &report.id.client());
        let state = report.state(client, today);
        let late = late(report, &calendars, today);
        let tone = match state {
            ReportState::Draft if late != Cell::Empty => Tone::Red,
            ReportState::Objected => Tone::Red,
            ReportState::Accepted if open(report, today) == 0 => Tone::Quiet,
            _ => Tone::Plain,
        };
        let cells = vec![
            Cell::text(&report.id),
            Cell::text(report.id.client()),
            Cell::Day(report.date),
            Cell::text(report.medium),
            names(&report.jobs),
            Cell::text(&report.author),
            Cell::count(decisions(report)),
            Cell::count(report.items.iter().filter(|item| item.to_do().is_some()).count()),
            Cell::count(open(report, today)),
            Cell::day(report.issued_by(today)),
            late,
            until(report, client, today),
            Cell::count(report.objections.iter().filter(|objection| objection.date <= today).count()),
            Cell::text(state),
            Cell::day(report.next_contact),
        ];
        Row { cells, tone }
    };
    Grid { columns, rows: agency.contact_reports.iter().filter(|report| report.date <= today).map(row).collect() }
}

/// What follows from one report.
pub(in crate::cli) fn facts(report: &Located<ContactReport>, agency: &Agency, today: Day) -> Facts {
    let calendars = Calendars::of(&agency.config);
    let client = calendars.client(agency, &report.id.client());
    vec![
        ("state", "State", Cell::text(report.state(client, today))),
        ("objections_until", "Objections until", until(report, client, today)),
        ("days_late", "Days late", late(report, &calendars, today)),
        ("actions_open", "Actions open", Cell::count(open(report, today))),
    ]
}
