//! `suits check --since`: in real repositories, what a branch changed and what refers to it, as the whole check would have found it.

use crate::harness::{Case, Ran};
use crate::repository::{git_in, repository};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const BRIEF: &str = "briefs/ACME/ACME-B0004.yaml";
const JOB: &str = "jobs/ACME/ACME-0012.yaml";

fn swap(case: &Case, path: &str, old: &str, new: &str) {
    let text = case.text(path);
    assert!(text.contains(old), "`{old}` is in {path}");
    case.write(path, text.replacen(old, new, 1));
}

/// Where and what: `path: code message`.
fn found(ran: &Ran) -> BTreeSet<String> {
    let findings = ran.json()["findings"].as_array().expect("findings").clone();
    let text = |finding: &serde_json::Value, key: &str| finding[key].as_str().expect("a text").to_owned();
    let line = |finding| format!("{}: {} {}", text(finding, "path"), text(finding, "code"), text(finding, "message"));
    findings.iter().map(line).collect()
}

fn records(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() && !path.ends_with(".git") && !path.ends_with(".suits") {
            records(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            into.push(path);
        }
    }
}

#[test]
fn what_was_there_before_is_not_told() {
    let case = repository("tests/books/records");
    swap(&case, JOB, "title: ", "tittle: x\ntitle: ");
    git_in(case.path(), "commit -q -a -m Slip");
    git_in(case.path(), "checkout -q -b work");
    assert_eq!(case.run("check --since main").ok().stdout, "");
    swap(&case, BRIEF, "The forest starts at your door.", "The forest starts at your door. Go out.");
    let ran = case.run("check --select BR05,unknown-key --since main --format json").exits(1);
    let told = found(&ran);
    assert!(told.iter().any(|line| line.starts_with(BRIEF)), "not committed yet, and told: {told:#?}");
    assert!(told.iter().any(|line| line.starts_with(JOB)), "the job refers to the brief: {told:#?}");
    git_in(case.path(), "commit -q -a -m Weaker");
    assert_eq!(found(&case.run("check --select BR05,unknown-key --since main --format json").exits(1)), told);
}

#[test]
fn what_the_other_branch_did_since_is_not_ours() {
    let case = repository("tests/books/records");
    git_in(case.path(), "checkout -q -b work");
    swap(&case, "clients/ACME.yaml", "tier: key", "tier:  key");
    git_in(case.path(), "commit -q -a -m Ours");
    git_in(case.path(), "checkout -q main");
    swap(&case, BRIEF, "The forest starts at your door.", "The forest starts at your door. Go out.");
    git_in(case.path(), "commit -q -a -m Theirs");
    git_in(case.path(), "checkout -q work");
    case.run("check --since main --select BR05").ok();
}

#[test]
fn a_record_that_names_a_removed_or_renamed_one_is_told() {
    let case = repository("tests/books/records");
    git_in(case.path(), &format!("rm -q {BRIEF}"));
    case.run("check --since main").exits(1).says(JOB).says("there is no brief `ACME-B0004`");
    git_in(case.path(), "checkout -q HEAD -- .");
    git_in(case.path(), &format!("mv {BRIEF} briefs/ACME/ACME-B0009.yaml"));
    case.run("check --since main").exits(1).says("there is no brief `ACME-B0004`");
    git_in(case.path(), "reset -q --hard");
    git_in(case.path(), &format!("rm -q {JOB}"));
    let told = found(&case.run("check --since main --format json").exits(1));
    for part in ["timesheets/ann/", "invoices/ACME/", "contact-reports/ACME/"] {
        assert!(
            told.iter().any(|line| line.starts_with(part) && line.contains("no job `ACME-0012`")),
            "{part}: {told:#?}"
        );
    }
}

#[test]
fn a_new_file_that_git_does_not_know_yet_is_looked_at() {
    let case = repository("tests/books/records");
    case.write("jobs/ACME/ACME-0099.yaml", "title: [broken\n");
    case.write("jobs/ACME/notes.yaml", "title: x\n");
    let ran = case.run("check --since main").exits(1);
    ran.says("jobs/ACME/ACME-0099.yaml").says("not-a-record");
}

#[test]
fn when_the_configuration_changes_everything_is_looked_at() {
    let case = repository("tests/books/records");
    swap(&case, "suits.toml", "[people.kim]\n", "[people.kimmo]\n");
    case.run("check --since main").exits(1).says("clients/ACME.yaml").says(JOB);
}

#[test]
fn every_change_finds_what_the_whole_check_finds_there() {
    for (changed, told, expected, _) in touched("tests/books/messy") {
        assert_eq!(told, expected, "{changed}");
    }
}

