//! Figures that nobody can mean, written by a hand: whatever adds them up has no figure and says why, and everything else is what it was.

use crate::harness::Case;
use crate::pieces::{Book, on, print_at, told};
use suits::domain::job::Job;
use suits::key_path;
use suits::reports::ReportAsk;
use suits::values::JobId;
use suits::view::View;

/// Ann and Kim are charged by the line they work on; each costs 40 an hour.
const AGENCY: &str = r#"
[agency]
name = "Northlight"
currency = "EUR"
[people.ann]
name = "Ann Lee"
roles = ["account-executive"]
weekly_hours = 37.5
cost = [{ from = 2026-01-01, rate = 40 }]
[people.kim]
name = "Kim Park"
roles = ["creative-director"]
weekly_hours = 37.5
cost = [{ from = 2026-01-01, rate = 40 }]
[[rates.standard]]
from = 2026-01-01
charge = { account-executive = 100, creative-director = 100 }
"#;

const CLIENT: &str = "name: Acme Oy\nstatus: active\ncurrency: EUR\ncontacts:\n  - {id: liisa, name: Liisa, role: approver, limit: \
                      900000000000000000000000}\ncontracts:\n  - {id: aor, type: aor, start: 2025-01-01, rates: standard, markup: 10%, \
                      media_commission: 15%}\n";

/// 40 h x 100 + 1,000 x 1.10 + 2,000 are 7,100 approved, 10% of 4,000 + 1,100 kept; 400 x 1.10 are charged and 600 x 1.10 ordered.
const JOB: &str = "title: Film\ntype: tv-video\nstatus: requested\nrequested_by: liisa\nrequested_on: 2026-10-01\ncontract: aor\nestimates:\n  - version: 1\n    \
                   status: approved\n    currency: EUR\n    contingency: 10%\n    lines:\n      - {id: idea, kind: fee, role: account-executive, hours: 40, \
                   rate: 100}\n      - {id: film, kind: third-party, supplier: Kuva Oy, net: 1000, markup: 10%}\n      - {id: tv, kind: media, channel: tv, \
                   month: 2026-12, gross: 2000, commission: 15%}\n    approvals:\n      - {for: client, by: liisa, role: approver, date: 2026-10-10, method: \
                   email, evidence: mail, hash: HASH}\norders:\n  - {id: po1, line: film, supplier: Kuva Oy, date: 2026-10-11, net: 1000, status: \
                   part-invoiced}\nsupplier_invoices:\n  - {id: k1, order: po1, date: 2026-10-20, net: 400}\n";

const DAY: &str = "2026-11-30";

/// The job with one text replaced, and the client's yes to what it says then.
fn job(from: &str, to: &str) -> String {
    assert!(from.is_empty() || JOB.contains(from), "{from}");
    let text = if from.is_empty() { JOB.to_owned() } else { JOB.replacen(from, to, 1) };
    let id = JobId::parse("ACME-0001").expect("a job");
    let hash = print_at::<Job>(id, &text.replace("HASH", "h1-0000000000000000"), &key_path!["estimates", 0usize]);
    text.replace("HASH", &hash)
}

/// The first job as given, the second as it should be; Ann works on the first, Kim six hours on the second.
fn book(first: &str, ann: &str) -> Book {
    Book::new(AGENCY)
        .client("ACME", CLIENT)
        .job("ACME-0001", first)
        .job("ACME-0002", &job("", ""))
        .timesheet("ann/2026-11", &format!("entries: [{ann}]\n"))
        .timesheet("kim/2026-11", "entries: [{date: 2026-11-02, job: ACME-0002, hours: 6, line: idea}]\n")
}

fn entry(day: &str, hours: &str) -> String {
    format!("{{date: {day}, job: ACME-0001, hours: {hours}, line: idea}}")
}

fn six() -> String {
    entry("2026-11-02", "6")
}

