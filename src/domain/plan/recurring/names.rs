//! Months as titles name them, in the languages people write them in: `November`, `marraskuun`, `tháng 11`, `พฤศจิกายน`, `11月`, `11/2026`.
//! Finds where a title names a month and writes another one in its stead; which month it should be is for others to say.

use super::digits::{Number, Year, beside, numbers};
use crate::values::Month;
use std::ops::Range;

/// Where a title names a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// Its letters, without the year.
    pub(super) at: Range<usize>,
    /// 1 to 12.
    pub(super) month: u32,
    /// The year beside it.
    pub(super) year: Option<Year>,
    form: Form,
}

/// How a title writes a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// By a name out of twelve.
    Name(&'static [&'static str; 12]),
    /// In digits from this zero on, at least so many.
    Digits(char, usize),
}

impl Named {
    fn new(letters: &[char], at: Range<usize>, month: u32, form: Form, sought: Month) -> Named {
        let year = beside(letters, &at, sought.year);
        Named { at, month, year, form }
    }

    /// Another month as this one is written; `found` are its letters.
    pub(super) fn write(&self, month: u32, found: &[char]) -> String {
        match self.form {
            Form::Digits(zero, least) => Number::write(i64::from(month), zero, least),
            Form::Name(names) => names.get(month as usize - 1).map_or_else(String::new, |name| cased(name, found)),
        }
    }
}

/// A name with the capitals of another.
fn cased(name: &str, found: &[char]) -> String {
    let mut capitals = found.iter().filter(|letter| letter.is_alphabetic());
    let first = capitals.next().is_some_and(|letter| letter.is_uppercase());
    let mut rest = capitals.peekable();
    if first && rest.peek().is_some() && rest.all(|letter| letter.is_uppercase()) {
        return name.to_uppercase();
    }
    let mut letters = name.chars();
    let Some(head) = letters.next() else { return String::new() };
    let head: String = if first { head.to_uppercase().collect() } else { head.to_lowercase().collect() };
    head + &letters.as_str().to_lowercase()
}

/// How a language names its months.
#[derive(Clone, Copy, Debug)]
struct Names {
    language: &'static str,
    months: &'static [&'static str; 12],
    ends: Ends,
}

/// What may stand before and after a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ends {
    /// A word by itself; without its capital, `may` and `march` are other words.
    Word,
    /// The same, with a year beside it.
    Dated,
    /// A word by itself; in the client's own language a long one begins others too: `Novemberausgabe`.
    Compound,
    /// The beginning of a word, whatever its case: `marraskuussa`.
    Stem,
    /// Anywhere: there are no blanks between words.
    Anywhere,
    /// Anywhere, but no letter after it: `ส.ค.` is no part of `ส.ค.ส.`.
    Short,
}

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const FINNISH: [&str; 12] = [
    "tammikuu",
    "helmikuu",
    "maaliskuu",
    "huhtikuu",
    "toukokuu",
    "kesäkuu",
    "heinäkuu",
    "elokuu",
    "syyskuu",
    "lokakuu",
    "marraskuu",
    "joulukuu",
];
const SWEDISH: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];
const GERMAN: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
const THAI: [&str; 12] = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
];
const THAI_SHORT: [&str; 12] =
    ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."];
const ENGLISH_SHORT: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const CHINESE: [&str; 12] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
const VIETNAMESE: [&str; 12] =
    ["một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai"];

/// In scripts and forms of their own: none is taken for another's, or it is all one.
const APART: [Names; 4] = [
    Names { language: "fi", months: &FINNISH, ends: Ends::Stem },
    Names { language: "th", months: &THAI, ends: Ends::Anywhere },
    Names { language: "th", months: &THAI_SHORT, ends: Ends::Short },
    Names { language: "en", months: &ENGLISH_SHORT, ends: Ends::Dated },
];
/// Those that share names: `November` is English, Swedish and German.
const SHARED: [Names; 3] = [
    Names { language: "en", months: &ENGLISH, ends: Ends::Word },
    Names { language: "sv", months: &SWEDISH, ends: Ends::Compound },
    Names { language: "de", months: &GERMAN, ends: Ends::Compound },
];
/// From which length on a name may begin a longer word: `mai` begins `Mailing`.
const LONG: usize = 7;

/// Every month that a title names, in its order. Of the languages that share names one is chosen: the first of `languages` in which the month
/// that is looked for stands there, else the first of all.
pub(super) fn named(letters: &[char], languages: &[&str], sought: Month) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    let mut add = |all: Vec<Named>| {
        for named in all {
            if found.iter().all(|other| named.at.end <= other.at.start || other.at.end <= named.at.start) {
                found.push(named);
            }
        }
    };
    add(in_figures(letters, sought));
    add(counted(letters, sought));
    for names in &APART {
        add(in_words(letters, names, true, sought));
    }
    let of = |language| SHARED.iter().filter(move |names| names.language == language);
    let own = languages.iter().flat_map(|language| of(*language)).map(|names| (names, true));
    let ways = own.chain(SHARED.iter().map(|names| (names, false)));
    let all: Vec<Vec<Named>> = ways.map(|(names, is_own)| in_words(letters, names, is_own, sought)).collect();
    let holds = |all: &&Vec<Named>| all.iter().any(|named| named.month == sought.month);
    add(all.iter().find(holds).or_else(|| all.iter().find(|all| !all.is_empty())).cloned().unwrap_or_default());
    found.sort_by_key(|named| named.at.start);
    found
}

