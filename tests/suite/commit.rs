//! `--commit` in real repositories: exactly the files of the change, in the words of the change, and what is staged stays staged.

use crate::harness::Case;
use crate::repository::{belongs_to_ann, committed, git_in, git_says};

const JOB: &str = "jobs/ACME/ACME-0012.yaml";
const BOOK: &str = "tests/books/records";

fn files_of(case: &Case, revision: &str) -> String {
    git_says(case.path(), &format!("show --format= --name-status --no-renames {revision}"))
}

#[test]
fn a_change_is_committed_in_its_own_words_and_nothing_else_is() {
    let case = committed(BOOK);
    case.write("notes.txt", "staged\n");
    case.write("other.txt", "not staged\n");
    git_in(case.path(), "add notes.txt");
    case.run("job set ACME-0012 'title=Kevätelokuva ฤดูใบไม้ผลิ' --commit").ok().says("committed on main: ").says(JOB);
    assert_eq!(files_of(&case, "HEAD"), format!("M\t{JOB}"));
    let told = git_says(case.path(), "log -1 --format=%an|%ae|%cn|%B");
    assert_eq!(told, "Ann|ann@northlight.example|Ann|ACME-0012: title = Kevätelokuva ฤดูใบไม้ผลิ");
    assert_eq!(git_says(case.path(), "status --porcelain"), "A  notes.txt\n?? other.txt");
    assert_eq!(git_says(case.path(), "show :notes.txt"), "staged");
    // Plumbing that does not look at the files again agrees: the index knows when the file was written.
    assert_eq!(git_says(case.path(), "diff-files --name-only"), "");
}

#[test]
fn new_records_and_records_that_go_are_committed_too() {
    let case = committed(BOOK);
    case.run("client new BOLT --name Bolt --currency EUR --commit").ok();
    assert_eq!(files_of(&case, "HEAD"), "A\tclients/BOLT.yaml");
    assert_eq!(git_says(case.path(), "log -1 --format=%B"), "BOLT: client opened");
    case.run("job new BOLT --title Posters --type print-ooh --requested-by ann --due 2027-06-30 --commit").ok();
    case.run("job drop BOLT-0001 --commit").ok();
    assert_eq!(files_of(&case, "HEAD"), "D\tjobs/BOLT/BOLT-0001.yaml");
    assert_eq!(git_says(case.path(), "status --porcelain"), "");
    assert_eq!(git_says(case.path(), "rev-list --count HEAD"), "4");
}

#[test]
fn a_change_of_several_files_is_one_commit() {
    let case = committed(BOOK);
    case.write("hours.csv", "person,date,job,hours\nann,2026-11-30,ACME-0012,2\nkim,2026-11-30,ACME-0012,3\n");
    case.run("time import hours.csv --commit").ok();
    let names = git_says(case.path(), "show --format= --name-only HEAD");
    assert_eq!(names, "timesheets/ann/2026-11.yaml\ntimesheets/kim/2026-11.yaml");
    assert_eq!(git_says(case.path(), "log -1 --format=%s"), "5 h in 2 entries of 2 people booked");
    assert_eq!(git_says(case.path(), "status --porcelain"), "?? hours.csv");
}

#[test]
fn a_dry_run_shows_the_message_and_writes_nothing() {
    let case = committed(BOOK);
    let before = (case.text(JOB), git_says(case.path(), "rev-parse HEAD"));
    case.run("job set ACME-0012 title=New --commit --dry-run")
        .ok()
        .says("would: commit on main:\n  ACME-0012: title = New\n");
    let told = case.run("job set ACME-0012 title=New --commit --dry-run --format json").ok().json();
    assert_eq!(
        told["commit"],
        serde_json::json!({"id": null, "branch": "main", "message": "ACME-0012: title = New\n"})
    );
    assert_eq!((case.text(JOB), git_says(case.path(), "rev-parse HEAD")), before);
}

