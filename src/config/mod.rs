//! `suits.toml` as a value, with the cost rates of `costs.toml`: people, roles, calendars, workflow, authority, rates, levels. Numbers are read from their characters.

mod costs;
pub mod ics;
mod people;
mod roles;
mod sections;
mod table;
#[cfg(test)]
mod tests;
mod topic;
mod workflow;

pub use costs::{COSTS, CostFault};
pub use topic::{ANY, OwnWords, Topic};

use crate::source::{Place, SourceId, Span};
use crate::values::{Amount, Currency, Day, Percent, PersonId, Word};
use std::collections::BTreeMap;

/// The agency's configuration, with the defaults filled in.
#[derive(Clone, Debug)]
pub struct Config {
    /// The file, for places.
    pub source: Option<SourceId>,
    /// Where each table and value is, by dotted path: `people.ann.reports_to`.
    pub spans: BTreeMap<String, Span>,
    /// `[agency]`.
    pub agency: AgencyFacts,
    /// `[numbering] scheme = "random"`.
    pub random_numbers: bool,
    /// `[calendar]`: the office.
    pub calendar: CalendarFacts,
    /// `[calendars.NAME]`.
    pub calendars: BTreeMap<Word, CalendarFacts>,
    /// `[people.ID]`.
    pub people: BTreeMap<PersonId, Person>,
    /// Whether `costs.toml` is there and cannot be read: then nobody's cost is known.
    pub costs_unreadable: bool,
    /// The costs that do not read, in `suits.toml` and in `costs.toml`.
    pub cost_faults: Vec<CostFault>,
    /// `[roles.NAME]`, merged over the defaults.
    pub roles: BTreeMap<Word, Role>,
    /// `[approvals] self = "deny"`: whether one may approve what one wrote.
    pub self_approval: SelfApproval,
    /// `[[rates.NAME]]`, by card, in the order of `from`.
    pub rates: BTreeMap<Word, Vec<RateCard>>,
    /// `[fx]`: one unit in agency currency, in the order of `from`.
    pub fx: BTreeMap<Currency, Vec<DatedRate>>,
    /// `[escalation] steps`.
    pub escalation: Vec<EscalationStep>,
    /// `[budget] alerts`: at which shares of a budget spent it is told of, as percentages, ascending.
    pub alerts: Vec<u32>,
    /// `[git] commit`: whether every change is committed that a command makes.
    pub commits: bool,
    /// `[workflow] stages`; `None`: the default.
    pub workflow: Option<Vec<StageFacts>>,
    /// `[briefs]`: words added to the built-in lists.
    pub words: OwnWords,
    /// `[checks]`: levels by rule.
    pub levels: BTreeMap<String, Level>,
    /// `[[checks.paths]]`: levels for parts of the book.
    pub path_levels: Vec<PathLevels>,
}

impl Default for Config {
    /// An agency that says nothing about itself: the trade's roles, the usual escalation, Monday to Friday.
    fn default() -> Config {
        Config {
            source: None,
            spans: BTreeMap::new(),
            agency: AgencyFacts::default(),
            random_numbers: false,
            calendar: CalendarFacts::default(),
            calendars: BTreeMap::new(),
            people: BTreeMap::new(),
            costs_unreadable: false,
            cost_faults: Vec::new(),
            roles: roles::defaults(),
            self_approval: SelfApproval::Deny,
            rates: BTreeMap::new(),
            fx: BTreeMap::new(),
            escalation: roles::escalation(),
            alerts: vec![50, 75, 90, 100],
            commits: false,
            workflow: None,
            words: OwnWords::new(),
            levels: BTreeMap::new(),
            path_levels: Vec::new(),
        }
    }
}

/// `[agency]`.
#[derive(Clone, Debug)]
pub struct AgencyFacts {
    /// Its name.
    pub name: String,
    /// Its currency.
    pub currency: Currency,
    /// Its language.
    pub language: Word,
    /// Its IANA time zone.
    pub timezone: String,
}

impl Default for AgencyFacts {
    fn default() -> AgencyFacts {
        AgencyFacts {
            name: String::new(),
            currency: Currency::EUR,
            language: Word::const_new("en"),
            timezone: "UTC".to_owned(),
        }
    }
}

/// A work week and its holidays, as configured. `domain::calendar` turns it into working days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarFacts {
    /// Monday first.
    pub work_week: [bool; 7],
    /// Days off, sorted; the days of `holiday_files` are added by the store.
    pub holidays: Vec<Day>,
    /// `.ics` files, relative to the book.
    pub holiday_files: Vec<String>,
}

impl Default for CalendarFacts {
    fn default() -> CalendarFacts {
        CalendarFacts {
            work_week: [true, true, true, true, true, false, false],
            holidays: Vec::new(),
            holiday_files: Vec::new(),
        }
    }
}

