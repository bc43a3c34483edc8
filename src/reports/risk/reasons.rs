//! Why a job may not be delivered when it is due, in words a coordinator understands. Only what the records answer; whether it makes the
//! job one at risk is said with each reason.

use crate::domain::agency::Lookup;
use crate::domain::forecast::{Before, Forecast, Forecasts};
use crate::domain::guards::{Ask, objections_of};
use crate::domain::holidays::AllHolidays;
use crate::domain::job::{DeliverableStatus, Job, Party};
use crate::domain::money::terms::Terms;
use crate::domain::record::Located;
use crate::domain::round::{Decision, RoundType};
use crate::domain::traffic::{Ball, Traffic};
use crate::domain::way::calendar_name;
use crate::domain::workflow::CLIENT;
use crate::values::{Day, PersonId};
use std::collections::{BTreeMap, BTreeSet};

/// Reasons, and whether one of them alone puts a job at risk.
#[derive(Debug, Default)]
pub(super) struct Reasons {
    pub(super) words: Vec<String>,
    pub(super) is_risk: bool,
}

impl Reasons {
    /// What is worth knowing, and no risk by itself.
    fn note(&mut self, words: String) {
        self.words.push(words);
    }

    /// What puts the job at risk.
    fn risk(&mut self, words: String) {
        self.is_risk = true;
        self.words.push(words);
    }
}

/// Everything that speaks against a job being delivered when it is due, what weighs most first.
pub(super) fn of(
    traffic: &Traffic<'_>,
    forecasts: &Forecasts<'_, '_>,
    known: &AllHolidays<'_>,
    forecast: &Forecast<'_>,
) -> Reasons {
    let mut reasons = Reasons::default();
    let client = forecast.job.id.client();
    if let Lookup::Unreadable(_) = traffic.agency.clients.get(&client) {
        reasons.risk(format!("nothing is forecast: the record of {client} cannot be read"));
    } else {
        time(traffic, forecast, &mut reasons);
        ball(traffic, forecast, &mut reasons);
        material(traffic, forecast, &mut reasons);
        others(forecast, &mut reasons);
        rounds(traffic, forecast.job, &mut reasons);
        papers(traffic, forecast, &mut reasons);
        seats(traffic, forecasts, forecast, &mut reasons);
        holidays(known, traffic, forecasts, forecast, &mut reasons);
    }
    reasons
}

/// `1 working day`, `3 working days`.
fn days(count: i64) -> String {
    format!("{count} working day{}", if count == 1 { "" } else { "s" })
}

/// The time that is needed against the time that is left.
fn time(traffic: &Traffic<'_>, forecast: &Forecast<'_>, reasons: &mut Reasons) {
    if let Some(hold) = forecast.job.record.hold(traffic.today) {
        let until = hold.to.map_or_else(String::new, |to| format!(" until {to}"));
        let why = hold.reason.as_deref().map_or_else(String::new, |why| format!(": {}", why.trim()));
        reasons.note(format!("on hold since {}{until}{why}", hold.from));
    }
    let Some(needed) = forecast.needed else {
        let stage = forecast.stage;
        reasons.risk(match traffic.workflow.get(stage) {
            Some(_) => format!("nothing is forecast: no way leads from `{stage}` to the delivery"),
            None => format!("nothing is forecast: `{stage}` is no stage of the workflow"),
        });
        return;
    };
    let Some(due) = forecast.due else {
        reasons.note("no due date is agreed".to_owned());
        return;
    };
    let office = traffic.calendars.office();
    if due < traffic.today {
        let gone = office.working_days_between(due, traffic.today);
        reasons.note(format!("was due on {due} ({} ago)", days(gone)));
    } else if forecast.alone.is_some_and(|alone| due < alone) {
        let left = forecast.start.map_or(0, |start| office.working_days_between(start, due));
        reasons.note(format!("needs {} at the usual pace and has {left}", days(needed.median)));
    } else if let Some(slow) = forecast.likely_80.filter(|slow| due < *slow) {
        reasons.note(format!("delivered on {slow} if it goes slowly"));
    }
}

