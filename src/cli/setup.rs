//! `suits setup`: has git merge and compare the records of this clone by their fields, and shows by a trial merge that it does.

use super::args::DryArgs;
use super::exit::{Exit, Stop};
use super::output;
use super::session::Session;
use crate::render;
use crate::store::{Piece, Trial};
use crate::view::Changed;
use clap::Args;

/// Have git merge and compare the records of this clone by their fields
///
/// Writes the settings of the clone, the lines in its own `info/attributes`, and those in the book's `.gitattributes`, which the team shares; mends what is stale, leaves what others wrote, and shows by a trial merge in a scratch repository that the driver runs. `git diff --no-ext-diff` compares records as text, as before.
///
/// Examples:
///   suits setup
///   suits setup --dry-run
///   suits setup --remove
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct SetupArgs {
    /// Take it all out again
    #[arg(long)]
    pub remove: bool,
    #[command(flatten)]
    write: DryArgs,
}

/// Runs `suits setup`.
pub(super) fn run(args: &SetupArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open()?;
    let dry_run = args.write.dry_run;
    let arming = store.arming((session.world.program)().as_deref())?;
    let pieces = if args.remove { arming.plan_removal()? } else { arming.plan()? };
    if !dry_run {
        arming.carry_out(&pieces)?;
    }
    let mut summary: Vec<String> = pieces.iter().map(told).collect();
    if pieces.is_empty() {
        summary.push(if args.remove { "nothing of it is here" } else { "this clone was armed already" }.to_owned());
    }
    let others = if args.remove { arming.others()? } else { Vec::new() };
    if !others.is_empty() {
        let files = others.iter().map(|file| format!("`{file}`")).collect::<Vec<_>>().join(", ");
        summary.push(format!("the settings stay: {files} hands records of another book of this clone to `suits`"));
    }
    let mut failure = None;
    if !args.remove {
        let trial = if dry_run { arming.trial_ahead()? } else { arming.trial()? };
        match trial {
            Trial::Merged => summary.push(
                "tried out in a scratch repository: two branches changed fields of one record side by side, and the merge has both"
                    .to_owned(),
            ),
            Trial::Failed(said) => failure = Some(("trial-failed", "the trial merge lost a change, or stopped", said)),
        }
        let beaten = if dry_run { Vec::new() } else { arming.beaten()? };
        let beaten: Vec<String> = beaten.into_iter().map(|beaten| output::from_here(session, &beaten.words)).collect();
        if !beaten.is_empty() && failure.is_none() {
            failure = Some(("not-armed", "this clone is not armed yet", beaten));
        }
    }
    let shared = pieces.iter().any(|piece| matches!(piece, Piece::Lines { name: ".gitattributes", .. }));
    let next = match (shared, args.remove) {
        (true, false) => {
            "commit `.gitattributes`, so that the others have it; each of them types `suits setup` once, of which `suits check` reminds them"
        }
        (true, true) => "commit `.gitattributes`",
        (false, true) => "records are merged as text here now",
        (false, false) => "git merges records by their fields; `suits resolve` does what a merge left open",
    };
    let diffs: String = pieces.iter().map(diff).collect();
    let mut records: Vec<(String, String)> =
        pieces.iter().map(|piece| (name(piece).to_owned(), place(piece))).collect();
    // the settings lie in one file
    records.dedup_by(|one, other| one.1 == other.1);
    let next = failure.is_none().then(|| next.to_owned());
    let exit = output::tell(
        session,
        Changed { records, summary, next, dry_run, diff: dry_run.then_some(diffs), commit: None },
    )?;
    match failure {
        None => Ok(exit),
        Some((code, message, said)) => Err(Stop::Usage {
            code,
            message: format!("{message}: {}", said.join("; ")),
            hint: Some(
                "put that right, then say `suits setup` again; until then git merges records as text".to_owned(),
            ),
        }),
    }
}

fn name(piece: &Piece) -> &str {
    match piece {
        Piece::Setting { key, .. } => key,
        Piece::Lines { name, .. } => name,
    }
}

/// Where it lies: for a setting, the name of git's own file.
fn place(piece: &Piece) -> String {
    match piece {
        Piece::Setting { .. } => "config".to_owned(),
        Piece::Lines { path, .. } => path.display().to_string(),
    }
}

/// What a setting comes to; `git config --get` shows the line for the shell that it is.
fn ran(value: &str) -> String {
    match value.split_once(" merge-driver ").or_else(|| value.split_once(" diff-driver ")) {
        Some((program, _)) => {
            let verb = if value.contains(" merge-driver ") { "merge-driver" } else { "diff-driver" };
            let program = program.trim_start_matches("f() { ");
            format!("runs `{program} {verb}`, and git alone where that cannot be run")
        }
        None => format!("`{value}`"),
    }
}

fn told(piece: &Piece) -> String {
    match piece {
        Piece::Setting { key, before: None, after: Some(after) } => format!("setting `{key}`: {}", ran(after)),
        Piece::Setting { key, before: Some(before), after: Some(after) } => {
            format!("setting `{key}`: {}, in place of `{before}`", ran(after))
        }
        Piece::Setting { key, .. } => format!("setting `{key}`: taken out"),
        Piece::Lines { name, before, after, .. } => {
            let lines = |text: &Option<Vec<u8>>| {
                String::from_utf8_lossy(text.as_deref().unwrap_or_default()).lines().map(str::to_owned).collect()
            };
            let (old, new): (Vec<String>, Vec<String>) = (lines(before), lines(after));
            let added = new.iter().filter(|line| !old.contains(line)).count();
            let gone = old.iter().filter(|line| !new.contains(line)).count();
            let count = |count: usize| if count == 1 { "1 line".to_owned() } else { format!("{count} lines") };
            match (added, gone) {
                (added, 0) => format!("`{name}`: {} more", count(added)),
                (0, gone) => format!("`{name}`: {} less", count(gone)),
                (added, gone) => format!("`{name}`: {} in place of {}", count(added), count(gone)),
            }
        }
    }
}

fn diff(piece: &Piece) -> String {
    match piece {
        Piece::Setting { .. } => String::new(),
        Piece::Lines { name, before, after, .. } => {
            let text =
                |bytes: &Option<Vec<u8>>| bytes.as_ref().map(|bytes| String::from_utf8_lossy(bytes).into_owned());
            render::unified(name, text(before).as_deref(), text(after).as_deref())
        }
    }
}
