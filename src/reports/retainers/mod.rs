//! `retainers`: the hours and the fee of each retainer by period, what rolled over, what is left, and what was done beyond.

mod groups;
mod rows;

use super::grouping::{grouping, words};
use super::ledger::{By, Shown, merge, with_client};
use super::{Report, ReportAsk, left_out, period};
use crate::domain::agency::Agency;
use crate::domain::invoice::{Invoice, InvoiceLine};
use crate::domain::job::sections;
use crate::domain::money::retainer::period::Served;
use crate::domain::money::retainer::rolls;
use crate::domain::money::retainer::served::{self, Retained};
use crate::domain::record::{Kind, Located};
use crate::domain::scope::Scope;
use crate::values::{ClientId, Currency, Day};
use crate::view::{Column, View};
use rows::Whole;
use std::collections::BTreeSet;

/// The report.
#[derive(Debug)]
pub struct Retainers;

const NOTES: &[&str] = &[
    "used: hours on retainer tickets of the contract that no approved estimate or change order pays for; apart: jobs with an `investment`, and time on change orders of cause agency-correction",
    "burn = hours used / (agreed + rolled in); hours left below zero were worked beyond what is paid for",
    "against fee: (value of the hours at the rate card - fee) / fee: above 0% is over-serviced, below it is fee not worked for; against hours: (used - agreed) / agreed; what rolled in is added to hours and fee. Others leave nothing apart, or compare cost with fee: `suits explain over-servicing`",
    "a period that is over has earned its fee, whether or not anybody worked; the one that runs, what its hours are worth, at most the fee, and all of that fee is to bill",
    "to date: every period that has begun counts whole, so the one that runs has hours left to use; hours over are those beyond what each period had, and no later one makes up for them",
];

