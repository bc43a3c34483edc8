//! `suits audit`: what the history of the book shows that went wrong. Reads git, writes nothing.

pub(super) mod gather;
mod table;
mod told;

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::output;
use super::rule_notes::rule_notes;
use super::session::Session;
use crate::domain::layout::{AnyId, Placement, parse_path};
use crate::domain::record::Kind;
use crate::domain::scope::Scope;
use crate::history::audit::{Ask, Audited, Commit, Here, Past, Slip, State, audit, moved_on};
use crate::render::{self, Findings};
use crate::store::{Git, Store};
use crate::values::{ClientId, Day};
use clap::Args;
use gather::Gathered;
use std::collections::BTreeSet;

/// What the history shows that went wrong: what merges lost, and what was done that may not be
///
/// Edits and records that merges lost, records that they broke, steps along no workflow, approvals without the right, binding records rewritten. Needs nothing set up in any clone, so it is the backstop for the merge buttons of hosts. Ends with 1 where something is still wrong, with 2 where some of it could not be judged: a side of a merge that cannot be read, a record that cannot be read to this day, a clone whose history is cut. A version that cannot be read and was mended later is made up for by the next one that can; of a side of a merge nobody can say what was lost with it, whatever came later, so that stays, and `REV..` leaves it behind. What was put right since is left out; `--all` tells it too. What both sides of a merge changed was a conflict, and whoever merged chose. Comments are not judged: what they say binds nobody. Each row names the command that puts it right; what that writes counts once it is committed.
///
/// Examples:
///   suits audit
///   suits audit main..feature
///   suits audit v1 --client ACME
///   suits audit ACME-0012 --all
///   suits audit --since 2026-11-01 --format github
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct AuditArgs {
    /// All up to a revision, or what one has and another has not; and the records to look at, by their ids
    #[arg(value_name = "REV, REV..REV OR ID")]
    pub what: Vec<String>,
    /// Only commits that came into the history on this day or later
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// What was put right, or changed again, since then too
    #[arg(long)]
    pub all: bool,
    #[command(flatten)]
    rows: RowArgs,
}

/// Which part of the history, and of the book.
struct Asked {
    from: Option<String>,
    upto: String,
    ids: Vec<AnyId>,
    client: Option<ClientId>,
    since: Option<Day>,
}

/// Runs `suits audit`.
pub(super) fn run(args: &AuditArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open_history()?;
    let snapshot = store.load(&Scope::kinds(&[]))?;
    let today = session.today(&snapshot.agency.config)?;
    session.asked_on = Some(today);
    let asked = asked(args, &store, session)?;
    let git = store.git();
    let mut gathered = Gathered::of(&git, &asked.upto)?;
    let mut past = gathered.past();
    let within = within(&past, &asked, &git, &gathered)?;
    let wanted = |path: &str| is_wanted(path, &asked);
    let rule = |texts: &[(&str, &str)]| told::objections(texts, today);
    let ask = Ask { within: &within, wanted: &wanted, rule: &rule };
    let mut audited = gathered.read(&git, |library| {
        moved_on(&mut past, &within, library);
        audit(&past, ask, library)
    })?;
    let hidden = audited.slips.iter().filter(|slip| slip.state != State::Open).count();
    let fails = hidden < audited.slips.len();
    if !args.all {
        audited.slips.retain(|slip| slip.state == State::Open);
    }
    let is_cut = past.commits.iter().zip(&within).any(|(commit, within)| commit.is_cut && *within);
    let is_shallow = is_cut || !audited.unseen.is_empty();
    if is_shallow {
        for line in blind(&past, &audited) {
            session.say(store.stand().told(&line))?;
        }
    }
    let is_blind = is_shallow || audited.unreadable.iter().any(|unread| !unread.is_made_up_for);
    let changed = changed(&past, &audited, &asked, &store);
    let is_there = |path: &&String| store.bytes_now(path).is_ok_and(|bytes| bytes.is_some());
    let uncommitted = changed.iter().filter(is_there).cloned().collect();
    let here = Here { stand: store.stand(), uncommitted: &uncommitted };
    let awaiting = awaiting(&changed);
    tell(args, &past, (&audited, here), ((hidden, is_blind, awaiting), today), &git, &mut gathered, session)?;
    Ok(if fails {
        Exit::No
    } else if is_blind {
        Exit::CouldNotTell
    } else {
        Exit::Yes
    })
}

