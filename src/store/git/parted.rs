//! What became of files that two branches made under one name: known again by their lines, wherever one of them came out under another
//! name. Knows no records.

use super::listing::{Blob, Listing};
use super::lives::{Lives, Makers, Meeting, Parted, is_made_again, meetings};
use super::texts::Texts;
use super::{Git, GitTrouble, Oid};
use crate::source::{KNOWN_AGAIN, likeness};
use std::collections::{BTreeMap, BTreeSet};

/// So many of a hundred lines are the same in a file that the merge itself puts under another name.
const IN_THE_MERGE: usize = 50;
/// So many where a later commit did.
pub(super) const LATER: usize = KNOWN_AGAIN;
/// Behind this mark a commit begins, behind the other its name ends.
const BEGINS: char = '\u{2}';
const ENDS: char = '\u{3}';

/// A file that a commit put where none was.
struct Made {
    commit: Oid,
    path: String,
    blob: Blob,
}

/// A file that a commit copied from one that it changed.
pub(super) struct Copied {
    pub before: Blob,
    pub from: String,
    pub to: String,
    pub blob: Blob,
}

/// A file that a commit changed, under one name.
pub(super) struct Touched {
    pub path: String,
    pub before: Option<Blob>,
    pub after: Option<Blob>,
}

/// A name that a commit gave to another file: the one that this had, if it had one.
pub(super) struct TakenOver {
    pub from: Option<String>,
}

/// Looks for what became of files.
pub(super) struct Search<'g> {
    pub(super) git: &'g Git,
    /// The texts that were read.
    pub texts: Texts,
    /// Names that were looked through.
    seen: BTreeSet<String>,
    /// Commits that were asked what became of a name.
    asked: BTreeSet<(Oid, String)>,
}

