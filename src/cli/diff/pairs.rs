//! Files that differ, as pairs of versions of records: by their ids, by git's renames, and by what they say where git saw none.

use super::{alike, moves};
use crate::config::COSTS;
use crate::domain::layout::{AnyId, Placement, parse_path};
use crate::domain::record::Kind;
use crate::history::{Said, diff};
use crate::store::{Between, Content, Side};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A version of a record.
#[derive(Debug)]
pub(in crate::cli) struct Version {
    pub id: AnyId,
    pub path: String,
    pub content: Content,
}

impl Version {
    /// The version as it is compared; `None` where it is no text.
    pub(in crate::cli) fn told(&self) -> Option<diff::Version<'_>> {
        Some(diff::Version { id: &self.id, text: self.content.text()? })
    }
}

/// A record that differs.
#[derive(Debug)]
pub(in crate::cli) struct Pair {
    pub before: Option<Version>,
    pub after: Option<Version>,
}

impl Pair {
    /// Its id and its file, as they are now.
    pub(in crate::cli) fn now(&self) -> (&AnyId, &str) {
        let version = self.after.as_ref().or(self.before.as_ref());
        version.map(|version| (&version.id, version.path.as_str())).expect("a pair has a side")
    }

    /// Its ids on both sides.
    pub(in crate::cli) fn ids(&self) -> impl Iterator<Item = &AnyId> {
        [&self.before, &self.after].into_iter().flatten().map(|version| &version.id)
    }

    /// What it is called.
    pub(in crate::cli) fn title(&self) -> String {
        let sides = [self.after.as_ref(), self.before.as_ref()];
        let said = |version: &Version| Some(diff::title(&version.id, &Said::of(version.content.text()?).ok()?));
        sides.into_iter().flatten().find_map(said).unwrap_or_default()
    }
}

/// A file that is no record.
#[derive(Debug)]
pub(in crate::cli) struct Other {
    pub before: Option<(String, Content)>,
    pub after: Option<(String, Content)>,
}

impl Other {
    /// What it is called, and its path.
    pub(in crate::cli) fn name(&self) -> (String, String) {
        let path = self.after.as_ref().or(self.before.as_ref()).map(|(path, _)| path.clone()).unwrap_or_default();
        (path.clone(), path)
    }

    /// Whether it is told key by key.
    pub(in crate::cli) fn is_settings(&self) -> bool {
        [&self.before, &self.after].into_iter().flatten().any(|(path, _)| is_settings(path))
    }

    /// What happened to it.
    pub(in crate::cli) fn words(&self) -> String {
        let why = |side: &Option<(String, Content)>| match side {
            Some((path, Content::Broken(why))) => format!(": {why}, so {path} is no record"),
            _ => String::new(),
        };
        match (&self.before, &self.after) {
            (Some((was, _)), Some((is, _))) if was != is => format!("file renamed from {was}{}", why(&self.after)),
            (Some(_), Some(_)) => format!("file changed{}", why(&self.after)),
            (None, _) => format!("file added{}", why(&self.after)),
            (Some(_), None) => "file taken out".to_owned(),
        }
    }
}

/// Everything that differs.
#[derive(Debug, Default)]
pub(in crate::cli) struct Pairs {
    pub records: Vec<Pair>,
    pub others: Vec<Other>,
    /// How many files differ that are neither records nor settings nor papers.
    pub elsewhere: usize,
    /// Records under another id.
    pub renamed: BTreeMap<String, String>,
    /// The files of the clients that the records belong to.
    pub clients: Vec<String>,
}

/// Whether the text of a file is needed.
pub(in crate::cli) fn is_read(path: &str) -> bool {
    is_settings(path) || matches!(parse_path(path), Placement::Record(_))
}

fn is_settings(path: &str) -> bool {
    path == "suits.toml" || path == COSTS
}

