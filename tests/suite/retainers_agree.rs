//! What a retainer was billed and has earned is one figure, whichever report is asked: `retainers`, `wip`, `margin` and the journal.

use crate::harness::Case;
use serde_json::Value;

const TEAM: &str = "status: active\npayment_days: 30\nteam:\n  account-executive: ann\n  account-manager: mai\n  account-director: bo\n";

/// A contract with a fee of 3,000.00 each period, from a day to 31 March 2028.
fn contract(id: &str, from: &str, period: &str) -> String {
    format!(
        "  - id: {id}\n    type: retainer\n    start: {from}\n    end: 2028-03-31\n    retainer:\n      fee: 3000.00\n      period: {period}\n"
    )
}

/// A client with a retainer from the middle of a month, one by the quarter from February and one by the year from April, charged in part.
fn scratch() -> Case {
    let mut case = Case::copy("tests/books/records", "2027-06-20");
    case.set_user("mai");
    let contracts = [
        contract("mm", "2027-01-15", "month"),
        contract("qt", "2026-08-01", "quarter"),
        contract("yr", "2026-04-01", "year"),
    ]
    .concat();
    case.write("clients/KOI.yaml", format!("name: Koi\n{TEAM}contracts:\n{contracts}"));
    let bills = [("mm", "2027-02"), ("mm", "2027-04"), ("qt", "2026-10"), ("qt", "2026-11"), ("yr", "2027-03")];
    for (nth, (contract, month)) in bills.iter().enumerate() {
        case.run(&format!("invoice new KOI --retainer {contract} --month {month} --number k{nth}")).ok();
        case.run(&format!("invoice issue KOI-I000{}", nth + 1)).ok();
    }
    // a third of one month is given back
    case.run("invoice credit KOI-I0002 --line a=1000.00 --number k9").ok();
    case.run("invoice issue KOI-I0006").ok();
    case
}

fn rows(case: &Case, line: &str, key: &str) -> Vec<Value> {
    let ran = case.run(&format!("{line} --format json"));
    ran.json()[key].as_array().cloned().unwrap_or_else(|| panic!("no {key}: {}", ran.all()))
}

/// Hundredths.
fn cents(money: &Value) -> i64 {
    money["amount"]
        .as_str()
        .and_then(|amount| amount.replace('.', "").parse().ok())
        .unwrap_or_else(|| panic!("{money}"))
}

/// Of the rows with these values, the sum of one figure; nothing without any.
fn sum(rows: &[Value], of: &[(&str, &Value)], figure: &str) -> i64 {
    let own = rows.iter().filter(|row| of.iter().all(|(key, value)| row[*key] == **value));
    own.map(|row| cents(&row[figure])).sum()
}

/// What the journal books as income of a contract.
fn booked(case: &Case, client: &str, contract: &str) -> i64 {
    let (first, rest) = contract.split_at(1);
    let account = format!("Income:{client}:{}{rest}", first.to_uppercase());
    let journal = case.run("export hledger --partial").stdout;
    let legs = journal.lines().filter_map(|line| line.trim().strip_prefix(account.as_str()));
    let amounts = legs.filter_map(|leg| leg.starts_with(' ').then(|| leg.split_whitespace().next())?);
    -amounts.map(|amount| amount.replace('.', "").parse::<i64>().expect("an amount")).sum::<i64>()
}

fn agree(case: &Case, today: &str) -> usize {
    let (wip, margin) = (rows(case, "wip", "rows"), rows(case, "margin", "rows"));
    let by_month = rows(case, "wip --by job,month", "rows");
    let mut compared = 0;
    for one in rows(case, "retainers --all-periods", "contracts") {
        let of = [("client", &one["client"]), ("contract", &one["contract"])];
        let billed = cents(&one["billed"]) + cents(&one["billed_ahead"]);
        assert_eq!(sum(&wip, &of, "billed"), billed, "wip: {one}");
        assert_eq!(sum(&margin, &of, "billings"), billed, "margin: {one}");
        let name = |key: &str| one[key].as_str().unwrap_or_default();
        assert_eq!(booked(case, name("client"), name("contract")), billed, "journal: {one}");
    }
    for period in rows(case, "retainers --all-periods", "rows") {
        let day = |key: &str| period[key].as_str().unwrap_or_default().to_owned();
        // one in which nothing was worked or billed has earned nothing yet
        let is_idle = period["used"] == "0" && cents(&period["billed"]) == 0;
        if today <= day("until").as_str() || is_idle {
            continue;
        }
        let month = Value::from(&day("from")[..7]);
        let of = [("client", &period["client"]), ("contract", &period["contract"]), ("month", &month)];
        let open = sum(&by_month, &of, "wip") - sum(&by_month, &of, "deferred");
        assert_eq!(open, cents(&period["pending"]), "{period}");
        compared += 1;
    }
    compared
}

