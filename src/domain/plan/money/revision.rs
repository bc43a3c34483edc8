//! The next version of an estimate, begun as a copy of the last, and the client's no to one. A version that the client approved stays the budget
//! until the next is approved.

use super::change::No;
use super::estimate::of_version;
use super::groundwork::{clearing, objections, refuse};
use super::version::{Chosen, chosen};
use crate::domain::job::Job;
use crate::domain::job_money::{EstimateStatus, Line};
use crate::domain::plan::{Actor, item};
use crate::domain::record::Located;
use crate::domain::traffic::Traffic;
use crate::finding::Finding;
use crate::key_path;
use crate::source::{ChangeSet, Edit, FileChange, Value};
use crate::values::{Day, Percent, Word};

/// What is to be different in the next version from the start.
#[derive(Clone, Copy, Debug, Default)]
pub struct Revising {
    /// `contingency`; absent: the last one's.
    pub contingency: Option<Percent>,
    /// `valid_until`; absent: the last one's, if that is still to come.
    pub valid_until: Option<Day>,
}

/// Begins the next version with the lines of the last, as a draft that nobody has approved.
pub fn revise(
    job: &Located<Job>,
    revising: Revising,
    traffic: &Traffic<'_>,
    actor: Actor<'_>,
) -> Result<ChangeSet, Vec<Finding>> {
    let found = objections(job, traffic, actor.by, actor.today);
    if !found.is_empty() {
        return Err(found);
    }
    let Chosen { index, estimate: older, .. } = chosen(job, None, false)?;
    let here = key_path!["estimates", index];
    if older.status == EstimateStatus::Draft {
        let message = format!("version {} of the estimate is a draft and may still be changed", older.version);
        let help = format!(
            "`suits job estimate add {0} …`, or `suits job set {0} estimates.{1}.lines.LINE.hours=…`",
            job.id, older.version
        );
        return Err(refuse(job, here.then("status"), "still-a-draft", message, help));
    }
    let version = older.version.checked_add(1).ok_or_else(|| {
        let message = format!("there is no version after {}", older.version);
        refuse(job, here.then("version"), "no-version-left", message, "give the versions smaller numbers".to_owned())
    })?;
    let texts = |texts: &[String]| {
        let all = texts.iter().map(|text| Value::text(text.clone())).collect::<Vec<_>>();
        (!all.is_empty()).then_some(Value::List(all))
    };
    let valid_until = revising.valid_until.or(older.valid_until.filter(|until| actor.today <= *until));
    let lines: Vec<Value> = older.lines.iter().map(copy).collect();
    let estimate = item([
        ("version", Some(Value::bare(version))),
        ("status", Some(Value::bare(EstimateStatus::Draft))),
        ("currency", older.currency.map(Value::bare)),
        ("valid_until", valid_until.map(Value::bare)),
        ("contingency", revising.contingency.or(older.contingency).map(Value::bare)),
        ("assumptions", texts(&older.assumptions)),
        ("exclusions", texts(&older.exclusions)),
        ("lines", Some(if lines.is_empty() { Value::Words(Vec::new()) } else { Value::List(lines) })),
        ("approvals", Some(Value::Words(Vec::new()))),
    ]);
    let mut summary = vec![format!(
        "{}: estimate version {version} begun with the {} lines of version {}",
        job.id,
        older.lines.len(),
        older.version
    )];
    if let Some(until) = older.valid_until.filter(|until| *until < actor.today && revising.valid_until.is_none()) {
        summary.push(format!("{}: version {} was on offer until {until}; this one says no day", job.id, older.version));
    }
    Ok(ChangeSet {
        summary,
        next: Some(format!(
            "change its lines: `suits job set {0} estimates.{version}.lines.LINE.hours=…`; then `suits job estimate approve {0} --for internal`",
            job.id
        )),
        files: vec![FileChange::Edit {
            source: job.source,
            edits: vec![Edit::append(key_path!["estimates"], estimate)],
        }],
    })
}

