//! What is said in words outside any grid: failures with a hint, what happened and what comes next,
//! files that could not be read. Every line is safe for a terminal.

use super::Page;
use super::sanitize::line;
use crate::view::{Changed, Committed, Failure, View};
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
    let committed = changed.commit.iter().flat_map(|commit| committed(commit, changed.dry_run));
    happened.chain(committed).chain(changed.next.iter().map(|next| format!("next: {}", line(next)))).collect()
}

/// The lines about a commit: its name, or what it would say.
fn committed(commit: &Committed, dry_run: bool) -> Vec<String> {
    let on = commit.branch.as_ref().map_or_else(String::new, |branch| format!(" on {}", line(branch)));
    match &commit.id {
        Some(id) => vec![format!("committed{on}: {}", id.get(..10).unwrap_or(id))],
        None if dry_run => {
            let says = commit.message.lines().map(|said| format!("  {}", line(said)).trim_end().to_owned());
            std::iter::once(format!("would: commit{on}:")).chain(says).collect()
        }
        None => Vec::new(),
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

pub(super) const RED: &str = "31";
pub(super) const AMBER: &str = "33";

/// A count with its word.
pub(super) fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// A word in colour, where the page has colour.
pub(super) fn paint(word: &str, color: &str, page: &Page) -> String {
    if page.color { format!("\u{1b}[{color}m{word}\u{1b}[0m") } else { word.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

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
