//! From text to tree: what no record may hold is refused first, then the fast builder is asked, then the one for all of YAML.

use super::fast::fast;
use super::full::full;
use super::{Fault, Tree};
use crate::source::{Position, Span};

/// A record is a page; what is larger than this is not one.
const LARGEST: usize = 16 << 20;

/// Reads one record.
pub fn read(text: &str) -> Result<Tree, Fault> {
    let mut tree = Tree::default();
    read_into(text, &mut tree)?;
    Ok(tree)
}

/// Reads one record into a tree whose memory is used again; what it held is gone.
pub fn read_into(text: &str, tree: &mut Tree) -> Result<(), Fault> {
    if text.len() <= LARGEST && fast(text, tree).is_some() {
        return Ok(());
    }
    refuse(text)?;
    full(text, tree)
}

/// Whether a text is in the record dialect: what the fast builder reads. Its tree, if so.
pub fn read_fast(text: &str) -> Option<Tree> {
    let mut tree = Tree::default();
    (text.len() <= LARGEST).then(|| fast(text, &mut tree))??;
    Some(tree)
}

/// Reads one record with the builder for all of YAML only: the opinion that does not depend on the fast one.
pub fn read_full(text: &str) -> Result<Tree, Fault> {
    refuse(text)?;
    let mut tree = Tree::default();
    full(text, &mut tree)?;
    Ok(tree)
}

fn refuse(text: &str) -> Result<(), Fault> {
    if text.len() > LARGEST {
        return Err(Fault::new("too-large", TOO_LARGE, Span::at(0)).help(SPLIT));
    }
    if let Some(at) = memchr::memchr(0, text.as_bytes()) {
        return Err(Fault::new("nul-character", NUL, Span::new(at, at + 1)).help(SAVE_AGAIN));
    }
    match conflict(text) {
        Some(span) => {
            Err(Fault::new("conflict-markers", "two versions of this file were merged and not yet sorted out", span)
                .help("`suits resolve` merges it by its fields; or keep the right lines, delete the marker lines, then run `git add` on the file"))
        }
        None => Ok(()),
    }
}

const TOO_LARGE: &str = "this file is larger than 16 MiB";
const SPLIT: &str = "a record is a page or two: put papers into `evidence/` and name them here";
const NUL: &str = "there is a NUL character here";
const SAVE_AGAIN: &str = "open the file in a text editor and save it as UTF-8";

/// The first line that git left in a file whose merge is not done.
fn conflict(text: &str) -> Option<Span> {
    let bytes = text.as_bytes();
    ["<<<<<<<", "|||||||", "=======", ">>>>>>>"]
        .iter()
        .filter_map(|marker| {
            memchr::memmem::find_iter(bytes, marker).find(|&at| {
                let starts = at == 0 || bytes[at - 1] == b'\n' || (at == 3 && text.starts_with('\u{feff}'));
                starts && bytes.get(at + 7).is_none_or(|next| b" \r\n".contains(next))
            })
        })
        .min()
        .map(|at| Span::new(at, at + 7))
}

/// Bytes that are not a text, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByteFault {
    /// A kebab-case name of what is wrong: `not-utf-8`, `nul-character`, `too-large`.
    pub code: &'static str,
    /// What is wrong, in a coordinator's words.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// Where.
    pub position: Position,
}

/// The text of a file's bytes.
pub fn check_bytes(bytes: &[u8]) -> Result<&str, ByteFault> {
    let fault = |code, message: &str, help: &str, position| {
        Err(ByteFault { code, message: message.to_owned(), help: help.to_owned(), position })
    };
    if bytes.len() > LARGEST {
        return fault("too-large", TOO_LARGE, SPLIT, Position::START);
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return fault("not-utf-8", "this file is saved as UTF-16", SAVE_AGAIN, Position::START);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => match memchr::memchr(0, bytes) {
            Some(at) => fault("nul-character", NUL, SAVE_AGAIN, Position::of(text, at)),
            None => Ok(text),
        },
        Err(error) => {
            let valid = std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
            fault(
                "not-utf-8",
                "the characters from here on are not UTF-8",
                SAVE_AGAIN,
                Position::of(valid, valid.len()),
            )
        }
    }
}
