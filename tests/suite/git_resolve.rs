//! `suits resolve` in real repositories without a driver: what git left in conflict, and what a recorded merge lost.

use crate::audit_repairs::types;
use crate::harness::Case;
use crate::repository::{commit_edit, git_ok, git_try, repository};

const JOB: &str = "jobs/ACME/ACME-0012.yaml";
const CLIENT: &str = "clients/ACME.yaml";
const TITLE: &str = "title: Spring launch film";

/// Two branches of a clone that is not armed: neighbouring fields of a job are changed, and one field of the client on both sides.
fn parted() -> Case {
    let case = repository("tests/books/records");
    git_ok(case.path(), &["checkout", "-q", "-b", "feature"]);
    commit_edit(&case, JOB, TITLE, "title: Launch film");
    commit_edit(&case, CLIENT, "payment_days: 30", "payment_days: 14");
    git_ok(case.path(), &["checkout", "-q", "main"]);
    commit_edit(&case, JOB, "brief: ACME-B0004", "brief: ACME-B0004 # of May");
    commit_edit(&case, CLIENT, "payment_days: 30", "payment_days: 21");
    case
}

fn conflicted() -> Case {
    let case = parted();
    assert_eq!(git_try(case.path(), &["merge", "feature"]).0, 1);
    case
}

const MERGED: &str = "title: Launch film\nbrief: ACME-B0004 # of May\n";

fn unmerged(case: &Case) -> String {
    git_ok(case.path(), &["diff", "--name-only", "--diff-filter=U"])
}

#[test]
fn what_only_lines_made_a_conflict_is_merged_and_what_is_a_question_is_listed_with_both_values() {
    let case = conflicted();
    let before = [JOB, CLIENT].map(|path| case.text(path));
    let dry = case.run("resolve --dry-run").exits(1).says("+brief: ACME-B0004 # of May").says("nothing was written");
    assert!(dry.stdout.contains("payment_days"), "{}", dry.stdout);
    assert_eq!([JOB, CLIENT].map(|path| case.text(path)), before);
    let json = case.run("resolve --format json").exits(1).json();
    let rows = json["rows"].as_array().expect("rows");
    let told = |row: &serde_json::Value| ["id", "outcome", "field", "ours", "theirs"].map(|key| row[key].clone());
    let expected = [
        [serde_json::json!("ACME"), "question".into(), "payment_days".into(), "21".into(), "14".into()],
        [
            "ACME-0012".into(),
            "merged".into(),
            serde_json::Value::Null,
            serde_json::Value::Null,
            serde_json::Value::Null,
        ],
    ];
    assert_eq!(rows.iter().map(told).collect::<Vec<_>>(), expected);
    assert!(case.text(JOB).starts_with(MERGED), "{}", case.text(JOB));
    let marked = "<<<<<<< HEAD\npayment_days: 21\n=======\npayment_days: 14\n>>>>>>> feature\n";
    assert!(case.text(CLIENT).contains(marked), "{}", case.text(CLIENT));
    assert_eq!(unmerged(&case), "clients/ACME.yaml\n", "only what is clean is called merged");
    // Said again it changes nothing more.
    case.run("resolve").exits(1).says("payment_days");
    assert!(case.text(CLIENT).contains(marked));
    case.write(CLIENT, case.text(CLIENT).replace(marked, "payment_days: 14\n"));
    git_ok(case.path(), &["add", "."]);
    case.run("resolve").ok().says("nothing here is in conflict");
    git_ok(case.path(), &["commit", "-q", "--no-edit"]);
}

#[test]
fn only_what_is_asked_for_is_touched_and_git_is_told_only_where_one_lets_it() {
    let case = conflicted();
    let client = case.text(CLIENT);
    case.run("resolve ACME-0012 --no-add").ok().says("`git add` each of them");
    assert!(case.text(JOB).starts_with(MERGED));
    assert_eq!(case.text(CLIENT), client);
    assert_eq!(unmerged(&case).lines().count(), 2);
    case.run(&format!("resolve {JOB}")).ok();
    assert_eq!(unmerged(&case), "clients/ACME.yaml\n");
    case.run("resolve ACME-9999").exits(2);
}

#[test]
fn each_style_of_marks_is_known_for_what_git_left() {
    for style in ["merge", "diff3", "zdiff3"] {
        let case = parted();
        git_ok(case.path(), &["config", "merge.conflictStyle", style]);
        assert_eq!(git_try(case.path(), &["merge", "feature"]).0, 1);
        case.run("resolve jobs").ok();
        assert!(case.text(JOB).starts_with(MERGED), "{style}");
    }
}

