//! `suits people away`, `back` and `leave`: days that are written in `suits.toml`. Records are looked at for what to say, never changed, so
//! that one which cannot be read stands in nobody's way.

use super::KINDS;
use crate::cli::args::WriteArgs;
use crate::cli::desk::Desk;
use crate::cli::exit::{Exit, Stop};
use crate::cli::findings::problems;
use crate::cli::session::Session;
use crate::domain::held::held;
use crate::domain::job::sections;
use crate::domain::plan::absence::{self, Absence};
use crate::domain::record::Kind;
use crate::domain::scope::Scope;
use crate::domain::traffic::Traffic;
use crate::finding::Finding;
use crate::source::ChangeSet;
use crate::values::Day;
use clap::Args;

/// Say that somebody is away, and who stands in
///
/// What waits for them then waits for the deputy too. The same days once more name another deputy.
///
/// Examples:
///   suits people away ann --from 2026-12-21 --to 2026-12-31 --deputy mai
///   suits people away ann --to fri
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct AwayArgs {
    /// Who is away
    pub person: String,
    /// First day; today, if left out
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Last day
    #[arg(long, value_name = "DATE")]
    pub to: String,
    /// Who stands in
    #[arg(long, value_name = "PERSON")]
    pub deputy: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Say that somebody is back before the absence was to end, or does not go after all
///
/// Examples:
///   suits people back ann
///   suits people back ann --on 2026-12-28
///   suits people back ann --on 2026-12-21    never away, if that is the first day
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct BackArgs {
    /// Who is back
    pub person: String,
    /// The first day they are there again; today, if left out
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Say when somebody's last day is, and see what is still in their name
///
/// Example:
///   suits people leave ann --on 2027-01-31
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct LeaveArgs {
    /// Who leaves
    pub person: String,
    /// Their last day
    #[arg(long, value_name = "DATE")]
    pub on: String,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `suits people away`.
pub(super) fn away(args: &AwayArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    settle(session, &args.write, KINDS, |desk, session| {
        let config = &desk.snapshot.agency.config;
        let person = session.person(&args.person, desk.snapshot)?;
        let deputy = args.deputy.as_deref().map(|typed| session.person(typed, desk.snapshot)).transpose()?;
        let from = day(args.from.as_deref(), desk, session)?;
        let to = day(Some(&args.to), desk, session)?;
        let traffic = Traffic::of(&desk.snapshot.agency, desk.today);
        let asked = Absence { person: &person, from, to, deputy: deputy.as_ref() };
        absence::away(&asked, config, &held(&traffic, None)).map_err(|findings| desk.refuse(findings))
    })
}

/// Runs `suits people back`.
pub(super) fn back(args: &BackArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    settle(session, &args.write, &[], |desk, session| {
        let person = session.person(&args.person, desk.snapshot)?;
        let day = day(args.on.as_deref(), desk, session)?;
        absence::back(&person, day, &desk.snapshot.agency.config).map_err(|findings| desk.refuse(findings))
    })
}

/// Runs `suits people leave`.
pub(super) fn leave(args: &LeaveArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    settle(session, &args.write, KINDS, |desk, session| {
        let person = session.person(&args.person, desk.snapshot)?;
        let day = day(Some(&args.on), desk, session)?;
        let traffic = Traffic::of(&desk.snapshot.agency, desk.today);
        let held = held(&traffic, None);
        absence::leave(&person, day, &desk.snapshot.agency.config, &held).map_err(|findings| desk.refuse(findings))
    })
}

/// A day as typed; today where none is.
fn day(typed: Option<&str>, desk: &Desk<'_>, session: &Session<'_, '_>) -> Result<Day, Stop> {
    let calendar = desk.calendar();
    typed.map_or(Ok(desk.today), |typed| session.dates(desk.today, &calendar).parse(typed))
}

/// Writes `suits.toml`, if that can be read in full, and says which records could not be looked at.
fn settle(
    session: &mut Session<'_, '_>,
    write: &WriteArgs,
    kinds: &'static [Kind],
    plan: impl FnOnce(&Desk<'_>, &mut Session<'_, '_>) -> Result<ChangeSet, Stop>,
) -> Result<Exit, Stop> {
    let store = session.open()?;
    let scope = Scope::kinds(kinds).parts(sections::TIME);
    session.mend(&store, write, &scope, |desk, session| {
        let source = desk.snapshot.agency.config.source;
        let own = desk.snapshot.problems.iter().filter(|problem| Some(problem.place.source) == source);
        let own: Vec<Finding> = own.cloned().collect();
        if !own.is_empty() {
            return Err(Stop::Unreadable(problems(desk.snapshot, &own)));
        }
        let mut changes = plan(desk, session)?;
        let unread = desk.snapshot.unreadable().into_iter().map(|broken| broken.path).collect::<Vec<_>>();
        if !unread.is_empty() {
            changes.summary.push(format!("not looked at, for they cannot be read: {}", unread.join(", ")));
        }
        Ok(changes)
    })
}
