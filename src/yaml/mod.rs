//! The only room that knows YAML's grammar: text to tree of spans, tree to records, edits spliced into text.
//! Reaches records only as a type parameter; knows no kinds, no disk.

mod de;
mod describe;
mod entries;
mod explain;
mod extent;
mod fault;
mod full;
mod locate;
mod read;
mod repeated;
mod scalar;
mod tree;
mod trouble;
mod value;

pub use de::{Decoded, UnknownKey, decode};
pub use describe::{Described, Shape, describe};
pub use fault::Fault;
pub use locate::{locate, path_of};
pub use read::{ByteFault, check_bytes, read, read_full, read_into};
pub use tree::{Document, Found, Kind, Node, NodeId, Tree};
