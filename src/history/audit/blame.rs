//! Who made what a merge lost, and what became of it since.

use super::library::Library;
use super::merges::Lost;
use super::past::{Past, Touch};
use super::spot::Spot;
use crate::history::Said;
use std::collections::HashSet;

crate::words! {
    /// What became of something that went wrong.
    pub enum State {
        /// It still stands so.
        Open = "open",
        /// It was put back later.
        Repaired = "repaired",
        /// Somebody changed it again since: what was lost is past.
        Overtaken = "overtaken",
    }
}

/// The commit of a side that made what was lost: the last one that touched it; a commit of its own before a merge that brought it in.
pub(super) fn author(past: &Past, lost: &Lost, library: &mut Library<'_>) -> usize {
    let paths = older_names(past, lost.path, &lost.side);
    let touching: Vec<usize> = {
        let touches = |commit: &&usize| past.commits[**commit].touches.iter().any(|touch| paths.contains(&touch.path));
        lost.side.iter().filter(touches).copied().collect()
    };
    let (merges, own): (Vec<usize>, Vec<usize>) =
        touching.iter().partition(|commit| past.commits[**commit].parents.len() > 1);
    for commit in own.iter().chain(&merges) {
        for touch in past.commits[*commit].touches.iter().filter(|touch| paths.contains(&touch.path)) {
            if lost.loss.spot.is_record() && lost.loss.made.is_none() == touch.after.is_none() {
                return *commit;
            }
            let mut value = |blob: Option<u32>| value(blob, &lost.loss.spot, library);
            if value(touch.before) != value(touch.after) {
                return *commit;
            }
        }
    }
    own.first().or(merges.first()).copied().unwrap_or(lost.parent)
}

/// What became of a loss: what the record says now, and whether anybody touched it on the way.
pub(super) fn state(past: &Past, lost: &Lost, library: &mut Library<'_>) -> State {
    let spot = &lost.loss.spot;
    let then = past.at(lost.merge, lost.now);
    became_or_again(past, lost.merge, lost.now, library, &|past_then, library| match past_then {
        blob if blob == then => State::Open,
        blob if spot.is_record() => match (&lost.loss.made, &lost.loss.has) {
            (None, _) if blob.is_some() => State::Open,
            (Some(_), Some(_)) if blob.is_some() && blob == past.at(lost.parent, lost.path) => State::Repaired,
            (Some(_), Some(_)) => State::Overtaken,
            _ => State::Repaired,
        },
        None => State::Overtaken,
        blob => {
            let Some(now) = read(blob, library) else { return State::Open };
            match spot.find(&now) {
                now if now == lost.loss.wanted() => State::Repaired,
                now if now == lost.loss.has.as_ref() => State::Open,
                _ if spot.item.is_some() => State::Open,
                _ => State::Overtaken,
            }
        }
    })
}

/// The name that a file has by now, from the one that it had in a commit.
pub(super) fn now(past: &Past, since: usize, path: u32) -> u32 {
    Names::of(past, since, path).last()
}

/// What became of a file after a commit: what `judge` says of it at the end; if that it stands as it did, whether it did all the way.
pub(super) fn became(past: &Past, since: usize, path: u32, library: &mut Library<'_>, judge: Judge<'_>) -> State {
    course(past, (since, path), false, library, judge)
}

/// The same, where a repair that was taken back is as if it had never been made.
pub(super) fn became_or_again(
    past: &Past,
    since: usize,
    path: u32,
    library: &mut Library<'_>,
    judge: Judge<'_>,
) -> State {
    course(past, (since, path), true, library, judge)
}

