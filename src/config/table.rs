//! Reading one TOML table field by field: every value from its characters, every complaint with its place, every unknown key reported.
//! Knows nothing of what the fields mean.

use super::Config;
use crate::finding::Finding;
use crate::source::{Place, SourceId, Span};
use crate::values::{Amount, Currency, Day, PersonId, Word, nearest};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What is read so far: the configuration, and what is wrong with its text.
pub(super) struct Reading<'t> {
    pub(super) text: &'t str,
    pub(super) source: SourceId,
    /// What the file is called.
    pub(super) file: &'static str,
    pub(super) config: Config,
    pub(super) findings: Vec<Finding>,
}

impl Reading<'_> {
    /// Says that a value is not what it should be.
    pub(super) fn bad(&mut self, item: &Item<'_, '_>, expected: &str) {
        let written = item.span().of(self.text);
        let first = written.lines().next().unwrap_or_default();
        let message = format!("`{}` is `{first}`; expected {expected}", item.path);
        self.findings.push(Finding::error("bad-config-value", self.place(item.span()), message));
    }

    /// The place of a stretch of the text.
    pub(super) fn place(&self, span: Span) -> Place {
        Place::span(self.source, span)
    }

    /// Reads by a function, or says what was expected.
    pub(super) fn value<T>(&mut self, item: &Item<'_, '_>, expected: &str, read: fn(&str) -> Option<T>) -> Option<T> {
        let value = item.characters().and_then(read);
        if value.is_none() {
            self.bad(item, expected);
        }
        value
    }

    /// A string.
    pub(super) fn text(&mut self, item: &Item<'_, '_>) -> Option<String> {
        self.string(item, "a text in quotes", |text| Some(text.to_owned()))
    }

    /// A string with a grammar of its own.
    pub(super) fn string<T>(&mut self, item: &Item<'_, '_>, expected: &str, read: fn(&str) -> Option<T>) -> Option<T> {
        let value = item.value.get_ref().as_str().and_then(read);
        if value.is_none() {
            self.bad(item, expected);
        }
        value
    }

    /// A word of an open vocabulary: small letters, digits and hyphens.
    pub(super) fn word(&mut self, item: &Item<'_, '_>) -> Option<Word> {
        self.string(item, "a word like \"account-executive\": small letters, digits and hyphens", word)
    }

    /// A person's id.
    pub(super) fn person(&mut self, item: &Item<'_, '_>) -> Option<PersonId> {
        self.string(item, "a person's id like \"ann\"", |text| PersonId::parse(text).ok())
    }

    /// A day, written bare or in quotes.
    pub(super) fn day(&mut self, item: &Item<'_, '_>) -> Option<Day> {
        let bare = item.value.get_ref().is_datetime().then(|| item.span().of(self.text));
        let day = bare.or_else(|| item.value.get_ref().as_str()).and_then(Day::parse);
        if day.is_none() {
            self.bad(item, "a date like 2026-12-04");
        }
        day
    }

    /// A number of no less than nothing, from its characters.
    pub(super) fn amount(&mut self, item: &Item<'_, '_>) -> Option<Amount> {
        self.value(item, "a number like 41.50", |text| {
            Amount::parse(text).filter(|amount| !amount.0.is_sign_negative())
        })
    }

    /// A small whole number.
    pub(super) fn count(&mut self, item: &Item<'_, '_>) -> Option<u32> {
        self.value(item, "a whole number from 0 to 9999", |text| {
            text.parse().ok().filter(|&number: &u32| number < 10_000)
        })
    }

    /// A currency's code.
    pub(super) fn currency(&mut self, item: &Item<'_, '_>) -> Option<Currency> {
        self.string(item, "a currency code like \"EUR\"", Currency::parse)
    }

    /// The items of a list; a finding and none where it is no list.
    pub(super) fn list<'d, 'i>(&mut self, item: &Item<'d, 'i>) -> Vec<Item<'d, 'i>> {
        let Some(array) = item.value.get_ref().as_array() else {
            self.bad(item, "a list in [ ]");
            return Vec::new();
        };
        let item_at = |(index, value)| Item { path: format!("{}[{index}]", item.path), value };
        let items: Vec<_> = array.iter().enumerate().map(item_at).collect();
        for item in &items {
            self.keep(item);
        }
        items
    }

    /// The values of a list that read.
    pub(super) fn each<T>(&mut self, item: &Item<'_, '_>, read: fn(&mut Self, &Item<'_, '_>) -> Option<T>) -> Vec<T> {
        self.list(item).iter().filter_map(|item| read(self, item)).collect()
    }

    /// The fields of a table; a finding where it is none.
    pub(super) fn table<'d, 'i>(&mut self, item: &Item<'d, 'i>) -> Option<Fields<'d, 'i>> {
        let table = item.value.get_ref().as_table();
        if table.is_none() {
            self.bad(item, "a table");
        }
        Some(Fields { path: item.path.clone(), table: table?, known: Vec::new() })
    }

    /// The entries of a table whose keys are names: people, calendars, currencies. Each place is the name's.
    pub(super) fn entries<'d, 'i>(&mut self, item: &Item<'d, 'i>) -> Vec<(String, Span, Item<'d, 'i>)> {
        let Some(fields) = self.table(item) else { return Vec::new() };
        let mut entries = Vec::new();
        for (key, value) in fields.table {
            let span = Span::new(key.span().start, key.span().end);
            let item = Item { path: fields.path_of(key.get_ref()), value };
            self.config.spans.insert(item.path.clone(), span);
            entries.push((key.get_ref().to_string(), span, item));
        }
        entries
    }

    /// Remembers where a value is.
    fn keep(&mut self, item: &Item<'_, '_>) {
        self.config.spans.insert(item.path.clone(), item.span());
    }
}

