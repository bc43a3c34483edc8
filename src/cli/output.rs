//! What a command says at its end: changes, refusals, failures; data to stdout, talk to stderr.

use super::args::Color;
use super::exit::{Exit, Stop};
use super::findings::placed;
use super::session::Session;
use crate::render::{self, Findings, Page};
use crate::source::ChangeSet;
use crate::store::{Applied, ApplyError, Drafted, GitTrouble, NoBook, Store, Unusable};
use crate::values::Day;
use crate::view::{Changed, Committed, Failure, Problem};

/// Prints what was written: the story to stderr, the paths to stdout.
pub(super) fn applied(
    session: &mut Session<'_, '_>,
    changes: &ChangeSet,
    applied: &Applied,
    commit: Option<Committed>,
) -> Result<Exit, Stop> {
    let records = applied.changed.iter().map(|changed| (record_id(&changed.path), changed.path.clone())).collect();
    let summary = if applied.changed.is_empty() { vec!["nothing changed".to_owned()] } else { changes.summary.clone() };
    tell(session, Changed { records, summary, next: changes.next.clone(), commit, ..Changed::default() })
}

/// Prints what would be written.
pub(super) fn preview(
    session: &mut Session<'_, '_>,
    changes: &ChangeSet,
    drafted: &Drafted,
    commit: Option<Committed>,
) -> Result<Exit, Stop> {
    let diffs =
        drafted.previews().map(|file| render::unified(&file.path, file.before.as_deref(), file.after.as_deref()));
    let diff = Some(diffs.collect::<String>());
    let records = drafted.previews().map(|file| (record_id(&file.path), file.path.clone())).collect();
    tell(
        session,
        Changed { records, summary: changes.summary.clone(), next: changes.next.clone(), dry_run: true, diff, commit },
    )
}

/// Says what happened and what comes next to people, and which files changed to scripts.
pub(super) fn tell(session: &mut Session<'_, '_>, changed: Changed) -> Result<Exit, Stop> {
    for line in session.echo.take() {
        session.say(line)?;
    }
    for line in render::said(&changed) {
        session.say(line)?;
    }
    if session.globals.verbose && !session.answered.is_empty() {
        session.say(format!("the same without questions: add {}", session.answered.join(" ")))?;
    }
    let page = session.page();
    session.format()?.changed(&changed, &page, &mut session.stdout)?;
    Ok(Exit::Yes)
}

/// The id that a path of the book stands for; the path itself where it is no record.
pub(super) fn record_id(path: &str) -> String {
    match crate::domain::layout::parse_path(path) {
        crate::domain::layout::Placement::Record(id) => id.to_string(),
        _ => path.to_owned(),
    }
}

/// Why the store did not write.
pub(super) fn refusal(error: ApplyError) -> Stop {
    match error {
        ApplyError::Refused(refusal) => Stop::Refused(placed(&refusal.texts, &refusal.findings)),
        ApplyError::Failed(error) => Stop::Failed(error),
    }
}

/// Prints findings, in every format asked for.
pub(super) fn findings(session: &mut Session<'_, '_>, found: &Findings<'_>) -> Result<(), Stop> {
    let page = session.page();
    print(&session.globals.format, found, &page, &mut session.stdout)?;
    copies(session, found)
}

/// Prints findings in the formats that have files of their own.
pub(super) fn copies(session: &mut Session<'_, '_>, found: &Findings<'_>) -> Result<(), Stop> {
    let color = session.globals.color == Color::Always;
    let page = Page { width: None, color, ..session.page() };
    for copy in &mut session.outputs.copies {
        let mut bytes = Vec::new();
        print(&copy.format, found, &page, &mut bytes)?;
        copy.bytes = Some(bytes);
    }
    Ok(())
}

fn print(format: &str, found: &Findings<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), Stop> {
    match render::findings(format, found, page, out) {
        Ok(printed) => Ok(printed?),
        Err(message) => Err(Stop::Usage { code: "unknown-format", message, hint: None }),
    }
}

