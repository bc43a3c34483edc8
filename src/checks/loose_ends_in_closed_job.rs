//! I30: a job called closed with an order, an invoice, a round or the ball still out.

use super::rule::{Desk, rule};
use crate::domain::guards::{self, Ask, Billing};
use crate::domain::handoff::State;
use crate::domain::invoice::Invoice;
use crate::domain::plan::money::invoice::number_or_word;
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;
use crate::values::{ClientId, Day, JobId, Word};
use std::cell::RefCell;
use std::collections::HashMap;

rule! {
    /// ## What it does
    /// Looks for closed jobs with an order to a supplier, unbilled work, a feedback round or a handoff still open.
    ///
    /// The guards `billed`, `no-open-orders` and `no-open-rounds` decide, as far as the agency's workflow asks for them at the job's last stage and
    /// nobody overrode them there.
    ///
    /// ## Why it matters
    /// Nobody looks at a closed job again. The supplier's invoice comes all the same, and the client's never goes out.
    ///
    /// ## Example
    /// ```yaml bad jobs/ACME/ACME-0014.yaml
    /// title: Shelf strips
    /// contract: aor-2025
    /// type: retainer-ticket
    /// status: closed
    /// requested_by: liisa
    /// requested_on: 2026-11-02
    /// handoffs:
    ///   - {stage: briefing, from: liisa, to: ann, date: 2026-11-02, due: 2026-11-06, done: 2026-11-03}
    ///   - {stage: brief-approved, from: ann, to: tom, date: 2026-11-03, due: 2026-11-04, done: 2026-11-03}
    ///   - {stage: estimating, from: tom, to: ann, date: 2026-11-03, due: 2026-11-06, done: 2026-11-03}
    ///   - {stage: authorised, from: ann, to: tom, date: 2026-11-03, due: 2026-11-05, done: 2026-11-04}
    ///   - {stage: in-creative, from: tom, to: kim, date: 2026-11-04, due: 2026-11-18, done: 2026-11-06}
    ///   - {stage: internal-review, from: kim, to: ann, date: 2026-11-06, due: 2026-11-10, done: 2026-11-06}
    ///   - {stage: client-review, from: ann, to: liisa, date: 2026-11-06, due: 2026-11-13, done: 2026-11-10}
    ///   - {stage: approved, from: liisa, to: ann, date: 2026-11-10, due: 2026-11-11, done: 2026-11-10}
    ///   - {stage: released, from: ann, to: tom, date: 2026-11-10, due: 2026-11-11, done: 2026-11-11}
    ///   - {stage: delivered, from: tom, to: fay, date: 2026-11-11, due: 2026-11-18, done: 2026-11-12}
    ///   - {stage: closed, from: fay, date: 2026-11-12, done: 2026-11-12}
    /// orders:
    ///   - id: po-201
    ///     supplier: Paino Oy
    ///     date: 2026-11-10
    ///     net: 400.00
    ///     status: accepted                # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good jobs/ACME/ACME-0014.yaml
    /// title: Shelf strips
    /// contract: aor-2025
    /// type: retainer-ticket
    /// status: closed
    /// requested_by: liisa
    /// requested_on: 2026-11-02
    /// handoffs:
    ///   - {stage: briefing, from: liisa, to: ann, date: 2026-11-02, due: 2026-11-06, done: 2026-11-03}
    ///   - {stage: brief-approved, from: ann, to: tom, date: 2026-11-03, due: 2026-11-04, done: 2026-11-03}
    ///   - {stage: estimating, from: tom, to: ann, date: 2026-11-03, due: 2026-11-06, done: 2026-11-03}
    ///   - {stage: authorised, from: ann, to: tom, date: 2026-11-03, due: 2026-11-05, done: 2026-11-04}
    ///   - {stage: in-creative, from: tom, to: kim, date: 2026-11-04, due: 2026-11-18, done: 2026-11-06}
    ///   - {stage: internal-review, from: kim, to: ann, date: 2026-11-06, due: 2026-11-10, done: 2026-11-06}
    ///   - {stage: client-review, from: ann, to: liisa, date: 2026-11-06, due: 2026-11-13, done: 2026-11-10}
    ///   - {stage: approved, from: liisa, to: ann, date: 2026-11-10, due: 2026-11-11, done: 2026-11-10}
    ///   - {stage: released, from: ann, to: tom, date: 2026-11-10, due: 2026-11-11, done: 2026-11-11}
    ///   - {stage: delivered, from: tom, to: fay, date: 2026-11-11, due: 2026-11-18, done: 2026-11-12}
    ///   - {stage: closed, from: fay, date: 2026-11-12, done: 2026-11-12}
    /// orders:
    ///   - id: po-201
    ///     supplier: Paino Oy
    ///     date: 2026-11-10
    ///     net: 400.00
    ///     status: invoiced
    /// ```
    LooseEndsInClosedJob, "loose-ends-in-closed-job", ["I30"], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let agency = desk.agency;
    let mut charging: HashMap<&JobId, Vec<&Located<Invoice>>> = HashMap::new();
    for invoice in &agency.invoices {
        for job in invoice.record.lines.iter().filter_map(|line| line.job.as_ref()) {
            let invoices = charging.entry(job).or_default();
            if invoices.last().is_none_or(|last| last.id != invoice.id) {
                invoices.push(invoice);
            }
        }
    }
    // an invoice that cannot be read may be the very one
    let whole = agency.invoices.unreadable().is_empty();
    let none = |_: &Located<_>| Vec::new();
    // asked of every invoice of the book, so once for each client
    let numbers: RefCell<HashMap<ClientId, String>> = RefCell::default();
    let number = |client: &ClientId| {
        let mut numbers = numbers.borrow_mut();
        let next = || number_or_word(client, agency, desk.today);
        numbers.entry(client.clone()).or_insert_with(next).clone()
    };
    for job in agency.jobs.iter().filter(|job| job.state(desk.workflow, Day::LAST) == State::Closed) {
        let Some(stage) = desk.workflow.get(job.stage(Day::LAST)) else { continue };
        let overridden =
            |need: &Word| job.overrides.iter().any(|step| step.stage == stage.name && step.guards.contains(need));
        let asked = |need: &&Word| !overridden(need) && (whole || need.as_str() != "billed");
        let needs: Vec<Word> = stage.needs.iter().filter(asked).cloned().collect();
        let ask = Ask { by: &job.requested_by, today: Day::LAST, brief_errors: &none };
        let invoices = charging.get(&job.id).map_or(&[][..], Vec::as_slice);
        for objection in guards::loose_ends(job, &needs, agency, &ask, Billing { invoices, number: &number }) {
            let message = format!("the job {} is closed, and {}", job.id, objection.message);
            let mut finding = META.finding(objection.place, message);
            (finding.related, finding.help) = (objection.related, objection.help);
            findings.push(finding);
        }
        let open = job.record.open_handoff(Day::LAST).filter(|(_, handoff)| handoff.to.is_some());
        if let Some((index, handoff)) = open.filter(|(index, _)| index + 1 == job.handoffs.len()) {
            let who = handoff.to.as_ref().map_or_else(String::new, |to| format!(" with `{to}`"));
            let message = format!("the job {} is closed, and the ball is still{who}", job.id);
            let finding = META.finding(job.at(key_path!["handoffs", index]), message);
            findings.push(
                finding.help(format!(
                    "a stage that ends a job has no `to`: take it out, and add `done: {}`",
                    handoff.date
                )),
            );
        }
    }
}
