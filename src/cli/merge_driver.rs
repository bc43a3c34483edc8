//! `suits merge-driver`: what git runs where both sides of a merge changed a record. Reads three files, writes one, says in a line what
//! came of it. Git takes 0 for merged, 1 to 128 for a conflict marked in the file, and more for a driver that could not: no failure of
//! ours may end between.

use super::exit::Exit;
use super::session::Session;
use super::twofold;
use super::world::World;
use crate::config::Config;
use crate::domain::layout::{AnyId, record_below};
use crate::domain::workflow::Workflow;
use crate::finding::Severity;
use crate::history::merge::{Labels, Merged, Rules, Sides, Unmergeable, between, is_between, merge};
use crate::render::sanitize;
use crate::source::Sources;
use crate::store::{AsText, Handed, both_made, settings_in, shows_the_base};
use clap::Args;
use std::cell::OnceCell;
use std::ffi::{OsStr, OsString};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// Conflict signs where git does not say how many.
const SIZE: usize = 7;
/// What stops git, with the work tree as it was.
const STOPPED: u8 = 129;

/// Merge a record by its fields: what `suits setup` has git run
///
/// Takes git's `%O %A %B %P %L %S %X %Y`. The result takes the place of OURS, written last and at once. Ends with 0 where all is merged, with 1 where both sides changed one thing, which is then marked in the file, and with more than 128 where nothing could be done and the file is as it was. What is no record, or does not read as one, is merged line by line by git.
///
/// Examples:
///   git config merge.suits.driver 'suits merge-driver %O %A %B %P %L %S %X %Y'
///   suits merge-driver base.yaml ours.yaml theirs.yaml jobs/ACME/ACME-0012.yaml
#[derive(Debug, Args)]
#[command(
    verbatim_doc_comment,
    override_usage = "suits merge-driver <BASE> <OURS> <THEIRS> <PATH> [SIZE]\n                          [BASE_LABEL] [OURS_LABEL] [THEIRS_LABEL]"
)]
pub(super) struct MergeDriverArgs {
    /// What both began with; empty where both added the record: `%O`
    pub base: PathBuf,
    /// The version that is merged into, and the file that takes the result: `%A`
    pub ours: PathBuf,
    /// The version that is merged: `%B`
    pub theirs: PathBuf,
    /// Where the record lies, from the top of the work tree: `%P`
    pub path: OsString,
    /// How many signs a conflict mark has: `%L`
    pub size: Option<OsString>,
    /// What to call what both began with: `%S`
    #[arg(allow_hyphen_values = true)]
    pub base_label: Option<OsString>,
    /// What to call the version that is merged into: `%X`
    #[arg(allow_hyphen_values = true)]
    pub ours_label: Option<OsString>,
    /// What to call the version that is merged: `%Y`
    #[arg(allow_hyphen_values = true)]
    pub theirs_label: Option<OsString>,
}

/// Answers git without looking at the rest of the command line, which would cost more than the merge; `None` where a person asks.
pub(super) fn straight(argv: &[OsString], world: &mut World<'_>) -> Option<Exit> {
    let [_, word, base, ours, theirs, path, rest @ ..] = argv else { return None };
    let is_flag = |word: &OsString| word.as_encoded_bytes().starts_with(b"-");
    if word != "merge-driver" || rest.len() > 4 || [base, ours, theirs, path].into_iter().any(is_flag) {
        return None;
    }
    let label = |at: usize| rest.get(at).cloned();
    let args = MergeDriverArgs {
        base: base.into(),
        ours: ours.into(),
        theirs: theirs.into(),
        path: path.clone(),
        size: label(0),
        base_label: label(1),
        ours_label: label(2),
        theirs_label: label(3),
    };
    Some(drive(&args, &world.cwd.clone(), world))
}

/// Whether a command line is this one: then wrong usage must not look like a conflict.
pub(super) fn is_asked(argv: &[OsString]) -> bool {
    argv.get(1).is_some_and(|word| word == "merge-driver")
}

