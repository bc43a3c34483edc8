//! `set`'s little language: `due=2027-03-15`, `team.creative=kim`, `deliverables.film-30.version=v2`, `tone+=dry`, `tone-=dry`.

use super::dates::Dates;
use super::exit::Stop;
use super::shape::{fields, shape};
use super::value::assigned;
use crate::domain::job::DeliverableStatus;
use crate::domain::owned::{self, Touch};
use crate::domain::record::{Kind, list_key};
use crate::key_path;
use crate::source::{Edit, KeyPath, Step, Value};
use crate::values::did_you_mean;
use crate::yaml::{Document, Shape, unquoted};

/// What to do with the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Set,
    Add,
    Take,
}

/// The edit that an assignment asks for, in a record as it stands.
pub(super) fn assignment(kind: Kind, typed: &str, record: Document<'_>, dates: &Dates<'_>) -> Result<Edit, Stop> {
    let (path, sign, text) = split(typed)?;
    let path = parse_path(kind, path)?;
    guard(kind, &path, sign)?;
    match sign {
        Sign::Set => {
            let value = assigned(kind, &path, text, dates)?;
            let missing = (0..path.0.len()).map(|end| KeyPath(path.0[..=end].to_vec())).find(|part| {
                matches!(part.last(), Some(Step::Item(..) | Step::Index(_))) && record.find(part).is_none()
            });
            match missing {
                Some(part) => Err(no_such_item(&part, record)),
                None => Ok(Edit::set(path, value)),
            }
        }
        Sign::Add | Sign::Take if !matches!(shape(kind, &path), Some(Shape::List)) => Err(Stop::usage(
            "not-a-list",
            format_args!("`{path}` is not a list"),
            format_args!("set it: `{path}={text}`"),
        )),
        Sign::Add => Ok(Edit::append(path.clone(), item(kind, &path, text, dates)?)),
        Sign::Take => take(path, text, record),
    }
}

/// The edit that an assignment asks for in a record that is only being made: nothing is there yet to look items up in.
pub(super) fn for_new(kind: Kind, typed: &str, dates: &Dates<'_>) -> Result<Edit, Stop> {
    let (path, sign, text) = split(typed)?;
    let path = parse_path(kind, path)?;
    guard(kind, &path, sign)?;
    match sign {
        Sign::Set => Ok(Edit::set(path.clone(), assigned(kind, &path, text, dates)?)),
        Sign::Add if shape(kind, &path) == Some(Shape::List) => {
            Ok(Edit::append(path.clone(), item(kind, &path, text, dates)?))
        }
        Sign::Add | Sign::Take => Err(Stop::usage(
            "bad-assignment",
            format_args!("`{typed}` makes no sense for a new record"),
            "write `field=value` or `list+=item`",
        )),
    }
}

fn split(typed: &str) -> Result<(&str, Sign, &str), Stop> {
    let at = typed.find('=').filter(|at| *at > 0).ok_or_else(|| {
        Stop::usage(
            "bad-assignment",
            format_args!("`{typed}` does not say what to set"),
            "write `field=value`, `list+=item` or `list-=item`",
        )
    })?;
    let (left, text) = (&typed[..at], &typed[at + 1..]);
    let (path, sign) = match left.as_bytes()[at - 1] {
        b'+' => (&left[..at - 1], Sign::Add),
        b'-' => (&left[..at - 1], Sign::Take),
        _ => (left, Sign::Set),
    };
    Ok((path.trim(), sign, text))
}

/// Reads `deliverables.film-30.version` or `items[0].why` against the fields that the kind has.
pub(super) fn parse_path(kind: Kind, typed: &str) -> Result<KeyPath, Stop> {
    let mut path = KeyPath::root();
    for part in typed.split('.') {
        let (name, indexes) = part.find('[').map_or((part, ""), |at| part.split_at(at));
        if !name.is_empty() {
            path = step(kind, path, name)?;
        }
        for index in indexes.split_terminator(']') {
            let index = index.strip_prefix('[').and_then(|digits| digits.parse::<usize>().ok());
            let index = index.ok_or_else(|| {
                Stop::usage("bad-path", format_args!("`{typed}` is not a path"), "number items from 0: `items[0].why`")
            })?;
            path = path.then(index);
        }
    }
    Ok(path)
}

