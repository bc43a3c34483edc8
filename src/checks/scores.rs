//! Briefs in figures: a walk through the sections of one, and the scores of all of them from one run of the rules.

use super::answers::{self, Answer};
use super::language::Languages;
use super::rule::Desk;
use super::run;
use crate::domain::agency::Agency;
use crate::domain::brief::{Brief, BriefStatus};
use crate::domain::brief_score::Score;
use crate::domain::brief_sections::{Need, SECTIONS, Section};
use crate::domain::record::Located;
use crate::domain::workflow::Workflow;
use crate::finding::Severity;
use crate::source::SourceId;
use crate::values::{BriefId, Day};
use std::collections::{BTreeMap, HashMap};

/// One section of a brief, and how the brief answers it.
#[derive(Clone, Debug)]
pub struct Answered {
    /// The section.
    pub section: &'static Section,
    /// How much a brief of this type and size needs it.
    pub need: Need,
    /// How it is answered.
    pub answer: Answer,
}

/// Every section in the order of a brief, and for each waiver why it does not hold; `None` where it does.
pub fn walk(brief: &Located<Brief>, agency: &Agency, today: Day) -> (Vec<Answered>, Vec<Option<String>>) {
    let workflow = Workflow::of(&agency.config);
    let languages = Languages::of(&agency.config);
    let desk = Desk::new(agency, &workflow, &languages, today).at_the_gate(brief);
    let waivers = brief.waived.iter().map(|waiver| {
        let known = SECTIONS.iter().any(|section| answers::covers(waiver, section));
        let unknown = || Some(format!("there is no section `{}`", waiver.section));
        if known { answers::refusal(&desk, brief, waiver) } else { unknown() }
    });
    (answered(&desk, brief).collect(), waivers.collect())
}

/// The figures of every brief that still counts, drafts judged as if they were handed in. Rules that look at the day are left out:
/// a brief does not get weaker by growing old.
pub fn scores(agency: &Agency, today: Day, path_of: &dyn Fn(SourceId) -> String) -> BTreeMap<BriefId, Score> {
    let workflow = Workflow::of(&agency.config);
    let languages = Languages::of(&agency.config);
    let desk = Desk::new(agency, &workflow, &languages, today).all_at_the_gate();
    let briefs = || agency.briefs.iter().filter(|brief| brief.status != BriefStatus::Superseded);
    let mut scores: HashMap<SourceId, Score> = briefs().map(|brief| (brief.source, score(&desk, brief))).collect();
    for finding in run::brief_rules(&desk, |meta| !meta.due, path_of) {
        let Some(score) = scores.get_mut(&finding.place.source) else { continue };
        match finding.severity {
            Severity::Error => score.errors += 1,
            Severity::Warning => score.warnings += 1,
        }
        *score.rules.entry(finding.code).or_default() += 1;
    }
    briefs().filter_map(|brief| Some((brief.id.clone(), scores.remove(&brief.source)?))).collect()
}

fn score(desk: &Desk<'_>, brief: &Located<Brief>) -> Score {
    let mut score = Score::default();
    answered(desk, brief).for_each(|one| score.completeness.add(one.need, one.answer.is_given()));
    score
}

fn answered<'d>(desk: &'d Desk<'_>, brief: &'d Located<Brief>) -> impl Iterator<Item = Answered> + use<'d> {
    SECTIONS.iter().map(move |section| Answered {
        section,
        need: section.need(brief.kind, brief.size),
        answer: answers::answer(desk, brief, section),
    })
}
