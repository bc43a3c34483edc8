//! The front hall: one command, one file. Arguments become a question, the question an answer, the answer bytes and an exit code.
//! Decides nothing about the business and touches neither disk nor clock: it has a store and a `World`.

mod ageing;
mod args;
mod assign;
mod audit;
mod at;
mod board;
mod brief;
mod brief_check;
mod brief_diff;
mod brief_questions;
mod briefs;
mod budget;
mod check;
mod client;
mod client_budget;
mod client_issue;
mod commit;
mod completions;
mod contact_report;
mod dates;
mod desk;
mod diff;
mod document;
mod edit;
mod estimate;
mod exit;
mod explain;
mod export;
mod feedback;
mod figures;
mod findings;
mod flow;
mod fmt;
mod init;
mod invoice;
mod life;
mod job;
mod late;
mod list;
mod merge_driver;
mod mix;
mod margin;
mod naming;
mod new;
mod new_errors;
mod outgrown;
mod output;
mod outputs;
mod overdue;
mod people;
mod period;
mod quote_line;
mod pipeline;
mod references;
mod report;
mod rework;
mod renewals;
mod resolve;
mod renumber;
mod reopened;
mod retainers;
mod risk;
mod rounds;
mod rule_notes;
mod schema;
mod search;
mod session;
mod set;
mod setup;
mod shape;
mod show;
mod spend;
mod time;
mod today;
mod twofold;
mod undo;
mod unseen;
mod usage;
mod utilisation;
mod value;
mod versus;
mod whose;
mod wip;
mod workflow;
mod workload;
mod world;

pub use exit::Exit;
pub use world::{Variables, World};

use args::Globals;
use clap::parser::ValueSource;
use clap::{Args as _, CommandFactory, FromArgMatches, Parser, Subcommand};
use exit::Stop;
use late::{Later, Now, When, Words};
use outputs::Prints;
use session::Session;
use std::ffi::OsString;

/// The account service department of an advertising agency, as a folder of YAML files in git.
#[derive(Debug, Parser)]
#[command(name = "suits", version, disable_help_subcommand = true, before_help = EXAMPLES, max_term_width = 100)]
struct Cli<W: When> {
    #[command(flatten)]
    globals: Globals,
    #[command(subcommand)]
    command: Command<W>,
}

const EXAMPLES: &str = "\
Examples:
  suits init northlight --example          a book to play with
  suits today --for ann                    what waits for ann
  suits overdue                            who has had the ball too long
  suits risk                               which jobs will not be there in time
  suits budget --by client                 where the money is
  suits job advance ACME-0012 --to client-review
  suits check                              is everything sound?";

/// Every command, in the order of the help.
#[derive(Debug, Subcommand)]
enum Command<W: When> {
    Init(Words<init::InitArgs, W>),
    #[command(subcommand)]
    Client(Words<client::ClientVerb, W>),
    #[command(subcommand)]
    Brief(Words<brief::BriefVerb, W>),
    #[command(subcommand)]
    Job(Words<job::JobVerb, W>),
    #[command(subcommand)]
    Feedback(Words<feedback::FeedbackVerb, W>),
    #[command(subcommand)]
    People(Words<people::PeopleVerb, W>),
    #[command(subcommand, visible_alias = "cr")]
    ContactReport(Words<contact_report::ContactReportVerb, W>),
    #[command(subcommand)]
    Time(Words<time::TimeVerb, W>),
    #[command(subcommand)]
    Invoice(Words<invoice::InvoiceVerb, W>),
    Today(Words<today::TodayArgs, W>),
    Overdue(Words<overdue::OverdueArgs, W>),
    Budget(Words<budget::BudgetArgs, W>),
    Spend(Words<spend::SpendArgs, W>),
    Ageing(Words<ageing::AgeingArgs, W>),
    Retainers(Words<retainers::RetainersArgs, W>),
    Pipeline(Words<pipeline::PipelineArgs, W>),
    Renewals(Words<renewals::RenewalsArgs, W>),
    Wip(Words<wip::WipArgs, W>),
    Margin(Words<margin::MarginArgs, W>),
    Rework(Words<rework::ReworkArgs, W>),
    Board(Words<board::BoardArgs, W>),
    Risk(Words<risk::RiskArgs, W>),
    Rounds(Words<rounds::RoundsArgs, W>),
    Flow(Words<flow::FlowArgs, W>),
    Workload(Words<workload::WorkloadArgs, W>),
    Utilisation(Words<utilisation::UtilisationArgs, W>),
    Mix(Words<mix::MixArgs, W>),
    Briefs(Words<briefs::BriefsArgs, W>),
    Diff(Words<diff::DiffArgs, W>),
    Log(Words<life::log::LogArgs, W>),
    Blame(Words<life::blame::BlameArgs, W>),
    DiffDriver(Words<diff::DriverArgs, W>),
    Search(Words<search::SearchArgs, W>),
    Check(Words<check::CheckArgs, W>),
    Audit(Words<audit::AuditArgs, W>),
    Explain(Words<explain::ExplainArgs, W>),
    Workflow(Words<workflow::WorkflowArgs, W>),
    Renumber(Words<renumber::RenumberArgs, W>),
    Fmt(Words<fmt::FmtArgs, W>),
    Schema(Words<schema::SchemaArgs, W>),
    Setup(Words<setup::SetupArgs, W>),
    Resolve(Words<resolve::ResolveArgs, W>),
    #[command(hide = true)]
    MergeDriver(Words<merge_driver::MergeDriverArgs, W>),
    #[command(subcommand)]
    Export(Words<export::ExportVerb, W>),
    Undo(Words<undo::UndoArgs, W>),
    Completions(Words<completions::CompletionsArgs, W>),
}

