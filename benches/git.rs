//! What history costs, in one run: `cargo bench --bench git`. `BOOK` names a book that is no repository yet
//! (`cargo run --release --example generate -- --jobs 10000 DIR`); without it, one of 10,000 jobs is made. Ratios are medians of paired
//! runs, each beside what it may be at most.

#![expect(clippy::disallowed_methods, reason = "a bench reads the disk, starts processes and takes time")]

#[path = "git/at.rs"]
mod at;
#[path = "git/audit.rs"]
mod audit;
#[path = "../examples/generate/book/mod.rs"]
mod book;
#[path = "git/diff.rs"]
mod diff;
#[path = "git/driver.rs"]
mod driver;
mod measure;
#[path = "git/repository.rs"]
mod repository;

use measure::{given_or_made, made};

const JOBS: usize = 10_000;

fn main() {
    if at::was_asked() {
        return;
    }
    let scratch = tempfile::tempdir().expect("a folder");
    at::compare(&made(scratch.path(), "at", JOBS));
    let root = given_or_made(scratch.path(), JOBS);
    driver::compare(&root);
    diff::compare(&root);
    audit::compare();
}
