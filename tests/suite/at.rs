//! `--at`: every question at a revision has the answer that a checkout of that revision gives, byte for byte, and nothing is written.

use crate::generated::book;
use crate::harness::Case;
use crate::repository::{git_in, git_says, repository};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Every command that reads, with words that make it look at much. `every_command_reads_or_refuses` misses one that is new.
const READS: &[&str] = &[
    "today --for ann",
    "log {job}",
    "log {job} --field due",
    "blame {job}",
    "brief log {brief}",
    "overdue",
    "overdue --all",
    "budget",
    "budget {job}",
    "budget --by client,month",
    "budget --over",
    "spend",
    "ageing",
    "retainers",
    "pipeline",
    "renewals",
    "wip",
    "margin",
    "rework",
    "board",
    "risk",
    "rounds",
    "flow",
    "workload",
    "utilisation",
    "mix",
    "briefs",
    "search forest",
    "check",
    "check --due",
    "check jobs/{client} {job}",
    "check --statistics",
    "explain client-review {job}",
    "explain burn",
    "workflow",
    "export hledger",
    "export ledger",
    "export beancount",
    "client list",
    "client show {client}",
    "brief list",
    "brief show {brief}",
    "brief check {brief}",
    "job list",
    "job show {job}",
    "job show {client}-9",
    "job estimate list {job}",
    "job estimate show {job}",
    "job change list {job}",
    "job change show {job} co1",
    "job order list {job}",
    "client issue list",
    "feedback list",
    "feedback show {job}-R1",
    "people list",
    "people show ann",
    "contact-report list",
    "contact-report show {client}-C0031",
    "time list",
    "invoice list",
    "invoice show {client}-I0118",
];

/// What has the newer end of its stretch named by `--at`, and says so: `git_diff.rs`, `git_brief_diff.rs`, `audit.rs`.
const COMPARE: [&str; 3] = ["diff", "brief diff", "audit"];

/// The names in a book that the questions are about.
struct Names {
    client: &'static str,
    job: &'static str,
    brief: &'static str,
}

const ACME: Names = Names { client: "ACME", job: "ACME-0012", brief: "ACME-B0004" };

/// Asks everything in the book as it was and in a checkout of it.
fn ask_both(case: &Case, checkout: &Path, revision: &str, names: &Names) {
    let formats = |line: &str| -> Vec<String> {
        match () {
            () if line.starts_with("export") || line == "check --statistics" => vec![line.to_owned()],
            () if line == "check" => {
                ["text", "json", "github", "sarif"].map(|format| format!("check --format {format}")).to_vec()
            }
            () => ["table", "json"].map(|format| format!("{line} --format {format}")).to_vec(),
        }
    };
    for line in READS {
        let line = line.replace("{client}", names.client).replace("{job}", names.job).replace("{brief}", names.brief);
        for line in formats(&line) {
            let there = case.run_in(checkout.to_str().expect("UTF-8"), &line);
            let then = case.run(&format!("{line} --at {revision}"));
            let place =
                |text: &str| text.replace(checkout.to_str().expect("UTF-8"), case.path().to_str().expect("UTF-8"));
            let there = (there.code, place(&there.stdout), place(&there.stderr));
            assert_eq!((then.code, then.stdout, then.stderr), there, "`{line}` at {revision}");
        }
    }
}

/// Asks everything at some revisions.
fn ask_at(case: &Case, revisions: &[&str], names: &Names) {
    for revision in revisions {
        let scratch = tempfile::tempdir().expect("a folder");
        let checkout = scratch.path().canonicalize().expect("a folder").join("book");
        git_in(case.path(), &format!("worktree add -q --detach {} {revision}", checkout.display()));
        ask_both(case, &checkout, revision, names);
        git_in(case.path(), &format!("worktree remove --force {}", checkout.display()));
    }
}

fn commit(case: &Case, name: &str) {
    git_in(case.path(), "add -A .");
    git_in(case.path(), &format!("commit -q -m {name}"));
    git_in(case.path(), &format!("tag {name}"));
}

fn swap(case: &Case, path: &str, old: &str, new: &str) {
    let text = case.text(path);
    assert!(text.contains(old), "`{old}` is in {path}");
    case.write(path, text.replacen(old, new, 1));
}

