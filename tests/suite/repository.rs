//! Books under git, for tests: real repositories in scratch folders, of the git that is installed.

use crate::harness::{Case, split};
use std::path::Path;
use std::process::Command;

/// Git as a test types it: nobody's own settings count.
pub(crate) fn git_in(folder: &Path, line: &str) {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args(["-c", "user.name=Ann", "-c", "user.email=ann@northlight.example"]);
    git.args(line.split(' ')).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    let output = git.output().expect("git runs");
    assert!(output.status.success(), "git {line}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A book under git, all of it committed on `main`.
pub(crate) fn repository(book: &str) -> Case {
    let case = Case::copy(book, "2026-12-01");
    git_in(case.path(), "init -q -b main");
    git_in(case.path(), "add .");
    git_in(case.path(), "commit -q -m Start");
    case
}

/// What git prints, without the line break at its end.
pub(crate) fn git_says(folder: &Path, line: &str) -> String {
    let mut git = Command::new("git");
    git.arg("-C")
        .arg(folder)
        .args(split(line))
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null");
    let output = git.output().expect("git runs");
    assert!(output.status.success(), "git {line}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8").trim_end().to_owned()
}

/// Gives a repository settings of its own, so that nobody's own settings count for commits that `suits` makes there.
pub(crate) fn belongs_to_ann(folder: &Path) {
    for setting in [
        "user.name Ann",
        "user.email ann@northlight.example",
        "commit.gpgSign false",
        "core.hooksPath .git/hooks",
        "core.autocrlf false",
        "core.quotePath true",
    ] {
        git_in(folder, &format!("config {setting}"));
    }
}

/// A book under git in which Ann commits.
pub(crate) fn committed(book: &str) -> Case {
    let case = repository(book);
    belongs_to_ann(case.path());
    case
}

/// Writes a hook; it runs in the shell.
#[cfg(unix)]
pub(crate) fn hook(folder: &Path, name: &str, script: &str) {
    use std::os::unix::fs::PermissionsExt;
    let path = folder.join(".git/hooks").join(name);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("written");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("set");
}

/// The commit that is checked out, as long as it is told.
pub(crate) fn short(case: &Case) -> String {
    git_says(case.path(), "rev-parse HEAD")[..10].to_owned()
}

/// A column of what a command lists, `-` where a row has none.
pub(crate) fn column(case: &Case, line: &str, name: &str) -> Vec<String> {
    let answer = case.run(&format!("{line} --format json")).ok().json();
    let rows = answer["rows"].as_array().expect("rows").clone();
    rows.iter().map(|row| row[name].as_str().unwrap_or("-").to_owned()).collect()
}

/// Git with words that may hold blanks: how it ended, and all it said.
pub(crate) fn git_try(folder: &Path, words: &[&str]) -> (i32, String) {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args(["-c", "user.name=Ann", "-c", "user.email=ann@northlight.example"]);
    git.args(["-c", "core.editor=true", "-c", "protocol.file.allow=always"]).args(words);
    git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null").env("LC_ALL", "C");
    let output = git.output().expect("git runs");
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    (output.status.code().unwrap_or(-1), said)
}

/// The same, which must go well.
pub(crate) fn git_ok(folder: &Path, words: &[&str]) -> String {
    let (code, said) = git_try(folder, words);
    assert_eq!(code, 0, "git {words:?}: {said}");
    said
}

/// A book under git in a clone that is armed, `.gitattributes` committed.
pub(crate) fn armed(book: &str) -> Case {
    let case = repository(book);
    case.run("setup").ok();
    git_in(case.path(), "add .gitattributes");
    git_in(case.path(), "commit -q -m Armed");
    case
}

/// Changes a file of a book, and commits that.
pub(crate) fn commit_edit(case: &Case, path: &str, old: &str, new: &str) {
    let text = case.text(path);
    assert!(text.contains(old), "`{old}` is in {path}:\n{text}");
    case.write(path, text.replacen(old, new, 1));
    git_ok(case.path(), &["commit", "-q", "-a", "-m", new.trim()]);
}

/// Two branches, `feature` and `main`, on each of which somebody made something of their own: `Theirs` and `Ours`.
pub(crate) fn made_on_both(case: Case, made: fn(&Case, &str)) -> Case {
    belongs_to_ann(case.path());
    git_ok(case.path(), &["checkout", "-q", "-b", "feature"]);
    made(&case, "Theirs");
    git_ok(case.path(), &["checkout", "-q", "main"]);
    made(&case, "Ours");
    case
}
