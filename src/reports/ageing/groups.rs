//! Open invoices summed by client, job or month, and by bucket. What cannot be told makes every sum that should include it unknown.

use crate::domain::invoice::Invoice;
use crate::domain::money::ageing::{self, Basis, Receivable, Receivables};
use crate::domain::money::tally::Reasons;
use crate::domain::money::unpriced::Unpriced;
use crate::domain::record::Located;
use crate::values::{ClientId, Currency, Decimal, JobId, Money, Month};
use std::collections::BTreeMap;

crate::words! {
    /// A way to group.
    pub enum By {
        /// Each client.
        Client = "client",
        /// Each job; what an invoice over many leaves open is shared as its lines are.
        Job = "job",
        /// The month that the invoice ages from.
        Month = "month",
    }
}

/// One part of a key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Client(ClientId),
    Job(Option<JobId>),
    Month(Month),
}

/// What a sum is of: its parts, in the order asked for, and its currency; `None` where that cannot be told.
type Key = (Vec<Part>, Option<Currency>);

/// Places of the sums behind the buckets.
pub(super) const CREDITS: usize = 5;
pub(super) const DISPUTED: usize = 6;
pub(super) const BILLED: usize = 7;
const SUMS: usize = 8;

/// The sums of one group.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    sums: [Decimal; SUMS],
    /// How many invoices are open.
    pub(super) invoices: usize,
    /// How many credits are left.
    pub(super) credits: usize,
    /// Why the sums are unknown; nothing where they are known.
    pub(super) why: Reasons,
}

impl Tally {
    /// Whether every sum is known.
    pub(super) fn is_known(&self) -> bool {
        self.why.list().is_empty()
    }

    /// Whether it is only of invoices that are paid.
    fn is_settled(&self) -> bool {
        self.is_known() && self.invoices + self.credits == 0
    }

    /// One sum; `None` where it cannot be told.
    pub(super) fn sum(&self, at: usize, currency: Option<Currency>) -> Option<Money> {
        currency.filter(|_| self.is_known()).map(|currency| Money::new(self.sums[at], currency))
    }

    /// All buckets together.
    pub(super) fn open(&self, currency: Option<Currency>) -> Option<Money> {
        (1..CREDITS).try_fold(self.sum(0, currency)?, |sum, at| sum.plus(self.sum(at, currency)?))
    }

    /// The same less credits.
    pub(super) fn net(&self, currency: Option<Currency>) -> Option<Money> {
        self.open(currency)?.plus(self.sum(CREDITS, currency)?)
    }

    fn add(&mut self, at: usize, amount: Decimal) {
        match self.sums[at].checked_add(amount) {
            Some(sum) => self.sums[at] = sum,
            None => self.why.add(Unpriced::TooLarge.to_string()),
        }
    }
}

/// Sums by key.
#[derive(Debug, Default)]
pub(super) struct Groups(BTreeMap<Key, Tally>);

impl Groups {
    /// Sums what is open under keys. `refusals` are clients of whom something cannot be told, and why.
    pub(super) fn of(by: &[By], all: &Receivables<'_>, basis: Basis, refusals: &[(ClientId, String)]) -> Groups {
        let mut groups = Groups::default();
        let mut too_large = Vec::new();
        for one in all.open.iter().chain(&all.credits) {
            if groups.receivable(by, one, basis).is_none() {
                too_large.push(one.invoice);
            }
        }
        for sent in &all.sent {
            let Some(amount) = sent.amount else { continue };
            for (key, share) in keys(by, sent.invoice, amount, basis).unwrap_or_default() {
                groups.0.entry(key).or_default().add(BILLED, share.amount);
            }
        }
        groups.0.retain(|_, tally| by.is_empty() || !tally.is_settled());
        for (client, why) in refusals {
            groups.refuse(by, client, why);
        }
        for invoice in too_large {
            groups.refuse(by, &invoice.id.client(), &format!("{}: {}", invoice.id, Unpriced::TooLarge));
        }
        groups
    }

