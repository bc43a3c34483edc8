//! Every merge commit judged: for each record that its sides touched, the version where they parted, both sides, and what was recorded.

use super::library::Library;
use super::past::{Blob, Past, Touch};
use super::sides::{Loss, Sides, losses};
use super::spot::Spot;
use crate::domain::layout::{AnyId, Placement, parse_path};
use std::collections::{BTreeSet, HashMap};

/// So many texts are asked for at once.
const BATCH: usize = 4_000;

/// A loss, with its merge.
#[derive(Clone, Debug)]
pub(super) struct Lost {
    /// The merge commit.
    pub(super) merge: usize,
    /// Which of its parents had it.
    pub(super) parent: usize,
    /// The commits of that side alone, the newest first.
    pub(super) side: Vec<usize>,
    /// The record.
    pub(super) id: Option<AnyId>,
    /// Its path on that side.
    pub(super) path: u32,
    /// Its path where it is looked for from the merge on.
    pub(super) now: u32,
    /// What was lost.
    pub(super) loss: Loss,
}

/// What came of judging merges.
#[derive(Clone, Debug, Default)]
pub(super) struct Judged {
    /// What they lost.
    pub(super) lost: Vec<Lost>,
    /// How many were looked at.
    pub(super) looked_at: usize,
    /// Those whose sides parted before this clone begins.
    pub(super) unseen: Vec<usize>,
    /// Records that some version of cannot be read, with the merge.
    pub(super) unreadable: Vec<(usize, u32)>,
}

/// One file of one pair of sides.
struct Question {
    merge: usize,
    parent: usize,
    pair: usize,
    path: u32,
    now: u32,
    base: Option<Blob>,
    side: Option<Blob>,
    other: Option<Blob>,
    result: Option<Blob>,
}

/// A pair of parents of a merge, from one of their bases.
struct Pair {
    of: usize,
    parent: usize,
    side: Vec<usize>,
}

/// What one pair of sides says of one file.
struct Answer {
    pair: usize,
    now: u32,
    losses: Vec<Loss>,
}

/// Judges some merges; `wanted` says which files are looked at.
pub(super) fn judge(past: &Past, merges: &[usize], wanted: &dyn Fn(&str) -> bool, library: &mut Library<'_>) -> Judged {
    let mut judged = Judged::default();
    let mut questions: Vec<Question> = Vec::new();
    let mut pairs: Vec<Pair> = Vec::new();
    for merge in merges {
        if !ask(past, *merge, wanted, &mut pairs, &mut questions) {
            judged.unseen.push(*merge);
            continue;
        }
        judged.looked_at += 1;
        if questions.len() * 4 > BATCH {
            answer(past, &pairs, &questions, library, &mut judged);
            questions.clear();
            pairs.clear();
        }
    }
    answer(past, &pairs, &questions, library, &mut judged);
    judged
}

/// Asks what is to be asked of one merge; no where the clone does not reach back to where its sides parted.
fn ask(
    past: &Past,
    merge: usize,
    wanted: &dyn Fn(&str) -> bool,
    pairs: &mut Vec<Pair>,
    questions: &mut Vec<Question>,
) -> bool {
    let parents = &past.commits[merge].parents;
    let (pairs_before, questions_before) = (pairs.len(), questions.len());
    for (at, one) in parents.iter().enumerate() {
        for other in &parents[at + 1..] {
            let fork = past.graph.fork(*one, *other);
            let is_cut = |side: &[usize]| side.iter().any(|commit| past.commits[*commit].is_cut);
            if is_cut(&fork.ours) || is_cut(&fork.theirs) {
                pairs.truncate(pairs_before);
                questions.truncate(questions_before);
                return false;
            }
            let bases = if fork.bases.is_empty() { vec![None] } else { fork.bases.iter().copied().map(Some).collect() };
            for base in bases {
                let names = [&fork.ours, &fork.theirs].map(|side| renamed(past, side));
                let files = files(past, merge, &[&fork.ours, &fork.theirs], &names, wanted);
                for (turn, (own, foreign)) in [(*one, *other), (*other, *one)].into_iter().enumerate() {
                    let side = if turn == 0 { &fork.ours } else { &fork.theirs };
                    pairs.push(Pair { of: merge, parent: own, side: side.clone() });
                    let (own_names, foreign_names) = (&names[turn], &names[1 - turn]);
                    for file in &files {
                        let (path, there) = (named(own_names, *file), named(foreign_names, *file));
                        let now = result_path(past, merge, *file, (own, path), (foreign, there));
                        let question = Question {
                            merge,
                            parent: own,
                            pair: pairs.len() - 1,
                            path,
                            now,
                            base: base.and_then(|base| past.at(base, *file)),
                            side: past.at(own, path),
                            other: past.at(foreign, there),
                            result: past.at(merge, now),
                        };
                        if question.is_open() {
                            questions.push(question);
                        }
                    }
                }
            }
        }
    }
    true
}

impl Question {
    fn is_open(&self) -> bool {
        self.side != self.base && self.result != self.side && self.other != self.side
    }

    fn blobs(&self) -> impl Iterator<Item = Blob> {
        [self.base, self.side, self.other, self.result].into_iter().flatten()
    }
}

