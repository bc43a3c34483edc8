//! What the papers of a job have in common before anything is written on them: is the job still at work, who acts, what do lines lack.
//! Writes nothing itself.

use crate::domain::agency::Agency;
use crate::domain::approvals::Standing;
use crate::domain::guards::needs_no_estimate;
use crate::domain::handoff::State;
use crate::domain::job::Job;
use crate::domain::job_money::Line;
use crate::domain::money::agreement;
use crate::domain::money::papers::{YES, is_overridden};
use crate::domain::money::price;
use crate::domain::money::terms::Terms;
use crate::domain::money::unpriced::Unpriced;
use crate::domain::plan::turn;
use crate::domain::record::Located;
use crate::domain::traffic::Traffic;
use crate::domain::workflow::{Stage, Workflow};
use crate::finding::Finding;
use crate::key_path;
use crate::source::{Edit, KeyPath, Place, Step, Value};
use crate::values::{Currency, Day, ItemId, PersonId};

/// One refusal.
pub(super) fn refuse(
    job: &Located<Job>,
    path: KeyPath,
    code: &'static str,
    message: String,
    help: String,
) -> Vec<Finding> {
    vec![Finding::error(code, job.at(path), message).help(help)]
}

/// What stands against a paper that begins or goes on: the end of the job, the day, whoever acts.
pub(super) fn objections(job: &Located<Job>, traffic: &Traffic<'_>, by: &PersonId, day: Day) -> Vec<Finding> {
    let over = (traffic.state(job) == State::Closed).then(|| {
        let message = format!("{} is {}: it is over", job.id, job.stage(traffic.today));
        Finding::error("job-over", job.at(key_path!["status"]), message).help(turn::new_job(job))
    });
    turn::cancelled(job, traffic.today).into_iter().chain(over).chain(clearing(job, traffic, by, day)).collect()
}

/// What stands against clearing up behind a job that may be over: the day, and whoever acts.
pub(super) fn clearing(job: &Located<Job>, traffic: &Traffic<'_>, by: &PersonId, day: Day) -> Vec<Finding> {
    let early = before_request(job, day, traffic.today);
    early.into_iter().chain(turn::not_here(job, traffic, by)).collect()
}

/// The objection that something would be of a day on which nobody had asked for the job.
pub(super) fn before_request(job: &Located<Job>, day: Day, today: Day) -> Option<Finding> {
    let asked = job.requested_on;
    (day < asked).then(|| {
        let argument = argument_of(day, today);
        let message = format!("{} was only requested on {asked}, after {day}", job.id);
        let finding = Finding::error("dated-later", job.at(key_path!["requested_on"]), message).typed(argument);
        finding
            .related(job.at(key_path!["requested_on"]), "the request")
            .help(format!("name {asked} or a later day with `{argument}`"))
    })
}

/// The argument that a day came from: the day of what is done, else the day that is looked from.
pub(super) fn argument_of(day: Day, today: Day) -> &'static str {
    if day == today { "--as-of" } else { "--date" }
}

/// The objection that the agency said yes only after a day on which the client is to have had the paper.
pub(super) fn approved_later(what: &str, standing: &Standing<'_>, day: Day, place: Place) -> Option<Finding> {
    let since = standing.valid().map(|approval| approval.date).filter(|since| day < *since)?;
    let message =
        format!("{what} was approved inside the agency on {since}, and cannot have been with the client on {day}");
    let finding = Finding::error("dated-later", place.clone(), message).typed("--date").related(place, "approved then");
    Some(finding.help(format!("name {since} or a later day with `--date`")))
}

