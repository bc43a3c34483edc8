//! Two records under one id in the middle of a merge, rebase, cherry-pick or stash pop: each ends under its own number with what its own side
//! meant by it, and git is told.

use crate::harness::Case;
use crate::repository::{armed, belongs_to_ann, committed, git_ok, git_try};

const JOB: &str = "jobs/ACME/ACME-0044.yaml";
const BRIEF: &str = "briefs/ACME/ACME-B0044.yaml";
const SHEET: &str = "timesheets/ann/2026-11.yaml";

/// Makes a brief, a job with a round on it, and hours, all of one side.
fn made(case: &Case, side: &str) {
    let told = |text: String| {
        let rest = text.split_once('\n').expect("lines").1.to_owned();
        format!("title: {side}\n{rest}")
    };
    let brief = case.text("briefs/ACME/ACME-B0004.yaml");
    case.write(BRIEF, told(brief).replace("proposition: ", &format!("proposition: {side}. ")));
    let job = case.text("jobs/ACME/ACME-0013.yaml").replace("ACME-B0004", "ACME-B0044");
    case.write(JOB, told(job).replacen("requested_on: ", &format!("goal: {side} first\nrequested_on: "), 1));
    let round = case.text("feedback/ACME/ACME-0013-R1.yaml").replace("version: v1", &format!("version: {side}"));
    case.write("feedback/ACME/ACME-0044-R1.yaml", round);
    hours(case, side);
    git_ok(case.path(), &["add", "."]);
    git_ok(case.path(), &["commit", "-q", "-m", side]);
}

/// An hour on the job, under an id that tells the side.
fn hours(case: &Case, id: &str) {
    let entry = format!(
        "  - id: {}\n    date: 2026-11-23\n    job: ACME-0044\n    hours: 1\n    work: execute\n",
        id.to_lowercase()
    );
    case.write(SHEET, format!("{}{entry}", case.text(SHEET)));
}

/// Two branches that made a brief and a job of one number each.
fn twice_made() -> Case {
    let case = armed("tests/books/records");
    belongs_to_ann(case.path());
    twice_made_in(case)
}

fn twice_made_in(case: Case) -> Case {
    git_ok(case.path(), &["checkout", "-q", "-b", "feature"]);
    made(&case, "Theirs");
    git_ok(case.path(), &["checkout", "-q", "main"]);
    made(&case, "Ours");
    case
}

fn index(case: &Case) -> String {
    git_ok(case.path(), &["status", "--porcelain"])
}

/// Whose job an entry of the timesheet is on.
fn job_of(case: &Case, id: &str) -> String {
    let text = case.text(SHEET);
    let entry = text.split("  - id: ").find(|entry| entry.starts_with(id)).expect("the entry");
    entry.lines().find_map(|line| line.trim().strip_prefix("job: ")).expect("its job").to_owned()
}

/// Asks for a job and its brief in two numbers, in one of both orders.
fn in_order(case: &Case, from: &str, is_brief_first: bool) {
    let mut lines = [
        format!("renumber ACME-B0044 ACME-B0045 --from {from}"),
        format!("renumber ACME-0044 ACME-0045 --from {from}"),
    ];
    if !is_brief_first {
        lines.reverse();
    }
    for line in lines {
        case.run(&line).ok().says_not("nobody can tell");
    }
}

/// Which side each record is of, by its number, and what each names.
fn are_told_apart(case: &Case, [stays, moves]: [&str; 2]) {
    for (number, side) in [("44", stays), ("45", moves)] {
        let job = case.text(&format!("jobs/ACME/ACME-00{number}.yaml"));
        assert!(job.starts_with(&format!("title: {side}\nbrief: ACME-B00{number}\n")), "{job}");
        assert!(case.text(&format!("briefs/ACME/ACME-B00{number}.yaml")).starts_with(&format!("title: {side}\n")));
        assert!(case.text(&format!("feedback/ACME/ACME-00{number}-R1.yaml")).contains(&format!("version: {side}\n")));
        assert_eq!(job_of(case, &side.to_lowercase()), format!("ACME-00{number}"));
    }
}

