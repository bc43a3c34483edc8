//! Looking at a text as a reader would: is it empty, does it leave a gap, how many sentences is it, does it name a day.

use super::language::Lists;
use crate::config::Topic;
use crate::values::{Day, digit};
use std::borrow::Cow;

pub(super) use crate::values::ascii_digits;

/// Whether a text says nothing: blanks only, or a word for nothing.
pub(super) fn is_blank(text: &str, lists: &Lists) -> bool {
    text.trim().is_empty() || lists.phrases(Topic::Blanks).is(text)
}

/// The gap a text leaves, as it is written: `TBC`, `<name>`, `[enter budget]`, a word of the lists.
/// With `alone`, also an ordinary word that is all there is.
pub(super) fn placeholder<'t>(text: &'t str, lists: &Lists, alone: bool) -> Option<Cow<'t, str>> {
    let text = text.trim();
    if alone && lists.phrases(Topic::PlaceholdersAlone).is(text) {
        return Some(Cow::Borrowed(text));
    }
    lists.phrases(Topic::Placeholders).find(text).or_else(|| bracketed(text, lists).map(Cow::Borrowed))
}

/// The day a text names anywhere in it as `YYYY-MM-DD`, in the digits of any script.
pub(super) fn day_in(text: &str) -> Option<Day> {
    let text = ascii_digits(text);
    let characters: Vec<char> = text.chars().collect();
    characters.windows(10).enumerate().find_map(|(at, window)| {
        let digit = |at: Option<usize>| at.and_then(|at| characters.get(at)).is_some_and(char::is_ascii_digit);
        // hyphens first: few windows have them, and only those are worth a text
        if window[4] != '-' || window[7] != '-' || digit(at.checked_sub(1)) || digit(Some(at + 10)) {
            return None;
        }
        Day::parse(&window.iter().collect::<String>())
    })
}

/// How many sentences a text is. A text without any end is one.
pub(super) fn sentences(text: &str, language: &Lists) -> usize {
    let characters: Vec<char> = text.trim().chars().collect();
    let last = characters.iter().rposition(|character| character.is_alphanumeric());
    let Some(last) = last else { return usize::from(!characters.is_empty()) };
    let ends = (0..last).filter(|&at| ends_sentence(&characters, at, language));
    // `?!` and `...` end one sentence, not several
    ends.filter(|&at| at + 1 >= last || !is_end(characters[at + 1], language)).count() + 1
}

fn is_end(character: char, language: &Lists) -> bool {
    character == '…' || language.sentence_ends.contains(character)
}

fn ends_sentence(characters: &[char], at: usize, language: &Lists) -> bool {
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
fn is_short_for_something(before: &[char], language: &Lists) -> bool {
    let start = before.iter().rposition(|character| character.is_whitespace()).map_or(0, |at| at + 1);
    let word: String = before[start..].iter().skip_while(|first| !first.is_alphanumeric()).collect();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let initials = word.contains('.') && word.split('.').all(|part| part.chars().count() <= 1);
    let ordinal = language.ordinal_stop && word.chars().all(|part| digit(part).is_some() || part == '.');
    initial || initials || ordinal || language.phrases(Topic::Abbreviations).is(&word)
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
fn bracketed<'t>(text: &'t str, lists: &Lists) -> Option<&'t str> {
    [('<', '>'), ('[', ']')].into_iter().find_map(|(open, close)| {
        let start = text.find(open)?;
        let end = start + text[start..].find(close)?;
        let inner = &text[start + 1..end];
        let words = inner.starts_with(char::is_alphabetic) && inner.len() > 2;
        let dots = inner.chars().all(|dot| matches!(dot, '.' | '…' | '_' | '?' | ' '));
        let gap = dots || (words && !inner.contains("://") && !inner.contains('@'));
        let whole = start == 0 && end + 1 == text.len();
        let asks = || lists.phrases(Topic::Asks).starts(inner).is_some();
        (gap && (open == '<' || whole || asks()) && !text[end + 1..].starts_with('(')).then(|| &text[start..=end])
    })
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
