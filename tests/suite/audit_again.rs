//! What was put right once and is done again, what goes on from there, and what is still to be put back.

use crate::audit::{JOB, clean, commit, git, repairs, swap, told};
use crate::harness::Case;
use crate::repository::{git_says, repository};

const INVOICE: &str = "invoices/ACME/ACME-I0118.yaml";
const REPORT: &str = "contact-reports/ACME/ACME-C0031.yaml";

/// A change that somebody takes back and makes again.
fn again(path: &str, old: &str, new: &str) -> Case {
    let case = repository("tests/books/records");
    swap(&case, path, old, new);
    commit(&case, "Mai", "Once");
    git(&case, "revert --no-edit HEAD");
    clean(&case);
    swap(&case, path, old, new);
    commit(&case, "Bo", "Again");
    case
}

#[test]
fn what_is_rewritten_again_after_it_was_put_back_is_rewritten() {
    let job = again(JOB, "        hours: 40\n", "        hours: 44\n");
    assert_eq!(told(&job, "audit"), ["frozen-rewritten | ACME-0012 | estimates.1.lines.concept.hours | 40 | 44 | Bo"]);
    let invoice = again(INVOICE, "    net: 4400.00\n", "    net: 4900.00\n");
    assert_eq!(told(&invoice, "audit"), ["frozen-rewritten | ACME-I0118 | lines.a.net | 4400.00 | 4900.00 | Bo"]);
    let report = again(REPORT, "Brief approved as presented.", "Brief approved with changes.");
    let words = "Brief approved as presented. | Brief approved with changes.";
    assert_eq!(told(&report, "audit"), [format!("frozen-rewritten | ACME-C0031 | items.go.decision | {words} | Bo")]);
    for case in [job, invoice, report] {
        git(&case, "revert --no-edit HEAD");
        clean(&case);
    }
}

#[test]
fn a_step_along_no_edge_that_is_taken_again_is_one_again() {
    let case = again(JOB, "status: in-creative", "status: delivered");
    assert_eq!(told(&case, "audit"), ["step-outside-workflow | ACME-0012 | status | in-creative | delivered | Bo"]);
    git(&case, "revert --no-edit HEAD");
    clean(&case);
}

#[test]
fn a_job_that_goes_on_from_where_no_step_led_is_not_put_right_by_that() {
    let case = repository("tests/books/records");
    swap(&case, JOB, "status: in-creative", "status: delivered");
    commit(&case, "Mai", "Done at last");
    swap(&case, JOB, "status: delivered", "status: closed");
    commit(&case, "Ann", "Closed");
    assert_eq!(told(&case, "audit"), ["step-outside-workflow | ACME-0012 | status | in-creative | delivered | Mai"]);
    case.run("audit").exits(1);
    swap(&case, JOB, "status: closed", "status: in-creative");
    commit(&case, "Ann", "As the handoffs say");
    clean(&case);
    case.run("audit --all").ok().says("repaired");
}

#[test]
fn all_that_is_still_to_be_put_back_of_what_went_out_is_named_and_no_more() {
    let case = repository("tests/books/records");
    let there = "git show HEAD:./invoices/ACME/ACME-I0118.yaml";
    let good = git_says(case.path(), "rev-parse --short=10 HEAD");
    let show = there.replace("HEAD", &good);
    swap(&case, INVOICE, "    net: 4400.00\n", "    net: 4900.00\n");
    commit(&case, "Fay", "Mend the sum");
    swap(&case, INVOICE, "po: \"4500012345\"", "po: \"4500099999\"");
    commit(&case, "Mai", "Mend the order");
    swap(&case, INVOICE, "disputed: null", "disputed: The hours are too many");
    commit(&case, "Fay", "What the client said");
    let both = format!("{show}  # write `lines.a.net: 4400.00`, `po: 4500012345` in {INVOICE}");
    assert_eq!(repairs(&case), [both]);
    let concise = case.run("audit --format concise").exits(1).stdout.clone();
    assert!(concise.contains("(`lines.a.net`: `4400.00`, not `4900.00`)"), "{concise}");
    swap(&case, INVOICE, "po: \"4500099999\"", "po: \"4500012345\"");
    commit(&case, "Fay", "The order as it was");
    assert_eq!(told(&case, "audit"), ["frozen-rewritten | ACME-I0118 | lines.a.net | 4400.00 | 4900.00 | Fay"]);
    assert_eq!(repairs(&case), [format!("{show}  # write `lines.a.net: 4400.00` in {INVOICE}")]);
    swap(&case, INVOICE, "    net: 4900.00\n", "    net: 4400.00\n");
    commit(&case, "Fay", "The sum as it was");
    clean(&case);
}

#[test]
fn an_action_may_pass_to_somebody_else_after_the_report_went_out() {
    let case = repository("tests/books/records");
    swap(&case, REPORT, "    owner: ann\n", "    owner: bo\n");
    commit(&case, "Mai", "Bo does it");
    clean(&case);
    swap(&case, REPORT, "action: Send size list", "action: Send all sizes");
    commit(&case, "Mai", "More sizes");
    let words = "items.sizes.action | Send size list | Send all sizes";
    assert_eq!(told(&case, "audit"), [format!("frozen-rewritten | ACME-C0031 | {words} | Mai")]);
}

#[test]
fn a_command_to_type_is_broken_at_blanks_alone_on_a_page_of_any_usual_width() {
    let mut case = repository("tests/books/records");
    swap(&case, JOB, "        hours: 40\n", "        hours: 44\n");
    commit(&case, "Mai", "Four hours more");
    for width in [60, 80, 90, 100, 110, 120, 130, 140, 160] {
        case.set_width(width);
        let told = case.run("audit").exits(1).stdout;
        let words = ["git", "restore", "--source=", "jobs/ACME/ACME-0012.yaml"];
        assert!(words.iter().all(|word| told.contains(word)), "{width}\n{told}");
        // the name of the commit ends where the word does
        let source = told.split("--source=").nth(1).and_then(|rest| rest.split_whitespace().next()).expect("a commit");
        assert_eq!(source.len(), 10, "{width}\n{told}");
    }
}
