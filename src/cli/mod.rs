//! The front hall: one command, one file. Arguments become a question, the question an answer, the answer bytes and an exit code.
//! Decides nothing about the business and touches neither disk nor clock: it has a store and a `World`.

mod args;
mod assign;
mod board;
mod brief;
mod budget;
mod check;
mod client;
mod completions;
mod dates;
mod desk;
mod document;
mod edit;
mod estimate;
mod exit;
mod explain;
mod feedback;
mod findings;
mod init;
mod job;
mod list;
mod naming;
mod new;
mod output;
mod overdue;
mod references;
mod report;
mod search;
mod session;
mod set;
mod shape;
mod show;
mod today;
mod together;
mod usage;
mod value;
mod workflow;
mod world;

pub use args::command;
pub use exit::Exit;
pub use world::{Variables, World};

use args::{Cli, Command};
use clap::FromArgMatches;
use exit::Stop;
use session::Session;
use std::ffi::OsString;

/// Runs one command line and says how it ended.
pub fn run(argv: impl IntoIterator<Item = OsString>, world: &mut World<'_>) -> Exit {
    let argv: Vec<OsString> = argv.into_iter().collect();
    let parsed = args::command().try_get_matches_from(&argv).and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) => return usage::answer(&error, &argv, world),
    };
    let mut session = Session::new(cli.globals, world);
    let ended = match dispatch(cli.command, &mut session) {
        Ok(exit) => exit,
        Err(stop) => session.explain(stop),
    };
    session.finish(ended)
}

fn dispatch(command: Command, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    match command {
        Command::Init(args) => init::run(&args, session),
        Command::Client(verb) => client::run(verb, session),
        Command::Brief(verb) => brief::run(verb, session),
        Command::Job(verb) => job::run(verb, session),
        Command::Feedback(verb) => feedback::run(verb, session),
        Command::Today(args) => today::run(&args, session),
        Command::Overdue(args) => overdue::run(&args, session),
        Command::Budget(args) => budget::run(&args, session),
        Command::Board(args) => board::run(&args, session),
        Command::Search(args) => search::run(&args, session),
        Command::Check(args) => check::run(&args, session),
        Command::Explain(args) => explain::run(&args, session),
        Command::Workflow(args) => workflow::run(&args, session),
        Command::Completions(args) => Ok(completions::run(&args, session)),
    }
}