fn by(way: &str) -> ReportAsk {
    ReportAsk { by: way.split(',').map(ToOwned::to_owned).collect(), ..on(DAY) }
}

fn says(view: &View, what: &str) {
    assert!(view.notes.iter().any(|note| note == what), "{what}: {:#?}", view.notes);
}

const FIGURES: [&str; 6] = ["job", "approved", "contingency", "actual", "committed", "remaining"];
/// 6 h x 100 + 440 actual, 660 committed: 7,100 - 1,040 - 660 remain.
const FINE: &str = "7100.00 EUR 510.00 EUR 1040.00 EUR 660.00 EUR 5400.00 EUR";

#[test]
fn a_line_an_order_or_a_bill_that_cannot_be_leaves_the_budget_of_its_job_unknown_and_no_other() {
    let whole = book(&job("", ""), &six()).ask("budget", &by("job"));
    assert_eq!(told(&whole.grid, &FIGURES), [format!("ACME-0001 {FINE}"), format!("ACME-0002 {FINE}")]);
    let twenty = "20000000000000000000";
    for (from, to, row, why) in [
        (
            "hours: 40",
            "hours: -40",
            "- - 1040.00 EUR 660.00 EUR -",
            "line `idea`: `hours` is -40, which is below nothing",
        ),
        // time on the line is worth its rate
        ("rate: 100", "rate: -100", "- - - 660.00 EUR -", "line `idea`: `rate` is -100, which is below nothing"),
        (
            "net: 1000, markup",
            "net: -1000, markup",
            "- - 1040.00 EUR 660.00 EUR -",
            "line `film`: `net` is -1000, which is below nothing",
        ),
        // what a supplier charges and is asked for is grossed up like its line
        (
            "markup: 10%",
            "markup: 1000%",
            "- - - - -",
            "line `film`: `markup` is 1000%, and a percentage is at most 100%",
        ),
        (
            "markup: 10%",
            "markup: -10%",
            "- - - - -",
            "line `film`: `markup` is -10%, and a percentage is never below 0%",
        ),
        (
            "commission: 15%",
            "commission: 115%",
            "- 510.00 EUR 1040.00 EUR 660.00 EUR -",
            "line `tv`: `commission` is 115%, and a percentage is at most 100%",
        ),
        (
            "gross: 2000",
            "gross: 20000000000000000000",
            "- 510.00 EUR 1040.00 EUR 660.00 EUR -",
            "line `tv`: `gross` is 20000000000000000000, which is more than anybody is ever charged",
        ),
        (
            "contingency: 10%",
            "contingency: 110%",
            "7100.00 EUR - 1040.00 EUR 660.00 EUR 5400.00 EUR",
            "the estimate: `contingency` is 110%, and a percentage is at most 100%",
        ),
        (
            "net: 1000, status",
            "net: -1000, status",
            "7100.00 EUR 510.00 EUR 1040.00 EUR - -",
            "order `po1`: `net` is -1000, which is below nothing",
        ),
        (
            "net: 400",
            "net: 20000000000000000000",
            "7100.00 EUR 510.00 EUR - - -",
            "supplier invoice `k1`: `net` is 20000000000000000000, which is more than anybody is ever charged",
        ),
    ] {
        let book = book(&job(from, to), &six());
        let view = book.ask("budget", &by("job"));
        assert_eq!(told(&view.grid, &FIGURES), [format!("ACME-0001 {row}"), format!("ACME-0002 {FINE}")], "{to}");
        says(&view, &format!("cannot be told: ACME-0001: {why}"));
        let client = told(&book.ask("budget", &by("client")).grid, &["approved", "actual", "committed"]);
        assert_eq!(client[0].matches('-').count(), {
            let known = told(&view.grid, &["approved", "actual", "committed"]);
            known[0].matches('-').count()
        });
    }
    // a supplier may give back
    let credit = book(&job("net: 400", "net: -400"), &six()).ask("budget", &by("job"));
    assert_eq!(told(&credit.grid, &["actual"]), ["160.00 EUR", "1040.00 EUR"]);
    assert!(twenty.len() == 20);
}

