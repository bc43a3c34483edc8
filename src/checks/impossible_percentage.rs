//! A percentage above the whole, or below nothing: a slipped point, or a rate written as a share.

use super::rule::{Desk, rule};
use crate::domain::contract::Contract;
use crate::domain::job::Job;
use crate::domain::job_money::Line;
use crate::domain::money::impossible;
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;
use crate::source::{KeyPath, Place};
use crate::values::Percent;

rule! {
    /// ## What it does
    /// Looks for percentages above 100% or below 0%: markup, commission, contingency, tolerance, probability and tax.
    ///
    /// A commission of 100% is found too: it leaves the medium nothing, and no net can be told from it.
    ///
    /// ## Why it matters
    /// 150% instead of 15% is one key too many, and every price behind it is wrong by more than the whole job.
    ///
    /// ## Example
    /// ```yaml bad clients/ACME.yaml
    /// opportunities:
    ///   - id: kids-range
    ///     title: Kids' range launch
    ///     kind: organic
    ///     stage: proposal
    ///     value: 60000.00
    ///     probability: 500%               # <-- here
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
    ImpossiblePercentage, "impossible-percentage", [], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let agency = desk.agency;
    for client in &agency.clients {
        let mut book = Book { findings, place: &|path| client.at(path) };
        for (index, contract) in client.contracts.iter().enumerate() {
            book.contract(contract, &key_path!["contracts", index]);
        }
        for (index, opportunity) in client.opportunities.iter().enumerate() {
            book.share(opportunity.probability, &|| key_path!["opportunities", index, "probability"], false);
        }
    }
    for job in &agency.jobs {
        of_job(job, findings);
    }
    for invoice in &agency.invoices {
        Book { findings, place: &|path| invoice.at(path) }.share(invoice.tax, &|| key_path!["tax"], false);
    }
}

fn of_job(job: &Located<Job>, findings: &mut Vec<Finding>) {
    let mut book = Book { findings, place: &|path| job.at(path) };
    for (index, estimate) in job.estimates.iter().enumerate() {
        book.share(estimate.contingency, &|| key_path!["estimates", index, "contingency"], false);
        book.lines(&estimate.lines, &key_path!["estimates", index, "lines"]);
    }
    for (index, change) in job.change_orders.iter().enumerate() {
        book.lines(&change.lines, &key_path!["change_orders", index, "lines"]);
    }
}

/// Where what is found in one record goes.
struct Book<'b> {
    findings: &'b mut Vec<Finding>,
    place: &'b dyn Fn(KeyPath) -> Place,
}

impl Book<'_> {
    fn contract(&mut self, contract: &Contract, path: &KeyPath) {
        for (key, share, all) in [
            ("markup", contract.markup, false),
            ("media_commission", contract.media_commission, true),
            ("tolerance", contract.tolerance, false),
        ] {
            self.share(share, &|| path.then(key), all);
        }
    }

    fn lines(&mut self, lines: &[Line], path: &KeyPath) {
        for (index, line) in lines.iter().enumerate() {
            self.share(line.markup, &|| path.then(index).then("markup"), false);
            self.share(line.commission, &|| path.then(index).then("commission"), true);
        }
    }

    fn share(&mut self, share: Option<Percent>, path: &dyn Fn() -> KeyPath, whole_is_too_much: bool) {
        let Some(fault) = share.and_then(|share| impossible::of_share(share, whole_is_too_much)) else { return };
        let path = path();
        let message = fault.message(path.last_key().unwrap_or("it"));
        self.findings.push(META.finding((self.place)(path), message).help(fault.help()));
    }
}
