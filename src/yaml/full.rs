//! The builder for all of YAML that a record may use: the library parser's events, laid out by the rules of our tree.
//!
//! A cursor walks the text along with the events and finds every indicator itself, and every scalar is decoded from its
//! span and compared with what the library read. Where the two disagree the text is refused, so a wrong value or span
//! cannot come out of here.

use super::explain::explain;
use super::extent::extent;
use super::repeated::repeated_key;
use super::scalar::decode;
use super::{Fault, Kind, Node, NodeId, Tree};
use crate::source::Span;
use granit_parser::{Event, Options, Parser, ScalarStyle, StructureStyle};

/// How many collections may lie inside each other.
pub(super) const DEPTH: usize = 64;

/// Builds the tree of any record; clears what `tree` held.
pub(super) fn full(text: &str, tree: &mut Tree) -> Result<(), Fault> {
    tree.nodes.clear();
    let mut builder = Builder { text, nodes: &mut tree.nodes, open: Vec::new(), cursor: 0, last_end: 0, documents: 0 };
    let mut options = Options::default();
    options.emit_unresolved_aliases = true;
    let mut parser = Parser::new_from_str_with_options(text, options);
    while let Some(next) = parser.next_event() {
        let (event, span) = next.map_err(|error| explain(text, &error))?;
        let bytes = span.byte_range().unwrap_or(0..0);
        builder.event(&event, bytes.start, bytes.end)?;
    }
    builder.finish();
    Ok(())
}

struct Open {
    id: NodeId,
    kind: Kind,
    /// Of a map, the key whose value comes next.
    key: Option<NodeId>,
    /// The column of a block collection, else of the block it stands in; -1 at the top.
    column: i32,
}

struct Builder<'t, 'n> {
    text: &'t str,
    nodes: &'n mut Vec<Node>,
    open: Vec<Open>,
    /// Just behind the last indicator or scalar.
    cursor: usize,
    /// The end of the last node that is complete.
    last_end: usize,
    documents: usize,
}

