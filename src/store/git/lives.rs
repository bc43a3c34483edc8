//! Lives under one name: two branches made a file each of one name, and one of the two came out under another. Which commits of that name
//! are whose follows from who made the file that each of them has. Knows no records.

use super::Oid;
use super::listing::Listing;
use std::collections::{BTreeSet, HashMap};

/// A file that came out of a name that two had.
#[derive(Debug)]
pub(super) struct Parted {
    /// The commit that put it under a name of its own.
    pub maker: Oid,
    /// That name.
    pub new: String,
    /// The name that both had.
    pub old: String,
    /// The last commit in which it alone had that one.
    pub last: Oid,
    /// The last commit of the other before the two met, where the maker put that one back.
    pub back: Option<Oid>,
    /// Those who had made it.
    pub makers: BTreeSet<Oid>,
}

/// What is known of the names of one file that others had too.
#[derive(Debug, Default)]
pub(super) struct Lives {
    parted: Vec<Parted>,
    /// Of a name: who made the file that is followed.
    own: HashMap<String, BTreeSet<Oid>>,
    /// Of a name: who made others.
    foreign: HashMap<String, BTreeSet<Oid>>,
    /// Commits in which another file took a name over.
    taken_over: BTreeSet<(Oid, String)>,
}

/// Two files under one name that a merge brought together: the merge, and those of its parents that have one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Meeting {
    pub merge: usize,
    pub sides: Vec<usize>,
}

/// For each commit of a listing, who made what it has under a name: several, where a merge brought them together.
pub(super) type Makers = Vec<BTreeSet<usize>>;

impl Lives {
    /// The names under which others came out that had one of this file's.
    pub(super) fn apart(&self) -> impl Iterator<Item = (&str, &str)> {
        let is_theirs =
            |parted: &&Parted| self.foreign.get(&parted.old).is_some_and(|foreign| parted.makers.is_subset(foreign));
        let theirs = self.parted.iter().filter(is_theirs);
        theirs.map(|parted| (parted.old.as_str(), parted.new.as_str()))
    }

    /// The file that is followed came out of a name. Until then it may have been taken for another: it has that name again.
    pub(super) fn came_out(&mut self, parted: Parted) {
        if let Some(foreign) = self.foreign.get_mut(&parted.old) {
            foreign.retain(|maker| !parted.makers.contains(maker));
            if foreign.is_empty() {
                self.foreign.remove(&parted.old);
            }
        }
        self.parted.retain(|known| known.maker != parted.maker || known.new != parted.new);
        self.own.entry(parted.old.clone()).or_default().extend(parted.makers.iter().cloned());
        self.parted.push(parted);
    }

    /// Another came out of a name of the file that is followed.
    pub(super) fn left_it(&mut self, parted: Parted) {
        self.foreign.entry(parted.old.clone()).or_default().extend(parted.makers.iter().cloned());
        self.parted.push(parted);
    }

    /// Another file has taken a name over.
    pub(super) fn took_over(&mut self, commit: &Oid, name: &str) {
        self.taken_over.insert((commit.clone(), name.to_owned()));
    }

    /// Whether the file that is followed once had a name that was another's too.
    pub(super) fn has_own(&self, name: &str) -> bool {
        self.own.contains_key(name)
    }

    /// The one commit from which a commit has the file that it put under a name of its own, or back.
    pub(super) fn leads(&self, listing: &Listing, at: usize, path: &str) -> Option<(usize, String)> {
        let commit = &listing.commits[at].id;
        let from = |parted: &Parted| match path {
            path if parted.new == path => Some((parted.last.clone(), parted.old.clone())),
            path if parted.old == path => Some((parted.back.clone()?, parted.old.clone())),
            _ => None,
        };
        let (from, old) = self.parted.iter().filter(|parted| parted.maker == *commit).find_map(from)?;
        let place = listing.commits[at..].iter().position(|commit| commit.id == from)?;
        Some((at + place, old))
    }

    /// Where names of the file are those of another.
    pub(super) fn others<'l>(&self, listing: &'l Listing) -> BTreeSet<(usize, &'l str)> {
        let mut others = BTreeSet::new();
        for name in &listing.names {
            let (own, foreign) = (self.own.get(name), self.foreign.get(name));
            if own.is_none() && foreign.is_none() {
                continue;
            }
            let makers = self.makers(listing, name);
            let is_own = |maker: &usize| own.is_some_and(|own| own.contains(&listing.commits[*maker].id));
            // the file that is followed may have come back to a name that it had left
            let last = makers.iter().find(|makers| !makers.is_empty()).filter(|_| *name == listing.names[0]);
            let came_back = last.filter(|makers| !makers.iter().any(is_own));
            let is_other = |maker: &usize| {
                let is_back = came_back.is_some_and(|back| back.contains(maker));
                let is_foreign = |others: &BTreeSet<Oid>| others.contains(&listing.commits[*maker].id);
                (own.is_some() && !is_own(maker) && !is_back) || foreign.is_some_and(is_foreign)
            };
            for (at, makers) in makers.iter().enumerate() {
                if !makers.is_empty() && makers.iter().all(is_other) {
                    others.insert((at, name.as_str()));
                }
            }
        }
        others
    }

    /// Who made what each commit has under a name.
    pub(super) fn makers(&self, listing: &Listing, name: &str) -> Makers {
        let mut makers: Makers = vec![BTreeSet::new(); listing.commits.len()];
        for at in (0..makers.len()).rev().filter(|&at| listing.blob(at, name).is_some()) {
            let commit = &listing.commits[at];
            let is_new = self.taken_over.contains(&(commit.id.clone(), name.to_owned()));
            let parents = commit.parents.iter().filter(|_| !is_new);
            let mut own: BTreeSet<usize> = parents.flat_map(|&parent| makers[parent].iter().copied()).collect();
            if own.is_empty() {
                own.insert(at);
            }
            makers[at] = own;
        }
        makers
    }
}

/// Whether a name was given more than once: only then can two have it.
pub(super) fn is_made_again(listing: &Listing, name: &str) -> bool {
    let has = |at: usize| listing.blob(at, name).is_some();
    let is_made = |at: &usize| has(*at) && !listing.commits[*at].parents.iter().any(|&parent| has(parent));
    (0..listing.commits.len()).filter(is_made).nth(1).is_some()
}

/// The merges that brought two files under one name together, the last one first.
pub(super) fn meetings(listing: &Listing, name: &str, makers: &Makers) -> Vec<Meeting> {
    let meeting = |merge: usize| {
        let parents = listing.commits[merge].parents.iter().copied();
        let sides: Vec<usize> = parents.filter(|&parent| listing.blob(parent, name).is_some()).collect();
        let is_met = sides.iter().any(|&one| sides.iter().any(|&other| makers[one].is_disjoint(&makers[other])));
        is_met.then_some(Meeting { merge, sides })
    };
    (0..listing.commits.len()).filter_map(meeting).collect()
}
