//! `suits time import`: hours from a spreadsheet, every row or none.

use crate::harness::Case;
use serde_json::Value;

fn book() -> Case {
    Case::copy("tests/books/records", "2026-12-04")
}

const ROWS: &str = "person,date,job,hours,line,work,note
ann,2026-12-01,ACME-0012,2.5,concept,decide,Kick-off
kim,2026-12-01,ACME-0012,7.5,,execute,\"Boards, first\"
ann,2026-11-30,ACME-0013,1,,,
";

/// What a refusal says: `line:column code` of each finding.
fn findings(json: &Value) -> Vec<String> {
    let findings = json["findings"].as_array().expect("findings");
    findings
        .iter()
        .map(|one| format!("{}:{} {}", one["line"], one["column"], one["code"].as_str().expect("a code")))
        .collect()
}

/// The hours of a whole month as `person job hours`.
fn booked(case: &Case) -> Vec<String> {
    let json = case.run("time list --from 2026-11-20 --format json").ok().json();
    let rows = json["rows"].as_array().expect("rows");
    let word = |row: &Value, key: &str| row[key].as_str().unwrap_or("-").to_owned();
    rows.iter().map(|row| format!("{} {} {}", word(row, "person"), word(row, "job"), word(row, "hours"))).collect()
}

#[test]
fn rows_of_many_people_and_months_are_booked_at_once() {
    let case = book();
    case.write("hours.csv", ROWS);
    // 2.5 + 7.5 + 1 = 11
    let ran = case.run("time import hours.csv").ok().says("11 h in 3 entries of 2 people booked");
    let mut changed: Vec<&str> = ran.stdout.lines().collect();
    changed.sort_unstable();
    assert_eq!(changed, ["timesheets/ann/2026-11.yaml", "timesheets/ann/2026-12.yaml", "timesheets/kim/2026-12.yaml"]);
    assert_eq!(booked(&case), ["ann ACME-0013 1", "ann ACME-0012 2.5", "kim ACME-0012 7.5"]);
    assert!(case.text("timesheets/kim/2026-12.yaml").contains("note: Boards, first"));
    case.run("check").ok();
}

#[test]
fn the_same_rows_again_are_left_out_and_new_ones_taken() {
    let case = book();
    case.write("hours.csv", ROWS);
    case.run("time import hours.csv").ok();
    let before = case.text("timesheets/ann/2026-12.yaml");
    case.run("time import hours.csv").ok().says("3 rows are booked already, and left out").says("nothing changed");
    assert_eq!(case.text("timesheets/ann/2026-12.yaml"), before);
    // another note is another entry; two like rows of one file are two
    let more = "ann,2026-12-02,ACME-0012,1,,,Call\n";
    case.write("hours.csv", format!("{ROWS}{more}{more}"));
    case.run("time import hours.csv").ok().says("3 rows are").says("2 h in 2 entries of 1 person booked");
    case.run("time import hours.csv").ok().says("5 rows are booked already");
    // 2.5 is 2.50
    case.pipe(
        "time import -",
        b"person,date,job,hours,line,work,note\nann,2026-12-01,acme-12,2.50,concept,decide,Kick-off\n",
    )
    .ok()
    .says("1 row is booked already");
}

#[test]
fn every_bad_row_is_told_with_its_place_and_nothing_is_booked() {
    let case = book();
    let rows = "person,date,job,hours,line,work,note
ann,2026-12-01,ACME-0012,2.5,concept,,good
anm,2026-12-01,ACME-0012,1,,,
ann,12/1/2026,ACME-0099,\"2,5\",,,
ann,2026-12-01,ACME-0012,NaN,,decid,
ann,2026-12-05,ACME-0012,1,,,still to come
ann,2026-11-01,ACME-0012,1,,,before it was asked for
ann,2026-12-01,ACME-0012,1,concpt,,
kim,2026-12-01,ACME-0012,20,,,
kim,2026-12-01,ACME-0012,4.5,,,25 hours less a half
,2026-12-01,ACME-0012,-1,,,
ann,2026-12-01,ACME-0012,1,,,a,b
";
    case.write("hours.csv", rows);
    let json = case.run("time import hours.csv --format json").exits(1).json();
    assert_eq!(
        findings(&json),
        [
            "3:1 unknown-person",
            "4:5 bad-date",
            "4:15 unknown-id",
            "4:25 bad-hours",
            "5:26 bad-hours",
            "5:31 unknown-word",
            "6:5 dated-ahead",
            "7:5 time-outside-job",
            "8:28 unknown-line",
            "10:26 impossible-hours",
            "11:1 missing-field",
            "11:23 bad-hours",
            "12:32 bad-row",
        ]
    );
    let ran = case.run("time import hours.csv").exits(1);
    for words in [
        "hours.csv:3:1",
        "did you mean `ann`?",
        "`2.5`",
        "did you mean `concept`?",
        "did you mean `decide`?",
        "kim,2026-12-01,ACME-0012,4.5",
    ] {
        assert!(ran.stderr.contains(words), "{words} in {}", ran.all());
    }
    assert!(!case.file("timesheets/kim").exists() && !case.file("timesheets/ann/2026-12.yaml").exists());
}

