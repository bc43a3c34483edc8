//! What the oracle knows of the trade: a job that both branches handed on was handed on twice, unless both did the very same; and what both
//! added under one id is one thing only where one says all that the other says.

use super::oracle::{Atom, Atoms, Expected, Version};

/// The fields of a handoff that come after it was given.
const LATER: [&str; 5] = ["id", "accepted", "done", "rejected", "waiting"];

/// What stands inside something, by the rest of its path.
fn inside<'a>(atoms: &'a Atoms, path: &str) -> Vec<(&'a str, &'a Atom)> {
    let below = |(own, atom): (&'a String, &'a Atom)| Some((own.strip_prefix(path)?.strip_prefix('.')?, atom));
    atoms.iter().filter_map(below).collect()
}

fn holds(large: &[(&str, &Atom)], small: &[(&str, &Atom)]) -> bool {
    small.iter().all(|(key, atom)| *key == "id" || large.contains(&(*key, *atom)))
}

fn forget(expected: &mut Expected, path: &str) {
    let is_inside = |own: &String| own.as_str() == path || own.starts_with(&format!("{path}."));
    expected.must.retain(|own| !is_inside(own));
    expected.clean.retain(|own, _| !is_inside(own));
}

/// Items that both sides added under one id.
pub(super) fn one_id(base: &Version, ours: &Version, theirs: &Version, expected: &mut Expected) {
    for (list, ids) in &ours.marks.orders {
        for path in ids.iter().map(|id| format!("{list}.{id}")) {
            let is_added = |version: &Version| version.atoms.contains_key(&path);
            if is_added(base) || !is_added(theirs) {
                continue;
            }
            let (one, other) = (inside(&ours.atoms, &path), inside(&theirs.atoms, &path));
            let fuller = match (holds(&one, &other), holds(&other, &one)) {
                (true, true) => continue,
                (true, false) => Some(&one),
                (false, true) => Some(&other),
                (false, false) => None,
            };
            forget(expected, &path);
            match fuller {
                Some(fuller) => {
                    let below = fuller.iter().map(|(key, atom)| (format!("{path}.{key}"), (*atom).clone()));
                    expected.clean.extend(below);
                    expected.clean.insert(path, Atom::There);
                }
                None => drop(expected.must.insert(path)),
            }
        }
    }
}

/// Handoffs that both sides added.
pub(super) fn turns(base: &Version, ours: &Version, theirs: &Version, expected: &mut Expected) {
    let ids = |version: &Version| version.marks.orders.get("handoffs").cloned().unwrap_or_default();
    let known = ids(base);
    let added = |version: &Version| ids(version).into_iter().filter(|id| !known.contains(id)).collect::<Vec<_>>();
    let (one, other) = (added(ours), added(theirs));
    let twins = |mine: &String, others: &String| {
        let (mine, others) =
            (inside(&ours.atoms, &format!("handoffs.{mine}")), inside(&theirs.atoms, &format!("handoffs.{others}")));
        let given = |fields: &[(&str, &Atom)]| {
            let own = fields.iter().filter(|(key, _)| !LATER.contains(key));
            own.map(|(key, atom)| ((*key).to_owned(), (*atom).clone())).collect::<Vec<_>>()
        };
        let (fits, back) = (holds(&mine, &others), holds(&others, &mine));
        (given(&mine) == given(&others) && (fits || back)).then_some((fits, back))
    };
    let pairs: Vec<_> =
        one.iter().zip(&other).map_while(|(mine, others)| Some((mine, others, twins(mine, others)?))).collect();
    let status = |version: &Version| version.atoms.get("status").cloned();
    let is_parted = status(ours) != status(theirs);
    if one.len() > pairs.len() && other.len() > pairs.len() {
        // whatever else differs between the two ways is part of it
        forget(expected, "handoffs");
        forget(expected, "cancelled");
        let off = |version: &Version| {
            inside(&version.atoms, "cancelled")
                .into_iter()
                .map(|(key, atom)| (key.to_owned(), atom.clone()))
                .collect::<Vec<_>>()
        };
        if !is_parted && off(ours) != off(theirs) {
            expected.must.insert("cancelled".to_owned());
        }
        expected.must.insert(if is_parted { "status" } else { "handoffs" }.to_owned());
        return;
    }
    for (mine, others, (fits, back)) in pairs.iter().filter(|(mine, others, _)| mine != others) {
        let gone = match (fits, back) {
            (true, true) => mine.max(others),
            (true, false) => others,
            _ => mine,
        };
        forget(expected, &format!("handoffs.{gone}"));
    }
    // who went no further than both did has nothing to say against where the other is
    let is_done =
        |version: &Version, added: &[String]| added.len() == pairs.len() && !version.atoms.contains_key("cancelled");
    let stands = match (is_done(ours, &one), is_done(theirs, &other)) {
        (true, _) => Some(theirs),
        (_, true) => Some(ours),
        _ => None,
    };
    if let Some(stands) = stands.filter(|_| !pairs.is_empty()) {
        expected.must.remove("status");
        expected.clean.extend(status(stands).map(|status| ("status".to_owned(), status)));
    }
    if expected.must.contains("status") {
        forget(expected, "cancelled");
    }
}
