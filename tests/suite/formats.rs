//! Every format of one view, read back by a reader that is not ours; its expected parts are worked out from the view by hand.

use suits::finding::Severity;
use suits::render::{Findings, Page, format};
use suits::values::{Currency, Day, Decimal, Money};
use suits::view::{
    Cell, Changed, Column, Data, Failure, Grid, Problem, RecordView, Related, Row, Tone, Unreadable, View,
};

pub(crate) fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

fn eur(amount: i64) -> Cell {
    Cell::Money(Money::new(Decimal::from(amount), Currency::EUR))
}

/// Two late jobs, one without a due day, with a total and a file that does not read.
fn overdue() -> View {
    let columns = vec![
        Column::word("job", "Job"),
        Column::prose("title", "Title"),
        Column::date("due", "Due"),
        Column::figure("days_late", "Days late"),
        Column::money("approved", "Approved"),
        Column::figure("burn", "Burn"),
        Column::word("roles", "Roles").hidden(),
    ];
    let roles = Cell::List(vec!["copywriter".into(), "designer".into()]);
    let first = vec![
        Cell::text("ACME-0012"),
        Cell::text("Spring film"),
        Cell::Day(day("2026-11-20")),
        Cell::Count(12),
        eur(30_000),
        Cell::Ratio(Decimal::new(25, 2)),
        roles,
    ];
    let second = vec![
        Cell::text("BOLT-0001"),
        Cell::text("品牌广告"),
        Cell::Empty,
        Cell::Count(3),
        Cell::Empty,
        Cell::Empty,
        Cell::List(Vec::new()),
    ];
    let total = Grid { columns: vec![Column::money("approved", "Approved")], rows: vec![Row::new(vec![eur(30_000)])] };
    View {
        name: "overdue",
        version: 1,
        title: "Overdue handoffs".into(),
        as_of: day("2026-11-21"),
        grid: Grid { columns, rows: vec![Row { cells: first, tone: Tone::Red }, Row::new(second)] },
        others: vec![("totals", "Totals".into(), total)],
        notes: vec!["days are working days".into()],
        when_empty: "nothing is overdue".into(),
        unreadable: vec![Unreadable {
            path: "jobs/ACME/ACME-0013.yaml".into(),
            line: 3,
            column: 7,
            message: "expected a date".into(),
        }],
    }
}

fn printed(name: &str, view: &View, page: &Page) -> String {
    let mut out = Vec::new();
    format(name).map_err(|_| name).expect("a format").view(view, page, &mut out).expect("memory");
    String::from_utf8(out).expect("UTF-8")
}

fn plain(name: &str) -> String {
    printed(name, &overdue(), &Page::default())
}

const JSON: &str = r#"{
  "report": "overdue",
  "version": 1,
  "as_of": "2026-11-21",
  "rows": [
    {"job": "ACME-0012", "title": "Spring film", "due": "2026-11-20", "days_late": 12,
     "approved": {"amount": "30000.00", "currency": "EUR"}, "burn": "0.2500", "roles": ["copywriter", "designer"]},
    {"job": "BOLT-0001", "title": "品牌广告", "due": null, "days_late": 3, "approved": null, "burn": null, "roles": []}
  ],
  "totals": [{"approved": {"amount": "30000.00", "currency": "EUR"}}],
  "notes": ["days are working days"],
  "unreadable": [{"path": "jobs/ACME/ACME-0013.yaml", "line": 3, "column": 7, "message": "expected a date"}]
}"#;

fn expected() -> serde_json::Value {
    serde_json::from_str(JSON).expect("json")
}

#[test]
fn json_is_the_envelope_that_scripts_rely_on() {
    let text = plain("json");
    assert_eq!(serde_json::from_str::<serde_json::Value>(&text).expect("json"), expected());
    assert!(
        text.starts_with("{\n  \"report\": \"overdue\",\n  \"version\": 1,\n") && text.ends_with("]\n}\n"),
        "{text}"
    );
}

#[test]
fn yaml_says_the_same_as_json() {
    assert_eq!(serde_yaml::from_str::<serde_json::Value>(&plain("yaml")).expect("yaml"), expected());
}

#[test]
fn each_line_of_jsonl_stands_alone() {
    let text = plain("jsonl");
    let lines: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).expect("a line is json")).collect();
    assert_eq!(lines.len(), 3, "two rows and one file that does not read");
    assert!(lines.iter().all(|line| line["report"] == "overdue" && line["version"] == 1), "{text}");
    assert_eq!(lines[0]["approved"]["amount"], "30000.00");
    assert_eq!(lines[2]["unreadable"]["line"], 3);
}

