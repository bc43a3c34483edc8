//! What a section says, without its layout, as one line of JSON; and its fingerprint.
//!
//! Keys are sorted by code point, entries without a value left out, and every other scalar is a JSON string of its decoded
//! text, as written (`40` and `"40"` are the same, `40` and `40.0` are not). Line breaks at the end of a text do not count:
//! they are those of a block, and a line break at the end of the file must not change a fingerprint. Empty lists and maps
//! stay. Only `"`, `\` and control characters below U+0020 are escaped, as `\n`, `\t` and the like or `\u00xx`; all else is UTF-8.

use super::{Document, Kind, NodeId};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::cmp::Ordering;

/// The canonical JSON of a node, without the fields that `leave_out` names: paths from the node, `kpis[].result` for a
/// field of every item.
pub fn canonical(doc: &Document<'_>, node: NodeId, leave_out: &[&str]) -> String {
    let mut canon = Canon::default();
    Json { doc, canon: &mut canon }.value(node, leave_out);
    String::from_utf8_lossy(&canon.out).into_owned()
}

/// The fingerprint of a section: `h1-` and the first 16 hexadecimal digits of the SHA-256 of its canonical JSON.
pub fn fingerprint(doc: &Document<'_>, node: NodeId, leave_out: &[&str]) -> String {
    Canon::default().fingerprint(doc, node, leave_out).to_owned()
}

/// The canonical JSON of one section after another, in memory that is used again.
#[derive(Debug, Default)]
pub struct Canon {
    /// Whole texts, one behind the other.
    out: Vec<u8>,
    /// The entries of the maps that are open, each map's sorted behind those of the map round it.
    entries: Vec<Entry>,
    /// The latest fingerprint.
    print: String,
}

/// An entry of a map.
#[derive(Clone, Copy, Debug)]
struct Entry {
    /// The first eight bytes of its key, which nearly always tell which of two comes first.
    first: u64,
    key: NodeId,
    value: NodeId,
}

impl Canon {
    /// The fingerprint of a section.
    pub fn fingerprint(&mut self, doc: &Document<'_>, node: NodeId, leave_out: &[&str]) -> &str {
        self.out.clear();
        Json { doc, canon: self }.value(node, leave_out);
        let digest = Sha256::digest(&self.out);
        self.print.clear();
        self.print.push_str("h1-");
        for digit in digest.iter().take(8).flat_map(|byte| hexadecimal(*byte)) {
            self.print.push(char::from(digit));
        }
        &self.print
    }
}

fn hexadecimal(byte: u8) -> [u8; 2] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    [byte >> 4, byte & 15].map(|digit| DIGITS[usize::from(digit)])
}

/// The step of a path into every item of a list.
const ITEMS: &str = "[]";

/// Whether a key is what a path names, and not a text that looks like a longer one.
fn is_one_step(key: &str) -> bool {
    !key.contains(['.', '['])
}

/// The paths that lead on behind one step: `result` behind `[]` of `[].result`.
fn behind<'p>(paths: &[&'p str], step: &str) -> Vec<&'p str> {
    let on = |path: &&'p str| {
        // most keys lead nowhere
        matches!(path.as_bytes().get(step.len()), Some(b'.' | b'[')).then_some(())?;
        let rest = path.strip_prefix(step)?;
        (step == ITEMS || is_one_step(step)).then(|| rest.strip_prefix('.').unwrap_or(rest))
    };
    paths.iter().filter_map(on).collect()
}

/// Whether a field is itself left out.
fn is_left_out(paths: &[&str], key: &[u8]) -> bool {
    paths.iter().any(|path| path.as_bytes() == key && is_one_step(path))
}

/// JSON being written.
struct Json<'d, 't> {
    doc: &'d Document<'t>,
    canon: &'d mut Canon,
}

