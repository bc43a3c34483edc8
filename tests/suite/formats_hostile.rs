//! Records say anything: quotes, breaks, markup, formulas, escape sequences, reversed lines. No format lets them act, and each can
//! be read back to what was written. Texts are made of nasty pieces from a seed that a failure names.

use crate::formats::{day, problem};
use std::panic::{RefUnwindSafe, catch_unwind};
use suits::render::{FORMATS, Findings, Page, Renderer, board, format, sanitize};
use suits::view::{Cell, Changed, Column, Data, Grid, RecordView, Row, View};
use unicode_width::UnicodeWidthStr;

const PIECES: &[&str] = &[
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2",
    "@SUM(A1)",
    "＝1",
    "－x",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\"",
    "'",
    "''",
    ",",
    ";",
    "|",
    "\\",
    "\\|",
    "`",
    "```",
    "]]>",
    "<!--",
    "<script>",
    "&lt;",
    "::error::",
    "%0A",
    "[x](https://evil.test)",
    "www.evil.test",
    "![",
    "**",
    "__",
    "~~",
    "# ",
    "- ",
    "1. ",
    "---",
    "...",
    "{}",
    "[]",
    "null",
    "true",
    "~",
    "1.10",
    "0x1F",
    "2026-12-04",
    ": ",
    " #",
    "\u{1b}[31m",
    "\u{1b}]0;x\u{7}",
    "\u{9b}2J",
    "\u{0}",
    "\u{7f}",
    "\u{85}",
    "\u{202e}",
    "\u{2066}",
    "\u{2069}",
    "\u{2028}",
    "\u{2029}",
    "\u{feff}",
    "\u{e0041}",
    "\u{a0}",
    "\u{200b}",
    "\u{200f}",
    "น้ำ",
    "ที่ปรึกษา",
    "品牌广告提案",
    "カンパニー",
    "한국어",
    "क्षि",
    "שלום",
    "e\u{301}",
    "👩‍👩‍👧",
    "👍🏽",
    "🇫🇮",
    "❤️",
    " ",
    "  ",
    "plain words",
    "averyveryverylongwordthatdoesnotend",
    "a",
    "ﷺ",
    "\u{301}",
    "lä",
    "ẞ",
];

pub(crate) fn text(random: &mut fastrand::Rng) -> String {
    (0..random.usize(0..9)).map(|_| PIECES[random.usize(0..PIECES.len())]).collect()
}

/// Runs with many texts, and names the seed of what fails.
pub(crate) fn always(what: impl Fn(&mut fastrand::Rng) + RefUnwindSafe) {
    for seed in 0..600 {
        let run = catch_unwind(|| what(&mut fastrand::Rng::with_seed(seed)));
        assert!(run.is_ok(), "failed with seed {seed}");
    }
}

fn view(texts: &[String]) -> View {
    let columns = vec![
        Column::word("id", "Id"),
        Column::prose("title", "Title of it"),
        Column::word("list", "List"),
        Column::figure("days", "Days late"),
    ];
    let rows = texts.iter().enumerate().map(|(at, text)| {
        let id = Cell::Text(format!("ACME-{at:04}"));
        Row::new(vec![id, Cell::text(text), Cell::List(vec![text.clone(), "x".into()]), Cell::count(at)])
    });
    View {
        name: "hostile",
        version: 1,
        title: texts[0].clone(),
        as_of: day("2026-11-21"),
        grid: Grid { columns, rows: rows.collect() },
        others: Vec::new(),
        notes: vec![texts[0].clone()],
        when_empty: texts[0].clone(),
        unreadable: Vec::new(),
    }
}

fn texts(random: &mut fastrand::Rng) -> Vec<String> {
    (0..3).map(|_| text(random)).collect()
}

fn printed(name: &str, view: &View, page: &Page) -> String {
    bytes(|out| format(name).map_err(|_| name).expect("a format").view(view, page, out))
}

