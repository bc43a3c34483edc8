//! I06: an approval, waiver or step by someone who may not give it.

use super::rule::{Desk, rule};
use crate::domain::approval::{Approval, ApprovalFor, Method};
use crate::domain::approvals::{client_may, contact};
use crate::domain::authority::{Act, Refused, client_may_approve_brief, may, may_enter};
use crate::domain::brief::Brief;
use crate::domain::client::Client;
use crate::domain::given::{of_change, of_estimate};
use crate::domain::job::Job;
use crate::domain::money::terms::Terms;
use crate::domain::record::{Located, Record};
use crate::finding::Finding;
use crate::key_path;
use crate::source::KeyPath;
use crate::values::{ClientId, Day, Money, PersonId};

rule! {
    /// ## What it does
    /// Looks for approvals, verdicts, waivers, overrides, holds, cancellations and write-offs by someone whose role, limit or time in the post did not allow it that day.
    ///
    /// Inside the agency the roles of `suits.toml` decide, at the client the `limit`, `from` and `to` of the contact. Who enters an
    /// approval for somebody else names the evidence. What was only said (`verbal`) opens no gate and is not looked at.
    /// Whether somebody approved what they raised themselves is `self-approval`.
    ///
    /// ## Why it matters
    /// An approval is what the agency bills on. One by the wrong person is found out when the invoice is disputed.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// approvals:
    ///   - for: strategy
    ///     by: mai                         # <-- here
    ///     role: account-manager
    ///     date: 2026-11-16
    ///     method: system
    ///     hash: h1-0000000000000000
    ///   - for: creative
    ///     by: kim
    ///     role: creative-director
    ///     date: 2026-11-16
    ///     method: system
    ///     hash: h1-0000000000000000
    ///   - for: client
    ///     by: liisa
    ///     date: 2026-11-18
    ///     method: system
    ///     hash: h1-0000000000000000
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// approvals:
    ///   - for: strategy
    ///     by: bo
    ///     role: account-director
    ///     date: 2026-11-16
    ///     method: system
    ///     hash: h1-0000000000000000
    ///   - for: creative
    ///     by: kim
    ///     role: creative-director
    ///     date: 2026-11-16
    ///     method: system
    ///     hash: h1-0000000000000000
    ///   - for: client
    ///     by: liisa
    ///     date: 2026-11-18
    ///     method: email
    ///     evidence: mail 2026-11-18 15:40
    ///     entered_by: ann
    ///     hash: h1-0000000000000000
    /// ```
    ApprovalWithoutAuthority, "approval-without-authority", ["I06"], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let agency = desk.agency;
    agency.clients.iter().for_each(|client| budgets(desk, client, findings));
    agency.briefs.iter().for_each(|brief| of_brief(desk, brief, findings));
    agency.jobs.iter().for_each(|job| {
        steps(desk, job, findings);
        money(desk, job, findings);
    });
    for round in &agency.rounds {
        for (index, verdict) in round.verdicts.iter().enumerate() {
            let path = key_path!["verdicts", index, "by"];
            acts(desk, round, path, &verdict.by, Act::verdict(verdict.about), verdict.date, findings);
        }
        if let Some(waiver) = &round.waiver {
            let day = waiver.date.unwrap_or(round.sent);
            acts(desk, round, key_path!["waiver", "by"], &waiver.by, Act::WaiveRound, day, findings);
        }
    }
    for invoice in &agency.invoices {
        given(desk, invoice, &KeyPath::root(), &invoice.record.approvals, findings, &|approval| match approval.of {
            ApprovalFor::Issue => may(&agency.config, &approval.by, Act::ClientInvoice, approval.date).map(drop),
            other => Err(wrong_kind("an invoice", other, "issue")),
        });
        if let Some(off) = &invoice.record.written_off {
            acts(desk, invoice, key_path!["written_off", "by"], &off.by, Act::WriteOff, off.date, findings);
        }
    }
}

/// Approvals of one section. `test` says who may give each.
fn given<T: Record>(
    desk: &Desk<'_>,
    record: &Located<T>,
    section: &KeyPath,
    approvals: &[Approval],
    findings: &mut Vec<Finding>,
    test: &dyn Fn(&Approval) -> Result<(), Refused>,
) {
    for (index, approval) in approvals.iter().enumerate().filter(|(_, one)| one.method != Method::Verbal) {
        let at = |key: &'static str| record.at(section.then("approvals").then(index).then(key));
        let entered = approval.entered_by.as_ref().unwrap_or(&approval.by);
        let (key, tested) = match may_enter(entered, &approval.by, approval.method, approval.evidence.as_deref()) {
            Err(refused) => ("entered_by", Err(refused)),
            Ok(()) => ("by", if known(desk, record, approval) { test(approval) } else { Ok(()) }),
        };
        if let Err(refused) = tested {
            findings.push(with_help(META.finding(at(key), refused.reason), refused.help));
        } else if let (Some(role), Some(person)) = (&approval.role, desk.agency.config.person(&approval.by))
            && !person.roles.contains(role)
        {
            // Roles carry no dates: whoever was promoted since may well have held this one that day.
            let held = person.roles.iter().map(|role| format!("`{role}`")).collect::<Vec<_>>().join(", ");
            let message = format!("`{}` does not hold the role `{role}`", approval.by);
            let help =
                format!("the roles in `suits.toml` are {held}; one held that day and given up since is no fault");
            findings.push(META.warning(at("role"), message).help(help));
        }
    }
}

