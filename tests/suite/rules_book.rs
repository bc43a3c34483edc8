//! The rules on money and people: the nastiest cases of each, and what must not be found.

use crate::rules::{changed, found, found_by, shown};
use suits::checks::{self, Choice, Docs};
use suits::finding::Severity;
use suits::store::Snapshot;

const FILM: &str = "jobs/ACME/ACME-0012.yaml";
const CLIENT: &str = "clients/ACME.yaml";
const REPORT: &str = "contact-reports/ACME/ACME-C0031.yaml";
const INVOICE: &str = "invoices/ACME/ACME-I0118.yaml";
const SHEET: &str = "timesheets/ann/2026-11.yaml";
const ORDER: &str = "    net: 28500.00\n    status: sent";
const NOTHING: [String; 0] = [];

/// The sound book with some texts of one file replaced.
fn with(file: &str, edits: &[(&str, &str)]) -> Snapshot {
    changed(file, |text| {
        edits.iter().fold(text.to_owned(), |text, (old, new)| {
            assert!(text.contains(old), "{file} has no {old}");
            text.replacen(old, new, 1)
        })
    })
}

/// `code: message` of lines as they are shown.
fn said(lines: Vec<String>) -> Vec<String> {
    let without_place = |line: String| {
        let (code, rest) = line.split_once(' ').expect("a code");
        let (_, message) = rest.split_once(' ').expect("a place");
        format!("{code}: {message}")
    };
    lines.into_iter().map(without_place).collect()
}

fn after(file: &str, edits: &[(&str, &str)]) -> Vec<String> {
    let snapshot = with(file, edits);
    said(shown(&snapshot, &found(&snapshot)))
}

/// What one rule finds, whether it looks at the day or not.
fn by(code: &str, file: &str, edits: &[(&str, &str)]) -> Vec<String> {
    let snapshot = with(file, edits);
    let choice = Choice { select: vec![code.to_owned()], ..Choice::default() };
    said(shown(&snapshot, &found_by(&snapshot, &choice)))
}

fn second_order(line: &str, net: &str, status: &str) -> String {
    format!(
        "{ORDER}\n  - id: po-119\n    line: {line}\n    supplier: Ääni Oy\n    date: 2026-11-26\n    net: {net}\n    status: {status}"
    )
}

#[test]
fn an_order_names_the_line_that_pays_for_it() {
    assert_eq!(
        after(FILM, &[("  - id: po-118\n    line: film\n", "  - id: po-118\n")]),
        ["order-without-approved-line: the order `po-118` names no line that pays for it"]
    );
    assert_eq!(
        after(
            FILM,
            &[
                ("  - id: po-118\n    line: film\n", "  - id: po-118\n"),
                (ORDER, "    net: 28500.00\n    status: draft")
            ]
        ),
        NOTHING
    );
}

#[test]
fn media_given_gross_leave_what_the_commission_leaves() {
    // 40,000.00 less 15% is 34,000.00
    assert_eq!(after(FILM, &[(ORDER, &second_order("tv", "34000.00", "sent"))]), NOTHING);
    assert_eq!(
        after(FILM, &[(ORDER, &second_order("tv", "34000.01", "sent"))]),
        ["order-over-line: with the order `po-119` 34,000.01 EUR is ordered on the line `tv`, which has 34,000.00 EUR"]
    );
    // a fee is the agency's own work, whatever it comes to
    assert_eq!(
        after(FILM, &[(ORDER, &second_order("concept", "1.00", "sent"))]),
        [
            "order-without-approved-line: the order `po-119` is sent, and `concept` is a fee: the agency's own work, from which no supplier is paid"
        ]
    );
}

#[test]
fn an_order_charged_at_less_than_it_says_leaves_room_for_another() {
    // ordered 30,000.00 and 1,500.00 on a line of 30,000.00; the first was charged at 28,500.00 and is settled
    let two = |status: &str| {
        second_order("film", "1500.00", "sent").replacen(
            "net: 28500.00\n    status: sent",
            &format!("net: 30000.00\n    status: {status}"),
            1,
        )
    };
    assert_eq!(after(FILM, &[(ORDER, &two("invoiced"))]), NOTHING);
    assert_eq!(
        after(FILM, &[(ORDER, &two("part-invoiced"))]),
        [
            "order-over-line: with the order `po-119` 31,500.00 EUR is ordered on the line `film`, which has 30,000.00 EUR"
        ]
    );
    assert_eq!(after(FILM, &[(ORDER, &second_order("film", "9000.00", "cancelled"))]), NOTHING);
}

