//! When people are not there: days away and who stands in, back before that, and the last day. All of it is written in `suits.toml`.

use super::people::{at, by_kind, not_here};
use crate::config::{Away, Config};
use crate::domain::held::{Held, What};
use crate::domain::seats;
use crate::finding::Finding;
use crate::key_path;
use crate::source::{ChangeSet, Edit, FileChange, KeyPath, Value};
use crate::values::{Day, PersonId};

/// Days away as asked for.
#[derive(Clone, Copy, Debug)]
pub struct Absence<'a> {
    /// Who.
    pub person: &'a PersonId,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Who stands in.
    pub deputy: Option<&'a PersonId>,
}

impl Absence<'_> {
    fn meets(&self, other: &Away) -> bool {
        other.from <= self.to && self.from <= other.to
    }
}

/// Plans days away. `held` is what is in anybody's name. The same days once more only name another deputy.
pub fn away(asked: &Absence<'_>, config: &Config, held: &[Held<'_>]) -> Result<ChangeSet, Vec<Finding>> {
    let Absence { person, from, to, deputy } = *asked;
    let same = |away: &Away| (away.from, away.to) == (from, to);
    let known = config.person(person).map_or(&[][..], |facts| &facts.away);
    let there = known.iter().position(same);
    let mut objections = objections(asked, config, there.is_some());
    objections.extend(deputy.and_then(|deputy| unable(asked, deputy, config)));
    if !objections.is_empty() {
        return Err(objections);
    }
    let path = path(person).then("away");
    let edit = match (there, deputy) {
        (Some(index), Some(deputy)) => Some(Edit::set(path.then(index).then("deputy"), Value::text(deputy.as_str()))),
        (Some(_), None) => None,
        (None, _) => {
            let deputy = deputy.map(|deputy| ("deputy", Value::text(deputy.as_str())));
            let days = [("from", Value::bare(from)), ("to", Value::bare(to))];
            Some(Edit::append(path, Value::map(days.into_iter().chain(deputy))))
        }
    };
    let stands_in = deputy.map_or_else(|| "nobody stands in".to_owned(), |deputy| format!("{deputy} stands in"));
    let mut summary =
        vec![format!("{person}: away from {} {from} to {} {to}, {stands_in}", from.weekday(), to.weekday())];
    summary.extend(left(asked, held));
    summary.extend(deputy.and_then(|deputy| lacking(asked, deputy, config, held)));
    summary.extend(stranded(asked, config));
    let next = deputy.is_none().then(|| {
        format!("name somebody who stands in: `suits people away {person} --from {from} --to {to} --deputy PERSON`")
    });
    Ok(ChangeSet { summary, next, files: file(config, edit) })
}

fn path(person: &PersonId) -> KeyPath {
    key_path!["people", person.to_string()]
}

fn file(config: &Config, edit: Option<Edit>) -> Vec<FileChange> {
    let change = config.source.zip(edit).map(|(source, edit)| FileChange::Edit { source, edits: vec![edit] });
    change.into_iter().collect()
}

fn objections(asked: &Absence<'_>, config: &Config, again: bool) -> Vec<Finding> {
    let Absence { person, from, to, .. } = *asked;
    if to < from {
        let message = format!("nobody is away from {from} to {to}: the last day is before the first");
        let finding = Finding::error("reversed-absence", at(config, person, ""), message);
        return vec![finding.typed("--to").help("name the first day with `--from` and the last with `--to`")];
    }
    let mut objections: Vec<Finding> = not_here(config, person, from).into_iter().collect();
    if objections.is_empty()
        && let Some(last) = config.person(person).and_then(|facts| facts.to).filter(|last| *last < to)
    {
        let message = format!("{person} leaves on {last}, before the absence ends on {to}");
        let finding = Finding::error("not-here-then", at(config, person, ".to"), message);
        let finding = finding.typed("--to").related(at(config, person, ".to"), "the last day");
        objections.push(finding.help(format!("end it on the last day: `--to {last}`")));
    }
    let known = config.person(person).map_or(&[][..], |facts| &facts.away);
    let met = known.iter().enumerate().filter(|(_, away)| !again && asked.meets(away));
    objections.extend(met.map(|(index, away)| {
        let message = format!("{person} is away from {} to {} already", away.from, away.to);
        let finding = Finding::error("absence-overlaps", at(config, person, &format!(".away[{index}]")), message);
        finding.help(format!(
            "name days that do not meet it, or call it off first: `suits people back {person} --on {}`",
            away.from
        ))
    }));
    objections
}

