//! A work tree in conflict: each record that is not merged, merged by its fields from what git kept of each side.

use super::marks;
use super::rows::{Line, Outcome, at, view, words};
use super::{ResolveArgs, is_asked, tell};
use crate::cli::exit::{Exit, Stop};
use crate::cli::session::Session;
use crate::cli::twofold;
use crate::domain::layout::{AnyId, Placement, parse_path};
use crate::domain::workflow::Workflow;
use crate::history::Said;
use crate::history::diff::changes;
use crate::history::merge::{Labels, Merged, Rules, Sides, Unmergeable, merge};
use crate::render;
use crate::source::{all_quoted, quoted};
use crate::store::{Operation, Store, Unmerged, shows_the_base};

/// How many signs git's own marks have.
const SIZE: usize = 7;

/// One record whose sides can be merged.
struct Open<'f> {
    file: &'f Unmerged,
    bytes: &'f [Option<Vec<u8>>; 3],
    id: AnyId,
    texts: [Option<&'f str>; 3],
    labels: Labels,
    now: Option<Vec<u8>>,
    merged: Merged,
}

/// A file to write.
struct Writing {
    path: String,
    before: Option<Vec<u8>>,
    after: String,
}

/// Runs `suits resolve`.
pub(super) fn run(
    args: &ResolveArgs,
    only: &[String],
    workflow: Option<&Workflow>,
    store: &Store,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Stop> {
    let dry_run = args.write.dry_run;
    let files: Vec<Unmerged> = store.unmerged()?.into_iter().filter(|file| is_asked(&file.path, only)).collect();
    if files.is_empty() {
        let none = "nothing here is in conflict";
        tell(view("In conflict".to_owned(), Vec::new(), none, Vec::new()), &[], dry_run, session)?;
        session.say("next: `suits resolve --merge COMMIT` brings back what a merge that is recorded lost")?;
        return Ok(Exit::Yes);
    }
    let lock = if dry_run { None } else { Some(session.locked(store)?) };
    if !dry_run {
        store.index_must_be_free()?;
    }
    let operation = store.operation()?;
    let versions = store.sides_of(&files)?;
    let look_up = || workflow;
    let rules = Rules { workflow: Some(&look_up) };
    let mut lines = Vec::new();
    let mut open = Vec::new();
    let alone = Alone::of(&files);
    for (file, bytes) in files.iter().zip(&versions) {
        match Open::of((file, bytes), (operation, &alone), rules, store) {
            Ok(one) => open.push(one),
            Err(why) => lines.push(left(file, store.stand().told(&why))),
        }
    }
    let worked_on = worked_on(&open, store)?;
    let (mut writings, mut done, mut diffs) = (Vec::new(), Vec::new(), Vec::new());
    for (one, worked_on) in open.iter().zip(worked_on) {
        if worked_on && !args.force {
            lines.push(left(one.file, one.worked_on(store)));
            continue;
        }
        one.tell(&mut lines, store);
        let after = one.in_its_line_breaks();
        if one.now.as_deref() != Some(after.as_bytes()) {
            let before = one.now.as_deref().map(String::from_utf8_lossy);
            diffs.push((one.file.path.clone(), render::unified(&one.file.path, before.as_deref(), Some(&after))));
            if worked_on
                && !dry_run
                && let Some(before) = before
            {
                store.scratch(&format!("{}-before-resolve", one.id))?.write(&before)?;
            }
            writings.push(Writing { path: one.file.path.clone(), before: one.now.clone(), after });
        }
        if one.merged.conflicts.is_empty() {
            done.push(one.file.path.clone());
        }
    }
    lines.sort_by(|one, other| one.path.cmp(&other.path));
    if !dry_run {
        for writing in &writings {
            store.put_merged(&writing.path, writing.before.as_deref(), writing.after.as_bytes())?;
        }
        if !args.no_add {
            store.call_merged(&done)?;
        }
    }
    drop(lock);
    let all = done.len() == files.len();
    tell(view("In conflict".to_owned(), lines, "", Vec::new()), &diffs, dry_run, session)?;
    let next = match (all, dry_run, args.no_add) {
        (_, true, _) => "nothing was written; say it again without `--dry-run`",
        (true, _, true) => "`git add` each of them",
        (true, ..) => operation.next(),
        (false, ..) => &format!("decide what is marked in the files, then {}", add(&files, &done, store)),
    };
    session.say(format_args!("next: {}", store.stand().told(next)))?;
    Ok(if all { Exit::Yes } else { Exit::No })
}

const WORKED_ON: &str =
    "somebody has worked on it since git left it; finish by hand, or `--force` merges it anew and keeps a copy of it";

/// What tells git of the files that are not done.
fn add(files: &[Unmerged], done: &[String], store: &Store) -> String {
    const MOST: usize = 4;
    let left: Vec<&str> =
        files.iter().map(|file| file.path.as_str()).filter(|path| !done.iter().any(|own| own == path)).collect();
    if left.len() > MOST {
        return "`git add` each of them".to_owned();
    }
    format!("`{} add -- {}`", store.stand().git(), all_quoted(left))
}

/// The files that one version alone has, where it is one file: what somebody renamed, if anybody did.
struct Alone<'f> {
    ours: Option<&'f str>,
    theirs: Option<&'f str>,
}

