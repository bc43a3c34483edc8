//! Papers that went out and name a record: what a client holds in hand, or somebody's yes binds, cannot be made to say another number.

use crate::cli::exit::Stop;
use crate::cli::findings::problems;
use crate::domain::approval::ApprovalFor;
use crate::domain::layout::AnyId;
use crate::domain::record::{Located, Record};
use crate::finding::Finding;
use crate::key_path;
use crate::source::{Edit, KeyPath, Op, Place, SourceId, Value};
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

/// Refuses a paper that went out itself; `instead` is what to do about it.
pub(super) fn itself(snapshot: &Snapshot, old: &AnyId, instead: &str) -> Result<(), Stop> {
    let Some((place, why)) = went_out(snapshot, old) else { return Ok(()) };
    let message = format!("{old} {why}: it is {old} for good");
    let finding = Finding::error("binding-paper", place, message).help(instead);
    Err(Stop::Refused(problems(snapshot, &[finding])))
}

/// What to do about a paper that went out.
pub(super) fn kept(old: &AnyId) -> String {
    let instead = match old {
        AnyId::Invoice(_) => format!("take the money off with `suits invoice credit {old} --all`, and raise it anew"),
        AnyId::ContactReport(report) => {
            format!("write what is new into another, `suits contact-report new {}`", report.client())
        }
        _ => format!("begin what is new with `--like {old}`"),
    };
    format!("what went out keeps its number: leave {old} as it is; {instead}")
}

/// Where a paper says that it went out, and the words for it.
pub(super) fn went_out(snapshot: &Snapshot, id: &AnyId) -> Option<(Place, String)> {
    let agency = &snapshot.agency;
    match id {
        AnyId::Invoice(id) => {
            let invoice = agency.invoices.iter().find(|invoice| invoice.id == *id)?;
            let at = invoice.approvals.iter().position(|approval| approval.of == ApprovalFor::Issue)?;
            let issued = &invoice.approvals[at];
            let why = format!("was issued by `{}` on {}", issued.by, issued.date);
            Some((invoice.at(key_path!["approvals", at]), why))
        }
        AnyId::ContactReport(id) => {
            let report = agency.contact_reports.iter().find(|report| report.id == *id)?;
            Some((report.at(key_path!["issued"]), format!("was sent out on {}", report.issued?)))
        }
        _ => None,
    }
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