#[test]
fn csv_has_a_header_and_a_currency_beside_each_sum() {
    let text = plain("csv");
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let header: Vec<&str> = header.iter().collect();
    assert_eq!(header, ["job", "title", "due", "days_late", "approved", "approved_currency", "burn", "roles"]);
    let rows: Vec<Vec<String>> = reader.deserialize().map(|row| row.expect("a row")).collect();
    assert_eq!(
        rows[0],
        ["ACME-0012", "Spring film", "2026-11-20", "12", "30000.00", "EUR", "0.2500", "copywriter; designer"]
    );
    assert_eq!(rows[1], ["BOLT-0001", "品牌广告", "", "3", "", "", "", ""]);
    assert_eq!(text.matches("\r\n").count(), 3, "RFC 4180 ends lines with CR LF");
}

#[test]
fn tsv_has_a_tab_between_fields() {
    let text = plain("tsv");
    let second: Vec<&str> = text.lines().nth(1).expect("a row").split('\t').collect();
    assert_eq!(
        second,
        ["ACME-0012", "Spring film", "2026-11-20", "12", "30000.00", "EUR", "0.2500", "copywriter; designer"]
    );
}

#[test]
fn markdown_is_a_table_with_its_figures_to_the_right() {
    let expected = "\
## Overdue handoffs

As of 2026-11-21.

| Job | Title | Due | Days late | Approved | Burn |
| --- | --- | --- | ---: | ---: | ---: |
| ACME-0012 | Spring film | 2026-11-20 | 12 | 30,000.00 EUR | 25.0% |
| BOLT-0001 | 品牌广告 | - | 3 | - | - |

### Totals

| Approved |
| ---: |
| 30,000.00 EUR |

- days are working days
- could not read jobs/ACME/ACME-0013.yaml:3:7: expected a date
";
    assert_eq!(plain("md"), expected);
}

/// Widths: 9, 11, 10, 9, 13, 5 and five gaps of two: 67. 品牌广告 takes eight columns, so three blanks complete its eleven.
const TABLE: &str = "\
Job        Title        Due         Days late       Approved   Burn
───────────────────────────────────────────────────────────────────
ACME-0012  Spring film  2026-11-20         12  30,000.00 EUR  25.0%
BOLT-0001  品牌广告     -                   3              -      -

Totals
     Approved
─────────────
30,000.00 EUR

days are working days
";

#[test]
fn a_table_lines_up_in_every_script() {
    assert_eq!(plain("table"), TABLE);
    assert_eq!(printed("table", &overdue(), &Page { width: Some(67), ..Page::default() }), TABLE);
}

#[test]
fn a_narrower_page_breaks_headings_first_and_then_makes_cards() {
    let narrow = printed("table", &overdue(), &Page { width: Some(64), ..Page::default() });
    assert!(narrow.starts_with("Job        Title        Due         Days       Approved   Burn\n"), "{narrow}");
    let cards = printed("table", &overdue(), &Page { width: Some(30), ..Page::default() });
    let expected = "\
Job        ACME-0012
Title      Spring film
Due        2026-11-20
Days late  12
Approved   30,000.00 EUR
Burn       25.0%

Job        BOLT-0001
Title      品牌广告
Days late  3
";
    assert!(cards.starts_with(expected), "{cards}");
}

#[test]
fn what_stands_last_is_wrapped_and_never_cut() {
    let columns = vec![Column::word("job", "Job"), Column::prose("note", "Note")];
    let cells = vec![Cell::text("ACME-0012"), Cell::text("answer with `suits feedback decide`")];
    let grid = Grid { columns, rows: vec![Row::new(cells)] };
    let view = View { grid, others: Vec::new(), notes: Vec::new(), ..overdue() };
    // 9 and a gap of two leave 24 of 35 columns: "answer with `suits" is 18 wide, and " feedback" would be 9 more.
    let narrow = printed("table", &view, &Page { width: Some(35), ..Page::default() });
    assert!(narrow.ends_with("\nACME-0012  answer with `suits\n           feedback decide`\n"), "{narrow}");
}

#[test]
fn sums_give_up_a_currency_that_their_row_names_before_a_table_becomes_cards() {
    let columns = vec![
        Column::word("job", "Job"),
        Column::word("currency", "Currency"),
        Column::money("approved", "Approved"),
        Column::money("actual", "Actual"),
    ];
    let cells = vec![Cell::text("ACME-0012"), Cell::text("EUR"), eur(30_000), eur(7_500)];
    let grid = Grid { columns, rows: vec![Row::new(cells)] };
    let view = View { grid, others: Vec::new(), notes: Vec::new(), ..overdue() };
    // 9, 8, 13 and 12 with three gaps are 48; without the currency 9, 8, 9 and 8 make 40.
    let wide = printed("table", &view, &Page { width: Some(48), ..Page::default() });
    assert!(wide.ends_with("\nACME-0012  EUR       30,000.00 EUR  7,500.00 EUR\n"), "{wide}");
    let narrow = printed("table", &view, &Page { width: Some(40), ..Page::default() });
    assert!(narrow.ends_with("\nACME-0012  EUR       30,000.00  7,500.00\n"), "{narrow}");
    let cards = printed("table", &view, &Page { width: Some(39), ..Page::default() });
    assert!(cards.ends_with("\nApproved  30,000.00 EUR\nActual    7,500.00 EUR\n"), "{cards}");
}

