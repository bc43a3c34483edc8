//! Which sides stand against each other in a merge, whether git is at it or it is recorded.

use super::{Git, GitTrouble, Oid, Operation, Unmerged};
use crate::domain::layout::{AnyId, Placement, parse_path};
use crate::store::{Store, free_number};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Two sides of a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Across {
    /// The one that was named, as a revision.
    pub named: String,
    /// The other.
    pub other: String,
    /// Whether the one that was named is the branch that one is on.
    pub is_own: bool,
    /// The one that was named, as a revision that stays the same when `HEAD` moves on.
    pub lasting: String,
    /// The commit at which the two parted; `None` where they share no history.
    pub base: Option<Oid>,
}

impl Store {
    /// The sides of the merge to which a revision belongs: the one that git is at, else the one that brought it here, or is to.
    pub fn across(&self, named: &str) -> Result<Across, GitTrouble> {
        let git = self.git();
        let mut across = match self.sides(named) {
            Err(trouble) if trouble.code == "unknown-revision" => return Err(self.no_merge(named, trouble)),
            across => across?,
        };
        across.base = git.merge_base(&across.named, &across.other)?;
        Ok(across)
    }

    /// `HEAD^2` where the last commit is no merge: which commit was the last merge.
    fn no_merge(&self, named: &str, trouble: GitTrouble) -> GitTrouble {
        if !["HEAD^2", "@^2"].iter().any(|second| named.starts_with(second)) {
            return trouble;
        }
        let last = self.git().text("find the last merge", ["rev-list", "--merges", "--first-parent", "-1", "HEAD"]);
        let Some(last) = last.ok().filter(|last| !last.trim().is_empty()) else { return trouble };
        let hint = format!(
            "`HEAD` is no merge, and a commit since a merge moves it on: the last merge here is `--from '{}^2'`",
            Oid::of(last.trim()).short()
        );
        GitTrouble { hint: Some(hint), ..trouble }
    }

    fn sides(&self, named: &str) -> Result<Across, GitTrouble> {
        let git = self.git();
        let commit = git.revision(named)?.commit;
        let is_in = |one: &str, other: &str| git.is_in(one, other);
        if let Some(theirs) = &self.being_merged()? {
            let head = git.revision("HEAD")?.commit;
            let is_own = commit == head || is_in(commit.as_str(), "HEAD")? && !is_in(commit.as_str(), theirs)?;
            if is_own {
                return Ok(Across {
                    named: "HEAD".to_owned(),
                    other: theirs.clone(),
                    is_own,
                    lasting: named.to_owned(),
                    base: None,
                });
            }
            // a branch that is being rebased has its later commits still to come
            let is_theirs = is_in(theirs, commit.as_str())? || is_in(commit.as_str(), theirs)?;
            if !is_theirs && theirs.starts_with(STASH) {
                let message = format!("what is in conflict came from `{theirs}`, not from `{named}`");
                return Err(GitTrouble::new("other-stash", message, format!("name that one: `--from '{theirs}'`")));
            }
            let named = if is_theirs { theirs } else { named };
            return Ok(Across {
                named: named.to_owned(),
                other: "HEAD".to_owned(),
                is_own,
                lasting: named.to_owned(),
                base: None,
            });
        }
        if !is_in(commit.as_str(), "HEAD")? {
            return Ok(Across {
                named: named.to_owned(),
                other: "HEAD".to_owned(),
                is_own: false,
                lasting: named.to_owned(),
                base: None,
            });
        }
        let since = format!("{commit}..HEAD");
        let merges = ["rev-list", "--merges", "--first-parent", "--ancestry-path", &since];
        let merges = git.text("list the merges", merges)?;
        let Some(merge) = merges.lines().last() else {
            return Err(GitTrouble::new(
                "not-merged",
                format!("`{named}` is in the past of this branch itself; no merge brought it"),
                "name the branch that was merged, or `HEAD^2` where the last commit is the merge (`HEAD^1` for the side of this branch)",
            ));
        };
        let [own, theirs] = [format!("{merge}^1"), format!("{merge}^2")];
        let short = Oid::of(merge).short().to_owned();
        Ok(if is_in(commit.as_str(), &own)? {
            Across { named: own, other: theirs, is_own: true, lasting: format!("{short}^1"), base: None }
        } else {
            let is_tip = git.revision(&theirs)?.commit == commit;
            let lasting = if is_tip { format!("{short}^2") } else { commit.short().to_owned() };
            Across { named: named.to_owned(), other: own, is_own: false, lasting, base: None }
        })
    }

