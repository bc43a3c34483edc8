//! `renewals`: contracts by the last day for notice; every day counted by hand.

use crate::harness::Case;
use crate::pieces::{Book, on, told};
use serde_json::json;
use suits::reports::ReportAsk;
use suits::reports::narrow::Narrow;

/// Mai works Monday to Wednesday.
const AGENCY: &str = r#"
[agency]
name = "Northlight"
currency = "EUR"
[calendars.short]
work_week = ["mon", "tue", "wed"]
[people.ann]
name = "Ann Lee"
roles = ["account-executive"]
[people.mai]
name = "Mai Tran"
roles = ["account-manager"]
calendar = "short"
"#;

const ACME: &str = "
name: Acme Oy
status: active
currency: EUR
team: {account-manager: mai}
contacts: [{id: liisa, name: Liisa}]
contracts:
  - {id: aor, type: aor, start: 2026-01-01, end: 2026-12-31, notice_days: 90, renewal_owner: ann, retainer: {fee: 1000, period: quarter}}
  - {id: msa, type: msa, start: 2024-01-01}
  - {id: old, type: project, start: 2025-01-01, end: 2026-06-30}
  - {id: done, type: project, start: 2025-01-01, end: 2026-06-30}
  - {id: next, type: aor, start: 2027-01-01, end: 2027-12-31}
";

const BOLT: &str = "
name: Bolt
status: active
currency: USD
team: {account-manager: mai}
contracts:
  - {id: b1, type: retainer, start: 2026-01-01, end: 2027-03-31, auto_renew: true, notice_days: 30, retainer: {fee: 500, period: month}}
  - {id: b2, type: retainer, start: 2025-04-01, end: 2026-08-31, auto_renew: true}
  - {id: b3, type: project, start: 2026-01-01, end: 2026-10-31, renewal_decision: renew}
";

fn job(contract: &str, stage: &str) -> String {
    format!(
        "title: Film\ntype: campaign\nstatus: {stage}\nrequested_by: liisa\nrequested_on: 2026-02-02\ncontract: {contract}\nhandoffs: [{{stage: {stage}, from: liisa, to: ann, date: 2026-02-03, due: 2026-12-31}}]\n"
    )
}

fn book() -> Book {
    Book::new(AGENCY)
        .client("ACME", ACME)
        .client("BOLT", BOLT)
        .client("GONE", &BOLT.replace("active", "lost"))
        .job("ACME-0001", &job("old", "in-creative"))
        .job("ACME-0002", &job("done", "delivered"))
        .job("ACME-0003", &job("aor", "in-creative"))
        .job("ACME-0004", &job("aor", "briefing"))
}

const KEYS: [&str; 9] =
    ["client", "contract", "notice", "days_left", "decide_by", "standing", "owner", "value_a_year", "open_jobs"];

#[test]
fn contracts_come_by_the_last_day_for_notice() {
    let view = book().ask("renewals", &on("2026-09-14"));
    // aor: 31 December less 90 days is 2 October, a Friday; 20 working days before it is 4 September; 14 September is 18 days before.
    // Mai works three days a week. b1: 31 March less 30 is Monday 1 March; six weeks back to Monday 18 January are 18 of her days, and two more
    // Tuesday the 12th. b2 has gone on since Monday 31 August: six weeks to 20 July, and two more Tuesday the 14th. b3 needs no notice: until
    // Saturday 31 October, which rolls back to Wednesday the 28th; Tuesday and Monday are 2, six weeks to 14 September 18 more. old: until
    // Tuesday 30 June; Monday is 1, six weeks to 18 May are 18 more, then Wednesday 13 May
    assert_eq!(
        told(&view.grid, &KEYS),
        [
            "ACME old 2026-06-30 -76 2026-05-13 expired mai - 1",
            "BOLT b2 2026-08-31 -14 2026-07-14 renewed-itself mai - 0",
            "ACME aor 2026-10-02 18 2026-09-04 late ann 4000.00 EUR 2",
            "BOLT b3 2026-10-31 47 2026-09-14 decided mai - 0",
            "BOLT b1 2027-03-01 168 2027-01-12 open mai 6000.00 USD 0",
        ]
    );
    let totals = &view.others[0].2;
    assert_eq!(
        told(totals, &["currency", "contracts", "with_fee", "value_a_year"]),
        ["EUR 1 1 4000.00 EUR", "USD 1 1 6000.00 USD"]
    );
    assert!(view.notes.iter().any(|note| note.ends_with("so never renewed: 1")), "{:?}", view.notes);
}

