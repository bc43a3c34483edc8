//! Edits at random: where they may go in a document, what they ask for, and how to take them back.

use fastrand::Rng;
use suits::source::{Edit, KeyPath, Value};
use suits::yaml::{Document, Kind, NodeId, Tree};
use unicode_width::UnicodeWidthStr;

/// A place in a document.
#[derive(Clone, Debug)]
pub(super) struct Pick {
    pub(super) path: KeyPath,
    pub(super) value: NodeId,
    key: Option<NodeId>,
    /// The column of the map's keys or the list's dashes that the place is among.
    pub(super) column: usize,
    /// How many entries or items its container has.
    pub(super) siblings: usize,
    pub(super) in_flow: bool,
    /// Whether the edit sets a key that is not there yet, in the map at `value`.
    pub(super) missing: bool,
}

impl Pick {
    fn start(&self, tree: &Tree) -> usize {
        tree.node(self.key.unwrap_or(self.value)).start as usize
    }

    /// The line of its key or dash.
    pub(super) fn start_line(&self, text: &str, tree: &Tree) -> usize {
        let at = self.start(tree);
        let line = text[..at].matches('\n').count();
        let before = &text[text[..at].rfind('\n').map_or(0, |line| line + 1)..at];
        if self.key.is_some() || before.contains('-') {
            return line;
        }
        // a value below its dash
        let dash = |line: &&str| line.split(" #").next().is_some_and(|line| line.trim_end().ends_with('-'));
        let above = text.lines().take(line).collect::<Vec<_>>();
        above.iter().rposition(dash).unwrap_or(line)
    }

    /// Whether its key or dash is the first of its line.
    pub(super) fn starts_line(&self, text: &str, tree: &Tree) -> bool {
        let line = text.trim_start_matches('\u{feff}').lines().nth(self.start_line(text, tree)).unwrap_or_default();
        line.get(..self.column).is_some_and(|before| before.trim().is_empty())
    }
}

/// Every entry, item and map of a document.
pub(super) fn picks(doc: Document<'_>) -> Vec<Pick> {
    let root = Pick {
        path: KeyPath::root(),
        value: Tree::ROOT,
        key: None,
        column: 0,
        siblings: 1,
        in_flow: false,
        missing: false,
    };
    let mut all = vec![root];
    let mut at = 0;
    while at < all.len() {
        let above = all[at].clone();
        let node = doc.tree.node(above.value);
        let in_flow = matches!(node.kind, Kind::FlowMap | Kind::FlowList);
        let column = usize::from(node.indent);
        if node.kind.is_map() {
            let siblings = doc.tree.entries(above.value).count();
            for (key, value) in doc.tree.entries(above.value) {
                let path = above.path.then(doc.scalar(key).into_owned());
                all.push(Pick { path, value, key: Some(key), column, siblings, in_flow, missing: false });
            }
        } else if node.kind.is_list() {
            let siblings = doc.tree.children(above.value).count();
            for (index, value) in doc.tree.children(above.value).enumerate() {
                all.push(Pick {
                    path: above.path.then(index),
                    value,
                    key: None,
                    column,
                    siblings,
                    in_flow,
                    missing: false,
                });
            }
        }
        at += 1;
    }
    all
}

const TEXTS: [&str; 34] = [
    "a",
    "Spring launch",
    "",
    "no",
    "Yes",
    "null",
    "~",
    "40",
    "1.10",
    "2026-12-01",
    "12:30",
    "0o14",
    ".5",
    "1_000",
    "- a",
    "a: b",
    "a #b",
    "#a",
    "@a",
    " a",
    "a ",
    "it's",
    "\"hi\" he said",
    "a\tb",
    "ปีใหม่",
    "春天, 夏天",
    "🎬: film",
    "kesä ja yö",
    "[a",
    "{b}",
    "a, b",
    "x: 'y'",
    "C:\\dir\\",
    "*",
];
const LINES: [&str; 8] = ["a\nb", "a\n\nb\n", "  a\nb", "# a\n# b", "a\n- b: c\n", "\na\n\n\n", "ปี\n春天", "a\n b\n"];
const BARE: [&str; 7] = ["40", "1.10", "2026-12-01", "true", "in-creative", "15%", "w6hh"];

pub(super) fn text(rng: &mut Rng) -> Value {
    match rng.u8(..10) {
        0 => Value::text(*rng.choice(&LINES).expect("some")),
        1 => Value::text("long words ".repeat(rng.usize(8..20)).trim_end()),
        2 | 3 => Value::bare(rng.choice(&BARE).expect("some")),
        4 => Value::Null,
        _ => Value::text(*rng.choice(&TEXTS).expect("some")),
    }
}

