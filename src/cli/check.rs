//! `suits check`: is everything sound? Every rule over the whole book, and every file that is no record or cannot be read.

use super::exit::{Exit, Stop};
use super::findings::problems;
use super::output;
use super::session::Session;
use crate::checks;
use crate::domain::scope::Scope;
use crate::finding::Finding;
use clap::Args;

/// Every rule over the book: what is wrong, where, and what to write instead
///
/// Examples:
///   suits check
///   suits check jobs/ACME briefs
///   suits check ACME-0012 --format json
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct CheckArgs {
    /// Only what is found in these files, folders or records; the whole book is read all the same
    #[arg(value_name = "PATH OR ID")]
    pub paths: Vec<String>,
}

/// Runs `suits check`.
pub(super) fn run(args: &CheckArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open()?;
    let mut only = Vec::with_capacity(args.paths.len());
    for typed in &args.paths {
        only.push(narrowed(typed, &store, session)?);
    }
    let snapshot = store.load(&Scope::book())?;
    let today = session.today(&snapshot.agency.config)?;
    let path_of = |source| snapshot.sources.file(source).path.to_string();
    let mut findings: Vec<Finding> = snapshot.problems.clone();
    findings.extend(snapshot.unknown_keys.iter().chain(&snapshot.strays).cloned());
    findings.extend(checks::run(&snapshot.agency, today, &checks::Choice::default(), &path_of));
    let mut found = problems(&snapshot, &findings);
    found.retain(|problem| only.is_empty() || only.iter().any(|path| within(&problem.path, path)));
    found.sort_by(|a, b| {
        (&a.path, a.line, a.column, &a.code, &a.message).cmp(&(&b.path, b.line, b.column, &b.code, &b.message))
    });
    found.dedup();
    output::findings(session, "check", today, &found)
}

/// A path of the book for what was typed: a file, a folder, or a record's id.
fn narrowed(typed: &str, store: &crate::store::Store, session: &Session<'_, '_>) -> Result<String, Stop> {
    let here = session.start().join(typed);
    if let Some(path) = store.relative(&here)? {
        return Ok(path);
    }
    if let Some(path) = store.relative(&store.root().join(typed))? {
        return Ok(path);
    }
    match session.resolve(store, typed, crate::domain::record::Kind::ALL, false) {
        Ok(id) => Ok(id.path()),
        Err(Stop::Usage { hint, .. }) => Err(Stop::Usage {
            code: "unknown-path",
            message: format!("there is no file, folder or record `{typed}`"),
            hint,
        }),
        Err(stop) => Err(stop),
    }
}

fn within(path: &str, folder: &str) -> bool {
    folder.is_empty() || path == folder || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}
