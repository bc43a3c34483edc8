//! A job: the trade's job bag. Who has the ball, until when, and what is to be delivered. Its money is in `job_money`.

use super::brief::JobType;
use super::client::Team;
use super::job_money::{ChangeOrder, Estimate, Order, SupplierInvoice};
use super::record::{Kind, Part, Record, Section};
use crate::values::{Amount, BriefId, Day, DeliverableId, ItemId, JobId, Month, PersonId, Word};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

pub mod sections;

/// One job.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Job {
    /// What it is.
    pub title: String,
    /// The brief it works from.
    #[serde(default)]
    pub brief: Option<BriefId>,
    /// The contract it is under.
    #[serde(default)]
    pub contract: Option<ItemId>,
    /// Free words, for grouping.
    #[serde(default)]
    pub campaign: Option<String>,
    /// What kind of work.
    #[serde(rename = "type")]
    pub kind: JobType,
    /// The stage of the last handoff, `requested` before the first, or `cancelled`. Repeats what dates say; nothing is decided from it.
    #[schemars(with = "String")]
    pub status: Word,
    /// What it should do, in one line.
    #[serde(default)]
    pub goal: Option<String>,
    /// What the team should know.
    #[serde(default)]
    pub context: Option<String>,
    /// Who asked.
    pub requested_by: PersonId,
    /// When; a job exists from this day.
    pub requested_on: Day,
    /// When it is due at the client.
    #[serde(default)]
    pub due: Option<Day>,
    /// The due date as first agreed.
    #[serde(default)]
    pub baseline_due: Option<Day>,
    /// The month it is for, of work that comes round.
    #[serde(default)]
    pub month: Option<Month>,
    /// The job before it, of work that comes round.
    #[serde(default)]
    pub like: Option<JobId>,
    /// The client's purchase order number.
    #[serde(default)]
    pub client_po: Option<String>,
    /// Whether it is a rush job.
    #[serde(default)]
    pub rush: bool,
    /// Jobs that must be delivered first.
    #[serde(default)]
    pub after: Vec<JobId>,
    /// Seats that differ from the client's.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, PersonId>")]
    pub team: Team,
    /// Over-servicing on purpose.
    #[serde(default)]
    pub investment: Option<Investment>,
    /// Set when the job is off.
    #[serde(default)]
    pub cancelled: Option<Cancelled>,
    /// What is to be delivered.
    #[serde(default)]
    pub deliverables: Vec<Deliverable>,
    /// Who had the ball, in order.
    #[serde(default)]
    pub handoffs: Vec<Handoff>,
    /// When the clock stood still.
    #[serde(default)]
    pub holds: Vec<Hold>,
    /// Steps taken against an objection.
    #[serde(default)]
    pub overrides: Vec<Override>,
    /// What it should cost, version by version.
    #[serde(default)]
    pub estimates: Vec<Estimate>,
    /// What changed after the estimate was approved.
    #[serde(default)]
    pub change_orders: Vec<ChangeOrder>,
    /// Purchase orders to suppliers.
    #[serde(default)]
    pub orders: Vec<Order>,
    /// What suppliers charged.
    #[serde(default)]
    pub supplier_invoices: Vec<SupplierInvoice>,
    /// What must be right before release.
    #[serde(default)]
    pub quality_checks: Vec<QualityCheck>,
}

/// Over-servicing on purpose, told apart from leakage.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Investment {
    /// At most so much.
    #[serde(default)]
    pub cap: Option<Amount>,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
    /// Who decided.
    #[serde(default)]
    pub by: Option<PersonId>,
}

/// A job called off.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Cancelled {
    /// When.
    pub date: Day,
    /// By whom.
    #[serde(default)]
    pub by: Option<PersonId>,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
    /// What the client pays.
    #[serde(default)]
    pub fee: Option<Amount>,
}

crate::words! {
    /// How far a deliverable has come.
    pub enum DeliverableStatus {
        /// Being made.
        Open = "open",
        /// A version is filed.
        Filed = "filed",
        /// Approved by the client.
        Approved = "approved",
        /// Sent out.
        Released = "released",
    }
}

/// Something to be delivered.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Deliverable {
    /// The brief's id.
    pub id: DeliverableId,
    /// The version on file.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub version: Option<Word>,
    /// How far it has come.
    #[serde(default)]
    pub status: Option<DeliverableStatus>,
    /// When the publisher needs it.
    #[serde(default)]
    pub material_due: Option<Day>,
}

