//! Lists and maps in brackets: merged item by item like those with lines of their own, and written in brackets again.

use super::at::{At, is_word};
use super::diff3::{Region, Whose, regions};
use super::looks::{is_theirs, sized};
use super::marks::Clashing;
use super::plan::{Triple, joined};
use super::prints::key_of;
use super::slots::{Slot, Slots, Tokens};
use super::version::{Version, hash};
use super::want::{Child, Want};
use super::weave::Weave;
use crate::yaml::{Kind, NodeId};
use std::collections::{HashMap, HashSet};

/// A node of a version.
type Node<'v> = (&'v Version<'v>, NodeId);

/// A text in brackets, and what it says.
type Laid<'v> = (String, Want<'v>);

impl<'v> Weave<'_> {
    /// Merges two values in brackets; `None` where one is none, or they clash.
    pub(super) fn inline(&mut self, base: Option<At<'v>>, ours: At<'v>, theirs: At<'v>) -> Option<Laid<'v>> {
        let is_flow = |at: At<'v>| matches!(at.kind(), Kind::FlowMap | Kind::FlowList) || at.says_nothing();
        let has_comments = |at: At<'v>| {
            let span = at.version.tree.node(at.item.node).span();
            !at.version.comments_in(span.start as usize, span.end as usize).is_empty()
        };
        let all = [base, Some(ours), Some(theirs)].into_iter().flatten();
        if all.clone().any(|at| at.item.label.is_empty() && at.item.body.start == 0 && at.item.start == 0)
            || !all.clone().all(|at| is_flow(at) && !has_comments(at))
        {
            return None;
        }
        let node = |at: At<'v>| (at.version, at.item.node);
        self.bracketed(base.map(node), node(ours), node(theirs), &ours.item.label)
    }

    /// A list that is not there, or has no value, is an empty one.
    fn bracketed(&mut self, base: Option<Node<'v>>, ours: Node<'v>, theirs: Node<'v>, name: &str) -> Option<Laid<'v>> {
        let kind = |(version, node): Node<'v>| version.tree.node(node).kind;
        let (b, o, t) = (base.map(said), said(ours), said(theirs));
        if o == t && (b == Some(t) || kind(ours).is_scalar()) {
            return plainer(base, ours, theirs);
        }
        if b == Some(t) {
            return raw(ours);
        }
        if b == Some(o) {
            return raw(theirs);
        }
        let three = [base, Some(ours), Some(theirs)].into_iter().flatten();
        if three.clone().all(|node| kind(node) == Kind::FlowMap) {
            return self.map(base?, ours, theirs);
        }
        let are_lists = three.filter(|node| said(*node) != 0).all(|node| kind(node) == Kind::FlowList);
        if are_lists { self.list(base, ours, theirs, name) } else { None }
    }

    fn map(&mut self, base: Node<'v>, ours: Node<'v>, theirs: Node<'v>) -> Option<Laid<'v>> {
        let entries = |(version, node): Node<'v>| version.tree.entries(node).collect::<Vec<_>>();
        let (b, o, t) = (entries(base), entries(ours), entries(theirs));
        let tokens = |(version, _): Node<'v>, entries: &[(NodeId, NodeId)]| {
            entries.iter().map(|(key, _)| hash(version.document().scalar(*key))).collect::<Vec<_>>()
        };
        let (mut parts, mut wants) = (Vec::new(), Vec::new());
        for triple in joined(&tokens(base, &b), &tokens(ours, &o), &tokens(theirs, &t)) {
            let at = |of: Node<'v>, entries: &[(NodeId, NodeId)], at: Option<usize>| {
                at.map(|at| (of.0, entries[at].0, entries[at].1))
            };
            let (b, o, t) = (at(base, &b, triple.base), at(ours, &o, triple.ours), at(theirs, &t, triple.theirs));
            let name =
                o.or(t).map_or_else(String::new, |(version, key, _)| version.document().scalar(key).into_owned());
            let value = |at: Option<(&'v Version<'v>, NodeId, NodeId)>| at.map(|(version, _, value)| (version, value));
            if let Some((text, want)) = self.member(value(b), value(o), value(t), &name).ok()? {
                let (version, key) = o.or(t).map(|(version, key, _)| (version, key))?;
                let text = if text.is_empty() { "null" } else { &text };
                parts.push(format!("{}: {text}", version.document().raw(key)));
                wants.push(Child { key: Some(label(version, key)?), when: None, want });
            }
        }
        Some((format!("{{{}}}", parts.join(", ")), Want::Map(wants)))
    }

