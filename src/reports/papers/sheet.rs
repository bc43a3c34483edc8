//! One paper as a page: the view that `job estimate show` and `job change show` print. What is sent to a client is the same page without what
//! is the agency's own: its yeses, what is lacking, notes of how far it has come.

use super::parts;
use crate::domain::agency::Agency;
use crate::domain::approval::{Approval, ApprovalFor};
use crate::domain::approvals::Standing;
use crate::domain::job::Job;
use crate::domain::job_money::{ChangeOrder, ChangeStatus, Estimate, EstimateStatus, Refusal};
use crate::domain::money::agreement::{self, Agreement};
use crate::domain::money::contingency::Contingency;
use crate::domain::money::lacking::{self, Lack};
use crate::domain::money::offer::Offer;
use crate::domain::money::terms::Terms;
use crate::domain::money::unpriced::Unpriced;
use crate::domain::record::Located;
use crate::domain::yeses::{change_inside, estimate_inside};
use crate::values::Day;
use crate::view::{Cell, Column, Grid, Row, View};

/// Who is to read a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// The agency.
    Agency,
    /// The client.
    Client,
}

/// What a page is made of.
struct Page<'a> {
    name: &'static str,
    title: String,
    day: Day,
    readers: Readers,
    offer: Offer,
    facts: Vec<(Column, Cell)>,
    approvals: &'a [Approval],
    standings: Vec<(ApprovalFor, Standing<'a>)>,
    lacks: Vec<Lack>,
    notes: Vec<String>,
    /// What only the agency is told.
    inside: Vec<String>,
}

/// A version of a job's estimate on a day, by its place in the job.
pub fn estimate(
    agency: &Agency,
    job: &Located<Job>,
    index: usize,
    day: Day,
    readers: Readers,
) -> Result<Option<View>, Unpriced> {
    let terms = Terms::of(agency, job)?;
    let Some(estimate) = job.record.estimates.get(index) else { return Ok(None) };
    let offer = Offer::estimate(estimate, &terms, day);
    let mut notes = vec!["sums are without tax".to_owned()];
    if let Some(share) = estimate.contingency {
        notes.push(format!(
            "contingency: {share} of fees and suppliers' work, beside the total and spent only by change orders"
        ));
    }
    notes.extend(estimate.assumptions.iter().map(|text| format!("taken for granted: {text}")));
    notes.extend(estimate.exclusions.iter().map(|text| format!("not included: {text}")));
    notes.extend(estimate.valid_until.map(|until| format!("offered until {until}")));
    let page = Page {
        name: "estimate",
        title: format!("Estimate {} of {}: {}", estimate.version, job.id, job.title),
        day,
        readers,
        facts: estimate_facts(estimate, &offer),
        approvals: &estimate.approvals,
        standings: vec![
            (ApprovalFor::Internal, estimate_inside(job, index, &terms, day)),
            (ApprovalFor::Client, agreement::estimate_standing(job, index, &terms, day)),
        ],
        lacks: lacking::of_estimate(job, index, &terms, day),
        notes,
        inside: estimate_end(estimate, day).into_iter().collect(),
        offer,
    };
    Ok(Some(page.view(job)))
}

/// A change order of a job on a day, by its place in the job.
pub fn change(
    agency: &Agency,
    job: &Located<Job>,
    index: usize,
    day: Day,
    readers: Readers,
) -> Result<Option<View>, Unpriced> {
    let terms = Terms::of(agency, job)?;
    let Some(change) = job.record.change_orders.get(index) else { return Ok(None) };
    let (offer, agreement) = (Offer::change(change, &terms, day), Agreement::of(job, &terms, day));
    let mut notes = vec!["sums are without tax".to_owned()];
    if let Some(days) = change.schedule_days.filter(|days| *days != 0) {
        let (count, way) = (days.unsigned_abs(), if days < 0 { "earlier" } else { "later" });
        notes.push(format!("the job is due {count} working day{} {way}", if count == 1 { "" } else { "s" }));
    }
    let contingency = Contingency::of(job, &agreement, &terms, day).and_then(Result::ok);
    let inside = contingency.map(|contingency| contingency.told()).into_iter().chain(change_end(change, day));
    let page = Page {
        name: "change-order",
        title: match &change.text {
            Some(text) => format!("Change order {} of {}: {text}", change.id, job.id),
            None => format!("Change order {} of {}", change.id, job.id),
        },
        day,
        readers,
        facts: change_facts(change, &offer),
        approvals: &change.approvals,
        standings: vec![
            (ApprovalFor::Internal, change_inside(job, index, &terms, day)),
            (ApprovalFor::Client, agreement::change_standing(job, index, &agreement, day)),
        ],
        lacks: lacking::of_change(job, index, &agreement, &terms, day),
        notes,
        inside: inside.collect(),
        offer,
    };
    Ok(Some(page.view(job)))
}

