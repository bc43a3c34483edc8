//! What became of a brief, as of a day: which deliverables the client approved at once (F32), and which jobs had to be briefed again
//! (F33). Counts events that records date; says nothing about whose fault they were.

use super::agency::Agency;
use super::brief::Brief;
use super::job::Job;
use super::record::Located;
use super::round::{Decision, Round, RoundType};
use super::workflow::{BRIEFING, IN_CREATIVE, Workflow};
use crate::values::{BriefId, Day, DeliverableId, JobId};
use std::collections::{BTreeMap, HashMap};

/// A deliverable that the client approved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approved<'a> {
    /// The deliverable.
    pub deliverable: &'a DeliverableId,
    /// Whether the first client round on it did.
    pub at_once: bool,
}

/// A job that had to be briefed again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebrief {
    /// When.
    pub date: Day,
    /// What happened: `back to briefing from revising`.
    pub what: String,
}

/// The jobs of each brief and what the client approved on them, gathered in one pass over the book.
#[derive(Debug)]
pub struct Outcomes<'a> {
    jobs: HashMap<&'a BriefId, Vec<&'a Located<Job>>>,
    approved: HashMap<JobId, Vec<Approved<'a>>>,
    workflow: Workflow,
    today: Day,
}

impl<'a> Outcomes<'a> {
    /// Looks at every job and round, as of a day.
    pub fn of(agency: &'a Agency, today: Day) -> Outcomes<'a> {
        let mut jobs: HashMap<&BriefId, Vec<&Located<Job>>> = HashMap::new();
        for job in agency.jobs.iter().filter(|job| job.exists(today)) {
            if let Some(brief) = &job.record.brief {
                jobs.entry(brief).or_default().push(job);
            }
        }
        let mut approved: HashMap<JobId, Vec<Approved<'a>>> = HashMap::new();
        for ((job, deliverable), Yes { at_once, .. }) in approvals(&agency.rounds, today) {
            approved.entry(job).or_default().push(Approved { deliverable, at_once });
        }
        Outcomes { jobs, approved, workflow: Workflow::of(&agency.config), today }
    }

    /// The jobs that work from a brief and have come past briefing, by id.
    pub fn started(&self, brief: &BriefId) -> Vec<&'a Located<Job>> {
        let jobs = self.jobs.get(brief).into_iter().flatten().copied();
        jobs.filter(|job| is_started(job, &self.workflow, self.today)).collect()
    }

    /// The deliverables of jobs that work from a brief and that the client approved.
    pub fn approved(&self, brief: &BriefId) -> Vec<(&'a JobId, &Approved<'a>)> {
        let jobs = self.jobs.get(brief).into_iter().flatten();
        jobs.flat_map(|job| self.approved.get(&job.id).into_iter().flatten().map(|one| (&job.id, one))).collect()
    }

    /// Why a job counts as briefed again; nothing for one that does not.
    pub fn rebriefs(&self, job: &Job, brief: &Brief) -> Vec<Rebrief> {
        rebriefs(job, Some(brief), &self.workflow, self.today)
    }
}

/// The client's first yes to a deliverable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Yes {
    /// When the last reviewer of the round had said so.
    pub day: Day,
    /// Whether it was the first client round on the deliverable.
    pub at_once: bool,
}

/// The deliverables that the client had approved by a day, of some rounds (F32).
pub fn approvals<'a>(
    rounds: impl IntoIterator<Item = &'a Located<Round>>,
    day: Day,
) -> BTreeMap<(JobId, &'a DeliverableId), Yes> {
    // the number of the first round, and of the first that approves with the day of it
    let mut all: BTreeMap<_, (u32, Option<(u32, Day)>)> = BTreeMap::new();
    for round in rounds.into_iter().filter(|round| round.kind == RoundType::Client && round.sent <= day) {
        let number = round.id.number();
        let (first, yes) = all.entry((round.id.job(), &round.record.deliverable)).or_insert((number, None));
        *first = number.min(*first);
        if round.decision_on(day) == Decision::Approved && yes.is_none_or(|(other, _)| number < other) {
            let said = round.record.reviewers.iter().filter_map(|reviewer| reviewer.date).max();
            *yes = Some((number, said.unwrap_or(round.sent)));
        }
    }
    let approved = all.into_iter().filter_map(|(key, (first, yes))| {
        let (number, day) = yes?;
        Some((key, Yes { day, at_once: number == first }))
    });
    approved.collect()
}

/// Why a job counts as briefed again by a day; nothing for one that does not.
pub fn rebriefs(job: &Job, brief: Option<&Brief>, workflow: &Workflow, day: Day) -> Vec<Rebrief> {
    let mut all = sent_back(job, workflow, day);
    all.extend(brief.and_then(|brief| approved_again(job, brief, day)));
    all
}

