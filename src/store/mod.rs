//! The loading dock: the book on disk. Finds it, reads what a scope asks for, writes change sets whole or not at all.
//! One of the few rooms that touch the world. Knows no checks, no reports, no output.

mod afterwards;
mod apply;
mod at;
mod book;
mod chosen;
mod config;
mod decoding;
mod draft;
pub mod files;
pub mod git;
mod invoicing;
mod journal;
mod kept;
mod kinds;
mod listing;
mod load;
mod lock;
mod made;
mod mending;
mod moving;
mod names;
mod number;
mod on_the_way;
mod origin;
mod papers;
mod past;
mod places;
mod reading;
mod remarks;
mod respell;
mod scratch;
mod settings;
mod settings_lists;
mod sides;
mod snapshot;
mod strays;
mod touched;
mod typed;
mod worked;
mod written;

pub use afterwards::Afterwards;
pub use apply::{Applied, ApplyError, Change, Changed};
pub use book::NoBook;
pub use config::Unusable;
pub use draft::{Drafted, Preview, Refusal};
pub use git::{
    Across, Arming, AsText, Beaten, Between, Changes, Colors, Commit, Comparison, Content, FilePast, FileVersion, Git,
    GitTrouble, Ground, Handed, KeptVersion, Looks, Oid, Operation, Piece, RESET, Revision, Side, SideFile, Stage,
    ToPick, Trial, Uncommitted, Unmerged, attributes, both_made, brought_by, known_as, number_apart, settings_in,
    shows_the_base,
};
pub use kept::{Differing, Keeping, Kept, Turn};
pub use lock::WriteLock;
pub use made::{Made, make, to_make};
pub use mending::Mending;
pub use number::{entropy, free_number};
pub use papers::{part_of_a_book, read_input};
pub use places::{Places, Stretch};
use reading::LARGEST;
pub use remarks::Note;
pub use scratch::Scratch;
pub use snapshot::{Snapshot, Unreadable, position};
pub use typed::Resolution;
pub use written::write_outputs;

use crate::source::Stand;
use origin::Origin;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A book: on disk, or as it was at a revision.
#[derive(Clone, Debug)]
pub struct Store {
    root: PathBuf,
    origin: Origin,
    files: Arc<dyn files::Files>,
    stand: Stand,
}

impl Store {
    /// The folder with `suits.toml`, absolute; of a revision, where it would be.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The same book, written through other files: for tests that stop the world.
    #[must_use]
    pub fn with_files(self, files: Arc<dyn files::Files>) -> Store {
        Store { files, ..self }
    }

    /// The same book, as it is seen from a folder: what is printed to be typed works there. A folder of the past, which is not there now,
    /// is seen from itself.
    #[must_use]
    pub fn seen_from(self, here: &Path) -> Store {
        match book::standing(here) {
            Ok(here) if self.root.is_dir() => Store { stand: Stand::of(&here, &self.root), ..self },
            _ => self,
        }
    }

    /// From where it is seen.
    pub fn stand(&self) -> &Stand {
        &self.stand
    }

    fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }
}
