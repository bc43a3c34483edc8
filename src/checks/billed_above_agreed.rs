//! A line billed above the price that the client agreed to.

use super::rule::{Desk, rule};
use crate::domain::contract::Period;
use crate::domain::invoice::{Invoice, InvoiceKind, InvoiceLine};
use crate::domain::money::billing::currency_of;
use crate::domain::money::charged::{Charging, Subject, Till, agreed_in_all, agreed_price, billed, most};
use crate::domain::money::papers::Papers;
use crate::domain::plan::money::invoice::number_or_word;
use crate::finding::Finding;
use crate::key_path;
use crate::source::Place;
use crate::values::{ClientId, Currency, Decimal, JobId, Money};
use std::collections::{BTreeMap, BTreeSet, HashMap};

rule! {
    /// ## What it does
    /// Looks for lines of a job that issued invoices together charge above what the client approved and the contract's `tolerance`, and for
    /// periods of a retainer that are charged above its fee.
    ///
    /// All lines of a job together may come to no more than was approved in all, discounts taken off, with the tolerance. What credit notes
    /// give back is taken off. A line that no paper with a yes holds is `unapproved-line-billed`.
    ///
    /// ## Why it matters
    /// Either the price was raised and nobody asked the client, or the same work is billed twice. Their bookkeeper finds it, a year later.
    ///
    /// ## Example
    /// ```yaml bad invoices/ACME/ACME-I0118.yaml
    /// lines:
    ///   - id: a
    ///     job: ACME-0012
    ///     line: concept
    ///     net: 4900.00                    # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good invoices/ACME/ACME-I0118.yaml
    /// lines:
    ///   - id: a
    ///     job: ACME-0012
    ///     line: concept
    ///     net: 4800.00
    /// ```
    BilledAboveAgreed, "billed-above-agreed", [], Warning, Book
}

/// A line that charges, and its place in its invoice.
type Placed<'a> = (Charging<'a>, usize);

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let mut charging: HashMap<(ClientId, Subject), Vec<Placed<'_>>> = HashMap::new();
    for invoice in desk.agency.invoices.iter().filter(|invoice| invoice.was_issued()) {
        let client = invoice.id.client();
        let record = desk.agency.clients.get(&client).found();
        for (index, line) in invoice.record.lines.iter().enumerate() {
            let contracts = record.iter().flat_map(|client| &client.record.contracts);
            let contract = line.contract.as_ref().and_then(|id| contracts.into_iter().find(|one| one.id == *id));
            let of = Subject::of(line).by_period(contract);
            charging.entry((client.clone(), of)).or_default().push(((invoice, line), index));
        }
    }
    let mut all: Vec<((ClientId, Subject), Vec<Placed<'_>>)> = charging.into_iter().collect();
    all.sort_by(|(_, one), (_, other)| (&one[0].0.0.id, one[0].1).cmp(&(&other[0].0.0.id, other[0].1)));
    let mut jobs: BTreeMap<JobId, Vec<Placed<'_>>> = BTreeMap::new();
    let mut told: BTreeSet<JobId> = BTreeSet::new();
    for ((_, of), mut lines) in all {
        lines.sort_by_key(|((invoice, _), index)| (invoice.date, invoice.id.clone(), *index));
        let found = above(desk, &of, &lines);
        if let Some(job) = of.job.filter(|_| of.line.is_some()) {
            if found.is_some() {
                told.insert(job.clone());
            }
            jobs.entry(job).or_default().extend(lines);
        }
        findings.extend(found);
    }
    for (job, mut lines) in jobs.into_iter().filter(|(job, _)| !told.contains(job)) {
        lines.sort_by_key(|((invoice, _), index)| (invoice.date, invoice.id.clone(), *index));
        findings.extend(job_above(desk, &job, &lines));
    }
}

