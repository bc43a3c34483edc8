//! Whether a text dates what it says. Knows the years people write, in the digits of every script.

use super::language::Lists;
use super::script::digit;
use super::text::ascii_digits;
use crate::config::Topic;

/// Whether a text names a year, a month, a quarter or a day.
pub(super) fn is_dated(text: &str, lists: &Lists) -> bool {
    let text = &*ascii_digits(text);
    numbers(text).any(|(before, number, after)| {
        let value: u32 = number.parse().unwrap_or(0);
        match number.len() {
            // the common calendar, and the Buddhist one, which is 543 years ahead
            4 => matches!(value, 1900..=2099 | 2443..=2642),
            // Minguo years, counted from 1912
            2 | 3 if after.trim_start().starts_with('年') => true,
            1 | 2 if after.trim_start().starts_with(['月', '日', '號', '号']) => true,
            2 if before.ends_with(['\'', '’']) => true,
            // `4/26`, `31/3`
            1 | 2 => after.strip_prefix('/').is_some_and(|rest| rest.starts_with(|next: char| next.is_ascii_digit())),
            _ => false,
        }
    }) || is_year_in_han(text)
        || lists.phrases(Topic::Dates).find(text).is_some()
}

/// Every number in a text, with what stands before and behind it.
fn numbers(text: &str) -> impl Iterator<Item = (&str, &str, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(|next: char| next.is_ascii_digit())?;
        let end = text[start..].find(|next: char| !next.is_ascii_digit()).map_or(text.len(), |length| start + length);
        at = end;
        Some((&text[..start], &text[start..end], &text[end..]))
    })
}

/// `二〇二五年`: four numerals and the word for year.
fn is_year_in_han(text: &str) -> bool {
    const NUMERALS: &str = "〇○零一二三四五六七八九";
    text.match_indices('年').any(|(at, _)| {
        let before = text[..at].chars().rev().take_while(|one| NUMERALS.contains(*one) || digit(*one).is_some());
        before.count() == 4
    })
}

#[cfg(test)]
mod tests {
    use super::super::language::Languages;
    use super::*;

    #[test]
    fn facts_with_a_date_are_told_from_facts_without() {
        let languages = Languages::default();
        for (text, code) in [
            ("Sales fell 8% in 2025.", "en"),
            ("Sales fell 8% in FY25, and again in Q1.", "en"),
            ("In September 2,300 people called.", "en"),
            ("The spring of '24 was cold.", "en"),
            ("Counted 31/3, 2,300 callers.", "en"),
            ("Myynti laski maaliskuussa 8 %.", "fi"),
            ("ยอดขายลดลง 8% ในปี ๒๕๖๘", "th"),
            ("ยอดขายลดลง 8% ตั้งแต่ ม.ค.", "th"),
            ("二〇二五年销量下降8%。", "zh"),
            ("今年3月以来销量下降8%。", "zh"),
            ("民國114年門市少了兩成客人。", "zh"),
            ("Doanh số giảm 8% từ tháng 3.", "vi"),
            ("Quý 4 doanh số giảm 8%.", "vi"),
        ] {
            assert!(is_dated(text, languages.lists(code)), "{text}");
        }
        for (text, code) in [
            ("Sales fell 8% last year in 40 shops.", "en"),
            ("The range has 4000 articles and 12000 fans.", "en"),
            ("Myynti laski 8 % viime vuonna.", "fi"),
            ("ยอดขายลดลง 8% เมื่อปีที่แล้ว", "th"),
            ("去年销量下降8%，有40家门店。", "zh"),
            ("Doanh số giảm 8% so với năm ngoái.", "vi"),
        ] {
            assert!(!is_dated(text, languages.lists(code)), "{text}");
        }
    }
}
