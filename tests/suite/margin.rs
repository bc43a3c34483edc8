//! `margin`: what is left of the billings; every figure reckoned by hand.

use crate::harness::Case;
use crate::pieces::{Book, on, told};
use crate::wip::the_same_whatever_the_grouping;
use serde_json::{Value, json};
use suits::reports::ReportAsk;
use suits::values::Day;
use suits::view::View;

/// Ann costs 40 an hour; Kim has a rate from December on alone.
const AGENCY: &str = r#"
[agency]
name = "Northlight"
currency = "EUR"
[people.mai]
name = "Mai Tran"
roles = ["account-manager"]
[people.ann]
name = "Ann Lee"
roles = ["account-executive"]
cost = [{ from = 2026-01-01, rate = 40 }]
[people.kim]
name = "Kim Park"
roles = ["creative-director"]
cost = [{ from = 2026-12-01, rate = 60 }]
[[rates.standard]]
from = 2026-01-01
charge = { account-executive = 100, creative-director = 150 }
"#;

const CLIENT: &str = "name: Acme Oy\nstatus: active\ncurrency: EUR\ncontracts:\n  - {id: aor, type: aor, start: 2025-01-01, rates: standard, markup: 25%}\n";

fn job(suppliers: &str) -> String {
    format!(
        "title: Film\ntype: tv-video\nstatus: requested\nrequested_by: liisa\nrequested_on: 2026-10-01\ncontract: aor\nestimates:\n  - version: 1\n    \
         status: draft\n    lines:\n      - {{id: idea, kind: fee, amount: 80000}}\n      - {{id: film, kind: third-party, supplier: Kuva Oy, net: 16000, \
         markup: 25%}}\n{suppliers}"
    )
}

const KUVA: &str = "orders:\n  - {id: po1, line: film, supplier: Kuva Oy, date: 2026-10-10, net: 16000, status: invoiced}\nsupplier_invoices:\n  \
                    - {id: k1, order: po1, date: 2026-11-20, net: 16000}\n";

fn invoice(date: &str, lines: &str) -> String {
    format!("number: \"1\"\ndate: {date}\ndue: {date}\nkind: progress\ntax: 25.5%\nlines: {lines}\n")
}

/// 80,000 for the idea in November, 20,000 for the film in December; 500 h of Ann.
fn book(sheets: &[(&str, &str)]) -> Book {
    let book = Book::new(AGENCY)
        .client("ACME", CLIENT)
        .job("ACME-0001", &job(KUVA))
        .issued_invoice("ACME-I0001", &invoice("2026-11-30", "[{job: ACME-0001, line: idea, net: 80000}]"))
        .issued_invoice("ACME-I0002", &invoice("2026-12-10", "[{job: ACME-0001, line: film, net: 20000}]"));
    sheets.iter().fold(book, |book, (id, text)| book.timesheet(id, text))
}

/// So many days of one month, 20 h each: more than anybody works, and no more than a day has.
fn days(month: &str, days: u32, line: &str) -> String {
    let entry = |day| format!("  - {{date: {month}-{day:02}, job: ACME-0001, hours: 20{line}}}\n");
    format!("entries:\n{}", (1..=days).map(entry).collect::<String>())
}

/// 25 days of 20 h on the idea.
fn ann() -> (&'static str, String) {
    ("ann/2026-11", days("2026-11", 25, ", line: idea"))
}

fn ask(book: &Book, by: &[&str], from: Option<&str>, day: &str) -> View {
    let from = from.map(|from| Day::parse(from).expect("a day"));
    book.ask("margin", &ReportAsk { by: by.iter().map(ToString::to_string).collect(), from, ..on(day) })
}

const FIGURES: [&str; 7] = ["billings", "pass_through", "agi", "hours", "labour", "margin", "effective_rate"];

