//! The schemas say what the reader does: over every record of every book, over values that are wrong, and over a value of every sort
//! at every place of every kind of record. An independent validator reads the schemas, an independent parser the records.

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use suits::domain::brief::Brief;
use suits::domain::client::Client;
use suits::domain::contact_report::ContactReport;
use suits::domain::invoice::Invoice;
use suits::domain::job::Job;
use suits::domain::layout::{Placement, parse_path};
use suits::domain::record::{Kind, Record};
use suits::domain::round::Round;
use suits::domain::timesheet::Timesheet;
use suits::schema;
use suits::values::{BriefId, ClientId, ContactReportId, DeliverableId, InvoiceId, ItemId, JobId, PersonId, RoundId};
use suits::yaml::{Document, decode, read};

/// The schemas of all kinds, as a validator holds them.
struct Validator(Schemas, Vec<(Kind, SchemaIndex)>);

impl Validator {
    fn new() -> Validator {
        let mut schemas = Schemas::new();
        let indexes = Kind::ALL.iter().map(|&kind| (kind, compiled(&mut schemas, kind.as_str(), schema::of(kind))));
        let indexes = indexes.collect();
        Validator(schemas, indexes)
    }

    fn takes(&self, kind: Kind, record: &Value) -> bool {
        let (_, index) = self.1.iter().find(|(other, _)| *other == kind).expect("every kind");
        self.0.validate(record, *index).is_ok()
    }
}

fn compiled(schemas: &mut Schemas, name: &str, schema: Value) -> SchemaIndex {
    let mut compiler = Compiler::new();
    compiler.enable_format_assertions();
    let place = format!("{name}.json");
    compiler.add_resource(&place, schema).expect("a resource");
    compiler.compile(&place, schemas).unwrap_or_else(|error| panic!("{name}: {error:#}"))
}

/// Whether the reader takes a record, and has a field for each of its keys.
fn reads(kind: Kind, text: &str) -> bool {
    fn of<T: Record>(text: &str) -> bool {
        let Ok(tree) = read(text) else { return false };
        decode::<T>(&Document { text, tree: &tree }, None).is_ok_and(|decoded| decoded.unknown.is_empty())
    }
    match kind {
        Kind::Client => of::<Client>(text),
        Kind::Brief => of::<Brief>(text),
        Kind::Job => of::<Job>(text),
        Kind::Round => of::<Round>(text),
        Kind::ContactReport => of::<ContactReport>(text),
        Kind::Invoice => of::<Invoice>(text),
        Kind::Timesheet => of::<Timesheet>(text),
    }
}

fn records(book: &str) -> Vec<(Kind, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(book);
    let files =
        walkdir::WalkDir::new(&root).sort_by_file_name().into_iter().map(|entry| entry.expect("an entry").into_path());
    let record = |path: PathBuf| {
        let inside = path.strip_prefix(&root).expect("inside").to_string_lossy().replace('\\', "/");
        let Placement::Record(id) = parse_path(&inside) else { return None };
        let text = String::from_utf8(std::fs::read(&path).ok()?).ok()?;
        Some((id.kind(), path, text))
    };
    files.filter_map(record).collect()
}

/// A record as an editor sees it.
fn as_json(text: &str) -> Option<Value> {
    serde_yaml::from_str(text.trim_start_matches('\u{feff}')).ok()
}

#[test]
fn the_schemas_take_what_the_reader_takes_in_every_book() {
    let validator = Validator::new();
    let (mut taken, mut refused) = (0, 0);
    for book in
        ["records", "tidy", "busy", "foreign", "scrawled", "messy", "broken"].map(|book| format!("tests/books/{book}"))
    {
        for (kind, path, text) in records(&book) {
            let Some(record) = as_json(&text) else { continue };
            let (reads, takes) = (reads(kind, &text), validator.takes(kind, &record));
            // What is no YAML to one of the two is no question of schemas.
            if !reads && read(&text).is_err() {
                continue;
            }
            assert_eq!(takes, reads, "{}", path.display());
            if takes { taken += 1 } else { refused += 1 }
        }
    }
    for (kind, path, text) in records("examples/northlight") {
        assert!(validator.takes(kind, &as_json(&text).expect("YAML")), "{}", path.display());
        taken += 1;
    }
    assert!(taken > 150 && refused > 3, "{taken} taken, {refused} refused");
}

