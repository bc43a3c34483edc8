//! `--at` over more files than one process of git is asked for: in their order, and with an end where git's store is damaged.

use crate::generated::book;
use crate::harness::Case;
use crate::repository::{git_in, git_says};
use std::io::Write as _;
use std::process::{Command, Stdio};

/// More than are asked of one process.
const JOBS: usize = 1100;

fn book_of_many() -> Case {
    let case = Case::empty(&book::last().to_string());
    book::generate(JOBS, case.path()).expect("writes");
    for folder in ["timesheets", "contact-reports", "feedback"] {
        drop(std::fs::remove_dir_all(case.file(folder)));
    }
    git_in(case.path(), "init -q -b main");
    git_in(case.path(), "config gc.auto 0");
    git_in(case.path(), "add -A");
    git_in(case.path(), "commit -q -m Many");
    case
}

#[test]
fn a_book_of_many_files_is_read_in_their_order_loose_or_packed() {
    let case = book_of_many();
    let lines = ["job list --format json", "overdue --all --format json", "budget --by client --format json"];
    let now = lines.map(|line| case.run(line).ok().stdout);
    assert!(now[0].matches("\"title\"").count() >= JOBS, "{} bytes", now[0].len());
    for packed in [false, true] {
        if packed {
            git_in(case.path(), "gc -q");
        }
        for (line, now) in lines.iter().zip(&now) {
            let then = case.run(&format!("{line} --at HEAD")).ok().stdout;
            assert!(then == *now, "{line}, packed: {packed}");
        }
    }
}

/// Git complains twice of every object of a damaged pack: more than fits into a pipe that nobody empties.
#[test]
fn a_damaged_pack_of_many_files_is_told_and_nobody_waits_for_ever() {
    let case = book_of_many();
    let jobs = git_says(case.path(), "ls-tree -r HEAD jobs");
    let blobs: Vec<&str> = jobs.lines().filter_map(|line| line.split_whitespace().nth(2)).collect();
    let mut packing = Command::new("git");
    packing.arg("-C").arg(case.path()).args(["pack-objects", "-q", ".git/objects/pack/pack"]);
    let mut packing = packing.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().expect("git runs");
    packing.stdin.take().expect("piped").write_all((blobs.join("\n") + "\n").as_bytes()).expect("asked");
    assert!(packing.wait().expect("ends").success());
    git_in(case.path(), "prune-packed -q");
    let packs = std::fs::read_dir(case.file(".git/objects/pack")).expect("packs");
    let pack = packs.flatten().map(|entry| entry.path()).find(|path| path.extension().is_some_and(|end| end == "pack"));
    let pack = pack.expect("a pack");
    let mut bytes = std::fs::read(&pack).expect("reads");
    bytes.truncate(bytes.len() - 100);
    std::fs::remove_file(&pack).expect("gone");
    std::fs::write(&pack, bytes).expect("written");
    for line in ["audit", "log C001-0001"] {
        case.run(line).exits(2);
    }
    case.run("overdue --at HEAD").exits(2).says("git fsck");
}
