//! The same key twice in one map.

use super::scalar::decode;
use super::{Fault, Node, NodeId};
use crate::source::Position;
use std::borrow::Cow;
use std::collections::HashMap;

/// A map this small is compared pair by pair.
const SMALL: usize = 8;

/// Finds the first key of the map `id` that an earlier one of its keys repeats.
pub(super) fn repeated_key(text: &str, nodes: &[Node], id: NodeId) -> Result<(), Fault> {
    let mut few: Vec<(Cow<'_, str>, NodeId)> = Vec::new();
    let mut many: HashMap<Cow<'_, str>, NodeId> = HashMap::new();
    let (mut at, end) = (id + 1, nodes[id as usize].next);
    while at < end {
        let key = &nodes[at as usize];
        let name = decode(text, key).unwrap_or_default();
        let seen = if many.is_empty() {
            few.iter().find(|(seen, _)| *seen == name).map(|&(_, seen)| seen)
        } else {
            many.get(&name).copied()
        };
        if let Some(first) = seen {
            let line = Position::of(text, nodes[first as usize].start as usize).line;
            return Err(Fault::new(
                "duplicate-key",
                format!("`{name}` is written twice here; the first is on line {line}"),
                key.span(),
            )
            .help("keep one of the two"));
        }
        if many.is_empty() && few.len() < SMALL {
            few.push((name, at));
        } else {
            many.extend(few.drain(..));
            many.insert(name, at);
        }
        at = nodes[nodes[at as usize].next as usize].next;
    }
    Ok(())
}
