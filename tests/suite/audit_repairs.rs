//! Every repair that the audit prints is run as it is printed, by a shell, committed, and looked at again: what it was for must be
//! `repaired` then, and nothing else must have changed that anybody could miss.

use crate::audit::{JOB, campaign, clean, commit, crossed, due, git, merged, octopus, part, rush, swap, told};
use crate::harness::Case;
use crate::repository::repository;
use std::path::Path;
use std::process::Command;

const CLIENT: &str = "clients/ACME.yaml";
const BRIEF: &str = "briefs/ACME/ACME-B0004.yaml";

pub(crate) fn rows(case: &Case, line: &str) -> Vec<serde_json::Value> {
    let ran = case.run(&format!("{line} --format json"));
    let answer: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}", ran.all()));
    answer["rows"].as_array().expect("rows").clone()
}

/// Types a line into a shell, in the folder of the book.
pub(crate) fn types(case: &Case, line: &str) {
    types_in(case, ".", line);
}

/// The same in a folder of it.
pub(crate) fn types_in(case: &Case, folder: &str, line: &str) {
    let binary = Path::new(env!("CARGO_BIN_EXE_suits")).parent().expect("a folder").display().to_string();
    let path = format!("{binary}:{}", std::env::var("PATH").unwrap_or_default());
    let mut shell = Command::new("sh");
    shell.args(["-c", line]).current_dir(case.file(folder)).env("PATH", path).env("SUITS_TODAY", "2026-12-01");
    shell.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null").env("SUITS_USER", "ann");
    let output = shell.output().expect("a shell");
    let said = [&output.stdout[..], &output.stderr[..]].map(String::from_utf8_lossy).concat();
    assert!(output.status.success(), "{line}: {said}");
}

/// Runs the first repair that is printed until none is left; gives how many ran.
pub(crate) fn mended(case: &Case) -> usize {
    for turn in 0..20 {
        let open = rows(case, "audit");
        let Some(first) = open.first() else { return turn };
        let repair = first["repair"].as_str().unwrap_or_else(|| panic!("no repair: {first}"));
        types(case, repair);
        commit(case, "Ann", "As the audit says");
        let key = |row: &serde_json::Value| ["what", "record", "field", "was", "merge"].map(|key| row[key].clone());
        let all = rows(case, "audit --all");
        let same = all.iter().find(|row| key(row) == key(first));
        let state = same.and_then(|row| row["state"].as_str()).unwrap_or("gone");
        assert_eq!(state, "repaired", "{repair}: {first}");
    }
    panic!("the audit is never content: {:?}", told(case, "audit"));
}

/// Puts right by one command all that the last merge lost, committed: then nothing is open.
fn resolved(case: &Case) {
    let status = || crate::repository::git_says(case.path(), "status --porcelain");
    let before = status();
    case.run("resolve --merge --dry-run").ok();
    assert_eq!(status(), before, "a dry run");
    case.run("resolve --merge").ok();
    case.run("resolve --merge").ok().says("lost nothing");
    commit(case, "Ann", "As it should be");
    clean(case);
    let states: Vec<serde_json::Value> = rows(case, "audit --all").iter().map(|row| row["state"].clone()).collect();
    assert!(states.iter().all(|state| state == "repaired"), "{states:?}");
}

/// A history in which the side did something and the merge lost it.
fn lossy(side: impl Fn(&Case)) -> Case {
    merged(campaign, side, "-s ours side")
}

#[test]
fn a_part_that_only_verbs_write_comes_back_by_the_engine() {
    let case = lossy(|case| swap(case, JOB, "    note: Kick-off held; samples to follow.", "    note: Kick-off held."));
    let repair = rows(&case, "audit")[0]["repair"].as_str().expect("one").to_owned();
    assert!(repair.starts_with("suits resolve ACME-0012 --merge "), "{repair}");
    assert_eq!(mended(&case), 1);
    assert!(case.text(JOB).contains("note: Kick-off held.\n"));
    assert!(case.text(JOB).contains("campaign: Summer 2027"));
}

