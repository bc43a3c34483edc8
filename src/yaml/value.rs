//! One value of the tree as serde asks for it: texts, numbers and truth values from scalars; lists and maps handed on.

use super::de::{Desk, UnknownKey};
use super::entries::{Entries, Items};
use super::trouble::Trouble;
use super::{Kind, NodeId, Tree};
use crate::source::{Ends, Wanted};
use serde::de::value::StrDeserializer;
use serde::de::{Deserializer, EnumAccess, IntoDeserializer, VariantAccess, Visitor};
use std::borrow::Cow;

/// A value, and the struct's field it is for.
#[derive(Clone, Copy)]
pub(super) struct Value<'d, 't, 'k> {
    pub(super) desk: &'d Desk<'t, 'k>,
    pub(super) id: NodeId,
    /// The key, and the fields of the struct it is in; `None` in maps and lists.
    pub(super) field: Option<(NodeId, &'static [&'static str])>,
    /// It is known that something is there.
    pub(super) present: bool,
    /// What is wanted of it, or of each of its items; `None`: all.
    pub(super) keep: Option<&'k [Wanted<'k>]>,
    /// Which of its items are wanted; `None`: every one.
    pub(super) ends: Option<Ends<'k>>,
}

impl<'d, 't, 'k> Value<'d, 't, 'k> {
    pub(super) fn root(desk: &'d Desk<'t, 'k>) -> Self {
        Value { desk, id: Tree::ROOT, field: None, present: false, keep: desk.keep, ends: None }
    }

    fn kind(&self) -> Kind {
        self.desk.document.tree.node(self.id).kind
    }

    /// The raw text of a plain scalar.
    fn plain(&self) -> Option<&'t str> {
        (self.kind() == Kind::Plain).then(|| self.desk.document.raw(self.id))
    }

    #[cold]
    fn wrong(&self, wanted: &str) -> Trouble {
        let found = match self.kind() {
            _ if self.desk.document.is_null(self.id) => "but there is nothing here".to_owned(),
            Kind::BlockList | Kind::FlowList => "not a list".to_owned(),
            Kind::BlockMap | Kind::FlowMap => "not fields".to_owned(),
            Kind::Single | Kind::Double => format!("not {} in quotes", shortened(&self.desk.document.scalar(self.id))),
            _ => format!("not {}", shortened(&self.desk.document.scalar(self.id))),
        };
        let help = match (wanted, self.kind()) {
            ("a text", Kind::BlockMap) => Some("a text that holds `: ` needs quotes"),
            ("a text", Kind::FlowList | Kind::FlowMap) => Some("a text that starts with `[` or `{` needs quotes"),
            ("a list", kind) if kind.is_scalar() => Some("write each item on its own line below the key, after `- `"),
            ("fields", kind) if kind.is_scalar() => Some("write its fields below it, each on its own indented line"),
            (_, Kind::Single | Kind::Double) => Some("take the quotes away"),
            _ => None,
        };
        Trouble::wrong_type(format!("should be {wanted}, {found}"), help).at(self
            .desk
            .document
            .tree
            .node(self.id)
            .span())
    }

    fn is_null(&self) -> bool {
        !self.present && self.desk.document.is_null(self.id)
    }

    #[inline]
    fn text(self) -> Result<Cow<'t, str>, Trouble> {
        if self.is_null() {
            return Err(self.wrong("a text"));
        }
        let node = self.desk.document.tree.node(self.id);
        match node.kind {
            Kind::Plain if !node.cooked => Ok(Cow::Borrowed(self.desk.document.raw(self.id))),
            kind if kind.is_scalar() => Ok(self.desk.document.scalar(self.id)),
            _ => Err(self.wrong("a text")),
        }
    }

    fn whole<N: std::str::FromStr>(self) -> Result<N, Trouble> {
        let digits = self.plain().map(|raw| (raw, raw.strip_prefix(['-', '+']).unwrap_or(raw)));
        let number = digits.filter(|(_, digits)| digits.len() == 1 || !digits.starts_with('0'));
        let number = number.filter(|(_, digits)| digits.bytes().all(|byte| byte.is_ascii_digit()));
        number.and_then(|(raw, _)| raw.parse().ok()).ok_or_else(|| self.wrong("a whole number"))
    }

    fn decimal(self) -> Result<f64, Trouble> {
        let number = self.plain().filter(|raw| {
            let body = raw.strip_prefix(['-', '+']).unwrap_or(raw);
            body.starts_with(|first: char| first.is_ascii_digit() || first == '.')
                && body.bytes().all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte))
        });
        number.and_then(|raw| raw.parse().ok()).ok_or_else(|| self.wrong("a number"))
    }

    fn truth(self) -> Result<bool, Trouble> {
        match self.plain() {
            Some("true") => Ok(true),
            Some("false") => Ok(false),
            _ => Err(self.wrong("`true` or `false`")),
        }
    }

    fn items(self) -> Result<Items<'d, 't, 'k>, Trouble> {
        if self.kind().is_list() {
            Ok(Items::new(self.desk, self.id, self.keep, self.ends))
        } else {
            Err(self.wrong("a list"))
        }
    }

    fn entries(self, fields: Option<&'static [&'static str]>) -> Result<Entries<'d, 't, 'k>, Trouble> {
        if self.kind().is_map() {
            Ok(Entries::new(self.desk, self.id, fields, self.keep))
        } else {
            Err(self.wrong("fields"))
        }
    }
}

