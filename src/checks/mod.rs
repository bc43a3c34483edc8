//! The proof room: one rule, one file, named for what is wrong. Reads the agency and a day, gives findings with a place.
//! Knows no YAML, no format, no disk: a rule sees typed records only.

mod answers;
mod docs;
mod explain;
mod ignore;
mod language;
mod phrases;
mod references;
mod rule;
mod run;
mod scores;
mod table;
mod text;

mod approval_without_authority;
mod blank_section;
mod budget_without_figure;
mod dangling_reference;
mod date_out_of_order;
mod dependency_cycle;
mod duplicate_id;
mod empty_seat;
mod gap_in_rounds;
mod many_sentence_proposition;
mod placeholder_in_brief;
mod placeholder_in_gate_field;
mod self_approval;
mod several_open_handoffs;
mod stale_approval;
mod status_out_of_step;
mod step_outside_workflow;
mod timing_without_date;
mod unexplained_change;
mod unknown_word;

pub use answers::Answer;
pub use docs::{Docs, Example, MARK};
pub use explain::{Entry, Explained, explain, list, suggest};
pub use ignore::{Ignore, is_code};
pub use rule::{Desk, Meta, Rule, Subject};
pub use run::{Choice, Cost, brief_errors, brief_findings, find, run, settle, timed};
pub use scores::{Answered, scores, walk};
pub use table::table;
pub use unknown_word::seats;

/// Every rule, in the order of their names.
pub static RULES: &[&dyn Rule] = &[
    &approval_without_authority::ApprovalWithoutAuthority,
    &blank_section::BlankSection,
    &budget_without_figure::BudgetWithoutFigure,
    &dangling_reference::DanglingReference,
    &date_out_of_order::DateOutOfOrder,
    &dependency_cycle::DependencyCycle,
    &duplicate_id::DuplicateId,
    &empty_seat::EmptySeat,
    &gap_in_rounds::GapInRounds,
    &many_sentence_proposition::ManySentenceProposition,
    &placeholder_in_brief::PlaceholderInBrief,
    &placeholder_in_gate_field::PlaceholderInGateField,
    &self_approval::SelfApproval,
    &several_open_handoffs::SeveralOpenHandoffs,
    &stale_approval::StaleApproval,
    &status_out_of_step::StatusOutOfStep,
    &step_outside_workflow::StepOutsideWorkflow,
    &timing_without_date::TimingWithoutDate,
    &unexplained_change::UnexplainedChange,
    &unknown_word::UnknownWord,
];
