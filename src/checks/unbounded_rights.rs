//! BR38: rights in talent, music or images without a territory or a term.

use super::language::Lists;
use super::rule::{Desk, rule};
use super::text;
use crate::config::Topic;
use crate::domain::brief::Brief;
use crate::domain::brief_parts::Rights;
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for rights in talent, music or images that do not say where and how long, and for deliverables with talent or music when the brief has no rights at all.
    ///
    /// A territory and a term may stand in each text or once for all under `territory` and `term`. What says that nothing is used is not looked at, nor a brief in a language without
    /// word lists.
    ///
    /// ## Why it matters
    /// An actor bought for one country and a year costs a tenth of one bought for the world and for ever. What is not said is found out when the film runs a day too long.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// rights:
    ///   talent: FI, 12 months
    ///   music: a song from a library      # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// rights:
    ///   talent: FI, 12 months
    ///   music: a song from a library, worldwide, 12 months
    /// ```
    UnboundedRights, "unbounded-rights", ["BR38"], Warning, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        let lists = desk.lists(brief);
        if !lists.is_known() || brief.waived.iter().any(|waived| waived.section == "rights") {
            continue;
        }
        match &brief.rights {
            Some(rights) if texts(rights).any(|(_, text)| !text.trim().is_empty()) => {
                findings.extend(texts(rights).filter_map(|(key, text)| look(brief, rights, key, text, lists)));
            }
            _ => findings.extend(unsaid(brief, lists)),
        }
    }
}

fn texts(rights: &Rights) -> impl Iterator<Item = (&'static str, &str)> {
    let texts = [("talent", &rights.talent), ("music", &rights.music), ("image", &rights.image)];
    texts.into_iter().filter_map(|(key, text)| Some((key, text.as_deref()?)))
}

fn look(brief: &Located<Brief>, rights: &Rights, key: &'static str, text: &str, lists: &Lists) -> Option<Finding> {
    // a gap and an empty answer are said elsewhere
    if text::is_blank(text, lists)
        || text::placeholder(text, lists, true).is_some()
        || lists.phrases(Topic::NoRights).find(text).is_some()
    {
        return None;
    }
    let filled = |text: Option<&String>| text.is_some_and(|text| !text::is_blank(text, lists));
    let where_ = filled(rights.territory.as_ref()) || names_a_territory(text, lists);
    let long = filled(rights.term.as_ref()) || names_a_term(text, lists);
    let (message, help) = match (where_, long) {
        (true, true) => return None,
        (true, false) => ("do not say how long", "add the term, as in `FI, 12 months`"),
        (false, true) => ("do not say where", "add the territory, as in `FI, 12 months`"),
        (false, false) => ("say neither where nor how long", "add territory and term, as in `FI, 12 months`"),
    };
    Some(META.finding(brief.at(key_path!["rights", key]), format!("the rights in {key} {message}")).help(help))
}

fn names_a_term(text: &str, lists: &Lists) -> bool {
    text::ascii_digits(text).bytes().any(|byte| byte.is_ascii_digit())
        || lists.phrases(Topic::Durations).find(text).is_some()
}

/// A word of the lists; or what is written like a name: two capitals, or a capital within a sentence.
fn names_a_territory(text: &str, lists: &Lists) -> bool {
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let code = |word: &str| {
        let letters: Vec<char> = word.chars().filter(|letter| letter.is_alphabetic()).collect();
        letters.len() > 1 && letters.iter().all(|letter| letter.is_uppercase())
    };
    let mut words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let first = words.next().is_some_and(code);
    first || words.any(|word| capital(word) || code(word)) || lists.phrases(Topic::Territories).find(text).is_some()
}

/// Talent, music or stock asked for, where nothing is said of rights. A type that needs the section hears of it as a blank one.
fn unsaid(brief: &Located<Brief>, lists: &Lists) -> Option<Finding> {
    let section = crate::domain::brief_sections::Section::named("rights")?;
    if section.need(brief.kind, brief.size) == crate::domain::brief_sections::Need::Required {
        return None;
    }
    let asked = brief.deliverables.iter().enumerate().find_map(|(index, deliverable)| {
        let texts = [("kind", deliverable.kind.as_deref()), ("spec", deliverable.spec.as_deref())];
        texts.into_iter().find_map(|(key, text)| Some((index, key, lists.phrases(Topic::Cleared).find(text?)?)))
    });
    let (index, key, word) = asked?;
    let place = brief.at(key_path!["deliverables", index, key]);
    let finding = META.finding(place, format!("`{word}` is asked for, and `rights` does not say where and how long"));
    Some(finding.help("add `rights:` with `talent`, `music` or `image`, as in `music: library, FI, 12 months`"))
}
