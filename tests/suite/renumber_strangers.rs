//! What telling two records apart must leave alone: records that only look alike, and files that git takes for settled.

use crate::harness::Case;
use crate::repository::{armed, belongs_to_ann, committed, git_ok, git_try, made_on_both};

const JOB: &str = "jobs/ACME/ACME-0044.yaml";

/// Commits all that there is.
fn commit(case: &Case, message: &str) {
    git_ok(case.path(), &["add", "."]);
    git_ok(case.path(), &["commit", "-q", "-m", message]);
}

/// A job of one side, on the brief that was there before.
fn made(case: &Case, side: &str) {
    let job = case.text("jobs/ACME/ACME-0013.yaml");
    case.write(JOB, format!("title: {side}\n{}", job.split_once('\n').expect("lines").1));
    commit(case, side);
}

#[test]
fn a_brief_that_one_branch_edited_is_not_taken_for_a_copy_that_somebody_made_of_it_since() {
    let case = committed("tests/books/records");
    belongs_to_ann(case.path());
    let brief = "briefs/ACME/ACME-B0004.yaml";
    git_ok(case.path(), &["checkout", "-q", "-b", "feature"]);
    let text = case.text(brief);
    let edited = text.replace("proposition: ", "proposition: Today. ");
    assert_ne!(edited, text);
    case.write(brief, &edited);
    made(&case, "Theirs");
    git_ok(case.path(), &["checkout", "-q", "main"]);
    made(&case, "Ours");
    git_ok(case.path(), &["merge", "-q", "-X", "theirs", "-m", "Merge", "feature"]);
    case.write("briefs/ACME/ACME-B0077.yaml", edited);
    commit(&case, "A copy");
    case.run("renumber ACME-0044 ACME-0045 --from HEAD~1^2").ok().says_not("B0077");
    assert!(case.text("jobs/ACME/ACME-0045.yaml").contains("brief: ACME-B0004\n"));
}

#[test]
fn each_name_that_follows_into_a_record_that_moves_is_told() {
    let case = committed("tests/books/records");
    belongs_to_ann(case.path());
    let both = |side: &str| {
        let brief = case.text("briefs/ACME/ACME-B0004.yaml");
        case.write("briefs/ACME/ACME-B0044.yaml", brief.replace("proposition: ", &format!("proposition: {side}. ")));
        made(&case, side);
        case.write(JOB, case.text(JOB).replace("ACME-B0004", "ACME-B0044"));
        commit(&case, "Brief");
    };
    git_ok(case.path(), &["checkout", "-q", "-b", "feature"]);
    both("Theirs");
    git_ok(case.path(), &["checkout", "-q", "main"]);
    both("Ours");
    git_ok(case.path(), &["merge", "-q", "-X", "theirs", "-m", "Merge", "feature"]);
    case.run("renumber ACME-B0044 ACME-B0045 --from HEAD^2").ok();
    let done = case.run("renumber ACME-0044 ACME-0045 --from HEAD^2").ok();
    done.says("jobs/ACME/ACME-0045.yaml: `brief` says ACME-B0045: its side's ACME-B0044 is called so by now");
}

#[test]
fn in_the_middle_of_a_merge_what_is_taken_back_is_in_conflict_again() {
    let case = made_on_both(armed("tests/books/records"), made);
    assert_ne!(git_try(case.path(), &["merge", "feature"]).0, 0);
    let standing = || (git_ok(case.path(), &["status", "--porcelain"]), case.text(JOB));
    let before = standing();
    assert!(before.0.contains(&format!("AA {JOB}")), "{}", before.0);
    case.run("renumber ACME-0044 ACME-0045 --from MERGE_HEAD").ok();
    let renumbered = standing();
    assert_eq!(renumbered.0, "A  jobs/ACME/ACME-0045.yaml\n", "ours is as it is committed");
    case.run("undo --dry-run").ok();
    case.run("undo").ok().says(&format!("next: `{JOB}` is in conflict again: `suits resolve` lists it"));
    assert_eq!(standing(), before);
    // made again, git is told what the command itself had told it, and taken back once more it is as before
    case.run("undo").ok().says("next: `git commit` ends the merge");
    assert_eq!(standing(), renumbered);
    case.run("undo").ok().says("is in conflict again");
    assert_eq!(standing(), before);
    case.run("renumber ACME-0044 ACME-0046 --from HEAD").ok();
    assert!(case.text(JOB).starts_with("title: Theirs\n"));
    git_ok(case.path(), &["commit", "-q", "--no-edit"]);
}

