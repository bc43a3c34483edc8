//! `suits client issue`: what goes wrong between client and agency, who deals with it, and who was told.

use super::args::{RowArgs, WriteArgs};
use super::contact_report::day;
use super::desk::Desk;
use super::exit::{Exit, Stop};
use super::findings::unreadable;
use super::session::{Session, mint, vanished};
use super::set::scope;
use crate::cli::versus;
use crate::domain::agency::Agency;
use crate::domain::client::{Client, ClientIssue};
use crate::domain::dues;
use crate::domain::layout::AnyId;
use crate::domain::parties::Calendars;
use crate::domain::plan::client_issue::{self, Trouble, severity_word};
use crate::domain::record::{Kind, Located};
use crate::domain::scope::Scope;
use crate::source::ChangeSet;
use crate::store::Store;
use crate::values::{ClientId, Day, ItemId, PersonId};
use crate::view::{Cell, Column, Grid, Row, Tone, View};
use clap::{Args, Subcommand};
use std::cmp::Reverse;

/// What went wrong between client and agency, who deals with it, and who was told
///
/// Examples:
///   suits client issue list
///   suits client issue open ACME --severity 3 \
///       --text "The film ran with the old price"
///   suits client issue resolve ACME old-price \
///       --resolution "Pulled within the hour; air time made good"
#[derive(Debug, Subcommand)]
#[command(verbatim_doc_comment)]
pub(super) enum IssueVerb {
    Open(OpenArgs),
    Resolve(ResolveArgs),
    Escalate(EscalateArgs),
    List(ListArgs),
}

