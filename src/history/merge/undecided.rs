//! The base of branches that crossed. Git makes it by merging what they began with, and what was open there each of them has decided for
//! itself since. In its place stands a sign that equals nothing: what both decided alike holds, what they decided differently is asked,
//! and nothing that nobody decided can win. Where the sign stands is all that the merge must know.

use super::at::At;
use super::diff3::{Whose, regions};
use super::ends::{Ends, even};
use super::layout::{Item, Sort};
use super::notes::{Aside, Notes};
use super::plan;
use super::prose::Block;
use super::sheet::{Note, Sheet, Side};
use super::taken::chosen;
use super::twins::{Twins, compared};
use super::version::{Version, hash};
use super::weave::{Out, Three, framed, take, written};
use super::{Labels, Merged, Rules, Sides, Unmergeable, merge};
use crate::domain::record::Kind;
use crate::yaml::{self, NodeId};
use std::collections::HashMap;

/// What every sign begins with.
const OPEN: &str = "‹undecided ";
/// So many signs that no record has a line of them.
const SIZE: usize = 47;
/// What git calls one side of a merge that it makes for a base.
const BETWEEN: &str = "Temporary merge branch";
/// The fields by which items of lists are told apart.
const NAMES: [&str; 4] = ["id", "version", "by", "section"];

/// What versions come to that git merges for a base of the merge that was asked for: a text that reads, with a sign wherever both changed
/// one thing. `None` where they cannot be taken apart.
pub fn between(kind: Kind, sides: &Sides<'_>, rules: &Rules<'_>) -> Result<Option<Merged>, Unmergeable> {
    let labels = Labels { size: SIZE, ..Labels::default() };
    let merged = merge(Some(kind), sides, &labels, rules)?;
    if merged.conflicts.is_empty() {
        return Ok(Some(merged));
    }
    let [base, text] = [sides.base.unwrap_or_default(), &merged.text].map(even);
    let texts = [Side::Ours, Side::Theirs].map(|side| chosen(&text, SIZE, side));
    let read = [&*base, &texts[0], &texts[1]].map(Version::read);
    let [Ok(base), Ok(one), Ok(other)] = &read else { return Ok(None) };
    let is_two = sides.base.is_none() && matches!(compared(kind, one, other, &labels), Twins::Different(_));
    let met = met(Some(base).filter(|_| sides.base.is_some()), one, other, is_two);
    Ok(met.map(|text| Merged { text: Ends::of(sides).put(text, true), ..merged }))
}

/// The same of a base in which somebody else's merge left its marks; `None` where there are none, or what is between them does not read.
pub(super) fn unmarked(base: &str) -> Option<String> {
    let is_mark =
        |line: &&str| line.trim_start_matches('<').strip_prefix(' ').is_some_and(|label| label.starts_with(BETWEEN));
    let mark = base.lines().filter(|line| line.starts_with("<<<<<<<")).find(is_mark)?;
    let size = mark.len() - mark.trim_start_matches('<').len();
    let texts = [Side::Ours, Side::Theirs].map(|side| chosen(base, size, side));
    let read = texts.each_ref().map(|text| Version::read(text));
    let [Ok(one), Ok(other)] = &read else { return None };
    met(None, one, other, false)
}

/// Whether git merges for a base of the merge that was asked for, by what it calls the sides.
pub fn is_between(labels: &Labels) -> bool {
    labels.ours.starts_with(BETWEEN) && labels.theirs.starts_with(BETWEEN)
}

/// What two versions have in common, with signs where they differ; `is_two`: they are two records.
fn met(base: Option<&Version<'_>>, one: &Version<'_>, other: &Version<'_>, is_two: bool) -> Option<String> {
    let at = |version| Some(At { version, item: Version::root(version)? });
    let (was, one, other) = (base.and_then(at), at(one)?, at(other)?);
    let (mine, others) = (one.item.inner.as_ref()?, other.item.inner.as_ref()?);
    if !(mine.is_map && others.is_map) {
        return None;
    }
    let sign = format!("{OPEN}{:016x}›", hash((base.map(|base| base.text), one.version.text, other.version.text)));
    let pen = Pen { remark: format!("# {sign}"), sign, first: base };
    let mut out = Out::default();
    let notes = pen.notes(one, other);
    out.sheet.notes(&notes.lead, 0);
    pen.entries(was, (one, &mine.items), (other, &others.items), 0, &mut out);
    if is_two {
        out.sheet.line(0, &[&pen.sign, ": ", &pen.sign]);
    }
    out.sheet.notes(&notes.below, 0);
    let text = out.sheet.chosen(Side::Ours);
    Version::read(&text).is_ok_and(|read| read.root().is_some()).then_some(text)
}

/// What writes signs; each merge has one of its own.
struct Pen<'p> {
    sign: String,
    remark: String,
    /// What the two began with.
    first: Option<&'p Version<'p>>,
}

