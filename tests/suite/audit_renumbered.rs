//! A record that got another number, and what named it, is nobody's loss and nobody's forgery.

use crate::audit::{JOB, campaign, clean, commit, git, swap, told};
use crate::harness::Case;
use crate::repository::{git_try, repository};

/// Gives a job another number in every file that says it, as `renumber` does.
fn renumbered(case: &Case, old: &str, new: &str) {
    let mut files = vec![case.path().to_owned()];
    while let Some(file) = files.pop() {
        if file.is_dir() {
            let inside = std::fs::read_dir(&file).expect("a folder").map(|entry| entry.expect("an entry").path());
            files.extend(inside.filter(|path| path.file_name().is_some_and(|name| name != ".git")));
        } else if let Ok(text) = std::fs::read_to_string(&file) {
            let renamed = file.display().to_string().replace(old, new);
            std::fs::remove_file(&file).expect("gone");
            std::fs::write(renamed, text.replace(old, new)).expect("written");
        }
    }
}

#[test]
fn an_invoice_and_a_report_that_name_a_renumbered_job_are_not_rewritten() {
    let case = repository("tests/books/records");
    renumbered(&case, "ACME-0012", "ACME-0112");
    commit(&case, "Ann", "Another number");
    assert!(case.text("invoices/ACME/ACME-I0118.yaml").contains("ACME-0112"));
    clean(&case);
}

#[test]
fn a_renumbering_that_a_merge_kept_loses_no_reference_and_hides_no_loss() {
    let case = repository("tests/books/records");
    git(&case, "checkout -q -b side");
    renumbered(&case, "ACME-0012", "ACME-0112");
    commit(&case, "Mai", "Another number");
    git(&case, "checkout -q main");
    swap(
        &case,
        "timesheets/ann/2026-11.yaml",
        "entries:\n",
        "entries:\n  - id: zz9z\n    date: 2026-11-25\n    job: ACME-0012\n    hours: 1\n",
    );
    campaign(&case);
    commit(&case, "Ann", "Hours and summer");
    git(&case, "merge -q --no-commit --no-ff side");
    swap(&case, "timesheets/ann/2026-11.yaml", "job: ACME-0012", "job: ACME-0112");
    git(&case, "add -A");
    git(&case, "commit -q -m Merge");
    clean(&case);
    swap(&case, "jobs/ACME/ACME-0112.yaml", "campaign: Summer 2027", "campaign: Spring 2027");
    git(&case, "commit -q -a --amend --no-edit");
    assert_eq!(told(&case, "audit"), ["lost-edit | ACME-0012 | campaign | Summer 2027 | Spring 2027 | Ann"]);
}

#[test]
fn two_records_told_apart_within_a_merge_leave_nothing_to_tell() {
    let new = "jobs/ACME/ACME-0015.yaml";
    let case = repository("tests/books/records");
    let job = |title: &str| {
        format!(
            "title: {title}\ntype: campaign\nstatus: requested\nrequested_by: liisa\nrequested_on: 2026-11-02\ngoal: {title} it is\n"
        )
    };
    let hours = |case: &Case, who: &str, id: &str| {
        let path = format!("timesheets/{who}/2026-10.yaml");
        case.write(&path, format!("entries:\n  - id: {id}\n    date: 2026-10-20\n    job: ACME-0015\n    hours: 1\n"));
    };
    git(&case, "checkout -q -b side");
    case.write(new, job("Poster"));
    hours(&case, "mai", "5hzq");
    commit(&case, "Mai", "Poster");
    git(&case, "checkout -q main");
    case.write(new, job("Banner"));
    hours(&case, "ann", "6hzq");
    commit(&case, "Ann", "Banner");
    assert_eq!(git_try(case.path(), &["merge", "side"]).0, 1);
    case.run("renumber ACME-0015 ACME-0016 --from side").ok();
    commit(&case, "Ann", "Merge side");
    assert!(case.text("timesheets/mai/2026-10.yaml").contains("job: ACME-0016"));
    assert!(case.text("timesheets/ann/2026-10.yaml").contains("job: ACME-0015"));
    clean(&case);
    case.run("resolve --merge").ok().says("lost nothing");
    assert!(case.file(JOB).exists());
}

#[test]
fn records_that_are_new_in_a_lossy_merge_hide_no_loss() {
    const LOSSES: usize = 20;
    let case = repository("tests/books/records");
    let path = |number: usize| format!("jobs/ACME/ACME-{number:04}.yaml");
    let job = |title: &str| format!("title: {title}\ntype: campaign\nstatus: requested\nrequested_by: liisa\n");
    let write = |numbers: std::ops::Range<usize>, title: &str| numbers.for_each(|at| case.write(&path(at), job(title)));
    write(1000..1050, "Poster");
    commit(&case, "Ann", "Jobs");
    git(&case, "checkout -q -b side");
    write(1000..1000 + LOSSES, "Banner");
    commit(&case, "Mai", "Banners");
    git(&case, "checkout -q main");
    campaign(&case);
    commit(&case, "Ann", "Summer");
    git(&case, "merge -q --no-commit -s ours side");
    write(5000..5010, "Leaflet");
    commit(&case, "Ann", "Merge side");
    assert_eq!(told(&case, "audit").len(), LOSSES);
}