#[test]
fn the_other_lines_channels_and_people_keep_their_figures() {
    let book = book(&job("commission: 15%", "commission: 115%"), &six());
    // both jobs: 2 x (4,000 + 1,100) without a channel; on tv one of 2,000 is known
    assert_eq!(told(&book.ask("budget", &by("channel")).grid, &["channel", "approved"]), ["- 10200.00 EUR", "tv -"]);
    let time = self::book(&job("", ""), &entry("2026-11-02", "1000"));
    assert_eq!(
        told(&time.ask("budget", &by("person")).grid, &["person", "actual"]),
        ["- 880.00 EUR", "ann -", "kim 600.00 EUR"]
    );
    // before its day the hours are nobody's
    let before = ReportAsk { by: vec!["job".to_owned()], ..on("2026-11-01") };
    assert_eq!(told(&time.ask("budget", &before).grid, &["actual"]), ["440.00 EUR", "440.00 EUR"]);
}

#[test]
fn a_line_that_a_hand_changed_after_the_yes_is_as_stale_as_any() {
    let changed = job("", "").replace("hours: 40", "hours: -40");
    let view = book(&changed, &six()).ask("budget", &by("job"));
    // nothing is approved, and what waits for a yes cannot be told
    assert_eq!(told(&view.grid, &["approved", "pending"]), ["0.00 EUR -", "7100.00 EUR 0.00 EUR"]);
    says(&view, "cannot be told: ACME-0001: line `idea`: `hours` is -40, which is below nothing");
    assert!(view.notes.iter().any(|note| note.contains("changed since `liisa` approved it")), "{:#?}", view.notes);
}

#[test]
fn a_change_order_that_cannot_be_leaves_the_approved_sum_unknown_and_may_take_work_away() {
    let with = |line: &str| {
        let change = format!(
            "change_orders:\n  - id: co1\n    date: 2026-10-20\n    cause: fyi\n    status: approved\n    currency: EUR\n    lines: [{line}]\n    \
             approvals: [{{for: client, by: liisa, role: approver, date: 2026-10-21, method: email, evidence: mail, hash: HASH}}]\n"
        );
        let text = format!("{}{change}", job("", ""));
        let id = JobId::parse("ACME-0001").expect("a job");
        let hash =
            print_at::<Job>(id, &text.replace("HASH", "h1-0000000000000000"), &key_path!["change_orders", 0usize]);
        told(
            &book(&text.replace("HASH", &hash), &six()).ask("budget", &by("job")).grid,
            &["approved", "contingency_drawn"],
        )
    };
    // 7,100 - 5 h x 100; what is taken away draws nothing
    let less = with("{id: less, kind: fee, role: account-executive, hours: -5, rate: 100}");
    assert_eq!(less, ["6600.00 EUR 0.00 EUR", "7100.00 EUR 0.00 EUR"]);
    let never = with("{id: less, kind: fee, role: account-executive, hours: 5, rate: -100}");
    assert_eq!(never, ["- -", "7100.00 EUR 0.00 EUR"]);
}

