//! Nothing is left out: whatever changes in whatever record is told of its field; and what is alike tells nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use suits::domain::agency::Agency;
use suits::domain::layout::{AnyId, Placement, parse_path};
use suits::history::Said;
use suits::history::diff::{Around, Told, Version, fine, tell};
use suits::values::Day;

fn all_told(id: &AnyId, before: &str, after: &str) -> Vec<Told> {
    let (none, renamed) = (Agency::default(), BTreeMap::new());
    let around = Around::new(&none, &none, Day::parse("2026-12-01").expect("a day"), &renamed);
    tell(Some(Version { id, text: before }), Some(Version { id, text: after }), &around)
}

/// So many lines of records that are like others are passed over for each that is looked at.
const STRIDE: usize = 23;

/// Every record of some books, and which of its lines are looked at: all of the book that has every field.
fn records() -> Vec<(AnyId, String, usize)> {
    let mut records = Vec::new();
    for book in ["tests/books/records", "tests/books/busy", "tests/books/tidy", "examples/northlight"] {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(book);
        for entry in walkdir::WalkDir::new(&root).sort_by_file_name() {
            let entry = entry.expect("an entry");
            let path = entry.path().strip_prefix(&root).expect("below").to_string_lossy().into_owned();
            if let Placement::Record(id) = parse_path(&path) {
                let stride = if book.ends_with("records") { 1 } else { STRIDE };
                records.push((id, std::fs::read_to_string(entry.path()).expect("a text"), stride));
            }
        }
    }
    assert!(records.len() > 20, "{}", records.len());
    records
}

#[track_caller]
fn every_change_is_told(id: &AnyId, before: &str, after: &str) {
    let (Ok(old), Ok(new)) = (Said::of(before), Said::of(after)) else { return };
    let changed: BTreeSet<String> = fine(&old, &new).iter().map(|change| change.path.to_string()).collect();
    let told = all_told(id, before, after);
    let fields: BTreeSet<String> = told.iter().flat_map(|told| &told.fields).map(ToString::to_string).collect();
    let missing: Vec<&String> = changed.difference(&fields).collect();
    assert!(missing.is_empty(), "{id}: {missing:?} in {told:#?}");
    assert!(!told.is_empty(), "{id}: a change of the text tells nothing:\n{before}\n=====\n{after}");
    assert!(told.iter().all(|told| !told.words.trim().is_empty()));
}

#[test]
fn a_line_that_goes_or_comes_is_told() {
    for (id, text, stride) in records() {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        for at in (0..lines.len()).step_by(stride) {
            let without = [&lines[..at], &lines[at + 1..]].concat().concat();
            if without != text {
                every_change_is_told(&id, &text, &without);
                every_change_is_told(&id, &without, &text);
            }
        }
    }
}

#[test]
fn a_value_that_becomes_another_is_told() {
    for (id, text, stride) in records() {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        for (at, line) in lines.iter().enumerate().step_by(stride) {
            let Some((key, _)) = line.split_once(": ") else { continue };
            for value in ["2027-02-01", "12.50", "ann", "null", "some words that are prose"] {
                let line = format!("{key}: {value}\n");
                let other = [&lines[..at], &[line.as_str()], &lines[at + 1..]].concat().concat();
                if other != text {
                    every_change_is_told(&id, &text, &other);
                }
            }
        }
    }
}

#[test]
fn a_record_beside_itself_tells_nothing() {
    for (id, text, _) in records() {
        assert_eq!(all_told(&id, &text, &text), []);
    }
}
