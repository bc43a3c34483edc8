//! `suits contact-report`: what was said with the client, decided, and who does what.

mod new;
mod points;
pub(super) mod rows;

use super::args::{RowArgs, WriteArgs};
use super::desk::Desk;
use super::edit::EditArgs;
use super::exit::{Exit, Stop};
use super::references::Register;
use super::session::{Session, mint, vanished};
use super::set::SetArgs;
use super::show::ShowArgs;
use super::{edit, list, set, show};
use crate::domain::contact_report::ContactReport;
use crate::domain::layout::AnyId;
use crate::domain::plan::contact_report::{self, Point};
use crate::domain::record::{Kind, Located};
use crate::domain::scope::Scope;
use crate::source::ChangeSet;
use crate::values::{Day, PersonId};
use clap::{Args, Subcommand};
use points::Points;

/// Contact reports: what was said with the client, decided, and who does what
///
/// Examples:
///   suits contact-report new ACME --client liisa --agency ann,bo \
///       --decision "The brief stands as presented"
///   suits contact-report add ACME-C0031 --action "Send the size list" \
///       --owner ann --due fri
///   suits contact-report issue ACME-C0031
///   suits contact-report done ACME-C0031 sizes
#[derive(Debug, Subcommand)]
#[command(verbatim_doc_comment)]
pub(super) enum ContactReportVerb {
    New(new::NewReport),
    Add(AddArgs),
    Done(DoneArgs),
    Issue(IssueArgs),
    Object(ObjectArgs),
    /// Contact reports, one a row
    ///
    /// A report that nobody objected to in time is accepted.
    ///
    /// Examples:
    ///   suits contact-report list --client ACME
    ///   suits contact-report list --where 'state = draft and days_late > 0'
    ///   suits contact-report list --where 'actions_open > 0' --sort date
    #[command(verbatim_doc_comment)]
    List(RowArgs),
    /// Show a contact report, and what follows from it
    ///
    /// Examples:
    ///   suits contact-report show ACME-C0031
    ///   suits contact-report show ACME-C0031 --format json
    #[command(verbatim_doc_comment)]
    Show(ShowArgs),
    /// Edit a contact report in `$VISUAL` or `$EDITOR`
    ///
    /// Example:
    ///   suits contact-report edit ACME-C0031
    #[command(verbatim_doc_comment)]
    Edit(EditArgs),
    /// Set fields of a contact report
    ///
    /// Examples:
    ///   suits contact-report set ACME-C0031 next_contact=2026-12-11
    ///   suits contact-report set ACME-C0031 jobs+=ACME-0013
    #[command(verbatim_doc_comment)]
    Set(SetArgs),
}

/// Take down decisions and actions, while the report is a draft
///
/// Each `--action` has its `--owner` and `--due` behind it.
///
/// Examples:
///   suits contact-report add ACME-C0031 --decision "No price in the film" \
///       --topic Film
///   suits contact-report add ACME-C0031 --action "Send the size list" \
///       --owner ann --due fri --id sizes
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct AddArgs {
    /// The report
    pub report: String,
    #[command(flatten)]
    points: Points,
    #[command(flatten)]
    write: WriteArgs,
}

