//! One text on one line: when it may stand plain, and how it is quoted where it may not.
//!
//! A text stands plain only where no reader, of YAML 1.1 or 1.2, can take it for something else. Else it is quoted: in
//! single quotes where that saves backslashes (the text holds `"` or `\` and no `'`), in double quotes otherwise.

use super::{Document, Kind, Tree, read};
use crate::source::{Span, turns_writing};
use std::fmt::Write;

/// The text within where one text in quotes of its own was typed, and nothing besides; `None` for every other text, be there quotes
/// in it or not.
pub fn unquoted(typed: &str) -> Option<String> {
    let typed = typed.trim();
    if !typed.starts_with(['"', '\'']) {
        return None;
    }
    let tree = read(typed).ok()?;
    let root = tree.node(Tree::ROOT);
    let is_all = root.kind.is_scalar() && root.span() == Span::new(0, typed.len());
    is_all.then(|| Document { text: typed, tree: &tree }.scalar(Tree::ROOT).into_owned())
}

/// A text as one types it behind `field=`, so that this text is what is meant: as it is, but in quotes where it would be taken for
/// nothing or stands in quotes itself.
pub fn as_typed(text: &str) -> String {
    if text.is_empty() || text == "null" || unquoted(text).is_some() { double(text) } else { text.to_owned() }
}

/// A text on one line, in the smallest style that is safe.
pub(super) fn inline(text: &str, in_flow: bool) -> String {
    if may_be_plain(text, in_flow) {
        return text.to_owned();
    }
    let wants_single = text.contains(['"', '\\']) && !text.contains('\'');
    match single(text) {
        Some(quoted) if wants_single => quoted,
        _ => double(text),
    }
}

/// A text on one line in the style that stands there already, where that can hold it.
pub(super) fn inline_as(kind: Kind, text: &str, in_flow: bool) -> Option<String> {
    match kind {
        Kind::Single => single(text),
        Kind::Double => Some(double(text)),
        _ => may_be_plain(text, in_flow).then(|| text.to_owned()),
    }
}

fn single(text: &str) -> Option<String> {
    (!text.chars().any(needs_escape)).then(|| format!("'{}'", text.replace('\'', "''")))
}

/// A text in double quotes, which hold any.
pub(super) fn double(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if !needs_escape(character) => out.push(character),
            _ => {
                let code = u32::from(character);
                let _ = if code < 0x100 { write!(out, "\\x{code:02x}") } else { write!(out, "\\u{code:04x}") };
            }
        }
    }
    out.push('"');
    out
}

