//! `concise`: one line a finding, for grep and for editors that jump to a place. No summary: every line is a finding.

use super::{Findings, Page, text};
use std::io::{self, Write};

/// A line each.
pub(super) fn findings(findings: &Findings<'_>, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    findings.problems.iter().try_for_each(|found| writeln!(out, "{}", text::head(found, page)))
}
