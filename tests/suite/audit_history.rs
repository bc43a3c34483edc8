//! Histories of every shape under the audit: octopuses, criss-crosses, strangers, renamed records, what cannot be read, shallow clones.

use crate::audit::{
    JOB, campaign, clean, commit, crossed, due, git, git_by, merged, octopus, rush, standard, swap, told,
};
use crate::harness::Case;
use crate::repository::repository;

const LOST: &str = "lost-edit | ACME-0012 | due | 2027-03-15 | 2027-03-12 | Mai";

#[test]
fn an_octopus_is_judged_side_by_side() {
    let case = octopus(campaign, due, standard, "-s ours");
    assert_eq!(told(&case, "audit"), ["lost-edit | ACME | tier | standard | key | Bo", LOST]);
}

#[test]
fn an_octopus_that_keeps_all_is_clean() {
    let small = |case: &Case| swap(case, "briefs/ACME/ACME-B0004.yaml", "size: large", "size: small");
    clean(&octopus(campaign, small, standard, "-s octopus"));
}

#[test]
fn after_a_criss_cross_only_what_no_base_explains_is_lost() {
    let sing = |case: &Case| swap(case, JOB, "goal: A film people quote in May.", "goal: A film people sing in May.");
    let case = crossed(rush, sing);
    git(&case, "branch kept");
    git(&case, "merge -q --no-ff side -m Both");
    clean(&case);
    git(&case, "reset -q --hard kept");
    git(&case, "merge -q -s ours side -m Ours");
    assert_eq!(
        told(&case, "audit"),
        ["lost-edit | ACME-0012 | goal | A film people sing in May. | A film people quote in May. | Mai"]
    );
}

#[test]
fn histories_that_share_nothing_lose_what_only_one_had() {
    let case = repository("tests/books/records");
    git(&case, "checkout -q --orphan stranger");
    git(&case, "rm -rfq .");
    case.write("timesheets/mai/2026-11.yaml", "entries: []\n");
    commit(&case, "Mai", "From elsewhere");
    git(&case, "checkout -q main");
    git(&case, "branch kept");
    git(&case, "merge -q --allow-unrelated-histories stranger -m Together");
    clean(&case);
    git(&case, "reset -q --hard kept");
    git(&case, "merge -q -s ours --allow-unrelated-histories stranger -m Together");
    assert_eq!(told(&case, "audit"), ["lost-edit | mai/2026-11 | - | the record | - | Mai"]);
}

#[test]
fn a_record_that_one_side_renamed_keeps_what_the_other_changed() {
    let renamed = "jobs/ACME/ACME-0021.yaml";
    let rename = |case: &Case| git(case, &format!("mv {JOB} {renamed}"));
    let case = merged(due, rename, "side");
    assert!(case.text(renamed).contains("due: 2027-03-15"));
    clean(&case);
    swap(&case, renamed, "due: 2027-03-15", "due: 2027-03-12");
    git_by(&case, "Ann", &["commit", "-q", "-a", "--amend", "--no-edit"]);
    assert_eq!(told(&case, "audit"), ["lost-edit | ACME-0012 | due | 2027-03-15 | 2027-03-12 | Ann"]);
}

#[test]
fn a_record_that_was_renamed_later_is_looked_for_under_its_new_name() {
    let case = merged(campaign, due, "-s ours side");
    git(&case, &format!("mv {JOB} jobs/ACME/ACME-0021.yaml"));
    commit(&case, "Ann", "Another number");
    assert_eq!(told(&case, "audit"), [LOST]);
    swap(&case, "jobs/ACME/ACME-0021.yaml", "due: 2027-03-12\n", "due: 2027-03-15\n");
    commit(&case, "Ann", "Put it back");
    clean(&case);
}

#[test]
fn versions_that_cannot_be_read_are_said_and_the_rest_is_judged() {
    let case = merged(campaign, due, "-s ours side");
    let good = case.text(JOB);
    case.write(JOB, format!("<<<<<<< HEAD\n{good}"));
    commit(&case, "Ann", "Oh");
    case.write(JOB, &good);
    commit(&case, "Ann", "Mended");
    assert_eq!(told(&case, "audit"), [LOST]);
    case.run("audit").exits(1).says("1 version cannot be read").says(JOB);
}

