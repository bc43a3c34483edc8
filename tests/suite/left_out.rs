//! What a report leaves out, and says so: papers that changed after the yes to them, in any report whose figures miss them.

use crate::pieces::{Book, on, told};
use suits::reports::ReportAsk;
use suits::values::ClientId;
use suits::view::View;

const JOB: &str = include_str!("../books/records/jobs/ACME/ACME-0012.yaml");
const CHANGED: &str = "approved no longer, so not counted as approved: ACME-0012 estimate 1: changed since `liisa` approved it on 2026-11-23; \
                       approve it again, or undo the change";

fn says(view: &View, sentence: &str) {
    assert!(view.notes.iter().any(|note| note == sentence), "{:#?}", view.notes);
}

fn figures(job: &str) -> View {
    Book::records().job("ACME-0012", job).ask("budget", &on("2026-12-01"))
}

#[test]
fn an_estimate_that_changed_after_the_clients_yes_is_named_where_its_sum_is_missed() {
    // 40 h x 110 + 30,000 x 1.15 + 40,000 = 4,400 + 34,500 + 40,000; the change order waits for its yes
    let keys = ["job", "approved", "pending_why"];
    let whole = figures(JOB);
    assert_eq!(told(&whole.grid, &keys), ["ACME-0012 78900.00 EUR change order co1 is sent"]);
    assert!(!whole.notes.iter().any(|note| note.contains("approved no longer")), "{:#?}", whole.notes);
    let stale = JOB.replace("hours: 40", "hours: 41");
    let view = figures(&stale);
    let why = "estimate 1: changed since `liisa` approved it on 2026-11-23";
    assert_eq!(told(&view.grid, &keys), [format!("ACME-0012 0.00 EUR {why},change order co1 is sent")]);
    says(&view, CHANGED);
    says(&Book::records().job("ACME-0012", &stale).ask("wip", &on("2026-12-01")), CHANGED);
}

#[test]
fn a_newer_draft_does_not_hide_that_the_approved_one_changed() {
    let two = "  - {version: 2, status: draft, lines: [{id: more, kind: fee, amount: 100.00}]}\nchange_orders:";
    let stale = JOB.replace("hours: 40", "hours: 41").replace("change_orders:", two);
    let view = figures(&stale);
    let why =
        "estimate 1: changed since `liisa` approved it on 2026-11-23,estimate 2 is draft,change order co1 is sent";
    assert_eq!(told(&view.grid, &["pending_why"]), [why]);
    says(&view, CHANGED);
    // the day before the yes nothing had been approved, so nothing had changed
    let before = Book::records().job("ACME-0012", &stale).ask("budget", &on("2026-11-22"));
    assert!(!before.notes.iter().any(|note| note.contains("approved no longer")), "{:#?}", before.notes);
}

#[test]
fn an_invoice_that_changed_after_it_went_out_is_named_where_it_is_not_billed() {
    let client = "name: Acme Oy\nstatus: active\ncurrency: EUR\ncontracts:\n  - {id: aor, type: retainer, start: 2026-10-01, rates: standard, \
                  retainer: {fee: 1000, hours: 10, period: month}}\n";
    let invoice =
        |lines: &str| format!("number: \"1\"\ndate: 2026-11-01\ndue: 2026-12-01\nkind: retainer\nlines: [{lines}]\n");
    let changed = "approvals: [{for: issue, by: mai, date: 2026-11-01, method: system, hash: h1-0000000000000000}]\n";
    let fee = invoice("{contract: aor, month: 2026-11, net: 1000}");
    let book = Book::new(include_str!("../books/records/suits.toml"))
        .client("ACME", client)
        .issued_invoice("ACME-I0001", &fee.replace("2026-11", "2026-10"))
        .invoice("ACME-I0002", &format!("{fee}{changed}"))
        .invoice("ACME-I0003", &fee);
    let said = "not sent out, so not billed: ACME-I0002 (changed since `mai` approved it on 2026-11-01)";
    for report in ["margin", "wip", "retainers"] {
        says(&book.ask(report, &on("2026-12-01")), said);
    }
    let elsewhere = ReportAsk { client: Some(ClientId::parse("BOLT").expect("an id")), ..on("2026-12-01") };
    assert!(!book.ask("margin", &elsewhere).notes.iter().any(|note| note.contains("not sent out")));
}

