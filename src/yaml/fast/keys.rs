//! Which keys a map has had: a small set of hashes, and an exact look only where two of them meet.

use super::super::{Kind, Node};

/// A map with more keys than this is left to the other builder, whose look-up does not slow down.
const MOST: u32 = 200;

/// The hashes of the keys of one map.
#[derive(Default)]
pub(super) struct Seen {
    bits: [u64; 4],
    count: u32,
}

impl Seen {
    /// Notes a key; `None` if its map (whose nodes start at `first`) has it already, or has very many.
    #[inline]
    pub(super) fn note(&mut self, bytes: &[u8], nodes: &[Node], first: u32, key: &[u8]) -> Option<()> {
        self.count += 1;
        let hash = hash(key);
        let (word, bit) = (usize::from(hash >> 6), 1_u64 << (hash & 63));
        if self.bits[word] & bit != 0 && is_among(bytes, nodes, first, key) {
            return None;
        }
        self.bits[word] |= bit;
        (self.count <= MOST).then_some(())
    }
}

fn hash(key: &[u8]) -> u8 {
    let (Some(&first), Some(&last)) = (key.first(), key.last()) else { return 0 };
    let middle = key[key.len() / 2];
    let mixed =
        u32::from(first) << 24 ^ u32::from(last) << 16 ^ u32::from(middle) << 8 ^ u32::from(key.len().to_le_bytes()[0]);
    mixed.wrapping_mul(0x9e37_79b1).to_be_bytes()[0]
}

#[cold]
fn is_among(bytes: &[u8], nodes: &[Node], first: u32, key: &[u8]) -> bool {
    let mut at = first as usize;
    while let Some(node) = nodes.get(at) {
        if name(bytes, node) == key {
            return true;
        }
        // the value of an earlier entry is complete, so its `next` is the next key
        match nodes.get(node.next as usize) {
            Some(value) if value.next > 0 => at = value.next as usize,
            _ => return false,
        }
    }
    false
}

/// The text of a key, which is never cooked here.
fn name<'t>(bytes: &'t [u8], key: &Node) -> &'t [u8] {
    let raw = &bytes[key.start as usize..key.end as usize];
    if key.kind == Kind::Plain { raw } else { &raw[1..raw.len() - 1] }
}
