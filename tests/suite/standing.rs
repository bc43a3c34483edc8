//! What git is to be told is printed so that it works where it is read: in a folder of the book, around it, or anywhere with `-C`.

use crate::audit_repairs::{mended, rows, types_in};
use crate::harness::{Case, Ran};
use crate::repository::{commit_edit, committed, git_ok, git_says, git_try};

const JOB: &str = "jobs/ACME/ACME-0012.yaml";
const OTHER: &str = "jobs/ACME/ACME-0013.yaml";
const CLIENT: &str = "clients/ACME.yaml";

/// The commands of git in what was printed, one after the other.
fn commands(ran: &Ran) -> Vec<String> {
    let said = format!("{}\n{}", ran.stdout, ran.stderr);
    let pieces = said.split('`').skip(1).step_by(2).flat_map(|piece| piece.split(" && "));
    pieces.filter(|piece| piece.starts_with("git ")).map(str::to_owned).collect()
}

/// The commands with a path that a command line prints at the top of the book; from elsewhere they are the same but for the way there.
#[track_caller]
fn everywhere(case: &Case, line: &str, code: u8) -> Vec<String> {
    let with_paths = |ran: Ran| {
        let found = commands(&ran.exits(code)).into_iter();
        found.filter(|command| command.contains(".yaml") || command.starts_with("git -C")).collect::<Vec<_>>()
    };
    let top = with_paths(case.run(line));
    assert!(!top.is_empty() && top.iter().all(|command| !command.contains(" -C ")), "{line}: {top:?}");
    let from = |way: &str| top.iter().map(|command| command.replacen("git ", &format!("git -C {way} "), 1)).collect();
    let deep: Vec<String> = from("../..");
    assert_eq!(with_paths(case.run_in("jobs/ACME", line)), deep);
    let book = case.path().canonicalize().expect("a folder");
    let name = book.file_name().expect("a name").to_string_lossy();
    let around: Vec<String> = from(&name);
    assert_eq!(with_paths(case.run_in("..", &format!("-C {name} {line}"))), around);
    top
}

/// A book whose job and client both sides changed, in conflict.
fn in_conflict() -> Case {
    let mut case = committed("tests/books/records");
    case.set_width(600);
    git_ok(case.path(), &["checkout", "-q", "-b", "feature"]);
    commit_edit(&case, CLIENT, "payment_days: 30", "payment_days: 14");
    git_ok(case.path(), &["rm", "-q", JOB]);
    git_ok(case.path(), &["commit", "-q", "-m", "Gone"]);
    git_ok(case.path(), &["checkout", "-q", "main"]);
    commit_edit(&case, CLIENT, "payment_days: 30", "payment_days: 21");
    commit_edit(&case, JOB, "title: Spring launch film", "title: Launch film");
    assert_eq!(git_try(case.path(), &["merge", "feature"]).0, 1);
    case
}

#[test]
fn what_a_conflict_asks_for_is_found_from_every_folder() {
    let case = in_conflict();
    let told = everywhere(&case, "resolve", 1);
    let expected = [format!("git add -- {JOB}"), format!("git rm -- {JOB}"), format!("git add -- {CLIENT} {JOB}")];
    assert_eq!(told, expected);
    // typed where they were read they do what they say
    let there = commands(&case.run_in("jobs/ACME", "resolve").exits(1));
    types_in(&case, "jobs/ACME", &there[1]);
    types_in(&case, "clients", &there[2].replace("../..", "..").replace(JOB, ""));
    assert_eq!(git_says(case.path(), "diff --name-only --diff-filter=U"), "");
    assert!(!case.file(JOB).exists());
}