#[test]
fn an_order_before_the_yes_is_somebodys_override_or_a_fault() {
    let early = ("    date: 2026-11-25\n    net: 28500.00", "    date: 2026-11-20\n    net: 28500.00");
    let code = "order-before-approval: the order `po-118` is of 2026-11-20, and the client approved the line `film` on 2026-11-23";
    assert_eq!(after(FILM, &[early]), [code]);
    let step = |day: &str| {
        format!(
            "overrides:\n  - date: {day}\n    stage: authorised\n    guards: [estimate-approved]\n    by: mai\n    role: account-manager\n    reason: The studio had one free week."
        )
    };
    assert_eq!(after(FILM, &[early, ("overrides: []", &step("2026-11-20"))]), NOTHING);
    assert_eq!(after(FILM, &[early, ("overrides: []", &step("2026-11-21"))]), [code]);
}

#[test]
fn a_credit_takes_the_overcharge_away() {
    let more = |net: &str| format!("  - id: kuva-992\n    order: po-118\n    date: 2027-03-01\n    net: {net}\n");
    let list = |nets: &[&str]| format!("supplier_invoices:\n{}", nets.iter().map(|net| more(net)).collect::<String>());
    let with = |nets: &[&str]| {
        let ids = list(nets).replacen("kuva-992", "kuva-993", 1);
        after(FILM, &[("supplier_invoices:\n", &ids)])
    };
    // 28,500.00 and 10% are 31,350.00
    assert_eq!(
        with(&["2850.01"]),
        [
            "supplier-overcharge: with this invoice 31,350.01 EUR is charged on the order `po-118`, which is 28,500.00 EUR, with the tolerance 31,350.00 EUR"
        ]
    );
    assert_eq!(with(&["5000.00", "-5000.00"]), NOTHING);
}

#[test]
fn money_of_another_currency_wants_a_rate() {
    let order = |rest: &str| (ORDER, format!("    net: 28500.00\n    {rest}\n    status: sent"));
    let with = |rest: &str| {
        let (old, new) = order(rest);
        by("sum-without-exchange-rate", FILM, &[(old, &new)])
    };
    // `suits.toml` has a rate of the dollar since 2026-11-01, and none of the krona
    assert_eq!(with("currency: USD"), NOTHING);
    assert_eq!(with("currency: SEK\n    fx_rate: 0.0912"), NOTHING);
    assert_eq!(with("currency: EUR\n    fx_rate: 1"), NOTHING);
    let wrong = |what: &str| [format!("sum-without-exchange-rate: {what}")];
    assert_eq!(with("currency: SEK"), wrong("SEK is added up in EUR, and there is no rate for it on 2026-11-25"));
    assert_eq!(with("currency: SEK\n    fx_rate: 0"), wrong("`fx_rate` is 0, which turns SEK into nothing"));
    let less = "`fx_rate` is -1, which turns EUR into less than nothing";
    assert_eq!(with("currency: EUR\n    fx_rate: -1"), wrong(less));
    assert_eq!(with("fx_rate: 0.0912"), wrong("`fx_rate` is 0.0912, but no `currency` says of what"));
    assert_eq!(
        after(INVOICE, &[("currency: EUR", "currency: SEK")]),
        wrong("SEK is added up in EUR, and there is no rate for it on 2026-12-15")
    );
}

#[test]
fn what_was_only_said_is_no_yes() {
    let all = after(FILM, &[("        method: po\n", "        method: verbal\n")]);
    let codes: Vec<&str> = all.iter().filter_map(|line| Some(line.split_once(':')?.0)).collect();
    assert_eq!(codes, ["work-without-estimate", "order-without-approved-line", "unapproved-line-billed"], "{all:#?}");
}

#[test]
fn a_line_charged_before_the_client_approved_it_is_found_and_on_the_day_is_not() {
    let code = "unapproved-line-billed: `concept` of ACME-0012 is charged on 2026-11-22, and the client approved it on 2026-11-23";
    assert_eq!(by("I29", INVOICE, &[("date: 2026-12-15", "date: 2026-11-22")]), [code]);
    assert_eq!(by("I29", INVOICE, &[("date: 2026-12-15", "date: 2026-11-23")]), NOTHING);
    assert_eq!(
        by("I29", INVOICE, &[("date: 2026-12-15", "date: 2026-11-22"), ("kind: progress", "kind: credit")]),
        NOTHING
    );
}

#[test]
fn either_purchase_order_will_do() {
    let wanting = ("po: \"4500012345\"", "po: null");
    assert_eq!(after(INVOICE, &[wanting]), NOTHING);
    let snapshot = with(FILM, &[("client_po: \"4500012345\"", "client_po: null")]);
    assert_eq!(said(shown(&snapshot, &found(&snapshot))), NOTHING);
}

