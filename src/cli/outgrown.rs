//! What an editor leaves behind: the approvals that were given to a text which is another now. `edit` is the trusted way, so it says so and goes on.

use crate::domain::agency::Agency;
use crate::domain::layout::AnyId;
use crate::domain::record::{Located, Part, Record, Section};
use crate::yaml::{self, Document, fingerprint};

/// A line for each approved part of a record that was changed.
pub(super) fn outgrown(id: &AnyId, agency: &Agency, before: &str, after: &str) -> Vec<String> {
    match id {
        AnyId::Job(id) => of(agency.jobs.get(id).found(), before, after),
        AnyId::Brief(id) => of(agency.briefs.get(id).found(), before, after),
        AnyId::Client(id) => of(agency.clients.get(id).found(), before, after),
        _ => Vec::new(),
    }
}

fn of<T: Record>(record: Option<&Located<T>>, before: &str, after: &str) -> Vec<String> {
    let (Some(record), Ok(old), Ok(new)) = (record, yaml::read(before), yaml::read(after)) else { return Vec::new() };
    let (old, new) = (Document { text: before, tree: &old }, Document { text: after, tree: &new });
    let hash = |document: Document<'_>, section: &Section<'_>| {
        let found = document.find(section.path())?;
        Some(fingerprint(&document, found.value, section.leave_out))
    };
    let told = |section: &Section<'_>| {
        let (was, is) = (hash(old, section)?, hash(new, section));
        let fresh = section.approvals.iter().filter(|yes| yes.hash.as_deref() == Some(was.as_str()));
        let whose: Vec<String> = fresh.map(|yes| format!("`{}` ({})", yes.by, yes.of)).collect();
        let changed = is.as_ref() != Some(&was) && !whose.is_empty();
        let what = if section.part == Part::Whole { String::new() } else { format!(" {}", section.path()) };
        changed
            .then(|| format!("{}:{what} is not what {} approved any more; ask again", record.id, whose.join(" and ")))
    };
    record.record.approved_sections().iter().filter_map(told).collect()
}
