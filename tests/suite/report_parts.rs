//! What a report leaves unread makes no difference to it: over the parts of records that it asks for, each says what it says over all of them.

use suits::domain::scope::Scope;
use suits::reports::{REPORTS, ReportAsk};
use suits::store::Store;
use suits::values::Day;

/// Beside the usual way to group, those that look at most fields of a posting.
const WAYS: [&[&str]; 3] = [&[], &["job", "channel", "supplier"], &["client", "month", "role", "person"]];

#[test]
fn a_report_says_of_the_parts_it_asks_for_what_it_says_of_whole_records() {
    let mut told = 0;
    for book in ["tests/books/records", "tests/books/tidy", "tests/books/busy", "examples/northlight"] {
        let store = Store::open(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(book)).expect("a book");
        let whole = store.load(&Scope::book()).expect("loads").agency;
        for report in REPORTS {
            for (by, day) in WAYS.iter().flat_map(|by| ["2026-11-12", "2026-12-01", "2027-06-01"].map(|day| (by, day)))
            {
                let by = by.iter().map(ToString::to_string).collect();
                let ask = ReportAsk { by, ..ReportAsk::on(Day::parse(day).expect("a day")) };
                let parts = store.load(&report.scope(&ask)).expect("loads").agency;
                let (some, all) = (report.view(&parts, &ask), report.view(&whole, &ask));
                assert_eq!(format!("{some:#?}"), format!("{all:#?}"), "{} of {book} on {day}", report.name());
                told += usize::from(some.is_ok_and(|view| !view.grid.rows.is_empty()));
            }
        }
    }
    // twenty reports have something to say of most books on most days
    assert!(told > 200, "{told}");
}
