//! Steps of jobs that no edge of the workflow allows. The verbs' own steps, rejections and cancellations are edges; hand edits obey the same
//! rules. What takes the last steps back again is no step: the job stands where it had come to along the edges.

use super::blame::State;
use super::edits::{Edit, Versions};
use super::law::Laws;
use super::library::{Library, Page};
use super::past::Past;
use super::rightful::rightful;
use super::spot::Spot;
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
    /// What says so.
    pub(super) by: By,
    /// What is wrong, in a sentence.
    pub(super) message: String,
}

/// What of a job says that it took a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// A handoff, by its place.
    Handoff(usize),
    /// Only the status.
    Status,
    /// That it is called off, or is no more.
    CalledOff,
}

/// The steps of one edit that the workflow of its day does not allow; none where the job cannot be read.
pub(super) fn steps(
    past: &Past,
    edit: &Edit,
    versions: &Versions,
    laws: &mut Laws,
    library: &mut Library<'_>,
) -> Option<Vec<Step>> {
    let Some(after) = &versions.after else { return Some(Vec::new()) };
    let after = course(after)?;
    let befores = versions.befores.iter().map(|page| course(page)).collect::<Option<Vec<_>>>()?;
    if befores.contains(&after) {
        return Some(Vec::new());
    }
    let Some(law) = laws.at(past, edit.commit, library) else { return Some(Vec::new()) };
    let found = wrong(&after, &befores, &law.workflow);
    if found.is_empty() {
        return Some(found);
    }
    let is_wrong = |at: usize, was: &Course, then: &Course, library: &mut Library<'_>| {
        laws.at(past, at, library).is_some_and(|law| !wrong(then, std::slice::from_ref(was), &law.workflow).is_empty())
    };
    let come_to = rightful(past, edit, library, course, is_wrong);
    Some(if come_to.iter().any(|then| then.is_as(&after)) { Vec::new() } else { found })
}

fn wrong(after: &Course, befores: &[Course], workflow: &Workflow) -> Vec<Step> {
    let mut found = along(after, befores, workflow);
    found.extend(by_word(after, befores, workflow));
    found
}

impl Step {
    /// What became of it, as far as a later version of the job says.
    pub(super) fn became(&self, page: &Page, spot: &Spot) -> State {
        let Some(now) = course(page) else { return State::Open };
        let is_mended = match self.by {
            By::Handoff(_) => {
                let stage = page.said.as_ref().and_then(|said| spot.find(said));
                stage.is_none_or(|stage| stage.text().is_some_and(|stage| stage != self.to))
            }
            // the status stands where it stood, or the handoffs lead there by now
            By::Status => now.status == self.from || now.status == now.derived(),
            By::CalledOff if now.cancelled.is_some() == (self.from == CANCELLED) => true,
            By::CalledOff if now.status != self.to => return State::Overtaken,
            By::CalledOff => false,
        };
        if is_mended { State::Repaired } else { State::Open }
    }
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

    /// Whether a job stands as it does in another.
    fn is_as(&self, other: &Course) -> bool {
        let stages = |course: &Course| -> Vec<(String, String)> {
            course.turns.iter().map(|turn| (turn.id.clone(), turn.stage.clone())).collect()
        };
        self.status == other.status && self.cancelled == other.cancelled && stages(self) == stages(other)
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
        let step = |message| Step { from: from.to_owned(), to: turn.stage.clone(), by: By::Handoff(at), message };
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
    let step =
        |message: String| Step { from: before.status.clone(), to: after.status.clone(), by: By::Status, message };
    let called_off = |message: &str| Step { by: By::CalledOff, ..step(message.to_owned()) };
    if before.cancelled.is_some() && after.cancelled.is_none() {
        return Some(called_off("the job was called off, and was taken up again"));
    }
    if before.cancelled.is_none() && after.cancelled.is_some() && before.is_over(workflow) {
        return Some(called_off("the job was over, and was called off after that"));
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