impl Pairs {
    /// Sorts out what differs.
    pub(in crate::cli) fn of(between: Vec<Between>) -> Pairs {
        let mut pairs = Pairs::default();
        let (mut came, mut went) = (Vec::new(), Vec::new());
        for Between { before, after } in between {
            let before = before.map(|file| (file.path, file.content));
            let after = after.map(|file| (file.path, file.content));
            let id = |side: &Option<(String, Content)>| match parse_path(&side.as_ref()?.0) {
                Placement::Record(id) => Some(id),
                _ => None,
            };
            match (id(&before), id(&after)) {
                (None, None) => pairs.other(before, after),
                (Some(was), Some(is)) if was.kind() == is.kind() => {
                    pairs.records.push(Pair { before: version(was, before), after: version(is, after) });
                }
                (was, is) => {
                    // a file that became a record, or ceased to be one, is two things
                    match was {
                        Some(was) => went.extend(version(was, before)),
                        None if before.is_some() => pairs.other(before, None),
                        None => {}
                    }
                    match is {
                        Some(is) => came.extend(version(is, after)),
                        None if after.is_some() => pairs.other(None, after),
                        None => {}
                    }
                }
            }
        }
        let (records, went, came) = moves::sorted(std::mem::take(&mut pairs.records), (went, came));
        pairs.records = records;
        pairs.unite(came, went);
        pairs.records.sort_by_cached_key(|pair| pair.now().0.to_string());
        pairs.records.retain(|pair| match (&pair.before, &pair.after) {
            // its mode alone changed
            (Some(was), Some(is)) => was.path != is.path || was.content != is.content,
            _ => true,
        });
        for pair in &pairs.records {
            if let (Some(was), Some(is)) = (&pair.before, &pair.after)
                && was.id != is.id
            {
                pairs.renamed.insert(was.id.to_string(), is.id.to_string());
            }
        }
        pairs.around();
        pairs
    }

    fn other(&mut self, before: Option<(String, Content)>, after: Option<(String, Content)>) {
        let is_ours = [&before, &after].into_iter().flatten().any(|(path, _)| {
            is_settings(path)
                || path.starts_with("evidence/")
                || matches!(parse_path(path), Placement::Misplaced { .. } | Placement::NotARecord(_))
        });
        if is_ours { self.others.push(Other { before, after }) } else { self.elsewhere += 1 }
    }

    /// A record that went and one that came are one where they say the same, but for the one id in the place of the other; or where most
    /// of what they say is, as git has it of files.
    fn unite(&mut self, came: Vec<Version>, went: Vec<Version>) {
        let mut known: HashMap<(Kind, String), Version> = HashMap::with_capacity(went.len());
        let mut left = Vec::new();
        for old in went {
            match nameless(&old) {
                Some(text) => left.extend(known.insert((old.id.kind(), text), old)),
                None => left.push(old),
            }
        }
        let mut new = Vec::new();
        for one in came {
            match nameless(&one).and_then(|text| known.remove(&(one.id.kind(), text))) {
                Some(before) => self.records.push(Pair { before: Some(before), after: Some(one) }),
                None => new.push(one),
            }
        }
        left.extend(known.into_values());
        for (before, after) in alike::pairs(left, new) {
            self.records.push(Pair { before, after });
        }
    }

    /// Notes which clients lie around the records.
    fn around(&mut self) {
        let clients: BTreeSet<_> = self.records.iter().flat_map(Pair::ids).filter_map(AnyId::client).collect();
        self.clients = clients.into_iter().map(|client| AnyId::Client(client).path()).collect();
    }

    /// Lets go of all records but some.
    pub(in crate::cli) fn keep(&mut self, wanted: impl Fn(&Pair) -> bool) {
        self.records.retain(wanted);
        self.around();
    }

    /// The files of one side.
    pub(in crate::cli) fn files(&self, side: Side) -> Vec<(&str, &Content)> {
        let mut files: Vec<(&str, &Content)> = Vec::with_capacity(self.records.len());
        for pair in &self.records {
            let version = match side {
                Side::Before => pair.before.as_ref(),
                Side::After => pair.after.as_ref(),
            };
            files.extend(version.map(|version| (version.path.as_str(), &version.content)));
        }
        files
    }
}

fn version(id: AnyId, side: Option<(String, Content)>) -> Option<Version> {
    side.map(|(path, content)| Version { id, path, content })
}

/// A text without the id of its record.
pub(super) fn nameless(version: &Version) -> Option<String> {
    Some(version.content.text()?.replace(&version.id.to_string(), "\0"))
}
