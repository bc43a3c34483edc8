//! An estimate's way: lines added to a draft, approved inside the agency, sent, approved by the client.

use super::groundwork::{Quote, approved_later, before_request, refuse};
use super::invoice::po_or_word;
use super::raising::names;
use super::revision::expired;
use super::version::{Chosen, chosen, latest};
use crate::domain::agency::Agency;
use crate::domain::approval::{ApprovalFor, Method};
use crate::domain::authority::{self, Act, Refused};
use crate::domain::job::Job;
use crate::domain::job_money::{Estimate, EstimateStatus, Line};
use crate::domain::money::agreement::estimate_standing;
use crate::domain::money::lacking::estimate_yes;
use crate::domain::money::terms::Terms;
use crate::domain::plan::{Actor, YesAsked, given_already, item, yes};
use crate::domain::record::Located;
use crate::domain::workflow::Workflow;
use crate::domain::yeses::estimate_inside;
use crate::finding::Finding;
use crate::key_path;
use crate::source::{ChangeSet, Edit, FileChange, KeyPath, Step, Value};
use crate::values::{Day, Percent, PersonId, Word};

/// A line to add, field by field, in the order of records; and what is said of the whole version.
#[derive(Clone, Debug, Default)]
pub struct Addition {
    /// The line's id; absent: minted.
    pub id: Option<String>,
    /// Its fields, ready to write.
    pub fields: Vec<(&'static str, Value)>,
    /// `contingency` of the version.
    pub contingency: Option<Percent>,
    /// `valid_until` of the version.
    pub valid_until: Option<Day>,
    /// Whether a new version is to be begun.
    pub new_version: bool,
}

/// Adds a line to the draft version of a job's estimate; begins version 1 where there is none.
pub fn add(job: &Located<Job>, addition: &Addition, actor: Actor<'_>) -> Result<ChangeSet, Vec<Finding>> {
    let latest = latest(job);
    let id = addition.id.clone().unwrap_or_else(|| (actor.mint)());
    let mut fields = vec![("id".to_owned(), Value::text(id.clone()))];
    fields.extend(addition.fields.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
    let line = Value::Map(fields);
    let change = |path: &KeyPath| path.first_key() == Some("change_orders");
    if let Some((_, place)) = names(job).into_iter().find(|(other, place)| other.as_str() == id && change(place)) {
        let message = format!("a change order of {} already has a line `{id}`", job.id);
        return Err(refuse(job, place, "duplicate-id", message, "choose another `--id`".to_owned()));
    }
    let begins = match latest {
        None => true,
        Some((_, estimate)) if estimate.status == EstimateStatus::Draft => addition.new_version,
        Some(_) if addition.new_version => true,
        Some((index, estimate)) => {
            let message = format!(
                "version {} of the estimate is {} and is not changed any more",
                estimate.version, estimate.status
            );
            let help = format!(
                "begin the next version as a copy of it: `suits job estimate revise {}`; or with this line alone: `--new-version`",
                job.id
            );
            return Err(refuse(job, key_path!["estimates", index, "status"], "estimate-closed", message, help));
        }
    };
    let mut edits = Vec::new();
    let version = match latest {
        Some((index, estimate)) if !begins => {
            let named = |line: &Line| line.id.as_ref().is_some_and(|other| other.as_str() == id);
            if let Some(at) = estimate.lines.iter().position(named) {
                let path = key_path!["estimates", index, "lines", at, "id"];
                return Err(refuse(
                    job,
                    path,
                    "duplicate-id",
                    format!("the estimate already has a line `{id}`"),
                    "choose another `--id`".to_owned(),
                ));
            }
            let path = of_version(estimate.version);
            if let Some(contingency) = addition.contingency {
                edits.push(Edit::set(path.then("contingency"), Value::bare(contingency)));
            }
            if let Some(day) = addition.valid_until {
                edits.push(Edit::set(path.then("valid_until"), Value::bare(day)));
            }
            edits.push(Edit::append(path.then("lines"), line));
            estimate.version
        }
        other => {
            let version = match other {
                None => 1,
                Some((index, estimate)) => estimate.version.checked_add(1).ok_or_else(|| {
                    let path = key_path!["estimates", index, "version"];
                    let message = format!("there is no version after {}", estimate.version);
                    refuse(job, path, "no-version-left", message, "give the versions smaller numbers".to_owned())
                })?,
            };
            let estimate = item([
                ("version", Some(Value::bare(version))),
                ("status", Some(Value::bare(EstimateStatus::Draft))),
                ("valid_until", addition.valid_until.map(Value::bare)),
                ("contingency", addition.contingency.map(Value::bare)),
                ("lines", Some(Value::List(vec![line]))),
                ("approvals", Some(Value::Words(Vec::new()))),
            ]);
            edits.push(Edit::append(key_path!["estimates"], estimate));
            version
        }
    };
    let mut summary = vec![format!("{}: line `{id}` added to estimate version {version}", job.id)];
    if let Some((_, older)) = latest.filter(|_| begins) {
        let lines: Vec<&str> = older.lines.iter().filter_map(|line| Some(line.id.as_ref()?.as_str())).collect();
        summary.push(format!(
            "version {version} will replace version {} as a whole; add what stays of it: {}",
            older.version,
            lines.join(", ")
        ));
    }
    Ok(ChangeSet {
        summary,
        next: Some(format!("when it is complete: `suits job estimate approve {} --for internal`", job.id)),
        files: vec![FileChange::Edit { source: job.source, edits }],
    })
}

pub(super) fn of_version(version: u32) -> KeyPath {
    KeyPath(vec![Step::from("estimates"), Step::Item("version", version.to_string())])
}

/// The version to work on, its terms, and the edits that make its lines complete.
pub(super) struct Working<'a> {
    pub(super) index: usize,
    pub(super) estimate: &'a Estimate,
    terms: Terms<'a>,
    path: KeyPath,
    completing: Vec<Edit>,
    flag: String,
    told: Option<String>,
}

fn working<'a>(
    job: &'a Located<Job>,
    chosen: Chosen<'a>,
    agency: &'a Agency,
    day: Day,
) -> Result<Working<'a>, Vec<Finding>> {
    let Chosen { index, estimate, flag, told } = chosen;
    let here = key_path!["estimates", index];
    if matches!(estimate.status, EstimateStatus::Rejected | EstimateStatus::Superseded | EstimateStatus::Expired) {
        let message = format!("version {} is {}", estimate.version, estimate.status);
        let help = format!("begin the next version: `suits job estimate revise {}`", job.id);
        return Err(refuse(job, here.then("status"), "estimate-closed", message, help));
    }
    if estimate.lines.is_empty() {
        let help = format!("`suits job estimate add {} …`", job.id);
        return Err(refuse(
            job,
            here.then("lines"),
            "no-lines",
            format!("version {} has no lines", estimate.version),
            help,
        ));
    }
    let terms = Terms::of(agency, job).map_err(|why| {
        refuse(job, here.clone(), "unpriced", why.to_string(), "put the client's record right first".to_owned())
    })?;
    let path = of_version(estimate.version);
    let typed = format!("estimates.{}", estimate.version);
    let quote = Quote { lines: &estimate.lines, currency: estimate.currency, here, path: path.clone(), typed };
    let mut completing = quote.completing(job, &terms, day)?;
    // What is approved must be complete; once anything was approved or sent, nothing is filled in any more.
    if !estimate.approvals.is_empty()
        || !matches!(estimate.status, EstimateStatus::Draft | EstimateStatus::InternalReview)
    {
        completing.clear();
    }
    Ok(Working { index, estimate, terms, path, completing, flag, told })
}

