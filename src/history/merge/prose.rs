//! Text blocks, `|` and `>`: merged by their lines, as text is.

use super::at::At;
use super::diff3::{Whose, regions};
use super::looks::is_theirs;
use super::marks::{Clash, Extent};
use super::notes::Notes;
use super::sheet::{Piece, Side};
use super::version::Version;
use super::want::{Child, Want};
use super::weave::{Out, Three, Weave};
use crate::yaml::{Document, Kind, Tree, read};

/// A text block taken apart.
pub(super) struct Block<'v> {
    /// `|-`, `>`.
    pub(super) header: &'v str,
    /// Its lines without their indentation.
    pub(super) lines: Vec<&'v str>,
    /// How much deeper than its key or dash the lines are; `None` where it has none.
    pub(super) deeper: Option<usize>,
}

impl<'v> Block<'v> {
    pub(super) fn of(at: At<'v>) -> Block<'v> {
        let (version, item): (&'v Version<'v>, _) = (at.version, at.item);
        let node = version.tree.node(item.node);
        let indent = usize::from(node.indent);
        let own = &version.lines[version.line_of(node.start as usize) + 1..item.body.end];
        let line = |start: usize, end: usize| version.text.get(start + indent..end).unwrap_or_default();
        Block {
            header: &version.text[node.start as usize..item.side_at],
            lines: own.iter().map(|own| line(own.start, own.end)).collect(),
            deeper: (indent > 0).then(|| indent.saturating_sub(item.column)),
        }
    }

    /// Lines, so deep.
    pub(super) fn laid(lines: &[&str], depth: usize) -> String {
        let mut text = String::new();
        for line in lines {
            if !line.is_empty() {
                text.extend(std::iter::repeat_n(' ', depth));
                text.push_str(line);
            }
            text.push('\n');
        }
        text
    }

    /// What a block of these lines says.
    fn said(header: &str, lines: &str) -> Option<String> {
        let text = format!("text: {header}\n{lines}");
        let tree = read(&text).ok()?;
        let document = Document { text: &text, tree: &tree };
        let (_, value) = document.entry(Tree::ROOT, "text")?;
        Some(document.scalar(value).into_owned())
    }
}

impl<'v> Weave<'_> {
    /// Merges three text blocks of one style; `None` where they are none, or nothing good would come of it.
    pub(super) fn prose(
        &mut self,
        three: Three<'v>,
        ours: At<'v>,
        theirs: At<'v>,
        notes: &Notes<'v>,
        column: usize,
    ) -> Option<Out<'v>> {
        let base = three.base?;
        let kind = ours.kind();
        if !matches!(kind, Kind::Literal | Kind::Folded) || theirs.kind() != kind || base.kind() != kind {
            return None;
        }
        let (b, o, t) = (Block::of(base), Block::of(ours), Block::of(theirs));
        let header = if o.header == b.header { t.header } else { o.header };
        let is_settled = o.header == b.header || t.header == b.header || o.header == t.header;
        if !is_settled || header.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let deep = match (o.deeper, t.deeper) {
            (Some(one), Some(other)) if is_theirs(b.deeper.as_ref(), &one, &other) => column + other,
            (one, other) => column + one.or(other).or(b.deeper)?,
        };
        let mut out = Out::default();
        let head = ours.version.stretch(ours.item, ours.version.tree.node(ours.item.node).start as usize, column);
        let side = notes.side.as_ref().map_or(("", ""), |side| (side.gap.as_str(), side.text.as_str()));
        out.sheet.line(column, &[&head, header, side.0, side.1]);
        let mut clashes = 0;
        for region in regions(&b.lines, &o.lines, &t.lines, true) {
            match region.whose {
                Whose::Neither | Whose::Ours | Whose::Same => {
                    out.sheet.text().push_str(&Block::laid(&o.lines[region.ours], deep));
                }
                Whose::Theirs => out.sheet.text().push_str(&Block::laid(&t.lines[region.theirs], deep)),
                Whose::Both => {
                    clashes += 1;
                    let (ours, theirs) =
                        (Block::laid(&o.lines[region.ours], deep), Block::laid(&t.lines[region.theirs], deep));
                    let base = Block::laid(&b.lines[region.base], deep);
                    out.sheet.clash(Clash { ours, base, theirs, extent: Extent::Lines });
                }
            }
        }
        let key = (ours.item.label.as_str(), ours.item.sort == super::layout::Sort::Entry);
        let key = key.1.then_some(key.0);
        let sides: &[Option<Side>] = if clashes == 0 { &[None] } else { &[Some(Side::Ours), Some(Side::Theirs)] };
        for when in sides {
            let lines = &lines_of(&out.sheet.pieces, when.unwrap_or(Side::Ours));
            let first = lines.lines().find(|line| !line.is_empty());
            if first.is_none_or(|line| line[deep.min(line.len())..].starts_with([' ', '\t'])) {
                return None; // its indentation could not be seen
            }
            let text = Block::said(header, lines)?;
            out.wants.push(Child { key, when: *when, want: Want::Text(text) });
        }
        if clashes > 0 {
            let (a, b) = (self.labels.of_ours(), self.labels.of_theirs());
            self.conflict(format!("the same lines of this text were changed in {a} and in {b}"));
        }
        Some(out)
    }
}

/// The lines below the head, where one takes a side.
fn lines_of(pieces: &[Piece], side: Side) -> String {
    let mut text = String::new();
    for piece in pieces {
        match (piece, side) {
            (Piece::Text(lines), _) => text.push_str(lines),
            (Piece::Clash(clash), Side::Ours) => text.push_str(&clash.ours),
            (Piece::Clash(clash), Side::Theirs) => text.push_str(&clash.theirs),
        }
    }
    text.find('\n').map_or_else(String::new, |head| text[head + 1..].to_owned())
}
