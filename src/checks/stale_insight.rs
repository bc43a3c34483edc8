//! BR22: an insight that was found too long ago.

use super::rule::{Desk, rule};
use super::text;
use crate::domain::brief_parts::Insight;
use crate::finding::Finding;
use crate::key_path;
use crate::source::KeyPath;
use crate::values::Day;

rule! {
    /// ## What it does
    /// Looks for an insight whose source is more than 24 months older than the brief's `requested_on`.
    ///
    /// The day is the insight's `date`, else a day or the latest year in its `source`, counted to the end of that year; a Thai year is read as one.
    ///
    /// ## Why it matters
    /// What people did three years ago they did with other prices, other shops and other telephones.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// insight:
    ///   text: They call it going for a walk, never hiking.
    ///   source: Focus groups, Oulu and Tampere
    ///   date: 2023-09-18                  # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// insight:
    ///   text: They call it going for a walk, never hiking.
    ///   source: Focus groups, Oulu and Tampere, repeated with twelve of the same people
    ///   date: 2026-09-18
    /// ```
    StaleInsight, "stale-insight", ["BR22"], Warning, Brief
}

/// 24 months, a leap day among them.
const TWO_YEARS: i64 = 731;

/// What a Thai year counts more.
const BUDDHIST: i32 = 543;

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        let (Some(insight), Some(asked)) = (&brief.insight, brief.requested_on) else { continue };
        let Some((path, found)) = day_of(insight) else { continue };
        if found >= asked.plus(-TWO_YEARS) {
            continue;
        }
        let message = format!("the insight is from {found}, more than two years before the brief of {asked}");
        let finding = META.finding(brief.at(path), message);
        findings.push(finding.help("ask some of the same people again, or find a newer source"));
    }
}

/// When an insight was found, and where that stands.
fn day_of(insight: &Insight) -> Option<(KeyPath, Day)> {
    if let Some(day) = insight.date {
        return Some((key_path!["insight", "date"], day));
    }
    let source = insight.source.as_deref()?;
    let day = text::day_in(source).or_else(|| Day::ymd(latest_year(source)?, 12, 31));
    Some((key_path!["insight", "source"], day?))
}

/// The latest year that a source names: `LUKE 2024`, `รายงานตลาด ๒๕๖๗`.
fn latest_year(source: &str) -> Option<i32> {
    let source = text::ascii_digits(source);
    let numbers = source.split(|character: char| !character.is_ascii_digit()).filter(|number| number.len() == 4);
    let year = |number: i32| match number {
        1950..=2100 => Some(number),
        2493..=2643 => Some(number - BUDDHIST),
        _ => None,
    };
    numbers.filter_map(|number| year(number.parse().ok()?)).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_year_of_a_source_is_read_in_every_script() {
        for (source, year) in [
            ("LUKE 2024", Some(2024)),
            ("Tracker 2019-2022, 1200 people", Some(2022)),
            ("รายงานตลาด พ.ศ. ๒๕๖๗", Some(2024)),
            ("店務報告，2025年", Some(2025)),
            ("Interviews with 16 members", None),
        ] {
            assert_eq!(latest_year(source), year, "{source}");
        }
    }
}
