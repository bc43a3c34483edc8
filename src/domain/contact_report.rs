//! A contact report: one meeting or call, its decisions and actions.

use super::calendar::Calendar;
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

crate::words! {
    /// How far a report has come. Nobody writes it down: it follows from the dates.
    pub enum ReportState {
        /// Not sent out yet.
        Draft = "draft",
        /// Sent out; it may still be objected to.
        Issued = "issued",
        /// Nobody objected in time: what it says is agreed.
        Accepted = "accepted",
        /// Somebody objected in time.
        Objected = "objected",
    }
}

/// Working days after the meeting by which a report is sent out; later is late.
pub const DAYS_TO_ISSUE: u32 = 1;
/// Working days of the client, after it was sent out, in which it may be objected to.
pub const DAYS_TO_OBJECT: u32 = 2;

fn said(text: Option<&String>) -> Option<&str> {
    text.map(|text| text.trim()).filter(|text| !text.is_empty())
}

impl ReportItem {
    /// What was decided, in words.
    pub fn decided(&self) -> Option<&str> {
        said(self.decision.as_ref())
    }

    /// What is to be done, in words.
    pub fn to_do(&self) -> Option<&str> {
        said(self.action.as_ref())
    }

    /// Whether something of it was still to be done on a day.
    pub fn is_open(&self, day: Day) -> bool {
        self.to_do().is_some() && self.done.is_none_or(|done| day < done)
    }
}

impl ContactReport {
    /// The day it was sent out, where that was by a day.
    pub fn issued_by(&self, day: Day) -> Option<Day> {
        self.issued.filter(|issued| *issued <= day)
    }

    /// Working days, of whoever wrote it, by which it went out too late; on a day, where it has not gone out.
    pub fn days_late(&self, writer: &Calendar, day: Day) -> i64 {
        writer.working_days_between(writer.add(self.date, DAYS_TO_ISSUE), self.issued_by(day).unwrap_or(day))
    }

    /// The last day on which it may be objected to, once it was sent out, by the client's calendar.
    pub fn objections_until(&self, client: &Calendar) -> Option<Day> {
        self.issued.map(|issued| client.add(issued, DAYS_TO_OBJECT))
    }

    /// How far it had come by a day: silence through the last day for objections makes it agreed, and a later word does not undo that.
    pub fn state(&self, client: &Calendar, day: Day) -> ReportState {
        let until = self.objections_until(client).filter(|_| self.issued_by(day).is_some());
        let Some(until) = until else { return ReportState::Draft };
        if self.objections.iter().any(|objection| objection.date <= day && objection.date <= until) {
            ReportState::Objected
        } else if until < day {
            ReportState::Accepted
        } else {
            ReportState::Issued
        }
    }
}

impl Record for ContactReport {
    const KIND: Kind = Kind::ContactReport;
    const TEMPLATE: &'static str = include_str!("templates/contact_report.yaml");
    type Id = ContactReportId;
}