#[test]
fn three_quarters_of_the_income_are_left() {
    // 100,000 billed - 16,000 = 84,000; 500 h x 40 = 20,000; 64,000 / 84,000 = 0.7619; 168 an hour
    let (id, sheet) = ann();
    let view = ask(&book(&[(id, &sheet)]), &[], None, "2026-12-31");
    let whole = "100000.00 EUR 16000.00 EUR 84000.00 EUR 500 20000.00 EUR 0.7619 168.00 EUR";
    assert_eq!(told(&view.grid, &FIGURES), [whole]);
    // fee 80,000 over 500 h x 100 = 1.6; gross profit 100,000 - 16,000, net less 20,000
    let more = ["gross_profit", "net_profit", "fee", "time_value", "recovery", "realisation"];
    assert_eq!(told(&view.grid, &more), ["84000.00 EUR 64000.00 EUR 80000.00 EUR 50000.00 EUR 1.6000 -"]);
    let by_client = ask(&book(&[(id, &sheet)]), &["client"], None, "2026-12-31");
    assert_eq!(told(&by_client.grid, &FIGURES), [whole]);
}

#[test]
fn each_day_has_its_own_figures_and_months_add_up() {
    let (id, sheet) = ann();
    let book = book(&[(id, &sheet)]);
    // on 19 November nothing is billed or charged; on the 20th Kuva has charged 16,000; on the 30th 80,000 are billed
    let day = |day: &str| told(&ask(&book, &[], None, day).grid, &FIGURES[..3]);
    assert_eq!(day("2026-11-19"), ["0.00 EUR 0.00 EUR 0.00 EUR"]);
    assert_eq!(day("2026-11-20"), ["0.00 EUR 16000.00 EUR -16000.00 EUR"]);
    assert_eq!(day("2026-11-30"), ["80000.00 EUR 16000.00 EUR 64000.00 EUR"]);
    let months = ask(&book, &["month"], None, "2026-12-31");
    let want = [
        // 500 h x 40; (64,000 - 20,000) / 64,000; 64,000 / 500
        "2026-11 80000.00 EUR 16000.00 EUR 64000.00 EUR 500 20000.00 EUR 0.6875 128.00 EUR",
        "2026-12 20000.00 EUR 0.00 EUR 20000.00 EUR 0 0.00 EUR 1.0000 -",
    ];
    let keys: Vec<&str> = std::iter::once("month").chain(FIGURES).collect();
    assert_eq!(told(&months.grid, &keys), want);
    let december = ask(&book, &[], Some("2026-12-01"), "2026-12-31");
    assert_eq!(told(&december.grid, &FIGURES), [want[1].trim_start_matches("2026-12 ")]);
    // the supplier's part of it: 20,000 billed on the film less 16,000
    let supplier = ask(&book, &["supplier"], None, "2026-12-31");
    let kuva = told(&supplier.grid, &["supplier", "billings", "pass_through", "agi"]);
    assert_eq!(kuva, ["- 80000.00 EUR 0.00 EUR 80000.00 EUR", "Kuva Oy 20000.00 EUR 16000.00 EUR 4000.00 EUR"]);
}

#[test]
fn whose_cost_nobody_wrote_down_is_named_and_the_sums_with_them_are_unknown() {
    let kim = ("kim/2026-11", "entries: [{date: 2026-11-30, job: ACME-0001, hours: 2}]");
    let later = ("kim/2026-12", "entries: [{date: 2026-12-01, job: ACME-0001, hours: 2}]");
    let (id, sheet) = ann();
    let ann = (id, &*sheet);
    let view = ask(&book(&[ann, kim, later]), &[], None, "2026-12-31");
    assert_eq!(told(&view.grid, &["agi", "hours", "labour", "margin", "net_profit"]), ["84000.00 EUR 504 - - -"]);
    let note = view.notes.iter().find(|note| note.contains("whose cost nobody wrote down")).expect("a note");
    let write = "kim (from 2026-11); in `costs.toml` write `[people.kim]` and below it `cost = [{ from = 2026-11-01, rate = 41.50 }]`, per hour in EUR";
    assert!(note.contains(write), "{note}");
    // only the month she worked in without one: 2 h x 60 = 120 in December
    let months = ask(&book(&[ann, kim, later]), &["month"], None, "2026-12-31");
    assert_eq!(told(&months.grid, &["month", "labour"]), ["2026-11 -", "2026-12 120.00 EUR"]);
    let roles = ask(&book(&[ann, kim, later]), &["role"], None, "2026-12-31");
    let labour = told(&roles.grid, &["role", "hours", "labour"]);
    assert_eq!(labour, ["- 0 0.00 EUR", "account-executive 500 20000.00 EUR", "creative-director 4 -"]);
}

