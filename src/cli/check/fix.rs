//! `suits check --fix`: what can be put right without asking anybody is put right, as one change; `--diff` shows it instead.
//!
//! The book is mended in memory, looked over again, and mended again until nothing is left to do: one fault can hide another. Only then
//! is anything written.

use super::proof::Proof;
use super::since::Since;
use super::{CheckArgs, within};
use crate::checks::{self, Choice};
use crate::cli::args::WriteArgs;
use crate::cli::commit::{self, Commit};
use crate::cli::exit::{Exit, Stop};
use crate::cli::findings::problems;
use crate::cli::output;
use crate::cli::session::Session;
use crate::domain::scope::Scope;
use crate::finding::{Finding, Fix};
use crate::render::{moved, said, unified};
use crate::source::{ChangeSet, FileChange, SourceId};
use crate::store::{Keeping, Mending, Preview, Snapshot, Store, WriteLock};
use crate::values::Day;
use crate::view::Changed;

/// Every pass mends something, or is the last; more of them than this no record needs.
const PASSES: usize = 64;

/// What is looked for, and where.
pub(super) struct Asked<'a> {
    /// Which rules.
    pub choice: &'a Choice,
    /// The paths that were asked for; none: all.
    pub only: &'a [String],
}

/// Puts right what can be; with `--diff`, shows it and is the whole answer.
pub(super) fn run(
    args: &CheckArgs,
    store: &Store,
    asked: &Asked<'_>,
    session: &mut Session<'_, '_>,
) -> Result<Option<Exit>, Stop> {
    // locked before anything is read, so that nothing is mended that somebody is just writing
    let lock = if args.diff { None } else { Some(session.locked(store)?) };
    let since = args.since.as_deref().map(|revision| Since::of(store, revision)).transpose()?;
    let snapshot = store.load(&since.as_ref().map_or_else(Scope::book, Since::scope))?;
    sound(&snapshot)?;
    let today = session.today(&snapshot.agency.config)?;
    session.asked_on = Some(today);
    let ticks = session.world.ticks;
    let look = |snapshot: &Snapshot| repairs(snapshot, today, asked, since.as_ref(), ticks);
    let (mending, fixed) = mend(store, &snapshot, &look);
    let changes = mending.map_or_else(ChangeSet::default, |mending| mending.changes());
    match lock {
        None => show(store, &snapshot, &changes, fixed, session).map(Some),
        Some(lock) => {
            let said = format!("fixed: {}", counted(fixed, &changes));
            let changes = ChangeSet { summary: vec![said], ..changes };
            write((&lock, args.commit), store, &snapshot, &changes, session)
        }
    }
}

/// Rules that cannot be read right are no ground to change anything on.
fn sound(snapshot: &Snapshot) -> Result<(), Stop> {
    let is_config = |problem: &&Finding| Some(problem.place.source) == snapshot.agency.config.source;
    let broken: Vec<Finding> = snapshot.problems.iter().filter(is_config).cloned().collect();
    if broken.is_empty() { Ok(()) } else { Err(Stop::Unreadable(problems(snapshot, &broken))) }
}

/// Mends until nothing is left to mend; how many findings that took. A book with nothing to mend is not copied.
fn mend<'s>(
    store: &'s Store,
    snapshot: &Snapshot,
    look: &dyn Fn(&Snapshot) -> Vec<Finding>,
) -> (Option<Mending<'s>>, usize) {
    let mut found = look(snapshot);
    if found.is_empty() {
        return (None, 0);
    }
    let mut mending = Mending::new(store, snapshot.clone());
    let mut fixed = 0;
    for _ in 0..PASSES {
        let before = fixed;
        for finding in found {
            let source = finding.place.source;
            fixed += usize::from(match &finding.fix {
                Some(Fix::Edit(edits)) => mending.edit(source, edits),
                Some(Fix::Move(to)) => mending.shift(source, to),
                None => false,
            });
        }
        if fixed == before {
            break;
        }
        found = look(mending.snapshot());
    }
    (Some(mending), fixed)
}

