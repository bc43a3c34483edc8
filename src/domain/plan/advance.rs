//! The ball goes on: the open handoff is done, the next begins, and the job's status says so.

use super::{Actor, item, turn};
use crate::domain::job::Job;
use crate::domain::record::Located;
use crate::domain::traffic::Traffic;
use crate::domain::workflow::{CLIENT, Stage};
use crate::finding::{Finding, Severity};
use crate::key_path;
use crate::source::{ChangeSet, Edit, FileChange, Value};
use crate::values::{Day, PersonId, did_you_mean};

/// A step as asked for.
#[derive(Clone, Debug, Default)]
pub struct Step {
    /// To which stage; absent: the only one that it can go to.
    pub to: Option<String>,
    /// To whom, where it is not who sits in the seat.
    pub to_person: Option<PersonId>,
    /// Until when, where it is not the stage's lead days.
    pub due: Option<Day>,
    /// What is handed over.
    pub artefacts: Vec<String>,
    /// What to know.
    pub note: Option<String>,
}

/// Plans a step. `guards` says what stands against entering a stage; an edge that does not exist is refused before that.
pub fn advance(
    job: &Located<Job>,
    asked: &Step,
    traffic: &Traffic<'_>,
    guards: impl FnOnce(&Stage) -> Vec<Finding>,
    actor: Actor<'_>,
) -> Result<ChangeSet, Vec<Finding>> {
    let stage = next_stage(job, asked, traffic)?;
    let mut objections = guards(stage);
    objections.extend(impossible(job, stage, asked, traffic, actor));
    // What could not be checked stops nobody, but is said.
    let (objections, notes): (Vec<Finding>, Vec<Finding>) =
        objections.into_iter().partition(|finding| finding.severity == Severity::Error);
    if !objections.is_empty() {
        return Err(objections);
    }
    let Passed { edits, mut summary } = pass(job, stage, asked, traffic, actor);
    summary.extend(notes.into_iter().map(said));
    Ok(ChangeSet { summary, next: next(job, stage), files: vec![FileChange::Edit { source: job.source, edits }] })
}

/// What stands against a step to a stage, its guards and the soundness of the record aside: everything that nobody sets aside.
pub fn besides_guards(job: &Located<Job>, stage: &Stage, traffic: &Traffic<'_>, actor: Actor<'_>) -> Vec<Finding> {
    let asked = Step { to: Some(stage.name.to_string()), ..Step::default() };
    let mut objections: Vec<Finding> = stopped(job, traffic).into_iter().collect();
    objections.extend(step_from_here(job, &asked, traffic).err().into_iter().flatten());
    objections.extend(impossible(job, stage, &asked, traffic, actor));
    objections
}

/// What a warning says where it stops nobody.
pub(super) fn said(note: Finding) -> String {
    note.help.map_or_else(|| note.message.clone(), |help| format!("{}: {help}", note.message))
}

/// What stands against a step whatever the guards say: nobody to take it, or a day that cannot be. Nobody sets this aside.
pub(super) fn impossible(
    job: &Located<Job>,
    stage: &Stage,
    asked: &Step,
    traffic: &Traffic<'_>,
    actor: Actor<'_>,
) -> Vec<Finding> {
    let mut objections = Vec::new();
    let to = asked.to_person.as_ref().or_else(|| traffic.receiver(job, stage));
    if let (Some(seat), None) = (&stage.seat, to) {
        let message = format!("nobody sits in the seat `{seat}` to take {} on", job.id);
        let help = format!("`suits job set {} team.{seat}=PERSON`, or name one with `--to-person`", job.id);
        objections.push(Finding::error("seat-empty", job.at(key_path!["team"]), message).help(help));
    }
    objections.extend(to.and_then(|person| turn::cannot_take(job, person, traffic, &otherwise(job, stage, asked))));
    objections.extend(turn::dated_later(job, actor.today));
    objections.extend(turn::not_here(job, traffic, actor.by));
    objections.extend(asked.due.filter(|due| *due < actor.today).map(|due| {
        let message = format!("a ball given today cannot be due on {due}");
        Finding::error("due-in-the-past", job.at(key_path!["handoffs"]), message)
            .typed("--due")
            .help("name today or a later day with `--due`")
    }));
    objections.extend(nobody_takes(job, stage, asked));
    objections
}

