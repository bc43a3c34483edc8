//! `retainers`: hours and fees by period, what rolls over, and what was done beyond; every figure reckoned by hand.

use crate::harness::Case;
use crate::pieces::{Book, on, print_at, told};
use serde_json::json;
use suits::domain::job::Job;
use suits::key_path;
use suits::reports::ReportAsk;
use suits::values::{Day, JobId};
use suits::view::{Grid, View};

/// Ann is charged at 100 an hour; Zoe's role is on no card.
const AGENCY: &str = r#"
[agency]
name = "Northlight"
currency = "EUR"
[people.ann]
name = "Ann Lee"
roles = ["account-executive"]
[people.zoe]
name = "Zoe Orr"
roles = ["studio"]
[[rates.standard]]
from = 2025-01-01
charge = { account-executive = 100 }
[fx]
USD = [{ from = 2026-01-01, rate = 0.80 }]
"#;

fn client(contract: &str, retainer: &str) -> String {
    format!(
        "name: Acme Oy\nstatus: active\ncontacts:\n  - {{id: liisa, name: Liisa, role: approver, limit: 100000}}\ncontracts:\n  - {{id: aor, type: retainer, rates: standard, {contract}, retainer: {{{retainer}}}}}\n"
    )
}

fn job(kind: &str, more: &str) -> String {
    format!(
        "title: Ticket\ntype: {kind}\nstatus: requested\nrequested_by: liisa\nrequested_on: 2026-01-01\ncontract: aor\n{more}"
    )
}

/// A retainer of 2026 and on, with one ticket.
fn book(retainer: &str) -> Book {
    Book::new(AGENCY)
        .client("ACME", &client("start: 2026-01-01", retainer))
        .job("ACME-0001", &job("retainer-ticket", ""))
}

fn entry(day: &str, job: &str, hours: &str, line: &str) -> String {
    format!("  - {{date: {day}, job: {job}, hours: {hours}{line}}}\n")
}

fn all(day: &str) -> ReportAsk {
    ReportAsk { all: true, ..on(day) }
}

fn grid<'v>(view: &'v View, key: &str) -> &'v Grid {
    &view.others.iter().find(|(name, ..)| *name == key).expect("the grid").2
}

/// What Ann worked from January 2026 to February 2027, on the 10th of each month, and beyond 20 hours on the 11th.
const WORKED: [u32; 14] = [8, 12, 10, 0, 0, 25, 10, 3, 10, 10, 14, 9, 10, 10];

/// Fourteen months of 10 hours for 900.
fn fourteen(rule: &str) -> Book {
    let mut book = book(&format!("fee: 900, hours: 10, period: month{rule}"));
    for (at, hours) in WORKED.iter().enumerate() {
        let month = format!("{}-{:02}", 2026 + at / 12, at % 12 + 1);
        let mut text = entry(&format!("{month}-10"), "ACME-0001", &hours.min(&20).to_string(), "");
        if *hours > 20 {
            text += &entry(&format!("{month}-11"), "ACME-0001", &(hours - 20).to_string(), "");
        }
        book = book.timesheet(&format!("ann/{month}"), &format!("entries:\n{text}"));
    }
    book
}

fn columns(book: &Book, keys: &[&str]) -> Vec<String> {
    told(&book.ask("retainers", &all("2027-02-15")).grid, keys)
}

