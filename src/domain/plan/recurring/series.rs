//! Jobs that come round each month, one like the other: which month each is for, and whether there is one for a month already. Writes nothing.

use super::Like;
use crate::domain::agency::Agency;
use crate::domain::job::Job;
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;
use crate::values::{Day, JobId, Month};

/// A job asked for, for a month.
#[derive(Clone, Copy, Debug)]
pub struct ForMonth {
    /// The month.
    pub month: Month,
    /// Whether it is to be one more of that month.
    pub is_again: bool,
    /// Whether its due is named, and need not follow from the other's.
    pub has_due: bool,
}

/// The month that a job is for: as written, else that of its due, else that of its request.
pub(super) fn month_of(job: &Job) -> Month {
    job.month.unwrap_or_else(|| job.due.unwrap_or(job.requested_on).month())
}

/// What stands against a job like another for a month: there is one, or its days have gone by.
pub fn objections(job: &Located<Job>, agency: &Agency, asked: ForMonth, like: &Like, today: Day) -> Vec<Finding> {
    let mut found = Vec::new();
    let month = asked.month;
    let line = format!("suits job new --like {} --month {month}", job.id);
    if let Some(other) = made_for(agency, job, month, &like.title).filter(|_| !asked.is_again) {
        let key = if other.month.is_some() { key_path!["month"] } else { key_path!["title"] };
        let message = format!("{} `{}` is for {month} already", other.id, other.title);
        let help =
            format!("look at it: `suits job show {}`; to make one more of that month: `{line} --again`", other.id);
        found.push(Finding::error("month-taken", other.at(key), message).help(help));
    }
    let gone = like.due.filter(|due| *due < today);
    if !asked.has_due && (gone.is_some() || month < today.month()) {
        let message = match gone {
            Some(due) => format!("for {month} it would be due on {due}, which has gone by"),
            None => format!("{month} has gone by"),
        };
        let help = format!("name the day it is due all the same: `{line} --due DATE`");
        found.push(Finding::error("month-gone-by", job.at(key_path!["due"]), message).help(help));
    }
    found
}

/// The job of the same chain that is for a month; or, of those that stand in no chain, one that goes by the same title. A job called off is none.
fn made_for<'a>(agency: &'a Agency, job: &Located<Job>, month: Month, title: &str) -> Option<&'a Located<Job>> {
    let first = first_of(agency, job);
    let same = |other: &&Located<Job>| {
        let twin = other.like.is_none() && other.title == title && other.kind == job.kind;
        other.id.client() == job.id.client() && (first_of(agency, other) == first || twin)
    };
    let mut for_it = agency.jobs.iter().filter(|other| other.cancelled.is_none() && month_of(other) == month);
    for_it.find(same)
}

/// The first job of the chain that a job stands in.
fn first_of<'a>(agency: &'a Agency, job: &'a Located<Job>) -> &'a JobId {
    let mut chain = vec![job];
    while let Some(before) = chain.last().and_then(|last| agency.jobs.get(last.like.as_ref()?).found()) {
        if chain.iter().any(|one| one.id == before.id) {
            break;
        }
        chain.push(before);
    }
    chain.last().map_or(&job.id, |first| &first.id)
}
