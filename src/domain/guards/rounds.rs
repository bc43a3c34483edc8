//! Guards that look at feedback rounds: what was shown, what was said, what is still to change.

use super::case::Case;
use crate::config::Config;
use crate::domain::authority::{Act, may};
use crate::domain::job::{Deliverable, Job};
use crate::domain::record::Located;
use crate::domain::round::{Decision, PassFail, Round, RoundType, Verdict, VerdictAbout};
use crate::finding::Finding;
use crate::key_path;
use crate::values::{Day, PersonId, Word};

/// `internal-verdicts`: the version on file passed inside the agency, for strategy, brand and craft.
pub(super) fn internal_verdicts(case: &Case<'_>) -> Vec<Finding> {
    let on_file = |(at, deliverable): (usize, &Deliverable)| {
        let round = case.latest(RoundType::Internal, &deliverable.id);
        passed_inside(case.job, at, deliverable.version.as_ref(), round, &case.agency.config, case.today())
    };
    case.deliverables().flat_map(on_file).collect()
}

/// What speaks against showing the client a version of the deliverable at a place in the list: the same objections as `internal-verdicts`,
/// for whoever opens a round on a version that may not be the one on file.
pub fn unseen_inside(
    job: &Located<Job>,
    at: usize,
    version: &Word,
    rounds: &[&Located<Round>],
    config: &Config,
    day: Day,
) -> Vec<Finding> {
    let of_version = |round: &&&Located<Round>| {
        round.kind == RoundType::Internal
            && round.deliverable == job.deliverables[at].id
            && round.version.as_ref() == Some(version)
            && round.sent <= day
    };
    passed_inside(job, at, Some(version), rounds.iter().rev().find(of_version).copied(), config, day)
}

fn passed_inside(
    job: &Located<Job>,
    at: usize,
    version: Option<&Word>,
    round: Option<&Located<Round>>,
    config: &Config,
    day: Day,
) -> Vec<Finding> {
    let Some(round) = round.filter(|round| version.is_some() && round.version.as_ref() == version) else {
        return vec![no_internal_round(job, at, version)];
    };
    let mut findings = Vec::new();
    for &about in VerdictAbout::ALL {
        let objection = match round.verdict_on(about, day) {
            None => Some((round.at(key_path!["verdicts"]), format!("{} has no verdict on {about}", round.id))),
            Some((index, verdict)) if !may_judge(config, about, verdict) => {
                let place = round.at(key_path!["verdicts", index, "by"]);
                let what = match about {
                    VerdictAbout::Craft => "is no creative director",
                    VerdictAbout::Strategy | VerdictAbout::Brand => "is not of account",
                };
                Some((place, format!("the verdict on {about} of {} is by `{}`, who {what}", round.id, verdict.by)))
            }
            Some((index, verdict)) if verdict.verdict == PassFail::Fail => {
                let why = verdict.reason.as_deref().map_or(String::new(), |reason| format!(": {reason}"));
                let place = round.at(key_path!["verdicts", index, "verdict"]);
                Some((place, format!("{} failed on {about} by `{}`{why}", round.id, verdict.by)))
            }
            Some(_) => None,
        };
        if let Some((place, message)) = objection {
            let help = format!("`suits feedback decide {} --on {about} pass`, or send it back to be revised", round.id);
            findings.push(Finding::error("internal-verdicts", place, message).help(help));
        }
    }
    findings
}

/// Craft is the creative director's to judge, strategy and brand are account's.
fn may_judge(config: &Config, about: VerdictAbout, verdict: &Verdict) -> bool {
    may(config, &verdict.by, Act::verdict(about), verdict.date).is_ok()
}

fn no_internal_round(job: &Located<Job>, at: usize, version: Option<&Word>) -> Finding {
    let (place, deliverable) = (job.at(key_path!["deliverables", at]), &job.record.deliverables[at]);
    let named = version.map_or_else(|| "the version".to_owned(), |version| format!("version `{version}`"));
    let message = format!("{named} of `{}` was not looked at inside the agency", deliverable.id);
    let other = version.filter(|_| version != deliverable.version.as_ref());
    let other = other.map_or_else(String::new, |version| format!(" --version {version}"));
    let help = format!("`suits feedback open {} --type internal --deliverable {}{other}`", job.id, deliverable.id);
    Finding::error("internal-verdicts", place, message).help(help)
}