/// Records an approval of a version, the latest if none is named: inside the agency, or the client's.
pub fn approve(
    job: &Located<Job>,
    version: Option<u32>,
    of: ApprovalFor,
    asked: &YesAsked,
    agency: &Agency,
    actor: Actor<'_>,
) -> Result<ChangeSet, Vec<Finding>> {
    let by = asked.by.clone().unwrap_or_else(|| actor.by.clone());
    let (method, date) = (asked.method.unwrap_or(Method::System), asked.date.unwrap_or(actor.today));
    let work = working(job, chosen(job, version, of == ApprovalFor::Client)?, agency, date)?;
    let approvals_at = key_path!["estimates", work.index, "approvals"];
    if let Some(early) = before_request(job, date, actor.today) {
        return Err(vec![early]);
    }
    let until = actor.today.max(date);
    let standing = match of {
        ApprovalFor::Client => estimate_standing(job, work.index, &work.terms, until),
        _ => estimate_inside(job, work.index, &work.terms, until),
    };
    if let Some(given) = standing.valid() {
        let help = match work.estimate.status {
            EstimateStatus::Draft | EstimateStatus::InternalReview => {
                format!("send it: `suits job estimate send {}{}`", job.id, work.flag)
            }
            EstimateStatus::Sent => format!("when the client says yes: {}", clients_yes(job, &work, actor.today)),
            _ => format!("what changes now is the next version: `suits job estimate revise {}`", job.id),
        };
        let what = format!("version {} of {}", work.estimate.version, job.id);
        return Err(given_already(job, &approvals_at, &what, (&work.estimate.approvals, given), help));
    }
    let mut objections = Vec::new();
    let object = |refused: Refused| Finding {
        help: refused.help,
        ..Finding::error("no-authority", job.at(approvals_at.clone()), refused.reason)
    };
    // The rates of an estimate are written when the agency approves it; before that nobody can tell what the client would say yes to.
    let unready = if of == ApprovalFor::Client { not_approved_inside(job, &work, date) } else { None };
    let role = match role(job, &work, of, &by, method, date, agency) {
        Ok(role) => Some(role),
        Err(refused) => {
            objections.extend(unready.is_none().then(|| object(refused)));
            None
        }
    };
    if let Err(refused) = authority::may_enter(actor.by, &by, method, asked.evidence.as_deref()) {
        objections.push(object(refused));
    }
    if of == ApprovalFor::Client {
        if let Some(finding) = unready {
            objections.push(finding);
        } else if work.estimate.status != EstimateStatus::Sent && work.estimate.status != EstimateStatus::Approved {
            let message = format!("version {} was not sent to the client yet", work.estimate.version);
            let place = job.at(key_path!["estimates", work.index, "status"]);
            objections.push(
                Finding::error("not-sent", place, message)
                    .help(format!("`suits job estimate send {}{}`", job.id, work.flag)),
            );
        } else {
            objections.extend(expired(job, work.index, date));
        }
    }
    if !objections.is_empty() {
        return Err(objections);
    }
    let mut edits = work.completing;
    let entry = yes(of, &by, role, method, date, asked, actor, work.path.clone());
    edits.push(Edit::append(work.path.then("approvals"), entry));
    let mut summary = vec![format!("{}: estimate version {} approved by {by} ({of})", job.id, work.estimate.version)];
    let next = if of == ApprovalFor::Client {
        step(&mut edits, &mut summary, job, &work.path, work.estimate.status, EstimateStatus::Approved);
        for older in &job.record.estimates {
            let open = !matches!(
                older.status,
                EstimateStatus::Rejected | EstimateStatus::Superseded | EstimateStatus::Expired
            );
            if older.version < work.estimate.version && open {
                edits
                    .push(Edit::set(of_version(older.version).then("status"), Value::bare(EstimateStatus::Superseded)));
            }
        }
        on_from_here(job, agency, actor.today)
    } else {
        if work.estimate.status == EstimateStatus::Draft {
            step(&mut edits, &mut summary, job, &work.path, work.estimate.status, EstimateStatus::InternalReview);
        }
        format!("send it: `suits job estimate send {}{}`", job.id, work.flag)
    };
    summary.extend(work.told);
    Ok(ChangeSet { summary, next: Some(next), files: vec![FileChange::Edit { source: job.source, edits }] })
}

