//! What a report leaves out because a yes to it does not hold, in words: papers that changed after they were approved, and invoices that nobody
//! may have sent out. Leaves nothing out itself.

use crate::domain::agency::Agency;
use crate::domain::approvals::Standing;
use crate::domain::invoice::Invoice;
use crate::domain::money::billing;
use crate::domain::record::Located;
use crate::values::{ClientId, Day, JobId};
use std::collections::BTreeSet;

/// How many papers are named.
const TOLD: usize = 5;

/// Estimates and change orders that changed since the client approved them, each with its job.
pub(super) fn changed<'j>(papers: impl IntoIterator<Item = (&'j JobId, &'j str)>) -> Option<String> {
    let list = some(papers.into_iter().map(|(job, why)| format!("{job} {why}")))?;
    Some(format!("approved no longer, so not counted as approved: {list}; approve it again, or undo the change"))
}

/// Invoices that have not been sent out, each with the reason; `so` is what follows for the report.
pub(super) fn unsent<'i>(
    invoices: impl IntoIterator<Item = &'i Located<Invoice>>,
    day: Day,
    so: &str,
) -> Option<String> {
    let told = |invoice: &Located<Invoice>| {
        let why = billing::issue_standing(invoice, day).objection().unwrap_or_default();
        format!("{} ({why})", invoice.id)
    };
    let list = some(invoices.into_iter().map(told))?;
    Some(format!("not sent out, so {so}: {list}"))
}

/// The same of invoices that were once released, where a report counts what was billed: one that nobody approved yet is no surprise.
pub(super) fn unbilled(agency: &Agency, asked: impl Fn(&Located<Invoice>) -> bool, day: Day) -> Option<String> {
    let is_broken = |invoice: &&Located<Invoice>| {
        invoice.date <= day
            && asked(invoice)
            && matches!(billing::issue_standing(invoice, day), Standing::Stale(_) | Standing::NotValid(..))
    };
    unsent(agency.invoices.iter().filter(is_broken), day, "not billed")
}

/// Whether an invoice charges for a job or a client that is asked about.
pub(super) fn concerns(
    invoice: &Located<Invoice>,
    asks_job: impl Fn(&JobId) -> bool,
    asks_client: impl Fn(&ClientId) -> bool,
) -> bool {
    let jobs: BTreeSet<&JobId> = invoice.lines.iter().filter_map(|line| line.job.as_ref()).collect();
    asks_client(&invoice.id.client()) || jobs.into_iter().any(asks_job)
}

fn some(all: impl Iterator<Item = String>) -> Option<String> {
    let all: Vec<String> = all.collect();
    let more = all.len().saturating_sub(TOLD);
    let more = if more > 0 { format!(", and {more} more") } else { String::new() };
    (!all.is_empty()).then(|| format!("{}{more}", all[..all.len().min(TOLD)].join("; ")))
}
