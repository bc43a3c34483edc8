//! `suits budget`, with every figure worked out by hand below: three clients in euros, yen and dollars, with names in three scripts.

use crate::harness::Case;
use crate::sealed::{Line, approved};
use serde_json::Value;
use std::collections::BTreeMap;
use suits::values::Decimal;
use unicode_width::UnicodeWidthStr;

const TOML: &str = r#"
[agency]
name = "Northlight"
currency = "EUR"
[people.ann]
name = "Ann"
roles = ["account-executive"]
from = 2024-01-01
[people.kim]
name = "Kim"
roles = ["art-director"]
from = 2024-01-01
[[rates.standard]]
from = 2026-01-01
charge = { account-executive = 80, art-director = 100 }
"#;

/// 4,000 + 10,000 x 1.15 + 20,000 - 500 = 35,000; 10% of 4,000 + 11,500 is 1,550.
const FILM: &[Line] = &[
    &[("id", "concept"), ("kind", "fee"), ("role", "art-director"), ("hours", "40"), ("rate", "100.00")],
    &[("id", "film"), ("kind", "third-party"), ("supplier", "ฟิล์มไทย"), ("net", "10000.00"), ("markup", "15%")],
    &[
        ("id", "tv"),
        ("kind", "media"),
        ("supplier", "TV Nord"),
        ("channel", "tv"),
        ("month", "2026-12"),
        ("gross", "20000.00"),
        ("commission", "15%"),
    ],
    &[("id", "off"), ("kind", "discount"), ("amount", "500.00")],
];
const EDIT: &[Line] =
    &[&[("id", "edit"), ("kind", "fee"), ("role", "art-director"), ("hours", "5"), ("rate", "100.00")]];
const POSTER: &[Line] =
    &[&[("id", "poster"), ("kind", "fee"), ("role", "art-director"), ("hours", "10"), ("rate", "12000")]];
/// 500 + 400 x 1.25 = 1,000.
const RETOUCH: &[Line] = &[
    &[("id", "fee"), ("kind", "fee"), ("amount", "500.00")],
    &[("id", "stills"), ("kind", "third-party"), ("supplier", "雲嶺影像"), ("net", "400.00"), ("markup", "25%")],
];

fn head(title: &str, rest: &str) -> String {
    format!(
        "title: {title}\ntype: tv-video\nstatus: requested\nrequested_by: lee\nrequested_on: 2026-11-02\ncontract: aor\n{rest}"
    )
}

pub(crate) fn book() -> Case {
    let case = Case::empty("2026-11-30");
    case.write("suits.toml", TOML);
    for (code, name, currency) in [("ACME", "Acme", "EUR"), ("NIHON", "日本の店", "JPY"), ("BOLT", "ใบเตย", "USD")]
    {
        case.write(
            &format!("clients/{code}.yaml"),
            format!(
                "name: {name}\nstatus: active\ncurrency: {currency}\ncontacts:\n  - {{id: lee, name: Lee, limit: 900000}}\n\
                 contracts:\n  - {{id: aor, type: aor, start: 2025-01-01, markup: 15%, media_commission: 15%, rates: standard}}\n"
            ),
        );
    }
    let estimate = |currency, lines| approved(&[("version", "1"), ("currency", currency)], lines, "lee", "2026-11-05");
    let film = approved(&[("version", "1"), ("currency", "EUR"), ("contingency", "10%")], FILM, "lee", "2026-11-05");
    let change = approved(
        &[("id", "co1"), ("date", "2026-11-12"), ("cause", "client-revision"), ("currency", "EUR")],
        EDIT,
        "lee",
        "2026-11-12",
    );
    let papers = "orders:
  - {id: po-1, line: film, supplier: ฟิล์มไทย, date: 2026-11-10, net: 8000.00, status: part-invoiced}
  - {id: po-2, line: tv, supplier: TV Nord, date: 2026-11-10, net: 17000.00, status: accepted}
supplier_invoices:
  - {id: in-1, order: po-1, date: 2026-11-20, net: 3000.00}
";
    case.write(
        "jobs/ACME/ACME-0001.yaml",
        head("雲嶺廣告片", &format!("estimates:\n{film}change_orders:\n{change}{papers}")),
    );
    case.write("jobs/NIHON/NIHON-0001.yaml", head("Poster", &format!("estimates:\n{}", estimate("JPY", POSTER))));
    case.write(
        "jobs/BOLT/BOLT-0001.yaml",
        head(
            "Retouch",
            &format!(
                "investment: {{cap: 200.00, reason: a new brand, by: ann}}\nestimates:\n{}",
                estimate("USD", RETOUCH)
            ),
        ),
    );
    case.write(
        "jobs/BOLT/BOLT-0002.yaml",
        head("Stopped", "cancelled: {date: 2026-11-20, by: ann, reason: no money, fee: 750.00}\n"),
    );
    case.write(
        "timesheets/kim/2026-11.yaml",
        "entries:
  - {date: 2026-11-10, job: ACME-0001, hours: 7.5, line: concept}
  - {date: 2026-11-13, job: ACME-0001, hours: 2.5, line: concept}
  - {date: 2026-11-16, job: NIHON-0001, hours: 11, line: poster}
",
    );
    case.write("timesheets/ann/2026-11.yaml", "entries:\n  - {date: 2026-11-11, job: ACME-0001, hours: 3}\n");
    case
}

