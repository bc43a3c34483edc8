//! What people put on papers to find them again: the number of an invoice or of a purchase order, a supplier's name, what proves a yes. One
//! grammar for all of them: a line that says something. Knows what says nothing in every language; the words of one are for the rules.

use std::fmt;

/// The most characters of a number or a name.
const LONGEST: usize = 80;

/// Words that hold the place of an answer in every language, anywhere in a text.
pub const PLACEHOLDERS: [&str; 4] = ["tbc", "tbd", "tba", "fixme"];
/// The same where they are all that is written.
pub const PLACEHOLDERS_ALONE: [&str; 1] = ["asdf"];
/// Words for nothing in every language.
pub const BLANKS: [&str; 4] = ["n/a", "na", "n.a.", "nil"];
/// What else stands in examples and on forms where an answer should.
const GAPS: [&str; 13] = [
    "todo",
    "to do",
    "to follow",
    "null",
    "none",
    "unknown",
    "pending",
    "later",
    "number",
    "evidence",
    "supplier",
    "name",
    "text",
];

/// The most characters of any of these words.
const LONGEST_GAP: usize = 9;

/// Why a text is no number or name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelFault {
    /// Nothing, or blanks.
    Blank,
    /// A word that stands where the answer should.
    Gap,
    /// More than one line.
    Lines,
    /// A character that no printer shows.
    Unseen(char),
    /// More characters than anybody types off a paper.
    Long(usize),
}

impl LabelFault {
    /// Whether it is an answer that is still to come, and not one that is written badly.
    pub fn is_gap(self) -> bool {
        matches!(self, LabelFault::Blank | LabelFault::Gap)
    }
}

impl fmt::Display for LabelFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LabelFault::Blank => f.write_str("it says nothing"),
            LabelFault::Gap => f.write_str("it only holds the place of an answer"),
            LabelFault::Lines => f.write_str("it runs over several lines"),
            LabelFault::Unseen(character) => {
                write!(f, "it holds U+{:04X}, which nobody can see", u32::from(*character))
            }
            LabelFault::Long(length) => write!(f, "it has {length} characters, and {LONGEST} are the most"),
        }
    }
}

/// Whether a text is a number or a name as it stands on a paper.
pub fn label(text: &str) -> Result<(), LabelFault> {
    if let Some(unseen) = text.chars().find(|one| is_unseen(*one)) {
        return Err(if is_line_end(unseen) { LabelFault::Lines } else { LabelFault::Unseen(unseen) });
    }
    if says_nothing(text) {
        return Err(if text.trim().is_empty() { LabelFault::Blank } else { LabelFault::Gap });
    }
    match text.chars().count() {
        length if LONGEST < length => Err(LabelFault::Long(length)),
        _ => Ok(()),
    }
}

/// Whether a text is none at all: blanks, signs, or a word for an answer that is still to come.
pub fn says_nothing(text: &str) -> bool {
    let text = text.trim();
    let crosses = 1 < text.len() && text.bytes().all(|byte| byte.eq_ignore_ascii_case(&b'x'));
    !text.chars().any(char::is_alphanumeric) || crosses || is_gap(text)
}

/// Whether a text is one of the words. In small letters it has no fewer characters: what is longer than each of them is none.
fn is_gap(text: &str) -> bool {
    text.chars().nth(LONGEST_GAP).is_none() && {
        let text = text.to_lowercase();
        gaps().any(|gap| gap == text)
    }
}

fn gaps() -> impl Iterator<Item = &'static str> {
    PLACEHOLDERS.into_iter().chain(PLACEHOLDERS_ALONE).chain(BLANKS).chain(GAPS)
}

fn is_line_end(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Control characters, and those that turn the writing of what stands beside them.
fn is_unseen(character: char) -> bool {
    let turns =
        matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || character == '\u{feff}' || is_line_end(character) || character.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_of_any_script_are_taken() {
        for text in [
            "2026-118",
            "I0118",
            "7",
            "Kuva Oy",
            "XX Oy",
            "PO 4500012345/7",
            "ผลิตภาพ",
            "光影制作",
            "Xưởng phim",
            "№ 12",
            "None Such Ltd",
        ] {
            assert_eq!(label(text), Ok(()), "{text}");
        }
        assert_eq!(label(&"7".repeat(80)), Ok(()));
    }

    #[test]
    fn no_word_for_nothing_is_longer_than_the_longest() {
        assert_eq!(gaps().map(|gap| gap.chars().count()).max(), Some(LONGEST_GAP));
    }

    #[test]
    fn what_says_nothing_is_none() {
        for text in ["TBC", "tbd ", "Todo", "n/a", "?", "-", "…", "xxx", "XX", "NUMBER", "(…)"] {
            assert_eq!(label(text), Err(LabelFault::Gap), "{text}");
        }
        assert_eq!((label(""), label(" \u{a0}")), (Err(LabelFault::Blank), Err(LabelFault::Blank)));
        assert_eq!((says_nothing("x"), says_nothing("mail, to follow up")), (false, false));
    }

    #[test]
    fn what_no_paper_shows_is_refused() {
        assert_eq!(label("2026\n118"), Err(LabelFault::Lines));
        assert_eq!(label("2026\u{2028}118"), Err(LabelFault::Lines));
        assert_eq!(label("2026\t118"), Err(LabelFault::Unseen('\t')));
        assert_eq!(label("2026\u{202e}118"), Err(LabelFault::Unseen('\u{202e}')));
        assert_eq!(label(&"7".repeat(81)), Err(LabelFault::Long(81)));
        assert_eq!(LabelFault::Unseen('\u{7}').to_string(), "it holds U+0007, which nobody can see");
    }
}
