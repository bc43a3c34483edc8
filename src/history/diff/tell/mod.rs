//! What changed in one record, in the trade's words: the things that happened first (a step, an approval, hours), then every other field
//! plainly. Every change of every field is told once; nothing is left out.

mod approvals;
mod day_book;
mod job;
mod outward;
mod plain;
mod whole;

pub use plain::in_full;

use super::told::{Told, keys, text};
use super::{Change, comments, fine, money, stale};
use crate::domain::agency::Agency;
use crate::domain::layout::AnyId;
use crate::domain::parties::Calendars;
use crate::domain::record::Kind;
use crate::history::Said;
use crate::source::KeyPath;
use crate::values::{ClientId, Day, PersonId};
use std::collections::BTreeMap;

/// What lies around the records that are compared.
#[derive(Debug)]
pub struct Around<'a> {
    /// The records and settings as they were; only those that changed, and their clients.
    pub before: &'a Agency,
    /// As they are.
    pub after: &'a Agency,
    /// The day that figures are told for.
    pub day: Day,
    /// Records that go by another id now.
    pub renamed: &'a BTreeMap<String, String>,
    calendars: Calendars,
}

impl<'a> Around<'a> {
    /// Two sides of a book.
    pub fn new(before: &'a Agency, after: &'a Agency, day: Day, renamed: &'a BTreeMap<String, String>) -> Around<'a> {
        Around { before, after, day, renamed, calendars: Calendars::of(&after.config) }
    }
}

/// A version of a record.
#[derive(Clone, Copy, Debug)]
pub struct Version<'a> {
    /// Whose.
    pub id: &'a AnyId,
    /// Its text.
    pub text: &'a str,
}

/// What changed between two versions of a record; nothing where one of them does not read, which is not for this room to say.
pub fn tell(before: Option<Version<'_>>, after: Option<Version<'_>>, around: &Around<'_>) -> Vec<Told> {
    let Some(id) = after.or(before).map(|version| version.id) else { return Vec::new() };
    let said = |version: Option<Version<'_>>| version.map(|version| Said::of(version.text)).transpose();
    let (Ok(old), Ok(new)) = (said(before), said(after)) else { return Vec::new() };
    let none = Said::Map(Vec::new());
    let (old_said, new_said) = (old.as_ref().unwrap_or(&none), new.as_ref().unwrap_or(&none));
    let mut teller = Teller {
        around,
        id,
        was: before.map(|version| version.id),
        client: id.client(),
        before: old_said,
        after: new_said,
        left: fine(old_said, new_said),
        told: Vec::new(),
    };
    match (before, after) {
        (Some(was), Some(is)) => {
            if was.id != is.id {
                teller.renamed(was.id);
            }
            teller.changed();
            let (old, new) = (was.text, is.text);
            // an empty list in the place of none says nothing, and is layout
            let is_alike = teller.told.is_empty();
            teller.told.extend(comments::tell(old, new, is_alike));
        }
        (None, Some(_)) => teller.added(),
        (Some(_), None) => teller.gone(),
        (None, None) => {}
    }
    let figures = money::moved(before.map(|version| version.id), after.map(|version| version.id), around);
    teller.told.extend(figures);
    teller.told
}

/// What a record is called besides its id: a job's title, an invoice's number.
pub fn title(id: &AnyId, said: &Said) -> String {
    let own = |key: &str| text(said, key).unwrap_or_default().to_owned();
    match id.kind() {
        Kind::Client => own("name"),
        Kind::Brief | Kind::Job => own("title"),
        Kind::Invoice => format!("invoice {}", own("number")),
        Kind::Round => match text(said, "version") {
            Some(version) => format!("{} round on {} {version}", own("type"), own("deliverable")),
            None => format!("{} round on {}", own("type"), own("deliverable")),
        },
        Kind::ContactReport => format!("{} of {}", own("medium"), own("date")),
        Kind::Timesheet => "timesheet".to_owned(),
    }
}

/// One record on its way from changes to words.
struct Teller<'t> {
    around: &'t Around<'t>,
    id: &'t AnyId,
    was: Option<&'t AnyId>,
    client: Option<ClientId>,
    before: &'t Said,
    after: &'t Said,
    /// What is still to be told.
    left: Vec<Change>,
    told: Vec<Told>,
}

impl Teller<'_> {
    /// Takes out of what is left what is about to be told.
    fn take(&mut self, wanted: impl Fn(&Change) -> bool) -> Vec<Change> {
        let (taken, left) = std::mem::take(&mut self.left).into_iter().partition(wanted);
        self.left = left;
        taken
    }

    fn changed(&mut self) {
        match self.id.kind() {
            Kind::Job => self.steps(),
            Kind::Timesheet => self.time(),
            _ => {}
        }
        for change in std::mem::take(&mut self.left) {
            let told = self.happened(&change).unwrap_or_else(|| self.plain(&change));
            let told = self.for_the_client(&change, told);
            self.told.push(told);
        }
        if let Some(was) = self.was {
            self.told.extend(stale::tell(was, self.id, self.around, |id| self.who(id)));
        }
    }

    /// What a change means in the trade, where it means something.
    fn happened(&self, change: &Change) -> Option<Told> {
        let keys = keys(&change.path);
        self.approved(change, &keys).or_else(|| match self.id.kind() {
            Kind::Job => self.of_job(change, &keys),
            Kind::Round => self.of_round(change, &keys),
            Kind::Invoice => self.of_invoice(change, &keys),
            Kind::ContactReport => self.of_report(change, &keys),
            Kind::Client | Kind::Brief | Kind::Timesheet => None,
        })
    }

    /// What people call somebody: the name in the settings or among the client's contacts.
    fn who(&self, id: &str) -> String {
        let Ok(person) = PersonId::parse(id) else { return id.to_owned() };
        for agency in [self.around.after, self.around.before] {
            let name = agency.config.person(&person).map(|facts| facts.name.clone());
            let contact = || Some(agency.contact_at(self.client.as_ref()?, &person)?.name.clone());
            if let Some(name) = name.filter(|name| !name.trim().is_empty()).or_else(contact) {
                return name;
            }
        }
        id.to_owned()
    }

    /// The same for whoever stands under a key of a map.
    fn whose(&self, said: &Said, key: &str) -> Option<String> {
        text(said, key).map(|id| self.who(id))
    }
}

/// The field itself, for what is told of one.
fn field(change: &Change) -> Vec<KeyPath> {
    vec![change.path.clone()]
}

/// `1 item`, `2 items`.
fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
