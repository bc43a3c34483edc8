//! `job advance` and `job drop`: steps, their refusals with reasons, and what they write.

use crate::harness::{Case, changed_lines};

const JOB: &str = "jobs/ACME/ACME-0012.yaml";

fn book() -> Case {
    Case::copy("tests/books/records", "2026-12-01")
}

/// A job that was just requested.
fn requested() -> Case {
    let case = book();
    case.run("job new ACME --title Posters --type print-ooh --requested-by liisa").ok();
    case
}

#[test]
fn the_ball_goes_on_to_whoever_sits_in_the_seat() {
    let case = requested();
    let ran = case.run("job advance ACME-0014").ok();
    // Briefing has four working days: from Tuesday 2026-12-01, and 2026-12-06 is a Sunday anyway.
    ran.says("ACME-0014: requested → briefing, with ann, due Mon 2026-12-07").says("next: write the brief");
    let json = case.run("job show ACME-0014 --format json").ok().json();
    let text = json.to_string();
    assert!(
        text.contains("\"stage\":\"briefing\"")
            && text.contains("\"from\":\"liisa\"")
            && text.contains("\"to\":\"ann\""),
        "{text}"
    );
}

#[test]
fn a_step_may_name_its_person_its_day_and_what_is_handed_over() {
    let case = requested();
    case.run("job advance ACME-0014 --to-person mai --due 2026-12-18 --note 'Read: #1' --artefact 'mail 2026-12-01' --artefact notes")
        .ok()
        .says("with mai, due Fri 2026-12-18");
    let text = case.text("jobs/ACME/ACME-0014.yaml");
    let lines = "    to: mai\n    date: 2026-12-01\n    due: 2026-12-18\n    artefacts:\n      - mail 2026-12-01\n      - notes\n    note: \"Read: #1\"\n";
    assert!(text.contains(lines), "{text}");
}

#[test]
fn a_refused_step_says_why_and_where_and_writes_nothing() {
    let case = book();
    let before = case.text(JOB);
    for (line, code, help) in [
        ("job advance ACME-0012", "which-stage", "--to STAGE"),
        ("job advance ACME-0012 --to internal-review", "version-filed", "deliverables.film-30.version=v1"),
        ("job advance ACME-0012 --to internal-reviw", "unknown-stage", "did you mean `internal-review`?"),
        ("job advance ACME-0012 --to closed", "no-such-step", "it can go to `internal-review`"),
        ("job advance ACME-0012 --to briefing --to-person annn", "unknown-person", "did you mean `ann`?"),
        ("job advance ACME-0012 --to briefing --as-of 2026-11-20", "dated-later", "--as-of DATE"),
        ("job advance ACME-0012 --to briefing --as-of 2026-11-01", "dated-later", "--as-of DATE"),
    ] {
        let ran = case.run(line).exits(1).says(code).says(help);
        assert!(ran.stdout.is_empty() && ran.stderr.contains("jobs/ACME/ACME-0012.yaml:"), "{}", ran.all());
        let json = case.run(&format!("{line} --format json")).exits(1).json();
        assert_eq!((&json["report"], &json["findings"][0]["code"]), (&"refused".into(), &code.into()), "{line}");
        let csv = case.run(&format!("{line} --format csv")).exits(1);
        assert!(csv.stdout.starts_with("severity,code,"), "{}", csv.all());
    }
    assert_eq!(case.text(JOB), before);
}

#[test]
fn bad_usage_is_told_before_anything_is_read() {
    let case = book();
    for (line, words) in [
        ("job advance", "<ID>"),
        ("job advance ACME-0099 --to briefing", "there is no job `ACME-0099`"),
        ("job advance ACME-001 --to briefing", "did you mean"),
        ("job advance ACME-0012 --by annn --to briefing", "did you mean `ann`?"),
        ("job advance ACME-0012 --to briefing --due tomorow", "is not a date"),
        ("job advance ACME-0012 --too briefing", "--to"),
        ("job advnace ACME-0012", "advance"),
    ] {
        case.run(line).exits(2).says(words);
    }
    let mut nobody = book();
    nobody.set_user("zoe");
    nobody.run("job advance ACME-0012 --to briefing").exits(2).says("nobody at the agency is called `zoe`");
}

#[test]
fn a_step_back_is_a_step_and_a_dry_run_is_none() {
    let case = book();
    let before = case.text(JOB);
    let ran = case.run("job advance ACME-0012 --to briefing -n").ok().says("would: ACME-0012: in-creative → briefing");
    assert!(ran.stdout.contains("+    stage: briefing\n"), "{}", ran.all());
    assert_eq!(case.text(JOB), before);
    case.run("job advance ACME-0012 --to briefing").ok();
    let lines = changed_lines(&before, &case.text(JOB));
    assert_eq!(lines.iter().filter(|line| line.starts_with('-')).count(), 1, "only the status line goes: {lines:?}");
}

#[test]
fn only_what_never_came_to_anything_is_dropped() {
    let case = requested();
    case.run("job drop ACME-0014 -n").ok().says("would: ACME-0014: dropped");
    assert!(case.file("jobs/ACME/ACME-0014.yaml").exists());
    let json = case.run("job drop ACME-0014 --format json").ok().json();
    assert_eq!(json["changed"][0]["path"], "jobs/ACME/ACME-0014.yaml");
    assert!(!case.file("jobs/ACME/ACME-0014.yaml").exists());
    // Hours, an approved estimate, a change order, an order, a supplier's invoice and an invoice.
    let json = case.run("job drop ACME-0012 --format json").exits(1).json();
    let paths: Vec<_> =
        json["findings"].as_array().expect("findings").iter().filter_map(|one| one["path"].as_str()).collect();
    for path in [JOB, "timesheets/ann/2026-11.yaml", "invoices/ACME/ACME-I0118.yaml"] {
        assert!(paths.contains(&path), "{path} is not in {paths:?}");
    }
    case.run("job drop ACME-0013").exits(1).says("ACME-0013-R1 is a feedback round");
    case.run("job drop ACME-0014").exits(2).says("there is no job `ACME-0014`");
}

#[test]
fn a_job_that_another_record_names_is_not_dropped() {
    const REPORT: &str = "contact-reports/ACME/ACME-C0031.yaml";
    let case = requested();
    let (report, film) = (case.text(REPORT), case.text(JOB));
    case.write(REPORT, report.replace("jobs: [", "jobs: [ACME-0014, "));
    case.write(JOB, film.replace("after: []", "after: [ACME-0014]"));
    let told = case.run("job drop ACME-0014").exits(1).says("contact report ACME-C0031 is about ACME-0014");
    told.says("suits contact-report edit ACME-C0031")
        .says("ACME-0012 comes after ACME-0014")
        .says("suits job edit ACME-0012");
    assert!(case.file("jobs/ACME/ACME-0014.yaml").exists());
    case.write(REPORT, report);
    case.write(JOB, film);
    case.run("job drop ACME-0014").ok();
    case.run("check").ok();
}
