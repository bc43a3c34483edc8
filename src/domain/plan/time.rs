//! Hours booked on jobs: on one person's month or on many, all of them or none.

use super::item;
use crate::domain::agency::{Agency, Lookup};
use crate::domain::booking::{A_DAY, lines, outside};
use crate::domain::handoff::State;
use crate::domain::job::Job;
use crate::domain::layout::AnyId;
use crate::domain::record::{Located, Record};
use crate::domain::timesheet::{TimeEntry, Timesheet, Work};
use crate::domain::workflow::Workflow;
use crate::finding::Finding;
use crate::key_path;
use crate::source::{ChangeSet, Edit, FileChange, Place, Value};
use crate::values::{Amount, Day, Decimal, ItemId, JobId, PersonId, TimesheetId, did_you_mean};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Who works longer than this may have named another day's hours.
const A_LONG_DAY: Decimal = Decimal::from_parts(12, 0, 0, false, 0);

/// Some hours as asked for.
#[derive(Clone, Debug)]
pub struct Booking {
    /// Whose.
    pub person: PersonId,
    /// When.
    pub date: Day,
    /// On which job.
    pub job: JobId,
    /// How long.
    pub hours: Amount,
    /// On which line.
    pub line: Option<ItemId>,
    /// What it went into.
    pub work: Option<Work>,
    /// What was done.
    pub note: Option<String>,
    /// Where it is written, when it comes from a file.
    pub cells: Option<Cells>,
}

/// Where the parts of a row are written.
#[derive(Clone, Debug)]
pub struct Cells {
    /// The person, else the whole row.
    pub person: Place,
    /// The day.
    pub date: Place,
    /// The job.
    pub job: Place,
    /// The hours.
    pub hours: Place,
    /// The line, else the whole row.
    pub line: Place,
}

impl Booking {
    /// Whose month it belongs to.
    pub fn sheet(&self) -> TimesheetId {
        TimesheetId { person: self.person.clone(), month: self.date.month() }
    }

    fn place(&self, cell: fn(&Cells) -> &Place, otherwise: impl FnOnce() -> Place) -> Place {
        self.cells.as_ref().map_or_else(otherwise, |cells| cell(cells).clone())
    }

    fn same(&self) -> Same<'_> {
        let Booking { person, date, job, hours, line, work, note, .. } = self;
        (person, *date, job, hours.0, line.as_ref(), *work, note.as_deref().unwrap_or_default())
    }
}

/// What makes two entries one: the person, the day, the job, the hours, the line, the work and the note.
type Same<'a> = (&'a PersonId, Day, &'a JobId, Decimal, Option<&'a ItemId>, Option<Work>, &'a str);

fn booked<'a>(person: &'a PersonId, entry: &'a TimeEntry) -> Same<'a> {
    let note = entry.note.as_deref().unwrap_or_default();
    (person, entry.date, &entry.job, entry.hours.0, entry.line.as_ref(), entry.work, note)
}

/// Leaves out what is booked already, each entry standing for one booking, and says how many that were: a file can be imported once more
/// when rows were added to it, and two like rows of one file are still two.
pub fn unbooked(bookings: Vec<Booking>, agency: &Agency) -> (Vec<Booking>, usize) {
    let mut there: HashMap<Same<'_>, usize> = HashMap::new();
    for sheet in &agency.timesheets {
        for entry in &sheet.record.entries {
            *there.entry(booked(&sheet.id.person, entry)).or_default() += 1;
        }
    }
    let mut new: Vec<bool> = Vec::with_capacity(bookings.len());
    for booking in &bookings {
        let left = there.get_mut(&booking.same()).filter(|left| **left > 0);
        new.push(left.is_none());
        if let Some(left) = left {
            *left -= 1;
        }
    }
    let skipped = new.iter().filter(|new| !**new).count();
    (bookings.into_iter().zip(new).filter_map(|(booking, new)| new.then_some(booking)).collect(), skipped)
}

