//! How things are typed: ids in any case and without zeros, days by their names, commands that nearly exist.

use crate::harness::Case;
use suits::hands::Scripted;

fn book() -> Case {
    Case::copy("tests/books/records", "2026-12-01")
}

/// Somebody at a terminal who is asked nothing.
fn someone() -> Scripted {
    Scripted::default()
}

#[test]
fn reads_take_any_case_no_zeros_and_a_unique_beginning() {
    let case = book();
    for id in ["ACME-0012", "acme-0012", "ACME-12", "acme-012", "acme-00012"] {
        case.run(&format!("job show {id}")).ok().says("Spring launch film");
    }
    case.run("brief show ACME-B").ok().says("Spring launch 2027");
    case.run("client show AC").ok().says("Acme Outdoor Oy");
    case.run("feedback show acme-13-r1").ok().says("film-30");
    case.run("job show ACME-001").exits(2).says("`ACME-0012`").says("`ACME-0013`");
    case.run("job show ACME-0021").exits(2).says("did you mean `ACME-0012`");
    case.run("job show NOPE-1").exits(2).says("there is no job `NOPE-1`");
}

#[test]
fn writes_never_guess() {
    let case = book();
    case.run("job set acme-12 rush=true").ok();
    for line in [
        "client set AC tier=standard",
        "brief set ACME-B rush=x",
        "job advance ACME-001 --to briefing",
        "job drop ACME-",
        "brief submit ACME-B",
    ] {
        case.run(line).exits(2).says("did you mean `ACME");
    }
}

#[test]
fn days_may_be_typed_by_their_names_and_are_echoed() {
    // 2026-12-01 is a Tuesday.
    for (typed, stored, echoed) in [
        ("today", "2026-12-01", "Tue 2026-12-01"),
        ("tomorrow", "2026-12-02", "Wed 2026-12-02"),
        ("fri", "2026-12-04", "Fri 2026-12-04"),
        ("tue", "2026-12-08", "Tue 2026-12-08"),
        ("friday", "2026-12-04", "Fri 2026-12-04"),
        ("next fri", "2026-12-11", "Fri 2026-12-11"),
        ("next mon", "2026-12-07", "Mon 2026-12-07"),
        ("+3wd", "2026-12-04", "Fri 2026-12-04"),
        // Thursday, Friday and Monday: 2026-12-24 and 2026-12-25 are holidays of the office.
        ("+18wd", "2026-12-29", "Tue 2026-12-29"),
        ("+2w", "2026-12-15", "Tue 2026-12-15"),
        ("eom", "2026-12-31", "Thu 2026-12-31"),
        ("Fri", "2026-12-04", "Fri 2026-12-04"),
    ] {
        let case = book();
        let ran = case.ask(&format!("job set ACME-0012 'due={typed}'"), &mut someone()).ok();
        assert!(case.text("jobs/ACME/ACME-0012.yaml").contains(&format!("\ndue: {stored}\n")), "{typed}");
        ran.says(&format!("`{typed}` is {echoed}"));
    }
    let case = book();
    case.ask("job set ACME-0012 due=2026-12-04", &mut someone()).ok().says_not(" is Fri");
    case.ask("job advance ACME-0012 --to briefing --due fri -q", &mut someone()).ok().says_not("`fri`");
    case.ask("overdue --as-of 'next fri'", &mut someone()).ok().says("`next fri` is Fri 2026-12-11");
    let json = case.ask("overdue --as-of +8wd --format json", &mut someone()).ok().json();
    assert_eq!(json["as_of"], "2026-12-11");
    case.ask("job set ACME-0012 due=someday", &mut someone()).exits(2).says("`+3wd`");
}

#[test]
fn without_questions_only_iso_days_are_taken() {
    let case = book();
    case.run("job set ACME-0012 due=fri").exits(2).says("scripts write dates as 2026-12-04");
    case.ask("job set ACME-0012 due=fri --no-input", &mut someone()).exits(2).says("scripts write dates as 2026-12-04");
    case.run("overdue --as-of fri").exits(2).says("`--as-of` should be a date, not `fri`");
    case.run("job set ACME-0012 due=2026-02-30").exits(2).says("is not a date").says_not("without questions");
}

#[test]
fn commands_and_flags_that_nearly_exist_are_suggested() {
    let case = book();
    for (line, near) in [
        ("overdeu", "overdue"),
        ("jobs list", "job"),
        ("job lisst", "list"),
        ("job list --limt 2", "--limit"),
        ("job new ACME --titel x", "--title"),
        ("feedback ope ACME-0012", "open"),
        ("workflw", "workflow"),
    ] {
        case.run(line).exits(2).says(near);
    }
    case.run("").exits(2).says("Usage: suits");
    case.run("--help").ok().says("Examples:");
    case.run("--version").ok().says("suits ");
    for line in [
        "job",
        "job advance",
        "job estimate add",
        "brief approve",
        "feedback decide",
        "overdue",
        "check",
        "init",
        "explain",
    ] {
        let help = case.run(&format!("{line} --help")).ok();
        assert!(help.stderr.is_empty() && help.stdout.contains("Usage:"), "{line}");
    }
}

#[test]
fn quiet_says_nothing_but_data() {
    let case = book();
    let ran = case.run("job set ACME-0012 rush=true -q").ok();
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("jobs/ACME/ACME-0012.yaml\n", ""));
}
