//! The same lateness reckoned a second way: one day after the other on a wall calendar, as the definitions are worded, over jobs made at random.

use crate::pieces::Book;
use fastrand::Rng;
use std::fmt::Write;
use suits::domain::job::Party;
use suits::domain::traffic::Traffic;
use suits::domain::turns::Days;
use suits::values::Day;

const PARTIES: [(&str, Party); 3] =
    [("agency", Party::Agency), ("client", Party::Client), ("supplier", Party::Supplier)];

/// A job as the definitions see it.
struct Made {
    given: Day,
    due: Day,
    holds: Vec<(Day, Option<Day>)>,
    waits: Vec<(Day, Party)>,
    text: String,
}

fn made(rng: &mut Rng) -> Made {
    let start = Day::ymd(2026, 11, 16).expect("a day");
    let mut some = |from: i64, to: i64| start.plus(rng.i64(from..to));
    let (given, due) = (some(0, 20), some(5, 40));
    let holds: Vec<(Day, Option<Day>)> = {
        let firsts: Vec<Day> = (0..3).map(|_| some(0, 50)).collect();
        let count = rng.usize(0..4);
        firsts.into_iter().take(count).map(|from| (from, rng.bool().then(|| from.plus(rng.i64(0..6))))).collect()
    };
    let waits: Vec<(Day, Party)> =
        (0..rng.usize(0..5)).map(|_| (given.plus(rng.i64(0..40)), PARTIES[rng.usize(0..3)].1)).collect();
    let mut text = format!(
        "title: T\ntype: media\nstatus: in-creative\nrequested_by: liisa\nrequested_on: 2026-11-02\nhandoffs:\n  - stage: in-creative\n    to: kim\n    date: {given}\n    due: {due}\n    waiting:\n"
    );
    for (date, party) in &waits {
        writeln!(text, "      - {{date: {date}, party: {party}}}").expect("a text takes a line");
    }
    text.push_str("holds:\n");
    for (from, to) in &holds {
        let to = to.map_or("null".to_owned(), |to| to.to_string());
        writeln!(text, "  - {{from: {from}, to: {to}}}").expect("a text takes a line");
    }
    Made { given, due, holds, waits, text }
}

fn is_held(made: &Made, day: Day) -> bool {
    made.holds.iter().any(|&(from, to)| from <= day && to.is_none_or(|to| day <= to))
}

/// Monday to Friday, but the days off of the record format.
fn is_working(day: Day) -> bool {
    let off = ["2026-12-24", "2026-12-25", "2027-01-01", "2027-01-06"];
    day.weekday().num_days_from_monday() < 5 && !off.contains(&day.to_string().as_str())
}

fn days(after: Day, through: Day) -> impl Iterator<Item = Day> {
    std::iter::successors(Some(after.next()), |day| Some(day.next())).take_while(move |&day| day <= through)
}

fn by_day(made: &Made, today: Day) -> (Day, Option<Days>) {
    let held = days(made.given, today).filter(|&day| is_working(day) && is_held(made, day)).count();
    let mut due = made.due;
    for _ in 0..held {
        due = due.next();
        while !is_working(due) {
            due = due.next();
        }
    }
    if due >= today || is_held(made, today) {
        return (due, None);
    }
    // the clock runs on working days that are not on hold: first the time until the due runs out, every further day is late
    let time = days(made.given, made.due).filter(|&day| is_working(day)).count();
    let late_already = days(made.due, made.given).filter(|&day| is_working(day));
    let ran = late_already.chain(days(made.given, today).filter(|&day| is_working(day) && !is_held(made, day)));
    (due, Some(split(made, ran.skip(time))))
}

/// Days by whose turn each of them was.
fn split(made: &Made, days: impl Iterator<Item = Day>) -> Days {
    let mut split = Days::default();
    for day in days {
        let mut party = (None, Party::Agency);
        for &(date, of) in made.waits.iter().filter(|(date, _)| *date <= day) {
            if party.0.is_none_or(|latest| latest <= date) {
                party = (Some(date), of);
            }
        }
        split += Days::all_of(1, party.1);
    }
    split
}

#[test]
fn lateness_in_closed_form_is_lateness_day_by_day() {
    let seed = 20_261_204;
    let mut rng = Rng::with_seed(seed);
    let (mut overdue, mut moved) = (0, 0);
    for round in 0..400 {
        let made = made(&mut rng);
        let book = Book::records().job("ACME-0001", &made.text);
        let job = book.agency().jobs.iter().next().expect("the job");
        for today in days(made.given.plus(-1), made.given.plus(70)) {
            let traffic = Traffic::of(book.agency(), today);
            let ball = traffic.ball(job).expect("a ball");
            let (due, late) = by_day(&made, today);
            let shown = (ball.effective_due, traffic.late(job, &ball));
            assert_eq!(shown, (Some(due), late), "seed {seed}, round {round}, {today}\n{}", made.text);
            overdue += usize::from(late.is_some());
            moved += usize::from(due != made.due);
            if let Some(late) = late {
                assert_eq!(late.all, late.agency + late.client + late.supplier);
            }
            let worked = days(made.given, today).filter(|&day| is_working(day) && !is_held(&made, day));
            let held = split(&made, worked);
            let turns = traffic.turns(job);
            let turn = turns.first().map(|turn| (turn.effective_due, turn.late, turn.held));
            let expected = (made.given <= today).then(|| (Some(due), late.unwrap_or_default(), held));
            assert_eq!(turn, expected, "seed {seed}, round {round}, {today}\n{}", made.text);
            if made.given <= today {
                assert_eq!(traffic.held(job, &ball), held);
            }
        }
    }
    assert!(
        overdue > 1000 && moved > 1000,
        "{overdue} {moved}: the jobs made are not late or held often enough to tell"
    );
}