    /// What git is merging into `HEAD`, where it stopped over something; `None` where it is at nothing.
    fn being_merged(&self) -> Result<Option<String>, GitTrouble> {
        let is_there = |name: &str| {
            let asked = self.git().run(["rev-parse", "--quiet", "--verify", &format!("{name}^{{commit}}")]);
            asked.is_ok_and(|asked| asked.status.success())
        };
        let named = match self.operation()? {
            Operation::Merge => "MERGE_HEAD",
            Operation::Rebase => "REBASE_HEAD",
            Operation::CherryPick => "CHERRY_PICK_HEAD",
            Operation::Revert | Operation::Mail => return Ok(None),
            Operation::Other => {
                let unmerged = self.unmerged()?;
                let theirs = |file: &Unmerged| Some((file.path.clone(), file.stages[2].as_ref()?.oid.clone()));
                let theirs: Vec<(String, Oid)> = unmerged.iter().filter_map(theirs).collect();
                return Ok(self.git().stash_with(&theirs));
            }
        };
        Ok(Some(named).filter(|name| is_there(name)).map(str::to_owned))
    }
}

/// What the names of stashes begin with.
const STASH: &str = "stash@{";

/// The revision that brings a record into a merge, as it can be typed, from what git's label of it says; `None` where this clone has
/// none: what `git am` applies came by mail.
pub fn brought_by(book: &Path, said: &str, (id, text): (&AnyId, &str)) -> Option<String> {
    let git = Git::of(book);
    if said.starts_with(STASH) {
        let hashed = git.fed(&["hash-object", "--no-filters", "--stdin"], text.as_bytes()).ok()?;
        let oid = Oid::of(String::from_utf8_lossy(&hashed.stdout).trim());
        return Some(git.stash_with(&[(id.path(), oid)]).unwrap_or_else(|| said.to_owned()));
    }
    // the label of a mail is the first line of its message
    let mails = git.text("look at this clone", ["rev-parse", "--git-path", "rebase-apply"]).ok();
    match mails.map(|mails| book.join(mails)).filter(|mails| mails.is_dir()) {
        Some(mails) => mails.join("rebasing").exists().then(|| "REBASE_HEAD".to_owned()),
        None => Some(said.to_owned()),
    }
}

/// The id by which a record is known at a revision that has another one under its own: that of the record of its kind and client there that
/// is most `like` it, of those that are like it. What the `other` revision has too is none that came of it since.
pub fn known_as(
    book: &Path,
    id: &AnyId,
    [revision, other]: [&str; 2],
    like: impl Fn(&str) -> Option<usize>,
) -> Option<AnyId> {
    let git = Git::of(book);
    let there = listed(&git, id, other)?;
    let is_new = |(own, _): &(AnyId, Oid)| own.kind() == id.kind() && own != id && !there.contains_key(own);
    let (ids, oids): (Vec<AnyId>, Vec<Oid>) = listed(&git, id, revision)?.into_iter().filter(is_new).unzip();
    let texts = git.objects().ok()?.read(&oids).ok()?.into_iter();
    let like = |(id, bytes): (AnyId, Option<Vec<u8>>)| Some((like(&String::from_utf8(bytes?).ok()?)?, id));
    let best = ids.into_iter().zip(texts).filter_map(like).max_by_key(|(percent, _)| *percent)?;
    Some(best.1)
}