#[test]
fn spreadsheets_of_finland_are_read() {
    let case = book();
    let rows = "\u{feff}Person;Date;Job;Hours;Note\r\nAnn Lee;1.12.2026;ACME-0012;2,5;Työpaja, Äänekoski\r\nKIM;2026-12-01;acme-12;1,25;\r\n;;;;\r\n";
    case.write("tunnit.csv", rows);
    case.run("time import tunnit.csv").ok().says("3.75 h in 2 entries of 2 people");
    assert_eq!(booked(&case), ["ann ACME-0012 2.5", "kim ACME-0012 1.25"]);
    assert!(case.text("timesheets/ann/2026-12.yaml").contains("note: Työpaja, Äänekoski"));
    // with a tab between cells too
    case.pipe("time import -", "person\tdate\tjob\thours\nann\t2.12.2026\tACME-0012\t0,5\n".as_bytes()).ok();
}

#[test]
fn columns_of_another_program_are_mapped_and_the_rest_is_told() {
    let case = book();
    let rows =
        "Date,User,Project,Duration,Rate,Description\n2026-12-01,ann@northlight.example,ACME-0012,2.5,85,'=1+1\n";
    case.write("export.csv", rows);
    case.run("time import export.csv").exits(1).says("no column is called `job`").says("--map COLUMN=job");
    let map = "--map User=person --map project=job --map Duration=hours --map Description=note";
    case.run(&format!("time import export.csv {map}")).ok().says("columns not read: Rate");
    assert!(
        case.text("timesheets/ann/2026-12.yaml").contains("note: \"=1+1\""),
        "{}",
        case.text("timesheets/ann/2026-12.yaml")
    );
    case.run("time import export.csv --map Usr=person")
        .exits(1)
        .says("there is no column `Usr`")
        .says("did you mean `User`?");
    case.run("time import export.csv --map User=persn").exits(2).says("did you mean `person`?");
    case.run("time import export.csv --map User").exits(2).says("--map COLUMN=FIELD");
}

#[test]
fn without_a_column_of_people_the_time_is_of_whoever_is_named() {
    let case = book();
    let rows = b"date,job,hours\n2026-12-01,ACME-0012,2\n";
    case.pipe("time import - --for kim", rows).ok();
    case.pipe("time import -", rows).ok();
    assert_eq!(booked(&case), ["ann ACME-0012 2", "kim ACME-0012 2"]);
    case.pipe("time import - --for kim", ROWS.as_bytes()).exits(2).says("the file itself says whose time it is");
}

#[test]
fn what_is_no_table_of_text_is_told() {
    let case = book();
    case.write("latin.csv", b"person,date,job,hours,note\nann,2026-12-01,ACME-0012,1,ty\xf6\n");
    case.run("time import latin.csv").exits(1).says("latin.csv:2:30").says("CSV UTF-8");
    case.write("wide.csv", b"\xff\xfep\0e\0");
    case.run("time import wide.csv").exits(1).says("UTF-16").says("CSV UTF-8");
    case.run("time import none.csv").exits(2);
    case.write("empty.csv", "\n\n");
    case.run("time import empty.csv").exits(2).says("has no rows");
    case.write("heading.csv", "person,date,job,hours\n");
    case.run("time import heading.csv").ok().says("no rows: `heading.csv` has a heading and nothing below it");
    case.write("open.csv", "date,job,hours,note\n2026-12-01,ACME-0012,1,\"open\n");
    case.run("time import open.csv").exits(1).says("open.csv:2:24").says("never closed");
    case.write("formula.csv", "date,job,hours\n2026-12-01,ACME-0012,=A1*24\n");
    case.run("time import formula.csv").exits(1).says("save the file with its values");
}

#[test]
fn notes_of_every_kind_are_the_same_notes_the_next_time() {
    let case = book();
    let notes = [
        "plain",
        "two\r\nlines",
        "three\n\n  lines # indented\n- and a dash",
        "\"\"quoted\"\" and 'so'",
        "colon: and #hash",
        "- dash",
        "null",
        "yes",
        "12:30",
        "a\ttab",
        "ประชุม ใบเตย",
        "雲嶺\u{2028}次行",
        "Họp\u{85}với",
        "A\u{308}iti",
        "@home",
        "'=SUM(A1)",
        "{a: b}",
        "e\u{301}\u{200b}",
        "%",
        "trailing:",
    ];
    let rows: Vec<String> = notes.iter().map(|note| format!("2026-12-01,ACME-0012,0.25,\"{note}\"\n")).collect();
    case.write("hours.csv", format!("date,job,hours,note\n{}", rows.concat()));
    case.run("time import hours.csv").ok().says("5 h in 20 entries of 1 person");
    case.run("time import hours.csv").ok().says("20 rows are booked already").says("nothing changed");
    case.run("check").ok();
    case.write(
        "more.csv",
        "date,job,hours,note\n2026-12-01,ACME-0012,0.25,fine\n2026-12-01,ACME-0012,0.25,no\u{b}ne\n",
    );
    case.run("time import more.csv")
        .exits(1)
        .says("more.csv:3:27: error[control-character]: `note` cannot hold the control character U+000B");
}

#[test]
fn a_year_of_rows_is_one_import() {
    let case = book();
    // 10 000 rows of each of two people over the 29 days from 2 to 30 November; 20 000 x 0.001 h = 20 h
    let row = |at: usize| {
        let person = if at.is_multiple_of(2) { "ann" } else { "kim" };
        format!("{person},2026-11-{:02},ACME-0012,0.001,row {at}\n", 2 + (at / 2) % 29)
    };
    let rows: String = (0..20_000).map(row).collect();
    case.write("hours.csv", format!("person,date,job,hours,note\n{rows}"));
    case.run("time import hours.csv").ok().says("20 h in 20000 entries of 2 people booked");
    case.run("time import hours.csv").ok().says("20000 rows are booked already").says("nothing changed");
    assert_eq!(case.text("timesheets/kim/2026-11.yaml").matches("hours: 0.001").count(), 10_000);
}
