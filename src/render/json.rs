//! `json`: one envelope, two spaces of indentation, a line break at the end. Knows bytes; the shape is the envelope's.

use super::{Findings, Page, Renderer, envelope, sanitize};
use crate::view::{Changed, Failure, RecordView, View};
use serde_json::Value;
use std::io::{self, Write};

/// The format for scripts.
pub(super) struct Json;

impl Renderer for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn view(&self, view: &View, _page: &Page, out: &mut dyn Write) -> io::Result<()> {
        pretty(&envelope::view(view), out)
    }

    fn record(&self, record: &RecordView, _page: &Page, out: &mut dyn Write) -> io::Result<()> {
        pretty(&envelope::record(record), out)
    }

    fn findings(&self, findings: &Findings<'_>, _page: &Page, out: &mut dyn Write) -> io::Result<()> {
        pretty(&envelope::findings(findings), out)
    }

    fn changed(&self, changed: &Changed, _page: &Page, out: &mut dyn Write) -> io::Result<()> {
        pretty(&envelope::changed(changed), out)
    }

    fn failed(&self, failure: &Failure, _page: &Page, out: &mut dyn Write) -> io::Result<()> {
        pretty(&envelope::failure(failure), out)
    }
}

fn pretty(value: &Value, out: &mut dyn Write) -> io::Result<()> {
    let text = serde_json::to_string_pretty(value)?;
    writeln!(out, "{}", sanitize::json(&text))
}
