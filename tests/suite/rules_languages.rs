//! Rules that look for words, in each of the five languages: a weak answer and a strong one, told apart.

use crate::rules::{changed, found_by};
use suits::checks::Choice;
use suits::finding::Severity;

const BRIEF: &str = "briefs/ACME/ACME-B0004.yaml";

/// What one rule finds in the brief in a language, with a text replaced.
fn found(code: &str, language: &str, old: &str, new: &str) -> Vec<(Severity, String)> {
    let snapshot = changed(BRIEF, |text| {
        assert!(text.contains(old), "the brief has no {old}");
        let text = text.replacen("language: en ", &format!("language: {language} "), 1);
        // the text that is replaced may be there already
        text.replacen(old, new, 1) + "# changed\n"
    });
    let select = vec![code.to_owned()];
    let findings = found_by(&snapshot, &Choice { select, ..Choice::default() });
    findings.into_iter().map(|finding| (finding.severity, finding.message)).collect()
}

#[test]
fn a_budget_in_words_is_no_budget_in_any_language() {
    for (language, word) in [
        ("en", "flexible"),
        ("en", "same as last year"),
        ("fi", "sama kuin viime vuonna"),
        ("fi", "neuvoteltavissa"),
        ("th", "ยืดหยุ่นได้"),
        ("th", "เท่าปีที่แล้ว"),
        ("zh", "和去年一样"),
        ("zh", "面議"),
        ("vi", "linh hoạt"),
        ("vi", "như năm ngoái"),
    ] {
        let expected = format!("the budget says `{word}`, which is no sum");
        let new = format!("amount: {word}");
        assert_eq!(found("BR25", language, "amount: 80000.00", &new), [(Severity::Error, expected)], "{language}");
    }
    assert_eq!(found("BR25", "en", "amount: 80000.00", "amount: 80000"), []);
    assert_eq!(found("BR25", "sv", "amount: 80000.00", "amount: låg")[0].1, "the budget `låg` is not a number");
}

#[test]
fn deliverables_are_counted_and_measured_in_any_language() {
    for (language, spec, word) in [
        ("en", "30 s, 16:9, and various cut-downs", "various"),
        ("en", "banners in all sizes", "all sizes"),
        ("en", "posters, flyers, etc.", "etc"),
        ("fi", "30 s ja useita lyhennelmiä", "useita"),
        ("fi", "julisteita, lentolehtisiä jne.", "jne"),
        ("th", "แบนเนอร์หลายขนาด", "หลายขนาด"),
        ("th", "โปสเตอร์ ใบปลิว ฯลฯ", "ฯลฯ"),
        ("zh", "海报若干", "若干"),
        ("zh", "横幅、海报等等", "等等"),
        ("vi", "banner nhiều kích thước", "nhiều kích thước"),
        ("vi", "áp phích, tờ rơi, v.v.", "v.v"),
    ] {
        let expected = format!("`film-30` says `{word}`, which nobody can count or measure");
        let new = format!("spec: \"{spec}\"");
        assert_eq!(found("BR30", language, "spec: 30 s, 16:9", &new), [(Severity::Error, expected)], "{spec}");
    }
    for (language, spec) in [
        ("en", "300 × 250, 728 × 90 and 320 × 100 px, HTML5"),
        ("en", "A5, two sides, printed on the etched stock"),
        ("fi", "1185 × 1750 mm, 3 aihetta, sarja"),
        ("fi", "30 s, 16:9, tekstitys kahdella kielellä"),
        ("th", "60 × 140 มม. พิมพ์ 5 สี"),
        ("zh", "220 × 220 × 60 毫米，四色加燙金，一套六款"),
        ("vi", "Áp phích 594 × 841 mm, bốn màu, cán mờ nhiều lớp"),
        ("sv", "30 s, flera versioner"),
    ] {
        assert_eq!(found("BR30", language, "spec: 30 s, 16:9", &format!("spec: \"{spec}\"")), [], "{spec}");
    }
}

#[test]
fn what_is_made_has_a_number_and_a_size_and_what_is_found_out_has_not() {
    let warns = |new: &str| {
        found("BR30", "en", "    spec: 30 s, 16:9\n    quantity: 1\n", new).into_iter().next().map(
            |(severity, message)| {
                assert_eq!(severity, Severity::Warning);
                message
            },
        )
    };
    let said = |what: &str| Some(format!("`film-30` {what}"));
    assert_eq!(warns("    spec: 30 s, 16:9\n"), said("does not say how many"));
    assert_eq!(warns("    spec: 30 s, 16:9\n    quantity: 0\n"), said("does not say how many"));
    assert_eq!(warns("    quantity: 1\n"), said("does not say how large or how long"));
    assert_eq!(warns("    spec: \"-\"\n    quantity: 1\n"), said("does not say how large or how long"));
    assert_eq!(warns(""), said("says neither how many nor how large or long"));
    for kind in ["research", "event-pr", "media"] {
        let bare = "type: tv-video ";
        let snapshot = changed(BRIEF, |text| {
            let text = text.replacen(bare, &format!("type: {kind} "), 1);
            text.replacen("    spec: 30 s, 16:9\n    quantity: 1\n", "", 1)
        });
        let choice = Choice { select: vec!["BR30".to_owned()], ..Choice::default() };
        assert_eq!(found_by(&snapshot, &choice), [], "{kind}");
    }
}

