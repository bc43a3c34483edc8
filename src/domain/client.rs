//! A client: the business, the people, the contracts and the money agreed for the year.

use super::approval::Approval;
use super::contract::Contract;
use super::job::Job;
use super::record::{Kind, Part, Record, Section};
use crate::values::{Amount, ClientId, Currency, Day, ItemId, Percent, PersonId, Word};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

crate::words! {
    /// Where the relationship stands.
    pub enum ClientStatus {
        /// Not a client yet.
        Prospect = "prospect",
        /// Work is going on.
        Active = "active",
        /// No work for now.
        Dormant = "dormant",
        /// Gone.
        Lost = "lost",
    }
}

crate::words! {
    /// How much attention an account gets.
    pub enum Tier {
        /// A key account.
        Key = "key",
        /// Any other.
        Standard = "standard",
    }
}

/// One client.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Client {
    /// The company's name.
    pub name: String,
    /// Where the relationship stands.
    pub status: ClientStatus,
    /// Key account or standard.
    #[serde(default)]
    pub tier: Option<Tier>,
    /// The currency of its jobs; absent: the agency's.
    #[serde(default)]
    pub currency: Option<Currency>,
    /// The language of texts and of reports to this client.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub language: Option<Word>,
    /// A calendar of `suits.toml`; absent: the agency's.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub calendar: Option<Word>,
    /// Days to pay an invoice.
    #[serde(default)]
    pub payment_days: Option<u32>,
    /// Whether an invoice needs the client's purchase order.
    #[serde(default)]
    pub po_required: bool,
    /// What the client's business is.
    #[serde(default)]
    pub business: Option<String>,
    /// What the client needs.
    #[serde(default)]
    pub needs: Vec<String>,
    /// What makes the client's work hard.
    #[serde(default)]
    pub difficulties: Vec<String>,
    /// What is going wrong.
    #[serde(default)]
    pub problems: Vec<String>,
    /// What the agency wants with this account.
    #[serde(default)]
    pub account_plan: Option<String>,
    /// Who the client competes with.
    #[serde(default)]
    pub competitors: Vec<String>,
    /// Names, guidelines and mandatories of the brand.
    #[serde(default)]
    pub brand: Option<Brand>,
    /// Who sits in which seat; a job may override any.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, PersonId>")]
    pub team: Team,
    /// The people at the client.
    #[serde(default)]
    pub contacts: Vec<Contact>,
    /// What was agreed and signed.
    #[serde(default)]
    pub contracts: Vec<Contract>,
    /// The client's money by year.
    #[serde(default)]
    pub budgets: Vec<AnnualBudget>,
    /// Work that may come.
    #[serde(default)]
    pub opportunities: Vec<Opportunity>,
    /// What went wrong between client and agency.
    #[serde(default)]
    pub issues: Vec<ClientIssue>,
    /// What the agency advised.
    #[serde(default)]
    pub recommendations: Vec<Recommendation>,
}

/// Seats and who sits in them: `account-executive: ann`.
pub type Team = BTreeMap<Word, PersonId>;

/// The brand.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
pub struct Brand {
    /// Its names.
    #[serde(default)]
    pub names: Vec<String>,
    /// Where its guidelines are.
    #[serde(default)]
    pub guidelines: Option<String>,
    /// What all of its work must carry.
    #[serde(default)]
    pub mandatories: Vec<String>,
}

crate::words! {
    /// What a contact at the client does.
    pub enum ContactRole {
        /// Someone to talk to.
        Contact = "contact",
        /// Someone who approves.
        Approver = "approver",
        /// Legal review.
        Legal = "legal",
        /// Pays.
        Finance = "finance",
    }
}

/// A person at the client.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Contact {
    /// The id that records use.
    pub id: PersonId,
    /// The name.
    pub name: String,
    /// The title.
    #[serde(default)]
    pub title: Option<String>,
    /// The mail address.
    #[serde(default)]
    pub email: Option<String>,
    /// What they do.
    #[serde(default)]
    pub role: Option<ContactRole>,
    /// How much they may approve, in the client's currency; absent: nothing.
    #[serde(default)]
    pub limit: Option<Amount>,
    /// First day.
    #[serde(default)]
    pub from: Option<Day>,
    /// Last day.
    #[serde(default)]
    pub to: Option<Day>,
    /// What they want to achieve themselves.
    #[serde(default)]
    pub goals: Option<String>,
}

impl Contact {
    /// Whether they are in the post on a day.
    pub fn is_there(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Why they cannot speak for the client on a day: they were not in the post. `None` where they were.
    pub fn absence(&self, day: Day) -> Option<String> {
        match (self.from, self.to) {
            _ if self.is_there(day) => None,
            (_, Some(to)) if to < day => Some(format!("`{}` left the post on {to}, before {day}", self.id)),
            (Some(from), _) => Some(format!("`{}` took up the post on {from}, after {day}", self.id)),
            (None, _) => Some(format!("`{}` was not in the post on {day}", self.id)),
        }
    }

    /// Whether they approve for the client on a day: by their role, or because they have a limit.
    pub fn approves(&self, day: Day) -> bool {
        self.is_there(day) && (self.role == Some(ContactRole::Approver) || self.limit.is_some())
    }
}

/// The client's money for a year.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct AnnualBudget {
    /// Its id.
    pub id: ItemId,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// The sum, in the client's currency.
    pub amount: Amount,
    /// Who agreed.
    #[serde(default)]
    pub approvals: Vec<Approval>,
}

