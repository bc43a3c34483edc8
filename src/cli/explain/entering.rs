//! `suits explain STAGE JOB`: who would get the job and until when, what must hold to enter the stage, which of that holds, and the command
//! for each that does not. It asks what `job advance` asks, and says no wherever that does.

use crate::checks::{self, Explained};
use crate::cli::args::RowArgs;
use crate::cli::desk::Desk;
use crate::cli::exit::{Exit, Stop};
use crate::cli::findings::problems;
use crate::cli::job::found;
use crate::cli::job::step::readable;
use crate::cli::session::{Session, mint, vanished};
use crate::domain::brief::Brief;
use crate::domain::guards;
use crate::domain::job::Job;
use crate::domain::layout::AnyId;
use crate::domain::plan::advance::besides_guards;
use crate::domain::record::{Kind, Located};
use crate::domain::scope::Scope;
use crate::domain::traffic::Traffic;
use crate::domain::workflow::{Stage, Workflow};
use crate::finding::Severity;
use crate::values::PersonId;
use crate::view::{Cell, Column, Grid, Problem, Row, Tone, View};

const COLUMNS: [Column; 10] = [
    Column::word("guard", "Must hold"),
    Column::word("need", "Need").hidden(),
    Column::word("state", "Holds"),
    Column::prose("asks", "What it asks"),
    Column::prose("found", "What stands against it"),
    Column::word("at", "Place").hidden(),
    Column::word("path", "File").hidden(),
    Column::figure("line", "Line").hidden(),
    Column::figure("column", "Column").hidden(),
    Column::prose("help", "What to do"),
];

/// Runs `suits explain STAGE JOB`.
pub(super) fn run(word: &str, typed: &str, explained: &Explained, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open()?;
    let id = match session.resolve(&store, typed, &[Kind::Job], false)? {
        AnyId::Job(id) => id,
        other => return Err(vanished(&other)),
    };
    let config = store.load(&Scope::kinds(&[]))?.agency.config;
    let workflow = Workflow::of(&config);
    let stage = workflow.get(word).or_else(|| workflow.get(&explained.title)).ok_or_else(|| {
        let message = format!("`{word}` is not a stage, so a job lacks nothing for it");
        Stop::usage("unknown-stage", message, "`suits workflow` shows the stages")
    })?;
    let snapshot = store.load(&Scope::step(id.clone(), &stage.needs))?;
    let today = session.today(&snapshot.agency.config)?;
    session.asked_on = Some(today);
    let desk = Desk { store: &store, snapshot: &snapshot, today };
    readable(&desk, &id, &stage.needs)?;
    let agency = &snapshot.agency;
    let job = found(&desk, &id)?;
    let brief_errors =
        |brief: &Located<Brief>| checks::brief_errors(brief, agency, today, &|source| desk.path_of(source));
    let me = session.actor(None, &snapshot, &store).or_else(|_| PersonId::parse("somebody"));
    let me = me.map_err(|fault| Stop::usage("bad-id", fault, "pass `--by`"))?;
    let ask = guards::Ask { by: &me, today, brief_errors: &brief_errors };
    let asked = stage.needs.iter().map(|need| {
        let objections = guards::objections_of(need, job, agency, &ask);
        (need.as_str(), objections.map(|objections| problems(&snapshot, &objections)))
    });
    let mut asked: Vec<Asked<'_>> = asked.collect();
    let traffic = Traffic::of(agency, today);
    let dice = session.world.dice;
    let mut besides = checks::contradictions(job, &me, agency, today, &|source| desk.path_of(source));
    besides.extend(besides_guards(job, stage, &traffic, desk.actor(&me, &|| mint(dice))));
    asked
        .extend(besides.iter().map(|finding| (finding.code, Some(problems(&snapshot, std::slice::from_ref(finding))))));
    let fails = objections(&asked).any(|problem| problem.severity == Severity::Error);
    let view = View {
        name: "explain-stage",
        version: 1,
        title: stage.name.to_string(),
        as_of: today,
        grid: Grid { columns: COLUMNS.to_vec(), rows: asked.iter().flat_map(rows).collect() },
        others: vec![
            ("entering", "Entering".to_owned(), entering(job, stage, &traffic)),
            ("findings", "Findings".to_owned(), findings(&asked)),
        ],
        notes: notes(job, stage, besides.is_empty(), fails),
        when_empty: "nothing has to hold to enter it".to_owned(),
        unreadable: Vec::new(),
    };
    let exit = session.show(view, &RowArgs::default())?;
    if !fails && objections(&asked).next().is_none() {
        session.say(format!("{id} has all that {} needs", stage.name))?;
    }
    Ok(exit.max(if fails { Exit::No } else { Exit::Yes }))
}

/// A guard or whatever else a step asks, and what it has against the job; `None` for a guard that this version does not know.
type Asked<'a> = (&'a str, Option<Vec<Problem>>);

