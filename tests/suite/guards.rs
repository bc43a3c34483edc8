//! Guards: what each one lets pass, what it stops, and where it points.

use crate::pieces::{Book, print_at, print_of};
use suits::config::Config;
use suits::domain::brief::Brief;
use suits::domain::guards::{Ask, GUARDS, objections};
use suits::domain::job::Job;
use suits::domain::record::Located;
use suits::domain::workflow::{Stage, Workflow};
use suits::finding::{Finding, Severity};
use suits::source::Spot;
use suits::values::{BriefId, Day, JobId, PersonId, Word};

pub(crate) const JOB: &str = "title: Film\nbrief: ACME-B0001\ncontract: aor-2025\ntype: tv-video\nstatus: briefing\nrequested_by: liisa\nrequested_on: 2026-11-02\n";
pub(crate) const FILM: &str = "deliverables:\n  - id: film\n    version: v1\n";
pub(crate) const BRIEF: &str = "title: Film\ntype: tv-video\nstatus: submitted\nsize: large\n";

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

pub(crate) fn found(
    book: &Book,
    guard: &str,
    today: &str,
    errors: fn(&Located<Brief>) -> Vec<Finding>,
) -> Vec<Finding> {
    let job = book.agency().jobs.get(&JobId::parse("ACME-0001").expect("an id")).found().expect("the job");
    let stage = Stage {
        name: Word::from("next"),
        seat: None,
        lead_days: None,
        next: Vec::new(),
        needs: vec![Word::from(guard)],
    };
    let by = PersonId::parse("ann").expect("an id");
    objections(job, &stage, book.agency(), &Ask { by: &by, today: day(today), brief_errors: &errors })
}

/// What a guard says on 2026-12-10, each as `path: message`.
pub(crate) fn says(book: &Book, guard: &str) -> Vec<String> {
    says_on(book, guard, "2026-12-10")
}

pub(crate) fn says_on(book: &Book, guard: &str, today: &str) -> Vec<String> {
    let findings = found(book, guard, today, |_| Vec::new());
    for finding in &findings {
        assert_eq!((finding.code, finding.severity), (guard, Severity::Error));
        assert!(finding.help.is_some(), "{}", finding.message);
    }
    let place = |finding: &Finding| match &finding.place.spot {
        Spot::Path(path, _) => path.to_string(),
        other => format!("{other:?}"),
    };
    findings.iter().map(|finding| format!("{}: {}", place(finding), finding.message)).collect()
}

pub(crate) fn book(job: &str) -> Book {
    Book::records().job("ACME-0001", &format!("{JOB}{job}"))
}

pub(crate) const NOTHING: [&str; 0] = [];

#[test]
fn every_guard_of_the_usual_workflow_is_checked() {
    for stage in Workflow::of(&Config::default()).stages() {
        for need in &stage.needs {
            assert!(GUARDS.contains(&need.as_str()), "{need}");
        }
    }
}

#[test]
fn a_guard_of_another_version_is_listed_as_not_checked() {
    let unknown = found(&book(""), "moon-phase", "2026-12-10", |_| Vec::new());
    assert_eq!(
        unknown.iter().map(|finding| (finding.code, finding.severity)).collect::<Vec<_>>(),
        [("guard-not-checked", Severity::Warning)]
    );
}

#[test]
fn a_brief_is_ready_when_its_rules_find_no_error() {
    let rules = |brief: &Located<Brief>| {
        let place = brief.at(suits::key_path!["proposition"]);
        vec![
            Finding::error("no-proposition", place.clone(), "nothing is said"),
            Finding::warning("dull", place, "it is dull"),
        ]
    };
    let with_brief = book("").brief("ACME-B0001", BRIEF);
    let stopped = found(&with_brief, "brief-ready", "2026-12-10", rules);
    assert_eq!(stopped.len(), 1);
    assert_eq!(stopped[0].related.len(), 1);
    assert_eq!(says(&with_brief, "brief-ready"), NOTHING);
    assert_eq!(says(&book(""), "brief-ready"), ["brief: the brief ACME-B0001 does not exist"]);
}

