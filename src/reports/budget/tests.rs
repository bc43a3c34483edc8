//! What the report shows, with figures worked out by hand.

use super::*;
use crate::domain::agency::Shelf;
use crate::domain::money::money_book::{CLIENT, CONFIG, agency, day, example, job_id, job_text, yes};
use crate::source::SourceId;
use crate::values::{ClientId, Decimal};
use crate::view::{Cell, Tone};

fn ask(on: &str, by: &[&str]) -> ReportAsk {
    ReportAsk { by: by.iter().map(ToString::to_string).collect(), ..ReportAsk::on(day(on)) }
}

fn view(agency: &Agency, ask: &ReportAsk) -> View {
    Budget.view(agency, ask).expect("a view")
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Empty => "-".to_owned(),
        Cell::Text(text) => text.clone(),
        Cell::Day(day) => day.to_string(),
        Cell::Month(month) => month.to_string(),
        Cell::Money(money) => money.amount.to_string(),
        Cell::Ratio(number) | Cell::Number(number) | Cell::Each(number, _) => number.to_string(),
        Cell::List(texts) => texts.join("; "),
        Cell::Count(_) | Cell::Flag(_) => format!("{cell:?}"),
    }
}

/// The columns that JSON has beyond the contract's figures.
const BEYOND: [&str; 15] = [
    "covered",
    "covered_committed",
    "contingency_drawn",
    "to_come",
    "forecast",
    "variance_share",
    "alert",
    "pace",
    "pace_signal",
    "cpi",
    "investment",
    "cancellation_fee",
    "unpriced_hours",
    "pending_why",
    "why",
];

/// Each row as its cells, in one line.
fn lines(grid: &Grid) -> Vec<String> {
    let columns = || grid.columns.iter();
    let line = |row: &crate::view::Row| {
        assert_eq!(row.cells.len(), grid.columns.len());
        let cells = columns().zip(&row.cells).filter(|(column, _)| !BEYOND.contains(&column.key));
        cells.map(|(_, cell)| shown(cell)).collect::<Vec<_>>().join(" ")
    };
    grid.rows.iter().map(line).collect()
}

fn other(view: &View, key: &str) -> Vec<String> {
    lines(&view.others.iter().find(|(name, ..)| *name == key).expect("the grid").2)
}

fn hidden(view: &View, row: usize, key: &str) -> String {
    let at = view.grid.columns.iter().position(|column| column.key == key).expect("the column");
    shown(&view.grid.rows[row].cells[at])
}

#[test]
fn the_keys_and_figures_are_those_of_the_record_format() {
    let view = view(&example(), &ask("2026-12-01", &[]));
    let keys = |wanted: fn(&&crate::view::Column) -> bool| -> String {
        view.grid.columns.iter().filter(wanted).map(|column| column.key).collect::<Vec<_>>().join(" ")
    };
    let contract = "job client currency approved pending contingency actual committed remaining variance burn";
    assert_eq!(keys(|column| !BEYOND.contains(&column.key)), contract);
    assert_eq!(keys(|column| column.shown), "job approved pending actual committed remaining forecast burn alert pace");
    let figures = "ACME EUR 78900.00 1140.00 3890.00 275.00 32775.00 45850.00 78625.00 0.0035";
    assert_eq!(lines(&view.grid), [format!("ACME-0012 {figures}")]);
    assert_eq!((other(&view, "totals"), other(&view, "totals_open")), (vec![figures.into()], vec![figures.into()]));
    // TV runs in April 2027, in another year: 78,900 - 40,000 are given out of 240,000
    assert_eq!(
        other(&view, "annual"),
        ["ACME b2026 2026-01-01 2026-12-31 EUR 240000.00 2026-01-10 38900.00 275.00 32775.00 201100.00 0.1621"]
    );
    // working days after 2 November: 20 to the 30th and 1 December are 21; 94 weekdays to 12 March less 4 holidays are 90;
    // 275 / 78,900 x 90 / 21
    assert_eq!(hidden(&view, 0, "pace"), "0.0149");
    assert_eq!(hidden(&view, 0, "pending_why"), "change order co1 is sent");
}

#[test]
fn months_and_channels_are_those_of_the_lines_else_of_the_papers() {
    // what is approved in one month and spent in another is not compared; the film spot runs in April 2027 on TV; the rest was approved in November, as the order and the time were placed
    let book = example();
    assert_eq!(
        lines(&view(&book, &ask("2026-12-01", &["month"])).grid),
        [
            "2026-11 EUR 38900.00 1140.00 3890.00 275.00 32775.00 - - -",
            "2027-04 EUR 40000.00 0.00 0.00 0.00 0.00 - - -",
        ]
    );
    assert_eq!(
        lines(&view(&book, &ask("2026-12-01", &["channel", "client"])).grid),
        [
            "- ACME EUR 38900.00 1140.00 3890.00 275.00 32775.00 5850.00 38625.00 0.0071",
            "tv ACME EUR 40000.00 0.00 0.00 0.00 0.00 40000.00 40000.00 0.0000",
        ]
    );
}

