//! What a query keeps, how it sorts, and what it says to a slip. Five jobs, their answers worked out by eye.

use super::*;
use crate::values::{Currency, Decimal, Money};
use crate::view::Column;

const TODAY: &str = "2026-11-21";

/// job, status, due, days late, approved, tags, title
fn jobs() -> Grid {
    let columns = vec![
        Column::word("job", "Job"),
        Column::word("status", "Status"),
        Column::date("due", "Due"),
        Column::figure("days_late", "Days late"),
        Column::money("approved", "Approved"),
        Column::word("tags", "Tags"),
        Column::prose("title", "Title").hidden(),
    ];
    let row = |job: &str, status: &str, due: &str, late: i64, approved: Option<(i64, &str)>, tag: &str, title: &str| {
        let money = approved.and_then(|(amount, code)| Some((amount, Currency::parse(code)?)));
        Row::new(vec![
            Cell::text(job),
            Cell::text(status),
            Cell::day(Day::parse(due)),
            Cell::Count(late),
            Cell::money(money.map(|(amount, currency)| Money::new(Decimal::from(amount), currency))),
            Cell::List(vec![tag.into(), "2026".into()]),
            Cell::text(title),
        ])
    };
    let rows = vec![
        row("A-1", "brief", "2026-12-04", 0, Some((900, "EUR")), "tv", "Straße"),
        row("A-2", "client-review", "2026-11-20", 1, Some((30_000, "EUR")), "print", "ΣΊΣΥΦΟΣ"),
        row("A-3", "client-review", "2026-12-31", 0, None, "tv", "น้ำ launch"),
        row("A-4", "in-creative", "", 10, Some((30_000, "USD")), "web", "spring"),
        row("A-5", "brief", "2026-11-02", 2, Some((-5, "EUR")), "web", "Äänekoski"),
    ];
    Grid { columns, rows }
}

fn parsed(keep: Option<&str>, sort: Option<&str>, columns: Option<&str>) -> Result<Query, QueryError> {
    Query::parse(keep, sort, columns, None, &jobs(), Day::parse(TODAY).expect("a day"))
}

fn ids(query: &Query) -> String {
    let mut grid = jobs();
    query.apply(&mut grid);
    let last = |row: &Row| match &row.cells[0] {
        Cell::Text(job) => job[2..].to_owned(),
        other => panic!("{other:?}"),
    };
    grid.rows.iter().map(last).collect()
}

fn kept(keep: &str) -> String {
    ids(&parsed(Some(keep), None, None).unwrap_or_else(|error| panic!("{keep}: {error}")))
}

fn sorted(sort: &str) -> String {
    ids(&parsed(None, Some(sort), None).unwrap_or_else(|error| panic!("{sort}: {error}")))
}

fn refused(keep: &str) -> String {
    parsed(Some(keep), None, None).expect_err(keep).to_string()
}

#[test]
fn comparisons_follow_what_the_column_holds() {
    assert_eq!(kept("status = client-review and due < today"), "2");
    assert_eq!(kept("due <= 2026-11-20"), "25");
    assert_eq!(kept("due = 2026-12"), "13");
    assert_eq!(kept("due > 2026-11"), "13");
    assert_eq!(kept("days_late>=2"), "45", "10 is more than 2: numbers, not characters");
    assert_eq!(kept("approved > 899.99"), "124");
    assert_eq!(kept("approved = 30000"), "24");
    assert_eq!(kept("approved.currency = USD"), "4");
    assert_eq!(kept("tags = tv"), "13");
    assert_eq!(kept("job >= A-4"), "45");
}

#[test]
fn nothing_is_only_null() {
    assert_eq!(kept("due = null"), "4");
    assert_eq!(kept("due != null"), "1235");
    assert_eq!(kept("approved < 0 or approved = null"), "35");
    assert_eq!(kept("not due < today"), "134", "a job without a day is not due before today");
    assert_eq!(kept("due != 2026-12-04"), "2345");
    assert_eq!(kept("status = 'null'"), "");
}

#[test]
fn words_join_as_people_read_them() {
    assert_eq!(kept("status = brief or status = in-creative and days_late = 10"), "145");
    assert_eq!(kept("(status = brief or status = in-creative) and days_late = 10"), "4");
    assert_eq!(kept("not (status = brief) AND NOT tags = web"), "23");
    assert_eq!(kept("not not status = brief"), "15");
}