#[test]
fn without_roll_over_hours_lapse_and_none_come() {
    let book = fourteen("");
    // 10 less what was worked: over in February by 2, in June by 15, in November by 4
    assert_eq!(
        columns(&book, &["rolled_in", "remaining", "lapsed"]),
        [
            "0 2 2", "0 -2 0", "0 0 0", "0 10 10", "0 10 10", "0 -15 0", "0 0 0", "0 7 7", "0 0 0", "0 0 0", "0 -4 0",
            "0 1 1", "0 0 0", "0 0 -"
        ]
    );
    let view = book.ask("retainers", &all("2027-02-15"));
    // 131 hours of 140; over 2 + 15 + 4 = 21; lapsed 2 + 10 + 10 + 7 + 1 = 30; 13,100 of 12,600 is 500 / 12,600 = 0.03968
    assert_eq!(
        told(
            grid(&view, "contracts"),
            &[
                "periods",
                "contracted",
                "used",
                "over_hours",
                "over_servicing_hours",
                "fee",
                "value",
                "over_servicing",
                "lapsed"
            ]
        ),
        ["14 140 131 21 -0.0643 12600.00 EUR 13100.00 EUR 0.0397 30"]
    );
}

#[test]
fn up_to_a_cap_only_the_cap_is_carried() {
    let book = fourteen(", rollover: cap, rollover_cap_hours: 5");
    // April leaves 10: 5 go on and 5 lapse; May has 15 and leaves 15: 5 and 10; June has 15 and works 25; August leaves 7: 5 and 2
    assert_eq!(
        columns(&book, &["rolled_in", "remaining", "carried", "lapsed"]),
        [
            "0 2 2 0",
            "2 0 0 0",
            "0 0 0 0",
            "0 10 5 5",
            "5 15 5 10",
            "5 -10 0 0",
            "0 0 0 0",
            "0 7 5 2",
            "5 5 5 0",
            "5 5 5 0",
            "5 1 1 0",
            "1 2 2 0",
            "2 2 2 0",
            "2 2 - -"
        ]
    );
    // June: 25 of 15 hours, 10 / 15; worth 2,500 against 900 x 15 / 10 = 1,350: 1,150 / 1,350; burn 25 / 15
    let june = columns(&book, &["from", "burn", "over_hours", "over_servicing_hours", "value", "over_servicing"]);
    assert_eq!(june[5], "2026-06-01 1.6667 10 0.6667 2500.00 EUR 0.8519");
}

#[test]
fn in_full_all_is_carried_within_the_contract() {
    let book = fourteen(", rollover: full");
    assert_eq!(
        columns(&book, &["rolled_in", "remaining", "carried", "lapsed"]),
        [
            "0 2 2 0",
            "2 0 0 0",
            "0 0 0 0",
            "0 10 10 0",
            "10 20 20 0",
            "20 5 5 0",
            "5 5 5 0",
            "5 12 12 0",
            "12 12 12 0",
            "12 12 12 0",
            "12 8 8 0",
            "8 9 9 0",
            "9 9 9 0",
            "9 9 - -"
        ]
    );
    // what is left at the end of the contract lapses: it ends with January 2027
    let ended = Book::new(AGENCY)
        .client(
            "ACME",
            &client("start: 2026-12-01, end: 2027-01-31", "fee: 900, hours: 10, period: month, rollover: full"),
        )
        // an hour that is paid otherwise: the book knows the contract from December on
        .job("ACME-0001", &job("adaptation", ""))
        .timesheet("ann/2026-12", &format!("entries:\n{}", entry("2026-12-10", "ACME-0001", "1", "")));
    assert_eq!(columns(&ended, &["rolled_in", "carried", "lapsed"]), ["0 10 0", "10 0 20"]);
    assert_eq!(ended.ask("retainers", &on("2027-02-15")).grid.rows.len(), 0);
    assert_eq!(ended.ask("retainers", &on("2027-01-31")).grid.rows.len(), 1);
}

#[test]
fn a_cap_that_nobody_wrote_is_said_and_nothing_is_made_up() {
    let view = fourteen(", rollover: cap").ask("retainers", &all("2026-02-15"));
    assert_eq!(told(&view.grid, &["rolled_in", "remaining", "over_servicing"]), ["0 2 -0.1111", "- - -"]);
    assert!(
        view.notes.iter().any(|note| note.starts_with("cannot be told: hours roll over up to a cap")),
        "{:?}",
        view.notes
    );
}

