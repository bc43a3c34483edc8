//! `suits spend`, with every figure worked out by hand: plans beside what was approved, ordered and charged, and what it brought.

use crate::harness::Case;
use crate::sealed::{Line, approved};
use serde_json::Value;

const TOML: &str = r#"
[agency]
name = "Northlight"
currency = "EUR"
[people.ann]
name = "Ann"
roles = ["account-executive"]
from = 2024-01-01
[[rates.standard]]
from = 2026-01-01
charge = { account-executive = 80 }
"#;

/// A fee of 1,000 and 60,000 of media on two channels; radio is in no plan.
const LINES: &[Line] = &[
    &[("id", "plan"), ("kind", "fee"), ("amount", "1000.00")],
    &[
        ("id", "tv-jan"),
        ("kind", "media"),
        ("channel", "tv"),
        ("month", "2027-01"),
        ("gross", "20000.00"),
        ("commission", "15%"),
    ],
    &[
        ("id", "tv-feb"),
        ("kind", "media"),
        ("channel", "tv"),
        ("month", "2027-02"),
        ("gross", "30000.00"),
        ("commission", "15%"),
    ],
    &[
        ("id", "radio"),
        ("kind", "media"),
        ("channel", "radio"),
        ("month", "2027-01"),
        ("gross", "10000.00"),
        ("commission", "15%"),
    ],
];

fn brief(status: &str, plan: &str) -> String {
    format!(
        "title: Spring\ntype: media\nstatus: {status}\nrequested_by: lee\nrequested_on: 2026-11-02\nspend_plan:\n{plan}\
         kpis:\n  - {{id: known, metric: Known, baseline: 20%, target: 30%, by: 2027-03-31, result: 31%}}\n  \
         - {{id: fewer, metric: Complaints, baseline: 120 calls, target: 60 calls, result: 80 calls}}\n  \
         - {{id: open, metric: Visits, baseline: 100, target: 200}}\n"
    )
}

const PLAN: &str = "  - {id: tv-jan, channel: tv, month: 2027-01, amount: 20000.00, expects: 1M contacts, result: '1,250,000 contacts'}
  - {id: tv-feb, channel: tv, month: 2027-02, amount: 25000.00, expects: 1.25M contacts}
  - {id: net, channel: 網路, month: 2027-02, amount: 5000.00, expects: 預購2000張, result: 2000張}
";

fn book() -> Case {
    let case = Case::empty("2027-03-01");
    case.write("suits.toml", TOML);
    for (code, currency) in [("ACME", "EUR"), ("NIHON", "JPY")] {
        case.write(
            &format!("clients/{code}.yaml"),
            format!(
                "name: {code}\nstatus: active\ncurrency: {currency}\ncontacts:\n  - {{id: lee, name: Lee, limit: 900000}}\n\
                 contracts:\n  - {{id: aor, type: aor, start: 2025-01-01, markup: 15%, media_commission: 15%, rates: standard}}\n"
            ),
        );
    }
    let estimate = approved(&[("version", "1"), ("currency", "EUR")], LINES, "lee", "2026-11-20");
    let papers = "orders:
  - {id: po-1, line: tv-jan, supplier: TV Nord, date: 2026-12-01, net: 17000.00, status: invoiced}
  - {id: po-2, line: tv-feb, supplier: TV Nord, date: 2026-12-01, net: 25500.00, status: part-invoiced}
supplier_invoices:
  - {id: in-1, order: po-1, date: 2027-02-05, net: 17000.00}
  - {id: in-2, order: po-2, date: 2027-02-20, net: 8500.00}
";
    let head =
        "title: Spring\ntype: media\nstatus: requested\nrequested_by: lee\nrequested_on: 2026-11-02\ncontract: aor\n";
    case.write("briefs/ACME/ACME-B0001.yaml", brief("approved", PLAN));
    case.write("jobs/ACME/ACME-0001.yaml", format!("{head}brief: ACME-B0001\nestimates:\n{estimate}{papers}"));
    // no job yet, superseded, called off: only the first is a plan
    let yen = "  - {id: poster, channel: ooh, month: 2027-03, amount: 500000, expects: 55 % of Tokyo}\n";
    case.write("briefs/NIHON/NIHON-B0001.yaml", brief("draft", yen));
    case.write("briefs/NIHON/NIHON-B0002.yaml", brief("superseded", yen));
    case.write("briefs/NIHON/NIHON-B0003.yaml", brief("approved", yen));
    case.write(
        "jobs/NIHON/NIHON-0003.yaml",
        format!("{head}brief: NIHON-B0003\ncancelled: {{date: 2026-12-01, by: ann, reason: no money}}\n"),
    );
    case
}

