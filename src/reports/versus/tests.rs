//! What a comparison says of rows that changed, came and went.

use super::*;
use crate::values::{Currency, Day, Money};

fn euros(amount: &str) -> Cell {
    Cell::Money(Money::new(amount.parse().expect("a figure"), Currency::parse("EUR").expect("a currency")))
}

fn point(revision: Option<&str>, rows: Vec<Vec<Cell>>, total: &str) -> Point {
    let columns = vec![Column::word("job", "Job"), Column::money("actual", "Actual"), Column::date("due", "Due")];
    let totals = Grid { columns: vec![Column::money("actual", "Actual")], rows: vec![Row::new(vec![euros(total)])] };
    let view = View {
        name: "budget",
        version: 1,
        title: "Budgets".to_owned(),
        as_of: Day::EPOCH,
        grid: Grid { columns, rows: rows.into_iter().map(Row::new).collect() },
        others: vec![("totals", "In all".to_owned(), totals)],
        notes: Vec::new(),
        when_empty: String::new(),
        unreadable: Vec::new(),
    };
    Point { revision: revision.map(str::to_owned), commit: None, short: None, view }
}

fn row(job: &str, actual: &str, due: &str) -> Vec<Cell> {
    vec![Cell::text(job), euros(actual), Cell::day(Day::parse(due))]
}

#[test]
fn every_row_is_told_with_what_it_was_and_the_changes_add_up_to_the_totals() {
    let before = point(
        Some("v1"),
        vec![row("A", "100.00", "2026-12-01"), row("B", "5.00", "2026-12-01"), row("D", "1.00", "2026-12-01")],
        "106.00",
    );
    let now = point(
        None,
        vec![row("A", "130.00", "2026-12-04"), row("C", "7.00", "2026-12-01"), row("D", "1.00", "2026-12-01")],
        "138.00",
    );
    let view = Comparison { before: &before, now: &now, keys: &["job"] }.view(false);
    let keys: Vec<&str> = view.grid.columns.iter().map(|column| column.key).collect();
    assert_eq!(keys, ["job", "versus", "actual_before", "actual", "actual_change", "due_before", "due", "due_change"]);
    let told = |at: usize| view.grid.rows[at].cells.clone();
    let day = |text| Cell::day(Day::parse(text));
    // 130 - 100 = 30, and the 4th is three days behind the 1st
    assert_eq!(
        told(0),
        [
            Cell::text("A"),
            Cell::text("changed"),
            euros("100.00"),
            euros("130.00"),
            euros("30.00"),
            day("2026-12-01"),
            day("2026-12-04"),
            Cell::Count(3)
        ]
    );
    assert_eq!(told(1)[..5], [Cell::text("C"), Cell::text("new"), Cell::Empty, euros("7.00"), euros("7.00")]);
    assert_eq!(told(2)[..5], [Cell::text("B"), Cell::text("gone"), euros("5.00"), Cell::Empty, euros("-5.00")]);
    assert_eq!(view.grid.rows.len(), 3, "D stayed the same");
    // 30 + 7 - 5 = 32 = 138 - 106
    let (key, _, totals) = &view.others[1];
    assert_eq!((*key, &totals.rows[0].cells[1..]), ("totals", &[euros("106.00"), euros("138.00"), euros("32.00")][..]));
    assert_eq!(view.name, "budget-versus");
}

#[test]
fn where_a_record_cannot_be_read_nothing_is_said_to_be_new() {
    let mut before = point(Some("v1"), Vec::new(), "0.00");
    before.view.unreadable.push(crate::view::Unreadable {
        path: "jobs/A.yaml".to_owned(),
        line: 1,
        column: 1,
        message: "broken".to_owned(),
    });
    let now = point(None, vec![row("A", "130.00", "2026-12-04")], "130.00");
    let view = Comparison { before: &before, now: &now, keys: &["job"] }.view(false);
    assert_eq!(view.grid.rows[0].cells[1..5], [Cell::Empty, Cell::Empty, euros("130.00"), Cell::Empty]);
    assert_eq!(view.unreadable[0].message, "broken (at `v1`)");
}

