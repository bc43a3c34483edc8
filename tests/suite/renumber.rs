//! Another id for a record: its file, its rounds and every field that names it follow; nothing else changes.

use crate::harness::{Case, changed_lines};
use crate::repository::{git_in, repository};

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
    let before = holding(&case, "ACME-0012");
    assert!(before.len() > 2, "the job is named by timesheets and reports");
    let figures = case.run("budget --format json").ok().stdout.replace("ACME-0012", "ACME-0912");
    case.run("renumber ACME-0012 ACME-0912").ok().says("ACME-0012 is ACME-0912 now");
    assert!(!case.file("jobs/ACME/ACME-0012.yaml").exists());
    for (path, text) in &before {
        let now = case.text(&path.replace("ACME-0012", "ACME-0912"));
        for line in changed_lines(text, &now) {
            assert!(line.contains("ACME-0012") || line.contains("ACME-0912"), "{path}: {line}");
        }
    }
    let sorted = |text: &str| {
        let mut lines: Vec<String> = text.lines().map(|line| line.trim_end_matches(',').to_owned()).collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted(&case.run("budget --format json").ok().stdout), sorted(&figures), "no figure moves");
    case.run("check").says_not("dangling-reference").says_not("misplaced");
    case.run("renumber ACME-0912 ACME-0012").ok();
    assert_eq!(holding(&case, "ACME-0012"), before, "and back again, byte for byte");
}

#[test]
fn a_brief_is_followed_by_its_jobs() {
    let case = book();
    let job = case.text("jobs/ACME/ACME-0012.yaml");
    let brief = job.lines().find_map(|line| line.strip_prefix("brief: ")).expect("a brief").trim().to_owned();
    case.run(&format!("renumber {brief} ACME-B0944")).ok().says("2 fields that named it follow").says_not("misplaced");
    let line = format!("brief: {brief}");
    assert_eq!(case.text("jobs/ACME/ACME-0012.yaml"), job.replace(&line, "brief: ACME-B0944"));
    case.run("check").says_not("dangling-reference");
}

#[test]
fn free_text_is_left_alone_and_told() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    let job = case.text("jobs/ACME/ACME-0012.yaml");
    case.write("jobs/ACME/ACME-0012.yaml", format!("# like ACME-0012-04, not ACME-0012\n{job}"));
    case.run("renumber ACME-0012 ACME-0912").ok().says("jobs/ACME/ACME-0012.yaml:1:26: the text still says ACME-0012");
    assert!(case.text("jobs/ACME/ACME-0912.yaml").starts_with("# like ACME-0012-04, not ACME-0012\n"));
}

#[test]
fn what_cannot_be_is_refused_with_the_next_step_and_nothing_is_written() {
    let case = book();
    let before = holding(&case, "");
    case.run("renumber ACME-0012 ACME-0013").exits(1).says("is there already");
    case.run("renumber ACME-0012 ACME-B0013").exits(2).says("`ACME-B0013` is no id of a job");
    case.run("renumber ACME-0012 ../../x").exits(2).says("is no id of a job");
    case.run("renumber ACME-0012 MERROW-0912").exits(2).says("another client");
    case.run("renumber ACME-0012 ACME-0012").exits(2).says("called so already");
    case.run("renumber ACME ACMF").exits(2).says("a client's code");
    case.run("renumber ACME-9999 ACME-9998").exits(2).says("there is no");
    case.run("renumber ACME-0012 ACME-0912 --dry-run").ok().says("ACME-0912");
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
    let report = case.text("contact-reports/ACME/ACME-C0031.yaml");
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
