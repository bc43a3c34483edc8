//! Edits of `suits.toml`: key paths become splices into the text that is there, so that comments, order, quoting, spacing and line ends
//! stay as whoever wrote them left them. Every splice is proven: the text must read as what was there and the edit, and nothing else.
//! Knows TOML's grammar by the parser's places, and nothing of what the keys mean but their usual order.

use super::settings_lists as lists;
use crate::config::Config;
use crate::source::{Edit, Op, SourceId, Step, Value};
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value and its place.
pub(super) type Node<'i> = Spanned<DeValue<'i>>;
/// What to put in place of a stretch of text.
pub(super) type Splice = (Range<usize>, String);

/// In which order a person's keys usually stand.
const PERSON: [&str; 11] =
    ["name", "roles", "reports_to", "email", "git_author", "weekly_hours", "calendar", "from", "to", "away", "cost"];

/// The text with the edits made; `Err` says why it cannot be.
pub(super) fn edited(text: &str, edits: &[Edit]) -> Result<String, String> {
    let mut new = text.to_owned();
    for edit in edits {
        new = one(&new, edit)?;
    }
    let told = |text: &str| {
        let (_, findings) = Config::parse(text, SourceId(0));
        findings.into_iter().map(|finding| (finding.code, finding.message)).collect::<Vec<_>>()
    };
    let mut known = told(text);
    for (code, message) in told(&new) {
        match known.iter().position(|other| *other == (code, message.clone())) {
            Some(at) => drop(known.swap_remove(at)),
            None => return Err(message),
        }
    }
    Ok(new)
}

fn one(text: &str, edit: &Edit) -> Result<String, String> {
    let old = parsed(text)?;
    let (range, piece) = splices(text, old.get_ref(), edit)
        .ok_or_else(|| format!("`{}` is written in a way that only a person can change", edit.path))?;
    let mut new = text.to_owned();
    new.replace_range(range, &piece);
    let mut wanted = Tree::table(old.get_ref());
    let same = wanted.apply(&edit.path.0, &edit.op).is_some()
        && Tree::table(parsed(&new)?.get_ref()).without_empty_lists() == wanted.without_empty_lists();
    if same { Ok(new) } else { Err(format!("`{}` would not read as what was asked for", edit.path)) }
}

fn parsed(text: &str) -> Result<Spanned<DeTable<'_>>, String> {
    DeTable::parse(text).map_err(|error| error.message().to_owned())
}

/// The one splice that makes an edit; `None` where the text has no room for it.
fn splices(text: &str, top: &DeTable<'_>, edit: &Edit) -> Option<Splice> {
    let (last, above) = edit.path.0.split_last()?;
    let (holder, inline) = walk(text, top, above)?;
    match (last, holder) {
        (Step::Key(key), Holder::Table(table, at)) => {
            let there = table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value);
            match (&edit.op, there) {
                (Op::Set(value), Some(old)) => replaced(text, old, value),
                (Op::Set(value), None) => inserted(text, table, at, inline, key, &written(value)?),
                (Op::Append(value), Some(old)) => lists::appended(text, old, value),
                (Op::Append(value), None) => inserted(text, table, at, inline, key, &format!("[{}]", written(value)?)),
                (Op::Remove | Op::Rename(_), _) => None,
            }
        }
        (Step::Index(index), Holder::List(list)) => match &edit.op {
            Op::Remove => lists::removed(text, list, *index),
            Op::Set(value) => replaced(text, list.get_ref().as_array()?.get(*index)?, value),
            Op::Append(_) | Op::Rename(_) => None,
        },
        _ => None,
    }
}

/// What the last step of a path goes into.
enum Holder<'d, 'i> {
    /// A table, and where its header or its braces are.
    Table(&'d DeTable<'i>, Range<usize>),
    List(&'d Node<'i>),
}

/// Walks to what holds the last step; whether that lies within braces.
fn walk<'d, 'i>(text: &str, top: &'d DeTable<'i>, steps: &[Step]) -> Option<(Holder<'d, 'i>, bool)> {
    let (mut holder, mut inline) = (Holder::Table(top, 0..0), false);
    for step in steps {
        let node = match (step, &holder) {
            (Step::Key(key), Holder::Table(table, _)) => {
                table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)?
            }
            (Step::Index(index), Holder::List(list)) => list.get_ref().as_array()?.get(*index)?,
            _ => return None,
        };
        inline |= text[node.span()].starts_with('{');
        holder = match node.get_ref() {
            DeValue::Table(table) => Holder::Table(table, node.span()),
            DeValue::Array(_) => Holder::List(node),
            _ => return None,
        };
    }
    Some((holder, inline))
}

