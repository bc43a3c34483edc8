//! `text`: findings for people. Where and what on the first line, then the lines of the record with a caret under what is meant, other
//! places that explain it, what to write; and how many at the end. The frame around the lines is a library's.

use super::excerpt::{Excerpt, excerpt};
use super::sanitize::line;
use super::talk::{AMBER, RED, counted, paint};
use super::{Findings, Page, envelope};
use crate::finding::Severity;
use crate::view::{Problem, Related};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::io::{self, Write};

/// Columns of a line of a record where the page has no end.
const ROOM: usize = 140;
/// The library is not to cut lines: they are cut already.
const WIDE: usize = 100_000;

/// Findings as text; nothing at all where nothing was found.
pub(super) fn findings(findings: &Findings<'_>, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    for found in findings.problems {
        problem(found, page, out)?;
    }
    match summary(findings) {
        Some(summary) => writeln!(out, "{summary}"),
        None => Ok(()),
    }
}

/// How many there are, how many of them `check` can put right itself, and how many are let stand: `3 errors, 1 warning, 2 of them fixable
/// with `--fix`, 2 ignored`; `None` for none.
pub(super) fn summary(findings: &Findings<'_>) -> Option<String> {
    let (errors, warnings) = envelope::tally(findings.problems);
    let counts = [(errors, "error"), (warnings, "warning")].into_iter().filter(|(count, _)| *count > 0);
    let fixable = findings.problems.iter().filter(|problem| problem.fixable).count();
    let fixable = (fixable > 0 && findings.name == "check").then(|| format!("{fixable} of them fixable with `--fix`"));
    let counts = counts.map(|(count, what)| counted(count, what)).chain(fixable).chain(findings.let_stand.words());
    counts.reduce(|words, more| format!("{words}, {more}"))
}

/// A finding's first line: `path:line:col: error[rule BR05]: what is wrong`.
pub(super) fn head(found: &Problem, page: &Page) -> String {
    let color = if found.severity == Severity::Error { RED } else { AMBER };
    let word = paint(found.severity.as_str(), color, page);
    let (path, message) = (line(&found.path), line(&found.message));
    match found.argument {
        Some(argument) => format!("{word}[{}]: `{argument}`: {message}", name(found)),
        None => format!("{path}:{}:{}: {word}[{}]: {message}", found.line, found.column, name(found)),
    }
}

/// What is wrong, by name and number: `vague-deliverable BR07`.
pub(super) fn name(found: &Problem) -> String {
    let alias = found.alias.map(|alias| format!(" {alias}")).unwrap_or_default();
    format!("{}{alias}", line(&found.code))
}

fn problem(found: &Problem, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let frame = Frame::of(found, page);
    writeln!(out, "{}", head(found, page))?;
    if let Some(lines) = &found.excerpt {
        let level = if found.severity == Severity::Error { Level::ERROR } else { Level::WARNING };
        let ends = ((found.line, found.column), (found.end_line, found.end_column));
        frame.print(lines, ends, level, AnnotationKind::Primary, out)?;
    }
    for related in &found.related {
        let Related { path, line: row, column, message, .. } = related;
        writeln!(out, "{}::: {}:{row}:{column}: {}", frame.pad, line(path), line(message))?;
        if let Some(lines) = &related.excerpt {
            let ends = ((*row, *column), (related.end_line, related.end_column));
            frame.print(lines, ends, Level::NOTE, AnnotationKind::Context, out)?;
        }
    }
    if let Some(help) = &found.help {
        writeln!(out, "{} = help: {}", frame.pad, line(help))?;
    }
    writeln!(out)
}

/// What the frames of one finding share: a margin wide enough for all their line numbers.
struct Frame<'p> {
    pad: String,
    page: &'p Page,
}