fn objections<'a>(asked: &'a [Asked<'_>]) -> impl Iterator<Item = &'a Problem> {
    asked.iter().filter_map(|(_, objections)| objections.as_ref()).flatten()
}

/// A row for a guard that holds, and one for each thing that stands against it.
fn rows((guard, objections): &Asked<'_>) -> Vec<Row> {
    let need = if guards::only_warns(guard) { "recommended" } else { "required" };
    let asks = checks::note(guard);
    let row = |state: &str, found: Option<&str>, at: Option<(&str, u32, u32)>, help: Option<&str>| {
        let figure = |number: Option<u32>| number.map_or(Cell::Empty, |number| Cell::Count(i64::from(number)));
        let cells = vec![
            Cell::text(guard),
            Cell::text(if state == "not-checked" { "" } else { need }),
            Cell::text(state),
            Cell::maybe(asks),
            Cell::maybe(found),
            Cell::maybe(at.map(|(path, line, column)| format!("{path}:{line}:{column}"))),
            Cell::maybe(at.map(|(path, ..)| path)),
            figure(at.map(|(_, line, _)| line)),
            figure(at.map(|(.., column)| column)),
            Cell::maybe(help),
        ];
        let tone = match state {
            "no" => Tone::Red,
            "warning" | "not-checked" => Tone::Amber,
            _ => Tone::Plain,
        };
        Row { cells, tone }
    };
    let Some(objections) = objections else {
        return vec![row("not-checked", Some("this version does not check it"), None, None)];
    };
    if objections.is_empty() {
        return vec![row("yes", None, None, None)];
    }
    let mut rows = Vec::new();
    for problem in objections {
        let state = if problem.severity == Severity::Error { "no" } else { "warning" };
        let at = (problem.path.as_str(), problem.line, problem.column);
        rows.push(row(state, Some(&problem.message), Some(at), problem.help.as_deref()));
        // a single reason has been said already
        for reason in problem.related.iter().filter(|_| problem.related.len() > 1) {
            rows.push(row(state, Some(&reason.message), Some((&reason.path, reason.line, reason.column)), None));
        }
    }
    rows
}

/// Who would get the job, for how long, and where it can go.
fn entering(job: &Located<Job>, stage: &Stage, traffic: &Traffic<'_>) -> Grid {
    let columns = vec![
        Column::word("job", "Job"),
        Column::word("now", "Now in"),
        Column::word("one_step", "One step on"),
        Column::word("seat", "Seat"),
        Column::word("with", "With"),
        Column::figure("lead_days", "Working days"),
        Column::date("due", "Due, entered today"),
        Column::word("next", "Goes on to"),
        Column::word("back", "Goes back to"),
    ];
    let now = job.record.stage(traffic.today);
    let with = traffic.receiver(job, stage);
    let ways = |back: bool| {
        let ways = stage.next.iter().filter(|next| traffic.workflow.is_back(&stage.name, next) == back);
        Cell::List(ways.map(ToString::to_string).collect())
    };
    let cells = vec![
        Cell::text(&job.id),
        Cell::text(now),
        Cell::Flag(traffic.workflow.allows(now, &stage.name)),
        Cell::maybe(stage.seat.as_ref()),
        Cell::maybe(with),
        traffic.lead_days(job, stage).map_or(Cell::Empty, |days| Cell::Count(i64::from(days))),
        Cell::day(stage.seat.as_ref().and_then(|_| traffic.due(job, stage, with))),
        ways(false),
        ways(true),
    ];
    Grid { columns, rows: vec![Row::new(cells)] }
}

/// Everything that stands against it, for scripts that read findings.
fn findings(asked: &[Asked<'_>]) -> Grid {
    let columns = vec![
        Column::word("code", "Name").hidden(),
        Column::word("severity", "Level").hidden(),
        Column::prose("message", "What is wrong").hidden(),
        Column::word("path", "File").hidden(),
        Column::figure("line", "Line").hidden(),
        Column::figure("column", "Column").hidden(),
        Column::word("pointer", "Pointer").hidden(),
        Column::prose("help", "What to do").hidden(),
    ];
    let row = |problem: &Problem| {
        Row::new(vec![
            Cell::text(&problem.code),
            Cell::text(problem.severity.as_str()),
            Cell::text(&problem.message),
            Cell::text(&problem.path),
            Cell::Count(i64::from(problem.line)),
            Cell::Count(i64::from(problem.column)),
            Cell::text(&problem.pointer),
            Cell::maybe(problem.help.as_ref()),
        ])
    };
    Grid { columns, rows: objections(asked).map(row).collect() }
}

/// What to type next. Nobody goes over what is no guard.
fn notes(job: &Located<Job>, stage: &Stage, only_guards: bool, fails: bool) -> Vec<String> {
    let (id, name) = (&job.id, &stage.name);
    let mut notes = Vec::new();
    if stage.needs.is_empty() && only_guards {
        notes.push("nothing has to hold to enter it".to_owned());
    }
    if !fails {
        notes.push(format!("`suits job advance {id} --to {name}`"));
    } else if only_guards {
        notes.push(format!(
            "an account manager or above may go over a guard: `suits job override {id} --to {name} --reason TEXT`"
        ));
    }
    notes
}
