//! Making edits: where a path leads, what has to be cut there, and whether the result holds what was asked.
//!
//! A list or map that is set over one that stands is taken apart into edits of its items and fields, so that what stays
//! the same keeps its bytes and comments. A value that is there already is not written again. Knows no record kinds: the
//! order of keys comes from the caller.

use super::gate::{Plain, check};
use super::splice::{Page, Seat, append, append_all, insert, refused, remove, rename, set};
use super::write::written_out;
use super::{Document, Fault, Kind, Tree, read};
use crate::source::{Edit, KeyPath, Op, Span, Step, Value};

/// Gives the keys of the map at a path in the record's order; none where it is unknown.
pub type Order<'o> = &'o dyn Fn(&KeyPath) -> &'static [&'static str];

/// Makes edits, one after another, in a text. All of them or, with a fault, none.
pub fn edit(text: &str, edits: &[Edit], order: Order<'_>) -> Result<String, Fault> {
    if let Some(at) = lone_carriage_return(text) {
        return Err(Fault::new(
            "edit-refused",
            "this line ends in a carriage return only, as on an old computer",
            Span::at(at),
        )
        .help("open the file in a text editor and save it with ordinary line ends"));
    }
    let mut bench = Bench { text: text.to_owned(), tree: read(text)?, order };
    // what is added to one list is cut in at once: the text is read again for each cut, and a year of hours is one list
    for run in edits.chunk_by(|one, next| one.path == next.path && is_append(one) && is_append(next)) {
        match run {
            [edit] => bench.make(edit)?,
            several => bench.add(several)?,
        }
    }
    Ok(bench.text)
}

fn is_append(edit: &Edit) -> bool {
    matches!(edit.op, Op::Append(_))
}

/// YAML takes it for a line break, people and their tools do not: nobody could say which lines an edit touches.
fn lone_carriage_return(text: &str) -> Option<usize> {
    memchr::memchr_iter(b'\r', text.as_bytes()).find(|at| text.as_bytes().get(at + 1) != Some(&b'\n'))
}

struct Bench<'o> {
    text: String,
    tree: Tree,
    order: Order<'o>,
}

