//! `suits diff`: what changed between two points in the history of the book, or since one, in the trade's words.

mod alike;
pub(super) mod asked;
mod driven;
mod money;
mod moves;
pub(super) mod pairs;
mod rows;
mod summary;

pub(super) use driven::{DriverArgs, run as driver};

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::session::Session;
use crate::history::diff::{Around, Told, What, settings, tell};
use crate::render::sanitize;
use crate::source::Stand;
use crate::store::{Comparison, Content, Side, Snapshot, Store};
use crate::values::{ClientId, Day};
use crate::view::{Cell, Column, Grid, Row, Unreadable, View};
use asked::Asked;
use clap::{Args, ValueEnum};
use pairs::{Other, Pair, Pairs, Version};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// What changed, in the trade's words: between two revisions, or since one
///
/// `REV..REV` compares two revisions, `REV...REV` goes from where the two parted, one `REV` compares with the files as they are now, none compares `HEAD` with them. Records named besides: only those. Days are counted in the calendar of whoever has the thing to do, figures are those of the records that changed, as of today or `--as-of`.
///
/// With `--client`, what is written to a file or in Markdown is for the client to read: it tells steps, dates, deliverables, what went out, approvals, the client's own rounds, invoices and payments; no drafts, costs, notes, internal rounds or settings. `--for client` does that anywhere, `--for agency` tells all in files and in Markdown too.
///
/// Examples:
///   suits diff
///   suits diff v1..v2
///   suits diff main@{yesterday} --client ACME
///   suits diff HEAD~5 ACME-0012 ACME-B0004
///   suits diff v1..v2 --summary
///   suits diff 'main@{2026-11-23}' --client ACME --format md
///   suits diff origin/main... --where 'what = date and days > 0' --exit-code
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct DiffArgs {
    /// What to compare (`REV`, `REV..REV`, `REV...REV`), then the records by their ids or paths, if not all
    #[arg(value_name = "REV[..REV] OR ID")]
    pub what: Vec<String>,
    /// Only these records: behind `--` nothing is taken for a revision
    #[arg(last = true, value_name = "ID")]
    pub records: Vec<String>,
    /// A row for each client: how much of what changed
    #[arg(long)]
    pub summary: bool,
    /// Who is to read it: agency, or client (which needs `--client`)
    #[arg(long = "for", value_name = "WHO", value_enum)]
    pub reader: Option<Reader>,
    #[command(flatten)]
    rows: RowArgs,
}

/// Who is to read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Reader {
    /// The agency: everything.
    Agency,
    /// The client: what is theirs to know.
    Client,
}

/// Runs `suits diff`.
pub(super) fn run(args: &DiffArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let reader = reader(args, session)?;
    if reader == Reader::Client && args.reader.is_none() && session.globals.format != "md" {
        session.say("told as the client may read it; `--for agency` tells everything")?;
    }
    let store = opened(args, session)?;
    let asked = Asked::of(args, &store, session)?;
    let mut comparison = store.comparison(&asked.from, asked.to.as_deref(), asked.parted)?;
    let between = comparison.between(pairs::is_read)?;
    let pairs = asked.only(Pairs::of(between), &store, session)?;
    let mut answer = Answer::of(&pairs, &mut comparison, session)?;
    answer.seen_from(store.stand());
    if let Some(whose) = &asked.whose {
        // a timesheet holds the hours of several clients
        answer.lines.retain(|line| line.client.as_ref() == Some(whose));
    }
    let view = if args.summary { summary::view(&answer, &asked, reader) } else { rows::view(&answer, &asked, reader) };
    if reader == Reader::Agency {
        return session.show(View { unreadable: answer.unreadable, ..view }, &args.rows);
    }
    // which file, and what is wrong in it, is nothing that a client should read
    let mut view = view;
    let broken: BTreeSet<&str> = answer.unreadable.iter().map(|broken| broken.path.as_str()).collect();
    match broken.len() {
        0 => {}
        1 => view.notes.push("1 record could not be read, and is not told of here".to_owned()),
        many => view.notes.push(format!("{many} records could not be read, and are not told of here")),
    }
    let exit = session.show(view, &args.rows)?;
    for broken in &answer.unreadable {
        let said = format!("{}:{}:{}: {}", broken.path, broken.line, broken.column, broken.message);
        writeln!(session.world.err, "{}", sanitize::line(&said))?;
    }
    Ok(if broken.is_empty() { exit } else { Exit::CouldNotTell })
}