impl Frame<'_> {
    fn of<'p>(found: &Problem, page: &'p Page) -> Frame<'p> {
        let own = last_line(found.line, found.excerpt.as_deref());
        let others = found.related.iter().map(|related| last_line(related.line, related.excerpt.as_deref()));
        let widest = others.fold(own, usize::max).to_string().len();
        Frame { pad: " ".repeat(widest), page }
    }

    fn print(
        &self,
        lines: &str,
        (start, end): ((u32, u32), (u32, u32)),
        level: Level<'_>,
        kind: AnnotationKind,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let margin = self.pad.len() + " | ".len();
        let room = self.page.width.map_or(ROOM, |width| usize::from(width).saturating_sub(margin).max(20));
        let Excerpt { text, mark } = excerpt(lines, start, end, room);
        let snippet = Snippet::source(&text).line_start(start.0 as usize).annotation(kind.span(mark));
        let group = Group::with_level(level).element(snippet);
        let renderer = if self.page.color { Renderer::styled().hyperlink(false) } else { Renderer::plain() };
        let drawn = renderer.term_width(WIDE).render(&[group]);
        let short = self.pad.len().saturating_sub(last_line(start.0, Some(lines)).to_string().len());
        for shown in drawn.lines().filter(|line| !line.is_empty()) {
            writeln!(out, "{}{}", " ".repeat(short), shown.trim_end())?;
        }
        Ok(())
    }
}

/// The number of the last line that is shown.
fn last_line(first: u32, lines: Option<&str>) -> usize {
    first as usize + lines.map_or(0, |lines| lines.lines().count().saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::Day;

    fn problem() -> Problem {
        Problem {
            code: "vague-deliverable".into(),
            alias: Some("BR07"),
            severity: Severity::Error,
            message: "says \u{1b}[2J nothing".into(),
            argument: None,
            path: "jobs/ACME/ACME-0012.yaml".into(),
            line: 4,
            column: 13,
            end_line: 4,
            end_column: 17,
            excerpt: Some("    title: \u{202e}film".into()),
            pointer: "/title".into(),
            help: Some("say how long it is".into()),
            related: vec![Related {
                message: "asked for here".into(),
                path: "briefs/ACME/ACME-B0004.yaml".into(),
                line: 12,
                column: 3,
                end_line: 12,
                end_column: 8,
                excerpt: Some("  items:".into()),
            }],
            fixable: false,
        }
    }

    fn printed(problems: &[Problem], page: &Page) -> String {
        let as_of = Day::parse("2026-11-21").expect("a day");
        let mut out = Vec::new();
        findings(&Findings::new("check", as_of, problems), page, &mut out).expect("memory");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn a_finding_says_where_what_and_what_to_write() {
        let warning = Problem { severity: Severity::Warning, alias: None, ..problem() };
        let text = printed(&[problem(), warning], &Page::default());
        let expected = "\
jobs/ACME/ACME-0012.yaml:4:13: error[vague-deliverable BR07]: says \\u{1b}[2J nothing
   |
 4 |     title: \\u{202e}film
   |                    ^^^^
  ::: briefs/ACME/ACME-B0004.yaml:12:3: asked for here
   |
12 |   items:
   |   -----
   = help: say how long it is

jobs/ACME/ACME-0012.yaml:4:13: warning[vague-deliverable]: says ";
        assert!(text.starts_with(expected), "{text}");
        assert!(text.ends_with("\n\n1 error, 1 warning\n"), "{text}");
    }

    #[test]
    fn nothing_found_is_silence() {
        assert_eq!(printed(&[], &Page::default()), "");
    }

    #[test]
    fn colour_is_only_where_the_page_has_it() {
        let colored = printed(&[problem()], &Page { color: true, ..Page::default() });
        assert!(colored.contains("\u{1b}[31merror\u{1b}[0m[vague-deliverable BR07]"), "{colored}");
        let mut bare = String::new();
        let mut rest = colored.as_str();
        while let Some((before, after)) = rest.split_once("\u{1b}[") {
            bare.push_str(before);
            rest = after.split_once('m').expect("a colour ends").1;
        }
        assert_eq!(bare + rest, printed(&[problem()], &Page::default()));
    }
}
