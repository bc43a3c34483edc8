//! Lists and reports: conditions, order, columns, limits, every format, and the exit code.

use crate::harness::Case;
use serde_json::{Value, json};

fn book() -> Case {
    Case::copy("examples/northlight", "2026-12-01")
}

const LISTS: [&str; 20] = [
    "client list",
    "brief list",
    "job list",
    "feedback list",
    "overdue",
    "overdue --all",
    "budget",
    "board",
    "rounds --all",
    "workload",
    "briefs",
    "briefs --by client,author --evidence",
    "today",
    "search film",
    "ageing",
    "ageing --by client,month --basis invoice",
    "retainers --all-periods",
    "renewals --within 365",
    "pipeline --target 200000",
    "pipeline --by owner,kind",
];

/// One column of a list.
fn column(case: &Case, line: &str, key: &str) -> Vec<Value> {
    let json = case.run(&format!("{line} --format json")).ok().json();
    json["rows"].as_array().expect("rows").iter().map(|row| row[key].clone()).collect()
}

#[test]
fn every_list_in_every_format() {
    let case = book();
    for line in LISTS {
        let json = case.run(&format!("{line} --format json")).ok().json();
        assert!(json["report"].is_string() && json["version"] == 1 && json["as_of"] == "2026-12-01", "{line}: {json}");
        assert_eq!(json["unreadable"], json!([]), "{line}");
        let rows = json["rows"].as_array().expect("rows").len();
        assert!(rows > 0, "{line} has rows");
        let lines = case.run(&format!("{line} --format jsonl")).ok().stdout;
        let parsed: Vec<Value> =
            lines.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
        assert!(
            parsed.len() >= rows && parsed.iter().all(|row| row["report"].is_string() && row["version"] == 1),
            "{line}"
        );
        let yaml: Value = serde_yaml::from_str(&case.run(&format!("{line} --format yaml")).ok().stdout).expect("YAML");
        assert_eq!(yaml["rows"].as_array().map(Vec::len), Some(rows), "{line}");
        let tsv = case.run(&format!("{line} --format tsv")).ok().stdout;
        let widths: Vec<usize> = tsv.lines().take(rows + 1).map(|line| line.split('\t').count()).collect();
        assert!(widths.len() == rows + 1 && widths.iter().all(|width| *width == widths[0]), "{line}: {widths:?}");
        assert!(case.run(&format!("{line} --format md")).ok().stdout.contains("| --- |"), "{line}");
        assert!(!case.run(&format!("{line} --format csv")).ok().stdout.is_empty(), "{line}");
        assert!(!case.run(line).ok().stdout.is_empty(), "{line}");
    }
}

#[test]
fn conditions_order_columns_and_limits() {
    let case = book();
    let late = column(&case, "overdue --where 'days_late >= 5' --sort job", "job");
    assert_eq!(late, ["ACME-0009", "BAITOEY-0003", "YUNLING-0002"]);
    assert_eq!(column(&case, "overdue --where 'waiting_on = client'", "job"), ["BAITOEY-0003"]);
    assert_eq!(column(&case, "overdue --sort -days_late,job --limit 2", "job"), ["BAITOEY-0003", "ACME-0009"]);
    assert_eq!(
        column(
            &case,
            "job list --where 'due < today and not (status = closed or status = cancelled)' --sort due",
            "job"
        )
        .len(),
        2
    );
    assert_eq!(
        column(&case, "job list --where 'title ~ \"spring\"'", "job"),
        ["ACME-0012", "ACME-0013", "LYSVIK-0001", "LYSVIK-0002"]
    );
    assert_eq!(column(&case, "client list --where 'currency != EUR'", "client"), ["BAITOEY", "LYSVIK", "YUNLING"]);
    assert_eq!(column(&case, "job list --client acme --where 'client = MERROW'", "job"), Vec::<Value>::new());
    let csv = case.run("overdue --columns days_late,job --limit 1 --format csv").ok().stdout;
    assert_eq!(csv.replace("\r\n", "\n"), "days_late,job\n9,BAITOEY-0003\n");
    case.run("job list --limit 3").ok().says("3 of 36 rows shown");
    assert_eq!(column(&case, "job list --limit 0", "job").len(), 0);
}

#[test]
fn an_empty_list_is_an_answer() {
    let case = book();
    for line in LISTS {
        // `client` stands in every list but that of what was found.
        let json = case.run(&format!("{line} --limit 0 --format json")).ok().json();
        assert_eq!(json["rows"], json!([]), "{line}");
    }
    case.run("overdue --client MERROW --where 'days_late > 90'").ok().says("no row is like that");
    let header = case.run("overdue --where 'days_late > 90' --columns job --format csv").ok().stdout;
    assert_eq!(header.trim_end(), "job");
    assert_eq!(case.run("overdue --where 'days_late > 90' --format jsonl").ok().stdout, "");
}

#[test]
fn the_exit_code_counts_rows_only_when_asked() {
    let case = book();
    case.run("overdue").ok();
    case.run("overdue --exit-code").exits(1);
    case.run("overdue --exit-code --where 'days_late > 90'").ok();
    case.run("job list --exit-code -q --format json").exits(1);
}

