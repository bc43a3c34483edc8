//! The client's yes: by whom, up to how much, until when, in which way; and that a yes to something that has changed since opens nothing.

use crate::harness::Case;

const BRIEF: &str = "briefs/ACME/ACME-B0004.yaml";
const CLIENT: &str = "clients/ACME.yaml";
const JOB: &str = "jobs/ACME/ACME-0014.yaml";

/// Contacts besides Liisa: one with a small limit who left on 30 November, one who comes in January, one who approves nothing.
const CONTACTS: &str = "contacts:\n  - {id: pekka, name: Pekka Salo, role: approver, limit: 5000.00, from: 2025-01-01, to: 2026-11-30}\n  - {id: aino, name: Aino Laine, role: approver, limit: 99999.00, from: 2027-01-01}\n  - {id: otso, name: Otso Karhu, role: contact}\n";

/// A job in estimating whose estimate of a sum was sent to the client.
fn sent(amount: &str) -> Case {
    let case = Case::copy("tests/books/records", "2026-11-27");
    let client = case.text(CLIENT);
    case.write(CLIENT, client.replace("contacts:\n", CONTACTS));
    case.run(
        "job new ACME --title Posters --type print-ooh --requested-by liisa --contract aor-2025 --brief ACME-B0004",
    )
    .ok();
    let job = case.text(JOB);
    let line = job.lines().find(|line| line.starts_with("handoffs:")).expect("the line").to_owned();
    let handoff = "handoffs:\n  - {id: e1, stage: estimating, from: tom, to: ann, date: 2026-11-27, due: 2026-12-02}\n";
    case.write(JOB, job.replace(&format!("{line}\n"), handoff).replace("status: requested", "status: estimating"));
    case.run(&format!("job estimate add ACME-0014 --id idea --kind fee --text Idea --amount {amount}")).ok();
    case.run("job estimate approve ACME-0014 --for internal --by bo --method email --evidence mail").ok();
    case.run("job estimate send ACME-0014").ok();
    case
}

fn yes(who: &str, method: &str, more: &str) -> String {
    format!("job estimate approve ACME-0014 --for client --by {who} --method {method} --evidence 'paper 7' {more}")
}

const ON: &str = "job advance ACME-0014 --to authorised";

#[test]
fn a_contact_approves_up_to_the_limit_while_in_the_post() {
    let case = sent("5000.01");
    // Whose yes would do is named: Pekka comes first and has a cent too little.
    case.run(ON).exits(1).says("estimate-approved").says("--for client --by liisa --method po");
    case.run(&yes("pekka", "po", "")).exits(1).says("may approve up to 5,000.00 EUR, and this comes to 5,000.01 EUR");
    case.run(&yes("otso", "po", "")).exits(1).says("has no `limit`").says("ask `liisa`, up to 250,000.00 EUR");
    case.run(&yes("aino", "po", "")).exits(1).says("was not in the post on 2026-11-27");
    case.run(&yes("mai", "po", "")).exits(1).says("is no contact of the client");
    case.run(&yes("nobody", "po", "")).exits(1);
    case.run(ON).exits(1);
    // To the cent, and to the last day: Pekka's last is Monday 30 November.
    let mut case = sent("5000.00");
    case.run(ON).exits(1).says("--for client --by pekka --method po");
    case.set_day("2026-12-01");
    case.run(ON).exits(1).says("--for client --by liisa --method po");
    case.run(&yes("pekka", "po", "")).exits(1).says("was not in the post on 2026-12-01");
    case.run(&yes("pekka", "po", "--date 2026-11-30")).ok().says("sent → approved");
    case.run(ON).ok().says("estimating → authorised");
}

#[test]
fn what_was_only_said_opens_no_gate_and_silence_only_under_a_contract() {
    let case = sent("5000.00");
    case.run(&yes("liisa", "verbal", "")).exits(1).says("only said");
    case.run(&yes("liisa", "deemed", "")).exits(1).says("the contract takes no silence for a yes");
    case.run(&yes("liisa", "system", "")).exits(1).says("is for `liisa` alone");
    case.run("job estimate approve ACME-0014 --for client --by liisa --method email").exits(1).says("evidence");
    // Written by hand it opens nothing either, and waits among what is pending.
    case.run(&yes("liisa", "email", "")).ok();
    let approved = case.text(JOB);
    for (method, why) in [("verbal", "it was only said"), ("deemed", "the contract takes no silence for a yes")] {
        case.write(
            JOB,
            approved
                .replace(
                    "method: email\n          evidence: paper 7",
                    &format!("method: {method}\n          evidence: paper 7"),
                )
                .replace(
                    "method: email\n        evidence: paper 7",
                    &format!("method: {method}\n        evidence: paper 7"),
                ),
        );
        assert_ne!(case.text(JOB), approved);
        case.run(ON).exits(1).says(why);
        let budget = case.run("budget --format json --where 'job = ACME-0014'").ok().json()["rows"][0].clone();
        assert_eq!(
            (budget["approved"]["amount"].as_str(), budget["pending"]["amount"].as_str()),
            (Some("0.00"), Some("5000.00")),
            "{method}"
        );
    }
    // Under a contract that takes silence for a yes, it is one; when the contract no longer does, it is none.
    let client = case.text(CLIENT);
    case.write(CLIENT, client.replace("deemed_approval: false", "deemed_approval: true"));
    case.run(&format!("{ON} -n")).ok();
    case.write(CLIENT, client);
    case.run(ON).exits(1).says("takes no silence for a yes");
}

