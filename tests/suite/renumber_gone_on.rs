//! A branch that goes on under a number which, elsewhere, another record has by now: nothing it writes goes into that one, and the command
//! that git's conflict prints takes it to where its record is.

use crate::harness::Case;
use crate::repository::{armed, column, commit_edit, git_in, git_ok, git_try, made_on_both};

const JOB: &str = "jobs/ACME/ACME-0044.yaml";
const MOVED: &str = "jobs/ACME/ACME-0045.yaml";
const SHEET: &str = "timesheets/ann/2026-11.yaml";

/// A job of one side, with handoffs of its own.
fn made(case: &Case, side: &str) {
    let job = case.text("jobs/ACME/ACME-0013.yaml");
    let rest = job.split_once('\n').expect("lines").1;
    let own = ["a1c4", "b2d5", "c3e6", "d4f7", "e5g8"].iter().fold(rest.to_owned(), |text, id| {
        let letter = side[..1].to_lowercase();
        text.replace(&format!("id: {id}"), &format!("id: {letter}{}", &id[1..]))
    });
    case.write(JOB, format!("title: {side}\n{own}"));
    git_ok(case.path(), &["add", "."]);
    git_ok(case.path(), &["commit", "-q", "-m", side]);
}

/// Theirs was merged and came out as ACME-0045; since then `feature` has moved the due date of what it calls ACME-0044 and written hours on
/// it, and `main` has renamed it and moved the due date of the one that is ACME-0044 there.
fn gone_on() -> Case {
    let case = made_on_both(armed("tests/books/records"), made);
    assert_ne!(git_try(case.path(), &["merge", "feature"]).0, 0);
    case.run("renumber ACME-0044 ACME-0045 --from MERGE_HEAD").ok();
    git_ok(case.path(), &["commit", "-q", "--no-edit"]);
    commit_edit(&case, MOVED, "title: Theirs", "title: Theirs, renamed");
    commit_edit(&case, JOB, "due: 2027-03-12", "due: 2027-05-03");
    git_in(case.path(), "checkout -q feature");
    commit_edit(&case, JOB, "due: 2027-03-12", "due: 2027-04-05");
    let hour = "entries:\n  - id: late\n    date: 2026-11-24\n    job: ACME-0044\n    hours: 2\n    work: execute\n";
    commit_edit(&case, SHEET, "entries:\n", hour);
    case
}

#[test]
fn what_a_branch_goes_on_to_write_is_refused_by_the_other_record_and_taken_to_its_own() {
    for (into, other, from) in [("main", "feature", "feature"), ("feature", "main", "HEAD")] {
        let case = gone_on();
        git_in(case.path(), &format!("checkout -q {into}"));
        let (code, said) = git_try(case.path(), &["merge", other]);
        assert_ne!(code, 0, "{said}");
        let command = format!("renumber ACME-0044 ACME-0045 --from {from}");
        assert!(
            said.contains("has another record under this id by now: `title` was `Theirs`, and is `Ours`"),
            "{said}"
        );
        assert!(said.contains(&format!("`suits {command}` takes there what")), "{said}");
        let rows = case.run("resolve --format json").exits(1).json().to_string();
        assert!(rows.contains(&format!("suits {command}")), "{rows}");
        case.run(&command).ok().says("next: `git commit` ends the merge");
        let (ours, theirs) = (case.text(JOB), case.text(MOVED));
        assert!(ours.starts_with("title: Ours\n") && ours.contains("\ndue: 2027-05-03\n"), "{ours}");
        assert!(theirs.starts_with("title: Theirs, renamed\n") && theirs.contains("\ndue: 2027-04-05\n"), "{theirs}");
        assert!(
            case.text(SHEET).contains("id: late\n    date: 2026-11-24\n    job: ACME-0045\n"),
            "{}",
            case.text(SHEET)
        );
        git_ok(case.path(), &["commit", "-q", "--no-edit"]);
        case.run("check").says_not("conflict");
        // what was taken along is lost by nobody
        let audit = case.run("audit --all");
        assert!(!audit.stdout.contains("lost-edit"), "{}", audit.all());
    }
}

