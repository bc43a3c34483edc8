//! Every merge commit judged: for each record that its sides touched, the version where they parted, both sides, and what was recorded.

use super::apart::{Apart, Between};
use super::crossed::dropped_unasked;
use super::gone_on;
use super::library::{Library, Page};
use super::names::{LostName, files, given_anew, is_name_lost, named, renamed, result_path, with_their_jobs};
use super::past::{Blob, Past};
use super::question::{Of, Question};
use super::renames::{Kin, Renames, record};
use super::sides::{Loss, Sides, losses};
use super::spot::Spot;
use super::twins::{self, Born, is_of_one_origin};
use crate::domain::layout::{AnyId, Placement, parse_path};
use crate::domain::record::Kind;
use crate::history::Said;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

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
    /// The new names that they lost.
    pub(super) names: Vec<LostName>,
    /// The records that they left so that they do not read, with their paths.
    pub(super) broken: BTreeSet<(usize, u32)>,
    /// How many were looked at.
    pub(super) looked_at: usize,
    /// Those whose sides parted before this clone begins.
    pub(super) unseen: Vec<usize>,
    /// Versions of records that cannot be read, each with a commit that has it.
    pub(super) unreadable: Vec<(usize, u32)>,
}

/// A pair of parents of a merge, from one of their bases.
pub(super) struct Pair {
    of: usize,
    parent: usize,
    pub(super) foreign: usize,
    pub(super) base: Option<usize>,
    side: Vec<usize>,
    renames: Renames,
}

/// What one pair of sides says of one file.
pub(super) struct Answer {
    pair: usize,
    now: u32,
    /// Whether the record has another number there.
    is_elsewhere: bool,
    /// Whether neither the other side nor the result has it.
    pub(super) is_gone: bool,
    pub(super) losses: Vec<Loss>,
}

/// Judges some merges; `wanted` says which files are looked at.
pub(super) fn judge(past: &Past, merges: &[usize], wanted: &dyn Fn(&str) -> bool, library: &mut Library<'_>) -> Judged {
    let mut judged = Judged::default();
    let mut questions: Vec<Question> = Vec::new();
    let mut pairs: Vec<Pair> = Vec::new();
    let mut kin: Option<Kin> = None;
    for merge in merges {
        if !ask(past, *merge, wanted, (&mut pairs, &mut questions), &mut judged) {
            judged.unseen.push(*merge);
            continue;
        }
        judged.looked_at += 1;
        if questions.len() * 4 > BATCH {
            answer(past, (&pairs, &questions), &mut kin, library, &mut judged);
            questions.clear();
            pairs.clear();
        }
    }
    answer(past, (&pairs, &questions), &mut kin, library, &mut judged);
    judged
}

/// Asks what is to be asked of one merge; no where the clone does not reach back to where its sides parted.
fn ask(
    past: &Past,
    merge: usize,
    wanted: &dyn Fn(&str) -> bool,
    (pairs, questions): (&mut Vec<Pair>, &mut Vec<Question>),
    judged: &mut Judged,
) -> bool {
    let parents = &past.commits[merge].parents;
    let (pairs_before, questions_before) = (pairs.len(), questions.len());
    let mut lost_names: BTreeMap<(usize, u32), LostName> = BTreeMap::new();
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
                let renames = renames(past, merge, &names);
                for (turn, (own, foreign)) in [(*one, *other), (*other, *one)].into_iter().enumerate() {
                    let side = if turn == 0 { &fork.ours } else { &fork.theirs };
                    let (side, renames) = (side.clone(), renames.clone());
                    pairs.push(Pair { of: merge, parent: own, foreign, base, side, renames });
                    let (own_names, foreign_names) = (&names[turn], &names[1 - turn]);
                    let side = &pairs[pairs.len() - 1].side;
                    let of = Of { merge, parent: own, foreign, base, pair: pairs.len() - 1 };
                    for file in &files {
                        let (path, there) = (named(own_names, *file), named(foreign_names, *file));
                        if path != *file && there == *file && is_name_lost(past, merge, (*file, path), foreign) {
                            let touches = |commit: &&usize| {
                                past.commits[**commit]
                                    .touches
                                    .iter()
                                    .any(|touch| touch.path == path && touch.from.is_some())
                            };
                            let made = side.iter().find(touches).copied().unwrap_or(own);
                            let lost = LostName { merge, parent: own, made, old: *file, new: path };
                            lost_names.insert((own, *file), lost);
                        }
                        let now = result_path(past, merge, *file, (own, path), (foreign, there));
                        questions.extend(Question::open(past, of, [*file, path, there, now]));
                    }
                    for path in given_anew(past, own, own_names).filter(|path| wanted(past.path(*path))) {
                        questions.extend(Question::of_new(past, of, path));
                    }
                }
            }
        }
    }
    judged.names.extend(with_their_jobs(past, lost_names.into_values().collect()));
    true
}

