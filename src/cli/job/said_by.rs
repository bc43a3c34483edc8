//! What somebody else said, as it is typed: the client's no, or a yes that a verb on a job takes down.

use super::turn::{Planned, Turn, about, reason};
use crate::checks::AUTHORITY;
use crate::cli::args::WriteArgs;
use crate::cli::brief::YesArgs;
use crate::cli::exit::{Exit, Stop};
use crate::cli::references::Register;
use crate::cli::session::Session;
use crate::domain::plan::money::change::No;
use crate::values::PersonId;
use clap::Args;

/// A no on the command line.
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct NoArgs {
    /// Who of the client said no
    #[arg(long, value_name = "CONTACT")]
    pub by: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// The day it was said, if not today
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
}

impl NoArgs {
    /// The no as typed.
    pub(in crate::cli) fn no(&self, turn: &Turn<'_, '_>, session: &Session<'_, '_>) -> Result<No, Stop> {
        let reason = reason(&self.reason, "--reason")?;
        turn.answers(reason)?;
        let (desk, client) = (turn.desk, turn.job.id.client());
        let Some(typed) = &self.by else {
            let record = desk.snapshot.agency.clients.get(&client).found();
            let likely = record.and_then(|record| record.contacts.iter().find(|contact| contact.approves(desk.today)));
            let likely = likely.map_or("CONTACT", |contact| contact.id.as_str());
            let hint = format!("say whose word it is: `--by {likely}`");
            return Err(Stop::usage("who-decides", "nobody is named who said no", hint));
        };
        let register = Register { store: desk.store, agency: &desk.snapshot.agency, client: Some(client) };
        register.person(&"--by", typed)?;
        let by = PersonId::parse(typed).map_err(|fault| {
            Stop::usage("bad-id", format_args!("`--by {typed}`: {fault}"), "a contact of the client")
        })?;
        let date = turn.day(self.date.as_deref(), session)?;
        Ok(No { by, date, reason: Some(reason.to_owned()) })
    }
}

/// Runs a verb that takes down the client's no: who types it is told by the surroundings.
pub(in crate::cli) fn run(
    id: &str,
    no: &NoArgs,
    write: &WriteArgs,
    session: &mut Session<'_, '_>,
    plan: impl FnOnce(&Turn<'_, '_>, &Session<'_, '_>) -> Result<Planned, Stop>,
) -> Result<Exit, Stop> {
    about(id, (None, no.by.as_deref()), write, session, &|_| true, plan)
}

/// Runs a verb that takes down a yes. One that was not its giver's to give stops it not: this is how it is given anew.
pub(in crate::cli) fn approving(
    id: &str,
    yes: &YesArgs,
    write: &WriteArgs,
    session: &mut Session<'_, '_>,
    plan: impl FnOnce(&Turn<'_, '_>, &Session<'_, '_>) -> Result<Planned, Stop>,
) -> Result<Exit, Stop> {
    about(id, (None, yes.by.as_deref()), write, session, &|code| code != AUTHORITY, plan)
}
