//! Whether a sentence joins several things: by a word, by a mark, or as a list with commas. Knows which pairs are one thing.

use super::language::Lists;
use super::length::length;
use super::phrases::{Phrases, composed};
use super::script::is_apart;
use crate::config::Topic;

/// What joins several things in a sentence, as it is written. `names` are names that may hold a joining word themselves.
pub(super) fn join(text: &str, lists: &Lists, names: &dyn Fn() -> Vec<String>) -> Option<String> {
    let text = composed(text.trim());
    let joining = lists.phrases(Topic::Joining);
    let mut named: Option<Vec<(usize, usize)>> = None;
    for (start, end) in joining.places(&text) {
        if is_one_thing(&text[..start], &text[start..end], &text[end..]) {
            continue;
        }
        let named = named.get_or_insert_with(|| Phrases::of(names()).places(&text).collect());
        if !named.iter().any(|&(from, to)| from <= start && end <= to) {
            return Some(text[start..end].trim().to_owned());
        }
    }
    lists.is_known().then(|| list(&text)).flatten()
}

/// Whether what stands before and behind a joining word is one thing, or there is nothing to join.
fn is_one_thing(before: &str, joint: &str, after: &str) -> bool {
    // a joint of several words, or with words in it, joins wherever it stands
    let short = !joint.contains(is_apart) || joint.chars().count() <= 3;
    if joint.split_whitespace().count() > 1 || !short {
        return false;
    }
    let Some(left) = word(before.split_whitespace().next_back()) else { return true };
    let Some(right) = word(after.split_whitespace().next()) else { return true };
    let numbers = [left, right].iter().all(|word| word.chars().all(char::is_numeric));
    let numerals = [left.chars().next_back(), right.chars().next()];
    let estimate = joint == "、" && numerals.iter().flatten().all(|one| "一二两兩三四五六七八九十".contains(*one));
    // `faster and faster`; `Marks & Spencer` in a sentence that is not all in capitals
    let again = left.to_lowercase() == right.to_lowercase();
    let is_name = |word: &str| word.starts_with(char::is_uppercase);
    let small = |text: &str| text.split_whitespace().any(|word| word.starts_with(char::is_lowercase));
    let names = is_name(left) && is_name(right) && (small(before) || small(after));
    numbers || estimate || (again && !left.starts_with(is_apart)) || names
}

/// A word without the marks around it.
fn word(written: Option<&str>) -> Option<&str> {
    let word = written?.trim_matches(|mark: char| !mark.is_alphanumeric());
    (!word.is_empty()).then_some(word)
}

/// Three things and more in a row, each a word or two: `fresh, fast, fair`.
fn list(text: &str) -> Option<String> {
    let items: Vec<&str> = text.split([',', '，']).map(str::trim).collect();
    let [_, others @ ..] = items.as_slice() else { return None };
    let short = |item: &&str, last: bool| {
        let length = length(item);
        let room = usize::from(last);
        let some = length.words + length.han + length.thai > 0;
        some && length.words <= 2 + room && length.han <= 4 + room && length.thai <= 10
    };
    let (last, middle) = others.split_last()?;
    let lists = !middle.is_empty() && middle.iter().all(|item| short(item, false)) && short(last, true);
    let comma = text.find([',', '，'])?;
    let first = text[..comma].trim_end().rfind(char::is_whitespace).map_or(0, |at| at + 1);
    lists.then(|| text[first..].trim_matches(|mark: char| !mark.is_alphanumeric()).to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::language::Languages;
    use super::*;

    fn joined(text: &str, code: &str) -> Option<String> {
        join(text, Languages::default().lists(code), &|| vec!["Salt & Stone".to_owned(), "AcmeKids".to_owned()])
    }

    #[test]
    fn promises_are_joined_by_words_by_marks_and_by_commas() {
        for (text, code, by) in [
            ("Light boots and a warm coat.", "en", "and"),
            ("Near & cheap", "en", "&"),
            ("The forest is near; our boots are light", "en", ";"),
            ("Fresh, fast, fair.", "en", "Fresh, fast, fair"),
            ("Coffee that is fresh, fast and fair", "en", "and"),
            ("Not only near but cheap", "en", "Not only near but"),
            ("Lähellä sekä halpa", "fi", "sekä"),
            ("更快、更轻", "zh", "、"),
            ("离家近和价格低", "zh", "和"),
            ("更快，更轻，更省", "zh", "更快，更轻，更省"),
            ("ป่าใกล้บ้านและรองเท้าเบา", "th", "และ"),
            ("Vừa gần vừa rẻ", "vi", "Vừa gần vừa"),
            ("Near & cheap", "sv", "&"),
        ] {
            assert_eq!(joined(text, code).as_deref(), Some(by), "{text}");
        }
    }

    #[test]
    fn one_thing_of_two_words_is_one_thing() {
        for (text, code) in [
            ("Season it with salt and pepper", "en"),
            ("It gets better and better", "en"),
            ("The forest, too, starts at your door", "en"),
            ("For everyone who, after a long day, wants to sit", "en"),
            ("And it starts at your door", "en"),
            ("Salt & Stone starts at your door", "en"),
            ("The R&D of sleep", "en"),
            ("What Marks & Spencer never tells you", "en"),
            ("The hour between work and sleep", "en"),
            ("Koti yötä ja päivää", "fi"),
            ("温和地叫醒你", "zh"),
            ("三、四点的那杯茶", "zh"),
            ("三分鐘，一口山", "zh"),
            ("和你一起慢下来", "zh"),
            ("อร่อยทั้งครอบครัว", "th"),
            ("เดินป่ากับลูก", "th"),
            ("Bố mẹ yên tâm ngủ", "vi"),
            ("Snabb och billig", "sv"),
        ] {
            assert_eq!(joined(text, code), None, "{text}");
        }
    }
}