#[test]
fn after_the_merge_no_conflict_marks_are_put_into_a_file_that_is_settled() {
    let case = made_on_both(armed("tests/books/records"), made);
    assert_ne!(git_try(case.path(), &["merge", "feature"]).0, 0);
    case.run("renumber ACME-0044 ACME-0045 --from MERGE_HEAD").ok();
    git_ok(case.path(), &["commit", "-q", "--no-edit"]);
    let before = case.text(JOB);
    let refused = case.run("undo").exits(2).says("which git takes for settled");
    refused.says("the merge is over").says("`suits renumber` gives either another one");
    case.run("undo --list").ok().says("settled in git since");
    assert_eq!((case.text(JOB), git_ok(case.path(), &["status", "--porcelain"])), (before, String::new()));
}

#[test]
fn what_a_stash_brought_is_put_back_into_conflict_by_git_alone() {
    let case = made_on_both(armed("tests/books/records"), made);
    git_ok(case.path(), &["checkout", "-q", "feature"]);
    git_ok(case.path(), &["reset", "-q", "--soft", "HEAD~1"]);
    git_ok(case.path(), &["stash"]);
    git_ok(case.path(), &["checkout", "-q", "main"]);
    assert_ne!(git_try(case.path(), &["stash", "pop"]).0, 0);
    case.run("renumber ACME-0044 ACME-0045 --from stash@{0}").ok();
    case.run("undo").exits(2).says(&format!("`git checkout -m -- {JOB}` puts both sides back into it"));
    git_ok(case.path(), &["checkout", "-m", "--", JOB]);
    assert!(case.text(JOB).contains("<<<<<<< "));
}

/// Two jobs of each side under the same two numbers, which differ in their titles and goals alone, and in who asked for them.
fn two_of_each(theirs: &str, ours: &str) -> Case {
    let case = committed("tests/books/records");
    let job = |number: &str, title: &str, by: &str| {
        let text = format!(
            "title: {title}\ntype: campaign\nstatus: requested\nrequested_by: {by}\nrequested_on: 2026-11-02\ngoal: {title} seen\n"
        );
        case.write(&format!("jobs/ACME/ACME-{number}.yaml"), text);
    };
    git_ok(case.path(), &["checkout", "-q", "-b", "feature"]);
    job("0015", "Flyer", theirs);
    job("0016", "Poster", theirs);
    commit(&case, "Theirs");
    git_ok(case.path(), &["checkout", "-q", "main"]);
    job("0015", "Radio", ours);
    job("0016", "Banner", ours);
    commit(&case, "Ours");
    assert_ne!(git_try(case.path(), &["merge", "feature"]).0, 0);
    case
}

/// How the jobs 15 to 18 begin.
fn titles(case: &Case) -> [String; 4] {
    ["0015", "0016", "0017", "0018"].map(|number| {
        let text = case.text(&format!("jobs/ACME/ACME-{number}.yaml"));
        text.lines().next().unwrap_or_default().to_owned()
    })
}

