//! Whether one value says all that another says, and maybe more: then the two are one thing, and the fuller one may stand for both.

use super::layout::{Item, Sort};
use super::prints::key_of;
use super::sheet::Side;
use super::version::Version;
use crate::yaml::{Document, NodeId};
use std::collections::{HashMap, HashSet};

/// A value in its text.
type Value<'v> = (Document<'v>, NodeId);

/// Which of two items says all that the other does, in its comments too; `leaving` are fields that need not agree. `None` where neither
/// does. Of two that say the same, it is the one whose id comes first, whichever side it is on.
pub(super) fn fuller(ours: (&Version<'_>, &Item), theirs: (&Version<'_>, &Item), leaving: &[&str]) -> Option<Side> {
    let says_all = |large: (&Version<'_>, &Item), small: (&Version<'_>, &Item)| {
        holds(value_of(large), value_of(small), &large.1.label, leaving) && has_comments(large, small)
    };
    match (says_all(ours, theirs), says_all(theirs, ours)) {
        (true, true) if theirs.1.label < ours.1.label => Some(Side::Theirs),
        (true, _) => Some(Side::Ours),
        (false, true) => Some(Side::Theirs),
        (false, false) => None,
    }
}

fn value_of<'v>((version, item): (&'v Version<'_>, &Item)) -> Value<'v> {
    (version.document(), item.node)
}

/// Whether every comment of the one stands in the other too.
fn has_comments(large: (&Version<'_>, &Item), small: (&Version<'_>, &Item)) -> bool {
    let own = comments(small);
    if own.is_empty() {
        return true;
    }
    let mut there: HashMap<&str, usize> = HashMap::new();
    for comment in comments(large) {
        *there.entry(comment).or_default() += 1;
    }
    own.into_iter().all(|comment| match there.get_mut(comment) {
        Some(left) if *left > 0 => {
            *left -= 1;
            true
        }
        _ => false,
    })
}

fn comments<'t>((version, item): (&Version<'t>, &Item)) -> Vec<&'t str> {
    let first = if item.sort == Sort::Root { 0 } else { item.lead.start };
    let behind = if item.sort == Sort::Root { version.lines.len() } else { item.below.end.max(item.body.end) };
    let byte = |line: usize| version.lines.get(line).map_or(version.text.len(), |line| line.start);
    let own = version.comments_in(byte(first), byte(behind));
    own.iter().map(|span| span.of(version.text).trim_end()).collect()
}

/// Whether a value says all that another does. What has no value says nothing.
fn holds(large: Value<'_>, small: Value<'_>, name: &str, leaving: &[&str]) -> bool {
    let ((one, node), (other, own)) = (large, small);
    let (kind, own_kind) = (one.tree.node(node).kind, other.tree.node(own).kind);
    if says_nothing(other, own) {
        return true;
    }
    if kind.is_map() && own_kind.is_map() {
        let there: HashMap<_, _> = one.tree.entries(node).map(|(key, value)| (one.scalar(key), value)).collect();
        return other.tree.entries(own).all(|(key, value)| {
            let key = other.scalar(key);
            let is_left = leaving.contains(&key.as_ref());
            is_left
                || says_nothing(other, value)
                || there.get(&key).is_some_and(|found| holds((one, *found), (other, value), &key, &[]))
        });
    }
    if kind.is_list() && own_kind.is_list() {
        let (all, some): (Vec<_>, Vec<_>) = (one.tree.children(node).collect(), other.tree.children(own).collect());
        let id = |document: Document<'_>, item: NodeId| {
            let (_, id) = document.entry(item, key_of(name)).filter(|(_, id)| !document.is_null(*id))?;
            document.tree.node(id).kind.is_scalar().then(|| document.scalar(id).into_owned())
        };
        let named = |document: Document<'_>, items: &[NodeId]| {
            let ids: Option<Vec<String>> = items.iter().map(|item| id(document, *item)).collect();
            ids.filter(|ids| ids.iter().collect::<HashSet<_>>().len() == ids.len())
        };
        return match (named(one, &all), named(other, &some)) {
            (Some(ids), Some(own)) => {
                let there: HashMap<_, _> = ids.iter().zip(&all).collect();
                own.iter()
                    .zip(&some)
                    .all(|(id, item)| there.get(id).is_some_and(|found| holds((one, **found), (other, *item), "", &[])))
            }
            // in the same order from the first on, so that nobody need guess which is which
            _ => {
                some.len() <= all.len()
                    && all.iter().zip(&some).all(|(found, item)| {
                        let (large, small) = ((one, *found), (other, *item));
                        holds(large, small, "", &[]) && holds(small, large, "", &[])
                    })
            }
        };
    }
    kind.is_scalar()
        && own_kind.is_scalar()
        && !one.is_null(node)
        && one.scalar(node).trim_end_matches('\n') == other.scalar(own).trim_end_matches('\n')
}

fn says_nothing(document: Document<'_>, node: NodeId) -> bool {
    document.is_null(node)
        || (!document.tree.node(node).kind.is_scalar() && document.tree.children(node).next().is_none())
}
