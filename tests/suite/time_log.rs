//! `suits time log` and `suits time list`: hours on jobs, and what they come to.

use crate::harness::{Case, changed_lines};

const SHEET: &str = "timesheets/ann/2026-12.yaml";
const NOVEMBER: &str = "timesheets/ann/2026-11.yaml";

fn book() -> Case {
    Case::copy("tests/books/records", "2026-12-01")
}

#[test]
fn hours_begin_a_timesheet_and_are_added_to_it() {
    let case = book();
    let ran = case.run("time log ACME-0012 2.5 --line concept --work decide --note 'Kick-off: ending?'").ok();
    assert_eq!(ran.stdout, format!("{SHEET}\n"));
    assert!(ran.stderr.contains("ann: 2.5 h on ACME-0012, concept; 2.5 h on Tue 2026-12-01"), "{}", ran.all());
    let begun = case.text(SHEET);
    assert!(begun.contains("    date: 2026-12-01\n    job: ACME-0012\n    hours: 2.5\n    line: concept\n    work: decide\n    note: \"Kick-off: ending?\"\n"), "{begun}");
    case.run("time log acme-12 4").ok().says("ann: 4 h on ACME-0012; 6.5 h on Tue 2026-12-01");
    let lines = changed_lines(&begun, &case.text(SHEET));
    let kept: Vec<&str> = lines.iter().map(String::as_str).filter(|line| !line.contains("id: ")).collect();
    assert_eq!(kept, ["+    date: 2026-12-01", "+    job: ACME-0012", "+    hours: 4"]);
    case.run("check").ok();
}

#[test]
fn somebody_elses_hours_of_another_day_go_into_their_month() {
    let case = book();
    let before = case.text(NOVEMBER);
    case.run("time log ACME-0012 7.5 --date 2026-11-30 --for kim").ok().says("kim: 7.5 h");
    assert!(case.text("timesheets/kim/2026-11.yaml").contains("hours: 7.5"));
    assert_eq!(case.text(NOVEMBER), before);
    case.run("time log ACME-0012 1 --by eve").ok().says("eve: 1 h");
    case.run("time log ACME-0012 1 --by eve --for kim").exits(2);
    case.run("time log ACME-0012 1 --for kym").exits(2).says("did you mean `kim`?");
}

#[test]
fn a_dry_run_shows_the_entry_and_writes_nothing() {
    let case = book();
    case.run("time log ACME-0012 2.5 -n").ok().says("+    hours: 2.5");
    assert!(!case.file(SHEET).exists());
    let json = case.run("time log ACME-0012 2.5 --format json").ok().json();
    assert_eq!(json["changed"][0]["path"], SHEET);
    assert_eq!(json["changed"][0]["id"], "ann/2026-12");
}

#[test]
fn hours_that_no_day_has_are_refused_with_what_to_type() {
    let case = book();
    for (typed, hint) in [
        ("2,5", "`2.5`"),
        ("1:30", "`1.5`"),
        ("90min", "`1.5`"),
        ("0", "nothing was worked: write how long it took"),
        ("-2", "nobody works less than nothing"),
        ("25", "a day has 24 hours"),
        ("NaN", "like `2.5`"),
        ("1e1", "like `2.5`"),
        ("1111111111111111111111111111111111111111", "a day has 24 hours"),
    ] {
        case.run(&format!("time log ACME-0012 {typed}")).exits(2).says("are no hours of a day").says(hint);
    }
    assert!(!case.file(SHEET).exists());
}

#[test]
fn a_day_of_one_person_has_24_hours_over_all_jobs() {
    let case = book();
    // 2.5 are booked on 2026-11-19: 21.5 more fill the day, and nothing more goes in
    case.run("time log ACME-0013 21.75 --date 2026-11-19").exits(1).says("`ann` has 24.25 h on 2026-11-19");
    case.run("time log ACME-0013 21.5 --date 2026-11-19").ok();
    let refused = case.run("time log ACME-0012 0.25 --date 2026-11-19 --format json").exits(1).json();
    assert_eq!(refused["findings"][0]["code"], "impossible-hours");
    assert_eq!(refused["findings"][0]["path"], NOVEMBER);
    case.run("check").ok();
}

#[test]
fn time_is_booked_while_the_job_is_there() {
    let case = book();
    case.run("time log ACME-0012 1 --date 2026-11-01").exits(1).says("asked for on 2026-11-02, after this time");
    case.run("time log ACME-0012 1 --date 2026-12-02").exits(1).says("is still to come");
    case.run("job cancel ACME-0012 --by mai --reason 'The range is not made'").ok();
    case.run("time log ACME-0012 1 --date 2026-12-01").ok();
    let later = Case::copy("tests/books/records", "2026-12-03");
    later.run("job cancel ACME-0012 --by mai --reason 'The range is not made' --as-of 2026-12-01").ok();
    let refused = later.run("time log ACME-0012 1 --format json").exits(1).json();
    assert_eq!(refused["findings"][0]["code"], "time-outside-job");
    assert_eq!(refused["findings"][0]["path"], "jobs/ACME/ACME-0012.yaml");
    later.run("time log ACME-0012 1 --date 2026-12-01").ok();
    later.run("time log ACME-0099 1").exits(2).says("there is no job `ACME-0099`");
}

