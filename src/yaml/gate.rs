//! The gate: no edited text leaves before it was read again and holds exactly what was asked for.
//!
//! The edit is made a second time, on plain values instead of text, by code that knows nothing of splicing; the new text,
//! read by the builder for all of YAML, must give the same values, and every comment that was not taken must stand in it.

use super::read::read_full;
use super::splice::Page;
use super::{Document, Fault, Kind, NodeId, Tree};
use crate::source::{Edit, Op, Span, Step, Value};

/// A value without its layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Plain {
    /// Nothing.
    Null,
    /// One text; whether it is words rather than a number or truth value; whether the line breaks at its end are its own.
    Scalar { text: String, words: bool, ends: bool },
    /// Items.
    List(Vec<Plain>),
    /// Fields; whether each was added by the edit, so that its place is free.
    Map(Vec<(String, Plain, bool)>),
}

impl Plain {
    /// The value of a node.
    pub(super) fn of(doc: Document<'_>, id: NodeId) -> Plain {
        let node = doc.tree.node(id);
        match node.kind {
            Kind::Absent => Plain::Null,
            Kind::Plain => Plain::scalar(&doc.scalar(id)),
            Kind::BlockMap | Kind::FlowMap => Plain::Map(
                doc.tree
                    .entries(id)
                    .map(|(key, value)| (doc.scalar(key).into_owned(), Plain::of(doc, value), false))
                    .collect(),
            ),
            Kind::BlockList | Kind::FlowList => {
                Plain::List(doc.tree.children(id).map(|item| Plain::of(doc, item)).collect())
            }
            kind => {
                // parsers differ on the line break of a block at the end of a file that has none
                let open = matches!(kind, Kind::Literal | Kind::Folded)
                    && !doc.text.ends_with('\n')
                    && doc.text[node.end as usize..].trim().is_empty();
                Plain::Scalar { text: doc.scalar(id).into_owned(), words: true, ends: !open }
            }
        }
    }

    /// The same value with the fields of every map sorted.
    pub(super) fn in_order(self) -> Plain {
        match self {
            Plain::List(items) => Plain::List(items.into_iter().map(Plain::in_order).collect()),
            Plain::Map(fields) => {
                let ordered = |(key, value, added): (String, Plain, bool)| (key, value.in_order(), added);
                let mut fields: Vec<_> = fields.into_iter().map(ordered).collect();
                fields.sort_by(|(one, ..), (other, ..)| one.cmp(other));
                Plain::Map(fields)
            }
            plain => plain,
        }
    }

    /// The value that is asked for.
    pub(super) fn wanted(value: &Value) -> Plain {
        let words = |text: &String| Plain::Scalar { text: text.clone(), words: true, ends: false };
        match value {
            Value::Null | Value::Fingerprint(_) => Plain::Null,
            Value::Text(text) => words(text),
            Value::Bare(text) => Plain::scalar(text),
            Value::List(items) => Plain::List(items.iter().map(Plain::wanted).collect()),
            Value::Words(items) => Plain::List(items.iter().map(words).collect()),
            Value::Map(entries) => {
                Plain::Map(entries.iter().map(|(key, value)| (key.clone(), Plain::wanted(value), false)).collect())
            }
        }
    }

    fn scalar(text: &str) -> Plain {
        if matches!(text, "" | "~" | "null" | "Null" | "NULL") {
            return Plain::Null;
        }
        Plain::Scalar { text: text.to_owned(), words: !is_bool(text) && !is_number(text), ends: true }
    }

