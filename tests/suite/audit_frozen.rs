//! What was binding and is rewritten: found by the audit whatever the fingerprint says, and left alone where it is an honest change.

use crate::audit::{JOB, clean, commit, git, repairs, swap, told};
use crate::harness::Case;
use crate::repository::repository;
use suits::source::{KeyPath, Step};
use suits::yaml::{Document, fingerprint, read};

const INVOICE: &str = "invoices/ACME/ACME-I0118.yaml";
const REPORT: &str = "contact-reports/ACME/ACME-C0031.yaml";
const BRIEF: &str = "briefs/ACME/ACME-B0004.yaml";

/// The fingerprint of a part of a record as it stands: what somebody writes who wants nobody to notice.
fn print(case: &Case, path: &str, part: &KeyPath, leave_out: &[&str]) -> String {
    let text = case.text(path);
    let tree = read(&text).expect("reads");
    let document = Document { text: &text, tree: &tree };
    let node = document.find(part).expect("the part").value;
    fingerprint(&document, node, leave_out)
}

#[test]
fn an_approved_estimate_that_was_changed_with_its_approvals_is_caught() {
    let case = repository("tests/books/records");
    swap(&case, JOB, "        hours: 40\n", "        hours: 44\n");
    let estimate = KeyPath(vec![Step::from("estimates"), Step::Index(0)]);
    let now = print(&case, JOB, &estimate, &["status", "rejected", "withdrawn", "approvals", "x"]);
    case.write(JOB, case.text(JOB).replace("h1-1569e20b626a3255", &now));
    // the check sees nothing: the fingerprints match
    assert!(!case.run("check").stdout.contains("stale-approval"));
    commit(&case, "Mai", "Mend the hours");
    let found = told(&case, "audit");
    assert_eq!(found, ["frozen-rewritten | ACME-0012 | estimates.1.lines.concept.hours | 40 | 44 | Mai"]);
    case.run("audit --format concise").exits(1).says("the approval was rewritten to fit");
    let repair = repairs(&case).remove(0);
    git(&case, repair.strip_prefix("git ").expect("a command of git"));
    commit(&case, "Ann", "As it was approved");
    clean(&case);
}

#[test]
fn an_approved_estimate_that_was_changed_and_asked_for_again_is_past() {
    let case = repository("tests/books/records");
    swap(&case, JOB, "        hours: 40\n", "        hours: 44\n");
    commit(&case, "Mai", "Four hours more");
    assert_eq!(told(&case, "audit").len(), 1);
    let estimate = KeyPath(vec![Step::from("estimates"), Step::Index(0)]);
    let now = print(&case, JOB, &estimate, &["status", "rejected", "withdrawn", "approvals", "x"]);
    let again = format!(
        "        entered_by: ann\n        hash: h1-1569e20b626a3255\n      - for: client\n        by: liisa\n        role: approver\n        date: 2026-11-30\n        method: email\n        evidence: mail 2026-11-30 10:00\n        entered_by: ann\n        hash: {now}\n"
    );
    swap(&case, JOB, "        entered_by: ann\n        hash: h1-1569e20b626a3255\n", &again);
    commit(&case, "Ann", "The client said yes to it");
    clean(&case);
    case.run("audit --all").ok().says("repaired");
}

#[test]
fn an_issued_invoice_never_changes_its_figures() {
    let case = repository("tests/books/records");
    swap(&case, INVOICE, "    net: 4400.00\n", "    net: 4900.00\n");
    let now = print(&case, INVOICE, &KeyPath::root(), &["approvals", "payments", "disputed", "written_off", "x"]);
    swap(&case, INVOICE, "h1-05ff382920782198", &now);
    commit(&case, "Fay", "Mend the sum");
    assert_eq!(told(&case, "audit"), ["frozen-rewritten | ACME-I0118 | lines.a.net | 4400.00 | 4900.00 | Fay"]);
}

#[test]
fn payments_and_a_dispute_of_an_issued_invoice_are_no_change_of_it() {
    let case = repository("tests/books/records");
    swap(&case, INVOICE, "disputed: null", "disputed: The hours are too many");
    swap(&case, INVOICE, "    amount: 5522.00\n", "    amount: 5000.00\n");
    commit(&case, "Fay", "What the client said and paid");
    clean(&case);
}

#[test]
fn a_record_that_bound_somebody_and_was_deleted_is_put_back_as_git_has_it() {
    let case = repository("tests/books/records");
    let before = case.text(INVOICE);
    std::fs::remove_file(case.file(INVOICE)).expect("gone");
    commit(&case, "Fay", "Tidy up");
    assert_eq!(told(&case, "audit"), ["frozen-deleted | ACME-I0118 | - | - | - | Fay"]);
    let repair = repairs(&case).remove(0);
    git(&case, repair.strip_prefix("git ").expect("a command of git"));
    assert_eq!(case.text(INVOICE), before);
    commit(&case, "Ann", "Put it back");
    clean(&case);
}

