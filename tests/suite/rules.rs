//! The rules: each one's own examples laid over a sound book, text rules in every language, and books that are silent.

use crate::store::book;
use std::path::Path;
use suits::checks::{self, Choice, Docs, Example, MARK, Meta, RULES};
use suits::domain::agency::{Agency, Shelf};
use suits::domain::record::Record;
use suits::domain::scope::Scope;
use suits::finding::{Finding, Severity};
use suits::source::SourceId;
use suits::store::{Snapshot, Store};
use suits::values::{BriefId, Day};

/// The day on which the figures of the record format are told.
fn today() -> Day {
    Day::ymd(2026, 12, 1).expect("a day")
}

/// In examples: the fingerprint of a text that has not changed.
const FRESH: &str = "h1-0000000000000000";

/// In examples, after a path: that record has the same text.
const ALIKE: &str = " says the same";

/// The top-level keys (in `suits.toml`: the tables) of `piece` in place of those of `base`; what `base` has besides stays.
fn overlaid(base: &str, piece: &str) -> String {
    let tables = piece.starts_with('[');
    let key = |line: &str| match tables {
        true => line.split_once(']').filter(|_| line.starts_with('[')).map(|(key, _)| key.to_owned()),
        false => line.split_once(':').filter(|_| line.starts_with(char::is_alphabetic)).map(|(key, _)| key.to_owned()),
    };
    let replaced: Vec<String> = piece.lines().filter_map(key).collect();
    let mut kept = String::new();
    let mut keeps = true;
    for line in base.lines() {
        if let Some(key) = key(line) {
            keeps = !replaced.contains(&key);
        }
        if keeps {
            kept.extend([line, "\n"]);
        }
    }
    kept + piece
}

/// What a rule's examples need besides the one record they show: the rule, a file of the book, its text.
const SCENES: [(&str, &str, &str); 1] = [(
    "rounds-over-contract",
    "feedback/ACME/ACME-0013-R2.yaml",
    "type: client\ndeliverable: film-30\nversion: v2\nsent: 2026-12-21\napprover: liisa\n",
)];

/// The book of the record format with one record changed. Approvals of that record are as fresh as they were, or as `FRESH` says.
fn with(example: &Example) -> Snapshot {
    changed(&example.path, |base| overlaid(base, &example.text))
}

/// The same, in the scene that a rule's examples need.
fn shown_by(meta: &Meta, example: &Example) -> Snapshot {
    let scene = SCENES.iter().filter(|(code, ..)| *code == meta.code).map(|(_, path, text)| (*path, *text));
    changed_in(&scene.collect::<Vec<_>>(), &example.path, |base| overlaid(base, &example.text))
}

/// The book of the record format with the text of one file changed.
pub(crate) fn changed(file: &str, change: impl Fn(&str) -> String) -> Snapshot {
    changed_in(&[], file, change)
}

/// The same, with other files laid out beside it.
pub(crate) fn changed_in(scene: &[(&str, &str)], file: &str, change: impl Fn(&str) -> String) -> Snapshot {
    let (dir, store) = book();
    for (path, text) in scene {
        std::fs::write(dir.path().join(path), text).expect("writes");
    }
    let before = store.load(&Scope::book()).expect("loads");
    let path = dir.path().join(file);
    let base = std::fs::read_to_string(&path).unwrap_or_default();
    let text = change(&base);
    assert_ne!(text, base, "{file}: nothing was changed");
    std::fs::write(&path, &text).expect("writes");
    for alike in text.lines().filter_map(|line| line.strip_prefix("# ")?.strip_suffix(ALIKE)) {
        std::fs::write(dir.path().join(alike), &text).expect("writes");
    }
    let mut snapshot = store.load(&Scope::book()).expect("loads");
    assert_eq!(snapshot.problems, [], "{file}: {text}");
    assert_eq!(snapshot.unknown_keys, [], "{file}: {text}");
    let source = snapshot.sources.iter().find(|(_, read)| *read.path == *file).expect("the file is read").0;
    let agency = &mut snapshot.agency;
    let fresh = text.contains(FRESH);
    agency.clients = pinned(&agency.clients, &before.agency.clients, source, fresh);
    agency.briefs = pinned(&agency.briefs, &before.agency.briefs, source, fresh);
    agency.jobs = pinned(&agency.jobs, &before.agency.jobs, source, fresh);
    agency.invoices = pinned(&agency.invoices, &before.agency.invoices, source, fresh);
    snapshot
}