impl Builder<'_, '_> {
    fn event(&mut self, event: &Event<'_>, start: usize, end: usize) -> Result<(), Fault> {
        match event {
            Event::DocumentStart(explicit, _) => {
                self.documents += 1;
                if self.documents > 1 {
                    let span = Span::new(start, end.max(start));
                    return Err(Fault::new("several-documents", "a second document starts here", span)
                        .help("keep one record in a file, and take the line `---` away"));
                }
                if *explicit {
                    self.cursor = end;
                }
                Ok(())
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => Err(self.alias(start, end)),
            Event::Scalar(value, style, anchor, tag) => {
                self.properties(*anchor, tag.is_some())?;
                self.scalar(value, *style, start, end)
            }
            Event::SequenceStart(style, anchor, tag) => {
                self.properties(*anchor, tag.is_some())?;
                self.collection(if *style == StructureStyle::Block { Kind::BlockList } else { Kind::FlowList })
            }
            Event::MappingStart(style, anchor, tag) => {
                self.properties(*anchor, tag.is_some())?;
                self.collection(if *style == StructureStyle::Block { Kind::BlockMap } else { Kind::FlowMap })
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(),
            _ => Ok(()),
        }
    }

    /// Anchors and tags stand where the node's own text is looked for.
    fn properties(&mut self, anchor: usize, tagged: bool) -> Result<(), Fault> {
        if anchor == 0 && !tagged {
            return Ok(());
        }
        self.approach()?;
        self.skip_trivia();
        let start = self.cursor;
        let length = self.text[start..].find([' ', '\t', '\n', '\r', ',']).unwrap_or(self.text.len() - start);
        if self.peek() == Some(b'&') {
            return Err(self.alias(start, start + length));
        }
        Err(Fault::new(
            "tag",
            "a text that starts with `!` needs quotes; tags are not used in records",
            Span::new(start, start + length),
        )
        .help("put the whole text in quotes, or take the tag away"))
    }

    fn alias(&self, start: usize, end: usize) -> Fault {
        let (span, first) = (Span::new(start, end), &self.text[start..=start]);
        Fault::new(
            "alias",
            format!("a text that starts with `{first}` needs quotes; anchors and aliases are not used in records"),
            span,
        )
        .help("put the whole text in quotes, or write the value out where it is used")
    }

    fn scalar(&mut self, value: &str, style: ScalarStyle, start: usize, end: usize) -> Result<(), Fault> {
        let (behind, colon) = self.approach()?;
        if style == ScalarStyle::Plain && start == end {
            return self.absent(behind, colon);
        }
        self.skip_trivia();
        let begin = self.cursor;
        let is_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        if !is_block && start != begin {
            return Err(self.lost(begin));
        }
        let raw_is_broken = |until: usize| self.text[begin..until].contains(['\n', '\r']);
        let mut node = Node {
            start: clamp(begin),
            end: clamp(end),
            next: self.next_id() + 1,
            indent: 0,
            kind: Kind::Plain,
            cooked: false,
        };
        match style {
            ScalarStyle::Plain => node.cooked = raw_is_broken(end),
            ScalarStyle::SingleQuoted => {
                node.kind = Kind::Single;
                node.cooked = raw_is_broken(end) || self.text[begin + 1..end - 1].contains('\'');
            }
            ScalarStyle::DoubleQuoted => {
                node.kind = Kind::Double;
                node.cooked = raw_is_broken(end) || self.text[begin..end].contains('\\');
            }
            ScalarStyle::Literal | ScalarStyle::Folded => {
                node.kind = if style == ScalarStyle::Literal { Kind::Literal } else { Kind::Folded };
                let column = self.open.last().map_or(-1, |open| open.column);
                let extent = extent(self.text, begin, column);
                (node.end, node.indent) = (clamp(extent.end), extent.indent);
            }
        }
        let decoded = decode(self.text, &node).unwrap_or_default();
        // At the end of a file without a line break, parsers differ on a block scalar's last one.
        let same =
            decoded == value || (is_block && !self.text.ends_with('\n') && decoded.trim_end() == value.trim_end());
        if !same {
            return Err(self.lost(begin));
        }
        if node.kind == Kind::Plain
            && &*decoded == "<<"
            && self.open.last().is_some_and(|open| open.kind.is_map() && open.key.is_none())
        {
            return Err(Fault::new("merge-key", "`<<` merges other maps in; records do not use it", node.span())
                .help("write the fields out"));
        }
        if node.kind == Kind::Plain
            && let Some(span) = eaten(self.text, end)
            && decoded.contains(char::is_alphabetic)
        {
            let message = "the text ends before this `#`: what follows is read as a comment";
            return Err(Fault::new("comment-ate-text", message, span).help(EATEN));
        }
        self.nodes.push(node);
        self.cursor = node.end as usize;
        self.complete(self.nodes.len() - 1);
        Ok(())
    }

    fn absent(&mut self, behind: usize, colon: bool) -> Result<(), Fault> {
        match self.open.last() {
            Some(open) if open.kind.is_map() && open.key.is_none() => {
                return Err(Fault::new("syntax", "there is no key before this `:`", character(self.text, self.cursor))
                    .help("write the key, or put the text in quotes"));
            }
            Some(Open { kind: Kind::FlowMap, key: Some(key), id, .. }) if !colon => {
                let span = self.nodes[*key as usize].span();
                if *key == id + 1 {
                    return Err(Fault::new("syntax", "there is no `: ` behind this key", span)
                        .help("write `key: value`, or use `[]` for a list"));
                }
                return Err(Fault::new(
                    "comma-in-unquoted-text",
                    "the comma before this ends the text: inside `{}` it starts another key",
                    span,
                )
                .help("put the whole text in quotes, or write one field a line"));
            }
            _ => {}
        }
        if let Some(span) = eaten(self.text, behind) {
            return Err(
                Fault::new("comment-ate-text", "a text that starts with `#` is read as a comment", span).help(EATEN)
            );
        }
        let at = clamp(behind);
        self.nodes.push(Node {
            start: at,
            end: at,
            next: self.next_id() + 1,
            indent: 0,
            kind: Kind::Absent,
            cooked: false,
        });
        self.complete(self.nodes.len() - 1);
        Ok(())
    }

    fn collection(&mut self, kind: Kind) -> Result<(), Fault> {
        self.approach()?;
        self.skip_trivia();
        let at = self.cursor;
        let within = self.open.last().map_or(-1, |open| open.column);
        if self.open.last().is_some_and(|open| open.kind.is_map() && open.key.is_none()) {
            return Err(complex(self.text, at));
        }
        if self.open.len() == DEPTH {
            return Err(too_deep(at));
        }
        let mut open = Open { id: self.next_id(), kind, key: None, column: within };
        let mut indent = 0;
        if matches!(kind, Kind::BlockMap | Kind::BlockList) {
            let line = self.text[..at].rfind(['\n', '\r']).map_or(0, |line| line + 1);
            let column = self.text[line..at].trim_start_matches('\u{feff}').len();
            indent = u16::try_from(column).map_err(|_| too_deep(at))?;
            open.column = i32::from(indent);
        } else {
            // `[a: b]` is a map without braces
            let bracket = if kind == Kind::FlowMap { b'{' } else { b'[' };
            if self.peek() != Some(bracket) {
                return Err(Fault::new("syntax", "a `key: value` inside `[]` needs `{}` round it", Span::at(at))
                    .help("put the text in quotes, or write one item a line"));
            }
            self.cursor += 1;
        }
        self.nodes.push(Node { start: clamp(at), end: 0, next: 0, indent, kind, cooked: false });
        self.open.push(open);
        Ok(())
    }

    fn close(&mut self) -> Result<(), Fault> {
        let Some(open) = self.open.pop() else { return Err(self.lost(self.cursor)) };
        if matches!(open.kind, Kind::FlowMap | Kind::FlowList) {
            self.skip_trivia();
            if self.peek() == Some(b',') {
                self.cursor += 1;
                self.skip_trivia();
            }
            let bracket = if open.kind == Kind::FlowMap { b'}' } else { b']' };
            if self.peek() != Some(bracket) {
                return Err(self.lost(self.cursor));
            }
            self.cursor += 1;
            self.last_end = self.cursor;
        }
        let (end, next) = (clamp(self.last_end), self.next_id());
        let node = &mut self.nodes[open.id as usize];
        (node.end, node.next) = (end, next);
        if open.kind.is_map() {
            repeated_key(self.text, self.nodes, open.id)?;
        }
        self.complete(open.id as usize);
        Ok(())
    }

    /// Walks over the indicator that stands before the next node. Says where an absent node would be, and whether a `:` was there.
    fn approach(&mut self) -> Result<(usize, bool), Fault> {
        let first = self.open.last().is_some_and(|open| open.id + 1 == self.next_id());
        let Some(open) = self.open.last() else {
            let at = if self.cursor == 0 && self.text.starts_with('\u{feff}') { 3 } else { self.cursor };
            return Ok((at, true));
        };
        let (kind, expects_value) = (open.kind, open.key.is_some());
        let behind = self.cursor;
        self.skip_trivia();
        let indicator = match kind {
            Kind::BlockList => b'-',
            _ if expects_value => b':',
            Kind::FlowList | Kind::FlowMap if !first => b',',
            _ => {
                self.refuse_question_mark()?;
                return Ok((self.cursor, true));
            }
        };
        if self.peek() == Some(indicator) {
            self.cursor += 1;
            if indicator == b',' {
                self.skip_trivia();
                self.refuse_question_mark()?;
            }
            return Ok((self.cursor, true));
        }
        if expects_value {
            return Ok((behind, false));
        }
        Err(self.lost(self.cursor))
    }

    fn refuse_question_mark(&self) -> Result<(), Fault> {
        let rest = &self.text.as_bytes()[self.cursor..];
        let is_indicator = rest.first() == Some(&b'?') && rest.get(1).is_none_or(|next| b" \t\r\n".contains(next));
        if is_indicator { Err(complex(self.text, self.cursor)) } else { Ok(()) }
    }

    /// The node is done: its parent expects the next thing.
    fn complete(&mut self, id: usize) {
        let node = self.nodes[id];
        self.last_end = node.end as usize;
        let id = clamp(id);
        if let Some(open) = self.open.last_mut().filter(|open| open.kind.is_map()) {
            open.key = if open.key.is_none() { Some(id) } else { None };
        }
    }

    fn finish(self) {
        if self.nodes.is_empty() {
            let at = if self.text.starts_with('\u{feff}') { 3 } else { 0 };
            self.nodes.push(Node { start: at, end: at, next: 1, indent: 0, kind: Kind::Absent, cooked: false });
        }
    }

    fn skip_trivia(&mut self) {
        self.cursor = trivia(self.text, self.cursor);
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.cursor).copied()
    }

    fn next_id(&self) -> NodeId {
        clamp(self.nodes.len())
    }

    fn lost(&self, at: usize) -> Fault {
        let at = self.text.floor_char_boundary(at);
        let length = self.text[at..].find(['\n', '\r']).unwrap_or(self.text.len() - at);
        Fault::new("syntax", "this can be read in more than one way", Span::new(at, at + length))
            .help("write one field a line, and put the text in quotes")
    }
}

/// Past blanks, line breaks and comments.
pub(super) fn trivia(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        match bytes.get(at) {
            Some(b' ' | b'\t' | b'\n' | b'\r') => at += 1,
            Some(b'#') => at = memchr::memchr2(b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |end| at + end),
            Some(0xef) if text[at..].starts_with('\u{feff}') => at += 3,
            _ => return at,
        }
    }
}

