//! Beancount's ledger. Every account is opened, on the day of its first entry, for the currencies that are on it. Text that a record brings
//! stands in double quotes only, where a quote and a backslash are escaped, and nowhere else.

use super::preface;
use crate::domain::money::journal::{Entry, Journal, Leg, Said, Tags};
use crate::render::sanitize;
use std::io::{self, Write};

/// Behind the account, so that amounts stand in a column for most.
const WIDTH: usize = 48;

/// A ledger for Beancount.
pub(super) fn beancount(journal: &Journal<'_>, out: &mut dyn Write) -> io::Result<()> {
    for line in preface(journal) {
        writeln!(out, "{}", format!("; {line}").trim_end())?;
    }
    writeln!(out, "\noption \"title\" {}", quoted(journal.agency))?;
    writeln!(out, "option \"operating_currency\" \"{}\"\n", journal.home)?;
    let accounts = journal.accounts();
    let first = accounts.values().map(|(day, _)| *day).chain(journal.prices.iter().map(|price| price.date)).min();
    for currency in journal.currencies() {
        writeln!(out, "{} commodity {currency}", first.unwrap_or(journal.day))?;
    }
    for (account, (day, currencies)) in &accounts {
        let currencies: Vec<String> = currencies.iter().map(ToString::to_string).collect();
        writeln!(out, "{day} open {account} {}", currencies.join(","))?;
    }
    for price in &journal.prices {
        writeln!(out, "{} price {} {} {}", price.date, price.currency, price.rate, journal.home)?;
    }
    journal.entries.iter().try_for_each(|one| entry(one, out))
}

fn entry(entry: &Entry<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mark = if entry.is_settled { '*' } else { '!' };
    let party = entry.party.map(|party| format!("{} ", quoted(party))).unwrap_or_default();
    let words = entry.words.map(str::trim).filter(|words| !words.is_empty());
    let words = words.map(|words| format!(": {words}")).unwrap_or_default();
    writeln!(out, "\n{} {mark} {party}{}", entry.date, quoted(&format!("{}{words}", entry.paper)))?;
    tags(&entry.tags, "  ", out)?;
    for Leg { account, money, tags: own } in &entry.legs {
        writeln!(out, "  {account:<WIDTH$}  {:>14} {}", money.amount.to_string(), money.currency)?;
        tags(own, "    ", out)?;
    }
    Ok(())
}

fn tags(tags: &Tags, indent: &str, out: &mut dyn Write) -> io::Result<()> {
    tags.iter().try_for_each(|(key, said)| match said {
        Said::Word(word) => writeln!(out, "{indent}{key}: {}", quoted(word)),
        Said::Day(day) => writeln!(out, "{indent}{key}: {day}"),
        Said::Number(number) => writeln!(out, "{indent}{key}: {number}"),
    })
}

/// A text on one line in double quotes.
fn quoted(raw: &str) -> String {
    let line = sanitize::line(raw);
    let mut safe = String::with_capacity(line.len() + 2);
    safe.push('"');
    for c in line.trim().chars() {
        if matches!(c, '"' | '\\') {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe.push('"');
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_leave_its_quotes() {
        assert_eq!(quoted("a\"\n2020-01-01 open X\\"), r#""a\" 2020-01-01 open X\\""#);
        assert_eq!(quoted("x\u{202e}"), r#""x\\u{202e}""#);
    }
}