fn pinned<T: Record + Clone>(shelf: &Shelf<T>, before: &Shelf<T>, source: SourceId, fresh: bool) -> Shelf<T> {
    let pin = |record: &suits::domain::record::Located<T>| {
        let mut record = record.clone();
        if record.source == source {
            let old = before.get(&record.id).found();
            for (part, fingerprint) in &mut record.fingerprints {
                let old = old.and_then(|old| old.fingerprint(part.path())).unwrap_or(fingerprint);
                *fingerprint = if fresh { FRESH.into() } else { old.into() };
            }
        }
        record
    };
    Shelf::new(shelf.iter().map(pin).collect(), Vec::new(), true)
}

/// The book of the record format as it stands.
pub(crate) fn book_of_the_format() -> Snapshot {
    book().1.load(&Scope::book()).expect("loads")
}

pub(crate) fn found(snapshot: &Snapshot) -> Vec<Finding> {
    found_by(snapshot, &Choice::default())
}

pub(crate) fn found_by(snapshot: &Snapshot, choice: &Choice) -> Vec<Finding> {
    checks::run(&snapshot.agency, today(), choice, &|source| snapshot.sources.file(source).path.to_string())
}

/// What every rule finds that does not look at the day, and this one, whether it does or not.
fn found_with(snapshot: &Snapshot, meta: &Meta) -> Vec<Finding> {
    let mut findings = found(snapshot);
    if meta.due {
        findings.extend(found_by(snapshot, &Choice { select: vec![meta.code.to_owned()], ..Choice::default() }));
    }
    findings
}

/// `code path:line message`, for comparing and for reading.
pub(crate) fn shown(snapshot: &Snapshot, findings: &[Finding]) -> Vec<String> {
    let line = |finding: &Finding| {
        let (path, position) = snapshot.position(&finding.place);
        format!("{} {path}:{} {}", finding.code, position.line, finding.message)
    };
    findings.iter().map(line).collect()
}

#[test]
fn every_rule_finds_what_its_text_shows_and_is_content_with_what_it_advises() {
    for rule in RULES {
        let meta = rule.meta();
        let docs = Docs::parse(meta.docs).expect("the headings are there");
        let good = shown_by(meta, &docs.good);
        let silent = found_with(&good, meta);
        assert!(
            silent.is_empty(),
            "{}: what to write instead is found fault with: {:#?}",
            meta.code,
            shown(&good, &silent)
        );
        let bad = shown_by(meta, &docs.bad);
        let (_, text) = bad.sources.iter().find(|(_, file)| *file.path == docs.bad.path).expect("the record is read");
        let marked = text.text.lines().position(|line| line.contains(MARK)).expect("a marked line") + 1;
        let found = shown(&bad, &found_with(&bad, meta));
        assert_eq!(found.len(), 1, "{}: {found:#?}", meta.code);
        let start = format!("{} {}:{marked} ", meta.code, docs.bad.path);
        assert!(found[0].starts_with(&start), "expected {start}, found {}", found[0]);
    }
}

fn silent(book: &str) {
    let store = Store::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join(book)).expect("a book");
    let snapshot = store.load(&Scope::book()).expect("loads");
    let findings = found(&snapshot);
    assert!(findings.is_empty(), "{book}: {:#?}", shown(&snapshot, &findings));
}

#[test]
fn the_book_of_the_record_format_is_sound() {
    silent("tests/books/records");
}

#[test]
fn the_tidy_book_is_sound() {
    silent("tests/books/tidy");
}

#[test]
fn an_empty_book_is_sound() {
    silent("tests/books/empty");
}

fn brief(text: &str) -> Example {
    Example { path: "briefs/ACME/ACME-B0004.yaml".to_owned(), text: text.to_owned() }
}