#[test]
fn several_losses_of_one_record_come_back_one_after_the_other_though_it_is_worked_on_meanwhile() {
    let case = lossy(|case| {
        due(case);
        swap(case, JOB, "    note: Kick-off held; samples to follow.", "    note: Kick-off held.");
        swap(case, JOB, "after: []", "after: [ACME-0013]");
        swap(
            case,
            JOB,
            "quality_checks:\n",
            "quality_checks:\n  # ask the sound studio\n  - id: sound\n    text: Sound is mixed # twice\n",
        );
    });
    swap(&case, JOB, "goal: A film people quote in May.", "goal: A film people sing in May.");
    commit(&case, "Ann", "Work goes on");
    assert_eq!(told(&case, "audit").len(), 4);
    let repairs = rows(&case, "audit");
    let of_due = repairs.iter().find(|row| row["field"] == "due").expect("of the day it is due");
    types(&case, of_due["repair"].as_str().expect("a command"));
    commit(&case, "Ann", "The day alone");
    assert_eq!(told(&case, "audit").len(), 3);
    assert_eq!(mended(&case), 1, "the rest of one record comes back at once");
    let text = case.text(JOB);
    assert!(text.contains("due: 2027-03-15\n") && text.contains("[ACME-0013]") && text.contains("sing in May"));
    assert!(text.contains("  # ask the sound studio\n  - id: sound\n    text: Sound is mixed # twice\n"), "{text}");
    clean(&case);
}

#[test]
fn what_an_octopus_and_crossed_branches_lost_comes_back() {
    let note = |case: &Case| swap(case, JOB, "    note: Kick-off held; samples to follow.", "    note: Kick-off held.");
    let rival = |case: &Case| swap(case, CLIENT, "  - Partioaitta\n", "  - Partioaitta\n  - Scandinavian Outdoor\n");
    let case = octopus(campaign, note, rival, "-s ours");
    assert_eq!(mended(&case), 2);
    assert!(case.text(CLIENT).contains("  - Partioaitta\n  - Scandinavian Outdoor\n"));

    let case = crossed(rush, note);
    git(&case, "merge -q -s ours side -m Ours");
    assert_eq!(mended(&case), 1);
    assert!(case.text(JOB).contains("note: Kick-off held.\n") && case.text(JOB).contains("rush: true"));
}

#[test]
fn deletions_words_lines_and_whole_records_come_back() {
    let sheet = "entries:\n  - id: 9t9t\n    date: 2026-11-20\n    job: ACME-0012\n    hours: 1\n";
    let lose = |case: &Case| {
        swap(case, BRIEF, "mandatories:\n  - Store locator link\n", "");
        swap(case, BRIEF, "tone: [dry, warm, unheroic]", "tone: [dry, cool, unheroic]");
        swap(
            case,
            CLIENT,
            "business: >\n  Sells hiking gear in 40 own shops;",
            "business: >\n  Sells hiking gear in 45 own shops;",
        );
        swap(case, "suits.toml", "name = \"Northlight\"", "name = \"Northern Light\"");
        case.write("timesheets/mai/2026-11.yaml", sheet);
        std::fs::remove_file(case.file("feedback/ACME/ACME-0013-R1.yaml")).expect("gone");
    };
    for mend in [|case: &Case| assert_eq!(mended(case), 5, "two of one record come back at once"), resolved] {
        let case = lossy(lose);
        assert_eq!(told(&case, "audit").len(), 6, "{:?}", told(&case, "audit"));
        mend(&case);
        assert!(!case.text(BRIEF).contains("mandatories") && case.text(BRIEF).contains("tone: [dry, cool, unheroic]"));
        assert!(case.text(CLIENT).contains("in 45 own shops"));
        assert!(case.text("suits.toml").contains("Northern Light"));
        assert_eq!(case.text("timesheets/mai/2026-11.yaml"), sheet);
        assert!(!case.file("feedback/ACME/ACME-0013-R1.yaml").exists());
    }
}

#[test]
fn a_record_that_came_back_goes_again_unless_somebody_means_it_or_worked_on_it() {
    let round = "feedback/ACME/ACME-0013-R1.yaml";
    let gone = |path: &'static str| move |case: &Case| std::fs::remove_file(case.file(path)).expect("gone");
    let mut case = lossy(gone(round));
    crate::repository::belongs_to_ann(case.path());
    case.set_width(400);
    let text = case.text(round);
    case.run("resolve --merge --dry-run").ok().says("removed").says("it is out again").says("nothing was written");
    assert_eq!(case.text(round), text);
    case.run("resolve --merge --commit").ok().says("committed on main");
    assert!(!case.file(round).exists());
    clean(&case);
    case.run("undo").ok();
    assert_eq!(case.text(round), text);
    assert_eq!(told(&case, "audit"), ["resurrected | ACME-0013-R1 | - | - | the record | Mai"]);
    swap(&case, round, "should show the shop", "should show two shops");
    case.run("resolve --merge HEAD~2")
        .exits(1)
        .says("somebody has worked on it since")
        .says(&format!("`git rm -- {round}`"));
    assert!(case.file(round).exists());

    // the round is there, and belongs to the job
    let mut case = lossy(gone("jobs/ACME/ACME-0013.yaml"));
    case.set_width(400);
    case.run("resolve --merge")
        .exits(1)
        .says("ACME-0013-R1 belongs to it")
        .says("`git rm -- jobs/ACME/ACME-0013.yaml`");
    assert!(case.file("jobs/ACME/ACME-0013.yaml").exists());
    // where both had gone, both go
    let case = lossy(|case| {
        gone("jobs/ACME/ACME-0013.yaml")(case);
        gone(round)(case);
    });
    resolved(&case);
    assert!(!case.file("jobs/ACME/ACME-0013.yaml").exists() && !case.file(round).exists());
}

