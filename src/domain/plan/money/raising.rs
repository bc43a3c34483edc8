//! A change order begun, and lines put to it while it is a draft.

use super::agreeing::moved_due;
use super::change::Asked;
use super::groundwork::objections;
use super::version::latest;
use crate::domain::job::Job;
use crate::domain::job_money::{Cause, ChangeStatus};
use crate::domain::money::agreement::Agreement;
use crate::domain::money::contingency::Contingency;
use crate::domain::money::terms::Terms;
use crate::domain::plan::{free_id, item, turn};
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;
use crate::source::{ChangeSet, Edit, FileChange, Value};
use crate::values::{Currency, Day, ItemId};

/// A change order as asked for.
#[derive(Clone, Debug)]
pub struct Raising {
    /// Its id; absent: the next free number.
    pub id: Option<ItemId>,
    /// Why.
    pub cause: Cause,
    /// What.
    pub text: String,
    /// Working days it costs.
    pub schedule_days: Option<i32>,
    /// Its currency; absent: that of the estimate it changes.
    pub currency: Option<Currency>,
    /// When it was raised; absent: today.
    pub date: Option<Day>,
    /// Its first line.
    pub line: Option<NewLine>,
}

/// A line as asked for.
#[derive(Clone, Debug)]
pub struct NewLine {
    /// Its id; absent: that of the change order and a number.
    pub id: Option<ItemId>,
    /// Its fields, ready to write, in the order of records.
    pub fields: Vec<(&'static str, Value)>,
}

/// Raises a change order.
pub fn raise(asked: Asked<'_>, raising: &Raising) -> Result<ChangeSet, Vec<Finding>> {
    let (job, actor) = (asked.job, asked.actor);
    let date = raising.date.unwrap_or(actor.today);
    let found = objections(job, asked.traffic, actor.by, date);
    if !found.is_empty() {
        return Err(found);
    }
    let taken: Vec<&str> = job.change_orders.iter().map(|order| order.id.as_str()).collect();
    let id = match &raising.id {
        Some(id) if taken.contains(&id.as_str()) => {
            let at = taken.iter().position(|other| *other == id.as_str()).unwrap_or_default();
            let message = format!("{} already has a change order `{id}`", job.id);
            let free = free_id(id.as_str(), &taken);
            let help = format!("another word for it: `--id {free}`; to add a line to it: `--to {id}`");
            let place = job.at(key_path!["change_orders", at, "id"]);
            let finding = Finding::error("duplicate-id", place.clone(), message).typed("--id");
            return Err(vec![finding.related(place, "has it").help(help)]);
        }
        Some(id) => id.to_string(),
        None => numbered("co", &taken),
    };
    let line = raising.line.as_ref().map(|line| written(job, &id, line)).transpose()?;
    let terms = Terms::of(asked.traffic.agency, job);
    let agreement = terms.as_ref().ok().map(|terms| Agreement::of(job, terms, actor.today));
    // in the currency of what it changes, where that is not the client's own
    let estimate = agreement.as_ref().and_then(|agreement| agreement.estimate);
    let usual = terms.as_ref().ok().map(|terms| terms.currency);
    let drafted = || latest(job).and_then(|(_, estimate)| estimate.currency);
    let own = estimate.map(|estimate| estimate.total.currency).or_else(drafted);
    let foreign = own.filter(|own| Some(*own) != usual);
    let value = item([
        ("id", Some(Value::text(id.clone()))),
        ("date", Some(Value::bare(date))),
        ("cause", Some(Value::bare(raising.cause))),
        ("text", Some(Value::text(raising.text.clone()))),
        ("schedule_days", raising.schedule_days.map(Value::bare)),
        ("status", Some(Value::bare(ChangeStatus::Draft))),
        ("currency", raising.currency.or(foreign).map(Value::bare)),
        ("lines", Some(line.as_ref().map_or(Value::Words(Vec::new()), |(_, line)| Value::List(vec![line.clone()])))),
        ("approvals", Some(Value::Words(Vec::new()))),
    ]);
    let with = line.as_ref().map_or_else(String::new, |(line, _)| format!(" with line `{line}`"));
    let mut summary = vec![format!("{}: change order `{id}` ({}) raised{with}", job.id, raising.cause)];
    if let Some(due) = moved_due(raising.schedule_days, &asked) {
        summary.push(format!("{}: with it the due moves to {}", job.id, turn::said(due)));
    }
    if let Some((terms, agreement)) = terms.as_ref().ok().zip(agreement.as_ref()) {
        let contingency = Contingency::of(job, agreement, terms, actor.today).and_then(Result::ok);
        summary.extend(contingency.map(|contingency| format!("{}: {}", job.id, contingency.told())));
        if agreement.estimate.is_none() && !job.estimates.is_empty() {
            summary.push(format!(
                "{}: no estimate is approved yet; what is not agreed may as well go into it: `suits job estimate add {0} …`",
                job.id
            ));
        }
    }
    Ok(ChangeSet {
        summary,
        next: Some(next(job, &id, line.is_none() && raising.schedule_days.is_none())),
        files: vec![FileChange::Edit {
            source: job.source,
            edits: vec![Edit::append(key_path!["change_orders"], value)],
        }],
    })
}

/// Adds a line to a change order that is a draft.
pub fn add_line(id: &str, line: &NewLine, asked: Asked<'_>) -> Result<ChangeSet, Vec<Finding>> {
    let job = asked.job;
    let standing = objections(job, asked.traffic, asked.actor.by, asked.actor.today);
    if !standing.is_empty() {
        return Err(standing);
    }
    let found = asked.find(id)?;
    let order = found.order;
    if let Some(closed) = found.closed_to_lines(&asked)? {
        return Err(closed);
    }
    let (name, value) = written(job, order.id.as_str(), line)?;
    Ok(ChangeSet {
        summary: vec![format!("{}: line `{name}` added to change order `{}`", job.id, order.id)],
        next: Some(next(job, order.id.as_str(), false)),
        files: vec![FileChange::Edit {
            source: job.source,
            edits: vec![Edit::append(found.path.then("lines"), value)],
        }],
    })
}

fn next(job: &Located<Job>, id: &str, is_empty: bool) -> String {
    if is_empty {
        return format!(
            "say what it charges for: `suits job change add {} --to {id} --kind fee --role ROLE --hours 12`",
            job.id
        );
    }
    format!("when it is complete: `suits job change approve {} {id} --for internal`", job.id)
}

/// The next number behind a word that no item has: `co1`, `co2`.
pub(super) fn numbered(stem: &str, taken: &[&str]) -> String {
    let numbers = taken.iter().filter_map(|id| id.strip_prefix(stem)?.parse::<u32>().ok());
    format!("{stem}{}", numbers.max().unwrap_or_default().saturating_add(1))
}

/// A line with its id, which no line of the job's other papers has: time, orders and invoices name it.
fn written(job: &Located<Job>, order: &str, line: &NewLine) -> Result<(String, Value), Vec<Finding>> {
    let taken = names(job);
    let id = match &line.id {
        Some(id) if taken.iter().any(|(other, _)| *other == id) => {
            let place =
                taken.iter().find(|(other, _)| *other == id).map(|(_, place)| place.clone()).unwrap_or_default();
            let all: Vec<&str> = taken.iter().map(|(id, _)| id.as_str()).collect();
            let help = format!("another word for it: `--line {}`", free_id(id.as_str(), &all));
            let message = format!("{} already has a line `{id}`", job.id);
            let finding = Finding::error("duplicate-id", job.at(place.clone()), message).typed("--line");
            return Err(vec![finding.related(job.at(place), "has it").help(help)]);
        }
        Some(id) => id.to_string(),
        None => {
            // an id has up to 32 characters
            let stem = order.get(..26).unwrap_or(order);
            let free = |number: &u32| taken.iter().all(|(id, _)| id.as_str() != format!("{stem}-{number}"));
            let number = (1..10_000).find(free).unwrap_or(1);
            format!("{stem}-{number}")
        }
    };
    let mut fields = vec![("id".to_owned(), Value::text(id.clone()))];
    fields.extend(line.fields.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
    Ok((id, Value::Map(fields)))
}

/// Every line of the job that has an id, and where that stands.
pub(super) fn names(job: &Located<Job>) -> Vec<(&ItemId, crate::source::KeyPath)> {
    let record = &job.record;
    let estimates = record.estimates.iter().enumerate().map(|(at, paper)| ("estimates", at, &paper.lines));
    let changes = record.change_orders.iter().enumerate().map(|(at, paper)| ("change_orders", at, &paper.lines));
    let lines = estimates.chain(changes).flat_map(|(list, at, lines)| {
        lines
            .iter()
            .enumerate()
            .filter_map(move |(line, one)| Some((one.id.as_ref()?, key_path![list, at, "lines", line, "id"])))
    });
    lines.collect()
}