pub(crate) fn json(case: &Case, line: &str) -> Value {
    let ran = case.run(&format!("{line} --format json"));
    serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}{}", ran.stdout, ran.stderr))
}

/// A cell as words: an amount without its currency.
pub(crate) fn told(row: &Value, key: &str) -> String {
    match row.get(key).unwrap_or_else(|| panic!("{key} in {row}")) {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        Value::Object(money) => money["amount"].as_str().expect("an amount").to_owned(),
        other => other.to_string(),
    }
}

/// Each row's cells under some keys.
fn rows(view: &Value, at: &str, keys: &[&str]) -> Vec<String> {
    let rows = view[at].as_array().expect("rows");
    rows.iter().map(|row| keys.iter().map(|key| told(row, key)).collect::<Vec<_>>().join(" ")).collect()
}

const FIGURES: &[&str] =
    &["approved", "actual", "committed", "remaining", "to_come", "forecast", "variance", "burn", "alert"];

fn with<'k>(first: &[&'k str]) -> Vec<&'k str> {
    first.iter().copied().chain(FIGURES.iter().copied()).collect()
}

#[test]
fn each_job_has_the_figures_worked_out_by_hand() {
    let view = json(&book(), "budget");
    assert_eq!(
        rows(&view, "rows", &with(&["job", "currency"])),
        [
            // 35,000 + 500; 3,000 x 1.15 + 10 h x 100 + 3 h x 80; (8,000 - 3,000) x 1.15 + 17,000 / 0.85;
            // to come: concept 4,000 - 1,000 - 240 of no line, edit 500, film 11,500 - 3,450 - 5,750, less the 500 off
            "ACME-0001 EUR 35500.00 4690.00 25750.00 5060.00 5060.00 35500.00 30810.00 0.1321 -",
            // called off with a fee, which is in no other figure
            "BOLT-0001 USD 1000.00 0.00 0.00 1000.00 1000.00 1000.00 1000.00 0.0000 -",
            "BOLT-0002 USD 0.00 0.00 0.00 0.00 0.00 0.00 0.00 - -",
            // 10 h approved and 11 worked at 12,000, without minor units
            "NIHON-0001 JPY 120000 132000 0 -12000 0 132000 -12000 1.1000 100",
        ]
    );
    let beside = ["contingency", "contingency_drawn", "investment", "cancellation_fee", "variance_share"];
    assert_eq!(
        rows(&view, "rows", &beside),
        // 30,810 / 35,500 = 0.86788...
        [
            "1550.00 500.00 0.00 0.00 0.8679",
            "0.00 0.00 200.00 0.00 1.0000",
            "0.00 0.00 0.00 750.00 -",
            "0 0 0 0 -0.1000"
        ]
    );
}

#[test]
fn every_way_to_group_sums_the_same_postings() {
    let case = book();
    let acme = |by: &str, keys: &[&str]| rows(&json(&case, &format!("budget --client ACME --by {by}")), "rows", keys);
    let figures = ["approved", "actual", "committed", "to_come"];
    let keys = |way: &'static str| [&[way][..], &figures].concat();
    assert_eq!(
        acme("role", &keys("role")),
        [
            // film, TV and the discount have no role
            "- 31000.00 3450.00 25750.00 1800.00",
            "account-executive 0.00 240.00 0.00 0.00",
            "art-director 4500.00 1000.00 0.00 3260.00"
        ]
    );
    assert_eq!(
        acme("person", &keys("person")),
        ["- 35500.00 3450.00 25750.00 5060.00", "ann 0.00 240.00 0.00 0.00", "kim 0.00 1000.00 0.00 0.00"]
    );
    assert_eq!(
        acme("supplier", &keys("supplier")),
        [
            "- 4000.00 1240.00 0.00 2760.00",
            "TV Nord 20000.00 0.00 20000.00 0.00",
            "ฟิล์มไทย 11500.00 3450.00 5750.00 2300.00"
        ]
    );
    assert_eq!(
        acme("channel", &keys("channel")),
        ["- 15500.00 4690.00 5750.00 5060.00", "tv 20000.00 0.00 20000.00 0.00"]
    );
    assert_eq!(
        acme("month", &keys("month")),
        ["2026-11 15500.00 4690.00 5750.00 5060.00", "2026-12 20000.00 0.00 20000.00 0.00"]
    );
    assert_eq!(
        acme("month,supplier", &["month", "supplier", "approved", "committed"]),
        ["2026-11 - 4000.00 0.00", "2026-11 ฟิล์มไทย 11500.00 5750.00", "2026-12 TV Nord 20000.00 20000.00"]
    );
}

