//! Laws of crossed branches: two versions are merged for a base as git does it, two branches that have both of them go on each in its own
//! way, and are merged. What was open between the first two nobody may win without being asked, and nobody need be asked who agrees.

use super::edits::edit;
use super::oracle::{Atom, Expected, Version, atoms, expected, related};
use super::record::{Entry, Marks, Mint, brief, job, print};
use super::{
    Trial, conflicts_are_justified, nothing_is_lost, one_side_alone_is_itself, order_is_kept, parted, paths,
    sides_are_alike, values_are_right, verbs, words,
};
use fastrand::Rng;
use std::collections::{BTreeMap, BTreeSet};
use suits::domain::record::Kind;
use suits::history::merge::{Labels, Merged, Rules, Sides, between, merge};

/// Not a path: where a job stands must be asked, at whatever place.
const ASKED: &str = "(where it stands)";
const SEEDS: std::ops::Range<u64> = 1..4_001;

/// What one person does on a branch: the same wherever it is done, as far as it can be.
#[derive(Clone)]
struct Work {
    rng: Rng,
    mint: Mint,
    most: usize,
}

impl Work {
    fn on(mut self, fields: &[Entry], kind: Kind) -> Vec<Entry> {
        let (mut fields, rng, mint) = (fields.to_vec(), &mut self.rng, &mut self.mint);
        if kind == Kind::Job {
            (0..rng.usize(..3)).for_each(|_| verbs::act(&mut fields, rng, mint));
        }
        (0..rng.usize(..=self.most)).for_each(|_| edit(&mut fields, true, rng, mint));
        fields
    }
}

/// Whether all that is said, and all that is remarked, is so in one of two: the same edit can come out otherwise elsewhere.
fn is_same_work(done: &[Entry], crossed: &[Vec<Entry>; 2]) -> bool {
    let facts = |fields: &[Entry]| -> BTreeSet<String> {
        let said = atoms(&print(fields, "\n")).unwrap_or_default();
        let said = said.iter().map(|(path, atom)| format!("{path} {atom:?}"));
        let remarks = Marks::of(fields).remarks.into_iter();
        let remarks = remarks.flat_map(|(path, (above, behind))| {
            above.into_iter().chain(behind).map(move |remark| format!("{path} # {remark}"))
        });
        said.chain(remarks).collect()
    };
    let known = &facts(&crossed[0]) | &facts(&crossed[1]);
    facts(done).is_subset(&known)
}

/// Four versions and the first: what crossed, and what came of it.
struct Crossing {
    seed: u64,
    kind: Kind,
    eol: &'static str,
    first: Vec<Entry>,
    crossed: [Vec<Entry>; 2],
    sides: [Vec<Entry>; 2],
}

impl Crossing {
    fn new(seed: u64) -> Crossing {
        let mut rng = Rng::with_seed(seed);
        let mut mint = Mint::default();
        let kind = if seed.is_multiple_of(3) { Kind::Job } else { Kind::Brief };
        let first = if kind == Kind::Job { job(&mut rng, &mut mint) } else { brief(&mut rng, &mut mint) };
        let mut work = |turn: usize, most: usize| Work { rng: rng.fork(), mint: Mint::from(turn * 1_000), most };
        let (one, other) = (work(1, 4), work(2, 4));
        let crossed = [one.clone().on(&first, kind), other.clone().on(&first, kind)];
        // whoever merged took all of one and some of the other, one of the two, or neither
        let both = |work: &Work, of: usize| {
            let done = work.clone().on(&crossed[1 - of], kind);
            if is_same_work(&done, &crossed) { done } else { crossed[of].clone() }
        };
        let settled = [both(&other, 1), both(&one, 0), crossed[0].clone(), crossed[1].clone(), first.clone()];
        let start = rng.usize(..settled.len());
        let starts = [start, if rng.bool() { start } else { rng.usize(..settled.len()) }];
        let mut work = |turn: usize, most: usize| Work { rng: rng.fork(), mint: Mint::from(turn * 1_000), most };
        let sides = [work(3, 2).on(&settled[starts[0]], kind), work(4, 2).on(&settled[starts[1]], kind)];
        let eol = if seed.is_multiple_of(16) { "\r\n" } else { "\n" };
        Crossing { seed, kind, eol, first, crossed, sides }
    }

