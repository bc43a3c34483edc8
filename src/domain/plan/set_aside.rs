//! A step taken though guards object: somebody who may answers for it, and the record says who, why, and which guards were set aside.
//! What is no guard's objection - no such step, nobody to take it, a hold, a day that cannot be - is never set aside.

use super::advance::{Passed, Step, impossible, next, next_stage, pass, said};
use super::{Actor, item};
use crate::domain::authority::{Act, may};
use crate::domain::job::Job;
use crate::domain::record::Located;
use crate::domain::traffic::Traffic;
use crate::domain::workflow::Stage;
use crate::finding::{Finding, Severity};
use crate::key_path;
use crate::source::{ChangeSet, Edit, FileChange, Value};

/// Plans a step over the objections of the guards of the stage it enters.
pub fn set_aside(
    job: &Located<Job>,
    asked: &Step,
    reason: &str,
    traffic: &Traffic<'_>,
    guards: impl FnOnce(&Stage) -> Vec<Finding>,
    actor: Actor<'_>,
) -> Result<ChangeSet, Vec<Finding>> {
    let stage = next_stage(job, asked, traffic)?;
    let (over, notes): (Vec<Finding>, Vec<Finding>) =
        guards(stage).into_iter().partition(|finding| finding.severity == Severity::Error);
    let mut objections = impossible(job, stage, asked, traffic, actor);
    let here = || job.at(key_path!["overrides"]);
    let role = match may(&traffic.agency.config, actor.by, Act::Override, actor.today) {
        Ok(role) => Some(role),
        Err(refused) => {
            objections.push(Finding { help: refused.help, ..Finding::error("no-authority", here(), refused.reason) });
            None
        }
    };
    let reason = reason.trim();
    if reason.is_empty() {
        let finding = Finding::error("reason-missing", here(), "whoever goes over a guard says why");
        objections.push(finding.help("say why it cannot wait with `--reason \"…\"`"));
    }
    if over.is_empty() {
        let message = format!("no guard stands against {} entering {}", job.id, stage.name);
        let finding = Finding::error("nothing-to-set-aside", here(), message);
        objections.push(finding.help(format!("`suits job advance {} --to {}`", job.id, stage.name)));
    }
    if !objections.is_empty() {
        return Err(objections);
    }
    let Passed { mut edits, mut summary } = pass(job, stage, asked, traffic, actor);
    let mut names: Vec<&str> = over.iter().map(|finding| finding.code).collect();
    names.dedup();
    let entry = item([
        ("id", Some(Value::text((actor.mint)()))),
        ("date", Some(Value::bare(actor.today))),
        ("stage", Some(Value::bare(&stage.name))),
        ("guards", Some(Value::Words(names.iter().map(ToString::to_string).collect()))),
        ("by", Some(Value::text(actor.by.as_str()))),
        ("role", role.map(|role| Value::text(role.as_str()))),
        ("reason", Some(Value::text(reason))),
    ]);
    edits.push(Edit::append(key_path!["overrides"], entry));
    summary.extend(over.into_iter().map(|finding| format!("set aside {}: {}", finding.code, finding.message)));
    summary.extend(notes.into_iter().map(said));
    Ok(ChangeSet { summary, next: next(job, stage), files: vec![FileChange::Edit { source: job.source, edits }] })
}
