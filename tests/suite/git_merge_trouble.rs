//! The driver where something is wrong: a version that does not read, a program that is missing or dies, files that are not there. No side
//! is ever lost, and no failure passes for a merge or for a conflict with nothing marked.

#![expect(clippy::disallowed_methods, reason = "a test starts processes")]

use crate::harness::Case;
use crate::repository::{armed, commit_edit, git_ok, git_try};
use std::process::{Command, Output};

const JOB: &str = "jobs/ACME/ACME-0012.yaml";
const BASE: &str = "title: Film\nstatus: requested\nrush: false\n";

/// Two branches that changed neighbouring fields of one job; `main` is checked out.
fn parted() -> Case {
    let case = armed("tests/books/records");
    git_ok(case.path(), &["checkout", "-q", "-b", "feature"]);
    commit_edit(&case, JOB, "requested_on: 2026-11-02", "requested_on: 2026-11-03");
    git_ok(case.path(), &["checkout", "-q", "main"]);
    commit_edit(&case, JOB, "due: 2027-03-12\nbaseline", "due: 2027-03-19\nbaseline");
    case
}

/// Both edits between marks, as git writes them.
#[track_caller]
fn is_marked_as_text(case: &Case) {
    let text = case.text(JOB);
    assert!(text.contains("<<<<<<< HEAD\n") && text.contains(">>>>>>> feature\n"), "{text}");
    assert!(text.contains("requested_on: 2026-11-03") && text.contains("due: 2027-03-19"), "{text}");
}

/// The driver on three files in a folder.
fn driver(case: &Case, arguments: &[&str]) -> Output {
    let mut suits = Command::new(env!("CARGO_BIN_EXE_suits"));
    suits.current_dir(case.path()).arg("merge-driver").args(arguments).output().expect("runs")
}

fn files(texts: [&[u8]; 3]) -> Case {
    let case = Case::empty("2026-12-01");
    for (name, text) in ["base", "ours", "theirs"].into_iter().zip(texts) {
        case.write(name, text);
    }
    case
}

const FILES: [&str; 3] = ["base", "ours", "theirs"];

fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
    FILES.iter().chain(more).copied().collect()
}

#[test]
fn where_the_program_is_missing_git_merges_as_text_and_marks_what_conflicts() {
    let case = parted();
    let line = git_ok(case.path(), &["config", "merge.suits.driver"]);
    git_ok(
        case.path(),
        &["config", "merge.suits.driver", &line.trim().replace(env!("CARGO_BIN_EXE_suits"), "/gone/suits")],
    );
    assert_eq!(git_try(case.path(), &["merge", "feature"]).0, 1);
    is_marked_as_text(&case);
    case.run("check").says("not-armed").says("/gone/suits").says("suits setup");
}

#[test]
fn where_the_program_is_missing_git_shows_differences_as_text_and_does_not_stop() {
    let case = armed("tests/books/records");
    let text = case.text(JOB);
    case.write(JOB, text.replacen("title: Spring launch film", "title: Launch film", 1));
    let line = git_ok(case.path(), &["config", "diff.suits.command"]);
    let shown = git_ok(case.path(), &["diff"]);
    assert!(shown.contains("Launch film"), "{shown}");
    let gone = line.trim().replace(env!("CARGO_BIN_EXE_suits"), "/gone/suits");
    git_ok(case.path(), &["config", "diff.suits.command", &gone]);
    let shown = git_ok(case.path(), &["diff"]);
    assert!(shown.contains("-title: Spring launch film\n+title: Launch film\n"), "{shown}");
}

