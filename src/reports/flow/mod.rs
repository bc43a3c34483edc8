//! `flow`: how work went through the stages in a period. How long stays were, whose days those were, what was late, sent back or done
//! again; what came of the jobs; and where delays arise.

mod groups;
mod results;
mod rows;

use super::grouping::{grouping, words};
use super::period::twelve_months;
use super::{Report, ReportAsk};
use crate::domain::agency::Agency;
use crate::domain::job::sections;
use crate::domain::record::{Kind, Located};
use crate::domain::round::Round;
use crate::domain::scope::Scope;
use crate::domain::traffic::Traffic;
use crate::values::ClientId;
use crate::view::View;
use groups::{Gathering, Groups};
use results::Tallying;
use std::collections::{BTreeMap, BTreeSet};

pub use groups::By;

/// `suits flow`.
pub struct Flow;

const NOTES: [&str; 9] = [
    "a stay: a job in a stage from the day it is entered to the day it is done, in working days of whoever has the ball, days on hold left out; \
     a change of hands is no new stay, and what was sent back is none",
    "median and 80% (the 80th percentile): by nearest rank, of an even number the lower of the two in the middle",
    "late: done after its due, moved by the days on hold; days late are split by whose turn each was, \
     and count what was sent back as well, though it is no stay",
    "sent back: handoffs rejected; revised: steps into revising; rebriefed, re-estimated: steps back to briefing, to estimating; a rejection is none of these",
    "F31 rate: delivered on or before the due, moved by the days on hold, of all delivered with a due, cancelled jobs aside; first due: against `baseline_due` as written; \
     a delivery taken back counts when it is made at last",
    "agency's: a late job counts as late only where it was late by more working days than its client and suppliers were late in their turns",
    "F32 first-time right: deliverables approved in their first client round, of all that the client approved in the period",
    "F33 rebrief rate: of the jobs that came past briefing in the period, those sent back to it, or whose brief was approved again after in-creative",
    "open overdue: past the due on the last day of the period, neither delivered nor on hold; in no rate",
];

/// What cannot be read, by the client whose figures it would be in.
#[derive(Debug, Default)]
struct Holes {
    /// Of a job, or of the client: whose calendar its jobs go by, and who is a contact, is not known then.
    jobs: BTreeSet<ClientId>,
    briefs: BTreeSet<ClientId>,
    rounds: BTreeSet<ClientId>,
    /// What it is, in words.
    named: BTreeMap<ClientId, Vec<String>>,
}

impl Holes {
    fn of(agency: &Agency, asked: &dyn Fn(&ClientId) -> bool) -> Holes {
        let mut holes = Holes::default();
        for (id, _) in agency.clients.unreadable().iter().filter(|(id, _)| asked(id)) {
            holes.jobs.insert(id.clone());
            holes.named.entry(id.clone()).or_default().push(format!("client `{id}` cannot be read"));
        }
        for (id, _) in agency.jobs.unreadable().iter().filter(|(id, _)| asked(&id.client())) {
            holes.jobs.insert(id.client());
            holes.named.entry(id.client()).or_default().push(format!("job `{id}` cannot be read"));
        }
        let briefs = agency.briefs.unreadable().iter().map(|(id, _)| id.client());
        holes.briefs.extend(briefs.filter(|client| asked(client)));
        let rounds = agency.rounds.unreadable().iter().map(|(id, _)| id.client());
        holes.rounds.extend(rounds.filter(|client| asked(client)));
        holes
    }

    /// Why the stays of a client, or of all, cannot be told.
    fn why(&self, client: Option<&ClientId>) -> Vec<String> {
        match client {
            Some(client) => self.named.get(client).cloned().unwrap_or_default(),
            None => self.named.values().flatten().cloned().collect(),
        }
    }
}

impl Report for Flow {
    fn name(&self) -> &'static str {
        "flow"
    }

    fn ways(&self) -> Vec<&'static str> {
        words(By::ALL, By::as_str)
    }

    fn scope(&self, ask: &ReportAsk) -> Scope {
        const KINDS: &[Kind] = &[Kind::Client, Kind::Brief, Kind::Job, Kind::Round];
        Scope::kinds(KINDS).parts(sections::TIME).client(ask.client.clone())
    }

    fn keys(&self, _ask: &ReportAsk) -> &'static [&'static str] {
        &["stage", "type", "client", "person", "contact_of", "month"]
    }

    fn view(&self, agency: &Agency, ask: &ReportAsk) -> Result<View, String> {
        let by = grouping("stays", By::ALL, By::as_str, &ask.by, By::Stage)?;
        let (from, until) = twelve_months(ask)?;
        let traffic = Traffic::of(agency, until);
        let asked = |client: &ClientId| ask.client.as_ref().is_none_or(|only| only == client);
        let holes = Holes::of(agency, &asked);
        let mut gathering = Gathering { traffic: &traffic, by: &by, from, until, groups: Groups::default() };
        let mut tallying = Tallying { traffic: &traffic, from, until, clients: BTreeMap::new(), overdue: Vec::new() };
        for job in agency.jobs.iter().filter(|job| asked(&job.id.client()) && job.exists(until)) {
            let turns = traffic.turns(job);
            gathering.job(job, &turns);
            tallying.job(job, &turns);
        }
        let rounds: Vec<&Located<Round>> = agency.rounds.iter().filter(|round| asked(&round.id.client())).collect();
        tallying.rounds(&rounds);
        let groups = gathering.groups.with_holes(&by, &holes);
        for client in &holes.jobs {
            tallying.clients.entry(client.clone()).or_default();
        }
        let mut notes: Vec<String> = NOTES.iter().map(ToString::to_string).collect();
        if by.contains(&By::Person) {
            notes.push("by person, a change of hands ends one's own stay".to_owned());
        }
        notes.extend(untold(agency, &holes, &asked));
        let ways = by.iter().map(|way| way.as_str()).collect::<Vec<_>>().join(" and ");
        Ok(View {
            name: self.name(),
            version: 1,
            title: format!("Flow by {ways}, {from} to {until}"),
            as_of: ask.today,
            grid: rows::grid(&by, &groups, &holes),
            others: vec![
                ("totals", "All stays".to_owned(), rows::totals(&groups, &holes, from, until)),
                ("delivered", "What came of the jobs".to_owned(), rows::delivered(&tallying, &holes)),
                ("delivered_by_client", "The same by client".to_owned(), rows::by_client(&tallying, &holes)),
                ("delays", "Where delays arise".to_owned(), rows::delays(&groups, &holes)),
                ("open_overdue", "Open and past their due".to_owned(), rows::overdue(&tallying)),
            ],
            notes,
            when_empty: format!("no job left a stage from {from} to {until}"),
            unreadable: Vec::new(),
        })
    }
}

/// Why some figures cannot be told.
fn untold(agency: &Agency, holes: &Holes, asked: &dyn Fn(&ClientId) -> bool) -> Vec<String> {
    let briefs = agency.briefs.unreadable().iter().filter(|(id, _)| asked(&id.client()));
    let briefs = briefs.map(|(id, _)| format!("brief `{id}` cannot be read"));
    let rounds = agency.rounds.unreadable().iter().filter(|(id, _)| asked(&id.client()));
    let rounds = rounds.map(|(id, _)| format!("round `{id}` cannot be read"));
    let all = holes.why(None).into_iter().chain(briefs).chain(rounds);
    all.map(|why| format!("cannot be told: {why}")).collect()
}
