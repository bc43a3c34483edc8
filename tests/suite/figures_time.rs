//! Time: who has the ball, when it is due, how late it is and whose days those were; every date here was counted on a wall calendar.
//!
//! November and December 2026: Monday 30 Nov, Mon 7, Mon 14, Mon 21, Mon 28 Dec. Independence Day, Sunday 6 Dec, is nobody's working day.

use crate::pieces::Book;
use suits::domain::traffic::Traffic;
use suits::reports::{REPORTS, ReportAsk};
use suits::values::{ClientId, Day, PersonId};
use suits::view::{Cell, View};

const JOB: &str = "title: Film\ntype: tv-video\nstatus: in-creative\nrequested_by: liisa\nrequested_on: 2026-11-02\n";

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

/// A job in the hands of somebody, with more lines of that handoff.
fn with(to: &str, date: &str, due: &str, more: &str) -> String {
    format!(
        "{JOB}handoffs:\n  - stage: in-creative\n    from: tom\n    to: {to}\n    date: {date}\n    due: {due}\n{more}"
    )
}

fn ask(name: &str, ask: &ReportAsk, book: &Book) -> View {
    let report = REPORTS.iter().find(|report| report.name() == name).expect("a report");
    report.view(book.agency(), ask).expect("an answer")
}

/// Some columns of a report, one line a row.
fn shown(view: &View, keys: &[&str]) -> Vec<String> {
    let at = |key: &&str| view.grid.columns.iter().position(|column| column.key == *key).expect("a column");
    let text = |cell: &Cell| match cell {
        Cell::Empty => "-".to_owned(),
        Cell::Text(text) => text.clone(),
        Cell::Day(day) => day.to_string(),
        Cell::Count(count) => count.to_string(),
        other => format!("{other:?}"),
    };
    let line = |row: &suits::view::Row| keys.iter().map(|key| text(&row.cells[at(key)])).collect::<Vec<_>>().join(" ");
    view.grid.rows.iter().map(line).collect()
}

fn overdue(book: &Book, today: &str, keys: &[&str]) -> Vec<String> {
    shown(&ask("overdue", &ReportAsk::on(day(today)), book), keys)
}

const SPLIT: [&str; 6] = ["due", "effective_due", "days_late", "late_agency", "late_client", "late_supplier"];

#[test]
fn due_today_is_not_late_and_due_on_friday_is_late_on_saturday_by_no_days() {
    let book = Book::records().job("ACME-0001", &with("kim", "2026-11-20", "2026-12-04", ""));
    assert_eq!(overdue(&book, "2026-12-04", &["job"]), Vec::<String>::new());
    assert_eq!(overdue(&book, "2026-12-05", &["job", "days_late"]), ["ACME-0001 0"]);
    assert_eq!(overdue(&book, "2026-12-07", &["job", "days_late", "escalate_to"]), ["ACME-0001 1 ann"]);
}

#[test]
fn whoever_must_be_told_follows_from_the_days() {
    // Due Friday 4 Dec: Monday 7 is the first day late, Wednesday 9 the third, Friday 11 the fifth. The seats are Acme's.
    let book = Book::records().job("ACME-0001", &with("kim", "2026-11-20", "2026-12-04", ""));
    for (today, told) in [("2026-12-05", "-"), ("2026-12-08", "ann"), ("2026-12-09", "mai"), ("2026-12-11", "bo")] {
        assert_eq!(overdue(&book, today, &["escalate_to"]), [told], "{today}");
    }
    let own_team = with("kim", "2026-11-20", "2026-12-04", "team: {account-executive: pia}\n");
    let book = Book::records().job("ACME-0001", &own_team);
    assert_eq!(overdue(&book, "2026-12-07", &["escalate_to"]), ["pia"]);
}

#[test]
fn somebody_away_is_stood_in_for() {
    let away = "[people.ann]\nname = \"Ann\"\naway = [{ from = 2026-12-07, to = 2026-12-08, deputy = \"mai\" }]\n[people.mai]\nname = \"Mai\"\n[people.kim]\nname = \"Kim\"\n";
    let book = Book::new(away)
        .client("ACME", "name: Acme\nstatus: active\nteam: {account-executive: ann}\n")
        .job("ACME-0001", &with("kim", "2026-11-20", "2026-12-04", ""));
    // The default's second step, after three days, is a seat that nobody holds; days 7 and 8 December are the first and second.
    assert_eq!(overdue(&book, "2026-12-08", &["escalate_to"]), ["mai"]);
    assert_eq!(overdue(&book, "2026-12-09", &["days_late", "escalate_to"]), ["3 -"]);
}