#[test]
fn a_report_that_was_sent_out_is_not_changed_but_by_what_is_done_of_it() {
    let case = repository("tests/books/records");
    swap(&case, REPORT, "    done: 2026-11-19\n", "    done: 2026-11-20\n");
    swap(&case, REPORT, "next_contact: 2026-12-11", "next_contact: 2026-12-14");
    commit(&case, "Ann", "Done a day later");
    clean(&case);
    swap(&case, REPORT, "Brief approved as presented.", "Brief approved but for the ending.");
    commit(&case, "Ann", "What was really said");
    let found = told(&case, "audit");
    assert_eq!(
        found,
        [
            "frozen-rewritten | ACME-C0031 | items.go.decision | Brief approved as presented. | Brief approved but for the ending. | Ann"
        ]
    );
}

#[test]
fn a_report_that_somebody_objected_to_may_be_put_right() {
    let case = repository("tests/books/records");
    swap(&case, REPORT, "objections: []", "objections:\n  - date: 2026-11-20\n    by: liisa\n    text: Not the ending");
    swap(&case, REPORT, "Brief approved as presented.", "Brief approved but for the ending.");
    commit(&case, "Ann", "Liisa objected");
    clean(&case);
}

#[test]
fn a_brief_is_written_on_while_its_approvals_go_stale_but_not_behind_them() {
    let case = repository("tests/books/records");
    swap(&case, BRIEF, "The forest starts at your door.", "The forest begins at your door.");
    commit(&case, "Ann", "A better word");
    clean(&case);
    let hidden = repository("tests/books/records");
    swap(&hidden, BRIEF, "The forest starts at your door.", "The forest begins at your door.");
    let leave_out = ["status", "approvals", "open_questions", "waived", "kpis[].result", "spend_plan[].result", "x"];
    let now = print(&hidden, BRIEF, &KeyPath::root(), &leave_out);
    hidden.write(BRIEF, hidden.text(BRIEF).replace("h1-160bae2bc8ce6bc4", &now));
    commit(&hidden, "Ann", "A better word");
    let found = told(&hidden, "audit");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("frozen-rewritten | ACME-B0004 | proposition | The forest starts"), "{found:?}");
}

#[test]
fn an_approval_that_is_taken_back_by_a_revert_is_not_told_and_one_that_is_struck_out_with_a_change_is() {
    let case = repository("tests/books/records");
    let yes = case.text(JOB);
    let begin = yes.find("      - for: client\n        by: liisa").expect("the client's yes");
    let end = yes.find("change_orders:").expect("what follows");
    case.write(JOB, format!("{}{}", &yes[..begin], &yes[end..]));
    swap(&case, JOB, "        hours: 40\n", "        hours: 60\n");
    commit(&case, "Mai", "Open it again");
    let found = told(&case, "audit");
    assert_eq!(found, ["frozen-rewritten | ACME-0012 | estimates.1.lines.concept.hours | 40 | 60 | Mai"]);

    let honest = Case::copy("tests/books/records", "2026-12-01");
    honest.write(JOB, format!("{}{}", &yes[..begin], &yes[end..]));
    git(&honest, "init -q -b main");
    commit(&honest, "Ann", "Start");
    honest.write(JOB, &yes);
    commit(&honest, "Ann", "The client said yes");
    git(&honest, "revert --no-edit HEAD");
    swap(&honest, JOB, "        hours: 40\n", "        hours: 60\n");
    commit(&honest, "Ann", "It was another one she meant");
    clean(&honest);
}

#[test]
fn hours_that_were_billed_are_not_deleted_and_others_may_be() {
    // ACME-I0118 of 2026-12-15 charges the line `concept` of ACME-0012, and 7t2c was spent on it on 2026-11-19
    let case = repository("tests/books/records");
    let sheet = "timesheets/ann/2026-11.yaml";
    let other = "  - id: 8u3d\n    date: 2026-11-20\n    job: ACME-0012\n    hours: 1\n    line: film\n";
    case.write(sheet, format!("{}{other}", case.text(sheet)));
    commit(&case, "Ann", "An hour on the film");
    swap(&case, sheet, other, "");
    commit(&case, "Ann", "It was on another job");
    clean(&case);
    case.write(sheet, "entries: []\n");
    commit(&case, "Ann", "Tidy up");
    let found = told(&case, "audit");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("billed-time-deleted | ann/2026-11 | entries.7t2c | {date: 2026-11-19, hours: 2.5"),
        "{found:?}"
    );
    case.run("audit --format concise")
        .exits(1)
        .says("2.5 h of 2026-11-19 on ACME-0012 were taken out, and ACME-I0118 had billed them");
}