impl<'g> Search<'g> {
    pub(super) fn of(git: &'g Git) -> Search<'g> {
        Search { git, texts: Texts::default(), seen: BTreeSet::new(), asked: BTreeSet::new() }
    }

    /// Looks for others that came out of the names of a file by a commit.
    pub(super) fn others(&mut self, lives: &mut Lives, listing: &Listing, tip: &str) -> Result<(), GitTrouble> {
        for name in &listing.names {
            if lives.has_own(name) || !is_made_again(listing, name) || !self.seen.insert(name.clone()) {
                continue;
            }
            let makers = lives.makers(listing, name);
            for meeting in meetings(listing, name, &makers) {
                let not = meeting.sides.iter().map(|&side| format!("^{}", listing.commits[side].id));
                let range: Vec<String> = std::iter::once(tip.to_owned()).chain(not).collect();
                let mut made = self.git.made(folder(name), &range)?;
                made.retain(|made| made.path != *name);
                self.read(listing, name, &made)?;
                let mut best: Option<(usize, usize, Made)> = None;
                for made in made {
                    if let Some((side, percent)) = self.side((listing, name), &meeting, &made)
                        && best.as_ref().is_none_or(|(_, most, _)| percent > *most)
                    {
                        best = Some((side, percent, made));
                    }
                }
                let Some((side, _, made)) = best else { continue };
                let back = self.put_back((listing, name), &meeting, &made.commit);
                lives.left_it(Parted { back, ..parted(listing, &makers, (name, side), (made.commit, made.path)) });
            }
        }
        Ok(())
    }

    /// The name that a file had where a commit put it that one had been another's too.
    pub(super) fn origin(
        &mut self,
        lives: &mut Lives,
        (commit, path, blob): (&Oid, &str, &Blob),
    ) -> Result<Option<String>, GitTrouble> {
        let mut best: Option<(usize, Parted)> = None;
        for copied in self.git.copied(commit)?.into_iter().filter(|copied| copied.to == path) {
            let listing = self.git.listing(commit.as_str(), std::slice::from_ref(&copied.from))?;
            let Some(parent) = listing.commits.first().and_then(|commit| commit.parents.first().copied()) else {
                continue;
            };
            if let Some(percent) = self.is_taken_over((&listing, 0), &copied)? {
                let makers = lives.makers(&listing, &copied.from);
                lives.took_over(commit, &copied.from);
                let parted = parted(&listing, &makers, (&copied.from, parent), (commit.clone(), path.to_owned()));
                best = Some((percent, parted));
            }
        }
        let made = Made { commit: commit.clone(), path: path.to_owned(), blob: blob.clone() };
        for name in self.git.made_again(folder(path), commit)?.into_iter().filter(|name| name != path) {
            let listing = self.git.listing(commit.as_str(), std::slice::from_ref(&name))?;
            self.read(&listing, &name, std::slice::from_ref(&made))?;
            let makers = lives.makers(&listing, &name);
            for meeting in meetings(&listing, &name, &makers) {
                if let Some((side, percent)) = self.side((&listing, &name), &meeting, &made)
                    && best.as_ref().is_none_or(|(most, _)| percent > *most)
                {
                    let parted = parted(&listing, &makers, (&name, side), (commit.clone(), path.to_owned()));
                    best = Some((percent, parted));
                }
            }
        }
        let Some((_, parted)) = best else { return Ok(None) };
        let old = parted.old.clone();
        lives.came_out(parted);
        Ok(Some(old))
    }

    /// Where a commit gave a name of the file to another, and the file went on under another name: the name that the other had, if it had
    /// one. Asked once.
    pub(super) fn went_on(
        &mut self,
        lives: &mut Lives,
        listing: &Listing,
        (at, name): (usize, &str),
    ) -> Result<Option<TakenOver>, GitTrouble> {
        let commit = &listing.commits[at];
        let [parent] = commit.parents[..] else { return Ok(None) };
        let texts = [parent, at].map(|at| listing.blob(at, name).and_then(|blob| self.texts.text(blob)));
        let [Some(before), Some(after)] = texts else { return Ok(None) };
        if before == after
            || likeness(before, after) >= LATER
            || !self.asked.insert((commit.id.clone(), name.to_owned()))
        {
            return Ok(None);
        }
        let touched = self.git.touched(&commit.id)?;
        let exchanged = self.exchanged(&touched, name)?;
        for copied in self.git.copied(&commit.id)?.into_iter().filter(|copied| copied.from == name).chain(exchanged) {
            if self.is_taken_over((listing, at), &copied)?.is_some() {
                let makers = lives.makers(listing, name);
                lives.took_over(&commit.id, name);
                lives.left_it(parted(listing, &makers, (name, parent), (commit.id.clone(), copied.to)));
                let Some(now) = listing.blob(at, name) else { return Ok(Some(TakenOver { from: None })) };
                return Ok(Some(TakenOver { from: self.came_from(&touched, name, now)? }));
            }
        }
        Ok(None)
    }

    /// The other name that a file had before a commit which put it in the place of another, and put no like of it where it was.
    fn came_from(&mut self, touched: &[Touched], name: &str, now: &Blob) -> Result<Option<String>, GitTrouble> {
        let others: Vec<&Touched> = beside(touched, name).collect();
        let blobs = others.iter().flat_map(|one| [&one.before, &one.after]).flatten();
        self.texts.fetch(self.git, blobs.chain([now]))?;
        let text = |blob: &Blob| self.texts.text(blob).unwrap_or_default();
        let like = |one: &&Touched| {
            let before = text(one.before.as_ref()?);
            let is_still_there = one.after.as_ref().is_some_and(|after| likeness(before, text(after)) >= LATER);
            let percent = likeness(before, text(now));
            (percent >= LATER && !is_still_there).then(|| (percent, one.path.clone()))
        };
        let mut likes: Vec<(usize, String)> = others.iter().filter_map(like).collect();
        likes.sort();
        let best = likes.pop();
        Ok(best.filter(|(most, _)| likes.last().is_none_or(|(other, _)| other < most)).map(|(_, path)| path))
    }

    /// Whether a commit that copied a file put another in its place: how like it the copy is.
    fn is_taken_over(
        &mut self,
        (listing, at): (&Listing, usize),
        copied: &Copied,
    ) -> Result<Option<usize>, GitTrouble> {
        let Some(now) = listing.blob(at, &copied.from) else { return Ok(None) };
        self.texts.fetch(self.git, [&copied.before, &copied.blob, now])?;
        let text = |blob: &Blob| self.texts.text(blob).unwrap_or_default();
        let (before, copy, now) = (text(&copied.before), text(&copied.blob), text(now));
        let percent = likeness(before, copy);
        Ok((percent >= LATER && likeness(before, now) < LATER).then_some(percent))
    }

    /// Reads all that a name stood for, and some files.
    fn read(&mut self, listing: &Listing, name: &str, made: &[Made]) -> Result<(), GitTrouble> {
        let all = (0..listing.commits.len()).filter_map(|at| listing.blob(at, name));
        self.texts.fetch(self.git, all.chain(made.iter().map(|made| &made.blob)))
    }

    /// The one of two that met, by its last commit, that a file is which was made since, and how like it is; none where that is the one
    /// that has its name still.
    fn side(&self, (listing, name): (&Listing, &str), meeting: &Meeting, made: &Made) -> Option<(usize, usize)> {
        let place = listing.commits.iter().position(|commit| commit.id == made.commit);
        let now = listing.blob(place.unwrap_or(meeting.merge), name)?;
        let (side, percent) = self.nearest((listing, name), meeting, &made.blob)?;
        let enough = if place == Some(meeting.merge) { IN_THE_MERGE } else { LATER };
        let stays = self.nearest((listing, name), meeting, now);
        (percent >= enough && stays.is_none_or(|(stays, _)| stays != side)).then_some((side, percent))
    }

    /// The last commit of the one that stays, where a merge had kept the other in its place until the one that moves came out.
    fn put_back(&self, (listing, name): (&Listing, &str), meeting: &Meeting, maker: &Oid) -> Option<Oid> {
        let place = listing.commits.iter().position(|commit| commit.id == *maker).filter(|at| *at != meeting.merge)?;
        let nearest = |at: usize| self.nearest((listing, name), meeting, listing.blob(at, name)?);
        let (stays, _) = nearest(place)?;
        let held = nearest(meeting.merge);
        held.is_none_or(|(held, _)| held != stays).then(|| listing.commits[stays].id.clone())
    }

    /// The one of those that met which a text is most like.
    fn nearest(&self, (listing, name): (&Listing, &str), meeting: &Meeting, blob: &Blob) -> Option<(usize, usize)> {
        let text = self.texts.text(blob)?;
        let like = |side: &usize| Some((likeness(text, self.texts.text(listing.blob(*side, name)?)?), *side));
        let mut likes: Vec<(usize, usize)> = meeting.sides.iter().filter_map(like).collect();
        likes.sort_unstable();
        let (percent, side) = likes.pop()?;
        likes.last().is_none_or(|(other, _)| *other < percent).then_some((side, percent))
    }
}

fn parted(listing: &Listing, makers: &Makers, (old, last): (&str, usize), (maker, new): (Oid, String)) -> Parted {
    let makers = makers[last].iter().map(|&maker| listing.commits[maker].id.clone()).collect();
    Parted { maker, new, old: old.to_owned(), last: listing.commits[last].id.clone(), back: None, makers }
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The other files that a commit touched where one lies.
pub(super) fn beside<'t>(touched: &'t [Touched], name: &str) -> impl Iterator<Item = &'t Touched> {
    touched.iter().filter(move |one| one.path != name && folder(&one.path) == folder(name))
}