/// Three jobs: 1,000 euros of which nothing is left, 400 dollars, and one called off.
fn mixed() -> Agency {
    let one = |currency: &str, sum: u32, more: &str| {
        job_text(&format!(
            "estimates: [{{version: 1, status: approved, currency: {currency}, lines: [{{id: a, kind: fee, hours: 10, rate: {sum}}}], approvals: [{}]}}]\n{more}",
            yes("2026-11-05")
        ))
    };
    let (euros, dollars) = (one("EUR", 100, "team: {account-executive: ann}"), one("USD", 40, ""));
    let off = one("EUR", 7, "cancelled: {date: 2026-11-20}");
    let jobs = [("ACME-0001", euros.as_str()), ("ACME-0002", dollars.as_str()), ("ACME-0003", off.as_str())];
    let time = "entries: [{date: 2026-11-06, job: ACME-0001, hours: 11, line: a}, {date: 2026-11-06, job: ACME-0002, hours: 9, line: a}]";
    agency(CONFIG, CLIENT, &jobs, &[("ann/2026-11", time)])
}

#[test]
fn currencies_never_mix_and_totals_tell_open_jobs_apart() {
    let view = view(&mixed(), &ask("2026-11-30", &[]));
    assert_eq!(
        lines(&view.grid),
        [
            "ACME-0001 ACME EUR 1000.00 0.00 0.00 1100.00 0.00 -100.00 -100.00 1.1000",
            "ACME-0002 ACME USD 400.00 0.00 0.00 360.00 0.00 40.00 40.00 0.9000",
            "ACME-0003 ACME EUR 70.00 0.00 0.00 0.00 0.00 70.00 70.00 0.0000",
        ]
    );
    let tones: Vec<Tone> = view.grid.rows.iter().map(|row| row.tone).collect();
    assert_eq!(tones, [Tone::Red, Tone::Amber, Tone::Plain]);
    assert_eq!(
        other(&view, "totals"),
        [
            "ACME EUR 1070.00 0.00 0.00 1100.00 0.00 -30.00 -30.00 1.0280",
            "ACME USD 400.00 0.00 0.00 360.00 0.00 40.00 40.00 0.9000",
        ]
    );
    assert_eq!(other(&view, "totals_open")[0], "ACME EUR 1000.00 0.00 0.00 1100.00 0.00 -100.00 -100.00 1.1000");
}

#[test]
fn by_client_a_table_shows_the_totals_once() {
    let shown = |by: &[&str]| {
        let view = view(&mixed(), &ask("2026-11-30", by));
        assert_eq!(view.others[0].0, "totals");
        view.others[0].2.columns.iter().any(|column| column.shown)
    };
    assert!(!shown(&["client"]));
    assert!(shown(&["job"]) && shown(&["client", "month"]));
}

#[test]
fn over_shows_what_is_exceeded_and_a_client_only_its_own() {
    let ids = |ask: ReportAsk| -> Vec<String> {
        lines(&view(&mixed(), &ask).grid).iter().map(|line| line[..9].to_owned()).collect()
    };
    let on = || ask("2026-11-30", &[]);
    assert_eq!(ids(ReportAsk { over: true, ..on() }), ["ACME-0001"]);
    assert_eq!(ids(ReportAsk { client: ClientId::parse("BOLT").ok(), ..on() }), [""; 0]);
}

#[test]
fn a_question_that_makes_no_sense_says_what_to_ask() {
    let why = |by: &[&str]| Budget.view(&example(), &ask("2026-12-01", by)).expect_err("no");
    assert_eq!(
        why(&["chanel"]),
        "budgets cannot be grouped by `chanel`: choose from line, job, client, channel, month, supplier, role, person; did you mean `channel`?"
    );
    assert_eq!(why(&["job", "job"]), "`job` is named twice: name each way to group once");
}

#[test]
fn a_job_that_cannot_be_read_makes_the_totals_of_its_client_unknown() {
    let mut book = mixed();
    let jobs: Vec<_> = book.jobs.iter().cloned().collect();
    book.jobs = Shelf::new(jobs, vec![(job_id("ACME-0009"), SourceId(7))], true);
    let told = view(&book, &ask("2026-11-30", &[]));
    assert_eq!(told.grid.rows.len(), 3);
    assert_eq!(other(&told, "totals"), ["ACME EUR - - - - - - - -", "ACME USD - - - - - - - -"]);
    let by_month = view(&book, &ask("2026-11-30", &["month"]));
    assert_eq!(lines(&by_month.grid)[0], "2026-11 EUR - - - - - - - -");
    assert_eq!(hidden(&by_month, 0, "why"), "job `ACME-0009` cannot be read");
    assert!(by_month.notes.contains(&"cannot be told: job `ACME-0009` cannot be read".to_owned()));
}

