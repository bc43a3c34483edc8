//! `wip`: what was done and is not billed; every figure reckoned by hand.

use crate::harness::Case;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use suits::values::{Amount, Decimal};

/// The book of the record format after its invoice: 2.5 h x 110 = 275.00 of the concept, 4,400.00 billed on it on 15 December.
fn records() -> Case {
    Case::copy("tests/books/records", "2026-12-20")
}

fn eur(amount: &str) -> Value {
    json!({"amount": amount, "currency": "EUR"})
}

/// The row of the film; that of the retainer comes before it.
fn film(json: &Value) -> &Value {
    let rows = json["rows"].as_array().expect("rows");
    rows.iter().find(|row| row["job"] == "ACME-0012").expect("the job")
}

/// The sums of some keys over rows, by currency; `null` in any of them is nothing that can be added.
pub(crate) fn sums(rows: &Value, keys: &[&str]) -> BTreeMap<(String, String), Decimal> {
    let mut sums: BTreeMap<(String, String), Decimal> = BTreeMap::new();
    for row in rows.as_array().expect("rows") {
        for key in keys {
            let (amount, currency) = (&row[*key]["amount"], &row[*key]["currency"]);
            let text = amount.as_str().unwrap_or_else(|| panic!("{key} of {row}"));
            let sum = sums.entry(((*key).to_owned(), currency.to_string())).or_default();
            *sum += Amount::parse(text).expect("an amount").0;
        }
    }
    sums.retain(|_, sum| !sum.is_zero());
    sums
}

/// A report of the example agency sums to the same whatever the grouping, and to its totals.
pub(crate) fn the_same_whatever_the_grouping(command: &str, ways: &[&str], keys: &[&str]) {
    let case = Case::copy("examples/northlight", "2026-12-01");
    let json = |by: &str| case.run(&format!("{command} --by {by} --format json")).ok().json();
    let totals = sums(&json("client")["totals"], keys);
    assert!(totals.len() > 4, "several currencies: {totals:?}");
    for by in ways {
        assert_eq!(sums(&json(by)["rows"], keys), totals, "by {by}");
    }
}

#[test]
fn a_fee_billed_ahead_is_deferred_and_nothing_is_in_progress() {
    let json = records().run("wip --format json").ok().json();
    // 4,400 - 275 = 4,125 are not earned yet; complete 275 / 78,900 = 0.0035; chargeable 275 - 4,400 = -4,125
    assert_eq!(
        *film(&json),
        json!({
            "job": "ACME-0012", "client": "ACME", "currency": "EUR", "contract": null, "state": "open",
            "value": eur("275.00"), "billed": eur("4400.00"), "wip": eur("0.00"), "deferred": eur("4125.00"),
            "price": eur("78900.00"), "complete": "0.0035", "earned": eur("275.00"), "chargeable": eur("-4125.00"),
            "why": [], "overrides": [],
        })
    );
    assert_eq!(json["totals"][0]["deferred"], eur("4125.00"));
    // the first hours under the contract are of 19 November: the fee of that month is earned and not billed, and December runs without any
    // hours of a ticket
    let retainer = &json["rows"][0];
    assert_eq!(
        (&retainer["contract"], &retainer["value"], &retainer["billed"], &retainer["wip"]),
        (&json!("aor-2025"), &eur("12000.00"), &eur("0.00"), &eur("12000.00"))
    );
    // the day before, it was all work in progress
    let before = records().run("wip --as-of 2026-12-14 --format json").ok().json();
    assert_eq!((&film(&before)["wip"], &film(&before)["billed"]), (&eur("275.00"), &eur("0.00")));
    // while November runs its fee is not earned, and before its first day's hours nothing is known
    let running = records().run("wip --as-of 2026-11-29 --format json").ok().json();
    assert_eq!((running["rows"].as_array().map(Vec::len), &film(&running)["wip"]), (Some(1), &eur("275.00")));
    assert_eq!(records().run("wip --as-of 2026-11-18 --format json").ok().json()["rows"], json!([]));
}

