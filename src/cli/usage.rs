//! Help, and what is wrong with the words typed: in the parser's own words for people, as an error envelope for scripts.
//! Knows no book: nothing was opened yet.

use super::exit::Exit;
use super::world::World;
use crate::render::{self, Page, sanitize};
use crate::view::Failure;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::borrow::Cow;
use std::ffi::OsString;

/// Prints help or the version; or says what was wrong with the words typed, in the format that they ask for.
pub(super) fn answer(error: &clap::Error, argv: &[OsString], world: &mut World<'_>) -> Exit {
    let (exit, written) = match (error.use_stderr(), format(argv)) {
        (false, _) => (Exit::Yes, world.out.write_all(text(error, world.color).as_bytes())),
        (true, None) => (Exit::CouldNotTell, world.err.write_all(told(error, world.color).as_bytes())),
        (true, Some(format)) => {
            let page = Page { width: None, color: false, csv_raw: false, quiet: false };
            (Exit::CouldNotTell, format.failed(&failure(&text(error, false)), &page, world.err))
        }
    };
    // Nobody is left to tell when the stream itself is gone.
    drop(written);
    exit
}

/// The error for people; what was typed and would act on the screen is shown instead, and then without colour.
fn told(error: &clap::Error, color: bool) -> String {
    let plain = text(error, false);
    match sanitize::text(&plain) {
        Cow::Owned(safe) => safe,
        Cow::Borrowed(_) => text(error, color),
    }
}

/// What other programs call what is called otherwise here.
const ELSEWHERE: [(&str, &str); 2] = [
    ("redo", "`suits undo` after `suits undo` makes the change again"),
    ("revert", "`suits undo` takes back the last change, or one of `suits undo --list`"),
];

/// The same error, or that a flag has no figure: a figure may begin with a minus, so the flag behind it was taken for one and what follows
/// that made no sense.
pub(super) fn plainer(mut error: clap::Error, command: clap::Command, argv: &[OsString]) -> clap::Error {
    if let Some(ContextValue::String(typed)) = error.get(ContextKind::InvalidSubcommand)
        && let Some((_, tip)) = ELSEWHERE.iter().find(|(name, _)| name == typed)
    {
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![StyledStr::from(*tip)]));
        return error;
    }
    match plain(command).try_get_matches_from(argv) {
        Err(other) if other.kind() == ErrorKind::InvalidValue => other,
        _ => error,
    }
}

/// A command that takes nothing that begins with a hyphen for a value.
fn plain(command: clap::Command) -> clap::Command {
    command.mut_args(|arg| arg.allow_hyphen_values(false)).mut_subcommands(plain)
}

fn text(error: &clap::Error, color: bool) -> String {
    if color { error.render().ansi().to_string() } else { error.render().to_string() }
}

/// The format for scripts that the words ask for, although they could not be understood.
fn format(argv: &[OsString]) -> Option<&'static dyn render::Renderer> {
    let words: Vec<&str> = argv.iter().filter_map(|word| word.to_str()).collect();
    let mut named = words.iter().enumerate().filter_map(|(at, word)| match word.strip_prefix("--format") {
        Some("") => words.get(at + 1).copied(),
        Some(rest) => rest.strip_prefix('='),
        None => None,
    });
    named.next_back().and_then(|name| render::format(name).ok()).filter(|format| format.name() != "table")
}

/// The parser's paragraphs: what is wrong, then tips, then the usage.
fn failure(text: &str) -> Failure {
    let mut paragraphs = text.trim().split("\n\n");
    let first = paragraphs.next().unwrap_or_default();
    let message = first.strip_prefix("error: ").unwrap_or("name a command");
    let tips: Vec<&str> = paragraphs.filter_map(|part| part.trim().strip_prefix("tip: ")).collect();
    let hint = if tips.is_empty() { "`--help` shows what there is".to_owned() } else { tips.join("; ") };
    let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
    Failure { code: "usage", message, hint: Some(hint), ..Failure::default() }
}
