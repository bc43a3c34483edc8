//! Books under git, for tests: real repositories in scratch folders, of the git that is installed.

use crate::harness::Case;
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
