//! How long stages take, reckoned a second way: one day after the other on a wall calendar and sorted lists, over jobs made at random and
//! over the book that benches run on.

use crate::generated::book;
use crate::harness::Case;
use crate::pieces::Book;
use fastrand::Rng;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use suits::domain::agency::Agency;
use suits::domain::history::{ENOUGH, History};
use suits::domain::job::{Job, Party};
use suits::domain::parties::receiving_party;
use suits::domain::record::Located;
use suits::domain::scope::Scope;
use suits::domain::traffic::Traffic;
use suits::reports::{REPORTS, ReportAsk};
use suits::store::Store;
use suits::values::{Day, Weekday};
use suits::view::Cell;

/// The holidays of every calendar a handoff goes by are the office's here.
struct Wall {
    off: BTreeSet<Day>,
}

impl Wall {
    fn works(&self, day: Day) -> bool {
        !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !self.off.contains(&day)
    }
}

fn days(after: Day, through: Day) -> impl Iterator<Item = Day> {
    std::iter::successors(Some(after.next()), |day| Some(day.next())).take_while(move |&day| day <= through)
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Told {
    /// Days of each finished stay, in order of their length.
    stays: Vec<i64>,
    /// The agency's, the client's, a supplier's.
    held: [i64; 3],
    late: [i64; 3],
    late_stays: i64,
}

fn at(party: Party) -> usize {
    match party {
        Party::Agency => 0,
        Party::Client => 1,
        Party::Supplier => 2,
    }
}

/// What finished stays of a job come to by a day, with the stage and the last day of each; what was sent back is no stay, but may be late.
fn by_day(agency: &Agency, wall: &Wall, job: &Located<Job>, today: Day) -> Vec<(String, Day, Told)> {
    let is_held = |day: Day| job.holds.iter().any(|hold| hold.from <= day && hold.to.is_none_or(|to| day <= to));
    let mut handoffs: Vec<_> = job.handoffs.iter().filter(|handoff| handoff.date <= today).collect();
    handoffs.sort_by_key(|handoff| handoff.date);
    let mut stays: Vec<(String, Option<Day>, Told)> = Vec::new();
    let mut back = Vec::new();
    for handoff in handoffs {
        let rejected = handoff.rejected.as_ref().map(|rejected| rejected.date);
        let rejected = rejected.filter(|date| *date <= today && handoff.done.is_none());
        let ended = rejected.or(handoff.done.filter(|done| *done <= today));
        if rejected.is_some() {
            back.push((handoff.stage.to_string(), ended, Told::default()));
        } else if stays.last().is_none_or(|(stage, ..)| *stage != handoff.stage) {
            stays.push((handoff.stage.to_string(), None, Told { stays: vec![0], ..Told::default() }));
        }
        let of = if rejected.is_some() { &mut back } else { &mut stays };
        let (_, last, told) = of.last_mut().expect("a stay");
        *last = ended;
        let Some(ended) = ended else { continue };
        let receiver = receiving_party(agency, &job.id.client(), handoff.to.as_ref());
        let party = |day: Day| {
            let noted = handoff.waiting.iter().filter(|wait| wait.date <= day);
            noted.max_by_key(|wait| wait.date).map_or(receiver, |wait| wait.party)
        };
        let counted: Vec<Day> = days(handoff.date, ended).filter(|&day| wall.works(day)).collect();
        for &day in counted.iter().filter(|&&day| !is_held(day) && rejected.is_none()) {
            told.stays[0] += 1;
            told.held[at(party(day))] += 1;
        }
        let Some(mut due) = handoff.due else { continue };
        for _ in counted.iter().filter(|&&day| is_held(day)) {
            due = due.next();
            while !wall.works(due) {
                due = due.next();
            }
        }
        if due < ended {
            told.late_stays = i64::from(rejected.is_none());
            // the time until the due as written runs out on working days that are not on hold; every further one is late
            let time = handoff.due.map_or(0, |due| days(handoff.date, due).filter(|&day| wall.works(day)).count());
            let ran = counted.iter().filter(|&&day| !is_held(day));
            ran.skip(time).for_each(|&day| told.late[at(party(day))] += 1);
        }
    }
    stays.into_iter().chain(back).filter_map(|(stage, last, told)| Some((stage, last?, told))).collect()
}

/// The value at the rank of a percentile, by counting along a sorted list.
fn rank(sorted: &[i64], percent: usize) -> Option<i64> {
    let enough = (1..=sorted.len()).find(|rank| percent * sorted.len() <= rank * 100)?;
    Some(sorted[enough - 1])
}

/// Both tellings of a book on a day: `risk`'s past and `flow`'s rows.
fn compare(agency: &Agency, wall: &Wall, today: Day, what: &str) -> usize {
    let traffic = Traffic::of(agency, today);
    let history = History::of(&traffic);
    let from = today.plus(-60);
    let mut past: BTreeMap<(String, usize), Vec<i64>> = BTreeMap::new();
    let mut flow: BTreeMap<String, Told> = BTreeMap::new();
    for job in agency.jobs.iter().filter(|job| job.requested_on <= today) {
        for (stage, last, told) in by_day(agency, wall, job, today) {
            if let Some(days) = told.stays.first() {
                past.entry((stage.clone(), job.kind as usize)).or_default().push(*days);
            }
            if last < from || stage == "closed" {
                continue;
            }
            let sum = flow.entry(stage).or_default();
            sum.stays.extend(told.stays);
            for party in 0..3 {
                sum.held[party] += told.held[party];
                sum.late[party] += told.late[party];
            }
            sum.late_stays += told.late_stays;
        }
    }
    let mut told = 0;
    for ((stage, kind), stays) in &mut past {
        stays.sort_unstable();
        let place = traffic.workflow.position(stage).expect("a stage");
        let kind = suits::domain::brief::JobType::ALL[*kind];
        if stays.len() >= ENOUGH as usize {
            let (usual, _) = history.usual(place, kind).expect("enough");
            let expected = (rank(stays, 50).expect("some"), rank(stays, 80).expect("some"));
            assert_eq!((usual.median, usual.slow), expected, "{what}, {today}: {stage} {kind}: {stays:?}");
            told += 1;
        }
    }
    let report = REPORTS.iter().find(|report| report.name() == "flow").expect("a report");
    let ask = ReportAsk { from: Some(from), ..ReportAsk::on(today) };
    let view = report.view(agency, &ask).expect("an answer");
    let count = |count: i64| Cell::Count(count);
    for row in &view.grid.rows {
        let Cell::Text(stage) = &row.cells[0] else { panic!("{:?}", row.cells[0]) };
        let Some(mut expected) = flow.remove(stage) else {
            // steps into a stage, with no stay that ended
            assert_eq!(row.cells[1], count(0), "{what}, {today}: {stage}");
            continue;
        };
        expected.stays.sort_unstable();
        let [agency, client, supplier] = expected.held;
        let late = expected.late;
        let figures = [
            count(i64::try_from(expected.stays.len()).expect("small")),
            rank(&expected.stays, 50).map_or(Cell::Empty, count),
            rank(&expected.stays, 80).map_or(Cell::Empty, count),
            count(agency + client + supplier),
            count(agency),
            count(client),
            count(supplier),
            count(expected.late_stays),
            count(late.iter().sum()),
            count(late[0]),
            count(late[1]),
            count(late[2]),
        ];
        assert_eq!(row.cells[1..13], figures, "{what}, {today}: {stage}");
        told += 1;
    }
    assert!(flow.is_empty(), "{what}, {today}: not in the report: {flow:?}");
    told
}

const STAGES: [(&str, &str); 5] =
    [("briefing", "ann"), ("in-creative", "kim"), ("client-review", "liisa"), ("revising", "kim"), ("released", "tom")];

/// A job of random steps: some of the same stage again, some sent back, some on hold or waiting, some called off.
fn made(rng: &mut Rng) -> String {
    let start = Day::ymd(2026, 11, 2).expect("a day").plus(rng.i64(0..10));
    let kind = ["audio", "media"][rng.usize(0..2)];
    let mut text =
        format!("title: T\ntype: {kind}\nstatus: x\nrequested_by: liisa\nrequested_on: 2026-11-02\nhandoffs:\n");
    let mut day = start;
    for _ in 0..rng.usize(1..8) {
        let (stage, to) = STAGES[rng.usize(0..STAGES.len())];
        let (due, end) = (day.plus(rng.i64(0..10)), day.plus(rng.i64(0..12)));
        let ends = match rng.u8(0..8) {
            0 => format!("rejected: {{date: {end}}}"),
            _ => format!("done: {end}"),
        };
        let _ = write!(
            text,
            "  - stage: {stage}\n    to: {to}\n    date: {day}\n    due: {due}\n    {ends}\n    waiting:\n"
        );
        for _ in 0..rng.usize(0..3) {
            let (noted, party) = (day.plus(rng.i64(0..8)), ["agency", "client", "supplier"][rng.usize(0..3)]);
            let _ = writeln!(text, "      - {{date: {noted}, party: {party}}}");
        }
        day = end;
    }
    text.push_str("holds:\n");
    for _ in 0..rng.usize(0..3) {
        let from = start.plus(rng.i64(0..50));
        let _ = writeln!(text, "  - {{from: {from}, to: {}}}", from.plus(rng.i64(0..6)));
    }
    if rng.u8(0..10) == 0 {
        let _ = writeln!(text, "cancelled: {{date: {}}}", day.next());
    }
    text
}

#[test]
fn stays_of_random_jobs_are_what_they_are_day_by_day() {
    let seed = 20_261_122;
    let mut rng = Rng::with_seed(seed);
    let off = ["2026-12-24", "2026-12-25", "2027-01-01", "2027-01-06"].map(|day| Day::parse(day).expect("a day"));
    let wall = Wall { off: off.into() };
    let mut told = 0;
    for round in 0..12 {
        // the client works by the office's calendar here, so that one wall will do
        let client = include_str!("../books/records/clients/ACME.yaml").replace("calendar: acme", "calendar: null");
        let mut book = Book::new(include_str!("../books/records/suits.toml")).client("ACME", &client);
        for number in 1..=30 {
            book = book.job(&format!("ACME-{number:04}"), &made(&mut rng));
        }
        for ahead in [10, 30, 45, 60, 90] {
            let today = Day::ymd(2026, 11, 2).expect("a day").plus(ahead);
            told += compare(book.agency(), &wall, today, &format!("seed {seed}, round {round}"));
        }
    }
    assert!(told > 300, "{told} figures are too few to tell");
}

#[test]
fn the_past_of_a_generated_book_is_what_it_is_day_by_day() {
    let case = Case::empty("2026-12-01");
    book::generate(300, case.path()).expect("writes");
    let snapshot = Store::open(case.path()).expect("a book").load(&Scope::book()).expect("loads");
    let agency = &snapshot.agency;
    // nobody in it has a calendar of their own
    assert!(agency.config.people.values().all(|person| person.calendar.is_none()));
    assert!(agency.clients.iter().all(|client| client.calendar.is_none()));
    let wall = Wall { off: agency.config.calendar.holidays.iter().copied().collect() };
    for back in [0, 40, 400] {
        assert!(compare(agency, &wall, book::last().plus(-back), "the generated book") > 40);
    }
}
