//! A brief: what the client needs, said well enough to work from.

use super::approval::Approval;
use super::record::{Kind, Record, Section};
use crate::source::KeyPath;
use crate::values::{Amount, BriefId, Currency, Day, DeliverableId, ItemId, Month, PersonId, Word, Written};
use serde::Deserialize;

crate::words! {
    /// What kind of work is asked for; decides which sections a brief needs.
    pub enum JobType {
        /// A campaign over several channels.
        Campaign = "campaign",
        /// Film for television or video.
        TvVideo = "tv-video",
        /// Radio, podcasts.
        Audio = "audio",
        /// Print and out-of-home.
        PrintOoh = "print-ooh",
        /// Digital and social.
        DigitalSocial = "digital-social",
        /// Web sites and mail.
        WebEmail = "web-email",
        /// Media planning and buying.
        Media = "media",
        /// Research.
        Research = "research",
        /// Events and public relations.
        EventPr = "event-pr",
        /// Names, logos, looks.
        Identity = "identity",
        /// New sizes, languages, versions of work that exists.
        Adaptation = "adaptation",
        /// A piece of work under a retainer.
        RetainerTicket = "retainer-ticket",
    }
}

crate::words! {
    /// How far a brief has come.
    pub enum BriefStatus {
        /// Being written.
        Draft = "draft",
        /// Handed in for approval.
        Submitted = "submitted",
        /// Approved by strategy, creative and client.
        Approved = "approved",
        /// Replaced by another.
        Superseded = "superseded",
    }
}

crate::words! {
    /// How much a job is; a small one needs fewer sections.
    pub enum Size {
        /// Few sections.
        Small = "small",
        /// All sections of its type.
        Large = "large",
    }
}

/// One brief.
#[derive(Clone, Debug, Deserialize)]
pub struct Brief {
    /// What it is about.
    pub title: String,
    /// What kind of work.
    #[serde(rename = "type")]
    pub kind: JobType,
    /// How far it has come.
    pub status: BriefStatus,
    /// Small or large.
    #[serde(default)]
    pub size: Option<Size>,
    /// The language it is written in; absent: the client's, else the agency's.
    #[serde(default)]
    pub language: Option<Word>,
    /// The brand.
    #[serde(default)]
    pub brand: Option<String>,
    /// Who wrote it at the agency.
    #[serde(default)]
    pub authors: Vec<PersonId>,
    /// Who helped at the client.
    #[serde(default)]
    pub client_contributors: Vec<PersonId>,
    /// Who asked.
    #[serde(default)]
    pub requested_by: Option<PersonId>,
    /// When.
    #[serde(default)]
    pub requested_on: Option<Day>,
    /// Where the client is now.
    #[serde(default)]
    pub background: Option<String>,
    /// The one problem to solve.
    #[serde(default)]
    pub problem: Option<String>,
    /// What is to be reached.
    #[serde(default)]
    pub objectives: Vec<Objective>,
    /// Who we talk to.
    #[serde(default)]
    pub audience: Option<String>,
    /// A truth about them.
    #[serde(default)]
    pub insight: Option<Insight>,
    /// The one thing we say.
    #[serde(default)]
    pub proposition: Option<String>,
    /// Why they should believe it.
    #[serde(default)]
    pub reasons_to_believe: Vec<Reason>,
    /// How we sound.
    #[serde(default)]
    pub tone: Vec<String>,
    /// What must be in.
    #[serde(default)]
    pub mandatories: Vec<String>,
    /// What is to be made.
    #[serde(default)]
    pub deliverables: Vec<BriefDeliverable>,
    /// Where it runs.
    #[serde(default)]
    pub channels: Vec<Word>,
    /// The money.
    #[serde(default)]
    pub budget: Option<BriefBudget>,
    /// How, when and where the money is spent.
    #[serde(default)]
    pub spend_plan: Vec<SpendLine>,
    /// The dates.
    #[serde(default)]
    pub timing: Option<Timing>,
    /// How we will know.
    #[serde(default)]
    pub kpis: Vec<Kpi>,
    /// Who says yes.
    #[serde(default)]
    pub approvers: Vec<Approver>,
    /// What is not asked for.
    #[serde(default)]
    pub out_of_scope: Vec<String>,
    /// What is not known yet.
    #[serde(default)]
    pub open_questions: Vec<OpenQuestion>,
    /// Good work to look at, and why.
    #[serde(default)]
    pub references: Vec<Reference>,
    /// Claims and what backs them.
    #[serde(default)]
    pub legal: Vec<Claim>,
    /// Rights in talent, music, images.
    #[serde(default)]
    pub rights: Option<Rights>,
    /// Languages to deliver in.
    #[serde(default)]
    pub languages: Vec<Word>,
    /// What personal data is touched.
    #[serde(default)]
    pub data_privacy: Option<String>,
    /// Sections that need not be filled.
    #[serde(default)]
    pub waived: Vec<Waived>,
    /// Who said yes.
    #[serde(default)]
    pub approvals: Vec<Approval>,
}

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
#[derive(Clone, Debug, Deserialize)]
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
#[derive(Clone, Debug, Deserialize)]
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
#[derive(Clone, Debug, Deserialize)]
pub struct Reason {
    /// The reason.
    pub text: String,
    /// What proves it.
    #[serde(default)]
    pub evidence: Option<String>,
}

