//! A contract with a client: what was agreed and signed, and what the price includes.

use crate::values::{Amount, Day, ItemId, Percent, PersonId, Word};
use schemars::JsonSchema;
use serde::Deserialize;

crate::words! {
    /// What kind of contract.
    pub enum ContractType {
        /// Agency of record.
        Aor = "aor",
        /// A fee for a period.
        Retainer = "retainer",
        /// One project.
        Project = "project",
        /// A master agreement.
        Msa = "msa",
    }
}

crate::words! {
    /// What is to become of a contract.
    pub enum RenewalDecision {
        /// Go on.
        Renew = "renew",
        /// Let it end.
        End = "end",
        /// Change the terms.
        Renegotiate = "renegotiate",
    }
}

crate::words! {
    /// What a media commission is a share of.
    pub enum CommissionBase {
        /// The gross price: net is gross less the commission.
        Gross = "gross",
        /// The net price: the commission is added.
        Net = "net",
    }
}

/// A contract.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Contract {
    /// Its id.
    pub id: ItemId,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: ContractType,
    /// First day.
    pub start: Day,
    /// Last day.
    #[serde(default)]
    pub end: Option<Day>,
    /// Calendar days of notice before the end.
    #[serde(default)]
    pub notice_days: Option<u32>,
    /// Whether it goes on by itself.
    #[serde(default)]
    pub auto_renew: bool,
    /// Who decides on renewal.
    #[serde(default)]
    pub renewal_owner: Option<PersonId>,
    /// What was decided.
    #[serde(default)]
    pub renewal_decision: Option<RenewalDecision>,
    /// Client rounds per deliverable that the price includes.
    #[serde(default)]
    pub rounds_included: Option<u32>,
    /// Working days the client has to answer a round.
    #[serde(default)]
    pub feedback_days: Option<u32>,
    /// Whether silence is a yes.
    #[serde(default)]
    pub deemed_approval: bool,
    /// Days to pay an invoice.
    #[serde(default)]
    pub payment_days: Option<u32>,
    /// On third-party cost.
    #[serde(default)]
    pub markup: Option<Percent>,
    /// On media.
    #[serde(default)]
    pub media_commission: Option<Percent>,
    /// What the commission is a share of.
    #[serde(default)]
    pub commission_base: Option<CommissionBase>,
    /// How far a forecast may pass the approved sum.
    #[serde(default)]
    pub tolerance: Option<Percent>,
    /// The rate card of `suits.toml`.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub rates: Option<Word>,
    /// The retainer, where it is one.
    #[serde(default)]
    pub retainer: Option<Retainer>,
    /// Who signed at the client.
    #[serde(default)]
    pub signed_by: Option<PersonId>,
    /// When.
    #[serde(default)]
    pub signed_date: Option<Day>,
    /// The paper.
    #[serde(default)]
    pub evidence: Option<String>,
}

impl Contract {
    /// Whether it is in force on a day.
    pub fn in_force(&self, day: Day) -> bool {
        self.start <= day && self.end.is_none_or(|end| day <= end)
    }

    /// Whether it renews itself after its end: nobody has decided to end it.
    pub fn goes_on(&self) -> bool {
        self.auto_renew && self.renewal_decision != Some(RenewalDecision::End)
    }
}

crate::words! {
    /// The period of a retainer.
    pub enum Period {
        /// Each month.
        Month = "month",
        /// Each quarter.
        Quarter = "quarter",
        /// Each year.
        Year = "year",
    }
}

crate::words! {
    /// What becomes of hours not used.
    pub enum Rollover {
        /// They lapse.
        None = "none",
        /// They roll over, up to a cap.
        Cap = "cap",
        /// They all roll over.
        Full = "full",
    }
}

/// A fee for hours in each period.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Retainer {
    /// The fee for a period.
    pub fee: Amount,
    /// The hours in it.
    #[serde(default)]
    pub hours: Option<Amount>,
    /// The period.
    pub period: Period,
    /// What becomes of hours not used.
    #[serde(default)]
    pub rollover: Option<Rollover>,
    /// At most so many hours.
    #[serde(default)]
    pub rollover_cap_hours: Option<Amount>,
}
