//! `suits job estimate`: what a job should cost, approved inside and by the client.

use super::args::{ActorArgs, WriteArgs};
use super::brief::{YesArgs, acting, asked};
use super::exit::{Exit, Stop};
use super::job::{found, job_id};
use super::session::{Session, mint};
use super::value::value;
use crate::config::Config;
use crate::domain::approval::ApprovalFor;
use crate::domain::job_money::LineKind;
use crate::domain::plan;
use crate::domain::plan::estimate::Addition;
use crate::domain::record::Kind;
use crate::domain::scope::Scope;
use crate::key_path;
use crate::source::KeyPath;
use crate::values::{ItemId, Percent, did_you_mean};
use clap::{Args, Subcommand};

/// Estimates: what a job should cost, and who approved it
///
/// Examples:
///   suits job estimate add ACME-0012 --id concept --kind fee --text "Concept" --role art-director --hours 40
///   suits job estimate approve ACME-0012 --for internal
///   suits job estimate send ACME-0012
///   suits job estimate approve ACME-0012 --for client --by liisa --method po --evidence 4500012345
#[derive(Debug, Subcommand)]
#[command(verbatim_doc_comment)]
pub(super) enum EstimateVerb {
    Add(Box<AddArgs>),
    Approve(ApproveArgs),
    Send(SendArgs),
}

