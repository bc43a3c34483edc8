//! `suits.toml`, the calendar files it names and the rates of `costs.toml`, from disk. Only this file stops everything when it cannot be read.

use super::Store;
use super::book::CONFIG;
use super::origin::{Leads, What};
use super::reading::{closed, reason};
use crate::config::{COSTS, CalendarFacts, Config, ics};
use crate::domain::workflow_faults::workflow_faults;
use crate::finding::{Finding, Severity};
use crate::source::{Place, Position, SourceId, Sources};
use crate::yaml::check_bytes;
use anyhow::{Context, Result};
use std::fmt;
use std::io::ErrorKind;
use std::path::{Component, Path};

/// `suits.toml` cannot be read as TOML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unusable {
    /// Relative to the book.
    pub path: String,
    /// Where.
    pub position: Position,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.path, self.position.line, self.position.column, self.message)
    }
}

impl std::error::Error for Unusable {}

/// The configuration, what is wrong with it, and what is merely unknown.
pub(super) struct Configuration {
    pub(super) config: Config,
    pub(super) problems: Vec<Finding>,
    pub(super) unknown: Vec<Finding>,
}

impl Store {
    /// Reads `suits.toml` into `sources`.
    pub(super) fn configuration(&self, sources: &mut Sources) -> Result<Configuration> {
        let path = self.path(CONFIG);
        let bytes = self.origin.bytes(CONFIG).with_context(|| format!("cannot read `{}`", path.display()))?;
        let unusable = |position, message: String, help| Unusable { path: CONFIG.to_owned(), position, message, help };
        let text = match check_bytes(&bytes) {
            Ok(text) => text,
            Err(fault) => return Err(unusable(fault.position, fault.message, Some(fault.help)).into()),
        };
        let source = sources.add(CONFIG, text);
        let (config, mut findings) = Config::parse(text, source);
        if let Some(at) = findings.iter().position(|finding| finding.code == "config-syntax") {
            let finding = findings.swap_remove(at);
            let (_, position) = super::position(sources, &finding.place);
            return Err(unusable(position, finding.message, finding.help).into());
        }
        let (problems, unknown) = findings.into_iter().partition(|finding| finding.severity == Severity::Error);
        let mut configuration = Configuration { config, problems, unknown };
        self.days_off(&mut configuration, sources, source);
        self.costs(&mut configuration, sources);
        // A faulty workflow is told, but stops nobody: a step that it makes impossible is refused where it is asked for.
        configuration.unknown.extend(workflow_faults(&configuration.config));
        Ok(configuration)
    }

    /// Adds the rates of `costs.toml`, where there is one. What is wrong with it is told, but stops nobody: only margins hang on it, and
    /// they say what they lack.
    fn costs(&self, configuration: &mut Configuration, sources: &mut Sources) {
        let Configuration { config, unknown, .. } = configuration;
        let bytes = match self.origin.bytes(COSTS) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return,
            Err(error) => {
                let finding = closed(sources.add(COSTS, ""), &error);
                config.lose_costs(&finding, "");
                unknown.push(finding);
                return;
            }
        };
        match check_bytes(&bytes) {
            Ok(text) => {
                let source = sources.add(COSTS, text);
                unknown.extend(config.take_costs(text, source));
            }
            Err(fault) => {
                let source = sources.add(COSTS, String::from_utf8_lossy(&bytes));
                let spot = crate::source::Spot::At(fault.position);
                let finding = Finding::error(fault.code, Place { source, spot }, fault.message).help(fault.help);
                config.lose_costs(&finding, "");
                unknown.push(finding);
            }
        }
    }

    /// Adds the days of `holiday_files` to each calendar.
    fn days_off(&self, configuration: &mut Configuration, sources: &mut Sources, source: SourceId) {
        let Configuration { config, problems, .. } = configuration;
        let mut calendars = vec![("calendar".to_owned(), &mut config.calendar)];
        calendars.extend(config.calendars.iter_mut().map(|(name, facts)| (format!("calendars.{name}"), facts)));
        let mut faults = Vec::new();
        for (name, calendar) in calendars {
            for (index, file) in calendar.holiday_files.clone().into_iter().enumerate() {
                if let Err(finding) = self.add_days(calendar, &file, sources) {
                    faults.push((format!("{name}.holiday_files[{index}]"), finding));
                }
            }
            calendar.holidays.sort_unstable();
            calendar.holidays.dedup();
        }
        for (at, fault) in faults {
            let place = config.place(&at).unwrap_or(Place::file(source));
            problems.push(match fault {
                CalendarFault::File(message) => Finding::error("holiday-file", place, message)
                    .help("name a calendar file (`.ics`) that lies in the book"),
                CalendarFault::Line(here, message) => {
                    Finding::error("holiday-file", here, message).related(place, "the calendar that uses it")
                }
            });
        }
    }

    fn add_days(&self, calendar: &mut CalendarFacts, file: &str, sources: &mut Sources) -> Result<(), CalendarFault> {
        let inside = Path::new(file).components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        let leads = self.origin.leads(file);
        if !inside || matches!(leads, Ok(Leads::Outside)) {
            return Err(CalendarFault::File(format!("the calendar file `{file}` is not in the book")));
        }
        if let Ok(Leads::Inside(real)) = leads
            && matches!(self.origin.what(&real), Ok(Some(what)) if what != What::File)
        {
            return Err(CalendarFault::File(format!("`{file}` is not a file")));
        }
        let bytes = self.origin.bytes(file).map_err(|error| {
            CalendarFault::File(format!("the calendar file `{file}` cannot be read: {}", reason(&error)))
        })?;
        let text = check_bytes(&bytes)
            .map_err(|fault| CalendarFault::File(format!("the calendar file `{file}`: {}", fault.message)))?;
        match ics::holidays(text) {
            Ok(days) => {
                calendar.holidays.extend(days);
                Ok(())
            }
            Err((line, message)) => {
                let source = sources.add(file, text);
                let spot = crate::source::Spot::At(Position { line, column: 1 });
                Err(CalendarFault::Line(Place { source, spot }, message))
            }
        }
    }
}

enum CalendarFault {
    File(String),
    Line(Place, String),
}