/// How this command ends where it was not understood.
pub(super) const NOT_UNDERSTOOD: Exit = Exit::Git(STOPPED);

/// Runs `suits merge-driver`.
pub(super) fn run(args: &MergeDriverArgs, session: &mut Session<'_, '_>) -> Exit {
    let start = session.start();
    drive(args, &start, session.world)
}

fn drive(args: &MergeDriverArgs, start: &Path, world: &mut World<'_>) -> Exit {
    let drive = Drive::of(args, start);
    // A bug must not end in a code that git takes for a conflict.
    let tried = catch_unwind(AssertUnwindSafe(|| drive.by_fields()));
    let (exit, said) = match tried {
        Ok(Ok(done)) => done,
        Ok(Err(why)) => drive.as_text(&why),
        Err(_) => drive.as_text("`suits` stopped over it: a bug"),
    };
    // nobody hears of what git merges for itself
    if !is_between(&drive.labels) {
        for line in said {
            // Nobody is left to tell when stderr itself is gone, and the merge does not hang on it.
            drop(writeln!(world.err, "{}: {}", drive.name(), sanitize::line(&line)));
        }
    }
    exit
}

/// One merge.
struct Drive {
    start: PathBuf,
    handed: Handed,
    path: String,
    record: Option<(AnyId, PathBuf)>,
    labels: Labels,
    base_label: String,
}

impl Drive {
    fn of(args: &MergeDriverArgs, start: &Path) -> Drive {
        let path = args.path.to_string_lossy().replace('\\', "/");
        let size = args.size.as_ref().and_then(|size| size.to_str()?.parse().ok());
        // A git that is too old for a label leaves its sign as it is.
        let label = |label: &Option<OsString>, sign: &str, else_: &str| {
            let given =
                label.as_deref().map(OsStr::to_string_lossy).filter(|given| !given.is_empty() && *given != sign);
            given.map_or_else(|| else_.to_owned(), |given| given.lines().collect::<Vec<_>>().join(" "))
        };
        let labels = Labels {
            ours: label(&args.ours_label, "%X", "ours"),
            base: None,
            theirs: label(&args.theirs_label, "%Y", "theirs"),
            size: size.filter(|size| (1..=1000).contains(size)).unwrap_or(SIZE),
        };
        let handed =
            Handed { base: start.join(&args.base), ours: start.join(&args.ours), theirs: start.join(&args.theirs) };
        let record = record_below(&path).map(|(id, below)| (id, start.join(below)));
        Drive {
            start: start.to_owned(),
            handed,
            record,
            labels,
            base_label: label(&args.base_label, "%S", "base"),
            path,
        }
    }

    /// What to call it in a line: the record's id, else the path.
    fn name(&self) -> String {
        self.record.as_ref().map_or_else(|| sanitize::line(&self.path).into_owned(), |(id, _)| id.to_string())
    }

    /// Merges as records are merged; `Err` says why that cannot be.
    fn by_fields(&self) -> Result<(Exit, Vec<String>), String> {
        let bytes = self.handed.read().map_err(|error| error.to_string())?;
        let Some((id, folder)) = &self.record else { return Err("it is no record".to_owned()) };
        let kind = id.kind();
        let text =
            |at: usize, whose: &str| str::from_utf8(&bytes[at]).map_err(|_| format!("{whose} version is not UTF-8"));
        let (base, ours) = (text(0, &self.base_label)?, text(1, &self.labels.ours)?);
        let sides =
            Sides { base: Some(base).filter(|base| !base.is_empty()), ours, theirs: text(2, &self.labels.theirs)? };
        let workflow = OnceCell::new();
        let look_up = || workflow.get_or_init(|| workflow_of(folder)).as_ref();
        let rules = Rules { workflow: Some(&look_up) };
        let merged = |labels: &Labels| merge(Some(kind), &sides, labels, &rules).map_err(|why| self.unreadable(&why));
        let mut done = match is_between(&self.labels) {
            true => between(kind, &sides, &rules)
                .map_err(|why| self.unreadable(&why))?
                .ok_or_else(|| "what is open in it has no place".to_owned())?,
            false => merged(&self.labels)?,
        };
        if !done.conflicts.is_empty() && !is_between(&self.labels) && shows_the_base(&self.start) {
            done = merged(&Labels { base: Some(self.base_label.clone()), ..self.labels.clone() })?;
        }
        self.handed.put(&done.text).map_err(|error| format!("the result cannot be written: {error}"))?;
        Ok(self.told(&done, &sides))
    }

