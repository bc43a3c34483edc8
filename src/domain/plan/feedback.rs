//! Feedback rounds: opened, added to, resolved, decided.

use super::item;
use crate::domain::agency::Agency;
use crate::domain::job::Job;
use crate::domain::job_money::Cause;
use crate::domain::record::{Located, Record};
use crate::domain::round::{Decision, FeedbackStatus, PassFail, Round, RoundType, VerdictAbout};
use crate::finding::Finding;
use crate::key_path;
use crate::source::{ChangeSet, Edit, FileChange, KeyPath, Step, Value};
use crate::values::{Day, DeliverableId, PersonId, RoundId, Word, did_you_mean};

/// What is asked of a new round.
#[derive(Clone, Debug)]
pub struct Opening {
    /// Who looks.
    pub kind: RoundType,
    /// What is looked at.
    pub deliverable: DeliverableId,
    /// Which version.
    pub version: Option<Word>,
    /// When it was sent.
    pub sent: Day,
    /// When answers are due.
    pub due: Option<Day>,
    /// Who presented.
    pub presented_by: Vec<PersonId>,
    /// The one who decides.
    pub approver: Option<PersonId>,
    /// Who else looks.
    pub reviewers: Vec<PersonId>,
}

/// Opens the next round of a job.
pub fn open(job: &Located<Job>, id: &RoundId, asked: &Opening, agency: &Agency) -> Result<ChangeSet, Vec<Finding>> {
    let mut objections = Vec::new();
    if !job.deliverables.iter().any(|deliverable| deliverable.id == asked.deliverable) {
        let names: Vec<_> = job.deliverables.iter().map(|deliverable| deliverable.id.as_str()).collect();
        let known = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
        objections.push(
            Finding::error(
                "unknown-deliverable",
                job.at(key_path!["deliverables"]),
                format!("{} has no deliverable `{}`", job.id, asked.deliverable),
            )
            .help(format!("its deliverables: {known}")),
        );
    }
    for other in agency.rounds_of(&job.id) {
        let same = other.kind == asked.kind && other.deliverable == asked.deliverable;
        let undecided = asked.kind != RoundType::Internal && other.decision_on(asked.sent) == Decision::Pending;
        if same && undecided {
            objections.push(
                Finding::error(
                    "round-still-open",
                    other.at(key_path!["reviewers"]),
                    format!("{} on `{}` is not decided yet", other.id, other.deliverable),
                )
                .help(format!("record the answer first: `suits feedback decide {} --by PERSON approved`", other.id)),
            );
        }
    }
    if !objections.is_empty() {
        return Err(objections);
    }
    let people = |ids: &[PersonId]| Value::Words(ids.iter().map(ToString::to_string).collect());
    let mut edits = vec![
        Edit::set(key_path!["type"], Value::bare(asked.kind)),
        Edit::set(key_path!["deliverable"], Value::text(asked.deliverable.as_str())),
        Edit::set(key_path!["sent"], Value::bare(asked.sent)),
    ];
    if let Some(version) = &asked.version {
        edits.push(Edit::set(key_path!["version"], Value::text(version.as_str())));
    }
    if let Some(due) = asked.due {
        edits.push(Edit::set(key_path!["due"], Value::bare(due)));
    }
    if !asked.presented_by.is_empty() {
        edits.push(Edit::set(key_path!["presented_by"], people(&asked.presented_by)));
    }
    if let Some(approver) = &asked.approver {
        edits.push(Edit::set(key_path!["approver"], Value::text(approver.as_str())));
    }
    let mut reviewers: Vec<&PersonId> = asked.approver.iter().collect();
    reviewers.extend(asked.reviewers.iter().filter(|reviewer| Some(*reviewer) != asked.approver.as_ref()));
    for reviewer in reviewers {
        let entry = Value::map([("by", Value::text(reviewer.as_str())), ("decision", Value::bare(Decision::Pending))]);
        edits.push(Edit::append(key_path!["reviewers"], entry));
    }
    let path = format!("feedback/{}/{id}.yaml", id.client());
    let next = match asked.kind {
        RoundType::Internal => {
            format!("give the verdicts: `suits feedback decide {id} --on strategy pass`, then `brand` and `craft`")
        }
        RoundType::Client | RoundType::Legal => {
            format!(
                "take down what they say: `suits feedback add {id} --text \"…\" --why \"…\" --class client-revision`"
            )
        }
    };
    Ok(ChangeSet {
        summary: vec![format!("{id}: {} round on {} opened", asked.kind, asked.deliverable)],
        next: Some(next),
        files: vec![FileChange::Create { path, template: Round::TEMPLATE.to_owned(), edits }],
    })
}

