//! Looking at a text as a reader would: is it empty, does it leave a gap, how many sentences is it, does it name a day.

use super::language::{self, Language};
use crate::values::Day;

/// Whether a text says nothing: blanks only, or a word for nothing.
pub(super) fn is_blank(text: &str, language: &Language) -> bool {
    let text = folded(text);
    text.is_empty() || [language::any(), language].iter().any(|lists| lists.blanks.contains(&text))
}

/// The gap a text leaves, as it is written: `TBC`, `<name>`, `[enter budget]`, a word of the lists or of the agency's own.
/// With `alone`, also an ordinary word that is all there is.
pub(super) fn placeholder<'t>(text: &'t str, language: &Language, own: &[String], alone: bool) -> Option<&'t str> {
    let text = text.trim();
    let whole = folded(text);
    let lists = [language::any(), language];
    if alone && lists.iter().any(|lists| lists.placeholders_alone.contains(&whole)) {
        return Some(text);
    }
    let words = lists.iter().flat_map(|lists| &lists.placeholders).chain(own);
    words.map(|word| phrase(text, word, language.unspaced)).find(Option::is_some).flatten().or_else(|| bracketed(text))
}

/// The word in a text that stands where a date belongs.
pub(super) fn vague_time<'t>(text: &'t str, language: &Language) -> Option<&'t str> {
    let words = [language::any(), language].into_iter().flat_map(|lists| &lists.vague_times);
    words.filter_map(|word| phrase(text, word, language.unspaced)).max_by_key(|found| found.len())
}

/// The day a text names anywhere in it as `YYYY-MM-DD`, in the digits of any script.
pub(super) fn day_in(text: &str) -> Option<Day> {
    let text = ascii_digits(text);
    let characters: Vec<char> = text.chars().collect();
    characters.windows(10).enumerate().find_map(|(at, window)| {
        let digit = |at: Option<usize>| at.and_then(|at| characters.get(at)).is_some_and(char::is_ascii_digit);
        if digit(at.checked_sub(1)) || digit(Some(at + 10)) {
            return None;
        }
        Day::parse(&window.iter().collect::<String>())
    })
}

/// A text with the digits of every script as `0` to `9`.
pub(super) fn ascii_digits(text: &str) -> String {
    text.chars().map(|character| digit(character).map_or(character, |digit| char::from(b'0' + digit))).collect()
}

/// The value of a digit of any script. Unicode keeps each script's ten digits together, in order.
fn digit(character: char) -> Option<u8> {
    const ZEROS: [u32; 24] = [
        0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0,
        0xF20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1A80, 0x1A90, 0xFF10,
    ];
    let code = u32::from(character);
    let value = ZEROS.iter().find_map(|zero| code.checked_sub(*zero).filter(|value| *value < 10))?;
    u8::try_from(value).ok()
}

/// How many sentences a text is. A text without any end is one.
pub(super) fn sentences(text: &str, language: &Language) -> usize {
    let characters: Vec<char> = text.trim().chars().collect();
    let last = characters.iter().rposition(|character| character.is_alphanumeric());
    let Some(last) = last else { return usize::from(!characters.is_empty()) };
    let ends = (0..last).filter(|&at| ends_sentence(&characters, at, language));
    // `?!` and `...` end one sentence, not several
    ends.filter(|&at| at + 1 >= last || !is_end(characters[at + 1], language)).count() + 1
}

fn is_end(character: char, language: &Language) -> bool {
    character == '…' || language.sentence_ends.contains(character)
}

fn ends_sentence(characters: &[char], at: usize, language: &Language) -> bool {
    let end = characters[at];
    if !is_end(end, language) {
        return false;
    }
    let closing =
        |character: &&char| matches!(**character, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '」' | '』' | '）');
    let after = at + 1 + characters[at + 1..].iter().take_while(closing).count();
    let wide = matches!(end, '。' | '！' | '？' | '｡');
    let blank = characters.get(after).is_some_and(|next| next.is_whitespace());
    if !wide && !blank {
        return false;
    }
    let Some(next) = characters[after..].iter().find(|next| next.is_alphanumeric()) else { return false };
    if !wide && next.is_lowercase() {
        return false;
    }
    end != '.' || !is_short_for_something(&characters[..at], language)
}

