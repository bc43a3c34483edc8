//! Open invoices summed by any way, and by bucket. What cannot be told makes every sum that should include it unknown.

use crate::domain::accounts::holder;
use crate::domain::agency::Agency;
use crate::domain::invoice::{Invoice, InvoiceLine};
use crate::domain::money::ageing::{self, Basis, Receivable, Receivables};
use crate::domain::money::named_lines::NamedLines;
use crate::domain::money::shares::Belongs;
use crate::domain::money::tally::Reasons;
use crate::domain::money::unpriced::Unpriced;
use crate::domain::record::Located;
use crate::reports::ledger::{By, Key, Part, Whose};
use crate::values::{ClientId, Currency, Day, Decimal, Money};
use std::collections::{BTreeMap, BTreeSet};

/// What the shares of invoices are of.
pub(super) struct Subjects<'a> {
    agency: &'a Agency,
    lines: NamedLines<'a>,
    basis: Basis,
}

impl<'a> Subjects<'a> {
    /// Of all that is owed; the lines that the bills name are looked up only where they are asked for.
    pub(super) fn of(agency: &'a Agency, by: &[By], all: &Receivables<'a>, basis: Basis, day: Day) -> Subjects<'a> {
        let asked = by.iter().any(|way| matches!(way, By::Channel | By::Supplier | By::Role));
        let aged = all.open.iter().chain(&all.credits).map(|one| one.invoice);
        let invoices = aged.chain(all.sent.iter().map(|sent| sent.invoice)).filter(|_| asked);
        let jobs = invoices.flat_map(|invoice| invoice.record.lines.iter().filter_map(|line| line.job.as_ref()));
        Subjects { agency, lines: NamedLines::of(agency, jobs, day), basis }
    }

    /// The group of what an invoice charges on a line.
    fn key(&self, by: &[By], invoice: &Located<Invoice>, line: Option<&InvoiceLine>, currency: Currency) -> Key {
        let client = invoice.id.client();
        let job = line.and_then(|line| line.job.as_ref());
        let whose = match (job, line.and_then(|line| line.contract.as_ref())) {
            (Some(job), _) => Whose::Job(job),
            (None, Some(contract)) => Whose::Contract(&client, contract),
            (None, None) => Whose::Client(&client),
        };
        let quoted = job.and_then(|job| self.lines.find(job, line.and_then(|line| line.line.as_ref())));
        let facets = Belongs {
            month: Some(ageing::basis_day(invoice, self.basis).month()),
            channel: quoted.and_then(|line| line.channel.as_ref()),
            supplier: quoted.and_then(|line| line.supplier.as_deref()),
            role: quoted.and_then(|line| line.role.as_ref()),
            person: if by.contains(&By::Person) { holder(self.agency, &client, job) } else { None },
            ..Belongs::default()
        };
        // the client is the one that owes it, whosever job is charged
        let part = |way: &By| match way {
            By::Client => Part::Client(client.clone()),
            way => whose.part_of(*way, &facets),
        };
        Key { parts: by.iter().map(part).collect(), currency: Some(currency) }
    }

    /// The groups that a sum of an invoice belongs to, and its share in each; `None` where they are too large to hold.
    fn shares(&self, by: &[By], invoice: &Located<Invoice>, sum: Money) -> Option<BTreeMap<Key, Money>> {
        if by.iter().all(|way| matches!(way, By::Client | By::Month)) {
            return Some(BTreeMap::from([(self.key(by, invoice, None, sum.currency), sum)]));
        }
        let mut shares: BTreeMap<Key, Money> = BTreeMap::new();
        for (line, share) in ageing::shares(&invoice.record, sum)? {
            let own = shares.entry(self.key(by, invoice, line, sum.currency)).or_insert(Money::zero(sum.currency));
            *own = own.plus(share)?;
        }
        Some(shares)
    }
}

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
        self.why.all().next().is_none()
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

    fn include(&mut self, other: &Tally) {
        for (at, sum) in other.sums.iter().enumerate() {
            self.add(at, *sum);
        }
        self.invoices += other.invoices;
        self.credits += other.credits;
        other.why.all().for_each(|why| self.why.add(why));
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
    pub(super) fn of(
        by: &[By],
        all: &Receivables<'_>,
        subjects: &Subjects<'_>,
        refusals: &[(ClientId, String)],
    ) -> Groups {
        let mut groups = Groups::default();
        let mut too_large = Vec::new();
        for one in all.open.iter().chain(&all.credits) {
            if groups.receivable(by, one, subjects).is_none() {
                too_large.push(one.invoice);
            }
        }
        for sent in &all.sent {
            let Some(amount) = sent.amount else { continue };
            for (key, share) in subjects.shares(by, sent.invoice, amount).unwrap_or_default() {
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

    /// Some groups, by their places, put together in other ways: by client as far as they name one, else in one for each currency.
    pub(super) fn regrouped(&self, by: &[By], kept: &BTreeSet<usize>) -> Groups {
        let mut groups = Groups::default();
        let some = self.0.iter().enumerate().filter(|(at, _)| kept.contains(at));
        for (_, (key, tally)) in some {
            let parts = match (by.is_empty(), key.client()) {
                (true, _) => Vec::new(),
                (false, Some(client)) => vec![Part::Client(client.clone())],
                (false, None) => continue,
            };
            groups.0.entry(Key { parts, currency: key.currency }).or_default().include(tally);
        }
        groups
    }

    /// Whose some groups are, by their places.
    pub(super) fn clients(&self, kept: &BTreeSet<usize>) -> BTreeSet<(ClientId, Option<Currency>)> {
        let some = self.0.keys().enumerate().filter(|(at, _)| kept.contains(at));
        some.filter_map(|(_, key)| Some((key.client()?.clone(), key.currency))).collect()
    }

    /// The groups, in order of their keys.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Key, &Tally)> {
        self.0.iter()
    }

    /// Adds what is open of one; `None` where its shares are too large to hold. Those whose sums cannot be told are refused by the caller.
    fn receivable(&mut self, by: &[By], one: &Receivable<'_>, subjects: &Subjects<'_>) -> Option<()> {
        let Some(open) = one.open else { return Some(()) };
        let slot = one.bucket().map_or(CREDITS, |bucket| bucket as usize);
        for (key, share) in subjects.shares(by, one.invoice, open)? {
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
        for (key, tally) in &mut self.0 {
            let theirs = key.parts.iter().all(|part| match part {
                Part::Client(other) | Part::Job(other, ..) => other == client,
                _ => true,
            });
            if theirs {
                tally.why.add(why);
                reached = true;
            }
        }
        if !reached {
            let whose = Whose::Client(client);
            let parts = by.iter().map(|way| whose.part_of(*way, &Belongs::default())).collect();
            self.0.entry(Key { parts, currency: None }).or_default().why.add(why);
        }
    }
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
