//! What belongs together, looked up once for a rule: the jobs of each brief, the rounds of each job, and how far a job has come by
//! what is written, whatever day it is. Knows no rule.

use crate::domain::agency::Agency;
use crate::domain::brief::Brief;
use crate::domain::job::Job;
use crate::domain::record::Located;
use crate::domain::round::Round;
use crate::domain::workflow::{REQUESTED, Workflow};
use crate::values::{BriefId, Day, JobId};
use std::collections::HashMap;

/// The last day that can be written: by then, all that stands in the book has happened.
pub(super) fn last_day() -> Day {
    Day::EPOCH.plus(i64::from(i32::MAX))
}

/// The stage of a job's last handoff.
pub(super) fn stage(job: &Job) -> &str {
    job.handoffs.last().map_or(REQUESTED, |handoff| &handoff.stage)
}

/// Whether nothing is left to do on a job: it was called off, or is delivered.
pub(super) fn is_over(job: &Job, workflow: &Workflow) -> bool {
    job.cancelled.is_some() || workflow.is_delivered(stage(job))
}

/// The jobs that work from each brief.
pub(super) struct ByBrief<'a>(HashMap<&'a BriefId, Vec<&'a Located<Job>>>);

impl<'a> ByBrief<'a> {
    pub(super) fn of(agency: &'a Agency) -> ByBrief<'a> {
        let mut jobs: HashMap<&BriefId, Vec<&Located<Job>>> = HashMap::new();
        for job in &agency.jobs {
            if let Some(brief) = &job.record.brief {
                jobs.entry(brief).or_default().push(job);
            }
        }
        ByBrief(jobs)
    }

    /// The jobs of a brief, by id.
    pub(super) fn jobs(&self, brief: &Located<Brief>) -> &[&'a Located<Job>] {
        self.0.get(&brief.id).map_or(&[], Vec::as_slice)
    }

    /// Whether all that was asked for in a brief is done or off: what is wrong with its dates then is history.
    pub(super) fn is_over(&self, brief: &Located<Brief>, workflow: &Workflow) -> bool {
        let jobs = self.jobs(brief);
        !jobs.is_empty() && jobs.iter().all(|job| is_over(job, workflow))
    }
}

/// The rounds of each job, in the order of their numbers.
pub(super) fn rounds_by_job(agency: &Agency) -> HashMap<JobId, Vec<&Located<Round>>> {
    let mut rounds: HashMap<JobId, Vec<&Located<Round>>> = HashMap::new();
    for round in &agency.rounds {
        rounds.entry(round.id.job()).or_default().push(round);
    }
    for rounds in rounds.values_mut() {
        rounds.sort_by_key(|round| round.id.number());
    }
    rounds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_is_the_end_of_the_calendar() {
        assert_eq!(last_day().to_string(), "9999-12-31");
    }
}