    fn text(&self, fields: &[Entry]) -> String {
        print(fields, self.eol)
    }

    fn version(&self, fields: &[Entry]) -> Version {
        let text = self.text(fields);
        let Some(atoms) = atoms(&text) else { panic!("seed {} reads nowhere\n{text}", self.seed) };
        Version { atoms, marks: Marks::of(fields) }
    }

    /// The base that git has made, either way round.
    fn base(&self, is_turned: bool) -> String {
        let [one, other] = [0, 1].map(|at| self.text(&self.crossed[if is_turned { 1 - at } else { at }]));
        let first = self.text(&self.first);
        let sides = Sides { base: Some(&first), ours: &one, theirs: &other };
        let made = between(self.kind, &sides, &Rules::default());
        let Ok(Some(Merged { text, .. })) = made else {
            panic!("seed {}: no base\n{first}--- one\n{one}--- other\n{other}", self.seed)
        };
        assert!(!text.contains("<<<<<<<"), "seed {}\n{text}", self.seed);
        text
    }

    /// The comments of the base: those that one of the two versions changed, or none; where both did, what nobody says.
    fn remarks(&self) -> BTreeMap<String, (Vec<String>, Option<String>)> {
        let [a, one, other] = [&self.first, &self.crossed[0], &self.crossed[1]].map(|fields| Marks::of(fields).remarks);
        let paths: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
        let (none, must) = ((Vec::new(), None), self.opened().must);
        let settled = |path: &String| {
            // of a list that is open some items are not
            if must.iter().any(|open| open.contains('.') && related(open, path)) {
                return (vec!["undecided".to_owned()], None);
            }
            let [a, one, other] = [&a, &one, &other].map(|remarks| remarks.get(path).unwrap_or(&none).clone());
            match (one == other || other == a, one == a) {
                (true, _) => one,
                (_, true) => other,
                _ => (vec!["undecided".to_owned()], None),
            }
        };
        paths.into_iter().map(|path| (path.clone(), settled(path))).collect()
    }

    /// The last merge, from a base.
    fn trial(&self, base: &str) -> Trial {
        let [ours, theirs] = [0, 1].map(|at| self.text(&self.sides[at]));
        let [o, t] = [0, 1].map(|at| self.version(&self.sides[at]));
        let Some(atoms) = atoms(base) else { panic!("seed {}: the base reads nowhere\n{base}", self.seed) };
        let mut marks = Marks { blocks: o.marks.blocks.clone(), remarks: self.remarks(), ..Marks::default() };
        // the ids that the base has, in any order, but for what is open as a whole
        for list in o.marks.orders.keys() {
            let under = format!("{list}.");
            let ids = atoms.keys().filter_map(|path| path.strip_prefix(&under)).filter(|id| !id.contains('.'));
            let is_known = |id: &&str| !atoms.keys().any(|path| path.starts_with(&format!("{under}{id}.‹undecided")));
            marks.orders.insert(list.clone(), ids.filter(is_known).map(str::to_owned).collect());
        }
        let b = Version { atoms, marks };
        let mut expected = expected(&b, &o, &t);
        // of two equal items that nothing tells apart, one of each side, a word is one, and all else is kept twice
        let is_list = |(path, atom): &(&String, &Atom)| {
            matches!(atom, Atom::Items(_)) && t.atoms.get(*path) == Some(*atom) && b.atoms.get(*path) != Some(*atom)
        };
        expected.may.extend(o.atoms.iter().filter(is_list).map(|(path, _)| path.clone()));
        // what a side alone kept of the handoffs that were open goes with where the job stands
        let is_course = |path: &String| ["status", "handoffs", "cancelled"].iter().any(|course| related(course, path));
        let turns = |marks: &Marks| marks.orders.get("handoffs").map_or(0, Vec::len);
        if self.kind == Kind::Job && expected.must.iter().any(is_course) {
            let is_asked = |path: &String| is_course(path) && !path.starts_with("handoffs.");
            // as many on each side, and they may differ in nothing but their ids
            let is_open =
                |id: &String| b.atoms.keys().any(|path| path.starts_with(&format!("handoffs.{id}.‹undecided")));
            let kept = |marks: &Marks| -> Vec<String> {
                marks.orders.get("handoffs").into_iter().flatten().filter(|id| is_open(id)).cloned().collect()
            };
            let is_kept_otherwise = turns(&o.marks) != turns(&t.marks) && kept(&o.marks) != kept(&t.marks);
            if expected.must.iter().any(is_asked) || is_kept_otherwise {
                expected.may.insert(ASKED.to_owned());
            }
            expected.must.retain(|path| !is_course(path));
            expected.may.extend(["status", "handoffs", "cancelled"].map(str::to_owned));
            expected.may.extend(o.atoms.keys().chain(t.atoms.keys()).filter(|path| is_course(path)).cloned());
        }
        let words = [base, &ours, &theirs].map(words);
        let orders = [Marks::default(), o.marks, t.marks];
        Trial { seed: self.seed, kind: self.kind, base: base.to_owned(), ours, theirs, expected, words, orders }
    }
}

