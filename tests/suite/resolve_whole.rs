//! Whole files that a recorded merge brought back or lost: what goes again, what comes back, and what is left to a person because something
//! else means it, or because it means what is not there.

use crate::audit::{campaign, clean, commit, git, merged, swap, told};
use crate::audit_repairs::{rows, types};
use crate::audit_twins::{NEW, NEXT, nothing, parted, poster, pressed};
use crate::harness::Case;
use crate::repository::repository;

const BRIEF: &str = "briefs/ACME/ACME-B0005.yaml";
const JOB: &str = "jobs/ACME/ACME-0040.yaml";
const SHEET: &str = "timesheets/ann/2026-10.yaml";

fn gone(case: &Case, path: &str) {
    std::fs::remove_file(case.file(path)).expect("gone");
}

/// `main` with some files; `side` took them out, and the merge brought them back.
fn brought_back(files: &[(&str, &[u8])]) -> Case {
    let mut case = repository("tests/books/records");
    case.set_width(600);
    for (path, bytes) in files {
        std::fs::create_dir_all(case.file(path).parent().expect("a folder")).expect("a folder");
        std::fs::write(case.file(path), bytes).expect("written");
    }
    commit(&case, "Ann", "More");
    git(&case, "checkout -q -b side");
    for (path, _) in files {
        gone(&case, path);
    }
    commit(&case, "Mai", "Less");
    git(&case, "checkout -q main");
    campaign(&case);
    commit(&case, "Ann", "Summer");
    git(&case, "merge -q -s ours side -m Merge");
    case
}

/// What `resolve --merge` makes of each file: its id or path, the outcome, what is there.
fn outcomes(case: &Case, merge: &str) -> Vec<String> {
    let rows = rows(case, &format!("resolve --merge {merge}"));
    let word = |row: &serde_json::Value, key: &str| row[key].as_str().unwrap_or("-").to_owned();
    rows.iter().map(|row| ["id", "outcome", "ours"].map(|key| word(row, key)).join(" | ")).collect()
}

#[test]
fn a_file_that_is_no_record_is_left_with_the_command_that_lets_it_go() {
    let mail = "evidence/yes of Liisa.txt";
    // as a scanner gives it: no text
    let scan = "evidence/it's signed.pdf";
    let files: [(&str, &[u8]); 2] = [(mail, b"Yes, do it.\n"), (scan, b"%PDF-1.7\n\xff\xfe\x00")];
    let case = brought_back(&files);
    let ran = case.run("resolve --merge").exits(1);
    let ran = ran.says("one side had deleted the file").says_not("the record").says_not("out again");
    assert!(files.iter().all(|(path, _)| case.file(path).exists()));
    for (path, typed) in
        [(mail, "git rm -- 'evidence/yes of Liisa.txt'"), (scan, "git rm -- 'evidence/it'\\''s signed.pdf'")]
    {
        assert!(ran.all().contains(&format!("`{typed}`")), "{}", ran.all());
        types(&case, typed);
        assert!(!case.file(path).exists());
    }
    commit(&case, "Ann", "Gone");
    clean(&case);
}

#[test]
fn what_stays_keeps_what_it_names() {
    let brief = "title: Spring\ntype: campaign\nrequested_on: 2026-11-02\nstatus: draft\n";
    let job = "title: Poster\nbrief: ACME-B0005\ntype: campaign\nstatus: requested\nrequested_by: liisa\nrequested_on: 2026-11-02\n";
    let files: [(&str, &[u8]); 2] = [(BRIEF, brief.as_bytes()), (JOB, job.as_bytes())];
    let both = |case: &Case| [BRIEF, JOB].map(|path| case.file(path).exists());
    // nothing means the job: both go
    let case = brought_back(&files);
    assert_eq!(outcomes(&case, "HEAD"), ["ACME-B0005 | removed | the record", "ACME-0040 | removed | the record"]);
    assert_eq!(both(&case), [false, false]);
    case.run("undo --list").ok().says("ACME-B0005 is out again");
    // somebody has hours on the job since: it stays, and its brief with it
    let hours = "entries:\n  - id: 6hzq\n    date: 2026-10-20\n    job: ACME-0040\n    hours: 1\n";
    // so too where the sheet cannot be read, for nobody can tell what it means
    for (sheet, place) in
        [(hours.to_owned(), "4:10 names it"), (format!("{hours}    work: [\n"), " does not read, and says ACME-0040")]
    {
        let case = brought_back(&files);
        case.write(SHEET, &sheet);
        commit(&case, "Ann", "Hours");
        let ran = case.run("resolve --merge HEAD~1").exits(1);
        ran.says(place).says(&format!("{JOB}:2:8 names it")).says_not("out again");
        assert_eq!(both(&case), [true, true]);
        assert_eq!(outcomes(&case, "HEAD~1"), ["ACME-B0005 | left | the record", "ACME-0040 | left | the record"]);
    }
}

