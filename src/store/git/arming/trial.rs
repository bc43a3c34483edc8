//! The trial merge: a scratch repository with the settings and the lines of attributes of a clone, in which two branches change two
//! lines that lie side by side. The text merge of git calls that a conflict, so a clean merge shows that the driver ran.

use super::{Arming, attributes, lines, settings};
use crate::store::git::GitTrouble;
use crate::store::git::bench::Bench;

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
        let now = settings(&self.git, &[])?;
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
        bench.write(".gitattributes", attributes().as_bytes())?;
        commit(&bench, BASE)?;
        bench.git(["checkout", "-q", "-b", "theirs"])?;
        commit(&bench, &BASE.replace("tier: standard", "tier: key"))?;
        bench.git(["checkout", "-q", "-b", "ours", "HEAD~1"])?;
        commit(&bench, &BASE.replace("status: active", "status: dormant"))?;
        let output = bench.run(["merge", "--no-edit", "theirs"])?;
        let expected = BASE.replace("status: active", "status: dormant").replace("tier: standard", "tier: key");
        if output.status.success() && bench.read(RECORD).as_deref() == Some(expected.as_bytes()) {
            return Ok(Trial::Merged);
        }
        let told = [output.stderr, output.stdout].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        Ok(Trial::Failed(told.iter().flat_map(|told| told.lines()).map(str::to_owned).collect()))
    }
}

fn commit(bench: &Bench, record: &str) -> Result<(), GitTrouble> {
    bench.write(RECORD, record.as_bytes())?;
    bench.git(["add", "."])?;
    bench.git(["commit", "-q", "-m", "Trial"])
}
