//! Reports on money over a large book, against `overdue` over the same book in the same run: `cargo bench --bench money`.
//! `BOOK` names the book; without it, one of 10,000 jobs with their timesheets and invoices is made. Prints how many bytes of records each
//! report goes through in a second of processor time, as a ratio to `overdue` (at least 1), and what a report costs on other days.

#![expect(clippy::disallowed_methods, reason = "a bench reads the disk and starts processes")]

#[path = "../examples/generate/book/mod.rs"]
mod book;
mod measure;
mod memory;

use measure::{files, given_or_made, paired, say, suits, suits_on};
use memory::{megabytes, memory, was_asked};

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

/// The report that the issue names, and what it reads.
const BUDGET: (&[&str], &[&str]) = REPORTS[0];

fn main() {
    if was_asked(BUDGET.0) {
        return;
    }
    let scratch = tempfile::tempdir().expect("a folder");
    let root = given_or_made(scratch.path(), JOBS);
    let all = files(&root);
    let read = |folders: &[&str]| {
        megabytes(all.iter().filter(|path| folders.iter().any(|folder| path.starts_with(root.join(folder)))))
    };
    let plain = read(OVERDUE);
    for &(words, folders) in REPORTS {
        let own = read(folders);
        let [report, overdue, ratio] = paired(PAIRS, || suits(&root, words), || suits(&root, &["overdue"]));
        let name = words.join(" ");
        let cost = format!("{:.0} ms for {own:.1} MB, overdue {:.0} ms for {plain:.1} MB", report * 1e3, overdue * 1e3);
        let least = if words == BUDGET.0 { " (at least 1.00)" } else { "" };
        say(&format!("{name}: {cost}, ratio of their bytes per second {:.2}{least}", own / plain / ratio));
    }
    memory(&root, BUDGET.0, read(BUDGET.1));
    for words in [&["wip", "--by", "client"][..], BUDGET.0] {
        for day in DAYS {
            let [early, late, ratio] = paired(PAIRS, || suits_on(&root, words, day), || suits(&root, words));
            let cost = format!("{:.0} ms, on the last day {:.0} ms", early * 1e3, late * 1e3);
            say(&format!("{} --as-of {day}: {cost}, ratio {ratio:.2} (at most 1.05)", words.join(" ")));
        }
    }
}
