//! What counts as a yes and as a number: one yes for one text, a paper that can be found again, a number that stands on a paper.

use crate::harness::Case;
use crate::invoices::{book, stands};

const FILM: &str = "jobs/ACME/ACME-0012.yaml";
const FIRST: &str = "invoices/ACME/ACME-I0118.yaml";
const NEXT: &str = "invoices/ACME/ACME-I0119.yaml";

/// What says nothing, in any language.
const GAPS: [&str; 12] = ["TBC", "tbd", "Todo", "n/a", "?", "-", "xxx", "…", "", "   ", "NUMBER", "to follow"];

#[test]
fn a_second_yes_to_the_same_text_is_refused_with_the_first() {
    let mut case = book();
    case.set_user("bo");
    let before = case.text(FILM);
    let again = "job estimate approve ACME-0012 --for client --by liisa --method po --evidence 4500012345";
    case.run(again)
        .exits(1)
        .says("already-approved")
        .says("version 1 of ACME-0012 was approved by `liisa` on 2026-11-23 (client), and has not changed since")
        .says("suits job estimate revise ACME-0012");
    case.run("job estimate approve ACME-0012 --for internal").exits(1).says("by `bo` on 2026-11-20 (internal)");
    assert_eq!(case.text(FILM), before);
    case.run("job change approve ACME-0012 co1 --for internal").ok();
    case.run("job change approve ACME-0012 co1 --for internal")
        .exits(1)
        .says("`co1` of ACME-0012 was approved by `bo` on 2026-12-16 (internal)");
    case.run("brief approve ACME-B0004 --for strategy")
        .exits(1)
        .says("ACME-B0004 was approved by `bo` on 2026-11-16 (strategy)");
    case.run("brief approve ACME-B0004 --for client --by liisa --method email --evidence 'mail 2026-12-16 9:00'")
        .exits(1)
        .says("by `liisa` on 2026-11-18 (client)");
    case.run("client approve ACME --budget b2026 --by liisa --method email --evidence 'mail 2026-12-16 9:00'")
        .exits(1)
        .says("budget `b2026` was approved by `liisa` on 2026-01-10 (client)");
}

#[test]
fn once_the_text_has_changed_a_yes_is_a_new_one() {
    let mut case = book();
    case.set_user("bo");
    case.write(FILM, case.text(FILM).replace("rate: 110.00", "rate: 111.00"));
    case.run("job estimate approve ACME-0012 --for internal").ok();
    case.run("job estimate approve ACME-0012 --for internal").exits(1).says("on 2026-12-16 (internal)");
    let yes = "job estimate approve ACME-0012 --for client --by liisa --method po --evidence 4500012399";
    case.run(yes).ok();
    case.run(yes).exits(1).says("was approved by `liisa` on 2026-12-16 (client)");
    // and a brief that was written anew is accepted anew
    case.run("brief set ACME-B0004 proposition='The forest begins at your own door.'").ok();
    case.run("brief approve ACME-B0004 --for strategy").ok();
    case.run("brief approve ACME-B0004 --for strategy").exits(1).says("on 2026-12-16 (strategy)");
}

#[test]
fn a_gap_is_no_paper_where_it_is_typed() {
    let mut case = book();
    case.set_user("bo");
    case.run("job change approve ACME-0012 co1 --for internal").ok();
    case.run("invoice new ACME --rest 12 --number 2026-119").ok();
    case.run("client budget add ACME --id b2027 --from 2027-01-01 --to 2027-12-31 --amount 250000.00").ok();
    case.set_user("ann");
    for gap in GAPS {
        for line in [
            "job change approve ACME-0012 co1 --for client --by liisa --method email",
            "invoice issue ACME-I0119 --by mai --method email",
            "job order approve ACME-0012 kuva-991 --for payment --by mai --method email",
            "client approve ACME --budget b2027 --by liisa --method email",
            "brief approve ACME-B0004 --for strategy --by bo --method email",
        ] {
            case.run(&format!("{line} '--evidence={gap}'"))
                .exits(2)
                .says("`--evidence`")
                .says("stands where an answer should");
        }
    }
    // the client's own language: to follow, in Finnish
    let line = "job change approve ACME-0012 co1 --for client --by liisa --method email --evidence";
    case.run(&format!("{line} 'vahvistetaan myöhemmin'")).exits(2).says("`vahvistetaan myöhemmin`");
    case.run(&format!("{line} 'sähköposti 16.12. klo 9:00'")).ok();
}