/// Control characters, tabs and line breaks of every kind, byte-order marks, what YAML does not allow, and marks that turn the writing, so
/// that whoever reads the file sees them. Joiners stay: Persian, Hindi and families of emoji are spelled with them.
pub(super) fn needs_escape(character: char) -> bool {
    turns_writing(character)
        || character.is_control()
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether a text may stand without quotes.
pub(super) fn may_be_plain(text: &str, in_flow: bool) -> bool {
    let (Some(first), Some(last)) = (text.chars().next(), text.chars().last()) else { return false };
    let misread = first.is_whitespace()
        || last.is_whitespace()
        || text.chars().any(needs_escape)
        || "-?:,[]{}#&*!|>'\"%@`=~<".contains(first)
        || last == ':'
        || text.contains(": ")
        || text.contains(" #")
        || text.starts_with("...")
        || (in_flow && (text.contains([',', '[', ']', '{', '}']) || text.contains(":?")));
    !misread && !is_word_of_yaml(text) && !looks_numeric(text)
}

/// Null and truth values of YAML 1.1 and 1.2, in any case.
fn is_word_of_yaml(text: &str) -> bool {
    const WORDS: [&str; 12] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n", ".nan", ".inf", "+.inf"];
    WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Numbers, dates and times of YAML 1.1 and 1.2, and what differs from them by a slip: a digit first, digits and their marks behind it.
fn looks_numeric(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '.']).unwrap_or(text);
    let digits = digits.strip_prefix('.').unwrap_or(digits);
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let other_base = ["0x", "0o", "0b", "0X", "0O", "0B"].iter().any(|base| digits.starts_with(base));
    (other_base && digits.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'))
        || digits.bytes().all(|byte| byte.is_ascii_digit() || b"_.,:+-eETtZz \t".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_around_a_text_are_not_of_it_and_quotes_in_it_are() {
        for (text, meant) in [
            ("\"45\"", Some("45")),
            (" '45' ", Some("45")),
            ("'don''t'", Some("don't")),
            ("\"a \\\"b\\\"\"", Some("a \"b\"")),
            ("\"\\\"45\\\"\"", Some("\"45\"")),
            ("\"\"", Some("")),
            ("45", None),
            ("\"A\" and \"B\"", None),
            ("\"A\", she said", None),
            ("\"A\" # one", None),
            ("\"A", None),
            ("'n'", Some("n")),
            ("'n' roll'", None),
            ("\"a\": \"b\"", None),
            ("\"", None),
        ] {
            assert_eq!(unquoted(text).as_deref(), meant, "{text}");
        }
    }

    #[test]
    fn every_text_can_be_typed() {
        for text in ["45", "\"45\"", "'45'", "null", "", "it's", "\"A\" and \"B\"", "'\"x\"'", "\"\\\"\""] {
            let typed = as_typed(text);
            let back = unquoted(&typed).unwrap_or_else(|| typed.clone());
            assert_eq!(back, text, "{typed}");
        }
    }

    #[test]
    fn texts_that_old_or_new_yaml_misreads_are_quoted() {
        let misread = [
            "",
            " a",
            "a ",
            "null",
            "Null",
            "~",
            "~x",
            "yes",
            "No",
            "ON",
            "off",
            "y",
            "N",
            "true",
            "FALSE",
            "1",
            "-1",
            "+1",
            "0o14",
            "014",
            "0x1F",
            "0b11",
            "1_000",
            "1,000",
            ".5",
            "5.",
            "1e5",
            "6.02e+23",
            "12:30",
            "190:20:30",
            "2026-12-01",
            "2026-12-01T12:30:00Z",
            "2026-12-01 12:30:00",
            "2027-04",
            ".inf",
            "-.INF",
            ".NaN",
            "- a",
            "-",
            "---",
            "?",
            "? a",
            ": a",
            ":",
            "a: b",
            "a:",
            "a #b",
            "#a",
            "&a",
            "*a",
            "!a",
            "|",
            ">",
            "'a'",
            "\"a\"",
            "%a",
            "@a",
            "`a`",
            "[a",
            "]",
            "{a",
            "}",
            ",a",
            "=",
            "<<",
            "...",
            "a\tb",
            "a\nb",
            "a\u{7}",
            "\u{feff}a",
            "a\u{2028}b",
            "a\u{202e}b",
            "\u{2067}a\u{2069}",
            "שלום\u{200f}",
        ];
        for text in misread {
            assert!(!may_be_plain(text, false), "{text:?} must not stand plain");
        }
        let plain = [
            "a",
            "Acme Outdoor Oy",
            "70% of Finns",
            "15%",
            "30 s, 16:9",
            "a#b",
            "http://a.example/b",
            "a:b",
            "it's",
            "no way",
            "say \"hi\"",
            "w6hh",
            "1k7q",
            "4.1M EUR",
            "ปี 2570",
            "春天",
            "kesä 2027",
            "🎬 film",
            "a - b",
            "null and void",
            "می\u{200c}خواهم",
            "क\u{94d}\u{200d}ष",
            "👩\u{200d}👧 family",
        ];
        for text in plain {
            assert!(may_be_plain(text, false), "{text:?} may stand plain");
        }
        assert!(may_be_plain("a, b", false) && !may_be_plain("a, b", true), "a comma ends a text inside brackets");
    }

    #[test]
    fn quotes_are_the_ones_that_read_better() {
        assert_eq!(inline("no", false), "\"no\"");
        assert_eq!(inline("Raise \"a shop for me\": now", false), "'Raise \"a shop for me\": now'");
        assert_eq!(inline("it's: \"so\"", false), "\"it's: \\\"so\\\"\"");
        assert_eq!(inline("a\tb\u{7}\u{feff}", false), "\"a\\tb\\x07\\ufeff\"");
        assert_eq!(inline("C:\\new: x", false), "'C:\\new: x'");
        assert_eq!(inline("x\u{202e}gpj.exe", false), "\"x\\u202egpj.exe\"");
        assert_eq!(inline_as(Kind::Single, "a\u{61c}", false), None, "single quotes know no escapes");
    }
}
