//! The workflow as data: stages, who gets the ball in each, how long they have, where it can go, and what must hold to enter.
//! Knows no job: where one stands is `handoff`'s business, whether it may go on `guards`'.

use crate::config::{Config, StageFacts};
use crate::values::{Word, nearest};

/// Where every job begins, before its first handoff.
pub const REQUESTED: &str = "requested";
/// Where the brief is written; to come back here from a later stage is a rebrief.
pub const BRIEFING: &str = "briefing";
/// Where the price is worked out; to come back here from a later stage is a re-estimate.
pub const ESTIMATING: &str = "estimating";
/// Where what was shown is changed; to come here is a revision.
pub const REVISING: &str = "revising";
/// From here on creative works from the brief.
pub const IN_CREATIVE: &str = "in-creative";
/// From here on the work is with the client.
pub const DELIVERED: &str = "delivered";
/// The seat that is not at the agency: the round's or estimate's approver.
pub const CLIENT: &str = "client";

/// One stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// Its name.
    pub name: Word,
    /// Who gets the ball; `None`: nobody, the job is over.
    pub seat: Option<Word>,
    /// Working days they have.
    pub lead_days: Option<u32>,
    /// Where it can go from here.
    pub next: Vec<Word>,
    /// Guards that must hold to enter it.
    pub needs: Vec<Word>,
}

impl Stage {
    /// Whether a job that got here is over.
    pub fn is_end(&self) -> bool {
        self.next.is_empty()
    }
}

/// A row of the default: stage, seat, lead days, next, needs.
type Default = (&'static str, Option<&'static str>, Option<u32>, &'static [&'static str], &'static [&'static str]);

const AE: Option<&str> = Some("account-executive");

const DEFAULT: [Default; 15] = [
    ("requested", AE, Some(1), &["briefing"], &[]),
    ("briefing", AE, Some(4), &["brief-approved"], &["client-brief-reported"]),
    ("brief-approved", Some("traffic"), Some(1), &["estimating", "briefing"], &["brief-ready", "brief-approved"]),
    ("estimating", AE, Some(3), &["authorised", "briefing"], &["deliverables-listed"]),
    ("authorised", Some("traffic"), Some(2), &["in-creative", "estimating", "briefing"], &["estimate-approved"]),
    (
        "in-creative",
        Some("creative"),
        Some(10),
        &["internal-review", "briefing", "estimating"],
        &["due-agreed", "earlier-jobs-delivered"],
    ),
    ("internal-review", AE, Some(2), &["client-review", "revising", "briefing"], &["version-filed", "items-resolved"]),
    (
        "client-review",
        Some(CLIENT),
        Some(5),
        &["approved", "revising", "briefing"],
        &["internal-verdicts", "no-open-internal-items"],
    ),
    (
        "revising",
        Some("creative"),
        Some(2),
        &["internal-review", "briefing"],
        &["round-decided", "reasons-given", "within-rounds"],
    ),
    ("approved", AE, Some(1), &["in-production", "released", "revising"], &["client-round-approved"]),
    (
        "in-production",
        Some("production"),
        Some(5),
        &["clearance", "released", "revising"],
        &["specs-complete", "orders-covered", "rights-noted"],
    ),
    ("clearance", AE, Some(10), &["released", "in-production"], &[]),
    (
        "released",
        Some("traffic"),
        Some(1),
        &["delivered"],
        &["quality-checks-done", "released-version-approved", "legal-approved"],
    ),
    (DELIVERED, Some("finance"), Some(5), &["closed", "revising"], &[]),
    ("closed", None, None, &[], &["billed", "no-open-orders", "no-open-rounds"]),
];

/// The stages of an agency, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workflow {
    stages: Vec<Stage>,
}

impl Workflow {
    /// The agency's own workflow, else the default.
    pub fn of(config: &Config) -> Workflow {
        let own = config.workflow.as_deref().unwrap_or_default();
        let mut stages: Vec<Stage> = Vec::new();
        for facts in own.iter().filter(|facts| !facts.stage.is_empty()) {
            if !stages.iter().any(|stage| stage.name == facts.stage) {
                stages.push(stage(facts));
            }
        }
        if stages.is_empty() { Workflow::usual() } else { Workflow { stages } }
    }

