//! Hours taken out of a timesheet after they were billed: an issued invoice charges the line, or the job, that they were spent on.

use super::edits::{Edit, Versions};
use super::library::Library;
use super::past::Past;
use super::spot::Spot;
use crate::history::Said;
use crate::source::{KeyPath, Step};

/// Hours that are gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hours {
    /// Where they stood.
    pub(super) spot: Spot,
    /// What stood there.
    pub(super) entry: Said,
    /// The invoice that charges for them.
    pub(super) invoice: String,
    /// What is wrong, in a sentence.
    pub(super) message: String,
}

/// The billed hours that one edit took out.
pub(super) fn billed(past: &Past, edit: &Edit, versions: &Versions, library: &mut Library<'_>) -> Vec<Hours> {
    let entries = |said: &Said| match said.get("entries") {
        Some(Said::List(entries)) => entries.clone(),
        _ => Vec::new(),
    };
    let Some(parent) = past.commits[edit.commit].parents.first() else { return Vec::new() };
    let Some((first, others)) = versions.befores.split_first() else { return Vec::new() };
    let read = |page: &super::library::Page| page.said.as_ref().map(entries).unwrap_or_default();
    let after = versions.after.as_deref().map(read).unwrap_or_default();
    let is_there = |list: &[Said], entry: &Said| match entry.get("id") {
        Some(id) => list.iter().any(|other| other.get("id") == Some(id)),
        None => list.contains(entry),
    };
    let gone = read(first).into_iter().filter(|entry| !is_there(&after, entry));
    let gone: Vec<Said> = gone.filter(|entry| others.iter().all(|other| is_there(&read(other), entry))).collect();
    let mut found = Vec::new();
    for entry in gone {
        if is_moved(past, edit, &entry, library) {
            continue;
        }
        let Some(invoice) = charged(past, *parent, &entry, library) else { continue };
        let list = KeyPath::root().then("entries");
        let spot = match entry.get("id").and_then(Said::text) {
            Some(id) => Spot::value(list.then(Step::Item("id", id.to_owned()))),
            None => Spot { path: list, item: Some(entry.clone()) },
        };
        let part = |key: &str| entry.get(key).and_then(Said::text).unwrap_or("?").to_owned();
        let message = format!(
            "{} h of {} on {} were taken out, and {invoice} had billed them",
            part("hours"),
            part("date"),
            part("job")
        );
        found.push(Hours { spot, entry, invoice, message });
    }
    found
}

/// Whether hours only moved to another sheet in the same commit.
fn is_moved(past: &Past, edit: &Edit, entry: &Said, library: &mut Library<'_>) -> bool {
    let Some(id) = entry.get("id") else { return false };
    let sheets =
        past.commits[edit.commit].touches.iter().filter(|touch| past.path(touch.path).starts_with("timesheets/"));
    sheets.filter_map(|touch| touch.after).any(|blob| {
        let page = library.page(blob);
        let list = page.said.as_ref().and_then(|said| said.get("entries"));
        matches!(list, Some(Said::List(entries)) if entries.iter().any(|other| other.get("id") == Some(id)))
    })
}

/// The issued invoice that charges for some hours, at a commit.
fn charged(past: &Past, commit: usize, entry: &Said, library: &mut Library<'_>) -> Option<String> {
    let part = |key: &str| entry.get(key).and_then(Said::text);
    let (job, date) = (part("job")?, part("date")?);
    let folder = format!("invoices/{}/", job.split('-').next()?);
    let files: Vec<(String, u32)> = past
        .paths()
        .filter(|(_, path)| path.starts_with(&folder))
        .filter_map(|(number, path)| Some((path.to_owned(), past.at(commit, number)?)))
        .collect();
    library.want(files.iter().map(|(_, blob)| *blob));
    let charges = |said: &Said| {
        let text = |said: &Said, key: &str| said.get(key).and_then(Said::text).map(str::to_owned);
        let issued = matches!(said.get("approvals"), Some(Said::List(yeses)) if yeses.iter().any(|yes| text(yes, "for").as_deref() == Some("issue")));
        let in_time = text(said, "date").is_some_and(|billed| date <= billed.as_str());
        let lines = if let Some(Said::List(lines)) = said.get("lines") { &lines[..] } else { &[] };
        let line = |line: &Said| {
            // a line that names no line of the estimate, and no month, charges for the whole job
            let fits = |key: &str, own: Option<&str>| text(line, key).is_none_or(|billed| own == Some(billed.as_str()));
            text(line, "job").as_deref() == Some(job) && fits("line", part("line")) && fits("month", date.get(..7))
        };
        issued && in_time && text(said, "kind").as_deref() != Some("credit") && lines.iter().any(line)
    };
    let found = files.into_iter().find(|(_, blob)| library.page(*blob).said.as_ref().is_some_and(charges));
    found.map(|(path, _)| path.trim_start_matches(&folder).trim_end_matches(".yaml").to_owned())
}
