//! A job's whole way, from the request to a second client review, as an account executive would walk it; what each step changes.

use crate::harness::{Case, changed_lines};

const JOB: &str = "jobs/ACME/ACME-0014.yaml";

/// A book with one client and its people, on the first day of the walk.
fn book() -> Case {
    Case::copy("tests/books/records", "2026-12-01")
}

#[test]
fn a_job_is_walked_without_typing_a_hash() {
    let mut case = book();
    // Take the request: a job, and the ball is with the account executive to brief.
    case.run("job new ACME --title 'Summer posters' --type print-ooh --requested-by liisa --due 2027-05-28")
        .ok()
        .says("ACME-0014: job opened");
    case.run("job advance ACME-0014 --to briefing").ok().says("ACME-0014: requested → briefing, with ann");

    // Write the brief, in a document; the weak spot is found at its line, and fixed.
    let brief = include_str!("walk_brief.yaml");
    case.pipe("brief new ACME --from -", brief.as_bytes()).ok().says("ACME-B0005: brief opened");
    let weak = case.run("brief submit ACME-B0005").exits(1).says("many-sentence-proposition");
    let line = case
        .text("briefs/ACME/ACME-B0005.yaml")
        .lines()
        .position(|line| line.starts_with("proposition:"))
        .expect("a line")
        + 1;
    weak.says(&format!("briefs/ACME/ACME-B0005.yaml:{line}:"));
    case.run("brief set ACME-B0005 'proposition=Summer is one bus stop away.'").ok();
    case.run("brief submit ACME-B0005").ok().says("draft → submitted");
    case.run("job set ACME-0014 brief=ACME-B0005").ok();

    // Three yeses, by the three who may give them.
    case.run("brief approve ACME-B0005 --for strategy").exits(1).says("no-authority");
    case.set_user("bo");
    case.run("brief approve ACME-B0005 --for strategy").ok();
    case.set_user("kim");
    case.run("brief approve ACME-B0005 --for creative").ok();
    case.set_user("ann");
    case.run("brief approve ACME-B0005 --for client --by liisa --method email").exits(1).says("evidence");
    case.run("brief approve ACME-B0005 --for client --by liisa --method email --evidence 'mail 2026-12-01 10:10'")
        .ok()
        .says("submitted → approved");
    case.run("job advance ACME-0014").ok().says("briefing → brief-approved, with tom");

    // An estimate: nothing to estimate without deliverables; then lines, and approvals within limits.
    case.run("job advance ACME-0014 --to estimating").exits(1).says("deliverables-listed");
    case.run("job set ACME-0014 deliverables+=poster").ok();
    assert!(case.text(JOB).contains("  - id: poster\n    status: open\n"), "{}", case.text(JOB));
    case.run("job advance ACME-0014 --to estimating").ok();
    case.run("job set ACME-0014 contract=aor-2025").ok();
    case.run("job estimate add ACME-0014 --id concept --kind fee --text 'Concept' --role art-director --hours 20").ok();
    case.run("job estimate add ACME-0014 --id print --kind third-party --text 'Printing' --supplier 'Paino Oy' --net 6000.00").ok();
    case.run("job estimate send ACME-0014").exits(1).says("not-approved-inside");
    case.set_user("mai");
    case.run("job estimate approve ACME-0014 --for internal").ok();
    let text = case.text(JOB);
    assert!(text.contains("rate: 110.00") || text.contains("rate: 110"), "the card's rate is written: {text}");
    assert!(text.contains("markup: 15%") && text.contains("currency: EUR"), "{text}");
    case.set_user("ann");
    case.run("job estimate send ACME-0014").ok();
    case.run("job estimate approve ACME-0014 --for client --by liisa --method po --evidence 4500012399")
        .ok()
        .says("sent → approved");
    // 20 h x 110.00 + 6,000.00 x 1.15 = 2,200.00 + 6,900.00 = 9,100.00
    case.run("budget --client ACME --where 'job = ACME-0014'").ok().says("9,100.00");

    // Into creative, to internal review, to the client.
    case.run("job advance ACME-0014 --to authorised").ok();
    case.run("job advance ACME-0014 --to in-creative").ok().says("with kim");
    case.run("job advance ACME-0014 --to internal-review").exits(1).says("version-filed");
    case.run("job set ACME-0014 deliverables.poster.version=v1").ok();
    case.run("job advance ACME-0014 --to internal-review").ok();
    case.run("job advance ACME-0014 --to client-review").exits(1).says("internal-verdicts");
    case.run("feedback open ACME-0014 --type internal").ok().says("ACME-0014-R1");
    case.run("feedback decide ACME-0014-R1 --on strategy pass").ok();
    case.run("feedback decide ACME-0014-R1 --on brand pass").ok();
    case.run("feedback decide ACME-0014-R1 --on craft pass").exits(1).says("creative director");
    case.run("feedback decide ACME-0014-R1 --on craft pass --by kim").ok();
    case.run("job advance ACME-0014 --to client-review").ok().says("with liisa");

    // The client wants changes; refused with its reasons, sent back by the round, and forward again.
    case.set_day("2026-12-03");
    case.run("feedback open ACME-0014 --type client").ok().says("ACME-0014-R2");
    case.run("job advance ACME-0014 --to approved").exits(1).says("client-round-approved");
    case.run("feedback add ACME-0014-R2 --id logo --text 'The logo is too small'").ok().says("say why");
    case.run("feedback decide ACME-0014-R2 --by liisa changes-required").ok();
    case.run("job advance ACME-0014 --to revising").exits(1).says("reasons-given");
    case.run("feedback set ACME-0014-R2 'items.logo.why=Nobody sees it from the bus' items.logo.class=client-revision")
        .ok();
    case.run("job advance ACME-0014 --to revising").ok().says("client-review → revising, with kim");
    case.run("feedback resolve ACME-0014-R2 logo --in v2").ok();
    case.run("job set ACME-0014 deliverables.poster.version=v2").ok();
    case.run("job advance ACME-0014 --to internal-review").ok();
    case.run("feedback open ACME-0014 --type internal").ok().says("ACME-0014-R3");
    for (about, who) in [("strategy", "ann"), ("brand", "ann"), ("craft", "kim")] {
        case.run(&format!("feedback decide ACME-0014-R3 --on {about} pass --by {who}")).ok();
    }
    case.run("job advance ACME-0014 --to client-review").ok();
    case.run("check ACME-0014 ACME-B0005 feedback/ACME").ok();
}