#[test]
fn what_the_reader_refuses_the_schema_refuses() {
    let validator = Validator::new();
    for (kind, record) in [
        (Kind::Job, "title: a\ntype: film\nstatus: b\nrequested_by: c\nrequested_on: 2026-02-03\n"),
        (Kind::Job, "title: a\ntype: audio\nstatus: b\nrequested_by: C\nrequested_on: 2026-02-03\n"),
        (Kind::Job, "title: a\ntype: audio\nstatus: b\nrequested_by: c\nrequested_on: 2026-2-3\n"),
        (Kind::Job, "title: a\ntype: audio\nstatus: b\nrequested_by: c\nrequested_on: 2026-02-30\n"),
        (Kind::Job, "title: a\ntype: audio\nstatus: b\nrequested_by: c\n"),
        (Kind::Job, "title: a\ntype: audio\nstatus: b\nrequested_by: c\nrequested_on: 2026-02-03\nduo: 1\n"),
        (Kind::Job, "title: a\ntype: audio\nstatus: b\nrequested_by: c\nrequested_on: 2026-02-03\nbrief: ACME-4\n"),
        (Kind::Job, "title: a\ntype: audio\nstatus: b\nrequested_by: c\nrequested_on: 2026-02-03\nrush: yes\n"),
        (Kind::Job, "title: a\ntype: audio\nstatus: b\nrequested_by: c\nrequested_on: 2026-02-03\nafter: A-1\n"),
        (Kind::Client, "name: a\nstatus: active\ncurrency: eur\n"),
        (Kind::Client, "name: a\nstatus: active\ncurrency: ABC\n"),
        (Kind::Client, "name: a\nstatus: active\npayment_days: -1\n"),
        (Kind::Client, "name: a\nstatus: active\ncontracts: [{id: a, type: aor, start: 2026-01-01, markup: 15}]\n"),
        (Kind::Client, "name: a\nstatus: active\nteam: {creative: Kim}\n"),
        (Kind::Invoice, "number: a\ndate: 2026-01-01\ndue: 2026-01-31\nkind: final\nlines: [{net: 1O}]\n"),
        (Kind::Timesheet, "entries: [null]\n"),
        (Kind::Timesheet, "- entries\n"),
    ] {
        assert!(!reads(kind, record), "the reader takes\n{record}");
        assert!(!validator.takes(kind, &as_json(record).expect("YAML")), "the schema takes\n{record}");
    }
}

#[test]
fn what_looks_odd_and_reads_is_not_underlined() {
    let validator = Validator::new();
    for (kind, record) in [
        (
            Kind::Job,
            "title: 2027\ntype: audio\nstatus: b\nrequested_by: c\nrequested_on: '2026-02-03'\nclient_po: 45000\n",
        ),
        (
            Kind::Client,
            "name: a\nstatus: \"active\"\nteam: {creative: null}\nneeds: null\nx: {any: [1]}\npo_required:\n",
        ),
        (Kind::Timesheet, "entries: [{id: 1234, date: 2026-01-01, job: A1-1, hours: '7.5', x: 1}]\n"),
        (Kind::Timesheet, "entries:\n"),
    ] {
        // An empty page of time is no record without a key in it.
        assert!(reads(kind, record), "the reader refuses\n{record}");
        assert!(validator.takes(kind, &as_json(record).expect("YAML")), "the schema refuses\n{record}");
    }
}

/// A value of every sort, each right at some place and wrong at the others.
fn sorts() -> Vec<Value> {
    let texts = [
        "",
        "12",
        "2.5",
        "-3",
        "1e3",
        "15%",
        "15 %",
        "2026-02-03",
        "2026-2-3",
        "2026-02-30",
        "2026-02",
        "2026-13",
        "EUR",
        "XYZ",
        "ann",
        "Ann",
        "-ann",
        "film-30",
        "ACME-0012",
        "CON-0012",
        "A-1",
        "ACME-B0004",
        "ACME-B04",
        "draft",
        "in words",
    ];
    let others = [
        json!(null),
        json!(true),
        json!(12),
        json!(-3),
        json!(2.5),
        json!(300),
        json!([]),
        json!([null]),
        json!(["ann"]),
        json!([12]),
        json!({}),
        json!({ "x": 1 }),
        json!({ "creative": "kim" }),
        json!({ "creative": null }),
    ];
    texts.into_iter().map(Value::from).chain(others).collect()
}

/// Every place in a value, as JSON pointers.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    let mut below = |name: &str, value: &Value| {
        found.push(format!("{at}/{name}"));
        places(value, &format!("{at}/{name}"), found);
    };
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| below(key, value)),
        Value::Array(items) => items.iter().enumerate().for_each(|(index, value)| below(&index.to_string(), value)),
        _ => {}
    }
}

