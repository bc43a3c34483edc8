//! A sum, a rate or hours that cannot be meant: below nothing, finer than its money, or with a point where the thousands are parted.

use super::rule::{Desk, rule};
use crate::domain::agency::Agency;
use crate::domain::client::Client;
use crate::domain::job::Job;
use crate::domain::job_money::Line;
use crate::domain::money::impossible::{self, Fault};
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;
use crate::source::{KeyPath, Place};
use crate::values::{Amount, Currency, Money};

rule! {
    /// ## What it does
    /// Looks for sums, rates and hours below nothing, for sums with more figures behind the point than their currency has (`12.5` yen, `30.000`
    /// euro), and for sums of sixteen figures and more before it.
    ///
    /// A discount is written as what is taken off. A change order may take work away, a supplier may credit, and a line of an invoice may be a
    /// discount: those may be below nothing. Hours booked are `impossible-hours`.
    ///
    /// ## Why it matters
    /// `30.000` is thirty, whatever the writer's country makes of the point, and nobody notices until the money is short.
    ///
    /// ## Example
    /// ```yaml bad clients/ACME.yaml
    /// opportunities:
    ///   - id: kids-range
    ///     title: Kids' range launch
    ///     kind: organic
    ///     stage: proposal
    ///     value: 60.000                   # <-- here
    ///     probability: 50%
    ///     owner: mai
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good clients/ACME.yaml
    /// opportunities:
    ///   - id: kids-range
    ///     title: Kids' range launch
    ///     kind: organic
    ///     stage: proposal
    ///     value: 60000.00
    ///     probability: 50%
    ///     owner: mai
    /// ```
    ImpossibleSum, "impossible-sum", [], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let agency = desk.agency;
    let home = |client: Option<&Located<Client>>| {
        client.and_then(|client| client.record.currency).unwrap_or(agency.config.agency.currency)
    };
    for client in &agency.clients {
        let currency = home(Some(client));
        of_client(client, &mut Book { findings, currency, place: &|path| client.at(path) });
    }
    for job in &agency.jobs {
        let currency = home(agency.client_of(&job.id).found());
        of_job(job, &mut Book { findings, currency, place: &|path| job.at(path) });
    }
    of_invoices(agency, &home, findings);
}

fn of_invoices(agency: &Agency, home: &dyn Fn(Option<&Located<Client>>) -> Currency, findings: &mut Vec<Finding>) {
    for invoice in &agency.invoices {
        let client = || home(agency.clients.get(&invoice.id.client()).found());
        let currency = invoice.currency.unwrap_or_else(client);
        let mut book = Book { findings, currency, place: &|path| invoice.at(path) };
        for (index, line) in invoice.lines.iter().enumerate() {
            book.either(line.net, &|| key_path!["lines", index, "net"]);
        }
        for (index, payment) in invoice.payments.iter().enumerate() {
            book.either(payment.amount, &|| key_path!["payments", index, "amount"]);
        }
    }
}

fn of_client(client: &Client, book: &mut Book<'_>) {
    for (index, contact) in client.contacts.iter().enumerate() {
        book.sum(contact.limit, &|| key_path!["contacts", index, "limit"]);
    }
    for (index, contract) in client.contracts.iter().enumerate() {
        let Some(retainer) = &contract.retainer else { continue };
        let path = || key_path!["contracts", index, "retainer"];
        for (key, fault) in impossible::of_retainer(retainer) {
            book.found(Some(fault), &|| path().then(key));
        }
        book.parted(Some(retainer.fee), &|| path().then("fee"));
    }
    for (index, budget) in client.budgets.iter().enumerate() {
        book.sum(Some(budget.amount), &|| key_path!["budgets", index, "amount"]);
    }
    for (index, opportunity) in client.opportunities.iter().enumerate() {
        book.sum(opportunity.value, &|| key_path!["opportunities", index, "value"]);
    }
}

