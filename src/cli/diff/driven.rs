//! `suits diff-driver`: what git calls for a record that differs, in `git diff`, `git log -p --ext-diff` and `git show --ext-diff`. Prints
//! what changed in words, then the lines as git would. Ends well whatever happens: git stops at the first driver that does not.

use crate::cli::args::Color;
use crate::cli::exit::{Exit, Stop};
use crate::cli::session::Session;
use crate::domain::layout::{AnyId, record_below};
use crate::history::Said;
use crate::history::diff::{Around, Version, tell, title};
use crate::render::{self, sanitize};
use crate::store::{Colors, Content, Looks, RESET, Snapshot, Store, read_input};
use crate::values::Day;
use clap::Args;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::Write as _;
use std::path::Path;

/// Show what changed in one record, for git: words first, then the lines
///
/// `suits setup` tells git to call it. By hand: in `.gitattributes` write `*.yaml diff=suits`, then type `git config diff.suits.command "suits diff-driver"`. `git log` and `git show` ask it with `--ext-diff`. With `--words` in that command the lines are left out. Working days are counted by the settings as they are now.
///
/// Lines are coloured where git would colour them, by its own settings (`color.ui`, `color.diff.old` and so on), and have as many others around them as `diff.context` or `GIT_DIFF_OPTS=-u5` says. What is typed to `git diff` itself, such as `-U0`, `-w` or `--color`, git tells no driver: for that say `git diff --no-ext-diff`.
///
/// Example:
///   suits diff-driver jobs/ACME/ACME-0012.yaml OLD-FILE OLD-HEX \
///       OLD-MODE NEW-FILE NEW-HEX NEW-MODE
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct DriverArgs {
    /// What git says: the path, the two files and what git knows of them; `--words` before it
    #[arg(value_name = "WORDS", allow_hyphen_values = true, trailing_var_arg = true)]
    pub said: Vec<OsString>,
}

/// Runs `suits diff-driver`.
pub(in crate::cli) fn run(args: &DriverArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let only_words = args.said.first().is_some_and(|first| first == "--words");
    let said = &args.said[usize::from(only_words)..];
    let text = |at: usize| said.get(at).map(|word| word.to_string_lossy().into_owned());
    let Some(path) = text(0) else { return Ok(Exit::Yes) };
    let (Some(old), Some(new)) = (said.get(1), said.get(4)) else {
        // git says only the path of what is still to be merged
        writeln!(session.stdout, "* Unmerged path {}", sanitize::line(&path))?;
        return Ok(Exit::Yes);
    };
    let now = text(7).unwrap_or_else(|| path.clone());
    let read = |file: &OsString| {
        if file == "/dev/null" { None } else { Some(content(&session.world.cwd.join(file))) }
    };
    let (before, after) = (read(old), read(new));
    let modes = [text(3), text(6)];
    let asked = match session.globals.color {
        Color::Auto => None,
        Color::Always => Some(true),
        Color::Never => Some(false),
    };
    let looks = Looks::of(&session.world.cwd, asked, session.world.color);
    let head = head(&path, &now, before.is_none(), after.is_none(), &modes);
    let told = words((&path, before.as_ref()), (&now, after.as_ref()), session);
    for line in head {
        write(&line, looks.colors.as_ref().map(|colors| &colors.meta), session)?;
    }
    for (at, line) in told.iter().enumerate() {
        write(line, looks.colors.as_ref().map(|colors| &colors.meta).filter(|_| at == 0), session)?;
    }
    if only_words && !told.is_empty() {
        return Ok(Exit::Yes);
    }
    let plain = |side: &Option<Content>| match side {
        Some(Content::Text(text)) => Ok(Some(text.to_string())),
        None => Ok(None),
        Some(Content::Broken(_) | Content::Unread) => Err(()),
    };
    match (plain(&before), plain(&after)) {
        (Ok(before), Ok(after)) => {
            let (before, after) = ((path.as_str(), before.as_deref()), (now.as_str(), after.as_deref()));
            let lines = render::unified_within(before, after, looks.lines_around);
            let mut is_head = true;
            for line in lines.lines() {
                is_head &= !line.starts_with("@@");
                write(line, looks.colors.as_ref().and_then(|colors| color(colors, line, is_head)), session)?;
            }
        }
        _ => {
            writeln!(session.stdout, "Binary files a/{} and b/{} differ", sanitize::line(&path), sanitize::line(&now))?;
        }
    }
    Ok(Exit::Yes)
}

fn content(file: &Path) -> Content {
    match read_input(file) {
        Ok(bytes) => match crate::yaml::check_bytes(&bytes) {
            Ok(text) => Content::Text(text.into()),
            Err(fault) => Content::Broken(fault.message),
        },
        Err(error) => Content::Broken(error.to_string()),
    }
}

