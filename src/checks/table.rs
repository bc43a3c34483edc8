//! The rules as a table for the README: which rule answers which number of the rubric.

use super::docs::Docs;
use super::{RULES, Subject};
use crate::config::Level;

/// One row a rule, in Markdown.
pub fn table() -> String {
    let mut text = "| rule | covers | level | what it looks for |\n|---|---|---|---|\n".to_owned();
    for subject in [Subject::Brief, Subject::Book] {
        for meta in RULES.iter().map(|rule| rule.meta()).filter(|meta| meta.subject == subject) {
            let level = match meta.level {
                Level::Error => "error",
                Level::Warning => "warning",
                Level::Off => "off",
            };
            let docs = Docs::parse(meta.docs);
            let summary = docs.as_ref().map_or_else(String::new, Docs::summary);
            let summary = summary.trim_start_matches("Looks for ").trim_end_matches('.');
            let covers = if meta.aliases.is_empty() { "-".to_owned() } else { meta.aliases.join(", ") };
            text += &format!("| `{}` | {covers} | {level} | {} |\n", meta.code, summary.replace('|', "\\|"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_row() {
        let table = table();
        assert_eq!(table.lines().count(), RULES.len() + 2);
        assert!(
            table.contains("| `many-sentence-proposition` | BR05 | error | a proposition of more than one sentence")
        );
    }
}
