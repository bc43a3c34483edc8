//! The merge of one entry or item, and of all below it: what only one side changed is taken, what both changed is looked into, and
//! what cannot be looked into clashes.

use super::at::At;
use super::bound::Tails;
use super::layout::{Inner, Item, Sort};
use super::looks::{above, form, like};
use super::marks::{Clash, Extent};
use super::notes::Notes;
use super::sheet::{Sheet, Side};
use super::turns::{Move, Moved};
use super::want::{Child, Want};
use super::{Conflict, Labels};
use crate::source::KeyPath;
use crate::yaml::Kind;

/// The three versions of one item; which may lack it.
#[derive(Clone, Copy)]
pub(super) struct Three<'v> {
    pub(super) base: Option<At<'v>>,
    pub(super) ours: Option<At<'v>>,
    pub(super) theirs: Option<At<'v>>,
}

/// Where a part of the result goes: the text, and what it must say.
#[derive(Default)]
pub(super) struct Out<'v> {
    pub(super) sheet: Sheet,
    pub(super) wants: Vec<Child<'v>>,
}

/// What a merge has found so far.
pub(super) struct Weave<'l> {
    pub(super) labels: &'l Labels,
    pub(super) path: KeyPath,
    pub(super) conflicts: Vec<Conflict>,
    pub(super) notes: Vec<String>,
    /// Whether the status and the handoffs of the record are one thing.
    pub(super) is_job: bool,
    /// What is known of the map or list that is woven next.
    pub(super) ahead: Ahead,
}

/// What is known of a map or list before its parts are looked at.
#[derive(Clone, Copy, Debug, Default)]
pub(super) enum Ahead {
    /// Nothing.
    #[default]
    Nothing,
    /// Its entries go together.
    Map(Move),
    /// Both sides added to it when they moved on; whether it is who had the ball.
    List(Moved, bool),
}

impl<'v> Weave<'_> {
    /// One item of three versions.
    pub(super) fn item(&mut self, three: Three<'v>, column: usize, out: &mut Out<'v>) {
        match (three.ours, three.theirs) {
            (Some(ours), Some(theirs)) => self.both(three.base, ours, theirs, column, out),
            (Some(only), None) => self.one(three.base, only, Side::Ours, column, out),
            (None, Some(only)) => self.one(three.base, only, Side::Theirs, column, out),
            (None, None) => {}
        }
    }

    /// What one side has and the other has not.
    fn one(&mut self, base: Option<At<'v>>, only: At<'v>, side: Side, column: usize, out: &mut Out<'v>) {
        let Some(base) = base else { return take(only, column, out) };
        if only.is_left_of(base) && !base.is_open() {
            return; // gone, and the other side left it alone or took away of it too
        }
        if [At::says_nothing, At::is_unfilled].iter().any(|is| is(base) != is(only)) {
            // no value, nothing in brackets and no entry mean the same: only one side said something
            return take(only, column, out);
        }
        let (gone, kept) = match side {
            Side::Ours => (self.labels.of_theirs(), self.labels.of_ours()),
            Side::Theirs => (self.labels.of_ours(), self.labels.of_theirs()),
        };
        let message = format!("{}taken out in {gone}, changed in {kept}", remark(base));
        let (ours, theirs) = match side {
            Side::Ours => (Some(only), None),
            Side::Theirs => (None, Some(only)),
        };
        self.clash(Three { base: Some(base), ours, theirs }, (column, Extent::Lines), message, out);
    }

