//! For the tests of money: the book of the record format, and small books by hand. A section is fresh where its approvals say `h1-fresh`.

use super::budget;
use super::sums::{Figure, Sums};
use super::terms::Terms;
use super::time_index::TimeIndex;
use crate::config::Config;
use crate::domain::agency::{Agency, Shelf};
use crate::domain::client::Client;
use crate::domain::invoice::Invoice;
use crate::domain::job::Job;
use crate::domain::record::{Located, Record};
use crate::domain::round::Round;
use crate::domain::timesheet::Timesheet;
use crate::source::SourceId;
use crate::values::{ClientId, Day, InvoiceId, JobId, PersonId, RoundId, TimesheetId};

pub(crate) fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

pub(crate) fn person(id: &str) -> PersonId {
    PersonId::parse(id).expect("an id")
}

pub(crate) fn job_id(id: &str) -> JobId {
    JobId::parse(id).expect("a job number")
}

/// A record of the given text. Each section's fingerprint is `fresh` of it and its approvals.
fn located<T: Record>(
    id: T::Id,
    yaml: &str,
    fresh: impl Fn(&crate::domain::record::Section<'_>) -> String,
) -> Located<T> {
    let record: T = serde_yaml::from_str(yaml).expect("a record");
    let mut located = Located::new(id, record, SourceId(0));
    let prints = located.record.approved_sections().iter().map(|s| (s.part, fresh(s).into())).collect();
    located.fingerprints = prints;
    located
}

/// What the first approval of a section says, so that all of the book's are fresh.
fn as_approved(section: &crate::domain::record::Section<'_>) -> String {
    section.approvals.first().and_then(|a| a.hash.as_ref()).map_or_else(String::new, ToString::to_string)
}

/// An agency of one client, `ACME`, its jobs and its time.
pub(crate) fn agency(config: &str, client: &str, jobs: &[(&str, &str)], sheets: &[(&str, &str)]) -> Agency {
    let (config, findings) = Config::parse(config, SourceId(0));
    assert_eq!(findings, []);
    let fresh = |_: &crate::domain::record::Section<'_>| "h1-fresh".to_owned();
    let client = located::<Client>(ClientId::parse("ACME").expect("a client"), client, fresh);
    let jobs = jobs.iter().map(|(id, yaml)| located::<Job>(job_id(id), yaml, fresh)).collect();
    let sheet = |(id, yaml): &(&str, &str)| located(TimesheetId::parse(id).expect("a timesheet"), yaml, fresh);
    Agency {
        config,
        clients: Shelf::new(vec![client], Vec::new(), true),
        jobs: Shelf::new(jobs, Vec::new(), true),
        timesheets: Shelf::new(sheets.iter().map(sheet).collect::<Vec<Located<Timesheet>>>(), Vec::new(), true),
        ..Agency::default()
    }
}

/// The book of the record format.
pub(crate) fn example() -> Agency {
    let (config, findings) = Config::parse(include_str!("../../../tests/books/records/suits.toml"), SourceId(0));
    assert_eq!(findings, []);
    let acme = ClientId::parse("ACME").expect("a client");
    let acme = located::<Client>(acme, include_str!("../../../tests/books/records/clients/ACME.yaml"), as_approved);
    let film = include_str!("../../../tests/books/records/jobs/ACME/ACME-0012.yaml");
    let cinema = include_str!("../../../tests/books/records/jobs/ACME/ACME-0013.yaml");
    let ann = include_str!("../../../tests/books/records/timesheets/ann/2026-11.yaml");
    let november = TimesheetId::parse("ann/2026-11").expect("a timesheet");
    Agency {
        config,
        clients: Shelf::new(vec![acme], Vec::new(), true),
        jobs: Shelf::new(
            vec![located(job_id("ACME-0012"), film, as_approved), located(job_id("ACME-0013"), cinema, as_approved)],
            Vec::new(),
            true,
        ),
        timesheets: Shelf::new(vec![located(november, ann, as_approved)], Vec::new(), true),
        ..Agency::default()
    }
}

pub(crate) fn job<'a>(agency: &'a Agency, id: &str) -> &'a Located<Job> {
    agency.jobs.get(&job_id(id)).found().expect("the job")
}

pub(crate) fn terms<'a>(agency: &'a Agency, id: &str) -> Terms<'a> {
    Terms::of(agency, job(agency, id)).expect("terms")
}

