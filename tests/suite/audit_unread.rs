//! What the audit cannot see it says, with the version's name, and does not end as if all were well.

use crate::audit::{JOB, campaign, commit, due, git, merged, swap, told};
use crate::harness::Case;
use crate::repository::{git_says, repository};

fn unreadable(case: &Case) -> Vec<String> {
    let ran = case.run("audit --format json");
    let answer: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}", ran.all()));
    let listed = answer["unreadable"].as_array().expect("a list").clone();
    listed
        .iter()
        .map(|one| format!("{} {}", one["path"].as_str().unwrap_or("-"), one["message"].as_str().unwrap_or("-")))
        .collect()
}

#[test]
fn a_version_that_does_not_read_is_named_and_what_it_hid_is_judged_by_the_next() {
    let case = repository("tests/books/records");
    let good = case.text(JOB);
    case.write(JOB, good.replacen("status: in-creative", "status: [in-creative", 1));
    commit(&case, "Mai", "Oh");
    let oh = git_says(case.path(), "rev-parse --short=10 HEAD");
    case.run("audit").exits(2).says(&oh).says(JOB);
    case.write(JOB, good.replacen("status: in-creative", "status: delivered", 1));
    commit(&case, "Ann", "Mended");
    // the step from `in-creative` to `delivered` was taken across the version that nobody can read
    assert_eq!(told(&case, "audit"), ["step-outside-workflow | ACME-0012 | status | in-creative | delivered | Ann"]);
    let listed = unreadable(&case);
    assert_eq!(listed.len(), 1, "the one version, once: {listed:?}");
    assert!(listed[0].starts_with(JOB) && listed[0].contains(&oh) && listed[0].contains("by Mai on"), "{listed:?}");
    case.run("audit").exits(1);
    case.write(JOB, &good);
    commit(&case, "Ann", "As it was");
    // both steps are judged: what cannot be read hides nothing that still stands
    case.run("audit").ok().says(&oh).says("what it did is judged by the next one that can");
    assert_eq!(case.run("audit --format concise").ok().stdout, "");
    case.run("audit --format concise --all").ok().says(&oh).says("warning").says("unreadable-version");
}

#[test]
fn a_side_of_a_merge_that_cannot_be_read_may_hide_a_loss_for_ever_in_every_format() {
    let case = repository("tests/books/records");
    let good = case.text(JOB);
    git(&case, "checkout -q -b side");
    case.write(JOB, good.replacen("status: in-creative", "status: [in-creative", 1));
    commit(&case, "Mai", "Oh");
    let oh = git_says(case.path(), "rev-parse --short=10 HEAD");
    git(&case, "checkout -q main");
    campaign(&case);
    commit(&case, "Ann", "Summer");
    git(&case, "merge -q --no-commit side");
    case.write(JOB, case.text(JOB).replacen("status: [in-creative", "status: in-creative", 1));
    commit(&case, "Ann", "Merge side");
    swap(&case, JOB, "rush: false", "rush: true");
    commit(&case, "Ann", "Rush");
    assert_eq!(told(&case, "audit"), Vec::<String>::new());
    case.run("audit").exits(2).says(&oh).says("what it hides cannot be judged").says("not all could be judged");
    for format in ["concise", "github", "gitlab", "sarif", "junit"] {
        let ran = case.run(&format!("audit --format {format}")).exits(2);
        ran.says(&oh).says("unreadable-version").says(JOB);
    }
    case.run(&format!("audit {oh}..main~1")).exits(2);
    case.run("audit HEAD~1..").ok();
    case.run("explain unreadable-version").ok().says("may hide what a merge lost");
}

#[test]
fn what_is_found_can_be_explained() {
    for what in ["lost-edit", "resurrected", "lost-name", "lost-record", "mixed-records", "broken-by-merge"] {
        repository("tests/books/empty").run(&format!("explain {what}")).ok().says("merge");
    }
}

#[test]
fn a_repair_that_awaits_its_commit_is_told() {
    let mut case = merged(campaign, due, "-s ours side");
    case.set_width(400);
    assert!(!case.run("audit").exits(1).all().contains("not committed"));
    case.run("resolve --merge").ok();
    let line = format!("changed here and not committed: `{JOB}`; a repair counts once it is committed");
    case.run("audit").exits(1).says(&line);
    case.run("audit --format concise").exits(1).says(&line);
    commit(&case, "Ann", "Back");
    assert!(!case.run("audit --all").ok().all().contains("not committed"));
}

#[test]
fn a_version_that_git_lost_is_named() {
    let case = repository("tests/books/records");
    let good = case.text(JOB);
    swap(&case, JOB, "rush: false", "rush: true");
    commit(&case, "Mai", "Rush");
    let blob = git_says(case.path(), &format!("rev-parse HEAD:{JOB}"));
    case.write(JOB, good);
    commit(&case, "Ann", "No rush");
    let file = case.file(&format!(".git/objects/{}/{}", &blob[..2], &blob[2..]));
    std::fs::remove_file(&file).expect("an object");
    case.run("audit").exits(2).says(JOB).says("git fsck");
}

#[test]
fn a_shallow_clone_says_where_its_history_is_cut_and_not_that_nothing_was_lost() {
    let case = merged(campaign, due, "-s ours side");
    let clone = Case::empty("2026-12-01");
    git(&clone, &format!("clone -q --depth 2 file://{} clone", case.path().display()));
    let cut = git_says(&clone.file("clone"), "rev-parse --short=10 HEAD^1");
    let ran = clone.run_in("clone", "audit").exits(2).says(&cut);
    assert!(!ran.all().contains("was lost"), "{}", ran.all());
}

#[test]
fn an_approver_whom_nobody_knows_could_not_approve() {
    let case = repository("tests/books/records");
    swap(
        &case,
        "briefs/ACME/ACME-B0004.yaml",
        "    by: bo\n    role: account-director\n",
        "    by: nobody\n    role: account-director\n",
    );
    commit(&case, "Mai", "Approve the strategy");
    let found = told(&case, "audit");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("approval-without-authority | ACME-B0004 | approvals | - | {by: nobody, "),
        "{found:?}"
    );
}
