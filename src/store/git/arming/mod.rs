//! Arming a clone: the settings and the attribute lines by which git has records merged and compared by their fields.
//! A clone cannot arm itself, attributes count on the side that is merged into, and a name without a setting is silently merged as text:
//! hence the tracked file, the clone's own file, which beats it, and the settings.

mod attributes;
mod lines;
mod trial;
mod unarmed;

pub use attributes::attributes;
pub(in crate::store) use attributes::names_driver;
pub(in crate::store) use lines::{DRIVER, is_there, program_of};
pub use trial::Trial;

use super::{Git, GitTrouble};
use crate::domain::record::Kind;
use crate::store::Store;
use crate::store::files::{Disk, Files};
use crate::store::made::put;
use crate::store::reading::reason;
use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

/// A clone, and what it is to be told.
#[derive(Debug)]
pub struct Arming {
    git: Git,
    /// What leads from the top of the work tree to the book: nothing, or folders that end in `/`.
    below: Vec<u8>,
    tracked: PathBuf,
    own: PathBuf,
    program: String,
}

/// One thing that is to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A setting of the clone.
    Setting {
        /// Its name.
        key: &'static str,
        /// What it says now.
        before: Option<String>,
        /// What it is to say.
        after: Option<String>,
    },
    /// A file of attributes.
    Lines {
        /// What to call it.
        name: &'static str,
        /// Where it is.
        path: PathBuf,
        /// What it holds now.
        before: Option<Vec<u8>>,
        /// What it is to hold; `None` where nothing is left of it.
        after: Option<Vec<u8>>,
    },
}

impl Store {
    /// The clone that this book is in, to be armed with a program.
    pub fn arming(&self, program: Option<&Path>) -> Result<Arming, GitTrouble> {
        let git = self.git();
        let asked = ["rev-parse", "--is-inside-work-tree", "--show-prefix", "--git-path", "info/attributes"];
        let output = git.run(asked)?;
        if !output.status.success() {
            git.must_be_there("`suits setup`")?;
            return Err(GitTrouble::failed("look at this clone", &output));
        }
        let answers: Vec<&[u8]> = output.stdout.split(|byte| *byte == b'\n').collect();
        let [b"true", below, own, ..] = answers[..] else {
            let hint = "go into a book that is checked out: a clone without a work tree merges nothing";
            return Err(GitTrouble::new("no-work-tree", "this book is not in a work tree of git", hint));
        };
        let path = std::env::var_os("PATH");
        let Some(program) = program.and_then(|program| lines::word(program, path.as_deref())) else {
            let hint = "put the folder of `suits` on `PATH`, then say `suits setup` again";
            return Err(GitTrouble::new("no-program", "nobody knows where this program lies", hint));
        };
        let own = self.root().join(String::from_utf8_lossy(own).as_ref());
        // Without the `..` of a book below the top; the folder may be still to be made.
        let folder = own.parent().and_then(Path::parent).and_then(|folder| folder.canonicalize().ok());
        let own = folder.map_or(own, |folder| folder.join("info/attributes"));
        let tracked = self.root().join(".gitattributes");
        Ok(Arming { git, below: below.to_vec(), tracked, own, program })
    }
}

impl Arming {
    /// What is to change so that the clone is armed.
    pub fn plan(&self) -> Result<Vec<Piece>, GitTrouble> {
        let now = settings(&self.git, &[])?;
        let wanted = lines::settings(&self.program).into_iter();
        let settings = wanted.filter(|(key, value)| now.get(*key) != Some(value));
        let setting = |(key, after): (&'static str, String)| Piece::Setting {
            key,
            before: now.get(key).cloned(),
            after: Some(after),
        };
        let mut pieces: Vec<Piece> = settings.map(setting).collect();
        let whole = |text: &[u8], below: &[u8]| attributes::with(text, below);
        pieces.extend(self.lines(whole)?);
        Ok(pieces)
    }

    /// What is to change so that nothing is left of it for this book. The settings stay while another book of this clone needs them.
    pub fn plan_removal(&self) -> Result<Vec<Piece>, GitTrouble> {
        let mut pieces = Vec::new();
        if self.others()?.is_empty() {
            // What others have set for all their clones is not this clone's to take away.
            let now = settings(&self.git, &["--local"])?;
            let names = lines::settings(&self.program).map(|(key, _)| key);
            let setting =
                |key| now.get(key).map(|before| Piece::Setting { key, before: Some(before.clone()), after: None });
            pieces.extend(names.into_iter().filter_map(setting));
        }
        pieces.extend(self.lines(attributes::without)?);
        Ok(pieces)
    }

    /// The files of attributes in which others than this book hand records to `suits`.
    pub fn others(&self) -> Result<Vec<String>, GitTrouble> {
        let own = standing(&self.own, "info/attributes")?.unwrap_or_default();
        let mut others = Vec::new();
        if names_driver(&attributes::without(&own, &self.below)) {
            others.push("info/attributes".to_owned());
        }
        let tracked = ["ls-files", "-z", "--", ":(top,glob)**/.gitattributes"];
        let tracked = self.git.bytes("list the files of attributes", tracked)?;
        for path in String::from_utf8_lossy(&tracked).split('\0').filter(|path| !path.is_empty()) {
            let text = std::fs::read(self.git.folder().join(path)).unwrap_or_default();
            if path != ".gitattributes" && names_driver(&text) {
                others.push(path.to_owned());
            }
        }
        Ok(others)
    }

