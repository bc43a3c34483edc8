//! `job estimate`: lines, the approval inside, sending, and the client's yes, each within its limits.

use crate::harness::Case;

const JOB: &str = "jobs/ACME/ACME-0014.yaml";

/// A job with an estimate of one line, 20 h of an art director.
fn estimated() -> Case {
    let case = Case::copy("tests/books/records", "2026-12-01");
    case.run("job new ACME --title Posters --type print-ooh --requested-by liisa").ok();
    case.run("job estimate add ACME-0014 --id concept --kind fee --text 'Concept: one' --role art-director --hours 20 --contingency 10%")
        .ok()
        .says("line `concept` added to estimate version 1");
    case
}

#[test]
fn lines_are_written_as_records_have_them() {
    let case = estimated();
    case.run("job estimate add ACME-0014 --id print --kind third-party --supplier 'Paino Oy' --net 6000.00 --valid-until 2027-01-31").ok();
    case.run("job estimate add ACME-0014 --kind media --channel ooh --month 2027-04 --gross 1000.00").ok();
    let text = case.text(JOB);
    let begins = "estimates:                        # the latest version the client approved is the budget\n  - version: 1\n    status: draft\n";
    assert!(text.contains(begins), "{text}");
    let line = "      - id: concept\n        kind: fee\n        text: \"Concept: one\"\n        role: art-director\n        hours: 20\n";
    assert!(
        text.contains(line)
            && text.contains("    contingency: 10%\n")
            && text.contains("    valid_until: 2027-01-31\n"),
        "{text}"
    );
    assert!(text.contains("        net: 6000.00\n") && text.contains("        gross: 1000.00\n"), "{text}");
}

#[test]
fn figures_that_cannot_be_are_refused() {
    let case = estimated();
    let before = case.text(JOB);
    for (line, words) in [
        ("--kind fe --amount 1.00", "did you mean `fee`?"),
        ("--kind fee", "`--hours` with `--role`"),
        ("--kind third-party", "pass `--net`"),
        ("--kind fee --amount 1.00 --net 1.00", "a fee line has no `--net`"),
        ("--kind fee --hours two --role art-director", "`--hours` should be a number"),
        ("--kind fee --hours 2 --role art-directr", "did you mean `art-director`?"),
        ("--kind media --gross 1.00 --month April", "`--month` should be a month like 2026-12"),
        ("--kind third-party --net 1.00 --markup 15", "`--markup` should be a percentage like 15%"),
        ("--kind fee --amount 1.00 --contingency 10", "write `10%`"),
        ("--kind fee --amount 1.00 --id 'Two words'", "a short word such as `concept`"),
        ("--kind fee --amount 1.00 --valid-until soon", "is not a date"),
    ] {
        case.run(&format!("job estimate add ACME-0014 {line}")).exits(2).says(words);
    }
    case.run("job estimate add ACME-0014 --kind fee --amount 1.00 --id concept")
        .exits(1)
        .says("already has a line `concept`");
    case.run("job estimate add ACME-0099 --kind fee --amount 1.00").exits(2).says("there is no job");
    case.run("job estimate add").exits(2).says("<JOB>");
    assert_eq!(case.text(JOB), before);
}

