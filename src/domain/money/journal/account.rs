//! The chart of accounts. An account is made from ids only, so that its name is safe in every program: capitals, small letters, digits, hyphens.
//! [`CHART`] is the chart. A balance on the credit side (income, tax, payables, approved) is negative, as programs print it.

use crate::values::{ClientId, InvoiceId, ItemId, JobId};
use std::fmt;

/// The chart: an account, and what its balance is.
pub const CHART: &[(&str, &str)] = &[
    (
        "Assets:Receivable:CLIENT:INVOICE",
        "still to be paid, tax included, as in `suits ageing`; an overpayment or a credit note is negative",
    ),
    ("Assets:Bank", "paid by clients, less what went back to them"),
    (
        "Assets:SetOff:CLIENT",
        "between an invoice and the credit note that pays for it: no money moves, so it comes to nothing",
    ),
    ("Liabilities:Tax", "tax billed"),
    ("Liabilities:Payable:CLIENT:JOB", "charged by suppliers, before markup; when they are paid is not in the book"),
    (
        "Income:CLIENT:JOB",
        "billed before tax, less credit notes; for a retainer the contract stands in place of the job",
    ),
    ("Expenses:Suppliers:CLIENT:JOB", "charged by suppliers, before markup"),
    ("Expenses:WrittenOff:CLIENT", "invoices given up, tax included, less what was paid after all"),
    ("Expenses:Rounding", "fractions of a cent in the lines of an invoice, which is rounded once"),
    (
        "Expenses:Time:CLIENT:JOB",
        "with `--cost`: what people's hours cost, against Expenses:Time:Absorbed, so that payroll can be booked beside it",
    ),
    (
        "Equity:Budget:CLIENT:JOB:Approved",
        "no money, as the rest of equity: what the client agreed to, as in `suits budget`",
    ),
    ("Equity:Budget:CLIENT:JOB:Actual", "used of it; with :Committed and :Remaining it comes to what was approved"),
    (
        "Equity:Work:CLIENT:JOB:Value",
        "work done at the client's prices, as in `suits wip`; with :Deferred it comes to :Billed and :Unbilled",
    ),
    ("Equity:Work:CLIENT:Retainers", "the same of a client's retainers"),
    ("Equity:Pending:CLIENT:JOB", "waits for the client's yes, against Equity:Contra, as the two below"),
    (
        "Equity:Contingency:CLIENT:JOB:Kept",
        "kept for surprises, beside the budget; :Drawn is what change orders took of it",
    ),
    ("Equity:Annual:CLIENT:BUDGET", "the client's own budget for a year"),
];

/// An account: a root and what follows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Account(String);

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

fn of(root: &str, parts: &[&str]) -> Account {
    Account(std::iter::once(&root).chain(parts).copied().collect::<Vec<_>>().join(":"))
}

/// An item's id as a part of an account, which begins with a capital or a digit. No two ids become one: they have no capitals.
fn leaf(id: &ItemId) -> String {
    let mut leaf = id.to_string();
    if let Some(first) = leaf.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    leaf
}

impl Account {
    pub(super) fn receivable(invoice: &InvoiceId) -> Account {
        of("Assets", &["Receivable", invoice.client().as_str(), invoice.as_str()])
    }

    pub(super) fn bank() -> Account {
        of("Assets", &["Bank"])
    }

    pub(super) fn set_off(client: &ClientId) -> Account {
        of("Assets", &["SetOff", client.as_str()])
    }

    pub(super) fn tax() -> Account {
        of("Liabilities", &["Tax"])
    }

    pub(super) fn payable(job: &JobId) -> Account {
        of("Liabilities", &["Payable", job.client().as_str(), job.as_str()])
    }

    /// What a line of an invoice earned: on its job, else under its contract, else for its client.
    pub(super) fn income(client: &ClientId, job: Option<&JobId>, contract: Option<&ItemId>) -> Account {
        match (job, contract) {
            (Some(job), _) => of("Income", &[client.as_str(), job.as_str()]),
            (None, Some(contract)) => of("Income", &[client.as_str(), &leaf(contract)]),
            (None, None) => of("Income", &[client.as_str()]),
        }
    }

    pub(super) fn suppliers(job: &JobId) -> Account {
        of("Expenses", &["Suppliers", job.client().as_str(), job.as_str()])
    }

    pub(super) fn written_off(client: &ClientId) -> Account {
        of("Expenses", &["WrittenOff", client.as_str()])
    }

    pub(super) fn rounding() -> Account {
        of("Expenses", &["Rounding"])
    }

    pub(super) fn time(job: &JobId) -> Account {
        of("Expenses", &["Time", job.client().as_str(), job.as_str()])
    }

    pub(super) fn absorbed() -> Account {
        of("Expenses", &["Time", "Absorbed"])
    }

    /// Below `Budget`, `Pending`, `Contingency`: a job's account, or one below that.
    pub(super) fn memo(what: &str, job: &JobId, below: Option<&str>) -> Account {
        let client = job.client();
        let parts = [what, client.as_str(), job.as_str()];
        let below: Vec<&str> = parts.into_iter().chain(below).collect();
        of("Equity", &below)
    }

    pub(super) fn annual(client: &ClientId, budget: &ItemId) -> Account {
        of("Equity", &["Annual", client.as_str(), &leaf(budget)])
    }

    pub(super) fn work(client: &ClientId, whose: &str, what: &str) -> Account {
        of("Equity", &["Work", client.as_str(), whose, what])
    }

    pub(super) fn contra() -> Account {
        of("Equity", &["Contra"])
    }
}