    /// The default workflow.
    pub fn usual() -> Workflow {
        let words = |names: &[&'static str]| names.iter().map(|&name| Word::const_new(name)).collect();
        let stage = |(name, seat, lead_days, next, needs): Default| Stage {
            name: Word::const_new(name),
            seat: seat.map(Word::const_new),
            lead_days,
            next: words(next),
            needs: words(needs),
        };
        Workflow { stages: DEFAULT.map(stage).into() }
    }

    /// Every stage, in order.
    pub fn stages(&self) -> &[Stage] {
        &self.stages
    }

    /// A stage by its name.
    pub fn get(&self, name: &str) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.name == name)
    }

    /// Where a stage stands in the order, from 0.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.stages.iter().position(|stage| stage.name == name)
    }

    /// Every step that can be taken: from, to.
    pub fn edges(&self) -> impl Iterator<Item = (&Stage, &Stage)> {
        self.stages.iter().flat_map(move |from| from.next.iter().filter_map(move |to| Some((from, self.get(to)?))))
    }

    /// Whether a job can go from one stage to another in one step.
    pub fn allows(&self, from: &str, to: &str) -> bool {
        self.get(from).is_some_and(|stage| stage.next.iter().any(|next| next == to))
    }

    /// Whether a step leads back: to a stage that stands before the one it leaves.
    pub fn is_back(&self, from: &str, to: &str) -> bool {
        self.position(from).zip(self.position(to)).is_some_and(|(from, to)| to < from)
    }

    /// The stage nearest to what was typed.
    pub fn suggest(&self, typed: &str) -> Option<&str> {
        nearest(typed, self.stages.iter().map(|stage| stage.name.as_str()))
    }

    /// Whether a job in this stage has been delivered.
    pub fn is_delivered(&self, name: &str) -> bool {
        let Some(at) = self.position(name) else { return false };
        self.stages[at].is_end() || self.position(DELIVERED).is_some_and(|delivered| delivered <= at)
    }
}

fn stage(facts: &StageFacts) -> Stage {
    let written = |words: &[Word]| words.iter().filter(|word| !word.is_empty()).cloned().collect();
    Stage {
        name: facts.stage.clone(),
        seat: facts.seat.clone(),
        lead_days: facts.lead_days,
        next: written(&facts.next),
        needs: written(&facts.needs),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    #[test]
    fn the_usual_workflow_holds_together() {
        let usual = Workflow::usual();
        assert_eq!(usual.stages().len(), 15);
        for stage in usual.stages() {
            assert!(stage.next.iter().all(|next| usual.get(next).is_some()), "{}", stage.name);
            assert_eq!(stage.seat.is_none(), stage.is_end(), "{}", stage.name);
            assert_eq!(stage.seat.is_some(), stage.lead_days.is_some(), "{}", stage.name);
        }
        assert_eq!(usual.edges().count(), 31);
    }

    #[test]
    fn a_step_is_taken_only_along_an_edge() {
        let usual = Workflow::usual();
        assert!(usual.allows("client-review", "approved") && usual.allows("delivered", "revising"));
        assert!(!usual.allows("briefing", "in-creative") && !usual.allows("closed", "briefing"));
        assert_eq!(usual.suggest("clint-review"), Some("client-review"));
        assert_eq!(usual.suggest("internal"), Some("internal-review"));
    }

    #[test]
    fn delivered_and_what_comes_after_is_delivered() {
        let usual = Workflow::usual();
        assert!(usual.is_delivered("delivered") && usual.is_delivered("closed"));
        assert!(!usual.is_delivered("released") && !usual.is_delivered("nowhere"));
    }

    #[test]
    fn a_workflow_of_ones_own_replaces_the_usual_one_whole() {
        let text = "[workflow]\nstages = [{ stage = \"requested\", seat = \"traffic\", lead_days = 2, next = [\"gone\"] }, { stage = \"gone\" }]\n";
        let own = Workflow::of(&Config::parse(text, SourceId(0)).0);
        assert_eq!(own.stages().len(), 2);
        assert!(own.get("gone").is_some_and(Stage::is_end) && own.is_delivered("gone"));
        assert_eq!(Workflow::of(&Config::default()), Workflow::usual());
    }
}
