//! The life of a record: who did what when, back through other ids and through merges; and who gave each field its value.

use crate::harness::Case;
use crate::repository::{git_in, repository};
use std::process::Command;

const JOB: &str = "jobs/ACME/ACME-0013.yaml";

fn swap(case: &Case, path: &str, old: &str, new: &str) {
    let text = case.text(path);
    assert!(text.contains(old), "`{old}` is in {path}");
    case.write(path, text.replacen(old, new, 1));
}

/// Commits everything as somebody, on a day.
fn commit(case: &Case, (name, email): (&str, &str), day: &str, message: &str) {
    git_in(case.path(), "add -A");
    let mut git = Command::new("git");
    git.arg("-C").arg(case.path()).args(["commit", "-q", "-m", message]);
    git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    for who in ["AUTHOR", "COMMITTER"] {
        git.env(format!("GIT_{who}_NAME"), name).env(format!("GIT_{who}_EMAIL"), email);
        git.env(format!("GIT_{who}_DATE"), format!("{day}T12:00:00+02:00"));
    }
    assert!(git.status().expect("git runs").success());
}

const ANN: (&str, &str) = ("Ann", "ann@northlight.example");
const GUEST: (&str, &str) = ("Noi ใหม่", "noi@elsewhere.example");

/// The due date of the job, which three people moved.
fn moved() -> Case {
    let case = repository("tests/books/records");
    let due = case.text(JOB).lines().find(|line| line.starts_with("due:")).expect("a due").to_owned();
    swap(&case, JOB, &due, "due: 2027-02-01");
    commit(&case, ANN, "2026-12-02", "A later date");
    swap(&case, JOB, "due: 2027-02-01", "due: 2027-02-08");
    swap(&case, JOB, "title: ", "# asked by phone\ntitle: ");
    commit(&case, GUEST, "2026-12-03", "Later still");
    case
}

fn rows(case: &Case, line: &str) -> Vec<serde_json::Value> {
    let answer = case.run(&format!("{line} --format json")).ok().json();
    answer["rows"].as_array().expect("rows").clone()
}

fn column(rows: &[serde_json::Value], name: &str) -> Vec<String> {
    rows.iter().map(|row| row[name].as_str().unwrap_or("-").to_owned()).collect()
}

#[test]
fn a_life_is_told_one_line_a_version_the_last_first() {
    let case = moved();
    let rows = rows(&case, "log ACME-0013");
    assert_eq!(column(&rows, "date")[..2], ["2026-12-03", "2026-12-02"]);
    assert_eq!(column(&rows, "who")[..2], ["Noi ใหม่", "ann"], "who is in `suits.toml` goes by their id");
    let what = column(&rows, "what");
    // Monday the 1st to Monday the 8th of February 2027: five working days
    assert!(
        what[0].contains("2027-02-01") && what[0].contains("2027-02-08") && what[0].contains("5 working days"),
        "{what:?}"
    );
    assert_eq!(rows.len(), 3);
    case.run("log ACME-0013 --limit 1").ok().says("Noi ใหม่").says_not("2026-12-02");
}

#[test]
fn one_field_is_followed_with_what_it_said_before() {
    let case = moved();
    let rows = rows(&case, "log ACME-0013 --field due");
    assert_eq!(column(&rows, "before")[..2], ["2027-02-01", column(&rows, "after")[2].as_str()]);
    assert_eq!(column(&rows, "after")[..2], ["2027-02-08", "2027-02-01"]);
    assert_eq!(column(&rows, "before")[2], "-", "the first version made it");
    case.run("log ACME-0013 --field nowhere").ok().says("never had a value");
}

#[test]
fn what_is_not_committed_comes_first() {
    let case = moved();
    swap(&case, JOB, "due: 2027-02-08", "due: 2027-02-09");
    let rows = rows(&case, "log ACME-0013 --field due");
    assert_eq!((column(&rows, "who")[0].as_str(), column(&rows, "date")[0].as_str()), ("not committed", "-"));
    assert_eq!(rows.len(), 4);
}

#[test]
fn another_id_is_no_end() {
    let case = moved();
    case.run("renumber ACME-0013 ACME-0913").ok();
    commit(&case, ANN, "2026-12-04", "Another number");
    swap(&case, "jobs/ACME/ACME-0913.yaml", "due: 2027-02-08", "due: 2027-02-10");
    commit(&case, ANN, "2026-12-07", "Two days more");
    let found = rows(&case, "log ACME-0913");
    assert_eq!(column(&found, "date")[..4], ["2026-12-07", "2026-12-04", "2026-12-03", "2026-12-02"]);
    assert!(column(&found, "what")[1].contains("ACME-0013"), "{found:?}");
    assert_eq!(rows(&case, "log ACME-0913 --field due").len(), 4, "a new number moves no date");
    case.run("log ACME-0013").ok().says("ACME-0013 is ACME-0913 now: `suits log ACME-0913` goes on from there");
    case.run("log ACME-9999").exits(2).says("git remembers none");
}

