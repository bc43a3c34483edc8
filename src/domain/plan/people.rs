//! What one person has in hand, put into another's: every seat, every ball, every promise, as one change.

use super::{Actor, item};
use crate::config::Config;
use crate::domain::agency::Agency;
use crate::domain::held::{Held, What, held};
use crate::domain::job::{Handoff, Job, Wait};
use crate::domain::record::Located;
use crate::domain::seats;
use crate::domain::traffic::Traffic;
use crate::finding::Finding;
use crate::key_path;
use crate::source::{ChangeSet, Edit, FileChange, KeyPath, Place, SourceId, Step, Value};
use crate::values::{ClientId, Day, JobId, PersonId, RoundId};
use std::collections::BTreeMap;

/// From whom to whom.
#[derive(Clone, Debug)]
pub struct Moving<'a> {
    /// Whose it is.
    pub from: &'a PersonId,
    /// Whose it is to be.
    pub to: &'a PersonId,
    /// The day of the change of hands.
    pub day: Day,
    /// Only what is this client's.
    pub client: Option<&'a ClientId>,
    /// Only these seats, and the balls of their stages; empty: everything.
    pub seats: &'a [String],
}

/// Plans a change of hands. No file at all: there was nothing to move.
pub fn reassign(moving: &Moving<'_>, traffic: &Traffic<'_>, actor: Actor<'_>) -> Result<ChangeSet, Vec<Finding>> {
    let config = &traffic.agency.config;
    let mut objections = in_time(moving, config, actor.today);
    let all = held(traffic, moving.client);
    let meant = |held: &&Held<'_>| {
        let named = |seat: &str| moving.seats.iter().any(|wanted| wanted == seat);
        held.person == moving.from && (moving.seats.is_empty() || held.seat.is_some_and(named))
    };
    let moved: Vec<&Held<'_>> = all.iter().filter(meant).collect();
    objections.extend(moved.iter().filter_map(|held| unfit(held, moving, config)));
    let then = Traffic::of(traffic.agency, moving.day);
    let mut files: BTreeMap<SourceId, Vec<Edit>> = BTreeMap::new();
    for held in &moved {
        let edits = files.entry(held.source).or_default();
        match handed(held, traffic.agency) {
            Some((job, index)) => match change_of_hands(job, index, moving, &then, actor) {
                Ok(change) => edits.extend(change),
                Err(finding) => objections.push(*finding),
            },
            None => edits.push(renamed(held, moving, traffic.agency)),
        }
    }
    if !objections.is_empty() {
        return Err(objections);
    }
    let mut summary = Vec::new();
    if !moved.is_empty() {
        let from = format!("{} {}", moving.day.weekday(), moving.day);
        summary.push(format!(
            "{} → {} from {from}: {} in {}",
            moving.from,
            moving.to,
            things(moved.len()),
            plural(files.len(), "file")
        ));
        summary.extend(by_kind(&moved));
        summary.extend(away(moving.to, config, moving.day));
    }
    // an item goes after those that are counted from the front are written
    for edits in files.values_mut() {
        edits.sort_by_key(|edit| edit.op == crate::source::Op::Remove);
    }
    let files = files.into_iter().map(|(source, edits)| FileChange::Edit { source, edits }).collect();
    let next = Some(format!("`suits today --for {}` shows what waits there now", moving.to));
    Ok(ChangeSet { summary, next: next.filter(|_| !moved.is_empty()), files })
}

fn things(count: usize) -> String {
    plural(count, "thing")
}