#[test]
fn a_name_that_was_lost_is_given_again_with_what_was_lost_of_the_record() {
    let (old, new) = ("jobs/ACME/ACME-0013.yaml", "jobs/ACME/ACME-0021.yaml");
    let lose = |case: &Case| {
        git(case, &format!("mv {old} {new}"));
        swap(case, new, "title: Spring launch film, cinema cut", "title: Cinema cut");
    };
    let case = lossy(lose);
    assert_eq!(told(&case, "audit").len(), 2, "{:?}", told(&case, "audit"));
    resolved(&case);
    assert!(case.text(new).starts_with("title: Cinema cut\n") && !case.file(old).exists());
    assert!(case.file("feedback/ACME/ACME-0021-R1.yaml").exists(), "its round goes with it");

    let mut case = lossy(lose);
    case.set_width(400);
    case.write(
        new,
        "title: Poster\ntype: campaign\nstatus: requested\nrequested_by: liisa\nrequested_on: 2026-11-02\n",
    );
    case.run("resolve --merge").exits(1).says("that is another record by now");
    assert!(case.text(new).starts_with("title: Poster"));
}

#[test]
fn what_was_lost_of_a_record_that_has_another_number_by_now_comes_back_there() {
    let (old, new) = ("jobs/ACME/ACME-0013.yaml", "jobs/ACME/ACME-0021.yaml");
    let note = |case: &Case| swap(case, old, "type: retainer-ticket", "type: campaign");
    let case = lossy(note);
    git(&case, &format!("mv {old} {new}"));
    commit(&case, "Ann", "Another number");
    let repair = rows(&case, "audit")[0]["repair"].as_str().expect("one").to_owned();
    assert!(repair.starts_with("suits resolve ACME-0021 --merge "), "{repair}");
    assert_eq!(mended(&case), 1);
    assert!(case.text(new).contains("type: campaign"));
}

#[test]
fn a_text_that_both_wrote_in_gets_the_lines_of_both() {
    let text = "business: |\n  Sells hiking gear in 40 own shops.\n  Two thirds of the sales fall in April.\n  The chain was founded in 1987.\n";
    let case = repository("tests/books/records");
    let old = case.text(CLIENT);
    let (at, end) = (old.find("business: >").expect("a business"), old.find("needs:").expect("needs"));
    case.write(CLIENT, format!("{}{text}{}", &old[..at], &old[end..]));
    commit(&case, "Ann", "Of the business");
    let year = |case: &Case| swap(case, CLIENT, "founded in 1987", "founded in 1988");
    part(&case, year, |case| swap(case, CLIENT, "in 40 own shops", "in 45 own shops"));
    git(&case, "merge -q -s ours side -m Merge");
    assert_eq!(mended(&case), 1);
    assert!(case.text(CLIENT).contains("in 45 own shops") && case.text(CLIENT).contains("founded in 1988"));
}

#[test]
fn a_text_that_lies_over_several_lines_without_a_block_is_nobodys_loss() {
    for (open, close) in [("", ""), ("\"", "\"")] {
        let case = repository("tests/books/records");
        let text = format!("context: {open}one alpha\n  two beta\n  three gamma{close}\n");
        let old = case.text(JOB);
        let (at, end) = (old.find("context: ").expect("a context"), old.find("requested_by: ").expect("who asked"));
        case.write(JOB, format!("{}{text}{}", &old[..at], &old[end..]));
        commit(&case, "Ann", "Context");
        let one = |case: &Case| swap(case, JOB, "one alpha", "ONE alpha");
        part(&case, one, |case| swap(case, JOB, "three gamma", "THREE gamma"));
        git(&case, "merge -q -s ours side -m Merge");
        clean(&case);
        case.run("resolve --merge").ok().says("lost nothing");
        assert!(case.text(JOB).contains("one alpha\n  two beta\n  THREE gamma"), "{}", case.text(JOB));
    }
}