impl Bench<'_> {
    fn doc(&self) -> Document<'_> {
        Document { text: &self.text, tree: &self.tree }
    }

    fn make(&mut self, edit: &Edit) -> Result<(), Fault> {
        if let Op::Set(value) | Op::Append(value) = &edit.op {
            written_out(value)?;
        }
        let found = self.doc().find(&edit.path);
        match (&edit.op, found) {
            (Op::Set(value), Some(found)) => {
                let current = Plain::of(self.doc(), found.value);
                if Plain::wanted(value).reads_as(&current) {
                    return Ok(());
                }
                match parts(edit, &current) {
                    Some(parts) => parts.iter().try_for_each(|part| self.make(part)),
                    None => self.splice(edit),
                }
            }
            (Op::Append(value), None) => self.splice(&Edit::set(edit.path.clone(), Value::List(vec![value.clone()]))),
            _ => self.splice(edit),
        }
    }

    /// Adds several items to one list, in one cut where the list stands a line an item, or does not stand yet.
    fn add(&mut self, edits: &[Edit]) -> Result<(), Fault> {
        let Some(first) = edits.first() else { return Ok(()) };
        let values: Vec<Value> = edits
            .iter()
            .filter_map(|edit| if let Op::Append(value) = &edit.op { Some(value.clone()) } else { None })
            .collect();
        for value in &values {
            written_out(value)?;
        }
        let Some(found) = self.doc().find(&first.path) else {
            return self.splice(&Edit::set(first.path.clone(), Value::List(values)));
        };
        if self.tree.node(found.value).kind != Kind::BlockList {
            // brackets open into lines with the first item, or are short enough for one after another
            let (one, rest) = edits.split_at(1);
            one.iter().try_for_each(|edit| self.make(edit))?;
            let now = self.doc().find(&first.path).map(|found| self.tree.node(found.value).kind);
            if now == Some(Kind::BlockList) {
                return self.add(rest);
            }
            return rest.iter().try_for_each(|edit| self.make(edit));
        }
        let page = Page::new(self.doc());
        let Some(&seat) = seats(page.doc, &first.path).last() else { return Ok(()) };
        let at = page.doc.tree.node(seat.key.unwrap_or(seat.value)).span();
        let cuts = append_all(&page, &seat, &values)?;
        let text = cuts.apply(&page)?;
        let tree = check(&page, edits, &[], &text, at)?;
        (self.text, self.tree) = (text, tree);
        Ok(())
    }

    /// Makes one edit that cannot be taken apart.
    fn splice(&mut self, edit: &Edit) -> Result<(), Fault> {
        let page = Page::new(self.doc());
        let seats = seats(page.doc, &edit.path);
        let (Some(&last), missing) = (seats.last(), &edit.path.0[seats.len() - 1..]) else { return Ok(()) };
        let at = page.doc.tree.node(last.key.unwrap_or(last.value)).span();
        let cuts = match (&edit.op, missing) {
            (Op::Set(_), []) if last.container.is_none() => {
                return Err(refused("a whole record is not set at once; set its fields", at));
            }
            (Op::Set(value), []) => set(&page, &last, value)?,
            (Op::Append(value), []) => append(&page, &last, value)?,
            (Op::Remove, []) => {
                let parent = seats.len().checked_sub(2).map_or(last, |parent| seats[parent]);
                remove(&page, &last, &parent)?
            }
            (Op::Rename(key), []) => rename(&page, &last, key)?,
            (Op::Set(value), [Step::Key(key), deeper @ ..]) => {
                let value = wrapped(value, deeper).ok_or_else(|| nowhere(edit, at))?;
                let above = KeyPath(edit.path.0[..seats.len() - 1].to_vec());
                insert(&page, &last, key, &value, (self.order)(&above))?
            }
            _ => return Err(nowhere(edit, at)),
        };
        let taken = cuts.taken.clone();
        let text = cuts.apply(&page)?;
        let tree = check(&page, std::slice::from_ref(edit), &taken, &text, at)?;
        (self.text, self.tree) = (text, tree);
        Ok(())
    }
}

/// The edits of items and fields that a whole list or map over another comes to.
fn parts(edit: &Edit, current: &Plain) -> Option<Vec<Edit>> {
    let Op::Set(value) = &edit.op else { return None };
    match (value, current) {
        (Value::Map(new), Plain::Map(old)) if !new.is_empty() && !old.is_empty() => {
            let set = new.iter().map(|(key, value)| Edit::set(edit.path.then(key.clone()), value.clone()));
            let gone = old.iter().filter(|(key, ..)| !new.iter().any(|(other, _)| other == key));
            let gone = gone.map(|(key, ..)| Edit::remove(edit.path.then(key.clone())));
            Some(set.chain(gone).collect())
        }
        (Value::List(new), Plain::List(old)) => list_parts(&edit.path, new, old),
        (Value::Words(new), Plain::List(old)) => {
            let new: Vec<Value> = new.iter().map(Value::text).collect();
            list_parts(&edit.path, &new, old)
        }
        _ => None,
    }
}

fn nowhere(edit: &Edit, at: Span) -> Fault {
    Fault::new("edit-refused", format!("there is no `{}` in this record", edit.path), at)
        .help("name a field or an item that the record has")
}

/// A value inside the maps that its path still lacks; `None` where the path asks for an item of a list that is not there.
fn wrapped(value: &Value, steps: &[Step]) -> Option<Value> {
    steps.iter().rev().try_fold(value.clone(), |value, step| match step {
        Step::Key(key) => Some(Value::Map(vec![(key.clone().into_owned(), value)])),
        Step::Index(_) | Step::Item(..) => None,
    })
}

