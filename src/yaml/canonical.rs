//! What a section says, without its layout, as one line of JSON; and its fingerprint.
//!
//! Keys are sorted by code point, entries without a value left out, and every other scalar is a JSON string of its decoded
//! text, as written (`40` and `"40"` are the same, `40` and `40.0` are not). Line breaks at the end of a text do not count:
//! they are those of a block, and a line break at the end of the file must not change a fingerprint. Empty lists and maps
//! stay. Only `"`, `\` and control characters below U+0020 are escaped, as `\n`, `\t` and the like or `\u00xx`; all else is UTF-8.

use super::{Document, Kind, NodeId};
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// Room for a section of a usual length, so that its JSON grows without moving.
const USUAL: usize = 1 << 10;

/// The canonical JSON of a node, without the fields that `leave_out` names: paths from the node, `kpis[].result` for a
/// field of every item.
pub fn canonical(doc: &Document<'_>, node: NodeId, leave_out: &[&str]) -> String {
    let leave_out: Vec<Vec<&str>> = leave_out.iter().map(|path| steps(path)).collect();
    let leave_out: Vec<&[&str]> = leave_out.iter().map(Vec::as_slice).collect();
    let mut json = Json { doc, out: String::with_capacity(USUAL), entries: Vec::new() };
    json.value(node, &leave_out);
    json.out
}

/// The fingerprint of a section: `h1-` and the first 16 hexadecimal digits of the SHA-256 of its canonical JSON.
pub fn fingerprint(doc: &Document<'_>, node: NodeId, leave_out: &[&str]) -> String {
    let digest = Sha256::digest(canonical(doc, node, leave_out).as_bytes());
    let mut out = String::with_capacity(3 + 16);
    out.push_str("h1-");
    digest.iter().take(8).for_each(|byte| hexadecimal(*byte, &mut out));
    out
}

fn hexadecimal(byte: u8, out: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    out.extend([byte >> 4, byte & 15].map(|digit| char::from(DIGITS[usize::from(digit)])));
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

/// Whether a field is itself left out.
fn is_left_out(paths: &[&[&str]], key: &str) -> bool {
    paths.iter().any(|path| matches!(path, [last] if *last == key))
}

/// JSON being written.
struct Json<'d, 't> {
    doc: &'d Document<'t>,
    out: String,
    /// The entries of the maps that are open, each map's sorted behind those of the map round it.
    entries: Vec<(Cow<'t, str>, NodeId)>,
}

impl Json<'_, '_> {
    fn value(&mut self, id: NodeId, leave_out: &[&[&str]]) {
        match self.doc.tree.node(id).kind {
            Kind::BlockMap | Kind::FlowMap => self.map(id, leave_out),
            Kind::BlockList | Kind::FlowList => self.list(id, leave_out),
            _ if self.doc.is_null(id) => self.out.push_str("null"),
            _ => string(self.doc.scalar(id).trim_end_matches('\n'), &mut self.out),
        }
    }

    fn map(&mut self, id: NodeId, leave_out: &[&[&str]]) {
        let doc = self.doc;
        let first = self.entries.len();
        let present = doc.tree.entries(id).filter(|&(_, value)| !doc.is_null(value));
        let named = present.map(|(key, value)| (doc.scalar(key), value));
        self.entries.extend(named.filter(|(key, _)| !is_left_out(leave_out, key)));
        self.entries[first..].sort_unstable();
        self.out.push('{');
        for index in first..self.entries.len() {
            if index > first {
                self.out.push(',');
            }
            let (key, field) = &self.entries[index];
            let (field, leave_out) = (*field, behind(leave_out, key));
            string(key, &mut self.out);
            self.out.push(':');
            self.value(field, &leave_out);
        }
        self.out.push('}');
        self.entries.truncate(first);
    }

    fn list(&mut self, id: NodeId, leave_out: &[&[&str]]) {
        let leave_out = behind(leave_out, "[]");
        self.out.push('[');
        for (index, item) in self.doc.tree.children(id).enumerate() {
            if index > 0 {
                self.out.push(',');
            }
            self.value(item, &leave_out);
        }
        self.out.push(']');
    }
}

/// A text in quotes: everything up to the next character that must be escaped is copied as it stands.
fn string(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
        out.push_str(&rest[..at]);
        escape(rest.as_bytes()[at], out);
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    out.push('"');
}

/// A quote, a backslash or a control character.
fn escape(byte: u8, out: &mut String) {
    out.push('\\');
    match byte {
        0x8 => out.push('b'),
        b'\t' => out.push('t'),
        b'\n' => out.push('n'),
        0xc => out.push('f'),
        b'\r' => out.push('r'),
        0..=0x1f => {
            out.push_str("u00");
            hexadecimal(byte, out);
        }
        _ => out.push(char::from(byte)),
    }
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
    fn control_characters_are_escaped_as_json_wants_and_no_others() {
        let (json, _) = of(r#"a: "\x01\x1f\b\f\r.\x7f\u00a0""#, &KeyPath::root(), &[]);
        assert_eq!(json, "{\"a\":\"\\u0001\\u001f\\b\\f\\r.\u{7f}\u{a0}\"}");
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
