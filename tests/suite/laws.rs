//! Laws of editing, over documents and edits made at random: the asked change and no other, untouched lines byte for
//! byte, every comment kept, back again after a set and a set back, and never a panic. Seeds are printed.

mod documents;
mod opinion;
mod picks;

use documents::document;
use fastrand::Rng;
use picks::{Pick, picks, random_edit};
use std::collections::BTreeSet;
use suits::source::{Edit, KeyPath, Op};
use suits::yaml::{self, Document, Kind, Tree};

const SEEDS: std::ops::Range<u64> = 1..6001;
const EDITS: usize = 4;

/// The keys that documents mostly have, and where a new one belongs among them.
const ORDER: [&str; 6] = ["k1", "new key", "k2", "k3", "k4", "k5"];

fn order(_: &KeyPath) -> &'static [&'static str] {
    &ORDER
}

/// Everything a law may look at.
struct Trial<'a> {
    before: &'a str,
    tree: &'a Tree,
    pick: &'a Pick,
    edit: &'a Edit,
    after: &'a str,
}

impl Trial<'_> {
    fn doc(&self) -> Document<'_> {
        Document { text: self.before, tree: self.tree }
    }

    fn kind(&self) -> Kind {
        self.tree.node(self.pick.value).kind
    }
}

/// How many lines differ, before and after, once the equal ones at both ends are taken away.
fn changed_lines(before: &str, after: &str) -> (usize, usize) {
    // a last line that gains its line break is no other line
    let full = |text: &str| if text.is_empty() || text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") };
    let shown = |text: &str| full(&text.trim_start_matches('\u{feff}').replace("\r\n", "\n"));
    let (before, after) = (shown(before), shown(after));
    let (before, after): (Vec<&str>, Vec<&str>) = (before.split('\n').collect(), after.split('\n').collect());
    let same = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
    let rest = before[same..].iter().rev().zip(after[same..].iter().rev()).take_while(|(a, b)| a == b).count();
    (before.len() - same - rest, after.len() - same - rest)
}

fn line_of(text: &str, at: u32) -> usize {
    text[..at as usize].matches('\n').count()
}

/// The numbers of the comments in a text: `# c17`.
fn comments(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (line, text) in text.lines().enumerate() {
        if let Some((_, comment)) = text.rsplit_once("# c") {
            let number: String = comment.chars().take_while(char::is_ascii_digit).collect();
            if !number.is_empty() {
                found.push((line, number));
            }
        }
    }
    found
}

/// The lines whose comments may go: those of what is removed or replaced, of the comments directly above what is
/// removed, and of deeper ones below it.
fn lines_that_may_lose_comments(trial: &Trial<'_>) -> BTreeSet<usize> {
    let node = trial.tree.node(trial.pick.value);
    let (first, last) = (line_of(trial.before, node.start), line_of(trial.before, node.end));
    let removes = trial.edit.op == Op::Remove;
    if !removes && trial.kind().is_scalar()
        || matches!(trial.edit.op, Op::Append(_) | Op::Rename(_))
        || trial.pick.missing
    {
        return BTreeSet::new();
    }
    let lines: Vec<&str> = trial.before.lines().collect();
    let is_comment = |line: usize| lines.get(line).is_some_and(|line| line.trim_start().starts_with("# c"));
    let indent = |line: usize| lines[line].len() - lines[line].trim_start().len();
    let mut may: BTreeSet<usize> = (first..=last).collect();
    let start = trial.pick.start_line(trial.before, trial.tree);
    if removes {
        may.extend(start..=last);
        may.extend((0..start).rev().take_while(|&line| is_comment(line)));
    } else {
        // a collection on the lines below its key: the comments above its first entry stand inside it
        may.extend(start + 1..=first);
    }
    let below = (last + 1..lines.len()).take_while(|&line| lines[line].trim().is_empty() || is_comment(line));
    may.extend(below.filter(|&line| is_comment(line) && indent(line) > trial.pick.column));
    may
}

