//! `risk`: what open jobs need against what they have. Every stay here was counted on a wall calendar, and its medians by hand.
//!
//! 2026: Monday 7, 14, 21 Sep; Monday 30 Nov; Mon 7, 14, 21 Dec. Days off: 24 and 25 December; for the client none on a working day.

use crate::harness::Case;
use crate::pieces::Book;
use serde_json::json;
use suits::domain::brief::JobType;
use suits::domain::history::{Basis, History};
use suits::domain::traffic::Traffic;
use suits::reports::{REPORTS, ReportAsk};
use suits::values::Day;
use suits::view::{Cell, View};

/// Three stages, so that nothing but `make` lies on the way to the delivery.
const OWN: &str = r#"
[people.kim]
name = "Kim"
[people.leo]
name = "Leo"
[people.fay]
name = "Fay"
[workflow]
stages = [
  { stage = "requested", seat = "account-executive", lead_days = 1, next = ["make"] },
  { stage = "make", seat = "creative", lead_days = 10, next = ["delivered"] },
  { stage = "delivered", seat = "finance", lead_days = 5, next = ["closed"] },
  { stage = "closed" },
]
"#;
const TEAM: &str = "team: {account-executive: ann, creative: kim, finance: fay}\n";

pub(crate) fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

fn shop() -> Book {
    Book::new(OWN)
        .client("ACME", &format!("name: Acme\nstatus: active\n{TEAM}contacts:\n  - id: liisa\n    name: Liisa\n"))
}

fn head(kind: &str) -> String {
    format!("title: Film\ntype: {kind}\nstatus: x\nrequested_by: liisa\nrequested_on: 2026-09-01\n")
}

/// A job that was made from Monday 7 September to a day, and delivered on it.
fn made(kind: &str, done: &str) -> String {
    format!(
        "{}handoffs:\n  - {{stage: make, to: kim, date: 2026-09-07, done: {done}}}\n  - {{stage: delivered, to: fay, date: {done}}}\n",
        head(kind)
    )
}

/// Five of them: 2, 4, 6, 8 and 10 working days.
const DONE: [&str; 5] = ["2026-09-09", "2026-09-11", "2026-09-15", "2026-09-17", "2026-09-21"];

fn with_past(mut book: Book, kind: &str, done: &[&str]) -> Book {
    for (at, done) in done.iter().enumerate() {
        book = book.job(&format!("ACME-01{at:02}"), &made(kind, done));
    }
    book
}

/// What `make` usually takes in a job of a type: median, 80th percentile, and what that rests on.
fn usual(book: &Book, kind: JobType, on: &str) -> Option<(i64, i64, Basis)> {
    let traffic = Traffic::of(book.agency(), day(on));
    let make = traffic.workflow.position("make").expect("a stage");
    History::of(&traffic).usual(make, kind).map(|(usual, basis)| (usual.median, usual.slow, basis))
}

#[test]
fn five_finished_stays_are_enough_and_four_are_too_few() {
    let book = with_past(shop(), "audio", &DONE);
    // in order 2 4 6 8 10: the third is the median, the fourth the 80th percentile
    assert_eq!(usual(&book, JobType::Audio, "2026-12-01"), Some((6, 8, Basis::Own)));
    assert_eq!(usual(&book, JobType::Audio, "2026-09-21"), Some((6, 8, Basis::Own)));
    // the day before, the fifth was still being made
    assert_eq!(usual(&book, JobType::Audio, "2026-09-20"), None);
    // another type has no past of its own
    assert_eq!(usual(&book, JobType::Media, "2026-12-01"), Some((6, 8, Basis::Stage)));
    // 2 4 6 8 of audio and 5 of media (Mon 7 to Mon 14): in order 2 4 5 6 8
    let book = with_past(shop(), "audio", &DONE[..4]).job("ACME-0200", &made("media", "2026-09-14"));
    assert_eq!(usual(&book, JobType::Audio, "2026-12-01"), Some((5, 6, Basis::Stage)));
}