#[test]
fn what_was_taken_along_belongs_to_whoever_wrote_it() {
    for (into, other, from) in [("main", "feature", "feature"), ("feature", "main", "HEAD")] {
        let case = gone_on();
        let due = git_ok(case.path(), &["rev-parse", "--short=10", "HEAD~1"]).trim().to_owned();
        git_in(case.path(), &format!("checkout -q {into}"));
        assert_ne!(git_try(case.path(), &["merge", other]).0, 0);
        case.run(&format!("renumber ACME-0044 ACME-0045 --from {from}")).ok();
        git_ok(case.path(), &["commit", "-q", "--no-edit"]);
        assert_eq!(column(&case, "blame ACME-0045 due", "commit"), std::slice::from_ref(&due), "{into}");
        assert!(column(&case, "log ACME-0045", "commit").contains(&due), "{into}");
    }
}

#[test]
fn what_both_wrote_into_it_under_two_numbers_is_left_to_a_person() {
    let case = gone_on();
    git_in(case.path(), "checkout -q main");
    commit_edit(&case, MOVED, "due: 2027-03-12", "due: 2027-06-01");
    assert_ne!(git_try(case.path(), &["merge", "feature"]).0, 0);
    let before = (case.text(JOB), case.text(MOVED));
    let refused = case.run("renumber ACME-0044 ACME-0045 --from feature").exits(2);
    refused.says("ACME-0045 changed here and as ACME-0044 on that branch, each otherwise: `due`");
    assert_eq!((case.text(JOB), case.text(MOVED)), before);
}

#[test]
fn a_record_that_was_only_rewritten_is_the_same_one() {
    let case = armed("tests/books/records");
    let job = "jobs/ACME/ACME-0013.yaml";
    git_in(case.path(), "checkout -q -b feature");
    commit_edit(&case, job, "due: 2027-03-12", "due: 2027-04-05");
    git_in(case.path(), "checkout -q main");
    commit_edit(&case, job, "title: Spring launch film, cinema cut", "title: Autumn film");
    commit_edit(&case, job, "requested_on: 2026-11-18", "requested_on: 2026-11-17");
    git_ok(case.path(), &["merge", "-q", "-m", "Merge", "feature"]);
    assert!(case.text(job).contains("title: Autumn film\n") && case.text(job).contains("\ndue: 2027-04-05\n"));
}

/// What git says of merging an edit of `before` on a branch with `now` on `main`, and the job that comes of it.
fn edited(before: &str, edit: (&str, &str), now: &str) -> (i32, String, String) {
    let case = armed("tests/books/records");
    let write = |text: &str| {
        case.write(JOB, text);
        git_ok(case.path(), &["add", "."]);
        git_ok(case.path(), &["commit", "-q", "-m", "Job"]);
    };
    write(before);
    git_in(case.path(), "checkout -q -b feature");
    commit_edit(&case, JOB, edit.0, edit.1);
    git_in(case.path(), "checkout -q main");
    write(now);
    let (code, said) = git_try(case.path(), &["merge", "-m", "Merge", "feature"]);
    (code, said, case.text(JOB))
}

const POSTER: &str = "title: Poster\ntype: campaign\nstatus: requested\nrequested_by: liisa\nrequested_on: 2026-11-02\ngoal: Seen from the tram\n";

#[test]
fn a_young_record_is_another_one_where_nothing_that_was_written_is_in_both() {
    let banner =
        POSTER.replace("Poster", "Banner").replace("11-02", "11-03").replace("Seen from the tram", "Clicked by many");
    let (code, said, _) = edited(POSTER, ("liisa", "maija"), &banner);
    assert_ne!(code, 0, "{said}");
    assert!(said.contains("has another record under this id by now: `title` was `Poster`, and is `Banner`"), "{said}");
    // asked for on that day after all, and called so: the goal is the same
    let renamed = banner.replace("Clicked by many", "Seen from the tram");
    let (code, said, job) = edited(POSTER, ("liisa", "maija"), &renamed);
    assert_eq!((code, job), (0, renamed.replace("liisa", "maija")), "{said}");
}

