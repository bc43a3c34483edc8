//! Which approvals hold on a day (F01): dated by then, by the right person, in a way that counts, and of the text as it stands.
//! Compares fingerprints; never works them out.

use super::approval::{Approval, ApprovalFor, Method};
use super::client::{Client, Contact};
use super::record::Located;
use crate::config::Config;
use crate::domain::money::exchange;
use crate::domain::money::terms::Terms;
use crate::domain::money::unpriced::Unpriced;
use crate::source::Step;
use crate::values::{Day, Money, PersonId, says_nothing};

/// How an approved section stands on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing<'r> {
    /// Nobody approved it by then.
    None,
    /// It holds: the earliest approval that does.
    Valid(&'r Approval),
    /// What was approved has changed since.
    Stale(&'r Approval),
    /// It never held, and why.
    NotValid(&'r Approval, String),
}

impl<'r> Standing<'r> {
    /// The approval that holds.
    pub fn valid(&self) -> Option<&'r Approval> {
        match self {
            Standing::Valid(approval) => Some(approval),
            Standing::None | Standing::Stale(_) | Standing::NotValid(..) => None,
        }
    }

    /// Why it does not hold; `None` where it does.
    pub fn objection(&self) -> Option<String> {
        match self {
            Standing::Valid(_) => None,
            Standing::None => Some("not approved yet".to_owned()),
            Standing::Stale(approval) => {
                Some(format!("changed since `{}` approved it on {}", approval.by, approval.date))
            }
            Standing::NotValid(approval, why) => {
                Some(format!("the approval of `{}` on {} does not count: {why}", approval.by, approval.date))
            }
        }
    }
}

/// How a section stands on a day for one kind of approval. `test` says why one approval would not count, beyond its fingerprint.
pub fn standing<'r>(
    approvals: &'r [Approval],
    of: ApprovalFor,
    fingerprint: Option<&str>,
    day: Day,
    test: impl Fn(&'r Approval) -> Result<(), String>,
) -> Standing<'r> {
    let dated = || approvals.iter().filter(|approval| approval.of == of && approval.date <= day);
    let stands = |approval| one(approval, fingerprint, &test);
    let holding = dated().filter(|approval| stands(approval).valid().is_some()).min_by_key(|approval| approval.date);
    let latest = || dated().max_by_key(|approval| approval.date).map_or(Standing::None, stands);
    holding.map_or_else(latest, Standing::Valid)
}

/// How one approval stands.
pub fn one<'r>(
    approval: &'r Approval,
    fingerprint: Option<&str>,
    test: impl Fn(&'r Approval) -> Result<(), String>,
) -> Standing<'r> {
    if let Err(why) = formal(approval).and_then(|()| test(approval)) {
        return Standing::NotValid(approval, why);
    }
    match (approval.hash.as_deref(), fingerprint) {
        (None, _) => Standing::NotValid(approval, "it carries no fingerprint".to_owned()),
        (Some(hash), Some(now)) if hash == now => Standing::Valid(approval),
        (Some(_), _) => Standing::Stale(approval),
    }
}

/// Acting for someone else needs a paper, and is never `system`.
fn formal(approval: &Approval) -> Result<(), String> {
    match &approval.entered_by {
        Some(typed_by) if *typed_by != approval.by => {
            acting_for(typed_by, &approval.by, approval.method, approval.evidence.as_deref())
        }
        _ => Ok(()),
    }
}

/// Whether one person may enter what another approved.
pub fn acting_for(entered_by: &PersonId, by: &PersonId, method: Method, evidence: Option<&str>) -> Result<(), String> {
    if entered_by == by {
        return Ok(());
    }
    if method == Method::System {
        return Err(format!("method `system` is for `{by}` alone; `{entered_by}` entered it"));
    }
    match evidence {
        Some(paper) if !says_nothing(paper) => Ok(()),
        Some(gap) if !gap.trim().is_empty() => {
            Err(format!("`{entered_by}` entered it for `{by}`, and `{}` is no evidence", gap.trim()))
        }
        _ => Err(format!("`{entered_by}` entered it for `{by}` without evidence")),
    }
}

/// Whether a yes inside the agency opens a money gate: what was only said, or not said, never does.
pub fn in_writing(method: Method) -> Result<(), String> {
    match method {
        Method::Verbal => Err("it was only said: ask for it in writing".to_owned()),
        Method::Deemed => Err("inside the agency no silence is taken for a yes".to_owned()),
        Method::Po | Method::Email | Method::Signature | Method::System => Ok(()),
    }
}

/// The contact of a client behind an id. An id that is also a person of the agency is the person.
pub fn contact<'a>(config: &Config, client: Option<&'a Located<Client>>, id: &PersonId) -> Option<&'a Contact> {
    if config.person(id).is_some() {
        return None;
    }
    client?.record.contacts.iter().find(|contact| contact.id == *id)
}

/// Whether a contact may approve a sum in a way, on a day; why not, if not.
pub fn client_may(terms: &Terms<'_>, by: &PersonId, method: Method, sum: Money, day: Day) -> Result<(), String> {
    match method {
        Method::Verbal => return in_writing(method),
        Method::Deemed if !terms.contract.is_some_and(|contract| contract.deemed_approval) => {
            return Err("the contract takes no silence for a yes".to_owned());
        }
        _ => {}
    }
    client_limit(terms, by, sum, day)
}

/// Whether a contact's limit covers a sum on a day; why not, if not.
fn client_limit(terms: &Terms<'_>, by: &PersonId, sum: Money, day: Day) -> Result<(), String> {
    let contact =
        contact(terms.config, terms.client, by).ok_or_else(|| format!("`{by}` is no contact of the client"))?;
    if contact.from.is_some_and(|from| day < from) || contact.to.is_some_and(|to| to < day) {
        return Err(format!("`{by}` was not in the post on {day}"));
    }
    let limit = contact.limit.ok_or_else(|| format!("`{by}` has no `limit`, so approves nothing"))?;
    let own = terms.currency;
    let asked = exchange::convert(terms.config, sum, own, day).map_err(|why: Unpriced| why.to_string())?;
    if asked.amount <= limit.0 {
        return Ok(());
    }
    Err(format!("`{by}` may approve up to {}, and this comes to {asked}", Money::new(limit.0, own)))
}

/// Whether an approval of a section by a contact holds, for a sum that may depend on the approval.
pub fn client_standing<'r>(
    terms: &Terms<'_>,
    approvals: &'r [Approval],
    fingerprint: Option<&str>,
    day: Day,
    sum: impl Fn(&Approval) -> Result<Money, Unpriced>,
) -> Standing<'r> {
    standing(approvals, ApprovalFor::Client, fingerprint, day, |approval| {
        client_may(terms, &approval.by, approval.method, sum(approval).map_err(|why| why.to_string())?, approval.date)
    })
}

/// The fingerprint of a section of a record as it stands, where the command asked for fingerprints.
pub fn fingerprint<T: super::record::Record>(record: &Located<T>, path: impl AsRef<[Step]>) -> Option<&str> {
    record.fingerprint(path)
}
