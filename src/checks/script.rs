//! What is known of scripts, whatever the language: which set no blanks, which characters are marks.

pub(super) use crate::values::digit;

/// Whether a character belongs to a script that sets no blanks and knows no capitals: Thai, Lao, Burmese, Khmer, kana, Han.
pub(super) fn is_apart(character: char) -> bool {
    is_syllabic(character) || is_han(character)
}

/// Han, and what is written among it.
pub(super) fn is_han(character: char) -> bool {
    matches!(u32::from(character), 0x2E80..=0x2FDF | 0x3005..=0x3007 | 0x3040..=0x30FF | 0x31F0..=0x31FF | 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

/// The scripts of South-East Asia that write words one after the other, letter by letter.
pub(super) fn is_syllabic(character: char) -> bool {
    matches!(u32::from(character), 0xE00..=0xEFF | 0x1000..=0x109F | 0x1780..=0x17FF)
}

/// Whether a character is part of a word that goes on. Scripts that set no blanks never are: a Han or Thai letter next to a phrase
/// is another word.
pub(super) fn is_of_a_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || (!character.is_ascii() && !is_apart(character) && character.is_alphanumeric())
}

/// A vowel or tone mark above or below a letter: read with it, so not counted beside it.
pub(super) fn is_mark(character: char) -> bool {
    matches!(u32::from(character), 0x300..=0x36F | 0xE31 | 0xE34..=0xE3A | 0xE47..=0xE4E | 0xEB1 | 0xEB4..=0xEBC | 0xEC8..=0xECE
        | 0x102B..=0x103E | 0x17B4..=0x17D3 | 0x3099..=0x309A)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_is_what_it_is() {
        assert!(is_apart('森') && is_apart('も') && is_apart('ป') && !is_apart('한') && !is_apart('ä'));
        assert!(is_of_a_word('ế') && is_of_a_word('7') && !is_of_a_word('-') && !is_of_a_word('林'));
    }
}
