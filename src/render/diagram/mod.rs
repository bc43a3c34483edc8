//! A workflow as a picture: stages as boxes, steps as arrows, steps back drawn apart. One language a file, and one line in `DIAGRAMS`.
//! What an agency calls its stages is untrusted: each language escapes it in its own way.

mod dot;
mod mermaid;

use super::sanitize;
use crate::domain::workflow::{CLIENT, Stage, Workflow};
use std::io::{self, Write};

/// A language of pictures.
#[derive(Clone, Copy, Debug)]
pub struct Diagram {
    /// What is typed after `--format`.
    pub name: &'static str,
    /// Draws a workflow.
    pub draw: fn(&Workflow, &mut dyn Write) -> io::Result<()>,
}

/// Every language, in the order of the documentation.
pub static DIAGRAMS: &[Diagram] =
    &[Diagram { name: "mermaid", draw: mermaid::draw }, Diagram { name: "dot", draw: dot::draw }];

/// The language of a name.
pub fn diagram(name: &str) -> Option<&'static Diagram> {
    DIAGRAMS.iter().find(|diagram| diagram.name == name)
}

/// What stands in the box of a stage, line by line: its name, who has it for how long, and what it needs; each on one line, nothing in it
/// that acts on a screen.
fn lines(stage: &Stage) -> Vec<String> {
    let mut lines = vec![stage.name.to_string()];
    let days = stage.lead_days.map(|days| match days {
        1 => "1 working day".to_owned(),
        days => format!("{days} working days"),
    });
    let seat = stage.seat.as_deref().map(|seat| if seat == CLIENT { "the client" } else { seat });
    match (seat, days) {
        (Some(seat), Some(days)) => lines.push(format!("{seat}, {days}")),
        (Some(seat), None) => lines.push(seat.to_owned()),
        (None, _) => {}
    }
    lines.extend(stage.needs.iter().map(|need| format!("needs {need}")));
    lines.iter().map(|text| sanitize::line(text).into_owned()).collect()
}

/// A step, by the numbers of its stages, and whether it leads back. A step to a stage that is not there is no step.
struct Arrow {
    from: usize,
    to: usize,
    is_back: bool,
}

fn arrows(workflow: &Workflow) -> impl Iterator<Item = Arrow> {
    workflow.edges().filter_map(|(from, to)| {
        let is_back = workflow.is_back(&from.name, &to.name);
        Some(Arrow { from: workflow.position(&from.name)?, to: workflow.position(&to.name)?, is_back })
    })
}
