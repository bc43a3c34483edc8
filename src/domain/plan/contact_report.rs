//! Contact reports: items taken down, actions done, the report sent out, objections to it.

use super::{free_id, item};
use crate::domain::agency::Agency;
use crate::domain::contact_report::{ContactReport, DAYS_TO_ISSUE, DAYS_TO_OBJECT, ReportItem};
use crate::domain::parties::Calendars;
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;
use crate::source::{ChangeSet, Edit, FileChange, KeyPath, Step, Value};
use crate::values::{Day, ItemId, PersonId, did_you_mean};

/// What is taken down of a meeting: one decision, or one action.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// What was decided.
    pub decision: Option<String>,
    /// What is to be done.
    pub action: Option<String>,
    /// About what.
    pub topic: Option<String>,
    /// Who does it.
    pub owner: Option<PersonId>,
    /// By when.
    pub due: Option<Day>,
    /// A short word for it; absent: minted.
    pub id: Option<String>,
}

impl Point {
    /// The item as it is written.
    pub fn value(&self, id: &str) -> Value {
        item([
            ("id", Some(Value::text(id))),
            ("topic", self.topic.clone().map(Value::Text)),
            ("decision", self.decision.clone().map(Value::Text)),
            ("action", self.action.clone().map(Value::Text)),
            ("owner", self.owner.as_ref().map(|owner| Value::text(owner.as_str()))),
            ("due", self.due.map(Value::bare)),
        ])
    }

    /// Which of owner and due an action lacks.
    pub fn lacks(&self) -> Vec<&'static str> {
        lacks(self.action.is_some(), self.owner.is_some(), self.due.is_some())
    }
}

fn lacks(is_action: bool, has_owner: bool, has_due: bool) -> Vec<&'static str> {
    [("owner", has_owner), ("due", has_due)]
        .into_iter()
        .filter(|(_, there)| is_action && !there)
        .map(|(key, _)| key)
        .collect()
}

/// `items.sizes`, or `items[1]` where nobody named it.
fn path_of(at: usize, item: &ReportItem) -> String {
    item.id.as_ref().map_or_else(|| format!("items[{at}]"), |id| format!("items.{id}"))
}

/// The command that gives an action what it lacks.
fn complete(report: &str, path: &str, lacks: &[&str]) -> String {
    let fields = lacks.iter().map(|key| format!("{path}.{key}={}", if *key == "due" { "DATE" } else { "PERSON" }));
    format!("`suits contact-report set {report} {}`", fields.collect::<Vec<_>>().join(" "))
}

/// What comes after something was taken down: what is still missing, else the report goes out.
pub fn after_taking_down(report: &str, points: &[(String, &Point)]) -> String {
    let unfinished = points.iter().find(|(_, point)| !point.lacks().is_empty());
    match unfinished {
        Some((id, point)) => {
            let lacks = point.lacks();
            format!("`{id}` has no {}: {}", lacks.join(" and no "), complete(report, &format!("items.{id}"), &lacks))
        }
        None => format!("when it is complete, send it to everybody and say so: `suits contact-report issue {report}`"),
    }
}

/// Takes down decisions and actions, each with the id it gets.
pub fn add(report: &Located<ContactReport>, points: &[(String, &Point)]) -> Result<ChangeSet, Vec<Finding>> {
    let mut objections = Vec::new();
    if let Some(issued) = report.issued {
        let message = format!("{} was sent out on {issued}: what was agreed is not added to", report.id);
        let help = format!("write down what came later by itself: `suits contact-report new {}`", report.id.client());
        objections.push(Finding::error("already-issued", report.at(key_path!["issued"]), message).help(help));
    }
    for (at, (id, point)) in points.iter().enumerate() {
        let taken = report.items.iter().any(|item| item.id.as_ref().is_some_and(|other| other.as_str() == id));
        if taken || points[..at].iter().any(|(other, _)| other == id) {
            let message = format!("{} already has an item `{id}`", report.id);
            let written = report.items.iter().filter_map(|item| item.id.as_ref()).map(ItemId::as_str);
            let taken: Vec<&str> = written.chain(points.iter().map(|(id, _)| id.as_str())).collect();
            let help = format!("another word for it: `--id {}`", free_id(id, &taken));
            objections.push(Finding::error("duplicate-id", report.at(key_path!["items"]), message).help(help));
        }
        if let Some(due) = point.due.filter(|due| *due < report.date) {
            let message = format!("an action due on {due}, before the meeting of {}", report.date);
            objections.push(Finding::error("date-out-of-order", report.at(key_path!["date"]), message));
        }
    }
    if !objections.is_empty() {
        return Err(objections);
    }
    let told = points.iter().map(|(id, point)| {
        let what = if point.action.is_some() { "action" } else { "decision" };
        let owner = point.owner.as_ref().map_or_else(String::new, |owner| format!(", {owner}"));
        let due = point.due.map_or_else(String::new, |due| format!(", due {} {due}", due.weekday()));
        format!("{}: {what} `{id}` taken down{owner}{due}", report.id)
    });
    Ok(ChangeSet {
        summary: told.collect(),
        next: Some(after_taking_down(&report.id.to_string(), points)),
        files: vec![FileChange::Edit {
            source: report.source,
            edits: points.iter().map(|(id, point)| Edit::append(key_path!["items"], point.value(id))).collect(),
        }],
    })
}

