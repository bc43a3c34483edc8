//! What is said in words outside any grid: findings with their line, failures with a hint, what happened and what comes next,
//! files that could not be read. Every line is safe for a terminal.

use super::sanitize::line;
use super::{Findings, Page, envelope};
use crate::finding::Severity;
use crate::view::{Changed, Failure, Problem, View};
use std::io::{self, Write};

/// The lines for stderr about files that a report could not read.
pub fn unreadable_lines(view: &View) -> Vec<String> {
    let one =
        |path: &str, at: (u32, u32), message: &str| format!("{}:{}:{}: {}", line(path), at.0, at.1, line(message));
    view.unreadable.iter().map(|broken| one(&broken.path, (broken.line, broken.column), &broken.message)).collect()
}

/// The lines for stderr about a change: what happened, and what comes next.
pub fn said(changed: &Changed) -> Vec<String> {
    let would = if changed.dry_run { "would: " } else { "" };
    let happened = changed.summary.iter().map(|summary| format!("{would}{}", line(summary)));
    happened.chain(changed.next.iter().map(|next| format!("next: {}", line(next)))).collect()
}

/// Findings as text: where, what, the line, what to write; and how many. Nothing at all where nothing was found.
pub(super) fn findings(findings: &Findings<'_>, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    for found in findings.problems {
        problem(found, page, out)?;
    }
    let (errors, warnings) = envelope::tally(findings.problems);
    let counts = [(errors, "error"), (warnings, "warning")].into_iter().filter(|(count, _)| *count > 0);
    let counts = counts.map(|(count, what)| counted(count, what)).chain(findings.let_stand.words());
    match counts.reduce(|words, more| format!("{words}, {more}")) {
        Some(summary) => writeln!(out, "{summary}"),
        None => Ok(()),
    }
}

/// Why there is no answer: the sentence, its causes, and what to type.
pub(super) fn failure(failure: &Failure, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let word = paint("error:", RED, page);
    match &failure.place {
        Some((path, row, column)) => {
            writeln!(out, "{word} {}:{row}:{column}: {}", line(path), line(&failure.message))?;
        }
        None => writeln!(out, "{word} {}", line(&failure.message))?,
    }
    for cause in &failure.causes {
        writeln!(out, "caused by: {}", line(cause))?;
    }
    if let Some(hint) = &failure.hint {
        writeln!(out, "\nhint: {}", line(hint))?;
    }
    Ok(())
}

const RED: &str = "31";
const AMBER: &str = "33";

fn problem(found: &Problem, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let color = if found.severity == Severity::Error { RED } else { AMBER };
    let word = paint(found.severity.as_str(), color, page);
    let alias = found.alias.map(|alias| format!(" {alias}")).unwrap_or_default();
    let (path, code, message) = (line(&found.path), line(&found.code), line(&found.message));
    writeln!(out, "{path}:{}:{}: {word}[{code}{alias}]: {message}", found.line, found.column)?;
    if let Some(excerpt) = &found.excerpt {
        writeln!(out, "  | {}", line(excerpt))?;
    }
    for (path, row, column, why) in &found.related {
        writeln!(out, "  {}:{row}:{column}: {}", line(path), line(why))?;
    }
    if let Some(help) = &found.help {
        writeln!(out, "  help: {}", line(help))?;
    }
    Ok(())
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// A word in colour, where the page has colour.
pub(super) fn paint(word: &str, color: &str, page: &Page) -> String {
    if page.color { format!("\u{1b}[{color}m{word}\u{1b}[0m") } else { word.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::LetStand;
    use crate::values::Day;

    fn problem() -> Problem {
        Problem {
            code: "vague-deliverable".into(),
            alias: Some("BR07"),
            severity: Severity::Error,
            message: "says \u{1b}[2J nothing".into(),
            path: "jobs/ACME/ACME-0012.yaml".into(),
            line: 4,
            column: 10,
            excerpt: Some("    title: \u{202e}film".into()),
            help: Some("say how long it is".into()),
            related: vec![("briefs/ACME/ACME-B0004.yaml".into(), 2, 1, "asked for here".into())],
        }
    }

    fn printed(problems: &[Problem]) -> String {
        let as_of = Day::parse("2026-11-21").expect("a day");
        let mut out = Vec::new();
        findings(
            &Findings { name: "check", as_of, problems, let_stand: LetStand::default() },
            &Page::default(),
            &mut out,
        )
        .expect("memory");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn a_finding_says_where_what_and_what_to_write() {
        let warning = Problem { severity: Severity::Warning, alias: None, ..problem() };
        let text = printed(&[problem(), warning]);
        let first: Vec<&str> = text.lines().take(4).collect();
        assert_eq!(
            first,
            [
                "jobs/ACME/ACME-0012.yaml:4:10: error[vague-deliverable BR07]: says \\u{1b}[2J nothing",
                "  |     title: \\u{202e}film",
                "  briefs/ACME/ACME-B0004.yaml:2:1: asked for here",
                "  help: say how long it is",
            ]
        );
        assert!(text.contains(": warning[vague-deliverable]: "), "{text}");
        assert!(text.ends_with("\n1 error, 1 warning\n"), "{text}");
    }

    #[test]
    fn nothing_found_is_silence() {
        assert_eq!(printed(&[]), "");
    }

    #[test]
    fn a_failure_ends_with_what_to_type() {
        let failed = Failure {
            code: "unknown-id",
            message: "no job `ACME-0041`".into(),
            causes: vec!["it is not in jobs/ACME".into()],
            hint: Some("did you mean `ACME-0014`?".into()),
            place: None,
        };
        let mut out = Vec::new();
        failure(&failed, &Page::default(), &mut out).expect("memory");
        let expected =
            "error: no job `ACME-0041`\ncaused by: it is not in jobs/ACME\n\nhint: did you mean `ACME-0014`?\n";
        assert_eq!(String::from_utf8(out).expect("text"), expected);
    }
}
