//! Many phrases looked for at once in one walk over a text, whatever its capitals and however its letters were composed. Knows scripts, not
//! what the phrases mean.
//!
//! How a phrase is written: `laaduk*` is any word that begins so; `not too … not too` is both, with words between, within a sentence;
//! `yet …` is one that a word follows; `!rock and roll` is none of the others: where it stands, nothing is found; `=all` is all that is written. A
//! blank is any run of blanks. A phrase is found as whole words; in scripts that set no blanks, anywhere.

use super::script::{is_apart, is_of_a_word};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// How many bytes may lie between the parts of a phrase.
const WIDEST_GAP: usize = 120;

/// A list of phrases, by their first letter.
#[derive(Debug)]
pub(super) struct Phrases {
    /// The first bytes of every phrase: most characters begin none.
    leads: [bool; 256],
    /// The first three bytes of every phrase, hashed: most words begin like none.
    starts: [u64; 64],
    /// The first bytes of phrases whose first three may be written in several ways.
    loose: [bool; 256],
    firsts: Vec<(char, Vec<Phrase>)>,
}

#[derive(Debug)]
struct Phrase {
    parts: Vec<Part>,
    /// Its first bytes, and which of them a text must have just so.
    head: u64,
    mask: u64,
    /// A word has to follow.
    goes_on: bool,
    /// Where it stands, nothing is found.
    is_exception: bool,
    /// It is found only where nothing else is written.
    is_all: bool,
}

#[derive(Debug)]
struct Part {
    text: String,
    /// Any word that begins so.
    is_stem: bool,
}

impl Phrases {
    /// Makes a list ready.
    pub(super) fn of(words: impl IntoIterator<Item = impl AsRef<str>>) -> Phrases {
        let mut phrases = Phrases { leads: [false; 256], starts: [0; 64], loose: [false; 256], firsts: Vec::new() };
        for phrase in words.into_iter().filter_map(|word| Phrase::read(word.as_ref())) {
            let Some(first) = phrase.parts[0].text.chars().next() else { continue };
            phrases.mark(first, &phrase);
            match phrases.firsts.binary_search_by_key(&first, |(first, _)| *first) {
                Ok(at) => phrases.firsts[at].1.push(phrase),
                Err(at) => phrases.firsts.insert(at, (first, vec![phrase])),
            }
        }
        phrases
    }

    fn mark(&mut self, first: char, phrase: &Phrase) {
        let told = phrase.mask & START == START;
        if told {
            let (word, bit) = place(phrase.head);
            self.starts[word] |= bit;
        }
        let blanks = if first == ' ' { ['\t', '\n', '\r', '\u{a0}', '\u{3000}'].as_slice() } else { &[] };
        let first = std::iter::once(first).chain(first.to_uppercase());
        for character in first.chain(blanks.iter().copied()) {
            let lead = usize::from(character.encode_utf8(&mut [0; 4]).as_bytes()[0]);
            self.leads[lead] = true;
            self.loose[lead] |= !told;
        }
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.firsts.is_empty()
    }

