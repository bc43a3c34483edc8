//! Many phrases looked for at once, whatever their capitals, in one walk over a text.

/// The phrases of a list, by their first letter.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    ascii: u128,
    firsts: Vec<(char, Vec<String>)>,
}

impl Phrases {
    /// Makes a list ready.
    pub(super) fn of<'w>(words: impl IntoIterator<Item = &'w String>) -> Phrases {
        let mut phrases = Phrases::default();
        for word in words {
            let small = word.to_lowercase();
            let Some(first) = small.chars().next() else { continue };
            if first.is_ascii() {
                phrases.ascii |= 1 << u32::from(first);
            }
            match phrases.firsts.binary_search_by_key(&first, |(first, _)| *first) {
                Ok(at) => phrases.firsts[at].1.push(small),
                Err(at) => phrases.firsts.insert(at, (first, vec![small])),
            }
        }
        phrases
    }

    /// The first phrase in a text, the longest where several begin.
    pub(super) fn find<'t>(&self, text: &'t str) -> Option<&'t str> {
        let mut before = None;
        for (start, character) in text.char_indices() {
            let found = self.at(text, start, character, before);
            if found.is_some() {
                return found;
            }
            before = Some(character);
        }
        None
    }

    fn at<'t>(&self, text: &'t str, start: usize, character: char, before: Option<char>) -> Option<&'t str> {
        // The cheap questions first: most characters begin no phrase.
        let small = match character {
            _ if character.is_ascii() => character.to_ascii_lowercase(),
            _ if is_apart(character) => character,
            _ => character.to_lowercase().next()?,
        };
        if small.is_ascii() && self.ascii & (1 << u32::from(small)) == 0 {
            return None;
        }
        let at = self.firsts.binary_search_by_key(&small, |(first, _)| *first).ok()?;
        if before.is_some_and(is_joining) && is_joining(character) {
            return None;
        }
        let fits = |phrase: &String| {
            let found = &text[start..start + lower_prefix(&text[start..], phrase)?];
            let last = found.chars().next_back().is_some_and(is_joining);
            let goes_on = last && text[start + found.len()..].chars().next().is_some_and(is_joining);
            (!goes_on).then_some(found)
        };
        self.firsts[at].1.iter().filter_map(fits).max_by_key(|found| found.len())
    }
}

/// How many bytes of `text` a phrase covers at its start, compared in small letters.
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

/// Whether a character is part of a word that goes on. Scripts that set no blanks never are: a Han or Thai letter next to a phrase
/// is another word.
fn is_joining(character: char) -> bool {
    !is_apart(character) && character.is_alphanumeric()
}

/// Whether a character belongs to a script that sets no blanks and knows no capitals: Thai, Han.
fn is_apart(character: char) -> bool {
    matches!(u32::from(character), 0xE00..=0xE7F | 0x2E80..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}