fn value(rng: &mut Rng, depth: usize) -> Value {
    match rng.u8(..10) {
        0 if depth < 2 => Value::List((0..rng.usize(..3)).map(|_| value(rng, depth + 1)).collect()),
        1 => Value::Words(vec!["ann".to_owned(), "no".to_owned(), "a, b".to_owned()]),
        2 if depth < 2 => {
            let entries = ["id", "text", "a: b", "yes"].into_iter().take(rng.usize(..5));
            Value::Map(entries.map(|key| (key.to_owned(), value(rng, depth + 1))).collect())
        }
        _ => text(rng),
    }
}

/// Whether a value is written on one line.
pub(super) fn is_one_line(value: &Value) -> bool {
    match value {
        Value::Text(text) => !text.contains('\n'),
        Value::Null | Value::Bare(_) | Value::Words(_) => true,
        Value::List(items) => items.is_empty(),
        Value::Map(entries) => entries.is_empty(),
        Value::Fingerprint(_) => false,
    }
}

/// An edit that makes sense at a place.
pub(super) fn random_edit(rng: &mut Rng, doc: Document<'_>, pick: &Pick) -> Option<(Pick, Edit)> {
    let kind = doc.tree.node(pick.value).kind;
    let is_null = kind == Kind::Absent || (kind == Kind::Plain && matches!(doc.raw(pick.value), "null" | "~"));
    let is_root = pick.path.0.is_empty();
    let inner_flow = matches!(kind, Kind::FlowMap | Kind::FlowList);
    match rng.u8(..9) {
        8 => {
            let map = doc.find(&pick.path.parent()?)?.value;
            let renames = matches!(pick.path.last(), Some(suits::source::Step::Key(_)));
            let free = doc.entry(map, "other name").is_none();
            (renames && free).then(|| (pick.clone(), Edit::rename(pick.path.clone(), "other name")))
        }
        0 | 1 if doc.entry(pick.value, "new key").is_some() => None,
        0 | 1 if kind.is_map() || (is_null && !is_root) => {
            let path = pick.path.then("new key");
            let pick = Pick { missing: true, in_flow: inner_flow, ..pick.clone() };
            Some((pick, Edit::set(path, value(rng, 0))))
        }
        2 | 3 if kind.is_list() || (is_null && !is_root) => {
            Some((pick.clone(), Edit::append(pick.path.clone(), value(rng, 0))))
        }
        4 if !is_root => Some((pick.clone(), Edit::remove(pick.path.clone()))),
        _ if is_root => None,
        5 => Some((pick.clone(), Edit::set(pick.path.clone(), value(rng, 0)))),
        _ if kind.is_scalar() => Some((pick.clone(), Edit::set(pick.path.clone(), text(rng)))),
        _ => None,
    }
}

/// The edit that takes a set scalar back, where both values fit the style that stood there.
pub(super) fn back(doc: Document<'_>, pick: &Pick, edit: &Edit) -> Option<Edit> {
    let suits::source::Op::Set(new) = &edit.op else { return None };
    let node = doc.tree.node(pick.value);
    if pick.missing || doc.raw(pick.value).contains(['\n', '\\']) && node.kind != Kind::Literal {
        return None;
    }
    let old = doc.scalar(pick.value).into_owned();
    let fits = match (node.kind, new) {
        (Kind::Plain, Value::Bare(_) | Value::Null) | (Kind::Double, Value::Text(_)) => true,
        (Kind::Plain, Value::Text(text)) => text == "a" || text == "Spring launch",
        (Kind::Single, Value::Text(text)) => !text.contains(['\t', '\n']),
        (Kind::Literal, Value::Text(text)) => {
            !text.trim().is_empty()
                && !text.contains('\t')
                && !text.starts_with([' ', '\n'])
                && !old.trim().is_empty()
                && !old.starts_with([' ', '\n'])
        }
        _ => false,
    };
    let value = if node.kind == Kind::Plain { Value::Bare(old) } else { Value::Text(old) };
    fits.then(|| Edit::set(edit.path.clone(), value))
}

/// Whether a comment behind the value keeps its column both ways, or there is none.
pub(super) fn keeps_column(doc: Document<'_>, pick: &Pick, edit: &Edit) -> bool {
    let end = doc.tree.node(pick.value).end as usize;
    let line = doc.text[end..].lines().next().unwrap_or_default();
    if !line.contains('#') || doc.tree.node(pick.value).kind == Kind::Literal {
        return true;
    }
    let blanks = line.len() - line.trim_start().len();
    let suits::source::Op::Set(Value::Text(new) | Value::Bare(new)) = &edit.op else { return false };
    // quotes and backslashes may take as many columns again
    blanks >= 3 && new.width() * 2 + 2 < doc.raw(pick.value).width()
}

/// A text whose last line is ended.
pub(super) fn finished(text: &str) -> String {
    if text.ends_with('\n') {
        text.to_owned()
    } else {
        format!("{text}{}", if text.contains("\r\n") { "\r\n" } else { "\n" })
    }
}

/// A text without the distances of its comments.
pub(super) fn unaligned(text: &str) -> String {
    let mut out = text.to_owned();
    while out.contains("  #") {
        out = out.replace("  #", " #");
    }
    out
}