#[test]
fn one_handoff_typed_anew_makes_no_other_record() {
    let handoff = "handoffs:\n  - id: aa11\n    stage: requested\n    from: liisa\n    to: ann\n    date: 2026-11-02\n";
    let poster = format!("{POSTER}{handoff}");
    let anew = poster.replace("Poster", "Poster for trams").replace("aa11", "bb22");
    let (code, said, job) = edited(&poster, ("requested_by: liisa", "requested_by: maija"), &anew);
    assert_eq!((code, job), (0, anew.replace("requested_by: liisa", "requested_by: maija")), "{said}");
    // a loss is not hidden by it
    let (_, said, _) = edited(&poster, ("Seen from the tram", "Seen from the bus"), &anew);
    assert!(!said.contains("another record"), "{said}");
}

/// A younger job on `main` took the number over that another was made under; `feature` moved that one's date. Besides, `main` has a job of
/// its own under the next number, with half of the lines of the one that is gone; or a copy of the one that is there still.
fn taken_over(rest: impl Fn(&Case, &str)) -> Case {
    let case = armed("tests/books/records");
    case.write(JOB, POSTER);
    git_ok(case.path(), &["add", "."]);
    git_ok(case.path(), &["commit", "-q", "-m", "Poster"]);
    git_in(case.path(), "checkout -q -b feature");
    commit_edit(&case, JOB, "liisa", "maija");
    git_in(case.path(), "checkout -q main");
    rest(&case, POSTER);
    git_ok(case.path(), &["add", "."]);
    git_ok(case.path(), &["commit", "-q", "-m", "Others"]);
    case
}

#[test]
fn a_record_that_is_half_alike_takes_nothing_of_what_a_branch_wrote_into_another() {
    let banner =
        POSTER.replace("Poster", "Banner").replace("11-02", "11-03").replace("Seen from the tram", "Clicked by many");
    let leaflet = POSTER.replace("Poster", "Leaflet").replace("Seen from the tram", "Read on the tram");
    let case = taken_over(|case, _| {
        case.write(JOB, &banner);
        case.write(MOVED, &leaflet);
    });
    let (code, said) = git_try(case.path(), &["merge", "feature"]);
    assert_ne!(code, 0, "{said}");
    assert!(
        !said.contains("takes there") && said.contains("`suits renumber ACME-0044 ACME-0046 --from feature`"),
        "{said}"
    );
    let before = (case.text(JOB), case.text(MOVED));
    let refused = case.run("renumber ACME-0044 ACME-0045 --from feature").exits(2);
    refused.says("ACME-0045 is another record by now").says("suits renumber ACME-0044 ACME-0046 --from feature");
    assert_eq!((case.text(JOB), case.text(MOVED)), before);
    case.run("renumber ACME-0044 ACME-0046 --from feature").ok();
    let poster = case.text("jobs/ACME/ACME-0046.yaml");
    assert_eq!([case.text(JOB), case.text(MOVED), poster], [banner, leaflet, POSTER.replace("liisa", "maija")]);
}

#[test]
fn a_copy_of_a_record_takes_nothing_of_what_a_branch_wrote_into_the_record() {
    let case = taken_over(|case, poster| {
        case.write(JOB, poster.replace("liisa", "antti"));
        case.write(MOVED, poster.replace("11-02", "11-20"));
    });
    assert_ne!(git_try(case.path(), &["merge", "feature"]).0, 0);
    let before = (case.text(JOB), case.text(MOVED));
    case.run("renumber ACME-0044 ACME-0045 --from feature").exits(2).says("ACME-0045 is another record by now");
    assert_eq!((case.text(JOB), case.text(MOVED)), before);
}
