//! `suits check --fix`: what can mean only one thing is written so, and nothing else is touched. Most cases write a line of a sound book
//! otherwise: then the right repair is the book as it was, byte for byte.

use crate::harness::{Case, Ran, changed_lines};
use std::collections::BTreeMap;
use suits::domain::scope::Scope;
use suits::key_path;
use suits::source::{ChangeSet, Edit, FileChange, Value};
use suits::store::{ApplyError, Store};

const JOB: &str = "jobs/ACME/ACME-0012.yaml";
pub(crate) const OTHER: &str = "jobs/ACME/ACME-0013.yaml";
const BRIEF: &str = "briefs/ACME/ACME-B0004.yaml";
const CLIENT: &str = "clients/ACME.yaml";
const TODAY: &str = "2026-12-01";
const DUE: &str = "\ndue: 2027-03-12\n";
pub(crate) const STATUS: &str = "\nstatus: in-creative\n";

pub(crate) fn book() -> Case {
    Case::copy("tests/books/records", TODAY)
}

/// Writes a stretch of a file otherwise; gives the text as it was.
pub(crate) fn put(case: &Case, path: &str, old: &str, new: &str) -> String {
    let text = case.text(path);
    assert!(text.contains(old), "`{old}` is in {path}");
    case.write(path, text.replacen(old, new, 1));
    text
}

/// Every file of the book with its bytes, but for the scratch folder.
pub(crate) fn everything(case: &Case) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(case.path()).into_iter().map(|entry| entry.expect("lists"));
    let files = entries.filter(|entry| entry.file_type().is_file()).map(|entry| {
        let path = entry.path().strip_prefix(case.path()).expect("inside").to_str().expect("UTF-8").to_owned();
        (path, std::fs::read(entry.path()).expect("reads"))
    });
    files.filter(|(path, _)| !path.starts_with(".suits/")).collect()
}

/// A stretch of a file that `--fix` leaves alone.
#[track_caller]
fn is_left(path: &str, old: &str, new: &str) -> Ran {
    let case = book();
    put(&case, path, old, new);
    let before = everything(&case);
    let ran = case.run("check --fix").exits(1).says_not("fixed: ");
    assert!(everything(&case) == before, "{}", ran.all());
    ran
}

/// A stretch of a file that `--fix` writes as it was.
#[track_caller]
fn is_restored(path: &str, old: &str, new: &str) {
    let case = book();
    let before = put(&case, path, old, new);
    case.run("check").exits(1).says("1 of them fixable with `--fix`");
    case.run("check --fix").ok().says("fixed: 1 in 1 record");
    assert_eq!(changed_lines(&before, &case.text(path)), [""; 0], "{new}");
    assert_eq!(before, case.text(path));
}

#[test]
fn a_date_that_can_be_only_one_day_is_written_as_dates_are() {
    let case = book();
    put(&case, JOB, DUE, "\ndue: 2027/3/12\n");
    let untidy = case.text(JOB);
    case.run("check --fix").ok().says("fixed: 1 in 1 record");
    assert_eq!(changed_lines(&untidy, &case.text(JOB)), ["-due: 2027/3/12", "+due: 2027-03-12"]);
    for due in ["2027-3-12", "2027.03.12", "２０２７-０３-１２", "๒๐๒๗-๐๓-๑๒", "2027-03-12T00:00:00Z", "2027年3月12日"]
    {
        is_restored(JOB, DUE, &format!("\ndue: {due}\n"));
    }
    is_restored(JOB, "date: 2026-11-23", "date: 23.11.2026");
    is_restored(JOB, "month: 2027-04", "month: 2027/4");
}

#[test]
fn its_quotes_and_its_comment_stay() {
    // the comment keeps its column
    for (untidy, tidy) in [
        ("\" 2027/3/12 \"   # agreed", "\"2027-03-12\"    # agreed"),
        ("'2027/3/12'   # agreed", "'2027-03-12'  # agreed"),
        ("2027/03/12 # agreed", "2027-03-12 # agreed"),
        ("'12.3.2027 00:00' # two days", "'12.3.2027 00:00' # two days"),
    ] {
        let case = book();
        put(&case, JOB, DUE, &format!("\ndue: {untidy}\n"));
        case.run("check --fix");
        let text = case.text(JOB);
        let line = text.lines().find_map(|line| line.strip_prefix("due: "));
        assert_eq!(line, Some(tidy));
    }
}

