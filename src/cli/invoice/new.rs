//! `suits invoice new`: what was agreed is charged.

use super::amount;
use crate::cli::args::WriteArgs;
use crate::cli::exit::{Exit, Stop};
use crate::cli::job::job_id;
use crate::cli::new::{Fields, Wanted, given, over};
use crate::cli::references::Register;
use crate::cli::session::{Session, vanished};
use crate::domain::invoice::{Invoice, InvoiceKind};
use crate::domain::layout::AnyId;
use crate::domain::plan::money::invoice::{self, InvoiceAsked, LineAsked, next_number};
use crate::domain::record::{Kind, Record};
use crate::domain::scope::{Invoicing, Scope};
use crate::key_path;
use crate::source::{ChangeSet, Edit, FileChange, KeyPath, Op, Value};
use crate::store::Store;
use crate::values::{Amount, ClientId, Currency, Day, InvoiceId, ItemId, JobId, Month, Percent};
use clap::Args;

/// Write an invoice: parts of jobs, all that is left of one, a retainer's month
///
/// It begins as a draft. When it is to be paid follows from the contract, its purchase order from the jobs, the tax from the client's last invoice; what the client has not approved is not charged.
///
/// Examples:
///   suits invoice new ACME --number 2026-119 --line ACME-0012:concept=2200.00 \
///       --line ACME-0013:film
///   suits invoice new ACME --number 2027-014 --rest ACME-0012
///   suits invoice new ACME --number 2026-120 --retainer aor-2025 --month 2026-12 \
///       --po 4500012346
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct NewInvoice {
    /// Who pays
    #[arg(id = "payer", value_name = "CLIENT")]
    pub payer: String,
    /// A line of a job, and how much of it; without a sum, what is left of it. A job that was called off: `ACME-0012=4400.00`
    #[arg(long = "line", value_name = "JOB:LINE=NET")]
    pub lines: Vec<String>,
    /// All that the client approved of a job and that was never charged; what was credited is left out
    #[arg(long, value_name = "JOB")]
    pub rest: Vec<String>,
    /// With `--rest`: charge once more what was credited
    #[arg(long, requires = "rest")]
    pub again: bool,
    /// The fee of this contract for the month that `--month` names
    #[arg(long, value_name = "CONTRACT", requires = "month")]
    pub retainer: Option<String>,
    /// The retainer's month: 2026-11
    #[arg(long, value_name = "MONTH", requires = "retainer")]
    pub month: Option<String>,
    #[command(flatten)]
    fields: Fields<Invoice>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `suits invoice new`.
pub(super) fn run(args: &NewInvoice, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open()?;
    let client = session.one_client(&store, &args.payer)?;
    let given = session.dated(&store, |dates, session| {
        let likely = match args.fields.names("number") {
            true => None,
            false => likely_number(&store, &client, dates.today)?,
        };
        let wanted = [Wanted { field: "number", prompt: "What is its number in the ledger?", likely }];
        given(&args.fields, &wanted, dates, session)
    })?;
    begins_as_a_draft(&given)?;
    let (mut lines, given) = written_lines(given)?;
    lines.extend(typed_lines(args, &client, &store, session)?);
    let jobs = lines.iter().filter_map(|line| match line {
        LineAsked::Line { job, .. } | LineAsked::Rest { job, .. } => Some(job.clone()),
        LineAsked::Retainer { .. } => None,
    });
    let scope =
        Scope::invoicing(Invoicing { client: client.clone(), invoice: None, jobs: jobs.collect(), numbers: true });
    session.write(&store, &args.write, &scope, |desk, session| {
        let agency = &desk.snapshot.agency;
        let mut given = given;
        let payer = agency.clients.get(&client).found();
        let payer = payer.ok_or_else(|| vanished(&AnyId::Client(client.clone())))?;
        let number = asked(&given, Vec::new(), desk.today).number;
        invoice::numbered(&number, agency, payer, desk.today).map_err(|findings| desk.refuse(findings))?;
        let register = Register { store: desk.store, agency, client: Some(client.clone()) };
        register.check(Kind::Invoice, &mut given, session)?;
        let asked = asked(&given, lines, desk.today);
        let written = invoice::write(&asked, payer, agency).map_err(|findings| desk.refuse(findings))?;
        let id = desk.next_id(Kind::Invoice, &client, session)?;
        let mut edits = over(written.defaults, given);
        edits.extend(written.lines.into_iter().map(|line| Edit::append(key_path!["lines"], line)));
        let summary = written.told.into_iter().map(|told| format!("{id}: {told}")).collect();
        Ok(ChangeSet {
            summary,
            next: Some(format!("an account manager or above lets it go out: `suits invoice issue {id}`")),
            files: vec![FileChange::Create { path: id.path(), template: Invoice::TEMPLATE.to_owned(), edits }],
        })
    })
}

/// The number that the client's next invoice would get.
fn likely_number(store: &Store, client: &ClientId, today: Day) -> Result<Option<String>, Stop> {
    let snapshot = store.load(&Scope::kinds(&[Kind::Invoice]))?;
    Ok(next_number(client, &snapshot.agency, today))
}

/// What happens to an invoice has verbs of its own.
fn begins_as_a_draft(given: &[Edit]) -> Result<(), Stop> {
    let verbs = [
        ("approvals", "`suits invoice issue INVOICE` lets it go out"),
        ("payments", "`suits invoice pay INVOICE` takes a payment down"),
        ("disputed", "`suits invoice dispute INVOICE --reason \"…\"` says what the client objects to"),
        ("written_off", "`suits invoice write-off INVOICE --reason \"…\"` gives it up"),
    ];
    let found = verbs.iter().find(|(key, _)| given.iter().any(|edit| edit.path.first_key() == Some(key)));
    match found {
        Some((key, verb)) => {
            Err(Stop::usage("has-its-own-verb", format_args!("an invoice begins without `{key}`"), verb))
        }
        None => Ok(()),
    }
}

/// The lines that stand in the fields that were given, taken out of them.
fn written_lines(given: Vec<Edit>) -> Result<(Vec<LineAsked>, Vec<Edit>), Stop> {
    let (lines, others): (Vec<Edit>, Vec<Edit>) =
        given.into_iter().partition(|edit| edit.path.first_key() == Some("lines"));
    let mut asked = Vec::new();
    for edit in lines {
        let values = match edit.op {
            Op::Set(Value::List(values)) if edit.path == key_path!["lines"] => values,
            Op::Set(Value::Words(words)) if words.is_empty() => Vec::new(),
            Op::Append(value) if edit.path == key_path!["lines"] => vec![value],
            _ => {
                let hint = "`--line JOB:LINE=NET`, or `--set 'lines+={job: JOB, line: LINE, net: NET}'`";
                return Err(Stop::usage("bad-assignment", format_args!("`{}` is no line", edit.path), hint));
            }
        };
        for value in values {
            asked.push(written_line(&value)?);
        }
    }
    Ok((asked, others))
}

fn written_line(value: &Value) -> Result<LineAsked, Stop> {
    let Value::Map(entries) = value else {
        return Err(Stop::usage("bad-assignment", "a line has fields", "`{job: JOB, line: LINE, net: NET}`"));
    };
    let text = |key: &str| entries.iter().find(|(other, _)| other == key).and_then(|(_, value)| text(value));
    let wrong = |key: &'static str, typed: &str, form: &str| {
        Stop::usage(
            "wrong-type",
            format_args!("`lines.{key}` should be {form}, not `{typed}`"),
            "see `suits schema invoice`",
        )
    };
    let net = text("net").map(|typed| amount("net", typed)).transpose()?;
    let month = text("month").map(|typed| month("month", typed)).transpose()?;
    let id = text("id").map(str::to_owned);
    let item = |key: &'static str| {
        let typed = text(key);
        typed.map(|typed| ItemId::parse(typed).map_err(|_| wrong(key, typed, "a short word"))).transpose()
    };
    match (text("job"), item("contract")?) {
        (Some(job), _) => {
            let id_of = JobId::parse(job).map_err(|_| wrong("job", job, "a job number like ACME-0012"))?;
            Ok(LineAsked::Line { id, job: id_of, line: item("line")?, month, net })
        }
        (None, Some(contract)) => Ok(LineAsked::Retainer { id, contract, month, net }),
        (None, None) => Err(Stop::usage(
            "missing-field",
            "a line names the job or the contract that it charges for",
            "`{job: JOB, line: LINE, net: NET}`, or `{contract: CONTRACT, month: MONTH}`",
        )),
    }
}

