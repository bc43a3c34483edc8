//! From when on a book knows a retainer. The fee of a period that is over is owed by contract, whether or not anybody worked; but a book that
//! was begun in the middle of a contract does not know what was billed before, and claims none of it. So the periods of a contract count from
//! the first with hours or bills of the contract on; all of them where there is money of the client in the book from before the contract, for
//! then the book was kept when the contract began. What every report and the journal say of a retainer goes by this.

use super::period::Served;
use super::served::Retained;
use crate::domain::agency::Agency;
use crate::domain::money::billing::Billing;
use crate::domain::money::time_index::TimeIndex;
use crate::domain::plan::money::invoice::number_or_word;
use crate::values::{ClientId, Day};
use std::collections::HashMap;

/// The first day of each client on which the book has hours or bills.
#[derive(Debug, Default)]
pub(in crate::domain) struct FirstMoney(HashMap<ClientId, Day>);

impl FirstMoney {
    /// Of a book as of the day of its time and bills.
    pub(in crate::domain) fn of(time: &TimeIndex<'_>, billing: &Billing<'_>) -> FirstMoney {
        let mut first: HashMap<ClientId, Day> = HashMap::new();
        let hours = time.all().filter_map(|(job, worked)| {
            let dates = worked.map(|worked| worked.entry.date);
            Some((job.client(), dates.min()?))
        });
        let bills = billing.all().iter().map(|billed| (billed.invoice.id.client(), billed.invoice.date));
        for (client, day) in hours.chain(bills) {
            let known = first.entry(client).or_insert(day);
            *known = day.min(*known);
        }
        FirstMoney(first)
    }

    fn is_before(&self, client: &ClientId, day: Day) -> bool {
        self.0.get(client).is_some_and(|first| *first < day)
    }
}

/// Leaves out the periods that the book knows nothing of. Where hours or bills cannot be read, one that they might be of is kept, and unsure.
pub(super) fn leave_out(one: &mut Retained<'_>, money: &FirstMoney) {
    let periods = &one.periods;
    let running = periods.iter().position(|period| period.is_running).unwrap_or(periods.len());
    let (sure, perhaps) = if money.is_before(&one.client.id, one.contract.start) {
        (0, 0)
    } else {
        let sure = periods.iter().position(|period| period.has_traces(false)).unwrap_or(running).min(running);
        (sure, periods.iter().position(|period| period.has_traces(true)).unwrap_or(sure).min(sure))
    };
    for period in &mut one.periods[perhaps..sure] {
        period.is_sure = false;
    }
    one.left_out = one.periods.drain(..perhaps).map(|period| period.span).collect();
}

impl Served {
    /// Whether hours of any kind or bills are in the book for it; perhaps, where they cannot be read.
    fn has_traces(&self, perhaps: bool) -> bool {
        let billed = self.billed.map_or(perhaps, |billed| !billed.amount.is_zero());
        billed || self.has_hours() || (perhaps && !self.are_hours_known())
    }
}

impl Retained<'_> {
    /// What is left out, in words, and what to do if it should not be; `None` where nothing is.
    pub fn unknown_periods(&self, agency: &Agency, day: Day) -> Option<String> {
        let last = self.left_out.last()?;
        let (client, contract, count) = (&self.client.id, &self.contract.id, self.left_out.len());
        let (periods, are) = if count == 1 { ("period", "is") } else { ("periods", "are") };
        Some(format!(
            "{client} {contract}: {count} {periods} up to {} {are} left out, for the book has neither hours nor bills of the contract from then; if the fee \
             of one is still to be billed: `suits invoice new {client} --retainer {contract} --month {} --number {}`",
            last.until,
            last.from.month(),
            number_or_word(client, agency, day)
        ))
    }
}
