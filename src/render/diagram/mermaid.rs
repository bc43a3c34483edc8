//! Mermaid: what hosts of git show in Markdown. A flowchart, because its boxes hold several lines.

use super::{Arrow, arrows, lines};
use crate::domain::workflow::Workflow;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Draws a workflow.
pub(super) fn draw(workflow: &Workflow, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "flowchart TD")?;
    for (at, stage) in workflow.stages().iter().enumerate() {
        let label = lines(stage).iter().map(|line| escaped(line)).collect::<Vec<_>>().join("<br/>");
        let (open, close) = if stage.is_end() { ("([", "])") } else { ("[", "]") };
        writeln!(out, "    s{at}{open}\"{label}\"{close}")?;
    }
    for Arrow { from, to, is_back } in arrows(workflow) {
        let arrow = if is_back { "-.->" } else { "-->" };
        writeln!(out, "    s{from} {arrow} s{to}")?;
    }
    Ok(())
}

/// A text inside quotes: whatever could end it, or mean something in HTML or Markdown, by its number.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() && !c.is_ascii_alphanumeric() && !matches!(c, ' ' | '-' | ',' | '.') {
            // Writing to a `String` cannot fail.
            let _ = write!(safe, "#{};", u32::from(c));
        } else {
            safe.push(c);
        }
    }
    safe
}
