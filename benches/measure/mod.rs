//! What the benches share: the books they measure, and the processor time of whole commands - what a process and all it starts took,
//! medians of paired runs.

use super::book;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The book that `BOOK` names; else one of so many jobs, made in a scratch folder.
pub(crate) fn given_or_made(scratch: &Path, jobs: usize) -> PathBuf {
    given().unwrap_or_else(|| made(scratch, "book", jobs))
}

/// A book of so many jobs, made in a scratch folder.
pub(crate) fn made(scratch: &Path, name: &str, jobs: usize) -> PathBuf {
    let root = scratch.join(name);
    book::generate(jobs, &root).expect("writes");
    root
}

/// The book that `BOOK` names, where this process is to do one thing with it that has a flag, and no more.
pub(crate) fn asked_to(flag: &str) -> Option<PathBuf> {
    given().filter(|_| std::env::args().any(|argument| argument == flag))
}

fn given() -> Option<PathBuf> {
    std::env::var_os("BOOK").map(PathBuf::from)
}

/// The program on a book, seen on the book's last day.
pub(crate) fn suits(root: &Path, words: &[&str]) -> Command {
    suits_on(root, words, &book::last().to_string())
}

/// The program on a book, seen on a day.
pub(crate) fn suits_on(root: &Path, words: &[&str], day: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_suits"));
    command.args(words).arg("-C").arg(root).args(["--no-input", "--as-of", day]);
    command.env("SUITS_USER", "director");
    command
}

/// Every record of a book.
pub(crate) fn files(root: &Path) -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().map(|entry| entry.expect("lists"));
    let files = walk.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path);
    files.filter(|path| path.extension().is_some_and(|end| end == "yaml")).collect()
}

/// Runs two commands in turn, so many times after a first pair that warms the cache: the median of each, and of their ratio.
pub(crate) fn paired(pairs: usize, one: impl Fn() -> Command, other: impl Fn() -> Command) -> [f64; 3] {
    let (mut first, mut second, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..=pairs {
        let (one, other) = (spent(&mut one()), spent(&mut other()));
        first.push(one);
        second.push(other);
        ratios.push(one / other);
    }
    [first, second, ratios].map(|mut values| median(&mut values[1..]))
}

/// Seconds of processor time that a command and what it starts take.
pub(crate) fn spent(command: &mut Command) -> f64 {
    let before = children();
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("runs");
    children() - before
}

/// Seconds of processor time of every process that this one has waited for: `cutime` and `cstime`, in hundredths.
pub(crate) fn children() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("reads");
    let (_, behind_name) = stat.rsplit_once(") ").expect("a name in brackets");
    let fields: Vec<&str> = behind_name.split(' ').collect();
    fields[13..15].iter().map(|ticks| ticks.parse::<f64>().expect("ticks")).sum::<f64>() / 100.0
}

pub(crate) fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

pub(crate) fn say(line: &str) {
    writeln!(std::io::stdout(), "{line}").expect("prints");
}
