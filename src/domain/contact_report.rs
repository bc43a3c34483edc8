//! A contact report: one meeting or call, its decisions and actions.

use super::record::{Kind, Record};
use crate::values::{ContactReportId, Day, ItemId, JobId, PersonId};
use schemars::JsonSchema;
use serde::Deserialize;

crate::words! {
    /// How people met.
    pub enum Medium {
        /// In a room.
        Meeting = "meeting",
        /// By phone.
        Call = "call",
        /// On a screen.
        Video = "video",
        /// By mail.
        Mail = "mail",
    }
}

/// One meeting or call.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct ContactReport {
    /// When.
    pub date: Day,
    /// How.
    pub medium: Medium,
    /// The jobs it was about.
    #[serde(default)]
    pub jobs: Vec<JobId>,
    /// Present from the client.
    #[serde(default)]
    pub client: Vec<PersonId>,
    /// Present from the agency.
    #[serde(default)]
    pub agency: Vec<PersonId>,
    /// Who gets it besides.
    #[serde(default)]
    pub distribution: Vec<PersonId>,
    /// Who wrote it.
    pub author: PersonId,
    /// Decisions and actions.
    #[serde(default)]
    pub items: Vec<ReportItem>,
    /// When it was sent out.
    #[serde(default)]
    pub issued: Option<Day>,
    /// Who objected.
    #[serde(default)]
    pub objections: Vec<Objection>,
    /// When to meet next.
    #[serde(default)]
    pub next_contact: Option<Day>,
}

/// A decision or an action.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct ReportItem {
    /// Its id.
    #[serde(default)]
    pub id: Option<ItemId>,
    /// About what.
    #[serde(default)]
    pub topic: Option<String>,
    /// What was decided.
    #[serde(default)]
    pub decision: Option<String>,
    /// What is to be done.
    #[serde(default)]
    pub action: Option<String>,
    /// By whom.
    #[serde(default)]
    pub owner: Option<PersonId>,
    /// By when.
    #[serde(default)]
    pub due: Option<Day>,
    /// When it was done.
    #[serde(default)]
    pub done: Option<Day>,
}

/// An objection to the report.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Objection {
    /// When.
    pub date: Day,
    /// By whom.
    pub by: PersonId,
    /// What.
    pub text: String,
}

impl Record for ContactReport {
    const KIND: Kind = Kind::ContactReport;
    const TEMPLATE: &'static str = include_str!("templates/contact_report.yaml");
    type Id = ContactReportId;
}
