//! Who may approve what inside the agency: ranks, limits and rights of the roles a person holds on a day.
//! A deputy stands in for someone who is away with their own rights only: nobody's rights are ever lent.

use super::agency::Agency;
use super::approval::Method;
use super::approvals::{self, acting_for};
use super::brief::{Brief, Size};
use super::client::Client;
use super::job::Job;
use super::record::Located;
use super::round::VerdictAbout;
use crate::config::{Config, Limit, Role, SelfApproval};
use crate::domain::money::agreement::{self, Agreement};
use crate::domain::money::exchange;
use crate::domain::money::price;
use crate::domain::money::terms::Terms;
use crate::domain::money::unpriced::Unpriced;
use crate::values::{Day, Money, PersonId, Word};
use std::fmt;

/// Something that only some may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Approve an estimate inside the agency. The sum: its lines before discounts and those of the change orders approved so far, in agency currency.
    Estimate(Money),
    /// Approve a change order inside the agency. The sum: it and those approved since the estimate, by the client or the agency, in agency currency.
    Change(Money),
    /// Approve the strategy of a brief.
    Strategy(Option<Size>),
    /// Accept a brief for the creatives.
    Creative,
    /// Say whether a version fits the strategy and the brand.
    AccountVerdict,
    /// Say whether the craft of a version is good.
    CraftVerdict,
    /// Send an order to a supplier, change or call one off. Whether a line that the client approved pays for it.
    Order {
        /// A line with the client's yes covers it.
        covered: bool,
    },
    /// Say that a supplier may be paid.
    SupplierInvoice,
    /// Issue an invoice or a credit note.
    ClientInvoice,
    /// Give an invoice up.
    WriteOff,
    /// Take a step against a guard's objection.
    Override,
    /// Call a job off.
    Cancel,
    /// Stop a job's clock.
    Hold,
    /// Let a round pass uncharged.
    WaiveRound,
    /// Leave a section of a brief empty; an account planner may too.
    WaiveSection,
}

/// A no, with its reason and what to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Why not, in one sentence.
    pub reason: String,
    /// Who could.
    pub help: Option<String>,
}

