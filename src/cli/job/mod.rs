//! `suits job`: one piece of work, and who has the ball.

mod accept;
mod advance;
mod cancel;
mod change;
mod change_show;
mod drop;
pub(super) mod estimate_show;
mod hold;
mod new;
mod on_paper;
mod order;
pub(super) mod papers;
mod reject;
mod resume;
pub(super) mod said_by;
mod set_aside;
pub(super) mod step;
mod supplier_sum;
pub(super) mod turn;
mod wait;

use super::args::RowArgs;
use super::desk::Desk;
use super::edit::EditArgs;
use super::estimate::EstimateVerb;
use super::exit::{Exit, Stop};
use super::session::{Session, vanished};
use super::set::SetArgs;
use super::show::ShowArgs;
use super::{edit, estimate, list, set, show};
use crate::domain::job::Job;
use crate::domain::layout::AnyId;
use crate::domain::record::{Kind, Located};
use crate::store::Store;
use crate::values::JobId;
use clap::Subcommand;

/// Jobs: a piece of work, and who has the ball
///
/// Examples:
///   suits job new --brief ACME-B0004 --due +30wd
///   suits job show ACME-0012
///   suits job advance ACME-0012 --to internal-review
///   suits job reject ACME-0012 --reason "The brief names no sizes"
///   suits job set ACME-0012 due=2027-03-15
#[derive(Debug, Subcommand)]
#[command(verbatim_doc_comment)]
pub(super) enum JobVerb {
    New(new::NewJob),
    /// Jobs, one a row
    ///
    /// Examples:
    ///   suits job list --client ACME
    ///   suits job list --where 'stage = client-review and ball_due < today' \
    ///       --sort ball_due
    #[command(verbatim_doc_comment)]
    List(RowArgs),
    /// Show a job, and what follows from it
    ///
    /// Examples:
    ///   suits job show ACME-0012
    ///   suits job show acme-12 --format json
    #[command(verbatim_doc_comment)]
    Show(ShowArgs),
    /// Edit a job in `$VISUAL` or `$EDITOR`
    ///
    /// Example:
    ///   suits job edit ACME-0012
    #[command(verbatim_doc_comment)]
    Edit(EditArgs),
    /// Set fields of a job
    ///
    /// Examples:
    ///   suits job set ACME-0012 due=2027-03-15 team.creative=kim
    ///   suits job set ACME-0012 deliverables.film-30.version=v2
    ///   suits job set ACME-0012 client_po=null
    #[command(verbatim_doc_comment)]
    Set(SetArgs),
    Advance(advance::AdvanceArgs),
    Override(set_aside::OverrideArgs),
    Accept(accept::AcceptArgs),
    Reject(reject::RejectArgs),
    Wait(wait::WaitArgs),
    Hold(hold::HoldArgs),
    Resume(resume::ResumeArgs),
    Cancel(cancel::CancelArgs),
    Drop(drop::DropArgs),
    #[command(subcommand)]
    Estimate(EstimateVerb),
    #[command(subcommand)]
    Change(change::ChangeVerb),
    #[command(subcommand)]
    Order(order::OrderVerb),
}

/// Runs `suits job`.
pub(super) fn run(verb: JobVerb, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    match verb {
        JobVerb::New(args) => new::run(&args, session),
        JobVerb::List(rows) => list::run(Kind::Job, &rows, session),
        JobVerb::Show(args) => show::run(Kind::Job, &args, session),
        JobVerb::Edit(args) => edit::run(Kind::Job, &args, session),
        JobVerb::Set(args) => set::run(Kind::Job, &args, session),
        JobVerb::Advance(args) => advance::run(&args, session),
        JobVerb::Override(args) => set_aside::run(&args, session),
        JobVerb::Accept(args) => accept::run(&args, session),
        JobVerb::Reject(args) => reject::run(&args, session),
        JobVerb::Wait(args) => wait::run(&args, session),
        JobVerb::Hold(args) => hold::run(&args, session),
        JobVerb::Resume(args) => resume::run(&args, session),
        JobVerb::Cancel(args) => cancel::run(&args, session),
        JobVerb::Drop(args) => drop::run(&args, session),
        JobVerb::Estimate(verb) => estimate::run(verb, session),
        JobVerb::Change(verb) => change::run(verb, session),
        JobVerb::Order(verb) => order::run(verb, session),
    }
}

/// The id of a job that a writing command names.
pub(in crate::cli) fn job_id(session: &Session<'_, '_>, store: &Store, typed: &str) -> Result<JobId, Stop> {
    match session.resolve(store, typed, &[Kind::Job], true)? {
        AnyId::Job(id) => Ok(id),
        other => Err(vanished(&other)),
    }
}

/// A job that was loaded.
pub(super) fn found<'a>(desk: &'a Desk<'_>, id: &JobId) -> Result<&'a Located<Job>, Stop> {
    desk.snapshot.agency.jobs.get(id).found().ok_or_else(|| vanished(&AnyId::Job(id.clone())))
}