fn text(value: &Value) -> Option<&str> {
    match value {
        Value::Bare(text) | Value::Text(text) => Some(text),
        _ => None,
    }
}

fn month(wanted: &str, typed: &str) -> Result<Month, Stop> {
    Month::parse(typed).ok_or_else(|| {
        Stop::usage(
            "wrong-type",
            format_args!("`{wanted}` should be a month like 2026-11, not `{typed}`"),
            Month::meant(typed)
                .map_or_else(|| "year and month, with a hyphen".to_owned(), |month| format!("write `{month}`")),
        )
    })
}

/// The lines of `--line`, `--rest` and `--retainer`.
fn typed_lines(
    args: &NewInvoice,
    client: &ClientId,
    store: &Store,
    session: &Session<'_, '_>,
) -> Result<Vec<LineAsked>, Stop> {
    // within one client its number alone will do
    let job = |typed: &str| match typed.bytes().all(|byte| byte.is_ascii_digit()) && !typed.is_empty() {
        true => job_id(session, store, &format!("{client}-{typed}")),
        false => job_id(session, store, typed),
    };
    let mut lines = Vec::new();
    for typed in &args.lines {
        let (what, net) = typed.split_once('=').map_or((typed.as_str(), None), |(what, net)| (what, Some(net)));
        let (named, line) = what.split_once(':').map_or((what, None), |(job, line)| (job, Some(line)));
        let line = line.map(ItemId::parse).transpose().map_err(|fault| {
            Stop::usage("bad-id", format_args!("`--line {typed}`: {fault}"), "`--line ACME-0012:concept=4400.00`")
        })?;
        let net = net.map(|net| amount("--line", net)).transpose()?;
        lines.push(LineAsked::Line { id: None, job: job(named)?, line, month: None, net });
    }
    for typed in &args.rest {
        lines.push(LineAsked::Rest { job: job(typed)?, again: args.again });
    }
    if let Some(contract) = &args.retainer {
        let contract = ItemId::parse(contract).map_err(|fault| {
            Stop::usage("bad-id", format_args!("`--retainer {contract}`: {fault}"), "a contract of the client")
        })?;
        let month = args.month.as_deref().map(|typed| month("--month", typed)).transpose()?;
        lines.push(LineAsked::Retainer { id: None, contract, month, net: None });
    }
    Ok(lines)
}

