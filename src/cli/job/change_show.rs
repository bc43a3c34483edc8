//! `suits job change show`: a change order as a page.

use super::papers;
use crate::cli::exit::{Exit, Stop};
use crate::cli::session::Session;
use crate::domain::job::Job;
use crate::domain::record::Located;
use crate::reports::papers::change;
use crate::values::did_you_mean;
use clap::Args;

/// Show a change order: its lines with their prices, what it comes to, who said yes and what is lacking
///
/// In Markdown it is the page that the client gets: no costs of the agency, none of its own approvals.
///
/// Examples:
///   suits job change show ACME-0012 co1
///   suits job change show ACME-0012 co1 --format md -o co1.md
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct ShowArgs {
    /// The job
    pub job: String,
    /// The change order
    #[arg(value_name = "ID")]
    pub change: String,
}

/// Runs `suits job change show`.
pub(super) fn run(args: &ShowArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    papers::show(&args.job, session, |job, snapshot, today, readers| {
        let index = index(job, &args.change)?;
        Ok(change(&snapshot.agency, job, index, today, readers))
    })
}

/// The place of the change order of an id.
fn index(job: &Located<Job>, typed: &str) -> Result<usize, Stop> {
    let wanted = typed.to_ascii_lowercase();
    let changes = &job.record.change_orders;
    changes.iter().position(|change| change.id.as_str() == wanted).ok_or_else(|| {
        let names: Vec<&str> = changes.iter().map(|change| change.id.as_str()).collect();
        let hint = did_you_mean(&wanted, names.iter().copied(), || match names.as_slice() {
            [] => format!("raise one: `suits job change add {} --cause client-revision --text \"…\"`", job.id),
            some => format!("its change orders: {}", some.join(", ")),
        });
        papers::none(&job.id, &format!("change order `{typed}`"), hint)
    })
}
