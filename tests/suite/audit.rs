//! What the history of a book shows that went wrong: each kind of it once, and what must not be told.

use crate::harness::{Case, Ran};
use crate::repository::{git_in, repository};
use std::process::Command;

pub(crate) const JOB: &str = "jobs/ACME/ACME-0012.yaml";

/// Git typed by somebody, with arguments that may hold blanks.
pub(crate) fn git_by(case: &Case, who: &str, arguments: &[&str]) {
    let mut git = Command::new("git");
    let (name, email) = (format!("user.name={who}"), format!("user.email={}@northlight.example", who.to_lowercase()));
    git.arg("-C").arg(case.path()).args(["-c", &name, "-c", &email]).args(arguments);
    git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    let output = git.output().expect("git runs");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

pub(crate) fn git(case: &Case, line: &str) {
    git_in(case.path(), line);
}

/// Replaces a text in a file, once.
pub(crate) fn swap(case: &Case, path: &str, old: &str, new: &str) {
    let text = case.text(path);
    assert!(text.contains(old), "{path} has no {old:?}");
    case.write(path, text.replacen(old, new, 1));
}

pub(crate) fn commit(case: &Case, who: &str, what: &str) {
    git_by(case, who, &["add", "-A"]);
    git_by(case, who, &["commit", "-q", "-m", what]);
}

/// What is told, a line each: what, record, field, what was there, what is there, who did it.
pub(crate) fn told(case: &Case, line: &str) -> Vec<String> {
    let ran = case.run(&format!("{line} --format json"));
    let answer: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}", ran.all()));
    let rows = answer["rows"].as_array().expect("rows").clone();
    let word = |row: &serde_json::Value, key: &str| row[key].as_str().unwrap_or("-").to_owned();
    rows.iter()
        .map(|row| ["what", "record", "field", "was", "is", "by"].map(|key| word(row, key)).join(" | "))
        .collect()
}

pub(crate) fn repairs(case: &Case) -> Vec<String> {
    let ran = case.run("audit --format json");
    let answer: serde_json::Value = serde_json::from_str(&ran.stdout).expect("json");
    let rows = answer["rows"].as_array().expect("rows").clone();
    rows.iter().map(|row| row["repair"].as_str().expect("a command").to_owned()).collect()
}

pub(crate) fn clean(case: &Case) -> Ran {
    assert_eq!(told(case, "audit"), Vec::<String>::new());
    case.run("audit").ok()
}

/// Two branches of a book, each changed by somebody, the first merged with the second in a way that git has.
pub(crate) fn merged(one: impl Fn(&Case), other: impl Fn(&Case), how: &str) -> Case {
    let case = repository("tests/books/records");
    part(&case, other, one);
    git(&case, &format!("merge -q --no-ff {how} -m Merge side"));
    case
}

/// Three branches of a book, `main` by Ann, one by Mai and two by Bo, merged at once in a way that git has.
pub(crate) fn octopus(main: impl Fn(&Case), one: impl Fn(&Case), two: impl Fn(&Case), how: &str) -> Case {
    let case = repository("tests/books/records");
    git(&case, "checkout -q -b one");
    one(&case);
    commit(&case, "Mai", "By Mai");
    git(&case, "checkout -q -b two main");
    two(&case);
    commit(&case, "Bo", "By Bo");
    git(&case, "checkout -q main");
    main(&case);
    commit(&case, "Ann", "By Ann");
    git(&case, &format!("merge -q {how} one two -m Octopus"));
    case
}

/// Two branches of a book that parted: `side`, on which Mai changed something, and `main`, on which Ann did, checked out.
pub(crate) fn part(case: &Case, side: impl Fn(&Case), main: impl Fn(&Case)) {
    git(case, "checkout -q -b side");
    side(case);
    commit(case, "Mai", "On the side");
    git(case, "checkout -q main");
    main(case);
    commit(case, "Ann", "On main");
}

/// Two branches, `main` and `side`, that each took the other's first work in, and went on: they parted at two commits.
pub(crate) fn crossed(main: impl Fn(&Case), side: impl Fn(&Case)) -> Case {
    let case = repository("tests/books/records");
    part(&case, due, campaign);
    git(&case, "branch other");
    git(&case, "merge -q --no-ff side -m One");
    git(&case, "checkout -q side");
    git(&case, "merge -q --no-ff other -m Other");
    side(&case);
    commit(&case, "Mai", "On the side");
    git(&case, "checkout -q main");
    main(&case);
    commit(&case, "Ann", "On main");
    case
}

pub(crate) fn rush(case: &Case) {
    swap(case, JOB, "rush: false", "rush: true");
}

pub(crate) fn standard(case: &Case) {
    swap(case, "clients/ACME.yaml", "tier: key", "tier: standard");
}

pub(crate) fn due(case: &Case) {
    swap(case, JOB, "due: 2027-03-12\n", "due: 2027-03-15\n");
}

pub(crate) fn campaign(case: &Case) {
    swap(case, JOB, "campaign: Spring 2027", "campaign: Summer 2027");
}

