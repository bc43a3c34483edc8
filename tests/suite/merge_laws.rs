//! Laws of merging: two branches with random edits of every kind, put together by the engine, judged by an oracle that knows only values.
//!
//! No change of one side is lost, nothing that one side took away comes back, every conflict is about one thing that both sides changed,
//! what both sides changed differently is a conflict, and which side is called ours makes no difference.

mod crossed;
mod edits;
mod oracle;
mod record;
mod turns;
mod verbs;

use edits::edit;
use fastrand::Rng;
use oracle::{Atom, Atoms, Expected, Version, atoms, expected, related};
use record::{Entry, Marks, Mint, brief, job, print};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use suits::domain::record::Kind;
use suits::history::merge::{Labels, Merged, Rules, Sides, merge};

const SEEDS: std::ops::Range<u64> = 1..16_001;

/// One pair of branches.
struct Trial {
    seed: u64,
    kind: Kind,
    base: String,
    ours: String,
    theirs: String,
    expected: Expected,
    words: [BTreeSet<String>; 3],
    orders: [Marks; 3],
}

impl Trial {
    fn new(seed: u64) -> Trial {
        let (mut rng, mut mint) = (Rng::with_seed(seed), Mint::default());
        let kind = if seed.is_multiple_of(3) { Kind::Job } else { Kind::Brief };
        let base = if kind == Kind::Job { job(&mut rng, &mut mint) } else { brief(&mut rng, &mut mint) };
        let mut branch = || {
            let mut fields = base.clone();
            if kind == Kind::Job {
                (0..rng.usize(..3)).for_each(|_| verbs::act(&mut fields, &mut rng, &mut mint));
            }
            for _ in 0..rng.usize(1..=4) {
                edit(&mut fields, true, &mut rng, &mut mint);
            }
            fields
        };
        let (ours, theirs) = (branch(), branch());
        let eol = if seed.is_multiple_of(16) { "\r\n" } else { "\n" };
        let versions = [&base, &ours, &theirs].map(|fields: &Vec<Entry>| {
            let text = print(fields, eol);
            let Some(atoms) = atoms(&text) else { panic!("seed {seed} reads nowhere\n{text}") };
            (text, Version { atoms, marks: Marks::of(fields) })
        });
        let [(base, b), (ours, o), (theirs, t)] = versions;
        let expected = expected(&b, &o, &t);
        let words = [&base, &ours, &theirs].map(|text| words(text));
        Trial { seed, kind, base, ours, theirs, expected, words, orders: [b.marks, o.marks, t.marks] }
    }

    fn merge(&self, ours: &str, theirs: &str) -> Merged {
        let sides = Sides { base: Some(&self.base), ours, theirs };
        match merge(Some(self.kind), &sides, &Labels::default(), &Rules::default()) {
            Ok(merged) => merged,
            Err(why) => panic!("{}{why:?}", self.shown("")),
        }
    }

    fn shown(&self, merged: &str) -> String {
        let Trial { seed, base, ours, theirs, expected, .. } = self;
        format!(
            "seed {seed}\n--- base\n{base}--- ours\n{ours}--- theirs\n{theirs}--- merged\n{merged}---\nmust {:?}\nmay {:?}\n",
            expected.must, expected.may
        )
    }
}

/// The words with a number of their own that a text holds.
fn words(text: &str) -> BTreeSet<String> {
    let is_word = |word: &&str| word.starts_with('q') && word.ends_with('z') && word.len() > 2;
    text.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(is_word).map(str::to_owned).collect()
}

/// The lines between conflict marks, and those outside.
fn parted(text: &str) -> (String, String) {
    let (mut inside, mut outside, mut open) = (String::new(), String::new(), false);
    for line in text.lines() {
        open |= line.starts_with("<<<<<<<");
        let part = if open { &mut inside } else { &mut outside };
        part.push_str(line);
        part.push('\n');
        open &= !line.starts_with(">>>>>>>");
    }
    (inside, outside)
}

fn paths(merged: &Merged) -> BTreeSet<String> {
    merged.conflicts.iter().map(|conflict| conflict.path.to_string()).collect()
}

