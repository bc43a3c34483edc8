//! `edit`: the record in the person's own editor, on a copy, checked before it comes back. Nothing typed is lost: what could not
//! be applied stays in the copy, and what others changed meanwhile is put together with it.

use super::args::WriteArgs;
use super::exit::{Exit, Stop};
use super::outgrown::outgrown;
use super::session::{Session, vanished};
use super::set::scope;
use crate::domain::layout::AnyId;
use crate::domain::record::Kind;
use crate::history::merge::{Labels, Rules, Sides, lines, merge};
use crate::source::{ChangeSet, FileChange, KeyPath};
use crate::store::{Scratch, Store};
use crate::view::Problem;
use crate::yaml::{self, Document, Tree};
use clap::Args;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Edit a record in `$VISUAL` or `$EDITOR`
#[derive(Clone, Debug, Args)]
pub(super) struct EditArgs {
    /// The record
    pub id: String,
    #[command(flatten)]
    pub write: WriteArgs,
}

/// The lines that we put on top of a copy begin so, and are taken off again.
const NOTE: &str = "#! ";

/// A record under somebody's hands.
struct Desk<'a> {
    store: &'a Store,
    id: AnyId,
    args: &'a EditArgs,
    /// What the editor has open.
    copy: Scratch,
    /// The record as it was when the copy was made, to tell later what others changed.
    begun: Scratch,
}

/// Runs `edit` on a record of one kind.
pub(super) fn run(kind: Kind, args: &EditArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    if session.globals.no_input {
        let verb = if kind == Kind::Round { "feedback" } else { kind.as_str() };
        let hint = format!("set fields by path instead: `suits {verb} set {} field=value`", args.id);
        return Err(Stop::usage("no-terminal", "`edit` needs a terminal", hint));
    }
    let store = session.open()?;
    let id = session.resolve(&store, &args.id, &[kind], true)?;
    let (copy, begun) = (store.scratch(&id.to_string())?, store.scratch(&format!("{id}-begun"))?);
    let desk = Desk { store: &store, id, args, copy, begun };
    let mut before = store.read_record(&desk.id)?;
    let mut text = desk.beginning(&before, session)?;
    loop {
        desk.begun.write(&before)?;
        desk.copy.write(&text)?;
        let edited = match session.world.hands.edit(desk.copy.path()) {
            Ok(edited) => edited,
            Err(error) => return desk.keep(Stop::Failed(error.into()), session),
        };
        let typed = without_notes(&desk.copy.read()?);
        if typed == before {
            desk.clear()?;
            session.say(format!("{}: nothing changed", desk.id))?;
            return Ok(Exit::Yes);
        }
        if !edited {
            let stop = Stop::usage("editor-failed", "the editor was left without saving", "`edit` again to go on");
            return desk.keep(stop, session);
        }
        text = typed;
        let current = store.read_record(&desk.id)?;
        if current != before {
            text = desk.put_together(&before, &text, &current, session)?;
            before = current;
        }
        let stop = match desk.attempt(&before, &text, session) {
            Ok(exit) if desk.args.write.dry_run => return desk.kept_for_later(session).map(|()| exit),
            Ok(exit) => return desk.clear().map(|()| exit),
            Err(stop) => stop,
        };
        let Stop::Refused(found) = &stop else { return desk.keep(stop, session) };
        text = with_notes(found, &text);
        desk.copy.write(&text)?;
        for problem in found {
            session.say(format!("{}:{}: {}", problem.line, problem.column, problem.message))?;
        }
        match session.confirm("Open it again, with what is wrong on top?") {
            Ok(true) => {}
            Ok(false) => return desk.keep(stop, session),
            Err(interrupted) => return desk.keep(interrupted, session),
        }
    }
}

