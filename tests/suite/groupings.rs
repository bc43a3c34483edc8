//! Every report on money and time, grouped by each of the seven words: the rows add up to the same, whatever they are grouped by, and the help
//! lists exactly the words that are taken.

use crate::generated::book;
use crate::harness::Case;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use suits::values::{Amount, Decimal};

const WAYS: [&str; 7] = ["client", "job", "channel", "month", "supplier", "role", "person"];
/// Some ways within each other.
const NESTED: [&str; 4] = ["client,month", "person,job", "role,supplier,channel", "month,client,person"];

/// A report: its command, where its totals are (else its rows, not grouped), and what adds up.
struct Summed {
    command: &'static str,
    totals: Option<&'static str>,
    money: &'static [&'static str],
    numbers: &'static [&'static str],
}

const REPORTS: [Summed; 13] = [
    Summed {
        command: "budget",
        totals: Some("totals"),
        money: &["approved", "pending", "contingency", "actual", "committed"],
        numbers: &[],
    },
    Summed {
        command: "spend",
        totals: Some("totals"),
        money: &["planned", "approved", "committed", "actual"],
        numbers: &[],
    },
    Summed { command: "wip", totals: Some("totals"), money: &["value", "billed", "wip", "deferred"], numbers: &[] },
    Summed {
        command: "ageing",
        totals: Some("totals"),
        money: &[
            "current",
            "days_1_30",
            "days_31_60",
            "days_61_90",
            "days_over_90",
            "open",
            "credits",
            "net",
            "disputed",
        ],
        numbers: &[],
    },
    Summed { command: "ageing --basis invoice", totals: Some("totals"), money: &["open", "days_1_30"], numbers: &[] },
    Summed { command: "retainers", totals: None, money: &["fee", "value", "billed", "pending"], numbers: &["used"] },
    Summed {
        command: "retainers --all-periods",
        totals: None,
        money: &["fee", "value", "earned", "billed", "pending", "investment_value", "correction_value"],
        numbers: &["contracted", "used", "over_hours", "investment_hours", "correction_hours"],
    },
    Summed {
        command: "margin",
        totals: Some("totals"),
        money: &[
            "billings",
            "pass_through",
            "agi",
            "labour",
            "purchases",
            "gross_profit",
            "net_profit",
            "fee",
            "time_value",
        ],
        numbers: &["hours"],
    },
    Summed {
        command: "rework",
        totals: Some("totals"),
        money: &["value", "invested", "cost", "suppliers", "charged", "corrections"],
        numbers: &["hours"],
    },
    Summed {
        command: "utilisation",
        totals: Some("totals"),
        money: &[],
        numbers: &["booked", "billable", "not_billable"],
    },
    Summed { command: "mix", totals: Some("totals"), money: &[], numbers: &["hours", "without"] },
    Summed {
        command: "pipeline",
        totals: Some("totals"),
        money: &["value", "weighted", "value_known", "weighted_known"],
        numbers: &["opportunities", "overdue", "without"],
    },
    Summed { command: "renewals", totals: None, money: &["value_a_year"], numbers: &["open_jobs"] },
];

/// What the rows come to, by key and currency; a figure that is not told of a row is not told of the sum.
fn sums(rows: &Value, report: &Summed) -> BTreeMap<String, Option<Decimal>> {
    let mut sums: BTreeMap<String, Option<Decimal>> = BTreeMap::new();
    let mut add = |key: String, amount: Option<Decimal>| {
        let sum = sums.entry(key).or_insert(Some(Decimal::ZERO));
        *sum = sum.zip(amount).map(|(sum, amount)| sum + amount);
    };
    for row in rows.as_array().expect("rows") {
        for key in report.money {
            match &row[*key] {
                Value::Null => add((*key).to_owned(), None),
                money => {
                    let amount = Amount::parse(money["amount"].as_str().expect("a sum")).expect("an amount").0;
                    add(format!("{key} {}", money["currency"]), Some(amount));
                }
            }
        }
        for key in report.numbers {
            let number = match &row[*key] {
                Value::Null => None,
                Value::String(text) => Some(text.parse().expect("a number")),
                number => Some(Decimal::from(number.as_i64().expect("a count"))),
            };
            add((*key).to_owned(), number);
        }
    }
    let untold: BTreeSet<String> = sums.iter().filter(|(_, sum)| sum.is_none()).map(|(key, _)| key.clone()).collect();
    // of a figure that is not told of some row, the rest is no sum; a currency without a figure of its own may have no row
    sums.retain(|key, sum| {
        let figure = key.split(' ').next().unwrap_or_default();
        sum.is_none_or(|sum| !sum.is_zero() && !untold.contains(figure))
    });
    sums
}

