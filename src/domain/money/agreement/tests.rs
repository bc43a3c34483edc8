//! Which yes of the client counts, and what it covers.

use super::*;
use crate::domain::money::money_book::{CLIENT, CONFIG, agency, day, job, job_text, terms, with_job, yes};

const FEE: &str = "lines: [{id: a, kind: fee, amount: 6000}]";

/// Approved sum and pending reasons of one job on a day.
fn agreed(rest: &str, on: &str) -> (String, Vec<String>) {
    let agency = with_job(rest, "[]");
    of(&agency, on)
}

fn of(agency: &crate::domain::agency::Agency, on: &str) -> (String, Vec<String>) {
    let terms = terms(agency, "ACME-0001");
    let agreement = Agreement::of(job(agency, "ACME-0001"), &terms, day(on));
    let total = agreement.total(&terms, Currency::EUR, day(on)).expect("a sum");
    (total.amount.to_string(), agreement.pending.into_iter().map(|pending| pending.reason).collect())
}

/// An estimate of 6,000 with one approval.
fn estimate(approval: &str) -> String {
    format!("estimates:\n  - {{version: 1, status: approved, {FEE}, approvals: [{approval}]}}\n")
}

fn approval(by: &str, method: &str, more: &str) -> String {
    format!("{{for: client, by: {by}, date: 2026-11-20, method: {method}, hash: h1-fresh{more}}}")
}

fn objection(approval: &str) -> String {
    let (sum, pending) = agreed(&estimate(approval), "2026-12-01");
    assert_eq!(sum, "0.00");
    pending.concat()
}

#[test]
fn a_yes_counts_from_its_day_on() {
    let job = estimate(&yes("2026-11-20"));
    assert_eq!(agreed(&job, "2026-11-20"), ("6000.00".to_owned(), vec![]));
    let waits = "estimate 1: its status says approved, but no approval of the client by then".to_owned();
    assert_eq!(agreed(&job, "2026-11-19"), ("0.00".to_owned(), vec![waits]));
}

#[test]
fn the_right_contact_says_yes_in_writing_within_the_limit_and_in_the_post() {
    let cases = [
        ("liisa", "verbal", "", "only said"),
        ("liisa", "deemed", "", "no silence"),
        ("pete", "email", "", "`pete` may approve up to 500.00 EUR, and this comes to 6,000.00 EUR"),
        ("zoe", "email", "", "`zoe` has no `limit`"),
        ("nobody", "email", "", "no contact of the client"),
        ("ann", "email", "", "no contact of the client"),
        ("liisa", "system", ", entered_by: ann, evidence: mail", "`system` is for `liisa` alone"),
        ("liisa", "email", ", entered_by: ann", "without evidence"),
    ];
    for (by, method, more, why) in cases {
        let said = objection(&approval(by, method, more));
        assert!(said.contains(why), "{by} {method}: {said}");
    }
    assert!(objection(&approval("liisa", "email", "").replace("2026-11-20", "2024-11-30")).contains("not in the post"));
    assert!(objection("{for: client, by: liisa, date: 2026-11-20, method: po}").contains("no fingerprint"));
    assert!(objection(&approval("liisa", "po", "").replace("h1-fresh", "h1-old")).contains("changed since `liisa`"));
    assert_eq!(agreed(&estimate(&approval("liisa", "po", "")), "2026-12-01").0, "6000.00");
}

#[test]
fn silence_is_a_yes_only_where_the_contract_says_so() {
    let client = CLIENT.replace("rates: standard", "rates: standard, deemed_approval: true");
    let text = job_text(&estimate(&approval("liisa", "deemed", "")));
    let agency = agency(CONFIG, &client, &[("ACME-0001", &text)], &[]);
    assert_eq!(of(&agency, "2026-12-01").0, "6000.00");
}

