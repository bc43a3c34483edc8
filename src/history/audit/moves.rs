//! Records whose numbers moved on in one commit, each to the next, or were exchanged, worked on in it or not: git looks at no file that is
//! still there for what moved. What lay at a number that another took over, and lies nowhere else, is gone; what lies at a number whose
//! record went elsewhere is new.

use super::library::{Library, Page};
use super::past::{Blob, Past, Touch};
use super::renames::record;
use super::twins::told_by;
use crate::domain::record::Kind;
use crate::source::{KNOWN_AGAIN, likeness, moved};
use crate::values::ClientId;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// So many groups are looked at at once.
const BATCH: usize = 2_000;

/// The touches of one commit on records of one sort, of which at least one had been there and still is.
struct Group {
    commit: usize,
    kind: Kind,
    touches: Vec<usize>,
}

/// A record at one number, before a commit and behind it.
struct Spot {
    touch: usize,
    before: Option<Arc<Page>>,
    after: Option<Arc<Page>>,
}

/// Follows records whose numbers moved on, in all commits that have to do with some.
pub fn moved_on(past: &mut Past, within: &[bool], library: &mut Library<'_>) {
    let groups: Vec<Group> = reached(past, within).into_iter().flat_map(|commit| groups(past, commit)).collect();
    for groups in groups.chunks(BATCH) {
        library.want(groups.iter().flat_map(|group| {
            let touches = group.touches.iter().map(|touch| &past.commits[group.commit].touches[*touch]);
            touches.flat_map(|touch| [lay(past, group.commit, touch.path), touch.after]).flatten().collect::<Vec<_>>()
        }));
        for group in groups {
            for (touch, from) in moves(past, group, library) {
                let before = from.and_then(|from| lay(past, group.commit, from));
                let touch = &mut past.commits[group.commit].touches[touch];
                (touch.from, touch.before) = (from, before);
            }
        }
    }
}

/// The commits that are asked about, what came after the first of them, and the sides of those that are merges.
fn reached(past: &Past, within: &[bool]) -> Vec<usize> {
    let Some(first) = within.iter().position(|within| *within) else { return Vec::new() };
    let mut before: HashSet<usize> = HashSet::new();
    for at in (first..past.commits.len()).filter(|at| first > 0 && within[*at]) {
        let parents = &past.commits[at].parents;
        for (one, other) in parents.iter().flat_map(|one| parents.iter().map(move |other| (one, other))) {
            if one < other {
                let fork = past.graph.fork(*one, *other);
                before.extend(fork.ours.iter().chain(&fork.theirs).copied().filter(|commit| *commit < first));
            }
        }
    }
    let mut reached: Vec<usize> = before.into_iter().collect();
    reached.sort_unstable();
    reached.extend(first..past.commits.len());
    reached
}

/// What lay at a path before a commit.
fn lay(past: &Past, commit: usize, path: u32) -> Option<Blob> {
    past.at(*past.commits[commit].parents.first()?, path)
}

fn groups(past: &Past, commit: usize) -> Vec<Group> {
    let touches = &past.commits[commit].touches;
    if touches.len() < 2 {
        return Vec::new();
    }
    let mut groups: BTreeMap<(Kind, Option<ClientId>), Vec<usize>> = BTreeMap::new();
    for (at, touch) in touches.iter().enumerate() {
        if let Some(id) = record(past.path(touch.path)) {
            groups.entry((id.kind(), id.client())).or_default().push(at);
        }
    }
    let was_there = |touch: &&usize| lay(past, commit, touches[**touch].path).is_some();
    let groups = groups
        .into_iter()
        .filter(|(_, of)| of.len() > 1 && of.iter().filter(was_there).any(|touch| touches[*touch].after.is_some()));
    groups.map(|((kind, _), touches)| Group { commit, kind, touches }).collect()
}

