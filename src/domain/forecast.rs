//! When a job will be delivered: what is left of the stage it is in, then the quickest way through the workflow, each stage at its usual
//! length, and never before the jobs it comes after. Judges nothing: whether that is too late is the report's to say.

use super::agency::Lookup;
use super::calendar::Calendar;
use super::client::Client;
use super::handoff::State;
use super::history::{Basis, History};
use super::job::Job;
use super::record::Located;
use super::stays::stays;
use super::traffic::{Ball, Traffic};
use super::way::{Way, calendar_of, lead_days};
use super::workflow::Stage;
use crate::values::{Day, JobId};
use std::collections::HashMap;

/// Working days still needed up to the delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needed {
    /// By the lead days of the workflow, for the client by the contract.
    pub table: i64,
    /// If every stage takes its median.
    pub median: i64,
    /// If every stage takes its 80th percentile.
    pub slow: i64,
    /// The weakest of what the stages' figures rest on.
    pub basis: Basis,
}

/// How far a job is that another must wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// It will be delivered on a day, and on a later one if it goes slowly.
    Forecast(Day, Day),
    /// Nobody can tell: it is on hold, or no way leads on.
    Unknown,
    /// It was called off.
    CalledOff,
    /// Its record cannot be read.
    Unreadable,
    /// The jobs before it go round in a circle.
    Circle,
}

/// What is to be expected of an open job.
#[derive(Clone, Debug)]
pub struct Forecast<'a> {
    /// The job.
    pub job: &'a Located<Job>,
    /// Whose turn it is; nobody's where the last handoff is done and none followed.
    pub ball: Option<Ball<'a>>,
    /// How it stands.
    pub state: State,
    /// Its stage.
    pub stage: &'a str,
    /// When it is due at the client, moved by its days on hold, those that are known to come included.
    pub due: Option<Day>,
    /// The day its clock runs from: today, the last day of a hold, or nobody knows.
    pub start: Option<Day>,
    /// What is still to be done; `None` where no way leads to the delivery, or the client's record cannot be read.
    pub needed: Option<Needed>,
    /// When it would be delivered at the median, by itself.
    pub alone: Option<Day>,
    /// When it would be delivered at the median.
    pub likely: Option<Day>,
    /// When it would be delivered at the 80th percentile.
    pub likely_80: Option<Day>,
    /// The jobs it comes after that are not delivered yet.
    pub after: Vec<(&'a JobId, Before)>,
}

/// The forecasts of every open job.
pub struct Forecasts<'a, 't> {
    traffic: &'t Traffic<'a>,
    history: History,
    /// By the place of the stage each begins with.
    ways: Vec<Option<Way<'t>>>,
}

/// The stage that somebody has the ball in.
#[derive(Clone, Copy)]
struct Present<'c> {
    held: i64,
    calendar: &'c Calendar,
}

/// What a stage is reckoned at.
#[derive(Clone, Copy)]
enum Pace {
    Table,
    Median,
    Slow,
}

impl<'a, 't> Forecasts<'a, 't> {
    /// Looks at the past of the book, once.
    pub fn of(traffic: &'t Traffic<'a>) -> Forecasts<'a, 't> {
        let stages = traffic.workflow.stages();
        let ways = stages.iter().map(|stage| Way::quickest(&traffic.workflow, &stage.name)).collect();
        Forecasts { traffic, history: History::of(traffic), ways }
    }

    /// The stages from one on, itself included, up to the delivery.
    pub fn way(&self, stage: &str) -> &[&'t Stage] {
        self.way_from(stage).map_or(&[], Way::stages)
    }

