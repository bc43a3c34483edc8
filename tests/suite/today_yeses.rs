//! `today`: whose yes is asked for, as the gates see it: drafts of estimates, yeses that what they were given to has outgrown, yeses of
//! somebody who could not give them, verdicts where the seat is empty; and the dues of jobs that were on hold.

use crate::harness::Case;
use crate::pieces::{Book, of, print_of, told};
use crate::today::{AGENCY, BRIEF, CLIENT, JOB, NOTHING, agency, estimate, handoff, notes, waits};
use suits::domain::brief::Brief;
use suits::values::BriefId;

/// Who has been told what of a record, by the book on disk.
fn list(case: &Case, person: &str, record: &str) -> Vec<String> {
    let json = case.run(&format!("today --for {person} --format json")).ok().json();
    let rows = json["rows"].as_array().expect("rows");
    let of_it = rows.iter().filter(|row| row["record"] == record && row["what"] == "approve");
    of_it.map(|row| row["note"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_draft_with_lines_waits_for_those_who_may_approve_it_once_its_job_is_estimating() {
    let draft = estimate("draft", "2026-12-01", "");
    let queue = |text: &str, person: &str| {
        let book = agency("", "").job("ACME-0001", text);
        let rows =
            told(&book.ask("today", &of(person, "2026-12-04")).grid, &["what", "kind", "record", "since", "amount"]);
        rows.into_iter().filter(|row| row.starts_with("approve")).collect::<Vec<_>>()
    };
    let asked = ["approve estimate ACME-0001 2026-12-01 8000.00 EUR"];
    // up to 25,000 for the account manager, 5,000 for the executive
    assert_eq!((queue(&draft, "mai"), queue(&draft, "ann")), (asked.map(str::to_owned).to_vec(), Vec::new()));
    // later in the workflow it still waits since the job came to its price
    let later = draft.replace(
        "accepted: 2026-12-01}\n",
        "done: 2026-12-02}\n  - {stage: authorised, from: ann, to: tom, date: 2026-12-02, due: 2026-12-31}\n",
    );
    assert_ne!(later, draft);
    assert_eq!(queue(&later, "mai"), asked);
    for stage in ["briefing", "closed"] {
        assert_eq!(queue(&draft.replace("stage: estimating", &format!("stage: {stage}")), "mai"), NOTHING, "{stage}");
    }
    let lines = draft.find("    lines:").expect("lines");
    assert_eq!(queue(&format!("{}    lines: []\n", &draft[..lines]), "mai"), NOTHING);
}

#[test]
fn an_estimate_written_with_the_verbs_is_asked_for_and_approved_and_gone() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    assert_eq!(list(&case, "ann", "ACME-0012"), NOTHING);
    case.run("job estimate add ACME-0012 --new-version --kind fee --amount 1000.00").ok();
    assert_eq!(list(&case, "ann", "ACME-0012"), ["estimate 2: `suits job estimate approve ACME-0012 --for internal`"]);
    case.run("job estimate approve ACME-0012 --for internal").ok();
    assert_eq!(list(&case, "ann", "ACME-0012"), NOTHING);
}

#[test]
fn an_approved_brief_that_changed_is_asked_for_again_until_all_have_said_yes_anew() {
    let mut case = Case::copy("tests/books/records", "2026-12-01");
    let id = "ACME-B0004";
    assert_eq!((list(&case, "bo", id), list(&case, "kim", id)), (Vec::new(), Vec::new()));
    case.run("brief set ACME-B0004 'proposition=The sea starts at your door.'").ok();
    assert_eq!(list(&case, "bo", id), ["changed since 2026-11-16: `suits brief approve ACME-B0004 --for strategy`"]);
    assert_eq!(list(&case, "kim", id), ["changed since 2026-11-16: `suits brief approve ACME-B0004 --for creative`"]);
    // the client comes last
    assert_eq!(list(&case, "liisa", id), NOTHING);
    case.set_user("bo");
    case.run("brief approve ACME-B0004 --for strategy").ok();
    case.set_user("kim");
    case.run("brief approve ACME-B0004 --for creative").ok();
    assert_eq!((list(&case, "bo", id), list(&case, "kim", id)), (Vec::new(), Vec::new()));
    assert!(list(&case, "liisa", id)[0].starts_with("changed since 2026-11-18: a yes in writing"));
    case.set_user("ann");
    case.run("brief approve ACME-B0004 --for client --by liisa --method email --evidence 'mail 2026-12-01'")
        .ok()
        .says("job advance JOB --to brief-approved");
    assert_eq!(list(&case, "liisa", id), NOTHING);
}

#[test]
fn a_brief_that_nobody_works_from_any_more_is_left_alone() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    case.run("brief set ACME-B0004 'proposition=The sea starts at your door.'").ok();
    // ACME-0012 and ACME-0013 work from it
    let (one, other) = ("jobs/ACME/ACME-0012.yaml", "jobs/ACME/ACME-0013.yaml");
    case.write(other, case.text(other) + "cancelled: {date: 2026-12-01}\n");
    let job = case.text(one);
    assert_eq!(list(&case, "bo", "ACME-B0004").len(), 1);
    case.write(one, job.replace("stage: in-creative", "stage: delivered"));
    assert_eq!(list(&case, "bo", "ACME-B0004"), NOTHING);
    case.write(one, job.replace("cancelled: null", "cancelled: {date: 2026-12-01} #"));
    assert_eq!(list(&case, "bo", "ACME-B0004"), NOTHING);
}

#[test]
fn an_approved_estimate_that_changed_is_asked_for_again_the_agency_first() {
    let mut case = Case::copy("tests/books/records", "2026-12-01");
    let id = "ACME-0012";
    case.run("job change withdraw ACME-0012 co1").ok();
    assert_eq!((list(&case, "bo", id), list(&case, "liisa", id)), (Vec::new(), Vec::new()));
    let job = case.text("jobs/ACME/ACME-0012.yaml");
    case.write("jobs/ACME/ACME-0012.yaml", job.replace("        hours: 40\n", "        hours: 50\n"));
    // 50 h x 110.00 and the film alone, 30,000.00 + 15%, are over the account manager's 25,000.00
    assert_eq!(
        list(&case, "bo", id),
        ["changed since 2026-11-20: estimate 1: `suits job estimate approve ACME-0012 --for internal`"]
    );
    assert_eq!((list(&case, "mai", id), list(&case, "liisa", id)), (Vec::new(), Vec::new()));
    case.set_user("bo");
    case.run("job estimate approve ACME-0012 --for internal").ok();
    assert_eq!(list(&case, "bo", id), NOTHING);
    assert!(list(&case, "liisa", id)[0].starts_with("changed since 2026-11-23: estimate 1: a yes in writing"));
    case.set_user("ann");
    case.run("job estimate approve ACME-0012 --for client --by liisa --method po --evidence 4500012345").ok();
    assert_eq!(list(&case, "liisa", id), NOTHING);
}

#[test]
fn a_yes_of_somebody_who_may_not_give_it_is_none() {
    let hash = print_of::<Brief>(BriefId::parse("ACME-B0001").expect("an id"), BRIEF);
    let yes = |by: &str| {
        let text = format!(
            "{BRIEF}approvals:\n  - {{for: strategy, by: {by}, date: 2026-12-01, method: system, hash: {hash}}}\n"
        );
        agency("", "").brief("ACME-B0001", &text)
    };
    assert_eq!(waits(&yes("bo"), "bo", "2026-12-02"), NOTHING);
    // Ann wrote it; for Mai it is too large.
    for by in ["ann", "mai"] {
        let note = notes(&yes(by), "bo", "2026-12-02").concat();
        assert!(note.starts_with(&format!("the yes of {by} on 2026-12-01 does not count")), "{note}");
        assert!(note.ends_with("`suits brief approve ACME-B0001 --for strategy`"), "{note}");
    }
}

#[test]
fn a_brief_is_not_approved_by_a_yes_that_the_gate_will_not_take() {
    let mut case = Case::copy("tests/books/records", "2026-12-01");
    case.run("brief new ACME --like ACME-B0004 --title 'Autumn launch'").ok();
    case.run("brief submit ACME-B0005").ok();
    let path = "briefs/ACME/ACME-B0005.yaml";
    case.set_user("bo");
    case.run("brief approve ACME-B0005 --for strategy").ok();
    let by_bo = case.text(path);
    let by_mai = by_bo.replace("by: bo", "by: mai");
    assert_ne!(by_mai, by_bo);
    case.write(path, by_mai);
    case.set_user("kim");
    case.run("brief approve ACME-B0005 --for creative").ok().says("still to approve: strategy, client");
    case.set_user("ann");
    case.run("brief check ACME-B0005").says("still to approve: strategy, client");
    case.run("brief approve ACME-B0005 --for client --by liisa --method email --evidence x")
        .ok()
        .says("still to approve: strategy")
        .says_not("→ approved");
    case.set_user("bo");
    case.run("brief approve ACME-B0005 --for strategy").ok().says("submitted → approved");
}

#[test]
fn verdicts_of_an_account_executive_who_left_wait_for_those_of_the_team_who_may() {
    let gone = "[people.eve]\nname = \"Eve Lind\"\nroles = [\"account-executive\"]\nto = 2026-12-02\n";
    let round = "type: internal\ndeliverable: film\nversion: v1\nsent: 2026-12-02\n";
    let job = format!("{JOB}{}", handoff("internal-review", "tom", "2026-12-01", "2026-12-31"));
    let book = Book::new(&format!("{}{gone}", AGENCY.replace("AWAY", "")))
        .client("ACME", &CLIENT.replace("account-executive: ann", "account-executive: eve"))
        .job("ACME-0001", &job)
        .round("ACME-0001-R1", round);
    let asked = ["approve verdict ACME-0001-R1 - -"];
    assert_eq!(waits(&book, "eve", "2026-12-02"), asked);
    assert_eq!(waits(&book, "mai", "2026-12-02"), NOTHING);
    // Eve's last day was the 2nd. Ann may judge, but has no seat here; Kim judges craft as ever.
    assert_eq!(waits(&book, "eve", "2026-12-03"), NOTHING);
    assert_eq!(
        (waits(&book, "mai", "2026-12-03"), waits(&book, "bo", "2026-12-03")),
        (vec![asked[0].to_owned()], vec![asked[0].to_owned()])
    );
    assert!(notes(&book, "mai", "2026-12-03")[0].starts_with("judge `film` on strategy and brand"));
    assert_eq!(waits(&book, "ann", "2026-12-03"), NOTHING);
    assert!(notes(&book, "kim", "2026-12-03")[0].starts_with("judge `film` on craft:"));
}

#[test]
fn a_due_that_a_hold_has_moved_is_shown_as_moved_beside_its_days() {
    let job = format!(
        "{JOB}{}holds:\n  - {{from: 2026-12-02, to: 2026-12-03}}\n",
        handoff("in-creative", "kim", "2026-12-01", "2026-12-04")
    );
    let round = "type: client\ndeliverable: film\nversion: v1\nsent: 2026-12-01\ndue: 2026-12-04\nreviewers:\n  - {by: kim, decision: pending}\n";
    let book = agency("", "").job("ACME-0001", &job).round("ACME-0001-R1", round);
    // Wednesday and Thursday on hold: Friday 4 becomes Tuesday 8, two working days from Friday.
    let view = book.ask("today", &of("kim", "2026-12-04"));
    assert_eq!(
        told(&view.grid, &["what", "record", "due", "effective_due", "days"]),
        ["due-soon ACME-0001 2026-12-04 2026-12-08 2", "due-soon ACME-0001-R1 2026-12-04 2026-12-08 2"]
    );
    let shown: Vec<_> = view.grid.columns.iter().filter(|column| column.shown && column.title == "Due").collect();
    assert_eq!(shown.iter().map(|column| column.key).collect::<Vec<_>>(), ["effective_due"]);
}

#[test]
fn what_a_client_owes_waits_for_finance_and_what_it_disputes_for_the_account_manager() {
    // 4,400.00 and 25.5% are 5,522.00, due on 2027-01-14 and paid on the 10th
    let invoice = "invoices/ACME/ACME-I0118.yaml";
    let mut late = Case::copy("tests/books/records", "2027-01-15");
    let rows = |case: &Case, who: &str| -> Vec<String> {
        let json = case.run(&format!("today --for {who} --format json")).ok().json();
        let rows = json["rows"].as_array().expect("rows").clone();
        let invoices = rows.iter().filter(|row| row["kind"] == "invoice");
        invoices
            .map(|row| format!("{} {} {}", row["what"], row["days"], row["amount"]["amount"]).replace('"', ""))
            .collect()
    };
    assert_eq!((rows(&late, "fay"), rows(&late, "mai")), (Vec::new(), Vec::new()), "it is paid");
    // a part of it: 5,522.00 - 522.00 are open, one working day late
    let part = late.text(invoice).replace("amount: 5522.00", "amount: 522.00");
    late.write(invoice, part);
    assert_eq!((rows(&late, "fay"), rows(&late, "mai")), (vec!["overdue -1 5000.00".to_owned()], Vec::new()));
    late.run("today --for fay --format csv").ok().says("suits invoice pay ACME-I0118");
    // on its last day nobody is late
    late.set_day("2027-01-14");
    assert_eq!(rows(&late, "fay"), [""; 0]);
    late.set_day("2027-01-15");
    let disputed = late.text(invoice).replace("disputed: null", "disputed: The second ending was never approved");
    assert!(disputed.contains("second ending"));
    late.write(invoice, disputed);
    assert_eq!((rows(&late, "fay"), rows(&late, "mai")), (Vec::new(), vec!["overdue -1 5000.00".to_owned()]));
    late.run("today --for mai --format csv")
        .ok()
        .says("The second ending was never approved")
        .says("suits invoice dispute ACME-I0118 --settled");
    // disputed before it is due: it waits all the same
    late.set_day("2027-01-04");
    assert_eq!(rows(&late, "mai").len(), 1);
}