/// The book; one that does not lie on disk is found where the newer of two revisions has it.
fn opened(args: &DiffArgs, session: &Session<'_, '_>) -> Result<Store, Stop> {
    session.open().or_else(|stop| match args.what.first().map(|typed| asked::ends(typed)) {
        Some((_, Some(to), _)) => Store::open_at(&session.start(), to).map_err(|_| stop),
        _ => Err(stop),
    })
}

/// Who is to read it: the client, where the answer about one client may leave the house, as Markdown or as a file.
fn reader(args: &DiffArgs, session: &Session<'_, '_>) -> Result<Reader, Stop> {
    let goes_out = session.globals.format == "md" || !session.globals.output.is_empty();
    let is_mail = goes_out && args.rows.client.is_some();
    match args.reader {
        Some(Reader::Client) if args.rows.client.is_none() => Err(Stop::usage(
            "whose-client",
            "`--for client` needs to know which client",
            "say `--client ACME`: no client is told of another's work",
        )),
        Some(reader) => Ok(reader),
        None if is_mail => Ok(Reader::Client),
        None => Ok(Reader::Agency),
    }
}

/// One thing that changed, with the record or file that it is about.
#[derive(Debug)]
pub(super) struct Line {
    /// Whose it is; `None` for the agency's own.
    client: Option<ClientId>,
    /// The record's id, or the file's path.
    record: String,
    /// The record's kind; `settings`, `file`.
    kind: &'static str,
    /// What the record is called.
    title: String,
    /// Its file, as it is now.
    path: String,
    /// What changed.
    told: Told,
}

/// Everything that changed.
#[derive(Debug)]
pub(super) struct Answer {
    lines: Vec<Line>,
    /// What clients are called.
    names: Vec<(ClientId, String)>,
    unreadable: Vec<Unreadable>,
    /// How many files changed that are nobody's business here.
    elsewhere: usize,
    day: Day,
    /// The commits that are compared, and their days.
    ends: Ends,
    /// From where the book is seen.
    stand: Stand,
}

/// The commits that are compared.
#[derive(Debug)]
struct Ends {
    from: String,
    to: Option<String>,
    days: (Option<Day>, Option<Day>),
}

impl Answer {
    fn of(pairs: &Pairs, comparison: &mut Comparison, session: &mut Session<'_, '_>) -> Result<Answer, Stop> {
        let files = [pairs.files(Side::Before), pairs.files(Side::After)];
        let [before, after] = comparison.snapshots([&files[0], &files[1]], &pairs.clients)?;
        let day = session.today(&after.agency.config)?;
        session.asked_on = Some(day);
        let around = Around::new(&before.agency, &after.agency, day, &pairs.renamed);
        let of_records: Vec<_> =
            pairs.records.par_iter().map(|pair| of_a_record(pair, [&before, &after], &around)).collect();
        let (mut lines, mut unreadable) = (Vec::new(), Vec::new());
        for (told, broken) in of_records {
            lines.extend(told);
            unreadable.extend(broken);
        }
        for other in &pairs.others {
            lines.extend(of_a_file(other, &mut unreadable));
        }
        let is_agencys = |line: &Line| line.client.is_none();
        lines.sort_by(|one, other| {
            (is_agencys(one), &one.client, &one.record).cmp(&(is_agencys(other), &other.client, &other.record))
        });
        let name = |client: &crate::domain::record::Located<crate::domain::client::Client>| {
            (client.id.clone(), client.record.name.clone())
        };
        let names = after.agency.clients.iter().chain(before.agency.clients.iter()).map(name).collect();
        let ends = Ends {
            from: comparison.from.to_string(),
            to: comparison.to.as_ref().map(ToString::to_string),
            days: comparison.days,
        };
        Ok(Answer { lines, names, unreadable, elsewhere: pairs.elsewhere, day, ends, stand: Stand::default() })
    }

    /// What is to be typed, as it works from where the person stands.
    fn seen_from(&mut self, stand: &Stand) {
        self.stand = stand.clone();
        for line in self.lines.iter_mut().filter(|line| line.told.what == What::Unreadable) {
            line.told.words = stand.told(&line.told.words);
        }
        for broken in &mut self.unreadable {
            broken.message = stand.told(&broken.message);
        }
    }

    /// What a client is called.
    fn name(&self, client: &ClientId) -> Option<&str> {
        self.names.iter().find(|(id, _)| id == client).map(|(_, name)| name.as_str())
    }