#[test]
fn schema_and_reader_agree_on_a_value_of_every_sort_at_every_place() {
    let validator = Validator::new();
    let mut tried = 0;
    let mut differ = Vec::new();
    for (kind, _, text) in records("tests/books/records") {
        let record = as_json(&text).expect("YAML");
        let mut found = Vec::new();
        places(&record, "", &mut found);
        for place in found {
            let mut trials: Vec<(String, Value)> = Vec::new();
            for sort in sorts() {
                let mut trial = record.clone();
                *trial.pointer_mut(&place).expect("there") = sort.clone();
                trials.push((format!("= {sort}"), trial));
            }
            let (parent, key) = place.rsplit_once('/').expect("below the top");
            for own in ["x", "unheard_of"] {
                let mut trial = record.clone();
                if let Some(Value::Object(fields)) = trial.pointer_mut(parent) {
                    fields.shift_remove(key);
                    trials.push((format!("is not there and `{own}` is"), trial.clone()));
                    let fields = trial.pointer_mut(parent).and_then(Value::as_object_mut).expect("there");
                    fields.insert(own.to_owned(), json!({ "any": 1 }));
                    trials.push((format!("is not there, but `{own}`"), trial));
                }
            }
            for (what, trial) in trials {
                tried += 1;
                let (reads, takes) = (reads(kind, &trial.to_string()), validator.takes(kind, &trial));
                // The one place where the schema is stricter: `true` without quotes, where a text is meant.
                if reads != takes && !(reads && what == "= true") {
                    differ.push(format!("{kind}{place} {what}: the reader says {reads}"));
                }
            }
        }
    }
    assert!(differ.is_empty(), "{} of {tried}:\n{}", differ.len(), differ.join("\n"));
    assert!(tried > 10_000, "{tried}");
}

#[test]
fn an_id_has_one_grammar() {
    fn agree<T: schemars::JsonSchema>(valid: fn(&str) -> bool) {
        let mut schemas = Schemas::new();
        let name = T::schema_name();
        let index = compiled(&mut schemas, &name, schemars::schema_for!(T).to_value());
        let long = |before: &str, count: usize| format!("{before}{}", "1".repeat(count));
        let mut texts: Vec<String> = [
            "",
            "A",
            "AB",
            "A1",
            "1A",
            "ACME",
            "ABCDEFGH",
            "ABCDEFGHI",
            "acme",
            "CON",
            "CONX",
            "COM1",
            "COM",
            "LPT9",
            "ACME-0012",
            "ACME-26-0145",
            "ACME-7K2QX",
            "ACME-",
            "ACME--1",
            "ACME-1-",
            "ACME-A1",
            "CON-0012",
            "COM1-0012",
            "NUL-B0004",
            "ACME-B0004",
            "ACME-B004",
            "ACME-BX004",
            "ACME-B1-11",
            "ACME-C0031",
            "ACME-I0118",
            "ACME-0012-R1",
            "ACME-0012-R01",
            "ACME-0012-R",
            "ACME-0012-R999999",
            "ACME-0012-R1000000",
            "ACME-B0004-R1",
            "ACME-R1",
            "AUX-0001-R1",
            "ann",
            "1ann",
            "a-",
            "-a",
            "a b",
            "1k7q",
            "ann\n",
            "ACME-0012\n",
            "../x",
            "äiti",
        ]
        .map(str::to_owned)
        .to_vec();
        for count in [22, 23, 24, 25, 31, 32, 33] {
            for before in ["", "a", "ACME-", "ACME-B", "ACME-C", "ACME-I", "ABCDEFGH-", "ABCDEFGH-B"] {
                texts.push(long(before, count));
                texts.push(long(before, count) + "-R1");
            }
        }
        for text in texts {
            assert_eq!(schemas.validate(&json!(text), index).is_ok(), valid(&text), "{name} {text:?}");
        }
    }
    agree::<ClientId>(|text| ClientId::parse(text).is_ok());
    agree::<JobId>(|text| JobId::parse(text).is_ok());
    agree::<BriefId>(|text| BriefId::parse(text).is_ok());
    agree::<RoundId>(|text| RoundId::parse(text).is_ok());
    agree::<ContactReportId>(|text| ContactReportId::parse(text).is_ok());
    agree::<InvoiceId>(|text| InvoiceId::parse(text).is_ok());
    agree::<PersonId>(|text| PersonId::parse(text).is_ok());
    agree::<DeliverableId>(|text| DeliverableId::parse(text).is_ok());
    agree::<ItemId>(|text| ItemId::parse(text).is_ok());
}
