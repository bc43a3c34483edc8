//! `rounds`: feedback against the contract. How many rounds the client has had on each deliverable, how many the price includes, what
//! covers the rest, and how long the client has had the latest.

mod classes;
mod lines;
mod rows;

use super::{Report, ReportAsk};
use crate::domain::agency::Agency;
use crate::domain::job::sections;
use crate::domain::record::Kind;
use crate::domain::scope::Scope;
use crate::domain::traffic::Traffic;
use crate::view::{Grid, View};
use lines::Line;

/// `suits rounds`.
#[derive(Debug)]
pub struct Rounds;

const NOTES: &[&str] = &[
    "over: client rounds beyond what the contract includes, on one deliverable; a further batch of answers to one version is a round too",
    "covered: waived by somebody who may, or an approved change order of cause client-revision was raised after the round before",
    "days out and days late are working days of the client, days on hold left out; remarks count as they stand in the book today",
];

impl Report for Rounds {
    fn name(&self) -> &'static str {
        "rounds"
    }

    fn scope(&self, ask: &ReportAsk) -> Scope {
        const KINDS: &[Kind] = &[Kind::Client, Kind::Job, Kind::Round];
        Scope::kinds(KINDS).parts(sections::SHOWN).fingerprints().client(ask.client.clone())
    }

    fn keys(&self, _ask: &ReportAsk) -> &'static [&'static str] {
        &["job", "deliverable"]
    }

    fn view(&self, agency: &Agency, ask: &ReportAsk) -> Result<View, String> {
        let traffic = Traffic::of(agency, ask.today);
        let mut lines = lines::of(&traffic, ask);
        let unknown = lines.iter().filter(|line| line.uncovered().is_none()).count();
        if ask.over {
            lines.retain(|line| line.uncovered().is_some_and(|rounds| rounds > 0));
        }
        lines.sort_by(|one, other| {
            let key = |line: &Line<'_>| (line.uncovered(), line.over(), line.late_days);
            key(other).cmp(&key(one)).then_with(|| one.job.id.cmp(&other.job.id)).then(one.place.cmp(&other.place))
        });
        let mut notes: Vec<String> = NOTES.iter().map(ToString::to_string).collect();
        if ask.over && unknown > 0 {
            notes.push(format!("{unknown} more may be over: the contract, or the rounds, cannot be told"));
        }
        let told = lines::is_told(agency, ask);
        if !told {
            notes.push("figures that a round or a client that cannot be read belongs to are left out".to_owned());
        }
        let empty = match (ask.over, ask.all) {
            (true, _) => "no deliverable has had more rounds than the contract includes, or all of them are covered",
            (false, true) => "no job has had a round yet",
            (false, false) => "no open job has had a round yet",
        };
        Ok(View {
            name: "rounds",
            version: 1,
            title: if ask.over { "Rounds beyond the contract" } else { "Rounds against the contract" }.to_owned(),
            as_of: ask.today,
            grid: Grid {
                columns: rows::COLUMNS.to_vec(),
                rows: lines.iter().map(|line| rows::row(line, ask.today)).collect(),
            },
            others: vec![("classes", "Changes asked for, by class".to_owned(), classes::grid(&lines, told))],
            notes,
            when_empty: empty.to_owned(),
            unreadable: Vec::new(),
        })
    }
}