fn estimate_facts(estimate: &Estimate, offer: &Offer) -> Vec<(Column, Cell)> {
    vec![
        (Column::figure("estimate", "Estimate"), Cell::Count(i64::from(estimate.version))),
        (Column::word("status", "Status"), Cell::text(estimate.status)),
        (Column::word("currency", "Currency"), Cell::text(offer.currency)),
        (Column::date("valid_until", "Offered until"), Cell::day(estimate.valid_until)),
        (Column::word("contingency", "Contingency").hidden(), Cell::maybe(estimate.contingency)),
        (Column::prose("assumptions", "Assumptions").hidden(), Cell::List(estimate.assumptions.clone())),
        (Column::prose("exclusions", "Exclusions").hidden(), Cell::List(estimate.exclusions.clone())),
    ]
}

fn change_facts(change: &ChangeOrder, offer: &Offer) -> Vec<(Column, Cell)> {
    vec![
        (Column::word("change", "Change order"), Cell::text(&change.id)),
        (Column::word("status", "Status"), Cell::text(change.status)),
        (Column::word("currency", "Currency"), Cell::text(offer.currency)),
        (Column::date("date", "Raised"), Cell::Day(change.date)),
        (Column::word("cause", "Cause"), Cell::text(change.cause)),
        (
            Column::figure("schedule_days", "Days later"),
            change.schedule_days.map_or(Cell::Empty, |days| Cell::Count(i64::from(days))),
        ),
        (Column::prose("text", "What").hidden(), Cell::maybe(change.text.as_ref())),
    ]
}

/// How a version came off the table, where it did.
fn estimate_end(estimate: &Estimate, day: Day) -> Option<String> {
    match estimate.status {
        EstimateStatus::Rejected if estimate.is_rejected(day) => {
            Some(no("the client said no", estimate.rejected.as_deref()))
        }
        EstimateStatus::Superseded => Some("a newer version took its place".to_owned()),
        EstimateStatus::Expired => Some("its offer ran out".to_owned()),
        _ => None,
    }
}

fn change_end(change: &ChangeOrder, day: Day) -> Option<String> {
    match change.status {
        ChangeStatus::Rejected if change.is_off(day) => Some(no("the client said no", change.rejected.as_deref())),
        ChangeStatus::Withdrawn if change.is_off(day) => Some(no("it was taken back", change.withdrawn.as_deref())),
        _ => None,
    }
}

fn no(what: &str, refusal: Option<&Refusal>) -> String {
    let Some(refusal) = refusal else { return what.to_owned() };
    let by = refusal.by.as_ref().map_or_else(String::new, |by| format!(" by {by}"));
    let why = refusal.reason.as_ref().map_or_else(String::new, |why| format!(": {why}"));
    format!("{what}{by} on {}{why}", refusal.date)
}

impl Page<'_> {
    fn view(self, job: &Located<Job>) -> View {
        let for_client = self.readers == Readers::Client;
        let mut facts = vec![
            (Column::word("job", "Job"), Cell::text(&job.id)),
            (Column::prose("title", "Title"), Cell::text(&job.title)),
            (Column::word("client", "Client").hidden(), Cell::text(job.id.client())),
            (Column::word("client_po", "Your order").hidden(), Cell::maybe(job.client_po.as_ref())),
        ];
        facts.extend(self.facts);
        if for_client {
            for (column, _) in facts.iter_mut().filter(|(column, _)| ["status", "cause"].contains(&column.key)) {
                *column = column.hidden();
            }
        }
        let (columns, cells): (Vec<Column>, Vec<Cell>) = facts.into_iter().unzip();
        let mut approvals = parts::approvals(self.approvals, &self.standings, self.day);
        let mut notes = self.notes;
        if for_client {
            let held = |row: &Row| {
                row.cells.first() == Some(&Cell::text(ApprovalFor::Client)) && row.cells.contains(&Cell::Flag(true))
            };
            approvals.rows.retain(held);
            approvals
                .columns
                .iter_mut()
                .filter(|column| column.key == "counts")
                .for_each(|column| *column = column.hidden());
            let is_open =
                self.lacks.iter().any(|lack| lack.what != lacking::CLIENTS_YES && lack.what != lacking::SENDING);
            notes.extend(is_open.then(|| "a draft, and no offer yet".to_owned()));
        } else {
            notes.extend(self.inside);
        }
        let mut others = vec![
            ("totals", "Total".to_owned(), parts::totals(&self.offer)),
            ("paper", "Paper".to_owned(), Grid { columns, rows: vec![Row::new(cells)] }),
            ("approvals", "Approvals".to_owned(), approvals),
        ];
        if !for_client {
            others.push(("lacking", "Still lacking".to_owned(), parts::lacking(&self.lacks)));
        }
        View {
            name: self.name,
            version: 1,
            title: self.title,
            as_of: self.day,
            grid: parts::lines(&self.offer),
            others,
            notes,
            when_empty: "it has no lines".to_owned(),
            unreadable: Vec::new(),
        }
    }
}
