//! `today`: what waits for one person, of the agency or of a client; and `overdue --all`, where what nobody did comes to light. Every kind
//! of row once, and the day before it was there.
//!
//! Mondays 30 Nov, 7 and 14 Dec 2026; the office has no holidays.

use crate::harness::Case;
use crate::pieces::{Book, of, on, print_of, told};
use suits::domain::brief::Brief;
use suits::reports::ReportAsk;
use suits::values::BriefId;
use unicode_width::UnicodeWidthStr;

pub(crate) const AGENCY: &str = r#"
[agency]
name = "Northlight"
[people.ann]
name = "Ann Lee"
roles = ["account-executive"]
[people.mai]
name = "Mai Tran"
roles = ["account-manager"]
[people.bo]
name = "Bo Berg"
roles = ["account-director"]
away = [AWAY]
[people.dan]
name = "Dan Holm"
roles = ["account-director"]
[people.kim]
name = "Kim Park"
roles = ["creative-director"]
[people.tom]
name = "Tom Reid"
roles = ["traffic"]
"#;

pub(crate) const CLIENT: &str = "name: Acme Oy\nstatus: active\ncurrency: EUR\nteam: {account-executive: ann, account-manager: mai, account-director: bo, creative: kim}\ncontacts:\n  - {id: liisa, name: Liisa, role: approver, limit: 50000}\n  - {id: otto, name: Otto, role: approver, limit: 1000}\n";

pub(crate) const JOB: &str =
    "title: Film\ntype: tv-video\nstatus: estimating\nrequested_by: liisa\nrequested_on: 2026-11-02\n";

/// An agency where Bo is away as it says, and its client with more lines.
pub(crate) fn agency(away: &str, client: &str) -> Book {
    Book::new(&AGENCY.replace("AWAY", away)).client("ACME", &format!("{CLIENT}{client}"))
}

pub(crate) fn handoff(stage: &str, to: &str, date: &str, due: &str) -> String {
    format!("handoffs:\n  - {{stage: {stage}, from: tom, to: {to}, date: {date}, due: {due}, accepted: {date}}}\n")
}

/// What waits for somebody on a day.
pub(crate) fn waits(book: &Book, person: &str, day: &str) -> Vec<String> {
    told(&book.ask("today", &of(person, day)).grid, &["what", "kind", "record", "due", "days"])
}

pub(crate) fn notes(book: &Book, person: &str, day: &str) -> Vec<String> {
    told(&book.ask("today", &of(person, day)).grid, &["note"])
}

pub(crate) const NOTHING: [&str; 0] = [];

#[test]
fn a_ball_not_yet_accepted_says_so_until_it_is() {
    let job = format!(
        "{JOB}handoffs:\n  - {{stage: estimating, from: tom, to: ann, date: 2026-12-01, due: 2026-12-11, accepted: 2026-12-03}}\n"
    );
    let book = agency("", "").job("ACME-0001", &job);
    assert_eq!(notes(&book, "ann", "2026-12-02"), ["from tom, 2026-12-01; not accepted yet"]);
    assert_eq!(notes(&book, "ann", "2026-12-03"), ["from tom, 2026-12-01"]);
    // the day before there was only the request, long due
    assert_eq!(waits(&book, "ann", "2026-11-30"), ["overdue request ACME-0001 2026-11-03 -19"]);
}

#[test]
fn next_steps_wait_for_their_owner_until_it_is_decided() {
    let book = agency(
        "",
        "opportunities:\n  - {id: kids, title: Kids' range, kind: organic, stage: won, owner: mai, next_step: Send scope, due: 2026-12-11, decided: 2026-12-10}\n",
    );
    // Friday 11 is four working days from Monday 7 and three from Tuesday 8.
    assert_eq!(waits(&book, "mai", "2026-12-07"), ["ball opportunity ACME 2026-12-11 4"]);
    assert_eq!(waits(&book, "mai", "2026-12-08"), ["due-soon opportunity ACME 2026-12-11 3"]);
    assert_eq!(notes(&book, "mai", "2026-12-08"), ["next: Send scope (won)"]);
    assert_eq!(waits(&book, "mai", "2026-12-10"), NOTHING);
    assert_eq!(waits(&book, "ann", "2026-12-07"), NOTHING);
}

