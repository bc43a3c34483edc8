//! What small jobs earn, worked out by hand.

use super::*;
use crate::domain::money::money_book::{CLIENT, CONFIG, agency, billed, day, issued, job_text, yes};

/// Hours on a line at 100; film of 10,000 and 15%; media of 20,000 gross, of which 15% stay.
fn estimate() -> String {
    format!(
        "estimates:\n  - version: 1\n    status: approved\n    currency: EUR\n    lines:\n      - {{id: concept, kind: fee, role: art-director, \
         hours: 20, rate: 100}}\n      - {{id: film, kind: third-party, supplier: Kuva Oy, net: 3000, markup: 15%}}\n      - {{id: tv, kind: media, \
         channel: tv, gross: 2000, commission: 15%}}\n    approvals: [{}]\n",
        yes("2026-11-02")
    )
}

fn config(cost: &str) -> String {
    CONFIG.replacen("from = 2024-01-01", &format!("from = 2024-01-01\n{cost}"), 1)
}

const COST: &str = "cost = [{ from = 2026-01-01, rate = 40 }]";
const WORKED: &str = "[{date: 2026-11-05, job: ACME-0001, hours: 10, line: concept}]";

fn book(cost: &str, rest: &str, invoices: &[(&str, &str)]) -> Agency {
    let text = format!("{}{rest}", estimate());
    let sheet = format!("entries: {WORKED}");
    let agency = agency(&config(cost), CLIENT, &[("ACME-0001", &job_text(&text))], &[("ann/2026-11", &sheet)]);
    billed(agency, invoices)
}

/// Billings, pass-through, purchases, fee, hours, time value, labour, billed hours, rated hours; `?` where it cannot be told.
fn earned(agency: &Agency, from: Option<&str>, until: &str) -> Vec<String> {
    let span = Span { from: from.map(day), until: day(until) };
    let (time, billing) = (TimeIndex::new(agency, span.until), Billing::of(agency, span.until));
    let mut accounts = of_jobs(agency, &agency.jobs, &time, &billing, (span, Earners::Apart));
    accounts.extend(of_no_job(agency, &billing, (span, Earners::Apart)));
    let sum = |account: &Account<'_, Earning>, figure: Earning| {
        let shares = account.shares.iter().filter(|share| share.figure == figure).map(|share| share.amount.clone());
        let gap = account.gaps.iter().any(|gap| gap.figures.contains(&figure));
        let sum: Result<Decimal, Unpriced> = shares.sum_all();
        if gap { "?".to_owned() } else { sum.map_or("?".to_owned(), |sum| sum.normalize().to_string()) }
    };
    let all = |account: &Account<'_, Earning>| {
        Earning::ALL.iter().map(|figure| sum(account, *figure)).collect::<Vec<_>>().join(" ")
    };
    accounts.iter().map(all).collect()
}

/// Adds up what can be told.
trait SumAll {
    fn sum_all(self) -> Result<Decimal, Unpriced>;
}

impl<I: Iterator<Item = Result<Decimal, Unpriced>>> SumAll for I {
    fn sum_all(mut self) -> Result<Decimal, Unpriced> {
        self.try_fold(Decimal::ZERO, |sum, amount| Ok(sum + amount?))
    }
}

#[test]
fn media_billed_in_advance_leave_the_commission_alone() {
    // 2,000 gross billed, 15% of it stays: 1,700 are the medium's. 10 h at 100 and at a cost of 40
    let invoice = issued("2026-11-10", "media", "[{job: ACME-0001, line: tv, net: 2000}]", "");
    let agency = book(COST, "", &[("ACME-I0001", &invoice)]);
    assert_eq!(earned(&agency, None, "2026-11-30"), ["2000 1700 0 0 10 1000 400 0 10"]);
    assert_eq!(earned(&agency, None, "2026-11-09"), ["0 0 0 0 10 1000 400 0 10"]);
}

#[test]
fn a_half_billed_line_passes_half_of_its_cost_on_until_the_supplier_charges() {
    // film: 3,450 with markup; 1,725 billed on 10 November are half: 1,500. It is ordered at 2,800 on the 12th: half is 1,400, seen from the
    // 12th on. Kuva charges 2,800 on the 20th: all of that
    let order = "orders: [{id: po1, line: film, supplier: Kuva Oy, date: 2026-11-12, net: 2800, status: sent}]\n\
                 supplier_invoices: [{id: k1, order: po1, date: 2026-11-20, net: 2800}]\n";
    let invoice = issued("2026-11-10", "progress", "[{job: ACME-0001, line: film, net: 1725}]", "");
    let agency = book(COST, order, &[("ACME-I0001", &invoice)]);
    assert_eq!(earned(&agency, None, "2026-11-11"), ["1725 1500 0 0 10 1000 400 0 10"]);
    assert_eq!(earned(&agency, None, "2026-11-12"), ["1725 1400 0 0 10 1000 400 0 10"]);
    assert_eq!(earned(&agency, None, "2026-11-20"), ["1725 2800 2800 0 10 1000 400 0 10"]);
    // the span after the bill holds what came then: 2,800 - 1,400
    assert_eq!(earned(&agency, Some("2026-11-11"), "2026-11-30"), ["0 1400 2800 0 0 0 0 0 0"]);
}

