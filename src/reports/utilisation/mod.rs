//! `utilisation`: of the hours that people have, how many are worked for clients (F23).

mod cells;
mod rows;

use super::grouping::{grouping, words};
use super::ledger::By;
use super::period::{told, two_months};
use super::{Report, ReportAsk, worked};
use crate::domain::agency::Agency;
use crate::domain::approval::ApprovalFor;
use crate::domain::job::sections;
use crate::domain::scope::{Scope, Worked};
use crate::view::{Grid, View};

/// `suits utilisation`.
pub struct Utilisation;

const NOTES: [&str; 4] = [
    "F23 utilisation: billable hours by available hours; the trade also divides by the hours that were booked, which grows when people book less",
    "available: `weekly_hours` over the working days of one's own calendar, days away and days before or after one's time here left out",
    "billable: hours on jobs of clients; not on an investment, for a prospect, or on jobs of the agency itself (a client with the agency's name)",
    "role: the first of a person's roles in `suits.toml`",
];

/// What the hours for a client or on a job are measured by.
const SHARED: &str = "by job, client, channel or supplier each row is a share of the same available hours, so that their shares add up to the whole";

impl Report for Utilisation {
    fn name(&self) -> &'static str {
        "utilisation"
    }

    fn ways(&self) -> Vec<&'static str> {
        words(By::MONEY, By::as_str)
    }

    fn scope(&self, ask: &ReportAsk) -> Scope {
        // a period that makes no sense is told by the view
        let (from, until) = two_months(ask).unwrap_or((ask.today, ask.today));
        let worked = Worked { from: from.month(), until: until.month(), person: ask.person.clone() };
        if worked::needs_lines(&ask.by) {
            return Scope::worked(worked, sections::MONEY).approvals(&[ApprovalFor::Client]);
        }
        Scope::worked(worked, sections::BILLABLE)
    }

    fn totals_follow_rows(&self) -> bool {
        true
    }

    fn keys(&self, _ask: &ReportAsk) -> &'static [&'static str] {
        super::MONEY_KEYS
    }

    fn view(&self, agency: &Agency, ask: &ReportAsk) -> Result<View, String> {
        let by = grouping("utilisation", By::MONEY, By::as_str, &ask.by, By::Person)?;
        let (from, until) = two_months(ask)?;
        let cells = cells::of(agency, ask, from, until);
        let mut notes = vec![told(ask, from, until)];
        notes.extend(NOTES.iter().map(ToString::to_string));
        notes.extend((!rows::have_all_hours(&by)).then(|| SHARED.to_owned()));
        notes.extend(worked::notes(&by));
        notes.extend(cells.untold(agency));
        if let Some(client) = &ask.client {
            notes.push(format!("hours are those for {client} alone, against all that people have"));
        }
        let sums = cells.by(agency, &by, ask.today);
        let grid = rows::grid(&by, &sums);
        let (of, totals) = match ask.narrow.of(&grid, sums.values()) {
            // what people have is in each of their clients' rows, and would be counted twice
            Some(_) if !rows::have_all_hours(&by) => ("The rows shown", Grid::default()),
            Some(shown) => ("The rows shown", rows::grid(&[], &cells::together(shown))),
            None => ("Everybody", rows::grid(&[], &cells.by(agency, &[], ask.today))),
        };
        let ways = by.iter().map(|way| way.as_str()).collect::<Vec<_>>().join(" and ");
        Ok(View {
            name: self.name(),
            version: 1,
            title: format!("Utilisation by {ways}, {from} to {until}"),
            as_of: ask.today,
            grid,
            others: vec![("totals", of.to_owned(), totals)],
            notes,
            when_empty: format!("nobody worked here from {from} to {until}"),
            unreadable: Vec::new(),
        })
    }
}
