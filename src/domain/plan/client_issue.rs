//! What goes wrong between client and agency: opened, told to the account director, resolved.

use super::item;
use crate::config::Config;
use crate::domain::accounts::DIRECTOR;
use crate::domain::client::{Client, ClientIssue};
use crate::domain::parties::standing_in;
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;
use crate::source::{ChangeSet, Edit, FileChange, KeyPath, Step, Value};
use crate::values::{Day, PersonId, did_you_mean};

/// What went wrong, as told.
#[derive(Clone, Debug)]
pub struct Trouble {
    /// The id it gets.
    pub id: String,
    /// The day it came up.
    pub date: Day,
    /// 1 routine to 4 critical.
    pub severity: u8,
    /// What happened.
    pub text: String,
    /// Who deals with it; absent: the account manager.
    pub owner: Option<PersonId>,
    /// Who is told; absent: the account director, of what is serious.
    pub told: Option<PersonId>,
}

/// `routine` to `critical`.
pub fn severity_word(severity: u8) -> &'static str {
    match severity {
        0 | 1 => "routine",
        2 => "elevated",
        3 => "urgent",
        _ => "critical",
    }
}

/// Whoever sits in a seat of the client, or stands in for them on a day.
fn seated<'a>(client: &'a Located<Client>, seat: &str, config: &'a Config, day: Day) -> Option<&'a PersonId> {
    client.record.team.get(seat).map(|person| standing_in(config, person, day))
}

/// The account director of a client on a day, or whoever stands in; the objection that nobody sits there.
fn director<'a>(client: &'a Located<Client>, config: &'a Config, day: Day) -> Result<&'a PersonId, Vec<Finding>> {
    seated(client, DIRECTOR, config, day).ok_or_else(|| {
        let message = format!("nobody sits as `{DIRECTOR}` of {}, who is to be told", client.id);
        let help =
            format!("`suits client set {} team.{DIRECTOR}=PERSON`, or say who is told: `--to PERSON`", client.id);
        vec![Finding::error("empty-seat", client.key_at(key_path!["team"]), message).help(help)]
    })
}

/// Whoever is told, or deals with it, works here that day.
fn works_here(
    client: &Located<Client>,
    flag: &str,
    person: Option<&PersonId>,
    config: &Config,
    day: Day,
) -> Result<(), Vec<Finding>> {
    let Some(person) = person.filter(|person| config.person(person).is_none_or(|facts| !facts.is_active(day))) else {
        return Ok(());
    };
    let message = format!("`{flag} {person}`: they do not work at the agency on {day}");
    let help = "name somebody of `suits.toml` who does";
    Err(vec![Finding::error("inactive-person", client.at(key_path!["issues"]), message).help(help)])
}

/// Takes down what went wrong; what is serious is told to the account director at once.
pub fn open(client: &Located<Client>, trouble: &Trouble, config: &Config) -> Result<ChangeSet, Vec<Finding>> {
    let Trouble { id, date, severity, .. } = trouble;
    if client.issues.iter().any(|issue| issue.id.as_str() == id) {
        let place = client.at(KeyPath(vec![Step::from("issues"), Step::Item("id", id.clone())]));
        let taken: Vec<&str> = client.issues.iter().map(|issue| issue.id.as_str()).collect();
        let free = super::free_id(id, &taken);
        let finding = Finding::error("duplicate-id", place, format!("{} already has an issue `{id}`", client.id));
        return Err(vec![finding.help(format!("if it is another one: `--id {free}`"))]);
    }
    works_here(client, "--owner", trouble.owner.as_ref(), config, *date)?;
    works_here(client, "--to", trouble.told.as_ref(), config, *date)?;
    let told = match &trouble.told {
        Some(told) => Some(told),
        None if *severity >= ClientIssue::SERIOUS => Some(director(client, config, *date)?),
        None => None,
    };
    let manager = || seated(client, "account-manager", config, *date);
    let owner = trouble.owner.as_ref().or_else(manager);
    let entry = item([
        ("id", Some(Value::text(id.clone()))),
        ("date", Some(Value::bare(date))),
        ("severity", Some(Value::bare(severity))),
        ("text", Some(Value::text(trouble.text.clone()))),
        ("owner", owner.map(|owner| Value::text(owner.as_str()))),
        ("escalated_to", told.map(|told| Value::text(told.as_str()))),
    ]);
    let with = owner.map_or_else(|| "with nobody yet".to_owned(), |owner| format!("with {owner}"));
    let escalated = told.map_or_else(String::new, |told| format!("; {told} is to be told at once"));
    Ok(ChangeSet {
        summary: vec![format!(
            "{}: issue `{id}` opened, severity {severity} ({}), {with}{escalated}",
            client.id,
            severity_word(*severity)
        )],
        next: Some(format!("when it is over: `suits client issue resolve {} {id} --resolution \"…\"`", client.id)),
        files: vec![FileChange::Edit { source: client.source, edits: vec![Edit::append(key_path!["issues"], entry)] }],
    })
}

