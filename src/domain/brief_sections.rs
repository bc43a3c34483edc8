//! Which sections a brief of each type needs, and whether one is filled. The matrix of the trade, as a table.

use super::brief::{Brief, JobType, Size};
use super::brief_parts::ObjectiveKind;
use super::client::Client;
use crate::key_path;
use crate::source::{KeyPath, Step};

/// How much a section is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// The brief is not ready without it.
    Required,
    /// Better with it.
    Recommended,
    /// Not asked.
    NotAsked,
}

impl Need {
    /// The word for it in every output.
    pub fn as_str(self) -> &'static str {
        match self {
            Need::Required => "required",
            Need::Recommended => "recommended",
            Need::NotAsked => "not-asked",
        }
    }
}

/// One section: its name, as a waiver writes it, and how much each type of work needs it.
#[derive(Debug)]
pub struct Section {
    /// `insight`, `business-objective`.
    pub name: &'static str,
    /// What belongs there.
    pub about: &'static str,
    /// `R`, `r` or `-` for campaign, tv-video, audio, print-ooh, digital-social, web-email, media, research, event-pr, identity, adaptation.
    needs: &'static [u8; 11],
    /// Whether a small job needs it too.
    small: bool,
}

const fn section(name: &'static str, needs: &'static [u8; 11], small: bool, about: &'static str) -> Section {
    Section { name, about, needs, small }
}

/// Every section, in the order of a brief.
pub const SECTIONS: &[Section] = &[
    section("project", b"RRRRRRRRRRR", true, "the title, who wrote it, and when it was asked for"),
    section("background", b"RRRRRRRRRR-", true, "where the client is now, with dated facts"),
    section("problem", b"RRrrrrrRrR-", false, "the one problem to solve"),
    section("business-objective", b"RRrrrrRRRr-", false, "what it should do for the client's money"),
    section("marketing-objective", b"RrrrrrRrrr-", false, "what it should do in the market"),
    section("communication-objective", b"RRRRRRR-RR-", false, "what people should think, feel or do"),
    section("audience", b"RRRRRRRRRR-", true, "who we talk to, by what they do and feel"),
    section("insight", b"RRrrrrr-rR-", false, "a truth about the audience, with its source"),
    section("proposition", b"RRRRRR--RR-", true, "the one thing we say, in one sentence"),
    section("reasons-to-believe", b"RRRRRR--rr-", false, "why people should believe it, with evidence"),
    section("tone", b"RRRRRR--rR-", false, "how we sound"),
    section("mandatories", b"RRRRRR--rRR", true, "what must be in the work"),
    section("deliverables", b"RRRRRRRRRRR", true, "what is to be made"),
    section("channels", b"RRRRRRR-r-R", false, "where it runs"),
    section("budget", b"RRRRRRRRRRr", true, "how much money there is and what it includes"),
    section("timing", b"RRRRRRRRRRR", true, "when the work is shown and when it goes live"),
    section("kpis", b"RRrrRRR-Rr-", false, "how we will know that it worked"),
    section("approvers", b"RRRRRRRRRRR", true, "who says yes"),
    section("out-of-scope", b"RrrrrRrrrrr", false, "what is not asked for"),
    section("references", b"rr-rrrrrrR-", false, "competitors and good work to look at"),
    section("legal", b"rRRrrr-rrrr", false, "claims and what backs them"),
    section("rights", b"rRRRrr--r-R", false, "rights in talent, music and images"),
    section("languages", b"rrrrrrRrrrR", false, "the languages to deliver in"),
    section("data-privacy", b"----rRrRr--", false, "what personal data is touched"),
];