#[test]
fn a_newer_draft_changes_nothing_until_it_is_approved() {
    let two = |status: &str, approvals: &str| {
        format!(
            "estimates:\n  - {{version: 1, status: superseded, {FEE}, approvals: [{}]}}\n  \
             - {{version: 2, status: {status}, lines: [{{kind: fee, amount: 7000}}], approvals: [{approvals}]}}\n",
            yes("2026-11-20")
        )
    };
    let sent = "estimate 2 is sent".to_owned();
    assert_eq!(agreed(&two("sent", ""), "2026-12-01"), ("6000.00".to_owned(), vec![sent]));
    assert_eq!(agreed(&two("rejected", ""), "2026-12-01"), ("6000.00".to_owned(), vec![]));
    assert_eq!(agreed(&two("approved", &yes("2026-12-01")), "2026-12-01"), ("7000.00".to_owned(), vec![]));
    let stale = yes("2026-12-01").replace("h1-fresh", "h1-old");
    let (sum, pending) = agreed(&two("approved", &stale), "2026-12-01");
    assert_eq!((sum.as_str(), pending.len()), ("6000.00", 1));
}

#[test]
fn a_change_order_is_tested_on_everything_approved_before_it() {
    // liisa may approve 10,000: 6,000 + 3,000 fits, 1,500 more does not
    let change = |id: &str, sum: u32, date: &str| {
        format!(
            "  - {{id: {id}, date: 2026-11-21, cause: out-of-scope, status: approved, lines: [{{kind: fee, amount: {sum}}}], approvals: [{}]}}\n",
            yes(date)
        )
    };
    let job = |first: &str, second: &str| {
        format!(
            "{}change_orders:\n{}{}",
            estimate(&yes("2026-11-20")),
            change("big", 3000, first),
            change("small", 1500, second)
        )
    };
    let (sum, pending) = agreed(&job("2026-11-22", "2026-11-23"), "2026-12-01");
    assert_eq!(sum, "9000.00");
    assert!(pending.concat().contains("change order small: the approval of `liisa` on 2026-11-23 does not count"));
    // the other way round, the small one fits and the big one does not: 6,000 + 1,500 + 3,000
    let (sum, pending) = agreed(&job("2026-11-24", "2026-11-23"), "2026-12-01");
    assert_eq!(sum, "7500.00");
    assert!(pending.concat().starts_with("change order big"));
    // on the day between, the later one is not there yet
    assert_eq!(agreed(&job("2026-11-24", "2026-11-23"), "2026-11-23").0, "7500.00");
    assert_eq!(agreed(&job("2026-11-24", "2026-11-23"), "2026-11-20"), ("6000.00".to_owned(), vec![]));
}

#[test]
fn withdrawn_and_rejected_change_orders_are_neither_approved_nor_pending() {
    let change = |status: &str| {
        format!(
            "change_orders: [{{id: co1, date: 2026-11-21, cause: fyi, status: {status}, lines: [{{kind: fee, amount: 1}}]}}]"
        )
    };
    assert_eq!(agreed(&change("draft"), "2026-12-01").1, ["change order co1 is draft"]);
    for status in ["withdrawn", "rejected"] {
        assert_eq!(agreed(&change(status), "2026-12-01").1, [""; 0]);
    }
    assert_eq!(agreed(&change("draft"), "2026-11-20").1, [""; 0]);
}

#[test]
fn what_was_refused_or_taken_back_on_a_day_waits_until_the_day_before() {
    let change = |status: &str, ends: &str| {
        format!(
            "change_orders: [{{id: co1, date: 2026-11-21, cause: fyi, status: {status}, {ends}: {{date: 2026-11-25}}, lines: [{{kind: fee, amount: 1}}]}}]"
        )
    };
    for (status, ends) in [("rejected", "rejected"), ("withdrawn", "withdrawn")] {
        let job = change(status, ends);
        let waits = format!("change order co1 waits: it was {status} later, on 2026-11-25");
        assert_eq!(agreed(&job, "2026-11-24").1, [waits]);
        assert_eq!(agreed(&job, "2026-11-25").1, [""; 0]);
        assert_eq!(agreed(&job, "2026-11-20").1, [""; 0], "not raised yet");
    }
    // the day belongs to the other end, so the word counts as it stands
    assert_eq!(agreed(&change("rejected", "withdrawn"), "2026-11-24").1, [""; 0]);
}