/// Plans bookings. Refused whole where anything speaks against one of them.
pub fn book(
    bookings: &[Booking],
    agency: &Agency,
    today: Day,
    mint: &dyn Fn() -> String,
) -> Result<ChangeSet, Vec<Finding>> {
    let workflow = Workflow::of(&agency.config);
    let mut objections: Vec<Finding> =
        bookings.iter().flat_map(|booking| against(booking, agency, &workflow, today)).collect();
    objections.extend(too_long(bookings, agency));
    if !objections.is_empty() {
        return Err(objections);
    }
    let mut sheets: BTreeMap<TimesheetId, Vec<&Booking>> = BTreeMap::new();
    for booking in bookings {
        sheets.entry(booking.sheet()).or_default().push(booking);
    }
    let files = sheets.iter().map(|(id, bookings)| file(id, bookings, agency, mint)).collect();
    Ok(ChangeSet { summary: summary(bookings, agency, &workflow), next: None, files })
}

/// A month of a person, with more hours in it.
fn file(id: &TimesheetId, bookings: &[&Booking], agency: &Agency, mint: &dyn Fn() -> String) -> FileChange {
    let sheet = agency.timesheets.get(id).found();
    let entries = sheet.map_or(&[][..], |sheet| &sheet.record.entries);
    let mut taken: BTreeSet<String> =
        entries.iter().filter_map(|entry| entry.id.as_ref()).map(ToString::to_string).collect();
    let mut free = || {
        // four letters say a million things; a person's month says a few hundred
        std::iter::repeat_with(mint).find(|id| taken.insert(id.clone())).unwrap_or_default()
    };
    let edits = bookings.iter().map(|booking| {
        Edit::append(
            key_path!["entries"],
            item([
                ("id", Some(Value::text(free()))),
                ("date", Some(Value::bare(booking.date))),
                ("job", Some(Value::text(booking.job.as_str()))),
                ("hours", Some(Value::bare(booking.hours))),
                ("line", booking.line.as_ref().map(|line| Value::text(line.as_str()))),
                ("work", booking.work.map(Value::bare)),
                ("note", booking.note.clone().map(Value::Text)),
            ]),
        )
    });
    let edits = edits.collect();
    match sheet {
        Some(sheet) => FileChange::Edit { source: sheet.source, edits },
        None => FileChange::Create {
            path: AnyId::Timesheet(id.clone()).path(),
            template: Timesheet::TEMPLATE.to_owned(),
            edits,
        },
    }
}

/// What speaks against one booking.
pub(super) fn against(booking: &Booking, agency: &Agency, workflow: &Workflow, today: Day) -> Vec<Finding> {
    let Booking { person, date, .. } = booking;
    let Lookup::Found(job) = agency.jobs.get(&booking.job) else { return Vec::new() };
    let mut objections = Vec::new();
    if today < *date {
        let place = booking.place(|cells| &cells.date, || job.at(key_path!["requested_on"]));
        let finding = Finding::error("dated-ahead", place, format!("{date} is still to come: today is {today}"));
        objections.push(finding.help("book time once it is worked"));
    }
    if let Some(message) = outside(job, job.id.as_str(), workflow, *date) {
        let stands = job.at(if *date < job.requested_on { key_path!["requested_on"] } else { key_path!["status"] });
        let place = booking.place(|cells| &cells.date, || stands.clone());
        let mut finding = Finding::error("time-outside-job", place, message)
            .help("book it on the job it was for, or name the day it was worked");
        if booking.cells.is_some() {
            finding = finding.related(stands, "the job");
        }
        objections.push(finding);
    }
    objections.extend(unknown_line(booking, job));
    objections.extend(not_here(booking, person, agency, job));
    objections
}

fn unknown_line(booking: &Booking, job: &Located<Job>) -> Option<Finding> {
    let line = booking.line.as_ref()?;
    let known = lines(job);
    if known.contains(line) {
        return None;
    }
    let place = booking.place(|cells| &cells.line, || job.at(key_path!["estimates"]));
    let message = format!("no estimate or change order of {} has a line `{line}`", job.id);
    let names: Vec<&str> = known.iter().map(|id| id.as_str()).collect();
    let help = did_you_mean(line.as_str(), names.iter().copied(), || match names.as_slice() {
        [] => format!("{} has no lines: book it without one", job.id),
        some => format!("its lines: {}", some.join(", ")),
    });
    Some(Finding::error("unknown-line", place, message).help(help))
}

