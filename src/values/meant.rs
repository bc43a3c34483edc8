//! What was meant by a date or a word that is written untidily, where it can mean only one thing. Where it can mean two, nobody
//! here chooses. Knows no records, and never looks at money: a comma moved is another sum.

use super::{Day, Month, ascii_digits};
use unicode_normalization::UnicodeNormalization;

/// Years that people of today mean. A Buddhist 2569 is outside, and so is left to those who know which it is.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;
/// A shorter word is another word when one letter of it is another.
const SHORTEST: usize = 5;

impl Day {
    /// The only day that a text can mean: `2026-2-3`, `2026/02/03`, `25.12.2026`, a midnight; in the digits of any script.
    pub fn meant(text: &str) -> Option<Day> {
        only(Day::readings(text)?.into_iter().flatten())
    }

    /// Every day that a text can mean: none, one, or two where day and month may stand either way.
    pub fn all_meant(text: &str) -> Vec<Day> {
        let mut days: Vec<Day> = Day::readings(text).into_iter().flatten().flatten().collect();
        days.dedup();
        days
    }

    fn readings(text: &str) -> Option<[Option<Day>; 3]> {
        let text = figures(text);
        let text = without_midnight(&text)?;
        let day = |year: &str, month: &str, day: &str| {
            let fits = year.len() == 4 && (1..=2).contains(&month.len()) && (1..=2).contains(&day.len());
            let year = year.parse().ok().filter(|year| fits && YEARS.contains(year))?;
            Day::ymd(year, month.parse().ok()?, day.parse().ok()?)
        };
        Some(match *parts(text).as_slice() {
            [whole] if whole.len() == 8 => {
                let usual = day(&whole[..4], &whole[4..6], &whole[6..]);
                usual?;
                [usual, day(&whole[4..], &whole[2..4], &whole[..2]), day(&whole[4..], &whole[..2], &whole[2..4])]
            }
            [year, month, last] if year.len() == 4 => [day(year, month, last), None, None],
            [first, second, year] => [day(year, second, first), day(year, first, second), None],
            _ => return None,
        })
    }
}

impl Month {
    /// The only month that a text can mean: `2026-3`, `03/2026`.
    pub fn meant(text: &str) -> Option<Month> {
        let text = figures(text);
        let (year, month) = match *parts(&text).as_slice() {
            [year, month] if year.len() == 4 => (year, month),
            [month, year] if year.len() == 4 => (year, month),
            _ => return None,
        };
        let year = year.parse().ok().filter(|year| YEARS.contains(year))?;
        Month::parse(&format!("{year:04}-{month:0>2}"))
    }
}

/// The only one of some words that was meant: the same but for capitals, blanks and signs between its parts, else the only one
/// that a single slip of the finger makes of it. A figure in a word is never a slip.
pub fn meant<'c>(typed: &str, words: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let typed = plain(typed);
    let words: Vec<(&str, String)> = words.into_iter().map(|word| (word, plain(word))).collect();
    let same = words.iter().filter(|(_, word)| *word == typed).map(|(word, _)| *word);
    if let Some(same) = only(same.clone()) {
        return Some(same);
    }
    let digits = |word: &str| word.chars().filter(char::is_ascii_digit).collect::<String>();
    let slips =
        |(_, word): &&(&str, String)| strsim::damerau_levenshtein(word, &typed) <= 1 && digits(word) == digits(&typed);
    let long = typed.chars().count() >= SHORTEST && same.count() == 0;
    only(words.iter().filter(slips).map(|(word, _)| *word)).filter(|_| long)
}

/// The one thing that all of some are.
fn only<T: PartialEq>(mut candidates: impl Iterator<Item = T>) -> Option<T> {
    let first = candidates.next()?;
    candidates.all(|other| other == first).then_some(first)
}

