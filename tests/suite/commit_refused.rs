//! What `--commit` refuses before anything is written, and that what it says to type leads on.

use crate::harness::{Case, Ran};
use crate::repository::{committed, git_in, git_says};
use std::process::Command;

const JOB: &str = "jobs/ACME/ACME-0012.yaml";
const BOOK: &str = "tests/books/records";
const LINE: &str = "job set ACME-0012 title=New --commit";

/// The refusal of a commit: nothing is written, and the same without a commit is there to be typed.
#[track_caller]
fn refused(case: &Case, words: &str) -> Ran {
    let before = (case.text(JOB), std::fs::read(case.file(".git/index")).ok());
    let ran = case.run(LINE).exits(2).says(words).says("or leave `--commit` out");
    case.run(&format!("{LINE} --dry-run")).exits(2).says(words);
    assert_eq!((case.text(JOB), std::fs::read(case.file(".git/index")).ok()), before);
    ran
}

/// Types a command that the refusal names: the first that begins so.
#[track_caller]
fn types(case: &Case, ran: &Ran, beginning: &str) {
    let line = ran.stderr.split('`').find(|part| part.starts_with(beginning)).expect("a command");
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(line).current_dir(case.path()).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_EDITOR", "true");
    let output = shell.output().expect("a shell");
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
}

#[track_caller]
fn commits_now(case: &Case) {
    case.run(LINE).ok().says("committed");
    assert_eq!(git_says(case.path(), "show --format= --name-only HEAD"), JOB);
}

#[test]
fn a_book_without_a_repository_has_nowhere_to_commit_to() {
    let case = Case::copy(BOOK, "2026-12-01");
    let ran = refused(&case, "this book is not in a git repository");
    types(&case, &ran, "git init");
    let ran = case.run("client new BOLT --name Bolt --currency EUR --commit");
    assert!(ran.code == 0 || ran.stderr.contains("git does not know who commits"), "{}", ran.all());
}

#[test]
fn nobody_commits_without_a_name() {
    let case = committed(BOOK);
    let mut unnamed = Command::new("git");
    unnamed.arg("-C").arg(case.path()).args(["config", "user.name", ""]);
    assert!(unnamed.status().expect("git runs").success());
    let ran = refused(&case, "git does not know who commits");
    types(&case, &ran, "git config user.name");
    types(&case, &ran, "git config user.email");
    commits_now(&case);
}

#[test]
fn changes_by_hand_are_not_taken_along() {
    let case = committed(BOOK);
    let text = case.text(JOB);
    case.write(JOB, format!("{text}# by hand\n"));
    let ran = refused(&case, "has changes that are not committed, and this commit would take them along");
    types(&case, &ran, "git add");
    assert_eq!(git_says(case.path(), "log -1 --format=%s"), "Work so far");
    commits_now(&case);
}

#[test]
fn a_record_that_git_was_never_told_of_is_not_committed_in_passing() {
    let case = committed(BOOK);
    case.run("client new BOLT --name Bolt --currency EUR").ok();
    let line = "client set BOLT name=Bolts --commit";
    let ran = case.run(line).exits(2).says("has changes that are not committed");
    types(&case, &ran, "git add");
    case.run(line).ok();
    assert_eq!(git_says(case.path(), "log -1 --format=%s"), "BOLT: name = Bolts");
}

#[test]
fn what_is_staged_of_the_same_file_is_never_lost() {
    let case = committed(BOOK);
    let text = case.text(JOB);
    case.write(JOB, format!("{text}# staged\n"));
    git_in(case.path(), &format!("add {JOB}"));
    let ran = refused(&case, "has changes that are not committed");
    assert!(ran.stderr.contains("git commit -m 'Work so far'"), "{}", ran.all());
    case.write(JOB, format!("{text}# staged\n# and more\n"));
    let ran = refused(&case, "has changes that are not committed");
    types(&case, &ran, "git commit -m 'Work so far'");
    assert!(git_says(case.path(), &format!("show HEAD:{JOB}")).ends_with("# staged"));
    types(&case, &ran, "git commit -m 'More'");
    assert!(git_says(case.path(), &format!("show HEAD:{JOB}")).ends_with("# and more"));
    commits_now(&case);
}

