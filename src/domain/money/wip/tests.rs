//! Work in progress of small books, worked out by hand. Account executives are charged at 85 an hour in November.

use super::*;
use crate::domain::money::money_book::{CLIENT, CONFIG, agency, billed, day, issued, job_text, shown, yes};
use std::collections::BTreeMap;

/// An approved fee line at 100 an hour, and one for a supplier at 1,000 and 15%.
fn estimate() -> String {
    format!(
        "estimates:\n  - version: 1\n    status: approved\n    currency: EUR\n    lines:\n      - {{id: concept, kind: fee, role: art-director, \
         hours: 40, rate: 100}}\n      - {{id: film, kind: third-party, net: 1000, markup: 15%}}\n    approvals: [{}]\n",
        yes("2026-11-02")
    )
}

fn book(rest: &str, entries: &str, invoices: &[(&str, &str)]) -> Agency {
    book_of(CLIENT, rest, entries, invoices)
}

fn book_of(client: &str, rest: &str, entries: &str, invoices: &[(&str, &str)]) -> Agency {
    let jobs: &[(&str, &str)] = &[("ACME-0001", &job_text(rest))];
    let agency = agency(CONFIG, client, jobs, &[("ann/2026-11", &format!("entries: {entries}"))]);
    shown(billed(agency, invoices), &[])
}

/// The sums of an account: value, billed, wip, deferred, price, earned; and what cannot be told.
fn sums(account: &Account<'_, Wip>) -> (Vec<String>, Vec<String>) {
    let mut sums: BTreeMap<Wip, Decimal> = Wip::ALL.iter().map(|figure| (*figure, Decimal::ZERO)).collect();
    for share in &account.shares {
        *sums.entry(share.figure).or_default() += share.amount.clone().expect("a sum");
    }
    let sum = |figure: &Wip| sums[figure].normalize().to_string();
    let [value, billed, wip, deferred] = [Wip::Value, Wip::Billed, Wip::Unbilled, Wip::Deferred].map(|f| sums[&f]);
    if account.gaps.is_empty() {
        assert_eq!(value + deferred, billed + wip, "nothing gets lost");
    }
    (Wip::ALL.iter().map(sum).collect(), account.gaps.iter().map(|gap| gap.why.clone()).collect())
}

/// The sums of every account on a day.
fn on(agency: &Agency, on: &str) -> Vec<String> {
    let on = day(on);
    let works = of_jobs(agency, &agency.jobs, &TimeIndex::new(agency, on), &Billing::of(agency, on), on);
    works.accounts.iter().map(|account| sums(account).0.join(" ")).collect()
}

const WORKED: &str = "[{date: 2026-11-05, job: ACME-0001, hours: 10, line: concept}, {date: 2026-11-20, job: ACME-0001, hours: 5, line: concept}]";

#[test]
fn each_line_is_floored_alone() {
    // concept: 15 h x 100 = 1,500, billed 1,000, open 500. film: nothing charged, 1,150 billed, deferred 1,150, which does not hide the 500
    let lines = "[{job: ACME-0001, line: concept, net: 1000}, {job: ACME-0001, line: film, net: 1150}]";
    let agency = book(&estimate(), WORKED, &[("ACME-I0001", &issued("2026-11-25", "progress", lines, ""))]);
    // price 40 x 100 + 1,150 = 5,150; earned 1,500 of it
    assert_eq!(on(&agency, "2026-11-30"), ["1500 2150 500 1150 5150 1500"]);
    // before the invoice, and before the second day of work
    assert_eq!(on(&agency, "2026-11-24"), ["1500 0 1500 0 5150 1500"]);
    assert_eq!(on(&agency, "2026-11-19"), ["1000 0 1000 0 5150 1000"]);
    assert_eq!(on(&agency, "2026-11-04"), [""; 0], "nothing was done or billed yet");
}

