//! The files that git hands to a merge driver: read as they are, written last and at once, or left to git's own merge of texts.

use crate::store::book::CONFIG;
use crate::store::files::{Disk, Files};
use crate::store::reading::reason;
use std::ffi::{OsStr, OsString};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Files larger than any record.
const LARGEST: u64 = 16 * 1024 * 1024;

/// The three versions that are merged, as files; the result takes the place of ours.
#[derive(Clone, Debug)]
pub struct Handed {
    /// What both began with: git's `%O`.
    pub base: PathBuf,
    /// The version that is merged into: git's `%A`.
    pub ours: PathBuf,
    /// The version that is merged: git's `%B`.
    pub theirs: PathBuf,
}

/// What git's own merge of texts came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsText {
    /// Merged, or with so many conflicts, which are marked in ours.
    Merged(u8),
    /// They are no texts: ours is left as it is, as git leaves what it calls binary.
    NoTexts,
    /// Git could not do it either, and ours is as it was.
    Impossible,
}

impl Handed {
    /// Their bytes: base, ours, theirs.
    pub fn read(&self) -> io::Result<[Vec<u8>; 3]> {
        let read = |path: &Path| {
            let named =
                |error: io::Error| io::Error::other(format!("cannot read `{}`: {}", path.display(), reason(&error)));
            let facts = std::fs::metadata(path).map_err(named)?;
            match facts.is_file() && facts.len() <= LARGEST {
                true => std::fs::read(path).map_err(named),
                false => Err(io::Error::other("it is larger than any record")),
            }
        };
        Ok([read(&self.base)?, read(&self.ours)?, read(&self.theirs)?])
    }

    /// Puts the result in the place of ours, at once. It need not outlive a loss of power: git reads it and writes it anew.
    pub fn put(&self, text: &str) -> io::Result<()> {
        let mut name = self.ours.clone().into_os_string();
        name.push(format!(".suits-{}", std::process::id()));
        let beside = PathBuf::from(name);
        let written = std::fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&beside)
            .and_then(|mut file| file.write_all(text.as_bytes()))
            .and_then(|()| Disk.rename(&beside, &self.ours));
        if written.is_err() {
            // The error to tell of is the other one.
            drop(Disk.remove(&beside));
        }
        written
    }

    /// Has git merge them as texts: `labels` are those of ours, base and theirs, `size` how many signs a mark has.
    pub fn merge_as_text(&self, labels: [&OsStr; 3], size: usize) -> AsText {
        let mut git = Command::new("git");
        git.args(["merge-file", "-q"]).arg(format!("--marker-size={size}"));
        for label in labels {
            git.arg("-L").arg(label);
        }
        let paths = [&self.ours, &self.base, &self.theirs];
        let ended = git.arg("--").args(paths.map(OsString::from)).output();
        match ended.ok().and_then(|output| output.status.code()).map(u8::try_from) {
            Some(Ok(code)) if code < 128 => AsText::Merged(code),
            _ if paths.iter().any(|path| std::fs::read(path).is_ok_and(|bytes| bytes.contains(&0))) => AsText::NoTexts,
            _ => AsText::Impossible,
        }
    }
}

/// The text of the settings of a book in a folder; `None` where there is none that reads.
pub fn settings_in(folder: &Path) -> Option<String> {
    std::fs::read_to_string(folder.join(CONFIG)).ok()
}

/// Whether the person wants to see in a conflict what both sides began with.
pub fn shows_the_base(folder: &Path) -> bool {
    let asked = super::Git::of(folder).text("read its settings", ["config", "--get", "merge.conflictStyle"]);
    asked.is_ok_and(|style| style.ends_with("diff3"))
}
