//! What a section says, without its layout, as one line of JSON; and its fingerprint.
//!
//! Keys are sorted by code point, entries without a value left out, and every other scalar is a JSON string of its decoded
//! text, as written (`40` and `"40"` are the same, `40` and `40.0` are not). Line breaks at the end of a text do not count:
//! they are those of a block, and a line break at the end of the file must not change a fingerprint. Empty lists and maps
//! stay. Only `"`, `\` and control characters below U+0020 are escaped, the latter as `\u00xx`; all else is UTF-8.

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
                .filter(|&(_, value)| !is_null(doc, value))
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
        _ if is_null(doc, id) => out.push_str("null"),
        _ => string(doc.scalar(id).trim_end_matches('\n'), out),
    }
}

fn is_null(doc: &Document<'_>, id: NodeId) -> bool {
    match doc.tree.node(id).kind {
        Kind::Absent => true,
        Kind::Plain => matches!(doc.raw(id), "null" | "Null" | "NULL" | "~"),
        _ => false,
    }
}

fn string(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\0'..='\u{1f}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
}
