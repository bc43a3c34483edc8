//! The trial merge: a scratch repository with the settings and the lines of attributes of a clone, in which two branches change two
//! lines that lie side by side. The text merge of git calls that a conflict, so a clean merge shows that the driver ran.

use super::{Arming, attributes, lines};
use crate::store::git::{Git, GitTrouble};
use crate::store::reading::reason;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

const RECORD: &str = "clients/ACME.yaml";
const BASE: &str = "name: Acme\nstatus: active\ntier: standard\ncurrency: EUR\n";

/// What the trial came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trial {
    /// Both changes are in the merged record.
    Merged,
    /// They are not: what git and the driver said.
    Failed(Vec<String>),
}

impl Arming {
    /// Merges in a scratch repository as this clone would merge.
    pub fn trial(&self) -> Result<Trial, GitTrouble> {
        let now = self.settings(&[])?;
        let wanted = lines::settings(&self.program).map(|(key, value)| (key, now.get(key).cloned().unwrap_or(value)));
        self.tried_with(&wanted)
    }

    /// Merges in a scratch repository as this clone would merge once it is armed.
    pub fn trial_ahead(&self) -> Result<Trial, GitTrouble> {
        self.tried_with(&lines::settings(&self.program))
    }

    fn tried_with(&self, settings: &[(&str, String)]) -> Result<Trial, GitTrouble> {
        let bench = Bench::new()?;
        bench.git(["init", "-q", "--template="])?;
        for (key, value) in settings {
            bench.git(["config", key, value])?;
        }
        bench.write(".gitattributes", &attributes())?;
        bench.commit(BASE)?;
        bench.git(["checkout", "-q", "-b", "theirs"])?;
        bench.commit(&BASE.replace("tier: standard", "tier: key"))?;
        bench.git(["checkout", "-q", "-b", "ours", "HEAD~1"])?;
        bench.commit(&BASE.replace("status: active", "status: dormant"))?;
        let mut merge = bench.command();
        let output = merge.args(["merge", "--no-edit", "theirs"]).output();
        let output = output.map_err(|error| crate::store::git::run::not_run(&error))?;
        let expected = BASE.replace("status: active", "status: dormant").replace("tier: standard", "tier: key");
        if output.status.success() && bench.read(RECORD).as_deref() == Some(&expected) {
            return Ok(Trial::Merged);
        }
        let told = [output.stderr, output.stdout].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        Ok(Trial::Failed(told.iter().flat_map(|told| told.lines()).map(str::to_owned).collect()))
    }
}

/// A folder for one trial, gone with it.
struct Bench {
    folder: PathBuf,
}

/// What git hands down to what it runs, and what would lead the trial back into the clone.
const HANDED_DOWN: [&str; 11] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_CONFIG",
    "GIT_CONFIG_PARAMETERS",
    "GIT_CONFIG_COUNT",
];

impl Bench {
    fn new() -> Result<Bench, GitTrouble> {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.subsec_nanos());
        let folder = std::env::temp_dir().join(format!("suits-trial-{}-{since}", std::process::id()));
        std::fs::create_dir(&folder).map_err(|error| closed(&folder, &error))?;
        Ok(Bench { folder })
    }

    fn command(&self) -> Command {
        let mut git = Git::of(&self.folder).command([
            "-c",
            "user.name=suits",
            "-c",
            "user.email=suits@localhost",
            "-c",
            "core.autocrlf=false",
            "-c",
            "gc.auto=0",
        ]);
        for name in HANDED_DOWN {
            git.env_remove(name);
        }
        // Hooks, signatures and templates of the person are not on trial.
        git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        git
    }

    fn git<const N: usize>(&self, arguments: [&str; N]) -> Result<(), GitTrouble> {
        let output = self.command().args(arguments).output();
        let output = output.map_err(|error| crate::store::git::run::not_run(&error))?;
        if output.status.success() { Ok(()) } else { Err(GitTrouble::failed("make a scratch repository", &output)) }
    }

    fn commit(&self, record: &str) -> Result<(), GitTrouble> {
        self.write(RECORD, record)?;
        self.git(["add", "."])?;
        self.git(["commit", "-q", "-m", "Trial"])
    }

    fn write(&self, name: &str, text: &str) -> Result<(), GitTrouble> {
        let path = self.folder.join(name);
        let made = path.parent().map_or(Ok(()), std::fs::create_dir_all);
        made.and_then(|()| std::fs::write(&path, text)).map_err(|error| closed(&path, &error))
    }

    fn read(&self, name: &str) -> Option<String> {
        std::fs::read_to_string(self.folder.join(name)).ok()
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        // What is left in a folder for scratch harms nobody.
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

fn closed(path: &Path, error: &std::io::Error) -> GitTrouble {
    let message = format!("cannot write `{}` for the trial merge: {}", path.display(), reason(error));
    GitTrouble::new("no-trial", message, "free the folder for temporary files, or name another in `TMPDIR`")
}
