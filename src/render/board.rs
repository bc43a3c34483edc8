//! A view as columns of cards, one column for each value of one of its keys: jobs by stage. For people only; every other format
//! prints the rows. Knows no stages: the order of the columns is that of the rows.

use super::sanitize::line;
use super::{FORMATS, Page, fit, table, words};
use crate::view::{Cell, Column, Grid, Holds, Row, View};
use comfy_table::TableStyle;
use std::io::{self, Write};

/// No column of cards is wider: a page holds several.
const CARD: usize = 26;
const GAP: usize = 2;

/// The view as columns of cards by the values of `group`, in bands where the page is too narrow for all of them.
pub fn columns(view: &View, group: &str, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let Some(by) = view.grid.columns.iter().position(|column| column.key == group) else {
        return FORMATS[0].view(view, page, out);
    };
    let stacks = stacks(&view.grid, by);
    if stacks.is_empty() && !view.when_empty.is_empty() {
        writeln!(out, "{}", line(&view.when_empty))?;
    }
    let width = card_width(&view.grid, by, page.room());
    let beside = ((page.room() + GAP) / (width + GAP)).max(1);
    for (at, band) in stacks.chunks(beside).enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        print(&view.grid, by, band, width, page, out)?;
    }
    table::below(view, page, out)
}

/// The rows of each value of the grouping column, both in the order of the rows.
fn stacks(grid: &Grid, by: usize) -> Vec<(String, Vec<&Row>)> {
    let mut stacks: Vec<(String, Vec<&Row>)> = Vec::new();
    for row in &grid.rows {
        let name = line(&words::human(row.cells.get(by).unwrap_or(&Cell::Empty))).into_owned();
        match stacks.iter_mut().find(|(known, _)| *known == name) {
            Some((_, rows)) => rows.push(row),
            None => stacks.push((name, vec![row])),
        }
    }
    stacks
}

/// Wide enough for every id, narrow enough for several columns.
fn card_width(grid: &Grid, by: usize, room: usize) -> usize {
    let ids = (0..grid.columns.len()).filter(|&at| at != by && grid.columns[at].shown).take(1);
    let id = ids.flat_map(|at| grid.rows.iter().map(move |row| fit::width(&words::human(&row.cells[at])))).max();
    id.unwrap_or(0).max(CARD).min(room)
}

fn print(
    grid: &Grid,
    by: usize,
    band: &[(String, Vec<&Row>)],
    width: usize,
    page: &Page,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut sheet = comfy_table::Table::new();
    sheet.load_style(TableStyle::new());
    sheet.set_header(band.iter().map(|(name, rows)| {
        let count = format!(" ({})", rows.len());
        let heading = fit::cut(name, width.saturating_sub(fit::width(&count)));
        format!("{heading}{count}\n{}", "─".repeat(width))
    }));
    let cards = |rows: &[&Row]| rows.iter().map(|row| card(grid, by, row, width)).collect::<Vec<_>>().join("\n\n");
    sheet.add_row(band.iter().map(|(_, rows)| cards(rows)));
    for (at, column) in sheet.column_iter_mut().enumerate() {
        column.set_padding((0, if at + 1 == band.len() { 0 } else { u16::try_from(GAP).unwrap_or(2) }));
    }
    for (at, text) in sheet.lines().enumerate() {
        let text = text.trim_end();
        let heading = at == 0;
        writeln!(out, "{}", if heading { super::talk::paint(text, table::BOLD, page) } else { text.to_owned() })?;
    }
    Ok(())
}

/// One row as a card: its id, then what it has, two lines at most for anything.
fn card(grid: &Grid, by: usize, row: &Row, width: usize) -> String {
    let cells = grid.columns.iter().zip(&row.cells).enumerate();
    let shown = cells.filter(|(at, (column, cell))| *at != by && column.shown && **cell != Cell::Empty);
    let lines = shown.flat_map(|(_, (column, cell))| {
        let mut lines = fit::wrap(&said(column, cell), width);
        if lines.len() > 2 {
            let rest = lines.split_off(1).join(" ");
            lines.push(fit::cut(&rest, width).into_owned());
        }
        lines
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Words speak for themselves; a figure or a date says what it is.
fn said(column: &Column, cell: &Cell) -> String {
    let words = line(&words::human(cell)).into_owned();
    match column.holds {
        Holds::Word | Holds::Prose | Holds::Command => words,
        Holds::Date | Holds::Figure | Holds::Money => format!("{} {words}", column.title.to_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::Day;

    fn board() -> View {
        let columns = vec![
            Column::word("job", "Job"),
            Column::word("stage", "Stage"),
            Column::prose("title", "Title"),
            Column::date("due", "Due"),
        ];
        let row = |job: &str, stage: &str, title: &str, due: Option<&str>| {
            Row::new(vec![Cell::text(job), Cell::text(stage), Cell::text(title), Cell::day(due.and_then(Day::parse))])
        };
        let rows = vec![
            row("ACME-0001", "brief", "Spring", None),
            row("ACME-0002", "in-creative", "ที่ปรึกษา", Some("2026-12-04")),
            row("ACME-0003", "brief", "A film about everything that the client ever made and sold", None),
        ];
        View {
            name: "board",
            version: 1,
            title: "Board".into(),
            as_of: Day::parse("2026-11-21").expect("a day"),
            grid: Grid { columns, rows },
            others: Vec::new(),
            notes: Vec::new(),
            when_empty: "no open jobs".into(),
            unreadable: Vec::new(),
        }
    }

    fn printed(width: u16) -> String {
        let mut out = Vec::new();
        columns(&board(), "stage", &Page { width: Some(width), ..Page::default() }, &mut out).expect("memory");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn stages_stand_side_by_side_with_their_jobs_below() {
        let rule = "─".repeat(26);
        let expected = format!(
            "\
brief (2)                   in-creative (1)
{rule}  {rule}
ACME-0001                   ACME-0002
Spring                      ที่ปรึกษา
                            due 2026-12-04
ACME-0003
A film about everything
that the client ever made…
"
        );
        assert_eq!(printed(60), expected);
    }

    #[test]
    fn a_narrow_page_takes_bands() {
        let text = printed(40);
        assert!(text.contains("\n\nin-creative (1)\n"), "{text}");
        assert!(text.lines().all(|line| fit::width(line) <= 40), "{text}");
    }
}