/// A contract that ends on 31 March; 90 days of notice make the last day for it 31 December. Twenty working days before that: 30, 29, 28
/// (3), 25 to 21 (8), 18 to 14 (13), 11 to 7 (18), 4 and 3 December.
const CONTRACT: &str = "contracts:\n  - {id: aor, type: aor, start: 2026-01-01, end: 2027-03-31, notice_days: 90}\n";

#[test]
fn a_renewal_waits_for_the_account_manager_from_three_days_before_it_is_to_be_decided() {
    let book = agency("", CONTRACT);
    // Thursday 3 December is four working days from Sunday 29 November, three from Monday 30.
    assert_eq!(waits(&book, "mai", "2026-11-29"), NOTHING);
    assert_eq!(waits(&book, "mai", "2026-11-30"), ["due-soon renewal ACME 2026-12-03 3"]);
    assert_eq!(waits(&book, "mai", "2026-12-04"), ["overdue renewal ACME 2026-12-03 -1"]);
    let note = &notes(&book, "mai", "2026-12-04")[0];
    assert!(note.starts_with("notice until 2026-12-31: `suits client set ACME contracts.aor.renewal_decision=renew`"));
    assert!(notes(&book, "mai", "2027-01-01")[0].starts_with("notice was possible until 2026-12-31"));
    // it is over with the contract, and decided is decided
    assert_eq!(waits(&book, "mai", "2027-04-01"), NOTHING);
    let decided = CONTRACT.replace("notice_days: 90", "notice_days: 90, renewal_decision: end");
    assert_eq!(waits(&agency("", &decided), "mai", "2026-12-04"), NOTHING);
    let owned = CONTRACT.replace("notice_days: 90", "notice_days: 90, renewal_owner: dan");
    assert_eq!(waits(&agency("", &owned), "mai", "2026-12-04"), NOTHING);
    assert_eq!(waits(&agency("", &owned), "dan", "2026-12-04"), ["overdue renewal ACME 2026-12-03 -1"]);
}

#[test]
fn a_contact_report_waits_for_its_author_until_it_went_out() {
    let book = agency("", "").contact_report(
        "ACME-C0001",
        "date: 2026-12-01\nmedium: call\nauthor: ann\nissued: 2026-12-04\nitems:\n  - {id: sizes, action: Send sizes, owner: kim, due: 2026-12-03, done: 2026-12-03}\n",
    );
    assert_eq!(waits(&book, "ann", "2026-11-30"), NOTHING);
    assert_eq!(waits(&book, "ann", "2026-12-01"), ["due-soon contact-report ACME-C0001 2026-12-02 1"]);
    assert_eq!(waits(&book, "ann", "2026-12-03"), ["overdue contact-report ACME-C0001 2026-12-02 -1"]);
    assert_eq!(waits(&book, "ann", "2026-12-04"), NOTHING);
    assert_eq!(waits(&book, "kim", "2026-11-30"), NOTHING);
    assert_eq!(waits(&book, "kim", "2026-12-01"), ["due-soon action ACME-C0001 2026-12-03 2"]);
    assert_eq!(
        notes(&book, "kim", "2026-12-02"),
        ["action of the call of 2026-12-01: `suits contact-report done ACME-C0001 sizes`"]
    );
    assert_eq!(waits(&book, "kim", "2026-12-03"), NOTHING);
}

fn incident(severity: u8, more: &str) -> String {
    format!("issues:\n  - {{id: price, date: 2026-12-01, severity: {severity}, text: Old price on air{more}}}\n")
}

