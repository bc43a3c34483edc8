//! What a report leaves unread makes no difference to it: over the parts of records that it asks for, each says what it says over all of them.

use crate::generated::book;
use crate::harness::Case;
use std::path::Path;
use suits::domain::scope::Scope;
use suits::reports::{REPORTS, ReportAsk};
use suits::store::Store;
use suits::values::Day;

/// Beside the usual way to group, those that look at most fields of a posting.
const WAYS: [&[&str]; 4] = [&[], &["job", "channel", "supplier"], &["client"], &["client", "month", "role", "person"]];

/// How many reports have rows, over all books, days and ways to group.
fn told(book: &Path, days: [&str; 3]) -> usize {
    let store = Store::open(book).expect("a book");
    let whole = store.load(&Scope::book()).expect("loads").agency;
    let mut told = 0;
    for report in REPORTS {
        for (by, day) in WAYS.iter().flat_map(|by| days.map(|day| (by, day))) {
            let by = by.iter().map(ToString::to_string).collect();
            let ask = ReportAsk { by, ..ReportAsk::on(Day::parse(day).expect("a day")) };
            let parts = store.load(&report.scope(&ask)).expect("loads").agency;
            let (some, all) = (report.view(&parts, &ask), report.view(&whole, &ask));
            assert_eq!(format!("{some:#?}"), format!("{all:#?}"), "{} of {} on {day}", report.name(), book.display());
            told += usize::from(some.is_ok_and(|view| !view.grid.rows.is_empty()));
        }
    }
    told
}

#[test]
fn a_report_says_of_the_parts_it_asks_for_what_it_says_of_whole_records() {
    let books = ["tests/books/records", "tests/books/tidy", "tests/books/busy", "examples/northlight"];
    let days = ["2026-11-12", "2026-12-01", "2027-06-01"];
    let told = books.map(|book| told(&Path::new(env!("CARGO_MANIFEST_DIR")).join(book), days));
    // twenty reports have something to say of most books on most days
    assert!(told.iter().sum::<usize>() > 250, "{told:?}");
}

#[test]
fn so_it_is_of_jobs_at_every_stage() {
    const JOBS: usize = 40;
    let case = Case::empty(&book::last().to_string());
    book::generate(JOBS, case.path()).expect("writes");
    // before, in the middle and at the end of nine years
    let told = told(case.path(), ["2018-03-01", "2022-06-30", "2026-12-01"]);
    assert!(told > 100, "{told}");
}
