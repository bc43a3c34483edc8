//! Reads exported journals back, with the narrowest grammar that they need: whatever else stands on a line is a failure. Shares nothing with the
//! code that writes them.

use std::collections::{BTreeMap, BTreeSet};
use suits::values::Decimal;

/// The programs.
pub(crate) const PROGRAMS: [&str; 3] = ["hledger", "ledger", "beancount"];

/// One transaction.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Paper {
    pub date: String,
    pub legs: Vec<(String, Decimal, String)>,
}

/// A journal, read.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    pub papers: Vec<Paper>,
    pub accounts: BTreeSet<String>,
    pub currencies: BTreeSet<String>,
    /// Whatever is said of payees, papers and tags.
    pub said: Vec<String>,
}

impl Journal {
    /// The balance of each account and those below it, by currency; what comes to nothing is left out.
    pub(crate) fn balances(&self, below: &str) -> BTreeMap<(String, String), Decimal> {
        let mut sums: BTreeMap<(String, String), Decimal> = BTreeMap::new();
        for (account, amount, currency) in self.papers.iter().flat_map(|paper| &paper.legs) {
            if account == below || account.strip_prefix(below).is_some_and(|rest| rest.starts_with(':')) {
                *sums.entry((account.clone(), currency.clone())).or_default() += amount;
            }
        }
        sums.retain(|_, sum| !sum.is_zero());
        sums
    }

    /// What an account and those below it come to in one currency.
    pub(crate) fn total(&self, below: &str, currency: &str) -> Decimal {
        let balances = self.balances(below);
        balances.iter().filter(|((_, other), _)| other == currency).map(|(_, sum)| *sum).sum()
    }

    /// What a book must be, whatever is in it: each paper comes to nothing in every currency and stands in the order of its day, and every
    /// account and currency is declared, and no other.
    pub(crate) fn assert_sound(&self, what: &str) {
        let (mut accounts, mut last) = (BTreeSet::new(), "");
        for paper in &self.papers {
            let mut sums: BTreeMap<&str, Decimal> = BTreeMap::new();
            assert!(paper.legs.len() >= 2, "{what}: {paper:?}");
            for (account, amount, currency) in &paper.legs {
                *sums.entry(currency).or_default() += amount;
                accounts.insert(account.clone());
                assert!(self.currencies.contains(currency), "{what}: {currency}");
            }
            assert!(sums.values().all(Decimal::is_zero), "{what}: {paper:?}");
            assert!(last <= paper.date.as_str(), "{what}: {} after {last}", paper.date);
            last = &paper.date;
        }
        assert_eq!(accounts, self.accounts, "{what}");
    }
}

/// Reads the journal of a program.
pub(crate) fn read(program: &str, text: &str) -> Journal {
    let acting = text.chars().find(|c| suits::render::sanitize::is_hostile(*c) || matches!(c, '\t' | '\r'));
    assert_eq!(acting, None);
    let mut journal = Journal::default();
    for line in text.split('\n') {
        let known = match program {
            _ if line.is_empty() || line == ";" || line.starts_with("; ") => Some(()),
            "beancount" => beancount(line, &mut journal),
            _ => plain(line, &mut journal),
        };
        assert!(known.is_some(), "{program}: {line}");
    }
    journal
}

fn date(word: &str) -> Option<&str> {
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = word.split('-').collect();
    (parts.len() == 3 && digits(parts[0], 4) && digits(parts[1], 2) && digits(parts[2], 2)).then_some(word)
}

