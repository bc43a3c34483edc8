//! `suits brief diff`: what became of a brief since it was handed in, section by section, word by word.

use super::args::{RowArgs, no_client};
use super::diff::asked::ends;
use super::exit::{Exit, Stop};
use super::session::{Session, vanished};
use crate::domain::brief_sections::{SECTIONS, Section};
use crate::domain::layout::AnyId;
use crate::domain::record::Kind;
use crate::history::Said;
use crate::history::diff::{Around, Change, Version, fine, in_full, tell};
use crate::source::{KeyPath, Step, quoted};
use crate::store::{Content, FileVersion, Snapshot, Store};
use crate::values::BriefId;
use crate::view::{Cell, Column, Grid, Row, View};
use clap::Args;
use std::collections::BTreeMap;

/// What became of a brief, section by section and word by word
///
/// Without a revision: since it was handed in, that is since the commit that made a draft `submitted`; of a draft that was never handed in, since the last version by somebody else than the last author; else since `HEAD`. What was not committed yet counts too.
///
/// Examples:
///   suits brief diff ACME-B0004
///   suits brief diff ACME-B0004 --since-approved
///   suits brief diff ACME-B0004 v1..v2
///   suits brief diff ACME-B0004 --columns section,before,after --format csv
#[derive(Debug, Args)]
#[command(verbatim_doc_comment, mut_arg("client", no_client))]
pub(super) struct BriefDiffArgs {
    /// The brief, or the beginning of its id
    pub id: String,
    /// From which revision, or between which two; `...` from where they parted
    #[arg(value_name = "REV[..REV]")]
    pub range: Option<String>,
    /// Since the text that was approved last
    #[arg(long, conflicts_with = "range")]
    pub since_approved: bool,
    #[command(flatten)]
    rows: RowArgs,
}

/// A version, and what it is called.
struct Found {
    name: String,
    text: String,
}

/// Runs `suits brief diff`.
pub(super) fn run(args: &BriefDiffArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open()?;
    let id = session.resolve(&store, &args.id, &[Kind::Brief], false)?;
    let AnyId::Brief(brief) = &id else { return Err(vanished(&id)) };
    let now = || on_disk(&store, &id);
    let (before, after) = match &args.range {
        Some(range) => compared(&store, &id, ends(range))?,
        None if args.since_approved => (approved(&store, brief)?, now()?),
        None => (handed_in(&store, brief)?, now()?),
    };
    let title = format!("{id}: from {} to {}", before.name, after.name);
    let contents = [&before, &after].map(|found| Content::Text(found.text.as_str().into()));
    let path = id.path();
    let [old, new] = contents.each_ref().map(|content| store.side(&[(&path, content)]));
    let day = session.today(&new.agency.config)?;
    session.asked_on = Some(day);
    unread(&[&before, &after])?;
    let renamed = BTreeMap::new();
    let around = Around::new(&old.agency, &new.agency, day, &renamed);
    let versions = [&before, &after].map(|found| Some(Version { id: &id, text: &found.text }));
    let mut rows: Vec<(usize, Row)> = Vec::new();
    let said = [&before, &after].map(|found| Said::of(&found.text).unwrap_or(Said::Nothing));
    let changes = fine(&said[0], &said[1]);
    for told in tell(versions[0], versions[1], &around) {
        let change = told.fields.first().and_then(|path| changes.iter().find(|change| change.path == *path));
        let words = change.and_then(in_full).unwrap_or(told.words);
        let (place, section) = section(told.fields.first(), change, &said);
        let cells = vec![
            Cell::text(&id),
            Cell::maybe(said[1].get("title").or(said[0].get("title")).and_then(Said::text)),
            Cell::text(section),
            Cell::text(told.what),
            Cell::text(words),
            Cell::List(told.fields.iter().map(ToString::to_string).collect()),
            Cell::maybe(told.before),
            Cell::maybe(told.after),
        ];
        rows.push((place, Row::new(cells)));
    }
    rows.sort_by_key(|(place, _)| *place);
    // where nothing changed that is said with both names already
    let notes = if rows.is_empty() { Vec::new() } else { vec![format!("from {} to {}", before.name, after.name)] };
    let view = View {
        name: "brief-diff",
        version: 1,
        title,
        as_of: day,
        grid: Grid { columns: COLUMNS.to_vec(), rows: rows.into_iter().map(|(_, row)| row).collect() },
        others: Vec::new(),
        notes,
        when_empty: format!("nothing changed in {id} from {} to {}", before.name, after.name),
        unreadable: Vec::new(),
    };
    session.show(view, &args.rows)
}

