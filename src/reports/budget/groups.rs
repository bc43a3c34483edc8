//! Grouping: the postings of jobs summed under any keys. What cannot be told makes every sum that should include it unknown.

use crate::domain::budget::JobBudget;
use crate::domain::posting::Posting;
use crate::domain::sums::{Figure, Reasons, Sums};
use crate::values::{ClientId, Currency, JobId, Month, Word};
use std::collections::{BTreeMap, BTreeSet};

crate::words! {
    /// A way to group.
    pub enum By {
        /// Each job.
        Job = "job",
        /// Each client.
        Client = "client",
        /// Each month.
        Month = "month",
        /// Each channel.
        Channel = "channel",
    }
}

/// One part of a key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Job(JobId),
    Client(ClientId),
    Month(Option<Month>),
    Channel(Option<Word>),
}

/// What a group is of: its parts, in the order asked for, and its currency; `None` where that cannot be told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) parts: Vec<Part>,
    pub(super) currency: Option<Currency>,
}

/// Figures that cannot be told, for every group whose parts begin like this.
struct Refusal {
    parts: Vec<Part>,
    currency: Option<Currency>,
    figures: &'static [Figure],
    why: String,
}

/// Sums by key.
#[derive(Debug, Default)]
pub(super) struct Groups {
    sums: BTreeMap<Key, Sums>,
    reasons: Reasons,
}

impl Groups {
    /// Sums jobs under keys. `broken` are jobs whose files cannot be read.
    pub(super) fn of<'j, 'a: 'j>(
        by: &[By],
        jobs: impl IntoIterator<Item = &'j JobBudget<'a>>,
        broken: &[&JobId],
    ) -> Groups {
        let mut groups = Groups::default();
        let (mut refusals, mut book) = (Vec::new(), BTreeSet::new());
        for job in jobs {
            groups.job(by, job);
            for unknown in &job.unknown {
                if unknown.whole_book {
                    book.insert((unknown.figures, unknown.why.clone()));
                } else {
                    refusals.push(Refusal {
                        parts: fixed(by, &job.job.id),
                        currency: job.currency,
                        figures: unknown.figures,
                        why: told_of(by, &job.job.id, &unknown.why),
                    });
                }
            }
        }
        if !by.contains(&By::Job) {
            refusals.extend(broken.iter().map(|id| Refusal {
                parts: fixed(by, id),
                currency: None,
                figures: Figure::ALL,
                why: format!("job `{id}` cannot be read"),
            }));
        }
        groups.refuse(by, refusals);
        for (figures, why) in book {
            groups
                .sums
                .values_mut()
                .for_each(|sums| figures.iter().for_each(|&figure| sums.refuse(figure, why.clone())));
            groups.reasons.add(why);
        }
        groups
    }

    /// The groups, in order of their keys.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Key, &Sums)> {
        self.sums.iter()
    }

    /// Why some figures are unknown, over all groups.
    pub(super) fn reasons(&self) -> impl Iterator<Item = String> {
        self.reasons.list().into_iter()
    }

    fn job(&mut self, by: &[By], job: &JobBudget<'_>) {
        let id = &job.job.id;
        let (sums, reasons) = (&mut self.sums, &mut self.reasons);
        if !by.contains(&By::Month) && !by.contains(&By::Channel) {
            let sums = at(sums, by, job, None, None);
            job.pending.iter().for_each(|why| sums.pending_why.add(told_of(by, id, why)));
            job.postings.iter().for_each(|posting| post(sums, posting, by, id, reasons));
            job.unpriced.iter().for_each(|unpriced| sums.add_unpriced(unpriced.entry.hours.0));
            return;
        }
        for posting in &job.postings {
            post(at(sums, by, job, posting.month(), posting.channel()), posting, by, id, reasons);
        }
        for unpriced in &job.unpriced {
            at(sums, by, job, Some(unpriced.entry.date.month()), None).add_unpriced(unpriced.entry.hours.0);
        }
    }

    /// One pass over the groups, however many refusals: a refusal reaches all groups that share its job and client.
    fn refuse(&mut self, by: &[By], refusals: Vec<Refusal>) {
        let mut by_parts: BTreeMap<Vec<Part>, Vec<Refusal>> = BTreeMap::new();
        for refusal in refusals {
            self.reasons.add(refusal.why.clone());
            by_parts.entry(refusal.parts.clone()).or_default().push(refusal);
        }
        if by_parts.is_empty() {
            return;
        }
        let shared = |key: &Key| -> Vec<Part> {
            key.parts.iter().filter(|part| matches!(part, Part::Job(_) | Part::Client(_))).cloned().collect()
        };
        let present: BTreeSet<Vec<Part>> = self.sums.keys().map(shared).collect();
        for (parts, refusals) in &by_parts {
            if !present.contains(parts) {
                let currency = refusals.first().and_then(|refusal| refusal.currency);
                let key = Key { parts: unknown_parts(by, parts), currency };
                self.sums.entry(key).or_insert_with(|| Sums::new(currency.unwrap_or(Currency::EUR)));
            }
        }
        for (key, sums) in &mut self.sums {
            for refusal in by_parts.get(&shared(key)).into_iter().flatten() {
                if refusal.currency.is_none() || key.currency.is_none() || refusal.currency == key.currency {
                    refusal.figures.iter().for_each(|&figure| sums.refuse(figure, refusal.why.clone()));
                }
            }
        }
    }
}

/// The sums of the group that a part of a job belongs to.
fn at<'s>(
    sums: &'s mut BTreeMap<Key, Sums>,
    by: &[By],
    job: &JobBudget<'_>,
    month: Option<Month>,
    channel: Option<&Word>,
) -> &'s mut Sums {
    let part = |way: &By| match way {
        By::Job => Part::Job(job.job.id.clone()),
        By::Client => Part::Client(job.job.id.client()),
        By::Month => Part::Month(month),
        By::Channel => Part::Channel(channel.cloned()),
    };
    let key = Key { parts: by.iter().map(part).collect(), currency: job.currency };
    sums.entry(key).or_insert_with(|| Sums::new(job.currency.unwrap_or(Currency::EUR)))
}

fn post(sums: &mut Sums, posting: &Posting<'_>, by: &[By], id: &JobId, reasons: &mut Reasons) {
    match &posting.amount {
        Ok(money) => sums.add(posting.figure, *money),
        Err(why) => {
            sums.refuse(posting.figure, told_of(by, id, &why.to_string()));
            reasons.add(format!("{id}: {why}"));
        }
    }
}

/// The parts of a key that a job alone decides.
fn fixed(by: &[By], id: &JobId) -> Vec<Part> {
    let part = |way: &By| match way {
        By::Job => Some(Part::Job(id.clone())),
        By::Client => Some(Part::Client(id.client())),
        By::Month | By::Channel => None,
    };
    by.iter().filter_map(part).collect()
}

/// A whole key for a job of which neither months nor channels are known.
fn unknown_parts(by: &[By], fixed: &[Part]) -> Vec<Part> {
    let mut fixed = fixed.iter();
    let part = |way: &By| match way {
        By::Job | By::Client => fixed.next().cloned(),
        By::Month => Some(Part::Month(None)),
        By::Channel => Some(Part::Channel(None)),
    };
    by.iter().filter_map(part).collect()
}

/// A reason, with its job where the row does not name it.
fn told_of(by: &[By], id: &JobId, why: &str) -> String {
    if by.contains(&By::Job) { why.to_owned() } else { format!("{id}: {why}") }
}