#[test]
fn the_period_that_runs_is_shown_unless_another_is_asked_for() {
    let book = fourteen("");
    let from = |ask: &ReportAsk| told(&book.ask("retainers", ask).grid, &["from", "until", "used"]);
    // as of the 9th nothing of February is worked
    assert_eq!(from(&on("2027-02-09")), ["2027-02-01 2027-02-28 0"]);
    assert_eq!(from(&on("2027-02-10")), ["2027-02-01 2027-02-28 10"]);
    let day = |text: &str| Day::parse(text);
    let quarter = ReportAsk { from: day("2026-04-15"), until: day("2026-06-01"), ..on("2027-02-15") };
    assert_eq!(from(&quarter), ["2026-04-01 2026-04-30 0", "2026-05-01 2026-05-31 0", "2026-06-01 2026-06-30 25"]);
    assert_eq!(from(&on("2025-12-31")), [""; 0]);
}

#[test]
fn a_year_from_april_is_a_year_of_the_contract() {
    let eighty = [28, 29, 30, 31].map(|day| entry(&format!("2027-03-{day}"), "ACME-0001", "20", ""));
    let book = Book::new(AGENCY)
        .client(
            "ACME",
            &client(
                "start: 2026-04-01, end: 2028-03-31",
                "fee: 12000, hours: 100, period: year, rollover: cap, rollover_cap_hours: 10",
            ),
        )
        .job("ACME-0001", &job("retainer-ticket", ""))
        .timesheet("ann/2026-03", &format!("entries:\n{}", entry("2026-03-31", "ACME-0001", "7", "")))
        .timesheet("ann/2027-03", &format!("entries:\n{}", eighty.concat()))
        .timesheet("ann/2027-04", &format!("entries:\n{}", entry("2027-04-01", "ACME-0001", "3", "")));
    let view = book.ask("retainers", &all("2027-06-30"));
    assert_eq!(
        told(&view.grid, &["from", "until", "rolled_in", "used", "remaining", "lapsed"]),
        ["2026-04-01 2027-03-31 0 80 20 10", "2027-04-01 2028-03-31 10 3 107 -"]
    );
    // the hours of March 2026 were before it
    assert_eq!(told(grid(&view, "contracts"), &["outside_hours"]), ["7"]);
}

/// A change order of two lines with the client's yes.
fn change(kind: &str, cause: &str, id: &str) -> String {
    let text = job(
        kind,
        &format!(
            "change_orders:\n  - id: co1\n    date: 2026-02-01\n    cause: {cause}\n    status: approved\n    lines: [{{id: {id}, kind: fee, amount: 50}}]\n"
        ),
    );
    let job = JobId::parse("ACME-0002").expect("a job");
    let hash = print_at::<Job>(job, &text, &key_path!["change_orders", 0usize]);
    format!(
        "{text}    approvals:\n      - {{for: client, by: liisa, date: 2026-02-05, method: email, evidence: mail, entered_by: ann, hash: {hash}}}\n"
    )
}

