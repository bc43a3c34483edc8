//! Another id for a record: its file, its rounds and every field that names it follow; nothing else changes.

use crate::harness::{Case, changed_lines};
use crate::repository::{committed, git_in, repository};

fn book() -> Case {
    Case::copy("examples/northlight", "2026-12-01")
}

/// Every file of a book that holds a text, by its path.
fn holding(case: &Case, text: &str) -> Vec<(String, String)> {
    let files = walkdir::WalkDir::new(case.path()).sort_by_file_name().into_iter().filter_map(Result::ok);
    let files = files.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "yaml"));
    let read = |entry: walkdir::DirEntry| {
        let path = entry.path().strip_prefix(case.path()).ok()?.display().to_string();
        Some((path, std::fs::read_to_string(entry.path()).ok()?))
    };
    files.filter_map(read).filter(|(_, held)| held.contains(text)).collect()
}

#[test]
fn a_job_takes_its_rounds_and_every_field_that_names_it() {
    let case = book();
    let before = holding(&case, "ACME-0005");
    assert!(before.len() > 5, "the job has timesheets, and a round that was handed over");
    let figures = case.run("budget --format json").ok().stdout.replace("ACME-0005", "ACME-0905");
    case.run("renumber ACME-0005 ACME-0905").ok().says("ACME-0005 is ACME-0905 now");
    assert!(!case.file("jobs/ACME/ACME-0005.yaml").exists());
    for (path, text) in &before {
        let now = case.text(&path.replace("ACME-0005", "ACME-0905"));
        for line in changed_lines(text, &now) {
            assert!(line.contains("ACME-0005") || line.contains("ACME-0905"), "{path}: {line}");
        }
    }
    let sorted = |text: &str| {
        let mut lines: Vec<String> = text.lines().map(|line| line.trim_end_matches(',').to_owned()).collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted(&case.run("budget --format json").ok().stdout), sorted(&figures), "no figure moves");
    case.run("check").says_not("dangling-reference").says_not("misplaced");
    case.run("renumber ACME-0905 ACME-0005").ok();
    assert_eq!(holding(&case, "ACME-0005"), before, "and back again, byte for byte");
}

#[test]
fn a_brief_is_followed_by_its_jobs_and_where_it_was_handed_over() {
    let case = book();
    let job = case.text("jobs/ACME/ACME-0012.yaml");
    // the brief of two jobs, and among what was handed over in one of them
    case.run("renumber ACME-B0004 ACME-B0944").ok().says("3 fields that named it follow").says_not("misplaced");
    let expected = job.replace("brief: ACME-B0004", "brief: ACME-B0944").replace("[ACME-B0004]", "[ACME-B0944]");
    assert_eq!(case.text("jobs/ACME/ACME-0012.yaml"), expected);
    case.run("check").says_not("dangling-reference");
}

#[test]
fn free_text_is_left_alone_and_told() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    let job = case.text("jobs/ACME/ACME-0013.yaml");
    case.write("jobs/ACME/ACME-0013.yaml", format!("# like ACME-0013-04, not ACME-0013\n{job}"));
    case.run("renumber ACME-0013 ACME-0913").ok().says("jobs/ACME/ACME-0013.yaml:1:26: the text still says ACME-0013");
    assert!(case.text("jobs/ACME/ACME-0913.yaml").starts_with("# like ACME-0013-04, not ACME-0013\n"));
}

