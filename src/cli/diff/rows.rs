//! What changed, one row for each thing: grouped by client and record for people, with every field for scripts.

use super::asked::Asked;
use super::{Answer, Line, Reader, compared, money};
use crate::history::diff::What;
use crate::values::{Day, Money};
use crate::view::{Cell, Column, Grid, Row, Tone, View};

/// The changes as rows.
pub(super) fn view(answer: &Answer, asked: &Asked, reader: Reader) -> View {
    let rows = answer.told(reader).map(|(line, words)| row(answer, line, words, reader)).collect();
    let mut others = vec![("money", money::TITLE.to_owned(), money::grid(answer, reader))];
    if reader == Reader::Agency {
        others.push(("compared", "Compared".to_owned(), compared(answer, asked)));
    }
    View {
        name: "diff",
        version: 1,
        title: title(answer, asked, reader),
        as_of: answer.day,
        grid: Grid { columns: COLUMNS.to_vec(), rows },
        others,
        notes: notes(answer, reader),
        when_empty: when_empty(asked, reader),
        unreadable: Vec::new(),
    }
}

const COLUMNS: [Column; 16] = [
    Column::word("client", "Client"),
    Column::prose("client_name", "Name").hidden(),
    Column::word("record", "Record"),
    Column::word("kind", "Kind").hidden(),
    Column::prose("title", "Title").hidden(),
    Column::word("what", "What"),
    Column::prose("change", "Change"),
    Column::word("fields", "Fields").hidden(),
    Column::prose("before", "Before").hidden(),
    Column::prose("after", "After").hidden(),
    Column::figure("days", "Working days").hidden(),
    Column::date("date", "Date").hidden(),
    Column::figure("hours", "Hours").hidden(),
    Column::word("figure", "Figure").hidden(),
    Column::money("amount", "Amount").hidden(),
    Column::word("path", "Path").hidden(),
];

fn row(answer: &Answer, line: &Line, words: &str, reader: Reader) -> Row {
    let told = &line.told;
    // what a client reads is in the words: values and paths are the agency's
    let inside = reader == Reader::Agency;
    let amount = told.moved.as_ref().and_then(|moved| by(moved.before.as_ref().ok()?, moved.after.as_ref().ok()?));
    let mut fields: Vec<String> = told.fields.iter().map(ToString::to_string).collect();
    fields.dedup();
    let cells = vec![
        Cell::maybe(line.client.as_ref()),
        Cell::maybe(line.client.as_ref().and_then(|client| answer.name(client))),
        Cell::text(&line.record),
        Cell::text(line.kind),
        Cell::maybe(Some(&line.title).filter(|title| !title.is_empty())),
        Cell::text(told.what),
        Cell::text(words),
        if inside { Cell::List(fields) } else { Cell::List(Vec::new()) },
        Cell::maybe(told.before.as_ref().filter(|_| inside)),
        Cell::maybe(told.after.as_ref().filter(|_| inside)),
        told.days.map_or(Cell::Empty, Cell::Count),
        Cell::day(told.date),
        told.hours.filter(|_| inside).map_or(Cell::Empty, Cell::Number),
        Cell::maybe(told.moved.as_ref().map(|moved| moved.sum)),
        Cell::money(amount),
        if inside { Cell::text(&line.path) } else { Cell::Empty },
    ];
    let tone = match told.what {
        What::Unreadable => Tone::Red,
        What::Stale | What::Gone => Tone::Amber,
        What::Comment | What::Layout => Tone::Quiet,
        _ => Tone::Plain,
    };
    Row { cells, tone }
}

fn by(before: &Money, after: &Money) -> Option<Money> {
    if before.currency == after.currency { after.minus(*before) } else { None }
}

/// `Changes from v1 to HEAD`; for a client the days, and whose.
pub(super) fn title(answer: &Answer, asked: &Asked, reader: Reader) -> String {
    match reader {
        Reader::Agency => {
            let (from, to) = asked.sides();
            let inside = if asked.whose.is_some() { ", for the agency alone" } else { "" };
            format!("Changes from {from} to {to}{inside}")
        }
        Reader::Client => {
            let whose = asked.whose.as_ref();
            let name = whose.and_then(|whose| answer.name(whose)).map(str::to_owned);
            let name = name.or_else(|| whose.map(ToString::to_string)).unwrap_or_default();
            // a day that was asked for, and not that of the last commit before it
            let from = named_day(&asked.from).or(answer.ends.days.0);
            let to = asked.to.as_deref().and_then(named_day).or(answer.ends.days.1);
            match (from, to) {
                (Some(from), Some(to)) if from == to => format!("What changed for {name} on {to}"),
                (Some(from), Some(to)) => format!("What changed for {name} from {from} to {to}"),
                (Some(from), None) => format!("What changed for {name} since {from}"),
                (None, _) => format!("What changed for {name}"),
            }
        }
    }
}

/// The day in `main@{2026-11-23}`.
fn named_day(revision: &str) -> Option<Day> {
    Day::parse(revision.split_once("@{")?.1.get(..10)?)
}

/// What is said where nothing changed.
pub(super) fn when_empty(asked: &Asked, reader: Reader) -> String {
    match reader {
        Reader::Agency => {
            let (from, to) = asked.sides();
            format!("nothing changed from {from} to {to}")
        }
        Reader::Client => "nothing changed".to_owned(),
    }
}

/// What is said below.
pub(super) fn notes(answer: &Answer, reader: Reader) -> Vec<String> {
    let mut notes = money::notes(answer, reader);
    if reader == Reader::Agency && answer.elsewhere > 0 {
        let files =
            if answer.elsewhere == 1 { "1 other file".to_owned() } else { format!("{} other files", answer.elsewhere) };
        notes.push(answer.stand.told(&format!("{files} changed that are no records: `git diff` shows them")));
    }
    notes
}