#[test]
fn a_figure_that_cannot_be_told_is_empty_in_its_row_and_in_every_sum_over_it() {
    let text = job_text("orders: [{id: po-1, date: 2026-11-25, net: 100, status: sent, currency: SEK}]");
    let fine = job_text("orders: [{id: po-1, date: 2026-11-25, net: 100, status: sent}]");
    let book = agency(CONFIG, CLIENT, &[("ACME-0001", &text), ("ACME-0002", &fine)], &[]);
    let told = view(&book, &ask("2026-12-01", &[]));
    assert_eq!(
        lines(&told.grid),
        [
            "ACME-0001 ACME EUR 0.00 0.00 0.00 0.00 - - 0.00 -",
            "ACME-0002 ACME EUR 0.00 0.00 0.00 0.00 115.00 -115.00 0.00 -",
        ]
    );
    assert_eq!(other(&told, "totals"), ["ACME EUR 0.00 0.00 0.00 0.00 - - 0.00 -"]);
    let why = "there is no exchange rate for SEK on 2026-11-25: add one to `[fx]` in `suits.toml`";
    assert_eq!(hidden(&told, 0, "why"), why);
    assert!(told.notes.contains(&format!("cannot be told: ACME-0001: {why}")));
    let over = view(&book, &ReportAsk { over: true, ..ask("2026-12-01", &[]) });
    assert!(over.notes.last().expect("a note").starts_with("1 more may be exceeded"));
    // nothing was approved for the second job, so no budget of it is exceeded; it is said all the same
    assert_eq!(over.grid.rows, []);
    assert!(over.notes.iter().any(|note| note.starts_with("1 more with spending and nothing approved")));
}

#[test]
fn hours_without_a_rate_are_said() {
    let text = job_text("");
    let entries = "entries: [{date: 2026-11-19, job: ACME-0001, hours: 3}]";
    let told =
        view(&agency(CONFIG, CLIENT, &[("ACME-0001", &text)], &[("kim/2026-11", entries)]), &ask("2026-12-01", &[]));
    assert_eq!(hidden(&told, 0, "unpriced_hours"), "3");
    assert!(told.notes.iter().any(|note| note.contains("3 h of `kim` on ACME-0001, 2026-11-19")));
}

#[test]
fn every_way_to_group_comes_to_the_same_totals() {
    for by in [
        &["job"][..],
        &["month"],
        &["channel", "month"],
        &["client", "job"],
        &["month", "channel", "job"],
        &["supplier"],
        &["role", "person"],
    ] {
        for book in [mixed(), example()] {
            let told = view(&book, &ask("2026-11-30", by));
            let sum = |grid: &Grid, key: &str| -> Decimal {
                let at = grid.columns.iter().position(|column| column.key == key).expect("the column");
                let amount = |cell: &Cell| if let Cell::Money(money) = cell { money.amount } else { Decimal::ZERO };
                grid.rows.iter().map(|row| amount(&row.cells[at])).sum()
            };
            let totals = &told.others[0].2;
            let alike = by.iter().all(|way| !["month", "role", "person"].contains(way));
            let compared: &[&str] = if alike { &["remaining", "variance"] } else { &[] };
            for key in ["approved", "pending", "contingency", "actual", "committed"].iter().chain(compared).copied() {
                assert_eq!(sum(&told.grid, key), sum(totals, key), "{key} by {by:?}");
            }
        }
    }
}

#[test]
fn a_forecast_takes_each_line_as_used_up_until_the_job_is_delivered() {
    // concept 4,400 - 275, film 34,500 - 32,775, TV 40,000: 45,850 to come
    let told = view(&example(), &ask("2026-12-01", &[]));
    assert_eq!((hidden(&told, 0, "to_come"), hidden(&told, 0, "forecast")), ("45850.00".into(), "78900.00".into()));
    // the one over its line by 100 stays 100 over, the other is to use its 40 up, and of the one called off nothing comes
    let told = view(&mixed(), &ask("2026-11-30", &[]));
    let forecasts = [0, 1, 2].map(|row| hidden(&told, row, "forecast"));
    assert_eq!(forecasts, ["1100.00", "400.00", "0.00"]);
    let alerts = [0, 1, 2].map(|row| hidden(&told, row, "alert"));
    assert_eq!(alerts, ["Count(100)", "Count(90)", "-"]);
}

#[test]
fn an_agency_has_alerts_of_its_own() {
    // 1,100 of 1,000 is past all of them; 360 of 400 is 90 percent: past 75, the last below 100, so amber
    let told = |alerts: &[u32]| {
        let mut book = mixed();
        book.config.alerts = alerts.to_vec();
        let told = view(&book, &ask("2026-11-30", &[]));
        let cells = [0, 1].map(|row| hidden(&told, row, "alert"));
        (cells, told.grid.rows[1].tone, told.notes.join("; "))
    };
    let (cells, tone, notes) = told(&[25, 50, 75]);
    assert_eq!((cells, tone), (["Count(75)", "Count(75)"].map(str::to_owned), Tone::Amber));
    assert!(notes.contains("burn past %: the highest of 25, 50, 75 that is burnt"), "{notes}");
    let (cells, tone, _) = told(&[50, 95, 110]);
    assert_eq!((cells, tone), (["Count(110)", "Count(50)"].map(str::to_owned), Tone::Plain));
    let (cells, tone, notes) = told(&[]);
    assert_eq!((cells, tone), (["-", "-"].map(str::to_owned), Tone::Plain));
    assert!(!notes.contains("burn past %"), "{notes}");
}
