//! `rounds`: the client's rounds against the contract, what covers those beyond it, and how long the client has had the work.
//!
//! The contract of the record format includes two rounds. December 2026: Tuesday 1, Mondays 7, 14, 21 and 28; the client's calendar has no
//! holiday on a weekday.

use crate::harness::Case;
use crate::pieces::{Book, on, print_at, told};
use suits::domain::job::Job;
use suits::key_path;
use suits::reports::ReportAsk;
use suits::values::JobId;
use unicode_width::UnicodeWidthStr;

const JOB: &str = "title: Film\ntype: tv-video\ncontract: aor-2025\nstatus: client-review\nrequested_by: liisa\nrequested_on: 2026-11-02\ndeliverables:\n  - {id: film, version: v3}\nhandoffs:\n  - {stage: client-review, from: ann, to: liisa, date: 2026-12-01, due: 2026-12-31}\n";

/// A client round, with more lines.
fn round(version: &str, sent: &str, due: &str, more: &str) -> String {
    format!("type: client\ndeliverable: film\nversion: {version}\nsent: {sent}\ndue: {due}\napprover: liisa\n{more}")
}

fn said(decision: &str, date: &str) -> String {
    format!("reviewers:\n  - {{by: liisa, decision: {decision}, date: {date}}}\n")
}

const SILENT: &str = "reviewers:\n  - {by: liisa, decision: pending}\n";

/// Three client rounds: Tuesday 1 (answered Friday 4), Monday 7 (answered Thursday 10), Monday 14 (no answer, due Monday 21).
fn three(job: &str, last: &str) -> Book {
    Book::records()
        .job("ACME-0001", job)
        .round("ACME-0001-R1", "type: internal\ndeliverable: film\nversion: v1\nsent: 2026-11-30\n")
        .round("ACME-0001-R2", &round("v1", "2026-12-01", "2026-12-08", &said("changes-required", "2026-12-04")))
        .round("ACME-0001-R3", &round("v2", "2026-12-07", "2026-12-14", &said("changes-required", "2026-12-10")))
        .round("ACME-0001-R4", &round("v3", "2026-12-14", "2026-12-21", &format!("{SILENT}{last}")))
}

fn shown(book: &Book, ask: &ReportAsk, keys: &[&str]) -> Vec<String> {
    told(&book.ask("rounds", ask).grid, keys)
}

fn over(day: &str) -> ReportAsk {
    ReportAsk { over: true, ..on(day) }
}

const USED: [&str; 7] = ["client_rounds", "included", "over", "paid", "waived", "uncovered", "internal_rounds"];
const OUT: [&str; 5] = ["round", "open_round", "decision", "days_out", "late_days"];

#[test]
fn a_round_counts_from_the_day_it_was_sent() {
    let book = three(JOB, "");
    assert_eq!(shown(&book, &on("2026-11-29"), &USED), Vec::<String>::new());
    // nothing but the internal round, which the contract does not count
    assert_eq!(shown(&book, &on("2026-11-30"), &USED), ["0 2 0 0 0 0 1"]);
    assert_eq!(shown(&book, &on("2026-12-13"), &USED), ["2 2 0 0 0 0 1"]);
    assert_eq!(shown(&book, &over("2026-12-13"), &["job"]), Vec::<String>::new());
    assert_eq!(shown(&book, &on("2026-12-14"), &USED), ["3 2 1 0 0 1 1"]);
    assert_eq!(shown(&book, &over("2026-12-14"), &["job", "deliverable"]), ["ACME-0001 film"]);
}