#[test]
fn a_record_that_cannot_be_read_is_told_with_any_change_near_it() {
    for (changed, told, expected, whole) in touched("tests/books/broken") {
        let (missed, invented): (Vec<_>, Vec<_>) = (
            expected.difference(&told).filter(|line| is_record(line, &changed)).collect(),
            told.difference(&whole).collect(),
        );
        assert!(missed.is_empty() && invented.is_empty(), "{changed}: {missed:#?} {invented:#?}");
    }
}

/// What is no record refers to nothing.
fn is_record(line: &str, changed: &str) -> bool {
    line.starts_with(changed) || !(line.contains(": misplaced-record ") || line.contains(": not-a-record "))
}

type Found = BTreeSet<String>;

/// Touches one record after the other: its path, what is found, what the whole check finds there, and what it finds anywhere. Which
/// records refer to it is worked out from their texts.
fn touched(book: &str) -> Vec<(String, Found, Found, Found)> {
    let case = repository(book);
    let whole = found(&case.run("check --due --format json"));
    let mut paths = Vec::new();
    records(case.path(), &mut paths);
    let texts: Vec<(String, String)> = paths
        .iter()
        .map(|path| {
            let relative = path.strip_prefix(case.path()).expect("inside").to_string_lossy().replace('\\', "/");
            (relative, String::from_utf8_lossy(&std::fs::read(path).expect("reads")).into_owned())
        })
        .collect();
    let mut all = Vec::new();
    for (changed, _) in &texts {
        let id = changed.rsplit('/').next().and_then(|name| name.strip_suffix(".yaml")).expect("a record");
        let is_client = changed.starts_with("clients/");
        let refers = |path: &str, text: &str| {
            let whole_word = |at: usize| {
                let (before, after) = (text[..at].chars().next_back(), text[at + id.len()..].chars().next());
                let joins = |character: Option<char>| character.is_some_and(|c| c.is_ascii_alphanumeric() || c == '-');
                !joins(before) && !joins(after)
            };
            let named = !is_client && text.match_indices(id).any(|(at, _)| whole_word(at));
            let own = is_client && path.split('/').nth(1) == Some(id);
            path == changed || named || own || path.contains(&format!("/{id}-R"))
        };
        let reach: BTreeSet<&str> =
            texts.iter().filter(|(path, text)| refers(path, text)).map(|(path, _)| path.as_str()).collect();
        let expected: BTreeSet<String> = whole
            .iter()
            .filter(|line| line.split(": ").next().is_some_and(|path| reach.contains(path)))
            .cloned()
            .collect();
        let bytes = std::fs::read(case.file(changed)).expect("reads");
        case.write(changed, [&bytes[..], b"# looked at\n"].concat());
        let told = found(&case.run("check --due --since main --format json"));
        case.write(changed, bytes);
        all.push((changed.clone(), told, expected, whole.clone()));
    }
    all
}

#[test]
fn a_clone_without_the_history_says_what_to_fetch() {
    let case = repository("tests/books/records");
    swap(&case, "clients/ACME.yaml", "tier: key", "tier:  key");
    git_in(case.path(), "commit -q -a -m Second");
    git_in(case.path(), "checkout -q -b work HEAD~1");
    swap(&case, BRIEF, "title: ", "title:  ");
    git_in(case.path(), "commit -q -a -m Third");
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let url = format!("file://{}", case.path().display());
    git_in(scratch.path(), &format!("clone -q --depth 1 --no-single-branch {url} clone"));
    let clone = scratch.path().join("clone");
    let line = |rest: &str| format!("-C {} check --since {rest}", clone.display());
    case.run(&line("origin/main")).exits(2).says("no commit at which").says("fetch --unshallow`");
    case.run(&line("origin/other")).exits(2).says("fetch origin other`");
    case.run(&line("main")).exits(2).says("say `origin/main`");
    git_in(&clone, "fetch -q --unshallow");
    case.run(&line("origin/main")).ok();
}

#[test]
fn outside_git_and_with_strange_revisions_the_error_is_clear() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    case.run("check --since main").exits(2).says("not in a git repository");
    git_in(case.path(), "init -q -b main");
    case.run("check --since main").exits(2).says("git knows no revision `main`");
    case.run("check --since=--upload-pack=x").exits(2).says("git knows no revision");
    case.run("check --since ''").exits(2).says("git knows no revision");
}

#[test]
fn a_book_in_a_folder_of_the_repository_sees_its_own_changes() {
    let case = Case::empty("2026-12-01");
    crate::harness::copy_all(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books/records"),
        &case.file("agency/book"),
    );
    git_in(case.path(), "init -q -b main");
    git_in(case.path(), "add .");
    git_in(case.path(), "commit -q -m Start");
    case.write("elsewhere.yaml", "a: 1\n");
    let path = format!("agency/book/{BRIEF}");
    swap(&case, &path, "The forest starts at your door.", "The forest starts at your door. Go out.");
    let ran = case.run_in("agency/book", "check --since main --select BR05").exits(1);
    ran.says("many-sentence-proposition");
}
