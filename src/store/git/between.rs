//! What differs between two points in the history of a book, or between one and the files as they lie on disk: the files, and their texts
//! on both sides. Costs what differs, not what there is.

use super::{Git, GitTrouble, Names, Objects, Oid};
use crate::store::{LARGEST, Store};
use crate::values::Day;
use crate::yaml::check_bytes;
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;

/// Why a link is no record.
pub(in crate::store) const LINK: &str = "it is a link, and links are not followed";

/// What a file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Its text; of one version many may tell.
    Text(Arc<str>),
    /// Nobody asked for its text.
    Unread,
    /// Why it is no text that can be read.
    Broken(String),
}

impl Content {
    /// Why another repository in the place of a file is none.
    pub(in crate::store) const REPOSITORY: &str = "it is a repository of its own";

    /// What some bytes say.
    pub(in crate::store) fn of(bytes: &[u8]) -> Content {
        match check_bytes(bytes) {
            Ok(text) => Content::Text(text.into()),
            Err(fault) => Content::Broken(format!("{} (line {})", fault.message, fault.position.line)),
        }
    }

    /// The text, where it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Content::Text(text) => Some(text),
            Content::Unread | Content::Broken(_) => None,
        }
    }
}

/// A file on one side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideFile {
    /// Relative to the book, with `/`; where it is not UTF-8, as near as can be.
    pub path: String,
    /// What it says.
    pub content: Content,
}

/// A file that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Between {
    /// As it was; `None` for one that was not there.
    pub before: Option<SideFile>,
    /// As it is; `None` for one that is gone. Its path is another where git takes it for the same file, renamed.
    pub after: Option<SideFile>,
}

/// One of the two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What was.
    Before,
    /// What is.
    After,
}

/// Two points of a book, to be compared.
#[derive(Debug)]
pub struct Comparison {
    git: Git,
    root: PathBuf,
    /// What leads from the top of the repository to the book, where the book does not lie on disk.
    below: Option<String>,
    objects: Objects,
    /// The commit that is compared with.
    pub from: Oid,
    /// The commit that is compared; `None` for the files on disk.
    pub to: Option<Oid>,
    /// The days on which the two were committed, by the clocks of those who did.
    pub days: (Option<Day>, Option<Day>),
    /// What git has listed already.
    listed: Option<Vec<u8>>,
    /// What does not differ, once git has said what does.
    alike: Option<Alike>,
}

/// Files that are the same in both of two commits: what was read of them for one side is known of the other.
#[derive(Debug)]
struct Alike {
    differ: BTreeSet<String>,
    texts: HashMap<String, Option<Content>>,
}

impl Alike {
    /// All but some files.
    fn but(pairs: &[Pair]) -> Alike {
        let ends = pairs.iter().flat_map(|pair| [&pair.before, &pair.after]).flatten();
        Alike { differ: ends.map(|end| end.path.0.clone()).collect(), texts: HashMap::new() }
    }

    fn learn(&mut self, path: &str, content: Option<&Content>) {
        // git calls each file by one name, people by others too: `./days.ics`
        let is_gits_name = path.split('/').all(|part| !matches!(part, "" | "." | ".."));
        if is_gits_name && !self.differ.contains(path) {
            self.texts.insert(path.to_owned(), content.cloned());
        }
    }
}

impl Store {
    /// Two points of the book by names that git knows; without a second one, the files on disk. `parted`: from the commit at which the
    /// two parted.
    pub fn comparison(&self, from: &str, to: Option<&str>, parted: bool) -> Result<Comparison, GitTrouble> {
        let git = self.git();
        if let Some(quick) = to.filter(|_| !parted).and_then(|to| self.quickly(&git, from, to)) {
            return Ok(quick);
        }
        let (older, newer) = std::thread::scope(|scope| {
            // git looks for one name at a time
            let newer = to.map(|to| scope.spawn(|| git.revision(to)));
            let older = git.revision(from);
            (older, newer.map(|newer| newer.join().unwrap_or_else(|_| git.revision(from))))
        });
        let (mut from, to) = (older?.commit, newer.transpose()?.map(|newer| newer.commit));
        if parted {
            from = git.parting(&from, to.as_ref())?;
        }
        let mut objects = git.objects()?;
        let mut day = |oid: &Oid| objects.commit(oid).map(|commit| committed(&commit));
        let days = (day(&from)?, to.as_ref().map(day).transpose()?.flatten());
        let below = self.revision().map(|_| self.below_git());
        Ok(Comparison { git, root: self.root().to_owned(), below, objects, from, to, days, listed: None, alike: None })
    }

