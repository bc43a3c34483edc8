//! A brief's way: handed in, then approved by strategy, creative and the client.

use super::{Actor, YesAsked, given_already, yes};
use crate::domain::agency::Agency;
use crate::domain::approval::{ApprovalFor, Method};
use crate::domain::authority::{self, Act, Refused};
use crate::domain::brief::{Brief, BriefStatus};
use crate::domain::record::Located;
use crate::domain::yeses::{self, brief_lacks};
use crate::finding::{Finding, Severity};
use crate::key_path;
use crate::source::{ChangeSet, Edit, FileChange, KeyPath, Value};
use crate::values::{Day, PersonId, Word};

/// Hands a brief in. `errors` is what its checks object to: a brief that is not ready is not handed in.
pub fn submit(brief: &Located<Brief>, errors: Vec<Finding>) -> Result<ChangeSet, Vec<Finding>> {
    let errors: Vec<Finding> = errors.into_iter().filter(|finding| finding.severity == Severity::Error).collect();
    if !errors.is_empty() {
        return Err(errors);
    }
    if brief.status != BriefStatus::Draft {
        let message = format!("{} is {} already", brief.id, brief.status);
        let finding = Finding::error("not-a-draft", brief.at(key_path!["status"]), message);
        return Err(vec![finding.help(format!("`suits brief approve {} --for strategy`", brief.id))]);
    }
    let edits = vec![Edit::set(key_path!["status"], Value::bare(BriefStatus::Submitted))];
    Ok(ChangeSet {
        summary: vec![format!("{}: draft → submitted", brief.id)],
        next: Some(format!(
            "the account director approves the strategy: `suits brief approve {} --for strategy`",
            brief.id
        )),
        files: vec![FileChange::Edit { source: brief.source, edits }],
    })
}

/// Records an approval of a brief, with the fingerprint of what was approved.
pub fn approve(
    brief: &Located<Brief>,
    of: ApprovalFor,
    asked: &YesAsked,
    errors: Vec<Finding>,
    agency: &Agency,
    actor: Actor<'_>,
) -> Result<ChangeSet, Vec<Finding>> {
    let by = asked.by.clone().unwrap_or_else(|| actor.by.clone());
    let (method, date) = (asked.method.unwrap_or(Method::System), asked.date.unwrap_or(actor.today));
    if let Some(given) = yeses::brief(brief, of, agency, actor.today.max(date)).valid() {
        let missing = brief_lacks(brief, agency, actor.today);
        let help = match missing.first() {
            Some(next) => format!("still to approve: {next}: `suits brief approve {} --for {next}`", brief.id),
            None => "move its job on: `suits job advance JOB --to brief-approved`".to_owned(),
        };
        let what = brief.id.to_string();
        return Err(given_already(brief, &key_path!["approvals"], &what, (&brief.approvals, given), help));
    }
    let mut objections: Vec<Finding> =
        errors.into_iter().filter(|finding| finding.severity == Severity::Error).collect();
    if matches!(brief.status, BriefStatus::Draft | BriefStatus::Superseded) {
        let message = format!("{} is {}: nobody approves what was not handed in", brief.id, brief.status);
        let finding = Finding::error("not-submitted", brief.at(key_path!["status"]), message);
        objections.push(finding.help(format!("`suits brief submit {}`", brief.id)));
    }
    let object = |refused: Refused| {
        let finding = Finding::error("no-authority", brief.at(key_path!["approvals"]), refused.reason);
        Finding { help: refused.help, ..finding }
    };
    let role = role(brief, of, &by, agency, date).map_err(object);
    let role = match role {
        Ok(role) => Some(role),
        Err(finding) => {
            objections.push(finding);
            None
        }
    };
    let mut notes = Vec::new();
    match authority::apart(&agency.config, &by, &brief.authors) {
        Ok(note) => notes.extend(note),
        Err(refused) => objections.push(object(refused)),
    }
    if let Err(refused) = authority::may_enter(actor.by, &by, method, asked.evidence.as_deref()) {
        objections.push(object(refused));
    }
    if !objections.is_empty() {
        return Err(objections);
    }
    let mut edits =
        vec![Edit::append(key_path!["approvals"], yes(of, &by, role, method, date, asked, actor, KeyPath::root()))];
    let others = brief_lacks(brief, agency, actor.today).into_iter().filter(|wanted| *wanted != of);
    let missing: Vec<&str> = others.map(ApprovalFor::as_str).collect();
    let mut summary = vec![format!("{}: {of} approved by {by}", brief.id)];
    summary.extend(notes);
    let next = if missing.is_empty() {
        if brief.status != BriefStatus::Approved {
            edits.push(Edit::set(key_path!["status"], Value::bare(BriefStatus::Approved)));
            summary.push(format!("{}: {} → approved", brief.id, brief.status));
        }
        "move its job on: `suits job advance JOB --to brief-approved`".to_owned()
    } else {
        format!("still to approve: {}", missing.join(", "))
    };
    Ok(ChangeSet { summary, next: Some(next), files: vec![FileChange::Edit { source: brief.source, edits }] })
}

/// In which role a person may approve a brief for something.
fn role(brief: &Located<Brief>, of: ApprovalFor, by: &PersonId, agency: &Agency, day: Day) -> Result<Word, Refused> {
    match of {
        ApprovalFor::Strategy => authority::may(&agency.config, by, Act::Strategy(brief.size), day),
        ApprovalFor::Creative => authority::may(&agency.config, by, Act::Creative, day),
        ApprovalFor::Client => {
            let client = agency.clients.get(&brief.id.client()).found();
            authority::client_may_approve_brief(&agency.config, client, by, day)
        }
        ApprovalFor::Internal | ApprovalFor::Payment | ApprovalFor::Issue => Err(Refused {
            reason: format!("a brief is not approved for {of}"),
            help: Some("`--for strategy`, `creative` or `client`".to_owned()),
        }),
    }
}