/// The whole command line, for completions and help.
pub fn command() -> clap::Command {
    Cli::<Now>::command()
}

/// The command line with the commands that the words name, and no help.
fn asked(words: &[OsString]) -> clap::Command {
    let head =
        Globals::augment_args(clap::Command::new("suits")).subcommand_required(true).disable_help_subcommand(true);
    late::named::<Command<Later>>(head, words)
}

/// The commands that take no `--at`, besides those that write: they look at no book, or name their points themselves.
pub fn without_past() -> impl Iterator<Item = &'static str> {
    at::NO_BOOK.iter().chain(at::OWN_POINTS).copied()
}

/// Runs one command line and says how it ended.
pub fn run(argv: impl IntoIterator<Item = OsString>, world: &mut World<'_>) -> Exit {
    let argv: Vec<OsString> = argv.into_iter().collect();
    if let Some(exit) = merge_driver::straight(&argv, world) {
        return exit;
    }
    let mut line = asked(&argv);
    let parsed = line.try_get_matches_from_mut(&argv).or_else(|_| {
        line = command();
        line.try_get_matches_from_mut(&argv)
    });
    let parsed = parsed.and_then(|matches| Ok((Cli::<Later>::from_arg_matches(&matches)?, matches)));
    let (mut cli, matches) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => {
            let ended = usage::answer(&usage::plainer(error, command(), &argv), &argv, world);
            let is_driver = ended != Exit::Yes && merge_driver::is_asked(&argv);
            return if is_driver { merge_driver::NOT_UNDERSTOOD } else { ended };
        }
    };
    let prints = match cli.command {
        Command::Check(_) | Command::Audit(_) => Prints::Findings,
        Command::Workflow(_) => Prints::Pictures,
        Command::Export(_) | Command::Schema(_) | Command::Completions(_) => Prints::Text,
        _ => Prints::Rows,
    };
    let is_typed = matches.value_source("format") == Some(ValueSource::CommandLine);
    let named = outputs::named_for(&cli.globals.output, prints).filter(|_| !is_typed);
    if let Some(format) = named {
        format.clone_into(&mut cli.globals.format);
    }
    let mut session = Session::new(cli.globals, world);
    session.is_format_of_file = named.is_some();
    let prepared = session.prepare(prints).and_then(|()| match (&session.globals.at, &session.globals.versus) {
        (None, None) => Ok(()),
        _ => at::must_read(&line, &matches),
    });
    let ended = match prepared.and_then(|()| dispatch(cli.command, &mut session)) {
        Ok(exit) => exit,
        Err(stop) if merge_driver::is_asked(&argv) => {
            session.explain(stop);
            merge_driver::NOT_UNDERSTOOD
        }
        Err(stop) => session.explain(stop),
    };
    session.finish(ended)
}

fn dispatch(asked: Command<Later>, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    match asked {
        Command::Init(args) => init::run(&args, session),
        Command::Client(verb) => client::run(verb.0, session),
        Command::Brief(verb) => brief::run(verb.0, session),
        Command::Job(verb) => job::run(verb.0, session),
        Command::Feedback(verb) => feedback::run(verb.0, session),
        Command::People(verb) => people::run(verb.0, session),
        Command::ContactReport(verb) => contact_report::run(verb.0, session),
        Command::Time(verb) => time::run(verb.0, session),
        Command::Invoice(verb) => invoice::run(verb.0, session),
        Command::Today(args) => today::run(&args, session),
        Command::Overdue(args) => overdue::run(&args, session),
        Command::Budget(args) => budget::run(&args, session),
        Command::Spend(args) => spend::run(&args, session),
        Command::Ageing(args) => ageing::run(&args, session),
        Command::Retainers(args) => retainers::run(&args, session),
        Command::Pipeline(args) => pipeline::run(&args, session),
        Command::Renewals(args) => renewals::run(&args, session),
        Command::Wip(args) => wip::run(&args, session),
        Command::Margin(args) => margin::run(&args, session),
        Command::Rework(args) => rework::run(&args, session),
        Command::Board(args) => board::run(&args, session),
        Command::Rounds(args) => rounds::run(&args, session),
        Command::Workload(args) => workload::run(&args, session),
        Command::Utilisation(args) => utilisation::run(&args, session),
        Command::Mix(args) => mix::run(&args, session),
        Command::Briefs(args) => briefs::run(&args, session),
        Command::Risk(args) => risk::run(&args, session),
        Command::Flow(args) => flow::run(&args, session),
        Command::Log(args) => life::log::run(&args, session),
        Command::Blame(args) => life::blame::run(&args, session),
        Command::Diff(args) => diff::run(&args, session),
        Command::DiffDriver(args) => diff::driver(&args, session),
        Command::Search(args) => search::run(&args, session),
        Command::Check(args) => check::run(&args, session),
        Command::Audit(args) => audit::run(&args, session),
        Command::Explain(args) => explain::run(&args, session),
        Command::Workflow(args) => workflow::run(&args, session),
        Command::Renumber(args) => renumber::run(&args, session),
        Command::Fmt(args) => fmt::run(&args, session),
        Command::Schema(args) => schema::run(&args, session),
        Command::Setup(args) => setup::run(&args, session),
        Command::Resolve(args) => resolve::run(&args, session),
        Command::MergeDriver(args) => Ok(merge_driver::run(&args, session)),
        Command::Export(verb) => export::run(&verb, session),
        Command::Undo(args) => undo::run(&args, session),
        Command::Completions(args) => Ok(completions::run(&args, &mut command(), session)),
    }
}
