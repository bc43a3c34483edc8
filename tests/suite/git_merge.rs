//! Merges in real repositories, through the driver as `suits setup` configures it: every way git has of merging, and what each leaves in
//! the record. All edits are of lines side by side, which git alone calls a conflict.

use crate::harness::Case;
use crate::repository::{armed, commit_edit, git_ok, git_try};

const JOB: &str = "jobs/ACME/ACME-0012.yaml";
const OURS: (&str, &str) = ("due: 2027-03-12\nbaseline", "due: 2027-03-19\nbaseline");
const THEIRS: (&str, &str) = ("requested_on: 2026-11-02", "requested_on: 2026-11-03");

fn book() -> Case {
    armed("tests/books/records")
}

/// Two branches that changed neighbouring fields of one job; `main` is checked out.
fn parted() -> Case {
    let case = book();
    git_ok(case.path(), &["checkout", "-q", "-b", "feature"]);
    commit_edit(&case, JOB, THEIRS.0, THEIRS.1);
    git_ok(case.path(), &["checkout", "-q", "main"]);
    commit_edit(&case, JOB, OURS.0, OURS.1);
    case
}

#[track_caller]
fn holds_both(text: &str) {
    assert!(text.contains(THEIRS.1) && text.contains(OURS.1), "{text}");
    assert!(!text.contains("<<<<<<<"), "{text}");
}

#[test]
fn a_merge_keeps_both_edits_of_neighbouring_fields_and_says_so() {
    let case = parted();
    let said = git_ok(case.path(), &["merge", "--no-edit", "feature"]);
    holds_both(&case.text(JOB));
    assert!(said.contains("ACME-0012: HEAD and feature merged by its fields"), "{said}");
    case.run("check").says_not("not-armed");
}

#[test]
fn a_rebase_a_cherry_pick_a_revert_and_a_stash_go_the_same_way() {
    let case = parted();
    git_ok(case.path(), &["checkout", "-q", "feature"]);
    let said = git_ok(case.path(), &["rebase", "main"]);
    holds_both(&case.text(JOB));
    assert!(!said.contains("yours"), "in a rebase our side is upstream: {said}");

    let case = parted();
    git_ok(case.path(), &["cherry-pick", "feature"]);
    holds_both(&case.text(JOB));

    // The due date was moved after the request was; taking the request back leaves the due date.
    let case = book();
    commit_edit(&case, JOB, THEIRS.0, THEIRS.1);
    commit_edit(&case, JOB, OURS.0, OURS.1);
    git_ok(case.path(), &["revert", "--no-edit", "HEAD~1"]);
    let text = case.text(JOB);
    assert!(text.contains(THEIRS.0) && text.contains(OURS.1), "{text}");

    let case = book();
    let text = case.text(JOB);
    case.write(JOB, text.replacen(THEIRS.0, THEIRS.1, 1));
    git_ok(case.path(), &["stash"]);
    commit_edit(&case, JOB, OURS.0, OURS.1);
    git_ok(case.path(), &["stash", "pop"]);
    holds_both(&case.text(JOB));
}

#[test]
fn a_merge_without_a_work_tree_goes_the_same_way() {
    let case = parted();
    let tree = git_ok(case.path(), &["merge-tree", "--write-tree", "main", "feature"]);
    let tree = tree.lines().find(|line| line.len() == 40).expect("a tree");
    holds_both(&git_ok(case.path(), &["show", &format!("{tree}:{JOB}")]));
    assert!(case.text(JOB).contains(THEIRS.0), "the work tree is as it was");
}

#[test]
fn what_both_changed_is_marked_at_the_field_with_the_labels_of_git() {
    let case = parted();
    commit_edit(&case, JOB, "title: Spring launch film", "title: Spring film");
    git_ok(case.path(), &["checkout", "-q", "feature"]);
    commit_edit(&case, JOB, "title: Spring launch film", "title: Launch film");
    git_ok(case.path(), &["checkout", "-q", "main"]);
    let (code, said) = git_try(case.path(), &["merge", "feature"]);
    assert_eq!(code, 1, "{said}");
    let text = case.text(JOB);
    let marked = "<<<<<<< HEAD\ntitle: Spring film\n=======\ntitle: Launch film\n>>>>>>> feature\n";
    assert!(text.contains(marked), "{text}");
    assert!(text.contains(THEIRS.1) && text.contains(OURS.1), "the rest is merged: {text}");
    assert!(said.contains("ACME-0012: ") && said.contains("title"), "{said}");
    git_ok(case.path(), &["merge", "--abort"]);
    git_ok(case.path(), &["checkout", "-q", "feature"]);
    let (code, said) = git_try(case.path(), &["rebase", "main"]);
    assert_ne!(code, 0, "{said}");
    let text = case.text(JOB);
    assert!(text.contains("<<<<<<< HEAD\ntitle: Spring film\n=======\ntitle: Launch film\n>>>>>>> "), "{text}");
    git_ok(case.path(), &["rebase", "--abort"]);
}

