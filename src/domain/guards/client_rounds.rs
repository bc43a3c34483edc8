//! The client's rounds on one deliverable against what the contract includes: counted here for the guard, the rules and the report, so
//! that they cannot disagree.

use crate::config::Config;
use crate::domain::agreement::Agreement;
use crate::domain::authority::{Act, may};
use crate::domain::job::Job;
use crate::domain::job_money::{Cause, ChangeOrder};
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

    /// The last of them, where there are more than the price includes.
    pub fn over(&self) -> Option<&'a Located<Round>> {
        self.last().filter(|_| self.within() < self.rounds.len())
    }

    /// Those beyond what the price includes, each with the one before it.
    pub fn beyond(&self) -> impl Iterator<Item = (Option<&'a Located<Round>>, &'a Located<Round>)> {
        let before = |at: usize| at.checked_sub(1).map(|before| self.rounds[before]);
        (self.within()..self.rounds.len()).map(move |at| (before(at), self.rounds[at]))
    }

    /// How many change orders pay for rounds beyond what the price includes, one that is still to be held too.
    pub fn paid(&self, job: &Job, agreement: &Agreement<'_>) -> usize {
        if self.rounds.len() < usize::try_from(self.included).unwrap_or(usize::MAX) {
            return 0;
        }
        let since = self.within().checked_sub(1).map(|last| self.rounds[last].sent);
        paying(job, agreement, since).count()
    }

    /// How many of them the price includes.
    fn within(&self) -> usize {
        self.rounds.len().min(usize::try_from(self.included).unwrap_or(usize::MAX))
    }

    /// The one before the last.
    pub fn before_last(&self) -> Option<&'a Located<Round>> {
        self.rounds.iter().rev().nth(1).copied()
    }

    /// `the client has had 3 rounds on …`.
    pub fn message(&self, deliverable: &DeliverableId) -> String {
        let held = match self.rounds.len() {
            1 => "1 round".to_owned(),
            several => format!("{several} rounds"),
        };
        format!("the client has had {held} on `{deliverable}`, and the contract includes {}", self.included)
    }
}

/// Whether the client pays for a further round: with an approved change order of cause client-revision raised after a day.
pub fn pays_for_a_round(job: &Job, agreement: &Agreement<'_>, since: Option<Day>) -> bool {
    paying(job, agreement, since).next().is_some()
}

fn paying<'x>(job: &'x Job, agreement: &'x Agreement<'_>, since: Option<Day>) -> impl Iterator<Item = &'x ChangeOrder> {
    let orders = agreement.changes.iter().filter_map(|change| job.change_orders.get(change.index));
    orders.filter(move |order| order.cause == Cause::ClientRevision && since.is_none_or(|since| since < order.date))
}

/// Whether somebody who may has let a round pass uncharged by a day.
pub fn is_waived(config: &Config, round: &Round, today: Day) -> bool {
    round.waiver.as_ref().is_some_and(|waiver| {
        let day = waiver.date.unwrap_or(today);
        day <= today && may(config, &waiver.by, Act::WaiveRound, day).is_ok()
    })
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
