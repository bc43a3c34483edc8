//! `junit`: test results, for the reports of Jenkins, GitLab and their kin. A record is a test case, so that one that was put right is
//! seen to pass: it fails by its errors, and its warnings are its output. Paths count from the top of the git repository.

use super::sanitize;
use super::talk::counted;
use super::{Findings, Page, text};
use crate::finding::Severity;
use crate::view::Problem;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// A suite a folder of records, in the order of their names.
pub(super) fn findings(findings: &Findings<'_>, _page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let mut files: BTreeMap<&str, Vec<&Problem>> = BTreeMap::new();
    for path in findings.looked_at {
        files.entry(path).or_default();
    }
    for found in findings.problems {
        files.entry(&found.path).or_default().push(found);
    }
    let mut suites: BTreeMap<&str, Vec<(&str, Vec<&Problem>)>> = BTreeMap::new();
    for (path, found) in files {
        suites.entry(suite(path)).or_default().push((path, found));
    }
    let (tests, failures) =
        suites.values().map(|cases| tally(cases)).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(
        out,
        r#"<testsuites name="suits {}" tests="{tests}" failures="{failures}" errors="0">"#,
        attribute(findings.name)
    )?;
    for (name, cases) in suites {
        let (tests, failures) = tally(&cases);
        let counts = format!(r#"tests="{tests}" failures="{failures}" errors="0" skipped="0""#);
        let when = format!(r#"time="0" timestamp="{}T00:00:00""#, findings.as_of);
        writeln!(out, r#"  <testsuite name="{}" {counts} {when}>"#, attribute(name))?;
        for (path, found) in &cases {
            case(name, (findings.below, path), found, out)?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

/// The folder of records that a path is in; what lies beside them is the agency's own.
fn suite(path: &str) -> &str {
    path.split_once('/').map_or("agency", |(folder, _)| folder)
}

/// How many cases there are, and how many of them fail.
fn tally(cases: &[(&str, Vec<&Problem>)]) -> (usize, usize) {
    let fails = |found: &[&Problem]| found.iter().any(|found| found.severity == Severity::Error);
    (cases.len(), cases.iter().filter(|(_, found)| fails(found)).count())
}

fn case(suite: &str, (below, path): (&str, &str), found: &[&Problem], out: &mut dyn Write) -> io::Result<()> {
    let open = format!(
        r#"    <testcase classname="suits.{}" name="{}" time="0""#,
        attribute(suite),
        attribute(&sanitize::line(&format!("{below}{path}")))
    );
    if found.is_empty() {
        return writeln!(out, "{open}/>");
    }
    writeln!(out, "{open}>")?;
    let of = |severity| found.iter().filter(move |found| found.severity == severity);
    if let Some(first) = of(Severity::Error).next() {
        let more = match of(Severity::Error).count() - 1 {
            0 => String::new(),
            more => format!(" (and {})", counted(more, "more error")),
        };
        let message = attribute(&format!("{}{more}", sanitize::line(&first.message)));
        let kind = attribute(&first.code);
        let told: Vec<String> = of(Severity::Error).map(|found| told(found, below)).collect();
        writeln!(out, r#"      <failure message="{message}" type="{kind}">{}</failure>"#, content(&told.join("\n")))?;
    }
    let warned: Vec<String> = of(Severity::Warning).map(|found| told(found, below)).collect();
    if !warned.is_empty() {
        writeln!(out, "      <system-out>{}</system-out>", content(&warned.join("\n")))?;
    }
    writeln!(out, "    </testcase>")
}

/// A finding in words: GitLab shows a failure's content only, so all of it is there.
fn told(found: &Problem, below: &str) -> String {
    let head = text::head(found, &Page::default());
    let help = found.help.as_ref().map(|help| format!("\n  help: {}", sanitize::line(help)));
    format!("{}{head}{}", sanitize::line(below), help.unwrap_or_default())
}

/// Text between tags. XML 1.0 knows most control characters not even as escapes, so they are shown instead.
fn content(raw: &str) -> String {
    let mut safe = String::with_capacity(raw.len() + 16);
    for c in sanitize::text(raw).chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            // no characters of XML, though Unicode has them
            '\u{fffe}' | '\u{ffff}' => safe.extend(c.escape_unicode()),
            other => safe.push(other),
        }
    }
    safe
}

/// Text between double quotes: breaks and tabs would be read as blanks there.
fn attribute(raw: &str) -> String {
    content(raw).replace('"', "&quot;").replace('\n', "&#10;").replace('\t', "&#9;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_markup() {
        assert_eq!(content("a<b> & ]]>"), "a&lt;b&gt; &amp; ]]&gt;");
        assert_eq!(attribute("say \"x\"\n\ty"), "say &quot;x&quot;&#10;&#9;y");
    }

    #[test]
    fn what_xml_cannot_say_is_shown() {
        assert_eq!(content("\u{0}\u{1b}\u{b}\u{ffff}\u{fffe}\rx"), "\\u{0}\\u{1b}\\u{b}\\u{ffff}\\u{fffe}\\u{d}x");
    }

    #[test]
    fn a_suite_is_a_folder_of_records() {
        assert_eq!(suite("briefs/ACME/ACME-B0004.yaml"), "briefs");
        assert_eq!(suite("suits.toml"), "agency");
    }
}