/// The touches of a group that are of another record than git has it, with where that lay.
fn moves(past: &Past, group: &Group, library: &mut Library<'_>) -> Vec<(usize, Option<u32>)> {
    let touches = &past.commits[group.commit].touches;
    let path = |touch: usize| touches[touch].path;
    let mut page = |blob: Option<Blob>| blob.map(|blob| library.page(blob));
    let spots: Vec<Spot> = group
        .touches
        .iter()
        .map(|touch| Spot {
            touch: *touch,
            before: page(lay(past, group.commit, path(*touch))),
            after: page(touches[*touch].after),
        })
        .collect();
    let had: HashSet<Blob> = spots.iter().filter_map(|spot| lay(past, group.commit, path(spot.touch))).collect();
    let is_exact = |touch: &Touch| {
        let before = lay(past, group.commit, touch.path);
        before.is_some() && before != touch.after && touch.after.is_some_and(|after| had.contains(&after))
    };
    let is_taken_over = |spot: &&Spot| is_exact(&touches[spot.touch]) || is_another(group.kind, spot);
    let taken_over: HashSet<usize> = spots.iter().filter(is_taken_over).map(|spot| spot.touch).collect();
    if taken_over.is_empty() {
        return Vec::new();
    }
    let is_open = |spot: &&Spot| spot.before.is_none() || spot.after.is_none() || taken_over.contains(&spot.touch);
    let open: Vec<&Spot> = spots.iter().filter(is_open).collect();
    let places: Vec<[Option<&str>; 2]> =
        open.iter().map(|spot| [&spot.before, &spot.after].map(|page| page.as_ref()?.text.as_deref())).collect();
    let is_told_apart = |at: usize| told_apart(group.kind, open[at]);
    let moves: Vec<(usize, usize)> =
        moved(&places, is_told_apart).into_iter().map(|(old, new)| (open[old].touch, open[new].touch)).collect();
    let gone: HashSet<u32> = moves.iter().map(|(old, _)| path(*old)).collect();
    let is_known = |touch: &usize| moves.iter().any(|(_, new)| new == touch);
    // what lies at a number that a record left is new, and so is what git took for one that went elsewhere
    let is_new = |touch: &Touch| {
        touch.after.is_some() && gone.contains(&touch.path) || touch.from.is_some_and(|from| gone.contains(&from))
    };
    let misread = group.touches.iter().filter(|touch| !is_known(touch) && is_new(&touches[**touch]));
    let misread: Vec<(usize, Option<u32>)> = misread.map(|touch| (*touch, None)).collect();
    moves.iter().map(|(old, new)| (*new, Some(path(*old)))).chain(misread).collect()
}

/// Whether what lies at a number is another record than lay there.
fn is_another(kind: Kind, spot: &Spot) -> bool {
    if told_apart(kind, spot) {
        return true;
    }
    let (Some(before), Some(after)) = (&spot.before, &spot.after) else { return false };
    let texts = before.text.as_deref().zip(after.text.as_deref());
    texts.is_some_and(|(before, after)| likeness(before, after) < KNOWN_AGAIN)
}