/// Says of a version of a file what has become of what went wrong.
type Judge<'j> = &'j dyn Fn(Option<u32>, &mut Library<'_>) -> State;

fn course(
    past: &Past,
    (since, path): (usize, u32),
    may_be_again: bool,
    library: &mut Library<'_>,
    judge: Judge<'_>,
) -> State {
    let names = Names::of(past, since, path);
    let at_the_end = judge(past.at(past.tip(), names.last()), library);
    if at_the_end != State::Open {
        return at_the_end;
    }
    let mut steps: Vec<(usize, &Touch)> = Vec::new();
    for (commit, name) in names.after() {
        steps.extend(
            past.commits[commit].touches.iter().filter(|touch| touch.path == name).map(|touch| (commit, touch)),
        );
    }
    library.want(steps.iter().filter_map(|(_, touch)| touch.after));
    let (mut stood, mut mended) = (HashSet::from([past.at(since, path)]), None);
    for (commit, touch) in steps {
        match judge(touch.after, library) {
            State::Open => {
                // what somebody wrote anew is their choice, though it is the old value; so is a deletion of what was worked on
                let is_back = stood.contains(&touch.after) && (touch.after.is_some() || mended == Some(touch.before));
                let is_new = mended.is_some() && !is_back && !past.commits[commit].is_revert();
                if is_new && judge(touch.before, library) == State::Repaired {
                    return State::Overtaken;
                }
                stood.insert(touch.after);
            }
            State::Repaired if may_be_again => {
                mended.get_or_insert(touch.after);
            }
            State::Repaired | State::Overtaken => return State::Overtaken,
        }
    }
    State::Open
}

/// The names that a file had in some commits, the newest first, from the name it has behind them.
pub(super) fn older_names(past: &Past, path: u32, commits: &[usize]) -> HashSet<u32> {
    let mut names = HashSet::from([path]);
    for commit in commits {
        let own = past.commits[*commit].touches.iter().filter(|touch| names.contains(&touch.path));
        let older: Vec<u32> = own.filter_map(|touch| touch.from).collect();
        names.extend(older);
    }
    names
}

/// What a file is called in each commit that continues one.
struct Names {
    since: usize,
    /// From that commit on; none: the commit does not continue it.
    names: Vec<Option<u32>>,
}

impl Names {
    /// From the name that it has in the first one. Several names may move on at once, on a side that the merge brings, too: then each side has
    /// its own.
    fn of(past: &Past, since: usize, path: u32) -> Names {
        let mut names: Vec<Option<u32>> = vec![None; past.commits.len() - since];
        names[0] = Some(path);
        for commit in since + 1..past.commits.len() {
            let facts = &past.commits[commit];
            let called = |parent: usize| names[parent.checked_sub(since)?];
            let [first, others @ ..] = &facts.parents[..] else { continue };
            let moved_to =
                |path: u32| facts.touches.iter().find(|touch| touch.from == Some(path)).map(|touch| touch.path);
            let own = called(*first);
            let theirs = others.iter().filter_map(|other| Some((*other, called(*other)?)));
            // a side called it otherwise, and the merge has that from there
            let is_theirs = |(other, theirs): &(usize, u32)| {
                let here = past.at(commit, *theirs);
                own.is_none_or(|own| {
                    let stays = past.at(commit, own);
                    own != *theirs
                        && here.is_some()
                        && (stays.is_none() || here == past.at(*other, *theirs) && stays != past.at(*first, own))
                })
            };
            names[commit - since] = match own.and_then(moved_to) {
                Some(moved) => Some(moved),
                None => theirs.into_iter().find(is_theirs).map(|(_, theirs)| theirs).or(own),
            };
        }
        Names { since, names }
    }

    /// Those of the commits after the first, the oldest first.
    fn after(&self) -> impl Iterator<Item = (usize, u32)> {
        let names = self.names.iter().enumerate().skip(1);
        names.filter_map(|(at, name)| Some((self.since + at, (*name)?)))
    }

    /// That of the last commit.
    fn last(&self) -> u32 {
        self.names.iter().rev().flatten().next().copied().unwrap_or_default()
    }
}

fn read(blob: Option<u32>, library: &mut Library<'_>) -> Option<Said> {
    library.page(blob?).said.clone()
}

fn value(blob: Option<u32>, spot: &Spot, library: &mut Library<'_>) -> Option<Said> {
    spot.find(library.page(blob?).said.as_ref()?).cloned()
}