#[cfg(unix)]
#[test]
fn where_the_program_dies_or_stops_over_a_bug_git_merges_as_text() {
    use std::os::unix::fs::PermissionsExt as _;
    for ends in ["kill -9 $$", "kill -SEGV $$", "exit 101", "exit 2", "exit 126"] {
        let case = parted();
        let program = case.file(".suits/broken");
        case.write(".suits/broken", format!("#!/bin/sh\n{ends}\n"));
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).expect("set");
        let line = git_ok(case.path(), &["config", "merge.suits.driver"]);
        let broken = line.trim().replace(env!("CARGO_BIN_EXE_suits"), &program.display().to_string());
        git_ok(case.path(), &["config", "merge.suits.driver", &broken]);
        assert_eq!(git_try(case.path(), &["merge", "feature"]).0, 1, "{ends}");
        is_marked_as_text(&case);
    }
}

#[test]
fn a_version_that_does_not_read_is_merged_as_text_and_no_side_is_lost() {
    let case = parted();
    git_ok(case.path(), &["checkout", "-q", "feature"]);
    commit_edit(&case, JOB, "rush: false", "rush: [false");
    git_ok(case.path(), &["checkout", "-q", "main"]);
    let (code, said) = git_try(case.path(), &["merge", "feature"]);
    assert_eq!(code, 1);
    is_marked_as_text(&case);
    assert!(case.text(JOB).contains("rush: [false"), "what only they changed is there");
    assert!(said.contains("ACME-0012: conflicts, merged line by line: feature does not read"), "{said}");
}

#[test]
fn several_conflicts_of_a_record_that_nobody_can_read_are_each_marked_once() {
    let case = armed("tests/books/records");
    commit_edit(&case, JOB, "rush: false", "rush: [false");
    let edit = |title: &str, due: &str| {
        let text = case.text(JOB).replacen("title: Spring launch film", title, 1);
        let due_line = text.lines().find(|line| line.starts_with("due: ")).expect("a date").to_owned();
        case.write(JOB, text.replacen(&due_line, due, 1));
        git_ok(case.path(), &["commit", "-q", "-a", "-m", title]);
    };
    git_ok(case.path(), &["checkout", "-q", "-b", "feature"]);
    edit("title: Winter film", "due: 2027-01-11");
    git_ok(case.path(), &["checkout", "-q", "main"]);
    edit("title: Autumn film", "due: 2027-01-12");
    assert_eq!(git_try(case.path(), &["merge", "feature"]).0, 1);
    let text = case.text(JOB);
    for mark in ["<<<<<<< HEAD\n", ">>>>>>> feature\n"] {
        assert_eq!(text.matches(mark).count(), 2, "{text}");
    }
    assert_eq!(text.matches("<<<<<<<").count(), 2, "{text}");
}

#[test]
fn bytes_that_are_no_text_are_kept_byte_for_byte() {
    let latin = b"title: Film\nstatus: requested\nrush: true # caf\xe9\n";
    let case = files([BASE.as_bytes(), latin, b"title: Spot\nstatus: requested\nrush: false\n"]);
    let ran = driver(&case, &with(&[JOB, "7", "base", "HEAD", "feature"]));
    assert_eq!(ran.status.code(), Some(0));
    let merged = std::fs::read(case.file("ours")).expect("reads");
    assert_eq!(merged, b"title: Spot\nstatus: requested\nrush: true # caf\xe9\n");
    assert!(String::from_utf8_lossy(&ran.stderr).contains("HEAD version is not UTF-8"), "{ran:?}");
    // What git takes for binary it does not merge, and leaves our side.
    let case = files([b"a\0b\n", b"a\0c\n", b"a\0d\n"]);
    let ran = driver(&case, &with(&[JOB, "7", "base", "HEAD", "feature"]));
    assert_eq!(ran.status.code(), Some(1));
    assert_eq!(std::fs::read(case.file("ours")).expect("reads"), b"a\0c\n");
}

