//! BR03: a brief written for another piece of work.

use super::prose::{fingerprint, same_words};
use super::rule::{Desk, rule};
use crate::domain::brief::{Brief, BriefStatus, JobType};
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;
use crate::source::KeyPath;
use crate::values::{BriefId, ClientId};
use std::collections::HashMap;

rule! {
    /// ## What it does
    /// Looks for a brief that repeats two of background, problem, insight and proposition, word for word, from an earlier brief of the same client.
    ///
    /// One of them may well recur: a client's background within a year, the insight or the promise that a brand keeps. Briefs of one
    /// campaign are not compared: those asked for within three months of each other, those with one title, and those whose jobs
    /// name the same `campaign`. Nor are adaptations and tickets, which work on what exists, nor a brief that was superseded.
    ///
    /// ## Why it matters
    /// A copied brief asks for the work that was already made. Either this task is a new one, or it needs no brief.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0005.yaml
    /// title: Shop windows, autumn 2027
    /// type: print-ooh
    /// status: draft
    /// size: small
    /// language: en
    /// authors: [ann]
    /// client_contributors: [liisa]
    /// requested_by: liisa
    /// requested_on: 2027-03-08
    /// background: >                       # <-- here
    ///   Sales among under-35s fell 8% in 2025 (Kantar, 2026-01-20); the spring season decides the year.
    /// audience: People who walk past the shop every day and have never been inside.
    /// proposition: The forest starts at your door.
    /// mandatories:
    ///   - Store locator link
    /// deliverables:
    ///   - id: poster
    ///     kind: poster
    ///     channel: instore
    ///     spec: 594 x 841 mm, 4 colours
    ///     quantity: 1
    ///     due: 2027-08-13
    /// channels: [instore]
    /// budget:
    ///   amount: 9000.00
    ///   includes: [fee, production]
    ///   tax: excluded
    /// timing:
    ///   presentation: 2027-06-02
    ///   live: 2027-08-30
    /// approvers:
    ///   - by: liisa
    ///     scope: final
    /// out_of_scope:
    ///   - Window frames
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0005.yaml
    /// title: Shop windows, autumn 2027
    /// type: print-ooh
    /// status: draft
    /// size: small
    /// language: en
    /// authors: [ann]
    /// client_contributors: [liisa]
    /// requested_by: liisa
    /// requested_on: 2027-03-08
    /// background: >
    ///   Four in ten shop windows stood half empty in autumn 2026 (store report, 2027-01-15); passers-by looked in and walked on.
    /// audience: People who walk past the shop every day and have never been inside.
    /// proposition: The forest starts at your door.
    /// mandatories:
    ///   - Store locator link
    /// deliverables:
    ///   - id: poster
    ///     kind: poster
    ///     channel: instore
    ///     spec: 594 x 841 mm, 4 colours
    ///     quantity: 1
    ///     due: 2027-08-13
    /// channels: [instore]
    /// budget:
    ///   amount: 9000.00
    ///   includes: [fee, production]
    ///   tax: excluded
    /// timing:
    ///   presentation: 2027-06-02
    ///   live: 2027-08-30
    /// approvers:
    ///   - by: liisa
    ///     scope: final
    /// out_of_scope:
    ///   - Window frames
    /// ```
    TextOfAnotherBrief, "text-of-another-brief", ["BR03"], Warning, Brief
}

/// Briefs asked for within so many days of each other are parts of one campaign.
const ONE_CAMPAIGN: i64 = 92;
/// Shorter texts are gaps and words for nothing.
const SHORTEST: usize = 6;

/// The sections that are written for one task, and how many of them may recur.
const FIELDS: [&str; 4] = ["background", "problem", "insight", "proposition"];
const MAY_RECUR: usize = 1;

fn text_of<'b>(brief: &'b Brief, field: &str) -> Option<&'b str> {
    let text = match field {
        "background" => &brief.background,
        "problem" => &brief.problem,
        "insight" => &brief.insight.as_ref()?.text,
        _ => &brief.proposition,
    };
    text.as_deref().filter(|text| text.trim().chars().nth(SHORTEST - 1).is_some())
}

