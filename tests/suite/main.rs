//! The one integration binary: what the pieces do together.

#![expect(clippy::disallowed_methods, reason = "tests lay out books on a real disk")]

mod asking;
mod bad_input;
mod brief;
mod crash;
mod decoding;
mod differential;
mod edit;
mod edits;
mod estimate;
mod feedback;
mod figures_money;
mod figures_time;
mod figures_time_by_day;
mod formats;
mod formats_hostile;
mod generated;
mod guards;
mod guards_in_books;
mod job;
mod laws;
mod lists;
mod new;
mod pieces;
mod readme;
mod program;
mod records_book;
mod processes;
mod rules;
mod rules_cases;
mod same_bytes;
mod scratch_book;
mod set;
mod steps;
mod store;
mod telling;
mod untouched;
mod yaml_accidents;
mod yaml_faults;
mod yaml_grammar;
mod yaml_traps;
mod harness;
mod house;
mod walk;
mod walk_json;