#[test]
fn a_brief_is_approved_by_strategy_creative_and_client_as_it_stands() {
    let hash = print_of::<Brief>(BriefId::parse("ACME-B0001").expect("an id"), BRIEF);
    let approval = |of: &str, by: &str, date: &str, hash: &str| {
        format!("  - {{for: {of}, by: {by}, date: {date}, method: system, hash: {hash}}}\n")
    };
    let approvals = |list: &[String]| format!("{BRIEF}approvals:\n{}", list.concat());
    let (bo, kim, liisa) = (
        approval("strategy", "bo", "2026-12-01", &hash),
        approval("creative", "kim", "2026-12-01", &hash),
        approval("client", "liisa", "2026-12-02", &hash),
    );
    let all = approvals(&[bo.clone(), kim.clone(), liisa.clone()]);
    let with_brief = |text: &str| book("").brief("ACME-B0001", text);
    assert_eq!(says(&with_brief(&all), "brief-approved"), NOTHING);
    assert_eq!(
        says_on(&with_brief(&all), "brief-approved", "2026-12-01"),
        ["approvals: the brief ACME-B0001 has no client approval"]
    );
    // A word of the text changes, and all three are stale.
    assert_eq!(says(&with_brief(&all.replace("title: Film", "title: A film")), "brief-approved").len(), 3);
    // The account manager may not approve a strategy, nor somebody at the agency for the client.
    let wrong = approvals(&[
        approval("strategy", "mai", "2026-12-01", &hash),
        kim,
        approval("client", "ann", "2026-12-01", &hash),
    ]);
    let stopped = says(&with_brief(&wrong), "brief-approved");
    assert_eq!(stopped.len(), 2);
    assert!(stopped[0].starts_with("approvals[0]: ") && stopped[1].starts_with("approvals[2]: "), "{stopped:?}");
    // The status is a word: without approvals it opens nothing.
    assert_eq!(says(&with_brief(&BRIEF.replace("submitted", "approved")), "brief-approved").len(), 3);
}

#[test]
fn a_job_lists_what_it_delivers_and_agrees_when() {
    assert_eq!(says(&book(""), "deliverables-listed"), ["deliverables: ACME-0001 lists nothing to deliver"]);
    assert_eq!(says(&book(FILM), "deliverables-listed"), NOTHING);
    assert_eq!(
        says(&book("due: 2027-01-15\n"), "due-agreed"),
        ["baseline_due: ACME-0001 has no first agreed due date"]
    );
    assert_eq!(says(&book("due: 2027-01-15\nbaseline_due: 2027-01-15\n"), "due-agreed"), NOTHING);
    assert_eq!(says(&book(FILM), "version-filed"), NOTHING);
    let unfiled = book(&format!("{FILM}  - id: poster\n"));
    assert_eq!(says(&unfiled, "version-filed"), ["deliverables[1].version: no version of `poster` is on file"]);
}

#[test]
fn every_deliverable_has_a_spec_in_the_brief() {
    let brief = |spec: &str| format!("{BRIEF}deliverables:\n  - id: film\n{spec}");
    assert_eq!(says(&book(FILM).brief("ACME-B0001", &brief("    spec: 30 s\n")), "specs-complete"), NOTHING);
    let blank = book(FILM).brief("ACME-B0001", &brief("    spec: \" \"\n"));
    assert_eq!(
        says(&blank, "specs-complete"),
        ["deliverables[0]: the brief ACME-B0001 does not say how `film` is to be made"]
    );
    let other = book("deliverables:\n  - id: poster\n").brief("ACME-B0001", &brief("    spec: 30 s\n"));
    assert_eq!(says(&other, "specs-complete"), ["deliverables[0].id: `poster` is not in the brief ACME-B0001"]);
}

#[test]
fn quality_checks_are_done_by_the_day() {
    let checks = "quality_checks:\n  - {id: super, text: Super readable, done: 2026-12-11, by: eve}\n";
    assert_eq!(says(&book(checks), "quality-checks-done"), ["quality_checks[0].done: not checked yet: Super readable"]);
    assert_eq!(says_on(&book(checks), "quality-checks-done", "2026-12-11"), NOTHING);
}

fn internal(version: &str, more: &str) -> String {
    format!("type: internal\ndeliverable: film\nversion: {version}\nsent: 2026-12-01\n{more}")
}

const PASSED: &str = "verdicts:\n  - {about: strategy, by: ann, date: 2026-12-02, verdict: pass}\n  - {about: brand, by: ann, date: 2026-12-02, verdict: pass}\n  - {about: craft, by: kim, date: 2026-12-02, verdict: pass}\n";

