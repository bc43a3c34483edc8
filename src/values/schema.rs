//! What an editor is told of the small values: the same grammar as their readers', as JSON Schema. Knows no record.

use super::{Amount, Currency, Day, Month, Percent, Written};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

/// One word of an enumeration: never `oneOf`, which editors neither complete nor explain well.
pub fn of_words(words: &[(&str, &str)]) -> Schema {
    let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    let meanings: Vec<&str> = words.iter().map(|(_, meaning)| meaning.trim()).collect();
    json_schema!({ "type": "string", "enum": names, "markdownEnumDescriptions": meanings })
}

/// A text of one form, and what to say of any other. Two patterns, because not every editor can look ahead in one.
pub(super) fn of_form(types: &[&str], expected: &str, form: &str, never: Option<&str>) -> Schema {
    let mut schema = json_schema!({ "pattern": form, "patternErrorMessage": format!("should be {expected}") });
    match types {
        [only] => schema.insert("type".to_owned(), (*only).into()),
        several => schema.insert("type".to_owned(), several.to_vec().into()),
    };
    if types.contains(&"integer") {
        schema.insert("minimum".to_owned(), 0.into());
    }
    if let Some(never) = never {
        schema.insert("not".to_owned(), serde_json::json!({ "type": "string", "pattern": never }));
    }
    schema
}

macro_rules! schemas {
    ($($value:ident => $schema:expr;)+) => { $(
        impl JsonSchema for $value {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($value).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    )+ };
}

schemas! {
    Day => json_schema!({ "type": "string", "format": "date", "errorMessage": "should be a date like 2026-12-04" });
    Month => of_form(&["string"], "a month like 2026-12", "^[0-9]{4}-(0[1-9]|1[0-2])$", None);
    Amount => json_schema!({
        "type": ["number", "string"],
        "pattern": "^-?[0-9]+(\\.[0-9]+)?$",
        "patternErrorMessage": format!("should be {}", Amount::FORM),
    });
    Percent => of_form(&["string"], "a percentage like 15%", "^-?[0-9]+(\\.[0-9]+)? *%$", None);
    Currency => json_schema!({
        "type": "string",
        "enum": Currency::codes(),
        "errorMessage": "should be a currency code like EUR",
    });
    Written => json_schema!({ "type": ["string", "number"] });
}