fn json(case: &Case, line: &str) -> Value {
    let ran = case.run(&format!("{line} --format json"));
    serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}{}", ran.stdout, ran.stderr))
}

fn told(row: &Value, key: &str) -> String {
    match row.get(key).unwrap_or_else(|| panic!("{key} in {row}")) {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        Value::Object(money) => money["amount"].as_str().expect("an amount").to_owned(),
        Value::Array(texts) => texts.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("+"),
        other => other.to_string(),
    }
}

fn rows(view: &Value, at: &str, keys: &[&str]) -> Vec<String> {
    let rows = view[at].as_array().expect("rows");
    rows.iter().map(|row| keys.iter().map(|key| told(row, key)).collect::<Vec<_>>().join(" | ")).collect()
}

const MONEY: [&str; 6] = ["planned", "approved", "committed", "actual", "left", "spent"];

fn with<'k>(first: &[&'k str]) -> Vec<&'k str> {
    first.iter().copied().chain(MONEY).collect()
}

#[test]
fn each_channel_and_month_has_its_plan_beside_what_became_of_it() {
    let view = json(&book(), "spend");
    assert_eq!(
        rows(&view, "rows", &with(&["channel", "month"])),
        [
            "ooh | 2027-03 | 500000 | 0 | 0 | 0 | 500000 | 0.0000",
            // approved and in no plan
            "radio | 2027-01 | 0.00 | 10000.00 | 0.00 | 0.00 | 0.00 | -",
            // 17,000 / 0.85 charged
            "tv | 2027-01 | 20000.00 | 20000.00 | 0.00 | 20000.00 | 0.00 | 1.0000",
            // (25,500 - 8,500) / 0.85 to come, 8,500 / 0.85 charged: 30,000 on a plan of 25,000
            "tv | 2027-02 | 25000.00 | 30000.00 | 20000.00 | 10000.00 | -5000.00 | 0.4000",
            // planned and never approved
            "網路 | 2027-02 | 5000.00 | 0.00 | 0.00 | 0.00 | 5000.00 | 0.0000",
            // the fee has no channel, and no plan is measured by it
            "- | - | 0.00 | 1000.00 | 0.00 | 0.00 | 0.00 | -",
        ]
    );
    let apart = rows(&json(&book(), "spend --by channel,month"), "rows", &["channel", "month", "approved"]);
    assert_eq!(apart.last().map(String::as_str), Some("- | 2026-11 | 1000.00"));
    // 10,000 + 20,000 + 30,000; the yen has no rate, and what is zero of it needs none
    let on_channels = ["planned", "approved", "approved_on_channels", "committed_on_channels", "actual_on_channels"];
    assert_eq!(rows(&view, "agency", &on_channels), ["- | 61000.00 | 60000.00 | 20000.00 | 30000.00"]);
    assert!(view["agency"][0]["why"].to_string().contains("no exchange rate for JPY on 2027-03-01"), "{view}");
}