    fn told(&self, done: &Merged, sides: &Sides<'_>) -> (Exit, Vec<String>) {
        let conflict = |conflict: &crate::history::merge::Conflict| {
            let path = conflict.path.to_string();
            if path.is_empty() { conflict.message.clone() } else { format!("`{path}`: {}", conflict.message) }
        };
        let mut said: Vec<String> = done.conflicts.iter().map(conflict).collect();
        said.extend(self.record.as_ref().and_then(|(id, book)| {
            let is_open = |job: &AnyId, theirs: &str| both_made(book, job, ["HEAD", theirs]);
            twofold::advice((id, sides), done, &self.labels, book, is_open)
        }));
        said.extend(done.notes.iter().cloned());
        if done.conflicts.is_empty() {
            said.insert(0, format!("{} and {} merged by its fields", self.labels.ours, self.labels.theirs));
            return (Exit::Git(0), said);
        }
        (Exit::Git(1), said)
    }

    fn unreadable(&self, why: &Unmergeable) -> String {
        let (whose, fault) = match why {
            Unmergeable::Base(fault) => (&self.base_label, fault),
            Unmergeable::Ours(fault) => (&self.labels.ours, fault),
            Unmergeable::Theirs(fault) => (&self.labels.theirs, fault),
        };
        format!("{whose} does not read ({})", fault.message)
    }

    /// Has git merge line by line, as if there were no driver; where git cannot either, git is to stop.
    fn as_text(&self, why: &str) -> (Exit, Vec<String>) {
        let labels = [&self.labels.ours, &self.base_label, &self.labels.theirs].map(OsStr::new);
        let (code, what) = match self.handed.merge_as_text(labels, self.labels.size) {
            AsText::Merged(0) => (0, "merged line by line"),
            // how many, git says by its code; the line that git runs takes more than one for a program that did not run
            AsText::Merged(_) => (1, "conflicts, merged line by line"),
            AsText::NoTexts => (1, "not merged, the file is as it was"),
            AsText::Impossible => (STOPPED, "not merged, nor can git merge it line by line"),
        };
        (Exit::Git(code), vec![format!("{what}: {why}")])
    }
}

/// The workflow that the agency has; `None` where its settings do not read: then nobody can say what a status may become.
fn workflow_of(folder: &Path) -> Option<Workflow> {
    let text = settings_in(folder)?;
    let source = Sources::default().add("suits.toml", "");
    let (config, findings) = Config::parse(&text, source);
    let is_sound = findings.iter().all(|finding| finding.severity != Severity::Error);
    is_sound.then(|| Workflow::of(&config))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_known_by_the_end_of_its_path_at_any_depth() {
        let at = |path| record_below(path).map(|(id, below)| (id.to_string(), below.to_owned()));
        assert_eq!(at("jobs/ACME/ACME-0012.yaml"), Some(("ACME-0012".into(), String::new())));
        assert_eq!(at("my books/fi/clients/ACME.yaml"), Some(("ACME".into(), "my books/fi/".into())));
        for other in ["suits.toml", "jobs/ACME/notes.yaml", "jobs/OTHER/ACME-0012.yaml", "README.md", ""] {
            assert_eq!(at(other), None, "{other}");
        }
    }
}
