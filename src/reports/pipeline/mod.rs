//! `pipeline`: opportunities that are open, what they are worth by how likely they are, and what became of those decided in a period.

mod groups;

use super::grouping::{grouping, words};
use super::period::twelve_months;
use super::{Report, ReportAsk};
use crate::domain::agency::Agency;
use crate::domain::client::{Client, Opportunity, OpportunityStage};
use crate::domain::money::exchange;
use crate::domain::money::impossible;
use crate::domain::money::pipeline::{self, Outcome};
use crate::domain::money::tally::ratio;
use crate::domain::money::unpriced::Unpriced;
use crate::domain::record::{Kind, Located};
use crate::domain::scope::Scope;
use crate::domain::traffic::Traffic;
use crate::values::{ClientId, Currency, Day, Decimal, Money, Percent};
use crate::view::{Cell, Column, Grid, Row, Tone, View};
use groups::Decided;

pub use groups::By;

/// The report.
#[derive(Debug)]
pub struct Pipeline;

/// One open opportunity.
struct Open<'a> {
    client: &'a Located<Client>,
    opportunity: &'a Opportunity,
    currency: Currency,
    stage: Option<OpportunityStage>,
    value: Option<Money>,
    weighted: Result<Money, String>,
    /// Working days since the next step was due; `None` where it is not late.
    days_late: Option<i64>,
}

/// All opportunities of the clients asked about.
#[derive(Default)]
struct Book<'a> {
    open: Vec<Open<'a>>,
    decided: Vec<Decided>,
    /// Decided, with no day or no word on how.
    odd: Vec<String>,
}

/// What tells groups apart.
const GROUPED: &[&str] =
    &["job", "client", "channel", "month", "supplier", "role", "person", "stage", "kind", "owner", "currency"];

impl Report for Pipeline {
    fn name(&self) -> &'static str {
        "pipeline"
    }

    fn ways(&self) -> Vec<&'static str> {
        words(By::ALL, By::as_str)
    }

    fn scope(&self, ask: &ReportAsk) -> Scope {
        Scope::kinds(&[Kind::Client]).client(ask.client.clone())
    }

    fn totals_follow_rows(&self) -> bool {
        true
    }

    fn keys(&self, ask: &ReportAsk) -> &'static [&'static str] {
        if ask.by.is_empty() { &["client", "opportunity"] } else { GROUPED }
    }

    fn view(&self, agency: &Agency, ask: &ReportAsk) -> Result<View, String> {
        let by = match ask.by.as_slice() {
            [] => Vec::new(),
            asked => grouping("the pipeline", By::ALL, By::as_str, asked, By::Stage)?,
        };
        let period = twelve_months(ask)?;
        let mut book = gather(agency, ask, period);
        let whole = whole_value(agency, ask, &book.open);
        if ask.over {
            book.open.retain(|one| one.days_late.is_some());
        }
        book.open.sort_by(|a, b| {
            let of = |one: &Open<'_>| (one.stage, one.client.id.clone(), one.opportunity.id.clone());
            of(a).cmp(&of(b))
        });
        let broken: Vec<&ClientId> = agency.clients.unreadable().iter().map(|(id, _)| id).collect();
        let is_whole = broken.is_empty();
        let grid = if by.is_empty() { rows(&book.open) } else { groups::open(&by, &book.open, agency, is_whole) };
        let kept = ask.narrow.kept(&grid);
        if let Some(kept) = &kept {
            let places = match by.is_empty() {
                true => (0..book.open.len()).collect(),
                false => groups::places(&by, &book.open, agency),
            };
            let mut places = places.into_iter();
            book.open.retain(|_| places.next().is_some_and(|at| kept.contains(&at)));
            // what was decided is in no row
            book.decided.clear();
        }
        let open = |by: &[By]| groups::open(by, &book.open, agency, is_whole);
        let mut others = vec![
            ("totals", "Totals".to_owned(), open(&[])),
            ("funnel", "By stage".to_owned(), unless(by == [By::Stage], open(&[By::Stage]))),
            ("kinds", "New and organic".to_owned(), unless(by == [By::Kind], open(&[By::Kind]))),
            ("decided", format!("Decided from {} to {}", period.0, period.1), groups::numbers(&book.decided, is_whole)),
            ("decided_value", "The same in money".to_owned(), groups::values(&book.decided, is_whole)),
        ];
        let mut notes = notes(ask, &by, &book);
        notes.extend(ask.target.filter(|_| kept.is_some()).map(|_| NO_TARGET.to_owned()));
        if let Some(target) = ask.target.filter(|_| kept.is_none()) {
            let target = Money::new(target.0, agency.config.agency.currency);
            let there = whole.map(|sum| Some(sum).filter(|_| is_whole));
            notes.extend(there.as_ref().err().map(|why| format!("cannot be told, what is in the pipeline: {why}")));
            let needed = groups::needed(target, &book.decided, there.unwrap_or(None), is_whole);
            others.push(("required", "Required for the target".to_owned(), needed));
            notes.push(
                "required = target / win rate, of value before it is weighed; other currencies by the rate of the day"
                    .to_owned(),
            );
        }
        notes.extend(broken.iter().map(|id| format!("cannot be told: client `{id}` cannot be read")));
        Ok(View {
            name: "pipeline",
            version: 1,
            title: title(&by, ask.over),
            as_of: ask.today,
            grid,
            others,
            notes,
            when_empty: if ask.over { "no next step is late" } else { "no opportunity is open" }.to_owned(),
            unreadable: Vec::new(),
        })
    }
}