#[test]
fn a_supplier_who_charges_less_at_the_end_leaves_the_rest_to_the_agency() {
    // the order of 2,800 is invoiced in full at 2,500; all 3,450 billed
    let order = "orders: [{id: po1, line: film, date: 2026-11-12, net: 2800, status: invoiced}]\n\
                 supplier_invoices: [{id: k1, order: po1, date: 2026-11-20, net: 2500}]\n";
    let invoice = issued("2026-11-25", "final", "[{job: ACME-0001, line: film, net: 3450}]", "");
    let agency = book(COST, order, &[("ACME-I0001", &invoice)]);
    assert_eq!(earned(&agency, None, "2026-11-30"), ["3450 2500 2500 0 10 1000 400 0 10"]);
}

#[test]
fn the_hours_that_a_fee_comes_to_are_its_sum_by_the_rate() {
    // 1,500 at 100 an hour are 15 hours; 200 given back are 2 less. What names no line is fee as well
    let lines = "[{job: ACME-0001, line: concept, net: 1500}, {job: ACME-0001, net: 50}]";
    let back = "[{job: ACME-0001, line: concept, net: 200}]";
    let invoices = [issued("2026-11-10", "progress", lines, ""), issued("2026-11-12", "credit", back, "")];
    let agency = book(COST, "", &[("ACME-I0001", &invoices[0]), ("ACME-I0002", &invoices[1])]);
    assert_eq!(earned(&agency, None, "2026-11-30"), ["1350 0 0 1350 10 1000 400 13 10"]);
}

#[test]
fn a_retainers_months_are_an_account_of_their_client() {
    let month = issued("2026-11-01", "retainer", "[{contract: aor, month: 2026-11, net: 850}]", "");
    let agency = book(COST, "", &[("ACME-I0001", &month)]);
    assert_eq!(earned(&agency, None, "2026-11-30"), ["0 0 0 0 10 1000 400 0 10", "850 0 0 850 0 0 0 0 0"]);
}

#[test]
fn hours_of_somebody_without_a_cost_leave_the_labour_unknown_and_say_whose() {
    let agency = book("", "", &[]);
    assert_eq!(earned(&agency, None, "2026-11-30"), ["0 0 0 0 10 1000 ? 0 10"]);
    let span = Span { from: None, until: day("2026-11-30") };
    let (time, billing) = (TimeIndex::new(&agency, span.until), Billing::of(&agency, span.until));
    let accounts = of_jobs(&agency, &agency.jobs, &time, &billing, (span, Earners::Together));
    let people: Vec<String> =
        without_cost(&accounts).iter().map(|(person, month)| format!("{person} {month}")).collect();
    assert_eq!(people, ["ann 2026-11"]);
}

#[test]
fn an_hour_costs_in_the_currency_of_the_job_at_the_rate_of_its_day() {
    // 10 h x 40 EUR = 400 EUR; a dollar is 0.5 EUR: 800 USD
    let dollars = estimate().replace("currency: EUR", "currency: USD");
    let sheet = format!("entries: {WORKED}");
    let agency = agency(&config(COST), CLIENT, &[("ACME-0001", &job_text(&dollars))], &[("ann/2026-11", &sheet)]);
    assert_eq!(earned(&billed(agency, &[]), None, "2026-11-30"), ["0 0 0 0 10 1000 800 0 10"]);
}

#[test]
fn what_is_billed_for_nothing_in_the_book_is_billed_and_no_more_is_told_of_it() {
    let lines = "[{job: ACME-0077, net: 400}, {net: 20}]";
    let agency = book(COST, "", &[("ACME-I0001", &issued("2026-11-20", "progress", lines, ""))]);
    assert_eq!(
        earned(&agency, None, "2026-11-30"),
        ["0 0 0 0 10 1000 400 0 10", "400 ? ? ? ? ? ? ? ?", "20 ? 0 ? 0 0 0 ? 0"]
    );
    // before the invoice, nothing is amiss
    assert_eq!(earned(&agency, None, "2026-11-19"), ["0 0 0 0 10 1000 400 0 10"]);
}
