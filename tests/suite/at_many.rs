//! `--at` over more files than git is asked for one by one: in their order, wherever git keeps them, and with an end where its store is
//! damaged.

use crate::generated::book;
use crate::harness::Case;
use crate::repository::{git_in, git_says};
use std::io::Write as _;
use std::process::{Command, Stdio};

/// More than are read at a time.
const JOBS: usize = 2100;
/// What is asked of them.
const LINES: [&str; 3] = ["job list --format json", "overdue --all --format json", "budget --by client --format json"];

fn book_of_many(kind: &str) -> Case {
    let case = Case::empty(&book::last().to_string());
    book::generate(JOBS, case.path()).expect("writes");
    for folder in ["timesheets", "contact-reports", "feedback"] {
        drop(std::fs::remove_dir_all(case.file(folder)));
    }
    git_in(case.path(), &format!("init -q -b main --object-format={kind}"));
    git_in(case.path(), "config gc.auto 0");
    git_in(case.path(), "config maintenance.auto false");
    git_in(case.path(), "add -A");
    git_in(case.path(), "commit -q -m Many");
    case
}

/// What is said of the book as it lies there.
fn now(case: &Case) -> [String; 3] {
    let now = LINES.map(|line| case.run(line).ok().stdout);
    assert!(now[0].matches("\"title\"").count() >= JOBS, "{} bytes", now[0].len());
    now
}

/// Asks the same of a revision in a folder.
fn says_the_same(case: &Case, folder: &str, then: &[String; 3], kept: &str) {
    for (line, now) in LINES.iter().zip(then) {
        let ran = case.run(&format!("{line} -C {folder} --at main")).ok();
        assert!(ran.stdout == *now, "{line}: {kept}");
    }
}

/// Changes every seventh job, so that there are files that differ little.
fn change(case: &Case) {
    for line in git_says(case.path(), "ls-files jobs").lines().step_by(7) {
        case.write(line, case.text(line).replacen("title: ", "title: Again ", 1));
    }
    git_in(case.path(), "commit -q -a -m Again");
}

#[test]
fn a_book_of_many_files_is_read_in_their_order_wherever_git_keeps_them() {
    let case = book_of_many("sha1");
    let here = case.path().to_str().expect("UTF-8");
    let first = now(&case);
    says_the_same(&case, here, &first, "each in a file of its own");
    git_in(case.path(), "gc -q");
    says_the_same(&case, here, &first, "in one pack");
    change(&case);
    let second = now(&case);
    says_the_same(&case, here, &second, "in a pack and in files of their own");
    git_in(case.path(), "repack -q -d");
    git_in(case.path(), "multi-pack-index write");
    says_the_same(&case, here, &second, "in two packs with one index");
    let scratch = tempfile::tempdir().expect("a folder");
    let shared = scratch.path().join("shared");
    git_in(case.path(), &format!("clone -q --shared --bare {here} {}", shared.display()));
    says_the_same(&case, shared.to_str().expect("UTF-8"), &second, "in another repository");
    git_in(case.path(), "reset -q --hard HEAD~1");
    says_the_same(&case, here, &first, "in two packs, as it was first");
}

#[test]
fn many_files_under_longer_hashes_are_read_alike() {
    let case = book_of_many("sha256");
    let here = case.path().to_str().expect("UTF-8");
    change(&case);
    git_in(case.path(), "gc -q");
    says_the_same(&case, here, &now(&case), "longer hashes");
}

#[test]
fn what_stands_for_another_object_is_read_in_its_place_as_in_a_checkout() {
    let case = book_of_many("sha1");
    let path = git_says(case.path(), "ls-files jobs").lines().nth(1000).expect("a job").to_owned();
    let before = git_says(case.path(), &format!("rev-parse HEAD:{path}"));
    case.write(&path, case.text(&path).replacen("title: ", "title: Replaced ", 1));
    let after = git_says(case.path(), &format!("hash-object -w {path}"));
    git_in(case.path(), &format!("replace {before} {after}"));
    git_in(case.path(), "gc -q");
    let then = now(&case);
    assert!(then[0].contains("Replaced "), "the book lies there with the new title");
    says_the_same(&case, case.path().to_str().expect("UTF-8"), &then, "replaced");
}

#[test]
fn of_many_files_the_one_that_this_clone_lacks_is_named() {
    let case = book_of_many("sha1");
    let path = git_says(case.path(), "ls-files jobs").lines().nth(1500).expect("a job").to_owned();
    let oid = git_says(case.path(), &format!("rev-parse HEAD:{path}"));
    std::fs::remove_file(case.file(".git/objects").join(&oid[..2]).join(&oid[2..])).expect("gone");
    case.run("overdue --at HEAD").exits(2).says(&path).says("git fsck");
}

/// Git complains twice of every object of a damaged pack: more than fits into a pipe that nobody empties.
#[test]
fn a_damaged_pack_of_many_files_is_told_and_nobody_waits_for_ever() {
    let case = book_of_many("sha1");
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
