//! `edit`: the record in the person's own editor, on a copy, checked before it comes back. Nothing typed is lost.

use super::args::WriteArgs;
use super::exit::{Exit, Stop};
use super::session::{Session, vanished};
use super::set::scope;
use crate::domain::layout::AnyId;
use crate::domain::record::Kind;
use crate::source::{ChangeSet, FileChange};
use crate::store::Store;
use crate::view::Problem;
use clap::Args;
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

/// Runs `edit` on a record of one kind.
pub(super) fn run(kind: Kind, args: &EditArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    if session.globals.no_input {
        let hint = format!("set fields by path instead: `suits {kind} set {} field=value`", args.id);
        return Err(Stop::usage("no-terminal", "`edit` needs a terminal", hint));
    }
    let store = session.open()?;
    let id = session.resolve(&store, &args.id, &[kind], true)?;
    let before = store.read_record(&id)?;
    let scratch = store.scratch(&id.to_string())?;
    let mut text = match scratch.kept()? {
        Some(kept)
            if kept != before
                && session.confirm(&format!("{id} has changes kept from before. Go on with them?"))? =>
        {
            kept
        }
        _ => before.clone(),
    };
    loop {
        scratch.write(&text)?;
        let edited = session.world.hands.edit(scratch.path())?;
        text = without_notes(&scratch.read()?);
        if !edited || text == before {
            scratch.remove()?;
            session.say(format!("{id}: nothing changed"))?;
            return Ok(Exit::Yes);
        }
        let stop = match attempt(&store, &id, args, &before, &text, session) {
            Ok(exit) => {
                if !args.write.dry_run {
                    scratch.remove()?;
                }
                return Ok(exit);
            }
            Err(stop) => stop,
        };
        if let Stop::Refused(found) = &stop {
            scratch.write(&with_notes(found, &text))?;
            for problem in found {
                session.say(format!("{}:{}: {}", problem.line, problem.column, problem.message))?;
            }
            if session.confirm("Open it again, with what is wrong on top?")? {
                text = with_notes(found, &text);
                continue;
            }
        }
        session.say(format!("what you typed is kept in {}", scratch.path().display()))?;
        return Err(stop);
    }
}

fn attempt(
    store: &Store,
    id: &AnyId,
    args: &EditArgs,
    before: &str,
    text: &str,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Stop> {
    session.mend(store, &args.write, &scope(id), |desk, _| {
        let source = desk.snapshot.source_of(id).ok_or_else(|| vanished(id))?;
        if *desk.snapshot.sources.file(source).text != *before {
            let hint = format!("compare with `suits {} show {id}`, then `edit` again: your text is offered", id.kind());
            return Err(Stop::usage(
                "changed-meanwhile",
                format_args!("{id} was changed by someone else while you edited"),
                hint,
            ));
        }
        Ok(ChangeSet {
            summary: vec![format!("{id}: edited")],
            next: None,
            files: vec![FileChange::Replace { source, text: text.to_owned() }],
        })
    })
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
