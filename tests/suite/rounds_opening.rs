//! `feedback open`, `decide` and `waive` at the gate: what the client is shown, who answers for her, and which round she pays for.

use crate::feedback::seen_inside;
use crate::harness::{Case, changed_lines};
use crate::pieces::print_at;
use suits::domain::job::Job;
use suits::key_path;
use suits::values::JobId;

/// The book as of a day, with version v1 of the film on file.
fn book(today: &str) -> Case {
    let case = Case::copy("tests/books/records", today);
    case.run("job set ACME-0012 deliverables.film-30.version=v1").ok();
    case
}

/// The cinema job with its second client round answered: on v2, after the first of 11 December on v1.
fn answered_twice() -> Case {
    let case = Case::copy("tests/books/records", "2026-12-18");
    case.run("job set ACME-0013 deliverables.film-30.version=v2").ok();
    seen_inside(&case, "ACME-0013");
    case.run("feedback open ACME-0013").ok().says("client round 2 of the 2 that the contract includes");
    case.run("feedback decide ACME-0013-R3 --by liisa changes-required").ok();
    case
}

#[test]
fn the_client_sees_what_the_agency_has_passed() {
    let case = book("2026-12-01");
    case.run("feedback open ACME-0012")
        .exits(1)
        .says("version `v1` of `film-30` was not looked at inside the agency")
        .says("`suits feedback open ACME-0012 --type internal --deliverable film-30`");
    // Lawyers may look at any time, and decide for themselves where there are any.
    case.run("feedback open ACME-0012 --type legal -n").ok().says("+approver: liisa");
    case.run("client set ACME 'contacts+={id: juha, name: Juha Aalto, role: legal}'").ok();
    case.run("feedback open ACME-0012 --type legal -n").ok().says("+approver: juha");
    case.run("feedback open ACME-0012 --type internal").ok();
    case.run("feedback open ACME-0012")
        .exits(1)
        .says("has no verdict on strategy")
        .says("has no verdict on brand")
        .says("`suits feedback decide ACME-0012-R1 --on craft pass`");
    for (about, who, verdict) in [("strategy", "ann", "pass"), ("brand", "pia", "pass"), ("craft", "kim", "fail")] {
        let reason = if verdict == "fail" { "--reason 'Too dark'" } else { "" };
        case.run(&format!("feedback decide ACME-0012-R1 --on {about} {verdict} --by {who} {reason}")).ok();
    }
    let json = case.run("feedback open ACME-0012 --format json").exits(1).json();
    assert_eq!(json["findings"].as_array().map(Vec::len), Some(1), "{json}");
    assert!(json.to_string().contains("failed on craft by `kim`: Too dark"), "{json}");
    case.run("feedback decide ACME-0012-R1 --on craft pass --by kim").ok();
    // What passed is v1 and nothing else.
    case.run("feedback open ACME-0012 --version v2").exits(1).says("--deliverable film-30 --version v2`");
    case.run("feedback open ACME-0012 -n").ok();
    case.run("feedback open ACME-0012").ok().says("ACME-0012-R2");
}

#[test]
fn where_the_workflow_asks_for_no_verdicts_none_are_needed() {
    let case = book("2026-12-01");
    let stages = "[workflow]\nstages = [{ stage = \"requested\", seat = \"account-executive\", lead_days = 1, next = [\"in-creative\"] }, \
        { stage = \"in-creative\", seat = \"creative\", lead_days = 5, next = [\"client-review\"] }, \
        { stage = \"client-review\", seat = \"client\", lead_days = 5, next = [\"closed\"] }, { stage = \"closed\" }]\n";
    case.write("suits.toml", format!("{}\n{stages}", case.text("suits.toml")));
    case.run("feedback open ACME-0012").ok().says("client round on film-30 opened");
}

#[test]
fn what_was_set_aside_for_the_step_is_not_asked_again_for_the_round() {
    let case = Case::copy("tests/books/records", "2026-12-18");
    case.run("feedback resolve ACME-0013-R1 ending --in v2").ok();
    case.run("job set ACME-0013 deliverables.film-30.version=v2").ok();
    case.run("job advance ACME-0013 --to internal-review").ok();
    case.run("feedback open ACME-0013").exits(1).says("was not looked at inside the agency");
    case.run("job override ACME-0013 --to client-review --by mai --reason 'She flies tonight'").ok();
    case.run("feedback open ACME-0013").ok().says("ACME-0013-R2");
}

