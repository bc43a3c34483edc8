//! `suits brief diff`: from what was handed in, from what was approved, between revisions.

use crate::harness::Case;
use crate::repository::{git_in, repository};

const BRIEF: &str = "briefs/ACME/ACME-B0004.yaml";

fn replace(case: &Case, from: &str, to: &str) {
    let text = case.text(BRIEF);
    assert!(text.contains(from), "no `{from}`");
    case.write(BRIEF, text.replacen(from, to, 1));
}

/// Commits by somebody.
fn commit(case: &Case, who: &str, subject: &str) {
    git_in(case.path(), &format!("-c user.name={who} -c user.email={who}@northlight.example commit -qam {subject}"));
}

/// The executive wrote, handed in, and the director rewrote.
fn rewritten() -> Case {
    let case = repository("tests/books/records");
    replace(&case, "status: approved ", "status: draft ");
    commit(&case, "Ann", "Draft");
    replace(&case, "proposition: The forest starts at your door.", "proposition: The forest starts at home.");
    replace(&case, "status: draft ", "status: submitted ");
    commit(&case, "Ann", "Submit");
    replace(&case, "proposition: The forest starts at home.", "proposition: The forest starts at your own door.");
    replace(
        &case,
        "problem: Under-35s think of Acme as their parents' shop.",
        "problem: Under-35s think of Acme as a shop for their parents.",
    );
    commit(&case, "Bo", "Sharpen");
    case
}

#[test]
fn without_a_revision_it_is_since_it_was_handed_in() {
    let case = rewritten();
    let ran = case.run("brief diff ACME-B0004").ok().says("as it was handed in (").says("by Ann on");
    let ran = ran.says("  proposition\n    proposition: The forest starts at [-home-]{+your own door+}.");
    ran.says("  problem\n    problem: Under-35s think of Acme as {+a shop for +}their parents[-' shop-].")
        .says_not("status");
    let rows = case.run("brief diff acme-b4 --format json").ok().json();
    assert_eq!(rows["report"], "brief-diff");
    assert_eq!(rows["rows"][0]["section"], "problem", "in the order of a brief");
    assert_eq!(rows["rows"][1]["after"], "The forest starts at your own door.");
    case.run("brief diff acme-b4 --exit-code").exits(1);
}

#[test]
fn a_draft_is_compared_with_the_last_version_by_somebody_else() {
    let case = repository("tests/books/records");
    replace(&case, "status: approved ", "status: draft ");
    commit(&case, "Ann", "Draft");
    git_in(case.path(), "checkout -q --orphan fresh");
    git_in(case.path(), "commit -q -m Fresh");
    replace(&case, "The forest starts", "The woods start");
    commit(&case, "Bo", "Try");
    case.run("brief diff ACME-B0004")
        .ok()
        .says("the last version by somebody else")
        .says("[-forest starts-]{+woods start+}");
}

#[test]
fn since_approved_finds_the_text_by_its_fingerprint() {
    let case = repository("tests/books/records");
    case.run("brief diff ACME-B0004 --since-approved").ok().says("nothing changed in ACME-B0004");
    replace(&case, "The forest starts", "The woods start");
    commit(&case, "Ann", "Woods");
    replace(&case, "The woods start", "The hills start");
    case.run("brief diff ACME-B0004 --since-approved")
        .ok()
        .says("the text approved by liisa on 2026-11-18")
        .says("[-forest starts-]{+hills start+}");
}

#[test]
fn between_revisions_and_what_is_refused() {
    let case = rewritten();
    case.run("brief diff ACME-B0004 HEAD~2..HEAD~1")
        .ok()
        .says("[-your door-]{+home+}")
        .says("status: draft → submitted");
    case.run("brief diff ACME-B0004 HEAD~3...HEAD --columns section").ok().says("proposition");
    case.run("brief diff ACME-B0004 nope").exits(2).says("git knows no revision `nope` here");
    case.run("brief diff ACME-B0099").exits(2);
    replace(&case, "title: Spring launch 2027", "title: {x");
    case.run("brief diff ACME-B0004").exits(2).says("the version now cannot be read");
    let fresh = Case::copy("tests/books/records", "2026-12-01");
    fresh.run("brief diff ACME-B0004").exits(2).says("git init");
}