    /// What is told to a reader, with the words for them.
    fn told(&self, reader: Reader) -> impl Iterator<Item = (&Line, &str)> {
        self.lines.iter().filter_map(move |line| match reader {
            Reader::Agency => Some((line, line.told.words.as_str())),
            Reader::Client => Some((line, line.told.outward.as_deref()?)),
        })
    }
}

/// What happened to a record, and what of it cannot be read.
fn of_a_record(pair: &Pair, sides: [&Snapshot; 2], around: &Around<'_>) -> (Vec<Line>, Vec<Unreadable>) {
    let (id, path) = pair.now();
    let (mut told, mut unreadable, mut is_whole) = (Vec::new(), Vec::new(), true);
    let versions = [pair.before.as_ref(), pair.after.as_ref()];
    for ((snapshot, version), when) in sides.into_iter().zip(versions).zip(["older", "newer"]) {
        let Some(version) = version else { continue };
        for broken in snapshot.unreadable().into_iter().filter(|broken| broken.path == version.path) {
            // what is no text at all has no line on which that shows
            let why = match version.content {
                Content::Broken(_) => format!(": {}", broken.message),
                _ => format!(" (line {}: {})", broken.position.line, broken.message),
            };
            told.push(Told::plain(What::Unreadable, format!("the {when} version cannot be read{why}")));
            unreadable.push(Unreadable {
                path: version.path.clone(),
                line: broken.position.line,
                column: broken.position.column,
                message: format!("the {when} version: {}", broken.message),
            });
        }
        is_whole &= version.told().is_some();
    }
    // a side that is no text is not one that was not there
    if is_whole {
        let [before, after] = versions.map(|version| version.and_then(Version::told));
        told.extend(tell(before, after, around));
    }
    let title = if told.is_empty() { String::new() } else { pair.title() };
    let line = |told: Told| Line {
        client: told.job.as_ref().map(crate::values::JobId::client).or_else(|| id.client()),
        record: id.to_string(),
        kind: id.kind().as_str(),
        title: title.clone(),
        path: path.to_owned(),
        told,
    };
    (told.into_iter().map(line).collect(), unreadable)
}

/// What happened to a file that is no record.
fn of_a_file(other: &Other, unreadable: &mut Vec<Unreadable>) -> Vec<Line> {
    let (name, path) = other.name();
    let line =
        |kind, told| Line { client: None, record: name.clone(), kind, title: String::new(), path: path.clone(), told };
    if !other.is_settings() {
        return vec![line("file", Told::plain(What::File, other.words()))];
    }
    let text = |side: &Option<(String, Content)>| match side {
        Some((_, Content::Text(text))) => Ok(Some(text.to_string())),
        None | Some((_, Content::Unread)) => Ok(None),
        Some((_, Content::Broken(why))) => Err(why.clone()),
    };
    let told = match (text(&other.before), text(&other.after)) {
        (Ok(before), Ok(after)) => settings(before.as_deref(), after.as_deref()),
        (Err(why), _) => Err((true, why)),
        (_, Err(why)) => Err((false, why)),
    };
    match told {
        Ok(told) => told.into_iter().map(|told| line("settings", told)).collect(),
        Err((is_older, why)) => {
            let when = if is_older { "older" } else { "newer" };
            let message = format!("the {when} version cannot be read: {why}");
            unreadable.push(Unreadable { path: path.clone(), line: 1, column: 1, message: message.clone() });
            vec![line("settings", Told::plain(What::Unreadable, message))]
        }
    }
}

/// A grid for scripts alone: what was compared.
fn compared(answer: &Answer, asked: &Asked) -> Grid {
    let columns = vec![
        Column::word("from", "From").hidden(),
        Column::word("from_commit", "From commit").hidden(),
        Column::date("from_date", "From day").hidden(),
        Column::word("to", "To").hidden(),
        Column::word("to_commit", "To commit").hidden(),
        Column::date("to_date", "To day").hidden(),
    ];
    let ends = &answer.ends;
    let cells = vec![
        Cell::text(&asked.from),
        Cell::text(&ends.from),
        Cell::day(ends.days.0),
        Cell::maybe(asked.to.as_deref()),
        Cell::maybe(ends.to.as_deref()),
        Cell::day(ends.days.1),
    ];
    Grid { columns, rows: vec![Row::new(cells)] }
}
