//! What spreadsheets and scripts read, shared by `csv` and `tsv`: a header, a line a row, sums as an amount and a currency,
//! and no text that a spreadsheet would run as a formula. Knows cells and columns, not the separator.

use super::{Page, sanitize, words};
use crate::view::{Cell, Column, Grid, Holds};

/// The header and the rows. A column of sums is two: `approved` and `approved_currency`.
pub(super) fn lines(grid: &Grid, page: &Page) -> Vec<Vec<String>> {
    let sums: Vec<bool> = (0..grid.columns.len()).map(|at| is_sum(grid, at)).collect();
    let mut lines = Vec::with_capacity(grid.rows.len() + 1);
    let mut header = Vec::new();
    for (column, &sum) in grid.columns.iter().zip(&sums) {
        header.push(column.key.to_owned());
        if sum {
            header.push(format!("{}_currency", column.key));
        }
    }
    lines.push(header);
    for row in &grid.rows {
        let mut line = Vec::new();
        for ((column, &sum), cell) in grid.columns.iter().zip(&sums).zip(&row.cells) {
            line.push(field(column, cell, page));
            if sum {
                line.push(currency(cell));
            }
        }
        lines.push(line);
    }
    lines
}

fn is_sum(grid: &Grid, at: usize) -> bool {
    grid.columns[at].holds == Holds::Money
        || grid.rows.iter().any(|row| matches!(row.cells.get(at), Some(Cell::Money(_))))
}

fn currency(cell: &Cell) -> String {
    if let Cell::Money(money) = cell { money.currency.code().to_owned() } else { String::new() }
}

fn field(column: &Column, cell: &Cell, page: &Page) -> String {
    let plain = words::plain(cell);
    let words = matches!(cell, Cell::Text(_) | Cell::List(_));
    let safe = if words { sanitize::text(&plain).into_owned() } else { plain };
    let typed = matches!(column.holds, Holds::Date | Holds::Figure | Holds::Money);
    if page.csv_raw || !words || (typed && is_figure(&safe)) { safe } else { inert(&safe) }
}

/// Digits, with what dates and numbers have between them: text in a column of figures that no spreadsheet runs.
fn is_figure(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'))
}

/// The text with a `'` before each line that a spreadsheet would run: one that starts, after any blanks, with `=`, `+`, `-`,
/// `@` or their full-width kin, or with a tab.
fn inert(text: &str) -> String {
    if !text.split('\n').any(runs) {
        return text.to_owned();
    }
    let guarded = text.split('\n').map(|line| if runs(line) { format!("'{line}") } else { line.to_owned() });
    guarded.collect::<Vec<_>>().join("\n")
}

fn runs(line: &str) -> bool {
    line.starts_with('\t') || line.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::{Currency, Day, Decimal, Money};
    use crate::view::Row;

    fn csv(column: Column, cell: Cell) -> String {
        let grid = Grid { columns: vec![column], rows: vec![Row::new(vec![cell])] };
        lines(&grid, &Page::default())[1].join("|")
    }

    #[test]
    fn what_a_spreadsheet_would_run_is_made_inert() {
        let column = Column::prose("title", "Title");
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\u{a0} +cmd", "'\u{a0} +cmd"),
            ("－2", "'－2"),
            ("\t=1", "'\t=1"),
            ("ok\n=1", "ok\n'=1"),
            ("a=b - c", "a=b - c"),
        ] {
            assert_eq!(csv(column, Cell::text(text)), expected);
        }
    }

    #[test]
    fn figures_and_dates_are_left_alone() {
        let lost = Money::new(Decimal::from(-500), Currency::EUR);
        assert_eq!(csv(Column::money("left", "Left"), Cell::Money(lost)), "-500.00|EUR");
        assert_eq!(csv(Column::figure("left", "Left"), Cell::text("-500")), "-500");
        assert_eq!(csv(Column::figure("left", "Left"), Cell::text("-cmd")), "'-cmd");
        assert_eq!(csv(Column::date("due", "Due"), Cell::day(Day::parse("2026-12-04"))), "2026-12-04");
    }

    #[test]
    fn a_column_of_sums_has_its_currency_beside_it_even_without_rows() {
        let grid = Grid { columns: vec![Column::money("spent", "Spent")], rows: Vec::new() };
        assert_eq!(lines(&grid, &Page::default()), [["spent", "spent_currency"]]);
    }

    #[test]
    fn raw_means_raw_but_never_an_escape_sequence() {
        let page = Page { csv_raw: true, ..Page::default() };
        let grid = Grid { columns: vec![Column::word("a", "A")], rows: vec![Row::new(vec![Cell::text("=1\u{1b}")])] };
        assert_eq!(lines(&grid, &page)[1], ["=1\\u{1b}"]);
    }
}