/// A column's sum by client and currency.
fn sums(view: &Value, at: &str, key: &str) -> BTreeMap<String, Decimal> {
    let mut sums: BTreeMap<String, Decimal> = BTreeMap::new();
    for row in view[at].as_array().expect("rows") {
        let amount = Decimal::from_str_exact(&told(row, key)).expect("an amount");
        *sums.entry(told(row, "currency")).or_default() += amount;
    }
    sums
}

#[test]
fn nestings_of_any_ways_come_to_the_totals() {
    let case = book();
    let ways = ["job", "client", "channel", "month", "supplier", "role", "person"];
    let nestings = ways.iter().flat_map(|one| ways.iter().map(move |two| (one, two)));
    for (one, two) in nestings {
        let by = if one == two { (*one).to_owned() } else { format!("{one},{two}") };
        let view = json(&case, &format!("budget --by {by}"));
        // what a month, role or person was approved is not what it spent: nothing is compared there
        let alike = [one, two].iter().all(|way| !["month", "role", "person"].contains(*way));
        let compared: &[&str] = if alike { &["remaining", "forecast"] } else { &[] };
        let added = ["approved", "pending", "contingency", "contingency_drawn", "actual", "committed"];
        for key in added.iter().chain(compared).copied() {
            assert_eq!(sums(&view, "rows", key), sums(&view, "totals", key), "{key} by {by}");
        }
    }
}

#[test]
fn a_day_in_the_past_knows_nothing_of_what_came_later() {
    let case = book();
    let on = |day: &str| rows(&json(&case, &format!("budget --client ACME --as-of {day}")), "rows", FIGURES);
    // before the yes: 35,000 wait for it; nothing is approved, so nothing is to come
    assert_eq!(on("2026-11-04"), ["0.00 0.00 0.00 0.00 0.00 0.00 0.00 - -"]);
    // 12 November: the change order is agreed; 7.5 h x 100 + 240; orders whole: 8,000 x 1.15 + 20,000
    // to come: concept 4,000 - 750 - 240, edit 500, film 11,500 - 9,200, less 500: 5,310
    assert_eq!(on("2026-11-12"), ["35500.00 990.00 29200.00 5310.00 5310.00 35500.00 34510.00 0.0279 -"]);
}

#[test]
fn only_what_is_exceeded_is_listed_where_that_is_asked() {
    let case = book();
    assert_eq!(rows(&json(&case, "budget --over"), "rows", &["job", "alert"]), ["NIHON-0001 100"]);
    case.run("budget --over --exit-code").exits(1);
    // nothing but what is exceeded below it either
    let view = json(&case, "budget --over");
    assert_eq!(rows(&view, "totals", &["client", "remaining"]), ["NIHON -12000"]);
    assert_eq!((rows(&view, "annual", &[]), rows(&view, "agency", &["approved"])), (Vec::new(), vec!["-".to_owned()]));
    case.run("budget --over --by person").exits(2).says("`--over` cannot be told by person");
    assert_eq!(rows(&json(&case, "budget --where 'alert >= 50'"), "rows", &["job"]), ["NIHON-0001"]);
}

