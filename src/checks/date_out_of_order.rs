//! I04: an end before its start, a due before the request, an answer before the question.

use super::rule::{Desk, rule};
use crate::domain::brief::Brief;
use crate::domain::client::Client;
use crate::domain::contact_report::ContactReport;
use crate::domain::invoice::Invoice;
use crate::domain::job::{Hold, Job};
use crate::domain::record::{Located, Record};
use crate::domain::round::Round;
use crate::finding::Finding;
use crate::key_path;
use crate::source::KeyPath;
use crate::values::Day;

rule! {
    /// ## What it does
    /// Looks for a date that comes before the one it must follow: an end before its start, a due before the request, a handoff before the one above it.
    ///
    /// Days of a handoff, a hold, a contract, a contact's post, a round, an estimate's approval, an invoice, a contact
    /// report and its actions are compared; so are time entries with the month of their sheet. A handoff that only changed hands keeps its
    /// due and its waits, which may be past by then. A hold may not begin while another one goes on.
    ///
    /// ## Why it matters
    /// Every figure here is reckoned from dates. One slip of a month makes a handoff late for ever, or a job never late at all.
    ///
    /// ## Example
    /// ```yaml bad jobs/ACME/ACME-0013.yaml
    /// requested_on: 2026-11-18
    /// due: 2026-03-12                     # <-- here
    /// baseline_due: 2027-03-12
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good jobs/ACME/ACME-0013.yaml
    /// requested_on: 2026-11-18
    /// due: 2027-03-12
    /// baseline_due: 2027-03-12
    /// ```
    DateOutOfOrder, "date-out-of-order", ["I04"], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let agency = desk.agency;
    agency.clients.iter().for_each(|client| of_client(client, &mut Dates { record: client, findings }));
    agency.briefs.iter().for_each(|brief| of_brief(brief, &mut Dates { record: brief, findings }));
    agency.jobs.iter().for_each(|job| {
        of_job(job, &mut Dates { record: job, findings });
        of_money(job, &mut Dates { record: job, findings });
    });
    agency.rounds.iter().for_each(|round| of_round(round, &mut Dates { record: round, findings }));
    agency.contact_reports.iter().for_each(|report| of_report(report, &mut Dates { record: report, findings }));
    agency.invoices.iter().for_each(|invoice| of_invoice(invoice, &mut Dates { record: invoice, findings }));
    for sheet in &agency.timesheets {
        for (index, entry) in sheet.entries.iter().enumerate().filter(|(_, entry)| entry.date.month() != sheet.id.month)
        {
            let message = format!("the entry of {} is in the sheet of {}", entry.date, sheet.id.month);
            findings.push(META.finding(sheet.at(key_path!["entries", index, "date"]), message));
        }
    }
}

/// Dates of one record, compared in pairs.
struct Dates<'d, T: Record> {
    record: &'d Located<T>,
    findings: &'d mut Vec<Finding>,
}

/// A day, what it is called and where it stands below an item; `""` is the item itself.
type Dated = (&'static str, Option<Day>);

impl<T: Record> Dates<'_, T> {
    /// The second must not come before the first. `under` leads to the item that holds both.
    fn pair(&mut self, under: &dyn Fn() -> KeyPath, first: Dated, second: Dated) {
        self.apart(&|| under().then(first.0), first, &|| under().then(second.0), second);
    }

    fn apart(&mut self, at: &dyn Fn() -> KeyPath, first: Dated, later: &dyn Fn() -> KeyPath, second: Dated) {
        let (Some(before), Some(after)) = (first.1, second.1) else { return };
        if before <= after {
            return;
        }
        let message = format!("`{}` is {after}, before `{}` on {before}", second.0, first.0);
        let finding = META.finding(self.record.at(later()), message);
        self.findings.push(finding.related(self.record.at(at()), format!("`{}`", first.0)));
    }
}

fn of_client(client: &Client, dates: &mut Dates<'_, Client>) {
    for (index, contact) in client.contacts.iter().enumerate() {
        dates.pair(&|| key_path!["contacts", index], ("from", contact.from), ("to", contact.to));
    }
    for (index, contract) in client.contracts.iter().enumerate() {
        dates.pair(&|| key_path!["contracts", index], ("start", Some(contract.start)), ("end", contract.end));
    }
    for (index, budget) in client.budgets.iter().enumerate() {
        dates.pair(&|| key_path!["budgets", index], ("from", Some(budget.from)), ("to", Some(budget.to)));
    }
    for (index, issue) in client.issues.iter().enumerate() {
        dates.pair(&|| key_path!["issues", index], ("date", Some(issue.date)), ("resolved", issue.resolved));
    }
}

