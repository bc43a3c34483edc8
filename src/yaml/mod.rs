//! The only room that knows YAML's grammar: text to tree of spans, tree to records, edits spliced into text.
//! Reaches records only as a type parameter; knows no kinds, no disk.

mod fault;
mod scalar;
mod tree;

pub use fault::Fault;
pub use tree::{Document, Found, Kind, Node, NodeId, Tree};
