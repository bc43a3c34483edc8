//! What every verb of a job asks before it writes: does the job go on today, who acts, who has the ball. Writes nothing itself.

use crate::domain::authority::{self, Act};
use crate::domain::handoff::State;
use crate::domain::job::{Handoff, Job};
use crate::domain::parties::standing_in;
use crate::domain::record::Located;
use crate::domain::traffic::Traffic;
use crate::domain::workflow::Workflow;
use crate::finding::Finding;
use crate::key_path;
use crate::source::KeyPath;
use crate::values::{Day, PersonId, did_you_mean};

/// Everything that stops a verb on a job whatever it would write: the day, the end of the job, whoever acts.
pub(super) fn objections(job: &Located<Job>, traffic: &Traffic<'_>, by: &PersonId) -> Vec<Finding> {
    let over = traffic.state(job) == State::Closed;
    let over = over.then(|| {
        let message = format!("{} is {}: it is over", job.id, job.stage(traffic.today));
        Finding::error("job-over", job.at(key_path!["status"]), message).help(new_job(job))
    });
    dated_later(job, traffic.today)
        .into_iter()
        .chain(cancelled(job, traffic.today))
        .chain(over)
        .chain(not_here(job, traffic, by))
        .collect()
}

/// What to do about a job that goes nowhere any more.
pub(super) fn new_job(job: &Located<Job>) -> String {
    format!("open a new job: `suits job new --like {}`", job.id)
}

/// The command that hands a job on from a stage. Where there are several ways it names the first that leads on.
pub(super) fn onward(job: &Located<Job>, from: &str, workflow: &Workflow) -> String {
    let ways = workflow.get(from).map_or(&[][..], |stage| &stage.next);
    let to = match ways {
        [] | [_] => String::new(),
        [first, ..] => {
            format!(" --to {}", ways.iter().find(|to| !workflow.is_back(from, to)).unwrap_or(first))
        }
    };
    format!("`suits job advance {}{to}`", job.id)
}

/// The objection that a job was called off.
pub(super) fn cancelled(job: &Located<Job>, today: Day) -> Option<Finding> {
    let cancelled = job.record.cancelled.as_ref().filter(|cancelled| cancelled.date <= today)?;
    let message = format!("{} is cancelled since {}", job.id, cancelled.date);
    Some(Finding::error("job-cancelled", job.at(key_path!["cancelled"]), message).help(new_job(job)))
}

/// The objection that the clock of a job stands still.
pub(super) fn on_hold(job: &Located<Job>, today: Day) -> Option<Finding> {
    let (index, hold) = job.record.holds.iter().enumerate().find(|(_, hold)| hold.covers(today))?;
    let finding = Finding::error(
        "job-on-hold",
        job.at(key_path!["holds", index]),
        format!("{} is on hold since {}", job.id, hold.from),
    );
    Some(finding.help(format!("let it go on first: `suits job resume {}`", job.id)))
}

/// The objection that something in the job is dated after the day: history only grows.
pub(super) fn dated_later(job: &Located<Job>, today: Day) -> Option<Finding> {
    if job.requested_on > today {
        let message = format!("{} was only requested on {}, after {today}", job.id, job.requested_on);
        let finding = Finding::error("dated-later", job.at(key_path!["requested_on"]), message);
        return Some(finding.help("step on that day or later: `--as-of DATE`"));
    }
    let (path, what, later) = job.handoffs.iter().enumerate().find_map(|(index, handoff)| {
        let at = |path: KeyPath| KeyPath(key_path!["handoffs", index].0.into_iter().chain(path.0).collect());
        let rejected = handoff.rejected.as_ref().map(|rejected| rejected.date);
        let waits = handoff
            .waiting
            .iter()
            .enumerate()
            .map(|(wait, one)| (key_path!["waiting", wait, "date"], "a wait", Some(one.date)));
        let days = [
            (key_path!["date"], "a handoff", Some(handoff.date)),
            (key_path!["accepted"], "a handoff accepted", handoff.accepted),
            (key_path!["done"], "a handoff done", handoff.done),
            (key_path!["rejected", "date"], "a handoff sent back", rejected),
        ];
        let later = days.into_iter().chain(waits).find(|(.., day)| day.is_some_and(|day| day > today));
        later.and_then(|(path, what, day)| Some((at(path), what, day?)))
    })?;
    let message = format!("{} has {what} dated {later}, after {today}", job.id);
    Some(Finding::error("dated-later", job.at(path), message).help("step on that day or later: `--as-of DATE`"))
}

/// The objection that whoever acts does not work here that day.
pub(super) fn not_here(job: &Located<Job>, traffic: &Traffic<'_>, by: &PersonId) -> Option<Finding> {
    let config = &traffic.agency.config;
    let person = config.person(by).filter(|person| !person.is_active(traffic.today))?;
    let key = if person.to.is_some_and(|to| to < traffic.today) { "to" } else { "from" };
    let place = config.place(&format!("people.{by}.{key}")).unwrap_or_else(|| job.at(KeyPath::root()));
    let message = format!("`{by}` does not work here on {}", traffic.today);
    Some(Finding::error("not-here-then", place, message).help("say who acts with `--by PERSON`"))
}