impl Git {
    /// The files of a folder that the commits of a range put where none was; by a merge, where none of those before it had one.
    fn made(&self, folder: &str, range: &[String]) -> Result<Vec<Made>, GitTrouble> {
        let log = ["log", "--full-history", "-c", "-z", "--raw", "--root", "--no-renames", "--no-abbrev"];
        let words = log.into_iter().chain(["--diff-filter=A", "--no-color", "--no-ext-diff", "--no-show-signature"]);
        let words = words.chain(["--no-relative"]);
        let words = words.chain(["--format=tformat:%x02%H%x03"]).chain(range.iter().map(String::as_str));
        let folder = format!(":(top,literal){folder}");
        let log = self.bytes("look for what was made", words.chain(["--", &folder]))?;
        Ok(String::from_utf8_lossy(&log)
            .split(BEGINS)
            .filter_map(|commit| commit.split_once(ENDS))
            .flat_map(made)
            .collect())
    }

    /// The names in a folder under which a file was made more than once by those who came before a commit, where branches were merged.
    fn made_again(&self, folder: &str, commit: &Oid) -> Result<Vec<String>, GitTrouble> {
        let merge = self.text("look for merges", ["rev-list", "--merges", "--max-count=1", commit.as_str()])?;
        if merge.is_empty() {
            return Ok(Vec::new());
        }
        let mut times: BTreeMap<String, usize> = BTreeMap::new();
        for made in self.made(folder, &[commit.to_string()])? {
            *times.entry(made.path).or_default() += 1;
        }
        Ok(times.into_iter().filter(|(_, times)| *times > 1).map(|(path, _)| path).collect())
    }

