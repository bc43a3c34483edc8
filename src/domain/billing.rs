//! What has been billed by a day: the lines of issued invoices and credit notes, by job and by contract. Whether an invoice counts as issued is
//! decided here, once for all who ask. Knows nothing of payments or of when an invoice is late.

use super::agency::{Agency, Lookup};
use super::approval::ApprovalFor;
use super::approvals::{Standing, fingerprint, standing};
use super::invoice::{Invoice, InvoiceKind, InvoiceLine};
use super::record::Located;
use crate::source::KeyPath;
use crate::values::{ClientId, Currency, Day, InvoiceId, ItemId, JobId, Money};
use std::collections::HashMap;

/// How the agency's yes to sending an invoice out stands on a day. Without one that holds it is a draft: not billed, not aged.
pub fn issue_standing(invoice: &Located<Invoice>, day: Day) -> Standing<'_> {
    let now = fingerprint(invoice, &KeyPath::root());
    standing(&invoice.record.approvals, ApprovalFor::Issue, now, day, |_| Ok(()))
}

/// Whether an invoice had been sent out by a day.
pub fn is_issued(invoice: &Located<Invoice>, day: Day) -> bool {
    invoice.date <= day && issue_standing(invoice, day).valid().is_some()
}

/// Whether an invoice had been given up by a day.
pub fn is_written_off(invoice: &Invoice, day: Day) -> bool {
    invoice.written_off.as_ref().is_some_and(|off| off.date <= day)
}

/// The currency of an invoice: its own, else its client's, else the agency's. `None` where the client's record cannot be read.
pub fn currency_of(agency: &Agency, invoice: &Located<Invoice>) -> Option<Currency> {
    if invoice.currency.is_some() {
        return invoice.currency;
    }
    match agency.clients.get(&invoice.id.client()) {
        Lookup::Found(client) => Some(client.record.currency.unwrap_or(agency.config.agency.currency)),
        Lookup::Missing => Some(agency.config.agency.currency),
        Lookup::Unreadable(_) | Lookup::NotLoaded => None,
    }
}

/// One line of an invoice that was sent out.
#[derive(Clone, Copy, Debug)]
pub struct Billed<'a> {
    /// The invoice.
    pub invoice: &'a Located<Invoice>,
    /// Its line.
    pub line: &'a InvoiceLine,
    /// Before tax, in the invoice's currency; what a credit note gives back is negative. `None` where the currency cannot be told.
    pub net: Option<Money>,
}

/// Every line billed by a day; made once for a whole book.
#[derive(Debug, Default)]
pub struct Billing<'a> {
    all: Vec<Billed<'a>>,
    by_job: HashMap<&'a JobId, Vec<Billed<'a>>>,
    by_contract: HashMap<(ClientId, &'a ItemId), Vec<Billed<'a>>>,
    unreadable: Vec<InvoiceId>,
}

impl<'a> Billing<'a> {
    /// The lines of all invoices that the command loaded and that were issued by a day. An invoice written off stays billed: it was sent out.
    pub fn of(agency: &'a Agency, day: Day) -> Billing<'a> {
        let mut billing = Billing::default();
        for invoice in agency.invoices.iter().filter(|invoice| is_issued(invoice, day)) {
            let currency = currency_of(agency, invoice);
            for line in &invoice.record.lines {
                let amount = if invoice.kind == InvoiceKind::Credit { -line.net.0 } else { line.net.0 };
                let billed = Billed { invoice, line, net: currency.map(|currency| Money::new(amount, currency)) };
                billing.all.push(billed);
                if let Some(job) = &line.job {
                    billing.by_job.entry(job).or_default().push(billed);
                }
                if let Some(contract) = &line.contract {
                    billing.by_contract.entry((invoice.id.client(), contract)).or_default().push(billed);
                }
            }
        }
        // whether one that cannot be read was issued by then is not known either
        billing.unreadable = agency.invoices.unreadable().iter().map(|(id, _)| id.clone()).collect();
        billing
    }

    /// All of it, in the order of the invoices.
    pub fn all(&self) -> &[Billed<'a>] {
        &self.all
    }

    /// What was billed on one job.
    pub fn of_job(&self, job: &JobId) -> &[Billed<'a>] {
        self.by_job.get(job).map_or(&[], Vec::as_slice)
    }

    /// What was billed under a contract of a client: the months of a retainer.
    pub fn of_contract(&self, client: &ClientId, contract: &'a ItemId) -> &[Billed<'a>] {
        self.by_contract.get(&(client.clone(), contract)).map_or(&[], Vec::as_slice)
    }

    /// Why what is billed to a client cannot be told: its invoices that cannot be read.
    pub fn untold(&self, client: &ClientId) -> Vec<String> {
        let own = self.unreadable.iter().filter(|id| id.client() == *client);
        own.map(|id| format!("invoice `{id}` cannot be read")).collect()
    }

    /// Invoices that cannot be read: what is billed to their clients cannot be told.
    pub fn unreadable(&self) -> &[InvoiceId] {
        &self.unreadable
    }
}

#[cfg(test)]
mod tests;
