//! `suits people`: who works here, what each has in hand, and whose it becomes when they are not there.

mod absence;
mod list;
mod reassign;
mod show;

use super::exit::{Exit, Stop};
use super::session::Session;
use crate::config::Person;
use crate::domain::record::Kind;
use crate::store::Snapshot;
use crate::values::PersonId;
use clap::Subcommand;

/// People: who works here, what they have in hand, and who stands in
///
/// Examples:
///   suits people list
///   suits people show ann
///   suits people away ann --from 2026-12-21 --to 2026-12-31 --deputy mai
///   suits people back ann
///   suits people reassign ann pia --client ACME
///   suits people leave ann --on 2027-01-31
#[derive(Debug, Subcommand)]
#[command(verbatim_doc_comment)]
pub(super) enum PeopleVerb {
    List(list::PeopleListArgs),
    Show(show::PeopleShowArgs),
    Away(absence::AwayArgs),
    Back(absence::BackArgs),
    Reassign(reassign::ReassignArgs),
    Leave(absence::LeaveArgs),
}

/// What is in anybody's name is in records of these kinds.
const KINDS: &[Kind] = &[Kind::Client, Kind::Brief, Kind::Job, Kind::Round, Kind::ContactReport];

/// Runs `suits people`.
pub(super) fn run(verb: PeopleVerb, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    match verb {
        PeopleVerb::List(args) => list::run(&args, session),
        PeopleVerb::Show(args) => show::run(&args, session),
        PeopleVerb::Away(args) => absence::away(&args, session),
        PeopleVerb::Back(args) => absence::back(&args, session),
        PeopleVerb::Reassign(args) => reassign::run(&args, session),
        PeopleVerb::Leave(args) => absence::leave(&args, session),
    }
}

/// The person typed, or the one whose id begins so: for reading.
fn someone<'s>(
    session: &Session<'_, '_>,
    typed: &str,
    snapshot: &'s Snapshot,
) -> Result<(&'s PersonId, &'s Person), Stop> {
    let people = &snapshot.agency.config.people;
    let mut begun = people.iter().filter(|(id, _)| !typed.is_empty() && id.as_str().starts_with(typed));
    match (people.iter().find(|(id, _)| id.as_str() == typed), begun.next(), begun.next()) {
        (Some(found), ..) | (None, Some(found), None) => Ok(found),
        _ => Err(session.unknown_person(typed, snapshot)),
    }
}
