//! Whether somebody pays for an order: a line that the client has agreed to, with enough on it, in money that can be counted.

use super::change::Asked;
use super::groundwork::refuse;
use crate::domain::approval::Method;
use crate::domain::job::Job;
use crate::domain::job_money::{ChangeStatus, EstimateStatus, Line, LineKind, Order, OrderStatus};
use crate::domain::money::exchange;
use crate::domain::money::lacking::{change_yes, estimate_yes};
use crate::domain::money::ordered::{ordered_on, over_now};
use crate::domain::money::papers::{Paper, Papers};
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::source::{KeyPath, Step};
use crate::values::{Amount, Currency, Day, Decimal, ItemId, Money, did_you_mean, grouped};

/// A sum that a supplier asks, before it is written.
#[derive(Clone, Copy)]
pub(super) struct Sum {
    pub(super) net: Amount,
    pub(super) currency: Option<Currency>,
    pub(super) fx_rate: Option<Amount>,
    pub(super) date: Day,
    /// Where its rate comes from.
    pub(super) rate: Rate,
}

/// Where a rate of exchange comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Rate {
    /// From whoever acts, now.
    Typed,
    /// It is written where the sum is.
    Written,
    /// It was agreed with the order that is answered, and judged there.
    Agreed,
}

impl Asked<'_> {
    /// A sum of a supplier that can be counted: in whole units of its currency, which turns into the job's. As it is to be written.
    pub(super) fn countable(&self, sum: Sum, papers: &Papers<'_>, place: &KeyPath) -> Result<Money, Vec<Finding>> {
        let (job, home) = (self.job, papers.currency);
        let own = sum.currency.unwrap_or(home);
        let refused = |code, message: String, help: String| Err(refuse(job, place.clone(), code, message, help));
        match (sum.currency, sum.fx_rate) {
            (_, Some(rate)) if own == home => {
                let message = format!("`--fx-rate {rate}`: the sum is in {home}, the job's own currency");
                return refused("needless-rate", message, "say with `--currency` what it is the rate of".to_owned());
            }
            (_, Some(rate)) if rate.0 <= Decimal::ZERO => {
                let message = format!("`--fx-rate {rate}` turns {own} into nothing");
                return refused(
                    "needless-rate",
                    message,
                    format!("say what one {own} is in {home}: `--fx-rate 0.9213`"),
                );
            }
            (Some(own), None) if exchange::factor(papers.terms.config, own, home, sum.date).is_err() => {
                let message = format!("the job is counted in {home}, and there is no rate for {own} on {}", sum.date);
                let help = format!(
                    "say what one {own} is in {home} with `--fx-rate`, or add it to `[fx]` in `suits.toml`: `{own} = [{{ from = {}, rate = … }}]`",
                    sum.date
                );
                return refused("sum-without-exchange-rate", message, help);
            }
            _ => {}
        }
        if let Some(rate) = sum.fx_rate.filter(|_| sum.rate != Rate::Agreed)
            && let Some(far) = exchange::far_off(papers.terms.config, own, rate.0, home, sum.date)
        {
            let finding = Finding::error("far-off-exchange-rate", job.at(place.clone()), far.message());
            let finding = finding.help(far.help());
            return Err(vec![if sum.rate == Rate::Typed { finding.typed("--fx-rate") } else { finding }]);
        }
        let money = Money::new(sum.net.0, own);
        if money.amount != sum.net.0 {
            let message =
                format!("{} {own} cannot be paid: {own} has {} decimals", grouped(sum.net.0), own.minor_digits());
            return refused("too-many-digits", message, format!("write it like {}", money.amount));
        }
        Ok(money)
    }
}

/// The line that pays for an order or an invoice without one, or the refusal that none does: the client has not agreed to it by then. `None`
/// where the client's yes is not needed.
pub(super) fn payer<'p, 'a>(
    asked: &Asked<'_>,
    papers: &'p Papers<'a>,
    line: Option<&ItemId>,
    (what, day): (&str, Day),
    place: &KeyPath,
) -> Result<Option<(&'p Paper<'a>, &'a Line)>, Vec<Finding>> {
    const RULE: &str = "order-without-approved-line";
    let job = asked.job;
    let excused = papers.is_excused(day);
    let agreed = || papers.agreed().flat_map(|paper| paper.lines.iter().map(move |line| (paper, line)));
    let Some(id) = line else {
        if excused {
            return Ok(None);
        }
        let message = format!("no line is named that pays for {what}");
        return Err(refuse(job, place.clone(), RULE, message, lines_to_buy_on(job, agreed().map(|(_, line)| line))));
    };
    if let Some((paper, line)) = agreed().find(|(_, line)| line.id.as_ref() == Some(id)) {
        if let Some(why) = pays_nobody(line) {
            let message = format!("`{id}` is {why}");
            let help = lines_to_buy_on(job, agreed().map(|(_, line)| line));
            return Err(refuse(job, place.clone(), "unfitting-line", message, help));
        }
        return Ok(Some((paper, line)));
    }
    let Some((paper, at, line)) = papers.line(id) else {
        let names: Vec<&str> = agreed().filter_map(|(_, line)| Some(line.id.as_ref()?.as_str())).collect();
        let help =
            did_you_mean(id.as_str(), names.iter().copied(), || lines_to_buy_on(job, agreed().map(|(_, line)| line)));
        let message = format!("no estimate or change order of {} has a line `{id}`", job.id);
        return Err(refuse(job, place.clone(), "unknown-line", message, help));
    };
    if let (true, Some(why)) = (excused, pays_nobody(line)) {
        let help = "leave `--line` out, or name one that pays a supplier".to_owned();
        return Err(refuse(job, place.clone(), "unfitting-line", format!("`{id}` is {why}"), help));
    }
    if excused {
        return Ok(None);
    }
    let there = job.at(paper.path.then("lines").then(at));
    let today = asked.papers(asked.actor.today)?;
    if let Some(since) = today.approved_since(id).filter(|since| day < *since) {
        let message = format!("{what} would be of {day}, and the client approved the line `{id}` on {since}");
        let help = format!("date it on that day or later: `--date {since}`");
        return Err(refuse(job, place.clone(), "order-before-approval", message, help));
    }
    let why =
        if paper.signed.is_some() { "which a newer one has replaced" } else { "which the client has not approved" };
    let message = format!("the line `{id}` is in {}, {why}", paper.name);
    let finding = Finding::error(RULE, job.at(place.clone()), message);
    let finding =
        finding.related(there, if paper.signed.is_some() { "replaced" } else { "waits for the client's yes" });
    Err(vec![finding.help(if paper.signed.is_some() {
        lines_to_buy_on(job, agreed().map(|(_, line)| line))
    } else {
        next_yes(papers, &paper.path, day)
    })])
}

