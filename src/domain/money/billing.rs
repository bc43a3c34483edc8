//! What has been billed by a day: the lines of issued invoices and credit notes, by job and by contract. Whether an invoice counts as issued is
//! decided here, once for all who ask. Knows nothing of payments or of when an invoice is late.

use super::exchange;
use super::impossible;
use super::unpriced::Unpriced;
use crate::domain::agency::{Agency, Lookup};
use crate::domain::approval::ApprovalFor;
use crate::domain::approvals::{Standing, fingerprint, in_writing, standing};
use crate::domain::invoice::{Invoice, InvoiceKind, InvoiceLine};
use crate::domain::record::Located;
use crate::source::KeyPath;
use crate::values::{ClientId, Currency, Day, Decimal, InvoiceId, ItemId, JobId, Money};
use std::collections::{BTreeMap, HashMap};

/// How the agency's yes to sending an invoice out stands on a day. Without one that holds it is a draft: not billed, not aged.
pub fn issue_standing(invoice: &Located<Invoice>, day: Day) -> Standing<'_> {
    let now = fingerprint(invoice, KeyPath::root());
    standing(&invoice.record.approvals, ApprovalFor::Issue, now, day, |approval| in_writing(approval.method))
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

/// Whether a client still owes on an invoice that went out by a day: it is not given up, and not paid in full. One whose sums cannot be told is owed.
pub fn is_owed(agency: &Agency, invoice: &Located<Invoice>, day: Day) -> bool {
    let currency = currency_of(agency, invoice).unwrap_or(agency.config.agency.currency);
    invoice.date <= day
        && invoice.kind != InvoiceKind::Credit
        && is_issued(invoice, day)
        && !is_written_off(&invoice.record, day)
        && invoice.record.open_amount(currency, day).is_none_or(|open| Decimal::ZERO < open.amount)
}

/// The currency of what is a client's: its own, else the agency's.
pub fn currency_of_client(agency: &Agency, client: &ClientId) -> Currency {
    let own = agency.clients.get(client).found().and_then(|client| client.record.currency);
    own.unwrap_or(agency.config.agency.currency)
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

impl Billed<'_> {
    /// What was billed, in another currency.
    pub fn in_currency(&self, agency: &Agency, currency: Currency) -> Result<Money, Unpriced> {
        let invoice = self.invoice;
        let net = self.net.ok_or_else(|| Unpriced::NoClient { client: invoice.id.client().to_string() })?;
        if let Some(fault) = impossible::endless(self.line.net) {
            return Err(fault.of(format!("a line of `{}`", invoice.id), "net"));
        }
        let factor = exchange::of_invoice(&agency.config, (net.currency, invoice.fx_rate), currency, invoice.date)?;
        factor.apply(net.amount).map(|amount| Money::new(amount, currency)).ok_or(Unpriced::TooLarge)
    }

    /// Why nobody can tell what it is for, where its job is not in the book.
    pub fn no_such_job(&self) -> String {
        format!("the book has no such job, and `{}` charges for it", self.invoice.id)
    }

    /// The same where its contract is not.
    pub fn no_such_contract(&self) -> String {
        format!("the client has no such contract, and `{}` charges for it", self.invoice.id)
    }

    /// The same where it names neither.
    pub fn names_nothing(&self) -> String {
        format!("a line of `{}` names neither a `job` nor a `contract`", self.invoice.id)
    }
}

/// Every line billed by a day; made once for a whole book.
#[derive(Debug, Default)]
pub struct Billing<'a> {
    all: Vec<Billed<'a>>,
    by_job: HashMap<&'a JobId, Vec<Billed<'a>>>,
    of_no_job: BTreeMap<(ClientId, Option<&'a ItemId>), Vec<Billed<'a>>>,
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
                // a line is billed once: on its job, if it names one
                let list = match &line.job {
                    Some(job) => billing.by_job.entry(job).or_default(),
                    None => billing.of_no_job.entry((invoice.id.client(), line.contract.as_ref())).or_default(),
                };
                list.push(billed);
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
        self.under(client, Some(contract))
    }

    /// The same; `None` for what names neither a job nor a contract.
    pub fn under(&self, client: &ClientId, contract: Option<&'a ItemId>) -> &[Billed<'a>] {
        self.of_no_job.get(&(client.clone(), contract)).map_or(&[], Vec::as_slice)
    }

    /// What was billed on no job, by client and contract; `None` for what names neither a job nor a contract.
    pub fn of_no_job(&self) -> impl Iterator<Item = (&ClientId, Option<&'a ItemId>, &[Billed<'a>])> {
        self.of_no_job.iter().map(|((client, contract), bills)| (client, *contract, bills.as_slice()))
    }

    /// What was billed on jobs that are not in the book, by job.
    pub fn of_missing_jobs(&self, agency: &Agency) -> Vec<(&'a JobId, &[Billed<'a>])> {
        let is_missing = |job: &JobId, bills: &[Billed<'_>]| match agency.jobs.get(job) {
            Lookup::Missing => true,
            // the jobs of a client are loaded together with its invoices
            Lookup::NotLoaded => bills.iter().any(|billed| billed.invoice.id.is_of(&job.client())),
            Lookup::Found(_) | Lookup::Unreadable(_) => false,
        };
        let all = self.by_job.iter().map(|(job, bills)| (*job, bills.as_slice()));
        let mut missing: Vec<_> = all.filter(|(job, bills)| is_missing(job, bills)).collect();
        missing.sort_by_key(|(job, _)| *job);
        missing
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