#[test]
fn a_date_that_can_be_two_or_none_is_left_to_people() {
    for due in [
        "3.2.2027",
        "02/03/2027",
        "2570-03-12T00:00",
        "๒๕๗๐/๓/๑๒",
        "2027-02-30",
        "12.3.27",
        "2027-03-12T22:00:00Z",
        "ASAP",
    ] {
        is_left(JOB, DUE, &format!("\ndue: {due}\n")).says("bad-value").says_not("fixable");
    }
}

#[test]
fn money_and_percentages_are_never_touched() {
    is_left(JOB, "rate: 110.00", "rate: 110,00").says("rate");
    is_left(JOB, "net: 30000.00", "net: ３００００").says("net");
    is_left(JOB, "markup: 15%", "markup: 15").says("markup");
}

#[test]
fn a_word_is_spelt_as_its_only_candidate() {
    is_restored(JOB, "\ntype: tv-video\n", "\ntype: TV_Video\n");
    is_restored(JOB, "\ntype: tv-video\n", "\ntype: tv-vidoe\n");
    is_restored(JOB, "    status: approved ", "    status: Approvd  ");
    is_restored(CLIENT, "\nstatus: active ", "\nstatus: Active ");
    for stage in ["In-Creative", "in_creative", "in creative", "in-creativ"] {
        is_restored(JOB, STATUS, &format!("\nstatus: {stage}\n"));
        is_restored(JOB, "    stage: in-creative\n", &format!("    stage: {stage}\n"));
    }
    is_restored(CLIENT, "  account-executive: ann\n", "  Account_Executive: ann\n");
    is_restored(CLIENT, "  account-executive: ann\n", "  acount-executive: ann\n");
}

#[test]
fn a_waived_section_is_spelt_as_the_brief_has_it() {
    let case = book();
    put(&case, BRIEF, "waived: []", "waived:\n  - section: Insigth\n    by: bo\n    reason: the same as last year");
    let untidy = case.text(BRIEF);
    case.run("check --fix --select unknown-word").ok().says("fixed: 1");
    assert_eq!(changed_lines(&untidy, &case.text(BRIEF)), ["-  - section: Insigth", "+  - section: insight"]);
}

#[test]
fn a_word_with_two_candidates_or_none_is_left_to_people() {
    is_left(JOB, "\ntype: tv-video\n", "\ntype: tv\n");
    is_left(CLIENT, "\nstatus: active ", "\nstatus: inactive ");
    is_left(JOB, STATUS, "\nstatus: creative\n");
    is_left(CLIENT, "  account-executive: ann\n", "  account-executive: ann\n  acount-executive: ann\n");
}

#[test]
fn what_somebody_signed_is_never_touched() {
    is_left(BRIEF, "    date: 2026-11-16\n", "    date: 2026/11/16\n");
    is_left(BRIEF, "    method: system\n", "    method: System\n");
    is_left("feedback/ACME/ACME-0013-R1.yaml", "decision: changes-required", "decision: Changes_Required");
}

#[test]
fn a_job_is_in_step_with_its_last_handoff_and_nothing_else_is_put_in_step() {
    is_restored(JOB, STATUS, "\nstatus: estimating\n");
    is_left(JOB, STATUS, "\nstatus: cancelled\n").says("status-out-of-step");
    let case = book();
    let text = case.text(BRIEF);
    let unapproved = text[..text.find("\napprovals:").expect("approved")].to_owned() + "\napprovals: []\n";
    case.write(BRIEF, &unapproved);
    case.run("check --fix").exits(1).says("status-out-of-step");
    assert_eq!(case.text(BRIEF), unapproved);
}

#[test]
fn line_ends_and_the_mark_at_the_top_stay() {
    let case = book();
    let tidy = format!("\u{feff}{}", case.text(JOB)).replace('\n', "\r\n");
    let untidy = tidy.replacen("\r\ndue: 2027-03-12\r\n", "\r\ndue: 2027/03/12\r\n", 1);
    assert_ne!(tidy, untidy);
    case.write(JOB, &untidy);
    case.run("check --fix").ok();
    assert_eq!(case.text(JOB), tidy);
}