impl<'f> Alone<'f> {
    fn of(files: &'f [Unmerged]) -> Alone<'f> {
        let only = |stage: usize| {
            let is_only = |file: &&Unmerged| (0..3).all(|at| file.stages[at].is_some() == (at == stage));
            let mut found = files.iter().filter(is_only);
            found.next().filter(|_| found.next().is_none()).map(|file| file.path.as_str())
        };
        Alone { ours: only(1), theirs: only(2) }
    }
}

impl<'f> Open<'f> {
    /// One record whose sides can be merged; else why it is left alone.
    fn of(
        (file, bytes): (&'f Unmerged, &'f [Option<Vec<u8>>; 3]),
        (operation, alone): (Operation, &Alone<'_>),
        rules: Rules<'_>,
        store: &Store,
    ) -> Result<Open<'f>, String> {
        let Placement::Record(id) = parse_path(&file.path) else {
            return Err("it is no record; mend it by hand, then `git add` it".to_owned());
        };
        if file.stages[1].is_none() || file.stages[2].is_none() {
            return Err(one_sided(file, bytes, alone, operation, &store.stand().git()));
        }
        if file.stages.iter().flatten().any(|stage| !stage.is_file()) {
            return Err("a link or another repository is in its place".to_owned());
        }
        let mut texts = [None; 3];
        for ((text, bytes), stage) in texts.iter_mut().zip(bytes).zip(&file.stages) {
            *text = match bytes.as_deref().map(str::from_utf8) {
                Some(Ok(read)) => Some(read),
                None if stage.is_none() => None,
                None => return Err("this clone lacks one of its versions".to_owned()),
                Some(Err(_)) => return Err("a version of it is not UTF-8; mend it by hand".to_owned()),
            };
        }
        let now = store.bytes_now(&file.path).map_err(|error| error.to_string())?;
        let labels = labels_of(now.as_deref(), operation, store);
        let [base, Some(ours), Some(theirs)] = texts else {
            return Err("this clone lacks one of its versions".to_owned());
        };
        match merge(Some(id.kind()), &Sides { base, ours, theirs }, &labels, &rules) {
            Ok(merged) => Ok(Open { file, bytes, id, texts, labels, now, merged }),
            Err(why) => Err(unreadable(&why, &labels)),
        }
    }

    /// Why it stays as a person left it.
    fn worked_on(&self, store: &Store) -> String {
        let now = self.now.as_deref().and_then(|now| str::from_utf8(now).ok());
        match now.map(Said::of) {
            Some(Ok(_)) => format!(
                "somebody has settled it since git left it: `{} add -- {}` tells git so; `--force` merges it anew and keeps a copy of it",
                store.stand().git(),
                quoted(&self.file.path)
            ),
            _ => WORKED_ON.to_owned(),
        }
    }

