//! What `-o` writes: beside the file that is there, then in its place, so that a disk that is full takes nothing away. What is no file of
//! its own, a device or a pipe, is written to as it is.

use super::files::{Disk, Files as _};
use super::papers::target;
use anyhow::{Context, Result};
use std::fs::{File, OpenOptions, Permissions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

/// Where what stands for other files lies: to write beside it would be no writing to it.
const STANDING_FOR_OTHERS: [&str; 2] = ["/dev", "/proc"];
/// So many names beside a file are tried.
const MOST_NAMES: usize = 100;

/// How one file takes what it is to hold.
enum Way {
    /// It lies beside it, and comes in its place.
    Beside { new: PathBuf, file: PathBuf },
    /// It is written into it.
    Into(File),
}

/// Writes output to the files that a person named: to all of them, or to none where one cannot be written beside what it held.
pub fn write_outputs(files: &[(PathBuf, Vec<u8>)]) -> Result<()> {
    let mut ways: Vec<Way> = Vec::with_capacity(files.len());
    for (path, bytes) in files {
        match way(path, bytes) {
            Ok(way) => ways.push(way),
            Err(error) => {
                clear(ways);
                return Err(error).with_context(|| cannot(path));
            }
        }
    }
    write(ways, files)
}

fn write(ways: Vec<Way>, files: &[(PathBuf, Vec<u8>)]) -> Result<()> {
    let mut ways = ways.into_iter();
    for (path, bytes) in files {
        let written = match ways.next() {
            Some(Way::Beside { new, file }) => in_place(&new, &file, bytes),
            Some(Way::Into(file)) => into(file, bytes),
            None => Ok(()),
        };
        if let Err(error) = written {
            clear(ways);
            return Err(error).with_context(|| cannot(path));
        }
    }
    Ok(())
}

fn cannot(path: &Path) -> String {
    format!("cannot write `{}`", path.display())
}

/// Takes away what lies beside files that will not be written.
fn clear(ways: impl IntoIterator<Item = Way>) {
    for way in ways {
        if let Way::Beside { new, .. } = way {
            // what is left behind harms nobody, and the error to tell of is the one that came before
            drop(Disk.remove(&new));
        }
    }
}

/// Prepares a file: what it is to hold lies beside it, unless it is none of its own, or its folder takes no other.
fn way(path: &Path, bytes: &[u8]) -> io::Result<Way> {
    // a file that nobody may write to stays, though its folder would let it be replaced
    let there = match OpenOptions::new().write(true).open(path) {
        Ok(file) => Some((file.metadata()?, file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let permissions = match there {
        Some((facts, file)) if !facts.is_file() || stands_for_another(path) => return Ok(Way::Into(file)),
        Some((facts, _)) => Some(facts.permissions()),
        None => None,
    };
    let nowhere = || io::Error::new(io::ErrorKind::NotFound, "there is no such folder, or the links lead nowhere");
    let file = target(path).ok_or_else(nowhere)?;
    match beside(&file, bytes, permissions.as_ref()) {
        Ok(new) => Ok(Way::Beside { new, file }),
        Err(error) if permissions.is_some() && error.kind() == io::ErrorKind::PermissionDenied => {
            Ok(Way::Into(OpenOptions::new().read(true).write(true).open(&file)?))
        }
        Err(error) => Err(error),
    }
}

/// Whether a path is a name for another file that is open already, or leads to one.
fn stands_for_another(path: &Path) -> bool {
    let leads = std::iter::successors(Some(path.to_owned()), |path| {
        let folder = path.parent()?;
        path.read_link().ok().map(|leads| folder.join(leads))
    });
    leads.take(MOST_NAMES).any(|path| STANDING_FOR_OTHERS.iter().any(|folder| path.starts_with(folder)))
}

/// Writes a file of a name of its own beside another.
fn beside(file: &Path, bytes: &[u8], permissions: Option<&Permissions>) -> io::Result<PathBuf> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let name = name.chars().take(40).collect::<String>();
    let mut taken = io::Error::from(io::ErrorKind::AlreadyExists);
    for turn in 0..MOST_NAMES {
        let new = file.with_file_name(format!(".{name}.{}-{turn}.new", std::process::id()));
        match Disk.write_new(&new, bytes, permissions.cloned()) {
            Ok(()) => return Ok(new),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => taken = error,
            Err(error) => {
                drop(Disk.remove(&new));
                return Err(error);
            }
        }
    }
    Err(taken)
}

/// Puts what lies beside a file in its place; where something holds it there, as a container does, it is written into the file.
fn in_place(new: &Path, file: &Path, bytes: &[u8]) -> io::Result<()> {
    let Err(held) = Disk.rename(new, file) else { return Ok(()) };
    drop(Disk.remove(new));
    match OpenOptions::new().read(true).write(true).open(file) {
        Ok(file) => into(file, bytes),
        Err(_) => Err(held),
    }
}

/// Writes into a file as it lies; where that fails, what it held is written back.
fn into(mut file: File, bytes: &[u8]) -> io::Result<()> {
    // a pipe or a terminal has no length, and nothing to keep
    if !file.metadata().is_ok_and(|facts| facts.is_file()) {
        return file.write_all(bytes);
    }
    let mut held = Vec::new();
    let is_read = file.read_to_end(&mut held).is_ok();
    let mut put = |bytes: &[u8]| {
        file.seek(SeekFrom::Start(0))?;
        file.write_all(bytes)?;
        file.set_len(bytes.len() as u64)
    };
    let written = put(bytes);
    if written.is_err() && is_read {
        // the room that it had is its own still
        drop(put(&held));
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn nothing_is_left_beside_files_that_are_not_written_because_one_before_them_cannot_be() {
        let folder = tempfile::tempdir().unwrap();
        let [budget, tax] = ["budget.csv", "tax.csv"].map(|name| folder.path().join(name));
        let files = [&budget, &tax].map(|path| (path.clone(), b"a,b\n".to_vec()));
        let ways = files.iter().map(|(path, bytes)| way(path, bytes).unwrap()).collect();
        // it came between, and takes no file in its place
        fs::create_dir_all(budget.join("June")).unwrap();
        let error = write(ways, &files).unwrap_err();
        assert_eq!(error.to_string(), format!("cannot write `{}`", budget.display()));
        let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["budget.csv"], "the folder alone");
    }

    #[test]
    fn a_file_that_cannot_be_replaced_is_written_into() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("budget.csv");
        fs::write(&path, "what it held, and more of it\n").unwrap();
        into(OpenOptions::new().read(true).write(true).open(&path).unwrap(), b"a,b\n").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "a,b\n");
        // one that is opened to be read alone takes nothing, and keeps what it holds
        into(File::open(&path).unwrap(), b"c\n").unwrap_err();
        assert_eq!(fs::read_to_string(&path).unwrap(), "a,b\n");
    }
}