#[test]
fn what_names_no_line_is_taken_off_the_whole_job() {
    // 1,500 of concept and 1 h at the card's 85 on no line: 1,585 open; 1,200 billed on the job: 385
    let more =
        "[{date: 2026-11-05, job: ACME-0001, hours: 15, line: concept}, {date: 2026-11-20, job: ACME-0001, hours: 1}]";
    let invoice = issued("2026-11-25", "final", "[{job: ACME-0001, net: 1200}]", "");
    let agency = book(&estimate(), more, &[("ACME-I0001", &invoice)]);
    assert_eq!(on(&agency, "2026-11-30"), ["1585 1200 385 0 5150 1585"]);
}

#[test]
fn a_credit_note_opens_the_work_again_and_a_write_off_does_not() {
    let off = "written_off: {date: 2026-11-27, by: mai, reason: quarrel}\n";
    let line = |net: &str| format!("[{{job: ACME-0001, line: concept, net: {net}}}]");
    let invoices = [
        ("ACME-I0001", issued("2026-11-25", "progress", &line("1500"), off)),
        ("ACME-I0002", issued("2026-11-28", "credit", &line("200"), "")),
    ];
    let agency = book(&estimate(), WORKED, &[(invoices[0].0, &invoices[0].1), (invoices[1].0, &invoices[1].1)]);
    assert_eq!(on(&agency, "2026-11-27"), ["1500 1500 0 0 5150 1500"]);
    assert_eq!(on(&agency, "2026-11-30"), ["1500 1300 200 0 5150 1500"]);
}

#[test]
fn an_invoice_in_dollars_counts_at_its_own_rate_else_at_that_of_its_day() {
    // 1,000 USD x 0.8 = 800; at the 0.5 of the book 500
    let line = "[{job: ACME-0001, line: concept, net: 1000}]";
    let own = issued("2026-11-25", "progress", line, "currency: USD\nfx_rate: 0.8\n");
    let of_day = issued("2026-11-25", "progress", line, "currency: USD\n");
    assert_eq!(on(&book(&estimate(), WORKED, &[("ACME-I0001", &own)]), "2026-11-30"), ["1500 800 700 0 5150 1500"]);
    assert_eq!(on(&book(&estimate(), WORKED, &[("ACME-I0001", &of_day)]), "2026-11-30"), ["1500 500 1000 0 5150 1500"]);
}

#[test]
fn a_job_called_off_has_earned_its_fee() {
    let off = format!("{}cancelled: {{date: 2026-11-21, fee: 900}}\n", estimate());
    let agency = book(&off, WORKED, &[]);
    assert_eq!(on(&agency, "2026-11-20"), ["1500 0 1500 0 5150 1500"]);
    assert_eq!(on(&agency, "2026-11-21"), ["1500 0 1500 0 900 900"]);
}

#[test]
fn the_oldest_work_is_billed_first() {
    // 1,000 on the 5th and 500 on the 20th, 1,200 billed: 300 of the 20th's stay open
    let line = "[{job: ACME-0001, line: concept, net: 1200}]";
    let agency = book(&estimate(), WORKED, &[("ACME-I0001", &issued("2026-11-25", "progress", line, ""))]);
    let until = day("2026-11-30");
    let works = of_jobs(&agency, &agency.jobs, &TimeIndex::new(&agency, until), &Billing::of(&agency, until), until);
    let open = works.accounts[0].shares.iter().filter(|share| share.figure == Wip::Unbilled);
    let open: Vec<String> = open.map(|share| share.amount.clone().expect("a sum").normalize().to_string()).collect();
    assert_eq!(open, ["0", "300"]);
}

/// A retainer of 850 a month from November on, and a ticket under it.
fn retainer() -> (String, String) {
    let client =
        CLIENT.replace("start: 2025-01-01,", "start: 2025-01-01, retainer: {fee: 850, hours: 10, period: month},");
    (client, "type: retainer-ticket\n".to_owned())
}

