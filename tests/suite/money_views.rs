//! What every report on money owes its readers, on the example agency's year: a table at 80 columns that says what it has no room for, totals of
//! the rows that are shown, and a word for each of its headings.

use crate::harness::{Case, copy_all};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use suits::checks::explain;
use suits::domain::scope::Scope;
use suits::reports::{REPORTS as REPORTS_THERE_ARE, ReportAsk};
use suits::store::Store;
use suits::values::{Amount, Day};
use unicode_width::UnicodeWidthStr;

/// Every report on money, in one and in two groupings.
const REPORTS: &[&str] = &[
    "budget",
    "budget ACME-0012",
    "budget ACME --by line",
    "budget --by client,channel",
    "budget --by client,supplier",
    "budget --by role,person",
    "budget --by client,month",
    "spend",
    "spend --by client,supplier",
    "spend --by job",
    "wip",
    "wip --by client",
    "wip --by client,month",
    "wip --by job,supplier",
    "ageing",
    "ageing --by client",
    "ageing --by client,month",
    "ageing --by job",
    "retainers",
    "retainers --all-periods",
    "margin",
    "margin --by client",
    "margin --by client,month",
    "margin --by client,supplier",
    "rework",
    "rework --by client,cause",
    "rework --by client,person",
    "utilisation",
    "utilisation --by role,month",
    "mix",
    "mix --by role,month",
    "mix --by client,month",
    "pipeline",
    "pipeline --by owner,kind",
    "pipeline --target 200000",
    "renewals",
    "renewals --by client,person",
    "retainers --by client,role",
    "utilisation --by client,person",
    "pipeline --by client,month",
    "ageing --by client,supplier",
];

fn example() -> Case {
    let case = Case::empty("2026-12-01");
    copy_all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/northlight"), case.path());
    case
}

#[test]
fn every_report_on_money_is_a_table_on_a_narrow_page_and_says_what_it_left_out() {
    let mut case = example();
    for width in [80, 100] {
        case.set_width(width);
        for report in REPORTS {
            let told = case.run(report).ok().stdout;
            for line in told.lines() {
                assert!(line.width() <= usize::from(width), "{report} at {width}: {line}");
            }
            // headings stand in at most four lines, and a rule is below them
            let rule = told.lines().position(|line| line.starts_with("───"));
            assert!(rule.is_some_and(|at| at <= 4), "{report} at {width}:\n{told}");
        }
    }
    case.set_width(80);
    // of the eleven columns five are needed most: the job, what was approved and spent, what remains, and the burn
    case.run("budget").ok().says("no room for: pending, covered, forecast, alert, pace").says("--columns");
    // what is named by hand is not spared
    case.run("budget --columns job,pending,pace").ok().says_not("no room for:").says("Pace");
    case.set_width(250);
    case.run("budget").ok().says_not("no room for");
}

#[test]
fn a_currency_that_all_sums_share_is_told_once_where_room_is_short() {
    let mut case = example();
    case.set_width(80);
    let told = case.run("budget ACME").ok().stdout;
    let head: Vec<&str> = told.lines().take_while(|line| !line.starts_with("───")).collect();
    assert!(head.iter().any(|line| line.contains("EUR")), "{told}");
    let first = told.lines().nth(head.len() + 1).expect("a row");
    assert!(first.starts_with("ACME-0004") && !first.contains("EUR"), "{first}");
}

/// The totals and all else below the rows, under their keys.
fn below(view: &Value) -> Vec<(String, Value)> {
    let known = ["report", "version", "as_of", "rows", "notes", "unreadable"];
    let map = view.as_object().expect("an envelope");
    map.iter()
        .filter(|(key, _)| !known.contains(&key.as_str()))
        .map(|(key, grid)| (key.clone(), grid.clone()))
        .collect()
}

#[test]
fn what_stands_below_rows_of_one_client_is_what_stands_there_when_nobody_else_is_asked_about() {
    let case = example();
    let json = |line: &str| case.run(&format!("{line} --format json")).ok().json();
    // the rows of each are of a client, and all that is that client's is in some row
    for (report, apart) in [
        ("budget", &["annual"][..]),
        ("budget --by client", &["annual", "totals_open"]),
        ("wip", &[]),
        ("margin", &[]),
        ("margin --by client,month", &[]),
        ("rework", &[]),
        ("rework --by client", &[]),
        ("spend --by client", &[]),
        ("ageing", &[]),
        ("ageing --by client", &[]),
        ("retainers", &[]),
        ("retainers --by client", &[]),
        ("renewals", &[]),
        ("renewals --by client", &[]),
        ("renewals --by client,month", &[]),
        ("pipeline", &["decided", "decided_value"]),
        ("mix --by client,role", &[]),
    ] {
        for client in ["LYSVIK", "MERROW"] {
            let narrowed = json(&format!("{report} --where 'client = {client}'"));
            let alone = json(&format!("{report} --client {client}"));
            assert_eq!(narrowed["rows"], alone["rows"], "{report} {client}");
            for ((key, narrowed), (other, alone)) in below(&narrowed).into_iter().zip(below(&alone)) {
                assert_eq!(key, other);
                if apart.contains(&key.as_str()) {
                    assert_eq!(narrowed, Value::Array(Vec::new()), "{report} {key}: it is of more than its rows");
                } else {
                    assert_eq!(narrowed, alone, "{report} {client} {key}");
                }
            }
        }
    }
}