fn step(kind: Kind, path: KeyPath, name: &str) -> Result<KeyPath, Stop> {
    match shape(kind, &path) {
        Some(Shape::Struct(known)) if known.contains(&name) => Ok(path.then(name.to_owned())),
        Some(Shape::Struct(_)) if name == "x" => Ok(path.then(name.to_owned())),
        Some(Shape::Struct(known)) => {
            let wher = if path.0.is_empty() { kind.with_article() } else { format!("`{path}`") };
            let hint = did_you_mean(name, known.iter().copied(), || format!("its fields: {}", known.join(", ")));
            Err(Stop::usage("unknown-field", format_args!("{wher} has no field `{name}`"), hint))
        }
        Some(Shape::List) => {
            let key = list_key(&path);
            Ok(path.then(Step::Item(key, name.to_owned())))
        }
        Some(Shape::Map | Shape::Any) | None
            if path.0.is_empty() || path.first_key() == Some("x") || shape(kind, &path) == Some(Shape::Map) =>
        {
            Ok(path.then(name.to_owned()))
        }
        _ => Err(Stop::usage(
            "unknown-field",
            format_args!("`{path}` has no fields"),
            format_args!("set it itself: `{path}=…`"),
        )),
    }
}

/// What has a verb of its own is not set by hand.
fn guard(kind: Kind, path: &KeyPath, sign: Sign) -> Result<(), Stop> {
    let keys: Vec<&str> = path
        .0
        .iter()
        .filter_map(|step| match step {
            Step::Key(key) => Some(&**key),
            Step::Index(_) | Step::Item(..) => None,
        })
        .collect();
    let touch = match sign {
        Sign::Set => Touch::Set,
        Sign::Add => Touch::Add,
        Sign::Take => Touch::Take,
    };
    match owned::verb(kind, &keys, touch) {
        Some(verb) => Err(Stop::usage("has-its-own-verb", format_args!("`{path}` is not set by hand"), verb)),
        None => Ok(()),
    }
}

/// An item to append: a value, or, where items have fields, these in braces or one that has only its name so far. What it lacks
/// beside its name is found when the record is read back.
fn item(kind: Kind, list: &KeyPath, text: &str, dates: &Dates<'_>) -> Result<Value, Stop> {
    let item = list.then(0);
    if text.starts_with('{') || !matches!(shape(kind, &item), Some(Shape::Struct(_))) {
        return assigned(kind, &item, text, dates);
    }
    let key = list_key(list);
    let mut fields = vec![(key, assigned(kind, &item.then(key), text, dates)?)];
    if *list == key_path!["deliverables"] && kind == Kind::Job {
        fields.push(("status", Value::bare(DeliverableStatus::Open)));
    }
    Ok(Value::map(fields))
}

fn no_such_item(part: &KeyPath, record: Document<'_>) -> Stop {
    let list = part.parent().unwrap_or_default();
    let key = list_key(&list);
    let names: Vec<String> = record
        .find(&list)
        .map(|found| {
            let named = |item| match record.tree.node(item).kind.is_scalar() {
                true => Some(record.scalar(item).into_owned()),
                false => record.entry(item, key).map(|(_, name)| record.scalar(name).into_owned()),
            };
            record.tree.children(found.value).filter_map(named).collect()
        })
        .unwrap_or_default();
    let typed = match part.last() {
        Some(Step::Item(_, value)) => value.clone(),
        Some(step) => format!("{step:?}"),
        None => String::new(),
    };
    let hint = did_you_mean(&typed, names.iter().map(String::as_str), || match names.as_slice() {
        [] => "the list is empty".to_owned(),
        some => format!("its items: {}", some.join(", ")),
    });
    Stop::usage("unknown-item", format_args!("there is no `{part}`"), hint)
}

