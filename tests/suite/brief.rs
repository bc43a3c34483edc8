//! `brief submit` and `brief approve`: what stops a brief, and whose yes counts.

use crate::harness::{Case, changed_lines};

const BRIEF: &str = "briefs/ACME/ACME-B0005.yaml";

/// A sound draft.
fn draft() -> Case {
    let case = Case::copy("tests/books/records", "2026-12-01");
    case.run("brief new ACME --like ACME-B0004 --title 'Autumn launch'").ok();
    case
}

#[test]
fn a_weak_brief_is_not_handed_in() {
    let case = draft();
    case.run("brief set ACME-B0005 'problem=TBC' 'proposition=One. Two.'").ok();
    let before = case.text(BRIEF);
    let ran =
        case.run("brief submit ACME-B0005").exits(1).says("placeholder-in-brief").says("many-sentence-proposition");
    let line = before.lines().position(|line| line.starts_with("problem:")).expect("a line") + 1;
    ran.says(&format!("{BRIEF}:{line}:10:"));
    let json = case.run("brief submit ACME-B0005 --format json").exits(1).json();
    assert_eq!(json["findings"].as_array().map(Vec::len), Some(2));
    assert_eq!(case.text(BRIEF), before);
    case.run("brief submit ACME-B0099").exits(2).says("there is no brief");
    case.run("brief submit").exits(2).says("<ID>");
}

#[test]
fn three_yeses_approve_a_brief() {
    let mut case = draft();
    case.run("brief approve ACME-B0005 --for client --by liisa --method email --evidence x")
        .exits(1)
        .says("not-submitted");
    let before = case.text(BRIEF);
    case.run("brief submit acme-b5").ok().says("draft → submitted");
    assert_eq!(changed_lines(&before, &case.text(BRIEF)).len(), 2);
    case.run("brief submit ACME-B0005").exits(1).says("is submitted already");
    case.run("brief approve ACME-B0005 --for strategy").exits(1).says("no-authority");
    case.run("brief approve ACME-B0005 --for strategy --by bo").exits(1).says("bo");
    case.run("brief approve ACME-B0005 --for creativ").exits(2).says("did you mean `creative`?");
    case.run("brief approve ACME-B0005 --for internal").exits(2).says("one of: strategy, creative, client");
    case.run("brief approve ACME-B0005 --for client --by liisa --method mail").exits(2).says("did you mean `email`?");
    case.run("brief approve ACME-B0005 --for client --by liisaa --method email --evidence x")
        .exits(1)
        .says("`--by liisa`");
    case.run("brief approve ACME-B0005 --for client --by liisa --method email --evidence x --date 2026-12-24")
        .exits(2)
        .says("still to come");
    case.set_user("bo");
    case.run("brief approve ACME-B0005 --for strategy").ok().says("still to approve: creative, client");
    case.set_user("kim");
    case.run("brief approve ACME-B0005 --for creative").ok().says("still to approve: client");
    case.set_user("ann");
    let ran = case.run("brief approve ACME-B0005 --for client --by liisa --method email --evidence 'mail 2026-12-01 10:10' --format json").ok();
    assert_eq!(ran.json()["summary"][1], "ACME-B0005: submitted → approved");
    case.run("check ACME-B0005").ok();
    // A changed word makes every yes stale.
    case.run("brief set ACME-B0005 'proposition=The sea starts at your door.'").ok();
    case.run("check ACME-B0005").exits(1).says("stale-approval");
}

#[test]
fn lists_and_shows_briefs() {
    let case = draft();
    let json = case.run("brief list --where 'status = draft' --format json").ok().json();
    assert_eq!((&json["report"], &json["rows"][0]["brief"]), (&"briefs".into(), &"ACME-B0005".into()));
    let json = case.run("brief show acme-b5 --format json").ok().json();
    assert_eq!(
        json["record"].get("id").or_else(|| json.get("id")).and_then(|id| id.as_str()),
        Some("ACME-B0005"),
        "{json}"
    );
    case.run("brief show ACME-B9").exits(2).says("there is no brief `ACME-B9`");
}
