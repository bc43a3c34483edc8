//! The figures of money, from files on disk to the report, worked out by hand in `records.md`.

use crate::store::book;
use std::collections::BTreeMap;
use std::path::Path;
use suits::reports::budget::Budget;
use suits::reports::{Report, ReportAsk};
use suits::store::Store;
use suits::values::{Day, Decimal};
use suits::view::{Cell, Grid, View};

const FILM: &str = "jobs/ACME/ACME-0012.yaml";

fn budget(store: &Store, on: &str) -> View {
    let ask = ReportAsk::on(Day::parse(on).expect("a day"));
    let snapshot = store.load(&Budget.scope(&ask)).expect("loads");
    Budget.view(&snapshot.agency, &ask).expect("a view")
}

/// The columns that the record format prints its figures in.
const COLUMNS: [&str; 11] = [
    "job",
    "client",
    "currency",
    "approved",
    "pending",
    "contingency",
    "actual",
    "committed",
    "remaining",
    "variance",
    "burn",
];

/// Those cells of the film's row, money without its currency.
fn film(store: &Store, on: &str) -> String {
    let view = budget(store, on);
    let row = view.grid.rows.first().expect("a row");
    let cell =
        |key: &str| &row.cells[view.grid.columns.iter().position(|column| column.key == key).expect("the column")];
    let text = |cell: &Cell| match cell {
        Cell::Text(text) => text.clone(),
        Cell::Money(money) => money.amount.to_string(),
        Cell::Ratio(ratio) => ratio.to_string(),
        _ => "null".to_owned(),
    };
    COLUMNS.map(|key| text(cell(key))).join(" ")
}

fn replace(dir: &Path, path: &str, from: &str, to: &str) {
    let path = dir.join(path);
    let text = std::fs::read_to_string(&path).expect("reads");
    assert!(text.contains(from), "{from}");
    std::fs::write(path, text.replacen(from, to, 1)).expect("writes");
}

#[test]
fn the_book_of_the_format_gives_the_figures_printed_with_it() {
    let (_dir, store) = book();
    assert_eq!(
        film(&store, "2026-12-01"),
        "ACME-0012 ACME EUR 78900.00 1140.00 3890.00 275.00 32775.00 45850.00 78625.00 0.0035"
    );
    assert_eq!(budget(&store, "2026-12-01").grid.rows.len(), 1);
}

#[test]
fn layout_comments_and_quotes_leave_an_approval_standing_and_a_changed_figure_does_not() {
    let (dir, store) = book();
    replace(
        dir.path(),
        FILM,
        "        hours: 40\n        rate: 110.00",
        "        rate:   \"110.00\"   # agreed\n        hours: 40",
    );
    assert!(film(&store, "2026-12-01").starts_with("ACME-0012 ACME EUR 78900.00 1140.00 3890.00"));
    // one hour more: the yes was to something else. 41 x 110 + 34,500 + 40,000 + co1's 1,140 wait
    replace(dir.path(), FILM, "hours: 40", "hours: 41");
    assert!(film(&store, "2026-12-01").starts_with("ACME-0012 ACME EUR 0.00 80150.00 0.00"));
}

#[test]
fn a_timesheet_that_cannot_be_read_leaves_what_was_spent_unknown() {
    let (dir, store) = book();
    replace(dir.path(), "timesheets/ann/2026-11.yaml", "hours: 2.5", "hours: [");
    assert_eq!(film(&store, "2026-12-01"), "ACME-0012 ACME EUR 78900.00 1140.00 3890.00 null 32775.00 null null null");
}

#[test]
fn a_contact_who_left_the_post_or_may_approve_less_agrees_to_nothing() {
    for (from, to) in [("to: null\n    goals", "to: 2026-11-22\n    goals"), ("limit: 250000.00", "limit: 78899.99")] {
        let (dir, store) = book();
        replace(dir.path(), "clients/ACME.yaml", from, to);
        assert!(film(&store, "2026-12-01").starts_with("ACME-0012 ACME EUR 0.00 80040.00"), "{to}");
    }
}

#[test]
fn every_book_adds_up_however_it_is_grouped() {
    let books = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books");
    let mut rows = 0;
    for name in ["records", "tidy", "busy", "scrawled", "foreign", "empty"] {
        let Ok(store) = Store::open(&books.join(name)) else { panic!("{name} opens") };
        for on in ["2026-06-30", "2026-12-01", "2028-01-01"] {
            let plain = ReportAsk::on(Day::parse(on).expect("a day"));
            let snapshot = store.load(&Budget.scope(&plain)).expect("loads");
            for by in [
                &["job"][..],
                &["month"],
                &["client", "channel"],
                &["channel", "month", "job"],
                &["role", "person"],
                &["supplier"],
            ] {
                let ask = ReportAsk { by: by.iter().map(ToString::to_string).collect(), ..plain.clone() };
                let view = Budget.view(&snapshot.agency, &ask).expect("a view");
                rows += view.grid.rows.len();
                for key in ["approved", "actual", "committed", "remaining", "to_come", "forecast", "contingency_drawn"]
                {
                    let unknown = |grid: &Grid| sums(grid, key).1;
                    if !unknown(&view.grid) && !unknown(&view.others[0].2) {
                        assert_eq!(sums(&view.grid, key), sums(&view.others[0].2, key), "{name} {on} {by:?} {key}");
                    }
                }
            }
        }
    }
    assert!(rows > 100, "the books hold money: {rows}");
}

/// A column's sum by currency, and whether any of it is unknown.
fn sums(grid: &Grid, key: &str) -> (BTreeMap<String, Decimal>, bool) {
    let at = grid.columns.iter().position(|column| column.key == key).expect("the column");
    let (mut sums, mut unknown) = (BTreeMap::new(), false);
    for row in &grid.rows {
        match &row.cells[at] {
            Cell::Money(money) => *sums.entry(money.currency.to_string()).or_insert(Decimal::ZERO) += money.amount,
            _ => unknown = true,
        }
    }
    (sums, unknown)
}