impl Crossing {
    /// The merge of two versions, as it would be if somebody had asked for it.
    fn trial_of(&self, first: &str, ours: &str, theirs: &str) -> String {
        let sides = Sides { base: Some(first), ours, theirs };
        let merged = merge(Some(self.kind), &sides, &Labels::default(), &Rules::default());
        merged.expect("reads").text
    }
}

/// The base holds what was settled between the two versions, nothing that one of them took away, and nothing that was open.
fn the_base_says_only_what_is_settled(crossing: &Crossing, base: &str) {
    let [first, one, other] =
        [&crossing.first, &crossing.crossed[0], &crossing.crossed[1]].map(|fields| words(&crossing.text(fields)));
    let of_base = words(base);
    // what one took out and the other worked on is asked, and what was not worked on stands in the base for whoever keeps it
    let [ours, theirs] = [0, 1].map(|at| crossing.text(&crossing.crossed[at]));
    let asked = words(&parted(&crossing.trial_of(&crossing.text(&crossing.first), &ours, &theirs)).0);
    let shown = || format!("seed {}\n--- base\n{base}", crossing.seed);
    for word in &of_base {
        assert!(one.contains(word) || other.contains(word), "{}nobody says `{word}`", shown());
        let is_kept = one.contains(word) && other.contains(word) || asked.contains(word);
        let is_gone = first.contains(word) && !is_kept;
        assert!(!is_gone, "{}`{word}` came back", shown());
    }
    let Expected { must, .. } = crossing.opened();
    let Some(found) = atoms(base) else { panic!("{}reads nowhere", shown()) };
    for path in must {
        let is_text = |fields: &Vec<Entry>| {
            let all = atoms(&crossing.text(fields)).unwrap_or_default();
            matches!(all.get(&path), Some(Atom::Text(_)))
        };
        if crossing.crossed.iter().all(is_text) && path != "status" {
            let inside = path.match_indices('.').map(|(end, _)| &path[..end]).chain([path.as_str()]);
            let is_open = inside
                .filter_map(|path| found.get(path))
                .any(|atom| matches!(atom, Atom::Text(text) if text.starts_with("‹undecided ")));
            assert!(is_open || !found.contains_key(&path), "{}`{path}` was open", shown());
        }
    }
}

impl Crossing {
    /// What was open between the two versions, by the oracle.
    fn opened(&self) -> Expected {
        expected(&self.version(&self.first), &self.version(&self.crossed[0]), &self.version(&self.crossed[1]))
    }
}

