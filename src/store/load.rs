//! From a scope to a snapshot. A command about one job opens its few files; one about the book reads on all cores.

use super::Store;
use super::kinds::Filed;
use super::listing::{Odd, Why, list};
use super::origin::{Origin, What};
use super::reading::{Ask, Desk, Outcome, Reading, Text, closed, link, not_a_file};
use super::snapshot::Snapshot;
use crate::config::Config;
use crate::domain::agency::{Agency, Shelf};
use crate::domain::approval::ApprovalFor;
use crate::domain::brief::Brief;
use crate::domain::client::Client;
use crate::domain::job::Job;
use crate::domain::layout::folder;
use crate::domain::record::{Kind, Located, Record};
use crate::domain::round::Round;
use crate::domain::scope::{Of, Scope};
use crate::domain::timesheet::Timesheet;
use crate::domain::workflow::Workflow;
use crate::finding::{Finding, Fix};
use crate::source::{Place, SourceId, Sources, Stand, Wanted, quoted};
use crate::values::{ClientId, JobId, RoundId};
use anyhow::Result;
use rayon::prelude::*;

/// Fewer files than this are read faster than a second thread starts.
pub(super) const FEW: usize = 96;
/// Jobs that are looked at because a job comes after them, before it takes a step.
const BEFORE: usize = 12;
/// Files that are on the way at a time: readings are larger than what is kept of them.
const BATCH: usize = 2048;
/// Files that one thread takes at a time.
pub(super) const ARMFUL: usize = 64;

/// A file of a record, and what the record is called.
type Found<T> = (<T as Record>::Id, Box<str>);

impl Store {
    /// Reads what a scope asks for. A record that cannot be read is a problem of the snapshot; `Err` is for a book without a readable `suits.toml`.
    pub fn load(&self, scope: &Scope) -> Result<Snapshot> {
        let mut sources = Sources::default();
        let configuration = self.configuration(&mut sources)?;
        let whole = scope.of == Of::Book && Kind::ALL.iter().all(|kind| scope.kinds.contains(kind));
        let mut loader = Loader {
            origin: &self.origin,
            stand: &self.stand,
            scope,
            sources,
            problems: configuration.problems,
            unknown: configuration.unknown,
            strays: Vec::new(),
            whole,
        };
        let mut agency = loader.agency(&configuration.config);
        agency.config = configuration.config;
        if whole {
            loader.top();
            loader.undisputed();
        }
        self.origin.sound()?;
        let Loader { sources, problems, unknown, strays, .. } = loader;
        Ok(Snapshot { agency, sources, problems, unknown_keys: unknown, strays })
    }
}

pub(super) struct Loader<'s> {
    pub(super) origin: &'s Origin,
    pub(super) stand: &'s Stand,
    scope: &'s Scope,
    pub(super) sources: Sources,
    problems: Vec<Finding>,
    unknown: Vec<Finding>,
    pub(super) strays: Vec<Finding>,
    whole: bool,
}

