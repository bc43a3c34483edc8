//! The past of a book, as it lies before the auditor: commits in their order, which of them continue which, and what every file was at
//! each. Texts are not part of it: they are fetched when something must be read.

use super::graph::Graph;
use crate::values::Day;
use std::collections::HashMap;

/// A text, by its number.
pub type Blob = u32;

/// One commit.
#[derive(Clone, Debug)]
pub struct Commit {
    /// Its name.
    pub name: Box<str>,
    /// The commits it continues, by their place in the past, the first one first; those that are not here left out.
    pub parents: Vec<usize>,
    /// What came before is not here.
    pub is_cut: bool,
    /// Who made it.
    pub author: Box<str>,
    /// Their address.
    pub email: Box<str>,
    /// When they made it.
    pub written: Day,
    /// When it came into this history.
    pub committed: Day,
    /// The first line of its message.
    pub subject: Box<str>,
    /// The commits that its message says to take back; and of a merge the parent that is to stay.
    pub takes_back: Vec<(usize, Option<usize>)>,
    /// The files that differ from the first parent's.
    pub touches: Vec<Touch>,
}

impl Commit {
    /// Whether it takes another one back, or makes it again, as git words that.
    pub fn is_revert(&self) -> bool {
        ["Revert \"", "Reapply \""].iter().any(|word| self.subject.starts_with(word))
    }

    /// Its name, short enough to read and long enough to find it by.
    pub fn short(&self) -> &str {
        self.name.get(..10).unwrap_or(&self.name)
    }
}

/// A file that a commit changed.
#[derive(Clone, Debug)]
pub struct Touch {
    /// Which: its number among the paths.
    pub path: u32,
    /// What it was.
    pub before: Option<Blob>,
    /// What it is.
    pub after: Option<Blob>,
    /// The path it had, where it was renamed.
    pub from: Option<u32>,
}

/// A change of a file on the way of first parents.
#[derive(Clone, Copy, Debug)]
struct Mark {
    opens: u32,
    closes: u32,
    after: Option<Blob>,
    /// The mark that holds where this one does not any more.
    around: Option<u32>,
}

/// The past of a book.
#[derive(Debug)]
pub struct Past {
    /// The commits, parents before children; the last one is what is audited.
    pub commits: Vec<Commit>,
    /// Which continue which.
    pub graph: Graph,
    paths: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u32>,
    marks: Vec<Vec<Mark>>,
}

impl Past {
    /// Lays the past out. `paths` are the files that touches name by number.
    pub fn new(commits: Vec<Commit>, paths: Vec<Box<str>>) -> Past {
        let graph = Graph::new(commits.iter().map(|commit| commit.parents.clone()).collect());
        let mut marks: Vec<Vec<Mark>> = vec![Vec::new(); paths.len()];
        for (at, commit) in commits.iter().enumerate() {
            let (opens, closes) = graph.stretch(at);
            for touch in &commit.touches {
                marks[touch.path as usize].push(Mark { opens, closes, after: touch.after, around: None });
            }
        }
        for marks in &mut marks {
            nest(marks);
        }
        let numbers = paths.iter().enumerate().map(|(at, path)| (path.clone(), number(at))).collect();
        Past { commits, graph, paths, numbers, marks }
    }

    /// A path by its number.
    pub fn path(&self, path: u32) -> &str {
        &self.paths[path as usize]
    }

    /// The number of a path; none where no commit ever touched it.
    pub fn number(&self, path: &str) -> Option<u32> {
        self.numbers.get(path).copied()
    }

    /// Every path that some commit touched, with its number.
    pub fn paths(&self) -> impl Iterator<Item = (u32, &str)> {
        self.paths.iter().enumerate().map(|(at, path)| (number(at), &**path))
    }

    /// What a file was at a commit.
    pub fn at(&self, commit: usize, path: u32) -> Option<Blob> {
        let marks = &self.marks[path as usize];
        let (opens, _) = self.graph.stretch(commit);
        let last = marks.partition_point(|mark| mark.opens <= opens).checked_sub(1)?;
        let mut mark = &marks[last];
        while mark.closes < opens {
            mark = &marks[mark.around? as usize];
        }
        mark.after
    }

    /// The last commit: what is audited.
    pub fn tip(&self) -> usize {
        self.commits.len().saturating_sub(1)
    }
}

/// A place among many, as a number that takes half the room.
pub(super) fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Puts the marks of one file in order and ties each to the nearest one around it.
fn nest(marks: &mut [Mark]) {
    marks.sort_by_key(|mark| mark.opens);
    let mut open: Vec<u32> = Vec::new();
    for at in 0..marks.len() {
        while open.last().is_some_and(|last| marks[*last as usize].closes < marks[at].opens) {
            open.pop();
        }
        marks[at].around = open.last().copied();
        open.push(number(at));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a commit makes of files: no text is a deletion.
    type Made<'m> = &'m [(u32, Option<Blob>)];

    /// Commits from their parents and what they make of files.
    fn past(commits: &[(&[usize], Made<'_>)]) -> Past {
        let day = Day::EPOCH;
        let made = |(parents, touches): &(&[usize], Made<'_>)| Commit {
            name: "c".into(),
            parents: parents.to_vec(),
            is_cut: false,
            author: "Ann".into(),
            email: "ann@x".into(),
            written: day,
            committed: day,
            subject: "s".into(),
            takes_back: Vec::new(),
            touches: touches
                .iter()
                .map(|(path, after)| Touch { path: *path, before: None, after: *after, from: None })
                .collect(),
        };
        Past::new(commits.iter().map(made).collect(), vec!["a".into(), "b".into()])
    }

    #[test]
    fn a_file_is_at_every_commit_what_the_nearest_first_parent_made_it() {
        // 0 - 1 - 3 (merge of 1 and 2) - 5; 0 - 2 - 4
        let past = past(&[
            (&[], &[(0, Some(10)), (1, Some(20))]),
            (&[0], &[(0, Some(11))]),
            (&[0], &[(1, Some(22))]),
            (&[1, 2], &[(1, Some(22))]),
            (&[2], &[(0, None)]),
            (&[3], &[]),
        ]);
        let at = |commit| (past.at(commit, 0), past.at(commit, 1));
        assert_eq!(at(0), (Some(10), Some(20)));
        assert_eq!(at(1), (Some(11), Some(20)));
        assert_eq!(at(2), (Some(10), Some(22)));
        assert_eq!(at(3), (Some(11), Some(22)));
        assert_eq!(at(4), (None, Some(22)));
        assert_eq!(at(5), (Some(11), Some(22)));
    }
}
