//! Rows of a spreadsheet saved as CSV, with the place of every cell. Knows no hours and no jobs.

use crate::source::Span;

/// One cell: what it says, and where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    /// Without blanks around it, and without the mark that keeps a spreadsheet from running it.
    pub(super) text: String,
    /// With its quotes.
    pub(super) span: Span,
}

/// What is wrong with the file as a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) help: String,
}

/// The rows of a file, the heading first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sheet {
    /// What stands between two cells: a comma, a semicolon or a tab.
    pub(super) separator: char,
    /// Every row that says anything.
    pub(super) rows: Vec<Vec<Cell>>,
}

impl Sheet {
    /// Reads a text. What separates the cells is whatever the heading has most of.
    pub(super) fn read(text: &str) -> Result<Sheet, Fault> {
        let separator = separator(text);
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(text.as_bytes());
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| Fault {
                span: Span::at(0),
                message: format!("this is no table: {error}"),
                help: "save it from the spreadsheet as CSV".to_owned(),
            })?;
            let start = record.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or(text.len()));
            let spans = spans(text, start, separator)?;
            let cells = record.iter().zip(spans);
            let row: Vec<Cell> = cells.map(|(said, span)| Cell { text: plain(said).to_owned(), span }).collect();
            if row.iter().any(|cell| !cell.text.is_empty()) {
                rows.push(row);
            }
        }
        Ok(Sheet { separator: char::from(separator), rows })
    }
}

/// A cell without blanks around it, and without the mark that keeps a spreadsheet from running it: our own tables have one.
fn plain(cell: &str) -> &str {
    let cell = cell.trim();
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        _ => cell,
    }
}

fn separator(text: &str) -> u8 {
    let (mut counts, mut quoted) = ([(b',', 0), (b';', 0), (b'\t', 0)], false);
    for byte in text.trim_start().bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            byte if !quoted => counts.iter_mut().filter(|(mark, _)| *mark == byte).for_each(|(_, count)| *count += 1),
            _ => {}
        }
    }
    // of two that are as many, the earlier
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(mark, _)| mark)
}

/// Where each cell of the row at `start` is written.
fn spans(text: &str, start: usize, separator: u8) -> Result<Vec<Span>, Fault> {
    let bytes = text.as_bytes();
    let mut at = start + bytes[start..].iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
    let mut spans = Vec::new();
    loop {
        let from = at;
        if bytes.get(at) == Some(&b'"') {
            at = closing(bytes, at).ok_or_else(|| Fault {
                span: Span::new(from, from + 1),
                message: "a quote is opened here and never closed".to_owned(),
                help: "close it, or write it twice where it belongs to the text".to_owned(),
            })?;
        }
        let ends = |byte: &&u8| **byte != separator && !matches!(byte, b'\n' | b'\r');
        at += bytes[at..].iter().take_while(ends).count();
        spans.push(Span::new(from, at));
        if bytes.get(at) != Some(&separator) {
            return Ok(spans);
        }
        at += 1;
    }
}

/// One past the quote that closes the one at `open`; two in a row are one that is meant.
fn closing(bytes: &[u8], open: usize) -> Option<usize> {
    let mut at = open + 1;
    loop {
        at += memchr::memchr(b'"', &bytes[at..])? + 1;
        if bytes.get(at) != Some(&b'"') {
            return Some(at);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let sheet = Sheet::read(text).expect("a table");
        sheet.rows.into_iter().map(|row| row.into_iter().map(|cell| cell.text).collect()).collect()
    }

    #[test]
    fn what_separates_is_whatever_the_heading_has_most_of() {
        assert_eq!(rows("a,b\n1,2\n"), [["a", "b"], ["1", "2"]]);
        assert_eq!(rows("a;b\r\n1,5;2\r\n"), [["a", "b"], ["1,5", "2"]]);
        assert_eq!(rows("a\tb\n1\t2"), [["a", "b"], ["1", "2"]]);
        assert_eq!(rows("\"a,b;\";c\n1;2\n"), [["a,b;", "c"], ["1", "2"]]);
        assert_eq!(rows("a\n1\n"), [["a"], ["1"]]);
        assert_eq!(rows(""), [[""; 0]; 0]);
    }

    #[test]
    fn every_cell_has_its_place() {
        let text = "a,b\n\n\"x, \"\"y\"\"\n\", äö ,z\n,,\n";
        let sheet = Sheet::read(text).expect("a table");
        let told: Vec<(&str, &str)> =
            sheet.rows.iter().flatten().map(|cell| (cell.text.as_str(), cell.span.of(text))).collect();
        assert_eq!(told, [("a", "a"), ("b", "b"), ("x, \"y\"", "\"x, \"\"y\"\"\n\""), ("äö", " äö "), ("z", "z")]);
    }

    #[test]
    fn a_quote_that_is_never_closed_is_pointed_at() {
        let text = "a,b\n1,\"2\n3,4\n";
        let fault = Sheet::read(text).expect_err("no table");
        assert_eq!((fault.span.of(text), fault.message.as_str()), ("\"", "a quote is opened here and never closed"));
    }

    #[test]
    fn the_mark_that_keeps_a_formula_from_running_is_taken_off() {
        assert_eq!(rows("a,b\n'=1+1,'t Hof\n"), [["a", "b"], ["=1+1", "'t Hof"]]);
    }
}
