//! Very many objects out of git's store, on every core: read in this process by a library, since a pipe to a process of git's would cost
//! more than all that is then done with them. What the library does not find, or cannot read, is git's own to give.
//!
//! Checked is that what lies in a place inflates to as many bytes as it says, and that differences fit their base. Not checked is that it is
//! what the name stands for: no name is computed again from the bytes, neither here nor by `git cat-file`. Where two offsets of an index
//! are exchanged, each name gives the other's text, here as there; `git fsck` finds that.

use super::Git;
use super::loose::{Loose, Opener};
use super::packed::{Next, Place, Reader, in_turn};
use gix_hash::{Kind, oid};
use gix_odb::alternate;
use gix_pack::Bundle;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A repository's store of objects.
pub(in crate::store) struct Packs {
    bundles: Vec<Bundle>,
    loose: Loose,
    /// Those that nobody reads with now.
    idle: Mutex<Vec<Reading>>,
}

/// What one core reads with, object after object.
#[derive(Default)]
pub(in crate::store) struct Reading {
    packed: Reader,
    loose: Opener,
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
        Some(Packs { bundles, loose: Loose::of(folders, most), idle: Mutex::default() })
    }

    /// Where an object lies; `None` where it lies alone, or not here.
    pub(in crate::store) fn place(&self, oid: &[u8]) -> Option<Place> {
        let oid = oid::try_from_bytes(oid).ok()?;
        let found = |(pack, bundle): (usize, &Bundle)| {
            Some(Place { pack, offset: bundle.index.pack_offset_at_index(bundle.index.lookup(oid)?) })
        };
        self.bundles.iter().enumerate().find_map(found)
    }

    /// The order in which objects are read fastest.
    pub(in crate::store) fn in_turn(&self, places: &[Option<Place>]) -> Vec<Next> {
        in_turn(&self.bundles, places)
    }

    /// The bytes of an object in the place where it lies, into a memory that may be longer; how many there are. `None` where git is to be
    /// asked.
    pub(in crate::store) fn fill(
        &self,
        reading: &mut Reading,
        oid: &[u8],
        next: Next,
        bytes: &mut Vec<u8>,
    ) -> Option<usize> {
        let Some(place) = next.place else {
            return self.loose.fill(&mut reading.loose, oid::try_from_bytes(oid).ok()?, bytes);
        };
        reading.packed.read(&self.bundles[place.pack], place, next.is_base, bytes)?;
        Some(bytes.len())
    }

    /// The same for one object alone.
    pub(in crate::store) fn one(&self, oid: &[u8], bytes: &mut Vec<u8>) -> Option<usize> {
        let idle = self.idle().pop();
        let mut reading = idle.unwrap_or_default();
        let next = Next { turn: 0, place: self.place(oid), is_base: true };
        let filled = self.fill(&mut reading, oid, next, bytes);
        self.idle().push(reading);
        filled
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Reading>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Packs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Packs").field("packs", &self.bundles.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::super::packed::base_of;
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

    /// Two texts longer than is usual that differ in one line: in a pack, one is kept as what it is less than the other.
    fn repository(kind: &str) -> (tempfile::TempDir, [String; 2]) {
        let folder = tempfile::tempdir().expect("a folder");
        let long = (0..2000).map(|line| format!("line: {}", line * line)).collect::<Vec<_>>().join("\n");
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
                    let filled = packs.one(&oid, &mut bytes).expect("it is there");
                    assert!(&bytes[..filled] == text.as_bytes(), "{kind} {tag}, packed: {packed}");
                }
                assert_eq!(packs.one(&vec![7; digits / 2], &mut bytes), None);
            }
        }
    }

    /// Texts of which many differ a little from one, and more from each of those.
    fn families(folder: &Path) -> Vec<(String, String)> {
        git(folder, "init -q");
        let line = |seed: usize| format!("{}: {}\n", seed * seed % 9973, seed * 7919 % 99_991);
        let text = |family: usize, parent: usize, child: usize| -> String {
            let own = (0..1 + 3 * parent + child).map(|at| line(1000 * family + 50 * parent + child + at));
            (0..300).map(|at| line(family * 100_000 + at)).chain(own).collect()
        };
        let of = |at: usize| (format!("{at}.yaml"), text(at / 100, at / 10 % 10, at % 10));
        let texts: Vec<(String, String)> = (0..300).map(of).collect();
        for (name, text) in &texts {
            std::fs::write(folder.join(name), text).expect("written");
        }
        git(folder, "add .");
        git(folder, "commit -q -m Change");
        git(folder, "repack -q -a -d -f --window=100 --depth=5");
        texts
    }

    #[test]
    fn of_many_objects_each_is_read_behind_its_base_and_none_twice() {
        let folder = tempfile::tempdir().expect("a folder");
        let texts = families(folder.path());
        let packs = Packs::of(&Git::of(folder.path()), 40, 1 << 20).expect("a store");
        let oids: Vec<Vec<u8>> = texts.iter().map(|(name, _)| named(folder.path(), &format!("HEAD:{name}"))).collect();
        let places: Vec<Option<Place>> = oids.iter().map(|oid| packs.place(oid)).collect();
        let order = packs.in_turn(&places);
        // each made from the one before; the last is what the next may be made from
        let mut held: Vec<Place> = Vec::new();
        let (mut reading, mut bytes, mut turns) = (Reading::default(), Vec::new(), Vec::new());
        for next in &order {
            let place = next.place.expect("all are in a pack");
            let base = base_of(&packs.bundles[place.pack], place);
            held.truncate(base.and_then(|base| held.iter().position(|held| *held == base)).map_or(0, |at| at + 1));
            assert_eq!(held.last().copied(), base, "its base was made, and is still at hand");
            if next.is_base {
                held.push(place);
            }
            let (name, text) = &texts[next.turn];
            let filled = packs.fill(&mut reading, &oids[next.turn], *next, &mut bytes);
            assert!(filled.map(|filled| &bytes[..filled]) == Some(text.as_bytes()), "{name}");
            turns.push(next.turn);
        }
        turns.sort_unstable();
        assert_eq!(turns, (0..300).collect::<Vec<_>>());
        assert!(order.iter().filter(|next| !next.is_base).count() > 100, "most are no base of others");
        let mut lying = order.clone();
        lying.sort_by_key(|next| next.place);
        assert_ne!(lying, order, "in the order in which they lie, bases would be gone when they are wanted");
        // one after the other in any order, they are the same
        for ((name, text), oid) in texts.iter().zip(&oids) {
            let filled = packs.one(oid, &mut bytes);
            assert!(filled.map(|filled| &bytes[..filled]) == Some(text.as_bytes()), "{name} alone");
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