/// The invoice that was asked for, from fields that were checked when they were typed.
fn asked(given: &[Edit], lines: Vec<LineAsked>, today: Day) -> InvoiceAsked {
    let set = |field: &'static str| {
        let path = KeyPath::root().then(field);
        given.iter().rev().find(|edit| edit.path == path).and_then(|edit| match &edit.op {
            Op::Set(value) => Some(value),
            Op::Append(_) | Op::Remove | Op::Rename(_) => None,
        })
    };
    let word = |field: &'static str| set(field).and_then(text);
    InvoiceAsked {
        number: word("number").unwrap_or_default().to_owned(),
        date: word("date").and_then(Day::parse).unwrap_or(today),
        due: word("due").and_then(Day::parse),
        kind: word("kind").and_then(|kind| InvoiceKind::ALL.iter().copied().find(|other| other.as_str() == kind)),
        currency: word("currency").and_then(Currency::parse),
        fx_rate: word("fx_rate").and_then(Amount::parse).map(|rate| rate.0),
        po: set("po").map(|po| text(po).unwrap_or_default().to_owned()),
        tax: set("tax").map(|tax| text(tax).and_then(Percent::parse)),
        credits: word("credits").and_then(|id| InvoiceId::parse(id).ok()),
        lines,
        today,
    }
}