/// Why no supplier is paid from a line, in words; `None` where one is.
pub fn pays_nobody(line: &Line) -> Option<&'static str> {
    match line.kind {
        LineKind::Fee => Some("a fee: the agency's own work, from which no supplier is paid"),
        LineKind::Discount => Some("a discount: no supplier is paid from it"),
        LineKind::ThirdParty | LineKind::Media | LineKind::Expense => None,
    }
}

/// The lines from which suppliers are paid, as what to type.
fn lines_to_buy_on<'l>(job: &Located<Job>, lines: impl Iterator<Item = &'l Line>) -> String {
    let bought = |line: &&Line| !matches!(line.kind, LineKind::Fee | LineKind::Discount);
    let named: Vec<String> =
        lines.filter(bought).filter_map(|line| Some(format!("`--line {}`", line.id.as_ref()?))).collect();
    match named.as_slice() {
        [] => format!(
            "the client has approved none that pays a supplier: `suits job estimate add {0} --kind third-party …`, or `suits job change add {0} --cause out-of-scope --kind third-party …`",
            job.id
        ),
        some => format!("name an approved one: {}", some.join(" or ")),
    }
}

/// The command that a paper lacks first on its way to the client's yes.
pub fn next_yes(papers: &Papers<'_>, paper: &KeyPath, day: Day) -> String {
    let (job, terms) = (papers.job, &papers.terms);
    let id = &job.id;
    let (list, at) = match paper.0.as_slice() {
        [Step::Key(list), Step::Index(at), ..] => (list.as_ref(), *at),
        _ => return format!("`suits job show {id}`"),
    };
    let (verb, sent, draft, by) = if list == "change_orders" {
        let Some(order) = job.record.change_orders.get(at) else { return format!("`suits job show {id}`") };
        let sent = order.status == ChangeStatus::Sent;
        ("change", sent, format!("{id} {}", order.id), change_yes(job, at, terms, Method::Email, day))
    } else {
        let sent = job.record.estimates.get(at).is_some_and(|estimate| estimate.status == EstimateStatus::Sent);
        ("estimate", sent, id.to_string(), estimate_yes(job, at, terms, Method::Email, day))
    };
    if sent {
        format!(
            "the client first: `suits job {verb} approve {draft} --for client --by {by} --method email --evidence \"…\"`"
        )
    } else {
        format!(
            "the client first: `suits job {verb} approve {draft} --for internal`, then `suits job {verb} send {draft}`"
        )
    }
}

/// The refusal that more would be ordered on a line than it has, once an order is as it is to be. Every draft counts too.
pub(super) fn over_line(
    asked: &Asked<'_>,
    order: Order,
    day: Day,
    drafts: bool,
) -> Result<Option<String>, Vec<Finding>> {
    let Some(line) = order.line.clone() else { return Ok(None) };
    let (id, mut after) = (order.id.clone(), asked.job.clone());
    after.record.orders.retain(|other| other.id != id);
    after.record.orders.push(Order { status: OrderStatus::Sent, ..order });
    for other in after.record.orders.iter_mut().filter(|order| drafts && order.status == OrderStatus::Draft) {
        other.status = OrderStatus::Sent;
    }
    on_line(asked, &after, &line, day)
}

/// The same for a line of a job as it is to be.
pub(super) fn on_line(
    asked: &Asked<'_>,
    after: &Located<Job>,
    line: &ItemId,
    day: Day,
) -> Result<Option<String>, Vec<Finding>> {
    let papers = Papers::in_force(after, asked.terms()?, day);
    if let Some(over) = over_now(&papers, line) {
        let place = asked.job.at(over.line.clone());
        let finding = Finding::error("order-over-line", place, over.message(&after.record));
        return Err(vec![finding.help(format!(
            "ask the client for the rest: `suits job change add {} --cause out-of-scope --text \"…\" --kind third-party --net AMOUNT`, and order that on its line",
            asked.job.id
        ))]);
    }
    Ok(ordered_on(&papers, line).map(|used| format!("{} of the {} on `{line}` are {}", used.sum, used.net, used.is)))
}
