//! BR35: an approver who may not say yes for the client, or has left.

use super::rule::{Desk, rule};
use super::unclear_final_approver::decides;
use crate::domain::approval::ApprovalFor;
use crate::domain::approvals::contact;
use crate::domain::authority::client_may_approve_brief;
use crate::domain::brief::Brief;
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;
use crate::values::Day;

rule! {
    /// ## What it does
    /// Looks for a final approver who is no contact of the client with the role approver or a limit, and for any approver who was not in the post.
    ///
    /// The day is that on which the client approved the brief, else that of the request; when a brief is about to be approved, today. Who looks at one part
    /// only, such as legal, needs no authority.
    ///
    /// ## Why it matters
    /// A yes by someone who could not give it is a yes to nothing, and the round is presented again to the one who can.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// approvers:
    ///   - by: bo                          # <-- here
    ///     scope: final
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// approvers:
    ///   - by: liisa
    ///     scope: final
    /// ```
    ApproverWithoutAuthority, "approver-without-authority", ["BR35"], Error, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let config = &desk.agency.config;
    for brief in desk.briefs() {
        let Some(client) = desk.agency.clients.get(&brief.id.client()).found() else { continue };
        let Some(day) = desk.gate_day(brief).or_else(|| day_of(brief)) else { continue };
        for (index, approver) in brief.approvers.iter().enumerate() {
            let own = contact(config, Some(client), &approver.by);
            let decides = decides(approver, brief.approvers.len() == 1);
            let (reason, help) = if own.is_none() && config.person(&approver.by).is_none() {
                // a name that leads nowhere is said as such
                continue;
            } else if decides {
                match client_may_approve_brief(config, Some(client), &approver.by, day) {
                    Ok(_) => continue,
                    Err(refused) => (refused.reason, refused.help),
                }
            } else if own.is_some_and(|own| !own.is_there(day)) {
                (format!("`{}` was not in the post on {day}", approver.by), None)
            } else {
                continue;
            };
            let help = help.unwrap_or_else(|| "name who took over".to_owned());
            findings
                .push(desk.about_brief(&META, brief, brief.at(key_path!["approvers", index, "by"]), reason).help(help));
        }
    }
}

/// The day a brief's approvers are asked about: that of the client's yes, else that of the request.
fn day_of(brief: &Located<Brief>) -> Option<Day> {
    let given = brief.approvals.iter().filter(|approval| approval.of == ApprovalFor::Client);
    given.map(|approval| approval.date).max().or(brief.requested_on)
}
