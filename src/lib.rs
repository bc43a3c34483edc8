//! `suits`: the account service department of an advertising agency, as a folder of YAML files in git.
//!
//! A folder of records is loaded into an [`domain::agency::Agency`]: every record typed, cross-referenced, never changed. Everything
//! interesting is a pure function over it and a day: checks give findings, reports give views, commands that change things give a
//! change set. A pure function knows no line numbers: it points with a [`source::Place`], and a place becomes `file:line:column` only
//! when someone prints it. Nothing is ever serialised: small values are spliced into the text that is there, so a one-field edit is a
//! one-line diff. Only `store`, `terminal` and `main` touch the world; `tests/suite/house.rs` keeps it so, and keeps the doors below.
//!
//! # Floor plan
//! Rooms in the order of their doors: each imports only rooms above it, and only those named.
//!
//! | room | holds | may import |
//! |---|---|---|
//! | [`source`] | text and pointing into it: spans, key paths, places, edits, change sets | – |
//! | [`values`] | ids, days, money, percentages, words | – |
//! | [`finding`] | what a check, a guard or a reader objects to | source, values |
//! | [`config`] | `suits.toml` as a value | source, values, finding |
//! | [`domain`] | what an agency is: records, calendar, workflow, guards, money, double entry, planned changes | source, values, finding, config |
//! | [`schema`] | what an editor is told of a record, and its settings | domain |
//! | [`yaml`] | the grammar: text to tree, tree to records, edits into text | source |
//! | [`history`] | versions of a record: what changed, what two changes come to, what was lost | source, values, finding, config, domain, yaml |
//! | [`view`] | a grid of meanings, no looks | values, finding |
//! | [`query`] | `--where`, `--sort`, `--columns` over a grid | values, view |
//! | [`hands`] | what may be asked of a person | – |
//! | [`checks`] | one rule, one file | source, values, finding, config, domain |
//! | [`reports`] | one report, one file | source, values, finding, domain, view |
//! | [`render`] | one format, one file | values, finding, domain, view |
//! | [`store`] | the disk: open, read by scope, write whole or not at all | source, values, finding, config, domain, yaml |
//! | [`terminal`] | prompts and the editor | hands, view |
//! | [`cli`] | one command, one file | all but terminal |

/// Text, and pointing into it.
pub mod source;
/// The small values records are made of.
pub mod values;
/// Objections with a place.
pub mod finding;
/// `suits.toml`.
pub mod config;
/// What an agency is.
pub mod domain;
/// What editors are told.
pub mod schema;
/// YAML, read and edited.
pub mod yaml;
/// Versions of a record.
pub mod history;
/// Answers without looks.
pub mod view;
/// Questions to a grid.
pub mod query;
/// Who can be asked.
pub mod hands;
/// The rules.
pub mod checks;
/// The reports.
pub mod reports;
/// The formats.
pub mod render;
/// The disk.
#[expect(clippy::disallowed_methods, reason = "the store is where the disk is touched")]
pub mod store;
/// The terminal.
#[expect(clippy::disallowed_methods, reason = "the terminal is where the editor is opened")]
pub mod terminal;
/// The commands.
pub mod cli;