#[test]
fn a_text_that_still_says_what_goes_again_is_told() {
    let job = "title: Poster\ntype: campaign\nstatus: requested\nrequested_by: liisa\nrequested_on: 2026-11-02\n";
    let case = brought_back(&[(JOB, job.as_bytes())]);
    let told = "jobs/ACME/ACME-0013.yaml";
    let text = format!("# as for ACME-0040, and not as for ACME-00401\n{}", case.text(told));
    case.write(told, &text);
    let line = format!("{told}:1:10: the text still says ACME-0040, which is out now");
    case.run("resolve --merge --dry-run").ok().says(&line).says_not("1:35");
    case.run("resolve --merge").ok().says(&line);
    assert!(!case.file(JOB).exists());
    assert_eq!(case.text(told), text, "texts stay as people wrote them");
}

#[test]
fn rounds_stay_with_a_job_that_stays() {
    let (job, round) = ("jobs/ACME/ACME-0013.yaml", "feedback/ACME/ACME-0013-R1.yaml");
    let mut case = merged(
        |case| swap(case, job, "due: 2027-03-12", "due: 2027-03-22"),
        |case| {
            gone(case, job);
            gone(case, round);
        },
        "-s ours side",
    );
    case.set_width(600);
    let ran = case.run("resolve --merge").exits(1);
    ran.says("ACME-0013, to which it belongs and which that side had deleted too, stays")
        .says_not("ACME-0013-R1 is out again");
    assert!(case.file(job).exists() && case.file(round).exists());
}

#[test]
fn a_record_does_not_come_back_to_what_is_not_there() {
    let round = "feedback/ACME/ACME-0013-R2.yaml";
    let mut case =
        merged(campaign, |case| case.write(round, case.text("feedback/ACME/ACME-0013-R1.yaml")), "-s ours side");
    case.set_width(600);
    gone(&case, "jobs/ACME/ACME-0013.yaml");
    gone(&case, "feedback/ACME/ACME-0013-R1.yaml");
    commit(&case, "Ann", "No cinema cut");
    let ran = case.run("resolve --merge HEAD~1").exits(1);
    let ran = ran.says("ACME-0013, to which it belongs, is not there");
    assert!(!case.file(round).exists());
    let typed = ran.all().split('`').find(|word| word.starts_with("git restore")).expect("a command").to_owned();
    types(&case, &typed);
    assert!(case.file(round).exists());
}

#[test]
fn where_a_file_that_says_the_old_number_does_not_read_nothing_comes_back_yet() {
    let mut case = parted(nothing, nothing);
    case.set_width(600);
    pressed(&case, "--ours");
    let sheet = "timesheets/mai/2026-10.yaml";
    let text = case.text(sheet);
    case.write(sheet, text.replace("hours: 1", "hours: [1"));
    let refused = case.run("resolve --merge").exits(1);
    refused
        .says(&format!("{sheet}:"))
        .says("does not read")
        .says("and says ACME-0015")
        .says("mend that, then say this again");
    assert!(!case.file(NEXT).exists());
    case.write(sheet, &text);
    case.run("resolve --merge").ok();
    assert_eq!((case.text(NEXT), case.text(sheet)), (poster(), text.replace("ACME-0015", "ACME-0016")));
}

#[test]
fn a_lost_name_is_not_given_again_where_a_file_that_says_the_old_one_does_not_read() {
    let (old, new) = ("jobs/ACME/ACME-0013.yaml", "jobs/ACME/ACME-0021.yaml");
    let mut case = merged(campaign, |case| git(case, &format!("mv {old} {new}")), "-s ours side");
    case.set_width(600);
    case.write(SHEET, "entries:\n  - id: 6hzq\n    job: ACME-0013\n    hours: [1\n");
    case.run("resolve --merge").exits(1).says(&format!("{SHEET}:")).says("and says ACME-0013");
    assert!(case.file(old).exists() && !case.file(new).exists());
    gone(&case, SHEET);
    case.run("resolve --merge").ok();
    assert!(!case.file(old).exists() && case.file(new).exists());
}

#[test]
fn a_record_that_only_seems_to_be_the_lost_one_is_told() {
    let mut case = parted(nothing, nothing);
    case.set_width(600);
    pressed(&case, "--ours");
    let other = poster().replace("Seen from the tram", "Seen from the bus");
    case.write(NEXT, &other);
    case.run("resolve --merge").exits(1).says("ACME-0016 seems to be it, and is not committed").says("git show");
    assert_eq!(case.text(NEXT), other);
    assert_eq!(told(&case, "audit").len(), 1);
    commit(&case, "Ann", "By hand");
    clean(&case);
    // it is that record, and is worked on: nothing is to be said any more
    swap(&case, NEXT, "the bus", "the train");
    case.run("resolve --merge HEAD~1").ok().says("lost nothing");
    assert!(case.file(NEW).exists());
}
