//! `job hold`, `job resume`, `job cancel`: the clock stopped, started and taken away, and what becomes of the due.

use crate::harness::{Case, changed_lines};

const CINEMA: &str = "jobs/ACME/ACME-0013.yaml";
const HOLD: &str = "job hold ACME-0013 --reason 'The client thinks'";

/// The book of the record format on a day, typed by Mai, an account manager. The cinema job is with Kim since 2026-11-25, due 2026-12-09.
fn book(today: &str) -> Case {
    let mut case = Case::copy("tests/books/records", today);
    case.set_user("mai");
    case
}

fn due(case: &Case, day: &str) -> serde_json::Value {
    let json = case.run(&format!("job show ACME-0013 --format json --as-of {day}")).ok().json();
    json["facts"]["ball_due"].clone()
}

#[test]
fn a_hold_over_a_holiday_moves_the_due_by_the_days_that_would_have_been_worked() {
    // Due Tuesday 29 December. On hold from Tuesday the 22nd to Monday the 28th: the 22nd, 23rd and 28th are worked, the 24th and 25th are
    // holidays, the 26th and 27th a weekend. Three working days from the 29th: the 30th, the 31st, and past New Year's Day (a Friday) and
    // the weekend Monday 4 January.
    let mut case = book("2026-12-22");
    case.write(CINEMA, case.text(CINEMA).replace("    due: 2026-12-09", "    due: 2026-12-29"));
    case.run(&format!("{HOLD} --to 2026-12-28"))
        .ok()
        .says("ACME-0013: on hold from Tue 2026-12-22 to Mon 2026-12-28")
        .says("ACME-0013: with kim, due Tue 2026-12-29 → Mon 2027-01-04")
        .says("suits job resume ACME-0013");
    // Day by day the due moves along: by one on the 22nd, by two from the 23rd to the 27th, by three from the 28th.
    for (day, expected) in [
        ("2026-12-21", "2026-12-29"),
        ("2026-12-22", "2026-12-30"),
        ("2026-12-23", "2026-12-31"),
        ("2026-12-25", "2026-12-31"),
        ("2026-12-27", "2026-12-31"),
        ("2026-12-28", "2027-01-04"),
        ("2027-01-04", "2027-01-04"),
    ] {
        assert_eq!(due(&case, day), expected, "{day}");
    }
    case.run("check").ok();
    case.run("job show ACME-0013 --as-of 2026-12-28").ok().says("on-hold").says("The client thinks");
    let late = |case: &Case, day: &str| {
        let json = case.run(&format!("overdue --format json --as-of {day} --where 'job = ACME-0013'")).ok().json();
        json["rows"].as_array().expect("rows").iter().map(|row| row["days_late"].clone()).collect::<Vec<_>>()
    };
    assert_eq!((late(&case, "2027-01-04").len(), late(&case, "2027-01-05")), (0, vec![1.into()]));
    // The job itself, due Friday 12 March as first agreed, moves by the same three days; on the 28th the hold is over.
    case.set_day("2026-12-28");
    case.run("job resume ACME-0013 -n")
        .ok()
        .says("goes on from Mon 2026-12-28; on hold for 2 working days")
        .says("with kim, due Tue 2026-12-29 → Thu 2026-12-31")
        .says("its own due, Fri 2027-03-12, counts as Tue 2027-03-16 with the days on hold")
        .says("to agree another day: `suits job set ACME-0013 due=2027-03-16`");
    case.set_day("2026-12-29");
    case.run("job resume ACME-0013").exits(1).says("not-on-hold");
    case.run("job advance ACME-0013 --to briefing").ok();
    case.run("check").ok();
}