/// What is found in the brief with some keys changed: codes and the text's own line numbers from 1.
pub(crate) fn in_brief(text: &str) -> Vec<(&'static str, usize)> {
    let snapshot = with(&brief(text));
    let (_, file) = snapshot.sources.iter().find(|(_, file)| file.path.contains("B0004")).expect("the brief");
    let above = file.text.lines().count() - text.lines().count();
    let line = |finding: &Finding| snapshot.position(&finding.place).1.line as usize - above;
    found(&snapshot).iter().map(|finding| (finding.code, line(finding))).collect()
}

#[test]
fn text_rules_read_every_language_that_has_lists() {
    let many = "many-sentence-proposition";
    let gap = "placeholder-in-brief";
    let undated = "timing-without-date";
    let blank = "blank-section";
    let none = "unknown-language";
    for (text, expected) in [
        ("language: en\nproposition: The forest is near. Go out.\n", vec![(many, 2)]),
        ("language: en\nproposition: Gear for 4.5 days, e.g. a weekend.\n", vec![]),
        ("language: en\nproposition: |\n  The forest is near\n  Go out\n", vec![(many, 2)]),
        ("language: en\nproposition: >\n  The forest\n  is near.\n", vec![]),
        ("language: en\ntone: [open, same]\n", vec![]),
        ("language: fi\nproposition: Metsä alkaa ovelta. Lähde ulos.\n", vec![(many, 2)]),
        ("language: fi\naudience: avoin\n", vec![(gap, 2)]),
        ("language: fi\naudience: Kaikki, joilla on avoin mieli ja oma reppu.\n", vec![]),
        ("language: fi\ntiming:\n  live: mahdollisimman pian\n", vec![(undated, 3)]),
        ("language: th\nproposition: ป่าเริ่มที่หน้าประตูบ้านคุณ พ.ศ. ๒๕๗๐ นี้\n", vec![]),
        ("language: th\naudience: กลุ่มเป้าหมายรอยืนยันจากลูกค้า\n", vec![(gap, 2)]),
        ("language: th\ntiming:\n  live: ด่วนมาก\n", vec![(undated, 3)]),
        ("language: th\ntiming:\n  live: ๒๐๒๗-๐๔-๐๑\n", vec![(undated, 3)]),
        ("language: th\nproblem: ไม่มี\n", vec![(blank, 2)]),
        ("language: zh\nproposition: 森林从你家门口开始。\n", vec![]),
        ("language: zh-Hant\nproposition: 森林很近。走出去吧！\n", vec![(many, 2)]),
        ("language: zh\naudience: 目标人群待定\n", vec![(gap, 2)]),
        ("language: zh\ntiming:\n  live: 尽快\n", vec![(undated, 3)]),
        ("language: vi\nproposition: Rừng bắt đầu ngay trước cửa nhà bạn ở TP. Hồ Chí Minh.\n", vec![]),
        ("language: vi\nproposition: Rừng rất gần. Hãy ra ngoài.\n", vec![(many, 2)]),
        ("language: vi\naudience: Chưa xác định\n", vec![(gap, 2)]),
        ("language: vi\ntiming:\n  live: càng sớm càng tốt\n", vec![(undated, 3)]),
        ("language: sv\naudience: TBC\n", vec![(gap, 2), (none, 1)]),
        ("language: sv\naudience: Alla som vandrar, to follow the path\n", vec![(none, 1)]),
    ] {
        assert_eq!(in_brief(text), expected, "{text}");
    }
}

#[test]
fn money_and_words_for_nothing_are_each_said_once() {
    for (text, expected) in [
        ("budget:\n  amount: 80 000 EUR\n", vec![("budget-without-figure", 2)]),
        ("budget:\n  currency: EUR\n", vec![("budget-without-figure", 1)]),
        ("budget:\n  amount: TBC\n", vec![("placeholder-in-brief", 2)]),
        ("budget:\n  amount: \"-\"\n", vec![("blank-section", 2)]),
        ("timing:\n  live: TBD\n", vec![("placeholder-in-brief", 2)]),
        ("authors: []\n", vec![("blank-section", 1)]),
    ] {
        assert_eq!(in_brief(text), expected, "{text}");
    }
}

#[test]
fn a_waiver_holds_from_an_account_manager_up_and_from_the_planner() {
    let waived = |by: &str| {
        format!(
            "insight: null\nwaived:\n  - section: insight\n    by: {by}\n    reason: A tactical film; there was no time to ask.\n"
        )
    };
    assert_eq!(in_brief(&waived("pia")), []);
    assert_eq!(in_brief(&waived("mai")), []);
    assert_eq!(in_brief(&waived("ann")), [("blank-section", 1)]);
}

