//! The one integration binary: what the pieces do together.

mod decoding;
mod differential;
mod edits;
mod figures_money;
mod formats;
mod formats_hostile;
mod store;
mod yaml_accidents;
mod yaml_grammar;
mod yaml_traps;
