//! What changed in `suits.toml` and `costs.toml`, key by key. Tables of a list go by the day, the stage or the name that tells them apart.

use super::fine::fine;
use super::told::{Told, What, plainly};
use crate::history::Said;
use crate::source::KeyPath;
use toml::de::{DeTable, DeValue};

/// What tells the tables of a list apart, in the order in which it is looked for.
const NAMES: &[&str] = &["from", "stage", "days", "id", "name", "path"];

/// What changed in a file of settings; `Err`: what is wrong with a text, and whether it is the older one.
pub fn settings(before: Option<&str>, after: Option<&str>) -> Result<Vec<Told>, (bool, String)> {
    let read = |text: Option<&str>, is_older| match text {
        None => Ok(Said::Map(Vec::new())),
        Some(text) => DeTable::parse(text)
            .map(|table| of_table(table.get_ref()))
            .map_err(|error| (is_older, error.message().to_owned())),
    };
    let (old, new) = (read(before, true)?, read(after, false)?);
    let mut told: Vec<Told> = fine(&old, &new)
        .into_iter()
        .map(|change| {
            let name = named(&change.path);
            let value = |said: &Said| plainly(said);
            let words = match (&change.before, &change.after) {
                (Some(before), Some(after)) => format!("{name}: {} → {}", value(before), value(after)),
                (None, Some(after)) => format!("{name} set to {}", value(after)),
                (Some(before), None) => format!("{name} taken away (was {})", value(before)),
                (None, None) => name,
            };
            Told::new(What::Setting, vec![change.path.clone()], words)
                .between(change.before.as_ref(), change.after.as_ref())
        })
        .collect();
    if told.is_empty() && before.is_some() && after.is_some() && before != after {
        told.push(Told::new(What::Layout, Vec::new(), "only comments or layout changed"));
    }
    Ok(told)
}

fn named(path: &KeyPath) -> String {
    path.to_string()
}

fn of_table(table: &DeTable<'_>) -> Said {
    Said::Map(table.iter().map(|(key, value)| (key.get_ref().to_string(), of_value(value.get_ref()))).collect())
}

fn of_value(value: &DeValue<'_>) -> Said {
    match value {
        DeValue::String(text) => Said::Text(text.to_string()),
        DeValue::Integer(number) => Said::Text(number.to_string()),
        DeValue::Float(number) => Said::Text(number.to_string()),
        DeValue::Boolean(flag) => Said::Text(flag.to_string()),
        DeValue::Datetime(day) => Said::Text(day.to_string()),
        DeValue::Table(table) => of_table(table),
        DeValue::Array(items) => {
            let items: Vec<Said> = items.iter().map(|item| of_value(item.get_ref())).collect();
            by_name(&items).unwrap_or(Said::List(items))
        }
    }
}

/// Tables that something tells apart, under its value.
fn by_name(items: &[Said]) -> Option<Said> {
    let named = |key: &str| {
        let of = |item: &Said| Some((item.get(key)?.text()?.to_owned(), item.clone()));
        let all: Option<Vec<(String, Said)>> = items.iter().map(of).collect();
        all.filter(|all| {
            let mut names: Vec<&String> = all.iter().map(|(name, _)| name).collect();
            names.sort_unstable();
            !names.is_empty() && names.windows(2).all(|pair| pair[0] != pair[1])
        })
    };
    NAMES.iter().find_map(|key| named(key)).map(Said::Map)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: &str, after: &str) -> Vec<String> {
        settings(Some(before), Some(after)).expect("reads").into_iter().map(|told| told.words).collect()
    }

    #[test]
    fn settings_are_told_key_by_key_with_their_own_digits() {
        let before = "[agency]\nname = \"Northlight\"\n[[rates.standard]]\nfrom = 2026-01-01\ncharge = { account-executive = 85.00 }\n";
        let after = "[agency]\nname = \"Northlight\"\n[[rates.standard]]\nfrom = 2026-01-01\ncharge = { account-executive = 90.00 }\n[people.kim]\nname = \"Kim Park\"\n";
        assert_eq!(
            told(before, after),
            ["people.kim.name set to Kim Park", "rates.standard.2026-01-01.charge.account-executive: 85.00 → 90.00"]
        );
        assert_eq!(told("a = 1 # x\n", "a = 1\n"), ["only comments or layout changed"]);
        assert!(settings(Some("a ="), Some("a = 1\n")).is_err_and(|(is_older, _)| is_older));
    }
}