#[test]
fn a_job_and_its_brief_find_each_other_in_either_order_on_either_side_and_git_is_told() {
    for (from, sides) in
        [("MERGE_HEAD", ["Ours", "Theirs"]), ("feature", ["Ours", "Theirs"]), ("HEAD", ["Theirs", "Ours"])]
    {
        for is_brief_first in [true, false] {
            let case = twice_made();
            case.write("notes.txt", "mine\n");
            assert_ne!(git_try(case.path(), &["merge", "feature"]).0, 0);
            in_order(&case, from, is_brief_first);
            are_told_apart(&case, sides);
            let status = index(&case);
            assert!(status.lines().all(|line| line == "?? notes.txt" || line.chars().nth(1) == Some(' ')), "{status}");
            git_ok(case.path(), &["commit", "-q", "--no-edit"]);
            case.run("check").says_not("dangling-reference").says_not("conflict");
            let audited = case.run("audit").all();
            let told = ["lost-", "resurrected", "broken-by-merge", "frozen-"];
            assert!(told.iter().all(|what| !audited.contains(what)), "{from}: {audited}");
        }
    }
}

#[test]
fn one_of_each_side_may_move_and_both_briefs_are_found() {
    let case = twice_made();
    assert_ne!(git_try(case.path(), &["merge", "feature"]).0, 0);
    case.run("renumber ACME-B0044 ACME-B0045 --from HEAD")
        .ok()
        .says("ACME-0044.yaml says ACME-B0044 too, and is told apart itself: it follows then");
    case.run("renumber ACME-0044 ACME-0045 --from MERGE_HEAD").ok().says("next: `git commit` ends the merge");
    assert!(case.text(JOB).starts_with("title: Ours\nbrief: ACME-B0045\n"), "{}", case.text(JOB));
    assert!(case.text("jobs/ACME/ACME-0045.yaml").starts_with("title: Theirs\nbrief: ACME-B0044\n"));
}

#[test]
fn the_conflict_names_the_command_that_tells_them_apart() {
    let case = twice_made();
    let said = git_try(case.path(), &["merge", "feature"]).1;
    for line in
        ["suits renumber ACME-0044 ACME-0045 --from feature", "suits renumber ACME-B0044 ACME-B0045 --from feature"]
    {
        assert!(said.contains(line), "{line}: {said}");
    }
    let rows = case.run("resolve --format json").exits(1).json();
    assert!(rows.to_string().contains("suits renumber ACME-0044 ACME-0045 --from feature"), "{rows}");
}

#[test]
fn while_a_merge_is_open_no_commit_is_made_and_nothing_is_written() {
    let case = twice_made();
    assert_ne!(git_try(case.path(), &["merge", "feature"]).0, 0);
    let before = (index(&case), case.text(JOB));
    let refused = case.run("renumber ACME-0044 ACME-0045 --from MERGE_HEAD --commit").exits(2);
    refused.says("a merge is not finished in this repository").says("leave `--commit` out");
    case.run("renumber ACME-0044 ACME-0045 --from MERGE_HEAD --dry-run").ok().says("would:");
    assert_eq!((index(&case), case.text(JOB)), before);
    case.write(".git/index.lock", "");
    case.run("renumber ACME-0044 ACME-0045 --from MERGE_HEAD").exits(2).says("the index is locked");
    assert_eq!(case.text(JOB), before.1);
}

#[test]
fn a_file_that_was_changed_by_hand_is_followed_and_left_to_whoever_changed_it() {
    let case = twice_made();
    assert_ne!(git_try(case.path(), &["merge", "feature"]).0, 0);
    case.write(SHEET, format!("# November\n{}", case.text(SHEET)));
    let done = case.run("renumber ACME-0044 ACME-0045 --from MERGE_HEAD").ok();
    done.says(&format!("next: `git add -- {SHEET}`"));
    assert_eq!(job_of(&case, "theirs"), "ACME-0045");
    assert!(index(&case).contains(&format!("MM {SHEET}")), "{}", index(&case));
}

