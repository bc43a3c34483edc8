//! `margin`: what the agency earns (F16 to F24). Billings, what of them is passed on, what the hours cost and what is left, by job, client, month
//! or any other way, as of a day or in a span.

mod rows;

use super::grouping::{grouping, words};
use super::ledger::merge::{by_client, reasons};
use super::ledger::shares::{Entering, summed};
use super::ledger::{By, Shown, with_client};
use super::period::to_date;
use super::{Report, ReportAsk, left_out, unreadable_costs};
use crate::domain::agency::Agency;
use crate::domain::invoice::Invoice;
use crate::domain::job::sections;
use crate::domain::money::billing::Billing;
use crate::domain::money::earnings::{self, Earners, Earning, Span};
use crate::domain::money::labour::{self, COSTS};
use crate::domain::money::shares::{Account, refuse_missing, refuse_unread};
use crate::domain::money::time_index::TimeIndex;
use crate::domain::record::{Kind, Located};
use crate::domain::scope::Scope;
use crate::values::JobId;
use crate::view::{Grid, View};

/// `suits margin`.
#[derive(Debug)]
pub struct Margin;

const NOTES: &[&str] = &[
    "income, or AGI (F16) = billed - passed on: third-party, media and expenses at net, so that markup and commission stay in it",
    "F17: others mean something else by AGI; some tools take all costs off, hours too. Here hours come off in the margin",
    "passed on: what suppliers charged, or the share of the cost of what was billed before they did, if that is more",
    "margin (F18) = (income - cost of hours) / income, of all hours; income per hour (F24) = income / hours",
    "gross profit (F20) = billed - supplier invoices; net profit = gross profit - cost of hours; recovery (F22) = fee billed / time at the rate card",
    "before tax; months are those of invoices and hours; an invoice written off stays billed; a retainer is in the row of its contract, its hours with their jobs: `--by client` sets one against the other",
    "net margin (F19) = (AGI - labour - overhead) / billings: the book holds no overhead, and `before_overhead` is what is left for it",
];

/// Whose what is billed is.
const BY_WORKER: &str = "what is billed for fees is earned by those who worked on the line, as their hours on it are worth at the rate card to date (on no \
     line: on the job; a retainer's: on its tickets in that period); under `-` is what nobody worked for, and what suppliers and media get";

/// What stands in which month.
const BY_MONTH: &str = "billed in it: by the day of the invoice; `suits wip --by month` has it in the month of the work that it pays for \
     (`suits explain billed`)";

const HOW: Entering<Earning> = Entering {
    is_plain: |figure| matches!(figure, Earning::Hours | Earning::BilledHours | Earning::RatedHours),
    is_told: |_| true,
};