fn plural(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

/// Whoever takes over may be away: no reason to refuse, but to be said.
fn away(person: &PersonId, config: &Config, day: Day) -> Option<String> {
    let facts = config.person(person)?;
    let away = facts.away.iter().find(|away| away.from <= day && day <= away.to)?;
    let deputy = away.deputy.as_ref().map_or_else(|| "nobody".to_owned(), ToString::to_string);
    Some(format!("{person} is away until {}, and {deputy} stands in", away.to))
}

/// One line for each kind: how many, and which.
pub(super) fn by_kind(held: &[&Held<'_>]) -> Vec<String> {
    let kind = |what: &What| {
        let ours = held.iter().filter(|held| held.what == *what);
        let mut names: Vec<String> = ours.clone().map(|held| name(held)).collect();
        names.dedup();
        let listed: Vec<&str> = names.iter().take(LISTED).map(String::as_str).collect();
        let more = if names.len() > LISTED { ", …" } else { "" };
        (!names.is_empty()).then(|| format!("{}: {}{more}", what.counted(names.len()), listed.join(", ")))
    };
    What::ALL.iter().filter_map(kind).collect()
}

/// Names beyond these are in the diff.
const LISTED: usize = 8;

fn name(held: &Held<'_>) -> String {
    match held.what {
        What::ClientSeat | What::JobSeat | What::Renewal => format!("{} {}", held.record, held.title),
        What::Opportunity | What::Issue | What::Action | What::Question => {
            let at = held.path.0.iter().find_map(|step| if let Step::Index(at) = step { Some(at) } else { None });
            format!("{}{}", held.record, at.map_or_else(String::new, |at| format!(" no. {}", at + 1)))
        }
        What::Handoff | What::Review => held.record.clone(),
    }
}

/// Where a person is written in `suits.toml`.
pub(super) fn at(config: &Config, person: &PersonId, field: &str) -> Place {
    let path = format!("people.{person}{field}");
    config.place(&path).unwrap_or(Place::file(config.source.unwrap_or(SourceId(0))))
}

/// Why somebody does not work here on a day, if they do not.
pub(super) fn not_here(config: &Config, person: &PersonId, day: Day) -> Option<Finding> {
    let facts = config.person(person).filter(|facts| !facts.is_active(day))?;
    let (message, field) = match (facts.from, facts.to) {
        (_, Some(to)) if to < day => (format!("{person} left on {to} and does not work here on {day}"), ".to"),
        (Some(from), _) => (format!("{person} comes on {from} and does not work here yet on {day}"), ".from"),
        (None, _) => return None,
    };
    let finding = Finding::error("not-here-then", at(config, person, field), message);
    Some(finding.help("name somebody who works here then: `suits people list`"))
}

fn in_time(moving: &Moving<'_>, config: &Config, today: Day) -> Vec<Finding> {
    let mut objections = Vec::new();
    if moving.from == moving.to {
        let message = format!("{} has it already", moving.to);
        let finding = Finding::error("same-person", at(config, moving.to, ""), message);
        objections.push(finding.help("name two people: from whom, and to whom"));
    }
    if moving.day > today {
        let message = format!("a seat has no dates, so nothing can change hands on {} already", moving.day);
        let finding = Finding::error("not-yet", at(config, moving.from, ""), message);
        let help = format!(
            "run it that day, or let somebody stand in: `suits people away {} --from {} --to DATE --deputy {}`",
            moving.from, moving.day, moving.to
        );
        objections.push(finding.help(help));
    }
    objections.extend(not_here(config, moving.to, moving.day));
    objections
}

/// Whoever had a seat by their role hands it to somebody who has one for it too.
fn unfit(held: &Held<'_>, moving: &Moving<'_>, config: &Config) -> Option<Finding> {
    let seat = held.seat.filter(|_| matches!(held.what, What::ClientSeat | What::JobSeat))?;
    if seats::fits(config, moving.to, seat) || !seats::fits(config, moving.from, seat) {
        return None;
    }
    let own = config.person(moving.to).map(|facts| facts.roles.join(", ")).filter(|roles| !roles.is_empty());
    let message = format!(
        "the seat `{seat}` of {} takes {}, and {} is {}",
        held.record,
        seats::roles_of(config, seat),
        moving.to,
        own.unwrap_or_else(|| "nothing of the kind".to_owned())
    );
    let others = seats::who_fits(config, seat, moving.day).into_iter().filter(|person| *person != moving.from);
    let others: Vec<String> = others.take(3).map(|person| format!("`{person}`")).collect();
    let somebody = if others.is_empty() { String::new() } else { format!("give it to {}, ", others.join(" or ")) };
    let finding = Finding::error("unfit-for-seat", Place::value(held.source, held.path.clone()), message);
    Some(finding.help(format!("{somebody}move only what fits with `--seat SEAT`, or add the role in `suits.toml`")))
}

/// The job and the place of a ball.
fn handed<'a>(held: &Held<'_>, agency: &'a Agency) -> Option<(&'a Located<Job>, usize)> {
    let [Step::Key(_), Step::Index(index), Step::Key(_)] = held.path.0.as_slice() else { return None };
    let id = JobId::parse(&held.record).ok().filter(|_| held.what == What::Handoff)?;
    Some((agency.jobs.get(&id).found()?, *index))
}

/// The ball goes to somebody else within its stage: done for the one, asked anew of the other, until the same day.
fn change_of_hands(
    job: &Located<Job>,
    index: usize,
    moving: &Moving<'_>,
    then: &Traffic<'_>,
    actor: Actor<'_>,
) -> Result<Vec<Edit>, Box<Finding>> {
    let (handoff, day) = (&job.record.handoffs[index], moving.day);
    if let Some((path, last)) = latest(handoff, index).filter(|(_, last)| *last > day) {
        let message = format!("the handoff of {} says something of {last}, so it cannot change hands on {day}", job.id);
        let finding = Finding::error("dated-later", job.at(path.clone()), message).typed("--from");
        let finding = finding.related(job.at(path), "of that day");
        return Err(Box::new(finding.help(format!("name that day or a later one: `--from {last}`"))));
    }
    let due = then
        .ball(job)
        .filter(|ball| ball.handoff.is_some_and(|(at, _)| at == index))
        .and_then(|ball| ball.effective_due);
    // whose days were waited on is told of the ball as long as it is late, whoever has it
    let waits: Vec<Value> = handoff.waiting.iter().map(waited).collect();
    let next = item([
        ("id", Some(Value::text((actor.mint)()))),
        ("stage", Some(Value::bare(&handoff.stage))),
        ("from", Some(Value::text(moving.from.as_str()))),
        ("to", Some(Value::text(moving.to.as_str()))),
        ("date", Some(Value::bare(day))),
        ("due", due.or(handoff.due).map(Value::bare)),
        ("waiting", Some(Value::List(waits)).filter(|_| !handoff.waiting.is_empty())),
        ("note", Some(Value::text(format!("reassigned from {}", moving.from)))),
    ]);
    Ok(vec![
        Edit::set(key_path!["handoffs", index, "done"], Value::bare(day)),
        Edit::append(key_path!["handoffs"], next),
    ])
}

fn waited(wait: &Wait) -> Value {
    let note = wait.note.clone().map(Value::Text);
    item([("date", Some(Value::bare(wait.date))), ("party", Some(Value::bare(wait.party))), ("note", note)])
}

/// The latest day that a handoff speaks of, its due aside.
fn latest(handoff: &Handoff, index: usize) -> Option<(KeyPath, Day)> {
    let at = |key: &'static str| key_path!["handoffs", index, key];
    let waits = handoff.waiting.iter().enumerate();
    let waits = waits.map(|(wait, noted)| (at("waiting").then(wait).then("date"), noted.date));
    let own = [Some((at("date"), handoff.date)), handoff.accepted.map(|day| (at("accepted"), day))];
    own.into_iter().flatten().chain(waits).max_by_key(|(_, day)| *day)
}

/// The other's name in place of the one's. Whoever reviews a round already does not review it twice.
fn renamed(held: &Held<'_>, moving: &Moving<'_>, agency: &Agency) -> Edit {
    let reviews = held.what == What::Review && held.path.first_key() == Some("reviewers");
    let round = RoundId::parse(&held.record).ok().filter(|_| reviews);
    let twice = round
        .and_then(|id| agency.rounds.get(&id).found())
        .is_some_and(|round| round.reviewers.iter().any(|reviewer| reviewer.by == *moving.to));
    match held.path.parent().filter(|_| twice) {
        Some(entry) => Edit::remove(entry),
        None => Edit::set(held.path.clone(), Value::text(moving.to.as_str())),
    }
}
