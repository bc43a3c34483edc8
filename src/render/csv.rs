//! `csv`: RFC 4180, with a header, lines that end in CR LF, and fields quoted where they must be. Knows bytes, not columns.

use super::{Findings, Page, Renderer, sheets, spreadsheet};
use crate::view::{Changed, Grid, RecordView, View};
use std::io::{self, Write};

/// The format for spreadsheets.
pub(super) struct Csv;

impl Renderer for Csv {
    fn name(&self) -> &'static str {
        "csv"
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
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out);
    for line in spreadsheet::lines(grid, page) {
        writer.write_record(line)?;
    }
    writer.flush()
}
