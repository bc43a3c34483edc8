//! Money of the records that changed, on both sides: by the domain's own sums over each version, never by comparing texts.

use super::tell::Around;
use super::told::{Moved, Sum, Told, What};
use crate::domain::agency::{Agency, Lookup};
use crate::domain::invoice::InvoiceKind;
use crate::domain::layout::AnyId;
use crate::domain::money::billing::{currency_of, currency_of_client, is_issued};
use crate::domain::money::budget::of_job;
use crate::domain::money::time_index::TimeIndex;
use crate::values::{ClientId, Day, Decimal, InvoiceId, JobId, Money, grouped};

/// The figures of a record that moved.
pub(super) fn moved(was: Option<&AnyId>, is: Option<&AnyId>, around: &Around<'_>) -> Vec<Told> {
    let before = was.map(|id| figures(around.before, id, around.day)).unwrap_or_default();
    let after = is.map(|id| figures(around.after, id, around.day)).unwrap_or_default();
    let mut sums: Vec<Sum> = before.iter().chain(&after).map(|(sum, _)| *sum).collect();
    sums.sort_unstable_by_key(|sum| *sum as u8);
    sums.dedup();
    let of = |figures: &[Figure], sum: Sum| figures.iter().find(|(own, _)| *own == sum).map(|(_, money)| money.clone());
    let mut told = Vec::new();
    for sum in sums {
        let (old, new) = (of(&before, sum), of(&after, sum));
        // what was not there came to nothing, in the currency of what is
        let nothing = |other: &Option<Result<Money, String>>| match other {
            Some(Ok(money)) => Ok(Money::zero(money.currency)),
            Some(Err(why)) => Err(why.clone()),
            None => Err(String::new()),
        };
        let (old, new) = (old.clone().unwrap_or_else(|| nothing(&new)), new.unwrap_or_else(|| nothing(&old)));
        if old == new {
            continue;
        }
        told.push(tell(Moved { sum, before: old, after: new }));
    }
    told
}

fn tell(moved: Moved) -> Told {
    let Moved { sum, before, after } = &moved;
    let name = match sum {
        Sum::Committed => "committed to suppliers",
        Sum::Budget => "annual budget",
        Sum::Billed => "billed before tax",
        Sum::Paid => "paid with tax",
        sum => sum.as_str(),
    };
    let words = match (before, after) {
        (Ok(before), Ok(after)) if before.currency == after.currency => {
            let (from, to) = (grouped(before.amount), after);
            match after.minus(*before) {
                Some(by) if by.amount.is_sign_negative() => {
                    format!("{name} {from} → {to}, down {}", grouped(by.amount.abs()))
                }
                Some(by) => format!("{name} {from} → {to}, up {}", grouped(by.amount)),
                None => format!("{name} {from} → {to}"),
            }
        }
        (Ok(before), Ok(after)) => format!("{name} {before} → {after}"),
        (Ok(before), Err(why)) => format!("{name} was {before} and cannot be told now: {why}"),
        (Err(why), Ok(after)) => format!("{name} is {after}; what it was cannot be told: {why}"),
        (Err(_), Err(why)) => format!("{name} cannot be told: {why}"),
    };
    let is_shown = sum.is_the_clients() && before.is_ok() && after.is_ok();
    let number =
        |money: &Result<Money, String>| money.as_ref().ok().map(|money| format!("{} {}", money.amount, money.currency));
    let told = Told::new(What::Money, Vec::new(), words);
    let told = Told { before: number(before), after: number(after), moved: Some(moved), ..told };
    if is_shown { told.open() } else { told }
}

type Figure = (Sum, Result<Money, String>);

fn figures(agency: &Agency, id: &AnyId, day: Day) -> Vec<Figure> {
    match id {
        AnyId::Job(id) => of_a_job(agency, id, day),
        AnyId::Invoice(id) => of_an_invoice(agency, id, day),
        AnyId::Client(id) => of_a_client(agency, id, day),
        AnyId::Brief(_) | AnyId::Round(_) | AnyId::ContactReport(_) | AnyId::Timesheet(_) => Vec::new(),
    }
}

/// What a version that does not read comes to is no figure, and not nothing.
fn untold<const N: usize>(sums: [Sum; N]) -> Vec<Figure> {
    sums.map(|sum| (sum, Err("the record cannot be read".to_owned()))).into()
}

fn of_a_job(agency: &Agency, id: &JobId, day: Day) -> Vec<Figure> {
    let job = match agency.jobs.get(id) {
        Lookup::Found(job) => job,
        Lookup::Unreadable(_) => return untold(Sum::OF_JOB.map(|(sum, _)| sum)),
        Lookup::Missing | Lookup::NotLoaded => return Vec::new(),
    };
    // time is not asked about: it would be that of the timesheets that changed alone
    let none = Agency::default();
    let Some(sums) = of_job(agency, job, &TimeIndex::new(&none, day), day).and_then(|budget| budget.sums()) else {
        return Vec::new();
    };
    let figure = |(sum, figure)| {
        let why = || sums.why().list().into_iter().next().unwrap_or_else(|| "it lacks a price".to_owned());
        (sum, sums.figure(figure).ok_or_else(why))
    };
    Sum::OF_JOB.into_iter().map(figure).collect()
}

fn of_an_invoice(agency: &Agency, id: &InvoiceId, day: Day) -> Vec<Figure> {
    let invoice = match agency.invoices.get(id) {
        Lookup::Found(invoice) => invoice,
        Lookup::Unreadable(_) => return untold([Sum::Billed, Sum::Paid]),
        Lookup::Missing | Lookup::NotLoaded => return Vec::new(),
    };
    let Some(currency) = currency_of(agency, invoice) else { return Vec::new() };
    let (billed, paid) = if is_issued(invoice, day) {
        let net = invoice.lines.iter().try_fold(Decimal::ZERO, |sum, line| sum.checked_add(line.net.0));
        let (net, paid) = (net.map(|net| Money::new(net, currency)), invoice.paid(currency, day));
        let back = |money: Money| Money::new(-money.amount, currency);
        match invoice.kind {
            InvoiceKind::Credit => (net.map(back), paid.map(back)),
            _ => (net, paid),
        }
    } else {
        (Some(Money::zero(currency)), Some(Money::zero(currency)))
    };
    let large = || "the sum is too large".to_owned();
    vec![(Sum::Billed, billed.ok_or_else(large)), (Sum::Paid, paid.ok_or_else(large))]
}

fn of_a_client(agency: &Agency, id: &ClientId, day: Day) -> Vec<Figure> {
    let client = match agency.clients.get(id) {
        Lookup::Found(client) => client,
        Lookup::Unreadable(_) => return untold([Sum::Budget]),
        Lookup::Missing | Lookup::NotLoaded => return Vec::new(),
    };
    let in_force = client.budgets.iter().filter(|budget| budget.from <= day && day <= budget.to);
    let sum = in_force.clone().try_fold(Decimal::ZERO, |sum, budget| sum.checked_add(budget.amount.0));
    if in_force.count() == 0 {
        return vec![(Sum::Budget, Ok(Money::zero(currency_of_client(agency, id))))];
    }
    let currency = currency_of_client(agency, id);
    vec![(Sum::Budget, sum.map(|sum| Money::new(sum, currency)).ok_or_else(|| "the sum is too large".to_owned()))]
}
