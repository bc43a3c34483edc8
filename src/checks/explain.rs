//! What a word means: a rule, a complaint of the reader, a stage, a guard, a term of the trade or a figure. Knows words, not records.

use super::docs::{Docs, Example};
use super::rule::Rule;
use super::{Meta, RULES, run};
use crate::config::{Config, Level};
use crate::domain::workflow::{Stage, Workflow};
use crate::values::{Word, nearest};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a word means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// The word as it is written here.
    pub title: String,
    /// Its meaning, in paragraphs.
    pub text: String,
}

/// A word that can be explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The word.
    pub word: String,
    /// What it is: `rule`, `finding`, `stage`, `guard`, `term`.
    pub kind: &'static str,
    /// Its meaning in a line.
    pub summary: String,
}

/// A meaning that is data: of a guard, of a complaint of the reader, of a term.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Note {
    #[serde(default)]
    also: Vec<String>,
    text: String,
}

type Notes = BTreeMap<String, Note>;

static GUARDS: LazyLock<Notes> = LazyLock::new(|| read(include_str!("guards.toml")));
static READER: LazyLock<Notes> = LazyLock::new(|| read(include_str!("reader_notes.toml")));
static TERMS: LazyLock<Notes> = LazyLock::new(|| read(include_str!("terms.toml")));

/// The files are part of the program; a test reads each, so that a broken one cannot ship.
fn read(text: &str) -> Notes {
    toml::from_str(text).unwrap_or_default()
}

