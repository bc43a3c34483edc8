//! Killed at every step of a change, or of taking one back: what is remembered afterwards is what was done, and nothing else.

use crate::crash::{End, Mortal, Texts, litter, several, texts};
use crate::scratch_book::book;
use suits::domain::scope::Scope;
use suits::key_path;
use suits::source::{ChangeSet, Edit, FileChange, Value};
use suits::store::{Keeping, Store, Turn};

/// A round of feedback gets a note: a change of another file than those of `several`.
const EARLIER: &str = "clients/ACME.yaml";

/// Makes the earlier change, as it should be.
fn earlier(store: &Store) {
    let lock = store.lock().expect("locks");
    let snapshot = store.load(&Scope::book()).expect("loads");
    let source = snapshot.sources.iter().find(|(_, file)| &*file.path == EARLIER).expect("read").0;
    let edits = vec![Edit::set(key_path!["payment_days"], Value::bare(45))];
    let changes =
        ChangeSet { summary: vec!["earlier".to_owned()], files: vec![FileChange::Edit { source, edits }], next: None };
    store.apply(&lock, &snapshot, &changes).expect("applies");
}

/// Makes the later change on a disk that stops; whether it was made, by its own account.
fn later(store: &Store, steps: usize, end: End) -> bool {
    let lock = store.lock().expect("locks");
    let snapshot = store.load(&Scope::book()).expect("loads");
    let changes = ChangeSet { summary: vec!["later".to_owned()], ..several(&snapshot) };
    store.clone().with_files(Mortal::new(steps, end)).apply(&lock, &snapshot, &changes).is_ok()
}

/// Takes the last change back on a disk that stops.
fn take_back(store: &Store, steps: usize) -> bool {
    let lock = store.lock().expect("locks");
    let all = store.kept().expect("reads");
    let last = all.first().expect("one is remembered");
    let drafted = store.taking_back(last).expect("reads").expect("nobody touched it since");
    let turn = if last.turn == Turn::TakenBack { Turn::MadeAgain } else { Turn::TakenBack };
    let keeping = Keeping { turn, of: Some(last.root()), summary: last.summary.clone(), ..Keeping::default() };
    let mortal = store.clone().with_files(Mortal::new(steps, End::Killed));
    mortal.write_keeping(&lock, &ChangeSet::default(), drafted, keeping).is_ok()
}

/// What a new command finds: the texts, and the last change that is remembered, with what it was.
fn found(store: &Store, told: &str) -> (Texts, String, Turn) {
    let again = Store::open(store.root()).expect("opens");
    drop(again.lock().expect("locks"));
    assert_eq!(litter(&again), Vec::<String>::new(), "{told}");
    let last = again.kept().expect("reads").into_iter().next().expect("the earlier change at least");
    assert!(again.taking_back(&last).expect("reads").is_ok(), "{told}: what is remembered last stands");
    (texts(&again), last.told(), last.turn)
}

#[test]
fn a_kill_in_a_change_leaves_that_change_remembered_or_the_one_before_it() {
    for end in [End::Killed, End::Full] {
        let (mut unmade, mut remembered) = (0, 0);
        for steps in 0.. {
            let (_dir, store) = book();
            earlier(&store);
            let before = texts(&store);
            let made = later(&store, steps, end);
            let told = format!("{steps} steps, {end:?}");
            let (now, last, _) = found(&store, &told);
            if now == before {
                assert_eq!(last, "earlier", "{told}: nothing was made, and nothing of it is remembered");
                unmade += 1;
            } else {
                assert_eq!(last, "later", "{told}: it was made, and is remembered");
                remembered += 1;
                assert!(take_back(&store, usize::MAX));
                assert_eq!(texts(&store), before, "{told}");
            }
            if made && steps > 60 {
                break;
            }
        }
        assert!(unmade > 3 && remembered > 3, "{end:?}: {unmade} {remembered}");
    }
}

#[test]
fn a_kill_in_taking_back_leaves_the_change_or_takes_it_back_and_either_way_goes_on() {
    let (mut standing, mut back) = (0, 0);
    for steps in 0..60 {
        let (_dir, store) = book();
        earlier(&store);
        let before = texts(&store);
        assert!(later(&store, usize::MAX, End::Killed));
        let after = texts(&store);
        take_back(&store, steps);
        let told = format!("{steps} steps");
        let (now, last, turn) = found(&store, &told);
        assert_eq!(last, "later", "{told}");
        if now == after {
            assert_eq!(turn, Turn::Made, "{told}");
            standing += 1;
        } else {
            assert_eq!((&now, turn), (&before, Turn::TakenBack), "{told}");
            back += 1;
        }
        assert!(take_back(&store, usize::MAX));
        assert_eq!(texts(&store), if now == after { before } else { after }, "{told}");
    }
    assert!(standing > 3 && back > 3, "{standing} {back}");
}