/// What is found and can be mended, where it was asked for.
fn repairs(
    snapshot: &Snapshot,
    today: Day,
    asked: &Asked<'_>,
    since: Option<&Since>,
    ticks: &(dyn Fn() -> u64 + Sync),
) -> Vec<Finding> {
    let reach = since.and_then(|since| since.reach(snapshot));
    let within = |path: &str| {
        reach.as_ref().is_none_or(|reach| reach.contains(path))
            && (asked.only.is_empty() || asked.only.iter().any(|folder| within(path, folder)))
    };
    let proof = Proof::of(snapshot, today, asked.choice, &within, ticks);
    let found = proof.found.into_iter().map(|(finding, _)| finding);
    found.filter(|finding| is_asked(finding, asked.choice, snapshot)).collect()
}

/// Whether a finding is of a rule that was asked for. What keeps a record from being read is always told, but not always mended.
fn is_asked(finding: &Finding, choice: &Choice, snapshot: &Snapshot) -> bool {
    if finding.fix.is_none() {
        return false;
    }
    let config = &snapshot.agency.config;
    let path_of = |source: SourceId| snapshot.sources.file(source).path.to_string();
    let settled = |choice: &Choice| !checks::settle(vec![finding.clone()], config, choice, &path_of).is_empty();
    match checks::find(finding.code) {
        Some(rule) => choice.takes(rule.meta()) && settled(&Choice::default()),
        None => settled(choice),
    }
}

/// Writes what was mended, and commits it where that was asked for; a commit that cannot be made is the whole answer.
fn write(
    (lock, commits): (&WriteLock, bool),
    store: &Store,
    snapshot: &Snapshot,
    changes: &ChangeSet,
    session: &mut Session<'_, '_>,
) -> Result<Option<Exit>, Stop> {
    let drafted = store.draft(snapshot, changes).map_err(output::refusal)?;
    if drafted.previews().next().is_none() {
        return Ok(None);
    }
    // The habit of a book is about changes that somebody asked for in words; what is mended lies beside what was typed by hand.
    let args = WriteArgs { commit: commits, no_commit: !commits, ..WriteArgs::default() };
    let commit = Commit::asked(&args, &snapshot.agency.config, store, (&drafted, &changes.summary))?;
    let keeping = Keeping { commits, ..Keeping::default() };
    store.write_keeping(lock, changes, drafted, keeping).map_err(output::refusal)?;
    changes.summary.iter().try_for_each(|said| session.say(said))?;
    let Some(commit) = commit else { return Ok(None) };
    match commit.make(store, lock, session)? {
        Ok(committed) => {
            let made = Changed { commit: Some(committed), ..Changed::default() };
            said(&made).into_iter().try_for_each(|line| session.say(line))?;
            Ok(None)
        }
        Err(uncommitted) => commit::failed(uncommitted, session).map(Some),
    }
}

fn show(
    store: &Store,
    snapshot: &Snapshot,
    changes: &ChangeSet,
    fixed: usize,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Stop> {
    let files = store.preview(snapshot, changes).map_err(output::refusal)?;
    if files.is_empty() {
        return Ok(Exit::Yes);
    }
    let diff = files.iter().map(|file| told(file, &files, changes)).collect();
    let records = files.iter().filter(|file| file.after.is_some());
    let changed = Changed {
        records: records.map(|file| (output::record_id(&file.path), file.path.clone())).collect(),
        summary: vec![format!("fix {}", counted(fixed, changes))],
        next: None,
        dry_run: true,
        diff: Some(diff),
        commit: None,
    };
    output::tell(session, changed)?;
    Ok(Exit::No)
}

/// The diff of one file; a move is told once, as one.
fn told(file: &Preview, files: &[Preview], changes: &ChangeSet) -> String {
    let moves = changes.files.iter().filter_map(|change| match change {
        FileChange::Move { from, path, .. } => Some((from, path)),
        _ => None,
    });
    for (from, path) in moves {
        if file.path == *from {
            return String::new();
        }
        let before = files.iter().find(|other| other.path == *from).and_then(|old| old.before.as_deref());
        if let (true, Some(before), Some(after)) = (file.path == *path, before, &file.after) {
            return moved(from, path, before, after);
        }
    }
    unified(&file.path, file.before.as_deref(), file.after.as_deref())
}

/// `3 in 2 records`.
fn counted(fixed: usize, changes: &ChangeSet) -> String {
    let records = changes.files.len();
    format!("{fixed} in {records} {}", if records == 1 { "record" } else { "records" })
}
