//! What a retainer was billed and has earned is one figure, whichever report is asked: `retainers`, `wip`, `margin` and the journal.

use crate::generated::book as generated;
use crate::harness::Case;
use serde_json::Value;
use std::collections::BTreeMap;

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

/// What the journal has as work in progress of a client's retainers, less what was billed in advance.
fn carried(case: &Case, client: &str) -> i64 {
    let journal = case.run("export hledger --partial").stdout;
    let of = |name: &str| {
        let account = format!("Equity:Work:{client}:Retainers:{name} ");
        let legs = journal.lines().filter_map(|line| line.trim().strip_prefix(account.as_str()));
        legs.filter_map(|leg| leg.split_whitespace().next()?.replace('.', "").parse::<i64>().ok()).sum::<i64>()
    };
    // what is deferred stands on the other side
    of("Unbilled") + of("Deferred")
}

/// Compares each contract, and each of its periods, over all reports; how many periods were compared, and how many of them had neither hours
/// nor bills.
fn agree(case: &Case) -> (usize, usize) {
    let (wip, margin) = (rows(case, "wip", "rows"), rows(case, "margin", "rows"));
    let by_month = rows(case, "wip --by job,month", "rows");
    let (mut compared, mut idle) = (0, 0);
    let mut open_of: BTreeMap<String, i64> = BTreeMap::new();
    for one in rows(case, "retainers --all-periods", "contracts") {
        let of = [("client", &one["client"]), ("contract", &one["contract"])];
        let billed = cents(&one["billed"]) + cents(&one["billed_ahead"]);
        assert_eq!(sum(&wip, &of, "billed"), billed, "wip: {one}");
        assert_eq!(sum(&margin, &of, "billings"), billed, "margin: {one}");
        let name = |key: &str| one[key].as_str().unwrap_or_default();
        assert_eq!(booked(case, name("client"), name("contract")), billed, "journal: {one}");
        // the fee earned and not billed
        let open = cents(&one["earned"]) - billed;
        assert_eq!(sum(&wip, &of, "value"), cents(&one["earned"]), "wip: {one}");
        assert_eq!(sum(&wip, &of, "wip") - sum(&wip, &of, "deferred"), open, "wip: {one}");
        *open_of.entry(name("client").to_owned()).or_default() += open;
    }
    for (client, open) in open_of {
        assert_eq!(carried(case, &client), open, "journal: {client}");
    }
    let mut by_contract: BTreeMap<(String, String, String), i64> = BTreeMap::new();
    for period in rows(case, "retainers --all-periods", "rows") {
        let text = |key: &str| period[key].as_str().unwrap_or_default().to_owned();
        *by_contract.entry((text("client"), text("contract"), text("from")[..7].to_owned())).or_default() +=
            cents(&period["earned"]) - cents(&period["billed"]);
        idle += usize::from(period["used"] == "0" && cents(&period["billed"]) == 0);
        compared += 1;
    }
    for ((client, contract, month), open) in by_contract {
        let (client, contract, month) = (Value::from(client), Value::from(contract), Value::from(month));
        let of = [("client", &client), ("contract", &contract), ("month", &month)];
        assert_eq!(sum(&by_month, &of, "wip") - sum(&by_month, &of, "deferred"), open, "{client} {contract} {month}");
    }
    (compared, idle)
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
    // no money of Koi's is from before its contracts: the months count from 15 February, the quarters from August, the years from April 2026;
    // 5 months to 14 July, 4 quarters to July, 2 years to March 2028, and that of records.md's own retainer
    let (compared, idle) = agree(&case);
    let own = rows(&case, "retainers --all-periods --client ACME", "rows").len();
    assert_eq!(compared - own, 11);
    // nothing was charged for the months from 15 March, 15 May and 15 June, the quarters of February and May, the second year
    assert!(idle >= 6, "{idle}");
    for today in ["2026-03-31", "2026-06-30", "2026-10-31", "2026-12-01", "2027-12-31"] {
        let (compared, _) = agree(&Case::copy("examples/northlight", today));
        assert!(compared > 0 || today < "2026-04", "{today}");
    }
    for (book, today) in [
        ("tests/books/records", "2026-12-01"),
        ("tests/books/records", "2027-12-31"),
        ("tests/books/busy", "2027-12-31"),
    ] {
        agree(&Case::copy(book, today));
    }
    let generated = Case::empty(&generated::last().to_string());
    generated::generate(60, generated.path()).expect("writes");
    let (compared, _) = agree(&generated);
    assert!(compared > 5, "{compared}");
}

