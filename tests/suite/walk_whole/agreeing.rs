//! From the request to an estimate that the client has ordered: what is to be made, for how much, by when.

use super::BY_LIISA;
use super::steps::Walk;

/// From the request on Monday 2026-11-23 to a brief that traffic sends back once.
pub(super) fn asked_and_briefed(walk: &mut Walk) {
    walk.day("2026-11-23");
    walk.by("ann", "job new ACME --title 'Spring film' --type tv-video --requested-by liisa").says("ACME-0001");
    let lacks = walk.by("ann", "explain briefing ACME-0001");
    // Four working days from Monday are Friday.
    walk.steps("ann", "job advance ACME-0001", "requested → briefing, with ann, due Fri 2026-11-27");
    walk.warned(&lacks, "client-brief-reported", "suits contact-report new ACME");
    let call =
        "contact-report new ACME --medium call --jobs ACME-0001 --client liisa --agency ann,bo --distribution mai";
    walk.obeyed(
        "ann",
        &format!(
            "{call} --decision 'A film for the spring' --action 'Sales of last spring' --owner liisa --due 2026-12-01"
        ),
    );
    walk.stopped("kim", "job accept ACME-0001", "ann");
    walk.by("ann", "job accept ACME-0001");
    walk.day("2026-11-24");
    walk.by("ann", "contact-report issue ACME-C0001");
    walk.by("ann", "job new ACME --title 'Spring stills' --type print-ooh --requested-by liisa").says("ACME-0002");
    walk.by("ann", "job set ACME-0001 after+=ACME-0002");

    walk.day("2026-11-25");
    let advance = "job advance ACME-0001 --to brief-approved";
    walk.refused(
        "ann",
        advance,
        &[
            ("brief-ready", "jobs/ACME/ACME-0001.yaml/brief", "suits brief new ACME"),
            ("brief-approved", "jobs/ACME/ACME-0001.yaml/brief", "suits job set ACME-0001 brief="),
        ],
    );
    walk.obeyed_with("ann", "brief new ACME --from -", include_bytes!("brief.yaml"));
    walk.obeyed("ann", "job set ACME-0001 brief=ACME-B0001");
    walk.refused(
        "ann",
        advance,
        &[
            ("brief-ready", "briefs/ACME/ACME-B0001.yaml/proposition", "suits brief edit ACME-B0001"),
            (
                "brief-approved",
                "briefs/ACME/ACME-B0001.yaml/approvals",
                "suits brief approve ACME-B0001 --for strategy",
            ),
            (
                "brief-approved",
                "briefs/ACME/ACME-B0001.yaml/approvals",
                "suits brief approve ACME-B0001 --for creative",
            ),
            (
                "brief-approved",
                "briefs/ACME/ACME-B0001.yaml/approvals",
                "suits brief approve ACME-B0001 --for client --by liisa --method email",
            ),
        ],
    );
    walk.edited("ann", "brief edit ACME-B0001", " And our boots are light.", "");
    walk.by("ann", "brief submit ACME-B0001");
    walk.obeyed("bo", "brief approve ACME-B0001 --for strategy");
    walk.obeyed("kim", "brief approve ACME-B0001 --for creative");
    walk.obeyed("ann", &format!("{BY_LIISA} --evidence 'mail 2026-11-25 15:40'"));
    // One working day from Wednesday.
    walk.steps("ann", advance, "briefing → brief-approved, with tom, due Thu 2026-11-26");
}

/// Traffic sends it back; then the client thinks again, and every yes is given anew.
pub(super) fn briefed_again(walk: &mut Walk) {
    walk.day("2026-11-26");
    // Four working days from Thursday: Friday, Monday, Tuesday, Wednesday.
    let back = "brief-approved sent back → briefing, with ann, due Wed 2026-12-02";
    walk.stopped("kim", "job reject ACME-0001 --reason 'Not mine'", "tom");
    walk.steps("tom", "job reject ACME-0001 --reason 'Nothing says who makes the Swedish version'", back);
    walk.day("2026-11-30");
    walk.by("ann", "contact-report done ACME-C0001 '[1]'");
    walk.steps(
        "ann",
        "job advance ACME-0001 --to brief-approved",
        "briefing → brief-approved, with tom, due Tue 2026-12-01",
    );
    walk.day("2026-12-01");
    walk.by("tom", "job accept ACME-0001");

    walk.day("2026-12-02");
    let estimating = "job advance ACME-0001 --to estimating";
    walk.refused(
        "tom",
        estimating,
        &[(
            "deliverables-listed",
            "jobs/ACME/ACME-0001.yaml/deliverables",
            "suits job set ACME-0001 deliverables+=film-30",
        )],
    );
    walk.obeyed("tom", "job set ACME-0001 deliverables+=film-30");
    walk.steps("tom", estimating, "brief-approved → estimating, with ann, due Mon 2026-12-07");

    walk.day("2026-12-03");
    walk.steps("ann", "job advance ACME-0001 --to briefing", "estimating → briefing, with ann, due Wed 2026-12-09");
    walk.by("ann", "brief set ACME-B0001 'proposition=The forest starts at your front door.'");
    let again = "job advance ACME-0001 --to brief-approved";
    walk.refused(
        "ann",
        again,
        &[
            (
                "brief-approved",
                "briefs/ACME/ACME-B0001.yaml/approvals/0",
                "suits brief approve ACME-B0001 --for strategy",
            ),
            (
                "brief-approved",
                "briefs/ACME/ACME-B0001.yaml/approvals/1",
                "suits brief approve ACME-B0001 --for creative",
            ),
            (
                "brief-approved",
                "briefs/ACME/ACME-B0001.yaml/approvals/2",
                "suits brief approve ACME-B0001 --for client --by liisa --method email",
            ),
        ],
    );
    walk.day("2026-12-04");
    walk.obeyed("bo", "brief approve ACME-B0001 --for strategy");
    walk.obeyed("kim", "brief approve ACME-B0001 --for creative");
    walk.obeyed("ann", &format!("{BY_LIISA} --evidence 'mail 2026-12-04 09:05'"));
    walk.steps("ann", again, "briefing → brief-approved, with tom, due Mon 2026-12-07");
    // From Friday: Monday, Tuesday, Wednesday.
    walk.steps("tom", estimating, "brief-approved → estimating, with ann, due Wed 2026-12-09");
}