    /// What both sides have.
    fn both(&mut self, base: Option<At<'v>>, ours: At<'v>, theirs: At<'v>, column: usize, out: &mut Out<'v>) {
        let three = Three { base, ours: Some(ours), theirs: Some(theirs) };
        if let Some(base) = base.filter(|_| ours.item.sort != Sort::Root) {
            if base.reads_as(ours) {
                return take(theirs, column, out);
            }
            if base.reads_as(theirs) {
                return take(ours, column, out);
            }
            // another layout or order of a list of lines is looked into, since the other side may have changed what is in it
            let is_base = |at: At<'v>| base.item.mark == at.item.mark;
            let has_lines = [base, ours, theirs].iter().all(|at| at.item.inner.is_some());
            match (is_base(ours), is_base(theirs)) {
                _ if has_lines => {}
                (true, true) => return take(form(three, ours, theirs, column), column, out),
                (false, true) => return take(ours, column, out),
                (true, false) => return take(theirs, column, out),
                (false, false) => {}
            }
        }
        let (base, three) =
            match base.filter(|base| base.item.sort == Sort::Item && base.kind().is_map() && base.is_blank()) {
                Some(_) if ours.said() != theirs.said() => {
                    let message = self.two_values(ours, theirs);
                    return self.clash(three, (column, Extent::Entries), message, out);
                }
                Some(_) => (None, Three { base: None, ..three }),
                None => (base, three),
            };
        if base.is_none() && self.is_numbered(ours) && ours.said() != theirs.said() {
            return self.one_id(three, ours, theirs, column, out);
        }
        let notes = |at: At<'v>| Notes::of(at.version, at.item);
        let Some(notes) = Notes::merged(base.map(notes).as_ref(), &notes(ours), &notes(theirs)) else {
            let (a, b) = (self.labels.of_ours(), self.labels.of_theirs());
            let message = format!("{}the comments here were changed in {a} and in {b}", remark(ours));
            return self.clash(three, (column, Extent::Lines), message, out);
        };
        if ours.item.sort == Sort::Remark {
            above(three, out);
            return out.sheet.notes(&notes.lead, column);
        }
        self.valued(three, ours, theirs, &notes, column, out);
    }

    /// What both sides have, its comments being settled.
    fn valued(
        &mut self,
        three: Three<'v>,
        ours: At<'v>,
        theirs: At<'v>,
        notes: &Notes<'v>,
        column: usize,
        out: &mut Out<'v>,
    ) {
        let fits = |o: Option<bool>, t: Option<bool>| o.is_none() || t.is_none() || o == t;
        let has_one = ours.item.inner.is_some() || theirs.item.inner.is_some();
        // a list that is not there, or has nothing behind its colon, is an empty one
        let contained = ours.children_beside(theirs).zip(theirs.children_beside(ours));
        let contained = contained.filter(|((_, o), (_, t))| has_one && fits(*o, *t));
        let base = three.base;
        let is_base = |at: At<'v>| base.map_or_else(|| at.says_nothing(), |base| base.item.value == at.item.value);
        let has_lines = [base, three.ours, three.theirs].iter().flatten().all(|at| at.item.inner.is_some());
        if ours.item.value == theirs.item.value && (base.is_none() || contained.is_none()) {
            return written(three, form(three, ours, theirs, column), notes, column, out);
        }
        if let (false, Some(from)) =
            (has_lines && contained.is_some(), [(theirs, ours), (ours, theirs)].iter().find(|(old, _)| is_base(*old)))
        {
            return written(three, from.1, notes, column, out);
        }
        if let Some((ours_in, theirs_in)) = contained {
            let known = base.and_then(|base| {
                base.children().filter(|(_, kind)| kind.is_none() || ours_in.1.is_none() || *kind == ours_in.1)
            });
            let twin = known.is_none() && ours.said() == theirs.said();
            let begun = ours_in.1 == Some(false) && base.is_none_or(At::says_nothing);
            if known.is_some() || twin || begun || ours.item.sort == Sort::Root {
                return self.composed(
                    three,
                    (known.map_or(&[], |known| known.0), ours_in.0, theirs_in.0),
                    twin,
                    notes,
                    column,
                    out,
                );
            }
        }
        if let Some(text) = self.prose(three, ours, theirs, notes, column) {
            above(three, out);
            out.sheet.notes(&notes.lead, column);
            out.sheet.join(text.sheet);
            out.sheet.notes(&notes.below, column);
            out.wants.extend(text.wants);
            return;
        }
        if let Some((text, want)) = self.inline(base, ours, theirs) {
            above(three, out);
            out.sheet.notes(&notes.lead, column);
            let side = notes.side.as_ref().map_or((String::new(), ""), |side| (side.gap.clone(), side.text.as_str()));
            let like = if ours.says_nothing() { theirs } else { ours };
            let from = like.version.tree.node(like.item.node).start as usize;
            let head = like.version.stretch(like.item, from, column);
            out.sheet.line(column, &[&head, &text, &side.0, side.1]);
            out.sheet.notes(&notes.below, column);
            let key = (ours.item.sort == Sort::Entry).then_some(ours.item.label.as_str());
            out.wants.push(Child { key, when: None, want });
            return;
        }
        above(three, out);
        out.sheet.notes(&notes.lead, column);
        let message = self.two_values(ours, theirs);
        self.conflict(message);
        out.sheet.clash(Clash {
            ours: ours.body(column),
            base: base.map_or_else(String::new, |base| base.body(column)),
            theirs: theirs.body(column),
            extent: Extent::Lines,
        });
        out.wants.extend([ours.child(Some(Side::Ours)), theirs.child(Some(Side::Theirs))]);
    }

