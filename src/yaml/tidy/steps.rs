//! How deep the levels of a text stand, and which of its maps are written in columns: habits of whoever wrote it, kept where they are one.

use crate::yaml::splice::{Page, width};
use crate::yaml::{Kind, NodeId};

/// How many columns deeper than its key a block stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Steps {
    /// A map, and the lines of a text.
    pub(super) map: usize,
    /// The dashes of a list.
    pub(super) list: usize,
}

impl Steps {
    /// The habit of a text.
    pub(super) fn of(page: &Page<'_>) -> Steps {
        let (mut maps, mut lists) = ([0; 5], [0; 5]);
        let ids = (0..).zip(&page.doc.tree.nodes).filter(|(_, node)| node.kind == Kind::BlockMap);
        for (map, _) in ids {
            for (key, value) in page.doc.tree.entries(map) {
                let column = usize::from(page.doc.tree.node(value).indent);
                let Some(deep) = column.checked_sub(page.column(page.start(key))) else { continue };
                let counts = match page.kind(value) {
                    Kind::BlockMap => &mut maps,
                    Kind::BlockList => &mut lists,
                    _ => continue,
                };
                if let Some(count) = counts.get_mut(deep) {
                    *count += 1;
                }
            }
        }
        Steps { map: most(&maps, &[4]), list: most(&lists, &[0, 4]) }
    }
}

/// Two, unless one of the others is what most have.
fn most(counts: &[usize; 5], others: &[usize]) -> usize {
    let all: usize = counts.iter().sum();
    others.iter().copied().find(|deep| counts[*deep] * 2 > all).unwrap_or(2)
}

/// Whether the values of a map stand below each other on purpose: all in one column, behind keys that are not all as long.
pub(super) fn in_columns(page: &Page<'_>, map: NodeId) -> bool {
    let (mut columns, mut is_apart) = (Vec::new(), false);
    for (key, value) in page.doc.tree.entries(map) {
        if matches!(page.kind(value), Kind::Absent | Kind::BlockMap | Kind::BlockList) {
            continue;
        }
        let Some(gap) = gap(page, key, value) else { return false };
        is_apart |= gap > 1;
        columns.push(width(page.doc.raw(key)) + gap);
    }
    is_apart && columns.len() > 1 && columns.iter().all(|column| *column == columns[0])
}

/// How many blanks stand behind a key and its `:`; `None` where something else does, or the value stands elsewhere.
pub(super) fn gap(page: &Page<'_>, key: NodeId, value: NodeId) -> Option<usize> {
    let between = page.text().get(page.end(key)..page.start(value))?.strip_prefix(':')?;
    between.bytes().all(|byte| byte == b' ').then_some(between.len())
}