/// Take down what went wrong; the account director is told of an urgent or critical one at once
///
/// Examples:
///   suits client issue open ACME --severity 2 \
///       --text "Invoice sent to the wrong cost centre" --id wrong-cost-centre
///   suits client issue open ACME --severity 4 \
///       --text "The film ran with the old price" --owner mai
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct OpenArgs {
    /// The client
    pub client: String,
    /// 1 routine, 2 elevated, 3 urgent, 4 critical
    #[arg(long, value_name = "1-4", value_parser = clap::value_parser!(u8).range(1..=4))]
    pub severity: u8,
    /// What went wrong
    #[arg(long, value_name = "TEXT")]
    pub text: String,
    /// Who deals with it; else the account manager
    #[arg(long, value_name = "PERSON")]
    pub owner: Option<String>,
    /// Who is told; of severity 3 and 4, else the account director
    #[arg(long, value_name = "PERSON")]
    pub to: Option<String>,
    /// The day it came up, if not today
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// A short word for it
    #[arg(long, value_name = "WORD")]
    pub id: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// It is over, and how
///
/// Example:
///   suits client issue resolve ACME wrong-cost-centre --resolution "Re-issued"
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct ResolveArgs {
    /// The client
    pub client: String,
    /// The issue
    pub issue: String,
    /// How it was put right
    #[arg(long, value_name = "TEXT")]
    pub resolution: String,
    /// The day it was over, if not today
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Tell the account director, or somebody named
///
/// Example:
///   suits client issue escalate ACME wrong-cost-centre --to bo
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct EscalateArgs {
    /// The client
    pub client: String,
    /// The issue
    pub issue: String,
    /// Who is told; else the account director, or whoever stands in
    #[arg(long, value_name = "PERSON")]
    pub to: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// What is open between clients and the agency, the worst first
///
/// A critical one is due the same working day, an urgent one by the end of the next.
///
/// Examples:
///   suits client issue list --client ACME
///   suits client issue list --all --where 'severity >= 3'
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct ListArgs {
    /// With those that are resolved, behind the open ones
    #[arg(long)]
    pub all: bool,
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `suits client issue`.
pub(super) fn run(verb: IssueVerb, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    match verb {
        IssueVerb::Open(args) => open(&args, session),
        IssueVerb::Resolve(args) => resolve(&args, session),
        IssueVerb::Escalate(args) => escalate(&args, session),
        IssueVerb::List(args) => list(&args, session),
    }
}

/// Plans a change on a client that is there.
pub(super) fn on_client(
    typed: &str,
    write: &WriteArgs,
    session: &mut Session<'_, '_>,
    plan: impl FnOnce(&Located<Client>, &Desk<'_>, &mut Session<'_, '_>) -> Result<ChangeSet, Stop>,
) -> Result<Exit, Stop> {
    let store = session.open()?;
    let id: ClientId = session.one_client(&store, typed)?;
    let id = AnyId::Client(id);
    session.write(&store, write, &scope(&id), |desk, session| {
        let client = desk.snapshot.agency.clients.iter().next();
        plan(client.ok_or_else(|| vanished(&id))?, desk, session)
    })
}

/// What has to be said in words.
fn said<'t>(flag: &str, text: &'t str) -> Result<&'t str, Stop> {
    if text.trim().is_empty() {
        return Err(Stop::usage("missing-field", format_args!("`{flag}` says nothing"), "write it in a sentence"));
    }
    Ok(text)
}

fn open(args: &OpenArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let text = said("--text", &args.text)?.to_owned();
    if let Some(word) = &args.id {
        ItemId::parse(word).map_err(|fault| {
            Stop::usage("bad-id", format_args!("`--id {word}`: {fault}"), "a short word such as `old-price`")
        })?;
    }
    on_client(&args.client, &args.write, session, |client, desk, session| {
        let person =
            |typed: &Option<String>| typed.as_deref().map(|typed| session.person(typed, desk.snapshot)).transpose();
        let trouble = Trouble {
            id: args.id.clone().unwrap_or_else(|| mint(session.world.dice)),
            date: day(args.date.as_deref(), desk, session)?,
            severity: args.severity,
            text,
            owner: person(&args.owner)?,
            told: person(&args.to)?,
        };
        client_issue::open(client, &trouble, &desk.snapshot.agency.config).map_err(|findings| desk.refuse(findings))
    })
}

fn resolve(args: &ResolveArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    said("--resolution", &args.resolution)?;
    on_client(&args.client, &args.write, session, |client, desk, session| {
        let date = day(args.date.as_deref(), desk, session)?;
        client_issue::resolve(client, &args.issue, &args.resolution, date).map_err(|findings| desk.refuse(findings))
    })
}

fn escalate(args: &EscalateArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    on_client(&args.client, &args.write, session, |client, desk, session| {
        let to = args.to.as_deref().map(|typed| session.person(typed, desk.snapshot)).transpose()?;
        client_issue::escalate(client, &args.issue, to.as_ref(), &desk.snapshot.agency.config, desk.today)
            .map_err(|findings| desk.refuse(findings))
    })
}

fn list(args: &ListArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    versus::shown(&["client", "issue"], &args.rows, session, |store, client, today, session| {
        Ok(listed(args.all, store, client, today, session)?.into())
    })
}

/// The issues of a book, on a day or else today.
fn listed(
    all: bool,
    store: &Store,
    client: Option<ClientId>,
    today: Option<Day>,
    session: &Session<'_, '_>,
) -> Result<View, Stop> {
    const CLIENTS: &[Kind] = &[Kind::Client];
    let snapshot = store.load(&Scope::kinds(CLIENTS).client(client))?;
    let today = today.map_or_else(|| session.today(&snapshot.agency.config), Ok)?;
    Ok(View {
        name: "client-issues",
        version: 1,
        title: "Client issues".to_owned(),
        as_of: today,
        grid: grid(&snapshot.agency, all, today),
        others: Vec::new(),
        notes: Vec::new(),
        when_empty: if all { "nothing has gone wrong" } else { "nothing is open" }.to_owned(),
        unreadable: unreadable(&snapshot),
    })
}

/// The issues known by a day: open ones first, the worst first, the oldest first.
fn grid(agency: &Agency, all: bool, today: Day) -> Grid {
    let columns = vec![
        Column::word("client", "Client"),
        Column::word("issue", "Issue"),
        Column::figure("severity", "Severity"),
        Column::word("level", "Level").hidden(),
        Column::prose("text", "What"),
        Column::date("date", "Since"),
        Column::date("due", "Due"),
        Column::figure("days_open", "Days open"),
        Column::word("owner", "With"),
        Column::word("escalated_to", "Told"),
        Column::word("state", "State"),
        Column::date("resolved", "Resolved"),
        Column::prose("resolution", "How").hidden(),
    ];
    let calendars = Calendars::of(&agency.config);
    let of_client = |client: &'_ Located<Client>| -> Vec<(ClientId, ClientIssue)> {
        client.issues.iter().map(|issue| (client.id.clone(), issue.clone())).collect()
    };
    let mut issues: Vec<(ClientId, ClientIssue)> = agency.clients.iter().flat_map(of_client).collect();
    issues.retain(|(_, issue)| issue.date <= today && (all || issue.is_open(today)));
    issues.sort_by_key(|(client, issue)| (!issue.is_open(today), Reverse(issue.severity), issue.date, client.clone()));
    let row = |(client, issue): (ClientId, ClientIssue)| {
        let open = issue.is_open(today);
        let over = issue.resolved.filter(|_| !open);
        let name = |person: Option<&PersonId>| Cell::maybe(person);
        let due = dues::issue(&issue, calendars.receiver(agency, &client, issue.owner.as_ref()));
        let tone = match open {
            false => Tone::Quiet,
            true if due.is_some_and(|due| due < today) => Tone::Red,
            true if issue.is_serious() => Tone::Amber,
            true => Tone::Plain,
        };
        let cells = vec![
            Cell::text(&client),
            Cell::text(&issue.id),
            Cell::Count(i64::from(issue.severity)),
            Cell::text(severity_word(issue.severity)),
            Cell::text(&issue.text),
            Cell::Day(issue.date),
            Cell::day(due),
            Cell::Count(calendars.office().working_days_between(issue.date, over.unwrap_or(today))),
            name(issue.owner.as_ref()),
            name(issue.escalated_to.as_ref()),
            Cell::text(if open { "open" } else { "resolved" }),
            Cell::day(over),
            Cell::maybe(issue.resolution.as_ref().filter(|_| !open)),
        ];
        Row { cells, tone }
    };
    Grid { columns, rows: issues.into_iter().map(row).collect() }
}
