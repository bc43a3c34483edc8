//! What a recorded merge did to whole records, put right in the book as it is about to be written: records that go again, two that were made
//! under one id told apart, and new ids given again. What names them follows, or is told.

use crate::cli::exit::Stop;
use crate::cli::renumber::back::{Back, Lost, Out, again, back};
use crate::cli::shape;
use crate::domain::layout::{AnyId, Placement, parse_path};
use crate::domain::scope::Scope;
use crate::history::audit::{Made, Outcome, Past, Regain, Slip, What};
use crate::source::{ChangeSet, FileChange, KeyPath};
use crate::store::git::Content;
use crate::store::{Preview, Snapshot, Store, free_number};
use crate::yaml::edit;
use std::collections::BTreeMap;

/// The book with what comes back in it.
pub(super) struct Book<'s> {
    pub(super) store: &'s Store,
    pub(super) read: Snapshot,
    /// The files that change: what they become.
    pub(super) texts: BTreeMap<String, Option<String>>,
    /// What happened to the ids of records, in lines.
    pub summary: Vec<String>,
    /// What else is to be told.
    pub lines: Vec<String>,
}

/// What came of one of them.
enum Came {
    /// It is done; in words.
    Done(String),
    /// It is so already.
    Already,
    /// It is left to a person: why, and what to type.
    Left(String),
}