const COLUMNS: [Column; 8] = [
    Column::word("brief", "Brief").hidden(),
    Column::prose("title", "Title").hidden(),
    Column::word("section", "Section"),
    Column::word("what", "What"),
    Column::prose("change", "Change"),
    Column::word("fields", "Fields").hidden(),
    Column::prose("before", "Before").hidden(),
    Column::prose("after", "After").hidden(),
];

/// The section that a change belongs to, and its place in the order of a brief.
pub(super) fn section(path: Option<&KeyPath>, change: Option<&Change>, said: &[Said; 2]) -> (usize, String) {
    let Some(key) = path.and_then(KeyPath::first_key) else { return (SECTIONS.len() + 1, "layout".to_owned()) };
    let name = match key {
        "title" | "authors" | "requested_on" | "requested_by" | "brand" => "project".to_owned(),
        "objectives" => {
            let own = change.and_then(|change| change.after.as_ref().or(change.before.as_ref()));
            let own = own.and_then(|item| item.get("kind")).and_then(Said::text).map(str::to_owned);
            let item = |said: &Said| kind_of_objective(said, path?);
            let kind = own.or_else(|| item(&said[1])).or_else(|| item(&said[0]));
            format!("{}-objective", kind.unwrap_or_else(|| "business".to_owned()))
        }
        key => key.replace('_', "-"),
    };
    let place = SECTIONS.iter().position(|section: &Section| section.name == name).unwrap_or(SECTIONS.len());
    (place, name)
}

fn kind_of_objective(said: &Said, path: &KeyPath) -> Option<String> {
    let Said::List(items) = said.get("objectives")? else { return None };
    let item = match path.0.get(1)? {
        Step::Index(at) => items.get(*at)?,
        Step::Item(key, id) => items.iter().find(|item| item.get(key).and_then(Said::text) == Some(id.as_str()))?,
        Step::Key(_) => return None,
    };
    item.get("kind")?.text().map(str::to_owned)
}

fn on_disk(store: &Store, id: &AnyId) -> Result<Found, Stop> {
    let found = |content: Option<Content>| text(content, id, "now", store);
    let name = store.revision().map_or_else(|| "now".to_owned(), |revision| revision.name.clone());
    Ok(Found { name, text: found(store.content(&id.path()))? })
}

fn text(content: Option<Content>, id: &AnyId, at: &str, store: &Store) -> Result<String, Stop> {
    match content {
        Some(Content::Text(text)) => Ok(text.as_ref().into()),
        Some(Content::Broken(why)) => Err(Stop::usage(
            "unreadable",
            format_args!("{id} cannot be read at {at}: {why}"),
            "compare with another revision",
        )),
        Some(Content::Unread) | None => Err(Stop::usage(
            "unknown-id",
            format_args!("there was no {id} at {at}"),
            format_args!(
                "`{} log --oneline -- {}` lists the commits that changed it",
                store.stand().git(),
                quoted(&id.path())
            ),
        )),
    }
}

/// Two revisions of a brief, or one and the brief as it is.
fn compared(store: &Store, id: &AnyId, (from, to, parted): (&str, Option<&str>, bool)) -> Result<(Found, Found), Stop> {
    let mut comparison = store.comparison(from, to, parted)?;
    let paths = [id.path()];
    let mut side = |side, name: &str| -> Result<Found, Stop> {
        let content = comparison.texts(side, &paths)?.into_iter().next().flatten();
        Ok(Found { name: name.to_owned(), text: text(content, id, name, store)? })
    };
    let before = side(crate::store::Side::Before, from)?;
    let after = side(crate::store::Side::After, to.unwrap_or("now"))?;
    Ok((before, after))
}

