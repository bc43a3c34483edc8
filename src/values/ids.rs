//! Ids and their grammar. An id is safe as a file name by construction: no text becomes a path without passing here.

use super::day::{Month, Text};
use super::schema::of_form;
use compact_str::{CompactString, ToCompactString};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::fmt;

/// Why a text is not an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdFault {
    /// What an id of this kind looks like.
    pub expected: &'static str,
}

impl fmt::Display for IdFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.expected)
    }
}

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident, $expected:literal, $types:expr, $form:literal $(but $never:literal)?, $valid:expr;)+) => { $(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(CompactString);

        impl $name {
            /// Reads an id exactly as records write it.
            pub fn parse(text: &str) -> Result<$name, IdFault> {
                let valid: fn(&str) -> bool = $valid;
                valid(text).then(|| $name(text.to_compact_string())).ok_or(IdFault { expected: $expected })
            }

            /// The id as it is written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                deserializer.deserialize_newtype_struct(stringify!($name), Text($expected, |text| $name::parse(text).ok()))
            }
        }

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                of_form($types, $expected, $form, [$($never)?].first().copied())
            }
        }
    )+ };
}

ids! {
    /// A client's code: `ACME`. Two to eight capitals and digits.
    ClientId, "a client code like ACME", &["string"], "^[A-Z][A-Z0-9]{1,7}$"
        but "^(CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])$", client_code;
    /// A job: `ACME-0012`, `ACME-26-0145`, `ACME-7K2QX`.
    JobId, "a job number like ACME-0012", &["string"], "^[A-Z][A-Z0-9]{1,7}(-[0-9][A-Z0-9]*)+$"
        but "^(CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])-|^[^-]+-.{25}", |text| behind_client(text, job_number);
    /// A brief: `ACME-B0004`.
    BriefId, "a brief's id like ACME-B0004", &["string"], "^[A-Z][A-Z0-9]{1,7}-B[0-9][A-Z0-9]{3,23}$"
        but "^(CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])-", |text| behind_client(text, |rest| marked(rest, 'B'));
    /// A feedback round: `ACME-0012-R1`.
    RoundId, "a round's id like ACME-0012-R1", &["string"], "^[A-Z][A-Z0-9]{1,7}(-[0-9][A-Z0-9]*)+-R[1-9][0-9]{0,5}$"
        but "^(CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])-|^[^-]+-.{25,}-R", |text| round_parts(text).is_some();
    /// A contact report: `ACME-C0031`.
    ContactReportId, "a contact report's id like ACME-C0031", &["string"], "^[A-Z][A-Z0-9]{1,7}-C[0-9][A-Z0-9]{3,23}$"
        but "^(CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])-", |text| behind_client(text, |rest| marked(rest, 'C'));
    /// An invoice: `ACME-I0118`.
    InvoiceId, "an invoice's id like ACME-I0118", &["string"], "^[A-Z][A-Z0-9]{1,7}-I[0-9][A-Z0-9]{3,23}$"
        but "^(CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])-", |text| behind_client(text, |rest| marked(rest, 'I'));
    /// A person at the agency, or a contact at a client: `ann`.
    PersonId, "a person's id like ann: small letters, digits and hyphens", &["string"], "^[a-z][a-z0-9-]{0,31}$",
        |text| small_word(text) && text.as_bytes()[0].is_ascii_lowercase();
    /// A deliverable: `film-30`.
    DeliverableId, "a deliverable's id like film-30: small letters, digits and hyphens", &["string"], "^[a-z][a-z0-9-]{0,31}$",
        |text| small_word(text) && text.as_bytes()[0].is_ascii_lowercase();
    /// An item of a list: `po-118`, `1k7q`, and `1234` without quotes.
    ItemId, "an item's id like po-118: small letters, digits and hyphens", &["string", "integer"], "^[a-z0-9][a-z0-9-]{0,31}$",
        small_word;
}

/// Names that some systems take for a device; a file may not be called so.
const DEVICES: [&str; 4] = ["CON", "PRN", "AUX", "NUL"];

fn client_code(text: &str) -> bool {
    let device = DEVICES.contains(&text)
        || (text.len() == 4
            && (text.starts_with("COM") || text.starts_with("LPT"))
            && text.as_bytes()[3].is_ascii_digit());
    (2..=8).contains(&text.len())
        && text.as_bytes()[0].is_ascii_uppercase()
        && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && !device
}

fn behind_client(text: &str, valid: fn(&str) -> bool) -> bool {
    text.split_once('-').is_some_and(|(client, rest)| client_code(client) && valid(rest))
}