#[test]
fn a_number_that_another_record_has_by_now_is_refused_with_the_next_one_that_is_free() {
    let case = two_of_each("liisa", "liisa");
    case.run("renumber ACME-0016 ACME-0017 --from feature").ok();
    case.run("renumber ACME-0015 ACME-0017 --from feature")
        .exits(2)
        .says("ACME-0017 is another record by now")
        .says("suits renumber ACME-0015 ACME-0018 --from feature");
    case.run("renumber ACME-0015 ACME-0018 --from feature").ok();
    assert_eq!(titles(&case), ["title: Radio", "title: Banner", "title: Poster", "title: Flyer"]);
}

#[test]
fn each_of_two_lost_records_that_look_alike_comes_back() {
    let case = two_of_each("antti", "liisa");
    git_ok(case.path(), &["checkout", "--ours", "."]);
    commit(&case, "Merge feature");
    case.run("resolve --merge").ok();
    assert_eq!(titles(&case), ["title: Radio", "title: Banner", "title: Flyer", "title: Poster"]);
    commit(&case, "Back");
    case.run("audit").ok();
}

#[test]
fn each_of_three_records_has_a_number_of_its_own_in_what_one_merge_advises() {
    let case = armed("tests/books/records");
    belongs_to_ann(case.path());
    let made = |side: &str| {
        for (number, what) in [("0044", "Poster"), ("0045", "Banner"), ("0046", "Leaflet")] {
            let text = format!(
                "title: {side} {what}\ntype: campaign\nstatus: requested\nrequested_by: liisa\nrequested_on: 2026-11-02\ngoal: {what} of {side}\n"
            );
            case.write(&format!("jobs/ACME/ACME-{number}.yaml"), text);
        }
        let brief = format!("title: {side} brief\ntype: campaign\nrequested_on: 2026-11-02\nstatus: draft\n");
        case.write("briefs/ACME/ACME-B0044.yaml", brief);
        commit(&case, side);
    };
    git_ok(case.path(), &["checkout", "-q", "-b", "feature"]);
    made("Theirs");
    git_ok(case.path(), &["checkout", "-q", "main"]);
    made("Ours");
    let (code, said) = git_try(case.path(), &["merge", "feature"]);
    assert_ne!(code, 0, "{said}");
    let mut lines: Vec<&str> = said.split('`').filter_map(|typed| typed.strip_prefix("suits renumber ")).collect();
    lines.sort_unstable();
    assert_eq!(
        lines,
        [
            "ACME-0044 ACME-0047 --from feature",
            "ACME-0045 ACME-0048 --from feature",
            "ACME-0046 ACME-0049 --from feature",
            "ACME-B0044 ACME-B0045 --from feature"
        ]
    );
    let resolve = case.run("resolve --format json").exits(1).stdout;
    assert!(lines.iter().all(|line| resolve.contains(line)), "{resolve}");
    case.run(&format!("renumber {}", lines[3])).ok();
    let first = case.run(&format!("renumber {}", lines[0])).ok();
    first.says("both sides made ACME-0045 too: `suits renumber ACME-0045 ACME-0048 --from feature`");
    for line in &lines[1..3] {
        case.run(&format!("renumber {line}")).ok();
    }
    git_ok(case.path(), &["commit", "-q", "--no-edit"]);
    for (number, title) in
        [("0044", "Ours Poster"), ("0047", "Theirs Poster"), ("0048", "Theirs Banner"), ("0049", "Theirs Leaflet")]
    {
        assert!(case.text(&format!("jobs/ACME/ACME-{number}.yaml")).starts_with(&format!("title: {title}\n")));
    }
    case.run("audit").ok();
}

/// Two jobs of each side under the same two numbers, of which each comes after the other on its own side; of those on `main` where `both`.
fn each_after_the_other(case: &Case, both: bool) {
    let job = |number: &str, title: &str, after: &str| {
        let (list, goal) =
            if after.is_empty() { ("[]", "") } else { (&*format!("[{after}]"), &*format!(" after {after}")) };
        let text = format!(
            "title: {title}\ntype: campaign\nstatus: requested\nrequested_by: liisa\nrequested_on: 2026-11-02\ngoal: {title}{goal}\nafter: {list}\n"
        );
        case.write(&format!("jobs/ACME/ACME-{number}.yaml"), text);
    };
    git_ok(case.path(), &["checkout", "-q", "-b", "feature"]);
    job("0044", "Flyer", "ACME-0045");
    job("0045", "Poster", "ACME-0044");
    commit(case, "Theirs");
    git_ok(case.path(), &["checkout", "-q", "main"]);
    job("0044", "Radio", if both { "ACME-0045" } else { "" });
    job("0045", "Banner", if both { "ACME-0044" } else { "" });
    commit(case, "Ours");
}

