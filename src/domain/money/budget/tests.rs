//! The figures of a job, worked out by hand.

use super::*;
use crate::domain::money::money_book::{
    CLIENT, CONFIG, agency, day, example, figure, job, job_text, sums, with_job, yes,
};
use crate::source::SourceId;
use crate::values::Decimal;

const FIVE: [Figure; 5] = [Figure::Approved, Figure::Pending, Figure::Contingency, Figure::Actual, Figure::Committed];

fn all(sums: &Sums) -> Vec<String> {
    FIVE.iter().map(|&which| figure(sums, which).replace(" EUR", "").replace(',', "")).collect()
}

#[test]
fn the_book_of_the_record_format_has_the_figures_printed_there() {
    // 4,400 + 34,500 + 40,000; 12 h x 95; 10% of 38,900; 2.5 h x 110; 28,500 x 1.15
    let sums = sums(&example(), "ACME-0012", "2026-12-01");
    assert_eq!(all(&sums), ["78900.00", "1140.00", "3890.00", "275.00", "32775.00"]);
    assert_eq!(sums.remaining().map(|money| money.to_string()).as_deref(), Some("45,850.00 EUR"));
    assert_eq!(sums.variance().map(|money| money.to_string()).as_deref(), Some("78,625.00 EUR"));
    assert_eq!(sums.burn().map(|burn| burn.to_string()).as_deref(), Some("0.0035"));
    assert_eq!(sums.pending_why.list(), ["change order co1 is sent"]);
    assert_eq!(sums.is_over(), Some(false));
}

#[test]
fn a_day_in_the_past_sees_only_what_was_dated_by_then() {
    let book = example();
    // the day before the client's yes: all of it pends; the time of 19 November is there, the order of the 25th is not
    assert_eq!(all(&sums(&book, "ACME-0012", "2026-11-22")), ["0.00", "78900.00", "0.00", "275.00", "0.00"]);
    assert_eq!(all(&sums(&book, "ACME-0012", "2026-11-18")), ["0.00", "78900.00", "0.00", "0.00", "0.00"]);
    // the invoice of February takes the place of the order: 275 + 28,500 x 1.15
    assert_eq!(all(&sums(&book, "ACME-0012", "2027-02-20")), ["78900.00", "1140.00", "3890.00", "33050.00", "0.00"]);
    let time = TimeIndex::new(&book, day("2026-11-01"));
    assert!(of_job(&book, job(&book, "ACME-0012"), &time, day("2026-11-01")).is_none());
    let time = TimeIndex::new(&book, day("2026-12-01"));
    assert!(of_job(&book, job(&book, "ACME-0013"), &time, day("2026-12-01")).is_none());
}

#[test]
fn time_takes_the_rate_of_its_line_else_of_the_card_on_its_day() {
    let rest = format!(
        "estimates: [{{version: 1, status: approved, lines: [{{id: a, kind: fee, hours: 1, rate: 110}}, {{id: fixed, kind: fee, amount: 9}}], approvals: [{}]}}]",
        yes("2026-11-20")
    );
    let hours = |text: &str| figure(&sums(&with_job(&rest, text), "ACME-0001", "2026-12-31"), Figure::Actual);
    assert_eq!(hours("[{date: 2026-11-19, job: ACME-0001, hours: 2.5, line: a}]"), "275.00 EUR");
    // 85 until November, 90 from December; a fixed fee and a line nobody knows have no rate of their own
    assert_eq!(hours("[{date: 2026-11-30, job: ACME-0001, hours: 2}]"), "170.00 EUR");
    assert_eq!(hours("[{date: 2026-12-01, job: ACME-0001, hours: 2, line: fixed}]"), "180.00 EUR");
    assert_eq!(hours("[{date: 2026-12-01, job: ACME-0001, hours: 2, line: gone}]"), "180.00 EUR");
}

#[test]
fn hours_without_a_rate_are_listed_and_not_counted() {
    // no card yet in 2025; kim's role is not on it; nobody knows zed
    let entries = "entries: [{date: 2026-11-19, job: ACME-0001, hours: 3}]";
    let text = job_text("");
    let jobs = [("ACME-0001", text.as_str())];
    let sheets = [("kim/2026-11", entries), ("zed/2026-11", entries), ("ann/2026-11", entries)];
    let sums = sums(&agency(CONFIG, CLIENT, &jobs, &sheets), "ACME-0001", "2026-12-01");
    assert_eq!((figure(&sums, Figure::Actual).as_str(), sums.unpriced_hours.to_string().as_str()), ("255.00 EUR", "6"));
}