/// No word that one side added is missing, and none that one side took away stands outside a conflict.
fn nothing_is_lost(trial: &Trial, merged: &Merged) {
    let [base, ours, theirs] = &trial.words;
    let (inside, outside) = parted(&merged.text);
    let (inside, outside) = (words(&inside), words(&outside));
    let lost: Vec<&String> = ours
        .union(theirs)
        .filter(|word| !base.contains(*word))
        .filter(|word| !inside.contains(*word) && !outside.contains(*word))
        .collect();
    assert!(lost.is_empty(), "{}lost: {lost:?}", trial.shown(&merged.text));
    let kept: Vec<&String> = base
        .iter()
        .filter(|word| ours.contains(*word) && theirs.contains(*word))
        .filter(|word| !inside.contains(*word) && !outside.contains(*word))
        .collect();
    assert!(kept.is_empty(), "{}lost, and nobody had touched it: {kept:?}", trial.shown(&merged.text));
    let back: Vec<&String> = base
        .iter()
        .filter(|word| !ours.contains(*word) || !theirs.contains(*word))
        .filter(|word| outside.contains(*word))
        .collect();
    assert!(back.is_empty(), "{}came back: {back:?}", trial.shown(&merged.text));
}

/// Each conflict is about something that both sides changed, and what both sides changed differently is in one.
fn conflicts_are_justified(trial: &Trial, merged: &Merged) {
    let found = paths(merged);
    let Expected { must, may, .. } = &trial.expected;
    for path in &found {
        let why = must.iter().chain(may).any(|open| related(open, path));
        assert!(why, "{}a conflict that nobody made, at `{path}`: {:?}", trial.shown(&merged.text), merged.conflicts);
    }
    for open in must {
        let told = found.iter().any(|path| related(open, path));
        assert!(told, "{}no conflict at `{open}`: {:?}", trial.shown(&merged.text), merged.conflicts);
    }
    assert_eq!(found.is_empty(), !merged.text.contains("<<<<<<<"), "{}", trial.shown(&merged.text));
}

/// Without a conflict the values are those that the oracle worked out.
fn values_are_right(trial: &Trial, merged: &Merged) {
    if !merged.conflicts.is_empty() {
        return;
    }
    let Some(found) = atoms(&merged.text) else { panic!("{}does not read", trial.shown(&merged.text)) };
    let settled = |all: &Atoms| -> Atoms {
        let open = |path: &&String| trial.expected.may.iter().any(|may| may == *path);
        all.iter().filter(|(path, _)| !open(path)).map(|(path, atom)| (path.clone(), atom.clone())).collect()
    };
    let (found, wanted) = (settled(&found), settled(&trial.expected.clean));
    for path in found.keys().chain(wanted.keys()) {
        assert_eq!(found.get(path), wanted.get(path), "{}at `{path}`", trial.shown(&merged.text));
    }
}

/// What is in a list several times stays there as often as the three versions say, wherever in it each side put it or took it out; what
/// both add is one, unless it is an entry.
fn items_are_counted(trial: &Trial, merged: &Merged) {
    if !merged.conflicts.is_empty() {
        return;
    }
    let lists = |text: &str| -> BTreeMap<String, Vec<String>> {
        let all = atoms(text).unwrap_or_default().into_iter();
        all.filter_map(|(path, atom)| if let Atom::Items(items) = atom { Some((path, items)) } else { None }).collect()
    };
    let [base, ours, theirs, found] = [&trial.base, &trial.ours, &trial.theirs, &merged.text].map(|text| lists(text));
    for (path, found) in &found {
        let (Some(b), Some(o), Some(t)) = (base.get(path), ours.get(path), theirs.get(path)) else { continue };
        for item in b.iter().chain(o).chain(t) {
            let count = |list: &[String]| list.iter().filter(|own| *own == item).count();
            let (b, o, t) = (count(b), count(o), count(t));
            let wanted = match (o.cmp(&b), t.cmp(&b)) {
                (Ordering::Less, Ordering::Less) => o.min(t),
                (Ordering::Greater, Ordering::Greater) if !item.starts_with("Mapping") => o.max(t),
                _ => o + t - b,
            };
            assert_eq!(count(found), wanted, "{}`{item}` in `{path}`", trial.shown(&merged.text));
        }
    }
}

