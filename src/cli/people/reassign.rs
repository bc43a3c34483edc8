//! `suits people reassign`: everything that one person has in hand goes to another, in one change.

use super::KINDS;
use crate::checks::seats;
use crate::cli::args::WriteArgs;
use crate::cli::exit::{Exit, Stop};
use crate::cli::session::{Session, mint};
use crate::config::Config;
use crate::domain::job::sections;
use crate::domain::plan::people::{Moving, reassign};
use crate::domain::scope::Scope;
use crate::domain::traffic::Traffic;
use crate::domain::workflow::Workflow;
use crate::values::did_you_mean;
use clap::Args;

/// Put everything that one person has in hand into another's name
///
/// Seats of clients and of jobs that are not over, open handoffs (asked anew, with the same due), open actions, open questions, pending reviews, undecided renewals, open opportunities and client issues: all of it, or nothing.
///
/// Examples:
///   suits people reassign ann pia --dry-run
///   suits people reassign ann pia --client ACME
///   suits people reassign ann mai --seat account-executive
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct ReassignArgs {
    /// Whose it is
    pub from_person: String,
    /// Whose it is to be
    pub to_person: String,
    /// The day of the change of hands; today, if left out
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Only what is this client's
    #[arg(long, value_name = "CLIENT")]
    pub client: Option<String>,
    /// Only this seat, and the balls of its stages; may be given several times
    #[arg(long = "seat", value_name = "SEAT")]
    pub seats: Vec<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `suits people reassign`.
pub(super) fn run(args: &ReassignArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open()?;
    let client = args.client.as_deref().map(|typed| session.one_client(&store, typed)).transpose()?;
    let scope = Scope::kinds(KINDS).parts(sections::TIME).client(client.clone());
    session.write(&store, &args.write, &scope, |desk, session| {
        let agency = &desk.snapshot.agency;
        let from = session.person(&args.from_person, desk.snapshot)?;
        let to = session.person(&args.to_person, desk.snapshot)?;
        args.seats.iter().try_for_each(|seat| known_seat(&agency.config, seat))?;
        let calendar = desk.calendar();
        let dates = session.dates(desk.today, &calendar);
        let day = args.from.as_deref().map_or(Ok(desk.today), |typed| dates.of_argument("--from", typed))?;
        let moving = Moving { from: &from, to: &to, day, client: client.as_ref(), seats: &args.seats };
        let dice = session.world.dice;
        let mint = || mint(dice);
        let traffic = Traffic::of(agency, desk.today);
        let changes = reassign(&moving, &traffic, desk.actor(&to, &mint)).map_err(|findings| desk.refuse(findings))?;
        if changes.files.is_empty() {
            session.say(format!("there is nothing to move: nothing that was asked for is in {from}'s name"))?;
        }
        Ok(changes)
    })
}

fn known_seat(config: &Config, seat: &str) -> Result<(), Stop> {
    let workflow = Workflow::of(config);
    let seats = seats(config, &workflow);
    if seats.contains(seat) {
        return Ok(());
    }
    let hint = did_you_mean(seat, seats.iter().copied(), || {
        format!("the seats: {}", seats.iter().copied().collect::<Vec<_>>().join(", "))
    });
    Err(Stop::usage("unknown-seat", format_args!("there is no seat `{seat}`"), hint))
}