/// Explains a word in every meaning it has here; `None` for a word nobody knows.
pub fn explain(word: &str, config: &Config) -> Option<Explained> {
    let word = plain(word);
    let workflow = Workflow::of(config);
    let mut found: Vec<(String, String)> = Vec::new();
    let rules: Vec<&Meta> = run::called(&word).map(Rule::meta).collect();
    for meta in &rules {
        let text = of_rule(meta)?;
        // several rules of one number are told apart by their names
        let text = if rules.len() > 1 { format!("{}\n\n{text}", meta.code) } else { text };
        found.push((meta.code.to_owned(), text));
    }
    if let Some((code, note)) = look(&READER, &word).filter(|_| found.is_empty()) {
        found.push((code.clone(), format!("A finding: {}", note.text)));
    }
    if let Some(stage) = workflow.get(&word) {
        found.push((stage.name.to_string(), of_stage(stage, &workflow)));
    }
    if let Some((guard, note)) = look(&GUARDS, &word) {
        found.push((guard.clone(), of_guard(guard, note, &workflow)));
    }
    if let Some((term, note)) = look(&TERMS, &word) {
        found.push((term.replace('-', " "), note.text.clone()));
    }
    let title = found.first()?.0.clone();
    Some(Explained { title, text: found.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n\n") })
}

/// Every word that can be explained, by kind.
pub fn list(config: &Config) -> Vec<Entry> {
    let entry =
        |word: &str, kind, summary: &str| Entry { word: word.to_owned(), kind, summary: first_sentence(summary) };
    let rules = RULES.iter().map(|rule| rule.meta());
    let rules = rules.filter_map(|meta| Some(entry(meta.code, "rule", &Docs::parse(meta.docs)?.summary())));
    let workflow = Workflow::of(config);
    let stages = workflow.stages().iter().map(|stage| entry(&stage.name, "stage", &holder(stage)));
    let notes = |notes: &'static Notes, kind: &'static str| notes.iter().map(move |(word, note)| (word, note, kind));
    let notes = notes(&GUARDS, "guard").chain(notes(&TERMS, "term")).chain(notes(&READER, "finding"));
    rules.chain(stages).chain(notes.map(|(word, note, kind)| entry(word, kind, &note.text))).collect()
}

/// Whether whoever reads the files finds fault under this name.
pub(super) fn is_finding(name: &str) -> bool {
    READER.contains_key(name)
}

/// What a finding of that name means that no rule makes: the reader's, a guard's.
pub fn note(name: &str) -> Option<&'static str> {
    READER.get(name).or_else(|| GUARDS.get(name)).map(|note| note.text.as_str())
}

/// The nearest word that can be explained.
pub fn suggest(word: &str, config: &Config) -> Option<String> {
    let (word, entries) = (plain(word), list(config));
    let terms = TERMS.values().flat_map(|note| &note.also).map(|also| plain(also));
    let words: Vec<String> = entries.into_iter().map(|entry| entry.word).chain(terms).collect();
    nearest(&word, words.iter().map(String::as_str)).map(str::to_owned)
}

/// A word as it is looked up: small letters, hyphens between its parts.
fn plain(word: &str) -> String {
    word.trim().to_lowercase().split([' ', '_', '-', '/']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

fn look<'n>(notes: &'n Notes, word: &str) -> Option<(&'n String, &'n Note)> {
    notes
        .get_key_value(word)
        .or_else(|| notes.iter().find(|(_, note)| note.also.iter().any(|also| plain(also) == word)))
}

fn first_sentence(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    line.find(". ").map_or(line, |end| &line[..=end]).to_owned()
}

fn of_rule(meta: &Meta) -> Option<String> {
    let docs = Docs::parse(meta.docs)?;
    let (level, [one, two]) = match meta.level {
        Level::Error => ("error", ["warning", "off"]),
        Level::Warning => ("warning", ["error", "off"]),
        Level::Off => ("off", ["warning", "error"]),
    };
    let also = if meta.aliases.is_empty() { String::new() } else { format!(" ({})", meta.aliases.join(", ")) };
    let code = meta.code;
    let (what, why, bad, good) = (&docs.what, &docs.why, shown(&docs.bad), shown(&docs.good));
    Some(format!(
        "{what}\n\nWhy it matters: {why}\n\nFinds this in {}:\n\n{bad}\n\nWrite instead, in {}:\n\n{good}\n\nLevel: {level}{also}. To change it, add `{code} = \"{one}\"` or `\"{two}\"` under `[checks]` in `suits.toml`.",
        docs.bad.path, docs.good.path
    ))
}

fn shown(example: &Example) -> String {
    example.text.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}

/// Who has the ball in a stage, and for how long.
fn holder(stage: &Stage) -> String {
    match (&stage.seat, stage.lead_days) {
        (None, _) => "The job is over; nobody has the ball.".to_owned(),
        (Some(seat), None) => format!("The ball is with `{seat}`."),
        (Some(seat), Some(1)) => format!("The ball is with `{seat}` for 1 working day."),
        (Some(seat), Some(days)) => format!("The ball is with `{seat}` for {days} working days."),
    }
}

fn of_stage(stage: &Stage, workflow: &Workflow) -> String {
    let mut text = format!("A stage of a job. {}", holder(stage));
    let came = workflow.edges().filter(|(_, to)| to.name == stage.name).map(|(from, _)| from.name.as_str());
    let (back, on): (Vec<&str>, Vec<&str>) =
        stage.next.iter().map(Word::as_str).partition(|next| workflow.is_back(&stage.name, next));
    for (label, names) in [("Comes from", came.collect::<Vec<_>>()), ("Goes to", on), ("Goes back to", back)] {
        if !names.is_empty() {
            text.extend([" ", label, ": ", &names.join(", "), "."]);
        }
    }
    if stage.needs.is_empty() {
        text.push_str("\n\nNothing has to hold to enter it.");
    } else {
        text.push_str("\n\nTo enter it:");
        for need in &stage.needs {
            let meaning = GUARDS.get(need.as_str()).map_or("not checked by this version.", |note| note.text.as_str());
            text.extend(["\n- ", need.as_str(), ": ", meaning]);
        }
    }
    text
}

fn of_guard(guard: &str, note: &Note, workflow: &Workflow) -> String {
    let asking = workflow.stages().iter().filter(|stage| stage.needs.iter().any(|need| need == guard));
    let asking = asking.map(|stage| format!("`{}`", stage.name)).collect::<Vec<_>>().join(", ");
    let asked = if asking.is_empty() { "no stage of this workflow".to_owned() } else { asking };
    format!("A guard, asked by {asked}. {}", note.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::guards;

    fn text(word: &str) -> String {
        explain(word, &Config::default()).unwrap_or_else(|| panic!("{word} is not explained")).text
    }

    #[test]
    fn every_note_reads_and_every_guard_has_one() {
        for file in [include_str!("guards.toml"), include_str!("reader_notes.toml"), include_str!("terms.toml")] {
            let notes: Notes = toml::from_str(file).expect("a file of notes reads");
            for (word, note) in notes {
                assert_eq!(plain(&word), word);
                assert!(
                    note.text.ends_with('.')
                        && note.text.starts_with(|first: char| first.is_uppercase() || first == '`'),
                    "{word}"
                );
            }
        }
        for guard in guards::GUARDS {
            assert!(GUARDS.contains_key(guard), "{guard}");
        }
        assert_eq!(GUARDS.len(), guards::GUARDS.len());
    }

    #[test]
    fn a_rule_is_explained_by_its_name_and_its_number() {
        assert!(text("I01").contains("Why it matters"));
        assert_eq!(text("i01"), text("duplicate-id"));
    }

    #[test]
    fn a_stage_says_who_how_long_and_what_must_hold() {
        let text = text("client-review");
        assert!(
            text.contains("`client` for 5 working days")
                && text.contains("Goes to: approved, revising. Goes back to: briefing.")
        );
        assert!(text.contains("- internal-verdicts: "));
    }

    #[test]
    fn a_word_with_two_meanings_is_given_both() {
        let approved = text("approved");
        assert!(approved.contains("A stage of a job") && approved.contains("F01"), "{approved}");
        let both = text("brief approved");
        assert!(both.contains("A stage of a job") && both.contains("A guard"));
    }

    #[test]
    fn a_term_is_found_by_its_other_names_and_an_unknown_word_has_a_suggestion() {
        assert!(text("SMP").contains("one thing") && text("the suits").contains("dress"));
        assert_eq!(explain("retaner", &Config::default()), None);
        assert_eq!(suggest("retaner", &Config::default()).as_deref(), Some("retainer"));
    }

    #[test]
    fn the_list_has_every_kind() {
        let entries = list(&Config::default());
        for kind in ["rule", "stage", "guard", "term", "finding"] {
            assert!(entries.iter().any(|entry| entry.kind == kind), "{kind}");
        }
        assert!(entries.iter().all(|entry| !entry.summary.is_empty()));
    }
}