#[test]
fn a_gap_is_no_paper_where_it_is_written() {
    let approved = |case: &Case| {
        let json = case.run("budget --by job --where 'job = ACME-0012' --format json").ok().json();
        json["rows"][0]["approved"]["amount"].as_str().map(str::to_owned)
    };
    let case = book();
    assert_eq!(approved(&case).as_deref(), Some("78900.00"));
    let text = case.text(FILM);
    for gap in ["TBC", "n/a", "?", "-", "xxx", "   "] {
        case.write(FILM, text.replace("evidence: \"4500012345\"", &format!("evidence: \"{gap}\"")));
        case.run("check").exits(1).says("placeholder-in-gate-field").says("stands where an answer should");
        // liisa's yes was typed by ann, and no paper shows it: nothing is agreed
        assert_eq!(approved(&case).as_deref(), Some("0.00"), "{gap}");
    }
}

#[test]
fn what_was_only_said_lets_no_money_pass() {
    let mut case = book();
    case.set_user("ann");
    case.run("invoice new ACME --rest 12 --number 2026-119").ok();
    case.run("job estimate revise ACME-0012").ok();
    for line in [
        "job change approve ACME-0012 co1 --for internal --by bo",
        "job estimate approve ACME-0012 --for internal --by bo",
        "invoice issue ACME-I0119 --by mai",
    ] {
        case.run(&format!("{line} --method verbal --evidence 'said in the corridor'"))
            .exits(1)
            .says("it was only said");
        case.run(&format!("{line} --method deemed --evidence 'no answer for a week'")).exits(1).says("no silence");
    }
    // nor where it is written: an invoice that somebody said might go out is a draft
    assert_eq!(stands(&case, "ACME-I0118")[3], "issued");
    case.write(
        FIRST,
        case.text(FIRST)
            .replace("method: system", "method: verbal")
            .replace("payments:\n  - id: m4k1\n    date: 2027-01-10\n    amount: 5522.00\n", ""),
    );
    assert_eq!(stands(&case, "ACME-I0118")[3], "draft");
}