/// A text in backticks, cut where it is long.
fn shortened(text: &str) -> String {
    let text = text.trim_end();
    match text.char_indices().nth(40) {
        Some((cut, _)) => format!("`{}…`", &text[..cut]),
        None => format!("`{text}`"),
    }
}

macro_rules! whole_numbers {
    ($($method:ident $visit:ident)*) => { $(
        fn $method<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
            visitor.$visit(self.whole()?)
        }
    )* };
}

impl<'t> Deserializer<'t> for Value<'_, 't, '_> {
    type Error = Trouble;

    fn deserialize_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        if self.desk.document.is_null(self.id) {
            return visitor.visit_unit();
        }
        match self.kind() {
            Kind::BlockList | Kind::FlowList => self.deserialize_seq(visitor),
            Kind::BlockMap | Kind::FlowMap => self.deserialize_map(visitor),
            Kind::Plain => {
                if let Ok(truth) = self.truth() {
                    visitor.visit_bool(truth)
                } else if let Ok(number) = self.whole::<u64>() {
                    visitor.visit_u64(number)
                } else if let Ok(number) = self.whole::<i64>() {
                    visitor.visit_i64(number)
                } else {
                    self.deserialize_str(visitor) // digits are kept: `1.10` is a text until a type says otherwise
                }
            }
            _ => self.deserialize_str(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        visitor.visit_bool(self.truth()?)
    }

    whole_numbers! {
        deserialize_i8 visit_i8 deserialize_i16 visit_i16 deserialize_i32 visit_i32 deserialize_i64 visit_i64
        deserialize_u8 visit_u8 deserialize_u16 visit_u16 deserialize_u32 visit_u32 deserialize_u64 visit_u64
        deserialize_i128 visit_i128 deserialize_u128 visit_u128
    }

    fn deserialize_f32<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        visitor.visit_f64(self.decimal()?)
    }

    fn deserialize_char<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        self.deserialize_str(visitor)
    }

    fn deserialize_str<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        match self.text()? {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_string(text),
        }
    }

    fn deserialize_string<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bytes<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        self.deserialize_str(visitor)
    }

    fn deserialize_byte_buf<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        if self.is_null() { visitor.visit_none() } else { visitor.visit_some(Value { present: true, ..self }) }
    }

    fn deserialize_unit<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        if self.desk.document.is_null(self.id) { visitor.visit_unit() } else { Err(self.wrong("empty")) }
    }

    fn deserialize_unit_struct<V: Visitor<'t>>(self, _: &'static str, visitor: V) -> Result<V::Value, Trouble> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'t>>(self, _: &'static str, visitor: V) -> Result<V::Value, Trouble> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        visitor.visit_seq(self.items()?)
    }

    fn deserialize_tuple<V: Visitor<'t>>(self, _: usize, visitor: V) -> Result<V::Value, Trouble> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'t>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Trouble> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        visitor.visit_map(self.entries(None)?)
    }

    fn deserialize_struct<V: Visitor<'t>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Trouble> {
        let entries = self.entries(Some(fields))?;
        visitor.visit_map(entries).map_err(|trouble| trouble.missing_from(&self))
    }

    fn deserialize_enum<V: Visitor<'t>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Trouble> {
        if !self.kind().is_scalar() || self.is_null() {
            return Err(self.wrong("one word"));
        }
        visitor.visit_enum(Word(&self.text()?))
    }

    fn deserialize_identifier<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        self.deserialize_str(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Trouble> {
        if let Some((key, known)) = self.field {
            let name = self.desk.document.scalar(key);
            if name != "x" && !known.contains(&&*name) {
                self.desk.unknown.borrow_mut().push(UnknownKey { key, known });
            }
        }
        visitor.visit_unit()
    }
}

/// A word of an enumeration; none of ours carry anything.
struct Word<'w>(&'w str);

impl<'t, 'w> EnumAccess<'t> for Word<'w> {
    type Error = Trouble;
    type Variant = Word<'w>;

    fn variant_seed<S: serde::de::DeserializeSeed<'t>>(self, seed: S) -> Result<(S::Value, Word<'w>), Trouble> {
        let word: StrDeserializer<'_, Trouble> = self.0.into_deserializer();
        Ok((seed.deserialize(word)?, self))
    }
}

impl<'t> VariantAccess<'t> for Word<'_> {
    type Error = Trouble;

    fn unit_variant(self) -> Result<(), Trouble> {
        Ok(())
    }

    fn newtype_variant_seed<S: serde::de::DeserializeSeed<'t>>(self, _: S) -> Result<S::Value, Trouble> {
        Err(Trouble::wrong_type("should be more than one word".to_owned(), None))
    }

    fn tuple_variant<V: Visitor<'t>>(self, _: usize, _: V) -> Result<V::Value, Trouble> {
        Err(Trouble::wrong_type("should be a list".to_owned(), None))
    }

    fn struct_variant<V: Visitor<'t>>(self, _: &'static [&'static str], _: V) -> Result<V::Value, Trouble> {
        Err(Trouble::wrong_type("should be fields".to_owned(), None))
    }
}