/// Who has the ball, and whether they can do something with it.
fn ball(traffic: &Traffic<'_>, forecast: &Forecast<'_>, reasons: &mut Reasons) {
    let (job, today) = (forecast.job, traffic.today);
    let Some(ball) = forecast.ball else {
        reasons.risk("nobody has the ball".to_owned());
        return;
    };
    let with = ball.to.map_or_else(|| "nobody".to_owned(), ToString::to_string);
    if let (Some(late), Some(due)) = (traffic.late(job, &ball), ball.effective_due) {
        reasons.risk(match late.all {
            0 => format!("the ball was due on {due} with {with}"),
            late => format!("the ball is {} late with {with}", days(late)),
        });
    }
    let party = traffic.waiting_on(job, &ball);
    if party != Party::Agency {
        reasons.note(format!("waits on the {party} since {}", waits_since(&ball, today)));
    }
    let Some((id, person)) = ball.to.and_then(|to| Some((to, traffic.agency.config.person(to)?))) else { return };
    if !person.is_active(today) {
        reasons.risk(match person.to {
            Some(to) if to < today => format!("{id} has the ball and left on {to}"),
            _ => format!("{id} has the ball and is not here yet"),
        });
    } else if let Some(away) = person.away.iter().find(|away| away.from <= today && today <= away.to) {
        match &away.deputy {
            Some(deputy) => reasons.note(format!("{id} is away until {} ({deputy} stands in)", away.to)),
            None => reasons.risk(format!("{id} has the ball and is away until {}", away.to)),
        }
    }
}

/// Since when the party that the ball waits on today has been waited on.
fn waits_since(ball: &Ball<'_>, today: Day) -> Day {
    let noted = ball.handoff.iter().flat_map(|(_, handoff)| &handoff.waiting).filter(|wait| wait.date <= today);
    let mut waits: Vec<_> = noted.map(|wait| (wait.date, wait.party)).collect();
    waits.sort_by_key(|(date, _)| *date);
    let Some(&(_, party)) = waits.last() else { return ball.date };
    let same = waits.iter().rev().take_while(|(_, other)| *other == party);
    same.last().map_or(ball.date, |(date, _)| *date)
}

/// What a publisher needs before the job will be there.
fn material(traffic: &Traffic<'_>, forecast: &Forecast<'_>, reasons: &mut Reasons) {
    let released = |status: Option<DeliverableStatus>| status == Some(DeliverableStatus::Released);
    for deliverable in forecast.job.record.deliverables.iter().filter(|one| !released(one.status)) {
        let Some(due) = deliverable.material_due else { continue };
        if due < traffic.today {
            reasons.risk(format!("the material of `{}` was due on {due}", deliverable.id));
        } else if let Some(likely) = forecast.likely.filter(|likely| due < *likely) {
            reasons.risk(format!("the material of `{}` is due on {due} and forecast for {likely}", deliverable.id));
        }
    }
}

/// The jobs that must be delivered first.
fn others(forecast: &Forecast<'_>, reasons: &mut Reasons) {
    for (id, before) in &forecast.after {
        match before {
            Before::Forecast(day, _) => {
                let words = format!("comes after {id} (forecast for {day})");
                let late = forecast.due.is_some_and(|due| due < *day);
                if late { reasons.risk(words) } else { reasons.note(words) }
            }
            Before::Unknown => reasons.risk(format!("comes after {id} (nobody can tell when that is delivered)")),
            Before::CalledOff => reasons.note(format!("comes after {id} (called off)")),
            Before::Unreadable => reasons.risk(format!("comes after {id} (cannot be read)")),
            Before::Circle => reasons.risk(format!("comes after {id} (the jobs before it go round in a circle)")),
        }
    }
}

/// What the client may still send back without paying for it.
fn rounds(traffic: &Traffic<'_>, job: &Located<Job>, reasons: &mut Reasons) {
    let contract = Terms::of(traffic.agency, job).ok().and_then(|terms| terms.contract);
    let Some(included) = contract.and_then(|contract| contract.rounds_included) else { return };
    let all = traffic.agency.rounds_of(&job.id);
    let settled = [DeliverableStatus::Approved, DeliverableStatus::Released];
    let open = job.record.deliverables.iter().filter(|one| one.status.is_none_or(|status| !settled.contains(&status)));
    for deliverable in open {
        let mut of_client = all.iter().filter(|round| {
            round.kind == RoundType::Client && round.deliverable == deliverable.id && round.sent <= traffic.today
        });
        let used = of_client.clone().count();
        let last = of_client.next_back().map(|round| round.decision_on(traffic.today));
        if u32::try_from(used).is_ok_and(|used| included <= used && 0 < used) && last != Some(Decision::Approved) {
            reasons.risk(format!("the client's rounds on `{}` are used up ({used} of {included})", deliverable.id));
        }
    }
}

