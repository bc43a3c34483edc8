//! One job before one step: the records around it that guards look at, as of the day.

use super::Ask;
use crate::domain::agency::{Agency, Lookup};
use crate::domain::brief::Brief;
use crate::domain::invoice::Invoice;
use crate::domain::job::{Deliverable, Job};
use crate::domain::record::Located;
use crate::domain::round::{Decision, Round, RoundType};
use crate::finding::Finding;
use crate::key_path;
use crate::values::{ClientId, Day, DeliverableId};

/// What whoever looks at many jobs knows of the invoices of one.
#[derive(Clone, Copy)]
pub struct Billing<'a> {
    /// The invoices that charge the job.
    pub invoices: &'a [&'a Located<Invoice>],
    /// The number of a client's next invoice, or a word for it.
    pub number: &'a dyn Fn(&ClientId) -> String,
}

/// What guards look at.
pub(super) struct Case<'a> {
    pub(super) job: &'a Located<Job>,
    pub(super) agency: &'a Agency,
    pub(super) ask: &'a Ask<'a>,
    /// The rounds of the job sent by the day, in order.
    pub(super) rounds: Vec<&'a Located<Round>>,
    /// What of its invoices was looked up already.
    pub(super) billing: Option<Billing<'a>>,
}

impl<'a> Case<'a> {
    pub(super) fn new(job: &'a Located<Job>, agency: &'a Agency, ask: &'a Ask<'a>) -> Case<'a> {
        let mut rounds = agency.rounds_of(&job.id);
        rounds.retain(|round| round.sent <= ask.today);
        Case { job, agency, ask, rounds, billing: None }
    }

    pub(super) fn today(&self) -> Day {
        self.ask.today
    }

    /// The brief the job works from, else the objection that there is none to look at.
    pub(super) fn brief(&self, guard: &'static str) -> Result<&'a Located<Brief>, Vec<Finding>> {
        let place = self.job.at(key_path!["brief"]);
        let Some(id) = &self.job.brief else {
            let finding = Finding::error(guard, place, format!("{} has no brief", self.job.id));
            let (id, client) = (&self.job.id, self.job.id.client());
            let help = format!(
                "write one with `suits brief new {client} --title \"…\" --type {}`, then `suits job set {id} brief=BRIEF`",
                self.job.kind
            );
            return Err(vec![finding.help(help)]);
        };
        let because = |why: &str| Finding::error(guard, place.clone(), format!("the brief {id} {why}"));
        match self.agency.briefs.get(id) {
            Lookup::Found(brief) => Ok(brief),
            Lookup::Unreadable(_) => {
                Err(vec![because("cannot be read").help(format!("`suits check` says where; `suits brief edit {id}`"))])
            }
            Lookup::Missing | Lookup::NotLoaded => {
                let near = self.agency.briefs.suggest(id.as_str());
                let finding = because("does not exist");
                Err(vec![match near {
                    Some(near) => finding.help(format!("did you mean `suits job set {} brief={near}`?", self.job.id)),
                    None => finding.help(format!("name one that does: `suits job set {} brief=BRIEF`", self.job.id)),
                }])
            }
        }
    }

    /// The invoices with a line of the job.
    pub(super) fn invoices(&self) -> Vec<&'a Located<Invoice>> {
        let charges =
            |invoice: &&Located<Invoice>| invoice.lines.iter().any(|line| line.job.as_ref() == Some(&self.job.id));
        self.billing
            .map(|billing| billing.invoices)
            .map_or_else(|| self.agency.invoices.iter().filter(charges).collect(), <[_]>::to_vec)
    }

    /// The deliverables of the job with their place in the list.
    pub(super) fn deliverables(&self) -> impl Iterator<Item = (usize, &'a Deliverable)> {
        self.job.record.deliverables.iter().enumerate()
    }

    /// The latest round of a type on a deliverable.
    pub(super) fn latest(&self, kind: RoundType, deliverable: &DeliverableId) -> Option<&'a Located<Round>> {
        let of_kind = |round: &&&Located<Round>| round.kind == kind && round.deliverable == *deliverable;
        self.rounds.iter().rev().find(of_kind).copied()
    }

    /// The latest round of each type on each deliverable.
    pub(super) fn latest_rounds(&self) -> Vec<&'a Located<Round>> {
        let same = |one: &Round, other: &Round| one.kind == other.kind && one.deliverable == other.deliverable;
        let later = |at: usize| &self.rounds[at + 1..];
        let latest =
            self.rounds.iter().enumerate().filter(|(at, round)| !later(*at).iter().any(|other| same(other, round)));
        latest.map(|(_, round)| *round).collect()
    }

    /// What a reviewer had decided by the day, each with their place in the list.
    pub(super) fn decisions(&self, round: &'a Located<Round>) -> impl Iterator<Item = (usize, Decision)> {
        let today = self.today();
        round.record.reviewers.iter().enumerate().map(move |(at, reviewer)| (at, reviewer.decision_on(today)))
    }

    /// The round's decision on the day: the worst reviewer's, and pending without reviewers.
    pub(super) fn decision(&self, round: &'a Located<Round>) -> Decision {
        round.decision_on(self.today())
    }
}
