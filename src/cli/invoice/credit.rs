//! `suits invoice credit`: money off an invoice that went out.

use super::{amount, on_invoice};
use crate::cli::args::WriteArgs;
use crate::cli::contact_report::day;
use crate::cli::exit::{Exit, Stop};
use crate::cli::session::Session;
use crate::domain::invoice::Invoice;
use crate::domain::plan::money::invoice::{self, CreditAsked, number_or_word};
use crate::domain::record::{Kind, Record};
use crate::source::{ChangeSet, FileChange};
use crate::values::Decimal;
use clap::Args;

/// Write a credit note: all of an invoice, or some of its lines
///
/// It names the invoice, carries its tax, and begins as a draft: `suits invoice issue` lets it go out.
///
/// Examples:
///   suits invoice credit ACME-I0119 --line concept=400.00 --number 2026-120
///   suits invoice credit ACME-I0119 --all --number 2026-120
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct CreditArgs {
    /// The invoice
    pub invoice: String,
    /// A line of the invoice, by its id or the job's line, and how much of it; without a sum, what is left of it
    #[arg(long = "line", value_name = "LINE=NET", required_unless_present = "all", conflicts_with = "all")]
    pub lines: Vec<String>,
    /// All that is left of it
    #[arg(long)]
    pub all: bool,
    /// The ledger's number of the credit note
    #[arg(long, value_name = "NUMBER")]
    pub number: Option<String>,
    /// Its day, if not today
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `suits invoice credit`.
pub(super) fn run(args: &CreditArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let mut lines: Vec<(String, Option<Decimal>)> = Vec::new();
    for typed in &args.lines {
        let (line, net) = typed.split_once('=').map_or((typed.as_str(), None), |(line, net)| (line, Some(net)));
        lines.push((line.to_owned(), net.map(|net| amount("--line", net)).transpose()?));
    }
    on_invoice(&args.invoice, &args.write, session, |original, desk, session| {
        let date = day(args.date.as_deref(), desk, session)?;
        let agency = &desk.snapshot.agency;
        let Some(number) = &args.number else {
            let next = number_or_word(&original.id.client(), agency, desk.today);
            let hint = format!("pass `--number {next}`, or another");
            return Err(Stop::usage("missing-field", "a credit note needs a number", hint));
        };
        let asked = CreditAsked { number: number.trim().to_owned(), date, lines };
        let (edits, told) =
            invoice::credit(original, &asked, agency, desk.today).map_err(|findings| desk.refuse(findings))?;
        let id = desk.next_id(Kind::Invoice, &original.id.client(), session)?;
        Ok(ChangeSet {
            summary: vec![format!("{id}: {told}")],
            next: Some(format!("an account manager or above lets it go out: `suits invoice issue {id}`")),
            files: vec![FileChange::Create { path: id.path(), template: Invoice::TEMPLATE.to_owned(), edits }],
        })
    })
}
