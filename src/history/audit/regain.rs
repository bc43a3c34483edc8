//! One merge taken up again: what it lost and nobody brought back since, put into the files as they stand by now. What the audit tells of
//! the merge and what is brought back here are one and the same.

use super::blame::State;
use super::library::{Library, settled};
use super::losses::slips;
use super::mend::{Back, mended};
use super::merges::judge;
use super::past::{Blob, Past};
use super::slip::{Slip, What};
use super::twins::torn;
use crate::domain::layout::{Placement, parse_path};
use crate::domain::record::Kind;
use crate::history::Said;
use crate::history::merge::{Conflict, Labels, Merged, Rules, Sides, lines, merge};
use crate::source::{Stand, quoted};
use std::collections::BTreeMap;

/// A file as it stands by now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Now {
    /// There is none.
    Gone,
    /// Its text.
    Text(String),
    /// It is no text, or nobody can read it: why.
    Closed(String),
}

/// What comes of one thing that a merge lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is back in the text.
    Back,
    /// The merge brought it back, and it goes again.
    TakenOut,
    /// A record gets another id: the book as a whole says which, and what follows.
    Renumber,
    /// The record is merged anew, and both sides had changed these: they are marked in the text.
    Asked(Vec<Conflict>),
    /// It is left to a person: why, and what to type.
    Left(String),
}

/// One thing that a merge lost.
#[derive(Clone, Debug)]
pub struct Part {
    /// What.
    pub slip: Slip,
    /// What comes of it.
    pub outcome: Outcome,
}

/// One file of which a merge lost something.
#[derive(Clone, Debug)]
pub struct Regain {
    /// As it is called now.
    pub path: String,
    /// What was lost.
    pub parts: Vec<Part>,
    /// What is made of it.
    pub made: Made,
}

/// What is made of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Made {
    /// It stays as it is.
    Nothing,
    /// The text with what is back in it.
    Text(String),
    /// It goes.
    Gone,
}

/// What one merge lost, put into the files as `now` has them; none where the clone does not reach back to where its sides parted.
pub fn regain(
    past: &Past,
    (merge, wanted): (usize, &dyn Fn(&str) -> bool),
    (labels, rules, stand): (&Labels, Rules<'_>, &Stand),
    now: &mut dyn FnMut(&str) -> Now,
    library: &mut Library<'_>,
) -> Option<Vec<Regain>> {
    let judged = judge(past, &[merge], &|_| true, library);
    if !judged.unseen.is_empty() {
        return None;
    }
    // what is asked for may have had another name then
    let is_meant = |slip: &Slip| slip.state == State::Open && (wanted(&slip.path) || wanted(&slip.there));
    let open: Vec<Slip> = slips(past, &judged, library).into_iter().filter(is_meant).collect();
    let mut by_file: BTreeMap<String, Vec<Slip>> = BTreeMap::new();
    for mut slip in open {
        if slip.what == What::BrokenByMerge
            && let Some(torn) = past.number(&slip.there).and_then(|path| torn(past, merge, path, library))
        {
            (slip.good, slip.was) = (Some(torn.0), Some(torn.1));
        }
        by_file.entry(slip.path.clone()).or_default().push(slip);
    }
    let mut bench = Bench { past, texts: library, labels, rules, stand };
    let regained = by_file.into_iter().map(|(mut path, mut slips)| {
        let mut standing = now(&path);
        if standing == Now::Gone
            && let Some(lost) = slips.iter().position(|slip| slip.what == What::LostName)
        {
            // it is called as one side had called it already, and that is not committed yet
            path = slips.remove(lost).there;
            standing = now(&path);
        }
        let (parts, made) = bench.file(&path, slips, &standing);
        Regain { path, parts, made }
    });
    Some(regained.filter(|file| !file.parts.is_empty()).collect())
}

struct Bench<'b, 'f, 'r> {
    past: &'b Past,
    texts: &'b mut Library<'f>,
    labels: &'b Labels,
    rules: Rules<'r>,
    stand: &'b Stand,
}