#[test]
fn after_the_merge_either_side_may_move_and_a_commit_is_made_where_asked() {
    for (from, sides) in [("HEAD^2", ["Ours", "Theirs"]), ("HEAD^1", ["Theirs", "Ours"])] {
        let case = twice_made_in(committed("tests/books/records"));
        let (code, said) = git_try(case.path(), &["merge", "-X", "theirs", "-m", "Merge", "feature"]);
        assert_eq!(code, 0, "{said}");
        // a host that takes theirs has lost our hour
        hours(&case, "Ours");
        git_ok(case.path(), &["commit", "-q", "-a", "--amend", "--no-edit"]);
        let line = format!("renumber ACME-B0044 ACME-B0045 --from {from}");
        case.run(&format!("{line} --commit")).ok().says("committed on main").says("both sides made ACME-0044 too");
        assert_eq!(index(&case), "");
        case.run("check").says_not("conflict");
        assert!(case.text(BRIEF).starts_with(&format!("title: {}\n", sides[0])));
    }
}

#[test]
fn in_a_rebase_of_either_kind_what_is_still_to_come_under_the_old_id_is_told() {
    for how in ["--merge", "--apply"] {
        let case = twice_made();
        git_ok(case.path(), &["checkout", "-q", "feature"]);
        let text = case.text(SHEET);
        case.write(
            SHEET,
            text.replacen(
                "entries:\n",
                "entries:\n  - id: late\n    date: 2026-11-24\n    job: ACME-0044\n    hours: 2\n    work: execute\n",
                1,
            ),
        );
        git_ok(case.path(), &["commit", "-q", "-a", "-m", "Late hours"]);
        let job = case.text(JOB);
        case.write(JOB, job.replace("goal: Theirs first", "goal: Theirs second"));
        git_ok(case.path(), &["commit", "-q", "-a", "-m", "Second goal"]);
        let (code, said) = git_try(case.path(), &["rebase", how, "main"]);
        assert_ne!(code, 0);
        if how == "--apply" {
            assert!(said.contains("suits renumber ACME-0044 ACME-0045 --from REBASE_HEAD"), "{said}");
        }
        let rows = case.run("resolve --format json").exits(1).json().to_string();
        assert!(!rows.contains("--from Theirs"), "the label is a message: {rows}");
        let done = case.run("renumber ACME-0044 ACME-0045 --from REBASE_HEAD").ok();
        let done = done.says(&format!("\"Late hours\" means its ACME-0044, in `{SHEET}`"));
        done.says(&format!("\"Second goal\" means its ACME-0044, in `{JOB}`")).says("git rebase --abort");
        let done = case.run("renumber ACME-B0044 ACME-B0045 --from feature").ok();
        done.says_not("still to come").says("next: `git rebase --continue`");
        are_told_apart(&case, ["Ours", "Theirs"]);
        assert!(
            case.text("jobs/ACME/ACME-0045.yaml").contains("goal: Theirs first"),
            "the commit that is being picked"
        );
    }
}

#[test]
fn what_is_still_to_come_is_told_by_the_names_that_files_have() {
    let case = twice_made();
    git_ok(case.path(), &["checkout", "-q", "feature"]);
    let (thai, spaced) = ("evidence/ลูกค้า/ใบสั่งซื้อ \"7\".yaml", "evidence/from b/order.yaml");
    for path in [thai, spaced] {
        case.write(path, "job: ACME-0044\n");
        git_ok(case.path(), &["add", "."]);
        git_ok(case.path(), &["commit", "-q", "-m", "Order"]);
    }
    assert_ne!(git_try(case.path(), &["rebase", "main"]).0, 0);
    let done = case.run("renumber ACME-0044 ACME-0045 --from REBASE_HEAD").ok();
    done.says(&format!("in `{thai}`")).says(&format!("in `{spaced}`"));
}