/// Whether a job has come past briefing by a day.
fn is_started(job: &Job, workflow: &Workflow, day: Day) -> bool {
    started_on(job, workflow, day).is_some()
}

/// The day, not after another, on which a job came past briefing: only then can it be briefed again. Where a workflow has no briefing,
/// that is the day it was first handed on.
pub fn started_on(job: &Job, workflow: &Workflow, day: Day) -> Option<Day> {
    let briefing = workflow.position(BRIEFING);
    let past = job.handoffs.iter().filter(|handoff| {
        briefing.is_none() || workflow.position(&handoff.stage).is_some_and(|stage| Some(stage) > briefing)
    });
    past.map(|handoff| handoff.date).filter(|date| *date <= day).min()
}

/// The steps back to briefing from a later stage. A ball that was sent back is no such step: nobody decided to brief again.
fn sent_back(job: &Job, workflow: &Workflow, day: Day) -> Vec<Rebrief> {
    let Some(briefing) = workflow.position(BRIEFING) else { return Vec::new() };
    let mut handoffs: Vec<_> = job.handoffs.iter().filter(|handoff| handoff.date <= day).collect();
    handoffs.sort_by_key(|handoff| handoff.date);
    let steps = handoffs.windows(2).filter(|step| {
        let rejected = step[0].rejected.as_ref().is_some_and(|rejected| rejected.date <= day);
        let later = workflow.position(&step[0].stage).is_some_and(|stage| stage > briefing);
        step[1].stage == BRIEFING && later && !rejected
    });
    steps.map(|step| Rebrief { date: step[1].date, what: format!("back to briefing from {}", step[0].stage) }).collect()
}

/// The first approval of a kind that was given once more after creative had the ball.
fn approved_again(job: &Job, brief: &Brief, day: Day) -> Option<Rebrief> {
    let begun = job.handoffs.iter().filter(|handoff| handoff.stage == IN_CREATIVE).map(|handoff| handoff.date).min()?;
    let again = brief.approvals.iter().filter(|approval| {
        let before = |other: &&super::approval::Approval| other.of == approval.of && other.date <= begun;
        begun < approval.date && approval.date <= day && brief.approvals.iter().any(|other| before(&other))
    });
    let again = again.min_by_key(|approval| approval.date)?;
    Some(Rebrief { date: again.date, what: format!("brief approved again for {} after in-creative", again.of) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::job::{Handoff, Rejected};
    use crate::domain::money::money_book::day;
    use crate::values::Word;

    fn handoff(stage: &'static str, date: &str) -> Handoff {
        Handoff {
            id: None,
            stage: Word::const_new(stage),
            from: None,
            to: None,
            date: day(date),
            due: None,
            accepted: None,
            done: None,
            waiting: Vec::new(),
            artefacts: Vec::new(),
            note: None,
            rejected: None,
        }
    }

    fn steps(handoffs: Vec<Handoff>, on: &str) -> (bool, Vec<String>) {
        let fields = [("title", "Film"), ("type", "audio"), ("status", "x"), ("requested_by", "liisa")];
        let fields = fields.into_iter().chain([("requested_on", "2026-11-02")]);
        let fields = serde::de::value::MapDeserializer::<_, serde::de::value::Error>::new(fields);
        let job: Job = serde::Deserialize::deserialize(fields).expect("a job");
        let (job, workflow) = (Job { handoffs, ..job }, Workflow::usual());
        let back = sent_back(&job, &workflow, day(on)).into_iter().map(|one| format!("{} {}", one.date, one.what));
        (is_started(&job, &workflow, day(on)), back.collect())
    }

    #[test]
    fn a_step_back_to_briefing_is_a_rebrief_and_a_ball_sent_back_is_none() {
        let begun = || vec![handoff("briefing", "2026-11-02"), handoff("brief-approved", "2026-11-09")];
        assert_eq!(steps(begun(), "2026-11-08"), (false, Vec::new()));
        assert_eq!(steps(begun(), "2026-11-09"), (true, Vec::new()));
        let mut back = begun();
        back.push(handoff("briefing", "2026-11-12"));
        assert_eq!(steps(back.clone(), "2026-11-12").1, ["2026-11-12 back to briefing from brief-approved"]);
        assert_eq!(steps(back.clone(), "2026-11-11").1, [""; 0]);
        back[1].rejected = Some(Rejected { date: day("2026-11-12"), by: None, reason: None });
        assert_eq!(steps(back, "2026-11-12").1, [""; 0]);
    }
}
