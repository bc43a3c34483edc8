//! The only room that knows YAML's grammar: text to tree of spans, tree to records, edits spliced into text.
//! Reaches records only as a type parameter; knows no kinds, no disk.

mod canonical;
mod de;
mod describe;
mod edit;
mod entries;
mod explain;
mod extent;
mod fast;
mod fault;
mod full;
mod gate;
mod locate;
mod quote;
mod read;
mod remarks;
mod repeated;
mod scalar;
mod splice;
mod tidy;
mod tree;
mod trouble;
mod value;
mod write;

pub use canonical::{Canon, canonical, fingerprint};
pub use de::{Decoded, UnknownKey, decode};
pub use describe::{Described, Shape, describe};
pub use edit::{Order, edit};
pub use fault::Fault;
pub use locate::{locate, path_of};
pub use quote::{as_typed, unquoted};
pub use read::{ByteFault, check_bytes, read, read_fast, read_full, read_into};
pub use remarks::{Remark, remarks};
pub use splice::comments;
pub use tidy::tidy;
pub use tree::{Document, Found, Kind, Node, NodeId, Tree};
