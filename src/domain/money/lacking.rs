//! What an estimate version or a change order still lacks before the client has agreed to it: prices, the agency's own yes, the way to the client,
//! the client's yes; each with the command that brings it. By the same standings as the verbs and the lists of who is asked.

use super::agreement::{self, Agreement, change_standing};
use super::offer::Offer;
use super::terms::Terms;
use super::unpriced::Unpriced;
use crate::domain::approval::Method;
use crate::domain::approvals::{Standing, client_may};
use crate::domain::authority::{client_may_approve_change, client_may_approve_estimate};
use crate::domain::client::Client;
use crate::domain::job::Job;
use crate::domain::job_money::{ChangeStatus, EstimateStatus};
use crate::domain::record::Located;
use crate::domain::yeses::{change_inside, estimate_inside};
use crate::values::{Day, Money, PersonId};

/// That the client says yes.
pub const CLIENTS_YES: &str = "the client's yes";
/// That the client has it.
pub const SENDING: &str = "its way to the client";

/// Something that is still to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lack {
    /// In a few words: `the client's yes`.
    pub what: &'static str,
    /// Why it is not there.
    pub why: String,
    /// What brings it.
    pub command: String,
}

/// What a version of an estimate lacks on a day; nothing where the client agreed to it, or it is off the table.
pub fn of_estimate(job: &Located<Job>, index: usize, terms: &Terms<'_>, day: Day) -> Vec<Lack> {
    let Some(estimate) = job.record.estimates.get(index) else { return Vec::new() };
    let client = agreement::estimate_standing(job, index, terms, day);
    let is_off =
        estimate.is_rejected(day) || matches!(estimate.status, EstimateStatus::Superseded | EstimateStatus::Expired);
    if client.valid().is_some() || is_off {
        return Vec::new();
    }
    let offer = Offer::estimate(estimate, terms, day);
    let is_newest = job.record.estimates.iter().all(|other| other.version <= estimate.version);
    let version = if is_newest { String::new() } else { format!(" --version {}", estimate.version) };
    let mut lacks = prices(&offer, job);
    if estimate.lines.is_empty() {
        lacks.push(Lack {
            what: "lines",
            why: "it charges for nothing yet".to_owned(),
            command: format!("suits job estimate add {} --kind fee --text \"…\" --amount AMOUNT", job.id),
        });
    }
    if let Some(until) = estimate.valid_until.filter(|until| *until < day) {
        lacks.push(Lack {
            what: "a day until which it is offered",
            why: format!("it was offered until {until}"),
            command: format!("suits job estimate revise {} --valid-until DATE", job.id),
        });
    }
    let verb = format!("suits job estimate approve {}{version}", job.id);
    if let Some(why) = estimate_inside(job, index, terms, day).objection() {
        lacks.push(Lack { what: "the agency's yes", why, command: format!("{verb} --for internal") });
    }
    if matches!(estimate.status, EstimateStatus::Draft | EstimateStatus::InternalReview) {
        lacks.push(unsent(format!("suits job estimate send {}{version}", job.id)));
    }
    if let Some(why) = client.objection() {
        lacks.push(clients_yes(&verb, why, offer.total().ok(), terms, day));
    }
    lacks
}