#[test]
fn an_incident_waits_for_its_owner_and_a_serious_one_comes_to_the_account_director_at_once() {
    let book = agency("", &incident(4, ", owner: mai, resolved: 2026-12-03"));
    assert_eq!(waits(&book, "mai", "2026-11-30"), NOTHING);
    assert_eq!(waits(&book, "mai", "2026-12-01"), ["due-today issue ACME 2026-12-01 0"]);
    assert_eq!(waits(&book, "mai", "2026-12-02"), ["overdue issue ACME 2026-12-01 -1"]);
    assert_eq!(waits(&book, "bo", "2026-11-30"), NOTHING);
    assert_eq!(waits(&book, "bo", "2026-12-01"), ["escalated issue ACME 2026-12-01 0"]);
    assert_eq!(notes(&book, "bo", "2026-12-01"), ["incident of severity 4, with mai since 2026-12-01"]);
    assert_eq!((waits(&book, "mai", "2026-12-03"), waits(&book, "bo", "2026-12-03")), (Vec::new(), Vec::new()));
    // An urgent one has until the next working day; a routine one has no day, and is told to nobody but whom it was escalated to. Without
    // an owner it is the account executive's.
    let urgent = agency("", &incident(3, ""));
    assert_eq!(waits(&urgent, "ann", "2026-12-01"), ["due-soon issue ACME 2026-12-02 1"]);
    let routine = agency("", &incident(1, ", owner: ann, escalated_to: mai"));
    assert_eq!(waits(&routine, "ann", "2026-12-04"), ["ball issue ACME - -"]);
    assert_eq!(waits(&routine, "mai", "2026-12-04"), ["escalated issue ACME - -"]);
    assert_eq!(waits(&routine, "bo", "2026-12-04"), NOTHING);
}

#[test]
fn what_is_somebodys_who_is_away_comes_to_the_deputy_with_the_name() {
    let book = agency("{ from = 2026-12-01, to = 2026-12-04, deputy = \"dan\" }", &incident(4, ", owner: mai"));
    let keys = ["what", "instead_of"];
    assert_eq!(told(&book.ask("today", &of("dan", "2026-12-04")).grid, &keys), ["escalated bo"]);
    assert!(notes(&book, "dan", "2026-12-04")[0].starts_with("for bo, who is away; "));
    assert_eq!(waits(&book, "dan", "2026-12-05"), NOTHING);
    assert_eq!(told(&book.ask("today", &of("bo", "2026-12-05")).grid, &keys), ["escalated -"]);
}

pub(crate) const BRIEF: &str =
    "title: Film\ntype: tv-video\nstatus: submitted\nauthors: [ann]\nrequested_on: 2026-11-30\n";

#[test]
fn an_approval_waits_for_those_of_the_team_who_may_give_it() {
    let waits_for =
        |away: &str, person: &str, day: &str| waits(&agency(away, "").brief("ACME-B0001", BRIEF), person, day);
    let asked = ["approve brief ACME-B0001 - -"];
    assert_eq!(waits_for("", "bo", "2026-12-01"), asked);
    assert_eq!(waits_for("", "kim", "2026-12-01"), asked);
    // Dan may, but it is not his client; Mai may not.
    assert_eq!(waits_for("", "dan", "2026-12-01"), NOTHING);
    assert_eq!(waits_for("", "mai", "2026-12-01"), NOTHING);
    // While Bo is away it comes to the deputy, if he may; if he may not, to all who do. It never stops being Bo's.
    let away = |deputy: &str| format!("{{ from = 2026-12-01, to = 2026-12-04, deputy = \"{deputy}\" }}");
    for deputy in ["dan", "tom"] {
        assert_eq!(waits_for(&away(deputy), "dan", "2026-12-01"), asked, "{deputy}");
        assert_eq!(waits_for(&away(deputy), "dan", "2026-11-30"), NOTHING, "{deputy}");
        assert_eq!(waits_for(&away(deputy), "bo", "2026-12-01"), asked, "{deputy}");
        assert_eq!(waits_for(&away(deputy), "tom", "2026-12-01"), NOTHING, "{deputy}");
    }
}

/// An estimate of 8,000 in a state, on a job whose ball has been with Ann since a day.
pub(crate) fn estimate(status: &str, since: &str, more: &str) -> String {
    format!(
        "{JOB}{}estimates:\n  - version: 1\n    status: {status}\n    currency: EUR\n{more}    lines:\n      - {{id: a, kind: fee, amount: 8000.00}}\n",
        handoff("estimating", "ann", since, "2026-12-31")
    )
}

