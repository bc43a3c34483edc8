//! Which version of an estimate a verb is about: the one that is named, else the latest; for what the client says, one that the client has.

use super::groundwork::refuse;
use crate::domain::job::Job;
use crate::domain::job_money::{Estimate, EstimateStatus};
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;

/// A version that a verb is about.
pub(super) struct Chosen<'a> {
    /// Its place in the job's list of estimates.
    pub(super) index: usize,
    /// The version.
    pub(super) estimate: &'a Estimate,
    /// ` --version 1` where it is not the latest, to be put to a command.
    pub(super) flag: String,
    /// What is said of a newer version that it leaves alone.
    pub(super) told: Option<String>,
}

/// The version with the highest number.
pub fn latest(job: &Located<Job>) -> Option<(usize, &Estimate)> {
    job.record.estimates.iter().enumerate().max_by_key(|(_, estimate)| estimate.version)
}

/// The version that the client is asked about: the latest, or while that one is still with the agency, the latest that was sent.
pub fn with_client(job: &Located<Job>) -> Option<(usize, &Estimate)> {
    let latest = latest(job)?;
    if !is_inside(latest.1) {
        return Some(latest);
    }
    let all = job.record.estimates.iter().enumerate();
    let sent = all.filter(|(_, estimate)| estimate.status == EstimateStatus::Sent);
    Some(sent.max_by_key(|(_, estimate)| estimate.version).unwrap_or(latest))
}

fn is_inside(estimate: &Estimate) -> bool {
    matches!(estimate.status, EstimateStatus::Draft | EstimateStatus::InternalReview)
}

/// The version that is named; without a name, the latest, or what the client is asked about where it is the client's word.
pub(super) fn chosen(
    job: &Located<Job>,
    version: Option<u32>,
    is_clients_word: bool,
) -> Result<Chosen<'_>, Vec<Finding>> {
    let Some(newest) = latest(job) else {
        let help =
            format!("`suits job estimate add {} --kind fee --text \"…\" --hours 40 --role art-director`", job.id);
        return Err(refuse(job, key_path!["estimates"], "no-estimate", format!("{} has no estimate", job.id), help));
    };
    let named = |version: u32| job.record.estimates.iter().enumerate().rfind(|(_, other)| other.version == version);
    let found = match version {
        Some(version) => named(version).ok_or_else(|| {
            let mut versions: Vec<u32> = job.record.estimates.iter().map(|estimate| estimate.version).collect();
            versions.sort_unstable();
            let versions: Vec<String> = versions.iter().map(ToString::to_string).collect();
            let message = format!("{} has no version {version} of the estimate", job.id);
            let help = format!("its versions: {}", versions.join(", "));
            refuse(job, key_path!["estimates"], "unknown-item", message, help)
        })?,
        None if is_clients_word => with_client(job).unwrap_or(newest),
        None => newest,
    };
    let (index, estimate) = found;
    let is_older = estimate.version < newest.1.version;
    let told = is_older.then(|| {
        format!(
            "{}: this is version {}; version {} stays {}",
            job.id, estimate.version, newest.1.version, newest.1.status
        )
    });
    let flag = if is_older { format!(" --version {}", estimate.version) } else { String::new() };
    Ok(Chosen { index, estimate, flag, told })
}
