//! Whether a sentence praises and says nothing else. Knows words, not what they mean.

use super::language::Lists;
use super::length::{Length, length};
use super::phrases::{Phrases, composed};
use super::script::{is_apart, is_han};
use crate::config::Topic;
use unicode_segmentation::UnicodeSegmentation;

/// The words of praise in a sentence that holds little else, and no word of the facts; quoted, for a message.
pub(super) fn praise_alone<'f>(text: &str, lists: &Lists, facts: &dyn Fn() -> Vec<&'f str>) -> Option<Vec<String>> {
    let text = composed(text);
    let puffery = lists.phrases(Topic::Puffery);
    let praise: Vec<&str> = puffery.all(&text).collect();
    if praise.is_empty() {
        return None;
    }
    let rest: Vec<&str> =
        outside(&text, puffery).into_iter().flat_map(|piece| outside(piece, lists.phrases(Topic::Fillers))).collect();
    let measure = |pieces: &[&str]| pieces.iter().fold(Length::default(), |sum, piece| sum.and(length(piece)));
    // where more is said than praised, something is said
    if measure(&rest).in_words(lists) > measure(&praise).in_words(lists) {
        return None;
    }
    let facts = facts().join("\n").to_lowercase();
    let facts = composed(&facts);
    let shared = rest.iter().any(|piece| shares(&piece.to_lowercase(), &facts));
    (!shared).then(|| praise.iter().map(|word| format!("`{word}`")).collect())
}

/// What lies between the phrases of a list.
fn outside<'t>(text: &'t str, phrases: &Phrases) -> Vec<&'t str> {
    let mut pieces = Vec::new();
    let mut at = 0;
    for (start, end) in phrases.places(text) {
        pieces.push(&text[at..start]);
        at = end;
    }
    pieces.push(&text[at..]);
    pieces
}

/// Whether a piece has a word that stands in the facts, in any form; in scripts without blanks, the same run of characters.
fn shares(piece: &str, facts: &str) -> bool {
    let words = piece.unicode_words().filter(|word| !word.starts_with(is_apart) && word.chars().count() > 2);
    // the end of an inflected word is not what it is about: `leipä`, `leivät`
    let stem = |word: &str| word.chars().take((word.chars().count() - 2).clamp(3, 5)).collect::<String>();
    let stems: Vec<String> = words.map(stem).collect();
    if !stems.is_empty() && facts.unicode_words().any(|fact| stems.iter().any(|stem| fact.starts_with(stem))) {
        return true;
    }
    let runs = piece.split(|other: char| !is_apart(other)).filter(|run| !run.is_empty());
    runs.map(|run| run.chars().collect::<Vec<char>>()).any(|run| {
        // two Han characters make a word, or one that stands alone; four letters of Thai make most of one
        let width = if is_han(run[0]) { 2 } else { 4 };
        run.windows(width.min(run.len())).any(|window| facts.contains(&window.iter().collect::<String>()))
    })
}

#[cfg(test)]
mod tests {
    use super::super::language::Languages;
    use super::*;

    fn praised(text: &str, code: &str, facts: &str) -> bool {
        praise_alone(text, Languages::default().lists(code), &|| vec![facts]).is_some()
    }

    #[test]
    fn praise_is_told_from_what_can_be_proven() {
        for (text, code, facts) in [
            ("We are the leading provider of innovative, world-class solutions", "en", "Forty shops"),
            ("Simply the best quality in town", "en", "Forty shops"),
            ("Laadukkaita ratkaisuja jokaiselle", "fi", "Neljäkymmentä myymälää"),
            ("คุณภาพระดับโลก เพื่อคุณ", "th", "ร้านสี่สิบสาขา"),
            ("卓越品质，成就非凡", "zh", "四十家门店"),
            ("Giải pháp hàng đầu cho cuộc sống hiện đại", "vi", "Bốn mươi cửa hàng"),
        ] {
            assert!(praised(text, code, facts), "{text}");
        }
        for (text, code, facts) in [
            ("The forest starts at your door", "en", ""),
            ("The best coffee before the first train leaves", "en", ""),
            ("The best bread in town", "en", "Bread baked at four in the morning"),
            ("Paras leipä", "fi", "Leivät paistetaan neljältä"),
            ("ขนมปังที่ดีที่สุด", "th", "ขนมปังอบตอนตีสี่"),
            ("最好的面包", "zh", "面包凌晨四点出炉"),
            ("Bánh mì tốt nhất", "vi", "Bánh mì ra lò lúc bốn giờ sáng"),
            ("Bästa kvalitet", "sv", ""),
        ] {
            assert!(!praised(text, code, facts), "{text}");
        }
    }
}
