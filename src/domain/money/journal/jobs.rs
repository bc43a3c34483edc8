//! The budgets of jobs as entries: the same postings that `budget` sums, each on the day of its paper, and beside them what suppliers
//! charged and what hours cost. Prices nothing itself.

use super::account::Account;
use super::{Entry, HELP, Journal, JournalAsk, Said, Tags, entry, name_of, word};
use crate::domain::agency::Agency;
use crate::domain::job::Job;
use crate::domain::job_money::{Line, SupplierInvoice};
use crate::domain::money::budget::{self, JobBudget};
use crate::domain::money::labour;
use crate::domain::money::posting::{Hours, Origin, Posting};
use crate::domain::money::sums::Figure;
use crate::domain::money::time_index::TimeIndex;
use crate::domain::record::Located;
use crate::key_path;
use crate::source::{KeyPath, Place};
use crate::values::{Currency, Decimal, Money};

/// Every job that has money.
pub(super) fn all<'a>(agency: &'a Agency, ask: &JournalAsk, time: &TimeIndex<'a>, journal: &mut Journal<'a>) {
    for job in agency.jobs.iter().filter(|job| ask.client.as_ref().is_none_or(|client| job.id.is_of(client))) {
        if let Some(budget) = budget::of_job(agency, job, time, ask.day) {
            Pen { agency, ask, job, journal }.job(&budget);
        }
    }
}

/// Writes one job down.
struct Pen<'p, 'a> {
    agency: &'a Agency,
    ask: &'p JournalAsk,
    job: &'a Located<Job>,
    journal: &'p mut Journal<'a>,
}