#[test]
fn a_version_that_was_refused_on_a_day_was_the_one_with_the_client_before() {
    // version 1 was refused on the 25th, version 2 begun after that and approved on the 28th
    let two = |second: &str| {
        format!(
            "estimates:\n  - {{version: 1, status: rejected, rejected: {{date: 2026-11-25, by: liisa}}, {FEE}}}\n  \
             - {{version: 2, {second}, lines: [{{kind: fee, amount: 5000}}]}}\n"
        )
    };
    let approved = two(&format!("status: approved, approvals: [{}]", yes("2026-11-28")));
    let waits = || vec!["estimate 1 waits: it was rejected later, on 2026-11-25".to_owned()];
    assert_eq!(agreed(&approved, "2026-11-24"), ("0.00".to_owned(), waits()));
    assert_eq!(agreed(&approved, "2026-11-28"), ("5000.00".to_owned(), vec![]));
    assert_eq!(agreed(&two("status: draft"), "2026-11-24").1, waits());
    assert_eq!(agreed(&two("status: draft"), "2026-11-25").1, ["estimate 2 is draft"]);
    // somebody had said yes to version 2 by then, so it was there
    let inside = "{for: internal, by: mai, date: 2026-11-23, method: system, hash: h1-fresh}";
    let inside = two(&format!("status: internal-review, approvals: [{inside}]"));
    assert_eq!(agreed(&inside, "2026-11-24").1, ["estimate 2 is internal-review"]);
    assert_eq!(agreed(&inside, "2026-11-22").1, waits());
}

#[test]
fn a_yes_over_a_line_without_its_rate_does_not_count() {
    let job = estimate(&yes("2026-11-20")).replace("amount: 6000", "hours: 1, role: art-director");
    assert!(agreed(&job, "2026-12-01").1.concat().contains("has no rate"));
}

#[test]
fn a_limit_is_in_the_clients_currency() {
    // 6,000 USD are 3,000 EUR at 0.5; before the first rate nothing can be said
    let dollars = |date: &str| estimate(&yes(date)).replace("version: 1", "version: 1, currency: USD");
    let agency = with_job(&dollars("2026-11-20"), "[]");
    assert_eq!(of(&agency, "2026-12-01").0, "3000.00");
    let (sum, pending) = agreed(&dollars("2026-10-31"), "2026-12-01");
    assert_eq!(sum, "0.00");
    assert!(pending.concat().contains("no exchange rate for USD on 2026-10-31"));
}

#[test]
fn what_was_agreed_before_a_change_order_leaves_out_those_approved_after_it() {
    // Pete may say yes to 500: 100 + 300 is his; that Liisa adds 500 on the same day does not make his yes too large.
    let job = format!(
        "estimates:\n  - {{version: 1, status: approved, lines: [{{id: a, kind: fee, amount: 100}}], approvals: [{}]}}\nchange_orders:\n  - {{id: co1, date: 2026-11-20, cause: client-revision, text: A, status: approved, lines: [{{id: b, kind: fee, amount: 300}}], approvals: [{}]}}\n  - {{id: co2, date: 2026-11-20, cause: client-revision, text: B, status: approved, lines: [{{id: c, kind: fee, amount: 500}}], approvals: [{}]}}\n",
        yes("2026-11-19"),
        yes("2026-11-21").replace("liisa", "pete"),
        yes("2026-11-21"),
    );
    let agency = with_job(&job, "[]");
    let terms = terms(&agency, "ACME-0001");
    let on = day("2026-11-21");
    let before = |index| {
        let agreed =
            Agreement::of(super::super::money_book::job(&agency, "ACME-0001"), &terms, on).before_change(index);
        agreed.total(&terms, Currency::EUR, on).expect("a sum").amount.to_string()
    };
    assert_eq!([before(0), before(1)], ["100.00", "400.00"]);
}