#[test]
fn whatever_the_grouping_the_sums_are_the_same() {
    let ways =
        ["job", "client", "channel", "month", "supplier", "role", "person", "client,month", "role,month", "person,job"];
    the_same_whatever_the_grouping(
        "margin",
        &ways,
        &["billings", "pass_through", "agi", "labour", "gross_profit", "time_value"],
    );
    the_same_whatever_the_grouping(
        "margin --from 2026-06-01 --until 2026-11-15",
        &ways,
        &["billings", "pass_through", "labour"],
    );
}

#[test]
fn a_fee_is_earned_by_those_who_worked_for_it_and_the_rest_is_nobodys() {
    // the idea: Ann 600 h x 100 = 60,000, Kim 100 h x 150 = 15,000, so 4/5 and 1/5 of 80,000; the film is nobody's: 20,000 billed, 16,000 passed on
    let (november, december) = (days("2026-11", 30, ", line: idea"), days("2026-12", 5, ", line: idea"));
    let (ann, kim) = (("ann/2026-11", &*november), ("kim/2026-12", &*december));
    let by = |way: &str| {
        let keys = [way, "billings", "pass_through", "agi", "hours", "labour", "margin"];
        told(&ask(&book(&[ann, kim]), &[way], None, "2026-12-31").grid, &keys)
    };
    // labour 600 x 40 and 100 x 60; (64,000 - 24,000) / 64,000 and (16,000 - 6,000) / 16,000
    assert_eq!(
        by("person"),
        [
            "- 20000.00 EUR 16000.00 EUR 4000.00 EUR 0 0.00 EUR 1.0000",
            "ann 64000.00 EUR 0.00 EUR 64000.00 EUR 600 24000.00 EUR 0.6250",
            "kim 16000.00 EUR 0.00 EUR 16000.00 EUR 100 6000.00 EUR 0.6250"
        ]
    );
    // the line has no role, so each fee is of the role it was worked in
    assert_eq!(by("role")[1], "account-executive 64000.00 EUR 0.00 EUR 64000.00 EUR 600 24000.00 EUR 0.6250");
    // on a line that nobody worked on it is nobody's
    let elsewhere = days("2026-11", 30, "");
    let view = ask(&book(&[("ann/2026-11", &elsewhere)]), &["person"], None, "2026-12-31");
    let keys = ["person", "billings", "hours"];
    assert_eq!(told(&view.grid, &keys), ["- 100000.00 EUR 0", "ann 0.00 EUR 600"]);
    // a fee for calling it off names no line: it is of all who worked on the job, 60,000 to 15,000
    let off = book(&[ann, kim]).issued_invoice("ACME-I0003", &invoice("2026-12-20", "[{job: ACME-0001, net: 100}]"));
    let view = off.ask("margin", &ReportAsk { by: vec!["person".to_owned()], ..on("2026-12-31") });
    assert_eq!(told(&view.grid, &["billings"]), ["20000.00 EUR", "64080.00 EUR", "16020.00 EUR"]);
}

