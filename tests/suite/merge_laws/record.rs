//! A brief or a job as people keep it: values, the comments around them and how each thing is written; and its text.
//! Every word that a test must find again holds a number that no other word holds.

use super::edits::ALIKE;
use fastrand::Rng;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Numbers for words, none twice.
#[derive(Clone, Debug, Default)]
pub(super) struct Mint(usize);

impl Mint {
    /// Numbers from one on.
    pub(super) fn from(last: usize) -> Mint {
        Mint(last)
    }

    /// A word that no other text holds.
    pub(super) fn word(&mut self) -> String {
        self.0 += 1;
        format!("q{}z", self.0)
    }
}

/// One field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) value: Node,
    pub(super) remarks: Remarks,
    /// What no edit takes away or writes over.
    pub(super) fixed: bool,
}

/// The comments of a field or item, and the blank line above it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Remarks {
    pub(super) above: Vec<String>,
    pub(super) behind: Option<String>,
    pub(super) blank: bool,
}

/// A value, and how it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    Text(String, Quote),
    /// Lines, each of them one; folded or literal.
    Block(Vec<String>, bool),
    Map(Vec<Entry>),
    List(Vec<Item>, Bullets),
}

/// One item of a list; its text, or its fields with the `id` among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) value: Node,
    pub(super) remarks: Remarks,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quote {
    None,
    Single,
    Double,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bullets {
    /// Dashes under the key.
    Flush,
    /// Dashes two columns behind it.
    Deep,
    /// `[a, b]`: texts only.
    Brackets,
}

const WORDS: [&str; 8] =
    ["metsä", "alkaa", "ovelta", "ป่าเริ่มที่ประตู", "森林就在门口", "rừng", "the forest", "at your door"];

impl Node {
    /// A text of one line.
    pub(super) fn text(rng: &mut Rng, mint: &mut Mint) -> Node {
        let quote = [Quote::None, Quote::None, Quote::Single, Quote::Double][rng.usize(..4)];
        Node::Text(line(rng, mint), quote)
    }

    /// A text of several lines.
    pub(super) fn block(rng: &mut Rng, mint: &mut Mint) -> Node {
        Node::Block((0..rng.usize(1..6)).map(|_| line(rng, mint)).collect(), rng.bool())
    }
}

/// A line with a word of its own.
pub(super) fn line(rng: &mut Rng, mint: &mut Mint) -> String {
    format!("{} {}", mint.word(), WORDS[rng.usize(..WORDS.len())])
}

/// A comment with a word of its own, without its `#`.
pub(super) fn remark(mint: &mut Mint) -> String {
    format!("note {}", mint.word())
}

/// A field with the comments that it happens to have.
pub(super) fn entry(key: &str, value: Node, rng: &mut Rng, mint: &mut Mint) -> Entry {
    Entry { key: key.to_owned(), value, remarks: remarks(rng, mint), fixed: false }
}

fn remarks(rng: &mut Rng, mint: &mut Mint) -> Remarks {
    let above = if rng.u8(..6) == 0 { (0..rng.usize(1..3)).map(|_| remark(mint)).collect() } else { Vec::new() };
    Remarks { above, behind: (rng.u8(..6) == 0).then(|| remark(mint)), blank: rng.u8(..8) == 0 }
}

pub(super) fn fixed(key: &str, text: &str) -> Entry {
    let value = Node::Text(text.to_owned(), Quote::None);
    Entry { key: key.to_owned(), value, remarks: Remarks::default(), fixed: true }
}

/// An item with an `id`.
pub(super) fn with_id(id: &str, rng: &mut Rng, mint: &mut Mint) -> Item {
    let mut fields = vec![fixed("id", id), fixed("kind", "business")];
    fields.push(entry("text", Node::text(rng, mint), rng, mint));
    if rng.bool() {
        fields.push(entry("note", if rng.bool() { Node::block(rng, mint) } else { Node::text(rng, mint) }, rng, mint));
    }
    fields[0].remarks.behind = (rng.u8(..8) == 0).then(|| remark(mint));
    Item { value: Node::Map(fields), remarks: remarks(rng, mint) }
}

/// An item that is one text.
pub(super) fn bare(rng: &mut Rng, mint: &mut Mint) -> Item {
    Item { value: Node::text(rng, mint), remarks: remarks(rng, mint) }
}

/// An item with fields and nothing that tells it from its neighbours.
pub(super) fn nameless(rng: &mut Rng, mint: &mut Mint) -> Item {
    let mut fields =
        vec![entry("text", Node::text(rng, mint), rng, mint), entry("why", Node::text(rng, mint), rng, mint)];
    // what stands above the first field of an item is the item's
    fields[0].remarks = Remarks::default();
    Item { value: Node::Map(fields), remarks: Remarks::default() }
}

/// A list of items of one make.
fn list(make: fn(&mut Rng, &mut Mint) -> Item, rng: &mut Rng, mint: &mut Mint) -> Node {
    let items = (0..rng.usize(2..6)).map(|_| make(rng, mint)).collect();
    Node::List(items, if rng.bool() { Bullets::Deep } else { Bullets::Flush })
}

fn identified(rng: &mut Rng, mint: &mut Mint) -> Item {
    let id = mint.word();
    with_id(&id, rng, mint)
}

/// A short list in brackets.
fn words(rng: &mut Rng, mint: &mut Mint) -> Node {
    let word = |mint: &mut Mint| Item { value: Node::Text(mint.word(), Quote::None), remarks: Remarks::default() };
    Node::List((0..rng.usize(2..5)).map(|_| word(mint)).collect(), Bullets::Brackets)
}

/// A word that another branch may put into the same list, quoted in its own way.
pub(super) fn alike(is_brackets: bool, rng: &mut Rng, mint: &mut Mint) -> Item {
    let quote = [Quote::None, Quote::Single, Quote::Double][rng.usize(..3)];
    let value = Node::Text(ALIKE[rng.usize(..ALIKE.len())].to_owned(), quote);
    Item { value, remarks: if is_brackets { Remarks::default() } else { remarks(rng, mint) } }
}

/// A list, some of whose words may be in it twice from the first on.
fn with_alike(mut list: Node, rng: &mut Rng, mint: &mut Mint) -> Node {
    if let Node::List(items, bullets) = &mut list {
        let count = rng.usize(..4).saturating_sub(1);
        let more = (0..count).map(|_| alike(*bullets == Bullets::Brackets, rng, mint));
        more.collect::<Vec<_>>().into_iter().for_each(|item| items.insert(rng.usize(..=items.len()), item));
    }
    list
}

/// The fields that a side may add at the top, besides those that stand.
pub(super) const FREE: [&str; 5] = ["brand", "proposition", "data_privacy", "problem", "x"];

/// A whole brief.
pub(super) fn brief(rng: &mut Rng, mint: &mut Mint) -> Vec<Entry> {
    let mut fields =
        vec![entry("title", Node::text(rng, mint), rng, mint), fixed("type", "campaign"), fixed("status", "draft")];
    fields[0].remarks.above = Vec::new();
    let mut maybe = |key: &str, value: Node, rng: &mut Rng, mint: &mut Mint| {
        if rng.u8(..4) > 0 {
            let entry = entry(key, value, rng, mint);
            fields.push(entry);
        }
    };
    let value = Node::text(rng, mint);
    maybe("brand", value, rng, mint);
    let value = Node::block(rng, mint);
    maybe("background", value, rng, mint);
    let value = Node::text(rng, mint);
    maybe("problem", value, rng, mint);
    let value = list(identified, rng, mint);
    maybe("objectives", value, rng, mint);
    let value = Node::block(rng, mint);
    maybe("audience", value, rng, mint);
    let inside =
        vec![entry("text", Node::text(rng, mint), rng, mint), entry("source", Node::text(rng, mint), rng, mint)];
    maybe("insight", Node::Map(inside), rng, mint);
    let value = Node::text(rng, mint);
    maybe("proposition", value, rng, mint);
    let value = with_alike(words(rng, mint), rng, mint);
    maybe("tone", value, rng, mint);
    let value = with_alike(list(bare, rng, mint), rng, mint);
    maybe("mandatories", value, rng, mint);
    let value = list(identified, rng, mint);
    maybe("open_questions", value, rng, mint);
    let value = list(nameless, rng, mint);
    maybe("references", value, rng, mint);
    fields
}

/// A list of items that the verbs write, which no edit by hand touches.
fn kept(key: &str, items: Vec<Item>, rng: &mut Rng) -> Entry {
    let bullets = if rng.bool() { Bullets::Deep } else { Bullets::Flush };
    Entry { key: key.to_owned(), value: Node::List(items, bullets), remarks: Remarks::default(), fixed: true }
}

/// An item with nothing but these fields.
pub(super) fn plain(fields: &[(&str, &str)]) -> Item {
    let fields = fields.iter().map(|(key, text)| fixed(key, text)).collect();
    Item { value: Node::Map(fields), remarks: Remarks::default() }
}

/// A whole job, which has been handed on before.
pub(super) fn job(rng: &mut Rng, mint: &mut Mint) -> Vec<Entry> {
    let mut fields = vec![entry("title", Node::text(rng, mint), rng, mint), fixed("type", "tv-video")];
    fields[0].remarks.above = Vec::new();
    fields.push(fixed("status", "in-creative"));
    for key in ["goal", "context"] {
        if rng.bool() {
            let value = if rng.bool() { Node::block(rng, mint) } else { Node::text(rng, mint) };
            fields.push(entry(key, value, rng, mint));
        }
    }
    let value = list(identified, rng, mint);
    fields.push(entry("deliverables", value, rng, mint));
    let before = plain(&[("id", "h1"), ("stage", "briefing"), ("to", "ann"), ("done", "2026-11-18")]);
    let open = plain(&[("id", "h2"), ("stage", "in-creative"), ("to", "kim")]);
    fields.push(kept("handoffs", vec![before, open], rng));
    fields.push(kept("estimates", vec![plain(&[("version", "1"), ("status", "rejected")])], rng));
    let value = list(identified, rng, mint);
    fields.push(entry("quality_checks", value, rng, mint));
    fields
}

/// The text of a record, with line ends as asked.
pub(super) fn print(fields: &[Entry], eol: &str) -> String {
    let mut out = String::new();
    map(fields, 0, None, &mut out);
    if eol == "\n" { out } else { out.replace('\n', eol) }
}

fn map(fields: &[Entry], column: usize, dash: Option<usize>, out: &mut String) {
    for (index, field) in fields.iter().enumerate() {
        let beside = dash.filter(|_| index == 0);
        if beside.is_none() {
            around(&field.remarks, column, out);
            out.push_str(&" ".repeat(column));
        }
        let _ = write!(out, "{}:", field.key);
        node(&field.value, column, &field.remarks, out);
    }
}

fn around(remarks: &Remarks, column: usize, out: &mut String) {
    if remarks.blank && !out.is_empty() {
        out.push('\n');
    }
    for remark in &remarks.above {
        let _ = writeln!(out, "{:column$}# {remark}", "");
    }
}

/// A value behind its key or dash, to the end of its lines.
fn node(value: &Node, column: usize, remarks: &Remarks, out: &mut String) {
    let behind = remarks.behind.as_ref().map_or_else(String::new, |remark| format!("  # {remark}"));
    match value {
        Node::Text(text, quote) => {
            let _ = writeln!(out, " {}{behind}", quoted(text, *quote));
        }
        Node::Block(lines, folded) => {
            let _ = writeln!(out, " {}{behind}", if *folded { '>' } else { '|' });
            let deep = column + 2;
            for line in lines {
                let _ = writeln!(out, "{:deep$}{line}", "");
            }
        }
        Node::Map(fields) => {
            let _ = writeln!(out, "{behind}");
            map(fields, column + 2, None, out);
        }
        Node::List(items, Bullets::Brackets) => {
            let text = |item: &Item| match &item.value {
                Node::Text(text, quote) => quoted(text, *quote),
                _ => String::new(),
            };
            let texts: Vec<String> = items.iter().map(text).collect();
            let _ = writeln!(out, " [{}]{behind}", texts.join(", "));
        }
        Node::List(items, bullets) => {
            let _ = writeln!(out, "{behind}");
            let column = column + if *bullets == Bullets::Deep { 2 } else { 0 };
            for item in items {
                dashed(item, column, out);
            }
        }
    }
}

fn dashed(item: &Item, column: usize, out: &mut String) {
    around(&item.remarks, column, out);
    let _ = write!(out, "{:column$}-", "");
    match &item.value {
        Node::Map(fields) => {
            out.push(' ');
            map(fields, column + 2, Some(column), out);
        }
        value => node(value, column, &item.remarks, out),
    }
}

fn quoted(text: &str, quote: Quote) -> String {
    match quote {
        Quote::None => text.to_owned(),
        Quote::Single => format!("'{text}'"),
        Quote::Double => format!("\"{text}\""),
    }
}

/// What the oracle cannot see in the values alone.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// The comments of each field and item, by its path.
    pub(super) remarks: BTreeMap<String, (Vec<String>, Option<String>)>,
    /// The paths of texts of several lines.
    pub(super) blocks: BTreeSet<String>,
    /// In which order the ids of a list stand.
    pub(super) orders: BTreeMap<String, Vec<String>>,
}