impl Refused {
    fn because(reason: impl Into<String>) -> Refused {
        Refused { reason: reason.into(), help: None }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl From<Unpriced> for Refused {
    fn from(why: Unpriced) -> Refused {
        Refused::because(why.to_string())
    }
}

/// The rank of a person on a day: the highest of their roles'; `None` for people without one, and for those who do not work here that day.
pub fn rank(config: &Config, person: &PersonId, day: Day) -> Option<u8> {
    config.person(person).filter(|facts| facts.is_active(day))?;
    config.rank(person)
}

/// The most a person may approve of an estimate on a day, in agency currency.
pub fn estimate_limit(config: &Config, person: &PersonId, day: Day) -> Limit {
    limit(config, person, day, |role| role.estimate_limit)
}

/// The most a person may approve of change orders on a day, in agency currency.
pub fn change_limit(config: &Config, person: &PersonId, day: Day) -> Limit {
    limit(config, person, day, |role| role.change_limit)
}

fn limit(config: &Config, person: &PersonId, day: Day, of: fn(&Role) -> Limit) -> Limit {
    roles(config, person, day).map(|(_, role)| of(role)).max_by(compare).unwrap_or(Limit::Nothing)
}

fn compare(one: &Limit, other: &Limit) -> std::cmp::Ordering {
    let key = |limit: &Limit| match *limit {
        Limit::Nothing => (0, crate::values::Amount::default()),
        Limit::UpTo(amount) => (1, amount),
        Limit::Any => (2, crate::values::Amount::default()),
    };
    key(one).cmp(&key(other))
}

/// The roles a person holds on a day, highest rank first.
fn roles<'c>(config: &'c Config, person: &PersonId, day: Day) -> impl Iterator<Item = (&'c Word, &'c Role)> {
    let facts = config.person(person).filter(|facts| facts.is_active(day));
    let mut held: Vec<_> =
        facts.into_iter().flat_map(|facts| &facts.roles).filter_map(|word| config.roles.get_key_value(word)).collect();
    held.sort_by_key(|(_, role)| std::cmp::Reverse(role.rank));
    held.into_iter()
}

impl Act {
    /// Whose verdict on something counts: on strategy and brand account's, on craft the creative director's.
    pub fn verdict(about: VerdictAbout) -> Act {
        match about {
            VerdictAbout::Strategy | VerdictAbout::Brand => Act::AccountVerdict,
            VerdictAbout::Craft => Act::CraftVerdict,
        }
    }
}

/// Whether a person may do something on a day, and in which of their roles.
pub fn may(config: &Config, person: &PersonId, act: Act, day: Day) -> Result<Word, Refused> {
    let Some(facts) = config.person(person) else {
        return Err(Refused::because(format!("`{person}` is not in `[people]` of `suits.toml`")));
    };
    if !facts.is_active(day) {
        return Err(Refused::because(format!("`{person}` does not work here on {day}")));
    }
    if let Some((role, _)) = roles(config, person, day).find(|(word, role)| allows(word, role, act)) {
        return Ok(role.clone());
    }
    let others = who_may(config, act, day);
    let help = match others.as_slice() {
        [] => "nobody in `suits.toml` may: see `[people]` and `[roles]`".to_owned(),
        some => format!("ask {}", asking(config, some, day)),
    };
    Err(Refused { reason: refusal(config, person, act, day), help: Some(help) })
}

/// Up to three of those who may, whoever is there before whoever is away: a deputy stands in with their own rights alone.
fn asking(config: &Config, people: &[PersonId], day: Day) -> String {
    let away = |id: &PersonId| {
        let absences = config.person(id).map_or(&[][..], |facts| &facts.away);
        absences.iter().find(|away| away.from <= day && day <= away.to).map(|away| away.to)
    };
    let mut people: Vec<(Option<Day>, &PersonId)> = people.iter().map(|id| (away(id), id)).collect();
    people.sort_by_key(|(until, _)| until.is_some());
    let name = |(until, id): &(Option<Day>, &PersonId)| match until {
        Some(until) => format!("`{id}`, who is away until {until}"),
        None => format!("`{id}`"),
    };
    people.iter().take(3).map(name).collect::<Vec<_>>().join(" or ")
}

/// Everybody who may do something on a day, lowest rank first.
pub fn who_may(config: &Config, act: Act, day: Day) -> Vec<PersonId> {
    let able = |id: &&PersonId| roles(config, id, day).any(|(word, role)| allows(word, role, act));
    let mut people: Vec<&PersonId> = config.people.keys().filter(able).collect();
    people.sort_by_key(|id| (config.rank(id), *id));
    people.into_iter().cloned().collect()
}

/// Roles without a rank that buy from suppliers on what the client has signed.
const BUYERS: [&str; 3] = ["production", "media-planner", "media-buyer"];

fn allows(word: &str, role: &Role, act: Act) -> bool {
    let from = |least: u8| role.rank.is_some_and(|rank| least <= rank);
    match act {
        Act::Estimate(sum) => covers(role.estimate_limit, sum),
        Act::Change(sum) => covers(role.change_limit, sum),
        Act::Strategy(size) => from(if size == Some(Size::Small) { 2 } else { 5 }),
        Act::Creative | Act::CraftVerdict => word == "creative-director",
        Act::AccountVerdict => role.rank.is_some() || word == "account-planner",
        Act::WaiveSection => from(4) || word == "account-planner",
        Act::SupplierInvoice
        | Act::ClientInvoice
        | Act::WriteOff
        | Act::Override
        | Act::Cancel
        | Act::Hold
        | Act::WaiveRound => from(4),
        Act::Order { covered } => from(if covered { 4 } else { 5 }) || (covered && BUYERS.contains(&word)),
    }
}

fn covers(limit: Limit, sum: Money) -> bool {
    match limit {
        Limit::Nothing => false,
        Limit::UpTo(amount) => sum.amount <= amount.0,
        Limit::Any => true,
    }
}

fn refusal(config: &Config, person: &PersonId, act: Act, day: Day) -> String {
    let upto = |limit: Limit, what: &str, sum: Money| match limit {
        Limit::UpTo(amount) => {
            let limit = Money::new(amount.0, config.agency.currency);
            format!("`{person}` may approve {what} up to {limit}, and this comes to {sum} before discounts")
        }
        Limit::Nothing | Limit::Any => format!("`{person}` may not approve {what}"),
    };
    let above = |what: &str| format!("`{person}` may not {what}: it takes an account manager or above");
    match act {
        Act::Estimate(sum) => upto(estimate_limit(config, person, day), "estimates", sum),
        Act::Change(sum) => upto(change_limit(config, person, day), "change orders", sum),
        Act::Strategy(Some(Size::Small)) => {
            format!("`{person}` may not approve a strategy: it takes an account executive or above")
        }
        Act::Strategy(_) => format!("`{person}` may not approve a strategy: it takes an account director or above"),
        Act::Creative => format!("`{person}` may not accept a brief: it takes the creative director"),
        Act::AccountVerdict => {
            format!("`{person}` may not judge strategy or brand: it takes the account people or the planner")
        }
        Act::CraftVerdict => format!("`{person}` may not judge craft: it takes the creative director"),
        Act::Order { covered: true } => {
            format!(
                "`{person}` may not order from suppliers: it takes an account manager or above, production or media"
            )
        }
        Act::Order { covered: false } => {
            format!("`{person}` may not order what no approved line pays for: it takes an account director or above")
        }
        Act::SupplierInvoice => above("approve a supplier's invoice"),
        Act::ClientInvoice => above("issue an invoice"),
        Act::WriteOff => above("give an invoice up"),
        Act::Override => above("override a guard"),
        Act::Cancel => above("cancel a job"),
        Act::Hold => above("put a job on hold or end a hold"),
        Act::WaiveRound => above("waive a round"),
        Act::WaiveSection => {
            format!("`{person}` may not waive a section: it takes an account manager or above, or the account planner")
        }
    }
}

/// Separation of duty: whoever wrote a brief does not approve it. `Ok` holds a warning where a small shop lets it pass.
/// Who wrote an estimate or change order is not in the record, so there it cannot be tested.
pub fn apart(config: &Config, by: &PersonId, authors: &[PersonId]) -> Result<Option<String>, Refused> {
    if !authors.contains(by) {
        return Ok(None);
    }
    let reason = format!("`{by}` wrote it, and nobody approves what they wrote");
    match config.self_approval {
        SelfApproval::Warn => Ok(Some(format!("`{by}` approves what they wrote themselves"))),
        SelfApproval::Deny => Err(Refused {
            reason,
            help: Some("ask someone else, or set `self = \"warn\"` in `[approvals]` of `suits.toml`".to_owned()),
        }),
    }
}

/// Whether one person may enter an approval for another.
pub fn may_enter(entered_by: &PersonId, by: &PersonId, method: Method, evidence: Option<&str>) -> Result<(), Refused> {
    acting_for(entered_by, by, method, evidence).map_err(|reason| Refused {
        reason,
        help: Some("say where the paper is: `--method email --evidence 'mail 2026-11-18 15:40'`".to_owned()),
    })
}

/// Whether a yes inside the agency, given in a way, opens a money gate.
pub fn in_writing(method: Method) -> Result<(), Refused> {
    approvals::in_writing(method).map_err(|reason| Refused {
        reason,
        help: Some(
            "whoever says yes types it, or writes it down: `--method email --evidence 'mail 2026-11-18 15:40'`"
                .to_owned(),
        ),
    })
}

/// Whether a contact of the client may approve a change order in a way, on a day: it, the estimate, and all agreed before it.
pub fn client_may_approve_change(
    job: &Located<Job>,
    index: usize,
    terms: &Terms<'_>,
    by: &PersonId,
    method: Method,
    day: Day,
) -> Result<(), Refused> {
    let order = job.record.change_orders.get(index).ok_or_else(|| Refused::because("there is no such change order"))?;
    let own = price::total(&order.lines, agreement::currency_of(order.currency, terms), terms.commission_base())?;
    let own = exchange::convert(terms.config, own, terms.currency, day)?;
    let agreed = Agreement::of(job, terms, day).before_change(index);
    let sum = agreed.total(terms, terms.currency, day)?.plus(own).ok_or(Unpriced::TooLarge)?;
    approvals::client_may(terms, by, method, sum, day)
        .map_err(|reason| Refused { reason, help: who_may_for_the_client(terms, by, method, sum, day) })
}

/// Whether a contact of the client may approve an estimate in a way, on a day.
pub fn client_may_approve_estimate(
    job: &Located<Job>,
    index: usize,
    terms: &Terms<'_>,
    by: &PersonId,
    method: Method,
    day: Day,
) -> Result<(), Refused> {
    let estimate = job.record.estimates.get(index).ok_or_else(|| Refused::because("there is no such estimate"))?;
    let sum = agreement::estimate_total(estimate, terms)?;
    approvals::client_may(terms, by, method, sum, day)
        .map_err(|reason| Refused { reason, help: who_may_for_the_client(terms, by, method, sum, day) })
}

/// Who of the client may approve a sum in a way, on a day, and up to how much; nothing where it is the way that is not taken.
pub(super) fn who_may_for_the_client(
    terms: &Terms<'_>,
    by: &PersonId,
    method: Method,
    sum: Money,
    day: Day,
) -> Option<String> {
    let is_contact = approvals::contact(terms.config, terms.client, by).is_some();
    let (ask, by) = if is_contact { ("ask ", "") } else { ("name the contact whose yes it is: ", "--by ") };
    let contacts = terms.client?.record.contacts.iter();
    let may = contacts.filter(|contact| approvals::client_may(terms, &contact.id, method, sum, day).is_ok());
    let names: Vec<String> = may
        .filter_map(|contact| {
            Some(format!("`{by}{}`, up to {}", contact.id, Money::new(contact.limit?.0, terms.currency)))
        })
        .collect();
    match names.as_slice() {
        [] if matches!(method, Method::Verbal | Method::Deemed) => None,
        [] => {
            let command = format!("`suits client set {} contacts.WHO.limit=AMOUNT`", terms.client?.id);
            Some(format!("nobody of the client may approve {sum}; whose limit the client raises: {command}"))
        }
        some => Some(format!("{ask}{}", some.join("; or "))),
    }
}

/// Whose yes to a brief a command names that is to be typed: a contact who may say it that day, else a word for one.
pub fn brief_yes<'a>(agency: &'a Agency, brief: &Located<Brief>, day: Day) -> &'a str {
    let client = agency.clients.get(&brief.id.client()).found();
    let mut contacts = client.into_iter().flat_map(|client| &client.record.contacts).map(|contact| &contact.id);
    let known = contacts.find(|by| client_may_approve_brief(&agency.config, client, by, day).is_ok());
    known.map_or("CONTACT", PersonId::as_str)
}

/// Whether a contact of the client may approve a brief on a day: one who approves, by role or by limit, while in the post.
pub fn client_may_approve_brief(
    config: &Config,
    client: Option<&Located<Client>>,
    by: &PersonId,
    day: Day,
) -> Result<Word, Refused> {
    let refuse = |reason: String| Refused { reason, help: client.map(|client| client.who_approves(day)) };
    let contact = approvals::contact(config, client, by).ok_or_else(|| Refused {
        reason: format!("`{by}` is no contact of the client"),
        help: client.map(|client| client.whose_yes(day)),
    })?;
    if !contact.is_there(day) {
        return Err(refuse(format!("`{by}` was not in the post on {day}")));
    }
    if !contact.approves(day) {
        return Err(refuse(format!("`{by}` does not approve for the client: neither role approver nor a limit")));
    }
    Ok(Word::const_new("approver"))
}

mod tested;

pub use tested::{change_sum, change_sum_then, change_sum_with, estimate_sum, estimate_sum_then};

#[cfg(test)]
mod tests;
