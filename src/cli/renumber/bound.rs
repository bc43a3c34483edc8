//! Papers that went out and name a record: what a client holds in hand, or somebody's yes binds, cannot be made to say another number.

use crate::cli::exit::Stop;
use crate::cli::findings::problems;
use crate::domain::approval::ApprovalFor;
use crate::domain::layout::AnyId;
use crate::domain::record::{Located, Record};
use crate::finding::Finding;
use crate::source::{Edit, KeyPath, Op, SourceId, Value};
use crate::store::Snapshot;
use std::collections::BTreeMap;

/// Refuses fields that would follow in a paper that went out; `instead` is what to do about it.
pub(super) fn none(
    snapshot: &Snapshot,
    edits: &BTreeMap<SourceId, Vec<Edit>>,
    old: &AnyId,
    instead: &str,
) -> Result<(), Stop> {
    let mut findings = Vec::new();
    for invoice in &snapshot.agency.invoices {
        let Some(issued) = invoice.approvals.iter().find(|approval| approval.of == ApprovalFor::Issue) else {
            continue;
        };
        // payments come in after the invoice went out, and its yes does not speak of them
        let binds = |path: &KeyPath| path.first_key() != Some("payments");
        let why = format!("was issued by `{}` on {}", issued.by, issued.date);
        findings.extend(found(invoice, edits, binds, &why, old));
    }
    for report in &snapshot.agency.contact_reports {
        let (Some(day), true) = (report.issued, report.objections.is_empty()) else { continue };
        findings.extend(found(report, edits, |_| true, &format!("was sent out on {day}, and nobody objected"), old));
    }
    if findings.is_empty() {
        return Ok(());
    }
    let findings: Vec<Finding> = findings.into_iter().map(|finding| finding.help(instead)).collect();
    Err(Stop::Refused(problems(snapshot, &findings)))
}

/// One finding for a paper, at the first field that names the record.
fn found<T: Record>(
    paper: &Located<T>,
    edits: &BTreeMap<SourceId, Vec<Edit>>,
    binds: impl Fn(&KeyPath) -> bool,
    why: &str,
    old: &AnyId,
) -> Option<Finding> {
    let path = &edits.get(&paper.source)?.iter().find(|edit| binds(&edit.path))?.path;
    let message = format!("{} {why}: it names {old} for good", paper.id);
    Some(Finding::error("binding-paper", paper.at(path.clone()), message))
}

/// What went out to the client under the number of a record: a line each, for whoever has to tell them.
pub(super) fn sent(snapshot: &Snapshot, old: &AnyId) -> Vec<String> {
    let agency = &snapshot.agency;
    match old {
        AnyId::Job(id) => {
            let job = agency.jobs.iter().find(|job| job.id == *id);
            let approved = job.iter().flat_map(|job| &job.estimates).filter_map(|estimate| {
                let yes = estimate.approvals.iter().find(|approval| approval.of == ApprovalFor::Client)?;
                let (version, by, date) = (estimate.version, &yes.by, yes.date);
                Some(format!("`{by}` approved estimate {version} under the number {old} on {date}: tell the client"))
            });
            approved.collect()
        }
        AnyId::ContactReport(id) => {
            let report = agency.contact_reports.iter().find(|report| report.id == *id);
            let day = report.and_then(|report| report.issued);
            day.map(|day| format!("the report was sent out as {old} on {day}: tell those who have it"))
                .into_iter()
                .collect()
        }
        _ => Vec::new(),
    }
}

/// Edits that make places say another id.
pub(super) fn follow(edits: &mut BTreeMap<SourceId, Vec<Edit>>, source: SourceId, path: KeyPath, new: &AnyId) {
    let own = edits.entry(source).or_default();
    if !own.iter().any(|edit| edit.path == path) {
        own.push(Edit { path, op: Op::Set(Value::bare(new)) });
    }
}
