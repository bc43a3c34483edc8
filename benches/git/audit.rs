//! `suits audit` over 1,000 merge commits: the processor time of the program and of the git it asks, against the `git log` that tells the
//! same history and against `suits check` of the same book; and of how many processes it was.

use crate::measure::{files, made, paired, say, suits};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

const PAIRS: usize = 5;
const JOBS: usize = 1_000;
const MERGES: usize = 1_000;
/// Edits that one merge lost, and records that it made itself.
const LOST: usize = 100;
const BORN: usize = 20;

/// Makes the history and measures.
pub(crate) fn compare() {
    let scratch = tempfile::tempdir().expect("a folder");
    let root = made(scratch.path(), "merged", JOBS);
    say(&format!("audit: a book of {} records, {MERGES} merge commits of two sides each", files(&root).len()));
    history(&root);
    let audit = || suits(&root, &["audit"]);
    let [cost, log, ratio] = paired(PAIRS, audit, || git_log(&root));
    say(&format!(
        "audit: {:.0} ms of processor time with git's own; `git log` alone {:.0} ms; {ratio:.2}x",
        cost * 1e3,
        log * 1e3
    ));
    let [_, check, ratio] = paired(PAIRS, audit, || suits(&root, &["check"]));
    say(&format!("audit: `check` of the same book {:.0} ms; {ratio:.2}x", check * 1e3));
    let begun = Instant::now();
    let answer = audit().args(["--format", "csv"]).output().expect("runs");
    let lines = String::from_utf8_lossy(&answer.stdout).lines().count().saturating_sub(1);
    say(&format!("audit: {:.0} ms of wall time; {lines} lost edits found", begun.elapsed().as_secs_f64() * 1e3));
    let [none, some] = [0, BORN].map(|born| lossy(scratch.path(), born));
    let [cost, _, ratio] = paired(PAIRS, || suits(&some, &["audit"]), || suits(&none, &["audit"]));
    say(&format!(
        "audit: one merge that lost {LOST} edits and made {BORN} records: {:.0} ms of processor time, {ratio:.2}x of one that made none",
        cost * 1e3
    ));
}

/// A book whose last commit is a merge that lost edits of so many jobs, and made so many records itself.
fn lossy(folder: &Path, born: usize) -> PathBuf {
    let root = made(folder, &format!("lossy-{born}"), JOBS);
    let jobs: Vec<_> = files(&root).into_iter().filter(|path| path.starts_with(root.join("jobs"))).collect();
    let run = |line: &str| {
        let mut git = git(&root);
        git.args(["-c", "user.name=Ann", "-c", "user.email=ann@northlight.example"]).args(line.split(' '));
        assert!(git.stdout(Stdio::null()).status().expect("git runs").success(), "{line}");
    };
    let append = |path: &Path, line: &str| {
        let text = std::fs::read_to_string(path).expect("reads");
        std::fs::write(path, text + line).expect("writes");
    };
    for line in ["init -q -b main", "add .", "commit -q -m Start", "checkout -q -b side"] {
        run(line);
    }
    jobs.iter().take(LOST).for_each(|path| append(path, "a0: 0\n"));
    for line in ["commit -q -a -m Side", "checkout -q main"] {
        run(line);
    }
    append(&jobs[LOST], "b0: 0\n");
    for line in ["commit -q -a -m Main", "merge -q --no-commit -s ours side"] {
        run(line);
    }
    let text = std::fs::read(&jobs[0]).expect("reads");
    for number in 0..born {
        let name = jobs[0].file_name().expect("a name").to_string_lossy().replace(".yaml", "");
        let client = name.split('-').next().expect("a client");
        std::fs::write(jobs[0].with_file_name(format!("{client}-{}.yaml", 9000 + number)), &text).expect("writes");
    }
    for line in ["add .", "commit -q -m Merge"] {
        run(line);
    }
    root
}

fn git(root: &Path) -> Command {
    let mut git = Command::new("git");
    git.arg("-C").arg(root).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    git
}

fn git_log(root: &Path) -> Command {
    let mut git = git(root);
    git.args(["log", "-z", "--raw", "--no-abbrev", "--root", "--diff-merges=first-parent", "--find-renames"]);
    git.args(["--topo-order", "--reverse", "HEAD"]);
    git
}

/// The book as the first commit, then merges: each side edits a job of its own and one field of a job that both edit. Every hundredth
/// merge takes the shared job as the first side has it.
fn history(root: &Path) {
    let jobs: Vec<_> = files(root).into_iter().filter(|path| path.starts_with(root.join("jobs"))).collect();
    let mut texts: Vec<String> = jobs.iter().map(|path| std::fs::read_to_string(path).expect("reads")).collect();
    let paths: Vec<String> =
        jobs.iter().map(|path| path.strip_prefix(root).expect("in the book").to_string_lossy().into_owned()).collect();
    for line in ["init -q -b main", "add .", "-c user.name=Ann -c user.email=ann@northlight.example commit -q -m Start"]
    {
        assert!(git(root).args(line.split(' ')).status().expect("git runs").success());
    }
    let mut stream = String::new();
    let mut clock = 1_800_000_000;
    let mut commit = |branch: &str, mark: usize, parents: &[String], files: &[(&str, &str)]| {
        clock += 60;
        let _ = write!(
            stream,
            "commit refs/heads/{branch}\nmark :{mark}\ncommitter Ann <ann@northlight.example> {clock} +0000\ndata 1\nx\n"
        );
        for (at, parent) in parents.iter().enumerate() {
            let _ = writeln!(stream, "{} {parent}", if at == 0 { "from" } else { "merge" });
        }
        for (path, text) in files {
            let _ = write!(stream, "M 100644 inline {path}\ndata {}\n{text}\n", text.len());
        }
    };
    let mut head = "refs/heads/main^0".to_owned();
    for merge in 0..MERGES {
        let [one, other, both] = [0, 1, 2].map(|step| (merge * 3 + step) % texts.len());
        let edit = |text: &str, key: &str| format!("{text}{key}{merge}: {merge}\n");
        let (ones, others) = (edit(&texts[one], "a"), edit(&texts[other], "b"));
        let (first, second) = (edit(&texts[both], "c"), edit(&texts[both], "d"));
        let marks = [merge * 3 + 1, merge * 3 + 2, merge * 3 + 3];
        commit("main", marks[0], &[head.clone()], &[(&paths[one], &ones), (&paths[both], &first)]);
        commit("side", marks[1], &[head], &[(&paths[other], &others), (&paths[both], &second)]);
        let result = if merge % 100 == 0 { first } else { edit(&first, "d") };
        let parents = [format!(":{}", marks[0]), format!(":{}", marks[1])];
        commit("main", marks[2], &parents, &[(&paths[other], &others), (&paths[both], &result)]);
        (texts[one], texts[other], texts[both]) = (ones, others, result);
        head = format!(":{}", marks[2]);
    }
    let mut import =
        git(root).args(["fast-import", "--quiet", "--force"]).stdin(Stdio::piped()).spawn().expect("git runs");
    import.stdin.take().expect("a pipe").write_all(stream.as_bytes()).expect("takes it");
    assert!(import.wait().expect("ends").success());
    assert!(git(root).args(["reset", "-q", "--hard", "main"]).status().expect("git runs").success());
}