/// A ball passed on: the edits, and the line that says so.
pub(super) struct Passed {
    pub(super) edits: Vec<Edit>,
    pub(super) summary: Vec<String>,
}

/// The open handoff is done, the next begins, and the job's status says so.
pub(super) fn pass(job: &Located<Job>, stage: &Stage, asked: &Step, traffic: &Traffic<'_>, actor: Actor<'_>) -> Passed {
    let from = from_stage(job, traffic);
    let open = job.record.open_handoff(actor.today);
    let giver = open.or_else(|| job.record.latest_handoff(actor.today)).map(|(_, last)| last.to.as_ref());
    let giver = giver.unwrap_or(Some(&job.record.requested_by));
    let ends = stage.seat.is_none();
    let to = asked.to_person.as_ref().or_else(|| traffic.receiver(job, stage)).filter(|_| !ends);
    let due = if ends { None } else { asked.due.or_else(|| traffic.due(job, stage, to)) };
    let mut edits = Vec::new();
    if let Some((index, _)) = open {
        edits.push(Edit::set(key_path!["handoffs", index, "done"], Value::bare(actor.today)));
    }
    let texts = |texts: &[String]| Value::List(texts.iter().map(Value::text).collect());
    let artefacts = (!asked.artefacts.is_empty()).then(|| {
        match asked.artefacts.iter().any(|text| text.contains(char::is_whitespace)) {
            true => texts(&asked.artefacts),
            false => Value::Words(asked.artefacts.clone()),
        }
    });
    let handoff = item([
        ("id", Some(Value::text((actor.mint)()))),
        ("stage", Some(Value::bare(&stage.name))),
        ("from", giver.map(|person| Value::text(person.as_str()))),
        ("to", to.map(|person| Value::text(person.as_str()))),
        ("date", Some(Value::bare(actor.today))),
        ("due", due.map(Value::bare)),
        ("done", ends.then(|| Value::bare(actor.today))),
        ("artefacts", artefacts),
        ("note", asked.note.clone().map(Value::Text)),
    ]);
    edits.push(Edit::append(key_path!["handoffs"], handoff));
    edits.push(Edit::set(key_path!["status"], Value::bare(&stage.name)));
    let with = to.map(|person| format!(", with {person}")).unwrap_or_default();
    let until = due.map(|due| format!(", due {} {due}", due.weekday())).unwrap_or_default();
    Passed { edits, summary: vec![format!("{}: {from} → {}{with}{until}", job.id, stage.name)] }
}

fn from_stage<'a>(job: &'a Located<Job>, traffic: &Traffic<'_>) -> &'a str {
    job.record.stage(traffic.today)
}

/// The objection that a job goes nowhere today: it was called off, or its clock stands still.
fn stopped(job: &Located<Job>, traffic: &Traffic<'_>) -> Option<Finding> {
    turn::cancelled(job, traffic.today).or_else(|| turn::on_hold(job, traffic.today))
}

/// The stage meant, if the job goes on today and there is a step to it from where it stands.
pub(super) fn next_stage<'t>(
    job: &Located<Job>,
    asked: &Step,
    traffic: &'t Traffic<'_>,
) -> Result<&'t Stage, Vec<Finding>> {
    match stopped(job, traffic) {
        Some(finding) => Err(vec![finding]),
        None => step_from_here(job, asked, traffic),
    }
}