#[test]
fn hours_that_no_day_has_are_in_no_report_and_whoever_worked_beside_them_is() {
    let two = [entry("2026-11-02", "15"), entry("2026-11-02", "15")].join(", ");
    for (entries, why) in [
        (entry("2026-11-02", "1000"), "`ann` on 2026-11-02: 1000 hours: a day has 24"),
        (entry("2026-11-02", "-6"), "`ann` on 2026-11-02: -6 hours: nobody works less than nothing"),
        (two, "`ann` has 30 hours on 2026-11-02, and a day has 24"),
    ] {
        let book = book(&job("", ""), &entries);
        let said = format!("cannot be told: ACME-0001: {why}");
        // of the second job: 6 h, worth 600, that cost 240, beside 440 of its supplier
        for (report, figure, known) in [
            ("budget", "actual", "1040.00 EUR"),
            ("spend", "actual", "1040.00 EUR"),
            ("wip", "value", "1040.00 EUR"),
            ("margin", "hours", "6"),
            ("margin", "labour", "240.00 EUR"),
        ] {
            let view = book.ask(report, &by("job"));
            let rows = told(&view.grid, &["job", figure]);
            assert_eq!(rows, ["ACME-0001 -".to_owned(), format!("ACME-0002 {known}")], "{report} {figure}");
            says(&view, &said);
        }
        for (report, figure) in [("utilisation", "booked"), ("mix", "hours"), ("time", "hours"), ("margin", "hours")] {
            let view = book.ask(report, &by("person"));
            let rows = told(&view.grid, &["person", figure]);
            let people: Vec<&String> = rows.iter().filter(|row| !row.starts_with('-')).collect();
            assert_eq!(people, ["ann -", "kim 6"], "{report} {figure}");
            assert!(view.notes.iter().any(|note| note.ends_with(why)), "{report}: {:#?}", view.notes);
        }
        let week = ReportAsk { by: Vec::new(), ..on("2026-11-04") };
        let view = book.ask("workload", &week);
        assert_eq!(told(&view.grid, &["person", "booked"]), ["ann -", "kim 6"]);
        says(&view, &said);
    }
}

#[test]
fn work_done_again_is_not_told_of_hours_that_no_day_has() {
    let mend = "change_orders:\n  - id: co1\n    date: 2026-10-20\n    cause: agency-correction\n    status: draft\n    lines: [{id: mend, kind: fee, \
                hours: 9, rate: 100}]\n";
    let text = format!("{}{mend}", job("", ""));
    let book = |hours: &str| {
        let sheet = |job: &str, hours: &str| {
            format!("entries: [{{date: 2026-11-02, job: {job}, hours: {hours}, line: mend}}]\n")
        };
        Book::new(AGENCY)
            .client("ACME", CLIENT)
            .job("ACME-0001", &text)
            .job("ACME-0002", &text)
            .timesheet("ann/2026-11", &sheet("ACME-0001", hours))
            .timesheet("kim/2026-11", &sheet("ACME-0002", "6"))
    };
    let rows = |hours: &str| {
        let view = book(hours).ask("rework", &by("job"));
        told(&view.grid, &["job", "hours", "corrections", "cost", "time_value"])
    };
    // 6 h x 100, at a cost of 6 x 40
    let fine = "6 600.00 EUR 240.00 EUR 600.00 EUR";
    assert_eq!(rows("6"), [format!("ACME-0001 {fine}"), format!("ACME-0002 {fine}")]);
    assert_eq!(rows("25"), ["ACME-0001 - - - -".to_owned(), format!("ACME-0002 {fine}")]);
}

