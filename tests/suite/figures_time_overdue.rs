//! What `overdue` says of one late thing: whose days its whole life was, which step of escalation it has reached, and how a hold moves
//! every due. Counted on a wall calendar: Mondays are 23 and 30 November, 7, 14, 21 and 28 December 2026, 4 January 2027.

use crate::pieces::Book;
use suits::reports::{REPORTS, ReportAsk};
use suits::values::Day;
use suits::view::{Cell, View};

const JOB: &str = "title: Film\ntype: tv-video\nstatus: in-creative\nrequested_by: liisa\nrequested_on: 2026-11-02\n";

/// What is late of the jobs; what the client's own record owes is not looked at here.
fn report(book: &Book, today: &str, all: bool) -> View {
    let ask = ReportAsk { all, ..ReportAsk::on(Day::parse(today).expect("a day")) };
    let report = REPORTS.iter().find(|report| report.name() == "overdue").expect("a report");
    let mut view = report.view(book.agency(), &ask).expect("an answer");
    let job = view.grid.columns.iter().position(|column| column.key == "job").expect("a column");
    view.grid.rows.retain(|row| row.cells[job] != Cell::Empty);
    view
}

/// Some columns of `overdue`, one line a row.
fn shown(view: &View, keys: &str) -> Vec<String> {
    let at = |key: &str| view.grid.columns.iter().position(|column| column.key == key).expect("a column");
    let text = |cell: &Cell| match cell {
        Cell::Empty => "-".to_owned(),
        Cell::Text(text) => text.clone(),
        Cell::Day(day) => day.to_string(),
        Cell::Count(count) => count.to_string(),
        other => format!("{other:?}"),
    };
    let line =
        |row: &suits::view::Row| keys.split(' ').map(|key| text(&row.cells[at(key)])).collect::<Vec<_>>().join(" ");
    view.grid.rows.iter().map(line).collect()
}

fn overdue(book: &Book, today: &str, keys: &str) -> Vec<String> {
    shown(&report(book, today, false), keys)
}

const LATE: &str = "days_late late_agency late_client late_supplier";
const HELD: &str = "held_days held_agency held_client held_supplier";

#[test]
fn the_same_lateness_is_split_between_client_and_agency_and_adds_up() {
    // Given on Wed 25 November, due Wed 2 December, seen on Fri 11. Samples were asked of the client on Mon 30 and came on Fri 4; a second
    // question went to it on Thu 10.
    //   Thu 26 agency, Fri 27 agency, Mon 30 client, Tue 1 client, Wed 2 client: the due.
    //   Thu 3 client, Fri 4 agency, Mon 7 agency, Tue 8 agency, Wed 9 agency, Thu 10 client, Fri 11 client: late.
    // Late: 3 of the client, 4 of the agency, 7 in all. Held: 3 + 3 = 6 of the client, 2 + 4 = 6 of the agency, 12 in all.
    let job = format!(
        "{JOB}handoffs:\n  - stage: in-creative\n    from: tom\n    to: kim\n    date: 2026-11-25\n    due: 2026-12-02\n    waiting:\n      - {{date: 2026-11-30, party: client, note: samples}}\n      - {{date: 2026-12-04, party: agency}}\n      - {{date: 2026-12-10, party: client, note: which song}}\n"
    );
    let book = Book::records().job("ACME-0001", &job);
    assert_eq!(overdue(&book, "2026-12-11", LATE), ["7 4 3 0"]);
    assert_eq!(overdue(&book, "2026-12-11", HELD), ["12 6 6 0"]);
    // Day by day: what each day adds is of one party, and the parts are all there is.
    for (today, late, held) in [
        ("2026-12-03", "1 0 1 0", "6 2 4 0"),
        ("2026-12-04", "2 1 1 0", "7 3 4 0"),
        ("2026-12-06", "2 1 1 0", "7 3 4 0"),
        ("2026-12-07", "3 2 1 0", "8 4 4 0"),
        ("2026-12-09", "5 4 1 0", "10 6 4 0"),
        ("2026-12-10", "6 4 2 0", "11 6 5 0"),
    ] {
        assert_eq!(
            (overdue(&book, today, LATE), overdue(&book, today, HELD)),
            (vec![late.to_owned()], vec![held.to_owned()]),
            "{today}"
        );
    }
}

#[test]
fn the_step_of_escalation_is_the_last_one_reached() {
    // Due Fri 4 December: Mon 7 is the first day late, Wed 9 the third, Fri 11 the fifth, Wed 16 the eighth.
    let handoff = "handoffs:\n  - {stage: in-creative, to: kim, date: 2026-11-20, due: 2026-12-04}\n";
    let book = Book::records().job("ACME-0001", &format!("{JOB}{handoff}"));
    for (today, step) in [
        ("2026-12-05", "- -"),
        ("2026-12-07", "1 ann"),
        ("2026-12-08", "1 ann"),
        ("2026-12-09", "3 mai"),
        ("2026-12-11", "5 bo"),
        ("2026-12-16", "5 bo"),
    ] {
        assert_eq!(overdue(&book, today, "escalation_step escalate_to"), [step], "{today}");
    }
    // An agency's own steps; a step whose seat nobody holds is reached all the same.
    let toml = "[people.kim]\nname = \"Kim\"\n[people.mai]\nname = \"Mai\"\n[escalation]\nsteps = [{ days = 2, seat = \"account-manager\" }, { days = 4, seat = \"account-director\" }]\n";
    let client = "name: Acme\nstatus: active\nteam: {account-manager: mai}\n";
    let book = Book::new(toml).client("ACME", client).job("ACME-0001", &format!("{JOB}{handoff}"));
    for (today, step) in [("2026-12-07", "- -"), ("2026-12-08", "2 mai"), ("2026-12-10", "4 -")] {
        assert_eq!(overdue(&book, today, "escalation_step escalate_to"), [step], "{today}");
    }
}