#[test]
fn how_long_the_client_has_had_it_is_counted_in_the_clients_working_days() {
    let book = three(JOB, "");
    // Sent on Tuesday 1 and answered on Friday 4: three days, and on Wednesday 2 only one so far.
    assert_eq!(shown(&book, &on("2026-12-02"), &OUT), ["ACME-0001-R2 ACME-0001-R2 pending 1 0"]);
    assert_eq!(shown(&book, &on("2026-12-06"), &OUT), ["ACME-0001-R2 - changes-required 3 0"]);
    // Sent on Monday 14, due on Monday 21: seven days on Wednesday 23, two of them late.
    assert_eq!(shown(&book, &on("2026-12-21"), &OUT), ["ACME-0001-R4 ACME-0001-R4 pending 5 0"]);
    assert_eq!(shown(&book, &on("2026-12-23"), &OUT), ["ACME-0001-R4 ACME-0001-R4 pending 7 2"]);
    // On hold from Tuesday 15 to Thursday 17 the clock stands: three days less out, and due three working days later, on Thursday 24.
    let held = three(&format!("{JOB}holds:\n  - {{from: 2026-12-15, to: 2026-12-17, reason: Budget freeze}}\n"), "");
    assert_eq!(shown(&held, &on("2026-12-23"), &OUT), ["ACME-0001-R4 ACME-0001-R4 pending 4 0"]);
    assert_eq!(shown(&held, &on("2026-12-25"), &OUT), ["ACME-0001-R4 ACME-0001-R4 pending 6 1"]);
}

#[test]
fn the_worst_reviewer_decides_and_one_who_is_silent_keeps_the_round_open() {
    let two =
        "reviewers:\n  - {by: liisa, decision: changes-required, date: 2026-12-03}\n  - {by: mai, decision: pending}\n";
    let book =
        Book::records().job("ACME-0001", JOB).round("ACME-0001-R1", &round("v1", "2026-12-01", "2026-12-08", two));
    assert_eq!(shown(&book, &on("2026-12-04"), &OUT), ["ACME-0001-R1 ACME-0001-R1 changes-required 3 0"]);
}

#[test]
fn a_waiver_covers_from_its_day_and_only_by_somebody_who_may() {
    let waiver = |by: &str| format!("waiver: {{by: {by}, date: 2026-12-16, reason: Our ending}}\n");
    let book = three(JOB, &waiver("mai"));
    assert_eq!(shown(&book, &on("2026-12-15"), &USED), ["3 2 1 0 0 1 1"]);
    assert_eq!(shown(&book, &on("2026-12-16"), &USED), ["3 2 1 0 1 0 1"]);
    assert_eq!(shown(&book, &over("2026-12-16"), &["job"]), Vec::<String>::new());
    // an account executive may not
    assert_eq!(shown(&three(JOB, &waiver("ann")), &on("2026-12-16"), &USED), ["3 2 1 0 0 1 1"]);
}

/// The job with a change order raised on a day and approved by the client on the 10th.
fn with_order(raised: &str, cause: &str) -> String {
    let order = |hash: &str| {
        format!(
            "{JOB}change_orders:\n  - id: co1\n    date: {raised}\n    cause: {cause}\n    status: approved\n    currency: EUR\n    lines:\n      - {{id: a, kind: fee, amount: 900.00}}\n    approvals:\n      - {{for: client, by: liisa, role: approver, date: 2026-12-10, method: email, evidence: mail, entered_by: ann, hash: {hash}}}\n"
        )
    };
    let id = JobId::parse("ACME-0001").expect("an id");
    order(&print_at::<Job>(id, &order("h1-0000000000000000"), &key_path!["change_orders", 0_usize]))
}

#[test]
fn a_change_order_raised_after_the_last_included_round_pays() {
    // The second round, the last included, was sent on Monday 7.
    let paid = three(&with_order("2026-12-08", "client-revision"), "");
    assert_eq!(shown(&paid, &on("2026-12-14"), &USED), ["3 2 1 1 0 0 1"]);
    // The next one is paid for before it is held, from the day of the approval.
    assert_eq!(shown(&paid, &on("2026-12-10"), &USED), ["2 2 0 1 0 0 1"]);
    assert_eq!(shown(&paid, &on("2026-12-09"), &USED), ["2 2 0 0 0 0 1"]);
    let before = three(&with_order("2026-12-07", "client-revision"), "");
    assert_eq!(shown(&before, &on("2026-12-14"), &USED), ["3 2 1 0 0 1 1"]);
    let other = three(&with_order("2026-12-08", "out-of-scope"), "");
    assert_eq!(shown(&other, &on("2026-12-14"), &USED), ["3 2 1 0 0 1 1"]);
}

