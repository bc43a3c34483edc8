//! An independent opinion on an edit: the values that another YAML library reads, with the edit made on them in plain Rust.

use serde_yaml::{Mapping, Value as Yaml};
use suits::source::{Edit, Op, Step, Value};

/// What the other library reads, if it reads the text at all and every key is a text for it; a byte-order mark is not for
/// it to stumble over.
pub(super) fn read(text: &str) -> Option<Yaml> {
    trimmed(serde_yaml::from_str(text.trim_start_matches('\u{feff}')).ok()?)
}

/// Line breaks at the end of a text are those of its block: parsers differ on them at the end of a file.
fn trimmed(value: Yaml) -> Option<Yaml> {
    Some(match value {
        Yaml::String(text) => Yaml::String(text.trim_end_matches('\n').to_owned()),
        Yaml::Sequence(items) => Yaml::Sequence(items.into_iter().map(trimmed).collect::<Option<_>>()?),
        Yaml::Mapping(entries) => {
            let entries = entries.into_iter().map(|(key, value)| key.is_string().then_some((key, trimmed(value)?)));
            entries.collect::<Option<Mapping>>()?.into()
        }
        other => other,
    })
}

fn wanted(value: &Value) -> Yaml {
    let text = |text: &String| Yaml::String(text.trim_end_matches('\n').to_owned());
    match value {
        Value::Null | Value::Fingerprint(_) => Yaml::Null,
        Value::Text(words) => text(words),
        Value::Bare(bare) => serde_yaml::from_str(bare).unwrap_or(Yaml::Null),
        Value::List(items) => Yaml::Sequence(items.iter().map(wanted).collect()),
        Value::Words(words) => Yaml::Sequence(words.iter().map(text).collect()),
        Value::Map(entries) => {
            entries.iter().map(|(key, value)| (Yaml::from(key.as_str()), wanted(value))).collect::<Mapping>().into()
        }
    }
}

/// Makes an edit on values; `None` where it does not apply.
pub(super) fn make(value: &mut Yaml, edit: &Edit) -> Option<()> {
    walk(value, &edit.path.0, &edit.op)
}

fn walk(value: &mut Yaml, path: &[Step], op: &Op) -> Option<()> {
    let Some((step, rest)) = path.split_first() else {
        match op {
            Op::Set(new) => *value = wanted(new),
            Op::Append(new) => match value {
                Yaml::Sequence(items) => items.push(wanted(new)),
                Yaml::Null => *value = Yaml::Sequence(vec![wanted(new)]),
                _ => return None,
            },
            Op::Remove | Op::Rename(_) => return None,
        }
        return Some(());
    };
    let gone = rest.is_empty() && *op == Op::Remove;
    match step {
        Step::Key(key) => {
            if value.is_null() {
                *value = Yaml::Mapping(Mapping::new());
            }
            let map = value.as_mapping_mut()?;
            if gone {
                return map.remove(&**key).map(drop);
            }
            if let (Op::Rename(new), []) = (op, rest) {
                let at = map.keys().position(|other| other.as_str() == Some(&**key))?;
                let mut entries: Vec<(Yaml, Yaml)> = std::mem::take(map).into_iter().collect();
                entries[at].0 = Yaml::from(new.as_str());
                *map = entries.into_iter().collect();
                return Some(());
            }
            walk(map.entry(Yaml::from(&**key)).or_insert(Yaml::Null), rest, op)
        }
        Step::Index(index) => {
            let items = value.as_sequence_mut()?;
            if gone {
                return (*index < items.len()).then(|| drop(items.remove(*index)));
            }
            walk(items.get_mut(*index)?, rest, op)
        }
        Step::Item(..) => None,
    }
}
