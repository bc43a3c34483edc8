//! `suits feedback`: what was shown, and what they said.

mod open;
mod waive;

use crate::cli::args::{ActorArgs, RowArgs, WriteArgs};
use crate::cli::brief::acting;
use crate::cli::desk::Desk;
use crate::cli::edit::EditArgs;
use crate::cli::exit::{Exit, Stop};
use crate::cli::references::Register;
use crate::cli::session::{Session, mint, vanished};
use crate::cli::set::SetArgs;
use crate::cli::show::ShowArgs;
use crate::cli::{edit, list, set, show};
use crate::domain::job_money::Cause;
use crate::domain::layout::AnyId;
use crate::domain::plan::feedback::{self, Remark, VerdictAsked};
use crate::domain::record::{Kind, Located};
use crate::domain::round::{Decision, PassFail, Round, RoundType, VerdictAbout};
use crate::domain::scope::Scope;
use crate::source::ChangeSet;
use crate::store::Store;
use crate::values::{JobId, PersonId, RoundId};
use clap::{Args, Subcommand};

/// Feedback: what was shown, and what they said
///
/// Examples:
///   suits feedback open ACME-0012 --type client
///   suits feedback add ACME-0012-R2 --text "Show the shop" \
///       --why "Managers asked what the film is for" --class client-revision
///   suits feedback decide ACME-0012-R2 --by liisa changes-required
#[derive(Debug, Subcommand)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) enum FeedbackVerb {
    Open(open::OpenArgs),
    Add(AddArgs),
    Resolve(ResolveArgs),
    Decide(DecideArgs),
    Waive(waive::WaiveArgs),
    /// Feedback rounds, one a row
    ///
    /// Examples:
    ///   suits feedback list --client ACME
    ///   suits feedback list --where 'decision = pending'
    #[command(verbatim_doc_comment)]
    List(RowArgs),
    /// Show a feedback round, and what follows from it
    ///
    /// Examples:
    ///   suits feedback show ACME-0012-R2
    ///   suits feedback show ACME-0012-R2 --format json
    #[command(verbatim_doc_comment)]
    Show(ShowArgs),
    /// Edit a feedback round in `$VISUAL` or `$EDITOR`
    ///
    /// Example:
    ///   suits feedback edit ACME-0012-R2
    #[command(verbatim_doc_comment)]
    Edit(EditArgs),
    /// Set fields of a feedback round
    ///
    /// Examples:
    ///   suits feedback set ACME-0012-R2 due=2026-12-11
    ///   suits feedback set ACME-0012-R2 'items[0].text=Show the shop first'
    ///   suits feedback set ACME-0012-R2 presented_by+=kim
    #[command(verbatim_doc_comment)]
    Set(SetArgs),
}

