//! The life of one file of a book: every commit that changed it, back to the one that made it, under whatever name it had.

use super::listing::{Commit, Listing};
use super::lives::Lives;
use super::parted::{Search, TakenOver};
use super::texts::Texts;
use super::walk::{Moves, Node, is_made, walk};
use super::{Content, Git, GitTrouble, Oid};
use crate::store::Store;
use crate::values::Day;
use std::collections::{BTreeSet, HashMap};

/// A version of a file, and the commit that made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileVersion {
    /// The commit.
    pub commit: Oid,
    /// Who wrote it.
    pub author: String,
    /// Their address.
    pub email: String,
    /// The day, where it was written.
    pub day: Option<Day>,
    /// The first line of what they said about it.
    pub subject: String,
    /// Where the file was, relative to the book.
    pub path: String,
    /// Where it had been, if this commit moved it.
    pub from: Option<String>,
    /// What it was in each version before, one for each parent of the commit that had it.
    pub before: Vec<Kept>,
    /// Where in the past those versions stand, in the same order.
    pub parents: Vec<usize>,
    /// What it was; `None` where it was taken out.
    pub after: Option<Kept>,
    /// Whether the commit did nothing to it but join others, one of which has it so.
    pub is_joint: bool,
}

/// What git keeps of a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The object that holds it.
    pub oid: Oid,
    /// What it says, or why that is nothing that can be read.
    pub content: Content,
}

impl FileVersion {
    /// What it said; `None` where it was taken out, or is no text.
    pub fn text(&self) -> Option<&str> {
        self.after.as_ref()?.content.text()
    }
}

/// What git remembers of a file.
#[derive(Clone, Debug, Default)]
pub struct FilePast {
    /// The versions, the newest first: how the commit itself has the file. From each its parents can be followed, under the name that the
    /// file has there; so those are among them that only join others.
    pub versions: Vec<FileVersion>,
    /// Other files that had a name of this one at the same time: that name, and the one under which they came out. Relative to the book.
    pub apart: Vec<(String, String)>,
}

impl Store {
    /// The versions of a file that are part of a commit's past, the newest first. Commits that only join what was there are passed over;
    /// so are, unless `every` one is wanted, those whose text a merge did not take.
    pub fn versions(&self, path: &str, at: &str, every: bool) -> Result<Vec<FileVersion>, GitTrouble> {
        let mut versions = self.past(path, at, every)?.versions;
        versions.retain(|version| !version.is_joint);
        Ok(versions)
    }

    /// The same with the commits that only join, and with what else had a name of the file.
    pub fn past(&self, path: &str, at: &str, every: bool) -> Result<FilePast, GitTrouble> {
        let git = self.git();
        let below = self.below_git();
        let tip = git.revision(at)?.commit.to_string();
        let mut names = vec![format!("{below}{path}")];
        let (mut moves, mut lives, mut search) = (Moves::new(), Lives::default(), Search::of(&git));
        'names: loop {
            let listing = git.listing(&tip, &names)?;
            search.others(&mut lives, &listing, &tip)?;
            'lives: loop {
                let nodes = walk(&listing, &moves, &lives, every);
                let unasked = nodes.iter().find_map(|node| {
                    let key = (listing.commits[node.commit].id.clone(), node.path.clone());
                    (is_made(&listing, node) && !moves.contains_key(&key)).then_some((key, node.commit))
                });
                if let Some((key, at)) = unasked {
                    let blob = listing.blob(at, &key.1);
                    // git pairs a new name with one that is gone, though what is there lay where another lies by now
                    let is_of_another = blob.map_or(Ok(false), |blob| search.is_of_another(&key.0, (&key.1, blob)))?;
                    let mut origin = || match blob {
                        Some(blob) => search.origin(&mut lives, (&key.0, &key.1, blob)),
                        None => Ok(None),
                    };
                    let mut from = if is_of_another { origin()? } else { None };
                    if from.is_none() {
                        from = git.renamed(&key.0, |_, to| to == key.1)?;
                    }
                    if from.is_none() && !is_of_another {
                        from = origin()?;
                    }
                    moves.insert(key, from.clone());
                    match from.filter(|from| !names.contains(from)) {
                        Some(from) => names.push(from),
                        None => continue 'lives,
                    }
                    continue 'names;
                }
                search.texts.fetch(&git, nodes.iter().filter_map(|node| listing.blob(node.commit, &node.path)))?;
                for node in nodes.iter().filter(|node| matches!(&node.parents[..], [(_, path)] if *path == node.path)) {
                    let Some(TakenOver { from }) = search.went_on(&mut lives, &listing, (node.commit, &node.path))?
                    else {
                        continue;
                    };
                    moves.insert((listing.commits[node.commit].id.clone(), node.path.clone()), from.clone());
                    match from.filter(|from| !names.contains(from)) {
                        Some(from) => names.push(from),
                        None => continue 'lives,
                    }
                    continue 'names;
                }
                let inside = |path: &str| path.strip_prefix(&below).unwrap_or(path).to_owned();
                let apart = lives.apart().map(|(old, new)| (inside(old), inside(new))).collect();
                let versions = filled(&git, &listing, (&nodes, &search.texts), &inside)?;
                return Ok(FilePast { versions, apart });
            }
        }
    }

    /// Where the commit that took a file out has put it.
    pub fn moved_to(&self, version: &FileVersion) -> Result<Option<String>, GitTrouble> {
        let below = self.below_git();
        let (old, mut new) = (format!("{below}{}", version.path), None);
        let git = self.git();
        if let Some(path) = Search::of(&git).put_in_place_of_another(&version.commit, &old)? {
            return Ok(path.strip_prefix(&below).map(str::to_owned));
        }
        git.renamed(&version.commit, |from, to| {
            let is_it = from == old;
            if is_it {
                new = to.strip_prefix(&below).map(str::to_owned);
            }
            is_it
        })?;
        Ok(new)
    }

    /// Whether this clone lacks what came before some commit.
    pub fn is_cut_off(&self) -> Result<bool, GitTrouble> {
        self.git().is_shallow()
    }
}

