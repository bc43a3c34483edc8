//! `risk`: the reasons it gives, and what it tells where records cannot be read. Days were counted on the wall calendar of `risk.rs`.

use crate::generated::book;
use crate::harness::Case;
use crate::pieces::Book;
use crate::risk::{INVESTED, creative, day, told};
use serde_json::{Value, json};
use suits::domain::scope::Scope;
use suits::reports::{REPORTS, ReportAsk};
use suits::store::Store;
use suits::values::Day;
use suits::view::View;

#[test]
fn the_reasons_are_in_words() {
    let of = |book: &Book, on: &str| told(book, "ACME-0200", on, &["signal", "reasons"]).join(" ");
    let one = |more: &str, on: &str| of(&Book::records().job("ACME-0200", &creative("2027-01-15", more)), on);
    // due Mon 14 Dec: on Thu 17 three days late; on Sat 12 not late at all
    assert_eq!(one("", "2026-12-17"), "at-risk the ball is 3 working days late with kim");
    assert_eq!(one("", "2026-12-12"), "on-time ");
    let friday = creative("2027-01-15", "").replace("due: 2026-12-14", "due: 2026-12-11");
    assert_eq!(
        of(&Book::records().job("ACME-0200", &friday), "2026-12-12"),
        "at-risk the ball was due on 2026-12-11 with kim"
    );
    // the wait on the client was noted on Wed 2 and again on Fri 4, after one on a supplier
    let waits = "    waiting:\n      - {date: 2026-12-01, party: supplier}\n      - {date: 2026-12-02, party: client}\n      - {date: 2026-12-04, party: client}\n";
    let waiting = creative("2027-01-15", "").replace(", due: 2026-12-14}\n", &format!("}}\n{waits}")).replace(
        "{stage: in-creative, from: tom, to: kim, date: 2026-11-30}",
        "stage: in-creative\n    to: kim\n    date: 2026-11-30",
    );
    let book = Book::records().job("ACME-0200", &waiting);
    assert_eq!(of(&book, "2026-12-07"), "on-time waits on the client since 2026-12-02");
    assert_eq!(of(&book, "2026-12-01"), "on-time waits on the supplier since 2026-12-01");
    // material before the forecast: on Tue 1 Dec, by the table, 9 + 9 days are Mon 28 Dec (24 and 25 off for tom): see below
    let material = "deliverables:\n  - {id: spot, material_due: 2026-12-18}\n  - {id: tag, status: released, material_due: 2026-12-18}\n";
    assert_eq!(one(material, "2026-12-19").split("; ").nth(1), Some("the material of `spot` was due on 2026-12-18"));
    // 9 days from Tue 1 are Mon 14, 2 Wed 16, the client's 5 Wed 23, ann's 1 Mon 28, tom's 1 Tue 29
    assert_eq!(
        one(material, "2026-12-01"),
        "at-risk the material of `spot` is due on 2026-12-18 and forecast for 2026-12-29"
    );
    // nobody has it
    let done = creative("2027-01-15", "").replace("due: 2026-12-14", "done: 2026-12-01");
    assert_eq!(of(&Book::records().job("ACME-0200", &done), "2026-12-01"), "at-risk nobody has the ball");
    let no_due = creative("2027-01-15", "").replace("due: 2027-01-15\n", "");
    assert_eq!(of(&Book::records().job("ACME-0200", &no_due), "2026-12-01"), "no-date no due date is agreed");
    // the office knows two days off of 2026, two of 2027 and none of 2028
    let late = creative("2028-03-01", "");
    assert_eq!(
        of(&Book::records().job("ACME-0200", &late), "2026-12-01"),
        "on-time the holidays of 2028 are not all known yet in the office's calendar"
    );
    // a stage that nobody knows
    let odd = creative("2027-01-15", "").replace("in-creative", "limbo");
    let told = told(
        &Book::records().job("ACME-0200", &odd),
        "ACME-0200",
        "2026-12-01",
        &["needed", "likely", "signal", "reasons"],
    );
    assert_eq!(told.join(" "), "- - - nothing is forecast: `limbo` is no stage of the workflow");
}

#[test]
fn whoever_is_away_gone_or_missing_is_named() {
    let toml = |kim: &str| {
        include_str!("../books/records/suits.toml").replace(
            "roles = [\"creative-director\"]\nfrom = 2024-01-01",
            &format!("roles = [\"creative-director\"]\nfrom = 2024-01-01\n{kim}"),
        )
    };
    let of = |kim: &str, client: &str| {
        let book = Book::new(&toml(kim)).client("ACME", client).job("ACME-0200", &creative("2027-01-15", ""));
        told(&book, "ACME-0200", "2026-12-01", &["signal", "reasons"]).join(" ")
    };
    let client = include_str!("../books/records/clients/ACME.yaml");
    assert_eq!(
        of("away = [{ from = 2026-11-30, to = 2026-12-04 }]", client),
        "at-risk kim has the ball and is away until 2026-12-04"
    );
    assert_eq!(
        of("away = [{ from = 2026-11-30, to = 2026-12-04, deputy = \"pia\" }]", client),
        "on-time kim is away until 2026-12-04 (pia stands in)"
    );
    assert_eq!(of("away = [{ from = 2026-12-02, to = 2026-12-04 }]", client), "on-time ");
    assert_eq!(of("to = 2026-11-30", client), "at-risk kim has the ball and left on 2026-11-30");
    let no_traffic = client.replace("  traffic: tom\n", "");
    assert_eq!(of("", &no_traffic), "at-risk nobody sits as traffic for `released`");
}