    /// What became of it: one row, or one for each question.
    fn tell(&self, lines: &mut Vec<Line>, store: &Store) {
        let said = self.texts.map(|text| text.and_then(|text| Said::of(text).ok()));
        let line = |outcome, note| Line {
            id: self.id.to_string(),
            path: self.file.path.clone(),
            outcome,
            field: String::new(),
            ours: None,
            theirs: None,
            note,
        };
        for conflict in &self.merged.conflicts {
            let value = |side: usize| said[side].as_ref().map(|said| words(at(said, &conflict.path)));
            let is_whole = conflict.path.0.is_empty();
            lines.push(Line {
                field: conflict.path.to_string(),
                ours: value(1).filter(|_| !is_whole),
                theirs: value(2).filter(|_| !is_whole),
                ..line(Outcome::Question, conflict.message.clone())
            });
        }
        if let [base, Some(ours), Some(theirs)] = self.texts
            && let about = (&self.id, &Sides { base, ours, theirs })
            && let is_twice = (|job: &AnyId, _: &str| is_made_twice(store, job))
            && let Some(advice) = twofold::advice(about, &self.merged, &self.labels, store.root(), is_twice)
        {
            lines.push(line(Outcome::Question, advice));
        }
        if self.merged.conflicts.is_empty() {
            let [base, Some(ours), Some(theirs)] = &said else { return };
            let nothing = Said::Map(Vec::new());
            let base = base.as_ref().unwrap_or(&nothing);
            let mut parts = vec![
                format!("{}: {}", self.labels.ours, fields(base, ours)),
                format!("{}: {}", self.labels.theirs, fields(base, theirs)),
            ];
            parts.extend(self.merged.notes.iter().cloned());
            lines.push(line(Outcome::Merged, parts.join("; ")));
        }
    }

