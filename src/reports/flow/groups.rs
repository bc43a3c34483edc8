//! Grouping: the stays that ended in a period under any keys, with what was sent back or entered again in it.

use super::Holes;
use crate::domain::brief::JobType;
use crate::domain::history::Tally;
use crate::domain::job::{Job, Party};
use crate::domain::record::Located;
use crate::domain::stays::{Stay, hands, own_late, returned, stays};
use crate::domain::traffic::Traffic;
use crate::domain::turns::{Days, Turn};
use crate::domain::workflow::{BRIEFING, ESTIMATING, REVISING, Stage};
use crate::values::{ClientId, Day, Month, PersonId};
use std::collections::BTreeMap;

crate::words! {
    /// A way to group.
    pub enum By {
        /// Each stage, in the order of the workflow.
        Stage = "stage",
        /// Each type of job.
        Type = "type",
        /// Each client.
        Client = "client",
        /// Each of those who had the ball.
        Person = "person",
        /// The month a stay ended in.
        Month = "month",
    }
}

/// One part of a key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// Where it stands in the workflow, and its name.
    Stage(usize, String),
    Type(JobType),
    Client(ClientId),
    /// A person of the agency, or a contact of a client: two clients may call theirs alike.
    Person(Option<PersonId>, Option<ClientId>),
    Month(Month),
}

/// What a group comes to.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    pub(super) stays: Tally,
    pub(super) held: Days,
    pub(super) late_stays: i64,
    pub(super) late: Days,
    pub(super) sent_back: i64,
    pub(super) revisions: i64,
    pub(super) rebriefs: i64,
    pub(super) re_estimates: i64,
}

impl Group {
    fn add(&mut self, stay: &Stay<'_>) {
        self.stays.add(stay.held.all);
        self.held += stay.held;
        self.late_stays += i64::from(stay.is_late);
        self.late += stay.late;
    }

    /// What was sent back is no stay; the days it was late are days late.
    fn add_returned(&mut self, late: Days) {
        self.sent_back += 1;
        self.late += late;
    }
}

/// What happened in a period.
#[derive(Debug, Default)]
pub(super) struct Groups {
    pub(super) by_key: BTreeMap<Vec<Part>, Group>,
    pub(super) total: Group,
    /// Late stays and late days by stage and party.
    pub(super) delays: BTreeMap<(usize, String, Party), (i64, i64)>,
}

/// What a key is made of.
#[derive(Clone, Copy)]
struct Facts<'f> {
    stage: &'f str,
    job: &'f Located<Job>,
    person: Option<&'f PersonId>,
    day: Day,
}

/// Puts what happened from one day to another under its keys.
pub(super) struct Gathering<'g, 'a> {
    pub(super) traffic: &'g Traffic<'a>,
    pub(super) by: &'g [By],
    pub(super) from: Day,
    pub(super) until: Day,
    pub(super) groups: Groups,
}

impl<'a> Gathering<'_, 'a> {
    /// Adds the stays of a job.
    pub(super) fn job(&mut self, job: &'a Located<Job>, turns: &[Turn<'a>]) {
        let (traffic, from, until) = (self.traffic, self.from, self.until);
        let in_period = |day: Day| from <= day && day <= until;
        // an end of the workflow is nobody's to stay in
        let is_end = |stage: &str| traffic.workflow.get(stage).is_some_and(Stage::is_end);
        let is_over = |stay: &&Stay<'_>| stay.ended.is_some_and(in_period) && !is_end(stay.stage);
        let whole = stays(turns);
        for stay in whole.iter().filter(is_over) {
            self.delays(stay.stage, stay.late, 1);
            self.groups.total.add(stay);
        }
        let split = if self.by.contains(&By::Person) { hands(turns) } else { Vec::new() };
        let shown = if self.by.contains(&By::Person) { &split } else { &whole };
        for stay in shown.iter().filter(is_over) {
            let day = stay.ended.unwrap_or(until);
            let group = self.group(Facts { stage: stay.stage, job, person: stay.last, day });
            group.add(stay);
        }
        for (day, turn) in returned(turns).filter(|(day, _)| in_period(*day)) {
            let stage: &str = &turn.handoff.stage;
            let late = if is_end(stage) { Days::default() } else { own_late(turn) };
            self.delays(stage, late, 0);
            self.groups.total.add_returned(late);
            self.group(Facts { stage, job, person: turn.handoff.to.as_ref(), day }).add_returned(late);
        }
        for stay in whole.iter().filter(|stay| in_period(stay.entered)) {
            let Some(count) = self.entered_again(stay) else { continue };
            *count(&mut self.groups.total) += 1;
            let facts = Facts { stage: stay.stage, job, person: stay.first, day: stay.entered };
            *count(self.group(facts)) += 1;
        }
    }

    /// What a step into a stage counts as. Revising is work done again wherever it is entered from; to briefing or estimating a job goes
    /// back from a later stage.
    fn entered_again(&self, stay: &Stay<'_>) -> Option<fn(&mut Group) -> &mut i64> {
        let workflow = &self.traffic.workflow;
        let before = stay.before?;
        let is_back = workflow.position(stay.stage) < workflow.position(before);
        match stay.stage {
            REVISING => Some(|group| &mut group.revisions),
            BRIEFING if is_back => Some(|group| &mut group.rebriefs),
            ESTIMATING if is_back => Some(|group| &mut group.re_estimates),
            _ => None,
        }
    }

    fn place(&self, stage: &str) -> usize {
        self.traffic.workflow.position(stage).unwrap_or(usize::MAX)
    }

    fn delays(&mut self, stage: &str, late: Days, stays: i64) {
        let parts = [(Party::Agency, late.agency), (Party::Client, late.client), (Party::Supplier, late.supplier)];
        let place = self.place(stage);
        for (party, days) in parts.into_iter().filter(|(_, days)| 0 < *days) {
            let seen = self.groups.delays.entry((place, stage.to_owned(), party)).or_default();
            seen.0 += stays;
            seen.1 += days;
        }
    }

    fn group(&mut self, facts: Facts<'_>) -> &mut Group {
        let client = || facts.job.id.client();
        let part = |way: &By| match way {
            By::Stage => Part::Stage(self.place(facts.stage), facts.stage.to_owned()),
            By::Type => Part::Type(facts.job.record.kind),
            By::Client => Part::Client(client()),
            By::Person => {
                let contact = facts.person.filter(|person| self.traffic.agency.contact_at(&client(), person).is_some());
                Part::Person(facts.person.cloned(), contact.map(|_| client()))
            }
            By::Month => Part::Month(facts.day.month()),
        };
        let key: Vec<Part> = self.by.iter().map(part).collect();
        self.groups.by_key.entry(key).or_default()
    }
}

impl Groups {
    /// Makes room for clients of whom nothing can be told, where clients are what is asked about.
    pub(super) fn with_holes(mut self, by: &[By], holes: &Holes) -> Groups {
        if by == [By::Client] {
            for client in &holes.jobs {
                self.by_key.entry(vec![Part::Client(client.clone())]).or_default();
            }
        }
        self
    }
}
