//! What `suits.toml` said at some commits, read once for each text of it.

use super::library::Library;
use super::past::{Blob, Past};
use crate::config::Config;
use crate::domain::workflow::Workflow;
use crate::source::SourceId;
use std::collections::HashMap;
use std::sync::Arc;

/// The file of the settings.
pub(super) const CONFIG: &str = "suits.toml";

/// What held at a commit.
pub(super) struct Law {
    pub(super) text: Box<str>,
    pub(super) workflow: Workflow,
}

/// What held at all commits that were asked about.
#[derive(Default)]
pub(super) struct Laws {
    known: HashMap<Option<Blob>, Option<Arc<Law>>>,
}

impl Laws {
    /// What held at a commit; none where `suits.toml` cannot be read there.
    pub(super) fn at(&mut self, past: &Past, commit: usize, library: &mut Library<'_>) -> Option<Arc<Law>> {
        let blob = past.number(CONFIG).and_then(|path| past.at(commit, path));
        self.known.entry(blob).or_insert_with(|| law(blob, library)).clone()
    }
}

fn law(blob: Option<Blob>, library: &mut Library<'_>) -> Option<Arc<Law>> {
    let page = library.page(blob?);
    let text = page.text.clone()?;
    let (config, findings) = Config::parse(&text, SourceId(0));
    let reads = findings.iter().all(|finding| finding.code != "config-syntax");
    reads.then(|| Arc::new(Law { workflow: Workflow::of(&config), text }))
}
