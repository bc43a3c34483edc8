//! Approvals that a person of the agency can give: briefs handed in, estimates in internal review, verdicts on what was made.

use super::{Desk, Waits, What};
use crate::domain::accounts::EXECUTIVE;
use crate::domain::approval::ApprovalFor;
use crate::domain::approvals::{fingerprint, standing};
use crate::domain::authority::{Act, apart, estimate_sum, may};
use crate::domain::brief::{Brief, BriefStatus};
use crate::domain::handoff::State;
use crate::domain::job::Job;
use crate::domain::job_money::EstimateStatus;
use crate::domain::record::Located;
use crate::domain::round::{Round, RoundType, VerdictAbout};
use crate::domain::terms::Terms;
use crate::key_path;
use crate::source::KeyPath;
use crate::values::{Day, DeliverableId, JobId, PersonId};
use std::collections::BTreeMap;

/// Briefs handed in that lack a strategy or creative approval which this person is to give.
pub(super) fn briefs<'a>(desk: &Desk<'a, '_>, waits: &mut Vec<Waits<'a>>) {
    let agency = desk.traffic.agency;
    let handed_in = agency.briefs.iter().filter(|brief| brief.status == BriefStatus::Submitted);
    for brief in handed_in.filter(|brief| desk.wants(&brief.id.client())) {
        let acts = [(ApprovalFor::Strategy, Act::Strategy(brief.size)), (ApprovalFor::Creative, Act::Creative)];
        for (of, _) in acts.into_iter().filter(|&(of, act)| mine(desk, brief, of, act)) {
            waits.push(Waits {
                since: last_step(brief, desk.traffic.today),
                note: format!("`suits brief approve {} --for {of}`", brief.id),
                ..Waits::new(What::Approve, "brief", &brief.id, &brief.id.client(), &brief.record.title)
            });
        }
    }
}

fn mine(desk: &Desk<'_, '_>, brief: &Located<Brief>, of: ApprovalFor, act: Act) -> bool {
    let (agency, today) = (desk.traffic.agency, desk.traffic.today);
    let given = standing(&brief.record.approvals, of, fingerprint(brief, &KeyPath::root()), today, |_| Ok(()));
    let client = agency.clients.get(&brief.id.client()).found();
    let team = client.into_iter().flat_map(|client| client.record.team.values());
    given.valid().is_none()
        && desk.is_asked(team, |person| {
            may(&agency.config, person, act, today).is_ok()
                && apart(&agency.config, person, &brief.record.authors).is_ok()
        })
}

/// The last day on which something is known to have happened to a brief: it was asked for, or approved by somebody.
pub(super) fn last_step(brief: &Brief, today: Day) -> Option<Day> {
    let approved = brief.approvals.iter().map(|approval| approval.date);
    approved.chain(brief.requested_on).filter(|day| *day <= today).max()
}

/// The latest internal round on each deliverable of a running job, where this person is to judge something and nobody has.
pub(super) fn verdicts<'a>(desk: &Desk<'a, '_>, waits: &mut Vec<Waits<'a>>) {
    let (agency, today) = (desk.traffic.agency, desk.traffic.today);
    let mut latest: BTreeMap<(JobId, &'a DeliverableId), &'a Located<Round>> = BTreeMap::new();
    for round in agency.rounds.iter().filter(|round| round.kind == RoundType::Internal && round.sent <= today) {
        let last = latest.entry((round.id.job(), &round.record.deliverable)).or_insert(round);
        if last.id.number() < round.id.number() {
            *last = round;
        }
    }
    for ((id, deliverable), round) in latest.into_iter().filter(|((id, _), _)| desk.wants(&id.client())) {
        let missing: Vec<&VerdictAbout> =
            VerdictAbout::ALL.iter().filter(|about| round.verdict_on(**about, today).is_none()).collect();
        if missing.is_empty() {
            continue;
        }
        let job = agency.jobs.get(&id).found().filter(|job| desk.traffic.state(job) == State::Open);
        let Some(job) = job else { continue };
        let asked: Vec<&str> =
            missing.into_iter().filter(|about| judges(desk, job, **about)).map(|about| about.as_str()).collect();
        let Some(first) = asked.first() else { continue };
        let owed = desk.owes("verdict", &round.id, &id.client(), &job.record.title, None, round.due);
        let what = asked.join(" and ");
        waits.push(Waits {
            what: What::Approve,
            stage: Some(job.record.stage(today)),
            since: Some(round.sent),
            note: format!("judge `{deliverable}` on {what}: `suits feedback decide {} --on {first} pass`", round.id),
            ..owed
        });
    }
}

/// Whether a verdict is this person's to give: craft the creative director's, strategy and brand the account executive's.
fn judges<'a>(desk: &Desk<'a, '_>, job: &'a Located<Job>, about: VerdictAbout) -> bool {
    let (agency, today) = (desk.traffic.agency, desk.traffic.today);
    let may = |person: &PersonId| may(&agency.config, person, Act::verdict(about), today).is_ok();
    match agency.seat(job, EXECUTIVE).filter(|_| about != VerdictAbout::Craft) {
        Some(executive) => desk.is_mine(Some(executive)) && may(desk.person),
        None => desk.is_asked(desk.team(job), may),
    }
}

/// Estimates in internal review that come to no more than this person may approve.
pub(super) fn estimates<'a>(desk: &Desk<'a, '_>, job: &'a Located<Job>, waits: &mut Vec<Waits<'a>>) {
    let traffic = desk.traffic;
    let (config, today) = (&traffic.agency.config, traffic.today);
    if !job.exists(today) || matches!(traffic.state(job), State::Closed | State::Cancelled) {
        return;
    }
    for (index, estimate) in job.record.estimates.iter().enumerate() {
        if estimate.status != EstimateStatus::InternalReview {
            continue;
        }
        let Ok(terms) = Terms::of(traffic.agency, job) else { continue };
        let hash = fingerprint(job, &key_path!["estimates", index]);
        let given = standing(&estimate.approvals, ApprovalFor::Internal, hash, today, |_| Ok(()));
        let Ok(sum) = estimate_sum(job, index, &terms, today) else { continue };
        let able = |person: &_| may(config, person, Act::Estimate(sum), today).is_ok();
        if given.valid().is_some() || !desk.is_asked(desk.team(job), able) {
            continue;
        }
        waits.push(Waits {
            stage: Some(job.record.stage(today)),
            since: traffic.ball(job).map(|ball| ball.date),
            amount: Some(sum),
            note: format!("estimate {}: `suits job estimate approve {} --for internal`", estimate.version, job.id),
            ..Waits::new(What::Approve, "estimate", &job.id, &job.id.client(), &job.record.title)
        });
    }
}
