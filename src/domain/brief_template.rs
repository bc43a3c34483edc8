//! The commented new brief of a type and size: the sections that it asks for and no other, the required ones marked as such.
//! Made from the one template of all briefs, so that the two cannot teach different things. Knows its lines, not its YAML.

use super::brief::{Brief, JobType, Size};
use super::brief_sections::{Need, SECTIONS, Section};
use super::record::Record;

/// The words of the template that name the kinds of objective.
const KINDS: &str = "kind: business, marketing, communication";

/// A new brief of a type and size. Fields that are no sections stay; a plan of the spending needs channels to spend on.
pub fn template(kind: JobType, size: Option<Size>) -> String {
    let mut text = String::with_capacity(Brief::TEMPLATE.len());
    for (at, paragraph) in Brief::TEMPLATE.split("\n\n").enumerate() {
        let mut written = String::new();
        let (mut is_kept, mut keeps_any) = (true, false);
        for line in paragraph.lines() {
            if let Some(key) = key(line) {
                let need = need(key, kind, size);
                is_kept = need != Some(Need::NotAsked);
                keeps_any |= is_kept;
                if is_kept {
                    written += &taught(line, key, need, kind, size);
                    written.push('\n');
                }
            } else if is_kept {
                written += line;
                written.push('\n');
            }
        }
        if at == 0 {
            written += &format!("# {}\n", marks(kind, size));
        } else if !keeps_any {
            continue;
        } else {
            text.push('\n');
        }
        text += &written;
    }
    text
}

/// What the marks mean.
fn marks(kind: JobType, size: Option<Size>) -> String {
    let size = if size == Some(Size::Small) { "small " } else { "" };
    format!(
        "This {size}{kind} brief needs what is marked `required`, or a waiver for it; what is not marked makes it better."
    )
}

/// The key that a line begins.
fn key(line: &str) -> Option<&str> {
    let (key, _) = line.split_once(':')?;
    key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_').then_some(key)
}

/// The sections that stand under a key.
fn sections(key: &str) -> impl Iterator<Item = &'static Section> {
    let key = if key == "spend_plan" { "channels" } else { key };
    SECTIONS.iter().filter(move |section| section.name != "project" && section.path().first_key() == Some(key))
}

/// How much the sections under a key are needed, the most needed deciding; `None` for a field that is no section.
fn need(key: &str, kind: JobType, size: Option<Size>) -> Option<Need> {
    let needs = || sections(key).map(|section| section.need(kind, size));
    let all = [Need::Required, Need::Recommended, Need::NotAsked];
    all.into_iter().find(|wanted| needs().any(|need| need == *wanted))
}

/// A field's line as this type of brief teaches it.
fn taught(line: &str, key: &str, need: Option<Need>, kind: JobType, size: Option<Size>) -> String {
    if need != Some(Need::Required) || key == "spend_plan" {
        return line.replace(KINDS, &kinds(kind, size));
    }
    line.replacen("# ", "# required: ", 1).replace(KINDS, &kinds(kind, size))
}

/// The kinds of objective that are asked for.
fn kinds(kind: JobType, size: Option<Size>) -> String {
    let named = |wanted: Need| -> Vec<&str> {
        let asked = sections("objectives").filter(|section| section.need(kind, size) == wanted);
        asked.filter_map(|section| section.name.strip_suffix("-objective")).collect()
    };
    let (required, better) = (named(Need::Required).join(", "), named(Need::Recommended).join(", "));
    match (required.as_str(), better.as_str()) {
        (required, "") => format!("kind: {required}"),
        ("", better) => format!("kind: {better}"),
        (required, better) => format!("kind: {required}; better with {better}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// The keys at the top of a text, and those marked as required.
    fn keys(text: &str) -> (BTreeSet<&str>, BTreeSet<&str>) {
        let lines = || text.lines().filter_map(|line| Some((key(line)?, line)));
        let required = lines().filter(|(_, line)| line.contains("# required: ")).map(|(key, _)| key);
        (lines().map(|(key, _)| key).collect(), required.collect())
    }

    #[test]
    fn every_type_and_size_has_its_sections_and_no_other() {
        const FIELDS: [&str; 13] = [
            "title",
            "type",
            "status",
            "size",
            "language",
            "brand",
            "authors",
            "client_contributors",
            "requested_by",
            "requested_on",
            "open_questions",
            "waived",
            "approvals",
        ];
        for kind in JobType::ALL {
            for size in [None, Some(Size::Large), Some(Size::Small)] {
                let text = template(*kind, size);
                let of = |needs: &[Need]| -> BTreeSet<String> {
                    let asked = SECTIONS.iter().filter(|section| needs.contains(&section.need(*kind, size)));
                    asked
                        .filter(|section| section.name != "project")
                        .map(|section| section.path().to_string())
                        .collect()
                };
                let (mut found, required) = keys(&text);
                let mut wanted = of(&[Need::Required, Need::Recommended]);
                assert_eq!(found.remove("spend_plan"), wanted.contains("channels"), "{kind}");
                wanted.extend(FIELDS.map(str::to_owned));
                assert_eq!(found.into_iter().map(str::to_owned).collect::<BTreeSet<_>>(), wanted, "{kind} {size:?}");
                assert_eq!(required.into_iter().map(str::to_owned).collect::<BTreeSet<_>>(), of(&[Need::Required]));
                assert!(!text.contains("\n\n\n") && text.ends_with('\n'), "{kind}");
            }
        }
    }

    #[test]
    fn what_goes_takes_its_example_and_an_empty_heading_along() {
        let text = template(JobType::Adaptation, Some(Size::Small));
        for gone in ["Where do we want to be", "Raise under-35", "insight", "Brand tracker", "# Where are we now"] {
            assert!(!text.contains(gone), "{gone} in\n{text}");
        }
        assert!(
            text.contains("# What is to be made\ndeliverables: []                  # required: each with its number")
        );
        assert!(text.contains("This small adaptation brief needs"));
    }

    #[test]
    fn the_kinds_of_objective_are_those_of_the_type() {
        // D1: research asks for a business objective, would like a marketing one, and wants none of communication
        let text = template(JobType::Research, None);
        assert!(text.contains("# required: kind: business; better with marketing; a number and a day"), "{text}");
        assert!(template(JobType::Campaign, None).contains("# required: kind: business, marketing, communication; a"));
    }
}
