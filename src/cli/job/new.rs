//! `suits job new`: a job is opened, from nothing, a brief or another job.

use crate::cli::desk::Desk;
use crate::cli::exit::{Exit, Stop};
use crate::cli::new::{Fields, NewArgs, Wanted, given, over};
use crate::cli::references::Register;
use crate::cli::session::{Session, vanished};
use crate::domain::job::Job;
use crate::domain::layout::AnyId;
use crate::domain::plan;
use crate::domain::plan::recurring::ForMonth;
use crate::domain::record::{Kind, Record};
use crate::domain::scope::{Of, Scope};
use crate::domain::workflow::{REQUESTED, Workflow};
use crate::key_path;
use crate::source::{ChangeSet, Edit, FileChange, Value};
use crate::store::Store;
use crate::values::{BriefId, ClientId, JobId, Month};
use clap::Args;

/// Open a job
///
/// Examples:
///   suits job new --brief ACME-B0004 --due +30wd
///   suits job new ACME --title "Banner sizes" --type adaptation \
///       --requested-by liisa
///   suits job new --like ACME-0012 --title "Autumn launch film"
///   suits job new --like ACME-0030 --month 2027-01
///   suits job new --like ACME-0030 --month 2027-01 --again --title "January extra"
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct NewJob {
    /// The client; with `--brief` or `--like`, theirs
    pub client: Option<String>,
    /// Open it from a brief: its title, type and deliverables
    #[arg(long, value_name = "BRIEF")]
    pub brief: Option<String>,
    /// Open it like another job: its type, team, deliverables and quality checks, its estimate as a draft, its days as many working days
    /// after the request. Its purchase order is not taken over
    #[arg(long, value_name = "JOB")]
    pub like: Option<String>,
    /// For this month, such as a month of a retainer: days keep their place in the month, and a month in the title follows
    #[arg(long, value_name = "MONTH", requires = "like", conflicts_with = "brief")]
    pub month: Option<String>,
    /// One more, though there is one for that month
    #[arg(long, requires = "month")]
    pub again: bool,
    #[command(flatten)]
    fields: Fields<Job>,
    #[command(flatten)]
    new: NewArgs,
}

/// Where a new job takes its beginnings from.
enum Model {
    Nothing(ClientId),
    Brief(BriefId),
    Job(JobId),
}

fn model(args: &NewJob, store: &Store, session: &Session<'_, '_>) -> Result<Model, Stop> {
    let typed = match (&args.brief, &args.like, &args.client) {
        (Some(typed), _, _) => (typed, Kind::Brief),
        (None, Some(typed), _) => (typed, Kind::Job),
        (None, None, Some(typed)) => return Ok(Model::Nothing(session.one_client(store, typed)?)),
        (None, None, None) => {
            return Err(Stop::usage(
                "missing-field",
                "whose job is it?",
                "name the client, a brief with `--brief`, or a job with `--like`",
            ));
        }
    };
    match session.resolve(store, typed.0, &[typed.1], true)? {
        AnyId::Brief(id) => Ok(Model::Brief(id)),
        AnyId::Job(id) => Ok(Model::Job(id)),
        other => Err(vanished(&other)),
    }
}

