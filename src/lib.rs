//! `suits`: the account service department of an advertising agency, as a folder of YAML files in git.

pub mod checks;
pub mod config;
pub mod domain;
pub mod finding;
pub mod hands;
pub mod query;
pub mod render;
pub mod reports;
pub mod source;
pub mod store;
pub mod terminal;
pub mod values;
pub mod view;
pub mod yaml;