fn gather<'a>(agency: &'a Agency, ask: &ReportAsk, (from, until): (Day, Day)) -> Book<'a> {
    let traffic = Traffic::of(agency, ask.today);
    let mut book = Book::default();
    let asked = agency.clients.iter().filter(|client| ask.client.as_ref().is_none_or(|only| client.id == *only));
    for client in asked {
        let currency = client.record.currency.unwrap_or(agency.config.agency.currency);
        for opportunity in &client.record.opportunities {
            let told = opportunity.value.filter(|value| impossible::of_sum(*value).is_none());
            let value = told.map(|value| Money::new(value.0, currency));
            match (pipeline::outcome(opportunity, ask.today), opportunity.decided) {
                (Some(Outcome::Open), _) => book.open.push(Open {
                    client,
                    opportunity,
                    currency,
                    stage: pipeline::open_stage(opportunity),
                    value,
                    weighted: pipeline::weighted(
                        opportunity.value.map(|value| value.0),
                        opportunity.probability,
                        currency,
                    ),
                    days_late: late(&traffic, client, opportunity),
                }),
                (Some(outcome), Some(day)) => {
                    if from <= day && day <= until {
                        book.decided.push(Decided { outcome, kind: opportunity.kind, currency, value });
                    }
                }
                (Some(outcome), None) => {
                    book.odd.push(format!("{} {} is {outcome} and has no `decided` day", client.id, opportunity.id));
                }
                (None, _) => book.odd.push(format!(
                    "{} {} was decided, and its stage is {}",
                    client.id, opportunity.id, opportunity.stage
                )),
            }
        }
    }
    book
}

/// In the calendar of whoever owns it, as `overdue` has it.
fn late(traffic: &Traffic<'_>, client: &Located<Client>, opportunity: &Opportunity) -> Option<i64> {
    let due = opportunity.due.filter(|due| *due < traffic.today)?;
    let calendar = traffic.calendars.receiver(traffic.agency, &client.id, opportunity.owner.as_ref());
    Some(calendar.working_days_between(due, traffic.today))
}

const NO_TARGET: &str = "what a target requires follows from all that is open and was decided, not from some rows: ask for it without `--where` and `--limit`, \
     or of one client with `--client`";