#[test]
fn a_hold_without_an_end_is_ended_the_day_before_the_work_goes_on() {
    let mut case = book("2026-12-01");
    let before = case.text(CINEMA);
    let said = "ACME-0013: with kim, due Wed 2026-12-09, and later by each working day on hold";
    case.run(HOLD).ok().says("on hold from Tue 2026-12-01").says(said).says("next: when the work goes on");
    let lines = changed_lines(&before, &case.text(CINEMA));
    let known = ["+holds:", "+    from: 2026-12-01", "+    reason: The client thinks", "+    by: mai"];
    assert!(known.iter().all(|line| lines.contains(&(*line).to_owned())) && lines.len() == 5, "{lines:?}");
    case.run("job advance ACME-0013").exits(1).says("job-on-hold").says("suits job resume ACME-0013");
    case.run(HOLD).exits(1).says("already-on-hold").says("suits job resume ACME-0013");
    // Tuesday to Friday are four working days: Wednesday the 9th moves to Tuesday the 15th.
    case.set_day("2026-12-07");
    case.run("job resume ACME-0013")
        .ok()
        .says("ACME-0013: goes on from Mon 2026-12-07; on hold for 4 working days")
        .says("ACME-0013: with kim, due Wed 2026-12-09 → Tue 2026-12-15")
        .says("suits job set ACME-0013 due=2027-03-18");
    assert!(case.text(CINEMA).contains("    to: 2026-12-06\n"), "{}", case.text(CINEMA));
    case.run("job resume ACME-0013").exits(1).says("not-on-hold");
    case.run("check --due --ignore missed-notice").says_not("hold");
}

#[test]
fn a_hold_taken_back_on_its_first_day_leaves_no_trace() {
    let case = book("2026-12-01");
    case.run("job hold ACME-0012 --reason 'A false alarm'").ok();
    let ran = case.run("job resume ACME-0012 --format json").ok();
    assert_eq!(ran.json()["summary"][0], "ACME-0012: goes on from Tue 2026-12-01; the hold of today is taken out");
    let film = "jobs/ACME/ACME-0012.yaml";
    assert_eq!(case.text(film), book("2026-12-01").text(film));
}

#[test]
fn holds_do_not_overlap_nor_end_before_they_begin() {
    let case = book("2026-12-01");
    let more = "holds:\n  - from: 2026-12-21\n    to: 2027-01-06\n    reason: Factory holidays\n    by: mai\n";
    case.write(CINEMA, format!("{}{more}", case.text(CINEMA)));
    let before = case.text(CINEMA);
    for (line, exit, words) in [
        (format!("{HOLD} --to 2026-11-30"), 1, "hold-ends-before-it-begins"),
        (format!("{HOLD} --to 2026-12-21"), 1, "`--to 2026-12-20`"),
        (HOLD.to_owned(), 1, "holds-overlap"),
        (format!("{HOLD} --to 2026-12-02 --as-of 2026-12-22"), 1, "already-on-hold"),
        (format!("{HOLD} --to later"), 2, "is not a date"),
        ("job hold ACME-0013".to_owned(), 2, "--reason"),
        ("job hold ACME-0013 --reason ''".to_owned(), 2, "says nothing"),
        (format!("{HOLD} --from 2026-11-30"), 1, "hold-begins-in-the-past"),
        (format!("{HOLD} --from 2026-12-10 --to 2026-12-09"), 1, "hold-ends-before-it-begins"),
        (format!("{HOLD} --from 2026-12-22 --to 2026-12-24"), 1, "`--from 2027-01-07`"),
        (format!("{HOLD} --from 2026-12-18"), 1, "`--to 2026-12-20`"),
        (format!("{HOLD} --from later"), 2, "is not a date"),
        ("job hold ACME-0013 --reason No --as-of 2026-11-20".to_owned(), 1, "dated-later"),
    ] {
        let ran = case.run(&line).exits(exit).says(words);
        assert!(ran.stdout.is_empty(), "{}", ran.all());
    }
    assert_eq!(case.text(CINEMA), before);
    case.run(&format!("{HOLD} --to 2026-12-20 -n")).ok();
    // A planned hold is cut short like any other.
    case.run("job resume ACME-0013 --as-of 2027-01-04").ok();
    assert!(case.text(CINEMA).contains("    to: 2027-01-03\n"), "{}", case.text(CINEMA));
}

