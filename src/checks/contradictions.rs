//! What stands against any further step of a job because its record contradicts itself. The rules find it; here is only chosen which of it
//! stops a step: days that cannot be, a ball in two hands or in a stage that does not exist, a circle, a yes of somebody who may not say it.
//! What merely looks wrong (a status out of step, a stage passed over years ago) stops nobody: `suits check` says it.

use super::rule::Desk;
use super::run::of_rules;
use super::{Languages, dependency_cycle};
use crate::domain::agency::Agency;
use crate::domain::approval::Approval;
use crate::domain::job::Job;
use crate::domain::record::Located;
use crate::domain::workflow::Workflow;
use crate::finding::{Finding, Severity};
use crate::source::{KeyPath, Place, SourceId, Spot, Step};
use crate::values::{Day, PersonId};

const CIRCLE: &str = "dependency-cycle";
/// The rule on approvals that were not their giver's to give; to give one anew is the way out.
pub const AUTHORITY: &str = "approval-without-authority";
const WORD: &str = "unknown-word";
const STOPPING: [&str; 5] = [AUTHORITY, "date-out-of-order", CIRCLE, "several-open-handoffs", WORD];

/// What stands against a step of a job by somebody, as findings of the rules with the command that puts each right. The agency needs to
/// hold no more than a step of the job reads. A level set in `suits.toml` holds here too: what only warns there stops nobody.
pub fn contradictions(
    job: &Located<Job>,
    by: &PersonId,
    agency: &Agency,
    today: Day,
    path_of: &dyn Fn(SourceId) -> String,
) -> Vec<Finding> {
    let workflow = Workflow::of(&agency.config);
    let languages = Languages::of(&agency.config);
    let desk = Desk::new(agency, &workflow, &languages, today);
    let mut found = of_rules(&desk, &STOPPING, path_of);
    found.retain(|finding| finding.severity == Severity::Error && concerns(finding, job, by, agency));
    let again = |finding: &Finding, all: &[Finding]| finding.code == AUTHORITY && given_anew(finding, job, all);
    let renewed: Vec<bool> = found.iter().map(|finding| again(finding, &found)).collect();
    let mut renewed = renewed.into_iter();
    found.retain(|_| !renewed.next().unwrap_or_default());
    found.into_iter().map(|finding| with_command(finding, job)).collect()
}

/// Whether a finding is about this job and of the kind that stops it.
fn concerns(finding: &Finding, job: &Located<Job>, by: &PersonId, agency: &Agency) -> bool {
    let here = |place: &Place| place.source == job.source;
    match finding.code {
        CIRCLE => places(finding).any(here) || reports_in_a_circle(finding, job, by, agency),
        WORD => path_in(&finding.place, job.source).is_some_and(|path| is_stage_here(path, job, agency)),
        _ => finding.place.source == job.source,
    }
}

/// Whether a path leads to the stage of a handoff that counts. An agency that wrote its own workflow may have had another one when the job
/// began: then only where the job stands now must be a stage.
fn is_stage_here(path: &KeyPath, job: &Located<Job>, agency: &Agency) -> bool {
    let last = job.record.handoffs.len().saturating_sub(1);
    path.first_key() == Some("handoffs")
        && (agency.config.workflow.is_none() || path.0.get(1) == Some(&Step::Index(last)))
}

fn places(finding: &Finding) -> impl Iterator<Item = &Place> {
    std::iter::once(&finding.place).chain(finding.related.iter().map(|(place, _)| place))
}

fn path_in(place: &Place, source: SourceId) -> Option<&KeyPath> {
    match &place.spot {
        Spot::Path(path, _) if place.source == source => Some(path),
        Spot::Path(..) | Spot::Span(_) | Spot::At(_) => None,
    }
}

/// Whether one of those who work on the job reports, over others, to themselves: nobody could be told that it is late.
fn reports_in_a_circle(finding: &Finding, job: &Located<Job>, by: &PersonId, agency: &Agency) -> bool {
    let client = agency.client_of(&job.id).found();
    let seated = client.into_iter().flat_map(|client| client.record.team.values()).chain(job.record.team.values());
    let given = job.record.handoffs.iter().filter_map(|handoff| handoff.to.as_ref());
    let mut people = seated.chain(given).chain([by]);
    people.any(|person| {
        let place = dependency_cycle::reports(&agency.config, person);
        place.is_some_and(|place| places(finding).any(|other| *other == place))
    })
}