#[test]
fn investments_corrections_and_what_is_paid_otherwise_burn_nothing() {
    let entries = [
        entry("2026-02-10", "ACME-0001", "4", ""),
        entry("2026-02-10", "ACME-0002", "2", ", line: extra"),
        entry("2026-02-10", "ACME-0002", "1", ""),
        entry("2026-02-10", "ACME-0003", "3", ", line: mend"),
        entry("2026-02-10", "ACME-0004", "5", ""),
        entry("2026-02-11", "ACME-0005", "6", ""),
        entry("2026-02-11", "ACME-0006", "7", ""),
    ];
    let book = book("fee: 900, hours: 10, period: month")
        .job("ACME-0002", &change("retainer-ticket", "out-of-scope", "extra"))
        .job("ACME-0003", &change("retainer-ticket", "agency-correction", "mend"))
        .job("ACME-0004", &job("campaign", "investment: {cap: 1000, reason: Pitch, by: ann}\n"))
        .job("ACME-0005", &job("campaign", ""))
        .job("ACME-0006", &job("retainer-ticket", "").replace("contract: aor", "contract: other"))
        .timesheet("ann/2026-02", &format!("entries:\n{}", entries.concat()));
    let keys = [
        "used",
        "value",
        "investment_hours",
        "investment_value",
        "correction_hours",
        "correction_value",
        "elsewhere_hours",
    ];
    // used: 4 on the ticket and 1 on the other beside its change order; paid otherwise: 2 on that and 6 on the campaign. The client's yes is
    // of the 5th; before it the change order pays for nothing. Time on it is worth its line's rate, else Ann's 100
    let row = |day: &str| told(&book.ask("retainers", &on(day)).grid, &keys);
    assert_eq!(row("2026-02-28"), ["5 500.00 EUR 5 500.00 EUR 3 300.00 EUR 8"]);
    assert_eq!(row("2026-02-09"), ["0 0.00 EUR 0 0.00 EUR 0 0.00 EUR 0"]);
}

#[test]
fn what_was_billed_is_counted_for_its_month() {
    let bill = |date: &str, kind: &str, month: &str, net: &str, more: &str| {
        format!(
            "number: \"{date}\"\ndate: {date}\ndue: {date}\nkind: {kind}\n{more}lines: [{{contract: aor, {month}net: {net}}}]\n"
        )
    };
    let book = Book::new(AGENCY)
        .client("ACME", &client("start: 2026-10-01", "fee: 900, hours: 10, period: month"))
        .issued_invoice("ACME-I0001", &bill("2026-09-25", "retainer", "month: 2026-10, ", "900", ""))
        .issued_invoice("ACME-I0002", &bill("2026-11-10", "retainer", "", "800", ""))
        .issued_invoice("ACME-I0003", &bill("2026-12-02", "credit", "month: 2026-11, ", "100", ""))
        .issued_invoice("ACME-I0004", &bill("2026-12-03", "retainer", "month: 2026-12, ", "500", "currency: USD\n"))
        .issued_invoice(
            "ACME-I0005",
            &bill("2026-12-03", "retainer", "month: 2026-12, ", "500", "currency: USD\nfx_rate: 0.9\n"),
        )
        .issued_invoice("ACME-I0006", &bill("2026-12-04", "retainer", "month: 2027-02, ", "900", ""))
        .invoice("ACME-I0007", &bill("2026-12-04", "retainer", "month: 2026-12, ", "900", ""));
    // December: 500 x 0.8 + 500 x 0.9 = 850; the draft counts for nothing, and February is ahead
    let view = book.ask("retainers", &all("2026-12-05"));
    assert_eq!(
        told(&view.grid, &["billed", "pending"]),
        ["900.00 EUR 0.00 EUR", "700.00 EUR 200.00 EUR", "850.00 EUR 50.00 EUR"]
    );
    assert_eq!(
        told(grid(&view, "contracts"), &["billed", "pending", "billed_ahead"]),
        ["2450.00 EUR 250.00 EUR 900.00 EUR"]
    );
    // before the credit note
    let before = book.ask("retainers", &all("2026-12-01"));
    assert_eq!(told(&before.grid, &["billed"])[1], "800.00 EUR");
}

#[test]
fn an_hour_without_a_rate_makes_the_value_unknown_and_not_the_hours() {
    let sheet = |hours: &str| format!("entries:\n{}", entry("2026-02-10", "ACME-0001", hours, ""));
    let book = book("fee: 900, hours: 10, period: month")
        .timesheet("ann/2026-02", &sheet("4"))
        .timesheet("zoe/2026-02", &sheet("2.5"));
    let view = book.ask("retainers", &on("2026-02-28"));
    assert_eq!(
        told(&view.grid, &["used", "remaining", "value", "over_servicing", "over_servicing_hours", "why"]),
        ["6.5 3.5 - - -0.3500 2.5 h of `zoe` on ACME-0001, 2026-02-10, have no rate"]
    );
    // without hours the fee is burnt by value: 400 of 900
    let plain = Book::new(AGENCY)
        .client("ACME", &client("start: 2026-01-01", "fee: 900, period: month"))
        .job("ACME-0001", &job("retainer-ticket", ""))
        .timesheet("ann/2026-02", &sheet("4"));
    let row =
        told(&plain.ask("retainers", &on("2026-02-28")).grid, &["contracted", "remaining", "burn", "over_servicing"]);
    assert_eq!(row, ["- - 0.4444 -0.5556"]);
}

