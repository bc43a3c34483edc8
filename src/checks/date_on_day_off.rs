//! BR29: work to be shown or handed over on a day when nobody works.

use super::index::ByBrief;
use super::rule::{Desk, rule};
use crate::domain::brief::JobType;
use crate::domain::calendar::Calendar;
use crate::domain::parties::Calendars;
use crate::finding::Finding;
use crate::key_path;
use crate::source::KeyPath;
use crate::values::Day;

rule! {
    /// ## What it does
    /// Looks for a presentation or a deliverable's `due` on a weekend or holiday of the office, and a presentation on a holiday of the client.
    ///
    /// The live date may be any day: films run on Sundays. So may an event: in a brief for events, what is due from the live date on is what
    /// the guests come to. A brief whose jobs are all delivered is not looked at.
    ///
    /// ## Why it matters
    /// A date in the calendar that nobody can keep is moved by somebody in a hurry, to a day that suits nobody else.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// timing:
    ///   presentation: 2027-01-06          # <-- here
    ///   live: 2027-04-03
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// timing:
    ///   presentation: 2027-01-07
    ///   live: 2027-04-03
    /// ```
    DateOnDayOff, "date-on-day-off", ["BR29"], Warning, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let calendars = Calendars::of(&desk.agency.config);
    let jobs = ByBrief::of(desk.agency);
    let office = calendars.office();
    for brief in desk.briefs() {
        let mut add = |what: &str, path: KeyPath, day: Day, calendar: &Calendar, whose: &str| {
            let message = format!("{what} is on {} {day}, when {whose} does not work", day.weekday());
            let help = format!("move it to {} or {}", before(calendar, day), calendar.roll(day));
            findings.push(META.finding(brief.at(path), message).help(help));
        };
        if jobs.is_over(brief, desk.workflow) {
            continue;
        }
        let shown = brief.timing.as_ref().and_then(|timing| Day::parse(timing.presentation.as_deref()?.trim()));
        if let Some(day) = shown {
            let client = desk.agency.clients.get(&brief.id.client()).found();
            let theirs = calendars.named(client.and_then(|client| client.calendar.as_ref()));
            let path = key_path!["timing", "presentation"];
            if !office.is_working(day) {
                add("the presentation", path, day, office, "the office");
            } else if !theirs.is_working(day) {
                add("the presentation", path, day, theirs, "the client");
            }
        }
        let live = brief.timing.as_ref().and_then(|timing| Day::parse(timing.live.as_deref()?.trim()));
        let opening = live.filter(|_| brief.kind == JobType::EventPr);
        for (index, deliverable) in brief.deliverables.iter().enumerate() {
            let is_the_event = |day: Day| opening.is_some_and(|opening| day >= opening);
            if let Some(day) = deliverable.due.filter(|day| !office.is_working(*day) && !is_the_event(*day)) {
                let what = format!("`{}`", deliverable.id);
                add(&what, key_path!["deliverables", index, "due"], day, office, "the office");
            }
        }
    }
}

/// The last working day before a day off.
pub(super) fn before(calendar: &Calendar, day: Day) -> Day {
    calendar.subtract(day, 0)
}
