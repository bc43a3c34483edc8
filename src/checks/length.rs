//! How long a text is: words where words are set apart, characters where they are not, added up by what a reader takes in.
//!
//! Limits are said in words of English. Twenty of them are as long as forty Han characters or a hundred Thai letters (vowel and tone marks
//! above and below go with their letter), or as the words that a language's file says. A text of both is the sum of its shares.

use super::language::Lists;
use super::script::{is_apart, is_han, is_mark, is_of_a_word, is_syllabic};
use unicode_segmentation::UnicodeSegmentation;

/// What a text is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Length {
    /// Words in scripts that set blanks.
    pub(super) words: usize,
    /// Han characters and kana.
    pub(super) han: usize,
    /// Letters of Thai and its neighbours.
    pub(super) thai: usize,
}

/// Counts a text.
pub(super) fn length(text: &str) -> Length {
    let mut length = Length::default();
    for word in text.unicode_words() {
        // a word of one script; the segmenter parts the scripts that set no blanks into single letters
        if !word.chars().next().is_some_and(is_apart) {
            length.words += 1;
            continue;
        }
        for character in word.chars().filter(|character| character.is_alphanumeric() && !is_mark(*character)) {
            length.han += usize::from(is_han(character));
            length.thai += usize::from(is_syllabic(character));
        }
    }
    length
}

/// The length of a text that is longer than so many words of English. Most are not, which shows before they are counted.
pub(super) fn longer_than(text: &str, limit: usize, lists: &Lists) -> Option<Length> {
    // a word is one byte and the blank behind it; letters of other scripts are two bytes and more
    if text.len() < 2 * limit || words_at_most(text) <= limit || length_at_most(text).in_words(lists) <= limit {
        return None;
    }
    let length = length(text);
    (length.in_words(lists) > limit).then_some(length)
}

/// What a text is made of at most, found in one quick walk: runs of letters and digits, of which the segmenter joins some.
pub(super) fn length_at_most(text: &str) -> Length {
    let mut length = Length::default();
    let mut within = false;
    for character in text.chars() {
        let goes_on = is_of_a_word(character);
        length.words += usize::from(goes_on && !within);
        within = goes_on || (within && is_mark(character));
        if !character.is_ascii() && !goes_on && character.is_alphanumeric() && !is_mark(character) {
            length.han += usize::from(is_han(character));
            length.thai += usize::from(is_syllabic(character));
        }
    }
    length
}

/// So many words of English a text is at most, told from its bytes alone: runs of letters of one width, and half of every letter of three
/// bytes and more, whatever it is.
pub(super) fn words_at_most(text: &str) -> usize {
    let (mut runs, mut wide, mut width) = (0, 0, 0);
    for byte in text.bytes() {
        let now = match byte {
            0x80..0xC2 => continue,
            0xC2..0xE0 => 2,
            0xE0.. => 3,
            _ => u8::from(byte.is_ascii_alphanumeric()),
        };
        runs += usize::from(now > 0 && now != width);
        wide += usize::from(now == 3);
        width = now;
    }
    runs + usize::div_ceil(wide, 2)
}

impl Length {
    /// The sum of two.
    pub(super) fn and(self, other: Length) -> Length {
        Length { words: self.words + other.words, han: self.han + other.han, thai: self.thai + other.thai }
    }

    /// How many words of English are as long, rounded up.
    pub(super) fn in_words(self, lists: &Lists) -> usize {
        let per = lists.twenty_words;
        let (words, han, thai) = (per.words.max(1), per.han.max(1), per.thai.max(1));
        let twenties = self.words * han * thai + self.han * words * thai + self.thai * words * han;
        (20 * twenties).div_ceil(words * han * thai)
    }

    /// `24 words`, `46 characters`, `10 words and 30 characters`.
    pub(super) fn told(self) -> String {
        match (self.words, self.han + self.thai) {
            (words, 0) => format!("{words} words"),
            (0, characters) => format!("{characters} characters"),
            (words, characters) => format!("{words} words and {characters} characters"),
        }
    }

