//! Very many objects out of git's store, on every core: read in this process by a library, since a pipe to a process of git's would cost
//! more than all that is then done with them. What the library does not find, or cannot read, is git's own to give.
//!
//! Checked is that what lies in a place inflates to as many bytes as it says, and that differences fit their base. Not checked is that it is
//! what the name stands for: no name is computed again from the bytes, neither here nor by `git cat-file`. Where two offsets of an index
//! are exchanged, each name gives the other's text, here as there; `git fsck` finds that.

use super::Git;
use gix_hash::{Kind, oid};
use gix_odb::{alternate, loose};
use gix_pack::Bundle;
use gix_pack::cache::lru::StaticLinkedList;
use gix_pack::cache::{DecodeEntry, Never};
use gix_pack::data::decode::entry::{Outcome, ResolvedBase};
use gix_pack::data::entry::Header;
use gix_zlib::Inflate;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Bases of bases are read one by one so far.
const DEEPEST: usize = 64;

/// A repository's store of objects.
pub(in crate::store) struct Packs {
    bundles: Vec<Bundle>,
    loose: Vec<loose::Store>,
    /// Those that nobody reads with now.
    idle: Mutex<Vec<Reader>>,
}

/// What one core reads with, object after object.
pub(in crate::store) struct Reader {
    inflate: Inflate,
    /// What was read last: git writes what differs little from an object soon behind it.
    bases: StaticLinkedList<64>,
}

/// Where an object lies. Those that differ little lie near each other, and are read fastest one after another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::store) struct Place {
    pack: usize,
    offset: u64,
}

impl Packs {
    /// The store of a repository whose objects have so many digits; no object larger than `most` is read. `None` where the library would
    /// give something else than git does: where objects stand for others (`git replace`), or are named in a way that it does not know.
    pub(in crate::store) fn of(git: &Git, digits: usize, most: usize) -> Option<Packs> {
        let kind = match digits {
            40 => Kind::Sha1,
            64 => Kind::Sha256,
            _ => return None,
        };
        if std::env::var_os("GIT_REPLACE_REF_BASE").is_some() {
            return None;
        }
        let said =
            git.text("look for its store", ["rev-parse", "--git-path", "objects", "--glob=refs/replace/*"]).ok()?;
        // what stands for another is listed below the path
        if said.contains('\n') {
            return None;
        }
        Packs::at(git.folder().join(said), kind, most)
    }

    fn at(objects: PathBuf, kind: Kind, most: usize) -> Option<Packs> {
        let mut folders = alternate::resolve(objects.clone(), Path::new("")).ok()?;
        folders.insert(0, objects);
        let mut bundles = Vec::new();
        for folder in &folders {
            for entry in std::fs::read_dir(folder.join("pack")).into_iter().flatten() {
                let path = entry.ok()?.path();
                if path.extension().is_some_and(|extension| extension == "idx")
                    && let Ok(Bundle { pack, index }) = Bundle::at(path, kind)
                {
                    bundles.push(Bundle { pack: pack.with_alloc_limit_bytes(Some(most)), index });
                }
            }
        }
        let options = loose::Options { alloc_limit_bytes: Some(most), ..Default::default() };
        let loose = folders.into_iter().map(|folder| loose::Store::at_opts(folder, kind, options)).collect();
        Some(Packs { bundles, loose, idle: Mutex::default() })
    }

    /// Where an object lies; `None` where it lies alone, or not here.
    pub(in crate::store) fn place(&self, oid: &[u8]) -> Option<Place> {
        let oid = oid::try_from_bytes(oid).ok()?;
        let found = |(pack, bundle): (usize, &Bundle)| {
            Some(Place { pack, offset: bundle.index.pack_offset_at_index(bundle.index.lookup(oid)?) })
        };
        self.bundles.iter().enumerate().find_map(found)
    }

    /// A reader that has read nothing yet.
    pub(in crate::store) fn reader(&self) -> Reader {
        Reader { inflate: Inflate::default(), bases: StaticLinkedList::default() }
    }