impl Loader<'_> {
    fn agency(&mut self, config: &Config) -> Agency {
        match &self.scope.of {
            Of::Book => Agency {
                clients: self.listed(None),
                briefs: self.listed(None),
                jobs: self.listed(None),
                rounds: self.listed(None),
                contact_reports: self.listed(None),
                invoices: self.listed(None),
                timesheets: self.listed(None),
                ..Agency::default()
            },
            Of::Client(client) => Agency {
                clients: self.named(std::slice::from_ref(client)),
                briefs: self.listed(Some(client)),
                jobs: self.listed(Some(client)),
                rounds: self.listed(Some(client)),
                contact_reports: self.listed(Some(client)),
                invoices: self.listed(Some(client)),
                timesheets: self.listed(None),
                ..Agency::default()
            },
            Of::Chosen(clients, jobs) => self.chosen(clients, jobs),
            Of::Brief(brief) => Agency {
                clients: self.named(&[brief.client()]),
                briefs: self.named(std::slice::from_ref(brief)),
                ..Agency::default()
            },
            Of::ContactReport(report) => Agency {
                clients: self.named(&[report.client()]),
                contact_reports: self.named(std::slice::from_ref(report)),
                ..Agency::default()
            },
            Of::Job(job) => self.job(job, 0, Some(&job.client())),
            // the number of a next invoice is one that no client's has
            Of::Step(job) => self.job(job, BEFORE, None),
            Of::OnTheWay(day) => self.on_the_way(*day, &Workflow::of(config)),
            Of::Invoicing(invoicing) => self.invoicing(invoicing),
            Of::Touched(touched) => self.touched(touched),
            Of::Booking(timesheets, jobs) => self.booking(timesheets, jobs),
            Of::Worked(worked) => self.worked(worked),
        }
    }

    /// One job and what belongs to it; with the jobs that come before it, at most so many.
    fn job(&mut self, id: &JobId, before: usize, invoiced: Option<&ClientId>) -> Agency {
        let clients: Shelf<Client> = self.named(&[id.client()]);
        let jobs = self.with_those_before(id, before);
        let job = jobs.get(id).found();
        let brief = job.and_then(|job| job.brief.clone());
        let since = job.map(|job| job.requested_on.month());
        let briefs: Shelf<Brief> = self.named(brief.as_slice());
        Agency {
            clients,
            briefs,
            rounds: self.rounds(id),
            contact_reports: self.listed(Some(&id.client())),
            invoices: self.listed(invoiced),
            timesheets: self.months(|sheet| since.is_none_or(|since| since <= sheet.month)),
            jobs,
            ..Agency::default()
        }
    }

    /// A job, and the jobs that it comes after; where any are wanted, all that it names itself, and then over others at most so many.
    fn with_those_before(&mut self, id: &JobId, most: usize) -> Shelf<Job> {
        let mut shelf = Filling::default();
        let mut known = vec![id.clone()];
        let mut at = 0;
        while self.wants(Kind::Job) && at < known.len() {
            self.one(&known[at], &mut shelf);
            let job = shelf.records.iter().find(|job: &&Located<Job>| job.id == known[at]);
            let after = job.map_or(&[][..], |job| &job.record.after);
            let new: Vec<JobId> = after.iter().filter(|after| !known.contains(after)).cloned().collect();
            let room = if at == 0 && most > 0 { new.len() } else { (most + 1).saturating_sub(known.len()) };
            known.extend(new.into_iter().take(room));
            at += 1;
        }
        shelf.done(false)
    }

    pub(super) fn wants(&self, kind: Kind) -> bool {
        self.scope.kinds.contains(&kind)
    }

    /// Every record of a kind, or every one of a client.
    pub(super) fn listed<T: Filed>(&mut self, client: Option<&ClientId>) -> Shelf<T> {
        if !self.wants(T::KIND) {
            return Shelf::default();
        }
        let parent = client.filter(|_| T::KIND != Kind::Timesheet).map(ClientId::as_str);
        let mut shelf = Filling::default();
        self.fill(parent, &mut shelf);
        shelf.done(parent.is_none())
    }

    /// Every record of a kind, or every one in a folder of it.
    pub(super) fn fill<T: Filed>(&mut self, parent: Option<&str>, shelf: &mut Filling<T>) {
        let listing = list::<T>(self.origin, parent);
        self.read(listing.files, shelf);
        for odd in listing.odd {
            self.odd(odd, shelf);
        }
    }

    /// The timesheets of some months, of everybody.
    pub(super) fn months(&mut self, wanted: impl Fn(&crate::values::TimesheetId) -> bool) -> Shelf<Timesheet> {
        if !self.wants(Kind::Timesheet) {
            return Shelf::default();
        }
        let mut listing = list::<Timesheet>(self.origin, None);
        listing.files.retain(|(id, _)| wanted(id));
        let mut shelf = Filling::default();
        self.read(listing.files, &mut shelf);
        for odd in listing.odd {
            self.odd(odd, &mut shelf);
        }
        shelf.done(false)
    }

    /// Some records by their ids: no folder is listed.
    pub(super) fn named<T: Filed>(&mut self, ids: &[T::Id]) -> Shelf<T> {
        let mut shelf = Filling::default();
        if self.wants(T::KIND) {
            for id in ids {
                self.one(id, &mut shelf);
            }
        }
        shelf.done(false)
    }

    /// The rounds of a job, from the first to the first gap.
    fn rounds(&mut self, job: &JobId) -> Shelf<Round> {
        let mut shelf = Filling::default();
        self.until_a_gap(job, &mut shelf);
        shelf.done(false)
    }

    /// The same, onto a shelf.
    pub(super) fn until_a_gap(&mut self, job: &JobId, shelf: &mut Filling<Round>) {
        if self.wants(Kind::Round) {
            let missing = shelf.missing.len();
            for number in 1.. {
                self.one(&RoundId::of(job, number), shelf);
                if shelf.missing.len() > missing {
                    break;
                }
            }
        }
    }

    pub(super) fn one<T: Filed>(&mut self, id: &T::Id, shelf: &mut Filling<T>) {
        let path = T::any(id.clone()).path();
        let why = match self.origin.what(&path) {
            Ok(None) => return shelf.missing.push(id.clone()),
            Ok(Some(What::File)) => return self.read(vec![(id.clone(), path.into_boxed_str())], shelf),
            Ok(Some(What::Link)) => Why::Link,
            Ok(Some(other)) => Why::NotAFile(other),
            Err(error) => Why::Closed(error),
        };
        self.odd(Odd { path, why, id: Some(id.clone()) }, shelf);
    }

    /// Reads files, on all cores where there are many.
    pub(super) fn read<T: Filed>(&mut self, files: Vec<Found<T>>, shelf: &mut Filling<T>) {
        let parts = self.scope.parts;
        let day = parts.and_then(|parts| parts.day).map(|day| day.to_string());
        let keys = parts.and_then(|parts| match T::KIND {
            Kind::Job => Some(parts.keys),
            Kind::Timesheet => parts.time,
            _ => None,
        });
        let until = |wanted: &Wanted<'static>| day.as_deref().map_or(*wanted, |day| wanted.until(day));
        let keep: Option<Vec<Wanted<'_>>> = keys.map(|keys| keys.iter().map(until).collect());
        let ask = Ask {
            keep: keep.as_deref(),
            // approvals of briefs are looked at whatever is asked of the jobs
            fingerprints: match self.scope.of {
                Of::OnTheWay(_) if T::KIND == Kind::Brief => ApprovalFor::ALL,
                _ => self.scope.fingerprints,
            },
        };
        shelf.records.reserve(files.len());
        let paths = || files.iter().map(|(_, path)| &**path).collect::<Vec<_>>();
        let ahead = if files.len() > FEW { self.origin.ahead(&paths()) } else { None };
        let mut ahead = ahead.into_iter().flatten();
        let mut files = files.into_iter();
        loop {
            let batch: Vec<Found<T>> = files.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                break;
            }
            let texts = batch.iter().map(|_| ahead.next()).collect();
            self.batch(&ask, batch, texts, shelf);
        }
    }

    /// Reads some files; of those that were read ahead the texts are here.
    fn batch<T: Filed>(
        &mut self,
        ask: &Ask<'_>,
        files: Vec<Found<T>>,
        texts: Vec<Option<Text>>,
        shelf: &mut Filling<T>,
    ) {
        let base = self.sources.len();
        let origin = self.origin;
        let read = |desk: &mut Desk, (index, ((id, path), text)): (usize, (&Found<T>, Option<Text>))| {
            let text = text.unwrap_or_else(|| desk.text(origin, path));
            desk.read::<T>(text, id, Sources::id(base + index), *ask)
        };
        let readings: Vec<Reading<T>> = if files.len() < FEW {
            let mut desk = Desk::default();
            files.iter().zip(texts).enumerate().map(|file| read(&mut desk, file)).collect()
        } else {
            let files = files.par_iter().zip(texts).enumerate();
            files.with_min_len(ARMFUL).map_init(Desk::default, read).collect()
        };
        for ((id, path), reading) in files.into_iter().zip(readings) {
            let source = self.sources.add(path, reading.text);
            match reading.outcome {
                Outcome::Record(located, unknown) => {
                    shelf.records.push(located);
                    self.unknown.extend(unknown);
                }
                Outcome::Broken(findings) => self.broken(id, source, findings, shelf),
                Outcome::Gone => shelf.missing.push(id),
            }
        }
    }

    /// Notes a record that cannot be read.
    pub(super) fn broken<T: Filed>(
        &mut self,
        id: T::Id,
        source: SourceId,
        findings: Vec<Finding>,
        shelf: &mut Filling<T>,
    ) {
        shelf.unreadable.push((id, source));
        self.problems.extend(findings);
    }

    /// Something in a folder of records that is not read.
    pub(super) fn odd<T: Filed>(&mut self, odd: Odd<T::Id>, shelf: &mut Filling<T>) {
        let Odd { path, why, id } = odd;
        let stray = matches!(why, Why::NotARecord(_) | Why::Misplaced { .. } | Why::Twin(_));
        if stray && !self.whole && !matches!(self.scope.of, Of::Touched(_)) {
            return;
        }
        let source = self.sources.add(path.as_str(), "");
        let place = Place::file(source);
        let finding = match why {
            Why::NotARecord(why) => Finding::warning("not-a-record", place, format!("this is no record: {why}"))
                .help(format!("move it out of `{}/`, or name it as a record", folder(T::KIND))),
            Why::Misplaced { id, belongs } => {
                Finding::error("misplaced-record", place, format!("`{id}` belongs at `{belongs}`; here it is not read"))
                    .help(format!("`{} mv -- {} {}`", self.stand.git(), quoted(&path), quoted(&belongs)))
                    .fix(Fix::Move(belongs))
            }
            Why::Twin(twin) => Finding::error(
                "case-twins",
                place,
                format!("`{path}` and `{twin}` differ only in capitals: on many computers they are one file"),
            )
            .help("keep the one in capitals, and delete or rename the other"),
            Why::NotAFile(what) => not_a_file(source, what),
            Why::Link => link(self.origin, &path, source),
            Why::Closed(error) => closed(source, &error),
        };
        if let Some(id) = id.filter(|_| !stray) {
            shelf.unreadable.push((id, source));
        }
        if stray { self.strays.push(finding) } else { self.problems.push(finding) }
    }
}

/// A shelf being filled.
pub(super) struct Filling<T: Filed> {
    pub(super) records: Vec<Located<T>>,
    unreadable: Vec<(T::Id, SourceId)>,
    pub(super) missing: Vec<T::Id>,
}

impl<T: Filed> Default for Filling<T> {
    fn default() -> Filling<T> {
        Filling { records: Vec::new(), unreadable: Vec::new(), missing: Vec::new() }
    }
}

impl<T: Filed> Filling<T> {
    /// The ids of the files that were read.
    pub(super) fn ids(&self) -> impl Iterator<Item = &T::Id> {
        self.records.iter().map(|record| &record.id).chain(self.unreadable.iter().map(|(id, _)| id))
    }

    pub(super) fn done(self, complete: bool) -> Shelf<T> {
        Shelf::new(self.records, self.unreadable, complete).missing(self.missing)
    }
}