/// Why a deputy cannot stand in.
fn unable(asked: &Absence<'_>, deputy: &PersonId, config: &Config) -> Option<Finding> {
    let Absence { person, from, to, .. } = *asked;
    let help = "name somebody who is there on all of these days, or nobody";
    if deputy == person {
        let message = format!("{person} cannot stand in for {person}");
        return Some(Finding::error("deputy-not-there", at(config, person, ""), message).help(help));
    }
    if let Some(finding) = not_here(config, deputy, from).or_else(|| not_here(config, deputy, to)) {
        return Some(finding.help(help));
    }
    let facts = config.person(deputy)?;
    let (index, away) = facts.away.iter().enumerate().find(|(_, away)| asked.meets(away))?;
    let place = at(config, deputy, &format!(".away[{index}]"));
    let circle = circle(asked, config);
    let message = match circle {
        Some(day) => format!("on {day} {person} and {deputy} would stand in for each other, in a circle"),
        None => format!("{deputy} is away too, from {} to {}", away.from, away.to),
    };
    let code = if circle.is_some() { "deputies-in-a-circle" } else { "deputy-not-there" };
    Some(Finding::error(code, place, message).help(help))
}

/// The first day on which the deputies lead back to whoever is away.
fn circle(asked: &Absence<'_>, config: &Config) -> Option<Day> {
    let mut day = asked.from;
    while day <= asked.to {
        let mut at = asked.deputy?;
        // no way past every person once can lead to somebody new
        for _ in 0..config.people.len() {
            match config.person(at).and_then(|facts| facts.deputy(day)) {
                Some(next) if next == asked.person => return Some(day),
                Some(next) => at = next,
                None => break,
            }
        }
        // who stands in for whom changes only where an absence begins
        let starts = config.people.values().flat_map(|facts| &facts.away).map(|away| away.from);
        day = starts.filter(|start| *start > day).min()?;
    }
    None
}

/// What the deputy will see.
fn left(asked: &Absence<'_>, held: &[Held<'_>]) -> Vec<String> {
    let balls = held.iter().filter(|held| held.person == asked.person && held.what == What::Handoff);
    let due = |held: &&Held<'_>| held.due.is_some_and(|due| due <= asked.to);
    let dues: Vec<String> =
        balls.clone().filter(due).filter_map(|held| Some(format!("{} {}", held.record, held.due?))).collect();
    let whom = asked.deputy.map_or_else(|| "nobody".to_owned(), ToString::to_string);
    match (balls.count(), dues.len()) {
        (0, _) => Vec::new(),
        (count, 0) => vec![format!("{whom} will see {}, none due until {}", What::Handoff.counted(count), asked.to)],
        (count, due) => {
            let dues = dues.join(", ");
            vec![format!("{whom} will see {}, {due} due until {}: {dues}", What::Handoff.counted(count), asked.to)]
        }
    }
}

/// Seats whose roles the deputy does not have: worth knowing, no reason to refuse.
fn lacking(asked: &Absence<'_>, deputy: &PersonId, config: &Config, held: &[Held<'_>]) -> Option<String> {
    let seats = held.iter().filter(|held| held.person == asked.person).filter(|held| held.what != What::Handoff);
    let mut seats: Vec<&str> = seats.filter_map(|held| held.seat).collect();
    seats.sort_unstable();
    seats.dedup();
    seats.retain(|seat| seats::fits(config, asked.person, seat) && !seats::fits(config, deputy, seat));
    (!seats.is_empty()).then(|| {
        let seats = seats.join(", ");
        format!("{deputy} stands in without the role for: {seats}; a yes that takes it is given by somebody who has it")
    })
}