fn ticket(hours: &str, invoices: &[(&str, &str)]) -> Agency {
    let (client, _) = retainer();
    let job = job_text("").replace("type: tv-video", "type: retainer-ticket");
    let sheet = format!("entries: [{{date: 2026-11-05, job: ACME-0001, hours: {hours}}}]");
    billed(agency(CONFIG, &client, &[("ACME-0001", &job)], &[("ann/2026-11", &sheet)]), invoices)
}

#[test]
fn a_retainers_hours_are_set_against_its_months() {
    // 4 h x 85 = 340 while November runs; when it is over, the fee
    assert_eq!(on(&ticket("4", &[]), "2026-11-29"), ["340 0 340 0 340 340"]);
    assert_eq!(on(&ticket("4", &[]), "2026-11-30"), ["850 0 850 0 850 850"]);
    // 12 h x 85 = 1,020 are more than the fee: over-servicing, which nobody can bill
    assert_eq!(on(&ticket("12", &[]), "2026-11-29"), ["850 0 850 0 850 850"]);
    // billed on the 1st for the month: 510 of it are not worked yet; on the last day all is earned
    let month = issued("2026-11-01", "retainer", "[{contract: aor, month: 2026-11, net: 850}]", "");
    let agency = ticket("4", &[("ACME-I0001", &month)]);
    assert_eq!(on(&agency, "2026-11-29"), ["340 850 0 510 340 340"]);
    assert_eq!(on(&agency, "2026-11-30"), ["850 850 0 0 850 850"]);
}

/// The client's contract from some day on, with some retainer.
fn contract(start: &str, retainer: &str) -> String {
    CLIENT.replace("start: 2025-01-01,", &format!("start: {start}, retainer: {{{retainer}}},"))
}

/// Ann's November on one job of a type.
fn on_ticket(client: &str, kind: &str, rest: &str, entries: &str, invoices: &[(&str, &str)]) -> Agency {
    let job = job_text(rest).replace("type: tv-video", &format!("type: {kind}"));
    let sheet = format!("entries: {entries}");
    billed(agency(CONFIG, client, &[("ACME-0001", &job)], &[("ann/2026-11", &sheet)]), invoices)
}

const FOUR_HOURS: &str = "[{date: 2026-11-05, job: ACME-0001, hours: 4}]";

#[test]
fn periods_run_from_the_first_day_of_the_contract() {
    // a month from 15 October ends on 14 November; the next has begun then, and nothing was done in it
    let agency = on_ticket(&contract("2026-10-15", "fee: 850, period: month"), "retainer-ticket", "", FOUR_HOURS, &[]);
    assert_eq!(on(&agency, "2026-11-13"), ["340 0 340 0 340 340"]);
    assert_eq!(on(&agency, "2026-11-14"), ["850 0 850 0 850 850"]);
    assert_eq!(on(&agency, "2026-11-30"), ["850 0 850 0 850 850"]);
    // October is paid by the period that begins in it, November by the next: 850 earned, 850 billed ahead of any work
    let months = "[{contract: aor, month: 2026-10, net: 850}, {contract: aor, month: 2026-11, net: 850}]";
    let invoice = issued("2026-11-15", "retainer", months, "");
    let client = contract("2026-10-15", "fee: 850, period: month");
    let agency = on_ticket(&client, "retainer-ticket", "", FOUR_HOURS, &[("ACME-I0001", &invoice)]);
    assert_eq!(on(&agency, "2026-11-30"), ["850 1700 0 850 850 850"]);
    // before the contract begins it covers no hours, and what is billed for it is ahead
    let client = contract("2026-12-01", "fee: 850, period: month");
    let month = issued("2026-11-20", "retainer", "[{contract: aor, month: 2026-12, net: 850}]", "");
    let agency = on_ticket(&client, "retainer-ticket", "", FOUR_HOURS, &[("ACME-I0001", &month)]);
    assert_eq!(on(&agency, "2026-11-30"), ["340 0 340 0 0 0", "0 850 0 850 0 0"]);
}

