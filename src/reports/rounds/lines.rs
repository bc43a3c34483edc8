//! What is told of each deliverable that has been shown: its rounds by a day, counted and timed. Knows no column.

use crate::domain::agency::Agency;
use crate::domain::calendar::Calendar;
use crate::domain::guards::{ClientRounds, Cover, answered_before};
use crate::domain::handoff::State;
use crate::domain::job::Job;
use crate::domain::money::agreement::Agreement;
use crate::domain::money::terms::Terms;
use crate::domain::record::Located;
use crate::domain::round::{Decision, Round};
use crate::domain::traffic::Traffic;
use crate::domain::turns::Holds;
use crate::reports::ReportAsk;
use crate::values::{Day, DeliverableId, JobId, Word};
use std::collections::HashSet;

/// One deliverable of one job.
#[derive(Debug)]
pub(super) struct Line<'a> {
    pub(super) job: &'a Located<Job>,
    pub(super) state: State,
    pub(super) deliverable: &'a DeliverableId,
    /// Where it stands among the job's.
    pub(super) place: usize,
    /// All of its rounds sent by the day, in order.
    pub(super) rounds: Vec<&'a Located<Round>>,
    /// Whether all rounds of the job can be read.
    pub(super) is_told: bool,
    /// Client rounds that the price includes; `None` without a contract that says so, or where the client cannot be read.
    pub(super) included: Option<u32>,
    /// Why the contract cannot be told.
    pub(super) is_agreed: bool,
    pub(super) used: Used<'a>,
    /// Working days the client has had, or took for, the latest client round.
    pub(super) days_out: Option<i64>,
    /// Of them, past its due.
    pub(super) late_days: Option<i64>,
}

/// The client's rounds, and what covers those beyond the contract.
#[derive(Debug)]
pub(super) struct Used<'a> {
    pub(super) held: usize,
    pub(super) over: usize,
    pub(super) waived: usize,
    pub(super) paid: usize,
    pub(super) uncovered: usize,
    /// Rounds that answer a version a second time.
    pub(super) batches: usize,
    pub(super) latest: Option<&'a Located<Round>>,
}

impl<'a> Line<'a> {
    /// Rounds beyond the contract; `None` where that cannot be told or nothing was agreed.
    pub(super) fn over(&self) -> Option<usize> {
        self.included.filter(|_| self.is_told).map(|_| self.used.over)
    }

    /// Of them, neither paid for nor waived. Nothing is where nothing was agreed; `None` where it cannot be told.
    pub(super) fn uncovered(&self) -> Option<usize> {
        (self.is_told && self.is_agreed).then_some(self.used.uncovered)
    }

    /// The latest client round that somebody has still to answer.
    pub(super) fn open_round(&self, today: Day) -> Option<&'a Located<Round>> {
        self.used.latest.filter(|round| is_open(round, today))
    }

    /// The version on the table: the latest that was shown, else the one on file.
    pub(super) fn version(&self) -> Option<&'a Word> {
        let shown = self.rounds.last().and_then(|round| round.record.version.as_ref());
        let on_file = || self.job.record.deliverables.iter().find(|one| one.id == *self.deliverable);
        shown.or_else(|| on_file()?.version.as_ref())
    }
}

/// Whether somebody has still to answer a round.
pub(super) fn is_open(round: &Round, today: Day) -> bool {
    round.reviewers.is_empty() || round.reviewers.iter().any(|one| one.decision_on(today) == Decision::Pending)
}

/// Every deliverable that has had a round by the day, of jobs that go on, or of all.
pub(super) fn of<'a>(traffic: &Traffic<'a>, ask: &ReportAsk) -> Vec<Line<'a>> {
    let broken: HashSet<JobId> = traffic.agency.rounds.unreadable().iter().map(|(id, _)| id.job()).collect();
    let mut lines = Vec::new();
    for job in &traffic.agency.jobs {
        let state = traffic.state(job);
        let over = matches!(state, State::Closed | State::Cancelled);
        let elsewhere = ask.client.as_ref().is_some_and(|client| !job.id.is_of(client));
        if elsewhere || !job.exists(ask.today) || (over && !ask.all) {
            continue;
        }
        let mut rounds = traffic.agency.rounds_of(&job.id);
        rounds.retain(|round| round.sent <= ask.today);
        if !rounds.is_empty() {
            of_job(traffic, job, state, &rounds, !broken.contains(&job.id), &mut lines);
        }
    }
    lines
}

