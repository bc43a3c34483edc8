//! Feedback rounds: added to, resolved, decided, judged, let pass uncharged. How they are opened stands in `opening`.

use super::{free_id, item};
use crate::domain::agency::Agency;
use crate::domain::authority::{Act, may};
use crate::domain::guards::ClientRounds;
use crate::domain::job::Job;
use crate::domain::job_money::Cause;
use crate::domain::money::terms::Terms;
use crate::domain::record::Located;
use crate::domain::round::{Decision, FeedbackStatus, PassFail, Reviewer, Round, RoundType, VerdictAbout};
use crate::finding::Finding;
use crate::key_path;
use crate::source::{ChangeSet, Edit, FileChange, KeyPath, Step, Value};
use crate::values::{Day, PersonId, did_you_mean};

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
        let taken: Vec<&str> = round.items.iter().filter_map(|item| Some(item.id.as_ref()?.as_str())).collect();
        let free = free_id(&id, &taken);
        let message = format!("{} already has an item `{id}`", round.id);
        let finding = Finding::error("duplicate-id", place.clone(), message).typed("--id").related(place, "has it");
        return Err(vec![finding.help(format!("another word for it: `--id {free}`"))]);
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

/// Records what a reviewer decided; in the place of what they decided before only where that is asked for.
pub fn decide(
    round: &Located<Round>,
    by: &PersonId,
    decision: Decision,
    date: Day,
    replace: bool,
    agency: &Agency,
) -> Result<ChangeSet, Vec<Finding>> {
    let contacts = agency.clients.get(&round.id.client()).found().map_or(&[][..], |client| &client.record.contacts);
    if agency.config.person(by).is_none() && !contacts.iter().any(|contact| contact.id == *by) {
        let names = contacts.iter().map(|contact| contact.id.as_str());
        let help = did_you_mean(by.as_str(), names, || format!("name a contact of {}", round.id.client()));
        let message = format!("nobody called `{by}` is at {} or at the agency", round.id.client());
        return Err(vec![Finding::error("unknown-person", round.at(key_path!["reviewers"]), message).help(help)]);
    }
    let mut objections = not_theirs(round, by, decision, date, agency);
    objections.extend(already_said(round, by, decision, date, replace));
    if !objections.is_empty() {
        return Err(objections);
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

/// Why a decision would quietly take the place of another, or is said to and there is none.
fn already_said(
    round: &Located<Round>,
    by: &PersonId,
    decision: Decision,
    date: Day,
    replace: bool,
) -> Option<Finding> {
    let given = |(_, reviewer): &(usize, &Reviewer)| reviewer.by == *by && reviewer.decision != Decision::Pending;
    let command = format!("suits feedback decide {} --by {by} {decision}", round.id);
    match round.reviewers.iter().enumerate().find(given) {
        Some((at, stands)) if !replace && (stands.decision != decision || stands.date != Some(date)) => {
            let since = stands.date.map_or_else(String::new, |since| format!(" on {since}"));
            let message = format!("`{by}` decided {} on {}{since}, and that stands", stands.decision, round.id);
            let finding = Finding::error("already-decided", round.at(key_path!["reviewers", at, "decision"]), message);
            let job = round.id.job();
            let show = format!("`suits feedback open {job} --type {} --deliverable {}`", round.kind, round.deliverable);
            Some(
                finding.help(format!(
                    "if they take it back: `{command} --replace`; if they were shown something new: {show}"
                )),
            )
        }
        None if replace => {
            let message = format!("`{by}` has decided nothing on {} that could be replaced", round.id);
            let finding = Finding::error("nothing-to-replace", round.at(key_path!["reviewers"]), message);
            Some(finding.help(format!("`{command}`")))
        }
        _ => None,
    }
}

/// Why a decision would not be the client's: from a contact who was not in the post, or around the one who decides.
fn not_theirs(round: &Located<Round>, by: &PersonId, decision: Decision, date: Day, agency: &Agency) -> Vec<Finding> {
    const POST: &str = "approver-not-in-post";
    const ONE: &str = "round-without-one-approver";
    let mut findings = Vec::new();
    let place = || match round.reviewers.iter().position(|reviewer| reviewer.by == *by) {
        Some(at) => round.at(key_path!["reviewers", at, "by"]),
        None => round.at(key_path!["reviewers"]),
    };
    let client = agency.clients.get(&round.id.client()).found();
    let who = |day: Day| client.map_or_else(String::new, |client| client.who_approves(day));
    let contact = agency.contact_at(&round.id.client(), by);
    if let Some(gone) = contact.and_then(|contact| contact.absence(date)) {
        findings.push(Finding::error(POST, place(), gone).help(who(date)));
    }
    if round.kind != RoundType::Client {
        return findings;
    }
    let others: Vec<&str> =
        round.reviewers.iter().filter(|reviewer| reviewer.by != *by).map(|reviewer| reviewer.by.as_str()).collect();
    match &round.approver {
        // alone, they are the one who decides
        None if others.is_empty() => {
            if !contact.is_some_and(|contact| contact.approves(date)) && findings.is_empty() {
                let message = format!("`{by}` does not approve for the client, and nobody else is named who decides");
                findings.push(Finding::error(POST, place(), message).help(who(date)));
            }
        }
        None => {
            let message = format!("{} and `{by}` review {}, and nobody is named who decides", named(&others), round.id);
            let help = format!("name the one whose word counts: `suits feedback set {} approver=PERSON`", round.id);
            findings.push(Finding::error(ONE, round.key_at(key_path!["reviewers"]), message).help(help));
        }
        Some(approver) => {
            let all = decision == Decision::Approved
                && round.reviewers.iter().all(|one| one.by == *by || one.decision == Decision::Approved);
            if all && by != approver && !others.contains(&approver.as_str()) {
                let message = format!("approved without a word of `{approver}`, whose round it is");
                let help = format!(
                    "take down their word first: `suits feedback decide {} --by {approver} approved`",
                    round.id
                );
                findings.push(Finding::error(ONE, round.at(key_path!["approver"]), message).help(help));
            }
        }
    }
    findings
}

fn named(people: &[&str]) -> String {
    people.iter().map(|person| format!("`{person}`")).collect::<Vec<_>>().join(", ")
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
    let allowed = may(&agency.config, &asked.by, Act::verdict(asked.about), asked.date).is_ok();
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

/// Lets a client round over the contract pass uncharged.
pub fn waive(
    job: &Located<Job>,
    round: &Located<Round>,
    reason: &str,
    by: &PersonId,
    today: Day,
    agency: &Agency,
) -> Result<ChangeSet, Vec<Finding>> {
    let id = &round.id;
    if let Some(waiver) = &round.waiver {
        let message = format!("`{}` let {id} pass already: {}", waiver.by, waiver.reason.trim());
        let help = format!("`suits feedback edit {id}` where it must be put right");
        return Err(vec![Finding::error("already-waived", round.at(key_path!["waiver"]), message).help(help)]);
    }
    let refuse = |message: String| {
        let finding = Finding::error("nothing-to-waive", round.at(key_path!["type"]), message);
        Err(vec![finding.help("only a client round over the contract's `rounds_included` is charged, or waived")])
    };
    if round.kind != RoundType::Client {
        let article = if round.kind == RoundType::Internal { "an" } else { "a" };
        return refuse(format!("{id} is {article} {} round, and costs the client nothing", round.kind));
    }
    let terms = Terms::of(agency, job)
        .map_err(|why| vec![Finding::error("nothing-to-waive", job.at(key_path!["contract"]), why.to_string())])?;
    let Some(included) = terms.contract.and_then(|contract| contract.rounds_included) else {
        return refuse(format!("no contract of {} says how many rounds are included", job.id));
    };
    let rounds = agency.rounds_of(&job.id);
    let used = ClientRounds::on(&round.deliverable, &rounds, included);
    if !used.beyond().iter().any(|over| over.id == *id) {
        return refuse(format!("{id} is one of the {included} client rounds that the contract includes"));
    }
    if let Err(refused) = may(&agency.config, by, Act::WaiveRound, today) {
        let finding = Finding::error("no-authority", round.at(key_path!["waiver"]), refused.reason);
        return Err(vec![Finding { help: refused.help, ..finding }]);
    }
    let waiver =
        Value::map([("by", Value::text(by.as_str())), ("date", Value::bare(today)), ("reason", Value::text(reason))]);
    Ok(ChangeSet {
        summary: vec![format!("{id}: waived by {by}: the client does not pay for it")],
        next: None,
        files: vec![FileChange::Edit { source: round.source, edits: vec![Edit::set(key_path!["waiver"], waiver)] }],
    })
}
