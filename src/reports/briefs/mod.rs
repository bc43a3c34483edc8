//! `briefs`: how complete and strong briefs are, and what became of them, by month, client or author. Shows counts and what is behind
//! them; ranks nobody. The scores are handed in: this report knows no rule.

mod groups;
mod rows;

use super::grouping::{grouping, words};
use super::{Report, ReportAsk};
use crate::domain::agency::Agency;
use crate::domain::brief::{Brief, BriefStatus};
use crate::domain::brief_outcome::{Approved, Outcomes, Rebrief};
use crate::domain::brief_score::Score;
use crate::domain::job::Job;
use crate::domain::record::{Kind, Located};
use crate::domain::scope::Scope;
use crate::values::{ClientId, JobId};
use crate::view::View;
use groups::Groups;
use std::collections::BTreeSet;

pub use groups::By;

/// The report.
#[derive(Debug)]
pub struct Briefs;

const NOTES: [&str; 5] = [
    "completeness and strength: means over briefs that were handed in; drafts are only counted, superseded briefs not even that",
    "first-time right: of the deliverables the client approved, those approved in their first client round",
    "rebriefed: of the jobs past briefing, those sent back to it, or whose brief was approved again after in-creative",
    "texts and status count as they stand; the day decides which requests, handoffs, rounds and approvals count",
    "no figure is a grade: what was known, how long there was and who else wrote are not in it; `--evidence` shows what is",
];

/// A brief and what is known of it on the day.
pub(super) struct Known<'a> {
    brief: &'a Located<Brief>,
    score: Option<&'a Score>,
    started: Vec<(&'a Located<Job>, Vec<Rebrief>)>,
    approved: Vec<(&'a JobId, Approved<'a>)>,
}

impl Known<'_> {
    /// Whether its figures count: it was handed in, and no other has taken its place.
    fn is_handed_in(&self) -> bool {
        matches!(self.brief.status, BriefStatus::Submitted | BriefStatus::Approved)
    }
}

/// The clients whose records cannot all be read: figures that would need these cannot be told.
#[derive(Debug, Default)]
pub(super) struct Holes {
    briefs: BTreeSet<ClientId>,
    jobs: BTreeSet<ClientId>,
    rounds: BTreeSet<ClientId>,
}

impl Report for Briefs {
    fn name(&self) -> &'static str {
        "brief-quality"
    }

    fn ways(&self) -> Vec<&'static str> {
        words(By::ALL, By::as_str)
    }

    fn scope(&self, ask: &ReportAsk) -> Scope {
        const KINDS: &[Kind] = &[Kind::Client, Kind::Brief, Kind::Job, Kind::Round];
        Scope::kinds(KINDS).fingerprints().client(ask.client.clone())
    }

    fn keys(&self, _ask: &ReportAsk) -> &'static [&'static str] {
        &["month", "client", "author"]
    }

    fn view(&self, agency: &Agency, ask: &ReportAsk) -> Result<View, String> {
        let by = grouping("briefs", By::ALL, By::as_str, &ask.by, By::Month)?;
        let outcomes = Outcomes::of(agency, ask.today);
        let asked = |client: &ClientId| ask.client.as_ref().is_none_or(|only| only == client);
        let briefs = agency.briefs.iter().filter(|brief| asked(&brief.id.client()));
        let known: Vec<Known<'_>> = briefs
            .filter(|brief| brief.requested_on.is_none_or(|day| day <= ask.today))
            .map(|brief| known(brief, ask, &outcomes))
            .collect();
        let holes = holes(agency, &asked);
        let mut notes: Vec<String> = NOTES.iter().map(ToString::to_string).collect();
        if by.contains(&By::Author) {
            notes.push("a brief of two authors is counted under both".to_owned());
        }
        notes.extend(broken(agency, &asked));
        let groups = Groups::of(&by, &known, &holes);
        Ok(View {
            name: self.name(),
            version: 1,
            title: format!("Briefs by {}", by.iter().map(|way| way.as_str()).collect::<Vec<_>>().join(" and ")),
            as_of: ask.today,
            grid: rows::grid(&by, &groups),
            others: vec![
                ("totals", "All briefs".to_owned(), rows::grid(&[], &Groups::of(&[], &known, &holes))),
                ("evidence", "What the figures are made of".to_owned(), rows::evidence(&known, ask.evidence)),
            ],
            notes,
            when_empty: "no brief was asked for yet".to_owned(),
            unreadable: Vec::new(),
        })
    }
}

fn known<'a>(brief: &'a Located<Brief>, ask: &'a ReportAsk, outcomes: &Outcomes<'a>) -> Known<'a> {
    let started = outcomes.started(&brief.id).into_iter();
    Known {
        brief,
        score: ask.scores.get(&brief.id),
        started: started.map(|job| (job, outcomes.rebriefs(&job.record, &brief.record))).collect(),
        approved: outcomes.approved(&brief.id).into_iter().map(|(job, one)| (job, one.clone())).collect(),
    }
}

fn holes(agency: &Agency, asked: &dyn Fn(&ClientId) -> bool) -> Holes {
    let of = |clients: &mut dyn Iterator<Item = ClientId>| clients.filter(|client| asked(client)).collect();
    Holes {
        briefs: of(&mut agency.briefs.unreadable().iter().map(|(id, _)| id.client())),
        jobs: of(&mut agency.jobs.unreadable().iter().map(|(id, _)| id.client())),
        rounds: of(&mut agency.rounds.unreadable().iter().map(|(id, _)| id.job().client())),
    }
}

/// Why some figures cannot be told.
fn broken(agency: &Agency, asked: &dyn Fn(&ClientId) -> bool) -> Vec<String> {
    let briefs = agency.briefs.unreadable().iter().map(|(id, _)| (id.client(), format!("brief `{id}`")));
    let jobs = agency.jobs.unreadable().iter().map(|(id, _)| (id.client(), format!("job `{id}`")));
    let rounds = agency.rounds.unreadable().iter().map(|(id, _)| (id.job().client(), format!("round `{id}`")));
    let all = briefs.chain(jobs).chain(rounds).filter(|(client, _)| asked(client));
    all.map(|(_, what)| format!("cannot be told: {what} cannot be read")).collect()
}
