//! Takes the history over from git: commits, paths and texts get numbers, and texts are fetched when the auditor asks for them.

use crate::cli::exit::Stop;
use crate::domain::layout::{AnyId, Placement, parse_path};
use crate::history::audit::{Blob, Commit, Library, Past, Touch};
use crate::store::git::{Entry, Oid};
use crate::store::{Git, GitTrouble};
use std::collections::HashMap;

/// The history, with what the numbers stand for.
pub(in crate::cli) struct Gathered {
    entries: Vec<Entry>,
    places: HashMap<Oid, usize>,
    blobs: Vec<Oid>,
}

impl Gathered {
    /// All up to a revision.
    pub(in crate::cli) fn of(git: &Git, revision: &str) -> Result<Gathered, Stop> {
        let upto = git.revision(revision).map_err(anyhow::Error::from)?.commit;
        let entries = git.chronicle(&upto).map_err(anyhow::Error::from)?;
        let places = entries.iter().enumerate().map(|(at, entry)| (entry.commit.clone(), at)).collect();
        Ok(Gathered { entries, places, blobs: Vec::new() })
    }

    /// The place of a commit; none where it is not part of it.
    pub(in crate::cli) fn place(&self, commit: &Oid) -> Option<usize> {
        self.places.get(commit).copied()
    }

    /// How many commits one continues.
    pub(in crate::cli) fn parents(&self, at: usize) -> usize {
        self.entries[at].parents.len()
    }

    /// The name of a commit.
    pub(in crate::cli) fn commit(&self, at: usize) -> &Oid {
        &self.entries[at].commit
    }

    /// As the auditor wants it.
    pub(in crate::cli) fn past(&mut self) -> Past {
        let (mut paths, mut blobs) = (Numbers::default(), Numbers::default());
        let mut commits = Vec::with_capacity(self.entries.len());
        for entry in &mut self.entries {
            let mut touches = Vec::new();
            for touched in entry.touches.drain(..).filter(|touched| is_of_the_book(&touched.path)) {
                let from = touched.from.filter(|from| is_renamed(from, &touched.path));
                let mut blob = |oid: Option<Oid>| oid.map(|oid| blobs.of(oid));
                let (before, after) = (blob(touched.before), blob(touched.after));
                let path = paths.of(touched.path.into_boxed_str());
                touches.push(Touch { path, before, after, from: from.map(|from| paths.of(from.into_boxed_str())) });
            }
            let takes_back = entry.takes_back.take().and_then(|back| {
                Some((named(&self.places, &back.commit)?, back.against.and_then(|parent| named(&self.places, &parent))))
            });
            commits.push(Commit {
                name: entry.commit.as_str().into(),
                parents: entry.parents.iter().filter_map(|parent| self.places.get(parent).copied()).collect(),
                is_cut: entry.is_cut,
                author: entry.author.as_str().into(),
                email: entry.email.as_str().into(),
                written: entry.written,
                committed: entry.committed,
                subject: entry.subject.as_str().into(),
                takes_back,
                touches,
            });
        }
        self.blobs = blobs.all;
        Past::new(commits, paths.all)
    }

    /// Does something with a library of these texts.
    pub(in crate::cli) fn read<T>(&mut self, git: &Git, run: impl FnOnce(&mut Library<'_>) -> T) -> Result<T, Stop> {
        let mut objects = git.objects().map_err(anyhow::Error::from)?;
        let mut trouble: Option<GitTrouble> = None;
        let blobs = &self.blobs;
        let mut fetch = |wanted: &[Blob]| {
            let names: Vec<Oid> = wanted.iter().map(|blob| blobs[*blob as usize].clone()).collect();
            objects.read(&names).unwrap_or_else(|why| {
                trouble.get_or_insert(why);
                vec![None; names.len()]
            })
        };
        let answer = run(&mut Library::new(&mut fetch));
        match trouble {
            Some(trouble) => Err(Stop::Failed(trouble.into())),
            None => Ok(answer),
        }
    }
}

/// The place of a commit by its name, or by how its name alone begins.
fn named(places: &HashMap<Oid, usize>, name: &str) -> Option<usize> {
    let whole = places.get(&Oid::of(name));
    let begun = || {
        let mut begun = places.iter().filter(|(commit, _)| commit.as_str().starts_with(name)).map(|(_, place)| place);
        begun.next().filter(|_| begun.next().is_none())
    };
    whole.or_else(begun).copied()
}

/// Numbers for things, in the order in which they come.
struct Numbers<T> {
    all: Vec<T>,
    numbers: HashMap<T, u32>,
}

impl<T> Default for Numbers<T> {
    fn default() -> Numbers<T> {
        Numbers { all: Vec::new(), numbers: HashMap::new() }
    }
}

impl<T: Clone + Eq + std::hash::Hash> Numbers<T> {
    fn of(&mut self, thing: T) -> u32 {
        if let Some(number) = self.numbers.get(&thing) {
            return *number;
        }
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.all.push(thing.clone());
        self.numbers.insert(thing, number);
        number
    }
}

/// Records, what they are judged by, and the papers that approvals point to.
fn is_of_the_book(path: &str) -> bool {
    matches!(parse_path(path), Placement::Record(_))
        || matches!(path, "suits.toml" | "costs.toml")
        || path.starts_with("evidence/")
        || path.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case("ics"))
}

/// Whether a file can be another one under a new name: git goes by looks, and one month of somebody's hours looks like any other.
fn is_renamed(from: &str, to: &str) -> bool {
    match (parse_path(from), parse_path(to)) {
        (Placement::Record(AnyId::Timesheet(from)), Placement::Record(AnyId::Timesheet(to))) => from.month == to.month,
        (Placement::Record(from), Placement::Record(to)) => from.kind() == to.kind(),
        _ => false,
    }
}
