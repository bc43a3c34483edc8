//! `workload`: what is in each person's hands, what comes to them for others, their hours and their accounts; every figure counted by hand.
//!
//! Mondays 30 Nov, 7 and 14 Dec 2026. Mai is away in the week of the 7th, and Bo stands in for her. Eve left at the end of November.

use crate::harness::Case;
use crate::pieces::{Book, on, print_at, told};
use suits::domain::job::Job;
use suits::key_path;
use suits::reports::ReportAsk;
use suits::values::{ClientId, JobId};
use suits::view::Tone;
use unicode_width::UnicodeWidthStr;

const AGENCY: &str = r#"
[agency]
name = "Northlight"
[calendar]
work_week = ["mon", "tue", "wed", "thu", "fri"]
[calendars.short]
work_week = ["mon", "tue", "wed"]
[people.ann]
name = "Ann Lee"
roles = ["account-executive"]
weekly_hours = 37.5
[people.mai]
name = "Mai Tran"
roles = ["account-manager"]
away = [{ from = 2026-12-07, to = 2026-12-11, deputy = "bo" }]
[people.bo]
name = "Bo Berg"
roles = ["account-director"]
[people.kim]
name = "Kim Park"
roles = ["creative-director"]
weekly_hours = 17
[people.tom]
name = "Tom Reid"
roles = ["traffic"]
calendar = "short"
[people.eve]
name = "Eve Lind"
roles = ["production"]
to = 2026-11-30
[roles.account-executive]
max_accounts = 3
"#;

const CLIENT: &str = "name: Acme Oy\nstatus: active\nteam: {account-executive: ann, account-manager: mai, creative: kim}\ncontacts:\n  - {id: liisa, name: Liisa, role: approver, limit: 100000}\n";

fn job(stage: &str, to: &str, due: &str, more: &str) -> String {
    format!(
        "title: Film\ntype: tv-video\nstatus: {stage}\nrequested_by: liisa\nrequested_on: 2026-11-02\nhandoffs:\n  - {{stage: {stage}, from: tom, to: {to}, date: 2026-11-23, due: {due}}}\n{more}"
    )
}

fn agency() -> Book {
    let waiting = "    waiting: [{date: 2026-12-02, party: client}]\n";
    let third = "title: Film\ntype: tv-video\nstatus: in-creative\nrequested_by: liisa\nrequested_on: 2026-11-02\nhandoffs:\n  - stage: in-creative\n    to: kim\n    date: 2026-11-23\n    due: 2026-12-15\n";
    Book::new(AGENCY)
        .client("ACME", CLIENT)
        .job("ACME-0001", &job("in-creative", "kim", "2026-12-04", ""))
        .job("ACME-0002", &job("in-creative", "kim", "2026-12-14", ""))
        .job("ACME-0003", &format!("{third}{waiting}"))
        .job("ACME-0004", &job("in-creative", "kim", "2026-12-08", "holds: [{from: 2026-12-01, reason: Budget}]\n"))
        .job("ACME-0005", &job("internal-review", "mai", "2026-12-08", ""))
        .job("ACME-0006", &job("client-review", "liisa", "2026-12-08", ""))
        .job(
            "ACME-0007",
            "title: Film\ntype: tv-video\nstatus: requested\nrequested_by: liisa\nrequested_on: 2026-12-04\n",
        )
        .job("ACME-0008", &job("in-production", "eve", "2026-12-31", ""))
        .job("ACME-0009", &job("in-production", "zed", "2026-12-31", ""))
        .job("ACME-0010", &job("closed", "tom", "2026-12-04", ""))
}

fn shown(book: &Book, ask: &ReportAsk, keys: &[&str]) -> Vec<String> {
    told(&book.ask("workload", ask).grid, keys)
}

const HANDS: [&str; 8] = ["person", "handoffs", "overdue", "worst", "soon", "waiting", "on_hold", "covering"];

#[test]
fn what_is_in_each_persons_hands_on_a_monday() {
    // Due on Friday 4: late by one day. Monday 14 is five working days off, Tuesday 15 six. The request of Friday 4 is due on Monday 7.
    assert_eq!(
        shown(&agency(), &on("2026-12-07"), &HANDS),
        [
            "kim 3 1 1 1 1 1 0",
            "ann 1 0 0 1 0 0 0",
            "bo 0 0 0 0 0 0 1",
            "eve 1 0 0 0 0 0 0",
            "mai 1 0 0 1 0 0 0",
            "tom 0 0 0 0 0 0 0"
        ]
    );
    let view = agency().ask("workload", &on("2026-12-07"));
    let tones: Vec<Tone> = view.grid.rows.iter().map(|row| row.tone).collect();
    assert_eq!(tones, [Tone::Amber, Tone::Plain, Tone::Plain, Tone::Red, Tone::Plain, Tone::Plain]);
    assert!(view.notes.iter().any(|note| note.starts_with("1 ball with people of the clients")), "{:?}", view.notes);
    assert!(view.notes.iter().any(|note| note.starts_with("1 ball with nobody of `suits.toml`")), "{:?}", view.notes);
}

