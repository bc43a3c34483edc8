//! `suits init`: a new book, with what editors need to know of its records; with `--example` a small lively agency to play with.

use super::args::DryArgs;
use super::exit::{Exit, Stop};
use super::output;
use super::session::Session;
use crate::schema;
use crate::store::{Store, attributes};
use crate::view::Changed;
use clap::Args;
use include_dir::{Dir, include_dir};

/// The example book, as it lies in the repository.
static EXAMPLE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/examples/northlight");
/// A commented `suits.toml` for a new agency.
const TEMPLATE: &str = include_str!("../domain/templates/suits.toml");
/// What git leaves alone in a new book: salaries, for whoever writes them into a file of their own.
const GITIGNORE: (&str, &str) = (
    ".gitignore",
    "# What an hour of each person costs: whoever writes it here instead of in suits.toml keeps it out of git.\n/costs.toml\n",
);

/// What hands records to the merge driver, in every clone that `suits setup` was said in.
const GITATTRIBUTES: &str = ".gitattributes";

/// A new book, with settings that make editors check and complete its records
///
/// Examples:
///   suits init
///   suits init northlight --example
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct InitArgs {
    /// Where; else here
    #[arg(value_name = "DIR")]
    pub into: Option<std::path::PathBuf>,
    /// Fill it with a small agency to play with
    #[arg(long)]
    pub example: bool,
    #[command(flatten)]
    write: DryArgs,
}

/// Runs `suits init`.
pub(super) fn run(args: &InitArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let start = session.start();
    let dir = args.into.as_ref().map_or_else(|| start.clone(), |into| start.join(into));
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    if args.example {
        collect(&EXAMPLE, &mut files);
        files.sort();
    } else {
        files.push(("suits.toml".to_owned(), TEMPLATE.as_bytes().to_vec()));
    }
    let mut settings = schema::settings();
    settings.push((GITIGNORE.0.to_owned(), GITIGNORE.1.to_owned()));
    settings.push((GITATTRIBUTES.to_owned(), attributes()));
    let taken = Store::taken(&dir, &settings.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>())?;
    let free = settings.into_iter().filter(|(path, _)| !taken.contains(path));
    files.extend(free.map(|(path, text)| (path, text.into_bytes())));
    let paths: Vec<String> = files.iter().map(|(path, _)| path.clone()).collect();
    let shown = args.into.as_ref().map_or_else(|| ".".to_owned(), |into| into.display().to_string());
    let inside = if shown == "." { String::new() } else { format!("cd {shown}; ") };
    let next = match args.example {
        true => format!("{inside}suits overdue --as-of 2026-12-01"),
        false => format!("write your people into {shown}/suits.toml, then `{inside}suits client new ACME --name …`"),
    };
    if !args.write.dry_run {
        Store::create(&dir, &files)?;
    }
    let records = paths.iter().map(|path| (path.clone(), path.clone())).collect();
    let mut summary = vec![format!("a new book in {shown}: {} files", files.len())];
    summary.extend(taken.iter().map(|path| format!("`{path}` was there already and stays as it is")));
    if taken.iter().any(|path| path == GITIGNORE.0) {
        summary.push(
            "a line `/costs.toml` in `.gitignore` keeps what people cost out of git, where you write it there"
                .to_owned(),
        );
    }
    if taken.iter().any(|path| path == GITATTRIBUTES) {
        summary.push("`suits setup` puts into `.gitattributes` what has git merge records by their fields".to_owned());
    }
    output::tell(
        session,
        Changed { records, summary, next: Some(next), dry_run: args.write.dry_run, ..Changed::default() },
    )
}

fn collect(dir: &Dir<'_>, files: &mut Vec<(String, Vec<u8>)>) {
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        files.push((path, file.contents().to_vec()));
    }
    for below in dir.dirs() {
        collect(below, files);
    }
}
