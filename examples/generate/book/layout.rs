//! One person's way of writing a record.

use super::paper::Node;
use std::fmt::Write;

const REMARKS: [&str; 8] = [
    "agreed on the phone",
    "ask again in spring",
    "tarkista ennen lähetystä",
    "ตรวจอีกครั้งก่อนส่ง",
    "發送前再確認一次",
    "see the paper in evidence/",
    "as in the contract",
    "moved once",
];

/// Where a line of prose is folded.
const WIDTH: usize = 96;

/// A template that is kept while it is filled in has fewer bytes.
const SHORT_FORM: usize = 3072;
/// Where the comments of a template stand.
const COMMENTS: usize = 34;

/// How one record is written.
#[expect(clippy::struct_excessive_bools, reason = "the habits of one hand, each by itself")]
pub(crate) struct Hand<'r> {
    rng: &'r mut fastrand::Rng,
    out: String,
    /// Lists indented under their key, or level with it.
    list_indent: usize,
    brackets: bool,
    blank_lines: bool,
    windows: bool,
    bom: bool,
    /// The template the record was begun from, where its comments were left in.
    begun_from: Option<&'static str>,
}

impl<'r> Hand<'r> {
    pub(crate) fn new(template: &'static str, rng: &'r mut fastrand::Rng) -> Hand<'r> {
        let list_indent = if rng.u8(..10) < 7 { 2 } else { 0 };
        let (brackets, blank_lines) = (rng.u8(..10) < 7, rng.u8(..10) < 3);
        let (windows, bom) = (rng.u8(..100) < 4, rng.u8(..200) == 0);
        // Short forms are filled in where they stand; who writes a long one clears it first.
        let begun_from = (template.len() < SHORT_FORM && rng.u8(..20) < 17).then_some(template);
        Hand { rng, out: String::with_capacity(4096), list_indent, brackets, blank_lines, windows, bom, begun_from }
    }

    pub(crate) fn write(mut self, node: &Node) -> String {
        if self.rng.u8(..4) == 0 {
            self.out.push_str("# ");
            self.remark();
            self.out.push('\n');
        }
        if let Some(template) = self.begun_from {
            for line in template.lines().take_while(|line| line.starts_with('#')) {
                self.out.push_str(line);
                self.out.push('\n');
            }
        }
        self.value(node, 0, true);
        if self.windows {
            self.out = self.out.replace('\n', "\r\n");
        }
        if self.bom {
            self.out.insert(0, '\u{feff}');
        }
        self.out
    }

    fn remark(&mut self) {
        let remark = REMARKS[self.rng.usize(..REMARKS.len())];
        self.out.push_str(remark);
    }

    fn indent(&mut self, column: usize) {
        self.out.extend(std::iter::repeat_n(' ', column));
    }

    fn end_line(&mut self) {
        if self.rng.u8(..24) == 0 {
            self.out.push_str("   # ");
            self.remark();
        }
        self.out.push('\n');
    }

    /// A value behind its key or dash; `first` says that a map's first key stands on this line.
    fn value(&mut self, node: &Node, column: usize, first: bool) {
        match node {
            Node::Bare(text) => {
                self.out.push_str(text);
                self.end_line();
            }
            Node::Text(text) => self.prose(text, column),
            Node::Words(words) if self.brackets || words.is_empty() => {
                let _ = write!(self.out, "[{}]", words.join(", "));
                self.end_line();
            }
            Node::Words(words) => {
                let items: Vec<Node> = words.iter().cloned().map(Node::Bare).collect();
                self.list(&items, column);
            }
            Node::List(items) if items.is_empty() => self.out.push_str("[]\n"),
            Node::List(items) => self.list(items, column),
            Node::Map(entries) if entries.is_empty() => self.out.push_str("{}\n"),
            Node::Map(entries) => self.map(entries, column, first),
        }
    }

    fn map(&mut self, entries: &[(&'static str, Node)], column: usize, first: bool) {
        for (index, (key, value)) in entries.iter().enumerate() {
            if index > 0 || !first {
                if index > 0 && column == 0 && self.blank_lines && self.rng.u8(..6) == 0 {
                    self.out.push('\n');
                }
                self.indent(column);
            }
            let taught = self.begun_from.filter(|_| column == 0).and_then(|template| taught(template, key));
            if let Some((heading, _)) = taught.filter(|(heading, _)| !heading.is_empty()) {
                let _ = write!(self.out, "\n{heading}\n");
            }
            self.out.push_str(key);
            self.out.push(':');
            match value {
                Node::Bare(text) if let Some((_, comment)) = taught.filter(|(_, comment)| !comment.is_empty()) => {
                    let width = (COMMENTS - 2).saturating_sub(key.len());
                    let _ = writeln!(self.out, " {text:<width$}{comment}");
                }
                Node::Map(entries) if !entries.is_empty() => {
                    self.end_line();
                    self.map(entries, column + 2, false);
                }
                Node::Words(words) if !words.is_empty() && !self.brackets => self.value(value, column, false),
                Node::List(items) if !items.is_empty() => self.value(value, column, false),
                _ => {
                    self.out.push(' ');
                    self.value(value, column, false);
                }
            }
        }
    }

    fn list(&mut self, items: &[Node], column: usize) {
        self.end_line();
        for item in items {
            self.indent(column + self.list_indent);
            self.out.push_str("- ");
            self.value(item, column + self.list_indent + 2, true);
        }
    }

    fn prose(&mut self, text: &str, column: usize) {
        let long = text.len() > WIDTH;
        let risky =
            text.contains(": ") || text.contains(" #") || text.starts_with(|first: char| !first.is_alphanumeric());
        match self.rng.u8(..10) {
            0..=5 if long => {
                self.out.push_str(if self.rng.bool() { ">\n" } else { ">-\n" });
                self.folded(text, column + 2);
            }
            6 if long => {
                self.out.push_str("|\n");
                self.folded(text, column + 2);
            }
            0 | 1 => {
                let _ = writeln!(self.out, "\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
            }
            2 => {
                let _ = writeln!(self.out, "'{}'", text.replace('\'', "''"));
            }
            _ if risky => {
                let _ = writeln!(self.out, "\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
            }
            _ => {
                self.out.push_str(text);
                self.end_line();
            }
        }
    }

    /// Lines of a block, broken at blanks.
    fn folded(&mut self, text: &str, column: usize) {
        let mut width = 0;
        for (index, word) in text.split(' ').enumerate() {
            if index == 0 || width + word.len() > WIDTH {
                if index > 0 {
                    self.out.push('\n');
                }
                self.indent(column);
                width = 0;
            } else {
                self.out.push(' ');
            }
            self.out.push_str(word);
            width += word.len() + 1;
        }
        self.out.push('\n');
    }
}

/// What a template says about a top-level key: the heading above it, and the comment behind it.
fn taught(template: &'static str, key: &str) -> Option<(&'static str, &'static str)> {
    let (mut heading, mut above) = ("", "");
    for line in template.lines() {
        if above.is_empty() && line.starts_with("# ") {
            heading = line;
        } else if let Some(rest) = line.strip_prefix(key).and_then(|rest| rest.strip_prefix(':')) {
            let comment = rest.find("# ").map_or("", |start| &rest[start..]);
            let is_first = heading == above;
            return Some((if is_first { heading } else { "" }, comment));
        }
        above = line;
    }
    None
}