#[test]
fn estimates_queue_with_their_sum_for_those_whose_limit_holds_them_the_oldest_first() {
    let book = agency("", "")
        .job("ACME-0001", &estimate("internal-review", "2026-12-03", ""))
        .job("ACME-0002", &estimate("internal-review", "2026-12-01", ""));
    let queue = |person: &str, day: &str| {
        told(&book.ask("today", &of(person, day)).grid, &["what", "kind", "record", "since", "amount"])
    };
    let both =
        ["approve estimate ACME-0002 2026-12-01 8000.00 EUR", "approve estimate ACME-0001 2026-12-03 8000.00 EUR"];
    // up to 25,000 for the account manager, 250,000 for the director, 5,000 for the executive, who has the balls
    assert_eq!(queue("mai", "2026-12-04"), both);
    assert_eq!(queue("bo", "2026-12-04"), both);
    assert!(queue("ann", "2026-12-04").iter().all(|row| row.starts_with("ball handoff")));
    assert_eq!(queue("dan", "2026-12-04"), NOTHING);
    // no job is there before it was asked for
    assert_eq!(queue("mai", "2026-11-01"), NOTHING);
}

#[test]
fn verdicts_wait_for_those_whose_they_are_until_they_are_given() {
    let round = "type: internal\ndeliverable: film\nversion: v1\nsent: 2026-12-02\nverdicts:\n  - {about: strategy, by: ann, date: 2026-12-03, verdict: pass}\n  - {about: brand, by: ann, date: 2026-12-04, verdict: pass}\n";
    let job = format!("{JOB}{}", handoff("internal-review", "tom", "2026-12-01", "2026-12-31"));
    let book = agency("", "").job("ACME-0001", &job).round("ACME-0001-R1", round);
    assert_eq!(waits(&book, "ann", "2026-12-01"), NOTHING);
    assert_eq!(
        notes(&book, "ann", "2026-12-02"),
        ["judge `film` on strategy and brand: `suits feedback decide ACME-0001-R1 --on strategy pass`"]
    );
    assert_eq!(
        notes(&book, "ann", "2026-12-03"),
        ["judge `film` on brand: `suits feedback decide ACME-0001-R1 --on brand pass`"]
    );
    assert_eq!(waits(&book, "ann", "2026-12-04"), NOTHING);
    assert_eq!(waits(&book, "kim", "2026-12-01"), NOTHING);
    assert_eq!(waits(&book, "kim", "2026-12-04"), ["approve verdict ACME-0001-R1 - -"]);
}

#[test]
fn a_contact_of_the_client_has_a_list_too() {
    let id = BriefId::parse("ACME-B0001").expect("an id");
    let hash = print_of::<Brief>(id, BRIEF);
    let yes = |of: &str, by: &str, date: &str| {
        format!("  - {{for: {of}, by: {by}, date: {date}, method: system, hash: {hash}}}\n")
    };
    let brief =
        format!("{BRIEF}approvals:\n{}{}", yes("strategy", "bo", "2026-12-01"), yes("creative", "kim", "2026-12-02"));
    let round = "type: client\ndeliverable: film\nversion: v1\nsent: 2026-12-03\ndue: 2026-12-10\napprover: liisa\n";
    let book = agency("", "")
        .brief("ACME-B0001", &brief)
        .job("ACME-0001", &estimate("sent", "2026-12-01", "    valid_until: 2026-12-10\n"))
        .job("ACME-0002", &format!("{JOB}{}", handoff("client-review", "liisa", "2026-12-03", "2026-12-10")))
        .round("ACME-0002-R1", round);
    let list = |person: &str, day: &str| {
        told(&book.ask("today", &of(person, day)).grid, &["what", "kind", "record", "since", "amount", "due"])
    };
    // The day before the creative director's yes the brief is not hers yet; the estimate, as it stands, is.
    let estimate = "approve estimate ACME-0001 2026-12-01 8000.00 EUR 2026-12-10";
    assert_eq!(list("liisa", "2026-12-01"), [estimate]);
    assert_eq!(list("liisa", "2026-12-02"), [estimate, "approve brief ACME-B0001 2026-12-02 - -"]);
    // Thursday 10 is four working days from Friday 4; the round has no reviewers, so it is its approver who answers.
    assert_eq!(
        list("liisa", "2026-12-04"),
        [
            estimate,
            "approve brief ACME-B0001 2026-12-02 - -",
            "ball handoff ACME-0002 2026-12-03 - 2026-12-10",
            "ball answer ACME-0002-R1 2026-12-03 - 2026-12-10",
        ]
    );
    // The offer is gone on the 11th. Otto's limit is 1,000.
    assert!(!list("liisa", "2026-12-11").iter().any(|row| row.contains("estimate")));
    assert_eq!(list("otto", "2026-12-04"), ["approve brief ACME-B0001 2026-12-02 - -"]);
    assert!(notes(&book, "liisa", "2026-12-04")[1].contains("`suits brief approve ACME-B0001 --for client --by liisa"));
    // Where the brief names who approves, nobody else is asked. (The names are part of what was approved.)
    let named = format!("{BRIEF}approvers: [{{by: liisa, scope: final}}]\n");
    let hash_of_named = print_of::<Brief>(BriefId::parse("ACME-B0001").expect("an id"), &named);
    let brief = brief.replace(BRIEF, &named).replace(&hash, &hash_of_named);
    let book = agency("", "").brief("ACME-B0001", &brief);
    assert_eq!(waits(&book, "otto", "2026-12-04"), NOTHING);
    assert_eq!(waits(&book, "liisa", "2026-12-04"), ["approve brief ACME-B0001 - -"]);
}

