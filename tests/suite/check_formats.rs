//! `suits check` in every format, over a small book with one error and one warning; what is expected is written by hand. Places: the
//! name stands on line 46 behind `    to: ` (8 characters), and has four letters.

use crate::harness::{Case, copy_all};
use serde_json::{Value, json};
use std::path::Path;

const ERROR: &str =
    "jobs/ACME/ACME-0013.yaml:46:9: error[dangling-reference I02]: neither the agency nor the client has a `kimm`";
const WARNING: &str =
    "jobs/ACME/notes.txt:1:1: warning[not-a-record]: this is no record: its name does not end in `.yaml`";

/// The book, in a folder of its own below the top of a repository.
fn book() -> Case {
    let case = Case::empty("2026-12-01");
    copy_all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books/records"), &case.file("agency"));
    std::fs::create_dir(case.file(".git")).expect("a folder");
    let job = "agency/jobs/ACME/ACME-0013.yaml";
    case.write(job, case.text(job).replace("to: kim\n", "to: kimm\n"));
    case.write("agency/jobs/ACME/notes.txt", "x");
    case
}

fn printed(format: &str) -> String {
    book().run_in("agency", &format!("check --format {format}")).exits(1).stdout
}

/// A schema of the standard, and what does not fit it.
pub(crate) fn sarif_faults() -> impl Fn(&Value) -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/sarif-2.1.0.json");
    let text = std::fs::read_to_string(path).expect("a schema");
    let mut compiler = boon::Compiler::new();
    compiler.enable_format_assertions();
    compiler.add_resource("sarif.json", serde_json::from_str(&text).expect("json")).expect("a schema");
    let mut schemas = boon::Schemas::new();
    let schema = compiler.compile("sarif.json", &mut schemas).expect("it compiles");
    move |log| schemas.validate(log, schema).err().map(|fault| format!("{fault:#}"))
}

#[test]
fn text_shows_the_line_with_a_caret_and_is_the_default() {
    let expected = format!(
        "\
{ERROR}
   |
46 |     to: kimm
   |         ^^^^
   = help: did you mean `kim`?

{WARNING}
  = help: move it out of `jobs/`, or name it as a record

1 error, 1 warning
"
    );
    assert_eq!(printed("text"), expected);
    assert_eq!(printed("table"), expected);
    assert_eq!(book().run_in("agency", "check").exits(1).stdout, expected);
}

#[test]
fn concise_is_a_line_each() {
    assert_eq!(printed("concise"), format!("{ERROR}\n{WARNING}\n"));
}

#[test]
fn json_says_where_it_ends_and_which_key_it_is() {
    let found: Value = serde_json::from_str(&printed("json")).expect("json");
    let place = ["line", "column", "end_line", "end_column", "pointer"].map(|key| found["findings"][0][key].clone());
    assert_eq!(json!(place), json!([46, 9, 46, 13, "/handoffs/e5g8/to"]));
}

#[test]
fn github_is_commands_with_paths_from_the_top_of_the_repository() {
    let expected = "\
::error file=agency/jobs/ACME/ACME-0013.yaml,line=46,endLine=46,col=9,endColumn=13,title=dangling-reference I02::neither the agency nor the client has a `kimm`%0Ahelp: did you mean `kim`?
::warning file=agency/jobs/ACME/notes.txt,line=1,endLine=1,col=1,endColumn=1,title=not-a-record::this is no record: its name does not end in `.yaml`%0Ahelp: move it out of `jobs/`, or name it as a record
suits check: 1 error, 1 warning
";
    assert_eq!(printed("github"), expected);
}

#[test]
fn github_is_told_of_errors_first_and_of_what_it_will_not_show() {
    let case = book();
    // A folder that sorts before `jobs`: its warnings would come first.
    for at in 0..11 {
        case.write(&format!("agency/briefs/ACME/notes-{at}.txt"), "x");
    }
    let stdout = case.run_in("agency", "check --format github").exits(1).stdout;
    let kinds: Vec<&str> = stdout.lines().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!((kinds[0], &kinds[1..13], kinds[13]), ("::error", &["::warning"; 12][..], "::notice"), "{stdout}");
    let last = "::notice title=suits check::1 error, 12 warnings (GitHub shows ten of a kind beside the changes; the log of this step has all of them)\n";
    assert!(stdout.ends_with(last), "{stdout}");
}