#[test]
fn the_day_before_each_of_these_was_not_so() {
    // On Friday 4 nothing was late, and what was due that day was soon; on Sunday 6 it was late by no day yet. From either, Monday 14 is six
    // working days off (7 to 11, 14). Mai was there.
    let friday = shown(&agency(), &on("2026-12-04"), &HANDS);
    assert_eq!((friday[0].as_str(), friday[4].as_str()), ("kim 3 0 0 1 1 1 0", "bo 0 0 0 0 0 0 0"), "{friday:?}");
    let sunday = shown(&agency(), &on("2026-12-06"), &HANDS);
    assert_eq!(sunday[0], "kim 3 1 0 0 1 1 0");
    // On 3 Dec the request was still to come; on the 1st nobody was waiting for the client; on 30 Nov the hold had not begun.
    let third = shown(&agency(), &on("2026-12-03"), &HANDS);
    assert!(third.contains(&"ann 0 0 0 0 0 0 0".to_owned()), "{third:?}");
    // Due on Friday 4, and on Tuesday 8: within five days of Tuesday 1.
    assert_eq!(shown(&agency(), &on("2026-12-01"), &HANDS)[0], "kim 3 0 0 1 0 1 0");
    assert_eq!(shown(&agency(), &on("2026-11-30"), &HANDS)[0], "kim 4 0 0 1 0 0 0");
}

#[test]
fn who_left_is_there_only_while_something_is_in_their_hands() {
    let left = ["person", "left", "away_until", "deputy", "covering_for"];
    let monday = shown(&agency(), &on("2026-12-07"), &left);
    assert!(monday.contains(&"eve 2026-11-30 - - ".to_owned()), "{monday:?}");
    assert!(monday.contains(&"mai - 2026-12-11 bo ".to_owned()) && monday.contains(&"bo - - - mai".to_owned()));
    let without = Book::new(AGENCY).client("ACME", CLIENT);
    assert_eq!(shown(&without, &on("2026-12-07"), &["person"]), ["ann", "bo", "kim", "mai", "tom"]);
    // on her last day she was one of them
    assert_eq!(shown(&without, &on("2026-11-30"), &["person"]), ["ann", "bo", "eve", "kim", "mai", "tom"]);
}

/// The agency with time, and an approved estimate on the second job.
fn at_work() -> Book {
    let estimate = |hash: &str| {
        job(
            "in-creative",
            "kim",
            "2026-12-14",
            &format!(
                "estimates:\n  - version: 1\n    status: approved\n    currency: EUR\n    lines:\n      - {{id: concept, kind: fee, role: creative-director, hours: 40, rate: 100.00}}\n      - {{id: text, kind: fee, role: copywriter, hours: 10, rate: 100.00}}\n      - {{id: film, kind: third-party, net: 3000.00, markup: 15%}}\n    approvals:\n      - {{for: client, by: liisa, role: approver, date: 2026-12-01, method: po, evidence: \"77\", entered_by: ann, hash: {hash}}}\n"
            ),
        )
    };
    let id = JobId::parse("ACME-0020").expect("an id");
    let hash = print_at::<Job>(id, &estimate("h1-0000000000000000"), &key_path!["estimates", 0_usize]);
    let entry =
        |date: &str, hours: &str, more: &str| format!("  - {{date: {date}, job: ACME-0020, hours: {hours}{more}}}\n");
    Book::new(AGENCY)
        .client("ACME", CLIENT)
        .job("ACME-0020", &estimate(&hash))
        .timesheet(
            "kim/2026-11",
            &format!("entries:\n{}{}", entry("2026-11-27", "8", ""), entry("2026-11-30", "7.5", "")),
        )
        .timesheet(
            "kim/2026-12",
            &format!(
                "entries:\n{}{}{}",
                entry("2026-12-04", "8", ", line: concept"),
                entry("2026-12-05", "2", ""),
                entry("2026-12-07", "3", ", line: concept")
            ),
        )
        .timesheet(
            "tom/2026-11",
            &format!("entries:\n{}{}", entry("2026-11-30", "5", ""), entry("2026-11-25", "4", "")),
        )
}

#[test]
fn booked_is_the_last_working_week_as_long_as_ones_own() {
    let keys = ["person", "booked", "weekly_hours"];
    // Monday 7: from Monday 30 to Sunday 6, so 7.5 + 8 + 2; Friday the 27th and today are not in it. That is more than Kim's 17 hours.
    let view = at_work().ask("workload", &on("2026-12-07"));
    assert_eq!(told(&view.grid, &keys)[0], "kim 17.5 17");
    assert_eq!(view.grid.rows[0].tone, Tone::Amber);
    // Wednesday 9: from Wednesday 2 to Tuesday 8, so 8 + 2 + 3.
    assert_eq!(shown(&at_work(), &on("2026-12-09"), &keys)[0], "kim 13 17");
    // Tom works three days: on Monday 30 Nov the last three end on Wednesday 25, on Thursday 3 Dec they begin on Monday 30.
    assert!(shown(&at_work(), &on("2026-11-30"), &keys).contains(&"tom 4 -".to_owned()));
    assert!(shown(&at_work(), &on("2026-12-03"), &keys).contains(&"tom 5 -".to_owned()));
}

