//! Every place where records name one record by its id.

use super::references::{self, Names};
use crate::domain::agency::Agency;
use crate::domain::layout::AnyId;
use crate::domain::record::{Located, Record};
use crate::key_path;
use crate::source::{KeyPath, Place};

/// The values that name a record, in all records that were read, with what was handed over by its id; free text is not looked at.
pub fn naming(agency: &Agency, id: &AnyId) -> Vec<Place> {
    let mut places = Vec::new();
    let word = id.to_string();
    for job in &agency.jobs {
        references::of_job(&job.id, &job.record, &mut |name, path| note(id, name, job, path, &mut places));
        for (index, handoff) in job.handoffs.iter().enumerate() {
            let is_it = |(_, artefact): &(usize, &String)| **artefact == word;
            let handed_over = handoff.artefacts.iter().enumerate().filter(is_it);
            places.extend(handed_over.map(|(at, _)| job.at(key_path!["handoffs", index, "artefacts", at])));
        }
    }
    for report in &agency.contact_reports {
        let take = &mut |name: Names<'_>, path: &dyn Fn() -> KeyPath| note(id, name, report, path, &mut places);
        references::of_contact_report(&report.record, take);
    }
    for invoice in &agency.invoices {
        references::of_invoice(&invoice.record, &mut |name, path| note(id, name, invoice, path, &mut places));
    }
    for sheet in &agency.timesheets {
        for (index, entry) in sheet.entries.iter().enumerate() {
            note(id, Names::Job(&entry.job), sheet, &|| key_path!["entries", index, "job"], &mut places);
        }
    }
    places
}

fn note<T: Record>(
    id: &AnyId,
    name: Names<'_>,
    record: &Located<T>,
    path: &dyn Fn() -> KeyPath,
    into: &mut Vec<Place>,
) {
    let is_it = match (id, name) {
        (AnyId::Brief(id), Names::Brief(named)) => id == named,
        (AnyId::Job(id), Names::Job(named)) => id == named,
        (AnyId::Invoice(id), Names::Invoice(named)) => id == named,
        _ => false,
    };
    if is_it {
        into.push(record.at(path()));
    }
}
