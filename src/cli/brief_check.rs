//! `suits brief check`: one brief, section by section, as it would be judged at the gate.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::findings::{problems, unreadable};
use super::session::{Session, vanished};
use crate::checks::{self, Answer, Answered};
use crate::domain::approval::ApprovalFor;
use crate::domain::brief::{Brief, BriefStatus};
use crate::domain::brief_parts::Waived;
use crate::domain::brief_score::{ERROR_COSTS, Score, WARNING_COSTS};
use crate::domain::brief_sections::{Need, Section};
use crate::domain::layout::AnyId;
use crate::domain::record::{Kind, Located};
use crate::domain::scope::Scope;
use crate::domain::yeses::brief_lacks;
use crate::finding::{Finding, Severity};
use crate::key_path;
use crate::source::{KeyPath, Place, Spot};
use crate::store::{Places, Snapshot, Stretch};
use crate::values::Day;
use crate::view::{Cell, Column, Grid, Row, Tone, View};
use clap::Args;

/// A brief, section by section: what is there, what is missing, what is weak and why
///
/// The exit code is 1 where the brief would not be taken, 0 where it would.
///
/// Examples:
///   suits brief check ACME-B0004
///   suits brief check acme-b4 --format json
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct BriefCheckArgs {
    /// The brief, or the beginning of its id
    pub id: String,
}

/// Runs `suits brief check`.
pub(super) fn run(args: &BriefCheckArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open()?;
    let id = session.resolve(&store, &args.id, &[Kind::Brief], false)?;
    let AnyId::Brief(brief) = &id else { return Err(vanished(&id)) };
    let snapshot = store.load(&Scope::brief(brief.clone()))?;
    let today = session.today(&snapshot.agency.config)?;
    session.asked_on = Some(today);
    let Some(brief) = snapshot.agency.briefs.get(brief).found() else {
        let broken: Vec<Finding> = match snapshot.source_of(&id) {
            Some(source) => snapshot.problems.iter().filter(|one| one.place.source == source).cloned().collect(),
            None => return Err(vanished(&id)),
        };
        return Err(Stop::Unreadable(problems(&snapshot, &broken)));
    };
    let path_of = |source| snapshot.sources.file(source).path.to_string();
    let findings = checks::brief_findings(brief, &snapshot.agency, today, &path_of);
    let refused = findings.iter().any(|finding| finding.severity == Severity::Error);
    let exit = session.show(Walk::of(brief, &snapshot, &findings, today).view(), &RowArgs::default())?;
    Ok(exit.max(if refused { Exit::No } else { Exit::Yes }))
}

/// A walk through one brief.
struct Walk<'a> {
    brief: &'a Located<Brief>,
    snapshot: &'a Snapshot,
    findings: &'a [Finding],
    today: Day,
    sections: Vec<Answered>,
    waivers: Vec<Option<String>>,
    score: Score,
}

