//! What rules on text know of a language: lists of words in data files, one a language, and the agency's own words. Knows words, not
//! records.

use super::phrases::Phrases;
use crate::config::{ANY, Config, OwnWords, Topic};
use crate::values::{BLANKS, PLACEHOLDERS, PLACEHOLDERS_ALONE};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A file of words.
#[derive(Debug, Default, Deserialize)]
struct WordFile {
    sentence_ends: Option<String>,
    #[serde(default)]
    ordinal_stop: bool,
    twenty_words: Option<Measure>,
    #[serde(flatten)]
    topics: BTreeMap<Topic, Vec<String>>,
}

/// What twenty words of English take in another language. Limits of length are said in words of English.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Measure {
    /// Words in scripts with blanks; in Vietnamese, syllables.
    pub(super) words: usize,
    /// Han characters, kana.
    pub(super) han: usize,
    /// Thai, Lao, Khmer and Burmese letters, without the marks above and below them.
    pub(super) thai: usize,
}

/// What rules know of one language, the marks of every language included.
#[derive(Debug)]
pub(super) struct Lists {
    topics: Vec<Phrases>,
    known: bool,
    /// Characters that end a sentence.
    pub(super) sentence_ends: String,
    /// Whether a full stop behind a number makes an ordinal.
    pub(super) ordinal_stop: bool,
    /// How long twenty words are.
    pub(super) twenty_words: Measure,
}

impl Lists {
    fn of(code: &str, own: &OwnWords) -> Lists {
        let language = BUILT_IN.iter().find(|built_in| built_in.code == code);
        let any = read(MARKS);
        let words = language.map(|built_in| read(built_in.text)).unwrap_or_default();
        let added = [own.get(ANY), own.get(code).filter(|_| code != ANY)];
        let phrases = |topic: &Topic| {
            let built_in = [any.topics.get(topic), words.topics.get(topic)];
            let added = added.iter().map(|words| words.and_then(|words| words.get(topic)));
            let listed = built_in.into_iter().chain(added).flatten().flatten().map(String::as_str);
            Phrases::of(on_papers(*topic).iter().copied().chain(listed))
        };
        let measure = words.twenty_words.or(any.twenty_words);
        Lists {
            topics: Topic::ALL.iter().map(phrases).collect(),
            known: language.is_some() || own.contains_key(code),
            sentence_ends: words.sentence_ends.or(any.sentence_ends).unwrap_or_default(),
            ordinal_stop: words.ordinal_stop,
            twenty_words: measure.unwrap_or(Measure { words: 20, han: 40, thai: 100 }),
        }
    }

    /// The phrases about something.
    pub(super) fn phrases(&self, topic: Topic) -> &Phrases {
        &self.topics[topic as usize]
    }

    /// Whether there are words of this language, built in or the agency's own. Where there are none, rules keep to what holds in any.
    pub(super) fn is_known(&self) -> bool {
        self.known
    }
}

/// Words of every language that hold the place of an answer on papers too.
fn on_papers(topic: Topic) -> &'static [&'static str] {
    match topic {
        Topic::Placeholders => &PLACEHOLDERS,
        Topic::PlaceholdersAlone => &PLACEHOLDERS_ALONE,
        Topic::Blanks => &BLANKS,
        _ => &[],
    }
}

/// A language with lists of its own.
struct BuiltIn {
    code: &'static str,
    text: &'static str,
    /// Its lists as they are without an agency's words.
    lists: OnceLock<Lists>,
}

const fn built_in(code: &'static str, text: &'static str) -> BuiltIn {
    BuiltIn { code, text, lists: OnceLock::new() }
}

static BUILT_IN: [BuiltIn; 5] = [
    built_in("en", include_str!("words/en.toml")),
    built_in("fi", include_str!("words/fi.toml")),
    built_in("th", include_str!("words/th.toml")),
    built_in("zh", include_str!("words/zh.toml")),
    built_in("vi", include_str!("words/vi.toml")),
];

/// What holds in every language.
const MARKS: &str = include_str!("words/any.toml");

static UNKNOWN: OnceLock<Lists> = OnceLock::new();

/// The files are part of the program; a test reads each, so that a broken one cannot ship.
fn read(text: &str) -> WordFile {
    toml::from_str(text).unwrap_or_default()
}

/// The lists of every language, the agency's words among them, each made when it is first asked for.
#[derive(Debug, Default)]
pub struct Languages {
    own: OwnWords,
    extended: Vec<(String, OnceLock<Lists>)>,
    unknown: OnceLock<Lists>,
}

impl Languages {
    /// The built-in lists and the words of `suits.toml`.
    pub fn of(config: &Config) -> Languages {
        let own = config.words.clone();
        let for_all = if own.contains_key(ANY) { BUILT_IN.as_slice() } else { &[] };
        let codes = for_all.iter().map(|built_in| built_in.code).chain(own.keys().map(String::as_str));
        let mut extended: Vec<(String, OnceLock<Lists>)> = Vec::new();
        for code in codes.filter(|code| *code != ANY) {
            if extended.iter().all(|(other, _)| other != code) {
                extended.push((code.to_owned(), OnceLock::new()));
            }
        }
        Languages { own, extended, unknown: OnceLock::new() }
    }

    /// The lists of a language's code, region aside; for a language without lists, what holds in every language.
    pub(super) fn lists(&self, code: &str) -> &Lists {
        let primary = primary(code);
        if let Some((code, lists)) = self.extended.iter().find(|(known, _)| known.eq_ignore_ascii_case(primary)) {
            return lists.get_or_init(|| Lists::of(code, &self.own));
        }
        if let Some(built_in) = BUILT_IN.iter().find(|built_in| built_in.code.eq_ignore_ascii_case(primary)) {
            return built_in.lists.get_or_init(|| Lists::of(built_in.code, &OwnWords::new()));
        }
        if self.own.contains_key(ANY) {
            return self.unknown.get_or_init(|| Lists::of("", &self.own));
        }
        UNKNOWN.get_or_init(|| Lists::of("", &OwnWords::new()))
    }
}

/// A language's code without its region or script: `zh` of `zh-Hant-TW`.
pub(super) fn primary(code: &str) -> &str {
    code.split(['-', '_']).next().unwrap_or_default()
}

#[cfg(test)]
#[path = "language_tests.rs"]
mod tests;
