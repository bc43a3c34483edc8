//! A list or map that one version has in brackets and another with lines of its own: brought to lines, so that both can be laid
//! side by side. What nobody needs to compare stays in its brackets.

use super::Versions;
use super::at::At;
use super::layout::{Item, Sort};
use super::version::Version;
use crate::yaml::Kind;
use std::collections::HashMap;
use std::ops::Range;

/// A cut: bytes, and what stands there instead.
type Cut = (Range<usize>, String);

/// The texts of the base, of ours and of theirs with such values brought to lines; `None` where there are none.
pub(super) fn unfolded((base, ours, theirs): Versions<'_>) -> Option<[String; 3]> {
    let root = |version| Some(At { version, item: Version::root(version)? });
    let mut cuts = [Vec::new(), Vec::new(), Vec::new()];
    find(base.and_then(root), root(ours)?, root(theirs)?, &mut cuts);
    if cuts.iter().all(Vec::is_empty) {
        return None;
    }
    let texts = [base.map_or("", |base| base.text), ours.text, theirs.text];
    let mut done = texts.map(str::to_owned);
    for (text, cuts) in done.iter_mut().zip(&mut cuts) {
        cuts.sort_by_key(|(range, _)| range.start);
        for (range, lines) in cuts.drain(..).rev() {
            text.replace_range(range, &lines);
        }
    }
    Some(done)
}

fn find<'v>(base: Option<At<'v>>, ours: At<'v>, theirs: At<'v>, cuts: &mut [Vec<Cut>; 3]) {
    if base.is_some_and(|base| base.item.mark == ours.item.mark || base.item.mark == theirs.item.mark) {
        return; // one side's is taken as it is
    }
    let is_map = |at: At<'_>| at.kind().is_map();
    let is_held = |at: At<'_>| !at.kind().is_scalar();
    if !(is_held(ours) && is_held(theirs)) || is_map(ours) != is_map(theirs) {
        return;
    }
    let base = base.filter(|base| is_held(*base) && is_map(*base) == is_map(ours));
    let three = [base, Some(ours), Some(theirs)];
    let has_lines = |at: &Option<At<'v>>| at.is_some_and(|at| at.item.inner.is_some());
    // as deep as where it has lines
    let depth = |at: &At<'v>| Some(at.item.inner.as_ref()?.column.saturating_sub(at.item.column));
    if let Some(depth) = three.iter().flatten().filter_map(depth).min() {
        for (at, cuts) in three.iter().zip(cuts.iter_mut()) {
            cuts.extend(at.filter(|at| at.item.inner.is_none()).and_then(|at| cut(at, depth)));
        }
    }
    if !(has_lines(&three[1]) && has_lines(&three[2])) {
        return;
    }
    let named = |at: Option<At<'v>>| -> HashMap<&'v str, &'v Item> {
        let inner = at.into_iter().filter_map(|at| at.item.inner.as_ref()).filter(|inner| inner.keyed);
        let items = inner.flat_map(|inner| &inner.items).filter(|item| item.sort != Sort::Remark);
        items.map(|item| (item.label.as_str(), item)).collect()
    };
    let [known, one, other] = three.map(named);
    for (label, item) in one {
        if let Some(own) = other.get(label) {
            let at = |of: At<'v>, item| At { version: of.version, item };
            let base = base.and_then(|base| Some(at(base, known.get(label)?)));
            find(base, at(ours, item), at(theirs, own), cuts);
        }
    }
}

/// The cut that brings a value in brackets to lines; `None` where it is empty, holds comments, or has values of several lines.
fn cut(at: At<'_>, depth: usize) -> Option<Cut> {
    let (version, item) = (at.version, at.item);
    let node = version.tree.node(item.node);
    let (start, end) = (node.start as usize, node.end as usize);
    if !version.comments_in(start, end).is_empty() {
        return None;
    }
    let is_root = item.sort == Sort::Root;
    let column = if is_root { 0 } else { item.column + depth };
    let document = version.document();
    let parts: Vec<String> = match node.kind {
        Kind::FlowMap => {
            let entry = |(key, value)| format!("{}: {}", document.raw(key), document.raw(value));
            version.tree.entries(item.node).map(entry).collect()
        }
        Kind::FlowList => version.tree.children(item.node).map(|item| format!("- {}", document.raw(item))).collect(),
        _ => return None,
    };
    if parts.is_empty() || parts.iter().any(|part| part.contains('\n')) {
        return None;
    }
    let mut lines = String::new();
    for part in parts {
        lines.extend([&" ".repeat(column), part.trim_end(), "\n"]);
    }
    let behind = version.lines[version.line_of(end)].end;
    let aside = &version.text[end..behind];
    if is_root {
        let own = version.lines[version.line_of(start)].start == start && aside.is_empty();
        return own.then(|| (start..(behind + 1).min(version.text.len()), lines));
    }
    let from = version.text[..start].trim_end().len();
    if item.sort == Sort::Item && depth > 1 && aside.trim_end().is_empty() {
        // behind its dash, as people write it
        lines.replace_range(..=item.column, "");
        return Some((from..(behind + 1).min(version.text.len()), lines));
    }
    Some((from..(behind + 1).min(version.text.len()), format!("{}\n{lines}", aside.trim_end())))
}