#[test]
fn an_estimate_goes_from_draft_to_approved() {
    let mut case = estimated();
    case.run("job estimate send ACME-0014").exits(1).says("not-approved-inside");
    case.run("job estimate approve ACME-0014 --for client --by liisa --method po --evidence 1")
        .exits(1)
        .says("not-approved-inside");
    // 20 h x 110.00 = 2,200.00, within an account executive's 5,000.
    case.run("job estimate approve ACME-0014 --for internal").ok().says("draft → internal-review");
    let text = case.text(JOB);
    assert!(
        text.contains("        rate: 110.00\n") || text.contains("        rate: 110\n"),
        "what is approved is complete: {text}"
    );
    assert!(text.contains("        hash: h1-") && text.contains("    currency: EUR\n"), "{text}");
    case.run("job estimate send ACME-0014")
        .ok()
        .says("internal-review → sent")
        .says("--for client --by liisa --method po");
    case.run("job estimate send ACME-0014").exits(1).says("already-sent").says("--for client --by liisa");
    for (line, words) in [
        ("--by liisa --method po", "evidence"),
        ("--by liisa --method verbal --evidence x", "only said"),
        ("--by liisaa --method po --evidence x", "liisaa"),
        ("--by bo --method po --evidence x", "bo"),
    ] {
        case.run(&format!("job estimate approve ACME-0014 --for client {line}")).exits(1).says(words);
    }
    case.run("job estimate approve ACME-0014 --for client --by liisa --method po --evidence x --date 2026-12-02")
        .exits(2)
        .says("still to come");
    case.run("job estimate approve ACME-0014 --for clent").exits(2).says("did you mean `client`?");
    let json = case
        .run("job estimate approve ACME-0014 --for client --by liisa --method po --evidence 4500012399 --format json")
        .ok()
        .json();
    assert_eq!(json["changed"][0]["id"], "ACME-0014");
    case.run("budget --where 'job = ACME-0014' --columns job,approved --format csv").ok().says("2200.00");
    case.run("check ACME-0014").ok();
    // Closed for lines; the next version begins anew.
    case.run("job estimate add ACME-0014 --kind fee --amount 1.00").exits(1).says("--new-version");
    case.set_day("2026-12-02");
    case.run("job estimate add ACME-0014 --kind fee --amount 1.00 --new-version").ok().says("estimate version 2");
    case.run("budget --where 'job = ACME-0014' --columns job,approved,pending --format csv")
        .ok()
        .says("2200.00")
        .says("1.00");
}

#[test]
fn limits_and_missing_rates_stop_an_approval() {
    let case = estimated();
    case.run("job estimate add ACME-0014 --id big --kind fee --amount 4000.00").ok();
    // 2,200.00 + 4,000.00 is over 5,000.00.
    case.run("job estimate approve ACME-0014 --for internal").exits(1).says("no-authority");
    let other = estimated();
    other.run("job estimate add ACME-0014 --id write --kind fee --hours 2 --role copywriter").ok();
    other
        .run("job estimate approve ACME-0014 --for internal")
        .exits(1)
        .says("the contract's rate card has none for `copywriter`")
        .says("job set ACME-0014 estimates.1.lines.write.rate=");
    other.run("job set ACME-0014 estimates.1.lines.write.rate=90.00").ok();
    other.run("job estimate approve ACME-0014 --for internal").ok();
    other.run("job estimate approve ACME-0013 --for internal").exits(1).says("ACME-0013 has no estimate");
}

#[test]
fn where_there_is_no_contract_or_no_card_that_is_what_is_said() {
    let case = estimated();
    let job = case.text(JOB);
    let without = job.replacen("contract: aor-2025", "contract: null", 1);
    assert_ne!(job, without);
    case.write(JOB, without);
    let says = "line `concept` has no rate, and the job names no contract of its client";
    let approve = "job estimate approve ACME-0014 --for internal";
    case.run(approve)
        .exits(1)
        .says(says)
        .says("suits job set ACME-0014 contract=aor-2025")
        .says_not("rate card has none");
    case.run("check ACME-0014").says(says).says("suits job set ACME-0014 contract=aor-2025");
    let shown = case.run("job estimate show ACME-0014 --format json").ok().stdout;
    assert!(shown.contains(says), "{shown}");
    case.run("job estimate add ACME-0014 --id film --kind third-party --net 10.00").ok();
    case.run(approve).exits(1).says("line `film` has no markup, and the job names no contract");
    case.run("job set ACME-0014 contract=aor-2025").ok();
    case.run(approve).ok();
    // a contract that names no card
    let case = estimated();
    let client = case.text("clients/ACME.yaml");
    let bare = client.replace("    rates: standard\n", "");
    assert_ne!(client, bare);
    case.write("clients/ACME.yaml", bare);
    case.run(approve).exits(1).says("has no rate, and the contract `aor-2025` names no rate card");
}

