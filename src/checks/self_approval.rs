//! I08: somebody who approved what they wrote.

use super::rule::{Desk, rule};
use crate::domain::approval::ApprovalFor;
use crate::domain::authority::apart;
use crate::domain::brief::BriefStatus;
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for a brief whose strategy or creative approval was given by one of its authors.
    ///
    /// With `self = "warn"` under `[approvals]` of `suits.toml`, for shops where one person holds several roles, it warns only. Who raised
    /// an estimate, a change order, an order, a supplier's invoice or an invoice is not in the record, so these are not looked at: whoever has the
    /// role and the limit may approve them, also those they raised themselves (`suits explain separation-of-duties`).
    ///
    /// ## Why it matters
    /// A second pair of eyes is the whole point of an approval: authors see what they meant, not what they wrote.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// authors: [ann, bo]
    /// approvals:
    ///   - for: strategy
    ///     by: bo                          # <-- here
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
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// authors: [ann]
    /// ```
    SelfApproval, "self-approval", ["I08"], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.agency.briefs.iter().filter(|brief| brief.status != BriefStatus::Superseded) {
        for (index, approval) in brief.approvals.iter().enumerate() {
            if !matches!(approval.of, ApprovalFor::Strategy | ApprovalFor::Creative) {
                continue;
            }
            let place = brief.at(key_path!["approvals", index, "by"]);
            match apart(&desk.agency.config, &approval.by, &brief.authors) {
                Ok(None) => {}
                Ok(Some(message)) => findings.push(META.warning(place, message)),
                Err(refused) => {
                    let finding = META.finding(place, refused.reason);
                    findings.push(finding.help(refused.help.unwrap_or_default()));
                }
            }
        }
    }
}