#[test]
fn what_is_begun_in_the_repository_ends_first() {
    let case = committed(BOOK);
    let folder = case.path();
    git_in(folder, "checkout -q -b side");
    case.write("clients/ACME.yaml", case.text("clients/ACME.yaml").replacen("name:", "# side\nname:", 1));
    git_in(folder, "commit -q -a -m Side");
    git_in(folder, "checkout -q main");
    case.write("clients/ACME.yaml", case.text("clients/ACME.yaml").replacen("name:", "# main\nname:", 1));
    git_in(folder, "commit -q -a -m Main");
    for (begin, words, end) in [
        ("merge side", "a merge is not finished", "git merge --abort"),
        ("rebase side", "a rebase is not finished", "git rebase --abort"),
        ("cherry-pick side", "a cherry-pick is not finished", "git cherry-pick --abort"),
        ("revert side", "a revert is not finished", "git revert --abort"),
        ("bisect start", "a bisection is not finished", "git bisect reset"),
    ] {
        let mut git = Command::new("git");
        git.arg("-C").arg(folder).args(begin.split(' ')).env("GIT_CONFIG_GLOBAL", "/dev/null");
        drop(git.output().expect("git runs"));
        let ran = refused(&case, words);
        types(&case, &ran, end);
    }
    commits_now(&case);
}

#[test]
fn another_git_at_work_is_waited_for_by_the_person() {
    let case = committed(BOOK);
    case.write(".git/index.lock", "");
    let ran = refused(&case, "another git is at work in this repository");
    types(&case, &ran, "rm '");
    commits_now(&case);
}

#[test]
fn what_git_is_told_to_ignore_is_not_committed() {
    let case = committed(BOOK);
    case.write(".gitignore", "/clients/BOLT*\n");
    let line = "client new BOLT --name Bolt --currency EUR";
    case.run(&format!("{line} --commit"))
        .exits(2)
        .says("git ignores `clients/BOLT.yaml`: `/clients/BOLT*` in line 1 of `.gitignore`")
        .says("`!/clients/BOLT.yaml`");
    assert!(!case.file("clients/BOLT.yaml").exists());
    // One that is there already is no more committed than a new one.
    case.run(line).ok();
    case.run("client set BOLT name=Bolts --commit").exits(2).says("git ignores `clients/BOLT.yaml`");
    case.write(".gitignore", "/clients/BOLT*\n!/clients/BOLT.yaml\n");
    case.run("client set BOLT name=Bolts --commit").exits(2).says("has changes that are not committed");
}

#[test]
fn a_record_of_a_repository_inside_the_book_belongs_there() {
    let case = committed(BOOK);
    git_in(&case.file("jobs"), "init -q -b main");
    refused(&case, "`jobs` is a repository of its own inside the book");
}

#[test]
fn a_number_that_a_sparse_checkout_hides_is_not_given_twice() {
    let case = committed(BOOK);
    case.run("client new BOLT --name Bolt --currency EUR --commit").ok();
    git_in(case.path(), "sparse-checkout set --no-cone /suits.toml /clients/ACME.yaml /jobs/");
    let line = "client new BOLT --name Other --currency EUR --commit";
    let ran = case.run(line).exits(2).says("`clients/BOLT.yaml` is in the repository, but not in this sparse checkout");
    types(&case, &ran, "git sparse-checkout add clients");
    case.run(line).exits(2).says("there is a client BOLT already");
}

#[test]
fn a_conflict_that_is_not_settled_comes_first() {
    let case = committed(BOOK);
    let folder = case.path();
    let text = case.text(JOB);
    case.write(JOB, text.replacen("Spring launch film", "Stashed", 1));
    git_in(folder, "stash");
    case.write(JOB, text.replacen("Spring launch film", "Committed", 1));
    git_in(folder, "commit -q -a -m Committed");
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args(["stash", "pop"]).env("GIT_CONFIG_GLOBAL", "/dev/null");
    drop(git.output().expect("git runs"));
    case.write(JOB, text.replacen("Spring launch film", "Settled", 1));
    let ran = refused(&case, "is in a conflict that is not settled");
    types(&case, &ran, "git add");
    git_in(folder, "commit -q -m Settled");
    commits_now(&case);
}

#[test]
fn the_habit_of_a_book_is_refused_with_the_way_around_it() {
    let case = committed(BOOK);
    let toml = case.text("suits.toml");
    case.write("suits.toml", format!("{toml}\n[git]\ncommit = true\n"));
    let text = case.text(JOB);
    case.write(JOB, format!("{text}# by hand\n"));
    case.run("job set ACME-0012 title=New").exits(2).says("or write it without a commit: `--no-commit`");
    case.run("job set ACME-0012 title=New --no-commit").ok();
}
