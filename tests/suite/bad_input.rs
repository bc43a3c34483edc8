//! Broken records: every one is found at its place; what is sound is shown, what is not is listed; nothing is written over it.

use crate::harness::Case;
use std::collections::BTreeSet;

const LIST: &str = include_str!("../books/broken.txt");

fn book() -> Case {
    Case::copy("tests/books/broken", "2026-12-01")
}

/// The files that hold an unreadable record of a folder, by the list.
fn unreadable(folder: &str) -> Vec<String> {
    const READABLE: [&str; 3] = ["dangling-reference", "misplaced-record", "not-a-record"];
    let lines = LIST.lines().filter(|line| line.starts_with(folder));
    let broken = lines.filter(|line| !READABLE.iter().any(|code| line.ends_with(code)));
    broken.filter_map(|line| Some(line.split(':').next()?.to_owned())).collect()
}

#[test]
fn check_finds_each_at_its_place_and_nothing_else() {
    let case = book();
    let found = case.run("check --format json").exits(1).json();
    let one = |finding: &serde_json::Value| {
        let text = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
        format!("{}:{}:{} {}", text("path"), finding["line"], finding["column"], text("code"))
    };
    let found: BTreeSet<String> = found["findings"].as_array().expect("findings").iter().map(one).collect();
    let listed: BTreeSet<String> = LIST.lines().map(str::to_owned).collect();
    assert_eq!(found, listed);
    // Every finding says what to type, or what is expected.
    for line in LIST.lines() {
        let (place, _) = line.rsplit_once(' ').expect("a code");
        case.run("check").exits(1).says(place);
    }
}

#[test]
fn lists_show_what_is_sound_and_say_what_is_not() {
    let case = book();
    let jobs = case.run("job list --format json").exits(2);
    let json = jobs.json();
    let ids: Vec<&str> = json["rows"].as_array().expect("rows").iter().filter_map(|row| row["job"].as_str()).collect();
    assert_eq!(ids, ["ACME-0001", "ACME-0002", "ACME-0013"]);
    let paths = |json: &serde_json::Value| -> Vec<String> {
        let broken = json["unreadable"].as_array().expect("a list");
        broken.iter().map(|one| one["path"].as_str().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(paths(&json), unreadable("jobs/"));
    for file in unreadable("jobs/") {
        assert!(jobs.stderr.contains(&file), "{file} is not in\n{}", jobs.stderr);
    }
    for (line, folder, rows) in [("brief list", "briefs/", 1), ("feedback list", "feedback/", 0)] {
        let json = case.run(&format!("{line} --format json")).exits(2).json();
        assert_eq!((paths(&json), json["rows"].as_array().map(Vec::len)), (unreadable(folder), Some(rows)), "{line}");
    }
    case.run("client list").ok();
    for line in ["overdue", "board", "today", "budget", "search title", "overdue --exit-code"] {
        case.run(line).exits(2);
        let json = case.run(&format!("{line} --format json")).exits(2).json();
        assert!(!paths(&json).is_empty(), "{line}");
    }
}

#[test]
fn sums_over_half_a_book_are_null() {
    let json = book().run("budget --format json").exits(2).json();
    assert_eq!(json["rows"][0]["approved"]["amount"], "78900.00", "the sound row has its figures");
    let others = serde_json::to_value(&json).expect("json");
    let text = others.to_string();
    assert!(text.contains("\"approved\":null"), "{text}");
    let case = book();
    for line in ["budget --by client --format json", "budget --by month --format json"] {
        let json = case.run(line).exits(2).json();
        let all = json["rows"].as_array().expect("rows").iter().all(|row| row["approved"].is_null());
        assert!(all, "{json}");
    }
}

#[test]
fn nothing_is_written_over_what_cannot_be_read() {
    let case = book();
    for file in unreadable("jobs/") {
        let id = file.rsplit('/').next().expect("a name").trim_end_matches(".yaml").to_owned();
        let before = std::fs::read(case.file(&file)).expect("bytes");
        let line = LIST.lines().find(|line| line.starts_with(&file)).expect("listed");
        let place = line.split(' ').next().expect("a place");
        case.run(&format!("job show {id}")).exits(2).says(place);
        case.run(&format!("job advance {id}")).exits(2).says(place);
        let ran = case.run(&format!("job set {id} goal=x"));
        assert!(ran.code != 0 && ran.stderr.contains(&format!("{file}:")), "{}", ran.all());
        assert_eq!(std::fs::read(case.file(&file)).expect("bytes"), before, "{file}");
    }
    case.run("feedback add ACME-0002-R1 --text x").exits(2).says("feedback/ACME/ACME-0002-R1.yaml:6:37");
    case.run("job advance ACME-0002 --to briefing").exits(2).says("feedback/ACME/ACME-0002-R1.yaml:6:37");
    let error = case.run("job advance ACME-0003 --format json").exits(2);
    let error: serde_json::Value = serde_json::from_str(&error.stderr).expect("an envelope");
    let place = ["path", "line", "column"].map(|key| error["error"][key].clone());
    assert_eq!(serde_json::json!(place), serde_json::json!(["jobs/ACME/ACME-0003.yaml", 6, 8]));
    // What does not need a broken file goes on.
    case.run("job set ACME-0001 'goal=One film'").ok();
    case.run("brief new ACME --title x --type audio").ok();
}

#[test]
fn an_unreadable_suits_toml_stops_everything() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    let text = case.text("suits.toml");
    case.write("suits.toml", text.replace("[people.mai]", "[people.mai"));
    for line in ["overdue", "job list", "check", "job set ACME-0012 due=2027-01-01", "job new --brief ACME-B0004"] {
        let ran = case.run(line);
        assert!(ran.code == 1 && line == "check" || ran.code == 2, "{line}: {}", ran.all());
        assert!(ran.all().contains("suits.toml:"), "{}", ran.all());
    }
}

#[test]
fn what_is_typed_as_an_id_never_becomes_a_path() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    case.write("outside.yaml", "title: outside\n");
    let typed = [
        "../../etc/passwd",
        "/etc/passwd",
        "ACME-0012/../x",
        "../jobs/ACME/ACME-0012",
        "jobs/ACME/ACME-0012",
        "..",
        ".",
        "''",
        "'ACME-0012\0'",
        "'ACME-0012\u{0}x'",
        "'ACME\n0012'",
        "*",
        "-",
        "'ACME-0012 '/x",
        "ACME-0012.yaml",
        "ACME-9999999999999999999999",
        "ACME--1",
        "C:",
        "NUL",
        "../outside",
        "\u{202e}ACME-0012",
    ];
    for id in typed {
        for line in [
            "job show",
            "job edit",
            "brief show",
            "feedback show",
            "client show",
            "job drop",
            "job advance",
            "brief submit",
        ] {
            let ran = case.run(&format!("{line} -- {id}"));
            assert_eq!(ran.code, 2, "{line} {id:?}: {}", ran.all());
            assert!(!ran.stderr.contains(['\0', '\u{202e}']), "{:?}", ran.stderr);
        }
        for line in [
            "job set -- ID title=x",
            "client set -- ID name=x",
            "feedback add --text x -- ID",
            "client new --name x -- ID",
        ] {
            let ran = case.run(&line.replace("ID", id));
            assert_eq!(ran.code, 2, "{line} {id:?}: {}", ran.all());
        }
    }
    let mut names: Vec<_> =
        std::fs::read_dir(case.path()).expect("a folder").map(|entry| entry.expect("an entry").file_name()).collect();
    names.sort();
    let expected = [
        "briefs",
        "clients",
        "contact-reports",
        "evidence",
        "feedback",
        "invoices",
        "jobs",
        "outside.yaml",
        "suits.toml",
        "timesheets",
    ];
    let names: Vec<_> = names.iter().map(|name| name.to_string_lossy()).filter(|name| name != ".suits").collect();
    assert_eq!(names, expected);
}

