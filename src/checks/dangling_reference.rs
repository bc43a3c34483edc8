//! I02: a value that names a person, a record, a line or a contract that is not there.

use super::references::{self, Names};
use super::rule::{Desk, rule};
use crate::domain::agency::{Lookup, Shelf};
use crate::domain::client::Client;
use crate::domain::record::{Located, Record};
use crate::finding::Finding;
use crate::key_path;
use crate::source::{KeyPath, Place};
use crate::values::{ClientId, ItemId, JobId, PersonId, nearest};
use std::cell::Cell;

rule! {
    /// ## What it does
    /// Looks for a person, client, brief, job, invoice, contract, deliverable, line, order, objective, calendar or rate card that is named and is not there.
    ///
    /// People of the agency are those of `suits.toml`; people at the client are the `contacts` of the client's record. What cannot be
    /// read is not taken for missing.
    ///
    /// ## Why it matters
    /// A job whose handoff went to nobody is on nobody's list, and money booked on a line that is not there is in no total.
    ///
    /// ## Example
    /// ```yaml bad jobs/ACME/ACME-0013.yaml
    /// brief: ACME-B0040                   # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good jobs/ACME/ACME-0013.yaml
    /// brief: ACME-B0004
    /// ```
    DanglingReference, "dangling-reference", ["I02"], Error, Book
}

/// So many times in one run the nearest record is looked for: a folder that is gone leaves thousands of names that lead nowhere.
const SUGGESTED: usize = 100;

/// What is missing, and the nearest that is there.
type Miss = (String, Option<String>);

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    people(desk, findings);
    let (agency, left) = (desk.agency, &Cell::new(SUGGESTED));
    for client in &agency.clients {
        let names = Book { desk, client: Some(client), left };
        references::of_client(&client.record, &mut |name, path| names.look(name, &|| client.at(path()), findings));
    }
    for brief in &agency.briefs {
        let names = Book::of(desk, &brief.id.client(), brief, left, findings);
        references::of_brief(&brief.record, &mut |name, path| names.look(name, &|| brief.at(path()), findings));
    }
    for job in &agency.jobs {
        let names = Book::of(desk, &job.id.client(), job, left, findings);
        references::of_job(&job.id, &job.record, &mut |name, path| names.look(name, &|| job.at(path()), findings));
    }
    for round in &agency.rounds {
        let job = round.id.job();
        let names = Book { desk, client: agency.client_of(&job).found(), left };
        if matches!(agency.jobs.get(&job), Lookup::Missing) {
            let message = format!("there is no job `{job}`, which this round is on");
            let near = names.nearest(&agency.jobs, job.as_str());
            findings.push(suggest(META.finding(round.at(KeyPath::root()), message), near));
        }
        references::of_round(&job, &round.record, &mut |name, path| names.look(name, &|| round.at(path()), findings));
    }
    for report in &agency.contact_reports {
        let names = Book::of(desk, &report.id.client(), report, left, findings);
        let take = &mut |name: Names<'_>, path: &dyn Fn() -> KeyPath| names.look(name, &|| report.at(path()), findings);
        references::of_contact_report(&report.record, take);
    }
    for invoice in &agency.invoices {
        let names = Book::of(desk, &invoice.id.client(), invoice, left, findings);
        references::of_invoice(&invoice.record, &mut |name, path| names.look(name, &|| invoice.at(path()), findings));
    }
    for sheet in &agency.timesheets {
        let names = Book { desk, client: None, left };
        names.look(Names::Colleague(&sheet.id.person), &|| sheet.at(KeyPath::root()), findings);
        for (index, entry) in sheet.entries.iter().enumerate() {
            names.look(Names::Job(&entry.job), &|| sheet.at(key_path!["entries", index, "job"]), findings);
            if let Some(line) = &entry.line {
                let path = || sheet.at(key_path!["entries", index, "line"]);
                names.look(Names::Line(&entry.job, line), &path, findings);
            }
        }
    }
}

/// The people whom `suits.toml` itself names.
fn people(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let config = &desk.agency.config;
    let mut named: Vec<(&PersonId, String)> = Vec::new();
    for (id, person) in &config.people {
        named.extend(person.reports_to.iter().map(|boss| (boss, format!("people.{id}.reports_to"))));
        let deputy = |(index, away): (usize, &'_ crate::config::Away)| {
            away.deputy.is_some().then(|| format!("people.{id}.away[{index}].deputy"))
        };
        let deputies = person.away.iter().enumerate().filter_map(deputy);
        named.extend(person.away.iter().filter_map(|away| away.deputy.as_ref()).zip(deputies));
    }
    for (person, path) in named.into_iter().filter(|(person, _)| config.person(person).is_none()) {
        let Some(place) = config.place(&path) else { continue };
        let near = nearest(person.as_str(), config.people.keys().map(PersonId::as_str));
        let message = format!("there is no `{person}` in `[people]`");
        findings.push(suggest(META.finding(place, message), near.map(str::to_owned)));
    }
}

fn suggest(finding: Finding, near: Option<String>) -> Finding {
    match near {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding,
    }
}

/// What a record's names are looked up in.
struct Book<'a> {
    desk: &'a Desk<'a>,
    client: Option<&'a Located<Client>>,
    left: &'a Cell<usize>,
}

