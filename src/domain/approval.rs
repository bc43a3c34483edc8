//! Approvals: who said yes to what, when, how, and the fingerprint of what they saw.

use crate::values::{Day, PersonId, Word};
use schemars::JsonSchema;
use serde::Deserialize;

crate::words! {
    /// What an approval is for.
    pub enum ApprovalFor {
        /// The strategy of a brief, by an account director or above.
        Strategy = "strategy",
        /// A brief, accepted by the creative director.
        Creative = "creative",
        /// By the client.
        Client = "client",
        /// An estimate or change order, inside the agency.
        Internal = "internal",
        /// A supplier's invoice, to be paid.
        Payment = "payment",
        /// An invoice, to be issued.
        Issue = "issue",
    }
}

crate::words! {
    /// How an approval was given.
    pub enum Method {
        /// A purchase order of the client.
        Po = "po",
        /// A mail from the approver.
        Email = "email",
        /// A signature.
        Signature = "signature",
        /// By the person, with this program.
        System = "system",
        /// Said, not written. Never opens a money gate.
        Verbal = "verbal",
        /// By silence, where the contract says so.
        Deemed = "deemed",
    }
}

/// One approval. One shape everywhere.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct Approval {
    /// What it is for.
    #[serde(rename = "for")]
    pub of: ApprovalFor,
    /// Who approved.
    pub by: PersonId,
    /// In which role.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub role: Option<Word>,
    /// When.
    pub date: Day,
    /// How.
    pub method: Method,
    /// The paper: a mail's date, a purchase order's number, a file in `evidence/`.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub evidence: Option<Word>,
    /// Who typed it, where that is someone else.
    #[serde(default)]
    pub entered_by: Option<PersonId>,
    /// The fingerprint of what was approved.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub hash: Option<Word>,
}