#[test]
fn questions_that_make_no_sense_are_told_where() {
    let case = book();
    for (line, words) in [
        ("overdue --where 'days_lat > 3'", "did you mean `days_late`?"),
        ("overdue --where 'days_late >'", "--where"),
        ("overdue --where '(days_late > 3'", "--where"),
        ("overdue --columns jb", "did you mean `job`?"),
        ("overdue --sort -duee", "did you mean `due`?"),
        ("overdue --limit many", "--limit"),
        ("overdue --client ACEM", "did you mean `ACME`?"),
        ("overdue --format jsno", "json"),
        ("overdue --as-of 2026-13-01", "`--as-of` should be a date"),
        ("today --for annn", "did you mean `ann`?"),
        ("budget --by jobb", "job"),
        ("overdu", "overdue"),
        ("job lst", "list"),
    ] {
        let ran = case.run(line).exits(2).says(words);
        assert_eq!(ran.stdout, "", "{line}");
        if !line.contains("--format") {
            let ran = case.run(&format!("{line} --format json")).exits(2);
            let error: Value =
                serde_json::from_str(&ran.stderr).unwrap_or_else(|error| panic!("{error}: {}", ran.all()));
            assert!(error["error"]["code"].is_string() && error["error"]["message"].is_string(), "{line}: {error}");
        }
    }
}

#[test]
fn output_goes_to_a_file_when_asked() {
    let case = book();
    let printed = case.run("overdue --format csv").ok().stdout;
    let ran = case.run("overdue --format csv -o late.csv").ok();
    assert_eq!((ran.stdout.as_str(), case.text("late.csv")), ("", printed));
    case.run("overdue -o nowhere/late.csv").exits(2).says("could not be written").says("nowhere/late.csv");
}

#[test]
fn a_file_holds_the_format_that_its_name_ends_in() {
    let case = book();
    for line in [
        "overdue",
        "job list",
        "budget",
        "job show ACME-0012",
        "check",
        "workflow",
        "job estimate show ACME-0012",
        "explain burn",
        "search film",
    ] {
        for (format, file) in [("md", "page.md"), ("json", "rows.JSON"), ("csv", "rows.csv"), ("table", "rows.txt")] {
            if (line, format) == ("check", "table") {
                continue;
            }
            let printed = case.run(&format!("{line} --format {format}"));
            let ran = case.run(&format!("{line} -o {file}"));
            assert_eq!((ran.code, ran.stdout.as_str()), (printed.code, ""), "{line} -o {file}: {}", ran.all());
            // a table in a file is as wide as it likes
            if format != "table" {
                assert_eq!(case.text(file), printed.stdout, "{line} -o {file}");
            }
        }
    }
    case.run("overdue --format csv -o page.md").ok();
    assert_eq!(case.text("page.md"), case.run("overdue --format csv").ok().stdout, "what is typed wins");
    case.run("workflow -o way.mmd").ok();
    assert_eq!(case.text("way.mmd"), case.run("workflow --format mermaid").ok().stdout);
    case.run("check -o all.sarif");
    assert_eq!(case.text("all.sarif"), case.run("check --format sarif").stdout);
    // what is no table is what it is, whatever the file is called
    case.run("export hledger -o book.json").ok();
    assert_eq!(case.text("book.json"), case.run("export hledger").ok().stdout);
    case.run("schema job -o job.md").ok();
    assert_eq!(case.text("job.md"), case.run("schema job").ok().stdout);
}

#[test]
fn what_goes_wrong_is_told_to_a_person_who_named_a_file_alone() {
    let case = book();
    let ran = case.run("overdue --by nonsense -o rows.json").exits(2);
    assert!(ran.stderr.starts_with("error: "), "{}", ran.all());
    let ran = case.run("job advance ACME-0012 --to closed -o done.json").exits(1);
    assert!(ran.stderr.contains("closed"), "{}", ran.all());
    let refused: serde_json::Value = serde_json::from_str(&case.text("done.json")).expect("JSON");
    assert_eq!(refused["report"], "refused", "{refused}");
}

#[test]
fn today_is_somebodys() {
    let mut case = book();
    let ann = case.run("today --format json").ok().json();
    assert_eq!(case.run("today --for ann --format json").ok().json(), ann);
    case.set_user("kim");
    assert_ne!(case.run("today --format json").ok().json(), ann);
    case.set_user("nobody-here");
    case.run("today").exits(2).says("nobody at the agency is called `nobody-here`");
    assert_eq!(case.run("today --for ann --format json").ok().json(), ann);
}

#[test]
fn a_table_lines_up_for_every_script() {
    let case = book();
    let table = case.run("client list --columns client,name,tier").ok().stdout;
    insta::assert_snapshot!(table, @r"
    Client   Name                      Tier
    ───────────────────────────────────────────
    ACME     Acme Outdoor Oy           key
    BAITOEY  บริษัท ใบเตย เบเวอเรจ จำกัด  standard
    LYSVIK   Lysvik Lampor AB          standard
    MERROW   Merrow Line Ltd           standard
    YUNLING  雲嶺茶業有限公司          standard
    ");
}
