//! `suits resolve`: what a merge left open, or lost, done again by the fields of the records. Needs no driver and no set-up: in a work
//! tree that is in conflict it starts from what git kept of each side, and of a merge that is recorded from its parents.

mod book;
pub(super) mod marks;
mod open;
mod recorded;
mod rows;
mod stays;

use super::args::WriteArgs;
use super::exit::{Exit, Stop};
use super::session::Session;
use crate::domain::layout::{AnyId, Placement, parse_path};
use crate::domain::record::Kind;
use crate::domain::scope::Scope;
use crate::domain::workflow::Workflow;
use crate::render;
use crate::store::Store;
use crate::values::Day;
use crate::view::{Cell, Column, Grid, Row, View};
use clap::Args;

/// Merge by their fields the records that git left in conflict, or what a recorded merge lost
///
/// After `git merge`, `rebase`, `cherry-pick`, `revert` or `stash pop` stopped: each record that is not merged is merged anew, by its fields. What is then clean is written, and called merged with `git add`; what both sides changed is marked in the file and listed with both values. A file on which somebody has worked since git left it stays as it is.
///
/// With `--merge` a merge that is recorded (by the button of a host, say) is judged as `suits audit` judges it: what one side had changed, and the merge lost, comes back into the records as they stand by now; one that the merge left unreadable is merged anew; of two records that were made under one number, the one that the merge dropped comes back under a new number. `suits undo` takes it back.
///
/// Of the rows of `suits audit` it puts right those of merges: `lost-edit`, `broken-by-merge`, `lost-record` and `mixed-records` come back, `resurrected` records go again, `lost-name` gets its new id again. What somebody has worked on since, or what something else means by now, is listed and left to you, with what to type. The other rows are of no merge, and none of its business. The merge must be in the history of `HEAD`.
///
/// Examples:
///   suits resolve
///   suits resolve ACME-0012 --dry-run
///   suits resolve --merge
///   suits resolve --merge 4f2c1e9 --dry-run
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct ResolveArgs {
    /// Only these records, files or folders; a client's code is the client, and `./ACME` a folder of that name
    #[arg(value_name = "PATH OR ID")]
    pub paths: Vec<String>,
    /// Bring back what a recorded merge lost; without a commit, that of `HEAD`
    #[arg(long, value_name = "COMMIT", num_args = 0..=1, default_missing_value = "HEAD")]
    pub merge: Option<String>,
    /// Leave it to you to call a file merged with `git add`
    #[arg(long, conflicts_with = "merge")]
    pub no_add: bool,
    /// Also files on which somebody has worked since git left them; what they hold is kept under `.suits/edit`
    #[arg(long, conflicts_with = "merge")]
    pub force: bool,
    #[command(flatten)]
    pub write: WriteArgs,
}

/// Runs `suits resolve`.
pub(super) fn run(args: &ResolveArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open()?;
    let mut only = Vec::with_capacity(args.paths.len());
    for typed in &args.paths {
        only.push(path_of(typed, &store, session)?);
    }
    let workflow = workflow(&store, session);
    match &args.merge {
        Some(commit) => recorded::run(commit, args, &only, workflow.as_ref(), &store, session),
        None => open::run(args, &only, workflow.as_ref(), &store, session),
    }
}

/// A path of the book for what was typed: a record's id, or a file or folder, which a side may have deleted.
fn path_of(typed: &str, store: &Store, session: &Session<'_, '_>) -> Result<String, Stop> {
    if let Some(path) = record_of(typed, store)? {
        return Ok(path);
    }
    if let Some(path) = store.relative(&session.start().join(typed))? {
        return Ok(path);
    }
    let plain = typed.trim_start_matches("./").trim_end_matches('/');
    match parse_path(plain) {
        Placement::Record(_) => Ok(plain.to_owned()),
        _ => super::check::narrowed(typed, store, session),
    }
}

/// The file of a record that is typed by its id as it is written, whether it is there or only git remembers it.
fn record_of(typed: &str, store: &Store) -> Result<Option<String>, Stop> {
    let ids = Kind::ALL.iter().filter_map(|kind| AnyId::parse(*kind, typed));
    for path in ids.map(|id| id.path()) {
        if store.bytes_now(&path)?.is_some() || store.versions(&path, "HEAD", true).is_ok_and(|past| !past.is_empty()) {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

fn is_asked(path: &str, only: &[String]) -> bool {
    only.is_empty() || only.iter().any(|folder| super::check::within(path, folder))
}

/// What the agency's settings say of a job's way; `None` where they do not read, for they may be in conflict themselves.
fn workflow(store: &Store, session: &mut Session<'_, '_>) -> Option<Workflow> {
    let snapshot = store.load(&Scope::kinds(&[])).ok()?;
    session.asked_on = session.today(&snapshot.agency.config).ok();
    snapshot.problems.is_empty().then(|| Workflow::of(&snapshot.agency.config))
}

/// Prints the answer; with what would be written, for a dry run.
fn tell(mut view: View, diffs: &[(String, String)], dry_run: bool, session: &mut Session<'_, '_>) -> Result<(), Stop> {
    if dry_run {
        let columns = vec![Column::word("path", "File").hidden(), Column::prose("diff", "Diff").hidden()];
        let row = |(path, diff): &(String, String)| Row::new(vec![Cell::text(path), Cell::text(diff)]);
        view.others.push((
            "diffs",
            "Would be written".to_owned(),
            Grid { columns, rows: diffs.iter().map(row).collect() },
        ));
    }
    view.as_of = session.asked_on.unwrap_or(Day::EPOCH);
    let (format, page) = (session.format()?, session.page());
    format.view(&view, &page, &mut session.stdout)?;
    if dry_run && session.globals.format == "table" {
        for (_, diff) in diffs {
            session.stdout.extend_from_slice(render::sanitize::text(diff).as_bytes());
        }
    }
    Ok(())
}