#[test]
fn a_side_that_cannot_be_read_is_told_where_it_is_lost_as_a_whole() {
    let case = merged(campaign, |case| swap(case, "clients/ACME.yaml", "tier: key", "tier: [key"), "-s ours side");
    assert_eq!(told(&case, "audit"), ["lost-edit | ACME | - | the record | the record | Mai"]);
}

#[test]
fn settings_that_cannot_be_read_stop_no_audit() {
    let case = repository("tests/books/records");
    let good = case.text("suits.toml");
    case.write("suits.toml", "[agency\n");
    swap(&case, JOB, "status: in-creative", "status: delivered");
    commit(&case, "Mai", "Oh");
    case.write("suits.toml", good);
    commit(&case, "Mai", "Mended");
    case.run("audit").ok().says("no readable `suits.toml` at 1 commit");
}

#[test]
fn a_part_of_the_history_and_of_the_book_is_judged_alone() {
    let case = merged(campaign, due, "-s ours side");
    git(&case, "tag lossy");
    swap(&case, "clients/ACME.yaml", "tier: key", "tier: standard");
    commit(&case, "Bo", "After it");
    for line in [
        "audit",
        "audit lossy",
        "audit HEAD",
        "audit lossy^..HEAD",
        "audit acme-12",
        "audit --client ACME",
        "audit --since 2020-01-01",
    ] {
        assert_eq!(told(&case, line), [LOST], "{line}");
    }
    for line in [
        "audit lossy^",
        "audit lossy..HEAD",
        "audit lossy..",
        "audit ACME-B0004",
        "audit --since 2099-01-01",
        "audit side",
    ] {
        assert_eq!(told(&case, line), Vec::<String>::new(), "{line}");
        case.run(line).ok();
    }
    case.run("audit nowhere").exits(2).says("git knows no revision `nowhere`");
    case.run("audit lossy side").exits(2).says("say `lossy..side`");
    case.run("audit lossy...HEAD").exits(2).says("`lossy..HEAD`");
    case.run("audit --where 'by = Nobody'").exits(1);
}

#[test]
fn a_shallow_clone_says_what_it_does_not_see() {
    let case = merged(campaign, due, "-s ours side");
    let clone = Case::empty("2026-12-01");
    let from = format!("file://{}", case.path().display());
    git(&clone, &format!("clone -q --depth 2 {from} clone"));
    let ran = clone.run_in("clone", "audit").exits(2);
    let ran = ran.says("this clone begins at").says("could not be judged").says("git fetch --unshallow");
    assert!(!ran.stdout.contains("lost-edit"), "{}", ran.all());
    git(&clone, "-C clone fetch -q --unshallow");
    clone.run_in("clone", "audit").exits(1).says("lost-edit");
}

#[test]
fn a_book_without_history_says_so() {
    Case::copy("tests/books/records", "2026-12-01").run("audit").exits(2).says("not in a git repository");
    let empty = Case::copy("tests/books/records", "2026-12-01");
    git(&empty, "init -q -b main");
    empty.run("audit").exits(2).says("nothing has been committed here yet");
}

#[test]
fn a_book_below_the_top_and_one_of_long_names_are_audited_alike() {
    let case = Case::empty("2026-12-01");
    git(&case, "init -q -b main --object-format=sha256");
    crate::harness::copy_all(
        std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/books/records")),
        &case.file("book"),
    );
    commit(&case, "Ann", "Start");
    let job = format!("book/{JOB}");
    git(&case, "checkout -q -b side");
    swap(&case, &job, "due: 2027-03-12\n", "due: 2027-03-15\n");
    commit(&case, "Mai", "Later");
    git(&case, "checkout -q main");
    case.write("elsewhere.txt", "not ours");
    swap(&case, &job, "campaign: Spring 2027", "campaign: Summer 2027");
    commit(&case, "Ann", "Summer");
    git(&case, "merge -q -s ours side -m Merge");
    let ran = case.run_in("book", "audit --format csv").exits(1);
    ran.says("lost-edit,ACME-0012,due,2027-03-15,2027-03-12,Mai");
    case.run_in("book", "audit --format github").exits(1).says("file=book/jobs/ACME/ACME-0012.yaml");
}
