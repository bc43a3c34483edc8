//! I27: a contract that has ended while jobs under it go on.

use super::rule::{Desk, rule};
use crate::domain::handoff::State;
use crate::domain::job::Job;
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;
use crate::values::{ClientId, ItemId};
use std::collections::BTreeMap;

rule! {
    /// ## What it does
    /// Looks for contracts that have ended while jobs under them are still being worked on.
    ///
    /// A job that is delivered only waits for its invoice and is not counted; one asked for after the end is `job-after-contract`. A contract
    /// that renews itself goes on. It looks at the day, so it runs only with `--due`.
    ///
    /// ## Why it matters
    /// Rates, rounds and markup ended with the contract. What is done from now on is done on trust.
    ///
    /// ## Example
    /// ```yaml bad clients/ACME.yaml
    /// contracts:
    ///   - id: aor-2025
    ///     type: aor
    ///     start: 2025-01-01
    ///     end: 2026-11-30                 # <-- here
    ///     rounds_included: 2
    ///     markup: 15%
    ///     media_commission: 15%
    ///     tolerance: 10%
    ///     rates: standard
    ///     retainer:
    ///       fee: 12000.00
    ///       hours: 90
    ///       period: month
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good clients/ACME.yaml
    /// contracts:
    ///   - id: aor-2025
    ///     type: aor
    ///     start: 2025-01-01
    ///     end: 2027-06-30
    ///     rounds_included: 2
    ///     markup: 15%
    ///     media_commission: 15%
    ///     tolerance: 10%
    ///     rates: standard
    ///     retainer:
    ///       fee: 12000.00
    ///       hours: 90
    ///       period: month
    /// ```
    OpenJobPastContract, "open-job-past-contract", ["I27"], Error, Book, due
}

/// How many jobs are pointed at.
const SHOWN: usize = 5;

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let mut open: BTreeMap<(ClientId, &ItemId), Vec<&Located<Job>>> = BTreeMap::new();
    for job in &desk.agency.jobs {
        let Some(contract) = &job.record.contract else { continue };
        let over = matches!(job.state(desk.workflow, desk.today), State::Closed | State::Cancelled);
        if over || desk.today < job.requested_on || desk.workflow.is_delivered(job.stage(desk.today)) {
            continue;
        }
        open.entry((job.id.client(), contract)).or_default().push(job);
    }
    for ((client, id), mut jobs) in open {
        let Some(client) = desk.agency.clients.get(&client).found() else { continue };
        let contracts = &client.record.contracts;
        let Some(index) = contracts.iter().position(|contract| contract.id == *id) else { continue };
        let Some(end) = contracts[index].end.filter(|end| *end < desk.today) else { continue };
        jobs.retain(|job| job.requested_on <= end);
        if jobs.is_empty() || contracts[index].goes_on() {
            continue;
        }
        let what = if jobs.len() == 1 {
            "one job under it is".to_owned()
        } else {
            format!("{} jobs under it are", jobs.len())
        };
        let place = client.at(key_path!["contracts", index, "end"]);
        let mut finding = META.finding(place, format!("the contract ended on {end}, and {what} still open"));
        for job in jobs.iter().take(SHOWN) {
            finding = finding.related(job.at(key_path!["contract"]), format!("{} is open", job.id));
        }
        findings.push(finding.help("agree on a new contract and name it in the jobs, or close them"));
    }
}
