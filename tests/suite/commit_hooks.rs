//! Hooks see a commit that `suits` makes as they see any other; one that says no leaves the change written, and the repository as it was.

#![cfg(unix)]

use crate::repository::{committed, git_in, git_says, hook};
use std::process::{Command, Stdio};

const JOB: &str = "jobs/ACME/ACME-0012.yaml";
const BOOK: &str = "tests/books/records";

/// Runs the command that a message names, in the shell, in the book.
fn shell(folder: &std::path::Path, line: &str) {
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(line).current_dir(folder).env("GIT_CONFIG_GLOBAL", "/dev/null");
    let output = shell.output().expect("a shell");
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn every_hook_of_a_commit_is_asked_and_sees_the_change_alone() {
    let case = committed(BOOK);
    let folder = case.path();
    // The hook's own patterns are patterns.
    hook(
        folder,
        "pre-commit",
        "test -n \"$(git ls-files 'jobs/*.yaml')\" || exit 1; git diff --cached --name-only >> .git/seen; echo looking >&2",
    );
    hook(folder, "prepare-commit-msg", "echo \"prepare $2\" >> .git/seen; echo 'Seen-by: the hook' >> \"$1\"");
    hook(folder, "commit-msg", "head -1 \"$1\" >> .git/seen");
    hook(folder, "post-commit", "git status --porcelain --untracked-files=no >> .git/seen; echo done >> .git/seen");
    case.write("notes.txt", "staged\n");
    git_in(folder, "add notes.txt");
    case.run("job set ACME-0012 title=New --commit").ok().says("looking").says("committed on main");
    let seen = case.text(".git/seen");
    assert!(seen.starts_with(&format!("{JOB}\nprepare message\nACME-0012: title = New\n")), "{seen}");
    assert!(seen.ends_with("done\n"), "{seen}");
    assert_eq!(git_says(folder, "log -1 --format=%B"), "ACME-0012: title = New\nSeen-by: the hook");
    assert_eq!(git_says(folder, "status --porcelain"), "A  notes.txt");
}

#[test]
fn a_hook_that_says_no_leaves_the_change_written_and_says_what_comes_next() {
    let case = committed(BOOK);
    let folder = case.path();
    hook(folder, "pre-commit", "echo 'no commits on a Friday ✋' >&2; exit 1");
    case.write("notes.txt", "staged\n");
    git_in(folder, "add notes.txt");
    let index = std::fs::read(case.file(".git/index")).expect("an index");
    let before = git_says(folder, "rev-parse HEAD");
    let ran = case.run("job set ACME-0012 title=New --commit").exits(1);
    let ran =
        ran.says("no commits on a Friday ✋").says("the change is written, but not committed").says("`suits undo`");
    assert!(case.text(JOB).starts_with("title: New\n"));
    assert_eq!(git_says(folder, "rev-parse HEAD"), before);
    assert_eq!(std::fs::read(case.file(".git/index")).expect("an index"), index, "the index is as it was, to the byte");
    // What it says to do works once the hook agrees, and keeps the words.
    hook(folder, "pre-commit", "exit 0");
    let retry = ran.stderr.split('`').find(|part| part.starts_with("git add")).expect("a command").to_owned();
    shell(folder, &retry);
    assert_eq!(git_says(folder, "log -1 --format=%B"), "ACME-0012: title = New");
    assert_eq!(git_says(folder, "show --format= --name-only HEAD"), JOB);
    assert_eq!(git_says(folder, "status --porcelain"), "A  notes.txt");
}

#[test]
fn a_change_whose_commit_was_refused_can_be_taken_back() {
    let case = committed(BOOK);
    let before = case.text(JOB);
    hook(case.path(), "commit-msg", "echo 'needs a ticket' >&2; exit 3");
    let json = case.run("job set ACME-0012 title=New --commit --format json").exits(1);
    assert!(json.json()["commit"]["id"].is_null());
    assert!(json.stderr.contains("\"code\": \"not-committed\""), "{}", json.all());
    case.run("undo").ok().says("ACME-0012: taken back: title = New").says_not("committed");
    assert_eq!(case.text(JOB), before);
    assert_eq!(git_says(case.path(), "status --porcelain"), "");
}

#[test]
fn what_a_hook_puts_into_the_commit_is_told_and_in_the_index() {
    let case = committed(BOOK);
    hook(case.path(), "pre-commit", "echo 1 > counter && git add counter");
    case.run("job set ACME-0012 title=New --commit").ok().says("a hook put `counter` into the commit too");
    assert_eq!(git_says(case.path(), "status --porcelain"), "");
}

#[test]
fn a_hook_that_tidies_the_file_up_leaves_nothing_staged() {
    let case = committed(BOOK);
    hook(case.path(), "pre-commit", &format!("echo '# tidied' >> {JOB} && git add {JOB}"));
    case.run("job set ACME-0012 title=New --commit").ok();
    assert!(git_says(case.path(), &format!("show HEAD:{JOB}")).ends_with("# tidied"));
    assert_eq!(git_says(case.path(), "status --porcelain"), "");
}

#[test]
fn what_a_hook_leaves_running_keeps_nobody_waiting() {
    let case = committed(BOOK);
    hook(case.path(), "post-commit", "sleep 30 &");
    let begun = std::time::Instant::now();
    case.run("job set ACME-0012 title=New --commit").ok();
    assert!(begun.elapsed() < std::time::Duration::from_secs(20));
}

#[test]
fn a_commit_that_cannot_be_signed_is_not_made() {
    let case = committed(BOOK);
    git_in(case.path(), "config commit.gpgSign true");
    git_in(case.path(), "config gpg.program /nowhere/gpg");
    case.run("job set ACME-0012 title=New --commit").exits(2).says("the change is written, but not committed");
    assert_eq!(git_says(case.path(), "rev-list --count HEAD"), "1");
    assert_eq!(git_says(case.path(), "status --porcelain"), format!(" M {JOB}"));
}

#[test]
fn a_new_record_that_a_hook_refuses_is_as_new_to_git_as_before() {
    let case = committed(BOOK);
    hook(case.path(), "pre-commit", "exit 1");
    case.run("client new BOLT --name Bolt --currency EUR --commit").exits(1).says("but not committed");
    assert_eq!(git_says(case.path(), "status --porcelain"), "?? clients/BOLT.yaml");
    case.run("undo").ok();
    assert_eq!(git_says(case.path(), "status --porcelain"), "");
}

/// A program of its own, so that it can be killed.
fn program(case: &crate::harness::Case, line: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_suits"));
    program.args(line).current_dir(case.path()).env("SUITS_USER", "ann").env("SUITS_TODAY", "2026-12-01");
    program.env("GIT_CONFIG_GLOBAL", "/dev/null").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    program
}

#[test]
fn a_kill_while_a_hook_runs_leaves_a_commit_or_none_and_an_index_that_fits() {
    let case = committed(BOOK);
    hook(
        case.path(),
        "pre-commit",
        "touch .git/running; while [ ! -e .git/go ]; do sleep 0.05; done; touch .git/ended",
    );
    let mut running = program(&case, &["job", "set", "ACME-0012", "title=New", "--commit"]).spawn().expect("it runs");
    let waits = |name: &str| {
        let begun = std::time::Instant::now();
        while !case.file(name).exists() {
            assert!(begun.elapsed() < std::time::Duration::from_secs(50), "{name}");
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    };
    waits(".git/running");
    running.kill().expect("killed");
    running.wait().expect("gone");
    // Git goes on without us: what it has begun it ends, index and all.
    case.write(".git/go", "");
    waits(".git/ended");
    let begun = std::time::Instant::now();
    while git_says(case.path(), "rev-list --count HEAD") == "1" || case.file(".git/index.lock").exists() {
        assert!(begun.elapsed() < std::time::Duration::from_secs(50));
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert_eq!(git_says(case.path(), "status --porcelain"), "");
    case.run("undo").ok().says("ACME-0012: taken back: title = New").says("committed on main");
}

#[test]
fn many_who_commit_at_once_all_land() {
    let case = committed(BOOK);
    let titles = ["One", "Two", "Three", "Four"];
    let mut running = Vec::new();
    for title in titles {
        let field = format!("title={title}");
        running.push(program(&case, &["job", "set", "ACME-0012", &field, "--commit"]).spawn().expect("it runs"));
        let field = format!("name={title}");
        running.push(program(&case, &["client", "set", "ACME", &field, "--commit"]).spawn().expect("it runs"));
    }
    for mut one in running {
        assert!(one.wait().expect("ends").success());
    }
    assert_eq!(git_says(case.path(), "rev-list --count HEAD"), "9");
    assert_eq!(git_says(case.path(), "status --porcelain"), "");
    assert_eq!(git_says(case.path(), "fsck --no-dangling"), "");
}
