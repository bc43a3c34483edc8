//! A typed text as a value for a field: checked by what the field wants, before anything is touched.

use super::dates::Dates;
use super::document;
use super::exit::Stop;
use super::shape::shape;
use crate::domain::record::Kind;
use crate::source::{KeyPath, Step, Value};
use crate::values::{Amount, Currency, Month, Percent, Written, nearest};
use crate::yaml::{self, Document, Shape, Tree};

/// The value that was meant for a field, behind its flag or its question.
pub(super) fn value(kind: Kind, path: &KeyPath, typed: &str, dates: &Dates<'_>) -> Result<Value, Stop> {
    if typed == "null" || typed.is_empty() {
        return Ok(Value::Null);
    }
    of_shape(kind, path, typed, dates)
}

/// The value that was meant behind `field=`: one that stands in quotes, as it would in the file, is the text within, whatever it says.
pub(super) fn assigned(kind: Kind, path: &KeyPath, typed: &str, dates: &Dates<'_>) -> Result<Value, Stop> {
    match yaml::unquoted(typed).filter(|_| shape(kind, path) != Some(Shape::List)) {
        Some(within) => of_shape(kind, path, &within, dates),
        None => value(kind, path, typed, dates),
    }
}

fn of_shape(kind: Kind, path: &KeyPath, typed: &str, dates: &Dates<'_>) -> Result<Value, Stop> {
    let wanted = shape(kind, path).unwrap_or(Shape::Text);
    if typed.trim().is_empty() && wanted != Shape::List {
        return blank(path, wanted);
    }
    let told = |expected: &str, hint: Option<String>| {
        let hint = hint.unwrap_or_else(|| format!("for example `{path}={}`", sample(wanted, path)));
        Err(Stop::usage("wrong-type", format_args!("`{path}` should be {expected}, not `{typed}`"), hint))
    };
    let wrong = |expected: &str| told(expected, None);
    match wanted {
        Shape::Named("Day") => Ok(Value::bare(dates.of_argument(&path.to_string(), typed)?)),
        Shape::Named("Month") if Month::parse(typed).is_some() => Ok(Value::bare(typed)),
        Shape::Named("Month") => {
            told("a month like 2026-12", Month::meant(typed).map(|month| format!("write `{month}`")))
        }
        Shape::Named("Amount") if Amount::parse(typed).is_some() => Ok(Value::bare(typed)),
        Shape::Named("Amount") => told(&format!("a number like {}", sample(wanted, path)), Amount::hint(typed)),
        Shape::Named("Percent") if Percent::parse(typed).is_some() => Ok(Value::bare(typed)),
        Shape::Named("Percent") => told("a percentage like 15%", Percent::hint(typed)),
        Shape::Named("Currency") if Currency::parse(typed).is_some() => Ok(Value::bare(typed)),
        Shape::Named("Currency") => wrong("a currency code like EUR"),
        Shape::Named("Written") if Written(typed.to_owned()).is_figure() => Ok(Value::bare(typed)),
        // What is read here may be any text, so that a rule can speak of it; what is typed is a day.
        Shape::Named("Written") if path.0.first() == Some(&Step::from("timing")) => {
            Ok(Value::bare(dates.of_argument(&path.to_string(), typed)?))
        }
        Shape::Word(words) if words.contains(&typed) => Ok(Value::bare(typed)),
        Shape::Word(words) => Err(unknown_word(path, typed, words)),
        Shape::Number if typed.bytes().all(|byte| byte.is_ascii_digit()) => Ok(Value::bare(typed)),
        Shape::Number => wrong("a whole number"),
        Shape::Flag if matches!(typed, "true" | "false") => Ok(Value::bare(typed)),
        Shape::Flag => wrong("`true` or `false`"),
        Shape::List => list(kind, path, typed, dates),
        Shape::Struct(fields) if typed.starts_with('{') => document::item(kind, path, fields, typed),
        Shape::Struct(fields) => Err(Stop::usage(
            "not-a-value",
            format_args!("`{path}` has fields of its own"),
            if let Some(Step::Index(_) | Step::Item(..)) = path.last() {
                let other = fields.iter().find(|field| **field != "id").unwrap_or(&"text");
                format!("give them in braces: `{{id: …, {other}: …}}`")
            } else {
                let fields: Vec<String> = fields.iter().map(|field| format!("`{path}.{field}`")).collect();
                format!("name one: {}", fields.join(", "))
            },
        )),
        Shape::Map => Err(Stop::usage(
            "not-a-value",
            format_args!("`{path}` has fields of its own"),
            format_args!("name one: `{path}.NAME=…`"),
        )),
        Shape::Text | Shape::Any | Shape::Named(_) => Ok(Value::text(typed)),
    }
}