    /// The bytes of an object in the place where it lies; `None` where git is to be asked. They stay in `bytes` until it is filled again.
    pub(in crate::store) fn fill<'b>(
        &self,
        reader: &mut Reader,
        oid: &[u8],
        place: Option<Place>,
        bytes: &'b mut Vec<u8>,
    ) -> Option<&'b [u8]> {
        if let Some(Place { pack, offset }) = place {
            reader.read(&self.bundles[pack], offset, bytes, 0)?;
            return Some(bytes);
        }
        let oid = oid::try_from_bytes(oid).ok()?;
        let size = self.loose.iter().find_map(|loose| Some(loose.try_find(oid, bytes).ok()??.data.len()))?;
        bytes.get(..size)
    }

    /// The same for one object alone.
    pub(in crate::store) fn one<'b>(&self, oid: &[u8], bytes: &'b mut Vec<u8>) -> Option<&'b [u8]> {
        let idle = self.idle().pop();
        let mut reader = idle.unwrap_or_else(|| self.reader());
        let found = self.fill(&mut reader, oid, self.place(oid), bytes);
        self.idle().push(reader);
        found
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Reader>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Reader {
    /// Reads what is kept at a place of a pack. The library would keep what was made from a base, and read the base itself again for each
    /// that is made from it: so every base is read here first, and handed over as if it lay outside of the pack.
    fn read(&mut self, bundle: &Bundle, offset: u64, bytes: &mut Vec<u8>, deep: usize) -> Option<Outcome> {
        let Bundle { pack, index } = bundle;
        let mut entry = pack.entry(offset).ok()?;
        let mut base = None;
        if let Header::OfsDelta { base_distance } = entry.header
            && deep < DEEPEST
        {
            let below = Header::verified_base_pack_offset(offset, base_distance)?;
            base = match self.bases.get(pack.id, below, bytes) {
                Some((kind, _)) => Some(kind),
                None => Some(self.read(bundle, below, bytes, deep + 1)?.kind),
            };
            entry.header = Header::RefDelta { base_id: index.object_hash().null() };
        }
        let resolve = |id: &oid, bytes: &mut Vec<u8>| {
            if let Some(kind) = base {
                return Ok(Some(ResolvedBase::OutOfPack { kind, end: bytes.len() }));
            }
            let entry = index.lookup(id).map(|at| pack.entry(index.pack_offset_at_index(at)));
            entry.map(|entry| entry.map(ResolvedBase::InPack)).transpose()
        };
        let read = pack.decode_entry(entry, bytes, &mut self.inflate, &resolve, &mut Never).ok()?;
        self.bases.put(pack.id, offset, bytes, read.kind, read.compressed_size);
        Some(read)
    }
}

impl std::fmt::Debug for Packs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Packs").field("packs", &self.bundles.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    fn git(folder: &Path, line: &str) -> String {
        let mut git = Command::new("git");
        git.arg("-C").arg(folder).args(["-c", "user.name=Ann", "-c", "user.email=ann@example.com"]);
        let output = git.args(line.split(' ')).output().expect("git runs");
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    fn named(folder: &Path, name: &str) -> Vec<u8> {
        let digits = git(folder, &format!("rev-parse {name}"));
        let digit = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).expect("digits");
        (0..digits.len()).step_by(2).map(digit).collect()
    }

    /// Two texts of some size that differ in one line: in a pack, one is kept as what it is less than the other.
    fn repository(kind: &str) -> (tempfile::TempDir, [String; 2]) {
        let folder = tempfile::tempdir().expect("a folder");
        let long = (0..400).map(|line| format!("line: {}", line * line)).collect::<Vec<_>>().join("\n");
        let texts = [long.clone(), long + "\none: more\n"];
        git(folder.path(), &format!("init -q --object-format={kind}"));
        for (text, tag) in texts.iter().zip(["first", "second"]) {
            std::fs::write(folder.path().join("a.yaml"), text).expect("written");
            git(folder.path(), "add a.yaml");
            git(folder.path(), "commit -q -m Change");
            git(folder.path(), &format!("tag {tag}"));
        }
        (folder, texts)
    }

    #[test]
    fn objects_are_read_loose_and_packed_without_git() {
        for (kind, digits) in [("sha1", 40), ("sha256", 64)] {
            let (folder, texts) = repository(kind);
            for packed in [false, true] {
                if packed {
                    git(folder.path(), "gc -q");
                }
                let packs = Packs::of(&Git::of(folder.path()), digits, 1 << 20).expect("a store");
                let mut bytes = vec![b'x'; 100_000];
                for (text, tag) in texts.iter().zip(["first", "second"]) {
                    let oid = named(folder.path(), &format!("{tag}:a.yaml"));
                    assert_eq!(packs.place(&oid).is_some(), packed);
                    let read = packs.one(&oid, &mut bytes);
                    assert!(read.expect("it is there") == text.as_bytes(), "{kind} {tag}, packed: {packed}");
                }
                assert_eq!(packs.one(&vec![7; digits / 2], &mut bytes), None);
            }
        }
    }

    #[test]
    fn what_the_library_would_read_otherwise_is_left_to_git() {
        let (folder, _) = repository("sha1");
        let git_here = Git::of(folder.path());
        let small = Packs::of(&git_here, 40, 100).expect("a store");
        let oid = named(folder.path(), "first:a.yaml");
        assert_eq!(small.one(&oid, &mut Vec::new()), None, "larger than is read");
        assert!(Packs::of(&git_here, 50, 100).is_none(), "a name of no kind that it knows");
        git(folder.path(), "replace first:a.yaml second:a.yaml");
        assert!(Packs::of(&git_here, 40, 1 << 20).is_none(), "one stands for another");
    }
}