/// Runs `suits job new`.
pub(super) fn run(args: &NewJob, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    const CLIENT: &[Kind] = &[Kind::Client];
    const JOBS: &[Kind] = &[Kind::Client, Kind::Job];
    let store = session.open()?;
    let model = model(args, &store, session)?;
    let month = args.month.as_deref().map(the_month).transpose()?;
    let (client, scope) = match &model {
        Model::Nothing(client) => {
            (client.clone(), Scope { of: Of::Client(client.clone()), kinds: CLIENT, parts: None, fingerprints: &[] })
        }
        Model::Brief(brief) => (brief.client(), Scope::brief(brief.clone())),
        Model::Job(job) if month.is_none() => (job.client(), Scope::job(job.clone())),
        // whether there is one for the month, the client's other jobs tell
        Model::Job(job) => (job.client(), Scope::kinds(JOBS).client(Some(job.client())).fingerprints()),
    };
    let wanted = wanted(&model, &client, &store, session)?;
    let given = session.dated(&store, |dates, session| given(&args.fields, &wanted, dates, session))?;
    session.write(&store, &args.new.write, &scope, |desk, session| {
        let agency = &desk.snapshot.agency;
        let mut given = given;
        Register { store: desk.store, agency, client: Some(client.clone()) }.check(Kind::Job, &mut given, session)?;
        let id = desk.next_id(Kind::Job, &client, session)?;
        let mut summary = vec![format!("{id}: job opened")];
        let mut defaults = match &model {
            Model::Nothing(_) => Vec::new(),
            Model::Brief(brief) => agency.briefs.get(brief).found().map(plan::job::from_brief).unwrap_or_default(),
            Model::Job(job) => {
                let job = agency.jobs.get(job).found().ok_or_else(|| vanished(&AnyId::Job(job.clone())))?;
                let like = plan::recurring::like(job, agency, month, desk.today);
                let named = |key: &str| given.iter().any(|edit| edit.path.first_key() == Some(key));
                if let Some(month) = month {
                    let asked = ForMonth { month, is_again: args.again, has_due: named("due") };
                    let objections = plan::recurring::objections(job, agency, asked, &like, desk.today);
                    if !objections.is_empty() {
                        return Err(desk.refuse(objections));
                    }
                }
                let stays = like.title_stays.filter(|_| !named("title"));
                summary.extend(stays.map(|stays| format!("{stays}: another with `--title`")));
                let late = like.too_late.iter().filter(|_| !named("deliverables"));
                summary.extend(late.map(|id| format!("the material day of `{id}` has gone by and is left out")));
                summary.extend(
                    like.estimate
                        .map(|version| format!("its estimate is a draft, from version {version} of {}", job.id)),
                );
                if job.client_po.is_some() && !given.iter().any(|edit| edit.path == key_path!["client_po"]) {
                    summary.push(format!(
                        "the client's purchase order of {} was a yes to that job: when there is one for this, \
                         `suits job set {id} client_po=NUMBER`",
                        job.id
                    ));
                }
                like.edits
            }
        };
        if !defaults.iter().any(|edit| edit.path == key_path!["contract"]) {
            defaults.extend(only_contract(&client, desk));
        }
        defaults.push(Edit::set(key_path!["requested_on"], Value::bare(desk.today)));
        let due = given.iter().find(|edit| edit.path == key_path!["due"]).cloned();
        if let (Some(due), false) = (due, given.iter().any(|edit| edit.path == key_path!["baseline_due"])) {
            defaults.retain(|edit| edit.path != key_path!["baseline_due"]);
            defaults.push(Edit { path: key_path!["baseline_due"], op: due.op });
        }
        Ok(ChangeSet {
            summary,
            next: Workflow::of(&agency.config)
                .get(REQUESTED)
                .and_then(|stage| stage.next.first())
                .map(|next| format!("pass the ball on: `suits job advance {id} --to {next}`")),
            files: vec![FileChange::Create {
                path: id.path(),
                template: Job::TEMPLATE.to_owned(),
                edits: over(defaults, given),
            }],
        })
    })
}

fn the_month(typed: &str) -> Result<Month, Stop> {
    let wrong = || Stop::usage("bad-month", format_args!("`{typed}` is not a month"), "write it like 2027-01");
    Month::parse(typed).ok_or_else(wrong)
}

/// The client's contract, where only one is in force.
fn only_contract(client: &ClientId, desk: &Desk<'_>) -> Option<Edit> {
    let client = desk.snapshot.agency.clients.get(client).found()?;
    let mut contracts = client.record.contracts.iter().filter(|contract| contract.in_force(desk.today));
    match (contracts.next(), contracts.next()) {
        (Some(only), None) => Some(Edit::set(key_path!["contract"], Value::text(only.id.as_str()))),
        _ => None,
    }
}

/// What must be known of a new job. On a terminal the client's last job says what is likely.
fn wanted(model: &Model, client: &ClientId, store: &Store, session: &Session<'_, '_>) -> Result<Vec<Wanted>, Stop> {
    const JOBS: &[Kind] = &[Kind::Client, Kind::Job];
    let requested_by = |likely| Wanted { field: "requested_by", prompt: "Who at the client asked?", likely };
    match model {
        Model::Job(_) => return Ok(Vec::new()),
        Model::Brief(brief) => {
            let snapshot = store.load(&Scope::brief(brief.clone()))?;
            let named = snapshot.agency.briefs.get(brief).found().is_some_and(|brief| brief.requested_by.is_some());
            return Ok(if named { Vec::new() } else { vec![requested_by(None)] });
        }
        Model::Nothing(_) => {}
    }
    let mut likely = (None, None);
    if !session.globals.no_input {
        let scope = Scope::kinds(JOBS).parts(crate::domain::job::sections::TIME).client(Some(client.clone()));
        let snapshot = store.load(&scope)?;
        let last = snapshot.agency.jobs.iter().max_by_key(|job| (job.requested_on, job.id.clone()));
        likely = last.map_or((None, None), |job| (Some(job.kind.to_string()), Some(job.requested_by.to_string())));
    }
    Ok(vec![
        Wanted { field: "title", prompt: "What is the job called?", likely: None },
        Wanted { field: "type", prompt: "What kind of work is it?", likely: likely.0 },
        requested_by(likely.1),
    ])
}