#[test]
fn an_order_called_off_on_a_day_is_committed_until_the_day_before() {
    let order = |status: &str, off: &str, on: &str| {
        let rest = format!(
            "estimates: [{{version: 1, status: draft, lines: [{{id: film, kind: third-party, net: 1, markup: 10%}}]}}]\n\
             orders: [{{id: po-1, line: film, date: 2026-11-25, net: 100, status: {status}, cancelled: {off}}}]\n\
             supplier_invoices: [{{id: i1, order: po-1, date: 2026-11-27, net: 40}}]"
        );
        figure(&sums(&with_job(&rest, "[]"), "ACME-0001", on), Figure::Committed).replace(" EUR", "")
    };
    // 100 x 1.1 from the day of the order, (100 - 40) x 1.1 once 40 are charged, nothing once the rest is called off
    let rest = |on| order("invoiced", "{date: 2026-11-29, was: part-invoiced}", on);
    let days = ["2026-11-24", "2026-11-25", "2026-11-27", "2026-11-28", "2026-11-29"];
    assert_eq!(days.map(rest), ["0.00", "110.00", "66.00", "66.00", "0.00"]);
    assert_eq!(order("cancelled", "{date: 2026-11-26}", "2026-11-25"), "110.00");
    assert_eq!(order("cancelled", "{date: 2026-11-26}", "2026-11-26"), "0.00");
    assert_eq!(order("cancelled", "null", "2026-11-25"), "0.00", "no day, so the word counts");
    // a draft that was called off never bound anybody
    assert_eq!(order("cancelled", "{date: 2026-11-26, was: draft}", "2026-11-25"), "0.00");
}

#[test]
fn an_order_commits_what_is_open_of_it_and_never_less_than_nothing() {
    let order = |status: &str, invoices: &str| {
        let rest = format!(
            "estimates: [{{version: 1, status: draft, lines: [{{id: film, kind: third-party, net: 1, markup: 10%}}, {{id: tv, kind: media, gross: 1, commission: 15%}}, {{id: taxi, kind: expense, net: 1}}]}}]\n\
             orders: [{{id: po-1, line: film, date: 2026-11-25, net: 100, status: {status}}}]\n\
             supplier_invoices: [{invoices}]"
        );
        let sums = sums(&with_job(&rest, "[]"), "ACME-0001", "2026-12-01");
        (figure(&sums, Figure::Committed).replace(" EUR", ""), figure(&sums, Figure::Actual).replace(" EUR", ""))
    };
    let pair = |committed: &str, actual: &str| (committed.to_owned(), actual.to_owned());
    assert_eq!(order("sent", ""), pair("110.00", "0.00"));
    for status in ["draft", "invoiced", "cancelled"] {
        assert_eq!(order(status, ""), pair("0.00", "0.00"), "{status}");
    }
    // 30 of 100 came: 70 x 1.1 open, 30 x 1.1 spent
    let part = "{id: i1, order: po-1, date: 2026-12-01, net: 30}";
    assert_eq!(order("part-invoiced", part), pair("77.00", "33.00"));
    let much = "{id: i1, order: po-1, date: 2026-12-01, net: 130}";
    assert_eq!(order("accepted", much), pair("0.00", "143.00"));
    // tomorrow's does not count; one without an order takes the contract's 15%
    assert_eq!(order("sent", "{id: i1, order: po-1, date: 2026-12-02, net: 30}"), pair("110.00", "0.00"));
    assert_eq!(order("sent", "{id: i1, date: 2026-12-01, net: 30}"), pair("110.00", "34.50"));
}

#[test]
fn a_supplier_is_grossed_up_like_the_line_that_pays() {
    let invoice = |line: &str| {
        let rest = format!(
            "estimates: [{{version: 1, status: draft, lines: [{{id: tv, kind: media, gross: 1, commission: 20%}}, {{id: taxi, kind: expense, net: 1}}]}}]\n\
             orders: [{{id: po-1, line: {line}, date: 2026-11-25, net: 100, status: invoiced}}]\n\
             supplier_invoices: [{{id: i1, order: po-1, date: 2026-12-01, net: 100}}]"
        );
        figure(&sums(&with_job(&rest, "[]"), "ACME-0001", "2026-12-01"), Figure::Actual)
    };
    // 100 / 0.8; 100 as it is; a line that is not there: the contract's 15%
    assert_eq!([invoice("tv"), invoice("taxi"), invoice("gone")], ["125.00 EUR", "100.00 EUR", "115.00 EUR"]);
}