impl Git {
    /// The path that a commit renamed to another, of the first pair that is wanted.
    fn renamed(
        &self,
        commit: &Oid,
        mut is_wanted: impl FnMut(&str, &str) -> bool,
    ) -> Result<Option<String>, GitTrouble> {
        let words = ["diff-tree", "-r", "-m", "-z", "-M", "--name-status", "--diff-filter=R", "--no-commit-id"];
        let diff = self.bytes("look for an old name", words.into_iter().chain([commit.as_str()]))?;
        let diff = String::from_utf8_lossy(&diff);
        let mut parts = diff.split('\0');
        while let (Some(_), Some(from), Some(to)) = (parts.next(), parts.next(), parts.next()) {
            if is_wanted(from, to) {
                return Ok(Some(from.to_owned()));
            }
        }
        Ok(None)
    }
}

/// Puts texts in the place of objects, and paths of the book in the place of those of the repository. Refuses a history of which a text
/// is missing: without it what is told of the others would not be true.
fn filled(
    git: &Git,
    listing: &Listing,
    (nodes, texts): (&[Node], &Texts),
    inside: &impl Fn(&str) -> String,
) -> Result<Vec<FileVersion>, GitTrouble> {
    let kept = |(commit, path): (usize, &str)| {
        let Some(blob) = listing.blob(commit, path) else { return Ok(None) };
        let content = match (blob.no_file, texts.content(&blob.oid)) {
            (Some(why), _) => Content::Broken(why.to_owned()),
            (None, Some(content)) => content.clone(),
            _ => return Err(git.lacking(&format!("`{}`", inside(path)), listing.commits[commit].id.short())),
        };
        Ok(Some(Kept { oid: blob.oid.clone(), content }))
    };
    let places: HashMap<(usize, &str), usize> =
        nodes.iter().enumerate().map(|(place, node)| ((node.commit, node.path.as_str()), place)).collect();
    let fill = |node: &Node| {
        let Commit { id, author, email, day, subject, .. } = &listing.commits[node.commit];
        let after = kept((node.commit, &node.path))?;
        let (mut before, mut parents) = (Vec::new(), Vec::new());
        for (parent, path) in &node.parents {
            if let Some(kept) = kept((*parent, path))? {
                before.push(kept);
                parents.extend(places.get(&(*parent, path.as_str())));
            }
        }
        let is_merge = node.parents.len() > 1;
        let is_as_in = |(parent, path): &(usize, String)| {
            listing.blob(*parent, path) == listing.blob(node.commit, &node.path) && (is_merge || *path == node.path)
        };
        let is_nothing = node.parents.is_empty() && after.is_none();
        let from = node.parents.first().filter(|(_, from)| !is_merge && *from != node.path);
        Ok(FileVersion {
            commit: id.clone(),
            author: author.clone(),
            email: email.clone(),
            day: *day,
            subject: subject.clone(),
            path: inside(&node.path),
            from: from.map(|(_, from)| inside(from)),
            before,
            parents,
            after,
            is_joint: is_nothing || node.parents.iter().any(is_as_in) && !is_dropped(listing, node),
        })
    };
    nodes.iter().map(fill).collect()
}

/// Whether a merge took a file out that one of its sides still had, and no commit that the others alone have had done so: of branches that
/// crossed git may take what one of them put back for untouched.
fn is_dropped(listing: &Listing, node: &Node) -> bool {
    let has = |(commit, path): &(usize, String)| listing.blob(*commit, path).is_some();
    let (with, without): (Vec<_>, Vec<_>) = node.parents.iter().partition(|parent| has(parent));
    if with.is_empty() || without.is_empty() || listing.blob(node.commit, &node.path).is_some() {
        return false;
    }
    let up_to = |parents: &[&(usize, String)]| {
        let mut reached: BTreeSet<usize> = parents.iter().map(|(commit, _)| *commit).collect();
        let mut ahead: Vec<usize> = reached.iter().copied().collect();
        while let Some(at) = ahead.pop() {
            ahead.extend(listing.commits[at].parents.iter().copied().filter(|parent| reached.insert(*parent)));
        }
        reached
    };
    let (kept, left) = (up_to(&with), up_to(&without));
    let takes_out = |at: &usize| match listing.commits[*at].parents[..] {
        [parent] => listing.blob(parent, &node.path).is_some() && listing.blob(*at, &node.path).is_none(),
        _ => false,
    };
    !left.difference(&kept).any(takes_out)
}