#[test]
fn a_draft_warns_until_it_is_handed_in_and_errs_at_the_gate() {
    let text = "status: draft\napprovals: []\nproposition: The forest is near. Go out.\n";
    let snapshot = with(&brief(text));
    let of_text = |snapshot: &Snapshot| {
        let all = found(snapshot).into_iter();
        all.filter(|one| one.code == "many-sentence-proposition").map(|one| one.severity).collect::<Vec<_>>()
    };
    assert_eq!(of_text(&snapshot), [Severity::Warning]);
    let gate = |agency: &Agency| {
        let id = BriefId::parse("ACME-B0004").expect("an id");
        let brief = agency.briefs.get(&id).found().expect("the brief");
        checks::brief_errors(brief, agency, today(), &|_| String::new())
    };
    let errors = gate(&snapshot.agency);
    assert_eq!(
        errors.iter().map(|error| (error.code, error.severity)).collect::<Vec<_>>(),
        [("many-sentence-proposition", Severity::Error)]
    );
    let handed_in = with(&brief("status: submitted\napprovals: []\nproposition: The forest is near. Go out.\n"));
    assert_eq!(of_text(&handed_in), [Severity::Error]);
}

#[test]
fn levels_follow_the_agency_and_the_part_of_the_book() {
    use suits::config::{Level, PathLevels};
    let mut snapshot = with(&brief("proposition: The forest is near. Go out.\n"));
    let severities = |snapshot: &Snapshot| found(snapshot).iter().map(|one| one.severity).collect::<Vec<_>>();
    assert_eq!(severities(&snapshot), [Severity::Error]);
    snapshot.agency.config.levels.insert("BR05".to_owned(), Level::Warning);
    assert_eq!(severities(&snapshot), [Severity::Warning]);
    let here = PathLevels {
        paths: vec!["briefs/ACME/**".to_owned()],
        levels: [("many-sentence-proposition".to_owned(), Level::Off)].into(),
    };
    snapshot.agency.config.path_levels.push(here);
    assert_eq!(severities(&snapshot), []);
    snapshot.agency.config.path_levels[0].paths = vec!["jobs/**".to_owned()];
    assert_eq!(severities(&snapshot), [Severity::Warning]);
}

#[test]
fn only_the_rules_that_are_named_run() {
    let snapshot = with(&brief("proposition: The forest is near. Go out.\naudience: TBC\n"));
    let only = |words: &[&str]| {
        let select = words.iter().map(ToString::to_string).collect();
        let choice = Choice { select, ..Choice::default() };
        let findings = checks::run(&snapshot.agency, today(), &choice, &|_| String::new());
        findings.iter().map(|finding| finding.code).collect::<Vec<_>>()
    };
    assert_eq!(only(&["br05"]), ["many-sentence-proposition"]);
    assert_eq!(only(&["placeholder-in-brief", "I01"]), ["placeholder-in-brief"]);
}

/// The names given to findings in the sources: the first text after `Finding::error(`, `Fault::new(` and their kin.
fn names_in(text: &str, names: &mut Vec<String>) {
    for call in ["Finding::error(", "Finding::warning(", "Fault::new(", "Trouble::new(", "fault("] {
        for (at, _) in text.match_indices(call) {
            let rest = text[at + call.len()..].trim_start();
            let name = rest.strip_prefix('"').and_then(|rest| rest.split('"').next());
            names.extend(
                name.filter(|name| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'))
                    .map(str::to_owned),
            );
        }
    }
}

#[test]
fn every_finding_can_be_explained() {
    let mut names = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("lists") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                names_in(&std::fs::read_to_string(&path).expect("reads"), &mut names);
            }
        }
    }
    names.sort();
    names.dedup();
    assert!(names.len() > 20, "{names:?}");
    let config = suits::config::Config::default();
    let unexplained: Vec<&String> = names.iter().filter(|name| checks::explain(name, &config).is_none()).collect();
    assert!(unexplained.is_empty(), "add these to `src/checks/reader_notes.toml`: {unexplained:?}");
}
