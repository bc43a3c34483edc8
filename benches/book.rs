//! Commands over a large book against what it costs to print the bytes they read, in one run: `cargo bench --bench book`.
//! `BOOK` names the book (`cargo run --release --example generate -- --jobs 10000 DIR`); without it, one of 10,000 jobs is made.
//! Prints ratios of processor time, medians of paired runs, each beside what it may be at most; what a step of one job costs among many
//! jobs; and the most memory that a check of the whole book takes.

#![expect(clippy::disallowed_methods, reason = "a bench reads the disk and starts processes")]

#[path = "../examples/generate/book/mod.rs"]
mod book;
mod measure;
mod memory;

use measure::{children, files, given_or_made, made, paired, say, suits};
use memory::{megabytes, memory, was_asked};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use suits::domain::scope::Scope;
use suits::store::Store;
use suits::values::JobId;

const PAIRS: usize = 7;
/// So many steps are measured together: the system counts processor time in hundredths of a second.
const STEPS: usize = 40;
const JOBS: usize = 10_000;
const FEW: usize = 500;
const MANY: usize = 50_000;
/// The command whose memory is measured.
const CHECK: &[&str] = &["check"];

fn main() {
    if was_asked(CHECK) {
        return;
    }
    let scratch = tempfile::tempdir().expect("a folder");
    let root = given_or_made(scratch.path(), JOBS);
    let all = files(&root);
    let jobs: Vec<PathBuf> = all.iter().filter(|path| path.starts_with(root.join("jobs"))).cloned().collect();
    let list = |name: &str, files: &[PathBuf]| {
        let path = scratch.path().join(name);
        let names: Vec<&str> = files.iter().map(|file| file.to_str().expect("UTF-8")).collect();
        std::fs::write(&path, names.join("\0")).expect("writes");
        path
    };
    compare("overdue", &root, &list("jobs", &jobs), 2.0);
    memory(&root, CHECK, megabytes(&all));
    steps(&made(scratch.path(), "few", FEW), &made(scratch.path(), "many", MANY));
}

/// A command over the book, against `xargs -0 cat` of the files it is about.
fn compare(verb: &str, root: &Path, list: &Path, most: f64) {
    let cat = || {
        let mut cat = Command::new("xargs");
        cat.args(["-0", "cat"]).stdin(std::fs::File::open(list).expect("opens"));
        cat
    };
    let [command, cat, ratio] = paired(PAIRS, || suits(root, &[verb]), cat);
    let cost = format!("{:.0} ms of processor time, printing the files {:.0} ms", command * 1e3, cat * 1e3);
    say(&format!("{verb}: {cost}, ratio {ratio:.2} (at most {most:.1})"));
}

/// The same steps of new jobs in a small book and in a large one.
fn steps(few: &Path, many: &Path) {
    let mut costs = Vec::new();
    for root in [few, many] {
        let open = |_| {
            let words = ["job", "new", "C001", "--title", "A step", "--type", "print-ooh", "--requested-by", "desk"];
            let output = suits(root, &words).args(["--format", "json"]).stderr(Stdio::piped()).output().expect("runs");
            let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
            let start = text.find("C001-").expect("an id");
            text[start..].chars().take_while(|part| part.is_ascii_alphanumeric() || *part == '-').collect::<String>()
        };
        let ids: Vec<String> = (0..STEPS).map(open).collect();
        let before = children();
        for id in &ids {
            let mut advance = suits(root, &["job", "advance", id, "--to", "briefing"]);
            let output = advance.output().expect("runs");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
        let cost = (children() - before) / f64::from(u32::try_from(STEPS).expect("small"));
        let scope = Scope::job(JobId::parse(&ids[0]).expect("an id"));
        let read = Store::open(root).expect("a book").load(&scope).expect("loads").sources.len();
        costs.push((cost, read));
    }
    let [(small, _), (large, read)] = costs[..] else { return };
    let mut line = format!("job advance: {:.1} ms of processor time among {FEW} jobs, ", small * 1e3);
    let _ = write!(line, "{:.1} ms among {MANY} (at most 10), ratio {:.2} (at most 1.2), ", large * 1e3, large / small);
    let _ = write!(line, "{read} files read (at most 20)");
    say(&line);
}