#[test]
fn another_currency_takes_the_documents_rate_else_that_of_the_day_else_refuses() {
    let order = |more: &str| {
        let rest = format!("orders: [{{id: po-1, date: 2026-11-25, net: 100, status: sent, {more}}}]");
        let sums = sums(&with_job(&rest, "[]"), "ACME-0001", "2026-12-01");
        (figure(&sums, Figure::Committed), sums.remaining().is_some(), sums.why().list().concat())
    };
    // 100 x 0.6 x 1.15; 100 x 0.5 x 1.15
    assert_eq!(order("currency: USD, fx_rate: 0.6").0, "69.00 EUR");
    // no dollar is worth nothing, or less, and nobody knows what was meant
    for rate in ["0", "-0.6"] {
        let (committed, told, why) = order(&format!("currency: USD, fx_rate: {rate}"));
        assert_eq!((committed.as_str(), told), ("unknown", false), "{rate}");
        assert!(why.contains("one USD is worth more than nothing"), "{why}");
    }
    assert_eq!(order("currency: USD").0, "57.50 EUR");
    let (committed, told, why) = order("currency: SEK");
    assert_eq!((committed.as_str(), told), ("unknown", false));
    assert!(why.contains("no exchange rate for SEK on 2026-11-25"), "{why}");
}

#[test]
fn the_order_of_entries_changes_no_sum() {
    let entries: Vec<String> =
        (0..9).map(|n| format!("{{date: 2026-11-1{n}, job: ACME-0001, hours: {n}.333, line: a}}")).collect();
    let actual = |entries: &[String]| {
        let agency = with_job(
            "estimates: [{version: 1, status: draft, lines: [{id: a, kind: fee, hours: 1, rate: 33.33}]}]",
            &format!("[{}]", entries.join(", ")),
        );
        figure(&sums(&agency, "ACME-0001", "2026-12-31"), Figure::Actual)
    };
    let expected = actual(&entries);
    let mut random = fastrand::Rng::with_seed(7);
    for _ in 0..50 {
        let mut mixed = entries.clone();
        random.shuffle(&mut mixed);
        assert_eq!(actual(&mixed), expected);
    }
}

#[test]
fn what_cannot_be_read_leaves_its_figures_unknown() {
    let mut book = example();
    let broken = (crate::values::TimesheetId::parse("bo/2026-12").expect("a timesheet"), SourceId(9));
    book.timesheets = crate::domain::agency::Shelf::new(Vec::new(), vec![broken], true);
    let told = sums(&book, "ACME-0012", "2026-12-01");
    assert_eq!(all(&told), ["78900.00", "1140.00", "3890.00", "unknown", "32775.00"]);
    assert_eq!((told.remaining(), told.burn()), (None, None));
    assert_eq!(told.why().list(), ["timesheet `bo/2026-12` cannot be read"]);
    // a month that had not begun holds nothing of that day
    assert_eq!(figure(&sums(&book, "ACME-0012", "2026-11-30"), Figure::Actual), "0.00 EUR");
    let acme = crate::values::ClientId::parse("ACME").expect("a client");
    book.clients = crate::domain::agency::Shelf::new(Vec::new(), vec![(acme, SourceId(8))], true);
    assert_eq!(all(&sums(&book, "ACME-0012", "2026-11-30")), ["unknown"; 5]);
}

#[test]
fn pace_is_burn_over_the_share_of_days_gone() {
    let mut sums = Sums::new(Currency::EUR);
    let euros = |sum: i64| Money::new(Decimal::from(sum), Currency::EUR);
    sums.add(Figure::Approved, euros(1000));
    sums.add(Figure::Actual, euros(500));
    // half the money after a fifth of the days: 0.5 / 0.2
    assert_eq!(sums.pace(2, 10).map(|pace| pace.to_string()).as_deref(), Some("2.5000"));
    assert_eq!(sums.pace(12, 10).map(|pace| pace.to_string()).as_deref(), Some("0.5000"));
    assert_eq!((sums.pace(0, 10), sums.pace(0, 0)), (None, None));
    assert_eq!(Sums::new(Currency::EUR).burn(), None);
}
