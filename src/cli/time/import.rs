//! `suits time import`: hours from a spreadsheet, all of them or none.

use super::cells::{Draft, FIELDS, Heading, Names, Unknown, Wrong};
use super::sheet::Sheet;
use crate::cli::args::{ActorArgs, WriteArgs};
use crate::cli::exit::{Exit, Stop};
use crate::cli::findings::placed;
use crate::cli::session::{Session, mint};
use crate::config::Config;
use crate::domain::layout::AnyId;
use crate::domain::plan::time::{Booking, book, unbooked};
use crate::domain::record::Kind;
use crate::domain::scope::Scope;
use crate::finding::Finding;
use crate::source::{ChangeSet, Place, SourceId, Sources, Spot};
use crate::store::{Resolution, Store};
use crate::values::{JobId, PersonId, did_you_mean, folded};
use crate::yaml::check_bytes;
use clap::Args;
use std::collections::HashMap;

/// Book hours from a spreadsheet saved as CSV
///
/// The first row names the columns: person, date, job, hours, line, work, note; `--map` says so of columns that are called otherwise, and the rest is not read. Every row is booked or none; what is wrong is said with its line and column. Rows that are booked already, alike in all of these, are left out, so that a file can be imported again when rows were added to it.
///
/// Cells may be separated by commas, semicolons or tabs, in UTF-8. Days are 2026-12-04 or 4.12.2026; hours are 2.5, or 2,5 where commas do not separate.
///
/// Examples:
///   suits time import hours.csv
///   suits time import hours.csv --dry-run
///   suits time import export.csv --map User=person --map Project=job \
///       --map Duration=hours
///   suits time import - --for kim < kim.csv
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct ImportArgs {
    /// The file; `-` for what is piped in
    #[arg(value_name = "FILE")]
    pub file: String,
    /// What a column holds: `--map User=person`; may be given several times
    #[arg(long, value_name = "COLUMN=FIELD")]
    pub map: Vec<String>,
    /// Whose time it is, where no column says so; else yours
    #[arg(long = "for", value_name = "PERSON", conflicts_with = "by")]
    pub person: Option<String>,
    #[command(flatten)]
    actor: ActorArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `suits time import`.
pub(super) fn run(args: &ImportArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let mapped = args.map.iter().map(|typed| mapping(typed)).collect::<Result<Vec<_>, Stop>>()?;
    let bytes = session.read(&args.file)?;
    let store = session.open()?;
    let snapshot = store.load(&Scope::kinds(&[]))?;
    session.asked_on = Some(session.today(&snapshot.agency.config)?);
    let file = File { name: &args.file, text: text(&args.file, &bytes)? };
    let sheet = Sheet::read(file.text).map_err(|fault| {
        file.refuse(
            Vec::new(),
            vec![Wrong { code: "bad-row", span: fault.span, message: fault.message, help: fault.help }],
        )
    })?;
    let Some((first, rows)) = sheet.rows.split_first() else {
        return Err(Stop::usage(
            "empty-file",
            format_args!("`{}` has no rows", args.file),
            "save the rows with their heading",
        ));
    };
    let heading = Heading::read(first, &mapped).map_err(|wrong| file.refuse(Vec::new(), wrong))?;
    if !heading.unread.is_empty() {
        session.say(format!("columns not read: {}", heading.unread.join(", ")))?;
    }
    let named = args.person.as_deref().or(args.actor.by.as_deref());
    let person = match (heading.has_people(), named) {
        (true, None) => None,
        (true, Some(_)) => {
            let hint = "leave `--for` and `--by` out, or take the column out of the file";
            return Err(Stop::usage("two-people", "the file itself says whose time it is", hint));
        }
        (false, named) => Some(session.actor(named, &snapshot, &store)?),
    };
    let config = &snapshot.agency.config;
    let mut jobs = Jobs { store: &store, known: HashMap::new(), failed: None };
    let mut names =
        Names { person, find_person: &|typed| someone(config, typed), find_job: &mut |typed| jobs.find(typed) };
    let (mut drafts, mut wrong): (Vec<Draft>, Vec<Wrong>) = (Vec::new(), Vec::new());
    for row in rows {
        match heading.draft(row, &sheet, &mut names) {
            Ok(draft) => drafts.push(draft),
            Err(found) => wrong.extend(found),
        }
    }
    if let Some(failed) = jobs.failed {
        return Err(Stop::Failed(failed));
    }
    if rows.is_empty() {
        session.say(format!("no rows: `{}` has a heading and nothing below it", args.file))?;
    }
    let timesheets = drafts.iter().map(|draft| draft.booking().sheet()).collect();
    let named = drafts.iter().map(|draft| draft.booking().job.clone()).collect();
    session.write(&store, &args.write, &Scope::booking(timesheets, named), |desk, session| {
        let agency = &desk.snapshot.agency;
        let mut sources = desk.snapshot.sources.clone();
        let source = sources.add(file.name, file.text);
        let bookings: Vec<Booking> = drafts.into_iter().map(|draft| draft.written_in(source)).collect();
        let (new, known) = unbooked(bookings, agency);
        let dice = session.world.dice;
        let planned = book(&new, agency, desk.today, &|| mint(dice));
        let mut findings = planned.as_ref().err().cloned().unwrap_or_default();
        findings.extend(wrong.into_iter().map(|wrong| finding(wrong, source)));
        let planned = match planned {
            Ok(changes) if findings.is_empty() => changes,
            _ => return Err(Stop::Refused(placed(&sources, &findings))),
        };
        if known > 0 {
            let rows = if known == 1 { "1 row is".to_owned() } else { format!("{known} rows are") };
            session.say(format!("{rows} booked already, and left out"))?;
        }
        if new.is_empty() { Ok(ChangeSet::default()) } else { Ok(planned) }
    })
}

/// `User=person`: the column, and which field it holds.
fn mapping(typed: &str) -> Result<(String, usize), Stop> {
    let Some((column, field)) = typed.rsplit_once('=') else {
        return Err(Stop::usage(
            "bad-mapping",
            format_args!("`--map {typed}` does not say what the column holds"),
            "write `--map COLUMN=FIELD`",
        ));
    };
    let at = FIELDS.iter().position(|known| *known == field.trim()).ok_or_else(|| {
        let hint = did_you_mean(field.trim(), FIELDS, || format!("one of: {}", FIELDS.join(", ")));
        Stop::usage("bad-mapping", format_args!("`--map {typed}`: no column holds `{field}`"), hint)
    })?;
    Ok((column.trim().to_owned(), at))
}

/// The text of a file, without the mark that says it is UTF-8.
fn text<'b>(name: &str, bytes: &'b [u8]) -> Result<&'b str, Stop> {
    match check_bytes(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(fault) => {
            let mut sources = Sources::default();
            let place = Place { source: sources.add(name, ""), spot: Spot::At(fault.position) };
            let help = match fault.code {
                "not-utf-8" => "save it from the spreadsheet as `CSV UTF-8`",
                _ => "save it from the spreadsheet as CSV, with fewer rows if there are very many",
            };
            let finding = Finding::error(fault.code, place, fault.message).help(help);
            Err(Stop::Refused(placed(&sources, &[finding])))
        }
    }
}

