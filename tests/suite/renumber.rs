//! Another id for a record: its file, its rounds and every field that names it follow; nothing else changes.

use crate::harness::{Case, changed_lines};

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