fn bytes(print: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let mut out = Vec::new();
    print(&mut out).expect("memory");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn nothing_hostile_reaches_any_page() {
    always(|random| {
        let texts = texts(random);
        let width = random.u16(20..120);
        for renderer in FORMATS {
            for printed in everything(*renderer, &texts, width) {
                let bare = printed.replace("\r\n", "\n");
                let acting = bare.chars().find(|c| acts(*c));
                assert_eq!(acting, None, "{} of {texts:?}", renderer.name());
            }
        }
    });
}

/// By the Unicode charts, not by the code under test: controls, separators, embeddings, overrides, isolates, tags.
pub(crate) fn acts(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{e0041}')
}

fn everything(renderer: &dyn Renderer, texts: &[String], width: u16) -> Vec<String> {
    let page = Page { width: Some(width), ..Page::default() };
    let view = view(texts);
    let found = [problem(&texts[0])];
    let findings = Findings::new("check", view.as_of, &found);
    let changed = Changed {
        records: vec![(texts[0].clone(), texts[1].clone())],
        summary: vec![texts[2].clone()],
        ..Changed::default()
    };
    let dry = Changed { diff: Some(texts.join("\n")), ..changed.clone() };
    vec![
        bytes(|out| renderer.view(&view, &page, out)),
        bytes(|out| renderer.record(&record(texts), &page, out)),
        bytes(|out| renderer.findings(&findings, &page, out)),
        bytes(|out| renderer.changed(&changed, &page, out)),
        bytes(|out| renderer.changed(&dry, &page, out)),
        suits::render::said(&changed).join("\n"),
    ]
}

fn record(texts: &[String]) -> RecordView {
    let inner = Data::Map(texts.iter().map(|text| (text.clone(), Data::Text(text.clone()))).collect());
    let items = Data::List(vec![inner.clone(), Data::List(vec![Data::Text(texts[1].clone()), Data::Null]), inner]);
    let fields = Data::Map(vec![(texts[0].clone(), Data::Text(texts[2].clone())), ("items".into(), items)]);
    let facts = vec![("stage", "Stage", Cell::text(&texts[1]))];
    RecordView {
        kind: "job",
        id: "ACME-0012".into(),
        path: "jobs/ACME/ACME-0012.yaml".into(),
        facts,
        others: Vec::new(),
        fields,
    }
}

#[test]
fn json_and_its_lines_give_every_text_back() {
    always(|random| {
        let texts = texts(random);
        let json: serde_json::Value =
            serde_json::from_str(&printed("json", &view(&texts), &Page::default())).expect("json");
        let lines = printed("jsonl", &view(&texts), &Page::default());
        let lines: Vec<serde_json::Value> =
            lines.lines().map(|line| serde_json::from_str(line).expect("json")).collect();
        for (at, text) in texts.iter().enumerate() {
            assert_eq!(json["rows"][at]["title"], text.as_str());
            assert_eq!(lines[at]["list"][0], text.as_str());
        }
    });
}

#[test]
fn yaml_gives_every_text_back_with_its_escapes() {
    always(|random| {
        let texts = texts(random);
        let printed = printed("yaml", &view(&texts), &Page::default());
        let yaml: serde_json::Value =
            serde_yaml::from_str(&printed).unwrap_or_else(|error| panic!("{error}: {printed}"));
        for (at, text) in texts.iter().enumerate() {
            assert_eq!(yaml["rows"][at]["title"], *sanitize::text(text), "{printed}");
        }
    });
}

#[test]
fn csv_gives_every_text_back_and_nothing_for_a_spreadsheet_to_run() {
    always(|random| {
        let texts = texts(random);
        for csv_raw in [false, true] {
            let printed = printed("csv", &view(&texts), &Page { csv_raw, ..Page::default() });
            let mut reader = csv::ReaderBuilder::new().from_reader(printed.as_bytes());
            let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("four fields")).collect();
            assert_eq!(rows.len(), texts.len(), "{printed}");
            for (row, text) in rows.iter().zip(&texts) {
                let safe = sanitize::text(text);
                if csv_raw {
                    assert_eq!(row[1], *safe);
                    continue;
                }
                let unguarded = |(line, safe): (&str, &str)| line == safe || line.strip_prefix('\'') == Some(safe);
                assert!(row[1].split('\n').zip(safe.split('\n')).all(unguarded), "{row:?} of {safe:?}");
                let runs = |line: &str| line.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
                assert!(!row.iter().take(3).any(|field| field.split('\n').any(runs)), "{row:?}");
            }
        }
    });
}

#[test]
fn tsv_gives_every_text_back() {
    always(|random| {
        let texts = texts(random);
        let printed = printed("tsv", &view(&texts), &Page { csv_raw: true, ..Page::default() });
        let rows: Vec<&str> = printed.strip_suffix('\n').expect("a last line ends").split('\n').skip(1).collect();
        assert_eq!(rows.len(), texts.len(), "{printed}");
        for (row, text) in rows.iter().zip(&texts) {
            let fields: Vec<&str> = row.split('\t').collect();
            assert_eq!(fields.len(), 4, "{row}");
            // Backslashes are held apart while the two other escapes are undone.
            let back =
                fields[1].replace("\\\\", "\u{0}").replace("\\t", "\t").replace("\\n", "\n").replace('\u{0}', "\\");
            assert_eq!(back, *sanitize::text(text));
        }
    });
}

#[test]
fn markdown_has_its_own_bars_and_nobody_elses_markup() {
    always(|random| {
        let texts = texts(random);
        let printed = printed("md", &view(&texts), &Page::default());
        let rows: Vec<&str> = printed.lines().filter(|line| line.starts_with("| ACME-")).collect();
        assert_eq!(rows.len(), texts.len(), "{printed}");
        for row in rows {
            let mut bars = 0;
            let mut escaped = false;
            for (at, c) in row.char_indices() {
                // a star between two blanks is a star, and a `>` in a cell closes nothing
                let is_alone = c == '*' && row[..at].ends_with(' ') && row[at + 1..].starts_with(' ');
                assert!(escaped || is_alone || !matches!(c, '`' | '*' | '_' | '[' | ']' | '~' | '!'), "{row}");
                assert!(c != '<', "{row}");
                bars += usize::from(c == '|' && !escaped);
                escaped = c == '\\' && !escaped;
            }
            assert_eq!(bars, 5, "four cells: {row}");
            assert!(!row.contains("://") && !row.contains("www."), "{row}");
        }
    });
}

#[test]
fn no_line_of_a_table_is_wider_than_its_page() {
    always(|random| {
        let texts = texts(random);
        let page = Page { width: Some(random.u16(20..100)), ..Page::default() };
        let limit = usize::from(page.width.unwrap_or_default());
        let table = format("table").map_err(|_| "table").expect("a format");
        let view = view(&texts);
        let pages = [
            bytes(|out| table.view(&view, &page, out)),
            bytes(|out| table.record(&record(&texts), &page, out)),
            bytes(|out| board::columns(&view, "days", &page, out)),
        ];
        for printed in &pages {
            // The first line of a record is its id and path, which are never cut.
            for line in printed.lines().filter(|line| !line.starts_with("ACME-0012  job")) {
                assert!(line.width() <= limit, "{} columns of {limit}: {line:?}\n{printed}", line.width());
            }
        }
        for row in 0..texts.len() {
            assert!(pages[0].contains(&format!("ACME-{row:04}")), "an id is never cut: {}", pages[0]);
        }
    });
}
