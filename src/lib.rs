//! `suits`: the account service department of an advertising agency, as a folder of YAML files in git.

pub mod domain;
pub mod finding;
pub mod source;
pub mod values;
pub mod yaml;
