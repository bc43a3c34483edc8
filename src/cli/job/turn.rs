//! What every verb of a job does alike: the job is read with what it waits for, whoever acts is found, and a record that contradicts itself
//! is refused before anything is planned on it.

use super::step::readable;
use super::{found, job_id};
use crate::checks;
use crate::cli::args::{ActorArgs, WriteArgs};
use crate::cli::brief::{YesArgs, asked, not_ahead};
use crate::cli::desk::Desk;
use crate::cli::exit::{Exit, Stop};
use crate::cli::session::{Session, mint};
use crate::domain::approval::ApprovalFor;
use crate::domain::job::Job;
use crate::domain::plan::money::change::Asked;
use crate::domain::plan::{Actor, YesAsked};
use crate::domain::record::Located;
use crate::domain::scope::Scope;
use crate::domain::traffic::Traffic;
use crate::finding::Finding;
use crate::source::ChangeSet;
use crate::values::{Day, PersonId};

/// A job before one of its verbs.
pub(in crate::cli) struct Turn<'t, 'd> {
    pub(in crate::cli) job: &'t Located<Job>,
    pub(in crate::cli) traffic: &'t Traffic<'t>,
    pub(in crate::cli) actor: Actor<'t>,
    pub(in crate::cli) desk: &'t Desk<'d>,
}

impl Turn<'_, '_> {
    /// A day that was typed, not after today; today where none was.
    pub(in crate::cli) fn day(&self, typed: Option<&str>, session: &Session<'_, '_>) -> Result<Day, Stop> {
        let day = self.typed("--date", typed, session)?.unwrap_or(self.desk.today);
        not_ahead("--date", day, self.desk.today)?;
        Ok(day)
    }

    /// A day that was typed, not after today; none where none was.
    pub(in crate::cli) fn past_day(&self, typed: Option<&str>, session: &Session<'_, '_>) -> Result<Option<Day>, Stop> {
        typed.map(|typed| self.day(Some(typed), session)).transpose()
    }

    /// Refuses a reason that says `TBC` or the like.
    pub(in crate::cli) fn answers(&self, reason: &str) -> Result<(), Stop> {
        self.desk.answers(("--reason", reason), self.job, &self.job.id.client())
    }

    /// An approval as typed.
    pub(in crate::cli) fn yes(
        &self,
        typed: &YesArgs,
        possible: &[ApprovalFor],
        session: &Session<'_, '_>,
    ) -> Result<(ApprovalFor, YesAsked), Stop> {
        asked(typed, possible, (self.job, &self.job.id.client()), self.desk, session)
    }

    /// What a verb on a paper of the job goes by.
    pub(in crate::cli) fn asked(&self) -> Asked<'_> {
        Asked { job: self.job, traffic: self.traffic, actor: self.actor }
    }

    /// A day that was typed with an argument.
    pub(in crate::cli) fn typed(
        &self,
        argument: &str,
        typed: Option<&str>,
        session: &Session<'_, '_>,
    ) -> Result<Option<Day>, Stop> {
        let calendar = self.desk.calendar();
        let dates = session.dates(self.desk.today, &calendar);
        typed.map(|typed| dates.of_argument(argument, typed)).transpose()
    }
}

/// What a verb came to: a change, or objections.
pub(in crate::cli) type Planned = Result<ChangeSet, Vec<Finding>>;

/// What a verb came to, with each objection to what was typed about its argument: by the objection's name, and what the place in the record
/// has to do with it, where it has anything.
pub(in crate::cli) fn of_arguments(planned: Planned, arguments: &[(&str, &'static str, Option<&str>)]) -> Planned {
    let about = |finding: Finding| {
        let known = arguments.iter().find(|(code, ..)| *code == finding.code && finding.argument.is_none());
        let Some((_, argument, why)) = known else { return finding };
        let place = finding.place.clone();
        match why {
            Some(why) => finding.typed(argument).related(place, *why),
            None => finding.typed(argument),
        }
    };
    planned.map_err(|found| found.into_iter().map(about).collect())
}

/// Runs a verb on a job.
pub(in crate::cli) fn run(
    id: &str,
    (actor, write): (&ActorArgs, &WriteArgs),
    session: &mut Session<'_, '_>,
    plan: impl FnOnce(&Turn<'_, '_>, &Session<'_, '_>) -> Result<Planned, Stop>,
) -> Result<Exit, Stop> {
    about(id, (actor.by.as_deref(), None), write, session, &|_| true, plan)
}

/// Runs a verb on a job for whoever acts, else for somebody whose word it takes down; of what contradicts itself, only what is heeded stops it.
pub(super) fn about(
    id: &str,
    (actor, else_by): (Option<&str>, Option<&str>),
    write: &WriteArgs,
    session: &mut Session<'_, '_>,
    heeds: &dyn Fn(&str) -> bool,
    plan: impl FnOnce(&Turn<'_, '_>, &Session<'_, '_>) -> Result<Planned, Stop>,
) -> Result<Exit, Stop> {
    let store = session.open()?;
    let id = job_id(session, &store, id)?;
    session.mend(&store, write, &Scope::step(id.clone(), &[]), |desk, session| {
        readable(desk, &id, &[])?;
        let job = found(desk, &id)?;
        let me = session.actor(actor, desk.snapshot, desk.store).or_else(|stop| match else_by {
            Some(typed) => session.person(typed, desk.snapshot),
            None => Err(stop),
        })?;
        heeded(job, &me, desk, heeds)?;
        let traffic = Traffic::of(&desk.snapshot.agency, desk.today);
        let dice = session.world.dice;
        let mint = || mint(dice);
        let turn = Turn { job, traffic: &traffic, actor: desk.actor(&me, &mint), desk };
        plan(&turn, session)?.map_err(|findings| desk.refuse(findings))
    })
}

/// Refuses where the record of a job contradicts itself: nothing is written on top of what cannot be.
pub(super) fn sound(job: &Located<Job>, by: &PersonId, desk: &Desk<'_>) -> Result<(), Stop> {
    heeded(job, by, desk, &|_| true)
}

fn heeded(job: &Located<Job>, by: &PersonId, desk: &Desk<'_>, heeds: &dyn Fn(&str) -> bool) -> Result<(), Stop> {
    let path_of = |source| desk.path_of(source);
    let mut found = checks::contradictions(job, by, &desk.snapshot.agency, desk.today, &path_of);
    found.retain(|finding| heeds(finding.code));
    if found.is_empty() { Ok(()) } else { Err(desk.refuse(found)) }
}

/// A reason that says something: it is what people read a year later.
pub(in crate::cli) fn reason<'t>(typed: &'t str, flag: &str) -> Result<&'t str, Stop> {
    let said = typed.trim();
    if said.chars().any(char::is_alphanumeric) {
        return Ok(said);
    }
    Err(Stop::usage("no-reason", format_args!("`{flag}` says nothing"), "say why in a few words"))
}
