//! Enumerations as words: one macro, so that every enum reads, prints, lists and suggests in the same way.

use unicode_normalization::UnicodeNormalization;

/// The candidate nearest to what was typed, if one is near enough: at most a third of its letters off, or the only one it begins.
pub fn nearest<'c>(typed: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let typed = typed.to_lowercase();
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let lower = candidate.to_lowercase();
        let distance =
            if typed.len() >= 3 && lower.starts_with(&typed) { 1 } else { strsim::damerau_levenshtein(&typed, &lower) };
        let limit = (typed.chars().count().max(lower.chars().count()) / 3).max(1);
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// What to say of a word that is not there: the nearest one that is, else something else.
pub fn did_you_mean<'c>(
    typed: &str,
    candidates: impl IntoIterator<Item = &'c str>,
    otherwise: impl FnOnce() -> String,
) -> String {
    nearest(typed, candidates).map_or_else(otherwise, |near| format!("did you mean `{near}`?"))
}

/// A text as it is compared where capitals do not matter, nor how the system composed its letters: `Äiti` typed on any machine, and
/// `STRASSE` for `Straße`.
pub fn folded(text: &str) -> String {
    text.nfc().flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfc().collect()
}

/// Defines an enumeration whose variants are written as kebab-case words in records.
#[macro_export]
macro_rules! words {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[doc = $meaning:literal])+ $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Deserialize)]
        $vis enum $name { $($(#[doc = $meaning])+ #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every word, in the order of the documentation.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word as it is written in a record.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }

            /// The variant of a word.
            pub fn parse(word: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|variant| variant.as_str() == word)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $crate::values::of_words(&[$(($word, concat!($($meaning),+))),+])
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::{did_you_mean, folded, nearest};

    #[test]
    fn words_are_compared_whatever_machine_they_were_typed_on() {
        assert_eq!(folded("A\u{308}iti"), folded("äITI"));
        assert_eq!(folded("STRASSE"), folded("Straße"));
        assert_eq!(folded("Vie\u{323}\u{302}t"), folded("VIỆT"));
        assert_eq!(folded("ใบเตย 雲嶺"), "ใบเตย 雲嶺");
    }

    #[test]
    fn the_nearest_word_is_near() {
        assert_eq!(nearest("aproved", ["approved", "rejected"]), Some("approved"));
        assert_eq!(nearest("intern", ["internal-review", "sent"]), Some("internal-review"));
        assert_eq!(nearest("banana", ["approved", "rejected"]), None);
    }

    #[test]
    fn a_word_far_from_all_gets_the_other_advice() {
        let advice = |typed| did_you_mean(typed, ["approved", "rejected"], || "one of two".to_owned());
        assert_eq!([advice("aproved"), advice("banana")], ["did you mean `approved`?", "one of two"]);
    }
}