#[test]
fn what_it_brought_stands_beside_what_was_expected_and_what_each_cost() {
    let case = book();
    let keys = ["channel", "expects", "result", "expected_cost", "cost_per_result", "unit"];
    let by_channel = rows(&json(&case, "spend --by channel"), "rows", &keys);
    // 45,000 over 2.25 million expected is 0.02; only January has a result, so tv as a whole has no cost each
    assert!(
        by_channel.contains(&"tv | 1M contacts+1.25M contacts | 1,250,000 contacts | 0.0200 | - | contacts".to_owned()),
        "{by_channel:?}"
    );
    // a share has no cost each; what begins with no number is words; nothing was charged for the 2,000
    assert!(by_channel.contains(&"ooh | 55 % of Tokyo |  | - | - | % of tokyo".to_owned()), "{by_channel:?}");
    assert!(by_channel.contains(&"網路 | 預購2000張 | 2000張 | - | - | 張".to_owned()), "{by_channel:?}");
    let view = json(&case, "spend");
    // 20,000 / 1,250,000
    assert_eq!(rows(&view, "rows", &["cost_per_result"])[2], "0.0160");
    assert_eq!(
        rows(&view, "kpis", &["brief", "kpi", "target", "result", "reached"])[..3],
        [
            "ACME-B0001 | known | 30% | 31% | true",
            // down from 120 to 60: 80 is not there yet
            "ACME-B0001 | fewer | 60 calls | 80 calls | false",
            "ACME-B0001 | open | 200 | - | -",
        ]
    );
}

#[test]
fn every_way_to_group_comes_to_the_totals_and_to_those_of_budget() {
    let case = book();
    let keys = with(&["client", "currency"]);
    // 50,000 planned; 61,000 approved, 60,000 of it on channels
    let totals = [
        "ACME | EUR | 50000.00 | 61000.00 | 20000.00 | 30000.00 | 0.00 | 0.6000",
        "NIHON | JPY | 500000 | 0 | 0 | 0 | 500000 | 0.0000",
    ];
    for by in ["client", "job", "month", "supplier", "role,person", "channel,job"] {
        assert_eq!(rows(&json(&case, &format!("spend --by {by}")), "totals", &keys), totals, "{by}");
    }
    assert_eq!(
        rows(&json(&case, "spend --by job"), "rows", &["job", "client", "planned", "actual"]),
        ["- | NIHON | 500000 | 0", "ACME-0001 | ACME | 50000.00 | 30000.00"].iter().rev().copied().collect::<Vec<_>>()
    );
    assert_eq!(
        rows(&json(&case, "spend --client ACME --by supplier"), "rows", &["supplier", "approved", "actual"])[0],
        "TV Nord | 0.00 | 30000.00"
    );
    case.run("spend --by chanel").exits(2).says("did you mean `channel`?");
}

#[test]
fn a_day_in_the_past_knows_nothing_of_what_came_later() {
    let view = json(&book(), "spend --client ACME --by channel --as-of 2027-02-10");
    // the invoice of the 20th is not there: 25,500 / 0.85 is still to come
    assert!(
        rows(&view, "rows", &["channel", "committed", "actual"]).contains(&"tv | 30000.00 | 20000.00".to_owned()),
        "{view}"
    );
    let view = json(&book(), "spend --as-of 2026-11-01");
    assert_eq!(view["rows"].as_array().map(Vec::len), Some(0));
}

#[test]
fn a_brief_that_cannot_be_read_leaves_the_plan_unknown_and_says_why() {
    let case = book();
    case.write("briefs/ACME/ACME-B0001.yaml", "title: [\n");
    let ran = case.run("spend --by client --format json").exits(2);
    let view: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(
        rows(&view, "rows", &with(&["client"])),
        ["ACME | - | 61000.00 | 20000.00 | 30000.00 | - | -", "NIHON | 500000 | 0 | 0 | 0 | 500000 | 0.0000"]
    );
    assert!(view["rows"][0]["why"].to_string().contains("brief `ACME-B0001` cannot be read"), "{view}");
}
