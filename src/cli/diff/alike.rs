//! Records that went and records that came, paired by how much of their texts is the same: for what was renumbered and edited in one go.

use super::pairs::{Version, nameless};
use std::collections::HashMap;

/// So many pairs are compared; beyond, a record that went is gone, as git has it of files.
const MOST: usize = 20_000;

/// Each record that went beside the one that it became, and all others alone.
pub(super) fn pairs(went: Vec<Version>, came: Vec<Version>) -> Vec<(Option<Version>, Option<Version>)> {
    let mut went: Vec<Option<Version>> = went.into_iter().map(Some).collect();
    let mut came: Vec<Option<Version>> = came.into_iter().map(Some).collect();
    let mut united = Vec::with_capacity(went.len() + came.len());
    for (old, new) in closest(&went, &came) {
        if went[old].is_some() && came[new].is_some() {
            united.push((went[old].take(), came[new].take()));
        }
    }
    united.extend(went.into_iter().flatten().map(|old| (Some(old), None)));
    united.extend(came.into_iter().flatten().map(|new| (None, Some(new))));
    united
}

/// The places of those that are alike, the closest first.
fn closest(went: &[Option<Version>], came: &[Option<Version>]) -> Vec<(usize, usize)> {
    if went.len() * came.len() > MOST {
        return Vec::new();
    }
    let text = |version: &Option<Version>| nameless(version.as_ref()?);
    let (old, new): (Vec<_>, Vec<_>) = (went.iter().map(text).collect(), came.iter().map(text).collect());
    let lines: Vec<HashMap<&str, usize>> =
        old.iter().map(|text| counted(text.as_deref().unwrap_or_default())).collect();
    let mut found = Vec::new();
    for (at, lines) in lines.iter().enumerate() {
        for (to, text) in new.iter().enumerate() {
            let (Some(is), Some(was)) = (text, &old[at]) else { continue };
            let ids = went[at].as_ref().zip(came[to].as_ref()).map(|(old, new)| (&old.id, &new.id));
            if !ids.is_some_and(|(old, new)| old.kind() == new.kind() && old.client() == new.client()) {
                continue;
            }
            let (same, most) = (shared(lines, is), was.len().max(is.len()));
            if same * 2 >= most {
                found.push((same * 1000 / most.max(1), at, to));
            }
        }
    }
    // the closest first, and of equals those that come first
    found.sort_by_key(|(alike, at, to)| (std::cmp::Reverse(*alike), *at, *to));
    found.into_iter().map(|(_, at, to)| (at, to)).collect()
}

fn counted(text: &str) -> HashMap<&str, usize> {
    let mut lines = HashMap::new();
    for line in text.split_inclusive('\n') {
        *lines.entry(line).or_insert(0) += 1;
    }
    lines
}

/// How many bytes of a text are lines of another, too.
fn shared(lines: &HashMap<&str, usize>, text: &str) -> usize {
    let own = counted(text);
    own.iter().map(|(line, count)| line.len() * lines.get(line).map_or(0, |other| *count.min(other))).sum()
}
