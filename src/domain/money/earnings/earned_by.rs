//! Who earned what was billed for the agency's own work: a bill on a line is shared among those who worked on the line, as their hours on it are
//! worth at the rate card to date; one that names no line, among all who worked on the job; a retainer's, among those whose hours burnt the period
//! that it was billed for. Where nobody did, it is nobody's.

use crate::domain::agency::Agency;
use crate::domain::money::billing::Billed;
use crate::domain::money::budget::JobBudget;
use crate::domain::money::posting::Origin;
use crate::domain::money::retainer::hours::Hours;
use crate::domain::money::retainer::period::Served;
use crate::domain::money::retainer::served::{Retained, Retainers};
use crate::domain::money::shares::Belongs;
use crate::domain::money::split::split;
use crate::domain::money::unpriced::Unpriced;
use crate::values::{ClientId, Currency, Day, Decimal, ItemId, Money, PersonId, Word};
use std::collections::BTreeMap;

/// Whether it is told who earned a bill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Earners {
    /// A bill is one share.
    Together,
    /// A bill is a share for everybody who worked for it.
    Apart,
}

/// The worth of hours, by who worked and as what.
#[derive(Clone, Debug, Default)]
struct Worth<'a> {
    of: BTreeMap<(&'a PersonId, Option<&'a Word>), Decimal>,
    /// Whether the worth of some hours cannot be told: then nobody can tell whose a bill is.
    is_untold: bool,
}

impl<'a> Worth<'a> {
    fn add(&mut self, person: &'a PersonId, role: Option<&'a Word>, worth: Option<Decimal>) {
        let sum = self.of.entry((person, role)).or_default();
        match worth.and_then(|worth| sum.checked_add(worth)) {
            Some(all) => *sum = all,
            None => self.is_untold = true,
        }
    }

    /// A bill, shared among them.
    fn shared(
        &self,
        belongs: Belongs<'a>,
        net: Result<Decimal, Unpriced>,
        currency: Currency,
    ) -> Vec<(Belongs<'a>, Result<Decimal, Unpriced>)> {
        let parts = net.as_ref().ok().filter(|_| !self.is_untold);
        let parts = parts.and_then(|net| split(Money::new(*net, currency), self.of.values().copied()));
        let Some(parts) = parts else { return vec![(belongs, net)] };
        let one = |((person, role), part): (&(&'a PersonId, Option<&'a Word>), Money)| {
            (Belongs { person: Some(*person), role: belongs.role.or(*role), ..belongs }, Ok(part.amount))
        };
        self.of.keys().zip(parts).map(one).collect()
    }
}

/// Those who worked on a job, line by line.
#[derive(Debug, Default)]
pub(super) struct OfJob<'a> {
    lines: BTreeMap<&'a ItemId, Worth<'a>>,
    all: Worth<'a>,
}

impl<'a> OfJob<'a> {
    /// Nobody, where it is not asked for.
    pub(super) fn of(budget: Option<&JobBudget<'a>>, earners: Earners) -> OfJob<'a> {
        let mut one = OfJob::default();
        for posting in budget.iter().filter(|_| earners == Earners::Apart).flat_map(|budget| &budget.postings) {
            let Origin::Time(hours) = posting.origin else { continue };
            let worth = posting.amount.as_ref().ok().map(|money| money.amount);
            one.all.add(hours.person, hours.role, worth);
            if let Some(line) = posting.line_id() {
                one.lines.entry(line).or_default().add(hours.person, hours.role, worth);
            }
        }
        one
    }

    /// What was billed for the agency's own work, shared among them.
    pub(super) fn shared(
        &self,
        line: Option<&ItemId>,
        belongs: Belongs<'a>,
        net: Result<Decimal, Unpriced>,
        currency: Currency,
    ) -> Vec<(Belongs<'a>, Result<Decimal, Unpriced>)> {
        match line.map(|line| self.lines.get(line)) {
            Some(Some(worth)) => worth.shared(belongs, net, currency),
            Some(None) => vec![(belongs, net)],
            None => self.all.shared(belongs, net, currency),
        }
    }
}

/// Those who worked under the retainers of the book.
pub(super) struct OfRetainers<'a> {
    agency: &'a Agency,
    book: Retainers<'a>,
}

/// Those who worked under one.
pub(super) struct OfContract<'a> {
    retained: Retained<'a>,
}

impl<'a> OfRetainers<'a> {
    /// `None` where it is not asked for.
    pub(super) fn of(agency: &'a Agency, earners: Earners, day: Day) -> Option<OfRetainers<'a>> {
        (earners == Earners::Apart).then(|| OfRetainers { agency, book: Retainers::new(agency, day) })
    }

    /// One contract; `None` where it is no retainer.
    pub(super) fn contract(&self, client: &ClientId, contract: &ItemId) -> Option<OfContract<'a>> {
        let client = self.agency.clients.get(client).found()?;
        let contract = client.record.contracts.iter().find(|one| one.id == *contract)?;
        Some(OfContract { retained: self.book.of(client, contract)? })
    }
}

impl<'a> OfContract<'a> {
    /// What was billed for a period, shared among those whose hours burnt it.
    pub(super) fn shared(
        &self,
        billed: &Billed<'a>,
        belongs: Belongs<'a>,
        net: Result<Decimal, Unpriced>,
        currency: Currency,
    ) -> Vec<(Belongs<'a>, Result<Decimal, Unpriced>)> {
        let from = self.retained.billed_from(billed);
        let unread = |period: &Served| Some(period.span.from) == from && period.hours(Hours::Used).is_none();
        let mut worth = Worth { is_untold: self.retained.periods.iter().any(unread), ..Worth::default() };
        let of_period = |of: Hours, own: Day| of == Hours::Used && Some(own) == from;
        for piece in self.retained.pieces.iter().filter(|piece| of_period(piece.of, piece.from)) {
            worth.add(piece.person, piece.role, piece.value.as_ref().ok().map(|value| value.amount));
        }
        worth.shared(belongs, net, currency)
    }
}