#[test]
fn nobody_is_told_who_has_left() {
    let told = |ann: &str, mai: &str, team: &str, today: &str| {
        let toml = format!(
            "[people.ann]\nname = \"Ann\"\n{ann}[people.mai]\nname = \"Mai\"\n{mai}[people.bo]\nname = \"Bo\"\n[people.kim]\nname = \"Kim\"\n"
        );
        let book = Book::new(&toml)
            .client("ACME", &format!("name: Acme\nstatus: active\nteam: {{{team}}}\n"))
            .job("ACME-0001", &with("kim", "2026-11-20", "2026-12-04", ""));
        overdue(&book, today, &["escalate_to"]).join(" ")
    };
    let all = "account-executive: ann, account-manager: mai, account-director: bo";
    // Due Friday 4 Dec: Monday 7 is the first day late, the account executive's; Wednesday 9 the third, the account manager's.
    let left = "to = 2026-12-04\nreports_to = \"mai\"\n";
    assert_eq!(told(left, "", all, "2026-12-07"), "mai", "her superior");
    assert_eq!(told("to = 2026-12-07\nreports_to = \"mai\"\n", "", all, "2026-12-07"), "ann", "the last day is worked");
    let bo = "reports_to = \"bo\"\n";
    assert_eq!(told(left, &format!("{bo}to = 2026-11-30\n"), all, "2026-12-07"), "bo", "the superior left too");
    let away = "away = [{ from = 2026-12-07, to = 2026-12-08, deputy = \"bo\" }]\n";
    assert_eq!(told(left, away, all, "2026-12-07"), "bo", "the superior is away");
    // Without a superior the seat is as good as empty: the next step's is told, in the end nobody.
    assert_eq!(told("to = 2026-12-04\n", "", all, "2026-12-07"), "mai");
    assert_eq!(told("", "", "account-manager: mai, account-director: bo", "2026-12-07"), "mai");
    assert_eq!(told("", "", "account-director: bo", "2026-12-07"), "bo");
    assert_eq!(told("to = 2026-12-04\n", "", "account-executive: ann", "2026-12-07"), "-");
    // Two who have left and report to each other end nowhere; two who are away and stand in for each other hear of it themselves.
    let round = "to = 2026-12-04\nreports_to = \"ann\"\n";
    assert_eq!(told(left, round, "account-executive: ann, account-director: bo", "2026-12-07"), "bo");
    let each = |other: &str| format!("away = [{{ from = 2026-12-07, to = 2026-12-08, deputy = \"{other}\" }}]\n");
    assert_eq!(told(&each("mai"), &each("ann"), all, "2026-12-07"), "ann");
}

#[test]
fn days_on_hold_move_the_due() {
    // Held Mon 30 Nov to Tue 1 Dec, and again Tue 1 to Wed 2: three working days, each once. Due Wed 2 moves to Mon 7.
    let held = with(
        "kim",
        "2026-11-24",
        "2026-12-02",
        "holds:\n  - from: 2026-11-30\n    to: 2026-12-01\n  - from: 2026-12-01\n    to: 2026-12-02\n",
    );
    let book = Book::records().job("ACME-0001", &held);
    assert_eq!(overdue(&book, "2026-12-07", &["job"]), Vec::<String>::new());
    assert_eq!(overdue(&book, "2026-12-09", &SPLIT), ["2026-12-02 2026-12-07 2 2 0 0"]);
    // On a day on hold nothing is overdue, however late it was; and the hold that is still to come does not count.
    let later = with("kim", "2026-11-24", "2026-12-02", "holds:\n  - from: 2026-12-08\n");
    let book = Book::records().job("ACME-0001", &later);
    assert_eq!(overdue(&book, "2026-12-07", &SPLIT), ["2026-12-02 2026-12-02 3 3 0 0"]);
    assert_eq!(overdue(&book, "2026-12-10", &["job"]), Vec::<String>::new());
}

