//! The most memory that a command takes, in a process of its own, beside what it may take.

use super::book;
use super::measure::{asked_to, say};
use std::path::{Path, PathBuf};
use std::process::Command;
use suits::cli::{Variables, World, run};
use suits::hands::Absent;

/// Has a bench run one command in its own process, and say what memory that took.
const ONCE: &str = "--once";

/// Whether this process was started by [`memory`]: it runs the command in itself, prints the most memory it took, in KiB, and is to do no more.
pub(crate) fn was_asked(words: &[&str]) -> bool {
    let root = asked_to(ONCE);
    if let Some(root) = &root {
        once(root, words);
    }
    root.is_some()
}

/// Says the most memory that a command took for the megabytes of the records that it reads.
pub(crate) fn memory(root: &Path, words: &[&str], records: f64) {
    let me = std::env::current_exe().expect("this bench");
    let told = Command::new(me).arg(ONCE).env("BOOK", root).output().expect("runs").stdout;
    let peak: f64 = String::from_utf8_lossy(&told).trim().parse().expect("KiB");
    let (what, peak, most) = (words.join(" "), peak / 1024.0, 24.0 + 3.0 * records);
    say(&format!("{what}: at most {peak:.0} MiB of memory for {records:.0} MiB of records (at most {most:.0})"));
}

/// Megabytes of some files.
pub(crate) fn megabytes<'f>(files: impl IntoIterator<Item = &'f PathBuf>) -> f64 {
    let bytes: u64 = files.into_iter().map(|path| path.metadata().expect("there").len()).sum();
    f64::from(u32::try_from(bytes >> 10).expect("less than 4 TiB")) / 1024.0
}

fn once(root: &Path, words: &[&str]) {
    let mut world = World {
        cwd: root.to_owned(),
        clock: &|_| Some(book::last()),
        env: Variables::default(),
        git_email: &|_| None,
        program: &|| None,
        dice: &|| 1,
        ticks: &|| 0,
        width: None,
        color: false,
        hands: &mut Absent,
        stdin: &mut std::io::empty(),
        out: &mut std::io::sink(),
        err: &mut std::io::sink(),
    };
    run(std::iter::once(&"suits").chain(words).map(Into::into), &mut world);
    let status = std::fs::read_to_string("/proc/self/status").expect("reads");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    say(peak.trim().trim_end_matches(" kB"));
}