/// The file that is imported.
struct File<'f> {
    name: &'f str,
    text: &'f str,
}

impl File<'_> {
    /// Refuses with what is wrong in it, before any record was looked at.
    fn refuse(&self, mut findings: Vec<Finding>, wrong: Vec<Wrong>) -> Stop {
        let mut sources = Sources::default();
        let source = sources.add(self.name, self.text);
        findings.extend(wrong.into_iter().map(|wrong| finding(wrong, source)));
        Stop::Refused(placed(&sources, &findings))
    }
}

fn finding(wrong: Wrong, source: SourceId) -> Finding {
    Finding::error(wrong.code, Place::span(source, wrong.span), wrong.message).help(wrong.help)
}

/// A person by their id, else by their name or address where only one has it.
fn someone(config: &Config, typed: &str) -> Result<PersonId, Unknown> {
    if let Some(id) = PersonId::parse(typed).ok().filter(|id| config.people.contains_key(id)) {
        return Ok(id);
    }
    let called = folded(typed);
    let mut same = config.people.iter().filter(|(id, person)| {
        folded(&person.name) == called
            || folded(id.as_str()) == called
            || person.email.as_ref().is_some_and(|email| folded(email) == called)
    });
    match (same.next(), same.next()) {
        (Some((id, _)), None) => Ok(id.clone()),
        (Some((one, _)), Some((other, _))) => {
            Err((format!("`{typed}` may be {one} or {other}"), "write the id that `suits.toml` gives them".to_owned()))
        }
        (None, _) => {
            let ids = config.people.keys().map(PersonId::as_str);
            let help = did_you_mean(typed, ids, || "people are under `[people]` in `suits.toml`".to_owned());
            Err((format!("nobody at the agency is called `{typed}`"), help))
        }
    }
}

/// Jobs by their numbers as typed; each is looked for once.
struct Jobs<'s> {
    store: &'s Store,
    known: HashMap<String, Result<JobId, Unknown>>,
    failed: Option<anyhow::Error>,
}

impl Jobs<'_> {
    fn find(&mut self, typed: &str) -> Result<JobId, Unknown> {
        if let Some(known) = self.known.get(typed) {
            return known.clone();
        }
        let unknown = |near: &[AnyId]| {
            let near: Vec<String> = near.iter().take(4).map(|id| format!("`{id}`")).collect();
            let help = match near.as_slice() {
                [] => "`suits job list` shows what there is".to_owned(),
                some => format!("did you mean {}?", some.join(", ")),
            };
            Err((format!("there is no job `{typed}`"), help))
        };
        let found = match self.store.resolve(typed, &[Kind::Job]) {
            Ok(Resolution::Exact(AnyId::Job(id))) => Ok(id),
            Ok(Resolution::Exact(_)) => unknown(&[]),
            Ok(Resolution::Prefix(near) | Resolution::Unknown { suggestions: near }) => unknown(&near),
            Err(error) => {
                self.failed.get_or_insert(error);
                unknown(&[])
            }
        };
        self.known.insert(typed.to_owned(), found.clone());
        found
    }
}
