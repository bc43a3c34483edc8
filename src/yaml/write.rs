//! How a value is laid out in YAML: scalars, lists and maps, as blocks or inside brackets.
//!
//! A text of several lines is a literal block, whose `-`, nothing or `+` says whether it ends in no, one or more line
//! breaks; one with tabs or control characters is double-quoted (`quote`). Knows nothing of any text that exists.

use super::Fault;
use super::quote::{double, inline, needs_escape};
use crate::source::{KeyPath, Span, Value, turns_writing};

/// A value laid out: what stands behind the `:` or the dash, and the whole lines below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) head: String,
    pub(super) body: Vec<String>,
}

/// The same value, its last text quoted on one line where it has several: for where a block would run on into what follows.
pub(super) fn without_open_end(value: &Value) -> Value {
    let mut value = value.clone();
    let mut last = Some(&mut value);
    while let Some(at) = last {
        last = match at {
            Value::Text(text) if text.contains('\n') => {
                *at = Value::Bare(double(text));
                None
            }
            Value::List(items) => items.last_mut(),
            Value::Map(entries) => entries.last_mut().map(|(_, value)| value),
            _ => None,
        };
    }
    value
}

/// Lays a value out below a key or dash at `column`, its own lines `step` columns deeper.
pub(super) fn block(value: &Value, column: usize, step: usize) -> Result<Written, Fault> {
    let deep = column + step;
    Ok(match value {
        Value::Text(text) => match literal(text, deep, step) {
            Some(written) => written,
            None => Written { head: inline(text, false), body: Vec::new() },
        },
        Value::List(items) if !items.is_empty() => {
            let mut body = Vec::new();
            for value in items {
                let mut lines = item(value, deep, 2)?;
                lines[0].insert_str(0, &" ".repeat(deep));
                body.append(&mut lines);
            }
            Written { head: String::new(), body }
        }
        Value::Map(entries) if !entries.is_empty() => {
            let mut body = map(entries, deep)?;
            body[0].insert_str(0, &" ".repeat(deep));
            Written { head: String::new(), body }
        }
        _ => Written { head: flow(value)?, body: Vec::new() },
    })
}

/// The lines of an entry whose key stands at `column`; the first without its indentation.
pub(super) fn entry(key: &str, value: &Value, column: usize) -> Result<Vec<String>, Fault> {
    let Written { head, mut body } = block(value, column, 2)?;
    let space = if head.is_empty() { "" } else { " " };
    body.insert(0, format!("{}:{space}{head}", inline(key, false)));
    Ok(body)
}

/// Lays a value out behind the dash at `column`, `width` columns behind it: a map starts on the dash's line.
pub(super) fn item_block(value: &Value, column: usize, width: usize) -> Result<Written, Fault> {
    let mut body = item(value, column, width)?;
    let head = body.remove(0).split_off(width);
    Ok(Written { head, body })
}

/// The lines of an item whose dash stands at `column` and whose value `width` behind it; the first without its indentation.
pub(super) fn item(value: &Value, column: usize, width: usize) -> Result<Vec<String>, Fault> {
    let mut lines = match value {
        Value::Map(entries) if !entries.is_empty() => map(entries, column + width)?,
        Value::List(items) if !items.is_empty() => {
            let mut lines = Vec::new();
            for (index, value) in items.iter().enumerate() {
                let mut inner = item(value, column + width, 2)?;
                if index > 0 {
                    inner[0].insert_str(0, &" ".repeat(column + width));
                }
                lines.append(&mut inner);
            }
            lines
        }
        _ => {
            let Written { head, mut body } = block(value, column, width)?;
            body.insert(0, head);
            body
        }
    };
    lines[0].insert_str(0, &format!("-{}", " ".repeat(width - 1)));
    Ok(lines)
}

/// The lines of a map whose keys stand at `column`; the first without its indentation.
pub(super) fn map(entries: &[(String, Value)], column: usize) -> Result<Vec<String>, Fault> {
    let mut lines = Vec::new();
    for (index, (key, value)) in entries.iter().enumerate() {
        let mut inner = entry(key, value, column)?;
        if index > 0 {
            inner[0].insert_str(0, &" ".repeat(column));
        }
        lines.append(&mut inner);
    }
    Ok(lines)
}

