//! A job's beginning and, if it never came to anything, its end.

use crate::domain::agency::Agency;
use crate::domain::brief::Brief;
use crate::domain::job::{DeliverableStatus, Job};
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;
use crate::source::{ChangeSet, Edit, FileChange, Value};

/// What a job takes over from the brief it is opened from.
pub fn from_brief(brief: &Located<Brief>) -> Vec<Edit> {
    let mut edits = vec![
        Edit::set(key_path!["title"], Value::text(&brief.title)),
        Edit::set(key_path!["brief"], Value::text(brief.id.as_str())),
        Edit::set(key_path!["type"], Value::bare(brief.kind)),
    ];
    if let Some(person) = &brief.requested_by {
        edits.push(Edit::set(key_path!["requested_by"], Value::text(person.as_str())));
    }
    let last = brief.deliverables.iter().filter_map(|deliverable| deliverable.due).max();
    if let Some(due) = last {
        edits.push(Edit::set(key_path!["due"], Value::bare(due)));
        edits.push(Edit::set(key_path!["baseline_due"], Value::bare(due)));
    }
    edits.extend(brief.deliverables.iter().map(|deliverable| open_deliverable(deliverable.id.as_str())));
    edits
}

fn open_deliverable(id: &str) -> Edit {
    let fields = [("id", Value::text(id)), ("version", Value::Null), ("status", Value::bare(DeliverableStatus::Open))];
    Edit::append(key_path!["deliverables"], Value::map(fields))
}

/// Takes a job away that never came to anything. One with hours or money is cancelled, never dropped: its number stays.
pub fn drop(job: &Located<Job>, agency: &Agency) -> Result<ChangeSet, Vec<Finding>> {
    let mut objections = Vec::new();
    let mut object = |path, message: String| {
        let help = format!("cancel it instead: `suits job cancel {} --reason TEXT`", job.id);
        objections.push(Finding::error("job-has-substance", job.at(path), message).help(help));
    };
    for (key, count, what) in [
        (
            "estimates",
            job.estimates.iter().filter(|estimate| !estimate.approvals.is_empty()).count(),
            "approved estimate",
        ),
        ("change_orders", job.change_orders.len(), "change order"),
        ("orders", job.orders.len(), "order to a supplier"),
        ("supplier_invoices", job.supplier_invoices.len(), "supplier invoice"),
    ] {
        if count > 0 {
            object(key_path![key], format!("{} has {count} {what}{}", job.id, if count == 1 { "" } else { "s" }));
        }
    }
    for sheet in &agency.timesheets {
        let here =
            |(index, entry): (usize, &crate::domain::timesheet::TimeEntry)| (entry.job == job.id).then_some(index);
        if let Some(index) = sheet.entries.iter().enumerate().find_map(here) {
            let message = format!("{} logged hours on {}", sheet.id.person, job.id);
            objections.push(Finding::error("job-has-substance", sheet.at(key_path!["entries", index]), message));
        }
    }
    for invoice in &agency.invoices {
        if let Some(index) = invoice.lines.iter().position(|line| line.job.as_ref() == Some(&job.id)) {
            let message = format!("invoice {} charges {}", invoice.id, job.id);
            objections.push(Finding::error("job-has-substance", invoice.at(key_path!["lines", index]), message));
        }
    }
    for round in agency.rounds_of(&job.id) {
        let message = format!("{} is a feedback round on {}", round.id, job.id);
        objections.push(Finding::error("job-has-substance", round.at(key_path!["deliverable"]), message));
    }
    objections.extend(named_by(job, agency));
    if !objections.is_empty() {
        return Err(objections);
    }
    Ok(ChangeSet {
        summary: vec![format!("{}: dropped", job.id)],
        next: None,
        files: vec![FileChange::Delete { source: job.source }],
    })
}

/// Contact reports and other jobs that name a job: they would name nothing once it is gone.
fn named_by(job: &Located<Job>, agency: &Agency) -> Vec<Finding> {
    let mut named = Vec::new();
    for report in &agency.contact_reports {
        if let Some(index) = report.jobs.iter().position(|other| *other == job.id) {
            let message = format!("contact report {} is about {}", report.id, job.id);
            let finding = Finding::error("job-named", report.at(key_path!["jobs", index]), message);
            let help =
                format!("take it out of `jobs`: `suits contact-report edit {}`; or cancel the job instead", report.id);
            named.push(finding.help(help));
        }
    }
    for later in &agency.jobs {
        if let Some(index) = later.after.iter().position(|other| *other == job.id) {
            let message = format!("{} comes after {}", later.id, job.id);
            let finding = Finding::error("job-named", later.at(key_path!["after", index]), message);
            named.push(finding.help(format!("take it out of `after`: `suits job edit {}`", later.id)));
        }
        if later.like.as_ref() == Some(&job.id) {
            let message = format!("{} was made like {}", later.id, job.id);
            let finding = Finding::error("job-named", later.at(key_path!["like"]), message);
            named.push(finding.help(format!("take it out of `like`: `suits job set {} like=null`", later.id)));
        }
    }
    named
}