/// Version 1 is with the client, 20 h x 110.00 = 2,200.00, and somebody has begun version 2.
fn revised() -> Case {
    let case = estimated();
    case.run("job estimate approve ACME-0014 --for internal").ok();
    case.run("job estimate send ACME-0014").ok();
    case.run("job estimate revise ACME-0014").ok();
    case.run("job set ACME-0014 estimates.2.lines.concept.hours=30").ok();
    case
}

fn status(case: &Case, version: u32) -> String {
    let text = case.text(JOB);
    let after = text.split(&format!("  - version: {version}\n    status: ")).nth(1).expect("the version");
    after.lines().next().expect("a status").to_owned()
}

#[test]
fn the_clients_yes_is_to_the_version_that_it_has() {
    let case = revised();
    case.run("job estimate approve ACME-0014 --for client --by liisa --method po --evidence 1")
        .ok()
        .says("estimate version 1 approved by liisa (client)")
        .says("this is version 1; version 2 stays draft");
    assert_eq!([status(&case, 1), status(&case, 2)], ["approved", "draft"]);
    let approved = "budget --where 'job = ACME-0014' --columns approved --format csv";
    case.run(approved).ok().says("2200.00");
    case.run("check ACME-0014").ok();
    // The newer one goes its way: 30 h x 110.00 = 3,300.00.
    case.run("job estimate approve ACME-0014 --for internal").ok().says("estimate version 2 approved");
    case.run("job estimate send ACME-0014").ok();
    case.run("job estimate approve ACME-0014 --for client --by liisa --method po --evidence 2").ok();
    assert_eq!([status(&case, 1), status(&case, 2)], ["superseded", "approved"]);
    case.run(approved).ok().says("3300.00");
    case.run("job estimate approve ACME-0014 --version 1 --for client --by liisa --method po --evidence 1")
        .exits(1)
        .says("estimate-closed")
        .says("version 1 is superseded");
}

#[test]
fn a_version_is_named_with_its_number() {
    let case = revised();
    let before = case.text(JOB);
    case.run("job estimate approve ACME-0014 --version 2 --for client --by liisa --method po --evidence 1")
        .exits(1)
        .says("not-approved-inside")
        .says("suits job estimate approve ACME-0014 --for internal");
    case.run("job estimate send ACME-0014 --version 1")
        .exits(1)
        .says("version 1 is sent already")
        .says("--evidence NUMBER --version 1");
    case.run("job estimate approve ACME-0014 --version 3 --for internal")
        .exits(1)
        .says("has no version 3 of the estimate")
        .says("its versions: 1, 2");
    case.run("job estimate approve ACME-0014 --version one --for internal").exits(2);
    case.run("job estimate reject ACME-0014 --version 2 --by liisa --reason Dear").exits(1).says("not-sent");
    assert_eq!(case.text(JOB), before);
    case.run("job estimate reject ACME-0014 --by liisa --reason Dear").ok().says("estimate 1 sent → rejected");
    assert_eq!([status(&case, 1), status(&case, 2)], ["rejected", "draft"]);
    case.run("check ACME-0014").ok();
    // Nothing is with the client any more, so its yes would be to the draft.
    case.run("job estimate approve ACME-0014 --for client --by liisa --method po --evidence 1")
        .exits(1)
        .says("version 2 is not approved inside the agency");
    case.run("job estimate approve ACME-0014 --version 2 --for internal").ok().says("version 2 approved by ann");
    case.run("job estimate send ACME-0014 --version 2").ok();
    case.run("job estimate approve ACME-0014 --version 2 --for client --by liisa --method po --evidence 1").ok();
    assert_eq!([status(&case, 1), status(&case, 2)], ["rejected", "approved"]);
    case.run("check ACME-0014").ok();
}