#[test]
fn a_file_on_which_somebody_has_worked_stays_as_it_is_unless_forced() {
    let case = conflicted();
    let worked = case.text(JOB).replace("goal: A film people quote in May.", "goal: A film people quote.");
    assert_ne!(worked, case.text(JOB));
    case.write(JOB, &worked);
    case.run("resolve jobs").exits(1).says("somebody has worked on it").says("--force");
    assert_eq!(case.text(JOB), worked);
    case.run("resolve jobs --force").ok();
    assert!(case.text(JOB).starts_with(MERGED));
    assert_eq!(case.text(".suits/edit/ACME-0012-before-resolve.yaml"), worked, "a copy is kept");
}

#[test]
fn a_rebase_a_cherry_pick_a_revert_and_a_stash_are_resolved_the_same_way() {
    let start = || {
        let case = repository("tests/books/records");
        git_ok(case.path(), &["checkout", "-q", "-b", "feature"]);
        commit_edit(&case, JOB, TITLE, "title: Launch film");
        git_ok(case.path(), &["checkout", "-q", "main"]);
        commit_edit(&case, JOB, "brief: ACME-B0004", "brief: ACME-B0004 # of May");
        case
    };
    let case = start();
    git_ok(case.path(), &["checkout", "-q", "feature"]);
    assert_ne!(git_try(case.path(), &["rebase", "main"]).0, 0);
    case.run("resolve").ok().says("git rebase --continue");
    git_ok(case.path(), &["rebase", "--continue"]);
    assert!(case.text(JOB).starts_with(MERGED));

    let case = start();
    assert_ne!(git_try(case.path(), &["cherry-pick", "feature"]).0, 0);
    case.run("resolve").ok().says("git cherry-pick --continue");
    git_ok(case.path(), &["cherry-pick", "--continue"]);
    assert!(case.text(JOB).starts_with(MERGED));

    let case = repository("tests/books/records");
    commit_edit(&case, JOB, TITLE, "title: Launch film");
    commit_edit(&case, JOB, "brief: ACME-B0004", "brief: ACME-B0004 # of May");
    assert_ne!(git_try(case.path(), &["revert", "--no-edit", "HEAD~1"]).0, 0);
    case.run("resolve").ok().says("git revert --continue");
    assert!(case.text(JOB).starts_with("title: Spring launch film\nbrief: ACME-B0004 # of May\n"));

    let case = repository("tests/books/records");
    let text = case.text(JOB);
    case.write(JOB, text.replacen(TITLE, "title: Launch film", 1));
    git_ok(case.path(), &["stash"]);
    commit_edit(&case, JOB, "brief: ACME-B0004", "brief: ACME-B0004 # of May");
    assert_ne!(git_try(case.path(), &["stash", "pop"]).0, 0);
    case.run("resolve").ok().says("git stash drop");
    assert!(case.text(JOB).starts_with(MERGED));
}

#[test]
fn deleted_renamed_and_twice_added_records_are_told_apart() {
    let mut case = repository("tests/books/records");
    case.set_width(400);
    let new = "jobs/ACME/ACME-0040.yaml";
    git_ok(case.path(), &["checkout", "-q", "-b", "feature"]);
    git_ok(case.path(), &["rm", "-q", JOB]);
    case.write(new, "title: Poster\n");
    git_ok(case.path(), &["mv", "jobs/ACME/ACME-0013.yaml", "jobs/ACME/ACME-0050.yaml"]);
    git_ok(case.path(), &["add", "."]);
    git_ok(case.path(), &["commit", "-q", "-m", "Theirs"]);
    git_ok(case.path(), &["checkout", "-q", "main"]);
    commit_edit(&case, JOB, TITLE, "title: Launch film");
    case.write(new, "title: Banner\nrush: true\n");
    git_ok(case.path(), &["mv", "jobs/ACME/ACME-0013.yaml", "jobs/ACME/ACME-0060.yaml"]);
    git_ok(case.path(), &["add", "."]);
    git_ok(case.path(), &["commit", "-q", "-m", "Ours"]);
    assert_eq!(git_try(case.path(), &["merge", "feature"]).0, 1);
    let before = unmerged(&case);
    let [old, one, other] = ["0013", "0060", "0050"].map(|number| format!("jobs/ACME/ACME-{number}.yaml"));
    let ours = format!("git add -- {one} && git rm -- {other} {old}");
    let theirs = format!("git add -- {other} && git rm -- {one} {old}");
    let ran = case.run("resolve").exits(1);
    let ran = ran
        .says("MERGE_HEAD deleted it, HEAD changed `title`")
        .says("`git rm -- jobs/ACME/ACME-0012.yaml` deletes it")
        .says("HEAD renamed it to `jobs/ACME/ACME-0060.yaml`, MERGE_HEAD to `jobs/ACME/ACME-0050.yaml`")
        .says(&format!("`{ours}` keeps the first name, `{theirs}` the other"))
        .says("renumber");
    assert!(!ran.all().contains("renamed it to this"), "{}", ran.all());
    assert_eq!(unmerged(&case), before, "nothing of it is decided for anybody");
    assert!(case.text(new).contains("title: Banner") && case.text(new).contains("title: Poster"));
    types(&case, &theirs);
    assert_eq!(unmerged(&case), format!("{JOB}\n{new}\n"), "the name is decided");
    assert!(case.file(&other).exists() && !case.file(&one).exists() && !case.file(&old).exists());
}