#[test]
fn a_bill_before_a_retainer_began_is_for_its_first_period_whoever_asks() {
    let client = "name: Acme Oy\nstatus: active\ncurrency: EUR\ncontracts:\n  - {id: aor, type: retainer, start: 2026-11-01, rates: standard, \
                  retainer: {fee: 1000, hours: 10, period: month}}\n";
    let job = "title: Ticket\ntype: retainer-ticket\nstatus: requested\nrequested_by: liisa\nrequested_on: 2026-11-01\ncontract: aor\n";
    // without a month: a bill of 20 October for a contract of 1 November
    let fee = "number: \"1\"\ndate: 2026-10-20\ndue: 2026-12-01\nkind: retainer\nlines: [{contract: aor, net: 1000}]\n";
    let hash = crate::pieces::print_of::<suits::domain::invoice::Invoice>(
        suits::values::InvoiceId::parse("ACME-I0001").expect("an id"),
        fee,
    );
    let issue = format!("approvals: [{{for: issue, by: mai, date: 2026-10-20, method: system, hash: {hash}}}]\n");
    let book = Book::new(include_str!("../books/records/suits.toml"))
        .client("ACME", client)
        .job("ACME-0001", job)
        .invoice("ACME-I0001", &format!("{fee}{issue}"))
        .timesheet("ann/2026-11", "entries: [{id: aaaa, date: 2026-11-03, job: ACME-0001, hours: 4}]\n");
    let periods = book.ask("retainers", &ReportAsk { all: true, ..on("2026-11-30") });
    assert_eq!(told(&periods.grid, &["from", "billed"]), ["2026-11-01 1000.00 EUR"]);
    let by = ReportAsk { by: vec!["person".to_owned()], ..on("2026-11-30") };
    let view = book.ask("margin", &by);
    assert_eq!(told(&view.grid, &["person", "billings"]), ["ann 1000.00 EUR"]);
}

#[test]
fn hours_on_a_job_that_does_not_exist_leave_the_clients_time_unknown_everywhere() {
    // the job of the sample book has 6 h x 110 of time, on 19 November, and another client has none
    let sheet = |job: &str| format!("entries: [{{id: aaaa, date: 2026-11-19, job: {job}, hours: 6, line: concept}}]\n");
    let book = |job: &str| Book::records().job("ACME-0012", JOB).timesheet("ann/2026-11", &sheet(job));
    let by = |way: &str| ReportAsk { by: vec![way.to_owned()], ..on("2026-12-01") };
    let said = "cannot be told: ACME-9999: the book has no such job, and `ann` worked on it on 2026-11-19";
    for (report, figure, known) in [
        ("budget", "actual", "660.00 EUR"),
        ("spend", "actual", "660.00 EUR"),
        ("margin", "hours", "6"),
        // with the fee of the retainer for November
        ("wip", "value", "12660.00 EUR"),
        ("rework", "time_value", "660.00 EUR"),
    ] {
        let fine = book("ACME-0012").ask(report, &by("client"));
        let missing = book("ACME-9999").ask(report, &by("client"));
        if report != "rework" {
            assert_eq!(told(&fine.grid, &[figure]), [known], "{report}");
        }
        assert_eq!(told(&missing.grid, &[figure]), ["-"], "{report}");
        assert!(missing.notes.iter().any(|note| note == said), "{report}: {:#?}", missing.notes);
        // of another client, nothing is unknown; of the day before, nothing either
        let other = ReportAsk { client: Some(ClientId::parse("BOLT").expect("an id")), ..by("client") };
        assert!(
            !book("ACME-9999").ask(report, &other).notes.iter().any(|note| note.contains("no such job")),
            "{report}"
        );
        let before = ReportAsk { by: vec!["client".to_owned()], ..on("2026-11-18") };
        assert!(
            !book("ACME-9999").ask(report, &before).notes.iter().any(|note| note.contains("no such job")),
            "{report}"
        );
    }
    // the row of the job says so, and that of another job of the client stands
    let by_job = book("ACME-9999").ask("budget", &by("job"));
    assert_eq!(told(&by_job.grid, &["job", "actual"]), ["ACME-0012 0.00 EUR", "ACME-9999 -"]);
}