/// An estimate within the limits of those who approve it, and a day that everybody agrees to.
pub(super) fn priced(walk: &mut Walk) {
    walk.day("2026-12-07");
    let authorised = "job advance ACME-0001 --to authorised";
    walk.refused(
        "ann",
        authorised,
        &[("estimate-approved", "jobs/ACME/ACME-0001.yaml/estimates", "suits job estimate add ACME-0001")],
    );
    let add = "job estimate add ACME-0001";
    walk.obeyed("ann", &format!("{add} --id concept --kind fee --text Concept --role creative-director --hours 36"));
    walk.by(
        "ann",
        &format!("{add} --id film --kind third-party --text 'Film production' --supplier 'Kuva Oy' --net 30000.00"),
    );
    walk.by("ann", &format!("{add} --id tv --kind media --text TV --channel tv --month 2027-04 --gross 40000.00"));
    walk.refused(
        "ann",
        authorised,
        &[(
            "estimate-approved",
            "jobs/ACME/ACME-0001.yaml/estimates/0",
            "suits job estimate approve ACME-0001 --for internal",
        )],
    );
    // 36 h x 150.00 + 30,000.00 x 1.15 + 40,000.00 = 79,900.00: above the 25,000 of an account manager.
    walk.stopped("ann", "job estimate approve ACME-0001 --for internal", "up to 5,000.00 EUR");
    walk.stopped("mai", "job estimate approve ACME-0001 --for internal", "up to 25,000.00 EUR");
    for (who, step, left) in [
        ("bo", "job estimate approve ACME-0001 --for internal", "suits job estimate send ACME-0001"),
        (
            "ann",
            "job estimate send ACME-0001",
            "suits job estimate approve ACME-0001 --for client --by liisa --method po",
        ),
    ] {
        walk.obeyed(who, step);
        walk.refused("ann", authorised, &[("estimate-approved", "jobs/ACME/ACME-0001.yaml/estimates/0", left)]);
    }
    walk.day("2026-12-09");
    walk.obeyed("ann", "job estimate approve ACME-0001 --for client --by liisa --method po --evidence 4500012345");
    let approved = walk.row("budget --client ACME --by job", &["approved"]).expect("a row");
    assert_eq!(approved[0]["amount"], "79900.00");
    walk.steps("ann", authorised, "estimating → authorised, with tom, due Fri 2026-12-11");

    walk.day("2026-12-10");
    let in_creative = "job advance ACME-0001 --to in-creative";
    walk.refused(
        "tom",
        in_creative,
        &[
            ("due-agreed", "jobs/ACME/ACME-0001.yaml/due", "suits job set ACME-0001 due="),
            ("due-agreed", "jobs/ACME/ACME-0001.yaml/baseline_due", "suits job set ACME-0001 baseline_due="),
            ("earlier-jobs-delivered", "jobs/ACME/ACME-0001.yaml/after/0", "suits job set ACME-0001 after-=ACME-0002"),
        ],
    );
    walk.stopped("ann", "job cancel ACME-0002 --reason 'The stills come from the film'", "no-authority");
    walk.by("mai", "job cancel ACME-0002 --reason 'The stills come from the film'");
    walk.obeyed("mai", "job set ACME-0001 after-=ACME-0002");
    walk.obeyed("tom", "job set ACME-0001 due=2027-03-12");
    walk.obeyed("tom", "job set ACME-0001 baseline_due=2027-03-12");
    // 11, 14-18, 21-23 December are nine working days; the 24th and 25th are days off; the tenth is Monday the 28th.
    walk.steps("tom", in_creative, "authorised → in-creative, with kim, due Mon 2026-12-28");
}