/// Groups of capitals and digits joined by hyphens; the first begins with a digit, so that `B0004` is never a job, nor `0012-R1`.
fn job_number(rest: &str) -> bool {
    rest.len() <= 24
        && rest.split('-').all(|group| {
            !group.is_empty()
                && group.as_bytes()[0].is_ascii_digit()
                && group.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        })
}

/// A letter, then four digits or more, or five random characters of which the first is a digit.
fn marked(rest: &str, mark: char) -> bool {
    rest.strip_prefix(mark).is_some_and(|number| number.len() >= 4 && !number.contains('-') && job_number(number))
}

fn round_parts(text: &str) -> Option<(&str, u32)> {
    let (job, number) = text.rsplit_once("-R")?;
    let canonical = !number.starts_with('0') && number.len() <= 6 && number.bytes().all(|byte| byte.is_ascii_digit());
    (behind_client(job, job_number) && canonical).then(|| number.parse().ok().map(|number| (job, number))).flatten()
}

fn small_word(text: &str) -> bool {
    (1..=32).contains(&text.len())
        && !text.starts_with('-')
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// What stands before the first `-`: eight characters at most, so the next byte is looked at rather than searched for.
fn client_part(id: &str) -> &str {
    let end = id.bytes().position(|byte| byte == b'-').unwrap_or(id.len());
    &id[..end]
}

macro_rules! of_client {
    ($($name:ident),+) => { $(
        impl $name {
            /// The client it belongs to.
            pub fn client(&self) -> ClientId {
                ClientId(CompactString::new(client_part(&self.0)))
            }

            /// Whether it belongs to a client.
            pub fn is_of(&self, client: &ClientId) -> bool {
                client_part(&self.0) == client.as_str()
            }
        }
    )+ };
}

of_client!(JobId, BriefId, RoundId, ContactReportId, InvoiceId);

impl RoundId {
    /// The job it is a round of.
    pub fn job(&self) -> JobId {
        JobId(round_parts(&self.0).map_or_else(CompactString::default, |(job, _)| job.to_compact_string()))
    }

    /// Its number within the job, from 1.
    pub fn number(&self) -> u32 {
        round_parts(&self.0).map_or(0, |(_, number)| number)
    }

    /// The n-th round of a job.
    pub fn of(job: &JobId, number: u32) -> RoundId {
        RoundId(compact_str::format_compact!("{job}-R{number}"))
    }
}

/// One person's month of time: `ann/2026-11`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TimesheetId {
    /// Whose time.
    pub person: PersonId,
    /// Which month.
    pub month: Month,
}

impl TimesheetId {
    /// Reads `ann/2026-11`.
    pub fn parse(text: &str) -> Result<TimesheetId, IdFault> {
        let read = text.split_once('/').and_then(|(person, month)| {
            Some(TimesheetId { person: PersonId::parse(person).ok()?, month: Month::parse(month)? })
        });
        read.ok_or(IdFault { expected: "a timesheet like ann/2026-11" })
    }
}

impl fmt::Display for TimesheetId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}/{}", self.person, self.month))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_its_grammar() {
        for job in ["ACME-0012", "ACME-26-0145", "ACME-7K2QX", "A1-1"] {
            assert!(JobId::parse(job).is_ok(), "{job}");
        }
        for wrong in [
            "ACME",
            "ACME-",
            "acme-0012",
            "ACME-B0004",
            "ACME-0012-R1",
            "ACME-C0031",
            "../x-1",
            "CON-0001",
            "COM1-0001",
            "ACME-0012/..",
            "ACME-00 12",
            "A-1",
        ] {
            assert!(JobId::parse(wrong).is_err(), "{wrong}");
        }
        assert!(BriefId::parse("ACME-B0004").is_ok() && BriefId::parse("ACME-B04").is_err());
        assert!(PersonId::parse("ann").is_ok() && PersonId::parse("1ann").is_err() && PersonId::parse("").is_err());
        assert!(ItemId::parse("1k7q").is_ok() && ItemId::parse("-a").is_err());
    }

    #[test]
    fn a_round_knows_its_job_and_number() {
        let round = RoundId::parse("ACME-26-0145-R12").expect("a round");
        assert_eq!((round.job().as_str(), round.number()), ("ACME-26-0145", 12));
        assert_eq!(RoundId::of(&round.job(), 12), round);
        assert!(RoundId::parse("ACME-0012-R01").is_err() && RoundId::parse("ACME-0012-R").is_err());
    }

    #[test]
    fn a_timesheet_is_a_person_and_a_month() {
        assert_eq!(TimesheetId::parse("ann/2026-11").expect("reads").to_string(), "ann/2026-11");
        assert!(TimesheetId::parse("../2026-11").is_err());
    }
}