#[test]
fn hostile_text_is_harmless_in_every_format() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    let file = "jobs/ACME/ACME-0012.yaml";
    let title = r#"title: "=HYPERLINK(\"http://x\") \e[31mred \u202Eevil \u0007 | cell\ttab\nline""#;
    case.write(file, case.text(file).replace("title: Spring launch film", title));
    for format in ["table", "json", "jsonl", "yaml", "csv", "tsv", "md"] {
        for line in ["job list", "job show ACME-0012", "board", "search evil", "overdue --all", "budget", "today"] {
            let ran = case.run(&format!("{line} --format {format}")).ok();
            let bad =
                |letter: char| letter.is_control() && !matches!(letter, '\n' | '\t' | '\r') || letter == '\u{202e}';
            assert!(!ran.stdout.contains(bad) && !ran.stderr.contains(bad), "{line} as {format}: {:?}", ran.stdout);
            if matches!(format, "csv" | "tsv") && line == "job list" {
                assert!(!ran.stdout.contains(",=HYPERLINK") && !ran.stdout.contains("\t=HYPERLINK"), "{}", ran.stdout);
            }
        }
    }
    let json = case.run("job list --where 'job = ACME-0012' --format json").ok().json();
    assert_eq!(json["rows"][0]["title"], "=HYPERLINK(\"http://x\") \u{1b}[31mred \u{202e}evil \u{7} | cell\ttab\nline");
    // A title of several lines is one row of every format with one row a line.
    assert_eq!(case.run("job list --format tsv").ok().stdout.lines().count(), 3);
    assert_eq!(
        case.run("job list --format md").ok().stdout.lines().filter(|line| line.starts_with("| ACME")).count(),
        2
    );
}

#[test]
fn words_that_are_no_command_are_shown_and_act_on_no_screen() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    case.run("\u{202e}gpj").exits(2).says("'\\u{202e}gpj'").says_not("\u{202e}");
    case.run("job list --format \u{1b}[31mred").exits(2).says_not("\u{1b}");
}