/// Add a line to a job's estimate
///
/// Examples:
///   suits job estimate add ACME-0012 --id concept --kind fee --text "Concept and script" --role art-director --hours 40
///   suits job estimate add ACME-0012 --id film --kind third-party --text "Film production" --supplier "Kuva Oy" --net 30000.00
///   suits job estimate add ACME-0012 --id tv --kind media --channel tv --month 2027-04 --gross 40000.00 --contingency 10%
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct AddArgs {
    /// The job
    pub job: String,
    /// A short word for the line, which time, orders and invoices will name
    #[arg(long, value_name = "WORD")]
    pub id: Option<String>,
    /// What it charges for: fee, third-party, media, expense or discount
    #[arg(long, value_name = "KIND")]
    pub kind: String,
    /// In words
    #[arg(long, value_name = "TEXT")]
    pub text: Option<String>,
    /// Whose rate applies, for a fee
    #[arg(long, value_name = "ROLE")]
    pub role: Option<String>,
    /// Hours of work
    #[arg(long, value_name = "HOURS")]
    pub hours: Option<String>,
    /// Per hour; else the contract's rate card
    #[arg(long, value_name = "AMOUNT")]
    pub rate: Option<String>,
    /// A fixed sum, for a fee or a discount
    #[arg(long, value_name = "AMOUNT")]
    pub amount: Option<String>,
    /// Who supplies
    #[arg(long, value_name = "NAME")]
    pub supplier: Option<String>,
    /// What the supplier charges
    #[arg(long, value_name = "AMOUNT")]
    pub net: Option<String>,
    /// On top of net; else the contract's
    #[arg(long, value_name = "PERCENT")]
    pub markup: Option<String>,
    /// Where media run
    #[arg(long, value_name = "CHANNEL")]
    pub channel: Option<String>,
    /// When media run: 2027-04
    #[arg(long, value_name = "MONTH")]
    pub month: Option<String>,
    /// The gross price of media
    #[arg(long, value_name = "AMOUNT")]
    pub gross: Option<String>,
    /// The agency's share of media; else the contract's
    #[arg(long, value_name = "PERCENT")]
    pub commission: Option<String>,
    /// Contingency of the whole version
    #[arg(long, value_name = "PERCENT")]
    pub contingency: Option<String>,
    /// Until when the offer stands
    #[arg(long, value_name = "DATE")]
    pub valid_until: Option<String>,
    /// Begin the next version with this line
    #[arg(long)]
    pub new_version: bool,
    #[command(flatten)]
    actor: ActorArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Record an approval of a job's estimate
///
/// Examples:
///   suits job estimate approve ACME-0012 --for internal
///   suits job estimate approve ACME-0012 --for client --by liisa --method po --evidence 4500012345
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct ApproveArgs {
    /// The job
    pub job: String,
    #[command(flatten)]
    yes: YesArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Send a job's estimate to the client
///
/// Example:
///   suits job estimate send ACME-0012
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct SendArgs {
    /// The job
    pub job: String,
    #[command(flatten)]
    actor: ActorArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `suits job estimate`.
pub(super) fn run(verb: EstimateVerb, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    match verb {
        EstimateVerb::Add(args) => add(&args, session),
        EstimateVerb::Approve(args) => approve(&args, session),
        EstimateVerb::Send(args) => send(&args, session),
    }
}

fn add(args: &AddArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open()?;
    let id = job_id(session, &store, &args.job)?;
    let kind = session.word("--kind", &args.kind, LineKind::ALL, LineKind::as_str)?;
    fitting(kind, args)?;
    session.write(&store, &args.write, &Scope::job(id.clone()), |desk, session| {
        let job = found(desk, &id)?;
        let me = acting(&args.actor, desk, session)?;
        let calendar = desk.calendar();
        let dates = session.dates(desk.today, &calendar);
        let typed = [
            ("kind", Some(&args.kind)),
            ("text", args.text.as_ref()),
            ("role", args.role.as_ref()),
            ("hours", args.hours.as_ref()),
            ("rate", args.rate.as_ref()),
            ("amount", args.amount.as_ref()),
            ("supplier", args.supplier.as_ref()),
            ("net", args.net.as_ref()),
            ("markup", args.markup.as_ref()),
            ("channel", args.channel.as_ref()),
            ("month", args.month.as_ref()),
            ("gross", args.gross.as_ref()),
            ("commission", args.commission.as_ref()),
        ];
        let mut fields = Vec::new();
        for (key, text) in typed {
            if let Some(text) = text {
                let path = key_path!["estimates", 0, "lines", 0, key];
                let value = value(Kind::Job, &path, text, &dates).map_err(|stop| as_flag(stop, &path, key))?;
                fields.push((key, value));
            }
        }
        if let Some(role) = &args.role {
            known_role(role, &desk.snapshot.agency.config)?;
        }
        if let Some(word) = &args.id {
            ItemId::parse(word).map_err(|fault| {
                Stop::usage("bad-id", format_args!("`--id {word}`: {fault}"), "a short word such as `concept`")
            })?;
        }
        let percent = |typed: &String| {
            Percent::parse(typed).ok_or_else(|| {
                Stop::usage(
                    "wrong-type",
                    format_args!("`--contingency` should be a percentage, not `{typed}`"),
                    "write it like 10%",
                )
            })
        };
        let addition = Addition {
            id: args.id.clone(),
            fields,
            contingency: args.contingency.as_ref().map(percent).transpose()?,
            valid_until: args.valid_until.as_deref().map(|typed| dates.parse(typed)).transpose()?,
            new_version: args.new_version,
        };
        let dice = session.world.dice;
        let mint = || mint(dice);
        plan::estimate::add(job, &addition, desk.actor(&me, &mint)).map_err(|findings| desk.refuse(findings))
    })
}

/// A person typed a flag, not the path that it stands for.
fn as_flag(stop: Stop, path: &KeyPath, key: &str) -> Stop {
    let (path, flag) = (path.to_string(), format!("--{}", key.replace('_', "-")));
    let plain = |text: String| text.replace(&format!("{path}="), &format!("{flag} ")).replace(&path, &flag);
    match stop {
        Stop::Usage { code, message, hint } => Stop::Usage { code, message: plain(message), hint: hint.map(plain) },
        stop => stop,
    }
}

fn known_role(role: &str, config: &Config) -> Result<(), Stop> {
    if config.roles.contains_key(role) {
        return Ok(());
    }
    let names = || config.roles.keys().map(crate::values::Word::as_str);
    let hint = did_you_mean(role, names(), || format!("the roles: {}", names().collect::<Vec<_>>().join(", ")));
    Err(Stop::usage("unknown-role", format_args!("there is no role `{role}`"), hint))
}

/// Each kind of line needs its own figure, and has no other's.
fn fitting(kind: LineKind, args: &AddArgs) -> Result<(), Stop> {
    let figures = [
        ("--hours", args.hours.is_some(), &[LineKind::Fee][..]),
        ("--rate", args.rate.is_some(), &[LineKind::Fee]),
        ("--amount", args.amount.is_some(), &[LineKind::Fee, LineKind::Discount]),
        ("--net", args.net.is_some(), &[LineKind::ThirdParty, LineKind::Expense, LineKind::Media]),
        ("--markup", args.markup.is_some(), &[LineKind::ThirdParty, LineKind::Expense]),
        ("--gross", args.gross.is_some(), &[LineKind::Media]),
        ("--commission", args.commission.is_some(), &[LineKind::Media]),
    ];
    if let Some((flag, _, kinds)) = figures.iter().find(|(_, given, kinds)| *given && !kinds.contains(&kind)) {
        let kinds = kinds.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(" or ");
        return Err(Stop::usage(
            "unfitting-figure",
            format_args!("a {kind} line has no `{flag}`"),
            format_args!("that is for a line of kind {kinds}"),
        ));
    }
    let (fits, needs) = match kind {
        LineKind::Fee => (
            args.amount.is_some() || args.hours.is_some(),
            "`--hours` with `--role` or `--rate`, or a fixed `--amount`",
        ),
        LineKind::ThirdParty | LineKind::Expense => (args.net.is_some(), "`--net`"),
        LineKind::Media => (args.gross.is_some() || args.net.is_some(), "`--gross` or `--net`"),
        LineKind::Discount => (args.amount.is_some(), "`--amount`"),
    };
    if fits {
        return Ok(());
    }
    Err(Stop::usage("missing-field", format_args!("a {kind} line needs its figure"), format_args!("pass {needs}")))
}

fn approve(args: &ApproveArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open()?;
    let id = job_id(session, &store, &args.job)?;
    session.write(&store, &args.write, &Scope::job(id.clone()), |desk, session| {
        let job = found(desk, &id)?;
        let me = session.actor(None, desk.snapshot, desk.store).or_else(|stop| match &args.yes.by {
            Some(typed) => session.person(typed, desk.snapshot),
            None => Err(stop),
        })?;
        let (of, asked) = asked(&args.yes, &[ApprovalFor::Internal, ApprovalFor::Client], desk, session)?;
        let dice = session.world.dice;
        let mint = || mint(dice);
        plan::estimate::approve(job, of, &asked, &desk.snapshot.agency, desk.actor(&me, &mint))
            .map_err(|findings| desk.refuse(findings))
    })
}

fn send(args: &SendArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open()?;
    let id = job_id(session, &store, &args.job)?;
    session.write(&store, &args.write, &Scope::job(id.clone()), |desk, session| {
        let job = found(desk, &id)?;
        let me = acting(&args.actor, desk, session)?;
        let dice = session.world.dice;
        let mint = || mint(dice);
        plan::estimate::send(job, &desk.snapshot.agency, desk.actor(&me, &mint))
            .map_err(|findings| desk.refuse(findings))
    })
}