#[test]
fn scripts_are_told_the_commit() {
    let case = committed(BOOK);
    let told = case.run("job set ACME-0012 title=New --commit --format json").ok().json();
    assert_eq!(told["commit"]["id"], git_says(case.path(), "rev-parse HEAD"));
    let told = case.run("job set ACME-0012 title=Newer --format json").ok().json();
    assert!(told["commit"].is_null());
    // What changes nothing makes no commit.
    git_in(case.path(), "commit -q -a -m Newer");
    let told = case.run("job set ACME-0012 title=Newer --commit --format json").ok().json();
    assert!(told["commit"].is_null(), "{told}");
    assert_eq!(git_says(case.path(), "rev-list --count HEAD"), "3");
}

#[test]
fn a_long_summary_is_told_in_full_below_the_first_line() {
    let case = committed(BOOK);
    let title = "A title that goes on for a while, and then for another while, until nobody listens";
    case.run(&format!("job set ACME-0012 'title={title}' --commit")).ok();
    // `ACME-0012: title = ` has 19 columns; up to the second comma the line has 80, up to the first 51.
    let whole = format!("ACME-0012: title = {title}");
    let first = "ACME-0012: title = A title that goes on for a while";
    assert_eq!(git_says(case.path(), "log -1 --format=%B"), format!("{first}\n\n{whole}"));
}

#[test]
fn a_book_may_have_the_habit_and_one_change_may_go_without() {
    let case = committed(BOOK);
    let toml = case.text("suits.toml");
    case.write("suits.toml", format!("{toml}\n[git]\ncommit = true\n"));
    git_in(case.path(), "commit -q -a -m Habit");
    case.run("job set ACME-0012 title=One").ok().says("committed on main");
    case.run("job set ACME-0012 title=Two --no-commit").ok().says_not("committed");
    assert_eq!(git_says(case.path(), "status --porcelain"), format!(" M {JOB}"));
    case.run("job set ACME-0013 title=One --no-commit --commit").exits(2);
    case.write("suits.toml", format!("{toml}\n[git]\ncommit = \"yes\"\n"));
    case.run("check").exits(1).says("`git.commit` is `\"yes\"`; expected true or false");
}

#[test]
fn a_repository_without_a_commit_gets_its_first() {
    let case = Case::copy(BOOK, "2026-12-01");
    git_in(case.path(), "init -q -b main");
    belongs_to_ann(case.path());
    git_in(case.path(), "add suits.toml");
    case.run("client new BOLT --name Bolt --currency EUR --commit").ok().says("committed on main");
    assert_eq!(git_says(case.path(), "ls-tree -r --name-only HEAD"), "clients/BOLT.yaml");
    assert!(git_says(case.path(), "status --porcelain").starts_with("A  suits.toml\n"));
}

#[test]
fn a_commit_on_no_branch_is_made_and_told() {
    let case = committed(BOOK);
    git_in(case.path(), "checkout -q --detach");
    case.run("job set ACME-0012 title=New --commit").ok().says("the commit is on no branch: `git branch NAME ");
    assert_eq!(files_of(&case, "HEAD"), format!("M\t{JOB}"));
}

#[test]
fn books_in_subfolders_worktrees_and_repositories_of_sha256_commit_alike() {
    let case = Case::empty("2026-12-01");
    let folder = "asiakkaat ja työt/ลูกค้า";
    crate::harness::copy_all(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(BOOK), &case.file(folder));
    git_in(case.path(), "init -q -b main --object-format=sha256");
    belongs_to_ann(case.path());
    git_in(case.path(), "add .");
    git_in(case.path(), "commit -q -m Start");
    case.run_in(folder, "job set ACME-0012 title=New --commit").ok().says("committed on main");
    let names = git_says(case.path(), "show --format= --name-only -z HEAD");
    assert_eq!(names.trim_end_matches('\0'), format!("{folder}/{JOB}"));
    assert_eq!(git_says(case.path(), "status --porcelain"), "");
    git_in(case.path(), "worktree add -q -b side side");
    case.run_in(&format!("side/{folder}"), "job set ACME-0012 title=Side --commit").ok().says("committed on side");
    assert_eq!(git_says(&case.file("side"), "status --porcelain"), "");
    assert_eq!(git_says(case.path(), "log -1 --format=%s refs/heads/main"), "ACME-0012: title = New");
    assert_eq!(git_says(case.path(), "log -1 --format=%s refs/heads/side"), "ACME-0012: title = Side");
}

