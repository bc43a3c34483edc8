//! A client's annual budget: written down, approved by a contact whose limit covers it, asked for again when it changes.

use crate::harness::{Case, changed_lines};

const ACME: &str = "clients/ACME.yaml";
const ADD: &str = "client budget add ACME --id b2027 --from 2027-01-01 --to 2027-12-31 --amount";
const YES: &str = "client approve ACME --budget b2027 --by liisa --method email --evidence 'mail 2026-12-16 10:02'";

fn book() -> Case {
    let mut case = Case::copy("tests/books/records", "2026-12-16");
    case.set_user("mai");
    case
}

/// The records of annual budgets on somebody's list.
fn asked(case: &Case, who: &str) -> usize {
    let json = case.run(&format!("today --for {who} --where 'kind = annual-budget' --format json")).ok().json();
    json["rows"].as_array().map_or(0, Vec::len)
}

#[test]
fn a_budget_is_written_down_and_approved_within_the_contacts_limit() {
    let case = book();
    let before = case.text(ACME);
    case.run(&format!("{ADD} 250000.01"))
        .ok()
        .says("budget `b2027` of 250,000.01 EUR")
        .says("suits client approve ACME --budget b2027 --by liisa");
    let added = changed_lines(&before, &case.text(ACME));
    let lines = [
        "+  - id: b2027",
        "+    from: 2027-01-01",
        "+    to: 2027-12-31",
        "+    amount: 250000.01",
        "+    approvals: []",
    ];
    assert_eq!(added, lines);
    // Liisa may approve 250,000.00
    case.run(YES).exits(1).says("no-authority").says("up to 250,000.00 EUR, and this comes to 250,000.01 EUR");
    assert_eq!(asked(&case, "liisa"), 0, "it is above her limit");
    case.run("client set ACME budgets.b2027.amount=250000.00").ok();
    assert_eq!(asked(&case, "liisa"), 1);
    case.run("today --for liisa --format csv").ok().says("suits client approve ACME --budget b2027 --by liisa");
    case.run(YES).ok().says("budget `b2027` of 250,000.00 EUR approved by liisa");
    assert_eq!(asked(&case, "liisa") + asked(&case, "mai"), 0);
    case.run(YES).exits(1).says("already-approved");
    case.run("check").ok();
    // Changed since, the yes is to another sum.
    case.run("client set ACME budgets.b2027.amount=240000.00").ok();
    case.run("check").exits(1).says("stale-approval").says("suits client approve ACME --budget b2027 --by liisa");
    assert_eq!((asked(&case, "liisa"), asked(&case, "mai"), asked(&case, "ann")), (1, 1, 0));
    case.run(YES).ok();
    case.run("check").ok();
}

#[test]
fn what_is_no_yes_of_the_client_is_refused() {
    let mut case = book();
    case.run(&format!("{ADD} 100000.00")).ok();
    let line = "client approve ACME --budget b2027";
    case.run(&format!("{line} --by liisa")).exits(1).says("system");
    case.run(&format!("{line} --by liisa --method email")).exits(1).says("without evidence");
    case.run(&format!("{line} --by liisa --method verbal --evidence x")).exits(1).says("only said");
    case.run(&format!("{line} --by liisa --method deemed --evidence x")).exits(1).says("no silence");
    case.run(&format!("{line} --by mai --method email --evidence x")).exits(1).says("no contact of the client");
    case.run(line).exits(1).says("no contact of the client");
    case.run(&format!("{line} --by liisa --method email --evidence x --date 2024-11-30"))
        .exits(1)
        .says("not in the post");
    case.run(&format!("{line} --by liisa --method email --evidence x --date 2026-12-17"))
        .exits(2)
        .says("is still to come");
    case.run("client approve ACME --budget b2072 --by liisa --method email --evidence x")
        .exits(1)
        .says("did you mean `b2027`?");
    case.run("client set ACME 'budgets.b2027.approvals=[]'").exits(2).says("suits client approve");
    case.set_user("fay");
    case.run(YES).ok();
    assert!(case.text(ACME).contains("        entered_by: fay\n"));
}