crate::words! {
    /// Where new work would come from.
    pub enum OpportunityKind {
        /// A new client.
        New = "new",
        /// More from a client we have.
        Organic = "organic",
        /// A contract renewed.
        Renewal = "renewal",
    }
}

crate::words! {
    /// How far an opportunity has come.
    pub enum OpportunityStage {
        /// Known.
        Prospect = "prospect",
        /// Worth following.
        Qualified = "qualified",
        /// Talking.
        Discovery = "discovery",
        /// A proposal is out.
        Proposal = "proposal",
        /// A pitch.
        Pitch = "pitch",
        /// Terms.
        Negotiation = "negotiation",
        /// Won.
        Won = "won",
        /// Lost.
        Lost = "lost",
        /// We said no.
        Declined = "declined",
    }
}

/// Work that may come.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Opportunity {
    /// Its id.
    pub id: ItemId,
    /// What it is.
    pub title: String,
    /// Where it comes from.
    pub kind: OpportunityKind,
    /// How far it has come.
    pub stage: OpportunityStage,
    /// What it is worth.
    #[serde(default)]
    pub value: Option<Amount>,
    /// How likely.
    #[serde(default)]
    pub probability: Option<Percent>,
    /// Whose it is.
    #[serde(default)]
    pub owner: Option<PersonId>,
    /// What to do next.
    #[serde(default)]
    pub next_step: Option<String>,
    /// By when.
    #[serde(default)]
    pub due: Option<Day>,
    /// When it was won or lost.
    #[serde(default)]
    pub decided: Option<Day>,
    /// Why it was lost.
    #[serde(default)]
    pub lost_reason: Option<String>,
}

/// What went wrong between client and agency.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct ClientIssue {
    /// Its id.
    pub id: ItemId,
    /// When.
    pub date: Day,
    /// 1 routine to 4 critical.
    pub severity: u8,
    /// What.
    pub text: String,
    /// Who deals with it.
    #[serde(default)]
    pub owner: Option<PersonId>,
    /// Who was told.
    #[serde(default)]
    pub escalated_to: Option<PersonId>,
    /// When it was over.
    #[serde(default)]
    pub resolved: Option<Day>,
    /// How.
    #[serde(default)]
    pub resolution: Option<String>,
}

impl ClientIssue {
    /// From this severity on the account director is told at once.
    pub const SERIOUS: u8 = 3;

    /// Whether it is for the account director at once.
    pub fn is_serious(&self) -> bool {
        self.severity >= Self::SERIOUS
    }

    /// Whether it had come up by a day and was not over yet.
    pub fn is_open(&self, day: Day) -> bool {
        self.date <= day && self.resolved.is_none_or(|resolved| day < resolved)
    }
}

crate::words! {
    /// What the client said to advice.
    pub enum Answer {
        /// Nothing yet.
        Pending = "pending",
        /// Yes.
        Accepted = "accepted",
        /// No.
        Declined = "declined",
    }
}

/// What the agency advised.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Recommendation {
    /// Its id.
    pub id: ItemId,
    /// When.
    pub date: Day,
    /// The agency's view.
    pub view: String,
    /// What it rests on.
    #[serde(default)]
    pub basis: Option<String>,
    /// What the client said.
    #[serde(default)]
    pub answer: Option<Answer>,
}

impl Client {
    /// The working days that the client has to answer a round of a job, where the contract the job names says so.
    pub fn answer_days(&self, job: &Job) -> Option<u32> {
        let named = self.contracts.iter().find(|contract| Some(&contract.id) == job.contract.as_ref());
        named.and_then(|contract| contract.feedback_days)
    }

    /// Whom to ask for the client's word on a day.
    pub fn who_approves(&self, day: Day) -> String {
        let names: Vec<String> =
            self.contacts.iter().filter(|one| one.approves(day)).map(|one| format!("`{}`", one.id)).collect();
        match names.as_slice() {
            [] => "give a contact of the client the role approver".to_owned(),
            some => format!("ask {}", some.join(" or ")),
        }
    }

    /// Whose yes is to be named where somebody else's was.
    pub fn whose_yes(&self, day: Day) -> String {
        let names: Vec<String> =
            self.contacts.iter().filter(|one| one.approves(day)).map(|one| format!("`--by {}`", one.id)).collect();
        match names.as_slice() {
            [] => self.who_approves(day),
            some => format!("name the contact whose yes it is: {}", some.join(" or ")),
        }
    }
}

impl Record for Client {
    const KIND: Kind = Kind::Client;
    const TEMPLATE: &'static str = include_str!("templates/client.yaml");
    type Id = ClientId;

    fn approved_sections(&self) -> Vec<Section<'_>> {
        let section = |(index, budget)| {
            let budget: &AnnualBudget = budget;
            Section {
                part: Part::Item("budgets", index),
                leave_out: &["approvals", "x"],
                approvals: &budget.approvals,
                item: Some(&budget.id),
            }
        };
        self.budgets.iter().enumerate().map(section).collect()
    }
}
