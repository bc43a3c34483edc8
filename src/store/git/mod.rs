//! The one door to git: the program that is installed, asked in English, never let to write unless a command is for that; where a whole
//! book is read at a revision, a library that reads the same store.
//! Knows the repository that a folder is in; knows no records.

mod arming;
mod between;
mod chronicle;
mod bench;
mod conflict;
mod driving;
mod exchanged;
mod folder;
mod commit;
mod follow;
mod ground;
mod listing;
mod lives;
mod looks;
mod loose;
mod objects;
mod parted;
mod packed;
mod packs;
mod revision;
mod run;
mod sides;
mod since;
mod texts;
mod trouble;
mod versions;
mod walk;

pub use arming::{Arming, Beaten, Piece, Trial, attributes};
pub(in crate::store) use between::LINK;
pub use between::{Between, Comparison, Content, Side, SideFile};
pub use chronicle::{Entry, TakenBack, Touched};
pub use commit::{Commit, Uncommitted};
pub use conflict::{Operation, Stage, ToPick, Unmerged};
pub use driving::{AsText, Handed, settings_in, shows_the_base};
pub(super) use folder::{Folder, InGit};
pub use ground::Ground;
pub use looks::{Colors, Looks, RESET};
pub(super) use objects::Names;
pub use objects::{Objects, Oid};
pub(super) use packed::Next;
pub(super) use packs::{Packs, Reading};
pub use revision::Revision;
pub use run::Git;
pub use sides::{Across, both_made, brought_by, known_as, number_apart};
pub use since::Changes;
pub use trouble::GitTrouble;
pub use versions::{FilePast, FileVersion, Kept as KeptVersion};
