//! `gitlab`: a code quality report, for the widget of a merge request. Paths count from the top of the git repository; fingerprints
//! outlive edits elsewhere, so that GitLab can tell what a branch brought from what was there.

use super::fingerprint::fingerprints;
use super::sanitize::line;
use super::{Findings, Page, sanitize};
use crate::finding::Severity;
use serde_json::{Value, json};
use std::io::{self, Write};

/// A list of issues.
pub(super) fn findings(findings: &Findings<'_>, _page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let names = fingerprints(findings.problems);
    let issues = findings.problems.iter().zip(names).map(|(found, fingerprint)| {
        let help = found.help.as_ref().map(|help| format!("; {}", line(help))).unwrap_or_default();
        json!({
            "description": format!("{}{help}", line(&found.message)),
            "check_name": found.code,
            "fingerprint": fingerprint,
            "severity": match found.severity {
                Severity::Error => "major",
                Severity::Warning => "minor",
            },
            "location": {
                "path": format!("{}{}", findings.below, found.path),
                "lines": { "begin": found.line, "end": found.end_line },
            },
        })
    });
    let text = serde_json::to_string_pretty(&issues.collect::<Value>())?;
    writeln!(out, "{}", sanitize::json(&text))
}
