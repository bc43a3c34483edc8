//! A feedback round is opened: who decides, what was shown inside first, and what it costs the client.

use super::money::change::raise;
use crate::domain::client::Client;
use crate::domain::guards::{ClientRounds, answered, over, unseen_inside};
use crate::domain::handoff::State;
use crate::domain::job::Job;
use crate::domain::money::agreement::Agreement;
use crate::domain::money::lacking::likely_yes;
use crate::domain::money::terms::Terms;
use crate::domain::record::{Located, Record};
use crate::domain::round::{Decision, Round, RoundType};
use crate::domain::traffic::Traffic;
use crate::domain::workflow::CLIENT;
use crate::finding::Finding;
use crate::key_path;
use crate::source::{ChangeSet, Edit, FileChange, Value};
use crate::values::{Day, DeliverableId, PersonId, RoundId, Word};

/// What is asked of a new round.
#[derive(Clone, Debug)]
pub struct Opening {
    /// Who looks.
    pub kind: RoundType,
    /// What is looked at.
    pub deliverable: DeliverableId,
    /// Which version.
    pub version: Word,
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

/// Opens the next round of a job. The traffic desk stands at the day it was sent.
pub fn open(
    job: &Located<Job>,
    id: &RoundId,
    asked: &Opening,
    traffic: &Traffic<'_>,
) -> Result<ChangeSet, Vec<Finding>> {
    let rounds = traffic.agency.rounds_of(&job.id);
    let objections = objections(job, asked, &rounds, traffic);
    if !objections.is_empty() {
        return Err(objections);
    }
    let mut summary = vec![format!("{id}: {} round on {} opened", asked.kind, asked.deliverable)];
    let mut next = match asked.kind {
        RoundType::Internal => {
            format!("give the verdicts: `suits feedback decide {id} --on strategy pass`, then `brand` and `craft`")
        }
        RoundType::Client | RoundType::Legal => {
            format!(
                "take down what they say: `suits feedback add {id} --text \"…\" --why \"…\" --class client-revision`"
            )
        }
    };
    if asked.kind == RoundType::Client {
        let cost = cost(job, id, asked, &rounds, traffic);
        summary.extend(cost.said);
        next = cost.next.unwrap_or(next);
    }
    let path = format!("feedback/{}/{id}.yaml", id.client());
    let files = vec![FileChange::Create { path, template: Round::TEMPLATE.to_owned(), edits: edits(asked) }];
    Ok(ChangeSet { summary, next: Some(next), files })
}

/// The template's fields as asked for.
fn edits(asked: &Opening) -> Vec<Edit> {
    let people = |ids: &[PersonId]| Value::Words(ids.iter().map(ToString::to_string).collect());
    let mut edits = vec![
        Edit::set(key_path!["type"], Value::bare(asked.kind)),
        Edit::set(key_path!["deliverable"], Value::text(asked.deliverable.as_str())),
        Edit::set(key_path!["sent"], Value::bare(asked.sent)),
        Edit::set(key_path!["version"], Value::text(asked.version.as_str())),
    ];
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
    for reviewer in &asked.reviewers {
        // nobody is asked twice
        if !reviewers.contains(&reviewer) {
            reviewers.push(reviewer);
        }
    }
    for reviewer in reviewers {
        let entry = Value::map([("by", Value::text(reviewer.as_str())), ("decision", Value::bare(Decision::Pending))]);
        edits.push(Edit::append(key_path!["reviewers"], entry));
    }
    edits
}

/// Everything that speaks against showing it.
fn objections(job: &Located<Job>, asked: &Opening, rounds: &[&Located<Round>], traffic: &Traffic<'_>) -> Vec<Finding> {
    let mut objections = Vec::new();
    let state = traffic.state(job);
    if matches!(state, State::Cancelled | State::Closed) {
        let message = format!("{} is {state}: nothing of it is shown any more", job.id);
        let code = if state == State::Closed { "job-over" } else { "job-cancelled" };
        let finding = Finding::error(code, job.at(key_path!["status"]), message);
        objections.push(
            finding.help(format!("open a new job for what is to be done after all: `suits job new --like {}`", job.id)),
        );
    }
    let at = job.deliverables.iter().position(|deliverable| deliverable.id == asked.deliverable);
    if at.is_none() {
        let names: Vec<_> = job.deliverables.iter().map(|deliverable| deliverable.id.as_str()).collect();
        let known = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
        let message = format!("{} has no deliverable `{}`", job.id, asked.deliverable);
        let finding = Finding::error("unknown-deliverable", job.at(key_path!["deliverables"]), message);
        objections.push(finding.help(format!("its deliverables: {known}")));
    }
    for other in rounds {
        let same = other.kind == asked.kind && other.deliverable == asked.deliverable;
        let undecided = asked.kind != RoundType::Internal && other.decision_on(traffic.today) == Decision::Pending;
        if same && undecided {
            let message = format!("{} on `{}` is not decided yet", other.id, other.deliverable);
            let finding = Finding::error("round-still-open", other.at(key_path!["reviewers"]), message);
            let open = other.reviewers.iter().find(|one| one.decision_on(traffic.today) == Decision::Pending);
            let by = open.map(|one| &one.by).or(other.approver.as_ref()).map_or("PERSON", PersonId::as_str);
            let help = format!("record the answer first: `suits feedback decide {} --by {by} approved`", other.id);
            objections.push(finding.help(help));
        }
    }
    if asked.kind == RoundType::Client {
        let client = traffic.agency.client_of(&job.id).found();
        objections.extend(client.and_then(|client| approver(job, client, asked, traffic)));
        if let Some(at) = at.filter(|_| is_seen_inside_first(job, traffic)) {
            let config = &traffic.agency.config;
            objections.extend(unseen_inside(job, at, &asked.version, rounds, config, traffic.today));
        }
    }
    objections
}

/// Why the one named cannot decide for the client, or that nobody is named.
fn approver(job: &Located<Job>, client: &Located<Client>, asked: &Opening, traffic: &Traffic<'_>) -> Option<Finding> {
    let again = || {
        let who = client.who_approves(asked.sent);
        let likely = likely_yes(Some(client), asked.sent);
        format!("{who}: `suits feedback open {} --approver {likely}`", job.id)
    };
    let Some(by) = &asked.approver else {
        let message = format!("nobody decides for {}: a client round has one approver", client.id);
        let finding = Finding::error("round-without-one-approver", client.at(key_path!["contacts"]), message);
        return Some(finding.help(again()));
    };
    let objection = match traffic.agency.contact_at(&client.id, by) {
        None => Some(format!("`{by}` is of the agency, and the client approves a client round")),
        Some(contact) => contact.absence(asked.sent).or_else(|| {
            (!contact.approves(asked.sent))
                .then(|| format!("`{by}` does not approve for the client: neither role approver nor a limit"))
        }),
    };
    let place = client.record.contacts.iter().position(|contact| contact.id == *by);
    let place = place.map_or_else(|| client.at(key_path!["contacts"]), |at| client.at(key_path!["contacts", at]));
    objection.map(|message| Finding::error("approver-not-in-post", place, message).help(again()))
}

/// Whether the agency looks at a version itself before the client does: its workflow asks for that where the client gets the ball, and
/// nobody set it aside when this job came there.
fn is_seen_inside_first(job: &Located<Job>, traffic: &Traffic<'_>) -> bool {
    const GUARD: &str = "internal-verdicts";
    let named = |guards: &[Word]| guards.iter().any(|guard| guard == GUARD);
    let mut stages = traffic.workflow.stages().iter();
    if !stages.any(|stage| stage.seat.as_deref() == Some(CLIENT) && named(&stage.needs)) {
        return false;
    }
    let here = job.latest_handoff(traffic.today).map(|(_, last)| last);
    let set_aside = here.is_some_and(|here| {
        job.overrides.iter().any(|over| over.stage == here.stage && here.date <= over.date && named(&over.guards))
    });
    !set_aside
}

/// What a client round comes to under the contract.
#[derive(Default)]
struct Cost {
    said: Vec<String>,
    next: Option<String>,
}

fn cost(job: &Located<Job>, id: &RoundId, asked: &Opening, rounds: &[&Located<Round>], traffic: &Traffic<'_>) -> Cost {
    let mut cost = Cost::default();
    if let Some(first) = answered(rounds, &asked.deliverable, &asked.version, traffic.today) {
        cost.said.push(format!(
            "the client answered `{}` in {}: this is a further round on it, and counts as one; one answer that holds all of them is better",
            asked.version, first.id
        ));
    }
    let Ok(terms) = Terms::of(traffic.agency, job) else { return cost };
    let Some(included) = terms.contract.and_then(|contract| contract.rounds_included) else { return cost };
    let used = ClientRounds::on(&asked.deliverable, rounds, included);
    let number = used.held() + 1;
    if u32::try_from(number).is_ok_and(|number| number <= included) {
        cost.said.push(format!("client round {number} of the {included} that the contract includes"));
        return cost;
    }
    let over = over(number, &asked.deliverable, included);
    let agreement = Agreement::of(job, &terms, traffic.today);
    if used.is_next_paid(job, &agreement) {
        cost.said.push(format!("{over}: an approved change order pays for it"));
        return cost;
    }
    cost.said.push(format!("{over}: until the client pays for it or it is waived, {} cannot be revised", job.id));
    cost.next = Some(format!(
        "{}; or an account manager or above lets it pass: `suits feedback waive {id} --reason \"…\"`",
        change_order(job, used.last().map(|last| last.sent))
    ));
    cost
}

/// The command that begins the change order which pays for a further round. What is approved is what counts, so it begins as a draft.
fn change_order(job: &Located<Job>, since: Option<Day>) -> String {
    let after = since.map_or_else(String::new, |since| format!(" dated after {since}"));
    format!("charge it by a change order{after}: {}", raise(job))
}
