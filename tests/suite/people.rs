//! `people list`, `show`, `away`, `back` and `leave`: who is there, who stands in, and one line of `suits.toml` that says so.

#![expect(clippy::disallowed_methods, reason = "a test starts processes")]

use crate::harness::{Case, changed_lines};
use std::process::{Command, Stdio};

const SETTINGS: &str = "suits.toml";

/// The book of the record format on its Tuesday. kim has the ball of two jobs, both due 2026-12-09.
fn book() -> Case {
    Case::copy("tests/books/records", "2026-12-01")
}

/// The lines of `suits.toml` that a command changed.
fn changed_by(case: &Case, line: &str) -> Vec<String> {
    let before = case.text(SETTINGS);
    case.run(line).ok();
    case.run("check").ok().says_not("warning").says_not("error");
    changed_lines(&before, &case.text(SETTINGS))
}

#[test]
fn everybody_who_works_here_has_a_row() {
    let case = book();
    let json = case.run("people list --format json").ok().json();
    let people: Vec<&str> =
        json["rows"].as_array().expect("rows").iter().filter_map(|row| row["person"].as_str()).collect();
    assert_eq!(people, ["ann", "bo", "eve", "fay", "kim", "mai", "pia", "tom"]);
    let kim = &json["rows"][4];
    assert_eq!((&kim["handoffs"], &kim["seats"], &kim["away"]), (&2.into(), &1.into(), &false.into()));
    assert_eq!((&kim["rank"], &json["rows"][5]["rank"]), (&serde_json::Value::Null, &4.into()));
    case.run("people list --where 'handoffs > 0' --columns person --format csv").ok().says("kim").says_not("ann");
    case.run("people list --where 'rank >= 5' --columns person,name --format md").ok().says("Bo Berg").says_not("Mai");
    for format in ["table", "jsonl", "yaml", "tsv"] {
        case.run(&format!("people list --format {format}")).ok().says("Pia Salo");
    }
    case.run("people list --exit-code").exits(1);
    case.run("people list --client ACMEE").exits(2).says("did you mean `ACME`?");
    case.run("people lits").exits(2).says("list");
}

#[test]
fn who_has_nothing_at_a_client_is_not_among_its_people() {
    let case = book();
    case.write(
        "clients/BOLT.yaml",
        "name: Bolt Oy\nstatus: active\nteam:\n  account-executive: ann\n  account-manager: mai\n",
    );
    let rows = |line: &str| case.run(line).ok().stdout.lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(rows("people list --client BOLT --columns person,seats --format csv"), ["ann,1", "mai,1"]);
    // ann sits at both clients
    assert_eq!(rows("people list --where 'person = ann' --columns person,seats --format csv"), ["ann,2"]);
}

#[test]
fn who_left_is_shown_when_everybody_is_asked_for() {
    let case = book();
    case.run("people leave fay --on 2026-11-27").ok();
    case.run("people list").ok().says_not("fay");
    case.run("people list --all --columns person,to --format csv").ok().says("fay,2026-11-27");
    // on the last day itself she works here
    case.run("people list --as-of 2026-11-27").ok().says("fay");
    case.run("people list --all").ok().says("fay");
}

#[test]
fn a_person_is_shown_with_all_that_is_in_their_name() {
    let case = book();
    let json = case.run("people show kim --format json").ok().json();
    assert_eq!((&json["kind"], &json["id"], &json["path"]), (&"person".into(), &"kim".into(), &SETTINGS.into()));
    assert_eq!(json["facts"]["open_handoffs"], 2);
    let record = &json["record"];
    assert_eq!(record["seats"], serde_json::json!([{"record": "ACME", "seat": "creative"}]));
    assert_eq!(record["handoffs"][0]["record"], "ACME-0012");
    assert_eq!(
        (&record["handoffs"][0]["stage"], &record["handoffs"][0]["due"]),
        (&"in-creative".into(), &"2026-12-09".into())
    );
    let mai = case.run("people show mai --format json").ok().json();
    // the contract ends 2026-12-31, and notice is 90 calendar days: 31 of December, 30 of November, 29 of October; that Friday,
    // 2026-10-02, less 20 working days is four weeks without a holiday
    assert_eq!(
        mai["record"]["renewals"],
        serde_json::json!([{"record": "ACME", "title": "aor-2025", "due": "2026-09-04"}])
    );
    assert_eq!(mai["record"]["opportunities"][0]["title"], "Kids' range launch");
    assert_eq!(mai["record"]["issues"], serde_json::json!([]), "the only one is resolved");
    // a beginning will do for reading, where it is one person's
    case.run("people show ki").ok().says("Kim Park");
    case.run("people show kimm").exits(2).says("did you mean `kim`?");
    case.run("people show zz").exits(2).says("[people]");
    for format in ["table", "jsonl", "yaml", "csv", "tsv", "md"] {
        case.run(&format!("people show kim --format {format}")).ok().says("ACME-0012");
    }
}