/// What is open in the agency's currency; `None` where one has no value, or the sum is too large.
fn whole_value(agency: &Agency, ask: &ReportAsk, open: &[Open<'_>]) -> Result<Money, String> {
    let home = agency.config.agency.currency;
    open.iter().try_fold(Money::zero(home), |sum, one| {
        let name = || format!("{} {}", one.client.id, one.opportunity.id);
        if let Some(fault) = one.opportunity.value.and_then(impossible::of_sum) {
            return Err(format!("{}: {}", name(), fault.message("value")));
        }
        let value = one.value.ok_or_else(|| format!("{} has no value", name()))?;
        let here = exchange::convert(&agency.config, value, home, ask.today);
        let here = here.map_err(|why| format!("{}: {why}", name()))?;
        sum.plus(here).ok_or_else(|| Unpriced::TooLarge.to_string())
    })
}

fn rows(list: &[Open<'_>]) -> Grid {
    let columns = vec![
        Column::word("client", "Client"),
        Column::word("opportunity", "Id").hidden(),
        Column::prose("title", "Title"),
        Column::word("kind", "Kind").spare(6),
        Column::word("stage", "Stage").spare(1),
        Column::word("owner", "Owner").spare(4),
        // each sum names it
        Column::word("currency", "Currency").hidden(),
        Column::money("value", "Value").spare(2),
        Column::bar("probability", "Probability").spare(3),
        Column::money("weighted", "Weighted"),
        Column::prose("next_step", "Next step").spare(8),
        Column::date("due", "Due").spare(5),
        Column::figure("days_late", "Days late").spare(7),
        Column::prose("why", "Not weighed because").hidden(),
    ];
    let row = |one: &Open<'_>| {
        let opportunity = one.opportunity;
        let cells = vec![
            Cell::text(&one.client.id),
            Cell::text(&opportunity.id),
            Cell::text(&opportunity.title),
            Cell::text(opportunity.kind),
            Cell::maybe(one.stage),
            Cell::maybe(opportunity.owner.as_ref()),
            Cell::text(one.currency),
            Cell::money(one.value),
            opportunity.probability.map_or(Cell::Empty, |share| Cell::Ratio(four(share))),
            Cell::money(one.weighted.clone().ok()),
            Cell::maybe(opportunity.next_step.as_deref().map(str::trim)),
            Cell::day(opportunity.due),
            one.days_late.map_or(Cell::Empty, Cell::Count),
            Cell::maybe(one.weighted.as_ref().err()),
        ];
        Row { cells, tone: if one.days_late.is_some() { Tone::Amber } else { Tone::Plain } }
    };
    Grid { columns, rows: list.iter().map(row).collect() }
}

/// A percentage as a ratio of four decimals.
fn four(share: Percent) -> Decimal {
    ratio(share.ratio(), Decimal::ONE).unwrap_or_default()
}

/// A grid that a table leaves out where its rows are shown already; JSON has it all the same.
fn unless(repeated: bool, mut grid: Grid) -> Grid {
    if repeated {
        grid.columns = grid.columns.into_iter().map(Column::hidden).collect();
    }
    grid
}

fn title(by: &[By], late: bool) -> String {
    let what = if late { "Opportunities whose next step is late" } else { "Open opportunities" };
    let ways: Vec<&str> = by.iter().map(|way| way.as_str()).collect();
    if ways.is_empty() { what.to_owned() } else { format!("{what} by {}", ways.join(" and ")) }
}

fn notes(ask: &ReportAsk, by: &[By], book: &Book<'_>) -> Vec<String> {
    const TOLD: usize = 5;
    let mut notes = vec![
        "weighted = value x probability; a total is empty where one of its opportunities has no value or no probability, and beside it stands what is known".to_owned(),
        "win rate = won / (won + lost), by the day it was decided; what we declined is in neither".to_owned(),
    ];
    let of = |way: By, words: &str| by.contains(&way).then(|| words.to_owned());
    let untold: Vec<&str> = by.iter().filter(|way| !way.is_told()).map(|way| way.as_str()).collect();
    if !untold.is_empty() {
        let untold = untold.join(" and no ");
        notes.push(format!("an opportunity has no {untold} before it is won: all of it stands in one row, under `-`"));
    }
    notes.extend(of(By::Month, "month: of the day its next step is due; no record says when the client will decide"));
    notes.extend(of(By::Role, "role: the first of its owner's roles in `suits.toml`"));
    notes.extend(of(By::Person, "person: whose opportunity it is"));
    if ask.over {
        notes.push("totals are over opportunities whose next step is late".to_owned());
    }
    if book.open.iter().any(|one| one.stage.is_none()) {
        notes.push(format!(
            "`-` under stage: decided after {}; values and probabilities have no date and count as they stand",
            ask.today
        ));
    }
    let untold: Vec<String> = book
        .open
        .iter()
        .filter_map(|one| Some(format!("{} {}: {}", one.client.id, one.opportunity.id, one.weighted.as_ref().err()?)))
        .collect();
    let some = |list: &[String]| {
        let more = list.len().saturating_sub(TOLD);
        let more = if more > 0 { format!("; and {more} more") } else { String::new() };
        format!("{}{more}", list.iter().take(TOLD).cloned().collect::<Vec<_>>().join("; "))
    };
    if !untold.is_empty() {
        notes.push(format!("not weighed: {}", some(&untold)));
    }
    if !book.odd.is_empty() {
        notes.push(format!("in no win rate: {}", some(&book.odd)));
    }
    notes
}
