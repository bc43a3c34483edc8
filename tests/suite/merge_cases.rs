//! Named cases of two people changing one record: what this engine, plain git and another structural merger make of them.
//! The table in the README is written from here.

use serde_yaml::Value as Yaml;
use std::path::Path;
use std::process::Command;
use suits::domain::record::Kind;
use suits::history::merge::{Labels, Rules, Sides, merge};

/// One case of `tests/vectors/merges.toml`.
struct Case {
    name: String,
    kind: Kind,
    base: String,
    ours: String,
    theirs: String,
    /// What must come out; `None` where only the two people can tell.
    merged: Option<String>,
    /// What the other merger made of it.
    mergiraf: String,
}

/// What a merger made of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Made {
    /// What had to come out.
    Right,
    /// It asks, and has to.
    Asks,
    /// It asks what needs no asking.
    AsksNeedlessly,
    /// It asks, and one side's change stands in no version it shows.
    AsksAndLoses,
    /// It answers, and a comment is gone.
    LosesAComment,
    /// It answers, and the answer is not what both said.
    Wrong,
    /// It answers where both changed one thing: one of them is lost.
    Picks,
}

impl Made {
    const ALL: [Made; 7] = [
        Made::Right,
        Made::Asks,
        Made::AsksNeedlessly,
        Made::AsksAndLoses,
        Made::LosesAComment,
        Made::Wrong,
        Made::Picks,
    ];

    fn words(self) -> &'static str {
        match self {
            Made::Right => "right",
            Made::Asks => "asks, as it must",
            Made::AsksNeedlessly => "asks needlessly",
            Made::AsksAndLoses => "asks, one side missing",
            Made::LosesAComment => "loses a comment",
            Made::Wrong => "wrong, and silent",
            Made::Picks => "picks one, silently",
        }
    }

    /// Judges a text against what had to come out.
    fn of(case: &Case, text: &str, asks: bool) -> Made {
        match (&case.merged, asks) {
            (None, true) if both_stand(case, text) => Made::Asks,
            (_, true) if !both_stand(case, text) => Made::AsksAndLoses,
            (Some(_), true) => Made::AsksNeedlessly,
            (None, _) => Made::Picks,
            (Some(wanted), false) => {
                let said = |text: &str| serde_yaml::from_str::<Yaml>(text).ok();
                match (said(text) == said(wanted), remarks(text) == remarks(wanted)) {
                    (true, true) => Made::Right,
                    (true, false) => Made::LosesAComment,
                    (false, _) => Made::Wrong,
                }
            }
        }
    }
}

/// Whether every line that a side has and the base has not stands in a text.
fn both_stand(case: &Case, text: &str) -> bool {
    let new = |side: &str| -> Vec<String> {
        let old: Vec<&str> = case.base.lines().map(str::trim).collect();
        side.lines().map(str::trim).filter(|line| !old.contains(line)).map(str::to_owned).collect()
    };
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    new(&case.ours).iter().chain(&new(&case.theirs)).all(|line| lines.contains(&line.as_str()))
}

fn remarks(text: &str) -> Vec<String> {
    let remark = |line: &str| line.split_once('#').map(|(_, remark)| remark.trim().to_owned());
    let mut remarks: Vec<String> = text.lines().filter_map(remark).collect();
    remarks.sort();
    remarks
}

fn cases() -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/merges.toml");
    let table: toml::Table = std::fs::read_to_string(path).expect("the cases").parse().expect("TOML");
    let text = |case: &toml::Value, key: &str| case.get(key).and_then(toml::Value::as_str).map(str::to_owned);
    let need = |case: &toml::Value, key: &str| text(case, key).unwrap_or_else(|| panic!("a case without `{key}`"));
    let read = |case: &toml::Value| {
        let kind = need(case, "kind");
        Case {
            name: need(case, "name"),
            kind: Kind::ALL.iter().copied().find(|known| known.as_str() == kind).expect("a kind"),
            base: need(case, "base"),
            ours: need(case, "ours"),
            theirs: need(case, "theirs"),
            merged: text(case, "merged"),
            mergiraf: text(case, "mergiraf").unwrap_or_default(),
        }
    };
    table["case"].as_array().expect("cases").iter().map(read).collect()
}

fn by_suits(case: &Case) -> (String, bool) {
    let sides = Sides { base: Some(&case.base), ours: &case.ours, theirs: &case.theirs };
    let merged = merge(Some(case.kind), &sides, &Labels::default(), &Rules::default()).expect("reads");
    (merged.text, !merged.conflicts.is_empty())
}

/// Runs a merger over three files; both print the result, and exit with more than 0 where they ask.
fn by(program: &str, arguments: &[&str], case: &Case) -> (String, bool) {
    let folder = tempfile::tempdir().expect("a scratch folder");
    for (name, text) in [("base.yaml", &case.base), ("ours.yaml", &case.ours), ("theirs.yaml", &case.theirs)] {
        std::fs::write(folder.path().join(name), text).expect("a file");
    }
    let mut merger = Command::new(program);
    merger.current_dir(folder.path()).args(arguments).env("GIT_CONFIG_GLOBAL", "/dev/null");
    let output = merger.output().expect("the merger runs");
    (String::from_utf8_lossy(&output.stdout).into_owned(), !output.status.success())
}

fn by_git(case: &Case) -> (String, bool) {
    by("git", &["merge-file", "-p", "ours.yaml", "base.yaml", "theirs.yaml"], case)
}

#[test]
fn every_case_comes_out_as_it_must() {
    for case in cases() {
        let (text, asks) = by_suits(&case);
        let wanted = if case.merged.is_some() { Made::Right } else { Made::Asks };
        assert_eq!(Made::of(&case, &text, asks), wanted, "{}\n{text}", case.name);
    }
}

/// What is said of the other merger is what it made, where it is at hand; else only that something is said.
#[test]
fn what_is_said_of_the_other_merger_is_so() {
    let program = std::env::var("MERGIRAF").ok();
    for case in cases() {
        let said = Made::ALL.into_iter().find(|made| made.words() == case.mergiraf);
        let Some(program) = &program else {
            assert!(said.is_some(), "nothing is said of `{}`", case.name);
            continue;
        };
        let (text, asks) = by(program, &["merge", "base.yaml", "ours.yaml", "theirs.yaml", "-p", "case.yaml"], &case);
        let made = Made::of(&case, &text, asks);
        assert_eq!(said, Some(made), "{}: {}\n{text}", case.name, made.words());
    }
}

/// The table of the README.
pub(crate) fn table() -> String {
    let mut table = "| two people | `suits` | git's text merge | mergiraf 0.20.0 |\n|---|---|---|---|\n".to_owned();
    for case in cases() {
        let made = |(text, asks): (String, bool)| Made::of(&case, &text, asks).words();
        let line = [&case.name, made(by_suits(&case)), made(by_git(&case)), &case.mergiraf].join(" | ");
        table += &format!("| {line} |\n");
    }
    table
}