impl<'s> Book<'s> {
    /// The book with the texts that are back in it.
    pub(super) fn of(store: &'s Store, files: &[Regain]) -> Result<Book<'s>, Stop> {
        let made = |file: &Regain| match &file.made {
            Made::Nothing => None,
            Made::Text(text) => Some((file.path.clone(), Some(text.clone()))),
            Made::Gone => Some((file.path.clone(), None)),
        };
        let is_whole = |file: &Regain| {
            file.parts.iter().any(|part| match part.outcome {
                Outcome::TakenOut | Outcome::Renumber => true,
                Outcome::Back => part.slip.spot.is_record(),
                Outcome::Asked(_) | Outcome::Left(_) => false,
            })
        };
        let read = if files.iter().any(is_whole) { store.load(&Scope::book())? } else { Snapshot::default() };
        let texts = files.iter().filter_map(made).collect();
        Ok(Book { store, read, texts, summary: Vec::new(), lines: Vec::new() })
    }

    /// Does what is about whole records, and notes what came of it; gives the words for each, by file and part.
    pub(super) fn settle(
        &mut self,
        past: &Past,
        files: &mut [Regain],
    ) -> Result<BTreeMap<(usize, usize), String>, Stop> {
        let mut words = BTreeMap::new();
        for (at, file) in files.iter_mut().enumerate() {
            for (turn, part) in file.parts.iter_mut().enumerate() {
                let came = match (&part.outcome, part.slip.what) {
                    (Outcome::Renumber, What::LostName) => self.call_again(&part.slip)?,
                    (Outcome::Renumber, _) => self.tell_apart(past, &part.slip)?,
                    _ => continue,
                };
                match came {
                    Came::Done(said) => drop(words.insert((at, turn), said)),
                    Came::Already => drop(words.insert((at, turn), String::new())),
                    Came::Left(why) => part.outcome = Outcome::Left(why),
                }
            }
        }
        self.come_back(past, files);
        self.let_go(past, files, &mut words);
        Ok(words)
    }

    /// The files to write.
    pub(super) fn previews(self) -> Result<Vec<Preview>, Stop> {
        let mut previews = Vec::with_capacity(self.texts.len());
        for (path, after) in self.texts {
            let before = self.store.bytes_now(&path)?.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
            if before != after {
                previews.push(Preview { path, before, after });
            }
        }
        Ok(previews)
    }

    /// The book as it would be.
    pub(super) fn as_it_would_be(&self) -> Snapshot {
        let read = self.read.sources.iter().map(|(_, file)| (file.path.to_string(), file.text.to_string()));
        let mut all: BTreeMap<String, String> = read.collect();
        for (path, text) in &self.texts {
            match text {
                Some(text) => drop(all.insert(path.clone(), text.clone())),
                None => drop(all.remove(path)),
            }
        }
        let contents: Vec<(String, Content)> =
            all.into_iter().map(|(path, text)| (path, Content::Text(text.into()))).collect();
        Snapshot::of_texts(&contents.iter().map(|(path, content)| (path.as_str(), content)).collect::<Vec<_>>())
    }

    /// Calls a record again as one side had called it.
    fn call_again(&mut self, slip: &Slip) -> Result<Came, Stop> {
        let (Placement::Record(old), Placement::Record(new)) = (parse_path(&slip.path), parse_path(&slip.there)) else {
            return Ok(Came::Left("it is no record: move it by hand".to_owned()));
        };
        let book = self.as_it_would_be();
        if book.source_of(&new).is_some() {
            return Ok(Came::Left(format!("one side called {old} {new}, and that is another record by now")));
        }
        let plan = if let Some(plan) = again(&old, &new, &book) {
            plan
        } else {
            let text = self.text(&slip.path)?.unwrap_or_default();
            let (from, path) = (slip.path.clone(), slip.there.clone());
            let files = vec![FileChange::Move { from, text, path, edits: Vec::new() }];
            Ok((files, vec![format!("{old} is {new} now")], Vec::new()))
        };
        let words = format!("one side called it {new}, and the merge lost that: it is called so again");
        self.take(plan, &book, |_| words)
    }

    /// Brings back the one of two records under one id that the merge does not have.
    fn tell_apart(&mut self, past: &Past, slip: &Slip) -> Result<Came, Stop> {
        let left = |why: &str| Ok(Came::Left(why.to_owned()));
        let (Placement::Record(old), Some(there)) = (parse_path(&slip.there), slip.good) else {
            return left("it is no record: bring it back by hand");
        };
        let blob = |commit: usize| past.at(commit, past.number(&slip.there)?);
        let mut others = past.commits[slip.commit].parents.iter().filter(|parent| **parent != there);
        let Some(other) = others.find(|parent| blob(**parent).is_some()) else {
            return left("the other of the two is not in this clone");
        };
        let name = |commit: usize| past.commits[commit].short();
        let book = self.as_it_would_be();
        let recorded = match slip.what {
            What::MixedRecords | What::BrokenByMerge => {
                Store::open_at(self.store.root(), name(slip.commit))?.content(&slip.there)
            }
            _ => None,
        };
        let mixed = recorded.as_ref().and_then(Content::text);
        if mixed.is_some() && self.text(&slip.path)?.as_deref() != mixed {
            return left(&format!(
                "somebody has worked on it since: write the two apart by hand; `{}` shows the one that is lost",
                self.store.stand().show(name(there), &slip.there)
            ));
        }
        let is_free = slip.path != slip.there && book.source_of(&old).is_none();
        let free = || {
            let mut free = free_number(self.store.root(), &old, &[name(there), name(*other), "HEAD"])?;
            while book.source_of(&free).is_some() {
                free = free.following()?;
            }
            Some(free)
        };
        let Some(new) = is_free.then(|| old.clone()).or_else(free) else {
            return left("no number is free for it: bring it back by hand under another id");
        };
        let base = past.graph.fork(there, *other).bases.first().copied().map(name);
        let lost = Lost { old: &old, new: &new, there: name(there), other: name(*other), base, mixed };
        let plan = match back(&lost, &book, self.store) {
            Ok(Back::Plan(plan)) => Ok(plan),
            Ok(Back::Out(out)) => {
                return Ok(is_out(&out, (&old, &slip.there), (name(there), mixed.is_some()), self.store));
            }
            Err(stop) => Err(stop),
        };
        let called = slip.was.as_ref().and_then(crate::history::Said::text).unwrap_or_default();
        self.take(plan, &book, |summary| {
            let follows = summary.get(1).map_or_else(String::new, |follows| format!("; {follows}"));
            format!("`{called}` is back as {new}{follows}")
        })
    }

    /// Takes over what a renumbering makes of the files; what it refuses is left.
    fn take(
        &mut self,
        plan: Result<crate::cli::renumber::Plan, Stop>,
        book: &Snapshot,
        words: impl FnOnce(&[String]) -> String,
    ) -> Result<Came, Stop> {
        let (files, summary, lines) = match plan {
            Ok(plan) => plan,
            Err(stop) => return Ok(Came::Left(said(stop)?)),
        };
        let mut rest = Vec::with_capacity(files.len());
        let mut created = Vec::new();
        for change in files {
            match change {
                FileChange::Create { path, template, edits } => created.push((path, template, edits)),
                FileChange::Replace { source, text } => {
                    created.push((book.sources.file(source).path.to_string(), text, Vec::new()));
                }
                change => rest.push(change),
            }
        }
        let changes = ChangeSet { summary: Vec::new(), next: None, files: rest };
        let previews = match self.store.preview(book, &changes) {
            Ok(previews) => previews,
            Err(why) => return Ok(Came::Left(format!("{why}: mend that, then say this again"))),
        };
        for (path, template, edits) in created {
            // what somebody had committed comes back as it was, though it may be no sound record yet
            let kind = match parse_path(&path) {
                Placement::Record(id) => id.kind(),
                _ => continue,
            };
            let text = edit(&template, &edits, &|path: &KeyPath| shape::fields(kind, path));
            self.texts.insert(path, Some(text.unwrap_or(template)));
        }
        self.texts.extend(previews.into_iter().map(|preview| (preview.path, preview.after)));
        let words = words(&summary);
        self.summary.extend(summary);
        self.lines.extend(lines);
        Ok(Came::Done(words))
    }

    /// A file as it is about to be.
    fn text(&self, path: &str) -> Result<Option<String>, Stop> {
        if let Some(text) = self.texts.get(path) {
            return Ok(text.clone());
        }
        let bytes = self.store.bytes_now(path)?;
        Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
    }
}

/// What is to be said of a lost record that seems to be there under another id; `is_mixed`: the other still holds something of it.
fn is_out(out: &Out, (old, path): (&AnyId, &str), (there, is_mixed): (&str, bool), store: &Store) -> Came {
    let Out { id, is_as_it_was, is_committed } = out;
    let show = format!("`{}` shows the one that was lost", store.stand().show(there, path));
    match (is_mixed, is_committed, is_as_it_was) {
        (true, true, _) => Came::Left(format!(
            "it is back as {id}, as it seems, and {old} still holds both: write of {old} the other by hand; {show}"
        )),
        // it came out before, and that is committed, or is still to be
        (_, true, _) | (_, _, true) => Came::Already,
        (..) => Came::Left(format!(
            "{id} seems to be it, and is not committed: commit it if it is, else give it another title; {show}"
        )),
    }
}

/// Why something is refused, and what to type instead.
fn said(stop: Stop) -> Result<String, Stop> {
    match stop {
        Stop::Usage { message, hint, .. } => Ok(match hint {
            Some(hint) => format!("{message}; {hint}"),
            None => message,
        }),
        Stop::Refused(problems) if !problems.is_empty() => {
            let problem = &problems[0];
            let help = problem.help.as_ref().map_or_else(String::new, |help| format!("; {help}"));
            Ok(format!("{}{help}", problem.message))
        }
        stop => Err(stop),
    }
}