fn comments_survive(trial: &Trial<'_>) {
    let may = lines_that_may_lose_comments(trial);
    let after: Vec<String> = comments(trial.after).into_iter().map(|(_, number)| number).collect();
    for (line, number) in comments(trial.before) {
        let count = after.iter().filter(|other| **other == number).count();
        assert!(count == 1 || (count == 0 && may.contains(&line)), "comment {number} stands {count} times");
    }
}

fn untouched_lines_stay(trial: &Trial<'_>) {
    let (gone, new) = changed_lines(trial.before, trial.after);
    let in_flow = trial.pick.in_flow;
    let is_one_line = |at: u32, to: u32| line_of(trial.before, at) == line_of(trial.before, to);
    let node = trial.tree.node(trial.pick.value);
    match &trial.edit.op {
        Op::Set(value) if trial.pick.missing => {
            if picks::is_one_line(value) && !in_flow && trial.kind() == Kind::BlockMap {
                // in front of the first key behind a dash, that key moves down
                assert!(gone <= 1 && new <= gone + 2, "a missing key is one new line, not -{gone} +{new}");
            }
        }
        Op::Set(value) => {
            let plain = matches!(node.kind, Kind::Absent | Kind::Plain | Kind::Single | Kind::Double);
            if plain && picks::is_one_line(value) && is_one_line(node.start, node.end) {
                assert!(gone <= 1 && new == gone, "one line set is one line changed, not -{gone} +{new}");
            }
        }
        Op::Append(value) => {
            if node.kind == Kind::BlockList && picks::is_one_line(value) {
                assert!(gone == 0 && (1..=2).contains(&new), "an item is one new line, not -{gone} +{new}");
            }
        }
        Op::Rename(_) => assert!(gone == 1 && new == 1, "a name is on one line, not -{gone} +{new}"),
        Op::Remove => {
            let is_beside = trial.pick.siblings > 1 && trial.pick.starts_line(trial.before, trial.tree);
            if is_beside && !in_flow {
                assert!(new == 0 && gone > 0, "what goes leaves no line, not -{gone} +{new}");
            }
        }
    }
    if trial.before.ends_with('\n') || trial.before.is_empty() {
        assert!(trial.after.ends_with('\n') || trial.after.is_empty(), "the last line keeps its end");
    }
    assert_eq!(trial.before.starts_with('\u{feff}'), trial.after.starts_with('\u{feff}'), "the byte-order mark stays");
    if trial.before.contains("\r\n") {
        assert!(!trial.after.replace("\r\n", "").contains('\n'), "line ends stay");
    } else {
        assert!(!trial.after.contains('\r'), "line ends stay");
    }
}

/// A new key stands below the one before it in the order, or above the one after it.
fn new_key_is_at_its_place(trial: &Trial<'_>) {
    if !trial.pick.missing || !trial.kind().is_map() {
        return;
    }
    let tree = yaml::read(trial.after).expect("what was edited reads");
    let doc = Document { text: trial.after, tree: &tree };
    let map = doc.find(&trial.pick.path).expect("the map is still there").value;
    let keys: Vec<String> = tree.entries(map).map(|(key, _)| doc.scalar(key).into_owned()).collect();
    let at = |key: &str| keys.iter().position(|other| other == key);
    let new = at("new key").expect("the key is there");
    let under_header = map == Tree::ROOT && trial.after.trim_start_matches('\u{feff}').starts_with('#');
    match (at("k1"), ORDER[2..].iter().find_map(|key| at(key))) {
        (Some(before), _) => assert_eq!(new, before + 1, "below the key before it"),
        (None, Some(after)) => {
            assert!(new + 1 == after || (under_header && new == after + 1), "above the key after it");
        }
        (None, None) => assert_eq!(new, keys.len() - 1, "at the end"),
    }
}

