//! `suits time drop` and `suits time set`, and what `time log` says of hours that are many, or there already.

use crate::harness::{Case, changed_lines};

const NOVEMBER: &str = "timesheets/ann/2026-11.yaml";

fn book() -> Case {
    Case::copy("tests/books/records", "2026-12-01")
}

#[test]
fn an_entry_is_taken_back_by_its_id_and_nothing_else_with_it() {
    let case = book();
    case.run("time log ACME-0012 1 --date 2026-11-20").ok();
    let before = case.text(NOVEMBER);
    case.run("time drop 7t2c -n").ok();
    assert_eq!(case.text(NOVEMBER), before);
    let ran = case.run("time drop 7t2c").ok().says("ann: 2.5 h on ACME-0012, concept of Thu 2026-11-19 taken back");
    assert_eq!(ran.stdout, format!("{NOVEMBER}\n"));
    let after = case.text(NOVEMBER);
    assert!(after.contains("date: 2026-11-20") && !after.contains("7t2c"), "{after}");
    case.run("time drop 7t2c").exits(2).says("`ann` has no entry `7t2c`").says("time list --for ann");
    case.run("check").ok();
}

#[test]
fn somebody_elses_entry_is_theirs() {
    let case = book();
    case.run("time drop 7t2c --by kim").exits(2).says("`kim` has no entry `7t2c`");
    case.run("time drop 7t2c --for ann --date 2026-11-18").exits(2).says("no entry `7t2c` on 2026-11-18");
    case.run("time drop 7t2c --for ann --date 2026-11-19").ok();
}

#[test]
fn an_id_of_two_months_asks_for_the_day() {
    let case = book();
    let sheet = "entries:\n  - id: 7t2c\n    date: 2026-12-01\n    job: ACME-0012\n    hours: 1\n";
    case.write("timesheets/ann/2026-12.yaml", sheet);
    case.run("time drop 7t2c").exits(2).says("on 2026-11-19 and 2026-12-01").says("--date 2026-11-19");
    case.run("time drop 7t2c --date 2026-12-01").ok().says("1 h on ACME-0012");
    case.run("time drop 7t2c").ok().says("2.5 h");
}

#[test]
fn an_entry_is_put_right_in_its_own_lines() {
    let case = book();
    let before = case.text(NOVEMBER);
    let said = "ann: 2.5 h on ACME-0012, concept of Thu 2026-11-19 is now 2 h on ACME-0012, concept of Thu 2026-11-19";
    case.run("time set 7t2c hours=2").ok().says(said);
    assert_eq!(changed_lines(&before, &case.text(NOVEMBER)), ["-    hours: 2.5", "+    hours: 2"]);
    case.run("time set 7t2c job=ACME-0013 line= date=2026-11-20 work=present note=").ok();
    let after = case.text(NOVEMBER);
    for words in ["job: ACME-0013", "date: 2026-11-20", "work: present", "hours: 2\n"] {
        assert!(after.contains(words), "{words} in {after}");
    }
    assert!(!after.contains("line:") && !after.contains("note:"), "{after}");
    case.run("time set 7t2c hours=2").ok().says("nothing changed");
    case.run(r#"time set 7t2c 'note="Kick-off"'"#).ok();
    assert!(case.text(NOVEMBER).contains("note: Kick-off\n"), "quotes around a value are not of it");
    case.run("check").ok();
}

#[test]
fn what_speaks_against_booking_speaks_against_changing() {
    let case = book();
    case.run("time log ACME-0013 20 --date 2026-11-19").ok();
    for (line, code, words) in [
        ("hours=2,5", 2, "`2.5`"),
        ("hours=4.25", 1, "`ann` has 24.25 h on 2026-11-19"),
        ("line=concpt", 1, "did you mean `concept`?"),
        ("work=decid", 2, "did you mean `decide`?"),
        ("date=2026-11-01", 1, "asked for on 2026-11-02, after this time"),
        ("date=2026-12-01", 2, "in another month"),
        ("hour=2", 2, "did you mean `hours`?"),
        ("hours", 2, "does not say what to set"),
        ("job=ACME-0099", 2, "ACME-0099"),
    ] {
        case.run(&format!("time set 7t2c {line}")).exits(code).says(words);
    }
    assert!(case.text(NOVEMBER).contains("hours: 2.5"));
}

#[test]
fn hours_of_a_job_that_is_over_are_changed_aloud() {
    let case = book();
    case.run("job cancel ACME-0012 --by mai --reason 'The range is not made'").ok();
    let said = "ACME-0012 was called off on 2026-12-01: its figures change with this";
    case.run("time set 7t2c hours=2").ok().says(said);
    case.run("time drop 7t2c").ok().says(said);
}

#[test]
fn many_hours_and_the_same_hours_again_are_said_and_booked() {
    let case = book();
    // `co1-edit` is quoted with 12 h: 12 of them are no more, and 8 after them are 20, on a day of 20 h
    case.run("time log ACME-0012 12 --line co1-edit").ok().says_not("of 12 h").says_not("on one day");
    let ran = case.run("time log ACME-0012 8 --line co1-edit").ok();
    let ran = ran.says("20 of 12 h on `co1-edit`: more than quoted");
    ran.says("more than 12 h on one day").says_not("booked already");
    case.run("time log ACME-0013 2 --for kim").ok().says_not("booked already");
    case.run("time log ACME-0013 2 --for kim").ok().says("the same hours are booked already").says("suits time drop");
    assert_eq!(case.text("timesheets/kim/2026-12.yaml").matches("hours: 2\n").count(), 2);
}
