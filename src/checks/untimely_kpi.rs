//! BR15: a KPI that is read before the work is out, or after the client has left.

use super::rule::{Desk, rule};
use super::text;
use crate::domain::agency::Agency;
use crate::domain::client::Client;
use crate::domain::contract::{Contract, RenewalDecision};
use crate::finding::Finding;
use crate::key_path;
use crate::values::{BriefId, Day};
use std::collections::HashMap;

rule! {
    /// ## What it does
    /// Looks for a KPI whose `by` comes before the work goes live, or after the end of a contract that is not to go on.
    ///
    /// The contract is that of a job with this brief; it counts where its `renewal_decision` is `end` and no other contract of the
    /// client is in force on the day.
    ///
    /// ## Why it matters
    /// Before the first showing only chance moves the figure; after the last day of the contract nobody here is paid to read it.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// timing:
    ///   presentation: 2027-01-13
    ///   live: 2027-04-01
    /// kpis:
    ///   - id: for-me
    ///     metric: A shop for me, 20-34
    ///     objective: communication
    ///     baseline: 22%
    ///     target: 30%
    ///     by: 2027-03-15                  # <-- here
    ///     method: Brand tracker
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// timing:
    ///   presentation: 2027-01-13
    ///   live: 2027-04-01
    /// kpis:
    ///   - id: for-me
    ///     metric: A shop for me, 20-34
    ///     objective: communication
    ///     baseline: 22%
    ///     target: 30%
    ///     by: 2027-06-30
    ///     method: Brand tracker
    /// ```
    UntimelyKpi, "untimely-kpi", ["BR15"], Warning, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let ending = ending_contracts(desk.agency);
    for brief in desk.briefs().filter(|brief| !brief.kpis.is_empty()) {
        let live = brief.timing.as_ref().and_then(|timing| text::day_in(timing.live.as_deref()?));
        let ending = ending.get(&brief.id);
        for (index, kpi) in brief.kpis.iter().enumerate() {
            let Some(by) = kpi.by else { continue };
            let place = || brief.at(key_path!["kpis", index, "by"]);
            if let Some(live) = live.filter(|live| by < *live) {
                let message = format!("the KPI is read on {by}, before the work is live on {live}");
                let finding =
                    META.finding(place(), message).help("give the work time to be seen before it is measured");
                findings.push(finding.related(brief.at(key_path!["timing", "live"]), "goes live here"));
            } else if let Some(contract) = ending.and_then(|(client, contract)| outlived(client, contract, by)) {
                let end = contract.end.unwrap_or(by);
                let message = format!("the KPI is read on {by}, after the contract `{}` ends on {end}", contract.id);
                findings
                    .push(META.finding(place(), message).help("agree who reads it, or set a day within the contract"));
            }
        }
    }
}

/// The contract, if by that day it is over and no other is in force.
fn outlived<'a>(client: &'a Client, contract: &'a Contract, by: Day) -> Option<&'a Contract> {
    let over = contract.end.is_some_and(|end| end < by);
    (over && !client.contracts.iter().any(|other| other.in_force(by))).then_some(contract)
}

/// Briefs with a job under a contract that was decided to end, with that contract.
fn ending_contracts(agency: &Agency) -> HashMap<&BriefId, (&Client, &Contract)> {
    let mut ending = HashMap::new();
    let over = |contract: &&Contract| contract.renewal_decision == Some(RenewalDecision::End);
    if !agency.clients.iter().any(|client| client.contracts.iter().any(|contract| over(&contract))) {
        return ending;
    }
    for job in &agency.jobs {
        let (Some(brief), Some(wanted)) = (&job.record.brief, &job.record.contract) else { continue };
        let Some(client) = agency.client_of(&job.id).found() else { continue };
        let contract = client.record.contracts.iter().filter(over).find(|contract| contract.id == *wanted);
        ending.extend(contract.map(|contract| (brief, (&client.record, contract))));
    }
    ending
}