#[test]
fn everything_that_can_be_late_is_late_from_the_day_after_it_was_due() {
    let client = format!(
        "{CONTRACT}opportunities:\n  - {{id: kids, title: Kids' range, kind: organic, stage: proposal, owner: mai, next_step: Send scope, due: 2026-12-03}}\nissues:\n  - {{id: late, date: 2026-12-02, severity: 3, text: Sent to the wrong paper}}\n  - {{id: price, date: 2026-12-03, severity: 4, text: Old price on air, owner: mai}}\n  - {{id: tone, date: 2026-11-03, severity: 2, text: Curt on the phone, owner: ann}}\n"
    );
    let book = agency("", &client)
        .job("ACME-0001", &format!("{JOB}due: 2026-12-03\n{}", handoff("in-creative", "kim", "2026-11-20", "2026-12-03")))
        .job("ACME-0002", &JOB.replace("2026-11-02", "2026-12-02").replace("estimating", "requested"))
        .round("ACME-0001-R1", "type: client\ndeliverable: film\nsent: 2026-12-01\ndue: 2026-12-03\nreviewers:\n  - {by: liisa, decision: pending}\n")
        .contact_report("ACME-C0001", "date: 2026-12-02\nmedium: meeting\nauthor: ann\nitems:\n  - {action: Send sizes, owner: ann, due: 2026-12-03}\n")
        .brief("ACME-B0001", "title: Film\ntype: tv-video\nstatus: draft\nopen_questions:\n  - {text: Which song, owner: kim, due: 2026-12-03}\n")
        .issued_invoice("ACME-I0001", "number: \"1\"\ndate: 2026-11-01\ndue: 2026-12-03\nkind: progress\nlines:\n  - {net: 100.00}\ntax: 25%\n");
    let late = |day: &str, keys: &[&str]| told(&book.ask("overdue", &ReportAsk { all: true, ..on(day) }).grid, keys);
    // Thursday 3 is the last day of each: of the request of Wednesday 2, of the report on that day's meeting, of the incident of severity 3
    // of that day, of the renewal (above).
    assert_eq!(late("2026-12-03", &["what"]), NOTHING);
    assert_eq!(
        late("2026-12-04", &["what", "record", "to", "days_late", "escalation_step", "escalate_to"]),
        [
            "opportunity ACME mai 1 1 ann",
            "renewal ACME mai 1 1 ann",
            "issue ACME ann 1 5 bo",
            "issue ACME mai 1 5 bo",
            "question ACME-B0001 kim 1 1 ann",
            "action ACME-C0001 ann 1 1 ann",
            "contact-report ACME-C0001 ann 1 1 ann",
            "invoice ACME-I0001 - 1 1 ann",
            "handoff ACME-0001 kim 1 1 ann",
            "job ACME-0001 kim 1 1 ann",
            "answer ACME-0001-R1 liisa 1 1 ann",
            "request ACME-0002 ann 1 1 ann",
        ]
    );
    // Without `--all` only the handoff. A week later the account director hears of everything: five working days late on Thursday 10.
    assert_eq!(told(&book.ask("overdue", &on("2026-12-04")).grid, &["job"]), ["ACME-0001"]);
    assert!(late("2026-12-10", &["days_late", "escalate_to"]).iter().all(|row| row == "5 bo"));
    assert_eq!(
        late("2026-12-04", &["what", "title"])[..3],
        [
            "opportunity Kids' range: Send scope",
            "renewal contract aor ends after 2027-03-31, notice until 2026-12-31",
            "issue Sent to the wrong paper"
        ]
    );
}