#[test]
fn only_whole_stays_count_and_a_change_of_hands_or_a_ball_sent_back_is_no_new_one() {
    let base = || with_past(shop(), "audio", &DONE[..4]);
    let usual =
        |text: &str| usual(&base().job("ACME-0200", &format!("{}{text}", head("audio"))), JobType::Audio, "2026-12-01");
    // kim has it from Mon 7 to Thu 10 (3), leo to Tue 15 (3): one stay of 6. In order 2 4 6 6 8.
    let hands = "handoffs:\n  - {stage: make, to: kim, date: 2026-09-07, done: 2026-09-10}\n  - {stage: make, to: leo, date: 2026-09-10, done: 2026-09-15}\n  - {stage: delivered, to: fay, date: 2026-09-15}\n";
    assert_eq!(usual(hands), Some((6, 6, Basis::Own)));
    // fay sends it back on Thu 10: kim goes on to Tue 15. 3 + 3 days in `make`, and what was sent back is no stay of `delivered`.
    let back = "handoffs:\n  - {stage: make, to: kim, date: 2026-09-07, done: 2026-09-10}\n  - {stage: delivered, to: fay, date: 2026-09-10, rejected: {date: 2026-09-10}}\n  - {stage: make, to: kim, date: 2026-09-10, done: 2026-09-15}\n";
    assert_eq!(usual(back), Some((6, 6, Basis::Own)));
    // Mon 7 to Mon 21 are 10 days, of which Tue 8 to Mon 14 (5) were on hold: 5. In order 2 4 5 6 8.
    let held = "handoffs:\n  - {stage: make, to: kim, date: 2026-09-07, done: 2026-09-21}\nholds:\n  - {from: 2026-09-08, to: 2026-09-14}\n";
    assert_eq!(usual(held), Some((5, 6, Basis::Own)));
    // what a job left unfinished when it was called off is no stay, nor is one that is open, nor one refused: four are left
    let open = "handoffs:\n  - {stage: make, to: kim, date: 2026-09-07}\n";
    let refused = "handoffs:\n  - {stage: make, to: kim, date: 2026-09-07, rejected: {date: 2026-09-09}}\n";
    for text in [open.to_owned(), format!("{open}cancelled: {{date: 2026-09-21}}\n"), refused.to_owned()] {
        assert_eq!(usual(&text), None, "{text}");
    }
    // what it had finished before it was called off counts
    let off =
        "handoffs:\n  - {stage: make, to: kim, date: 2026-09-07, done: 2026-09-08}\ncancelled: {date: 2026-09-21}\n";
    assert_eq!(usual(off), Some((4, 6, Basis::Own)));
}

/// Some columns of every job, by id.
fn rows(view: &View, keys: &[&str]) -> Vec<Vec<String>> {
    let at = |key: &&str| view.grid.columns.iter().position(|column| column.key == *key).expect("a column");
    let text = |cell: &Cell| match cell {
        Cell::Empty => "-".to_owned(),
        Cell::Text(text) => text.clone(),
        Cell::Day(day) => day.to_string(),
        Cell::Count(count) => count.to_string(),
        Cell::List(items) => items.join("; "),
        other => format!("{other:?}"),
    };
    view.grid.rows.iter().map(|row| keys.iter().map(|key| text(&row.cells[at(key)])).collect()).collect()
}

pub(crate) fn risk(book: &Book, on: &str, all: bool) -> View {
    let report = REPORTS.iter().find(|report| report.name() == "risk").expect("a report");
    report.view(book.agency(), &ReportAsk { all, ..ReportAsk::on(day(on)) }).expect("an answer")
}

/// What is told of one job, whatever its signal.
pub(crate) fn told(book: &Book, id: &str, on: &str, keys: &[&str]) -> Vec<String> {
    let keys = [&["job"], keys].concat();
    let row = rows(&risk(book, on, true), &keys).into_iter().find(|row| row[0] == id);
    row.unwrap_or_else(|| panic!("{id} has no row"))[1..].to_vec()
}

