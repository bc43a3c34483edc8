//! What the book's own past says of how long stages take: medians and 80th percentiles of finished stays, by stage and job type. Counted
//! in histograms, since stays are small whole numbers: fifty thousand jobs cost no more room than one. Forecasts nothing.

use super::agency::Lookup;
use super::brief::JobType;
use super::job::Job;
use super::record::Located;
use super::stays::stays;
use super::traffic::Traffic;
use std::collections::BTreeMap;

/// So many finished stays are enough to be told from.
pub const ENOUGH: u32 = 5;
/// Stays of up to so many working days are counted side by side; the few longer ones one by one.
const USUAL: usize = 512;

crate::words! {
    /// What a figure rests on; from the best to the weakest.
    pub enum Basis {
        /// Finished stays of this stage in jobs of this type.
        Own = "own",
        /// Finished stays of this stage in jobs of every type.
        Stage = "stage",
        /// The lead days of the workflow.
        Table = "table",
    }
}

/// How many times each number of days was seen.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    short: Vec<u32>,
    long: BTreeMap<i64, u32>,
    count: u32,
}

impl Tally {
    /// Counts a number of days.
    pub fn add(&mut self, days: i64) {
        self.count += 1;
        match usize::try_from(days.max(0)) {
            Ok(at) if at < USUAL => {
                if self.short.len() <= at {
                    self.short.resize(at + 1, 0);
                }
                self.short[at] += 1;
            }
            _ => *self.long.entry(days).or_default() += 1,
        }
    }

    /// Counts all that another has counted.
    fn add_all(&mut self, other: &Tally) {
        self.short.resize(self.short.len().max(other.short.len()), 0);
        for (own, more) in self.short.iter_mut().zip(&other.short) {
            *own += more;
        }
        for (days, more) in &other.long {
            *self.long.entry(*days).or_default() += more;
        }
        self.count += other.count;
    }

    /// How many were counted.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// A percentile by nearest rank: the smallest number of days that at least so many of a hundred stays did not pass. The median is
    /// the 50th, and of an even number of stays the lower of the two in the middle. `None` over nothing.
    pub fn percentile(&self, percent: u32) -> Option<i64> {
        let rank = (u64::from(self.count) * u64::from(percent)).div_ceil(100).max(1);
        let short = self.short.iter().enumerate().map(|(days, seen)| (i64::try_from(days).unwrap_or(i64::MAX), *seen));
        let long = self.long.iter().map(|(days, seen)| (*days, *seen));
        let mut passed = 0;
        short.chain(long).find_map(|(days, seen)| {
            passed += u64::from(seen);
            (rank <= passed).then_some(days)
        })
    }

    /// What is usual, where there is enough to tell.
    fn usual(&self) -> Option<Usual> {
        if self.count < ENOUGH {
            return None;
        }
        Some(Usual { median: self.percentile(50)?, slow: self.percentile(80)? })
    }
}

/// What a stage usually takes, in working days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usual {
    /// Half of the stays took no longer.
    pub median: i64,
    /// Eight of ten took no longer.
    pub slow: i64,
}

/// What stages have taken.
#[derive(Clone, Debug)]
pub struct History {
    types: usize,
    own: Vec<Option<Usual>>,
    stages: Vec<Option<Usual>>,
}

impl History {
    /// Looks at every stay that was finished by the day. What was sent back, what is open and what a cancelled job left unfinished does
    /// not count, nor do the jobs of a client whose record cannot be read: whose calendar they went by is not known.
    pub fn of(traffic: &Traffic<'_>) -> History {
        let (stages, types) = (traffic.workflow.stages().len(), JobType::ALL.len());
        let mut tallies = vec![Tally::default(); stages * types];
        for job in &traffic.agency.jobs {
            if matches!(traffic.agency.client_of(&job.id), Lookup::Unreadable(_)) {
                continue;
            }
            count(traffic, job, types, &mut tallies);
        }
        let all = |of_type: &[Tally]| {
            let mut all = Tally::default();
            for tally in of_type {
                all.add_all(tally);
            }
            all.usual()
        };
        let stages = tallies.chunks(types).map(all).collect();
        History { types, own: tallies.iter().map(Tally::usual).collect(), stages }
    }

    /// What a stage, by its place in the workflow, usually takes in jobs of a type; `None` where the past is too short to tell.
    pub fn usual(&self, stage: usize, kind: JobType) -> Option<(Usual, Basis)> {
        let own = self.own.get(stage * self.types + kind as usize).copied().flatten();
        let any = || self.stages.get(stage).copied().flatten().map(|usual| (usual, Basis::Stage));
        own.map(|usual| (usual, Basis::Own)).or_else(any)
    }
}

fn count(traffic: &Traffic<'_>, job: &Located<Job>, types: usize, tallies: &mut [Tally]) {
    for stay in stays(&traffic.turns(job)) {
        let finished = stay.ended.is_some();
        if let Some(stage) = traffic.workflow.position(stay.stage).filter(|_| finished) {
            tallies[stage * types + job.kind as usize].add(stay.held.all);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(days: &[i64]) -> Tally {
        let mut tally = Tally::default();
        for days in days {
            tally.add(*days);
        }
        tally
    }

    #[test]
    fn percentiles_are_by_nearest_rank() {
        // in order 1 2 3 4 10: the median is the third, the 80th percentile the fourth (4 of 5 are 80 of 100)
        let odd = tally(&[10, 2, 1, 4, 3]);
        assert_eq!((odd.percentile(50), odd.percentile(80), odd.count()), (Some(3), Some(4), 5));
        // in order 1 2 3 4 5 6: ranks 3 and 4.8, so 5
        let even = tally(&[6, 5, 4, 3, 2, 1]);
        assert_eq!((even.percentile(50), even.percentile(80)), (Some(3), Some(5)));
        assert_eq!((tally(&[7]).percentile(50), tally(&[7]).percentile(80)), (Some(7), Some(7)));
        assert_eq!((tally(&[]).percentile(50), tally(&[]).usual()), (None, None));
    }

    #[test]
    fn a_stay_of_years_is_counted_like_any_other() {
        let days = [5000, 1, 700, 512, 511];
        let long = tally(&days);
        assert_eq!([1, 40, 60, 80, 100].map(|percent| long.percentile(percent)), [1, 511, 512, 700, 5000].map(Some));
        let mut both = tally(&[2]);
        both.add_all(&long);
        assert_eq!((both.count(), both.percentile(50), both.percentile(100)), (6, Some(511), Some(5000)));
    }

    #[test]
    fn four_stays_are_too_few() {
        assert_eq!(tally(&[1, 2, 3, 4]).usual(), None);
        assert_eq!(tally(&[1, 2, 3, 4, 5]).usual(), Some(Usual { median: 3, slow: 4 }));
    }
}