#[test]
fn an_absence_is_one_line_and_says_what_the_deputy_will_see() {
    let case = book();
    let lines = changed_by(&case, "people away kim --from 2026-12-07 --to 2026-12-11 --deputy bo");
    assert_eq!(lines, ["+away = [{ from = 2026-12-07, to = 2026-12-11, deputy = \"bo\" }]"]);
    let before = case.text(SETTINGS);
    case.run("people away ann --from 2026-12-07 --to 2026-12-11 --deputy mai -n")
        .ok()
        .says("would: ann: away from Mon 2026-12-07");
    assert_eq!(case.text(SETTINGS), before, "a dry run writes nothing");
    // the comment behind an empty list stays where it is
    let lines = changed_by(&case, "people away ann --from 2026-12-14 --to 2026-12-14 --deputy mai");
    let comment = "                           # { from = …, to = …, deputy = \"mai\" }";
    assert_eq!(
        lines,
        [
            format!("-away = []{comment}"),
            format!("+away = [{{ from = 2026-12-14, to = 2026-12-14, deputy = \"mai\" }}]{comment}")
        ]
    );
    case.run("today --for bo --as-of 2026-12-08").ok().says("for kim, who is away");
    let json = case.run("people list --where 'person = kim' --as-of 2026-12-11 --format json").ok().json();
    let row = &json["rows"][0];
    assert_eq!((&row["away"], &row["away_until"], &row["deputy"]), (&true.into(), &"2026-12-11".into(), &"bo".into()));
    case.run("people show bo --as-of 2026-12-07").ok().says("kim");
    case.run("people list --where 'away = true' --as-of 2026-12-12").ok().says("no row is like that");
}

#[test]
fn what_falls_due_meanwhile_is_said() {
    let case = book();
    case.run("people away kim --from 2026-12-07 --to 2026-12-09 --deputy bo -n")
        .ok()
        .says("bo will see 2 open handoffs, 2 due until 2026-12-09: ACME-0012 2026-12-09, ACME-0013 2026-12-09")
        .says("bo stands in without the role for: creative");
    case.run("people away kim --from 2026-12-07 --to 2026-12-08 --deputy bo -n").ok().says("none due until 2026-12-08");
    case.run("people away kim --to 2026-12-09 -n")
        .ok()
        .says("away from Tue 2026-12-01")
        .says("nobody stands in")
        .says("--deputy PERSON");
    // a deputy with the seat's role is nothing to speak of
    case.run("people away ann --from 2026-12-07 --to 2026-12-09 --deputy mai -n").ok().says_not("without the role");
    let json = case.run("people away ann --from 2026-12-07 --to 2026-12-09 --format json").ok().json();
    assert_eq!(json["changed"], serde_json::json!([{"id": SETTINGS, "path": SETTINGS}]));
}

#[test]
fn the_same_days_once_more_name_another_deputy() {
    let case = book();
    case.run("people away eve --from 2026-12-28 --to 2026-12-31").ok();
    let lines = changed_by(&case, "people away eve --from 2026-12-28 --to 2026-12-31 --deputy tom");
    let line = |deputy: &str| format!("away = [{{ from = 2026-12-28, to = 2026-12-31{deputy} }}]");
    assert_eq!(lines, [format!("-{}", line("")), format!("+{}", line(", deputy = \"tom\""))]);
    let lines = changed_by(&case, "people away eve --from 2026-12-28 --to 2026-12-31 --deputy kim");
    assert_eq!(lines, [format!("-{}", line(", deputy = \"tom\"")), format!("+{}", line(", deputy = \"kim\""))]);
    case.run("people away eve --from 2026-12-28 --to 2026-12-31 --deputy kim").ok().says("nothing changed");
}

