//! I27: a job asked for when its contract had already ended.

use super::rule::{Desk, rule};
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for jobs under a contract that ended before the job was asked for.
    ///
    /// A contract that renews itself (`auto_renew`) goes on after its `end`, unless it was decided to let it end.
    ///
    /// ## Why it matters
    /// Without a contract in force there is no rate, no markup and no round that the client ever agreed to.
    ///
    /// ## Example
    /// ```yaml bad jobs/ACME/ACME-0014.yaml
    /// title: Store opening
    /// contract: aor-2025                  # <-- here
    /// type: event-pr
    /// status: requested
    /// requested_by: liisa
    /// requested_on: 2027-01-04
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good jobs/ACME/ACME-0014.yaml
    /// title: Store opening
    /// contract: aor-2025
    /// type: event-pr
    /// status: requested
    /// requested_by: liisa
    /// requested_on: 2026-12-21
    /// ```
    JobAfterContract, "job-after-contract", ["I27"], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for job in desk.agency.jobs.iter().filter(|job| job.cancelled.is_none()) {
        let Some(id) = &job.record.contract else { continue };
        let Some(client) = desk.agency.client_of(&job.id).found() else { continue };
        let contracts = &client.record.contracts;
        let Some(index) = contracts.iter().position(|contract| contract.id == *id) else { continue };
        let Some(end) = contracts[index].end.filter(|end| *end < job.requested_on) else { continue };
        if contracts[index].goes_on() {
            continue;
        }
        let message = format!("the contract `{id}` ended on {end}, and the job was asked for on {}", job.requested_on);
        let finding = META.finding(job.at(key_path!["contract"]), message);
        let finding = finding.related(client.at(key_path!["contracts", index, "end"]), "the end of the contract");
        let in_force: Vec<String> =
            contracts.iter().filter(|one| one.in_force(job.requested_on)).map(|one| format!("`{}`", one.id)).collect();
        findings.push(match in_force.as_slice() {
            [] => finding.help("have the contract renewed before the work begins, and name the new one"),
            some => finding.help(format!("in force that day: {}", some.join(", "))),
        });
    }
}
