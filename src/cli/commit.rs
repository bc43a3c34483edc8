//! `--commit`: whether a change is to be committed, where that can be done, what the commit says, and what became of it.

use super::args::WriteArgs;
use super::exit::{Exit, Stop};
use super::output;
use super::session::Session;
use crate::config::Config;
use crate::render::sanitize;
use crate::store::{Drafted, GitTrouble, Ground, Store, Uncommitted, WriteLock};
use crate::view::{Committed, Failure};
use unicode_width::UnicodeWidthStr;

/// A first line that every tool of git shows whole.
const COLUMNS: usize = 72;
/// A first line says at least so much before it ends at a comma.
const ENOUGH: usize = 24;

/// A commit to be made of a change.
pub(super) struct Commit {
    ground: Ground,
    message: String,
}

impl Commit {
    /// What was asked for: the commit of a change, if there is to be one and there is a change. Refused where it could not be made.
    pub(super) fn asked(
        args: &WriteArgs,
        config: &Config,
        store: &Store,
        (drafted, summary): (&Drafted, &[String]),
    ) -> Result<Option<Commit>, Stop> {
        let wanted = args.commit || (config.commits && !args.no_commit);
        if !wanted || drafted.previews().next().is_none() {
            return Ok(None);
        }
        let without = if args.commit { "leave `--commit` out" } else { "write it without a commit: `--no-commit`" };
        Commit::of(store, drafted, message(summary, drafted), without).map(Some)
    }

    /// A commit with a message; `without` says how to do without it.
    pub(super) fn of(store: &Store, drafted: &Drafted, message: String, without: &str) -> Result<Commit, Stop> {
        Commit::over(store.ground(drafted), message, without)
    }

    /// A commit on a ground, if that can be.
    pub(super) fn over(ground: Result<Ground, GitTrouble>, message: String, without: &str) -> Result<Commit, Stop> {
        let ground = ground.map_err(|trouble| Stop::Usage {
            code: trouble.code,
            message: trouble.message,
            hint: Some(match trouble.hint {
                Some(hint) => format!("{hint}; or {without}"),
                None => without.to_owned(),
            }),
        })?;
        Ok(Commit { ground, message })
    }

    /// What it would say.
    pub(super) fn preview(&self) -> Committed {
        Committed { id: None, branch: self.ground.branch.clone(), message: self.message.clone() }
    }

    /// Makes it, once the files are written. Says what hooks said, and what the person should know.
    pub(super) fn make(
        &self,
        store: &Store,
        lock: &WriteLock,
        session: &mut Session<'_, '_>,
    ) -> Result<Result<Committed, Uncommitted>, Stop> {
        let made = match store.commit(lock, &self.ground, &self.message) {
            Ok(made) => made,
            Err(uncommitted) => return Ok(Err(uncommitted)),
        };
        if store.remember_commit(lock, &self.ground, &made.id).is_err() {
            session.say("the commit cannot be remembered in `.suits`: `suits undo` may not find its way back to it")?;
        }
        for line in made.said.iter().chain(&made.notes) {
            session.say(line)?;
        }
        Ok(Ok(Committed { id: Some(made.id), ..self.preview() }))
    }
}

/// Says that a change was written and not committed, and what comes next.
pub(super) fn failed(uncommitted: Uncommitted, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let Uncommitted { said, is_refusal, retry } = uncommitted;
    let failure = Failure {
        code: "not-committed",
        message: "the change is written, but not committed".to_owned(),
        causes: said,
        hint: Some(format!("settle that, then `{retry}`; or take the change back: `suits undo`")),
        place: None,
    };
    output::fail(session, &failure)?;
    Ok(if is_refusal { Exit::No } else { Exit::CouldNotTell })
}

/// What a commit says of a change: what happened in one line, ids first; then in full what does not fit there, and the rest.
pub(super) fn message(summary: &[String], drafted: &Drafted) -> String {
    let ids: Vec<String> = drafted.previews().map(|preview| output::record_id(&preview.path)).collect();
    let mut lines: Vec<String> = summary.iter().map(|line| sanitize::line(line.trim()).to_string()).collect();
    lines.retain(|line| !line.is_empty());
    if lines.is_empty() {
        lines.push(format!("{}: changed", ids.join(", ")));
    }
    let first = titled(&lines[0]);
    let body = if first == lines[0] { &lines[1..] } else { &lines[..] };
    let mut message = first;
    if !body.is_empty() {
        message.push_str("\n\n");
        message.push_str(&body.join("\n"));
    }
    message.push('\n');
    message
}

/// A line that fits: as it is, or up to a comma, or up to a word.
fn titled(line: &str) -> String {
    if line.width() <= COLUMNS {
        return line.to_owned();
    }
    let fitting = |columns: usize| {
        let mut width = 0;
        let letters = line.char_indices().take_while(|(_, letter)| {
            width += letter.to_string().width();
            width <= columns
        });
        letters.last().map_or("", |(at, letter)| &line[..at + letter.len_utf8()])
    };
    let clause = [", ", "; ", " ("].iter().filter_map(|end| fitting(COLUMNS).rfind(end)).max();
    if let Some(end) = clause.filter(|end| line[..*end].width() >= ENOUGH) {
        return line[..end].to_owned();
    }
    let room = fitting(COLUMNS - 1);
    let whole = line[room.len()..].starts_with(' ').then_some(room.len());
    let end = whole.or_else(|| room.rfind(' ').filter(|end| line[..*end].width() >= ENOUGH)).unwrap_or(room.len());
    format!("{}…", room[..end].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_fits_stays_and_a_long_one_ends_at_a_comma_or_a_word() {
        let short = "ACME-0012: in-creative → internal-review, with ann";
        assert_eq!(titled(short), short);
        let long = "ACME-0012: in-creative → internal-review, with ann, until the client has seen all";
        assert_eq!(titled(long), "ACME-0012: in-creative → internal-review, with ann");
        let flat = "ACME-0012: edited by somebody who had a good deal to say about this and that";
        // 72 columns with the dots: `this` ends in column 67, and ` and` would end in column 71, the dots in 72.
        assert_eq!(titled(flat), "ACME-0012: edited by somebody who had a good deal to say about this and…");
        assert!(titled(flat).width() <= COLUMNS);
    }

    #[test]
    fn a_long_line_without_blanks_is_cut_between_letters() {
        let thai = "ทดสอบ".repeat(40);
        let cut = titled(&thai);
        assert!(cut.ends_with('…') && cut.width() <= COLUMNS, "{cut}");
        assert!(thai.starts_with(cut.trim_end_matches('…')));
    }
}