#[test]
fn a_window_keeps_what_is_past_and_what_comes_in_it() {
    let names = |days: u32| {
        let view = book().ask("renewals", &ReportAsk { days: Some(days), ..on("2026-09-14") });
        told(&view.grid, &["contract"])
    };
    assert_eq!(names(0), ["old", "b2"]);
    assert_eq!(names(17), ["old", "b2"]);
    assert_eq!(names(18), ["old", "b2", "aor"]);
    assert_eq!(names(180), ["old", "b2", "aor", "b3", "b1"]);
}

#[test]
fn as_of_an_earlier_day_a_contract_stands_as_it_did() {
    let aor = |day: &str| {
        let rows = told(&book().ask("renewals", &on(day)).grid, &["contract", "standing", "days_left"]);
        rows.into_iter().find(|row| row.starts_with("aor")).unwrap_or_default()
    };
    assert_eq!(aor("2025-12-31"), "");
    assert_eq!(aor("2026-09-04"), "aor open 28");
    assert_eq!(aor("2026-09-05"), "aor late 27");
    assert_eq!(aor("2026-10-02"), "aor late 0");
    assert_eq!(aor("2026-10-03"), "aor missed -1");
    assert_eq!(aor("2027-01-01"), "aor expired -91");
}

#[test]
fn totals_of_groups_are_of_the_contracts_in_those_that_are_shown() {
    // by the month of the notice: old in June, b2 in August, aor and b3 (euros before dollars) in October, b1 in March: b3 is decided
    let of = |rows: &'static [usize]| {
        let by = vec!["month".to_owned()];
        let view = book().ask("renewals", &ReportAsk { by, narrow: Narrow::to(|_| rows.to_vec()), ..on("2026-09-14") });
        told(&view.others[0].2, &["currency", "contracts", "with_fee", "value_a_year"])
    };
    assert_eq!(of(&[2]), ["EUR 1 1 4000.00 EUR"]);
    assert_eq!(of(&[3, 4]), ["USD 1 1 6000.00 USD"]);
    assert_eq!(of(&[0, 3]), [""; 0], "nothing there is to be decided");
}

#[test]
fn on_the_command_line() {
    // the contract of the record format ends on 31 December 2026 with 90 days' notice, and nobody decided: 60 days after 2 October
    let case = Case::copy("tests/books/records", "2026-12-01");
    let row = case.run("renewals --format json").ok().json()["rows"][0].clone();
    assert_eq!(
        (&row["contract"], &row["notice"], &row["days_left"], &row["standing"]),
        (&json!("aor-2025"), &json!("2026-10-02"), &json!(-60), &json!("missed"))
    );
    assert_eq!((&row["auto_renew"], &row["owner"], &row["decision"]), (&json!(false), &json!("mai"), &json!(null)));
    assert_eq!(row["value_a_year"], json!({"amount": "144000.00", "currency": "EUR"}));
    assert_eq!(case.run("renewals --where 'standing = missed' --exit-code").code, 1);
    assert_eq!(case.run("renewals --as-of 2026-06-01 --within 90 --exit-code").code, 0);
    assert_eq!(case.run("renewals --within soon").code, 2);
    assert!(case.run("renewals").ok().stdout.contains("Notice by"));
    // a job that cannot be read may be open
    case.write("jobs/ACME/ACME-0012.yaml", "title: [\n");
    let ran = case.run("renewals --format json");
    assert_eq!((ran.code, &ran.json()["rows"][0]["open_jobs"]), (2, &json!(null)));
    assert!(ran.json()["notes"].to_string().contains("how many jobs of ACME are open"));
    // a client that cannot be read has contracts that nobody knows
    case.write("clients/BOLT.yaml", "name: [\n");
    let ran = case.run("renewals --format json");
    assert_eq!(
        (&ran.json()["totals"][0]["value_a_year"], &ran.json()["totals"][0]["contracts"]),
        (&json!(null), &json!(null))
    );
}
