//! `sarif`: SARIF 2.1.0, for code scanning and every tool that reads it. The rules travel with what they found; paths count from the
//! top of the git repository. Services keep 5,000 results of a run, so the worst come first and a note in the file says what is left out.

use super::fingerprint::{fingerprints, record};
use super::sanitize::{self, line};
use super::{Findings, Page, text};
use crate::finding::Severity;
use crate::view::{Problem, RuleNote};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::{self, Write};

/// How many results a service keeps of a run.
const MOST_RESULTS: usize = 5000;
/// How many places a service keeps of a result.
const MOST_RELATED: usize = 100;
/// How many tags a rule may have.
const MOST_TAGS: usize = 20;
/// What paths are relative to.
const BASE: &str = "%SRCROOT%";
/// The kind of fingerprint, and how it is made.
const FINGERPRINT: &str = "suits/v1";

/// One run.
pub(super) fn findings(findings: &Findings<'_>, _page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let names = fingerprints(findings.problems);
    let index: HashMap<&str, usize> =
        findings.rules.iter().enumerate().map(|(at, rule)| (rule.code.as_str(), at)).collect();
    let mut order: Vec<usize> = (0..findings.problems.len()).collect();
    order.sort_by_key(|&at| findings.problems[at].severity != Severity::Error);
    let kept = order.iter().take(MOST_RESULTS);
    let results = kept.map(|&at| {
        let found = &findings.problems[at];
        result(found, &names[at], index.get(found.code.as_str()).copied(), findings.below)
    });
    let run = json!({
        "tool": { "driver": {
            "name": "suits",
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": findings.rules.iter().map(rule).collect::<Value>(),
        } },
        "invocations": [{
            "executionSuccessful": true,
            "toolExecutionNotifications": left_out(findings),
        }],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": { BASE: { "description": { "text": "the top of the git repository" } } },
        "results": results.collect::<Vec<_>>(),
        "properties": { "as_of": findings.as_of.to_string() },
    });
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    });
    writeln!(out, "{}", sanitize::json(&serde_json::to_string_pretty(&log)?))
}

/// A note where there are more findings than a service keeps.
fn left_out(findings: &Findings<'_>) -> Vec<Value> {
    let count = findings.problems.len();
    let note = || {
        let summary = text::summary(findings).unwrap_or_default();
        json!({
            "level": "warning",
            "message": { "text": format!("{summary}; this file has the {MOST_RESULTS} worst of {count}") },
        })
    };
    (count > MOST_RESULTS).then(note).into_iter().collect()
}

fn rule(note: &RuleNote) -> Value {
    let tags = std::iter::once(note.subject).chain(note.aliases.iter().copied()).take(MOST_TAGS);
    json!({
        "id": note.code,
        "name": pascal(&note.code),
        "shortDescription": { "text": note.summary },
        "fullDescription": { "text": note.what },
        "help": { "text": note.help, "markdown": note.markdown },
        "defaultConfiguration": { "level": note.severity.as_str() },
        "properties": { "tags": tags.collect::<Vec<_>>(), "problem.severity": note.severity.as_str() },
    })
}

/// One result, in the order of the standard's table.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Found<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Value,
    locations: [Value; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Value>,
    partial_fingerprints: Value,
}

fn result<'a>(found: &'a Problem, fingerprint: &str, rule: Option<usize>, below: &str) -> Found<'a> {
    let help = found.help.as_ref().map(|help| format!("\nhelp: {}", line(help))).unwrap_or_default();
    let region = Region::new((found.line, found.column), (found.end_line, found.end_column));
    let mut place = place(below, &found.path, region);
    place["logicalLocations"] =
        json!([{ "fullyQualifiedName": format!("{}{}", record(found), found.pointer), "kind": "member" }]);
    let related = found.related.iter().take(MOST_RELATED).enumerate().map(|(at, related)| {
        let region = Region::new((related.line, related.column), (related.end_line, related.end_column));
        let mut place = self::place(below, &related.path, region);
        place["id"] = (at + 1).into();
        place["message"] = json!({ "text": line(&related.message) });
        place
    });
    Found {
        rule_id: &found.code,
        rule_index: rule,
        level: found.severity.as_str(),
        message: json!({ "text": format!("{}{help}", line(&found.message)) }),
        locations: [place],
        related_locations: related.collect(),
        partial_fingerprints: json!({ FINGERPRINT: fingerprint }),
    }
}

/// Where in a file: lines and columns from 1, the end one past the last character.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

impl Region {
    fn new(start: (u32, u32), end: (u32, u32)) -> Region {
        Region { start_line: start.0, start_column: start.1, end_line: end.0, end_column: end.1 }
    }
}

fn place(below: &str, path: &str, region: Region) -> Value {
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(&format!("{below}{path}")), "uriBaseId": BASE },
        "region": region,
    } })
}

/// A path as a relative reference: what is no plain letter, digit or mark of a path goes as `%20`.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}

/// `vague-deliverable` as `VagueDeliverable`, as the standard likes names.
fn pascal(code: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    };
    code.split('-').map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::Day;

    #[test]
    fn a_path_is_a_reference_and_a_name_is_one_word() {
        assert_eq!(uri("briefs/ACME/a b%#?ä:.yaml"), "briefs/ACME/a%20b%25%23%3F%C3%A4%3A.yaml");
        assert_eq!(pascal("vague-deliverable"), "VagueDeliverable");
    }

    #[test]
    fn of_too_many_results_the_worst_are_kept_and_it_is_said() {
        let one = |at: u32, severity| Problem {
            code: "x".into(),
            alias: None,
            severity,
            message: "m".into(),
            argument: None,
            path: "briefs/ACME/ACME-B0004.yaml".into(),
            line: at,
            column: 1,
            end_line: at,
            end_column: 2,
            excerpt: None,
            pointer: String::new(),
            help: None,
            related: Vec::new(),
            fixable: false,
        };
        let mut problems: Vec<Problem> = (1..=5000).map(|at| one(at, Severity::Warning)).collect();
        problems.push(one(5001, Severity::Error));
        let mut out = Vec::new();
        let as_of = Day::parse("2026-11-21").expect("a day");
        findings(&Findings::new("check", as_of, &problems), &Page::default(), &mut out).expect("memory");
        let log: Value = serde_json::from_slice(&out).expect("json");
        let results = log["runs"][0]["results"].as_array().expect("a list");
        assert_eq!((results.len(), &results[0]["level"]), (5000, &"error".into()));
        let note = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
        assert_eq!(note, "1 error, 5000 warnings; this file has the 5000 worst of 5001");
    }
}