/// Whether every figure over several jobs can be told.
pub(super) fn is_told(agency: &Agency, ask: &ReportAsk) -> bool {
    let asked = |client| ask.client.as_ref().is_none_or(|only| *only == client);
    !agency.rounds.unreadable().iter().any(|(id, _)| asked(id.client()))
        && !agency.jobs.unreadable().iter().any(|(id, _)| asked(id.client()))
        && !agency.clients.unreadable().iter().any(|(id, _)| asked(id.clone()))
}

fn of_job<'a>(
    traffic: &Traffic<'a>,
    job: &'a Located<Job>,
    state: State,
    rounds: &[&'a Located<Round>],
    is_told: bool,
    lines: &mut Vec<Line<'a>>,
) {
    let listed = job.record.deliverables.iter().map(|deliverable| &deliverable.id);
    let mut deliverables: Vec<&'a DeliverableId> = Vec::new();
    for id in listed.chain(rounds.iter().map(|round| &round.record.deliverable)) {
        if !deliverables.contains(&id) {
            deliverables.push(id);
        }
    }
    let terms = Terms::of(traffic.agency, job).ok();
    let contract = terms.as_ref().and_then(|terms| terms.contract);
    let included = contract.and_then(|contract| contract.rounds_included);
    let agreement = included.and(terms.as_ref()).map(|terms| Agreement::of(job, terms, traffic.today));
    for (place, deliverable) in deliverables.into_iter().enumerate() {
        let own: Vec<_> = rounds.iter().copied().filter(|round| round.deliverable == *deliverable).collect();
        if own.is_empty() {
            continue;
        }
        let used = used(traffic, job, deliverable, &own, included, agreement.as_ref());
        let client = terms.as_ref().and_then(|terms| terms.client);
        let calendar = client.map(|client| traffic.calendars.named(client.record.calendar.as_ref()));
        let runs = matches!(state, State::Open | State::OnHold);
        let out =
            used.latest.zip(calendar).and_then(|(round, calendar)| out(job, round, calendar, traffic.today, runs));
        lines.push(Line {
            job,
            state,
            deliverable,
            place,
            rounds: own,
            is_told,
            included,
            is_agreed: terms.is_some(),
            used,
            days_out: out.map(|(days, _)| days),
            late_days: out.and_then(|(_, late)| late),
        });
    }
}

fn used<'a>(
    traffic: &Traffic<'a>,
    job: &Located<Job>,
    deliverable: &DeliverableId,
    rounds: &[&'a Located<Round>],
    included: Option<u32>,
    agreement: Option<&Agreement<'a>>,
) -> Used<'a> {
    // where nothing was agreed there is nothing to be beyond
    let counted = ClientRounds::on(deliverable, rounds, included.unwrap_or(u32::MAX));
    let (config, today) = (&traffic.agency.config, traffic.today);
    let further = agreement.map_or_else(Vec::new, |agreement| counted.further(job, agreement, config, today));
    let covered = |by: Cover| further.iter().filter(|further| further.cover == by).count();
    Used {
        held: counted.held(),
        over: further.len(),
        waived: covered(Cover::Waived),
        paid: agreement.map_or(0, |agreement| counted.paid(job, agreement)),
        uncovered: covered(Cover::Nothing),
        batches: (0..rounds.len()).filter(|&at| answered_before(rounds, at, today).is_some()).count(),
        latest: counted.last(),
    }
}

/// How long the client has had a round, or took to answer it, and how much of that was past its due. `None` where the day of an answer
/// is not written, or nobody will answer any more.
fn out(job: &Job, round: &Round, calendar: &Calendar, today: Day, runs: bool) -> Option<(i64, Option<i64>)> {
    let until = if is_open(round, today) {
        today
    } else {
        let days: Option<Vec<Day>> = round.reviewers.iter().map(|reviewer| reviewer.date).collect();
        days?.into_iter().max()?
    };
    if until == today && is_open(round, today) && !runs {
        return None;
    }
    let held = Holds::of(job).days(calendar, round.sent, until);
    let days = calendar.working_days_between(round.sent, until) - held;
    let late = round.due.map(|due| calendar.working_days_between(calendar.step(due, held), until));
    Some((days, late))
}
