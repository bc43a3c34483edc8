//! `jsonl`: a row a line, each with the report's name and version; then a line for each file that could not be read.
//! Totals and notes are not rows: whoever wants them takes `json`.

use super::{Findings, Page, Renderer, envelope, sanitize};
use crate::view::{Changed, Failure, RecordView, View};
use serde_json::Value;
use std::io::{self, Write};

/// The format for streams.
pub(super) struct Jsonl;

impl Renderer for Jsonl {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn view(&self, view: &View, _page: &Page, out: &mut dyn Write) -> io::Result<()> {
        for row in &view.grid.rows {
            let mut entry = envelope::head(view.name, view.version);
            entry.extend(envelope::entries(&view.grid, row));
            line(&Value::Object(entry), out)?;
        }
        for broken in &view.unreadable {
            let mut entry = envelope::head(view.name, view.version);
            entry.insert("unreadable".into(), envelope::unreadable(broken));
            line(&Value::Object(entry), out)?;
        }
        Ok(())
    }

    fn record(&self, record: &RecordView, _page: &Page, out: &mut dyn Write) -> io::Result<()> {
        line(&envelope::record(record), out)
    }

    fn findings(&self, findings: &Findings<'_>, _page: &Page, out: &mut dyn Write) -> io::Result<()> {
        for problem in findings.problems {
            let mut entry = envelope::head(findings.name, 1);
            entry.extend(envelope::problem(problem));
            line(&Value::Object(entry), out)?;
        }
        Ok(())
    }

    fn changed(&self, changed: &Changed, _page: &Page, out: &mut dyn Write) -> io::Result<()> {
        line(&envelope::changed(changed), out)
    }

    fn failed(&self, failure: &Failure, _page: &Page, out: &mut dyn Write) -> io::Result<()> {
        line(&envelope::failure(failure), out)
    }
}

fn line(value: &Value, out: &mut dyn Write) -> io::Result<()> {
    let text = serde_json::to_string(value)?;
    writeln!(out, "{}", sanitize::json(&text))
}
