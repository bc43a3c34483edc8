//! A merge that is recorded: what it lost, as the audit judges it, brought back into the work tree; a record that it left unreadable,
//! merged anew by its fields. What both sides changed was decided by whoever merged, and stays.

use super::book::Book;
use super::rows::{Line, Outcome, view, words};
use super::{ResolveArgs, is_asked, tell};
use crate::cli::audit::gather::Gathered;
use crate::cli::commit::{self, Commit};
use crate::cli::exit::{Exit, Stop};
use crate::cli::output::{self, record_id};
use crate::cli::session::Session;
use crate::domain::layout::{Placement, parse_path};
use crate::domain::scope::Scope;
use crate::domain::workflow::Workflow;
use crate::history::audit::{Made, Now, Outcome as Came, Part, Past, Regain, What, moved_on, regain};
use crate::history::merge::{Labels, Rules};
use crate::render::{self, unified};
use crate::source::{ChangeSet, all_quoted, quoted};
use crate::store::{Drafted, Git, Keeping, Store};
use crate::view::{Changed, Committed};
use std::collections::BTreeMap;

/// Runs `suits resolve --merge`.
pub(super) fn run(
    typed: &str,
    args: &ResolveArgs,
    only: &[String],
    workflow: Option<&Workflow>,
    store: &Store,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Stop> {
    let dry_run = args.write.dry_run;
    let config = store.load(&Scope::kinds(&[]))?.agency.config;
    let git = store.git();
    let (mut gathered, merge) = merge(typed, &git)?;
    let lock = if dry_run { None } else { Some(session.locked(store)?) };
    let mut past = gathered.past();
    let within: Vec<bool> = (0..past.commits.len()).map(|at| at == merge).collect();
    gathered.read(&git, |library| moved_on(&mut past, &within, library))?;
    let labels = labels(&past, merge);
    let wanted = |path: &str| is_asked(path, only);
    let mut now = |path: &str| match store.bytes_now(path) {
        Ok(None) => Now::Gone,
        Ok(Some(bytes)) => match String::from_utf8(bytes) {
            Ok(text) => Now::Text(text),
            Err(_) => Now::Closed("it is no text: bring it back with git".to_owned()),
        },
        Err(error) => Now::Closed(error.to_string()),
    };
    let look_up = || workflow;
    let rules = Rules { workflow: Some(&look_up) };
    let regained = gathered
        .read(&git, |library| regain(&past, (merge, &wanted), (&labels, rules, store.stand()), &mut now, library))?;
    let name = past.commits[merge].short();
    let Some(mut files) = regained else {
        let message = format!("the sides of the merge {name} parted before this clone begins");
        return Err(Stop::usage("no-merge-base", message, Git::how_to_deepen()));
    };
    let mut book = Book::of(store, &files)?;
    let whole = book.settle(&past, &mut files)?;
    let mut summary = summary(&files, name);
    summary.append(&mut book.summary);
    let told = std::mem::take(&mut book.lines);
    let drafted = Drafted::of_texts(book.previews()?);
    let commit = Commit::asked(&args.write, &config, store, (&drafted, &summary))?;
    let lines: Vec<Line> = files.iter().enumerate().flat_map(|(at, file)| lines(&past, (at, file), &whole)).collect();
    let is_left = lines.iter().any(|line| matches!(line.outcome, Outcome::Left | Outcome::Question));
    let diffs: Vec<(String, String)> = drafted
        .previews()
        .map(|file| (file.path.clone(), unified(&file.path, file.before.as_deref(), file.after.as_deref())))
        .collect();
    let paths: Vec<String> = drafted.previews().map(|file| file.path.clone()).collect();
    let changes = ChangeSet { summary, next: None, files: Vec::new() };
    if let Some(lock) = lock.as_ref().filter(|_| !paths.is_empty()) {
        let keeping = Keeping { commits: commit.is_some(), ..Keeping::default() };
        store.write_keeping(lock, &changes, drafted, keeping).map_err(output::refusal)?;
    }
    let notes =
        if lines.is_empty() { Vec::new() } else { vec!["Ours: as recorded. Theirs: what comes back.".to_owned()] };
    let none =
        "the merge lost nothing that one side alone had changed, and that nobody put right or changed again since";
    tell(view(format!("What the merge {name} lost"), lines, none, notes), &diffs, dry_run, session)?;
    for line in told {
        session.say(line)?;
    }
    let committed = match (&lock, &commit) {
        (Some(lock), Some(commit)) => match commit.make(store, lock, session)? {
            Ok(committed) => Some(committed),
            Err(uncommitted) => return commit::failed(uncommitted, session),
        },
        (_, commit) => commit.as_ref().map(Commit::preview),
    };
    close((&paths, &store.stand().git()), committed, dry_run, is_left, session)?;
    Ok(if is_left { Exit::No } else { Exit::Yes })
}

/// The history with the merge in it, and its place there.
fn merge(typed: &str, git: &Git) -> Result<(Gathered, usize), Stop> {
    let commit = git.revision(typed).map_err(anyhow::Error::from)?.commit;
    let gathered = Gathered::of(git, "HEAD")?;
    let Some(place) = gathered.place(&commit) else {
        // what it lost was never part of what stands here: to write it would take the edits of another branch over
        let message = format_args!("`{typed}` is not in the history of `HEAD`: what it lost was never here");
        let hint = format!(
            "`git branch --contains {}` names the branches that have it; `git switch` to one, and say it again there",
            quoted(typed)
        );
        return Err(Stop::usage("not-in-history", message, hint));
    };
    if gathered.parents(place) < 2 {
        let hint = "name a merge: `git log --merges --oneline` lists them";
        return Err(Stop::usage("not-a-merge", format_args!("`{typed}` is no merge"), hint));
    }
    Ok((gathered, place))
}

fn labels(past: &Past, merge: usize) -> Labels {
    let parent =
        |turn: usize| past.commits[merge].parents.get(turn).map_or("", |at| past.commits[*at].short()).to_owned();
    Labels { ours: parent(0), theirs: parent(1), ..Labels::default() }
}

/// What happened, a line for each record.
fn summary(files: &[Regain], merge: &str) -> Vec<String> {
    let line = |file: &Regain| {
        if !matches!(file.made, Made::Text(_)) {
            return None;
        }
        let back = file.parts.iter().filter(|part| part.outcome == Came::Back);
        let fields: Vec<String> =
            back.filter(|part| !part.slip.spot.is_record()).map(|part| format!("`{}`", part.slip.spot.path)).collect();
        let id = record_id(&file.path);
        let is_broken = file.parts.iter().any(|part| matches!(part.outcome, Came::Asked(_)));
        Some(match is_broken {
            true => format!("{id}: merged anew as the merge {merge} should have done"),
            false if fields.is_empty() => format!("{id}: bring back what the merge {merge} lost"),
            false => format!("{id}: bring back {}, which the merge {merge} lost", fields.join(", ")),
        })
    };
    files.iter().filter_map(line).collect()
}

/// The rows of a file; `done`: the words for what is about whole records.
fn lines(past: &Past, (at, file): (usize, &Regain), done: &BTreeMap<(usize, usize), String>) -> Vec<Line> {
    let line = |part: &Part, outcome, note: String| {
        let slip = &part.slip;
        let is_whole = slip.spot.is_record() && !slip.what.is_of_names();
        Line {
            id: record_id(&file.path),
            path: file.path.clone(),
            outcome,
            field: if slip.spot.is_record() { String::new() } else { slip.spot.path.to_string() },
            ours: Some(if is_whole { whole(&file.path, slip.is.is_some()) } else { words(slip.is.as_ref()) }),
            theirs: Some(if is_whole { whole(&file.path, slip.was.is_some()) } else { words(slip.wanted()) }),
            note,
        }
    };
    let mut found = Vec::new();
    for (turn, part) in file.parts.iter().enumerate() {
        let slip = &part.slip;
        let words = done.get(&(at, turn)).cloned().unwrap_or_default();
        match &part.outcome {
            Came::TakenOut => found.push(line(part, Outcome::Removed, words)),
            // it is so already
            Came::Renumber if words.is_empty() => {}
            Came::Renumber if slip.what == What::LostName => found.push(line(part, Outcome::Renamed, words)),
            Came::Renumber if !slip.what.is_of_names() => {
                found.push(Line { ours: None, theirs: None, ..line(part, Outcome::Restored, words) });
            }
            Came::Renumber => found.push(line(part, Outcome::Restored, words)),
            Came::Back if slip.good.is_some() && slip.edit.is_some() => {
                let note = format!("{} had changed it, and the merge lost that", side(past, slip.commit, slip.good));
                found.push(line(part, Outcome::Restored, note));
            }
            Came::Back => {
                let note = format!("{}: it is merged anew, by its fields", slip.message);
                found.push(Line { ours: None, theirs: None, ..line(part, Outcome::Restored, note) });
            }
            Came::Left(why) => found.push(line(part, Outcome::Left, why.clone())),
            Came::Asked(conflicts) => found.extend(conflicts.iter().map(|conflict| Line {
                field: conflict.path.to_string(),
                ours: None,
                theirs: None,
                ..line(part, Outcome::Question, conflict.message.clone())
            })),
        }
    }
    found
}

fn whole(path: &str, is_there: bool) -> String {
    let what = if matches!(parse_path(path), Placement::Record(_)) { "record" } else { "file" };
    if is_there { format!("the {what}") } else { format!("no {what}") }
}

/// Whose edit was lost.
fn side(past: &Past, merge: usize, parent: Option<usize>) -> String {
    let is_first = past.commits[merge].parents.first() == parent.as_ref();
    let words = if is_first { "the branch merged into" } else { "the branch that was merged" };
    parent.map_or_else(|| words.to_owned(), |parent| format!("{words} ({})", past.commits[parent].short()))
}

/// Says what was committed, or what comes next.
fn close(
    (paths, git): (&[String], &str),
    committed: Option<Committed>,
    dry_run: bool,
    is_left: bool,
    session: &mut Session<'_, '_>,
) -> Result<(), Stop> {
    if paths.is_empty() {
        return Ok(());
    }
    let named = all_quoted(paths);
    let next = match (dry_run, &committed) {
        (true, _) => Some("nothing was written; say it again without `--dry-run`".to_owned()),
        (false, Some(_)) => None,
        (false, None) => {
            let first = if is_left { "settle what is left, and look it over" } else { "look it over" };
            Some(format!("{first} with `suits check`, then `{git} add -- {named}` and `{git} commit`; or `suits undo`"))
        }
    };
    for said in render::said(&Changed { next, commit: committed, dry_run, ..Changed::default() }) {
        session.say(said)?;
    }
    Ok(())
}
