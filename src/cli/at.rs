//! `--at` and `--versus`: which commands can look at the book as it was, and what the others say.

use super::exit::Stop;
use super::versus;
use clap::{ArgMatches, Command};

/// Commands that look at no book.
pub(super) const NO_BOOK: &[&str] = &["schema", "completions", "setup", "merge-driver", "diff-driver"];
/// Commands that are told themselves which points in history they are about.
pub(super) const OWN_POINTS: &[&str] = &["resolve"];

/// Commands that write, and with `--check` only look.
const LOOKS: &[&str] = &["fmt"];

/// Refuses `--at` where a command writes, or looks at no book. `matches` are those of the whole command line.
pub(super) fn must_read(root: &Command, matches: &ArgMatches) -> Result<(), Stop> {
    let (mut command, mut matches, mut words) = (root, matches, vec![root.get_name()]);
    while let Some((name, inner)) = matches.subcommand()
        && let Some(verb) = command.find_subcommand(name)
    {
        (command, matches) = (verb, inner);
        words.push(verb.get_name());
    }
    let typed = words.join(" ");
    let only_looks = LOOKS.contains(&command.get_name()) && matches.get_flag("check");
    let writes = !only_looks && command.get_arguments().any(|argument| argument.get_id() == "dry_run");
    if let Some(revision) = matches.get_one::<String>("versus") {
        if writes {
            let message = format!("`{typed}` writes, and `--versus` compares answers to questions");
            return Err(Stop::usage("no-versus", message, "leave `--versus` out"));
        }
        if !versus::compares(&words[1..]) {
            let positional = command.get_positionals().next().map(|argument| argument.get_id().as_str());
            let given = positional.and_then(|name| matches.try_get_one::<String>(name).ok().flatten());
            return Err(versus::cannot(&typed, revision, given.map(String::as_str)));
        }
    }
    let Some(revision) = matches.get_one::<String>("at") else { return Ok(()) };
    if NO_BOOK.contains(&command.get_name()) {
        let message = format!("`{typed}` looks at no book, so `--at` means nothing to it");
        return Err(Stop::usage("no-past", message, "leave `--at` out"));
    }
    if writes {
        let message = format!("`{typed}` writes, and the book as it was at `{revision}` can only be read");
        return Err(Stop::usage("no-past", message, "leave `--at` out to change the book as it is now"));
    }
    if OWN_POINTS.contains(&words[1..].join(" ").as_str()) {
        let message = format!("`{typed}` is told itself which points in history it is about, without `--at`");
        return Err(Stop::usage("no-past", message, format_args!("`{typed} --help` shows how to name them")));
    }
    Ok(())
}
