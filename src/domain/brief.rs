//! A brief: what the client needs, said well enough to work from.

use super::approval::Approval;
use super::brief_parts::{
    Approver, BriefBudget, BriefDeliverable, Claim, Insight, Kpi, Objective, OpenQuestion, Reason, Reference, Rights,
    SpendLine, Timing, Waived,
};
use super::record::{Kind, Part, Record, Section};
use crate::values::{BriefId, Day, PersonId, Word};
use schemars::JsonSchema;
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
#[derive(Clone, Debug, Deserialize, JsonSchema)]
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
    #[schemars(with = "Option<String>")]
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
    #[schemars(with = "Vec<String>")]
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
    #[schemars(with = "Vec<String>")]
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

impl Record for Brief {
    const KIND: Kind = Kind::Brief;
    const TEMPLATE: &'static str = include_str!("templates/brief.yaml");
    type Id = BriefId;

    fn approved_sections(&self) -> Vec<Section<'_>> {
        let leave_out: &[&str] =
            &["status", "approvals", "open_questions", "waived", "kpis[].result", "spend_plan[].result", "x"];
        vec![Section { part: Part::Whole, leave_out, approvals: &self.approvals, item: None }]
    }
}