/// Those for whom whoever goes away stands in at the time.
fn stranded(asked: &Absence<'_>, config: &Config) -> Vec<String> {
    let people = config.people.iter().filter(|(id, _)| *id != asked.person && Some(*id) != asked.deputy);
    let absences = people.flat_map(|(id, facts)| facts.away.iter().map(move |away| (id, away)));
    let theirs = absences.filter(|(_, away)| away.deputy.as_ref() == Some(asked.person) && asked.meets(away));
    let goes_to = asked.deputy.map_or_else(|| "nobody".to_owned(), ToString::to_string);
    theirs
        .map(|(id, away)| {
            format!("{} stands in for {id} from {} to {}: that goes to {goes_to} too", asked.person, away.from, away.to)
        })
        .collect()
}

/// Plans the end of an absence: whoever is away on `day` is there again from that day on.
pub fn back(person: &PersonId, day: Day, config: &Config) -> Result<ChangeSet, Vec<Finding>> {
    let known = config.person(person).map_or(&[][..], |facts| &facts.away);
    let Some((index, away)) = known.iter().enumerate().find(|(_, away)| away.from <= day && day <= away.to) else {
        let message = format!("{person} is not away on {day}");
        let finding = Finding::error("not-away-then", at(config, person, ".away"), message);
        let coming = known.iter().filter(|away| away.to >= day).map(|away| format!("{} to {}", away.from, away.to));
        let coming: Vec<String> = coming.collect();
        return Err(vec![finding.help(match coming.as_slice() {
            [] => format!("no absence of {person} lies ahead; `suits people show {person}` shows those that were"),
            some => format!("name a day of the absence with `--on`; away from {}", some.join(", ")),
        })]);
    };
    let at = path(person).then("away").then(index);
    let (edit, said) = if away.from == day {
        (Edit::remove(at), format!("{person}: not away from {} to {} after all", away.from, away.to))
    } else {
        let last = day.plus(-1);
        let said = format!("{person}: back on {} {day}, away from {} to {last}", day.weekday(), away.from);
        (Edit::set(at.then("to"), Value::bare(last)), said)
    };
    Ok(ChangeSet { summary: vec![said], next: None, files: file(config, Some(edit)) })
}

/// Plans somebody's last day, and says what is still in their name.
pub fn leave(person: &PersonId, day: Day, config: &Config, held: &[Held<'_>]) -> Result<ChangeSet, Vec<Finding>> {
    let facts = config.person(person);
    if let Some(first) = facts.and_then(|facts| facts.from).filter(|first| day < *first) {
        let message = format!("{person} comes on {first} and cannot leave on {day}");
        let finding = Finding::error("not-here-then", at(config, person, ".from"), message);
        let finding = finding.typed("--on").related(at(config, person, ".from"), "the first day");
        return Err(vec![finding.help("name the first day or a later one with `--on`")]);
    }
    let before = facts.and_then(|facts| facts.to).filter(|before| *before != day);
    let was = before.map_or_else(String::new, |before| format!(", not {before}"));
    let mut summary = vec![format!("{person}: the last day is {} {day}{was}", day.weekday())];
    let own: Vec<&Held<'_>> = held.iter().filter(|held| held.person == person).collect();
    summary.extend(by_kind(&own).into_iter().map(|line| format!("still in {person}'s name: {line}")));
    let under: Vec<&str> = config
        .people
        .iter()
        .filter(|(_, facts)| facts.reports_to.as_ref() == Some(person) && facts.is_active(day.next()))
        .map(|(id, _)| id.as_str())
        .collect();
    if !under.is_empty() {
        summary.push(format!("still reporting to {person}: {}; change `reports_to` in `suits.toml`", under.join(", ")));
    }
    for (id, facts) in &config.people {
        let later = facts.away.iter().filter(|away| away.deputy.as_ref() == Some(person) && away.to > day);
        summary.extend(
            later.map(|away| format!("{id} is away from {} to {}: somebody else must stand in", away.from, away.to)),
        );
    }
    let next = (!own.is_empty()).then(|| format!("give it to others: `suits people reassign {person} PERSON`"));
    let edit = Edit::set(path(person).then("to"), Value::bare(day));
    Ok(ChangeSet { summary, next, files: file(config, Some(edit)) })
}
