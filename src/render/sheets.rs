//! What is no report, as a grid: records, findings and changes for the formats that only know rows.

use super::{Findings, Page, Renderer};
use crate::view::{Cell, Changed, Column, Data, Grid, RecordView, Row, View};
use std::io::{self, Write};

/// A format to which everything is a grid: what it prints of one, it prints of a report, a record, findings and changes alike.
pub(super) trait Sheet: Sync {
    /// What is typed after `--format`.
    const NAME: &'static str;

    /// Prints a grid.
    fn sheet(&self, grid: &Grid, page: &Page, out: &mut dyn Write) -> io::Result<()>;
}

impl<S: Sheet> Renderer for S {
    fn name(&self) -> &'static str {
        S::NAME
    }

    fn view(&self, view: &View, page: &Page, out: &mut dyn Write) -> io::Result<()> {
        self.sheet(&view.grid, page, out)
    }

    fn record(&self, shown: &RecordView, page: &Page, out: &mut dyn Write) -> io::Result<()> {
        self.sheet(&record(shown), page, out)
    }

    fn findings(&self, found: &Findings<'_>, page: &Page, out: &mut dyn Write) -> io::Result<()> {
        self.sheet(&findings(found), page, out)
    }

    fn changed(&self, made: &Changed, page: &Page, out: &mut dyn Write) -> io::Result<()> {
        self.sheet(&changed(made), page, out)
    }
}

/// A record as paths and values, its facts first: `facts.stage`, `team.creative`, `tone[1]`.
pub(super) fn record(record: &RecordView) -> Grid {
    let mut rows = Vec::new();
    for (key, _, fact) in &record.facts {
        rows.push(Row::new(vec![Cell::Text(format!("facts.{key}")), fact.clone()]));
    }
    leaves(String::new(), &record.fields, &mut rows);
    Grid { columns: vec![Column::word("field", "Field"), Column::prose("value", "Value")], rows }
}

/// A finding a row.
pub(super) fn findings(findings: &Findings<'_>) -> Grid {
    let columns = vec![
        Column::word("severity", "Severity"),
        Column::word("code", "Code"),
        Column::word("alias", "Rule"),
        Column::word("path", "Path"),
        Column::figure("line", "Line"),
        Column::figure("column", "Column"),
        Column::prose("message", "Message"),
        Column::prose("help", "Help"),
    ];
    let rows = findings.problems.iter().map(|problem| {
        let placed = |cell: Cell| if problem.argument.is_some() { Cell::Empty } else { cell };
        let message = problem.argument.map(|argument| format!("`{argument}`: {}", problem.message));
        Row::new(vec![
            Cell::text(problem.severity.as_str()),
            Cell::text(&problem.code),
            Cell::maybe(problem.alias),
            placed(Cell::text(&problem.path)),
            placed(Cell::Count(problem.line.into())),
            placed(Cell::Count(problem.column.into())),
            Cell::Text(message.unwrap_or_else(|| problem.message.clone())),
            Cell::maybe(problem.help.as_ref()),
        ])
    });
    Grid { columns, rows: rows.collect() }
}

/// A changed record a row.
pub(super) fn changed(changed: &Changed) -> Grid {
    let columns = vec![Column::word("id", "Id"), Column::word("path", "Path")];
    let rows = changed.records.iter().map(|(id, path)| Row::new(vec![Cell::text(id), Cell::text(path)]));
    Grid { columns, rows: rows.collect() }
}

fn leaves(path: String, field: &Data, rows: &mut Vec<Row>) {
    let leaf = match field {
        Data::Null => Cell::Empty,
        Data::Flag(flag) => Cell::Flag(*flag),
        Data::Count(count) => Cell::Count(*count),
        Data::Text(text) => Cell::Text(text.clone()),
        Data::List(items) => {
            for (index, item) in items.iter().enumerate() {
                leaves(format!("{path}[{index}]"), item, rows);
            }
            return;
        }
        Data::Map(fields) => {
            for (key, value) in fields {
                leaves(if path.is_empty() { key.clone() } else { format!("{path}.{key}") }, value, rows);
            }
            return;
        }
    };
    rows.push(Row::new(vec![Cell::Text(path), leaf]));
}
