//! Papers of money for tests, with the fingerprint that an approval of them must carry, worked out here from the design's words and not by the
//! program: SHA-256 over JSON with sorted keys in which every scalar is a text.

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// One line of an estimate or change order: its keys and values, as written.
pub(crate) type Line = &'static [(&'static str, &'static str)];

/// An estimate version 1, or a change order, as a list item of a job's YAML, approved by the client on a day.
pub(crate) fn approved(head: &[(&str, &str)], lines: &[Line], by: &str, on: &str) -> String {
    let mut yaml = String::new();
    for (at, (key, value)) in head.iter().enumerate() {
        yaml += &format!("{}{key}: {value}\n", if at == 0 { "  - " } else { "    " });
    }
    yaml += "    status: approved\n    lines:\n";
    for line in lines {
        for (at, (key, value)) in line.iter().enumerate() {
            yaml += &format!("{}{key}: {value}\n", if at == 0 { "      - " } else { "        " });
        }
    }
    let hash = hash(head, lines);
    yaml + &format!(
        "    approvals:\n      - {{for: client, by: {by}, date: {on}, method: email, evidence: mail, entered_by: ann, hash: {hash}}}\n"
    )
}

fn hash(head: &[(&str, &str)], lines: &[Line]) -> String {
    let text = |value: &str| serde_json::to_string(value).expect("a text");
    let map = |fields: &[(&str, &str)], more: Option<(&str, String)>| {
        let mut sorted: BTreeMap<&str, String> = fields.iter().map(|(key, value)| (*key, text(value))).collect();
        sorted.extend(more);
        let fields: Vec<String> = sorted.iter().map(|(key, value)| format!("{}:{value}", text(key))).collect();
        format!("{{{}}}", fields.join(","))
    };
    let list: Vec<String> = lines.iter().map(|line| map(line, None)).collect();
    let digest = Sha256::digest(map(head, Some(("lines", format!("[{}]", list.join(","))))).as_bytes());
    let hex = digest.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    format!("h1-{}", &hex[..16])
}