#[test]
fn a_tone_of_luxury_and_a_shouted_price_do_not_go_together() {
    for (language, tone, mandatory, clash) in [
        ("en", "premium", "Price flash in the first 5 s", true),
        ("en", "dry", "Price flash in the first 5 s", false),
        ("en", "premium", "Point of sale locator link", false),
        ("fi", "ylellinen", "Hinta näkyvästi alkuun", true),
        ("fi", "kuiva", "Hinta näkyvästi alkuun", false),
        ("th", "หรูหรา", "โชว์ราคาตัวใหญ่", true),
        ("th", "หรูหรา", "ไม่โชว์ราคา", false),
        ("zh", "奢华", "大字价格", true),
        ("zh", "奢華", "不打折", false),
        ("vi", "sang trọng", "Giảm giá 30% ở cảnh đầu", true),
        ("vi", "ấm áp", "Giảm giá 30% ở cảnh đầu", false),
    ] {
        let new = format!("tone: [{tone}]\nmandatories:\n  - {mandatory}");
        let old = "tone: [dry, warm, unheroic]\nmandatories:\n  - Store locator link";
        let all = found("premium-tone-with-price-flash", language, old, &new);
        assert_eq!(all.len(), usize::from(clash), "{tone}, {mandatory}: {all:?}");
    }
}

#[test]
fn rights_say_where_and_how_long() {
    for (language, music, expected) in [
        ("en", "library, FI, 12 months", None),
        ("en", "a song from a library", Some("say neither where nor how long")),
        ("en", "library, 12 months", Some("do not say where")),
        ("en", "library, worldwide", Some("do not say how long")),
        ("en", "composed for us, Finland, in perpetuity", None),
        ("en", "no music", None),
        ("en", "none", None),
        ("fi", "kuvapankki, Suomi, 12 kuukautta", None),
        ("fi", "kappale kirjastosta", Some("say neither where nor how long")),
        ("fi", "ei musiikkia", None),
        ("th", "แต่งใหม่ ไทย ๒๔ เดือน", None),
        ("th", "แต่งใหม่", Some("say neither where nor how long")),
        ("th", "แต่งใหม่ ไทย", Some("do not say how long")),
        ("zh", "圖庫，全球，五年", None),
        ("zh", "圖庫音樂", Some("say neither where nor how long")),
        ("zh", "不用音樂", None),
        // what is one's own needs nobody's leave
        ("en", "our own photographs", None),
        ("fi", "yrityksen omat valokuvat", None),
        ("th", "ภาพถ่ายเป็นของบริษัท ใช้ได้ไม่จำกัด", None),
        ("zh", "照片归客户所有", None),
        ("vi", "Nhạc thư viện, Việt Nam, 12 tháng", None),
        ("vi", "nhạc thư viện", Some("say neither where nor how long")),
        ("sv", "ett stycke ur arkivet", None),
    ] {
        let all = found("BR38", language, "music: library, FI, 12 months", &format!("music: {music}"));
        let expected: Vec<_> =
            expected.into_iter().map(|what| (Severity::Warning, format!("the rights in music {what}"))).collect();
        assert_eq!(all, expected, "{language}: {music}");
    }
    // once for all
    let rights = "  talent: FI, 12 months\n  music: library, FI, 12 months\n";
    let both = "  talent: two actors\n  music: library\n  territory: Nordics\n  term: a year\n";
    assert_eq!(found("BR38", "en", rights, both), []);
    let one = "  talent: two actors\n  territory: Nordics\n";
    assert_eq!(found("BR38", "en", rights, one)[0].1, "the rights in talent do not say how long");
}

#[test]
fn music_that_is_asked_for_has_rights_where_the_type_does_not_ask_for_them() {
    let social = |spec: &str, rights: &str| {
        let snapshot = changed(BRIEF, |text| {
            let text = text.replacen("type: tv-video ", "type: digital-social ", 1);
            let text = text.replacen("spec: 30 s, 16:9", &format!("spec: {spec}"), 1);
            text.replacen("rights:\n  talent: FI, 12 months\n  music: library, FI, 12 months\n", rights, 1)
        });
        let choice = Choice { select: vec!["unbounded-rights".to_owned()], ..Choice::default() };
        found_by(&snapshot, &choice).into_iter().map(|finding| finding.message).collect::<Vec<_>>()
    };
    let said = "`music` is asked for, and `rights` does not say where and how long";
    assert_eq!(social("15 s, with music", ""), [said]);
    assert_eq!(social("15 s, no music", ""), [""; 0]);
    assert_eq!(social("15 s, with music", "rights:\n  image: FI, 2027\n"), [""; 0]);
    let waived = "waived:\n  - section: rights\n    by: pia\n    reason: The client owns the song.\n";
    let snapshot = changed(BRIEF, |text| {
        let text = text.replacen("type: tv-video ", "type: digital-social ", 1).replacen("16:9", "16:9 with music", 1);
        let text = text.replacen("rights:\n  talent: FI, 12 months\n  music: library, FI, 12 months\n", "", 1);
        text.replacen("waived: []                          # section, by, reason\n", waived, 1)
    });
    let choice = Choice { select: vec!["unbounded-rights".to_owned()], ..Choice::default() };
    assert_eq!(found_by(&snapshot, &choice), []);
}