/// Small letters, one hyphen between the parts.
fn plain(word: &str) -> String {
    let word = word.nfkc().collect::<String>().to_lowercase();
    let between = |letter: char| letter.is_whitespace() || matches!(letter, '_' | '-' | '/' | '\u{2010}'..='\u{2015}');
    word.split(between).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// A date with ordinary digits, hyphens and letters.
fn figures(text: &str) -> String {
    let text = text.nfkc().collect::<String>();
    let text =
        ascii_digits(&text).replace(['年', '月', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2212}'], "-");
    text.trim().trim_end_matches(['日', '号']).to_owned()
}

/// The day of a timestamp at midnight, as spreadsheets write days; another hour may be another day in another office.
fn without_midnight(text: &str) -> Option<&str> {
    let Some(colon) = text.find(':') else { return Some(text) };
    let at = text[..colon].rfind(['T', 't', ' '])?;
    let hour = text[at + 1..].strip_suffix(['Z', 'z']).unwrap_or(&text[at + 1..]);
    hour.chars().all(|sign| matches!(sign, '0' | ':' | '.')).then(|| text[..at].trim_end())
}

/// The figures of a date, all with the same sign between; none where there is anything else.
fn parts(text: &str) -> Vec<&str> {
    let separator = text.chars().find(|sign| matches!(sign, '-' | '/' | '.')).unwrap_or('-');
    let parts: Vec<&str> = text.split(separator).map(str::trim).collect();
    let digits = |part: &&str| !part.is_empty() && part.bytes().all(|digit| digit.is_ascii_digit());
    if parts.iter().all(digits) { parts } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_can_be_only_one_is_read_however_it_is_written() {
        let same = [
            "2026-12-25",
            "2026/12/25",
            "2026.12.25",
            " 2026-12-25 ",
            "25.12.2026",
            "25. 12. 2026",
            "12/25/2026",
            "25/12/2026",
            "２０２６-１２-２５",
            "２０２６／１２／２５",
            "๒๐๒๖-๑๒-๒๕",
            "2026年12月25日",
            "2026–12–25",
            "2026-12-25T00:00:00Z",
            "2026-12-25 00:00:00",
            "2026-12-25T00:00:00.000Z",
            "20261225",
        ];
        for text in same {
            assert_eq!(Day::meant(text), Day::ymd(2026, 12, 25), "{text}");
        }
        assert_eq!(Day::meant("2026-2-3"), Day::ymd(2026, 2, 3));
        assert_eq!(Day::meant("3.3.2026"), Day::ymd(2026, 3, 3), "both ways the same");
    }

    #[test]
    fn a_day_that_can_be_two_or_none_is_not_chosen() {
        let left = [
            "3.2.2026",
            "03/02/2026",
            "25.12.26",
            "2026-02-30",
            "๒๕๖๙-๑๒-๐๔",
            "2569/12/04",
            "2026-12-25T23:30:00Z",
            "2026-12-25T00:00:00+02:00",
            "2026-12",
            "12.2026",
            "ASAP",
            "2026-12/25",
            "2026-12-25-01",
            "",
            "10112012",
            "25 December 2026",
            "-2026-12-25",
            "2026-012-25",
        ];
        for text in left {
            assert_eq!(Day::meant(text), None, "{text}");
        }
        assert_eq!(
            Day::all_meant("3.2.2026"),
            [Day::ymd(2026, 2, 3), Day::ymd(2026, 3, 2)].map(|day| day.expect("a day"))
        );
        assert_eq!(Day::all_meant("ASAP"), []);
    }

    #[test]
    fn a_month_that_can_be_only_one_is_read() {
        for text in ["2026-3", "2026/03", "03/2026", "3.2026", "２０２６-０３"] {
            assert_eq!(Month::meant(text), Month::parse("2026-03"), "{text}");
        }
        for text in ["2026-13", "03/26", "2026-03-01", "2569-03", "March"] {
            assert_eq!(Month::meant(text), None, "{text}");
        }
    }

    #[test]
    fn a_word_is_known_by_its_letters_or_by_one_slip() {
        let stages = ["in-creative", "internal-review", "client-review", "approved", "active", "pass", "tv-video"];
        for typed in
            ["In-Creative", "in_creative", "in creative", " IN  CREATIVE ", "ｉｎ－ｃｒｅａｔｉｖｅ", "increative"]
        {
            assert_eq!(meant(typed, stages), Some("in-creative"), "{typed}");
        }
        assert_eq!(meant("Approvd", stages), Some("approved"));
        assert_eq!(meant("tv-vidoe", stages), Some("tv-video"));
        assert_eq!(meant("TV/Video", stages), Some("tv-video"));
    }

    #[test]
    fn a_word_that_may_be_another_is_not_chosen() {
        assert_eq!(meant("inactive", ["active", "lost"]), None, "two letters make the opposite");
        assert_eq!(meant("unapproved", ["approved"]), None);
        assert_eq!(meant("past", ["pass", "fail"]), None, "short");
        assert_eq!(meant("review-2", ["review-1"]), None, "a figure is no slip");
        assert_eq!(meant("stage-x", ["stage-a", "stage-b"]), None, "two are as near");
        assert_eq!(meant("internal", ["internal-review"]), None, "a beginning is no spelling");
    }
}
