//! A copy of the book of the record format, to be spoilt.

#![expect(clippy::disallowed_methods, reason = "a test writes books to spoil")]

use std::path::{Path, PathBuf};
use suits::store::Store;
use tempfile::TempDir;

/// The book itself, not to be touched.
pub(crate) fn records() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books/records")
}

/// A copy of it.
pub(crate) fn book() -> (TempDir, Store) {
    let dir = TempDir::new().expect("a folder");
    copy(&records(), dir.path());
    let store = Store::open(dir.path()).expect("a book");
    (dir, store)
}

/// Writes a file of it, and the folders it needs.
pub(crate) fn put(dir: &TempDir, path: &str, text: &str) {
    let path = dir.path().join(path);
    std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    std::fs::write(path, text).expect("writes");
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).expect("lists") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a type").is_dir() {
            std::fs::create_dir_all(&target).expect("a folder");
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), &target).expect("copies");
        }
    }
}
