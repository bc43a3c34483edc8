//! The rule on calendars that name the holidays of a year in part: whose calendar a due is reckoned in, which years are compared, and what
//! counts as named.

use crate::pieces::Book;
use crate::rules::{changed_in, found_by, shown};
use suits::checks::{self, Choice};
use suits::values::Day;

const CODE: &str = "half-known-holidays";
const JOB: &str = "title: Film\ntype: tv-video\nstatus: in-creative\nrequested_by: liisa\nrequested_on: 2026-11-02\n";
const CLIENT: &str = "name: Acme\nstatus: active\ncalendar: acme\ncontacts:\n  - {id: liisa, name: Liisa}\n";

/// An office that knows three holidays of 2026 and one of 2027; a client and a person with calendars of their own.
fn office(acme: &str, own: &str) -> Book {
    let office = "[calendar]\nholidays = [\"2026-01-01\", \"2026-12-24\", \"2026-12-25\", \"2027-01-01\"]\n";
    let named = format!("[calendars.acme]\nholidays = [{acme}]\n[calendars.own]\nholidays = [{own}]\n");
    let people = "[people.kim]\nname = \"Kim\"\ncalendar = \"own\"\n[people.eve]\nname = \"Eve\"\n";
    Book::new(&format!("{office}{named}{people}")).client("ACME", CLIENT)
}

fn found(book: &Book) -> Vec<String> {
    let choice = Choice { select: vec![CODE.to_owned()], ..Choice::default() };
    let today = Day::ymd(2026, 12, 1).expect("a day");
    checks::run(book.agency(), today, &choice, &|_| String::new()).into_iter().map(|finding| finding.message).collect()
}

fn handoff(to: &str, due: &str, more: &str) -> String {
    format!("{JOB}handoffs:\n  - {{stage: in-creative, to: {to}, date: 2026-11-20, due: {due}{more}}}\n")
}

const OFFICE: &str =
    "the office's calendar names 1 holiday in 2027 and 3 in 2026, so that dues there may come out too early";
const NOTHING: [&str; 0] = [];

#[test]
fn a_due_is_reckoned_in_the_calendar_of_whoever_has_to_keep_it() {
    let book = || office("\"2026-12-06\"", "\"2025-12-06\", \"2026-12-24\", \"2026-12-25\"");
    let with = |to: &str, due: &str| found(&book().job("ACME-0001", &handoff(to, due, "")));
    assert_eq!(with("eve", "2027-01-08"), [OFFICE]);
    let acme = "the calendar `acme` names no holidays in 2028 and 1 in 2026, so that dues there may come out too early";
    assert_eq!(with("liisa", "2028-01-07"), [acme]);
    // Two of 2026 are the most that came before, not the one of 2025.
    let own = "the calendar `own` names no holidays in 2027 and 2 in 2026, so that dues there may come out too early";
    assert_eq!(with("kim", "2027-01-08"), [own]);
    for to in ["eve", "liisa", "kim"] {
        assert_eq!(with(to, "2026-12-11"), NOTHING, "{to}");
    }
    // A job's own due is the office's; a round's is whoever's answer is awaited.
    assert_eq!(found(&book().job("ACME-0001", &format!("{JOB}due: 2027-03-12\n"))), [OFFICE]);
    let asked = "type: client\ndeliverable: film\nsent: 2026-12-21\ndue: 2027-01-08\nreviewers:\n  - {by: eve, decision: approved, date: 2026-12-22}\n  - {by: liisa, decision: pending}\n";
    let answers = book().job("ACME-0001", JOB).round("ACME-0001-R1", asked);
    assert_eq!(found(&answers), [acme.replace("2028", "2027")]);
}

#[test]
fn only_open_work_and_fewer_than_half_are_told() {
    let three = "\"2026-01-01\", \"2026-12-24\", \"2026-12-25\"";
    let jobs = [
        handoff("eve", "2027-01-08", ", done: 2026-11-30"),
        format!("{}due: 2027-03-12\ncancelled: {{date: 2026-11-30}}\n", handoff("eve", "2027-01-08", "")),
        format!("{JOB}due: 2027-03-12\nhandoffs:\n  - {{stage: closed, date: 2026-12-01, done: 2026-12-01}}\n"),
        // 2026 is the first year that is known; nothing is compared with a later one.
        handoff("eve", "2025-01-08", ""),
    ];
    for job in jobs {
        assert_eq!(found(&office(three, three).job("ACME-0001", &job)), NOTHING, "{job}");
    }
    // Of three, two are more than half; of four, two are half.
    for enough in [
        format!("{three}, \"2027-01-01\", \"2027-12-24\""),
        format!("{three}, \"2026-06-19\", \"2027-01-01\", \"2027-12-24\""),
    ] {
        assert_eq!(
            found(&office("", &enough).job("ACME-0001", &handoff("kim", "2027-01-08", ""))),
            NOTHING,
            "{enough}"
        );
    }
    // A calendar without holidays says that there are none.
    assert_eq!(found(&office("", "").job("ACME-0001", &handoff("kim", "2027-01-08", ""))), NOTHING);
}

#[test]
fn each_year_is_told_once_with_its_first_due() {
    let book = Book::new("[calendar]\nholidays = [\"2026-12-24\", \"2026-12-25\"]\n")
        .job("ACME-0001", &handoff("eve", "2027-03-08", ""))
        .job("ACME-0002", &handoff("eve", "2027-01-08", ""))
        .job("ACME-0003", &handoff("eve", "2028-01-07", ""));
    let choice = Choice { select: vec![CODE.to_owned()], ..Choice::default() };
    let found = checks::run(book.agency(), Day::LAST, &choice, &|_| String::new());
    let first: Vec<&str> = found.iter().map(|finding| finding.related[0].1.as_str()).collect();
    assert_eq!(first, ["due on 2027-01-08", "due on 2028-01-07"]);
}

#[test]
fn days_of_a_calendar_file_are_known_too() {
    // Of 2026 two are written and one is in the file; of 2027 none, or two that come again every year.
    let file = |rule: &str| {
        format!(
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260619\n{rule}END:VEVENT\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260620\n{rule}END:VEVENT\nEND:VCALENDAR\n"
        )
    };
    for (rule, expected) in [("", 1), ("RRULE:FREQ=YEARLY\n", 0)] {
        let snapshot = changed_in(&[("days.ics", &file(rule))], "suits.toml", |text| {
            text.replace(
                "\"2026-12-24\", \"2026-12-25\", \"2027-01-01\", \"2027-01-06\"]\nholiday_files = []",
                "\"2026-12-24\"]\nholiday_files = [\"days.ics\"]",
            )
        });
        let found = found_by(&snapshot, &Choice { select: vec![CODE.to_owned()], ..Choice::default() });
        assert_eq!(found.len(), expected, "{:?}", shown(&snapshot, &found));
        for finding in &found {
            let (path, position) = snapshot.position(&finding.place);
            let (_, text) = snapshot.sources.iter().find(|(_, file)| *file.path == *path).expect("the settings");
            let line = text.text.lines().nth(position.line as usize - 1).expect("a line");
            assert!(line.starts_with("holidays = [\"2026-12-24\"]"), "{line}");
        }
    }
}
