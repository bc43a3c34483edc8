//! Whether the lines of an invoice may charge what they charge: agreed by the client, not more than agreed, not twice, on work that is charged.

use super::super::payer::next_yes;
use super::charge::{Charge, together};
use super::told::{called, lines, lines_of, unpriced};
use crate::domain::agency::Agency;
use crate::domain::client::Client;
use crate::domain::invoice::InvoiceKind;
use crate::domain::job::Job;
use crate::domain::money::charged::{self, Charged, Counting, Subject, Till};
use crate::domain::money::papers::Papers;
use crate::domain::money::terms::Terms;
use crate::domain::money::unpriced::Unpriced;
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;
use crate::source::{KeyPath, Place};
use crate::values::{Day, Decimal, InvoiceId, ItemId, JobId, Money, did_you_mean};
use std::collections::BTreeMap;

/// An invoice as it is or will be, as far as its lines are judged by it.
pub(super) struct Bill<'a> {
    pub(super) agency: &'a Agency,
    /// What is charged by other invoices, and by itself once it is written.
    pub(super) charged: Charged<'a>,
    pub(super) client: &'a Located<Client>,
    /// Itself: what it charges is not counted against it twice.
    pub(super) own: Option<&'a InvoiceId>,
    pub(super) kind: InvoiceKind,
    pub(super) till: Till,
    pub(super) counting: Counting,
    /// The invoice that money is taken off.
    pub(super) credits: Option<&'a InvoiceId>,
}

/// A job with its papers, as they hold on the day of the invoice.
pub(super) fn papers<'a>(bill: &Bill<'a>, id: &JobId) -> Result<(&'a Located<Job>, Papers<'a>), Vec<Finding>> {
    let Some(job) = bill.agency.jobs.get(id).found() else {
        let message = format!("there is no job `{id}`");
        let finding = Finding::error("dangling-reference", bill.client.at(KeyPath::root()), message);
        return Err(vec![finding.help(format!("`suits job list --client {}` shows its jobs", bill.client.id))]);
    };
    let terms = Terms::of(bill.agency, job).map_err(|why| vec![unpriced(job.at(key_path!["contract"]), &why)])?;
    Ok((job, Papers::in_force(job, terms, bill.till.date)))
}

