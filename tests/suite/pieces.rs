//! A book in memory, record by record: texts in, an agency out, fingerprints and all.

use suits::config::Config;
use suits::domain::agency::{Agency, Shelf};
use suits::domain::brief::Brief;
use suits::domain::client::Client;
use suits::domain::contact_report::ContactReport;
use suits::domain::invoice::Invoice;
use suits::domain::job::Job;
use suits::domain::record::{Located, Record};
use suits::domain::round::Round;
use suits::domain::timesheet::Timesheet;
use suits::reports::{REPORTS, ReportAsk};
use suits::source::{KeyPath, SourceId};
use suits::values::{BriefId, ClientId, ContactReportId, Day, InvoiceId, JobId, PersonId, RoundId, TimesheetId};
use suits::view::{Cell, Grid, View};
use suits::yaml::{Document, decode, fingerprint, read};

/// A book without a disk.
pub(crate) struct Book {
    agency: Agency,
}

/// Decodes a record and works out the fingerprints of what is approved in it.
pub(crate) fn located<T: Record>(id: T::Id, text: &str) -> Located<T> {
    let tree = read(text).expect("YAML");
    let document = Document { text, tree: &tree };
    let record: T = decode(&document, None).unwrap_or_else(|fault| panic!("{id}: {fault:?}")).record;
    let prints: Vec<_> = record
        .approved_sections()
        .into_iter()
        .filter_map(|section| {
            let node = document.find(section.path())?.value;
            Some((section.part, fingerprint(&document, node, section.leave_out).into()))
        })
        .collect();
    let mut located = Located::new(id, record, SourceId(0));
    located.fingerprints.extend(prints);
    located
}

/// The shelf with one record more.
fn and<T: Record + Clone>(shelf: &Shelf<T>, id: T::Id, text: &str) -> Shelf<T> {
    let mut records: Vec<_> = shelf.iter().cloned().collect();
    records.push(located(id, text));
    Shelf::new(records, Vec::new(), true)
}

macro_rules! shelves {
    ($($name:ident, $shelf:ident, $id:ident, $kind:ty;)+) => { $(
        /// The book with one record more.
        pub(crate) fn $name(mut self, id: &str, text: &str) -> Book {
            let id = $id::parse(id).expect("an id");
            self.agency.$shelf = and::<$kind>(&self.agency.$shelf, id, text);
            self
        }
    )+ };
}

impl Book {
    /// A book with nothing but its `suits.toml`.
    pub(crate) fn new(toml: &str) -> Book {
        let (config, findings) = Config::parse(toml, SourceId(0));
        assert_eq!(findings, []);
        let agency = Agency {
            config,
            clients: Shelf::new(Vec::new(), Vec::new(), true),
            briefs: Shelf::new(Vec::new(), Vec::new(), true),
            jobs: Shelf::new(Vec::new(), Vec::new(), true),
            rounds: Shelf::new(Vec::new(), Vec::new(), true),
            contact_reports: Shelf::new(Vec::new(), Vec::new(), true),
            invoices: Shelf::new(Vec::new(), Vec::new(), true),
            timesheets: Shelf::new(Vec::new(), Vec::new(), true),
        };
        Book { agency }
    }

    /// The agency and the client of the record format, without jobs.
    pub(crate) fn records() -> Book {
        Book::new(include_str!("../books/records/suits.toml"))
            .client("ACME", include_str!("../books/records/clients/ACME.yaml"))
    }

    shelves! {
        client, clients, ClientId, Client;
        brief, briefs, BriefId, Brief;
        job, jobs, JobId, Job;
        round, rounds, RoundId, Round;
        contact_report, contact_reports, ContactReportId, ContactReport;
        invoice, invoices, InvoiceId, Invoice;
        timesheet, timesheets, TimesheetId, Timesheet;
    }

    /// The book with an invoice that may be issued, as it stands.
    pub(crate) fn issued_invoice(self, id: &str, text: &str) -> Book {
        let hash = print_of::<Invoice>(InvoiceId::parse(id).expect("an id"), text);
        let approval =
            format!("approvals:\n  - {{for: issue, by: mai, date: 2026-11-01, method: system, hash: {hash}}}\n");
        self.invoice(id, &format!("{text}{approval}"))
    }

    /// The answer of a report.
    pub(crate) fn ask(&self, report: &str, ask: &ReportAsk) -> View {
        let report = REPORTS.iter().find(|one| one.name() == report).expect("a report");
        report.view(&self.agency, ask).expect("an answer")
    }

    /// The agency.
    pub(crate) fn agency(&self) -> &Agency {
        &self.agency
    }
}

/// The plain question of a day.
pub(crate) fn on(day: &str) -> ReportAsk {
    ReportAsk::on(Day::parse(day).expect("a day"))
}

/// What concerns a person on a day.
pub(crate) fn of(person: &str, day: &str) -> ReportAsk {
    ReportAsk { person: Some(PersonId::parse(person).expect("a person")), ..on(day) }
}

/// Some columns of a grid, one line a row.
pub(crate) fn told(grid: &Grid, keys: &[&str]) -> Vec<String> {
    let at = |key: &&str| grid.columns.iter().position(|column| column.key == *key).expect("a column");
    let text = |cell: &Cell| match cell {
        Cell::Empty => "-".to_owned(),
        Cell::Text(text) => text.clone(),
        Cell::Day(day) => day.to_string(),
        Cell::Count(count) => count.to_string(),
        Cell::Number(number) | Cell::Ratio(number) | Cell::Each(number, _) => number.to_string(),
        Cell::Money(money) => format!("{} {}", money.amount, money.currency),
        Cell::Month(month) => month.to_string(),
        Cell::Flag(flag) => flag.to_string(),
        Cell::List(texts) => texts.join(","),
    };
    let line = |row: &suits::view::Row| keys.iter().map(|key| text(&row.cells[at(key)])).collect::<Vec<_>>().join(" ");
    grid.rows.iter().map(line).collect()
}

/// The fingerprint of a whole record.
pub(crate) fn print_of<T: Record>(id: T::Id, text: &str) -> String {
    print_at::<T>(id, text, &KeyPath::root())
}

/// The fingerprint of a section of a record.
pub(crate) fn print_at<T: Record>(id: T::Id, text: &str, path: &KeyPath) -> String {
    located::<T>(id, text).fingerprint(path).map(ToOwned::to_owned).expect("a fingerprint")
}
