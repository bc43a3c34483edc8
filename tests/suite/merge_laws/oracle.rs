//! What a merge of three versions must be, worked out from their values as another YAML library reads them. Knows nothing of the engine.

use super::record::Marks;
use super::turns::{one_id, turns};
use serde_yaml::Value as Yaml;
use std::collections::{BTreeMap, BTreeSet};

/// What stands at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Atom {
    /// A map, a list of named items, or one of these.
    There,
    /// One text.
    Text(String),
    /// A list whose items nothing tells apart.
    Items(Vec<String>),
}

pub(super) type Atoms = BTreeMap<String, Atom>;

/// The values of a text by their paths: `objectives.q7z.text`.
pub(super) fn atoms(text: &str) -> Option<Atoms> {
    let mut atoms = Atoms::new();
    collect("", &serde_yaml::from_str(text).ok()?, &mut atoms)?;
    Some(atoms)
}

fn collect(path: &str, value: &Yaml, atoms: &mut Atoms) -> Option<()> {
    let under = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    let atom = match value {
        Yaml::Mapping(fields) => {
            for (key, value) in fields {
                collect(&under(key.as_str()?), value, atoms)?;
            }
            Atom::There
        }
        Yaml::Sequence(items) => match ids(items, if path == "estimates" { "version" } else { "id" }) {
            Some(ids) => {
                for (id, item) in ids.iter().zip(items) {
                    collect(&under(id), item, atoms)?;
                }
                Atom::There
            }
            None => Atom::Items(items.iter().map(shown).collect()),
        },
        Yaml::String(text) => Atom::Text(text.trim_end_matches('\n').to_owned()),
        other => Atom::Text(shown(other)),
    };
    if !path.is_empty() {
        atoms.insert(path.to_owned(), atom);
    }
    Some(())
}

fn ids(items: &[Yaml], key: &str) -> Option<Vec<String>> {
    let id = |item: &Yaml| match item.get(key)? {
        Yaml::Number(number) => Some(number.to_string()),
        id => id.as_str().map(str::to_owned),
    };
    let ids: Vec<String> = items.iter().map(id).collect::<Option<_>>()?;
    (!ids.is_empty() && ids.iter().collect::<BTreeSet<_>>().len() == ids.len()).then_some(ids)
}

fn shown(value: &Yaml) -> String {
    match value {
        Yaml::String(text) => text.trim_end_matches('\n').to_owned(),
        other => format!("{other:?}"),
    }
}

/// What a merge must come to.
#[derive(Debug, Default)]
pub(super) struct Expected {
    /// The values, where nothing is in dispute.
    pub(super) clean: Atoms,
    /// Where both sides changed one thing differently.
    pub(super) must: BTreeSet<String>,
    /// Where both sides changed one thing, and it may still be that both changes fit together.
    pub(super) may: BTreeSet<String>,
}

/// One version: its values and what stands around them.
pub(super) struct Version {
    pub(super) atoms: Atoms,
    pub(super) marks: Marks,
}

/// What a merge of two changes must come to.
pub(super) fn expected(base: &Version, ours: &Version, theirs: &Version) -> Expected {
    let mut expected = Expected::default();
    values(base, ours, theirs, &mut expected);
    one_id(base, ours, theirs, &mut expected);
    turns(base, ours, theirs, &mut expected);
    remarks(base, ours, theirs, &mut expected);
    orphans(&mut expected);
    expected
}

fn values(base: &Version, ours: &Version, theirs: &Version, expected: &mut Expected) {
    let paths: BTreeSet<&String> = [base, ours, theirs].iter().flat_map(|version| version.atoms.keys()).collect();
    for path in paths {
        let [b, o, t] = [base, ours, theirs].map(|version| version.atoms.get(path));
        let decided = if o == t || t == b {
            o.cloned()
        } else if o == b {
            t.cloned()
        } else {
            let is_block = [base, ours, theirs].iter().any(|version| version.marks.blocks.contains(path));
            match (b, o, t) {
                (Some(Atom::Items(b)), Some(Atom::Items(o)), Some(Atom::Items(t))) if grown(b, o) && grown(b, t) => {
                    Some(Atom::Items(joined(o, b.len(), &t[b.len()..])))
                }
                (_, Some(Atom::Items(_)), Some(Atom::Items(_))) => {
                    expected.may.insert(path.clone());
                    None
                }
                (Some(_), Some(_), Some(_)) if is_block => {
                    expected.may.insert(path.clone());
                    None
                }
                _ => {
                    expected.must.insert(path.clone());
                    None
                }
            }
        };
        if let Some(atom) = decided {
            expected.clean.insert(path.clone(), atom);
        }
    }
}

/// What both added behind a base of so many items: a word that both added is one.
fn joined(ours: &[String], base: usize, theirs: &[String]) -> Vec<String> {
    let (mut all, mut own) = (ours.to_vec(), ours[base..].to_vec());
    for item in theirs {
        match own.iter().position(|own| own == item) {
            Some(at) if !item.starts_with("Mapping") => drop(own.remove(at)),
            _ => all.push(item.clone()),
        }
    }
    all
}

fn grown(base: &[String], now: &[String]) -> bool {
    now.starts_with(base)
}

/// Comments: one that is rewritten or taken away by both sides is in dispute, and so is one that goes with what the other side remarked on.
fn remarks(base: &Version, ours: &Version, theirs: &Version, expected: &mut Expected) {
    let none = (Vec::new(), None);
    let of = |version: &Version, path: &str| version.marks.remarks.get(path).cloned().unwrap_or(none.clone());
    let paths: BTreeSet<&String> =
        [base, ours, theirs].iter().flat_map(|version| version.marks.remarks.keys()).collect();
    for path in paths {
        let [b, o, t] = [base, ours, theirs].map(|version| of(version, path));
        if o != b && t != b && o != t {
            expected.may.insert(path.clone());
        }
        for (here, there, remarked) in [(ours, theirs, t != b), (theirs, ours, o != b)] {
            // of items that nothing tells apart, nobody can say which one was remarked on
            let is_list = matches!(base.atoms.get(path), Some(Atom::Items(_)));
            if is_list && remarked && here.atoms.get(path) != base.atoms.get(path) {
                expected.may.insert(path.clone());
            }
            let gone = base.atoms.contains_key(path) && !here.atoms.contains_key(path);
            if gone && remarked && there.atoms.contains_key(path) {
                expected.must.insert(path.clone());
            }
        }
    }
}

/// What one side put into, or changed in, what the other took away.
fn orphans(expected: &mut Expected) {
    let missing = |path: &str, clean: &Atoms| {
        path.match_indices('.').map(|(end, _)| path[..end].to_owned()).find(|above| !clean.contains_key(above))
    };
    let orphans: Vec<String> = expected.clean.keys().filter_map(|path| missing(path, &expected.clean)).collect();
    let open = |path: &String| expected.must.contains(path) || expected.may.contains(path);
    let new: Vec<String> = orphans.into_iter().filter(|path| !open(path)).collect();
    expected.must.extend(new);
}

/// Whether two paths are about one thing: the same, or one inside the other.
pub(super) fn related(one: &str, other: &str) -> bool {
    let bare = |path: &str| path.split('[').next().unwrap_or_default().to_owned();
    let (one, other) = (bare(one), bare(other));
    let within = |deep: &str, wide: &str| wide.is_empty() || deep == wide || deep.starts_with(&format!("{wide}."));
    within(&one, &other) || within(&other, &one)
}
