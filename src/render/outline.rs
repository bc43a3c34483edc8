//! One record for people: what it is, what the program works out about it, what became of it, then its fields as an outline.
//! Knows maps, lists and texts, no record kind.

use super::sanitize::{line, text};
use super::talk::paint;
use super::{Page, fit, table, words};
use crate::view::{Data, RecordView};
use std::io::{self, Write};

/// The record on a page.
pub(super) fn record(record: &RecordView, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let id = paint(&line(&record.id), table::BOLD, page);
    writeln!(out, "{id}  {}  {}", record.kind, line(&record.path))?;
    if !record.facts.is_empty() {
        writeln!(out)?;
        let said: Vec<(&str, String)> =
            record.facts.iter().map(|(_, title, fact)| (*title, line(&words::human(fact)).into_owned())).collect();
        let facts: Vec<(&str, &str)> = said.iter().map(|(title, said)| (*title, said.as_str())).collect();
        table::pairs(&facts, None, page, out)?;
    }
    for (_, title, other) in record.others.iter().filter(|(_, _, other)| other.is_shown()) {
        writeln!(out, "\n{}", paint(&line(title), table::BOLD, page))?;
        table::grid(other, page, out)?;
    }
    let mut lines = Vec::new();
    Outline { room: page.room(), lines: &mut lines }.field(0, "", &record.fields);
    if !lines.is_empty() {
        writeln!(out)?;
    }
    for line in lines {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

struct Outline<'a> {
    room: usize,
    lines: &'a mut Vec<String>,
}

impl Outline<'_> {
    /// A value after `lead` (a key with its colon, a bullet, or nothing) at an indentation.
    fn field(&mut self, indent: usize, lead: &str, field: &Data) {
        match field {
            Data::Map(fields) if !fields.is_empty() => {
                let deeper = self.open(indent, lead);
                for (at, (key, value)) in fields.iter().enumerate() {
                    let key = format!("{}:", line(key));
                    // The first field of an item stands beside its bullet.
                    if at == 0 && lead == "-" {
                        self.field(indent, &format!("- {key}"), value);
                    } else {
                        self.field(deeper, &key, value);
                    }
                }
            }
            Data::List(items) if !items.is_empty() => {
                let deeper = self.open(indent, lead);
                if lead == "-" {
                    self.push(indent, lead);
                }
                for item in items {
                    self.field(deeper, "-", item);
                }
            }
            Data::Text(text) => self.words(indent, lead, text),
            Data::Flag(flag) => self.words(indent, lead, if *flag { "yes" } else { "no" }),
            Data::Count(count) => self.words(indent, lead, &count.to_string()),
            Data::Null | Data::Map(_) | Data::List(_) => self.words(indent, lead, words::ABSENT),
        }
    }

    /// Prints a key that has more below it, and says where that goes.
    fn open(&mut self, indent: usize, lead: &str) -> usize {
        match lead {
            "" => indent,
            "-" => indent + 2,
            key => {
                self.push(indent, key);
                indent + if key.starts_with("- ") { 4 } else { 2 }
            }
        }
    }

    /// A text beside its key where it fits there, else in lines below it.
    fn words(&mut self, indent: usize, lead: &str, words: &str) {
        let safe = text(words);
        let safe = safe.trim_end();
        let beside = if lead.is_empty() { safe.to_owned() } else { format!("{lead} {safe}") };
        let room = self.room - self.indent(indent);
        if !safe.contains('\n') && fit::width(&beside) <= room {
            self.push(indent, &beside);
            return;
        }
        let bullet = lead == "-";
        if !lead.is_empty() && !bullet {
            self.push(indent, lead);
        }
        let deeper = indent + if lead.starts_with("- ") { 4 } else { 2 };
        let room = self.room - self.indent(deeper);
        let parts: Vec<String> = safe.split('\n').flat_map(|part| fit::wrap(&line(part), room)).collect();
        for (at, part) in parts.iter().enumerate() {
            if bullet && at == 0 {
                self.push(indent, &format!("- {part}"));
            } else {
                self.push(deeper, part);
            }
        }
    }

    fn push(&mut self, indent: usize, text: &str) {
        let indent = self.indent(indent);
        let text = fit::cut(text, self.room - indent);
        self.lines.push(format!("{:indent$}{text}", "").trim_end().to_owned());
    }

    /// Indentation gives way before words do: a deep record still fits its page.
    fn indent(&self, indent: usize) -> usize {
        indent.min(self.room / 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Cell;

    fn map(fields: &[(&str, Data)]) -> Data {
        Data::Map(fields.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect())
    }

    fn words(text: &str) -> Data {
        Data::Text(text.into())
    }

    #[test]
    fn facts_come_first_and_fields_are_an_outline() {
        let film = map(&[("id", words("film-30")), ("formats", Data::List(vec![words("16:9"), words("1:1")]))]);
        let fields = map(&[
            ("title", words("Spring launch")),
            ("insight", words("People forget the name before the film has ended")),
            ("team", map(&[("creative", words("kim")), ("lead", Data::Null)])),
            ("deliverables", Data::List(vec![film])),
            ("confirmed", Data::Flag(true)),
        ]);
        let view = RecordView {
            kind: "job",
            id: "ACME-0012".into(),
            path: "jobs/ACME/ACME-0012.yaml".into(),
            facts: vec![("stage", "Stage", Cell::text("client-review")), ("rounds", "Rounds used", Cell::Count(2))],
            others: Vec::new(),
            fields,
        };
        let mut out = Vec::new();
        record(&view, &Page { width: Some(40), ..Page::default() }, &mut out).expect("memory");
        let expected = "\
ACME-0012  job  jobs/ACME/ACME-0012.yaml

Stage        client-review
Rounds used  2

title: Spring launch
insight:
  People forget the name before the film
  has ended
team:
  creative: kim
  lead: -
deliverables:
  - id: film-30
    formats:
      - 16:9
      - 1:1
confirmed: yes
";
        assert_eq!(String::from_utf8(out).expect("text"), expected);
    }
}