/// The item that was typed: by its id, else by its place: `[0]`.
fn found<'r>(report: &'r Located<ContactReport>, typed: &str) -> Result<(usize, &'r ReportItem), Vec<Finding>> {
    let items = &report.record.items;
    let place = typed.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).and_then(|digits| digits.parse().ok());
    let at = match place {
        Some(at) => Some(at).filter(|at: &usize| *at < items.len()),
        None => items.iter().position(|item| item.id.as_ref().is_some_and(|id| id.as_str() == typed)),
    };
    at.map(|at| (at, &items[at])).ok_or_else(|| {
        let actions = items.iter().enumerate().filter(|(_, item)| item.to_do().is_some());
        let name =
            |(at, item): (usize, &ReportItem)| item.id.as_ref().map_or_else(|| format!("[{at}]"), ToString::to_string);
        let names: Vec<String> = actions.map(name).collect();
        let help = did_you_mean(typed, names.iter().map(String::as_str), || match names.as_slice() {
            [] => "it has no actions".to_owned(),
            some => format!("its actions: {}", some.join(", ")),
        });
        let message = format!("{} has no item `{typed}`", report.id);
        vec![Finding::error("unknown-item", report.at(key_path!["items"]), message).help(help)]
    })
}

/// Writes down that an action was done.
pub fn done(report: &Located<ContactReport>, typed: &str, date: Day) -> Result<ChangeSet, Vec<Finding>> {
    let (at, item) = found(report, typed)?;
    let path = |key: &'static str| key_path!["items", at, key];
    let refuse = |code, key, message: String, help: String| {
        Err(vec![Finding::error(code, report.at(path(key)), message).help(help)])
    };
    let Some(action) = item.to_do() else {
        let message = format!("`{typed}` of {} is a decision: there is nothing to do", report.id);
        return refuse("not-an-action", "decision", message, "name an action".to_owned());
    };
    if let Some(done) = item.done {
        let message = format!("`{typed}` of {} was done on {done}", report.id);
        let help = format!("if it was not: `suits contact-report set {} {}.done=null`", report.id, path_of(at, item));
        return refuse("already-done", "done", message, help);
    }
    if date < report.date {
        let message = format!("done on {date}, before the meeting of {}", report.date);
        let place = report.at(key_path!["date"]);
        let finding = Finding::error("date-out-of-order", place.clone(), message).typed("--date");
        return Err(vec![finding.related(place, "the meeting").help("name the day it was done with `--date`")]);
    }
    let step = item.id.as_ref().map_or(Step::Index(at), |id| Step::Item("id", id.to_string()));
    let edit = Edit::set(KeyPath(vec![Step::from("items"), step, Step::from("done")]), Value::bare(date));
    let open = report.items.iter().enumerate().filter(|(other, item)| *other != at && item.is_open(date)).count();
    let late = item.due.filter(|due| *due < date).map_or_else(String::new, |due| format!(", due {due}"));
    Ok(ChangeSet {
        summary: vec![format!("{}: done{late}: {action}; {open} still open", report.id)],
        next: None,
        files: vec![FileChange::Edit { source: report.source, edits: vec![edit] }],
    })
}

/// Writes down that the report was sent out.
pub fn issue(report: &Located<ContactReport>, date: Day, agency: &Agency) -> Result<ChangeSet, Vec<Finding>> {
    let id = report.id.to_string();
    let mut objections = Vec::new();
    if let Some(issued) = report.issued {
        let message = format!("{id} was sent out on {issued}");
        let help = format!("if that is the wrong day: `suits contact-report edit {id}`");
        return Err(vec![Finding::error("already-issued", report.at(key_path!["issued"]), message).help(help)]);
    }
    if report.items.iter().all(|item| item.decided().is_none() && item.to_do().is_none()) {
        let message = format!("{id} has no decision and no action: there is nothing to agree to");
        let help =
            format!("`suits contact-report add {id} --decision \"…\"`, or `--action \"…\" --owner PERSON --due DATE`");
        objections.push(Finding::error("nothing-to-issue", report.at(key_path!["items"]), message).help(help));
    }
    for (at, item) in report.items.iter().enumerate() {
        let lacks = lacks(item.to_do().is_some() && item.done.is_none(), item.owner.is_some(), item.due.is_some());
        if lacks.is_empty() {
            continue;
        }
        let message = format!("the action `{}` has no {}", item.to_do().unwrap_or_default(), lacks.join(" and no "));
        let finding = Finding::error("unowned-action", report.at(key_path!["items", at, "action"]), message);
        objections.push(finding.help(complete(&id, &path_of(at, item), &lacks)));
    }
    if date < report.date {
        let message = format!("sent out on {date}, before the meeting of {}", report.date);
        let place = report.at(key_path!["date"]);
        let finding = Finding::error("date-out-of-order", place.clone(), message).typed("--date");
        objections.push(finding.related(place, "the meeting").help("name the day it was sent with `--date`"));
    }
    if !objections.is_empty() {
        return Err(objections);
    }
    let calendars = Calendars::of(&agency.config);
    let writer = calendars.person(&report.author);
    let late = match writer.working_days_between(writer.add(report.date, DAYS_TO_ISSUE), date) {
        0 => String::new(),
        days => {
            let due = writer.add(report.date, DAYS_TO_ISSUE);
            format!(
                ", {days} working {} late: it was due {} {due}",
                if days == 1 { "day" } else { "days" },
                due.weekday()
            )
        }
    };
    let until = calendars.client(agency, &report.id.client()).add(date, DAYS_TO_OBJECT);
    let everybody = report.client.iter().chain(&report.agency).chain(&report.distribution);
    let mut to: Vec<&str> = everybody.filter(|person| **person != report.author).map(PersonId::as_str).collect();
    to.sort_unstable();
    to.dedup();
    let to = if to.is_empty() { String::new() } else { format!(" to {}", to.join(", ")) };
    Ok(ChangeSet {
        summary: vec![
            format!("{id}: issued on {} {date}{to}{late}", date.weekday()),
            format!("agreed unless somebody objects by {} {until}", until.weekday()),
        ],
        next: Some(format!("if somebody does: `suits contact-report object {id} --by PERSON --text \"…\"`")),
        files: vec![FileChange::Edit {
            source: report.source,
            edits: vec![Edit::set(key_path!["issued"], Value::bare(date))],
        }],
    })
}