/// An action is done
///
/// Example:
///   suits contact-report done ACME-C0031 sizes
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct DoneArgs {
    /// The report
    pub report: String,
    /// The action: its id, or its place counted from 0, as `[1]`
    pub item: String,
    /// The day it was done, if not today
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// The report was sent to everybody who was there
///
/// It goes out on the working day after the meeting. Whoever got it has two working days of the client to object; silence is a yes.
///
/// Example:
///   suits contact-report issue ACME-C0031
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct IssueArgs {
    /// The report
    pub report: String,
    /// The day it was sent, if not today
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Somebody does not agree with a report
///
/// Whoever was there or got the report may object, and every contact of the client. After two working days an objection is kept, but comes too late: the report counts as agreed.
///
/// Example:
///   suits contact-report object ACME-C0031 --by liisa \
///       --text "I approved the brief, not the budget"
#[derive(Debug, Args)]
#[command(
    verbatim_doc_comment,
    override_usage = "suits contact-report object <REPORT> --by <PERSON>\n                                   --text <TEXT> [OPTIONS]"
)]
pub(super) struct ObjectArgs {
    /// The report
    pub report: String,
    /// Who objects
    #[arg(long, value_name = "PERSON")]
    pub by: String,
    /// What they say
    #[arg(long, value_name = "TEXT")]
    pub text: String,
    /// The day they said so, if not today
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `suits contact-report`.
pub(super) fn run(verb: ContactReportVerb, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    match verb {
        ContactReportVerb::New(args) => new::run(&args, session),
        ContactReportVerb::Add(args) => add(&args, session),
        ContactReportVerb::Done(args) => done(&args, session),
        ContactReportVerb::Issue(args) => issue(&args, session),
        ContactReportVerb::Object(args) => object(&args, session),
        ContactReportVerb::List(rows) => list::run(Kind::ContactReport, &rows, session),
        ContactReportVerb::Show(args) => show::run(Kind::ContactReport, &args, session),
        ContactReportVerb::Edit(args) => edit::run(Kind::ContactReport, &args, session),
        ContactReportVerb::Set(args) => set::run(Kind::ContactReport, &args, session),
    }
}

/// Plans a change on a report that is there.
fn on_report(
    typed: &str,
    write: &WriteArgs,
    session: &mut Session<'_, '_>,
    plan: impl FnOnce(&Located<ContactReport>, &Desk<'_>, &mut Session<'_, '_>) -> Result<ChangeSet, Stop>,
) -> Result<Exit, Stop> {
    let store = session.open()?;
    let id = match session.resolve(&store, typed, &[Kind::ContactReport], true)? {
        AnyId::ContactReport(id) => id,
        other => return Err(vanished(&other)),
    };
    session.write(&store, write, &Scope::contact_report(id.clone()), |desk, session| {
        let report = desk.snapshot.agency.contact_reports.get(&id).found();
        plan(report.ok_or_else(|| vanished(&AnyId::ContactReport(id.clone())))?, desk, session)
    })
}

/// The day that was typed, else today; never one to come.
pub(super) fn day(typed: Option<&str>, desk: &Desk<'_>, session: &Session<'_, '_>) -> Result<Day, Stop> {
    let calendar = desk.calendar();
    let dates = session.dates(desk.today, &calendar);
    let day = typed.map(|typed| dates.of_argument("--date", typed)).transpose()?.unwrap_or(desk.today);
    super::brief::not_ahead("--date", day, desk.today)?;
    Ok(day)
}

fn add(args: &AddArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    on_report(&args.report, &args.write, session, |report, desk, session| {
        let calendar = desk.calendar();
        let points = args.points.read(&session.dates(desk.today, &calendar))?;
        if points.is_empty() {
            return Err(Stop::usage(
                "missing-field",
                "nothing was said that could be taken down",
                "pass `--decision \"…\"`, or `--action \"…\" --owner PERSON --due DATE`",
            ));
        }
        let client = Some(report.id.client());
        Points::check(&points, &Register { store: desk.store, agency: &desk.snapshot.agency, client })?;
        let dice = session.world.dice;
        let named = |point: &Point| point.id.clone().unwrap_or_else(|| mint(dice));
        let points: Vec<(String, &Point)> = points.iter().map(|point| (named(point), point)).collect();
        contact_report::add(report, &points).map_err(|findings| desk.refuse(findings))
    })
}

fn done(args: &DoneArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    on_report(&args.report, &args.write, session, |report, desk, session| {
        let date = day(args.date.as_deref(), desk, session)?;
        contact_report::done(report, &args.item, date).map_err(|findings| desk.refuse(findings))
    })
}

fn issue(args: &IssueArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    on_report(&args.report, &args.write, session, |report, desk, session| {
        let date = day(args.date.as_deref(), desk, session)?;
        contact_report::issue(report, date, &desk.snapshot.agency).map_err(|findings| desk.refuse(findings))
    })
}

fn object(args: &ObjectArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    if args.text.trim().is_empty() {
        return Err(Stop::usage("missing-field", "an objection says what is wrong", "pass it with `--text \"…\"`"));
    }
    on_report(&args.report, &args.write, session, |report, desk, session| {
        let date = day(args.date.as_deref(), desk, session)?;
        let client = Some(report.id.client());
        Register { store: desk.store, agency: &desk.snapshot.agency, client }.person(&"--by", &args.by)?;
        let by = PersonId::parse(&args.by).map_err(|fault| {
            let hint = "a person of `suits.toml` or a contact of the client";
            Stop::usage("bad-id", format_args!("`--by {}`: {fault}", args.by), hint)
        })?;
        contact_report::object(report, &by, &args.text, date, &desk.snapshot.agency)
            .map_err(|findings| desk.refuse(findings))
    })
}