#[test]
fn colour_repeats_what_the_words_say_and_only_where_it_is_wanted() {
    let colored = printed("table", &overdue(), &Page { color: true, ..Page::default() });
    assert!(colored.contains("\u{1b}[31mACME-0012  Spring film"), "{colored}");
    let bare = colored.replace("\u{1b}[31m", "").replace("\u{1b}[1m", "").replace("\u{1b}[0m", "");
    assert_eq!(bare, TABLE);
}

#[test]
fn no_rows_is_a_sentence_for_people_and_an_empty_list_for_scripts() {
    let view =
        View { grid: Grid { rows: Vec::new(), ..overdue().grid }, others: Vec::new(), notes: Vec::new(), ..overdue() };
    assert_eq!(printed("table", &view, &Page::default()), "nothing is overdue\n");
    assert!(printed("json", &view, &Page::default()).contains("\"rows\": [],"));
    assert_eq!(printed("csv", &view, &Page::default()).lines().count(), 1);
    assert_eq!(suits::render::unreadable_lines(&view), ["jobs/ACME/ACME-0013.yaml:3:7: expected a date"]);
}

pub(crate) fn problem(message: &str) -> Problem {
    Problem {
        code: "vague-deliverable".into(),
        alias: Some("BR07"),
        severity: Severity::Error,
        message: message.into(),
        argument: None,
        path: "briefs/ACME/ACME-B0004.yaml".into(),
        line: 4,
        column: 10,
        end_line: 4,
        end_column: 12,
        excerpt: Some(message.into()),
        pointer: "/deliverables/film-30".into(),
        help: Some(message.into()),
        related: vec![Related {
            message: message.into(),
            path: "jobs/ACME/ACME-0012.yaml".into(),
            line: 2,
            column: 1,
            end_line: 2,
            end_column: 3,
            excerpt: Some(message.into()),
        }],
        fixable: false,
    }
}

#[test]
fn findings_changes_records_and_failures_have_their_envelopes() {
    let json = format("json").map_err(|_| "json").expect("a format");
    let page = Page::default();
    let read = |out: Vec<u8>| serde_json::from_slice::<serde_json::Value>(&out).expect("json");

    let mut out = Vec::new();
    let problems = [problem("too vague")];
    let found = Findings::new("check", day("2026-11-21"), &problems);
    json.findings(&found, &page, &mut out).expect("memory");
    let found = read(out);
    assert_eq!(found["report"], "check");
    assert_eq!(found["findings"][0]["alias"], "BR07");
    assert_eq!(found["findings"][0]["related"][0]["line"], 2);
    assert_eq!(found["summary"], serde_json::json!({"errors": 1, "warnings": 0, "ignored": 0, "in_baseline": 0}));

    let mut out = Vec::new();
    let changed = Changed {
        records: vec![("ACME-0012".into(), "jobs/ACME/ACME-0012.yaml".into())],
        summary: vec!["ACME-0012: in-creative → internal-review".into()],
        ..Changed::default()
    };
    json.changed(&changed, &page, &mut out).expect("memory");
    let written = read(out);
    assert_eq!(written["changed"], serde_json::json!([{"id": "ACME-0012", "path": "jobs/ACME/ACME-0012.yaml"}]));
    assert_eq!((&written["next"], &written["dry_run"]), (&serde_json::Value::Null, &serde_json::json!(false)));

    let mut out = Vec::new();
    let fields = Data::Map(vec![("hours".into(), Data::Text("1.10".into())), ("tags".into(), Data::List(Vec::new()))]);
    let facts = vec![("stage", "Stage", Cell::text("brief"))];
    let record = RecordView {
        kind: "job",
        id: "ACME-0012".into(),
        path: "jobs/x.yaml".into(),
        facts,
        others: Vec::new(),
        fields,
    };
    json.record(&record, &page, &mut out).expect("memory");
    let shown = read(out);
    assert_eq!(shown["record"], serde_json::json!({"hours": "1.10", "tags": []}));
    assert_eq!(shown["facts"]["stage"], "brief");

    let mut out = Vec::new();
    let failure = Failure { code: "no-book", message: "no book here".into(), ..Failure::default() };
    json.failed(&failure, &page, &mut out).expect("memory");
    let failed = read(out);
    assert_eq!((&failed["error"]["code"], &failed["error"]["line"]), (&"no-book".into(), &serde_json::Value::Null));
}