    fn way_from(&self, stage: &str) -> Option<&Way<'t>> {
        self.ways.get(self.traffic.workflow.position(stage)?)?.as_ref()
    }

    /// A forecast for every job that is open or on hold and not delivered yet, by id.
    pub fn all(&self) -> Vec<Forecast<'a>> {
        let jobs = self.traffic.agency.jobs.iter();
        let mut all: Vec<Forecast<'a>> = jobs.filter_map(|job| self.alone(job)).collect();
        self.in_order(&mut all);
        all
    }

    /// What is to be expected of a job by itself.
    fn alone(&self, job: &'a Located<Job>) -> Option<Forecast<'a>> {
        let traffic = self.traffic;
        let (state, stage) = (traffic.state(job), job.record.stage(traffic.today));
        let over = matches!(state, State::Cancelled | State::Closed) || traffic.workflow.is_delivered(stage);
        if over || !job.exists(traffic.today) {
            return None;
        }
        let ball = traffic.ball(job);
        let start = end_of_hold(job, traffic.today);
        let mut forecast = Forecast {
            job,
            ball,
            state,
            stage,
            due: traffic.job_due_by(job, start.unwrap_or(traffic.today)),
            start,
            needed: None,
            alone: None,
            likely: None,
            likely_80: None,
            after: Vec::new(),
        };
        let client = match traffic.agency.client_of(&job.id) {
            Lookup::Unreadable(_) => return Some(forecast),
            client => client.found().map(|client| &client.record),
        };
        let Some(way) = self.way_from(stage) else { return Some(forecast) };
        let present = ball.map(|ball| Present {
            held: self.held(job, &ball),
            calendar: traffic.calendars.receiver(traffic.agency, &job.id.client(), ball.to),
        });
        let reckon = |pace| self.reckon(job, way, client, present, start, pace);
        let [(table, _, _), (median, likely, basis), (slow, likely_80, _)] =
            [Pace::Table, Pace::Median, Pace::Slow].map(reckon);
        forecast.needed = Some(Needed { table, median, slow, basis });
        forecast.alone = likely;
        forecast.likely = likely;
        forecast.likely_80 = likely_80;
        Some(forecast)
    }

    /// Working days that whoever has the ball, and whoever had it before in this stage, have had.
    fn held(&self, job: &'a Located<Job>, ball: &Ball<'a>) -> i64 {
        let traffic = self.traffic;
        if ball.handoff.is_some() {
            return stays(&traffic.turns(job)).last().map_or(0, |stay| stay.held.all);
        }
        traffic.held(job, ball).all
    }

    /// The working days along a way and the day it ends. Of the stage it begins with, what was held already is taken off; while
    /// somebody has the ball, a day of it is left however long they have had it.
    fn reckon(
        &self,
        job: &Located<Job>,
        way: &Way<'t>,
        client: Option<&Client>,
        present: Option<Present<'_>>,
        start: Option<Day>,
        pace: Pace,
    ) -> (i64, Option<Day>, Basis) {
        let traffic = self.traffic;
        let answer = client.and_then(|client| client.answer_days(job));
        let (mut needed, mut day, mut basis) = (0, start, Basis::Own);
        for (at, stage) in way.stages().iter().enumerate() {
            if at == 0 && present.is_none() {
                continue;
            }
            let place = traffic.workflow.position(&stage.name).unwrap_or_default();
            let table = i64::from(lead_days(stage, answer));
            let (days, rests_on) = match (pace, self.history.usual(place, job.kind)) {
                (Pace::Table, _) | (_, None) => (table, Basis::Table),
                (Pace::Median, Some((usual, basis))) => (usual.median, basis),
                (Pace::Slow, Some((usual, basis))) => (usual.slow, basis),
            };
            basis = basis.max(rests_on);
            if let (0, Some(Present { held, calendar })) = (at, present) {
                let left = (days - held).max(1);
                needed += left;
                day = day.map(|day| calendar.step(day, left));
            } else {
                needed += days;
                let calendar = calendar_of(stage, &traffic.calendars, client, Some(&job.record.team));
                day = day.map(|day| calendar.add(day, u32::try_from(days).unwrap_or(u32::MAX)));
            }
        }
        (needed, day, basis)
    }

    /// Puts each job after those it comes after. Jobs in a circle, and those behind one, keep to what the others allow.
    fn in_order(&self, all: &mut [Forecast<'a>]) {
        let at: HashMap<&JobId, usize> = all.iter().enumerate().map(|(at, forecast)| (&forecast.job.id, at)).collect();
        let mut waits = vec![0_usize; all.len()];
        let mut followers: Vec<Vec<usize>> = vec![Vec::new(); all.len()];
        for (later, forecast) in all.iter_mut().enumerate() {
            let job: &'a Located<Job> = forecast.job;
            let mut named: Vec<&'a JobId> = job.record.after.iter().collect();
            named.sort_unstable();
            named.dedup();
            for id in named {
                if let Some(&earlier) = at.get(id) {
                    waits[later] += 1;
                    followers[earlier].push(later);
                } else if let Some(before) = self.settled(id) {
                    if before == Before::Unreadable {
                        (forecast.likely, forecast.likely_80) = (None, None);
                    }
                    forecast.after.push((id, before));
                }
            }
        }
        let mut ready: Vec<usize> = (0..all.len()).filter(|&one| waits[one] == 0).collect();
        let mut known = vec![false; all.len()];
        while let Some(one) = ready.pop() {
            known[one] = true;
            let (job, likely, likely_80) = (all[one].job, all[one].likely, all[one].likely_80);
            for &later in &followers[one] {
                let forecast = &mut all[later];
                let before = likely.zip(likely_80).map_or(Before::Unknown, |(day, slow)| Before::Forecast(day, slow));
                forecast.after.push((&job.id, before));
                forecast.likely = forecast.likely.zip(likely).map(|(own, other)| own.max(other));
                forecast.likely_80 = forecast.likely_80.zip(likely_80).map(|(own, other)| own.max(other));
                waits[later] -= 1;
                if waits[later] == 0 {
                    ready.push(later);
                }
            }
        }
        for (one, followers) in followers.iter().enumerate().filter(|(one, _)| !known[*one]) {
            for &later in followers {
                let id: &'a JobId = &all[one].job.id;
                all[later].after.push((id, Before::Circle));
            }
        }
        for forecast in all {
            forecast.after.sort_unstable_by_key(|(id, _)| *id);
        }
    }

    /// What a job that has no forecast of its own means for one that comes after it; nothing where it is delivered, or there is none.
    fn settled(&self, id: &JobId) -> Option<Before> {
        match self.traffic.agency.jobs.get(id) {
            Lookup::Found(job) if job.is_cancelled(self.traffic.today) => Some(Before::CalledOff),
            Lookup::Unreadable(_) => Some(Before::Unreadable),
            Lookup::Found(_) | Lookup::Missing | Lookup::NotLoaded => None,
        }
    }
}

/// The day from which the clock runs: today, or the last day of the holds that cover it; `None` where one of them has no end.
fn end_of_hold(job: &Job, today: Day) -> Option<Day> {
    let covering = job.holds.iter().filter(|hold| hold.covers(today));
    covering.map(|hold| hold.to).try_fold(today, |last, to| Some(last.max(to?)))
}
