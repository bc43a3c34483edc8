//! The rules on what people really do wrong: one change to the sound book at a time, and what is said of it.

use crate::rules::{changed, found, shown};

const JOB: &str = "jobs/ACME/ACME-0013.yaml";
const FILM: &str = "jobs/ACME/ACME-0012.yaml";
const BRIEF: &str = "briefs/ACME/ACME-B0004.yaml";
const CLIENT: &str = "clients/ACME.yaml";
const ROUND: &str = "feedback/ACME/ACME-0013-R1.yaml";
const CONFIG: &str = "suits.toml";

/// What is found after one text of a file was replaced by another, as `code: message`.
fn after(file: &str, old: &str, new: &str) -> Vec<String> {
    let snapshot = changed(file, |text| {
        assert!(text.contains(old), "{file} has no {old}");
        text.replacen(old, new, 1)
    });
    let said = |line: String| {
        let (code, rest) = line.split_once(' ').expect("a code");
        let (_, message) = rest.split_once(' ').expect("a place");
        format!("{code}: {message}")
    };
    shown(&snapshot, &found(&snapshot)).into_iter().map(said).collect()
}

fn finds(file: &str, old: &str, new: &str, expected: &[&str]) {
    assert_eq!(after(file, old, new), expected, "{file}: {old:?} became {new:?}");
}

#[test]
fn names_that_lead_nowhere() {
    let missing = |what: &str| format!("dangling-reference: {what}");
    for (file, old, new, what) in [
        (JOB, "requested_by: liisa", "requested_by: lissa", "neither the agency nor the client has a `lissa`"),
        (JOB, "contract: aor-2025", "contract: aor-2026", "the client has no contract `aor-2026`"),
        (JOB, "type: retainer", "after: [ACME-0099]\ntype: retainer", "there is no job `ACME-0099`"),
        (CLIENT, "  creative: kim", "  creative: kin", "nobody at the agency is called `kin`"),
        (CLIENT, "calendar: acme", "calendar: acne", "`suits.toml` has no calendar `acne`"),
        (BRIEF, "client_contributors: [liisa]", "client_contributors: [ann]", "the client has no contact `ann`"),
        (BRIEF, "objective: communication", "objective: comms", "the brief has no objective `comms`"),
        (FILM, "    line: film\n", "    line: flim\n", "no estimate or change order of ACME-0012 has a line `flim`"),
        (FILM, "order: po-118", "order: po-119", "ACME-0012 has no order `po-119`"),
        ("timesheets/ann/2026-11.yaml", "ACME-0012", "ACME-0112", "there is no job `ACME-0112`"),
        (
            "invoices/ACME/ACME-I0118.yaml",
            "line: concept",
            "line: concpt",
            "no estimate or change order of ACME-0012 has a line `concpt`",
        ),
        (CONFIG, "reports_to = \"bo\"", "reports_to = \"bob\"", "there is no `bob` in `[people]`"),
    ] {
        finds(file, old, new, &[&missing(what)]);
    }
    finds(
        ROUND,
        "deliverable: film-30",
        "deliverable: film-60",
        &["dangling-reference: ACME-0013 has no deliverable `film-60`"],
    );
}

#[test]
fn a_missing_name_suggests_the_nearest() {
    let snapshot = changed(JOB, |text| text.replacen("requested_by: liisa", "requested_by: lissa", 1));
    assert_eq!(found(&snapshot)[0].help.as_deref(), Some("did you mean `liisa`?"));
}

