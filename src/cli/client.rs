//! `suits client`: who the agency works for.

use super::args::RowArgs;
use super::client_budget::{self, ApproveArgs, BudgetVerb};
use super::client_issue::{self, IssueVerb};
use super::edit::EditArgs;
use super::exit::{Exit, Stop};
use super::new::{Fields, NewArgs, Wanted, given, over};
use super::references::Register;
use super::session::Session;
use super::set::SetArgs;
use super::show::ShowArgs;
use super::{edit, list, set, show};
use crate::domain::client::{Client, ClientStatus};
use crate::domain::layout::AnyId;
use crate::domain::record::{Kind, Record};
use crate::domain::scope::Scope;
use crate::key_path;
use crate::source::{ChangeSet, Edit, FileChange, Value};
use crate::values::ClientId;
use clap::{Args, Subcommand};

/// Clients: who the agency works for
///
/// Examples:
///   suits client list
///   suits client show ACME
///   suits client set ACME team.account-executive=ann
#[derive(Debug, Subcommand)]
#[command(verbatim_doc_comment)]
pub(super) enum ClientVerb {
    New(NewClient),
    /// Clients, one a row
    ///
    /// Examples:
    ///   suits client list
    ///   suits client list --where 'status = active' \
    ///       --columns client,name,account_manager
    #[command(verbatim_doc_comment)]
    List(RowArgs),
    /// Show a client, and what follows from it
    ///
    /// Examples:
    ///   suits client show ACME
    ///   suits client show ACME --format json
    #[command(verbatim_doc_comment)]
    Show(ShowArgs),
    /// Edit a client in `$VISUAL` or `$EDITOR`
    ///
    /// Example:
    ///   suits client edit ACME
    #[command(verbatim_doc_comment)]
    Edit(EditArgs),
    /// Set fields of a client
    ///
    /// Examples:
    ///   suits client set ACME team.account-executive=ann payment_days=30
    ///   suits client set ACME contacts.liisa.limit=50000
    ///   suits client set ACME account_plan=null
    #[command(verbatim_doc_comment)]
    Set(SetArgs),
    Approve(ApproveArgs),
    #[command(subcommand)]
    Budget(BudgetVerb),
    #[command(subcommand)]
    Issue(IssueVerb),
}

/// A new client
///
/// Example:
///   suits client new ACME --name "Acme Outdoor Oy" --currency EUR --language fi
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct NewClient {
    /// Its code: two to eight capitals and digits, such as ACME. All its records begin with it
    pub code: String,
    #[command(flatten)]
    fields: Fields<Client>,
    #[command(flatten)]
    new: NewArgs,
}

/// Runs `suits client`.
pub(super) fn run(verb: ClientVerb, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    match verb {
        ClientVerb::New(args) => new(&args, session),
        ClientVerb::List(rows) => list::run(Kind::Client, &rows, session),
        ClientVerb::Show(args) => show::run(Kind::Client, &args, session),
        ClientVerb::Edit(args) => edit::run(Kind::Client, &args, session),
        ClientVerb::Set(args) => set::run(Kind::Client, &args, session),
        ClientVerb::Approve(args) => client_budget::approve(&args, session),
        ClientVerb::Budget(BudgetVerb::Add(args)) => client_budget::add(&args, session),
        ClientVerb::Issue(verb) => client_issue::run(verb, session),
    }
}

fn new(args: &NewClient, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    const NOTHING: &[Kind] = &[];
    let store = session.open()?;
    let code = ClientId::parse(&args.code).map_err(|fault| {
        Stop::usage(
            "bad-id",
            format_args!("`{}` cannot be a client's code: {fault}", args.code),
            match ClientId::parse(&args.code.to_ascii_uppercase()) {
                Ok(capitals) => format!("type it in capitals: `{capitals}`"),
                Err(_) => "two to eight capitals and digits, a letter first".to_owned(),
            },
        )
    })?;
    let id = AnyId::Client(code.clone());
    if store.exists(&id)? {
        return Err(Stop::usage(
            "id-taken",
            format_args!("there is a client {code} already"),
            format_args!("`suits client show {code}`"),
        ));
    }
    let wanted = [Wanted { field: "name", prompt: "What is the client called?", likely: None }];
    let defaults = vec![Edit::set(key_path!["status"], Value::bare(ClientStatus::Active))];
    let given = session.dated(&store, |dates, session| given(&args.fields, &wanted, dates, session))?;
    session.write(&store, &args.new.write, &Scope::kinds(NOTHING), |desk, session| {
        let mut given = given;
        let register = Register { store: desk.store, agency: &desk.snapshot.agency, client: None };
        register.check(Kind::Client, &mut given, session)?;
        Ok(ChangeSet {
            summary: vec![format!("{code}: client opened")],
            next: Some(format!("say who looks after it: `suits client set {code} team.account-executive=PERSON team.account-manager=PERSON team.account-director=PERSON`")),
            files: vec![FileChange::Create { path: id.path(), template: Client::TEMPLATE.to_owned(), edits: over(defaults, given) }],
        })
    })
}