#[test]
fn a_retainer_that_cannot_be_has_no_figure_of_it_and_the_next_one_has_all() {
    let fine = "fee: 1000, hours: 10, period: month, rollover: cap, rollover_cap_hours: 5";
    let client = |retainer: &str| {
        format!(
            "name: Acme Oy\nstatus: active\ncurrency: EUR\ncontracts:\n  - {{id: aor, type: retainer, start: 2026-11-01, rates: standard, retainer: {{{retainer}}}}}\n"
        )
    };
    let ticket = "title: Ticket\ntype: retainer-ticket\nstatus: requested\nrequested_by: liisa\nrequested_on: 2026-11-01\ncontract: aor\n";
    let book = |retainer: &str, hours: &str| {
        let sheet = |job: &str, hours: &str| format!("entries: [{{date: 2026-11-02, job: {job}, hours: {hours}}}]\n");
        Book::new(AGENCY)
            .client("ACME", &client(retainer))
            .client("BOLT", &client(fine))
            .job("ACME-0001", ticket)
            .job("BOLT-0001", ticket)
            .timesheet("ann/2026-11", &sheet("ACME-0001", hours))
            .timesheet("kim/2026-11", &sheet("BOLT-0001", "4"))
    };
    let keys = ["client", "contracted", "used", "remaining", "burn", "fee", "earned", "pending"];
    // 4 of 10 hours; all of the fee is earned by the last day of November, and nothing is billed
    let good = "10 4 6 0.4000 1000.00 EUR 1000.00 EUR 1000.00 EUR";
    for (retainer, hours, row, why) in [
        (fine, "4", good, None),
        (
            fine,
            "1000",
            "10 - - - 1000.00 EUR 1000.00 EUR 1000.00 EUR",
            Some("ACME-0001: `ann` on 2026-11-02: 1000 hours: a day has 24"),
        ),
        (
            "fee: -1000, hours: 10, period: month",
            "4",
            "10 4 6 0.4000 - - -",
            Some("the retainer: `fee` is -1000, which is below nothing"),
        ),
        (
            "fee: 1000, hours: -10, period: month",
            "4",
            "- 4 - - 1000.00 EUR 1000.00 EUR 1000.00 EUR",
            Some("the retainer: `hours` is -10, which is below nothing"),
        ),
        (
            "fee: 100000000000000000000, hours: 10, period: month",
            "4",
            "10 4 6 0.4000 - - -",
            Some("the retainer: `fee` is 100000000000000000000, which is more than anybody is ever charged"),
        ),
    ] {
        let book = book(retainer, hours);
        let view = book.ask("retainers", &on(DAY));
        assert_eq!(told(&view.grid, &keys), [format!("ACME {row}"), format!("BOLT {good}")]);
        let Some(why) = why else { continue };
        says(&view, &format!("cannot be told: {why}"));
        let groups = book.ask("retainers", &by("client"));
        let alike = ["client", "contracted", "used", "fee"];
        assert_eq!(told(&groups.grid, &alike), told(&view.grid, &alike), "{retainer}");
    }
    // what rolls on by an impossible cap is not known, and the month that has it is
    let view = book("fee: 1000, hours: 10, period: month, rollover: cap, rollover_cap_hours: -5", "4")
        .ask("retainers", &ReportAsk { all: true, ..on("2026-12-02") });
    assert_eq!(
        told(&view.grid, &["client", "rolled_in", "remaining"]),
        ["ACME 0 6", "ACME - -", "BOLT 0 6", "BOLT 5 15"]
    );
    says(&view, "cannot be told: the retainer: `rollover_cap_hours` is -5, which is below nothing");
}