#[test]
fn answers_are_due_by_the_contract_in_the_clients_own_working_days() {
    // Five working days. The client is closed on 24 and 25 December: from Monday 21 they are 22, 23, 28, 29 and 30.
    let case = book("2026-12-21");
    let toml =
        case.text("suits.toml").replace("holidays = [\"2026-12-06\"]", "holidays = [\"2026-12-24\", \"2026-12-25\"]");
    case.write("suits.toml", toml);
    seen_inside(&case, "ACME-0012");
    let due = |line: &str| {
        let text = case.run(&format!("feedback open ACME-0012 -n {line}")).ok().stdout;
        let line = text.lines().find(|line| line.starts_with("+due:")).expect("a due").to_owned();
        line["+due: ".len()..][..10].to_owned()
    };
    assert_eq!(due(""), "2026-12-30");
    // Named by hand it stays as named.
    assert_eq!(due("--due 2026-12-23"), "2026-12-23");
    // The office's own holidays, 1 and 6 January among them, are not the client's: from Wednesday 30 they are 31, 1, 4, 5 and 6.
    let late = case.run("feedback open ACME-0012 -n --as-of 2026-12-30").ok().stdout;
    assert!(late.contains("+due: 2027-01-06"), "{late}");
    // Sent on Saturday 26, day 0 is Monday 28: 29, 30, 31, 1 and 4.
    let saturday = case.run("feedback open ACME-0012 -n --as-of 2026-12-26").ok().stdout;
    assert!(saturday.contains("+due: 2027-01-04"), "{saturday}");
}

#[test]
fn one_person_decides_for_the_client_and_she_is_in_the_post() {
    let case = book("2026-12-01");
    seen_inside(&case, "ACME-0012");
    case.run("client set ACME 'contacts+={id: ossi, name: Ossi Laine}'").ok();
    case.run("feedback open ACME-0012 --approver liisa,ossi")
        .exits(2)
        .says("a round has one approver")
        .says("--reviewers");
    case.run("feedback open ACME-0012 --approver ossi")
        .exits(1)
        .says("neither role approver nor a limit")
        .says("ask `liisa`");
    case.run("feedback open ACME-0012 --approver bo").exits(1).says("`bo` is of the agency");
    case.run("feedback open ACME-0012 --reviewers liisa,ossi,ossi").ok();
    let text = case.text("feedback/ACME/ACME-0012-R2.yaml");
    assert!(text.contains("approver: liisa "), "{text}");
    let asked: Vec<&str> = text.lines().filter(|line| line.starts_with("  - by: ")).collect();
    assert_eq!(asked, ["  - by: liisa", "  - by: ossi"], "{text}");
    // She leaves: nobody is left to decide.
    let case = book("2026-12-01");
    seen_inside(&case, "ACME-0012");
    case.run("client set ACME contacts.liisa.to=2026-11-30").ok();
    case.run("feedback open ACME-0012 --approver liisa")
        .exits(1)
        .says("left the post on 2026-11-30, before 2026-12-01");
    case.run("client set ACME contacts.liisa.role=contact contacts.liisa.to=null contacts.liisa.limit=null").ok();
    case.run("feedback open ACME-0013").exits(1);
}

#[test]
fn nothing_is_shown_before_its_time_or_after_the_end() {
    let case = book("2026-12-01");
    seen_inside(&case, "ACME-0012");
    let job = "jobs/ACME/ACME-0012.yaml";
    for (line, words) in [
        ("feedback open ACME-0012 --sent 2026-12-02", "still to come"),
        ("feedback open ACME-0012 --sent 2026-11-01", "before ACME-0012 was asked for on 2026-11-02"),
        ("feedback open ACME-0012 --due 2026-11-30", "before it was sent on 2026-12-01"),
    ] {
        case.run(line).exits(2).says(words);
    }
    // The verdicts are of 1 December: on 30 November nobody had passed it.
    case.run("feedback open ACME-0012 --sent 2026-11-30").exits(1).says("was not looked at inside the agency");
    let called_off = "cancelled:\n  date: 2026-12-01\n  by: mai\n  reason: No money\n";
    let text = case.text(job);
    let without: String = text.split_inclusive('\n').filter(|line| !line.starts_with("cancelled:")).collect();
    case.write(job, format!("{without}{called_off}"));
    case.run("feedback open ACME-0012").exits(1).says("job-cancelled");
}