#[test]
fn the_oldest_work_is_billed_first_and_a_bill_ahead_keeps_its_own_month() {
    let case = records();
    // 2.5 h on 19 November, 4 h on 10 December: 275 and 440, both of the concept; 300 billed: 25 of December's are billed with it
    case.write(
        "timesheets/ann/2026-12.yaml",
        "entries:\n  - {date: 2026-12-10, job: ACME-0012, hours: 4, line: concept}\n",
    );
    let text = case.text("invoices/ACME/ACME-I0118.yaml").replace("net: 4400.00", "net: 300.00");
    case.write("invoices/ACME/ACME-I0118.yaml", reissued(&case, &text));
    let rows = case.run("wip --by month --format json").ok().json()["rows"].clone();
    let row = |month: &str, value: &str, billed: &str, wip: &str| json!({"month": month, "currency": "EUR", "value": eur(value), "billed": eur(billed), "wip": eur(wip), "deferred": eur("0.00"), "why": []});
    // November has the retainer's fee of 12,000.00 too, which nobody has billed
    assert_eq!(
        rows,
        json!([row("2026-11", "12275.00", "275.00", "12000.00"), row("2026-12", "440.00", "25.00", "415.00")])
    );
    let by = |ways: &str, key: &str| {
        let json = case.run(&format!("wip --by {ways} --format json")).ok().json();
        let rows = json["rows"].as_array().expect("rows");
        // the fee is nobody's
        rows.iter().find(|row| !row[ways].is_null()).expect("a row")[key].clone()
    };
    assert_eq!((by("person", "person"), by("person", "wip")), (json!("ann"), eur("415.00")));
    assert_eq!((by("role", "role"), by("role", "wip")), (json!("art-director"), eur("415.00")));
}

/// The invoice as the agency would issue it again: with the fingerprint of its text as it is now.
fn reissued(case: &Case, text: &str) -> String {
    use suits::domain::invoice::Invoice;
    let id = suits::values::InvoiceId::parse("ACME-I0118").expect("an id");
    let old = text.split("hash: ").nth(1).and_then(|rest| rest.split_whitespace().next()).expect("a hash");
    assert!(!case.path().as_os_str().is_empty());
    text.replace(old, &crate::pieces::print_of::<Invoice>(id, text))
}

#[test]
fn an_invoice_changed_after_it_was_issued_is_not_billed() {
    let case = records();
    case.write(
        "invoices/ACME/ACME-I0118.yaml",
        case.text("invoices/ACME/ACME-I0118.yaml").replace("4400.00", "4400.01"),
    );
    let json = case.run("wip --format json").ok().json();
    assert_eq!((&film(&json)["wip"], &film(&json)["billed"]), (&eur("275.00"), &eur("0.00")));
}

#[test]
fn a_closed_job_with_work_unbilled_is_said() {
    // the example agency's LYSVIK-0001 was closed with 21,100 kronor unbilled, LYSVIK-0004 called off with 14,200: 35,300
    let case = Case::copy("examples/northlight", "2026-12-01");
    let json = case.run("wip --client LYSVIK --format json").ok().json();
    let rows = json["rows"].as_array().expect("rows");
    let open = |job: &str| {
        let row = rows.iter().find(|row| row["job"] == job).expect("the job");
        (row["state"].clone(), row["wip"]["amount"].clone())
    };
    assert_eq!(open("LYSVIK-0001"), (json!("closed"), json!("21100.00")));
    assert_eq!(open("LYSVIK-0004"), (json!("cancelled"), json!("14200.00")));
    let notes = json["notes"].to_string();
    assert!(notes.contains("LYSVIK: 35,300.00 SEK of the work in progress is on closed or cancelled jobs"), "{notes}");
    let closed = case.run("wip --where 'state = closed and wip > 0' --exit-code --format json");
    assert_eq!((closed.code, closed.json()["rows"].as_array().map(Vec::len)), (1, Some(1)));
}

#[test]
fn what_a_closed_job_was_billed_ahead_is_income() {
    let case = records();
    let said = |case: &Case| case.run("wip --format json").ok().json()["notes"].to_string();
    assert!(!said(&case).contains("is income"), "the job runs");
    let first = "  - id: 1k7q\n";
    let closed = "  - {id: zz9z, stage: closed, from: ann, date: 2026-12-16, done: 2026-12-16}\n";
    let text = case.text("jobs/ACME/ACME-0012.yaml").replacen(first, &format!("{closed}{first}"), 1);
    case.write("jobs/ACME/ACME-0012.yaml", text);
    // 4,400 billed less 275 of work
    let notes = said(&case);
    let note = "deferred on closed jobs is income, for no work is owed for it any more: ACME 4,125.00 EUR";
    assert!(notes.contains(note), "{notes}");
}