    /// The first phrase in a text, the longest where several begin, as it is written.
    pub(super) fn find<'t>(&self, text: &'t str) -> Option<Cow<'t, str>> {
        if self.is_empty() {
            return None;
        }
        match composed(text) {
            Cow::Borrowed(text) => self.all(text).next().map(Cow::Borrowed),
            Cow::Owned(text) => self.all(&text).next().map(|found| Cow::Owned(found.to_owned())),
        }
    }

    /// Every phrase in a text that is [`composed`], one after the other.
    pub(super) fn all<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> {
        self.places(text).map(|(start, end)| text[start..end].trim())
    }

    /// Where each phrase begins and ends in a text that is [`composed`].
    pub(super) fn places(&self, text: &str) -> impl Iterator<Item = (usize, usize)> {
        let mut at = 0;
        std::iter::from_fn(move || {
            while at < text.len() {
                let start = at;
                let Some((end, is_exception)) = self.longest(text, start) else {
                    at += 1;
                    continue;
                };
                at = end;
                if !is_exception {
                    return Some((start, end));
                }
            }
            None
        })
    }

    /// Whether a phrase is all there is.
    pub(super) fn is(&self, text: &str) -> bool {
        let text = composed(text.trim());
        !text.is_empty() && self.starts(&text) == Some(text.len())
    }

    /// Where the phrase ends that a text begins with.
    pub(super) fn starts(&self, text: &str) -> Option<usize> {
        let (end, is_exception) = (!text.is_empty()).then(|| self.longest(text, 0))??;
        (!is_exception).then_some(end)
    }

    /// The end of the longest phrase that begins at a byte.
    fn longest(&self, text: &str, start: usize) -> Option<(usize, bool)> {
        // the cheap questions first: most bytes begin no phrase, and most of the others stand inside a word
        let bytes = text.as_bytes();
        let inside = start > 0 && bytes[start].is_ascii_alphanumeric() && bytes[start - 1].is_ascii_alphanumeric();
        let lead = usize::from(bytes[start]);
        if inside || !self.leads[lead] {
            return None;
        }
        let head = head(&bytes[start..]);
        let (word, bit) = place(head);
        if (!self.loose[lead] && self.starts[word] & bit == 0) || !text.is_char_boundary(start) {
            return None;
        }
        let character = text[start..].chars().next()?;
        let small = if character.is_whitespace() { ' ' } else { character.to_lowercase().next()? };
        let at = self.firsts.binary_search_by_key(&small, |(first, _)| *first).ok()?;
        if is_of_a_word(character) && text[..start].chars().next_back().is_some_and(is_of_a_word) {
            return None;
        }
        let near = self.firsts[at].1.iter().filter(|phrase| (phrase.head ^ head) & phrase.mask == 0);
        near.filter_map(|phrase| Some((phrase.end(text, start)?, phrase.is_exception))).max()
    }
}

impl Phrase {
    fn read(written: &str) -> Option<Phrase> {
        let (written, is_exception) = written.strip_prefix('!').map_or((written, false), |rest| (rest, true));
        let (written, is_all) = written.strip_prefix('=').map_or((written, false), |rest| (rest, true));
        if written.chars().all(|mark| !mark.is_alphanumeric()) {
            let part = Part { text: written.to_owned(), is_stem: false };
            return (!written.is_empty()).then(|| Phrase::of(vec![part], false, is_exception, is_all));
        }
        let texts: Vec<&str> = written.split('…').collect();
        let part = |text: &&str| {
            let text = if texts.len() > 1 { text.trim() } else { text };
            let small: String = text.trim_end_matches('*').to_lowercase().nfc().collect();
            (!small.is_empty()).then(|| Part { text: small, is_stem: text.ends_with('*') })
        };
        let parts: Vec<Part> = texts.iter().filter_map(part).collect();
        let goes_on = texts.len() > 1 && texts.last().is_some_and(|last| last.trim().is_empty());
        (!parts.is_empty()).then(|| Phrase::of(parts, goes_on, is_exception, is_all))
    }

    fn of(parts: Vec<Part>, goes_on: bool, is_exception: bool, is_all: bool) -> Phrase {
        let text = &parts[0].text;
        // letters whose capitals are one byte, and letters that have none; what follows others may stand elsewhere in a text
        let exact = text.char_indices().find(|(_, letter)| !letter.is_ascii_graphic() && !is_apart(*letter));
        let exact = exact.map_or(text.len(), |(at, _)| at);
        let mask = head(&[0xFF; 8][..exact.min(8)]);
        Phrase { head: head(text.as_bytes()) & mask, mask, parts, goes_on, is_exception, is_all }
    }