fn account(word: &str) -> Option<&str> {
    let root = word.split(':').next()?;
    let fine = |part: &str| {
        part.bytes().next().is_some_and(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let roots = ["Assets", "Liabilities", "Equity", "Income", "Expenses"];
    (roots.contains(&root) && word.contains(':') && word.split(':').all(fine)).then_some(word)
}

fn currency(word: &str) -> Option<&str> {
    (word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase())).then_some(word)
}

fn number(word: &str) -> Option<Decimal> {
    let digits = word.strip_prefix('-').unwrap_or(word);
    (digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && !digits.starts_with('.')).then_some(())?;
    Decimal::from_str_exact(word).ok()
}

/// An account and an amount; the account ends at two blanks.
fn leg(line: &str, journal: &mut Journal) -> Option<()> {
    let (name, rest) = line.split_once("  ")?;
    let (amount, code) = rest.trim_start().split_once(' ')?;
    let leg = (account(name)?.to_owned(), number(amount)?, currency(code)?.to_owned());
    journal.papers.last_mut()?.legs.push(leg);
    Some(())
}

fn plain(line: &str, journal: &mut Journal) -> Option<()> {
    if let Some(tag) = line.strip_prefix("    ; ") {
        let (key, value) = tag.split_once(": ")?;
        (key.bytes().all(|byte| byte.is_ascii_lowercase())
            && !value.contains([',', ';', ':', '[', ']', '(', '=', '|', '"']))
        .then_some(())?;
        journal.said.push(value.to_owned());
        return Some(());
    }
    if let Some(rest) = line.strip_prefix("    ") {
        let (word, rest) = rest.split_once(' ')?;
        return match word {
            "format" => rest
                .strip_prefix("1000.")
                .and_then(|rest| currency(rest.trim_start_matches('0').trim_start()))
                .map(drop),
            _ => leg(line.trim_start(), journal),
        };
    }
    let (word, rest) = line.split_once(' ')?;
    match word {
        "commodity" => drop(journal.currencies.insert(currency(rest)?.to_owned())),
        "account" => assert!(journal.accounts.insert(account(rest)?.to_owned()), "{rest} twice"),
        "tag" => rest.bytes().all(|byte| byte.is_ascii_lowercase()).then_some(())?,
        "P" => {
            let words: Vec<&str> = rest.split(' ').collect();
            let [day, code, rate, home] = words.as_slice() else { return None };
            let _ = (date(day)?, currency(code)?, number(rate)?, currency(home)?);
        }
        day => {
            let rest = rest.strip_prefix("* ").or_else(|| rest.strip_prefix("! "))?;
            (!rest.contains(';') && rest.matches('|').count() <= 1 && !rest.starts_with(['(', '*', '!', '=', ' ']))
                .then_some(())?;
            journal.said.push(rest.to_owned());
            journal.papers.push(Paper { date: date(day)?.to_owned(), legs: Vec::new() });
        }
    }
    Some(())
}

fn beancount(line: &str, journal: &mut Journal) -> Option<()> {
    if let Some(rest) = line.strip_prefix("  ") {
        let rest = rest.trim_start();
        return match rest.split_once(": ") {
            Some((key, value)) if key.bytes().all(|byte| byte.is_ascii_lowercase()) => {
                (date(value).is_some() || number(value).is_some()).then_some(()).or_else(|| quoted(value, journal))
            }
            _ => leg(rest, journal),
        };
    }
    if let Some(rest) = line.strip_prefix("option ") {
        return quoted(rest, journal);
    }
    let (day, rest) = line.split_once(' ')?;
    date(day)?;
    let (word, rest) = rest.split_once(' ')?;
    match word {
        "commodity" => drop(journal.currencies.insert(currency(rest)?.to_owned())),
        "open" => {
            let (name, codes) = rest.split_once(' ')?;
            codes.split(',').all(|code| currency(code).is_some()).then_some(())?;
            assert!(journal.accounts.insert(account(name)?.to_owned()), "{name} twice");
        }
        "price" => {
            let words: Vec<&str> = rest.split(' ').collect();
            let [code, rate, home] = words.as_slice() else { return None };
            let _ = (currency(code)?, number(rate)?, currency(home)?);
        }
        "*" | "!" => {
            quoted(rest, journal)?;
            journal.papers.push(Paper { date: day.to_owned(), legs: Vec::new() });
        }
        _ => return None,
    }
    Some(())
}

/// Texts in double quotes, one or more, and nothing else.
fn quoted(mut rest: &str, journal: &mut Journal) -> Option<()> {
    loop {
        rest = rest.strip_prefix('"')?;
        let (mut text, mut letters) = (String::new(), rest.char_indices());
        let end = loop {
            match letters.next()? {
                (at, '"') => break at,
                (_, '\\') => text.push(letters.next()?.1),
                (_, letter) => text.push(letter),
            }
        };
        journal.said.push(text);
        rest = &rest[end + 1..];
        match rest.strip_prefix(' ') {
            Some(more) => rest = more,
            None => return rest.is_empty().then_some(()),
        }
    }
}