#[test]
fn the_version_on_file_passes_inside_before_the_client_sees_it() {
    let guard = "internal-verdicts";
    assert_eq!(says(&book(FILM).round("ACME-0001-R1", &internal("v1", PASSED)), guard), NOTHING);
    assert_eq!(
        says(&book(FILM), guard),
        ["deliverables[0]: version `v1` of `film` was not looked at inside the agency"]
    );
    assert_eq!(says(&book(FILM).round("ACME-0001-R1", &internal("v0", PASSED)), guard).len(), 1);
    let two = PASSED.replace("  - {about: craft, by: kim, date: 2026-12-02, verdict: pass}\n", "");
    assert_eq!(
        says(&book(FILM).round("ACME-0001-R1", &internal("v1", &two)), guard),
        ["verdicts: ACME-0001-R1 has no verdict on craft"]
    );
    // The last word counts; one said tomorrow does not.
    let failed =
        format!("{PASSED}  - {{about: craft, by: kim, date: 2026-12-03, verdict: fail, reason: Soft focus}}\n");
    let failing = book(FILM).round("ACME-0001-R1", &internal("v1", &failed));
    assert_eq!(says(&failing, guard), ["verdicts[3].verdict: ACME-0001-R1 failed on craft by `kim`: Soft focus"]);
    assert_eq!(says_on(&failing, guard, "2026-12-02"), NOTHING);
    // The latest round counts, not an earlier one that passed.
    let again = book(FILM).round("ACME-0001-R1", &internal("v1", PASSED)).round("ACME-0001-R2", &internal("v1", ""));
    assert_eq!(says(&again, guard).len(), 3);
}

#[test]
fn only_creatives_judge_craft() {
    let by_ann = PASSED.replace("by: kim", "by: ann");
    let judged = says(&book(FILM).round("ACME-0001-R1", &internal("v1", &by_ann)), "internal-verdicts");
    assert_eq!(
        judged,
        ["verdicts[2].by: the verdict on craft of ACME-0001-R1 is by `ann`, who is no creative director"]
    );
}

#[test]
fn what_the_agency_wants_changed_is_changed_first() {
    let items = "items:\n  - {id: logo, text: Logo too small}\n  - {id: sky, text: Sky, status: done}\n  - {text: Sound, status: open}\n";
    assert_eq!(
        says(&book(FILM).round("ACME-0001-R1", &internal("v1", items)), "no-open-internal-items"),
        ["items[0]: `logo` of ACME-0001-R1 is open: Logo too small", "items[2]: item 3 of ACME-0001-R1 is open: Sound"]
    );
    let client = internal("v1", items).replace("internal", "client");
    assert_eq!(says(&book(FILM).round("ACME-0001-R1", &client), "no-open-internal-items"), NOTHING);
}

pub(crate) fn client(sent: &str, decision: &str, more: &str) -> String {
    format!(
        "type: client\ndeliverable: film\nversion: v1\nsent: {sent}\nreviewers:\n  - {{by: liisa, decision: {decision}, date: 2026-12-05}}\n{more}"
    )
}

#[test]
fn a_round_is_decided_when_everybody_has_answered() {
    let guard = "round-decided";
    assert_eq!(says(&book(FILM), guard).len(), 1);
    let decided = book(FILM).round("ACME-0001-R1", &client("2026-12-01", "changes-required", ""));
    assert_eq!(says(&decided, guard), NOTHING);
    assert_eq!(
        says_on(&decided, guard, "2026-12-04"),
        ["reviewers[0].decision: `liisa` has not answered ACME-0001-R1"]
    );
    // One no inside the agency is enough; without one all three must be there.
    let fail = "verdicts:\n  - {about: craft, by: kim, date: 2026-12-02, verdict: fail, reason: Dull}\n";
    assert_eq!(says(&book(FILM).round("ACME-0001-R1", &internal("v1", fail)), guard), NOTHING);
    let pass = fail.replace("fail", "pass");
    assert_eq!(says(&book(FILM).round("ACME-0001-R1", &internal("v1", &pass)), guard).len(), 2);
}