/// Letters, digits and hyphens; what a role, seat, stage, calendar or rate card is called.
pub(super) fn word(text: &str) -> Option<Word> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    ((1..=64).contains(&text.len()) && !text.starts_with('-') && text.bytes().all(plain)).then(|| Word::new(text))
}

/// One value and its dotted path.
pub(super) struct Item<'d, 'i> {
    pub(super) path: String,
    pub(super) value: &'d Spanned<DeValue<'i>>,
}

impl Item<'_, '_> {
    pub(super) fn span(&self) -> Span {
        Span::new(self.value.span().start, self.value.span().end)
    }

    /// The characters of a string or a decimal number.
    fn characters(&self) -> Option<&str> {
        match self.value.get_ref() {
            DeValue::String(text) => Some(text),
            DeValue::Integer(number) => (number.radix() == 10).then(|| number.as_str()),
            DeValue::Float(number) => Some(number.as_str()),
            _ => None,
        }
    }
}

/// A table whose keys are known; what was not asked for by the end is unknown.
pub(super) struct Fields<'d, 'i> {
    path: String,
    table: &'d DeTable<'i>,
    known: Vec<&'static str>,
}

impl<'d, 'i> Fields<'d, 'i> {
    /// The whole file.
    pub(super) fn top(table: &'d DeTable<'i>) -> Fields<'d, 'i> {
        Fields { path: String::new(), table, known: Vec::new() }
    }

    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// The value of a field, if it is there.
    pub(super) fn take(&mut self, reading: &mut Reading<'_>, key: &'static str) -> Option<Item<'d, 'i>> {
        self.known.push(key);
        let (_, value) = self.table.iter().find(|(name, _)| name.get_ref() == key)?;
        let item = Item { path: self.path_of(key), value };
        reading.keep(&item);
        Some(item)
    }

    /// The value of a field, read by a function.
    pub(super) fn read<'t, T>(
        &mut self,
        reading: &mut Reading<'t>,
        key: &'static str,
        read: fn(&mut Reading<'t>, &Item<'_, '_>) -> Option<T>,
    ) -> Option<T> {
        let item = self.take(reading, key)?;
        read(reading, &item)
    }

    /// The value of a field that must be there.
    pub(super) fn need<'t, T>(
        &mut self,
        reading: &mut Reading<'t>,
        key: &'static str,
        at: Span,
        read: fn(&mut Reading<'t>, &Item<'_, '_>) -> Option<T>,
    ) -> Option<T> {
        if let Some(item) = self.take(reading, key) {
            return read(reading, &item);
        }
        let message = format!("`{}` has no `{key}`", self.path);
        reading.findings.push(Finding::error("bad-config-value", reading.place(at), message));
        None
    }

    /// Reports every key that was not asked for.
    pub(super) fn finish(self, reading: &mut Reading<'_>) {
        for (key, _) in self.table {
            let name: &str = key.get_ref();
            if self.known.contains(&name) || name == "x" {
                continue;
            }
            let place = reading.place(Span::new(key.span().start, key.span().end));
            let message = format!("`{}` is not a key of `{}`", self.path_of(name), reading.file);
            let finding = Finding::warning("unknown-config-key", place, message);
            let near = nearest(name, self.known.iter().copied());
            reading.findings.push(match near {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding.help(format!("known here: {}", self.known.join(", "))),
            });
        }
    }
}
