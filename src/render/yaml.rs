//! `yaml`: the envelope of `json` for people who would rather read YAML. Knows nothing of records: those are only ever spliced.

use super::{Findings, Page, Renderer, envelope, sanitize};
use crate::view::{Changed, Failure, RecordView, View};
use serde_json::Value;
use std::io::{self, Write};

/// The envelope as YAML.
pub(super) struct Yaml;

impl Renderer for Yaml {
    fn name(&self) -> &'static str {
        "yaml"
    }

    fn view(&self, view: &View, _page: &Page, out: &mut dyn Write) -> io::Result<()> {
        block(envelope::view(view), out)
    }

    fn record(&self, record: &RecordView, _page: &Page, out: &mut dyn Write) -> io::Result<()> {
        block(envelope::record(record), out)
    }

    fn findings(&self, findings: &Findings<'_>, _page: &Page, out: &mut dyn Write) -> io::Result<()> {
        block(envelope::findings(findings), out)
    }

    fn changed(&self, changed: &Changed, _page: &Page, out: &mut dyn Write) -> io::Result<()> {
        block(envelope::changed(changed), out)
    }

    fn failed(&self, failure: &Failure, _page: &Page, out: &mut dyn Write) -> io::Result<()> {
        block(envelope::failure(failure), out)
    }
}

fn block(value: Value, out: &mut dyn Write) -> io::Result<()> {
    let text = serde_yaml::to_string(&shown(value)).map_err(io::Error::other)?;
    out.write_all(text.as_bytes())
}

/// YAML is read by people as it stands, so hostile characters are shown in it; its line breaks are its own affair.
fn shown(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(sanitize::text(&text).into_owned()),
        Value::Array(items) => items.into_iter().map(shown).collect(),
        Value::Object(entries) => Value::Object(
            entries.into_iter().map(|(key, value)| (sanitize::line(&key).into_owned(), shown(value))).collect(),
        ),
        other => other,
    }
}
