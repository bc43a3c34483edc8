//! I11: a job at work, and no estimate that the client approved.

use super::rule::{Desk, rule};
use crate::domain::guards::{self, Ask, needs_no_estimate};
use crate::domain::handoff::State;
use crate::domain::job::Job;
use crate::domain::money::papers::{YES, is_overridden, signed};
use crate::domain::money::terms::Terms;
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::values::Day;

rule! {
    /// ## What it does
    /// Looks for jobs that have come as far as the work, with no estimate that the client approved.
    ///
    /// The guard `estimate-approved` decides, and the stages are those from the first that needs it. A ticket under a retainer in force that
    /// day, an investment with a `cap` and a step with an override need none. An approval that is there and does not count is
    /// said by `stale-approval` and `approval-without-authority`. What was only said (`verbal`) is none.
    ///
    /// ## Why it matters
    /// Work begun without a written yes is work the agency pays for itself when the client thinks better of it.
    ///
    /// ## Example
    /// ```yaml bad jobs/ACME/ACME-0013.yaml
    /// type: tv-video
    /// estimates:                          # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good jobs/ACME/ACME-0013.yaml
    /// type: tv-video
    /// investment:
    ///   cap: 2000.00
    ///   reason: Shown to win the autumn campaign.
    ///   by: mai
    /// ```
    WorkWithoutEstimate, "work-without-estimate", ["I11"], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let needs = |stage: &crate::domain::workflow::Stage| stage.needs.iter().any(|need| need == YES);
    let Some(from) = desk.workflow.stages().iter().position(needs) else { return };
    let at_work = |stage: &str| desk.workflow.position(stage).is_some_and(|at| from <= at);
    let none = |_: &Located<_>| Vec::new();
    for job in &desk.agency.jobs {
        if !at_work(job.stage(Day::LAST)) || job.state(desk.workflow, Day::LAST) == State::Cancelled {
            continue;
        }
        let Ok(terms) = Terms::of(desk.agency, job) else { continue };
        let entered = entered(job, &at_work);
        // whether it is a retainer's cannot be told of a contract that is not there, which is said already
        let dangles = terms.contract.is_none() && job.record.contract.is_some();
        if dangles
            || job.estimates.iter().any(|estimate| signed(&estimate.approvals).is_some())
            || needs_no_estimate(job, &terms, entered)
            || is_overridden(job, YES, Day::LAST)
        {
            continue;
        }
        let ask = Ask { by: &job.requested_by, today: Day::LAST, brief_errors: &none };
        for objection in guards::objections_of(YES, job, desk.agency, &ask).into_iter().flatten() {
            let message = format!("the job is at `{}`, and {}", job.stage(Day::LAST), objection.message);
            let finding = META.finding(objection.place, message);
            findings.push(match objection.help {
                Some(help) => finding.help(help),
                None => finding,
            });
        }
    }
}

/// The day the work began.
fn entered(job: &Job, at_work: &dyn Fn(&str) -> bool) -> Day {
    job.handoffs.iter().find(|handoff| at_work(&handoff.stage)).map_or(job.requested_on, |handoff| handoff.date)
}
