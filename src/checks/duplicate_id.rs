//! I01: an id that two things share, so that whoever names it names both.

use super::rule::{Desk, rule};
use crate::domain::brief::Brief;
use crate::domain::client::Client;
use crate::domain::contact_report::ContactReport;
use crate::domain::invoice::Invoice;
use crate::domain::job::Job;
use crate::domain::job_money::Line;
use crate::domain::record::{Located, Record, list_key};
use crate::domain::round::Round;
use crate::domain::timesheet::Timesheet;
use crate::finding::Finding;
use crate::key_path;
use crate::source::{KeyPath, Place};
use std::collections::HashMap;

rule! {
    /// ## What it does
    /// Looks for two items of one list with the same id, a contact called like a colleague, and two invoices with the same number.
    ///
    /// Lines of change orders share one set of ids with the lines of the job's estimates, because time, orders and invoices name both.
    ///
    /// ## Why it matters
    /// Commands and other records name a thing by its id. With two of a name nobody can tell which one was meant, and a merge cannot either.
    ///
    /// ## Example
    /// ```yaml bad feedback/ACME/ACME-0013-R1.yaml
    /// items:
    ///   - id: ending
    ///     text: The last shot should show the shop.
    ///     why: Store managers asked what the film is for.
    ///     class: client-revision
    ///   - id: ending                      # <-- here
    ///     text: The music should fade.
    ///     why: It covers the address.
    ///     class: client-revision
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good feedback/ACME/ACME-0013-R1.yaml
    /// items:
    ///   - id: ending
    ///     text: The last shot should show the shop.
    ///     why: Store managers asked what the film is for.
    ///     class: client-revision
    ///   - id: music
    ///     text: The music should fade.
    ///     why: It covers the address.
    ///     class: client-revision
    /// ```
    DuplicateId, "duplicate-id", ["I01"], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let agency = desk.agency;
    agency.clients.iter().for_each(|client| of_client(desk, client, findings));
    agency.briefs.iter().for_each(|brief| of_brief(brief, findings));
    agency.jobs.iter().for_each(|job| of_job(job, findings));
    agency.rounds.iter().for_each(|round| of_round(round, findings));
    agency.contact_reports.iter().for_each(|report| of_report(report, findings));
    agency.timesheets.iter().for_each(|sheet| of_timesheet(sheet, findings));
    let mut numbers: HashMap<&str, &Located<Invoice>> = HashMap::new();
    for invoice in &agency.invoices {
        of_invoice(invoice, findings);
        if let Some(first) = numbers.insert(&invoice.record.number, invoice) {
            let message = format!("the number `{}` is taken by {}", invoice.number, first.id);
            let finding = META.finding(invoice.at(key_path!["number"]), message);
            findings.push(finding.related(first.at(key_path!["number"]), "the other one"));
        }
    }
}

/// Items of one list, by what tells them apart.
fn items<'r, T: Record, I: AsRef<str> + 'r>(
    record: &Located<T>,
    list: &KeyPath,
    ids: impl Iterator<Item = Option<I>>,
    findings: &mut Vec<Finding>,
) {
    let mut named: Vec<(I, usize)> = ids.enumerate().filter_map(|(index, id)| Some((id?, index))).collect();
    named.sort_by(|(one, at), (other, below)| one.as_ref().cmp(other.as_ref()).then(at.cmp(below)));
    let place = |index: usize| record.at(list.then(index).then(list_key(list)));
    for same in named.chunk_by(|(one, _), (other, _)| one.as_ref() == other.as_ref()) {
        let [(id, first), again @ ..] = same else { continue };
        findings.extend(again.iter().map(|(_, index)| twice(id.as_ref(), place(*index), place(*first))));
    }
}

fn twice(id: &str, place: Place, first: Place) -> Finding {
    let finding = META.finding(place, format!("the id `{id}` is taken by an item above"));
    finding.related(first, "the first one").help("give one of them another id, and see what named it")
}