#[test]
fn a_renumbering_that_a_merge_lost_is_one_finding_and_done_again_with_all_that_names_the_record() {
    let case = repository("tests/books/records");
    // what papers that went out name keeps its number, and this job has none; without its round there is one record to tell of
    git(&case, "rm -q feedback/ACME/ACME-0013-R1.yaml");
    commit(&case, "Ann", "No round");
    git(&case, "checkout -q -b side");
    case.run("renumber ACME-0013 ACME-0113").ok();
    commit(&case, "Mai", "Another number");
    git(&case, "checkout -q main");
    swap(&case, CLIENT, "tier: key", "tier: standard");
    commit(&case, "Ann", "Not key any more");
    git(&case, "merge -q -s ours side -m Merge");
    assert_eq!(told(&case, "audit"), ["lost-name | ACME-0013 | - | ACME-0113 | ACME-0013 | Mai"]);
    case.run("resolve --merge --dry-run").ok().says("it is called so again");
    assert!(case.file("jobs/ACME/ACME-0013.yaml").exists());
    assert_eq!(mended(&case), 1);
    assert!(case.file("jobs/ACME/ACME-0113.yaml").exists() && !case.file("jobs/ACME/ACME-0013.yaml").exists());

    let moved = lossy(|case| git(case, "mv jobs/ACME/ACME-0013.yaml jobs/ACME/ACME-0021.yaml"));
    assert_eq!(told(&moved, "audit"), ["lost-name | ACME-0013 | - | ACME-0021 | ACME-0013 | Mai"]);
    assert_eq!(mended(&moved), 1);

    // an invoice that went out names it: the merge that kept its number did right
    clean(&lossy(|case| git(case, &format!("mv {JOB} jobs/ACME/ACME-0021.yaml"))));
}

#[test]
fn a_deletion_of_what_was_binding_is_not_asked_for_again_where_a_merge_kept_the_record() {
    let invoice = "invoices/ACME/ACME-I0118.yaml";
    let case = lossy(|case| std::fs::remove_file(case.file(invoice)).expect("gone"));
    clean(&case);
    assert!(case.file(invoice).exists());
}

#[test]
fn marks_that_were_committed_in_a_merge_are_merged_anew() {
    let case = repository("tests/books/records");
    git(&case, "checkout -q -b side");
    swap(&case, JOB, "title: Spring launch film", "title: Launch film");
    commit(&case, "Mai", "Shorter");
    git(&case, "checkout -q main");
    swap(&case, JOB, "brief: ACME-B0004", "brief: ACME-B0004 # of May");
    swap(&case, JOB, "rush: false", "rush: true");
    commit(&case, "Ann", "Of May");
    let merge = |case: &Case| {
        let words = ["merge", "side"];
        assert_eq!(crate::repository::git_try(case.path(), &words).0, 1);
        commit(case, "Ann", "Merge in a hurry");
    };
    merge(&case);
    let found = told(&case, "audit");
    assert_eq!(found, ["broken-by-merge | ACME-0012 | - | - | - | Ann"]);
    case.run("audit").exits(1);
    assert_eq!(mended(&case), 1);
    assert!(case.text(JOB).starts_with("title: Launch film\nbrief: ACME-B0004 # of May\n"));
    assert!(case.text(JOB).contains("rush: true"));

    // somebody takes the marks out, and what the side had written with them
    git(&case, "reset -q --hard HEAD~1");
    let ours = crate::repository::git_says(case.path(), "show HEAD^1:jobs/ACME/ACME-0012.yaml");
    case.write(JOB, format!("{ours}\n"));
    commit(&case, "Ann", "Without the marks");
    assert_eq!(told(&case, "audit"), ["lost-edit | ACME-0012 | title | Launch film | Spring launch film | Mai"]);
    case.run("audit").exits(1);
    assert_eq!(mended(&case), 1);
}

#[test]
fn a_record_that_a_host_broke_line_by_line_is_merged_by_its_fields() {
    let case = merged(campaign, due, "side");
    swap(&case, JOB, "title: Spring launch film", "title: [Spring launch film");
    git(&case, "commit -q -a --amend --no-edit");
    assert_eq!(told(&case, "audit"), ["broken-by-merge | ACME-0012 | - | - | - | Ann"]);
    case.run("audit").exits(1);
    assert_eq!(mended(&case), 1);
    assert!(case.text(JOB).contains("campaign: Summer 2027") && case.text(JOB).contains("due: 2027-03-15"));
}