impl Report for Retainers {
    fn name(&self) -> &'static str {
        "retainers"
    }

    fn ways(&self) -> Vec<&'static str> {
        words(By::MONEY, By::as_str)
    }

    fn scope(&self, ask: &ReportAsk) -> Scope {
        const KINDS: &[Kind] = &[Kind::Client, Kind::Job, Kind::Timesheet, Kind::Invoice];
        Scope::kinds(KINDS).parts(sections::MONEY).fingerprints().client(ask.client.clone())
    }

    fn totals_follow_rows(&self) -> bool {
        true
    }

    fn keys(&self, _ask: &ReportAsk) -> &'static [&'static str] {
        &["client", "contract", "from", "job", "channel", "month", "supplier", "role", "person", "currency"]
    }

    fn view(&self, agency: &Agency, ask: &ReportAsk) -> Result<View, String> {
        let by = match ask.by.as_slice() {
            [] => Vec::new(),
            asked => with_client(grouping("retainers", By::MONEY, By::as_str, asked, By::Client)?),
        };
        period::sound(ask)?;
        let book = served::Retainers::new(agency, ask.today);
        let asked = agency.clients.iter().filter(|client| ask.client.as_ref().is_none_or(|only| client.id == *only));
        let all: Vec<Retained<'_>> = asked
            .flat_map(|client| client.record.contracts.iter().filter_map(|contract| book.of(client, contract)))
            .collect();
        let shown: Vec<(&Retained<'_>, Vec<&Served>)> =
            all.iter().map(|one| (one, of_interest(one, ask))).filter(|(_, periods)| !periods.is_empty()).collect();
        let periods: Vec<(&Retained<'_>, &Served)> =
            shown.iter().flat_map(|(one, periods)| periods.iter().map(move |period| (*one, *period))).collect();
        let contracts: Vec<&Retained<'_>> = shown.iter().map(|(one, _)| *one).collect();
        let mut notes = notes(&by, &all, &contracts, |one| one.unknown_periods(agency, ask.today));
        let broken = agency.clients.unreadable().iter().map(|(id, _)| (id, format!("client `{id}` cannot be read")));
        let broken: Vec<(&ClientId, String)> =
            broken.filter(|(id, _)| ask.client.as_ref().is_none_or(|only| *id == only)).collect();
        let groups = (!by.is_empty()).then(|| groups::grouped(agency, &by, &shown, ask));
        let grid = match &groups {
            None => rows::periods(&periods, &broken, ask.today),
            Some(groups) => groups::grid(&by, groups),
        };
        let kept = ask.narrow.kept(&grid);
        let of_groups =
            groups.as_ref().and_then(|groups| Shown::of(&ask.narrow, &grid, groups.iter().map(|(key, _)| key)));
        // of groups that are no whole clients, which periods are shown is not told: nothing is left of them but their sums
        let is_kept = |at: usize, client: &ClientId| match &of_groups {
            Some(groups) => by == [By::Client] && groups.has_client(client),
            None => kept.as_ref().is_none_or(|kept| kept.contains(&at)),
        };
        let at = |(at, (client, _)): &(usize, (&ClientId, String))| is_kept(periods.len() + at, client);
        let broken: Vec<(&ClientId, String)> = broken.into_iter().enumerate().filter(at).map(|(_, one)| one).collect();
        let at = |(at, (one, _)): &(usize, (&Retained<'_>, &Served))| is_kept(*at, &one.client.id);
        let periods: Vec<(&Retained<'_>, &Served)> =
            periods.into_iter().enumerate().filter(at).map(|(_, one)| one).collect();
        let told = |one: &&Retained<'_>| periods.iter().any(|(other, _)| std::ptr::eq(*one, *other));
        let contracts: Vec<&Retained<'_>> = contracts.into_iter().filter(told).collect();
        let mut totals = totals(&contracts, ask.today);
        if totals.is_empty() && !broken.is_empty() {
            totals.push((None, Whole::default()));
        }
        for (_, why) in &broken {
            for (_, whole) in &mut totals {
                whole.refuse(why);
            }
        }
        let some = of_groups.filter(|_| by != [By::Client]).zip(groups.as_ref()).map(|(kept, all)| kept.only(all));
        let reasons: BTreeSet<String> = broken
            .iter()
            .map(|(_, why)| why.clone())
            .chain(periods.iter().flat_map(|(_, period)| period.why.list()))
            .chain(some.iter().flat_map(merge::reasons))
            .collect();
        notes.extend(reasons.into_iter().map(|why| format!("cannot be told: {why}")));
        let is_of_retainer = |invoice: &Located<Invoice>| {
            let of = |one: &&Retained<'_>| {
                let is_named =
                    |line: &InvoiceLine| line.job.is_none() && line.contract.as_ref() == Some(&one.contract.id);
                one.client.id == invoice.id.client() && invoice.lines.iter().any(is_named)
            };
            contracts.iter().any(of)
        };
        notes.extend(left_out::unbilled(agency, is_of_retainer, ask.today));
        let (title_of_totals, mut totals, summed) = match &some {
            None => ("All of them to date", rows::totals(&totals), contracts.len()),
            Some(some) => ("The rows shown", groups::together(&by, some), some.iter().count()),
        };
        if summed < 2 {
            totals.columns = totals.columns.into_iter().map(Column::hidden).collect();
        }
        Ok(View {
            name: "retainers",
            version: 1,
            title: title(&by),
            as_of: ask.today,
            grid,
            others: vec![
                ("contracts", "Contracts to date".to_owned(), rows::contracts(&contracts, &broken, ask.today)),
                ("totals", title_of_totals.to_owned(), totals),
            ],
            notes,
            when_empty: "no contract with a retainer is in force".to_owned(),
            unreadable: Vec::new(),
        })
    }
}

/// The periods asked for: those of a time, or every one; else the one that runs, of a contract that has not ended.
fn of_interest<'s>(one: &'s Retained<'_>, ask: &ReportAsk) -> Vec<&'s Served> {
    if ask.all || ask.from.is_some() || ask.until.is_some() {
        let wanted = |period: &&Served| {
            ask.from.is_none_or(|from| from <= period.span.until)
                && ask.until.is_none_or(|until| period.span.from <= until)
        };
        return one.periods.iter().filter(wanted).collect();
    }
    one.periods.last().filter(|period| period.is_running).into_iter().collect()
}

fn totals(contracts: &[&Retained<'_>], day: Day) -> Vec<(Option<Currency>, Whole)> {
    let periods = || contracts.iter().flat_map(|one| &one.periods);
    let currencies: BTreeSet<Currency> = periods().map(|period| period.currency).collect();
    let of =
        |currency| (Some(currency), Whole::of(periods().filter(move |one| one.currency == currency), currency, day));
    currencies.into_iter().map(of).collect()
}

fn title(by: &[By]) -> String {
    let ways: Vec<&str> = by.iter().map(|way| way.as_str()).collect();
    if ways.is_empty() { "Retainers by period".to_owned() } else { format!("Retainers by {}", ways.join(" and ")) }
}

fn notes(
    by: &[By],
    all: &[Retained<'_>],
    shown: &[&Retained<'_>],
    unknown: impl Fn(&Retained<'_>) -> Option<String>,
) -> Vec<String> {
    let mut notes: Vec<String> = NOTES.iter().map(ToString::to_string).collect();
    let of = |ways: &[By], words: &str| by.iter().any(|way| ways.contains(way)).then(|| words.to_owned());
    let grouped = "sums are of the periods that would be shown one by one: the one that runs, unless `--from`, `--until` or `--all-periods` ask for others; over-servicing adds the hours that rolled into the first of them, and what those were paid with; what rolls from one of them to the next counts once";
    notes.extend((!by.is_empty()).then(|| grouped.to_owned()));
    notes.extend(of(&[By::Job, By::Role], "fee, hours agreed and bills are the contract's, in a row without a job and a role; hours used are those of each ticket and role"));
    notes.extend(of(
        &[By::Channel, By::Supplier],
        "a retainer has no channel and no supplier: all of it stands in one row, under `-`",
    ));
    notes.extend(of(&[By::Month], "month: in which the period begins"));
    notes.extend(of(&[By::Person], "person: who holds the account: its account manager, else its account executive"));
    if shown.iter().any(|one| rolls(one.retainer)) {
        notes.push("roll-over: unused hours go on to the next period of the contract, up to the cap where there is one; the rest lapse; hours over are taken from no later period".to_owned());
    }
    if shown.iter().any(|one| one.periods.iter().any(|period| period.span.cut)) {
        notes.push("a period that the contract's end cuts short has the fee and hours of a whole one".to_owned());
    }
    for one in shown.iter().filter(|one| !one.outside.is_zero()) {
        notes.push(format!(
            "{} h on tickets of {} {} lie before it began or after it ended, and are in no period",
            one.outside, one.client.id, one.contract.id
        ));
    }
    notes.extend(all.iter().filter_map(unknown));
    let left_out = all.len() - shown.len();
    if left_out > 0 {
        notes.push(format!("not shown, for they have ended or have no such period: {left_out} more (`--all-periods`)"));
    }
    notes
}
