//! Shares: parts of figures, each with whatever a report may group it by. Every grouping of a report sums the same shares, so no two can
//! disagree. Adds nothing up itself.

use super::billing::currency_of_client;
use super::posting::Posting;
use super::tally::Figures;
use super::unpriced::Unpriced;
use crate::domain::agency::Agency;
use crate::domain::job_money::{Cause, Line};
use crate::values::{ClientId, Currency, Decimal, ItemId, JobId, Month, PersonId, Word};

/// What an amount belongs to, beside its job: what `--by` may ask beyond job and client.
#[derive(Clone, Copy, Debug, Default)]
pub struct Belongs<'a> {
    /// When.
    pub month: Option<Month>,
    /// Where media run.
    pub channel: Option<&'a Word>,
    /// Who supplies.
    pub supplier: Option<&'a str>,
    /// As what somebody works.
    pub role: Option<&'a Word>,
    /// Who works.
    pub person: Option<&'a PersonId>,
    /// Why it had to be done again.
    pub cause: Option<Cause>,
    /// On which line, and where that stands among the lines of its job.
    pub line: Option<(usize, &'a Line)>,
}

impl<'a> Belongs<'a> {
    /// As a posting says.
    pub fn of(posting: &Posting<'a>) -> Belongs<'a> {
        Belongs {
            month: posting.month(),
            channel: posting.channel(),
            supplier: posting.supplier(),
            role: posting.role(),
            person: posting.person(),
            cause: None,
            line: None,
        }
    }

    /// As the line of an estimate or change order says that something was billed on.
    pub fn of_line(line: Option<&'a Line>, month: Month) -> Belongs<'a> {
        Belongs {
            month: Some(month),
            channel: line.and_then(|line| line.channel.as_ref()),
            supplier: line.and_then(|line| line.supplier.as_deref()),
            role: line.and_then(|line| line.role.as_ref()),
            ..Belongs::default()
        }
    }
}

/// A part of a figure.
#[derive(Clone, Debug)]
pub struct Share<'a, F> {
    /// Of which figure.
    pub figure: F,
    /// Whatever it belongs to.
    pub belongs: Belongs<'a>,
    /// How much: money in the currency of the account, or hours; `Err` says why it cannot be told.
    pub amount: Result<Decimal, Unpriced>,
}

/// Figures that cannot be told at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap<F: 'static> {
    /// Which.
    pub figures: &'static [F],
    /// Why.
    pub why: String,
    /// Whether it is the same for the whole book.
    pub whole_book: bool,
}

/// A client whose record cannot be read: in which currency, by which contracts, nobody can tell. None of its accounts says anything, and one
/// stands for the client, so that none is passed over.
pub fn refuse_unread<F: Figures>(accounts: &mut Vec<Account<'_, F>>, agency: &Agency) {
    for (client, _) in agency.clients.unreadable() {
        let why = Unpriced::NoClient { client: client.to_string() }.to_string();
        accounts.push(Account::of_client(client.clone(), agency.config.agency.currency));
        for account in accounts.iter_mut().filter(|account| account.client == *client) {
            (account.currency, account.shares, account.gaps) = (None, Vec::new(), Vec::new());
            account.refuse(F::ALL, why.clone());
        }
    }
}

/// Jobs that are not in the book, and on which somebody worked: what follows from time is told of none of them, nor of their clients.
pub fn refuse_missing<'a, F: Figures>(
    accounts: &mut Vec<Account<'a, F>>,
    agency: &Agency,
    missing: Vec<(&'a JobId, String)>,
    of_time: &'static [F],
) {
    for (job, why) in missing {
        let mut account = Account::of_job(job, Some(currency_of_client(agency, &job.client())));
        account.refuse(of_time, why);
        accounts.push(account);
    }
}

/// The figures of a job, or of what belongs to a client and to none of its jobs: the months of a retainer.
#[derive(Clone, Debug)]
pub struct Account<'a, F: 'static> {
    /// Whose.
    pub client: ClientId,
    /// The job, if it is one's.
    pub job: Option<&'a JobId>,
    /// The contract, if it is a retainer's.
    pub contract: Option<&'a ItemId>,
    /// Of all its sums; `None` where that cannot be told.
    pub currency: Option<Currency>,
    /// The parts.
    pub shares: Vec<Share<'a, F>>,
    /// What cannot be told.
    pub gaps: Vec<Gap<F>>,
}

impl<'a, F> Account<'a, F> {
    /// The account of a job, with nothing in it yet.
    pub fn of_job(job: &'a JobId, currency: Option<Currency>) -> Account<'a, F> {
        let (shares, gaps) = (Vec::new(), Vec::new());
        Account { client: job.client(), job: Some(job), contract: None, currency, shares, gaps }
    }

    /// The account of what belongs to a client and to none of its jobs.
    pub fn of_client(client: ClientId, currency: Currency) -> Account<'a, F> {
        Account { client, job: None, contract: None, currency: Some(currency), shares: Vec::new(), gaps: Vec::new() }
    }

    /// The account of a contract of a client.
    pub fn of_contract(client: ClientId, contract: &'a ItemId, currency: Currency) -> Account<'a, F> {
        Account { contract: Some(contract), ..Account::of_client(client, currency) }
    }

    /// Adds a part.
    pub fn add(&mut self, figure: F, belongs: Belongs<'a>, amount: Result<Decimal, Unpriced>) {
        self.shares.push(Share { figure, belongs, amount });
    }

    /// Says that some figures cannot be told of this account.
    pub fn refuse(&mut self, figures: &'static [F], why: impl Into<String>) {
        self.gaps.push(Gap { figures, why: why.into(), whole_book: false });
    }

    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.shares.is_empty() && self.gaps.iter().all(|gap| gap.whole_book)
    }
}