#[test]
fn a_record_put_back_as_a_whole_takes_nothing_else_with_it() {
    let case = repository("tests/books/records");
    swap(&case, JOB, "status: in-creative", "status: delivered");
    swap(&case, JOB, "rush: false", "rush: true");
    commit(&case, "Mai", "Done at last");
    let repair = rows(&case, "audit")[0]["repair"].as_str().expect("one").to_owned();
    assert_eq!(repair, "suits job edit ACME-0012  # write `status: in-creative`");
    let sheet = "timesheets/ann/2026-11.yaml";
    assert!(case.file(sheet).exists());
}

#[test]
fn what_is_brought_back_is_taken_back_by_undo_and_committed_where_one_asks() {
    let case = crate::repository::committed("tests/books/records");
    part(&case, due, campaign);
    git(&case, "merge -q -s ours side -m Merge");
    let before = case.text(JOB);
    case.run("resolve --merge -n --commit").ok().says("would: commit");
    assert_eq!(case.text(JOB), before);
    case.run("resolve --merge").ok().says("git add -- jobs/ACME/ACME-0012.yaml");
    assert_ne!(case.text(JOB), before);
    case.run("undo --list").ok().says("ACME-0012: bring back `due`, which the merge");
    case.run("undo").ok();
    assert_eq!(case.text(JOB), before);
    case.run("resolve --merge --commit").ok().says("committed on main");
    let merge = crate::repository::git_says(case.path(), "rev-parse HEAD~1")[..10].to_owned();
    let said = crate::repository::git_says(case.path(), "log -1 --format=%s");
    assert_eq!(said, format!("ACME-0012: bring back `due`, which the merge {merge} lost"));
    assert_eq!(crate::repository::git_says(case.path(), "status --porcelain"), "");
    assert_eq!(told(&case, "audit"), Vec::<String>::new());
    case.run("undo").ok();
    assert_eq!(case.text(JOB), before);
}

#[test]
fn a_repair_that_was_taken_back_leaves_the_loss_open() {
    let case = crate::repository::committed("tests/books/records");
    part(&case, due, campaign);
    git(&case, "merge -q -s ours side -m Merge");
    git(&case, "tag lossy");
    let open = told(&case, "audit");
    assert_eq!(open, ["lost-edit | ACME-0012 | due | 2027-03-15 | 2027-03-12 | Mai"]);
    case.run("resolve --merge --commit").ok();
    clean(&case);
    case.run("undo").ok();
    if !crate::repository::git_says(case.path(), "status --porcelain").is_empty() {
        commit(&case, "Ann", "Not yet");
    }
    assert_eq!(told(&case, "audit"), open, "by `undo`");
    case.run("resolve --merge lossy --commit").ok();
    clean(&case);
    // somebody works on the record before it is taken back
    swap(&case, JOB, "rush: false", "rush: true");
    commit(&case, "Ann", "Rush");
    git(&case, "revert --no-edit HEAD~1");
    assert_eq!(told(&case, "audit"), open, "by `git revert`");
    case.run("resolve --merge lossy --commit").ok();
    clean(&case);
    // a day that somebody sets anew, though it is the old one, is a choice
    swap(&case, JOB, "rush: true", "rush: false");
    commit(&case, "Ann", "No rush");
    swap(&case, JOB, "due: 2027-03-15\n", "due: 2027-03-12\n");
    swap(&case, JOB, "campaign: Summer 2027", "campaign: Spring 2027");
    commit(&case, "Ann", "Earlier");
    clean(&case);
    case.run("audit --all").ok().says("overtaken");
}

#[test]
fn a_record_that_came_back_and_was_deleted_after_some_work_is_past() {
    let added = "jobs/ACME/ACME-0040.yaml";
    let case = merged(campaign, |case| case.write(added, "title: Poster\n"), "-s ours side");
    git(&case, "restore --source=side -- jobs/ACME/ACME-0040.yaml");
    commit(&case, "Ann", "Back");
    assert_eq!(told(&case, "audit"), Vec::<String>::new());
    git(&case, "revert --no-edit HEAD");
    assert_eq!(told(&case, "audit").len(), 1, "taken back");
    git(&case, "revert --no-edit HEAD");
    swap(&case, added, "title: Poster", "title: Leaflet");
    commit(&case, "Ann", "Leaflet");
    git(&case, "rm -q jobs/ACME/ACME-0040.yaml");
    commit(&case, "Ann", "No leaflet");
    assert_eq!(told(&case, "audit"), Vec::<String>::new());
}
