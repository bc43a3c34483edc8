//! The lines of estimates and change orders that time and bills name, looked up over many jobs: for what is grouped by channel, supplier or role
//! and needs no price. Prices nothing.

use super::spend::Quoted;
use super::terms::Terms;
use crate::domain::agency::Agency;
use crate::domain::job_money::Line;
use crate::values::{Day, ItemId, JobId};
use std::collections::HashMap;

/// The lines of some jobs, those agreed by a day first.
#[derive(Debug, Default)]
pub struct NamedLines<'a>(HashMap<JobId, Quoted<'a>>);

impl<'a> NamedLines<'a> {
    /// Of the jobs that are in the book; one whose client cannot be read has none, for nobody can tell what was agreed.
    pub fn of<'j>(agency: &'a Agency, jobs: impl IntoIterator<Item = &'j JobId>, day: Day) -> NamedLines<'a> {
        let mut lines = HashMap::new();
        for id in jobs {
            if lines.contains_key(id) {
                continue;
            }
            let Some(job) = agency.jobs.get(id).found() else { continue };
            let Ok(terms) = Terms::of(agency, job) else { continue };
            lines.insert(id.clone(), Quoted::known(job, None, &terms, day).into_owned());
        }
        NamedLines(lines)
    }

    /// The line of a job that something names.
    pub fn find(&self, job: &JobId, line: Option<&ItemId>) -> Option<&'a Line> {
        self.0.get(job)?.find(line).map(|(line, _)| line)
    }
}
