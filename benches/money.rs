//! Reports on money over a large book, against `overdue` over the same book in the same run: `cargo bench --bench money`.
//! `BOOK` names the book; without it, one of 10,000 jobs with their timesheets and invoices is made. Prints how many bytes of records each
//! report goes through in a second of processor time, as a ratio to `overdue` (at least 1), and what a report costs on other days.

#![expect(clippy::disallowed_methods, reason = "a bench reads the disk and starts processes")]

#[path = "../examples/generate/book/mod.rs"]
mod book;
mod measure;

use measure::{files, given_or_made, paired, say, suits, suits_on};
use std::path::Path;

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

fn main() {
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
    for words in [&["wip", "--by", "client"][..], &["budget", "--by", "client"]] {
        for day in DAYS {
            let [_, _, ratio] = paired(PAIRS, || suits_on(&root, words, day), || suits(&root, words));
            say(&format!("{} --as-of {day}: {ratio:.2} of what it costs on the last day", words.join(" ")));
        }
    }
}

/// Megabytes of the records in some folders of a book.
fn bytes(root: &Path, folders: &[&str]) -> f64 {
    let wanted = |path: &Path| folders.iter().any(|folder| path.starts_with(root.join(folder)));
    let all = files(root);
    let sizes = all.iter().filter(|path| wanted(path)).map(|path| path.metadata().expect("there").len());
    f64::from(u32::try_from(sizes.sum::<u64>() >> 10).expect("less than 4 TiB")) / 1024.0
}