#[test]
fn rounds_and_papers_that_are_missing_are_named() {
    let of = |book: Book, job: &str| {
        told(&book.job("ACME-0200", job), "ACME-0200", "2026-12-01", &["signal", "reasons"]).join(" ")
    };
    let spot = creative("2027-01-15", "contract: aor-2025\ndeliverables:\n  - {id: spot, status: filed}\n");
    let round = |sent: &str, decision: &str| {
        format!(
            "type: client\ndeliverable: spot\nversion: v1\nsent: {sent}\nreviewers:\n  - {{by: liisa, decision: {decision}, date: {sent}}}\n"
        )
    };
    let with = |second: &str| {
        Book::records()
            .round("ACME-0200-R1", &round("2026-11-16", "changes-required"))
            .round("ACME-0200-R2", &round(second, "changes-required"))
    };
    assert_eq!(of(with("2026-11-26"), &spot), "at-risk the client's rounds on `spot` are used up (2 of 2)");
    assert_eq!(of(with("2026-12-02"), &spot), "on-time ");
    let approved = with("2026-11-26").round("ACME-0200-R3", &round("2026-11-27", "approved"));
    assert_eq!(of(approved, &spot), "on-time ");
    // a brief that was changed after it was approved, and no estimate
    let brief = include_str!("../books/records/briefs/ACME/ACME-B0004.yaml");
    let unpaid = creative("2027-01-15", "contract: aor-2025\nbrief: ACME-B0004\n").replace(INVESTED, "");
    let told = of(Book::records().brief("ACME-B0004", brief), &unpaid);
    assert_eq!(told, "at-risk ACME-0200 has no estimate");
    let changed = brief.replace("Spring launch 2027", "Summer launch 2027");
    let told = of(
        Book::records().brief("ACME-B0004", &changed),
        &creative("2027-01-15", "contract: aor-2025\nbrief: ACME-B0004\n"),
    );
    for of in ["strategy", "creative", "client"] {
        assert!(
            told.contains(&format!("the brief ACME-B0004 has no {of} approval that holds: changed since")),
            "{told}"
        );
    }
    // before the gate nobody misses them; the client answers in January then, of which her calendar knows nothing
    let early = unpaid.replace("in-creative", "briefing");
    assert_eq!(
        of(Book::records().brief("ACME-B0004", &changed), &early),
        "on-time the holidays of 2027 are not all known yet in the calendar `acme`"
    );
}

#[test]
fn a_record_that_cannot_be_read_hides_no_other() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    case.run("client new BOLT --name Bolt --currency EUR").ok();
    case.write("jobs/BOLT/BOLT-0001.yaml", creative("2026-12-04", "contract: null\n"));
    case.write("jobs/BOLT/BOLT-0002.yaml", "title: [\n");
    let ran = case.run("risk --client BOLT --format json").exits(2);
    let json = ran.json();
    assert_eq!((&json["rows"][0]["job"], &json["rows"][0]["signal"]), (&json!("BOLT-0001"), &json!("late")));
    assert_eq!(json["unreadable"][0]["path"], "jobs/BOLT/BOLT-0002.yaml");
    ran.says("job `BOLT-0002` cannot be read: its past is in no median");
    // without its client nobody can say whose days they are
    case.write("clients/ACME.yaml", "name: [\n");
    let ran = case.run("risk --client ACME --format json").exits(2);
    let film = ran.json()["rows"].as_array().expect("rows").iter().find(|row| row["job"] == "ACME-0012").cloned();
    let film = film.expect("the film");
    assert_eq!(
        json!([film["needed"], film["likely"], film["signal"], film["due"]]),
        json!([null, null, null, "2027-03-12"])
    );
    assert_eq!(film["reasons"], json!(["nothing is forecast: the record of ACME cannot be read"]));
    // a broken estimate of an open job is found too, though most sections of other jobs are not looked at
    let case = Case::copy("tests/books/records", "2026-12-01");
    let text = case.text("jobs/ACME/ACME-0012.yaml").replace("valid_until: 2027-01-31", "valid_until: soon");
    case.write("jobs/ACME/ACME-0012.yaml", text);
    case.run("risk --all").exits(2).says("jobs/ACME/ACME-0012.yaml");
}

/// Everything that a report says of a book, as one value.
fn view_of(root: &std::path::Path, scope: &Scope, on: Day) -> View {
    let snapshot = Store::open(root).expect("a book").load(scope).expect("loads");
    let report = REPORTS.iter().find(|report| report.name() == "risk").expect("a report");
    report.view(&snapshot.agency, &ReportAsk { all: true, ..ReportAsk::on(on) }).expect("an answer")
}

#[test]
fn reading_what_is_on_the_way_tells_the_same_as_reading_everything() {
    let case = Case::empty("2026-12-01");
    book::generate(120, case.path()).expect("writes");
    let report = REPORTS.iter().find(|report| report.name() == "risk").expect("a report");
    let northlight = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/northlight");
    for (root, on) in [(case.path().to_owned(), book::last()), (northlight, day("2026-12-01"))] {
        for on in [on, on.plus(-20), on.plus(-300)] {
            let scope = report.scope(&ReportAsk::on(on));
            let (some, whole) = (view_of(&root, &scope, on), view_of(&root, &Scope::book(), on));
            assert_eq!(some, whole, "{on}");
        }
        assert!(!view_of(&root, &report.scope(&ReportAsk::on(on)), on).grid.rows.is_empty());
    }
}

#[test]
fn titles_in_every_script_go_through() {
    let case = Case::copy("examples/northlight", "2026-12-01");
    let json: Value = case.run("risk --all --format json").ok().json();
    let titles: Vec<&str> =
        json["rows"].as_array().expect("rows").iter().filter_map(|row| row["title"].as_str()).collect();
    assert!(titles.contains(&"新年禮盒") && titles.contains(&"น้ำใบเตยโซดา"), "{titles:?}");
    case.run("risk --all --format md").ok().says("新年禮盒");
}