#[test]
fn totals_add_up_to_the_rows_that_are_shown_whatever_hides_the_others() {
    let case = example();
    let json = |line: &str| case.run(&format!("{line} --format json")).ok().json();
    // in cents, by currency
    let sum = |rows: &Value, column: &str, currency: &str| -> i64 {
        let of = |row: &Value| {
            let sum = &row[column];
            let cents = sum["amount"].as_str().map(|amount| amount.replace('.', "").parse::<i64>().expect("cents"));
            cents.filter(|_| sum["currency"] == currency)
        };
        rows.as_array().expect("rows").iter().filter_map(of).sum()
    };
    for (report, totals, columns) in [
        ("budget --limit 9", "totals", &["approved", "actual", "forecast"][..]),
        ("budget --over", "totals", &["approved", "actual"]),
        ("budget --by month --where 'actual > 0'", "totals", &["approved", "actual"]),
        ("budget --by supplier --sort -actual --limit 3", "totals", &["actual", "committed"]),
        ("wip --where 'wip > 0'", "totals", &["value", "billed", "wip", "deferred"]),
        ("wip --by month --limit 4", "totals", &["value", "billed", "wip"]),
        ("margin --where 'hours > 20'", "totals", &["billings", "agi", "labour"]),
        ("rework --where 'hours > 3'", "totals", &["value", "charged"]),
        ("rework --by job,cause --limit 2", "causes", &["value"]),
        ("spend --where 'planned > 0'", "totals", &["planned", "actual"]),
        ("ageing --where 'days > 0'", "currencies", &["open"]),
        ("ageing --by month --limit 2", "currencies", &["open", "credits"]),
        ("ageing --by job --where 'open > 10000'", "totals", &["open"]),
        ("pipeline --where 'owner = ida'", "totals", &["value", "weighted"]),
        ("pipeline --by stage --limit 2", "funnel", &["value"]),
        ("retainers --by month --all-periods --limit 3", "totals", &["fee", "value", "billed", "pending"]),
        ("retainers --by client,role --all-periods --limit 4", "totals", &["fee", "value"]),
    ] {
        let view = json(report);
        let rows = view["rows"].as_array().expect("rows");
        assert!(!rows.is_empty(), "{report}");
        for currency in ["EUR", "SEK", "THB", "HKD"] {
            for column in columns {
                let (shown, below) = (sum(&view["rows"], column, currency), sum(&view[totals], column, currency));
                assert_eq!(shown, below, "{report}: {column} in {currency}");
            }
        }
        assert!(
            report.ends_with("--over") || view["notes"].to_string().contains("totals are of these alone"),
            "{report}"
        );
    }
    // hours are added up too: leo's 105 and sam's 31
    let two = json("utilisation --where 'person = leo or person = sam'");
    let number = |text: &Value| text.as_str().expect("a number").parse::<f64>().expect("a number");
    let rows = two["rows"].as_array().expect("rows").iter().map(|row| number(&row["booked"])).sum::<f64>();
    assert!((number(&two["totals"][0]["booked"]) - rows).abs() < 1e-9);
    case.run("utilisation --where 'person = leo'").ok().says("The rows shown").says_not("Everybody");
}

#[test]
fn a_retainer_is_not_told_to_be_complete() {
    let view = example().run("wip --format json").ok().json();
    let rows = view["rows"].as_array().expect("rows");
    let contracts: Vec<&Value> = rows.iter().filter(|row| !row["contract"].is_null()).collect();
    assert!(!contracts.is_empty());
    assert!(contracts.iter().all(|row| row["complete"].is_null()), "{contracts:?}");
    assert!(rows.iter().any(|row| row["contract"].is_null() && !row["complete"].is_null()));
}