    /// Two commits, listed while their names are looked up. `None` for whatever git has doubts about: those are told the slow way.
    fn quickly(&self, git: &Git, from: &str, to: &str) -> Option<Comparison> {
        let is_plain = |name: &str| {
            !name.is_empty()
                && !name.starts_with([':', '-'])
                && !name.contains("..")
                && !name.contains(char::is_control)
        };
        if !is_plain(from) || !is_plain(to) {
            return None;
        }
        let below = self.revision().map(|_| self.below_git());
        let [older, newer] = [from, to].map(|name| format!("{name}^{{commit}}"));
        let mut differ = git.command(words(WELL, below.as_deref(), &[&older, &newer]));
        let differ = differ.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().ok()?;
        let commits = git.objects().and_then(|mut objects| {
            let (older, newer) = (objects.commit_named(&older)?, objects.commit_named(&newer)?);
            Ok((objects, older, newer))
        });
        let listed = differ.wait_with_output().ok()?;
        let Ok((objects, Some((older, then)), Some((newer, now)))) = commits else { return None };
        let is_sure = listed.status.success() && listed.stderr.is_empty();
        is_sure.then(|| Comparison {
            git: git.clone(),
            root: self.root().to_owned(),
            below,
            objects,
            from: older,
            to: Some(newer),
            days: (committed(&then), committed(&now)),
            listed: Some(listed.stdout),
            alike: None,
        })
    }
}

/// How two commits are compared. `diff-tree` would read the whole index first.
const WELL: &[&str] = &["diff", "-M"];

/// What git is to be told to list what differs between some ends, in the book.
fn words(verb: &[&str], below: Option<&str>, ends: &[&str]) -> Vec<String> {
    let inside = below.filter(|below| !below.is_empty());
    let relative = inside.map_or("--relative".to_owned(), |below| format!("--relative={below}"));
    let how = ["--raw", "-z", "--no-abbrev", "--no-ext-diff", "--ignore-submodules", &relative];
    let here: &[&str] = if below.is_none() { &["--", "."] } else { &["--"] };
    [verb, &how, ends, here].concat().into_iter().map(str::to_owned).collect()
}

impl Comparison {
    /// The files that differ, by path; with the texts of those that are wanted on one of their paths. The order is that of the paths.
    pub fn between(&mut self, wanted: impl Fn(&str) -> bool) -> Result<Vec<Between>, GitTrouble> {
        let mut pairs = self.raw()?;
        match self.to {
            Some(_) => self.alike = Some(Alike::but(&pairs)),
            None => pairs.extend(self.untracked(&pairs)?),
        }
        pairs.retain(|pair| [&pair.before, &pair.after].into_iter().flatten().any(|end| end.kind != Mode::Repository));
        for end in pairs.iter_mut().flat_map(|pair| [&mut pair.before, &mut pair.after]).flatten() {
            end.wanted = wanted(&end.path.0);
        }
        for pair in &mut pairs {
            let either = [&pair.before, &pair.after].into_iter().flatten().any(|end| end.wanted);
            [&mut pair.before, &mut pair.after].into_iter().flatten().for_each(|end| end.wanted = either);
        }
        let oids: Vec<Oid> = ends(&pairs).filter_map(End::blob).cloned().collect();
        let mut texts = self.objects.read(&oids)?.into_iter();
        let mut between = Vec::with_capacity(pairs.len());
        for pair in &pairs {
            let mut side = |end: &Option<End>| {
                end.as_ref().map(|end| {
                    let bytes = end.blob().and_then(|_| texts.next()).flatten();
                    SideFile { path: end.path.0.clone(), content: self.content(end, bytes) }
                })
            };
            let (before, after) = (side(&pair.before), side(&pair.after));
            between.push(Between { before, after });
        }
        let path = |one: &Between| one.after.as_ref().or(one.before.as_ref()).map(|file| file.path.clone());
        between.sort_by_cached_key(path);
        Ok(between)
    }