    /// What a commit did to the files, each under its own name; what a merge did is nobody's.
    pub(super) fn touched(&self, commit: &Oid) -> Result<Vec<Touched>, GitTrouble> {
        let words =
            ["diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", "--no-commit-id", commit.as_str()];
        let diff = self.bytes("look for an old name", words)?;
        let diff = String::from_utf8_lossy(&diff);
        let (mut parts, mut touched) = (diff.split('\0'), Vec::new());
        while let (Some(facts), Some(path)) = (parts.next(), parts.next()) {
            if let [mode, new_mode, before, after, _] = facts.trim_start_matches(':').split(' ').collect::<Vec<_>>()[..]
            {
                let (before, after) = (Blob::of(mode, before), Blob::of(new_mode, after));
                touched.push(Touched { path: path.to_owned(), before, after });
            }
        }
        Ok(touched)
    }

    /// The files that a commit copied from such as it changed; those of a merge are nobody's.
    fn copied(&self, commit: &Oid) -> Result<Vec<Copied>, GitTrouble> {
        let words = ["diff-tree", "-r", "-z", "-C", "--raw", "--no-abbrev", "--diff-filter=C", "--no-commit-id"];
        let diff = self.bytes("look for an old name", words.into_iter().chain([commit.as_str()]))?;
        let diff = String::from_utf8_lossy(&diff);
        let (mut parts, mut copied) = (diff.split('\0'), Vec::new());
        while let (Some(facts), Some(from), Some(to)) = (parts.next(), parts.next(), parts.next()) {
            let [mode, new_mode, before, after, _] = facts.trim_start_matches(':').split(' ').collect::<Vec<_>>()[..]
            else {
                continue;
            };
            if let (Some(before), Some(blob)) = (Blob::of(mode, before), Blob::of(new_mode, after)) {
                copied.push(Copied { before, from: from.to_owned(), to: to.to_owned(), blob });
            }
        }
        Ok(copied)
    }
}

/// What one commit made, from its name and its lines.
fn made((commit, raw): (&str, &str)) -> Vec<Made> {
    let mut parts = raw.split('\0').map(str::trim_start).skip_while(|part| !part.starts_with(':'));
    let mut made = Vec::new();
    while let (Some(facts), Some(path)) = (parts.next(), parts.next()) {
        // of a merge with so many colons as parents: their modes, its own, their objects, its own, a letter for each
        let before = facts.chars().take_while(|letter| *letter == ':').count();
        let words: Vec<&str> = facts.trim_start_matches(':').split(' ').collect();
        if let (Some(mode), Some(oid), Some(how)) = (words.get(before), words.get(2 * before + 1), words.last())
            && how.chars().all(|how| how == 'A')
            && let Some(blob) = Blob::of(mode, oid)
        {
            made.push(Made { commit: Oid::of(commit), path: path.to_owned(), blob });
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_merge_made_no_side_had() {
        let told = |raw| made(("aa", raw)).into_iter().map(|made| (made.path, made.blob.oid.to_string())).collect();
        let alone: Vec<(String, String)> =
            told("\0:000000 100644 00 01 A\0jobs/A.yaml\0:000000 120000 00 02 A\0jobs/B\0");
        assert_eq!(alone, [("jobs/A.yaml".to_owned(), "01".to_owned()), ("jobs/B".to_owned(), "02".to_owned())]);
        let joined: Vec<(String, String)> = told(
            "\0::000000 000000 100644 00 00 03 AA\0jobs/C.yaml\0::000000 100644 100644 00 04 05 AM\0jobs/D.yaml\0",
        );
        assert_eq!(joined, [("jobs/C.yaml".to_owned(), "03".to_owned())]);
    }
}