#[test]
fn an_old_git_that_knows_no_labels_leaves_their_signs_and_the_marks_have_names_all_the_same() {
    let ours = BASE.replace("Film", "Spot");
    let theirs = BASE.replace("Film", "Clip");
    for labels in [&["%L", "%S", "%X", "%Y"][..], &[][..]] {
        let case = files([BASE.as_bytes(), ours.as_bytes(), theirs.as_bytes()]);
        let mut arguments = with(&[JOB]);
        arguments.extend(labels);
        let ran = driver(&case, &arguments);
        assert_eq!(ran.status.code(), Some(1), "{ran:?}");
        let text = case.text("ours");
        assert!(text.starts_with("<<<<<<< ours\ntitle: Spot\n=======\ntitle: Clip\n>>>>>>> theirs\nstatus:"), "{text}");
    }
}

#[test]
fn marks_have_as_many_signs_as_git_asks_for_and_labels_of_any_script() {
    let (ours, theirs) = (BASE.replace("Film", "Spot"), BASE.replace("Film", "Clip"));
    let case = files([BASE.as_bytes(), ours.as_bytes(), theirs.as_bytes()]);
    let ran = driver(&case, &with(&[JOB, "12", "", "HEAD", "kevät/โฆษณา it's"]));
    assert_eq!(ran.status.code(), Some(1));
    let text = case.text("ours");
    assert!(text.starts_with("<<<<<<<<<<<< HEAD\n") && text.contains(">>>>>>>>>>>> kevät/โฆษณา it's\n"), "{text}");
}

#[test]
fn what_cannot_be_done_at_all_stops_git_and_leaves_the_file() {
    // More than 128 is what git takes for a driver that could not.
    let case = files([BASE.as_bytes(), BASE.as_bytes(), BASE.as_bytes()]);
    let missing = driver(&case, &["gone", "ours", "theirs", JOB, "7", "", "HEAD", "feature"]);
    assert_eq!(missing.status.code(), Some(129), "{missing:?}");
    assert_eq!(case.text("ours"), BASE);
    for wrong in [&[][..], &["base"][..], &["--colour"][..], &["a", "b", "c", "d", "7", "e", "f", "g", "h"][..]] {
        assert_eq!(driver(&case, wrong).status.code(), Some(129), "{wrong:?}");
    }
    assert_eq!(driver(&case, &["--help"]).status.code(), Some(0));
}

#[cfg(unix)]
#[test]
fn where_the_disk_takes_nothing_the_file_is_whole_and_nothing_lies_about() {
    let (ours, theirs) = (BASE.replace("Film", "Spot"), BASE.replace("rush: false", "rush: true"));
    let case = files([BASE.as_bytes(), ours.as_bytes(), theirs.as_bytes()]);
    let line = format!("ulimit -f 0; exec {} merge-driver base ours theirs {JOB} 7 b o t", env!("CARGO_BIN_EXE_suits"));
    let ran = Command::new("sh").current_dir(case.path()).args(["-c", &line]).output().expect("runs");
    // Killed by the system over the first byte, or told of it: in neither way does it pass for a merge or a conflict.
    assert!(ran.status.code().is_none_or(|code| code > 128), "{ran:?}");
    assert_eq!(case.text("ours"), ours);
}

#[test]
fn a_driver_that_cannot_leaves_the_work_tree_clean() {
    let case = parted();
    let line = format!("{} merge-driver /gone %A %B %P", env!("CARGO_BIN_EXE_suits"));
    git_ok(case.path(), &["config", "merge.suits.driver", &line]);
    let before = case.text(JOB);
    let (code, said) = git_try(case.path(), &["merge", "feature"]);
    assert!(code > 1, "{code} {said}");
    assert_eq!(case.text(JOB), before);
    assert_eq!(git_ok(case.path(), &["status", "--porcelain"]), "");
}

#[test]
fn settings_that_do_not_read_or_are_in_conflict_themselves_stop_nothing() {
    let case = parted();
    case.write("suits.toml", "<<<<<<< HEAD\n[agency\n");
    git_ok(case.path(), &["commit", "-q", "-a", "-m", "Broken settings"]);
    git_ok(case.path(), &["merge", "--no-edit", "feature"]);
    let text = case.text(JOB);
    assert!(text.contains("requested_on: 2026-11-03") && text.contains("due: 2027-03-19"), "{text}");
}