/// Whether the word before a full stop is an abbreviation, an initial, or a number that makes an ordinal.
fn is_short_for_something(before: &[char], language: &Language) -> bool {
    let start = before.iter().rposition(|character| character.is_whitespace()).map_or(0, |at| at + 1);
    let word: String = before[start..].iter().skip_while(|first| !first.is_alphanumeric()).collect();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let initials = word.contains('.') && word.split('.').all(|part| part.chars().count() <= 1);
    let ordinal = language.ordinal_stop && word.chars().all(|part| digit(part).is_some() || part == '.');
    initial || initials || ordinal || language.abbreviations.contains(&word.to_lowercase())
}

/// Whether a text is a list on one line: bullets, or `1) … 2) …`.
pub(super) fn is_list(text: &str) -> bool {
    let text = ascii_digits(text);
    let bullets = text.matches(['•', '▪', '●', '‣', '◦']).count();
    let numbered =
        ["1)", "2)"].iter().all(|mark| text.contains(mark)) || ["1. ", "2. "].iter().all(|mark| text.contains(mark));
    bullets >= 2 || numbered || text.trim_start().starts_with(['•', '▪', '●', '‣', '◦'])
}

/// A text in brackets that asks to be replaced: `<name>`, `[enter budget]`, `{{client}}`. A link or a mark-up tag is none.
fn bracketed(text: &str) -> Option<&str> {
    [('<', '>'), ('[', ']')].into_iter().find_map(|(open, close)| {
        let start = text.find(open)?;
        let end = start + text[start..].find(close)?;
        let inner = &text[start + 1..end];
        let words = inner.starts_with(char::is_alphabetic) && inner.len() > 2;
        let gap = inner.is_empty() || (words && !inner.contains("://") && !inner.contains('@'));
        let whole = start == 0 && end + 1 == text.len();
        let asks = ASKS.iter().any(|ask| inner.to_lowercase().starts_with(ask));
        (gap && (open == '<' || whole || asks) && !text[end + 1..].starts_with('(')).then(|| &text[start..=end])
    })
}

/// How a text in square brackets asks to be replaced, in the languages of the lists.
const ASKS: [&str; 14] = [
    "enter",
    "insert",
    "add",
    "fill",
    "name of",
    "your",
    "lisää",
    "täytä",
    "kirjoita",
    "ใส่",
    "กรอก",
    "填",
    "请",
    "nhập",
];

/// Finds a phrase in a text whatever its capitals; between letters of other words only where a script sets no blanks.
fn phrase<'t>(text: &'t str, phrase: &str, unspaced: bool) -> Option<&'t str> {
    let phrase = phrase.to_lowercase();
    let mut starts = text.char_indices();
    starts.find_map(|(start, first)| {
        let length = lower_prefix(&text[start..], &phrase)?;
        let end = start + length;
        let bounded = |inside: Option<char>, outside: Option<char>| {
            let joined = inside.is_some_and(is_joining) && outside.is_some_and(is_joining);
            !joined
        };
        let before = bounded(Some(first), text[..start].chars().next_back());
        let after = bounded(text[..end].chars().next_back(), text[end..].chars().next());
        (unspaced && !phrase.is_ascii() || before && after).then(|| &text[start..end])
    })
}

/// How many bytes of `text` the phrase covers at its start, compared in small letters.
fn lower_prefix(text: &str, phrase: &str) -> Option<usize> {
    let mut wanted = phrase.chars().peekable();
    for (at, character) in text.char_indices() {
        if wanted.peek().is_none() {
            return Some(at);
        }
        for small in character.to_lowercase() {
            if wanted.next() != Some(small) {
                return None;
            }
        }
    }
    wanted.peek().is_none().then_some(text.len())
}

/// Whether a character is part of a word that goes on: a Han or Thai letter next to `TBC` is another word.
fn is_joining(character: char) -> bool {
    character.is_alphanumeric()
        && !matches!(u32::from(character), 0xE00..=0xE7F | 0x2E80..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

/// Small letters, no blanks around, single blanks within.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
