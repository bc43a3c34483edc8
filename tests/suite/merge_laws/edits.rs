//! What one person does to a record on a branch: fields, items, comments, lines of a text, order, quotes, layout.

use super::record::{
    Bullets, Entry, FREE, Item, Mint, Node, Quote, Remarks, alike, bare, entry, id, line, nameless, remark, with_id,
};
use fastrand::Rng;

/// Words that both branches may happen to choose alike, and a list may have twice.
pub(super) const ALIKE: [&str; 3] = ["alike", "sama", "เหมือนกัน"];
/// Ids that both branches may happen to choose alike.
const TAKEN: [&str; 2] = ["extra", "lisa"];

/// One edit somewhere in a map.
pub(super) fn edit(fields: &mut Vec<Entry>, top: bool, rng: &mut Rng, mint: &mut Mint) {
    let at = rng.usize(..fields.len());
    match rng.u8(..16) {
        0 => add(fields, top, rng, mint),
        1 if !fields[at].fixed && fields[at].key != "title" && fields.len() > 1 => drop(fields.remove(at)),
        2 if at > 0 => {
            let behind = is_on_one_line(&fields[at].value);
            remarks(&mut fields[at].remarks, behind, rng, mint);
        }
        3 if fields.len() > 3 => {
            let to = rng.usize(1..fields.len());
            // the first field of an item stands behind its dash, and the first of a record below what opens the file
            if at > 0 {
                let field = fields.remove(at);
                fields.insert(to.min(fields.len()), field);
            }
        }
        4 => fields[at].remarks.blank ^= at > 0,
        _ if fields[at].fixed => edit_another(fields, rng, mint),
        _ => value(&mut fields[at].value, rng, mint),
    }
}

fn edit_another(fields: &mut [Entry], rng: &mut Rng, mint: &mut Mint) {
    let free: Vec<usize> = (0..fields.len()).filter(|at| !fields[*at].fixed).collect();
    if let Some(at) = rng.choice(free) {
        value(&mut fields[at].value, rng, mint);
    }
}

fn is_on_one_line(value: &Node) -> bool {
    !matches!(value, Node::Map(_) | Node::List(..))
}

fn add(fields: &mut Vec<Entry>, top: bool, rng: &mut Rng, mint: &mut Mint) {
    let names: &[&str] = if top { &FREE } else { &["note", "why", "evidence"] };
    let name = names[rng.usize(..names.len())];
    if fields.iter().any(|field| field.key == name) {
        return;
    }
    let value = match rng.u8(..4) {
        0 => Node::Text(ALIKE[rng.usize(..ALIKE.len())].to_owned(), Quote::None),
        1 if name != "brand" => Node::block(rng, mint),
        _ => Node::text(rng, mint),
    };
    let at = rng.usize(1..=fields.len());
    let field = entry(name, value, rng, mint);
    fields.insert(at, field);
}

fn remarks(remarks: &mut Remarks, behind: bool, rng: &mut Rng, mint: &mut Mint) {
    match rng.u8(..5) {
        0 | 1 => remarks.above.push(remark(mint)),
        2 if !remarks.above.is_empty() => drop(remarks.above.remove(rng.usize(..remarks.above.len()))),
        3 if !remarks.above.is_empty() => {
            let at = rng.usize(..remarks.above.len());
            remarks.above[at] = remark(mint);
        }
        _ if behind => remarks.behind = if rng.u8(..3) == 0 { None } else { Some(remark(mint)) },
        _ => remarks.above.push(remark(mint)),
    }
}

fn value(value: &mut Node, rng: &mut Rng, mint: &mut Mint) {
    match value {
        Node::Text(text, quote) => match rng.u8(..8) {
            0 => *quote = [Quote::None, Quote::Single, Quote::Double][rng.usize(..3)],
            1 => ALIKE[rng.usize(..ALIKE.len())].clone_into(text),
            _ => *text = line(rng, mint),
        },
        Node::Block(lines, _) => {
            let at = rng.usize(..lines.len());
            match rng.u8(..4) {
                0 => lines.insert(rng.usize(..=lines.len()), line(rng, mint)),
                1 if lines.len() > 1 => drop(lines.remove(at)),
                _ => lines[at] = line(rng, mint),
            }
        }
        Node::Map(fields) => edit(fields, false, rng, mint),
        Node::List(items, bullets) => item(items, bullets, rng, mint),
    }
}

fn item(items: &mut Vec<Item>, bullets: &mut Bullets, rng: &mut Rng, mint: &mut Mint) {
    let at = rng.usize(..items.len());
    let is_brackets = *bullets == Bullets::Brackets;
    match rng.u8(..10) {
        0..3 => {
            let new = match (&items[0].value, id(&items[0])) {
                (Node::Map(_), Some(_)) => {
                    let fresh = TAKEN[rng.usize(..TAKEN.len())].to_owned();
                    let clash = rng.u8(..8) == 0 && items.iter().all(|item| id(item) != Some(&fresh));
                    let id = if clash { fresh } else { mint.word() };
                    with_id(&id, rng, mint)
                }
                (Node::Map(_), None) => nameless(rng, mint),
                _ if rng.u8(..3) == 0 => alike(is_brackets, rng, mint),
                _ if is_brackets => Item { value: Node::Text(mint.word(), Quote::None), remarks: Remarks::default() },
                _ => bare(rng, mint),
            };
            let at = if rng.bool() { items.len() } else { rng.usize(..=items.len()) };
            items.insert(at, new);
        }
        3 | 4 if items.len() > 2 => drop(items.remove(at)),
        5 if !is_brackets && !matches!(items[at].value, Node::Map(_)) => {
            remarks(&mut items[at].remarks, true, rng, mint);
        }
        5 if id(&items[at]).is_some() => {
            let mut own = Remarks { behind: None, ..items[at].remarks.clone() };
            remarks(&mut own, false, rng, mint);
            items[at].remarks = own;
        }
        6 if !is_brackets => *bullets = if *bullets == Bullets::Deep { Bullets::Flush } else { Bullets::Deep },
        7 if items.len() > 2 && (id(&items[at]).is_some() || matches!(items[at].value, Node::Text(..))) => {
            let moved = items.remove(at);
            items.insert(rng.usize(..=items.len()), moved);
        }
        _ => match &mut items[at].value {
            Node::Text(text, quote) if is_brackets => {
                (*text, *quote) = (mint.word(), Quote::None);
            }
            value => self::value(value, rng, mint),
        },
    }
}