#[test]
fn each_step_changes_only_the_lines_meant() {
    let case = book();
    let path = "jobs/ACME/ACME-0012.yaml";
    let before = case.text(path);
    case.run("job set ACME-0012 due=2027-03-15").ok();
    let after = case.text(path);
    assert_eq!(changed_lines(&before, &after), ["-due: 2027-03-12", "+due: 2027-03-15"]);

    case.run("job set ACME-0012 deliverables.film-30.version=v1").ok();
    let filed = case.text(path);
    assert_eq!(changed_lines(&after, &filed), ["-    version: null", "+    version: v1"]);

    case.run("job advance ACME-0012 --to internal-review").ok();
    let changes = changed_lines(&filed, &case.text(path));
    let (gone, come): (Vec<&String>, Vec<&String>) = changes.iter().partition(|line| line.starts_with('-'));
    assert_eq!(gone, ["-status: in-creative"], "{changes:?}");
    let come: Vec<&str> = come.iter().map(|line| line.as_str()).collect();
    assert!(come.contains(&"+status: internal-review") && come.contains(&"+    done: 2026-12-01"), "{changes:?}");
    // The closed handoff's `done`, the status, and the seven lines of the new handoff: id, stage, from, to, date, due; its dash is the id's.
    assert_eq!(come.len(), 8, "{changes:?}");
}
