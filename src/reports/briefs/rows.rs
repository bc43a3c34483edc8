//! Columns and cells of briefs over time. The keys are the JSON contract.

use super::Known;
use super::groups::{By, Group, Groups, Part};
use crate::domain::brief_score::Score;
use crate::values::Decimal;
use crate::view::{Cell, Column, Grid, Row};
use std::collections::BTreeSet;

/// One row for each group: figures beside the counts they come from, the ids of both in every format but tables.
pub(super) fn grid(by: &[By], groups: &Groups) -> Grid {
    let mut columns: Vec<Column> = by
        .iter()
        .map(|way| match way {
            By::Month => Column::date("month", "Month"),
            By::Client => Column::word("client", "Client"),
            By::Author => Column::word("author", "Author"),
        })
        .collect();
    columns.extend([
        Column::figure("briefs", "Briefs"),
        Column::figure("drafts", "Drafts"),
        Column::figure("completeness", "Completeness"),
        Column::figure("strength", "Strength"),
        Column::figure("approved", "Approved"),
        Column::figure("approved_at_once", "At once").hidden(),
        Column::figure("first_time_right", "First-time right"),
        Column::figure("jobs", "Jobs"),
        Column::figure("rebriefed", "Rebriefed"),
        Column::figure("rebrief_rate", "Rebrief rate").hidden(),
        Column::word("brief_ids", "Briefs").hidden(),
        Column::word("draft_ids", "Drafts").hidden(),
        Column::word("approved_ids", "Approved").hidden(),
        Column::word("approved_at_once_ids", "Approved at once").hidden(),
        Column::word("job_ids", "Jobs").hidden(),
        Column::word("rebriefed_ids", "Rebriefed").hidden(),
    ]);
    Grid { columns, rows: groups.iter().map(|(key, group)| row(key, group)).collect() }
}

fn row(key: &[Part], group: &Group) -> Row {
    let lacks = group.lacks;
    let (no_briefs, no_jobs) = (lacks.briefs, lacks.briefs || lacks.jobs);
    let no_rounds = no_jobs || lacks.rounds;
    let count = |count: usize, unknown: bool| if unknown { Cell::Empty } else { Cell::count(count) };
    let ratio = |ratio: Option<Decimal>, unknown: bool| ratio.filter(|_| !unknown).map_or(Cell::Empty, Cell::Ratio);
    let mut cells: Vec<Cell> = key
        .iter()
        .map(|part| match part {
            Part::Month(month) => month.map_or(Cell::Empty, Cell::Month),
            Part::Client(client) => Cell::text(client),
            Part::Author(author) => Cell::maybe(author.as_ref()),
        })
        .collect();
    cells.extend([
        count(group.briefs.len(), no_briefs),
        count(group.drafts.len(), no_briefs),
        ratio(group.completeness(), no_briefs),
        group.strength().filter(|_| !no_briefs).map_or(Cell::Empty, Cell::Number),
        count(group.approved.len(), no_rounds),
        count(group.at_once.len(), no_rounds),
        ratio(group.first_time_right(), no_rounds),
        count(group.started.len(), no_jobs),
        count(group.rebriefed.len(), no_jobs),
        ratio(group.rebrief_rate(), no_jobs),
        Cell::List(group.briefs.clone()),
        Cell::List(group.drafts.clone()),
        list(&group.approved),
        list(&group.at_once),
        list(&group.started),
        list(&group.rebriefed),
    ]);
    Row::new(cells)
}

fn list(ids: &BTreeSet<String>) -> Cell {
    Cell::List(ids.iter().cloned().collect())
}

/// One row for each brief: what its figures are made of. A table shows it when asked.
pub(super) fn evidence(known: &[Known<'_>], is_shown: bool) -> Grid {
    let columns = [
        Column::word("brief", "Brief"),
        Column::word("client", "Client").hidden(),
        Column::prose("title", "Title"),
        Column::word("authors", "Authors"),
        Column::date("month", "Month"),
        Column::word("status", "Status"),
        Column::figure("completeness", "Completeness"),
        Column::figure("strength", "Strength"),
        Column::figure("errors", "Errors").hidden(),
        Column::figure("warnings", "Warnings").hidden(),
        Column::word("found", "Found").hidden(),
        Column::word("approved_at_once", "Approved at once").hidden(),
        Column::word("approved_later", "Approved later").hidden(),
        Column::word("jobs", "Jobs").hidden(),
        Column::word("rebriefs", "Rebriefs").hidden(),
        Column::prose("in_words", "In words"),
    ];
    let columns = columns.map(|column| if is_shown { column } else { column.hidden() });
    Grid { columns: columns.to_vec(), rows: known.iter().map(made_of).collect() }
}

fn made_of(known: &Known<'_>) -> Row {
    let brief = known.brief;
    let figure = |of: &dyn Fn(&Score) -> Cell| known.score.map_or(Cell::Empty, of);
    let approved = |at_once: bool| -> Vec<String> {
        let those = known.approved.iter().filter(|(_, one)| one.at_once == at_once);
        those.map(|(job, one)| format!("{job} {}", one.deliverable)).collect()
    };
    let rebriefs = known.started.iter().flat_map(|(job, rebriefs)| {
        rebriefs.iter().map(|rebrief| format!("{} {} on {}", job.id, rebrief.what, rebrief.date))
    });
    let times = |(rule, times): (&&str, &usize)| match times {
        1 => (*rule).to_owned(),
        _ => format!("{rule} ({times})"),
    };
    let found: Vec<String> = known.score.iter().flat_map(|score| score.rules.iter().map(times)).collect();
    let (at_once, later, rebriefs) = (approved(true), approved(false), rebriefs.collect::<Vec<_>>());
    let parts = [("found: ", &found), ("approved at once: ", &at_once), ("approved later: ", &later), ("", &rebriefs)];
    let parts = parts.iter().filter(|(_, those)| !those.is_empty());
    let words: Vec<String> = parts.map(|(what, those)| format!("{what}{}", those.join(", "))).collect();
    Row::new(vec![
        Cell::text(&brief.id),
        Cell::text(brief.id.client()),
        Cell::text(&brief.title),
        Cell::List(brief.authors.iter().map(ToString::to_string).collect()),
        brief.requested_on.map_or(Cell::Empty, |day| Cell::Month(day.month())),
        Cell::text(brief.status),
        figure(&|score| Cell::Ratio(score.completeness.share())),
        figure(&|score| Cell::Count(score.strength().into())),
        figure(&|score| Cell::count(score.errors)),
        figure(&|score| Cell::count(score.warnings)),
        Cell::List(found),
        Cell::List(at_once),
        Cell::List(later),
        Cell::List(known.started.iter().map(|(job, _)| job.id.to_string()).collect()),
        Cell::List(rebriefs),
        Cell::maybe(Some(words.join("; ")).filter(|words| !words.is_empty())),
    ])
}
