//! How much two texts have in common, whatever they are about.

use std::collections::{HashMap, HashSet};

/// So many of a hundred lines are the same where a text is known again in another place: nothing was done to it but what that place needs.
pub const KNOWN_AGAIN: usize = 75;

/// How many of a hundred lines two texts share; blank ones do not count.
pub fn likeness(one: &str, other: &str) -> usize {
    let lines = |text: &str| text.lines().filter(|line| !line.trim().is_empty()).count();
    let mut left: HashMap<&str, usize> = HashMap::new();
    for line in one.lines().filter(|line| !line.trim().is_empty()) {
        *left.entry(line.trim_end()).or_default() += 1;
    }
    let shared = other.lines().filter(|line| match left.get_mut(line.trim_end()) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    });
    let most = lines(one).max(lines(other)).max(1);
    shared.count() * 100 / most
}

/// Which of some texts became which of others: pairs of which each is the likest of both, and no other as like. Of texts that are the same
/// nobody can tell.
fn partners(olds: &[(usize, &str)], news: &[(usize, &str)]) -> Vec<(usize, usize)> {
    let likes: Vec<Vec<usize>> =
        olds.iter().map(|(_, old)| news.iter().map(|(_, new)| likeness(old, new)).collect()).collect();
    let best = |likes: &mut dyn Iterator<Item = usize>| {
        let mut likes: Vec<(usize, usize)> = likes.enumerate().map(|(at, percent)| (percent, at)).collect();
        likes.sort_unstable();
        let (most, at) = likes.pop()?;
        (most >= KNOWN_AGAIN && likes.last().is_none_or(|(other, _)| *other < most)).then_some(at)
    };
    let of_new = |new: usize| best(&mut likes.iter().map(|likes| likes[new]));
    let pair = |old: usize| {
        let new = best(&mut likes[old].iter().copied())?;
        (of_new(new) == Some(old)).then_some((olds[old].0, news[new].0))
    };
    (0..olds.len()).filter_map(pair).collect()
}

/// Which texts moved among some places, from which to which, where one took the place of another: `places` has what lay at each, and what
/// lies there now. What still lies where it lay may have been copied: it moved only where another lies there by now.
pub fn moved(places: &[[Option<&str>; 2]]) -> Vec<(usize, usize)> {
    let side = |side: usize| -> Vec<(usize, &str)> {
        places.iter().enumerate().filter_map(|(at, texts)| Some((at, texts[side]?))).collect()
    };
    let mut moves = partners(&side(0), &side(1));
    loop {
        let count = moves.len();
        let taken: HashSet<usize> = moves.iter().filter(|(old, new)| old != new).map(|(_, new)| *new).collect();
        moves.retain(|(old, _)| places[*old][1].is_none() || taken.contains(old));
        if moves.len() == count {
            break;
        }
    }
    moves.retain(|(old, new)| old != new);
    let is_taken_over = moves.iter().any(|(_, new)| places[*new][0].is_some());
    if is_taken_over { moves } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_is_known_again_in_the_one_that_is_most_like_it() {
        let (one, two) = (Some("a\nb\nc\nd\n"), Some("e\nf\ng\nh\n"));
        let (ones, twos) = (Some("a\nb\nc\nz\n"), Some("e\nf\ng\nh\ni\n"));
        assert_eq!(moved(&[[one, twos], [two, ones]]), [(0, 1), (1, 0)]);
        assert_eq!(moved(&[[one, None], [two, ones], [None, twos]]), [(0, 1), (1, 2)]);
        assert_eq!(moved(&[[one, None], [two, ones]]), [(0, 1)], "what lay there is gone");
        assert_eq!(moved(&[[one, None], [one, None], [two, ones]]), [], "of two that are the same nobody can tell");
        assert_eq!(moved(&[[one, Some("k\n")], [two, ones]]), [], "copied");
        assert_eq!(moved(&[[one, None], [None, ones]]), [], "git tells that");
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
