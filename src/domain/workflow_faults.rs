//! What is wrong with a workflow of the agency's own: steps that lead nowhere, stages that no job reaches or leaves.

use super::guards::GUARDS;
use super::workflow::{REQUESTED, Workflow};
use crate::config::{Config, StageFacts};
use crate::finding::Finding;
use crate::source::{Place, SourceId};
use crate::values::{Word, nearest};
use std::collections::BTreeSet;

/// Every fault of `[workflow]`, with its place in `suits.toml`. The default workflow has none.
pub fn workflow_faults(config: &Config) -> Vec<Finding> {
    let Some(stages) = config.workflow.as_deref() else { return Vec::new() };
    let mut findings = Vec::new();
    if Workflow::of(config).get(REQUESTED).is_none() || stages.is_empty() {
        let message = "the workflow has no stage `requested`, where every job begins";
        findings.push(Finding::error("unknown-stage", place(config, "workflow.stages"), message));
        return findings;
    }
    for (at, stage) in stages.iter().enumerate() {
        words(config, stages, at, stage, &mut findings);
    }
    reach(config, stages, &mut findings);
    findings
}

fn place(config: &Config, path: &str) -> Place {
    config.place(path).unwrap_or(Place::file(SourceId(0)))
}

fn words(config: &Config, stages: &[StageFacts], at: usize, stage: &StageFacts, findings: &mut Vec<Finding>) {
    let place = |field: &str| place(config, &format!("workflow.stages[{at}]{field}"));
    if !stage.stage.is_empty() && stages[..at].iter().any(|other| other.stage == stage.stage) {
        let message = format!("the stage `{}` is there twice; the first counts", stage.stage);
        findings.push(Finding::error("duplicate-stage", place(".stage"), message));
    }
    if stage.seat.is_some() && stage.lead_days.is_none() {
        let message =
            format!("the stage `{}` has a seat but no `lead_days`, so nothing in it would be due", stage.stage);
        findings.push(Finding::error("stage-without-lead-days", place(""), message).help("add `lead_days = 2`"));
    }
    if stage.seat.is_none() && !stage.next.is_empty() {
        let message = format!("nobody has the ball in the stage `{}`, so nobody can move a job on", stage.stage);
        findings.push(Finding::error("stage-without-seat", place(""), message).help("add `seat = \"traffic\"`"));
    }
    for (index, next) in stage.next.iter().enumerate().filter(|(_, next)| !next.is_empty()) {
        if !stages.iter().any(|stage| stage.stage == *next) {
            let finding = Finding::error(
                "unknown-stage",
                place(&format!(".next[{index}]")),
                format!("there is no stage `{next}`"),
            );
            let near = nearest(next, stages.iter().map(|stage| stage.stage.as_str()).filter(|name| !name.is_empty()));
            findings.push(match near {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding.help(format!("add a stage `{next}`, or take it out of `next`")),
            });
        }
    }
    for (index, guard) in stage.needs.iter().enumerate().filter(|(_, guard)| !guard.is_empty()) {
        if !GUARDS.contains(&guard.as_str()) {
            let message = format!("there is no guard `{guard}`; it will be listed as not yet checked");
            let finding = Finding::warning("unknown-guard", place(&format!(".needs[{index}]")), message);
            findings.push(match nearest(guard, GUARDS.iter().copied()) {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding.help(format!("known guards: {}", GUARDS.join(", "))),
            });
        }
    }
}

/// Stages that no job comes to, and stages from which none comes to an end.
fn reach(config: &Config, stages: &[StageFacts], findings: &mut Vec<Finding>) {
    let workflow = Workflow::of(config);
    let ends = workflow.stages().iter().filter(|stage| stage.is_end()).map(|stage| stage.name.clone());
    let reached = closure(&workflow, [Word::const_new(REQUESTED)], |from, to| (from, to));
    let finishing = closure(&workflow, ends, |from, to| (to, from));
    for (at, stage) in stages.iter().enumerate().filter(|(_, stage)| !stage.stage.is_empty()) {
        let place = || place(config, &format!("workflow.stages[{at}].stage"));
        if !reached.contains(&stage.stage) {
            let message = format!("no job ever comes to the stage `{}`", stage.stage);
            let finding = Finding::error("unreachable-stage", place(), message);
            findings.push(finding.help("name it in the `next` of a stage that jobs come to"));
        } else if !finishing.contains(&stage.stage) {
            let message = format!("a job in the stage `{}` can never be finished", stage.stage);
            let finding = Finding::error("endless-stage", place(), message);
            findings.push(finding.help("let its `next` lead to a stage without `next`, where jobs end"));
        }
    }
}