/// Writes a line, in a colour where it has one.
fn write(line: &str, color: Option<&String>, session: &mut Session<'_, '_>) -> std::io::Result<()> {
    let line = sanitize::text(line);
    match color.filter(|color| !color.is_empty()) {
        Some(color) => writeln!(session.stdout, "{color}{line}{RESET}"),
        None => writeln!(session.stdout, "{line}"),
    }
}

/// The colour of a line of a diff; none for one that did not change.
fn color<'c>(colors: &'c Colors, line: &str, is_head: bool) -> Option<&'c String> {
    match line.as_bytes().first() {
        _ if is_head => Some(&colors.meta),
        Some(b'@') => Some(&colors.frag),
        Some(b'-') => Some(&colors.old),
        Some(b'+') => Some(&colors.new),
        _ => None,
    }
}

/// The lines with which git begins.
fn head(path: &str, now: &str, is_new: bool, is_gone: bool, modes: &[Option<String>; 2]) -> Vec<String> {
    let (path, now) = (sanitize::line(path), sanitize::line(now));
    let mut lines = vec![format!("diff --git a/{path} b/{now}")];
    let [old_mode, new_mode] = modes;
    match (is_new, is_gone, old_mode, new_mode) {
        (true, _, _, Some(mode)) => lines.push(format!("new file mode {mode}")),
        (_, true, Some(mode), _) => lines.push(format!("deleted file mode {mode}")),
        (_, _, Some(old), Some(new)) if old != new => {
            lines.extend([format!("old mode {old}"), format!("new mode {new}")]);
        }
        _ => {}
    }
    if path != now {
        lines.extend([format!("rename from {path}"), format!("rename to {now}")]);
    }
    lines
}

/// What changed, in words; nothing for what is no record, or does not read.
fn words(before: (&str, Option<&Content>), after: (&str, Option<&Content>), session: &Session<'_, '_>) -> Vec<String> {
    let (Some((was, _)), Some((is, below))) = (record_below(before.0), record_below(after.0)) else {
        return Vec::new();
    };
    if was.kind() != is.kind() {
        return Vec::new();
    }
    let book = Store::open(&session.world.cwd.join(below)).ok();
    let sides = |id: &AnyId, content: Option<&Content>| match (&book, content) {
        (Some(book), Some(content)) => book.side(&[(&id.path(), content)]),
        (None, Some(content)) => Snapshot::of_texts(&[(&id.path(), content)]),
        (_, None) => Snapshot::default(),
    };
    let (old, new) = (sides(&was, before.1), sides(&is, after.1));
    let config = if after.1.is_some() { &new.agency.config } else { &old.agency.config };
    let day = session.today(config).unwrap_or(Day::EPOCH);
    let renamed = BTreeMap::new();
    let around = Around::new(&old.agency, &new.agency, day, &renamed);
    let is_whole = [before.1, after.1].into_iter().flatten().all(|content| content.text().is_some());
    let (then, now) = (version(&was, before.1), version(&is, after.1));
    let mut lines: Vec<String> = Vec::new();
    for (snapshot, when) in [(&old, "older"), (&new, "newer")] {
        for broken in snapshot.unreadable() {
            let why = match is_whole {
                true => format!(" (line {}: {})", broken.position.line, broken.message),
                false => format!(": {}", broken.message),
            };
            lines.push(format!("  the {when} version cannot be read{why}"));
        }
    }
    // a side that is no text is not one that was not there
    if is_whole {
        lines.extend(tell(then, now, &around).iter().map(|told| format!("  {}", told.words)));
    }
    if lines.is_empty() {
        return lines;
    }
    let said = now.or(then).and_then(|version| Some(title(version.id, &Said::of(version.text).ok()?)));
    lines.insert(0, format!("{is} {}", said.unwrap_or_default()).trim_end().to_owned());
    lines
}

fn version<'v>(id: &'v AnyId, content: Option<&'v Content>) -> Option<Version<'v>> {
    Some(Version { id, text: content?.text()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_found_in_a_book_below_the_top_too() {
        let told = |path: &str| record_below(path).map(|(id, below)| (id.to_string(), below.to_owned()));
        assert_eq!(told("jobs/ACME/ACME-0012.yaml"), Some(("ACME-0012".into(), String::new())));
        assert_eq!(told("work/book/clients/ACME.yaml"), Some(("ACME".into(), "work/book/".into())));
        assert_eq!(told("docker-compose.yaml"), None);
        assert_eq!(told("jobs/ACME/notes.yaml"), None);
    }
}
