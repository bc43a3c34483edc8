//! What counts as billed, worked out by hand.

use super::*;
use crate::domain::money::money_book::{billed, day, issued, job_id, with_job};
use crate::values::ClientId;

/// The agency of most tests with one job, and some invoices.
fn book(invoices: &[(&str, &str)]) -> Agency {
    billed(with_job("", "[]"), invoices)
}

/// What was billed on the job by a day, line by line.
fn on_job(agency: &Agency, by: &str) -> Vec<String> {
    let billing = Billing::of(agency, day(by));
    let lines = billing.of_job(&job_id("ACME-0001")).iter();
    lines.map(|billed| billed.net.map_or("unknown".to_owned(), |net| net.to_string())).collect()
}

const LINE: &str = "[{job: ACME-0001, line: concept, net: 400}]";

#[test]
fn what_is_issued_is_billed_from_its_day_on() {
    let agency = book(&[("ACME-I0001", &issued("2026-12-01", "progress", LINE, ""))]);
    assert_eq!(on_job(&agency, "2026-11-30"), [""; 0]);
    assert_eq!(on_job(&agency, "2026-12-01"), ["400.00 EUR"]);
    let invoice = agency.invoices.iter().next().expect("the invoice");
    assert!(!is_issued(invoice, day("2026-11-30")) && is_issued(invoice, day("2026-12-01")));
}

#[test]
fn a_draft_and_one_changed_since_it_was_issued_are_not_billed() {
    let draft = "number: '1'\ndate: 2026-12-01\ndue: 2026-12-31\nkind: final\nlines: [{job: ACME-0001, net: 400}]\n";
    let stale = issued("2026-12-01", "final", LINE, "").replace("h1-fresh", "h1-another");
    let agency = book(&[("ACME-I0001", draft), ("ACME-I0002", &stale)]);
    assert_eq!(on_job(&agency, "2026-12-31"), [""; 0]);
}

#[test]
fn a_credit_note_gives_back_and_what_is_written_off_was_sent_all_the_same() {
    let off = "written_off: {date: 2026-12-20, by: mai, reason: bankrupt}\n";
    let agency = book(&[
        ("ACME-I0001", &issued("2026-12-01", "final", LINE, off)),
        ("ACME-I0002", &issued("2026-12-05", "credit", "[{job: ACME-0001, line: concept, net: 50}]", "")),
    ]);
    assert_eq!(on_job(&agency, "2026-12-31"), ["400.00 EUR", "-50.00 EUR"]);
    let invoice = agency.invoices.iter().next().expect("the invoice");
    assert!(!is_written_off(invoice, day("2026-12-19")) && is_written_off(invoice, day("2026-12-20")));
}

#[test]
fn a_retainers_months_are_found_by_its_contract_and_are_no_jobs() {
    let months = "[{contract: aor, month: 2026-11, net: 1000}, {job: ACME-0001, net: 7}]";
    let agency = book(&[("ACME-I0001", &issued("2026-12-01", "retainer", months, "currency: USD\n"))]);
    let billing = Billing::of(&agency, day("2026-12-31"));
    let acme = ClientId::parse("ACME").expect("a client");
    let aor = &agency.clients.iter().next().expect("the client").contracts[0].id;
    let nets =
        |billed: &[Billed<'_>]| billed.iter().map(|billed| billed.net.expect("a sum").to_string()).collect::<Vec<_>>();
    assert_eq!(nets(billing.of_contract(&acme, aor)), ["1,000.00 USD"]);
    assert_eq!(nets(billing.of_job(&job_id("ACME-0001"))), ["7.00 USD"]);
    assert_eq!(nets(billing.all()), ["1,000.00 USD", "7.00 USD"]);
    assert_eq!(billing.untold(&acme), [""; 0]);
}

#[test]
fn a_line_that_names_a_job_and_a_contract_is_billed_once_on_the_job() {
    let lines = "[{job: ACME-0001, contract: aor, net: 7}, {net: 5}, {job: ACME-0077, net: 3}]";
    let agency = book(&[("ACME-I0001", &issued("2026-12-01", "progress", lines, ""))]);
    let billing = Billing::of(&agency, day("2026-12-31"));
    let acme = ClientId::parse("ACME").expect("a client");
    let aor = &agency.clients.iter().next().expect("the client").contracts[0].id;
    assert_eq!((billing.of_job(&job_id("ACME-0001")).len(), billing.of_contract(&acme, aor).len()), (1, 0));
    let nameless: Vec<(bool, usize)> =
        billing.of_no_job().map(|(_, contract, bills)| (contract.is_some(), bills.len())).collect();
    assert_eq!(nameless, [(false, 1)]);
    let missing: Vec<String> = billing.of_missing_jobs(&agency).iter().map(|(job, _)| job.to_string()).collect();
    assert_eq!(missing, ["ACME-0077"]);
}