#[test]
fn what_is_left_of_the_stage_is_its_usual_length_less_the_days_it_was_held() {
    let open = |more: &str| {
        let open = format!(
            "{}due: 2026-12-08\nhandoffs:\n  - {{stage: make, to: kim, date: 2026-11-30}}\n{more}",
            head("audio")
        );
        with_past(shop(), "audio", &DONE).job("ACME-0200", &open)
    };
    let keys = ["days_left", "needed", "needed_median", "needed_80", "slack", "likely", "likely_80", "signal", "basis"];
    // Held Tue 1 Dec: 10 - 1, 6 - 1, 8 - 1. From Tue 1, five days are Tue 8, seven Thu 10.
    let on = |book: &Book, on| told(book, "ACME-0200", on, &keys).join(" ");
    assert_eq!(on(&open(""), "2026-12-01"), "5 9 5 7 0 2026-12-08 2026-12-10 at-risk own");
    // On Saturday four days were held (Tue to Fri): two are left, Mon 7 and Tue 8, and two for the due.
    assert_eq!(on(&open(""), "2026-12-05"), "2 6 2 4 0 2026-12-08 2026-12-10 at-risk own");
    // Nine days held on Fri 11, one past the 80th percentile: a day is left, Monday, and the due is three days gone.
    assert_eq!(on(&open(""), "2026-12-11"), "-3 1 1 1 -4 2026-12-14 2026-12-14 late own");
    // On hold from Wed 2 to Fri 4: on Thu the clock has run one day, and runs again after Friday. The due of Tue 8 moves by those three
    // days to Fri 11, five days after Friday.
    let held = open("holds:\n  - {from: 2026-12-02, to: 2026-12-04, reason: The mill}\n");
    assert_eq!(on(&held, "2026-12-03"), "5 9 5 7 0 2026-12-11 2026-12-15 on-hold own");
    assert_eq!(
        told(&held, "ACME-0200", "2026-12-03", &["reasons"])[0],
        "on hold since 2026-12-02 until 2026-12-04: The mill; delivered on 2026-12-15 if it goes slowly"
    );
    // With no end in sight nobody can tell; and on Tue 1 nobody knows of the hold of Wed 2.
    let stuck = open("holds:\n  - {from: 2026-12-02}\n");
    assert_eq!(on(&stuck, "2026-12-03"), "- 9 5 7 - - - on-hold own");
    assert_eq!(on(&stuck, "2026-12-01"), "5 9 5 7 0 2026-12-08 2026-12-10 at-risk own");
}

#[test]
fn before_the_first_handoff_the_request_itself_is_the_first_stage() {
    let asked = head("audio").replace("2026-09-01", "2026-11-27");
    let book = with_past(shop(), "audio", &DONE).job("ACME-0200", &format!("{asked}due: 2027-01-15\n"));
    // Asked for on Fri 27 Nov, a day for it: gone by Mon 30, so a day is left, Wed 2 Dec; then 6 or 8 in `make`: Thu 10 or Mon 14.
    // `requested` has no past, so it is reckoned by the table.
    let keys = ["stage", "to", "needed", "needed_median", "likely", "likely_80", "basis"];
    let told = told(&book, "ACME-0200", "2026-12-01", &keys).join(" ");
    assert_eq!(told, "requested ann 11 7 2026-12-10 2026-12-14 table");
    // it does not exist the day before it is asked for
    assert_eq!(rows(&risk(&book, "2026-11-26", true), &["job"]), Vec::<Vec<String>>::new());
}

pub(crate) const INVESTED: &str = "investment: {cap: 100.00, reason: New client, by: mai}\n";

/// A job of the agency of the record format, in the hands of kim.
pub(crate) fn creative(due: &str, more: &str) -> String {
    format!(
        "{}{INVESTED}due: {due}\nhandoffs:\n  - {{stage: in-creative, from: tom, to: kim, date: 2026-11-30, due: 2026-12-14}}\n{more}",
        head("audio")
    )
}

/// Five stays in-creative of 2, 4, 6, 8 and 10 days, in jobs delivered since.
fn agency() -> Book {
    let past = |done| made("audio", done).replace("make", "in-creative");
    DONE.iter().enumerate().fold(Book::records(), |book, (at, done)| book.job(&format!("ACME-01{at:02}"), &past(done)))
}

