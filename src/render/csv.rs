//! `csv`: RFC 4180, with a header, lines that end in CR LF, and fields quoted where they must be. Knows bytes, not columns.

use super::sheets::Sheet;
use super::{Page, spreadsheet};
use crate::view::Grid;
use std::io::{self, Write};

/// The format for spreadsheets.
pub(super) struct Csv;

impl Sheet for Csv {
    const NAME: &'static str = "csv";

    fn sheet(&self, grid: &Grid, page: &Page, out: &mut dyn Write) -> io::Result<()> {
        let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out);
        for line in spreadsheet::lines(grid, page) {
            writer.write_record(line)?;
        }
        writer.flush()
    }
}
