//! What is bought from suppliers and paid for by no line that the client approved: worked out here for the rule and for the guard, so that they
//! cannot disagree.

use super::ordered::Bought;
use super::papers::{Paper, Papers, orders};
use crate::domain::job_money::Line;
use crate::domain::plan::money::payer::pays_nobody;
use crate::source::KeyPath;
use crate::values::ItemId;

/// Something bought that nobody pays for.
#[derive(Debug)]
pub struct Unpaid<'p, 'a> {
    /// What.
    pub bought: Bought,
    /// Why nobody does.
    pub why: Why<'p, 'a>,
}

/// Why nobody pays for something.
#[derive(Debug)]
pub enum Why<'p, 'a> {
    /// It names no line.
    NoLine,
    /// It names a line that no paper has.
    NoSuchLine(&'a ItemId),
    /// It is on a fee or a discount, in a paper at a place.
    PaysNobody(&'a ItemId, &'p Paper<'a>, usize, &'static str),
    /// It is on a line that the client has not approved, in a paper at a place.
    NotApproved(&'a ItemId, &'p Paper<'a>, usize),
}

impl Unpaid<'_, '_> {
    /// Where it is wrong: at the line it names, else where it stands.
    pub fn path(&self) -> KeyPath {
        let path = self.bought.path();
        if matches!(self.why, Why::NoLine) { path } else { path.then("line") }
    }

    /// What to write to name its line, in words: ``job set ACME-0012 orders.po-118.line=LINE``.
    pub fn naming(&self, papers: &Papers<'_>) -> String {
        let job = papers.job;
        let (list, id) = match self.bought {
            Bought::Order(index) => ("orders", &job.orders[index].id),
            Bought::Invoice(index) => ("supplier_invoices", &job.supplier_invoices[index].id),
        };
        format!("`suits job set {} {list}.{id}.line=LINE`", job.id)
    }
}

/// Orders that bind somebody and supplier invoices without an order that no approved line pays for, where the client's yes was needed.
pub fn unpaid<'p, 'a>(papers: &'p Papers<'a>) -> Vec<Unpaid<'p, 'a>> {
    let job = &papers.job.record;
    let ordered = orders(job).map(|(index, order)| (Bought::Order(index), order.date, order.line.as_ref()));
    let charged = job.supplier_invoices.iter().enumerate().filter(|(_, invoice)| invoice.order.is_none());
    let charged = charged.map(|(index, invoice)| (Bought::Invoice(index), invoice.date, invoice.line.as_ref()));
    let needed = ordered.chain(charged).filter(|(_, date, _)| !papers.is_excused(*date));
    needed.filter_map(|(bought, _, line)| Some(Unpaid { bought, why: why(papers, line)? })).collect()
}

fn why<'p, 'a>(papers: &'p Papers<'a>, line: Option<&'a ItemId>) -> Option<Why<'p, 'a>> {
    let Some(id) = line else { return Some(Why::NoLine) };
    let Some((paper, at, line)): Option<(&Paper<'a>, usize, &Line)> = papers.line(id) else {
        return Some(Why::NoSuchLine(id));
    };
    match pays_nobody(line) {
        Some(words) => Some(Why::PaysNobody(id, paper, at, words)),
        None if paper.signed.is_some() => None,
        None => Some(Why::NotApproved(id, paper, at)),
    }
}
