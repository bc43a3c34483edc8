//! What a person means who types an id. Capitals and leading zeros do not matter; one look at the disk finds an exact one, and folders
//! are listed only on a miss. What is typed never becomes a path before it has passed an id's grammar.

use super::Store;
use super::book::standing;
use crate::domain::layout::{AnyId, record_below};
use crate::domain::record::Kind;
use crate::values::{ClientId, nearest};
use anyhow::Result;
use std::path::Path;

/// Digits of a number that `suits` mints.
const WIDTH: usize = 4;
/// Suggestions beyond these are noise.
const SUGGESTIONS: usize = 3;

/// What was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// This one, and it is there.
    Exact(AnyId),
    /// None, but these begin so: one, for reading, is as good as exact.
    Prefix(Vec<AnyId>),
    /// None.
    Unknown {
        /// The nearest ones that are there.
        suggestions: Vec<AnyId>,
    },
}

impl Store {
    /// Finds the record of one of some kinds that was typed, by its id or by the path of its file.
    pub fn resolve(&self, typed: &str, kinds: &[Kind]) -> Result<Resolution> {
        let named = self.named(typed);
        let typed = named.as_deref().unwrap_or(typed).trim();
        if let Some(id) = self.exactly(typed, kinds)? {
            return Ok(Resolution::Exact(id));
        }
        let mut names = Vec::new();
        for &kind in kinds {
            names.extend(self.within_reach(kind, typed)?);
        }
        let wanted = plain(typed);
        if let Some(same) = names.iter().find(|id| plain(&id.to_string()) == wanted) {
            return Ok(Resolution::Exact(same.clone()));
        }
        let begins = |id: &&AnyId| {
            let text = id.to_string();
            !wanted.is_empty() && (plain(&text).starts_with(&wanted) || starts_with(&text, typed))
        };
        let begun: Vec<AnyId> = names.iter().filter(begins).cloned().collect();
        if !begun.is_empty() {
            return Ok(Resolution::Prefix(begun));
        }
        Ok(Resolution::Unknown { suggestions: near(typed, names) })
    }

    /// The record that was typed in full, if it is there: one look at the disk, no folder is listed.
    pub fn exactly(&self, typed: &str, kinds: &[Kind]) -> Result<Option<AnyId>> {
        let named = self.named(typed);
        let typed = named.as_deref().unwrap_or(typed);
        for &kind in kinds {
            for candidate in candidates(kind, typed) {
                if self.exists(&candidate)? {
                    return Ok(Some(candidate));
                }
            }
        }
        Ok(None)
    }

    /// The record of a kind that a text names in full, whether it is there or not.
    pub fn meant(&self, kind: Kind, typed: &str) -> Option<AnyId> {
        let named = self.named(typed);
        let typed = named.as_deref().unwrap_or(typed);
        // any word at all is the code of a client, in capitals
        AnyId::parse(kind, typed).or_else(|| candidates(kind, typed).pop().filter(|_| kind != Kind::Client))
    }

    /// The id in the path of a record's file: as commands print it, or as it lies on disk, seen from anywhere.
    fn named(&self, typed: &str) -> Option<String> {
        let (id, above) = record_below(typed.strip_prefix("./").unwrap_or(typed))?;
        let is_here = above.is_empty() || standing(Path::new(above)).is_ok_and(|folder| folder == self.root());
        is_here.then(|| id.to_string())
    }

    /// The names worth comparing with: the client's, where the client that is typed is there; else all.
    fn within_reach(&self, kind: Kind, typed: &str) -> Result<Vec<AnyId>> {
        let code = typed.split('-').next().unwrap_or_default().to_ascii_uppercase();
        if kind != Kind::Client
            && kind != Kind::Timesheet
            && let Ok(client) = ClientId::parse(&code)
        {
            let names = self.names(kind, Some(&client))?;
            if !names.is_empty() {
                return Ok(names);
            }
        }
        self.names(kind, None)
    }
}