#[test]
fn containing_ignores_case_in_every_script() {
    assert_eq!(kept("title ~ STRASSE"), "1");
    assert_eq!(kept("title ~ 'σίσυφος'"), "2");
    assert_eq!(kept("title ~ น้ำ"), "3");
    assert_eq!(kept("title ~ ÄÄNE"), "5");
    assert_eq!(kept("due ~ 2026-11"), "25");
    assert_eq!(kept(r#"title ~ "it\"s" or title = spring"#), "4");
}

#[test]
fn a_slip_is_told_with_its_place() {
    assert_eq!(refused("status = brief and deu < today"), "--where:20: there is no `deu` here; did you mean `due`?");
    assert_eq!(refused("due < soon"), "--where:7: `soon` is not a date");
    assert_eq!(refused("days_late > many"), "--where:13: `many` is not a number");
    assert_eq!(refused("due < null"), "--where:7: `null` is neither less nor more than anything");
    assert_eq!(refused("title ~ spring launch"), "--where:16: did not expect `launch` here");
    assert_eq!(refused("(status = brief"), "--where:1: this bracket is never closed");
    assert_eq!(refused("title = 'น้ำ"), "--where:9: this quote is never closed");
    assert_eq!(refused("status"), "--where:7: expected an operator after `status`, found the end");
    assert_eq!(refused(""), "--where:1: expected a key, found the end");
    assert_eq!(refused(&"(".repeat(9999)), "--where:65: this is nested too deep");
    assert!(parsed(None, Some("due, lat"), None).is_err_and(|error| error.to_string().starts_with("--sort:6: ")));
}

#[test]
fn rows_without_a_value_come_last_either_way() {
    assert_eq!(sorted("due"), "52134");
    assert_eq!(sorted("-due"), "31254");
    assert_eq!(sorted("-approved"), "42153", "30,000 USD before 30,000 EUR: equal amounts by their currency");
}

#[test]
fn sorting_is_stable_and_takes_several_keys() {
    assert_eq!(sorted("status"), "15234");
    assert_eq!(sorted("status,-days_late"), "51234");
    assert_eq!(
        sorted("title"),
        "41523",
        "spring, Straße as strasse, Äänekoski, Greek, Thai: by code point once case is folded"
    );
}

#[test]
fn columns_asked_for_are_shown_in_that_order() {
    let query = parsed(Some("status = in-creative"), None, Some("title, job")).expect("parses");
    let mut grid = jobs();
    query.apply(&mut grid);
    assert_eq!(
        grid.columns.iter().map(|column| (column.key, column.shown)).collect::<Vec<_>>(),
        [("title", true), ("job", true)]
    );
    assert_eq!(grid.rows, [Row::new(vec![Cell::text("spring"), Cell::text("A-4")])]);
}

#[test]
fn a_view_says_what_was_left_out() {
    let mut view = View {
        name: "jobs",
        version: 1,
        title: "Jobs".into(),
        as_of: Day::parse(TODAY).expect("a day"),
        grid: jobs(),
        others: vec![("totals", "Totals".into(), Grid::default())],
        notes: Vec::new(),
        when_empty: "no jobs".into(),
        unreadable: Vec::new(),
    };
    let day = view.as_of;
    let query = Query::parse(None, None, None, Some(2), &view.grid, day).expect("parses");
    let mut followed = view.clone();
    query.apply_to(&mut view, false, |_| Vec::new());
    assert_eq!(view.notes, ["2 of 5 rows shown, and totals are of all, not only of these"]);
    followed.others[0].2 = jobs();
    query.apply_to(&mut followed, true, |_| Vec::new());
    assert_eq!(followed.notes, ["2 of 5 rows shown, and totals are of these alone"]);
}

#[test]
fn a_share_is_compared_as_the_tables_print_it() {
    let columns = vec![Column::word("job", "Job"), Column::bar("margin", "Margin"), Column::figure("days", "Days")];
    let row = |job: &str, share: Option<i64>, days: i64| {
        let ratio = share.map_or(Cell::Empty, |share| Cell::Ratio(Decimal::new(share, 4)));
        Row::new(vec![Cell::text(job), ratio, Cell::Count(days)])
    };
    let rows = vec![
        row("A", Some(1999), 1),
        row("B", Some(2000), 2),
        row("C", Some(11000), 3),
        row("D", Some(-50), 4),
        row("E", None, 5),
    ];
    let grid = Grid { columns, rows };
    let query = |keep: &str| Query::parse(Some(keep), None, None, None, &grid, Day::parse(TODAY).expect("a day"));
    let kept = |keep: &str| query(keep).unwrap_or_else(|error| panic!("{keep}: {error}")).kept(&grid);
    // 19.99%, 20%, 110%, -0.5% and nothing
    assert_eq!(kept("margin < 20%"), [0, 3]);
    assert_eq!(kept("margin = 20%"), [1]);
    assert_eq!(kept("margin >= 20.00 % and days < 3"), [1]);
    assert_eq!(kept("margin = 19.99%"), [0]);
    assert_eq!(kept("margin != '20%'"), [0, 2, 3, 4]);
    assert_eq!(kept("margin > 100%"), [2]);
    assert_eq!(kept("margin <= -0.5%"), [3]);
    assert_eq!(kept("margin > 0.2"), [2], "without the sign it is the number");
    let refused = |keep: &str| query(keep).expect_err(keep).to_string();
    assert_eq!(refused("days < 20%"), "--where:8: `20%` is a share, and this column holds none");
    assert_eq!(refused("margin < much%"), "--where:10: `much%` is not a number");
}