    /// Where it ends, if it begins at a byte.
    fn end(&self, text: &str, start: usize) -> Option<usize> {
        let mut end = self.parts[0].end(text, start)?;
        for part in &self.parts[1..] {
            end = part.after(text, end)?;
        }
        let follows = || text[end..].trim_start().starts_with(char::is_alphanumeric);
        let is_all = || !text[..start].contains(char::is_alphanumeric) && !text[end..].contains(char::is_alphanumeric);
        ((!self.goes_on || follows()) && (!self.is_all || is_all())).then_some(end)
    }
}

/// The first three bytes of a head.
const START: u64 = 0x00FF_FFFF;

/// Where the first three bytes of a head are noted.
fn place(head: u64) -> (usize, u64) {
    let hash = (head & START).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 52;
    (usize::try_from(hash >> 6).unwrap_or_default(), 1 << (hash & 63))
}

/// The first eight bytes, in small letters.
fn head(bytes: &[u8]) -> u64 {
    let mut head = [0; 8];
    let known = bytes.len().min(8);
    head[..known].copy_from_slice(&bytes[..known]);
    head.make_ascii_lowercase();
    u64::from_le_bytes(head)
}

impl Part {
    /// Where it ends, if it begins at a byte.
    fn end(&self, text: &str, start: usize) -> Option<usize> {
        let end = start + lower_prefix(&text[start..], &self.text)?;
        let last = text[start..end].chars().next_back().is_some_and(is_of_a_word);
        let rest =
            text[end..].chars().take_while(|&next| last && is_of_a_word(next)).map(char::len_utf8).sum::<usize>();
        (rest == 0 || self.is_stem).then_some(end + rest)
    }

    /// Where it ends, if it comes in the same sentence behind a byte.
    fn after(&self, text: &str, from: usize) -> Option<usize> {
        for (at, character) in text[from..].char_indices().take_while(|(at, _)| *at < WIDEST_GAP) {
            if matches!(character, '.' | '!' | '?' | '。' | '！' | '？' | ';' | '；') {
                return None;
            }
            let start = from + at;
            let within = is_of_a_word(character) && text[..start].chars().next_back().is_some_and(is_of_a_word);
            if let Some(end) = (!within).then(|| self.end(text, start)).flatten() {
                return Some(end);
            }
        }
        None
    }
}

/// How many bytes of `text` a phrase in small letters covers at its start.
fn lower_prefix(text: &str, phrase: &str) -> Option<usize> {
    // most phrases part from a text within their first letters; up to there, bytes tell
    let (here, wanted) = (text.as_bytes(), phrase.as_bytes());
    let same = here.iter().zip(wanted).take_while(|(here, wanted)| here.to_ascii_lowercase() == **wanted).count();
    if same == wanted.len() {
        // a blank at the end of a phrase is any run of them
        let run = || text[same..].len() - text[same..].trim_start().len();
        return Some(if phrase.ends_with(' ') { same + run() } else { same });
    }
    let same = text.floor_char_boundary(same);
    match text[same..].chars().next()? {
        letter if is_apart(letter) || (letter.is_ascii_graphic() && wanted[same].is_ascii_graphic()) => None,
        // the first of several blanks was taken for the phrase's one: begin again before it
        blank if blank.is_whitespace() => {
            let same = text[..same].trim_end().len();
            Some(same + lower_rest(&text[same..], &phrase[same..])?)
        }
        _ => Some(same + lower_rest(&text[same..], &phrase[same..])?),
    }
}

/// The same, letter by letter, for every script and any blanks.
fn lower_rest(text: &str, phrase: &str) -> Option<usize> {
    let mut wanted = phrase.chars().peekable();
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if wanted.peek().is_none() {
            return Some(at);
        }
        if character.is_whitespace() {
            if wanted.next() != Some(' ') {
                return None;
            }
            while characters.next_if(|(_, next)| next.is_whitespace()).is_some() {}
        } else if is_apart(character) {
            if wanted.next() != Some(character) {
                return None;
            }
        } else {
            for small in character.to_lowercase() {
                if wanted.next() != Some(small) {
                    return None;
                }
            }
        }
    }
    wanted.peek().is_none().then_some(text.len())
}

