//! I17: money planned for a channel that the brief does not list.

use super::rule::{Desk, rule};
use crate::finding::Finding;
use crate::key_path;
use crate::values::did_you_mean;

rule! {
    /// ## What it does
    /// Looks for lines of a brief's `spend_plan` whose channel is not among the brief's `channels`.
    ///
    /// A brief without any `channels` is not looked at: that is another finding where they are asked for.
    ///
    /// ## Why it matters
    /// Money for a channel nobody briefed is spent without work to show in it, or is a slip in a name that then adds up apart.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// spend_plan:
    ///   - id: tv-april
    ///     channel: tv
    ///     month: 2027-04
    ///     amount: 40000.00
    ///   - id: spots-april
    ///     channel: television             # <-- here
    ///     month: 2027-04
    ///     amount: 5000.00
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// spend_plan:
    ///   - id: tv-april
    ///     channel: tv
    ///     month: 2027-04
    ///     amount: 40000.00
    ///   - id: spots-april
    ///     channel: tv
    ///     month: 2027-04
    ///     amount: 5000.00
    /// ```
    PlanForUnlistedChannel, "plan-for-unlisted-channel", ["I17"], Error, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs().filter(|brief| !brief.channels.is_empty()) {
        let listed = |channel: &str| brief.channels.iter().any(|other| other.eq_ignore_ascii_case(channel));
        for (index, line) in brief.spend_plan.iter().enumerate() {
            let Some(channel) = line.channel.as_ref().filter(|channel| !listed(channel)) else { continue };
            let message = format!("the plan spends on `{channel}`, which the brief does not list");
            let place = brief.at(key_path!["spend_plan", index, "channel"]);
            let finding = desk.about_brief(&META, brief, place, message);
            let finding = finding.related(brief.at(key_path!["channels"]), "the brief's channels");
            let names = brief.channels.iter().map(AsRef::as_ref);
            findings.push(finding.help(did_you_mean(channel, names, || format!("add `{channel}` to `channels`"))));
        }
    }
}
