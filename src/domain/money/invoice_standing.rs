//! How an invoice stands on a day: what it comes to, what was paid, what is open, and the word for it. All of it follows from dates, payments and
//! the approval of its issue; nothing of it is stored.

use super::billing::{currency_of, is_issued, is_written_off};
use crate::domain::agency::Agency;
use crate::domain::invoice::{Invoice, InvoiceKind};
use crate::domain::record::Located;
use crate::values::{Day, Decimal, Money};

crate::words! {
    /// How far an invoice has come.
    pub enum InvoiceState {
        /// Nobody who may has said that it may go out, or it has changed since.
        Draft = "draft",
        /// With the client.
        Issued = "issued",
        /// Some of it is paid.
        PartPaid = "part-paid",
        /// Past its due, and not paid in full.
        Overdue = "overdue",
        /// Nothing is open.
        Paid = "paid",
        /// Given up.
        WrittenOff = "written-off",
    }
}

/// What an invoice comes to on a day. The sums of a credit note are those of the paper: what is given back, and what of it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owed {
    /// With tax.
    pub amount: Money,
    /// Of it, by that day.
    pub paid: Money,
    /// What is left; below nothing for an overpayment.
    pub open: Money,
    /// The word for it.
    pub state: InvoiceState,
    /// Days since it was due, where something is still to be paid.
    pub days: Option<i64>,
}

/// How an invoice stands on a day; `None` where its currency cannot be told, or for sums too large to hold.
pub fn owed(agency: &Agency, invoice: &Located<Invoice>, day: Day) -> Option<Owed> {
    let currency = currency_of(agency, invoice)?;
    let (amount, paid) = (invoice.record.amount(currency)?, invoice.record.paid(currency, day)?);
    let open = amount.minus(paid)?;
    let waits = Decimal::ZERO < open.amount;
    let state = match () {
        () if !is_issued(invoice, day) => InvoiceState::Draft,
        () if is_written_off(&invoice.record, day) => InvoiceState::WrittenOff,
        () if !waits => InvoiceState::Paid,
        // nobody asks a client to hurry with money that we give back
        () if invoice.due < day && invoice.kind != InvoiceKind::Credit => InvoiceState::Overdue,
        () if !paid.amount.is_zero() => InvoiceState::PartPaid,
        () => InvoiceState::Issued,
    };
    let owes = matches!(state, InvoiceState::Issued | InvoiceState::PartPaid | InvoiceState::Overdue);
    Some(Owed { amount, paid, open, state, days: owes.then(|| day.days_since(invoice.due)) })
}