#[test]
fn a_hold_before_the_handoff_or_on_free_days_moves_nothing() {
    // The hold ends on the day the ball is given; the other one covers a Saturday and a Sunday.
    let held = with(
        "kim",
        "2026-11-24",
        "2026-12-02",
        "holds:\n  - from: 2026-11-16\n    to: 2026-11-24\n  - from: 2026-11-28\n    to: 2026-11-29\n",
    );
    let book = Book::records().job("ACME-0001", &held);
    assert_eq!(overdue(&book, "2026-12-03", &SPLIT), ["2026-12-02 2026-12-02 1 1 0 0"]);
}

#[test]
fn a_due_on_a_saturday_moved_by_one_day_is_monday() {
    // Monday 30 Nov on hold: one working day. One working day after Saturday 5 Dec is Monday 7, so Tuesday is the first day late.
    let held = with("kim", "2026-11-24", "2026-12-05", "holds:\n  - from: 2026-11-30\n    to: 2026-11-30\n");
    let book = Book::records().job("ACME-0001", &held);
    assert_eq!(overdue(&book, "2026-12-08", &SPLIT), ["2026-12-05 2026-12-07 1 1 0 0"]);
}

#[test]
fn days_late_are_split_by_whose_days_they_were_and_add_up() {
    // Due Fri 4 Dec, seen Wed 16. Late: 7 8 9 10 11 14 15 16 = 8. The client's from Tue 8 through Thu 10 = 3; a supplier's from Fri 11
    // through Mon 14 = 2 (the weekend is nobody's); the agency's Mon 7 and from Tue 15 = 3.
    let waits = "    waiting:\n      - {date: 2026-12-15, party: agency}\n      - {date: 2026-12-08, party: client}\n      - {date: 2026-12-11, party: supplier}\n      - {date: 2026-12-17, party: client}\n";
    let book = Book::records().job("ACME-0001", &with("kim", "2026-11-20", "2026-12-04", waits));
    assert_eq!(overdue(&book, "2026-12-16", &SPLIT), ["2026-12-04 2026-12-04 8 3 3 2"]);
    assert_eq!(
        overdue(&book, "2026-12-10", &["days_late", "late_agency", "late_client", "waiting_on"]),
        ["4 1 3 client"]
    );
    // A wait noted before the due goes on after it; of two on one day the later in the list counts.
    let same = "    waiting:\n      - {date: 2026-12-01, party: supplier}\n      - {date: 2026-12-01, party: client}\n";
    let book = Book::records().job("ACME-0001", &with("kim", "2026-11-20", "2026-12-04", same));
    assert_eq!(overdue(&book, "2026-12-08", &SPLIT), ["2026-12-04 2026-12-04 2 0 2 0"]);
}

#[test]
fn a_ball_with_the_client_waits_on_the_client_in_the_clients_calendar() {
    // Tuesday 8 Dec is a day off in the client's calendar only: Mon 7 and Wed 9 are late.
    let toml = "[calendars.acme]\nholidays = [2026-12-08]\n[people.kim]\nname = \"Kim\"\n";
    let client = "name: Acme\nstatus: active\ncalendar: acme\ncontacts:\n  - id: liisa\n    name: Liisa\n";
    let with_client =
        Book::new(toml).client("ACME", client).job("ACME-0001", &with("liisa", "2026-11-20", "2026-12-04", ""));
    assert_eq!(overdue(&with_client, "2026-12-09", &SPLIT), ["2026-12-04 2026-12-04 2 0 2 0"]);
    let with_kim =
        Book::new(toml).client("ACME", client).job("ACME-0001", &with("kim", "2026-11-20", "2026-12-04", ""));
    assert_eq!(overdue(&with_kim, "2026-12-09", &SPLIT), ["2026-12-04 2026-12-04 3 3 0 0"]);
}

#[test]
fn an_id_that_is_a_person_and_a_contact_is_the_person() {
    let toml = "[people.liisa]\nname = \"Liisa of the agency\"\n";
    let client = "name: Acme\nstatus: active\ncontacts:\n  - id: liisa\n    name: Liisa\n";
    let book = Book::new(toml).client("ACME", client).job("ACME-0001", &with("liisa", "2026-11-20", "2026-12-04", ""));
    assert_eq!(overdue(&book, "2026-12-07", &["waiting_on"]), ["agency"]);
}

