//! `feedback`: rounds opened, remarks taken down and resolved, decisions and verdicts.

use crate::harness::{Case, changed_lines};

const ROUND: &str = "feedback/ACME/ACME-0012-R2.yaml";

/// The version on file passes inside the agency, in the next round of the job.
pub(crate) fn seen_inside(case: &Case, job: &str) -> String {
    let json = case.run(&format!("feedback open {job} --type internal --format json")).ok().json();
    let round = json["changed"][0]["id"].as_str().expect("an id").to_owned();
    for (about, who) in [("strategy", "ann"), ("brand", "pia"), ("craft", "kim")] {
        case.run(&format!("feedback decide {round} --on {about} pass --by {who}")).ok();
    }
    round
}

/// A book with a client round open on a job.
fn open() -> Case {
    let case = Case::copy("tests/books/records", "2026-12-01");
    case.run("job set ACME-0012 deliverables.film-30.version=v1").ok();
    seen_inside(&case, "ACME-0012");
    case.run("feedback open ACME-0012").ok().says("ACME-0012-R2: client round on film-30 opened");
    case
}

#[test]
fn a_round_opens_with_what_follows_from_the_job() {
    let case = open();
    let json = case.run("feedback list --where 'round = ACME-0012-R2' --format json").ok().json();
    let row = &json["rows"][0];
    let found = ["type", "deliverable", "deliverable_version", "sent", "due", "approver", "decision"]
        .map(|key| row[key].as_str().unwrap_or_default());
    // Five working days of feedback from Tuesday 2026-12-01 in the client's calendar.
    assert_eq!(found, ["client", "film-30", "v1", "2026-12-01", "2026-12-08", "liisa", "pending"]);
    case.run("feedback open ACME-0012").exits(1).says("round-still-open");
    case.run("feedback open ACME-0012 --type internal").ok().says("ACME-0012-R3");
}

#[test]
fn what_cannot_be_shown_or_asked_is_refused() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    for (line, code, words) in [
        ("feedback open ACME-0012", 2, "no version of `film-30` is on file"),
        ("feedback open ACME-0012 --version v1 --deliverable film", 1, "its deliverables: film-30"),
        ("feedback open ACME-0012 --version v1 --type clinet", 2, "did you mean `client`?"),
        ("feedback open ACME-0012 --version v1 --approver lisa", 2, "did you mean `liisa`?"),
        ("feedback open ACME-0012 --version v1 --presented-by bo,kimm", 2, "did you mean `kim`?"),
        ("feedback open ACME-0012 --version v1 --due later", 2, "is not a date"),
        ("feedback open ACME-0099", 2, "there is no job"),
        ("feedback open", 2, "<JOB>"),
        ("feedback add ACME-0013-R1", 2, "--text"),
        ("feedback add ACME-0013-R1 --text x --class clint-revision", 2, "did you mean `client-revision`?"),
        ("feedback add ACME-0013-R1 --text x --by lisa", 2, "did you mean `liisa`?"),
        ("feedback add ACME-0013-R1 --text x --id ending", 1, "already has an item `ending`"),
        ("feedback add ACME-0013-R2 --text x", 2, "did you mean `ACME-0013-R1`"),
        ("feedback resolve ACME-0013-R1 endng", 1, "did you mean `ending`?"),
        ("feedback resolve ACME-0013-R1 ending --declined --in v2", 2, "cannot be used with"),
        ("feedback decide ACME-0013-R1 approvd --as-of 2026-12-20", 2, "did you mean `approved`?"),
        ("feedback decide ACME-0013-R1 approved --by lisa --as-of 2026-12-20", 2, "did you mean `liisa`?"),
        ("feedback decide ACME-0013-R1 --by liisa approved --date 2026-12-20", 2, "still to come"),
        ("feedback decide ACME-0013-R1 --by liisa approved", 2, "was sent on 2026-12-11"),
        ("feedback decide ACME-0013-R1 pass --on craft --as-of 2026-12-20", 1, "verdicts belong to internal ones"),
    ] {
        let ran = case.run(line).exits(code).says(words);
        assert_eq!(ran.stdout, "", "{line}");
    }
}