impl Report for Margin {
    fn name(&self) -> &'static str {
        "margin"
    }

    fn ways(&self) -> Vec<&'static str> {
        words(By::MONEY, By::as_str)
    }

    fn scope(&self, ask: &ReportAsk) -> Scope {
        const KINDS: &[Kind] = &[Kind::Client, Kind::Job, Kind::Timesheet, Kind::Invoice];
        ask.narrowed_to_clients(Scope::kinds(KINDS).parts(sections::MONEY).fingerprints())
    }

    fn totals_follow_rows(&self) -> bool {
        true
    }

    fn keys(&self, _ask: &ReportAsk) -> &'static [&'static str] {
        super::MONEY_KEYS
    }

    fn view(&self, agency: &Agency, ask: &ReportAsk) -> Result<View, String> {
        let by = with_client(grouping("margin", By::MONEY, By::as_str, &ask.by, By::Job)?);
        let span = to_date(ask)?;
        let apart = by.iter().any(|way| matches!(way, By::Role | By::Person));
        let told = (span, if apart { Earners::Apart } else { Earners::Together });
        let (time, billing) = (TimeIndex::new(agency, span.until), Billing::of(agency, span.until));
        let asked = |id: &JobId| ask.asks_job(id);
        let jobs = agency.jobs.iter().filter(|job| asked(&job.id));
        let mut accounts: Vec<Account<'_, Earning>> = earnings::of_jobs(agency, jobs, &time, &billing, told);
        accounts.extend(earnings::of_no_job(agency, &billing, told));
        let missing = time.of_missing_jobs(agency, span, |client| ask.asks_client(client));
        refuse_missing(&mut accounts, agency, missing, earnings::OF_TIME);
        refuse_unread(&mut accounts, agency);
        accounts.retain(|account| account.job.map_or_else(|| ask.asks_client(&account.client), asked));
        let broken: Vec<&JobId> = agency.jobs.unreadable().iter().map(|(id, _)| id).filter(|id| asked(id)).collect();

        let groups = summed(&by, &accounts, &broken, HOW);
        let grid = Grid { columns: rows::columns(&by), rows: rows::rows(&groups, &by) };
        let kept = Shown::of(&ask.narrow, &grid, groups.iter().map(|(key, _)| key));
        let shown = kept.as_ref().map(|kept| kept.only(&groups));
        let all = shown.as_ref().map_or_else(|| summed(&[By::Client], &accounts, &broken, HOW), by_client);
        if let Some(kept) = &kept {
            accounts.retain(|account| account.job.is_some_and(|job| kept.may_hold(job)));
        }
        let mut notes: Vec<String> = NOTES.iter().map(ToString::to_string).collect();
        notes.extend(apart.then(|| BY_WORKER.to_owned()));
        notes.extend(by.contains(&By::Month).then(|| BY_MONTH.to_owned()));
        let why = shown.as_ref().map_or_else(|| groups.reasons().collect(), reasons);
        notes.extend(why.into_iter().map(|why| format!("cannot be told: {why}")));
        let concerns =
            |invoice: &Located<Invoice>| left_out::concerns(invoice, asked, |client| ask.asks_client(client));
        let in_span = |invoice: &Located<Invoice>| span.holds(invoice.date) && concerns(invoice);
        notes.extend(left_out::unbilled(agency, in_span, span.until));
        notes.extend(costless(agency, &accounts));
        let repeated = by == [By::Client];
        let columns = rows::columns(&[By::Client]).into_iter();
        let totals = Grid {
            columns: columns.map(|column| if repeated { column.hidden() } else { column }).collect(),
            rows: rows::rows(&all, &[By::Client]),
        };
        Ok(View {
            name: self.name(),
            version: 1,
            title: title(&by, span),
            as_of: ask.today,
            grid,
            others: vec![("totals", "Totals by client".to_owned(), totals)],
            notes,
            when_empty: "nothing was billed, charged or worked in that time".to_owned(),
            unreadable: unreadable_costs(agency),
        })
    }
}

fn title(by: &[By], span: Span) -> String {
    let ways: Vec<&str> = by.iter().map(|way| way.as_str()).collect();
    let period = span.from.map_or_else(|| format!("up to {}", span.until), |from| format!("{from} to {}", span.until));
    format!("Margin by {}, {period}", ways.join(" and "))
}

/// Whose cost is missing or cannot be read, and what to write where.
fn costless(agency: &Agency, accounts: &[Account<'_, Earning>]) -> Vec<String> {
    let config = &agency.config;
    let people = earnings::without_cost(accounts);
    let (broken, missing): (Vec<_>, Vec<_>) =
        people.into_iter().partition(|(person, _)| labour::fault_of(config, person).is_some());
    let mut notes = Vec::new();
    if !broken.is_empty() {
        let place = |person| labour::fault_of(config, person).map_or_else(String::new, labour::place_of);
        let names: Vec<String> = broken.iter().map(|(person, _)| format!("{person} ({})", place(person))).collect();
        notes.push(format!(
            "labour, margin and net profit are unknown where these people worked, whose cost cannot be read: {}",
            names.join(", ")
        ));
    }
    if let Some((person, month)) = missing.first() {
        let names: Vec<String> = missing.iter().map(|(person, month)| format!("{person} (from {month})")).collect();
        notes.push(format!(
            "labour, margin and net profit are unknown where these people worked, whose cost nobody wrote down: {}; in `{COSTS}` write \
             `[people.{person}]` and below it `cost = [{{ from = {}, rate = 41.50 }}]`, per hour in {}",
            names.join(", "),
            month.first(),
            config.agency.currency,
        ));
    }
    notes
}
