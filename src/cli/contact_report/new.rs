//! `suits contact-report new`: a meeting or a call is written down.

use super::points::Points;
use crate::cli::exit::{Exit, Stop};
use crate::cli::new::{Fields, NewArgs, Wanted, given, over, words};
use crate::cli::references::Register;
use crate::cli::session::{Session, mint};
use crate::domain::agency::Agency;
use crate::domain::contact_report::{ContactReport, Medium};
use crate::domain::layout::AnyId;
use crate::domain::plan::contact_report::{Point, after_taking_down};
use crate::domain::record::{Kind, Record};
use crate::domain::scope::{Of, Scope};
use crate::key_path;
use crate::source::{ChangeSet, Edit, FileChange, KeyPath, Op, Value};
use crate::values::{ClientId, Day, PersonId};
use clap::Args;

/// Write down a meeting or a call: who was there, what was decided, who does what by when
///
/// The meeting was today and you wrote it, unless you say otherwise; whoever wrote it was there, unless `--agency` says who was. Each `--action` has its `--owner` and `--due` behind it.
///
/// Examples:
///   suits contact-report new ACME --client liisa --agency ann,bo \
///       --jobs ACME-0012 --decision "The brief stands as presented"
///   suits cr new ACME --medium call --client liisa \
///       --decision "No price in the film" --action "Send the size list" \
///       --owner ann --due fri --action "Book the studio" --owner eve --due +3wd
///   suits cr new ACME --from meeting.yaml
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct NewReport {
    /// Whose meeting it was
    #[arg(id = "whose", value_name = "CLIENT")]
    pub whose: String,
    #[command(flatten)]
    points: Points,
    #[command(flatten)]
    fields: Fields<ContactReport>,
    #[command(flatten)]
    new: NewArgs,
}

/// Runs `suits contact-report new`.
pub(super) fn run(args: &NewReport, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    const CLIENT: &[Kind] = &[Kind::Client];
    let store = session.open()?;
    let client = session.one_client(&store, &args.whose)?;
    let scope = Scope { of: Of::Client(client.clone()), kinds: CLIENT, parts: None, fingerprints: &[] };
    let wanted = wanted(session);
    let (given, points) = session.dated(&store, |dates, session| {
        let given = given(&args.fields, &wanted, dates, session)?;
        Ok((given, args.points.read(dates)?))
    })?;
    session.write(&store, &args.new.write, &scope, |desk, session| {
        let agency = &desk.snapshot.agency;
        let mut given = given;
        let register = Register { store: desk.store, agency, client: Some(client.clone()) };
        register.check(Kind::ContactReport, &mut given, session)?;
        Points::check(&points, &register)?;
        let dice = session.world.dice;
        let mut taken = named(&mut given, &|| mint(dice));
        let points = identified(points, &mut taken, &|| mint(dice))?;
        let author = match author(&given) {
            Some(author) => author,
            None => session.actor(args.new.actor.by.as_deref(), desk.snapshot, desk.store)?,
        };
        let date = day(&given, "date").unwrap_or(desk.today);
        crate::cli::brief::not_ahead("--date", date, desk.today)?;
        sides(&given, &client, agency)?;
        own_jobs(&given, &client)?;
        in_order(&given, &points, date)?;
        let id = desk.next_id(Kind::ContactReport, &client, session)?;
        let defaults = vec![
            Edit::set(key_path!["date"], Value::bare(desk.today)),
            Edit::set(key_path!["medium"], Value::bare(Medium::Meeting)),
            Edit::set(key_path!["agency"], words([author.as_str()])),
            Edit::set(key_path!["author"], Value::text(author.as_str())),
        ];
        let mut edits = over(defaults, given);
        edits.extend(points.iter().map(|(id, point)| Edit::append(key_path!["items"], point.value(id))));
        let borrowed: Vec<(String, &Point)> = points.iter().map(|(id, point)| (id.clone(), point)).collect();
        let next = if taken.is_empty() {
            format!("take down what came of it: `suits contact-report add {id} --decision \"…\"`")
        } else {
            after_taking_down(&id.to_string(), &borrowed)
        };
        Ok(ChangeSet {
            summary: vec![format!("{id}: contact report of {} {date} opened", date.weekday())],
            next: Some(next),
            files: vec![FileChange::Create { path: id.path(), template: ContactReport::TEMPLATE.to_owned(), edits }],
        })
    })
}

/// On a terminal, how they met is asked for; elsewhere it was a meeting.
fn wanted(session: &Session<'_, '_>) -> Vec<Wanted> {
    if session.globals.no_input {
        return Vec::new();
    }
    vec![Wanted { field: "medium", prompt: "How did you meet?", likely: Some(Medium::Meeting.to_string()) }]
}