/// That something goes out for a job that has not come to where work is authorised, and never was: said, and refused by nobody. Work that needs
/// no estimate is never authorised in so many words.
pub(in crate::domain::plan) fn ahead_of_work(
    job: &Located<Job>,
    agency: &Agency,
    day: Day,
    what: &str,
) -> Option<String> {
    let workflow = Workflow::of(&agency.config);
    let needs = |stage: &&Stage| stage.needs.iter().any(|need| need == YES);
    let from = workflow.stages().iter().find(needs)?;
    let at_work = |stage: &str| workflow.position(stage) >= workflow.position(&from.name);
    let mut been = job.record.handoffs.iter().filter(|handoff| handoff.date <= day);
    let stage = job.record.stage(day);
    if at_work(stage) || been.any(|handoff| at_work(&handoff.stage)) || job.record.is_cancelled(day) {
        return None;
    }
    let terms = Terms::of(agency, job).ok()?;
    if needs_no_estimate(&job.record, &terms, day) || is_overridden(&job.record, YES, day) {
        return None;
    }
    let id = &job.id;
    Some(format!(
        "{id}: {what}, and the job is still at `{stage}`: work is authorised at `{}`; move it on with `suits job advance {id}`, and `suits explain {} {id}` says what it lacks",
        from.name, from.name
    ))
}

/// The item of one of the job's lists.
pub(super) fn item_of(list: &'static str, id: &ItemId) -> KeyPath {
    KeyPath(vec![Step::from(list), Step::Item("id", id.to_string())])
}

/// An estimate or change order whose lines are to be complete.
pub(super) struct Quote<'a> {
    /// What it charges for.
    pub(super) lines: &'a [Line],
    /// Its currency as written.
    pub(super) currency: Option<Currency>,
    /// Where it stands, by number.
    pub(super) here: KeyPath,
    /// The same, by its id.
    pub(super) path: KeyPath,
    /// The same, as `set` takes it.
    pub(super) typed: String,
}

impl Quote<'_> {
    /// The edits that write what the lines and the currency lack, by the terms of a day; what cannot be told, with what to write.
    pub(super) fn completing(
        &self,
        job: &Located<Job>,
        terms: &Terms<'_>,
        day: Day,
    ) -> Result<Vec<Edit>, Vec<Finding>> {
        let currency = agreement::currency_of(self.currency, terms);
        let (_, missing) = price::complete(self.lines, terms, currency, day)
            .map_err(|whys| whys.iter().map(|why| self.incomplete(job, why)).collect::<Vec<_>>())?;
        let mut edits = Vec::new();
        if self.currency.is_none() {
            edits.push(Edit::set(self.path.then("currency"), Value::bare(currency)));
        }
        for figure in &missing {
            let line = self.path.then("lines").then(figure.line);
            edits.push(Edit::set(line.then(figure.key), Value::bare(&figure.value)));
        }
        Ok(edits)
    }

    /// A line that cannot be priced, and what to write into it.
    fn incomplete(&self, job: &Located<Job>, why: &Unpriced) -> Finding {
        let (line, key) = match why {
            Unpriced::NoRate { line, .. } | Unpriced::NoCard { line, .. } => (line, "rate"),
            Unpriced::NoContract { line, lacks, .. } => (line, *lacks),
            Unpriced::NoMarkup { what } => (what, "markup"),
            Unpriced::NoCommission { line } => (line, "commission"),
            Unpriced::NoSum { .. }
            | Unpriced::NoExchange { .. }
            | Unpriced::NoClient { .. }
            | Unpriced::NoCost { .. }
            | Unpriced::NoHours { .. }
            | Unpriced::Impossible { .. }
            | Unpriced::Untold { .. }
            | Unpriced::TooLarge => {
                let finding = Finding::error("unpriced", job.at(self.here.then("lines")), why.to_string());
                return finding.help(format!("put the line right: `suits job edit {}`", job.id));
            }
        };
        let index = self.lines.iter().position(|one| one.id.as_ref().is_some_and(|id| id.as_str() == line));
        let place = index.map_or_else(|| self.here.then("lines"), |index| self.here.then("lines").then(index));
        let name = if index.is_some() { line.as_str() } else { "LINE" };
        let own = format!("`suits job set {} {}.lines.{name}.{key}=…`", job.id, self.typed);
        let finding = Finding::error("unpriced", job.at(place), why.to_string());
        finding.help(match why {
            Unpriced::NoContract { contract: Some(contract), .. } => {
                format!("`suits job set {} contract={contract}`, or write it into the line: {own}", job.id)
            }
            _ => own,
        })
    }
}