    /// A map or list of both sides, item by item.
    pub(super) fn composed(
        &mut self,
        three: Three<'v>,
        (b, o, t): (&'v [Item], &'v [Item], &'v [Item]),
        twin: bool,
        notes: &Notes<'v>,
        column: usize,
        out: &mut Out<'v>,
    ) {
        let ahead = std::mem::take(&mut self.ahead);
        let (Some(ours), Some(theirs)) = (three.ours, three.theirs) else { return };
        let base = three.base.unwrap_or(ours);
        let like = like(three.base, ours, theirs);
        let Some(shape) = like.item.inner.as_ref() else { return };
        let deep = if like.item.sort == Sort::Root { 0 } else { column + shape.column - like.item.column };
        let is_keyed = |at: At<'v>| at.item.inner.as_ref().is_none_or(|inner: &Inner| inner.keyed);
        let is_map = [ours, theirs].into_iter().any(|at| at.children().is_some_and(|(_, kind)| kind == Some(true)))
            || (shape.is_map && like.kind() != Kind::Absent);
        let mut inner = Out::default();
        let (o, t, tails) = match ahead {
            Ahead::List(how, _) => {
                let (o, t, tails) = Tails::of((base, b), (ours, o), (theirs, t), how);
                (o, t, Some(tails))
            }
            _ => (o, t, None),
        };
        if is_keyed(ours) && is_keyed(theirs) && (b.is_empty() || is_keyed(base)) {
            let is_new = three.base.is_none();
            self.entries(like, (b, o, t), (base, ours, theirs), (is_map, is_new, ahead), deep, &mut inner);
        } else if tails.is_none() || !self.turns((b, o, t), (base, ours, theirs), ahead, deep, &mut inner) {
            self.sequence((b, o, t), (base, ours, theirs), twin, deep, &mut inner);
        }
        if let (Some(tails), Ahead::List(_, is_handoffs)) = (tails, ahead) {
            self.tails(tails, is_handoffs, deep, &mut inner);
        }
        let is_empty = inner.wants.is_empty();
        above(three, out);
        out.sheet.notes(&notes.lead, column);
        let bracket = if is_map { "{}" } else { "[]" };
        if like.item.sort == Sort::Root {
            out.sheet.join(inner.sheet);
            if is_empty && [ours, theirs].into_iter().all(|at| at.kind() != Kind::Absent) {
                out.sheet.line(0, &[bracket]);
            }
        } else {
            let empty = is_empty.then_some(bracket);
            framed(like, notes, (inner.sheet, empty), (column, deep), &mut out.sheet);
        }
        out.sheet.notes(&notes.below, column);
        let key = (like.item.sort == Sort::Entry).then_some(like.item.label.as_str());
        let want = if is_map { Want::Map(inner.wants) } else { Want::List(inner.wants) };
        out.wants.push(Child { key, when: None, want });
    }

    /// The versions of an item between marks, with all its comments.
    pub(super) fn clash(
        &mut self,
        three: Three<'v>,
        (column, extent): (usize, Extent),
        message: String,
        out: &mut Out<'v>,
    ) {
        above(three, out);
        let text = |at: Option<At<'v>>| {
            at.map_or_else(String::new, |at| {
                let mut text = String::new();
                at.version.shifted(at.item.lead.clone(), at.item.column, column, &mut text);
                text + &at.body(column)
            })
        };
        let [ours, base, theirs] = [three.ours, three.base, three.theirs].map(text);
        out.sheet.clash(Clash { ours, base, theirs, extent });
        let child =
            |at: Option<At<'v>>, side| at.filter(|at| at.item.sort != Sort::Remark).map(|at| at.child(Some(side)));
        out.wants.extend(child(three.ours, Side::Ours));
        out.wants.extend(child(three.theirs, Side::Theirs));
        self.conflict(message);
    }