/// How many reports have anything to tell.
fn whatever_the_grouping(case: &Case, period: &str) -> usize {
    let mut told_something = 0;
    for report in &REPORTS {
        let told = |more: &str, group: &str| {
            let dated = if matches!(report.command, "utilisation" | "mix" | "margin" | "rework") { period } else { "" };
            let json = case.run(&format!("{} {dated} {more} --format json", report.command)).ok().json();
            sums(&json[group], report)
        };
        let whole = match report.totals {
            Some(group) => told("", group),
            // without a fee a contract has no value, which is nothing
            None if report.command == "renewals" => told("--by client", "rows"),
            None => told("", "rows"),
        };
        told_something += usize::from(whole.values().any(Option::is_some));
        for by in WAYS.iter().chain(&NESTED) {
            let own = told(&format!("--by {by}"), "rows");
            let apart: Vec<_> = own.iter().chain(&whole).filter(|(key, _)| own.get(*key) != whole.get(*key)).collect();
            assert!(apart.is_empty(), "{} --by {by}: {apart:?}", report.command);
        }
    }
    told_something
}

#[test]
fn every_report_of_the_example_agency_sums_to_the_same_by_each_of_the_seven_words() {
    let told = whatever_the_grouping(&Case::copy("examples/northlight", "2026-12-01"), "--from 2026-01-01");
    assert_eq!(told, REPORTS.len());
    // another day, part of a month
    whatever_the_grouping(&Case::copy("examples/northlight", "2026-09-15"), "--from 2026-05-10");
}

#[test]
fn every_report_of_a_generated_book_sums_to_the_same_by_each_of_the_seven_words() {
    let case = Case::empty(&book::last().to_string());
    book::generate(60, case.path()).expect("writes");
    // it has no opportunities
    assert_eq!(whatever_the_grouping(&case, "--from 2026-06-01"), REPORTS.len() - 1);
}

/// Rows of a report, some keys of each; money as its amount.
fn rows(case: &Case, line: &str, keys: &[&str]) -> Vec<String> {
    let json = case.run(&format!("{line} --format json")).ok().json();
    let cell = |cell: &Value| match cell {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        Value::Object(money) => money["amount"].as_str().unwrap_or("-").to_owned(),
        other => other.to_string(),
    };
    let row = |row: &Value| keys.iter().map(|key| cell(&row[*key])).collect::<Vec<_>>().join(" ");
    json["rows"].as_array().expect("rows").iter().map(row).collect()
}

#[test]
fn what_is_owed_is_of_the_lines_it_was_billed_on() {
    let case = Case::copy("tests/books/records", "2027-01-01");
    // 4,400.00 and 25.5% on the concept: 5,522.00, of the art director's line; nobody else has any, and mai holds the account
    let role = rows(&case, "ageing --by role,channel", &["role", "channel", "current"]);
    assert_eq!(role, ["art-director - 5522.00"]);
    assert_eq!(rows(&case, "ageing --by person", &["person", "open"]), ["mai 5522.00"]);
    // half of it on the film: 2,761.00 each, and the film is Kuva's
    let text = case.text("invoices/ACME/ACME-I0118.yaml");
    let halves = "net: 2200.00\n  - {id: b, job: ACME-0012, line: film, net: 2200.00}\n";
    let text = text.replacen("net: 4400.00\n", halves, 1);
    let id = suits::values::InvoiceId::parse("ACME-I0118").expect("an id");
    let old = text.split("hash: ").nth(1).and_then(|rest| rest.split_whitespace().next()).expect("a hash").to_owned();
    let print = crate::pieces::print_of::<suits::domain::invoice::Invoice>(id, &text);
    case.write("invoices/ACME/ACME-I0118.yaml", text.replace(&old, &print));
    assert_eq!(rows(&case, "ageing --by supplier", &["supplier", "open"]), ["- 2761.00", "Kuva Oy 2761.00"]);
    assert_eq!(rows(&case, "ageing --by job", &["job", "client", "open"]), ["ACME-0012 ACME 5522.00"]);
}

