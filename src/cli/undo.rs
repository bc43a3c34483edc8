//! `suits undo`: takes back the last change that a command made in this book, as one change that can itself be taken back. Only where
//! every file is still as that change left it; else what came since is shown, and nothing is done.

use super::args::{RowArgs, WriteArgs, no_client};
use super::commit::{self, Commit};
use super::exit::{Exit, Stop};
use super::output;
use super::reopened::Reopened;
use super::session::Session;
use crate::checks::reached;
use crate::domain::layout::{AnyId, Placement, parse_path};
use crate::domain::record::Kind;
use crate::domain::scope::{Scope, Touched};
use crate::render::unified;
use crate::source::{ChangeSet, all_quoted};
use crate::store::{Differing, Drafted, Keeping, Kept, Oid, Store, Turn};
use crate::view::{Cell, Changed, Column, Grid, Row, View};
use clap::Args;
use std::collections::BTreeSet;

/// Take back the last change that a command made in this book
///
/// Every file becomes what it was, to the byte; what was committed by `--commit` is taken back by a commit. Nothing is done where somebody changed one of the files since: what came since is shown instead. Taking back what was taken back makes it again.
///
/// Examples:
///   suits undo
///   suits undo --dry-run
///   suits undo --list
///   suits undo 17
#[derive(Debug, Args)]
#[command(verbatim_doc_comment, mut_arg("client", no_client))]
pub(super) struct UndoArgs {
    /// The change, by its number in the list; else the last one
    #[arg(value_name = "CHANGE", conflicts_with = "list")]
    pub change: Option<String>,
    /// List what is remembered, the last change first
    #[arg(long)]
    pub list: bool,
    #[command(flatten)]
    pub write: WriteArgs,
    #[command(flatten)]
    pub rows: RowArgs,
}

/// Runs `suits undo`.
pub(super) fn run(args: &UndoArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open()?;
    if args.list {
        return list(&store, &args.rows, session);
    }
    let lock = if args.write.dry_run { None } else { Some(session.locked(&store)?) };
    let all = store.kept()?;
    let number = args.change.as_deref().map(|typed| numbered(typed, &store, &all)).transpose()?;
    let kept = chosen(number, &all)?;
    let drafted = match store.taking_back(kept)? {
        Ok(drafted) => drafted,
        Err(differing) => return show(&store, kept, &all, &differing, session),
    };
    unneeded(&store, kept)?;
    let reopened = Reopened::of(&store, &drafted)?;
    let (turn, word) = match kept.turn {
        Turn::Made | Turn::MadeAgain => (Turn::TakenBack, "taken back"),
        Turn::TakenBack => (Turn::MadeAgain, "made again"),
    };
    let summary: Vec<String> = told(kept).iter().map(|line| turned(line, word)).collect();
    let root = kept.root();
    let commit = commit(&store, &args.write, kept, (&drafted, &summary))?;
    if kept.commits && commit.is_none() && !args.write.no_commit {
        session.say("in the files alone: the history has no commit of it as it stands")?;
    }
    let next = match lock {
        Some(_) => match reopened.next() {
            Some(next) => next,
            None => next(turn, root, &all, (&store, &drafted))?,
        },
        None => format!("`suits undo {}` does it", kept.number),
    };
    let changes = ChangeSet { summary, next: Some(next), files: Vec::new() };
    match lock {
        None => output::preview(session, &changes, &drafted, commit.map(|commit| commit.preview())),
        Some(lock) => {
            let keeping = Keeping { turn, of: Some(root), summary: told(kept), ..Keeping::default() };
            let done = session.make(&store, &lock, (&changes, drafted), commit.as_ref(), keeping)?;
            reopened.tell(&store)?;
            Ok(done)
        }
    }
}

/// The number that was typed; of a record it is told which change was its last.
fn numbered(typed: &str, store: &Store, all: &[Kept]) -> Result<u32, Stop> {
    if let Ok(number) = typed.parse() {
        return Ok(number);
    }
    let path = store.exactly(typed, Kind::ALL)?.map(|id| id.path());
    let last = path.and_then(|path| all.iter().find(|kept| kept.paths().any(|own| own == path)));
    let hint = match last {
        Some(last) => {
            format!("the last change of it is {}, {}: `suits undo {}`", last.number, as_it_was(last), last.number)
        }
        None => "`suits undo --list` shows the numbers".to_owned(),
    };
    Err(Stop::usage("unknown-change", format_args!("a change is named by its number, not `{typed}`"), hint))
}

