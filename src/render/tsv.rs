//! `tsv`: a tab between fields and a line a row, nothing quoted: tabs, line breaks and backslashes inside a field are written
//! `\t`, `\n` and `\\`. Knows bytes, not columns.

use super::sheets::Sheet;
use super::{Page, spreadsheet};
use crate::view::Grid;
use std::io::{self, Write};

/// The format for `cut` and `awk`.
pub(super) struct Tsv;

impl Sheet for Tsv {
    const NAME: &'static str = "tsv";

    fn sheet(&self, grid: &Grid, page: &Page, out: &mut dyn Write) -> io::Result<()> {
        for line in spreadsheet::lines(grid, page) {
            let fields = line.iter().map(|field| field.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n"));
            writeln!(out, "{}", fields.collect::<Vec<_>>().join("\t"))?;
        }
        Ok(())
    }
}
