//! Whatever is written otherwise in a sound book: after `check --fix` nothing is found that was not found before, nothing that could be
//! mended is left, and no file changed but those that were written otherwise.

use crate::harness::Case;
use fastrand::Rng;
use std::collections::{BTreeMap, BTreeSet};
use suits::source::Step;
use suits::values::Day;
use suits::yaml::{Document, Kind, path_of, read};

const ROUNDS: u64 = 12;

fn records(case: &Case) -> BTreeMap<String, String> {
    let entries = walkdir::WalkDir::new(case.path()).into_iter().map(|entry| entry.expect("lists"));
    let files = entries.filter(|entry| entry.path().extension().is_some_and(|end| end == "yaml" || end == "yml"));
    files
        .map(|entry| entry.path().strip_prefix(case.path()).expect("inside").to_str().expect("UTF-8").to_owned())
        .map(|path| (path.clone(), case.text(&path)))
        .collect()
}

/// A date as somebody might write it; some of them can be two days.
fn untidy(rng: &mut Rng, day: &str) -> String {
    let (year, month, last) = (&day[..4], day[5..7].trim_start_matches('0'), day[8..].trim_start_matches('0'));
    match rng.u8(..6) {
        0 => format!("{year}/{month}/{last}"),
        1 => format!("{last}.{month}.{year}"),
        2 => format!("{year}-{month}-{last} 00:00:00"),
        3 => format!("\" {day}\""),
        4 => day
            .chars()
            .map(|sign| sign.to_digit(10).map_or(sign, |digit| char::from_u32(0xFF10 + digit).expect("wide")))
            .collect(),
        _ => "soon".to_owned(),
    }
}

fn misspelt(rng: &mut Rng, word: &str) -> String {
    match rng.u8(..3) {
        0 => word.to_uppercase(),
        1 => format!("{} ", word.replace('-', "_")).replace(' ', ""),
        _ => format!("{word}x"),
    }
}

/// Writes a date or a word of a record otherwise; `None` where the dice fell on something else.
fn scribble(rng: &mut Rng, text: &str) -> Option<String> {
    const SIGNED: [&str; 6] = ["approvals", "overrides", "waived", "reviewers", "verdicts", "waiver"];
    let tree = read(text).ok()?;
    let document = Document { text, tree: &tree };
    let node = tree.nodes.get(rng.usize(..tree.nodes.len())).filter(|node| node.kind == Kind::Plain)?;
    let at = u32::try_from(tree.nodes.iter().position(|other| other == node)?).ok()?;
    let path = path_of(&document, at);
    let keys: Vec<&str> =
        path.0.iter().filter_map(|step| if let Step::Key(key) = step { Some(&**key) } else { None }).collect();
    let raw = node.span().of(text);
    if keys.iter().any(|key| SIGNED.contains(key)) || keys.last() == Some(&raw) {
        return None;
    }
    let new = match keys.last() {
        _ if Day::parse(raw).is_some() => untidy(rng, raw),
        Some(&("status" | "stage" | "type")) => misspelt(rng, raw),
        _ => return None,
    };
    Some(format!("{}{new}{}", &text[..node.start as usize], &text[node.end as usize..]))
}

fn found(case: &Case) -> BTreeSet<(String, String, bool)> {
    let ran = case.run("check --format json");
    let word = |found: &serde_json::Value, key: &str| found[key].as_str().expect("a text").to_owned();
    let findings = ran.json()["findings"].as_array().expect("findings").clone();
    findings
        .iter()
        .map(|found| (word(found, "code"), word(found, "path"), found["fixable"].as_bool().expect("told")))
        .collect()
}

#[test]
fn a_repair_brings_nothing_new_and_leaves_nothing_undone() {
    for seed in 0..ROUNDS {
        let mut rng = Rng::with_seed(seed);
        let case = Case::copy("tests/books/tidy", "2026-12-01");
        let tidy = records(&case);
        let kinds = ["jobs/", "clients/", "timesheets/", "contact-reports/"];
        let paths: Vec<&String> = tidy.keys().filter(|path| kinds.iter().any(|kind| path.starts_with(kind))).collect();
        let mut touched = BTreeSet::new();
        while touched.len() < 5 {
            let path = paths[rng.usize(..paths.len())];
            if let Some(text) = scribble(&mut rng, &case.text(path)) {
                case.write(path, text);
                touched.insert(path.clone());
            }
        }
        let before = found(&case);
        case.run("check --fix");
        let after = found(&case);
        let known: BTreeSet<_> = before.iter().map(|(code, path, _)| (code, path)).collect();
        for (code, path, fixable) in &after {
            assert!(known.contains(&(code, path)), "seed {seed}: {code} in {path} is new");
            assert!(!fixable, "seed {seed}: {code} in {path} is left undone");
        }
        for (path, text) in records(&case) {
            assert!(touched.contains(&path) || tidy[&path] == text, "seed {seed}: {path} was not to be touched");
        }
    }
}
