//! Steps taken though guards object: who may, what is set aside and what never is, and what the record keeps.

use crate::harness::{Case, changed_lines};

const FILM: &str = "jobs/ACME/ACME-0012.yaml";

/// The film is in creative, and no version of it is on file.
fn book() -> Case {
    let mut case = Case::copy("tests/books/records", "2026-12-01");
    case.set_user("mai");
    case
}

const ROUGH: &str = "job override ACME-0012 --to internal-review --reason 'The client sees a rough cut tonight'";

#[test]
fn an_account_manager_goes_over_a_guard_and_the_record_says_so() {
    let case = book();
    case.run("job advance ACME-0012 --to internal-review").exits(1).says("version-filed");
    let before = case.text(FILM);
    case.run(&format!("{ROUGH} --dry-run")).ok().says("+  - id:").says("guards: [version-filed]");
    assert_eq!(case.text(FILM), before);
    // Two working days from Tuesday 1 December are Thursday the 3rd.
    let ran = case.run(ROUGH).ok().says("ACME-0012: in-creative → internal-review, with ann, due Thu 2026-12-03");
    ran.says("set aside version-filed: no version of `film-30` is on file");
    let after = case.text(FILM);
    let entry = after.split("\noverrides:").nth(1).expect("overrides").split("\nestimates:").next().expect("a list");
    let lines: Vec<&str> = entry.lines().skip(1).map(str::trim).collect();
    assert!(lines[0].starts_with("- id: "), "{entry}");
    assert_eq!(
        lines[1..],
        [
            "date: 2026-12-01",
            "stage: internal-review",
            "guards: [version-filed]",
            "by: mai",
            "role: account-manager",
            "reason: The client sees a rough cut tonight"
        ]
    );
    // The handoff is the one that an advance would have written: done and status, and seven lines of a new one less its dash.
    let gone = changed_lines(&before, &after).into_iter().filter(|line| line.starts_with('-')).collect::<Vec<_>>();
    assert!(gone.iter().any(|line| line == "-status: in-creative"), "{gone:?}");
    assert!(
        after.contains(
            "stage: internal-review\n    from: kim\n    to: ann\n    date: 2026-12-01\n    due: 2026-12-03\n"
        ),
        "{after}"
    );
    // What was answered for is no finding.
    case.run("check ACME-0012").ok().says_not("override");
}

#[test]
fn ranks_below_an_account_manager_may_not() {
    // Ann is an account executive, rank 2; Kim and Tom have no rank; Bo, the account director, has 5.
    let mut case = book();
    for who in ["ann", "kim", "tom"] {
        let ran = case.run(&format!("{ROUGH} --by {who}")).exits(1).says("no-authority").says("ask `mai` or `bo`");
        assert!(!ran.all().contains("internal-review, with"), "{}", ran.all());
    }
    case.set_user("bo");
    let json = case.run(&format!("{ROUGH} --format json")).ok().json();
    assert_eq!(json["changed"][0]["id"], "ACME-0012");
    assert_eq!(json["summary"][1], "set aside version-filed: no version of `film-30` is on file");
    assert!(case.text(FILM).contains("role: account-director\n    reason: "), "{}", case.text(FILM));
}

#[test]
fn without_a_reason_or_an_objection_there_is_no_override() {
    let case = book();
    case.run("job override ACME-0012 --to internal-review").exits(2).says("--reason");
    case.run("job override ACME-0012 --to internal-review --reason ' '").exits(1).says("reason-missing");
    case.run("job set ACME-0012 deliverables.film-30.version=v1").ok();
    case.run(ROUGH).exits(1).says("nothing-to-set-aside").says("`suits job advance ACME-0012 --to internal-review`");
    case.run("job advance ACME-0012 --to internal-review").ok();
    case.run("job override ACME-0012 --reason x").exits(2).says("--to");
}

#[test]
fn what_is_no_guard_s_objection_is_never_set_aside() {
    let case = book();
    let before = case.text(FILM);
    let over = |to: &str, more: &str| case.run(&format!("job override ACME-0012 --to {to} --reason Hurry {more}"));
    over("released", "").exits(1).says("no-such-step").says("internal-review");
    over("intenral-review", "").exits(1).says("unknown-stage").says("did you mean `internal-review`?");
    over("internal-review", "--to-person nobody").exits(1).says("unknown-person");
    over("internal-review", "--due 2026-11-30").exits(1).says("due-in-the-past");
    case.write(FILM, before.replace("team: {}", "team:\n  account-executive: null"));
    case.write("clients/ACME.yaml", case.text("clients/ACME.yaml").replace("  account-executive: ann\n", ""));
    over("internal-review", "").exits(1).says("seat-empty");
    let with = |line: &str| case.write(FILM, before.replace("holds: []", line));
    with("holds:\n  - {id: h1, from: 2026-11-30, reason: Wait, by: mai}");
    over("internal-review", "").exits(1).says("job-on-hold");
    case.write(FILM, before.replace("cancelled: null", "cancelled: {date: 2026-11-30, by: mai, reason: Off}"));
    over("internal-review", "").exits(1).says("job-cancelled");
}

#[test]
fn several_objections_are_set_aside_in_one_entry_each_guard_once() {
    // Three verdicts are missing, and two items are open: two guards.
    let case = book();
    case.write(FILM, case.text(FILM).replace("    version: null\n", "    version: v1\n"));
    case.run("job advance ACME-0012 --to internal-review").ok();
    let round = "type: internal\ndeliverable: film-30\nversion: v1\nsent: 2026-12-01\nitems:\n  - {id: a, text: Logo}\n  - {id: b, text: Sky}\n";
    case.write("feedback/ACME/ACME-0012-R1.yaml", round);
    let ran = case.run("job override ACME-0012 --to client-review --reason 'ลูกค้ารอไม่ได้ – asiakas odottaa' --note Rough --due 2026-12-04 --artefact cut-1 --to-person liisa").ok();
    assert_eq!(ran.stderr.matches("set aside internal-verdicts").count(), 3, "{}", ran.all());
    assert_eq!(ran.stderr.matches("set aside no-open-internal-items").count(), 2, "{}", ran.all());
    let text = case.text(FILM);
    assert!(text.contains("guards: [internal-verdicts, no-open-internal-items]"), "{text}");
    assert!(text.contains("reason: ลูกค้ารอไม่ได้ – asiakas odottaa\n"), "{text}");
    assert!(text.contains("due: 2026-12-04\n    artefacts: [cut-1]\n    note: Rough\n"), "{text}");
    // A second one is a second entry.
    case.run("job override ACME-0012 --to approved --reason 'Said yes on the phone'")
        .ok()
        .says("set aside client-round-approved");
    assert_eq!(case.text(FILM).matches("    guards: [").count(), 2);
    case.run("check ACME-0012").exits(0);
}
