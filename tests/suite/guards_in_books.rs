//! Whole books against the guards: a job that stands in a stage was let into it.

use std::path::Path;
use suits::domain::guards::{Ask, objections};
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