#[test]
fn every_answer_is_that_of_a_checkout() {
    let case = repository("tests/books/records");
    git_in(case.path(), "tag begun");
    // work goes on: a new job, a job in another stage, hours, a renamed title
    case.run("job new ACME --title Tents --type print-ooh --requested-by liisa --no-input");
    swap(&case, "jobs/ACME/ACME-0013.yaml", "title: ", "title: New ");
    commit(&case, "went-on");
    // a bad day: a record that does not read, bytes that are no text, a conflict, strays, a link, a record in the wrong place
    swap(&case, "jobs/ACME/ACME-0012.yaml", "title: ", "title: [");
    case.write("jobs/ACME/ACME-0090.yaml", b"title: \xff\xfe\n");
    case.write("jobs/ACME/ACME-0091.yaml", "<<<<<<< ours\ntitle: x\n=======\ntitle: y\n>>>>>>> theirs\n");
    case.write("jobs/ACME/ACME-0092.yaml", "\u{feff}title: x\r\nstatus: requested\r\n");
    case.write("jobs/ACME/acme-0093.yaml", "title: x\n");
    case.write("jobs/notes.yaml", "title: x\n");
    case.write("ACME-0094.yaml", "title: x\n");
    case.write("Briefs/ACME/ACME-B0005.yaml", "title: x\n");
    case.write("briefs/ACME/deep/ACME-B0006.yaml", "title: x\n");
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        std::os::unix::fs::symlink("ACME-0013.yaml", case.file("jobs/ACME/ACME-0095.yaml")).expect("a link");
        std::os::unix::fs::symlink("../../../etc/passwd", case.file("jobs/ACME/ACME-0096.yaml")).expect("a link");
        std::os::unix::fs::symlink("jobs/ACME", case.file("feedback/EVER")).expect("a link");
        let strange = case.file("jobs/ACME").join(std::ffi::OsStr::from_bytes(b"ACME-00\xff.yaml"));
        std::fs::write(strange, "title: x\n").expect("written");
    }
    case.write("clients/ACME-2.yaml", "name: x\n");
    commit(&case, "bad-day");
    // the settings break
    swap(&case, "suits.toml", "[agency]", "[agency");
    commit(&case, "no-settings");
    git_in(case.path(), "revert --no-edit HEAD");
    git_in(case.path(), "rm -q -r jobs timesheets");
    commit(&case, "much-gone");
    ask_at(&case, &["begun", "went-on", "bad-day", "no-settings", "much-gone"], &ACME);
}

#[test]
fn settings_are_those_of_then_with_their_calendars_and_costs() {
    let case = repository("tests/books/records");
    let ics =
        |day: &str| format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:{day}\nEND:VEVENT\nEND:VCALENDAR\n");
    swap(
        &case,
        "suits.toml",
        "holiday_files = []",
        "holiday_files = [\"days/office.ics\", \"linked.ics\", \"out.ics\", \"../x.ics\"]",
    );
    case.write("days/office.ics", ics("20261127"));
    case.write("costs.toml", "[people.ann]\ncost = [{ from = 2026-01-01, rate = 50.00 }]\n");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("days/office.ics", case.file("linked.ics")).expect("a link");
        std::os::unix::fs::symlink("/dev/null", case.file("out.ics")).expect("a link");
    }
    commit(&case, "calendars");
    case.write("days/office.ics", ics("20261130"));
    case.write("costs.toml", "[people.ann]\ncost = 1\n");
    commit(&case, "others");
    std::fs::remove_file(case.file("days/office.ics")).expect("gone");
    std::fs::remove_file(case.file("costs.toml")).expect("gone");
    commit(&case, "none");
    ask_at(&case, &["calendars", "others", "none"], &ACME);
}

#[test]
fn every_answer_on_a_large_book_is_that_of_a_checkout_loose_or_packed() {
    const JOBS: usize = 260;
    let case = Case::empty(&book::last().to_string());
    book::generate(JOBS, case.path()).expect("writes");
    git_in(case.path(), "init -q -b main");
    commit(&case, "whole");
    let jobs: Vec<PathBuf> = files(&case.file("jobs")).into_iter().step_by(3).collect();
    for job in &jobs {
        std::fs::remove_file(job).expect("gone");
    }
    commit(&case, "less");
    let names = Names { client: "C001", job: "C001-0001", brief: "C001-B0001" };
    ask_at(&case, &["whole"], &names);
    git_in(case.path(), "gc -q");
    ask_at(&case, &["whole", "less"], &names);
}