/// The issue that was typed, and its path.
fn found<'c>(client: &'c Located<Client>, typed: &str) -> Result<(&'c ClientIssue, KeyPath), Vec<Finding>> {
    let issues = &client.record.issues;
    let issue = issues.iter().find(|issue| issue.id.as_str() == typed).ok_or_else(|| {
        let names = || issues.iter().map(|issue| issue.id.as_str());
        let help = did_you_mean(typed, names(), || match names().collect::<Vec<_>>().as_slice() {
            [] => "it has none".to_owned(),
            some => format!("its issues: {}", some.join(", ")),
        });
        let message = format!("{} has no issue `{typed}`", client.id);
        vec![Finding::error("unknown-item", client.at(key_path!["issues"]), message).help(help)]
    })?;
    Ok((issue, KeyPath(vec![Step::from("issues"), Step::Item("id", typed.to_owned())])))
}

/// Writes down that it is over, and how.
pub fn resolve(client: &Located<Client>, typed: &str, resolution: &str, date: Day) -> Result<ChangeSet, Vec<Finding>> {
    let (issue, path) = found(client, typed)?;
    if let Some(resolved) = issue.resolved {
        let message = format!("`{typed}` of {} was resolved on {resolved}", client.id);
        let help = format!("if it came up again, it is another: `suits client issue open {}`", client.id);
        return Err(vec![Finding::error("already-resolved", client.at(path.then("resolved")), message).help(help)]);
    }
    if date < issue.date {
        let message = format!("resolved on {date}, before it came up on {}", issue.date);
        let place = client.at(path.then("date"));
        let finding = Finding::error("date-out-of-order", place.clone(), message).typed("--date");
        return Err(vec![finding.related(place, "came up").help("name the day it was over with `--date`")]);
    }
    let edits = vec![
        Edit::set(path.then("resolved"), Value::bare(date)),
        Edit::set(path.then("resolution"), Value::text(resolution)),
    ];
    Ok(ChangeSet {
        summary: vec![format!("{}: issue `{typed}` resolved on {} {date}", client.id, date.weekday())],
        next: None,
        files: vec![FileChange::Edit { source: client.source, edits }],
    })
}

/// Writes down who was told: somebody named, else the account director.
pub fn escalate(
    client: &Located<Client>,
    typed: &str,
    to: Option<&PersonId>,
    config: &Config,
    today: Day,
) -> Result<ChangeSet, Vec<Finding>> {
    let (issue, path) = found(client, typed)?;
    works_here(client, "--to", to, config, today)?;
    let to = to.map_or_else(|| director(client, config, today), Ok)?;
    if issue.escalated_to.as_ref() == Some(to) {
        let message = format!("`{typed}` of {} was escalated to `{to}` already", client.id);
        let help = format!("name somebody else: `suits client issue escalate {} {typed} --to PERSON`", client.id);
        return Err(vec![
            Finding::error("already-escalated", client.at(path.then("escalated_to")), message).help(help),
        ]);
    }
    let before = issue.escalated_to.as_ref().map_or_else(String::new, |before| format!(", after {before}"));
    Ok(ChangeSet {
        summary: vec![format!("{}: issue `{typed}` escalated to {to}{before}", client.id)],
        next: None,
        files: vec![FileChange::Edit {
            source: client.source,
            edits: vec![Edit::set(path.then("escalated_to"), Value::text(to.as_str()))],
        }],
    })
}
