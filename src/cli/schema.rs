//! `suits schema`: what an editor is told of a record, printed or written as files.

use super::exit::{Exit, Stop};
use super::output;
use super::session::Session;
use crate::domain::record::Kind;
use crate::store::{Made, make, to_make};
use crate::view::Changed;
use crate::{render, schema};
use clap::Args;
use std::path::{Path, PathBuf};

/// JSON Schema of a kind of record, for editors: what each key means, which words it takes
///
/// Examples:
///   suits schema job
///   suits schema --all schemas
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct SchemaArgs {
    /// client, brief, job, feedback, contact-report, invoice or timesheet
    #[arg(required_unless_present = "all")]
    pub kind: Option<String>,
    /// Write one file for each kind into a folder; over older ones, and over nothing else
    #[arg(long, value_name = "DIR", conflicts_with = "kind")]
    pub all: Option<PathBuf>,
    /// Show the change and write nothing
    #[arg(short = 'n', long, conflicts_with = "kind", help_heading = "Writing")]
    pub dry_run: bool,
}

/// Runs `suits schema`.
pub(super) fn run(args: &SchemaArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    match (&args.kind, &args.all) {
        (Some(kind), _) => print(kind, session),
        (None, Some(dir)) => write(dir, args.dry_run, session),
        (None, None) => Err(Stop::usage("no-kind", "a kind of record is missing", "try `suits schema job`")),
    }
}

fn print(typed: &str, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    if !["table", "json"].contains(&session.globals.format.as_str()) {
        let message = format!("a schema is JSON, and cannot be printed as {}", session.globals.format);
        return Err(Stop::usage("unknown-format", message, "leave `--format` out"));
    }
    let kind = session.word("the kind of a record", typed, Kind::ALL, Kind::as_str)?;
    session.stdout.extend_from_slice(schema::text(kind).as_bytes());
    Ok(Exit::Yes)
}

fn write(dir: &Path, dry_run: bool, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let folder = session.start().join(dir);
    let files = Kind::ALL.iter().map(|&kind| (schema::file_name(kind), schema::text(kind))).collect();
    let made = to_make(&folder, files, schema::is_made_here)?;
    if !dry_run && !made.is_empty() {
        make(&folder, &made)?;
    }
    let path = |file: &Made| dir.join(&file.name).display().to_string();
    let diff = |file: &Made| render::unified(&path(file), file.before.as_deref(), Some(&file.after));
    let summary = match made.len() {
        0 => "nothing changed".to_owned(),
        1 => format!("1 schema in {}", dir.display()),
        count => format!("{count} schemas in {}", dir.display()),
    };
    output::tell(
        session,
        Changed {
            records: made.iter().map(|file| (file.name.clone(), path(file))).collect(),
            summary: vec![summary],
            next: None,
            dry_run,
            diff: dry_run.then(|| made.iter().map(diff).collect()),
            commit: None,
        },
    )
}
