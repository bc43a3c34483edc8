//! A file followed from the newest commit along all its parents, under the name that it has in each. Knows no records.

use super::Oid;
use super::listing::Listing;
use super::lives::Lives;
use std::collections::{BTreeSet, HashMap};

/// A file as one commit has it, and where those before have it.
#[derive(Debug)]
pub(super) struct Node {
    /// The commit, by its place in the listing.
    pub commit: usize,
    /// Where the file is in it.
    pub path: String,
    /// The commits from which it comes, and where each has it.
    pub parents: Vec<(usize, String)>,
}

/// Which commits put a file where none was, and from where.
pub(super) type Moves = HashMap<(Oid, String), Option<String>>;

/// Whether a commit put the file where none was.
pub(super) fn is_made(listing: &Listing, node: &Node) -> bool {
    let parents = &listing.commits[node.commit].parents;
    listing.blob(node.commit, &node.path).is_some()
        && parents.iter().all(|&parent| listing.blob(parent, &node.path).is_none())
}

/// Follows a file, parents behind their children; `every`: along those parents too whose text a merge did not take.
pub(super) fn walk(listing: &Listing, moves: &Moves, lives: &Lives, every: bool) -> Vec<Node> {
    let others = lives.others(listing);
    let mut ahead: BTreeSet<(usize, String)> = BTreeSet::new();
    if !listing.commits.is_empty() {
        ahead.insert((0, listing.names[0].clone()));
    }
    let mut nodes = Vec::new();
    while let Some((at, path)) = ahead.pop_first() {
        let mut parents = match lives.leads(listing, at, &path) {
            Some(parent) => vec![parent],
            None => before(listing, moves, at, &path),
        };
        // only what stands behind it came before it: so the walk ends
        parents.retain(|(parent, path)| *parent > at && !others.contains(&(*parent, path.as_str())));
        let is_same = |(parent, before): &(usize, String)| listing.blob(*parent, before) == listing.blob(at, &path);
        if let Some(same) = parents.iter().position(is_same).filter(|_| !every) {
            parents = vec![parents.swap_remove(same)];
        }
        ahead.extend(parents.iter().cloned());
        nodes.push(Node { commit: at, path, parents });
    }
    nodes
}

/// Where each commit before one has the file.
fn before(listing: &Listing, moves: &Moves, at: usize, path: &str) -> Vec<(usize, String)> {
    let commit = &listing.commits[at];
    let moved = moves.get(&(commit.id.clone(), path.to_owned())).and_then(Option::as_ref);
    let is_merge = commit.parents.len() > 1;
    let known = listing.names.iter().position(|name| name == path).unwrap_or_default();
    let is_there = listing.blob(at, path).is_some();
    let name_in = |parent: usize| {
        let has = |name: &&String| listing.blob(parent, name).is_some();
        // on the other side of a merge it may have the name still that it lost on this one
        let older = || listing.names[known..].iter().find(has).filter(|_| is_merge && is_there);
        moved.filter(has).or_else(older).map_or_else(|| path.to_owned(), Clone::clone)
    };
    commit.parents.iter().map(|&parent| (parent, name_in(parent))).collect()
}