/// Another value in the place of one; a date in quotes keeps them.
fn replaced(text: &str, old: &Node<'_>, value: &Value) -> Option<Splice> {
    let before = &text[old.span()];
    let is_block = matches!(old.get_ref(), DeValue::Table(_)) && !before.starts_with('{');
    if is_block || lists::is_of_tables(old) {
        return None;
    }
    let piece = match (value, old.get_ref(), before.chars().next()) {
        (Value::Bare(word), DeValue::String(_), Some(quote @ ('"' | '\''))) => format!("{quote}{word}{quote}"),
        _ => written(value)?,
    };
    Some((old.span(), piece))
}

/// A new entry of a table, after the one that usually stands before it.
fn inserted(text: &str, table: &DeTable<'_>, at: Range<usize>, inline: bool, key: &str, value: &str) -> Option<Splice> {
    let rank = |key: &str| PERSON.iter().position(|usual| *usual == key);
    let own = || table.iter().filter_map(|(name, node)| Some((name.span(), name.get_ref(), end(text, node)?)));
    let before = |name: &str| rank(name).zip(rank(key)).is_some_and(|(one, other)| one < other);
    let anchor = own().filter(|(_, name, _)| before(name)).max_by_key(|(_, name, _)| rank(name));
    let Some((name, _, end)) = anchor.or_else(|| own().max_by_key(|(.., end)| *end)) else {
        // a header with nothing below it
        let is_header = text[at.clone()].starts_with('[') && !at.is_empty();
        return is_header.then(|| line_after(text, at.end, &format!("{key} = {value}")));
    };
    let start = key_start(text, name.start);
    let prefix = &text[start..name.start];
    if inline {
        return Some((end..end, format!(", {prefix}{key} = {value}")));
    }
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let lines_up = own().any(|(name, _, end)| text[name.end..end].starts_with("  "));
    let (indent, equals) = (&text[line_start..start], equals(&text[name.end..end], name.len(), key, lines_up));
    Some(line_after(text, end, &format!("{indent}{prefix}{key}{equals}{value}")))
}

/// The equals sign as the line above has it, below that one where they line up.
fn equals(above: &str, above_key: usize, key: &str, lines_up: bool) -> String {
    let Some(at) = above.find('=').filter(|at| above[..*at].bytes().all(|byte| byte == b' ')) else {
        return " = ".to_owned();
    };
    let room = if lines_up { (above_key + at).saturating_sub(key.len()).max(1) } else { at };
    let after = above[at + 1..].bytes().take_while(|byte| *byte == b' ').count();
    format!("{:room$}={:after$}", "", "")
}

/// Where the dotted key begins whose last part begins here.
fn key_start(text: &str, last: usize) -> usize {
    let mut start = last;
    while let Some(before) = text[..start].trim_end_matches([' ', '\t']).strip_suffix('.') {
        let before = before.trim_end_matches([' ', '\t']);
        start = match before.chars().next_back() {
            Some(quote @ ('"' | '\'')) => match before[..before.len() - 1].rfind(quote) {
                Some(open) => open,
                None => return start,
            },
            _ => before.trim_end_matches(|one: char| one.is_ascii_alphanumeric() || one == '-' || one == '_').len(),
        };
    }
    start
}

/// Where what is written of a value at its own place ends; `None` for what has headers of its own.
pub(super) fn end(text: &str, node: &Node<'_>) -> Option<usize> {
    match node.get_ref() {
        DeValue::Table(table) if !text[node.span()].starts_with('{') => {
            let has_header = text[node.span()].starts_with('[');
            let ends = || table.iter().filter_map(|(_, value)| end(text, value)).max();
            if has_header { None } else { ends() }
        }
        DeValue::Array(_) if lists::is_of_tables(node) => None,
        _ => Some(node.span().end),
    }
}

/// A line below the one that a place lies in.
pub(super) fn line_after(text: &str, place: usize, line: &str) -> Splice {
    if let Some(at) = text[place..].find('\n') {
        let next = place + at + 1;
        let ending = if text[..next].ends_with("\r\n") { "\r\n" } else { "\n" };
        return (next..next, format!("{}{ending}", line.replace('\n', ending)));
    }
    let ending = ending(text);
    (text.len()..text.len(), format!("{ending}{}{ending}", line.replace('\n', ending)))
}

