//! The arguments that several commands share.

use crate::render;
use clap::builder::PossibleValuesParser;
use clap::{Arg, Args, ValueEnum};
use std::path::PathBuf;

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal.
    #[default]
    Auto,
    /// Even into a pipe.
    Always,
    /// Not at all.
    Never,
}

/// Every format there is; which of them are for one command alone is told when the command is known.
fn formats() -> PossibleValuesParser {
    let checks = render::CHECK_FORMATS.iter().map(|format| format.name);
    let diagrams = render::DIAGRAMS.iter().map(|diagram| diagram.name);
    PossibleValuesParser::new(render::names().chain(checks).chain(diagrams))
}

/// Arguments of every command.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Everywhere")]
pub(super) struct Globals {
    /// Look for the book from this folder
    #[arg(short = 'C', value_name = "DIR", global = true)]
    pub dir: Option<PathBuf>,
    /// How to print: table (as wide as the window, or as `COLUMNS` says), json, jsonl, yaml, csv, tsv or md; `check` and `audit` also text, concise, github, gitlab, sarif or junit; `workflow` also mermaid or dot
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = formats(), hide_possible_values = true, hide_default_value = true, global = true)]
    pub format: String,
    /// Write the output to a file, in the format that its name ends in where `--format` names none: `-o page.md`; `check` and `audit` also write further formats beside it: `-o sarif=FILE`
    #[arg(short = 'o', long, visible_alias = "output-file", value_name = "FILE", global = true)]
    pub output: Vec<PathBuf>,
    /// What day it is, for everything: 2026-12-01
    #[arg(long, value_name = "DATE", global = true)]
    pub as_of: Option<String>,
    /// Read the book as it was at a git revision: `v1`, `HEAD~3`, `main@{last friday}`; what day it is, `--as-of` says
    #[arg(long, value_name = "REV", global = true)]
    pub at: Option<String>,
    /// With a report or a list: what is different since that revision, or from `--at REV` to it
    #[arg(long, value_name = "REV", global = true)]
    pub versus: Option<String>,
    /// When to colour: auto, always or never
    #[arg(
        long,
        value_name = "WHEN",
        value_enum,
        default_value_t,
        hide_possible_values = true,
        hide_default_value = true,
        global = true
    )]
    pub color: Color,
    /// Leave text cells of csv and tsv as they are, for machines
    #[arg(long, global = true)]
    pub csv_raw: bool,
    /// Print data only: tables without the notes below them
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more, such as the command line that would do the same
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// Ask nothing; take only dates like 2026-12-04
    #[arg(long, global = true)]
    pub no_input: bool,
}

/// Arguments of every command that lists.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Rows")]
pub(super) struct RowArgs {
    /// Only this client's
    #[arg(long, value_name = "CLIENT")]
    pub client: Option<String>,
    /// Only rows like this: `status = client-review and due < today`, `margin < 20%`; totals of money are of the rows shown
    #[arg(long = "where", value_name = "CONDITION")]
    pub condition: Option<String>,
    /// In this order: `due,-days_late`
    #[arg(long, value_name = "COLUMNS", allow_hyphen_values = true)]
    pub sort: Option<String>,
    /// These columns, in this order; none of them is left out for want of room
    #[arg(long, value_name = "COLUMNS")]
    pub columns: Option<String>,
    /// At most so many rows; totals of money are of these
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Exit with 1 when there are rows
    #[arg(long)]
    pub exit_code: bool,
}

/// `--client` where every row is of one record, or of none: out of the help, and refused.
pub(super) fn no_client(client: Arg) -> Arg {
    let refuse = |_: &str| Err::<String, _>("nothing here is of one client or another; leave `--client` out");
    client.hide(true).value_parser(refuse)
}

/// Arguments of every command that writes.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Writing")]
pub(super) struct WriteArgs {
    /// Show the change and write nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
    /// Commit exactly the files that change, with a message in the words of the change; what is staged stays staged. `[git] commit = true` in `suits.toml` makes it the habit of a book
    #[arg(long, conflicts_with = "no_commit")]
    pub commit: bool,
    /// Commit nothing, where that is the habit of the book
    #[arg(long)]
    pub no_commit: bool,
}

/// Arguments of commands that write what is no record: nothing of it is committed or taken back.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Writing")]
pub(super) struct DryArgs {
    /// Show the change and write nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// Who acts, for commands in which nobody else is named.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct ActorArgs {
    /// Who acts; else `SUITS_USER`, else git's `user.email` as `suits.toml` knows it
    #[arg(long, value_name = "PERSON")]
    pub by: Option<String>,
}
