//! Approvals that a change made stale, or good again: those that stand in both versions, by the fingerprints of what they are of.

use super::tell::Around;
use super::told::{Told, What, label};
use crate::domain::agency::{Agency, Shelf};
use crate::domain::approval::{Approval, ApprovalFor};
use crate::domain::layout::AnyId;
use crate::domain::record::{Located, Record};
use crate::source::{KeyPath, Step};
use crate::values::ItemId;

/// What became of the approvals of a record.
pub(super) fn tell(was: &AnyId, is: &AnyId, around: &Around<'_>, who: impl Fn(&str) -> String) -> Vec<Told> {
    let (before, after) = (approvals(around.before, was), approvals(around.after, is));
    let mut told = Vec::new();
    for one in &after {
        let same = |other: &&Given| {
            (other.subject.as_str(), &other.approval) == (one.subject.as_str(), &one.approval)
                && other.is_fresh != one.is_fresh
        };
        if !before.iter().any(|other| same(&other)) {
            continue;
        }
        let Approval { of, by, date, .. } = &one.approval;
        let subject = if one.subject.is_empty() { format!("the {}", is.kind()) } else { one.subject.clone() };
        let by = who(by.as_str());
        let approval = format!("{of} approval of {subject} by {by} on {date}");
        let (inside, outside) = match one.is_fresh {
            true => ["holds again: the text is as it was approved"; 2].into(),
            false => ("went stale: the text has changed since", "is for an earlier text: it has changed since"),
        };
        let line = Told::new(What::Stale, vec![one.path.clone()], format!("{approval} {inside}")).on(Some(*date));
        told.push(if *of == ApprovalFor::Client { line.outward(format!("{approval} {outside}")) } else { line });
    }
    told
}

/// An approval as it stands in one version.
struct Given {
    subject: String,
    approval: Approval,
    is_fresh: bool,
    path: KeyPath,
}

fn approvals(agency: &Agency, id: &AnyId) -> Vec<Given> {
    fn of<T: Record>(shelf: &Shelf<T>, id: &T::Id) -> Vec<Given> {
        shelf.get(id).found().map(given).unwrap_or_default()
    }
    match id {
        AnyId::Client(id) => of(&agency.clients, id),
        AnyId::Brief(id) => of(&agency.briefs, id),
        AnyId::Job(id) => {
            let mut all = of(&agency.jobs, id);
            // an estimate goes by its version, wherever it stands
            for one in &mut all {
                if let (Some("estimates"), Some(Step::Index(at))) = (one.path.first_key(), one.path.0.get(1))
                    && let Some(estimate) = agency.jobs.get(id).found().and_then(|job| job.estimates.get(*at))
                {
                    one.subject = format!("estimate {}", estimate.version);
                }
            }
            all
        }
        AnyId::Round(id) => of(&agency.rounds, id),
        AnyId::ContactReport(id) => of(&agency.contact_reports, id),
        AnyId::Invoice(id) => of(&agency.invoices, id),
        AnyId::Timesheet(id) => of(&agency.timesheets, id),
    }
}

fn given<T: Record>(record: &Located<T>) -> Vec<Given> {
    let mut all = Vec::new();
    for section in record.record.approved_sections() {
        let path = section.path();
        let now = record.fingerprint(&path);
        // an item by its id, so that it is the same one wherever it stands
        let by_id = |id: &ItemId| path.parent().map(|list| label(&list.then(Step::Item("id", id.to_string()))));
        let subject = section.item.and_then(by_id).unwrap_or_else(|| label(&path));
        for approval in section.approvals.iter().filter(|approval| approval.hash.is_some()) {
            all.push(Given {
                subject: subject.clone(),
                approval: approval.clone(),
                is_fresh: approval.hash.as_deref() == now,
                path: path.then("approvals"),
            });
        }
    }
    all
}
