//! Work done again on small jobs, worked out by hand: ten-euro hours would hide a slip, so hours are at 100 on the line and 85 on none.

use super::*;
use crate::domain::money::money_book::{CLIENT, CONFIG, agency, day, job_text, shown, yes};
use std::collections::BTreeMap;

/// A concept at 100 an hour, and two change orders: one the client's wish, one the agency's slip.
fn job(rest: &str) -> String {
    let change = |id: &str, cause: &str, line: &str| {
        format!(
            "  - {{id: {id}, date: 2026-11-10, cause: {cause}, status: approved, currency: EUR, lines: [{line}], approvals: [{}]}}\n",
            yes("2026-11-11")
        )
    };
    format!(
        "estimates:\n  - version: 1\n    status: approved\n    currency: EUR\n    lines: [{{id: concept, kind: fee, role: art-director, hours: 40, \
         rate: 100}}]\n    approvals: [{}]\nchange_orders:\n{}{}{rest}",
        yes("2026-11-02"),
        change("co1", "client-revision", "{id: again, kind: fee, role: art-director, hours: 5, rate: 100}"),
        change("co2", "agency-correction", "{id: slip, kind: fee, role: art-director, hours: 1, rate: 100}"),
    )
}

const REVISING: &str = "handoffs:\n  - {stage: client-review, from: ann, to: liisa, date: 2026-11-12, done: 2026-11-16}\n  \
                        - {stage: revising, from: liisa, to: kim, date: 2026-11-16, done: 2026-11-18}\n  \
                        - {stage: internal-review, from: kim, to: ann, date: 2026-11-18}\n";

/// A client round on a film with remarks of some classes.
fn round(classes: &[&str]) -> String {
    let item = |class: &&str| format!("  - {{text: Change it., class: {class}}}\n");
    let items: String = classes.iter().map(item).collect();
    format!("type: client\ndeliverable: film\nversion: v1\nsent: 2026-11-12\nitems:\n{items}")
}

/// Sums by cause (`-` for none) and figure, of a span.
fn done_again(
    rest: &str,
    entries: &str,
    rounds: &[(&str, &str)],
    span: (Option<&str>, &str),
) -> BTreeMap<String, String> {
    let sheet = format!("entries: {entries}");
    let agency = agency(CONFIG, CLIENT, &[("ACME-0001", &job_text(&job(rest)))], &[("ann/2026-11", &sheet)]);
    let agency = shown(agency, rounds);
    let span = Span { from: span.0.map(day), until: day(span.1) };
    let accounts = of_jobs(&agency, &agency.jobs, &TimeIndex::new(&agency, span.until), span);
    let mut sums: BTreeMap<String, Decimal> = BTreeMap::new();
    for share in accounts.iter().flat_map(|account| &account.shares) {
        // nobody's cost is written down in this book
        if share.figure == Rework::Cost {
            continue;
        }
        let cause = share.belongs.cause.map_or("-", Cause::as_str);
        *sums.entry(format!("{cause} {}", share.figure)).or_default() += share.amount.clone().expect("a sum");
    }
    sums.retain(|_, sum| !sum.is_zero());
    sums.into_iter().map(|(key, sum)| (key, sum.normalize().to_string())).collect()
}

fn table(rows: &[(&str, &str)]) -> BTreeMap<String, String> {
    rows.iter().map(|(key, sum)| ((*key).to_owned(), (*sum).to_owned())).collect()
}

#[test]
fn a_tenth_of_the_time_on_the_agencys_slips_is_a_tenth() {
    let decimal = |text: &str| crate::values::Amount::parse(text).expect("a number").0;
    assert_eq!(rework_cost(decimal("550"), decimal("5500")), Some(decimal("0.1000")));
    assert_eq!(rework_cost(decimal("550"), decimal("0")), None);
}

#[test]
fn time_on_a_change_orders_line_has_its_cause() {
    // 8 h of concept = 800; 4 h again = 400; 2 h slip = 200: in all 1,400. Approved on the 11th: 500 and 100
    let entries = "[{date: 2026-11-12, job: ACME-0001, hours: 8, line: concept}, {date: 2026-11-13, job: ACME-0001, hours: 4, line: again}, \
                   {date: 2026-11-13, job: ACME-0001, hours: 2, line: slip}]";
    let want = [
        ("- time_value", "1400"),
        ("agency-correction charged", "100"),
        ("agency-correction corrections", "200"),
        ("agency-correction hours", "2"),
        ("agency-correction value", "200"),
        ("client-revision charged", "500"),
        ("client-revision hours", "4"),
        ("client-revision value", "400"),
    ];
    assert_eq!(done_again("", entries, &[], (None, "2026-11-30")), table(&want));
    // nothing but the last day
    let last = [("- time_value", "600"), ("client-revision hours", "4"), ("client-revision value", "400")];
    let mut of_last = done_again("", entries, &[], (Some("2026-11-13"), "2026-11-13"));
    of_last.retain(|key, _| !key.starts_with("agency"));
    assert_eq!(of_last, table(&last));
}

#[test]
fn time_at_revising_is_split_evenly_among_the_remarks_to_the_cent() {
    // three remarks, two of them wishes: 1 h x 85 on the 17th is 56.67 and 28.33; hours 0.6667 and 0.3333. The 12th and the 19th are outside.
    // Nothing is before the round of the 12th; 2 h are after it
    let entries = "[{date: 2026-11-12, job: ACME-0001, hours: 1}, {date: 2026-11-17, job: ACME-0001, hours: 1}, \
                   {date: 2026-11-19, job: ACME-0001, hours: 1}]";
    let rounds = round(&["client-revision", "agency-correction", "client-revision"]);
    let mut sums = done_again(REVISING, entries, &[("ACME-0001-R1", &rounds)], (None, "2026-11-30"));
    sums.retain(|key, _| !key.ends_with("charged"));
    let want = [
        ("- later_hours", "2"),
        ("- time_value", "255"),
        ("agency-correction corrections", "28.33"),
        ("agency-correction hours", "0.3333"),
        ("agency-correction value", "28.33"),
        ("client-revision hours", "0.6667"),
        ("client-revision value", "56.67"),
    ];
    assert_eq!(sums, table(&want));
}

#[test]
fn both_ends_of_revising_count_and_a_round_without_remarks_tells_no_cause() {
    let entries = "[{date: 2026-11-15, job: ACME-0001, hours: 1}, {date: 2026-11-16, job: ACME-0001, hours: 1}, \
                   {date: 2026-11-18, job: ACME-0001, hours: 1}]";
    let mut sums = done_again(REVISING, entries, &[], (None, "2026-11-30"));
    sums.retain(|key, _| !key.ends_with("charged"));
    assert_eq!(sums, table(&[("- hours", "2"), ("- time_value", "255"), ("- value", "170")]));
}

#[test]
fn what_was_given_on_purpose_is_told_up_to_its_cap_and_a_slip_never_is() {
    // 400 of wishes, of which 250 on purpose; 200 of slips, which no investment covers
    let entries = "[{date: 2026-11-13, job: ACME-0001, hours: 4, line: again}, {date: 2026-11-12, job: ACME-0001, hours: 2, line: slip}]";
    let rest = "investment: {cap: 250, reason: New client, by: bo}\n";
    let sums = done_again(rest, entries, &[], (None, "2026-11-30"));
    let of = |key: &str| sums.get(key).map(String::as_str);
    assert_eq!(of("client-revision value"), Some("400"));
    assert_eq!(of("client-revision invested"), Some("250"));
    assert_eq!(of("agency-correction invested"), None);
    assert_eq!(of("agency-correction corrections"), Some("200"));
}