/// `no-open-internal-items`: nothing that the agency itself wanted changed is open.
pub(super) fn no_open_internal_items(case: &Case<'_>) -> Vec<Finding> {
    let internal = case.latest_rounds().into_iter().filter(|round| round.kind == RoundType::Internal);
    internal.flat_map(|round| open_items("no-open-internal-items", round)).collect()
}

/// `items-resolved`: whatever the client or the lawyers wanted changed last is done, or declined.
pub(super) fn items_resolved(case: &Case<'_>) -> Vec<Finding> {
    let outside = case.latest_rounds().into_iter().filter(|round| round.kind != RoundType::Internal);
    outside.flat_map(|round| open_items("items-resolved", round)).collect()
}

fn open_items(guard: &'static str, round: &Located<Round>) -> Vec<Finding> {
    let open = round.record.items.iter().enumerate().filter(|(_, item)| item.is_open());
    open.map(|(at, item)| {
        let which = item.id.as_ref().map_or_else(|| format!("item {}", at + 1), |id| format!("`{id}`"));
        let message = format!("{which} of {} is open: {}", round.id, item.text.trim());
        let finding = Finding::error(guard, round.at(key_path!["items", at]), message);
        match &item.id {
            Some(id) => finding.help(format!("`suits feedback resolve {} {id}`", round.id)),
            None => finding.help(format!("give it an `id` and a `status`: `suits feedback edit {}`", round.id)),
        }
    })
    .collect()
}

/// `round-decided`: everybody asked has answered; an internal round has its three verdicts, or one that fails it.
pub(super) fn round_decided(case: &Case<'_>) -> Vec<Finding> {
    const GUARD: &str = "round-decided";
    let rounds = case.latest_rounds();
    if rounds.is_empty() {
        let message = format!("there is no feedback round on {}, so nothing says what to revise", case.job.id);
        let finding = Finding::error(GUARD, case.job.at(key_path!["deliverables"]), message);
        return vec![finding.help(format!("`suits feedback open {} --type client`", case.job.id))];
    }
    rounds.into_iter().flat_map(|round| undecided(GUARD, case, round)).collect()
}

/// What is still to be said on a round.
fn undecided(guard: &'static str, case: &Case<'_>, round: &Located<Round>) -> Vec<Finding> {
    let mut findings = pending(guard, case, round, Decision::ChangesRequired);
    if round.kind == RoundType::Internal {
        let given: Vec<_> =
            VerdictAbout::ALL.iter().map(|&about| (about, round.verdict_on(about, case.today()))).collect();
        let failed =
            given.iter().any(|(_, verdict)| verdict.is_some_and(|(_, verdict)| verdict.verdict == PassFail::Fail));
        for (about, _) in given.iter().filter(|(_, verdict)| !failed && verdict.is_none()) {
            let message = format!("{} has no verdict on {about}", round.id);
            let finding = Finding::error(guard, round.at(key_path!["verdicts"]), message);
            findings.push(finding.help(format!("`suits feedback decide {} --on {about} pass`", round.id)));
        }
    } else if round.record.reviewers.is_empty() {
        let finding =
            Finding::error(guard, round.at(key_path!["reviewers"]), format!("nobody has decided on {}", round.id));
        let decision = Decision::ChangesRequired;
        findings.push(finding.help(format!("`suits feedback decide {} --by {} {decision}`", round.id, whose(round))));
    }
    findings
}

/// Whose word a command names on a round that nobody has said anything on: the approver's, else a word for one.
pub(super) fn whose(round: &Round) -> &str {
    round.approver.as_ref().map_or("PERSON", PersonId::as_str)
}

/// Reviewers who have not answered by the day, and the answer that would let the job take the step.
fn pending(guard: &'static str, case: &Case<'_>, round: &Located<Round>, fitting: Decision) -> Vec<Finding> {
    let reviewers = round.record.reviewers.iter().enumerate();
    let open = reviewers.filter(|(_, reviewer)| reviewer.decision_on(case.today()) == Decision::Pending);
    open.map(|(at, reviewer)| {
        let message = format!("`{}` has not answered {}", reviewer.by, round.id);
        let finding = Finding::error(guard, round.at(key_path!["reviewers", at, "decision"]), message);
        finding.help(format!("`suits feedback decide {} --by {} {fitting}`", round.id, reviewer.by))
    })
    .collect()
}

