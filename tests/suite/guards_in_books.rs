//! Whole books against the guards: a job that stands in a stage was let into it.

use std::path::Path;
use suits::domain::guards::{Ask, objections, objections_of};
use suits::domain::handoff::State;
use suits::domain::scope::Scope;
use suits::domain::traffic::Traffic;
use suits::store::Store;
use suits::values::{Day, PersonId};

/// What stands against each open job of a book being in its stage, by the last day of its story.
fn trespassers(book: &str, today: &str) -> Vec<String> {
    let store = Store::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join(book)).expect("a book");
    let snapshot = store.load(&Scope::book()).expect("it reads");
    assert_eq!(snapshot.problems, []);
    let today = Day::parse(today).expect("a day");
    let traffic = Traffic::of(&snapshot.agency, today);
    let by = PersonId::parse("ann").expect("an id");
    let mut found = Vec::new();
    for job in &snapshot.agency.jobs {
        let stage = traffic.workflow.get(job.record.stage(today)).expect("a stage of the workflow");
        if traffic.state(job) == State::Cancelled {
            continue;
        }
        for finding in objections(job, stage, &snapshot.agency, &Ask { by: &by, today, brief_errors: &|_| Vec::new() })
        {
            found.push(format!("{} {}: {}", job.id, finding.code, finding.message));
        }
    }
    found
}

#[test]
fn every_job_of_the_busy_book_was_let_into_its_stage() {
    assert_eq!(trespassers("tests/books/busy", "2026-12-31"), Vec::<String>::new());
}

#[test]
fn every_job_of_the_example_was_let_into_its_stage() {
    assert_eq!(trespassers("examples/northlight", "2026-12-01"), Vec::<String>::new());
}

/// The guards that look only at what carries its day, or at what does not change once it is written. That the client's request is told of is
/// no more than a warning, and may be written down after the step.
const OF_THE_DAY: [&str; 3] = ["earlier-jobs-delivered", "orders-covered", "rights-noted"];

/// What those guards have against each step that the jobs of a book ever took, on the day it was taken.
fn missteps(book: &str) -> Vec<String> {
    let store = Store::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join(book)).expect("a book");
    let snapshot = store.load(&Scope::book()).expect("it reads");
    let by = PersonId::parse("ann").expect("an id");
    let mut found = Vec::new();
    for job in &snapshot.agency.jobs {
        for handoff in &job.record.handoffs {
            let traffic = Traffic::of(&snapshot.agency, handoff.date);
            let needs = traffic.workflow.get(&handoff.stage).map_or(&[][..], |stage| &stage.needs);
            let ask = Ask { by: &by, today: handoff.date, brief_errors: &|_| Vec::new() };
            for need in needs.iter().filter(|need| OF_THE_DAY.contains(&need.as_str())) {
                let objections = objections_of(need, job, &snapshot.agency, &ask).expect("a guard");
                found.extend(
                    objections.iter().map(|one| format!("{} {need} {}: {}", job.id, handoff.date, one.message)),
                );
            }
        }
    }
    found
}

#[test]
fn every_step_of_every_story_was_open_on_its_day() {
    for book in
        ["tests/books/records", "tests/books/tidy", "tests/books/busy", "tests/books/foreign", "examples/northlight"]
    {
        assert_eq!(missteps(book), Vec::<String>::new(), "{book}");
    }
}
