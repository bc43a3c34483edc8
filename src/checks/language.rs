//! What rules on text know of a language: data files, one a language, and the agency's own words. Knows words, not records.

use super::phrases::Phrases;
use serde::Deserialize;
use std::collections::HashSet;
use std::sync::LazyLock;

/// A file of words.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Words {
    placeholders: Vec<String>,
    placeholders_alone: Vec<String>,
    blanks: Vec<String>,
    vague_times: Vec<String>,
    abbreviations: Vec<String>,
    sentence_ends: String,
    ordinal_stop: bool,
}

/// What rules know of one language, the marks of every language included.
#[derive(Debug)]
pub(super) struct Lists {
    /// A gap left by the writer, anywhere in a text.
    pub(super) placeholders: Phrases,
    /// A gap, only as the whole value: these are ordinary words.
    pub(super) placeholders_alone: HashSet<String>,
    /// Nothing, written down.
    pub(super) blanks: HashSet<String>,
    /// Words where a date belongs.
    pub(super) vague_times: Phrases,
    /// A full stop behind these ends no sentence.
    pub(super) abbreviations: HashSet<String>,
    /// Characters that end a sentence.
    pub(super) sentence_ends: String,
    /// Whether a full stop behind a number makes an ordinal.
    pub(super) ordinal_stop: bool,
}

/// The languages with lists of their own, by code.
pub(super) const KNOWN: [&str; 5] = ["en", "fi", "th", "zh", "vi"];

static LISTS: LazyLock<[Lists; 5]> = LazyLock::new(|| {
    [
        lists(read(include_str!("words/en.toml"))),
        lists(read(include_str!("words/fi.toml"))),
        lists(read(include_str!("words/th.toml"))),
        lists(read(include_str!("words/zh.toml"))),
        lists(read(include_str!("words/vi.toml"))),
    ]
});
static UNKNOWN: LazyLock<Lists> =
    LazyLock::new(|| lists(Words { sentence_ends: ".!?。！？｡؟।".to_owned(), ..Words::default() }));

/// The files are part of the program; a test reads each, so that a broken one cannot ship.
fn read(text: &str) -> Words {
    toml::from_str(text).unwrap_or_default()
}

/// A language's words and the marks that hold in every language, ready to be looked for.
fn lists(own: Words) -> Lists {
    let any = read(include_str!("words/any.toml"));
    Lists {
        placeholders: Phrases::of(any.placeholders.iter().chain(&own.placeholders)),
        placeholders_alone: any.placeholders_alone.into_iter().chain(own.placeholders_alone).collect(),
        blanks: any.blanks.into_iter().chain(own.blanks).collect(),
        vague_times: Phrases::of(any.vague_times.iter().chain(&own.vague_times)),
        abbreviations: own.abbreviations.into_iter().collect(),
        sentence_ends: own.sentence_ends,
        ordinal_stop: own.ordinal_stop,
    }
}

/// The lists of a language code, region aside; for a language without lists, the marks of every language and sentence ends alone.
pub(super) fn of(code: &str) -> &'static Lists {
    let primary = code.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let at = KNOWN.iter().position(|known| *known == primary);
    at.map_or(&*UNKNOWN, |at| &LISTS[at])
}

#[cfg(test)]
mod tests {
    use super::super::text::LONGEST_ALONE;
    use super::*;

    #[test]
    fn every_list_reads_and_is_in_small_letters() {
        let texts = [
            include_str!("words/any.toml"),
            include_str!("words/en.toml"),
            include_str!("words/fi.toml"),
            include_str!("words/th.toml"),
            include_str!("words/zh.toml"),
            include_str!("words/vi.toml"),
        ];
        for text in texts {
            let language: Words = toml::from_str(text).expect("a word list reads");
            let lists = [&language.placeholders, &language.placeholders_alone, &language.blanks, &language.vague_times];
            for word in lists.into_iter().flatten().chain(&language.abbreviations) {
                assert_eq!(*word, word.to_lowercase(), "entries are compared with text in small letters");
                assert!(word.trim() == word && word.len() <= LONGEST_ALONE);
            }
        }
    }

    #[test]
    fn a_region_does_not_change_the_lists_and_an_unknown_language_has_none() {
        assert!(of("zh-Hant-TW").blanks.contains("無") && of("TH").blanks.contains("ไม่มี"));
        assert!(of("sv").abbreviations.is_empty() && !of("sv").sentence_ends.is_empty());
    }
}
