//! What a record type wants at a path, asked of its own `Deserialize`: no table of fields is kept beside the struct.
//! Runs a type against a document that does not exist; the cost does not matter here.

use crate::source::{KeyPath, Step};
use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use std::cell::Cell;
use std::fmt;

/// What is asked for at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// These fields, in the type's order.
    Struct(&'static [&'static str]),
    /// Any text.
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A value type, by name: `Day`, `Money`, `PersonId`.
    Named(&'static str),
    /// A number.
    Number,
    /// `true` or `false`.
    Flag,
    /// A list.
    List,
    /// A map with free keys.
    Map,
    /// Whatever is there.
    Any,
}

/// A shape, and whether nothing may stand there instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Described {
    /// What is asked for.
    pub shape: Shape,
    /// Whether the type is an `Option`.
    pub optional: bool,
}

/// What `T` wants at `path`; `None` where it has no such field.
pub fn describe<T: DeserializeOwned>(path: &KeyPath) -> Option<Described> {
    let found = Cell::new(None);
    let probe = Probe { steps: &path.0, found: &found, optional: false, named: None };
    // The answer is in the cell; the deserialization itself always stops early.
    drop(T::deserialize(probe));
    found.get()
}

#[derive(Clone, Copy)]
struct Probe<'p> {
    steps: &'p [Step],
    found: &'p Cell<Option<Described>>,
    optional: bool,
    named: Option<&'static str>,
}

/// The probe has seen enough, or there is nothing to see.
#[derive(Debug)]
struct Stop;

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("stopped")
    }
}

impl std::error::Error for Stop {}

impl Error for Stop {
    fn custom<M: fmt::Display>(_: M) -> Stop {
        Stop
    }
}

impl<'p> Probe<'p> {
    fn scalar<V>(self, shape: Shape) -> Result<V, Stop> {
        self.answer(self.named.map_or(shape, Shape::Named))
    }

    fn answer<V>(self, shape: Shape) -> Result<V, Stop> {
        if self.steps.is_empty() {
            self.found.set(Some(Described { shape, optional: self.optional }));
        }
        Err(Stop)
    }

    fn inner(self) -> Option<(&'p Step, Probe<'p>)> {
        let (step, steps) = self.steps.split_first()?;
        Some((step, Probe { steps, optional: false, named: None, ..self }))
    }

    fn entry<'de, V: Visitor<'de>>(self, visitor: V, fields: Option<&[&str]>) -> Result<V::Value, Stop> {
        match self.inner() {
            Some((Step::Key(key), inner)) if fields.is_none_or(|fields| fields.contains(&&**key)) => {
                visitor.visit_map(Entry(Some(key), inner))
            }
            _ => Err(Stop),
        }
    }
}

macro_rules! scalars {
    ($($method:ident $shape:ident)*) => { $(
        fn $method<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Stop> {
            self.scalar(Shape::$shape)
        }
    )* };
}

impl<'de> Deserializer<'de> for Probe<'_> {
    type Error = Stop;

    scalars! {
        deserialize_bool Flag deserialize_i8 Number deserialize_i16 Number deserialize_i32 Number deserialize_i64 Number
        deserialize_i128 Number deserialize_u8 Number deserialize_u16 Number deserialize_u32 Number
        deserialize_u64 Number deserialize_u128 Number deserialize_f32 Number deserialize_f64 Number
        deserialize_char Text deserialize_str Text deserialize_string Text deserialize_bytes Text
        deserialize_byte_buf Text deserialize_identifier Text deserialize_any Any deserialize_ignored_any Any
        deserialize_unit Any
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, _: V) -> Result<V::Value, Stop> {
        self.answer(Shape::Any)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_some(Probe { optional: true, ..self })
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_newtype_struct(Probe { named: self.named.or(Some(name)), ..self })
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        match self.inner() {
            Some((Step::Index(_) | Step::Item(..), inner)) => visitor.visit_seq(Item(Some(inner))),
            Some(_) => Err(Stop),
            None => self.answer(Shape::List),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Stop> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Stop> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        if self.steps.is_empty() { self.answer(Shape::Map) } else { self.entry(visitor, None) }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        if self.steps.is_empty() { self.answer(Shape::Struct(fields)) } else { self.entry(visitor, Some(fields)) }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        words: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Stop> {
        self.answer(Shape::Word(words))
    }
}

/// The one entry that the path names.
struct Entry<'p>(Option<&'p str>, Probe<'p>);

impl<'de> MapAccess<'de> for Entry<'_> {
    type Error = Stop;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Stop> {
        let Some(key) = self.0.take() else { return Ok(None) };
        let key: StrDeserializer<'_, Stop> = key.into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Stop> {
        seed.deserialize(self.1)
    }
}

/// The one item that the path names.
struct Item<'p>(Option<Probe<'p>>);

impl<'de> SeqAccess<'de> for Item<'_> {
    type Error = Stop;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Stop> {
        self.0.take().map(|probe| seed.deserialize(probe)).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key_path;
    use serde::Deserialize;

    #[derive(Deserialize)]
    struct Day(#[expect(dead_code, reason = "only its shape is asked for")] String);

    #[derive(Deserialize)]
    #[serde(rename_all = "kebab-case")]
    enum Status {
        Draft,
        SentOut,
    }

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only its shape is asked for")]
    struct Line {
        hours: u32,
        rush: Option<bool>,
    }

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only its shape is asked for")]
    struct Job {
        title: String,
        due: Option<Day>,
        status: Status,
        #[serde(default)]
        lines: Vec<Line>,
        team: std::collections::BTreeMap<String, Day>,
    }

    #[test]
    fn a_type_tells_what_it_wants_at_every_path() {
        let asked = |path: KeyPath| describe::<Job>(&path).map(|found| (found.shape, found.optional));
        assert_eq!(asked(key_path![]), Some((Shape::Struct(&["title", "due", "status", "lines", "team"]), false)));
        assert_eq!(asked(key_path!["title"]), Some((Shape::Text, false)));
        assert_eq!(asked(key_path!["due"]), Some((Shape::Named("Day"), true)));
        assert_eq!(asked(key_path!["status"]), Some((Shape::Word(&["draft", "sent-out"]), false)));
        assert_eq!(asked(key_path!["lines"]), Some((Shape::List, false)));
        assert_eq!(asked(key_path!["lines", 3, "hours"]), Some((Shape::Number, false)));
        assert_eq!(
            asked(KeyPath(vec!["lines".into(), Step::Item("id", "a".into()), "rush".into()])),
            Some((Shape::Flag, true))
        );
        assert_eq!(asked(key_path!["team"]), Some((Shape::Map, false)));
        assert_eq!(asked(key_path!["team", "traffic"]), Some((Shape::Named("Day"), false)));
        assert_eq!(asked(key_path!["nowhere"]), None);
        assert!(matches!((Status::Draft, Status::SentOut), (Status::Draft, Status::SentOut)));
    }
}