impl<'a> Walk<'a> {
    fn of(brief: &'a Located<Brief>, snapshot: &'a Snapshot, findings: &'a [Finding], today: Day) -> Walk<'a> {
        let (sections, waivers) = checks::walk(brief, &snapshot.agency, today);
        let mut score = Score::default();
        for one in &sections {
            score.completeness.add(one.need, one.answer.is_given());
        }
        score.errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        score.warnings = findings.len() - score.errors;
        Walk { brief, snapshot, findings, today, sections, waivers, score }
    }

    fn view(&self) -> View {
        let brief = self.brief;
        let size = brief.size.map(|size| format!(", {size}")).unwrap_or_default();
        View {
            name: "brief-check",
            version: 1,
            title: format!("{}  {} ({}{size}, {})", brief.id, brief.title, brief.kind, brief.status),
            as_of: self.today,
            grid: self.rows(),
            others: vec![
                ("totals", "Totals".to_owned(), self.totals()),
                ("waived", "Waived".to_owned(), self.waived()),
            ],
            notes: self.notes(),
            when_empty: String::new(),
            unreadable: unreadable(self.snapshot),
        }
    }

    /// The sections in the order of a brief, then what is found elsewhere in it.
    fn rows(&self) -> Grid {
        let mut places = Places::new(&self.snapshot.sources);
        let mut rows = Vec::new();
        for one in &self.sections {
            let found = |finding: &&Finding| self.section_of(finding).is_some_and(|at| at.name == one.section.name);
            let found: Vec<&Finding> = self.findings.iter().filter(found).collect();
            let written = matches!(one.answer, Answer::Written | Answer::Unfinished);
            if one.need == Need::NotAsked && !written && found.is_empty() {
                continue;
            }
            let state = state(one, !found.is_empty());
            if found.is_empty() {
                rows.push(self.plain(one, state, &mut places));
            }
            rows.extend(found.iter().map(|finding| {
                let head = (one.section.name.to_owned(), Some(one.need), state);
                row(head, Some(finding), finding.message.clone(), finding.help.clone(), &finding.place, &mut places)
            }));
        }
        for finding in self.findings.iter().filter(|finding| self.section_of(finding).is_none()) {
            let key = self.path_of(finding).and_then(KeyPath::first_key).unwrap_or("brief").replace('_', "-");
            let (message, help) = (finding.message.clone(), finding.help.clone());
            rows.push(row((key, None, "weak"), Some(finding), message, help, &finding.place, &mut places));
        }
        Grid { columns: COLUMNS.to_vec(), rows }
    }

    fn path_of<'f>(&self, finding: &'f Finding) -> Option<&'f KeyPath> {
        match &finding.place.spot {
            Spot::Path(path, _) if finding.place.source == self.brief.source => Some(path),
            _ => None,
        }
    }

    fn section_of(&self, finding: &Finding) -> Option<&'static Section> {
        Section::at(self.path_of(finding)?, self.brief)
    }

    /// A section that no rule has anything to say about.
    fn plain(&self, one: &Answered, state: &'static str, places: &mut Places<'_>) -> Row {
        let brief = self.brief;
        let client = || self.snapshot.agency.clients.get(&brief.id.client()).found();
        let first = one.section.texts(brief).first().map(|(path, _)| path.clone());
        let own = || brief.at(first.unwrap_or_else(|| one.section.begins()));
        let (message, help, place) = match &one.answer {
            Answer::Waived(index) => {
                let waiver = &brief.waived[*index];
                let said = format!("waived by {}: {}", waiver.by, waiver.reason.trim());
                (said, None, brief.at(key_path!["waived", *index]))
            }
            Answer::Elsewhere => {
                let place = client().map_or_else(own, |client| client.at(key_path!["competitors"]));
                ("the competitors in the client's record stand for it".to_owned(), None, place)
            }
            Answer::Empty { refused } => {
                let refused = refused.as_ref().map(|(_, why)| format!("the waiver does not hold: {why}"));
                let verb = if one.need == Need::Required { "write" } else { "better with" };
                (refused.unwrap_or_default(), Some(format!("{verb} {}", one.section.about)), own())
            }
            Answer::Unfinished | Answer::Unsigned => {
                (String::new(), Some(format!("write {}", one.section.about)), own())
            }
            Answer::Written => (String::new(), None, own()),
        };
        row((one.section.name.to_owned(), Some(one.need), state), None, message, help, &place, places)
    }

    fn totals(&self) -> Grid {
        let columns = vec![
            Column::word("path", "File"),
            Column::word("brief", "Brief").hidden(),
            Column::word("type", "Type").hidden(),
            Column::word("size", "Size").hidden(),
            Column::word("status", "Status").hidden(),
            Column::figure("completeness", "Completeness"),
            Column::figure("answered", "Answered").hidden(),
            Column::figure("asked", "Asked").hidden(),
            Column::figure("strength", "Strength"),
            Column::figure("errors", "Errors"),
            Column::figure("warnings", "Warnings"),
            Column::word("ready", "Ready"),
        ];
        let Score { completeness, errors, warnings, .. } = &self.score;
        let brief = self.brief;
        let cells = vec![
            Cell::text(&self.snapshot.sources.file(brief.source).path),
            Cell::text(&brief.id),
            Cell::text(brief.kind),
            Cell::maybe(brief.size),
            Cell::text(brief.status),
            Cell::Ratio(completeness.share()),
            Cell::Count(completeness.answered.into()),
            Cell::Count(completeness.asked.into()),
            Cell::Count(self.score.strength().into()),
            Cell::count(*errors),
            Cell::count(*warnings),
            Cell::Flag(*errors == 0),
        ];
        Grid { columns, rows: vec![Row::new(cells)] }
    }

    /// Who waived what, and whether that holds. People see those that hold beside their sections.
    fn waived(&self) -> Grid {
        let hold = self.waivers.iter().all(Option::is_none);
        let columns = [
            Column::word("section", "Section"),
            Column::word("by", "By"),
            Column::prose("reason", "Reason"),
            Column::word("holds", "Holds"),
            Column::prose("why", "Why not"),
        ];
        let row = |(waiver, why): (&Waived, &Option<String>)| {
            Row::new(vec![
                Cell::text(&waiver.section),
                Cell::text(&waiver.by),
                Cell::text(waiver.reason.trim()),
                Cell::Flag(why.is_none()),
                Cell::maybe(why.as_ref()),
            ])
        };
        Grid {
            columns: columns.map(|column| if hold { column.hidden() } else { column }).to_vec(),
            rows: self.brief.waived.iter().zip(&self.waivers).map(row).collect(),
        }
    }

    fn notes(&self) -> Vec<String> {
        let completeness = self.score.completeness;
        vec![
            format!(
                "completeness: what is filled or waived of what this type asks for, a required section counting twice ({} of {})",
                completeness.answered, completeness.asked
            ),
            format!(
                "strength: 100 - {ERROR_COSTS} for each error - {WARNING_COSTS} for each warning; errors stop a brief, scores never do"
            ),
            format!("next: {}", self.next()),
        ]
    }

    /// What the person would do next.
    fn next(&self) -> String {
        let (id, missing) = (&self.brief.id, brief_lacks(self.brief, &self.snapshot.agency, self.today));
        match self.brief.status {
            BriefStatus::Superseded => "nothing: another brief has taken its place".to_owned(),
            _ if self.score.errors > 0 => format!("`suits brief edit {id}`, then `suits brief check {id}` again"),
            BriefStatus::Draft => format!("`suits brief submit {id}`"),
            _ => match missing.first() {
                Some(first) => {
                    let all: Vec<&str> = missing.iter().copied().map(ApprovalFor::as_str).collect();
                    format!("`suits brief approve {id} --for {first}` (still to approve: {})", all.join(", "))
                }
                None => "its job can move on: `suits job advance JOB --to brief-approved`".to_owned(),
            },
        }
    }
}

