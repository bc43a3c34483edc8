//! Approvals that a person of the agency can give: briefs handed in or outgrown, estimates to be sent, verdicts on what was made.

use super::{Desk, Waits, What};
use crate::domain::accounts::EXECUTIVE;
use crate::domain::approval::ApprovalFor;
use crate::domain::approvals::Standing;
use crate::domain::authority::{Act, apart, estimate_sum, may};
use crate::domain::brief::{Brief, BriefStatus};
use crate::domain::dues;
use crate::domain::handoff::State;
use crate::domain::job::Job;
use crate::domain::job_money::EstimateStatus;
use crate::domain::money::agreement::estimate_standing;
use crate::domain::money::terms::Terms;
use crate::domain::parties::standing_in;
use crate::domain::plan::money::version::latest;
use crate::domain::record::Located;
use crate::domain::round::{Round, RoundType, VerdictAbout};
use crate::domain::stays::stays;
use crate::domain::workflow::ESTIMATING;
use crate::domain::yeses;
use crate::values::{BriefId, Day, DeliverableId, JobId, PersonId};
use std::collections::{BTreeMap, BTreeSet};

/// Briefs that wait for a strategy or creative approval which this person is to give.
pub(super) fn briefs<'a>(desk: &Desk<'a, '_>, waits: &mut Vec<Waits<'a>>) {
    let (agency, today) = (desk.traffic.agency, desk.traffic.today);
    let at_work = dues::briefs_at_work(desk.traffic);
    for brief in agency.briefs.iter().filter(|brief| desk.wants(&brief.id.client())) {
        let acts = [(ApprovalFor::Strategy, Act::Strategy(brief.size)), (ApprovalFor::Creative, Act::Creative)];
        for (of, act) in acts {
            let standing = yeses::brief(brief, of, agency, today);
            if !brief_waits(brief, &standing, &at_work) || !mine(desk, brief, act) {
                continue;
            }
            waits.push(Waits {
                since: last_step(brief, today),
                note: format!("{}`suits brief approve {} --for {of}`", outgrown(&standing), brief.id),
                ..Waits::new(What::Approve, "brief", &brief.id, &brief.id.client(), &brief.record.title)
            });
        }
    }
}

/// Whether a brief waits for a yes that stands as it does: one handed in for every yes that does not hold, an approved one that is still
/// worked from for a yes it had.
pub(super) fn brief_waits(brief: &Located<Brief>, standing: &Standing<'_>, at_work: &BTreeSet<&BriefId>) -> bool {
    match brief.status {
        BriefStatus::Submitted => standing.valid().is_none(),
        BriefStatus::Approved => was_given(standing) && at_work.contains(&brief.id),
        BriefStatus::Draft | BriefStatus::Superseded => false,
    }
}

/// Whether there is a yes, but none that holds.
pub(super) fn was_given(standing: &Standing<'_>) -> bool {
    matches!(standing, Standing::Stale(_) | Standing::NotValid(..))
}

/// The beginning of a note: why a yes that was given is asked for again.
pub(super) fn outgrown(standing: &Standing<'_>) -> String {
    match standing {
        Standing::None | Standing::Valid(_) => String::new(),
        Standing::Stale(approval) => format!("changed since {}: ", approval.date),
        Standing::NotValid(approval, why) => {
            format!("the yes of {} on {} does not count ({why}): ", approval.by, approval.date)
        }
    }
}

fn mine(desk: &Desk<'_, '_>, brief: &Located<Brief>, act: Act) -> bool {
    let (agency, today) = (desk.traffic.agency, desk.traffic.today);
    let client = agency.clients.get(&brief.id.client()).found();
    let team = client.into_iter().flat_map(|client| client.record.team.values());
    desk.is_asked(team, |person| {
        may(&agency.config, person, act, today).is_ok() && apart(&agency.config, person, &brief.record.authors).is_ok()
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

/// Whether a verdict is this person's to give: craft the creative director's, strategy and brand the account executive's; where nobody sits
/// there who may, or stands in, anybody's who may.
fn judges<'a>(desk: &Desk<'a, '_>, job: &'a Located<Job>, about: VerdictAbout) -> bool {
    let (agency, today) = (desk.traffic.agency, desk.traffic.today);
    let may = |person: &PersonId| may(&agency.config, person, Act::verdict(about), today).is_ok();
    let executive = agency.seat(job, EXECUTIVE).filter(|_| about != VerdictAbout::Craft);
    match executive.filter(|executive| may(standing_in(&agency.config, executive, today))) {
        Some(executive) => desk.is_asked(std::iter::once(executive), may),
        None => desk.is_asked(desk.team(job), may),
    }
}

/// The latest estimate of a job, where it waits for the agency's own yes and comes to no more than this person may approve.
pub(super) fn estimate<'a>(desk: &Desk<'a, '_>, job: &'a Located<Job>, waits: &mut Vec<Waits<'a>>) {
    let traffic = desk.traffic;
    let (config, today) = (&traffic.agency.config, traffic.today);
    if !job.exists(today) || matches!(traffic.state(job), State::Closed | State::Cancelled) {
        return;
    }
    let Some((index, estimate)) = latest(job) else { return };
    let Ok(terms) = Terms::of(traffic.agency, job) else { return };
    let standing = yeses::estimate_inside(job, index, &terms, today);
    let asked = match estimate.status {
        EstimateStatus::Draft => !estimate.lines.is_empty() && is_estimating(desk, job),
        EstimateStatus::InternalReview | EstimateStatus::Sent => true,
        EstimateStatus::Approved => {
            // what the client's yes holds for is agreed, whoever looked at it before
            let agreed = estimate_standing(job, index, &terms, today).valid().is_some();
            !agreed && was_given(&standing) && dues::at_work(traffic, job)
        }
        EstimateStatus::Rejected | EstimateStatus::Superseded | EstimateStatus::Expired => false,
    };
    if !asked || standing.valid().is_some() {
        return;
    }
    let Ok(sum) = estimate_sum(job, index, &terms, today) else { return };
    if !desk.is_asked(desk.team(job), |person| may(config, person, Act::Estimate(sum), today).is_ok()) {
        return;
    }
    let turns = traffic.turns(job);
    let entered = stays(&turns).iter().rev().find(|stay| stay.stage == ESTIMATING).map(|stay| stay.entered);
    waits.push(Waits {
        stage: Some(job.record.stage(today)),
        since: entered.or_else(|| traffic.ball(job).map(|ball| ball.date)),
        amount: Some(sum),
        note: format!(
            "{}estimate {}: `suits job estimate approve {} --for internal`",
            outgrown(&standing),
            estimate.version,
            job.id
        ),
        ..Waits::new(What::Approve, "estimate", &job.id, &job.id.client(), &job.record.title)
    });
}

/// Whether a job has come as far as its price. A workflow of one's own may have no such stage: then a draft with lines is enough.
fn is_estimating(desk: &Desk<'_, '_>, job: &Located<Job>) -> bool {
    let workflow = &desk.traffic.workflow;
    let at = workflow.position(job.record.stage(desk.traffic.today));
    workflow.position(ESTIMATING).is_none_or(|price| at.is_some_and(|at| price <= at))
}