#[test]
fn a_merge_that_keeps_both_sides_is_not_told() {
    clean(&merged(
        |case| swap(case, JOB, "rush: false", "rush: true"),
        |case| swap(case, JOB, "goal: A film", "goal: Film"),
        "side",
    ))
    .says("nothing that one side alone had changed was lost")
    .says("4 commits and 1 merge looked at");
}

#[test]
fn a_field_that_a_merge_lost_is_told_with_who_made_it_and_put_back_by_the_command() {
    let case = merged(campaign, due, "-s ours side");
    assert_eq!(told(&case, "audit"), ["lost-edit | ACME-0012 | due | 2027-03-15 | 2027-03-12 | Mai"]);
    case.run("audit").exits(1).says("Merged").says("1 merge looked at");
    assert_eq!(repairs(&case), ["suits job set ACME-0012 due=2027-03-15"]);
    case.run("job set ACME-0012 due=2027-03-15").ok();
    commit(&case, "Ann", "Put it back");
    clean(&case);
    assert_eq!(told(&case, "audit --all").len(), 1);
    case.run("audit --all").ok().says("repaired");
}

#[test]
fn an_edit_that_somebody_changed_again_is_past() {
    let case = merged(campaign, due, "-s ours side");
    swap(&case, JOB, "due: 2027-03-12\n", "due: 2027-04-01\n");
    commit(&case, "Ann", "Later still");
    swap(&case, JOB, "due: 2027-04-01\n", "due: 2027-03-12\n");
    commit(&case, "Ann", "As it was");
    clean(&case);
    case.run("audit --all").ok().says("overtaken");
}

#[test]
fn what_both_changed_was_a_conflict_and_whoever_resolved_it_chose() {
    let later = |case: &Case| swap(case, JOB, "due: 2027-03-12\n", "due: 2027-03-20\n");
    clean(&merged(later, due, "-X ours side"));
    clean(&merged(later, due, "-X theirs side"));
}

#[test]
fn items_of_lists_are_lost_and_brought_back_one_by_one() {
    let line = "      - id: film\n        kind: third-party\n        text: Film production\n        supplier: Kuva Oy\n        net: 30000.00\n        markup: 15%\n";
    let check = "quality_checks:\n  - id: legal-super\n    text: Legal super readable for 2 s\n    done: null                      # date\n    by: null\n";
    let _ = line;
    let case = merged(
        campaign,
        |case| {
            swap(case, JOB, "quality_checks:\n", "quality_checks:\n  - id: sound\n    text: Sound is mixed\n");
            swap(case, JOB, "after: []", "after: [ACME-0013]");
        },
        "-s ours side",
    );
    let found = told(&case, "audit");
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("lost-edit | ACME-0012 | after | [ACME-0013] | -"), "{found:?}");
    assert!(
        found[1].starts_with("lost-edit | ACME-0012 | quality_checks.sound | {id: sound, text: Sound is mixed} | -"),
        "{found:?}"
    );
    let text = case.text(JOB);
    assert!(text.contains(check.lines().nth(1).expect("a line")), "{text}");

    let back = merged(
        campaign,
        |case| swap(case, "clients/ACME.yaml", "  - Partioaitta\n", "  - Scandinavian Outdoor\n"),
        "-s ours side",
    );
    let found = told(&back, "audit");
    assert_eq!(found, ["lost-edit | ACME | competitors | Scandinavian Outdoor | Partioaitta | Mai"]);
}

#[test]
fn a_deletion_that_a_merge_undid_is_told() {
    let case = merged(
        campaign,
        |case| swap(case, "briefs/ACME/ACME-B0004.yaml", "mandatories:\n  - Store locator link\n", ""),
        "-s ours side",
    );
    let found = told(&case, "audit");
    assert_eq!(found, ["resurrected | ACME-B0004 | mandatories | - | [Store locator link] | Mai"]);

    let record = merged(
        campaign,
        |case| std::fs::remove_file(case.file("feedback/ACME/ACME-0013-R1.yaml")).expect("gone"),
        "-s ours side",
    );
    assert_eq!(told(&record, "audit"), ["resurrected | ACME-0013-R1 | - | - | the record | Mai"]);
    assert_eq!(repairs(&record), ["git rm -- feedback/ACME/ACME-0013-R1.yaml"]);
}

#[test]
fn a_whole_record_that_a_merge_dropped_is_put_back_as_git_has_it() {
    let sheet = "entries:\n  - id: 9t9t\n    date: 2026-11-20\n    job: ACME-0012\n    hours: 1\n";
    let case = merged(campaign, |case| case.write("timesheets/mai/2026-11.yaml", sheet), "-s ours side");
    assert_eq!(told(&case, "audit"), ["lost-edit | mai/2026-11 | - | the record | - | Mai"]);
    let repair = repairs(&case).remove(0);
    git(&case, repair.strip_prefix("git ").expect("a command of git"));
    assert_eq!(case.text("timesheets/mai/2026-11.yaml"), sheet);
    commit(&case, "Ann", "Put it back");
    clean(&case);
}

