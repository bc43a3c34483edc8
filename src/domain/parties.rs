//! Whose calendar, whose turn: the agency's people, the client's contacts, and the seats between them.

use super::agency::Agency;
use super::calendar::Calendar;
use super::client::Client;
use super::job::Party;
use crate::config::Config;
use crate::values::{ClientId, Day, PersonId, Word};
use std::collections::BTreeMap;

/// Every calendar of `suits.toml`, built once.
#[derive(Clone, Debug)]
pub struct Calendars {
    office: Calendar,
    named: BTreeMap<Word, Calendar>,
    people: BTreeMap<PersonId, Word>,
}

impl Calendars {
    /// The calendars of an agency.
    pub fn of(config: &Config) -> Calendars {
        let named = config.calendars.iter().map(|(name, facts)| (name.clone(), Calendar::new(facts))).collect();
        let own = |(id, person): (&PersonId, &crate::config::Person)| Some((id.clone(), person.calendar.clone()?));
        let people = config.people.iter().filter_map(own).collect();
        Calendars { office: Calendar::new(&config.calendar), named, people }
    }

    /// The office's.
    pub fn office(&self) -> &Calendar {
        &self.office
    }

    /// One by its name; the office's where there is none of that name.
    pub fn named(&self, name: Option<&Word>) -> &Calendar {
        name.and_then(|name| self.named.get(name)).unwrap_or(&self.office)
    }

    /// A person's at the agency.
    pub fn person(&self, id: &PersonId) -> &Calendar {
        self.named(self.name_of(id))
    }

    /// The name of a person's at the agency; none is the office's.
    pub fn name_of(&self, id: &PersonId) -> Option<&Word> {
        self.people.get(id)
    }

    /// A client's; the office's where it names none, or cannot be read.
    pub fn client(&self, agency: &Agency, id: &ClientId) -> &Calendar {
        self.named(agency.clients.get(id).found().and_then(|client| client.record.calendar.as_ref()))
    }

    /// The calendar that whoever has something to do for a client works by: a person's own, a contact's client's, else the office's.
    pub fn receiver(&self, agency: &Agency, client: &ClientId, to: Option<&PersonId>) -> &Calendar {
        self.doers(agency, client).receiver(to).0
    }

    /// All who may have something to do for a client.
    pub fn doers<'c, 'a>(&'c self, agency: &'a Agency, client: &ClientId) -> Doers<'c, 'a> {
        let client = agency.clients.get(client).found().map(|client| &client.record);
        Doers { config: &agency.config, calendars: self, client }
    }
}

/// Those who may have something to do for one client, looked up once for all of them.
#[derive(Clone, Copy, Debug)]
pub struct Doers<'c, 'a> {
    config: &'a Config,
    calendars: &'c Calendars,
    client: Option<&'a Client>,
}

impl<'c, 'a> Doers<'c, 'a> {
    /// By whose calendar somebody works, and whose days theirs are.
    pub fn receiver(&self, to: Option<&PersonId>) -> (&'c Calendar, Party) {
        let (name, party) = self.works_by(to);
        (self.calendars.named(name), party)
    }

    /// The name of the calendar somebody works by, none being the office's, and whose days theirs are: a contact's are the client's. An id
    /// that is also a person of the agency is the person.
    pub fn works_by(&self, to: Option<&PersonId>) -> (Option<&'a Word>, Party) {
        let Some(to) = to else { return (None, Party::Agency) };
        if let Some(person) = self.config.person(to) {
            return (person.calendar.as_ref(), Party::Agency);
        }
        match self.client {
            Some(client) if client.contacts.iter().any(|contact| contact.id == *to) => {
                (client.calendar.as_ref(), Party::Client)
            }
            _ => (None, Party::Agency),
        }
    }
}

/// Whose turn a handoff is by itself, before any wait was noted: the client's if it went to a contact of the client, else the agency's.
pub fn receiving_party(agency: &Agency, client: &ClientId, to: Option<&PersonId>) -> Party {
    match to.and_then(|to| agency.contact_at(client, to)) {
        Some(_) => Party::Client,
        None => Party::Agency,
    }
}

/// Whoever hears of something for a person on a day: they, the deputy of whoever is away, the superior of whoever does not work here; `None`
/// where that leads to nobody. Of somebody whom `suits.toml` does not know nothing is known against it.
pub fn here_for<'a>(config: &'a Config, person: &'a PersonId, day: Day) -> Option<&'a PersonId> {
    let mut at = person;
    for _ in 0..=config.people.len() {
        let Some(facts) = config.person(at) else { return Some(at) };
        let active = facts.is_active(day);
        at = match facts.deputy(day).or_else(|| facts.reports_to.as_ref().filter(|_| !active)) {
            Some(next) => next,
            None if active => return Some(at),
            None => break,
        };
    }
    // whoever is only away, and whose deputies lead nowhere or in a circle, hears of it when they are back
    config.person(person).filter(|facts| facts.is_active(day)).map(|_| person)
}

/// A person, or whoever stands in for them on a day they are away, and so on along the deputies.
pub fn standing_in<'a>(config: &'a Config, person: &'a PersonId, day: Day) -> &'a PersonId {
    let mut at = person;
    for _ in 0..config.people.len() {
        match config.person(at).and_then(|person| person.deputy(day)) {
            Some(deputy) => at = deputy,
            None => break,
        }
    }
    at
}
