//! BR30: something to be made without saying how many, how large, or what exactly.

use super::rule::{Desk, rule};
use crate::config::Topic;
use crate::domain::brief::{Brief, JobType};
use crate::domain::brief_parts::BriefDeliverable;
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for deliverables with words such as `various` or `etc.`, and for films, spots, print and digital work without a `quantity` or a `spec`.
    ///
    /// Words are looked for in the brief's language, in `kind` and `spec`. They are an error; a number or a size that is missing is a warning. Research, events and plans
    /// have neither.
    ///
    /// ## Why it matters
    /// "Various banners" is estimated as three and delivered as nineteen. What is not counted before the estimate is not paid for after it.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// deliverables:
    ///   - id: film-30
    ///     kind: film
    ///     channel: tv
    ///     spec: 30 s and various cut-downs  # <-- here
    ///     quantity: 1
    ///     due: 2027-03-12
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// deliverables:
    ///   - id: film-30
    ///     kind: film
    ///     channel: tv
    ///     spec: 30 s, with cut-downs of 6 s and 15 s, 16:9
    ///     quantity: 3
    ///     due: 2027-03-12
    /// ```
    VagueDeliverable, "vague-deliverable", ["BR30"], Error, Brief
}

/// Channels for which a size or a length is asked in any type of brief.
const MEASURED: [&str; 16] = [
    "tv",
    "video",
    "online-video",
    "cinema",
    "radio",
    "audio",
    "podcast",
    "print",
    "press",
    "ooh",
    "dooh",
    "outdoor",
    "display",
    "social",
    "web",
    "email",
];

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        let vague = desk.lists(brief).phrases(Topic::VagueQuantities);
        for (index, deliverable) in brief.deliverables.iter().enumerate() {
            let texts = [("kind", deliverable.kind.as_deref()), ("spec", deliverable.spec.as_deref())];
            let said = texts.into_iter().find_map(|(key, text)| Some((key, vague.find(text?)?)));
            if let Some((key, word)) = said {
                let place = brief.at(key_path!["deliverables", index, key]);
                let message = format!("`{}` says `{word}`, which nobody can count or measure", deliverable.id);
                let finding = desk.about_brief(&META, brief, place, message);
                findings.push(finding.help("list each with its own `quantity` and `spec`"));
                continue;
            }
            let (message, help) = match (counted(deliverable), specified(deliverable)) {
                _ if !is_measured(brief, deliverable) => continue,
                (true, true) => continue,
                (false, true) => ("does not say how many", "add `quantity: 1`, or as many as there are"),
                (true, false) => ("does not say how large or how long", "add `spec:` with the size, length or format"),
                (false, false) => ("says neither how many nor how large or long", "add `quantity:` and `spec:`"),
            };
            let place = brief.at(key_path!["deliverables", index]);
            findings.push(META.warning(place, format!("`{}` {message}", deliverable.id)).help(help));
        }
    }
}

fn counted(deliverable: &BriefDeliverable) -> bool {
    deliverable.quantity.is_some_and(|quantity| 0 < quantity)
}

fn specified(deliverable: &BriefDeliverable) -> bool {
    deliverable.spec.as_deref().is_some_and(|spec| spec.chars().any(char::is_alphanumeric))
}

/// Whether it is of a kind that has a number and a size.
fn is_measured(brief: &Brief, deliverable: &BriefDeliverable) -> bool {
    let made = matches!(
        brief.kind,
        JobType::TvVideo | JobType::Audio | JobType::PrintOoh | JobType::DigitalSocial | JobType::WebEmail
    );
    let channel = || Some(deliverable.channel.as_ref()?.to_lowercase());
    let planned = matches!(brief.kind, JobType::Media | JobType::Research | JobType::EventPr);
    made || (!planned && channel().is_some_and(|channel| MEASURED.contains(&channel.as_str())))
}
