//! What went wrong, as rows.

use crate::domain::layout::{Placement, parse_path};
use crate::history::Said;
use crate::history::audit::{Audited, Commit, Here, Past, Slip, State, Unread, repair};
use crate::values::Day;
use crate::view::{Cell, Column, Grid, Row, Tone, Unreadable, View};

const COLUMNS: [Column; 16] = [
    Column::word("what", "What"),
    Column::word("record", "Record"),
    Column::word("field", "Field"),
    Column::prose("was", "Was").spare(2),
    Column::prose("is", "Is").spare(3),
    Column::word("by", "By"),
    Column::date("date", "Date"),
    Column::word("commit", "Commit"),
    Column::word("merged_by", "Merged by").spare(6),
    Column::date("merged", "Merged").spare(5),
    Column::word("merge", "Merge").spare(4),
    Column::word("state", "State").spare(7),
    Column::word("path", "Path").hidden(),
    Column::prose("subject", "Subject").hidden(),
    Column::prose("message", "Message").hidden(),
    Column::command("repair", "Repair"),
];

/// The rows, and what could not be told.
pub(super) fn view(
    past: &Past,
    audited: &Audited,
    here: Here<'_>,
    (hidden, is_blind): (usize, bool),
    today: Day,
) -> View {
    let looked_at =
        format!("{} and {} looked at", counted(audited.commits, "commit"), counted(audited.merges, "merge"));
    let mut notes = if audited.slips.is_empty() { Vec::new() } else { vec![looked_at.clone()] };
    match hidden {
        0 => {}
        1 => notes.push("1 more was put right or changed again since: `suits audit --all` tells it too".to_owned()),
        _ => notes
            .push(format!("{hidden} more were put right or changed again since: `suits audit --all` tells them too")),
    }
    notes.extend(left_out(past, audited));
    View {
        name: "audit",
        version: 1,
        title: "What went wrong in the history".to_owned(),
        as_of: today,
        grid: Grid {
            columns: COLUMNS.to_vec(),
            rows: audited.slips.iter().map(|slip| row(past, slip, here)).collect(),
        },
        others: Vec::new(),
        notes,
        when_empty: if is_blind {
            format!("nothing is found, and not all could be judged, as is said beside this: {looked_at}")
        } else {
            format!("nothing that one side alone had changed was lost, and nothing binding was rewritten: {looked_at}")
        },
        unreadable: audited.unreadable.iter().map(|unread| unreadable(past, unread, here)).collect(),
    }
}

/// A version that cannot be read, with the commit that has it.
fn unreadable(past: &Past, unread: &Unread, here: Here<'_>) -> Unreadable {
    let commit = &past.commits[unread.commit];
    Unreadable {
        path: unread.path.clone(),
        line: unread.line,
        column: unread.column,
        message: format!("{} {}", here.stand.told(&unread.message), as_of(commit)),
    }
}

/// Whose a version is, in brackets.
pub(super) fn as_of(commit: &Commit) -> String {
    format!("(as of {}, by {} on {})", commit.short(), commit.author, commit.written)
}

fn row(past: &Past, slip: &Slip, here: Here<'_>) -> Row {
    let (edit, merge) = match slip.edit {
        Some(edit) => (edit, Some(&past.commits[slip.commit])),
        None => (slip.commit, None),
    };
    let edit = &past.commits[edit];
    let cells = vec![
        Cell::text(slip.what),
        Cell::text(&slip.record),
        if slip.spot.is_record() { Cell::Empty } else { Cell::text(&slip.spot.path) },
        said(slip.was.as_ref(), slip),
        said(slip.is.as_ref(), slip),
        Cell::text(&edit.author),
        Cell::Day(edit.written),
        Cell::text(edit.short()),
        Cell::maybe(merge.map(|merge| &merge.author)),
        Cell::day(merge.map(|merge| merge.written)),
        Cell::maybe(merge.map(Commit::short)),
        Cell::text(slip.state),
        Cell::text(&slip.path),
        Cell::text(&past.commits[slip.commit].subject),
        Cell::text(match &slip.help {
            Some(help) => format!("{}; {help}", slip.message),
            None => slip.message.clone(),
        }),
        Cell::maybe(repair(past, slip, here).filter(|_| slip.state == State::Open)),
    ];
    let tone = if slip.state == State::Open { Tone::Red } else { Tone::Quiet };
    Row { cells, tone }
}

/// A value in a cell. A whole record does not fit one.
fn said(said: Option<&Said>, slip: &Slip) -> Cell {
    match said {
        None => Cell::Empty,
        Some(_) if slip.spot.is_record() && !slip.what.is_of_names() => {
            let is_record = matches!(parse_path(&slip.path), Placement::Record(_));
            Cell::text(if is_record { "the record" } else { "the file" })
        }
        Some(said) => Cell::text(words(said)),
    }
}

/// A value in one line.
pub(super) fn words(said: &Said) -> String {
    match said {
        Said::Nothing => String::new(),
        Said::Text(text) => text.clone(),
        Said::List(items) => format!("[{}]", items.iter().map(words).collect::<Vec<_>>().join(", ")),
        Said::Map(entries) => {
            let entry = |(key, value): &(String, Said)| format!("{key}: {}", words(value));
            format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
    }
}

/// What could not be judged.
fn left_out(past: &Past, audited: &Audited) -> Vec<String> {
    let mut notes = Vec::new();
    let made_up_for = audited.unreadable.iter().filter(|unread| unread.is_made_up_for).count();
    match audited.unreadable.len() - made_up_for {
        0 => {}
        1 => notes.push(
            "1 version cannot be read, and what it hides cannot be judged: `suits audit REV..` judges what came after it"
                .to_owned(),
        ),
        count => notes.push(format!(
            "{count} versions cannot be read, and what they hide cannot be judged: `suits audit REV..` judges what came after them"
        )),
    }
    match made_up_for {
        0 => {}
        1 => notes.push("1 version cannot be read: what it did is judged by the next one that can".to_owned()),
        count => notes.push(format!("{count} versions cannot be read: what they did is judged by the next that can")),
    }
    if let Some(first) = audited.lawless.first() {
        let first = past.commits[*first].short();
        let count = counted(audited.lawless.len(), "commit");
        notes.push(format!(
            "no readable `suits.toml` at {count}, {first} the first: no step and no approval is judged there"
        ));
    }
    notes
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
