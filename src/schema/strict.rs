//! From what a struct says to what the reader does: unknown keys are told, an empty value is as none, a number may stand for a text.

use serde_json::{Map, Value, json};

/// A record's schema, with what is said of the file itself first.
pub(super) fn root(made: Value, title: &str, made_by: &str) -> Value {
    let mut root = Map::new();
    root.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    root.insert("$comment".to_owned(), json!(made_by));
    let Value::Object(mut made) = made else { return made };
    made.remove("$schema");
    shape(&mut made);
    made.insert("title".to_owned(), json!(title));
    for key in ["title", "description", "markdownDescription"] {
        root.extend(made.remove_entry(key));
    }
    root.extend(made);
    Value::Object(root)
}

fn shape(schema: &mut Map<String, Value>) {
    number(schema);
    if schema.get("default").is_some_and(|value| !value.is_boolean()) {
        schema.remove("default");
    }
    text(schema);
    described(schema);
    if let Some(Value::Object(items)) = schema.get_mut("items") {
        shape(items);
    }
    // The values of a free map: none of its keys is required.
    if let Some(Value::Object(values)) = schema.get_mut("additionalProperties") {
        shape(values);
        or_nothing(values);
    }
    if schema.contains_key("properties") {
        fields(schema);
    }
}

/// What it means and what it takes. No examples: an editor would write one into the record.
fn described(schema: &mut Map<String, Value>) {
    let Some(description) = schema.get("description").and_then(Value::as_str) else { return };
    let message = ["patternErrorMessage", "errorMessage"].iter().find_map(|key| schema.get(*key)?.as_str());
    let description = match message.and_then(|message| message.strip_prefix("should be ")) {
        Some(form) => format!("{description} Takes {form}."),
        None => description.to_owned(),
    };
    schema.insert("description".to_owned(), json!(description));
    schema.insert("markdownDescription".to_owned(), json!(description));
}

fn fields(schema: &mut Map<String, Value>) {
    let required: Vec<Value> = schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    let Some(Value::Object(fields)) = schema.get_mut("properties") else { return };
    for (key, field) in fields.iter_mut() {
        let Value::Object(field) = field else { continue };
        shape(field);
        field.insert("title".to_owned(), json!(title(key)));
        if !required.contains(&json!(key)) {
            or_nothing(field);
        }
    }
    fields.insert("x".to_owned(), own());
    schema.insert("additionalProperties".to_owned(), json!(false));
}

/// What is under `x`: anything, and fields first, so that editors begin them on the next line.
fn own() -> Value {
    let meaning = "Fields of the agency's own: kept, and read by nothing.";
    let types = ["object", "array", "string", "number", "boolean", "null"];
    json!({ "title": "Your own", "description": meaning, "markdownDescription": meaning, "type": types })
}

/// A key whose value is empty is as one that is not there.
fn or_nothing(schema: &mut Map<String, Value>) {
    let nothing = json!("null");
    match schema.get_mut("type") {
        Some(Value::Array(types)) if !types.contains(&nothing) => types.push(nothing),
        Some(Value::Array(_)) | None => {}
        Some(one) => *one = json!([one.take(), nothing]),
    }
    if let Some(Value::Array(words)) = schema.get_mut("enum")
        && !words.contains(&Value::Null)
    {
        words.push(Value::Null);
    }
    if let Some(Value::Array(meanings)) = schema.get_mut("markdownEnumDescriptions") {
        meanings.push(json!("Nothing yet."));
    }
}

/// What is written without quotes may look like a number: `client_po: 4500012345`.
fn text(schema: &mut Map<String, Value>) {
    let is_free = ["pattern", "format", "enum"].iter().all(|key| !schema.contains_key(*key));
    if !is_free {
        return;
    }
    match schema.get_mut("type") {
        Some(Value::String(only)) if only == "string" => {
            drop(schema.insert("type".to_owned(), json!(["string", "number"])));
        }
        Some(Value::Array(types)) if types[0] == "string" && types[1] == "null" => types.insert(1, json!("number")),
        _ => {}
    }
}

/// `format: uint32` is Rust's; its bounds are everybody's.
fn number(schema: &mut Map<String, Value>) {
    let bounds = match schema.get("format").and_then(Value::as_str) {
        Some("uint8") => (0, i64::from(u8::MAX)),
        Some("uint32") => (0, i64::from(u32::MAX)),
        Some("int32") => (i64::from(i32::MIN), i64::from(i32::MAX)),
        _ => return,
    };
    schema.remove("format");
    schema.insert("minimum".to_owned(), json!(bounds.0));
    schema.insert("maximum".to_owned(), json!(bounds.1));
}

/// A key as a heading: `requested_by` is `Requested by`.
fn title(key: &str) -> String {
    let words = key.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