#[test]
fn rows_are_found_again_by_what_tells_them_apart() {
    let before = point(Some("v1"), vec![row("B", "5.00", "2026-12-01")], "5.00");
    let now = point(None, vec![row("A", "1.00", "2026-12-01"), row("B", "6.00", "2026-12-01")], "7.00");
    let comparison = Comparison { before: &before, now: &now, keys: &["job"] };
    let chosen = comparison.chosen(&comparison.view(true).grid, [1]);
    assert_eq!((chosen.places(&before.view.grid), chosen.places(&now.view.grid)), (vec![0], vec![1]));
}

/// A comparison of one job: columns, and its cells before and now behind the job.
fn of_one_job(columns: Vec<Column>, before: Vec<Cell>, now: Vec<Cell>) -> View {
    let side = |cells: Vec<Cell>| {
        let mut point = point(None, Vec::new(), "0.00");
        let columns = [vec![Column::word("job", "Job")], columns.clone()].concat();
        let cells = [vec![Cell::text("A")], cells].concat();
        point.view.grid = Grid { columns, rows: vec![Row::new(cells)] };
        point
    };
    let (before, now) = (side(before), side(now));
    Comparison { before: &before, now: &now, keys: &["job"] }.view(false)
}

fn shown(view: &View) -> Vec<&str> {
    view.grid.columns.iter().filter(|column| column.shown).map(|column| column.key).collect()
}

#[test]
fn a_row_that_is_called_changed_shows_what_of_it_did() {
    let columns =
        || vec![Column::money("actual", "Actual"), Column::money("contingency", "Contingency").hidden().spare(3)];
    let view = of_one_job(columns(), vec![euros("5.00"), euros("1.00")], vec![euros("5.00"), euros("1.50")]);
    assert_eq!(shown(&view), ["job", "versus", "actual", "contingency_before", "contingency", "contingency_change"]);
    let change = view.grid.columns.last().expect("a column");
    assert_eq!((change.key, change.spare), ("contingency_change", 0), "no narrow window leaves it out");
    // where a column in sight differs, the others stay where they are
    let view = of_one_job(columns(), vec![euros("5.00"), euros("1.00")], vec![euros("6.00"), euros("1.50")]);
    assert_eq!(shown(&view), ["job", "versus", "actual_before", "actual", "actual_change"]);
    // a share that moved by less than is read, beside a sum that moved
    let columns = vec![Column::figure("burn", "Burn"), Column::money("contingency", "Contingency").hidden()];
    let share = |digits| Cell::Ratio(crate::values::Decimal::new(digits, 4));
    let view = of_one_job(columns, vec![share(1231), euros("1.00")], vec![share(1232), euros("1.50")]);
    assert!(shown(&view).contains(&"contingency_change"), "{:?}", shown(&view));
    // and where nothing else moved, its difference is told
    let burn = || vec![Column::figure("actual", "Actual"), Column::figure("burn", "Burn").hidden().spare(4)];
    let at = |digits, scale| vec![Cell::Count(1), Cell::Ratio(crate::values::Decimal::new(digits, scale))];
    let view = of_one_job(burn(), at(1231, 4), at(1232, 4));
    assert_eq!(shown(&view), ["job", "versus", "actual", "burn_before", "burn", "burn_change"]);
    // what not even the digits of JSON tell is no change
    assert_eq!(of_one_job(burn(), at(12_310_001, 8), at(12_310_002, 8)).grid.rows.len(), 0);
}

#[test]
fn what_was_nothing_is_told_beside_what_is() {
    let columns = vec![Column::word("with", "With"), Column::date("due", "Due")];
    let day = Cell::day(Day::parse("2026-12-01"));
    let view = of_one_job(columns, vec![Cell::Empty, Cell::Empty], vec![Cell::text("kim"), day]);
    assert!(
        shown(&view).starts_with(&["job", "versus", "with_before", "with", "due_before", "due"]),
        "{:?}",
        shown(&view)
    );
}

#[test]
fn a_column_that_was_not_there_and_says_nothing_is_no_change() {
    let side = |columns: Vec<Column>, cells: Vec<Cell>| {
        let mut point = point(None, Vec::new(), "0.00");
        point.view.grid = Grid { columns, rows: vec![Row::new(cells)] };
        point
    };
    let job = || Column::word("job", "Job");
    let before = side(vec![job()], vec![Cell::text("A")]);
    let now = side(vec![job(), Column::prose("why", "Why")], vec![Cell::text("A"), Cell::Empty]);
    let view = Comparison { before: &before, now: &now, keys: &["job"] }.view(true);
    assert_eq!(view.grid.rows[0].cells[1], Cell::text("same"));
}
