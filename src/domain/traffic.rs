//! What the traffic desk knows on a day: who has the ball of each job, until when, how late that is and whose fault, and who must be told.
//! Built once for a report, so that ten thousand jobs cost ten thousand look-ups.

use super::agency::Agency;
use super::handoff::State;
use super::job::{Handoff, Job, Party};
use super::parties::{Calendars, Doers, here_for};
use super::record::Located;
use super::round::RoundType;
use super::turns::{Clock, Days, Holds};
use super::workflow::{CLIENT, REQUESTED, Stage, Workflow};
use crate::config::EscalationStep;
use crate::values::{ClientId, Day, PersonId};

/// The agency on a day.
#[derive(Clone, Debug)]
pub struct Traffic<'a> {
    /// Its records.
    pub agency: &'a Agency,
    /// Its stages.
    pub workflow: Workflow,
    /// Its calendars.
    pub calendars: Calendars,
    /// The day it is about; what is dated later does not count.
    pub today: Day,
}

/// Whose turn it is on a job.
#[derive(Clone, Copy, Debug)]
pub struct Ball<'a> {
    /// The open handoff and its place in the list; `None` before the first, when the account executive has the ball.
    pub handoff: Option<(usize, &'a Handoff)>,
    /// The stage.
    pub stage: &'a str,
    /// Who gave it.
    pub from: Option<&'a PersonId>,
    /// Who has it.
    pub to: Option<&'a PersonId>,
    /// Since when.
    pub date: Day,
    /// Until the end of this day, as written.
    pub due: Option<Day>,
    /// The same with days on hold left out.
    pub effective_due: Option<Day>,
}

