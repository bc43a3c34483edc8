//! A change order approved: inside the agency, by whoever may approve all that it adds to, or by the client, on top of all that was agreed.

use super::change::{Asked, Found, clients_yes};
use crate::domain::approval::{Approval, ApprovalFor, Method};
use crate::domain::approvals::fingerprint;
use crate::domain::authority::{self, Act, Refused};
use crate::domain::given::upset_by;
use crate::domain::job_money::{Cause, ChangeStatus, LineKind};
use crate::domain::money::agreement::{Agreement, currency_of};
use crate::domain::money::contingency::Contingency;
use crate::domain::money::exchange;
use crate::domain::money::price;
use crate::domain::money::terms::Terms;
use crate::domain::plan::{YesAsked, given_already, yes};
use crate::domain::yeses::change_inside;
use crate::finding::Finding;
use crate::source::{ChangeSet, Edit, Value};
use crate::values::{Day, Decimal, Money, PersonId, Word};

/// Records an approval of a change order: inside the agency, or the client's.
pub fn approve(id: &str, of: ApprovalFor, yes_asked: &YesAsked, asked: Asked<'_>) -> Result<ChangeSet, Vec<Finding>> {
    let (job, actor) = (asked.job, asked.actor);
    let by = yes_asked.by.clone().unwrap_or_else(|| actor.by.clone());
    let (method, date) = (yes_asked.method.unwrap_or(Method::System), yes_asked.date.unwrap_or(actor.today));
    asked.standing(date)?;
    let (found, terms) = (asked.find(id)?, asked.terms()?);
    // one that says `approved` while no yes of the client holds is asked for again
    let closed = found.closed(&asked, &terms);
    let is_stale = found.order.status == ChangeStatus::Approved
        && Agreement::of(job, &terms, actor.today).changes.iter().all(|change| change.index != found.index);
    if let Some(closed) = closed.filter(|_| !is_stale) {
        return Err(closed);
    }
    if date < found.order.date {
        return Err(found.not_raised(job, date, actor.today));
    }
    if of == ApprovalFor::Internal
        && let Some(given) = change_inside(job, found.index, &terms, actor.today.max(date)).valid()
    {
        let help = match found.order.status {
            ChangeStatus::Draft => format!("send it: `suits job change send {} {}`", job.id, found.order.id),
            _ => format!("when the client says yes: {}", clients_yes(job, &found.order.id, &terms, actor.today)),
        };
        let (what, all) = (format!("`{}` of {}", found.order.id, job.id), &found.order.approvals);
        return Err(given_already(job, &found.here.then("approvals"), &what, (all, given), help));
    }
    let completing = found.completing(&asked, &terms, date)?;
    let (role, objections) = objected(&found, of, (&by, method, date), yes_asked, &terms, &asked);
    if !objections.is_empty() {
        return Err(objections);
    }
    let mut edits = completing;
    edits.push(Edit::append(
        found.path.then("approvals"),
        yes(of, &by, role.clone(), method, date, yes_asked, actor, found.path.clone()),
    ));
    let order = found.order;
    let mut summary = vec![format!("{}: change order `{}` approved by {by} ({of})", job.id, order.id)];
    if of != ApprovalFor::Client {
        let next = match order.status {
            ChangeStatus::Draft => format!("send it: `suits job change send {} {}`", job.id, order.id),
            _ => format!("when the client says yes: {}", clients_yes(job, &order.id, &terms, actor.today)),
        };
        return Ok(asked.changed(summary, Some(next), edits));
    }
    if order.status != ChangeStatus::Approved {
        edits.push(Edit::set(found.path.then("status"), Value::bare(ChangeStatus::Approved)));
        summary.push(format!("{}: change order {} → {}", job.id, order.status, ChangeStatus::Approved));
    }
    summary.extend(agreed_now(&found, (&by, method, date), yes_asked, role, &terms, &asked));
    Ok(asked.changed(summary, Some(after_yes(&found, &asked)), edits))
}

/// In which role it is approved, and everything that stands against it.
fn objected(
    found: &Found<'_>,
    of: ApprovalFor,
    (by, method, date): (&PersonId, Method, Day),
    yes_asked: &YesAsked,
    terms: &Terms<'_>,
    asked: &Asked<'_>,
) -> (Option<Word>, Vec<Finding>) {
    let (job, order) = (asked.job, found.order);
    let mut objections = Vec::new();
    let object = |refused: Refused| Finding {
        help: refused.help,
        ..Finding::error("no-authority", job.at(found.here.then("approvals")), refused.reason)
    };
    let unready = (of == ApprovalFor::Client).then(|| found.not_approved_inside(asked, terms, date)).flatten();
    let role = match of {
        ApprovalFor::Internal => authority::in_writing(method)
            .and_then(|()| authority::change_sum(job, found.index, terms, date))
            .and_then(|sum| authority::may(terms.config, by, Act::Change(sum), date)),
        _ => authority::client_may_approve_change(job, found.index, terms, by, method, date)
            .map(|()| Word::const_new("approver")),
    };
    let role = role.map_err(|refused| objections.extend(unready.is_none().then(|| object(refused)))).ok();
    if let Err(refused) = authority::may_enter(asked.actor.by, by, method, yes_asked.evidence.as_deref()) {
        objections.push(object(refused));
    }
    if of == ApprovalFor::Client {
        if let Some(finding) = unready {
            objections.push(finding);
        } else if order.status == ChangeStatus::Draft {
            let message = format!("`{}` was not sent to the client yet", order.id);
            let finding = Finding::error("not-sent", job.at(found.here.then("status")), message);
            objections.push(finding.help(format!("`suits job change send {} {}`", job.id, order.id)));
        }
    }
    if matches!(of, ApprovalFor::Internal | ApprovalFor::Client) {
        objections.extend(below_nothing(found, terms, date, asked));
        let upset = upset_by(job, found.index, given(found, of, (by, method, date), yes_asked, asked), terms);
        if let Some(upset) = upset.filter(|_| objections.is_empty()) {
            let message = format!("with a yes of {date}, others would not count any more: {upset}");
            let finding = Finding::error("upsets-approval", job.at(found.here.then("approvals")), message);
            objections.push(
                finding.help(format!("take it down as of a later day with `--date`, such as {}", asked.actor.today)),
            );
        }
    }
    (role, objections)
}

