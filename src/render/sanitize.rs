//! Record text is untrusted: what could move a cursor, reverse a line or hide words is shown as an escape, in every text format.
//! Knows characters, not formats.

use crate::source::turns_writing;
use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character acts on the screen or hides instead of showing: controls (but not a line break or a tab, which
/// each format treats in its own way), line and paragraph separators, what turns the writing, interlinear marks, byte-order marks, tag
/// characters.
pub fn is_hostile(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffb}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}' => true,
        other => turns_writing(other) || other.is_control(),
    }
}

/// Whether every byte is printable ASCII, as in most cells: cheaper to ask than character by character.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\t'))
}

/// What a flag that is spelled in tag characters begins with, and what ends it.
const FLAG: (char, char) = ('\u{1f3f4}', '\u{e007f}');

/// How many bytes the flag of a part of a country has with which a text begins, as Scotland's: a black flag, then in tag characters the two
/// letters of the country and up to four letters or digits of the part, and their end. Nothing else is spelled in tag characters.
pub(super) fn flag(text: &str) -> Option<usize> {
    let tags = text.strip_prefix(FLAG.0)?;
    let end = tags.find(FLAG.1)?;
    let plain = |tag: char| u8::try_from(u32::from(tag).checked_sub(0xe_0000)?).ok();
    let code: Vec<u8> = tags[..end].chars().map(plain).collect::<Option<_>>()?;
    let is_part = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let is_code =
        (3..=6).contains(&code.len()) && code[..2].iter().all(u8::is_ascii_lowercase) && code.iter().all(is_part);
    is_code.then_some(FLAG.0.len_utf8() + end + FLAG.1.len_utf8())
}

/// The text with every hostile character shown as `\u{202e}`; line breaks and tabs stay.
pub fn text(text: &str) -> Cow<'_, str> {
    if is_plain(text) || !text.contains(is_hostile) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n");
    let mut safe = String::with_capacity(text.len() + 16);
    let mut rest = &*text;
    while let Some(c) = rest.chars().next() {
        let length = flag(rest).unwrap_or(c.len_utf8());
        if is_hostile(c) {
            safe.extend(c.escape_unicode());
        } else {
            safe.push_str(&rest[..length]);
        }
        rest = &rest[length..];
    }
    Cow::Owned(safe)
}

/// The text on one line: hostile characters as escapes, each run of blanks with a line break or a tab in it as one blank.
pub fn line(raw: &str) -> Cow<'_, str> {
    let safe = text(raw);
    if !safe.contains(['\n', '\t']) {
        return safe;
    }
    let mut folded = String::with_capacity(safe.len());
    for part in safe.split(['\n', '\t']).map(|part| part.trim_matches(' ')).filter(|part| !part.is_empty()) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(part);
    }
    Cow::Owned(folded)
}

/// Finished JSON with every hostile character as `\u202e`. They can only stand inside its strings, where that means the same.
pub fn json(json: &str) -> Cow<'_, str> {
    if is_plain(json) || !json.contains(is_hostile) {
        return Cow::Borrowed(json);
    }
    let mut safe = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if is_hostile(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a `String` cannot fail.
                let _ = write!(safe, "\\u{unit:04x}");
            }
        } else {
            safe.push(c);
        }
    }
    Cow::Owned(safe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_on_a_screen_is_shown_instead() {
        assert_eq!(text("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(text("x\u{202e}gpj.exe"), "x\\u{202e}gpj.exe");
        assert_eq!(text("\u{9b}2J\u{7f}\u{2028}\u{e0041}"), "\\u{9b}2J\\u{7f}\\u{2028}\\u{e0041}");
    }

    #[test]
    fn writing_of_every_script_stays() {
        let words = "ที่ปรึกษา น้ำ 品牌 e\u{301} שלום 👩‍👩‍👧 क्षि می\u{200c}خواهم";
        assert!(matches!(text(words), Cow::Borrowed(_)));
        assert_eq!(line(words), words);
    }

    #[test]
    fn what_turns_writing_is_shown_on_a_screen_as_in_a_record() {
        assert_eq!(text("שלום\u{200f}! \u{61c}\u{200e}"), "שלום\\u{200f}! \\u{61c}\\u{200e}");
    }

    #[test]
    fn flags_that_are_spelled_in_tag_characters_stay_whole_and_nothing_else_is_spelled_so() {
        let tagged = |word: &str| {
            let tags = word.bytes().filter_map(|byte| char::from_u32(0xe_0000 + u32::from(byte)));
            format!("\u{1f3f4}{}", tags.collect::<String>())
        };
        let scotland = format!("{}\u{e007f}", tagged("gbsct"));
        assert_eq!(text(&format!("by {scotland}.\u{202e}")), format!("by {scotland}.\\u{{202e}}"));
        assert_eq!(unicode_width::UnicodeWidthStr::width(&*scotland), 2, "as wide as every flag");
        for hidden in ["gbsct", "pay Mai\u{7f}", "gb\u{7f}", "ignoreall\u{7f}", "GBSCT\u{7f}", "12sct\u{7f}"] {
            assert!(text(&tagged(hidden)).contains("\\u{e00"), "{hidden}");
        }
        assert_eq!(text("\u{e0067}\u{e007f}"), "\\u{e0067}\\u{e007f}");
    }

    #[test]
    fn a_line_is_one_line() {
        assert_eq!(line("first\r\n\n  second\tthird\n"), "first second third");
        assert_eq!(line("cr\ralone"), "cr\\u{d}alone");
        assert_eq!(text("kept\r\nbreaks\n"), "kept\r\nbreaks\n".replace('\r', ""));
    }

    #[test]
    fn json_keeps_its_meaning() {
        let raw = "a\u{202e}b\u{e0041}\u{7f}";
        let quoted = serde_json::to_string(raw).expect("text is json");
        let safe = json(&quoted);
        assert_eq!(safe, r#""a\u202eb\udb40\udc41\u007f""#);
        assert_eq!(serde_json::from_str::<String>(&safe).expect("reads back"), raw);
    }
}