/// What a job is called, and after which one it comes.
fn title_and_after(case: &Case, number: &str) -> String {
    let text = case.text(&format!("jobs/ACME/ACME-{number}.yaml"));
    let value = |key: &str| text.lines().find_map(|line| line.strip_prefix(key)).unwrap_or_default().trim().to_owned();
    format!("{} {}", value("title:"), value("after:"))
}

#[test]
fn records_that_name_each_other_are_told_apart_one_after_the_other_once_a_host_merged_them() {
    for both in [false, true] {
        let case = committed("tests/books/records");
        belongs_to_ann(case.path());
        each_after_the_other(&case, both);
        git_ok(case.path(), &["merge", "-q", "-X", "theirs", "-m", "Merge", "feature"]);
        let first = case.run("renumber ACME-0044 ACME-0054 --from HEAD^2").ok();
        assert!(!first.all().contains("nobody can tell"), "the other is theirs as it stands: {}", first.all());
        case.run("renumber ACME-0045 ACME-0055 --from HEAD^2").ok();
        let ours = if both { ["Radio [ACME-0045]", "Banner [ACME-0044]"] } else { ["Radio []", "Banner []"] };
        let all = ["0044", "0045", "0054", "0055"].map(|number| title_and_after(&case, number));
        assert_eq!(all, [ours[0], ours[1], "Flyer [ACME-0055]", "Poster [ACME-0054]"]);
    }
}

#[test]
fn in_a_merge_a_record_that_is_told_apart_next_is_not_to_be_settled_first() {
    let case = armed("tests/books/records");
    belongs_to_ann(case.path());
    each_after_the_other(&case, true);
    assert_ne!(git_try(case.path(), &["merge", "feature"]).0, 0);
    let first = case.run("renumber ACME-0044 ACME-0054 --from MERGE_HEAD").ok();
    let first = first.says("jobs/ACME/ACME-0045.yaml says ACME-0044 too, and is told apart itself: it follows then");
    first.says_not("settle it");
    // its texts are told once it is out, and those of the one that stays are right as they are
    let second = case.run("renumber ACME-0045 ACME-0055 --from MERGE_HEAD").ok();
    second
        .says("jobs/ACME/ACME-0055.yaml:6:20: the text still says ACME-0044, where that of its side is ACME-0054 now")
        .says_not("ACME-0045.yaml:6");
    assert_eq!(title_and_after(&case, "0055"), "Poster [ACME-0054]");
}

#[test]
fn where_the_record_of_this_branch_moved_the_texts_of_the_other_that_stays_are_told() {
    let case = armed("tests/books/records");
    belongs_to_ann(case.path());
    each_after_the_other(&case, true);
    assert_ne!(git_try(case.path(), &["merge", "feature"]).0, 0);
    case.run("renumber ACME-0044 ACME-0054 --from HEAD").ok();
    let second = case.run("renumber ACME-0045 ACME-0055 --from MERGE_HEAD").ok();
    second
        .says("jobs/ACME/ACME-0045.yaml:6:20: the text still says ACME-0044, where that of its side is ACME-0054 now");
    let all = ["0044", "0045", "0054", "0055"].map(|number| title_and_after(&case, number));
    assert_eq!(all, ["Flyer [ACME-0055]", "Banner [ACME-0054]", "Radio [ACME-0045]", "Poster [ACME-0044]"]);
}
