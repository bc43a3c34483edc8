//! What rules on text know of a language: data files, one a language, and the agency's own words. Knows words, not records.

use serde::Deserialize;
use std::sync::LazyLock;

/// The lists of one language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Language {
    /// A gap left by the writer, anywhere in a text.
    pub placeholders: Vec<String>,
    /// A gap, only as the whole value: these are ordinary words.
    pub placeholders_alone: Vec<String>,
    /// Nothing, written down.
    pub blanks: Vec<String>,
    /// Words where a date belongs.
    pub vague_times: Vec<String>,
    /// A full stop behind these ends no sentence.
    pub abbreviations: Vec<String>,
    /// Characters that end a sentence.
    pub sentence_ends: String,
    /// Whether a full stop behind a number makes an ordinal.
    pub ordinal_stop: bool,
    /// Whether words are written without blanks between them.
    pub unspaced: bool,
}

/// The languages with lists of their own, by code.
pub(super) const KNOWN: [&str; 5] = ["en", "fi", "th", "zh", "vi"];

static ANY: LazyLock<Language> = LazyLock::new(|| read(include_str!("words/any.toml")));
static LISTS: LazyLock<[Language; 5]> = LazyLock::new(|| {
    [
        read(include_str!("words/en.toml")),
        read(include_str!("words/fi.toml")),
        read(include_str!("words/th.toml")),
        read(include_str!("words/zh.toml")),
        read(include_str!("words/vi.toml")),
    ]
});
static UNKNOWN: LazyLock<Language> =
    LazyLock::new(|| Language { sentence_ends: ".!?。！？｡؟।".to_owned(), ..Language::default() });

/// The files are part of the program; a test reads each, so that a broken one cannot ship.
fn read(text: &str) -> Language {
    toml::from_str(text).unwrap_or_default()
}

/// The lists of a language code, region aside; for a language without lists, sentence ends alone.
pub(super) fn of(code: &str) -> &'static Language {
    let primary = code.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let at = KNOWN.iter().position(|known| *known == primary);
    at.map_or(&*UNKNOWN, |at| &LISTS[at])
}

/// The lists that hold in every language.
pub(super) fn any() -> &'static Language {
    &ANY
}

#[cfg(test)]
mod tests {
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
            let language: Language = toml::from_str(text).expect("a word list reads");
            let lists = [&language.placeholders, &language.placeholders_alone, &language.blanks, &language.vague_times];
            for word in lists.into_iter().flatten().chain(&language.abbreviations) {
                assert_eq!(*word, word.to_lowercase(), "entries are compared with text in small letters");
                assert_eq!(word.trim(), word);
            }
        }
    }

    #[test]
    fn a_region_does_not_change_the_lists_and_an_unknown_language_has_none() {
        assert!(of("zh-Hant-TW").unspaced && of("TH").unspaced);
        assert!(of("sv").placeholders.is_empty() && !of("sv").sentence_ends.is_empty());
    }
}