#[test]
fn every_change_says_its_kind_and_its_reason() {
    let items = "items:\n  - {text: Show the shop, class: client-revision, why: Managers asked}\n  - {text: Longer, why: \" \"}\n";
    let stopped =
        says(&book(FILM).round("ACME-0001-R1", &client("2026-12-01", "changes-required", items)), "reasons-given");
    assert_eq!(
        stopped,
        [
            "items[1].class: item 2 of ACME-0001-R1 does not say what kind of change it is",
            "items[1].why: item 2 of ACME-0001-R1 does not say why it is wanted"
        ]
    );
}

#[test]
fn a_round_beyond_the_contract_is_paid_for_or_waived() {
    // Acme's contract includes two.
    let guard = "within-rounds";
    let rounds = |third: &str| {
        book(FILM)
            .round("ACME-0001-R1", &client("2026-12-01", "changes-required", ""))
            .round("ACME-0001-R2", &client("2026-12-02", "changes-required", ""))
            .round("ACME-0001-R3", &client("2026-12-03", "changes-required", third))
    };
    assert_eq!(says_on(&rounds(""), guard, "2026-12-02"), NOTHING);
    assert_eq!(says(&rounds(""), guard), [": client round 3 on `film`, and the contract includes 2"]);
    assert_eq!(says(&rounds("waiver: {by: mai, reason: Our fault}\n"), guard), NOTHING);
    assert_eq!(says(&rounds("waiver: {by: ann, reason: Our fault}\n"), guard).len(), 1);
}

#[test]
fn the_client_says_yes_to_each_deliverable_in_its_latest_round() {
    let guard = "client-round-approved";
    let approved = book(FILM).round("ACME-0001-R1", &client("2026-12-01", "approved", ""));
    assert_eq!(says(&approved, guard), NOTHING);
    assert_eq!(says_on(&approved, guard, "2026-12-04").len(), 1);
    assert_eq!(says(&book(FILM), guard), ["deliverables[0]: the client has not been shown `film`"]);
    let changes = book(FILM).round("ACME-0001-R1", &client("2026-12-01", "approved-with-changes", ""));
    assert_eq!(
        says(&changes, guard),
        ["reviewers[0].decision: the client has not approved `film`: ACME-0001-R1 is `approved-with-changes`"]
    );
    let again = approved.round("ACME-0001-R2", &client("2026-12-02", "changes-required", ""));
    assert_eq!(says(&again, guard).len(), 1);
}

#[test]
fn what_is_released_is_what_was_approved() {
    let guard = "released-version-approved";
    let approved = |job: &str| book(job).round("ACME-0001-R1", &client("2026-12-01", "approved", ""));
    assert_eq!(says(&approved(FILM), guard), NOTHING);
    assert_eq!(
        says(&approved(&FILM.replace("v1", "v2")), guard),
        ["deliverables[0].version: the client approved version `v1` of `film`, and `v2` is on file"]
    );
}

#[test]
fn a_job_is_closed_with_nothing_open() {
    let orders = "orders:\n  - {id: po-1, date: 2026-12-01, net: 10.00, status: part-invoiced, supplier: Kuva}\n  - {id: po-2, date: 2026-12-01, net: 10.00, status: cancelled}\n";
    assert_eq!(
        says(&book(orders), "no-open-orders"),
        ["orders[0].status: the order `po-1` to Kuva is `part-invoiced`"]
    );
    let open = client("2026-12-01", "approved", "items:\n  - {id: end, text: Ending}\n");
    assert_eq!(
        says(&book(FILM).round("ACME-0001-R1", &open), "no-open-rounds"),
        ["items[0]: `end` of ACME-0001-R1 is open: Ending"]
    );
}

/// The job of the record format, whose estimate Acme approved on 2026-11-23, under the id these tests ask for.
pub(crate) fn approved_job() -> Book {
    Book::records().job("ACME-0001", include_str!("../books/records/jobs/ACME/ACME-0012.yaml"))
}

#[test]
fn work_begins_when_the_client_has_approved_an_estimate() {
    let guard = "estimate-approved";
    assert_eq!(says(&approved_job(), guard), NOTHING);
    assert_eq!(says_on(&approved_job(), guard, "2026-11-22").len(), 1);
    assert_eq!(says(&book(""), guard), ["estimates: ACME-0001 has no estimate"]);
    assert_eq!(says(&book("investment: {cap: 500.00, reason: New business, by: mai}\n"), guard), NOTHING);
    assert_eq!(says(&book("investment: {reason: New business, by: mai}\n"), guard).len(), 1);
    // A ticket under a retainer in force that day; Acme's runs to the end of 2026.
    let ticket = JOB.replace("tv-video", "retainer-ticket");
    let ticket = Book::records().job("ACME-0001", &ticket);
    assert_eq!(says_on(&ticket, guard, "2026-12-31"), NOTHING);
    assert_eq!(says_on(&ticket, guard, "2027-01-01").len(), 1);
}