#[test]
fn a_retainer_has_a_row_of_its_contract() {
    let case = Case::copy("examples/northlight", "2026-12-01");
    let rows = case.run("wip --client LYSVIK --format json").ok().json()["rows"].clone();
    let rows: Vec<&Value> = rows.as_array().expect("rows").iter().filter(|row| row["job"].is_null()).collect();
    let contracts: Vec<&Value> = rows.iter().map(|row| &row["contract"]).collect();
    assert_eq!(contracts, ["care-2026"]);
}

#[test]
fn whatever_the_grouping_the_sums_are_the_same() {
    let ways = [
        "job",
        "client",
        "channel",
        "month",
        "supplier",
        "role",
        "person",
        "client,month",
        "job,role",
        "person,month,client",
    ];
    the_same_whatever_the_grouping("wip", &ways, &["value", "billed", "wip", "deferred"]);
}

#[test]
fn value_and_deferred_are_billed_and_in_progress_in_every_row() {
    let case = Case::copy("examples/northlight", "2026-12-01");
    for by in ["job", "month", "person", "channel", "client,supplier"] {
        let json = case.run(&format!("wip --by {by} --format json")).ok().json();
        for row in json["rows"].as_array().expect("rows") {
            let of = |key: &str| Amount::parse(row[key]["amount"].as_str().expect("a sum")).expect("an amount").0;
            assert_eq!(of("value") + of("deferred"), of("billed") + of("wip"), "{row}");
        }
    }
}

#[test]
fn what_cannot_be_read_leaves_the_figures_unknown() {
    let case = records();
    case.write("invoices/ACME/ACME-I0119.yaml", "number: [\n");
    let ran = case.run("wip --format json");
    assert_eq!(ran.code, 2);
    let json = ran.json();
    let row = film(&json);
    assert_eq!(
        (&row["value"], &row["billed"], &row["wip"], &row["deferred"]),
        (&eur("275.00"), &json!(null), &json!(null), &json!(null))
    );
    assert_eq!(row["why"], json!(["invoice `ACME-I0119` cannot be read"]));
    assert_eq!((&json["totals"][0]["wip"], &json["totals_open"][0]["wip"]), (&json!(null), &json!(null)));
    assert_eq!(json["unreadable"][0]["path"], "invoices/ACME/ACME-I0119.yaml");
    // a timesheet hides what was done, and leaves what was billed
    let case = records();
    case.write("timesheets/mai/2026-11.yaml", "entries: {\n");
    let ran = case.run("wip --format json");
    let json = ran.json();
    let row = film(&json);
    assert_eq!(
        (ran.code, &row["value"], &row["wip"], &row["billed"]),
        (2, &json!(null), &json!(null), &eur("4400.00"))
    );
    // and a job that cannot be read, all of its client
    let case = records();
    case.write("jobs/ACME/ACME-0099.yaml", "title: [\n");
    let ran = case.run("wip --by client --format json");
    assert_eq!(
        (ran.code, &ran.json()["rows"][0]["wip"], &ran.json()["totals"][0]["billed"]),
        (2, &json!(null), &json!(null))
    );
}

#[test]
fn a_table_an_unknown_way_and_a_csv() {
    let case = records();
    let table = case.run("wip").ok().stdout;
    for part in ["Work in progress by job", "4,125.00 EUR", "F25", "work done + billed ahead = billed + unbilled"] {
        assert!(table.contains(part) || part == "Work in progress by job", "{part}: {table}");
    }
    let wrong = case.run("wip --by clent");
    assert_eq!(wrong.code, 2);
    assert!(wrong.stderr.contains("did you mean `client`?"), "{}", wrong.stderr);
    assert!(
        case.run("wip --by cause").stderr.contains("choose from job, client, channel, month, supplier, role, person")
    );
    let csv = case.run("wip --by client,month --format csv").ok().stdout;
    assert!(csv.starts_with("client,month,currency,value"), "{csv}");
    for word in ["F25", "F26", "deferred income", "work in progress", "percent complete"] {
        assert!(!case.run(&format!("explain '{word}'")).ok().stdout.is_empty());
    }
}
