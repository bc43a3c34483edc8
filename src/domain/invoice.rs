//! An invoice to the client, over one job or many, and what was paid.

use super::approval::{Approval, ApprovalFor};
use super::money::impossible;
use super::money::unpriced::Unpriced;
use super::record::{Kind, Part, Record, Section};
use crate::values::{Amount, Currency, Day, Decimal, InvoiceId, ItemId, JobId, Money, Month, Percent, PersonId};
use schemars::JsonSchema;
use serde::Deserialize;

crate::words! {
    /// What is charged.
    pub enum InvoiceKind {
        /// A part of a job.
        Progress = "progress",
        /// The last of a job.
        Final = "final",
        /// A retainer's month.
        Retainer = "retainer",
        /// Media.
        Media = "media",
        /// Money back.
        Credit = "credit",
    }
}

/// One invoice.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Invoice {
    /// The number printed on it.
    pub number: String,
    /// When.
    pub date: Day,
    /// To be paid by.
    pub due: Day,
    /// What is charged.
    pub kind: InvoiceKind,
    /// Its currency; absent: the client's.
    #[serde(default)]
    pub currency: Option<Currency>,
    /// One unit of its currency in the agency's.
    #[serde(default)]
    pub fx_rate: Option<Amount>,
    /// The client's purchase order.
    #[serde(default)]
    pub po: Option<String>,
    /// The invoice that a credit note takes money off.
    #[serde(default)]
    pub credits: Option<InvoiceId>,
    /// On the sum of its lines.
    #[serde(default)]
    pub tax: Option<Percent>,
    /// What it is made of.
    #[serde(default)]
    pub lines: Vec<InvoiceLine>,
    /// Who said it may be issued.
    #[serde(default)]
    pub approvals: Vec<Approval>,
    /// Why the client does not agree.
    #[serde(default)]
    pub disputed: Option<String>,
    /// Set when it will not be paid.
    #[serde(default)]
    pub written_off: Option<WrittenOff>,
    /// What was paid, tax included.
    #[serde(default)]
    pub payments: Vec<Payment>,
}

/// One line of an invoice.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct InvoiceLine {
    /// Its id.
    #[serde(default)]
    pub id: Option<ItemId>,
    /// The job.
    #[serde(default)]
    pub job: Option<JobId>,
    /// An estimate or change-order line of the job.
    #[serde(default)]
    pub line: Option<ItemId>,
    /// Or the contract, for a retainer.
    #[serde(default)]
    pub contract: Option<ItemId>,
    /// The month, for a retainer or media.
    #[serde(default)]
    pub month: Option<Month>,
    /// How much, before tax.
    pub net: Amount,
}

/// An invoice that will not be paid.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct WrittenOff {
    /// When.
    pub date: Day,
    /// Who decided.
    pub by: PersonId,
    /// Why.
    pub reason: String,
}

/// A payment.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Payment {
    /// Its id.
    #[serde(default)]
    pub id: Option<ItemId>,
    /// When.
    pub date: Day,
    /// How much, tax included.
    pub amount: Amount,
    /// Set off: the credit note that paid for the invoice; on the credit note, the invoice. No money moved.
    #[serde(default)]
    pub with: Option<InvoiceId>,
}

impl Invoice {
    /// What it comes to, tax included: the lines and the tax on their sum, rounded once. `None` for sums too large to hold, and for figures
    /// that nobody can mean.
    pub fn amount(&self, currency: Currency) -> Option<Money> {
        if self.tax.is_some_and(|tax| impossible::of_share(tax, false).is_some())
            || self.lines.iter().any(|line| impossible::endless(line.net).is_some())
        {
            return None;
        }
        let net = self.lines.iter().try_fold(Decimal::ZERO, |sum, line| sum.checked_add(line.net.0))?;
        let tax = net.checked_mul(self.tax.map_or(Decimal::ZERO, Percent::ratio))?;
        net.checked_add(tax).map(|amount| Money::new(amount, currency))
    }

    /// Why its sums cannot be told, where they cannot.
    pub fn untold(&self) -> Unpriced {
        let tax = self.tax.and_then(|tax| Some(impossible::of_share(tax, false)?.of("the invoice", "tax")));
        let net = |line: &InvoiceLine| Some(impossible::endless(line.net)?.of("a line", "net"));
        let paid = |payment: &Payment| Some(impossible::endless(payment.amount)?.of("a payment", "amount"));
        let sums = || self.lines.iter().find_map(net).or_else(|| self.payments.iter().find_map(paid));
        tax.or_else(sums).unwrap_or(Unpriced::TooLarge)
    }

    /// What was paid by a day, tax included. `None` for sums too large to hold, and for those that nobody can have paid.
    pub fn paid(&self, currency: Currency, day: Day) -> Option<Money> {
        if self.payments.iter().any(|payment| impossible::endless(payment.amount).is_some()) {
            return None;
        }
        let mut payments = self.payments.iter().filter(|payment| payment.date <= day);
        let paid = payments.try_fold(Decimal::ZERO, |sum, payment| sum.checked_add(payment.amount.0))?;
        Some(Money::new(paid, currency))
    }

    /// What is still to be paid on a day, tax included; below nothing for an overpayment. `None` for sums too large to hold.
    pub fn open_amount(&self, currency: Currency, day: Day) -> Option<Money> {
        self.amount(currency)?.minus(self.paid(currency, day)?)
    }

    /// Whether somebody once said that it may be issued, whatever became of that yes: then it is not changed any more.
    pub fn was_issued(&self) -> bool {
        self.approvals.iter().any(|approval| approval.of == ApprovalFor::Issue)
    }
}

impl Payment {
    /// Whether it is the other half of a payment that was set off on an invoice.
    pub fn is_half_of(&self, other: &Payment, invoice: &InvoiceId) -> bool {
        self.with.as_ref() == Some(invoice)
            && (&self.id, self.date, self.amount) == (&other.id, other.date, other.amount)
    }

    /// The command that takes it out of its invoice again, in backticks.
    pub fn taking_out(&self, invoice: &InvoiceId) -> String {
        match &self.id {
            Some(id) => format!("`suits invoice pay {invoice} --undo {id}`"),
            None => format!("`suits invoice edit {invoice}`"),
        }
    }

    /// Whether it has the id, the day and the sum of another, as the halves of a set-off do.
    pub fn is_like(&self, other: &Payment) -> bool {
        self.id.is_some() && (&self.id, self.date, self.amount) == (&other.id, other.date, other.amount)
    }
}

impl Record for Invoice {
    const KIND: Kind = Kind::Invoice;
    const TEMPLATE: &'static str = include_str!("templates/invoice.yaml");
    type Id = InvoiceId;

    fn approved_sections(&self) -> Vec<Section<'_>> {
        let leave_out: &[&str] = &["approvals", "payments", "disputed", "written_off", "x"];
        vec![Section { part: Part::Whole, leave_out, approvals: &self.approvals, item: None }]
    }
}
