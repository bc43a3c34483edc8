//! The program itself, as processes: many at once on one record, killed at any moment, refused by the disk, cut off by a closed pipe.

#![expect(clippy::disallowed_methods, reason = "a test starts and stops processes")]

use crate::harness::Case;
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};
use suits::domain::scope::Scope;
use suits::key_path;
use suits::source::{ChangeSet, Edit, FileChange, Value};
use suits::store::{Snapshot, Store};

const JOB: &str = "jobs/ACME/ACME-0012.yaml";
const BRIEF: &str = "briefs/ACME/ACME-B0004.yaml";
const ROUND: &str = "feedback/ACME/ACME-0013-R1.yaml";
const TODAY: &str = "2026-12-01";
/// How often each loop kills, and how long it may go on.
const KILLS: u32 = 40;
const ENOUGH: Duration = Duration::from_secs(10);
/// Names the book to the process that is to be killed in the middle of a change of two files.
const BOOK: &str = "SUITS_TEST_BOOK";

fn book() -> Case {
    Case::copy("tests/books/records", TODAY)
}

fn suits(case: &Case, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_suits"));
    command.current_dir(case.path()).args(words).args(["--as-of", TODAY, "--no-input"]);
    command.env("SUITS_USER", "mai").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn finished(case: &Case, words: &[&str]) -> Output {
    suits(case, words).output().expect("runs")
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Every file below a folder with its bytes.
fn files(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let walk = walkdir::WalkDir::new(root).into_iter().map(|entry| entry.expect("lists"));
    let files = walk.filter(|entry| entry.file_type().is_file());
    files.map(|entry| (entry.path().to_owned(), std::fs::read(entry.path()).expect("reads"))).collect()
}

#[test]
fn remarks_of_many_processes_on_one_round_are_all_taken_down() {
    let case = book();
    let ids: Vec<String> = (0..8).map(|number| format!("remark-{number}")).collect();
    let add = |id: &String| {
        let words = ["feedback", "add", "ACME-0013-R1", "--id", id, "--text", "Larger", "--why", "Seen from the bus"];
        suits(&case, &words).args(["--class", "fyi"]).spawn().expect("starts")
    };
    let children: Vec<_> = ids.iter().map(add).collect();
    for child in children {
        let output = child.wait_with_output().expect("ends");
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    }
    let text = case.text(ROUND);
    for id in &ids {
        assert_eq!(text.matches(&format!("id: {id}\n")).count(), 1, "{id} in {text}");
    }
}

#[test]
fn hours_booked_by_many_processes_at_once_are_all_booked() {
    let case = book();
    let log = |_: u32| {
        let words = ["time", "log", "ACME-0012", "0.25", "--for", "kim"];
        suits(&case, &words).spawn().expect("starts")
    };
    // the first of them begins the month
    let children: Vec<_> = (0..8).map(log).collect();
    for child in children {
        let output = child.wait_with_output().expect("ends");
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    }
    let text = case.text("timesheets/kim/2026-12.yaml");
    assert_eq!(text.matches("hours: 0.25\n").count(), 8, "{text}");
    let ids: std::collections::BTreeSet<&str> = text.lines().filter_map(|line| line.strip_prefix("  - id: ")).collect();
    assert_eq!(ids.len(), 8, "{text}");
}

#[test]
fn fields_set_by_many_processes_at_once_are_all_set() {
    let case = book();
    let before = case.text(JOB).lines().count();
    let wanted = ["title=At once", "goal=Of many", "campaign=Autumn 2027", "context=A new shop", "due=2027-04-01"];
    let children: Vec<_> =
        wanted.iter().map(|pair| suits(&case, &["job", "set", "ACME-0012", pair]).spawn().expect("starts")).collect();
    for child in children {
        let output = child.wait_with_output().expect("ends");
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    }
    let text = format!("\n{}", case.text(JOB));
    for pair in wanted {
        let line = format!("\n{}", pair.replace('=', ": "));
        assert!(text.contains(&line), "{pair} in {text}");
    }
    assert_eq!(text.lines().count(), before + 1);
}

/// Starts a process, kills it at some moment within `span`.
fn kill_within(mut command: Command, span: Duration, rng: &mut fastrand::Rng) {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("starts");
    std::thread::sleep(span.mul_f64(rng.f64()));
    drop(child.kill()); // it may be done
    child.wait().expect("ends");
}

/// The book, when the next command opens it.
fn opened(case: &Case) -> (Store, Snapshot) {
    let store = Store::open(case.path()).expect("opens");
    let snapshot = store.load(&Scope::book()).expect("loads");
    assert_eq!(snapshot.problems, []);
    assert_eq!(snapshot.strays, [], "something is left lying about");
    (store, snapshot)
}

/// Whether nothing waits to be finished, and no text lies staged.
fn is_swept(case: &Case) -> bool {
    let stage = std::fs::read_dir(case.file(".suits/stage")).into_iter().flatten().count();
    stage == 0 && !case.file(".suits/journal").exists() && !case.file(".suits/undo").exists()
}

#[test]
fn a_process_killed_at_any_moment_leaves_the_old_job_or_the_new_one() {
    let case = book();
    let clean = finished(&case, &["check"]);
    assert_eq!(clean.status.code(), Some(0), "{}", said(&clean));
    let (seed, started) = (fastrand::u64(..), Instant::now());
    let mut rng = fastrand::Rng::with_seed(seed);
    let mut stage = "in-creative".to_owned();
    let (mut steps, mut made) = (opened(&case).1.agency.jobs.iter().next().expect("a job").handoffs.len(), 0);
    let mut span = Duration::from_millis(50);
    for kill in 0..KILLS {
        // A round that needs nothing new: back to the estimate, which is approved, and forward again.
        let next = match stage.as_str() {
            "in-creative" => "estimating",
            "estimating" => "authorised",
            _ => "in-creative",
        };
        let words = ["job", "advance", "ACME-0012", "--to", next];
        if kill == 0 {
            let begun = Instant::now();
            let output = finished(&case, &words);
            assert_eq!(output.status.code(), Some(0), "{}", said(&output));
            span = begun.elapsed().mul_f64(1.2);
        } else {
            kill_within(suits(&case, &words), span, &mut rng);
        }
        let (_, snapshot) = opened(&case);
        let job = snapshot.agency.jobs.iter().next().expect("a job");
        let now = (job.status.to_string(), job.handoffs.len());
        let (old, new) = ((stage, steps), (next.to_owned(), steps + 1));
        assert!(now == old || now == new, "{now:?} is neither {old:?} nor {new:?} (kill {kill}, seed {seed})");
        made += usize::from(now == new);
        (stage, steps) = now;
        if started.elapsed() > ENOUGH {
            break;
        }
    }
    assert!(made > 0, "nothing was ever written (seed {seed})");
    let set = finished(&case, &["job", "set", "ACME-0012", "title=After the storm"]);
    assert_eq!(set.status.code(), Some(0), "{}", said(&set));
    assert!(is_swept(&case), "seed {seed}");
    let check = finished(&case, &["check"]);
    assert_eq!(check.status.code(), Some(0), "seed {seed}: {}", said(&check));
}

/// Gives two records one title.
fn entitle(store: &Store, title: &str) {
    let lock = store.lock().expect("locks");
    let snapshot = store.load(&Scope::book()).expect("loads");
    let edit = |path: &str| {
        let source = snapshot.sources.iter().find(|(_, file)| &*file.path == path).expect("read").0;
        FileChange::Edit { source, edits: vec![Edit::set(key_path!["title"], Value::text(title))] }
    };
    let changes = ChangeSet { files: vec![edit(JOB), edit(BRIEF)], ..ChangeSet::default() };
    store.apply(&lock, &snapshot, &changes).expect("applies");
}

#[test]
#[ignore = "the process that `a_process_killed_between_two_files_…` starts and kills"]
fn writer_of_two_files() {
    let Some(root) = std::env::var_os(BOOK) else { return };
    let store = Store::open(Path::new(&root)).expect("opens");
    for number in 0..10_000 {
        entitle(&store, &format!("Both {number}"));
    }
}

#[test]
fn a_process_killed_between_two_files_leaves_both_old_or_both_new() {
    let case = book();
    let (seed, started) = (fastrand::u64(..), Instant::now());
    let mut rng = fastrand::Rng::with_seed(seed);
    let mut titles = std::collections::BTreeSet::new();
    entitle(&opened(&case).0, "Both at first");
    let mut span = Duration::from_millis(60);
    for kill in 0..KILLS {
        let mut writer = Command::new(std::env::current_exe().expect("this test"));
        writer.args(["--exact", "processes::writer_of_two_files", "--ignored"]).env(BOOK, case.path());
        kill_within(writer, span, &mut rng);
        let (_, snapshot) = opened(&case);
        let (job, brief) = (snapshot.agency.jobs.iter().next(), snapshot.agency.briefs.iter().next());
        let (job, brief) = (&job.expect("a job").title, &brief.expect("a brief").title);
        assert!(job == brief && job.starts_with("Both "), "`{job}` and `{brief}` (kill {kill}, seed {seed})");
        if !titles.insert(job.clone()) {
            // killed before it wrote anything: a busy machine takes its time to start a process
            span = (span * 2).min(Duration::from_secs(2));
        }
        if started.elapsed() > ENOUGH && titles.len() > 1 {
            break;
        }
    }
    assert!(titles.len() > 1, "nothing was ever written (seed {seed})");
    entitle(&opened(&case).0, "Both at last");
    assert!(is_swept(&case), "seed {seed}");
}

#[test]
fn a_dry_run_writes_nothing_at_all() {
    let case = book();
    let before = files(case.path());
    let lines: [&[&str]; 7] = [
        &["job", "set", "ACME-0012", "title=Not yet", "-n"],
        &["job", "advance", "ACME-0012", "--to", "estimating", "-n"],
        &["job", "new", "ACME", "--title", "Not yet", "--type", "print-ooh", "--requested-by", "liisa", "-n"],
        &["job", "estimate", "add", "ACME-0013", "--kind", "fee", "--text", "Not yet", "--amount", "10.00", "-n"],
        &["brief", "set", "ACME-B0004", "tone+=loud", "-n"],
        &["client", "new", "BOLT", "--name", "Bolt Oy", "-n"],
        &["feedback", "add", "ACME-0013-R1", "--text", "Not yet", "-n"],
    ];
    for words in lines {
        let output = finished(&case, words);
        assert_eq!(output.status.code(), Some(0), "{words:?}: {}", said(&output));
        assert!(files(case.path()) == before, "{words:?} wrote");
    }
}

#[test]
fn a_closed_pipe_stops_the_printing_and_keeps_the_code() {
    let case = book();
    let generated = Case::empty(TODAY);
    crate::generated::book::generate(60, generated.path()).expect("writes");
    for (case, words) in [
        (&case, &["job", "list"][..]),
        (&case, &["check"]),
        (&generated, &["job", "list", "--format", "jsonl"]),
        (&generated, &["overdue", "--exit-code"]),
        (&generated, &["search", "a", "--format", "csv"]),
    ] {
        let open = finished(case, words);
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let closed = suits(case, words).stdout(writer).output().expect("runs");
        assert_eq!(closed.status.code(), open.status.code(), "{words:?}: {}", said(&closed));
        assert_eq!(closed.stderr, open.stderr, "{words:?}: {}", said(&closed));

        // Somebody reads the first lines and leaves, as `head` does.
        let mut child = suits(case, words).spawn().expect("starts");
        let read = child.stdout.take().expect("piped").read(&mut [0; 16]).expect("reads");
        assert!(read > 0 || open.stdout.is_empty(), "{words:?}");
        let left = child.wait_with_output().expect("ends");
        assert_eq!((left.status.code(), left.stderr), (open.status.code(), open.stderr), "{words:?}");
    }
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_or_written_is_said_and_left_alone() {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt;
    let case = book();
    let mode = |path: &str, mode| set_permissions(case.file(path), Permissions::from_mode(mode)).expect("sets");
    mode(ROUND, 0o000);
    if std::fs::read(case.file(ROUND)).is_ok() {
        drop(writeln!(std::io::stderr(), "skipped: this user may read and write everything, as root may"));
        return;
    }
    let check = finished(&case, &["check"]);
    assert_ne!(check.status.code(), Some(0));
    assert!(said(&check).contains(ROUND), "{}", said(&check));
    let overdue = finished(&case, &["feedback", "list"]);
    assert_eq!(overdue.status.code(), Some(2), "{}", said(&overdue));
    mode(ROUND, 0o644);

    let before = files(&case.file("jobs"));
    mode("jobs/ACME", 0o555);
    let set = finished(&case, &["job", "set", "ACME-0012", "title=Not to be"]);
    mode("jobs/ACME", 0o755);
    assert_eq!(set.status.code(), Some(2), "{}", said(&set));
    assert!(said(&set).contains(&format!("cannot write `{JOB}`")), "{}", said(&set));
    assert!(files(&case.file("jobs")) == before);
    assert_eq!(finished(&case, &["check"]).status.code(), Some(0));
}
