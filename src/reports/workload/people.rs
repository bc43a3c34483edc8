//! Each person of the agency with what is in their hands on a day. Knows no hours and no column.

use crate::domain::handoff::State;
use crate::domain::job::{Job, Party};
use crate::domain::parties::standing_in;
use crate::domain::record::Located;
use crate::domain::traffic::{Ball, Traffic};
use crate::reports::ReportAsk;
use crate::values::{Day, Decimal, PersonId, Word};
use std::collections::{BTreeMap, BTreeSet};

/// So many working days ahead is soon.
const SOON: i64 = 5;

/// One person's load.
#[derive(Debug)]
pub(super) struct Load<'a> {
    pub(super) name: &'a str,
    pub(super) roles: Vec<&'a str>,
    pub(super) weekly_hours: Option<Decimal>,
    pub(super) is_active: bool,
    /// The last day of those who are gone.
    pub(super) left: Option<Day>,
    /// The first day of those who are still to come.
    pub(super) begins: Option<Day>,
    /// The last day of the time away that covers the day, and who stands in.
    pub(super) away: Option<(Day, Option<&'a PersonId>)>,
    pub(super) handoffs: usize,
    pub(super) overdue: usize,
    /// Working days of the latest of them.
    pub(super) worst: i64,
    pub(super) soon: usize,
    pub(super) waiting: usize,
    pub(super) on_hold: usize,
    /// Balls of people they stand in for, and whose.
    pub(super) covering: usize,
    pub(super) covering_overdue: usize,
    pub(super) covering_for: BTreeSet<&'a PersonId>,
    pub(super) booked: Decimal,
    /// Whether a timesheet of the days in question cannot be read, or says what nobody can have worked.
    pub(super) is_unbooked: bool,
    /// `None` where it cannot be told.
    pub(super) planned: Option<Decimal>,
    pub(super) executive: usize,
    pub(super) manager: usize,
    pub(super) has_too_many: bool,
}

/// Balls in nobody's row.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Elsewhere {
    pub(super) client: usize,
    pub(super) nobody: usize,
}

/// Everybody of the agency.
#[derive(Debug)]
pub(super) struct People<'a> {
    pub(super) loads: BTreeMap<&'a PersonId, Load<'a>>,
    pub(super) elsewhere: Elsewhere,
}

impl<'a> People<'a> {
    /// Everybody, with the balls in their hands.
    pub(super) fn of(traffic: &Traffic<'a>, ask: &ReportAsk) -> People<'a> {
        let mut people = People { loads: everybody(traffic), elsewhere: Elsewhere::default() };
        for job in &traffic.agency.jobs {
            if ask.client.as_ref().is_some_and(|client| !job.id.is_of(client)) {
                continue;
            }
            if let Some(ball) = traffic.ball(job) {
                people.add(traffic, job, &ball);
            }
        }
        people
    }

    fn add(&mut self, traffic: &Traffic<'a>, job: &'a Located<Job>, ball: &Ball<'a>) {
        let config = &traffic.agency.config;
        let Some((to, load)) = ball.to.and_then(|to| Some((to, self.loads.get_mut(to)?))) else {
            let doers = traffic.doers(&job.id.client());
            match doers.receiver(ball.to).1 {
                Party::Client => self.elsewhere.client += 1,
                Party::Agency | Party::Supplier => self.elsewhere.nobody += 1,
            }
            return;
        };
        if traffic.state(job) == State::OnHold {
            load.on_hold += 1;
            return;
        }
        let late = traffic.late(job, ball);
        let soon = traffic.days_left(job, ball).is_some_and(|days| days <= SOON);
        load.handoffs += 1;
        load.overdue += usize::from(late.is_some());
        load.worst = load.worst.max(late.map_or(0, |late| late.all));
        load.soon += usize::from(late.is_none() && soon);
        load.waiting += usize::from(traffic.waiting_on(job, ball) != Party::Agency);
        let stand_in = standing_in(config, to, traffic.today);
        if stand_in != to
            && let Some(load) = self.loads.get_mut(stand_in)
        {
            load.covering += 1;
            load.covering_overdue += usize::from(late.is_some());
            load.covering_for.insert(to);
        }
    }
}

impl Load<'_> {
    /// Whether they are in the picture: who left, or is still to come, only while they hold something.
    pub(super) fn is_shown(&self) -> bool {
        let counts = [self.handoffs, self.on_hold, self.covering, self.executive, self.manager];
        self.is_active || counts.iter().any(|count| *count > 0)
    }
}

/// Everybody of `suits.toml`, with empty hands.
fn everybody<'a>(traffic: &Traffic<'a>) -> BTreeMap<&'a PersonId, Load<'a>> {
    let (agency, today) = (traffic.agency, traffic.today);
    let everybody = agency.config.people.iter().map(|(id, facts)| {
        let away = facts.away.iter().find(|away| away.from <= today && today <= away.to);
        let load = Load {
            name: &facts.name,
            roles: facts.roles.iter().map(Word::as_str).collect(),
            weekly_hours: facts.weekly_hours.map(|hours| hours.0),
            is_active: facts.is_active(today),
            left: facts.to.filter(|last| *last < today),
            begins: facts.from.filter(|first| today < *first),
            away: away.map(|away| (away.to, away.deputy.as_ref())),
            handoffs: 0,
            overdue: 0,
            worst: 0,
            soon: 0,
            waiting: 0,
            on_hold: 0,
            covering: 0,
            covering_overdue: 0,
            covering_for: BTreeSet::new(),
            booked: Decimal::ZERO,
            is_unbooked: false,
            planned: Some(Decimal::ZERO),
            executive: 0,
            manager: 0,
            has_too_many: false,
        };
        (id, load)
    });
    everybody.collect()
}
