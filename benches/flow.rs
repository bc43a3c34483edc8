//! What looking ahead and looking back cost, in one run: `cargo bench --bench flow`. `risk`, which takes its medians from the whole past of
//! the book, against loading the clients and jobs of the same book; what of it is the past alone; and `flow` of ten years against loading
//! what it is about. `BOOK` names the book (`cargo run --release --example generate -- --jobs 50000 DIR`); without it, one of 50,000 jobs
//! is made, nearly all of them delivered.

#![expect(clippy::disallowed_methods, reason = "a bench reads the disk, starts processes and takes time")]

#[path = "../examples/generate/book/mod.rs"]
mod book;
mod measure;

use measure::{asked_to, files, given_or_made, paired, say, suits};
use std::path::Path;
use std::process::Command;
use std::time::Instant;
use suits::domain::history::History;
use suits::domain::job::sections;
use suits::domain::record::Kind;
use suits::domain::scope::Scope;
use suits::domain::traffic::Traffic;
use suits::store::{Snapshot, Store};

const PAIRS: usize = 7;
const JOBS: usize = 50_000;
/// Has this bench load clients and jobs in its own process, and no more.
const JOBS_ALONE: &str = "--load-jobs";
/// The same, with briefs and rounds.
const WITH_ROUNDS: &str = "--load-rounds";

fn main() {
    const SOME: &[Kind] = &[Kind::Client, Kind::Job];
    const MORE: &[Kind] = &[Kind::Client, Kind::Brief, Kind::Job, Kind::Round];
    for (word, kinds) in [(JOBS_ALONE, SOME), (WITH_ROUNDS, MORE)] {
        if let Some(root) = asked_to(word) {
            load(&root, kinds);
            return;
        }
    }
    let scratch = tempfile::tempdir().expect("a folder");
    let root = given_or_made(scratch.path(), JOBS);
    say(&format!("a book of {} records", files(&root).len()));
    compare(&["risk"], &root, JOBS_ALONE, "clients and jobs");
    compare(&["flow", "--from", "2015-01-01"], &root, WITH_ROUNDS, "clients, jobs, briefs and rounds");
    past(&load(&root, SOME));
}

fn load(root: &Path, kinds: &'static [Kind]) -> Snapshot {
    Store::open(root).expect("a book").load(&Scope::kinds(kinds).parts(sections::TIME)).expect("loads")
}

/// A command against loading some kinds of the same book.
fn compare(words: &[&str], root: &Path, word: &str, what: &str) {
    let me = std::env::current_exe().expect("this bench");
    let loading = || {
        let mut command = Command::new(&me);
        command.arg(word).env("BOOK", root);
        command
    };
    let [command, load, ratio] = paired(PAIRS, || suits(root, words), loading);
    let cost = format!("{:.0} ms of processor time, loading {what} {:.0} ms", command * 1e3, load * 1e3);
    say(&format!("{}: {cost}, ratio {ratio:.2} (at most 2.0)", words[0]));
}

/// Every finished stay of the book counted, in a book that is loaded.
fn past(snapshot: &Snapshot) {
    let traffic = Traffic::of(&snapshot.agency, book::last());
    let mut times: Vec<f64> = Vec::new();
    for _ in 0..PAIRS {
        let begun = Instant::now();
        std::hint::black_box(History::of(&traffic));
        times.push(begun.elapsed().as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    let jobs = snapshot.agency.jobs.iter().len();
    say(&format!("the past of {jobs} jobs: {:.0} ms", times[times.len() / 2] * 1e3));
}