fn path_of(field: &'static str) -> KeyPath {
    if field == "insight" { key_path!["insight", "text"] } else { key_path![field] }
}

/// A text of a client: whose, of which section, and its words as a number.
type Key = (ClientId, &'static str, u64);

fn key(brief: &Located<Brief>, field: &'static str, text: &str) -> Key {
    (brief.id.client(), field, fingerprint(text))
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let firsts = firsts(desk);
    let mut campaigns = None;
    for brief in desk.briefs().filter(|brief| is_written_anew(brief)) {
        let first_with = |field| Some(*firsts.get(&key(brief, field, text_of(brief, field)?))?);
        let others: Vec<(&'static str, &Located<Brief>)> =
            FIELDS.into_iter().filter_map(|field| Some((field, first_with(field)?))).collect();
        let Some((at, other)) = others.iter().find(|(_, other)| {
            other.id != brief.id && others.iter().filter(|(_, same)| same.id == other.id).count() > MAY_RECUR
        }) else {
            continue;
        };
        let campaigns = campaigns.get_or_insert_with(|| campaigns_of(desk));
        let copied = |field: &&'static str| {
            let (mine, theirs) = (text_of(brief, field), text_of(other, field));
            mine.zip(theirs).is_some_and(|(mine, theirs)| same_words(mine, theirs))
        };
        let copied: Vec<String> = FIELDS.into_iter().filter(copied).map(|field| format!("`{field}`")).collect();
        if copied.len() <= MAY_RECUR || is_one_campaign(brief, other, campaigns) {
            continue;
        }
        let message = format!("{} are word for word those of {}", listed(&copied), other.id);
        let finding = META.finding(brief.at(path_of(at)), message).related(other.at(path_of(at)), "written here first");
        findings
            .push(finding.help("write what is so this time; for new sizes of old work, `type: adaptation` needs less"));
    }
}

fn is_written_anew(brief: &Brief) -> bool {
    brief.status != BriefStatus::Superseded && !matches!(brief.kind, JobType::Adaptation | JobType::RetainerTicket)
}

/// The earliest brief with each text.
fn firsts<'a>(desk: &Desk<'a>) -> HashMap<Key, &'a Located<Brief>> {
    let mut briefs: Vec<_> = desk.agency.briefs.iter().filter(|brief| is_written_anew(brief)).collect();
    briefs.sort_by_key(|brief| (brief.requested_on.is_none(), brief.requested_on));
    let mut firsts = HashMap::new();
    for brief in briefs {
        for field in FIELDS {
            if let Some(text) = text_of(brief, field) {
                firsts.entry(key(brief, field, text)).or_insert(brief);
            }
        }
    }
    firsts
}

/// The campaigns that the jobs of each brief name.
fn campaigns_of<'a>(desk: &Desk<'a>) -> HashMap<&'a BriefId, Vec<String>> {
    let mut campaigns: HashMap<&BriefId, Vec<String>> = HashMap::new();
    for job in &desk.agency.jobs {
        if let (Some(brief), Some(campaign)) = (&job.record.brief, &job.record.campaign) {
            campaigns.entry(brief).or_default().push(campaign.trim().to_lowercase());
        }
    }
    campaigns
}

fn is_one_campaign(brief: &Located<Brief>, other: &Located<Brief>, campaigns: &HashMap<&BriefId, Vec<String>>) -> bool {
    // without a day nobody can tell
    let (Some(asked), Some(before)) = (brief.requested_on, other.requested_on) else { return true };
    let named = |brief: &Located<Brief>| campaigns.get(&brief.id).into_iter().flatten();
    asked.days_since(before) <= ONE_CAMPAIGN
        || same_words(&brief.title, &other.title)
        || named(brief).any(|campaign| named(other).any(|same| same == campaign))
}

/// `a and b`, `a, b and c`.
fn listed(words: &[String]) -> String {
    match words {
        [rest @ .., last] if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => words.concat(),
    }
}