#[test]
fn what_went_out_keeps_its_number() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    let before = holding(&case, "");
    let refused = case.run("renumber ACME-0012 ACME-0912").exits(1);
    let refused =
        refused.says("invoices/ACME/ACME-I0118.yaml:11:10").says("ACME-I0118 was issued by `mai` on 2026-12-15");
    let refused =
        refused.says("contact-reports/ACME/ACME-C0031.yaml:3:8").says("ACME-C0031 was sent out on 2026-11-19");
    refused.says("leave ACME-0012 as it is");
    assert_eq!(holding(&case, ""), before);
    // a report that is not sent yet may be put right
    let (report, invoice) = ("contact-reports/ACME/ACME-C0031.yaml", "invoices/ACME/ACME-I0118.yaml");
    case.write(report, case.text(report).replace("issued: 2026-11-19\n", ""));
    case.run("renumber ACME-0012 ACME-0912").exits(1).says("ACME-I0118").says_not("ACME-C0031");
    std::fs::remove_file(case.file(invoice)).expect("removed");
    let done = case.run("renumber ACME-0012 ACME-0912").ok();
    done.says("`liisa` approved estimate 1 under the number ACME-0012 on 2026-11-23: tell the client");
    assert!(case.text(report).contains("jobs: [ACME-0912]"));
    case.run("check").says_not("stale-approval").says_not("dangling-reference");
}

#[test]
fn a_report_that_was_sent_may_say_a_word_that_means_the_old_number() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    let report = "contact-reports/ACME/ACME-C0031.yaml";
    case.write(report, case.text(report).replace("action: Send size list", "action: Send size list for ACME-0013"));
    let text = case.text(report);
    case.run("renumber ACME-0013 ACME-0913").ok().says(&format!("{report}:")).says("the text still says ACME-0013");
    assert_eq!(case.text(report), text);
}

#[test]
fn what_another_branch_wrote_under_the_old_number_follows_when_it_is_said_again() {
    let case = committed("tests/books/records");
    let sheet = "timesheets/ann/2026-11.yaml";
    git_in(case.path(), "checkout -q -b feature");
    let entry = "  - id: 9z9z\n    date: 2026-11-23\n    job: ACME-0013\n    hours: 1\n    work: execute\n";
    case.write(sheet, format!("{}{entry}", case.text(sheet)));
    let round = case.text("feedback/ACME/ACME-0013-R1.yaml");
    case.write("feedback/ACME/ACME-0013-R2.yaml", &round);
    git_in(case.path(), "add .");
    git_in(case.path(), "commit -q -m Hours");
    git_in(case.path(), "checkout -q main");
    case.run("renumber ACME-0013 ACME-0913 --commit").ok();
    git_in(case.path(), "merge -q -m Merge feature");
    let done = case.run("renumber ACME-0013 ACME-0913").ok().says("ACME-0013 is ACME-0913 already");
    done.says("ACME-0013-R2 is ACME-0913-R2 now").says("1 field that named it follows");
    assert!(case.text(sheet).contains(&entry.replace("ACME-0013", "ACME-0913")));
    assert_eq!(case.text("feedback/ACME/ACME-0913-R2.yaml"), round);
    case.run("check").says_not("dangling-reference");
    case.run("renumber ACME-0013 ACME-0913").exits(2).says("nothing names it");
    case.run("renumber ACME-0013 ACME-0914").exits(2).says("there is no");
}

#[test]
fn a_round_gets_another_number_of_its_job_and_what_was_handed_over_follows() {
    let case = book();
    let round = case.text("feedback/ACME/ACME-0005-R4.yaml");
    case.run("renumber ACME-0005-R4 ACME-0005-R5").ok().says("1 field that named it follows");
    assert!(case.text("jobs/ACME/ACME-0005.yaml").contains("artefacts: [ACME-0005-R5]"));
    assert_eq!(case.text("feedback/ACME/ACME-0005-R5.yaml"), round);
    case.run("renumber ACME-0005-R5 ACME-0009-R9").exits(2).says("a round on ACME-0005");
    case.run("renumber ACME-0005-R5 ACME-0005-R3").exits(1).says("is there already");
    case.run("renumber ACME-0005-R5 ACME-0009").exits(2).says("is no id of a round");
}

