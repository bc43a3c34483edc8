//! The merge driver on one record, as a whole process, beside `git merge-file` on the same three files: what git pays for each record of
//! which both sides changed something.

use crate::measure::{files, median, say};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Processes in one go, goes of which the median is told, and the most that the driver may take of git's time.
const PROCESSES: u32 = 20;
const GOES: usize = 21;
const MOST: f64 = 2.0;

/// Merges the job of middling length of a book, in which each side changed a field of its own.
pub(crate) fn compare(root: &Path) {
    let mut jobs = files(&root.join("jobs"));
    jobs.sort_by_key(|path| std::fs::metadata(path).expect("there").len());
    let base = std::fs::read_to_string(&jobs[jobs.len() / 2]).expect("reads");
    let scratch = tempfile::tempdir().expect("a folder");
    let folder = scratch.path();
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("writes");
    std::fs::copy(root.join("suits.toml"), folder.join("suits.toml")).expect("copied");
    let changed = |key: &str| {
        let at = base.find(&format!("\n{key}: ")).unwrap_or_else(|| panic!("no `{key}` in {base}")) + 1;
        let end = at + base[at..].find('\n').expect("a line");
        format!("{}{key}: changed{}", &base[..at], &base[end..])
    };
    let ours = changed("contract");
    write("base", &base);
    write("theirs", &changed("requested_by"));
    let driver = || {
        let mut suits = Command::new(env!("CARGO_BIN_EXE_suits"));
        suits.args(["merge-driver", "base", "ours", "theirs", "jobs/ACME/ACME-0012.yaml", "7", "base", "HEAD", "side"]);
        suits
    };
    let git = || {
        let mut git = Command::new("git");
        git.args(["merge-file", "-q", "-L", "HEAD", "-L", "base", "-L", "side", "ours", "base", "theirs"]);
        git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
        git
    };
    let spent = |make: &dyn Fn() -> Command| {
        let begun = Instant::now();
        for _ in 0..PROCESSES {
            write("ours", &ours);
            let mut process = make();
            process.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            process.status().expect("runs");
        }
        begun.elapsed().as_secs_f64() / f64::from(PROCESSES)
    };
    let (mut one, mut other, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..GOES {
        let (first, second) = (spent(&driver), spent(&git));
        one.push(first);
        other.push(second);
        ratios.push(first / second);
    }
    let [one, other, ratio] = [one, other, ratios].map(|mut values| median(&mut values));
    say(&format!(
        "merge-driver on a job of {} bytes: {:.2} ms, git merge-file {:.2} ms; ratio {ratio:.2} (at most {MOST})",
        base.len(),
        one * 1e3,
        other * 1e3
    ));
}