    /// The groups, in order of their keys.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&[Part], Option<Currency>, &Tally)> {
        self.0.iter().map(|((parts, currency), tally)| (parts.as_slice(), *currency, tally))
    }

    /// Adds what is open of one; `None` where its shares are too large to hold. Those whose sums cannot be told are refused by the caller.
    fn receivable(&mut self, by: &[By], one: &Receivable<'_>, basis: Basis) -> Option<()> {
        let Some(open) = one.open else { return Some(()) };
        let slot = one.bucket().map_or(CREDITS, |bucket| bucket as usize);
        for (key, share) in keys(by, one.invoice, open, basis)? {
            let tally = self.0.entry(key).or_default();
            tally.add(slot, share.amount);
            if slot == CREDITS {
                tally.credits += 1;
                continue;
            }
            tally.invoices += 1;
            if one.invoice.disputed.is_some() {
                tally.add(DISPUTED, share.amount);
            }
        }
        Some(())
    }

    /// Makes every group unknown that should include something of a client; where there is none, one is made.
    fn refuse(&mut self, by: &[By], client: &ClientId, why: &str) {
        let mut reached = false;
        for ((parts, _), tally) in &mut self.0 {
            let theirs = parts.iter().all(|part| match part {
                Part::Client(other) => other == client,
                Part::Job(Some(job)) => job.client() == *client,
                Part::Job(None) | Part::Month(_) => true,
            });
            if theirs {
                tally.why.add(why);
                reached = true;
            }
        }
        if !reached && by.iter().all(|way| *way == By::Client) {
            let parts = by.iter().map(|_| Part::Client(client.clone())).collect();
            self.0.entry((parts, None)).or_default().why.add(why);
        }
    }
}

/// The groups that a sum of an invoice belongs to, and its share in each.
fn keys(by: &[By], invoice: &Located<Invoice>, sum: Money, basis: Basis) -> Option<Vec<(Key, Money)>> {
    let shares = if by.contains(&By::Job) { ageing::shares(&invoice.record, sum)? } else { vec![(None, sum)] };
    let key = |job: Option<&JobId>| {
        let part = |way: &By| match way {
            By::Client => Part::Client(invoice.id.client()),
            By::Job => Part::Job(job.cloned()),
            By::Month => Part::Month(ageing::basis_day(invoice, basis).month()),
        };
        (by.iter().map(part).collect(), Some(sum.currency))
    };
    Some(shares.into_iter().map(|(job, share)| (key(job), share)).collect())
}

/// Everything in one currency, by the rate that each invoice carries, else by that of its day.
pub(super) fn in_one(
    all: &Receivables<'_>,
    refusals: &[(ClientId, String)],
    convert: impl Fn(&Invoice, Money) -> Result<Money, Unpriced>,
) -> Tally {
    let mut tally = Tally::default();
    let why = |id: &dyn std::fmt::Display, why: &Unpriced| format!("{id}: {why}");
    for one in all.open.iter().chain(&all.credits) {
        let slot = one.bucket().map_or(CREDITS, |bucket| bucket as usize);
        *if slot == CREDITS { &mut tally.credits } else { &mut tally.invoices } += 1;
        match one.open.map(|open| convert(one.invoice, open)) {
            Some(Ok(open)) => {
                tally.add(slot, open.amount);
                if slot != CREDITS && one.invoice.disputed.is_some() {
                    tally.add(DISPUTED, open.amount);
                }
            }
            Some(Err(refused)) => tally.why.add(why(&one.invoice.id, &refused)),
            None => {}
        }
    }
    for sent in &all.sent {
        match sent.amount.map(|amount| convert(sent.invoice, amount)) {
            Some(Ok(amount)) => tally.add(BILLED, amount.amount),
            Some(Err(refused)) => tally.why.add(why(&sent.invoice.id, &refused)),
            None => {}
        }
    }
    for (_, why) in refusals {
        tally.why.add(why.clone());
    }
    tally
}
