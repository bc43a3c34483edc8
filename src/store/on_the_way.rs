//! Reading what is on the way before the past of all that was delivered: every client and job; and of the jobs still to be delivered,
//! all there is to tell what stands in their way.

use super::kinds::Filed;
use super::listing::{Odd, Why};
use super::load::{ARMFUL, FEW, Filling, Loader};
use super::origin::What;
use super::reading::{Ask, Desk, Outcome, Reading};
use crate::domain::agency::Agency;
use crate::domain::approval::ApprovalFor;
use crate::domain::brief::Brief;
use crate::domain::handoff::State;
use crate::domain::job::Job;
use crate::domain::record::Located;
use crate::domain::round::Round;
use crate::domain::workflow::Workflow;
use crate::values::{BriefId, Day, JobId, RoundId};
use rayon::prelude::*;
use std::collections::BTreeSet;

impl Loader<'_> {
    pub(super) fn on_the_way(&mut self, day: Day, workflow: &Workflow) -> Agency {
        let mut jobs: Filling<Job> = Filling::default();
        self.fill(None, &mut jobs);
        let is_on_the_way = |job: &Job| {
            let runs = matches!(job.state(workflow, day), State::Open | State::OnHold);
            job.exists(day) && runs && !workflow.is_delivered(job.stage(day))
        };
        let (open, rest): (Vec<_>, Vec<_>) = jobs.records.drain(..).partition(|job| is_on_the_way(job));
        jobs.records = rest;
        let ids: Vec<JobId> = open.iter().map(|job| job.id.clone()).collect();
        let named: BTreeSet<BriefId> = open.iter().filter_map(|job| job.record.brief.clone()).collect();
        self.in_full(open, &mut jobs);
        let (mut briefs, mut rounds): (Filling<Brief>, Filling<Round>) = (Filling::default(), Filling::default());
        self.several(named.into_iter().map(std::iter::once), &mut briefs);
        self.several(ids.iter().map(|job| (1..).map(move |number| RoundId::of(job, number))), &mut rounds);
        Agency {
            clients: self.listed(None),
            briefs: briefs.done(false),
            jobs: jobs.done(true),
            rounds: rounds.done(false),
            ..Agency::default()
        }
    }

    /// Reads jobs once more from the texts that are there already, with all their fields.
    fn in_full(&mut self, open: Vec<Located<Job>>, jobs: &mut Filling<Job>) {
        const ALL: Ask<'_> = Ask { keep: None, fingerprints: ApprovalFor::ALL };
        let texts = &self.sources;
        let read = |desk: &mut Desk, job: &Located<Job>| {
            desk.interpret::<Job>(texts.file(job.source).text.clone(), &job.id, job.source, ALL)
        };
        let readings: Vec<Reading<Job>> = if open.len() < FEW {
            let mut desk = Desk::default();
            open.iter().map(|job| read(&mut desk, job)).collect()
        } else {
            open.par_iter().with_min_len(ARMFUL).map_init(Desk::default, read).collect()
        };
        for (job, reading) in open.into_iter().zip(readings) {
            match reading.outcome {
                Outcome::Record(located, _) => jobs.records.push(located),
                Outcome::Broken(findings) => self.broken(job.id, job.source, findings, jobs),
                Outcome::Gone => {}
            }
        }
    }

    /// Reads records by their ids, each series up to the first that is not there.
    pub(super) fn several<T: Filed>(
        &mut self,
        series: impl Iterator<Item = impl Iterator<Item = T::Id>>,
        shelf: &mut Filling<T>,
    ) {
        let mut files: Vec<(T::Id, Box<str>)> = Vec::new();
        for ids in series {
            for id in ids {
                let path = T::any(id.clone()).path();
                let why = match self.origin.what(&path) {
                    Ok(None) => {
                        shelf.missing.push(id);
                        break;
                    }
                    Ok(Some(What::File)) => {
                        files.push((id, path.into_boxed_str()));
                        continue;
                    }
                    Ok(Some(What::Link)) => Why::Link,
                    Ok(Some(other)) => Why::NotAFile(other),
                    Err(error) => Why::Closed(error),
                };
                self.odd(Odd { path, why, id: Some(id) }, shelf);
            }
        }
        self.read(files, shelf);
    }
}