#[test]
fn budgets_opportunities_bills_and_what_somebody_decided() {
    let client = |more: &str| format!("{CLIENT}{more}");
    let year =
        |amount: &str| format!("budgets:\n  - {{id: b2026, from: 2026-01-01, to: 2026-12-31, amount: {amount}}}\n");
    let annual = |amount: &str| {
        let book = Book::new(AGENCY).client("ACME", &client(&year(amount))).job("ACME-0001", &job("", ""));
        let view = book.ask("budget", &by("client"));
        let grid = &view.others.iter().find(|(name, ..)| *name == "annual").expect("annual budgets").2;
        told(grid, &["amount", "approved", "left", "why"])
    };
    // 10,000 - 7,100
    assert_eq!(annual("10000"), ["10000.00 EUR 7100.00 EUR 2900.00 EUR "]);
    assert_eq!(annual("-10000"), ["- 7100.00 EUR - `amount` is -10000, which is below nothing"]);

    let chances = "opportunities:\n  - {id: a, title: A, kind: organic, stage: proposal, value: VALUE, probability: SHARE, owner: ann}\n  - {id: b, title: B, \
                   kind: organic, stage: proposal, value: 1000, probability: 50%, owner: ann}\n";
    let pipeline = |value: &str, share: &str| {
        let text = client(&chances.replace("VALUE", value).replace("SHARE", share));
        told(&Book::new(AGENCY).client("ACME", &text).ask("pipeline", &on(DAY)).grid, &["opportunity", "weighted"])
    };
    assert_eq!(pipeline("2000", "50%"), ["a 1000.00 EUR", "b 500.00 EUR"]);
    for (value, share) in [("-2000", "50%"), ("2000", "150%"), ("20000000000000000000", "50%")] {
        let mut rows = pipeline(value, share);
        rows.sort();
        assert_eq!(rows, ["a -", "b 500.00 EUR"], "{value} {share}");
    }

    let invoice = |net: &str, tax: &str| {
        format!(
            "number: \"1\"\ndate: 2026-11-01\ndue: 2026-11-15\nkind: progress\ntax: {tax}\nlines: [{{job: ACME-0001, line: idea, net: {net}}}]\n"
        )
    };
    let aged = |net: &str, tax: &str| {
        let book = Book::new(AGENCY).client("ACME", CLIENT).job("ACME-0001", &job("", ""));
        let book =
            book.issued_invoice("ACME-I0001", &invoice(net, tax)).issued_invoice("ACME-I0002", &invoice("100", "25%"));
        (book.ask("ageing", &on(DAY)), book.ask("margin", &by("job")))
    };
    let rows = |view: &View| told(&view.grid, &["invoice", "amount", "open"]);
    let other = "ACME-I0002 125.00 EUR 125.00 EUR";
    assert_eq!(rows(&aged("200", "25%").0), ["ACME-I0001 250.00 EUR 250.00 EUR", other]);
    let (taxed, margin) = aged("200", "255%");
    assert_eq!(rows(&taxed), ["ACME-I0001 - -", other]);
    says(&taxed, "cannot be told: ACME-I0001: the invoice: `tax` is 255%, and a percentage is at most 100%");
    // without its tax it is billed: 200 + 100
    assert_eq!(told(&margin.grid, &["billings"]), ["300.00 EUR"]);
    let (endless, margin) = aged("20000000000000000000", "25%");
    assert_eq!(
        (rows(&endless), told(&margin.grid, &["billings"])),
        (vec!["ACME-I0001 - -".to_owned(), other.to_owned()], vec!["-".to_owned()])
    );

    for (key, more) in [
        ("investment", "investment: {cap: -5, reason: Pitch, by: ann}\n"),
        ("cancellation_fee", "cancelled: {date: 2026-11-20, by: ann, reason: Off, fee: -5}\n"),
    ] {
        let view = book(&format!("{}{more}", job("", "")), &six()).ask("budget", &by("job"));
        let rows = told(&view.grid, &["job", key, "actual"]);
        assert!(rows[0].starts_with("ACME-0001 - 1040.00 EUR"), "{key}: {rows:?}");
    }
}

#[test]
fn time_on_a_job_that_does_not_exist_leaves_the_clients_budget_for_the_year_without_what_was_spent() {
    let year = "budgets:\n  - {id: b2026, from: 2026-01-01, to: 2026-12-31, amount: 10000}\n";
    let sheet = "entries: [{date: 2026-11-02, job: ACME-9999, hours: 6}]\n";
    let annual = |book: &Book| {
        let view = book.ask("budget", &by("client"));
        let grid = &view.others.iter().find(|(name, ..)| *name == "annual").expect("annual budgets").2;
        told(grid, &["approved", "actual", "committed", "why"])
    };
    let book = Book::new(AGENCY).client("ACME", &format!("{CLIENT}{year}")).job("ACME-0001", &job("", ""));
    assert_eq!(annual(&book), ["7100.00 EUR 440.00 EUR 660.00 EUR "]);
    let why = "ACME-9999: the book has no such job, and `ann` worked on it on 2026-11-02";
    assert_eq!(annual(&book.timesheet("ann/2026-11", sheet)), [format!("7100.00 EUR - 660.00 EUR {why}")]);
}