/// A value on one line, for inside `[]` and `{}`, and for what has no lines of its own.
pub(super) fn flow(value: &Value) -> Result<String, Fault> {
    let list = |items: &mut dyn Iterator<Item = Result<String, Fault>>| -> Result<String, Fault> {
        Ok(items.collect::<Result<Vec<_>, _>>()?.join(", "))
    };
    Ok(match value {
        Value::Null => "null".to_owned(),
        Value::Bare(text) if text.is_empty() => "null".to_owned(),
        Value::Bare(text) => text.clone(),
        Value::Text(text) => inline(text, true),
        Value::Words(words) => format!("[{}]", list(&mut words.iter().map(|word| Ok(inline(word, true))))?),
        Value::List(items) => format!("[{}]", list(&mut items.iter().map(flow))?),
        Value::Map(entries) => format!("{{{}}}", list(&mut entries.iter().map(|(key, value)| flow_entry(key, value)))?),
        Value::Fingerprint(path) => return Err(unknown(path)),
    })
}

/// A fingerprint is filled in before a value comes here; until then it cannot be written.
pub(super) fn written_out(value: &Value) -> Result<(), Fault> {
    match value {
        Value::Fingerprint(path) => Err(unknown(path)),
        Value::List(items) => items.iter().try_for_each(written_out),
        Value::Map(entries) => entries.iter().try_for_each(|(_, value)| written_out(value)),
        Value::Null | Value::Text(_) | Value::Bare(_) | Value::Words(_) => Ok(()),
    }
}

fn unknown(path: &KeyPath) -> Fault {
    Fault::new("edit-refused", format!("the fingerprint of `{path}` is not known yet"), Span::at(0))
}

/// An entry inside `{}`.
pub(super) fn flow_entry(key: &str, value: &Value) -> Result<String, Fault> {
    Ok(format!("{}: {}", inline(key, true), flow(value)?))
}

/// Whether a text of several lines may be a block: it holds line breaks and words, and nothing that needs an escape, but for marks that turn
/// the writing where somebody wrote them into the block that stands there.
pub(super) fn may_be_block(text: &str, stands: &str) -> bool {
    let is_written = |c: char| turns_writing(c) && stands.contains(c);
    !text.trim_matches(['\n', ' ']).is_empty() && !text.chars().any(|c| c != '\n' && needs_escape(c) && !is_written(c))
}

/// A literal block, its content at column `deep`, `step` columns deeper than what holds it.
fn literal(text: &str, deep: usize, step: usize) -> Option<Written> {
    if !text.contains('\n') || !may_be_block(text, "") || step > 9 {
        return None;
    }
    let content = text.trim_end_matches('\n');
    let chomping = match text.len() - content.len() {
        0 => "-",
        1 => "",
        _ => "+",
    };
    let indicator = if needs_indicator(content) { step.to_string() } else { String::new() };
    let mut body = lines_at(content, deep);
    body.extend(std::iter::repeat_n(String::new(), (text.len() - content.len()).saturating_sub(1)));
    Some(Written { head: format!("|{indicator}{chomping}"), body })
}

/// The lines of a block's content, indented; empty ones stay empty.
pub(super) fn lines_at(content: &str, column: usize) -> Vec<String> {
    let indentation = " ".repeat(column);
    content
        .split('\n')
        .map(|line| if line.is_empty() { String::new() } else { format!("{indentation}{line}") })
        .collect()
}

/// Whether a block's first lines start with a blank, so that its indentation cannot be seen.
pub(super) fn needs_indicator(content: &str) -> bool {
    content.trim_start_matches('\n').starts_with(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_lines_are_a_literal_block_with_the_chomping_that_keeps_their_end() {
        let head = |text: &str| block(&Value::text(text), 0, 2).expect("a text can be written");
        assert_eq!(head("a\nb"), Written { head: "|-".into(), body: vec!["  a".into(), "  b".into()] });
        assert_eq!(
            head("a\n\nb\n"),
            Written { head: "|".into(), body: vec!["  a".into(), String::new(), "  b".into()] }
        );
        assert_eq!(head("a\n\n"), Written { head: "|+".into(), body: vec!["  a".into(), String::new()] });
        assert_eq!(head(" a\nb"), Written { head: "|2-".into(), body: vec!["   a".into(), "  b".into()] });
        assert_eq!(head("a\tb\nc"), Written { head: "\"a\\tb\\nc\"".into(), body: vec![] });
        assert_eq!(head("\n"), Written { head: "\"\\n\"".into(), body: vec![] });
    }

    #[test]
    fn a_map_in_a_list_stands_behind_its_dash() {
        let value = Value::List(vec![
            Value::map([("id", Value::bare("a")), ("tags", Value::Words(vec!["x".into(), "no".into()]))]),
            Value::map([("id", Value::bare("b")), ("lines", Value::List(vec![Value::Null]))]),
        ]);
        let lines = entry("items", &value, 0).expect("can be written");
        let expected = "items:\n  - id: a\n    tags: [x, \"no\"]\n  - id: b\n    lines:\n      - null";
        assert_eq!(lines.join("\n"), expected);
    }
}