/// The objection that a role does not allow something.
pub(super) fn without_authority(
    job: &Located<Job>,
    path: KeyPath,
    traffic: &Traffic<'_>,
    by: &PersonId,
    act: Act,
) -> Option<Finding> {
    let (config, today) = (&traffic.agency.config, traffic.today);
    // of somebody who does not work here that is said already
    config.person(by).filter(|person| person.is_active(today))?;
    let refused = authority::may(config, by, act, today).err()?;
    let finding = Finding::error("no-authority", job.at(path), refused.reason);
    Some(match refused.help {
        Some(help) => finding.help(help),
        None => finding,
    })
}

/// The objection that a ball cannot be given to somebody: they left, have not come yet, or nobody knows them. `otherwise` says what to do.
pub(super) fn cannot_take(
    job: &Located<Job>,
    person: &PersonId,
    traffic: &Traffic<'_>,
    otherwise: &str,
) -> Option<Finding> {
    let (config, today) = (&traffic.agency.config, traffic.today);
    let place = || job.at(key_path!["handoffs"]);
    if let Some(facts) = config.person(person) {
        let why = match (facts.from, facts.to) {
            _ if facts.is_active(today) => return None,
            (_, Some(to)) if to < today => format!("`{person}` left on {to} and can be handed nothing on {today}"),
            _ => format!("`{person}` does not work here yet on {today}"),
        };
        return Some(Finding::error("person-gone", place(), why).help(otherwise));
    }
    if let Some(contact) = traffic.agency.contact(&job.id, person) {
        let message = format!("`{person}` is not in the post at the client on {today}");
        return (!contact.is_there(today)).then(|| Finding::error("person-gone", place(), message).help(otherwise));
    }
    let names = config.people.keys().map(PersonId::as_str);
    let help = did_you_mean(person.as_str(), names, || otherwise.to_owned());
    let message = format!("nobody called `{person}` works here today, nor at the client");
    Some(Finding::error("unknown-person", place(), message).help(help))
}

/// The objection that whoever has the ball has left: nobody is there to keep it. Passing it on is not hindered by this, nor calling the job off,
/// nor its clock stopped and started.
pub(super) fn left_with_it(job: &Located<Job>, traffic: &Traffic<'_>) -> Option<Finding> {
    let (index, handoff) = job.record.open_handoff(traffic.today)?;
    let person = handoff.to.as_ref()?;
    let left = traffic.agency.config.person(person)?.to.filter(|to| *to < traffic.today)?;
    let message = format!("`{person}` left on {left} and still has the ball of {}", job.id);
    let finding = Finding::error("person-gone", job.at(key_path!["handoffs", index, "to"]), message);
    Some(finding.help(format!("say who takes over: `suits people reassign {person} PERSON`")))
}

/// The handoff that is open, or the objection that none is.
pub(super) fn open<'j>(job: &'j Located<Job>, traffic: &Traffic<'_>) -> Result<(usize, &'j Handoff), Vec<Finding>> {
    let today = traffic.today;
    job.record.open_handoff(today).ok_or_else(|| {
        let message = match job.record.latest_handoff(today) {
            None => format!("{} was not handed to anybody yet", job.id),
            Some((_, last)) => format!("nobody has the ball of {}: its handoff to `{}` is done", job.id, last.stage),
        };
        let finding = Finding::error("no-open-handoff", job.at(key_path!["handoffs"]), message);
        vec![finding.help(format!("hand it on: {}", onward(job, job.stage(today), &traffic.workflow)))]
    })
}

/// The objection that the ball is somebody else's. For a contact of the client anybody at the agency may speak; for a colleague who is away
/// the deputy does. `verb` is the command that they would type.
pub(super) fn not_theirs(
    job: &Located<Job>,
    (index, handoff): (usize, &Handoff),
    traffic: &Traffic<'_>,
    by: &PersonId,
    verb: &str,
) -> Option<Finding> {
    let Some(to) = &handoff.to else {
        let finding = Finding::error("nobody-has-it", job.at(key_path!["handoffs", index]), "the handoff names nobody");
        return Some(finding.help(format!("say who has the ball, as `to`: `suits job edit {}`", job.id)));
    };
    let config = &traffic.agency.config;
    let deputy = standing_in(config, to, traffic.today);
    if by == to || by == deputy || traffic.agency.contact(&job.id, to).is_some() {
        return None;
    }
    let message = format!("`{by}` cannot {verb} what `{to}` was handed");
    let (who, why) = if deputy == to { (to, String::new()) } else { (deputy, format!(", who stands in for `{to}`")) };
    let finding = Finding::error("not-theirs", job.at(key_path!["handoffs", index, "to"]), message);
    let rest = if verb == "reject" { " --reason TEXT" } else { "" };
    Some(finding.help(format!("ask `{who}`{why}: `suits job {verb} {}{rest} --by {who}`", job.id)))
}

/// A day with its weekday, as people say it.
pub(super) fn said(day: Day) -> String {
    format!("{} {day}", day.weekday())
}
