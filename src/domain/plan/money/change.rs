//! A change order's way: raised with its lines, approved inside the agency, sent, and what the client says of it. Once the client has said
//! yes it is never touched again: what changes after that is another change order.

use super::groundwork::{Quote, approved_later, argument_of, clearing, item_of, objections, refuse};
use crate::domain::approval::Method;
use crate::domain::job::Job;
use crate::domain::job_money::{Cause, ChangeOrder, ChangeStatus};
use crate::domain::money::agreement::{Agreement, currency_of};
use crate::domain::money::lacking::change_yes;
use crate::domain::money::price;
use crate::domain::money::terms::Terms;
use crate::domain::plan::{Actor, item, turn};
use crate::domain::record::Located;
use crate::domain::traffic::Traffic;
use crate::domain::yeses::change_inside;
use crate::finding::Finding;
use crate::key_path;
use crate::source::{ChangeSet, Edit, FileChange, KeyPath, Value};
use crate::values::{Day, ItemId, PersonId, did_you_mean};

/// What a person asked to be done with one change order of a job.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// The job.
    pub job: &'a Located<Job>,
    /// The world around it.
    pub traffic: &'a Traffic<'a>,
    /// Who acts.
    pub actor: Actor<'a>,
}

/// A change order that somebody looks at.
pub(super) struct Found<'a> {
    pub(super) index: usize,
    pub(super) order: &'a ChangeOrder,
    pub(super) here: KeyPath,
    pub(super) path: KeyPath,
}

impl<'a> Asked<'a> {
    /// The change order of an id.
    pub(super) fn find(&self, id: &str) -> Result<Found<'a>, Vec<Finding>> {
        let job = self.job;
        let orders = &job.record.change_orders;
        let wanted = id.to_ascii_lowercase();
        if let Some(index) = orders.iter().position(|order| order.id.as_str() == wanted) {
            let order = &orders[index];
            let here = key_path!["change_orders", index];
            return Ok(Found { index, order, here, path: item_of("change_orders", &order.id) });
        }
        let names: Vec<&str> = orders.iter().map(|order| order.id.as_str()).collect();
        let help = did_you_mean(&wanted, names.iter().copied(), || match names.as_slice() {
            [] => format!("raise one: {}", raise(job)),
            some => format!("its change orders: {}", some.join(", ")),
        });
        let message = format!("{} has no change order `{id}`", job.id);
        Err(refuse(job, key_path!["change_orders"], "unknown-item", message, help))
    }

    /// What it is priced on.
    pub(super) fn terms(&self) -> Result<Terms<'a>, Vec<Finding>> {
        Terms::of(self.traffic.agency, self.job).map_err(|why| {
            let help = "put the client's record right first".to_owned();
            refuse(self.job, key_path!["change_orders"], "unpriced", why.to_string(), help)
        })
    }

    pub(super) fn changed(&self, summary: Vec<String>, next: Option<String>, edits: Vec<Edit>) -> ChangeSet {
        ChangeSet { summary, next, files: vec![FileChange::Edit { source: self.job.source, edits }] }
    }

    pub(super) fn standing(&self, day: Day) -> Result<(), Vec<Finding>> {
        let found = objections(self.job, self.traffic, self.actor.by, day);
        if found.is_empty() { Ok(()) } else { Err(found) }
    }
}

/// The command that raises another.
pub(in crate::domain::plan) fn raise(job: &Located<Job>) -> String {
    format!("`suits job change add {} --cause {} --text \"…\"`", job.id, Cause::ClientRevision)
}