/// Every stage that some stages lead to, over edges turned as asked.
fn closure<'w>(
    workflow: &'w Workflow,
    from: impl IntoIterator<Item = Word>,
    turned: fn(&'w Word, &'w Word) -> (&'w Word, &'w Word),
) -> BTreeSet<Word> {
    let mut reached: BTreeSet<Word> = from.into_iter().collect();
    loop {
        let before = reached.len();
        for (from, to) in workflow.edges() {
            let (from, to) = turned(&from.name, &to.name);
            if reached.contains(from) {
                reached.insert(to.clone());
            }
        }
        if reached.len() == before {
            return reached;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Spot;

    fn faults(stages: &str) -> Vec<String> {
        let text = format!("[workflow]\nstages = [\n{stages}\n]\n");
        let (config, findings) = Config::parse(&text, SourceId(0));
        assert_eq!(findings, []);
        let shown = |finding: &Finding| match finding.place.spot {
            Spot::Span(span) => format!("{}@{}", finding.code, span.of(&text)),
            _ => finding.code.to_owned(),
        };
        workflow_faults(&config).iter().map(shown).collect()
    }

    #[test]
    fn the_usual_workflow_has_no_faults() {
        assert_eq!(workflow_faults(&Config::default()), []);
        let written = Workflow::usual();
        let line = |stage: &super::super::workflow::Stage| {
            let quoted = |words: &[Word]| words.iter().map(|word| format!("{word:?}")).collect::<Vec<_>>().join(", ");
            let seat = stage.seat.as_ref().map_or(String::new(), |seat| format!("seat = {seat:?}, "));
            let lead = stage.lead_days.map_or(String::new(), |days| format!("lead_days = {days}, "));
            format!(
                "{{ stage = {:?}, {seat}{lead}next = [{}], needs = [{}] }},",
                stage.name,
                quoted(&stage.next),
                quoted(&stage.needs)
            )
        };
        let text = written.stages().iter().map(line).collect::<Vec<_>>().join("\n");
        assert_eq!(faults(&text), Vec::<String>::new());
    }

    #[test]
    fn a_step_to_a_stage_that_is_not_there_is_pointed_at() {
        let stages = "{ stage = \"requested\", seat = \"a\", lead_days = 1, next = [\"dnoe\", \"done\"] },\n{ stage = \"done\" }";
        assert_eq!(faults(stages), ["unknown-stage@\"dnoe\""]);
    }

    #[test]
    fn stages_nobody_reaches_or_leaves_are_pointed_at() {
        let stages = "{ stage = \"requested\", seat = \"a\", lead_days = 1, next = [\"done\", \"loop\"] },\n{ stage = \"done\" },\n{ stage = \"loop\", seat = \"a\", lead_days = 1, next = [\"loop\"] },\n{ stage = \"island\", seat = \"a\", lead_days = 1, next = [\"done\"] }";
        assert_eq!(faults(stages), ["endless-stage@\"loop\"", "unreachable-stage@\"island\""]);
    }

    #[test]
    fn a_seat_needs_days_and_a_name_is_used_once() {
        let stages = "{ stage = \"requested\", seat = \"a\", next = [\"done\"], needs = [\"brief-redy\"] },\n{ stage = \"done\" },\n{ stage = \"done\" }";
        let codes: Vec<String> =
            faults(stages).iter().map(|fault| fault.split('@').next().unwrap_or_default().to_owned()).collect();
        assert_eq!(codes, ["stage-without-lead-days", "unknown-guard", "duplicate-stage"]);
        assert_eq!(faults("{ stage = \"begin\" }").len(), 1);
    }
}