impl<'a> Traffic<'a> {
    /// The agency as it stands on `today`.
    pub fn of(agency: &'a Agency, today: Day) -> Traffic<'a> {
        let (workflow, calendars) = (Workflow::of(&agency.config), Calendars::of(&agency.config));
        Traffic { agency, workflow, calendars, today }
    }

    /// How a job stands.
    pub fn state(&self, job: &Job) -> State {
        job.state(&self.workflow, self.today)
    }

    /// Who has the ball of a job; nobody's where it is over, or does not exist yet.
    pub fn ball(&self, job: &'a Located<Job>) -> Option<Ball<'a>> {
        if !job.exists(self.today) || matches!(self.state(job), State::Cancelled | State::Closed) {
            return None;
        }
        let Some((index, handoff)) = job.record.open_handoff(self.today) else { return self.first_turn(job) };
        Some(Ball {
            handoff: Some((index, handoff)),
            stage: &handoff.stage,
            from: handoff.from.as_ref(),
            to: handoff.to.as_ref(),
            date: handoff.date,
            due: handoff.due,
            effective_due: handoff.due.map(|due| self.moved(job, handoff.to.as_ref(), handoff.date, due)),
        })
    }

    /// Before the first handoff the account executive has the ball, due the stage's lead days after the request.
    fn first_turn(&self, job: &'a Located<Job>) -> Option<Ball<'a>> {
        if job.record.latest_handoff(self.today).is_some() {
            return None;
        }
        let stage = self.workflow.get(REQUESTED)?;
        let seat = stage.seat.as_deref().filter(|seat| *seat != CLIENT).unwrap_or("account-executive");
        let to = self.agency.seat(job, seat);
        let calendar = self.calendars.receiver(self.agency, &job.id.client(), to);
        let date = job.record.requested_on;
        let due = stage.lead_days.map(|days| calendar.add(date, days));
        let effective_due = due.map(|due| self.moved(job, to, date, due));
        Some(Ball {
            handoff: None,
            stage: REQUESTED,
            from: Some(&job.record.requested_by),
            to,
            date,
            due,
            effective_due,
        })
    }

    /// What somebody was given to do for a job and by when: the due moved by the working days that the job has been on hold since.
    pub fn moved(&self, job: &Located<Job>, to: Option<&PersonId>, given: Day, due: Day) -> Day {
        if job.holds.is_empty() {
            return due;
        }
        let calendar = self.calendars.receiver(self.agency, &job.id.client(), to);
        Holds::of(job).moved(calendar, given, due, self.today)
    }

    /// When a job is due at the client, moved by the working days it has been on hold since it was asked for. One that is not as first agreed
    /// was agreed anew, and stands.
    pub fn job_due(&self, job: &Located<Job>) -> Option<Day> {
        self.job_due_by(job, self.today)
    }

    /// The same as it stood on a day.
    pub fn job_due_by(&self, job: &Located<Job>, day: Day) -> Option<Day> {
        let due = job.record.due?;
        let moved = || Holds::of(job).moved(self.calendars.office(), job.record.requested_on, due, day);
        Some(if job.as_first_agreed() { moved() } else { due })
    }

    /// F30: How late the ball of a job is; `None` while it is not overdue. A due on Friday is overdue on Saturday, by no days yet.
    pub fn late(&self, job: &Located<Job>, ball: &Ball<'_>) -> Option<Days> {
        ball.effective_due.filter(|&due| due < self.today)?;
        let late = |due| self.clock(job, ball).late(ball.date, due, self.today, &Holds::of(job));
        ball.due.filter(|_| self.state(job) == State::Open).map(late)
    }

    /// How long whoever has the ball of a job has had it: working days since it was given, days on hold left out.
    pub fn held(&self, job: &Located<Job>, ball: &Ball<'_>) -> Days {
        self.clock(job, ball).split(ball.date, self.today, &Holds::of(job))
    }

    fn clock<'b>(&'b self, job: &Located<Job>, ball: &Ball<'b>) -> Clock<'b> {
        let (calendar, receiver) = self.doers(&job.id.client()).receiver(ball.to);
        Clock { calendar, receiver, waiting: ball.handoff.map_or(&[], |(_, handoff)| &handoff.waiting) }
    }

    /// All who may have something to do for a client.
    pub fn doers(&self, client: &ClientId) -> Doers<'_, 'a> {
        self.calendars.doers(self.agency, client)
    }

    /// Working days from `today` to the effective due of a ball; below 0 for days late, 0 on the day itself.
    pub fn days_left(&self, job: &Located<Job>, ball: &Ball<'_>) -> Option<i64> {
        let due = ball.effective_due?;
        let calendar = self.calendars.receiver(self.agency, &job.id.client(), ball.to);
        Some(calendar.days_to(self.today, due))
    }

    /// Whom the ball waits on today.
    pub fn waiting_on(&self, job: &Located<Job>, ball: &Ball<'_>) -> Party {
        self.clock(job, ball).party(self.today)
    }

    /// The last step of escalation that something so many days late has reached.
    pub fn escalation(&self, days_late: i64) -> Option<&'a EscalationStep> {
        let reached = self.agency.config.escalation.iter().filter(|step| i64::from(step.days) <= days_late);
        reached.max_by_key(|step| step.days)
    }

    /// Who must be told of a ball that is so many days late: the seat of the last step reached, or whoever is here for them; of an empty
    /// seat, the next step's.
    pub fn escalate_to(&self, job: &'a Located<Job>, days_late: i64) -> Option<&'a PersonId> {
        self.told(days_late, |seat| self.agency.seat(job, seat))
    }

    /// The same of something that is no one job's: by the seats of the client.
    pub fn escalate_of(&self, client: &ClientId, days_late: i64) -> Option<&'a PersonId> {
        let client = self.agency.clients.get(client).found()?;
        self.told(days_late, |seat| client.record.team.get(seat))
    }

    fn told(&self, days_late: i64, seated: impl Fn(&str) -> Option<&'a PersonId>) -> Option<&'a PersonId> {
        let config = &self.agency.config;
        let mut step = self.escalation(days_late)?;
        loop {
            if let Some(person) = seated(&step.seat).and_then(|person| here_for(config, person, self.today)) {
                return Some(person);
            }
            let above = config.escalation.iter().filter(|other| step.days < other.days);
            step = above.min_by_key(|other| other.days)?;
        }
    }

    /// Who gets the ball when a job enters a stage: the seat on the job, else the client's; for the client, whoever approves the latest
    /// client round, else whoever approved an estimate, else an approver among the contacts.
    pub fn receiver(&self, job: &'a Located<Job>, stage: &Stage) -> Option<&'a PersonId> {
        let seat = stage.seat.as_deref()?;
        if seat != CLIENT {
            return self.agency.seat(job, seat);
        }
        let rounds =
            self.agency.rounds.iter().filter(|round| round.kind == RoundType::Client && round.sent <= self.today);
        let of_job = rounds.filter(|round| round.id.job() == job.id).max_by_key(|round| round.id.number());
        let approvals = job.record.estimates.iter().flat_map(|estimate| &estimate.approvals);
        let approved = approvals.filter(|approval| approval.date <= self.today);
        let by_client = approved.filter(|approval| approval.of == super::approval::ApprovalFor::Client);
        of_job
            .and_then(|round| round.record.approver.as_ref())
            .or_else(|| by_client.max_by_key(|approval| approval.date).map(|approval| &approval.by))
            .or_else(|| self.an_approver(job))
    }

    /// A contact who approves and is there today; the one who asked, if she does.
    fn an_approver(&self, job: &'a Located<Job>) -> Option<&'a PersonId> {
        let client = self.agency.client_of(&job.id).found()?;
        let there = client.record.contacts.iter().filter(|contact| {
            contact.role == Some(super::client::ContactRole::Approver)
                && contact.from.is_none_or(|from| from <= self.today)
                && contact.to.is_none_or(|to| self.today <= to)
        });
        let ids = || there.clone().map(|contact| &contact.id);
        ids().find(|id| **id == job.record.requested_by).or_else(|| ids().next())
    }

    /// The working days that a ball is given for: the stage's lead days; for the client, the contract's `feedback_days`.
    pub fn lead_days(&self, job: &Located<Job>, stage: &Stage) -> Option<u32> {
        let days = stage.lead_days?;
        if stage.seat.as_deref() != Some(CLIENT) {
            return Some(days);
        }
        let client = self.agency.client_of(&job.id).found();
        Some(client.and_then(|client| client.record.answer_days(job)).unwrap_or(days))
    }

    /// When a ball given today is due, in the receiver's calendar.
    pub fn due(&self, job: &Located<Job>, stage: &Stage, to: Option<&PersonId>) -> Option<Day> {
        let days = self.lead_days(job, stage)?;
        Some(self.calendars.receiver(self.agency, &job.id.client(), to).add(self.today, days))
    }
}