/// Prints what was found: as rows, or as findings of a check.
fn tell(
    args: &AuditArgs,
    past: &Past,
    (audited, here): (&Audited, Here<'_>),
    ((hidden, is_blind, awaiting), today): ((usize, bool, Option<String>), Day),
    git: &Git,
    gathered: &mut Gathered,
    session: &mut Session<'_, '_>,
) -> Result<(), Stop> {
    let as_rows = render::format(&session.globals.format).is_ok();
    if as_rows {
        let hidden = if args.all { 0 } else { hidden };
        let mut view = table::view(past, audited, here, (hidden, is_blind), today);
        view.notes.extend(awaiting.clone());
        session.show(view, &args.rows)?;
    }
    if as_rows && session.outputs.copies.is_empty() {
        return Ok(());
    }
    if let (Some(line), false) = (awaiting, as_rows) {
        session.say(line)?;
    }
    let problems = gathered.read(git, |library| told::problems(past, audited, here, args.all, library))?;
    let formats =
        session.outputs.copies.iter().map(|copy| copy.format.as_str()).chain([session.globals.format.as_str()]);
    let whole = formats.into_iter().any(render::is_whole);
    let rules = if whole { rule_notes(&problems) } else { Vec::new() };
    let below = session.open_history()?.below_git();
    let found = Findings { rules: &rules, below: &below, ..Findings::new("audit", today, &problems) };
    if as_rows { output::copies(session, &found) } else { output::findings(session, &found) }
}

/// The records in question that are changed in the work tree.
fn changed(past: &Past, audited: &Audited, asked: &Asked, store: &Store) -> Vec<String> {
    let open: Vec<&Slip> = audited.slips.iter().filter(|slip| slip.state == State::Open).collect();
    if open.is_empty() || asked.upto != "HEAD" {
        return Vec::new();
    }
    // what comes back under another number lies beside the record
    let beside = |slip: &&Slip| slip.what.is_of_names();
    let folders = open.iter().copied().filter(beside).filter_map(|slip| Some(slip.path.rsplit_once('/')?.0.to_owned()));
    let paths: BTreeSet<String> =
        open.iter().flat_map(|slip| [slip.path.clone(), slip.there.clone()]).chain(folders).collect();
    let is_new = |path: &str| past.number(path).is_none_or(|path| past.at(past.tip(), path).is_none());
    let is_meant = |path: &String| paths.contains(path) || is_new(path);
    let changed = store.not_committed(&paths.iter().cloned().collect::<Vec<_>>()).unwrap_or_default();
    changed.into_iter().filter(is_meant).collect()
}

/// A line for them: what is put right there counts once it is committed.
fn awaiting(changed: &[String]) -> Option<String> {
    const TOLD: usize = 3;
    let changed: Vec<String> = changed.iter().map(|path| format!("`{path}`")).collect();
    let (first, more) = changed.split_at(changed.len().min(TOLD));
    let more = if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
    (!first.is_empty()).then(|| {
        format!("changed here and not committed: {}{more}; a repair counts once it is committed", first.join(", "))
    })
}

/// What could not be seen, and how to see it.
fn blind(past: &Past, audited: &Audited) -> Vec<String> {
    let mut lines = Vec::new();
    let mut cut = past.commits.iter().filter(|commit| commit.is_cut).map(Commit::short);
    if let Some(first) = cut.next() {
        let others = match cut.count() {
            0 => String::new(),
            1 => " and 1 other commit".to_owned(),
            count => format!(" and {count} other commits"),
        };
        lines.push(format!("this clone begins at {first}{others}: what happened before is not here, and not judged"));
    }
    if let Some(first) = audited.unseen.first() {
        let first = past.commits[*first].short();
        lines.push(match audited.unseen.len() {
            1 => format!("the merge {first} could not be judged: its sides parted before this clone begins"),
            count => format!(
                "{count} merges could not be judged, {first} the first: their sides parted before this clone begins"
            ),
        });
    }
    lines.push(Git::how_to_deepen().to_owned());
    lines
}

/// What was typed: ids of records, and one revision or stretch.
fn asked(args: &AuditArgs, store: &Store, session: &mut Session<'_, '_>) -> Result<Asked, Stop> {
    let upto = session.globals.at.clone().unwrap_or_else(|| "HEAD".to_owned());
    let mut asked = Asked { from: None, upto, ids: Vec::new(), client: None, since: None };
    asked.client = session.client(store, args.rows.client.as_deref())?;
    if let Some(typed) = &args.since {
        asked.since = Some(session.dated(store, |dates, _| dates.parse(typed))?);
    }
    let mut revision: Option<&str> = None;
    let mut gone = Vec::new();
    for typed in &args.what {
        if let Some(client) = whole_client(typed, &asked.upto, store)? {
            asked.ids.push(client);
        } else if let Some((id, is_here)) = record(typed, store, session) {
            if !is_here {
                gone.push(id.clone());
            }
            asked.ids.push(id);
        } else if let Some(first) = revision.replace(typed) {
            return Err(Stop::usage(
                "two-revisions",
                format_args!("`{first}` and `{typed}` are two revisions"),
                format_args!("for what the second has and the first has not, say `{first}..{typed}`"),
            ));
        }
    }
    if let Some(typed) = revision {
        if typed.contains("...") || typed.matches("..").count() > 1 {
            let from = typed.split("..").next().filter(|name| !name.is_empty()).unwrap_or("v1");
            let upto = typed.rsplit("..").next().map(|name| name.trim_start_matches('.'));
            let upto = upto.filter(|name| !name.is_empty()).unwrap_or("HEAD");
            let message = format!("`{typed}` is no stretch of history that can be audited");
            return Err(Stop::usage(
                "bad-revision",
                message,
                format_args!("two points, and two dots: `{from}..{upto}`"),
            ));
        }
        let head = |name: &str| if name.is_empty() { "HEAD".to_owned() } else { name.to_owned() };
        match typed.split_once("..") {
            Some((from, upto)) => (asked.from, asked.upto) = (Some(head(from)), head(upto)),
            None => typed.clone_into(&mut asked.upto),
        }
    }
    for id in gone {
        if store.versions(&id.path(), &asked.upto, true)?.is_empty() {
            let message = format!("there is no {id}, and git remembers none");
            return Err(Stop::usage("unknown-id", message, "`suits search` finds a record by its words"));
        }
    }
    Ok(asked)
}

/// The record that was typed, and whether it is here or gone; none where it can only be a revision.
fn record(typed: &str, store: &Store, session: &Session<'_, '_>) -> Option<(AnyId, bool)> {
    let kinds: Vec<Kind> = Kind::ALL.iter().copied().filter(|kind| *kind != Kind::Client).collect();
    let here = session.resolve(store, typed, &kinds, true).ok();
    let capitals = typed.to_ascii_uppercase();
    let gone =
        || kinds.iter().find_map(|kind| AnyId::parse(*kind, if *kind == Kind::Timesheet { typed } else { &capitals }));
    here.map(|id| (id, true)).or_else(|| gone().map(|id| (id, false)))
}

/// The client whose code was typed, whether it is here or gone; none where it is a revision, as any word may be, or no client ever was
/// called so.
fn whole_client(typed: &str, upto: &str, store: &Store) -> Result<Option<AnyId>, Stop> {
    let Ok(code) = ClientId::parse(typed) else { return Ok(None) };
    let (id, is_revision) = (AnyId::Client(code), store.git().revision(typed).is_ok());
    let is_here = store.exists(&id)?;
    match (is_here, is_revision) {
        (true, true) => Err(Stop::usage(
            "ambiguous-revision",
            format_args!("`{typed}` is a revision, and the client {id}"),
            format_args!(
                "for all of the client say `--client {id}`, for the revision `refs/heads/{id}` or `refs/tags/{id}`"
            ),
        )),
        (true, false) => Ok(Some(id)),
        (false, true) => Ok(None),
        (false, false) => Ok((!store.versions(&id.path(), upto, true)?.is_empty()).then_some(id)),
    }
}

fn within(past: &Past, asked: &Asked, git: &Git, gathered: &Gathered) -> Result<Vec<bool>, Stop> {
    let mut within: Vec<bool> =
        past.commits.iter().map(|commit| asked.since.is_none_or(|since| since <= commit.committed)).collect();
    if let Some(from) = &asked.from {
        let commit = git.revision(from).map_err(anyhow::Error::from)?.commit;
        if let Some(from) = gathered.place(&commit) {
            let before = past.graph.up_to(from);
            within.iter_mut().zip(before).for_each(|(within, before)| *within &= !before);
        } else {
            let base = Gathered::of(git, from)?;
            let all = within.iter_mut().enumerate();
            all.for_each(|(at, within)| *within &= base.place(gathered.commit(at)).is_none());
        }
    }
    Ok(within)
}

/// Whether a file is to be looked at.
fn is_wanted(path: &str, asked: &Asked) -> bool {
    let id = match parse_path(path) {
        Placement::Record(id) => Some(id),
        _ => None,
    };
    let all = asked.ids.is_empty() && asked.client.is_none();
    id.map_or(all, |id| {
        (asked.ids.is_empty() || asked.ids.contains(&id))
            && asked.client.as_ref().is_none_or(|client| id.client().as_ref() == Some(client))
    })
}
