//! A job that was handed on by both sides, to different stages: one conflict, at its status, with the handoffs of both inside.

use super::at::At;
use super::layout::{Item, Sort};
use super::marks::Clash;
use super::plan::Triple;
use super::sequence::Lists;
use super::sheet::Side;
use super::weave::{Out, Three, Weave, above};
use crate::domain::workflow::Workflow;
use crate::source::Step;

/// How far one side brought a job.
struct Way {
    status: String,
    /// The id and the stage of every handoff.
    handoffs: Vec<(String, String)>,
}

impl Way {
    fn of(status: At<'_>, handoffs: At<'_>) -> Way {
        let text = |at: At<'_>, node| at.version.document().scalar(node).into_owned();
        let items = handoffs.item.inner.iter().flat_map(|inner| &inner.items).filter(|item| item.sort == Sort::Item);
        let handoff = |item: &Item| {
            let stage = handoffs.version.document().entry(item.node, "stage");
            (item.label.clone(), stage.map_or_else(String::new, |(_, stage)| text(handoffs, stage)))
        };
        Way { status: text(status, status.item.node), handoffs: items.map(handoff).collect() }
    }

    fn has(&self, id: &str) -> bool {
        self.handoffs.iter().any(|(own, _)| own == id)
    }

    /// The stages it was handed on to, since two others.
    fn added(&self, base: &Way, other: &Way) -> Vec<&str> {
        let new = self.handoffs.iter().filter(|(id, _)| !id.is_empty() && !base.has(id) && !other.has(id));
        new.map(|(_, stage)| stage.as_str()).collect()
    }

    /// Whether its status is where it was handed on to last.
    fn is_in_step(&self) -> bool {
        self.handoffs.last().is_some_and(|(_, stage)| *stage == self.status)
    }
}

/// Whether two sides handed a job on to where both cannot have.
fn is_twice(base: &Way, ours: &Way, theirs: &Way, workflow: Option<&Workflow>) -> bool {
    let (one, other) = (ours.added(base, theirs), theirs.added(base, ours));
    let (Some(one_last), Some(other_last)) = (one.last(), other.last()) else { return false };
    let both_moved = base.status != ours.status && base.status != theirs.status && ours.status != theirs.status;
    let joins = |from: &str, to: &str| from == to || workflow.is_none_or(|workflow| workflow.allows(from, to));
    let fits = one_last == other_last && joins(one_last, other[0]) && joins(other_last, one[0]);
    both_moved || (ours.is_in_step() && theirs.is_in_step() && !fits)
}

impl<'v> Weave<'_> {
    /// Where the status and the handoffs stand among the entries, if both sides handed the job on and no way leads over both.
    pub(super) fn advance(
        &mut self,
        triples: &[Triple],
        (b, o, t): Lists<'v>,
        (base, ours, theirs): (At<'v>, At<'v>, At<'v>),
    ) -> Option<[usize; 2]> {
        let find = |label: &str| {
            let is = |triple: &Triple| triple.ours.is_some_and(|at| o[at].label == label) && triple.theirs.is_some();
            triples.iter().position(is)
        };
        let places = [find("status")?, find("handoffs")?];
        let [status, handoffs] = places.map(|place| triples[place]);
        let way = |of: At<'v>, items: &'v [Item], status: Option<usize>, handoffs: Option<usize>| {
            let at = |index: usize| At { version: of.version, item: &items[index] };
            Some(Way::of(at(status?), at(handoffs?)))
        };
        let none = Way { status: String::new(), handoffs: Vec::new() };
        let before = way(base, b, status.base, handoffs.base).unwrap_or(none);
        let one = way(ours, o, status.ours, handoffs.ours)?;
        let other = way(theirs, t, status.theirs, handoffs.theirs)?;
        if is_twice(&before, &one, &other, self.workflow) {
            return Some(places);
        }
        if !one.added(&before, &other).is_empty() && !other.added(&before, &one).is_empty() {
            let (a, b) = (self.labels.of_ours(), self.labels.of_theirs());
            self.notes.push(format!("both {a} and {b} handed the job on to `{}`: both handoffs are kept", one.status));
        }
        None
    }

    /// Writes the status and the handoffs of both sides between one pair of marks.
    pub(super) fn handed_on_twice(
        &mut self,
        triples: &[Triple],
        places: [usize; 2],
        (b, o, t): Lists<'v>,
        (base, ours, theirs): (At<'v>, At<'v>, At<'v>),
        out: &mut Out<'v>,
    ) {
        let at = |of: At<'v>, items: &'v [Item], index: Option<usize>| {
            index.map(|index| At { version: of.version, item: &items[index] })
        };
        let pick = |place: usize| Three {
            base: at(base, b, triples[place].base),
            ours: at(ours, o, triples[place].ours),
            theirs: at(theirs, t, triples[place].theirs),
        };
        let [status, handoffs] = places.map(pick);
        above(status, out);
        let text = |status: Option<At<'v>>, handoffs: Option<At<'v>>| {
            let status = status.map_or_else(String::new, |at| at.whole(0).trim_start_matches('\n').to_owned());
            let handoffs = handoffs.map_or_else(String::new, |at| at.whole(0).trim_start_matches('\n').to_owned());
            status + &handoffs
        };
        out.sheet.clash(Clash {
            ours: text(status.ours, handoffs.ours),
            base: text(status.base, handoffs.base),
            theirs: text(status.theirs, handoffs.theirs),
        });
        for three in [status, handoffs] {
            out.wants.extend(three.ours.map(|at| at.child(Some(Side::Ours))));
            out.wants.extend(three.theirs.map(|at| at.child(Some(Side::Theirs))));
        }
        let stage = |at: Option<At<'v>>| {
            at.map_or_else(String::new, |at| at.version.document().scalar(at.item.node).into_owned())
        };
        let (a, b) = (self.labels.of_ours(), self.labels.of_theirs());
        self.path.0.push(Step::from("status"));
        self.conflict(format!(
            "handed on twice: to `{}` in {a}, to `{}` in {b}; keep one side with its handoffs",
            stage(status.ours),
            stage(status.theirs)
        ));
        self.path.0.pop();
    }
}
