//! Columns and cells of how work flowed. The keys are the JSON contract.

use super::Holes;
use super::groups::{By, Group, Groups, Part};
use super::results::{Lacks, Results, Tallying};
use crate::values::{ClientId, Day, Decimal};
use crate::view::{Cell, Column, Grid, Row, Tone};

const FIGURES: [Column; 17] = [
    Column::figure("stays", "Stays"),
    Column::figure("median", "Median"),
    Column::figure("p80", "80%"),
    Column::figure("days", "Days").hidden(),
    Column::figure("days_agency", "Agency's"),
    Column::figure("days_client", "Client's"),
    Column::figure("days_supplier", "Supplier's"),
    Column::figure("late_stays", "Late"),
    Column::figure("late_days", "Days late"),
    Column::figure("late_agency", "Agency late").hidden(),
    Column::figure("late_client", "Client late").hidden(),
    Column::figure("late_supplier", "Supplier late").hidden(),
    Column::figure("sent_back", "Sent back"),
    Column::figure("revisions", "Revised"),
    Column::figure("rebriefs", "Rebriefed"),
    Column::figure("re_estimates", "Re-estimated").hidden(),
    Column::word("why", "Unknown because").hidden(),
];

/// One row for each group.
pub(super) fn grid(by: &[By], groups: &Groups, holes: &Holes) -> Grid {
    let mut columns = Vec::new();
    for way in by {
        match way {
            By::Stage => columns.push(Column::word("stage", "Stage")),
            By::Type => columns.push(Column::word("type", "Type")),
            By::Client => columns.push(Column::word("client", "Client")),
            By::Person => {
                columns.push(Column::word("person", "Person"));
                columns.push(Column::word("contact_of", "Contact of"));
            }
            By::Month => columns.push(Column::date("month", "Month")),
        }
    }
    columns.extend(shown(groups));
    let rows = groups.by_key.iter().map(|(key, group)| {
        let client = key.iter().find_map(|part| if let Part::Client(client) = part { Some(client) } else { None });
        let mut cells: Vec<Cell> = key.iter().flat_map(cells).collect();
        cells.extend(figures(group, holes, client));
        Row { cells, tone: Tone::Plain }
    });
    Grid { columns, rows: rows.collect() }
}

fn cells(part: &Part) -> Vec<Cell> {
    match part {
        Part::Stage(_, name) => vec![Cell::text(name)],
        Part::Type(kind) => vec![Cell::text(kind)],
        Part::Client(client) => vec![Cell::text(client)],
        Part::Person(person, client) => vec![Cell::maybe(person.as_ref()), Cell::maybe(client.as_ref())],
        Part::Month(month) => vec![Cell::Month(*month)],
    }
}

fn figures(group: &Group, holes: &Holes, client: Option<&ClientId>) -> Vec<Cell> {
    let why = holes.why(client);
    let is_told = why.is_empty();
    let count = |count: i64| if is_told { Cell::Count(count) } else { Cell::Empty };
    let percentile = |percent| match group.stays.percentile(percent).filter(|_| is_told) {
        Some(days) => Cell::Count(days),
        None => Cell::Empty,
    };
    vec![
        count(i64::from(group.stays.count())),
        percentile(50),
        percentile(80),
        count(group.held.all),
        count(group.held.agency),
        count(group.held.client),
        count(group.held.supplier),
        count(group.late_stays),
        count(group.late.all),
        count(group.late.agency),
        count(group.late.client),
        count(group.late.supplier),
        count(group.sent_back),
        count(group.revisions),
        count(group.rebriefs),
        count(group.re_estimates),
        Cell::List(why),
    ]
}

/// The figures of a table: the days of suppliers only where there are any, and then the parts add up for the reader.
fn shown(groups: &Groups) -> impl Iterator<Item = Column> {
    let none = groups.total.held.supplier == 0;
    FIGURES.into_iter().map(move |column| if none && column.key == "days_supplier" { column.hidden() } else { column })
}

/// The period, and all stays of it.
pub(super) fn totals(groups: &Groups, holes: &Holes, from: Day, until: Day) -> Grid {
    let mut columns = vec![Column::date("from", "From"), Column::date("until", "Until")];
    columns.extend(shown(groups));
    let mut cells = vec![Cell::Day(from), Cell::Day(until)];
    cells.extend(figures(&groups.total, holes, None));
    Grid { columns, rows: vec![Row::new(cells)] }
}