#[test]
fn ids_that_two_things_share() {
    finds(
        CLIENT,
        "  - id: liisa\n    name: Liisa Virtanen\n",
        "  - id: bo\n    name: Bo Niemi\n  - id: liisa\n    name: Liisa Virtanen\n",
        &["duplicate-id: `bo` is also a person of the agency, who is meant wherever the id stands"],
    );
    finds(FILM, "- id: co1-edit", "- id: film", &["duplicate-id: the id `film` is taken by an item above"]);
    let snapshot = changed("invoices/ACME/ACME-I0119.yaml", |_| {
        "number: \"2026-118\"\ndate: 2026-12-15\ndue: 2027-01-14\nkind: progress\n".to_owned()
    });
    let all = shown(&snapshot, &found(&snapshot));
    assert_eq!(all, ["duplicate-id invoices/ACME/ACME-I0119.yaml:1 the number `2026-118` is taken by ACME-I0118"]);
}

#[test]
fn dates_out_of_order() {
    let wrong = |what: &str| format!("date-out-of-order: {what}");
    for (file, old, new, what) in [
        (CLIENT, "end: 2026-12-31", "end: 2024-12-31", "`end` is 2024-12-31, before `start` on 2025-01-01"),
        (JOB, "done: 2026-11-19", "done: 2026-11-17", "`done` is 2026-11-17, before `date` on 2026-11-18"),
        (
            JOB,
            "requested_on: 2026-11-18",
            "requested_on: 2026-11-19",
            "`date` is 2026-11-18, before `requested_on` on 2026-11-19",
        ),
        (ROUND, "due: 2026-12-18", "due: 2026-12-08", "`due` is 2026-12-08, before `sent` on 2026-12-11"),
        (BRIEF, "live: 2027-04-01", "live: 2027-01-01", "`live` is 2027-01-01, before `presentation` on 2027-01-13"),
        (
            FILM,
            "holds: []",
            "holds:\n  - from: 2026-12-03\n    to: 2026-12-02\n    by: mai",
            "`to` is 2026-12-02, before `from` on 2026-12-03",
        ),
        (
            "timesheets/ann/2026-11.yaml",
            "date: 2026-11-19",
            "date: 2026-12-19",
            "the entry of 2026-12-19 is in the sheet of 2026-11",
        ),
    ] {
        let all = after(file, old, new);
        assert!(all.contains(&wrong(what)), "{file}: {old:?} became {new:?}: {all:#?}");
    }
}

#[test]
fn a_ball_sent_back_returns_to_the_stage_before_and_goes_on_from_there() {
    let last =
        "  - id: e5g8\n    stage: in-creative\n    from: tom\n    to: kim\n    date: 2026-11-25\n    due: 2026-12-09\n";
    let back = "  - id: e5g8\n    stage: in-creative\n    from: tom\n    to: kim\n    date: 2026-11-25\n    due: 2026-12-09\n    rejected:\n      date: 2026-11-26\n      by: kim\n      reason: The brief names no product.\n";
    let returned = |stage: &str| {
        format!(
            "{back}  - id: f6h9\n    stage: {stage}\n    from: kim\n    to: tom\n    date: 2026-11-26\n    due: 2026-11-30\n"
        )
    };
    let then = |stage: &str| {
        let snapshot = changed(JOB, |text| {
            text.replacen(last, &returned(stage), 1).replacen("status: in-creative", &format!("status: {stage}"), 1)
        });
        shown(&snapshot, &found(&snapshot))
    };
    assert_eq!(then("authorised"), [] as [String; 0]);
    // whoever gets it back may go on along the workflow from there
    assert_eq!(then("estimating"), [] as [String; 0]);
    let far = then("released");
    assert!(
        far.len() == 1 && far[0].ends_with("no step of the workflow leads from `authorised` to `released`"),
        "{far:?}"
    );
}