/// The line that takes what is charged for a whole job above what was agreed, discounts taken off.
fn job_above(desk: &Desk<'_>, id: &JobId, lines: &[Placed<'_>]) -> Option<Finding> {
    let ((last, _), _) = lines.last()?;
    let till =
        Till { currency: currency_of(desk.agency, last)?, rate: last.fx_rate.map(|rate| rate.0), date: last.date };
    let papers = Papers::of(desk.agency, desk.agency.jobs.get(id).found()?)?;
    let price = agreed_in_all(&papers, &till).ok()?;
    // a line that nobody approved is charged: that is said of it
    let agreed =
        |line: &InvoiceLine| line.line.as_ref().is_some_and(|line| agreed_price(&papers, line, &till).is_some());
    if papers.is_excused(last.date) || !lines.iter().all(|((_, line), _)| agreed(line)) {
        return None;
    }
    let top = most(&papers, price)?;
    let place = papers.job.at(key_path!["estimates"]);
    over_at(desk, lines, (&till, papers.currency), (price, top), (id.to_string(), "what is agreed in all", place))
}

/// The line that takes what is charged for one thing above what was agreed.
fn above(desk: &Desk<'_>, of: &Subject, lines: &[Placed<'_>]) -> Option<Finding> {
    let ((last, _), _) = lines.last()?;
    let currency = currency_of(desk.agency, last)?;
    let till = Till { currency, rate: last.fx_rate.map(|rate| rate.0), date: last.date };
    let (agreed, price, top, what, related) = match (&of.job, &of.line) {
        (Some(job), Some(line)) => {
            let papers = Papers::of(desk.agency, desk.agency.jobs.get(job).found()?)?;
            if papers.is_excused(last.date) {
                return None;
            }
            let price = agreed_price(&papers, line, &till)?.ok()?;
            let (paper, at, _) = papers.line(line)?;
            let place = papers.job.at(paper.path.then("lines").then(at));
            (papers.currency, price, most(&papers, price)?, format!("`{line}` of {job}"), place)
        }
        (None, _) => {
            let (id, month) = (of.contract.as_ref()?, of.month?);
            let client = desk.agency.clients.get(&last.id.client()).found()?;
            let at = client.record.contracts.iter().position(|contract| contract.id == *id)?;
            let own = client.record.currency.unwrap_or(desk.agency.config.agency.currency);
            let retainer = client.record.contracts[at].retainer.as_ref()?;
            let fee = till.take(&desk.agency.config, Money::new(retainer.fee.0, own)).ok()?;
            let what = match retainer.period {
                Period::Month => format!("{month} of `{id}`"),
                period => format!("the {period} of `{id}` that begins in {month}"),
            };
            (own, fee, fee, what, client.at(key_path!["contracts", at, "retainer"]))
        }
        // a fee for calling a job off
        (Some(_), None) => return None,
    };
    if price.amount < Decimal::ZERO {
        return None;
    }
    over_at(desk, lines, (&till, agreed), (price, top), (what, "what is agreed", related))
}

/// The line that takes the sum of some above the most that they may come to, where they are above it in the end.
fn over_at(
    desk: &Desk<'_>,
    lines: &[Placed<'_>],
    (till, agreed): (&Till, Currency),
    (price, top): (Money, Money),
    (what, label, related): (String, &'static str, Place),
) -> Option<Finding> {
    let mut sums = Vec::with_capacity(lines.len());
    let mut sum = Money::zero(till.currency);
    for (charging, _) in lines {
        sum = sum.plus(billed(desk.agency, &[*charging], till, agreed).ok()?)?;
        sums.push(sum);
    }
    let all = sum;
    if all.amount <= top.amount {
        return None;
    }
    let end = 1 + sums.iter().position(|sum| top.amount < sum.amount)?;
    let ((invoice, _), index) =
        lines[..end].iter().rev().find(|((invoice, _), _)| invoice.kind != InvoiceKind::Credit)?;
    let tolerance = if top == price { String::new() } else { format!(", {top} with the contract's tolerance") };
    let message = format!("{what} comes to {all} on invoices, and {price} is agreed{tolerance}");
    let finding = META.finding(invoice.at(key_path!["lines", *index, "net"]), message);
    let help = format!(
        "credit what is too much: `suits invoice credit {} --line {} --number {}`; or have it approved",
        invoice.id,
        called(invoice, *index),
        number_or_word(&invoice.id.client(), desk.agency, desk.today)
    );
    Some(finding.related(related, label).help(help))
}

/// A line as it is typed.
fn called(invoice: &Invoice, index: usize) -> String {
    let id = invoice.lines.get(index).and_then(|line| line.id.as_ref());
    id.map_or_else(|| format!("[{index}]=AMOUNT"), |id| format!("{id}=AMOUNT"))
}