impl<'a> Pen<'_, 'a> {
    fn job(&mut self, budget: &JobBudget<'a>) {
        let (job, id) = (self.job, &self.job.id);
        for unknown in budget.unknown.iter().filter(|unknown| !unknown.whole_book) {
            self.journal.refuse(job.at(KeyPath::root()), format_args!("{id}: {}", unknown.why), HELP);
        }
        let quoted = |posting: &Posting<'_>| !matches!(posting.figure, Figure::Actual | Figure::Committed);
        let of_one_paper =
            |one: &Posting<'_>, next: &Posting<'_>| one.figure == next.figure && quoted(one) && same(one, next);
        for postings in budget.postings.chunk_by(of_one_paper) {
            let Some(first) = postings.first() else { continue };
            match first.origin {
                Origin::Estimate(_) | Origin::Change(_) => self.quoted(first, postings),
                Origin::Time(hours) => self.time(first, hours),
                Origin::Invoice(invoice, _) => self.supplier(first, invoice, budget.currency),
                Origin::Order(order) => {
                    let mut entry = self.entry(first, format!("order {} on {id}", order.id));
                    self.used(&mut entry, first, "Committed");
                    self.put(entry);
                }
            }
        }
        let hours: Decimal = budget.unpriced.iter().map(|hours| hours.entry.hours.0).sum();
        if !hours.is_zero() {
            self.journal.unpriced.push(format!("{id}: {hours} hours without a rate, in no figure of its budget"));
        }
        for hours in &budget.unpriced {
            let mut entry = self.hours(*hours);
            self.cost(&mut entry, *hours);
            self.put(entry);
        }
    }

    /// What the client said yes to, or is asked to: a pair of legs for each line.
    fn quoted(&mut self, first: &Posting<'a>, postings: &[Posting<'a>]) {
        let id = &self.job.id;
        let paper = match first.origin {
            Origin::Change(index) => format!("change order {} on {id}", self.job.record.change_orders[index].id),
            Origin::Estimate(index) => format!("estimate {} of {id}", self.job.record.estimates[index].version),
            Origin::Time(_) | Origin::Invoice(..) | Origin::Order(_) => return,
        };
        let paper = match first.figure {
            Figure::Contingency => format!("contingency of {paper}"),
            Figure::ContingencyDrawn => format!("drawn of the contingency of {paper}"),
            _ => paper,
        };
        let mut entry = self.entry(first, paper);
        if first.figure == Figure::ContingencyDrawn {
            // it follows from all change orders together
            entry.date = self.ask.day;
        }
        entry.words = Some(&self.job.record.title);
        entry.is_settled = first.figure != Figure::Pending;
        for posting in postings {
            let Some(money) = self.told(posting) else { continue };
            let (to, from) = match posting.figure {
                Figure::Approved => {
                    (Account::memo("Budget", id, Some("Remaining")), Account::memo("Budget", id, Some("Approved")))
                }
                Figure::Contingency => (Account::memo("Contingency", id, Some("Kept")), Account::contra()),
                Figure::ContingencyDrawn => (Account::contra(), Account::memo("Contingency", id, Some("Drawn"))),
                Figure::Pending => (Account::memo("Pending", id, None), Account::contra()),
                _ => continue,
            };
            entry.pair(to, from, money, &of_line(posting.line));
        }
        self.put(entry);
    }

    fn time(&mut self, posting: &Posting<'a>, hours: Hours<'a>) {
        let mut entry = self.hours(hours);
        entry.tags.extend(word("line", posting.line_id()));
        self.used(&mut entry, posting, "Actual");
        if posting.worked().is_ok() {
            self.cost(&mut entry, hours);
        }
        self.put(entry);
    }

    fn hours(&self, hours: Hours<'a>) -> Entry<'a> {
        let id = &self.job.id;
        let paper = format!("{} h of {} on {id}", hours.entry.hours, hours.person);
        let mut entry = entry(hours.entry.date, name_of(self.agency, &id.client()), paper);
        entry.words = hours.entry.note.as_deref();
        entry.tags.extend(word("job", Some(id)));
        entry.tags.extend(word("person", Some(hours.person)));
        entry.tags.push(("hours", Said::Number(hours.entry.hours.0)));
        entry.tags.extend(word("role", hours.role));
        entry.tags.extend(word("work", hours.entry.work));
        entry
    }

    /// What the hours cost the agency, where that is asked for.
    fn cost(&mut self, entry: &mut Entry<'a>, hours: Hours<'a>) {
        if !self.ask.cost {
            return;
        }
        let (config, day) = (&self.agency.config, hours.entry.date);
        let cost = labour::cost_of(config, hours.person, day).map(|rate| hours.entry.hours.0.checked_mul(rate));
        match cost {
            Some(Some(cost)) => {
                let money = Money::new(cost, config.agency.currency);
                entry.pair(Account::time(&self.job.id), Account::absorbed(), money, &Vec::new());
            }
            Some(None) => self.journal.refuse(self.sheet(hours), "hours or a cost too large to count with", HELP),
            None => {
                let why = labour::why_unknown(config, hours.person, day);
                self.journal.refuse(self.sheet(hours), why, "put it right, or leave `--cost` out");
            }
        }
    }

    /// Real money, before markup and in the supplier's own currency; and what it is to the client.
    fn supplier(&mut self, posting: &Posting<'a>, invoice: &'a SupplierInvoice, of_job: Option<Currency>) {
        let id = &self.job.id;
        let mut entry = self.entry(posting, format!("supplier invoice {} on {id}", invoice.id));
        entry.tags.extend(word("order", invoice.order.as_ref()));
        if let Some(currency) = invoice.currency.or(of_job) {
            let money = Money::new(invoice.net.0, currency);
            entry.pair(Account::suppliers(id), Account::payable(id), money, &Vec::new());
        }
        self.used(&mut entry, posting, "Actual");
        self.put(entry);
    }

    /// Takes a sum off what remains of the budget.
    fn used(&mut self, entry: &mut Entry<'a>, posting: &Posting<'a>, how: &str) {
        let Some(money) = self.told(posting) else { return };
        let id = &self.job.id;
        let (to, from) = (Account::memo("Budget", id, Some(how)), Account::memo("Budget", id, Some("Remaining")));
        entry.pair(to, from, money, &Vec::new());
    }

    /// An entry of a paper that may name a supplier and a line.
    fn entry(&self, posting: &Posting<'a>, paper: String) -> Entry<'a> {
        let id = &self.job.id;
        let supplier = match posting.origin {
            Origin::Invoice(..) | Origin::Order(_) => posting.supplier(),
            Origin::Estimate(_) | Origin::Change(_) | Origin::Time(_) => None,
        };
        let party = supplier.or_else(|| name_of(self.agency, &id.client()));
        let mut entry = entry(posting.date.unwrap_or(self.ask.day), party, paper);
        entry.tags.extend(word("job", Some(id)));
        if matches!(posting.origin, Origin::Invoice(..) | Origin::Order(_)) {
            entry.tags.extend(of_line(posting.line).into_iter().filter(|(key, _)| *key != "supplier"));
        }
        entry
    }

    fn told(&mut self, posting: &Posting<'a>) -> Option<Money> {
        match &posting.amount {
            Ok(money) => Some(*money),
            Err(why) => {
                self.journal.refuse(self.place(posting), format_args!("{}: {why}", self.job.id), HELP);
                None
            }
        }
    }

    fn put(&mut self, entry: Entry<'a>) {
        if !entry.legs.is_empty() {
            self.journal.entries.push(entry);
        }
    }

    /// Where the paper of a posting stands.
    fn place(&self, posting: &Posting<'a>) -> Place {
        let (job, record) = (self.job, &self.job.record);
        let at = |path: KeyPath, lines: &'a [Line]| {
            let line = lines.iter().position(|line| posting.line.is_some_and(|own| std::ptr::eq(own, line)));
            job.at(line.map_or_else(|| path.clone(), |line| path.then("lines").then(line)))
        };
        match posting.origin {
            Origin::Estimate(index) => at(key_path!["estimates", index], &record.estimates[index].lines),
            Origin::Change(index) => at(key_path!["change_orders", index], &record.change_orders[index].lines),
            Origin::Time(hours) => self.sheet(hours),
            Origin::Invoice(invoice, _) => {
                let index = record.supplier_invoices.iter().position(|other| std::ptr::eq(other, invoice));
                job.at(index.map_or_else(KeyPath::root, |index| key_path!["supplier_invoices", index]))
            }
            Origin::Order(order) => {
                let index = record.orders.iter().position(|other| std::ptr::eq(other, order));
                job.at(index.map_or_else(KeyPath::root, |index| key_path!["orders", index]))
            }
        }
    }

    fn sheet(&self, hours: Hours<'a>) -> Place {
        let sheets = self.agency.timesheets.iter().filter(|sheet| sheet.id.person == *hours.person);
        let found = sheets.filter_map(|sheet| {
            let index = sheet.record.entries.iter().position(|entry| std::ptr::eq(entry, hours.entry))?;
            Some(sheet.at(key_path!["entries", index]))
        });
        found.into_iter().next().unwrap_or_else(|| self.job.at(KeyPath::root()))
    }
}

/// Whether two parts stand on one estimate or change order.
fn same(one: &Posting<'_>, other: &Posting<'_>) -> bool {
    match (one.origin, other.origin) {
        (Origin::Estimate(one), Origin::Estimate(other)) | (Origin::Change(one), Origin::Change(other)) => one == other,
        _ => false,
    }
}

/// What can be told apart by: an accountant's program groups by these.
fn of_line(line: Option<&Line>) -> Tags {
    let Some(line) = line else { return Tags::new() };
    let mut tags = Tags::new();
    tags.extend(word("line", line.id.as_ref()));
    tags.extend(word("kind", Some(line.kind.as_str())));
    tags.extend(word("role", line.role.as_ref()));
    tags.extend(word("channel", line.channel.as_ref()));
    tags.extend(word("month", line.month.map(|month| month.to_string())));
    tags.extend(word("supplier", line.supplier.as_ref()));
    tags
}
