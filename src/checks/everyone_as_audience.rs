//! BR18: an audience that is everybody.

use super::language::Lists;
use super::leftover::without;
use super::phrases::composed;
use super::rule::{Desk, rule};
use super::text::ascii_digits;
use crate::config::Topic;
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for an audience such as "everyone", "the general public", "all adults" or "18-65".
    ///
    /// The words must be what the audience is: "parents who try to please everyone" is an audience, and so is "all customers of the shop
    /// that closed in May".
    ///
    /// ## Why it matters
    /// Nobody was ever persuaded by what is said to everyone. Even where all may buy, somebody must be chosen to be spoken to.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// audience: All adults, 18-65+          # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// audience: People of 22-34 who hike twice a year, borrow their gear, and distrust sport advertising.
    /// ```
    EveryoneAsAudience, "everyone-as-audience", ["BR18"], Error, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        let Some(audience) = brief.audience.as_deref() else { continue };
        let Some(found) = everyone(audience, desk.lists(brief)) else { continue };
        let place = brief.at(key_path!["audience"]);
        let finding = desk.about_brief(&META, brief, place, format!("`{found}` chooses nobody to talk to"));
        findings.push(finding.help("name the people whose mind is to be changed, by what they do and think"));
    }
}

/// With more letters behind the words, they are narrowed: "all customers of the shop that closed in May".
const BEHIND: usize = 15;

/// The words by which an audience is everybody. Nothing but words about people may stand before them.
pub(super) fn everyone(audience: &str, lists: &Lists) -> Option<String> {
    let text = composed(audience.trim());
    let topics = [Topic::Demographics, Topic::Fillers, Topic::Everyone];
    let letters = |part: &str| without(part, lists, &topics, true).letters;
    let mut found = lists.phrases(Topic::Everyone).places(&text);
    let everybody = found.find(|(start, end)| letters(&text[..*start]) == 0 && letters(&text[*end..]) <= BEHIND);
    if let Some((start, end)) = everybody {
        return Some(text[start..end].trim().to_owned());
    }
    wide_ages(&text).filter(|_| letters(&text) == 0)
}

/// A range of ages that leaves hardly anybody out: `18-65`, `๑๘-๖๕`, `15–75`.
fn wide_ages(text: &str) -> Option<String> {
    let digits = ascii_digits(text);
    let numbers: Vec<u32> = digits
        .split(|character: char| !character.is_ascii_digit())
        .filter(|number| number.len() == 2)
        .filter_map(|number| number.parse().ok())
        .collect();
    let wide = numbers.windows(2).find(|ages| ages[0] <= 20 && (60..=99).contains(&ages[1]))?;
    Some(format!("{}-{}", wide[0], wide[1]))
}
