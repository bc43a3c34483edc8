//! Edits, case by case: every file in `tests/edits/` holds texts before, an edit, and the exact text after, written by hand.
//!
//! A case: `=== what it shows [crlf bom open]`, the text, `--- set PATH = VALUE` (or `append`, `remove`; any number, any
//! `--- order PATH: KEYS` before them), then the text after, or nothing behind `--- refused`. Values are JSON, a text that
//! starts with `=` is bare, and `words [..]` a flow list. `crlf` ends all lines so, `bom` puts a byte-order mark in front,
//! `open` takes the last line break of the text before away; `{}` in a path stands for any item.

use serde_json::Value as Json;
use std::collections::BTreeMap;
use suits::source::{Edit, KeyPath, Step, Value};
use suits::yaml;

fn value(text: &str) -> Value {
    match text.strip_prefix("words ") {
        Some(words) => Value::Words(serde_json::from_str(words).expect("words are a JSON list")),
        None => from_json(&serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))),
    }
}

fn from_json(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::String(text) => match text.strip_prefix('=') {
            Some(bare) => Value::bare(bare),
            None => Value::text(text.as_str()),
        },
        Json::Array(items) => Value::List(items.iter().map(from_json).collect()),
        Json::Object(entries) => {
            Value::Map(entries.iter().map(|(key, value)| (key.clone(), from_json(value))).collect())
        }
        other => panic!("{other} is not a value of a case"),
    }
}

/// `handoffs[0].due`, `deliverables{film-30}.version`, `'odd. key'.x`
fn path(text: &str) -> KeyPath {
    let mut steps = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        rest = rest.strip_prefix('.').unwrap_or(rest);
        if let Some(index) = rest.strip_prefix('[') {
            let (index, after) = index.split_once(']').expect("an index ends in `]`");
            steps.push(Step::Index(index.parse().expect("an index is a number")));
            rest = after;
        } else if let Some(id) = rest.strip_prefix('{') {
            let (id, after) = id.split_once('}').expect("an item ends in `}`");
            steps.push(Step::Item("id", id.to_owned()));
            rest = after;
        } else if let Some(key) = rest.strip_prefix('\'') {
            let (key, after) = key.split_once('\'').expect("a quoted key ends in a quote");
            steps.push(Step::from(key.to_owned()));
            rest = after;
        } else {
            let end = rest.find(['.', '[', '{']).unwrap_or(rest.len());
            steps.push(Step::from(rest[..end].to_owned()));
            rest = &rest[end..];
        }
    }
    KeyPath(steps)
}

fn edit(line: &str) -> Edit {
    let (verb, rest) = line.split_once(' ').expect("a verb and a path");
    let (at, new) = rest.split_once(" = ").unwrap_or((rest, ""));
    match verb {
        "set" => Edit::set(path(at), value(new)),
        "append" => Edit::append(path(at), value(new)),
        "remove" => Edit::remove(path(at)),
        _ => panic!("{verb} is no edit"),
    }
}

fn shape(lines: &[&str], flags: &str, is_before: bool) -> String {
    let mut text: String = lines.iter().flat_map(|line| [*line, "\n"]).collect();
    if flags.contains("open") && is_before {
        text.pop();
    }
    if flags.contains("crlf") {
        text = text.replace('\n', "\r\n");
    }
    if flags.contains("bom") {
        text.insert(0, '\u{feff}');
    }
    text
}

fn run(case: &str, wrong: &mut Vec<String>) {
    let mut lines = case.lines();
    let title = lines.next().unwrap_or_default();
    let (name, flags) = title.split_once(" [").unwrap_or((title, ""));
    let (mut before, mut after, mut edits, mut refused) = (Vec::new(), Vec::new(), Vec::new(), false);
    let mut orders: BTreeMap<String, &'static [&'static str]> = BTreeMap::new();
    for line in lines {
        match line.strip_prefix("--- ") {
            Some("refused") => refused = true,
            Some(directive) => match directive.strip_prefix("order") {
                Some(order) => {
                    let (at, keys) = order.split_once(':').expect("an order has a path and keys");
                    let keys: Vec<&'static str> = keys.split_whitespace().map(|key| &*key.to_owned().leak()).collect();
                    orders.insert(at.trim().to_owned(), keys.leak());
                }
                None => edits.push(edit(directive)),
            },
            None if edits.is_empty() => before.push(line),
            None => after.push(line),
        }
    }
    // a blank line sets cases apart
    after.pop_if(|line| line.is_empty());
    let before = shape(&before, flags, true);
    let order = |path: &KeyPath| orders.get(&path.to_string()).copied().unwrap_or_default();
    let result = yaml::edit(&before, &edits, &order);
    let expected = shape(&after, flags, false);
    match result {
        Ok(text) if !refused && text == expected => {}
        Err(fault) if refused && fault.code == "edit-refused" => {}
        Ok(text) => wrong.push(format!("{name}\n--- got\n{text:?}\n{text}\n--- expected\n{expected:?}\n{expected}")),
        Err(fault) => wrong.push(format!("{name}\n--- got {fault:?}")),
    }
}