#[test]
fn only_what_is_dated_by_the_day_counts() {
    let book = Book::records()
        .job("ACME-0001", &with("kim", "2026-11-20", "2026-12-04", "    done: 2026-12-09\n"))
        .job("ACME-0002", &with("kim", "2026-11-20", "2026-12-04", "    rejected: {date: 2026-12-09, by: kim}\n"))
        .job("ACME-0003", &with("kim", "2026-11-20", "2026-12-04", "cancelled: {date: 2026-12-09, by: mai}\n"))
        .job("ACME-0004", &with("kim", "2026-12-09", "2026-12-04", ""));
    assert_eq!(overdue(&book, "2026-12-08", &["job"]), ["ACME-0001", "ACME-0002", "ACME-0003"]);
    assert_eq!(overdue(&book, "2026-12-09", &["job"]), ["ACME-0004"]);
    assert_eq!(overdue(&book, "2026-10-30", &["job"]), Vec::<String>::new());
}

#[test]
fn the_worst_come_first_and_then_the_job() {
    let book = Book::records()
        .job("ACME-0003", &with("kim", "2026-11-20", "2026-12-04", ""))
        .job("ACME-0002", &with("kim", "2026-11-20", "2026-12-04", ""))
        .job("ACME-0001", &with("kim", "2026-11-20", "2026-12-07", ""))
        .job("ACME-0009", &with("kim", "2026-11-20", "2026-12-01", ""));
    assert_eq!(
        overdue(&book, "2026-12-08", &["job", "days_late"]),
        ["ACME-0009 5", "ACME-0002 2", "ACME-0003 2", "ACME-0001 1"]
    );
}

#[test]
fn before_the_first_handoff_the_account_executive_has_the_ball() {
    // Asked for on Saturday 28 Nov: day 0 is Monday 30, one day later is Tuesday 1 Dec. Wednesday is the first day late.
    let job = JOB.replace("2026-11-02", "2026-11-28").replace("in-creative", "requested");
    let book = Book::records().job("ACME-0001", &job);
    let traffic = Traffic::of(book.agency(), day("2026-12-01"));
    let ball = traffic.ball(book.agency().jobs.iter().next().expect("the job")).expect("a ball");
    assert_eq!(
        (ball.to.map(PersonId::as_str), ball.due, ball.stage),
        (Some("ann"), Some(day("2026-12-01")), "requested")
    );
    assert_eq!(overdue(&book, "2026-12-02", &["job"]), Vec::<String>::new());
    let all = ReportAsk { all: true, ..ReportAsk::on(day("2026-12-02")) };
    assert_eq!(
        shown(&ask("overdue", &all, &book), &["what", "record", "to", "days_late"]),
        // Notice of the client's contract could be given until Friday 2 Oct; twenty working days before, Friday 4 Sep, somebody had to
        // decide: 18 days of September since, 22 of October, 21 of November, 2 of December.
        ["renewal ACME mai 63", "request ACME-0001 ann 1"]
    );
}