fn set<'e>(given: &'e [Edit], field: &'static str) -> Option<&'e Value> {
    let path = KeyPath::root().then(field);
    given.iter().rev().find(|edit| edit.path == path).and_then(|edit| match &edit.op {
        Op::Set(value) => Some(value),
        Op::Append(_) | Op::Remove | Op::Rename(_) => None,
    })
}

fn day(given: &[Edit], field: &'static str) -> Option<Day> {
    match set(given, field)? {
        Value::Bare(text) | Value::Text(text) => Day::parse(text),
        _ => None,
    }
}

fn author(given: &[Edit]) -> Option<PersonId> {
    match set(given, "author")? {
        Value::Bare(text) | Value::Text(text) => PersonId::parse(text).ok(),
        _ => None,
    }
}

fn ids(given: &[Edit], field: &'static str) -> Vec<String> {
    match set(given, field) {
        Some(Value::Words(words)) => words.clone(),
        Some(Value::List(items)) => items
            .iter()
            .filter_map(|item| match item {
                Value::Bare(text) | Value::Text(text) => Some(text.clone()),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// The client's people sit on the client's side, and ours on ours.
fn sides(given: &[Edit], client: &ClientId, agency: &Agency) -> Result<(), Stop> {
    let ours = |name: &String| PersonId::parse(name).is_ok_and(|id| agency.config.person(&id).is_some());
    let author = author(given);
    let written = author.iter().map(ToString::to_string).collect();
    for (field, names, our_side) in
        [("client", ids(given, "client"), false), ("agency", ids(given, "agency"), true), ("author", written, true)]
    {
        if let Some(wrong) = names.iter().find(|name| ours(name) != our_side) {
            let (message, hint) = if our_side {
                (format!("`{wrong}` is nobody of the agency"), format!("a contact of {client} goes under `--client`"))
            } else {
                (format!("`{wrong}` is no contact of {client}"), "our people go under `--agency`".to_owned())
            };
            return Err(Stop::usage("wrong-side", format_args!("`--{field}`: {message}"), hint));
        }
    }
    Ok(())
}

/// A report is about jobs of its client.
fn own_jobs(given: &[Edit], client: &ClientId) -> Result<(), Stop> {
    let jobs = ids(given, "jobs");
    let other = |job: &&String| !matches!(AnyId::parse(Kind::Job, job), Some(AnyId::Job(id)) if id.is_of(client));
    match jobs.iter().find(other) {
        Some(job) => Err(Stop::usage(
            "other-client",
            format_args!("`--jobs`: {job} is no job of {client}"),
            "a meeting about two clients is two reports",
        )),
        None => Ok(()),
    }
}

/// Nothing that follows from a meeting comes before it.
fn in_order(given: &[Edit], points: &[(String, Point)], date: Day) -> Result<(), Stop> {
    let next = day(given, "next_contact").map(|day| ("--next-contact", day));
    let dues = points.iter().filter_map(|(_, point)| Some(("--due", point.due?)));
    match next.into_iter().chain(dues).find(|(_, day)| *day < date) {
        Some((flag, day)) => Err(Stop::usage(
            "date-out-of-order",
            format_args!("`{flag}` is {day}, before the meeting of {date}"),
            "name the day of the meeting with `--date`",
        )),
        None => Ok(()),
    }
}

/// The ids of the items of a document; those that have none get one.
fn named(given: &mut [Edit], mint: &dyn Fn() -> String) -> Vec<String> {
    let mut taken = Vec::new();
    let items = key_path!["items"];
    for edit in given.iter_mut().filter(|edit| edit.path == items) {
        let values: &mut [Value] = match &mut edit.op {
            Op::Set(Value::List(values)) => values,
            Op::Append(value) => std::slice::from_mut(value),
            _ => continue,
        };
        for value in values {
            let Value::Map(entries) = value else { continue };
            if !entries.iter().any(|(key, _)| key == "id") {
                entries.insert(0, ("id".to_owned(), Value::Text(mint())));
            }
            let id = entries.iter().find(|(key, _)| key == "id").map(|(_, value)| value);
            if let Some(Value::Text(id) | Value::Bare(id)) = id {
                taken.push(id.clone());
            }
        }
    }
    taken
}

/// Every decision and action with its own id.
fn identified(
    points: Vec<Point>,
    taken: &mut Vec<String>,
    mint: &dyn Fn() -> String,
) -> Result<Vec<(String, Point)>, Stop> {
    let mut identified = Vec::with_capacity(points.len());
    for point in points {
        let id = point.id.clone().unwrap_or_else(mint);
        if taken.contains(&id) {
            return Err(Stop::usage(
                "duplicate-id",
                format_args!("two items are called `{id}`"),
                "name one of them else",
            ));
        }
        taken.push(id.clone());
        identified.push((id, point));
    }
    Ok(identified)
}