#[test]
fn planned_is_what_is_left_of_approved_lines_where_one_person_has_the_role() {
    let keys = ["person", "planned"];
    // 40 hours of the creative director, 8 + 3 of them worked by the 7th, 8 by the 6th; nobody on the team is a copywriter.
    let view = at_work().ask("workload", &on("2026-12-07"));
    assert_eq!(told(&view.grid, &keys)[0], "kim 29");
    assert!(view.notes.iter().any(|note| note.starts_with("10 h more are planned")), "{:?}", view.notes);
    assert_eq!(shown(&at_work(), &on("2026-12-06"), &keys)[0], "kim 32");
    // the day before the client said yes nothing was planned
    assert_eq!(shown(&at_work(), &on("2026-11-30"), &keys)[0], "kim 0");
}

#[test]
fn accounts_are_counted_against_the_limit_as_the_rule_counts_them() {
    let beside = CLIENT.replace("active", "dormant");
    let book = agency().client("BETA", CLIENT).client("CORE", CLIENT).client("DORM", &beside);
    let view = book.ask("workload", &on("2026-12-07"));
    let (key, _, accounts) = &view.others[0];
    assert_eq!(*key, "accounts");
    assert_eq!(
        told(accounts, &["person", "seat", "accounts", "most", "room", "clients"]),
        ["ann account-executive 3 3 0 ACME,BETA,CORE", "mai account-manager 3 2 -1 ACME,BETA,CORE"]
    );
    let tones: Vec<Tone> = accounts.rows.iter().map(|row| row.tone).collect();
    assert_eq!(tones, [Tone::Amber, Tone::Red]);
    let of = shown(&book, &on("2026-12-07"), &["person", "accounts_executive", "accounts_manager"]);
    assert!(of.contains(&"ann 3 0".to_owned()) && of.contains(&"mai 0 3".to_owned()), "{of:?}");
    // of one client alone the limits say nothing
    let one = ReportAsk { client: ClientId::parse("ACME").ok(), ..on("2026-12-07") };
    assert_eq!(shown(&book, &one, &["person", "handoffs", "accounts_executive"])[0], "kim 3 -");
    assert_eq!(told(&book.ask("workload", &one).others[0].2, &["person"]), Vec::<String>::new());
}

#[test]
fn half_a_book_gives_no_figures() {
    // Ann's only hours are of Thursday 19.
    let case = Case::copy("tests/books/records", "2026-11-20");
    let row = |json: &serde_json::Value, person: &str| {
        json["rows"].as_array().expect("rows").iter().find(|row| row["person"] == person).expect("a row").clone()
    };
    let whole = case.run("workload --format json").ok().json();
    assert_eq!((&row(&whole, "kim")["handoffs"].is_number(), &row(&whole, "ann")["booked"]), (&true, &"2.5".into()));
    case.write("timesheets/ann/2026-11.yaml", "entries: [\n");
    let json = case.run("workload --format json").exits(2).json();
    assert!(row(&json, "ann")["booked"].is_null() && row(&json, "kim")["planned"].is_null(), "{json}");
    assert_eq!((&row(&json, "kim")["booked"], row(&json, "kim")["handoffs"].is_number()), (&"0".into(), true));
    case.write("jobs/ACME/ACME-0012.yaml", "title: [\n");
    let json = case.run("workload --format json").exits(2).json();
    assert!(row(&json, "kim")["handoffs"].is_null() && row(&json, "ann")["accounts_executive"].is_number(), "{json}");
    case.write("clients/ACME.yaml", "name: [\n");
    let json = case.run("workload --format json").exits(2).json();
    assert!(row(&json, "ann")["accounts_executive"].is_null(), "{json}");
    assert_eq!(json["accounts"], serde_json::json!([]));
}

#[test]
fn names_in_every_script_line_up() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    let mut toml = case.text("suits.toml");
    for (latin, name) in
        [("Ann Lee", "แอน ลี"), ("Mai Tran", "Trần Thị Mai"), ("Kim Park", "金明洙"), ("Eve Lind", "Eeva Mäkelä-Ylönen")]
    {
        toml = toml.replace(latin, name);
    }
    case.write("suits.toml", toml);
    let printed = case.run("workload --columns name,person").ok().stdout;
    let ids = ["ann", "mai", "kim", "eve", "bo", "tom"];
    let place = |line: &str| {
        let id = ids.iter().find(|id| line.trim_end().ends_with(*id))?;
        Some(line[..line.rfind(id)?].width())
    };
    let grid = printed.lines().take_while(|line| !line.contains("Active clients"));
    let places: Vec<usize> = grid.filter_map(place).collect();
    assert_eq!(places.len(), 6, "{printed}");
    assert!(places.iter().all(|at| *at == places[0]), "{places:?}\n{printed}");
}
