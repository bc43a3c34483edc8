//! Guards that look at the brief: is it good, is it agreed, does it say how each thing is to be made.

use super::case::Case;
use crate::domain::approval::ApprovalFor;
use crate::domain::approvals::Standing;
use crate::domain::authority::brief_yes;
use crate::domain::brief::Brief;
use crate::domain::record::Located;
use crate::domain::yeses;
use crate::finding::{Finding, Severity};
use crate::key_path;
use crate::source::KeyPath;

/// `brief-ready`: the rules find no error in the brief.
pub(super) fn ready(case: &Case<'_>) -> Vec<Finding> {
    const GUARD: &str = "brief-ready";
    let brief = match case.brief(GUARD) {
        Ok(brief) => brief,
        Err(objections) => return objections,
    };
    let errors: Vec<Finding> =
        (case.ask.brief_errors)(brief).into_iter().filter(|finding| finding.severity == Severity::Error).collect();
    let Some(first) = errors.first() else { return Vec::new() };
    let message = match errors.len() {
        1 => format!("the brief {} has an error: {}", brief.id, first.message),
        several => format!("the brief {} has {several} errors", brief.id),
    };
    let mut finding = Finding::error(GUARD, first.place.clone(), message);
    finding.related = errors.into_iter().map(|error| (error.place, error.message)).collect();
    vec![finding.help(format!("put it right with `suits brief edit {0}`, then `suits check {0}`", brief.id))]
}

/// `brief-approved`: strategy, creative and client approved the brief as it stands.
pub(super) fn approved(case: &Case<'_>) -> Vec<Finding> {
    const GUARD: &str = "brief-approved";
    let brief = match case.brief(GUARD) {
        Ok(brief) => brief,
        Err(objections) => return objections,
    };
    yeses::OF_A_BRIEF
        .into_iter()
        .filter_map(|of| {
            let (path, why) = unapproved(case, brief, of)?;
            let finding = Finding::error(GUARD, brief.at(path), format!("the brief {} {why}", brief.id));
            let whose = match of {
                ApprovalFor::Client => {
                    format!(" --by {} --method email --evidence \"…\"", brief_yes(case.agency, brief, case.today()))
                }
                _ => String::new(),
            };
            Some(finding.help(format!("`suits brief approve {} --for {of}{whose}`", brief.id)))
        })
        .collect()
}

/// Why a brief is not approved for something, and where to look; `None` where it is.
fn unapproved(case: &Case<'_>, brief: &Located<Brief>, of: ApprovalFor) -> Option<(KeyPath, String)> {
    let standing = yeses::brief(brief, of, case.agency, case.today());
    let (path, of) = match standing {
        Standing::None => (key_path!["approvals"], format!("has no {of} approval")),
        Standing::Valid(approval) | Standing::Stale(approval) | Standing::NotValid(approval, _) => {
            let at = brief.record.approvals.iter().position(|other| std::ptr::eq(other, approval)).unwrap_or_default();
            (key_path!["approvals", at], format!("has no {of} approval that holds: {}", standing.objection()?))
        }
    };
    Some((path, of))
}

/// `specs-complete`: the brief says how each deliverable is to be made.
pub(super) fn specs_complete(case: &Case<'_>) -> Vec<Finding> {
    const GUARD: &str = "specs-complete";
    let brief = match case.brief(GUARD) {
        Ok(brief) => brief,
        Err(objections) => return objections,
    };
    let mut findings = Vec::new();
    for (at, deliverable) in case.deliverables() {
        let asked = brief.record.deliverables.iter().enumerate().find(|(_, asked)| asked.id == deliverable.id);
        match asked {
            Some((_, asked)) if asked.spec.as_deref().is_some_and(|spec| !spec.trim().is_empty()) => {}
            Some((index, _)) => {
                let place = brief.at(key_path!["deliverables", index]);
                let message = format!("the brief {} does not say how `{}` is to be made", brief.id, deliverable.id);
                findings.push(
                    Finding::error(GUARD, place, message).help(format!(
                        "`suits brief set {} deliverables.{}.spec='30 s, 16:9'`",
                        brief.id, deliverable.id
                    )),
                );
            }
            None => {
                let place = case.job.at(key_path!["deliverables", at, "id"]);
                let message = format!("`{}` is not in the brief {}", deliverable.id, brief.id);
                findings.push(
                    Finding::error(GUARD, place, message)
                        .help(format!("add it to the brief with its `spec`: `suits brief edit {}`", brief.id)),
                );
            }
        }
    }
    findings
}
