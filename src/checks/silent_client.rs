//! I26: an active client nobody has met for a month.

use super::rule::{Desk, rule};
use crate::domain::client::ClientStatus;
use crate::domain::parties::Calendars;
use crate::finding::Finding;
use crate::key_path;
use crate::values::{ClientId, Day};
use std::collections::BTreeMap;

rule! {
    /// ## What it does
    /// Looks for active clients without a contact report for more than twenty working days.
    ///
    /// Days are those of the client's calendar. Before the first report they are counted from the client's first contract or job.
    /// It looks at the day, so it runs only with `--due`.
    ///
    /// ## Why it matters
    /// Clients leave in silence. The first sign is that nobody can say when they were last seen.
    ///
    /// ## Example
    /// ```yaml bad clients/BOREAL.yaml
    /// name: Boreal Oy
    /// status: active                      # <-- here
    /// team:
    ///   account-executive: ann
    ///   account-manager: mai
    /// contracts:
    ///   - id: aor-2026
    ///     type: aor
    ///     start: 2026-10-01
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good clients/BOREAL.yaml
    /// name: Boreal Oy
    /// status: dormant
    /// team:
    ///   account-executive: ann
    ///   account-manager: mai
    /// contracts:
    ///   - id: aor-2026
    ///     type: aor
    ///     start: 2026-10-01
    /// ```
    SilentClient, "silent-client", ["I26"], Warning, Book, due
}

/// Working days without a word.
const MOST: i64 = 20;

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let agency = desk.agency;
    let calendars = Calendars::of(&agency.config);
    let mut met: BTreeMap<ClientId, Day> = BTreeMap::new();
    for report in agency.contact_reports.iter().filter(|report| report.date <= desk.today) {
        let last = met.entry(report.id.client()).or_insert(report.date);
        *last = report.date.max(*last);
    }
    let mut asked: BTreeMap<ClientId, Day> = BTreeMap::new();
    for job in agency.jobs.iter().filter(|job| job.requested_on <= desk.today) {
        let first = asked.entry(job.id.client()).or_insert(job.requested_on);
        *first = job.requested_on.min(*first);
    }
    for client in agency.clients.iter().filter(|client| client.status == ClientStatus::Active) {
        let signed = client.contracts.iter().map(|contract| contract.start).filter(|start| *start <= desk.today);
        let began = || signed.chain(asked.get(&client.id).copied()).min();
        let last = met.get(&client.id).copied();
        let Some(since) = last.or_else(began) else { continue };
        let calendar = calendars.named(client.record.calendar.as_ref());
        let days = calendar.working_days_between(since, desk.today);
        if days <= MOST {
            continue;
        }
        let message = match last {
            Some(last) => format!("no contact report for {days} working days: the last is of {last}"),
            None => format!("an active client since {since}, {days} working days ago, and no contact report yet"),
        };
        let finding = META.finding(client.at(key_path!["status"]), message);
        findings.push(finding.help(format!(
            "call, and write it down: `suits contact-report new {} --medium call --decision \"…\"`",
            client.id
        )));
    }
}
