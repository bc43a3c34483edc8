//! Names in what a person typed: a person, a seat, a brief, a job or a contract that is not there is said before anything is
//! written, with the nearest one that is.

use super::exit::Stop;
use super::session::Session;
use super::shape::shape;
use crate::checks::seats;
use crate::domain::agency::Agency;
use crate::domain::record::Kind;
use crate::domain::workflow::Workflow;
use crate::source::{Edit, KeyPath, Op, Step, Value};
use crate::store::Store;
use crate::values::{ClientId, LabelFault, PersonId, did_you_mean, label};
use crate::yaml::Shape;
use std::fmt::Display;

/// What names are looked up in.
pub(super) struct Register<'a> {
    /// The book.
    pub store: &'a Store,
    /// Its people, and the client with its contacts and contracts.
    pub agency: &'a Agency,
    /// Whose record it is.
    pub client: Option<ClientId>,
}

/// Whether a field holds a number or a name as it stands on a paper.
fn is_label(kind: Kind, path: &KeyPath) -> bool {
    let own = path.0.len() == 1;
    match kind {
        Kind::Invoice => own && matches!(path.first_key(), Some("number" | "po")),
        Kind::Job => (own && path.first_key() == Some("client_po")) || path.last() == Some(&Step::from("supplier")),
        _ => false,
    }
}

/// Refuses a number or a name that no paper could have; `wanted` is the field or flag that it is for.
pub(super) fn on_paper(wanted: &dyn Display, typed: &str) -> Result<(), Stop> {
    label(typed).map_err(|fault| {
        let message = match fault {
            LabelFault::Blank => format!("`{wanted}`: nothing stands where an answer should"),
            LabelFault::Gap => format!("`{wanted}`: `{}` stands where an answer should", typed.trim()),
            _ => format!("`{wanted}`: {fault}"),
        };
        Stop::usage("bad-label", message, "write it as on the paper, on one line; leave it out until it is known")
    })
}

impl Register<'_> {
    /// Looks up every name in some edits of a record, and writes ids as their files are called.
    pub(super) fn check(&self, kind: Kind, edits: &mut [Edit], session: &Session<'_, '_>) -> Result<(), Stop> {
        for edit in edits {
            let path = match &edit.op {
                Op::Append(_) => edit.path.then(0),
                Op::Set(_) | Op::Remove | Op::Rename(_) => edit.path.clone(),
            };
            if let Op::Set(value) | Op::Append(value) = &mut edit.op {
                self.value(kind, &path, value, session)?;
            }
        }
        Ok(())
    }

    fn value(&self, kind: Kind, path: &KeyPath, value: &mut Value, session: &Session<'_, '_>) -> Result<(), Stop> {
        match value {
            Value::Null | Value::Fingerprint(_) => Ok(()),
            Value::Bare(text) | Value::Text(text) => self.name(kind, path, text, session),
            Value::Words(words) => words.iter_mut().try_for_each(|word| self.name(kind, &path.then(0), word, session)),
            Value::List(items) => items.iter_mut().try_for_each(|item| self.value(kind, &path.then(0), item, session)),
            Value::Map(entries) => entries
                .iter_mut()
                .try_for_each(|(key, value)| self.value(kind, &path.then(key.clone()), value, session)),
        }
    }

    fn name(&self, kind: Kind, path: &KeyPath, name: &mut String, session: &Session<'_, '_>) -> Result<(), Stop> {
        if is_label(kind, path) {
            return on_paper(path, name);
        }
        if let [Step::Key(team), Step::Key(seat)] = path.0.as_slice()
            && &**team == "team"
        {
            self.seat(seat)?;
        }
        if kind == Kind::Job && path.0.len() == 1 && path.first_key() == Some("contract") {
            return self.contract(name);
        }
        let kinds: &[Kind] = match shape(kind, path) {
            Some(Shape::Named("BriefId")) => &[Kind::Brief],
            Some(Shape::Named("JobId")) => &[Kind::Job],
            Some(Shape::Named("InvoiceId")) => &[Kind::Invoice],
            // A client's contacts are named where they are made.
            Some(Shape::Named("PersonId")) if kind != Kind::Client || path.first_key() == Some("team") => {
                return self.person(path, name);
            }
            _ => return Ok(()),
        };
        *name = session.resolve(self.store, name, kinds, true)?.to_string();
        Ok(())
    }

    /// A person of the agency or a contact of the client; `wanted` is the field or flag that names them.
    pub(super) fn person(&self, wanted: &dyn Display, name: &str) -> Result<(), Stop> {
        let people = &self.agency.config.people;
        let client = self.client.as_ref().and_then(|client| self.agency.clients.get(client).found());
        let contacts = client.map_or(&[][..], |client| &client.record.contacts);
        let names = people.keys().chain(contacts.iter().map(|contact| &contact.id)).map(PersonId::as_str);
        // Whom a client's record that cannot be read names, nobody can tell.
        if names.clone().any(|other| other == name) || (self.client.is_some() && client.is_none()) {
            return Ok(());
        }
        let hint = did_you_mean(name, names, || "name someone of `suits.toml`, or a contact of the client".to_owned());
        let message = format!("`{wanted}`: neither the agency nor the client has a `{name}`");
        Err(Stop::usage("unknown-person", message, hint))
    }

    fn seat(&self, seat: &str) -> Result<(), Stop> {
        let workflow = Workflow::of(&self.agency.config);
        let seats = seats(&self.agency.config, &workflow);
        if seats.contains(seat) {
            return Ok(());
        }
        let hint = did_you_mean(seat, seats.iter().copied(), || {
            format!("the seats: {}", seats.iter().copied().collect::<Vec<_>>().join(", "))
        });
        Err(Stop::usage("unknown-seat", format_args!("there is no seat `{seat}`"), hint))
    }

    fn contract(&self, name: &str) -> Result<(), Stop> {
        let client = self.client.as_ref().and_then(|client| self.agency.clients.get(client).found());
        let Some(client) = client else { return Ok(()) };
        let names: Vec<&str> = client.record.contracts.iter().map(|contract| contract.id.as_str()).collect();
        if names.contains(&name) {
            return Ok(());
        }
        let hint = did_you_mean(name, names.iter().copied(), || match names.as_slice() {
            [] => "its record lists none".to_owned(),
            some => format!("its contracts: {}", some.join(", ")),
        });
        Err(Stop::usage("unknown-contract", format_args!("{} has no contract `{name}`", client.id), hint))
    }
}