/// `2026-11`, `11/2026`, `11.2026`; never a part of a date or of a longer number.
fn in_figures(letters: &[char], sought: Month) -> Vec<Named> {
    const SIGNS: [char; 3] = ['-', '/', '.'];
    let numbers: Vec<Number> = numbers(letters);
    let joined = |one: &Number, two: &Number| {
        two.at.start == one.at.end + 1 && letters.get(one.at.end).is_some_and(|sign| SIGNS.contains(sign))
    };
    let mut found = Vec::new();
    for (index, pair) in numbers.windows(2).enumerate() {
        let [one, two] = pair else { continue };
        let before = index.checked_sub(1).is_some_and(|at| joined(&numbers[at], one));
        let after = numbers.get(index + 2).is_some_and(|next| joined(two, next));
        if !joined(one, two) || before || after {
            continue;
        }
        for (month, year) in [(two, one), (one, two)] {
            if let (Some(value), Some(counted)) = (month.as_month(), year.as_year(sought.year)) {
                let form = Form::Digits(month.zero, month.digits);
                found.push(Named { at: month.at.clone(), month: value, year: Some(counted), form });
            }
        }
    }
    found
}

/// `11月`, `十一月`, `tháng 11`, `tháng mười một`.
fn counted(letters: &[char], sought: Month) -> Vec<Named> {
    let mut found = Vec::new();
    let of = |number: &Number| {
        let least = if number.digits == 2 && number.value < 10 { 2 } else { 1 };
        Some((number.as_month()?, Form::Digits(number.zero, least)))
    };
    for number in numbers(letters) {
        let end = skip(letters, number.at.end);
        if letters.get(end) == Some(&'月')
            && let Some((month, form)) = of(&number)
        {
            found.push(Named::new(letters, number.at.start..number.at.end, month, form, sought));
        }
    }
    for (at, _) in letters.iter().enumerate().filter(|(_, letter)| **letter == '月') {
        let start = letters[..at].iter().rposition(|letter| !"一二三四五六七八九十".contains(*letter));
        let start = start.map_or(0, |before| before + 1);
        let name: String = letters[start..at].iter().collect();
        if let Some(month) = (1..).zip(CHINESE).find_map(|(month, other)| (other == name).then_some(month)) {
            found.push(Named::new(letters, start..at, month, Form::Name(&CHINESE), sought));
        }
    }
    for at in 0..letters.len() {
        let end = skip(letters, at + "tháng".chars().count());
        if !holds(letters, at, "tháng") || is_letter(letters, at.checked_sub(1)) || is_each(letters, at) {
            continue;
        }
        if let Some(number) = numbers(letters).into_iter().find(|number| number.at.start == end) {
            found.extend(of(&number).map(|(month, form)| Named::new(letters, number.at.clone(), month, form, sought)));
            continue;
        }
        // the longest first: `mười` begins `mười một`
        let names = (1_u32..13).zip(VIETNAMESE).rev().chain([(1, "giêng"), (12, "chạp")]);
        let word = |name: &str| end..end + name.chars().count();
        let names = names.map(|(month, name)| (month, word(name), name));
        let fits = |(_, at, name): &(u32, Range<usize>, &str)| {
            holds(letters, at.start, name) && !is_letter(letters, Some(at.end))
        };
        if let Some((month, at, _)) = names.clone().find(fits) {
            found.push(Named::new(letters, at, month, Form::Name(&VIETNAMESE), sought));
        }
    }
    found
}

/// `hàng tháng 5 bài` are five a month, and `3 tháng 10` are three months.
fn is_each(letters: &[char], at: usize) -> bool {
    let before: String = letters[..at].iter().collect();
    let word = before.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    ["hàng", "mỗi", "từng", "một"].contains(&word.as_str()) || word.chars().all(char::is_numeric) && !word.is_empty()
}

fn in_words(letters: &[char], names: &Names, is_own: bool, sought: Month) -> Vec<Named> {
    let mut found = Vec::new();
    for at in 0..letters.len() {
        let fits = |(month, name): (u32, &&str)| {
            let end = at + name.chars().count();
            let named = || Named::new(letters, at..end, month, Form::Name(names.months), sought);
            let before = is_letter(letters, at.checked_sub(1));
            let after = is_letter(letters, Some(end));
            let is_it = holds(letters, at, name)
                && match names.ends {
                    Ends::Word => !before && !after && (!["March", "May"].contains(name) || letters[at].is_uppercase()),
                    Ends::Dated => !before && !after && named().year.is_some(),
                    Ends::Compound => !before && (!after || is_own && LONG <= end - at),
                    Ends::Stem => !before,
                    Ends::Anywhere => true,
                    Ends::Short => !after,
                };
            is_it.then(named)
        };
        found.extend((1..).zip(names.months).find_map(fits));
    }
    found
}

/// Whether a word stands somewhere, in whatever case.
fn holds(letters: &[char], at: usize, word: &str) -> bool {
    let mut rest = letters.get(at..).unwrap_or_default().iter();
    word.chars().all(|letter| rest.next().is_some_and(|other| letter.to_lowercase().eq(other.to_lowercase())))
}

fn is_letter(letters: &[char], at: Option<usize>) -> bool {
    at.and_then(|at| letters.get(at)).is_some_and(|letter| letter.is_alphabetic())
}

/// Past blanks.
fn skip(letters: &[char], at: usize) -> usize {
    at + letters.get(at..).unwrap_or_default().iter().take_while(|letter| letter.is_whitespace()).count()
}