#[test]
fn a_cherry_pick_and_a_stash_are_told_apart_the_same_way() {
    let case = twice_made();
    assert_ne!(git_try(case.path(), &["cherry-pick", "feature"]).0, 0);
    in_order(&case, "CHERRY_PICK_HEAD", true);
    are_told_apart(&case, ["Ours", "Theirs"]);
    git_ok(case.path(), &["cherry-pick", "--continue"]);

    let case = twice_made();
    git_ok(case.path(), &["checkout", "-q", "feature"]);
    git_ok(case.path(), &["reset", "-q", "--soft", "HEAD~1"]);
    git_ok(case.path(), &["stash"]);
    git_ok(case.path(), &["checkout", "-q", "main"]);
    let (code, said) = git_try(case.path(), &["stash", "pop"]);
    assert_ne!(code, 0, "{said}");
    in_order(&case, "stash@{0}", false);
    are_told_apart(&case, ["Ours", "Theirs"]);
}

#[test]
fn what_else_is_to_be_told_apart_is_next_and_then_the_merge_goes_on() {
    for (start, from, end) in [
        (["merge", "feature"], "MERGE_HEAD", "`git commit` ends the merge"),
        (["rebase", "main"], "REBASE_HEAD", "`git rebase --continue` goes on with the rebase"),
    ] {
        let case = twice_made();
        git_ok(case.path(), &["checkout", "-q", if start[0] == "merge" { "main" } else { "feature" }]);
        assert_ne!(git_try(case.path(), &start).0, 0);
        let second = format!("suits renumber ACME-B0044 ACME-B0045 --from {from}");
        case.run(&format!("renumber ACME-0044 ACME-0045 --from {from}"))
            .ok()
            .says(&format!("next: both sides made ACME-B0044 too: `{second}` tells them apart"));
        case.run(second.strip_prefix("suits ").expect("a command")).ok().says(&format!("next: {end}"));
        are_told_apart(&case, ["Ours", "Theirs"]);
    }
}