#[test]
fn what_is_given_away_or_mended_is_not_set_against_the_fee() {
    let client = contract("2026-11-01", "fee: 850, period: month");
    // 4 h at 85 stay with the job, whose client agreed to nothing
    let given = "investment: {cap: 1000, reason: Pitch, by: ann}\n";
    assert_eq!(on(&on_ticket(&client, "retainer-ticket", given, FOUR_HOURS, &[]), "2026-11-20"), ["340 0 340 0 0 0"]);
    let mended = "change_orders:\n  - {id: co1, date: 2026-11-03, cause: agency-correction, reason: Wrong date, status: draft, lines: \
                  [{id: mend, kind: fee, hours: 4, rate: 85}]}\n";
    let entries =
        "[{date: 2026-11-05, job: ACME-0001, hours: 4, line: mend}, {date: 2026-11-06, job: ACME-0001, hours: 2}]";
    // 4 h of mending on the job, 2 h x 85 = 170 under the retainer
    assert_eq!(
        on(&on_ticket(&client, "retainer-ticket", mended, entries, &[]), "2026-11-20"),
        ["340 0 340 0 0 0", "170 0 170 0 170 170"]
    );
}

/// Whose the accounts are, what each has billed, and what cannot be told of it.
fn billed_and_why(agency: &Agency, on: &str) -> Vec<String> {
    let on = day(on);
    let works = of_jobs(agency, &agency.jobs, &TimeIndex::new(agency, on), &Billing::of(agency, on), on);
    let told = |account: &Account<'_, Wip>| {
        let (sums, whys) = sums(account);
        let contract = account.contract.map(ToString::to_string);
        let whose = account.job.map(ToString::to_string).or(contract).unwrap_or_else(|| "-".to_owned());
        let billed = sums.get(1).cloned().unwrap_or_default();
        format!("{whose} {billed} {}", whys.join("; ")).trim_end().to_owned()
    };
    works.accounts.iter().map(told).collect()
}

#[test]
fn each_contract_is_an_account_and_no_bill_is_left_out() {
    let lines =
        "[{contract: aor, month: 2026-11, net: 850}, {contract: gone, net: 30}, {job: ACME-0077, net: 400}, {net: 20}]";
    let invoice = issued("2026-11-20", "retainer", lines, "");
    let client = contract("2026-11-01", "fee: 850, period: month");
    let agency = on_ticket(&client, "tv-video", "", "[]", &[("ACME-I0001", &invoice)]);
    assert_eq!(
        billed_and_why(&agency, "2026-11-30"),
        [
            "ACME-0077 400 the book has no such job, and `ACME-I0001` charges for it",
            "- 20 a line of `ACME-I0001` names neither a `job` nor a `contract`",
            "aor 850",
            "gone 30 the client has no such contract, and `ACME-I0001` charges for it",
        ]
    );
}

#[test]
fn what_cannot_be_exchanged_is_a_gap_and_no_wrong_sum() {
    let line = "[{job: ACME-0001, line: concept, net: 1000}]";
    let invoice = issued("2026-11-25", "progress", line, "currency: JPY\n");
    let agency = book(&estimate(), WORKED, &[("ACME-I0001", &invoice)]);
    let until = day("2026-11-30");
    let works = of_jobs(&agency, &agency.jobs, &TimeIndex::new(&agency, until), &Billing::of(&agency, until), until);
    let account = &works.accounts[0];
    let figures: Vec<&[Wip]> = account.gaps.iter().map(|gap| gap.figures).collect();
    assert_eq!(figures, [&[Wip::Billed, Wip::Unbilled, Wip::Deferred]]);
    assert!(account.gaps[0].why.contains("no exchange rate for JPY"), "{}", account.gaps[0].why);
}