/// How the lines of a text end.
pub(super) fn ending(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// A value as TOML, on one line.
pub(super) fn written(value: &Value) -> Option<String> {
    let all = |items: &[Value]| items.iter().map(written).collect::<Option<Vec<_>>>();
    Some(match value {
        Value::Bare(word) => word.clone(),
        Value::Text(text) => quoted(text),
        Value::Words(words) => format!("[{}]", words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(", ")),
        Value::List(items) => format!("[{}]", all(items)?.join(", ")),
        Value::Map(entries) => {
            let entry = |(key, value): &(String, Value)| Some(format!("{key} = {}", written(value)?));
            format!("{{ {} }}", entries.iter().map(entry).collect::<Option<Vec<_>>>()?.join(", "))
        }
        Value::Null | Value::Fingerprint(_) => return None,
    })
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(letter))),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

/// What a text means, without its looks: to compare with.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Tree {
    /// A text.
    Text(String),
    /// Any other scalar, by its characters.
    Bare(String),
    List(Vec<Tree>),
    Map(BTreeMap<String, Tree>),
}

impl Tree {
    fn table(table: &DeTable<'_>) -> Tree {
        Tree::Map(table.iter().map(|(key, value)| (key.get_ref().to_string(), Tree::node(value.get_ref()))).collect())
    }

    fn node(value: &DeValue<'_>) -> Tree {
        match value {
            DeValue::String(text) => Tree::Text(text.to_string()),
            DeValue::Integer(number) if number.radix() == 10 => Tree::Bare(number.as_str().to_owned()),
            DeValue::Integer(number) => Tree::Bare(format!("{} in base {}", number.as_str(), number.radix())),
            DeValue::Float(number) => Tree::Bare(number.as_str().to_owned()),
            DeValue::Boolean(flag) => Tree::Bare(flag.to_string()),
            DeValue::Datetime(date) => Tree::Bare(date.to_string()),
            DeValue::Array(items) => Tree::List(items.iter().map(|item| Tree::node(item.get_ref())).collect()),
            DeValue::Table(table) => Tree::table(table),
        }
    }

    fn of(value: &Value) -> Tree {
        match value {
            Value::Text(text) => Tree::Text(text.clone()),
            Value::Bare(word) => Tree::Bare(word.clone()),
            Value::Words(words) => Tree::List(words.iter().cloned().map(Tree::Text).collect()),
            Value::List(items) => Tree::List(items.iter().map(Tree::of).collect()),
            Value::Map(entries) => {
                Tree::Map(entries.iter().map(|(key, value)| (key.clone(), Tree::of(value))).collect())
            }
            Value::Null | Value::Fingerprint(_) => Tree::Map(BTreeMap::new()),
        }
    }

    /// A list of nothing says as much as none: the last block of a list goes with its key.
    fn without_empty_lists(self) -> Tree {
        match self {
            Tree::Map(entries) => {
                let kept = entries.into_iter().filter(|(_, value)| *value != Tree::List(Vec::new()));
                Tree::Map(kept.map(|(key, value)| (key, value.without_empty_lists())).collect())
            }
            Tree::List(items) => Tree::List(items.into_iter().map(Tree::without_empty_lists).collect()),
            scalar => scalar,
        }
    }

    /// Makes an edit; `None` where it leads nowhere.
    fn apply(&mut self, steps: &[Step], op: &Op) -> Option<()> {
        match (steps, self) {
            ([Step::Key(key)], Tree::Map(entries)) => match op {
                Op::Set(value) => {
                    let new = match (entries.get(&**key), value) {
                        (Some(Tree::Text(_)), Value::Bare(word)) => Tree::Text(word.clone()),
                        _ => Tree::of(value),
                    };
                    entries.insert(key.to_string(), new);
                }
                Op::Append(value) => match entries.entry(key.to_string()).or_insert(Tree::List(Vec::new())) {
                    Tree::List(items) => items.push(Tree::of(value)),
                    _ => return None,
                },
                Op::Remove | Op::Rename(_) => return None,
            },
            ([Step::Index(index)], Tree::List(items)) if *index < items.len() => match op {
                Op::Remove => drop(items.remove(*index)),
                Op::Set(value) => items[*index] = Tree::of(value),
                Op::Append(_) | Op::Rename(_) => return None,
            },
            ([Step::Key(key), rest @ ..], Tree::Map(entries)) => entries.get_mut(&**key)?.apply(rest, op)?,
            ([Step::Index(index), rest @ ..], Tree::List(items)) => items.get_mut(*index)?.apply(rest, op)?,
            _ => return None,
        }
        Some(())
    }
}

#[cfg(test)]
mod tests;
