//! `md`: tables as GitHub reads them. Record text is words there, never markup: no links, no emphasis, no HTML.

use super::sanitize::line;
use super::{Findings, Page, Renderer, sheets, words};
use crate::view::{Changed, Grid, Holds, RecordView, View};
use std::io::{self, Write};

/// The format for wikis, merge requests and mails.
pub(super) struct Md;

impl Renderer for Md {
    fn name(&self) -> &'static str {
        "md"
    }

    fn view(&self, view: &View, page: &Page, out: &mut dyn Write) -> io::Result<()> {
        heading(view, out)?;
        if view.grid.rows.is_empty() {
            writeln!(out, "{}", paragraph(&view.when_empty))?;
        } else {
            table(&view.grid, out)?;
        }
        below(view, page, out)
    }

    fn record(&self, record: &RecordView, _page: &Page, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "## {} ({})\n\n{}\n", inert(&record.id), record.kind, paragraph(&record.path))?;
        table(&sheets::record(record), out)?;
        for (_, title, other) in record.others.iter().filter(|(_, _, other)| other.is_shown()) {
            writeln!(out, "\n### {}\n", inert(title))?;
            table(other, out)?;
        }
        Ok(())
    }

    fn findings(&self, findings: &Findings<'_>, _page: &Page, out: &mut dyn Write) -> io::Result<()> {
        if findings.problems.is_empty() {
            return writeln!(out, "No findings.");
        }
        table(&sheets::findings(findings), out)
    }

    fn changed(&self, changed: &Changed, _page: &Page, out: &mut dyn Write) -> io::Result<()> {
        for summary in &changed.summary {
            writeln!(out, "- {}", paragraph(summary))?;
        }
        if !changed.summary.is_empty() {
            writeln!(out)?;
        }
        table(&sheets::changed(changed), out)
    }
}

/// What a view shows, and of which day.
pub(super) fn heading(view: &View, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## {}\n\nAs of {}.\n", inert(&view.title), view.as_of)
}

/// The further grids of a view, its notes, and what could not be read.
pub(super) fn below(view: &View, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    for (_, title, other) in view.others.iter().filter(|(_, _, other)| other.is_shown()) {
        writeln!(out, "\n### {}\n", inert(title))?;
        table(other, out)?;
    }
    let broken = super::unreadable_lines(view).into_iter().map(|line| format!("could not read {line}"));
    let notes = view.notes.iter().filter(|_| !page.quiet).cloned();
    for (at, note) in notes.chain(broken).enumerate() {
        writeln!(out, "{}- {}", if at == 0 { "\n" } else { "" }, paragraph(&note))?;
    }
    Ok(())
}

fn table(grid: &Grid, out: &mut dyn Write) -> io::Result<()> {
    let shown = || grid.columns.iter().filter(|column| column.shown);
    let titles: Vec<String> = shown().map(|column| inert(column.title)).collect();
    writeln!(out, "| {} |", titles.join(" | "))?;
    let rules = shown().map(|column| match column.holds {
        Holds::Figure | Holds::Money => "---:",
        Holds::Word | Holds::Prose | Holds::Command | Holds::Date => "---",
    });
    writeln!(out, "| {} |", rules.collect::<Vec<_>>().join(" | "))?;
    for row in &grid.rows {
        let shown = row.cells.iter().zip(&grid.columns).filter(|(_, column)| column.shown);
        let cells: Vec<String> = shown.map(|(cell, _)| inert(&words::human(cell))).collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}

/// Words inside a line: whatever Markdown or HTML would act on is escaped, and bare addresses do not become links. A `>` closes nothing
/// where no `<` is left, and quotes only where a line starts.
pub(super) fn inert(words: &str) -> String {
    let safe = line(words).replace("://", ":\u{0}").replace("www.", "www\u{1}");
    let mut out = String::with_capacity(safe.len() + 8);
    let mut before = None;
    let mut rest = safe.chars();
    while let Some(c) = rest.next() {
        match c {
            // between two blanks it neither opens nor closes; what stands before and behind the words is not known here
            '*' if before == Some(' ') && rest.as_str().starts_with(' ') => out.push('*'),
            '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '|' | '$' | '#' | '!' | '{' | '}' => out.extend(['\\', c]),
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '@' => out.push_str("&#64;"),
            // The two marks set above; no such character is left in a sanitized line.
            '\u{0}' => {
                out.pop();
                out.push_str("&#58;//");
            }
            '\u{1}' => out.push_str("&#46;"),
            other => out.push(other),
        }
        before = Some(c);
    }
    out
}

/// Words that start a line of their own, where a dash or a number would start a list, and a `>` a quotation.
pub(super) fn paragraph(words: &str) -> String {
    // blanks in front would move such a mark, not take it away
    let safe = inert(words.trim_start());
    let digits = safe.bytes().take_while(u8::is_ascii_digit).count();
    match safe.as_bytes().get(digits) {
        Some(b'-' | b'+' | b'=' | b'>') if digits == 0 => format!("\\{safe}"),
        Some(b'.' | b')') if digits > 0 => format!("{}\\{}", &safe[..digits], &safe[digits..]),
        _ => safe,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_that_markdown_would_not_read_stays_as_it_was_written() {
        assert_eq!(inert("90 > 60, in-creative -> review"), "90 > 60, in-creative -> review");
        assert_eq!(inert("2 * 3 = 6"), "2 * 3 = 6");
        assert_eq!(paragraph("90 > 60 * 2"), "90 > 60 * 2");
    }

    #[test]
    fn a_star_that_could_open_or_close_is_escaped() {
        for (words, expected) in [
            ("*now*", "\\*now\\*"),
            ("4*5", "4\\*5"),
            ("from 5* hotels", "from 5\\* hotels"),
            ("a *b", "a \\*b"),
            ("a ** b", "a \\*\\* b"),
            ("* * *", "\\* * \\*"),
            ("a *", "a \\*"),
            ("* a", "\\* a"),
            ("a *\u{a0}b", "a \\*\u{a0}b"),
            ("a \\* b", "a \\\\\\* b"),
            ("品牌*广告*", "品牌\\*广告\\*"),
        ] {
            assert_eq!(inert(words), expected, "{words}");
        }
    }

    #[test]
    fn a_line_never_starts_a_quotation_and_a_tag_never_opens() {
        assert_eq!(paragraph("> quoted"), "\\> quoted");
        assert_eq!(paragraph("  > quoted"), "\\> quoted");
        assert_eq!(paragraph("\t>>> quoted"), "\\>>> quoted");
        assert_eq!(paragraph("   - item"), "\\- item");
        assert_eq!(paragraph("<b> -->"), "&lt;b> -->");
        assert_eq!(inert("<https://evil.test>"), "&lt;https&#58;//evil.test>");
    }

    #[test]
    fn markup_never_reaches_the_page() {
        assert_eq!(inert("a|b `c` <img src=x>"), "a\\|b \\`c\\` &lt;img src=x>");
        assert_eq!(inert("[x](https://evil.test) www.evil.test"), "\\[x\\](https&#58;//evil.test) www&#46;evil.test");
        assert_eq!(inert("two\nlines & @ann"), "two lines &amp; &#64;ann");
        assert_eq!(inert("ACME-0012, 品牌, น้ำ"), "ACME-0012, 品牌, น้ำ");
    }

    #[test]
    fn a_sentence_never_starts_a_list() {
        assert_eq!(paragraph("- item"), "\\- item");
        assert_eq!(paragraph("12. item"), "12\\. item");
        assert_eq!(paragraph("12 items"), "12 items");
    }
}
