//! Files that the program makes whole and makes anew when asked, such as schemas: put in place at once, never over somebody else's.

use super::files::{Disk, Files};
use anyhow::{Context, Result, bail};
use std::io;
use std::path::Path;

/// A file that is made: its name in the folder, its text now and then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Its name.
    pub name: String,
    /// The text now; `None` where there is no such file.
    pub before: Option<String>,
    /// The text then.
    pub after: String,
}

/// Which files of a folder would change. Refuses where one of them is there and is not `ours`.
pub fn to_make(dir: &Path, files: Vec<(String, String)>, ours: fn(&str) -> bool) -> Result<Vec<Made>> {
    let mut made = Vec::with_capacity(files.len());
    for (name, after) in files {
        let path = dir.join(&name);
        let before = standing(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
        match before.as_deref().map(str::from_utf8) {
            None => made.push(Made { name, before: None, after }),
            Some(Ok(text)) if text == after => {}
            Some(Ok(text)) if ours(text) => made.push(Made { name, before: Some(text.to_owned()), after }),
            Some(_) => bail!("`{}` is there already and was not made by this command", path.display()),
        }
    }
    Ok(made)
}

/// What is at a path, no link followed.
fn standing(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match path.symlink_metadata() {
        Ok(facts) if facts.is_file() => std::fs::read(path).map(Some),
        Ok(_) => Err(io::Error::other("it is not a file")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Writes them, each put in its place at once.
pub fn make(dir: &Path, made: &[Made]) -> Result<()> {
    std::fs::create_dir_all(dir).with_context(|| format!("cannot make the folder `{}`", dir.display()))?;
    for file in made {
        let (path, beside) = (dir.join(&file.name), dir.join(format!(".{}.new", file.name)));
        put(&beside, &path, file.after.as_bytes()).with_context(|| format!("cannot write `{}`", path.display()))?;
    }
    Disk.sync_folder(dir).with_context(|| format!("cannot write in `{}`", dir.display()))
}

/// Puts a file in place at once, by way of one beside it.
pub(super) fn put(beside: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    match Disk.remove(beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    // A file that others may write stays one that others may write.
    let permissions = path.metadata().ok().map(|facts| facts.permissions());
    Disk.write_new(beside, bytes, permissions)?;
    Disk.rename(beside, path)
}
