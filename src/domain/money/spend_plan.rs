//! The lines of the spend plans that count as of a day, each with the job it is for and its currency. Adds nothing up.

use crate::domain::agency::{Agency, Lookup};
use crate::domain::brief::{Brief, BriefStatus};
use crate::domain::brief_parts::SpendLine;
use crate::domain::job::Job;
use crate::domain::record::Located;
use crate::values::{BriefId, Currency, Day, JobId};
use std::collections::HashMap;

/// The plan of one brief.
#[derive(Clone, Copy, Debug)]
pub struct Plan<'a> {
    /// The brief.
    pub brief: &'a Located<Brief>,
    /// The one job that works from it; `None` where there is none, or more than one: then no one knows which line is whose.
    pub job: Option<&'a JobId>,
    /// Of its sums; `None` where the client's record cannot be read.
    pub currency: Option<Currency>,
}

impl<'a> Plan<'a> {
    /// Its lines.
    pub fn lines(&self) -> &'a [SpendLine] {
        &self.brief.record.spend_plan
    }
}

/// Which jobs work from which brief, called off by a day or not.
#[derive(Debug, Default)]
pub struct Worked<'a>(HashMap<&'a BriefId, Vec<&'a Located<Job>>>);

impl<'a> Worked<'a> {
    /// All jobs there are by a day.
    pub fn of(agency: &'a Agency, day: Day) -> Worked<'a> {
        let mut jobs: HashMap<&BriefId, Vec<&Located<Job>>> = HashMap::new();
        for job in agency.jobs.iter().filter(|job| job.exists(day)) {
            if let Some(brief) = &job.brief {
                jobs.entry(brief).or_default().push(job);
            }
        }
        Worked(jobs)
    }

    /// Those that work from a brief.
    pub fn from(&self, brief: &BriefId) -> &[&'a Located<Job>] {
        self.0.get(brief).map_or(&[], Vec::as_slice)
    }
}

/// The plans of all briefs asked for by a day and not superseded, whether or not they are approved. A brief whose jobs are all called off has none.
pub fn plans<'a>(agency: &'a Agency, worked: &Worked<'a>, day: Day) -> Vec<Plan<'a>> {
    let counts = |brief: &&Located<Brief>| {
        let jobs = worked.from(&brief.id);
        brief.status != BriefStatus::Superseded
            && brief.requested_on.is_none_or(|asked| asked <= day)
            && (jobs.is_empty() || jobs.iter().any(|job| !job.is_cancelled(day)))
    };
    let plan = |brief: &'a Located<Brief>| {
        let mut jobs = worked.from(&brief.id).iter().filter(|job| !job.is_cancelled(day));
        let job = jobs.next().filter(|_| jobs.next().is_none()).map(|job| &job.id);
        Plan { brief, job, currency: currency_of(agency, brief) }
    };
    agency.briefs.iter().filter(counts).map(plan).collect()
}

/// The currency of a brief's money: its own, else its client's, else the agency's.
fn currency_of(agency: &Agency, brief: &Located<Brief>) -> Option<Currency> {
    if let Some(own) = brief.budget.as_ref().and_then(|budget| budget.currency) {
        return Some(own);
    }
    match agency.clients.get(&brief.id.client()) {
        Lookup::Found(client) => Some(client.record.currency.unwrap_or(agency.config.agency.currency)),
        Lookup::Missing => Some(agency.config.agency.currency),
        Lookup::Unreadable(_) | Lookup::NotLoaded => None,
    }
}