#[test]
fn a_second_batch_of_answers_to_one_version_is_a_round_and_is_counted_as_such() {
    let answered = |sent: &str| round("v1", sent, "2026-12-08", &said("changes-required", "2026-12-03"));
    let book = Book::records()
        .job("ACME-0001", JOB)
        .round("ACME-0001-R1", &answered("2026-12-01"))
        .round("ACME-0001-R2", &answered("2026-12-02"));
    assert_eq!(shown(&book, &on("2026-12-03"), &["client_rounds", "batches"]), ["2 1"]);
    // on the 2nd nobody had answered the first yet
    assert_eq!(shown(&book, &on("2026-12-02"), &["client_rounds", "batches"]), ["2 0"]);
}

#[test]
fn remarks_are_counted_by_class_and_those_without_a_word_of_why_are_told() {
    let items = "items:\n  - {id: a, text: Shop, why: Managers asked, class: client-revision, status: open}\n  - {id: b, text: Logo, why: Wrong file, class: agency-correction, status: done}\n  - {id: c, text: Louder, class: client-revision, status: declined}\n  - {id: d, text: Longer, why: \"-\"}\n";
    let book = Book::records()
        .job("ACME-0001", JOB)
        .round("ACME-0001-R1", "type: internal\ndeliverable: film\nversion: v1\nsent: 2026-11-30\nitems:\n  - {text: Type, why: Small, class: agency-correction, status: done}\n")
        .round("ACME-0001-R2", &round("v1", "2026-12-01", "2026-12-08", &format!("{SILENT}{items}")));
    let view = book.ask("rounds", &on("2026-12-02"));
    assert_eq!(told(&view.grid, &["open_items", "unexplained"]), ["2 2"]);
    let (key, _, classes) = &view.others[0];
    assert_eq!(*key, "classes");
    assert_eq!(
        told(classes, &["class", "items", "from_client", "from_agency", "open_items", "declined"]),
        ["client-revision 2 2 0 1 1", "agency-correction 2 1 1 0 0", "- 1 1 0 1 0"]
    );
}

#[test]
fn jobs_that_are_over_come_with_all_and_a_job_without_a_contract_is_never_beyond_it() {
    let closed = format!("{JOB}  - {{stage: closed, date: 2026-12-15, done: 2026-12-15}}\n");
    let book = three(&closed, "");
    assert_eq!(shown(&book, &on("2026-12-14"), &["job"]), ["ACME-0001"]);
    assert_eq!(shown(&book, &on("2026-12-15"), &["job"]), Vec::<String>::new());
    let all = ReportAsk { all: true, ..on("2026-12-15") };
    // Nobody will answer any more, so no day is counted.
    assert_eq!(shown(&book, &all, &["job", "over", "days_out", "late_days"]), ["ACME-0001 1 - -"]);
    let free = three(&JOB.replace("contract: aor-2025\n", ""), "");
    assert_eq!(shown(&free, &on("2026-12-14"), &USED), ["3 - - - - - 1"]);
    assert_eq!(shown(&free, &over("2026-12-14"), &["job"]), Vec::<String>::new());
}

/// The book of the record format with rounds R2 and R3 on the cinema cut.
fn on_disk() -> Case {
    let case = Case::copy("tests/books/records", "2026-12-30");
    for (number, version, sent) in [(2, "v2", "2026-12-18"), (3, "v3", "2026-12-29")] {
        let text = format!(
            "type: client\ndeliverable: film-30\nversion: {version}\nsent: {sent}\ndue: 2027-01-08\napprover: liisa\nreviewers:\n  - by: liisa\n    decision: changes-required\n    date: {sent}\n"
        );
        case.write(&format!("feedback/ACME/ACME-0013-R{number}.yaml"), text);
    }
    case
}