#[test]
fn what_cannot_be_is_refused_and_nothing_is_written() {
    let case = book();
    case.run("people away mai --from 2026-12-21 --to 2026-12-31 --deputy bo").ok();
    case.run("people leave eve --on 2026-12-11").ok();
    let before = case.text(SETTINGS);
    for (line, code, words) in [
        ("people away annn --from 2026-12-07 --to 2026-12-11", 2, "did you mean `ann`?"),
        ("people away ann --from 2026-12-07 --to 2026-12-11 --deputy maj", 2, "did you mean `mai`?"),
        ("people away ann --from 2026-12-07", 2, "--to"),
        ("people away ann --from soon --to 2026-12-11", 2, "is not a date"),
        ("people away ann --from 2026-12-11 --to 2026-12-07", 1, "reversed-absence"),
        ("people away ann --from 2026-12-07 --to 2026-12-11 --deputy ann", 1, "ann cannot stand in for ann"),
        // mai is away from the 21st on: one shared day is enough
        (
            "people away ann --from 2026-12-17 --to 2026-12-21 --deputy mai",
            1,
            "mai is away too, from 2026-12-21 to 2026-12-31",
        ),
        (
            "people away bo --from 2026-12-31 --to 2027-01-04 --deputy mai",
            1,
            "on 2026-12-31 bo and mai would stand in for each other",
        ),
        ("people away ann --from 2026-12-07 --to 2026-12-14 --deputy eve", 1, "eve left on 2026-12-11"),
        ("people away mai --from 2026-12-31 --to 2027-01-08", 1, "`suits people back mai --on 2026-12-21`"),
        ("people away mai --from 2026-12-01 --to 2027-12-01", 1, "absence-overlaps"),
        ("people away eve --from 2026-12-14 --to 2026-12-15", 1, "eve left on 2026-12-11"),
        ("people away eve --from 2026-12-10 --to 2026-12-15", 1, "`--to 2026-12-11`"),
        ("people away pia --from 2023-12-27 --to 2023-12-29", 1, "pia comes on 2024-01-01"),
        ("people back ann", 1, "ann is not away on 2026-12-01"),
        ("people back mai", 1, "away from 2026-12-21 to 2026-12-31"),
        ("people back mai --on 2027-01-01", 1, "no absence of mai lies ahead"),
        ("people leave ann --on 2024-02-29", 1, "ann comes on 2024-03-01"),
        ("people leave ann", 2, "--on"),
    ] {
        case.run(line).exits(code).says(words);
        assert_eq!(case.text(SETTINGS), before, "{line}");
    }
    let json = case.run("people away mai --from 2026-12-31 --to 2027-01-08 --format json").exits(1).json();
    let found = &json["findings"][0];
    assert_eq!((&found["code"], &found["path"]), (&"absence-overlaps".into(), &SETTINGS.into()));
}

#[test]
fn whoever_is_back_early_ends_the_absence_the_day_before() {
    let case = book();
    case.run("people away mai --from 2026-11-26 --to 2026-12-04 --deputy bo").ok();
    let lines = changed_by(&case, "people back mai");
    assert_eq!(
        lines,
        [
            "-away = [{ from = 2026-11-26, to = 2026-12-04, deputy = \"bo\" }]",
            "+away = [{ from = 2026-11-26, to = 2026-11-30, deputy = \"bo\" }]",
        ]
    );
    case.run("people back mai").exits(1).says("not-away-then");
    case.run("people away mai --from 2026-12-21 --to 2026-12-31").ok();
    let lines = changed_by(&case, "people back mai --on 2026-12-21");
    assert_eq!(
        lines[1], "+away = [{ from = 2026-11-26, to = 2026-11-30, deputy = \"bo\" }]",
        "she does not go after all"
    );
}

