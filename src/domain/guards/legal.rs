//! Guards that look at what the law asks: rights in what is used, proof of what is claimed, the lawyers' yes.

use super::case::Case;
use super::rounds::whose;
use crate::domain::authority::{Act, may};
use crate::domain::brief::Brief;
use crate::domain::brief_sections::{Need, Section};
use crate::domain::record::Located;
use crate::domain::round::{Decision, RoundType};
use crate::finding::Finding;
use crate::key_path;

/// `rights-noted`: where work of the brief's type needs rights, the brief says which there are.
pub(super) fn rights_noted(case: &Case<'_>) -> Vec<Finding> {
    const GUARD: &str = "rights-noted";
    const SECTION: &str = "rights";
    let brief = match case.brief(GUARD) {
        Ok(brief) => brief,
        Err(objections) => return objections,
    };
    let Some(rights) = Section::named(SECTION) else { return Vec::new() };
    let is_written = rights.texts(brief).iter().any(|(_, text)| !text.trim().is_empty());
    if rights.need(brief.kind, brief.size) != Need::Required || is_written || is_waived(case, brief, SECTION) {
        return Vec::new();
    }
    let message = format!("the brief {} says nothing of rights, and {} work needs them", brief.id, brief.kind);
    let help =
        format!("`suits brief set {} rights.talent='FI, 12 months'`, and so `rights.music`, `rights.image`", brief.id);
    vec![Finding::error(GUARD, brief.at(key_path![SECTION]), message).help(help)]
}

/// Whether somebody who may has let a section stay empty. A waiver carries no day: whoever could give it when the brief was asked for, or
/// can now, may.
fn is_waived(case: &Case<'_>, brief: &Located<Brief>, section: &str) -> bool {
    let days = || brief.requested_on.into_iter().chain([case.today()]);
    let could = |by| days().any(|day| may(&case.agency.config, by, Act::WaiveSection, day).is_ok());
    brief.waived.iter().any(|waiver| waiver.section == section && !waiver.reason.trim().is_empty() && could(&waiver.by))
}

/// `legal-approved`: the lawyers said yes to each deliverable that they were shown, and each claim of the brief can be shown to be true.
pub(super) fn approved(case: &Case<'_>) -> Vec<Finding> {
    const GUARD: &str = "legal-approved";
    let mut findings = Vec::new();
    for (_, deliverable) in case.deliverables() {
        let Some(round) = case.latest(RoundType::Legal, &deliverable.id) else { continue };
        let decision = case.decision(round);
        if decision == Decision::Approved {
            continue;
        }
        let worst = case.decisions(round).find(|(_, said)| *said == decision).map(|(at, _)| at);
        let place = worst.map_or(key_path!["reviewers"], |at| key_path!["reviewers", at, "decision"]);
        let message = format!("the lawyers have not approved `{}`: {} is `{decision}`", deliverable.id, round.id);
        let who = worst.map_or_else(|| whose(round), |at| round.record.reviewers[at].by.as_str());
        let help = format!("`suits feedback decide {} --by {who} approved`, or revise and show it again", round.id);
        findings.push(Finding::error(GUARD, round.at(place), message).help(help));
    }
    // A job without a brief, or with one that is not there, is other guards' to stop.
    let brief = case.brief(GUARD).ok();
    let claims =
        brief.into_iter().flat_map(|brief| brief.record.legal.iter().enumerate().map(move |claim| (brief, claim)));
    for (brief, (at, claim)) in claims {
        if claim.substantiation.as_deref().is_some_and(|proof| !proof.trim().is_empty()) {
            continue;
        }
        let message = format!("the brief {} claims `{}`, and nothing shows it", brief.id, claim.claim.trim());
        let finding = Finding::error(GUARD, brief.at(key_path!["legal", at]), message);
        findings.push(finding.help(format!("`suits brief set {} 'legal[{at}].substantiation=SOURCE'`", brief.id)));
    }
    findings
}