    /// The files of attributes that `edit` changes.
    fn lines(&self, edit: impl Fn(&[u8], &[u8]) -> Vec<u8>) -> Result<Vec<Piece>, GitTrouble> {
        let mut pieces = Vec::new();
        let files: [(&'static str, &Path, &[u8]); 2] =
            [("info/attributes", &self.own, &self.below), (".gitattributes", &self.tracked, b"")];
        for (name, path, below) in files {
            let before = standing(path, name)?;
            let text = before.as_deref().unwrap_or_default();
            let after = Some(edit(text, below)).filter(|after| !after.is_empty());
            if after.as_deref().unwrap_or_default() != text {
                pieces.push(Piece::Lines { name, path: path.to_owned(), before, after });
            }
        }
        Ok(pieces)
    }

    /// Changes what is to change: settings first, which alone do nothing.
    pub fn carry_out(&self, pieces: &[Piece]) -> Result<(), GitTrouble> {
        for piece in pieces {
            match piece {
                Piece::Setting { key, after: Some(value), .. } => {
                    self.git.bytes(&format!("set `{key}`"), ["config", "--local", "--replace-all", key, value])?;
                }
                Piece::Setting { key, after: None, .. } => {
                    self.git.bytes(&format!("take out `{key}`"), ["config", "--local", "--unset-all", key])?;
                }
                Piece::Lines { name, path, after, .. } => {
                    let done = match after {
                        Some(text) => write(path, text),
                        None => Disk.remove(path),
                    };
                    done.map_err(|error| unwritten(name, &error))?;
                }
            }
        }
        Ok(())
    }

    /// What still stands in the way of an armed clone.
    pub fn beaten(&self) -> Result<Vec<Beaten>, GitTrouble> {
        beaten(&self.git, &self.program, &settings(&self.git, &[])?)
    }
}

/// What beats the settings and lines of `suits` in a clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beaten {
    /// Whether records are merged otherwise because of it; else they are only shown otherwise.
    pub merges: bool,
    /// What it is, and where to look.
    pub words: String,
}

/// What beats ours in the clone of a book whose settings run a program: a setting, or a line of attributes.
fn beaten(git: &Git, program: &str, now: &HashMap<String, String>) -> Result<Vec<Beaten>, GitTrouble> {
    let wrong = lines::settings(program).into_iter().filter(|(key, value)| now.get(*key) != Some(value));
    let mut beaten: Vec<Beaten> = wrong
        .map(|(key, _)| Beaten {
            merges: key == DRIVER,
            words: format!("`{key}` is not what `suits setup` writes: see `git config --show-origin --get-all {key}`"),
        })
        .collect();
    let mut asked = vec!["check-attr", "merge", "diff", "--"];
    let paths: Vec<String> = Kind::ALL.iter().map(|kind| attributes::one(*kind)).collect();
    asked.extend(paths.iter().map(String::as_str));
    let told = git.text("look at the attributes", asked)?;
    let mut lines: Vec<(&str, &str, Vec<String>)> = Vec::new();
    for line in told.lines().filter(|line| !line.ends_with(": suits")) {
        let mut parts = line.rsplitn(3, ": ");
        let (Some(value), Some(name), Some(path)) = (parts.next(), parts.next(), parts.next()) else { continue };
        let folder = format!("`{}/`", path.split('/').next().unwrap_or(path));
        match lines.iter_mut().find(|(own, same, _)| (*own, *same) == (name, value)) {
            Some((.., folders)) => folders.push(folder),
            None => lines.push((name, value, vec![folder])),
        }
    }
    beaten.extend(lines.into_iter().map(|(name, value, folders)| {
        let folders = folders.join(", ");
        let words = match value {
            "unspecified" => format!("no line of attributes says what `{name}` of {folders} is"),
            _ => format!("another line of attributes makes `{name}` of {folders} `{value}`: take it out"),
        };
        Beaten { merges: name == "merge", words }
    }));
    Ok(beaten)
}

/// The settings as they count, or only those of some file.
fn settings(git: &Git, of: &[&str]) -> Result<HashMap<String, String>, GitTrouble> {
    let mut asked = vec!["config"];
    asked.extend(of);
    asked.extend(["--null", "--get-regexp", r"^(merge|diff)\.suits\."]);
    let output = git.run(asked)?;
    // 1: there are none
    if !output.status.success() && output.status.code() != Some(1) {
        return Err(GitTrouble::failed("read its settings", &output));
    }
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let pair = |entry: &str| entry.split_once('\n').map(|(key, value)| (key.to_owned(), value.to_owned()));
    Ok(told.split('\0').filter_map(pair).collect())
}

/// The bytes of a file of attributes; `None` where there is none.
fn standing(path: &Path, name: &str) -> Result<Option<Vec<u8>>, GitTrouble> {
    let trouble = |why: String| GitTrouble::new("attributes-closed", format!("cannot read `{name}`: {why}"), MEND);
    // Git follows no link from the tracked file.
    if name == ".gitattributes" && path.is_symlink() {
        return Err(trouble("it is a link, which git does not follow".to_owned()));
    }
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(trouble(reason(&error))),
    }
}

const MEND: &str = "put that right, then say `suits setup` again: it changes only what is still missing";

fn unwritten(name: &str, error: &io::Error) -> GitTrouble {
    GitTrouble::new("attributes-closed", format!("cannot write `{name}`: {}", reason(error)), MEND)
}

fn write(path: &Path, text: &[u8]) -> io::Result<()> {
    // One that is a link stays one.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(io::ErrorKind::InvalidInput.into());
    };
    std::fs::create_dir_all(folder)?;
    put(&folder.join(format!(".{}.new", name.display())), &path, text)
}
