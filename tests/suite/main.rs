//! The one integration binary: what the pieces do together.

mod decoding;
mod differential;
mod edits;
mod store;
mod formats;
mod formats_hostile;
mod yaml_accidents;
mod yaml_grammar;
mod yaml_traps;