#[test]
fn a_job_is_billed_by_an_issued_final_invoice() {
    let guard = "billed";
    let invoice = |kind: &str| {
        format!(
            "number: \"1\"\ndate: 2026-12-01\ndue: 2027-01-01\nkind: {kind}\nlines:\n  - {{job: ACME-0001, net: 100.00}}\n"
        )
    };
    assert_eq!(says(&book(""), guard), NOTHING);
    assert_eq!(says(&approved_job(), guard).len(), 1);
    assert_eq!(says(&approved_job().issued_invoice("ACME-I0001", &invoice("final")), guard), NOTHING);
    assert_eq!(says(&approved_job().issued_invoice("ACME-I0001", &invoice("progress")), guard).len(), 1);
    assert_eq!(says(&approved_job().invoice("ACME-I0001", &invoice("final")), guard).len(), 1);
    let off = format!("{}written_off: {{date: 2026-12-02, by: mai, reason: Goodwill}}\n", invoice("progress"));
    assert_eq!(says(&approved_job().invoice("ACME-I0001", &off), guard), NOTHING);
}

#[test]
fn every_round_beyond_the_contract_is_covered_by_a_change_order_after_the_one_before_or_a_waiver() {
    let sent = include_str!("../books/records/jobs/ACME/ACME-0012.yaml").to_owned();
    let hash = print_at::<Job>(JobId::parse("ACME-0001").expect("an id"), &sent, &suits::key_path!["change_orders", 0]);
    let yes =
        format!("    approvals:\n      - {{for: client, by: liisa, date: 2026-12-01, method: email, hash: {hash}}}\n");
    let approved = sent.replacen("    approvals: []\n", &yes, 1);
    assert_ne!(sent, approved);
    let round = |sent: &str, more: &str| {
        client(sent, "changes-required", more).replace("deliverable: film", "deliverable: film-30")
    };
    let three = |job: &str, second: &str, third: &str, more: &str| {
        Book::records()
            .job("ACME-0001", job)
            .round("ACME-0001-R1", &round("2026-11-25", ""))
            .round("ACME-0001-R2", &round(second, ""))
            .round("ACME-0001-R3", &round(third, more))
    };
    let guard = "within-rounds";
    // The contract includes two, so the third is to be paid for. The change order of 2026-11-30 is only sent, and pays for nothing yet;
    // approved, it pays for a third round that was shown after it as for one that had been shown before.
    assert_eq!(says(&three(&sent, "2026-11-26", "2026-12-01", ""), guard).len(), 1);
    assert_eq!(says(&three(&approved, "2026-11-26", "2026-12-01", ""), guard), NOTHING);
    assert_eq!(says(&three(&approved, "2026-11-26", "2026-11-27", ""), guard), NOTHING);
    // Of the day of the second round it does not: it was about what that round was to change.
    let third = ": client round 3 on `film-30`, and the contract includes 2";
    assert_eq!(says(&three(&approved, "2026-11-30", "2026-12-01", ""), guard), [third]);
    // A fourth round costs again: the order is before the third. Waived, it is covered; and a third that is not, is not by the fourth's.
    let waived = "waiver: {by: mai, date: 2026-12-03, reason: Our fault}\n";
    let four = |job: &str, second: &str, last: &str| {
        three(job, second, "2026-12-01", "").round("ACME-0001-R4", &round("2026-12-02", last))
    };
    let fourth = ": client round 4 on `film-30`, and the contract includes 2";
    assert_eq!(says(&four(&approved, "2026-11-26", ""), guard), [fourth]);
    assert_eq!(says(&four(&approved, "2026-11-26", waived), guard), NOTHING);
    assert_eq!(says(&four(&sent, "2026-11-26", waived), guard), [third]);
    assert_eq!(says(&four(&sent, "2026-11-26", ""), guard), [third, fourth]);
    // The day before the waiver there was none.
    assert_eq!(says_on(&four(&approved, "2026-11-26", waived), guard, "2026-12-02"), [fourth]);
}