impl Pen<'_> {
    /// What both have.
    fn item<'v>(&'v self, base: Option<At<'v>>, one: At<'v>, other: At<'v>, column: usize, out: &mut Out<'v>) {
        if one.item.mark == other.item.mark {
            return take(one, column, out);
        }
        let notes = self.notes(one, other);
        if one.item.value == other.item.value {
            return written(Three { base: None, ours: Some(one), theirs: Some(other) }, one, &notes, column, out);
        }
        one.version.shifted(one.item.above.clone(), 0, 0, out.sheet.text());
        out.sheet.notes(&notes.lead, column);
        self.value(base, (one, other), &notes, column, out);
        out.sheet.notes(&notes.below, column);
    }

    /// A value that both have, each its own.
    fn value<'v>(
        &'v self,
        base: Option<At<'v>>,
        (one, other): (At<'v>, At<'v>),
        notes: &Notes<'v>,
        column: usize,
        out: &mut Out<'v>,
    ) {
        if let (Some(mine), Some(others)) = (&one.item.inner, &other.item.inner)
            && mine.is_map == others.is_map
        {
            let deep = column + mine.column - one.item.column;
            let mut inner = Out::default();
            let lists = ((one, mine.items.as_slice()), (other, others.items.as_slice()));
            if mine.keyed && others.keyed {
                self.entries(base, lists.0, lists.1, deep, &mut inner);
            } else {
                self.sequence(lists.0, lists.1, deep, &mut inner);
            }
            return framed(one, notes, (inner.sheet, None), (column, deep), &mut out.sheet);
        }
        if let Some(text) = self.prose(one, other, column) {
            let head = one.version.stretch(one.item, one.item.side_at, column);
            let side = notes.side.as_ref().map_or(("", ""), |side| (side.gap.as_str(), side.text.as_str()));
            out.sheet.line(column, &[&head, side.0, side.1]);
            return out.sheet.text().push_str(&text);
        }
        self.blank(one, notes.side.as_ref(), column, &mut out.sheet);
    }

    /// The entries of maps, or the items of lists that something tells apart.
    fn entries<'v>(
        &'v self,
        base: Option<At<'v>>,
        (one, mine): (At<'v>, &'v [Item]),
        (other, others): (At<'v>, &'v [Item]),
        column: usize,
        out: &mut Out<'v>,
    ) {
        let was = base.and_then(|base| Some((base, base.item.inner.as_ref()?.items.as_slice())));
        let known: HashMap<u64, At<'v>> = was
            .into_iter()
            .flat_map(|(base, items)| items.iter().map(move |item| (item.token, base.of(item))))
            .collect();
        for triple in plan::keyed(&[], mine, others) {
            let (ours, theirs) =
                (triple.ours.map(|at| one.of(&mine[at])), triple.theirs.map(|at| other.of(&others[at])));
            let Some(any) = ours.or(theirs) else { continue };
            let base = known.get(&any.item.token).copied();
            match (ours, theirs) {
                (Some(ours), Some(theirs)) => self.item(base, ours, theirs, column, out),
                // beside what one still has stands the first: what only that has both took out
                (Some(gone), None) if self.is_of_first(gone) => {}
                _ => self.alone(base, any, column, out),
            }
        }
    }

    fn is_of_first(&self, at: At<'_>) -> bool {
        self.first.is_some_and(|first| std::ptr::from_ref(first).addr() == std::ptr::from_ref(at.version).addr())
    }

    /// What only one has: what it changed of it before the other took it out is open, and whether it is there at all.
    fn alone<'v>(&'v self, base: Option<At<'v>>, only: At<'v>, column: usize, out: &mut Out<'v>) {
        if let Some(base) = base.filter(|base| base.item.sort == only.item.sort && only.item.sort != Sort::Remark) {
            let mut own = Out::default();
            self.item(None, base, only, column, &mut own);
            if own.sheet.chosen(Side::Ours).contains(&self.sign) {
                return out.sheet.join(own.sheet);
            }
        }
        only.version.shifted(only.item.above.clone(), 0, 0, out.sheet.text());
        self.blank(only, None, column, &mut out.sheet);
    }

    /// The items of lists in which nothing tells them apart.
    fn sequence<'v>(
        &'v self,
        (one, mine): (At<'v>, &'v [Item]),
        (other, others): (At<'v>, &'v [Item]),
        column: usize,
        out: &mut Out<'v>,
    ) {
        let tokens = |items: &[Item]| items.iter().map(|item| item.token).collect::<Vec<_>>();
        let (known, new) = (tokens(mine), tokens(others));
        for region in regions(&known, &known, &new, false) {
            let (mine, others) = (&mine[region.ours], &others[region.theirs]);
            if region.whose == Whose::Neither {
                let pairs = mine.iter().zip(others);
                pairs.for_each(|(ours, theirs)| self.item(None, one.of(ours), other.of(theirs), column, out));
            } else if mine.iter().chain(others).any(|item| item.sort == Sort::Item) {
                out.sheet.line(column, &["- ", &self.sign]);
            } else {
                out.sheet.line(0, &[]);
                out.sheet.line(column, &[&self.remark]);
                out.sheet.line(0, &[]);
            }
        }
    }

    /// The lines of two text blocks, with a sign for those that differ.
    fn prose(&self, one: At<'_>, other: At<'_>, column: usize) -> Option<String> {
        let is_block = |kind| matches!(kind, yaml::Kind::Literal | yaml::Kind::Folded);
        if !is_block(one.kind()) || one.kind() != other.kind() {
            return None;
        }
        let (mine, others) = (Block::of(one), Block::of(other));
        if mine.header != others.header || mine.header.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let deep = column + mine.deeper?;
        let mut lines: Vec<&str> = Vec::with_capacity(mine.lines.len());
        for region in regions(&mine.lines, &mine.lines, &others.lines, true) {
            match region.whose {
                Whose::Neither => lines.extend_from_slice(&mine.lines[region.ours]),
                _ => lines.push(&self.sign),
            }
        }
        let first = lines.iter().find(|line| !line.is_empty())?;
        (!first.starts_with([' ', '\t'])).then(|| Block::laid(&lines, deep))
    }

    /// A sign in place of a value.
    fn blank(&self, at: At<'_>, side: Option<&Aside>, column: usize, sheet: &mut Sheet) {
        let aside = side.map_or((String::new(), ""), |side| (format!(" {}", side.gap), side.text.as_str()));
        match at.item.sort {
            Sort::Entry => sheet.line(column, &[&key(&at.item.label), ": ", &self.sign, &aside.0, aside.1]),
            // a blank line keeps it from what comes next
            Sort::Remark => {
                sheet.line(column, &[&self.remark]);
                sheet.line(0, &[]);
            }
            _ => match at.named() {
                Some((key, id)) => {
                    sheet.line(column, &["- ", key, ": ", id]);
                    sheet.line(column + 2, &[&self.sign, ": ", &self.sign]);
                }
                None => sheet.line(column, &["- ", &self.sign, &aside.0, aside.1]),
            },
        }
    }

    /// The comments that two have in common, each kind of them.
    fn notes<'v>(&'v self, one: At<'v>, other: At<'v>) -> Notes<'v> {
        let notes = |at: At<'v>| Notes::of(at.version, at.item);
        let (mut notes, others) = (notes(one), notes(other));
        let texts = |notes: &[Note<'v>]| notes.iter().map(|note| note.text).collect::<Vec<_>>();
        let own = |deeper| vec![Note { deeper, text: self.remark.as_str() }];
        let aside = |side: &Option<Aside>| side.as_ref().map(|side| side.text.clone());
        if texts(&notes.lead) != texts(&others.lead) {
            notes.lead = own(0);
        }
        if texts(&notes.below) != texts(&others.below) {
            notes.below = own(2);
        }
        if aside(&notes.side) != aside(&others.side) {
            notes.side = Some(Aside { gap: " ".to_owned(), text: self.remark.clone() });
        }
        notes
    }
}

