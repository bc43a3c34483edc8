//! Records that contradict themselves: each is found where it is by `check`, and no step is written on top of it.

use crate::harness::Case;

const FILM: &str = "jobs/ACME/ACME-0012.yaml";
const CINEMA: &str = "jobs/ACME/ACME-0013.yaml";

/// The verbs that write a job's life.
const VERBS: [&str; 15] = [
    "job advance ACME-0013 --to briefing --by mai",
    "job override ACME-0013 --to internal-review --reason Why --by mai",
    "job accept ACME-0013 --by kim",
    "job reject ACME-0013 --reason No --by kim",
    "job wait ACME-0013 --on client --by ann",
    "job hold ACME-0013 --reason Pause --by mai",
    "job resume ACME-0013 --by mai",
    "job cancel ACME-0013 --reason Off --by mai",
    "job estimate add ACME-0013 --kind fee --amount 5.00 --by ann",
    "job estimate revise ACME-0013 --by ann",
    "job change add ACME-0013 --cause fyi --text More --kind fee --amount 5.00 --by ann",
    "job change withdraw ACME-0013 co1 --by ann",
    "job order add ACME-0013 --net 5.00 --supplier Kuva --by ann",
    "job order accept ACME-0013 po-1 --by ann",
    "job order receive ACME-0013 --no-order --net 5.00 --id taxi-1 --by ann",
];

/// What is wrong: the file, what it says, what it says instead, the rule, the line on which it is found, and what to do about it.
struct Wrong {
    what: &'static str,
    file: &'static str,
    from: &'static str,
    to: &'static str,
    rule: &'static str,
    line: &'static str,
    help: &'static str,
}

const EDIT: &str = "suits job edit ACME-0013";
const KIMS: &str = "    date: 2026-11-25\n    due: 2026-12-09\n";

