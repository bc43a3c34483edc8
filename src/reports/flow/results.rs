//! What came of jobs in a period: delivered when it was due or not (F31), approved at once or not (F32), briefed again or not (F33).

use super::Holes;
use crate::domain::brief_outcome::{Yes, approvals, rebriefs, started_on};
use crate::domain::brief_score::share;
use crate::domain::handoff::State;
use crate::domain::job::Job;
use crate::domain::record::Located;
use crate::domain::round::Round;
use crate::domain::stays::{delivered_on, own_late, returned, stays};
use crate::domain::traffic::Traffic;
use crate::domain::turns::{Days, Turn};
use crate::values::{ClientId, Day, Decimal};
use std::collections::BTreeMap;

/// Counts of one client, or of all.
#[derive(Clone, Debug, Default)]
pub(super) struct Results {
    /// Jobs delivered in the period; cancelled ones aside.
    pub(super) delivered: usize,
    /// Of them, those with a due date.
    pub(super) dated: usize,
    /// Of the dated, those delivered on or before it.
    pub(super) on_time: usize,
    /// Of the delivered, those with a due date as first agreed.
    pub(super) based: usize,
    /// Of them, those delivered on or before that.
    pub(super) on_time_baseline: usize,
    /// Of the dated, those late by more days than the client and suppliers were late.
    pub(super) late_by_agency: usize,
    /// Jobs past their due at the end of the period, and not delivered.
    pub(super) open_overdue: usize,
    /// Deliverables that the client approved in the period.
    pub(super) approved: usize,
    /// Of them, those approved in their first client round.
    pub(super) approved_at_once: usize,
    /// Jobs that came past briefing in the period.
    pub(super) started: usize,
    /// Of them, those briefed again by its end.
    pub(super) rebriefed: usize,
}

impl Results {
    /// F31, against the due as it is now: jobs delivered on or before it / jobs delivered that had one, to four decimals; cancelled jobs are in
    /// none. 3 of 4: 0.75.
    pub(super) fn on_time_rate(&self) -> Option<Decimal> {
        share(Decimal::from(self.on_time), self.dated)
    }

    /// F31 against the due as it was first agreed.
    pub(super) fn on_time_rate_baseline(&self) -> Option<Decimal> {
        share(Decimal::from(self.on_time_baseline), self.based)
    }

    /// F31 without what was late because the client or a supplier was.
    pub(super) fn on_time_rate_agency(&self) -> Option<Decimal> {
        share(Decimal::from(self.dated - self.late_by_agency), self.dated)
    }

    /// F32: deliverables approved in their first client round / deliverables approved, to four decimals. 2 of 3: 0.6667.
    pub(super) fn first_time_right(&self) -> Option<Decimal> {
        share(Decimal::from(self.approved_at_once), self.approved)
    }

    /// F33: jobs briefed again / jobs that came past briefing, to four decimals. 1 of 8: 0.125.
    pub(super) fn rebrief_rate(&self) -> Option<Decimal> {
        share(Decimal::from(self.rebriefed), self.started)
    }

    fn add(&mut self, other: &Results) {
        let Results { delivered, dated, on_time, based, on_time_baseline, .. } = other;
        self.delivered += delivered;
        self.dated += dated;
        self.on_time += on_time;
        self.based += based;
        self.on_time_baseline += on_time_baseline;
        self.late_by_agency += other.late_by_agency;
        self.open_overdue += other.open_overdue;
        self.approved += other.approved;
        self.approved_at_once += other.approved_at_once;
        self.started += other.started;
        self.rebriefed += other.rebriefed;
    }
}

/// The results of a period, as they stood on its last day.
pub(super) struct Tallying<'t, 'a> {
    pub(super) traffic: &'t Traffic<'a>,
    pub(super) from: Day,
    pub(super) until: Day,
    pub(super) clients: BTreeMap<ClientId, Results>,
    /// Jobs past their due and not delivered.
    pub(super) overdue: Vec<&'a Located<Job>>,
}

impl<'a> Tallying<'_, 'a> {
    /// Adds a job.
    pub(super) fn job(&mut self, job: &'a Located<Job>, turns: &[Turn<'a>]) {
        let (traffic, until) = (self.traffic, self.until);
        let state = traffic.state(job);
        let mut results = Results::default();
        let delivered = delivered_on(&traffic.workflow, &stays(turns)).filter(|_| state != State::Cancelled);
        if let Some(day) = delivered.filter(|day| self.in_period(*day)) {
            self.delivered(job, turns, day, &mut results);
        }
        let late = traffic.job_due(job).is_some_and(|due| due < until);
        if late && delivered.is_none() && state == State::Open && job.exists(until) {
            results.open_overdue = 1;
            self.overdue.push(job);
        }
        if started_on(job, &traffic.workflow, until).is_some_and(|day| self.in_period(day)) {
            let brief = job.record.brief.as_ref().and_then(|id| traffic.agency.briefs.get(id).found());
            results.started = 1;
            let again = rebriefs(job, brief.map(|brief| &brief.record), &traffic.workflow, until);
            results.rebriefed = usize::from(!again.is_empty());
        }
        self.clients.entry(job.id.client()).or_default().add(&results);
    }

    fn in_period(&self, day: Day) -> bool {
        self.from <= day && day <= self.until
    }

    fn delivered(&self, job: &Located<Job>, turns: &[Turn<'_>], day: Day, results: &mut Results) {
        results.delivered = 1;
        if let Some(baseline) = job.baseline_due {
            results.based = 1;
            results.on_time_baseline = usize::from(day <= baseline);
        }
        let Some(due) = self.traffic.job_due_by(job, day) else { return };
        results.dated = 1;
        results.on_time = usize::from(day <= due);
        if due < day {
            let late = self.traffic.calendars.office().working_days_between(due, day);
            let of_others = |late: Days| late.client + late.supplier;
            let kept = stays(turns).into_iter().filter(|stay| stay.entered < day).map(|stay| of_others(stay.late));
            let back = returned(turns).filter(|(_, turn)| turn.handoff.date < day);
            let others = kept.sum::<i64>() + back.map(|(_, turn)| of_others(own_late(turn))).sum::<i64>();
            results.late_by_agency = usize::from(others == 0 || others < late);
        }
    }

    /// Adds what the client approved, by rounds of jobs that are asked about.
    pub(super) fn rounds(&mut self, rounds: &[&'a Located<Round>]) {
        for ((job, _), Yes { day, at_once }) in approvals(rounds.iter().copied(), self.until) {
            if !self.in_period(day) {
                continue;
            }
            let results = self.clients.entry(job.client()).or_default();
            results.approved += 1;
            results.approved_at_once += usize::from(at_once);
        }
    }

    /// All clients together.
    pub(super) fn total(&self) -> Results {
        let mut total = Results::default();
        self.clients.values().for_each(|results| total.add(results));
        total
    }
}

/// What of some results cannot be told.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lacks {
    pub(super) jobs: bool,
    pub(super) briefs: bool,
    pub(super) rounds: bool,
}

impl Lacks {
    /// Of a client; of any, for all together.
    pub(super) fn of(holes: &Holes, client: Option<&ClientId>) -> Lacks {
        let lacks = |broken: &std::collections::BTreeSet<ClientId>| match client {
            Some(client) => broken.contains(client),
            None => !broken.is_empty(),
        };
        Lacks { jobs: lacks(&holes.jobs), briefs: lacks(&holes.briefs), rounds: lacks(&holes.rounds) }
    }
}