/// A key as it can be written wherever it comes from.
fn key(label: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    match label.starts_with(|first: char| first.is_ascii_alphabetic()) && label.chars().all(is_plain) {
        true => label.to_owned(),
        false => format!("\"{}\"", label.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

impl<'v> At<'v> {
    /// Whether something of it was open in what the branches began with: then nobody can say that a side left it alone.
    pub(super) fn is_open(self) -> bool {
        let item = self.item;
        let lines = item.lead.start.min(item.body.start)..item.body.end.max(item.below.end).max(item.lead.end);
        let byte = |line: usize| self.version.lines.get(line).map_or(self.version.text.len(), |line| line.start);
        self.version.text[byte(lines.start)..byte(lines.end)].contains(OPEN)
    }

    /// Whether it was open as a whole: nothing is known of it but its name, and maybe not that.
    pub(super) fn is_blank(self) -> bool {
        let document = self.version.document();
        match self.kind() {
            kind if kind.is_map() => {
                document.tree.entries(self.item.node).any(|(key, _)| document.scalar(key).starts_with(OPEN))
            }
            kind => kind.is_scalar() && document.scalar(self.item.node).starts_with(OPEN),
        }
    }

    /// The field by which it is told apart in its list, as it is written.
    fn named(self) -> Option<(&'v str, &'v str)> {
        let (document, label) = (self.version.document(), &self.item.label);
        let is_name =
            |key: NodeId, value: NodeId| NAMES.contains(&document.raw(key)) && document.scalar(value) == label.as_str();
        let mut entries = document.tree.entries(self.item.node).filter(|_| !label.is_empty());
        let (key, value) = entries.find(|(key, value)| is_name(*key, *value))?;
        Some((document.raw(key), document.raw(value)))
    }
}