#[test]
fn the_way_ahead_is_added_up_by_the_calendars_of_whoever_has_each_stage() {
    // Held Tue 1: 6 - 1 and 8 - 1 are left, by the table 10 - 1. Then by the table: 2 for ann, 5 for the client, 1, 1.
    // Median: Tue 8, Thu 10, Thu 17, Fri 18, Mon 21. 80th: Thu 10, Mon 14, Mon 21, Tue 22, Wed 23.
    let keys = [
        "days_left",
        "needed",
        "needed_median",
        "needed_80",
        "slack",
        "likely",
        "likely_80",
        "signal",
        "basis",
        "reasons",
    ];
    let on =
        |due: &str| told(&agency().job("ACME-0200", &creative(due, "")), "ACME-0200", "2026-12-01", &keys).join(" ");
    // to Fri 18: 2 3 4, 7-11, 14-18 December are 13; to Tue 22 two more, to Wed 23 three
    assert_eq!(
        on("2026-12-18"),
        "13 18 14 16 -1 2026-12-21 2026-12-23 late table needs 14 working days at the usual pace and has 13"
    );
    assert_eq!(
        on("2026-12-22"),
        "15 18 14 16 1 2026-12-21 2026-12-23 at-risk table delivered on 2026-12-23 if it goes slowly"
    );
    assert_eq!(on("2026-12-23"), "16 18 14 16 2 2026-12-21 2026-12-23 on-time table ");
    assert_eq!(on("2026-11-27").split(' ').nth(7), Some("late"));
    assert!(on("2026-11-27").ends_with("was due on 2026-11-27 (2 working days ago)"));
}

#[test]
fn the_client_is_given_the_days_of_the_contract() {
    // with liisa since Mon 30 Nov, held one day: 5 - 1, 1, 1 by the usual table; a contract that gives her 8 days leaves 7
    let with_liisa = creative("2027-01-15", "contract: aor-2025\n")
        .replace("in-creative", "client-review")
        .replace("to: kim", "to: liisa");
    let told_on = |book: &Book| told(book, "ACME-0200", "2026-12-01", &["needed", "reasons"]).join(" ");
    assert_eq!(told_on(&Book::records().job("ACME-0200", &with_liisa)), "6 waits on the client since 2026-11-30");
    let client = include_str!("../books/records/clients/ACME.yaml").replace("feedback_days: 5", "feedback_days: 8");
    let book =
        Book::new(include_str!("../books/records/suits.toml")).client("ACME", &client).job("ACME-0200", &with_liisa);
    assert_eq!(told_on(&book), "9 waits on the client since 2026-11-30");
}

#[test]
fn a_job_is_not_delivered_before_those_it_comes_after() {
    let released = |more: &str| {
        format!(
            "{}{INVESTED}due: 2026-12-18\nhandoffs:\n  - {{stage: released, from: eve, to: tom, date: 2026-12-01, due: 2026-12-02}}\n{more}",
            head("audio")
        )
    };
    let keys = ["needed_median", "likely", "likely_80", "signal", "reasons"];
    let of = |book: &Book, id: &str| told(book, id, "2026-12-01", &keys).join(" ");
    let book = agency()
        .job("ACME-0200", &creative("2026-12-23", ""))
        .job("ACME-0201", &released("after: [ACME-0200, ACME-0100, ACME-0999]\n"))
        .job("ACME-0202", &released("after: [ACME-0201]\n").replace("2026-12-18", "2026-12-23"));
    // A day by itself, Wed 2 Dec; but not before Mon 21, or Wed 23. What is delivered, and what is not there, holds up nothing.
    assert_eq!(
        of(&book, "ACME-0201"),
        "1 2026-12-21 2026-12-23 late delivered on 2026-12-23 if it goes slowly; comes after ACME-0200 (forecast for 2026-12-21)"
    );
    assert_eq!(
        of(&book, "ACME-0202"),
        "1 2026-12-21 2026-12-23 on-time comes after ACME-0201 (forecast for 2026-12-21)"
    );
    // on hold without an end: nobody can tell
    let book = agency()
        .job("ACME-0200", &creative("2026-12-23", "holds:\n  - {from: 2026-12-01}\n"))
        .job("ACME-0201", &released("after: [ACME-0200]\n"))
        .job("ACME-0202", &released("after: [ACME-0203]\n"))
        .job("ACME-0203", &creative("2026-12-23", "cancelled: {date: 2026-12-01}\n"));
    assert_eq!(of(&book, "ACME-0201"), "1 - - at-risk comes after ACME-0200 (nobody can tell when that is delivered)");
    assert_eq!(of(&book, "ACME-0202"), "1 2026-12-02 2026-12-02 on-time comes after ACME-0203 (called off)");
}