#[test]
fn blame_names_who_gave_each_field_its_value() {
    let case = moved();
    let rows = rows(&case, "blame ACME-0013 due title");
    assert_eq!(column(&rows, "field"), ["title", "due"]);
    assert_eq!(column(&rows, "who")[1], "Noi ใหม่");
    assert_ne!(column(&rows, "who")[0], "Noi ใหม่", "a comment above a title gives it no value");
    assert_eq!(column(&rows, "value")[1], "2027-02-08");
    let all = rows.len() + case.run("blame ACME-0013 --format json").ok().json()["rows"].as_array().map_or(0, Vec::len);
    assert!(all > 6);
    case.run("blame ACME-0013 nowhere").ok().says("there is no such field");
}

#[test]
fn a_merge_is_told_only_where_it_says_what_no_side_did() {
    let case = moved();
    git_in(case.path(), "checkout -q -b side");
    swap(&case, JOB, "due: 2027-02-08", "due: 2027-02-15");
    commit(&case, GUEST, "2026-12-08", "Side");
    git_in(case.path(), "checkout -q main");
    swap(&case, JOB, "title: ", "title: New ");
    commit(&case, ANN, "2026-12-09", "Title");
    git_in(case.path(), "merge -q --no-commit side");
    commit(&case, ANN, "2026-12-10", "Merge side");
    let found = rows(&case, "log ACME-0013");
    assert!(!column(&found, "date").contains(&"2026-12-10".to_owned()), "the merge did nothing of its own: {found:?}");
    assert_eq!(column(&rows(&case, "blame ACME-0013 due"), "who"), ["Noi ใหม่"]);
    assert_eq!(column(&rows(&case, "blame ACME-0013 title"), "who"), ["ann"]);
}

#[test]
fn a_life_at_a_revision_ends_there_and_a_cut_off_one_says_so() {
    let case = moved();
    assert_eq!(rows(&case, "log ACME-0013 --at HEAD~1").len(), 2);
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let url = format!("file://{}", case.path().display());
    git_in(scratch.path(), &format!("clone -q --depth 1 {url} clone"));
    case.run(&format!("-C {} log ACME-0013", scratch.path().join("clone").display())).ok().says("shallow");
}

#[test]
fn without_git_or_commits_the_error_says_what_to_do() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    case.run("log ACME-0013").exits(2).says("not in a git repository").says("git init");
    git_in(case.path(), "init -q -b main");
    case.run("log ACME-0013").exits(2).says("nothing has been committed here yet");
}

#[test]
fn a_briefs_log_shows_what_the_director_changed_word_by_word() {
    const BRIEF: &str = "briefs/ACME/ACME-B0004.yaml";
    let case = repository("tests/books/records");
    let old =
        case.text(BRIEF).lines().find_map(|line| line.strip_prefix("proposition: ").map(str::to_owned)).expect("one");
    let words: Vec<&str> = old.split(' ').collect();
    let new = old.replacen(words[1], "ป่าใหญ่", 1);
    swap(&case, BRIEF, &format!("proposition: {old}"), &format!("proposition: {new}"));
    commit(&case, GUEST, "2026-12-03", "Sharper");
    let rows = rows(&case, "brief log ACME-B0004");
    assert_eq!(column(&rows, "who")[0], "Noi ใหม่");
    assert_eq!(column(&rows, "section")[0], "proposition");
    let change = &column(&rows, "change")[0];
    assert!(change.contains(&format!("[-{}-]", words[1])) && change.contains("{+ป่าใหญ่+}"), "{change}");
    case.run("brief log ACME-0012").exits(2);
}

#[test]
fn what_a_merge_did_not_take_is_part_of_the_life_and_gives_no_value() {
    let case = moved();
    git_in(case.path(), "checkout -q -b side");
    swap(&case, JOB, "due: 2027-02-08", "due: 2027-02-15");
    commit(&case, GUEST, "2026-12-08", "Side");
    git_in(case.path(), "checkout -q main");
    swap(&case, JOB, "due: 2027-02-08", "due: 2027-02-22");
    commit(&case, ANN, "2026-12-09", "Main");
    git_in(case.path(), "merge -q -s ours -m Merge side");
    assert!(column(&rows(&case, "log ACME-0013 --field due"), "after").contains(&"2027-02-15".to_owned()));
    let blame = rows(&case, "blame ACME-0013 due");
    assert_eq!(
        (column(&blame, "value"), column(&blame, "who")),
        (vec!["2027-02-22".to_owned()], vec!["ann".to_owned()])
    );
}
