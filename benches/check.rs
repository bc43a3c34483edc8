//! What a check costs, in one run: `cargo bench --bench check`. The whole check against loading the same book; each rule in a book and in
//! one ten times as large; and a check of twenty changed records against one of the whole book.
//! `BOOK` names the large book (`cargo run --release --example generate -- --jobs 10000 DIR`); without it, one of 10,000 jobs is made.

#![expect(clippy::disallowed_methods, reason = "a bench reads the disk, starts processes and takes time")]

#[path = "../examples/generate/book/mod.rs"]
mod book;
mod measure;

use measure::{asked_to, files, given_or_made, made, paired, say, spent, suits};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use suits::checks::{self, Choice, RULES};
use suits::domain::scope::Scope;
use suits::store::{Snapshot, Store};

const PAIRS: usize = 7;
const JOBS: usize = 10_000;
const FEWER: usize = 1_000;
const CHANGED: usize = 20;
/// Has this bench load the book in its own process, and no more.
const LOAD: &str = "--load";

fn main() {
    if let Some(root) = asked_to(LOAD) {
        load(&root);
        return;
    }
    let scratch = tempfile::tempdir().expect("a folder");
    let root = given_or_made(scratch.path(), JOBS);
    whole(&root);
    rules(&made(scratch.path(), "fewer", FEWER), &root);
    since(&root, scratch.path());
}

fn load(root: &Path) -> Snapshot {
    Store::open(root).expect("a book").load(&Scope::book()).expect("loads")
}

/// The whole command against loading the same book.
fn whole(root: &Path) {
    let me = std::env::current_exe().expect("this bench");
    let loading = || {
        let mut command = Command::new(&me);
        command.arg(LOAD).env("BOOK", root);
        command
    };
    for words in [&["check"][..], &["check", "--due"][..]] {
        let [check, load, ratio] = paired(PAIRS, || suits(root, words), loading);
        let cost = format!("{:.0} ms of processor time, loading the book {:.0} ms", check * 1e3, load * 1e3);
        say(&format!("{}: {cost}, ratio {ratio:.2} (at most 2.0)", words.join(" ")));
    }
}

/// Each rule by itself, in two books: what it costs a job must not grow with the book.
fn rules(small: &Path, large: &Path) {
    let jobs = |snapshot: &Snapshot| snapshot.agency.jobs.iter().len();
    let books = [load(small), load(large)];
    let growth = f64::from(u32::try_from(jobs(&books[1])).expect("small"))
        / f64::from(u32::try_from(jobs(&books[0])).expect("small"));
    let mut costs: Vec<(f64, f64, &str)> = Vec::new();
    for rule in RULES {
        let code = rule.meta().code;
        let choice = Choice { select: vec![code.to_owned()], ..Choice::default() };
        let cost = |snapshot: &Snapshot| {
            let mut times: Vec<f64> = Vec::new();
            for _ in 0..5 {
                let begun = Instant::now();
                checks::run(&snapshot.agency, book::last(), &choice, &|_| String::new());
                times.push(begun.elapsed().as_secs_f64());
            }
            times.into_iter().fold(f64::INFINITY, f64::min)
        };
        let [few, many] = [cost(&books[0]), cost(&books[1])];
        costs.push((many, many / few / growth, code));
    }
    costs.sort_by(|a, b| b.0.total_cmp(&a.0));
    let total: f64 = costs.iter().map(|(cost, ..)| cost).sum();
    say(&format!("{} rules: {:.0} ms; the dearest:", costs.len(), total * 1e3));
    for (cost, grown, code) in costs.iter().take(8) {
        say(&format!(
            "  {code}: {:.1} ms, a job costs {grown:.2} of what it costs in a book a tenth as large",
            cost * 1e3
        ));
    }
    // what takes a few milliseconds says little of how it grows
    let steepest = costs.iter().filter(|(cost, ..)| *cost > 5e-3).max_by(|a, b| a.1.total_cmp(&b.1));
    if let Some((_, grown, code)) = steepest {
        say(&format!("the steepest: {code}, {grown:.2} (a rule that is linear stays near 1)"));
    }
}

/// Twenty changed records of one client, and of as many clients as there are, against the whole check; git's own share apart.
fn since(root: &Path, scratch: &Path) {
    let copy = scratch.join("repository");
    let git = |words: &[&str]| {
        let mut command = Command::new("git");
        command.arg("-C").arg(&copy).args(["-c", "user.name=bench", "-c", "user.email=bench@northlight.example"]);
        command.args(words);
        command
    };
    let run = |words: &[&str]| assert!(git(words).output().expect("git runs").status.success(), "git {words:?}");
    assert!(Command::new("cp").arg("-r").arg(root).arg(&copy).status().expect("copies").success());
    run(&["init", "-q"]);
    run(&["add", "."]);
    run(&["commit", "-q", "-m", "The book"]);
    let jobs: Vec<PathBuf> = files(&copy).into_iter().filter(|path| path.starts_with(copy.join("jobs"))).collect();
    let of_one = jobs.iter().take(CHANGED).collect::<Vec<_>>();
    let spread = jobs.iter().step_by(jobs.len() / CHANGED).take(CHANGED).collect::<Vec<_>>();
    for (name, changed) in [("one client", of_one), ("all clients", spread)] {
        for path in &changed {
            let text = std::fs::read_to_string(path).expect("reads");
            std::fs::write(path, text + "# looked at\n").expect("writes");
        }
        spent(&mut git(&["status"])); // refreshes the index, as a person's git would
        let [since, all, ratio] =
            paired(PAIRS, || suits(&copy, &["check", "--since", "HEAD"]), || suits(&copy, &["check"]));
        let asked = [&["diff", "--name-status", "-M", "HEAD"][..], &["ls-files", "--others", "--exclude-standard"][..]];
        let git: f64 = asked.iter().map(|words| spent(&mut git(words))).sum();
        say(&format!(
            "check --since, {CHANGED} changed jobs of {name}: {:.0} ms of processor time with git's {:.0} ms, the whole check {:.0} ms, ratio {ratio:.2}",
            since * 1e3,
            git * 1e3,
            all * 1e3
        ));
        run(&["checkout", "-q", "--", "."]);
    }
}
