//! I33, fourth part: a deputy who is not there either.

use super::rule::{Desk, rule};
use crate::config::{Away, Config};
use crate::finding::Finding;
use crate::values::PersonId;

rule! {
    /// ## What it does
    /// Looks for a `deputy` in `suits.toml` who has left, has not come yet, is away on one of the days, or is the very person who is away.
    ///
    /// ## Why it matters
    /// A deputy is named so that somebody answers. With two people away for each other nobody does.
    ///
    /// ## Example
    /// ```toml bad suits.toml
    /// [people.eve]
    /// name = "Eve Lind"
    /// roles = ["production"]
    /// from = 2024-01-01
    /// away = [{ from = 2026-12-28, to = 2026-12-31, deputy = "eve" }] # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```toml good suits.toml
    /// [people.eve]
    /// name = "Eve Lind"
    /// roles = ["production"]
    /// from = 2024-01-01
    /// away = [{ from = 2026-12-28, to = 2026-12-31, deputy = "kim" }]
    /// ```
    DeputyNotThere, "deputy-not-there", ["I33"], Warning, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let config = &desk.agency.config;
    for (id, facts) in &config.people {
        for (index, away) in facts.away.iter().enumerate() {
            let Some(message) = away.deputy.as_ref().and_then(|deputy| objection(config, id, away, deputy)) else {
                continue;
            };
            let Some(place) = config.place(&format!("people.{id}.away[{index}].deputy")) else { continue };
            findings.push(META.finding(place, message).help(format!(
                "name somebody who is there: `suits people away {id} --from {} --to {} --deputy PERSON`",
                away.from, away.to
            )));
        }
    }
}

fn objection(config: &Config, id: &PersonId, away: &Away, deputy: &PersonId) -> Option<String> {
    if deputy == id {
        return Some(format!("`{id}` cannot stand in for `{id}`"));
    }
    // a name that nobody has is a dangling reference
    let facts = config.person(deputy)?;
    if let Some(to) = facts.to.filter(|to| *to < away.to) {
        return Some(format!("`{deputy}` leaves on {to}, before `{id}` is back after {}", away.to));
    }
    if let Some(from) = facts.from.filter(|from| away.from < *from) {
        return Some(format!("`{deputy}` comes on {from}, when `{id}` is away since {}", away.from));
    }
    let other = facts.away.iter().find(|other| other.from <= away.to && away.from <= other.to)?;
    Some(format!("`{deputy}` is away too, from {} to {}", other.from, other.to))
}