#[test]
fn of_several_faults_in_a_record_those_that_can_be_mended_are() {
    let case = book();
    put(&case, JOB, DUE, "\ndue: 2027/3/12\n");
    put(&case, JOB, "\nrequested_on: 2026-11-02\n", "\nrequested_on: 2.11.2026\n");
    put(&case, JOB, "date: 2026-11-18", "date: 18.11.2026");
    put(&case, JOB, "date: 2026-11-23", "date: 2026/11/23");
    put(&case, JOB, "rush: false", "rush: no");
    let untidy = case.text(JOB);
    // two dates in one list: the reader stops at the first, and both are told
    case.run("check").exits(1).says("18.11.2026").says("2026/11/23").says("5 errors, 3 of them fixable with `--fix`");
    let ran = case.run("check --fix").exits(1).says("fixed: 3 in 1 record").says("requested_on").says("rush");
    assert!(ran.stdout.contains("\n2 errors\n"), "{}", ran.all());
    let lines = changed_lines(&untidy, &case.text(JOB));
    let expected = ["-due: 2027/3/12", "+due: 2027-03-12", "-    date: 18.11.2026", "+    date: 2026-11-18"];
    assert_eq!(lines[..4], expected);
    assert_eq!(lines[4..], ["-    date: 2026/11/23", "+    date: 2026-11-23"]);
}

#[test]
fn it_goes_on_until_nothing_is_left_and_then_changes_nothing() {
    let case = book();
    let before = case.text(JOB);
    // the stage hides that the status is out of step, the date hides the stage
    put(&case, JOB, STATUS, "\nstatus: Estimating\n");
    put(&case, JOB, "    stage: in-creative\n", "    stage: In_Creative\n");
    put(&case, JOB, "date: 2026-11-24", "date: 24.11.2026");
    case.run("check --fix").ok().says("fixed: 4 in 1 record");
    assert_eq!(case.text(JOB), before);
    let all = everything(&case);
    case.run("check --fix").ok().says_not("fixed: ");
    assert!(everything(&case) == all);
}

#[test]
fn more_faults_than_are_told_at_once_are_mended_at_once() {
    let case = book();
    let path = "timesheets/ann/2026-11.yaml";
    let text = case.text(path);
    let entry = |day: &str| format!("  - date: {day}\n    job: ACME-0012\n    hours: 0.25\n");
    let many = |date: &dyn Fn(u32) -> String| (0..70).map(|n| entry(&date(n % 28 + 1))).collect::<String>();
    let with = |entries: String| text.replacen("entries:\n", &format!("entries:\n{entries}"), 1);
    let (untidy, tidy) = (with(many(&|day| format!("2026/11/{day}"))), with(many(&|day| format!("2026-11-{day:02}"))));
    assert_ne!(untidy, text);
    case.write(path, &untidy);
    case.run("check --fix timesheets --select bad-value").says("fixed: 70 in 1 record");
    assert_eq!(case.text(path), tidy);
}

#[test]
fn a_diff_shows_the_end_of_it_and_writes_nothing() {
    let case = book();
    put(&case, JOB, STATUS, "\nstatus: Estimating\n");
    let before = everything(&case);
    let ran = case.run("check --fix --diff").exits(1).says("would: fix 2 in 1 record");
    let lines: Vec<&str> = ran.stdout.lines().filter(|line| line.starts_with(['+', '-'])).collect();
    assert_eq!(
        lines,
        [&format!("--- a/{JOB}"), &format!("+++ b/{JOB}"), "-status: Estimating", "+status: in-creative"]
    );
    assert!(everything(&case) == before);
    case.run("check --fix").ok();
    assert_eq!(case.run("check --fix --diff").ok().stdout, "");
    case.run("check --diff").exits(2);
    case.run("check --fix --statistics").exits(2);
}

#[test]
fn an_unreadable_neighbour_stops_nobody() {
    let case = book();
    put(&case, JOB, STATUS, "\nstatus: estimating\n");
    put(&case, OTHER, "title: ", "title: [");
    let neighbour = case.text(OTHER);
    case.run("check --fix").exits(1).says("fixed: 1 in 1 record").says(OTHER);
    assert!(case.text(JOB).contains(STATUS));
    assert_eq!(case.text(OTHER), neighbour);
}

#[test]
fn a_broken_suits_toml_stops_everything() {
    for broken in ["[agency\n", "[agency]\ncurrency = 12\n"] {
        let case = book();
        put(&case, JOB, DUE, "\ndue: 2027/3/12\n");
        case.write("suits.toml", broken);
        let before = everything(&case);
        case.run("check --fix").exits(2).says("suits.toml");
        case.run("check --fix --diff").exits(2).says("suits.toml");
        assert!(everything(&case) == before);
    }
}