impl Marks {
    /// The marks of a record.
    pub(super) fn of(fields: &[Entry]) -> Marks {
        let mut marks = Marks::default();
        marks.map("", fields);
        marks
    }

    fn map(&mut self, path: &str, fields: &[Entry]) {
        for field in fields {
            let path = if path.is_empty() { field.key.clone() } else { format!("{path}.{}", field.key) };
            self.note(&path, &field.remarks);
            self.node(&path, &field.value);
        }
    }

    fn node(&mut self, path: &str, value: &Node) {
        match value {
            Node::Text(..) => {}
            Node::Block(..) => drop(self.blocks.insert(path.to_owned())),
            Node::Map(fields) => self.map(path, fields),
            Node::List(items, _) => {
                for item in items {
                    match (&item.value, id(item)) {
                        (Node::Map(fields), Some(id)) => {
                            let own = format!("{path}.{id}");
                            self.note(&own, &item.remarks);
                            self.map(&own, fields);
                            self.orders.entry(path.to_owned()).or_default().push(id.to_owned());
                        }
                        // of items that nothing tells apart the comments are the list's
                        (Node::Map(fields), None) => fields.iter().for_each(|field| self.note(path, &field.remarks)),
                        _ => self.note(path, &item.remarks),
                    }
                }
            }
        }
    }

    fn note(&mut self, path: &str, remarks: &Remarks) {
        let (above, behind) = self.remarks.entry(path.to_owned()).or_default();
        above.extend(remarks.above.iter().cloned());
        if behind.is_none() {
            behind.clone_from(&remarks.behind);
        } else {
            above.extend(remarks.behind.clone());
        }
    }
}

/// The id of an item that has one.
pub(super) fn id(item: &Item) -> Option<&str> {
    let Node::Map(fields) = &item.value else { return None };
    fields.iter().find_map(|field| match &field.value {
        Node::Text(id, _) if field.key == "id" || field.key == "version" => Some(id.as_str()),
        _ => None,
    })
}