#[test]
fn the_fee_of_a_period_that_is_over_is_owed_and_none_from_before_the_book() {
    let mut case = Case::copy("tests/books/records", "2027-02-20");
    case.set_user("mai");
    let month = |id: &str, start: &str| {
        format!(
            "  - id: {id}\n    type: retainer\n    start: {start}\n    retainer:\n      fee: 1000.00\n      hours: 10\n      period: month\n      rollover: full\n"
        )
    };
    // one begun long before the book, and one begun when the book had money of the client already
    let contracts = [month("md", "2025-01-01"), month("nw", "2027-03-01")].concat();
    case.write("clients/KOI.yaml", format!("name: Koi\n{TEAM}contracts:\n{contracts}"));
    // nobody ever worked or charged anything under this one
    case.write("clients/TUULI.yaml", format!("name: Tuuli\n{TEAM}contracts:\n{}", month("xx", "2026-01-01")));
    case.run("invoice new KOI --retainer md --month 2027-02 --number k1").ok();
    case.run("invoice issue KOI-I0001").ok();
    case.set_day("2027-05-10");
    agree(&case);
    let told = |line: &str, key: &str, figures: &[&str]| -> Vec<String> {
        let own = rows(&case, line, key);
        let own = own.iter().filter(|row| row["client"] != "ACME");
        let words = own.map(|row| {
            let cells = figures.iter().map(|figure| match &row[*figure] {
                Value::Object(_) => (cents(&row[*figure]) / 100).to_string(),
                other => other.as_str().map_or_else(|| other.to_string(), ToOwned::to_owned),
            });
            cells.collect::<Vec<_>>().join(" ")
        });
        words.collect()
    };
    // md: February, March and April are over and May runs: 3,000 earned and 1,000 billed; its fee of 4,000 leaves 3,000 to bill. The 25
    // months from January 2025 to January 2027 are not claimed, nor do their 250 hours roll into February. nw: March and April
    assert_eq!(
        told(
            "retainers --all-periods",
            "contracts",
            &["contract", "counted_from", "periods", "contracted", "earned", "billed", "pending"]
        ),
        ["md 2027-02-01 4 40 3000 1000 3000", "nw 2027-03-01 3 30 2000 0 3000", "xx 2027-05-01 1 10 0 0 1000"]
    );
    assert_eq!(
        told("retainers --all-periods --client KOI", "rows", &["contract", "from", "rolled_in", "earned", "pending"]),
        [
            "md 2027-02-01 0 1000 0",
            "md 2027-03-01 10 1000 1000",
            "md 2027-04-01 20 1000 1000",
            "md 2027-05-01 30 0 1000",
            "nw 2027-03-01 0 1000 1000",
            "nw 2027-04-01 10 1000 1000",
            "nw 2027-05-01 20 0 1000"
        ]
    );
    assert_eq!(
        told("wip", "rows", &["contract", "value", "billed", "wip", "deferred"]),
        ["md 3000 1000 2000 0", "nw 2000 0 2000 0"]
    );
    for report in ["wip", "retainers --all-periods"] {
        case.run(report)
            .ok()
            .says("KOI md: 25 periods up to 2027-01-31 are left out")
            .says("TUULI xx: 16 periods up to 2027-04-30 are left out");
    }
    case.run("wip ACME-0012").ok().says_not("left out");
    // As of a day before the first bill the book knows nothing of md but the month that runs.
    let early = rows(&case, "retainers --all-periods --client KOI --as-of 2027-01-15", "contracts");
    assert_eq!((early.len(), cents(&early[0]["earned"]), cents(&early[0]["pending"])), (1, 0, 100_000));
    // The fee of one left out is charged after all, and then it counts, with those since.
    case.run("invoice new KOI --retainer md --month 2026-12 --number k2").ok();
    case.run("invoice issue KOI-I0002").ok();
    agree(&case);
    // December to April are over, 5,000, of which 2,000 are billed
    assert_eq!(told("wip", "rows", &["contract", "value", "billed", "wip"])[0], "md 5000 2000 3000");
}

#[test]
fn an_invoice_at_a_rate_of_its_own_is_worth_the_same_everywhere() {
    let mut case = Case::copy("tests/books/records", "2026-12-16");
    case.set_user("mai");
    let toml = case.text("suits.toml").replace("[fx] ", "[fx]\nSEK = [{ from = 2026-01-01, rate = 0.09 }] ");
    case.write("suits.toml", toml);
    let contract = contract("sv", "2026-11-01", "month");
    case.write("clients/KOI.yaml", format!("name: Koi\ncurrency: SEK\n{TEAM}contracts:\n{contract}"));
    // 3,000 SEK x 0.09 = 270 EUR; at 0.90 on the invoice 300 USD, and back
    let line = "invoice new KOI --retainer sv --month 2026-11 --number";
    case.run(&format!("{line} k1 --currency USD --fx-rate 0.90")).ok().says("300.00 USD");
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
    case.run(&format!("{line} k2")).exits(1).says("would come to 6,000.00 SEK");
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
