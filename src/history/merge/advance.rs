//! A job that was handed on by both sides, to different stages: one conflict, at its status, with the handoffs of both inside.

use super::layout::Item;
use super::marks::Clash;
use super::plan::Triple;
use super::sequence::Lists;
use super::sheet::Side;
use super::weave::{At, Out, Three, Weave, above};
use crate::source::Step;
use std::collections::HashSet;

impl<'v> Weave<'_> {
    /// Where the status and the handoffs stand among the entries, if both sides changed the status and handed the job on.
    pub(super) fn advance(&self, triples: &[Triple], (b, o, t): Lists<'v>, three: Three<'v>) -> Option<[usize; 2]> {
        let find = |label: &str| {
            let is = |triple: &Triple| triple.ours.is_some_and(|at| o[at].label == label) && triple.theirs.is_some();
            triples.iter().position(is).map(|at| (at, triples[at]))
        };
        let ((status, words), (handoffs, lists)) = (find("status")?, find("handoffs")?);
        let said = |at: Option<At<'v>>, items: &'v [Item], index: Option<usize>| {
            index.and_then(|index| Some(At { version: at?.version, item: &items[index] }.said()))
        };
        let before = said(three.base, b, words.base);
        let (ours, theirs) = (said(three.ours, o, words.ours), said(three.theirs, t, words.theirs));
        if before == ours || before == theirs || ours == theirs {
            return None;
        }
        let ids = |items: &'v [Item], index: Option<usize>| -> HashSet<&'v str> {
            let inner = index.and_then(|index| items[index].inner.as_ref());
            inner.into_iter().flat_map(|inner| &inner.items).map(|item| item.label.as_str()).collect()
        };
        let (known, one, other) = (ids(b, lists.base), ids(o, lists.ours), ids(t, lists.theirs));
        let added = |side: &HashSet<&str>| side.iter().any(|id| !id.is_empty() && !known.contains(id));
        (added(&one) && added(&other)).then_some([status, handoffs])
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
