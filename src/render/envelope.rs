//! The shape that scripts read, shared by `json`, `jsonl` and `yaml`: an envelope with a name and a version, texts as they stand.
//! Keys may be added; a change of meaning is a new version.

use super::Findings;
use super::words;
use crate::finding::Severity;
use crate::view::{Cell, Changed, Committed, Data, Failure, Grid, Problem, RecordView, Row, Unreadable, View};
use serde_json::{Map, Value, json};

/// The version of the envelopes that are no report's: `show`, changes, findings.
const VERSION: u32 = 1;

/// A report.
pub(super) fn view(view: &View) -> Value {
    let mut envelope = head(view.name, view.version);
    envelope.insert("as_of".into(), Value::String(view.as_of.to_string()));
    envelope.insert("rows".into(), grid(&view.grid));
    for (key, _, other) in &view.others {
        envelope.insert((*key).to_owned(), grid(other));
    }
    envelope.insert("notes".into(), texts(&view.notes));
    envelope.insert("unreadable".into(), view.unreadable.iter().map(unreadable).collect());
    Value::Object(envelope)
}

/// One record.
pub(super) fn record(record: &RecordView) -> Value {
    let mut envelope = head("show", VERSION);
    envelope.insert("kind".into(), record.kind.into());
    envelope.insert("id".into(), record.id.as_str().into());
    envelope.insert("path".into(), record.path.as_str().into());
    envelope.insert("record".into(), data(&record.fields));
    let facts = record.facts.iter().map(|(key, _, fact)| ((*key).to_owned(), cell(fact)));
    envelope.insert("facts".into(), Value::Object(facts.collect()));
    for (key, _, other) in &record.others {
        envelope.insert((*key).to_owned(), grid(other));
    }
    Value::Object(envelope)
}

/// What a check or a guard found.
pub(super) fn findings(findings: &Findings<'_>) -> Value {
    let mut envelope = head(findings.name, VERSION);
    envelope.insert("as_of".into(), Value::String(findings.as_of.to_string()));
    envelope.insert("findings".into(), findings.problems.iter().map(|found| Value::Object(problem(found))).collect());
    let (errors, warnings) = tally(findings.problems);
    envelope.insert(
        "summary".into(),
        json!({
            "errors": errors,
            "warnings": warnings,
            "ignored": findings.let_stand.ignored,
            "in_baseline": findings.let_stand.in_baseline,
        }),
    );
    Value::Object(envelope)
}

/// What was written, or would be.
pub(super) fn changed(changed: &Changed) -> Value {
    let mut envelope = head("change", VERSION);
    let records = changed.records.iter().map(|(id, path)| json!({"id": id, "path": path}));
    envelope.insert("changed".into(), records.collect());
    envelope.insert("summary".into(), texts(&changed.summary));
    envelope.insert("next".into(), maybe(changed.next.as_deref()));
    envelope.insert("dry_run".into(), changed.dry_run.into());
    envelope.insert("diff".into(), maybe(changed.diff.as_deref()));
    let commit = |commit: &Committed| json!({"id": commit.id, "branch": commit.branch, "message": commit.message});
    envelope.insert("commit".into(), changed.commit.as_ref().map_or(Value::Null, commit));
    Value::Object(envelope)
}

/// Why there is no answer.
pub(super) fn failure(failure: &Failure) -> Value {
    let (path, line, column) =
        failure.place.as_ref().map_or((Value::Null, Value::Null, Value::Null), |(path, line, column)| {
            (path.as_str().into(), (*line).into(), (*column).into())
        });
    json!({"error": {
        "code": failure.code,
        "message": failure.message,
        "causes": failure.causes,
        "hint": failure.hint,
        "path": path,
        "line": line,
        "column": column,
    }})
}

/// An envelope's name and version, alone: what each line of `jsonl` starts with.
pub(super) fn head(name: &str, version: u32) -> Map<String, Value> {
    let mut head = Map::new();
    head.insert("report".into(), name.into());
    head.insert("version".into(), version.into());
    head
}

/// The entries of one row, in the order of the columns.
pub(super) fn entries(grid: &Grid, row: &Row) -> impl Iterator<Item = (String, Value)> {
    grid.columns.iter().zip(&row.cells).map(|(column, value)| (column.key.to_owned(), cell(value)))
}

/// One finding.
pub(super) fn problem(problem: &Problem) -> Map<String, Value> {
    let related = problem.related.iter().map(|related| {
        json!({
            "path": related.path, "line": related.line, "column": related.column,
            "end_line": related.end_line, "end_column": related.end_column, "message": related.message,
        })
    });
    // what was typed stands in no file
    let placed = |value: Value| if problem.argument.is_some() { Value::Null } else { value };
    let entries = [
        ("code", Value::from(problem.code.as_str())),
        ("alias", maybe(problem.alias)),
        ("severity", problem.severity.as_str().into()),
        ("message", problem.message.as_str().into()),
        ("argument", maybe(problem.argument)),
        ("path", placed(problem.path.as_str().into())),
        ("line", placed(problem.line.into())),
        ("column", placed(problem.column.into())),
        ("end_line", placed(problem.end_line.into())),
        ("end_column", placed(problem.end_column.into())),
        ("pointer", placed(problem.pointer.as_str().into())),
        ("help", maybe(problem.help.as_deref())),
        ("related", related.collect()),
        ("fixable", problem.fixable.into()),
    ];
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// A file that could not be read.
pub(super) fn unreadable(broken: &Unreadable) -> Value {
    json!({"path": broken.path, "line": broken.line, "column": broken.column, "message": broken.message})
}

/// How many errors and warnings.
pub(super) fn tally(problems: &[Problem]) -> (usize, usize) {
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    (errors, problems.len() - errors)
}

fn grid(grid: &Grid) -> Value {
    grid.rows.iter().map(|row| Value::Object(entries(grid, row).collect())).collect()
}

fn cell(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Count(count) => (*count).into(),
        Cell::Flag(flag) => (*flag).into(),
        Cell::List(items) => texts(items),
        Cell::Money(money) => json!({"amount": words::amount(*money), "currency": money.currency.code()}),
        Cell::Text(_) | Cell::Day(_) | Cell::Month(_) | Cell::Number(_) | Cell::Ratio(_) | Cell::Each(..) => {
            words::plain(cell).into()
        }
    }
}

fn data(field: &Data) -> Value {
    match field {
        Data::Null => Value::Null,
        Data::Flag(flag) => (*flag).into(),
        Data::Count(count) => (*count).into(),
        Data::Text(text) => text.as_str().into(),
        Data::List(items) => items.iter().map(data).collect(),
        Data::Map(fields) => Value::Object(fields.iter().map(|(key, value)| (key.clone(), data(value))).collect()),
    }
}

fn texts(texts: &[String]) -> Value {
    texts.iter().map(String::as_str).map(Value::from).collect()
}

fn maybe(text: Option<&str>) -> Value {
    text.map_or(Value::Null, Value::from)
}