#[test]
fn what_cannot_be_is_refused_with_the_next_step_and_nothing_is_written() {
    let case = book();
    let before = holding(&case, "");
    case.run("renumber ACME-0005 ACME-0013").exits(1).says("is there already");
    case.run("renumber ACME-0012 ACME-B0013").exits(2).says("`ACME-B0013` is no id of a job");
    case.run("renumber ACME-0012 ../../x").exits(2).says("is no id of a job");
    case.run("renumber ACME-0012 MERROW-0912").exits(2).says("another client");
    case.run("renumber ACME-0012 ACME-0012").exits(2).says("called so already");
    case.run("renumber ACME ACMF").exits(2).says("a client's code");
    case.run("renumber ACME-9999 ACME-9998").exits(2).says("there is no");
    case.run("renumber ACME-0005 ACME-0912 --dry-run").ok().says("ACME-0912");
    assert_eq!(holding(&case, ""), before);
}

/// Two branches that made a job 0944 each, with hours on it and a round, merged as a host would: theirs over ours.
fn twice_made() -> Case {
    let case = repository("tests/books/records");
    let job = case.text("jobs/ACME/ACME-0013.yaml");
    let made = |title: &str| {
        let rest = job.split_once('\n').expect("lines").1;
        case.write("jobs/ACME/ACME-0944.yaml", format!("title: {title}\n{rest}"));
    };
    let report = case.text("contact-reports/ACME/ACME-C0031.yaml").replace("issued: 2026-11-19\n", "");
    git_in(case.path(), "checkout -q -b feature");
    made("Theirs");
    case.write("contact-reports/ACME/ACME-C0098.yaml", report.replace("ACME-0012", "ACME-0944"));
    git_in(case.path(), "add .");
    git_in(case.path(), "commit -q -m Theirs");
    git_in(case.path(), "checkout -q main");
    made("Ours");
    case.write("contact-reports/ACME/ACME-C0097.yaml", report.replace("ACME-0012", "ACME-0944"));
    git_in(case.path(), "add .");
    git_in(case.path(), "commit -q -m Ours");
    case
}

/// Whose job each report names, and what the two jobs are called.
fn told_apart(case: &Case) {
    assert!(case.text("jobs/ACME/ACME-0944.yaml").starts_with("title: Ours\n"));
    assert!(case.text("jobs/ACME/ACME-0945.yaml").starts_with("title: Theirs\n"));
    assert!(case.text("contact-reports/ACME/ACME-C0097.yaml").contains("ACME-0944"));
    let theirs = case.text("contact-reports/ACME/ACME-C0098.yaml");
    assert!(theirs.contains("ACME-0945") && !theirs.contains("ACME-0944"), "{theirs}");
}

#[test]
fn two_jobs_of_one_number_are_told_apart_after_a_merge() {
    let case = twice_made();
    git_in(case.path(), "merge -q -X theirs -m Merge feature");
    assert!(case.text("jobs/ACME/ACME-0944.yaml").starts_with("title: Theirs\n"), "the host took theirs");
    case.run("renumber ACME-0944 ACME-0945 --from HEAD^2").ok().says("ACME-0944 is the one of this branch");
    told_apart(&case);
    case.run("renumber ACME-0944 ACME-0946 --from HEAD").exits(2).says("no merge brought it");
}

#[test]
fn two_jobs_of_one_number_are_told_apart_in_the_middle_of_a_merge() {
    let case = twice_made();
    let merge = std::process::Command::new("git").arg("-C").arg(case.path()).args(["merge", "feature"]).output();
    assert!(!merge.expect("git runs").status.success(), "both made the same file");
    assert!(case.text("jobs/ACME/ACME-0944.yaml").contains("<<<<<<< "));
    case.run("renumber ACME-0944 ACME-0945 --from MERGE_HEAD").ok();
    told_apart(&case);
    git_in(case.path(), "add .");
    git_in(case.path(), "commit -q -m Merged");
    case.run("check").says_not("dangling-reference");
}

#[test]
fn a_branch_that_brought_no_other_record_is_refused() {
    let case = twice_made();
    case.run("renumber ACME-0012 ACME-0945 --from feature").exits(2).says("is the same record");
    case.run("renumber ACME-0944 ACME-0945 --from nowhere").exits(2).says("git knows no revision `nowhere`");
    case.run("renumber ACME-0944 ACME-0945 --from main~1").exits(2).says("no merge brought it");
}