#[test]
fn only_what_was_asked_for_is_mended() {
    let untidy = || {
        let case = book();
        put(&case, JOB, STATUS, "\nstatus: estimating\n");
        put(&case, OTHER, DUE, "\ndue: 2027/3/12\n");
        case
    };
    let changes = |case: &Case, line: &str| {
        let before = everything(case);
        case.run(line);
        let after = everything(case);
        before.into_iter().filter(|(path, bytes)| after[path] != *bytes).map(|(path, _)| path).collect::<Vec<_>>()
    };
    assert_eq!(changes(&untidy(), "check --fix jobs/ACME/ACME-0013.yaml"), [OTHER]);
    assert_eq!(changes(&untidy(), "check --fix ACME-12"), [JOB]);
    assert_eq!(changes(&untidy(), "check --fix --ignore status-out-of-step"), [OTHER]);
    assert_eq!(changes(&untidy(), "check --fix --select I05"), [JOB]);
    assert_eq!(changes(&untidy(), "check --fix --select bad-value"), [OTHER]);
    let case = untidy();
    put(&case, "suits.toml", "[checks]", "[checks]\nstatus-out-of-step = \"off\"\nbad-value = \"off\"");
    assert_eq!(changes(&case, "check --fix"), [""; 0]);
    let case = untidy();
    put(&case, JOB, "\nstatus: estimating\n", "\nstatus: estimating  # suits: ignore[I05] the client sees this word\n");
    assert_eq!(changes(&case, "check --fix"), [OTHER]);
}

#[test]
fn scripts_are_told_what_can_be_mended() {
    let case = book();
    put(&case, JOB, STATUS, "\nstatus: estimating\n");
    put(&case, OTHER, DUE, "\ndue: 3.2.2027\n");
    let ran = case.run("check --format json").exits(1);
    let told: Vec<(String, bool)> = ran.json()["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .map(|found| (found["code"].as_str().expect("a code").to_owned(), found["fixable"].as_bool().expect("told")))
        .collect();
    assert_eq!(told, [("status-out-of-step".to_owned(), true), ("bad-value".to_owned(), false)]);
    let shown = case.run("check --fix --diff --format json").exits(1).json();
    assert_eq!((&shown["dry_run"], &shown["changed"][0]["id"]), (&true.into(), &"ACME-0012".into()));
}

#[test]
fn what_somebody_writes_meanwhile_is_not_lost() {
    let case = book();
    put(&case, JOB, STATUS, "\nstatus: estimating\n");
    let lock = Store::open(case.path()).expect("a book").lock().expect("free");
    let (file, text) = (case.file(JOB), case.text(JOB).replacen("goal: A film", "goal: One film", 1));
    let writer = std::thread::spawn(move || {
        std::thread::sleep(std::time::Duration::from_millis(200));
        std::fs::write(file, text).expect("written");
        drop(lock);
    });
    case.run("check --fix").ok();
    writer.join().expect("wrote");
    assert!(case.text(JOB).contains("goal: One film") && case.text(JOB).contains(STATUS));
}

#[test]
fn the_door_for_mending_lets_no_record_become_unreadable() {
    let case = book();
    put(&case, OTHER, DUE, "\ndue: 2027/3/12\n");
    let store = Store::open(case.path()).expect("a book");
    let snapshot = store.load(&Scope::book()).expect("reads");
    let refused = |path: &str, change: &dyn Fn(suits::source::SourceId, Vec<Edit>) -> FileChange| {
        let (source, _) = snapshot.sources.iter().find(|(_, file)| &*file.path == path).expect("read");
        let files = vec![change(source, vec![Edit::set(key_path!["type"], Value::bare("nonsense"))])];
        matches!(store.preview(&snapshot, &ChangeSet { files, ..ChangeSet::default() }), Err(ApplyError::Refused(_)))
    };
    let mend = |source, edits| FileChange::Mend { source, edits };
    assert!(refused(JOB, &mend), "what reads goes on reading");
    assert!(!refused(OTHER, &mend), "what does not read may be mended in part");
    assert!(refused(OTHER, &|source, edits| FileChange::Edit { source, edits }), "but by no other door");
}