/// The book of the record format, with 20 hours for 12,000 a month, and no ticket.
#[test]
fn on_the_command_line() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    case.write("jobs/ACME/ACME-0900.yaml", job("retainer-ticket", "").replace("contract: aor", "contract: aor-2025"));
    case.write("timesheets/ann/2026-12.yaml", format!("entries:\n{}", entry("2026-12-01", "ACME-0900", "22", "")));
    let client = case.text("clients/ACME.yaml").replace("hours: 90\n", "hours: 20\n");
    case.write("clients/ACME.yaml", client);
    // 22 h at 85.00 are 1,870.00; of 12,000: -10,130 / 12,000
    let row = case.run("retainers --format json").ok().json()["rows"][0].clone();
    assert_eq!(
        (&row["contract"], &row["from"], &row["used"], &row["remaining"]),
        (&json!("aor-2025"), &json!("2026-12-01"), &json!("22"), &json!("-2"))
    );
    assert_eq!((&row["burn"], &row["over_servicing"]), (&json!("1.1000"), &json!("-0.8442")));
    assert_eq!(row["pending"], json!({"amount": "12000.00", "currency": "EUR"}));
    assert_eq!(case.run("retainers --where 'over_hours > 0' --exit-code").code, 1);
    // of the 24 periods from January 2025 to December 2026 the book knows those from its first hours under the contract on, in November
    let every = case.run("retainers --all-periods --format json").ok().json();
    assert_eq!((every["rows"].as_array().map(Vec::len), &every["contracts"][0]["periods"]), (Some(2), &json!(2)));
    assert!(every["notes"].to_string().contains("aor-2025: 22 periods up to 2026-10-31 are left out"), "{every}");
    assert!(case.run("retainers --from 2026-12-01 --until 2026-11-01").stderr.contains("ends before it begins"));
    let table = case.run("retainers").ok().stdout;
    assert!(table.contains("110%") && table.contains("Contracts to date"), "{table}");
}

#[test]
fn what_cannot_be_read_leaves_no_figure_that_hangs_on_it() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    case.write("timesheets/bo/2026-11.yaml", "entries: [\n");
    case.write("invoices/ACME/ACME-I0990.yaml", "number: [\n");
    let ran = case.run("retainers --from 2026-10-01 --format json");
    assert_eq!(ran.code, 2);
    let rows = ran.json()["rows"].clone();
    let used: Vec<_> = rows.as_array().expect("rows").iter().map(|row| row["used"].clone()).collect();
    assert_eq!(used, [json!("0"), json!(null), json!("0")], "November alone");
    assert_eq!((&rows[0]["billed"], &rows[0]["pending"]), (&json!(null), &json!(null)));
    let contract = &ran.json()["contracts"][0];
    assert_eq!(
        (&contract["used"], &contract["billed"], &contract["contracted"]),
        (&json!(null), &json!(null), &json!("2160"))
    );
    // time on a job that cannot be read may be this retainer's
    let case = Case::copy("tests/books/records", "2026-12-01");
    case.write("jobs/ACME/ACME-0012.yaml", "title: [\n");
    let rows = case.run("retainers --from 2026-11-01 --format json").json()["rows"].clone();
    assert_eq!((&rows[0]["used"], &rows[1]["used"]), (&json!(null), &json!("0")));
}
