//! Steps of jobs that no edge of the workflow allows. The verbs' own steps, rejections and cancellations are edges; hand edits obey the same
//! rules. What takes the last steps back again is no step: the job stands where it stood before.

use super::edits::{Edit, Versions, earlier};
use super::library::{Library, Page};
use super::past::Past;
use crate::domain::job::{Handoff, Job};
use crate::domain::workflow::{REQUESTED, Stage, Workflow};
use crate::history::Said;
use crate::yaml::{Document, decode, read};

/// The status of a job that was called off.
const CANCELLED: &str = "cancelled";

/// A step along no edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// The stage it left.
    pub(super) from: String,
    /// The stage it entered.
    pub(super) to: String,
    /// The handoff that took it, by its place; none: only the status says so.
    pub(super) handoff: Option<usize>,
    /// What is wrong, in a sentence.
    pub(super) message: String,
}

/// The steps of one edit that the workflow of its day does not allow; none where the job cannot be read.
pub(super) fn steps(
    past: &Past,
    edit: &Edit,
    versions: &Versions,
    workflow: &Workflow,
    library: &mut Library<'_>,
) -> Option<Vec<Step>> {
    let Some(after) = &versions.after else { return Some(Vec::new()) };
    let after = course(after)?;
    let befores = versions.befores.iter().map(|page| course(page)).collect::<Option<Vec<_>>>()?;
    if befores.contains(&after) {
        return Some(Vec::new());
    }
    let mut found = along(&after, &befores, workflow);
    found.extend(by_word(&after, &befores, workflow));
    if !found.is_empty() && is_taken_back(past, edit, &after, library) {
        found.clear();
    }
    Some(found)
}

/// How a job went: its stages in their order, and its status.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Course {
    status: String,
    turns: Vec<Turn>,
    cancelled: Option<crate::values::Day>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Turn {
    id: String,
    stage: String,
    /// Where it goes on from: the stage itself, or the one before where it was sent back.
    leads_from: String,
    date: crate::values::Day,
}

impl Course {
    /// The status that the handoffs say.
    fn derived(&self) -> &str {
        match (self.cancelled, self.turns.last()) {
            (Some(_), _) => CANCELLED,
            (None, Some(turn)) => &turn.stage,
            (None, None) => REQUESTED,
        }
    }

    fn is_over(&self, workflow: &Workflow) -> bool {
        self.turns.last().and_then(|turn| workflow.get(&turn.stage)).is_some_and(Stage::is_end)
    }

    /// Whether one turn follows another in it; the first follows nothing.
    fn has(&self, above: Option<&Turn>, turn: &Turn) -> bool {
        let same = |one: &Turn, other: &Turn| one.id == other.id && one.stage == other.stage && one.date == other.date;
        self.turns.iter().enumerate().any(|(at, own)| {
            let own_above = at.checked_sub(1).map(|above| &self.turns[above]);
            let follows = match (own_above, above) {
                (Some(own), Some(above)) => same(own, above),
                (None, None) => true,
                _ => false,
            };
            same(own, turn) && follows
        })
    }
}

fn course(page: &Page) -> Option<Course> {
    let text = page.text.as_deref()?;
    let tree = read(text).ok()?;
    let job = decode::<Job>(&Document { text, tree: &tree }, None).ok()?.record;
    let turn = |(at, handoff): (usize, &Handoff)| Turn {
        id: handoff.id.as_ref().map(ToString::to_string).unwrap_or_default(),
        stage: handoff.stage.to_string(),
        leads_from: if handoff.rejected.is_some() {
            job.stage_before(at).to_owned()
        } else {
            handoff.stage.to_string()
        },
        date: handoff.date,
    };
    Some(Course {
        status: page.said.as_ref()?.get("status").and_then(Said::text).unwrap_or(REQUESTED).to_owned(),
        turns: job.handoffs.iter().enumerate().map(turn).collect(),
        cancelled: job.cancelled.as_ref().map(|cancelled| cancelled.date),
    })
}

/// The handoffs that this commit put behind others.
fn along(after: &Course, befores: &[Course], workflow: &Workflow) -> Vec<Step> {
    let mut found = Vec::new();
    for (at, turn) in after.turns.iter().enumerate() {
        let above = at.checked_sub(1).map(|above| &after.turns[above]);
        if befores.iter().any(|before| before.has(above, turn)) {
            continue;
        }
        let from = above.map_or(REQUESTED, |above| &above.leads_from);
        let step = |message| Step { from: from.to_owned(), to: turn.stage.clone(), handoff: Some(at), message };
        if let Some(off) = after.cancelled.filter(|off| *off < turn.date) {
            found.push(step(format!("the job was called off on {off}, and was handed on after that")));
        } else if !is_edge(workflow, from, &turn.stage) {
            found.push(step(format!("no step of the workflow led from `{from}` to `{}`", turn.stage)));
        }
    }
    found
}

/// The step that only the status says, and the one into or out of `cancelled`.
fn by_word(after: &Course, befores: &[Course], workflow: &Workflow) -> Option<Step> {
    let before = befores.first()?;
    if befores
        .iter()
        .any(|before| before.status == after.status && before.cancelled.is_some() == after.cancelled.is_some())
    {
        return None;
    }
    let step = |message: String| Step { from: before.status.clone(), to: after.status.clone(), handoff: None, message };
    if before.cancelled.is_some() && after.cancelled.is_none() {
        return Some(step("the job was called off, and was taken up again".to_owned()));
    }
    if before.cancelled.is_none() && after.cancelled.is_some() && before.is_over(workflow) {
        return Some(step("the job was over, and was called off after that".to_owned()));
    }
    if after.status == after.derived() || after.cancelled.is_some() || is_edge(workflow, &before.status, &after.status)
    {
        return None;
    }
    if after.status == CANCELLED {
        return Some(step("the status says that the job was called off, and nothing says by whom and why".to_owned()));
    }
    Some(step(format!("the status went from `{}` to `{}` along no step of the workflow", before.status, after.status)))
}

/// Whether a job may go so. A stage that the workflow does not have is a fault of another kind.
fn is_edge(workflow: &Workflow, from: &str, to: &str) -> bool {
    from == to
        || workflow.get(from).is_none()
        || (workflow.get(to).is_none() && to != CANCELLED)
        || workflow.allows(from, to)
}

/// Whether the job stood like this before: the last steps were taken back.
fn is_taken_back(past: &Past, edit: &Edit, after: &Course, library: &mut Library<'_>) -> bool {
    let earlier = earlier(past, edit.commit, edit.path);
    library.want(earlier.iter().copied());
    let like = |course: Course| {
        let stages = |course: &Course| -> Vec<(String, String)> {
            course.turns.iter().map(|turn| (turn.id.clone(), turn.stage.clone())).collect()
        };
        course.status == after.status && course.cancelled == after.cancelled && stages(&course) == stages(after)
    };
    earlier.into_iter().any(|blob| course(&library.page(blob)).is_some_and(like))
}