#[test]
fn what_a_misplaced_record_asks_for_is_found_from_every_folder() {
    let case = committed("tests/books/records");
    std::fs::rename(case.file(OTHER), case.file("jobs/ACME-0013.yaml")).expect("moved");
    git_ok(case.path(), &["add", "."]);
    git_ok(case.path(), &["commit", "-q", "-m", "Moved"]);
    let told = everywhere(&case, "check --select misplaced-record", 1);
    assert_eq!(told, [format!("git mv -- jobs/ACME-0013.yaml {OTHER}")]);
    let there = commands(&case.run_in("jobs", "check --select misplaced-record").exits(1));
    types_in(&case, "jobs", &there[0]);
    assert!(case.file(OTHER).exists());
}

#[test]
fn what_stands_in_the_way_of_a_commit_is_found_from_every_folder() {
    let case = committed("tests/books/records");
    case.write(JOB, case.text(JOB).replace("goal: A film", "goal: The film"));
    let told = everywhere(&case, "job set ACME-0012 title=Film --commit", 2);
    assert_eq!(told, [format!("git add -- {JOB}"), format!("git commit -m 'Work so far' -- {JOB}")]);
    let there = commands(&case.run_in("jobs", "job set ACME-0012 title=Film --commit").exits(2));
    types_in(&case, "jobs", &there.join(" && "));
    case.run("job set ACME-0012 title=Film --commit").ok();
}

#[test]
fn a_repair_that_the_audit_prints_is_found_from_every_folder() {
    let case = came_back();
    let told = everywhere(&case, "audit --format github", 1);
    assert_eq!(told, [format!("git rm -- {OTHER}")]);
    let there = case.run_in("jobs/ACME", "audit --format json").exits(1).json();
    assert_eq!(there["rows"][0]["repair"], format!("git -C ../.. rm -- {OTHER}"));
    // of a merge that is resolved anew
    case.write(OTHER, case.text(OTHER).replace("title: ", "title: The "));
    git_ok(case.path(), &["commit", "-q", "-a", "-m", "Worked on"]);
    let told = everywhere(&case, "resolve --merge HEAD~1 --dry-run", 1);
    assert_eq!(told, [format!("git rm -- {OTHER}")]);
}

/// A job that one side had deleted, and the merge brought back.
fn came_back() -> Case {
    let mut case = committed("tests/books/records");
    case.set_width(600);
    let old = case.text(OTHER);
    git_ok(case.path(), &["checkout", "-q", "-b", "feature"]);
    git_ok(case.path(), &["rm", "-q", OTHER]);
    git_ok(case.path(), &["commit", "-q", "-m", "Gone"]);
    git_ok(case.path(), &["checkout", "-q", "main"]);
    commit_edit(&case, JOB, "title: Spring launch film", "title: Launch film");
    git_ok(case.path(), &["merge", "-q", "--no-commit", "--no-ff", "feature"]);
    case.write(OTHER, &old);
    git_ok(case.path(), &["add", "."]);
    git_ok(case.path(), &["commit", "-q", "-m", "Merge"]);
    case
}

#[test]
fn what_somebody_is_at_work_on_is_committed_before_it_goes() {
    let case = came_back();
    case.write(OTHER, case.text(OTHER).replace("title: ", "title: The "));
    let merge = case.run("resolve --merge HEAD --dry-run").exits(1);
    merge.says(&format!("somebody has worked on it since: commit it, then `git rm -- {OTHER}` lets it go again"));
    let repair = rows(&case, "audit")[0]["repair"].clone();
    let first = format!("git add -- {OTHER} && git commit -m 'Work so far' -- {OTHER}");
    assert_eq!(repair, format!("{first} && git rm -- {OTHER}"));
    let work = case.text(OTHER);
    assert_eq!(mended(&case), 1);
    assert!(!case.file(OTHER).exists());
    assert_eq!(git_says(case.path(), &format!("show HEAD~1:{OTHER}")), work.trim_end(), "what she wrote is kept");
    // once it is gone the same command is no more to be typed with a commit before it
    let case = came_back();
    git_ok(case.path(), &["rm", "-q", OTHER]);
    assert_eq!(rows(&case, "audit")[0]["repair"], format!("git rm -- {OTHER}"));
}