/// One turn of the ball: who gave it to whom, when, until when.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Handoff {
    /// Its id.
    #[serde(default)]
    pub id: Option<ItemId>,
    /// The stage it opens.
    #[schemars(with = "String")]
    pub stage: Word,
    /// From whom.
    #[serde(default)]
    pub from: Option<PersonId>,
    /// To whom; absent where the stage has no seat.
    #[serde(default)]
    pub to: Option<PersonId>,
    /// When.
    pub date: Day,
    /// Until the end of this day.
    #[serde(default)]
    pub due: Option<Day>,
    /// When the receiver took it.
    #[serde(default)]
    pub accepted: Option<Day>,
    /// When it was done.
    #[serde(default)]
    pub done: Option<Day>,
    /// Who the wait is on, where that is someone else than `to`; the last one counts.
    #[serde(default)]
    pub waiting: Vec<Wait>,
    /// What was handed over.
    #[serde(default)]
    pub artefacts: Vec<String>,
    /// What to know.
    #[serde(default)]
    pub note: Option<String>,
    /// Set when the receiver sent it back.
    #[serde(default)]
    pub rejected: Option<Rejected>,
}

crate::words! {
    /// Whose day it is.
    pub enum Party {
        /// The agency's.
        Agency = "agency",
        /// The client's.
        Client = "client",
        /// A supplier's.
        Supplier = "supplier",
    }
}

/// From this day the wait is on someone.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Wait {
    /// From when.
    pub date: Day,
    /// On whom.
    pub party: Party,
    /// For what.
    #[serde(default)]
    pub note: Option<String>,
}

/// A handoff sent back.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Rejected {
    /// When.
    pub date: Day,
    /// By whom.
    #[serde(default)]
    pub by: Option<PersonId>,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Days on which the clock stands still.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Hold {
    /// Its id.
    #[serde(default)]
    pub id: Option<ItemId>,
    /// First day.
    pub from: Day,
    /// Last day; absent while it goes on.
    #[serde(default)]
    pub to: Option<Day>,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
    /// By whom.
    #[serde(default)]
    pub by: Option<PersonId>,
}

/// A step taken against an objection.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Override {
    /// Its id.
    #[serde(default)]
    pub id: Option<ItemId>,
    /// When.
    pub date: Day,
    /// The stage entered.
    #[schemars(with = "String")]
    pub stage: Word,
    /// The guards set aside.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub guards: Vec<Word>,
    /// By whom.
    pub by: PersonId,
    /// In which role.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub role: Option<Word>,
    /// Why.
    pub reason: String,
}

/// Something that must be right before release.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct QualityCheck {
    /// Its id.
    #[serde(default)]
    pub id: Option<ItemId>,
    /// What to look at.
    pub text: String,
    /// When it was looked at.
    #[serde(default)]
    pub done: Option<Day>,
    /// By whom.
    #[serde(default)]
    pub by: Option<PersonId>,
}

impl Record for Job {
    const KIND: Kind = Kind::Job;
    const TEMPLATE: &'static str = include_str!("templates/job.yaml");
    type Id = JobId;

    fn approved_sections(&self) -> Vec<Section<'_>> {
        const QUOTED: &[&str] = &["status", "rejected", "withdrawn", "approvals", "x"];
        const CHARGED: &[&str] = &["approvals", "payments", "disputed", "written_off", "x"];
        let estimates = self.estimates.iter().enumerate().map(|(index, estimate)| Section {
            part: Part::Item("estimates", index),
            leave_out: QUOTED,
            approvals: &estimate.approvals,
            item: None,
        });
        let orders = self.change_orders.iter().enumerate().map(|(index, order)| Section {
            part: Part::Item("change_orders", index),
            leave_out: QUOTED,
            approvals: &order.approvals,
            item: Some(&order.id),
        });
        let invoices = self.supplier_invoices.iter().enumerate().map(|(index, invoice)| Section {
            part: Part::Item("supplier_invoices", index),
            leave_out: CHARGED,
            approvals: &invoice.approvals,
            item: Some(&invoice.id),
        });
        estimates.chain(orders).chain(invoices).collect()
    }
}
