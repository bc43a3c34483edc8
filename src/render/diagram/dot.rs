//! DOT, the language of Graphviz.

use super::{Arrow, arrows, lines};
use crate::domain::workflow::Workflow;
use std::io::{self, Write};

/// Draws a workflow.
pub(super) fn draw(workflow: &Workflow, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "digraph workflow {{")?;
    writeln!(out, "    node [shape=box, style=rounded];")?;
    for (at, stage) in workflow.stages().iter().enumerate() {
        let label = lines(stage).iter().map(|line| escaped(line)).collect::<Vec<_>>().join("\\n");
        let end = if stage.is_end() { ", peripheries=2" } else { "" };
        writeln!(out, "    s{at} [label=\"{label}\"{end}];")?;
    }
    for Arrow { from, to, is_back } in arrows(workflow) {
        // a step back does not pull its stage up the page
        let look = if is_back { " [style=dashed, constraint=false]" } else { "" };
        writeln!(out, "    s{from} -> s{to}{look};")?;
    }
    writeln!(out, "}}")
}

/// A text inside quotes. A backslash begins an escape there, and `&` a name of HTML.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('&', "&amp;")
}
