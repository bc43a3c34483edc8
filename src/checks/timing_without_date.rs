//! BR27: `ASAP`, "soon", "end of month", where a date belongs.

use super::rule::{Desk, rule};
use super::text;
use crate::config::Topic;
use crate::domain::brief::Brief;
use crate::domain::record::Located;
use crate::finding::{Finding, Fix};
use crate::key_path;
use crate::source::{Edit, Value};
use crate::values::Day;

rule! {
    /// ## What it does
    /// Looks for a date in `timing` that is a word like `ASAP`, or is not written as `2027-04-01`.
    ///
    /// Words are looked for in English, Finnish, Thai, Chinese and Vietnamese, and digits of every script are read.
    ///
    /// ## Why it matters
    /// Everybody agrees to "soon", each to another day. A date can be planned back from, and seen to be impossible in time.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// timing:
    ///   presentation: ASAP                # <-- here
    ///   live: 2027-04-01
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// timing:
    ///   presentation: 2027-01-13
    ///   live: 2027-04-01
    /// ```
    TimingWithoutDate, "timing-without-date", ["BR27"], Error, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        let Some(timing) = &brief.timing else { continue };
        for (key, value) in [("presentation", &timing.presentation), ("live", &timing.live)] {
            let Some((message, help)) = value.as_deref().and_then(|value| objection(desk, brief, value)) else {
                continue;
            };
            let path = key_path!["timing", key];
            let mut finding = desk.about_brief(&META, brief, brief.at(path.clone()), format!("`{key}` {message}"));
            // another way of writing it is another fingerprint, and what is approved stays as it was approved
            if let Some(day) = value.as_deref().and_then(Day::meant).filter(|_| brief.approvals.is_empty()) {
                finding = finding.fix(Fix::Edit(vec![Edit::set(path, Value::bare(day))]));
            }
            findings.push(finding.help(help));
        }
    }
}

const HELP: &str = "write the day as `2027-04-01`";

/// What is wrong with a date as written, and what to write.
fn objection(desk: &Desk<'_>, brief: &Located<Brief>, value: &str) -> Option<(String, String)> {
    let lists = desk.lists(brief);
    // nothing at all is a blank section, and a gap is a placeholder: each is said once
    if text::is_blank(value, lists) || text::placeholder(value, lists, true).is_some() {
        return None;
    }
    if let Some(vague) = lists.phrases(Topic::VagueTimes).find(value) {
        return Some((format!("says `{vague}`, which is no date"), HELP.to_owned()));
    }
    let Some(day) = text::day_in(value) else {
        return Some((format!("says `{}`, which is no date", value.trim()), HELP.to_owned()));
    };
    if Day::parse(value.trim()).is_none() && text::ascii_digits(value.trim()) == day.to_string() {
        return Some((
            format!("is written `{}`, which no other program reads", value.trim()),
            format!("write `{day}`"),
        ));
    }
    None
}