/// Whether what lies at a number says itself that it is another record than lay there.
fn told_apart(kind: Kind, spot: &Spot) -> bool {
    let (Some(before), Some(after)) = (&spot.before, &spot.after) else { return false };
    matches!((&before.said, &after.said), (Some(before), Some(after)) if told_by(kind, before, after).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::audit::past::Commit;
    use crate::values::Day;

    /// What becomes of three jobs in one commit: where each of their files lay before it, as is followed from the texts.
    fn from(before: [Option<&str>; 3], after: [Option<&str>; 3]) -> [Option<u32>; 3] {
        let texts: Vec<&str> = before.into_iter().chain(after).flatten().collect();
        let blob = |text: Option<&str>| {
            texts.iter().position(|known| Some(*known) == text).and_then(|at| u32::try_from(at).ok())
        };
        let commit = |parents: &[usize], touches: Vec<Touch>| Commit {
            name: "c".into(),
            parents: parents.to_vec(),
            is_cut: false,
            author: "Ann".into(),
            email: "ann@x".into(),
            written: Day::EPOCH,
            committed: Day::EPOCH,
            subject: "s".into(),
            takes_back: Vec::new(),
            touches,
        };
        let touches = |before: [Option<&str>; 3], after: [Option<&str>; 3]| {
            let touch = |path: usize| Touch {
                path: u32::try_from(path).unwrap_or_default(),
                before: blob(before[path]),
                after: blob(after[path]),
                from: None,
            };
            (0..3).map(touch).filter(|touch| touch.before != touch.after).collect::<Vec<_>>()
        };
        let paths = ["1", "2", "3"].map(|number| format!("jobs/ACME/ACME-000{number}.yaml").into_boxed_str());
        let commits = vec![commit(&[], touches([None; 3], before)), commit(&[0], touches(before, after))];
        let mut past = Past::new(commits, paths.to_vec());
        let mut fetch = |wanted: &[Blob]| -> Vec<Option<Vec<u8>>> {
            wanted.iter().map(|blob| Some(texts[*blob as usize].as_bytes().to_vec())).collect()
        };
        moved_on(&mut past, &[true, true], &mut Library::new(&mut fetch));
        let from =
            |path: u32| past.commits[1].touches.iter().find(|touch| touch.path == path).and_then(|touch| touch.from);
        [from(0), from(1), from(2)]
    }

    const FILM: &str = "title: Film\ngoal: Seen\ndue: 2026-12-01\nowner: ann\n";
    const FILM_LATER: &str = "title: Film\ngoal: Seen\ndue: 2026-12-08\nowner: ann\n";
    const SITE: &str = "title: Site\ngoal: Clicked\ndue: 2026-11-20\nowner: bo\n";
    const SITE_LATER: &str = "title: Site\ngoal: Clicked\ndue: 2026-11-27\nowner: bo\n";
    const SONG: &str = "title: Song\ngoal: Hummed\ndue: 2027-01-11\nowner: mai\n";

    #[test]
    fn numbers_that_moved_on_together_are_followed_though_the_records_were_worked_on() {
        for (film, site) in [(FILM, SITE), (FILM_LATER, SITE), (FILM_LATER, SITE_LATER)] {
            let chain = from([Some(FILM), Some(SITE), None], [None, Some(film), Some(site)]);
            assert_eq!(chain, [None, Some(0), Some(1)]);
            let exchanged = from([Some(FILM), Some(SITE), None], [Some(site), Some(film), None]);
            assert_eq!(exchanged, [Some(1), Some(0), None]);
            let over = from([Some(FILM), Some(SITE), Some(SONG)], [None, Some(film), Some(site)]);
            assert_eq!(over, [None, Some(0), Some(1)], "the last one is gone");
        }
    }

    #[test]
    fn a_new_record_at_a_number_that_was_left_hides_nothing_of_where_the_other_went() {
        let beside = from([Some(FILM), Some(SITE), None], [None, Some(SONG), Some(SITE_LATER)]);
        assert_eq!(beside, [None, None, Some(1)]);
        let over = from([Some(FILM), Some(SITE), None], [Some(SITE), Some(SONG), None]);
        assert_eq!(over, [Some(1), None, None]);
        let alone = from([None, Some(SITE), None], [None, Some(SONG), Some(SITE)]);
        assert_eq!(alone, [None, None, Some(1)]);
    }

    #[test]
    fn what_is_copied_or_worked_on_did_not_move() {
        let rewritten = "title: Film\ngoal: Heard\ndue: 2027-02-01\nowner: mai\n";
        let copied = from([Some(FILM), Some(SITE), None], [Some(rewritten), Some(FILM), None]);
        assert_eq!(copied, [None; 3]);
        let worked_on = from([Some(FILM), Some(SITE), None], [Some(FILM_LATER), Some(SITE_LATER), None]);
        assert_eq!(worked_on, [None; 3]);
        let anew = from([Some(FILM), Some(SITE), None], [None, Some(SONG), None]);
        assert_eq!(anew, [None; 3]);
    }
}