impl<'t> Json<'_, 't> {
    /// What a key or a scalar says. Most are in the file as they are: whole letters, of which nothing has to be asked again.
    fn said(&self, id: NodeId) -> Cow<'t, [u8]> {
        let node = self.doc.tree.node(id);
        if node.kind == Kind::Plain && !node.cooked {
            return Cow::Borrowed(&self.doc.text.as_bytes()[node.start as usize..node.end as usize]);
        }
        match self.doc.scalar(id) {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        }
    }

    fn value(&mut self, id: NodeId, leave_out: &[&str]) {
        match self.doc.tree.node(id).kind {
            Kind::BlockMap | Kind::FlowMap => self.map(id, leave_out),
            Kind::BlockList | Kind::FlowList => self.list(id, leave_out),
            _ if self.doc.is_null(id) => self.canon.out.extend_from_slice(b"null"),
            _ => {
                self.canon.out.push(b'"');
                self.text(id);
                self.canon.out.push(b'"');
            }
        }
    }

    /// Between quotes that are there.
    fn text(&mut self, id: NodeId) {
        let said = self.said(id);
        escaped(without_last_breaks(&said), &mut self.canon.out);
    }

    fn map(&mut self, id: NodeId, leave_out: &[&str]) {
        let doc = self.doc;
        let first = self.canon.entries.len();
        for (key, value) in doc.tree.entries(id) {
            let name = self.said(key);
            if !doc.is_null(value) && !is_left_out(leave_out, &name) {
                self.canon.entries.push(Entry { first: first_eight(&name), key, value });
            }
        }
        let by_name = |one: &Entry, other: &Entry| one.first.cmp(&other.first).then_with(|| whole(doc, one, other));
        self.canon.entries[first..].sort_unstable_by(by_name);
        // all that stands between two texts is written at once, as if an entry followed every other
        self.canon.out.extend_from_slice(b"{\"");
        for index in first..self.canon.entries.len() {
            let Entry { key, value, .. } = self.canon.entries[index];
            let name = self.said(key);
            escaped(&name, &mut self.canon.out);
            if doc.tree.node(value).kind.is_scalar() {
                // most are; and one that says nothing has no entry
                self.canon.out.extend_from_slice(b"\":\"");
                self.text(value);
                self.canon.out.extend_from_slice(b"\",\"");
            } else {
                self.canon.out.extend_from_slice(b"\":");
                self.value(value, &behind(leave_out, &doc.scalar(key)));
                self.canon.out.extend_from_slice(b",\"");
            }
        }
        let begun = if first < self.canon.entries.len() { b",\"".len() } else { b"\"".len() };
        self.canon.out.truncate(self.canon.out.len() - begun);
        self.canon.out.push(b'}');
        self.canon.entries.truncate(first);
    }

    fn list(&mut self, id: NodeId, leave_out: &[&str]) {
        let leave_out = behind(leave_out, ITEMS);
        self.canon.out.push(b'[');
        for (index, item) in self.doc.tree.children(id).enumerate() {
            if index > 0 {
                self.canon.out.push(b',');
            }
            self.value(item, &leave_out);
        }
        self.canon.out.push(b']');
    }
}

fn without_last_breaks(mut text: &[u8]) -> &[u8] {
    while let [before @ .., b'\n'] = text {
        text = before;
    }
    text
}

/// The order of two entries whose keys begin alike.
#[cold]
fn whole(doc: &Document<'_>, one: &Entry, other: &Entry) -> Ordering {
    doc.scalar(one.key).cmp(&doc.scalar(other.key)).then(one.key.cmp(&other.key))
}

/// The first eight bytes of a text as a number, with nothing behind those of a shorter one: of two texts whose numbers differ, the one with
/// the lesser comes first.
fn first_eight(bytes: &[u8]) -> u64 {
    if let Some(first) = bytes.first_chunk() {
        return u64::from_be_bytes(*first);
    }
    // most keys are shorter: their halves overlap in the middle, and are the same there
    let behind = 64 - 8 * bytes.len();
    match (bytes.first_chunk(), bytes.last_chunk(), bytes) {
        (Some(first), Some(last), _) => {
            u64::from(u32::from_be_bytes(*first)) << 32 | u64::from(u32::from_be_bytes(*last)) << behind
        }
        (_, _, &[first, .., last]) => {
            let middle = u64::from(bytes[1]) << 48;
            u64::from(first) << 56 | middle | u64::from(last) << behind
        }
        (_, _, &[one]) => u64::from(one) << 56,
        _ => 0,
    }
}

