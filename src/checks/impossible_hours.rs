//! I32: hours that no day has.

use super::rule::{Desk, rule};
use crate::domain::booking::{A_DAY, HoursFault, fault};
use crate::finding::Finding;
use crate::key_path;
use crate::values::{Day, Decimal};
use std::collections::BTreeMap;

rule! {
    /// ## What it does
    /// Looks for time entries of no hours or less, and for days on which one person has more than twenty-four; and for hours
    /// with more than four digits behind the point, which nobody measures.
    ///
    /// ## Why it matters
    /// Time is what the agency sells. A slipped decimal point is billed, paid for and argued about.
    ///
    /// ## Example
    /// ```yaml bad timesheets/ann/2026-11.yaml
    /// entries:
    ///   - id: 7t2c
    ///     date: 2026-11-19
    ///     job: ACME-0012
    ///     hours: 25                       # <-- here
    ///     line: concept
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good timesheets/ann/2026-11.yaml
    /// entries:
    ///   - id: 7t2c
    ///     date: 2026-11-19
    ///     job: ACME-0012
    ///     hours: 2.5
    ///     line: concept
    /// ```
    ImpossibleHours, "impossible-hours", ["I32"], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for sheet in &desk.agency.timesheets {
        let mut days: BTreeMap<Day, (Decimal, bool)> = BTreeMap::new();
        for (index, entry) in sheet.record.entries.iter().enumerate() {
            let place = || sheet.at(key_path!["entries", index, "hours"]);
            let hours = entry.hours.0;
            // more than a day has is told of the day
            if let Some(fault) = fault(hours).filter(|fault| *fault != HoursFault::Above) {
                findings.push(META.finding(place(), fault.message(hours)).help(fault.help()));
                if !matches!(fault, HoursFault::Digits(_)) {
                    continue;
                }
            }
            let (sum, said) = days.entry(entry.date).or_default();
            *sum = sum.saturating_add(hours);
            if *sum <= A_DAY || *said {
                continue;
            }
            *said = true;
            let message = format!("with these `{}` has {sum} hours on {}", sheet.id.person, entry.date);
            findings.push(META.finding(place(), message).help("mend the hours or the day of the entries of that day"));
        }
    }
}