#[test]
fn only_a_turn_of_the_ball_is_held() {
    let job = format!(
        "{JOB}due: 2026-12-04\nhandoffs:\n  - {{stage: in-creative, to: kim, date: 2026-12-01, due: 2026-12-04}}\n"
    );
    let book = Book::records().job("ACME-0001", &job);
    // After Tue 1: Wed 2, Thu 3, Fri 4, Mon 7.
    assert_eq!(
        shown(&report(&book, "2026-12-07", true), "what days_late held_days escalation_step"),
        ["handoff 1 4 1", "job 1 - 1"]
    );
    let columns = report(&book, "2026-12-07", false).grid.columns;
    let hidden: Vec<&str> = columns.iter().filter(|column| !column.shown).map(|column| column.key).collect();
    assert!(HELD.split(' ').chain(["escalation_step"]).all(|key| hidden.contains(&key)), "{hidden:?}");
}

#[test]
fn a_hold_over_the_holidays_moves_every_open_due_of_its_job() {
    // Held from Wed 23 to Mon 28 December. The office is closed on 24 and 25, and 26 and 27 are a weekend: two working days, 23 and 28.
    // Acme's calendar knows no Christmas: four, 23, 24, 25 and 28.
    //   The handoff to Kim, due Tue 22: over Wed 23 to Mon 28, so that Tue 29, the first day that counts again, is the first day late.
    //   The job, due Wed 30: Thu 31 and, after New Year's Day and a weekend, Mon 4 January.
    //   The round, due Tue 29: for Liisa four days of Acme's, Wed 30, Thu 31, Fri 1 and Mon 4; for Bo two of the office's, Wed 30 and Thu 31.
    let hold = "holds:\n  - {from: 2026-12-23, to: 2026-12-28, reason: budget}\n";
    let job = format!(
        "{JOB}due: 2026-12-30\nbaseline_due: 2026-12-30\nhandoffs:\n  - {{stage: in-creative, to: kim, date: 2026-12-14, due: 2026-12-22}}\n{hold}"
    );
    let round = "type: client\ndeliverable: film\nsent: 2026-12-21\ndue: 2026-12-29\nreviewers:\n  - {by: liisa, decision: pending}\n  - {by: bo, decision: pending}\n";
    let book = Book::records().job("ACME-0001", &job).round("ACME-0001-R1", round);
    let keys = "what to due effective_due days_late";
    assert_eq!(shown(&report(&book, "2026-12-28", true), keys), Vec::<String>::new());
    assert_eq!(shown(&report(&book, "2026-12-31", true), keys), ["handoff kim 2026-12-22 2026-12-28 3"]);
    // On Thu 31: Tue 29, Wed 30, Thu 31. On Tue 5 January Kim: Mon 4 and Tue 5 more. Bo: Mon 4, Tue 5. The job and Liisa: Tue 5.
    assert_eq!(
        shown(&report(&book, "2027-01-05", true), keys),
        [
            "handoff kim 2026-12-22 2026-12-28 5",
            "answer bo 2026-12-29 2026-12-31 2",
            "job kim 2026-12-30 2027-01-04 1",
            "answer liisa 2026-12-29 2027-01-04 1",
        ]
    );
    // A due that was agreed anew after the hold is not moved by it again.
    let anew = job.replace("\ndue: 2026-12-30", "\ndue: 2026-12-31");
    let book = Book::records().job("ACME-0001", &anew);
    assert_eq!(
        shown(&report(&book, "2027-01-05", true), "what effective_due"),
        ["handoff 2026-12-28", "job 2026-12-31"]
    );
}

#[test]
fn the_lateness_of_a_job_itself_is_of_whoever_had_the_ball_each_day() {
    // The job was due on Tue 1 December. Kim had the ball until Fri 4: Wed 2, Thu 3 and Fri 4 are the agency's. Then it went to the client,
    // who answers until Fri 11: Mon 7, Tue 8 and Wed 9 are hers. Nothing on hold counts: on Thu 10 and Fri 11 the clock stood still.
    let job = format!(
        "{JOB}due: 2026-12-01\nhandoffs:\n  - {{stage: in-creative, from: tom, to: kim, date: 2026-11-24, due: 2026-12-08, done: 2026-12-04}}\n  - {{stage: client-review, from: kim, to: liisa, date: 2026-12-04, due: 2026-12-11}}\nholds:\n  - {{from: 2026-12-10, to: 2026-12-11}}\n"
    );
    let book = Book::records().job("ACME-0001", &job);
    let itself = |today| shown(&report(&book, today, true), &format!("what {LATE} waiting_on"));
    assert_eq!(itself("2026-12-03"), ["job 2 2 0 0 agency"]);
    // the day of the handover is still the day of whoever hands over
    assert_eq!(itself("2026-12-04"), ["job 3 3 0 0 client"]);
    assert_eq!(itself("2026-12-09"), ["job 6 3 3 0 client"]);
    // Mon 14 is the client's fourth day; its own answer is due two days later than written, on Tue 15.
    assert_eq!(itself("2026-12-14"), ["job 7 3 4 0 client"]);
}
