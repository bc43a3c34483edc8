//! Names as people type them: who acts, which person, which record. Reads take a unique beginning of an id; writes never guess.

use super::exit::Stop;
use super::session::{Session, vanished};
use crate::domain::layout::AnyId;
use crate::domain::record::Kind;
use crate::domain::scope::Scope;
use crate::store::{Resolution, Snapshot, Store};
use crate::values::{ClientId, PersonId, did_you_mean};

impl Session<'_, '_> {
    /// Who acts: the one named, else `SUITS_USER`, else whoever git knows.
    pub(super) fn actor(&self, named: Option<&str>, snapshot: &Snapshot, store: &Store) -> Result<PersonId, Stop> {
        let config = &snapshot.agency.config;
        let from_git = || {
            let address = (self.world.git_email)(store.git().folder())?;
            config.known_as(&address).map(ToString::to_string)
        };
        let typed =
            named.map(str::to_owned).or_else(|| self.world.env.user.clone()).or_else(from_git).ok_or_else(|| {
                Stop::usage(
                    "who-acts",
                    "nobody is named as the one who acts",
                    "name a person with `--by` (for `today`: `--for`), set `SUITS_USER`, or add your git address to `git_author` in `suits.toml`",
                )
            })?;
        self.person(&typed, snapshot)
    }

    /// A person of the agency by the id typed.
    pub(super) fn person(&self, typed: &str, snapshot: &Snapshot) -> Result<PersonId, Stop> {
        let people = &snapshot.agency.config.people;
        if let Some(id) = PersonId::parse(typed).ok().filter(|id| people.contains_key(id)) {
            return Ok(id);
        }
        Err(self.unknown_person(typed, snapshot))
    }

    /// Nobody is called so.
    pub(super) fn unknown_person(&self, typed: &str, snapshot: &Snapshot) -> Stop {
        let names = snapshot.agency.config.people.keys().map(PersonId::as_str);
        let hint = did_you_mean(typed, names, || "people are under `[people]` in `suits.toml`".to_owned());
        Stop::usage("unknown-person", format_args!("nobody at the agency is called `{typed}`"), hint)
    }

    /// A person of the agency, or a contact of a client with the client; of the client named, where one is.
    pub(super) fn anybody(
        &self,
        typed: &str,
        snapshot: &Snapshot,
        store: &Store,
        client: Option<&ClientId>,
    ) -> Result<(PersonId, Option<ClientId>), Stop> {
        let unknown = match self.person(typed, snapshot) {
            Ok(person) => return Ok((person, None)),
            Err(unknown) => unknown,
        };
        let clients = store.load(&Scope::kinds(&[Kind::Client]).client(client.cloned()))?;
        let contacts = || {
            let all = clients.agency.clients.iter();
            all.flat_map(|client| client.record.contacts.iter().map(move |contact| (&contact.id, &client.id)))
        };
        let found: Vec<(&PersonId, &ClientId)> = contacts().filter(|(id, _)| id.as_str() == typed).collect();
        match found.as_slice() {
            [(person, client)] => Ok(((*person).clone(), Some((*client).clone()))),
            [] if contacts().next().is_none() => Err(unknown),
            [] => {
                let people = snapshot.agency.config.people.keys().map(PersonId::as_str);
                let names = people.chain(contacts().map(|(id, _)| id.as_str()));
                let hint = did_you_mean(typed, names, || {
                    "people are under `[people]` in `suits.toml`, contacts in the client's record".to_owned()
                });
                let message = format!("nobody at the agency, and no contact of a client, is called `{typed}`");
                Err(Stop::usage("unknown-person", message, hint))
            }
            [(_, first), ..] => {
                let all = found.iter().map(|(_, client)| client.to_string()).collect::<Vec<_>>().join(", ");
                let message = format!("several clients have a contact `{typed}`: {all}");
                Err(Stop::usage("ambiguous-person", message, format_args!("say whose: `--client {first}`")))
            }
        }
    }

    /// The record that was typed. Reads take a unique beginning too; writes never guess.
    pub(super) fn resolve(&self, store: &Store, typed: &str, kinds: &[Kind], writes: bool) -> Result<AnyId, Stop> {
        let called = |kind: &Kind| if *kind == Kind::Round { "feedback round" } else { kind.as_str() };
        let what = match kinds {
            [_, _, _, ..] => "record".to_owned(),
            few => few.iter().map(called).collect::<Vec<_>>().join(" or "),
        };
        let list = |ids: &[AnyId]| ids.iter().take(8).map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
        match store.resolve(typed, kinds)? {
            Resolution::Exact(id) => Ok(id),
            Resolution::Prefix(ids) if ids.len() == 1 && !writes => Ok(ids[0].clone()),
            Resolution::Prefix(ids) => Err(Stop::usage(
                "ambiguous-id",
                format_args!("there is no {what} `{typed}`"),
                format_args!("did you mean {}?", list(&ids)),
            )),
            Resolution::Unknown { suggestions } if suggestions.is_empty() => Err(Stop::usage(
                "unknown-id",
                format_args!("there is no {what} `{typed}`"),
                match kinds {
                    [_, _, _, ..] => {
                        "`suits client list`, `suits job list` and their like show what there is".to_owned()
                    }
                    few => format!("`suits {} list` shows what there is", few[0]),
                },
            )),
            Resolution::Unknown { suggestions } => Err(Stop::usage(
                "unknown-id",
                format_args!("there is no {what} `{typed}`"),
                format_args!("did you mean {}?", list(&suggestions)),
            )),
        }
    }

    /// The client of `--client`.
    pub(super) fn client(&self, store: &Store, typed: Option<&str>) -> Result<Option<ClientId>, Stop> {
        let Some(typed) = typed else { return Ok(None) };
        match self.resolve(store, typed, &[Kind::Client], false)? {
            AnyId::Client(id) => Ok(Some(id)),
            other => Err(Stop::usage(
                "unknown-id",
                format_args!("`{other}` is not a client"),
                "`suits client list` shows them",
            )),
        }
    }

    /// The client that a writing command names.
    pub(super) fn one_client(&self, store: &Store, typed: &str) -> Result<ClientId, Stop> {
        match self.resolve(store, typed, &[Kind::Client], true)? {
            AnyId::Client(id) => Ok(id),
            other => Err(vanished(&other)),
        }
    }
}