    /// Whether `new` is this value, its own fields in their order.
    pub(super) fn reads_as(&self, new: &Plain) -> bool {
        match (self, new) {
            (Plain::Null, Plain::Null) => true,
            (Plain::Scalar { text: a, words, ends }, Plain::Scalar { text: b, words: new_words, .. }) => {
                let trimmed = |text: &str| text.trim_end_matches('\n').to_owned();
                words == new_words && (a == b || (!ends && trimmed(a) == trimmed(b)))
            }
            (Plain::List(a), Plain::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.reads_as(b)),
            (Plain::Map(a), Plain::Map(b)) => {
                let value = |key: &String| b.iter().find(|(other, ..)| other == key).map(|(_, value, _)| value);
                let kept: Vec<&String> = a.iter().filter(|(.., added)| !added).map(|(key, ..)| key).collect();
                let is_kept = |key: &String| kept.contains(&key);
                a.len() == b.len()
                    && a.iter().all(|(key, wanted, _)| value(key).is_some_and(|new| wanted.reads_as(new)))
                    && b.iter().map(|(key, ..)| key).filter(|key| is_kept(key)).eq(kept.iter().copied())
            }
            _ => false,
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Plain::Null => true,
            Plain::Map(entries) => entries.is_empty(),
            Plain::Scalar { .. } | Plain::List(_) => false,
        }
    }

    fn change(&mut self, path: &[Step], op: &Op) -> Option<()> {
        let [step, rest @ ..] = path else {
            match (self, op) {
                (this, Op::Set(value)) => *this = Plain::wanted(value),
                (Plain::List(items), Op::Append(value)) => items.push(Plain::wanted(value)),
                (this @ Plain::Null, Op::Append(value)) => *this = Plain::List(vec![Plain::wanted(value)]),
                _ => return None,
            }
            return Some(());
        };
        let takes = rest.is_empty() && *op == Op::Remove;
        match step {
            Step::Key(key) => {
                if self.is_empty() {
                    *self = Plain::Map(Vec::new());
                }
                let Plain::Map(entries) = self else { return None };
                let at = entries.iter().position(|(other, ..)| other == key);
                match at {
                    Some(at) if takes => drop(entries.remove(at)),
                    Some(at) if let (Op::Rename(key), []) = (op, rest) => {
                        let free = !entries.iter().any(|(other, ..)| other == key);
                        entries[at].0 = free.then(|| key.clone())?;
                    }
                    Some(at) => entries[at].1.change(rest, op)?,
                    None if takes || matches!(op, Op::Rename(_)) => return None,
                    None => {
                        let mut value = Plain::Null;
                        value.change(rest, op)?;
                        entries.push((key.clone().into_owned(), value, true));
                    }
                }
            }
            Step::Index(_) | Step::Item(..) => {
                let Plain::List(items) = self else { return None };
                let at = match step {
                    Step::Index(index) => *index,
                    Step::Item(field, wanted) => items.iter().position(|item| item.holds(field, wanted))?,
                    Step::Key(_) => return None,
                };
                if takes {
                    (at < items.len()).then(|| items.remove(at))?;
                } else {
                    items.get_mut(at)?.change(rest, op)?;
                }
            }
        }
        Some(())
    }

    fn holds(&self, field: &str, wanted: &str) -> bool {
        let Plain::Map(entries) = self else { return false };
        entries
            .iter()
            .any(|(key, value, _)| key == field && matches!(value, Plain::Scalar { text, .. } if text == wanted))
    }
}

fn is_bool(text: &str) -> bool {
    matches!(text, "true" | "True" | "TRUE" | "false" | "False" | "FALSE")
}

/// A number of the core schema of YAML 1.2.
fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let all = |text: &str, digit: fn(&u8) -> bool| !text.is_empty() && text.bytes().all(|byte| digit(&byte));
    if let Some(octal) = text.strip_prefix("0o") {
        return all(octal, |byte| (b'0'..=b'7').contains(byte));
    }
    if let Some(hex) = text.strip_prefix("0x") {
        return all(hex, u8::is_ascii_hexdigit);
    }
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (unsigned, None),
    };
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole)
        && digits(part)
        && !(whole.is_empty() && part.is_empty())
        && exponent.is_none_or(|exponent| all(exponent, u8::is_ascii_digit))
}