const COLUMNS: [Column; 11] = [
    Column::word("section", "Section"),
    Column::word("need", "Need"),
    Column::word("state", "State"),
    Column::word("level", "Level"),
    Column::word("rule", "Rule"),
    Column::prose("found", "Found"),
    Column::word("place", "Place"),
    Column::word("path", "Path").hidden(),
    Column::figure("line", "Line").hidden(),
    Column::figure("column", "Column").hidden(),
    Column::prose("help", "What to write"),
];

/// Completeness counts a section in every state but `empty`.
fn state(one: &Answered, is_found: bool) -> &'static str {
    match one.answer {
        Answer::Waived(_) => "waived",
        Answer::Unfinished | Answer::Unsigned | Answer::Empty { .. } => "empty",
        Answer::Written | Answer::Elsewhere if is_found => "weak",
        Answer::Written | Answer::Elsewhere => "filled",
    }
}

/// A row: the section, how much it is needed and its state; what was found there, and where.
fn row(
    (section, need, state): (String, Option<Need>, &'static str),
    finding: Option<&Finding>,
    message: String,
    help: Option<String>,
    place: &Place,
    places: &mut Places<'_>,
) -> Row {
    let Stretch { path, start: at, .. } = places.of(place);
    let tone = match (finding.map(|finding| finding.severity), state) {
        (Some(Severity::Error), _) => Tone::Red,
        (Some(Severity::Warning), _) => Tone::Amber,
        (None, "filled") => Tone::Plain,
        (None, _) => Tone::Quiet,
    };
    let cells = vec![
        Cell::Text(section),
        Cell::maybe(need.map(Need::as_str)),
        Cell::text(state),
        Cell::maybe(finding.map(|finding| finding.severity.as_str())),
        Cell::maybe(finding.map(|finding| finding.code)),
        Cell::maybe(Some(message).filter(|message| !message.is_empty())),
        Cell::Text(format!("{path}:{}", at.line)),
        Cell::text(path),
        Cell::Count(at.line.into()),
        Cell::Count(at.column.into()),
        Cell::maybe(help),
    ];
    Row { cells, tone }
}