/// A text as it stands between quotes: everything up to the next character that must be escaped is copied as it is.
fn escaped(text: &[u8], out: &mut Vec<u8>) {
    let mut rest = text;
    loop {
        let (plain, escaped) = rest.split_at(before_escape(rest));
        out.extend_from_slice(plain);
        let Some((&byte, behind)) = escaped.split_first() else { break };
        escape(byte, out);
        rest = behind;
    }
}

/// How many bytes stand before the first that must be escaped. Eight are looked at together, the last of them perhaps twice; of fewer, the
/// places behind them as blanks.
fn before_escape(bytes: &[u8]) -> usize {
    const BLANKS: u64 = u64::from_be_bytes([b' '; 8]);
    let needs_none = |eight: &[u8; 8]| !holds_escape(u64::from_be_bytes(*eight));
    let (eights, _) = bytes.as_chunks();
    let plain = eights.iter().take_while(|eight| needs_none(eight)).count();
    let is_plain = match bytes.last_chunk() {
        Some(last) => plain == eights.len() && needs_none(last),
        None => !holds_escape(first_eight(bytes) | BLANKS >> (8 * bytes.len())),
    };
    if is_plain {
        return bytes.len();
    }
    let needs_one = |byte: &u8| matches!(byte, 0..b' ' | b'"' | b'\\');
    bytes[8 * plain..].iter().position(needs_one).map_or(bytes.len(), |at| 8 * plain + at)
}

/// Whether a byte of eight is below a blank, a quote or a backslash.
fn holds_escape(eight: u64) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let below = |eight: u64, least: u64| eight.wrapping_sub(ONES * least) & !eight;
    let equal = |byte: u8| below(eight ^ (ONES * u64::from(byte)), 1);
    (below(eight, u64::from(b' ')) | equal(b'"') | equal(b'\\')) & (ONES << 7) != 0
}

/// A quote, a backslash or a control character.
fn escape(byte: u8, out: &mut Vec<u8>) {
    out.push(b'\\');
    match byte {
        0x8 => out.push(b'b'),
        b'\t' => out.push(b't'),
        b'\n' => out.push(b'n'),
        0xc => out.push(b'f'),
        b'\r' => out.push(b'r'),
        0..=0x1f => {
            out.extend_from_slice(b"u00");
            out.extend_from_slice(&hexadecimal(byte));
        }
        _ => out.push(byte),
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
    fn a_key_that_looks_like_a_path_is_none() {
        let text = "'kpis[].result': x\n'a.b': {c: y}\nkpis:\n- {id: a, result: z}\na: {b: left out, c: 1}\n";
        let (json, _) = of(text, &KeyPath::root(), &["kpis[].result", "a.b"]);
        assert_eq!(json, r#"{"a":{"c":"1"},"a.b":{"c":"y"},"kpis":[{"id":"a"}],"kpis[].result":"x"}"#);
    }

    #[test]
    fn keys_that_begin_with_the_same_eight_letters_are_sorted_too() {
        let text = "supplier_b: 1\nsupplier_a: 2\nsupplier: 3\nsupplie: 4\n";
        let by_hand = r#"{"supplie":"4","supplier":"3","supplier_a":"2","supplier_b":"1"}"#;
        assert_eq!(of(text, &KeyPath::root(), &[]).0, by_hand);
    }

    #[test]
    fn short_keys_are_sorted_as_their_letters_are_and_short_texts_escaped_wherever_the_sign_stands() {
        let keys: Vec<&str> =
            "bb b ba bab a ab abc abcd abcde abcdef abcdefg abcdefh abcdefgh abd".split(' ').collect();
        let text: String = keys.iter().flat_map(|key| [&**key, ": 1\n"]).collect();
        let mut sorted = keys;
        sorted.sort_unstable();
        let by_hand: Vec<String> = sorted.iter().map(|key| format!("\"{key}\":\"1\"")).collect();
        assert_eq!(of(&text, &KeyPath::root(), &[]).0, format!("{{{}}}", by_hand.join(",")));
        for length in 0..10 {
            for at in 0..length {
                let written: String = (0..length).map(|one| if one == at { '"' } else { 'é' }).collect();
                let (json, _) = of(&format!("a: '{written}'\n"), &KeyPath::root(), &[]);
                assert_eq!(json, format!("{{\"a\":\"{}\"}}", written.replace('"', "\\\"")));
            }
        }
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