/// Whether whoever approved is known at all; a name that leads nowhere is a dangling reference, said there.
fn known<T: Record>(desk: &Desk<'_>, record: &Located<T>, approval: &Approval) -> bool {
    let id = record.id.to_string();
    let client = ClientId::parse(id.split('-').next().unwrap_or_default()).ok();
    let client = client.and_then(|client| desk.agency.clients.get(&client).found());
    desk.agency.config.person(&approval.by).is_some() || contact(&desk.agency.config, client, &approval.by).is_some()
}

fn with_help(finding: Finding, help: Option<String>) -> Finding {
    match help {
        Some(help) => finding.help(help),
        None => finding,
    }
}

fn refused(reason: String, help: &str) -> Refused {
    Refused { reason, help: Some(help.to_owned()) }
}

fn wrong_kind(what: &str, is: ApprovalFor, should: &str) -> Refused {
    refused(format!("{what} is not approved for `{is}`"), &format!("write `for: {should}`"))
}

/// Something done by a person of the agency that only some may do.
fn acts<T: Record>(
    desk: &Desk<'_>,
    record: &Located<T>,
    path: KeyPath,
    by: &PersonId,
    act: Act,
    day: Day,
    findings: &mut Vec<Finding>,
) {
    if desk.agency.config.person(by).is_none() {
        return;
    }
    if let Err(refused) = may(&desk.agency.config, by, act, day) {
        findings.push(with_help(META.finding(record.at(path), refused.reason), refused.help));
    }
}

fn steps(desk: &Desk<'_>, job: &Located<Job>, findings: &mut Vec<Finding>) {
    for (index, step) in job.overrides.iter().enumerate() {
        acts(desk, job, key_path!["overrides", index, "by"], &step.by, Act::Override, step.date, findings);
    }
    for (index, hold) in job.holds.iter().enumerate() {
        if let Some(by) = &hold.by {
            acts(desk, job, key_path!["holds", index, "by"], by, Act::Hold, hold.from, findings);
        }
    }
    if let Some((cancelled, by)) =
        job.cancelled.as_ref().and_then(|cancelled| Some((cancelled, cancelled.by.as_ref()?)))
    {
        acts(desk, job, key_path!["cancelled", "by"], by, Act::Cancel, cancelled.date, findings);
    }
}

fn of_brief(desk: &Desk<'_>, brief: &Located<Brief>, findings: &mut Vec<Finding>) {
    let config = &desk.agency.config;
    let client = desk.agency.clients.get(&brief.id.client()).found();
    given(desk, brief, &KeyPath::root(), &brief.approvals, findings, &|approval| {
        let (by, day) = (&approval.by, approval.date);
        match approval.of {
            ApprovalFor::Strategy => may(config, by, Act::Strategy(brief.size), day).map(drop),
            ApprovalFor::Creative => may(config, by, Act::Creative, day).map(drop),
            ApprovalFor::Client => client_may_approve_brief(config, client, by, day).map(drop),
            other => Err(wrong_kind("a brief", other, "strategy` or `creative` or `client")),
        }
    });
}

fn budgets(desk: &Desk<'_>, client: &Located<Client>, findings: &mut Vec<Finding>) {
    let config = &desk.agency.config;
    let currency = client.currency.unwrap_or(config.agency.currency);
    let terms = Terms { config, client: Some(client), contract: None, currency };
    for (index, budget) in client.budgets.iter().enumerate() {
        given(desk, client, &key_path!["budgets", index], &budget.approvals, findings, &|approval| {
            let sum = Money::new(budget.amount.0, currency);
            match approval.of {
                ApprovalFor::Client => client_may(&terms, &approval.by, approval.method, sum, approval.date)
                    .map_err(|reason| refused(reason, "ask for the approval of someone whose `limit` covers it")),
                other => Err(wrong_kind("a client's budget", other, "client")),
            }
        });
    }
}

fn money(desk: &Desk<'_>, job: &Located<Job>, findings: &mut Vec<Finding>) {
    let config = &desk.agency.config;
    let Ok(terms) = Terms::of(desk.agency, job) else { return };
    for (index, estimate) in job.estimates.iter().enumerate() {
        given(desk, job, &key_path!["estimates", index], &estimate.approvals, findings, &|approval| {
            of_estimate(job, index, approval, &terms)
        });
    }
    for (index, change) in job.change_orders.iter().enumerate() {
        given(desk, job, &key_path!["change_orders", index], &change.approvals, findings, &|approval| {
            of_change(job, index, approval, &terms)
        });
    }
    for (index, invoice) in job.supplier_invoices.iter().enumerate() {
        let section = key_path!["supplier_invoices", index];
        given(desk, job, &section, &invoice.approvals, findings, &|approval| match approval.of {
            ApprovalFor::Payment => may(config, &approval.by, Act::SupplierInvoice, approval.date).map(drop),
            other => Err(wrong_kind("a supplier's invoice", other, "payment")),
        });
    }
}