impl Bill<'_> {
    /// What stands against charging these lines together.
    pub(super) fn objections(&self, charges: &[Charge]) -> Vec<Finding> {
        let mut objections = Vec::new();
        for (charge, sum) in together(charges, |charge| self.whole(&charge.of)) {
            let found = match (&charge.of.job, &charge.of.contract) {
                _ if self.kind == InvoiceKind::Credit => self.credited(charge, sum),
                (Some(job), _) => self.of_job(charge, job, sum),
                (None, Some(contract)) => self.of_contract(charge, contract, sum),
                (None, None) => {
                    let place = charge.place.clone().unwrap_or_else(|| self.client.at(KeyPath::root()));
                    let message = "a line names neither a job nor a contract".to_owned();
                    vec![Finding::error("charge-for-nothing", place, message).help("name the `job` and the `line`")]
                }
            };
            objections.extend(found);
        }
        if objections.is_empty() && self.kind != InvoiceKind::Credit {
            let mut jobs: BTreeMap<&JobId, Vec<&Charge>> = BTreeMap::new();
            for charge in charges {
                if let Some(job) = &charge.of.job {
                    jobs.entry(job).or_default().push(charge);
                }
            }
            objections.extend(jobs.into_iter().filter_map(|(job, own)| self.whole_job(job, &own)));
        }
        objections
    }

    /// What is charged at once: of a retainer its whole period. What is given back is looked at by the month that was charged.
    fn whole(&self, of: &Subject) -> Subject {
        let contracts = self.client.record.contracts.iter().filter(|_| self.kind != InvoiceKind::Credit);
        let contract = contracts.into_iter().find(|contract| Some(&contract.id) == of.contract.as_ref());
        of.clone().by_period(contract)
    }

    /// What is too much of a job as a whole: a discount that was agreed lowers what all of its lines may come to.
    fn whole_job(&self, id: &JobId, own: &[&Charge]) -> Option<Finding> {
        let (job, papers) = papers(self, id).ok()?;
        let day = self.till.date;
        let called_off = job.cancelled.as_ref().is_some_and(|cancelled| cancelled.date <= day);
        if called_off || papers.is_excused(day) {
            return None;
        }
        let sum = own.iter().try_fold(Money::zero(self.till.currency), |sum, charge| sum.plus(charge.net))?;
        let mut others = self.charged.of_job(id, self.own, self.counting);
        // a fee for calling it off is none of its lines
        others.retain(|(_, line)| line.line.is_some());
        let before = charged::billed(self.agency, &others, &self.till, papers.currency).ok()?;
        let price = charged::agreed_in_all(&papers, &self.till).ok()?;
        let (all, most) = (before.plus(sum)?, charged::most(&papers, price)?);
        if sum.amount <= Decimal::ZERO || all.amount <= most.amount {
            return None;
        }
        let share = if most == price { String::new() } else { format!(", {most} with the contract's tolerance") };
        let message = format!("{id} would come to {all} on invoices, and the client approved {price} in all{share}");
        let left = most.minus(before).filter(|left| Decimal::ZERO < left.amount);
        let left = left.map_or_else(String::new, |left| format!("charge at most {}, or ", left.amount));
        let help = format!(
            "{left}take off on the same invoice what was agreed as a discount: `--line {id}:DISCOUNT`; for more have it approved first: `suits job change add {id} --cause out-of-scope --text \"…\"`"
        );
        let about = job.at(key_path!["estimates"]);
        own.last().map(|charge| self.object("billed-above-agreed", charge, about, message, help))
    }

    /// A finding at the line of the invoice, once there is one, else at what it is about.
    fn object(&self, code: &'static str, charge: &Charge, about: Place, message: String, help: String) -> Finding {
        let (place, related) = match &charge.place {
            Some(place) => (place.clone(), Some(about)),
            None => (about, None),
        };
        let finding = Finding::error(code, place, message).help(help);
        match related {
            Some(about) => finding.related(about, "what is charged"),
            None => finding,
        }
    }

    /// The same about what was typed, where the line is not written yet: then it points at no file, but for what it is measured by.
    fn argue(&self, code: &'static str, charge: &Charge, about: Place, message: String, help: String) -> Finding {
        let finding = self.object(code, charge, about.clone(), message, help);
        let argument = if charge.of.job.is_some() { "--line" } else { "--retainer" };
        let is_known = !matches!(code, "unknown-line" | "unknown-contract" | "charge-for-nothing" | "no-month");
        match (&charge.place, is_known) {
            (Some(_), _) => finding,
            (None, true) => finding.typed(argument).related(about, "what was agreed"),
            (None, false) => finding.typed(argument),
        }
    }

    fn of_job(&self, charge: &Charge, id: &JobId, sum: Money) -> Vec<Finding> {
        let (job, papers) = match papers(self, id) {
            Ok(found) => found,
            Err(objections) => return objections,
        };
        if let Some(cancelled) = job.cancelled.as_ref().filter(|cancelled| cancelled.date <= self.till.date) {
            return self.of_cancelled(charge, job, cancelled.fee.map(|fee| fee.0), sum);
        }
        let Some(of) = &charge.of.line else {
            let message = format!("a line of {id} has to be named: only a fee for calling a job off has none");
            let help = format!("`--line {id}:LINE=AMOUNT`; {}", lines_of(&papers));
            return vec![self.argue("charge-for-nothing", charge, job.at(key_path!["estimates"]), message, help)];
        };
        let Some((paper, at, _)) = papers.line(of) else {
            let ids = lines(&papers);
            let message = format!("no estimate or change order of {id} has a line `{of}`");
            let help = did_you_mean(of.as_str(), ids.iter().map(String::as_str), || lines_of(&papers));
            return vec![self.argue("unknown-line", charge, job.at(key_path!["estimates"]), message, help)];
        };
        // what was agreed and never charged may still be, once: on the job's last invoice
        let workflow = crate::domain::workflow::Workflow::of(&self.agency.config);
        let is_closed = job.record.state(&workflow, self.till.date) == crate::domain::handoff::State::Closed;
        if is_closed && self.kind != InvoiceKind::Final {
            let message = format!("{id} is closed, and a {} invoice is for a job at work", self.kind);
            let help = format!(
                "what the client agreed to and was not charged goes on a final invoice: `suits invoice new {} --rest {id}`; more work is a new job: `suits job new --like {id}`",
                self.client.id
            );
            return vec![self.object("job-is-closed", charge, job.at(key_path!["status"]), message, help)];
        }
        if papers.is_excused(self.till.date) {
            return Vec::new();
        }
        let about = job.at(paper.path.then("lines").then(at));
        let Some(price) = charged::agreed_price(&papers, of, &self.till) else {
            if let Some(since) = Papers::in_force(job, papers.terms, Day::LAST).approved_since(of) {
                let message = format!(
                    "`{of}` of {id} would be charged on {}, and the client approved it on {since}",
                    self.till.date
                );
                let (place, help) = match &charge.place {
                    Some(place) => (
                        place.clone(),
                        format!(
                            "date the invoice on {since} or later: `suits invoice set {} date={since}`",
                            self.own.map_or("INVOICE", InvoiceId::as_str)
                        ),
                    ),
                    None => (about.clone(), format!("name {since} or a later day with `--date`")),
                };
                let finding = Finding::error("unapproved-line-billed", place, message).related(about, "approved later");
                let finding = if charge.place.is_none() { finding.typed("--date") } else { finding };
                return vec![finding.help(help)];
            }
            let message = format!("`{of}` of {id} is charged, and the client has not approved {}", paper.name);
            let help = next_yes(&papers, &paper.path, self.till.date);
            return vec![self.object("unapproved-line-billed", charge, about, message, help)];
        };
        match self.over(charge, &papers, price, sum) {
            Ok(None) => Vec::new(),
            Ok(Some((message, help))) => vec![self.argue("billed-above-agreed", charge, about, message, help)],
            Err(why) => vec![unpriced(charge.place.clone().unwrap_or(about), &why)],
        }
    }

    /// What is too much of a line, in words.
    fn over(
        &self,
        charge: &Charge,
        papers: &Papers<'_>,
        price: Result<Money, Unpriced>,
        sum: Money,
    ) -> Result<Option<(String, String)>, Unpriced> {
        let price = price?;
        let others = self.charged.like(&charge.of, None, self.own, self.counting);
        let before = charged::billed(self.agency, &others, &self.till, papers.currency)?;
        let all = before.plus(sum).ok_or(Unpriced::TooLarge)?;
        let most = charged::most(papers, price).ok_or(Unpriced::TooLarge)?;
        let (job, line) = (&papers.job.id, charge.of.line.as_ref().map_or("", |line| line.as_str()));
        let is_discount = price.amount < Decimal::ZERO;
        if is_discount {
            // a discount is given up to what was agreed, and never charged
            let fits = price.amount <= all.amount && sum.amount <= Decimal::ZERO;
            let message = format!("`{line}` of {job} is a discount of {price} and would come to {all}");
            return Ok((!fits).then(|| (message, format!("`--line {job}:{line}` alone takes what is left of it"))));
        }
        if sum.amount < Decimal::ZERO {
            let message = format!("`{line}` of {job} would be charged {sum}: what is given back is a credit note");
            return Ok(Some((message, "`suits invoice credit INVOICE --line LINE=AMOUNT`".to_owned())));
        }
        if all.amount <= most.amount {
            return Ok(None);
        }
        let share = if most == price { String::new() } else { format!(", {most} with the contract's tolerance") };
        let so_far = match others.as_slice() {
            [] => String::new(),
            some => {
                let mut ids: Vec<String> = some.iter().map(|(invoice, _)| invoice.id.to_string()).collect();
                ids.dedup();
                format!(": {before} is charged on {}", ids.join(", "))
            }
        };
        let message = format!("`{line}` of {job} would come to {all}, and the client approved {price}{share}{so_far}");
        let left = most.minus(before).filter(|left| Decimal::ZERO < left.amount);
        let left = left.map_or_else(String::new, |left| format!("charge at most {}, or ", left.amount));
        Ok(Some((
            message,
            format!("{left}have more approved first: `suits job change add {job} --cause out-of-scope --text \"…\"`"),
        )))
    }

    /// After a job was called off, the fee that was agreed for that is all that is charged.
    fn of_cancelled(&self, charge: &Charge, job: &Located<Job>, fee: Option<Decimal>, sum: Money) -> Vec<Finding> {
        let id = &job.id;
        let about = job.at(key_path!["cancelled"]);
        let Some(fee) = fee else {
            let message = format!("{id} was called off, and no fee was agreed for that");
            let help = format!("write what the client pays: `suits job edit {id}`, `fee` under `cancelled`");
            return vec![self.object("job-is-cancelled", charge, about, message, help)];
        };
        let since = job.cancelled.as_ref().map(|cancelled| cancelled.date);
        let mut lines = self.charged.of_job(id, self.own, self.counting);
        lines.retain(|(invoice, _)| since.is_some_and(|since| since <= invoice.date));
        let own = self.client.record.currency.unwrap_or(self.agency.config.agency.currency);
        let told = || -> Result<(Money, Money), Unpriced> {
            let fee = self.till.take(&self.agency.config, Money::new(fee, own))?;
            let before = charged::billed(self.agency, &lines, &self.till, own)?;
            Ok((fee, before.plus(sum).ok_or(Unpriced::TooLarge)?))
        };
        match told() {
            Ok((fee, all)) if all.amount <= fee.amount => Vec::new(),
            Ok((fee, all)) => {
                let message = format!("{id} was called off for a fee of {fee}, and would be charged {all} since");
                let help = format!("charge no more than the fee, or agree on another: `suits job edit {id}`");
                vec![self.object("billed-above-agreed", charge, about, message, help)]
            }
            Err(why) => vec![unpriced(charge.place.clone().unwrap_or(about), &why)],
        }
    }

    /// The fee of a retainer, once for each of its periods.
    fn of_contract(&self, charge: &Charge, id: &ItemId, sum: Money) -> Vec<Finding> {
        let client = self.client;
        let contracts = &client.record.contracts;
        let Some((at, contract)) = contracts.iter().enumerate().find(|(_, contract)| contract.id == *id) else {
            let ids: Vec<&str> = contracts.iter().map(|contract| contract.id.as_str()).collect();
            let message = format!("{} has no contract `{id}`", client.id);
            let help = did_you_mean(id.as_str(), ids.iter().copied(), || match ids.as_slice() {
                [] => "its record lists none".to_owned(),
                some => format!("its contracts: {}", some.join(", ")),
            });
            return vec![self.argue("unknown-contract", charge, client.at(key_path!["contracts"]), message, help)];
        };
        let about = |key: &'static str| client.at(key_path!["contracts", at, key]);
        let Some(retainer) = &contract.retainer else {
            let message = format!("contract `{id}` of {} has no retainer", client.id);
            let help = format!(
                "`suits client set {} contracts.{id}.retainer.fee=AMOUNT`, or charge lines of a job",
                client.id
            );
            return vec![self.object("no-retainer", charge, about("retainer"), message, help)];
        };
        let Some(month) = charge.of.month else {
            let message = format!("which month of `{id}` is charged is not said");
            return vec![self.argue("no-month", charge, about("retainer"), message, "`--month 2026-11`".to_owned())];
        };
        if month.last() < contract.start || contract.end.is_some_and(|end| end < month.first()) {
            let until = contract.end.map_or_else(String::new, |end| format!(" to {end}"));
            let message = format!("contract `{id}` runs from {}{until}, not in {month}", contract.start);
            let help = "charge a month that it runs in, or the contract that took its place".to_owned();
            return vec![self.argue("contract-not-in-force", charge, about("start"), message, help)];
        }
        let own = client.record.currency.unwrap_or(self.agency.config.agency.currency);
        let others = self.charged.like(&charge.of, Some(contract), self.own, self.counting);
        let others: Vec<_> = others.into_iter().filter(|(invoice, _)| invoice.id.client() == client.id).collect();
        let told = || -> Result<(Money, Money), Unpriced> {
            let fee = self.till.take(&self.agency.config, Money::new(retainer.fee.0, own))?;
            let before = charged::billed(self.agency, &others, &self.till, own)?;
            Ok((fee, before.plus(sum).ok_or(Unpriced::TooLarge)?))
        };
        match told() {
            Ok((fee, all)) if all.amount <= fee.amount => Vec::new(),
            Ok((fee, all)) => {
                let on = others.iter().map(|(invoice, _)| invoice.id.to_string()).collect::<Vec<_>>().join(", ");
                let on = if on.is_empty() { on } else { format!(", with {on}") };
                let message = format!(
                    "the fee of `{id}` for a {} is {fee}, and {month} would come to {all}{on}",
                    retainer.period
                );
                let help = "what goes beyond the retainer is a job with an estimate of its own".to_owned();
                vec![self.object("billed-above-agreed", charge, about("retainer"), message, help)]
            }
            Err(why) => vec![unpriced(charge.place.clone().unwrap_or_else(|| about("retainer")), &why)],
        }
    }

    /// No more is given back than was charged: on the invoice that is named, else in all.
    fn credited(&self, charge: &Charge, sum: Money) -> Vec<Finding> {
        let same = self.charged.like(&charge.of, None, self.own, Counting::WithDrafts);
        let about = self.credits.and_then(|id| self.agency.invoices.get(id).found());
        let lines: Vec<_> = same
            .into_iter()
            .filter(|(invoice, _)| invoice.id.client() == self.client.id)
            // what is still being written was never asked for
            .filter(|(invoice, _)| {
                invoice.was_issued() || (invoice.kind == InvoiceKind::Credit && self.counting == Counting::WithDrafts)
            })
            .filter(|(invoice, _)| match self.credits {
                Some(original) => invoice.id == *original || invoice.credits.as_ref() == Some(original),
                None => true,
            })
            .collect();
        let place = match (about, lines.first()) {
            (Some(original), _) => original.at(key_path!["lines"]),
            (None, Some((invoice, _))) => invoice.at(key_path!["lines"]),
            (None, None) => self.client.at(KeyPath::root()),
        };
        match charged::billed(self.agency, &lines, &self.till, self.till.currency) {
            Ok(left) if gives_back(sum, left) => Vec::new(),
            Ok(left) => {
                let what = called(&charge.of);
                let message = format!("{sum} would be given back for {what}, and {left} of it is charged");
                let help = "give back no more than was charged".to_owned();
                vec![self.object("credit-above-invoice", charge, place, message, help)]
            }
            Err(why) => vec![unpriced(place, &why)],
        }
    }
}

/// Whether something is given back of what is charged, and no more than that; of a discount that was charged it is below nothing.
fn gives_back(sum: Money, left: Money) -> bool {
    let zero = Decimal::ZERO;
    (zero < sum.amount && sum.amount <= left.amount) || (sum.amount < zero && left.amount <= sum.amount)
}
