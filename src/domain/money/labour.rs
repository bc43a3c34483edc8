//! What an hour of a person costs the agency: their rates of `suits.toml` or `costs.toml`, dated. Knows nothing of what is charged.

use crate::config::Config;
pub use crate::config::{COSTS, CostFault};
use crate::values::{Day, Decimal, PersonId};

/// What an hour of a person costs on a day, in the agency's currency: the rate with the latest `from` on or before it. `None` where
/// there is none, or where rates cannot be read.
pub fn cost_of(config: &Config, person: &PersonId, day: Day) -> Option<Decimal> {
    let rates = &config.person(person)?.cost;
    rates.iter().rev().find(|rate| rate.from <= day).map(|rate| rate.rate.0)
}

/// What keeps a person's cost from being read, where something is written that does not read.
pub fn fault_of<'c>(config: &'c Config, person: &PersonId) -> Option<&'c CostFault> {
    let of_all = config.cost_faults.first().filter(|_| config.costs_unreadable);
    of_all.or_else(|| config.cost_faults.iter().find(|fault| fault.person.as_ref() == Some(person)))
}

/// Where a cost does not read: `costs.toml:4:12`.
pub fn place_of(fault: &CostFault) -> String {
    format!("{}:{}:{}", fault.file, fault.position.line, fault.position.column)
}

/// Why nobody knows what an hour of a person costs on a day, and what to write. For where [`cost_of`] is none.
pub fn why_unknown(config: &Config, person: &PersonId, day: Day) -> String {
    if let Some(fault) = fault_of(config, person) {
        return format!("what an hour of {person} costs cannot be read: {}", place_of(fault));
    }
    match config.person(person) {
        None => format!("`{person}` is not in `suits.toml`"),
        Some(known) if known.cost.is_empty() => {
            format!("no cost rate of {person}: add `cost = [{{ from = {day}, rate = … }}]` under `[people.{person}]`")
        }
        Some(_) => format!("no cost rate of {person} as early as {day}: add one with an earlier `from`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    fn book(people: &str, costs: &str) -> (Config, Vec<String>) {
        let (mut config, findings) = Config::parse(people, SourceId(0));
        assert_eq!(findings, []);
        let findings = config.take_costs(costs, SourceId(1));
        assert!(findings.iter().all(|finding| finding.place.source == SourceId(1)), "{findings:?}");
        (config, findings.into_iter().map(|finding| format!("{}: {}", finding.code, finding.message)).collect())
    }

    fn costs(config: &Config, person: &str, on: &str) -> Option<String> {
        let person = PersonId::parse(person).expect("an id");
        let known = cost_of(config, &person, day(on)).map(|cost| cost.to_string());
        assert!(known.is_some() || !why_unknown(config, &person, day(on)).is_empty());
        known
    }

    const PEOPLE: &str =
        "[people.ann]\nname = \"Ann\"\ncost = [{ from = 2026-01-01, rate = 41.50 }]\n[people.bo]\nname = \"Bo\"\n";

    #[test]
    fn the_latest_rate_that_has_begun_counts() {
        let rates = "[people.bo]\ncost = [{ from = 2026-07-01, rate = 60 }, { from = 2025-01-01, rate = \"55.25\" }]\n";
        let (config, findings) = book(PEOPLE, rates);
        assert_eq!(findings, [""; 0]);
        assert_eq!(costs(&config, "bo", "2024-12-31"), None);
        assert_eq!(costs(&config, "bo", "2025-01-01").as_deref(), Some("55.25"));
        assert_eq!(costs(&config, "bo", "2026-06-30").as_deref(), Some("55.25"));
        assert_eq!(costs(&config, "bo", "2026-07-01").as_deref(), Some("60"));
        assert_eq!(costs(&config, "ann", "2026-07-01").as_deref(), Some("41.50"), "what is not named stays");
        assert_eq!(costs(&config, "zed", "2026-07-01"), None);
    }

    #[test]
    fn rates_in_both_files_are_said_and_those_of_costs_count() {
        let (config, findings) = book(PEOPLE, "[people.ann]\ncost = [{ from = 2026-02-01, rate = 44 }]\n");
        let said = "cost-in-two-files: `ann` has cost rates in `suits.toml` too; those of `costs.toml` count";
        assert_eq!(findings, [said]);
        assert_eq!(costs(&config, "ann", "2026-03-01").as_deref(), Some("44"));
        assert_eq!(costs(&config, "ann", "2026-01-15"), None);
    }

    #[test]
    fn a_person_that_is_not_there_and_a_key_that_means_nothing_are_said() {
        let (_, findings) = book(PEOPLE, "[people.an]\ncost = []\n[people.bo]\nsalary = 1\n[overhead]\nrate = 1\n");
        assert_eq!(
            findings,
            [
                "unknown-person: `an` is not in `suits.toml`",
                "unknown-config-key: `people.bo.salary` is not a key of `costs.toml`",
                "unknown-config-key: `overhead` is not a key of `costs.toml`",
            ]
        );
    }

    #[test]
    fn a_rate_that_does_not_read_never_leaves_an_older_one_in_its_place() {
        let one = "[people.bo]\ncost = [{ from = 2025-01-01, rate = 50 }, { from = 2026-01-01, rate = \"5O\" }]\n";
        let (config, findings) = book(PEOPLE, one);
        assert_eq!(findings, ["bad-config-value: `people.bo.cost[1].rate` is `\"5O\"`; expected a number like 41.50"]);
        assert_eq!(costs(&config, "bo", "2026-03-01"), None);
        let bo = PersonId::parse("bo").expect("an id");
        // `"5O"` stands behind the 70 characters before it in the second line
        assert_eq!(
            why_unknown(&config, &bo, day("2026-03-01")),
            "what an hour of bo costs cannot be read: costs.toml:2:71"
        );
        assert_eq!(costs(&config, "ann", "2026-03-01").as_deref(), Some("41.50"));
        let (config, findings) = book(PEOPLE, "[people.bo\n");
        assert!(findings[0].starts_with("config-syntax: `costs.toml` cannot be read"), "{findings:?}");
        assert_eq!(costs(&config, "ann", "2026-03-01"), None, "who knows what it says of her");
    }
}
