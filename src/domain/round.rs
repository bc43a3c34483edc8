//! A feedback round: what was shown, to whom, and what they said.

use super::job_money::Cause;
use super::record::{Kind, Record};
use crate::values::{Day, DeliverableId, ItemId, PersonId, RoundId, Word};
use schemars::JsonSchema;
use serde::Deserialize;

crate::words! {
    /// Who looks.
    pub enum RoundType {
        /// The agency.
        Internal = "internal",
        /// The client.
        Client = "client",
        /// The lawyers.
        Legal = "legal",
    }
}

/// One feedback round.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Round {
    /// Who looks.
    #[serde(rename = "type")]
    pub kind: RoundType,
    /// What is looked at.
    pub deliverable: DeliverableId,
    /// Which version of it.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub version: Option<Word>,
    /// When it was sent.
    pub sent: Day,
    /// When answers are due.
    #[serde(default)]
    pub due: Option<Day>,
    /// Who presented.
    #[serde(default)]
    pub presented_by: Vec<PersonId>,
    /// The one who decides.
    #[serde(default)]
    pub approver: Option<PersonId>,
    /// Who looks, and what each decided.
    #[serde(default)]
    pub reviewers: Vec<Reviewer>,
    /// Verdicts of an internal round.
    #[serde(default)]
    pub verdicts: Vec<Verdict>,
    /// A round over the contract that is not charged.
    #[serde(default)]
    pub waiver: Option<Waiver>,
    /// What is to change.
    #[serde(default)]
    pub items: Vec<FeedbackItem>,
}

crate::words! {
    /// What a reviewer decided; in order from best to worst.
    pub enum Decision {
        /// Good as it is.
        Approved = "approved",
        /// Good, with these changes.
        ApprovedWithChanges = "approved-with-changes",
        /// Not said yet.
        Pending = "pending",
        /// To be shown again.
        ChangesRequired = "changes-required",
    }
}

/// One who looks.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Reviewer {
    /// Who.
    pub by: PersonId,
    /// What they decided.
    pub decision: Decision,
    /// When.
    #[serde(default)]
    pub date: Option<Day>,
}

crate::words! {
    /// What a verdict is about.
    pub enum VerdictAbout {
        /// Does it fit the strategy? Account's to say.
        Strategy = "strategy",
        /// Does it fit the brand? Account's to say.
        Brand = "brand",
        /// Is it good enough? Creative's to say.
        Craft = "craft",
    }
}

crate::words! {
    /// A verdict.
    pub enum PassFail {
        /// Yes.
        Pass = "pass",
        /// No.
        Fail = "fail",
    }
}

/// A verdict of an internal round.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Verdict {
    /// About what.
    pub about: VerdictAbout,
    /// Whose.
    pub by: PersonId,
    /// When.
    pub date: Day,
    /// Yes or no.
    pub verdict: PassFail,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Why a round over the contract is not charged.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Waiver {
    /// Who decided.
    pub by: PersonId,
    /// Why.
    pub reason: String,
    /// When.
    #[serde(default)]
    pub date: Option<Day>,
}

crate::words! {
    /// How far a change has come.
    pub enum FeedbackStatus {
        /// To do.
        Open = "open",
        /// Done.
        Done = "done",
        /// Not to be done.
        Declined = "declined",
    }
}

/// One thing to change.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct FeedbackItem {
    /// Its id.
    #[serde(default)]
    pub id: Option<ItemId>,
    /// What.
    pub text: String,
    /// Why the client wants it.
    #[serde(default)]
    pub why: Option<String>,
    /// What kind of change.
    #[serde(default)]
    pub class: Option<Cause>,
    /// Who said so.
    #[serde(default)]
    pub by: Option<PersonId>,
    /// How far it has come.
    #[serde(default)]
    pub status: Option<FeedbackStatus>,
    /// The version that has it.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub done_in: Option<Word>,
}

impl FeedbackItem {
    /// Whether it is still to be done; an item without a status is.
    pub fn is_open(&self) -> bool {
        self.status.is_none_or(|status| status == FeedbackStatus::Open)
    }
}

impl Reviewer {
    /// What they had decided by a day; pending until they said so.
    pub fn decision_on(&self, day: Day) -> Decision {
        if self.date.is_none_or(|date| date <= day) { self.decision } else { Decision::Pending }
    }
}

impl Round {
    /// The round's decision on a day: the worst of its reviewers', and pending without any.
    pub fn decision_on(&self, day: Day) -> Decision {
        self.reviewers.iter().map(|reviewer| reviewer.decision_on(day)).max().unwrap_or(Decision::Pending)
    }

    /// Who has still to answer on a day: reviewers who have not; where none is listed, the approver of a round shown outside.
    pub fn silent_on(&self, day: Day) -> impl Iterator<Item = &PersonId> {
        let pending = self.reviewers.iter().filter(move |one| one.decision_on(day) == Decision::Pending);
        let alone = self.reviewers.is_empty() && self.kind != RoundType::Internal;
        let unlisted = self.approver.iter().filter(move |_| alone);
        pending.map(|one| &one.by).chain(unlisted)
    }

    /// The latest verdict about something by a day, with its place in the list; later in the list is later within a day.
    pub fn verdict_on(&self, about: VerdictAbout, day: Day) -> Option<(usize, &Verdict)> {
        let by_then = self.verdicts.iter().enumerate();
        by_then
            .filter(|(_, verdict)| verdict.about == about && verdict.date <= day)
            .max_by_key(|(_, verdict)| verdict.date)
    }
}

impl Record for Round {
    const KIND: Kind = Kind::Round;
    const TEMPLATE: &'static str = include_str!("templates/round.yaml");
    type Id = RoundId;
}