    /// The texts of some files on one side, in their order; `None` for one that is not there.
    pub fn texts(&mut self, side: Side, paths: &[String]) -> Result<Vec<Option<Content>>, GitTrouble> {
        let commit = match side {
            Side::Before => Some(&self.from),
            Side::After => self.to.as_ref(),
        };
        let Some(commit) = commit else {
            return Ok(paths.iter().map(|path| on_disk(&self.root, path)).collect());
        };
        let below = self.below.as_deref().unwrap_or("./");
        let known = |path: &str| self.alike.as_ref().and_then(|alike| alike.texts.get(path).cloned());
        let mut found: Vec<(&String, Option<Option<Content>>)> = paths.iter().map(|path| (path, known(path))).collect();
        let mut names = Names::default();
        for (path, _) in found.iter().filter(|(_, known)| known.is_none()) {
            names.ask(format!("{commit}:{below}{path}").bytes());
        }
        let armful = self.objects.armful(&names)?;
        for (index, (path, found)) in found.iter_mut().filter(|(_, known)| known.is_none()).enumerate() {
            let content = armful.get(index).map(Content::of);
            if let Some(alike) = &mut self.alike {
                alike.learn(path, content.as_ref());
            }
            *found = Some(content);
        }
        Ok(found.into_iter().map(|(_, content)| content.flatten()).collect())
    }

    fn content(&self, end: &End, bytes: Option<Vec<u8>>) -> Content {
        match end.kind {
            _ if !end.path.1 => Content::Broken("its name is not UTF-8".to_owned()),
            Mode::Link => Content::Broken(LINK.to_owned()),
            Mode::Repository => Content::Broken(Content::REPOSITORY.to_owned()),
            Mode::File if !end.wanted => Content::Unread,
            Mode::File if end.oid.is_none() => on_disk(&self.root, &end.path.0)
                .unwrap_or_else(|| Content::Broken("it went away while it was compared".to_owned())),
            Mode::File => bytes.map_or_else(
                || Content::Broken("git does not have this version; `git fetch --refetch` brings it again".to_owned()),
                |bytes| Content::of(&bytes),
            ),
        }
    }

    /// What git says differs.
    fn raw(&self) -> Result<Vec<Pair>, GitTrouble> {
        let mut ends = vec![self.from.as_str()];
        ends.extend(self.to.as_ref().map(Oid::as_str));
        let run = |verb: &[&str]| self.git.bytes("compare", words(verb, self.below.as_deref(), &ends));
        // plainly where a damaged repository lacks texts that git would look at
        let (well, plainly): (&[&str], &[&str]) = match self.to {
            Some(_) => (WELL, &["diff-tree", "-r", "--no-renames"]),
            None => (WELL, &["diff-index", "--no-renames"]),
        };
        let listed = match &self.listed {
            Some(listed) => listed.clone(),
            None => run(well).or_else(|trouble| run(plainly).map_err(|_| trouble))?,
        };
        let mut pairs = pairs(&listed);
        if self.to.is_none() {
            // git names what a file on disk would be called, not what its store has; of what is not checked out it has all there is
            for end in pairs.iter_mut().filter_map(|pair| pair.after.as_mut()) {
                end.oid = end.oid.take().filter(|_| self.root.join(&end.path.0).symlink_metadata().is_err());
            }
        }
        Ok(pairs)
    }

    /// Files on disk that git does not know yet.
    fn untracked(&self, known: &[Pair]) -> Result<Vec<Pair>, GitTrouble> {
        let known: BTreeSet<&str> =
            known.iter().filter_map(|pair| Some(pair.after.as_ref()?.path.0.as_str())).collect();
        let new = self.git.bytes("compare", ["ls-files", "-z", "--others", "--exclude-standard", "--", "."])?;
        let paths = new.split(|byte| *byte == 0).filter(|path| !path.is_empty() && !path.ends_with(b"/"));
        let new = paths.map(named).filter(|path| !known.contains(path.0.as_str()));
        let end = |path| Some(End { path, kind: Mode::File, oid: None, wanted: false });
        Ok(new.map(|path| Pair { before: None, after: end(path) }).collect())
    }
}

