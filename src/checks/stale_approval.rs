//! I07 and BR36: what was approved has changed since.

use super::brief_changed_after_start::started;
use super::index::ByBrief;
use super::rule::{Desk, rule};
use crate::domain::brief::BriefStatus;
use crate::domain::job_money::{ChangeStatus, EstimateStatus};
use crate::domain::record::{Located, Part, Record, Section};
use crate::finding::Finding;
use crate::values::ItemId;

rule! {
    /// ## What it does
    /// Looks for approvals whose fingerprint is no longer that of what they approved, or that carry none.
    ///
    /// The fingerprint is taken of the values, so that comments, order and layout may change. An approval given again makes the older one
    /// history. What was superseded, rejected or withdrawn is not looked at. A brief that the creatives already work from is `brief-changed-after-start`.
    ///
    /// ## Why it matters
    /// The client said yes to a text. If the text changes, the yes is to something else, and the gate it opened is shut again.
    ///
    /// ## Example
    /// ```yaml bad clients/ACME.yaml
    /// budgets:
    ///   - id: y2026
    ///     from: 2026-01-01
    ///     to: 2026-12-31
    ///     amount: 240000.00
    ///     approvals:
    ///       - for: client
    ///         by: liisa
    ///         role: approver
    ///         date: 2026-01-10
    ///         method: email
    ///         evidence: mail 2026-01-10 09:12
    ///         entered_by: mai
    ///         hash: h1-1111111111111111   # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good clients/ACME.yaml
    /// budgets:
    ///   - id: y2026
    ///     from: 2026-01-01
    ///     to: 2026-12-31
    ///     amount: 240000.00
    ///     approvals:
    ///       - for: client
    ///         by: liisa
    ///         role: approver
    ///         date: 2026-01-10
    ///         method: email
    ///         evidence: mail 2026-01-10 09:12
    ///         entered_by: mai
    ///         hash: h1-0000000000000000
    /// ```
    StaleApproval, "stale-approval", ["I07", "BR36"], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let agency = desk.agency;
    for client in &agency.clients {
        // whoever said yes to what it was is asked again
        let budget = |part: Part| {
            let Part::Item(_, at) = part else { return ("BUDGET", "CONTACT") };
            let Some(budget) = client.record.budgets.get(at) else { return ("BUDGET", "CONTACT") };
            (budget.id.as_str(), budget.approvals.last().map_or("CONTACT", |yes| yes.by.as_str()))
        };
        for section in client.record.approved_sections() {
            let begun = findings.len();
            look(client, &section, true, findings);
            let (id, (budget, by)) = (&client.id, budget(section.part));
            let verb =
                format!("`suits client approve {id} --budget {budget} --by {by} --method email --evidence \"…\"`");
            let again = |finding: Finding| finding.help(format!("put back what was approved, or ask again: {verb}"));
            let found: Vec<Finding> = findings.drain(begun..).map(again).collect();
            findings.extend(found);
        }
    }
    let jobs = ByBrief::of(agency);
    for brief in agency.briefs.iter().filter(|brief| brief.status != BriefStatus::Superseded) {
        // once the creatives are at work a change weighs more, and `brief-changed-after-start` says it
        let changes = started(&jobs, brief, desk.workflow).is_none();
        brief.record.approved_sections().iter().for_each(|section| look(brief, section, changes, findings));
    }
    for job in &agency.jobs {
        let sections = job.record.approved_sections();
        let off = |part: Part| match part {
            Part::Item("estimates", at) => matches!(
                job.record.estimates[at].status,
                EstimateStatus::Superseded | EstimateStatus::Rejected | EstimateStatus::Expired
            ),
            Part::Item("change_orders", at) => {
                matches!(job.record.change_orders[at].status, ChangeStatus::Rejected | ChangeStatus::Withdrawn)
            }
            _ => false,
        };
        sections.iter().filter(|section| !off(section.part)).for_each(|section| look(job, section, true, findings));
    }
    for invoice in &agency.invoices {
        invoice.record.approved_sections().iter().for_each(|section| look(invoice, section, true, findings));
    }
}

/// Looks at the approvals of a section; with `changes`, also at those of an older text, else only at those without a fingerprint.
fn look<T: Record>(record: &Located<T>, section: &Section<'_>, changes: bool, findings: &mut Vec<Finding>) {
    // without a fingerprint to compare with, nothing can be told
    let Some(now) = record.fingerprint(section.path()) else { return };
    let is_fresh = |hash: Option<&str>| hash == Some(now);
    for (index, approval) in section.approvals.iter().enumerate() {
        let later = section.approvals[index + 1..].iter().any(|other| other.of == approval.of);
        let again = section.approvals.iter().any(|other| other.of == approval.of && is_fresh(other.hash.as_deref()));
        if later || again || (!changes && approval.hash.is_some()) {
            continue;
        }
        let message = match &approval.hash {
            Some(_) => {
                format!("changed since `{}` approved it for `{}` on {}", approval.by, approval.of, approval.date)
            }
            None => format!(
                "the approval of `{}` for `{}` carries no fingerprint of what was approved",
                approval.by, approval.of
            ),
        };
        let place = record.at(section.path().then("approvals").then(index).then("hash"));
        let verb = verb(&record.id.to_string(), section, approval.of.as_str());
        let finding = META.finding(place, message);
        findings.push(finding.help(format!("put back what was approved, or ask again{verb}")));
    }
}

/// The command that approves anew, where there is one.
fn verb(id: &str, section: &Section<'_>, of: &str) -> String {
    let item = section.item.map_or("…", ItemId::as_str);
    match section.part {
        Part::Whole if id.contains("-B") => format!(": `suits brief approve {id} --for {of}`"),
        Part::Whole if id.contains("-I") => format!(": `suits invoice issue {id}`"),
        Part::Item("estimates", _) => format!(": `suits job estimate approve {id} --for {of}`"),
        Part::Item("change_orders", _) => format!(": `suits job change approve {id} {item} --for {of}`"),
        Part::Item("supplier_invoices", _) => format!(": `suits job order approve {id} {item} --for {of}`"),
        _ => String::new(),
    }
}