/// What a change order lacks on a day; nothing where the client agreed to it, or it is off the table.
pub fn of_change(
    job: &Located<Job>,
    index: usize,
    agreement: &Agreement<'_>,
    terms: &Terms<'_>,
    day: Day,
) -> Vec<Lack> {
    let Some(change) = job.record.change_orders.get(index) else { return Vec::new() };
    if change.is_off(day) || agreement.changes.iter().any(|agreed| agreed.index == index) {
        return Vec::new();
    }
    let (verb, offer) =
        (format!("suits job change approve {} {}", job.id, change.id), Offer::change(change, terms, day));
    let mut lacks = prices(&offer, job);
    if change.lines.is_empty() && change.schedule_days.is_none_or(|days| days == 0) {
        lacks.push(Lack {
            what: "lines",
            why: "it changes neither the price nor the time".to_owned(),
            command: format!(
                "suits job change add {} --to {} --kind fee --text \"…\" --amount AMOUNT",
                job.id, change.id
            ),
        });
    }
    if let Some(why) = change_inside(job, index, terms, day).objection() {
        lacks.push(Lack { what: "the agency's yes", why, command: format!("{verb} --for internal") });
    }
    if change.status == ChangeStatus::Draft {
        lacks.push(unsent(format!("suits job change send {} {}", job.id, change.id)));
    }
    let why = match change_standing(job, index, agreement, day) {
        Standing::NotValid(_, why) => why,
        Standing::Valid(_) | Standing::Stale(_) | Standing::None => "not approved yet".to_owned(),
    };
    let in_all = || {
        let own = offer.total().ok().filter(|own| own.currency == terms.currency)?;
        agreement.total(terms, terms.currency, day).ok()?.plus(own)
    };
    lacks.push(clients_yes(&verb, why, in_all(), terms, day));
    lacks
}

fn prices(offer: &Offer, job: &Located<Job>) -> Vec<Lack> {
    let command = |why: &Unpriced| match why {
        Unpriced::NoContract { contract: Some(contract), .. } => {
            format!("suits job set {} contract={contract}", job.id)
        }
        _ => format!("suits job edit {}", job.id),
    };
    offer.refused().map(|why| Lack { what: "a price", why: why.to_string(), command: command(why) }).collect()
}

fn unsent(command: String) -> Lack {
    Lack { what: SENDING, why: "not sent yet".to_owned(), command }
}

/// Whose yes a command names that is to be typed: a contact who approves for the client on a day, else a word for one.
pub fn likely_yes(client: Option<&Located<Client>>, day: Day) -> &str {
    let contacts = client.map(|client| client.record.contacts.as_slice()).unwrap_or_default();
    let likely = contacts.iter().find(|contact| contact.approves(day));
    likely.map_or("CONTACT", |contact| contact.id.as_str())
}

/// Whose yes to an estimate such a command names: whoever may say it in that way on that day, else whoever may say some.
pub fn estimate_yes<'t>(job: &Located<Job>, index: usize, terms: &Terms<'t>, method: Method, day: Day) -> &'t str {
    whose(terms, day, |by| client_may_approve_estimate(job, index, terms, by, method, day).is_ok())
}

/// Whose yes to a change order it names.
pub fn change_yes<'t>(job: &Located<Job>, index: usize, terms: &Terms<'t>, method: Method, day: Day) -> &'t str {
    whose(terms, day, |by| client_may_approve_change(job, index, terms, by, method, day).is_ok())
}

/// Whose yes to a sum it names, in writing.
pub fn sum_yes<'t>(terms: &Terms<'t>, sum: Money, day: Day) -> &'t str {
    whose(terms, day, |by| client_may(terms, by, Method::Email, sum, day).is_ok())
}

fn whose<'t>(terms: &Terms<'t>, day: Day, may: impl Fn(&PersonId) -> bool) -> &'t str {
    let contacts = terms.client.map(|client| client.record.contacts.as_slice()).unwrap_or_default();
    let known = contacts.iter().find(|contact| may(&contact.id));
    known.map_or_else(|| likely_yes(terms.client, day), |contact| contact.id.as_str())
}

/// The client's yes, by a contact whose limit covers the sum where one is known.
fn clients_yes(verb: &str, why: String, sum: Option<Money>, terms: &Terms<'_>, day: Day) -> Lack {
    let by = sum.map_or_else(|| likely_yes(terms.client, day), |sum| sum_yes(terms, sum, day));
    let command = format!("{verb} --for client --by {by} --method email --evidence \"…\"");
    Lack { what: CLIENTS_YES, why, command }
}