#[test]
fn with_all_come_jobs_answers_actions_questions_and_invoices() {
    let job = format!("{}due: 2026-12-07\n", with("kim", "2026-12-07", "2026-12-18", ""));
    let book = Book::records()
        .job("ACME-0001", &job)
        .round("ACME-0001-R1", "type: client\ndeliverable: film\nsent: 2026-12-01\ndue: 2026-12-08\nreviewers:\n  - {by: liisa, decision: pending}\n  - {by: bo, decision: approved, date: 2026-12-10}\n")
        .contact_report("ACME-C0001", "date: 2026-12-01\nmedium: call\njobs: [ACME-0001]\nauthor: ann\nitems:\n  - {action: Send sizes, owner: ann, due: 2026-12-04}\n  - {action: Done, owner: ann, due: 2026-12-04, done: 2026-12-04}\n")
        .brief("ACME-B0001", "title: Film\ntype: tv-video\nstatus: draft\nopen_questions:\n  - {text: Which song, owner: pia, due: 2026-12-03}\n")
        .issued_invoice("ACME-I0001", "number: \"1\"\ndate: 2026-11-01\ndue: 2026-12-01\nkind: progress\nlines:\n  - {net: 100.00}\ntax: 25%\npayments:\n  - {date: 2026-12-02, amount: 124.99}\n")
        .issued_invoice("ACME-I0002", "number: \"2\"\ndate: 2026-11-01\ndue: 2026-12-01\nkind: progress\nlines:\n  - {net: 100.00}\ntax: 25%\npayments:\n  - {date: 2026-12-02, amount: 125.00}\n");
    let all = ReportAsk { all: true, ..ReportAsk::on(day("2026-12-09")) };
    // The client's own record has a renewal due on 4 Sep (63 days by 2 Dec, 68 by the 9th) and a next step due on Fri 4 Dec; the report on
    // Tuesday's call had to go out on Wed 2: 5 days.
    // Wednesday 9 Dec. Since Tue 1: 6 days; since Thu 3: 4; since Fri 4: 3; since Mon 7: 2; since Tue 8: 1. Bo answers on the 10th only.
    assert_eq!(
        shown(&ask("overdue", &all, &book), &["what", "record", "to", "days_late", "waiting_on"]),
        [
            "renewal ACME mai 68 agency",
            "invoice ACME-I0001 - 6 client",
            "contact-report ACME-C0001 ann 5 agency",
            "question ACME-B0001 pia 4 agency",
            "opportunity ACME mai 3 agency",
            "action ACME-C0001 ann 3 agency",
            "job ACME-0001 kim 2 agency",
            "answer ACME-0001-R1 liisa 1 client",
            "answer ACME-0001-R1 bo 1 agency",
        ]
    );
    assert_eq!(overdue(&book, "2026-12-09", &["job"]), Vec::<String>::new());
}

#[test]
fn one_client_or_one_person_can_be_asked_about() {
    let book = Book::records()
        .client("BETA", "name: Beta\nstatus: active\n")
        .job("ACME-0001", &with("kim", "2026-11-20", "2026-12-04", ""))
        .job("BETA-0001", &with("eve", "2026-11-20", "2026-12-04", ""));
    let beta = ReportAsk { client: ClientId::parse("BETA").ok(), ..ReportAsk::on(day("2026-12-07")) };
    assert_eq!(shown(&ask("overdue", &beta, &book), &["job"]), ["BETA-0001"]);
    let kim = ReportAsk { person: PersonId::parse("kim").ok(), ..ReportAsk::on(day("2026-12-07")) };
    assert_eq!(shown(&ask("overdue", &kim, &book), &["job"]), ["ACME-0001"]);
}

#[test]
fn the_board_follows_the_workflow_and_holds_come_last() {
    let stage = |stage: &str, more: &str| {
        format!("{JOB}handoffs:\n  - {{stage: {stage}, from: tom, to: kim, date: 2026-11-20, due: 2026-12-09}}\n{more}")
    };
    let book = Book::records()
        .job("ACME-0001", &stage("revising", ""))
        .job("ACME-0002", &stage("in-creative", "holds:\n  - from: 2026-12-01\n"))
        .job("ACME-0003", &stage("briefing", ""))
        .job("ACME-0004", &format!("{JOB}handoffs:\n  - {{stage: closed, date: 2026-12-01, done: 2026-12-01}}\n"))
        .job("ACME-0005", &stage("briefing", "cancelled: {date: 2026-12-01}\n"))
        .job("ACME-0006", JOB);
    let keys = ["stage", "job", "with", "due", "days"];
    // Monday 7 Dec: two working days to Wednesday 9. Asked for on Monday 2 Nov, due Tuesday 3: late since, 4 Nov to 7 Dec = 24 days:
    // Nov 4-6 (3), 9-13, 16-20, 23-27 (15), 30 Nov-4 Dec (5), 7 Dec (1).
    let open = [
        "requested ACME-0006 ann 2026-11-03 -24",
        "briefing ACME-0003 kim 2026-12-09 2",
        "revising ACME-0001 kim 2026-12-09 2",
        "on-hold ACME-0002 kim 2026-12-09 -",
    ];
    assert_eq!(shown(&ask("board", &ReportAsk::on(day("2026-12-07")), &book), &keys), open);
    let all = ReportAsk { all: true, ..ReportAsk::on(day("2026-12-07")) };
    let over = ["closed ACME-0004 - - -", "cancelled ACME-0005 - - -"];
    assert_eq!(shown(&ask("board", &all, &book), &keys), [&open[..], &over[..]].concat());
}

