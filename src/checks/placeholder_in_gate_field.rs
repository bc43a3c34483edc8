//! I40: a gap left where a gate looks: the evidence of an approval, the reason of a change, the version on file.

use super::language::{Languages, Lists};
use super::rule::{Desk, rule};
use super::run::{is_called, levelled};
use super::text;
use crate::domain::agency::Agency;
use crate::domain::approval::Approval;
use crate::domain::job::Job;
use crate::domain::job_money::{Line, Refusal};
use crate::domain::record::{Located, Record};
use crate::domain::round::Round;
use crate::domain::workflow::Workflow;
use crate::finding::{Finding, Severity};
use crate::key_path;
use crate::source::{KeyPath, SourceId};
use crate::values::{ClientId, Day, says_nothing};

rule! {
    /// ## What it does
    /// Looks for `TBC`, `xxx`, `[enter …]` and the like in fields that open a gate: evidence, numbers, reasons, versions, lines of estimates, quality checks.
    ///
    /// The sections of a brief have a rule of their own, `placeholder-in-brief`. Words are those of the client's language.
    ///
    /// ## Why it matters
    /// A gate sees that the field is filled and opens. The gap is found when the evidence is asked for.
    ///
    /// ## Example
    /// ```yaml bad feedback/ACME/ACME-0013-R1.yaml
    /// items:
    ///   - id: ending
    ///     text: The last shot should show the shop.
    ///     why: TBC                        # <-- here
    ///     class: client-revision
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good feedback/ACME/ACME-0013-R1.yaml
    /// items:
    ///   - id: ending
    ///     text: The last shot should show the shop.
    ///     why: Store managers asked what the film is for.
    ///     class: client-revision
    /// ```
    PlaceholderInGateField, "placeholder-in-gate-field", ["I40"], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let agency = desk.agency;
    for client in &agency.clients {
        let mut gaps = Gaps::of(desk, &client.id, client, findings);
        for (index, budget) in client.budgets.iter().enumerate() {
            gaps.approvals(&budget.approvals, &|| key_path!["budgets", index]);
        }
        for (index, contract) in client.contracts.iter().enumerate() {
            gaps.paper(contract.evidence.as_deref(), &|| key_path!["contracts", index, "evidence"]);
        }
    }
    for brief in &agency.briefs {
        let mut gaps = Gaps::of(desk, &brief.id.client(), brief, findings);
        gaps.approvals(&brief.approvals, &KeyPath::root);
        for (index, waived) in brief.waived.iter().enumerate() {
            gaps.look(Some(&waived.reason), &|| key_path!["waived", index, "reason"]);
        }
    }
    for job in &agency.jobs {
        let mut gaps = Gaps::of(desk, &job.id.client(), job, findings);
        of_job(&job.record, &mut gaps);
        of_money(&job.record, &mut gaps);
    }
    for round in &agency.rounds {
        of_round(&round.record, &mut Gaps::of(desk, &round.id.job().client(), round, findings));
    }
    for invoice in &agency.invoices {
        let mut gaps = Gaps::of(desk, &invoice.id.client(), invoice, findings);
        gaps.paper(Some(&invoice.number), &|| key_path!["number"]);
        gaps.paper(invoice.po.as_deref(), &|| key_path!["po"]);
        gaps.approvals(&invoice.approvals, &KeyPath::root);
        let reason = invoice.written_off.as_ref().map(|written_off| written_off.reason.as_str());
        gaps.look(reason, &|| key_path!["written_off", "reason"]);
    }
}

/// What would be found in a text once it stood in such a field of a record, in words. A level set in `suits.toml` holds here too: what only
/// warns there stops nobody.
pub fn gap<T: Record>(
    text: &str,
    record: &Located<T>,
    client: &ClientId,
    (agency, today): (&Agency, Day),
    path_of: &dyn Fn(SourceId) -> String,
) -> Option<String> {
    let (workflow, languages) = (Workflow::of(&agency.config), Languages::of(&agency.config));
    let mut found = Vec::new();
    Gaps::of(&Desk::new(agency, &workflow, &languages, today), client, record, &mut found)
        .look(Some(text), &KeyPath::root);
    let finding = levelled(found.pop()?, &agency.config, &|word| is_called(&META, word), path_of)?;
    (finding.severity == Severity::Error).then_some(finding.message)
}

/// The gaps of one record.
struct Gaps<'d, T: Record> {
    lists: &'d Lists,
    record: &'d Located<T>,
    findings: &'d mut Vec<Finding>,
}

impl<'d, T: Record> Gaps<'d, T> {
    fn of(desk: &Desk<'d>, client: &ClientId, record: &'d Located<T>, findings: &'d mut Vec<Finding>) -> Self {
        Gaps { lists: desk.lists_of(client), record, findings }
    }

    fn look(&mut self, written: Option<&str>, path: &dyn Fn() -> KeyPath) {
        let Some(written) = written else { return };
        if let Some(gap) = text::placeholder(written, self.lists, true) {
            let finding = META.finding(self.record.at(path()), format!("`{gap}` stands where an answer should"));
            self.findings.push(finding.help("write what is known, or leave the field out until it is"));
        }
    }