#[test]
fn it_takes_an_account_manager_to_stop_the_clock_or_to_call_a_job_off() {
    let mut case = book("2026-12-01");
    case.set_user("ann");
    for line in [HOLD, "job cancel ACME-0013 --reason Off"] {
        case.run(line)
            .exits(1)
            .says("no-authority")
            .says("it takes an account manager or above")
            .says("ask `mai` or `bo`");
    }
    case.run(&format!("{HOLD} --by mai")).ok();
    case.run("job resume ACME-0013").exits(1).says("no-authority").says("end a hold");
    case.run("job resume ACME-0013 --by bo").ok();
    // Traffic and creatives hold no rank.
    case.run(&format!("{HOLD} --by tom")).exits(1).says("no-authority");
    case.run("check").ok();
}

#[test]
fn a_job_called_off_keeps_its_history_and_says_what_is_still_open() {
    let case = book("2026-12-01");
    let film = "jobs/ACME/ACME-0012.yaml";
    let before = case.text(film);
    let ran = case.run("job cancel ACME-0012 --reason 'The launch is off' --fee 4400").ok();
    ran.says("ACME-0012: in-creative → cancelled on Tue 2026-12-01")
        .says("ACME-0012: the client pays 4,400.00 EUR")
        .says("ACME-0012: still open: the order `po-118` to Kuva Oy is `sent`");
    let lines = changed_lines(&before, &case.text(film));
    for line in
        ["+status: cancelled", "+  date: 2026-12-01", "+  by: mai", "+  reason: The launch is off", "+  fee: 4400.00"]
    {
        assert!(lines.contains(&line.to_owned()), "{line} is not in {lines:?}");
    }
    assert!(case.text(film).contains("  - id: w6hh\n"));
    case.run("check").ok();
    case.run("job show ACME-0012").ok().says("the client pays 4,400.00 EUR");
    let json = case.run("job show ACME-0012 --format json").ok().json();
    assert_eq!((&json["facts"]["state"], &json["facts"]["with"]), (&"cancelled".into(), &serde_json::Value::Null));
    case.run("overdue --as-of 2027-02-01 --where 'job = ACME-0012' --exit-code").ok();
    // It stays off, whatever is tried.
    for line in [
        "job cancel ACME-0012 --reason Again",
        "job accept ACME-0012 --by kim",
        "job hold ACME-0012 --reason Pause",
        "job resume ACME-0012",
        "job advance ACME-0012 --to briefing",
        "job override ACME-0012 --to briefing --reason Why",
    ] {
        case.run(line).exits(1).says("job-cancelled").says("suits job new --like ACME-0012`");
    }
    // A round still waits for the client: said too.
    let case = book("2026-12-18");
    case.write("feedback/ACME/ACME-0013-R2.yaml", "type: client\ndeliverable: film-30\nversion: v1\nsent: 2026-12-16\napprover: liisa\nreviewers:\n  - by: liisa\n    decision: pending\n");
    case.run("job cancel ACME-0013 --reason Off -n").ok().says("still open").says("ACME-0013-R2");
}

#[test]
fn what_is_typed_for_a_fee_is_a_sum() {
    let case = book("2026-12-01");
    for (fee, hint) in [
        ("-5", "is below nothing"),
        ("much", "a number like 4400.00"),
        ("4,400", "write `4400` or `4.400`"),
        ("4 400,00 €", "write `4400.00`"),
        ("", "a number like 4400.00"),
    ] {
        case.run(&format!("job cancel ACME-0013 --reason Off '--fee={fee}'")).exits(2).says(hint);
    }
    case.run("job cancel ACME-0013 --reason Off --fee 0").ok();
    let json = case.run("job cancel ACME-0013 --reason Off --format json").exits(1).json();
    assert_eq!(json["findings"][0]["code"], "job-cancelled");
}