/// Whether another library reads the change that was asked for; `None` where it does not read the text before.
fn another_opinion(trial: &Trial<'_>) -> Option<()> {
    let mut wanted = opinion::read(trial.before)?;
    let applies = opinion::make(&mut wanted, trial.edit);
    assert!(applies.is_some(), "the other library finds the path");
    let read = opinion::read(trial.after);
    // it stumbles over tabs before comments, which YAML allows
    if read.is_none() && trial.before.contains('\t') {
        return None;
    }
    let read = read.expect("the other library still reads the text");
    assert_eq!(read, wanted, "the other library reads the change");
    Some(())
}

fn back_again(trial: &Trial<'_>) -> Option<()> {
    let back = picks::back(trial.doc(), trial.pick, trial.edit)?;
    let text = yaml::edit(trial.after, &[back], &order).expect("what was set can be set back");
    let same = |text: &str| picks::unaligned(&picks::finished(text));
    if picks::keeps_column(trial.doc(), trial.pick, trial.edit) {
        assert_eq!(picks::finished(&text), picks::finished(trial.before), "set and set back is nothing");
    } else {
        assert_eq!(same(&text), same(trial.before), "set and set back is nothing but a comment's distance");
    }
    Some(())
}

/// What a run of trials came to.
#[derive(Debug, Default)]
struct Tally {
    made: usize,
    refused: usize,
    seconded: usize,
    back: usize,
}

#[expect(clippy::print_stdout, reason = "the seeds and counts of a run, for `--nocapture` and for failures")]
fn say(text: &str) {
    println!("{text}");
}

/// What was refused or not read, for who looks into it.
fn show(text: impl Fn() -> String) {
    if std::env::var_os("SUITS_SHOW_REFUSED").is_some() {
        say(&text());
    }
}

fn trial(text: &str, rng: &mut Rng, tally: &mut Tally) -> Option<String> {
    let tree = yaml::read(text).ok()?;
    let picks = picks(Document { text, tree: &tree });
    let pick = &picks[rng.usize(..picks.len())];
    let (pick, edit) = random_edit(rng, Document { text, tree: &tree }, pick)?;
    let result = yaml::edit(text, std::slice::from_ref(&edit), &order);
    let check = |after: &str| {
        let trial = Trial { before: text, tree: &tree, pick: &pick, edit: &edit, after };
        comments_survive(&trial);
        untouched_lines_stay(&trial);
        new_key_is_at_its_place(&trial);
        (another_opinion(&trial).is_some(), back_again(&trial).is_some())
    };
    match result {
        Ok(after) => {
            let verdict = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| check(&after)));
            let Ok((seconded, back)) = verdict else {
                panic!("{edit:?}\n--- before\n{text}\n--- after\n{after}\n---");
            };
            tally.made += 1;
            tally.seconded += usize::from(seconded);
            tally.back += usize::from(back);
            Some(after)
        }
        Err(fault) => {
            tally.refused += 1;
            show(|| format!("{edit:?}\n{fault:?}\n--- before\n{text}\n---"));
            Some(text.to_owned())
        }
    }
}

#[test]
fn edits_of_documents_as_people_write_them_keep_every_law() {
    let mut tally = Tally::default();
    let mut unread = 0;
    for seed in SEEDS {
        let mut rng = Rng::with_seed(seed);
        let mut text = document(&mut rng);
        if let Err(fault) = yaml::read(&text) {
            unread += 1;
            show(|| format!("{fault:?}\n--- unread\n{text}\n---"));
            continue;
        }
        for _ in 0..EDITS {
            let next = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| trial(&text, &mut rng, &mut tally)));
            let Ok(next) = next else { panic!("seed {seed}") };
            text = next.unwrap_or(text);
        }
    }
    say(&format!("seeds {SEEDS:?}: {tally:?}, {unread} documents unread"));
    let many = usize::try_from(SEEDS.end - SEEDS.start).unwrap_or(usize::MAX);
    assert!(unread * 50 < many, "{unread} of {many} documents are not read");
    assert!(tally.refused * 200 < tally.made, "too many edits are refused: {tally:?}");
    assert!(tally.seconded * 2 > tally.made, "the other library read too few: {tally:?}");
}

