//! Which records a change reaches: those that changed, and those that refer to one that changed, was renamed or is gone.

use super::references::{self, Names};
use crate::domain::agency::Agency;
use crate::domain::layout::AnyId;
use crate::source::SourceId;
use crate::values::{BriefId, ClientId, JobId};
use std::collections::{BTreeSet, HashSet};

/// The files of the records that changed or refer to one that did. A record refers to its client, a round to its job.
pub fn reached(agency: &Agency, changed: &BTreeSet<AnyId>) -> BTreeSet<SourceId> {
    let changed = Changed {
        clients: changed.iter().filter_map(|id| if let AnyId::Client(id) = id { Some(id) } else { None }).collect(),
        briefs: changed.iter().filter_map(|id| if let AnyId::Brief(id) = id { Some(id) } else { None }).collect(),
        jobs: changed.iter().filter_map(|id| if let AnyId::Job(id) = id { Some(id) } else { None }).collect(),
        all: changed,
    };
    let mut reached = BTreeSet::new();
    let mut take = |id: AnyId, client: Option<ClientId>, source: SourceId, refers: bool| {
        let of_client = client.is_some_and(|client| changed.clients.contains(&client));
        if refers || of_client || changed.all.contains(&id) {
            reached.insert(source);
        }
    };
    for client in &agency.clients {
        take(AnyId::Client(client.id.clone()), None, client.source, false);
    }
    for brief in &agency.briefs {
        take(AnyId::Brief(brief.id.clone()), Some(brief.id.client()), brief.source, false);
    }
    for job in &agency.jobs {
        let refers = changed.named_by(|take| references::of_job(&job.id, &job.record, take));
        take(AnyId::Job(job.id.clone()), Some(job.id.client()), job.source, refers);
    }
    for round in &agency.rounds {
        let refers = changed.jobs.contains(&round.id.job());
        take(AnyId::Round(round.id.clone()), Some(round.id.client()), round.source, refers);
    }
    for report in &agency.contact_reports {
        let refers = changed.named_by(|take| references::of_contact_report(&report.record, take));
        take(AnyId::ContactReport(report.id.clone()), Some(report.id.client()), report.source, refers);
    }
    for invoice in &agency.invoices {
        let refers = changed.named_by(|take| references::of_invoice(&invoice.record, take));
        take(AnyId::Invoice(invoice.id.clone()), Some(invoice.id.client()), invoice.source, refers);
    }
    for sheet in &agency.timesheets {
        let refers = sheet.entries.iter().any(|entry| changed.jobs.contains(&entry.job));
        take(AnyId::Timesheet(sheet.id.clone()), None, sheet.source, refers);
    }
    reached
}

/// What changed, by kind.
struct Changed<'c> {
    clients: HashSet<&'c ClientId>,
    briefs: HashSet<&'c BriefId>,
    jobs: HashSet<&'c JobId>,
    all: &'c BTreeSet<AnyId>,
}

impl Changed<'_> {
    /// Whether a record names one of them. What is inside a record is named together with the record.
    fn named_by<'r>(&self, walk: impl FnOnce(references::Take<'_, 'r>)) -> bool {
        let mut found = false;
        walk(&mut |name, _| {
            found |= match name {
                Names::Brief(id) => self.briefs.contains(id),
                Names::Job(id) | Names::Line(id, _) => self.jobs.contains(id),
                Names::Invoice(id) => self.all.contains(&AnyId::Invoice(id.clone())),
                _ => false,
            };
        });
        found
    }
}