/// What someone wants changed.
#[derive(Clone, Debug)]
pub struct Remark {
    /// What.
    pub text: String,
    /// Why the client wants it.
    pub why: Option<String>,
    /// What kind of change.
    pub class: Option<Cause>,
    /// Who said so.
    pub by: Option<PersonId>,
    /// A short word for it; absent: minted.
    pub id: Option<String>,
}

/// Adds a remark to a round.
pub fn add(round: &Located<Round>, remark: &Remark, mint: &dyn Fn() -> String) -> Result<ChangeSet, Vec<Finding>> {
    let id = remark.id.clone().unwrap_or_else(mint);
    if round.items.iter().any(|item| item.id.as_ref().is_some_and(|other| other.as_str() == id)) {
        let place = round.at(KeyPath(vec![Step::from("items"), Step::Item("id", id.clone())]));
        return Err(vec![Finding::error("duplicate-id", place, format!("{} already has an item `{id}`", round.id))]);
    }
    let by = remark.by.clone().or_else(|| round.approver.clone());
    let value = item([
        ("id", Some(Value::text(id.clone()))),
        ("text", Some(Value::text(remark.text.clone()))),
        ("why", remark.why.clone().map(Value::Text)),
        ("class", remark.class.map(Value::bare)),
        ("by", by.map(|by| Value::text(by.as_str()))),
        ("status", Some(Value::bare(FeedbackStatus::Open))),
    ]);
    let missing = match (&remark.why, remark.class) {
        (Some(_), Some(_)) => None,
        (None, _) => {
            Some(format!("say why, so that the team can help: `suits feedback set {} items.{id}.why=\"…\"`", round.id))
        }
        (_, None) => Some(format!(
            "say what kind of change it is: `suits feedback set {} items.{id}.class=client-revision`",
            round.id
        )),
    };
    Ok(ChangeSet {
        summary: vec![format!("{}: item `{id}` added", round.id)],
        next: missing,
        files: vec![FileChange::Edit { source: round.source, edits: vec![Edit::append(key_path!["items"], value)] }],
    })
}

/// Closes an item: done in a version, or declined.
pub fn resolve(
    round: &Located<Round>,
    id: &str,
    done_in: Option<&str>,
    declined: bool,
) -> Result<ChangeSet, Vec<Finding>> {
    let path = KeyPath(vec![Step::from("items"), Step::Item("id", id.to_owned())]);
    if !round.items.iter().any(|item| item.id.as_ref().is_some_and(|other| other.as_str() == id)) {
        let names: Vec<_> = round.items.iter().filter_map(|item| Some(item.id.as_ref()?.as_str())).collect();
        let help = did_you_mean(id, names.iter().copied(), || format!("its items: {}", names.join(", ")));
        let finding =
            Finding::error("unknown-item", round.at(key_path!["items"]), format!("{} has no item `{id}`", round.id));
        return Err(vec![finding.help(help)]);
    }
    let status = if declined { FeedbackStatus::Declined } else { FeedbackStatus::Done };
    let mut edits = vec![Edit::set(path.then("status"), Value::bare(status))];
    if let Some(version) = done_in {
        edits.push(Edit::set(path.then("done_in"), Value::text(version)));
    }
    let left = round
        .items
        .iter()
        .filter(|item| item.is_open() && item.id.as_ref().is_none_or(|other| other.as_str() != id))
        .count();
    Ok(ChangeSet {
        summary: vec![format!("{}: item `{id}` {status}, {left} still open", round.id)],
        next: None,
        files: vec![FileChange::Edit { source: round.source, edits }],
    })
}

/// Records what a reviewer decided.
pub fn decide(
    round: &Located<Round>,
    by: &PersonId,
    decision: Decision,
    date: Day,
    agency: &Agency,
) -> Result<ChangeSet, Vec<Finding>> {
    let contacts = agency.clients.get(&round.id.client()).found().map_or(&[][..], |client| &client.record.contacts);
    if agency.config.person(by).is_none() && !contacts.iter().any(|contact| contact.id == *by) {
        let names = contacts.iter().map(|contact| contact.id.as_str());
        let help = did_you_mean(by.as_str(), names, || format!("name a contact of {}", round.id.client()));
        let message = format!("nobody called `{by}` is at {} or at the agency", round.id.client());
        return Err(vec![Finding::error("unknown-person", round.at(key_path!["reviewers"]), message).help(help)]);
    }
    let list = key_path!["reviewers"];
    let edits = if round.reviewers.iter().any(|reviewer| reviewer.by == *by) {
        let path = KeyPath(vec![Step::from("reviewers"), Step::Item("by", by.to_string())]);
        vec![Edit::set(path.then("decision"), Value::bare(decision)), Edit::set(path.then("date"), Value::bare(date))]
    } else {
        let entry =
            [("by", Value::text(by.as_str())), ("decision", Value::bare(decision)), ("date", Value::bare(date))];
        vec![Edit::append(list, Value::map(entry))]
    };
    let others = round.reviewers.iter().filter(|reviewer| reviewer.by != *by).map(|reviewer| reviewer.decision);
    let overall = others.chain([decision]).max().unwrap_or(decision);
    let job = round.id.job();
    let next = match overall {
        Decision::Approved => Some(format!("move the job on: `suits job advance {job} --to approved`")),
        Decision::ApprovedWithChanges | Decision::ChangesRequired => {
            Some(format!("take the changes to the team: `suits job advance {job} --to revising`"))
        }
        Decision::Pending => None,
    };
    Ok(ChangeSet {
        summary: vec![format!("{}: {by} decided {decision}; the round stands at {overall}", round.id)],
        next: next.filter(|_| round.kind == RoundType::Client),
        files: vec![FileChange::Edit { source: round.source, edits }],
    })
}