/// The records that either side, or the merge itself, called otherwise.
fn renames(past: &Past, merge: usize, names: &[HashMap<u32, u32>; 2]) -> Renames {
    let own = past.commits[merge].touches.iter().filter_map(|touch| Some((touch.from?, touch.path)));
    let mut renames = Renames::default();
    for (old, new) in names.iter().flatten().map(|(old, new)| (*old, *new)).chain(own) {
        if let (Some(first), Some(last)) = (record(past.path(old)), record(past.path(new))) {
            renames.note(&first, &last, past.at(merge, new).is_some());
        }
    }
    renames
}

/// Reads what the questions are about and answers them. Where sides parted at several commits, and where a merge has more than two
/// parents, only what every pair of sides says was lost is lost: git chose one base for all, or made one of its own, and does not say which.
fn answer(
    past: &Past,
    (pairs, questions): (&[Pair], &[Question]),
    kin: &mut Option<Kin>,
    library: &mut Library<'_>,
    judged: &mut Judged,
) {
    library.want(questions.iter().filter(|question| !is_elsewhere(past.path(question.path))).flat_map(Question::blobs));
    let mut found: HashMap<(usize, usize, u32), Vec<Answer>> = HashMap::new();
    let mut told: HashMap<usize, Apart> = HashMap::new();
    for question in questions {
        let pair = &pairs[question.pair];
        let lost = lost(past, (question, pair), (&mut told, kin), library, judged);
        let (losses, place) = lost.unwrap_or_else(|| (whole(question), None));
        if !losses.is_empty() {
            let of_file = found.entry((question.merge, question.parent, question.path)).or_default();
            of_file.push(Answer {
                pair: question.pair,
                now: place.unwrap_or(question.now),
                is_elsewhere: place.is_some(),
                is_gone: question.other.is_none() && question.result.is_none(),
                losses,
            });
        }
    }
    let mut lost: Vec<Lost> = Vec::new();
    for ((merge, parent, path), by_pair) in found {
        let all: Vec<&Pair> = pairs.iter().filter(|pair| pair.of == merge && pair.parent == parent).collect();
        let unasked = dropped_unasked(past, (parent, path), &all, &by_pair);
        let [first, others @ ..] = unasked.map_or(by_pair.as_slice(), std::slice::from_ref) else { continue };
        if unasked.is_none() && by_pair.len() < all.len() {
            continue;
        }
        let is_agreed = |loss: &&Loss| {
            // of two records under one number only the pair that made them can know
            loss.twin.is_some() || others.iter().all(|other| other.losses.contains(loss))
        };
        let twins = others.iter().flat_map(|other| &other.losses).filter(|loss| loss.twin.is_some()).take(1);
        let twins = twins.filter(|_| first.losses.iter().all(|loss| loss.twin.is_none()));
        let agreed = first.losses.iter().filter(is_agreed).chain(twins);
        let id = match parse_path(past.path(if first.is_elsewhere { first.now } else { path })) {
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

/// What one question says was lost, and where it belongs, if that is another record's place by now; none where a version cannot be read.
fn lost(
    past: &Past,
    (question, pair): (&Question, &Pair),
    (told, kin): (&mut HashMap<usize, Apart>, &mut Option<Kin>),
    library: &mut Library<'_>,
    judged: &mut Judged,
) -> Option<(Vec<Loss>, Option<u32>)> {
    let path = past.path(question.path);
    let Placement::Record(id) = parse_path(path) else { return Some((whole(question), None)) };
    let mut page = |blob: Option<Blob>| blob.map(|blob| library.page(blob));
    let mut pages = [page(question.base), page(question.side), page(question.other), page(question.result)];
    let reads = |page: &Option<Arc<Page>>| page.as_ref().is_none_or(|page| page.said.is_some());
    let whose = [(pair.base, question.file), (Some(pair.parent), question.path), (Some(pair.foreign), question.there)];
    let unread = whose.iter().zip(&pages).filter(|(_, page)| !reads(page));
    let unread: Vec<(usize, u32)> = unread.filter_map(|((commit, path), _)| Some(((*commit)?, *path))).collect();
    if !unread.is_empty() {
        judged.unreadable.extend(unread);
        return None;
    }
    if !reads(&pages[3]) {
        // what was recorded is judged by what somebody made of it
        judged.broken.insert((question.merge, question.now));
        pages[3] = Some(next_readable(past, question, library)?);
    }
    let judge = |pages: &[Option<Arc<Page>>; 4], renames: &Renames| {
        let at_first = pages.each_ref().map(|page| page.as_ref().map(|page| renames.at_first(page)));
        let [base, side, other, result] = match renames.is_empty() {
            true => pages.each_ref().map(Option::as_deref),
            false => at_first.each_ref().map(Option::as_ref),
        };
        let found = losses(Some(id.kind()), Sides { base, side, other, result })?;
        let now = pages[3].as_ref().and_then(|page| page.said.as_ref());
        Some(found.into_iter().filter_map(|loss| as_called_now(loss, renames, now)).collect::<Vec<Loss>>())
    };
    let between = Between { merge: question.merge, parent: pair.parent, foreign: pair.foreign, base: pair.base };
    let (twin, place) = match gone_on::place(past, between, (question.path, &id), &pages, (kin, library)) {
        // what is written into the one is not meant for the other
        Some(place) => {
            pages = place.pages;
            (None, Some(place.path))
        }
        None => (twin(past, (question, pair), id.kind(), &pages), None),
    };
    let found = match &twin {
        Some(found) => found.clone(),
        None => judge(&pages, &pair.renames)?,
    };
    if found.is_empty() {
        return Some((found, place));
    }
    let of = || Apart::of(past, between, pair.renames.clone(), kin, library);
    let apart = told.entry(question.pair).or_insert_with(of);
    if apart.has_moved(question.file) {
        return Some((Vec::new(), None));
    }
    if let (None, None, Some(there)) = (question.base, question.other, apart.elsewhere(past, between, question.path)) {
        // the other side knows it by the number that it had when both began
        [pages[0], pages[2]] = there.map(|blob| blob.map(|blob| library.page(blob)));
    }
    Some((twin.or_else(|| judge(&pages, &apart.renames))?, place))
}

/// What is lost of one of two records that were made under one number; none where there are no two.
fn twin(
    past: &Past,
    (question, pair): (&Question, &Pair),
    kind: Kind,
    [base, side, other, result]: &[Option<Arc<Page>>; 4],
) -> Option<Vec<Loss>> {
    let (Some(side), Some(other), Some(result)) = (side, other, result) else { return None };
    if let Some(base) = base {
        // either side has another one by now; that of the other side may not be there any more
        twins::another(kind, [base, side, other])?;
        return twins::judged(kind, &Born { side, other, result, is_first: false });
    }
    let is_first = past.commits[question.merge].parents.first() == Some(&question.parent);
    let found = twins::judged(kind, &Born { side, other, result, is_first })?;
    (!is_of_one_origin(past, (pair.parent, pair.foreign), question.path)).then_some(found)
}

/// A loss in the names that the result has; none where nothing but a name differs.
fn as_called_now(loss: Loss, renames: &Renames, now: Option<&Said>) -> Option<Loss> {
    if renames.is_empty() {
        return Some(loss);
    }
    let renamed = |said: Option<Said>| said.map(|said| renames.at_last(said));
    let Spot { path, item } = loss.spot;
    let spot = Spot { path, item: renamed(item) };
    let has = match (&spot.item, now) {
        (None, Some(now)) if !spot.is_record() => spot.find(now).cloned(),
        _ => renamed(loss.has),
    };
    let loss = Loss { made: renamed(loss.made), both: renamed(loss.both), has, spot, twin: None };
    let is_there = match (&loss.spot.item, now) {
        (Some(_), Some(now)) => loss.made.is_some() && loss.spot.find(now).is_some(),
        _ => !loss.spot.is_record() && loss.wanted() == loss.has.as_ref(),
    };
    (!is_there).then_some(loss)
}

/// The first version of a record after a merge that can be read.
fn next_readable(past: &Past, question: &Question, library: &mut Library<'_>) -> Option<Arc<Page>> {
    let after = past.graph.after(question.merge);
    let touches = after.iter().flat_map(|commit| &past.commits[*commit].touches);
    let mut later = touches.filter(|touch| touch.path == question.now).filter_map(|touch| touch.after);
    later.find_map(|blob| Some(library.page(blob)).filter(|page| page.said.is_some()))
}

/// What can be told of a file without reading it: the one side's text is gone as a whole.
fn whole(question: &Question) -> Vec<Loss> {
    if question.other != question.base || question.result != question.other {
        return Vec::new();
    }
    let there = |blob: Option<Blob>| blob.map(|_| crate::history::Said::Text("…".to_owned()));
    vec![Loss { spot: Spot::record(), made: there(question.side), both: None, has: there(question.result), twin: None }]
}

fn is_elsewhere(path: &str) -> bool {
    !matches!(parse_path(path), Placement::Record(_))
}
