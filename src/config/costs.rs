//! `costs.toml`: what an hour of a person costs the agency, beside `suits.toml`, so that it can be kept out of git. The same tables as
//! there, `[people.ann] cost = [{ from = 2026-01-01, rate = 41.50 }]`, and nothing else. Where both files have rates of a person, these
//! count, because whoever keeps a file of costs keeps it up to date; it is said all the same.

use super::sections::{dated_rates, start, table};
use super::table::{Fields, Item, Reading};
use super::{Config, DatedRate};
use crate::finding::{Finding, Severity};
use crate::source::{Place, Position, SourceId, Span, Spot};
use crate::values::{PersonId, did_you_mean};

/// What the file is called.
pub const COSTS: &str = "costs.toml";

/// A cost, or the whole of `costs.toml`, that does not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostFault {
    /// Whose cost it is; none where it is nobody's or everybody's.
    pub person: Option<PersonId>,
    /// What the file is called.
    pub file: &'static str,
    /// The line and column.
    pub position: Position,
    /// What is wrong, with its place.
    pub finding: Finding,
}

impl Config {
    /// Takes over the rates of `costs.toml`. What is wrong with it is said with its place; a person of whom a rate does not read has
    /// none, and where the file does not read nobody has.
    pub fn take_costs(&mut self, text: &str, source: SourceId) -> Vec<Finding> {
        let table = match table(text, source, COSTS) {
            Ok(table) => table,
            Err(finding) => {
                self.lose_costs(&finding, text);
                return vec![*finding];
            }
        };
        let config = Config::default();
        let mut reading = Reading { text, source, file: COSTS, config, findings: Vec::new() };
        let mut fields = Fields::top(table.get_ref());
        let read = fields.take(&mut reading, "people").map_or_else(Vec::new, |item| rates(&mut reading, &item));
        fields.finish(&mut reading);
        // a rate that counts instead leaves nothing unknown
        self.cost_faults.retain(|fault| read.iter().all(|read| fault.person.as_ref() != Some(&read.person)));
        self.cost_faults.extend(faults(&reading, &read));
        for Read { person, span, rates, .. } in read {
            let place = Place::span(source, span);
            reading.findings.extend(self.put_costs(&person, rates, place));
        }
        reading.findings.sort_by_key(start);
        reading.findings
    }

    /// Forgets what everybody costs: what `costs.toml` says instead cannot be read.
    pub fn lose_costs(&mut self, why: &Finding, text: &str) {
        self.costs_unreadable = true;
        self.cost_faults.insert(0, fault(why, text, COSTS, None));
        self.people.values_mut().for_each(|person| person.cost.clear());
    }

    fn put_costs(&mut self, id: &PersonId, rates: Vec<DatedRate>, place: Place) -> Option<Finding> {
        let Some(person) = self.people.get_mut(id) else {
            let finding = Finding::warning("unknown-person", place, format!("`{id}` is not in `suits.toml`"));
            let help = did_you_mean(id.as_str(), self.people.keys().map(PersonId::as_str), || {
                format!("add `[people.{id}]` to `suits.toml`, or take the table out of `{COSTS}`")
            });
            return Some(finding.help(help));
        };
        let had = !std::mem::replace(&mut person.cost, rates).is_empty();
        had.then(|| {
            let message = format!("`{id}` has cost rates in `suits.toml` too; those of `{COSTS}` count");
            let finding = Finding::warning("cost-in-two-files", place, message);
            let finding = match self.place(&format!("people.{id}.cost")) {
                Some(other) => finding.related(other, "the rates that do not count"),
                None => finding,
            };
            finding.help("keep them in one file: take one of the two out")
        })
    }
}

/// What is wrong with a cost, found in a text.
pub(super) fn fault(finding: &Finding, text: &str, file: &'static str, person: Option<PersonId>) -> CostFault {
    let position = match finding.place.spot {
        Spot::At(position) => position,
        _ => Position::of(text, start(finding) as usize),
    };
    CostFault { person, file, position, finding: finding.clone() }
}

/// What was found so far that is more than a warning.
fn faults(reading: &Reading<'_>, read: &[Read]) -> Vec<CostFault> {
    let wrong = reading.findings.iter().enumerate().filter(|(_, finding)| finding.severity == Severity::Error);
    let whose = |at: usize| read.iter().find(|read| read.findings.contains(&at)).map(|read| read.person.clone());
    let mut faults: Vec<CostFault> =
        wrong.map(|(at, finding)| fault(finding, reading.text, reading.file, whose(at))).collect();
    faults.sort_by_key(|fault| fault.position);
    faults
}

/// One person's rates.
struct Read {
    person: PersonId,
    /// The person's name.
    span: Span,
    rates: Vec<DatedRate>,
    /// Which findings are about them.
    findings: std::ops::Range<usize>,
}

/// Everybody's rates. Where one of them does not read, a person has none.
fn rates(reading: &mut Reading<'_>, item: &Item<'_, '_>) -> Vec<Read> {
    let mut read = Vec::new();
    for (id, span, item) in reading.entries(item) {
        let before = reading.findings.len();
        let person = match PersonId::parse(&id) {
            Ok(id) => id,
            Err(fault) => {
                let message = format!("`{id}` is not a person's id; {fault}");
                reading.findings.push(Finding::error("bad-config-value", reading.place(span), message));
                continue;
            }
        };
        let Some(mut fields) = reading.table(&item) else {
            let findings = before..reading.findings.len();
            read.push(Read { person, span, rates: Vec::new(), findings });
            continue;
        };
        let cost = fields.take(reading, "cost");
        fields.finish(reading);
        if let Some(cost) = cost {
            let rates = dated_rates(reading, &cost);
            read.push(Read { person, span, rates, findings: before..reading.findings.len() });
        }
    }
    read
}
