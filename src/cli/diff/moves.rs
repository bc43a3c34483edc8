//! Records whose numbers moved on, each to the next, or were exchanged: each is told of as itself, not as the one that had its number.

use super::pairs::{Pair, Version};
use crate::domain::layout::AnyId;
use crate::domain::record::Kind;
use crate::history::audit::are_two;
use crate::source::{KNOWN_AGAIN, likeness, moved};
use crate::values::ClientId;
use std::collections::BTreeMap;

/// What lay at a path, and what lies there now.
type Place = [Option<Version>; 2];

/// Pairs that differ, records that went and records that came, sorted out anew where one lies at the number of another.
pub(super) fn sorted(
    pairs: Vec<Pair>,
    (mut went, mut came): (Vec<Version>, Vec<Version>),
) -> (Vec<Pair>, Vec<Version>, Vec<Version>) {
    let (taken_over, mut sorted): (Vec<Pair>, Vec<Pair>) = pairs.into_iter().partition(is_taken_over);
    let mut groups: BTreeMap<(Kind, Option<ClientId>), Vec<Pair>> = BTreeMap::new();
    for pair in taken_over {
        groups.entry(of(pair.now().0)).or_default().push(pair);
    }
    for (group, pairs) in groups {
        let mut places: BTreeMap<String, Place> = BTreeMap::new();
        let mut put = |version: Version, side: usize| {
            let path = version.path.clone();
            places.entry(path).or_default()[side] = Some(version);
        };
        let mut renames: Vec<(String, String)> = Vec::new();
        let is_renamed = |pair: &mut Pair| {
            pair.ids().all(|id| of(id) == group)
                && pair.before.as_ref().map(|was| &was.path) != pair.after.as_ref().map(|is| &is.path)
        };
        for pair in pairs.into_iter().chain(sorted.extract_if(.., is_renamed).collect::<Vec<_>>()) {
            if let (Some(was), Some(is)) = (&pair.before, &pair.after) {
                renames.push((was.path.clone(), is.path.clone()));
            }
            pair.before.into_iter().for_each(|version| put(version, 0));
            pair.after.into_iter().for_each(|version| put(version, 1));
        }
        went.extract_if(.., |version| of(&version.id) == group).for_each(|version| put(version, 0));
        came.extract_if(.., |version| of(&version.id) == group).for_each(|version| put(version, 1));
        let mut moves = moves(group.0, &places);
        // all else is as git has it
        moves.extend(
            renames
                .into_iter()
                .filter(|(was, is)| moves.iter().all(|(old, new)| old != was && new != is))
                .collect::<Vec<_>>(),
        );
        for (old, new) in moves {
            let before = places.get_mut(&old).and_then(|place| place[0].take());
            let after = places.get_mut(&new).and_then(|place| place[1].take());
            sorted.push(Pair { before, after });
        }
        for [before, after] in places.into_values() {
            went.extend(before);
            came.extend(after);
        }
    }
    (sorted, went, came)
}

fn of(id: &AnyId) -> (Kind, Option<ClientId>) {
    (id.kind(), id.client())
}

/// The paths from which and to which records moved.
fn moves(kind: Kind, places: &BTreeMap<String, Place>) -> Vec<(String, String)> {
    let paths: Vec<&String> = places.keys().collect();
    let texts: Vec<[Option<&str>; 2]> =
        places.values().map(|place| place.each_ref().map(|version| version.as_ref()?.content.text())).collect();
    let is_another = |at: usize| matches!(texts[at], [Some(old), Some(new)] if are_two(kind, old, new));
    moved(&texts, is_another).into_iter().map(|(old, new)| (paths[old].clone(), paths[new].clone())).collect()
}

/// Whether another record lies at a number than lay there.
fn is_taken_over(pair: &Pair) -> bool {
    let (Some(was), Some(is)) = (&pair.before, &pair.after) else { return false };
    let (Some(old), Some(new)) = (was.content.text(), is.content.text()) else { return false };
    was.path == is.path && (title(old) != title(new) || likeness(old, new) < KNOWN_AGAIN)
}

fn title(text: &str) -> Option<&str> {
    text.lines().find(|line| line.starts_with("title:"))
}