/// A document in which one to three characters were lost, put in or changed.
fn damaged(rng: &mut Rng) -> String {
    const PUT: [char; 16] = [' ', '\n', '#', ':', '-', '"', '\'', ',', '\t', '|', ']', '\r', 'ä', '>', '\u{a0}', 'x'];
    let mut characters: Vec<char> = document(rng).chars().collect();
    for _ in 0..rng.usize(1..4) {
        let at = rng.usize(..characters.len());
        match rng.u8(..3) {
            0 if characters.len() > 1 => drop(characters.remove(at)),
            1 => characters.insert(at, PUT[rng.usize(..PUT.len())]),
            _ => characters[at] = PUT[rng.usize(..PUT.len())],
        }
    }
    characters.into_iter().collect()
}

#[test]
fn edits_of_damaged_documents_never_panic_and_keep_the_values() {
    let mut tally = Tally::default();
    for seed in SEEDS {
        let mut rng = Rng::with_seed(seed ^ 0x5eed);
        let text = damaged(&mut rng);
        let Ok(tree) = yaml::read(&text) else { continue };
        let picks = picks(Document { text: &text, tree: &tree });
        let pick = &picks[rng.usize(..picks.len())];
        let Some((pick, edit)) = random_edit(&mut rng, Document { text: &text, tree: &tree }, pick) else { continue };
        let result = std::panic::catch_unwind(|| yaml::edit(&text, std::slice::from_ref(&edit), &order));
        let Ok(result) = result else { panic!("seed {seed}: {edit:?}\n--- before\n{text}\n---") };
        let Ok(after) = result else {
            tally.refused += 1;
            continue;
        };
        tally.made += 1;
        let trial = Trial { before: &text, tree: &tree, pick: &pick, edit: &edit, after: &after };
        let verdict = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| another_opinion(&trial)));
        let Ok(verdict) = verdict else {
            panic!("seed {seed}: {edit:?}\n--- before\n{text}\n--- after\n{after}\n---");
        };
        tally.seconded += usize::from(verdict.is_some());
    }
    say(&format!("seeds {SEEDS:?}: {tally:?}"));
}

/// A random document laid out: idempotent, the same values to the other library, every comment there once.
#[test]
fn documents_laid_out_anew_say_the_same_with_the_same_comments() {
    let (mut laid, mut refused, mut seconded) = (0_usize, 0_usize, 0_usize);
    for seed in SEEDS {
        let text = document(&mut Rng::with_seed(seed));
        if yaml::read(&text).is_err() {
            continue;
        }
        let new = match yaml::tidy(&text, &order) {
            Ok(new) => new,
            Err(fault) => {
                refused += 1;
                show(|| format!("seed {seed}: {}\n{text}---", fault.message));
                continue;
            }
        };
        laid += 1;
        let again = yaml::tidy(&new, &order).ok();
        assert_eq!(again.as_deref(), Some(new.as_str()), "seed {seed}: laid out twice\n{text}");
        let remarks = |text: &str| {
            let mut remarks: Vec<String> = comments(text).into_iter().map(|(_, remark)| remark).collect();
            remarks.sort();
            remarks
        };
        assert_eq!(remarks(&new), remarks(&text), "seed {seed}\n{text}");
        if let (Some(before), Some(after)) = (opinion::read(&text), opinion::read(&new)) {
            assert_eq!(before, after, "seed {seed}\n{text}--- after\n{new}");
            seconded += 1;
        }
    }
    say(&format!("seeds {SEEDS:?}: {laid} laid out, {refused} left as they are, {seconded} seconded"));
    assert!(refused * 50 < laid, "{refused} of {laid} are left as they are");
    assert!(seconded * 2 > laid, "the other library read too few: {seconded} of {laid}");
}