#[test]
fn a_budget_that_cannot_be_is_refused() {
    let case = book();
    let before = case.text(ACME);
    let add = |rest: &str| case.run(&format!("client budget add ACME {rest}"));
    add("--id b2026 --from 2027-01-01 --to 2027-12-31 --amount 1.00").exits(1).says("--id b2026-2");
    add("--id x --from 2026-12-31 --to 2027-12-31 --amount 1.00").exits(1).says("budgets-overlap");
    add("--id x --from 2027-12-31 --to 2027-01-01 --amount 1.00").exits(1).says("date-out-of-order");
    add("--id x --from 2027-01-01 --to 2027-12-31 --amount 0").exits(1).says("bad-value");
    add("--id x --from 2027-01-01 --to 2027-12-31 --amount -5").exits(1).says("bad-value");
    add("--id x --from 2027-01-01 --to 2027-12-31 --amount 1.001").exits(1).says("bad-value");
    add("--id x --from 2027-01-01 --to 2027-12-31 --amount 240.000,00").exits(2).says("write `240000.00`");
    add("--id X --from 2027-01-01 --to 2027-12-31 --amount 1.00").exits(2).says("small letters");
    add("--id x --from 2027-02-30 --to 2027-12-31 --amount 1.00").exits(2);
    assert_eq!(case.text(ACME), before);
    add("--id x --from 2027-01-01 --to 2027-12-31 --amount 1.00 -n").ok();
    assert_eq!(case.text(ACME), before);
}

#[test]
fn years_to_come_are_listed_apart_from_their_agreement_on() {
    let mut case = book();
    case.run(&format!("{ADD} 240000.00")).ok();
    case.run("client budget add ACME --id b2028 --from 2028-01-01 --to 2028-12-31 --amount 90000.00").ok();
    case.run(YES).ok();
    let ids = |json: &serde_json::Value, list: &str| -> Vec<String> {
        let rows = json[list].as_array().expect("rows").clone();
        rows.iter().map(|row| row["budget"].as_str().unwrap_or_default().to_owned()).collect()
    };
    let shown = case.run("client show ACME --format json").ok().json();
    assert_eq!(ids(&shown, "budgets"), ["b2026", "b2027", "b2028"]);
    let told = |at: usize, key: &str| shown["budgets"][at][key].clone();
    assert_eq!([told(0, "when"), told(1, "when"), told(2, "when")], ["now", "to-come", "to-come"]);
    assert_eq!([told(0, "agreed"), told(1, "agreed"), told(1, "by")], ["2026-01-10", "2026-12-16", "liisa"]);
    assert_eq!((told(2, "agreed"), told(2, "lacks")), (serde_json::Value::Null, "not approved yet".into()));
    case.run("client show ACME").ok().says("Annual budgets").says("240,000.00 EUR  2026-12-16");
    // of what is agreed, the 40,000.00 of media for April 2027 fall into the next year, and the rest into this one: 78,900.00 - 40,000.00
    let report = case.run("budget --client ACME --format json").ok().json();
    assert_eq!(
        (ids(&report, "annual"), ids(&report, "annual_to_come")),
        (vec!["b2026".into()], vec!["b2027".into(), "b2028".into()])
    );
    let (now, next) = (&report["annual"][0], &report["annual_to_come"][0]);
    assert_eq!((&now["amount"]["amount"], &now["approved"]["amount"]), (&"240000.00".into(), &"38900.00".into()));
    assert_eq!((&next["amount"]["amount"], &next["approved"]["amount"]), (&"240000.00".into(), &"40000.00".into()));
    assert_eq!((&next["agreed"], &next["given_out"]), (&"2026-12-16".into(), &"0.1667".into()));
    // the day before the yes it is not agreed, and from its first day on it is this year's
    let before = case.run("budget --client ACME --as-of 2026-12-15 --format json").ok().json();
    assert_eq!(before["annual_to_come"][0]["agreed"], serde_json::Value::Null);
    case.set_day("2027-01-01");
    let report = case.run("budget --client ACME --format json").ok().json();
    assert_eq!((ids(&report, "annual"), ids(&report, "annual_to_come")), (vec!["b2027".into()], vec!["b2028".into()]));
    assert_eq!(case.run("client show ACME --format json").ok().json()["budgets"][0]["when"], "over");
    let over = case.run("budget --over --format json").ok().json();
    assert!(ids(&over, "annual_to_come").is_empty());
}
