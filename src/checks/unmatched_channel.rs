//! BR31: a channel for which nothing is to be made, or something to be made for a channel that is not listed.

use super::rule::{Desk, rule};
use crate::domain::brief::{Brief, JobType};
use crate::finding::Finding;
use crate::key_path;
use crate::values::{Word, folded};

rule! {
    /// ## What it does
    /// Looks for a channel without a deliverable, and for a deliverable whose channel is not among the `channels`.
    ///
    /// While a deliverable names no channel, nobody can tell what a channel lacks. A brief for media or research asks for a plan or a report, so
    /// there its channels need no deliverables.
    ///
    /// ## Why it matters
    /// The banner that nobody listed is found missing on the day the campaign is handed over.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// channels: [tv, ooh]                 # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// channels: [tv, ooh]
    /// deliverables:
    ///   - id: film-30
    ///     kind: film
    ///     channel: tv
    ///     spec: 30 s, 16:9
    ///     quantity: 1
    ///     due: 2027-03-12
    ///   - id: poster
    ///     kind: poster
    ///     channel: ooh
    ///     spec: 1185 × 1750 mm
    ///     quantity: 2
    ///     due: 2027-03-12
    /// ```
    UnmatchedChannel, "unmatched-channel", ["BR31"], Warning, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        // one of the lists empty is a blank section, where the section is needed at all
        if brief.channels.is_empty() || brief.deliverables.is_empty() {
            continue;
        }
        let same = |one: &Word, other: &Word| one == other || folded(one) == folded(other);
        for (index, deliverable) in brief.deliverables.iter().enumerate() {
            let Some(channel) = named(deliverable.channel.as_ref()) else { continue };
            if !brief.channels.iter().any(|listed| same(listed, channel)) {
                let place = brief.at(key_path!["deliverables", index, "channel"]);
                let message = format!("`{}` is for `{channel}`, which is not among the channels", deliverable.id);
                findings.push(
                    META.finding(place, message).help(format!("add `{channel}` to `channels`, or put it right here")),
                );
            }
        }
        if !tells(brief) {
            continue;
        }
        for (index, channel) in brief.channels.iter().enumerate() {
            let made = |channel: &Word| {
                brief.deliverables.iter().any(|one| one.channel.as_ref().is_some_and(|own| same(own, channel)))
            };
            if !channel.trim().is_empty() && !made(channel) {
                let place = brief.at(key_path!["channels", index]);
                let finding = META.finding(place, format!("nothing is to be made for the channel `{channel}`"));
                findings.push(finding.help(format!("add a deliverable with `channel: {channel}`, or take it out")));
            }
        }
    }
}

fn named(channel: Option<&Word>) -> Option<&Word> {
    channel.filter(|channel| !channel.trim().is_empty())
}

/// Whether the deliverables tell which channels are served.
fn tells(brief: &Brief) -> bool {
    !matches!(brief.kind, JobType::Media | JobType::Research)
        && brief.deliverables.iter().all(|deliverable| named(deliverable.channel.as_ref()).is_some())
}
