//! BR28: a live date sooner than the work takes.

use super::index::ByBrief;
use super::rule::{Desk, rule};
use crate::domain::brief::{Brief, JobType, Size};
use crate::domain::client::Client;
use crate::domain::parties::Calendars;
use crate::domain::record::Located;
use crate::domain::way::Way;
use crate::domain::workflow::REQUESTED;
use crate::finding::Finding;
use crate::key_path;
use crate::values::Day;

rule! {
    /// ## What it does
    /// Looks for a brief whose live date leaves fewer working days from `requested_on` than the quickest way through the workflow takes.
    ///
    /// The lead days of `suits workflow` are added up from the request to the delivery, by the calendars of the agency and the client; revisions, production and
    /// clearance are left out where the workflow allows. Fewer than half of the days is an error. A small job, an adaptation and a ticket under a retainer are given half of them
    /// and never more than a warning. A brief whose job says `rush: true` is not looked at, nor one whose jobs are all delivered.
    ///
    /// ## Why it matters
    /// The days that are missing come out of the ideas or out of the night. Told now, the client can move the date or pay for the rush.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// requested_on: 2026-11-02
    /// spend_plan: []
    /// deliverables:
    ///   - id: film-30
    ///     kind: film
    ///     channel: tv
    ///     spec: 30 s, 16:9
    ///     quantity: 1
    ///     due: 2026-12-04
    /// timing:
    ///   presentation: 2026-11-25
    ///   live: 2026-12-07                  # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// timing:
    ///   presentation: 2027-01-13
    ///   live: 2027-04-01
    /// ```
    TooLittleTime, "too-little-time", ["BR28"], Error, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let Some(way) = Way::quickest(desk.workflow, REQUESTED) else { return };
    let calendars = Calendars::of(&desk.agency.config);
    let jobs = ByBrief::of(desk.agency);
    for brief in desk.briefs() {
        let written = brief.timing.as_ref().and_then(|timing| Day::parse(timing.live.as_deref()?.trim()));
        let (Some(asked), Some(live)) = (brief.requested_on, written) else { continue };
        // a live date before the request is a date out of order
        if live < asked || jobs.jobs(brief).iter().any(|job| job.rush) || jobs.is_over(brief, desk.workflow) {
            continue;
        }
        let client = desk.agency.clients.get(&brief.id.client()).found().map(|client| &client.record);
        let answer = client.and_then(|client| answer_days(client, asked));
        let needed = way.days(answer);
        let there = calendars.office().working_days_between(asked, live);
        let hopeless = there * 2 < needed;
        let end = way.end(asked, answer, &calendars, client, None);
        if (is_quick(brief) || end <= live) && !hopeless {
            continue;
        }
        let days = if there == 1 { "1 working day".to_owned() } else { format!("{there} working days") };
        let message = format!(
            "live on {live} is {days} after the request, and the quickest way through the workflow takes {needed}"
        );
        let place = brief.at(key_path!["timing", "live"]);
        let finding = if hopeless && !is_quick(brief) {
            desk.about_brief(&META, brief, place, message)
        } else {
            META.warning(place, message)
        };
        findings.push(finding.help(format!("agree on {end} or later, or on a rush: `rush: true` in the job")));
    }
}

/// The fewest days in which the client has to answer a round, of the contracts in force.
fn answer_days(client: &Client, day: Day) -> Option<u32> {
    client
        .contracts
        .iter()
        .filter(|contract| contract.in_force(day))
        .filter_map(|contract| contract.feedback_days)
        .min()
}

/// Work that goes through the stages faster than their lead days.
fn is_quick(brief: &Located<Brief>) -> bool {
    brief.size == Some(Size::Small) || matches!(brief.kind, JobType::Adaptation | JobType::RetainerTicket)
}
