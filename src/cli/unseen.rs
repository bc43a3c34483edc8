//! What nobody can see is not written: control characters in what was typed, however it was typed. Line breaks and tabs are none, and what
//! a record holds already may go from one place to another.

use super::exit::Stop;
use crate::source::{ChangeSet, Edit, FileChange, KeyPath, Op, Value};
use crate::store::Snapshot;
use crate::yaml::Document;

/// Refuses a change that would write a control character that none of the records holds that it was planned on.
pub(super) fn none(changes: &ChangeSet, snapshot: &Snapshot) -> Result<(), Stop> {
    let edits = changes.files.iter().flat_map(|file| match file {
        FileChange::Edit { edits, .. }
        | FileChange::Mend { edits, .. }
        | FileChange::Move { edits, .. }
        | FileChange::Create { edits, .. } => edits.as_slice(),
        FileChange::Replace { .. } | FileChange::Delete { .. } => &[],
    });
    for Edit { path, op } in edits {
        let found = match op {
            Op::Set(value) | Op::Append(value) => in_value(value, path),
            Op::Rename(key) => in_text(key).map(|control| (path.clone(), control)),
            Op::Remove => None,
        };
        if let Some((path, control)) = found.filter(|(_, control)| !is_held(*control, snapshot)) {
            let (wrong, help) = told(&path.to_string(), control);
            return Err(Stop::usage("control-character", wrong, help));
        }
    }
    Ok(())
}

/// The first one in a value, and where in it.
fn in_value(value: &Value, path: &KeyPath) -> Option<(KeyPath, char)> {
    match value {
        Value::Text(text) | Value::Bare(text) => in_text(text).map(|control| (path.clone(), control)),
        Value::Words(words) => words.iter().find_map(|word| in_text(word)).map(|control| (path.clone(), control)),
        Value::List(items) => items.iter().find_map(|item| in_value(item, path)),
        Value::Map(entries) => entries.iter().find_map(|(key, value)| {
            let path = path.then(key.clone());
            in_text(key).map(|control| (path.clone(), control)).or_else(|| in_value(value, &path))
        }),
        Value::Null | Value::Fingerprint(_) => None,
    }
}

/// The first one in a text. The line break of a mainframe, U+0085, comes with spreadsheets, and is one as well.
pub(super) fn in_text(text: &str) -> Option<char> {
    text.chars().find(|character| character.is_control() && !matches!(character, '\n' | '\t' | '\u{85}'))
}

/// What is wrong with one in a field, and what to do.
pub(super) fn told(field: &str, control: char) -> (String, String) {
    let wrong = format!("`{field}` cannot hold the control character U+{:04X}", u32::from(control));
    (wrong, "leave it out".to_owned())
}

fn is_held(control: char, snapshot: &Snapshot) -> bool {
    snapshot.sources.iter().any(|(source, _)| {
        snapshot.document(source).is_some_and(|(text, tree)| {
            let document = Document { text, tree: &tree };
            let mut scalars = (0..).zip(&tree.nodes).filter(|(_, node)| node.kind.is_scalar());
            scalars.any(|(id, _)| document.scalar(id).contains(control))
        })
    })
}