#[test]
fn percentages_are_percentages_and_costs_have_a_currency() {
    let mut case = example();
    case.set_width(250);
    // 100,000 for 1,400,000 contacts
    case.run("spend").ok().says("0.0714 SEK");
    // 1.1023 times as fast as its days
    case.run("budget").ok().says("110.2%").says("Burn past %");
    case.run("budget --format json").ok().says("\"pace\": \"1.1023\"");
    case.run("rework --by client").ok().says("Corrections share").says_not("F34 ");
}

#[test]
fn every_heading_and_key_of_every_report_on_money_can_be_explained() {
    const MONEY: [&str; 11] = [
        "budget",
        "spend",
        "wip",
        "ageing",
        "retainers",
        "margin",
        "rework",
        "utilisation",
        "mix",
        "pipeline",
        "renewals",
    ];
    let book = Store::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/northlight")).expect("a book");
    let agency = book.load(&Scope::book()).expect("reads").agency;
    let mut unknown = BTreeSet::new();
    for report in REPORTS_THERE_ARE.iter().filter(|report| MONEY.contains(&report.name())) {
        let ways = report.ways().into_iter().map(|way| vec![way.to_owned()]);
        for by in ways.chain([Vec::new()]) {
            let target = Amount::parse("200000.00");
            let ask = ReportAsk { by, target, ..ReportAsk::on(Day::parse("2026-12-01").expect("a day")) };
            // some ways make no sense, and say so
            let Ok(view) = report.view(&agency, &ask) else { continue };
            let grids = view.others.iter().map(|(.., grid)| grid).chain([&view.grid]);
            for column in grids.flat_map(|grid| &grid.columns) {
                let words = [column.key, column.title].into_iter();
                unknown.extend(words.filter(|word| explain(word, &agency.config).is_none()));
            }
        }
    }
    assert_eq!(unknown, BTreeSet::new());
    let case = example();
    for (word, says) in [
        ("budget", "what remains"),
        ("pace", "100% spends as the days go"),
        ("to-bill", "fee - billed"),
        ("ageing-basis", "--basis invoice"),
        ("1-30 days", "up to thirty days late"),
        ("Unbilled (WIP)", "line by line"),
    ] {
        case.run(&format!("explain '{word}'")).ok().says(says);
    }
}

#[test]
fn what_is_asked_about_one_job_is_what_the_whole_report_says_of_it() {
    let case = example();
    // booked two months before the job was asked for, on 2 November: 5 h of Ann, of whom that month has no other sheet
    case.write("timesheets/ann/2026-09.yaml", "entries:\n  - {date: 2026-09-03, job: ACME-0012, hours: 5}\n");
    let json = |line: &str| case.run(&format!("{line} --format json")).ok().json();
    for report in ["budget", "rework"] {
        let whole = json(&format!("{report} --by job"));
        let rows = whole["rows"].as_array().expect("rows");
        assert!(rows.iter().any(|row| row["job"] == "ACME-0012") || report != "budget");
        for row in rows {
            let job = row["job"].as_str().expect("a job");
            assert_eq!(json(&format!("{report} {job} --by job"))["rows"], serde_json::json!([row]), "{report} {job}");
        }
    }
}

#[test]
fn a_job_that_cannot_be_read_leaves_the_shares_of_other_clients_known() {
    let case = example();
    let json = |line: &str| case.run(&format!("{line} --where 'client = LYSVIK' --format json")).json();
    for line in ["rework", "rework --by client"] {
        let before = json(line);
        let text = case.text("jobs/MERROW/MERROW-0016.yaml");
        case.write("jobs/MERROW/MERROW-0016.yaml", "title: [");
        let after = json(line);
        case.write("jobs/MERROW/MERROW-0016.yaml", text);
        assert!(!after["unreadable"].as_array().expect("a list").is_empty());
        for key in ["rows", "totals", "causes"] {
            assert_eq!(before[key], after[key], "{line} {key}");
        }
    }
}

#[test]
fn quiet_tables_have_their_rows_and_totals_and_no_notes() {
    let case = example();
    for format in ["table", "md"] {
        let told = case.run(&format!("wip --format {format}")).ok().says("billed ahead, or deferred");
        let quiet = case.run(&format!("wip -q --format {format}")).ok().says_not("billed ahead, or deferred");
        let quiet = quiet.says("LYSVIK-0001").says("Totals by client");
        assert!(told.stdout.starts_with(quiet.stdout.trim_end()), "{format}: the same, up to the notes");
    }
    // a note is a field of its own there
    let json = case.run("wip -q --format json").ok().json();
    assert_eq!(json, case.run("wip --format json").ok().json());
    case.write("jobs/MERROW/MERROW-0016.yaml", "title: [");
    case.run("wip -q").exits(2).says("MERROW-0016");
    case.run("wip -q --format md").exits(2).says("could not read jobs/MERROW/MERROW-0016.yaml");
}