/// What base and ours have in one order keeps it, where theirs moved nothing.
fn order_is_kept(trial: &Trial, merged: &Merged) {
    if !merged.conflicts.is_empty() {
        return;
    }
    let [base, ours, theirs] = &trial.orders;
    for (list, order) in &ours.orders {
        let in_order = |all: Option<&Vec<String>>| -> Vec<String> {
            let all = all.cloned().unwrap_or_default();
            let shared =
                |id: &String| order.contains(id) && base.orders.get(list).is_some_and(|base| base.contains(id));
            all.into_iter().filter(shared).collect()
        };
        if in_order(theirs.orders.get(list)) != in_order(base.orders.get(list))
            || in_order(Some(order)) != in_order(base.orders.get(list))
        {
            continue;
        }
        let at = |id: &String| merged.text.find(&format!("id: {id}"));
        let found: Vec<usize> = in_order(Some(order)).iter().filter_map(at).collect();
        assert!(found.is_sorted(), "{}the order of `{list}`", trial.shown(&merged.text));
    }
}

/// Which side is called ours makes no difference to what is in dispute, nor to what comes out.
fn sides_are_alike(trial: &Trial, merged: &Merged) {
    let other = trial.merge(&trial.theirs, &trial.ours);
    assert_eq!(paths(&other), paths(merged), "{}--- the other way round\n{}", trial.shown(&merged.text), other.text);
    if merged.conflicts.is_empty() {
        let sorted = |text: &str| {
            let mut all = atoms(text).unwrap_or_default();
            for atom in all.values_mut() {
                if let Atom::Items(items) = atom {
                    items.sort();
                }
            }
            all.retain(|path, _| !trial.expected.may.contains(path));
            all
        };
        assert_eq!(
            sorted(&other.text),
            sorted(&merged.text),
            "{}--- the other way round\n{}",
            trial.shown(&merged.text),
            other.text
        );
        assert_eq!(words(&other.text), words(&merged.text), "{}", trial.shown(&merged.text));
    }
}

/// A side that changed nothing leaves the other byte for byte.
fn one_side_alone_is_itself(trial: &Trial) {
    for (ours, theirs, wanted) in [
        (&trial.base, &trial.theirs, &trial.theirs),
        (&trial.ours, &trial.base, &trial.ours),
        (&trial.ours, &trial.ours, &trial.ours),
    ] {
        let merged = trial.merge(ours, theirs);
        assert_eq!((&merged.text, merged.conflicts.len()), (wanted, 0), "{}", trial.shown(&merged.text));
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "the seeds and counts of a run, for `--nocapture` and for failures")]
fn merges_of_random_branches_lose_nothing_and_ask_only_what_they_must() {
    let (mut clean, mut needless, mut disputed, mut open) = (0, 0, 0, 0);
    for seed in SEEDS {
        let trial = Trial::new(seed);
        let merged = trial.merge(&trial.ours, &trial.theirs);
        nothing_is_lost(&trial, &merged);
        conflicts_are_justified(&trial, &merged);
        values_are_right(&trial, &merged);
        items_are_counted(&trial, &merged);
        order_is_kept(&trial, &merged);
        sides_are_alike(&trial, &merged);
        one_side_alone_is_itself(&trial);
        let Expected { must, may, .. } = &trial.expected;
        match (merged.conflicts.is_empty(), must.is_empty(), may.is_empty()) {
            (true, _, true) => clean += 1,
            (true, ..) => open += 1,
            (false, true, _) => needless += 1,
            (false, false, _) => disputed += 1,
        }
    }
    println!(
        "seeds {SEEDS:?}: {clean} clean, {open} clean though both sides were at one thing, {disputed} in dispute, {needless} asked to be safe"
    );
    assert!(clean > 4_000 && disputed > 1_000 && open > 100, "{clean} clean, {open} open, {disputed} disputed");
}
