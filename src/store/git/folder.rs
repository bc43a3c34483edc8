//! A folder as git keeps it: names, what each stands for, and the object that holds it.

use crate::store::origin::What;

/// A folder as git keeps it.
#[derive(Debug)]
pub(in crate::store) struct Folder {
    raw: Vec<u8>,
    digits: usize,
    entries: Vec<Kept>,
}

/// Where a name stands in the bytes of its folder, and what it stands for.
#[derive(Clone, Copy, Debug)]
struct Kept {
    start: usize,
    end: usize,
    what: InGit,
}

/// What git keeps under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum InGit {
    File,
    Folder,
    Link,
    /// Another repository (a submodule): git knows its name and one of its commits, and nothing that is in it.
    Repository,
}

impl From<InGit> for What {
    fn from(what: InGit) -> What {
        match what {
            InGit::File => What::File,
            InGit::Folder | InGit::Repository => What::Folder,
            InGit::Link => What::Link,
        }
    }
}

impl Folder {
    /// Reads the bytes of a tree object, in a repository whose objects have so many digits. `None`: it is not one.
    pub(in crate::store) fn read(raw: &[u8], digits: usize) -> Option<Folder> {
        let mut entries = Vec::new();
        let mut at = 0;
        while at < raw.len() {
            let space = at + memchr::memchr(b' ', &raw[at..])?;
            let end = space + memchr::memchr(0, &raw[space..])?;
            let what = match &raw[at..space] {
                b"40000" => InGit::Folder,
                b"120000" => InGit::Link,
                b"160000" => InGit::Repository,
                _ => InGit::File,
            };
            entries.push(Kept { start: space + 1, end, what });
            at = end + 1 + digits / 2;
        }
        if at != raw.len() {
            return None;
        }
        // git orders a folder as if its name ended in a slash
        entries.sort_unstable_by(|one, other| raw[one.start..one.end].cmp(&raw[other.start..other.end]));
        Some(Folder { raw: raw.to_owned(), digits, entries })
    }

    /// How many names there are.
    pub(in crate::store) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Where a name is; quickest near to where one was found before.
    pub(in crate::store) fn find(&self, name: &[u8], near: usize) -> Option<usize> {
        if self.entries.get(near).is_some_and(|entry| self.raw[entry.start..entry.end] == *name) {
            return Some(near);
        }
        self.entries.binary_search_by(|entry| self.raw[entry.start..entry.end].cmp(name)).ok()
    }

    /// A name's bytes.
    pub(in crate::store) fn name(&self, index: usize) -> &[u8] {
        let entry = self.entries[index];
        &self.raw[entry.start..entry.end]
    }

    /// What a name stands for.
    pub(in crate::store) fn what(&self, index: usize) -> InGit {
        self.entries[index].what
    }

    /// The name of the object that holds it, in bytes.
    pub(in crate::store) fn oid(&self, index: usize) -> &[u8] {
        let start = self.entries[index].end + 1;
        &self.raw[start..start + self.digits / 2]
    }

    /// The same in digits.
    pub(in crate::store) fn digits(&self, index: usize) -> impl Iterator<Item = u8> {
        let digit = |value: u8| b"0123456789abcdef"[usize::from(value)];
        self.oid(index).iter().flat_map(move |byte| [digit(byte >> 4), digit(byte & 15)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_read_as_git_writes_it() {
        // `a.yaml` stands before `a` in git, which takes the folder for `a/`
        let mut raw = b"100644 a.yaml\0".to_vec();
        raw.extend([0x1f; 20]);
        raw.extend(b"40000 a\0");
        raw.extend([0xa0; 20]);
        let folder = Folder::read(&raw, 40).expect("a folder");
        assert_eq!((folder.len(), folder.name(0), folder.what(0)), (2, &b"a"[..], InGit::Folder));
        assert_eq!((folder.find(b"a.yaml", 0), folder.what(1)), (Some(1), InGit::File));
        assert_eq!(folder.digits(1).collect::<Vec<u8>>(), "1f".repeat(20).into_bytes());
        assert!(folder.find(b"b", 7).is_none());
        assert!(Folder::read(&raw[..30], 40).is_none() && Folder::read(&raw, 64).is_none());
    }
}