/// The objection that it takes off more than the client has agreed to pay.
fn below_nothing(found: &Found<'_>, terms: &Terms<'_>, day: Day, asked: &Asked<'_>) -> Option<Finding> {
    let (lines, currency) = (&found.order.lines, currency_of(found.order.currency, terms));
    let own = price::complete(lines, terms, currency, day).ok()?.0;
    let own = price::total(&own, currency, terms.commission_base()).ok()?;
    let own = exchange::convert(terms.config, own, terms.currency, day).ok()?;
    let agreed = Agreement::of(asked.job, terms, day).total(terms, terms.currency, day).ok()?;
    let left = agreed.plus(own)?;
    if Decimal::ZERO <= own.amount || Decimal::ZERO <= left.amount {
        return None;
    }
    let message = format!(
        "the client has approved {agreed}, and `{}` takes off {}",
        found.order.id,
        Money::new(-own.amount, own.currency)
    );
    let finding = Finding::error("change-below-nothing", asked.job.at(found.here.then("lines")), message);
    Some(
        finding.help(
            "take off no more than was approved; what is billed already is given back with `suits invoice credit`",
        ),
    )
}

/// A yes as it will stand in the record.
fn given(
    found: &Found<'_>,
    of: ApprovalFor,
    (by, method, date): (&PersonId, Method, Day),
    yes_asked: &YesAsked,
    asked: &Asked<'_>,
) -> Approval {
    let now = fingerprint(asked.job, &found.here);
    Approval {
        of,
        by: by.clone(),
        role: None,
        date,
        method,
        evidence: yes_asked.evidence.as_deref().map(Word::from),
        entered_by: Some(asked.actor.by.clone()).filter(|entered| entered != by),
        hash: now.map(Word::from),
    }
}

/// What the client has agreed to pay once this yes is written, and what is left of the contingency.
fn agreed_now(
    found: &Found<'_>,
    said: (&PersonId, Method, Day),
    yes_asked: &YesAsked,
    role: Option<Word>,
    terms: &Terms<'_>,
    asked: &Asked<'_>,
) -> Vec<String> {
    let mut job = asked.job.clone();
    let Some(order) = job.record.change_orders.get_mut(found.index) else { return Vec::new() };
    order.approvals.push(Approval { role, ..given(found, ApprovalFor::Client, said, yes_asked, asked) });
    let (id, today) = (&asked.job.id, asked.actor.today);
    let agreement = Agreement::of(&job, terms, today);
    let currency = agreement.estimate.map_or(terms.currency, |estimate| estimate.total.currency);
    let total = agreement.total(terms, currency, today).ok();
    let own = agreement.changes.iter().find(|change| change.index == found.index).map(|change| change.total);
    let budget = own.zip(total).map(|(own, total)| format!("{id}: {own} more, {total} approved in all"));
    let contingency = Contingency::of(&job, &agreement, terms, today).and_then(Result::ok);
    budget.into_iter().chain(contingency.map(|contingency| format!("{id}: {}", contingency.told()))).collect()
}

/// What is to be done once the client has agreed.
fn after_yes(found: &Found<'_>, asked: &Asked<'_>) -> String {
    let (job, order) = (asked.job, found.order);
    let due = moved_due(order.schedule_days, asked)
        .map(|due| format!("the due moves with it: `suits job set {} due={due}`", job.id));
    let brief = job.brief.as_ref().filter(|_| matches!(order.cause, Cause::OutOfScope | Cause::AdditionalInfo));
    let brief = brief.map(|brief| format!("write it into the brief: `suits brief edit {brief}`"));
    let bought = order.lines.iter().find(|line| matches!(line.kind, LineKind::ThirdParty | LineKind::Media));
    let bought = bought
        .and_then(|line| line.id.as_ref())
        .map(|line| format!("order it: `suits job order add {} --line {line} --net AMOUNT`", job.id));
    let steps: Vec<String> = due.into_iter().chain(brief).chain(bought).collect();
    if steps.is_empty() { format!("`suits budget --where 'job = {}'`", job.id) } else { steps.join("; ") }
}

/// The job's due moved by working days of the office.
pub(super) fn moved_due(days: Option<i32>, asked: &Asked<'_>) -> Option<Day> {
    let days = days.filter(|days| *days != 0)?;
    Some(asked.traffic.calendars.office().step(asked.job.due?, i64::from(days)))
}
