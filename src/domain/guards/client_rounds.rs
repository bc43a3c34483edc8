//! The client's rounds on one deliverable against what the contract includes: counted here for the guard and for the rule, so that they
//! cannot disagree.

use crate::domain::agreement::Agreement;
use crate::domain::job::Job;
use crate::domain::job_money::Cause;
use crate::domain::record::Located;
use crate::domain::round::{Round, RoundType};
use crate::values::{Day, DeliverableId};

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

    /// The last of them, where there are more than the price includes.
    pub fn over(&self) -> Option<&'a Located<Round>> {
        let within = u32::try_from(self.rounds.len()).is_ok_and(|rounds| rounds <= self.included);
        self.rounds.last().copied().filter(|_| !within)
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
    let orders = agreement.changes.iter().filter_map(|change| job.change_orders.get(change.index));
    orders.into_iter().any(|order| order.cause == Cause::ClientRevision && since.is_none_or(|since| since < order.date))
}
