//! What is left to charge of a job, line by line, and what is left out because it was given back.

use super::bill::{Bill, papers};
use super::terms::po_or_word;
use super::write::{LineAsked, Priced, priced};
use crate::domain::approval::Method;
use crate::domain::invoice::InvoiceKind;
use crate::domain::money::charged::{self, Credits, Subject};
use crate::domain::money::lacking::estimate_yes;
use crate::domain::money::papers::Papers;
use crate::domain::money::unpriced::Unpriced;
use crate::finding::Finding;
use crate::key_path;
use crate::values::{Day, ItemId, JobId, Money, Month};
use std::collections::BTreeSet;

/// What was given back of a line, and what is to be.
pub(super) struct GivenBack {
    /// On credit notes that went out, where there are any.
    pub(super) sum: Option<Money>,
    /// On those that are still drafts: `400.00 EUR is to be credited on ACME-I0119, which has not gone out`.
    pub(super) to_come: Option<String>,
}

impl GivenBack {
    pub(super) fn of(bill: &Bill<'_>, of: &Subject) -> GivenBack {
        let notes = bill.charged.like(of, None, bill.own, bill.counting);
        let notes = notes.into_iter().filter(|(invoice, _)| invoice.kind == InvoiceKind::Credit);
        let (gone, drafts): (Vec<_>, Vec<_>) = notes.partition(|(invoice, _)| invoice.was_issued());
        let sum = |notes: &[charged::Charging<'_>]| {
            let sum = charged::billed(bill.agency, notes, &bill.till, bill.till.currency).ok()?;
            (!sum.amount.is_zero()).then(|| Money::new(-sum.amount, sum.currency))
        };
        let on: BTreeSet<&str> = drafts.iter().map(|(invoice, _)| invoice.id.as_str()).collect();
        let on: Vec<&str> = on.into_iter().collect();
        let have = if on.len() == 1 { "has" } else { "have" };
        let told = |sum: Money| format!("{sum} is to be credited on {}, which {have} not gone out", on.join(", "));
        GivenBack { sum: sum(&gone), to_come: sum(&drafts).map(told) }
    }
}

/// What is left of a line that the client approved.
pub(super) fn left(
    bill: &Bill<'_>,
    job: &JobId,
    line: &ItemId,
    of: &Subject,
    credits: Credits,
) -> Result<Money, Vec<Finding>> {
    let (record, papers) = papers(bill, job)?;
    let place = || record.at(key_path!["estimates"]);
    let unpriced = |why: Unpriced| vec![Finding::error("unpriced", place(), why.to_string())];
    let others = bill.charged.before(of, bill.own, bill.counting, credits);
    let account = match charged::account(bill.agency, &papers, line, &others, &bill.till) {
        Some(account) => account.map_err(unpriced)?,
        // what stands against it is said where the line is judged
        None => return Ok(Money::zero(bill.till.currency)),
    };
    account.left().ok_or_else(|| {
        let on: BTreeSet<String> = others.iter().map(|(invoice, _)| invoice.id.to_string()).collect();
        let on = on.into_iter().collect::<Vec<_>>().join(", ");
        let message = format!("all of `{line}` of {job} is charged: {} on {on}", account.before);
        let finding = Finding::error("nothing-left-to-bill", place(), message);
        vec![finding.help(format!(
            "leave it out, or have more approved first: `suits job change add {job} --cause out-of-scope --text \"…\"`"
        ))]
    })
}

/// Every line of a job that the client approved and that was never charged in full; `again`: what was credited too.
pub(super) fn rest(
    bill: &Bill<'_>,
    id: &JobId,
    again: bool,
    told: &mut Vec<String>,
) -> Result<Vec<Priced>, Vec<Finding>> {
    if !id.is_of(&bill.client.id) {
        let line = LineAsked::Line { id: None, job: id.clone(), line: None, month: None, net: None };
        return priced(bill, &line, told);
    }
    let (job, papers) = papers(bill, id)?;
    let credits = if again { Credits::TakenOff } else { Credits::LeftOut };
    let mut seen: Vec<&ItemId> = Vec::new();
    let (mut lines, mut out, mut to_come) = (Vec::new(), Vec::new(), Vec::new());
    for line in papers.agreed().flat_map(|paper| paper.lines).filter_map(|line| line.id.as_ref()) {
        if seen.contains(&line) {
            continue;
        }
        seen.push(line);
        let of = Subject { job: Some(id.clone()), line: Some(line.clone()), contract: None, month: None };
        let back = GivenBack::of(bill, &of);
        out.extend(back.sum.filter(|_| !again).map(|sum| format!("{sum} of `{line}`")));
        to_come.extend(back.to_come.map(|to_come| format!("`{line}`: {to_come}, and is left out")));
        match left(bill, id, line, &of, credits) {
            Ok(net) => lines.push(Priced { id: None, month: own_month(bill, id, line), of, net }),
            Err(found) if found.iter().all(|finding| finding.code == "nothing-left-to-bill") => {}
            Err(found) => return Err(found),
        }
    }
    let credited = format!("{} was credited and is left out; to charge it once more: `--again`", out.join(", "));
    let out: Vec<String> = (!out.is_empty()).then_some(credited).into_iter().chain(to_come).collect();
    if !lines.is_empty() {
        told.extend(out.into_iter().map(|out| format!("{id}: {out}")));
        return Ok(lines);
    }
    let place = job.at(key_path!["estimates"]);
    if !seen.is_empty() {
        let finding =
            Finding::error("nothing-left-to-bill", place, format!("all that the client approved of {id} is charged"));
        let shows = format!("`suits invoice list --client {}` shows where", bill.client.id);
        return Err(vec![finding.help(if out.is_empty() { shows } else { out.join("; ") })]);
    }
    let later = Papers::in_force(job, papers.terms, Day::LAST);
    let since = later.agreed().filter_map(|paper| paper.signed).map(|yes| yes.date).min();
    if let Some(since) = since {
        let message =
            format!("on {} the client had approved no line of {id}: the first yes is of {since}", bill.till.date);
        let finding = Finding::error("unapproved-line-billed", place.clone(), message).typed("--date");
        return Err(vec![
            finding.related(place, "approved later").help(format!("name {since} or a later day with `--date`")),
        ]);
    }
    let latest = job.record.estimates.len().saturating_sub(1);
    let (by, po) = (estimate_yes(job, latest, &papers.terms, Method::Po, bill.till.date), po_or_word(job));
    let help = format!("`suits job estimate approve {id} --for client --by {by} --method po --evidence {po}`");
    let finding = Finding::error("unapproved-line-billed", place, format!("the client has approved no line of {id}"));
    Err(vec![finding.help(help)])
}

/// The month that a line of a job is for, in its paper.
pub(super) fn own_month(bill: &Bill<'_>, job: &JobId, line: &ItemId) -> Option<Month> {
    let job = bill.agency.jobs.get(job).found()?;
    let estimates = job.record.estimates.iter().rev().flat_map(|estimate| &estimate.lines);
    let mut lines = estimates.chain(job.record.change_orders.iter().flat_map(|change| &change.lines));
    lines.find(|other| other.id.as_ref() == Some(line))?.month
}
