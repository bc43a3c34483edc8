//! The store: what it finds, what it reads, what it makes of broken books.

use std::path::Path;
use suits::domain::scope::Scope;
use suits::store::Store;
use tempfile::TempDir;

/// A copy of the book of the record format, to be spoilt.
pub(crate) fn book() -> (TempDir, Store) {
    let dir = TempDir::new().expect("a folder");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books/records"), dir.path());
    let store = Store::open(dir.path()).expect("a book");
    (dir, store)
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

#[test]
fn the_book_of_the_format_loads_without_a_word() {
    let (_dir, store) = book();
    let snapshot = store.load(&Scope::book()).expect("loads");
    assert_eq!(snapshot.problems, [], "{:?}", snapshot.unreadable());
    assert_eq!(snapshot.unknown_keys, []);
    assert_eq!(snapshot.strays, []);
    let agency = &snapshot.agency;
    assert_eq!(agency.jobs.iter().map(|job| job.id.to_string()).collect::<Vec<_>>(), ["ACME-0012", "ACME-0013"]);
    assert_eq!((agency.clients.iter().len(), agency.timesheets.iter().len()), (1, 1));
    assert!(agency.jobs.is_complete());
}