/// A text with each letter and its marks as one character, as far as there is one. Nearly every text is so already, and is only looked at.
pub(super) fn composed(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    // what is not composed shows in its bytes: marks of Latin, Greek and Cyrillic, Korean letters in parts, marks of kana, Han twins
    let apart =
        |pair: &[u8]| matches!(pair, [0xCC | 0xCD, _] | [0xE1, 0x84..=0x87] | [0xE3, 0x82] | [0xEF, 0xA4..=0xAB]);
    let may = || memchr::memchr3(0xCC, 0xCD, 0xE1, bytes).or_else(|| memchr::memchr2(0xE3, 0xEF, bytes)).is_some();
    if !may() || !bytes.windows(2).any(apart) {
        return Cow::Borrowed(text);
    }
    match unicode_normalization::is_nfc_quick(text.chars()) {
        unicode_normalization::IsNormalized::Yes => Cow::Borrowed(text),
        _ => Cow::Owned(text.nfc().collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &[&str], text: &str) -> Vec<String> {
        let words: Vec<String> = words.iter().map(ToString::to_string).collect();
        Phrases::of(&words).all(&composed(text)).map(str::to_owned).collect()
    }

    #[test]
    fn whole_words_are_found_whatever_their_capitals_blanks_and_composition() {
        assert_eq!(found(&["as discussed"], "As\n  DISCUSSED, asdiscussed"), ["As\n  DISCUSSED"]);
        assert_eq!(found(&["và"], "nhanh va\u{300} rẻ, vài, VÀ"), ["và", "VÀ"]);
        assert_eq!(found(&["sekä"], "nopea seka\u{308} halpa"), ["sekä"]);
        assert_eq!(found(&["&"], "fast&cheap"), ["&"]);
        assert_eq!(found(&[" & "], "R&D, fast & cheap"), ["&"]);
        assert_eq!(found(&["和"], "快和好"), ["和"]);
    }

    #[test]
    fn a_stem_is_any_word_that_begins_so() {
        assert_eq!(found(&["laaduk*"], "Laadukkaat, epälaadukkaat, laadukkain"), ["Laadukkaat", "laadukkain"]);
        assert_eq!(found(&["laatu"], "laatua"), [] as [&str; 0]);
    }

    #[test]
    fn parts_are_found_with_words_between_within_a_sentence() {
        let list = ["not too … not too", "yet …"];
        assert_eq!(found(&list, "Not too sweet, not too dry"), ["Not too sweet, not too"]);
        assert_eq!(found(&list, "Not too sweet. Not too dry"), [] as [&str; 0]);
        assert_eq!(found(&list, "Bold yet gentle"), ["yet"]);
        assert_eq!(found(&list, "The boldest yet."), [] as [&str; 0]);
        assert_eq!((found(&["=all"], "All."), found(&["=all"], "All who walk").len()), (vec!["All".to_owned()], 0));
        assert_eq!(found(&["不太…也不太"], "不太甜也不太淡"), ["不太甜也不太"]);
    }

    #[test]
    fn where_an_exception_stands_nothing_is_found() {
        assert_eq!(found(&["and", "!rock and roll"], "Rock and roll and rest"), ["and"]);
        assert_eq!(found(&["和", "!温和", "!和平"], "温和的和平"), [] as [&str; 0]);
        assert_eq!(found(&["and", "!between … and"], "between work and sleep"), [] as [&str; 0]);
        assert_eq!(found(&["best", "!best"], "the best"), [] as [&str; 0]);
    }

    #[test]
    fn a_phrase_may_be_all_there_is() {
        let words = ["none yet".to_owned(), "-".to_owned(), "…".to_owned(), "无".to_owned()];
        let phrases = Phrases::of(&words);
        assert!(phrases.is(" None  yet ") && phrases.is("-") && phrases.is("…") && phrases.is("无"));
        assert!(!phrases.is("none yet known") && !phrases.is("--") && !phrases.is("") && !phrases.is("无人"));
    }
}