impl Found<'_> {
    /// The refusal that it is closed: agreed, refused or taken back.
    pub(super) fn closed(&self, asked: &Asked<'_>, terms: &Terms<'_>) -> Option<Vec<Finding>> {
        let (job, id) = (asked.job, &self.order.id);
        let place = self.here.then("status");
        let agreed = Agreement::of(job, terms, asked.actor.today).changes;
        let agreed = agreed.into_iter().find(|change| change.index == self.index).map(|change| change.approval);
        let (code, message) = match (agreed, self.order.status) {
            (Some(yes), _) => {
                let what = format!("`{id}` was approved by `{}` on {} and stays as it is", yes.by, yes.date);
                ("change-approved", what)
            }
            (None, ChangeStatus::Approved) => ("change-approved", format!("`{id}` is approved and stays as it is")),
            (None, status @ (ChangeStatus::Rejected | ChangeStatus::Withdrawn)) => {
                ("change-closed", format!("`{id}` is {status}"))
            }
            (None, ChangeStatus::Draft | ChangeStatus::Sent) => return None,
        };
        Some(refuse(job, place, code, message, format!("raise another: {}", raise(job))))
    }

    /// The refusal that no line is put to it any more: it is closed, with the client, or approved inside as it stands.
    pub(super) fn closed_to_lines(&self, asked: &Asked<'_>) -> Result<Option<Vec<Finding>>, Vec<Finding>> {
        let closed = self.closed(asked, &asked.terms()?);
        let given = self.order.approvals.first();
        if closed.is_some() || (self.order.status == ChangeStatus::Draft && given.is_none()) {
            return Ok(closed);
        }
        let id = &self.order.id;
        let (place, why) = match given {
            Some(yes) => ("approvals", format!("was approved by `{}` on {}", yes.by, yes.date)),
            None => ("status", "is with the client".to_owned()),
        };
        let message = format!("`{id}` {why}, and is not changed any more");
        let help = format!(
            "raise another for what is added: {}; or take this one back first: `suits job change withdraw {} {id}`",
            raise(asked.job),
            asked.job.id
        );
        Ok(Some(refuse(asked.job, self.here.then(place), "change-closed", message, help)))
    }

    /// The refusal of a day on which it was not raised yet.
    pub(super) fn not_raised(&self, job: &Located<Job>, day: Day, today: Day) -> Vec<Finding> {
        let (order, argument, place) = (self.order, argument_of(day, today), job.at(self.here.then("date")));
        let message = format!("`{}` was raised on {}, after {day}", order.id, order.date);
        let finding = Finding::error("before-it-was-raised", place.clone(), message).typed(argument);
        vec![
            finding.related(place, "raised then").help(format!("name {} or a later day with `{argument}`", order.date)),
        ]
    }

    fn quote(&self) -> Quote<'_> {
        let (here, path) = (self.here.clone(), self.path.clone());
        let typed = format!("change_orders.{}", self.order.id);
        Quote { lines: &self.order.lines, currency: self.order.currency, here, path, typed }
    }

    /// The edits that complete it. Once anybody has approved it nothing is filled in any more: what they saw was complete.
    pub(super) fn completing(&self, asked: &Asked<'_>, terms: &Terms<'_>, day: Day) -> Result<Vec<Edit>, Vec<Finding>> {
        if self.order.lines.is_empty() && self.order.schedule_days.is_none_or(|days| days == 0) {
            let help = format!(
                "say what it charges for: `suits job change add {} --to {} --kind fee --role ROLE --hours 12`, or what time it costs: `suits job set {0} change_orders.{1}.schedule_days=3`",
                asked.job.id, self.order.id
            );
            let message = format!("`{}` changes neither the price nor the time", self.order.id);
            return Err(refuse(asked.job, self.here.then("lines"), "no-lines", message, help));
        }
        let edits = self.quote().completing(asked.job, terms, day)?;
        Ok(if self.order.approvals.is_empty() { edits } else { Vec::new() })
    }

    /// The objection that the agency has not approved it as it stands.
    pub(super) fn not_approved_inside(&self, asked: &Asked<'_>, terms: &Terms<'_>, day: Day) -> Option<Finding> {
        let why = change_inside(asked.job, self.index, terms, day).objection()?;
        let ever = change_inside(asked.job, self.index, terms, Day::LAST);
        let place = asked.job.at(self.here.then("approvals"));
        if let Some(later) = approved_later(&format!("`{}`", self.order.id), &ever, day, place) {
            return Some(later);
        }
        let message = format!("`{}` is not approved inside the agency: {why}", self.order.id);
        let finding = Finding::error("not-approved-inside", asked.job.at(self.here.then("approvals")), message);
        Some(finding.help(format!("`suits job change approve {} {} --for internal`", asked.job.id, self.order.id)))
    }
}

/// How the client's yes is taken down.
pub(super) fn clients_yes(job: &Located<Job>, id: &ItemId, terms: &Terms<'_>, day: Day) -> String {
    let index = job.record.change_orders.iter().position(|order| order.id == *id).unwrap_or_default();
    let by = change_yes(job, index, terms, Method::Email, day);
    format!("`suits job change approve {} {id} --for client --by {by} --method email --evidence \"…\"`", job.id)
}

