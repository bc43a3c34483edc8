//! What the reader's eye must see, and what it must not, in each language that has lists.

use super::super::language::Languages;
use super::*;

fn count(text: &str, code: &str) -> usize {
    sentences(text, Languages::default().lists(code))
}

fn gap(text: &str, code: &str) -> Option<String> {
    placeholder(text, Languages::default().lists(code), true).map(Cow::into_owned)
}

fn assert_gap(text: &str, code: &str, expected: &str) {
    assert_eq!(gap(text, code).as_deref(), Some(expected), "{text}");
}

#[test]
fn english_sentences_are_told_from_abbreviations_and_decimals() {
    for one in [
        "The forest starts at your door.",
        "The forest starts at your door",
        "Gear for 4.5 days, e.g. a long weekend.",
        "The No. 1 shop in the U.S. market.",
        "Wait… for it.",
        "Yahoo! makes mail fun.",
        "Really?!",
        "Dr. Pepper tastes better at St. Moritz.",
    ] {
        assert_eq!(count(one, "en"), 1, "{one}");
    }
    assert_eq!(count("The forest is near. Go out.", "en"), 2);
    assert_eq!(count("Is it far? No! It starts here.", "en"), 3);
    assert_eq!(count("We open in 2027. Come by.", "en"), 2);
    assert_eq!(count("\"The forest is near.\" Go out.", "en"), 2);
}

#[test]
fn other_languages_end_sentences_in_their_own_way() {
    assert_eq!(count("Metsä alkaa 1. kerroksesta ja jatkuu 12.3. Lappiin asti.", "fi"), 1);
    assert_eq!(count("Metsä alkaa ovelta. Lähde ulos.", "fi"), 2);
    assert_eq!(count("森林从你家门口开始。", "zh"), 1);
    assert_eq!(count("森林很近。走出去！", "zh"), 2);
    assert_eq!(count("โปรโมชั่น พ.ศ. ๒๕๗๐ เริ่มที่หน้าบ้าน", "th"), 1);
    assert_eq!(count("ป่าอยู่ใกล้! ออกไปเลย", "th"), 2);
    assert_eq!(count("Rừng bắt đầu ở TP. Hồ Chí Minh.", "vi"), 1);
    assert_eq!(count("Rừng rất gần. Hãy ra ngoài.", "vi"), 2);
    assert_eq!(count("Skogen är nära. Gå ut.", "sv"), 2);
}

#[test]
fn gaps_are_found_as_whole_words_in_each_language() {
    assert_gap("Budget TBC by Friday", "en", "TBC");
    assert_gap("Details To Follow", "en", "To Follow");
    assert_gap("预算待定", "zh", "待定");
    assert_gap("预算TBC，周五", "zh", "TBC");
    assert_gap("งบประมาณรอยืนยันจากลูกค้า", "th", "รอยืนยัน");
    assert_gap("Ngân sách Chưa Xác Định", "vi", "Chưa Xác Định");
    assert_gap("Budjetti vahvistetaan myöhemmin.", "fi", "vahvistetaan myöhemmin");
    assert_gap("Avoin", "fi", "Avoin");
    assert_gap("<client name>", "en", "<client name>");
    assert_gap("Aimed at [enter audience] in spring", "en", "[enter audience]");
    assert_gap("Aimed at <...> in spring", "en", "<...>");
    assert_gap("[…]", "en", "[…]");
    assert_gap("?", "en", "?");
}

#[test]
fn ordinary_texts_leave_no_gap() {
    for (fine, code) in [
        ("Avoin tila ja avoin mieli", "fi"),
        ("The open road is open to all", "en"),
        ("Postbox and tbcx are words", "en"),
        ("Sales <5% and >3% margin", "en"),
        ("[1] Kantar 2026", "en"),
        ("They said \"we walk [...] and never hike\"", "en"),
        ("A <b>bold</b> claim", "en"),
        ("See [the guide](https://example.com)", "en"),
        ("Mail <liisa@acme.example>", "en"),
        ("They follow the path to follow their dog", "sv"),
        ("无人能及的森林", "zh"),
        ("ไม่มีใครเดินป่าคนเดียว", "th"),
    ] {
        assert_eq!(gap(fine, code), None, "{fine}");
        assert!(!is_blank(fine, Languages::default().lists(code)), "{fine}");
    }
}

#[test]
fn nothing_written_down_is_nothing() {
    for (nothing, code) in [
        ("", "en"),
        (" \n ", "en"),
        ("-", "fi"),
        ("N/A", "zh"),
        ("ไม่มี", "th"),
        ("无", "zh"),
        ("Không có", "vi"),
        ("ei ole", "fi"),
    ] {
        assert!(is_blank(nothing, Languages::default().lists(code)), "{nothing:?}");
    }
}

#[test]
fn a_day_is_found_in_the_digits_of_any_script() {
    let day = Day::parse("2027-04-01");
    assert_eq!(day_in("week 13, 2027-04-01 at the latest"), day);
    assert_eq!(day_in("๒๐๒๗-๐๔-๐๑"), day);
    assert_eq!(day_in("２０２７-０４-０１"), day);
    assert_eq!(day_in("12027-04-011"), None);
    assert_eq!(day_in("1.4.2027"), None);
}

#[test]
fn words_where_a_date_belongs() {
    let vague = |text, code| match Languages::default().lists(code).phrases(Topic::VagueTimes).find(text) {
        Some(Cow::Borrowed(found)) => Some(found),
        _ => None,
    };
    assert_eq!(vague("ASAP", "zh"), Some("ASAP"));
    assert_eq!(vague("As soon as possible, please", "en"), Some("As soon as possible"));
    assert_eq!(vague("尽快上线", "zh"), Some("尽快"));
    assert_eq!(vague("ด่วนมาก", "th"), Some("ด่วน"));
    assert_eq!(vague("càng sớm càng tốt", "vi"), Some("càng sớm càng tốt"));
    assert_eq!(vague("mahdollisimman pian", "fi"), Some("mahdollisimman pian"));
    assert_eq!(vague("2027-04-01", "en"), None);
}

#[test]
fn a_list_on_one_line_is_a_list() {
    assert!(is_list("• near • cheap") && is_list("1) near 2) cheap") && is_list("๑) ใกล้ ๒) ถูก"));
    assert!(!is_list("The forest starts at 1.5 km.") && !is_list("Buy 2 - get 1"));
}
