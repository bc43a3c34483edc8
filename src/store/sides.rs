//! The few records that a comparison is about, as a book of their own: with the settings of their side, the clients they belong to, and
//! nothing else. No folder is listed.

use super::Store;
use super::book::CONFIG;
use super::git::{Comparison, Content, GitTrouble, LINK, Side};
use super::kinds::{Filed, by_kind};
use super::origin::What;
use super::reading::{Ask, Desk, Outcome};
use super::snapshot::Snapshot;
use crate::config::{Config, ics};
use crate::domain::approval::ApprovalFor;
use crate::domain::layout::{AnyId, Placement, parse_path};
use crate::domain::record::Record;
use crate::finding::Finding;
use crate::source::{Place, SourceId};

impl Comparison {
    /// The records of some files on each side as a book of their own, with `suits.toml` and further files of that side that are not among
    /// them.
    pub fn snapshots(
        &mut self,
        files: [&[(&str, &Content)]; 2],
        further: &[String],
    ) -> Result<[Snapshot; 2], GitTrouble> {
        let sides = [Side::Before, Side::After];
        let mut around = sides.iter().zip(files).map(|(side, files)| self.around(*side, files, further));
        let around = [around.next().transpose()?.unwrap_or_default(), around.next().transpose()?.unwrap_or_default()];
        let of = |side: usize| {
            let fetched = around[side].iter().map(|(path, content)| (path.as_str(), content));
            Snapshot::of_texts(&files[side].iter().copied().chain(fetched).collect::<Vec<_>>())
        };
        let (mut before, mut after) = rayon::join(|| of(0), || of(1));
        self.days_off(Side::Before, &mut before.agency.config)?;
        self.days_off(Side::After, &mut after.agency.config)?;
        Ok([before, after])
    }

    /// `suits.toml` and further files of a side, but for those that are known.
    fn around(
        &mut self,
        side: Side,
        known: &[(&str, &Content)],
        further: &[String],
    ) -> Result<Vec<(String, Content)>, GitTrouble> {
        let all = std::iter::once(CONFIG).chain(further.iter().map(String::as_str));
        let wanted = all.filter(|path| known.iter().all(|(own, _)| own != path));
        let paths: Vec<String> = wanted.map(str::to_owned).collect();
        let found = self.texts(side, &paths)?;
        Ok(paths.into_iter().zip(found).filter_map(|(path, content)| Some((path, content?))).collect())
    }

    /// The days off of the calendar files that the settings name, as they were on that side.
    fn days_off(&mut self, side: Side, config: &mut Config) -> Result<(), GitTrouble> {
        let mut trouble = None;
        days_off(config, |files| match self.texts(side, files) {
            Ok(texts) => texts,
            Err(found) => {
                trouble = Some(found);
                Vec::new()
            }
        });
        trouble.map_or(Ok(()), Err)
    }
}

impl Store {
    /// What a file of the book says; `None` where there is none.
    pub fn content(&self, path: &str) -> Option<Content> {
        match self.origin.what(path) {
            Ok(Some(What::File)) => Some(match self.origin.bytes(path) {
                Ok(bytes) => Content::of(&bytes),
                Err(error) => Content::Broken(format!("it cannot be read: {error}")),
            }),
            Ok(Some(What::Link)) => Some(Content::Broken(LINK.to_owned())),
            Ok(Some(What::Folder)) if self.is_repository(path) => Some(Content::Broken(Content::REPOSITORY.to_owned())),
            Ok(Some(_)) => Some(Content::Broken("it is not a file".to_owned())),
            Ok(None) => None,
            Err(error) => Some(Content::Broken(format!("it cannot be read: {error}"))),
        }
    }

    /// Whether a folder is a repository of its own, as git has it, fetched or not.
    fn is_repository(&self, path: &str) -> bool {
        let listed = match self.revision() {
            None if self.path(path).join(".git").symlink_metadata().is_ok() => return true,
            None => self.git().text("look at a folder", ["ls-files", "--stage", "--", path]),
            Some(revision) => {
                let path = format!("{}{path}", self.below_git());
                self.git().text("look at a folder", ["ls-tree", "--full-tree", revision.commit.as_str(), "--", &path])
            }
        };
        listed.is_ok_and(|listed| listed.starts_with("160000 "))
    }

