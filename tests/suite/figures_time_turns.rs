//! One turn of the ball: how long somebody had it and whose days those were, counted day by day on a wall calendar.
//!
//! Mondays: 23 and 30 November, 7, 14, 21 and 28 December 2026, 4 January 2027. The office is closed on 24 and 25 December, 1 and 6 January.

use crate::pieces::Book;
use suits::domain::traffic::Traffic;
use suits::domain::turns::{Days, Turn};
use suits::values::Day;

const JOB: &str = "title: Film\ntype: tv-video\nstatus: in-creative\nrequested_by: liisa\nrequested_on: 2026-11-02\n";

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

/// The turns of a job on a day.
fn turns<T>(book: &Book, today: &str, look: impl Fn(&[Turn<'_>]) -> T) -> T {
    let traffic = Traffic::of(book.agency(), day(today));
    look(&traffic.turns(book.agency().jobs.iter().next().expect("the job")))
}

fn records(handoffs: &str) -> Book {
    Book::records().job("ACME-0001", &format!("{JOB}handoffs:\n{handoffs}"))
}

/// All days, and the agency's, the client's and a supplier's of them.
fn days([all, agency, client, supplier]: [i64; 4]) -> Days {
    Days { all, agency, client, supplier }
}

fn ended(turn: &Turn<'_>) -> Option<String> {
    turn.ended.map(|day| day.to_string())
}

#[test]
fn each_day_of_a_life_is_of_whom_it_waited_on() {
    // After Tue 24 Nov. The agency's: Wed 25, Thu 26, Tue 1, Wed 2. The client's: Fri 27, Mon 30, Thu 3, Fri 4, Mon 7. A supplier's: Tue 8,
    // Wed 9. Due Wed 2: late are Thu 3, Fri 4, Mon 7 (the client's), Tue 8 and Wed 9.
    let book = records(
        "  - stage: in-creative\n    to: kim\n    date: 2026-11-24\n    due: 2026-12-02\n    done: 2026-12-09\n    waiting:\n      - {date: 2026-11-27, party: client}\n      - {date: 2026-12-01, party: agency}\n      - {date: 2026-12-03, party: client}\n      - {date: 2026-12-08, party: supplier}\n",
    );
    turns(&book, "2026-12-31", |turns| {
        assert_eq!(ended(&turns[0]).as_deref(), Some("2026-12-09"));
        assert!(turns[0].is_late);
        assert_eq!((turns[0].held, turns[0].late), (days([11, 4, 5, 2]), days([5, 0, 3, 2])));
    });
    // On Friday 4 December nobody knows yet that it will be done: the same days up to then, and no supplier's.
    turns(&book, "2026-12-04", |turns| {
        assert_eq!((ended(&turns[0]), turns[0].through), (None, day("2026-12-04")));
        assert_eq!((turns[0].held, turns[0].late), (days([8, 4, 4, 0]), days([2, 0, 2, 0])));
    });
    turns(&book, "2026-11-23", |turns| assert!(turns.is_empty()));
}

#[test]
fn a_hold_over_the_holidays_moves_the_due_by_its_working_days_only() {
    // Held Wed 23 to Mon 28 December; 24 and 25 are off, 26 and 27 a weekend: two working days. Due Mon 28 moves over Tue 29 to Wed 30.
    // Done Tue 5 January: late are Thu 31, Mon 4, Tue 5. Its life: Tue 22, (23 and 28 held), Tue 29, Wed 30, Thu 31, Mon 4, Tue 5.
    let book = records(
        "  - stage: in-creative\n    to: kim\n    date: 2026-12-21\n    due: 2026-12-28\n    done: 2027-01-05\nholds:\n  - {from: 2026-12-23, to: 2026-12-28}\n",
    );
    turns(&book, "2027-02-01", |turns| {
        assert_eq!(turns[0].effective_due, Some(day("2026-12-30")));
        assert_eq!((turns[0].held, turns[0].late), (days([6, 6, 0, 0]), days([3, 3, 0, 0])));
    });
    // While it is held nothing is late, and no day of it counts: only Tuesday 22 has gone by.
    turns(&book, "2026-12-28", |turns| {
        assert_eq!((turns[0].held.all, turns[0].is_late), (1, false));
        assert_eq!(turns[0].effective_due, Some(day("2026-12-30")));
    });
}

#[test]
fn a_handoff_sent_back_ends_the_day_it_is_sent_back() {
    // Mon 7 to Fri 11 December: Tue 8, Wed 9, Thu 10, Fri 11; due Wed 9.
    let book = records(
        "  - stage: internal-review\n    to: ann\n    date: 2026-12-07\n    due: 2026-12-09\n    rejected: {date: 2026-12-11, by: ann, reason: no film}\n  - stage: internal-review\n    to: kim\n    date: 2026-12-11\n    due: 2026-12-15\n",
    );
    turns(&book, "2026-12-14", |turns| {
        assert_eq!((ended(&turns[0]).as_deref(), turns[0].sent_back), (Some("2026-12-11"), true));
        assert_eq!((turns[0].held, turns[0].late), (days([4, 4, 0, 0]), days([2, 2, 0, 0])));
        assert_eq!((turns[1].index, turns[1].held.all, turns[1].is_late), (1, 1, false));
    });
    turns(&book, "2026-12-10", |turns| {
        assert_eq!((turns.len(), ended(&turns[0]), turns[0].sent_back), (1, None, false));
        assert_eq!(turns[0].late, days([1, 1, 0, 0]));
    });
}

#[test]
fn a_change_of_hands_ends_one_turn_and_begins_another_by_the_same_due() {
    // Kim from Mon 30 November to Thu 3 December: three days, within the due. Eve since: Fri 4, Mon 7 to Fri 11 are six, Thu 10 and Fri 11 late.
    let book = records(
        "  - {stage: in-creative, to: kim, date: 2026-11-30, due: 2026-12-09, done: 2026-12-03}\n  - {stage: in-creative, to: eve, date: 2026-12-03, due: 2026-12-09}\n",
    );
    turns(&book, "2026-12-11", |turns| {
        assert_eq!((ended(&turns[0]).as_deref(), turns[0].held.all, turns[0].is_late), (Some("2026-12-03"), 3, false));
        assert_eq!((ended(&turns[1]), turns[1].held.all), (None, 6));
        assert_eq!(turns[1].late, days([2, 2, 0, 0]));
    });
}

#[test]
fn a_turn_of_the_client_is_timed_in_its_calendar() {
    // Tuesday 8 December is off at the client's only: of Mon 7 to Thu 10, three days are worked there, and after the due of Mon 7 two.
    let toml = "[calendars.acme]\nholidays = [2026-12-08]\n[people.kim]\nname = \"Kim\"\n";
    let client = "name: Acme\nstatus: active\ncalendar: acme\ncontacts:\n  - id: liisa\n    name: Liisa\n";
    let handoff = "  - {stage: client-review, to: liisa, date: 2026-12-04, due: 2026-12-07, done: 2026-12-10}\n";
    let book = Book::new(toml).client("ACME", client).job("ACME-0001", &format!("{JOB}handoffs:\n{handoff}"));
    turns(&book, "2026-12-11", |turns| {
        assert_eq!((turns[0].held, turns[0].late), (days([3, 0, 3, 0]), days([2, 0, 2, 0])));
    });
    let kims = handoff.replace("liisa", "kim");
    let book = Book::new(toml).client("ACME", client).job("ACME-0001", &format!("{JOB}handoffs:\n{kims}"));
    turns(&book, "2026-12-11", |turns| {
        assert_eq!((turns[0].held, turns[0].late), (days([4, 4, 0, 0]), days([3, 3, 0, 0])));
    });
}

#[test]
fn a_job_called_off_stops_the_clock_of_its_open_turn() {
    // Called off on Thu 3 December: after Mon 30 November come Tue 1, Wed 2, Thu 3. Past its due it was, but nothing called off is late.
    let book = records(
        "  - {stage: in-creative, to: kim, date: 2026-11-30, due: 2026-12-01}\ncancelled: {date: 2026-12-03, by: mai}\n",
    );
    turns(&book, "2026-12-31", |turns| {
        assert_eq!((ended(&turns[0]), turns[0].through), (None, day("2026-12-03")));
        assert_eq!((turns[0].held.all, turns[0].is_late, turns[0].late), (3, false, Days::default()));
    });
    // The day before it was late by a day.
    turns(&book, "2026-12-02", |turns| assert_eq!(turns[0].late.all, 1));
}

#[test]
fn dates_that_contradict_each_other_count_nothing_twice_and_nothing_below_zero() {
    // Done before it began; holds upside down, within each other and touching: Tue 1 to Fri 4 December are four days, each once.
    let book = records(
        "  - {stage: briefing, to: ann, date: 2026-11-20, due: 2026-11-10, done: 2026-11-12}\n  - {stage: in-creative, to: kim, date: 2026-11-30, due: 2026-12-04}\nholds:\n  - {from: 2026-12-04, to: 2026-12-04}\n  - {from: 2026-12-10, to: 2026-12-08}\n  - {from: 2026-12-02, to: 2026-12-02}\n  - {from: 2026-12-01, to: 2026-12-03}\n",
    );
    turns(&book, "2026-12-11", |turns| {
        assert_eq!((turns[0].held, turns[0].late.all), (Days::default(), 2));
        // Due Fri 4 moves by four days to Thu 10; of the nine days after Mon 30 the five from Mon 7 to Fri 11 are not on hold.
        assert_eq!(turns[1].effective_due, Some(day("2026-12-10")));
        assert_eq!((turns[1].held.all, turns[1].late.all), (5, 1));
    });
    // Written in any order, they are given by their days.
    let book = records(
        "  - {stage: in-creative, to: kim, date: 2026-11-30}\n  - {stage: briefing, to: ann, date: 2026-11-20, done: 2026-11-30}\n",
    );
    turns(&book, "2026-12-11", |turns| {
        assert_eq!(turns.iter().map(|turn| turn.index).collect::<Vec<_>>(), [1, 0]);
    });
}

#[test]
fn a_hold_after_the_due_takes_no_day_of_whoever_was_late_before_it() {
    // Due Tue 1 December; Wed 2, Thu 3 and Fri 4 are late with the agency. From Mon 7 on it waits on the client, and the clock stands
    // still until Fri 11. On Mon 14 it is the agency's again, and late by a fourth day. No day on hold is anybody's.
    let book = records(
        "  - stage: in-creative\n    to: kim\n    date: 2026-11-24\n    due: 2026-12-01\n    waiting:\n      - {date: 2026-12-07, party: client}\n      - {date: 2026-12-14, party: agency}\nholds:\n  - {from: 2026-12-07, to: 2026-12-11}\n",
    );
    turns(&book, "2026-12-14", |turns| assert_eq!(turns[0].late, days([4, 4, 0, 0])));
}
