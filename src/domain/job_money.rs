//! The money inside a job: estimates, change orders, orders to suppliers and what suppliers charged, as written.

use super::approval::Approval;
use crate::values::{Amount, Currency, Day, Decimal, ItemId, Month, Percent, PersonId, Word};
use schemars::JsonSchema;
use serde::Deserialize;

crate::words! {
    /// How far an estimate has come.
    pub enum EstimateStatus {
        /// Being made.
        Draft = "draft",
        /// Waiting for an approval inside the agency.
        InternalReview = "internal-review",
        /// With the client.
        Sent = "sent",
        /// The client said yes.
        Approved = "approved",
        /// The client said no.
        Rejected = "rejected",
        /// A newer version took its place.
        Superseded = "superseded",
        /// Its offer ran out.
        Expired = "expired",
    }
}

/// A no to a paper, or that we took it back. Few papers have one: it lies beside them.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Refusal {
    /// When; until the day before, the paper was still open.
    pub date: Day,
    /// Whose word it is.
    #[serde(default)]
    pub by: Option<PersonId>,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
    /// Who wrote it down, where that is someone else.
    #[serde(default)]
    pub entered_by: Option<PersonId>,
}

/// One version of what a job should cost.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Estimate {
    /// 1, 2, 3.
    pub version: u32,
    /// How far it has come.
    pub status: EstimateStatus,
    /// Set when the client said no.
    #[serde(default)]
    pub rejected: Option<Box<Refusal>>,
    /// Its currency; written when it is first approved or sent.
    #[serde(default)]
    pub currency: Option<Currency>,
    /// The offer stands until the end of this day.
    #[serde(default)]
    pub valid_until: Option<Day>,
    /// A share of fee and third-party cost, beside the budget.
    #[serde(default)]
    pub contingency: Option<Percent>,
    /// What it takes for granted.
    #[serde(default)]
    pub assumptions: Vec<String>,
    /// What is not in it.
    #[serde(default)]
    pub exclusions: Vec<String>,
    /// What it is made of.
    #[serde(default)]
    pub lines: Vec<Line>,
    /// Who said yes.
    #[serde(default)]
    pub approvals: Vec<Approval>,
}

crate::words! {
    /// What a line charges for.
    pub enum LineKind {
        /// The agency's work.
        Fee = "fee",
        /// A supplier's work.
        ThirdParty = "third-party",
        /// Space and time in media.
        Media = "media",
        /// Out-of-pocket cost.
        Expense = "expense",
        /// A reduction.
        Discount = "discount",
    }
}

/// One line of an estimate or change order.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Line {
    /// Its id, which time, orders and invoices name.
    #[serde(default)]
    pub id: Option<ItemId>,
    /// What it charges for.
    pub kind: LineKind,
    /// In words.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub text: Option<Word>,
    /// Whose rate applies.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub role: Option<Word>,
    /// Hours of work.
    #[serde(default)]
    pub hours: Option<Amount>,
    /// Per hour.
    #[serde(default)]
    pub rate: Option<Amount>,
    /// A fixed sum.
    #[serde(default)]
    pub amount: Option<Amount>,
    /// Who supplies.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub supplier: Option<Word>,
    /// What the supplier charges.
    #[serde(default)]
    pub net: Option<Amount>,
    /// On top of net.
    #[serde(default)]
    pub markup: Option<Percent>,
    /// Where media run.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub channel: Option<Word>,
    /// When media run.
    #[serde(default)]
    pub month: Option<Month>,
    /// The gross price of media.
    #[serde(default)]
    pub gross: Option<Amount>,
    /// The agency's share of media.
    #[serde(default)]
    pub commission: Option<Percent>,
}

crate::words! {
    /// Why something changed. Also the class of a feedback item.
    pub enum Cause {
        /// The client changed its mind.
        ClientRevision = "client-revision",
        /// The agency got it wrong.
        AgencyCorrection = "agency-correction",
        /// New facts.
        AdditionalInfo = "additional-info",
        /// To be known.
        Fyi = "fyi",
        /// Not in what was agreed.
        OutOfScope = "out-of-scope",
    }
}

crate::words! {
    /// How far a change order has come.
    pub enum ChangeStatus {
        /// Being made.
        Draft = "draft",
        /// With the client.
        Sent = "sent",
        /// The client said yes.
        Approved = "approved",
        /// The client said no.
        Rejected = "rejected",
        /// We took it back.
        Withdrawn = "withdrawn",
    }
}

/// What changed after the estimate was approved.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct ChangeOrder {
    /// Its id.
    pub id: ItemId,
    /// When it was raised.
    pub date: Day,
    /// Why.
    pub cause: Cause,
    /// What.
    #[serde(default)]
    pub text: Option<String>,
    /// Working days it costs.
    #[serde(default)]
    pub schedule_days: Option<i32>,
    /// How far it has come.
    pub status: ChangeStatus,
    /// Set when the client said no.
    #[serde(default)]
    pub rejected: Option<Box<Refusal>>,
    /// Set when we took it back.
    #[serde(default)]
    pub withdrawn: Option<Box<Refusal>>,
    /// Its currency.
    #[serde(default)]
    pub currency: Option<Currency>,
    /// What it is made of.
    #[serde(default)]
    pub lines: Vec<Line>,
    /// Who said yes.
    #[serde(default)]
    pub approvals: Vec<Approval>,
}