#[test]
fn a_cancelled_job_is_called_so_and_is_handed_on_no_more() {
    let cancelled =
        "cancelled:\n  date: 2026-11-24\n  by: mai\n  reason: The client stopped the campaign.\nstatus: cancelled";
    finds(
        JOB,
        "status: in-creative",
        cancelled,
        &["step-outside-workflow: the job was called off on 2026-11-24, and is handed on after that"],
    );
    let later = cancelled.replace("2026-11-24", "2026-11-27");
    finds(JOB, "status: in-creative", &later, &[]);
    finds(
        JOB,
        "status: in-creative",
        &later.replace("status: cancelled", "status: in-creative"),
        &["status-out-of-step: the status says `in-creative`, but the job was called off"],
    );
    finds(
        JOB,
        "status: in-creative",
        &later.replace("by: mai", "by: ann"),
        &["approval-without-authority: `ann` may not cancel a job: it takes an account manager or above"],
    );
}

#[test]
fn approvals_by_those_who_may_not_give_them() {
    finds(
        CLIENT,
        "    limit: 250000.00",
        "    limit: 50000.00",
        &[
            "approval-without-authority: `liisa` may approve up to 50,000.00 EUR, and this comes to 240,000.00 EUR",
            "approval-without-authority: `liisa` may approve up to 50,000.00 EUR, and this comes to 78,900.00 EUR",
        ],
    );
    finds(
        BRIEF,
        "    role: account-director",
        "    role: managing-director",
        &["approval-without-authority: `bo` does not hold the role `managing-director`"],
    );
    finds(
        BRIEF,
        "    evidence: mail 2026-11-18 15:40\n",
        "",
        &["approval-without-authority: `ann` entered it for `liisa` without evidence"],
    );
    finds(
        CLIENT,
        "    to: null",
        "    to: 2026-11-22",
        &[
            "approval-without-authority: `liisa` was not in the post on 2026-11-23",
            "approver-not-in-post: `liisa` left the post on 2026-11-22, before 2026-12-11",
        ],
    );
}

#[test]
fn what_a_small_shop_allows_is_said_all_the_same() {
    let snapshot = changed(BRIEF, |text| text.replacen("authors: [ann]", "authors: [bo]", 1));
    let findings = found(&snapshot);
    assert_eq!((findings.len(), findings[0].severity), (1, suits::finding::Severity::Error));
    let mut small = snapshot.clone();
    small.agency.config.self_approval = suits::config::SelfApproval::Warn;
    let findings = found(&small);
    assert_eq!((findings.len(), findings[0].severity), (1, suits::finding::Severity::Warning));
}

#[test]
fn words_that_nothing_defines() {
    let unknown = |what: &str| format!("unknown-word: {what}");
    for (file, old, new, what) in [
        (JOB, "status: in-creative", "status: in-creation", "there is no stage `in-creation` in the workflow"),
        (JOB, "stage: estimating", "stage: estimates", "there is no stage `estimates` in the workflow"),
        (FILM, "role: art-director", "role: art-dierctor", "there is no role `art-dierctor`"),
        (BRIEF, "language: en", "language: English", "`English` is no language code"),
        (
            BRIEF,
            "waived: []",
            "waived:\n  - section: insights\n    by: pia\n    reason: None was found.",
            "a brief has no section `insights`",
        ),
    ] {
        let all = after(file, old, new);
        assert!(all.contains(&unknown(what)), "{file}: {old:?} became {new:?}: {all:#?}");
        assert_eq!(all.len(), 1, "{all:#?}");
    }
}

#[test]
fn people_who_report_in_a_circle() {
    finds(
        CONFIG,
        "roles = [\"account-director\"]",
        "roles = [\"account-director\"]\nreports_to = \"ann\"",
        &["dependency-cycle: reports to themselves: ann → mai → bo → ann"],
    );
}

#[test]
fn a_client_gone_dormant_leaves_its_open_jobs_their_seats() {
    let snapshot = changed(CLIENT, |text| {
        text.replacen("status: active", "status: dormant", 1).replacen("  account-manager: mai\n", "", 1)
    });
    let all = shown(&snapshot, &found(&snapshot));
    assert_eq!(all.len(), 2, "{all:#?}");
    assert!(all.iter().all(|line| line.starts_with("empty-seat jobs/") && line.ends_with("of this job")), "{all:#?}");
}