fn of_job(job: &Job, book: &mut Book<'_>) {
    let own = book.currency;
    for (index, estimate) in job.estimates.iter().enumerate() {
        book.currency = estimate.currency.unwrap_or(own);
        book.lines(&estimate.lines, &key_path!["estimates", index, "lines"], false);
    }
    for (index, change) in job.change_orders.iter().enumerate() {
        book.currency = change.currency.unwrap_or(own);
        book.lines(&change.lines, &key_path!["change_orders", index, "lines"], true);
    }
    for (index, order) in job.orders.iter().enumerate() {
        book.currency = order.currency.unwrap_or(own);
        book.sum(Some(order.net), &|| key_path!["orders", index, "net"]);
    }
    for (index, invoice) in job.supplier_invoices.iter().enumerate() {
        book.currency = invoice.currency.unwrap_or(own);
        book.either(invoice.net, &|| key_path!["supplier_invoices", index, "net"]);
    }
    book.currency = own;
    book.sum(job.investment.as_ref().and_then(|investment| investment.cap), &|| key_path!["investment", "cap"]);
    book.sum(job.cancelled.as_ref().and_then(|cancelled| cancelled.fee), &|| key_path!["cancelled", "fee"]);
}

/// Where what is found in one record goes, and what its sums are in.
struct Book<'b> {
    findings: &'b mut Vec<Finding>,
    currency: Currency,
    place: &'b dyn Fn(KeyPath) -> Place,
}

impl Book<'_> {
    /// The lines of a paper; one that changes what was agreed may take from it.
    fn lines(&mut self, lines: &[Line], path: &KeyPath, takes: bool) {
        for (index, line) in lines.iter().enumerate() {
            let at = |key| path.then(index).then(key);
            for (key, fault) in impossible::of_line(line, takes) {
                if matches!(fault, Fault::Below(_) | Fault::Endless(_)) {
                    self.found(Some(fault), &|| at(key));
                }
            }
            for (key, sum) in [("amount", line.amount), ("net", line.net), ("gross", line.gross)] {
                self.parted(sum, &|| at(key));
            }
        }
    }

    fn sum(&mut self, sum: Option<Amount>, path: &dyn Fn() -> KeyPath) {
        self.found(sum.and_then(impossible::of_sum), path);
        self.parted(sum, path);
    }

    /// A sum that may be below nothing.
    fn either(&mut self, sum: Amount, path: &dyn Fn() -> KeyPath) {
        self.found(impossible::endless(sum), path);
        self.parted(Some(sum), path);
    }

    fn found(&mut self, fault: Option<Fault>, path: &dyn Fn() -> KeyPath) {
        let Some(fault) = fault else { return };
        let path = path();
        let message = fault.message(path.last_key().unwrap_or("it"));
        self.findings.push(META.finding((self.place)(path), message).help(fault.help()));
    }

    /// More figures behind the point than the currency has.
    fn finer(&mut self, sum: Option<Amount>, path: &dyn Fn() -> KeyPath) {
        let digits = self.currency.minor_digits();
        let Some(sum) = sum.filter(|sum| digits < sum.0.normalize().scale()) else { return };
        let path = path();
        let key = path.last_key().unwrap_or("it").to_owned();
        let has = if digits == 0 { "none".to_owned() } else { digits.to_string() };
        let message = format!("`{key}` is {sum}, and {} has {has} behind the point", self.currency);
        let help = format!("write it like {}", Money::new(sum.0, self.currency).amount);
        self.findings.push(META.finding((self.place)(path), message).help(help));
    }

    fn parted(&mut self, sum: Option<Amount>, path: &dyn Fn() -> KeyPath) {
        if sum.is_some_and(|sum| sum.0.scale() != 3) {
            return self.finer(sum, path);
        }
        let digits = self.currency.minor_digits();
        let Some(sum) = sum.filter(|sum| sum.0.scale() == 3 && digits < 3) else { return };
        let path = path();
        let key = path.last_key().unwrap_or("it").to_owned();
        let finding = META.finding(
            (self.place)(path),
            format!("`{key}` is {sum}, with three figures behind the point, and {} has {digits}", self.currency),
        );
        let (mut thousands, mut cents) = (sum.0, sum.0);
        // the same digits without their point, and the same sum in the currency's own digits
        let _ = thousands.set_scale(0);
        cents = cents.round_dp(digits);
        cents.rescale(digits);
        self.findings.push(finding.help(format!("write {thousands} or {cents}, whichever is meant")));
    }
}
