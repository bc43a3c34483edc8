//! What is left of a text when the words of some lists are taken away: nothing, where a text is made of those words alone.

use super::language::Lists;
use super::phrases::composed;
use super::script::is_han;
use crate::config::Topic;

/// A Han character says as much as this many letters.
const HAN: usize = 3;

/// What is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Leftover {
    /// How many phrases were taken away.
    pub(super) taken: usize,
    /// Letters that belong to none of them; digits and marks are not counted.
    pub(super) letters: usize,
}

/// What is left of a text without the phrases of some topics. With `names`, words with a capital inside the text are taken for names of
/// places and left out too.
pub(super) fn without(text: &str, lists: &Lists, topics: &[Topic], names: bool) -> Leftover {
    let text = composed(text.trim());
    let mut covered = vec![false; text.len()];
    let mut taken = 0;
    for topic in topics {
        for (start, end) in lists.phrases(*topic).places(&text) {
            covered[start..end].fill(true);
            taken += 1;
        }
    }
    let mut letters = 0;
    let mut word = None;
    for (at, character) in text.char_indices() {
        if !character.is_alphanumeric() {
            word = None;
            continue;
        }
        let named = *word.get_or_insert(at > 0 && character.is_uppercase());
        if character.is_alphabetic() && !covered[at] && !(names && named) {
            letters += if is_han(character) { HAN } else { 1 };
        }
    }
    Leftover { taken, letters }
}
