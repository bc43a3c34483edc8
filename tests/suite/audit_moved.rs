//! Records whose numbers moved on in one commit, each to the next, or were exchanged, and that were worked on in it: none is rewritten by that,
//! and none that went is hidden by it.

use crate::audit::{JOB, clean, commit, git, repairs, swap, told};
use crate::audit_repairs::rows;
use crate::harness::Case;
use crate::repository::{column, git_says, repository};

const OTHER: &str = "jobs/ACME/ACME-0013.yaml";
const FREE: &str = "jobs/ACME/ACME-0014.yaml";

/// A job that was not there before.
const POSTER: &str =
    "title: Poster\ntype: campaign\nstatus: requested\nrequested_by: liisa\nrequested_on: 2026-11-20\n";

/// Puts what lies at some paths at others, all at once.
fn moved(case: &Case, moves: &[(&str, &str)]) {
    let texts: Vec<String> = moves.iter().map(|(from, _)| case.text(from)).collect();
    for (from, _) in moves {
        std::fs::remove_file(case.file(from)).expect("gone");
    }
    moves.iter().zip(texts).for_each(|((_, to), text)| case.write(to, text));
}

/// Work on the film and on its cinema cut, wherever they lie.
fn worked_on(case: &Case, film: &str, cut: &str) {
    swap(case, film, "rush: false", "rush: true");
    swap(case, cut, "due: 2027-03-12", "due: 2027-03-22");
}

const CHAIN: [(&str, &str); 2] = [(OTHER, FREE), (JOB, OTHER)];
const EXCHANGED: [(&str, &str); 2] = [(OTHER, JOB), (JOB, OTHER)];

/// A repository in which both records moved on in one commit, the cut to a place of its own, and were worked on.
fn moved_on(moves: &[(&str, &str)], cut: &str) -> Case {
    let case = repository("tests/books/records");
    moved(&case, moves);
    worked_on(&case, OTHER, cut);
    commit(&case, "Ann", "Other numbers");
    case
}

#[test]
fn approved_records_that_moved_on_and_were_worked_on_are_not_rewritten() {
    for (moves, cut) in [(CHAIN, FREE), (EXCHANGED, JOB)] {
        let case = moved_on(&moves, cut);
        clean(&case);
        // and what is binding is so under its new number
        swap(&case, OTHER, "        hours: 40\n", "        hours: 44\n");
        git(&case, "commit -q -a --amend --no-edit");
        let found = told(&case, "audit");
        assert_eq!(found, ["frozen-rewritten | ACME-0013 | estimates.1.lines.concept.hours | 40 | 44 | Ann"]);
    }
}

#[test]
fn an_approved_record_whose_number_another_took_over_is_deleted_unless_it_lies_elsewhere() {
    let case = repository("tests/books/records");
    let film = case.text(JOB);
    moved(&case, &[(OTHER, JOB)]);
    swap(&case, JOB, "due: 2027-03-12", "due: 2027-03-22");
    commit(&case, "Mai", "Another number");
    assert_eq!(told(&case, "audit"), ["frozen-deleted | ACME-0012 | - | - | - | Mai"]);
    // what lies there now is not to be written over
    let good = git_says(case.path(), "rev-parse --short=10 HEAD~1");
    assert_eq!(repairs(&case), [format!("git show {good}:./{JOB}")]);
    case.write(FREE, film);
    commit(&case, "Ann", "The film again");
    clean(&case);
    case.run("audit --all").ok().says("repaired");
}

#[test]
fn an_approved_record_that_went_while_others_moved_on_is_found() {
    let case = repository("tests/books/records");
    // the film goes; the cut takes its number, and a new job the cut's
    moved(&case, &[(OTHER, JOB)]);
    case.write(OTHER, POSTER);
    commit(&case, "Mai", "Other numbers");
    assert_eq!(told(&case, "audit"), ["frozen-deleted | ACME-0012 | - | - | - | Mai"]);
}

#[test]
fn an_approved_record_is_not_rewritten_by_a_new_one_under_the_number_that_it_left() {
    let case = repository("tests/books/records");
    moved(&case, &[(JOB, FREE)]);
    case.write(JOB, POSTER);
    swap(&case, FREE, "rush: false", "rush: true");
    commit(&case, "Ann", "Another number");
    assert_eq!(told(&case, "audit --all"), Vec::<String>::new());
    // and what is binding is so under its new number
    swap(&case, FREE, "        hours: 40\n", "        hours: 44\n");
    git(&case, "commit -q -a --amend --no-edit");
    let found = told(&case, "audit");
    assert_eq!(found, ["frozen-rewritten | ACME-0014 | estimates.1.lines.concept.hours | 40 | 44 | Ann"]);
}

