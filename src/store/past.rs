//! A book as it was at a revision: folders and texts out of git's store, asked of one process; where there are many texts, read by every
//! core itself. Nothing is written anywhere.
//!
//! Trouble with git's store is no fault of a record: the first is kept, and whoever asked for a book gets that instead of an answer.

use super::git::{Folder, Git, GitTrouble, InGit, Names, Next, Objects, Packs, Reading, Revision};
use super::origin::{Entry, Leads, What};
use super::reading::{LARGEST, Text};
use crate::yaml::check_bytes;
use anyhow::Result;
use rayon::prelude::*;
use std::collections::HashMap;
use std::io::{self, ErrorKind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// Links that lead to links beyond this lead in a circle.
const MOST_LINKS: usize = 40;
/// So many files are asked of the git that runs already; for more, its store is opened.
const FEW: usize = 32;
/// Files that one thread takes at a time.
const ARMFUL: usize = 64;

/// A book as it was at a revision.
#[derive(Debug)]
pub(super) struct Past {
    pub(super) git: Git,
    pub(super) revision: Revision,
    /// What leads from the top of the repository to the book: nothing, or folders that end in `/`.
    pub(super) below: String,
    objects: Mutex<Objects>,
    packs: OnceLock<Option<Packs>>,
    /// How many files were asked for.
    asked: AtomicUsize,
    folders: Mutex<HashMap<Box<str>, Arc<Folder>>>,
    trouble: OnceLock<GitTrouble>,
}

impl Past {
    /// Finds the book in the innermost of some folders, each in the one before, the first at the top of a repository. Says how many of
    /// the folders there were at the revision, and in which of them the book is; `None`: in none.
    pub(super) fn find(
        git: Git,
        revision: Revision,
        folders: &[&[u8]],
    ) -> Result<(usize, Option<(Past, usize)>), GitTrouble> {
        let objects = Mutex::new(git.objects()?);
        let mut past = Past {
            git,
            revision,
            below: String::new(),
            objects,
            packs: OnceLock::new(),
            asked: AtomicUsize::new(0),
            folders: Mutex::default(),
            trouble: OnceLock::new(),
        };
        let mut names = Names::default();
        names.ask(format!("{}^{{tree}}", past.revision.commit).bytes());
        let mut chain: Vec<Arc<Folder>> = vec![past.folders_of(&names)?.remove(0)];
        for name in folders {
            let top = &chain[chain.len() - 1];
            let Some(index) = top.find(name, 0).filter(|&index| top.what(index) == InGit::Folder) else { break };
            let mut names = Names::default();
            names.ask(top.digits(index));
            chain.push(past.folders_of(&names)?.remove(0));
        }
        let deep = chain.len() - 1;
        for (depth, folder) in chain.into_iter().enumerate().rev() {
            past.folders = Mutex::new(HashMap::from([(Box::from(""), folder)]));
            let config = past.leads(super::book::CONFIG);
            if let Ok(Leads::Inside(config)) = config
                && matches!(past.what(&config), Ok(Some(What::File)))
            {
                past.below = folders[..depth].iter().map(|name| String::from_utf8_lossy(name) + "/").collect();
                return Ok((deep, Some((past, depth))));
            }
            past.trouble.get().cloned().map_or(Ok(()), Err)?;
        }
        Ok((deep, None))
    }

    /// The names in a folder. Of a folder of records, the folders in it are read ahead: they are wanted next.
    pub(super) fn entries(&self, path: &str) -> io::Result<Vec<Entry>> {
        let Some(folder) = self.folder(path)? else { return Ok(Vec::new()) };
        if !path.is_empty() && !path.contains('/') {
            self.read_ahead(path, &folder)?;
        }
        let entry = |index| Entry::new(folder.name(index).to_vec(), folder.what(index).into());
        Ok((0..folder.len()).map(entry).collect())
    }

    /// What is at a path, no link followed.
    pub(super) fn what(&self, path: &str) -> io::Result<Option<What>> {
        if path.is_empty() {
            return Ok(Some(What::Folder));
        }
        Ok(match self.at(path)? {
            Step::There(folder, index) => Some(folder.what(index).into()),
            Step::Link => Some(What::Link),
            Step::Nothing => None,
        })
    }

    /// The bytes of a file, links followed.
    pub(super) fn bytes(&self, path: &str) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let filled = self.fill(path, &mut bytes)?;
        bytes.truncate(filled);
        Ok(bytes)
    }

    /// The same into a memory that may be longer; how many there are. Of what is larger than a record may be, only so much that it shows.
    pub(super) fn fill(&self, path: &str, bytes: &mut Vec<u8>) -> io::Result<usize> {
        let (folder, index) = self.file(path)?;
        if self.asked.fetch_add(1, Ordering::Relaxed) >= FEW
            && let Some(filled) = self.packs().and_then(|packs| packs.one(folder.oid(index), bytes))
        {
            return Ok(filled);
        }
        *bytes = self.body(path, &folder, index)?;
        Ok(bytes.len())
    }

    /// The texts of very many files, in their order; they are read in the order in which git keeps them, which is faster. `None` where
    /// it is not.
    pub(super) fn ahead<P: AsRef<str> + Sync>(&self, paths: &[P]) -> Option<Vec<Text>> {
        let packs = self.packs()?;
        let (mut places, mut sought) = (Vec::with_capacity(paths.len()), Vec::with_capacity(paths.len()));
        let (mut at, mut near): (Option<(&str, Arc<Folder>)>, usize) = (None, 0);
        for path in paths {
            let path = path.as_ref();
            let (parent, name) = path.rsplit_once('/').unwrap_or(("", path));
            if at.as_ref().is_none_or(|(before, _)| *before != parent) {
                at = Some((parent, self.folder(parent).ok()??));
                near = 0;
            }
            let (_, folder) = at.as_ref()?;
            let index = folder.find(name.as_bytes(), near)?;
            near = index + 1;
            places.push(packs.place(folder.oid(index)));
            sought.push((folder.clone(), index));
        }
        let begin = || (Reading::default(), Vec::new());
        let read = |(reading, bytes): &mut (_, _), next: Next| {
            let (folder, index) = &sought[next.turn];
            let text = match packs.fill(reading, folder.oid(*index), next, bytes) {
                Some(filled) => Ok(check_bytes(&bytes[..filled]).map(Box::from)),
                None => {
                    self.body(paths[next.turn].as_ref(), folder, *index).map(|read| check_bytes(&read).map(Box::from))
                }
            };
            (next.turn, text)
        };
        let order = packs.in_turn(&places);
        let mut read: Vec<(usize, Text)> = order.into_par_iter().with_min_len(ARMFUL).map_init(begin, read).collect();
        read.sort_unstable_by_key(|(turn, _)| *turn);
        Some(read.into_iter().map(|(_, text)| text).collect())
    }

    /// Where a file is, links followed.
    fn file(&self, path: &str) -> io::Result<(Arc<Folder>, usize)> {
        let mut step = self.at(path)?;
        if !matches!(&step, Step::There(folder, index) if folder.what(*index) == InGit::File) {
            let Leads::Inside(real) = self.leads(path)? else { return Err(ErrorKind::NotFound.into()) };
            step = self.at(&real)?;
        }
        match step {
            Step::There(folder, index) if folder.what(index) == InGit::File => Ok((folder, index)),
            Step::There(..) => Err(ErrorKind::IsADirectory.into()),
            Step::Link | Step::Nothing => Err(ErrorKind::NotFound.into()),
        }
    }

    /// Where a path leads once every link is followed. What lies beside the book is outside of it.
    pub(super) fn leads(&self, path: &str) -> io::Result<Leads> {
        let mut left: Vec<String> = path.rsplit('/').map(str::to_owned).collect();
        let mut walked: Vec<String> = Vec::new();
        let mut links = 0;
        while let Some(part) = left.pop() {
            match part.as_str() {
                "" | "." => continue,
                ".." if walked.pop().is_some() => continue,
                ".." => return Ok(Leads::Outside),
                _ => walked.push(part),
            }
            let here = walked.join("/");
            match self.at(&here)? {
                Step::There(folder, index) if folder.what(index) == InGit::Link => {
                    let target = String::from_utf8_lossy(&self.body(&here, &folder, index)?).into_owned();
                    links += 1;
                    if target.starts_with('/') || links > MOST_LINKS {
                        return Ok(if links > MOST_LINKS { Leads::Nowhere } else { Leads::Outside });
                    }
                    walked.pop();
                    left.extend(target.rsplit('/').map(str::to_owned));
                }
                Step::There(..) => {}
                Step::Link | Step::Nothing => return Ok(Leads::Nowhere),
            }
        }
        Ok(Leads::Inside(walked.join("/")))
    }

    /// The first trouble with git's store, if there was any.
    pub(super) fn sound(&self) -> Result<()> {
        self.trouble.get().cloned().map_or(Ok(()), |trouble| Err(trouble.into()))
    }

    fn objects(&self) -> MutexGuard<'_, Objects> {
        self.objects.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The store itself.
    fn packs(&self) -> Option<&Packs> {
        let digits = self.revision.commit.as_str().len();
        self.packs.get_or_init(|| Packs::of(&self.git, digits, LARGEST)).as_ref()
    }

    fn kept(&self) -> MutexGuard<'_, HashMap<Box<str>, Arc<Folder>>> {
        self.folders.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Walks to a path, and stops at the first link on the way.
    fn at(&self, path: &str) -> io::Result<Step> {
        let (parent, name) = path.rsplit_once('/').unwrap_or(("", path));
        let known = self.kept().get(parent).cloned();
        let folder = match known {
            Some(folder) => folder,
            None => match self.at(parent)? {
                Step::There(above, index) => match above.what(index) {
                    InGit::Link => return Ok(Step::Link),
                    _ => match self.open(parent, &above, index)? {
                        Some(folder) => folder,
                        None => return Ok(Step::Nothing),
                    },
                },
                stopped => return Ok(stopped),
            },
        };
        Ok(folder.find(name.as_bytes(), 0).map_or(Step::Nothing, |index| Step::There(folder, index)))
    }

    /// A folder; `None` where there is none.
    fn folder(&self, path: &str) -> io::Result<Option<Arc<Folder>>> {
        if let Some(kept) = self.kept().get(path) {
            return Ok(Some(kept.clone()));
        }
        match self.at(path)? {
            Step::There(parent, index) => self.open(path, &parent, index),
            Step::Link | Step::Nothing => Ok(None),
        }
    }

    /// The folder of a name in another; `None` where it is none.
    fn open(&self, path: &str, parent: &Folder, index: usize) -> io::Result<Option<Arc<Folder>>> {
        match parent.what(index) {
            InGit::File | InGit::Link => return Ok(None),
            InGit::Repository => return Err(io::Error::new(ErrorKind::Unsupported, ELSEWHERE)),
            InGit::Folder => {}
        }
        let mut names = Names::default();
        names.ask(parent.digits(index));
        let found = self.folders_of(&names).map_err(|trouble| self.fail(trouble))?.pop();
        if let Some(folder) = &found {
            self.kept().insert(path.into(), folder.clone());
        }
        Ok(found)
    }

    fn read_ahead(&self, path: &str, folder: &Folder) -> io::Result<()> {
        let mut names = Names::default();
        let inner: Vec<usize> = (0..folder.len()).filter(|&index| folder.what(index) == InGit::Folder).collect();
        let path_of = |index: usize| format!("{path}/{}", String::from_utf8_lossy(folder.name(index)));
        for &index in &inner {
            names.ask(folder.digits(index));
        }
        let read = self.folders_of(&names).map_err(|trouble| self.fail(trouble))?;
        let mut kept = self.kept();
        for (index, folder) in inner.into_iter().zip(read) {
            kept.insert(path_of(index).into(), folder);
        }
        Ok(())
    }

    /// Folders by the names of their objects.
    fn folders_of(&self, names: &Names) -> Result<Vec<Arc<Folder>>, GitTrouble> {
        let digits = self.revision.commit.as_str().len();
        let armful = self.objects().armful(names)?;
        let folder = |index| Folder::read(armful.get(index)?, digits).map(Arc::new);
        let folders: Option<Vec<Arc<Folder>>> = (0..armful.len()).map(folder).collect();
        folders.ok_or_else(|| self.git.lacking("a folder of the book", &self.revision.name))
    }

    fn body(&self, path: &str, folder: &Folder, index: usize) -> io::Result<Vec<u8>> {
        let mut names = Names::default();
        names.ask(folder.digits(index));
        let read = self.objects().armful(&names).map_err(|trouble| self.fail(trouble))?;
        read.get(0).map(<[u8]>::to_vec).ok_or_else(|| self.lacks(path))
    }

    fn lacks(&self, path: &str) -> io::Error {
        self.fail(self.git.lacking(&format!("`{path}`"), &self.revision.name))
    }

    /// Keeps the first trouble.
    fn fail(&self, trouble: GitTrouble) -> io::Error {
        io::Error::other(self.trouble.get_or_init(|| trouble).clone())
    }
}

/// How far a path leads.
enum Step {
    /// To this name in this folder.
    There(Arc<Folder>, usize),
    /// To a link on the way.
    Link,
    /// Nowhere.
    Nothing,
}

/// What is said of a folder that is a submodule.
const ELSEWHERE: &str =
    "at this revision it is a repository of its own (a submodule), which git does not look into from here";