#[test]
fn a_number_or_a_name_is_what_stands_on_a_paper() {
    let case = book();
    let long = "7".repeat(81);
    for (typed, why) in [
        ("NUMBER", "only holds the place"),
        ("TBC", "only holds the place"),
        ("2026\u{7}119", "U+0007"),
        ("2026\u{202e}119", "U+202E"),
        ("2026\t119", "U+0009"),
        (long.as_str(), "81 characters, and 80 are the most"),
    ] {
        let says = |ran: crate::harness::Ran| {
            let said = ran.all();
            assert!(ran.code != 0, "{typed}: {said}");
            assert!(said.contains(why) || said.contains("stands where an answer should"), "{typed}: {said}");
        };
        says(case.run(&format!("invoice new ACME --rest 12 '--number={typed}'")));
        says(case.run(&format!("invoice new ACME --rest 12 --number 2026-119 '--po={typed}'")));
        says(case.run(&format!("invoice credit ACME-I0118 --all '--number={typed}'")));
        says(case.run(&format!("job set ACME-0012 'client_po={typed}'")));
        says(case.run(&format!("job order add ACME-0012 --line film --net 10.00 '--supplier={typed}'")));
        says(case.run(&format!(
            "job estimate add ACME-0012 --new-version --kind third-party --net 10.00 '--supplier={typed}'"
        )));
    }
    case.run("invoice new ACME --rest 12 '--number=  '").exits(1).says("an invoice needs its number");
    for name in ["光影制作", "บริษัท ภาพดี", "Xưởng phim Đỏ", "Ääni Oy"] {
        case.run(&format!("job order add ACME-0012 --line film --net 10.00 --supplier '{name}' -n")).ok().says(name);
    }
    // and as it stands in the records
    case.run("invoice new ACME --rest 12 --number 2026-119").ok();
    let text = case.text(NEXT);
    for (written, rule) in [
        ("\"2026\\n119\"", "unprintable-label"),
        ("\"2026\\u0007119\"", "unprintable-label"),
        ("\"NUMBER\"", "placeholder-in-gate-field"),
        ("\"-\"", "placeholder-in-gate-field"),
        ("\" \"", "placeholder-in-gate-field"),
    ] {
        case.write(NEXT, text.replace("number: \"2026-119\"", &format!("number: {written}")));
        case.run("check").exits(1).says(rule).says("ACME-I0119.yaml:4:9");
        case.run("invoice issue ACME-I0119").exits(1).says("suits invoice set ACME-I0119 number=2026-119");
    }
}

#[test]
fn the_next_number_is_counted_on_where_the_last_ones_count() {
    let case = book();
    case.run("invoice new ACME --rest 12").exits(2).says("`--number 2026-119`");
    case.run("invoice new ACME --rest 12 --number NUMBER").exits(1).says("`--number 2026-119`");
    case.run("invoice new ACME --rest 12 --number I0007").ok();
    // behind the last that was written, not behind the highest of another kind
    case.run("invoice issue ACME-I0119").ok();
    case.run("invoice issue ACME-I0119").exits(1).says("suits invoice credit ACME-I0119 --all --number I0008");
    case.run("invoice drop ACME-I0119").exits(1).says("--all --number I0008");
    case.run("invoice credit ACME-I0119 --all --number I0008").ok();
    // what does not count is asked for
    let case = book();
    case.write(FIRST, case.text(FIRST).replace("number: \"2026-118\"", "number: first"));
    case.run("invoice new ACME --rest 12").exits(2).says("`--number …`");
    // nor does the number of a year that is over
    let mut case = book();
    case.set_day("2027-01-11");
    case.run("invoice new ACME --rest 12").exits(2).says("`--number …`");
}

#[test]
fn what_was_credited_is_not_in_the_rest() {
    let case = book();
    // of 4,400.00 for the concept 400.00 are given back; film 34,500.00 and tv 40,000.00 were never charged
    case.run("invoice credit ACME-I0118 --line concept=400.00 --number 2026-119").ok();
    case.run("invoice issue ACME-I0119").ok();
    case.run("invoice new ACME --rest 12 --number 2026-120 -n")
        .ok()
        .says("final invoice 2026-120 of 74,500.00 EUR")
        .says("400.00 EUR of `concept` was credited and is left out; to charge it once more: `--again`");
    case.run("invoice new ACME --rest 12 --again --number 2026-120 -n")
        .ok()
        .says("of 74,900.00 EUR")
        .says_not("left out");
    case.run("invoice new ACME --line 12:concept --number 2026-120 -n")
        .ok()
        .says("of 400.00 EUR")
        .says("400.00 EUR of it was credited before, and is charged again");
    // with the rest charged the job is billed, whatever was given back
    case.run("invoice new ACME --line 12:film --line 12:tv --number 2026-120").ok();
    case.run("invoice issue ACME-I0120").ok();
    case.run("invoice new ACME --rest 12 --number 2026-121").exits(1).says("nothing-left-to-bill").says("`--again`");
    case.run("explain closed ACME-0012").says_not("has not been billed");
}