const WRONG: [Wrong; 20] = [
    Wrong {
        what: "done before it was given",
        file: CINEMA,
        from: "    due: 2026-11-25\n    done: 2026-11-25\n",
        to: "    due: 2026-11-25\n    done: 2026-11-21\n",
        rule: "date-out-of-order",
        line: "    done: 2026-11-21",
        help: EDIT,
    },
    Wrong {
        what: "accepted before it was given",
        file: CINEMA,
        from: KIMS,
        to: "    date: 2026-11-25\n    due: 2026-12-09\n    accepted: 2026-11-24\n",
        rule: "date-out-of-order",
        line: "    accepted: 2026-11-24",
        help: EDIT,
    },
    Wrong {
        what: "accepted after it was done",
        file: CINEMA,
        from: "    due: 2026-11-24\n    done: 2026-11-19\n",
        to: "    due: 2026-11-24\n    accepted: 2026-11-20\n    done: 2026-11-19\n",
        rule: "date-out-of-order",
        line: "    done: 2026-11-19",
        help: EDIT,
    },
    Wrong {
        what: "sent back before it was given",
        file: CINEMA,
        from: KIMS,
        to: "    date: 2026-11-25\n    due: 2026-12-09\n    rejected: {date: 2026-11-24, by: kim, reason: No}\n",
        rule: "date-out-of-order",
        line: "    rejected: {date: 2026-11-24, by: kim, reason: No}",
        help: EDIT,
    },
    Wrong {
        what: "sent back before it was accepted",
        file: CINEMA,
        from: KIMS,
        to: "    date: 2026-11-25\n    due: 2026-12-09\n    accepted: 2026-11-30\n    rejected: {date: 2026-11-27, by: kim, reason: No}\n",
        rule: "date-out-of-order",
        line: "    rejected: {date: 2026-11-27, by: kim, reason: No}",
        help: EDIT,
    },
    Wrong {
        what: "due before it was given",
        file: CINEMA,
        from: KIMS,
        to: "    date: 2026-11-25\n    due: 2026-11-23\n",
        rule: "date-out-of-order",
        line: "    due: 2026-11-23",
        help: EDIT,
    },
    Wrong {
        what: "the job due before it was asked for",
        file: CINEMA,
        from: "due: 2027-03-12\nbaseline_due",
        to: "due: 2026-03-12\nbaseline_due",
        rule: "date-out-of-order",
        line: "due: 2026-03-12",
        help: "suits job set ACME-0013 due=DATE",
    },
    Wrong {
        what: "waited for before it was given",
        file: CINEMA,
        from: KIMS,
        to: "    date: 2026-11-25\n    due: 2026-12-09\n    waiting:\n      - date: 2026-11-24\n        party: client\n",
        rule: "date-out-of-order",
        line: "      - date: 2026-11-24",
        help: EDIT,
    },
    Wrong {
        what: "a hold that ends before it begins",
        file: CINEMA,
        from: KIMS,
        to: "    date: 2026-11-25\n    due: 2026-12-09\nholds:\n  - {from: 2026-11-27, to: 2026-11-26, reason: Pause, by: mai}\n",
        rule: "date-out-of-order",
        line: "  - {from: 2026-11-27, to: 2026-11-26, reason: Pause, by: mai}",
        help: EDIT,
    },
    Wrong {
        what: "holds that overlap by a day",
        file: CINEMA,
        from: KIMS,
        to: "    date: 2026-11-25\n    due: 2026-12-09\nholds:\n  - {from: 2026-11-27, to: 2026-11-30, reason: Pause, by: mai}\n  - {from: 2026-11-25, to: 2026-11-27, reason: Pause, by: mai}\n",
        rule: "date-out-of-order",
        line: "  - {from: 2026-11-27, to: 2026-11-30, reason: Pause, by: mai}",
        help: EDIT,
    },
    Wrong {
        what: "a hold within one that never ends",
        file: CINEMA,
        from: KIMS,
        to: "    date: 2026-11-25\n    due: 2026-12-09\nholds:\n  - {from: 2026-11-25, reason: Pause, by: mai}\n  - {from: 2026-11-27, to: 2026-11-27, reason: Pause, by: mai}\n",
        rule: "date-out-of-order",
        line: "  - {from: 2026-11-27, to: 2026-11-27, reason: Pause, by: mai}",
        help: EDIT,
    },
    Wrong {
        what: "a stage that the workflow lacks",
        file: CINEMA,
        from: "    stage: in-creative\n",
        to: "    stage: dreaming\n",
        rule: "unknown-word",
        line: "    stage: dreaming",
        help: EDIT,
    },
    Wrong {
        what: "a stage that it lacks, gone through long ago",
        file: CINEMA,
        from: "    stage: estimating\n",
        to: "    stage: guessing\n",
        rule: "unknown-word",
        line: "    stage: guessing",
        help: EDIT,
    },
    Wrong {
        what: "two open handoffs",
        file: CINEMA,
        from: "    due: 2026-11-25\n    done: 2026-11-25\n",
        to: "    due: 2026-11-25\n",
        rule: "several-open-handoffs",
        line: "  - id: d4f7",
        help: EDIT,
    },
    Wrong {
        what: "a job after itself",
        file: CINEMA,
        from: "type: retainer-ticket\n",
        to: "type: retainer-ticket\nafter: [ACME-0013]\n",
        rule: "dependency-cycle",
        line: "after: [ACME-0013]",
        help: "suits job set ACME-0013 after-=ACME-0013",
    },
    Wrong {
        what: "people who report in a circle",
        file: "suits.toml",
        from: "[people.bo]\n",
        to: "[people.bo]\nreports_to = \"ann\"\n",
        rule: "dependency-cycle",
        line: "reports_to = \"mai\"",
        help: "leave out `reports_to`",
    },
    Wrong {
        what: "a hold by somebody without the right",
        file: CINEMA,
        from: KIMS,
        to: "    date: 2026-11-25\n    due: 2026-12-09\nholds:\n  - {from: 2026-11-26, to: 2026-11-27, reason: Pause, by: ann}\n",
        rule: "approval-without-authority",
        line: "  - {from: 2026-11-26, to: 2026-11-27, reason: Pause, by: ann}",
        help: EDIT,
    },
    Wrong {
        what: "an estimate approved by somebody without the right",
        file: CINEMA,
        from: KIMS,
        to: "    date: 2026-11-25\n    due: 2026-12-09\nestimates:\n  - version: 1\n    status: internal-review\n    currency: EUR\n    lines:\n      - {id: cut, kind: fee, text: The cut, amount: 9000.00}\n    approvals:\n      - {for: internal, by: ann, date: 2026-11-26, method: system, hash: h1-0000000000000000}\n",
        rule: "approval-without-authority",
        line: "      - {for: internal, by: ann, date: 2026-11-26, method: system, hash: h1-0000000000000000}",
        help: "suits job estimate approve ACME-0013 --for internal",
    },
    Wrong {
        what: "a change order approved by somebody without the right",
        file: CINEMA,
        from: KIMS,
        to: "    date: 2026-11-25\n    due: 2026-12-09\nchange_orders:\n  - id: co1\n    date: 2026-11-26\n    cause: fyi\n    status: draft\n    currency: EUR\n    lines:\n      - {id: cut, kind: fee, text: The cut, amount: 9000.00}\n    approvals:\n      - {for: internal, by: ann, date: 2026-11-26, method: system, hash: h1-0000000000000000}\n",
        rule: "approval-without-authority",
        line: "      - {for: internal, by: ann, date: 2026-11-26, method: system, hash: h1-0000000000000000}",
        help: "suits job change approve ACME-0013 co1 --for internal",
    },
    Wrong {
        what: "a supplier's invoice approved by somebody without the right",
        file: CINEMA,
        from: KIMS,
        to: "    date: 2026-11-25\n    due: 2026-12-09\nsupplier_invoices:\n  - id: kuva-1\n    date: 2026-11-26\n    net: 9.00\n    approvals:\n      - {for: payment, by: ann, date: 2026-11-26, method: system, hash: h1-0000000000000000}\n",
        rule: "approval-without-authority",
        line: "      - {for: payment, by: ann, date: 2026-11-26, method: system, hash: h1-0000000000000000}",
        help: "suits job order approve ACME-0013 kuva-1 --for payment",
    },
];

