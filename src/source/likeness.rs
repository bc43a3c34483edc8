//! How much two texts have in common, whatever they are about.

use std::collections::{HashMap, HashSet};

/// So many of a hundred lines are the same where a text is known again in another place: nothing was done to it but what that place needs.
pub const KNOWN_AGAIN: usize = 75;

/// So many pairs of texts are compared to find out which became which: beyond it, nobody is followed.
const MOST_PAIRS: usize = 4_000_000;

/// How many of a hundred lines two texts share; blank ones do not count.
pub fn likeness(one: &str, other: &str) -> usize {
    let sorted = |text| {
        let mut lines: Vec<&str> = lines(text).collect();
        lines.sort_unstable();
        lines
    };
    percent(&sorted(one), &sorted(other))
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim_end).filter(|line| !line.is_empty())
}

/// How many of a hundred two sorted lists share.
fn percent<T: Ord>(one: &[T], other: &[T]) -> usize {
    let (mut at, mut against, mut shared) = (0, 0, 0);
    while let (Some(line), Some(facing)) = (one.get(at), other.get(against)) {
        let order = line.cmp(facing);
        shared += usize::from(order.is_eq());
        at += usize::from(order.is_le());
        against += usize::from(order.is_ge());
    }
    shared * 100 / one.len().max(other.len()).max(1)
}

/// The numbers of a text's lines, sorted: equal lines have one number.
fn numbered<'t>(text: &'t str, numbers: &mut HashMap<&'t str, usize>) -> Vec<usize> {
    let mut sorted = Vec::new();
    for line in lines(text) {
        let next = numbers.len();
        sorted.push(*numbers.entry(line).or_insert(next));
    }
    sorted.sort_unstable();
    sorted
}

/// The likest of some texts, and how like the next one is.
#[derive(Clone, Copy, Default)]
struct Likest {
    at: usize,
    percent: usize,
    next: usize,
}

impl Likest {
    fn see(&mut self, at: usize, percent: usize) {
        if percent > self.percent {
            *self = Self { at, percent, next: self.percent };
        } else {
            self.next = self.next.max(percent);
        }
    }

    fn one(self) -> Option<usize> {
        (self.percent >= KNOWN_AGAIN && self.next < self.percent).then_some(self.at)
    }
}

/// Which of some texts became which of others: pairs of which each is the likest of both, and no other as like. Of texts that are the same
/// nobody can tell.
fn partners<'t>(olds: &[(usize, &'t str)], news: &[(usize, &'t str)]) -> Vec<(usize, usize)> {
    if olds.len() * news.len() > MOST_PAIRS {
        return Vec::new();
    }
    let mut numbers = HashMap::new();
    let mut numbered = |texts: &[(usize, &'t str)]| -> Vec<Vec<usize>> {
        texts.iter().map(|(_, text)| numbered(text, &mut numbers)).collect()
    };
    let (lines, facing) = (numbered(olds), numbered(news));
    let (mut of_old, mut of_new) = (vec![Likest::default(); olds.len()], vec![Likest::default(); news.len()]);
    for (old, lines) in lines.iter().enumerate() {
        for (new, facing) in facing.iter().enumerate() {
            let (less, more) = (lines.len().min(facing.len()), lines.len().max(facing.len()));
            // too few lines to be known again, whatever they say
            if less * 100 >= more * KNOWN_AGAIN {
                let percent = percent(lines, facing);
                of_old[old].see(new, percent);
                of_new[new].see(old, percent);
            }
        }
    }
    let pair = |(old, likest): (usize, &Likest)| {
        let new = likest.one()?;
        (of_new[new].one() == Some(old)).then_some((olds[old].0, news[new].0))
    };
    of_old.iter().enumerate().filter_map(pair).collect()
}

/// Which texts moved among some places, from which to which, where one took the place of another or left its own to one: `places` has what
/// lay at each, and what lies there now. What still lies where it lay may have been copied: it moved only where another lies there by now,
/// one that moved there itself or of which `is_another` says so.
pub fn moved(places: &[[Option<&str>; 2]], is_another: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
    let side = |side: usize| -> Vec<(usize, &str)> {
        places.iter().enumerate().filter_map(|(at, texts)| Some((at, texts[side]?))).collect()
    };
    let mut moves = partners(&side(0), &side(1));
    moves.retain(|(old, new)| old != new);
    let is_left = |old: usize| {
        let [Some(before), Some(after)] = places[old] else { return true };
        likeness(before, after) < KNOWN_AGAIN && is_another(old)
    };
    let left: HashSet<usize> = moves.iter().map(|(old, _)| *old).filter(|old| is_left(*old)).collect();
    loop {
        let count = moves.len();
        let taken: HashSet<usize> = moves.iter().map(|(_, new)| *new).collect();
        moves.retain(|(old, _)| left.contains(old) || taken.contains(old));
        if moves.len() == count {
            break;
        }
    }
    let is_taken_over = moves.iter().any(|(old, new)| places[*new][0].is_some() || places[*old][1].is_some());
    if is_taken_over { moves } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_is_known_again_in_the_one_that_is_most_like_it() {
        let (one, two) = (Some("a\nb\nc\nd\n"), Some("e\nf\ng\nh\n"));
        let (ones, twos) = (Some("a\nb\nc\nz\n"), Some("e\nf\ng\nh\ni\n"));
        let moved = |places: &[[Option<&str>; 2]]| moved(places, |_| false);
        assert_eq!(moved(&[[one, twos], [two, ones]]), [(0, 1), (1, 0)]);
        assert_eq!(moved(&[[one, None], [two, ones], [None, twos]]), [(0, 1), (1, 2)]);
        assert_eq!(moved(&[[one, None], [two, ones]]), [(0, 1)], "what lay there is gone");
        assert_eq!(moved(&[[one, None], [one, None], [two, ones]]), [], "of two that are the same nobody can tell");
        assert_eq!(moved(&[[one, Some("k\n")], [two, ones]]), [], "copied");
        assert_eq!(moved(&[[one, None], [None, ones]]), [], "git tells that");
    }

    #[test]
    fn a_text_left_its_place_to_another_only_where_that_is_another() {
        let (one, ones, new) = (Some("a\nb\nc\nd\n"), Some("a\nb\nc\nz\n"), Some("k\n"));
        assert_eq!(moved(&[[one, new], [None, ones]], |at| at == 0), [(0, 1)]);
        assert_eq!(moved(&[[one, new], [None, ones]], |_| false), [], "it was worked on, and copied before");
        assert_eq!(moved(&[[one, ones], [None, one]], |_| true), [], "what lies there is known again");
        assert_eq!(moved(&[[Some("e\nf\n"), None], [one, new], [None, ones]], |at| at == 1), [(1, 2)]);
    }

    #[test]
    fn lines_are_counted_and_blank_ones_are_not() {
        let text = "title: Film\ndue: 2026-12-04\n\nstatus: open\nrush: true\n";
        // 3 of 4 lines, then 1 of 4
        assert_eq!(likeness(text, "title: Film\ndue: 2026-12-05\nstatus: open\nrush: true\n"), 75);
        assert_eq!(likeness(text, "title: Poster\ndue: 2026-12-05\nstatus: open\nrush: false\n"), 25);
        assert_eq!((likeness(text, text), likeness(text, "")), (100, 0));
    }
}
