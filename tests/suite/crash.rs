//! Killed at every step of a write, refused by the disk at every step, many writers at once: no half record, none lost.

#![expect(clippy::disallowed_methods, reason = "a test writes books to spoil")]

use crate::scratch_book::book;
use std::fs::Permissions;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use suits::domain::scope::Scope;
use suits::key_path;
use suits::source::{ChangeSet, Edit, FileChange, SourceId, Value};
use suits::store::files::{Disk, Files};
use suits::store::{ApplyError, Snapshot, Store};

/// What happens when the steps run out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// The process is gone: no step after it is made.
    Killed,
    /// This one step fails, and so does every later one that needs room.
    Full,
}

/// A disk that makes so many steps and then no more.
#[derive(Debug)]
pub(crate) struct Mortal {
    left: AtomicUsize,
    end: End,
    over: Mutex<bool>,
}

impl Mortal {
    pub(crate) fn new(steps: usize, end: End) -> Arc<Mortal> {
        Arc::new(Mortal { left: AtomicUsize::new(steps), end, over: Mutex::new(false) })
    }

    fn step(&self, needs_room: bool) -> io::Result<()> {
        let mut over = self.over.lock().expect("one at a time");
        let stopped = match (*over, self.end) {
            (true, End::Killed) => true,
            (true, End::Full) => needs_room,
            (false, _) => {
                self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_err()
            }
        };
        *over |= stopped;
        if stopped { Err(io::Error::from(io::ErrorKind::StorageFull)) } else { Ok(()) }
    }
}