fn of_brief(brief: &Brief, dates: &mut Dates<'_, Brief>) {
    let timing = brief.timing.as_ref();
    let day = |written: Option<&crate::values::Written>| written.and_then(|written| Day::parse(written));
    let presentation = day(timing.and_then(|timing| timing.presentation.as_ref()));
    let live = day(timing.and_then(|timing| timing.live.as_ref()));
    dates.pair(&|| key_path!["timing"], ("presentation", presentation), ("live", live));
    let asked = ("requested_on", brief.requested_on);
    let (root, timing) = (|| key_path!["requested_on"], |key: &'static str| move || key_path!["timing", key]);
    dates.apart(&root, asked, &timing("presentation"), ("presentation", presentation));
    dates.apart(&root, asked, &timing("live"), ("live", live));
    for (index, deliverable) in brief.deliverables.iter().enumerate() {
        dates.apart(&root, asked, &|| key_path!["deliverables", index, "due"], ("due", deliverable.due));
    }
    for (index, approval) in brief.approvals.iter().enumerate() {
        dates.apart(&root, asked, &|| key_path!["approvals", index, "date"], ("date", Some(approval.date)));
    }
}

fn of_job(job: &Job, dates: &mut Dates<'_, Job>) {
    let asked = ("requested_on", Some(job.requested_on));
    let root = || KeyPath::root();
    dates.pair(&root, asked, ("due", job.due));
    dates.pair(&root, asked, ("baseline_due", job.baseline_due));
    let at_request = || key_path!["requested_on"];
    let cancelled = job.cancelled.as_ref().map(|cancelled| cancelled.date);
    dates.apart(&at_request, asked, &|| key_path!["cancelled", "date"], ("date", cancelled));
    for (index, handoff) in job.handoffs.iter().enumerate() {
        let under = || key_path!["handoffs", index];
        let date = ("date", Some(handoff.date));
        // what changed hands within its stage keeps its due and its waits, which may be past
        let anew = !job.is_change_of_hands(index);
        dates.pair(&under, date, ("due", handoff.due.filter(|_| anew)));
        dates.pair(&under, date, ("accepted", handoff.accepted));
        dates.pair(&under, date, ("done", handoff.done));
        dates.pair(&under, ("accepted", handoff.accepted), ("done", handoff.done));
        let rejected = ("date", handoff.rejected.as_ref().map(|rejected| rejected.date));
        let at_rejected = || under().then("rejected").then("date");
        dates.apart(&|| under().then("date"), date, &at_rejected, rejected);
        dates.apart(&|| under().then("accepted"), ("accepted", handoff.accepted), &at_rejected, rejected);
        for (wait, waiting) in handoff.waiting.iter().enumerate().filter(|_| anew) {
            let later = || under().then("waiting").then(wait).then("date");
            dates.apart(&|| under().then("date"), date, &later, ("date", Some(waiting.date)));
        }
        match index.checked_sub(1) {
            Some(above) => {
                let before = ("date", Some(job.handoffs[above].date));
                dates.apart(&|| key_path!["handoffs", above, "date"], before, &|| under().then("date"), date);
            }
            None => dates.apart(&at_request, asked, &|| under().then("date"), date),
        }
    }
    for (index, hold) in job.holds.iter().enumerate() {
        dates.pair(&|| key_path!["holds", index], ("from", Some(hold.from)), ("to", hold.to));
    }
    overlaps(job, dates);
}

/// A hold that begins while another goes on: of two that cover a day nobody can say which one `resume` should end.
fn overlaps(job: &Job, dates: &mut Dates<'_, Job>) {
    let mut holds: Vec<(usize, &Hold)> = job.holds.iter().enumerate().collect();
    holds.sort_by_key(|(index, hold)| (hold.from, *index));
    let mut holds = holds.into_iter();
    let Some(mut longest) = holds.next() else { return };
    for (index, hold) in holds {
        let (other, before) = longest;
        if before.covers(hold.from) {
            let until = before.to.map_or_else(|| "goes on".to_owned(), |to| format!("goes on until {to}"));
            let message = format!("a hold begins on {}, while the one from {} {until}", hold.from, before.from);
            let finding = META.finding(dates.record.at(key_path!["holds", index, "from"]), message);
            let finding = finding.related(dates.record.at(key_path!["holds", other, "from"]), "the other hold");
            dates.findings.push(finding.help("end the one before the other begins, or keep one for all the days"));
        }
        let ends = |hold: &Hold| (hold.to.is_none(), hold.to);
        if ends(hold) > ends(before) {
            longest = (index, hold);
        }
    }
}

fn of_money(job: &Job, dates: &mut Dates<'_, Job>) {
    let at_request = || key_path!["requested_on"];
    let asked = ("requested_on", Some(job.requested_on));
    for (index, estimate) in job.estimates.iter().enumerate() {
        let under = || key_path!["estimates", index];
        dates.apart(&at_request, asked, &|| under().then("valid_until"), ("valid_until", estimate.valid_until));
        for (at, approval) in estimate.approvals.iter().enumerate() {
            let later = || under().then("approvals").then(at).then("date");
            dates.apart(&at_request, asked, &later, ("date", Some(approval.date)));
        }
        let no = ("date", estimate.rejected.as_ref().map(|no| no.date));
        dates.apart(&at_request, asked, &|| under().then("rejected").then("date"), no);
    }
    for (index, change) in job.change_orders.iter().enumerate() {
        let under = || key_path!["change_orders", index];
        let raised = ("date", Some(change.date));
        dates.apart(&at_request, asked, &|| under().then("date"), raised);
        for (at, approval) in change.approvals.iter().enumerate() {
            let later = || under().then("approvals").then(at).then("date");
            dates.apart(&|| under().then("date"), raised, &later, ("date", Some(approval.date)));
        }
        for (key, refusal) in [("rejected", &change.rejected), ("withdrawn", &change.withdrawn)] {
            let off = ("date", refusal.as_ref().map(|refusal| refusal.date));
            dates.apart(&|| under().then("date"), raised, &|| under().then(key).then("date"), off);
        }
    }
    for (index, order) in job.orders.iter().enumerate() {
        let (under, ordered) = (|| key_path!["orders", index, "date"], ("date", Some(order.date)));
        dates.apart(&at_request, asked, &under, ordered);
        let off = ("date", order.cancelled.as_ref().map(|off| off.date));
        dates.apart(&under, ordered, &|| key_path!["orders", index, "cancelled", "date"], off);
    }
    for (index, invoice) in job.supplier_invoices.iter().enumerate() {
        for (at, approval) in invoice.approvals.iter().enumerate() {
            let under = || key_path!["supplier_invoices", index];
            let later = || under().then("approvals").then(at).then("date");
            dates.apart(&|| under().then("date"), ("date", Some(invoice.date)), &later, ("date", Some(approval.date)));
        }
    }
}

fn of_round(round: &Round, dates: &mut Dates<'_, Round>) {
    let sent = ("sent", Some(round.sent));
    let at_sent = || key_path!["sent"];
    dates.pair(&|| KeyPath::root(), sent, ("due", round.due));
    for (index, reviewer) in round.reviewers.iter().enumerate() {
        dates.apart(&at_sent, sent, &|| key_path!["reviewers", index, "date"], ("date", reviewer.date));
    }
    for (index, verdict) in round.verdicts.iter().enumerate() {
        dates.apart(&at_sent, sent, &|| key_path!["verdicts", index, "date"], ("date", Some(verdict.date)));
    }
}

fn of_report(report: &ContactReport, dates: &mut Dates<'_, ContactReport>) {
    let met = ("date", Some(report.date));
    let at = || key_path!["date"];
    dates.pair(&|| KeyPath::root(), met, ("issued", report.issued));
    dates.pair(&|| KeyPath::root(), met, ("next_contact", report.next_contact));
    for (index, item) in report.items.iter().enumerate() {
        dates.apart(&at, met, &|| key_path!["items", index, "due"], ("due", item.due));
        dates.apart(&at, met, &|| key_path!["items", index, "done"], ("done", item.done));
    }
    for (index, objection) in report.objections.iter().enumerate() {
        dates.apart(&at, met, &|| key_path!["objections", index, "date"], ("date", Some(objection.date)));
    }
}

fn of_invoice(invoice: &Invoice, dates: &mut Dates<'_, Invoice>) {
    let date = ("date", Some(invoice.date));
    dates.pair(&|| KeyPath::root(), date, ("due", Some(invoice.due)));
    for (index, approval) in invoice.approvals.iter().enumerate() {
        let given = || key_path!["approvals", index, "date"];
        dates.apart(&|| key_path!["date"], date, &given, ("date", Some(approval.date)));
    }
    let written_off = invoice.written_off.as_ref().map(|written_off| written_off.date);
    dates.apart(&|| key_path!["date"], date, &|| key_path!["written_off", "date"], ("date", written_off));
    for (index, payment) in invoice.payments.iter().enumerate() {
        dates.apart(
            &|| key_path!["date"],
            date,
            &|| key_path!["payments", index, "date"],
            ("date", Some(payment.date)),
        );
    }
}