#[test]
fn a_merge_that_loses_a_new_record_under_a_number_that_another_left_is_told() {
    for commits in [1, 2] {
        let case = repository("tests/books/records");
        git(&case, "checkout -q -b side");
        moved(&case, &[(OTHER, FREE)]);
        if commits == 2 {
            commit(&case, "Bo", "Another number");
        }
        case.write(OTHER, POSTER);
        commit(&case, "Bo", "Poster");
        git(&case, "checkout -q main");
        swap(&case, OTHER, "due: 2027-03-12", "due: 2027-03-22");
        commit(&case, "Ann", "Later");
        let (later, cut) = (case.text(OTHER), git_says(case.path(), &format!("show side:{FREE}")));
        let merged = |here: &str, there: &str| {
            git(&case, "merge -q --no-ff -s ours --no-commit side");
            case.write(OTHER, here);
            case.write(FREE, there);
            commit(&case, "Cy", "Merge");
            let found = told(&case, "audit");
            git(&case, "reset -q --hard HEAD~1");
            found
        };
        let due = "lost-edit | ACME-0013 | due | 2027-03-22 | 2027-03-12 | Ann";
        let poster = "lost-record | ACME-0013 | - | Poster | Spring launch film, cinema cut | Bo";
        assert_eq!(merged(POSTER, &later), Vec::<String>::new());
        assert_eq!(merged(POSTER, &cut), [due]);
        assert_eq!(merged(&later, &cut), [due, poster]);
        case.write("jobs/ACME/ACME-0015.yaml", POSTER);
        assert_eq!(merged(&later, &later), Vec::<String>::new(), "the merge gave it a number of its own");
    }
}

#[test]
fn what_went_wrong_follows_the_record_to_its_next_number() {
    let case = repository("tests/books/records");
    swap(&case, JOB, "status: in-creative", "status: delivered");
    commit(&case, "Mai", "Done at last");
    swap(&case, OTHER, "status: in-creative", "status: on-hold");
    moved(&case, &EXCHANGED);
    commit(&case, "Ann", "Other numbers");
    let open = "step-outside-workflow | ACME-0012 | status | in-creative | delivered | Mai";
    assert!(told(&case, "audit").contains(&open.to_owned()), "{:?}", told(&case, "audit"));
    assert!(rows(&case, "audit").iter().any(|row| row["by"] == "Mai" && row["path"] == OTHER));
    swap(&case, OTHER, "status: delivered", "status: in-creative");
    commit(&case, "Ann", "As it was");
    assert!(!told(&case, "audit").contains(&open.to_owned()));
}

#[test]
fn what_went_wrong_follows_the_record_over_a_merge_that_brings_its_next_number() {
    let case = repository("tests/books/records");
    swap(&case, JOB, "status: in-creative", "status: delivered");
    commit(&case, "Mai", "Done at last");
    git(&case, "checkout -q -b side");
    moved(&case, &CHAIN);
    worked_on(&case, OTHER, FREE);
    commit(&case, "Bo", "Other numbers");
    git(&case, "checkout -q main");
    swap(&case, "clients/ACME.yaml", "tier: key", "tier: standard");
    commit(&case, "Ann", "On main");
    git(&case, "merge -q --no-ff side -m Merge");
    let open = "step-outside-workflow | ACME-0012 | status | in-creative | delivered | Mai";
    assert_eq!(told(&case, "audit"), [open]);
    assert_eq!(rows(&case, "audit")[0]["path"], OTHER);
    swap(&case, OTHER, "status: delivered", "status: in-creative");
    commit(&case, "Ann", "As it was");
    clean(&case);
}

#[test]
fn diff_and_log_tell_records_that_moved_on_as_themselves() {
    for (moves, cut) in [(CHAIN, FREE), (EXCHANGED, JOB)] {
        let case = moved_on(&moves, cut);
        let new = cut.strip_prefix("jobs/ACME/").and_then(|name| name.strip_suffix(".yaml")).expect("a number");
        let diff = case.run("diff HEAD~1..HEAD").ok();
        assert!(!diff.stdout.contains("taken out") && !diff.stdout.contains("new job"), "{}", diff.stdout);
        diff.says("ACME-0012 is ACME-0013 now").says(&format!("ACME-0013 is {new} now"));
        // the second line of each life is its first commit
        for id in ["ACME-0013", new] {
            let lines = column(&case, &format!("log {id}"), "id");
            let was = if id == "ACME-0013" { "ACME-0012" } else { "ACME-0013" };
            assert_eq!(lines, [id, was], "{id}");
        }
        case.run("log ACME-0013").ok().says("rush");
    }
}

#[test]
fn diff_tells_a_new_record_under_a_number_that_another_left_as_new() {
    let cut_is = |number: &str| format!("ACME-0013 is {number} now");
    for (moves, poster, gone, now) in [
        (&[(OTHER, FREE)], OTHER, None, "ACME-0014"),
        (&[(OTHER, FREE)], OTHER, Some(JOB), "ACME-0014"),
        (&[(OTHER, JOB)], OTHER, None, "ACME-0012"),
    ] {
        let case = repository("tests/books/records");
        moved(&case, moves);
        case.write(poster, POSTER);
        if let Some(gone) = gone {
            std::fs::remove_file(case.file(gone)).expect("gone");
        }
        commit(&case, "Ann", "Other numbers");
        let diff = case.run("diff HEAD~1..HEAD").ok();
        let diff =
            diff.says(&cut_is(now)).says("new job: Poster, asked for by Liisa Virtanen on 2026-11-20, requested");
        let diff = diff.says_not("taken away").says_not("type:");
        let is_film_gone = gone.is_some() || now == "ACME-0012";
        assert_eq!(diff.stdout.contains("job taken out: Spring launch film (in-creative)"), is_film_gone);
    }
}