#[test]
fn a_deputy_who_goes_away_too_hands_on_and_that_is_said() {
    let case = book();
    case.run("people away ann --from 2026-12-07 --to 2026-12-11 --deputy mai").ok();
    case.run("people away mai --from 2026-12-10 --to 2026-12-15 --deputy bo")
        .ok()
        .says("mai stands in for ann from 2026-12-07 to 2026-12-11: that goes to bo too");
    // what was written by hand is found as well: now ann's deputy is not there on the 10th and 11th
    case.run("check").exits(0).says("deputy-not-there").says("`mai` is away too, from 2026-12-10 to 2026-12-15");
    case.run("people away ann --from 2026-12-07 --to 2026-12-11 --deputy bo").ok();
    case.run("check").ok().says_not("deputy-not-there");
}

#[test]
fn the_last_day_is_written_and_what_is_left_is_said() {
    let case = book();
    // a supplier's invoice that she approved is dated 2027-02-22 in this book
    let lines = changed_by(&case, "people leave mai --on 2027-02-26");
    assert_eq!(lines, ["+to = 2027-02-26"]);
    case.run("people leave mai --on 2027-01-29")
        .ok()
        .says("mai: the last day is Fri 2027-01-29, not 2027-02-26")
        .says("still in mai's name: 1 seat at a client: ACME account-manager")
        .says("1 undecided renewal: ACME aor-2025")
        .says("still reporting to mai: ann")
        .says("`suits people reassign mai PERSON`");
    // the day after, the seat is somebody's who is gone
    case.run("check --due --as-of 2027-01-30").says("work-of-departed-person").says("1 seat at a client");
    case.run("check --due --as-of 2027-01-29").says_not("work-of-departed-person");
}

#[test]
fn layouts_and_names_of_every_script_stay_as_they_are() {
    for (name, note) in [
        ("Väinö Jäälinoja", "pääsiäinen"),
        ("สมชาย ใจดี", "วันหยุดพักร้อน"),
        ("陈 美玲", "春节放假"),
        ("Nguyễn Thị Ánh", "nghỉ Tết"),
    ] {
        let case = book();
        let text = case.text(SETTINGS).replace("\"Tom Reid\"", &format!("\"{name}\" # {note}"));
        let crlf = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        case.write(SETTINGS, &crlf);
        case.run("people away tom --from 2026-12-07 --to 2026-12-11 --deputy bo").ok();
        let line =
            "from = 2024-01-01\r\naway = [{ from = 2026-12-07, to = 2026-12-11, deputy = \"bo\" }]\r\n\r\n[people.kim]";
        assert_eq!(case.text(SETTINGS), crlf.replace("from = 2024-01-01\r\n\r\n[people.kim]", line));
        case.run("people show tom").ok().says(name);
        case.run("people list --format json").ok().says(name);
    }
}

#[test]
fn a_record_that_cannot_be_read_keeps_nobody_from_going_on_holiday() {
    let case = book();
    case.write("jobs/ACME/ACME-0099.yaml", "title: [");
    case.run("people away kim --from 2026-12-07 --to 2026-12-11 --deputy bo")
        .ok()
        .says("not looked at")
        .says("jobs/ACME/ACME-0099.yaml");
    case.run("people back kim --on 2026-12-07").ok();
    case.run("people list").exits(2).says("ACME-0099.yaml");
    case.run("people show kim").exits(2).says("ACME-0099.yaml");
    // what is wrong in `suits.toml` itself is put right first
    case.write(SETTINGS, case.text(SETTINGS).replace("weekly_hours = 37.5", "weekly_hours = \"many\""));
    case.run("people away kim --from 2026-12-07 --to 2026-12-11").exits(2).says("weekly_hours");
}

#[test]
fn absences_that_many_processes_write_at_once_are_all_written() {
    let case = book();
    let start = |person: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_suits"));
        command.current_dir(case.path()).args(["people", "away", person, "--from", "2026-12-28", "--to", "2026-12-31"]);
        command
            .args(["--as-of", "2026-12-01", "--no-input"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command.spawn().expect("starts")
    };
    let people = ["ann", "bo", "eve", "fay", "kim", "mai", "pia", "tom"];
    let children: Vec<_> = people.iter().map(|person| start(person)).collect();
    for mut child in children {
        assert_eq!(child.wait().expect("ends").code(), Some(0));
    }
    assert_eq!(case.text(SETTINGS).matches("away = [{ from = 2026-12-28, to = 2026-12-31 }]").count(), people.len());
    case.run("people list --as-of 2026-12-28 --where 'away = true' --columns person --format csv").ok().says("tom");
}