/// A line as it stands, with the rate, markup or commission that was written into it.
fn copy(line: &Line) -> Value {
    let text = |text: &Option<Word>| text.clone().map(Value::text);
    item([
        ("id", line.id.as_ref().map(|id| Value::text(id.as_str()))),
        ("kind", Some(Value::bare(line.kind))),
        ("text", text(&line.text)),
        ("role", line.role.as_ref().map(|role| Value::text(role.as_str()))),
        ("hours", line.hours.map(Value::bare)),
        ("rate", line.rate.map(Value::bare)),
        ("amount", line.amount.map(Value::bare)),
        ("supplier", text(&line.supplier)),
        ("net", line.net.map(Value::bare)),
        ("markup", line.markup.map(Value::bare)),
        ("channel", line.channel.as_ref().map(|channel| Value::text(channel.as_str()))),
        ("month", line.month.map(Value::bare)),
        ("gross", line.gross.map(Value::bare)),
        ("commission", line.commission.map(Value::bare)),
    ])
}

/// Records that the client said no to a version; without a number, to the one that the client has.
pub fn reject(
    job: &Located<Job>,
    version: Option<u32>,
    no: &No,
    traffic: &Traffic<'_>,
    actor: Actor<'_>,
) -> Result<ChangeSet, Vec<Finding>> {
    let found = clearing(job, traffic, actor.by, no.date);
    if !found.is_empty() {
        return Err(found);
    }
    let Chosen { index, estimate, flag, told } = chosen(job, version, true)?;
    let place = key_path!["estimates", index, "status"];
    let version = estimate.version;
    let refused = |code, message: String, help: String| Err(refuse(job, place.clone(), code, message, help));
    match estimate.status {
        EstimateStatus::Sent => {}
        EstimateStatus::Draft | EstimateStatus::InternalReview => {
            let message = format!("version {version} was not sent to the client, who cannot have said no to it");
            return refused("not-sent", message, format!("`suits job estimate send {}{flag}`", job.id));
        }
        EstimateStatus::Approved => {
            let message = format!("version {version} is approved by the client and stays as it is");
            let help = format!("begin the next version: `suits job estimate revise {}`", job.id);
            return refused("estimate-closed", message, help);
        }
        status @ (EstimateStatus::Rejected | EstimateStatus::Superseded | EstimateStatus::Expired) => {
            let help = format!("begin the next version: `suits job estimate revise {}`", job.id);
            return refused("estimate-closed", format!("version {version} is {status}"), help);
        }
    }
    let path = of_version(version);
    let edits = vec![
        Edit::set(path.then("status"), Value::bare(EstimateStatus::Rejected)),
        Edit::set(path.then("rejected"), no.kept(actor)),
    ];
    let said = EstimateStatus::Rejected;
    let next = match &told {
        Some(_) => {
            format!("when the newer version is complete: `suits job estimate approve {} --for internal`", job.id)
        }
        None => format!("begin the next version: `suits job estimate revise {}`", job.id),
    };
    let said = format!("{}: estimate {version} {} → {said}, {}", job.id, estimate.status, no.told());
    Ok(ChangeSet {
        summary: std::iter::once(said).chain(told).collect(),
        next: Some(next),
        files: vec![FileChange::Edit { source: job.source, edits }],
    })
}

/// The refusal that the offer of a version had run out by a day.
pub(super) fn expired(job: &Located<Job>, index: usize, day: Day) -> Option<Finding> {
    let estimate = job.record.estimates.get(index)?;
    let until = estimate.valid_until.filter(|until| *until < day)?;
    let message = format!("version {} was on offer until {until}, and this is of {day}", estimate.version);
    let finding = Finding::error("offer-expired", job.at(key_path!["estimates", index, "valid_until"]), message);
    Some(finding.help(format!(
        "offer it anew: `suits job estimate revise {} --valid-until DATE`; if the client said yes in time, name that day with `--date`",
        job.id
    )))
}