#[test]
fn hours_below_nothing_are_taken_off_no_sum() {
    let sheet = "entries:\n  - {id: aaaa, date: 2026-11-19, job: ACME-0012, hours: 6, line: concept}\n  - {id: bbbb, date: 2026-11-20, job: \
                 ACME-0012, hours: -2.5, line: concept}\n";
    let book = Book::records().job("ACME-0012", JOB).timesheet("ann/2026-11", sheet);
    let ask = ReportAsk { by: vec!["client".to_owned()], ..on("2026-12-01") };
    let said = "cannot be told: ACME-0012: `ann` on 2026-11-20: -2.5 hours: nobody works less than nothing";
    for (report, figure) in
        [("budget", "actual"), ("spend", "actual"), ("margin", "hours"), ("wip", "value"), ("rework", "time_value")]
    {
        let view = book.ask(report, &ask);
        assert_eq!(told(&view.grid, &[figure]), ["-"], "{report}");
        assert!(view.notes.iter().any(|note| note == said), "{report}: {:#?}", view.notes);
    }
    // the day before it, the six hours at 110 stand
    let before = ReportAsk { by: vec!["client".to_owned()], ..on("2026-11-19") };
    assert_eq!(told(&book.ask("budget", &before).grid, &["actual"]), ["660.00 EUR"]);
}

#[test]
fn hours_rolled_in_are_paid_for_in_a_group_as_in_the_row_of_the_period() {
    // 10 h for 1,000 a month, all unused hours roll: October leaves 6 of 10, November has 16 for 1,600, and 20 x 110 = 2,200 are used
    let client = "name: Acme Oy\nstatus: active\ncurrency: EUR\ncontracts:\n  - {id: aor, type: retainer, start: 2026-10-01, rates: standard-2026, \
                  retainer: {fee: 1000, hours: 10, period: month, rollover: full}}\n";
    let job = "title: Ticket\ntype: retainer-ticket\nstatus: requested\nrequested_by: liisa\nrequested_on: 2026-10-01\ncontract: aor\n";
    let toml = "[agency]\nname = \"Northlight\"\ncurrency = \"EUR\"\n[people.ann]\nname = \"Ann Lee\"\nroles = [\"account-executive\"]\n\
                [[rates.standard-2026]]\nfrom = 2026-01-01\ncharge = { account-executive = 110 }\n";
    let book = Book::new(toml)
        .client("ACME", client)
        .job("ACME-0001", job)
        .timesheet("ann/2026-10", "entries: [{id: aaaa, date: 2026-10-05, job: ACME-0001, hours: 4}]\n")
        .timesheet(
            "ann/2026-11",
            "entries: [{id: bbbb, date: 2026-11-05, job: ACME-0001, hours: 10}, {id: cccc, date: 2026-11-06, job: ACME-0001, hours: 10}]\n",
        );
    let keys = ["over_servicing_hours", "over_servicing"];
    let asked = |ways: &[&str], all: bool| {
        let by = ways.iter().map(ToString::to_string).collect();
        told(&book.ask("retainers", &ReportAsk { by, all, ..on("2026-11-15") }).grid, &keys)
    };
    // hours: (20 - 16) / 16; money: (2,200 - 1,600) / 1,600
    for ways in [&[][..], &["month"], &["client"], &["person"]] {
        assert_eq!(asked(ways, false), ["0.2500 0.3750"], "{ways:?}");
    }
    // both months: nothing came from before, and the six count once: (24 - 20) / 20 and (2,640 - 2,000) / 2,000
    assert_eq!(asked(&["client"], true), ["0.2000 0.3200"]);
    assert_eq!(asked(&["month"], true), ["-0.6000 -0.5600", "0.2500 0.3750"]);
}
