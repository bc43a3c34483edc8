//! Approvals that a person can give: briefs handed in, estimates waiting inside the agency, the craft of what was made.

use super::{Desk, Waits, What};
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
use crate::reports::ReportAsk;
use crate::source::KeyPath;
use std::collections::BTreeMap;

/// Briefs handed in that lack a strategy or creative approval which this person may give.
pub(super) fn briefs<'a>(desk: &Desk<'a, '_>, ask: &ReportAsk, waits: &mut Vec<Waits<'a>>) {
    let agency = desk.traffic.agency;
    let handed_in = agency.briefs.iter().filter(|brief| brief.status == BriefStatus::Submitted);
    for brief in handed_in.filter(|brief| ask.client.as_ref().is_none_or(|client| brief.id.is_of(client))) {
        let acts = [(ApprovalFor::Strategy, Act::Strategy(brief.size)), (ApprovalFor::Creative, Act::Creative)];
        for (of, _) in acts.into_iter().filter(|&(of, act)| mine(desk, brief, of, act)) {
            waits.push(Waits {
                what: What::Approve,
                record: brief.id.to_string(),
                title: &brief.record.title,
                client: brief.id.client().to_string(),
                stage: None,
                due: None,
                days: None,
                note: format!("`suits brief approve {} --for {of}`", brief.id),
                quiet: false,
            });
        }
    }
}

fn mine(desk: &Desk<'_, '_>, brief: &Located<Brief>, of: ApprovalFor, act: Act) -> bool {
    let (config, today) = (&desk.traffic.agency.config, desk.traffic.today);
    let given = standing(&brief.record.approvals, of, fingerprint(brief, &KeyPath::root()), today, |_| Ok(()));
    given.valid().is_none()
        && may(config, desk.person, act, today).is_ok()
        && apart(config, desk.person, &brief.record.authors).is_ok()
}

/// The latest internal round on each deliverable of a running job, where this person is to judge the craft and has not.
pub(super) fn verdicts<'a>(desk: &Desk<'a, '_>, ask: &ReportAsk, waits: &mut Vec<Waits<'a>>) {
    let (agency, today) = (desk.traffic.agency, desk.traffic.today);
    if may(&agency.config, desk.person, Act::CraftVerdict, today).is_err() {
        return;
    }
    let mut latest: BTreeMap<_, &'a Located<Round>> = BTreeMap::new();
    for round in agency.rounds.iter().filter(|round| round.kind == RoundType::Internal && round.sent <= today) {
        let last = latest.entry((round.id.job(), &round.record.deliverable)).or_insert(round);
        if last.id.number() < round.id.number() {
            *last = round;
        }
    }
    for ((id, deliverable), round) in latest {
        let elsewhere = ask.client.as_ref().is_some_and(|client| !id.is_of(client));
        let judged = round.verdict_on(VerdictAbout::Craft, today).is_some();
        let job = agency.jobs.get(&id).found().filter(|job| desk.traffic.state(job) == State::Open);
        let Some(job) = job.filter(|_| !elsewhere && !judged) else { continue };
        let days = round.due.map(|due| desk.days_to(&id.client(), due, Some(desk.person)));
        waits.push(Waits {
            what: What::Approve,
            record: round.id.to_string(),
            title: &job.record.title,
            client: id.client().to_string(),
            stage: Some(job.record.stage(today)),
            due: round.due,
            days,
            note: format!("is the craft of `{deliverable}` good? `suits feedback decide {} --on craft pass`", round.id),
            quiet: false,
        });
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
        if given.valid().is_some() || may(config, desk.person, Act::Estimate(sum), today).is_err() {
            continue;
        }
        waits.push(Waits {
            what: What::Approve,
            record: job.id.to_string(),
            title: &job.record.title,
            client: job.id.client().to_string(),
            stage: Some(job.record.stage(today)),
            due: None,
            days: None,
            note: format!(
                "estimate {} of {sum}: `suits job estimate approve {} --for internal`",
                estimate.version, job.id
            ),
            quiet: false,
        });
    }
}