/// Approvals that should be there by the stage that the job has come to.
fn papers(traffic: &Traffic<'_>, forecast: &Forecast<'_>, reasons: &mut Reasons) {
    let job = forecast.job;
    let none = |_: &Located<_>| Vec::new();
    let ask = Ask { by: &job.record.requested_by, today: traffic.today, brief_errors: &none };
    let mut missing = |guard: &str| {
        if is_past(traffic, guard, forecast.stage) {
            let objections = objections_of(guard, job, traffic.agency, &ask).unwrap_or_default();
            for objection in objections {
                reasons.risk(objection.message);
            }
        }
    };
    // a brief that the type of job does not ask for is not missed
    if job.record.brief.is_some() {
        missing("brief-approved");
    }
    missing("estimate-approved");
}

/// Whether a stage is one that nobody comes to without a guard having let them pass.
fn is_past(traffic: &Traffic<'_>, guard: &str, stage: &str) -> bool {
    let gate = traffic.workflow.stages().iter().position(|stage| stage.needs.iter().any(|need| need == guard));
    gate.zip(traffic.workflow.position(stage)).is_some_and(|(gate, at)| gate <= at)
}

/// The seats of the stages ahead.
fn seats(traffic: &Traffic<'_>, forecasts: &Forecasts<'_, '_>, forecast: &Forecast<'_>, reasons: &mut Reasons) {
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for stage in forecasts.way(forecast.stage).iter().skip(1) {
        let Some(seat) = stage.seat.as_deref().filter(|seat| *seat != CLIENT) else { continue };
        if !told.insert(seat) {
            continue;
        }
        match traffic.agency.seat(forecast.job, seat) {
            None => reasons.risk(format!("nobody sits as {seat} for `{}`", stage.name)),
            Some(person) => {
                if let Some(left) = left_on(traffic, person) {
                    reasons.risk(format!("{person} sits as {seat} for `{}` and left on {left}", stage.name));
                }
            }
        }
    }
}

/// The last day of somebody who is gone.
fn left_on(traffic: &Traffic<'_>, person: &PersonId) -> Option<Day> {
    traffic.agency.config.person(person)?.to.filter(|to| *to < traffic.today)
}

/// A year up to the delivery of which whoever has something to do knows but few holidays: what is reckoned across it may come out too early.
/// The office's calendar, that of whoever has the ball, and those of the stages ahead.
fn holidays(
    known: &AllHolidays<'_>,
    traffic: &Traffic<'_>,
    forecasts: &Forecasts<'_, '_>,
    forecast: &Forecast<'_>,
    reasons: &mut Reasons,
) {
    let job = forecast.job;
    let client = traffic.agency.client_of(&job.id).found().map(|client| &client.record);
    let ball = forecast.ball.and_then(|ball| traffic.doers(&job.id.client()).works_by(ball.to).0);
    let ahead = forecasts.way(forecast.stage).iter().skip(1);
    let ahead = ahead.map(|stage| calendar_name(stage, &traffic.calendars, client, Some(&job.record.team)));
    let names: BTreeSet<_> = ahead.chain([None, ball]).map(|name| known.named(name).0).collect();
    let mut short: BTreeMap<i32, Vec<String>> = BTreeMap::new();
    for name in names {
        // the days up to the due are the office's, and nobody else works past the delivery
        let end = if name.is_none() { forecast.likely.max(forecast.due) } else { forecast.likely };
        let Some(end) = end else { continue };
        let mut years = traffic.today.month().year..=end.month().year;
        if let Some(year) = years.find(|year| known.named(name).1.fuller(*year).is_some()) {
            let whose =
                name.map_or_else(|| "the office's calendar".to_owned(), |name| format!("the calendar `{name}`"));
            short.entry(year).or_default().push(whose);
        }
    }
    for (year, whose) in short {
        reasons.note(format!("the holidays of {year} are not all known yet in {}", whose.join(" and ")));
    }
}
