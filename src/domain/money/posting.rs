//! Postings: each one part of one figure of a job, with the line and the paper behind it. Every grouping of the money sums the same
//! postings, so no two reports can disagree. Adds nothing up itself.

use super::sums::Figure;
use super::unpriced::Unpriced;
use crate::domain::job_money::{Line, Order, SupplierInvoice};
use crate::domain::timesheet::TimeEntry;
use crate::values::{Day, Decimal, ItemId, Money, Month, PersonId, Word};

/// The paper that a part of a figure stands on.
#[derive(Clone, Copy, Debug)]
pub enum Origin<'a> {
    /// An estimate version, by its place in the job.
    Estimate(usize),
    /// A change order, by its place in the job.
    Change(usize),
    /// Hours of a person.
    Time(Hours<'a>),
    /// What a supplier charged, and the order it answers.
    Invoice(&'a SupplierInvoice, Option<&'a Order>),
    /// What is still open of an order.
    Order(&'a Order),
}

/// Some hours of a person on a job.
#[derive(Clone, Copy, Debug)]
pub struct Hours<'a> {
    /// Whose.
    pub person: &'a PersonId,
    /// When, how many, on what.
    pub entry: &'a TimeEntry,
    /// As what they worked: the role of the line they name, else the first of theirs on the rate card, else their first.
    pub role: Option<&'a Word>,
}

/// One part of one figure.
#[derive(Clone, Debug)]
pub struct Posting<'a> {
    /// Of which figure.
    pub figure: Figure,
    /// The line of an estimate or change order that it belongs to.
    pub line: Option<&'a Line>,
    /// The paper behind it.
    pub origin: Origin<'a>,
    /// The day of that paper; for an estimate or change order that of the client's yes, where there is one.
    pub date: Option<Day>,
    /// How much; `Err` where it cannot be told.
    pub amount: Result<Money, Unpriced>,
}

impl<'a> Posting<'a> {
    /// The line's month, else that of the paper behind it.
    pub fn month(&self) -> Option<Month> {
        self.line.and_then(|line| line.month).or(self.date.map(Day::month))
    }

    /// The line's channel.
    pub fn channel(&self) -> Option<&'a Word> {
        self.line?.channel.as_ref()
    }

    /// Who supplies: by the order, else the supplier's own invoice, else the line.
    pub fn supplier(&self) -> Option<&'a str> {
        let named = match self.origin {
            Origin::Invoice(invoice, order) => invoice.supplier_with(order),
            Origin::Order(order) => order.supplier.as_deref(),
            Origin::Estimate(_) | Origin::Change(_) | Origin::Time(_) => None,
        };
        named.or_else(|| self.line?.supplier.as_deref())
    }

    /// The role that works: by the line, else the person's.
    pub fn role(&self) -> Option<&'a Word> {
        match self.origin {
            Origin::Time(hours) => hours.role,
            _ => self.line?.role.as_ref(),
        }
    }

    /// Who worked.
    pub fn person(&self) -> Option<&'a PersonId> {
        match self.origin {
            Origin::Time(hours) => Some(hours.person),
            _ => None,
        }
    }

    /// The hours behind it; `Err` where nobody can have worked them.
    pub fn worked(&self) -> Result<Decimal, Unpriced> {
        match (self.origin, &self.amount) {
            (Origin::Time(_), Err(why @ Unpriced::NoHours { .. })) => Err(why.clone()),
            (Origin::Time(hours), _) => Ok(hours.entry.hours.0),
            _ => Ok(Decimal::ZERO),
        }
    }

    /// The line that its paper names, whether or not there is one of that id.
    pub fn named_line(&self) -> Option<&'a ItemId> {
        match self.origin {
            Origin::Time(hours) => hours.entry.line.as_ref(),
            Origin::Invoice(invoice, order) => invoice.line_with(order),
            Origin::Order(order) => order.line.as_ref(),
            Origin::Estimate(_) | Origin::Change(_) => self.line_id(),
        }
    }

    /// The id of the line.
    pub fn line_id(&self) -> Option<&'a ItemId> {
        self.line?.id.as_ref()
    }
}
