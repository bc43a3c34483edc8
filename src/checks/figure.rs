//! The figures in a text, in the digits of any script: what a target or an objective can be held to. Days, years and quarters are none.

use super::language::Lists;
use super::phrases::composed;
use super::text;
use crate::config::Topic;

/// Chinese writes numbers in words of one character. `一` alone is in too many other words.
const HAN: &str = "二三四五六七八九十百千万萬亿億两兩倍半";

/// Years that a plan is made in; in Thailand they count 543 more.
const YEARS: [std::ops::RangeInclusive<u32>; 2] = [2015..=2045, 2558..=2588];

/// Whether a text holds a number of any kind, in digits or in words.
pub(super) fn has_figure(text: &str, lists: &Lists) -> bool {
    let digits = text.chars().any(|character| character.is_numeric() || HAN.contains(character));
    digits || lists.phrases(Topic::NumberWords).find(text).is_some()
}

/// How many numbers a text names that are not part of a date, in digits or in words.
pub(super) fn figures(text: &str, lists: &Lists) -> usize {
    in_digits(text) + lists.phrases(Topic::NumberWords).all(&composed(text)).count()
}

/// Whether a text names a number that is not part of a date.
pub(super) fn names_figure(text: &str, lists: &Lists) -> bool {
    in_digits(text) > 0 || lists.phrases(Topic::NumberWords).find(text).is_some()
}

/// The percentages in a text, as written: `70%`, `๑๘ %`.
pub(super) fn percentages(text: &str) -> Vec<String> {
    let before = |sign: usize| {
        let number = text[..sign].trim_end_matches([' ', '\u{a0}']);
        let start = number.rfind(|character: char| !(character.is_numeric() || ".,".contains(character)));
        let start = start.map_or(0, |at| at + number[at..].chars().next().map_or(0, char::len_utf8));
        let number = number[start..].trim_matches(['.', ',']);
        (!number.is_empty()).then(|| format!("{number}%"))
    };
    text.match_indices(['%', '％', '٪']).filter_map(|(sign, _)| before(sign)).collect()
}

fn in_digits(text: &str) -> usize {
    let text: Vec<char> = text::ascii_digits(text).chars().collect();
    let (mut at, mut count) = (0, 0);
    while at < text.len() {
        let start = at;
        if text[at].is_ascii_digit() {
            at = end_of_number(&text, start);
            count += usize::from(!is_date(&text, start, at));
        } else if text[at].is_numeric() {
            at += 1;
            count += 1;
        } else if HAN.contains(text[at]) {
            at += text[at..].iter().take_while(|character| HAN.contains(**character)).count();
            // `十分` is "very"
            let idle = text[start..at] == ['十'] && text.get(at) == Some(&'分');
            count += usize::from(!idle && !is_unit_of_date(text.get(at)));
        } else {
            at += 1;
        }
    }
    count
}

/// The end of a number with what stands between its digits: `4.8`, `900 000`, `2027-06-30`, `30/6/2027`.
fn end_of_number(text: &[char], start: usize) -> usize {
    let digits = |from: usize| text[from..].iter().take_while(|character| character.is_ascii_digit()).count();
    let mut at = start + digits(start);
    loop {
        let Some(between) = text.get(at) else { return at };
        let next = digits((at + 1).min(text.len()));
        let goes_on = match between {
            '.' | ',' | '/' | '\'' | '’' => next > 0,
            ' ' | '\u{a0}' | '\u{202f}' => next == 3,
            // a day, and no range of ages
            '-' => at - start >= 4 && next == 2,
            _ => false,
        };
        if !goes_on {
            return at;
        }
        at += 1 + next;
    }
}

fn is_date(text: &[char], start: usize, end: usize) -> bool {
    let number: String = text[start..end].iter().collect();
    let parts: Vec<&str> = number.split(['-', '.', '/']).collect();
    let is_year =
        |part: &str| part.len() == 4 && part.parse().is_ok_and(|year| YEARS.iter().any(|years| years.contains(&year)));
    let percent =
        text[end..].iter().find(|character| **character != ' ').is_some_and(|next| matches!(next, '%' | '％' | '٪'));
    let quarter = number.len() == 1 && start > 0 && matches!(text[start - 1], 'Q' | 'q' | 'H');
    let dated = match parts.as_slice() {
        [year] => is_year(year),
        [first, _] | [first, _, _] if is_year(first) => true,
        [_, _, last] => is_year(last),
        _ => false,
    };
    !percent && (quarter || dated || is_unit_of_date(text.get(end)))
}

fn is_unit_of_date(next: Option<&char>) -> bool {
    next.is_some_and(|next| matches!(next, '年' | '月' | '日' | '号' | '號'))
}

#[cfg(test)]
mod tests {
    use super::super::language::Languages;
    use super::*;

    #[test]
    fn numbers_are_counted_in_every_script_and_dates_are_not() {
        for (text, count) in [
            ("Raise it from 12% to 18% by 2027-06-30", 2),
            ("Nosta liikevaihto 4,1:stä 4,8 miljoonaan 30.6.2027 mennessä", 2),
            ("Nosta 900 000 kontaktiin vuonna 2027", 1),
            ("ยอดขายเพิ่มจาก ๑๒% เป็น ๑๘% ภายใน ๒๕๗๐", 2),
            ("回头客由一成八升至三成，于2027年6月30日前", 2),
            ("銷量翻兩倍", 1),
            ("十分受歡迎，六月上市", 0),
            ("Tăng từ 12 lên 18 điểm trước 30/6/2027", 2),
            ("Increase brand awareness in Q3 2027", 0),
            ("Sell 2,000 boxes and ½ of the berths", 2),
            ("Reach 2020% of it", 1),
            ("Be known", 0),
        ] {
            assert_eq!(in_digits(text), count, "{text}");
        }
    }

    #[test]
    fn any_digit_makes_a_target_a_number() {
        let languages = Languages::default();
        for text in ["30%", "๑๘%", "３０", "٣٠", "三成", "一半", "½"] {
            assert!(has_figure(text, languages.lists("sv")), "{text}");
        }
        assert!(!has_figure("clearly more", languages.lists("en")) && !has_figure("一定更好", languages.lists("zh")));
    }

    #[test]
    fn a_number_in_words_is_one() {
        let languages = Languages::default();
        for (code, text) in [
            ("en", "Twice as many as now"),
            ("fi", "puolet kanta-asiakkaista"),
            ("th", "เพิ่มเป็นสองเท่า"),
            ("zh", "會員翻倍"),
            ("vi", "gấp đôi hiện nay"),
        ] {
            assert_eq!(figures(text, languages.lists(code)).min(1), 1, "{text}");
        }
        assert_eq!(figures("Be the first one people think of", languages.lists("en")), 0);
        assert_eq!(figures("สร้างความสัมพันธ์ให้เรียบร้อย", languages.lists("th")), 0);
    }

    #[test]
    fn percentages_are_read_as_they_are_written() {
        assert_eq!(percentages("In 2024, 70% of Finns and 4,5 % of ๑๘%"), ["70%", "4,5%", "๑๘%"]);
        assert_eq!(percentages("100 % puuvillaa"), ["100%"]);
        assert!(percentages("% of nothing").is_empty());
    }
}