fn past(store: &Store, brief: &BriefId) -> Result<Vec<FileVersion>, Stop> {
    let id = AnyId::Brief(brief.clone());
    let at = store.revision().map_or("HEAD", |revision| revision.commit.as_str());
    let versions = store.versions(&id.path(), at, false)?;
    if versions.is_empty() {
        let message = format!("git has no version of {id} yet");
        let hint = format!("`{} add -- {}` and commit it", store.stand().git(), quoted(&id.path()));
        return Err(Stop::usage("no-version", message, hint));
    }
    Ok(versions)
}

fn named(version: &FileVersion, id: &AnyId, why: &str, store: &Store) -> Result<Found, Stop> {
    let day = version.day.map(|day| format!(" on {day}")).unwrap_or_default();
    let commit = version.commit.short();
    let name = format!("{why} ({commit} by {}{day}: {})", version.author, version.subject);
    let content = version.after.as_ref().map(|kept| kept.content.clone());
    let text = text(content, id, commit, store)?;
    Ok(Found { name, text })
}

fn status(version: &FileVersion) -> Option<String> {
    Said::of(version.text()?).ok()?.get("status")?.text().map(str::to_owned)
}

/// The text that was handed in last; else the last one by somebody else.
fn handed_in(store: &Store, brief: &BriefId) -> Result<Found, Stop> {
    let (versions, id) = (past(store, brief)?, AnyId::Brief(brief.clone()));
    let words: Vec<Option<String>> = versions.iter().map(status).collect();
    let is_in = |at: usize| words[at].as_deref().is_some_and(|word| word != "draft");
    let handed = (0..versions.len()).find(|&at| is_in(at) && !(at + 1 < versions.len() && is_in(at + 1)));
    if let Some(at) = handed {
        return named(&versions[at], &id, "as it was handed in", store);
    }
    let last = &versions[0];
    match versions.iter().find(|version| version.email != last.email) {
        Some(other) => named(other, &id, "the last version by somebody else", store),
        None => named(last, &id, "the last commit", store),
    }
}

/// The text to which the latest approval was given: the one that has its fingerprint.
fn approved(store: &Store, brief: &BriefId) -> Result<Found, Stop> {
    let id = AnyId::Brief(brief.clone());
    let path = id.path();
    let side = |text: &str| store.side(&[(&path, &Content::Text(text.into()))]);
    let given = |snapshot: &Snapshot| {
        let brief = snapshot.agency.briefs.get(brief).found()?;
        let dated = brief.approvals.iter().filter(|approval| approval.hash.is_some());
        let last = dated.max_by_key(|approval| approval.date)?;
        Some((last.hash.clone()?, format!("approved by {} on {}", last.by, last.date)))
    };
    let now = on_disk(store, &id)?;
    let not_yet = || {
        Stop::usage(
            "not-approved",
            format_args!("nobody has approved {id} yet"),
            format_args!("`suits brief diff {id}`"),
        )
    };
    let (hash, words) = given(&side(&now.text)).ok_or_else(not_yet)?;
    let versions = past(store, brief)?;
    let has_it = |text: &str| {
        let snapshot = side(text);
        let brief = snapshot.agency.briefs.get(brief).found();
        brief.is_some_and(|brief| brief.fingerprint(KeyPath::root()) == Some(hash.as_str()))
    };
    if has_it(&now.text) {
        return Ok(Found { name: format!("the text {words}"), text: now.text });
    }
    let found = versions.iter().find(|version| version.text().is_some_and(has_it));
    match found {
        Some(version) => named(version, &id, &format!("the text {words}"), store),
        None => Err(Stop::usage(
            "approved-text-lost",
            format_args!("no version of {id} that git has is the text {words}"),
            "it was never committed, or this clone is shallow; name a revision instead",
        )),
    }
}

/// Refuses a version that does not read.
fn unread(sides: &[&Found]) -> Result<(), Stop> {
    for found in sides {
        if let Err(fault) = Said::of(&found.text) {
            let message = format!("the version {} cannot be read: {}", found.name, fault.message);
            return Err(Stop::usage("unreadable", message, "compare with another revision"));
        }
    }
    Ok(())
}
