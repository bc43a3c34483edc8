//! I40: the number of an invoice, a purchase order or a supplier's name that no paper could carry.

use super::rule::{Desk, rule};
use crate::domain::job::Job;
use crate::domain::job_money::Line;
use crate::domain::record::{Located, Record};
use crate::finding::Finding;
use crate::key_path;
use crate::source::{KeyPath, Step};
use crate::values::{LabelFault, label};

rule! {
    /// ## What it does
    /// Looks for numbers of invoices and purchase orders, and names of suppliers, that run over several lines, hold characters nobody can see, or are longer than 80 characters.
    ///
    /// Numbers that are still to come, such as `TBC`, are `placeholder-in-gate-field`.
    ///
    /// ## Why it matters
    /// The client's bookkeeping finds an invoice by its number and pays by the order's. One that was pasted with half a mail, or with a tab in it, looks right here and is found nowhere.
    ///
    /// ## Example
    /// ```yaml bad invoices/ACME/ACME-I0118.yaml
    /// po: "4500012345\tspring"            # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good invoices/ACME/ACME-I0118.yaml
    /// po: "4500012345"
    /// ```
    UnprintableLabel, "unprintable-label", [], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for job in &desk.agency.jobs {
        of_job(job, findings);
    }
    for invoice in &desk.agency.invoices {
        look(invoice, Some(&invoice.number), &|| key_path!["number"], findings);
        look(invoice, invoice.po.as_deref(), &|| key_path!["po"], findings);
    }
}

fn of_job(job: &Located<Job>, findings: &mut Vec<Finding>) {
    look(job, job.client_po.as_deref(), &|| key_path!["client_po"], findings);
    let mut lines = |lines: &[Line], list: &'static str, at: usize| {
        for (line, facts) in lines.iter().enumerate() {
            let path = || key_path![list, at, "lines", line, "supplier"];
            look(job, facts.supplier.as_deref(), &path, findings);
        }
    };
    for (at, estimate) in job.estimates.iter().enumerate() {
        lines(&estimate.lines, "estimates", at);
    }
    for (at, change) in job.change_orders.iter().enumerate() {
        lines(&change.lines, "change_orders", at);
    }
    for (at, order) in job.orders.iter().enumerate() {
        look(job, order.supplier.as_deref(), &|| key_path!["orders", at, "supplier"], findings);
    }
    for (at, invoice) in job.supplier_invoices.iter().enumerate() {
        look(job, invoice.supplier.as_deref(), &|| key_path!["supplier_invoices", at, "supplier"], findings);
    }
}

fn look<T: Record>(
    record: &Located<T>,
    written: Option<&str>,
    path: &dyn Fn() -> KeyPath,
    findings: &mut Vec<Finding>,
) {
    let Some(fault) = written.and_then(|written| label(written).err()) else { return };
    if fault.is_gap() {
        return;
    }
    let path = path();
    let what = match path.last() {
        Some(Step::Key(key)) => key.to_string(),
        _ => path.to_string(),
    };
    let help = match fault {
        LabelFault::Long(_) => "write the number or the name alone; what else there is to say has its own field",
        _ => "type it anew, on one line, as on the paper",
    };
    findings.push(META.finding(record.at(path), format!("`{what}` cannot stand on a paper: {fault}")).help(help));
}
