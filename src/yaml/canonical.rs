//! What a section says, without its layout, as one line of JSON; and its fingerprint.
//!
//! Keys are sorted by code point, entries without a value left out, and every other scalar is a JSON string of its decoded
//! text, as written (`40` and `"40"` are the same, `40` and `40.0` are not). Line breaks at the end of a text do not count:
//! they are those of a block, and a line break at the end of the file must not change a fingerprint. Empty lists and maps
//! stay. Only `"`, `\` and control characters below U+0020 are escaped, as `\n`, `\t` and the like or `\u00xx`; all else is UTF-8.

use super::{Document, Kind, NodeId};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The canonical JSON of a node, without the fields that `leave_out` names: paths from the node, `kpis[].result` for a
/// field of every item.
pub fn canonical(doc: &Document<'_>, node: NodeId, leave_out: &[&str]) -> String {
    let leave_out: Vec<Vec<&str>> = leave_out.iter().map(|path| steps(path)).collect();
    let mut out = String::new();
    value(doc, node, &leave_out.iter().map(Vec::as_slice).collect::<Vec<_>>(), &mut out);
    out
}

/// The fingerprint of a section: `h1-` and the first 16 hexadecimal digits of the SHA-256 of its canonical JSON.
pub fn fingerprint(doc: &Document<'_>, node: NodeId, leave_out: &[&str]) -> String {
    let digest = Sha256::digest(canonical(doc, node, leave_out).as_bytes());
    let mut out = String::from("h1-");
    for byte in digest.iter().take(8) {
        let _ = write!(out, "{byte:02x}");
    }
    out
}

/// `kpis[].result` is `kpis`, every item, `result`.
fn steps(path: &str) -> Vec<&str> {
    let mut steps = Vec::new();
    for part in path.split('.') {
        let key = part.trim_end_matches("[]");
        steps.push(key);
        steps.extend(std::iter::repeat_n("[]", (part.len() - key.len()) / 2));
    }
    steps
}

/// The paths that lead on behind one step.
fn behind<'p>(paths: &[&'p [&'p str]], step: &str) -> Vec<&'p [&'p str]> {
    paths
        .iter()
        .filter_map(|path| path.split_first().filter(|(first, _)| **first == step).map(|(_, rest)| rest))
        .collect()
}

fn value(doc: &Document<'_>, id: NodeId, leave_out: &[&[&str]], out: &mut String) {
    match doc.tree.node(id).kind {
        Kind::BlockMap | Kind::FlowMap => {
            let mut entries: Vec<(String, NodeId)> = doc
                .tree
                .entries(id)
                .filter(|&(_, value)| !doc.is_null(value))
                .map(|(key, value)| (doc.scalar(key).into_owned(), value))
                .filter(|(key, _)| !behind(leave_out, key).iter().any(|rest| rest.is_empty()))
                .collect();
            entries.sort();
            out.push('{');
            for (index, (key, field)) in entries.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                string(key, out);
                out.push(':');
                value(doc, *field, &behind(leave_out, key), out);
            }
            out.push('}');
        }
        Kind::BlockList | Kind::FlowList => {
            let leave_out = behind(leave_out, "[]");
            out.push('[');
            for (index, item) in doc.tree.children(id).enumerate() {
                if index > 0 {
                    out.push(',');
                }
                value(doc, item, &leave_out, out);
            }
            out.push(']');
        }
        _ if doc.is_null(id) => out.push_str("null"),
        _ => string(doc.scalar(id).trim_end_matches('\n'), out),
    }
}

fn string(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            '\0'..='\u{1f}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::KeyPath;
    use crate::yaml::read;

    fn of(text: &str, path: &KeyPath, leave_out: &[&str]) -> (String, String) {
        let tree = read(text).expect("a record that reads");
        let doc = Document { text, tree: &tree };
        let node = doc.find(path).expect("a path that leads somewhere").value;
        (canonical(&doc, node, leave_out), fingerprint(&doc, node, leave_out))
    }

    const BUDGET: &str = "\
# 2026
budgets:
  - id: b2026
    from: 2026-01-01   # as agreed
    amount: 240000.00
    to: null
    lost: ~
    nothing:
    q: []
    none: {}
    lines:
      - text: \"Käsi \\\"a\\\"\\tb\\\\\\nx 🎬 ปี\"
    approvals: [{by: liisa}]
";

    /// The JSON is written by hand; Python's `json.dumps` with sorted keys gives the same, and `hashlib` 4fb8b595b48e076c…
    #[test]
    fn a_section_is_one_line_of_json_and_its_hash() {
        let (json, hash) = of(BUDGET, &crate::key_path!["budgets", 0], &["approvals", "payments"]);
        let by_hand = r#"{"amount":"240000.00","from":"2026-01-01","id":"b2026","lines":[{"text":"Käsi \"a\"\tb\\\nx 🎬 ปี"}],"none":{},"q":[]}"#;
        assert_eq!(json, by_hand);
        assert_eq!(hash, "h1-4fb8b595b48e076c");
    }

    #[test]
    fn layout_order_comments_and_quoting_do_not_change_it() {
        let other = "budgets: [{none: {}, q: [], lines: [{text: \"Käsi \\\"a\\\"\\tb\\\\\\nx \\U0001F3AC ปี\"}],\r\n  \"amount\": '240000.00', 'from': \"2026-01-01\",\r\n  # so\r\n  id: b2026}]\r\n";
        let path = crate::key_path!["budgets", 0];
        assert_eq!(of(other, &path, &[]), of(BUDGET, &path, &["approvals"]));
    }

    /// `{"kpis":[{"id":"a"},{"id":"b","target":"30%"}],"title":"Spring"}` hashes to af50715b02b39b8f…
    #[test]
    fn a_field_of_every_item_is_left_out() {
        let text = "title: Spring\nstatus: draft\nkpis:\n  - id: a\n    result: x\n  - {id: b, target: 30%, result: [1]}\nresult: null\n";
        let (json, hash) = of(text, &KeyPath::root(), &["status", "kpis[].result"]);
        assert_eq!(json, r#"{"kpis":[{"id":"a"},{"id":"b","target":"30%"}],"title":"Spring"}"#);
        assert_eq!(hash, "h1-af50715b02b39b8f");
    }

    #[test]
    fn a_line_break_at_the_end_of_a_block_or_of_the_file_does_not_count() {
        let texts = ["a: |\n  x", "a: |\n  x\n", "a: |-\n  x\n", "a: >+\n  x\n\n\n", "a: x", "a: 'x'"];
        for text in texts {
            assert_eq!(of(text, &KeyPath::root(), &[]).0, r#"{"a":"x"}"#, "{text:?}");
        }
        assert_ne!(of("a: ' x'", &KeyPath::root(), &[]).0, r#"{"a":"x"}"#, "other blanks count");
    }

    #[test]
    fn keys_are_sorted_by_code_point_and_quoted_null_is_a_text() {
        let text = "🎬: 1\nz: \"null\"\nÄ: 2\nB: NULL\na: 40.0\n";
        assert_eq!(of(text, &KeyPath::root(), &[]).0, r#"{"a":"40.0","z":"null","Ä":"2","🎬":"1"}"#);
    }
}