#[test]
fn remarks_come_and_go_one_line_at_a_time() {
    let case = open();
    let before = case.text(ROUND);
    case.run(
        "feedback add ACME-0012-R2 --id ending --text 'Show the shop' --why 'Managers asked' --class client-revision",
    )
    .ok();
    let added = case.text(ROUND);
    let lines = changed_lines(&before, &added);
    assert_eq!(lines.iter().filter(|line| line.starts_with('-')).count(), 1, "only the empty list goes: {lines:?}");
    case.run("feedback add ACME-0012-R2 --text 'Louder'").ok().says("say why");
    case.run("feedback add ACME-0012-R2 --text 'Louder' --why 'Deaf uncle'").ok().says("what kind of change");
    let before = case.text(ROUND);
    case.run("feedback resolve acme-12-r2 ending --in v2").ok().says("item `ending` done, 2 still open");
    assert_eq!(
        changed_lines(&before, &case.text(ROUND)),
        ["-    status: open", "+    status: done", "+    done_in: v2"]
    );
    let json = case.run("feedback show ACME-0012-R2 --format json").ok().json();
    assert!(json.to_string().contains("\"open_items\":2"), "{json}");
}

#[test]
fn the_worst_decision_is_the_rounds() {
    let case = open();
    case.run("feedback decide ACME-0012-R2 --by liisa approved")
        .ok()
        .says("the round stands at approved")
        .says("--to approved");
    case.run("feedback decide ACME-0012-R2 changes-required --by mai")
        .ok()
        .says("the round stands at changes-required");
    let json = case.run("feedback decide ACME-0012-R2 approved --by mai --replace --format json").ok().json();
    assert_eq!(json["changed"][0]["path"], ROUND);
    case.run("feedback list --where 'decision = approved' --columns round --format tsv").ok().says("ACME-0012-R2");
}

#[test]
fn internal_rounds_take_verdicts_from_those_whose_they_are() {
    let case = open();
    case.run("feedback open ACME-0012 --type internal").ok();
    case.run("feedback decide ACME-0012-R3 approved").exits(2).says("is an internal round").says("--on strategy pass");
    case.run("feedback decide ACME-0012-R3 pass --on strateg").exits(2).says("did you mean `strategy`?");
    case.run("feedback decide ACME-0012-R3 passed --on strategy").exits(2).says("did you mean `pass`?");
    case.run("feedback decide ACME-0012-R3 fail --on strategy").exits(1).says("a fail needs a reason");
    case.run("feedback decide ACME-0012-R3 pass --on craft").exits(1).says("not-theirs-to-judge");
    case.run("feedback decide ACME-0012-R3 pass --on strategy").ok().says("still to be judged: brand, craft");
    case.run("feedback decide ACME-0012-R3 pass --on brand").ok();
    case.run("feedback list --where 'round = ACME-0012-R3' --columns decision --format csv").ok().says("pending");
    case.run("feedback decide ACME-0012-R3 fail --on craft --by kim --reason 'Too small to read'").ok();
    case.run("feedback list --where 'round = ACME-0012-R3' --columns decision --format csv").ok().says("fail");
    case.run("feedback decide ACME-0012-R3 pass --on craft --by kim").ok();
    case.run("feedback list --where 'round = ACME-0012-R3' --columns decision --format csv").ok().says("pass");
}

#[test]
fn a_decision_that_was_given_is_replaced_only_where_that_is_asked_for() {
    let case = open();
    case.run("feedback decide ACME-0012-R2 changes-required --by liisa --replace")
        .exits(1)
        .says("nothing-to-replace")
        .says("`suits feedback decide ACME-0012-R2 --by liisa changes-required`");
    case.run("feedback decide ACME-0012-R2 changes-required --by liisa").ok();
    let before = case.text(ROUND);
    let day = before.lines().find_map(|line| line.trim().strip_prefix("date: ")).expect("the day of the answer");
    for decision in ["approved", "approved-with-changes", "pending"] {
        case.run(&format!("feedback decide ACME-0012-R2 {decision} --by liisa"))
            .exits(1)
            .says("already-decided")
            .says(&format!("`liisa` decided changes-required on ACME-0012-R2 on {day}, and that stands"))
            .says(&format!("`suits feedback decide ACME-0012-R2 --by liisa {decision} --replace`"));
    }
    // Typed twice, it is the same answer.
    case.run("feedback decide ACME-0012-R2 changes-required --by liisa").ok();
    assert_eq!(case.text(ROUND), before);
    case.run("feedback decide ACME-0012-R2 approved --by liisa --replace").ok().says("stands at approved");
    assert_eq!(
        changed_lines(&before, &case.text(ROUND)),
        ["-    decision: changes-required", "+    decision: approved"]
    );
}
