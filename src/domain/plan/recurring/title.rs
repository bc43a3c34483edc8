//! The title of a job that comes round: it follows its month, in the language and the manner in which it names it. A title that names another
//! month, or none, is left as it is.

use super::digits::numbers;
use super::names::named;
use crate::values::Month;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// The title with the month that it names moved on, and the year beside it; `None` where it does not name that month alone. `languages` are
/// those it is likely in, the likeliest first.
pub(super) fn retitled(title: &str, languages: &[&str], old: Month, new: Month) -> Option<String> {
    let letters: Vec<char> = title.nfc().collect();
    let languages: Vec<&str> =
        languages.iter().map(|language| language.split('-').next().unwrap_or(language)).collect();
    let named = named(&letters, &languages, old);
    let is_old = |month: u32, year: Option<i32>| month == old.month && year.is_none_or(|year| year == old.year);
    if named.is_empty() || !named.iter().all(|one| is_old(one.month, one.year.as_ref().map(|year| year.ours))) {
        return None;
    }
    let mut writes: Vec<(Range<usize>, String)> = Vec::new();
    for one in &named {
        writes.push((one.at.clone(), one.write(new.month, &letters[one.at.clone()])));
        writes.extend(one.year.as_ref().map(|year| (year.at(), year.write(new.year))));
    }
    writes.sort_by_key(|(at, _)| at.start);
    // two months may share the year between them
    writes.dedup();
    let (mut text, mut from) = (String::new(), 0);
    for (at, written) in writes {
        text.extend(&letters[from..at.start]);
        text.push_str(&written);
        from = at.end;
    }
    text.extend(&letters[from..]);
    Some(text)
}

/// Whether a title still names a year that has been left behind.
pub(super) fn holds_year(title: &str, year: i32) -> bool {
    let letters: Vec<char> = title.chars().collect();
    numbers(&letters).iter().any(|number| number.as_year(year).is_some_and(|other| other.ours == year))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LANGUAGES: [&str; 2] = ["fi", "en"];

    fn month(text: &str) -> Month {
        Month::parse(text).expect("a month")
    }

    /// From November 2026 to January 2027.
    fn moved(title: &str) -> Option<String> {
        retitled(title, &LANGUAGES, month("2026-11"), month("2027-01"))
    }

    #[track_caller]
    fn becomes(pairs: &[(&str, &str)]) {
        for (title, new) in pairs {
            assert_eq!(moved(title).as_deref(), Some(*new), "{title}");
        }
    }

    #[test]
    fn a_title_follows_its_month_in_its_own_language() {
        becomes(&[
            ("November newsletter", "January newsletter"),
            ("NOVEMBER newsletter: November's best", "JANUARY newsletter: January's best"),
            ("Newsletter, november", "Newsletter, january"),
            ("Marraskuun uutiskirje", "Tammikuun uutiskirje"),
            ("Mitä marraskuussa tapahtuu", "Mitä tammikuussa tapahtuu"),
            ("Bản tin tháng 11", "Bản tin tháng 1"),
            ("Tháng Mười Một của Acme", "Tháng Một của Acme"),
            ("จดหมายข่าวเดือนพฤศจิกายน", "จดหมายข่าวเดือนมกราคม"),
            ("จดหมายข่าว พ.ย.", "จดหมายข่าว ม.ค."),
            ("11月電郵", "1月電郵"),
            ("十一月电邮", "一月电邮"),
        ]);
        let in_language = |title: &str, language| retitled(title, &[language], month("2026-11"), month("2027-01"));
        assert_eq!(in_language("Nyhetsbrev november", "sv").as_deref(), Some("Nyhetsbrev januari"));
        assert_eq!(in_language("Novembernumret", "sv-SE").as_deref(), Some("Januarinumret"));
        assert_eq!(in_language("Novemberausgabe", "de").as_deref(), Some("Januarausgabe"));
        // Yunling's records are in Chinese, and a title all the same may be English
        assert_eq!(in_language("November newsletter", "zh").as_deref(), Some("January newsletter"));
        let march = |title: &str| retitled(title, &["de"], month("2027-02"), month("2027-03"));
        assert_eq!(march("Newsletter Februar").as_deref(), Some("Newsletter März"));
    }

    #[test]
    fn the_year_beside_it_follows_too() {
        becomes(&[
            ("Retainer November 2026", "Retainer January 2027"),
            ("2026 November, hours", "2027 January, hours"),
            ("Nov '26 posts (November '26)", "Jan '27 posts (January '27)"),
            ("Posts Nov 2026", "Posts Jan 2027"),
            ("Marraskuun 2026 tunnit", "Tammikuun 2027 tunnit"),
            ("Bản tin tháng 11 năm 2026", "Bản tin tháng 1 năm 2027"),
            // 2569 of the Buddhist count is 2026
            ("จดหมายข่าวพฤศจิกายน 2569", "จดหมายข่าวมกราคม 2570"),
            ("จดหมายข่าว พฤศจิกายน ๒๕๖๙", "จดหมายข่าว มกราคม ๒๕๗๐"),
            ("2026年11月電郵", "2027年1月電郵"),
            // 115 of the Republic is 2026
            ("115年11月茶單", "116年1月茶單"),
            ("２０２６年１１月", "２０２７年１月"),
            ("Retainer 2026-11", "Retainer 2027-01"),
            ("Tunnit 11/2026, marraskuu", "Tunnit 01/2027, tammikuu"),
            ("Kuukausi 11.2026", "Kuukausi 01.2027"),
        ]);
        let month_on = retitled("Some 3/2026", &[], month("2026-03"), month("2026-04"));
        assert_eq!(month_on.as_deref(), Some("Some 4/2026"));
        let padded = retitled("05月 tháng 05", &[], month("2026-05"), month("2026-06"));
        assert_eq!(padded.as_deref(), Some("06月 tháng 06"));
    }

    #[test]
    fn a_title_that_does_not_hold_the_month_is_not_touched() {
        for title in [
            "Spring launch film",
            "October newsletter",
            "Retainer 2026-10",
            "November 2025 revisited",
            "Plan for November and December",
            "Novembers of the world",
            "Posters from 24.11.2026 on",
            "Report 2026-11-24",
            "Build 1.11.2026.4, 111/2026",
            "Hàng tháng 11 bài",
            "3 tháng 11 bài",
            "111月",
            "二十一月",
        ] {
            assert_eq!(moved(title), None, "{title}");
        }
        let other = |title: &str, old: &str| retitled(title, &["en", "de"], month(old), month("2027-01"));
        assert_eq!(other("Maybe we may marching", "2026-05"), None, "no month without its capital");
        assert_eq!(other("Mailing im Frühling", "2026-05"), None);
        assert_eq!(other("Augustin und August", "2026-08").as_deref(), Some("Augustin und January"));
        assert_eq!(other("11月號", "2026-01"), None, "the end of eleven is not one");
        assert_eq!(other("ส.ค.ส. ปีใหม่", "2026-08"), None, "a New Year's card is not August");
        assert_eq!(other("tháng mười một", "2026-10"), None, "eleven is not ten");
    }

    #[test]
    fn a_year_that_stands_elsewhere_is_noticed() {
        assert_eq!(moved("November newsletter 2026").as_deref(), Some("January newsletter 2026"));
        assert!(holds_year("January newsletter 2026", 2026) && holds_year("มกราคม (2569)", 2026));
        assert!(!holds_year("January newsletter 2027", 2026));
    }
}