#[test]
fn whoever_wants_to_see_the_base_sees_it() {
    let case = parted();
    commit_edit(&case, JOB, "title: Spring launch film", "title: Spring film");
    git_ok(case.path(), &["checkout", "-q", "feature"]);
    commit_edit(&case, JOB, "title: Spring launch film", "title: Launch film");
    git_ok(case.path(), &["checkout", "-q", "main"]);
    git_ok(case.path(), &["config", "merge.conflictStyle", "zdiff3"]);
    assert_eq!(git_try(case.path(), &["merge", "feature"]).0, 1);
    let text = case.text(JOB);
    let (_, base) = text.split_once("\n||||||| ").expect("the base is shown");
    assert!(base.split_once('\n').is_some_and(|(_, rest)| rest.starts_with("title: Spring launch film\n=======\n")));
}

#[test]
fn a_strategy_that_takes_one_side_is_not_told_to_a_driver_and_a_conflict_stays_one() {
    // gitattributes(5): a driver is not told of `-X ours`; what both sides changed is asked, and never chosen.
    let case = book();
    git_ok(case.path(), &["checkout", "-q", "-b", "feature"]);
    commit_edit(&case, JOB, "title: Spring launch film", "title: Launch film");
    git_ok(case.path(), &["checkout", "-q", "main"]);
    commit_edit(&case, JOB, "title: Spring launch film", "title: Spring film");
    assert_eq!(git_try(case.path(), &["merge", "--no-edit", "-X", "ours", "feature"]).0, 1);
    let text = case.text(JOB);
    assert!(text.contains("title: Spring film") && text.contains("title: Launch film"), "{text}");
}

#[test]
fn a_record_that_one_side_renamed_is_merged_under_its_new_name() {
    let case = book();
    git_ok(case.path(), &["checkout", "-q", "-b", "feature"]);
    let new = "jobs/ACME/ACME-0040.yaml";
    git_ok(case.path(), &["mv", JOB, new]);
    git_ok(case.path(), &["commit", "-q", "-m", "Rename"]);
    commit_edit(&case, new, THEIRS.0, THEIRS.1);
    git_ok(case.path(), &["checkout", "-q", "main"]);
    commit_edit(&case, JOB, OURS.0, OURS.1);
    let said = git_ok(case.path(), &["merge", "--no-edit", "feature"]);
    holds_both(&case.text(new));
    assert!(said.contains("ACME-0040: "), "{said}");
    assert!(!case.file(JOB).exists());
}

#[test]
fn branches_that_crossed_before_are_merged_from_what_both_had() {
    let case = parted();
    git_ok(case.path(), &["branch", "main-before"]);
    git_ok(case.path(), &["merge", "--no-edit", "feature"]);
    git_ok(case.path(), &["checkout", "-q", "feature"]);
    git_ok(case.path(), &["merge", "--no-edit", "main-before"]);
    commit_edit(&case, JOB, "title: Spring launch film", "title: Launch film");
    git_ok(case.path(), &["checkout", "-q", "main"]);
    commit_edit(&case, JOB, "brief: ACME-B0004", "brief: ACME-B0004 # the one of May");
    let bases = git_ok(case.path(), &["merge-base", "--all", "main", "feature"]);
    assert_eq!(bases.lines().count(), 2, "they crossed");
    git_ok(case.path(), &["merge", "--no-edit", "feature"]);
    let text = case.text(JOB);
    holds_both(&text);
    assert!(text.contains("title: Launch film\nbrief: ACME-B0004 # the one of May\n"), "{text}");
}