#[test]
fn billed_in_a_month_is_no_work_of_that_month_and_the_heads_say_so() {
    let case = Case::copy("tests/books/records", "2026-12-20");
    // 275.00 were worked in November, 4,400.00 billed in December
    let told = |line: &str, key: &str| {
        let json = case.run(&format!("{line} --by month --format json")).ok().json();
        let rows = json["rows"].as_array().expect("rows").clone();
        rows.iter().map(|row| format!("{} {}", row["month"], row[key]["amount"])).collect::<Vec<_>>()
    };
    assert_eq!(told("margin", "billings"), ["\"2026-11\" \"0.00\"", "\"2026-12\" \"4400.00\""]);
    assert_eq!(told("wip", "billed"), ["\"2026-11\" \"275.00\"", "\"2026-12\" \"4125.00\""]);
    let said = |line: &str| case.run(line).ok().stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    let (margin, wip) = (said("margin --by month"), said("wip --by month"));
    assert!(margin.contains("Billed in it") && margin.contains("`suits wip --by month` has it"), "{margin}");
    assert!(wip.contains("Billed for it") && wip.contains("`suits margin --by month` has it"), "{wip}");
    case.run("explain billed").ok().says("billed in it").says("billed for it");
    // of whole jobs they are the same, and have the same head
    assert!(!case.run("wip").ok().stdout.contains("Billed for it"));
    assert!(!case.run("margin --by client").ok().stdout.contains("Billed in it"));
}

fn eur(amount: &str) -> Value {
    json!({"amount": amount, "currency": "EUR"})
}

#[test]
fn on_the_command_line() {
    let case = Case::copy("tests/books/records", "2026-12-20");
    let json = case.run("margin --format json").ok().json();
    // 4,400 of fee; 2.5 h of Ann at 41.50 = 103.75; (4,400 - 103.75) / 4,400 = 0.9764; 1,760 an hour; 4,400 / 275 = 16; 40 h / 2.5 h = 16
    assert_eq!(
        json["rows"][0],
        json!({
            "job": "ACME-0012", "client": "ACME", "currency": "EUR", "contract": null,
            "billings": eur("4400.00"), "pass_through": eur("0.00"), "agi": eur("4400.00"), "hours": "2.5", "labour": eur("103.75"),
            "margin": "0.9764", "effective_rate": eur("1760.00"), "purchases": eur("0.00"), "gross_profit": eur("4400.00"),
            "net_profit": eur("4296.25"), "before_overhead": "0.9764", "fee": eur("4400.00"), "time_value": eur("275.00"), "recovery": "16.0000",
            "realisation": "16.0000", "why": [], "overrides": [],
        })
    );
    // rates kept out of git: 50 an hour are 125
    case.write("costs.toml", "[people.ann]\ncost = [{ from = 2026-01-01, rate = 50 }]\n");
    let own = case.run("margin --format json").json();
    assert_eq!(own["rows"][0]["labour"], eur("125.00"));
    let table = case.run("margin").stdout;
    for part in ["income, or AGI (F16) = billed - passed on", "F17: others mean something else", "F19"] {
        assert!(table.contains(part), "{part}: {table}");
    }
    let backwards = case.run("margin --from 2026-12-10 --until 2026-12-01");
    assert_eq!(backwards.code, 2);
    assert!(backwards.stderr.contains("ends before it begins"), "{}", backwards.stderr);
    for word in ["F16", "F17", "F18", "F19", "F20", "F22", "F24"] {
        assert!(case.run(&format!("explain {word}")).ok().stdout.contains(word), "{word}");
    }
}

#[test]
fn what_cannot_be_read_leaves_the_figures_unknown() {
    let case = Case::copy("tests/books/records", "2026-12-20");
    case.write("timesheets/mai/2026-11.yaml", "entries: {\n");
    let ran = case.run("margin --format json");
    let row = &ran.json()["rows"][0];
    assert_eq!(
        (ran.code, &row["billings"], &row["labour"], &row["margin"]),
        (2, &eur("4400.00"), &json!(null), &json!(null))
    );
    let case = Case::copy("tests/books/records", "2026-12-20");
    case.write("clients/ACME.yaml", "name: [\n");
    let ran = case.run("margin --format json");
    let json = ran.json();
    assert_eq!((ran.code, &json["rows"][0]["agi"], &json["totals"][0]["billings"]), (2, &json!(null), &json!(null)));
    let case = Case::copy("tests/books/records", "2026-12-20");
    case.write("costs.toml", "[people.ann\n");
    let notes = case.run("margin --format json").json()["notes"].to_string();
    assert!(notes.contains("whose cost cannot be read: ann (costs.toml:1:12)"), "{notes}");
}