/// The client has a retainer: 12 h of a ticket at 80 are paid by its fee; a ticket with an estimate is measured by that.
#[test]
fn what_a_retainer_pays_burns_no_budget() {
    let case = book();
    case.write(
        "clients/RETT.yaml",
        "name: Rett\nstatus: active\ncurrency: EUR\ncontacts:\n  - {id: lee, name: Lee, limit: 900000}\n\
         contracts:\n  - {id: aor, type: retainer, start: 2026-01-01, end: 2026-11-15, rates: standard, retainer: {fee: 2000.00, period: month, hours: 20}}\n",
    );
    let edit = approved(&[("version", "1"), ("currency", "EUR")], EDIT, "lee", "2026-11-05");
    let ticket = |rest: &str| head("Ticket", rest).replace("type: tv-video", "type: retainer-ticket");
    case.write("jobs/RETT/RETT-0001.yaml", ticket(""));
    case.write("jobs/RETT/RETT-0002.yaml", ticket(&format!("estimates:\n{edit}")));
    case.write(
        "timesheets/ann/2026-11.yaml",
        "entries:\n  - {date: 2026-11-10, job: RETT-0001, hours: 12}\n  - {date: 2026-11-16, job: RETT-0001, hours: 1}\n  \
         - {date: 2026-11-11, job: RETT-0002, hours: 2}\n",
    );
    let view = json(&case, "budget --client RETT");
    let keys = ["job", "approved", "actual", "covered", "remaining", "burn"];
    assert_eq!(
        rows(&view, "rows", &keys),
        // the hour of the 16th came when the retainer was over
        ["RETT-0001 0.00 1040.00 960.00 -1040.00 -", "RETT-0002 500.00 160.00 0.00 340.00 0.3200"]
    );
    // 1,200 spent, 960 of it covered: 240 of 500
    let keys = ["approved", "actual", "covered", "remaining", "burn", "alert"];
    assert_eq!(rows(&view, "totals", &keys), ["500.00 1200.00 960.00 -700.00 0.4800 -"]);
    assert!(rows(&json(&case, "budget --client RETT --over --by client"), "rows", &[]).is_empty());
}

#[test]
fn all_in_the_agencys_currency_goes_by_the_rates_of_the_day_or_is_not_told() {
    let case = book();
    let keys = ["approved", "actual", "committed", "remaining", "burn"];
    let view = json(&case, "budget");
    assert_eq!(rows(&view, "agency", &keys), ["- - 25750.00 - -"]);
    assert!(view["agency"][0]["why"].to_string().contains("there is no exchange rate for JPY on 2026-11-30"), "{view}");
    let fx = "[fx]\nUSD = [{ from = 2026-01-01, rate = 0.9 }, { from = 2026-12-01, rate = 2 }]\nJPY = [{ from = 2026-01-01, rate = 0.006 }]\n";
    case.write("suits.toml", format!("{TOML}{fx}"));
    // 35,500 + 1,000 x 0.9 + 120,000 x 0.006; 4,690 + 132,000 x 0.006; 5,482 / 37,120 = 0.14768
    assert_eq!(rows(&json(&case, "budget"), "agency", &keys), ["37120.00 5482.00 25750.00 5888.00 0.1477"]);
    case.run("budget").ok().says("All in EUR").says("1 JPY = 0.006 EUR; 1 USD = 0.9 EUR");
}

#[test]
fn a_timesheet_that_cannot_be_read_leaves_null_and_its_reason() {
    let case = book();
    case.write("timesheets/kim/2026-11.yaml", "entries: [\n");
    let ran = case.run("budget --by client --format json").exits(2);
    let view: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(
        rows(&view, "rows", &["client", "approved", "actual", "to_come", "forecast", "committed", "alert"]),
        ["ACME 35500.00 - - - 25750.00 -", "BOLT 1000.00 - - - 0.00 -", "NIHON 120000 - - - 0 -"]
    );
    assert!(view["rows"][0]["why"].to_string().contains("timesheet `kim/2026-11` cannot be read"), "{view}");
    assert_eq!(view["unreadable"].as_array().map(Vec::len), Some(1));
}

#[test]
fn bars_are_drawn_where_there_is_room_and_no_line_is_wider_than_its_page() {
    for by in ["job", "client,supplier", "client,role"] {
        for width in [40, 80, 120, 200] {
            let mut case = book();
            case.set_width(width);
            let ran = case.run(&format!("budget --by {by}")).ok();
            for line in ran.stdout.lines() {
                assert!(line.width() <= usize::from(width), "{width}: {line}");
            }
            assert!(ran.stdout.contains("110%"), "{}", ran.stdout);
        }
    }
    let mut case = book();
    case.set_width(200);
    let wide = case.run("budget").ok().stdout;
    assert!(wide.contains("██████████! 110%") && wide.contains("█░░░░░░░░░   13%"), "{wide}");
    let md = case.run("budget --format md").ok().stdout;
    assert!(md.contains("| 110.0% |") && !md.contains('█'), "{md}");
    let csv = case.run("budget --format csv").ok().stdout;
    assert!(csv.contains(",1.1000,100,"), "{csv}");
}

#[test]
fn a_job_shows_its_forecast_beside_what_remains() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    let facts = case.run("job show ACME-0012 --format json").ok().json()["facts"].clone();
    // 78,900 approved, 275 spent, 32,775 ordered: 45,850 remain and are to come, so it comes to the 78,900 again
    assert_eq!(
        (facts["remaining"]["amount"].as_str(), facts["forecast"]["amount"].as_str()),
        (Some("45850.00"), Some("78900.00"))
    );
}
