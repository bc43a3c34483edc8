//! The client's rounds on one deliverable against what the contract includes: counted here for the guard, the rules and the report, so
//! that they cannot disagree.

use crate::config::Config;
use crate::domain::authority::{Act, may};
use crate::domain::job::Job;
use crate::domain::job_money::{Cause, ChangeOrder};
use crate::domain::money::agreement::Agreement;
use crate::domain::record::Located;
use crate::domain::round::{Decision, Round, RoundType};
use crate::values::{Day, DeliverableId, Word};

/// The client's rounds on one deliverable, in order, and how many the price includes.
#[derive(Clone, Debug)]
pub struct ClientRounds<'a> {
    rounds: Vec<&'a Located<Round>>,
    included: u32,
}

impl<'a> ClientRounds<'a> {
    /// Of the rounds of a job, in order, those of the client on a deliverable.
    pub fn on(deliverable: &DeliverableId, rounds: &[&'a Located<Round>], included: u32) -> ClientRounds<'a> {
        let shown = |round: &&Located<Round>| round.kind == RoundType::Client && round.deliverable == *deliverable;
        ClientRounds { rounds: rounds.iter().copied().filter(shown).collect(), included }
    }

    /// How many there were.
    pub fn held(&self) -> usize {
        self.rounds.len()
    }

    /// The last of them.
    pub fn last(&self) -> Option<&'a Located<Round>> {
        self.rounds.last().copied()
    }

    /// Those beyond what the price includes.
    pub fn beyond(&self) -> &[&'a Located<Round>] {
        &self.rounds[self.within()..]
    }

    /// The same, each with what covers it on a day: by then somebody who may has waived it, or a change order of cause client-revision is
    /// approved that was raised after the round before.
    pub fn further(&self, job: &Job, agreement: &Agreement<'_>, config: &Config, day: Day) -> Vec<Further<'a>> {
        let cover = |round: &Round, since: Option<Day>| {
            if waived(config, round, day).is_some_and(|waived| waived.is_ok()) {
                Cover::Waived
            } else if pays(job, agreement, since) {
                Cover::Paid
            } else {
                Cover::Nothing
            }
        };
        let of = |at: usize| {
            let (round, since) = (self.rounds[at], self.sent_before(at));
            Further { round, number: at + 1, included: self.included, since, cover: cover(round, since) }
        };
        (self.within()..self.rounds.len()).map(of).collect()
    }

    /// Whether the client pays for a round after the last.
    pub fn is_next_paid(&self, job: &Job, agreement: &Agreement<'_>) -> bool {
        pays(job, agreement, self.sent_before(self.rounds.len()))
    }

    /// When the one before a place was sent.
    fn sent_before(&self, at: usize) -> Option<Day> {
        at.checked_sub(1).map(|before| self.rounds[before].sent)
    }

    /// How many change orders pay for rounds beyond what the price includes, one that is still to be held too.
    pub fn paid(&self, job: &Job, agreement: &Agreement<'_>) -> usize {
        if self.rounds.len() < usize::try_from(self.included).unwrap_or(usize::MAX) {
            return 0;
        }
        paying(job, agreement, self.sent_before(self.within())).count()
    }

    /// How many of them the price includes.
    fn within(&self) -> usize {
        self.rounds.len().min(usize::try_from(self.included).unwrap_or(usize::MAX))
    }
}

/// A client round beyond what the price includes.
#[derive(Clone, Copy, Debug)]
pub struct Further<'a> {
    /// The round.
    pub round: &'a Located<Round>,
    /// What covers it.
    pub cover: Cover,
    number: usize,
    included: u32,
    /// When the round before it was sent.
    since: Option<Day>,
}

/// Who bears a client round beyond what the price includes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cover {
    /// The agency: somebody who may has let it pass.
    Waived,
    /// The client, by a change order.
    Paid,
    /// Nobody has said.
    Nothing,
}

impl Further<'_> {
    /// What is wrong where nothing covers it.
    pub fn message(&self) -> String {
        over(self.number, &self.round.deliverable, self.included)
    }

    /// What would cover it on a day.
    pub fn help(&self, config: &Config, day: Day) -> String {
        let id = &self.round.id;
        let since = self.since.map_or_else(String::new, |since| format!(" dated after {since}"));
        let order = format!(
            "a change order{since}: `suits job change add {} --cause {} --text \"…\" …`",
            id.job(),
            Cause::ClientRevision
        );
        match waived(config, self.round, day) {
            Some(Err(why)) => {
                format!(
                    "its waiver does not count: {why}; `suits feedback edit {id}` puts it right, or the client pays with {order}"
                )
            }
            _ => format!(
                "an account manager or above may waive it: `suits feedback waive {id} --reason \"…\"`; else the client pays for it with {order}"
            ),
        }
    }
}

/// `client round 3 on …, and the contract includes 2`.
pub fn over(number: usize, deliverable: &DeliverableId, included: u32) -> String {
    format!("client round {number} on `{deliverable}`, and the contract includes {included}")
}

fn pays(job: &Job, agreement: &Agreement<'_>, since: Option<Day>) -> bool {
    paying(job, agreement, since).next().is_some()
}

fn paying<'x>(job: &'x Job, agreement: &'x Agreement<'_>, since: Option<Day>) -> impl Iterator<Item = &'x ChangeOrder> {
    let orders = agreement.changes.iter().filter_map(|change| job.change_orders.get(change.index));
    orders.filter(move |order| order.cause == Cause::ClientRevision && since.is_none_or(|since| since < order.date))
}

/// Whether somebody let a round pass uncharged by a day, and why that does not count where they may not. A waiver without a day is taken
/// to be as old as its round.
fn waived(config: &Config, round: &Round, day: Day) -> Option<Result<(), String>> {
    let waiver = round.waiver.as_ref()?;
    let since = waiver.date.unwrap_or(round.sent);
    if day < since {
        return Some(Err(format!("it is of {since}")));
    }
    Some(may(config, &waiver.by, Act::WaiveRound, since).map(|_| ()).map_err(|refused| refused.reason))
}

/// The round in which the client had answered the same version before (I20): of rounds in order, the first that was answered by a day.
/// None for a first answer.
pub fn answered_before<'a>(rounds: &[&'a Located<Round>], at: usize, day: Day) -> Option<&'a Located<Round>> {
    let round = rounds[at];
    let version = round.version.as_ref().filter(|_| round.kind == RoundType::Client)?;
    answered(&rounds[..at], &round.deliverable, version, day)
}

/// The first of some rounds in which the client had answered a version of a deliverable by a day.
pub fn answered<'a>(
    rounds: &[&'a Located<Round>],
    deliverable: &DeliverableId,
    version: &Word,
    day: Day,
) -> Option<&'a Located<Round>> {
    let same = |other: &&&Located<Round>| {
        other.kind == RoundType::Client
            && other.deliverable == *deliverable
            && other.record.version.as_ref() == Some(version)
            && was_answered(other, day)
    };
    rounds.iter().find(same).copied()
}

fn was_answered(round: &Round, day: Day) -> bool {
    !round.items.is_empty() || round.reviewers.iter().any(|one| one.decision_on(day) != Decision::Pending)
}
