//! `suits export`: the book in the language of a program for accountants.

use super::exit::{Exit, Stop};
use super::findings::{placed, unreadable};
use super::session::Session;
use crate::domain::job::sections;
use crate::domain::money::journal::{Journal, JournalAsk};
use crate::domain::record::Kind;
use crate::domain::scope::Scope;
use crate::finding::Finding;
use crate::render;
use crate::store::Snapshot;
use crate::view::Unreadable;
use clap::{Args, Subcommand};

/// Budgets, actuals and invoices for an accountant's own program, in double entry
///
/// Examples:
///   suits export hledger -o northlight.journal
///   suits export beancount --client ACME -o acme.beancount
///   suits export hledger | hledger -f - balance Equity:Budget:ACME
///   suits export ledger --as-of 2026-12-31 | ledger -f - balance Assets
#[derive(Debug, Subcommand)]
#[command(verbatim_doc_comment)]
pub(super) enum ExportVerb {
    /// A journal for hledger
    ///
    /// Examples:
    ///   suits export hledger -o northlight.journal
    ///   suits export hledger | hledger -f - balance --tree Equity:Budget:ACME
    #[command(verbatim_doc_comment)]
    Hledger(ExportArgs),
    /// A journal for Ledger
    ///
    /// Examples:
    ///   suits export ledger -o northlight.ledger
    ///   suits export ledger | ledger -f - balance Assets:Receivable
    #[command(verbatim_doc_comment)]
    Ledger(ExportArgs),
    /// A ledger for Beancount
    ///
    /// Examples:
    ///   suits export beancount -o northlight.beancount
    ///   suits export beancount --client ACME --cost -o acme.beancount
    #[command(verbatim_doc_comment)]
    Beancount(ExportArgs),
}

/// What is exported.
#[derive(Clone, Debug, Args)]
pub(super) struct ExportArgs {
    /// Only this client's
    #[arg(long, value_name = "CLIENT")]
    pub client: Option<String>,
    /// What people's hours cost too: whoever has the file can tell what they earn
    #[arg(long)]
    pub cost: bool,
    /// Leave out what cannot be told or read, and say so in the file
    #[arg(long)]
    pub partial: bool,
}

/// What money is written in.
const KINDS: &[Kind] = &[Kind::Client, Kind::Job, Kind::Timesheet, Kind::Invoice];

/// Runs `suits export`.
pub(super) fn run(verb: &ExportVerb, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let (name, args) = match verb {
        ExportVerb::Hledger(args) => ("hledger", args),
        ExportVerb::Ledger(args) => ("ledger", args),
        ExportVerb::Beancount(args) => ("beancount", args),
    };
    let Some(language) = render::ledger(name).filter(|_| session.globals.format == "table") else {
        let message = format!("a ledger cannot be printed as {}", session.globals.format);
        let hint = "leave `--format` out; `suits budget --format csv` is a table of the same figures";
        return Err(Stop::usage("unknown-format", message, hint));
    };
    let store = session.open()?;
    let client = session.client(&store, args.client.as_deref())?;
    let snapshot = store.load(&Scope::kinds(KINDS).parts(sections::MONEY).fingerprints().client(client.clone()))?;
    let today = session.today(&snapshot.agency.config)?;
    session.asked_on = Some(today);
    let costs = &snapshot.agency.config.cost_faults;
    let costs: Vec<Finding> = costs.iter().filter(|_| args.cost).map(|fault| fault.finding.clone()).collect();
    let mut broken = unreadable(&snapshot);
    broken.extend(placed(&snapshot.sources, &costs).into_iter().map(|problem| Unreadable {
        path: problem.path,
        line: problem.line,
        column: problem.column,
        message: problem.message,
    }));
    if !broken.is_empty() && !args.partial {
        let findings = of_records(&snapshot).into_iter().chain(costs).collect::<Vec<_>>();
        return Err(Stop::Unreadable(placed(&snapshot.sources, &findings)));
    }
    let ask = JournalAsk { day: today, client, cost: args.cost };
    let mut journal = Journal::of(&snapshot.agency, &ask);
    if !journal.untold.is_empty() && !args.partial {
        return Err(Stop::Refused(placed(&snapshot.sources, &journal.untold)));
    }
    let place = |one: &Unreadable| format!("{}:{}:{}: {}", one.path, one.line, one.column, one.message);
    journal.unreadable = broken.iter().map(place).collect();
    (language.write)(&journal, &mut session.stdout)?;
    let untold = journal.untold.iter().map(|finding| &finding.message);
    for missing in untold.chain(&journal.unpriced) {
        session.say(missing)?;
    }
    for line in &journal.unreadable {
        writeln!(session.world.err, "cannot be read: {}", render::sanitize::line(line))?;
    }
    Ok(if broken.is_empty() { Exit::Yes } else { Exit::CouldNotTell })
}

/// What keeps records from being read; what is wrong with `suits.toml` has its own place.
fn of_records(snapshot: &Snapshot) -> Vec<Finding> {
    let config = snapshot.agency.config.source;
    snapshot.problems.iter().filter(|problem| Some(problem.place.source) != config).cloned().collect()
}