/// What was open and is another thing on each side is asked.
fn nothing_open_is_won(crossing: &Crossing, trial: &Trial, merged: &Merged) {
    let found = paths(merged);
    let [o, t] = [0, 1].map(|at| crossing.version(&crossing.sides[at]));
    for open in crossing.opened().must {
        // where a job stands follows from who handed it on, and one side may have gone further
        let is_course = crossing.kind == Kind::Job && (open == "status" || open.starts_with("cancelled"));
        // a list that one of them added to later was open only for being there
        let is_list = |side: &Version| matches!(side.atoms.get(&open), Some(Atom::Items(_)));
        // and so was a text of several lines that one had taken out, which both kept: its lines are told apart
        let is_block = |side: &Version| side.marks.blocks.contains(&open);
        let was_out = crossing.crossed.iter().any(|fields| !crossing.version(fields).atoms.contains_key(&open));
        let is_settled = is_list(&o) && is_list(&t) || was_out && is_block(&o) && is_block(&t);
        if o.atoms.get(&open) != t.atoms.get(&open) && !is_course && !is_settled {
            let told = found.iter().any(|path| related(&open, path));
            assert!(told, "{}no conflict at `{open}`, which was open", trial.shown(&merged.text));
        }
    }
    // what one took away of the first is no new word, and not open where the other left it
    let first = words(&crossing.text(&crossing.first));
    let is_course = |path: &String| ["status", "handoffs", "cancelled"].iter().any(|course| related(course, path));
    if trial.expected.may.contains(ASKED) {
        assert!(found.iter().any(is_course), "{}nobody asks where the job stands", trial.shown(&merged.text));
    }
    let [one, other] = [0, 1].map(|at| &words(&crossing.text(&crossing.crossed[at])) - &first);
    let (inside, outside) = parted(&merged.text);
    let (inside, outside) = (words(&inside), words(&outside));
    let open: BTreeSet<&String> = one.union(&other).filter(|word| !trial.words[0].contains(*word)).collect();
    for word in open {
        let has = |at: usize| trial.words[at].contains(word);
        if has(1) != has(2) && crossing.kind != Kind::Job {
            assert!(inside.contains(word), "{}`{word}` was open, and is not asked", trial.shown(&merged.text));
            assert!(!outside.contains(word), "{}`{word}` was open, and won", trial.shown(&merged.text));
        }
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "the seeds and counts of a run, for `--nocapture` and for failures")]
fn what_was_open_where_branches_crossed_is_asked_where_they_differ_and_nowhere_else() {
    let (mut plain, mut clean, mut disputed) = (0, 0, 0);
    for seed in SEEDS {
        let crossing = Crossing::new(seed);
        let base = crossing.base(false);
        the_base_says_only_what_is_settled(&crossing, &base);
        let trial = crossing.trial(&base);
        let merged = trial.merge(&trial.ours, &trial.theirs);
        nothing_is_lost(&trial, &merged);
        nothing_open_is_won(&crossing, &trial, &merged);
        conflicts_are_justified(&trial, &merged);
        values_are_right(&trial, &merged);
        order_is_kept(&trial, &merged);
        sides_are_alike(&trial, &merged);
        one_side_alone_is_itself(&trial);
        // which of the two was called ours when the base was made makes no difference
        let turned = crossing.trial(&crossing.base(true));
        let other = turned.merge(&turned.ours, &turned.theirs);
        assert_eq!(paths(&other), paths(&merged), "{}--- the base turned\n{}", trial.shown(&merged.text), turned.base);
        match (base.contains("‹undecided "), merged.conflicts.is_empty()) {
            (false, _) => plain += 1,
            (true, true) => clean += 1,
            (true, false) => disputed += 1,
        }
    }
    println!(
        "seeds {SEEDS:?}: {plain} with nothing open in the base, {clean} clean though something was, {disputed} in dispute"
    );
    assert!(clean > 300 && disputed > 300, "{plain} plain, {clean} clean, {disputed} disputed");
}
