//! A journal in the language of a program for accountants. One language a file, and one line in `LEDGERS`. Account names are made of ids
//! and safe as they are; what records say in words is untrusted, and each language escapes it in its own way.

mod beancount;
mod plain;

use crate::domain::money::journal::Journal;
use std::io::{self, Write};

/// A language of journals.
#[derive(Clone, Copy, Debug)]
pub struct Language {
    /// The program, as it is typed after `suits export`.
    pub name: &'static str,
    /// Writes a journal down.
    pub write: fn(&Journal<'_>, &mut dyn Write) -> io::Result<()>,
}

/// Every language, in the order of the documentation.
pub static LEDGERS: &[Language] = &[
    Language { name: "hledger", write: plain::hledger },
    Language { name: "ledger", write: plain::ledger },
    Language { name: "beancount", write: beancount::beancount },
];

/// The language of a program.
pub fn ledger(name: &str) -> Option<&'static Language> {
    LEDGERS.iter().find(|language| language.name == name)
}

/// What stands at the top, line by line: whose book it is, as of when, how it is to be read, and what is not in it.
fn preface(journal: &Journal<'_>) -> Vec<String> {
    let mut lines = vec![
        format!("{} as of {}, by `suits export`", super::sanitize::line(journal.agency), journal.day),
        String::new(),
        "Every balance is a figure of the reports of that day. Sides: what is owed, earned or approved is negative."
            .to_owned(),
    ];
    lines.extend(crate::domain::money::journal::CHART.iter().map(|(account, is)| format!("  {account}  {is}")));
    let untold = journal.untold.iter().map(|finding| finding.message.as_str());
    let unreadable = journal.unreadable.iter().map(String::as_str);
    let missing: Vec<&str> = unreadable.chain(untold).chain(journal.unpriced.iter().map(String::as_str)).collect();
    if !missing.is_empty() {
        lines.extend([String::new(), "What is not in it:".to_owned()]);
        lines.extend(missing.iter().map(|why| format!("  {}", super::sanitize::line(why))));
    }
    lines
}
