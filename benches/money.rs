//! Reports on money over a large book, against `overdue` over the same book in the same run: `cargo bench --bench money`.
//! `BOOK` names the book; without it, one of 10,000 jobs with their timesheets and invoices is made. Prints how many bytes of records each
//! report goes through in a second of processor time, as a ratio to `overdue` (at least 1), and what a report costs on other days.

#![expect(clippy::disallowed_methods, reason = "a bench reads the disk and starts processes")]

#[path = "../examples/generate/book/mod.rs"]
mod book;
mod measure;

use measure::{asked_to, files, given_or_made, paired, say, suits, suits_on};
use std::path::Path;
use std::process::Command;
use suits::cli::{Variables, World, run};
use suits::hands::Absent;

const PAIRS: usize = 7;
const JOBS: usize = 10_000;

/// Reports on money, and the folders of the records that each reads.
const REPORTS: &[(&[&str], &[&str])] = &[
    (&["budget", "--by", "client"], &["clients", "jobs", "timesheets"]),
    (&["budget", "--by", "client,month"], &["clients", "jobs", "timesheets"]),
    (&["spend"], &["briefs", "clients", "jobs", "timesheets"]),
    (&["wip", "--by", "client"], &["clients", "invoices", "jobs", "timesheets"]),
];

/// Days at the beginning and in the middle of the book.
const DAYS: [&str; 2] = ["2018-01-02", "2022-06-30"];

/// The folders that `overdue` reads.
const OVERDUE: &[&str] = &["clients", "jobs"];

/// Has this bench tell the budgets of the book in its own process, and say what memory that took.
const ONCE: &str = "--once";

fn main() {
    if let Some(root) = asked_to(ONCE) {
        once(&root);
        return;
    }
    let scratch = tempfile::tempdir().expect("a folder");
    let root = given_or_made(scratch.path(), JOBS);
    let plain = bytes(&root, OVERDUE);
    for &(words, folders) in REPORTS {
        let own = bytes(&root, folders);
        let [report, overdue, ratio] = paired(PAIRS, || suits(&root, words), || suits(&root, &["overdue"]));
        let name = words.join(" ");
        let cost = format!("{:.0} ms for {own:.1} MB, overdue {:.0} ms for {plain:.1} MB", report * 1e3, overdue * 1e3);
        say(&format!("{name}: {cost}, bytes per second at a ratio of {:.2} (at least 1)", own / plain / ratio));
    }
    memory(&root);
    for words in [&["wip", "--by", "client"][..], &["budget", "--by", "client"]] {
        for day in DAYS {
            let [_, _, ratio] = paired(PAIRS, || suits_on(&root, words, day), || suits(&root, words));
            say(&format!("{} --as-of {day}: {ratio:.2} of what it costs on the last day", words.join(" ")));
        }
    }
}

/// The most memory that budgets by client took, in a process of its own.
fn memory(root: &Path) {
    let me = std::env::current_exe().expect("this bench");
    let told = Command::new(me).arg(ONCE).env("BOOK", root).output().expect("runs").stdout;
    let peak: f64 = String::from_utf8_lossy(&told).trim().parse().expect("KiB");
    let records = bytes(root, &["clients", "jobs", "timesheets"]);
    let most = 24.0 + 3.0 * records;
    say(&format!(
        "budget: at most {:.0} MiB of memory for {records:.0} MiB of records (at most {most:.0})",
        peak / 1024.0
    ));
}

/// Tells the budgets of the book in this process and prints the most memory it took, in KiB.
fn once(root: &Path) {
    let mut world = World {
        cwd: root.to_owned(),
        clock: &|_| Some(book::last()),
        env: Variables::default(),
        git_email: &|_| None,
        dice: &|| 1,
        ticks: &|| 0,
        width: None,
        color: false,
        hands: &mut Absent,
        stdin: &mut std::io::empty(),
        out: &mut std::io::sink(),
        err: &mut std::io::sink(),
    };
    run(["suits", "budget", "--by", "client"].map(Into::into), &mut world);
    let status = std::fs::read_to_string("/proc/self/status").expect("reads");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    say(peak.trim().trim_end_matches(" kB"));
}

/// Megabytes of the records in some folders of a book.
fn bytes(root: &Path, folders: &[&str]) -> f64 {
    let wanted = |path: &Path| folders.iter().any(|folder| path.starts_with(root.join(folder)));
    let all = files(root);
    let sizes = all.iter().filter(|path| wanted(path)).map(|path| path.metadata().expect("there").len());
    f64::from(u32::try_from(sizes.sum::<u64>() >> 10).expect("less than 4 TiB")) / 1024.0
}
