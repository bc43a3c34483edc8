//! I33, second part: somebody who left, and still has seats, the ball or promises.

use super::rule::{Desk, rule};
use crate::config::Person;
use crate::domain::client::ClientStatus;
use crate::domain::held::{Held, What, held};
use crate::domain::traffic::Traffic;
use crate::finding::Finding;
use crate::values::{ClientId, PersonId};
use std::collections::BTreeMap;

rule! {
    /// ## What it does
    /// Looks for people whose last day is past and in whose name something still is: a seat of an active client or an open job, an open
    /// handoff, an action, a question, a review, a renewal.
    ///
    /// It is said once for each person, at their last day. It looks at the day, so it runs only with `--due`.
    ///
    /// ## Why it matters
    /// What waits for somebody who is gone waits for ever, and nobody is told that it is late.
    ///
    /// ## Example
    /// ```toml bad suits.toml
    /// [people.eve]
    /// name = "Eve Lind"
    /// roles = ["production"]
    /// from = 2024-01-01
    /// to = 2026-11-27                     # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```toml good suits.toml
    /// [people.eve]
    /// name = "Eve Lind"
    /// roles = ["production"]
    /// from = 2024-01-01
    /// to = 2026-12-31                     # until then: `suits people reassign eve PERSON`
    /// ```
    WorkOfDepartedPerson, "work-of-departed-person", ["I33"], Warning, Book, due
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let config = &desk.agency.config;
    let last = |facts: &Person| facts.to.filter(|to| *to < desk.today);
    if !config.people.values().any(|facts| last(facts).is_some()) {
        return;
    }
    let traffic = Traffic::of(desk.agency, desk.today);
    let held = held(&traffic, None);
    let active = |client: &ClientId| {
        desk.agency.clients.get(client).found().is_some_and(|client| client.status == ClientStatus::Active)
    };
    let mut left: BTreeMap<&PersonId, Vec<&Held<'_>>> = BTreeMap::new();
    for held in held.iter().filter(|held| held.what != What::ClientSeat || active(&held.client)) {
        if config.person(held.person).is_some_and(|facts| last(facts).is_some()) {
            left.entry(held.person).or_default().push(held);
        }
    }
    for (person, held) in left {
        let Some(to) = config.person(person).and_then(last) else { continue };
        let Some(place) = config.place(&format!("people.{person}.to")) else { continue };
        let count = |what: &What| held.iter().filter(|held| held.what == *what).count();
        let counts = What::ALL.iter().map(|what| (what, count(what))).filter(|(_, count)| *count > 0);
        let counts: Vec<String> = counts.map(|(what, count)| what.counted(count)).collect();
        let message = format!("`{person}` left on {to}, and still has {}", counts.join(", "));
        let first = crate::source::Place::value(held[0].source, held[0].path.clone());
        let finding = META.finding(place, message).related(first, "for one");
        findings.push(finding.help(format!("give it to others: `suits people reassign {person} PERSON`")));
    }
}
