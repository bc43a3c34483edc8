//! The parts of a brief: objectives, insight, deliverables, money, dates, KPIs, rights.

use crate::values::{Amount, Currency, Day, DeliverableId, ItemId, Month, PersonId, Word, Written};
use schemars::JsonSchema;
use serde::Deserialize;

crate::words! {
    /// What an objective is about.
    pub enum ObjectiveKind {
        /// Money.
        Business = "business",
        /// The market.
        Marketing = "marketing",
        /// What people think, feel or do.
        Communication = "communication",
    }
}

/// What is to be reached.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Objective {
    /// Its id, for KPIs to point at.
    #[serde(default)]
    pub id: Option<ItemId>,
    /// What it is about.
    pub kind: ObjectiveKind,
    /// From where to where, by when.
    pub text: String,
    /// 1 is first.
    #[serde(default)]
    pub priority: Option<u32>,
}

/// A truth about the people we talk to.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Insight {
    /// The truth.
    #[serde(default)]
    pub text: Option<String>,
    /// Where it comes from.
    #[serde(default)]
    pub source: Option<String>,
    /// From when.
    #[serde(default)]
    pub date: Option<Day>,
}

/// A reason to believe.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Reason {
    /// The reason.
    pub text: String,
    /// What proves it.
    #[serde(default)]
    pub evidence: Option<String>,
}

/// Something to be made.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct BriefDeliverable {
    /// Its id, which the job uses too.
    pub id: DeliverableId,
    /// What it is: film, banner, poster.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub kind: Option<Word>,
    /// Where it runs.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub channel: Option<Word>,
    /// Length, size, format.
    #[serde(default)]
    pub spec: Option<String>,
    /// How many.
    #[serde(default)]
    pub quantity: Option<u32>,
    /// By when.
    #[serde(default)]
    pub due: Option<Day>,
}

/// What the brief says of money. Words instead of a figure are kept, so that a rule can point at them.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct BriefBudget {
    /// The sum, as written.
    #[serde(default)]
    pub amount: Option<Written>,
    /// Its currency; absent: the client's.
    #[serde(default)]
    pub currency: Option<Currency>,
    /// What it includes: fee, production, media.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub includes: Vec<Word>,
    /// Whether tax is in it.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub tax: Option<Word>,
}

/// Money for one channel and month.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct SpendLine {
    /// Its id.
    #[serde(default)]
    pub id: Option<ItemId>,
    /// Where.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub channel: Option<Word>,
    /// When.
    #[serde(default)]
    pub month: Option<Month>,
    /// How much.
    pub amount: Amount,
    /// What it should bring.
    #[serde(default)]
    pub expects: Option<String>,
    /// What it brought.
    #[serde(default)]
    pub result: Option<String>,
}

/// The dates of a brief, as written: words like `ASAP` are kept, so that a rule can point at them.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Timing {
    /// When the work is shown.
    #[serde(default)]
    pub presentation: Option<Written>,
    /// When it goes live.
    #[serde(default)]
    pub live: Option<Written>,
}

/// How success is measured.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Kpi {
    /// Its id.
    #[serde(default)]
    pub id: Option<ItemId>,
    /// What is measured.
    pub metric: String,
    /// The objective it belongs to.
    #[serde(default)]
    pub objective: Option<ItemId>,
    /// From where.
    #[serde(default)]
    pub baseline: Option<Written>,
    /// To where.
    #[serde(default)]
    pub target: Option<Written>,
    /// By when.
    #[serde(default)]
    pub by: Option<Day>,
    /// How it is measured.
    #[serde(default)]
    pub method: Option<String>,
    /// What it came to.
    #[serde(default)]
    pub result: Option<Written>,
}

/// Someone who says yes.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Approver {
    /// A contact of the client, or a person at the agency.
    pub by: PersonId,
    /// To what: `final` for the last word.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub scope: Option<Word>,
}

/// Something not known yet.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct OpenQuestion {
    /// Its id.
    #[serde(default)]
    pub id: Option<ItemId>,
    /// The question.
    pub text: String,
    /// Who finds out.
    #[serde(default)]
    pub owner: Option<PersonId>,
    /// By when.
    #[serde(default)]
    pub due: Option<Day>,
}

/// Good work to look at.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Reference {
    /// What.
    pub text: String,
    /// Why.
    #[serde(default)]
    pub why: Option<String>,
}

/// A claim that must be proven.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Claim {
    /// The claim.
    pub claim: String,
    /// What backs it.
    #[serde(default)]
    pub substantiation: Option<String>,
}

/// Rights: where and how long.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Rights {
    /// In people.
    #[serde(default)]
    pub talent: Option<String>,
    /// In music.
    #[serde(default)]
    pub music: Option<String>,
    /// In images.
    #[serde(default)]
    pub image: Option<String>,
    /// Where.
    #[serde(default)]
    pub territory: Option<String>,
    /// How long.
    #[serde(default)]
    pub term: Option<String>,
}

/// A section that need not be filled.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Waived {
    /// Which.
    #[schemars(with = "String")]
    pub section: Word,
    /// Who decided.
    pub by: PersonId,
    /// Why.
    pub reason: String,
}