#[test]
fn gitlab_is_a_code_quality_report() {
    // The fingerprints: SHA-256 of `v1`, the rule, the record (else the path), the keys, nothing and 0, parted by NUL; by hashlib.
    let expected = json!([
        {
            "description": "neither the agency nor the client has a `kimm`; did you mean `kim`?",
            "check_name": "dangling-reference",
            "fingerprint": "e74854ae053f31ba",
            "severity": "major",
            "location": { "path": "agency/jobs/ACME/ACME-0013.yaml", "lines": { "begin": 46, "end": 46 } },
        },
        {
            "description": "this is no record: its name does not end in `.yaml`; move it out of `jobs/`, or name it as a record",
            "check_name": "not-a-record",
            "fingerprint": "9b71fdf9c0476e3d",
            "severity": "minor",
            "location": { "path": "agency/jobs/ACME/notes.txt", "lines": { "begin": 1, "end": 1 } },
        },
    ]);
    assert_eq!(serde_json::from_str::<Value>(&printed("gitlab")).expect("json"), expected);
}

#[test]
fn sarif_fits_the_standard_and_brings_its_rules() {
    let log: Value = serde_json::from_str(&printed("sarif")).expect("json");
    assert_eq!(sarif_faults()(&log), None);
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let results = run["results"].as_array().expect("results");
    assert_eq!(results.len(), 2);
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let rule =
        |result: &Value| &rules[usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small")];
    let expected = json!({
        "ruleId": "dangling-reference",
        "ruleIndex": results[0]["ruleIndex"],
        "level": "error",
        "message": { "text": "neither the agency nor the client has a `kimm`\nhelp: did you mean `kim`?" },
        "locations": [{
            "physicalLocation": {
                "artifactLocation": { "uri": "agency/jobs/ACME/ACME-0013.yaml", "uriBaseId": "%SRCROOT%" },
                "region": { "startLine": 46, "startColumn": 9, "endLine": 46, "endColumn": 13 },
            },
            "logicalLocations": [{ "fullyQualifiedName": "ACME-0013/handoffs/e5g8/to", "kind": "member" }],
        }],
        "partialFingerprints": { "suits/v1": "e74854ae053f31ba" },
    });
    assert_eq!(results[0], expected);
    assert_eq!(
        (&rule(&results[0])["id"], &rule(&results[0])["name"]),
        (&json!("dangling-reference"), &json!("DanglingReference"))
    );
    assert_eq!(rule(&results[0])["properties"]["tags"], json!(["book", "I02"]));
    assert_eq!(rule(&results[0])["defaultConfiguration"]["level"], "error");
    let help = rule(&results[0])["help"]["markdown"].as_str().expect("help");
    assert!(help.contains("**Why it matters:**") && help.contains("```yaml\n"), "{help}");
    let reading = rule(&results[1]);
    assert_eq!((&reading["id"], &reading["properties"]["tags"]), (&json!("not-a-record"), &json!(["reading"])));
    assert!(reading["help"]["text"].as_str().expect("help").starts_with("A file lies among the records"), "{reading}");
}

#[test]
fn junit_has_a_case_a_record() {
    let xml = printed("junit");
    let document = roxmltree::Document::parse(&xml).expect("XML");
    let cases: Vec<_> = document.descendants().filter(|node| node.has_tag_name("testcase")).collect();
    let case = |name: &str| *cases.iter().find(|case| case.attribute("name") == Some(name)).expect("a case");
    let sound = case("agency/jobs/ACME/ACME-0012.yaml");
    assert_eq!((sound.attribute("classname"), sound.has_children()), (Some("suits.jobs"), false));
    let broken = case("agency/jobs/ACME/ACME-0013.yaml");
    let failure = broken.children().find(|node| node.has_tag_name("failure")).expect("it fails");
    assert_eq!(failure.attribute("message"), Some("neither the agency nor the client has a `kimm`"));
    assert_eq!(failure.attribute("type"), Some("dangling-reference"));
    assert_eq!(failure.text(), Some(&*format!("agency/{ERROR}\n  help: did you mean `kim`?")));
    let warned = case("agency/jobs/ACME/notes.txt");
    let kinds: Vec<&str> =
        warned.children().filter(roxmltree::Node::is_element).map(|node| node.tag_name().name()).collect();
    assert_eq!(kinds, ["system-out"], "a warning fails nothing");
    let jobs = document.descendants().find(|node| node.attribute("name") == Some("jobs")).expect("a suite");
    assert_eq!((jobs.attribute("tests"), jobs.attribute("failures")), (Some("3"), Some("1")));
    assert_eq!(document.root_element().attribute("tests"), Some(&*cases.len().to_string()));
    let agency = case("agency/suits.toml");
    assert_eq!(agency.attribute("classname"), Some("suits.agency"));
}

#[test]
fn one_run_writes_several_formats() {
    let case = book();
    let line = "check -o all.txt -o sarif=a.sarif --output junit=b.xml -o gitlab=c.json";
    let ran = case.run_in("agency", line).exits(1);
    assert_eq!(ran.stdout, "");
    assert!(case.text("agency/all.txt").starts_with(ERROR));
    for (file, format) in [("a.sarif", "sarif"), ("b.xml", "junit"), ("c.json", "gitlab")] {
        // The files just written are no records, and lie in no folder of records.
        assert_eq!(case.text(&format!("agency/{file}")), printed(format), "{file}");
    }
    let ran = case.run_in("agency", "check --format json -o concise=d.txt").exits(1);
    assert_eq!(ran.json()["summary"]["errors"], 1, "a format with a file of its own takes nothing from stdout");
    assert_eq!(case.text("agency/d.txt"), format!("{ERROR}\n{WARNING}\n"));
}

#[test]
fn either_every_file_is_written_or_none() {
    let case = book();
    let ran = case.run_in("agency", "check -o junit=b.xml -o sarif=nowhere/a.sarif").exits(2);
    let ran = ran.says("the output could not be written").says("nowhere/a.sarif");
    assert!(ran.stdout.starts_with(ERROR), "what goes to stdout goes there all the same: {}", ran.all());
    assert!(!case.file("agency/b.xml").exists());
    case.write("agency/b.xml", "as it was, and longer than what comes");
    case.run_in("agency", "check -o junit=b.xml -o sarif=nowhere/a.sarif").exits(2);
    assert_eq!(case.text("agency/b.xml"), "as it was, and longer than what comes");
    case.run_in("agency", "check -o concise=b.xml").exits(1);
    assert_eq!(case.text("agency/b.xml"), format!("{ERROR}\n{WARNING}\n"));
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let case = book();
    for (line, says) in [
        ("job list --format sarif", "only `suits check` and `suits audit` write findings as `sarif`"),
        ("job set ACME-0013 title=x --format text", "only `suits check`"),
        ("job list -o sarif=x", "only `suits check`"),
        ("check -o sarf=x", "did you mean `sarif`? for a file of that name write `./sarf=x`"),
        ("check -o a -o b", "two files cannot both take the output"),
        ("check -o sarif=x -o junit=x", "two outputs would go to `x`"),
        ("check -o sarif=", "names no file"),
        ("check --format sarf", "sarif"),
    ] {
        case.run_in("agency", line).exits(2).says(says);
    }
    assert!(!case.file("agency/x").exists());
    assert!(!case.text("agency/jobs/ACME/ACME-0013.yaml").contains("title: x\n"), "a refusal comes before any change");
}

#[test]
fn a_sound_book_is_silence_or_an_empty_answer() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    for format in ["text", "concise", "github"] {
        assert_eq!(case.run(&format!("check --format {format}")).ok().stdout, "", "{format}");
    }
    assert_eq!(case.run("check --format gitlab").ok().json(), json!([]));
    let log = case.run("check --format sarif").ok().json();
    assert_eq!((&log["runs"][0]["results"], sarif_faults()(&log)), (&json!([]), None));
    let xml = case.run("check --format junit").ok().stdout;
    let document = roxmltree::Document::parse(&xml).expect("XML");
    assert_eq!(document.root_element().attribute("failures"), Some("0"));
    assert!(document.descendants().any(|node| node.attribute("name") == Some("jobs/ACME/ACME-0012.yaml")));
}

#[test]
fn a_refusal_shows_the_line_too() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    // A conflict of the day of the step with the days before it is found in the job itself.
    let ran = case.run("job advance ACME-0012 --to client-review").exits(1);
    let framed = ran.stderr.lines().any(|line| line.trim_start().starts_with('|') && line.contains('^'));
    assert!(framed, "{}", ran.all());
}