/// Turns what stopped a command into words and an exit code.
pub(super) fn stopped(session: &mut Session<'_, '_>, stop: Stop) -> Exit {
    let (exit, written) = match stop {
        Stop::PipeClosed(exit) => return exit,
        Stop::Interrupted => (Exit::Interrupted, writeln!(session.world.err, "interrupted; nothing was written")),
        Stop::Refused(mut found) => {
            let place = |found: &Problem| (found.argument.is_none(), found.path.clone(), found.line, found.column);
            found.sort_by_cached_key(place);
            (Exit::No, refused(session, &found))
        }
        Stop::Unreadable(found) => {
            let first = found.first();
            let failure = Failure {
                code: "unreadable",
                message: match found.len() {
                    1 => "a record that this needs cannot be read".to_owned(),
                    count => format!("{count} records that this needs cannot be read"),
                },
                causes: found
                    .iter()
                    .map(|one| format!("{}:{}:{}: {}", one.path, one.line, one.column, one.message))
                    .collect(),
                hint: first
                    .and_then(|problem| problem.help.clone())
                    .or_else(|| Some("put it right, then try again; `suits check` shows every place".to_owned())),
                place: first.map(|problem| (problem.path.clone(), problem.line, problem.column)),
            };
            (Exit::CouldNotTell, fail(session, &failure))
        }
        Stop::Usage { code, message, hint } => {
            let hint = hint.map(|hint| from_here(session, &hint));
            (Exit::CouldNotTell, fail(session, &Failure { code, message, hint, ..Failure::default() }))
        }
        Stop::Failed(error) if error.is::<Unusable>() => {
            let failure = error.downcast_ref::<Unusable>().map_or_else(Failure::default, |unusable| Failure {
                code: "unusable-config",
                message: unusable.message.clone(),
                hint: unusable.help.clone(),
                place: Some((unusable.path.clone(), unusable.position.line, unusable.position.column)),
                ..Failure::default()
            });
            (Exit::CouldNotTell, fail(session, &failure))
        }
        Stop::Failed(error) if trouble_of(&error).is_some() => {
            let failure = trouble_of(&error).map_or_else(Failure::default, |trouble| Failure {
                code: trouble.code,
                message: trouble.message.clone(),
                hint: trouble.hint.as_deref().map(|hint| from_here(session, hint)),
                ..Failure::default()
            });
            (Exit::CouldNotTell, fail(session, &failure))
        }
        Stop::Failed(error) => {
            let no_book = error.is::<NoBook>();
            let failure = Failure {
                code: if no_book { "no-book" } else { "failed" },
                message: error.to_string(),
                hint: no_book.then(|| where_a_book_is(session).to_owned()),
                causes: error.chain().skip(1).map(ToString::to_string).collect(),
                ..Failure::default()
            };
            (Exit::CouldNotTell, fail(session, &failure))
        }
    };
    // Nobody is left to tell when stderr itself is gone.
    drop(written);
    exit
}

/// What to type, as it works from where the person stands.
pub(super) fn from_here(session: &Session<'_, '_>, hint: &str) -> String {
    if !hint.contains("`git ") {
        return hint.to_owned();
    }
    Store::stand_of(&session.start(), &session.world.cwd).told(hint)
}

/// What to do where there is no book: in a repository that has no files, it is there as of a revision.
fn where_a_book_is(session: &Session<'_, '_>) -> &'static str {
    let start = session.start();
    if Store::is_bare(&start) && Store::open_at(&start, "HEAD").is_ok() {
        "this repository has no files, only a history: ask as of a revision, `--at HEAD`; to write, clone it"
    } else {
        "go into the folder of a book, or make one with `suits init`"
    }
}

/// What git had to say, where that is why.
fn trouble_of(error: &anyhow::Error) -> Option<&GitTrouble> {
    error.chain().find_map(|cause| match cause.downcast_ref::<std::io::Error>() {
        Some(io) => io.get_ref()?.downcast_ref(),
        None => cause.downcast_ref(),
    })
}

/// A refusal's objections: data for scripts, talk for people.
fn refused(session: &mut Session<'_, '_>, found: &[Problem]) -> std::io::Result<()> {
    let page = Page { color: false, ..session.page() };
    let as_of = session.asked_on.unwrap_or(Day::EPOCH);
    let findings = Findings::new("refused", as_of, found);
    match session.format() {
        Ok(format) if session.globals.format != "table" => {
            if session.is_format_of_file {
                render::FORMATS[0].findings(&findings, &page, session.world.err)?;
            }
            format.findings(&findings, &page, &mut session.stdout)
        }
        Ok(format) => format.findings(&findings, &page, session.world.err),
        Err(_) => Ok(()),
    }
}

/// Says why there is no answer, in the format asked for.
pub(super) fn fail(session: &mut Session<'_, '_>, failure: &Failure) -> std::io::Result<()> {
    let page = session.page();
    match session.format() {
        Ok(format) if !session.is_format_of_file => format.failed(failure, &page, session.world.err),
        _ => render::FORMATS[0].failed(failure, &page, session.world.err),
    }
}

/// Hands the output over: to stdout, or to the file of `-o`.
pub(super) fn finish(mut session: Session<'_, '_>, ended: Exit) -> Exit {
    for line in session.echo.take() {
        // Nobody is left to tell when stderr itself is gone.
        drop(session.say(line));
    }
    let stdout = std::mem::take(&mut session.stdout);
    let mut outputs = std::mem::take(&mut session.outputs);
    let files = match ended {
        Exit::Interrupted => Vec::new(),
        // without an answer there is nothing to put in the place of what the file holds; a refusal in words is told on stderr alone
        Exit::CouldNotTell | Exit::No if stdout.is_empty() => outputs.files_of_copies(&session.world.cwd),
        _ => outputs.files(&session.world.cwd, &stdout),
    };
    let mut written = crate::store::write_outputs(&files);
    if outputs.file.is_none() {
        match session.world.out.write_all(&stdout).and_then(|()| session.world.out.flush()) {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => written = written.and(Err(error.into())),
            _ => {}
        }
    }
    let Err(error) = written else { return ended };
    let failure = Failure {
        code: "output-not-written",
        message: "the output could not be written".to_owned(),
        causes: error.chain().map(ToString::to_string).collect(),
        hint: (!files.is_empty()).then(|| "name a file in a folder that you may write to".to_owned()),
        place: None,
    };
    drop(fail(&mut session, &failure));
    ended.max(Exit::CouldNotTell)
}
