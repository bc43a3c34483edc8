//! `suits diff` between two commits costs what changed, not what there is: beside `git diff --stat` of the same two, whole processes.

use crate::measure::{files, median, paired, say, suits};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// So many records change.
const CHANGED: usize = 20;
const PAIRS: usize = 15;
/// So many runs are measured together: the system counts processor time in hundredths of a second.
const RUNS: usize = 10;
/// At most so many times what git takes.
const MOST: f64 = 3.0;

/// Measures over a book and prints.
pub(crate) fn compare(root: &Path) {
    if !root.join(".git").exists() {
        git(root, &["init", "-q", "-b", "main"]);
        commit(root, "Ten years");
        git(root, &["repack", "-adq"]);
    }
    let all = files(root);
    let jobs: Vec<_> = all.iter().filter(|path| path.starts_with(root.join("jobs"))).collect();
    for path in jobs.iter().step_by((jobs.len() / CHANGED).max(1)).take(CHANGED) {
        let text = std::fs::read_to_string(path).expect("a text");
        let changed: Vec<String> = text
            .lines()
            .map(|line| if line.starts_with("due: ") { "due: 2030-01-31".to_owned() } else { line.to_owned() })
            .collect();
        std::fs::write(path, changed.join("\n") + "\n").expect("written");
    }
    commit(root, "Twenty dates");
    let ours = || suits(root, &["diff", "HEAD~1..HEAD"]);
    let stat = || {
        let mut git = Command::new("git");
        git.arg("-C").arg(root).args(["diff", "--stat", "HEAD~1", "HEAD"]);
        git
    };
    let (mut one, mut other, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..=PAIRS {
        let (ours, stat) = (wall(ours), wall(stat));
        one.push(ours);
        other.push(stat);
        ratios.push(ours / stat);
    }
    let [one, other, ratio] = [one, other, ratios].map(|mut values| median(&mut values[1..]));
    say(&format!(
        "diff of {CHANGED} records among {} files: {:.1} ms on the clock, `git diff --stat` {:.1} ms, ratio {ratio:.2} (at most {MOST:.1})",
        all.len(),
        one * 1e3,
        other * 1e3
    ));
    let many = |command: &dyn Fn() -> Command| {
        let mut shell = Command::new("sh");
        let mut words =
            vec!["i=0; while [ $i -lt \"$0\" ]; do \"$@\" >/dev/null; i=$((i+1)); done".to_owned(), RUNS.to_string()];
        let inner = command();
        words.push(inner.get_program().to_string_lossy().into_owned());
        words.extend(inner.get_args().map(|word| word.to_string_lossy().into_owned()));
        shell.arg("-c").args(words).env("SUITS_USER", "director");
        shell
    };
    let [one, other, ratio] = paired(PAIRS / 3, || many(&ours), || many(&stat));
    let each = |spent: f64| spent * 1e3 / f64::from(u32::try_from(RUNS).expect("few"));
    say(&format!(
        "the same in processor time, git's own included: {:.1} ms and {:.1} ms, ratio {ratio:.2}",
        each(one),
        each(other)
    ));
}

/// Seconds that a command takes on the clock.
fn wall(command: impl Fn() -> Command) -> f64 {
    let begun = Instant::now();
    command().stdout(Stdio::null()).stderr(Stdio::null()).status().expect("runs");
    begun.elapsed().as_secs_f64()
}

fn commit(root: &Path, subject: &str) {
    git(root, &["add", "-A"]);
    git(root, &["commit", "-q", "--no-verify", "-m", subject]);
}

fn git(root: &Path, words: &[&str]) {
    let mut git = Command::new("git");
    git.arg("-C").arg(root).args(["-c", "user.name=Ann", "-c", "user.email=ann@northlight.example", "-c", "gc.auto=0"]);
    assert!(git.args(words).status().expect("git runs").success(), "git {words:?}");
}
