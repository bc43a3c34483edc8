//! The life of a record after merges: a value belongs to who wrote it, on whichever side and under whichever id; what a merge dropped is
//! told, and nothing that is committed is told of as if it were not.

use crate::harness::Case;
use crate::repository::{column, commit_edit, committed, git_in, git_says, git_try, short};
use std::process::Command;

const JOB: &str = "jobs/ACME/ACME-0013.yaml";

/// A job that is due on 1 February 2027.
fn due() -> Case {
    let case = committed("tests/books/records");
    let due = case.text(JOB).lines().find(|line| line.starts_with("due:")).expect("a due").to_owned();
    commit_edit(&case, JOB, &due, "due: 2027-02-01");
    case
}

/// Tom edits on a branch of his own, later than all the rest.
fn tom_edits(case: &Case, old: &str, new: &str) -> String {
    let text = case.text(JOB);
    assert!(text.contains(old), "`{old}` is in {JOB}");
    case.write(JOB, text.replacen(old, new, 1));
    let mut git = Command::new("git");
    git.arg("-C").arg(case.path()).args(["commit", "-q", "-a", "-m", "Tom"]);
    git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    for who in ["AUTHOR", "COMMITTER"] {
        git.env(format!("GIT_{who}_NAME"), "Tom").env(format!("GIT_{who}_EMAIL"), "tom@elsewhere.example");
        git.env(format!("GIT_{who}_DATE"), "2099-01-01T12:00:00+02:00");
    }
    assert!(git.status().expect("git runs").success());
    short(case)
}

/// Ann's due of 22 February on `main`, Tom's of the 15th and a title of his on `side`, merged so that Ann's due stays.
fn parted() -> (Case, String, String) {
    let case = due();
    git_in(case.path(), "checkout -q -b side");
    tom_edits(&case, "due: 2027-02-01", "due: 2027-02-15");
    let tom = tom_edits(&case, "title: ", "title: Tom's ");
    git_in(case.path(), "checkout -q main");
    commit_edit(&case, JOB, "due: 2027-02-01", "due: 2027-02-22");
    let ann = short(&case);
    git_try(case.path(), &["merge", "-q", "side"]);
    git_in(case.path(), "checkout -q main -- jobs/ACME/ACME-0013.yaml");
    let text = case.text(JOB).replacen("title: ", "title: Tom's ", 1);
    case.write(JOB, text);
    git_in(case.path(), "commit -q -a -m Merge");
    (case, ann, tom)
}

#[test]
fn after_a_conflict_a_value_belongs_to_the_side_that_wrote_it() {
    let (case, ann, tom) = parted();
    assert_eq!(column(&case, "blame ACME-0013 due", "value"), ["2027-02-22"]);
    assert_eq!(column(&case, "blame ACME-0013 due", "commit"), [&ann[..]]);
    assert_eq!(column(&case, "blame ACME-0013 title", "commit"), [&tom[..]]);
    assert_eq!(column(&case, "blame ACME-0013 title", "who"), ["Tom"]);
}

#[test]
fn what_a_merge_left_as_one_side_had_it_is_committed() {
    let case = due();
    git_in(case.path(), "checkout -q -b side");
    tom_edits(&case, "due: 2027-02-01", "due: 2027-02-15");
    git_in(case.path(), "checkout -q main");
    commit_edit(&case, JOB, "due: 2027-02-01", "due: 2027-02-22");
    let ann = short(&case);
    git_in(case.path(), "merge -q -s ours -m Merge side");
    for line in ["log ACME-0013", "log ACME-0013 --field due"] {
        case.run(line).ok().says_not("not committed").says("Tom");
    }
    assert_eq!(column(&case, "blame ACME-0013 due", "commit"), [&ann[..]]);
}

#[test]
fn a_record_that_one_side_renumbered_keeps_the_life_of_the_other() {
    for (into, from) in [("main", "side"), ("side", "main")] {
        let case = due();
        git_in(case.path(), "checkout -q -b side");
        let tom = tom_edits(&case, "title: ", "title: Tom's ");
        git_in(case.path(), "checkout -q main");
        case.run("renumber ACME-0013 ACME-0913").ok();
        git_in(case.path(), "add -A");
        git_in(case.path(), "commit -q -m Renumber");
        let ann = short(&case);
        git_in(case.path(), &format!("checkout -q {into}"));
        git_in(case.path(), &format!("merge -q -m Merge {from}"));
        assert_eq!(column(&case, "blame ACME-0913 title", "commit"), [&tom[..]], "into {into}");
        assert_eq!(column(&case, "log ACME-0913 --field title", "commit")[0], tom, "into {into}");
        let told = column(&case, "log ACME-0913", "commit");
        assert_eq!(told.len(), 4, "the start, the due, Tom's title, the number; not the merge: {told:?}");
        assert!(told.contains(&tom) && told.contains(&ann), "{told:?}");
        case.run("log ACME-0013").ok().says_not("not committed").says("`suits log ACME-0913` goes on from there");
    }
}

#[test]
fn what_a_merge_dropped_is_told_of_the_merge() {
    let (case, ann, _) = parted();
    let merge = short(&case);
    // the merge's line leads from what it dropped to what it kept, which is what the book says
    assert_eq!(column(&case, "log ACME-0013 --field due", "commit")[0], merge);
    assert_eq!(column(&case, "log ACME-0013 --field due", "before")[0], "2027-02-15");
    assert_eq!(column(&case, "log ACME-0013 --field due", "after")[0], "2027-02-22");
    let tom = git_says(case.path(), "rev-parse HEAD^2~1")[..10].to_owned();
    let told = column(&case, "log ACME-0013", "what");
    assert_eq!(told[0], format!("due: kept 2027-02-22, dropped 2027-02-15 of Tom ({tom})"));
    assert!(column(&case, "log ACME-0013", "commit").contains(&ann));
    // only Tom wrote a title, and the merge took it
    assert!(!column(&case, "log ACME-0013 --field title", "commit").contains(&merge));
}

#[test]
fn a_whole_side_that_a_merge_dropped_is_told_once() {
    let case = due();
    git_in(case.path(), "checkout -q -b side");
    tom_edits(&case, "due: 2027-02-01", "due: 2027-02-15");
    git_in(case.path(), "checkout -q main");
    commit_edit(&case, JOB, "title: ", "title: New ");
    git_in(case.path(), "merge -q -s ours -m Merge side");
    let merge = short(&case);
    assert_eq!(column(&case, "log ACME-0013", "commit")[0], merge);
    commit_edit(&case, JOB, "due: 2027-02-01", "due: 2027-02-03");
    git_in(case.path(), "checkout -q side");
    git_in(case.path(), "merge -q main");
    let told = column(&case, "log ACME-0013", "commit");
    assert_eq!(told.iter().filter(|commit| **commit == merge).count(), 1, "{told:?}");
}