/// Whether somebody may object: they were there, were sent it, or are in a post at the client that day.
fn may_object(report: &Located<ContactReport>, by: &PersonId, date: Day, agency: &Agency) -> bool {
    let named = report.client.iter().chain(&report.agency).chain(&report.distribution).chain([&report.author]);
    named.into_iter().any(|person| person == by)
        || agency.contact_at(&report.id.client(), by).is_some_and(|contact| contact.is_there(date))
}

/// Takes down an objection.
pub fn object(
    report: &Located<ContactReport>,
    by: &PersonId,
    text: &str,
    date: Day,
    agency: &Agency,
) -> Result<ChangeSet, Vec<Finding>> {
    let id = &report.id;
    let calendars = Calendars::of(&agency.config);
    let client = calendars.client(agency, &id.client());
    let Some((issued, until)) = report.issued.zip(report.objections_until(client)) else {
        let message = format!("{id} has not been sent out: nobody can object to it yet");
        let help = format!(
            "put it right while it is a draft: `suits contact-report edit {id}`; then `suits contact-report issue {id}`"
        );
        return Err(vec![Finding::error("not-issued", report.at(key_path!["issued"]), message).help(help)]);
    };
    if date < issued {
        let message = format!("an objection of {date} to a report sent out on {issued}");
        let place = report.at(key_path!["issued"]);
        let finding = Finding::error("date-out-of-order", place.clone(), message).typed("--date");
        return Err(vec![finding.related(place, "sent out").help("name the day of the objection with `--date`")]);
    }
    if !may_object(report, by, date, agency) {
        let message = format!("`{by}` was not there, did not get {id}, and is in no post at the client");
        let help = format!("if they got it: `suits contact-report set {id} distribution+={by}`");
        return Err(vec![
            Finding::error("not-theirs-to-object", report.at(key_path!["distribution"]), message).help(help),
        ]);
    }
    let value =
        Value::map([("date", Value::bare(date)), ("by", Value::text(by.as_str())), ("text", Value::text(text))]);
    let late = client.working_days_between(until, date);
    let before = report.objections.iter().filter(|said| said.date <= until).min_by_key(|said| said.date);
    let (told, next) = if until < date {
        let by_days = match late {
            0 => String::new(),
            1 => " by 1 working day".to_owned(),
            days => format!(" by {days} working days"),
        };
        let stands = match &before {
            Some(first) => format!(
                "{} had objected in time, on {} {}, so the report does not count as agreed anyway",
                first.by,
                first.date.weekday(),
                first.date
            ),
            None => format!("nobody had objected by {} {until}, so the report stays agreed", until.weekday()),
        };
        (format!("{id}: objection of {by} kept; it is late{by_days}: {stands}"), None)
    } else {
        let next = format!("settle it, and write down what is agreed now: `suits contact-report new {}`", id.client());
        let told = match &before {
            Some(first) if first.by == *by => {
                format!("{id}: {by} objects again; the report does not count as agreed since {}", first.date)
            }
            Some(first) => {
                let (who, since) = (&first.by, first.date);
                format!("{id}: {by} objects too; since {who} objected on {since}, the report does not count as agreed")
            }
            None => format!("{id}: {by} objects; the report does not count as agreed"),
        };
        (told, Some(next))
    };
    Ok(ChangeSet {
        summary: vec![told],
        next,
        files: vec![FileChange::Edit {
            source: report.source,
            edits: vec![Edit::append(key_path!["objections"], value)],
        }],
    })
}
