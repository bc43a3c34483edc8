//! The yeses that briefs and estimates need, and how each stands on a day: given, by somebody who could give it, to the text as it stands.
//! One test for the guards, the verbs and the lists of who is asked, so that they never disagree.

use super::agency::Agency;
use super::approval::{Approval, ApprovalFor};
use super::approvals::{Standing, fingerprint, in_writing, standing};
use super::authority::{Act, apart, change_sum_then, client_may_approve_brief, estimate_sum_then, may};
use super::brief::Brief;
use super::job::Job;
use super::record::Located;
use crate::config::Config;
use crate::domain::money::terms::Terms;
use crate::key_path;
use crate::source::KeyPath;
use crate::values::Day;

/// The approvals that a brief needs, in the order people give them.
pub const OF_A_BRIEF: [ApprovalFor; 3] = [ApprovalFor::Strategy, ApprovalFor::Creative, ApprovalFor::Client];

/// How one of the approvals of a brief stands on a day.
pub fn brief<'r>(brief: &'r Located<Brief>, of: ApprovalFor, agency: &Agency, day: Day) -> Standing<'r> {
    let now = fingerprint(brief, KeyPath::root());
    standing(&brief.record.approvals, of, now, day, |approval| counts(brief, approval, agency))
}

/// The approvals that a brief lacks on a day, in the order people give them: those nobody gave who could, or that it has outgrown.
pub fn brief_lacks(record: &Located<Brief>, agency: &Agency, day: Day) -> Vec<ApprovalFor> {
    OF_A_BRIEF.into_iter().filter(|&of| brief(record, of, agency, day).valid().is_none()).collect()
}

/// Whether an approval is by somebody who could give it that day.
fn counts(brief: &Located<Brief>, approval: &Approval, agency: &Agency) -> Result<(), String> {
    let config = &agency.config;
    apart(config, &approval.by, &brief.authors).map_err(|refused| refused.reason)?;
    let act = match approval.of {
        ApprovalFor::Strategy => Act::Strategy(brief.size),
        ApprovalFor::Creative => Act::Creative,
        _ => {
            let client = agency.clients.get(&brief.id.client()).found();
            let may = client_may_approve_brief(config, client, &approval.by, approval.date);
            return may.map(|_| ()).map_err(|refused| refused.reason);
        }
    };
    may(config, &approval.by, act, approval.date).map(|_| ()).map_err(|refused| refused.reason)
}

/// How the agency's own approval of an estimate stands on a day; the client's is `agreement::estimate_standing`.
pub fn estimate_inside<'r>(job: &'r Located<Job>, index: usize, terms: &Terms<'_>, day: Day) -> Standing<'r> {
    let Some(estimate) = job.record.estimates.get(index) else { return Standing::None };
    let now = fingerprint(job, key_path!["estimates", index]);
    standing(&estimate.approvals, ApprovalFor::Internal, now, day, |approval| {
        in_writing(approval.method)?;
        let sum = estimate_sum_then(job, index, terms, approval.date).map_err(|refused| refused.reason)?;
        may(terms.config, &approval.by, Act::Estimate(sum), approval.date).map(|_| ()).map_err(|refused| refused.reason)
    })
}

/// How the agency's own approval of a change order stands on a day; whether the client's holds is `Agreement`'s to say.
pub fn change_inside<'r>(job: &'r Located<Job>, index: usize, terms: &Terms<'_>, day: Day) -> Standing<'r> {
    let Some(change) = job.record.change_orders.get(index) else { return Standing::None };
    let now = fingerprint(job, key_path!["change_orders", index]);
    standing(&change.approvals, ApprovalFor::Internal, now, day, |approval| {
        in_writing(approval.method)?;
        let sum = change_sum_then(job, index, terms, approval).map_err(|refused| refused.reason)?;
        may(terms.config, &approval.by, Act::Change(sum), approval.date).map(|_| ()).map_err(|refused| refused.reason)
    })
}

/// How the yes that a supplier's invoice may be paid stands on a day.
pub fn payment<'r>(job: &'r Located<Job>, index: usize, config: &Config, day: Day) -> Standing<'r> {
    let Some(invoice) = job.record.supplier_invoices.get(index) else { return Standing::None };
    let now = fingerprint(job, key_path!["supplier_invoices", index]);
    standing(&invoice.approvals, ApprovalFor::Payment, now, day, |approval| {
        in_writing(approval.method)?;
        may(config, &approval.by, Act::SupplierInvoice, approval.date).map(drop).map_err(|refused| refused.reason)
    })
}