#[test]
fn jobs_in_a_circle_do_not_hang_and_say_so() {
    let in_circle = |after: &str| creative("2027-01-15", &format!("after: [{after}]\n"));
    let book = agency()
        .job("ACME-0200", &in_circle("ACME-0201"))
        .job("ACME-0201", &in_circle("ACME-0200, ACME-0201"))
        .job("ACME-0202", &in_circle("ACME-0200"));
    let of = |id: &str| told(&book, id, "2026-12-01", &["likely", "signal", "reasons"]).join(" ");
    let circle = |id: &str| format!("comes after {id} (the jobs before it go round in a circle)");
    assert_eq!(of("ACME-0200"), format!("2026-12-21 at-risk {}", circle("ACME-0201")));
    assert_eq!(of("ACME-0201"), format!("2026-12-21 at-risk {}; {}", circle("ACME-0200"), circle("ACME-0201")));
    assert_eq!(of("ACME-0202"), format!("2026-12-21 at-risk {}", circle("ACME-0200")));
}

#[test]
fn the_worst_come_first_and_what_is_in_time_is_left_out() {
    let book = agency()
        .job("ACME-0200", &creative("2026-12-23", ""))
        .job("ACME-0201", &creative("2026-12-22", ""))
        .job("ACME-0202", &creative("2026-12-18", ""))
        .job("ACME-0203", &creative("2026-12-16", ""))
        .job("ACME-0204", &creative("2026-12-16", "holds:\n  - {from: 2026-12-01}\n"))
        .job("ACME-0205", &creative("2026-12-16", "").replace("due: 2026-12-16\n", ""));
    let keys = ["job", "signal"];
    let listed = |all| rows(&risk(&book, "2026-12-01", all), &keys).iter().map(|row| row.join(" ")).collect::<Vec<_>>();
    let worst = ["ACME-0203 late", "ACME-0202 late", "ACME-0201 at-risk", "ACME-0205 no-date"];
    assert_eq!(listed(false), worst);
    assert_eq!(listed(true), [&worst[..], &["ACME-0204 on-hold", "ACME-0200 on-time"]].concat());
    let signals = &risk(&book, "2026-12-01", false).others[0];
    let counts: Vec<String> = signals.2.rows.iter().map(|row| format!("{:?}", row.cells)).collect();
    assert_eq!((signals.0, counts.len()), ("signals", 5));
}

#[test]
fn the_command_line_speaks_the_keys_and_the_exit_codes() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    let ran = case.run("risk").ok();
    ran.says("no job is at risk");
    let json = case.run("risk --all --format json").ok().json();
    // in-creative since Tue 24 Nov, by Tue 1 Dec 5 of 10 days held; then 2, 5, 1 and 1: 14 days. 28 Dec to 12 March is far off.
    let film = json["rows"].as_array().expect("rows").iter().find(|row| row["job"] == "ACME-0012").expect("the film");
    assert_eq!(
        json!([film["needed"], film["signal"], film["to"], film["basis"]]),
        json!([14, "on-time", "kim", "table"])
    );
    assert_eq!(film["reasons"], json!(["waits on the client since 2026-11-27"]));
    case.run("risk --all --exit-code").exits(1);
    case.run("risk --exit-code").ok();
    case.run("risk --all --where 'signal = on-time and slack > 10' --columns job,slack --format csv")
        .ok()
        .says("ACME-0012");
    case.run("risk --where 'sygnal = late'").exits(2).says("did you mean `signal`?");
    case.run("risk --all --client NOBODY").exits(2);
    case.run("explain slack").ok().says("Below 0");
    case.run("explain risk-signal").ok().says("at-risk");
    // the day before it was asked for there is no such job
    let json = case.run("risk --all --as-of 2026-11-01 --format json").ok().json();
    assert!(json["rows"].as_array().expect("rows").iter().all(|row| row["job"] != "ACME-0012"));
}