/// Lets an edited text through as its tree, or says why not.
pub(super) fn check(page: &Page<'_>, edits: &[Edit], taken: &[Span], new: &str, at: Span) -> Result<Tree, Fault> {
    let refused = |why: &str| {
        let path = edits.first().map_or_else(String::new, |edit| edit.path.to_string());
        let message = format!("`{path}` cannot be changed here without harm: {why}");
        Fault::new("edit-refused", message, at).help("change the lines by hand, then run `suits check`")
    };
    let tree = read_full(new).map_err(|fault| refused(&format!("the file would not read ({})", fault.message)))?;
    let doc = Document { text: new, tree: &tree };
    let mut wanted = Plain::of(page.doc, Tree::ROOT);
    for edit in edits {
        wanted.change(&edit.path.0, &edit.op).ok_or_else(|| refused("the path does not fit the record"))?;
    }
    if !wanted.reads_as(&Plain::of(doc, Tree::ROOT)) {
        return Err(refused("another value would change with it"));
    }
    let was_taken = |comment: &Span| taken.iter().any(|span| span.start <= comment.start && comment.end <= span.end);
    let kept = page.comments.iter().filter(|comment| !was_taken(comment)).map(|comment| comment.of(page.doc.text));
    let new_page = Page::new(doc);
    if !kept.eq(new_page.comments.iter().map(|comment| comment.of(new))) {
        return Err(refused("a comment would be lost"));
    }
    Ok(tree)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::read;

    /// What the gate says to a text that a splice might have made of `before`.
    fn verdict(before: &str, edit: &Edit, new: &str) -> Result<(), String> {
        let tree = read(before).expect("a record that reads");
        let page = Page::new(Document { text: before, tree: &tree });
        check(&page, std::slice::from_ref(edit), &[], new, Span::at(0)).map(drop).map_err(|fault| fault.message)
    }

    #[test]
    fn only_the_asked_change_comes_through() {
        let before = "due: null   # agreed\nrush: false\n";
        let edit = Edit::set(crate::key_path!["due"], Value::bare("2026-12-01"));
        let refused = |new: &str, why: &str| {
            let message = verdict(before, &edit, new).expect_err("this must not come through");
            assert!(message.contains(why), "{new:?}: {message}");
        };
        assert_eq!(verdict(before, &edit, "due: 2026-12-01   # agreed\nrush: false\n"), Ok(()));
        refused("due: 2026-12-01   # agreed\nrush: true\n", "another value");
        refused("due: 2026-12-02   # agreed\nrush: false\n", "another value");
        refused("rush: false\ndue: 2026-12-01   # agreed\n", "another value");
        refused("due: 2026-12-01   # agreed\n", "another value");
        refused("due: 2026-12-01\nrush: false\n", "a comment");
        refused("due: 2026-12-01   # agreed\nrush: false\n# new\n", "a comment");
        refused("due: 2026-12-01   # agreed\nrush: false\ndue: x\n", "would not read");
    }

    #[test]
    fn numbers_and_words_are_told_apart() {
        let number =
            |text: &str| Plain::scalar(text) != Plain::Scalar { text: text.to_owned(), words: true, ends: true };
        assert!(
            ["40", "-1.5", "+.5", "1.", "6e3", "0o14", "0x1F", ".inf", "-.Inf", ".nan", "true"].into_iter().all(number)
        );
        assert!(!["2026-12-01", "12:30", "1_000", "yes", ".", "e5", "1e", "0o8", "15%"].into_iter().any(number));
    }

    #[test]
    fn a_text_in_a_block_may_end_in_the_line_break_of_its_block() {
        let edit = Edit::set(crate::key_path!["goal"], Value::text("Two."));
        assert_eq!(verdict("goal: |\n  One.\n", &edit, "goal: |\n  Two.\n"), Ok(()));
        let other = Edit::set(crate::key_path!["a"], Value::bare("1"));
        assert!(
            verdict("a: 0\ngoal: |\n  One.\n", &other, "a: 1\ngoal: |-\n  One.\n").is_err(),
            "but none that was not set"
        );
    }
}
