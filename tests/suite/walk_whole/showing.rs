//! To the client: what changes and why, the round over the contract, a step over an objection, and the yes.

use super::steps::Walk;

/// What the client sees, wants changed, pays for and says yes to.
pub(super) fn shown(walk: &mut Walk) {
    walk.day("2027-01-28");
    let (approved, revising) = ("job advance ACME-0001 --to approved", "job advance ACME-0001 --to revising");
    walk.refused(
        "ann",
        approved,
        &[(
            "client-round-approved",
            "jobs/ACME/ACME-0001.yaml/deliverables/film-30",
            "suits feedback open ACME-0001 --type client --deliverable film-30",
        )],
    );
    walk.obeyed(
        "ann",
        "feedback open ACME-0001 --type client --deliverable film-30 --sent 2027-01-22 --presented-by bo,kim",
    );
    walk.refused(
        "ann",
        revising,
        &[(
            "round-decided",
            "feedback/ACME/ACME-0001-R2.yaml/reviewers/0/decision",
            "suits feedback decide ACME-0001-R2 --by liisa changes-required",
        )],
    );
    walk.by("ann", "feedback add ACME-0001-R2 --id ending --text 'Show the shop at the end'");
    walk.obeyed("ann", "feedback decide ACME-0001-R2 --by liisa changes-required");
    walk.refused(
        "ann",
        revising,
        &[
            ("reasons-given", "feedback/ACME/ACME-0001-R2.yaml/items/ending/class", "suits feedback edit ACME-0001-R2"),
            ("reasons-given", "feedback/ACME/ACME-0001-R2.yaml/items/ending/why", "suits feedback edit ACME-0001-R2"),
        ],
    );
    walk.edited("ann", "feedback edit ACME-0001-R2", ENDING, EXPLAINED);
    walk.steps("ann", revising, "client-review → revising, with kim, due Mon 2027-02-01");

    walk.day("2027-02-01");
    walk.by("kim", "job set ACME-0001 deliverables.film-30.version=v2");
    walk.refused(
        "kim",
        "job advance ACME-0001 --to internal-review",
        &[(
            "items-resolved",
            "feedback/ACME/ACME-0001-R2.yaml/items/ending",
            "suits feedback resolve ACME-0001-R2 ending",
        )],
    );
    walk.obeyed("kim", "feedback resolve ACME-0001-R2 ending --in v2");
    inside(walk, "ACME-0001-R3");
    walk.steps("ann", "job advance ACME-0001 --to client-review", "with liisa, due Mon 2027-02-08");
    walk.by("ann", "feedback open ACME-0001 --type client").says("ACME-0001-R4");
}

/// The round over the contract, an incident on the way, and a step over an objection.
pub(super) fn shown_again(walk: &mut Walk) {
    walk.day("2027-02-04");
    let revising = "job advance ACME-0001 --to revising";
    let why = "--why 'Tested better with parents' --class client-revision";
    walk.by("ann", &format!("feedback add ACME-0001-R4 --id voice --text 'An older voice' {why}"));
    walk.by("ann", "feedback decide ACME-0001-R4 --by liisa changes-required");
    walk.refused(
        "ann",
        revising,
        &[("within-rounds", "feedback/ACME/ACME-0001-R4.yaml", "suits feedback waive ACME-0001-R4 --reason")],
    );
    walk.stopped("ann", "feedback waive ACME-0001-R4 --reason 'We chose the voice'", "no-authority");
    walk.obeyed("mai", "feedback waive ACME-0001-R4 --reason 'We chose the voice'");
    walk.steps("ann", revising, "client-review → revising, with kim, due Mon 2027-02-08");
    walk.by("ann", "client issue open ACME --severity 3 --id old-price --text 'The second cut shows the old price'")
        .says("bo");

    walk.day("2027-02-08");
    walk.by("kim", "job set ACME-0001 deliverables.film-30.version=v3");
    walk.by("kim", "feedback resolve ACME-0001-R4 voice --in v3");
    inside(walk, "ACME-0001-R5");
    let note = "feedback add ACME-0001-R5 --id grain --text 'Less grain' --why 'Seen on a large screen' --class agency-correction";
    walk.by("kim", note);
    walk.refused(
        "ann",
        "job advance ACME-0001 --to client-review",
        &[(
            "no-open-internal-items",
            "feedback/ACME/ACME-0001-R5.yaml/items/grain",
            "suits feedback resolve ACME-0001-R5 grain",
        )],
    );
    let over =
        "job override ACME-0001 --to client-review --reason 'Liisa flies tonight; the grain is taken out meanwhile'";
    walk.stopped("ann", over, "no-authority");
    walk.by("mai", over).says("set aside no-open-internal-items").says("with liisa, due Mon 2027-02-15");
    walk.obeyed("kim", "feedback resolve ACME-0001-R5 grain --in v3");
    walk.by("ann", "feedback open ACME-0001 --type client").says("ACME-0001-R6");
    walk.by("mai", "feedback waive ACME-0001-R6 --reason 'We chose the voice'");

    walk.day("2027-02-11");
    let approved = "job advance ACME-0001 --to approved";
    walk.by("ann", "client issue resolve ACME old-price --resolution 'The third cut shows none'");
    walk.by("ann", &format!("feedback add ACME-0001-R6 --id credits --text 'Name the shop in the credits' {why}"));
    walk.refused(
        "ann",
        approved,
        &[(
            "client-round-approved",
            "feedback/ACME/ACME-0001-R6.yaml/reviewers/0/decision",
            "suits feedback decide ACME-0001-R6 --by liisa approved",
        )],
    );
    walk.obeyed("ann", "feedback decide ACME-0001-R6 --by liisa approved");
    walk.steps("ann", approved, "client-review → approved, with ann, due Fri 2027-02-12");
}

const ENDING: &str = "text: Show the shop at the end\n";
const EXPLAINED: &str =
    "text: Show the shop at the end\n    why: Managers ask what it is for\n    class: client-revision\n";

/// The version on file passes inside the agency.
fn inside(walk: &mut Walk, round: &str) {
    walk.steps("kim", "job advance ACME-0001 --to internal-review", "revising → internal-review, with ann");
    walk.by("ann", "feedback open ACME-0001 --type internal").says(round);
    for (about, who) in [("strategy", "ann"), ("brand", "ann"), ("craft", "kim")] {
        walk.by(who, &format!("feedback decide {round} --on {about} pass"));
    }
}
