//! A book made a repository, for a bench.

use std::path::Path;
use std::process::{Command, Stdio};

/// Runs git in a folder.
pub(crate) fn git(root: &Path, words: &[&str]) {
    let mut git = Command::new("git");
    git.arg("-C").arg(root).args(["-c", "user.name=Ann", "-c", "user.email=ann@northlight.example", "-c", "gc.auto=0"]);
    git.args(words).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    let status = git.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("git runs");
    assert!(status.success(), "git {words:?}");
}

/// Commits everything, in loose objects.
pub(crate) fn commit_all(root: &Path) {
    git(root, &["init", "-q", "-b", "main"]);
    git(root, &["add", "."]);
    git(root, &["commit", "-q", "-m", "All"]);
}