#[test]
fn a_contact_report_counts_in_working_days_from_a_working_day() {
    let late = |date: &str, issued: &str| {
        let edits =
            [("date: 2026-11-18", &*format!("date: {date}")), ("issued: 2026-11-19", &*format!("issued: {issued}"))];
        let snapshot = with(REPORT, &edits);
        let choice = Choice { select: vec!["I23".to_owned()], ..Choice::default() };
        found_by(&snapshot, &choice).iter().map(|finding| (finding.code, finding.severity)).collect::<Vec<_>>()
    };
    // from Saturday the 21st, day 0 is Monday: Tuesday is the first
    assert_eq!(late("2026-11-21", "2026-11-24"), []);
    assert_eq!(late("2026-11-20", "2026-11-23"), []);
    assert_eq!(late("2026-11-20", "2026-11-24"), [("late-contact-report", Severity::Warning)]);
    assert_eq!(late("2026-11-20", "2026-11-25"), [("late-contact-report", Severity::Error)]);
}

#[test]
fn twenty_working_days_without_a_word_are_not_yet_a_silence() {
    let silence = |date: &str| {
        by(
            "silent-client",
            REPORT,
            &[("date: 2026-11-18", &*format!("date: {date}")), ("issued: 2026-11-19", "issued: null")],
        )
    };
    // to 1 December: 3 days in the first week of November, 15 in three weeks, and Monday and Tuesday
    assert_eq!(silence("2026-11-03"), NOTHING);
    assert_eq!(
        silence("2026-11-02"),
        ["silent-client: no contact report for 21 working days: the last is of 2026-11-02"]
    );
}

#[test]
fn a_contract_that_renews_itself_goes_on() {
    let ended = ("end: 2026-12-31", "end: 2026-11-30");
    let code = ["open-job-past-contract: the contract ended on 2026-11-30, and 2 jobs under it are still open"];
    assert_eq!(by("open-job-past-contract", CLIENT, &[ended]), code);
    let renews = ("auto_renew: false", "auto_renew: true");
    assert_eq!(by("open-job-past-contract", CLIENT, &[ended, renews]), NOTHING);
    let let_go = ("renewal_decision: null", "renewal_decision: end");
    assert_eq!(by("open-job-past-contract", CLIENT, &[ended, renews, let_go]), code);
    assert_eq!(by("missed-notice", CLIENT, &[ended]), NOTHING, "it has ended: nobody can give notice any more");
    // 90 days before the end of February are 30 November: today is the first day too late
    assert_eq!(by("missed-notice", CLIENT, &[("end: 2026-12-31", "end: 2027-02-28")]).len(), 1);
    assert_eq!(by("missed-notice", CLIENT, &[("end: 2026-12-31", "end: 2027-03-01")]), NOTHING);
}

#[test]
fn a_day_has_twenty_four_hours_and_a_job_its_days() {
    let entry = |day: &str, hours: &str| {
        let edits = [("date: 2026-11-19", &*format!("date: {day}")), ("hours: 2.5", &*format!("hours: {hours}"))];
        after(SHEET, &edits)
    };
    assert_eq!(entry("2026-11-19", "24"), NOTHING);
    assert_eq!(entry("2026-11-19", "-1"), ["impossible-hours: -1 hours: nobody works less than nothing"]);
    let again = "    hours: 20\n  - id: 8t2c\n    date: 2026-11-19\n    job: ACME-0012\n    hours: 4.25";
    assert_eq!(
        after(SHEET, &[("    hours: 2.5", again)]),
        ["impossible-hours: with these `ann` has 24.25 hours on 2026-11-19"]
    );
    assert_eq!(entry("2026-11-02", "2.5"), NOTHING);
    assert_eq!(
        entry("2026-11-01", "2.5"),
        ["time-outside-job: ACME-0012 was asked for on 2026-11-02, after this time"]
    );
}

#[test]
fn whoever_has_left_gets_no_ball_and_presents_nothing() {
    let gone = ("roles = [\"creative-director\"]", "roles = [\"creative-director\"]\nto = 2026-11-20");
    let left = |day: &str| format!("inactive-person: `kim` left on 2026-11-20, before {day}");
    assert_eq!(after("suits.toml", &[gone]), [left("2026-11-24"), left("2026-11-25"), left("2026-12-11")]);
}

#[test]
fn a_guard_overridden_at_the_end_is_not_asked_again() {
    let rule = checks::find("I30").expect("the rule");
    let text = Docs::parse(rule.meta().docs).expect("the headings are there").bad.text;
    let new = "jobs/ACME/ACME-0014.yaml";
    let closed = |more: &str| {
        let snapshot = changed(new, |_| format!("{text}{more}"));
        said(shown(&snapshot, &found(&snapshot)))
    };
    assert_eq!(
        closed(""),
        ["loose-ends-in-closed-job: the job ACME-0014 is closed, and the order `po-201` to Paino Oy is `accepted`"]
    );
    let step = "overrides:\n  - date: 2026-11-12\n    stage: closed\n    guards: [no-open-orders]\n    by: mai\n    role: account-manager\n    reason: The printer has gone out of business.\n";
    assert_eq!(closed(step), NOTHING);
}
