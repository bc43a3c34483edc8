//! What went wrong while decoding: gathers its place and its field's name on the way up, then becomes a fault.

use super::Fault;
use super::value::Value;
use crate::source::Span;
use serde::de::{Error, Expected, Unexpected};
use std::fmt;

/// An error of the deserializer.
#[derive(Debug)]
pub(super) struct Trouble(Box<Gathered>);

#[derive(Debug)]
struct Gathered {
    code: &'static str,
    /// A sentence without its subject (`should be a list, not fields`), unless `whole`.
    message: String,
    /// The sentence has its subject: the field's name is not put before it.
    whole: bool,
    help: Option<String>,
    span: Option<Span>,
    /// The field a value is missing for.
    missing: Option<&'static str>,
    /// It is missing from an item of a list.
    in_item: bool,
}

impl Trouble {
    fn new(code: &'static str, message: String, help: Option<String>) -> Trouble {
        Trouble(Box::new(Gathered { code, message, whole: false, help, span: None, missing: None, in_item: false }))
    }

    pub(super) fn wrong_type(message: String, help: Option<&str>) -> Trouble {
        Trouble::new("wrong-type", message, help.map(str::to_owned))
    }

    /// Where it is, unless a place further in is known.
    pub(super) fn at(mut self, span: Span) -> Trouble {
        self.0.span.get_or_insert(span);
        self
    }

    /// The field it is about, unless one further in is known.
    pub(super) fn of_field(mut self, name: &str) -> Trouble {
        if !self.0.whole {
            self.0.message = match self.0.missing.take() {
                Some(missing) if self.0.in_item => format!("an item of `{name}` has no `{missing}`"),
                Some(missing) => format!("`{name}` has no `{missing}`"),
                None if reads_on(&self.0.message) => format!("`{name}` {}", self.0.message),
                None => format!("`{name}`: {}", self.0.message),
            };
            self.0.whole = true;
        }
        self
    }

    /// It is about an item of a list.
    pub(super) fn of_item(mut self) -> Trouble {
        self.0.in_item = true;
        self
    }

    pub(super) fn is_missing_field(&self) -> bool {
        self.0.missing.is_some()
    }

    /// A field that is missing may be there with nothing in it: then that is the place.
    pub(super) fn missing_from(mut self, map: &Value<'_, '_, '_>) -> Trouble {
        let Some(missing) = self.0.missing.filter(|_| self.0.span.is_none()) else { return self };
        let document = &map.desk.document;
        if let Some((key, _)) = document.entry(map.id, missing) {
            self.0.missing = None;
            self.0.message = format!("`{missing}` has no value");
            self.0.whole = true;
            self.0.span = Some(document.tree.node(key).span());
        }
        self
    }

    /// The fault; `top` is where a trouble without a place is shown.
    pub(super) fn into_fault(self, top: Span) -> Fault {
        let Gathered { code, message, whole, help, span, missing, .. } = *self.0;
        let message = match missing {
            Some(missing) => format!("this record has no `{missing}`"),
            None if whole || !reads_on(&message) => message,
            None => format!("this record {message}"),
        };
        Fault { code, message, span: span.unwrap_or(top), help }
    }
}

/// Whether a message reads on from the field's name before it.
fn reads_on(message: &str) -> bool {
    let first = message.split(' ').next().unwrap_or_default();
    matches!(first, "should" | "must" | "is" | "has" | "cannot" | "needs" | "may" | "can" | "does" | "was" | "holds")
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Trouble {}

impl Error for Trouble {
    fn custom<M: fmt::Display>(message: M) -> Trouble {
        Trouble::new("bad-value", message.to_string(), None)
    }

    fn invalid_type(found: Unexpected<'_>, wanted: &dyn Expected) -> Trouble {
        Trouble::new("wrong-type", format!("should be {wanted}, not {}", named(&found)), None)
    }

    fn invalid_value(found: Unexpected<'_>, wanted: &dyn Expected) -> Trouble {
        Trouble::new("bad-value", format!("should be {wanted}, not {}", named(&found)), None)
    }

    fn missing_field(field: &'static str) -> Trouble {
        let mut trouble = Trouble::new("missing-field", String::new(), Some(format!("add a line `{field}: …`")));
        trouble.0.missing = Some(field);
        trouble
    }

    fn unknown_variant(word: &str, known: &'static [&'static str]) -> Trouble {
        Trouble::new("unknown-word", format!("cannot be `{word}`"), words_help(word, known))
    }
}

fn named(found: &Unexpected<'_>) -> String {
    match found {
        Unexpected::Str(text) => format!("`{text}`"),
        Unexpected::Bool(truth) => format!("`{truth}`"),
        Unexpected::Unsigned(number) => format!("`{number}`"),
        Unexpected::Signed(number) => format!("`{number}`"),
        Unexpected::Seq => "a list".to_owned(),
        Unexpected::Map => "fields".to_owned(),
        Unexpected::Unit | Unexpected::Option => "empty".to_owned(),
        other => other.to_string(),
    }
}

/// The nearest known word when one is near; all of them when they are few.
fn words_help(word: &str, known: &[&str]) -> Option<String> {
    let near = known
        .iter()
        .map(|known| (strsim::damerau_levenshtein(word, known), *known))
        .min()
        .filter(|&(distance, known)| distance * 3 <= known.len().max(word.len()))
        .map(|(_, known)| format!("did you mean `{known}`?"));
    let all = (!known.is_empty() && known.len() <= 12).then(|| format!("one of `{}`", known.join("`, `")));
    match (near, all) {
        (Some(near), Some(all)) => Some(format!("{near} ({all})")),
        (near, all) => near.or(all),
    }
}