fn not_here(booking: &Booking, person: &PersonId, agency: &Agency, job: &Located<Job>) -> Option<Finding> {
    let facts = agency.config.person(person).filter(|facts| !facts.is_active(booking.date))?;
    let (message, key) = match (facts.from, facts.to) {
        (_, Some(to)) if to < booking.date => (format!("`{person}` left on {to}, before {}", booking.date), "to"),
        (Some(from), _) => (format!("`{person}` came on {from}, after {}", booking.date), "from"),
        (None, _) => return None,
    };
    let stands = || agency.config.place(&format!("people.{person}.{key}"));
    let place = booking.place(|cells| &cells.person, || stands().unwrap_or_else(|| job.at(key_path!["title"])));
    let help = "name the person or the day it was, or mend `from` and `to` of the person in `suits.toml`";
    Some(Finding::error("inactive-person", place, message).help(help))
}

/// Days with more hours than a day has, what is booked already counted: each at the booking that goes over.
fn too_long(bookings: &[Booking], agency: &Agency) -> Vec<Finding> {
    let mut days: HashMap<(&PersonId, Day), Decimal> = HashMap::new();
    let mut told = BTreeSet::new();
    let mut objections = Vec::new();
    for booking in bookings {
        let sheet = agency.timesheets.get(&booking.sheet()).found();
        let of_day = || sheet.into_iter().flat_map(|sheet| sheet.record.entries.iter().enumerate());
        let of_day = || of_day().filter(|(_, entry)| entry.date == booking.date);
        let sum = days
            .entry((&booking.person, booking.date))
            .or_insert_with(|| of_day().fold(Decimal::ZERO, |sum, (_, entry)| sum.saturating_add(entry.hours.0)));
        let before = *sum;
        *sum = sum.saturating_add(booking.hours.0);
        if *sum <= A_DAY || !told.insert((&booking.person, booking.date)) {
            continue;
        }
        let last = of_day().next_back();
        let there = sheet.zip(last).map(|(sheet, (index, _))| sheet.at(key_path!["entries", index, "hours"]));
        let job = || agency.jobs.get(&booking.job).found().map(|job| job.at(key_path!["title"]));
        let Some(place) = booking.cells.as_ref().map(|cells| cells.hours.clone()).or(there).or_else(job) else {
            continue;
        };
        let message = format!(
            "with these {} h `{}` has {sum} h on {}, and a day has 24",
            booking.hours, booking.person, booking.date
        );
        let help = format!("{before} h are booked already: mend those, or the hours or the day of these");
        objections.push(Finding::error("impossible-hours", place, message).help(help));
    }
    objections
}

fn summary(bookings: &[Booking], agency: &Agency, workflow: &Workflow) -> Vec<String> {
    let [booking] = bookings else {
        let people: BTreeSet<&PersonId> = bookings.iter().map(|booking| &booking.person).collect();
        let hours: Decimal = bookings.iter().map(|booking| booking.hours.0).sum();
        let count = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
        return vec![format!(
            "{} h in {} of {} booked",
            hours.normalize(),
            count(bookings.len(), "entry", "entries"),
            count(people.len(), "person", "people")
        )];
    };
    let Booking { person, date, job, hours, line, .. } = booking;
    let sheet = agency.timesheets.get(&booking.sheet()).found();
    let entries = sheet.map_or(&[][..], |sheet| &sheet.record.entries).iter().filter(|entry| entry.date == *date);
    let day = entries.fold(hours.0, |sum, entry| sum.saturating_add(entry.hours.0));
    let on = line.as_ref().map_or_else(String::new, |line| format!(", {line}"));
    let mut lines =
        vec![format!("{person}: {hours} h on {job}{on}; {} h on {} {date}", day.normalize(), date.weekday())];
    if day > A_LONG_DAY {
        lines.push(format!("more than {A_LONG_DAY} h on one day: is it the day it was worked?"));
    }
    let twice = |entry: &&TimeEntry| booked(person, entry) == booking.same();
    if let Some(there) = sheet.and_then(|sheet| sheet.record.entries.iter().find(twice)) {
        let undo = there.id.as_ref().map_or_else(String::new, |id| {
            format!("; if it was booked twice: `suits time drop {id} --for {person} --date {date}`")
        });
        lines.push(format!("the same hours are booked already{undo}"));
    }
    let held = agency.jobs.get(job).found().filter(|job| job.state(workflow, *date) == State::OnHold);
    lines.extend(held.map(|job| format!("{} is on hold on that day", job.id)));
    lines
}
