//! Text, and pointing into it. Knows files as texts with a path, never what they mean: no YAML, no record kinds, no disk.

mod edit;
mod likeness;
mod path;
mod place;
mod shell;
mod span;
mod wanted;
mod writing;

pub use edit::{ChangeSet, Edit, FileChange, Op, Value};
pub use likeness::{KNOWN_AGAIN, likeness, moved};
pub use path::{KeyPath, Step};
pub use place::{Part, Place, SourceFile, SourceId, Sources, Spot};
pub use shell::{Stand, all_quoted, quoted};
pub use span::{Position, Span};
pub use wanted::{Ends, Wanted};
pub use writing::turns_writing;