impl Section {
    /// The section of a name, hyphens and underscores alike.
    pub fn named(name: &str) -> Option<&'static Section> {
        let name = name.replace('_', "-");
        SECTIONS.iter().find(|section| section.name == name)
    }

    /// How much a brief of a type and size needs it. A small job is asked for a few sections only; a ticket under a retainer like an
    /// adaptation.
    pub fn need(&self, kind: JobType, size: Option<Size>) -> Need {
        let column = match kind {
            JobType::Campaign => 0,
            JobType::TvVideo => 1,
            JobType::Audio => 2,
            JobType::PrintOoh => 3,
            JobType::DigitalSocial => 4,
            JobType::WebEmail => 5,
            JobType::Media => 6,
            JobType::Research => 7,
            JobType::EventPr => 8,
            JobType::Identity => 9,
            JobType::Adaptation | JobType::RetainerTicket => 10,
        };
        match self.needs[column] {
            _ if size == Some(Size::Small) && !self.small => Need::NotAsked,
            b'R' => Need::Required,
            b'r' => Need::Recommended,
            _ => Need::NotAsked,
        }
    }

    /// Where it stands in a brief.
    pub fn path(&self) -> KeyPath {
        match self.name {
            "project" => key_path!["title"],
            "business-objective" | "marketing-objective" | "communication-objective" => key_path!["objectives"],
            name => key_path![name.replace('-', "_")],
        }
    }

    /// Where it would stand in a brief that lacks it: for an objective, the item of its kind.
    pub fn begins(&self) -> KeyPath {
        match self.name.strip_suffix("-objective") {
            Some(kind) => key_path!["objectives", Step::Item("kind", kind.to_owned())],
            None => self.path(),
        }
    }

    /// The section that a place in a brief belongs to; of an objective, by its kind.
    pub fn at(path: &KeyPath, brief: &Brief) -> Option<&'static Section> {
        let objective = |kind: &str| Section::named(&format!("{kind}-objective"));
        match path.first_key()? {
            "title" | "authors" | "requested_on" | "brand" => Section::named("project"),
            "objectives" => match path.0.get(1) {
                Some(Step::Index(index)) => objective(brief.objectives.get(*index)?.kind.as_str()),
                Some(Step::Item("kind", kind)) => objective(kind),
                _ => brief.objectives.first().and_then(|first| objective(first.kind.as_str())),
            },
            key => Section::named(key),
        }
    }

    /// The texts that make it up, each with its place. Empty: nobody wrote anything.
    pub fn texts<'b>(&self, brief: &'b Brief) -> Vec<(KeyPath, &'b str)> {
        let one = |key: &'static str, text: &'b Option<String>| {
            text.as_deref().map(|text| (key_path![key], text)).into_iter().collect()
        };
        let list = |key: &'static str, texts: &'b [String]| {
            texts.iter().enumerate().map(|(index, text)| (key_path![key, index], text.as_str())).collect()
        };
        let aims = |kind: ObjectiveKind| {
            let aims = brief.objectives.iter().enumerate().filter(|(_, objective)| objective.kind == kind);
            aims.map(|(index, objective)| (key_path!["objectives", index, "text"], objective.text.as_str())).collect()
        };
        match self.name {
            "project" => vec![(key_path!["title"], brief.title.as_str())],
            "background" => one("background", &brief.background),
            "problem" => one("problem", &brief.problem),
            "business-objective" => aims(ObjectiveKind::Business),
            "marketing-objective" => aims(ObjectiveKind::Marketing),
            "communication-objective" => aims(ObjectiveKind::Communication),
            "audience" => one("audience", &brief.audience),
            "proposition" => one("proposition", &brief.proposition),
            "tone" => list("tone", &brief.tone),
            "mandatories" => list("mandatories", &brief.mandatories),
            "out-of-scope" => list("out_of_scope", &brief.out_of_scope),
            "data-privacy" => one("data_privacy", &brief.data_privacy),
            _ => self.nested_texts(brief),
        }
    }

    fn nested_texts<'b>(&self, brief: &'b Brief) -> Vec<(KeyPath, &'b str)> {
        let mut texts: Vec<(KeyPath, &'b str)> = Vec::new();
        let mut add = |path: KeyPath, text: Option<&'b str>| texts.extend(text.map(|text| (path, text)));
        match self.name {
            "insight" => {
                let insight = brief.insight.as_ref();
                add(key_path!["insight", "text"], insight.and_then(|insight| insight.text.as_deref()));
                add(key_path!["insight", "source"], insight.and_then(|insight| insight.source.as_deref()));
            }
            "reasons-to-believe" => {
                for (index, reason) in brief.reasons_to_believe.iter().enumerate() {
                    add(key_path!["reasons_to_believe", index, "text"], Some(&reason.text));
                    add(key_path!["reasons_to_believe", index, "evidence"], reason.evidence.as_deref());
                }
            }
            "deliverables" => {
                for (index, deliverable) in brief.deliverables.iter().enumerate() {
                    add(key_path!["deliverables", index, "id"], Some(deliverable.id.as_str()));
                    add(key_path!["deliverables", index, "spec"], deliverable.spec.as_deref());
                }
            }
            "channels" | "languages" => {
                let (key, words) = if self.name == "channels" {
                    ("channels", &brief.channels)
                } else {
                    ("languages", &brief.languages)
                };
                words.iter().enumerate().for_each(|(index, word)| add(key_path![key, index], Some(word)));
            }
            "budget" => {
                add(key_path!["budget", "amount"], brief.budget.as_ref().and_then(|budget| budget.amount.as_deref()));
            }
            "timing" => {
                let timing = brief.timing.as_ref();
                add(key_path!["timing", "presentation"], timing.and_then(|timing| timing.presentation.as_deref()));
                add(key_path!["timing", "live"], timing.and_then(|timing| timing.live.as_deref()));
            }
            "kpis" => {
                for (index, kpi) in brief.kpis.iter().enumerate() {
                    add(key_path!["kpis", index, "metric"], Some(&kpi.metric));
                    add(key_path!["kpis", index, "baseline"], kpi.baseline.as_deref());
                    add(key_path!["kpis", index, "target"], kpi.target.as_deref());
                    add(key_path!["kpis", index, "method"], kpi.method.as_deref());
                }
            }
            "approvers" => {
                for (index, approver) in brief.approvers.iter().enumerate() {
                    add(key_path!["approvers", index, "by"], Some(approver.by.as_str()));
                }
            }
            "references" => {
                for (index, reference) in brief.references.iter().enumerate() {
                    add(key_path!["references", index, "text"], Some(&reference.text));
                    add(key_path!["references", index, "why"], reference.why.as_deref());
                }
            }
            "legal" => {
                for (index, claim) in brief.legal.iter().enumerate() {
                    add(key_path!["legal", index, "claim"], Some(&claim.claim));
                    add(key_path!["legal", index, "substantiation"], claim.substantiation.as_deref());
                }
            }
            "rights" => {
                let Some(rights) = brief.rights.as_ref() else { return texts };
                add(key_path!["rights", "talent"], rights.talent.as_deref());
                add(key_path!["rights", "music"], rights.music.as_deref());
                add(key_path!["rights", "image"], rights.image.as_deref());
                add(key_path!["rights", "territory"], rights.territory.as_deref());
                add(key_path!["rights", "term"], rights.term.as_deref());
            }
            _ => {}
        }
        texts
    }

    /// What is there besides the brief's own texts: competitors named in the client's record stand for references.
    pub fn is_covered_by(&self, client: &Client) -> bool {
        self.name == "references" && !client.competitors.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::brief_parts::Objective;

    #[test]
    fn the_matrix_is_the_trades() {
        let need = |name, kind, size| Section::named(name).expect("a section").need(kind, size);
        // D1: insight is R for a campaign, r for audio, not asked for research
        assert_eq!(need("insight", JobType::Campaign, None), Need::Required);
        assert_eq!(need("insight", JobType::Audio, None), Need::Recommended);
        assert_eq!(need("insight", JobType::Research, None), Need::NotAsked);
        // a small job is asked for nine sections only
        assert_eq!(need("insight", JobType::Campaign, Some(Size::Small)), Need::NotAsked);
        assert_eq!(need("budget", JobType::Adaptation, Some(Size::Small)), Need::Recommended);
        assert_eq!(need("proposition", JobType::Campaign, Some(Size::Small)), Need::Required);
        let small =
            SECTIONS.iter().filter(|section| section.need(JobType::Campaign, Some(Size::Small)) == Need::Required);
        assert_eq!(small.count(), 9);
        // a ticket under a retainer is asked like an adaptation
        assert_eq!(need("background", JobType::RetainerTicket, None), Need::NotAsked);
    }

    #[test]
    fn every_section_is_found_by_its_place() {
        let brief = bare();
        for section in SECTIONS {
            assert_eq!(Section::at(&section.begins(), &brief).map(|found| found.name), Some(section.name));
        }
        assert_eq!(Section::named("out_of_scope").map(|section| section.name), Some("out-of-scope"));
        assert!(Section::at(&key_path!["approvals", 0], &brief).is_none());
    }

    #[test]
    fn an_objective_is_found_by_its_kind() {
        let aim = |kind| Objective { id: None, kind, text: "x".to_owned(), priority: None };
        let objectives = vec![aim(ObjectiveKind::Communication), aim(ObjectiveKind::Business)];
        let brief = Brief { objectives, ..bare() };
        let at = |path: KeyPath| Section::at(&path, &brief).map(|found| found.name);
        assert_eq!(at(key_path!["objectives", 1, "text"]), Some("business-objective"));
        assert_eq!(at(key_path!["objectives", 2, "text"]), None);
        assert_eq!(at(key_path!["objectives"]), Some("communication-objective"));
    }

    fn bare() -> Brief {
        let fields = [("title", "Film"), ("type", "campaign"), ("status", "draft")];
        let fields = serde::de::value::MapDeserializer::<_, serde::de::value::Error>::new(fields.into_iter());
        serde::Deserialize::deserialize(fields).expect("a brief")
    }
}