#[test]
fn today_is_what_waits_for_one_person() {
    let book = Book::records()
        .job("ACME-0001", &with("ann", "2026-12-01", "2026-12-04", ""))
        .job("ACME-0002", &with("ann", "2026-12-01", "2026-12-07", ""))
        .job("ACME-0003", &with("ann", "2026-12-01", "2026-12-10", ""))
        .job("ACME-0004", &with("ann", "2026-12-01", "2026-12-11", ""))
        .job("ACME-0005", &with("kim", "2026-12-01", "2026-12-04", ""))
        .job("ACME-0006", &with("kim", "2026-12-01", "2026-12-11", ""))
        .contact_report("ACME-C0001", "date: 2026-12-01\nmedium: call\nauthor: ann\nissued: 2026-12-02\nitems:\n  - {action: Send sizes, owner: ann, due: 2026-12-08}\n")
        .brief("ACME-B0001", "title: Film\ntype: tv-video\nstatus: submitted\nauthors: [ann]\n");
    let of = |person: &str| ReportAsk { person: PersonId::parse(person).ok(), ..ReportAsk::on(day("2026-12-07")) };
    // Monday 7 Dec: Thursday 10 is three working days off, Friday 11 four. Kim's is late by one day, so Ann, who has the account, is told.
    assert_eq!(
        shown(&ask("today", &of("ann"), &book), &["what", "record", "due", "days"]),
        [
            "overdue ACME-0001 2026-12-04 -1",
            "due-today ACME-0002 2026-12-07 0",
            "due-soon ACME-C0001 2026-12-08 1",
            "due-soon ACME-0003 2026-12-10 3",
            "escalated ACME-0005 2026-12-04 -1",
            "ball ACME-0004 2026-12-11 4",
        ]
    );
    assert_eq!(
        shown(&ask("today", &of("bo"), &book), &["what", "record", "note"]),
        ["approve ACME-B0001 `suits brief approve ACME-B0001 --for strategy`"]
    );
    let book = book
        .round("ACME-0001-R1", "type: internal\ndeliverable: film\nsent: 2026-12-01\n")
        .round("ACME-0001-R2", "type: internal\ndeliverable: film\nsent: 2026-12-04\nverdicts:\n  - {about: craft, by: kim, date: 2026-12-08, verdict: pass}\n");
    let craft = ["overdue ACME-0005", "approve ACME-0001-R2", "approve ACME-B0001", "ball ACME-0006"];
    assert_eq!(shown(&ask("today", &of("kim"), &book), &["what", "record"]), craft);
    assert_eq!(shown(&ask("today", &of("fay"), &book), &["what"]), Vec::<String>::new());
    let report = REPORTS.iter().find(|report| report.name() == "today").expect("a report");
    assert!(report.view(book.agency(), &ReportAsk::on(day("2026-12-07"))).is_err());
}

#[test]
fn the_job_of_the_record_format_is_due_a_day_later_than_its_lead_days() {
    let book = Book::records().job("ACME-0012", include_str!("../books/records/jobs/ACME/ACME-0012.yaml"));
    let traffic = Traffic::of(book.agency(), day("2026-11-24"));
    let job = book.agency().jobs.iter().next().expect("the job");
    let stage = traffic.workflow.get("in-creative").expect("a stage");
    let kim = traffic.receiver(job, stage);
    assert_eq!(kim.map(PersonId::as_str), Some("kim"));
    assert_eq!(traffic.due(job, stage, kim), Some(day("2026-12-08")));
    assert_eq!(traffic.ball(job).and_then(|ball| ball.due), Some(day("2026-12-09")));
    // The client has five working days: Acme's contract says so, and Acme's calendar knows no Christmas. From Mon 21 Dec that is Mon 28.
    let traffic = Traffic::of(book.agency(), day("2026-12-21"));
    let review = traffic.workflow.get("client-review").expect("a stage");
    let liisa = traffic.receiver(job, review);
    assert_eq!(liisa.map(PersonId::as_str), Some("liisa"));
    assert_eq!(traffic.due(job, review, liisa), Some(day("2026-12-28")));
}