/// What lies at a path, as git sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    File,
    Link,
    Repository,
}

/// One side of a pair.
#[derive(Clone, Debug)]
struct End {
    /// The path, and whether it is UTF-8.
    path: (String, bool),
    kind: Mode,
    /// `None` for what lies on disk.
    oid: Option<Oid>,
    wanted: bool,
}

impl End {
    fn blob(&self) -> Option<&Oid> {
        self.oid.as_ref().filter(|_| self.wanted && self.kind == Mode::File)
    }
}

#[derive(Clone, Debug)]
struct Pair {
    before: Option<End>,
    after: Option<End>,
}

fn ends(pairs: &[Pair]) -> impl Iterator<Item = &End> {
    pairs.iter().flat_map(|pair| [&pair.before, &pair.after]).flatten()
}

/// Reads `:100644 100644 OID OID M`, and one path or two.
fn pairs(listed: &[u8]) -> Vec<Pair> {
    let mut parts = listed.split(|byte| *byte == 0);
    let mut pairs: Vec<Pair> = Vec::new();
    while let (Some(head), Some(path)) = (parts.next().filter(|head| !head.is_empty()), parts.next()) {
        let head = String::from_utf8_lossy(head);
        let facts: Vec<&str> = head.trim_start_matches(':').split(' ').collect();
        let [old_mode, new_mode, old, new, status] = facts[..] else { continue };
        let renamed = status.starts_with(['R', 'C']);
        let now = if renamed { parts.next().unwrap_or(path) } else { path };
        let before = end(path, old_mode, old).filter(|_| !status.starts_with('C'));
        let after = end(now, new_mode, new);
        // in the middle of a merge git lists a file twice: as it is on disk counts
        if status == "U" {
            continue;
        }
        pairs.push(Pair { before, after });
    }
    pairs
}

fn end(path: &[u8], mode: &str, oid: &str) -> Option<End> {
    let kind = match mode {
        "000000" => return None,
        "120000" => Mode::Link,
        "160000" => Mode::Repository,
        _ => Mode::File,
    };
    let oid = Some(oid).filter(|oid| !oid.bytes().all(|digit| digit == b'0'));
    Some(End { path: named(path), kind, oid: oid.map(Oid::of), wanted: false })
}

fn named(path: &[u8]) -> (String, bool) {
    match std::str::from_utf8(path) {
        Ok(path) => (path.to_owned(), true),
        Err(_) => (String::from_utf8_lossy(path).into_owned(), false),
    }
}

/// What a file of the book says now; `None` where there is none.
fn on_disk(root: &Path, path: &str) -> Option<Content> {
    let whole = root.join(path);
    match whole.symlink_metadata() {
        Ok(facts) if facts.is_symlink() => Some(Content::Broken(LINK.to_owned())),
        Ok(facts) if !facts.is_file() => Some(Content::Broken("it is not a file".to_owned())),
        Ok(facts) if facts.len() > LARGEST as u64 => Some(Content::Broken("it is larger than 16 MiB".to_owned())),
        Ok(_) => match std::fs::read(&whole) {
            Ok(bytes) => Some(Content::of(&bytes)),
            Err(error) => Some(Content::Broken(format!("it cannot be read: {error}"))),
        },
        Err(_) => None,
    }
}

/// The day on which a commit was made, where it was made.
fn committed(commit: &[u8]) -> Option<Day> {
    let text = String::from_utf8_lossy(commit);
    let line = text.lines().take_while(|line| !line.is_empty()).find(|line| line.starts_with("committer "))?;
    let mut parts = line.rsplit(' ');
    let (zone, seconds) = (parts.next()?.parse::<i64>().ok()?, parts.next()?.parse::<i64>().ok()?);
    let local = seconds.checked_add((zone / 100 * 60 + zone % 100) * 60)?;
    Some(Day::EPOCH.plus(local.div_euclid(24 * 60 * 60)))
}
