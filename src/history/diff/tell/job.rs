//! What happened to a job: steps through the workflow, the ball, holds, estimates, deliverables.

use super::{Teller, count, field};
use crate::domain::money::agreement::{currency_of, estimate_total};
use crate::domain::money::price;
use crate::domain::money::terms::Terms;
use crate::history::Said;
use crate::history::diff::told::{What, at, day, label, plainly, text, without};
use crate::history::diff::{Change, Told};
use crate::source::{KeyPath, Step};
use crate::values::{JobId, Money};

impl Teller<'_> {
    /// The steps that a job took: each handoff that is new, with what every step writes besides.
    pub(super) fn steps(&mut self) {
        let Some(Said::List(list)) = self.after.get("handoffs") else { return };
        let is_new = |change: &Change| {
            change.path.0.len() == 2
                && change.path.first_key() == Some("handoffs")
                && change.before.is_none()
                && matches!(change.after, Some(Said::Map(_)))
        };
        let mut new = self.take(is_new);
        let place = |change: &Change| list.iter().position(|item| Some(item) == change.after.as_ref());
        new.sort_by_key(place);
        let last = list.last();
        for change in new {
            let Some(handoff) = change.after.as_ref() else { continue };
            let before = place(&change).and_then(|at| list.get(at.checked_sub(1)?));
            let stage = text(handoff, "stage").unwrap_or_default();
            let from = before.and_then(|before| text(before, "stage")).unwrap_or("requested");
            let mut fields = field(&change);
            if last == Some(handoff) {
                let stage = stage.to_owned();
                let status = self.take(|other| {
                    other.path.first_key() == Some("status")
                        && other.after.as_ref().and_then(Said::text) == Some(stage.as_str())
                });
                fields.extend(status.into_iter().map(|status| status.path));
            }
            if let Some((before, date)) = before.zip(text(handoff, "date")) {
                let done = self.take(|other| {
                    let parent = || other.path.parent().and_then(|parent| at(self.after, &parent));
                    other.path.first_key() == Some("handoffs")
                        && other.path.last_key() == Some("done")
                        && other.before.is_none()
                        && other.after.as_ref().and_then(Said::text) == Some(date)
                        && parent() == Some(before)
                });
                fields.extend(done.into_iter().map(|done| done.path));
            }
            let told = self.step(handoff, before, from, stage, fields);
            self.told.push(told);
        }
    }

    /// A turn of the ball: a step, or a change of hands within a stage, which is none.
    fn step(&self, handoff: &Said, before: Option<&Said>, from: &str, stage: &str, fields: Vec<KeyPath>) -> Told {
        let date = day(handoff, "date");
        let on = date.map(|date| format!(" on {date}")).unwrap_or_default();
        let sent_back = before.is_some_and(|before| before.get("rejected").is_some_and(|no| !no.is_nothing()));
        let giver = before.and_then(|before| text(before, "to"));
        let is_at_once = date.is_some() && before.and_then(|before| day(before, "done")) == date;
        let hands = giver.zip(text(handoff, "to"));
        let hands = hands.filter(|(giver, to)| stage == from && is_at_once && !sent_back && giver != to);
        let verb = if sent_back { "went back" } else { "went" };
        let outward = format!("{verb} from {from} to {stage}{on}");
        let mut words = match hands {
            Some((giver, to)) => {
                format!("the ball of {stage} was handed over from {} to {}{on}", self.who(giver), self.who(to))
            }
            None => outward.clone(),
        };
        if let Some(to) = self.whose(handoff, "to").filter(|_| hands.is_none()) {
            words.push_str(&format!(", to {to}"));
        }
        if let Some(own) = text(handoff, "from").filter(|own| giver.is_some_and(|giver| giver != *own)) {
            words.push_str(&format!(", from {}", self.who(own)));
        }
        if let Some(due) = text(handoff, "due") {
            words.push_str(&format!(", due {due}"));
        }
        let more = plainly(&without(handoff, &["id", "stage", "from", "to", "date", "due"]));
        if !more.is_empty() {
            words.push_str(&format!("; {more}"));
        }
        let plain = |text: &str| Some(text.to_owned());
        if let Some((giver, to)) = hands {
            // who has the ball is the agency's own
            let told = Told::new(What::Person, fields, words).on(date);
            Told { before: plain(giver), after: plain(to), ..told }
        } else {
            let told = Told::new(What::Stage, fields, words).on(date).outward(outward);
            Told { before: plain(from), after: plain(stage), ..told }
        }
    }

    /// What one change means to a job.
    pub(super) fn of_job(&self, change: &Change, keys: &[&str]) -> Option<Told> {
        let told = |what, words: String| {
            Told::new(what, field(change), words).between(change.before.as_ref(), change.after.as_ref())
        };
        let after = change.after.as_ref();
        let is_new = change.before.is_none();
        match keys {
            ["handoffs", what @ ("accepted" | "done")] if is_new => {
                let (stage, to) = self.handoff(change);
                let on = after?.text()?;
                let words = match (*what, to) {
                    ("accepted", Some(to)) => format!("{to} took the ball of {stage} on {on}"),
                    ("accepted", None) => format!("the ball of {stage} was taken on {on}"),
                    _ => format!("{stage} was done on {on}"),
                };
                Some(told(What::Stage, words).on(day(at(self.after, &change.path.parent()?)?, what)))
            }
            ["handoffs", "to"] => {
                let (stage, _) = self.handoff(change);
                let name = |said: &Option<Said>| said.as_ref().and_then(Said::text).map(|id| self.who(id));
                let from = name(&change.before).unwrap_or_else(|| "nobody".to_owned());
                let to = name(&change.after).unwrap_or_else(|| "nobody".to_owned());
                Some(told(What::Person, format!("the ball of {stage} is with {to} instead of {from}")))
            }
            ["handoffs", "rejected"] if is_new => {
                let (stage, _) = self.handoff(change);
                let words = format!("{stage} was sent back{}", self.circumstances(after?));
                Some(told(What::Stage, words).on(day(after?, "date")))
            }
            ["handoffs", "waiting"] if is_new => {
                let (stage, wait) = (self.handoff(change).0, after?);
                let mut words = format!("{stage} waits on {}", text(wait, "party")?);
                if let Some(date) = text(wait, "date") {
                    words.push_str(&format!(" since {date}"));
                }
                if let Some(note) = text(wait, "note") {
                    words.push_str(&format!(": {note}"));
                }
                Some(told(What::Stage, words).on(day(wait, "date")))
            }
            ["holds"] if is_new => {
                let hold = after?;
                let from = text(hold, "from")?;
                let outward = match text(hold, "to") {
                    Some(to) => format!("on hold from {from} to {to}"),
                    None => format!("on hold from {from}"),
                };
                let by = self.whose(hold, "by").map(|by| format!(", by {by}")).unwrap_or_default();
                let why = text(hold, "reason").map(|why| format!(": {why}")).unwrap_or_default();
                Some(told(What::Stage, format!("{outward}{by}{why}")).on(day(hold, "from")).outward(outward))
            }
            ["holds", "to"] if is_new => {
                let to = after?.text()?;
                Some(told(What::Stage, format!("the hold ended on {to}")).on(crate::values::Day::parse(to)).open())
            }
            ["cancelled"] if is_new => {
                let off = after?;
                let outward = text(off, "date").map_or("called off".to_owned(), |date| format!("called off on {date}"));
                let fee = text(off, "fee").map(|fee| format!(", fee {fee}")).unwrap_or_default();
                let words = format!("called off{}{fee}", self.circumstances(off));
                Some(told(What::Stage, words).on(day(off, "date")).outward(outward))
            }
            ["estimates" | "change_orders"] if is_new => {
                let paper = after?;
                let status = text(paper, "status").unwrap_or("draft");
                let lines = match paper.get("lines") {
                    Some(Said::List(lines)) => lines.len(),
                    _ => 0,
                };
                let sum = self.sum(&change.path).map(|sum| format!(": {sum}")).unwrap_or_default();
                let about = text(paper, "text").map(|text| format!(", {text}")).unwrap_or_default();
                let name = label(&change.path);
                let words = format!("{name} added ({status}){sum}, {}{about}", count(lines, "line"));
                let told = told(What::Money, words).on(day(paper, "date"));
                let is_out = ["sent", "approved", "rejected", "expired"].contains(&status);
                Some(if is_out { told.outward(format!("{name}{sum} ({status}){about}")) } else { told })
            }
            ["orders" | "supplier_invoices"] if is_new => {
                let paper = after?;
                let whose = if keys[0] == "orders" { "to" } else { "from" };
                let supplier = text(paper, "supplier").map(|name| format!(" {whose} {name}")).unwrap_or_default();
                let name = label(&change.path);
                let net = text(paper, "net").unwrap_or("nothing");
                let more = plainly(&without(paper, &["id", "supplier", "net", "approvals", "date"]));
                let date = day(paper, "date");
                let on = date.map(|date| format!(" on {date}")).unwrap_or_default();
                Some(told(What::Money, format!("{name}{supplier}{on}: net {net} ({more})")).on(date))
            }
            _ => None,
        }
    }

    /// ` on 2026-12-01 by Mai Tran: the budget is gone`.
    pub(super) fn circumstances(&self, said: &Said) -> String {
        let date = text(said, "date").map(|date| format!(" on {date}")).unwrap_or_default();
        let by = self.whose(said, "by").map(|by| format!(" by {by}")).unwrap_or_default();
        let why = text(said, "reason").map(|why| format!(": {why}")).unwrap_or_default();
        format!("{date}{by}{why}")
    }

    /// The stage of the handoff that a change is about, and who has it.
    fn handoff(&self, change: &Change) -> (String, Option<String>) {
        let path = KeyPath(change.path.0.iter().take(2).cloned().collect());
        let handoff = at(self.after, &path).or_else(|| at(self.before, &path));
        let stage = handoff.and_then(|handoff| text(handoff, "stage")).unwrap_or("a handoff").to_owned();
        (stage, handoff.and_then(|handoff| self.whose(handoff, "to")))
    }

    /// What an estimate or a change order comes to now.
    fn sum(&self, path: &KeyPath) -> Option<Money> {
        let id = JobId::parse(&self.id.to_string()).ok()?;
        let job = self.around.after.jobs.get(&id).found()?;
        let terms = Terms::of(self.around.after, job).ok()?;
        let Some(Step::Item(_, wanted)) = path.last() else { return None };
        if path.first_key() == Some("estimates") {
            let estimate = job.estimates.iter().find(|estimate| estimate.version.to_string() == *wanted)?;
            return estimate_total(estimate, &terms).ok();
        }
        let order = job.change_orders.iter().find(|order| order.id.as_str() == wanted)?;
        price::total(&order.lines, currency_of(order.currency, &terms), terms.commission_base()).ok()
    }
}
