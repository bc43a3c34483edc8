//! Numbers and years in a title, in the digits of several scripts and the counts of several countries: 2026, ๒๕๖๙, 115年.

use std::ops::Range;

/// A run of digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// Where.
    pub(super) at: Range<usize>,
    /// How much.
    pub(super) value: i64,
    /// The zero of its script.
    pub(super) zero: char,
    /// How many digits.
    pub(super) digits: usize,
}

/// A year in a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Year {
    /// In our count.
    pub(super) ours: i32,
    number: Number,
    /// What the title's count is above ours.
    above: i32,
}

impl Year {
    /// Where its digits stand.
    pub(super) fn at(&self) -> Range<usize> {
        self.number.at.clone()
    }

    /// Another year, as this one is written.
    pub(super) fn write(&self, year: i32) -> String {
        let counted = i64::from(year + self.above);
        let shown = if self.number.digits == 2 { counted.rem_euclid(100) } else { counted };
        Number::write(shown, self.number.zero, self.number.digits)
    }
}

/// Zeros: our own, the Thai and the wide ones.
const ZEROS: [char; 3] = ['0', '๐', '０'];
/// Years of the Buddhist count are so many above ours; those of the Republic of China so many below.
const BUDDHIST: i32 = 543;
const REPUBLIC: i32 = -1911;
/// Words between a month and its year, and signs.
const WORDS: [&str; 8] = ["năm", "พ.ศ.", "ค.ศ.", "of", "vuonna", "vuoden", "år", "年"];
const SIGNS: &str = ",./:-–—('’";

impl Number {
    /// A number in the digits of a script, with zeros before it up to a width.
    pub(super) fn write(value: i64, zero: char, width: usize) -> String {
        let digit = |digit: char| {
            let value = digit.to_digit(10).and_then(|value| char::from_u32(u32::from(zero) + value));
            value.unwrap_or(digit)
        };
        format!("{value:0width$}").chars().map(digit).collect()
    }

    /// The number as a month.
    pub(super) fn as_month(&self) -> Option<u32> {
        u32::try_from(self.value).ok().filter(|month| (1..=12).contains(month) && self.digits <= 2)
    }

    /// The number as a year of four digits.
    pub(super) fn as_year(&self, near: i32) -> Option<Year> {
        let value = i32::try_from(self.value).ok().filter(|_| self.digits == 4)?;
        let is_near = |above: &i32| (value - above - near).abs() < 100;
        let above = [0, BUDDHIST].into_iter().find(is_near)?;
        Some(Year { ours: value - above, number: self.clone(), above })
    }

    /// The number as a year that only its surroundings make one: `'26`, `26年`, `115年`.
    fn as_short_year(&self, letters: &[char], near: i32) -> Option<Year> {
        let value = i32::try_from(self.value).ok()?;
        let apostrophe = self.at.start.checked_sub(1).is_some_and(|at| matches!(letters[at], '\'' | '’'));
        let counted = letters.get(self.at.end) == Some(&'年');
        match self.digits {
            2 if apostrophe || counted => {
                Some(Year { ours: near - near.rem_euclid(100) + value, number: self.clone(), above: 0 })
            }
            3 if counted => Some(Year { ours: value - REPUBLIC, number: self.clone(), above: REPUBLIC }),
            _ => None,
        }
    }
}

/// Every run of digits.
pub(super) fn numbers(letters: &[char]) -> Vec<Number> {
    let digit = |letter: char| {
        ZEROS.into_iter().find_map(|zero| {
            let value = u32::from(letter).checked_sub(u32::from(zero)).filter(|value| *value < 10)?;
            Some((zero, i64::from(value)))
        })
    };
    let mut found: Vec<Number> = Vec::new();
    for (at, letter) in letters.iter().enumerate() {
        let Some((zero, value)) = digit(*letter) else { continue };
        match found.last_mut() {
            Some(last) if last.at.end == at && last.zero == zero => {
                last.at.end = at + 1;
                last.value = last.value.saturating_mul(10).saturating_add(value);
                last.digits += 1;
            }
            _ => found.push(Number { at: at..at + 1, value, zero, digits: 1 }),
        }
    }
    found
}

/// The year beside a month, behind it or before it, near another year.
pub(super) fn beside(letters: &[char], month: &Range<usize>, near: i32) -> Option<Year> {
    let year = |number: &Number| number.as_year(near).or_else(|| number.as_short_year(letters, near));
    let all = numbers(letters);
    // what a language hangs on the name belongs to it: `marraskuun 2026`
    let hung = letters[month.end..].iter().take_while(|letter| letter.is_alphabetic()).count();
    let end = month.end + hung;
    let after = all.iter().find(|number| end <= number.at.start);
    let before = all.iter().rev().find(|number| number.at.end <= month.start);
    let is_between = |range: Range<usize>| {
        let text: String = letters[range].iter().collect();
        let mut rest: String = text.to_lowercase().split_whitespace().collect();
        for word in WORDS {
            rest = rest.replacen(word, "", 1);
        }
        rest.chars().all(|letter| SIGNS.contains(letter)) && rest.chars().count() <= 2
    };
    after
        .filter(|number| is_between(end..number.at.start))
        .and_then(year)
        .or_else(|| before.filter(|number| is_between(number.at.end..month.start)).and_then(year))
}