    pub(super) fn conflict(&mut self, message: String) {
        self.conflicts.push(Conflict { path: self.path.clone(), message });
    }

    /// What each side says, where that is short.
    fn two_values(&self, ours: At<'v>, theirs: At<'v>) -> String {
        let (a, b) = (self.labels.of_ours(), self.labels.of_theirs());
        let short = |at: At<'v>| {
            let scalar = at.kind().is_scalar().then(|| at.version.document().scalar(at.item.node).into_owned());
            scalar.filter(|text| text.chars().count() <= 40 && !text.trim_end().contains('\n'))
        };
        let told = |at: At<'v>, text: String| {
            if at.says_nothing() { "nothing".to_owned() } else { format!("`{}`", text.trim_end()) }
        };
        match (short(ours), short(theirs)) {
            (Some(one), Some(other)) => format!("{} in {a}, {} in {b}", told(ours, one), told(theirs, other)),
            _ => format!("changed in {a} and in {b}, each differently"),
        }
    }
}

/// Which comment, of one that stands by itself.
fn remark(at: At<'_>) -> String {
    if at.item.sort != Sort::Remark {
        return String::new();
    }
    let text: String = at.version.trimmed(at.item.lead.start).chars().take(40).collect();
    format!("the comment `{text}`: ")
}

/// Writes what is in a map or list below its key or behind its dash; `empty` is how it is written where nothing is.
pub(super) fn framed(
    like: At<'_>,
    notes: &Notes<'_>,
    (inner, empty): (Sheet, Option<&str>),
    (column, deep): (usize, usize),
    sheet: &mut Sheet,
) {
    let is_compact = like.item.inner.as_ref().is_some_and(|inner| inner.compact);
    if is_compact && empty.is_none() {
        return sheet.join(inner.dashed(column, deep));
    }
    let side = notes.side.as_ref().map_or(("", ""), |side| (side.gap.as_str(), side.text.as_str()));
    let to = if is_compact { like.item.start + 1 } else { like.item.side_at };
    let head = &like.version.text[like.item.start..to];
    let empty = empty.map_or(["", ""], |bracket| [" ", bracket]);
    sheet.line(column, &[head, empty[0], empty[1], side.0, side.1]);
    sheet.join(inner);
}

/// Writes an item as a version has it.
pub(super) fn take<'v>(at: At<'v>, column: usize, out: &mut Out<'v>) {
    at.version.whole(at.item, column, out.sheet.text());
    if at.item.sort != Sort::Remark {
        out.wants.push(at.child(None));
    }
}

/// Writes an item with the value of one version and comments of several.
pub(super) fn written<'v>(three: Three<'v>, from: At<'v>, notes: &Notes<'v>, column: usize, out: &mut Out<'v>) {
    above(three, out);
    out.sheet.notes(&notes.lead, column);
    let (version, item) = (from.version, from.item);
    let own = Notes::of(version, item);
    if (&own.side, &own.below) == (&notes.side, &notes.below) {
        let body = from.body(column);
        out.sheet.text().push_str(&body);
    } else {
        let head = version.stretch(item, item.side_at, column);
        let side = notes.side.as_ref().map_or((String::new(), ""), |side| (side.gap.clone(), side.text.as_str()));
        let gap = if side.0.is_empty() && !side.1.is_empty() { " " } else { &side.0 };
        out.sheet.line(column, &[&head, gap, side.1]);
        version.shifted(version.line_of(item.side_at) + 1..item.body.end, item.column, column, out.sheet.text());
        out.sheet.notes(&notes.below, column);
    }
    out.wants.push(from.child(None));
}
