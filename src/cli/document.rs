//! `--from`: a YAML or JSON document as edits. Read by the reader of records, so that every digit stays as it was typed.

use super::exit::Stop;
use super::shape::{fields, shape};
use crate::domain::record::Kind;
use crate::source::{Edit, KeyPath, Position, Value};
use crate::values::did_you_mean;
use crate::yaml::{self, Document, NodeId, Shape, Tree};

/// The edits that lay a document over a template.
pub(super) fn edits(kind: Kind, file: &str, bytes: &[u8]) -> Result<Vec<Edit>, Stop> {
    let name = if file == "-" { "what was piped in" } else { file };
    let text = yaml::check_bytes(bytes).map_err(|fault| Stop::Usage {
        code: fault.code,
        message: format!("{name}: {}", fault.message),
        hint: Some(fault.help),
    })?;
    let tree = yaml::read(text).map_err(|fault| {
        let Position { line, column } = Position::of(text, fault.span.start as usize);
        Stop::Usage {
            code: fault.code,
            message: format!("{name}:{line}:{column}: {}", fault.message),
            hint: fault.help,
        }
    })?;
    let document = Document { text, tree: &tree };
    if !tree.node(Tree::ROOT).kind.is_map() {
        return Err(Stop::usage(
            "wrong-type",
            format_args!("{name}: a record is fields and values"),
            "write `title: …`, one field a line",
        ));
    }
    let known = fields(kind, &KeyPath::root());
    let mut edits = Vec::new();
    for (key, node) in tree.entries(Tree::ROOT) {
        let field = document.scalar(key).into_owned();
        let path = KeyPath::root().then(field.clone());
        if field != "x" && !known.contains(&field.as_str()) {
            let Position { line, column } = Position::of(text, tree.node(key).start as usize);
            let hint = did_you_mean(&field, known.iter().copied(), || format!("its fields: {}", known.join(", ")));
            return Err(Stop::usage(
                "unknown-field",
                format_args!("{name}:{line}:{column}: {} has no field `{field}`", kind.with_article()),
                hint,
            ));
        }
        let value = convert(kind, &path, document, node);
        if value != Value::Null {
            edits.push(Edit::set(path, value));
        }
    }
    Ok(edits)
}

/// The fields of one item, typed in braces: `{id: film-30, quantity: 1}`.
pub(super) fn item(kind: Kind, path: &KeyPath, known: &[&str], typed: &str) -> Result<Value, Stop> {
    let hint = "put a text that holds a comma or `: ` in quotes: `{id: film-30, spec: \"30 s, 16:9\"}`";
    let tree = yaml::read(typed)
        .map_err(|fault| Stop::usage(fault.code, format_args!("`{path}`: {}", fault.message), hint))?;
    let document = Document { text: typed, tree: &tree };
    for (key, value) in tree.entries(Tree::ROOT) {
        let field = document.scalar(key);
        if !known.contains(&field.as_ref()) {
            let message = format!("`{path}` has no field `{field}`");
            // A text without quotes ends at its first comma; what is left looks like a field without a value.
            let hint = if document.is_null(value) {
                hint.to_owned()
            } else {
                did_you_mean(&field, known.iter().copied(), || format!("its fields: {}", known.join(", ")))
            };
            return Err(Stop::usage("unknown-field", message, hint));
        }
    }
    Ok(convert(kind, path, document, Tree::ROOT))
}

/// A node as a value to write. Its type is judged when the new record is read back.
pub(super) fn convert(kind: Kind, path: &KeyPath, document: Document<'_>, node: NodeId) -> Value {
    let tree = document.tree;
    let facts = tree.node(node);
    if facts.kind.is_map() {
        let entry = |(key, value)| {
            let name = document.scalar(key).into_owned();
            (name.clone(), convert(kind, &path.then(name), document, value))
        };
        return Value::Map(tree.entries(node).map(entry).collect());
    }
    if facts.kind.is_list() {
        let items: Vec<Value> = tree.children(node).map(|item| convert(kind, &path.then(0), document, item)).collect();
        let short = |item: &Value| match item {
            Value::Bare(word) | Value::Text(word) if !word.contains(char::is_whitespace) => Some(word.clone()),
            _ => None,
        };
        return match items.iter().map(short).collect::<Option<Vec<String>>>() {
            Some(words) => Value::Words(words),
            None => Value::List(items),
        };
    }
    let text = document.scalar(node).into_owned();
    if document.is_null(node) || text.trim().is_empty() {
        return Value::Null;
    }
    match shape(kind, path) {
        Some(
            Shape::Named("Day" | "Month" | "Amount" | "Percent" | "Currency")
            | Shape::Word(_)
            | Shape::Number
            | Shape::Flag,
        ) => Value::Bare(text),
        Some(Shape::Named("Written")) if crate::values::Written(text.clone()).is_figure() => Value::Bare(text),
        _ => Value::Text(text),
    }
}