    /// The result with the line breaks that the file has in this work tree, where git turns them on the way.
    fn in_its_line_breaks(&self) -> String {
        let turned = |text: &str| text.contains("\r\n");
        let now = self.now.as_deref().map(String::from_utf8_lossy);
        let is_turned = now.is_some_and(|now| turned(&now)) && !self.texts.iter().flatten().any(|text| turned(text));
        if is_turned { self.merged.text.replace('\n', "\r\n") } else { self.merged.text.clone() }
    }
}

/// What a side changed, in a few words.
fn fields(base: &Said, side: &Said) -> String {
    const MOST: usize = 6;
    let mut named: Vec<String> = changes(base, side).iter().map(|change| format!("`{}`", change.path)).collect();
    if named.is_empty() {
        return "layout or comments".to_owned();
    }
    let more = named.len().saturating_sub(MOST);
    named.truncate(MOST);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{rest}", named.join(", "))
}

fn labels_of(now: Option<&[u8]>, operation: Operation, store: &Store) -> Labels {
    let text = now.map(String::from_utf8_lossy).unwrap_or_default();
    let found = marks::labels(&text, SIZE);
    let (ours, theirs) = operation.labels();
    let base = match &found {
        marks::Found { ours: None, .. } => shows_the_base(store.root()).then(|| "base".to_owned()),
        found => found.base.clone(),
    };
    // a git that is too old for a label leaves its sign as it is
    let label = |found: Option<String>, sign: &str, else_: &str| {
        found.filter(|label| !label.is_empty() && label != sign).unwrap_or_else(|| else_.to_owned())
    };
    Labels {
        ours: label(found.ours, "%X", ours),
        base: base.map(|base| label(Some(base), "%S", "base")),
        theirs: label(found.theirs, "%Y", theirs),
        size: SIZE,
    }
}

/// Which files hold something that neither git nor the driver can have left there.
fn worked_on(open: &[Open<'_>], store: &Store) -> Result<Vec<bool>, Stop> {
    let bare = |text: &[u8]| marks::bare(text, SIZE);
    // plain ours is how a person settles a conflict with `git checkout --ours`, or by taking marks and the rest out
    let is_merged =
        |one: &Open<'_>| one.now.as_deref().is_some_and(|now| bare(now) == bare(one.merged.text.as_bytes()));
    let mut worked_on: Vec<bool> = open.iter().map(|one| !is_merged(one)).collect();
    let doubtful: Vec<usize> = (0..open.len()).filter(|at| worked_on[*at]).collect();
    if doubtful.is_empty() {
        return Ok(worked_on);
    }
    let asked: Vec<Unmerged> = doubtful.iter().map(|at| open[*at].file.clone()).collect();
    let texts: Vec<_> = doubtful.iter().map(|at| open[*at].bytes.clone()).collect();
    for (at, left) in doubtful.into_iter().zip(store.left_by_git(&asked, &texts)?) {
        let now = open[at].now.as_deref().map(bare);
        worked_on[at] = !left.iter().any(|text| now == Some(bare(text)));
    }
    Ok(worked_on)
}

fn left(file: &Unmerged, note: String) -> Line {
    let id = match parse_path(&file.path) {
        Placement::Record(id) => id.to_string(),
        _ => file.path.clone(),
    };
    let (path, field) = (file.path.clone(), String::new());
    Line { id, path, outcome: Outcome::Left, field, ours: None, theirs: None, note }
}

fn unreadable(why: &Unmergeable, labels: &Labels) -> String {
    let (whose, fault) = match why {
        Unmergeable::Base(fault) => ("what both began with", fault),
        Unmergeable::Ours(fault) => (labels.ours.as_str(), fault),
        Unmergeable::Theirs(fault) => (labels.theirs.as_str(), fault),
    };
    format!("{whose} does not read as a record ({}); mend it by hand, then `git add` it", fault.message)
}

/// A file that only one side still has: deleted, or renamed.
fn one_sided(
    file: &Unmerged,
    bytes: &[Option<Vec<u8>>; 3],
    alone: &Alone<'_>,
    operation: Operation,
    git: &str,
) -> String {
    let (ours, theirs) = operation.labels();
    let path = quoted(&file.path);
    let choose = format!("`{git} add -- {path}` keeps it, `{git} rm -- {path}` deletes it");
    let (keeper, deleter, side) = match &file.stages {
        [Some(_), Some(_), None] => (ours, theirs, 1),
        [Some(_), None, Some(_)] => (theirs, ours, 2),
        [Some(_), None, None] => {
            return match (alone.ours, alone.theirs) {
                (Some(one), Some(other)) => {
                    let keep = |kept: &str, goes: &str| {
                        let goes = all_quoted([goes, &file.path]);
                        format!("`{git} add -- {} && {git} rm -- {goes}`", quoted(kept))
                    };
                    format!(
                        "{ours} renamed it to `{one}`, {theirs} to `{other}`: {} keeps the first name, {} the other",
                        keep(one, other),
                        keep(other, one)
                    )
                }
                _ => format!("both sides renamed or deleted it; `{git} rm -- {path}` lets it go"),
            };
        }
        [None, Some(_), None] => return format!("{ours} has renamed a record to this; {choose}"),
        _ => return format!("{theirs} has renamed a record to this; {choose}"),
    };
    let said = |at: usize| bytes[at].as_deref().and_then(|bytes| Said::of(str::from_utf8(bytes).ok()?).ok());
    match (said(0), said(side)) {
        (Some(base), Some(kept)) if base != kept => {
            format!("{deleter} deleted it, {keeper} changed {}; {choose}", fields(&base, &kept))
        }
        (Some(_), Some(_)) => format!("{deleter} deleted it, {keeper} changed its layout or comments; {choose}"),
        _ => format!("{deleter} deleted it, {keeper} changed it; {choose}"),
    }
}

/// Whether a record is in conflict that both sides made.
fn is_made_twice(store: &Store, id: &AnyId) -> bool {
    let unmerged = store.unmerged().unwrap_or_default();
    unmerged.iter().any(|file| file.path == id.path() && file.stages[0].is_none())
}
