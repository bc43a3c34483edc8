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
        .says("budget `b2027` of 250000.01 EUR")
        .says("suits client approve ACME");
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
    case.run(YES).exits(1).says("no-authority").says("up to 250000.00 EUR, and this comes to 250000.01 EUR");
    assert_eq!(asked(&case, "liisa"), 0, "it is above her limit");
    case.run("client set ACME budgets.b2027.amount=250000.00").ok();
    assert_eq!(asked(&case, "liisa"), 1);
    case.run("today --for liisa --format csv").ok().says("suits client approve ACME --budget b2027 --by liisa");
    case.run(YES).ok().says("budget `b2027` of 250000.00 EUR approved by liisa");
    assert_eq!(asked(&case, "liisa") + asked(&case, "mai"), 0);
    case.run(YES).exits(1).says("already-approved");
    case.run("check").ok();
    // Changed since, the yes is to another sum.
    case.run("client set ACME budgets.b2027.amount=240000.00").ok();
    case.run("check").exits(1).says("stale-approval").says("suits client approve ACME --budget b2027 --by CONTACT");
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
