//! Where a book is read from: the folder on disk, or a point in its history. All that reading asks is asked here, so that nothing above
//! can tell one from the other.

use super::past::Past;
use super::reading::Text;
use std::fs::{File, FileType};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where a book is read from.
#[derive(Clone, Debug)]
pub(super) enum Origin {
    /// What lies in a folder now.
    Disk(PathBuf),
    /// What lay in it at a revision.
    Past(Arc<Past>),
}

/// What a name in a folder stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    File,
    Folder,
    Link,
    Other,
}

impl From<FileType> for What {
    fn from(kind: FileType) -> What {
        match () {
            () if kind.is_file() => What::File,
            () if kind.is_dir() => What::Folder,
            () if kind.is_symlink() => What::Link,
            () => What::Other,
        }
    }
}

/// A name in a folder.
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) what: What,
}

impl Entry {
    pub(super) fn new(name: Vec<u8>, what: What) -> Entry {
        let name =
            String::from_utf8(name).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        Entry { name, what }
    }
}

/// Where a path leads once every link on the way is followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Leads {
    /// To this in the book.
    Inside(String),
    /// Out of the book.
    Outside,
    /// Nowhere.
    Nowhere,
}

impl Origin {
    /// The names in a folder of the book, sorted; none where there is no folder. The book itself is at ``.
    pub(super) fn entries(&self, path: &str) -> io::Result<Vec<Entry>> {
        let mut entries = match self {
            Origin::Disk(root) => listed(&root.join(path))?,
            Origin::Past(past) => past.entries(path)?,
        };
        entries.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        Ok(entries)
    }

    /// What is at a path of the book, no link followed on the way; `None` where there is nothing.
    pub(super) fn what(&self, path: &str) -> io::Result<Option<What>> {
        match self {
            Origin::Disk(root) => standing(root, path),
            Origin::Past(past) => past.what(path),
        }
    }

    /// The bytes of a file, links followed, into a memory that may be longer; how many there are. Of what is larger than `most`, only so
    /// much that it shows.
    pub(super) fn fill(&self, path: &str, bytes: &mut Vec<u8>, most: usize) -> io::Result<usize> {
        match self {
            Origin::Disk(root) => read_into(File::open(root.join(path))?, bytes, most),
            Origin::Past(past) => past.fill(path, bytes),
        }
    }

    /// The texts of very many files, in their order, where they are read faster in another; `None` where they are not.
    pub(super) fn ahead<P: AsRef<str> + Sync>(&self, paths: &[P]) -> Option<Vec<Text>> {
        match self {
            Origin::Disk(_) => None,
            Origin::Past(past) => past.ahead(paths),
        }
    }

    /// The bytes of a file, links followed.
    pub(super) fn bytes(&self, path: &str) -> io::Result<Vec<u8>> {
        match self {
            Origin::Disk(root) => std::fs::read(root.join(path)),
            Origin::Past(past) => past.bytes(path),
        }
    }

    /// Where a path leads once every link is followed.
    pub(super) fn leads(&self, path: &str) -> io::Result<Leads> {
        let root = match self {
            Origin::Disk(root) => root,
            Origin::Past(past) => return past.leads(path),
        };
        let (Ok(target), Ok(root)) = (root.join(path).canonicalize(), root.canonicalize()) else {
            return Ok(Leads::Nowhere);
        };
        Ok(target
            .strip_prefix(root)
            .map_or(Leads::Outside, |inside| Leads::Inside(inside.to_string_lossy().into_owned())))
    }

    /// Refuses where something could not be read that is no fault of a record: then no answer is right.
    pub(super) fn sound(&self) -> anyhow::Result<()> {
        match self {
            Origin::Disk(_) => Ok(()),
            Origin::Past(past) => past.sound(),
        }
    }
}

fn listed(path: &Path) -> io::Result<Vec<Entry>> {
    let listed = match std::fs::read_dir(path) {
        Ok(listed) => listed,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut entries = Vec::new();
    for entry in listed {
        let entry = entry?;
        let name = entry.file_name().into_string().unwrap_or_else(|name| name.to_string_lossy().into_owned());
        entries.push(Entry { name, what: entry.file_type()?.into() });
    }
    Ok(entries)
}

fn standing(root: &Path, path: &str) -> io::Result<Option<What>> {
    let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
    let mut found = What::Folder;
    for end in ends {
        if found != What::Folder {
            return Ok(None);
        }
        found = match root.join(&path[..end]).symlink_metadata() {
            Ok(facts) => facts.file_type().into(),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        if found == What::Link {
            return Ok(Some(What::Link));
        }
    }
    Ok(Some(found))
}

/// All that is read from somewhere, into a memory that may be longer; how many bytes there are. Of what is larger than `most`, only so much
/// that it shows.
pub(super) fn read_into(mut from: impl Read, bytes: &mut Vec<u8>, most: usize) -> io::Result<usize> {
    let mut filled = 0;
    loop {
        if filled == bytes.len() {
            if filled > most {
                break;
            }
            let larger = (bytes.len() * 2).max(1 << 16);
            bytes.resize(larger, 0);
        }
        match from.read(&mut bytes[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}