/// The change that is meant.
fn chosen(number: Option<u32>, all: &[Kept]) -> Result<&Kept, Stop> {
    let kept = match number {
        None => all.first().ok_or_else(|| {
            let hint =
                "what is committed can be taken back with `git revert`; what is not, file by file with `git restore`";
            Stop::usage("nothing-to-undo", "no change is remembered in this book", hint)
        })?,
        Some(number) => all.iter().find(|kept| kept.number == number).ok_or_else(|| {
            let hint = "`suits undo --list` shows which are";
            Stop::usage("unknown-change", format_args!("no change {number} is remembered in this book"), hint)
        })?,
    };
    if kept.is_too_large {
        let message = format!("change {} was too large to be remembered in full: {}", kept.number, kept.told());
        return Err(Stop::usage(
            "too-large-to-undo",
            message,
            "take it back with git: `git diff` shows what is not committed",
        ));
    }
    Ok(kept)
}

/// What happened, a line for each thing; the files where nothing was said.
fn told(kept: &Kept) -> Vec<String> {
    if kept.summary.is_empty() { vec![kept.told()] } else { kept.summary.clone() }
}

/// A change in one line, as it was when it was made.
fn as_it_was(kept: &Kept) -> String {
    let told = match kept.turn {
        Turn::Made => kept.told(),
        Turn::TakenBack => turned(&kept.told(), "taken back"),
        Turn::MadeAgain => turned(&kept.told(), "made again"),
    };
    match kept.paths().count() {
        // said of one of several
        files if files > 1 && kept.summary.len() > 1 => match files - 1 {
            1 => format!("{told} (and 1 more file)"),
            others => format!("{told} (and {others} more files)"),
        },
        _ => told,
    }
}

/// `ACME-0012: taken back: in-creative → internal-review`.
fn turned(line: &str, word: &str) -> String {
    match line.split_once(": ") {
        Some((id, rest)) if !id.contains(' ') => format!("{id}: {word}: {rest}"),
        _ => format!("{word}: {line}"),
    }
}

/// What can be typed after it.
fn next(turn: Turn, root: u32, all: &[Kept], (store, drafted): (&Store, &Drafted)) -> Result<String, Stop> {
    if turn == Turn::MadeAgain {
        return Ok("`suits undo` takes it back once more".to_owned());
    }
    let stands = |kept: &&Kept| {
        let last = all.iter().find(|other| other.root() == kept.number);
        kept.turn == Turn::Made && kept.number < root && last.is_some_and(|last| last.turn != Turn::TakenBack)
    };
    let again = "`suits undo` makes it again".to_owned();
    Ok(match all.iter().find(stands) {
        Some(earlier) if !earlier.is_too_large && store.could_take_back(earlier, drafted)? => {
            format!("{again}; `suits undo {}` takes back the change before it", earlier.number)
        }
        _ => again,
    })
}

/// Refuses to take a new record away to which others refer by now.
fn unneeded(store: &Store, kept: &Kept) -> Result<(), Stop> {
    let record = |path: &str| match parse_path(path) {
        Placement::Record(id) => Some(id),
        _ => None,
    };
    let going: BTreeSet<AnyId> = kept.created().filter_map(record).collect();
    let clients: BTreeSet<_> = going.iter().filter_map(AnyId::client).collect();
    if clients.is_empty() {
        return Ok(());
    }
    let snapshot = store.load(&Scope::touched(Touched { clients, timesheets: BTreeSet::new(), invoices: false }))?;
    let ours: BTreeSet<&str> = kept.paths().collect();
    let refers = reached(&snapshot.agency, &going);
    let mut others =
        refers.iter().map(|source| &*snapshot.sources.file(*source).path).filter(|path| !ours.contains(path));
    let Some(other) = others.next() else { return Ok(()) };
    let gone = going.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let message = format!("{gone} would go, and {} refers to it", output::record_id(other));
    Err(Stop::usage(
        "still-needed",
        message,
        "take back what refers to it first: `suits undo --list` shows the later changes",
    ))
}

