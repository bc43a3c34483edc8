//! I27: the day for giving notice has gone by, and nobody decided.

use super::rule::{Desk, rule};
use crate::domain::client::ClientStatus;
use crate::domain::dues;
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for contracts past the last day for notice, `notice_days` calendar days before their end, without a `renewal_decision`.
    ///
    /// Contracts that have ended, and clients that were lost, are not looked at. It looks at the day, so it runs only with `--due`.
    ///
    /// ## Why it matters
    /// After that day a contract renews itself on the old terms, or runs out with the client's best people already talking to others.
    ///
    /// ## Example
    /// ```yaml bad clients/ACME.yaml
    /// contracts:
    ///   - id: aor-2025
    ///     type: aor
    ///     start: 2025-01-01
    ///     end: 2026-12-31
    ///     notice_days: 90                 # <-- here
    ///     renewal_owner: mai
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
    ///     end: 2026-12-31
    ///     notice_days: 90
    ///     renewal_owner: mai
    ///     renewal_decision: renew
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
    MissedNotice, "missed-notice", ["I27"], Warning, Book, due
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for client in desk.agency.clients.iter().filter(|client| client.status != ClientStatus::Lost) {
        for (index, contract) in client.record.contracts.iter().enumerate() {
            let (Some(end), Some(_), None) = (contract.end, contract.notice_days, contract.renewal_decision) else {
                continue;
            };
            let Some(last) = dues::notice_deadline(contract) else { continue };
            if desk.today <= last || end < desk.today {
                continue;
            }
            let then = if contract.auto_renew { "renews itself" } else { "ends" };
            let message =
                format!("notice was possible until {last}, nobody decided, and the contract {then} after {end}");
            let finding = META.finding(client.at(key_path!["contracts", index, "notice_days"]), message);
            let finding = match &contract.renewal_owner {
                Some(owner) => {
                    finding.help(format!("ask `{owner}`, then write `renewal_decision:` renew, end or renegotiate"))
                }
                None => finding
                    .help("write `renewal_decision:` renew, end or renegotiate, and a `renewal_owner` for next time"),
            };
            findings.push(finding);
        }
    }
}
