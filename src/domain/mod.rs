//! What an agency is: its records, its calendar and workflow, who may do what, and what every figure means.
//! Pure: values in, values out. Knows no YAML, no disk, no clock, no output.

pub mod agency;
pub mod approval;
pub mod brief;
pub mod client;
pub mod contact_report;
pub mod invoice;
pub mod job;
pub mod job_money;
pub mod layout;
pub mod record;
pub mod round;
pub mod scope;
pub mod timesheet;
