//! `github`: workflow commands that GitHub turns into annotations on a pull request. It shows ten of each kind a step, so errors come
//! first, and a last line says how many there are. Paths count from the top of the git repository.

use super::sanitize::{self, line};
use super::{Findings, Page, text, worst_first};
use crate::finding::Severity;
use crate::view::Problem;
use std::io::{self, Write};

/// How many of a kind GitHub shows of one step.
const SHOWN: usize = 10;

/// A command a finding, then how many there are.
pub(super) fn findings(findings: &Findings<'_>, _page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let Some(summary) = text::summary(findings) else { return Ok(()) };
    for found in worst_first(findings.problems) {
        annotation(found, findings.below, out)?;
    }
    let of = |severity| findings.problems.iter().filter(|found| found.severity == severity).count();
    if of(Severity::Error).max(of(Severity::Warning)) <= SHOWN {
        return writeln!(out, "suits {}: {summary}", findings.name);
    }
    // A notice is a kind of its own, so it is shown where annotations above were left out.
    let hint = "GitHub shows ten of a kind beside the changes; the log of this step has all of them";
    writeln!(out, "::notice title=suits {}::{}", findings.name, data(&format!("{summary} ({hint})")))
}

fn annotation(found: &Problem, below: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut properties = vec![
        ("file", format!("{below}{}", found.path)),
        ("line", found.line.to_string()),
        ("endLine", found.end_line.to_string()),
    ];
    // GitHub takes no columns of what runs over several lines.
    if found.end_line == found.line {
        properties.push(("col", found.column.to_string()));
        properties.push(("endColumn", found.end_column.to_string()));
    }
    properties.push(("title", text::name(found)));
    let properties: Vec<String> = properties.iter().map(|(key, value)| format!("{key}={}", property(value))).collect();
    let mut message = line(&found.message).into_owned();
    for related in &found.related {
        let (path, why) = (line(&related.path), line(&related.message));
        message += &format!("\n{below}{path}:{}:{}: {why}", related.line, related.column);
    }
    if let Some(help) = &found.help {
        message += &format!("\nhelp: {}", line(help));
    }
    writeln!(out, "::{} {}::{}", found.severity.as_str(), properties.join(","), data(&message))
}

/// The message of a command: what would end its line is escaped.
fn data(text: &str) -> String {
    sanitize::text(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a command: what would end it is escaped too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_command_before_its_end() {
        assert_eq!(data("50% ::error::\nx\r\ny\rz"), "50%25 ::error::%0Ax%0Ay\\u{d}z");
        assert_eq!(property("a,b: c%0A"), "a%2Cb%3A c%250A");
        assert_eq!(data("\u{202e}x\u{1b}"), "\\u{202e}x\\u{1b}");
    }
}
