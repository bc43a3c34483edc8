//! BR40: an open question whose day has passed.

use super::rule::{Desk, rule};
use crate::domain::handoff::State;
use crate::finding::Finding;
use crate::key_path;
use crate::values::BriefId;
use std::collections::HashMap;

rule! {
    /// ## What it does
    /// Looks for an open question that is still in the brief after its `due` day. Run with `--due`, and when the brief is to be approved.
    ///
    /// Questions of a brief whose jobs are all closed or cancelled are left alone.
    ///
    /// ## Why it matters
    /// The day was chosen because something hangs on the answer. The work goes on without it, on somebody's guess.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// open_questions:
    ///   - id: actors
    ///     text: May we use last year's actors again?
    ///     owner: ann
    ///     due: 2026-11-20                 # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// rights:
    ///   talent: FI, 12 months; last year's actors have agreed
    ///   music: library, FI, 12 months
    /// open_questions: []
    /// ```
    OverdueQuestion, "overdue-question", ["BR40"], Error, Brief, due
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let live = live_work(desk);
    for brief in desk.briefs().filter(|brief| live.get(&brief.id) != Some(&false)) {
        for (index, question) in brief.open_questions.iter().enumerate() {
            let Some(due) = question.due.filter(|due| *due < desk.today) else { continue };
            let place = brief.at(key_path!["open_questions", index, "due"]);
            let finding = desk.about_brief(&META, brief, place, format!("this question was to be answered by {due}"));
            findings
                .push(finding.help("write the answer where it belongs and take the question away, or agree a new day"));
        }
    }
}

/// Which briefs have jobs, and whether one of them goes on.
fn live_work<'a>(desk: &Desk<'a>) -> HashMap<&'a BriefId, bool> {
    let mut live = HashMap::new();
    for job in &desk.agency.jobs {
        if let Some(brief) = &job.record.brief {
            let over = matches!(job.state(desk.workflow, desk.today), State::Closed | State::Cancelled);
            *live.entry(brief).or_insert(false) |= !over;
        }
    }
    live
}