/// Whether the same yes was given once more, by somebody who may: the one that was nobody's to give no longer matters.
fn given_anew(finding: &Finding, job: &Located<Job>, all: &[Finding]) -> bool {
    let Some((section, index)) = path_in(&finding.place, job.source).and_then(approval) else { return false };
    let approvals = approvals(job, &section);
    let wrong = |at: usize| {
        let here = |other: &Finding| path_in(&other.place, job.source).and_then(approval);
        all.iter().any(|other| here(other).is_some_and(|(other, number)| other == section && number == at))
    };
    let Some(given) = approvals.get(index) else { return false };
    approvals.iter().enumerate().skip(index + 1).any(|(at, later)| later.of == given.of && !wrong(at))
}

/// The section that a path leads to an approval of, and the approval's number: `estimates[0].approvals[1].by`.
fn approval(path: &KeyPath) -> Option<(KeyPath, usize)> {
    let at = path.0.iter().position(|step| *step == Step::from("approvals"))?;
    match path.0.get(at + 1)? {
        Step::Index(index) => Some((KeyPath(path.0[..at].to_vec()), *index)),
        Step::Key(_) | Step::Item(..) => None,
    }
}

/// The number of the item that a section is.
fn item_at(section: &KeyPath) -> Option<usize> {
    match section.0.get(1)? {
        Step::Index(at) => Some(*at),
        Step::Key(_) | Step::Item(..) => None,
    }
}

fn approvals<'a>(job: &'a Located<Job>, section: &KeyPath) -> &'a [Approval] {
    let record = &job.record;
    let (Some(key), Some(Step::Index(index))) = (section.first_key(), section.last()) else { return &[] };
    match key {
        "estimates" => record.estimates.get(*index).map_or(&[], |one| &one.approvals),
        "change_orders" => record.change_orders.get(*index).map_or(&[], |one| &one.approvals),
        "supplier_invoices" => record.supplier_invoices.get(*index).map_or(&[], |one| &one.approvals),
        _ => &[],
    }
}

/// The same finding, with the command that puts it right.
fn with_command(finding: Finding, job: &Located<Job>) -> Finding {
    if finding.code == CIRCLE {
        return finding;
    }
    let path = path_in(&finding.place, job.source).cloned().unwrap_or_default();
    let (id, key) = (&job.id, path.first_key().unwrap_or_default());
    let command = match key {
        "estimates" | "change_orders" | "supplier_invoices" | "orders" if approval(&path).is_none() => {
            format!("`suits job set {id} {path}=DATE`")
        }
        "estimates" if finding.code == AUTHORITY => {
            let (_, index) = approval(&path).unwrap_or_default();
            let of = section_kind(job, &path, index);
            format!("let somebody who may say it anew: `suits job estimate approve {id} --for {of}`")
        }
        "change_orders" if finding.code == AUTHORITY => {
            let (section, index) = approval(&path).unwrap_or_default();
            let of = section_kind(job, &path, index);
            let order = item_at(&section).and_then(|at| job.change_orders.get(at)).map(|order| order.id.as_str());
            let order = order.unwrap_or("CHANGE-ORDER");
            format!("let somebody who may say it anew: `suits job change approve {id} {order} --for {of}`")
        }
        "supplier_invoices" if finding.code == AUTHORITY => {
            let (section, _) = approval(&path).unwrap_or_default();
            let invoice = item_at(&section).and_then(|at| job.supplier_invoices.get(at));
            let invoice = invoice.map_or("INVOICE", |invoice| invoice.id.as_str());
            format!("let somebody who may say it anew: `suits job order approve {id} {invoice} --for payment`")
        }
        "due" | "baseline_due" | "requested_on" => format!("`suits job set {id} {key}=DATE`"),
        _ => format!("put it right with `suits job edit {id}`"),
    };
    let help = match (&finding.help, finding.code) {
        (Some(help), _) => format!("{help}; {command}"),
        (None, _) => command,
    };
    finding.help(help)
}

fn section_kind(job: &Located<Job>, path: &KeyPath, index: usize) -> String {
    let section = approval(path).map(|(section, _)| section).unwrap_or_default();
    approvals(job, &section).get(index).map_or_else(|| "internal".to_owned(), |approval| approval.of.to_string())
}