#[test]
fn an_agency_that_only_warns_of_a_percentage_has_no_figure_from_it_either() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    let film = "jobs/ACME/ACME-0012.yaml";
    // in a change order that waits: what is approved is not touched
    let text = case.text(film).replace(
        "        kind: fee\n        text: Extra edit\n        role: production\n        hours: 12\n        rate: 95.00\n",
        "        kind: third-party\n        text: Extra edit\n        net: 100.00\n        markup: 150%\n",
    );
    assert!(text.contains("markup: 150%"));
    case.write(film, text);
    case.run("check").exits(1).says("impossible-percentage");
    let toml = case.text("suits.toml").replace("[checks] ", "[checks]\nimpossible-percentage = \"warning\"\n# ");
    case.write("suits.toml", toml);
    case.run("check").ok();
    let json = case.run("budget --format json").ok().json();
    let row =
        json["rows"].as_array().expect("rows").iter().find(|row| row["job"] == "ACME-0012").expect("a row").clone();
    assert_eq!(row["pending"], serde_json::Value::Null);
    assert_eq!(row["approved"]["amount"], "78900.00");
    case.run("budget").says("line `co1-edit`: `markup` is 150%, and a percentage is at most 100%");
}

#[test]
fn no_report_and_no_rule_falls_over_a_figure_that_has_no_end() {
    let most = "79228162514264337593543950335";
    let places = [
        ("jobs/ACME/ACME-0012.yaml", "hours: 40", format!("hours: {most}")),
        ("jobs/ACME/ACME-0012.yaml", "rate: 110.00", format!("rate: -{most}")),
        ("jobs/ACME/ACME-0012.yaml", "net: 30000.00", format!("net: {most}")),
        ("jobs/ACME/ACME-0012.yaml", "gross: 40000.00", format!("gross: {most}")),
        ("jobs/ACME/ACME-0012.yaml", "net: 28500.00", format!("net: -{most}")),
        ("jobs/ACME/ACME-0012.yaml", "contingency: 10%", format!("contingency: {most}%")),
        ("clients/ACME.yaml", "fee: 12000.00", format!("fee: {most}")),
        ("clients/ACME.yaml", "hours: 90", format!("hours: {most}")),
        ("clients/ACME.yaml", "amount: 240000.00", format!("amount: {most}")),
        ("clients/ACME.yaml", "tolerance: 10%", format!("tolerance: {most}%")),
        ("clients/ACME.yaml", "value: 60000.00", format!("value: {most}")),
        ("invoices/ACME/ACME-I0118.yaml", "net: 4400.00", format!("net: {most}")),
        ("invoices/ACME/ACME-I0118.yaml", "amount: 5522.00", format!("amount: -{most}")),
        ("timesheets/ann/2026-11.yaml", "hours: 2.5", format!("hours: {most}")),
    ];
    for (path, from, to) in places {
        let case = Case::copy("tests/books/records", "2026-12-20");
        let text = case.text(path);
        assert!(text.contains(from), "{path}: {from}");
        case.write(path, text.replacen(from, &to, 1));
        case.run("check").exits(1);
        for line in [
            "budget",
            "budget --by month",
            "spend",
            "wip",
            "ageing",
            "retainers --all-periods",
            "margin",
            "rework",
            "utilisation",
            "mix",
            "pipeline",
            "renewals",
            "time list",
            "workload",
            "risk",
            "today --for mai",
            "overdue --all",
            "invoice list",
            "check --due",
            "job show ACME-0012",
            "client show ACME",
            "export hledger",
            "job estimate show ACME-0012",
        ] {
            let ran = case.run(line);
            assert!(ran.code != 2 || line.starts_with("export"), "{line} with {to}: {}", ran.all());
            assert!(!ran.all().contains(most) || !ran.all().contains("panicked"), "{line} with {to}: {}", ran.all());
        }
    }
}
