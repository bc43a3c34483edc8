//! A view of changes as people read them: under each client its records, under each record what happened to it, a line each; on a terminal
//! and in Markdown. Every other format prints the rows. Knows no records: it groups by what the cells say.

use super::sanitize::line;
use super::table::{BOLD, shade};
use super::talk::paint;
use super::{FORMATS, Page, Renderer as _, fit, md, table, words};
use crate::view::{Cell, Row, View};
use std::io::{self, Write};

/// The view as headings and lines on a terminal.
pub fn lines(view: &View, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let Some(at) = At::of(view) else { return FORMATS[0].view(view, page, out) };
    if view.grid.rows.is_empty() && !view.when_empty.is_empty() {
        writeln!(out, "{}", line(&view.when_empty))?;
    }
    let (mut group, mut record) = (None, None);
    for row in &view.grid.rows {
        let (whose, which) = (at.group(row), at.record(row));
        if group.as_ref() != Some(&whose) {
            if group.is_some() {
                writeln!(out)?;
            }
            writeln!(out, "{}", paint(&line(&whose), BOLD, page))?;
            (group, record) = (Some(whose), None);
        }
        if record.as_ref() != Some(&which) {
            writeln!(out, "  {}", line(&which))?;
            record = Some(which);
        }
        for (part, text) in fit::wrap(&line(&at.text(row, at.change)), page.room() - 6).iter().enumerate() {
            let text = format!("{}{text}", if part == 0 { "    " } else { "      " });
            match shade(row.tone) {
                Some(color) => writeln!(out, "{}", paint(&text, color, page))?,
                None => writeln!(out, "{text}")?,
            }
        }
    }
    table::below(view, page, out)
}

/// The view as headings and lists in Markdown; of a text that was rewritten, what is gone is struck out and what is new underlined.
pub fn markdown(view: &View, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let Some(at) = At::of(view) else { return md::Md.view(view, page, out) };
    md::heading(view, out)?;
    if view.grid.rows.is_empty() {
        writeln!(out, "{}", md::paragraph(&view.when_empty))?;
    }
    let (mut group, mut record) = (None, None);
    for row in &view.grid.rows {
        let (whose, which) = (at.group(row), at.record(row));
        if group.as_ref() != Some(&whose) {
            writeln!(out, "{}### {}", if group.is_some() { "\n" } else { "" }, md::inert(&whose))?;
            (group, record) = (Some(whose), None);
        }
        if record.as_ref() != Some(&which) {
            writeln!(out, "\n**{}**\n", md::inert(&which))?;
            record = Some(which);
        }
        let text = md::paragraph(&at.text(row, at.change));
        let is_text = at.text(row, at.what) == "text";
        writeln!(out, "- {}", if is_text { marked(&text) } else { text })?;
    }
    md::below(view, page, out)
}

/// Where the columns stand that are shown.
struct At {
    group: usize,
    group_name: usize,
    record: usize,
    title: Option<usize>,
    what: usize,
    change: usize,
}

impl At {
    fn of(view: &View) -> Option<At> {
        let at = |key: &str| view.grid.columns.iter().position(|column| column.key == key);
        // the changes of a book are told by client and record, those of a brief by section
        let (group, group_name, record, title) = match view.name {
            "brief-diff" => ("brief", "title", "section", None),
            _ => ("client", "client_name", "record", Some("title")),
        };
        Some(At {
            group: at(group)?,
            group_name: at(group_name)?,
            record: at(record)?,
            title: title.and_then(at),
            what: at("what")?,
            change: at("change")?,
        })
    }

    fn text(&self, row: &Row, at: usize) -> String {
        match row.cells.get(at) {
            None | Some(Cell::Empty) => String::new(),
            Some(cell) => words::human(cell),
        }
    }

    /// `Acme Outdoor Oy (ACME)`; what is no client's is the agency's.
    fn group(&self, row: &Row) -> String {
        match (self.text(row, self.group_name), self.text(row, self.group)) {
            (_, code) if code.is_empty() => "The agency".to_owned(),
            (name, code) if name.is_empty() => code,
            (name, code) => format!("{name} ({code})"),
        }
    }

    fn record(&self, row: &Row) -> String {
        let title = self.title.map(|title| self.text(row, title)).unwrap_or_default();
        format!("{} {title}", self.text(row, self.record)).trim_end().to_owned()
    }
}

/// The marks of a word diff, escaped as they are in Markdown, as deletions and insertions.
fn marked(text: &str) -> String {
    let struck = between(text, "\\[-", "-\\]", "del");
    between(&struck, "\\{+", "+\\}", "ins")
}

fn between(text: &str, open: &str, close: &str, tag: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, inside, after)) = rest
        .split_once(open)
        .and_then(|(before, rest)| rest.split_once(close).map(|(inside, after)| (before, inside, after)))
    {
        out.push_str(&format!("{before}<{tag}>{inside}</{tag}>"));
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_gone_is_struck_out_and_what_is_new_underlined() {
        let text = md::inert("The forest [-starts-]{+begins <now>+} at [-");
        assert_eq!(marked(&text), "The forest <del>starts</del><ins>begins &lt;now></ins> at \\[-");
    }
}