#[test]
fn a_closed_job_has_one_more_invoice_its_final_one() {
    let case = book();
    let text = case.text(FILM);
    let closed = "  - id: z9z9\n    stage: closed\n    from: kim\n    date: 2026-12-15\n    done: 2026-12-15\nholds:";
    case.write(FILM, text.replace("status: in-creative", "status: closed").replace("holds:", closed));
    case.run("invoice new ACME --line 12:film=1.00 --number 2026-119")
        .exits(1)
        .says("job-is-closed")
        .says("suits invoice new ACME --rest ACME-0012");
    case.run("invoice new ACME --rest 12 --number 2026-119").ok().says("final invoice 2026-119 of 74,500.00 EUR");
    case.run("invoice issue ACME-I0119").ok();
    case.run("invoice new ACME --rest 12 --number 2026-120").exits(1).says("nothing-left-to-bill");
}

#[test]
fn whoever_may_say_yes_is_named_as_the_command_takes_them() {
    let mut case = book();
    case.run("client budget add ACME --id b2027 --from 2027-01-01 --to 2027-12-31 --amount 240000.00").ok();
    case.run("client approve ACME --budget b2027 --method email --evidence 'mail 2026-12-16 9:00'")
        .exits(1)
        .says("`mai` is no contact of the client")
        .says("name the contact whose yes it is: `--by liisa`, up to 250,000.00 EUR");
    case.set_user("bo");
    case.run("brief set ACME-B0004 proposition='The forest begins at your own door.'").ok();
    case.run("brief approve ACME-B0004 --for client --method email --evidence 'mail 2026-12-16 9:00'")
        .exits(1)
        .says("name the contact whose yes it is: `--by liisa`");
    // a deputy has no rights but their own: of those who have them, whoever is there is asked first
    case.set_user("ann");
    case.run("invoice new ACME --rest 12 --number 2026-119").ok();
    case.run("invoice issue ACME-I0119").exits(1).says("help: ask `mai` or `bo`");
    let toml = case.text("suits.toml");
    let away = "[people.mai]\naway = [{ from = 2026-12-14, to = 2026-12-20, deputy = \"ann\" }]\n";
    case.write("suits.toml", toml.replace("[people.mai]\n", away));
    case.run("invoice issue ACME-I0119").exits(1).says("help: ask `bo` or `mai`, who is away until 2026-12-20");
}

#[test]
fn the_queue_and_the_messages_lead_from_the_draft_to_the_last_cent() {
    let mut case = book();
    let waits =
        |case: &Case| case.run("today --for mai --format json").ok().stdout.contains("suits invoice issue ACME-I0119");
    case.run("invoice new ACME --rest 12 --number 2026-119 --date 2026-12-18").ok();
    assert!(!waits(&case), "none goes out before its own day");
    case.set_day("2026-12-18");
    assert!(waits(&case));
    case.run("invoice issue ACME-I0119")
        .ok()
        .says("suits invoice pay ACME-I0119 AMOUNT")
        .says("suits invoice dispute ACME-I0119 --reason");
    assert!(!waits(&case));
    case.run("invoice dispute ACME-I0119 --reason 'The second ending was never approved'")
        .ok()
        .says("suits invoice dispute ACME-I0119 --settled")
        .says("suits invoice credit ACME-I0119 --line LINE=AMOUNT --number 2026-120");
    case.run("invoice dispute ACME-I0119 --settled")
        .ok()
        .says("suits invoice pay ACME-I0119")
        .says("suits invoice write-off");
    // 93,497.50 with tax; 500.00 are missing
    case.run("invoice pay ACME-I0119 92997.50")
        .ok()
        .says("500.00 EUR open")
        .says("suits invoice write-off ACME-I0119 --reason");
    case.run("invoice write-off ACME-I0119 --reason 'Not worth a letter'").ok().says("500.00 EUR given up by mai");
    assert_eq!(stands(&case, "ACME-I0119")[3], "written-off");
}
