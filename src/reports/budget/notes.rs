//! What is said below budgets: how each figure is reckoned, and what is not shown. Reckons nothing.

use super::rows::{self, Alerts};
use crate::domain::money::sums::Sums;
use crate::reports::ledger::{By, Groups};

const NOTES: &[&str] = &[
    "approved: what the client said yes to; pending: what waits for that yes",
    "actual: time and supplier invoices; committed: orders not invoiced yet, as they stand; both with markup",
];

const COMPARED: &[&str] = &[
    "remaining = approved - actual - committed; burn = actual / approved; `suits explain actual` says more",
    "variance = approved - actual: above zero is unspent, below zero overspent (others print it the other way round)",
];

const COVERED: &str = "covered: of actual and committed, what a retainer or the agency itself pays, where nothing was approved: in remaining, \
    but not in burn, past and exceeded, which are of what was approved";

const LINES: &str = "on no line: time, orders and invoices that name no line of an estimate or change order; they are in the forecast of the lines they must be for";

const PACE: &str =
    "pace = burn / share of the working days gone: 100% spends as the days go; amber above 110%, red above 125%";

/// Why nothing is compared in some groupings, and what to type.
pub(super) const APART: &str =
    "what was approved and what was spent go to different rows there; group by job, client, channel or supplier";

/// The sentences of a grouping.
pub(super) fn notes(by: &[By], alerts: Alerts<'_>, covered: bool) -> Vec<String> {
    let mut notes = NOTES.to_vec();
    if rows::compares(by) {
        notes.extend(COMPARED);
        notes.extend(covered.then_some(COVERED));
        notes.extend(by.contains(&By::Job).then_some(PACE));
    }
    notes.extend(by.contains(&By::Line).then_some(LINES));
    let mut notes: Vec<String> = notes.into_iter().map(ToOwned::to_owned).collect();
    if rows::compares(by) {
        notes.push(forecast(alerts));
    } else {
        notes.push(format!("no remaining, variance, forecast and burn but in the totals: {APART}"));
    }
    notes
}

fn forecast(alerts: Alerts<'_>) -> String {
    let forecast = "forecast = actual + committed + what of the approved lines is still to come";
    let alerts: Vec<String> = alerts.0.iter().map(ToString::to_string).collect();
    match alerts.as_slice() {
        [] => forecast.to_owned(),
        [one] => format!("{forecast}; burn past %: {one}, once that much is burnt"),
        some => format!("{forecast}; burn past %: the highest of {} that is burnt", some.join(", ")),
    }
}

/// What is not among the exceeded budgets, and why.
pub(super) fn left_out(groups: &Groups<Sums>) -> Vec<String> {
    let unbudgeted = groups.iter().filter(|(_, sums)| sums.is_unbudgeted()).count();
    let unknown = groups.iter().filter(|(_, sums)| sums.is_over().is_none()).count();
    let mut notes = vec![
        "exceeded: approved - actual - committed is below zero, where something was approved; only that is in the totals"
            .to_owned(),
    ];
    if unbudgeted > 0 {
        notes.push(format!("{unbudgeted} more with spending and nothing approved: work before the estimate"));
    }
    if unknown > 0 {
        notes.push(format!("{unknown} more may be exceeded: their figures cannot be told"));
    }
    notes
}