crate::words! {
    /// How far an order has come.
    pub enum OrderStatus {
        /// Being made.
        Draft = "draft",
        /// With the supplier.
        Sent = "sent",
        /// The supplier said yes.
        Accepted = "accepted",
        /// Some of it is charged.
        PartInvoiced = "part-invoiced",
        /// All of it is charged.
        Invoiced = "invoiced",
        /// Off.
        Cancelled = "cancelled",
    }
}

/// An order called off.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct CalledOff {
    /// When; until the day before, the order bound whom it had bound.
    pub date: Day,
    /// By whom.
    #[serde(default)]
    pub by: Option<PersonId>,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
    /// How far it had come; absent: it was sent.
    #[serde(default)]
    pub was: Option<OrderStatus>,
}

/// A purchase order to a supplier.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Order {
    /// Its id.
    pub id: ItemId,
    /// The estimate line that pays for it.
    #[serde(default)]
    pub line: Option<ItemId>,
    /// Who supplies.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub supplier: Option<Word>,
    /// When.
    pub date: Day,
    /// How much, before markup.
    pub net: Amount,
    /// Its currency; absent: the job's.
    #[serde(default)]
    pub currency: Option<Currency>,
    /// One unit of its currency in the job's.
    #[serde(default)]
    pub fx_rate: Option<Amount>,
    /// How far it has come.
    pub status: OrderStatus,
    /// Set when it, or what was left of it, was called off.
    #[serde(default)]
    pub cancelled: Option<CalledOff>,
}

/// What a supplier charged.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct SupplierInvoice {
    /// Its id.
    pub id: ItemId,
    /// The order it answers.
    #[serde(default)]
    pub order: Option<ItemId>,
    /// The estimate or change-order line that pays for it, where it answers no order.
    #[serde(default)]
    pub line: Option<ItemId>,
    /// Who charges, where it answers no order.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub supplier: Option<Word>,
    /// When.
    pub date: Day,
    /// How much, before markup.
    pub net: Amount,
    /// Its currency; absent: the job's.
    #[serde(default)]
    pub currency: Option<Currency>,
    /// One unit of its currency in the job's.
    #[serde(default)]
    pub fx_rate: Option<Amount>,
    /// Who said it may be paid.
    #[serde(default)]
    pub approvals: Vec<Approval>,
}

impl Estimate {
    /// Whether the client had said no by a day. Where no day is written, the status counts as it stands.
    pub fn is_rejected(&self, day: Day) -> bool {
        self.status == EstimateStatus::Rejected && self.rejected.as_ref().is_none_or(|no| no.date <= day)
    }
}

impl ChangeOrder {
    /// Whether it was off the table on a day: by the client's no, or taken back. Where no day is written, the status counts as it stands.
    pub fn is_off(&self, day: Day) -> bool {
        matches!(self.status, ChangeStatus::Rejected | ChangeStatus::Withdrawn)
            && self.off_on().is_none_or(|off| off <= day)
    }

    /// The day on which it went off the table, where one is written.
    pub fn off_on(&self) -> Option<Day> {
        let refusal = match self.status {
            ChangeStatus::Rejected => self.rejected.as_ref(),
            ChangeStatus::Withdrawn => self.withdrawn.as_ref(),
            ChangeStatus::Draft | ChangeStatus::Sent | ChangeStatus::Approved => None,
        };
        refusal.map(|refusal| refusal.date)
    }
}

impl SupplierInvoice {
    /// The line that pays for it: that of the order it answers, else its own.
    pub fn line_with<'a>(&'a self, order: Option<&'a Order>) -> Option<&'a ItemId> {
        order.map_or(self.line.as_ref(), |order| order.line.as_ref())
    }

    /// Who charges: as the order that it answers says, else itself.
    pub fn supplier_with<'a>(&'a self, order: Option<&'a Order>) -> Option<&'a str> {
        order.map_or(self.supplier.as_deref(), |order| order.supplier.as_deref())
    }
}

impl Order {
    /// What of it is not charged yet, as it is typed; a word for it where nothing is left, or a bill is in another currency.
    pub fn to_be_charged(&self, invoices: &[SupplierInvoice]) -> String {
        let mut own = invoices.iter().filter(|invoice| invoice.order.as_ref() == Some(&self.id));
        let rest = own.try_fold(self.net.0, |rest, invoice| {
            let is_alike = invoice.currency.is_none() || invoice.currency == self.currency;
            is_alike.then(|| rest.checked_sub(invoice.net.0)).flatten()
        });
        rest.filter(|rest| Decimal::ZERO < *rest).map_or_else(|| "AMOUNT".to_owned(), |rest| rest.to_string())
    }

    /// How far it had come on a day: called off later, it stood where it was called off. Other steps have no day and count as they stand.
    pub fn status_on(&self, day: Day) -> OrderStatus {
        let is_over = matches!(self.status, OrderStatus::Cancelled | OrderStatus::Invoiced);
        match &self.cancelled {
            Some(off) if is_over && day < off.date => off.was.unwrap_or(OrderStatus::Sent),
            _ => self.status,
        }
    }
}
