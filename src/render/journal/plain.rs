//! hledger's journal, and Ledger's, which is the same but for how the digits of a currency are told.
//!
//! Text that a record brings stands in two places. In a description, `;` would begin a comment and `|` a note, and a mark at its beginning would
//! be a status, a code or a date. In a tag, a comma or a bracket could make another tag or a date of its own, so only letters, digits and a few
//! signs pass. What does not pass is shown as an escape, as everywhere.

use super::preface;
use crate::domain::money::journal::{Entry, Journal, Leg, Said, Tags};
use crate::render::sanitize;
use crate::values::Currency;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// Behind the account, so that amounts stand in a column for most.
const WIDTH: usize = 48;

/// A journal for hledger.
pub(super) fn hledger(journal: &Journal<'_>, out: &mut dyn Write) -> io::Result<()> {
    // a currency without a minor unit needs the point all the same: it says what the point is
    print(journal, out, |currency| {
        let digits = "0".repeat(currency.minor_digits() as usize);
        Some(format!("    format 1000.{digits} {currency}"))
    })
}

/// A journal for Ledger, which takes the digits from the first amount.
pub(super) fn ledger(journal: &Journal<'_>, out: &mut dyn Write) -> io::Result<()> {
    print(journal, out, |_| None)
}

fn print(journal: &Journal<'_>, out: &mut dyn Write, format: impl Fn(Currency) -> Option<String>) -> io::Result<()> {
    for line in preface(journal) {
        writeln!(out, "{}", format!("; {line}").trim_end())?;
    }
    writeln!(out)?;
    for currency in journal.currencies() {
        writeln!(out, "commodity {currency}")?;
        if let Some(format) = format(currency) {
            writeln!(out, "{format}")?;
        }
    }
    let keys = journal.entries.iter().flat_map(|entry| entry.legs.iter().map(|leg| &leg.tags).chain([&entry.tags]));
    for key in keys.flatten().map(|(key, _)| *key).collect::<BTreeSet<_>>() {
        writeln!(out, "tag {key}")?;
    }
    for account in journal.accounts().keys() {
        writeln!(out, "account {account}")?;
    }
    for price in &journal.prices {
        writeln!(out, "P {} {} {} {}", price.date, price.currency, price.rate, journal.home)?;
    }
    journal.entries.iter().try_for_each(|one| entry(one, out))
}

fn entry(entry: &Entry<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mark = if entry.is_settled { '*' } else { '!' };
    let party = entry.party.map(description).filter(|party| !party.is_empty());
    let party = party.map(|party| format!("{party} | ")).unwrap_or_default();
    let words = entry.words.map(description).filter(|words| !words.is_empty());
    let words = words.map(|words| format!(": {words}")).unwrap_or_default();
    writeln!(out, "\n{} {mark} {party}{}{words}", entry.date, entry.paper)?;
    tags(&entry.tags, out)?;
    for Leg { account, money, tags: own } in &entry.legs {
        writeln!(out, "    {account:<WIDTH$}  {:>14} {}", money.amount.to_string(), money.currency)?;
        tags(own, out)?;
    }
    Ok(())
}

fn tags(tags: &Tags, out: &mut dyn Write) -> io::Result<()> {
    tags.iter().try_for_each(|(key, said)| match said {
        Said::Word(word) => writeln!(out, "    ; {key}: {}", value(word)),
        Said::Day(day) => writeln!(out, "    ; {key}: {day}"),
        Said::Number(number) => writeln!(out, "    ; {key}: {number}"),
    })
}

/// Words within a description.
fn description(raw: &str) -> String {
    let line = sanitize::line(raw);
    let mut safe = String::with_capacity(line.len());
    for (at, c) in line.trim().char_indices() {
        if matches!(c, ';' | '|') || (at == 0 && c.is_ascii_punctuation() && c != '\\') {
            safe.extend(c.escape_unicode());
        } else {
            safe.push(c);
        }
    }
    safe
}

/// The value of a tag.
fn value(raw: &str) -> String {
    let passes = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || " -_./%+&'".contains(c);
    let line: Cow<'_, str> = sanitize::line(raw);
    let mut safe = String::with_capacity(line.len());
    for c in line.trim().chars() {
        if passes(c) { safe.push(c) } else { safe.extend(c.escape_unicode()) }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_record_begin_no_comment_no_note_and_no_mark() {
        assert_eq!(description("* Kuva; Oy | Oslo\n  (A)"), "\\u{2a} Kuva\\u{3b} Oy \\u{7c} Oslo (A)");
        assert_eq!(description("  Kuva Oy: \"film\" "), "Kuva Oy: \"film\"");
        assert_eq!(description("\u{202e}x\t\ty"), "\\u{202e}x y");
    }

    #[test]
    fn the_value_of_a_tag_makes_no_other_tag_and_no_date() {
        assert_eq!(
            value("tv, date:2020-01-01 [2020-01-01]"),
            "tv\\u{2c} date\\u{3a}2020-01-01 \\u{5b}2020-01-01\\u{5d}"
        );
        assert_eq!(value("ร้านกาแฟ 30%"), "ร้านกาแฟ 30%");
    }
}