#[test]
fn settings_and_papers_that_a_merge_dropped_are_told_too() {
    let case = merged(
        campaign,
        |case| swap(case, "suits.toml", "name = \"Northlight\"", "name = \"Northern Light\""),
        "-s ours side",
    );
    assert_eq!(told(&case, "audit"), ["lost-edit | suits.toml | - | the file | the file | Mai"]);
}

#[test]
fn lines_of_a_text_that_one_side_wrote_are_missed_where_the_other_wrote_elsewhere() {
    let text = "business: >\n  Sells hiking gear in 40 own shops;\n  two thirds of the year's sales fall in April to June.\n  The chain was founded in 1987\n  by two brothers from Oulu.\n";
    let start = |case: &Case| {
        let old = case.text("clients/ACME.yaml");
        let at = old.find("business: >").expect("a business");
        let end = old.find("needs:").expect("needs");
        case.write("clients/ACME.yaml", format!("{}{text}{}", &old[..at], &old[end..]));
    };
    let case = repository("tests/books/records");
    start(&case);
    commit(&case, "Ann", "Write of the business");
    git(&case, "checkout -q -b side");
    swap(&case, "clients/ACME.yaml", "by two brothers from Oulu", "by three sisters from Oulu");
    commit(&case, "Mai", "Sisters");
    git(&case, "checkout -q main");
    swap(&case, "clients/ACME.yaml", "in 40 own shops", "in 45 own shops");
    commit(&case, "Ann", "Shops");
    git(&case, "merge -q -s ours side -m Merge");
    let found = told(&case, "audit");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("lost-edit | ACME | business | Sells hiking gear in 40 own shops"), "{found:?}");
}

#[test]
fn a_step_along_no_edge_is_told_and_one_along_an_edge_is_not() {
    let case = repository("tests/books/records");
    swap(&case, JOB, "status: in-creative", "status: delivered");
    commit(&case, "Mai", "Done at last");
    assert_eq!(told(&case, "audit"), ["step-outside-workflow | ACME-0012 | status | in-creative | delivered | Mai"]);
    // nobody touched the record since: as git has it before the commit is as it should be
    let repair = repairs(&case).remove(0);
    assert!(repair.starts_with("git restore --source=") && repair.ends_with("-- jobs/ACME/ACME-0012.yaml"), "{repair}");
    git(&case, "revert --no-edit HEAD");
    clean(&case);

    let handoffs = "handoffs:                           # who had the ball";
    let legal = repository("tests/books/records");
    assert!(legal.text(JOB).contains(handoffs));
    legal.run("job wait ACME-0012 --on agency").ok();
    commit(&legal, "Ann", "Wait");
    clean(&legal);
}

#[test]
fn a_step_and_its_revert_are_told_by_nobody() {
    let case = repository("tests/books/records");
    swap(&case, JOB, "status: in-creative", "status: briefing");
    commit(&case, "Mai", "Rebrief");
    git(&case, "revert --no-edit HEAD");
    clean(&case);
}

#[test]
fn the_workflow_is_that_of_the_commit() {
    let case = repository("tests/books/records");
    let own = "\n[workflow]\nstages = [{ stage = \"requested\", seat = \"account-executive\", lead_days = 1, next = [\"in-creative\"] }, { stage = \"in-creative\", seat = \"creative\", lead_days = 1, next = [\"delivered\"] }, { stage = \"delivered\" }]\n";
    let before = case.text("suits.toml");
    case.write("suits.toml", format!("{before}{own}"));
    commit(&case, "Ann", "A workflow of our own");
    swap(&case, JOB, "status: in-creative", "status: delivered");
    commit(&case, "Mai", "Done");
    case.write("suits.toml", before);
    commit(&case, "Ann", "The usual one again");
    clean(&case);
}

#[test]
fn an_approval_by_somebody_who_could_not_give_it_is_told_even_when_the_roles_change_later() {
    let case = repository("tests/books/records");
    swap(
        &case,
        "briefs/ACME/ACME-B0004.yaml",
        "    by: bo\n    role: account-director\n",
        "    by: mai\n    role: account-director\n",
    );
    commit(&case, "Ann", "Approve the strategy");
    swap(&case, "suits.toml", "roles = [\"account-manager\"]", "roles = [\"account-director\"]");
    commit(&case, "Ann", "Mai is promoted");
    let found = told(&case, "audit");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("approval-without-authority | ACME-B0004 | approvals | - | {by: mai, "), "{found:?}");
    case.run("audit --format github")
        .exits(1)
        .says("title=approval-without-authority")
        .says("suits audit: 1 error")
        .says("it takes an account director or above");
}

#[test]
fn a_record_that_never_was_is_no_clean_bill_and_a_bare_clone_is_audited_at_a_revision() {
    let case = merged(campaign, due, "-s ours side");
    case.run("audit NOPE-12").exits(2).says("there is no NOPE-12, and git remembers none");
    case.run("audit ACME-00122").exits(2).says("there is no ACME-00122");
    let scratch = tempfile::tempdir().expect("a scratch folder");
    git_in(scratch.path(), &format!("clone -q --bare {} bare.git", case.path().display()));
    let bare = scratch.path().join("bare.git");
    case.run(&format!("-C {} audit --at main", bare.display())).exits(1).says("2027-03-15");
}
