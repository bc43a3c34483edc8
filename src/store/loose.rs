//! A few records by themselves, from texts that lie nowhere on disk: as they were at some commit.

use super::Snapshot;
use super::kinds::{Filed, by_kind};
use super::reading::{Ask, Desk, Outcome};
use crate::config::Config;
use crate::domain::agency::Agency;
use crate::domain::approval::ApprovalFor;
use crate::domain::layout::{Placement, parse_path};
use crate::source::SourceId;

impl Snapshot {
    /// A book of a few texts with their paths: `suits.toml` first, then records. What does not read is left out; nothing else is looked for.
    pub fn of_texts(texts: &[(&str, &str)]) -> Snapshot {
        let mut snapshot = Snapshot::default();
        for (path, text) in texts {
            let source = snapshot.sources.add(*path, *text);
            match parse_path(path) {
                Placement::Record(id) => {
                    by_kind!(id.kind(), Kept => keep::<Kept>(path, text, source, &mut snapshot.agency))
                }
                _ => snapshot.agency.config = Config::parse(text, source).0,
            }
        }
        snapshot
    }
}

fn keep<T: Filed>(path: &str, text: &str, source: SourceId, agency: &mut Agency) {
    let mut parts = path.trim_end_matches(".yaml").rsplit('/');
    let (Some(stem), Some(parent)) = (parts.next(), parts.next()) else { return };
    let Some(id) = T::id(parent, stem) else { return };
    let ask = Ask { parts: None, fingerprints: ApprovalFor::ALL };
    if let Outcome::Record(located, _) = Desk::default().interpret::<T>(text.into(), &id, source, ask).outcome {
        let shelf = T::shelf(agency);
        *shelf = std::mem::take(shelf).with(&id, source, Some(located));
    }
}