/// A job's figures on a day.
pub(crate) fn sums(agency: &Agency, id: &str, on: &str) -> Sums {
    let time = TimeIndex::new(agency, day(on));
    let budget = budget::of_job(agency, job(agency, id), &time, day(on)).expect("a budget");
    budget.sums().expect("figures")
}

/// One figure as it prints; `unknown` where it cannot be told.
pub(crate) fn figure(sums: &Sums, figure: Figure) -> String {
    sums.figure(figure).map_or_else(|| "unknown".to_owned(), |money| money.to_string())
}

/// The agency of most tests: one rate card, dollars and yen.
pub(crate) const CONFIG: &str = r#"
[agency]
name = "Northlight"
currency = "EUR"
[people.ann]
name = "Ann"
roles = ["account-executive", "traffic"]
from = 2024-01-01
[people.mai]
name = "Mai"
roles = ["account-manager"]
from = 2024-01-01
[people.bo]
name = "Bo"
roles = ["account-director"]
from = 2024-01-01
to = 2026-12-31
[people.kim]
name = "Kim"
roles = ["creative-director"]
from = 2024-01-01
[[rates.standard]]
from = 2026-01-01
charge = { account-executive = 85, art-director = 110 }
[[rates.standard]]
from = 2026-12-01
charge = { account-executive = 90, art-director = 120 }
[fx]
USD = [{ from = 2026-11-01, rate = 0.5 }]
"#;

/// The client of most tests: two approvers, one with little to say.
pub(crate) const CLIENT: &str = "
name: Acme
status: active
contacts:
  - {id: liisa, name: Liisa, limit: 10000, from: 2024-12-01, to: 2026-12-31}
  - {id: pete, name: Pete, limit: 500}
  - {id: zoe, name: Zoe}
contracts:
  - {id: aor, type: aor, start: 2025-01-01, markup: 15%, media_commission: 15%, rates: standard}
";

/// A job of that client, with the rest of its text.
pub(crate) fn job_text(rest: &str) -> String {
    format!(
        "title: Film\ntype: tv-video\nstatus: requested\nrequested_by: liisa\nrequested_on: 2026-11-01\ncontract: aor\n{rest}"
    )
}

/// A client's approval by `liisa`, as one line of YAML.
pub(crate) fn yes(date: &str) -> String {
    format!("{{for: client, by: liisa, date: {date}, method: email, evidence: mail, entered_by: ann, hash: h1-fresh}}")
}

/// The agency of most tests with one job, `ACME-0001`, and Ann's November.
pub(crate) fn with_job(rest: &str, entries: &str) -> Agency {
    agency(CONFIG, CLIENT, &[("ACME-0001", &job_text(rest))], &[("ann/2026-11", &format!("entries: {entries}"))])
}

/// The same agency with invoices to its client; fresh where they say so.
pub(crate) fn billed(agency: Agency, invoices: &[(&str, &str)]) -> Agency {
    let fresh = |_: &crate::domain::record::Section<'_>| "h1-fresh".to_owned();
    let invoice =
        |(id, yaml): &(&str, &str)| located::<Invoice>(InvoiceId::parse(id).expect("an invoice number"), yaml, fresh);
    Agency { invoices: Shelf::new(invoices.iter().map(invoice).collect(), Vec::new(), true), ..agency }
}

/// An invoice issued by Mai on its day, as YAML: its kind, its lines and whatever else.
pub(crate) fn issued(date: &str, kind: &str, lines: &str, rest: &str) -> String {
    format!(
        "number: '1'\ndate: {date}\ndue: {date}\nkind: {kind}\nlines: {lines}\napprovals: [{{for: issue, by: mai, role: account-manager, date: {date}, \
         method: system, hash: h1-fresh}}]\n{rest}"
    )
}

/// The same agency with rounds.
pub(crate) fn shown(agency: Agency, rounds: &[(&str, &str)]) -> Agency {
    let fresh = |_: &crate::domain::record::Section<'_>| "h1-fresh".to_owned();
    let round = |(id, yaml): &(&str, &str)| located::<Round>(RoundId::parse(id).expect("a round"), yaml, fresh);
    Agency { rounds: Shelf::new(rounds.iter().map(round).collect(), Vec::new(), true), ..agency }
}