/// The stage meant, if there is a step to it from where the job stands.
fn step_from_here<'t>(job: &Located<Job>, asked: &Step, traffic: &'t Traffic<'_>) -> Result<&'t Stage, Vec<Finding>> {
    let place = || job.at(key_path!["status"]);
    let refuse = |code, message: String, help: String| Err(vec![Finding::error(code, place(), message).help(help)]);
    let from = from_stage(job, traffic);
    let Some(here) = traffic.workflow.get(from) else {
        return refuse(
            "unknown-stage",
            format!("{} stands in a stage that the workflow does not have: `{from}`", job.id),
            "`suits workflow` shows the stages".to_owned(),
        );
    };
    let ways = || here.next.iter().map(|next| format!("`{next}`")).collect::<Vec<_>>().join(", ");
    let wanted = match (&asked.to, here.next.as_slice()) {
        (Some(typed), _) => typed.as_str(),
        (None, [only]) => only.as_str(),
        (None, []) => {
            return refuse("job-over", format!("{} is {from}: it goes nowhere from there", job.id), turn::new_job(job));
        }
        (None, _) => {
            return refuse(
                "which-stage",
                format!("from {from} {} can go to {}", job.id, ways()),
                "say which with `--to STAGE`".to_owned(),
            );
        }
    };
    match traffic.workflow.get(wanted) {
        Some(stage) if traffic.workflow.allows(from, wanted) => Ok(stage),
        Some(_) if here.next.is_empty() => {
            refuse("no-such-step", format!("{} is {from}: it goes nowhere from there", job.id), turn::new_job(job))
        }
        Some(_) => refuse(
            "no-such-step",
            format!("{} cannot go from {from} to {wanted}", job.id),
            format!("it can go to {}", ways()),
        ),
        None => {
            let names = traffic.workflow.stages().iter().map(|stage| stage.name.as_str());
            let help = did_you_mean(wanted, names, || format!("it can go to {}", ways()));
            refuse("unknown-stage", format!("there is no stage `{wanted}`"), help)
        }
    }
}

/// What to do where the one who would get the ball cannot take it.
fn otherwise(job: &Located<Job>, stage: &Stage, asked: &Step) -> String {
    match (&stage.seat, &asked.to_person) {
        (Some(seat), None) if seat != CLIENT => {
            format!(
                "give the seat to somebody else: `suits job set {} team.{seat}=PERSON`, or name one with `--to-person`",
                job.id
            )
        }
        (_, None) => "name somebody else with `--to-person`".to_owned(),
        (_, Some(_)) => "name someone of `suits.toml` or a contact of the client".to_owned(),
    }
}

/// Where a job ends nobody has the ball, so nobody and no day can be named.
fn nobody_takes(job: &Located<Job>, stage: &Stage, asked: &Step) -> Option<Finding> {
    let named = asked.to_person.is_some() || asked.due.is_some();
    (stage.seat.is_none() && named).then(|| {
        let message = format!("nobody has the ball in {}, so it is handed to nobody and due on no day", stage.name);
        let finding = Finding::error("nobody-takes-it", job.at(key_path!["handoffs"]), message);
        finding.help("leave out `--to-person` and `--due`")
    })
}

/// What people usually do next in a stage.
pub(super) fn next(job: &Located<Job>, stage: &Stage) -> Option<String> {
    let id = &job.id;
    let text = match stage.name.as_str() {
        "briefing" => match &job.record.brief {
            Some(brief) => format!("write the brief, then `suits brief submit {brief}`"),
            None => format!(
                "write the brief: `suits brief new {} --title \"…\" --type {}`, then `suits job set {id} brief=BRIEF`",
                id.client(),
                job.kind
            ),
        },
        "estimating" => format!("`suits job estimate add {id} …`"),
        "internal-review" => format!("`suits feedback open {id} --type internal`"),
        "client-review" => format!("`suits feedback open {id} --type client`"),
        _ => match stage.next.first() {
            Some(next) => format!("`suits explain {next} {id}` says what it needs to go on to {next}"),
            None => return None,
        },
    };
    Some(text)
}
