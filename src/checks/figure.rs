//! The figures in a text, in the digits of any script: what a target or an objective can be held to. Days, years and quarters are none.

use super::text;

/// Chinese writes numbers in words of one character. `一` alone is in too many other words.
const HAN: &str = "二三四五六七八九十百千万萬亿億两兩倍半";

/// Years that a plan is made in; in Thailand they count 543 more.
const YEARS: [std::ops::RangeInclusive<u32>; 2] = [2015..=2045, 2558..=2588];

/// Whether a text holds a number of any kind.
pub(super) fn has_figure(text: &str) -> bool {
    text.chars().any(|character| character.is_numeric() || HAN.contains(character))
}

/// How many numbers a text names that are not part of a date.
pub(super) fn figures(text: &str) -> usize {
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
            assert_eq!(figures(text), count, "{text}");
        }
    }

    #[test]
    fn any_digit_makes_a_target_a_number() {
        for text in ["30%", "๑๘%", "３０", "٣٠", "三成", "一半", "½"] {
            assert!(has_figure(text), "{text}");
        }
        assert!(!has_figure("clearly more") && !has_figure("一定更好"));
    }
}
