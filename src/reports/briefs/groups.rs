//! Grouping: briefs under any keys, with the ids behind each figure.

use super::{Holes, Known};
use crate::domain::brief::BriefStatus;
use crate::domain::brief_score::{mean, share};
use crate::values::{ClientId, Day, Decimal, Month, PersonId};
use std::collections::{BTreeMap, BTreeSet};

crate::words! {
    /// A way to group.
    pub enum By {
        /// The month a brief was asked for in.
        Month = "month",
        /// Each client.
        Client = "client",
        /// Each of those who wrote it.
        Author = "author",
    }
}

/// One part of a key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Month(Option<Month>),
    Client(ClientId),
    Author(Option<PersonId>),
}

/// What a group comes to, and of what.
#[derive(Debug, Default)]
pub(super) struct Group {
    /// Handed in, by id.
    pub(super) briefs: Vec<String>,
    /// Being written.
    pub(super) drafts: Vec<String>,
    /// Jobs past briefing.
    pub(super) started: BTreeSet<String>,
    /// Those of them that were briefed again.
    pub(super) rebriefed: BTreeSet<String>,
    /// Deliverables that the client approved.
    pub(super) approved: BTreeSet<String>,
    /// Those of them approved in their first client round.
    pub(super) at_once: BTreeSet<String>,
    completeness: Decimal,
    strength: Decimal,
    /// Some brief, job or round that may belong here cannot be read.
    pub(super) lacks: Lacks,
}

/// What of a group cannot be read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lacks {
    pub(super) briefs: bool,
    pub(super) jobs: bool,
    pub(super) rounds: bool,
}

impl Group {
    /// The mean of what is there of what is asked; `None` without a brief that was handed in.
    pub(super) fn completeness(&self) -> Option<Decimal> {
        share(self.completeness, self.briefs.len())
    }

    /// The mean strength, to one decimal.
    pub(super) fn strength(&self) -> Option<Decimal> {
        mean(self.strength, self.briefs.len(), 1)
    }

    /// Approved at once, of all that was approved.
    pub(super) fn first_time_right(&self) -> Option<Decimal> {
        share(Decimal::from(self.at_once.len()), self.approved.len())
    }

    /// Briefed again, of all jobs past briefing.
    pub(super) fn rebrief_rate(&self) -> Option<Decimal> {
        share(Decimal::from(self.rebriefed.len()), self.started.len())
    }

    fn add(&mut self, known: &Known<'_>) {
        let id = || known.brief.id.to_string();
        if known.is_handed_in() {
            self.briefs.push(id());
            if let Some(score) = known.score {
                self.completeness += score.completeness.share();
                self.strength += Decimal::from(score.strength());
            }
        } else if known.brief.status == BriefStatus::Draft {
            self.drafts.push(id());
        }
        for (job, rebriefs) in &known.started {
            self.started.insert(job.id.to_string());
            if !rebriefs.is_empty() {
                self.rebriefed.insert(job.id.to_string());
            }
        }
        for (job, one) in &known.approved {
            let name = format!("{job} {}", one.deliverable);
            if one.at_once {
                self.at_once.insert(name.clone());
            }
            self.approved.insert(name);
        }
    }
}

/// Groups by key, in the order of the keys: no figure decides it.
#[derive(Debug)]
pub(super) struct Groups {
    groups: BTreeMap<Vec<Part>, Group>,
}

impl Groups {
    /// Puts briefs under their keys. Without any way to group, all are one group.
    pub(super) fn of(by: &[By], known: &[Known<'_>], holes: &Holes) -> Groups {
        let mut groups: BTreeMap<Vec<Part>, Group> = BTreeMap::new();
        for one in known {
            for key in keys(by, one) {
                groups.entry(key).or_default().add(one);
            }
        }
        for (key, group) in &mut groups {
            let client = key.iter().find_map(|part| match part {
                Part::Client(client) => Some(client),
                Part::Month(_) | Part::Author(_) => None,
            });
            // nobody knows the month or the author of what cannot be read
            let lacks = |broken: &BTreeSet<ClientId>| match client {
                Some(client) => broken.contains(client),
                None => !broken.is_empty(),
            };
            group.lacks =
                Lacks { briefs: lacks(&holes.briefs), jobs: lacks(&holes.jobs), rounds: lacks(&holes.rounds) };
        }
        Groups { groups }
    }

    /// The groups, in order of their keys.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Vec<Part>, &Group)> {
        self.groups.iter()
    }
}

/// Every key a brief belongs under: one for each author where authors are asked about.
fn keys(by: &[By], known: &Known<'_>) -> Vec<Vec<Part>> {
    let brief = known.brief;
    let mut keys = vec![Vec::new()];
    for way in by {
        let parts: Vec<Part> = match way {
            By::Month => vec![Part::Month(brief.requested_on.map(Day::month))],
            By::Client => vec![Part::Client(brief.id.client())],
            By::Author if brief.authors.is_empty() => vec![Part::Author(None)],
            By::Author => {
                let authors: BTreeSet<&PersonId> = brief.authors.iter().collect();
                authors.into_iter().cloned().map(|author| Part::Author(Some(author))).collect()
            }
        };
        keys = keys
            .into_iter()
            .flat_map(|key: Vec<Part>| parts.iter().map(move |part| [key.clone(), vec![part.clone()]].concat()))
            .collect();
    }
    keys
}
