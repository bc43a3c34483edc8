//! `suits job estimate show`: a version of an estimate as a page.

use super::papers;
use crate::cli::exit::{Exit, Stop};
use crate::cli::session::Session;
use crate::domain::job::Job;
use crate::domain::plan::money::version;
use crate::domain::record::Located;
use crate::reports::papers::estimate;
use clap::Args;

/// Show a job's estimate: its lines with their prices, what it comes to, who said yes and what is lacking
///
/// In Markdown it is the page that the client gets: no costs of the agency, none of its own approvals.
///
/// Examples:
///   suits job estimate show ACME-0012
///   suits job estimate show ACME-0012 --version 1 --format json
///   suits job estimate show ACME-0012 --format md -o estimate.md
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct ShowArgs {
    /// The job
    pub job: String,
    /// Which version; else the latest
    #[arg(long, value_name = "NUMBER")]
    pub version: Option<u32>,
}

/// Runs `suits job estimate show`.
pub(in crate::cli) fn run(args: &ShowArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    papers::show(&args.job, session, |job, snapshot, today, readers| {
        let index = index(job, args.version)?;
        Ok(estimate(&snapshot.agency, job, index, today, readers))
    })
}

/// The place of the version that is asked for.
fn index(job: &Located<Job>, wanted: Option<u32>) -> Result<usize, Stop> {
    let Some((latest, _)) = version::latest(job) else {
        let hint = format!("begin one: `suits job estimate add {} --kind fee --text \"…\" --amount AMOUNT`", job.id);
        return Err(papers::none(&job.id, "estimate", hint));
    };
    let Some(wanted) = wanted else { return Ok(latest) };
    job.record.estimates.iter().rposition(|estimate| estimate.version == wanted).ok_or_else(|| {
        let mut versions: Vec<u32> = job.record.estimates.iter().map(|estimate| estimate.version).collect();
        versions.sort_unstable();
        let versions: Vec<String> = versions.iter().map(ToString::to_string).collect();
        let hint = format!("its versions: {}", versions.join(", "));
        papers::none(&job.id, &format!("version {wanted} of the estimate"), hint)
    })
}