#[test]
fn a_version_that_does_not_read_and_what_is_no_record_are_left_and_told() {
    let case = repository("tests/books/records");
    git_ok(case.path(), &["checkout", "-q", "-b", "feature"]);
    commit_edit(&case, JOB, TITLE, "title: [Launch");
    commit_edit(&case, "suits.toml", "Europe/Helsinki", "Europe/Oslo");
    git_ok(case.path(), &["checkout", "-q", "main"]);
    commit_edit(&case, JOB, TITLE, "title: Spring film");
    commit_edit(&case, "suits.toml", "Europe/Helsinki", "Europe/Stockholm");
    assert_eq!(git_try(case.path(), &["merge", "feature"]).0, 1);
    let before = case.text(JOB);
    case.run("resolve").exits(1).says("feature does not read as a record").says("it is no record");
    assert_eq!(case.text(JOB), before);
}

#[test]
fn an_index_that_is_locked_and_a_folder_without_git_are_said_before_anything_is_written() {
    let case = conflicted();
    case.write(".git/index.lock", "");
    let before = case.text(JOB);
    case.run("resolve").exits(2).says("the index is locked").says("index.lock");
    assert_eq!(case.text(JOB), before);
    let case = Case::copy("tests/books/records", "2026-12-01");
    case.run("resolve").exits(2).says("not in a git repository");
    case.run("resolve --merge").exits(2);
}

/// A merge that a host made line by line and somebody finished in a hurry: our whole file, with one line of theirs.
fn lossy() -> Case {
    let case = parted();
    assert_eq!(git_try(case.path(), &["merge", "feature"]).0, 1);
    git_ok(case.path(), &["checkout", "--ours", "."]);
    git_ok(case.path(), &["add", "."]);
    git_ok(case.path(), &["commit", "-q", "--no-edit"]);
    case
}