/// The number that a record gets where two revisions each made one of its id: the next that is free; where they made several so, each its
/// own, in the order of their ids. Of those, only what git has still to merge counts, once it has stopped over some: the others have their
/// numbers already.
pub fn number_apart(book: &Path, id: &AnyId, [one, other]: [&str; 2]) -> Option<AnyId> {
    let mut free = free_number(book, id, &[one, other])?;
    let git = Git::of(book);
    let base = git.merge_base(one, other).ok().flatten();
    let (mine, theirs) = (listed(&git, id, one)?, listed(&git, id, other)?);
    let was = base.and_then(|base| listed(&git, id, base.as_str())).unwrap_or_default();
    let differ = |(own, oid): &(&AnyId, &Oid)| {
        let is_kin = own.is_counted_with(id);
        is_kin
            && theirs
                .get(own)
                .is_some_and(|rival| rival != *oid && was.get(own).is_none_or(|was| was != *oid && was != rival))
    };
    let open = unmerged(&git, id);
    let is_open = |own: &&AnyId| open.is_empty() || open.contains(own);
    let mut twofold: Vec<&AnyId> = mine.iter().filter(differ).map(|(own, _)| own).filter(is_open).collect();
    twofold.sort_by_key(|own| (was.contains_key(own), *own));
    let place = twofold.iter().position(|own| *own == id).unwrap_or_default();
    for _ in 0..place {
        free = free.following().unwrap_or(free);
    }
    Some(free)
}

/// The records of a revision that lie where a record lies.
fn listed(git: &Git, id: &AnyId, revision: &str) -> Option<BTreeMap<AnyId, Oid>> {
    let path = id.path();
    let folder = format!("./{}/", path.rsplit_once('/')?.0);
    let listed = git.text("list its records", ["ls-tree", "-z", revision, "--", &folder]).ok()?;
    let record = |line: &str| {
        let (facts, path) = line.split_once('\t')?;
        let Placement::Record(other) = parse_path(path) else { return None };
        Some((other, Oid::of(facts.rsplit(' ').next().unwrap_or_default())))
    };
    Some(listed.split('\0').filter_map(record).collect())
}

/// The records that git has not merged yet, where a record lies; none before it has stopped over any.
fn unmerged(git: &Git, id: &AnyId) -> BTreeSet<AnyId> {
    let path = id.path();
    let folder = path.rsplit_once('/').map_or(".", |(folder, _)| folder);
    let listed = git.text("list what is not merged", ["ls-files", "--unmerged", "-z", "--", folder]);
    let record = |line: &str| match parse_path(line.split_once('\t')?.1) {
        Placement::Record(id) => Some(id),
        _ => None,
    };
    listed.unwrap_or_default().split('\0').filter_map(record).collect()
}

/// Whether two revisions have a record each of one id that was not there where they parted, and the two differ.
pub fn both_made(book: &Path, id: &AnyId, [one, other]: [&str; 2]) -> bool {
    let git = Git::of(book);
    let at = |revision: &str| {
        let name = format!("{revision}:./{}", id.path());
        git.run(["rev-parse", "--quiet", "--verify", &name]).ok().filter(|asked| asked.status.success())
    };
    let (Some(mine), Some(theirs)) = (at(one), at(other)) else { return false };
    let base = git.merge_base(one, other).ok().flatten();
    mine.stdout != theirs.stdout && base.is_none_or(|base| at(base.as_str()).is_none())
}

impl Git {
    /// Whether a commit is in the past of another, or is it.
    fn is_in(&self, commit: &str, other: &str) -> Result<bool, GitTrouble> {
        Ok(self.run(["merge-base", "--is-ancestor", commit, other])?.status.success())
    }

    /// The stash that holds some texts, by their paths in the book: the last that was made, where several do.
    fn stash_with(&self, texts: &[(String, Oid)]) -> Option<String> {
        let stashes = self.text("list the stashes", ["rev-list", "--walk-reflogs", "refs/stash"]).ok()?;
        let holds = |stash: &String| {
            let asked = texts.iter().map(|(path, _)| format!("{stash}:./{path}"));
            let found = self.text("look at a stash", ["rev-parse"].map(str::to_owned).into_iter().chain(asked));
            found.is_ok_and(|found| found.lines().eq(texts.iter().map(|(_, oid)| oid.as_str())))
        };
        let mut names = (0..stashes.lines().count()).map(|number| format!("{STASH}{number}}}"));
        if texts.is_empty() { None } else { names.find(holds) }
    }
}
