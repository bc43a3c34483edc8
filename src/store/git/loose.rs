//! What lies in git's store alone, each object in a file of its own: what it is and how long, and behind a zero its bytes, deflated. A
//! library reads such files too, but maps each into memory, which for a whole book costs many times what reading them does.

use crate::store::origin::read_into;
use gix_hash::oid;
use gix_zlib::{Inflate, Status};
use std::fs::File;
use std::path::PathBuf;

/// Most objects of a book are smaller.
const USUAL: usize = 1 << 14;
/// What an object is and how long stands within so many bytes.
const LONGEST_HEAD: usize = 64;

/// Where objects lie alone.
#[derive(Debug)]
pub(super) struct Loose {
    folders: Vec<PathBuf>,
    /// No longer object is read.
    most: usize,
}

/// What one core reads with, file after file.
#[derive(Default)]
pub(super) struct Opener {
    inflate: Inflate,
    file: Vec<u8>,
}

impl Loose {
    pub(super) fn of(folders: Vec<PathBuf>, most: usize) -> Loose {
        Loose { folders, most }
    }

    /// The bytes of an object, into a memory that may be longer; how many there are. `None` where it is not here, or not as git writes it.
    pub(super) fn fill(&self, opener: &mut Opener, oid: &oid, bytes: &mut Vec<u8>) -> Option<usize> {
        let Opener { inflate, file } = opener;
        let name = oid.to_string();
        let (folder, rest) = name.split_at_checked(2)?;
        let found = self.folders.iter().find_map(|objects| File::open(objects.join(folder).join(rest)).ok())?;
        // what does not deflate is kept a little longer than it is
        let filled = read_into(found, file, self.most + self.most / 1024 + LONGEST_HEAD).ok()?;
        let deflated = &file[..filled];
        if bytes.len() < USUAL {
            bytes.resize(USUAL, 0);
        }
        inflate.reset();
        let (mut status, _, mut made) = inflate.once(deflated, bytes).ok()?;
        let (head, length) = head(&bytes[..made]).filter(|(_, length)| *length <= self.most)?;
        if status != Status::StreamEnd && bytes.len() < head + length {
            bytes.resize(head + length, 0);
            inflate.reset();
            (status, _, made) = inflate.once(deflated, bytes).ok()?;
        }
        if status != Status::StreamEnd || made != head + length {
            return None;
        }
        bytes.copy_within(head..made, 0);
        Some(length)
    }
}

/// How many bytes say what a file's object is and how long, and how long that is.
fn head(bytes: &[u8]) -> Option<(usize, usize)> {
    let end = bytes.iter().take(LONGEST_HEAD).position(|byte| *byte == 0)?;
    let length = std::str::from_utf8(&bytes[..end]).ok()?.strip_prefix("blob ")?;
    let is_plain = length.bytes().all(|byte| byte.is_ascii_digit());
    Some((end + 1, length.parse().ok().filter(|_| is_plain)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_says_what_it_holds_and_how_long_that_is() {
        assert_eq!(head(b"blob 12\0id: ACME-0012"), Some((8, 12)));
        let no_blobs: [&[u8]; 6] =
            [b"tree 12\0", b"blob 12", b"blob +12\0", b"blob \0", b"blob 99999999999999999999\0", b"\xff\0"];
        for bytes in no_blobs {
            assert_eq!(head(bytes), None);
        }
    }
}