/// The commit that takes the change back: where it was asked for, or where the change was committed and still is.
fn commit(
    store: &Store,
    args: &WriteArgs,
    kept: &Kept,
    (drafted, summary): (&Drafted, &[String]),
) -> Result<Option<Commit>, Stop> {
    if args.no_commit || !(args.commit || kept.commits) {
        return Ok(None);
    }
    let mut message = commit::message(summary, drafted);
    if let Some(commit) = store.commit_of(kept).map_err(Stop::from)? {
        message.push_str(&format!("\nThis reverts commit {commit}.\n"));
    }
    let without =
        if args.commit { "leave `--commit` out" } else { "take it back in the files only: `suits undo --no-commit`" };
    // What a hook made of the change is in the commit, and the change itself in the file: nobody has touched either since.
    let is_ours = store.is_last_commit_of(kept).map_err(Stop::from)?;
    let ground = if is_ours { store.ground_over_hooks(drafted) } else { store.ground(drafted) };
    match Commit::over(ground, message, without) {
        // A hook kept it from being committed, or it was taken out of the history since.
        Err(Stop::Usage { code: "uncommitted", .. }) if !args.commit => Ok(None),
        commit => commit.map(Some),
    }
}

/// Shows what came since, and does nothing.
fn show(
    store: &Store,
    kept: &Kept,
    all: &[Kept],
    differing: &[Differing],
    session: &mut Session<'_, '_>,
) -> Result<Exit, Stop> {
    let names = differing.iter().map(|file| format!("`{}`", file.path)).collect::<Vec<_>>().join(", ");
    let diff =
        differing.iter().map(|file| unified(&file.path, file.left.as_deref(), file.standing.as_deref())).collect();
    let is_about = |other: &&Kept| {
        other.number > kept.number && other.paths().any(|path| differing.iter().any(|file| file.path == path))
    };
    let later = match all.iter().find(is_about) {
        Some(later) => store.taking_back(later)?.is_ok().then_some(later),
        None => None,
    };
    let next = match later {
        Some(later) if later.root() == kept.root() => {
            format!("it is taken back already; `suits undo {}` makes it again", later.number)
        }
        Some(later) => format!("a later change comes first: `suits undo {}` ({})", later.number, as_it_was(later)),
        None => match &kept.commit {
            Some(commit) => by_git(store, kept, Oid::of(commit).short()),
            None => "change it back by hand: the lines above show what came since".to_owned(),
        },
    };
    let summary = vec![format!("nothing is taken back: {names} changed since `{}`", as_it_was(kept))];
    output::tell(session, Changed { summary, next: Some(next), diff: Some(diff), ..Changed::default() })?;
    Ok(Exit::No)
}

/// How git takes a commit back after which something came: neither in the middle of something else, nor over what is not committed.
fn by_git(store: &Store, kept: &Kept, commit: &str) -> String {
    let (stand, git) = (store.stand(), store.stand().git());
    if let Some((what, end)) = store.begun().unwrap_or_default() {
        let end = stand.told(end);
        return format!("{what} is not finished in this repository: {end}; then `suits undo {}` again", kept.number);
    }
    let paths: Vec<String> = kept.paths().map(str::to_owned).collect();
    let open = store.not_committed(&paths).unwrap_or_default();
    let first = if open.is_empty() {
        String::new()
    } else {
        let open = all_quoted(&open);
        format!("commit what came since, `{git} add -- {open} && {git} commit -m 'Work so far' -- {open}`; then ")
    };
    format!("{first}git may tell the two apart: `{git} revert {commit}`; else change it back by hand")
}

/// What is remembered.
fn list(store: &Store, rows: &RowArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let all = store.kept()?;
    let config = store.load(&Scope::kinds(&[]))?.agency.config;
    let today = session.today(&config)?;
    let columns = vec![
        Column::figure("change", "Change"),
        Column::prose("what", "What"),
        Column::figure("files", "Files"),
        Column::word("now", "Now"),
    ];
    let mut lines = Vec::with_capacity(all.len());
    for kept in &all {
        let files = Cell::count(kept.paths().count());
        let later = all.iter().find(|other| other.root() == kept.root());
        let back = store.taking_back(kept)?;
        let now = if kept.is_too_large {
            "too large to be taken back"
        } else if let Ok(drafted) = &back {
            if Reopened::of(store, drafted).is_ok() { "can be taken back" } else { "settled in git since" }
        } else if later.is_some_and(|later| later.number > kept.number) {
            "taken back since"
        } else {
            "changed since"
        };
        lines.push(Row::new(vec![
            Cell::count(kept.number as usize),
            Cell::text(as_it_was(kept)),
            files,
            Cell::text(now),
        ]));
    }
    let view = View {
        name: "undo",
        version: 1,
        title: "Changes that are remembered".to_owned(),
        as_of: today,
        grid: Grid { columns, rows: lines },
        others: Vec::new(),
        notes: Vec::new(),
        when_empty: "No change is remembered in this book.".to_owned(),
        unreadable: Vec::new(),
    };
    session.show(view, rows)
}