#[test]
fn a_share_of_the_hours_there_are_is_told_of_each_client_and_job() {
    let case = Case::copy("tests/books/records", "2026-11-30");
    let sheet = "entries:\n  - {date: 2026-11-19, job: ACME-0012, hours: 2.5, line: concept}\n  - {date: 2026-11-20, job: ACME-0013, hours: 15}\n";
    case.write("timesheets/ann/2026-11.yaml", sheet);
    // ann has 21 days of 7.5 h, 157.5: 2.5 / 157.5 = 0.0159, 15 / 157.5 = 0.0952, together 17.5 / 157.5 = 0.1111
    let keys = ["job", "available", "booked", "utilisation"];
    let line = "utilisation --for ann --from 2026-11-01";
    let jobs = rows(&case, &format!("{line} --by job"), &keys);
    assert_eq!(jobs, ["ACME-0012 157.5 2.5 0.0159", "ACME-0013 157.5 15 0.0952"]);
    let client = rows(&case, &format!("{line} --by client"), &["client", "available", "billable", "utilisation"]);
    assert_eq!(client, ["ACME 157.5 17.5 0.1111"]);
    // who booked nothing is there with what they have
    let both = rows(&case, "utilisation --from 2026-11-01 --by person,client", &["person", "client", "booked"]);
    assert!(both.contains(&"ann ACME 17.5".to_owned()) && both.contains(&"kim - 0".to_owned()), "{both:?}");
    // neither line has a channel
    assert_eq!(rows(&case, &format!("mix {} --by channel", "--for ann"), &["channel", "hours"]), ["- 17.5"]);
    assert_eq!(rows(&case, "mix --for ann --by job", &["job", "hours"]), ["ACME-0012 2.5", "ACME-0013 15"]);
}

#[test]
fn time_on_a_line_is_of_its_supplier_and_channel_and_of_what_cannot_be_read_nothing_is_told() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    let sheet = "entries:\n  - {date: 2026-11-26, job: ACME-0012, hours: 3, line: film}\n  - {date: 2026-11-27, job: ACME-0012, hours: 4, line: tv}\n  - {date: 2026-11-27, job: ACME-0012, hours: 5}\n";
    case.write("timesheets/ann/2026-11.yaml", sheet);
    let line = "--for ann --from 2026-11-01";
    let keys = ["channel", "hours"];
    assert_eq!(rows(&case, &format!("mix {line} --by channel"), &keys), ["- 8", "tv 4"]);
    let supplier = rows(&case, &format!("utilisation {line} --by supplier"), &["supplier", "booked"]);
    assert_eq!(supplier, ["- 9", "Kuva Oy 3"]);
    // whose lines nobody can read may be of any channel
    case.write("jobs/ACME/ACME-0012.yaml", "title: [\n");
    let json = case.run(&format!("mix {line} --by channel --format json")).exits(2).json();
    assert_eq!((&json["rows"][0]["hours"], json["rows"].as_array().map(Vec::len)), (&Value::Null, Some(1)));
}

#[test]
fn the_hours_of_a_retainer_are_of_its_tickets_and_the_fee_is_of_the_contract() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    let ticket = "title: Banners\ntype: retainer-ticket\nstatus: requested\nrequested_by: liisa\nrequested_on: 2026-12-01\ncontract: aor-2025\n";
    case.write("jobs/ACME/ACME-0900.yaml", ticket);
    case.write("timesheets/ann/2026-12.yaml", "entries:\n  - {date: 2026-12-01, job: ACME-0900, hours: 8}\n");
    // 90 h for 12,000 in December; 8 h of an account executive at 85
    let keys = ["job", "contract", "contracted", "used", "fee", "value", "over_servicing"];
    let jobs = rows(&case, "retainers --by job", &keys);
    assert_eq!(jobs, ["- aor-2025 90 0 12000.00 0.00 -", "ACME-0900 - 0 8 0.00 680.00 -"]);
    let role = rows(&case, "retainers --by role", &["role", "contracted", "used"]);
    assert_eq!(role, ["- 90 0", "account-executive 0 8"]);
    // 680 of 12,000: -11,320 / 12,000
    let person = rows(&case, "retainers --by person", &["person", "used", "fee", "over_servicing"]);
    assert_eq!(person, ["mai 8 12000.00 -0.9433"]);
    assert_eq!(rows(&case, "retainers --by month,channel", &["month", "channel", "used"]), ["2026-12 - 8"]);
    // hours that cannot be read may be of any ticket and role; of the month and the account none is told
    case.write("timesheets/kim/2026-12.yaml", "entries: {\n");
    let unread = |by: &str| case.run(&format!("retainers --by {by} --format json")).exits(2).json()["rows"].clone();
    let jobs = unread("job");
    assert_eq!((&jobs[0]["used"], &jobs[1]["used"]), (&Value::Null, &Value::Null), "{jobs}");
    assert_eq!((&jobs[0]["contracted"], &unread("month")[0]["used"]), (&Value::from("90"), &Value::Null));
}