    fn list(&mut self, base: Option<Node<'v>>, ours: Node<'v>, theirs: Node<'v>, name: &str) -> Option<Laid<'v>> {
        let items =
            |of: Option<Node<'v>>| of.map_or_else(Vec::new, |(version, node)| version.tree.children(node).collect());
        let (b, o, t): (Vec<NodeId>, Vec<NodeId>, Vec<NodeId>) = (items(base), items(Some(ours)), items(Some(theirs)));
        // of no list there are no items
        let base = base.unwrap_or(ours);
        let ids = |of: Node<'v>, items: &[NodeId]| ids(of.0, items, key_of(name));
        let (mut parts, mut wants) = (Vec::new(), Vec::new());
        let mut put = |(text, want): Laid<'v>| {
            parts.push(text);
            wants.push(Child { key: None, when: None, want });
        };
        let named = (ids(base, &b), ids(ours, &o), ids(theirs, &t));
        let triples = if let (Some(in_base), Some(in_ours), Some(in_theirs)) = named {
            joined(&in_base, &in_ours, &in_theirs)
        } else {
            let all = [(base, &b), (ours, &o), (theirs, &t)];
            let is_one: HashMap<u64, bool> = all
                .into_iter()
                .flat_map(|(of, items)| items.iter().map(move |item| (of.0, *item)))
                .map(|item| (said(item), is_word(item)))
                .collect();
            let tokens =
                |of: Node<'v>, items: &[NodeId]| items.iter().map(|item| said((of.0, *item))).collect::<Vec<_>>();
            let (in_base, in_ours, in_theirs) = (tokens(base, &b), tokens(ours, &o), tokens(theirs, &t));
            let tokens = Tokens { base: &in_base, ours: &in_ours, theirs: &in_theirs };
            self.counted(tokens, |token| is_one.get(&token).copied())?
        };
        for triple in triples {
            let at = |of: Node<'v>, items: &[NodeId], at: Option<usize>| at.map(|at| (of.0, items[at]));
            let (b, o, t) = (at(base, &b, triple.base), at(ours, &o, triple.ours), at(theirs, &t, triple.theirs));
            self.member(b, o, t, "").ok()?.map(&mut put);
        }
        Some((format!("[{}]", parts.join(", ")), Want::List(wants)))
    }

    /// The items of lists in which nothing tells them apart; `None` where both sides changed the same ones.
    fn counted(&mut self, tokens: Tokens<'_>, is_one: impl Fn(u64) -> Option<bool>) -> Option<Vec<Triple>> {
        let mut slots = Slots::default();
        for region in regions(tokens.base, tokens.ours, tokens.theirs, false) {
            let Region { base, ours, theirs, whose } = region;
            match whose {
                Whose::Neither => slots.side_by_side(base, ours, theirs),
                Whose::Ours => slots.taken_out(base, None, Some(theirs)).stand(Some(ours), None),
                Whose::Theirs => slots.taken_out(base, Some(ours), None).stand(None, Some(theirs)),
                Whose::Same | Whose::Both if base.is_empty() => slots.stand(Some(ours), Some(theirs)),
                Whose::Same => slots.taken_out(base, None, None).side_by_side(0..0, ours, theirs),
                Whose::Both => return None,
            }
        }
        let twice = slots.level(tokens, is_one);
        self.both_kept(&twice);
        let triple = |slot: &Slot| if let Slot::One(triple, _) = slot { Some(*triple) } else { None };
        slots.standing().map(triple).collect()
    }

    /// One entry or item; nothing where it is gone.
    fn member(
        &mut self,
        base: Option<Node<'v>>,
        ours: Option<Node<'v>>,
        theirs: Option<Node<'v>>,
        name: &str,
    ) -> Result<Option<Laid<'v>>, Clashing> {
        match (base, ours, theirs) {
            (None, Some(ours), Some(theirs)) if said(ours) == said(theirs) => {
                plainer(None, ours, theirs).map(Some).ok_or(Clashing)
            }
            (_, Some(ours), Some(theirs)) => self.bracketed(base, ours, theirs, name).map(Some).ok_or(Clashing),
            (Some(base), Some(only), None) | (Some(base), None, Some(only)) => {
                if said(base) == said(only) {
                    Ok(None)
                } else {
                    Err(Clashing)
                }
            }
            (None, Some(only), None) | (None, None, Some(only)) => raw(only).map(Some).ok_or(Clashing),
            (_, None, None) => Ok(None),
        }
    }
}

/// The key of an entry as it lies in the text of its version; `None` where it has escapes or lines.
fn label<'v>(version: &'v Version<'v>, key: NodeId) -> Option<&'v str> {
    match version.document().scalar(key) {
        std::borrow::Cow::Borrowed(_) => {
            let raw = version.tree.node(key).span();
            let text = raw.of(version.text);
            Some(text.trim_matches(|quote| {
                matches!(version.tree.node(key).kind, Kind::Single | Kind::Double) && matches!(quote, '"' | '\'')
            }))
        }
        std::borrow::Cow::Owned(_) => None,
    }
}

fn said((version, node): Node<'_>) -> u64 {
    version.said[node as usize]
}

/// A value as it is written; `None` where it has several lines.
fn raw((version, node): Node<'_>) -> Option<Laid<'_>> {
    let text = version.tree.node(node).span().of(version.text);
    (!text.contains('\n')).then(|| (text.to_owned(), Want::Of(version, node)))
}

/// A value that both have, as one of them writes it in a line.
fn plainer<'v>(base: Option<Node<'v>>, ours: Node<'v>, theirs: Node<'v>) -> Option<Laid<'v>> {
    let text = |(version, node): Node<'v>| sized(version.tree.node(node).span().of(version.text));
    let is_theirs = is_theirs(base.map(text).as_ref(), &text(ours), &text(theirs));
    let (one, other) = if is_theirs { (theirs, ours) } else { (ours, theirs) };
    raw(one).or_else(|| raw(other))
}

/// What tells the items of a list apart; `None` where one has nothing, or two have the same.
fn ids(version: &Version<'_>, items: &[NodeId], key: &str) -> Option<Vec<u64>> {
    let mut seen = HashSet::new();
    let id = |item: &NodeId| {
        let (_, id) = version.document().entry(*item, key)?;
        let is_text = version.tree.node(id).kind.is_scalar() && !version.document().is_null(id);
        is_text.then(|| said((version, id))).filter(|id| seen.insert(*id))
    };
    items.iter().map(id).collect()
}