#[test]
fn a_line_is_one_of_the_job_and_a_person_works_here_that_day() {
    let case = book();
    case.run("time log ACME-0012 1 --line concpt").exits(1).says("did you mean `concept`?");
    case.run("time log ACME-0012 1 --line co1-edit").ok();
    case.run("time log ACME-0013 1 --line concept").exits(1).says("ACME-0013 has no lines: book it without one");
    case.run("time log ACME-0012 1 --work decid").exits(2).says("did you mean `decide`?");
    let config = case.text("suits.toml").replacen("[people.eve]\n", "[people.eve]\nto = 2026-11-25\n", 1);
    case.write("suits.toml", config);
    case.run("time log ACME-0012 1 --for eve")
        .exits(1)
        .says("`eve` left on 2026-11-25, before 2026-12-01")
        .says("suits.toml:");
    case.run("time log ACME-0012 1 --for eve --date 2026-11-25").ok();
}

#[test]
fn texts_of_every_script_go_through() {
    let case = book();
    for note in ["ประชุม ใบเตย", "雲嶺的會議", "Họp với khách hàng", "Äänitys, työstö"]
    {
        case.run(&format!("time log ACME-0012 0.5 --note '{note}'")).ok();
        assert!(case.text(SHEET).contains(note), "{note}");
        case.run("time list --columns note --format csv").ok().says(note);
    }
}

#[test]
fn a_list_prices_each_entry_as_the_budget_does() {
    let case = book();
    // concept is at 110.00: 2.5 h are 275.00, the actual of the record format's own figures
    let json = case.run("time list --job ACME-0012 --format json").ok().json();
    let row = &json["rows"][0];
    assert_eq!((row["hours"].as_str(), row["worth"]["amount"].as_str()), (Some("2.5"), Some("275.00")), "{row}");
    // 2 h of ann without a line: account-executive, 85 an hour on the card; kim's role is on no card
    case.run("time log ACME-0012 2").ok();
    case.run("time log ACME-0012 3 --for kim").ok();
    let json = case.run("time list --job ACME-0012 --by person --format json").ok().json();
    let rows = json["rows"].as_array().expect("rows");
    let told: Vec<_> = rows
        .iter()
        .map(|row| {
            [&row["person"], &row["hours"], &row["worth"]["amount"], &row["unpriced"]]
                .map(|cell| cell.as_str().unwrap_or("-"))
        })
        .collect();
    // 275.00 + 2 x 85.00 = 445.00
    assert_eq!(told, [["ann", "4.5", "445.00", "0"], ["kim", "3", "-", "3"]]);
    assert_eq!(json["totals"][0]["worth"]["amount"], "445.00");
    let budget = case.run("budget --by job --format json").ok().json();
    let film = budget["rows"].as_array().expect("rows").iter().find(|row| row["job"] == "ACME-0012").expect("a row");
    assert_eq!(film["actual"]["amount"], "445.00");
}

#[test]
fn a_list_is_of_the_month_before_and_this_one_and_of_whom_it_is_asked() {
    let case = book();
    case.run("time list --from 2026-12-01").ok().says("no time was booked from 2026-12-01 to 2026-12-01");
    case.run("time list").ok().says("from 2026-11-01 to 2026-12-01; one month alone: `--from 2026-12-01`");
    case.run("time list --job ACME-0012").ok().says("from 2026-11-02 to 2026-12-01").says_not("one month");
    case.run("time log ACME-0012 2 --date 2026-11-30").ok();
    let told = |line: &str| {
        let json = case.run(&format!("time list {line} --format json")).ok().json();
        json["rows"]
            .as_array()
            .expect("rows")
            .iter()
            .map(|row| row["hours"].as_str().unwrap_or("-").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(told(""), ["2.5", "2"]);
    assert_eq!(told("--from 2026-11-01"), ["2.5", "2"]);
    assert_eq!(told("--until 2026-11-30"), ["2.5", "2"]);
    assert_eq!(told("--from 2026-11-20"), ["2"]);
    assert_eq!(told("--from 2026-11-01 --for kim"), [""; 0]);
    assert_eq!(told("--from 2026-11-01 --client ACME --by month"), ["4.5"]);
    // 2026-11-19 is a Thursday of week 47, 2026-11-30 the Monday of week 49
    assert_eq!(told("--from 2026-11-01 --by week"), ["2.5", "2"]);
    assert_eq!(told("--from 2026-11-01 --as-of 2026-11-29"), ["2.5"]);
    case.run("time list --from 2026-12-05").exits(2).says("ends before it begins");
    case.run("time list --by clint").exits(2).says("did you mean `client`?");
}

#[test]
fn a_month_that_cannot_be_read_leaves_no_sum_that_looks_whole() {
    let case = book();
    case.run("time log ACME-0012 2 --date 2026-11-30 --for kim").ok();
    case.write(NOVEMBER, "entries:\n  - date: 2026-11-19\n    job: ACME-0012\n    hours: 1e3\n");
    let json = case.run("time list --from 2026-11-01 --by person --format json").exits(2).json();
    let rows = json["rows"].as_array().expect("rows");
    let told: Vec<_> = rows.iter().map(|row| (row["person"].as_str(), row["hours"].as_str())).collect();
    assert_eq!(told, [(Some("ann"), None), (Some("kim"), Some("2"))]);
    assert_eq!(json["totals"][0]["hours"], serde_json::Value::Null);
    assert_eq!(json["unreadable"][0]["path"], NOVEMBER);
    // nobody books into what cannot be read
    case.run("time log ACME-0012 1 --date 2026-11-20").exits(2).says(NOVEMBER);
    case.run("time log ACME-0012 1").ok();
}