#[test]
fn opportunities_and_contracts_are_of_whoever_has_them() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    // the kids' range: 60,000 at 50%, mai's, its next step due on 4 December
    let keys = |way: &'static str| [way, "opportunities", "value", "weighted"];
    let pipeline = |way: &'static str| rows(&case, &format!("pipeline --by {way}"), &keys(way));
    assert_eq!(pipeline("month"), ["2026-12 1 60000.00 30000.00"]);
    assert_eq!(pipeline("person"), ["mai 1 60000.00 30000.00"]);
    assert_eq!(pipeline("role"), ["account-manager 1 60000.00 30000.00"]);
    assert_eq!(pipeline("supplier"), ["- 1 60000.00 30000.00"]);
    case.run("pipeline --by job,channel").ok().says("an opportunity has no job and no channel before it is won");
    let renewals = |way: &'static str| {
        rows(&case, &format!("renewals --by {way}"), &[way, "contracts", "undecided", "with_fee", "value_a_year"])
    };
    // one contract, its notice by 2 October, 90 days before the end of the year, undecided; 12 x 12,000 a year; mai decides
    assert_eq!(renewals("month"), ["2026-10 1 1 1 144000.00"]);
    assert_eq!(renewals("person"), ["mai 1 1 1 144000.00"]);
    assert_eq!(renewals("role"), ["account-manager 1 1 1 144000.00"]);
    assert_eq!(renewals("channel"), ["- 1 1 1 144000.00"]);
    assert_eq!(rows(&case, "renewals --by job", &["job", "contract", "undecided_value"]), ["- aor-2025 144000.00"]);
    // what is agreed with a client that cannot be read nobody knows
    case.write("clients/BOLT.yaml", "name: [\n");
    let unread = |by: &str| case.run(&format!("renewals --by {by} --format json")).exits(2).json()["rows"].clone();
    assert_eq!(unread("month")[0]["contracts"], Value::Null);
    let clients = unread("client");
    assert_eq!((&clients[0]["contracts"], &clients[1]["client"]), (&Value::from(1), &Value::from("BOLT")));
    assert_eq!(clients[1]["contracts"], Value::Null);
}

/// The commands that group, with the seven words and without.
const SEVEN: [&str; 11] =
    ["budget", "spend", "wip", "ageing", "retainers", "margin", "rework", "utilisation", "mix", "pipeline", "renewals"];
const OTHERS: [&str; 3] = ["flow", "time list", "briefs"];

/// The words that the help of `--by` lists.
fn listed(case: &Case, command: &str) -> Vec<String> {
    let help = case.run(&format!("{command} --help")).ok().stdout;
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    let (_, words) = help.split_once("How to group: ").unwrap_or_else(|| panic!("{command}: {help}"));
    let (words, _) = words.split_once(", or several, as in `client,month`").expect("an end");
    words.split(", ").map(ToOwned::to_owned).collect()
}

#[test]
fn help_lists_exactly_the_words_that_a_report_takes() {
    let case = Case::copy("tests/books/records", "2026-12-20");
    let every: BTreeSet<String> = SEVEN.iter().chain(&OTHERS).flat_map(|command| listed(&case, command)).collect();
    for command in SEVEN.iter().chain(&OTHERS) {
        let words = listed(&case, command);
        for word in &every {
            let ran = case.run(&format!("{command} --by {word}"));
            let taken = words.contains(word);
            assert_eq!(ran.code, if taken { 0 } else { 2 }, "{command} --by {word}: {}", ran.stderr);
            assert!(taken || ran.stderr.contains(&format!("choose from {}", words.join(", "))), "{}", ran.stderr);
        }
    }
    for command in SEVEN {
        let words = listed(&case, command);
        assert!(WAYS.iter().all(|way| words.iter().any(|word| word == way)), "{command}: {words:?}");
    }
}

#[test]
fn a_period_that_ends_before_it_begins_is_refused_by_every_report_in_the_same_words() {
    let case = Case::copy("tests/books/records", "2026-12-20");
    for command in ["margin", "rework", "flow", "utilisation", "mix", "time list", "retainers", "pipeline"] {
        let ran = case.run(&format!("{command} --from 2026-12-10 --until 2026-12-01")).exits(2);
        let why = "the period from 2026-12-10 ends before it begins, on 2026-12-01: name an earlier `--from` or a later `--until`";
        assert!(ran.stderr.contains(why), "{command}: {}", ran.stderr);
    }
}