impl Bench<'_, '_, '_> {
    fn file(&mut self, path: &str, slips: Vec<Slip>, now: &Now) -> (Vec<Part>, Made) {
        let kind = match parse_path(path) {
            Placement::Record(id) => Some(id.kind()),
            _ => None,
        };
        let mut text = match now {
            Now::Text(text) => Some(text.clone()),
            Now::Gone | Now::Closed(_) => None,
        };
        let (mut parts, mut is_changed) = (Vec::with_capacity(slips.len()), false);
        for slip in slips {
            let came = match (now, slip.what) {
                (Now::Closed(_), What::Resurrected) if slip.spot.is_record() => {
                    Some((self.by_hand(path, "it is no text", true), None))
                }
                (Now::Closed(why), _) => Some((Outcome::Left(why.clone()), None)),
                (_, What::BrokenByMerge) => self.redone(&slip, text.as_deref()),
                (_, what) if what.is_of_names() => called(&slip, kind, text.is_some()).map(|outcome| (outcome, None)),
                _ if slip.spot.is_record() => self.whole(&slip, text.as_deref()),
                _ => self.value(kind, &slip, text.as_deref()),
            };
            let Some((outcome, after)) = came else { continue };
            if let Some(after) = after {
                (text, is_changed) = (Some(after), true);
            }
            parts.push(Part { slip, outcome });
        }
        let goes = parts.iter().any(|part| part.outcome == Outcome::TakenOut);
        let made = match text.filter(|_| is_changed) {
            _ if goes => Made::Gone,
            Some(text) => Made::Text(text),
            None => Made::Nothing,
        };
        (parts, made)
    }

    /// A value of a record; nothing where it is there.
    fn value(&mut self, kind: Option<Kind>, slip: &Slip, now: Option<&str>) -> Option<(Outcome, Option<String>)> {
        let left = |why: &str| Some((Outcome::Left(why.to_owned()), None));
        let (Some(kind), Some(now)) = (kind, now) else { return left("the record is gone since") };
        let Ok(said) = Said::of(now).map(settled) else {
            return left("the record does not read as it stands: mend it by hand, then say it again");
        };
        let (found, wanted, has) = (slip.spot.find(&said), slip.wanted(), slip.is.as_ref());
        if found == wanted {
            return None;
        }
        if slip.spot.item.is_none() && found != has {
            return left("it was changed since: bring it back by hand");
        }
        let side = self.text(slip);
        let back = Back { spot: &slip.spot, wanted, has };
        match mended(kind, now, side.as_deref(), &[back]) {
            Some(after) => Some((Outcome::Back, Some(after))),
            None => left("it does not fit in any more as the record stands: bring it back by hand"),
        }
    }

    /// A record, or a file, as a whole.
    fn whole(&mut self, slip: &Slip, now: Option<&str>) -> Option<(Outcome, Option<String>)> {
        let path = &slip.path;
        let side = self.text(slip);
        match (&slip.was, now, side) {
            (None, Some(now), _) => {
                let recorded = self.blob(self.past.tip(), path).and_then(|blob| self.texts.text(blob));
                if slip.is_untouched && recorded.as_deref() == Some(now) {
                    return Some((Outcome::TakenOut, None));
                }
                let is_committed = recorded.as_deref() == Some(now);
                Some((self.by_hand(path, "somebody has worked on it since", is_committed), None))
            }
            (Some(_), None, Some(side)) => Some((Outcome::Back, Some(side))),
            (Some(_), Some(now), Some(side)) if now == side => None,
            (Some(_), Some(now), Some(side)) if slip.is.is_some() => {
                let was = self.blob(slip.commit, path);
                let was = was.and_then(|blob| self.texts.text(blob)).unwrap_or_default();
                let merged = lines(&was, now, &side, self.labels);
                match merged.conflicts.is_empty() {
                    true => Some((Outcome::Back, Some(merged.text))),
                    false => Some((Outcome::Left("it was changed since: bring it back by hand".to_owned()), None)),
                }
            }
            // it is gone as it should be, or another one lies there by now
            (None, None, _) | (Some(_), Some(_), Some(_)) => None,
            (Some(_), _, None) => {
                let from = slip.good.map_or("HEAD", |good| self.past.commits[good].short());
                let there = quoted(&slip.there);
                let git = self.stand.git();
                let why = format!(
                    "what was lost is no text, or this clone lacks it: `{git} restore --source={from} -- {there}` brings it back"
                );
                Some((Outcome::Left(why), None))
            }
        }
    }

    /// A record that the merge left so that it does not read, merged anew from the sides of the merge; two records are told apart instead.
    fn redone(&mut self, slip: &Slip, now: Option<&str>) -> Option<(Outcome, Option<String>)> {
        let left = |why: &str| Some((Outcome::Left(why.to_owned()), None));
        let now = now?;
        if Said::of(now).is_ok() {
            return None;
        }
        let recorded = self.blob(slip.commit, &slip.there).and_then(|blob| self.texts.text(blob));
        if recorded.as_deref() != Some(now) {
            return left(
                "somebody has worked on it since: finish by hand, and look at what remains with `suits check`",
            );
        }
        if slip.was.is_some() {
            return Some((Outcome::Renumber, None));
        }
        let Some(merged) = self.merged(slip) else {
            return left("a side of the merge does not read as a record: mend it by hand");
        };
        let outcome = if merged.conflicts.is_empty() { Outcome::Back } else { Outcome::Asked(merged.conflicts) };
        Some((outcome, Some(merged.text)))
    }

    /// The versions of the parents of a merge, merged one after the other.
    fn merged(&mut self, slip: &Slip) -> Option<Merged> {
        let Placement::Record(id) = parse_path(&slip.there) else { return None };
        let parents = &self.past.commits[slip.commit].parents;
        let (first, others) = parents.split_first()?;
        let text = |bench: &mut Self, commit: usize| {
            let blob = bench.blob(commit, &slip.there)?;
            bench.texts.text(blob)
        };
        let mut whole: Option<Merged> = None;
        for other in others {
            let base = self.past.graph.fork(*first, *other).bases.first().copied();
            let base = base.and_then(|base| text(self, base));
            let theirs = text(self, *other)?;
            let ours = match &whole {
                Some(merged) if !merged.conflicts.is_empty() => return None,
                Some(merged) => merged.text.clone().into(),
                None => text(self, *first)?,
            };
            let sides = Sides { base: base.as_deref(), ours: &ours, theirs: &theirs };
            whole = Some(merge(Some(id.kind()), &sides, self.labels, &self.rules).ok()?);
        }
        whole
    }

    /// What comes of a file that a merge brought back, and that a person is to look at: why. Git lets go only what is committed as it stands.
    fn by_hand(&self, path: &str, why: &str, is_committed: bool) -> Outcome {
        let what = if matches!(parse_path(path), Placement::Record(_)) { "it" } else { "the file" };
        let (git, typed) = (self.stand.git(), quoted(path));
        let first = if is_committed { "" } else { "commit it, then " };
        Outcome::Left(format!(
            "one side had deleted {what}, and the merge brought it back; {why}: {first}`{git} rm -- {typed}` lets {what} go again, if it is to go"
        ))
    }

    fn text(&mut self, slip: &Slip) -> Option<String> {
        let blob = self.blob(slip.good?, &slip.there)?;
        self.texts.text(blob).map(String::from)
    }

    fn blob(&self, commit: usize, path: &str) -> Option<Blob> {
        self.past.at(commit, self.past.number(path)?)
    }
}

/// What comes of a record that was called otherwise; nothing where it is called so.
fn called(slip: &Slip, kind: Option<Kind>, is_there: bool) -> Option<Outcome> {
    match slip.what {
        What::LostName => is_there.then_some(Outcome::Renumber),
        _ if kind == Some(Kind::Client) => Some(Outcome::Left(
            "a client's code is the beginning of the ids of all its records: make the lost one anew under another code"
                .to_owned(),
        )),
        _ => Some(Outcome::Renumber),
    }
}