/// The record, then every entry and item on the way, as far as the path leads.
fn seats(doc: Document<'_>, path: &KeyPath) -> Vec<Seat> {
    let root = Seat { container: None, index: 0, key: None, value: Tree::ROOT, in_flow: false };
    let mut seats = vec![root];
    for end in 1..=path.0.len() {
        let above = seats[end - 1];
        let Some(found) = doc.find(KeyPath(path.0[..end].to_vec())) else { break };
        let kind = doc.tree.node(above.value).kind;
        let index = if kind.is_map() {
            doc.tree.entries(above.value).position(|(_, value)| value == found.value)
        } else {
            doc.tree.children(above.value).position(|item| item == found.value)
        };
        seats.push(Seat {
            container: Some(above.value),
            index: index.unwrap_or_default(),
            key: found.key,
            value: found.value,
            in_flow: matches!(kind, Kind::FlowMap | Kind::FlowList),
        });
    }
    seats
}

/// Items that go are removed, new ones at the end appended; else items are set in their places.
fn list_parts(path: &KeyPath, new: &[Value], old: &[Plain]) -> Option<Vec<Edit>> {
    if new.is_empty() || old.is_empty() {
        return None;
    }
    let wanted: Vec<Plain> = new.iter().map(Plain::wanted).collect();
    let mut rest = wanted.iter().peekable();
    let gone: Vec<usize> =
        (0..old.len()).filter(|&index| rest.next_if(|wanted| wanted.reads_as(&old[index])).is_none()).collect();
    if rest.peek().is_none() {
        return Some(gone.into_iter().rev().map(|index| Edit::remove(path.then(index))).collect());
    }
    let set = (0..new.len().min(old.len()))
        .filter(|&index| !wanted[index].reads_as(&old[index]))
        .map(|index| Edit::set(path.then(index), new[index].clone()));
    let gone = (new.len()..old.len()).rev().map(|index| Edit::remove(path.then(index)));
    let more = new.iter().skip(old.len()).map(|value| Edit::append(path.clone(), value.clone()));
    Some(set.chain(gone).chain(more).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn make(text: &str, edits: &[Edit]) -> Result<String, String> {
        edit(text, edits, &|_| &[]).map_err(|fault| fault.message)
    }

    #[test]
    fn a_fingerprint_that_is_not_filled_in_is_never_written() {
        let hash = Value::Fingerprint(crate::key_path!["estimates", 0]);
        let expected = Err("the fingerprint of `estimates[0]` is not known yet".to_owned());
        let approval = Value::map([("by", Value::bare("bo")), ("hash", hash.clone())]);
        assert_eq!(make("hash: null\n", &[Edit::set(crate::key_path!["hash"], hash)]), expected);
        assert_eq!(make("approvals: []\n", &[Edit::append(crate::key_path!["approvals"], approval)]), expected);
    }

    #[test]
    fn edits_see_what_the_ones_before_them_left_and_all_fail_together() {
        let holds = crate::key_path!["holds"];
        let begin = Edit::append(holds.clone(), Value::map([("id", Value::bare("h1"))]));
        let end =
            Edit::set(KeyPath(vec![Step::from("holds"), Step::Item("id", "h1".to_owned())]).then("to"), Value::Null);
        let more = Edit::append(holds.then(0).then("notes"), Value::text("a"));
        let after = make("holds: []\n", &[begin.clone(), end, more]);
        assert_eq!(after.as_deref(), Ok("holds:\n  - id: h1\n    to: null\n    notes:\n      - a\n"));
        let missing = Edit::remove(holds.then(7));
        assert_eq!(make("holds: []\n", &[begin, missing]), Err("there is no `holds[7]` in this record".to_owned()));
    }

    #[test]
    fn line_ends_of_old_computers_are_refused_before_anything_is_cut() {
        let due = Edit::set(crate::key_path!["due"], Value::Null);
        assert!(make("title: a\rdue: b\n", &[due]).expect_err("refused").contains("carriage return"));
    }
}
