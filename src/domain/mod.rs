//! What an agency is: its records, its calendar and workflow, who may do what, and what every figure means.
//! Pure: values in, values out. Knows no YAML, no disk, no clock, no output.

pub mod agency;
pub mod agreement;
pub mod approval;
pub mod approvals;
pub mod authority;
pub mod brief;
pub mod brief_outcome;
pub mod brief_parts;
pub mod brief_score;
pub mod brief_sections;
pub mod brief_template;
pub mod budget;
pub mod calendar;
pub mod client;
pub mod contact_report;
pub mod contract;
pub mod exchange;
pub mod forecast;
pub mod guards;
pub mod handoff;
pub mod history;
pub mod invoice;
pub mod job;
pub mod job_money;
pub mod layout;
#[cfg(test)]
pub(crate) mod money_book;
pub mod ordered;
pub mod papers;
pub mod parties;
pub mod plan;
pub mod price;
pub mod record;
pub mod round;
pub mod scope;
mod spend;
pub mod stays;
pub mod sums;
pub mod terms;
pub mod timesheet;
pub mod traffic;
pub mod turns;
pub mod unpriced;
pub mod way;
pub mod workflow;
pub mod workflow_faults;
