//! From tree to record: what is read, what is refused, and where the finger points.

use serde::Deserialize;
use std::collections::BTreeMap;
use suits::key_path;
use suits::source::{Part, Wanted};
use suits::yaml::{Decoded, Document, Fault, NodeId, decode, locate, path_of, read};

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Status {
    Draft,
    Sent,
    Approved,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Line {
    id: String,
    hours: u32,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Money(String);

#[derive(Debug, Deserialize, PartialEq)]
struct Insight {
    text: String,
    source: Option<String>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Record {
    title: String,
    status: Status,
    #[serde(default)]
    fee: Option<Money>,
    #[serde(default)]
    rush: bool,
    #[serde(default)]
    share: Option<f64>,
    #[serde(default)]
    lines: Vec<Line>,
    #[serde(default)]
    team: BTreeMap<String, String>,
    #[serde(default)]
    insight: Option<Insight>,
    #[serde(default)]
    tone: Vec<String>,
}

fn decoded(text: &str) -> Result<Decoded<Record>, Fault> {
    let tree = read(text).unwrap_or_else(|fault| panic!("{fault:?}"));
    decode(&Document { text, tree: &tree }, None)
}

fn record(text: &str) -> Record {
    decoded(text).unwrap_or_else(|fault| panic!("{fault:?}")).record
}

/// The code, the message, and the text pointed at.
fn fault(text: &str) -> (&'static str, String, String, String) {
    let fault = decoded(text).expect_err("a fault");
    (fault.code, fault.message, fault.span.of(text).to_owned(), fault.help.unwrap_or_default())
}

#[test]
fn a_record_is_read_with_its_digits_kept() {
    let text = "title: 12:30\nstatus: sent\nfee: 1.10\nrush: true\nshare: .5\nlines:\n- id: 0o14\n  hours: 40\nteam: {a: no}\ninsight:\n  text: >\n    two\n    lines\ntone: [1_000, x]\n";
    let read = record(text);
    assert_eq!(read.title, "12:30");
    assert_eq!(read.fee, Some(Money("1.10".into())));
    assert_eq!((read.rush, read.share), (true, Some(0.5)));
    assert_eq!(read.lines, [Line { id: "0o14".into(), hours: 40 }]);
    assert_eq!(read.team, BTreeMap::from([("a".into(), "no".into())]));
    assert_eq!(read.insight, Some(Insight { text: "two lines\n".into(), source: None }));
    assert_eq!(read.tone, ["1_000", "x"]);
}

#[test]
fn nothing_and_null_mean_that_the_field_is_not_there() {
    for nothing in ["", "~", "null", "Null", "NULL"] {
        let read = record(&format!("title: t\nstatus: draft\nrush: {nothing}\nlines: {nothing}\nfee: {nothing}\n"));
        assert_eq!((read.rush, read.lines, read.fee), (false, vec![], None));
    }
    assert_eq!(record("title: 'null'\nstatus: draft\n").title, "null");
}

#[test]
fn unknown_keys_are_collected_but_not_below_x() {
    let text = "title: t\nstatus: draft\nfeee: 1\nnothing:\nx: {a: 1}\nlines:\n- {id: a, hours: 1, our: 2, x: 3}\nteam: {any: thing}\n";
    let tree = read(text).expect("reads");
    let document = Document { text, tree: &tree };
    let unknown = decode::<Record>(&document, None).expect("decodes").unknown;
    let names: Vec<&str> = unknown.iter().map(|unknown| document.raw(unknown.key)).collect();
    assert_eq!(names, ["feee", "nothing", "our"]);
    assert_eq!(unknown[2].known, ["id", "hours"]);
}

#[test]
fn only_the_keys_that_are_asked_for_are_read() {
    let text = "title: t\nstatus: draft\nrush: perhaps\nfeee: 1\n";
    let tree = read(text).expect("reads");
    let read = decode::<Record>(&Document { text, tree: &tree }, Some(&[Wanted::all("title"), Wanted::all("status")]))
        .expect("decodes");
    assert_eq!((read.record.rush, read.unknown), (false, vec![]));
}

/// The texts that are read of a list of which some are wanted, up to 2026-06-30.
fn steps(list: &str, wanted: Wanted<'_>) -> Result<Vec<String>, String> {
    #[derive(Deserialize)]
    struct Steps {
        steps: Vec<Step>,
    }
    #[derive(Deserialize)]
    struct Step {
        text: String,
    }
    let text = format!("steps: {list}\n");
    let tree = read(&text).expect("reads");
    let keep = [wanted.until("2026-06-30")];
    let read = decode::<Steps>(&Document { text: &text, tree: &tree }, Some(&keep)).map_err(|fault| fault.message)?;
    Ok(read.record.steps.into_iter().map(|step| step.text).collect())
}

#[test]
fn of_a_list_only_the_ends_that_are_wanted_are_read() {
    let (all, list) = (Wanted::all("steps"), |days: &[&str]| {
        let item = |(day, name): (&&str, char)| format!("{{date: {day}, text: {name}}}");
        format!("[{}]", days.iter().zip('a'..).map(item).collect::<Vec<_>>().join(", "))
    });
    let told = |days: &[&str]| {
        [all.latest("date"), all.ends("date")].map(|wanted| steps(&list(days), wanted).expect("reads").concat())
    };
    assert_eq!(told(&["2026-03-01", "2026-01-05", "2026-06-30", "2026-07-01"]), ["c", "bc"]);
    assert_eq!(told(&["2026-01-05", "2026-01-05", "2026-01-05"]), ["c", "ac"], "the first and the last of one day");
    assert_eq!(told(&["2026-07-02", "2026-07-01"]), ["", "b"], "nothing yet, and still the first");
    assert_eq!(told(&["2026-02-01"]), ["a", "a"]);
    assert_eq!(told(&[]), ["", ""]);
    // whose day cannot be told may be any: all are read, and what is wrong is found by whoever reads the day
    for wrong in ["soon", "null", "2026-1-15", "\"2026-01-05\""] {
        assert_eq!(told(&["2026-01-05", wrong, "2026-03-01"]), ["abc", "abc"], "{wrong}");
    }
    let middle = "[{date: 2026-01-05, text: a}, {date: 2026-02-05, text: [b]}, {date: 2026-03-05, text: c}]";
    assert_eq!(steps(middle, all.ends("date")), Ok(vec!["a".to_owned(), "c".to_owned()]), "it is not looked at");
    assert_eq!(steps(middle, all), Err("`text` should be a text, not a list".to_owned()));
    let undated = "[{date: 2026-01-05, text: a}, {text: b}, {date: 2026-03-05, text: c}]";
    assert_eq!(steps(undated, all.latest("date")).map(|texts| texts.concat()), Ok("abc".to_owned()));
}

#[test]
fn a_wrong_value_is_pointed_at_with_its_fields_name() {
    let (code, message, at, _) = fault("title: t\nstatus: draft\nrush: yes\n");
    assert_eq!(
        (code, message.as_str(), at.as_str()),
        ("wrong-type", "`rush` should be `true` or `false`, not `yes`", "yes")
    );
    let (_, message, at, _) = fault("title: t\nstatus: draft\nlines:\n- id: a\n  hours: 1_000\n");
    assert_eq!((message.as_str(), at.as_str()), ("`hours` should be a whole number, not `1_000`", "1_000"));
    for wrong in ["0o14", "014", "\"1\"", "1.0", "0x1", "-1", "1e3"] {
        let (_, _, at, _) = fault(&format!("title: t\nstatus: draft\nlines:\n- id: a\n  hours: {wrong}\n"));
        assert_eq!(at, wrong);
    }
    let (_, message, at, help) = fault("title:\n  a: b\nstatus: draft\n");
    assert_eq!(
        (message.as_str(), at.as_str(), help.as_str()),
        ("`title` should be a text, not fields", "a: b", "a text that holds `: ` needs quotes")
    );
    let (_, message, at, _) = fault("title: t\nstatus: draft\nlines: x\n");
    assert_eq!((message.as_str(), at.as_str()), ("`lines` should be a list, not `x`", "x"));
    let (_, message, at, _) = fault("title: t\nstatus: draft\ntone: [a, null]\n");
    assert_eq!((message.as_str(), at.as_str()), ("`tone` should be a text, but there is nothing here", "null"));
    let (code, message, at, _) = fault("title: t\nstatus: draft\nshare: half\n");
    assert_eq!((code, message.as_str(), at.as_str()), ("wrong-type", "`share` should be a number, not `half`", "half"));
}

#[test]
fn an_unknown_word_suggests_the_nearest() {
    let (code, message, at, help) = fault("title: t\nstatus: aproved\n");
    assert_eq!((code, message.as_str(), at.as_str()), ("unknown-word", "`status` cannot be `aproved`", "aproved"));
    assert_eq!(help, "did you mean `approved`? (one of `draft`, `sent`, `approved`)");
    assert_eq!(fault("title: t\nstatus: banana\n").3, "one of `draft`, `sent`, `approved`");
}

#[test]
fn a_missing_field_is_shown_where_its_line_belongs() {
    let (code, message, at, help) = fault("status: draft\n");
    assert_eq!((code, message.as_str(), at.as_str()), ("missing-field", "this record has no `title`", "s"));
    assert_eq!(help, "add a line `title: …`");
    let (_, message, at, _) = fault("title: t\nstatus: draft\ninsight:\n  source: x\n");
    assert_eq!((message.as_str(), at.as_str()), ("`insight` has no `text`", "insight"));
    let (_, message, at, _) = fault("title: t\nstatus: draft\nlines:\n  - id: a\n    hours: 1\n  - hours: 1\n");
    assert_eq!((message.as_str(), at.as_str()), ("an item of `lines` has no `id`", "hours"));
    let (_, message, at, _) = fault("status: draft\ntitle:\n");
    assert_eq!((message.as_str(), at.as_str()), ("`title` has no value", "title"));
    let (code, message, ..) = fault("# only a comment\n");
    assert_eq!((code, message.as_str()), ("wrong-type", "there is no record in this file"));
    assert_eq!(fault("- a\n").1, "this record should be fields, not a list");
}

#[test]
fn values_of_the_trade_speak_for_themselves() {
    let text = "title: t\ntype: tv-video\nstatus: requested\nrequested_by: liisa\nrequested_on: tomorrow\n";
    let tree = read(text).expect("reads");
    let fault = decode::<suits::domain::job::Job>(&Document { text, tree: &tree }, None).expect_err("a fault");
    assert_eq!(fault.message, "`requested_on` should be a date like 2026-12-04, not `tomorrow`");
    assert_eq!((fault.code, fault.span.of(text)), ("bad-value", "tomorrow"));
}

#[test]
fn paths_lead_to_nodes_and_nodes_to_paths() {
    let text = "a: 1\nb:\n  - id: x\n    due: 2026-12-04\n  - id: y\n    tags: [p, q]\n";
    let tree = read(text).expect("reads");
    let document = Document { text, tree: &tree };
    assert_eq!(locate(&document, &key_path!["b", 0, "due"], Part::Value).of(text), "2026-12-04");
    assert_eq!(locate(&document, &key_path!["b", 0, "due"], Part::Key).of(text), "due");
    assert_eq!(locate(&document, &key_path!["b", 1, "tags", 1], Part::Value).of(text), "q");
    assert_eq!(locate(&document, &key_path!["b", 1, "due"], Part::Value).of(text), "i", "the item that lacks it");
    assert_eq!(locate(&document, &key_path!["c", 1], Part::Value).of(text), "a", "the record's first character");
    for id in 0..tree.nodes.len() {
        let id = NodeId::try_from(id).expect("small");
        let found = document.find(path_of(&document, id)).expect("leads somewhere");
        assert!(found.value == id || found.key == Some(id));
    }
}
