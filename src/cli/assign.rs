//! `set`'s little language: `due=2027-03-15`, `team.creative=kim`, `deliverables.film-30.version=v2`, `tone+=dry`, `tone-=dry`.

use super::dates::Dates;
use super::exit::Stop;
use super::shape::{fields, shape};
use super::value::value;
use crate::domain::job::DeliverableStatus;
use crate::domain::record::{Kind, list_key};
use crate::key_path;
use crate::source::{Edit, KeyPath, Step, Value};
use crate::values::did_you_mean;
use crate::yaml::{Document, Shape};

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
            let value = value(kind, &path, text, dates)?;
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
        Sign::Set => Ok(Edit::set(path.clone(), value(kind, &path, text, dates)?)),
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
    let verb = match (kind, keys.as_slice()) {
        (Kind::Job, ["handoffs", .., "accepted"]) => "`suits job accept` says that the ball was taken",
        (Kind::Job, ["handoffs", "rejected", ..]) => "`suits job reject` sends the ball back",
        (Kind::Job, ["handoffs", "waiting", ..]) => "`suits job wait` says whom the work waits on",
        (Kind::Job, ["handoffs", ..]) => {
            "`suits job advance` moves the ball, `suits job accept` takes it, `suits job reject` sends it back; `suits job edit` where it must be put right"
        }
        (Kind::Job, ["status"]) => "`suits job advance` moves the job, `suits job cancel` calls it off",
        (Kind::Job, ["holds", ..]) => {
            "`suits job hold` stops the clock and `suits job resume` starts it; `suits job edit` where it must be put right"
        }
        (Kind::Job, ["cancelled", ..]) => {
            "`suits job cancel` calls a job off; `suits job edit` where it must be put right"
        }
        (Kind::Job, ["overrides", ..]) => {
            "`suits job override` takes a step against a guard; `suits job edit` where it must be put right"
        }
        (Kind::Brief, ["status"]) => "`suits brief submit` and `suits brief approve` move it",
        (Kind::Job, ["estimates", "status"]) => {
            "`suits job estimate send`, `suits job estimate approve` and `suits job estimate reject` move it"
        }
        (Kind::Job, ["change_orders", "status"]) => {
            "`suits job change send`, `suits job change approve`, `suits job change reject` and `suits job change withdraw` move it"
        }
        (Kind::Job, ["orders", "status"]) => {
            "`suits job order send`, `suits job order accept`, `suits job order receive` and `suits job order cancel` move it"
        }
        (Kind::Job, ["change_orders"]) if sign == Sign::Add => "`suits job change add` raises one",
        (Kind::Job, ["orders"]) if sign == Sign::Add => "`suits job order add` draws one up",
        (Kind::Job, ["supplier_invoices"]) if sign == Sign::Add => "`suits job order receive` takes one down",
        (Kind::Job, ["change_orders", "approvals", ..]) => "`suits job change approve` records an approval",
        (Kind::Job, ["supplier_invoices", "approvals", ..]) => "`suits job order approve` records an approval",
        (Kind::ContactReport, ["issued"]) => {
            "`suits contact-report issue` sends it out; `suits contact-report edit` where it must be put right"
        }
        (Kind::ContactReport, ["objections", ..]) => {
            "`suits contact-report object` takes one down; `suits contact-report edit` where it must be put right"
        }
        (Kind::Round, ["waiver", ..]) => {
            "`suits feedback waive` lets a round pass uncharged; `suits feedback edit` where it must be put right"
        }
        (Kind::Brief, ["approvals", ..]) => "`suits brief approve` records an approval",
        (Kind::Job, ["estimates", "approvals", ..]) => "`suits job estimate approve` records an approval",
        (Kind::Job, ["estimates"]) => {
            "`suits job estimate add` adds to it; a version is never taken away, the next takes its place"
        }
        (Kind::Job, ["change_orders" | "orders" | "supplier_invoices"]) | (Kind::Client, ["budgets"])
            if sign != Sign::Add =>
        {
            "it holds what people approved; `suits … edit` where it must be put right"
        }
        (Kind::Client, ["budgets", "approvals", ..]) => "`suits client approve` records the client's yes to a budget",
        (Kind::Invoice, ["approvals", ..]) => "`suits invoice issue` says that it may go out",
        (Kind::Invoice, ["payments"]) if sign == Sign::Add => "`suits invoice pay` takes a payment down",
        (_, [.., "approvals"] | [.., "approvals", _]) => {
            "an approval is a person's word and is not set; `suits … edit` where it must be put right"
        }
        _ => return Ok(()),
    };
    Err(Stop::usage("has-its-own-verb", format_args!("`{path}` is not set by hand"), verb))
}

/// An item to append: a value, or, where items have fields, these in braces or one that has only its name so far. What it lacks
/// beside its name is found when the record is read back.
fn item(kind: Kind, list: &KeyPath, text: &str, dates: &Dates<'_>) -> Result<Value, Stop> {
    let item = list.then(0);
    if text.starts_with('{') || !matches!(shape(kind, &item), Some(Shape::Struct(_))) {
        return value(kind, &item, text, dates);
    }
    let key = list_key(list);
    let mut fields = vec![(key, value(kind, &item.then(key), text, dates)?)];
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
    let is_it = |item: &u32| match record.tree.node(*item).kind.is_scalar() {
        true => record.scalar(*item) == text,
        false => record.entry(*item, key).is_some_and(|(_, name)| record.scalar(name) == text),
    };
    match items.iter().position(is_it) {
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