#[test]
fn a_round_over_the_contract_says_what_it_takes_and_stops_the_next_revision() {
    let case = answered_twice();
    // A second answer to v2 would be a round of its own.
    let again = case.run("feedback open ACME-0013 -n").ok();
    let again = again.says("the client answered `v2` in ACME-0013-R3").says("counts as one");
    again.says("client round 3 on `film-30`, and the contract includes 2");
    case.run("job set ACME-0013 deliverables.film-30.version=v3").ok();
    seen_inside(&case, "ACME-0013");
    let opened = case.run("feedback open ACME-0013").ok().says_not("the client answered");
    let opened = opened
        .says("client round 3 on `film-30`, and the contract includes 2")
        .says("ACME-0013 cannot be revised")
        .says("`suits feedback waive ACME-0013-R5 --reason")
        .says("--cause client-revision");
    // The command for a change order works as printed, with words filled in.
    let order = opened.stderr.split("`suits ").find(|part| part.starts_with("job change add")).expect("a command");
    let order = order.split('`').next().expect("its end");
    case.run(&order.replace('…', "A third round")).ok();
    case.run("feedback waive ACME-0013-R5 --reason 'Ours to put right'")
        .exits(1)
        .says("ask `mai`")
        .says("no-authority");
    case.run("feedback waive ACME-0013-R5 --by mai --reason ' '").exits(2).says("says why");
    case.run("feedback waive ACME-0013-R5 --by mai").exits(2).says("--reason");
    let path = "feedback/ACME/ACME-0013-R5.yaml";
    let before = case.text(path);
    case.run("feedback waive ACME-0013-R5 --by mai --reason 'Meidän virhe: väärä ääni' -n").ok().says("+  by: mai");
    assert_eq!(case.text(path), before);
    case.run("feedback waive ACME-0013-R5 --by mai --reason 'Meidän virhe: väärä ääni'").ok().says("waived by mai");
    let lines = changed_lines(&before, &case.text(path));
    let added: Vec<_> = lines.iter().filter(|line| line.starts_with('+')).map(String::as_str).collect();
    assert!(added[0].starts_with("+waiver:"), "{lines:?}");
    assert_eq!(
        added[1..],
        ["+  by: mai", "+  date: 2026-12-18", "+  reason: \"Meidän virhe: väärä ääni\""],
        "{lines:?}"
    );
    assert_eq!(lines.len() - added.len(), 1, "only the empty line goes: {lines:?}");
    case.run("feedback waive ACME-0013-R5 --by mai --reason Again").exits(1).says("already-waived");
    case.run("check").ok().says_not("rounds-over-contract");
}

#[test]
fn a_round_that_the_client_paid_for_before_it_was_shown_is_said_to_be_paid_for() {
    // The second round was sent on 18 December. An order of that day is not for the next round; one of the 19th, approved on it, is.
    let mut case = answered_twice();
    let job = "jobs/ACME/ACME-0013.yaml";
    let text = case.text(job);
    let order = |day: &str, hash: &str| {
        format!(
            "{text}change_orders:\n  - id: co1\n    date: {day}\n    cause: client-revision\n    text: A third round\n    status: approved\n    currency: EUR\n    lines:\n      - {{id: edit, kind: fee, amount: 900.00}}\n    approvals:\n      - {{for: client, by: liisa, role: approver, date: {day}, method: email, evidence: mail, entered_by: ann, hash: {hash}}}\n"
        )
    };
    let approved = |day: &str| {
        let id = JobId::parse("ACME-0013").expect("an id");
        let blank = order(day, "h1-0000000000000000");
        order(day, &print_at::<Job>(id, &blank, &key_path!["change_orders", 0_usize]))
    };
    case.set_day("2026-12-21");
    for (day, is_paid) in [("2026-12-18", false), ("2026-12-19", true)] {
        case.write(job, approved(day));
        let ran = case.run("feedback open ACME-0013 -n").ok().says("client round 3 on `film-30`");
        if is_paid {
            ran.says("the contract includes 2: an approved change order pays for it").says_not("cannot be revised");
        } else {
            ran.says("cannot be revised").says("change order dated after 2026-12-18");
        }
    }
    // And what was said holds when the client has answered.
    case.run("job set ACME-0013 deliverables.film-30.version=v3").ok();
    seen_inside(&case, "ACME-0013");
    case.run("feedback open ACME-0013").ok().says("pays for it");
    case.run("feedback decide ACME-0013-R5 --by liisa changes-required").ok();
    case.run("explain revising ACME-0013").says_not("client round 3");
    case.run("check").says_not("rounds-over-contract");
    assert_eq!(case.run("rounds --format json").ok().json()["rows"][0]["uncovered"], 0);
}