const RESULTS: [Column; 15] = [
    Column::figure("delivered", "Delivered"),
    Column::figure("dated", "With a due").hidden(),
    Column::figure("on_time", "On time"),
    Column::figure("on_time_rate", "Rate"),
    Column::figure("on_time_baseline", "On time by the first due").hidden(),
    Column::figure("on_time_rate_baseline", "First due"),
    Column::figure("late_by_agency", "Late by the agency").hidden(),
    Column::figure("on_time_rate_agency", "Agency's"),
    Column::figure("open_overdue", "Overdue"),
    Column::figure("approved", "Approved"),
    Column::figure("approved_at_once", "At once").hidden(),
    Column::figure("first_time_right", "First time"),
    Column::figure("started", "Started"),
    Column::figure("rebriefed", "Jobs rebriefed").hidden(),
    Column::figure("rebrief_rate", "Rebriefed"),
];

/// The results of all clients together.
pub(super) fn delivered(tallying: &Tallying<'_, '_>, holes: &Holes) -> Grid {
    Grid { columns: RESULTS.to_vec(), rows: vec![Row::new(results(&tallying.total(), Lacks::of(holes, None)))] }
}

/// The results client by client; a table shows them where there are several.
pub(super) fn by_client(tallying: &Tallying<'_, '_>, holes: &Holes) -> Grid {
    let columns = std::iter::once(Column::word("client", "Client")).chain(RESULTS);
    let several = 1 < tallying.clients.len();
    let rows = tallying.clients.iter().map(|(client, one)| {
        let mut cells = vec![Cell::text(client)];
        cells.extend(results(one, Lacks::of(holes, Some(client))));
        Row::new(cells)
    });
    Grid {
        columns: columns.map(|column| if several { column } else { column.hidden() }).collect(),
        rows: rows.collect(),
    }
}

fn results(of: &Results, lacks: Lacks) -> Vec<Cell> {
    let count = |count: usize, lacks: bool| if lacks { Cell::Empty } else { Cell::count(count) };
    let ratio = |ratio: Option<Decimal>, lacks: bool| ratio.filter(|_| !lacks).map_or(Cell::Empty, Cell::Ratio);
    let (jobs, rounds, briefs) = (lacks.jobs, lacks.jobs || lacks.rounds, lacks.jobs || lacks.briefs);
    vec![
        count(of.delivered, jobs),
        count(of.dated, jobs),
        count(of.on_time, jobs),
        ratio(of.on_time_rate(), jobs),
        count(of.on_time_baseline, jobs),
        ratio(of.on_time_rate_baseline(), jobs),
        count(of.late_by_agency, jobs),
        ratio(of.on_time_rate_agency(), jobs),
        count(of.open_overdue, jobs),
        count(of.approved, rounds),
        count(of.approved_at_once, rounds),
        ratio(of.first_time_right(), rounds),
        count(of.started, jobs),
        count(of.rebriefed, briefs),
        ratio(of.rebrief_rate(), briefs),
    ]
}

/// Where delays arise: the most days first.
pub(super) fn delays(groups: &Groups, holes: &Holes) -> Grid {
    let columns = vec![
        Column::word("stage", "Stage"),
        Column::word("party", "Whose"),
        Column::figure("late_stays", "Late stays"),
        Column::figure("late_days", "Days late"),
    ];
    let mut all: Vec<_> = groups.delays.iter().collect();
    all.sort_by_key(|(key, (_, days))| (std::cmp::Reverse(*days), *key));
    let is_told = holes.why(None).is_empty();
    let count = |count: i64| if is_told { Cell::Count(count) } else { Cell::Empty };
    let rows = all.into_iter().map(|((_, stage, party), (stays, days))| {
        Row::new(vec![Cell::text(stage), Cell::text(party), count(*stays), count(*days)])
    });
    Grid { columns, rows: rows.collect() }
}

/// The jobs past their due at the end of the period, and not delivered: the longest first.
pub(super) fn overdue(tallying: &Tallying<'_, '_>) -> Grid {
    let columns = vec![
        Column::word("job", "Job"),
        Column::word("client", "Client").hidden(),
        Column::prose("title", "Title"),
        Column::word("stage", "Stage"),
        Column::date("due", "Due"),
        Column::figure("days_late", "Days late"),
    ];
    let office = tallying.traffic.calendars.office();
    let days = |due: Option<Day>| due.map_or(0, |due| office.working_days_between(due, tallying.until));
    let mut jobs = tallying.overdue.clone();
    jobs.sort_by_key(|job| (std::cmp::Reverse(days(job.record.due)), job.record.due, &job.id));
    let rows = jobs.into_iter().map(|job| {
        Row::new(vec![
            Cell::text(&job.id),
            Cell::text(job.id.client()),
            Cell::text(&job.record.title),
            Cell::text(job.record.stage(tallying.until)),
            Cell::day(job.record.due),
            Cell::Count(days(job.record.due)),
        ])
    });
    Grid { columns, rows: rows.collect() }
}