    /// The same for a number, a name or a paper, which says nothing where it is only a sign.
    fn paper(&mut self, written: Option<&str>, path: &dyn Fn() -> KeyPath) {
        let Some(written) = written else { return };
        if !says_nothing(written) {
            return self.look(Some(written), path);
        }
        let gap = written.trim();
        let gap = if gap.is_empty() { "nothing".to_owned() } else { format!("`{gap}`") };
        let finding = META.finding(self.record.at(path()), format!("{gap} stands where an answer should"));
        self.findings.push(finding.help("write what is known, or leave the field out until it is"));
    }

    fn approvals(&mut self, approvals: &[Approval], section: &dyn Fn() -> KeyPath) {
        for (index, approval) in approvals.iter().enumerate() {
            let path = || section().then("approvals").then(index).then("evidence");
            self.paper(approval.evidence.as_deref(), &path);
        }
    }

    fn refusal(&mut self, refusal: Option<&Refusal>, here: &dyn Fn() -> KeyPath) {
        self.look(refusal.and_then(|refusal| refusal.reason.as_deref()), &|| here().then("reason"));
    }

    fn lines(&mut self, lines: &[Line], list: &dyn Fn() -> KeyPath) {
        for (index, line) in lines.iter().enumerate() {
            self.look(line.text.as_deref(), &|| list().then(index).then("text"));
            self.paper(line.supplier.as_deref(), &|| list().then(index).then("supplier"));
        }
    }
}

fn of_job(job: &Job, gaps: &mut Gaps<'_, Job>) {
    gaps.paper(job.client_po.as_deref(), &|| key_path!["client_po"]);
    for (index, deliverable) in job.deliverables.iter().enumerate() {
        gaps.look(deliverable.version.as_deref(), &|| key_path!["deliverables", index, "version"]);
    }
    for (index, handoff) in job.handoffs.iter().enumerate() {
        let reason = handoff.rejected.as_ref().and_then(|rejected| rejected.reason.as_deref());
        gaps.look(reason, &|| key_path!["handoffs", index, "rejected", "reason"]);
    }
    for (index, hold) in job.holds.iter().enumerate() {
        gaps.look(hold.reason.as_deref(), &|| key_path!["holds", index, "reason"]);
    }
    for (index, step) in job.overrides.iter().enumerate() {
        gaps.look(Some(&step.reason), &|| key_path!["overrides", index, "reason"]);
    }
    let cancelled = job.cancelled.as_ref().and_then(|cancelled| cancelled.reason.as_deref());
    gaps.look(cancelled, &|| key_path!["cancelled", "reason"]);
    let investment = job.investment.as_ref().and_then(|investment| investment.reason.as_deref());
    gaps.look(investment, &|| key_path!["investment", "reason"]);
    for (index, check) in job.quality_checks.iter().enumerate() {
        gaps.look(Some(&check.text), &|| key_path!["quality_checks", index, "text"]);
    }
}

fn of_money(job: &Job, gaps: &mut Gaps<'_, Job>) {
    for (index, estimate) in job.estimates.iter().enumerate() {
        gaps.lines(&estimate.lines, &|| key_path!["estimates", index, "lines"]);
        gaps.approvals(&estimate.approvals, &|| key_path!["estimates", index]);
        gaps.refusal(estimate.rejected.as_deref(), &|| key_path!["estimates", index, "rejected"]);
    }
    for (index, change) in job.change_orders.iter().enumerate() {
        gaps.look(change.text.as_deref(), &|| key_path!["change_orders", index, "text"]);
        gaps.lines(&change.lines, &|| key_path!["change_orders", index, "lines"]);
        gaps.approvals(&change.approvals, &|| key_path!["change_orders", index]);
        gaps.refusal(change.rejected.as_deref(), &|| key_path!["change_orders", index, "rejected"]);
        gaps.refusal(change.withdrawn.as_deref(), &|| key_path!["change_orders", index, "withdrawn"]);
    }
    for (index, order) in job.orders.iter().enumerate() {
        gaps.paper(order.supplier.as_deref(), &|| key_path!["orders", index, "supplier"]);
        let reason = order.cancelled.as_ref().and_then(|off| off.reason.as_deref());
        gaps.look(reason, &|| key_path!["orders", index, "cancelled", "reason"]);
    }
    for (index, invoice) in job.supplier_invoices.iter().enumerate() {
        gaps.paper(invoice.supplier.as_deref(), &|| key_path!["supplier_invoices", index, "supplier"]);
        gaps.approvals(&invoice.approvals, &|| key_path!["supplier_invoices", index]);
    }
}

fn of_round(round: &Round, gaps: &mut Gaps<'_, Round>) {
    gaps.look(round.version.as_deref(), &|| key_path!["version"]);
    for (index, verdict) in round.verdicts.iter().enumerate() {
        gaps.look(verdict.reason.as_deref(), &|| key_path!["verdicts", index, "reason"]);
    }
    let waiver = round.waiver.as_ref().map(|waiver| waiver.reason.as_str());
    gaps.look(waiver, &|| key_path!["waiver", "reason"]);
    for (index, item) in round.items.iter().enumerate() {
        gaps.look(Some(&item.text), &|| key_path!["items", index, "text"]);
        gaps.look(item.why.as_deref(), &|| key_path!["items", index, "why"]);
    }
}