const EATEN: &str = "put the whole text in quotes; a comment has a space behind its `#`";

/// A comment behind a value that looks like a part of the text that was meant: `proposition: #Forest`, `- Use #Forest`.
fn eaten(text: &str, behind: usize) -> Option<Span> {
    let rest = &text.as_bytes()[behind..];
    let blanks = rest.iter().take_while(|&&byte| byte == b' ' || byte == b'\t').count();
    let next = rest.get(blanks + 1)?;
    let is_text = blanks > 0 && rest[blanks] == b'#' && !b" \t\r\n#".contains(next);
    let length = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
    is_text.then(|| Span::new(behind + blanks, behind + length))
}

/// The one character at `at`.
fn character(text: &str, at: usize) -> Span {
    Span::new(at, at + text[at..].chars().next().map_or(0, char::len_utf8))
}

fn complex(text: &str, at: usize) -> Fault {
    Fault::new("complex-key", "a key must be a short text on its own line", character(text, at))
        .help("write `key: value`; a text that starts with `? `, `[` or `{` needs quotes")
}

fn too_deep(at: usize) -> Fault {
    Fault::new("too-deep", format!("more than {DEPTH} lists and maps lie inside each other here"), Span::at(at))
        .help("no record is that deep; look for stray `[`, `{` or `-`")
}

fn clamp(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
