//! Calendars as commands use them: a book's settings in, a due out. Every date was counted on a wall calendar; Mondays are 7, 14, 21 and
//! 28 December 2026 and 4 January 2027.
//!
//! Where the rest is shown: sums both ways, over weeks of every shape, in `working_days`; day 0 there and below; due by the end of the day
//! in `figures_time` (due today is not late); a client's calendar in `figures_time` and `figures_time_turns`; holds that move dues in
//! `figures_time_overdue` and `figures_time_turns`; years known in part in `rules_calendars`; files that cannot be used in `store`.

#![expect(clippy::disallowed_methods, reason = "a test starts the program, whose clock is the machine's")]

use crate::harness::Case;
use crate::pieces::Book;
use std::process::Command;
use suits::domain::traffic::Traffic;
use suits::values::{Day, PersonId};

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

#[test]
fn a_due_follows_the_work_week_of_the_office() {
    // One working day after Thursday 10 and after Friday 11 December, in offices that work five days, six, and from Sunday to Thursday.
    let job = "title: Film\ntype: tv-video\nstatus: requested\nrequested_by: liisa\nrequested_on: 2026-11-02\n";
    for (week, thursday, friday) in [
        ("\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"", "2026-12-11", "2026-12-14"),
        ("\"mon\", \"tue\", \"wed\", \"thu\", \"fri\", \"sat\"", "2026-12-11", "2026-12-12"),
        // Friday is no day of theirs: day 0 is Sunday 13.
        ("\"sun\", \"mon\", \"tue\", \"wed\", \"thu\"", "2026-12-13", "2026-12-14"),
    ] {
        let book = Book::new(&format!("[calendar]\nwork_week = [{week}]\n")).job("ACME-0001", job);
        let job = book.agency().jobs.iter().next().expect("the job");
        for (today, due) in [("2026-12-10", thursday), ("2026-12-11", friday)] {
            let traffic = Traffic::of(book.agency(), day(today));
            let stage = traffic.workflow.get("brief-approved").expect("a stage of one day");
            assert_eq!(traffic.due(job, stage, None), Some(day(due)), "{week} {today}");
        }
    }
}

#[test]
fn a_person_works_by_a_calendar_of_their_own() {
    let toml = "[calendar]\nholidays = [\"2026-12-08\"]\n[calendars.north]\nwork_week = [\"mon\", \"wed\"]\n[people.kim]\nname = \"Kim\"\ncalendar = \"north\"\n[people.eve]\nname = \"Eve\"\n";
    let job = "title: Film\ntype: tv-video\nstatus: requested\nrequested_by: liisa\nrequested_on: 2026-11-02\n";
    let book = Book::new(toml).job("ACME-0001", job);
    let job = book.agency().jobs.iter().next().expect("the job");
    let traffic = Traffic::of(book.agency(), day("2026-12-07"));
    let stage = traffic.workflow.get("estimating").expect("a stage of three days");
    let due = |person: &str| traffic.due(job, stage, Some(&PersonId::parse(person).expect("an id")));
    // From Monday 7: Kim works on Wed 9, Mon 14, Wed 16; Eve, by the office, on Wed 9, Thu 10 and Fri 11, for Tue 8 is off.
    assert_eq!((due("kim"), due("eve")), (Some(day("2026-12-16")), Some(day("2026-12-11"))));
}

const SUMMER: &str = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20251228\r\nDTEND;VALUE=DATE:20251230\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:Stock-taking, ว\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

/// A request that is handed on to be briefed on a day, which takes four working days of Ann's.
fn briefed(today: &str, settings: impl Fn(&str) -> String) -> String {
    let case = Case::copy("tests/books/records", today);
    case.write("days.ics", SUMMER);
    case.write("suits.toml", settings(&case.text("suits.toml")));
    case.run("job new ACME --title Posters --type print-ooh --requested-by liisa").ok();
    case.run("job advance ACME-0014 --to briefing").ok();
    let shown = case.run("job show ACME-0014 --format json").ok().json();
    shown["record"]["handoffs"][0]["due"].as_str().expect("a due").to_owned()
}

#[test]
fn holidays_of_the_settings_and_of_a_file_are_one() {
    let with = |settings: &str| {
        let with_file = settings.replacen("holiday_files = []", "holiday_files = [\"days.ics\"]", 1);
        assert_ne!(with_file, settings);
        with_file
    };
    // Inline 24 and 25 December, 1 and 6 January; the file says 28 and 29 of every December.
    // Tue 22: Wed 23, Wed 30, Thu 31, Mon 4.
    assert_eq!(briefed("2026-12-22", with), "2027-01-04");
    // Without the file: Wed 23, Mon 28, Tue 29, Wed 30.
    assert_eq!(briefed("2026-12-22", str::to_owned), "2026-12-30");
    // Asked for on Saturday 26, or on Tuesday 29 that the file calls off: day 0 is Wed 30, then Thu 31, Mon 4, Tue 5, Thu 7.
    assert_eq!(briefed("2026-12-26", with), "2027-01-07");
    assert_eq!(briefed("2026-12-29", with), "2027-01-07");
    // Ann has her own calendar, which knows neither: Wed 23, Thu 24, Fri 25, Mon 28.
    let own = |settings: &str| {
        let settings = with(settings).replacen("name = \"Ann Lee\"", "name = \"Ann Lee\"\ncalendar = \"acme\"", 1);
        assert!(settings.contains("calendar = \"acme\""));
        settings
    };
    assert_eq!(briefed("2026-12-22", own), "2026-12-28");
}

#[test]
fn the_agencys_time_zone_decides_what_day_it_is() {
    // Kiritimati is 26 hours ahead of a ship west of Alaska: whenever this runs, its calendar shows one day more, or two.
    let today = |zone: &str| {
        let case = Case::copy("tests/books/records", "2026-12-01");
        let settings = case.text("suits.toml").replacen("Europe/Helsinki", zone, 1);
        case.write("suits.toml", settings);
        let mut program = Command::new(env!("CARGO_BIN_EXE_suits"));
        program.current_dir(case.path()).args(["overdue", "--format", "json", "--no-input"]).env_remove("SUITS_TODAY");
        let answer = program.output().expect("runs");
        let answer: serde_json::Value = serde_json::from_slice(&answer.stdout).expect("JSON");
        day(answer["as_of"].as_str().expect("a day"))
    };
    let (east, west) = (today("Pacific/Kiritimati"), today("Etc/GMT+12"));
    assert!((1..=2).contains(&east.days_since(west)), "{east} {west}");
    let case = Case::copy("tests/books/records", "2026-12-01");
    case.write("suits.toml", case.text("suits.toml").replacen("Europe/Helsinki", "Europe/Northlight", 1));
    let mut program = Command::new(env!("CARGO_BIN_EXE_suits"));
    program.current_dir(case.path()).args(["overdue", "--no-input"]).env_remove("SUITS_TODAY");
    let answer = program.output().expect("runs");
    assert_eq!(answer.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&answer.stderr).contains("`Europe/Northlight`"));
}