    /// A limit of so many words of English, in what most of this text is made of.
    pub(super) fn limit(self, limit: usize, lists: &Lists) -> String {
        let per = lists.twenty_words;
        if self.han.max(self.thai) == 0 {
            return format!("{} words", limit * per.words / 20);
        }
        let characters = if self.han > self.thai { per.han } else { per.thai };
        format!("{} characters", limit * characters / 20)
    }
}

#[cfg(test)]
mod tests {
    use super::super::language::Languages;
    use super::*;

    fn of(words: usize, han: usize, thai: usize) -> Length {
        Length { words, han, thai }
    }

    #[test]
    fn words_are_counted_where_there_are_blanks_and_characters_where_there_are_none() {
        assert_eq!(length("The forest starts 4.5 km from your door, doesn't it?"), of(10, 0, 0));
        assert_eq!(length("Metsä alkaa kotiovelta."), of(3, 0, 0));
        assert_eq!(length("Rừng bắt đầu từ cửa nhà bạn"), of(7, 0, 0));
        assert_eq!(length("森林，从你家门口开始。"), of(0, 9, 0));
        assert_eq!(length("用App找到森林"), of(1, 5, 0));
        // ป ท ด ๆ and ป า อ ย ใ ก ล stand on the line
        assert_eq!(length("ปี่ ที่ ดีๆ"), of(0, 0, 4));
        assert_eq!(length("ป่าอยู่ใกล้"), of(0, 0, 7));
        assert_eq!(length(" - … "), of(0, 0, 0));
    }

    #[test]
    fn a_quick_look_never_counts_less() {
        for text in [
            "The forest starts 4.5 km from your door, doesn't it?",
            "Metsä alkaa kotiovelta.",
            "Rừng bắt đầu từ cửa nhà bạn",
            "Ru\u{31b}\u{300}ng",
            "用App找到森林",
            "ป่าอยู่ใกล้ตัวคุณ 24 ชม.",
            "«Près»–ici",
            "ab_cd e-f g",
        ] {
            let (exact, most) = (length(text), length_at_most(text));
            assert!(
                most.words >= exact.words && (most.han, most.thai) == (exact.han, exact.thai),
                "{text}: {most:?} {exact:?}"
            );
            let languages = Languages::default();
            for code in ["en", "th", "zh", "vi"] {
                assert!(words_at_most(text) >= exact.in_words(languages.lists(code)), "{text} in {code}");
            }
        }
    }

    #[test]
    fn twenty_words_are_as_long_in_every_language() {
        let languages = Languages::default();
        let english = languages.lists("en");
        assert_eq!([of(20, 0, 0), of(0, 40, 0), of(0, 0, 100)].map(|length| length.in_words(english)), [20; 3]);
        assert_eq!([of(21, 0, 0), of(0, 41, 0), of(0, 0, 101)].map(|length| length.in_words(english)), [21; 3]);
        // ten words are half of it, twenty characters the other half
        assert_eq!(of(10, 20, 0).in_words(english), 20);
        assert_eq!(of(10, 21, 0).in_words(english), 21);
        assert_eq!(of(30, 0, 0).in_words(languages.lists("vi")), 20);
        assert_eq!(
            (of(30, 0, 0).limit(20, languages.lists("vi")), of(2, 30, 0).limit(20, english)),
            ("30 words".to_owned(), "40 characters".to_owned())
        );
    }

    #[test]
    fn a_text_longer_than_a_limit_is_told_from_one_that_is_not() {
        let languages = Languages::default();
        let english = languages.lists("en");
        let words = |count: usize| "ab ".repeat(count);
        assert_eq!(longer_than(&words(20), 20, english), None);
        assert_eq!(longer_than(&words(21), 20, english), Some(of(21, 0, 0)));
        assert_eq!(longer_than(&"a ".repeat(21), 20, english), Some(of(21, 0, 0)));
        assert_eq!(longer_than(&"森".repeat(40), 20, english), None);
        assert_eq!(longer_than(&"森".repeat(41), 20, english), Some(of(0, 41, 0)));
    }
}