#[test]
fn a_sparse_checkout_keeps_what_is_left_out() {
    let case = committed(BOOK);
    git_in(case.path(), "sparse-checkout set --no-cone /suits.toml /clients/ /jobs/");
    assert!(!case.file("briefs").exists());
    case.run("job set ACME-0012 title=New --commit").ok();
    assert_eq!(files_of(&case, "HEAD"), format!("M\t{JOB}"));
    assert_eq!(git_says(case.path(), "status --porcelain"), "");
    assert_eq!(git_says(case.path(), "ls-tree --name-only HEAD briefs/ACME/"), "briefs/ACME/ACME-B0004.yaml");
    assert!(!case.file("briefs").exists());
    case.run("time log ACME-0012 1 --for kim --commit").ok();
    assert_eq!(files_of(&case, "HEAD"), "A\ttimesheets/kim/2026-12.yaml");
    assert_eq!(git_says(case.path(), "status --porcelain"), "");
}

#[test]
fn a_message_is_read_right_whatever_the_repository_writes_in() {
    let case = committed(BOOK);
    git_in(case.path(), "config i18n.commitEncoding ISO-8859-1");
    case.run("job set ACME-0012 'title=Hyvää syksyä' --commit").ok();
    let raw = git_says(case.path(), "cat-file commit HEAD");
    assert!(raw.ends_with("ACME-0012: title = Hyvää syksyä") && !raw.contains("encoding ISO"), "{raw}");
}

#[test]
fn line_ends_that_git_rewrites_are_no_change_of_their_own() {
    let case = committed(BOOK);
    git_in(case.path(), "config core.autocrlf true");
    let crlf = case.text(JOB).replace('\n', "\r\n");
    case.write(JOB, crlf);
    git_in(case.path(), "add .");
    case.run("job set ACME-0012 title=New --commit").ok();
    assert_eq!(git_says(case.path(), "show --format= --numstat HEAD"), format!("1\t1\t{JOB}"));
    assert_eq!(git_says(case.path(), "status --porcelain"), "");
    assert!(case.text(JOB).starts_with("title: New\r\n"));
}

#[test]
fn a_split_index_stays_one() {
    let case = committed(BOOK);
    git_in(case.path(), "update-index --split-index");
    case.write("notes.txt", "staged\n");
    git_in(case.path(), "add notes.txt");
    case.run("job set ACME-0012 title=New --commit").ok();
    assert_eq!(git_says(case.path(), "status --porcelain"), "A  notes.txt");
}

#[test]
fn what_a_check_mends_is_committed_where_that_is_asked_for() {
    let case = committed(BOOK);
    let text = case.text(JOB).replacen("\ndue: 2027-03-12\n", "\ndue: 2027/03/12\n", 1);
    case.write(JOB, &text);
    git_in(case.path(), "commit -q -a -m Typed");
    case.run("check --fix --commit").ok().says("fixed: 1 in 1 record\ncommitted on main: ");
    assert_eq!(git_says(case.path(), "log -1 --format=%s"), "fixed: 1 in 1 record");
    assert_eq!(files_of(&case, "HEAD"), format!("M\t{JOB}"));
    case.run("check --fix --commit").ok().says_not("committed");
    case.run("undo").ok().says("committed on main");
    assert_eq!(case.text(JOB), text);
    case.write(JOB, format!("{text}# by hand\n"));
    case.run("check --fix --commit").exits(2).says("has changes that are not committed");
    assert_eq!(case.text(JOB), format!("{text}# by hand\n"));
}