#[test]
fn any_name_that_git_knows_will_do() {
    let case = repository("tests/books/records");
    swap(&case, "jobs/ACME/ACME-0012.yaml", "title: ", "title: Renamed ");
    git_in(case.path(), "commit -q -a -m Second");
    git_in(case.path(), "tag -a -m Told told");
    let first = git_says(case.path(), "rev-parse HEAD~1");
    let commit = git_says(case.path(), "rev-parse HEAD");
    for name in [
        "HEAD",
        "main",
        "told",
        "refs/heads/main",
        ":/Second",
        "HEAD^{/Second}",
        "main@{0}",
        &commit,
        &commit[..9],
        "main@{now}",
    ] {
        case.run(&format!("job show ACME-0012 --at '{name}'")).ok().says("Renamed");
    }
    for name in ["HEAD~1", "HEAD^", "told~1", ":/Start", "main@{1}", "@~", &first] {
        case.run(&format!("job show ACME-0012 --at '{name}'")).ok().says_not("Renamed");
    }
    // what day it is has nothing to do with it
    let then = case.run("overdue --at HEAD~1 --as-of 2026-11-20 --format json").ok();
    assert_eq!(then.json()["as_of"], "2026-11-20");
}

#[test]
fn what_had_changed_by_then_is_checked_as_in_a_checkout() {
    let case = repository("tests/books/records");
    git_in(case.path(), "checkout -q -b work");
    swap(&case, "jobs/ACME/ACME-0012.yaml", "title: ", "tittle: x\ntitle: ");
    git_in(case.path(), "commit -q -a -m Slip");
    let there = case.run("check --since main --format json");
    swap(&case, "jobs/ACME/ACME-0013.yaml", "title: ", "tittle: x\ntitle: ");
    git_in(case.path(), "commit -q -a -m Later");
    let then = case.run("check --since main --at HEAD~1 --format json");
    assert_eq!((then.code, then.stdout), (there.code, there.stdout));
    case.run("check --since main --at HEAD --format json").says("ACME-0013");
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(|entry| entry.expect("lists"));
    walk.filter(|entry| !entry.file_type().is_dir()).map(walkdir::DirEntry::into_path).collect()
}

/// Every file and folder below a folder, with when it was written and what is in it.
fn picture(folder: &Path) -> BTreeMap<PathBuf, (SystemTime, Vec<u8>)> {
    let walk = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.expect("lists"));
    walk.map(|entry| {
        let written = entry.metadata().expect("facts").modified().expect("a time");
        let bytes = if entry.file_type().is_file() { std::fs::read(entry.path()).expect("reads") } else { Vec::new() };
        (entry.into_path(), (written, bytes))
    })
    .collect()
}

#[test]
fn nothing_is_written_anywhere() {
    let case = repository("tests/books/records");
    swap(&case, "jobs/ACME/ACME-0012.yaml", "title: ", "title: Not committed ");
    case.write("jobs/ACME/ACME-0077.yaml", "title: not added\n");
    git_in(case.path(), "add jobs/ACME/ACME-0012.yaml");
    let before = picture(case.path());
    for line in READS {
        let line = line.replace("{client}", "ACME").replace("{job}", "ACME-0012").replace("{brief}", "ACME-B0004");
        case.run(&format!("{line} --at HEAD")).says_not("Not committed");
    }
    case.run("job set ACME-0012 title=x --by ann --at HEAD").exits(2);
    assert_eq!(picture(case.path()), before);
    assert!(!case.file(".suits").exists());
}

/// The words of every command that has no further verbs.
fn leaves(command: &clap::Command, words: &str, found: &mut BTreeMap<String, bool>) {
    let verbs: Vec<&clap::Command> = command.get_subcommands().collect();
    for verb in &verbs {
        leaves(verb, format!("{words} {}", verb.get_name()).trim(), found);
    }
    if verbs.is_empty() {
        let writes = command.get_arguments().any(|argument| argument.get_id() == "dry_run");
        found.insert(words.to_owned(), writes);
    }
}

#[test]
fn every_command_reads_or_refuses() {
    let mut commands = BTreeMap::new();
    leaves(&suits::cli::command(), "", &mut commands);
    let asked: BTreeSet<String> = READS
        .iter()
        .flat_map(|line| {
            let words: Vec<&str> = line.split(' ').collect();
            [1, 2, 3].map(|count| words[..words.len().min(count)].join(" "))
        })
        .collect();
    let refused: Vec<&str> = suits::cli::without_past().collect();
    let missed: Vec<&String> = commands
        .iter()
        .filter(|(words, writes)| {
            !**writes
                && !COMPARE.contains(&words.as_str())
                && !asked.contains(*words)
                && !refused.contains(&words.as_str())
        })
        .map(|(words, _)| words)
        .collect();
    assert!(missed.is_empty(), "asked at no revision, and not refused: {missed:?}");
}