impl Desk<'_> {
    /// What the editor opens with: the record, or what was typed before and could not be kept.
    fn beginning(&self, before: &str, session: &mut Session<'_, '_>) -> Result<String, Stop> {
        let Some(kept) = self.copy.kept()?.filter(|kept| without_notes(kept) != before) else {
            return Ok(before.to_owned());
        };
        let prompt = format!("{} has changes kept from before. Go on with them? (no: they are thrown away)", self.id);
        if !session.confirm(&prompt)? {
            return Ok(before.to_owned());
        }
        match self.begun.kept()? {
            Some(begun) if begun != before => self.put_together(&begun, &without_notes(&kept), before, session),
            _ => Ok(kept),
        }
    }

    /// What was typed with what somebody else wrote meanwhile.
    fn put_together(
        &self,
        base: &str,
        mine: &str,
        theirs: &str,
        session: &mut Session<'_, '_>,
    ) -> Result<String, Stop> {
        let labels = Labels { ours: "yours".to_owned(), ..Labels::default() };
        let sides = Sides { base: Some(base), ours: mine, theirs };
        // what was typed may not read yet
        let merged = merge(Some(self.id.kind()), &sides, &labels, &Rules::default())
            .unwrap_or_else(|_| lines(base, mine, theirs, &labels));
        let note = match merged.conflicts.is_empty() {
            true => "both changes are in",
            false => "where both changed the same lines, both are there to choose from",
        };
        session.say(format!("{} was changed by someone else while you edited: {note}", self.id))?;
        Ok(merged.text)
    }

    fn attempt(&self, before: &str, text: &str, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
        let id = &self.id;
        session.mend(self.store, &self.args.write, &scope(id), |desk, _| {
            let source = desk.snapshot.source_of(id).ok_or_else(|| vanished(id))?;
            if *desk.snapshot.sources.file(source).text != *before {
                let message = format!("{id} was changed by someone else just now");
                return Err(Stop::usage("changed-meanwhile", message, "`edit` again: your text is offered"));
            }
            if let AnyId::Invoice(invoice) = id {
                super::invoice::may_change(invoice, &differing(before, text), desk)?;
            }
            let mut summary = vec![format!("{id}: edited")];
            summary.extend(outgrown(id, &desk.snapshot.agency, before, text));
            Ok(ChangeSet { summary, next: None, files: vec![FileChange::Replace { source, text: text.to_owned() }] })
        })
    }

    /// Stops, and says where what was typed lies.
    fn keep(&self, stop: Stop, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
        self.kept_for_later(session)?;
        Err(stop)
    }

    fn kept_for_later(&self, session: &mut Session<'_, '_>) -> Result<(), Stop> {
        session.say(format!("what you typed is kept in {}", self.copy.path().display()))
    }

    fn clear(&self) -> Result<(), Stop> {
        self.copy.remove()?;
        Ok(self.begun.remove()?)
    }
}

/// The fields at the top of a record whose values differ between two texts; none where one of them does not read.
fn differing(before: &str, after: &str) -> Vec<KeyPath> {
    let (Ok(old), Ok(new)) = (yaml::read(before), yaml::read(after)) else { return Vec::new() };
    let fields = |document: Document<'_>| -> BTreeMap<String, String> {
        let entries = document.tree.entries(Tree::ROOT).filter(|(_, value)| !document.is_null(*value));
        let field = |(key, value)| (document.scalar(key).into_owned(), yaml::canonical(&document, value, &[]));
        entries.map(field).collect()
    };
    let old = fields(Document { text: before, tree: &old });
    let new = fields(Document { text: after, tree: &new });
    let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let changed = keys.into_iter().filter(|key| old.get(*key) != new.get(*key));
    changed.map(|key| KeyPath::root().then(key.clone())).collect()
}

fn with_notes(found: &[Problem], text: &str) -> String {
    let mut noted = format!("{NOTE}This could not be kept. These lines go away by themselves.\n");
    for problem in found {
        // Writing to a String cannot fail.
        let _ = writeln!(noted, "{NOTE}line {}: {}", problem.line, problem.message.replace('\n', " "));
        if let Some(help) = &problem.help {
            let _ = writeln!(noted, "{NOTE}  {}", help.replace('\n', " "));
        }
    }
    noted + text
}

fn without_notes(text: &str) -> String {
    text.split_inclusive('\n').skip_while(|line| line.starts_with(NOTE)).collect()
}