    /// A few records as a book of their own, with this book's settings and clients as they lie on disk.
    pub fn side(&self, files: &[(&str, &Content)]) -> Snapshot {
        let ids = files.iter().filter_map(|(path, _)| match parse_path(path) {
            Placement::Record(id) => Some(id),
            _ => None,
        });
        let mut more: Vec<String> = ids.filter_map(|id| Some(AnyId::Client(id.client()?).path())).collect();
        more.retain(|path| files.iter().all(|(own, _)| own != path));
        more.push(CONFIG.to_owned());
        let texts: Vec<Option<Content>> = more.iter().map(|path| self.content(path)).collect();
        let around = more.iter().zip(&texts).filter_map(|(path, content)| Some((path.as_str(), content.as_ref()?)));
        let all: Vec<(&str, &Content)> = files.iter().copied().chain(around).collect();
        let mut snapshot = Snapshot::of_texts(&all);
        days_off(&mut snapshot.agency.config, |files| files.iter().map(|path| self.content(path)).collect());
        snapshot
    }
}

/// Adds the days off of the calendar files that the settings name.
fn days_off(config: &mut Config, mut texts: impl FnMut(&[String]) -> Vec<Option<Content>>) {
    for calendar in std::iter::once(&mut config.calendar).chain(config.calendars.values_mut()) {
        let texts = texts(&calendar.holiday_files);
        let days = texts.iter().flatten().filter_map(|content| ics::holidays(content.text()?).ok());
        calendar.holidays.extend(days.flatten());
        calendar.holidays.sort_unstable();
        calendar.holidays.dedup();
    }
}

impl Snapshot {
    /// The records of some texts as a book of their own, with `suits.toml` where it is among them.
    pub fn of_texts(files: &[(&str, &Content)]) -> Snapshot {
        let mut snapshot = Snapshot::default();
        let settings = files.iter().find(|(path, _)| *path == CONFIG).and_then(|(_, content)| content.text());
        let source = snapshot.sources.add(CONFIG, settings.unwrap_or_default());
        if let Some(text) = settings {
            snapshot.agency.config = Config::parse(text, source).0;
        }
        let mut desk = Desk::default();
        for (path, content) in files.iter().filter(|(path, _)| *path != CONFIG) {
            if let Placement::Record(id) = parse_path(path) {
                by_kind!(id.kind(), R => snapshot.keep::<R>(&mut desk, id, path, content));
            }
        }
        snapshot
    }

    /// Puts one record on its shelf, or notes why it cannot be read.
    fn keep<T: Filed>(&mut self, desk: &mut Desk, id: AnyId, path: &str, content: &Content) {
        let Some(own) = own_id::<T>(path) else { return };
        debug_assert_eq!(T::any(own.clone()), id);
        let ask = Ask { keep: None, fingerprints: ApprovalFor::ALL };
        let shelf = |snapshot: &mut Snapshot, source: SourceId, record| {
            let shelf = T::shelf(&mut snapshot.agency);
            *shelf = std::mem::take(shelf).with(&own, source, record);
        };
        match content {
            Content::Unread => {}
            Content::Broken(why) => {
                let source = self.sources.add(path, "");
                self.problems.push(Finding::error("unreadable-file", Place::file(source), why.clone()));
                shelf(self, source, None);
            }
            Content::Text(text) => {
                let source = crate::source::Sources::id(self.sources.len());
                let reading = desk.interpret::<T>((&**text).into(), &own, source, ask);
                self.sources.add(path, reading.text);
                match reading.outcome {
                    Outcome::Record(record, _) => shelf(self, source, Some(record)),
                    Outcome::Broken(findings) => {
                        self.problems.extend(findings);
                        shelf(self, source, None);
                    }
                    Outcome::Gone => {}
                }
            }
        }
    }
}

/// The id of the record at a path, as its kind has it.
fn own_id<T: Filed>(path: &str) -> Option<<T as Record>::Id> {
    let mut parts = path.split('/');
    let (_, parent, name) = (parts.next()?, parts.next()?, parts.next());
    let (parent, name) = name.map_or(("", parent), |name| (parent, name));
    T::id(parent, name.strip_suffix(".yaml")?)
}