impl Files for Mortal {
    fn write_new(&self, path: &Path, bytes: &[u8], permissions: Option<Permissions>) -> io::Result<()> {
        if let Err(error) = self.step(true) {
            // A kill or a full disk in the middle of a file leaves half of it, once.
            drop(Disk.write_new(path, &bytes[..bytes.len() / 2], None));
            return Err(error);
        }
        Disk.write_new(path, bytes, permissions)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(false)?;
        Disk.rename(from, to)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(true)?;
        Disk.link(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step(false)?;
        Disk.remove(path)
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.step(true)?;
        Disk.make_folder(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.step(false)?;
        Disk.remove_folder(path)
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.step(false)?;
        Disk.sync_folder(path)
    }
}

fn source(snapshot: &Snapshot, path: &str) -> SourceId {
    snapshot.sources.iter().find(|(_, file)| &*file.path == path).expect("read").0
}

const EDITED: &str = "jobs/ACME/ACME-0012.yaml";
const DELETED: &str = "contact-reports/ACME/ACME-C0031.yaml";
const CREATED: &str = "jobs/BOLT/BOLT-0001.yaml";
const SETTINGS: &str = "suits.toml";
const NEW: &str = "title: New\ntype: tv-video\nstatus: requested\nrequested_by: liisa\nrequested_on: 2026-12-01\n";

fn title(snapshot: &Snapshot, title: &str) -> FileChange {
    FileChange::Edit {
        source: source(snapshot, EDITED),
        edits: vec![Edit::set(key_path!["title"], Value::text(title))],
    }
}

/// An edit, a new file in a new folder, a deletion, and days away in `suits.toml`.
pub(crate) fn several(snapshot: &Snapshot) -> ChangeSet {
    let create = FileChange::Create { path: CREATED.to_owned(), template: NEW.to_owned(), edits: Vec::new() };
    let delete = FileChange::Delete { source: source(snapshot, DELETED) };
    let days = Value::map([("from", Value::bare("2026-12-21")), ("to", Value::bare("2026-12-31"))]);
    let away = vec![Edit::append(key_path!["people", "ann", "away"], days)];
    let settings = FileChange::Edit { source: source(snapshot, SETTINGS), edits: away };
    ChangeSet { files: vec![title(snapshot, "Autumn film"), settings, create, delete], ..ChangeSet::default() }
}

fn one(change: FileChange) -> ChangeSet {
    ChangeSet { files: vec![change], ..ChangeSet::default() }
}

fn text(store: &Store, path: &str) -> Option<String> {
    std::fs::read_to_string(store.root().join(path)).ok()
}

/// The texts of the files that a change touches.
pub(crate) type Texts = [Option<String>; 4];

pub(crate) fn texts(store: &Store) -> Texts {
    [EDITED, CREATED, DELETED, SETTINGS].map(|path| text(store, path))
}

/// Every file below the book's folders of records: nothing may be left lying about.
pub(crate) fn litter(store: &Store) -> Vec<String> {
    let snapshot = Store::open(store.root()).expect("opens").load(&Scope::book()).expect("loads");
    let strays = snapshot.strays.iter().chain(&snapshot.problems);
    let mut litter: Vec<String> = strays.map(|finding| finding.message.clone()).collect();
    let stage = std::fs::read_dir(store.root().join(".suits/stage")).into_iter().flatten().flatten();
    litter.extend(stage.map(|entry| entry.path().display().to_string()));
    litter
}

/// Makes a change with so many steps; whether it was made, and the texts before, right behind and after a new command came.
fn attempt(change: fn(&Snapshot) -> ChangeSet, steps: usize, end: End) -> (bool, Texts, Texts, Texts) {
    let (_dir, store) = book();
    let snapshot = store.load(&Scope::book()).expect("loads");
    let before = texts(&store);
    let lock = store.lock().expect("locks");
    let mortal = store.clone().with_files(Mortal::new(steps, end));
    let made = mortal.apply(&lock, &snapshot, &change(&snapshot)).is_ok();
    let behind = texts(&store);
    drop(lock);
    let again = Store::open(store.root()).expect("opens");
    drop(again.lock().expect("locks"));
    assert_eq!(litter(&store), Vec::<String>::new(), "after {steps} steps, {end:?}");
    (made, before, behind, texts(&store))
}

fn wanted(change: fn(&Snapshot) -> ChangeSet) -> Texts {
    let (made, _, behind, after) = attempt(change, usize::MAX, End::Killed);
    assert!(made);
    assert_eq!(behind, after);
    after
}

/// How many steps a change takes, found by trying: the first number with which it is made.
fn kill_everywhere(change: fn(&Snapshot) -> ChangeSet) -> usize {
    let wanted = wanted(change);
    for steps in 0.. {
        let (made, before, behind, after) = attempt(change, steps, End::Killed);
        for ((file, old), new) in behind.iter().zip(&before).zip(&wanted) {
            assert!(file == old || file == new, "half or lost after {steps} steps: {file:?}");
        }
        assert!(after == before || after == wanted, "half a change after {steps} steps: {after:?}");
        if made {
            return steps;
        }
    }
    unreachable!("some number of steps is enough")
}

#[test]
fn a_kill_at_any_step_of_a_change_of_several_files_leaves_all_of_it_or_nothing() {
    let steps = kill_everywhere(several);
    assert!(steps > 10, "{steps} steps are too few to have been counted");
}

#[test]
fn a_kill_at_any_step_of_a_change_of_one_file_leaves_the_old_record_or_the_new_one() {
    kill_everywhere(|snapshot| one(title(snapshot, "Autumn film")));
    kill_everywhere(|_| {
        one(FileChange::Create { path: CREATED.to_owned(), template: NEW.to_owned(), edits: Vec::new() })
    });
    kill_everywhere(|snapshot| one(FileChange::Delete { source: source(snapshot, DELETED) }));
}

#[test]
fn a_kill_at_any_step_of_a_move_leaves_the_record_in_one_place() {
    let steps = kill_everywhere(|snapshot| {
        let text = snapshot.sources.file(source(snapshot, EDITED)).text.to_string();
        let edits = vec![Edit::set(key_path!["title"], Value::text("Autumn film"))];
        one(FileChange::Move { from: EDITED.to_owned(), text, path: CREATED.to_owned(), edits })
    });
    assert!(steps > 8, "{steps} steps are too few to have been counted");
}

#[test]
fn a_disk_that_is_full_at_any_step_changes_nothing_and_says_so() {
    let wanted = wanted(several);
    for steps in 0.. {
        let (made, before, behind, after) = attempt(several, steps, End::Full);
        if made {
            break;
        }
        // The one thing that may fail behind the last file is the disk's word for it.
        assert!(after == before || after == wanted, "half a change after {steps} steps");
        assert!(behind.iter().zip(&before).zip(&wanted).all(|((file, old), new)| file == old || file == new));
        assert!(steps < 100);
    }
}

#[test]
fn a_change_that_was_interrupted_is_finished_by_whoever_opens_the_book() {
    let (_dir, store) = book();
    let snapshot = store.load(&Scope::book()).expect("loads");
    let lock = store.lock().expect("locks");
    // Two texts staged, the journal written, synced, in place and synced: six steps, with the stage's folder. Then the edit.
    let mortal = store.clone().with_files(Mortal::new(8, End::Killed));
    mortal.apply(&lock, &snapshot, &several(&snapshot)).expect_err("killed");
    drop(lock);
    assert!(store.root().join(".suits/journal").exists());
    Store::open(store.root()).expect("opens");
    assert_eq!(texts(&store), wanted(several));
}

#[test]
fn what_somebody_else_changed_meanwhile_is_not_overwritten() {
    let (_dir, store) = book();
    let snapshot = store.load(&Scope::book()).expect("loads");
    let path = store.root().join(EDITED);
    let theirs = text(&store, EDITED).expect("reads").replace("Spring launch film", "Their title");
    std::fs::write(&path, &theirs).expect("writes");
    let lock = store.lock().expect("locks");
    let refused = store.apply(&lock, &snapshot, &one(title(&snapshot, "Mine"))).expect_err("refused");
    let ApplyError::Refused(refusal) = refused else { panic!("{refused}") };
    assert_eq!(refusal.findings[0].code, "changed-meanwhile");
    assert_eq!(text(&store, EDITED), Some(theirs));
    let taken = FileChange::Create { path: EDITED.to_owned(), template: NEW.to_owned(), edits: Vec::new() };
    let refused = store.apply(&lock, &snapshot, &one(taken)).expect_err("refused");
    assert!(matches!(refused, ApplyError::Refused(refusal) if refusal.findings[0].code == "already-there"));
}

#[test]
fn a_text_that_is_no_record_is_refused_with_the_place_in_it() {
    let (_dir, store) = book();
    let snapshot = store.load(&Scope::book()).expect("loads");
    let lock = store.lock().expect("locks");
    let before = text(&store, EDITED).expect("reads");
    let spoilt = before.replace("requested_on: 2026-11-02", "requested_on: 2026-02-30");
    let replace = FileChange::Replace { source: source(&snapshot, EDITED), text: spoilt };
    let ApplyError::Refused(refusal) = store.apply(&lock, &snapshot, &one(replace)).expect_err("refused") else {
        panic!("refused, not failed")
    };
    // `requested_on` is the tenth line of the record.
    let (path, at) = refusal.position(&refusal.findings[0].place);
    assert_eq!((path, at.line, at.column), (EDITED, 10, 15));
    assert_eq!(text(&store, EDITED), Some(before));
}

#[test]
fn an_approval_gets_the_fingerprint_of_the_section_as_it_will_stand() {
    let (_dir, store) = book();
    let snapshot = store.load(&Scope::book()).expect("loads");
    let estimate = key_path!["estimates", 0];
    let edits = vec![
        Edit::set(estimate.then("contingency"), Value::bare("12%")),
        Edit::set(estimate.then("approvals").then(0).then("hash"), Value::Fingerprint(estimate.clone())),
    ];
    let lock = store.lock().expect("locks");
    let changes = one(FileChange::Edit { source: source(&snapshot, EDITED), edits });
    store.apply(&lock, &snapshot, &changes).expect("applies");
    let after = store.load(&Scope::book()).expect("loads");
    let job = after.agency.jobs.iter().next().expect("a job");
    let hash = job.estimates[0].approvals[0].hash.as_ref().expect("a hash").to_string();
    assert_eq!(job.fingerprint(&estimate), Some(hash.as_str()));
    assert_ne!(job.estimates[0].approvals[1].hash.as_ref().expect("the client's").to_string(), hash);
}

#[test]
fn many_writers_of_one_record_all_land() {
    const WRITERS: usize = 4;
    const NOTES: usize = 6;
    let (_dir, store) = book();
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            let store = store.clone();
            scope.spawn(move || {
                for note in 0..NOTES {
                    let lock = store.lock().expect("locks");
                    let snapshot = store.load(&Scope::book()).expect("loads");
                    let hold = Value::map([
                        ("id", Value::bare(format!("w{writer}n{note}"))),
                        ("from", Value::bare("2026-12-01")),
                    ]);
                    let edits = vec![Edit::append(key_path!["holds"], hold)];
                    let change = FileChange::Edit { source: source(&snapshot, EDITED), edits };
                    store.apply(&lock, &snapshot, &one(change)).expect("applies");
                }
            });
        }
    });
    let snapshot = store.load(&Scope::book()).expect("loads");
    let job = snapshot.agency.jobs.iter().next().expect("a job");
    assert_eq!(job.holds.len(), WRITERS * NOTES);
}

#[cfg(unix)]
#[test]
fn a_replaced_record_keeps_its_mode() {
    use std::os::unix::fs::PermissionsExt;
    let (_dir, store) = book();
    let path = store.root().join(EDITED);
    std::fs::set_permissions(&path, Permissions::from_mode(0o640)).expect("sets");
    let snapshot = store.load(&Scope::book()).expect("loads");
    let lock = store.lock().expect("locks");
    store.apply(&lock, &snapshot, &one(title(&snapshot, "Autumn film"))).expect("applies");
    assert_eq!(path.metadata().expect("there").permissions().mode() & 0o777, 0o640);
}

#[test]
fn who_waits_too_long_for_another_writer_is_told() {
    let (_dir, store) = book();
    let held = store.lock().expect("locks");
    let error = store.lock_within(std::time::Duration::from_millis(50)).expect_err("held");
    assert!(error.to_string().contains("is writing in this book"), "{error}");
    drop(held);
    store.lock_within(std::time::Duration::from_millis(50)).expect("free");
}
