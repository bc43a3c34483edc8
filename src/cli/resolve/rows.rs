//! What became of each file: one row each, and one for each question that is left.

use crate::history::Said;
use crate::source::{KeyPath, Step};
use crate::values::Day;
use crate::view::{Cell, Column, Grid, Row, Tone, View};

/// What became of a file, or of one field of it.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The record's id; the path of what is no record.
    pub id: String,
    /// Relative to the book.
    pub path: String,
    /// What became of it.
    pub outcome: Outcome,
    /// The field it is about; nothing for the whole file.
    pub field: String,
    /// What ours says there.
    pub ours: Option<String>,
    /// What theirs says there.
    pub theirs: Option<String>,
    /// In words.
    pub note: String,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Both sides are in it.
    Merged,
    /// A lost edit is back.
    Restored,
    /// What came back by mistake is out again.
    Removed,
    /// It is called again as one side had called it.
    Renamed,
    /// Both sides changed one thing: a person decides.
    Question,
    /// It was not touched.
    Left,
}

impl Outcome {
    fn word(self) -> &'static str {
        match self {
            Outcome::Merged => "merged",
            Outcome::Restored => "restored",
            Outcome::Removed => "removed",
            Outcome::Renamed => "renamed",
            Outcome::Question => "question",
            Outcome::Left => "left",
        }
    }
}

const COLUMNS: [Column; 7] = [
    Column::word("id", "Record"),
    Column::word("path", "File").hidden(),
    Column::word("outcome", "Outcome"),
    Column::word("field", "Field"),
    Column::prose("ours", "Ours"),
    Column::prose("theirs", "Theirs"),
    Column::prose("note", "What"),
];

/// The rows as an answer.
pub(super) fn view(title: String, lines: Vec<Line>, when_empty: &str, notes: Vec<String>) -> View {
    let row = |line: Line| Row {
        tone: match line.outcome {
            Outcome::Merged | Outcome::Restored | Outcome::Removed | Outcome::Renamed => Tone::Plain,
            Outcome::Question => Tone::Red,
            Outcome::Left => Tone::Amber,
        },
        cells: vec![
            Cell::text(line.id),
            Cell::text(line.path),
            Cell::text(line.outcome.word()),
            if line.field.is_empty() { Cell::Empty } else { Cell::text(line.field) },
            Cell::maybe(line.ours),
            Cell::maybe(line.theirs),
            Cell::text(line.note),
        ],
    };
    View {
        name: "resolve",
        version: 1,
        title,
        as_of: Day::EPOCH,
        grid: Grid { columns: COLUMNS.to_vec(), rows: lines.into_iter().map(row).collect() },
        others: Vec::new(),
        notes,
        when_empty: when_empty.to_owned(),
        unreadable: Vec::new(),
    }
}

/// The value at a path; `None` where there is none.
pub(super) fn at<'s>(said: &'s Said, path: &KeyPath) -> Option<&'s Said> {
    path.0.iter().try_fold(said, |said, step| match (step, said) {
        (Step::Key(key), _) => said.get(key),
        (Step::Index(index), Said::List(items)) => items.get(*index),
        (Step::Item(key, id), Said::List(items)) => {
            items.iter().find(|item| item.get(key).and_then(Said::text) == Some(id))
        }
        _ => None,
    })
}

/// A value in a few words.
pub(super) fn words(said: Option<&Said>) -> String {
    const LONGEST: usize = 60;
    match said {
        None | Some(Said::Nothing) => "nothing".to_owned(),
        Some(Said::List(items)) if items.iter().all(|item| item.text().is_some()) => {
            short(&items.iter().filter_map(Said::text).collect::<Vec<_>>().join(", "), LONGEST)
        }
        Some(Said::List(items)) if items.len() == 1 => "1 item".to_owned(),
        Some(Said::List(items)) => format!("{} items", items.len()),
        Some(Said::Map(entries)) => {
            let entry = |(key, value): &(String, Said)| value.text().map(|text| format!("{key}: {text}"));
            short(&entries.iter().filter_map(entry).collect::<Vec<_>>().join(", "), LONGEST)
        }
        Some(Said::Text(text)) => short(text, LONGEST),
    }
}

fn short(text: &str, longest: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_nested_is_counted() {
        let nested = |count| Said::List(vec![Said::Map(Vec::new()); count]);
        assert_eq!([1, 2].map(|count| words(Some(&nested(count)))), ["1 item", "2 items"]);
    }
}