#[test]
fn a_changed_estimate_closes_its_gate_until_it_is_approved_again() {
    let case = sent("5000.00");
    case.run(&yes("liisa", "po", "")).ok();
    case.run(&format!("{ON} -n")).ok();
    let approved = case.text(JOB);
    // One cent more, and the yes was to something else.
    case.write(JOB, approved.replace("amount: 5000.00", "amount: 5000.01"));
    case.run(ON).exits(1).says("changed since `liisa` approved it on 2026-11-27");
    case.run("check ACME-0014").exits(1).says("stale-approval");
    // Written in another way, it is the same estimate.
    case.write(
        JOB,
        approved
            .replace("amount: 5000.00", "amount: '5000.00'   # agreed on the phone")
            .replace("        text: Idea\n", "        text: \"Idea\"\n"),
    );
    case.run(&format!("{ON} -n")).ok();
    case.write(JOB, approved.replace('\n', "\r\n"));
    case.run(&format!("{ON} -n")).ok();
    // What stands beside the estimate is no part of it.
    case.write(JOB, approved);
    case.run("job set ACME-0014 title='Summer posters' due=2027-02-01").ok();
    case.run(ON).ok();
}

/// The brief of the record format, approved by all three, and a job that waits for it.
fn briefed() -> Case {
    let case = Case::copy("tests/books/records", "2026-12-01");
    case.run("job new ACME --title Posters --type tv-video --requested-by liisa --brief ACME-B0004").ok();
    case.run("job advance ACME-0014 --to briefing").ok();
    case
}

const BRIEFED: &str = "job advance ACME-0014 --to brief-approved";

#[test]
fn an_edited_brief_makes_its_approvals_stale_and_closes_the_gate() {
    let mut case = briefed();
    case.run(&format!("{BRIEFED} -n")).ok();
    case.run("brief set ACME-B0004 'proposition=The forest starts at your own door.'").ok();
    // Three approvals, three objections.
    let ran = case.run(BRIEFED).exits(1).says("brief-approved");
    for (of, by, day) in
        [("strategy", "bo", "2026-11-16"), ("creative", "kim", "2026-11-16"), ("client", "liisa", "2026-11-18")]
    {
        let words = format!("has no {of} approval that holds: changed since `{by}` approved it on {day}");
        assert!(ran.stderr.contains(&words), "{words}\n{}", ran.all());
    }
    // The film that is being made from it makes that a finding of its own.
    case.run("check ACME-B0004").exits(1).says("brief-changed-after-start");
    // Each says yes to what stands there now.
    case.set_user("bo");
    case.run("brief approve ACME-B0004 --for strategy").ok();
    case.set_user("kim");
    case.run("brief approve ACME-B0004 --for creative").ok();
    case.set_user("ann");
    case.run(BRIEFED).exits(1).says("no client approval that holds");
    case.run("brief approve ACME-B0004 --for client --by liisa --method email --evidence 'mail 09:00'").ok();
    case.run(BRIEFED).ok();
}

#[test]
fn another_layout_comments_and_order_leave_a_brief_approved() {
    let case = briefed();
    let text = case.text(BRIEF);
    let still = |text: &str| {
        case.write(BRIEF, text);
        case.run(&format!("{BRIEFED} -n")).ok();
    };
    still(&text.replace("problem: Under-35s", "problem: >-   # one problem\n  Under-35s"));
    still(&text.replace("title: Spring launch 2027", "title: \"Spring launch 2027\""));
    still(&text.replace('\n', "\r\n"));
    still(&format!("# Read aloud to the client\n{text}"));
    // The first line moves to the end.
    let (first, rest) = text.split_once('\n').expect("lines");
    still(&format!("{rest}{first}\n"));
    // What comes after the yes is not part of it: results, questions, and the word for the status.
    still(&text.replace("    result: null\n", "    result: 31%\n"));
    still(
        &text.replace(
            "open_questions: []",
            "open_questions:\n  - {id: q, text: Which shop?, owner: ann, due: 2026-12-09}",
        ),
    );
    // A date is: it is what the client said yes to.
    case.write(BRIEF, text.replace("live: 2027-04-01", "live: 2027-04-02"));
    case.run(BRIEFED).exits(1).says("changed since");
}

#[test]
fn a_word_opens_no_gate() {
    let case = briefed();
    let text = case.text(BRIEF);
    let head = text.split("\napprovals:").next().expect("a head");
    case.write(BRIEF, format!("{head}\n"));
    let ran = case.run(BRIEFED).exits(1);
    assert_eq!(ran.stderr.matches("error[brief-approved]").count(), 3, "{}", ran.all());
    let case = sent("5000.00");
    case.write(JOB, case.text(JOB).replace("status: sent", "status: approved"));
    case.run(ON).exits(1).says("its status says approved, but no approval of the client by then");
}