/// A verdict as asked for.
#[derive(Clone, Debug)]
pub struct VerdictAsked {
    /// About what.
    pub about: VerdictAbout,
    /// Yes or no.
    pub verdict: PassFail,
    /// Why.
    pub reason: Option<String>,
    /// Whose.
    pub by: PersonId,
    /// When.
    pub date: Day,
}

/// Records a verdict of an internal round. Craft is creative's to judge, strategy and brand are account's.
pub fn judge(round: &Located<Round>, asked: &VerdictAsked, agency: &Agency) -> Result<ChangeSet, Vec<Finding>> {
    if round.kind != RoundType::Internal {
        let message = format!("{} is a {} round; verdicts belong to internal ones", round.id, round.kind);
        let help = format!("`suits feedback decide {} --by {} approved`", round.id, asked.by);
        return Err(vec![Finding::error("wrong-round-type", round.at(key_path!["type"]), message).help(help)]);
    }
    let person = agency.config.person(&asked.by);
    let director = person.is_some_and(|person| person.roles.iter().any(|role| role == "creative-director"));
    let creative = person.is_some_and(|person| {
        person.roles.iter().any(|role| agency.config.roles.get(role).is_some_and(|facts| facts.creative))
    });
    let allowed = match asked.about {
        VerdictAbout::Craft => director,
        VerdictAbout::Strategy | VerdictAbout::Brand => person.is_some() && !creative,
    };
    if !allowed {
        let (whose, help) = match asked.about {
            VerdictAbout::Craft => ("the creative director's", "ask the creative director, and pass `--by`"),
            VerdictAbout::Strategy | VerdictAbout::Brand => {
                ("account's and planning's", "ask the account people, and pass `--by`")
            }
        };
        let message = format!("whether the work passes on {} is {whose} to say, not {}'s", asked.about, asked.by);
        return Err(vec![Finding::error("not-theirs-to-judge", round.at(key_path!["verdicts"]), message).help(help)]);
    }
    if asked.verdict == PassFail::Fail && asked.reason.is_none() {
        let finding = Finding::error("reason-missing", round.at(key_path!["verdicts"]), "a fail needs a reason");
        return Err(vec![finding.help("say what is wrong with `--reason \"…\"`")]);
    }
    let entry = item([
        ("about", Some(Value::bare(asked.about))),
        ("by", Some(Value::text(asked.by.as_str()))),
        ("date", Some(Value::bare(asked.date))),
        ("verdict", Some(Value::bare(asked.verdict))),
        ("reason", asked.reason.clone().map(Value::Text)),
    ]);
    let missing: Vec<_> = VerdictAbout::ALL
        .iter()
        .filter(|about| **about != asked.about && !round.verdicts.iter().any(|verdict| verdict.about == **about))
        .map(|about| about.as_str())
        .collect();
    let job = round.id.job();
    let fails =
        |verdict: &crate::domain::round::Verdict| verdict.verdict == PassFail::Fail && verdict.about != asked.about;
    let next = if asked.verdict == PassFail::Fail || round.verdicts.iter().any(fails) {
        format!("send it back: `suits job advance {job} --to revising`")
    } else if missing.is_empty() {
        format!("take it to the client: `suits job advance {job} --to client-review`")
    } else {
        format!("still to be judged: {}", missing.join(", "))
    };
    Ok(ChangeSet {
        summary: vec![format!("{}: {} {} by {}", round.id, asked.about, asked.verdict, asked.by)],
        next: Some(next),
        files: vec![FileChange::Edit { source: round.source, edits: vec![Edit::append(key_path!["verdicts"], entry)] }],
    })
}