#[test]
fn each_is_found_where_it_is_and_stops_every_verb() {
    for wrong in WRONG {
        let case = Case::copy("tests/books/records", "2026-12-01");
        let text = case.text(wrong.file);
        assert!(text.contains(wrong.from), "{}", wrong.what);
        let text = text.replacen(wrong.from, wrong.to, 1);
        let line = text.lines().position(|line| line == wrong.line).expect(wrong.what) + 1;
        case.write(wrong.file, &text);
        let before = case.text(CINEMA);
        let place = |findings: &serde_json::Value| {
            let all = findings["findings"].as_array().expect("findings").clone();
            all.iter().any(|one| one["code"] == wrong.rule && one["path"] == wrong.file && one["line"] == line)
        };
        let found = case.run("check --format json").exits(1).json();
        assert!(place(&found), "{}: {found}", wrong.what);
        for verb in VERBS {
            let ran = case.run(verb).exits(1).says(wrong.rule).says(wrong.help);
            assert!(ran.stdout.is_empty(), "{}: {verb}", wrong.what);
            assert!(place(&case.run(&format!("{verb} --format json")).exits(1).json()), "{}: {verb}", wrong.what);
        }
        assert_eq!(case.text(CINEMA), before, "{}", wrong.what);
    }
}

#[test]
fn jobs_that_wait_for_each_other_over_others_are_stopped_and_those_behind_them_are_not() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    let after = |id: &str, after: &str| {
        let text = case.text(CINEMA);
        let text: String = text
            .lines()
            .filter(|line| !line.starts_with("after:"))
            .fold(String::new(), |text, line| text + line + "\n");
        case.write(
            &format!("jobs/ACME/{id}.yaml"),
            text.replace("type: retainer-ticket\n", &format!("type: retainer-ticket\nafter: [{after}]\n")),
        );
    };
    after("ACME-0014", "ACME-0015");
    after("ACME-0015", "ACME-0013");
    after("ACME-0016", "ACME-0014");
    case.run("job wait ACME-0013 --on client -n").ok();
    after("ACME-0013", "ACME-0014");
    for id in ["ACME-0013", "ACME-0014", "ACME-0015"] {
        let ran = case.run(&format!("job wait {id} --on client")).exits(1);
        ran.says("waits for itself: ACME-0013 → ACME-0014 → ACME-0015 → ACME-0013");
    }
    // Not in the circle, only behind it.
    case.run("job wait ACME-0016 --on client -n").ok();
    // The way out is the command that the refusal names.
    case.run("job set ACME-0013 after-=ACME-0014").ok();
    case.run("job wait ACME-0013 --on client").ok();
    // One that cannot be read ends the search and stops nobody.
    case.write("jobs/ACME/ACME-0015.yaml", "title: [\n");
    case.run("job wait ACME-0014 --on client").ok();
}

#[test]
fn a_yes_given_anew_by_somebody_who_may_is_the_way_out() {
    let mut case = Case::copy("tests/books/records", "2026-12-01");
    let text = case.text(FILM);
    // Ann approved 78,900.00 inside the agency: too much for an account executive, and Bo's to give.
    case.write(
        FILM,
        text.replace(
            "        by: bo\n        role: account-director\n",
            "        by: ann\n        role: account-executive\n",
        ),
    );
    let wait = "job wait ACME-0012 --on agency";
    case.run(wait)
        .exits(1)
        .says("approval-without-authority")
        .says("suits job estimate approve ACME-0012 --for internal");
    case.set_user("bo");
    case.run("job estimate approve ACME-0012 --for internal").ok();
    case.run(wait).ok();
}

#[test]
fn what_only_warns_or_is_about_another_record_stops_nobody() {
    let wait = "job wait ACME-0013 --on client -n";
    let case = Case::copy("tests/books/records", "2026-12-01");
    // Another job's dates, a status out of step, a brief's approval.
    case.write(FILM, case.text(FILM).replace("    done: 2026-11-18", "    done: 2026-11-01"));
    case.write(CINEMA, case.text(CINEMA).replace("status: in-creative", "status: estimating"));
    case.run(wait).ok();
    // An agency that lets it pass is taken at its word.
    case.write(CINEMA, case.text(CINEMA).replace("    due: 2026-12-09", "    due: 2026-11-09"));
    case.run(wait).exits(1);
    let toml = case.text("suits.toml");
    case.write("suits.toml", toml.replace("[checks] ", "[checks]\ndate-out-of-order = \"warning\" "));
    case.run(wait).ok();
}