/// Reads what the questions are about and answers them. Where sides parted at several commits, and where a merge has more than two
/// parents, only what every pair of sides says was lost is lost: git chose one base for all, or made one of its own, and does not say which.
fn answer(past: &Past, pairs: &[Pair], questions: &[Question], library: &mut Library<'_>, judged: &mut Judged) {
    library.want(questions.iter().filter(|question| !is_elsewhere(past.path(question.path))).flat_map(Question::blobs));
    let mut found: HashMap<(usize, usize, u32), Vec<Answer>> = HashMap::new();
    for question in questions {
        let losses = lost(past, question, library).unwrap_or_else(|| {
            judged.unreadable.push((question.merge, question.path));
            whole(question)
        });
        if !losses.is_empty() {
            let of_file = found.entry((question.merge, question.parent, question.path)).or_default();
            of_file.push(Answer { pair: question.pair, now: question.now, losses });
        }
    }
    let mut lost: Vec<Lost> = Vec::new();
    for ((merge, parent, path), by_pair) in found {
        let all = pairs.iter().filter(|pair| pair.of == merge && pair.parent == parent).count();
        let [first, others @ ..] = by_pair.as_slice() else { continue };
        if by_pair.len() < all {
            continue;
        }
        let agreed = first.losses.iter().filter(|loss| others.iter().all(|other| other.losses.contains(loss)));
        let id = match parse_path(past.path(path)) {
            Placement::Record(id) => Some(id),
            _ => None,
        };
        lost.extend(agreed.map(|loss| Lost {
            merge,
            parent,
            side: pairs[first.pair].side.clone(),
            id: id.clone(),
            path,
            now: first.now,
            loss: loss.clone(),
        }));
    }
    lost.sort_by_cached_key(|lost| {
        (lost.merge, past.path(lost.path).to_owned(), lost.loss.spot.path.to_string(), lost.parent)
    });
    judged.lost.extend(lost);
}

/// What one question says was lost; none where a version cannot be read.
fn lost(past: &Past, question: &Question, library: &mut Library<'_>) -> Option<Vec<Loss>> {
    let path = past.path(question.path);
    let Placement::Record(id) = parse_path(path) else { return Some(whole(question)) };
    let mut page = |blob: Option<Blob>| blob.map(|blob| library.page(blob));
    let pages = [page(question.base), page(question.side), page(question.other), page(question.result)];
    let [base, side, other, result] = pages.each_ref().map(Option::as_deref);
    losses(Some(id.kind()), Sides { base, side, other, result })
}

/// What can be told of a file without reading it: the one side's text is gone as a whole.
fn whole(question: &Question) -> Vec<Loss> {
    if question.other != question.base || question.result != question.other {
        return Vec::new();
    }
    let there = |blob: Option<Blob>| blob.map(|_| crate::history::Said::Text("…".to_owned()));
    vec![Loss { spot: Spot::record(), made: there(question.side), has: there(question.result) }]
}

fn is_elsewhere(path: &str) -> bool {
    !matches!(parse_path(path), Placement::Record(_))
}

/// What files were called before one side renamed them: its name, by the older one.
fn renamed(past: &Past, side: &[usize]) -> HashMap<u32, u32> {
    let mut older: HashMap<u32, u32> = HashMap::new();
    for commit in side.iter().rev() {
        for Touch { path, from, .. } in &past.commits[*commit].touches {
            if let Some(from) = from {
                let first = older.remove(from).unwrap_or(*from);
                older.insert(*path, first);
            }
        }
    }
    older.into_iter().map(|(new, old)| (old, new)).collect()
}

fn named(names: &HashMap<u32, u32>, file: u32) -> u32 {
    names.get(&file).copied().unwrap_or(file)
}

/// The files that either side or the merge itself touched, by the names they had before.
fn files(
    past: &Past,
    merge: usize,
    sides: &[&Vec<usize>; 2],
    names: &[HashMap<u32, u32>; 2],
    wanted: &dyn Fn(&str) -> bool,
) -> BTreeSet<u32> {
    let older: HashMap<u32, u32> = names.iter().flatten().map(|(old, new)| (*new, *old)).collect();
    let commits = sides.iter().flat_map(|side| side.iter()).chain([&merge]);
    let touched = commits.flat_map(|commit| past.commits[*commit].touches.iter().map(|touch| touch.path));
    let files = touched.map(|path| named(&older, path));
    files.filter(|file| wanted(past.path(*file)) || wanted(past.path(named(&names[0], *file)))).collect()
}

/// Where the result has a file that either side may have renamed, or the merge itself.
fn result_path(past: &Past, merge: usize, file: u32, (one, own): (usize, u32), (other, foreign): (usize, u32)) -> u32 {
    let candidates = [if own == file { foreign } else { own }, foreign, own, file];
    if let Some(there) = candidates.into_iter().find(|path| past.at(merge, *path).is_some()) {
        return there;
    }
    // what one side took out did not move, however much a new file looks like it
    if past.at(one, own).is_none() || past.at(other, foreign).is_none() {
        return candidates[0];
    }
    let is_new = |path: u32| past.at(one, path).is_none() && past.at(other, path).is_none();
    let mut touches = past.commits[merge].touches.iter();
    let moved = touches.find(|touch| touch.from.is_some_and(|from| candidates.contains(&from)) && is_new(touch.path));
    moved.map_or(candidates[0], |touch| touch.path)
}
