//! BR20: an insight whose source nobody could find again.

use super::insight_without_source::{is_waived, need};
use super::rule::{Desk, rule};
use super::text;
use crate::domain::brief_sections::Need;
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for an insight whose `source` names no day, no address and no study, such as "desk research" or "customer feedback".
    ///
    /// A `date` beside it, a figure or a web address in it, a name in capitals or in quotation marks: each is enough. Where the
    /// brief's type needs an insight this stops it; elsewhere it warns.
    ///
    /// ## Why it matters
    /// Creative people ask what exactly was said, and the client's researcher asks when. Nobody can look it up in "research".
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// insight:
    ///   text: They call it going for a walk, never hiking.
    ///   source: Customer feedback         # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// insight:
    ///   text: They call it going for a walk, never hiking.
    ///   source: Letters to customer service, July to September 2026
    /// ```
    VagueSource, "vague-source", ["BR20"], Error, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        let Some(insight) = brief.insight.as_ref().filter(|insight| insight.date.is_none()) else { continue };
        let lists = desk.lists(brief);
        let source = insight.source.as_deref().unwrap_or_default().trim();
        let said = text::is_blank(source, lists) || text::placeholder(source, lists, true).is_some();
        if said
            || text::is_blank(insight.text.as_deref().unwrap_or_default(), lists)
            || can_be_found(source)
            || is_waived(desk, brief)
        {
            continue;
        }
        let place = brief.at(key_path!["insight", "source"]);
        let message = format!("the source `{source}` names no day and no study");
        let finding = match need(brief) {
            Need::Required => desk.about_brief(&META, brief, place, message),
            Need::Recommended | Need::NotAsked => META.warning(place, message),
        };
        findings.push(finding.help("write the day as `date`, or name the study and its year"));
    }
}

/// Whether a source could be looked up: it holds a figure, an address, a name or a title.
fn can_be_found(source: &str) -> bool {
    let address = source.contains("://") || source.contains("www.");
    let title = source.contains(['"', '“', '”', '«', '»', '《', '「', '『', '’']);
    let mut words = source.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    let capitals = |word: &str| word.chars().filter(|character| character.is_uppercase()).count();
    let first = words.next().unwrap_or_default();
    // the first word has a capital for standing first, unless it follows letters that have none
    let named = capitals(first) > 1 || words.any(|word| capitals(word) > 0);
    address || title || named || source.chars().any(char::is_numeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_with_a_name_a_number_or_an_address_can_be_found() {
        for source in [
            "Focus groups, Oulu and Tampere",
            "LUKE",
            "Brand tracker of Kantar",
            "https://example.com/report",
            "store interviews 2026",
            "รายงานของ Kantar",
            "สัมภาษณ์ลูกค้า ๑๒ คน",
            "《年轻人喝茶报告》",
            "Phỏng vấn sâu tại Đà Nẵng",
        ] {
            assert!(can_be_found(source), "{source}");
        }
    }

    #[test]
    fn a_source_that_is_only_a_kind_of_source_cannot() {
        for source in
            ["Customer feedback", "desk research", "Asiakaspalaute", "คุยกับลูกค้า", "客户反馈", "Ý kiến khách hàng"]
        {
            assert!(!can_be_found(source), "{source}");
        }
    }
}