/// What comes after the client's yes, where the job stands.
fn on_from_here(job: &Located<Job>, agency: &Agency, today: Day) -> String {
    const NEXT: &str = "authorised";
    let (id, workflow, stage) = (&job.id, Workflow::of(&agency.config), job.stage(today));
    match (workflow.position(stage), workflow.position(NEXT)) {
        _ if workflow.allows(stage, NEXT) => format!("move the job on: `suits job advance {id} --to {NEXT}`"),
        (Some(here), Some(there)) if here < there => {
            format!("the job is at `{stage}`: `suits explain {NEXT} {id}` says what it needs on its way")
        }
        _ => format!("`suits budget --where 'job = {id}'`"),
    }
}

fn step(
    edits: &mut Vec<Edit>,
    summary: &mut Vec<String>,
    job: &Located<Job>,
    path: &KeyPath,
    from: EstimateStatus,
    to: EstimateStatus,
) {
    if from != to {
        edits.push(Edit::set(path.then("status"), Value::bare(to)));
        summary.push(format!("{}: estimate {from} → {to}", job.id));
    }
}

fn role(
    job: &Located<Job>,
    work: &Working<'_>,
    of: ApprovalFor,
    by: &PersonId,
    method: Method,
    day: Day,
    agency: &Agency,
) -> Result<Word, Refused> {
    match of {
        ApprovalFor::Internal => {
            authority::in_writing(method)?;
            let sum = authority::estimate_sum(job, work.index, &work.terms, day)?;
            authority::may(&agency.config, by, Act::Estimate(sum), day)
        }
        ApprovalFor::Client => {
            authority::client_may_approve_estimate(job, work.index, &work.terms, by, method, day)?;
            Ok(Word::const_new("approver"))
        }
        ApprovalFor::Strategy | ApprovalFor::Creative | ApprovalFor::Payment | ApprovalFor::Issue => Err(Refused {
            reason: format!("an estimate is not approved for {of}"),
            help: Some("`--for internal` or `--for client`".to_owned()),
        }),
    }
}