/// The ids that a typed text can be, likeliest first: as typed, with zeros in front, without.
fn candidates(kind: Kind, typed: &str) -> Vec<AnyId> {
    let mut texts = match kind {
        Kind::Timesheet => vec![typed.to_ascii_lowercase()],
        _ => vec![typed.to_ascii_uppercase()],
    };
    let capitals = typed.to_ascii_uppercase();
    texts.extend(match kind {
        Kind::Client | Kind::Timesheet => None,
        Kind::Round => capitals.rsplit_once("-R").and_then(|(job, number)| {
            let number = number.trim_start_matches('0');
            padded(job).or_else(|| Some(job.to_owned())).map(|job| format!("{job}-R{number}"))
        }),
        Kind::Brief | Kind::Job | Kind::ContactReport | Kind::Invoice => padded(&capitals),
    });
    let mut ids: Vec<AnyId> = texts.iter().filter_map(|text| AnyId::parse(kind, text)).collect();
    ids.dedup();
    ids
}

/// `ACME-12` as `ACME-0012`, `ACME-B00004` as `ACME-B0004`.
fn padded(text: &str) -> Option<String> {
    let digits = text.len() - text.trim_end_matches(|last: char| last.is_ascii_digit()).len();
    let (front, number) = text.split_at(text.len() - digits);
    let number = number.trim_start_matches('0');
    (digits > 0 && front.contains('-')).then(|| format!("{front}{number:0>WIDTH$}"))
}

/// Capitals, and every run of digits without its leading zeros.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_number = false;
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        let is_idle_zero = character == '0' && !in_number && rest.peek().is_some_and(char::is_ascii_digit);
        in_number = character.is_ascii_digit() && !is_idle_zero;
        if !is_idle_zero {
            out.push(character.to_ascii_uppercase());
        }
    }
    out
}

fn starts_with(text: &str, typed: &str) -> bool {
    text.get(..typed.len()).is_some_and(|start| start.eq_ignore_ascii_case(typed))
}

fn near(typed: &str, mut names: Vec<AnyId>) -> Vec<AnyId> {
    let wanted = typed.to_ascii_uppercase();
    let mut found = Vec::new();
    while found.len() < SUGGESTIONS {
        let texts: Vec<String> = names.iter().map(|id| id.to_string().to_ascii_uppercase()).collect();
        let Some(best) = nearest(&wanted, texts.iter().map(String::as_str)) else { break };
        let Some(at) = texts.iter().position(|text| text == best) else { break };
        found.push(names.remove(at));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_can_be_typed_in_small_letters_and_without_its_zeros() {
        let first = |kind, typed| candidates(kind, typed).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(first(Kind::Job, "acme-12"), ["ACME-12", "ACME-0012"]);
        assert_eq!(first(Kind::Job, "ACME-0012"), ["ACME-0012"]);
        assert_eq!(first(Kind::Job, "acme-000012"), ["ACME-000012", "ACME-0012"]);
        assert_eq!(first(Kind::Brief, "acme-b4"), ["ACME-B0004"]);
        assert_eq!(first(Kind::Round, "acme-12-r01"), ["ACME-0012-R1"]);
        assert_eq!(first(Kind::Client, "acme"), ["ACME"]);
        assert_eq!(first(Kind::Timesheet, "Ann/2026-11"), ["ann/2026-11"]);
    }

    #[test]
    fn what_is_no_id_becomes_no_path() {
        for typed in ["../../etc/passwd", "acme-0012/..", "", "-", "acme-", "con-1", "acme-12\0"] {
            for &kind in Kind::ALL {
                assert!(candidates(kind, typed).is_empty(), "{typed} as {kind:?}");
            }
        }
    }

    #[test]
    fn zeros_in_front_of_a_number_do_not_count_and_others_do() {
        assert_eq!(plain("acme-0012-r01"), "ACME-12-R1");
        assert_eq!(plain("acme-100"), "ACME-100");
        assert_eq!(plain("acme-0"), "ACME-0");
    }
}
