//! Values that keep a record from being read and can mean only one thing: how they should be written. What stands behind them is
//! looked at too, as if they were. Never touches what somebody signed, and never money.

use super::decoding::{MOST, decode_all, finding};
use crate::domain::record::{Kind, Record};
use crate::finding::{Finding, Fix};
use crate::source::{Edit, KeyPath, SourceId, Span, Step, Value, Wanted};
use crate::values::{Day, Month, meant};
use crate::yaml::{self, Document, Fault, NodeId, Shape, describe, path_of, read};

/// What is wrong with a record as findings, each with its repair where it has one.
pub(super) fn respelt<T: Record>(
    document: &Document<'_>,
    source: SourceId,
    keep: Option<&[Wanted<'_>]>,
    mut faults: Vec<Fault>,
) -> Vec<Finding> {
    let mut edits: Vec<Option<Edit>> = faults.iter().map(|fault| respelling::<T>(document, fault)).collect();
    let mut from = 0;
    let mut text = document.text.to_owned();
    // a field is read up to its first fault: those that can be mended hide what comes after them
    while from < faults.len() && faults.len() < MOST {
        let made: Vec<Edit> = edits[from..].iter().flatten().cloned().collect();
        from = faults.len();
        if made.is_empty() {
            break;
        }
        let Ok(next) = yaml::edit(&text, &made, &|_| &[]) else { break };
        text = next;
        let Ok(tree) = read(&text) else { break };
        let mended = Document { text: &text, tree: &tree };
        let Err(more) = decode_all::<T>(&mended, keep) else { break };
        for fault in more {
            let Some(span) = same_place(&mended, fault.span, document) else { continue };
            if faults.iter().all(|known| known.span != span) {
                edits.push(respelling::<T>(&mended, &fault));
                faults.push(Fault { span, ..fault });
            }
        }
    }
    let with_fix = |(fault, edit): (Fault, Option<Edit>)| Finding {
        fix: edit.map(|edit| Fix::Edit(vec![edit])),
        ..finding(source, fault)
    };
    faults.into_iter().zip(edits).map(with_fix).collect()
}

/// Where something stands in another text of the same values.
fn same_place(here: &Document<'_>, span: Span, there: &Document<'_>) -> Option<Span> {
    let node = node_at(here, span)?;
    let path = path_of(here, node);
    let (here, found) = (here.find(&path)?, there.find(&path)?);
    let node = if here.key == Some(node) { found.key? } else { found.value };
    Some(there.tree.node(node).span())
}

fn node_at(document: &Document<'_>, span: Span) -> Option<NodeId> {
    let mut nodes = document.tree.nodes.iter();
    let at = nodes.position(|node| node.span() == span)?;
    NodeId::try_from(at).ok()
}

/// The edit that writes a value as its field takes it, where it can mean only one thing.
fn respelling<T: Record>(document: &Document<'_>, fault: &Fault) -> Option<Edit> {
    if !matches!(fault.code, "bad-value" | "unknown-word") {
        return None;
    }
    let node = node_at(document, fault.span)?;
    let path = path_of(document, node);
    if !document.tree.node(node).kind.is_scalar() || is_signed::<T>(&path) || document.find(&path)?.value != node {
        return None;
    }
    let written = document.scalar(node);
    let right = match describe::<T>(&path)?.shape {
        Shape::Named("Day") => Day::meant(&written)?.to_string(),
        Shape::Named("Month") => Month::meant(&written)?.to_string(),
        Shape::Word(words) => meant(&written, words.iter().copied())?.to_owned(),
        _ => return None,
    };
    Some(Edit::set(path, Value::Bare(right)))
}

/// Whether a path leads into what somebody decided in their own name: an approval, a verdict, a waiver.
fn is_signed<T: Record>(path: &KeyPath) -> bool {
    path.0.iter().any(|step| match step {
        Step::Key(key) => {
            matches!(&**key, "approvals" | "overrides" | "waived" | "hash")
                || (T::KIND == Kind::Round && matches!(&**key, "reviewers" | "verdicts" | "waiver"))
        }
        Step::Index(_) | Step::Item(..) => false,
    })
}
