//! In creative: taken, waited for, on hold over Christmas, late for two reasons; then the first version and what the agency says of it.

use super::steps::Walk;
use serde_json::json;

const JOB: &str = "jobs/ACME/ACME-0001.yaml";

/// The clock stands still from Thursday 17 December to Sunday 10 January.
pub(super) fn held(walk: &mut Walk) {
    walk.day("2026-12-11");
    walk.by("kim", "job accept ACME-0001");
    walk.day("2026-12-14");
    walk.by("kim", "job wait ACME-0001 --on client --note 'Product samples'");
    walk.day("2026-12-16");
    walk.by("kim", "job wait ACME-0001 --on agency");
    walk.day("2026-12-17");
    let hold = "job hold ACME-0001 --reason 'Liisa chooses the range until Epiphany'";
    walk.stopped("ann", hold, "no-authority");
    walk.by("mai", hold);
    walk.day("2027-01-05");
    assert_eq!(walk.row("overdue", &["job"]), None, "nothing is late on hold");
    walk.day("2027-01-11");
    walk.by("mai", "job resume ACME-0001");
    assert!(walk.case.text(JOB).contains("    to: 2027-01-10\n"), "{}", walk.case.text(JOB));

    // Due on 28 December. On hold were the working days 17, 18, 21, 22, 23, 28, 29, 30, 31 December and 4, 5, 7, 8 January: 13. Thirteen
    // working days after the 28th: 29, 30, 31, then 4, 5, 7, 8, 11, 12, 13, 14, 15 and 18 January.
    walk.day("2027-01-18");
    assert_eq!(walk.row("overdue", &["job"]), None, "due today is not late");
    // The 19th and 20th wait on the client, the 21st is ours: three days late, two and one of them.
    walk.day("2027-01-19");
    walk.by("kim", "job wait ACME-0001 --on client --note 'The shop to film in'");
    walk.day("2027-01-21");
    walk.by("kim", "job wait ACME-0001 --on agency");
    let keys = ["due", "effective_due", "days_late", "late_agency", "late_client", "late_supplier", "escalate_to"];
    let late = walk.row("overdue", &keys).expect("a row");
    assert_eq!(late, [json!("2026-12-28"), json!("2027-01-18"), json!(3), json!(1), json!(2), json!(0), json!("mai")]);
}

/// The first version, and all that the agency says of it before the client does.
pub(super) fn made(walk: &mut Walk) {
    walk.day("2027-01-21");
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
    walk.steps("kim", inside, "in-creative → internal-review, with ann, due Mon 2027-01-25");

    walk.day("2027-01-22");
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
    // 25 to 29 January: five days to answer, in the client's calendar.
    walk.steps("ann", client, "internal-review → client-review, with liisa, due Fri 2027-01-29");
}