#[test]
fn every_report_says_the_same_of_a_retainer() {
    let case = scratch();
    let billed: Vec<i64> = rows(&case, "retainers --all-periods", "contracts")
        .iter()
        .filter(|row| row["client"] == "KOI")
        .map(|row| cents(&row["billed"]))
        .collect();
    // two months less the third given back; two quarters, of August and of November; the year from April 2026
    assert_eq!(billed, [500_000, 600_000, 300_000]);
    // the months from 15 February and 15 April, the two quarters and the year are over and billed
    assert_eq!(agree(&case, "2027-06-20"), 5);
    for today in ["2026-10-31", "2026-12-01", "2027-12-31"] {
        assert!(agree(&Case::copy("examples/northlight", today), today) > 0, "{today}");
    }
}

#[test]
fn an_invoice_at_a_rate_of_its_own_is_worth_the_same_everywhere() {
    let mut case = Case::copy("tests/books/records", "2026-12-16");
    case.set_user("mai");
    let toml = case.text("suits.toml").replace("[fx] ", "[fx]\nSEK = [{ from = 2026-01-01, rate = 0.09 }] ");
    case.write("suits.toml", toml);
    let contract = contract("sv", "2026-11-01", "month");
    case.write("clients/KOI.yaml", format!("name: Koi\ncurrency: SEK\n{TEAM}contracts:\n{contract}"));
    // 3,000 SEK x 0.09 = 270 EUR; at 0.50 on the invoice 540 USD, and back
    let line = "invoice new KOI --retainer sv --month 2026-11 --number";
    case.run(&format!("{line} k1 --currency USD --fx-rate 0.50")).ok().says("540.00 USD");
    case.run("invoice issue KOI-I0001").ok();
    let koi = Value::from("KOI");
    for (line, key, figure) in [
        ("wip --client KOI", "rows", "billed"),
        ("margin --client KOI", "rows", "billings"),
        ("retainers --client KOI --all-periods", "contracts", "billed"),
    ] {
        assert_eq!(sum(&rows(&case, line, key), &[("client", &koi)], figure), 300_000, "{line}");
    }
    // so nothing is left of the month, in whatever currency it is charged
    case.run(&format!("{line} k2")).exits(1).says("would come to 6000.00 SEK");
}

#[test]
fn a_client_that_cannot_be_read_has_no_figure_and_is_not_passed_over() {
    let case = Case::copy("examples/northlight", "2026-12-01");
    case.write("clients/LYSVIK.yaml", "name: [\n");
    let why = "client `LYSVIK` cannot be read";
    for (line, key, figure) in [
        ("margin --by client", "rows", "billings"),
        ("wip --by client", "rows", "billed"),
        ("retainers", "rows", "billed"),
        ("retainers", "contracts", "pending"),
    ] {
        assert_eq!(case.run(line).code, 2, "{line}");
        let rows = rows(&case, line, key);
        let own: Vec<&Value> = rows.iter().filter(|row| row["client"] == "LYSVIK").collect();
        let [one] = own.as_slice() else { panic!("{line}: {own:?}") };
        assert_eq!((&one["currency"], &one[figure]), (&Value::Null, &Value::Null), "{line}: {one}");
        assert!(one["why"].to_string().contains(why), "{line}: {one}");
    }
}

#[test]
fn a_contract_by_itself_has_no_margin_and_its_client_has() {
    let case = Case::copy("examples/northlight", "2026-12-01");
    let own = rows(&case, "margin --client MERROW", "rows");
    let fee = own.iter().find(|row| !row["contract"].is_null()).expect("a contract");
    assert_eq!((&fee["margin"], &fee["recovery"]), (&Value::Null, &Value::Null));
    assert!(cents(&fee["billings"]) > 0 && fee["why"].to_string().contains("--by client"), "{fee}");
    let whole = rows(&case, "margin --client MERROW --by client", "rows");
    assert!(whole[0]["margin"].is_string() && cents(&whole[0]["labour"]) > 0, "{whole:?}");
}