/// Take down a remark
///
/// Example:
///   suits feedback add ACME-0012-R2 --text "Show the shop" \
///       --why "Managers asked what the film is for" --class client-revision
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct AddArgs {
    /// The round
    pub round: String,
    /// What is to change
    #[arg(long, value_name = "TEXT")]
    pub text: String,
    /// Why they want it
    #[arg(long, value_name = "TEXT")]
    pub why: Option<String>,
    /// What kind: client-revision, agency-correction, additional-info, fyi or out-of-scope
    #[arg(long, value_name = "CLASS")]
    pub class: Option<String>,
    /// Who said so; else the round's approver
    #[arg(long, value_name = "PERSON")]
    pub by: Option<String>,
    /// A short word for it
    #[arg(long, value_name = "WORD")]
    pub id: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Close a remark: done, or declined
///
/// Examples:
///   suits feedback resolve ACME-0012-R2 ending --in v3
///   suits feedback resolve ACME-0012-R2 music --declined
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct ResolveArgs {
    /// The round
    pub round: String,
    /// The remark
    pub item: String,
    /// The version that has it
    #[arg(long = "in", value_name = "VERSION")]
    pub done_in: Option<String>,
    /// It will not be done
    #[arg(long, conflicts_with = "done_in")]
    pub declined: bool,
    #[command(flatten)]
    write: WriteArgs,
}

/// Record a decision, or a verdict of an internal round
///
/// A decision that was given stands; `--replace` puts the new one in its place.
///
/// Examples:
///   suits feedback decide ACME-0012-R2 --by liisa changes-required
///   suits feedback decide ACME-0012-R2 --by liisa approved --replace
///   suits feedback decide ACME-0012-R1 --on strategy pass
///   suits feedback decide ACME-0012-R1 --on craft --by kim fail \
///       --reason "The type is too small to read"
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct DecideArgs {
    /// The round
    pub round: String,
    /// approved, approved-with-changes, changes-required or pending; with `--on`, pass or fail
    pub decision: String,
    /// A verdict about strategy, brand or craft
    #[arg(long, value_name = "WHAT")]
    pub on: Option<String>,
    /// Why, for a verdict
    #[arg(long, value_name = "TEXT", requires = "on")]
    pub reason: Option<String>,
    /// They take back what they decided on this round before
    #[arg(long, conflicts_with = "on")]
    pub replace: bool,
    /// The day it was said, if not today
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// Who decided; for a verdict, else you
    #[command(flatten)]
    actor: ActorArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `suits feedback`.
pub(in crate::cli) fn run(verb: FeedbackVerb, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    match verb {
        FeedbackVerb::Open(args) => open::run(&args, session),
        FeedbackVerb::Add(args) => add(&args, session),
        FeedbackVerb::Resolve(args) => resolve(&args, session),
        FeedbackVerb::Decide(args) => decide(&args, session),
        FeedbackVerb::Waive(args) => waive::run(&args, session),
        FeedbackVerb::List(rows) => list::run(Kind::Round, &rows, session),
        FeedbackVerb::Show(args) => show::run(Kind::Round, &args, session),
        FeedbackVerb::Edit(args) => edit::run(Kind::Round, &args, session),
        FeedbackVerb::Set(args) => set::run(Kind::Round, &args, session),
    }
}

/// Somebody named by a flag: of the agency, or a contact of the job's client.
fn person(flag: &str, typed: &str, job: &JobId, desk: &Desk<'_>) -> Result<PersonId, Stop> {
    let register = Register { store: desk.store, agency: &desk.snapshot.agency, client: Some(job.client()) };
    register.person(&flag, typed)?;
    PersonId::parse(typed).map_err(|fault| {
        Stop::usage(
            "bad-id",
            format_args!("`{flag} {typed}`: {fault}"),
            "a person of `suits.toml` or a contact of the client",
        )
    })
}

/// Plans a change on a round that is there.
fn on_round(
    typed: &str,
    write: &WriteArgs,
    session: &mut Session<'_, '_>,
    plan: impl FnOnce(&Located<Round>, &Desk<'_>, &mut Session<'_, '_>) -> Result<ChangeSet, Stop>,
) -> Result<Exit, Stop> {
    let store = session.open()?;
    let id = round_id(typed, &store, session)?;
    session.write(&store, write, &Scope::job(id.job()), |desk, session| {
        let rounds = &desk.snapshot.agency.rounds;
        let round = rounds.get(&id).found().ok_or_else(|| vanished(&AnyId::Round(id.clone())))?;
        plan(round, desk, session)
    })
}

fn round_id(typed: &str, store: &Store, session: &Session<'_, '_>) -> Result<RoundId, Stop> {
    match session.resolve(store, typed, &[Kind::Round], true)? {
        AnyId::Round(id) => Ok(id),
        other => Err(vanished(&other)),
    }
}

fn add(args: &AddArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let class =
        args.class.as_deref().map(|typed| session.word("--class", typed, Cause::ALL, Cause::as_str)).transpose()?;
    if let Some(word) = &args.id {
        crate::values::ItemId::parse(word).map_err(|fault| {
            Stop::usage("bad-id", format_args!("`--id {word}`: {fault}"), "a short word such as `ending`")
        })?;
    }
    on_round(&args.round, &args.write, session, |round, desk, session| {
        let by = args.by.as_deref().map(|typed| person("--by", typed, &round.id.job(), desk)).transpose()?;
        let remark = Remark { text: args.text.clone(), why: args.why.clone(), class, by, id: args.id.clone() };
        let dice = session.world.dice;
        let mint = || mint(dice);
        feedback::add(round, &remark, &mint).map_err(|findings| desk.refuse(findings))
    })
}

fn resolve(args: &ResolveArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    on_round(&args.round, &args.write, session, |round, desk, _| {
        feedback::resolve(round, &args.item, args.done_in.as_deref(), args.declined)
            .map_err(|findings| desk.refuse(findings))
    })
}

fn decide(args: &DecideArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    on_round(&args.round, &args.write, session, |round, desk, session| {
        let calendar = desk.calendar();
        let date = args
            .date
            .as_deref()
            .map(|typed| session.dates(desk.today, &calendar).of_argument("--date", typed))
            .transpose()?
            .unwrap_or(desk.today);
        crate::cli::brief::not_ahead("--date", date, desk.today)?;
        if date < round.sent {
            return Err(Stop::usage(
                "dated-earlier",
                format_args!("{} was sent on {}, after {date}", round.id, round.sent),
                "name the day of the answer with `--date`",
            ));
        }
        if let Some(on) = &args.on {
            let about = session.word("--on", on, VerdictAbout::ALL, VerdictAbout::as_str)?;
            let verdict = session.word("a verdict", &args.decision, PassFail::ALL, PassFail::as_str)?;
            let by = acting(&args.actor, desk, session)?;
            let asked = VerdictAsked { about, verdict, reason: args.reason.clone(), by, date };
            return feedback::judge(round, &asked, &desk.snapshot.agency).map_err(|findings| desk.refuse(findings));
        }
        let decision = session.word("a decision", &args.decision, Decision::ALL, Decision::as_str)?;
        if round.kind == RoundType::Internal {
            return Err(Stop::usage(
                "wrong-round-type",
                format_args!("{} is an internal round", round.id),
                "give verdicts: `--on strategy pass`, `--on brand pass`, `--on craft pass`",
            ));
        }
        let Some(typed) = &args.actor.by else {
            let likely = round.approver.as_ref().map_or("PERSON", |approver| approver.as_str());
            let hint = format!("say whose word it is: `--by {likely}`");
            return Err(Stop::usage("who-decides", "nobody is named as the one who decided", hint));
        };
        let by = person("--by", typed, &round.id.job(), desk)?;
        feedback::decide(round, &by, decision, date, args.replace, &desk.snapshot.agency)
            .map_err(|findings| desk.refuse(findings))
    })
}
