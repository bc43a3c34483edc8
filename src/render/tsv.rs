//! `tsv`: a tab between fields and a line a row, nothing quoted: tabs, line breaks and backslashes inside a field are written
//! `\t`, `\n` and `\\`. Knows bytes, not columns.

use super::{Findings, Page, Renderer, sheets, spreadsheet};
use crate::view::{Changed, Grid, RecordView, View};
use std::io::{self, Write};

/// The format for `cut` and `awk`.
pub(super) struct Tsv;

impl Renderer for Tsv {
    fn name(&self) -> &'static str {
        "tsv"
    }

    fn view(&self, view: &View, page: &Page, out: &mut dyn Write) -> io::Result<()> {
        sheet(&view.grid, page, out)
    }

    fn record(&self, record: &RecordView, page: &Page, out: &mut dyn Write) -> io::Result<()> {
        sheet(&sheets::record(record), page, out)
    }

    fn findings(&self, findings: &Findings<'_>, page: &Page, out: &mut dyn Write) -> io::Result<()> {
        sheet(&sheets::findings(findings), page, out)
    }

    fn changed(&self, changed: &Changed, page: &Page, out: &mut dyn Write) -> io::Result<()> {
        sheet(&sheets::changed(changed), page, out)
    }
}

fn sheet(grid: &Grid, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    for line in spreadsheet::lines(grid, page) {
        let fields = line.iter().map(|field| field.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n"));
        writeln!(out, "{}", fields.collect::<Vec<_>>().join("\t"))?;
    }
    Ok(())
}