/// The objection that the latest version has no fresh internal approval.
fn not_approved_inside(job: &Located<Job>, work: &Working<'_>, day: Day) -> Option<Finding> {
    let here = key_path!["estimates", work.index];
    let why = estimate_inside(job, work.index, &work.terms, day).objection()?;
    let what = format!("version {}", work.estimate.version);
    let ever = estimate_inside(job, work.index, &work.terms, Day::LAST);
    if let Some(later) = approved_later(&what, &ever, day, job.at(here.then("approvals"))) {
        return Some(later);
    }
    let message = format!("version {} is not approved inside the agency: {why}", work.estimate.version);
    let finding = Finding::error("not-approved-inside", job.at(here.then("approvals")), message);
    Some(finding.help(format!("`suits job estimate approve {} --for internal{}`", job.id, work.flag)))
}

/// How the client's yes is taken down.
fn clients_yes(job: &Located<Job>, work: &Working<'_>, day: Day) -> String {
    let (by, po) = (estimate_yes(job, work.index, &work.terms, Method::Po, day), po_or_word(job));
    format!("`suits job estimate approve {} --for client --by {by} --method po --evidence {po}{}`", job.id, work.flag)
}

/// Sends a version to the client, the latest if none is named.
pub fn send(
    job: &Located<Job>,
    version: Option<u32>,
    agency: &Agency,
    actor: Actor<'_>,
) -> Result<ChangeSet, Vec<Finding>> {
    let work = working(job, chosen(job, version, false)?, agency, actor.today)?;
    if let Some(finding) = not_approved_inside(job, &work, actor.today) {
        return Err(vec![finding]);
    }
    if matches!(work.estimate.status, EstimateStatus::Sent | EstimateStatus::Approved) {
        let message = format!("version {} is {} already", work.estimate.version, work.estimate.status);
        let help = if work.estimate.status == EstimateStatus::Approved {
            format!("begin the next version: `suits job estimate revise {}`", job.id)
        } else {
            clients_yes(job, &work, actor.today)
        };
        return Err(refuse(job, key_path!["estimates", work.index, "status"], "already-sent", message, help));
    }
    if let Some(expired) = expired(job, work.index, actor.today) {
        return Err(vec![expired]);
    }
    let next = format!("when the client says yes: {}", clients_yes(job, &work, actor.today));
    let (mut edits, mut summary) = (work.completing, Vec::new());
    step(&mut edits, &mut summary, job, &work.path, work.estimate.status, EstimateStatus::Sent);
    summary.extend(work.told);
    Ok(ChangeSet { summary, next: Some(next), files: vec![FileChange::Edit { source: job.source, edits }] })
}
