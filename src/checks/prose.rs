//! The prose of a brief, field by field, for rules that read it whichever field it stands in. Builds no path until one is asked for.

use crate::domain::brief::Brief;
use crate::source::KeyPath;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Where a text stands in a brief: `background`, `insight.text`, `reasons_to_believe[1].text`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Field {
    /// The key at the top.
    pub(super) key: &'static str,
    /// Which item, in a list.
    pub(super) index: Option<usize>,
    /// The key within the section or the item.
    pub(super) part: Option<&'static str>,
}

impl Field {
    const fn top(key: &'static str) -> Field {
        Field { key, index: None, part: None }
    }

    const fn part(key: &'static str, part: &'static str) -> Field {
        Field { key, index: None, part: Some(part) }
    }

    const fn item(key: &'static str, index: usize) -> Field {
        Field { key, index: Some(index), part: None }
    }

    const fn item_part(key: &'static str, index: usize, part: &'static str) -> Field {
        Field { key, index: Some(index), part: Some(part) }
    }

    /// Its path in the record.
    pub(super) fn path(self) -> KeyPath {
        let mut path = KeyPath(vec![self.key.into()]);
        path.0.extend(self.index.map(Into::into));
        path.0.extend(self.part.map(Into::into));
        path
    }
}

/// What tells of the task: where the client is, what is to be reached, whom we talk to and what we say.
pub(super) fn narrative(brief: &Brief) -> impl Iterator<Item = (Field, &str)> {
    let top = [
        ("background", &brief.background),
        ("problem", &brief.problem),
        ("audience", &brief.audience),
        ("proposition", &brief.proposition),
    ];
    let top = top.into_iter().filter_map(|(key, text)| Some((Field::top(key), text.as_deref()?)));
    let aims = brief.objectives.iter().enumerate();
    let aims = aims.map(|(index, aim)| (Field::item_part("objectives", index, "text"), aim.text.as_str()));
    let truth = brief.insight.iter().filter_map(|insight| insight.text.as_deref());
    let truth = truth.map(|text| (Field::part("insight", "text"), text));
    let reasons = brief.reasons_to_believe.iter().enumerate();
    let reasons =
        reasons.map(|(index, reason)| (Field::item_part("reasons_to_believe", index, "text"), reason.text.as_str()));
    top.chain(aims).chain(truth).chain(reasons)
}

/// Every text of a brief that its writer put into own words.
pub(super) fn all(brief: &Brief) -> impl Iterator<Item = (Field, &str)> {
    let lists = [("tone", &brief.tone), ("mandatories", &brief.mandatories), ("out_of_scope", &brief.out_of_scope)];
    let items = lists.into_iter().flat_map(|(key, texts)| {
        texts.iter().enumerate().map(move |(index, text)| (Field::item(key, index), text.as_str()))
    });
    let sources = brief.insight.iter().filter_map(|insight| insight.source.as_deref());
    let sources = sources.map(|text| (Field::part("insight", "source"), text));
    let privacy = brief.data_privacy.as_deref().map(|text| (Field::top("data_privacy"), text));
    let specs = brief.deliverables.iter().enumerate();
    let specs = specs
        .filter_map(|(index, made)| Some((Field::item_part("deliverables", index, "spec"), made.spec.as_deref()?)));
    let kpis = brief.kpis.iter().enumerate().flat_map(|(index, kpi)| {
        let parts =
            [("metric", Some(&*kpi.metric)), ("target", kpi.target.as_deref()), ("method", kpi.method.as_deref())];
        parts.into_iter().filter_map(move |(part, text)| Some((Field::item_part("kpis", index, part), text?)))
    });
    let proofs = brief.reasons_to_believe.iter().enumerate();
    let proofs = proofs.filter_map(|(index, reason)| {
        Some((Field::item_part("reasons_to_believe", index, "evidence"), reason.evidence.as_deref()?))
    });
    let title = std::iter::once((Field::top("title"), brief.title.as_str()));
    title.chain(narrative(brief)).chain(items).chain(sources).chain(privacy).chain(specs).chain(kpis).chain(proofs)
}

/// Every text that somebody reads who reads the brief: its prose, references, claims and rights.
pub(super) fn everything(brief: &Brief) -> impl Iterator<Item = &str> {
    let references = brief.references.iter().flat_map(|one| [Some(&one.text), one.why.as_ref()]);
    let claims = brief.legal.iter().flat_map(|claim| [Some(&claim.claim), claim.substantiation.as_ref()]);
    let rights = brief.rights.iter();
    let rights =
        rights.flat_map(|rights| [&rights.talent, &rights.music, &rights.image, &rights.territory, &rights.term]);
    let rest = references.chain(claims).chain(rights.map(Option::as_ref)).flatten();
    all(brief).map(|(_, text)| text).chain(rest.map(String::as_str))
}

/// The words of a text as one number, whatever the blanks and line breaks between them.
pub(super) fn fingerprint(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.split_whitespace().for_each(|word| word.hash(&mut hasher));
    hasher.finish()
}

/// Whether two texts have the same words, whatever the blanks and line breaks between them.
pub(super) fn same_words(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}
