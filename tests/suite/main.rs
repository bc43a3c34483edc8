//! The one integration binary: what the pieces do together.

mod decoding;
mod edits;
