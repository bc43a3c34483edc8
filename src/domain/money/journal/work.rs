//! Work in progress as one closing entry for each job and each retainer: value + deferred = billed + unbilled, as `wip`
//! tells it. It follows from all papers together, so it stands on the day that was asked about.

use super::account::Account;
use super::{Journal, JournalAsk, entry, name_of, word};
use crate::domain::agency::Agency;
use crate::domain::money::billing::Billing;
use crate::domain::money::shares;
use crate::domain::money::time_index::TimeIndex;
use crate::domain::money::wip::{self, Wip};
use crate::source::KeyPath;
use crate::values::{Decimal, Money, Word};

/// Every job and retainer with work or bills.
pub(super) fn all<'a>(agency: &'a Agency, ask: &JournalAsk, time: &TimeIndex<'a>, journal: &mut Journal<'a>) {
    let billing = Billing::of(agency, ask.day);
    let jobs = agency.jobs.iter().filter(|job| ask.client.as_ref().is_none_or(|client| job.id.is_of(client)));
    let works = wip::of_jobs(agency, jobs, time, &billing, ask.day);
    let asked =
        |account: &&shares::Account<'_, Wip>| ask.client.as_ref().is_none_or(|client| account.client == *client);
    for account in works.accounts.iter().filter(asked) {
        close(agency, ask, account, journal);
    }
}

fn close<'a>(agency: &'a Agency, ask: &JournalAsk, account: &shares::Account<'a, Wip>, journal: &mut Journal<'a>) {
    let whose = match (account.job, account.contract) {
        (Some(job), _) => job.to_string(),
        (None, Some(contract)) => format!("{contract} of {}", account.client),
        (None, None) => format!("what is billed to {} alone", account.client),
    };
    let sums = [Wip::Value, Wip::Deferred, Wip::Billed, Wip::Unbilled].map(|figure| sum(account, figure));
    let told = sums.into_iter().collect::<Result<Vec<Decimal>, String>>();
    let (sums, currency) = match (told, account.currency) {
        (Ok(sums), Some(currency)) => (sums, currency),
        (Err(why), _) => return refuse(agency, account, &format!("{whose}: {why}"), journal),
        (Ok(_), None) => {
            let why = format!("{whose}: the currency of its work cannot be told");
            return refuse(agency, account, &why, journal);
        }
    };
    let paper = format!("work in progress of {whose}");
    let mut entry = entry(ask.day, name_of(agency, &account.client), paper);
    entry.tags.extend(word("job", account.job));
    let leaf = account.job.map_or_else(|| Word::from("Retainers"), |job| Word::from(job.as_str()));
    for (name, amount) in ["Value", "Deferred", "Billed", "Unbilled"].into_iter().zip(sums) {
        // value and what is deferred are where it comes from, the others where it went
        let side = if matches!(name, "Value" | "Deferred") { Decimal::NEGATIVE_ONE } else { Decimal::ONE };
        if !amount.is_zero() {
            let money = Money::new(amount * side, currency);
            entry.leg(Account::work(&account.client, &leaf, name), money, &Vec::new());
        }
    }
    if !entry.legs.is_empty() {
        journal.entries.push(entry);
    }
}

/// One figure; `Err` says why it cannot be told.
fn sum(account: &shares::Account<'_, Wip>, figure: Wip) -> Result<Decimal, String> {
    if let Some(gap) = account.gaps.iter().find(|gap| gap.figures.contains(&figure)) {
        return Err(gap.why.clone());
    }
    let parts = account.shares.iter().filter(|share| share.figure == figure);
    parts.map(|share| share.amount.clone()).try_fold(Decimal::ZERO, |sum, part| {
        let part = part.map_err(|why| why.to_string())?;
        sum.checked_add(part).ok_or_else(|| "a sum is too large to count with".to_owned())
    })
}

fn refuse(agency: &Agency, account: &shares::Account<'_, Wip>, why: &str, journal: &mut Journal<'_>) {
    let client = || agency.clients.get(&account.client).found().map(|client| client.at(KeyPath::root()));
    let job = account.job.and_then(|job| agency.jobs.get(job).found()).map(|job| job.at(KeyPath::root()));
    if let Some(place) = job.or_else(client) {
        journal.refuse(place, why, super::HELP);
    }
}