#[test]
fn a_job_on_hold_may_be_called_off_and_one_that_is_over_may_not() {
    let case = book("2026-12-01");
    case.run(HOLD).ok();
    case.run("job cancel ACME-0013 --reason 'Never mind'").ok();
    case.run("check").ok();
    let case = book("2026-12-01");
    case.write(
        CINEMA,
        case.text(CINEMA).replace("    to: kim\n", "    done: 2026-11-25\n").replace("in-creative", "closed"),
    );
    for line in ["job cancel ACME-0013 --reason Off", HOLD, "job resume ACME-0013"] {
        case.run(line).exits(1).says("job-over");
    }
}

#[test]
fn the_clock_is_stopped_and_started_though_the_holder_of_the_ball_has_left() {
    let mut case = book("2026-12-01");
    case.write("suits.toml", case.text("suits.toml").replace("[people.kim]\n", "[people.kim]\nto = 2026-11-30\n"));
    case.run(HOLD).ok().says("on hold from Tue 2026-12-01").says("with kim");
    case.set_day("2026-12-02");
    case.run("job resume ACME-0013").ok().says("goes on from Wed 2026-12-02; on hold for 1 working day");
    case.run("job accept ACME-0013").exits(1).says("person-gone");
}

#[test]
fn a_hold_over_christmas_is_entered_beforehand_and_may_be_taken_out_again() {
    // Due Tuesday 29 December, as above: three working days from the 22nd to the 28th move it to Monday 4 January, and the job's own due,
    // Friday 12 March, by as many to Wednesday the 17th. On the 1st of December nothing stands still yet.
    let case = book("2026-12-01");
    case.write(CINEMA, case.text(CINEMA).replace("    due: 2026-12-09", "    due: 2026-12-29"));
    let before = case.text(CINEMA);
    case.run(&format!("{HOLD} --from 2026-12-22 --to 2026-12-28"))
        .ok()
        .says("ACME-0013: on hold from Tue 2026-12-22 to Mon 2026-12-28")
        .says("ACME-0013: with kim, due Tue 2026-12-29 → Mon 2027-01-04")
        .says("its own due, Fri 2027-03-12, counts as Wed 2027-03-17")
        .says("to take it out before with `suits job resume ACME-0013`");
    case.run("check").ok();
    assert_eq!((due(&case, "2026-12-01"), due(&case, "2026-12-28")), ("2026-12-29".into(), "2027-01-04".into()));
    // Work goes on until then, and another hold may come before it.
    case.run("job accept ACME-0013 --by kim -n").ok();
    case.run(&format!("{HOLD} --to 2026-12-04 -n")).ok();
    case.run("job resume ACME-0013")
        .ok()
        .says("the hold from Tue 2026-12-22 to Mon 2026-12-28 is taken out")
        .says("with kim, due Tue 2026-12-29 as before");
    assert_eq!(case.text(CINEMA), format!("{before}holds: []\n"));
    case.run("job resume ACME-0013").exits(1).says("not-on-hold");
    // One without an end moves only what is due from its first day on.
    case.run(&format!("{HOLD} --from 2026-12-22 -n")).ok().says("and later by each working day on hold");
    case.run(&format!("{HOLD} --from 2026-12-30 -n")).ok().says("with kim, due Tue 2026-12-29 as before");
}

#[test]
fn an_older_hold_is_not_blamed_for_days_that_cannot_be() {
    let case = book("2026-12-01");
    let older = "holds:\n  - from: 2026-11-26\n    to: 2026-11-27\n    reason: Fair\n    by: mai\n";
    case.write(CINEMA, format!("{}{older}", case.text(CINEMA)));
    let json = case.run(&format!("{HOLD} --to 2026-11-30 --format json")).exits(1).json();
    // nothing in the record is wrong: what was typed is
    assert_eq!(json["findings"][0]["argument"].as_str(), Some("--to"), "{json}");
    assert!(json["findings"][0]["line"].is_null() && json["findings"][1].is_null(), "{json}");
}