#[test]
fn what_a_recorded_merge_lost_comes_back_and_what_both_had_changed_stays_as_it_was_decided() {
    let case = lossy();
    assert!(case.text(JOB).starts_with("title: Spring launch film\n"));
    case.run("resolve --merge --dry-run").ok().says("+title: Launch film").says("the branch that was merged");
    assert!(case.text(JOB).starts_with("title: Spring launch film\n"));
    let json = case.run("resolve --merge --format json").ok().json();
    let rows = json["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), 1, "{json}");
    assert_eq!((&rows[0]["outcome"], &rows[0]["field"]), (&"restored".into(), &"title".into()));
    assert_eq!((&rows[0]["ours"], &rows[0]["theirs"]), (&"Spring launch film".into(), &"Launch film".into()));
    assert!(case.text(JOB).starts_with(MERGED), "{}", case.text(JOB));
    assert!(case.text(CLIENT).contains("payment_days: 21"), "both had changed it: whoever merged has decided");
    case.run("resolve --merge HEAD").ok().says("lost nothing");
}

#[test]
fn into_a_file_that_was_changed_since_it_comes_back_and_what_was_changed_itself_is_left() {
    let case = lossy();
    commit_edit(&case, JOB, "goal: A film people quote in May.", "goal: A film people quote.");
    case.run("resolve --merge HEAD~1").ok().says("Launch film");
    assert!(case.text(JOB).starts_with(MERGED) && case.text(JOB).contains("goal: A film people quote.\n"));
    git_ok(case.path(), &["checkout", "-q", "."]);
    let text = case.text(JOB).replacen(TITLE, "title: Film of the spring", 1);
    case.write(JOB, &text);
    case.run("resolve --merge HEAD~1").exits(1).says("it was changed since").says("Launch film");
    assert_eq!(case.text(JOB), text);
}

#[test]
fn a_deletion_that_came_back_and_a_record_that_went_are_seen() {
    let mut case = repository("tests/books/records");
    case.set_width(400);
    let (gone, added) = ("jobs/ACME/ACME-0013.yaml", "jobs/ACME/ACME-0040.yaml");
    let old = case.text(gone);
    git_ok(case.path(), &["checkout", "-q", "-b", "feature"]);
    git_ok(case.path(), &["rm", "-q", gone]);
    case.write(added, "title: Poster\n");
    git_ok(case.path(), &["add", "."]);
    git_ok(case.path(), &["commit", "-q", "-m", "Theirs"]);
    git_ok(case.path(), &["checkout", "-q", "main"]);
    commit_edit(&case, JOB, TITLE, "title: Launch film");
    git_ok(case.path(), &["merge", "--no-commit", "--no-ff", "feature"]);
    case.write(gone, &old);
    git_ok(case.path(), &["rm", "-q", "-f", added]);
    git_ok(case.path(), &["add", "."]);
    git_ok(case.path(), &["commit", "-q", "-m", "Merge"]);
    case.run("resolve --merge").exits(1).says(&format!("git rm -- {gone}")).says("ACME-0040");
    assert_eq!(case.text(added), "title: Poster\n");
    assert_eq!(case.text(gone), old, "a deletion is left to a person");
}

#[test]
fn a_commit_that_is_no_merge_or_merges_many_is_refused() {
    let case = parted();
    case.run("resolve --merge").exits(2).says("is no merge");
    case.run("resolve --merge gone").exits(2).says("git knows no revision `gone`");
}

#[test]
fn a_merge_of_another_branch_is_refused_and_writes_nothing_here() {
    let case = lossy();
    git_ok(case.path(), &["checkout", "-q", "-b", "elsewhere", "HEAD^1"]);
    let before = case.text(JOB);
    case.run("resolve --merge main")
        .exits(2)
        .says("`main` is not in the history of `HEAD`")
        .says("git branch --contains");
    assert_eq!(case.text(JOB), before);
    git_ok(case.path(), &["checkout", "-q", "main"]);
    case.run("resolve --merge main").ok().says("Launch film");
}

#[test]
fn what_a_person_settled_with_ours_stays_settled() {
    let case = conflicted();
    git_ok(case.path(), &["checkout", "--ours", "."]);
    let before = case.text(JOB);
    assert!(!before.contains("<<<<<<<"));
    case.run("resolve").exits(1).says("left");
    assert_eq!(case.text(JOB), before);
}

#[test]
fn what_is_settled_and_not_added_is_said_with_the_command_that_adds_it() {
    let case = conflicted();
    let job = case.text(JOB);
    let start = job.find("<<<<<<<").expect("marks");
    let end = job.find(">>>>>>> feature\n").expect("marks") + ">>>>>>> feature\n".len();
    let by_hand = "title: Film of May\nbrief: ACME-B0004 # of May\n";
    case.write(JOB, format!("{}{by_hand}{}", &job[..start], &job[end..]));
    let mut case = case;
    case.set_width(400);
    case.run("resolve jobs").exits(1).says(&format!("`git add -- {JOB}` tells git so"));
    case.run("resolve clients")
        .exits(1)
        .says(&format!("decide what is marked in the files, then `git add -- {CLIENT}`"));
    case.run("check clients").exits(1).says("`suits resolve` merges it by its fields");
}

#[test]
fn signs_that_an_old_git_left_for_labels_are_no_labels() {
    let case = conflicted();
    for path in [JOB, CLIENT] {
        let text = case.text(path).replace("<<<<<<< HEAD", "<<<<<<< %X").replace(">>>>>>> feature", ">>>>>>> %Y");
        case.write(path, text);
    }
    case.run("resolve").exits(1);
    let client = case.text(CLIENT);
    assert!(client.contains("<<<<<<< HEAD\n") && client.contains(">>>>>>> MERGE_HEAD\n"), "{client}");
}