fn run_all(file: &str, text: &str, at_least: usize) {
    let mut wrong = Vec::new();
    let cases: Vec<&str> = text.split("=== ").skip(1).collect();
    for case in &cases {
        run(case, &mut wrong);
    }
    assert!(cases.len() >= at_least, "{file} has {} cases", cases.len());
    assert!(wrong.is_empty(), "{file}: {} of {} cases\n\n{}", wrong.len(), cases.len(), wrong.join("\n\n"));
}

#[test]
fn set_changes_the_value_and_nothing_else() {
    run_all("set.txt", include_str!("../edits/set.txt"), 50);
}

#[test]
fn missing_keys_are_inserted_at_their_place() {
    run_all("insert.txt", include_str!("../edits/insert.txt"), 25);
}

#[test]
fn items_are_appended_in_the_layout_of_their_list() {
    run_all("append.txt", include_str!("../edits/append.txt"), 30);
}

#[test]
fn removal_takes_the_entry_with_its_own_comments() {
    run_all("remove.txt", include_str!("../edits/remove.txt"), 30);
}

/// The lines that went and the lines that came, of two texts that differ in few.
fn diff(before: &str, after: &str) -> (Vec<String>, Vec<String>) {
    let (mut gone, mut new) = (Vec::new(), Vec::new());
    for change in similar::TextDiff::from_lines(before, after).iter_all_changes() {
        match change.tag() {
            similar::ChangeTag::Delete => gone.push(change.value().to_owned()),
            similar::ChangeTag::Insert => new.push(change.value().to_owned()),
            similar::ChangeTag::Equal => {}
        }
    }
    (gone, new)
}

/// A step of the workflow on the job of the record format, as a person in another place keeps it: windows line ends, a
/// Thai title, odd quoting.
#[test]
fn an_advance_touches_the_status_the_open_handoff_and_one_new_item() {
    let job = include_str!("../books/records/jobs/ACME/ACME-0012.yaml")
        .replace("title: Spring launch film", "title:   'ภาพยนตร์ฤดูใบไม้ผลิ'   # ชื่อชั่วคราว")
        .replace('\n', "\r\n");
    let handoff = Value::map([
        ("id", Value::bare("2r7v")),
        ("stage", Value::bare("internal-review")),
        ("from", Value::bare("kim")),
        ("to", Value::bare("ann")),
        ("date", Value::bare("2026-12-08")),
        ("due", Value::bare("2026-12-10")),
    ]);
    let edits = [
        Edit::set(path("status"), Value::bare("internal-review")),
        Edit::set(path("handoffs{w6hh}.done"), Value::bare("2026-12-08")),
        Edit::append(path("handoffs"), handoff),
    ];
    let order = |at: &KeyPath| -> &'static [&'static str] {
        let keys = [
            "id",
            "stage",
            "from",
            "to",
            "date",
            "due",
            "accepted",
            "done",
            "waiting",
            "artefacts",
            "note",
            "rejected",
        ];
        if at.to_string() == "handoffs.w6hh" { keys.to_vec().leak() } else { &[] }
    };
    let after = yaml::edit(&job, &edits, &order).expect("a handoff can be added");
    let (gone, new) = diff(&job, &after);
    assert_eq!(gone, ["status: in-creative\r\n"]);
    assert_eq!(
        new,
        [
            "status: internal-review\r\n",
            "    done: 2026-12-08\r\n",
            "  - id: 2r7v\r\n",
            "    stage: internal-review\r\n",
            "    from: kim\r\n",
            "    to: ann\r\n",
            "    date: 2026-12-08\r\n",
            "    due: 2026-12-10\r\n",
        ]
    );
    let done = after.find("    accepted: 2026-11-24\r\n    done: 2026-12-08\r\n    waiting:");
    assert!(done.is_some(), "`done` stands between `accepted` and `waiting`");
}

/// Hours as an import adds them.
fn hours(count: usize) -> Vec<Edit> {
    let item =
        |at: usize| Value::map([("id", Value::bare(format!("a{at}"))), ("note", Value::text(format!("row {at}")))]);
    (0..count).map(|at| Edit::append(KeyPath(vec![Step::from("entries")]), item(at))).collect()
}

#[test]
fn items_added_together_stand_as_if_added_one_by_one() {
    let lines = Value::text("two\nlines\n");
    let mut edits = hours(3);
    edits.push(Edit::append(KeyPath(vec![Step::from("entries")]), lines));
    edits.extend(hours(2));
    for before in [
        "{}\n",
        "entries: []  # none yet\nnext: x\n",
        "entries:\nnext: x\n",
        "entries: [{id: x}]\n",
        "entries:\n- id: x\n  note: y\n# end\n",
        "entries:\n  -   id: x\n\n  -   id: y  # last\n\n# of next\nnext: x\n",
        "entries:\n  -\n    id: x\nnext: x\n",
        "a: 1\nentries:\n  - id: x",
    ] {
        let at_once = yaml::edit(before, &edits, &|_| &[]).unwrap_or_else(|fault| panic!("{before}: {fault:?}"));
        let one_by_one = edits.iter().fold(before.to_owned(), |text, edit| {
            yaml::edit(&text, std::slice::from_ref(edit), &|_| &[]).unwrap_or_else(|fault| panic!("{text}: {fault:?}"))
        });
        assert_eq!(at_once, one_by_one, "{before}");
    }
}
