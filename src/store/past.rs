//! A book as it was at a revision: folders and texts out of git's store, asked of one process; very many texts of one a core. Nothing is
//! written anywhere.
//!
//! Trouble with git's store is no fault of a record: the first is kept, and whoever asked for a book gets that instead of an answer.

use super::git::{Armful, Folder, Git, GitTrouble, InGit, Names, Objects, Revision};
use super::origin::{Entry, Leads, What};
use anyhow::Result;
use std::collections::HashMap;
use std::io::{self, ErrorKind};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// Links that lead to links beyond this lead in a circle.
const MOST_LINKS: usize = 40;
/// Files that are taken out of git's store at a time, while the ones before are read.
const ARMFUL: usize = 512;
/// More files than this are worth processes of git's own.
const MANY: usize = 2 * ARMFUL;

/// A book as it was at a revision.
#[derive(Debug)]
pub(super) struct Past {
    pub(super) git: Git,
    pub(super) revision: Revision,
    /// What leads from the top of the repository to the book: nothing, or folders that end in `/`.
    pub(super) below: String,
    objects: Mutex<Objects>,
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
        let below = String::new();
        let mut past = Past { git, revision, below, objects, folders: Mutex::default(), trouble: OnceLock::new() };
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
        let Leads::Inside(real) = self.leads(path)? else { return Err(ErrorKind::NotFound.into()) };
        match self.at(&real)? {
            Step::There(folder, index) if folder.what(index) == InGit::File => self.body(&real, &folder, index),
            Step::There(..) => Err(ErrorKind::IsADirectory.into()),
            _ => Err(ErrorKind::NotFound.into()),
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

    /// Files by the armful, in their order: the next ones are read while these are looked at. Every path is one of a file that is there.
    pub(super) fn stream<P: AsRef<str>>(&self, paths: &[P], mut look: impl FnMut(Armful)) -> io::Result<()> {
        let mut names = Names::default();
        let (mut at, mut near): (Option<(&str, Arc<Folder>)>, usize) = (None, 0);
        for path in paths {
            let path = path.as_ref();
            let (parent, name) = path.rsplit_once('/').unwrap_or(("", path));
            let folder = match &at {
                Some((before, folder)) if *before == parent => folder,
                _ => {
                    near = 0;
                    let folder = self.folder(parent)?.ok_or(ErrorKind::NotFound)?;
                    &at.insert((parent, folder)).1
                }
            };
            let index = folder.find(name.as_bytes(), near).ok_or(ErrorKind::NotFound)?;
            names.ask(folder.digits(index));
            near = index + 1;
        }
        let mut seen = 0;
        let mut missing = None;
        let take = |armful: Armful| {
            let lacks = (0..armful.len()).find(|&index| armful.get(index).is_none());
            missing = missing.or(lacks.map(|index| seen + index));
            seen += armful.len();
            if missing.is_none() {
                look(armful);
            }
        };
        let streamed = if names.len() <= MANY {
            self.objects().stream(&names, ARMFUL, take)
        } else {
            self.git.stream(&names, ARMFUL, take)
        };
        streamed.map_err(|trouble| self.fail(trouble))?;
        missing.map_or(Ok(()), |index| Err(self.lacks(paths[index].as_ref())))
    }

    /// The first trouble with git's store, if there was any.
    pub(super) fn sound(&self) -> Result<()> {
        self.trouble.get().cloned().map_or(Ok(()), |trouble| Err(trouble.into()))
    }

    fn objects(&self) -> MutexGuard<'_, Objects> {
        self.objects.lock().unwrap_or_else(PoisonError::into_inner)
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
        let mut folders = Vec::with_capacity(names.len());
        let mut lacks = false;
        self.objects().stream(names, names.len().max(1), |armful| {
            for index in 0..armful.len() {
                match armful.get(index).and_then(|raw| Folder::read(raw, digits)) {
                    Some(folder) => folders.push(Arc::new(folder)),
                    None => lacks = true,
                }
            }
        })?;
        if lacks { Err(self.git.lacking("a folder of the book", &self.revision.name)) } else { Ok(folders) }
    }

    fn body(&self, path: &str, folder: &Folder, index: usize) -> io::Result<Vec<u8>> {
        let mut names = Names::default();
        names.ask(folder.digits(index));
        let mut bytes = None;
        let read = self.objects().stream(&names, 1, |armful| bytes = armful.get(0).map(<[u8]>::to_vec));
        read.map_err(|trouble| self.fail(trouble))?;
        bytes.ok_or_else(|| self.lacks(path))
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