/// Removes the item of a list that is this text, or has it as its id.
fn take(path: KeyPath, text: &str, record: Document<'_>) -> Result<Edit, Stop> {
    let list = record.find(&path).filter(|found| record.tree.node(found.value).kind.is_list());
    let items: Vec<_> = list.map(|found| record.tree.children(found.value).collect()).unwrap_or_default();
    let key = list_key(&path);
    let is = |item: u32, text: &str| match record.tree.node(item).kind.is_scalar() {
        true => record.scalar(item) == text,
        false => record.entry(item, key).is_some_and(|(_, name)| record.scalar(name) == text),
    };
    let position = |text: &str| items.iter().position(|item| is(*item, text));
    match position(text).or_else(|| position(&unquoted(text)?)) {
        Some(index) => Ok(Edit::remove(path.then(index))),
        None => Err(no_such_item(&path.then(Step::Item(key, text.to_owned())), record)),
    }
}

/// The fields a new record of a kind may be given as flags: scalars and lists of words at its top.
pub(super) fn flag_fields(kind: Kind) -> impl Iterator<Item = &'static str> {
    fields(kind, &KeyPath::root()).iter().copied().filter(move |field| {
        let path = KeyPath::root().then(*field);
        let plain = |shape: Option<Shape>| !matches!(shape, None | Some(Shape::Struct(_) | Shape::Map | Shape::List));
        match shape(kind, &path) {
            Some(Shape::List) => plain(shape(kind, &path.then(0))),
            other => plain(other),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lists that nothing but `set` and `edit` writes, or whose verbs write no more than anybody may say.
    const FREE: [(Kind, &str); 8] = [
        (
            Kind::Client,
            "needs difficulties problems competitors contacts contracts opportunities issues recommendations",
        ),
        (
            Kind::Brief,
            "authors client_contributors objectives reasons_to_believe tone mandatories deliverables channels",
        ),
        (Kind::Brief, "spend_plan kpis approvers out_of_scope open_questions references legal languages waived"),
        (Kind::Job, "after deliverables quality_checks"),
        (Kind::Round, "presented_by reviewers verdicts items"),
        (Kind::ContactReport, "jobs client agency distribution items"),
        (Kind::Invoice, "lines"),
        (Kind::Timesheet, "entries"),
    ];

    #[test]
    fn every_list_of_a_record_has_a_verb_or_is_free() {
        for kind in
            [Kind::Client, Kind::Brief, Kind::Job, Kind::Round, Kind::ContactReport, Kind::Invoice, Kind::Timesheet]
        {
            for field in fields(kind, &KeyPath::root()) {
                let path = KeyPath::root().then(*field);
                let lists = FREE.iter().filter(|(of, _)| *of == kind);
                let is_free = lists.flat_map(|(_, lists)| lists.split(' ')).any(|free| free == *field);
                if shape(kind, &path) == Some(Shape::List) {
                    let is_owned = owned::verb(kind, &[field], Touch::Take).is_some();
                    assert!(is_owned != is_free, "`{field}` of {kind}: a row in domain/owned.rs, or free");
                }
            }
        }
    }

    #[test]
    fn every_row_is_about_a_field_that_there_is() {
        for row in owned::OWNED {
            let Some(kind) = row.kind else { continue };
            let mut path = KeyPath::root();
            for key in row.path.split('.').filter(|key| *key != "**") {
                if shape(kind, &path) == Some(Shape::List) {
                    path = path.then(0);
                }
                path = path.then(key);
                assert!(shape(kind, &path).is_some(), "{kind} has no `{}`", row.path);
            }
        }
    }
}
