//! Guards that look at the job itself: what is to be delivered, when, in which version, and whether it was looked at.

use super::case::Case;
use crate::finding::Finding;
use crate::key_path;

/// `deliverables-listed`: the job says what it is to deliver.
pub(super) fn deliverables_listed(case: &Case<'_>) -> Vec<Finding> {
    if !case.job.record.deliverables.is_empty() {
        return Vec::new();
    }
    let message = format!("{} lists nothing to deliver", case.job.id);
    let finding = Finding::error("deliverables-listed", case.job.at(key_path!["deliverables"]), message);
    vec![finding.help(format!("add what it delivers: `suits job set {} deliverables+=film-30`", case.job.id))]
}

/// `due-agreed`: the day it is due, and the day first agreed, are set.
pub(super) fn due_agreed(case: &Case<'_>) -> Vec<Finding> {
    let job = case.job;
    let unset = [("due", job.due, "no due date"), ("baseline_due", job.baseline_due, "no first agreed due date")];
    let missing = unset.into_iter().filter(|(_, day, _)| day.is_none());
    let objection = |(key, _, what): (&'static str, _, &str)| {
        let finding = Finding::error("due-agreed", job.at(key_path![key]), format!("{} has {what}", job.id));
        finding.help(format!("`suits job set {} {key}=YYYY-MM-DD`", job.id))
    };
    missing.map(objection).collect()
}

/// `version-filed`: every deliverable has a version on file.
pub(super) fn version_filed(case: &Case<'_>) -> Vec<Finding> {
    let open = case.deliverables().filter(|(_, deliverable)| deliverable.version.is_none());
    let objection = |(at, deliverable): (usize, &crate::domain::job::Deliverable)| {
        let message = format!("no version of `{}` is on file", deliverable.id);
        let place = case.job.at(key_path!["deliverables", at, "version"]);
        let help = format!("`suits job set {} deliverables.{}.version=v1`", case.job.id, deliverable.id);
        Finding::error("version-filed", place, message).help(help)
    };
    open.map(objection).collect()
}

/// `quality-checks-done`: everything on the list was looked at.
pub(super) fn quality_checks_done(case: &Case<'_>) -> Vec<Finding> {
    let checks = case.job.record.quality_checks.iter().enumerate();
    let open = checks.filter(|(_, check)| check.done.is_none_or(|done| done > case.today()));
    let objection = |(at, check): (usize, &crate::domain::job::QualityCheck)| {
        let which = check.id.as_ref().map_or_else(|| format!("[{at}]"), |id| format!(".{id}"));
        let place = case.job.at(key_path!["quality_checks", at, "done"]);
        let message = format!("not checked yet: {}", check.text);
        let help = format!("look, then `suits job set {} quality_checks{which}.done={}`", case.job.id, case.today());
        Finding::error("quality-checks-done", place, message).help(help)
    };
    open.map(objection).collect()
}