/// `[people.ID]`.
#[derive(Clone, Debug, Default)]
pub struct Person {
    /// The name.
    pub name: String,
    /// One person may hold several.
    pub roles: Vec<Word>,
    /// Their superior.
    pub reports_to: Option<PersonId>,
    /// The mail address.
    pub email: Option<String>,
    /// Addresses they commit under.
    pub git_author: Vec<String>,
    /// Hours a week.
    pub weekly_hours: Option<Amount>,
    /// A named calendar.
    pub calendar: Option<Word>,
    /// First day.
    pub from: Option<Day>,
    /// Last day.
    pub to: Option<Day>,
    /// Days away and who stands in.
    pub away: Vec<Away>,
    /// Cost per hour, in the order of `from`.
    pub cost: Vec<DatedRate>,
}

impl Person {
    /// Whether they work here on a day (holidays and days away aside).
    pub fn is_active(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Who stands in for them on a day they are away; `None` when they are not away, or no one stands in.
    pub fn deputy(&self, day: Day) -> Option<&PersonId> {
        self.away.iter().find(|away| away.from <= day && day <= away.to)?.deputy.as_ref()
    }
}

/// Days away.
#[derive(Clone, Debug)]
pub struct Away {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Who stands in.
    pub deputy: Option<PersonId>,
}

/// `[roles.NAME]`: what a role may do.
#[derive(Clone, Debug, Default)]
pub struct Role {
    /// 1 to 8 for account people; `None` for other roles.
    pub rank: Option<u8>,
    /// The most it approves of an estimate, in agency currency.
    pub estimate_limit: Limit,
    /// The most it approves of change orders.
    pub change_limit: Limit,
    /// Clients a person in this role should lead at most.
    pub max_accounts: Option<u32>,
    /// What the time of this role should go into: decide, present, execute.
    pub mix: BTreeMap<Word, Percent>,
    /// Whether it is a creative role.
    pub creative: bool,
}

/// How much a role may approve.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Limit {
    /// Nothing.
    #[default]
    Nothing,
    /// Up to and including this much.
    UpTo(Amount),
    /// Any sum.
    Any,
}

/// `[approvals] self`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SelfApproval {
    /// Nobody approves what they wrote.
    #[default]
    Deny,
    /// A small shop: allowed, and said.
    Warn,
}

/// One dated version of a rate card.
#[derive(Clone, Debug)]
pub struct RateCard {
    /// In force from this day.
    pub from: Day,
    /// Its currency; absent: the agency's.
    pub currency: Option<Currency>,
    /// Per hour, by role.
    pub charge: BTreeMap<Word, Amount>,
}

/// A rate from a day on.
#[derive(Clone, Copy, Debug)]
pub struct DatedRate {
    /// In force from this day.
    pub from: Day,
    /// The rate.
    pub rate: Amount,
}

/// One step of escalation.
#[derive(Clone, Debug)]
pub struct EscalationStep {
    /// From so many days late.
    pub days: u32,
    /// Whoever sits here.
    pub seat: Word,
}

/// A stage as an agency's own workflow writes it.
#[derive(Clone, Debug, Default)]
pub struct StageFacts {
    /// Its name; empty where it has none, which was said.
    pub stage: Word,
    /// Who gets the ball.
    pub seat: Option<Word>,
    /// Working days.
    pub lead_days: Option<u32>,
    /// Where it can go.
    pub next: Vec<Word>,
    /// Guards that must hold to enter it.
    pub needs: Vec<Word>,
}

/// How a rule's findings are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// They fail.
    Error,
    /// They are shown.
    Warning,
    /// The rule is not run.
    Off,
}

/// Levels for a part of the book.
#[derive(Clone, Debug)]
pub struct PathLevels {
    /// Paths from the book's top, `*` for anything within a name, `**` for anything.
    pub paths: Vec<String>,
    /// Levels by rule.
    pub levels: BTreeMap<String, Level>,
}

impl Config {
    /// Where a table or value is, by its dotted path, else the nearest table around it that is written; `None` for a configuration without a file.
    pub fn place(&self, path: &str) -> Option<Place> {
        let source = self.source?;
        let mut path = path;
        loop {
            if let Some(&span) = self.spans.get(path) {
                return Some(Place::span(source, span));
            }
            match path.rfind(['.', '[']) {
                Some(end) => path = &path[..end],
                None => return Some(Place::file(source)),
            }
        }
    }

    /// Whoever has a mail address, or commits under it.
    pub fn known_as(&self, address: &str) -> Option<&PersonId> {
        let address = address.to_lowercase();
        let is_theirs =
            |person: &Person| person.email.iter().chain(&person.git_author).any(|own| own.to_lowercase() == address);
        self.people.iter().find(|(_, person)| is_theirs(person)).map(|(id, _)| id)
    }

    /// A person of the agency.
    pub fn person(&self, id: &PersonId) -> Option<&Person> {
        self.people.get(id)
    }

    /// The highest rank a person holds on any of their roles.
    pub fn rank(&self, id: &PersonId) -> Option<u8> {
        self.person(id)?.roles.iter().filter_map(|role| self.roles.get(role)?.rank).max()
    }
}
