//! Which items of three versions are the same one, and in what order the result has them: those of ours, with what only theirs has
//! behind its neighbour there. Where only theirs put them in another order, theirs holds.

use super::layout::{Item, Sort};
use super::version::hash;
use std::collections::{HashMap, HashSet};

/// The same item in the versions that have it, by its place in each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Triple {
    pub(super) base: Option<usize>,
    pub(super) ours: Option<usize>,
    pub(super) theirs: Option<usize>,
}

/// The items of three lists that are told apart by their tokens, in the order of the result. What both sides took away is left out.
pub(super) fn keyed(base: &[Item], ours: &[Item], theirs: &[Item]) -> Vec<Triple> {
    let b = tokens(base);
    let (mut o, mut t) = (tokens(ours), tokens(theirs));
    rewritten(base, &b, ours, &mut o);
    rewritten(base, &b, theirs, &mut t);
    joined(&b, &o, &t)
}

/// The same for tokens of any kind.
pub(super) fn joined(b: &[u64], o: &[u64], t: &[u64]) -> Vec<Triple> {
    let (in_base, in_ours, in_theirs) = (places(b), places(o), places(t));
    let theirs_lead = !is_moved(o, &in_base) && is_moved(t, &in_base);
    let (lead, rest) = if theirs_lead { (t, o) } else { (o, t) };
    let (lead_side, rest_side) = if theirs_lead { (&in_theirs, &in_ours) } else { (&in_ours, &in_theirs) };
    let is_own = |token: u64| !in_base.contains_key(&token) && !rest_side.contains_key(&token);
    let is_added = |token: u64| !in_base.contains_key(&token) && !lead_side.contains_key(&token);
    // what is added at the end stands at the end, and what ours adds at one place before what theirs does
    let appended = rest.len() - rest.iter().rev().take_while(|token| is_added(**token)).count();
    let own_end = lead.len() - lead.iter().rev().take_while(|token| theirs_lead && is_own(**token)).count();
    // what stands before the first, then behind each
    let mut behind: Vec<Vec<u64>> = vec![Vec::new(); lead.len() + 1];
    let mut at = 0;
    for (index, token) in rest.iter().enumerate() {
        if let Some(place) = lead_side.get(token) {
            at = place + 1;
            continue;
        }
        if index >= appended {
            at = own_end;
        } else if index == 0 || lead_side.contains_key(&rest[index - 1]) {
            while !theirs_lead && at < lead.len() && is_own(lead[at]) {
                at += 1;
            }
        }
        behind[at].push(*token);
    }
    let triple = |token: &u64| Triple {
        base: in_base.get(token).copied(),
        ours: in_ours.get(token).copied(),
        theirs: in_theirs.get(token).copied(),
    };
    let mut order = Vec::with_capacity(lead.len() + 4);
    for (at, added) in behind.iter().enumerate() {
        if let Some(own) = at.checked_sub(1) {
            order.push(triple(&lead[own]));
        }
        order.extend(added.iter().map(triple));
    }
    order
}

fn places(tokens: &[u64]) -> HashMap<u64, usize> {
    tokens.iter().enumerate().map(|(at, token)| (*token, at)).collect()
}

/// Whether what was in the base stands in another order.
fn is_moved(tokens: &[u64], in_base: &HashMap<u64, usize>) -> bool {
    !tokens.iter().filter_map(|token| in_base.get(token)).is_sorted()
}

/// The tokens of items; remarks of one text are told apart by their turn.
fn tokens(items: &[Item]) -> Vec<u64> {
    let mut seen: HashMap<u64, u64> = HashMap::new();
    let token = |item: &Item| {
        if item.sort != Sort::Remark {
            return item.token;
        }
        let turn = seen.entry(item.token).or_default();
        *turn += 1;
        hash((item.token, *turn))
    };
    items.iter().map(token).collect()
}

/// A remark that was rewritten is the one of the base that stood above the same neighbour.
fn rewritten(base: &[Item], b: &[u64], side: &[Item], s: &mut [u64]) {
    if !side.iter().any(|item| item.sort == Sort::Remark) {
        return;
    }
    let (known, own): (HashSet<u64>, HashSet<u64>) = (b.iter().copied().collect(), s.iter().copied().collect());
    let mut gone: HashMap<u64, Vec<u64>> = HashMap::new();
    for (at, token) in unknown(base, b, &own) {
        gone.entry(neighbour(base, b, at)).or_default().push(token);
    }
    for list in gone.values_mut() {
        list.reverse();
    }
    let new: Vec<(usize, u64)> = unknown(side, s, &known).map(|(at, _)| (at, neighbour(side, s, at))).collect();
    for (at, neighbour) in new {
        if let Some(token) = gone.get_mut(&neighbour).and_then(Vec::pop) {
            s[at] = token;
        }
    }
}

/// The remarks that another version lacks.
fn unknown<'i>(
    items: &'i [Item],
    tokens: &'i [u64],
    other: &'i HashSet<u64>,
) -> impl Iterator<Item = (usize, u64)> + 'i {
    let remarks = items.iter().zip(tokens).enumerate().filter(|(_, (item, _))| item.sort == Sort::Remark);
    remarks.map(|(at, (_, token))| (at, *token)).filter(|(_, token)| !other.contains(token))
}

/// What the next entry or item below is.
fn neighbour(items: &[Item], tokens: &[u64], at: usize) -> u64 {
    let below = items.iter().zip(tokens).skip(at + 1).find(|(item, _)| item.sort != Sort::Remark);
    below.map_or(0, |(_, token)| *token)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(base: &str, ours: &str, theirs: &str) -> String {
        let tokens = |text: &str| text.bytes().map(u64::from).collect::<Vec<_>>();
        let (b, o, t) = (tokens(base), tokens(ours), tokens(theirs));
        let name = |triple: &Triple| {
            let token = triple.ours.map(|at| o[at]).or(triple.theirs.map(|at| t[at])).unwrap_or(0);
            char::from_u32(u32::try_from(token).unwrap_or(0)).unwrap_or('?')
        };
        joined(&b, &o, &t).iter().map(name).collect()
    }

    #[test]
    fn what_both_add_at_one_place_stands_ours_first() {
        assert_eq!(told("abc", "abcxy", "abcz"), "abcxyz");
        assert_eq!(told("abc", "axbc", "azbc"), "axzbc");
        assert_eq!(told("abc", "xabc", "zyabc"), "xzyabc");
        assert_eq!(told("", "x", "z"), "xz");
    }

    #[test]
    fn what_is_gone_on_one_side_keeps_its_place_until_that_is_judged() {
        assert_eq!(told("abc", "ac", "abcz"), "abcz");
        assert_eq!(told("abc", "acx", "abz"), "abcxz");
    }

    #[test]
    fn another_order_on_one_side_holds_and_on_both_that_of_ours() {
        assert_eq!(told("abc", "abcx", "cabz"), "cabxz");
        assert_eq!(told("abc", "bca", "cba"), "bca");
    }
}
