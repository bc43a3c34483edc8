//! `--at`: every question at a revision has the answer that a checkout of that revision gives, byte for byte, and nothing is written.

use crate::repository::repository;

/// Questions.
const READS: &[&str] = &["overdue", "overdue --all"];

#[test]
fn a_question_at_the_last_commit_has_todays_answer() {
    let case = repository("tests/books/records");
    for line in READS {
        let now = case.run(line);
        let then = case.run(&format!("{line} --at HEAD"));
        assert_eq!((now.code, now.stdout, now.stderr), (then.code, then.stdout, then.stderr), "{line}");
    }
}