#[test]
fn what_each_branch_decided_for_itself_before_they_crossed_again_stays_a_question() {
    // the second pair: one branch decided to go back to where both had begun
    for titles in [["First", "Second"], ["Spring launch film", "Second"], ["First", "Spring launch film"]] {
        let case = book();
        git_ok(case.path(), &["checkout", "-q", "-b", "feature"]);
        commit_edit(&case, JOB, "title: Spring launch film", "title: Theirs");
        git_ok(case.path(), &["checkout", "-q", "main"]);
        commit_edit(&case, JOB, "title: Spring launch film", "title: Ours");
        git_ok(case.path(), &["branch", "main-before"]);
        // Each merges the other, and each decides in its own way.
        for (into, from, title) in [("main", "feature", titles[0]), ("feature", "main-before", titles[1])] {
            git_ok(case.path(), &["checkout", "-q", into]);
            assert_eq!(git_try(case.path(), &["merge", from]).0, 1);
            let text = case.text(JOB);
            let (_, rest) = text.split_once(">>>>>>>").expect("marks");
            let (_, rest) = rest.split_once('\n').expect("a line");
            case.write(JOB, format!("title: {title}\n{rest}"));
            git_ok(case.path(), &["commit", "-q", "-a", "--no-edit"]);
        }
        git_ok(case.path(), &["checkout", "-q", "main"]);
        let (code, said) = git_try(case.path(), &["merge", "feature"]);
        assert_eq!(code, 1, "{titles:?}: {said}");
        let text = case.text(JOB);
        let both = format!("<<<<<<< HEAD\ntitle: {}\n=======\ntitle: {}\n>>>>>>> feature\n", titles[0], titles[1]);
        assert!(text.contains(&both), "{text}");
    }
}

#[test]
fn a_record_added_on_both_sides_is_one_where_it_is_the_same_and_a_question_where_it_is_not() {
    let new = "jobs/ACME/ACME-0040.yaml";
    for (ours, is_clean) in [("title: Poster\nrush: false\n", true), ("title: Banner\nstatus: requested\n", false)] {
        let case = book();
        git_ok(case.path(), &["checkout", "-q", "-b", "feature"]);
        case.write(new, "title: Poster\nrush: false\n");
        git_ok(case.path(), &["add", "."]);
        git_ok(case.path(), &["commit", "-q", "-m", "Theirs"]);
        git_ok(case.path(), &["checkout", "-q", "main"]);
        case.write(new, if is_clean { format!("# a comment of ours\n{ours}") } else { ours.to_owned() });
        git_ok(case.path(), &["add", "."]);
        git_ok(case.path(), &["commit", "-q", "-m", "Ours"]);
        let (code, said) = git_try(case.path(), &["merge", "--no-edit", "feature"]);
        assert_eq!(code == 0, is_clean, "{said}");
        let text = case.text(new);
        assert_eq!(text.contains("<<<<<<<"), !is_clean, "{text}");
        if !is_clean {
            assert!(text.contains("title: Banner") && text.contains("title: Poster"), "{text}");
            assert!(said.contains("renumber"), "what to do is said: {said}");
        }
    }
}

#[test]
fn three_branches_at_once_are_refused_where_lines_touch_and_nothing_is_changed() {
    // The strategy for several branches merges texts and runs no driver; where those conflict, git refuses the whole merge.
    let case = parted();
    git_ok(case.path(), &["checkout", "-q", "-b", "third", "main~1"]);
    commit_edit(&case, JOB, "title: Spring launch film", "title: Launch film");
    git_ok(case.path(), &["checkout", "-q", "main"]);
    let before = case.text(JOB);
    let (code, said) = git_try(case.path(), &["merge", "--no-edit", "feature", "third"]);
    assert_ne!(code, 0, "{said}");
    git_ok(case.path(), &["reset", "-q", "--hard"]);
    assert_eq!(case.text(JOB), before);
    // One after the other they go through.
    git_ok(case.path(), &["merge", "--no-edit", "feature"]);
    git_ok(case.path(), &["merge", "--no-edit", "third"]);
    holds_both(&case.text(JOB));
}

#[test]
fn settings_and_what_is_no_record_are_merged_as_text() {
    let case = book();
    git_ok(case.path(), &["checkout", "-q", "-b", "feature"]);
    commit_edit(&case, "suits.toml", "Europe/Helsinki", "Europe/Stockholm");
    git_ok(case.path(), &["checkout", "-q", "main"]);
    commit_edit(&case, "suits.toml", "Europe/Helsinki", "Europe/Oslo");
    let (code, said) = git_try(case.path(), &["merge", "feature"]);
    assert_eq!(code, 1);
    assert!(!said.contains("fields"), "{said}");
    assert!(case.text("suits.toml").contains("<<<<<<< HEAD"));
}