#[test]
fn questions_of_a_brief_whose_jobs_are_over_are_history() {
    let question = "title: Film\ntype: tv-video\nstatus: approved\nopen_questions:\n  - {text: Which song, owner: kim, due: 2026-12-03}\n";
    let job = format!("{JOB}brief: ACME-B0001\nhandoffs:\n  - {{stage: closed, date: 2026-12-08, done: 2026-12-08}}\n");
    let book = agency("", "").brief("ACME-B0001", question).job("ACME-0001", &job);
    let late = |day: &str| told(&book.ask("overdue", &ReportAsk { all: true, ..on(day) }).grid, &["what"]);
    assert!(late("2026-12-07").contains(&"question".to_owned()));
    assert_eq!(late("2026-12-08"), NOTHING);
    assert_eq!(waits(&book, "kim", "2026-12-07"), ["overdue question ACME-B0001 2026-12-03 -2"]);
    assert_eq!(waits(&book, "kim", "2026-12-08"), NOTHING);
}

#[test]
fn a_contact_is_named_as_people_are_and_told_apart_by_client() {
    let case = Case::copy("tests/books/records", "2026-12-14");
    case.run("job advance ACME-0013 --to client-review --by ann --dry-run");
    case.run("today --for liisa").ok();
    case.run("today --for lisa")
        .exits(2)
        .says("no contact of a client, is called `lisa`")
        .says("did you mean `liisa`?");
    case.run("today --for liisa --client ACME --format json").ok().says("\"report\": \"today\"");
    case.write(
        "clients/BETA.yaml",
        "name: Beta\nstatus: active\ncontacts:\n  - {id: liisa, name: Liisa, role: approver}\n",
    );
    case.run("today --for liisa").exits(2).says("several clients have a contact `liisa`: ACME, BETA").says("--client");
    case.run("today --for liisa --client BETA").ok().says("nothing waits for liisa");
}

#[test]
fn what_a_note_says_to_type_can_be_typed() {
    let case = Case::copy("tests/books/records", "2026-10-20");
    case.run("today --for mai").ok().says("renewal_decision=renew");
    case.run("client set ACME contracts.aor-2025.renewal_decision=renew").ok();
    case.run("today --for mai").ok().says_not("renewal_decision");
}

#[test]
fn titles_in_every_script_line_up() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    let job = case.text("jobs/ACME/ACME-0012.yaml").replace("ACME-0012", "ACME-0020");
    for (number, title) in
        [(21, "ฟิล์มเปิดตัวฤดูใบไม้ผลิ"), (22, "春季发布影片"), (23, "Phim ra mắt mùa xuân"), (24, "Kevään lanseerauselokuva")]
    {
        case.write(&format!("jobs/ACME/ACME-00{number}.yaml"), job.replace("Spring launch film", title));
    }
    let printed = case.run("today --for kim --columns record,title,stage").ok().stdout;
    let places: Vec<usize> =
        printed.lines().filter_map(|line| Some(line[..line.find("in-creative")?].width())).collect();
    assert!(places.len() >= 5 && places.iter().all(|at| *at == places[0]), "{places:?}\n{printed}");
}