macro_rules! list {
    ($record:ident, $findings:ident, $($list:ident),+) => { $(
        let ids = $record.record.$list.iter().map(|item| item.id.as_ref().map(|id| id.as_str()));
        items($record, &key_path![stringify!($list)], ids, $findings);
    )+ };
}

macro_rules! named_list {
    ($record:ident, $findings:ident, $($list:ident),+) => { $(
        let ids = $record.record.$list.iter().map(|item| Some(item.id.as_str()));
        items($record, &key_path![stringify!($list)], ids, $findings);
    )+ };
}

fn of_client(desk: &Desk<'_>, client: &Located<Client>, findings: &mut Vec<Finding>) {
    named_list!(client, findings, contacts, contracts, budgets, opportunities, issues, recommendations);
    for (index, contact) in client.contacts.iter().enumerate() {
        if desk.agency.config.person(&contact.id).is_some() {
            let message =
                format!("`{}` is also a person of the agency, who is meant wherever the id stands", contact.id);
            let finding = META.finding(client.at(key_path!["contacts", index, "id"]), message);
            findings.push(finding.help("give the contact another id, such as first name and surname"));
        }
    }
}

fn of_brief(brief: &Located<Brief>, findings: &mut Vec<Finding>) {
    list!(brief, findings, objectives, spend_plan, kpis, open_questions);
    named_list!(brief, findings, deliverables);
    let approvers = brief.record.approvers.iter().map(|approver| Some(approver.by.as_str()));
    items(brief, &key_path!["approvers"], approvers, findings);
    items(
        brief,
        &key_path!["waived"],
        brief.record.waived.iter().map(|waived| Some(waived.section.as_str())),
        findings,
    );
}

fn of_round(round: &Located<Round>, findings: &mut Vec<Finding>) {
    list!(round, findings, items);
    items(round, &key_path!["reviewers"], round.record.reviewers.iter().map(|one| Some(one.by.as_str())), findings);
}

fn of_report(report: &Located<ContactReport>, findings: &mut Vec<Finding>) {
    list!(report, findings, items);
}

fn of_timesheet(sheet: &Located<Timesheet>, findings: &mut Vec<Finding>) {
    list!(sheet, findings, entries);
}

fn of_invoice(invoice: &Located<Invoice>, findings: &mut Vec<Finding>) {
    list!(invoice, findings, lines, payments);
}

fn of_job(job: &Located<Job>, findings: &mut Vec<Finding>) {
    list!(job, findings, handoffs, holds, overrides, quality_checks);
    named_list!(job, findings, deliverables, change_orders, orders, supplier_invoices);
    items(job, &key_path!["estimates"], job.record.estimates.iter().map(|one| Some(one.version.to_string())), findings);
    let named = |lines: &'_ [Line]| -> Vec<Option<String>> {
        lines.iter().map(|line| line.id.as_ref().map(ToString::to_string)).collect()
    };
    for (index, estimate) in job.estimates.iter().enumerate() {
        items(job, &key_path!["estimates", index, "lines"], named(&estimate.lines).into_iter(), findings);
    }
    change_lines(job, findings);
}

/// Lines of change orders against those of the estimates and of earlier change orders.
fn change_lines(job: &Located<Job>, findings: &mut Vec<Finding>) {
    let mut seen: HashMap<&str, Place> = HashMap::new();
    let record = &job.record;
    if record.change_orders.is_empty() {
        return;
    }
    let estimates = record.estimates.iter().enumerate().map(|(index, estimate)| ("estimates", index, &estimate.lines));
    let changes =
        record.change_orders.iter().enumerate().map(|(index, change)| ("change_orders", index, &change.lines));
    for (list, index, lines) in estimates.chain(changes) {
        for (line, id) in lines.iter().enumerate().filter_map(|(at, line)| Some((at, line.id.as_ref()?))) {
            let place = || job.at(key_path![list, index, "lines", line, "id"]);
            match seen.get(id.as_str()) {
                Some(first) if list == "change_orders" => findings.push(twice(id.as_str(), place(), first.clone())),
                Some(_) => {}
                None => drop(seen.insert(id.as_str(), place())),
            }
        }
    }
}
