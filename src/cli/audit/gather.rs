//! Takes the history over from git: commits, paths and texts get numbers, and texts are fetched when the auditor asks for them.

use crate::cli::exit::Stop;
use crate::domain::layout::{AnyId, Placement, parse_path};
use crate::history::audit::{Blob, Commit, Library, Past, Touch};
use crate::store::git::{Entry, Oid, TakenBack};
use crate::store::{Git, GitTrouble};
use std::collections::{BTreeMap, HashMap};

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
            let place = |name: &str| named(&self.places, name);
            let takes_back = in_the_end(std::mem::take(&mut entry.takes_back), &place);
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
        // a whole name is looked up
        places.keys().next().filter(|commit| name.len() < commit.as_str().len())?;
        let mut begun = places.iter().filter(|(commit, _)| commit.as_str().starts_with(name)).map(|(_, place)| place);
        begun.next().filter(|_| begun.next().is_none())
    };
    whole.or_else(begun).copied()
}

/// What of all that a message says to take back stays taken back. One that was squashed may quote, too, how somebody took such a thing back
/// themselves: a commit that the message names, or, where it names none, one that is not here; then it is the last one before.
fn in_the_end(said: Vec<TakenBack>, place: &dyn Fn(&str) -> Option<usize>) -> Vec<(usize, Option<usize>)> {
    let mut quoted: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, back) in said.iter().enumerate() {
        quoted.entry(back.quoted.as_deref().unwrap_or_default()).or_default().push(at);
    }
    let of_quoted = |at: usize| -> Vec<usize> {
        let name = said[at].commit.as_str();
        match quoted.range(name..).next().filter(|(quoted, _)| quoted.starts_with(name)) {
            Some((_, of)) => of.clone(),
            None if place(name).is_none() => at.checked_sub(1).into_iter().collect(),
            None => Vec::new(),
        }
    };
    let takes: Vec<Vec<usize>> = (0..said.len()).map(of_quoted).collect();
    let mut awaited = vec![0usize; said.len()];
    takes.iter().flatten().for_each(|of| awaited[*of] += 1);
    // whatever nobody takes back stays; what takes another back is judged before it
    let (mut stays, mut is_undone) = (vec![false; said.len()], vec![false; said.len()]);
    let mut known: Vec<usize> = (0..said.len()).filter(|at| awaited[*at] == 0).collect();
    while let Some(at) = known.pop() {
        stays[at] = !is_undone[at];
        for of in &takes[at] {
            is_undone[*of] |= stays[at];
            awaited[*of] -= 1;
            if awaited[*of] == 0 {
                known.push(*of);
            }
        }
    }
    let own = said.iter().enumerate().filter(|(at, _)| stays[*at] && takes[*at].is_empty());
    own.filter_map(|(_, back)| Some((place(&back.commit)?, back.against.as_deref().and_then(place)))).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_what_was_taken_back_and_again_only_the_end_counts() {
        let place = |name: &str| ["merge01", "other02"].iter().position(|known| *known == name);
        let back = |commit: &str, quoted: Option<&str>| TakenBack {
            commit: commit.to_owned(),
            against: None,
            quoted: quoted.map(str::to_owned),
        };
        let end = |said: &[TakenBack]| -> Vec<usize> {
            in_the_end(said.to_vec(), &place).into_iter().map(|(commit, _)| commit).collect()
        };
        assert_eq!(end(&[back("merge01", None), back("other02", None)]), [0, 1]);
        let none: Vec<usize> = Vec::new();
        // the last first, each with its name
        let (first, second) = (back("merge01", Some("aaaaaaa")), back("aaaaaaa", Some("bbbbbbb")));
        assert_eq!(end(&[second.clone(), first.clone()]), none);
        assert_eq!(end(&[back("bbbbbbb", Some("ccccccc")), second, first]), [0]);
        // the first first, without
        assert_eq!(end(&[back("merge01", None), back("aaaaaaa", None)]), none);
        assert_eq!(end(&[back("merge01", None), back("aaaaaaa", None), back("bbbbbbb", None)]), [0]);
        assert_eq!(end(&[back("aaaaaaa", None)]), none);
        // a circle takes nothing back
        assert_eq!(end(&[back("aaaaaaa", Some("bbbbbbb")), back("bbbbbbb", Some("aaaaaaa"))]), none);
    }
}