impl<'a> Book<'a> {
    /// The book around a record of a client; the client itself is looked up once.
    fn of<T: Record>(
        desk: &'a Desk<'a>,
        id: &ClientId,
        record: &Located<T>,
        left: &'a Cell<usize>,
        findings: &mut Vec<Finding>,
    ) -> Book<'a> {
        let book = Book { desk, client: desk.agency.clients.get(id).found(), left };
        if matches!(desk.agency.clients.get(id), Lookup::Missing) {
            let finding = META.finding(record.at(KeyPath::root()), format!("there is no client `{id}`"));
            findings.push(suggest(finding, book.nearest(&desk.agency.clients, id.as_str())));
        }
        book
    }

    /// The nearest record to a name that leads nowhere, while there are suggestions left; not its neighbour by number: another record, which
    /// nobody meant, and hours would go to it.
    fn nearest<T: Record>(&self, shelf: &Shelf<T>, id: &str) -> Option<String> {
        self.left.set(self.left.get().checked_sub(1)?);
        let letters = |id: &str| id.replace(|letter: char| letter.is_ascii_digit(), "");
        shelf.suggest(id).filter(|near| letters(near) != letters(id))
    }

    fn missing<T: Record>(&self, shelf: &Shelf<T>, id: &T::Id, what: &str) -> Option<Miss> {
        let missing = matches!(shelf.get(id), Lookup::Missing);
        missing.then(|| (format!("there is no {what} `{id}`"), self.nearest(shelf, &id.to_string())))
    }

    fn look(&self, name: Names<'_>, place: &dyn Fn() -> Place, findings: &mut Vec<Finding>) {
        if let Some((message, near)) = self.miss(name) {
            findings.push(suggest(META.finding(place(), message), near));
        }
    }

    fn miss(&self, name: Names<'_>) -> Option<Miss> {
        let (agency, config) = (self.desk.agency, &self.desk.agency.config);
        match name {
            Names::Colleague(id) => self.person(id, true, false),
            Names::Contact(id) => self.person(id, false, true),
            Names::Anyone(id) => self.person(id, true, true),
            Names::Brief(id) => self.missing(&agency.briefs, id, "brief"),
            Names::Job(id) => self.missing(&agency.jobs, id, "job"),
            Names::Invoice(id) => self.missing(&agency.invoices, id, "invoice"),
            Names::Contract(id) => {
                let contracts = || self.client.into_iter().flat_map(|client| &client.record.contracts);
                let known = self.client.is_none() || contracts().any(|contract| contract.id == *id);
                absent(
                    known,
                    "the client has no contract",
                    id.as_str(),
                    contracts().map(|contract| contract.id.as_str()),
                )
            }
            Names::Deliverable(job, id) => {
                let job = agency.jobs.get(job).found()?;
                let known = job.deliverables.iter().any(|deliverable| deliverable.id == *id);
                let ids = job.record.deliverables.iter().map(|deliverable| deliverable.id.as_str());
                absent(known, &format!("{} has no deliverable", job.id), id.as_str(), ids)
            }
            Names::BriefDeliverable(brief, id) => {
                let brief = agency.briefs.get(brief).found()?;
                let known = brief.deliverables.iter().any(|deliverable| deliverable.id == *id);
                let ids = brief.record.deliverables.iter().map(|deliverable| deliverable.id.as_str());
                absent(known, &format!("{} asks for no deliverable", brief.id), id.as_str(), ids)
            }
            Names::Line(job, id) => self.line(job, id.as_str()),
            Names::Order(job, id) => {
                let job = agency.jobs.get(job).found()?;
                let known = job.orders.iter().any(|order| order.id == *id);
                let ids = job.record.orders.iter().map(|order| order.id.as_str());
                absent(known, &format!("{} has no order", job.id), id.as_str(), ids)
            }
            Names::Objective(brief, id) => {
                let ids = || brief.objectives.iter().filter_map(|objective| objective.id.as_ref());
                let known = ids().any(|other| other == id);
                absent(known, "the brief has no objective", id.as_str(), ids().map(ItemId::as_str))
            }
            Names::Calendar(name) => {
                let names = config.calendars.keys().map(AsRef::as_ref);
                absent(config.calendars.contains_key(name), "`suits.toml` has no calendar", name, names)
            }
            Names::Card(name) => {
                let names = config.rates.keys().map(AsRef::as_ref);
                absent(config.rates.contains_key(name), "`suits.toml` has no rate card", name, names)
            }
        }
    }

    fn person(&self, id: &PersonId, colleague: bool, contact: bool) -> Option<Miss> {
        let config = &self.desk.agency.config;
        let contacts = || self.client.into_iter().flat_map(|client| &client.record.contacts);
        let here = colleague && config.person(id).is_some();
        let there = contact && (self.client.is_none() || contacts().any(|contact| contact.id == *id));
        if here || there {
            return None;
        }
        let what = match (colleague, contact) {
            (true, false) => "nobody at the agency is called",
            (false, true) => "the client has no contact",
            _ => "neither the agency nor the client has a",
        };
        let colleagues = config.people.keys().filter(|_| colleague).map(PersonId::as_str);
        let others = contacts().filter(|_| contact).map(|contact| contact.id.as_str());
        absent(false, what, id.as_str(), colleagues.chain(others))
    }

    fn line(&self, job: &JobId, id: &str) -> Option<Miss> {
        let job = self.desk.agency.jobs.get(job).found()?;
        let estimates = job.record.estimates.iter().flat_map(|estimate| &estimate.lines);
        let lines = estimates.chain(job.record.change_orders.iter().flat_map(|change| &change.lines));
        let ids = lines.filter_map(|line| line.id.as_ref()).map(ItemId::as_str);
        let known = ids.clone().any(|other| other == id);
        absent(known, &format!("no estimate or change order of {} has a line", job.id), id, ids)
    }
}

fn absent<'n>(known: bool, what: &str, id: &str, names: impl Iterator<Item = &'n str>) -> Option<Miss> {
    (!known).then(|| (format!("{what} `{id}`"), nearest(id, names).map(str::to_owned)))
}
