//! Taking a payment out again that was taken down by mistake: of a set-off, both halves of it.

use crate::domain::agency::Agency;
use crate::domain::invoice::{Invoice, InvoiceKind, Payment};
use crate::domain::money::billing::currency_of;
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;
use crate::source::{ChangeSet, Edit, FileChange};
use crate::values::{Money, did_you_mean, grouped};

/// Takes a payment out again that was taken down by mistake; of a set-off, both halves.
pub fn unpay(invoice: &Located<Invoice>, payment: &str, agency: &Agency) -> Result<ChangeSet, Vec<Finding>> {
    let (id, payments) = (&invoice.id, &invoice.payments);
    let ids: Vec<&str> = payments.iter().filter_map(|one| Some(one.id.as_ref()?.as_str())).collect();
    let at = payments.iter().position(|one| one.id.as_ref().is_some_and(|own| own.as_str() == payment));
    let Some(at) = at else {
        let message = format!("{id} has no payment `{payment}`");
        let finding = Finding::error("unknown-item", invoice.at(key_path!["payments"]), message).typed("--undo");
        return Err(vec![finding.help(did_you_mean(payment, ids.iter().copied(), || match ids.as_slice() {
            [] => "no payment of it has an id".to_owned(),
            some => format!("its payments: {}", some.join(", ")),
        }))]);
    };
    let taken = &payments[at];
    let mut files =
        vec![FileChange::Edit { source: invoice.source, edits: vec![Edit::remove(key_path!["payments", at])] }];
    let sum = sum_of(taken, invoice, agency);
    let mut summary = vec![format!("{id}: the payment `{payment}` of {sum} on {} is taken out again", taken.date)];
    let halves = halves(taken, invoice, agency);
    match halves.as_slice() {
        [(other, at)] => {
            files
                .push(FileChange::Edit { source: other.source, edits: vec![Edit::remove(key_path!["payments", *at])] });
            summary.push(format!("{}: so is the other half of it", other.id));
        }
        some => summary.extend(some.iter().map(|(other, at)| stays(other, &other.payments[*at], agency))),
    }
    if halves.is_empty() {
        // a half that was changed by hand is a person's to judge
        let named = taken.with.as_ref().and_then(|other| agency.invoices.get(other).found());
        let back = named.and_then(|other| {
            Some((other, other.payments.iter().find(|one| one.with.as_ref() == Some(id) && one.id == taken.id)?))
        });
        summary.extend(back.map(|(other, half)| stays(other, half, agency)));
    }
    Ok(ChangeSet {
        summary,
        next: Some(format!("as it should be: `suits invoice pay {id} AMOUNT --date DATE`")),
        files,
    })
}

/// The payments that are the other half of one, by the paper and the place there: the one that names it. Where neither half says which paper it
/// is set off against, as they were once written, those of the same id, day and sum on papers of the other kind.
fn halves<'a>(taken: &Payment, invoice: &Located<Invoice>, agency: &'a Agency) -> Vec<(&'a Located<Invoice>, usize)> {
    let id = &invoice.id;
    if let Some(other) = taken.with.as_ref().and_then(|other| agency.invoices.get(other).found()) {
        let at = other.payments.iter().position(|one| one.is_half_of(taken, id));
        let at = at.or_else(|| other.payments.iter().position(|one| one.with.is_none() && one.is_like(taken)));
        return at.map(|at| (other, at)).into_iter().collect();
    }
    let pairs = |other: &&Located<Invoice>| {
        other.id.client() == id.client() && (other.kind == InvoiceKind::Credit) != (invoice.kind == InvoiceKind::Credit)
    };
    let is_half = |one: &Payment| one.with.as_ref().is_none_or(|with| with == id) && one.is_like(taken);
    let place = |other: &'a Located<Invoice>| Some((other, other.payments.iter().position(is_half)?));
    agency.invoices.iter().filter(pairs).filter_map(place).collect()
}

fn stays(other: &Located<Invoice>, half: &Payment, agency: &Agency) -> String {
    let sum = sum_of(half, other, agency);
    format!(
        "{}: {sum} on {} stays, set off against it: {} takes it out",
        other.id,
        half.date,
        half.taking_out(&other.id)
    )
}

fn sum_of(payment: &Payment, invoice: &Located<Invoice>, agency: &Agency) -> String {
    let own = currency_of(agency, invoice);
    own.map_or_else(|| grouped(payment.amount.0), |own| Money::new(payment.amount.0, own).to_string())
}