/// `reasons-given`: each change says what kind it is and why it is wanted.
pub(super) fn reasons_given(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for round in case.latest_rounds() {
        for (at, item) in round.record.items.iter().enumerate() {
            let unexplained = item.why.as_deref().is_none_or(|why| why.trim().is_empty());
            let gaps = [
                ("class", item.class.is_none(), "what kind of change it is"),
                ("why", unexplained, "why it is wanted"),
            ];
            for (key, _, what) in gaps.into_iter().filter(|(_, missing, _)| *missing) {
                let which = item.id.as_ref().map_or_else(|| format!("item {}", at + 1), |id| format!("`{id}`"));
                let message = format!("{which} of {} does not say {what}", round.id);
                let finding = Finding::error("reasons-given", round.at(key_path!["items", at, key]), message);
                findings.push(finding.help(format!("add `{key}:` to it: `suits feedback edit {}`", round.id)));
            }
        }
    }
    findings
}

/// `client-round-approved`: the client said yes to each deliverable in its latest round.
pub(super) fn client_round_approved(case: &Case<'_>) -> Vec<Finding> {
    case.deliverables()
        .filter_map(|(at, deliverable)| unapproved("client-round-approved", case, at, deliverable))
        .collect()
}

fn unapproved(guard: &'static str, case: &Case<'_>, at: usize, deliverable: &Deliverable) -> Option<Finding> {
    let Some(round) = case.latest(RoundType::Client, &deliverable.id) else {
        let place = case.job.at(key_path!["deliverables", at]);
        let finding = Finding::error(guard, place, format!("the client has not been shown `{}`", deliverable.id));
        let help = format!("`suits feedback open {} --type client --deliverable {}`", case.job.id, deliverable.id);
        return Some(finding.help(help));
    };
    let decision = case.decision(round);
    if decision == Decision::Approved {
        return None;
    }
    let worst = case.decisions(round).find(|(_, said)| *said == decision);
    let place = match worst {
        Some((at, _)) => round.at(key_path!["reviewers", at, "decision"]),
        None => round.at(key_path!["reviewers"]),
    };
    let message = format!("the client has not approved `{}`: {} is `{decision}`", deliverable.id, round.id);
    let who = worst.map_or_else(|| whose(round), |(at, _)| round.record.reviewers[at].by.as_str());
    let help = format!("`suits feedback decide {} --by {who} approved`, or revise and show it again", round.id);
    Some(Finding::error(guard, place, message).help(help))
}

/// `released-version-approved`: the version on file is the one that the client approved.
pub(super) fn released_version_approved(case: &Case<'_>) -> Vec<Finding> {
    const GUARD: &str = "released-version-approved";
    let mut findings = Vec::new();
    for (at, deliverable) in case.deliverables() {
        if let Some(objection) = unapproved(GUARD, case, at, deliverable) {
            findings.push(objection);
        } else if let Some(round) = case.latest(RoundType::Client, &deliverable.id)
            && (deliverable.version.is_none() || deliverable.version != round.version)
        {
            let named = |version: Option<&crate::values::Word>| {
                version.map_or_else(|| "none".to_owned(), |version| format!("`{version}`"))
            };
            let (filed, seen) = (named(deliverable.version.as_ref()), named(round.version.as_ref()));
            let message = format!("the client approved version {seen} of `{}`, and {filed} is on file", deliverable.id);
            let place = case.job.at(key_path!["deliverables", at, "version"]);
            let finding =
                Finding::error(GUARD, place, message).related(round.at(key_path!["version"]), "approved here");
            let (job, id) = (&case.job.id, &deliverable.id);
            let back = round.version.as_ref().map(|version| {
                format!("file the approved one again: `suits job set {job} deliverables.{id}.version={version}`; or ")
            });
            let show =
                format!("show the client the new one: `suits feedback open {job} --type client --deliverable {id}`");
            findings.push(finding.help(back.unwrap_or_default() + &show));
        }
    }
    findings
}

/// `no-open-rounds`: everybody answered, and nothing is left to change.
pub(super) fn no_open_rounds(case: &Case<'_>) -> Vec<Finding> {
    const GUARD: &str = "no-open-rounds";
    let both = |round: &Located<Round>| {
        let mut findings = pending(GUARD, case, round, Decision::Approved);
        findings.extend(open_items(GUARD, round));
        findings
    };
    case.latest_rounds().into_iter().flat_map(both).collect()
}