/// Something to be made.
#[derive(Clone, Debug, Deserialize)]
pub struct BriefDeliverable {
    /// Its id, which the job uses too.
    pub id: DeliverableId,
    /// What it is: film, banner, poster.
    #[serde(default)]
    pub kind: Option<Word>,
    /// Where it runs.
    #[serde(default)]
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
#[derive(Clone, Debug, Deserialize)]
pub struct BriefBudget {
    /// The sum, as written.
    #[serde(default)]
    pub amount: Option<Written>,
    /// Its currency; absent: the client's.
    #[serde(default)]
    pub currency: Option<Currency>,
    /// What it includes: fee, production, media.
    #[serde(default)]
    pub includes: Vec<Word>,
    /// Whether tax is in it.
    #[serde(default)]
    pub tax: Option<Word>,
}

/// Money for one channel and month.
#[derive(Clone, Debug, Deserialize)]
pub struct SpendLine {
    /// Its id.
    #[serde(default)]
    pub id: Option<ItemId>,
    /// Where.
    #[serde(default)]
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
#[derive(Clone, Debug, Deserialize)]
pub struct Timing {
    /// When the work is shown.
    #[serde(default)]
    pub presentation: Option<Written>,
    /// When it goes live.
    #[serde(default)]
    pub live: Option<Written>,
}

/// How success is measured.
#[derive(Clone, Debug, Deserialize)]
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
#[derive(Clone, Debug, Deserialize)]
pub struct Approver {
    /// A contact of the client, or a person at the agency.
    pub by: PersonId,
    /// To what: `final` for the last word.
    #[serde(default)]
    pub scope: Option<Word>,
}

/// Something not known yet.
#[derive(Clone, Debug, Deserialize)]
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
#[derive(Clone, Debug, Deserialize)]
pub struct Reference {
    /// What.
    pub text: String,
    /// Why.
    #[serde(default)]
    pub why: Option<String>,
}

/// A claim that must be proven.
#[derive(Clone, Debug, Deserialize)]
pub struct Claim {
    /// The claim.
    pub claim: String,
    /// What backs it.
    #[serde(default)]
    pub substantiation: Option<String>,
}

/// Rights: where and how long.
#[derive(Clone, Debug, Deserialize)]
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
#[derive(Clone, Debug, Deserialize)]
pub struct Waived {
    /// Which.
    pub section: Word,
    /// Who decided.
    pub by: PersonId,
    /// Why.
    pub reason: String,
}

impl Record for Brief {
    const KIND: Kind = Kind::Brief;
    const TEMPLATE: &'static str = include_str!("templates/brief.yaml");
    type Id = BriefId;

    fn approved_sections(&self) -> Vec<Section<'_>> {
        let leave_out: &[&str] =
            &["status", "approvals", "open_questions", "waived", "kpis[].result", "spend_plan[].result", "x"];
        vec![Section { path: KeyPath::root(), leave_out, approvals: &self.approvals }]
    }
}