/// Sends a change order to the client.
pub fn send(id: &str, asked: Asked<'_>) -> Result<ChangeSet, Vec<Finding>> {
    asked.standing(asked.actor.today)?;
    let (job, found, terms) = (asked.job, asked.find(id)?, asked.terms()?);
    if let Some(closed) = found.closed(&asked, &terms) {
        return Err(closed);
    }
    let order = found.order;
    if order.status == ChangeStatus::Sent {
        let message = format!("`{}` is with the client already", order.id);
        let help = format!("when the client says yes: {}", clients_yes(job, &order.id, &terms, asked.actor.today));
        return Err(refuse(job, found.here.then("status"), "already-sent", message, help));
    }
    let mut edits = found.completing(&asked, &terms, asked.actor.today)?;
    if let Some(finding) = found.not_approved_inside(&asked, &terms, asked.actor.today) {
        return Err(vec![finding]);
    }
    edits.push(Edit::set(found.path.then("status"), Value::bare(ChangeStatus::Sent)));
    let own = currency_of(order.currency, &terms);
    let total = price::total(&order.lines, own, terms.commission_base()).ok();
    let total = total.map_or_else(String::new, |total| format!(", {total}"));
    let summary = vec![format!("{}: change order `{}` draft → sent{total}", job.id, order.id)];
    let next = format!("when the client says yes: {}", clients_yes(job, &order.id, &terms, asked.actor.today));
    Ok(asked.changed(summary, Some(next), edits))
}

/// Who said no to something, when and why.
#[derive(Clone, Debug)]
pub struct No {
    /// Whose word it is.
    pub by: PersonId,
    /// When.
    pub date: Day,
    /// Why.
    pub reason: Option<String>,
}

impl No {
    /// As it is kept.
    pub(super) fn kept(&self, actor: Actor<'_>) -> Value {
        let entered = Some(actor.by).filter(|entered| **entered != self.by);
        item([
            ("date", Some(Value::bare(self.date))),
            ("by", Some(Value::text(self.by.as_str()))),
            ("reason", self.reason.clone().map(Value::Text)),
            ("entered_by", entered.map(|entered| Value::text(entered.as_str()))),
        ])
    }

    /// ` by liisa on Tue 2026-12-01: Too dear`.
    pub(super) fn told(&self) -> String {
        let why = self.reason.as_ref().map_or_else(String::new, |reason| format!(": {reason}"));
        format!("by {} on {}{why}", self.by, turn::said(self.date))
    }
}

/// Records that the client said no.
pub fn reject(id: &str, no: &No, asked: Asked<'_>) -> Result<ChangeSet, Vec<Finding>> {
    end(id, no, ChangeStatus::Rejected, asked)
}

/// Takes a change order back.
pub fn withdraw(id: &str, no: &No, asked: Asked<'_>) -> Result<ChangeSet, Vec<Finding>> {
    end(id, no, ChangeStatus::Withdrawn, asked)
}

fn end(id: &str, no: &No, status: ChangeStatus, asked: Asked<'_>) -> Result<ChangeSet, Vec<Finding>> {
    // a job that is over may still be cleared up
    let found = clearing(asked.job, asked.traffic, asked.actor.by, no.date);
    if !found.is_empty() {
        return Err(found);
    }
    let (job, found, terms) = (asked.job, asked.find(id)?, asked.terms()?);
    if let Some(closed) = found.closed(&asked, &terms) {
        return Err(closed);
    }
    let order = found.order;
    if status == ChangeStatus::Rejected && order.status == ChangeStatus::Draft {
        let message = format!("`{}` was not sent to the client, who cannot have said no to it", order.id);
        let help = format!("take it back: `suits job change withdraw {} {}`", job.id, order.id);
        return Err(refuse(job, found.here.then("status"), "not-sent", message, help));
    }
    if no.date < order.date {
        return Err(found.not_raised(job, no.date, asked.actor.today));
    }
    let edits = vec![
        Edit::set(found.path.then("status"), Value::bare(status)),
        Edit::set(found.path.then(status.as_str()), no.kept(asked.actor)),
    ];
    let summary = vec![format!("{}: change order `{}` {} → {status}, {}", job.id, order.id, order.status, no.told())];
    let next = (status == ChangeStatus::Rejected).then(|| format!("if it is asked for differently: {}", raise(job)));
    Ok(asked.changed(summary, next, edits))
}
