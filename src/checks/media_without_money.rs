//! BR43: channels that must be paid for, and a budget of nothing.

use super::rule::{Desk, rule};
use crate::domain::brief::JobType;
use crate::finding::Finding;
use crate::key_path;
use crate::values::{Amount, Word, grouped};

rule! {
    /// ## What it does
    /// Looks for a budget of 0 beside channels that are bought, a spend plan with money in it, or `includes` with media.
    ///
    /// A ticket under a retainer and an adaptation may well cost nothing, for the media are bought elsewhere.
    ///
    /// ## Why it matters
    /// Nothing buys no airtime. Either the figure is missing, or the media are in somebody else's budget and the brief should name it.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// budget:
    ///   amount: 0                         # <-- here
    ///   includes: [fee, production]
    ///   tax: excluded
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// budget:
    ///   amount: 80000.00
    ///   includes: [fee, production, media]
    ///   tax: excluded
    /// ```
    MediaWithoutMoney, "media-without-money", ["BR43"], Warning, Brief
}

/// Channels that always cost money. Social, web, mail and what is printed may be one's own.
const BOUGHT: [&str; 12] = [
    "tv",
    "radio",
    "cinema",
    "ooh",
    "dooh",
    "outdoor",
    "display",
    "search",
    "press",
    "newspaper",
    "magazine",
    "programmatic",
];

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs().filter(|brief| !matches!(brief.kind, JobType::RetainerTicket | JobType::Adaptation)) {
        let Some(budget) = &brief.budget else { continue };
        let nothing = budget.amount.as_deref().and_then(Amount::parse).is_some_and(|sum| sum.0.is_zero());
        if !nothing {
            continue;
        }
        let bought = |channel: &&Word| BOUGHT.contains(&channel.to_lowercase().as_str());
        let why = if let Some(line) = brief.spend_plan.iter().find(|line| !line.amount.0.is_zero()) {
            format!("the spend plan spends {}", grouped(line.amount.0))
        } else if budget.includes.iter().any(|word| word == "media") {
            "it is said to include media".to_owned()
        } else if let Some(channel) = brief.channels.iter().find(bought) {
            format!("`{channel}` is among the channels")
        } else {
            continue;
        };
        let finding =
            META.finding(brief.at(key_path!["budget", "amount"]), format!("the budget is nothing, and {why}"));
        findings.push(finding.help("write what there is to spend, or say in `background` who else pays for the media"));
    }
}
