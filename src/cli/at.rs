//! `--at`: which commands can look at the book as it was, and what the others say.

use super::exit::Stop;
use clap::{ArgMatches, Command};

/// Commands that look at no book.
const NO_BOOK: &[&str] = &["schema", "completions", "merge-driver", "diff-driver"];

/// Refuses `--at` where a command writes, or looks at no book. `matches` are those of the whole command line.
pub(super) fn must_read(root: &Command, matches: &ArgMatches) -> Result<(), Stop> {
    let (mut command, mut matches, mut words) = (root, matches, vec![root.get_name()]);
    while let Some((name, inner)) = matches.subcommand()
        && let Some(verb) = command.find_subcommand(name)
    {
        (command, matches) = (verb, inner);
        words.push(verb.get_name());
    }
    let Some(revision) = matches.get_one::<String>("at") else { return Ok(()) };
    let typed = words.join(" ");
    if NO_BOOK.contains(&command.get_name()) {
        let message = format!("`{typed}` looks at no book, so `--at` means nothing to it");
        return Err(Stop::usage("no-past", message, "leave `--at` out"));
    }
    if command.get_arguments().any(|argument| argument.get_id() == "dry_run") {
        let message = format!("`{typed}` writes, and the book as it was at `{revision}` can only be read");
        return Err(Stop::usage("no-past", message, "leave `--at` out to change the book as it is now"));
    }
    Ok(())
}