#[test]
fn only_a_round_over_the_contract_is_waived() {
    let case = answered_twice();
    case.run("feedback waive ACME-0013-R2 --by mai --reason x").exits(1).says("is an internal round");
    case.run("feedback waive ACME-0013-R3 --by mai --reason x").exits(1).says("one of the 2 client rounds");
    case.run("feedback set ACME-0013-R3 waiver.by=mai").exits(2).says("`suits feedback waive`");
    case.run("client set ACME contracts.aor-2025.rounds_included=null").ok();
    case.run("feedback waive ACME-0013-R3 --by mai --reason x").exits(1).says("how many rounds are included");
    // Without a count there is nothing to say of one.
    case.run("job set ACME-0013 deliverables.film-30.version=v3").ok();
    seen_inside(&case, "ACME-0013");
    case.run("feedback open ACME-0013").ok().says_not("the contract includes");
}

#[test]
fn a_word_counts_from_those_whose_it_is_and_while_it_is_theirs() {
    let case = book("2026-12-01");
    seen_inside(&case, "ACME-0012");
    case.run("feedback open ACME-0012 --sent 2026-12-01").ok();
    let round = "feedback/ACME/ACME-0012-R2.yaml";
    let opened = case.text(round);
    case.run("client set ACME 'contacts+={id: ossi, name: Ossi Laine, to: 2026-12-02}' contacts.liisa.to=2026-12-03")
        .ok();
    let late = "feedback decide ACME-0012-R2 --by liisa approved --as-of 2026-12-04";
    case.run(late).exits(1).says("approver-not-in-post").says("left the post on 2026-12-03, before 2026-12-04");
    case.run("feedback decide ACME-0012-R2 --by ossi approved --as-of 2026-12-03")
        .exits(1)
        .says("approver-not-in-post");
    // What she said while she was there may be typed later.
    case.run(&format!("{late} --date 2026-12-03")).ok();
    case.run("check feedback/ACME/ACME-0012-R2.yaml --as-of 2026-12-04").ok();

    // Nobody named who decides: whoever speaks alone must be one who approves, and a second voice needs a name above it.
    let alone: String = opened
        .split_inclusive('\n')
        .filter(|line| !line.starts_with("approver:") && !line.starts_with("  - by: liisa"))
        .collect();
    case.write(round, alone.replace("    decision: pending\n", "").replace("reviewers:", "reviewers: []"));
    let words = "feedback decide ACME-0012-R2 approved";
    case.run(&format!("{words} --by ossi")).exits(1).says("nobody else is named who decides").says("ask `liisa`");
    case.run(&format!("{words} --by mai")).exits(1).says("`mai` does not approve for the client");
    case.run(&format!("{words} --by liisa")).ok();
    case.run(&format!("{words} --by ossi")).exits(1).says("round-without-one-approver").says("approver=PERSON");
    case.run("check feedback/ACME/ACME-0012-R2.yaml").ok();

    // A yes from others does not make the approver's.
    case.run("feedback set ACME-0012-R2 approver=liisa").ok();
    case.run("feedback set ACME-0012-R2 reviewers-=liisa").ok();
    case.run(&format!("{words} --by ossi"))
        .exits(1)
        .says("approved without a word of `liisa`")
        .says("`suits feedback decide ACME-0012-R2 --by liisa approved`");
    case.run("feedback decide ACME-0012-R2 changes-required --by ossi").ok();
    case.run(&format!("{words} --by liisa")).ok().says("stands at changes-required");
}