#[test]
fn the_report_the_rule_and_the_guard_agree() {
    let case = on_disk();
    case.run("rounds --over --exit-code").exits(1).says("ACME-0013").says("1");
    case.run("check").says("rounds-over-contract");
    let over = "client round 3 on `film-30`, and the contract includes 2";
    case.run("explain revising ACME-0013").exits(1).says("within-rounds").says(over);
    // A waiver by somebody who may not covers nothing, for none of them.
    let path = "feedback/ACME/ACME-0013-R3.yaml";
    let text = case.text(path);
    case.write(path, format!("{text}waiver: {{by: ann, date: 2026-12-30, reason: Our ending}}\n"));
    case.run("rounds --over --exit-code").exits(1);
    case.run("check").says("rounds-over-contract");
    case.run("explain revising ACME-0013").exits(1).says(over).says("its waiver does not count");
    case.write(path, &text);
    let json = case.run("rounds --format json").ok().json();
    assert_eq!(json["report"], "rounds");
    assert_eq!((&json["rows"][0]["client_rounds"], &json["rows"][0]["uncovered"]), (&3.into(), &1.into()));
    assert_eq!(json["classes"][0]["class"], "client-revision");
    case.run("feedback waive ACME-0013-R3 --by mai --reason 'Our ending'").ok();
    case.run("rounds --over --exit-code").ok().says("covered");
    case.run("check").says_not("rounds-over-contract");
    case.run("explain revising ACME-0013").says_not(over);
    // With a fourth that is waived, and a third that is not, the third is still given away.
    let waived = case.text(path);
    case.write(path, &text);
    let fourth = waived.replace("version: v3", "version: v4").replace("sent: 2026-12-29", "sent: 2026-12-30");
    case.write("feedback/ACME/ACME-0013-R4.yaml", fourth);
    let json = case.run("rounds --format json").ok().json();
    assert_eq!(
        (&json["rows"][0]["over"], &json["rows"][0]["waived"], &json["rows"][0]["uncovered"]),
        (&2.into(), &1.into(), &1.into())
    );
    let over_r3 = "ACME-0013-R3.yaml";
    case.run("check --select rounds-over-contract").exits(1).says(over_r3).says_not("ACME-0013-R4.yaml");
    case.run("explain revising ACME-0013").exits(1).says(over);
}

#[test]
fn a_round_that_cannot_be_read_leaves_its_jobs_figures_out() {
    let case = on_disk();
    case.write("feedback/ACME/ACME-0013-R2.yaml", "type: client\ndeliverable: [film-30\n");
    let json = case.run("rounds --format json").exits(2).json();
    let row = &json["rows"][0];
    assert_eq!((&row["job"], &row["included"]), (&"ACME-0013".into(), &2.into()));
    for key in ["client_rounds", "over", "paid", "waived", "uncovered", "decision", "days_out", "open_items"] {
        assert!(row[key].is_null(), "{key}: {row}");
    }
    assert!(json["classes"][0]["items"].is_null(), "{json}");
    assert_eq!(json["unreadable"][0]["path"], "feedback/ACME/ACME-0013-R2.yaml");
    case.run("rounds --over").exits(2).says("1 more may be over");
}

#[test]
fn titles_in_every_script_line_up() {
    let case = on_disk();
    let job = case.text("jobs/ACME/ACME-0013.yaml");
    for (number, title) in
        [(21, "ฟิล์มเปิดตัวฤดูใบไม้ผลิ"), (22, "春季发布影片"), (23, "Phim ra mắt mùa xuân"), (24, "Kevään lanseerauselokuva")]
    {
        case.write(&format!("jobs/ACME/ACME-00{number}.yaml"), job.replace("Spring launch film, cinema cut", title));
        case.write(&format!("feedback/ACME/ACME-00{number}-R1.yaml"), case.text("feedback/ACME/ACME-0013-R1.yaml"));
    }
    let printed = case.run("rounds --columns job,title,deliverable,client_rounds").ok().stdout;
    let at = |line: &str| line.find("film-30").map(|at| line[..at].width());
    let places: Vec<usize> = printed.lines().filter_map(at).collect();
    assert_eq!(places.len(), 5, "{printed}");
    assert!(places.iter().all(|place| *place == places[0]), "{places:?}\n{printed}");
}