#[test]
fn of_several_twofold_jobs_those_that_are_settled_leave_no_gap_in_the_numbers() {
    let case = committed("tests/books/records");
    git_ok(case.path(), &["checkout", "-q", "-b", "feature"]);
    for (branch, side) in [("feature", "Theirs"), ("main", "Ours")] {
        git_ok(case.path(), &["checkout", "-q", branch]);
        for number in [44, 45, 46] {
            let job = case.text("jobs/ACME/ACME-0013.yaml");
            let rest = job.split_once('\n').expect("lines").1;
            case.write(&format!("jobs/ACME/ACME-00{number}.yaml"), format!("title: {side} {number}\n{rest}"));
        }
        git_ok(case.path(), &["add", "."]);
        git_ok(case.path(), &["commit", "-q", "-m", side]);
    }
    assert_ne!(git_try(case.path(), &["merge", "feature"]).0, 0);
    let told = |case: &Case| {
        let rows = case.run("resolve --format json").exits(1).json().to_string();
        let commands = rows.split("suits renumber ").skip(1);
        commands.map(|rest| rest.split(" --from").next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(told(&case), ["ACME-0044 ACME-0047", "ACME-0045 ACME-0048", "ACME-0046 ACME-0049"]);
    let next = "both sides made ACME-0045 too: `suits renumber ACME-0045 ACME-0048 --from MERGE_HEAD`";
    case.run("renumber ACME-0044 ACME-0047 --from MERGE_HEAD").ok().says(next);
    assert_eq!(told(&case), ["ACME-0045 ACME-0048", "ACME-0046 ACME-0049"], "as it is said on the way");
    case.run("renumber ACME-0045 ACME-0048 --from MERGE_HEAD").ok();
    assert_eq!(told(&case), ["ACME-0046 ACME-0049"]);
}

#[test]
fn in_a_copy_of_a_clone_a_file_that_nobody_changed_is_not_left_to_anybody() {
    let case = twice_made();
    assert_ne!(git_try(case.path(), &["merge", "feature"]).0, 0);
    // a copy has other times and other places on disk than git remembers
    let sheet = case.text(SHEET);
    std::fs::remove_file(case.file(SHEET)).expect("removed");
    case.write(SHEET, sheet);
    let long_ago = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    let file = std::fs::File::options().write(true).open(case.file(SHEET)).expect("opened");
    file.set_modified(long_ago).expect("set");
    in_order(&case, "MERGE_HEAD", true);
    assert!(!index(&case).contains("MM "), "{}", index(&case));
    assert_eq!(job_of(&case, "theirs"), "ACME-0045");
    git_ok(case.path(), &["commit", "-q", "--no-edit"]);
    assert_eq!(index(&case), "");
}

#[test]
fn a_stash_that_is_not_the_last_is_known() {
    for from in ["stash@{1}", "HEAD"] {
        let case = twice_made();
        git_ok(case.path(), &["checkout", "-q", "feature"]);
        git_ok(case.path(), &["reset", "-q", "--soft", "HEAD~1"]);
        git_ok(case.path(), &["stash"]);
        made(&case, "Later");
        git_ok(case.path(), &["reset", "-q", "--soft", "HEAD~1"]);
        git_ok(case.path(), &["stash"]);
        git_ok(case.path(), &["checkout", "-q", "main"]);
        let (code, said) = git_try(case.path(), &["stash", "apply", "stash@{1}"]);
        assert_ne!(code, 0);
        assert!(said.contains("suits renumber ACME-0044 ACME-0045 --from 'stash@{1}'"), "{said}");
        let refused = case.run("renumber ACME-0044 ACME-0045 --from stash@{0}").exits(2);
        refused.says("came from `stash@{1}`, not from `stash@{0}`").says("`--from 'stash@{1}'`");
        in_order(&case, from, true);
        are_told_apart(&case, if from == "HEAD" { ["Theirs", "Ours"] } else { ["Ours", "Theirs"] });
    }
}

#[test]
fn two_rounds_of_one_number_become_two_rounds() {
    let case = committed("tests/books/records");
    let round = case.text("feedback/ACME/ACME-0013-R1.yaml");
    let opened = |side: &str| {
        case.write("feedback/ACME/ACME-0013-R2.yaml", round.replace("version: v1", &format!("version: {side}")));
        git_ok(case.path(), &["add", "."]);
        git_ok(case.path(), &["commit", "-q", "-m", side]);
    };
    git_ok(case.path(), &["checkout", "-q", "-b", "feature"]);
    opened("theirs");
    git_ok(case.path(), &["checkout", "-q", "main"]);
    opened("ours");
    assert_ne!(git_try(case.path(), &["merge", "feature"]).0, 0);
    case.run("renumber ACME-0013-R2 ACME-0013-R3 --from feature").ok().says("`git commit` ends the merge");
    assert!(case.text("feedback/ACME/ACME-0013-R2.yaml").contains("version: ours"));
    assert!(case.text("feedback/ACME/ACME-0013-R3.yaml").contains("version: theirs"));
    git_ok(case.path(), &["commit", "-q", "--no-edit"]);
}

#[test]
fn what_only_one_side_sent_out_decides_which_of_both_may_move() {
    let case = twice_made();
    git_ok(case.path(), &["checkout", "-q", "feature"]);
    let report = case.text("contact-reports/ACME/ACME-C0031.yaml").replace("ACME-0012", "ACME-0044");
    case.write("contact-reports/ACME/ACME-C0098.yaml", report);
    git_ok(case.path(), &["add", "."]);
    git_ok(case.path(), &["commit", "-q", "-m", "Sent"]);
    git_ok(case.path(), &["checkout", "-q", "main"]);
    assert_ne!(git_try(case.path(), &["merge", "feature"]).0, 0);
    let refused = case.run("renumber ACME-0044 ACME-0045 --from MERGE_HEAD").exits(1);
    refused.says("contact-reports/ACME/ACME-C0098.yaml:3:8").says("`suits renumber ACME-0044 ACME-0045 --from HEAD`");
    case.run("renumber ACME-0044 ACME-0045 --from HEAD").ok();
    assert!(case.text(JOB).starts_with("title: Theirs\n"));
}