/// A text of nothing but blanks says nothing: it takes a text out, and is no value of any other field.
fn blank(path: &KeyPath, wanted: Shape) -> Result<Value, Stop> {
    if matches!(wanted, Shape::Text | Shape::Any) {
        return Ok(Value::Null);
    }
    let hint = format_args!("`{path}=` or `{path}=null` takes the field out").to_string();
    Err(Stop::usage("wrong-type", format_args!("`{path}` cannot be an empty text"), hint))
}

/// Says that a word is unknown, and which was probably meant.
pub(super) fn unknown_word(path: &KeyPath, typed: &str, words: &[&str]) -> Stop {
    let hint = nearest(typed, words.iter().copied()).map_or_else(
        || format!("one of: {}", words.join(", ")),
        |near| format!("did you mean `{near}`? one of: {}", words.join(", ")),
    );
    Stop::usage("unknown-word", format_args!("`{path}` cannot be `{typed}`"), hint)
}

/// What stands between commas; one that stands in quotes may hold a comma of its own.
fn parted(inner: &str) -> Vec<String> {
    let parts = || inner.split(',').map(str::trim).filter(|word| !word.is_empty());
    if parts().any(|part| part.starts_with(['"', '\''])) {
        let text = format!("[{inner}]");
        if let Ok(tree) = yaml::read(&text)
            && tree.children(Tree::ROOT).all(|item| tree.node(item).kind.is_scalar())
        {
            let document = Document { text: &text, tree: &tree };
            let words = tree.children(Tree::ROOT).map(|item| document.scalar(item).into_owned());
            return words.filter(|word| !word.trim().is_empty()).collect();
        }
    }
    parts().map(str::to_owned).collect()
}

/// Short words behind commas; prose is added item by item.
fn list(kind: Kind, path: &KeyPath, typed: &str, dates: &Dates<'_>) -> Result<Value, Stop> {
    let inner = typed.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(typed);
    let words = parted(inner);
    if let Some(Shape::Struct(_)) = shape(kind, &path.then(0)) {
        if words.is_empty() {
            return Ok(Value::Words(Vec::new()));
        }
        return Err(Stop::usage(
            "not-a-value",
            format_args!("`{path}` is a list of items with fields"),
            format_args!("add them one by one: `{path}+={{id: …}}`"),
        ));
    }
    for word in &words {
        value(kind, &path.then(0), word, dates)?;
    }
    if words.iter().all(|word| !word.contains(char::is_whitespace)) {
        return Ok(Value::Words(words));
    }
    Ok(Value::List(words.into_iter().map(Value::text).collect()))
}

fn sample(shape: Shape, path: &KeyPath) -> &'static str {
    let key = path.last_key().unwrap_or_default();
    match shape {
        Shape::Named("Month") => "2026-12",
        Shape::Named("Amount") if key.ends_with("hours") => "2.5",
        Shape::Named("Amount") if key == "rate" => "95.00",
        Shape::Named("Amount") if key == "fx_rate" => "11.25",
        Shape::Named("Amount") => "30000.00",
        Shape::Named("Percent") => "15%",
        Shape::Named("Currency") => "EUR",
        Shape::Flag => "true",
        Shape::Number => "2",
        _ => "…",
    }
}
