//! From the first version to the client's yes: inside the agency, round by round, and over the contract.

use super::steps::Walk;

/// Two versions inside the agency and with the client, the second over the contract.
pub(super) fn made(walk: &mut Walk) {
    walk.day("2027-01-13");
    let inside = "job advance ACME-0001 --to internal-review";
    walk.refused(
        "kim",
        inside,
        &[(
            "version-filed",
            "jobs/ACME/ACME-0001.yaml/deliverables/film-30/version",
            "suits job set ACME-0001 deliverables.film-30.version=",
        )],
    );
    walk.obeyed("kim", "job set ACME-0001 deliverables.film-30.version=v1");
    walk.steps("kim", inside, "in-creative → internal-review, with ann, due Fri 2027-01-15");

    walk.day("2027-01-14");
    let client = "job advance ACME-0001 --to client-review";
    walk.refused(
        "ann",
        client,
        &[(
            "internal-verdicts",
            "jobs/ACME/ACME-0001.yaml/deliverables/film-30",
            "suits feedback open ACME-0001 --type internal --deliverable film-30",
        )],
    );
    walk.obeyed("ann", "feedback open ACME-0001 --type internal --deliverable film-30");
    let round = "feedback/ACME/ACME-0001-R1.yaml/verdicts";
    walk.refused(
        "ann",
        client,
        &[
            ("internal-verdicts", round, "suits feedback decide ACME-0001-R1 --on strategy pass"),
            ("internal-verdicts", round, "suits feedback decide ACME-0001-R1 --on brand pass"),
            ("internal-verdicts", round, "suits feedback decide ACME-0001-R1 --on craft pass"),
        ],
    );
    walk.obeyed("ann", "feedback decide ACME-0001-R1 --on strategy pass");
    walk.obeyed("ann", "feedback decide ACME-0001-R1 --on brand pass");
    walk.stopped("ann", "feedback decide ACME-0001-R1 --on craft pass", "creative director");
    walk.obeyed("kim", "feedback decide ACME-0001-R1 --on craft pass");
    walk.by(
        "kim",
        "feedback add ACME-0001-R1 --id grade --text 'Warm the grade' --why 'Reads as winter' --class agency-correction",
    );
    walk.refused(
        "ann",
        client,
        &[(
            "no-open-internal-items",
            "feedback/ACME/ACME-0001-R1.yaml/items/grade",
            "suits feedback resolve ACME-0001-R1 grade",
        )],
    );
    walk.obeyed("kim", "feedback resolve ACME-0001-R1 grade --in v1");
    // 15, 18, 19, 20 and 21 January: five days to answer, in the client's calendar.
    walk.steps("ann", client, "internal-review → client-review, with liisa, due Thu 2027-01-21");
}

/// What the client sees, wants changed, pays for and says yes to.
pub(super) fn shown(walk: &mut Walk) {
    walk.day("2027-01-20");
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
    walk.obeyed("ann", "feedback open ACME-0001 --type client --deliverable film-30 --sent 2027-01-14");
    let decide = "feedback decide ACME-0001-R2 --by liisa";
    walk.refused(
        "ann",
        revising,
        &[(
            "round-decided",
            "feedback/ACME/ACME-0001-R2.yaml/reviewers/0/decision",
            "suits feedback decide ACME-0001-R2 --by liisa",
        )],
    );
    walk.by("ann", "feedback add ACME-0001-R2 --id ending --text 'Show the shop at the end'");
    walk.obeyed("ann", &format!("{decide} changes-required"));
    walk.refused(
        "ann",
        revising,
        &[
            ("reasons-given", "feedback/ACME/ACME-0001-R2.yaml/items/ending/class", "suits feedback edit ACME-0001-R2"),
            ("reasons-given", "feedback/ACME/ACME-0001-R2.yaml/items/ending/why", "suits feedback edit ACME-0001-R2"),
        ],
    );
    walk.edited("ann", "feedback edit ACME-0001-R2", ENDING, EXPLAINED);
    walk.steps("ann", revising, "client-review → revising, with kim, due Fri 2027-01-22");

    walk.day("2027-01-22");
    walk.by("kim", "feedback resolve ACME-0001-R2 ending --in v2");
    inside(walk, "v2", "ACME-0001-R3");
    walk.steps("ann", "job advance ACME-0001 --to client-review", "internal-review → client-review, with liisa");
    walk.by("ann", "feedback open ACME-0001 --type client");
    walk.day("2027-01-27");
    walk.by("ann", &format!("feedback add ACME-0001-R4 --id voice --text 'An older voice' {WHY}"));
    walk.by("ann", "feedback decide ACME-0001-R4 --by liisa changes-required");
    walk.refused(
        "ann",
        revising,
        &[("within-rounds", "feedback/ACME/ACME-0001-R4.yaml", "suits feedback waive ACME-0001-R4 --reason")],
    );
    walk.obeyed("mai", "feedback waive ACME-0001-R4 --reason 'We chose the voice'");
    walk.steps("ann", revising, "client-review → revising, with kim, due Fri 2027-01-29");

    walk.day("2027-01-29");
    walk.by("kim", "feedback resolve ACME-0001-R4 voice --in v3");
    inside(walk, "v3", "ACME-0001-R5");
    walk.steps("ann", "job advance ACME-0001 --to client-review", "internal-review → client-review, with liisa");
    walk.by("ann", "feedback open ACME-0001 --type client");
    walk.by("mai", "feedback set ACME-0001-R6 waiver.by=mai waiver.reason='We chose the voice'");
    walk.day("2027-02-03");
    walk.by("ann", &format!("feedback add ACME-0001-R6 --id credits --text 'Name the shop in the credits' {WHY}"));
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
    walk.steps("ann", approved, "client-review → approved, with ann, due Thu 2027-02-04");
}

const ENDING: &str = "text: Show the shop at the end\n";
const EXPLAINED: &str =
    "text: Show the shop at the end\n    why: Managers ask what it is for\n    class: client-revision\n";
const WHY: &str = "--why 'Tested better with parents' --class client-revision";

/// A version is filed and passes inside the agency.
fn inside(walk: &mut Walk, version: &str, round: &str) {
    walk.by("kim", &format!("job set ACME-0001 deliverables.film-30.version={version}"));
    walk.steps("kim", "job advance ACME-0001 --to internal-review", "revising → internal-review, with ann");
    walk.by("ann", "feedback open ACME-0001 --type internal").says(round);
    for (about, who) in [("strategy", "ann"), ("brand", "ann"), ("craft", "kim")] {
        walk.by(who, &format!("feedback decide {round} --on {about} pass"));
    }
}
