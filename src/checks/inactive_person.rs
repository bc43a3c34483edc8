//! I33: something done by a person on a day they did not work here.

use super::rule::{Desk, rule};
use crate::domain::approval::Approval;
use crate::domain::record::{Located, Record};
use crate::finding::Finding;
use crate::key_path;
use crate::source::KeyPath;
use crate::values::{Day, PersonId};

rule! {
    /// ## What it does
    /// Looks for handoffs, time, approvals typed in, contact reports and briefs of people on a day before they came or after they had left.
    ///
    /// The days are `from` and `to` of `suits.toml`. Approvals, verdicts, waivers, overrides, holds and cancellations by such people are
    /// `approval-without-authority`. Of time, the first entry of a sheet is said.
    ///
    /// ## Why it matters
    /// Nobody can be asked about it: either the name is wrong, or the day is, or somebody used another's name.
    ///
    /// ## Example
    /// ```yaml bad contact-reports/ACME/ACME-C0030.yaml
    /// date: 2024-02-12
    /// medium: call
    /// client: [liisa]
    /// agency: [mai, ann]                  # <-- here
    /// author: mai
    /// issued: 2024-02-13
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good contact-reports/ACME/ACME-C0030.yaml
    /// date: 2024-02-12
    /// medium: call
    /// client: [liisa]
    /// agency: [mai]
    /// author: mai
    /// issued: 2024-02-13
    /// ```
    InactivePerson, "inactive-person", ["I33"], Warning, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let agency = desk.agency;
    for client in &agency.clients {
        let mut acts = Acts { desk, record: client, findings };
        for (index, budget) in client.budgets.iter().enumerate() {
            acts.entered(&budget.approvals, &|| key_path!["budgets", index]);
        }
    }
    for brief in &agency.briefs {
        let mut acts = Acts { desk, record: brief, findings };
        acts.entered(&brief.approvals, &KeyPath::root);
        for (index, author) in brief.authors.iter().enumerate() {
            // a brief has no day of writing: whoever came later may have written it later
            let left = agency.config.person(author).and_then(|person| person.to);
            let day = brief.requested_on.filter(|day| left.is_some_and(|left| left < *day));
            acts.on(author, day, &|| key_path!["authors", index]);
        }
    }
    for job in &agency.jobs {
        let mut acts = Acts { desk, record: job, findings };
        for (index, handoff) in job.handoffs.iter().enumerate() {
            // the one it comes from may have gone: that is why it is handed on
            acts.maybe(handoff.to.as_ref(), Some(handoff.date), &|| key_path!["handoffs", index, "to"]);
            let rejected = handoff.rejected.as_ref();
            let by = rejected.and_then(|rejected| rejected.by.as_ref());
            acts.maybe(by, rejected.map(|rejected| rejected.date), &|| key_path!["handoffs", index, "rejected", "by"]);
        }
        for (index, paper) in job.estimates.iter().enumerate() {
            acts.entered(&paper.approvals, &|| key_path!["estimates", index]);
        }
        for (index, paper) in job.change_orders.iter().enumerate() {
            acts.entered(&paper.approvals, &|| key_path!["change_orders", index]);
        }
        for (index, paper) in job.supplier_invoices.iter().enumerate() {
            acts.entered(&paper.approvals, &|| key_path!["supplier_invoices", index]);
        }
        for (index, check) in job.quality_checks.iter().enumerate() {
            acts.maybe(check.by.as_ref(), check.done, &|| key_path!["quality_checks", index, "by"]);
        }
    }
    for round in &agency.rounds {
        let mut acts = Acts { desk, record: round, findings };
        for (index, person) in round.presented_by.iter().enumerate() {
            acts.on(person, Some(round.sent), &|| key_path!["presented_by", index]);
        }
    }
    for report in &agency.contact_reports {
        let mut acts = Acts { desk, record: report, findings };
        acts.on(&report.author, Some(report.date), &|| key_path!["author"]);
        for (index, person) in report.agency.iter().enumerate().filter(|(_, person)| **person != report.author) {
            acts.on(person, Some(report.date), &|| key_path!["agency", index]);
        }
    }
    for invoice in &agency.invoices {
        Acts { desk, record: invoice, findings }.entered(&invoice.approvals, &KeyPath::root);
    }
    for sheet in &agency.timesheets {
        let Some(person) = agency.config.person(&sheet.id.person) else { continue };
        let mut outside = sheet.record.entries.iter().enumerate().filter(|(_, entry)| !person.is_active(entry.date));
        if let Some((index, entry)) = outside.next() {
            let mut acts = Acts { desk, record: sheet, findings };
            acts.on(&sheet.id.person, Some(entry.date), &|| key_path!["entries", index, "date"]);
        }
    }
}

/// What people did in one record.
struct Acts<'t, 'd, T: Record> {
    desk: &'t Desk<'d>,
    record: &'t Located<T>,
    findings: &'t mut Vec<Finding>,
}

impl<T: Record> Acts<'_, '_, T> {
    fn on(&mut self, id: &PersonId, day: Option<Day>, path: &dyn Fn() -> KeyPath) {
        let Some(day) = day else { return };
        // a name that nobody has is a dangling reference
        let Some(person) = self.desk.agency.config.person(id).filter(|person| !person.is_active(day)) else { return };
        let message = match (person.from, person.to) {
            (_, Some(to)) if to < day => format!("`{id}` left on {to}, before {day}"),
            (Some(from), _) => format!("`{id}` came on {from}, after {day}"),
            (None, _) => return,
        };
        let finding = META.finding(self.record.at(path()), message);
        self.findings.push(finding.help("mend the name or the day, or `from` and `to` of the person in `suits.toml`"));
    }

    fn maybe(&mut self, id: Option<&PersonId>, day: Option<Day>, path: &dyn Fn() -> KeyPath) {
        if let Some(id) = id {
            self.on(id, day, path);
        }
    }

    /// Approvals typed in for somebody else.
    fn entered(&mut self, approvals: &[Approval], section: &dyn Fn() -> KeyPath) {
        for (index, approval) in approvals.iter().enumerate() {
            let typed_by = approval.entered_by.as_ref().filter(|typed_by| **typed_by != approval.by);
            self.maybe(typed_by, Some(approval.date), &|| section().then("approvals").then(index).then("entered_by"));
        }
    }
}
